//! `operator`: the operators as functions, and functions that get an item,
//! an attribute or the result of a method.

use pyaot_abi::layout::Header;

use crate::args::Args;
use crate::attribute::value_getattr;
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Dict, Object, Ref, Str, Tuple, dealloc_struct, new_header};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, UnaryOp};
use crate::value::Value;

/// Rows of binary operators, in place too, and of comparisons.
macro_rules! operators {
    ($($name:ident $in_place:ident $op:ident;)*) => {
        $(
            pub fn $name(a: &Value, b: &Value) -> PyResult<Value> {
                operation::binary(BinaryOp::$op, a, b)
            }
            pub fn $in_place(a: &Value, b: &Value) -> PyResult<Value> {
                operation::inplace(BinaryOp::$op, a, b)
            }
        )*
    };
}

macro_rules! comparisons {
    ($($name:ident $op:ident;)*) => {
        $(pub fn $name(a: &Value, b: &Value) -> PyResult<Value> {
            operation::compare(CompareOp::$op, a, b)
        })*
    };
}

operators! {
    operator_add operator_iadd Add;
    operator_sub operator_isub Sub;
    operator_mul operator_imul Mul;
    operator_truediv operator_itruediv TrueDiv;
    operator_floordiv operator_ifloordiv FloorDiv;
    operator_mod operator_imod Mod;
    operator_pow operator_ipow Pow;
    operator_matmul operator_imatmul MatMul;
    operator_lshift operator_ilshift LShift;
    operator_rshift operator_irshift RShift;
    operator_and_ operator_iand And;
    operator_or_ operator_ior Or;
    operator_xor operator_ixor Xor;
}

comparisons! {
    operator_lt Lt;
    operator_le Le;
    operator_eq Eq;
    operator_ne Ne;
    operator_gt Gt;
    operator_ge Ge;
}

/// `-a`.
pub fn operator_neg(a: &Value) -> PyResult<Value> {
    operation::value_neg(a)
}

/// `+a`.
pub fn operator_pos(a: &Value) -> PyResult<Value> {
    operation::value_pos(a)
}

/// `~a`.
pub fn operator_inv(a: &Value) -> PyResult<Value> {
    operation::value_invert(a)
}

/// `~a`.
pub fn operator_invert(a: &Value) -> PyResult<Value> {
    operation::value_invert(a)
}

/// `a.__index__()`.
pub fn operator_index(a: &Value) -> PyResult<Value> {
    operation::index(a)
}

/// `abs(a)`.
pub fn operator_abs(a: &Value) -> PyResult<Value> {
    operation::unary(UnaryOp::Abs, a)
}

/// `not a`.
pub fn operator_not_(a: &Value) -> PyResult<bool> {
    operation::value_truth(a).map(|truth| !truth)
}

/// `bool(a)`.
pub fn operator_truth(a: &Value) -> PyResult<bool> {
    operation::value_truth(a)
}

/// `a is b`.
pub fn operator_is_(a: &Value, b: &Value) -> bool {
    operation::value_is(a, b)
}

/// `a is not b`.
pub fn operator_is_not(a: &Value, b: &Value) -> bool {
    !operation::value_is(a, b)
}

fn check_sequence(a: &Value) -> PyResult<()> {
    if a.ty().slots().getitem().is_some() && a.as_dict().is_none() {
        return Ok(());
    }
    Err(raise_type_error(format_args!(
        "'{}' object can't be concatenated",
        a.type_name()
    )))
}

/// `a + b` of sequences.
pub fn operator_concat(a: &Value, b: &Value) -> PyResult<Value> {
    check_sequence(a)?;
    operation::binary(BinaryOp::Add, a, b)
}

/// `a += b` of sequences.
pub fn operator_iconcat(a: &Value, b: &Value) -> PyResult<Value> {
    check_sequence(a)?;
    operation::inplace(BinaryOp::Add, a, b)
}

/// `b in a`.
pub fn operator_contains(a: &Value, b: &Value) -> PyResult<bool> {
    operation::value_contains(a, b)
}

/// How often `b` is in `a`.
pub fn operator_count_of(a: &Value, b: &Value) -> PyResult<i64> {
    let mut n = 0;
    crate::iter::for_each(a, |item| {
        n += i64::from(operation::equal(item, b)?);
        Ok(true)
    })?;
    Ok(n)
}

/// Where `b` is first in `a`.
pub fn operator_index_of(a: &Value, b: &Value) -> PyResult<i64> {
    let mut at = 0;
    let mut found = false;
    crate::iter::for_each(a, |item| {
        found = operation::equal(item, b)?;
        at += i64::from(!found);
        Ok(!found)
    })?;
    if found {
        return Ok(at);
    }
    Err(raise_value_error(format_args!(
        "sequence.index(x): x not in sequence"
    )))
}

/// `a[b]`.
pub fn operator_getitem(a: &Value, b: &Value) -> PyResult<Value> {
    operation::value_getitem(a, b)
}

/// `a[b] = c`.
pub fn operator_setitem(a: &Value, b: &Value, c: &Value) -> PyResult<()> {
    operation::value_setitem(a, b, c)
}

/// `del a[b]`.
pub fn operator_delitem(a: &Value, b: &Value) -> PyResult<()> {
    operation::value_delitem(a, b)
}

/// `length_hint(obj, default)`.
pub fn operator_length_hint(obj: &Value, default: i64) -> PyResult<i64> {
    if obj.ty().slots().len().is_some() {
        return operation::value_len(obj);
    }
    let hint = crate::attribute::call_special(obj, crate::name!("__length_hint__"), &[]);
    // TypeError says that there is none.
    let hint = crate::error::catch(hint, &crate::exception::TYPE_ERROR)?.flatten();
    let Some(hint) = hint.filter(|hint| !hint.is_not_implemented()) else {
        return Ok(default);
    };
    if !crate::int::is_int(&hint) {
        return Err(raise_type_error(format_args!(
            "__length_hint__ must be an integer, not {}",
            hint.type_name()
        )));
    }
    match operation::to_i64(&hint)? {
        n if n < 0 => Err(raise_value_error(format_args!(
            "__length_hint__() should return >= 0"
        ))),
        n => Ok(n),
    }
}

/// `obj(*args, **kwargs)`.
pub fn operator_call(obj: &Value, args: &Tuple, kwargs: &Dict) -> PyResult<Value> {
    crate::call::value_call_ex(obj, args.as_value(), kwargs.as_value())
}

/// `itemgetter(...)`, `attrgetter(...)` or `methodcaller(...)`.
#[repr(C)]
struct GetterObject {
    header: Header,
    /// Keys, names of attributes, or the arguments of the method.
    args: Tuple,
    /// The parts of each name, or the name of the method.
    names: Vec<Vec<Str>>,
    /// Names of the last arguments of the method.
    keywords: Option<Tuple>,
}

// SAFETY: repr(C) with a header first; only these three types have the layout.
unsafe impl Object for GetterObject {
    const TYPE: &'static Type = &ITEM_GETTER;
    const LAYOUT: Layout = Layout::Getter;
}

macro_rules! getter {
    ($(#[$doc:meta])* $class:ident, $name:literal, $new:expr, $call:expr) => {
        $(#[$doc])*
        static $class: Type = Type::builtin_in(
            "operator",
            $name,
            Layout::Getter,
            size_of::<GetterObject>(),
            &[&OBJECT],
            Slots {
                dealloc: dealloc_struct::<GetterObject>,
                // SAFETY: called on live objects.
                traverse: Some(|header, visit| unsafe {
                    visit((*header.cast::<GetterObject>()).args.as_value())
                }),
                repr: Some(|this| getter_repr(this, $name)),
                new: Some($new),
                call: Some(|this, args| {
                    let [object] = args.unpack($name, 1, 1)? else {
                        unreachable!("one argument");
                    };
                    $call(getter(this), object)
                }),
                ..Slots::OBJECT
            },
        );
    };
}

fn getter(this: &Value) -> &Ref<GetterObject> {
    this.downcast().expect("getter")
}

fn make(
    ty: &'static Type,
    args: &[Value],
    names: Vec<Vec<Str>>,
    keywords: Option<&Tuple>,
) -> Value {
    Ref::alloc_as(
        ty,
        GetterObject {
            header: new_header(),
            args: Tuple::from_slice(args),
            names,
            keywords: keywords.cloned(),
        },
    )
    .into()
}

fn getter_repr(this: &Value, name: &str) -> PyResult<Str> {
    let getter = getter(this);
    let args = getter.args.items();
    let n_keywords = getter
        .keywords
        .as_ref()
        .map_or(0, |names| names.items().len());
    let (positional, named) = args.split_at(args.len() - n_keywords);
    let mut parts = Vec::new();
    if name == "methodcaller" {
        let method = getter.names[0][0].as_value();
        parts.push(operation::value_repr(method)?.as_str().to_string());
    }
    for arg in positional {
        parts.push(operation::value_repr(arg)?.as_str().to_string());
    }
    let keywords = getter
        .keywords
        .as_ref()
        .map_or(&[][..], |names| names.items());
    for (keyword, value) in keywords.iter().zip(named) {
        let value = operation::value_repr(value)?;
        let keyword = operation::value_str(keyword)?;
        parts.push(format!("{}={}", keyword.as_str(), value.as_str()));
    }
    Ok(Str::new(&format!("operator.{name}({})", parts.join(", "))))
}

/// One result, or a tuple of several.
fn each(n: usize, mut get: impl FnMut(usize) -> PyResult<Value>) -> PyResult<Value> {
    if n == 1 {
        return get(0);
    }
    let items = (0..n).map(get).collect::<PyResult<Vec<Value>>>()?;
    Ok(Tuple::from_vec(items).into())
}

/// At least one argument, by position.
fn some<'a>(function: &str, args: Args<'a>) -> PyResult<&'a [Value]> {
    let words = args.no_keywords(function)?;
    if words.is_empty() {
        crate::args::check_positional(function, 0, 1, 1)?;
    }
    Ok(words)
}

getter!(
    /// `operator.itemgetter`.
    ITEM_GETTER,
    "itemgetter",
    |ty, args| {
        let keys = some("itemgetter", args)?;
        Ok(make(ty, keys, Vec::new(), None))
    },
    |this: &Ref<GetterObject>, object: &Value| {
        let keys = this.args.items();
        each(keys.len(), |at| operation::value_getitem(object, &keys[at]))
    }
);

getter!(
    /// `operator.attrgetter`.
    ATTR_GETTER,
    "attrgetter",
    |ty, args| {
        let words = some("attrgetter", args)?;
        let mut names = Vec::with_capacity(words.len());
        for word in words {
            let Some(text) = word.as_str() else {
                return Err(raise_type_error(format_args!(
                    "attribute name must be a string"
                )));
            };
            names.push(text.as_str().split('.').map(crate::str::intern).collect());
        }
        Ok(make(ty, words, names, None))
    },
    |this: &Ref<GetterObject>, object: &Value| {
        each(this.names.len(), |at| {
            this.names[at]
                .iter()
                .try_fold(object.clone(), |value, name| value_getattr(&value, name))
        })
    }
);

getter!(
    /// `operator.methodcaller`.
    METHOD_CALLER,
    "methodcaller",
    |ty, args| {
        let Some((name, _)) = args.positional().split_first() else {
            return Err(raise_type_error(format_args!(
                "methodcaller needs at least one argument, the method name"
            )));
        };
        let Some(name) = name.as_str() else {
            return Err(raise_type_error(format_args!("method name must be a string")));
        };
        let name = crate::str::intern(name.as_str());
        Ok(make(ty, &args.words()[1..], vec![vec![name]], args.names()))
    },
    |this: &Ref<GetterObject>, object: &Value| {
        let args = Args::new(this.args.items(), this.keywords.as_ref());
        crate::call::call_method_args(object, &this.names[0][0], args)
    }
);

/// The class, for the module.
pub fn operator_itemgetter() -> Value {
    ITEM_GETTER.to_value()
}

/// The class, for the module.
pub fn operator_attrgetter() -> Value {
    ATTR_GETTER.to_value()
}

/// The class, for the module.
pub fn operator_methodcaller() -> Value {
    METHOD_CALLER.to_value()
}
