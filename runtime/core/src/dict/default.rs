//! `collections.defaultdict`.

use pyaot_abi::layout::Header;

use super::again;
use super::find::Found;
use super::table::{self, DictObject};
use super::{DICT, DICT_SLOTS, dict, update_from_args};
use crate::args::Args;
use crate::error::{PyResult, raise_key_error, raise_type_error};
use crate::prelude::*;
use crate::recursion::ReprGuard;
use crate::reference::{Dict, List, Ref, Str, dealloc_struct};
use crate::types::{BinaryOp, Layout, Slots, Type};
use crate::value::Value;

/// A dict, and behind it what makes missing values. Its class says that an
/// object is one: the layout is that of dict.
#[repr(C)]
struct DefaultDictObject {
    dict: DictObject,
    factory: Option<Value>,
}

/// `collections.defaultdict`.
pub static DEFAULT_DICT: Type = Type::builtin_in(
    "collections",
    "defaultdict",
    Layout::Dict,
    size_of::<DefaultDictObject>(),
    &[&DICT],
    Slots {
        dealloc: default_dict_dealloc,
        // SAFETY: called on live objects of the class.
        traverse: Some(|header, visit| unsafe {
            if let Some(traverse) = DICT_SLOTS.traverse {
                traverse(header, visit);
            }
            if let Some(factory) = &(*header.cast::<DefaultDictObject>()).factory {
                visit(factory);
            }
        }),
        repr: Some(|this| {
            let Some(_guard) = ReprGuard::enter(this) else {
                return Ok(Str::new("..."));
            };
            let factory = crate::operation::value_repr(&factory(this).unwrap_or(Value::NONE))?;
            let items = super::plain_copy(dict(this));
            let items = crate::operation::value_repr(items.as_value())?;
            Ok(Str::new(&format!(
                "{}({}, {})",
                this.ty().name(),
                factory.as_str(),
                items.as_str()
            )))
        }),
        getitem: Some(|this, key| match dict(this).get(key)? {
            Some(value) => Ok(value),
            None if core::ptr::eq(this.ty(), &DEFAULT_DICT) => defaultdict_missing(this, key),
            None => {
                let missing = &crate::exports::dict::methods::defaultdict_missing;
                crate::method::offer(&DEFAULT_DICT, missing);
                crate::call::call_method(
                    this,
                    crate::name!("__missing__"),
                    core::slice::from_ref(key),
                )
            }
        }),
        binary: Some(|op, this, other, reflected| {
            let (BinaryOp::Or, Some(right)) = (op, other.as_dict()) else {
                return Ok(None);
            };
            let (left, right) = if reflected {
                (right, dict(this))
            } else {
                (dict(this), right)
            };
            let merged = make(factory(this), left);
            super::dict_update_from(&merged, right.as_value())?;
            Ok(Some(merged.into()))
        }),
        // The factory is zeroed, so absent.
        new: Some(|ty, _| Ok(Ref::alloc_as(ty, table::empty()).into())),
        init: Some(default_dict_init),
        ..DICT_SLOTS
    },
)
.subclassable();

unsafe fn default_dict_dealloc(header: *mut Header) {
    // SAFETY: the object is dead; the factory is taken out before the rest goes.
    unsafe {
        let factory = (*header.cast::<DefaultDictObject>()).factory.take();
        dealloc_struct::<DictObject>(header);
        drop(factory);
    }
}

/// Whether `value` is a defaultdict.
pub fn is_default_dict(value: &Value) -> bool {
    value.is_heap() && value.ty().is_subclass_of(&DEFAULT_DICT)
}

fn place(this: &Value) -> *mut Option<Value> {
    debug_assert!(is_default_dict(this));
    let object = this.as_raw() as *mut DefaultDictObject;
    // SAFETY: only called on instances of the class.
    unsafe { &raw mut (*object).factory }
}

/// `defaultdict.default_factory`.
pub fn factory(this: &Value) -> Option<Value> {
    // SAFETY: a short access to a live object.
    unsafe { (*place(this)).clone() }
}

fn set_factory(this: &Value, factory: Option<Value>) {
    // SAFETY: a short access; the old value is dropped last.
    let old = unsafe { core::mem::replace(&mut *place(this), factory) };
    drop(old);
}

/// A defaultdict with the items of `items`.
fn make(factory: Option<Value>, items: &Dict) -> Dict {
    let made = Ref::alloc_as(&DEFAULT_DICT, table::empty());
    made.add_unique(items);
    set_factory(made.as_value(), factory);
    made
}

fn default_dict_init(this: &Value, args: Args<'_>) -> PyResult<()> {
    let Some(first) = args.positional().first() else {
        return update_from_args(dict(this), "defaultdict", args);
    };
    if !first.is_none() && !crate::builtins::builtins_callable(first)? {
        return Err(raise_type_error(format_args!(
            "first argument must be callable or None"
        )));
    }
    set_factory(
        this,
        Some(first.clone()).filter(|factory| !factory.is_none()),
    );
    update_from_args(
        dict(this),
        "defaultdict",
        Args::new(&args.words()[1..], args.names()),
    )
}

/// `defaultdict.__missing__(key)`.
pub fn defaultdict_missing(this: &Value, key: &Value) -> PyResult<Value> {
    let Some(factory) = factory(this) else {
        return Err(raise_key_error(key));
    };
    let value = match fresh(&factory) {
        Some(value) => value,
        None => crate::call::call(&factory, &[])?,
    };
    dict(this).set(key, &value)?;
    Ok(value)
}

/// What calling the factory gives, where that is one of the usual classes.
#[inline]
fn fresh(factory: &Value) -> Option<Value> {
    let is = |ty: &Type| factory.as_raw() == (&raw const *ty) as u64;
    if is(&crate::list::LIST) {
        return Some(List::new().into());
    }
    is(&crate::int::INT).then(|| Value::int(0))
}

/// `dict[key]`.
#[inline(always)]
pub fn defaultdict_getitem(dict: &Dict, key: &Value) -> PyResult<Value> {
    match again::value_at_first(dict, key) {
        Some(value) => Ok(value.clone()),
        None => getitem_searching(dict, key),
    }
}

#[inline(never)]
fn getitem_searching(dict: &Dict, key: &Value) -> PyResult<Value> {
    match again::find_noting(dict, key)?.found() {
        Found::At { at, .. } => dict.value_at(at).ok_or_else(|| raise_key_error(key)),
        Found::Missing { .. } => missing_noting(dict, key),
    }
}

/// Adds what the factory makes, and notes the lookup of that.
#[cold]
#[inline(never)]
fn missing_noting(dict: &Dict, key: &Value) -> PyResult<Value> {
    again::forget_note();
    let value = defaultdict_missing(dict.as_value(), key)?;
    again::note_added(dict, key);
    Ok(value)
}

/// `defaultdict.copy()`.
pub fn defaultdict_copy(this: &Value) -> PyResult<Value> {
    if core::ptr::eq(this.ty(), &DEFAULT_DICT) {
        return Ok(make(factory(this), dict(this)).into());
    }
    crate::call::call(
        &this.ty_value(),
        &[factory(this).unwrap_or(Value::NONE), this.clone()],
    )
}

/// The class, for the module.
pub fn defaultdict_class() -> Value {
    let dict = DEFAULT_DICT.dict();
    if dict.get_str("default_factory").is_none() {
        dict.set_str("default_factory", default_factory_attribute());
    }
    DEFAULT_DICT.to_value()
}

/// The attribute `default_factory`, which may be set.
fn default_factory_attribute() -> Value {
    crate::method::getset(
        &DEFAULT_DICT,
        "default_factory",
        |this| Ok(factory(this).unwrap_or(Value::NONE)),
        Some(|this, value| {
            set_factory(this, value.cloned().filter(|factory| !factory.is_none()));
            Ok(())
        }),
    )
}
