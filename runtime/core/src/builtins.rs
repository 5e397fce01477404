//! The functions of the `builtins` module.

mod reduce;

pub use reduce::*;

use crate::attribute::{call_special, getattr_opt};
use crate::error::{PyResult, raise_stop_iteration, raise_type_error};
use crate::exports::{float, int};
use crate::generator::Step;
use crate::reference::{List, Str};
use crate::types::{BinaryOp, Type, UnaryOp};
use crate::value::Value;

/// `abs(x)`.
pub fn builtins_abs(x: &Value) -> PyResult<Value> {
    crate::operation::unary(UnaryOp::Abs, x)
}

/// `callable(obj)`.
pub fn builtins_callable(obj: &Value) -> PyResult<bool> {
    if obj.is_foreign() {
        return Ok(getattr_opt(obj, "__call__")?.is_some());
    }
    Ok(obj.ty().slots().call().is_some())
}

/// `divmod(x, y)`.
pub fn builtins_divmod(x: &Value, y: &Value) -> PyResult<Value> {
    crate::operation::binary(BinaryOp::DivMod, x, y)
}

/// `format(value, spec)`.
pub fn builtins_format(value: &Value, format_spec: &Value) -> PyResult<Str> {
    match format_spec.to_str() {
        Some(spec) => crate::operation::value_format(value, &spec),
        None => Err(raise_type_error(format_args!(
            "format() argument 2 must be str, not {}",
            format_spec.argument_name()
        ))),
    }
}

/// The name given to `getattr` and its like.
fn attribute_name(name: &Value) -> PyResult<Str> {
    let name = name.to_str().ok_or_else(|| {
        raise_type_error(format_args!(
            "attribute name must be string, not '{}'",
            name.type_name()
        ))
    })?;
    // What stands in a class is found faster by the name that is known there.
    let known = match name.is_immortal() {
        true => None,
        false => crate::str::computed_name(&name),
    };
    Ok(known.unwrap_or(name))
}

/// `getattr(object, name[, default])`.
pub fn builtins_getattr(object: &Value, name: &Value, default: Option<&Value>) -> PyResult<Value> {
    let name = attribute_name(name)?;
    match default {
        Some(default) => {
            Ok(crate::attribute::attribute_opt(object, &name)?.unwrap_or_else(|| default.clone()))
        }
        None => crate::attribute::value_getattr(object, &name),
    }
}

/// `hasattr(object, name)`.
pub fn builtins_hasattr(object: &Value, name: &Value) -> PyResult<bool> {
    let name = attribute_name(name)?;
    Ok(crate::attribute::attribute_opt(object, &name)?.is_some())
}

/// `setattr(object, name, value)`.
pub fn builtins_setattr(object: &Value, name: &Value, value: &Value) -> PyResult<()> {
    crate::attribute::value_setattr(object, &attribute_name(name)?, value)
}

/// `delattr(object, name)`.
pub fn builtins_delattr(object: &Value, name: &Value) -> PyResult<()> {
    crate::attribute::value_delattr(object, &attribute_name(name)?)
}

/// `hash(object)`.
pub fn builtins_hash(object: &Value) -> PyResult<i64> {
    crate::operation::value_hash(object)
}

/// `id(object)`: the word, which no other living object has.
pub fn builtins_id(object: &Value) -> Value {
    let word = match object.as_foreign() {
        Some(address) => address as u64,
        None => object.as_raw(),
    };
    match i64::try_from(word) {
        Ok(id) => Value::int(id),
        Err(_) => crate::int::int_add(
            &Value::int(i64::MAX),
            &Value::int((word - i64::MAX as u64) as i64),
        ),
    }
}

/// `iter(object[, sentinel])`.
pub fn builtins_iter(object: &Value, sentinel: Option<&Value>) -> PyResult<Value> {
    let Some(sentinel) = sentinel else {
        return crate::iter::value_iter(object);
    };
    if !builtins_callable(object)? {
        return Err(raise_type_error(format_args!(
            "iter(v, w): v must be callable"
        )));
    }
    Ok(crate::iter::callable_iterator(object, sentinel))
}

/// `len(obj)`.
pub fn builtins_len(obj: &Value) -> PyResult<i64> {
    crate::operation::value_len(obj)
}

/// `next(iterator[, default])`.
pub fn builtins_next(iterator: &Value, default: Option<&Value>) -> PyResult<Value> {
    if default.is_none()
        && iterator.ty().is_heap_type()
        && let Some(item) = call_special(iterator, crate::name!("__next__"), &[])?
    {
        // Its StopIteration passes as it is.
        return Ok(item);
    }
    if iterator.ty().slots().next().is_none() {
        return Err(raise_type_error(format_args!(
            "'{}' object is not an iterator",
            iterator.type_name()
        )));
    }
    match crate::generator::next_step(iterator)? {
        Step::Item(item) => Ok(item),
        Step::End(value) => default.cloned().ok_or_else(|| raise_stop_iteration(value)),
    }
}

/// `pow(base, exp, mod)`.
pub fn builtins_pow(base: &Value, exp: &Value, modulus: &Value) -> PyResult<Value> {
    if modulus.is_none() {
        return crate::operation::binary(BinaryOp::Pow, base, exp);
    }
    let all_ints = [base, exp, modulus]
        .iter()
        .all(|value| crate::int::is_int(value));
    let is_own = base.ty().is_heap_type()
        && crate::reduce::of_program(base.ty(), crate::name!("__pow__")).is_some();
    if all_ints && !is_own {
        let int = crate::operation::index;
        return crate::int::pow_mod(&int(base)?, &int(exp)?, &int(modulus)?);
    }
    if [base, exp, modulus].into_iter().any(Value::is_foreign) {
        let builtins = crate::foreign::foreign_import(crate::name!("builtins"))?;
        let numbers = [base.clone(), exp.clone(), modulus.clone()];
        return crate::call::call_method(&builtins, crate::name!("pow"), &numbers);
    }
    if base.ty().is_heap_type()
        && let Some(result) = call_special(
            base,
            crate::name!("__pow__"),
            &[exp.clone(), modulus.clone()],
        )?
        && !result.is_not_implemented()
    {
        return Ok(result);
    }
    // Each class is asked in turn: ints leave it to the others.
    let is_complex = |value: &Value| value.ty().layout() == crate::types::Layout::Complex;
    let is_float = |value: &Value| value.as_float().is_some();
    let is_number =
        |value: &Value| crate::int::is_int(value) || is_float(value) || is_complex(value);
    for value in [base, exp, modulus] {
        if is_float(value) {
            return Err(raise_type_error(format_args!(
                "pow() 3rd argument not allowed unless all arguments are integers"
            )));
        }
        if is_complex(value) && is_number(base) && is_number(exp) {
            return Err(crate::error::raise_value_error(format_args!(
                "complex modulo"
            )));
        }
    }
    Err(raise_type_error(format_args!(
        "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
        base.type_name(),
        exp.type_name(),
        modulus.type_name()
    )))
}

/// `repr(obj)`.
pub fn builtins_repr(obj: &Value) -> PyResult<Str> {
    crate::operation::value_repr(obj)
}

/// Whether the class of `value` is exactly `ty`.
fn exactly(value: &Value, ty: &'static Type) -> bool {
    core::ptr::eq(value.ty(), ty)
}

/// `round(number, ndigits)`.
pub fn builtins_round(number: &Value, ndigits: &Value) -> PyResult<Value> {
    if exactly(number, &crate::int::INT) {
        return crate::int_method::int_round(number, ndigits);
    }
    if exactly(number, &crate::float::FLOAT)
        && let Some(x) = number.as_float()
    {
        return crate::float_method::float_round_method(x, ndigits);
    }
    crate::method::offer(&crate::int::INT, &int::methods::int_round);
    crate::method::offer(&crate::float::FLOAT, &float::methods::float_round_method);
    let args = core::slice::from_ref(ndigits);
    let args = if ndigits.is_none() { &[] } else { args };
    match call_special(number, crate::name!("__round__"), args)? {
        Some(result) => Ok(result),
        None => Err(raise_type_error(format_args!(
            "type {} doesn't define __round__ method",
            number.type_name()
        ))),
    }
}

/// `sorted(iterable, key=key, reverse=reverse)`.
pub fn builtins_sorted(iterable: &Value, key: &Value, reverse: &Value) -> PyResult<List> {
    let list = crate::list::list_from_iterable(iterable)?;
    crate::list::list_sort(&list, key, reverse)?;
    Ok(list)
}

/// `dir(object)`.
pub fn builtins_dir(object: &Value) -> PyResult<Value> {
    if object.is_foreign() {
        let args = crate::args::Args::positional_only(core::slice::from_ref(object));
        return crate::foreign::call_builtin(crate::name!("dir"), args);
    }
    match call_special(object, crate::name!("__dir__"), &[])? {
        Some(names) => Ok(builtins_sorted(&names, Value::none(), &Value::FALSE)?.into()),
        None => Err(raise_type_error(format_args!(
            "object does not provide __dir__"
        ))),
    }
}

/// `vars(object)`.
pub fn builtins_vars(object: &Value) -> PyResult<Value> {
    match getattr_opt(object, "__dict__")? {
        Some(dict) => Ok(dict),
        None => Err(raise_type_error(format_args!(
            "vars() argument must have __dict__ attribute"
        ))),
    }
}
