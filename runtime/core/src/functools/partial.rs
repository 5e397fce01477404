//! `functools.partial`.

use core::cell::RefCell;

use pyaot_abi::layout::Header;

use super::Attributes;
use crate::args::Args;
use crate::error::{PyResult, raise_type_error};
use crate::operation;
use crate::prelude::*;
use crate::recursion::ReprGuard;
use crate::reference::{Dict, Object, Ref, Str, Tuple, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// A function with some of its arguments.
#[repr(C)]
struct PartialObject {
    header: Header,
    parts: RefCell<Parts>,
    attributes: Attributes,
}

#[derive(Clone)]
struct Parts {
    function: Value,
    args: Tuple,
    keywords: Dict,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for PartialObject {
    const TYPE: &'static Type = &PARTIAL;
    const LAYOUT: Layout = Layout::Partial;
}

/// `functools.partial`.
static PARTIAL: Type = Type::builtin_in(
    "functools",
    "partial",
    Layout::Partial,
    size_of::<PartialObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<PartialObject>,
        // SAFETY: called on live objects, which nothing changes meanwhile.
        traverse: Some(|header, visit| unsafe {
            let this = &*header.cast::<PartialObject>();
            let parts = &*this.parts.as_ptr();
            visit(&parts.function);
            visit(parts.args.as_value());
            visit(parts.keywords.as_value());
            this.attributes.visit(visit);
        }),
        repr: Some(partial_repr),
        call: Some(partial_call),
        getattr: |this, name| {
            let this_ = partial(this);
            let parts = this_.parts.borrow().clone();
            match name.as_str() {
                "func" => Ok(parts.function),
                "args" => Ok(parts.args.into()),
                "keywords" => Ok(parts.keywords.into()),
                _ => this_.attributes.get(this, name),
            }
        },
        setattr: |this, name, value| match name.as_str() {
            "func" | "args" | "keywords" => Err(crate::error::raise_attribute_error(format_args!(
                "readonly attribute"
            ))),
            _ => partial(this).attributes.set(this, name, value),
        },
        new: Some(partial_new),
        ..Slots::OBJECT
    },
)
.subclassable();

/// The row `functools_partial`.
pub fn functools_partial() -> Value {
    PARTIAL.to_value()
}

fn partial(this: &Value) -> &Ref<PartialObject> {
    this.downcast().expect("partial")
}

fn make(ty: &'static Type, parts: Parts) -> Value {
    Ref::alloc_as(
        ty,
        PartialObject {
            header: new_header(),
            parts: RefCell::new(parts),
            attributes: Attributes::default(),
        },
    )
    .into()
}

/// `partial(function, *args, **keywords)`.
pub(super) fn new(function: Value, args: Tuple, keywords: Dict) -> Value {
    make(
        &PARTIAL,
        Parts {
            function,
            args,
            keywords,
        },
    )
}

fn partial_new(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let Some((function, rest)) = args.positional().split_first() else {
        return Err(raise_type_error(format_args!(
            "type 'partial' takes at least one argument"
        )));
    };
    if !crate::builtins::builtins_callable(function)? {
        return Err(raise_type_error(format_args!(
            "the first argument must be callable"
        )));
    }
    let given = args.keyword_dict()?;
    let inner = function
        .downcast::<PartialObject>()
        .filter(|inner| inner.attributes.is_empty());
    let Some(inner) = inner else {
        let parts = Parts {
            function: function.clone(),
            args: Tuple::from_slice(rest),
            keywords: given,
        };
        return Ok(make(ty, parts));
    };
    // Of a partial of a partial one is made.
    let inner = inner.parts.borrow().clone();
    let words: Vec<Value> = inner.args.items().iter().chain(rest).cloned().collect();
    let keywords = crate::dict::plain_copy(&inner.keywords);
    crate::dict::dict_update_from(&keywords, given.as_value())?;
    let parts = Parts {
        function: inner.function,
        args: Tuple::from_vec(words),
        keywords,
    };
    Ok(make(ty, parts))
}

/// Arguments that calls pass on from the stack.
const FEW: usize = 4;

fn partial_call(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let parts = partial(this).parts.borrow().clone();
    let (kept, given) = (parts.args.items(), args.words());
    if parts.keywords.is_empty() && kept.len() + given.len() <= FEW {
        let mut words = [const { Value::NONE }; FEW];
        for (word, value) in words.iter_mut().zip(kept.iter().chain(given)) {
            *word = value.clone();
        }
        let words = &words[..kept.len() + given.len()];
        return crate::call::call_args(&parts.function, Args::new(words, args.names()));
    }
    let mut words: Vec<Value> =
        Vec::with_capacity(parts.args.items().len() + args.words().len() + parts.keywords.len());
    words.extend_from_slice(parts.args.items());
    words.extend_from_slice(args.positional());
    if parts.keywords.is_empty() {
        words.extend(args.keywords().map(|(_, value)| value.clone()));
        return crate::call::call_args(&parts.function, Args::new(&words, args.names()));
    }
    let merged = crate::dict::plain_copy(&parts.keywords);
    for (name, value) in args.keywords() {
        merged.set(name.as_value(), value)?;
    }
    let mut names = Vec::with_capacity(merged.len());
    for (name, value) in merged.entries() {
        names.push(name);
        words.push(value);
    }
    let names = Tuple::from_vec(names);
    crate::call::call_args(&parts.function, Args::new(&words, Some(&names)))
}

fn partial_repr(this: &Value) -> PyResult<Str> {
    let Some(_guard) = ReprGuard::enter(this) else {
        return Ok(Str::new("..."));
    };
    let parts = partial(this).parts.borrow().clone();
    let mut text = if core::ptr::eq(this.ty(), &PARTIAL) {
        "functools.partial".to_string()
    } else {
        this.ty().name().to_string()
    };
    text += "(";
    text += operation::value_repr(&parts.function)?.as_str();
    for arg in parts.args.items() {
        text += ", ";
        text += operation::value_repr(arg)?.as_str();
    }
    for (name, value) in parts.keywords.entries() {
        let (name, value) = (operation::value_str(&name)?, operation::value_repr(&value)?);
        text += &format!(", {}={}", name.as_str(), value.as_str());
    }
    text += ")";
    Ok(Str::new(&text))
}
