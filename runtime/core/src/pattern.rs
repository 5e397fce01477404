//! What the patterns of `match` ask of their subject.

use crate::attribute::{getattr_opt, value_getattr};
use crate::class::value_isinstance;
use crate::dict::{dict_new, update_from_any};
use crate::error::{PyResult, catch, raise_type_error, raise_value_error};
use crate::exception::ATTRIBUTE_ERROR;
use crate::foreign;
use crate::iter::RANGE;
use crate::name;
use crate::prelude::*;
use crate::reference::{Dict, Str, Tuple};
use crate::types::{Type, type_flags};
use crate::value::Value;

/// Flags of CPython's classes (`Py_TPFLAGS_SEQUENCE` and so on).
const SEQUENCE: u64 = 1 << 5;
const MAPPING: u64 = 1 << 6;
const MATCHES_ITSELF: u64 = 1 << 22;

/// Native classes whose instances sequence patterns match.
static SEQUENCES: &[&Type] = &[
    &crate::list::LIST,
    &crate::tuple::TUPLE,
    &RANGE,
    &crate::deque::DEQUE,
];

/// Classes whose one positional sub-pattern is for the subject itself.
static THEMSELVES: &[&Type] = &[
    &crate::bytes::BYTES,
    &crate::bytes::BYTEARRAY,
    &crate::dict::DICT,
    &crate::float::FLOAT,
    &crate::set::FROZENSET,
    &crate::int::INT,
    &crate::list::LIST,
    &crate::set::SET,
    &crate::str::STR,
    &crate::tuple::TUPLE,
];

/// Whether the subject's class is one of these, or CPython has given it the flag.
fn is_kind(subject: &Value, classes: &[&Type], own_flag: u32, flag: u64) -> bool {
    if !subject.is_foreign() {
        let ty = subject.ty();
        if ty.has_flag(own_flag) || classes.iter().any(|class| ty.is_subclass_of(class)) {
            return true;
        }
        // Only a class of the program can have been registered with an abstract one.
        if !ty.is_heap_type() || foreign::active_hooks().is_none() {
            return false;
        }
    }
    foreign::has_type_flag(&subject.ty_value(), flag)
}

/// The row `match_sequence`.
pub fn match_sequence(subject: &Value) -> bool {
    crate::array::as_array(subject).is_some()
        || is_kind(subject, SEQUENCES, type_flags::SEQUENCE, SEQUENCE)
}

/// The row `match_mapping`.
pub fn match_mapping(subject: &Value) -> bool {
    is_kind(subject, &[&crate::dict::DICT], type_flags::MAPPING, MAPPING)
}

/// Whether the value is a class, on either side.
pub(crate) fn is_class(value: &Value) -> bool {
    match value.is_foreign() {
        true => foreign::has_type_flag(value, u64::MAX),
        false => value.as_type().is_some(),
    }
}

/// The row `match_instance`.
pub fn match_instance(subject: &Value, class: &Value) -> PyResult<bool> {
    if !is_class(class) {
        return Err(raise_type_error(format_args!(
            "called match pattern must be a type"
        )));
    }
    value_isinstance(subject, class)
}

/// The row `match_attributes`.
pub fn match_attributes(
    subject: &Value,
    class: &Value,
    positional: i64,
    names: &[Value],
) -> PyResult<Value> {
    let positional = positional as usize;
    let mut found = Vec::with_capacity(positional + names.len());
    let mut seen: Vec<Str> = Vec::new();
    let by_position = match positional {
        0 => None,
        _ => match_args(class, positional)?,
    };
    if positional > 0 && by_position.is_none() {
        found.push(subject.clone());
    }
    let by_position = by_position.iter().flat_map(|names| names.items());
    for name in by_position.take(positional).chain(names) {
        let Some(name) = name.as_str() else {
            return Err(raise_type_error(format_args!(
                "__match_args__ elements must be strings (got {})",
                name.type_name()
            )));
        };
        if seen.iter().any(|seen| seen.same_text(name)) {
            let repr = crate::operation::value_repr(name.as_value())?;
            return Err(raise_type_error(format_args!(
                "{}() got multiple sub-patterns for attribute {}",
                class_name(class)?.as_str(),
                repr.as_str()
            )));
        }
        seen.push(name.clone());
        match catch(value_getattr(subject, name), &ATTRIBUTE_ERROR)? {
            Some(value) => found.push(value),
            None => return Ok(Value::NONE),
        }
    }
    Ok(Value::from(Tuple::from_vec(found)))
}

/// The `__match_args__` of a class; none if its positional sub-pattern is for
/// the subject itself.
fn match_args(class: &Value, positional: usize) -> PyResult<Option<Tuple>> {
    let args = getattr_opt(class, "__match_args__")?;
    let (args, allowed) = match args {
        Some(args) => match args.as_tuple() {
            Some(tuple) => (Some(tuple.clone()), tuple.items().len()),
            None => {
                return Err(raise_type_error(format_args!(
                    "{}.__match_args__ must be a tuple (got {})",
                    class_name(class)?.as_str(),
                    args.type_name()
                )));
            }
        },
        None => {
            let itself = match class.as_type() {
                Some(ty) => THEMSELVES.iter().any(|class| ty.is_subclass_of(class)),
                None => foreign::has_type_flag(class, MATCHES_ITSELF),
            };
            match itself {
                true => (None, 1),
                false => (Some(Tuple::from_vec(Vec::new())), 0),
            }
        }
    };
    if allowed < positional {
        return Err(raise_type_error(format_args!(
            "{}() accepts {allowed} positional sub-pattern{} ({positional} given)",
            class_name(class)?.as_str(),
            if allowed == 1 { "" } else { "s" },
        )));
    }
    Ok(args)
}

fn class_name(class: &Value) -> PyResult<Str> {
    crate::operation::value_str(&value_getattr(class, name!("__name__"))?)
}

/// The row `match_keys`.
pub fn match_keys(keys: &[Value]) -> PyResult<bool> {
    for (at, key) in keys.iter().enumerate() {
        for earlier in &keys[..at] {
            if crate::operation::equal(earlier, key)? {
                let repr = crate::operation::value_repr(key)?;
                return Err(raise_value_error(format_args!(
                    "mapping pattern checks duplicate key ({})",
                    repr.as_str()
                )));
            }
        }
    }
    Ok(true)
}

/// The row `match_rest`.
pub fn match_rest(subject: &Value, keys: &[Value]) -> PyResult<Dict> {
    let rest = dict_new();
    update_from_any(&rest, subject)?;
    for key in keys {
        rest.remove(key)?;
    }
    Ok(rest)
}
