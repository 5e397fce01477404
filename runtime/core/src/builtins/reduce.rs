//! Functions that go through an iterable: all, any, min, max, sum.

use pyaot_abi::layout::ListObject;

use crate::error::{PyResult, Raised, raise_type_error, raise_value_error};
use crate::iter::for_each;
use crate::operation;
use crate::reference::Tuple;
use crate::types::{CompareOp, Layout};
use crate::value::Value;

/// Whether the truth value of an item is `wanted`.
fn find_truth(iterable: &Value, wanted: bool) -> PyResult<bool> {
    let mut found = false;
    for_each(iterable, |item| {
        found = operation::value_truth(item)? == wanted;
        Ok(!found)
    })?;
    Ok(found)
}

/// `all(iterable)`.
pub fn builtins_all(iterable: &Value) -> PyResult<bool> {
    Ok(!find_truth(iterable, false)?)
}

/// `any(iterable)`.
pub fn builtins_any(iterable: &Value) -> PyResult<bool> {
    find_truth(iterable, true)
}

/// `min(...)` or `max(...)`, by the operator with which a later item wins.
fn best(wins: CompareOp, args: &Tuple, key: &Value, default: Option<&Value>) -> PyResult<Value> {
    let name = if wins == CompareOp::Lt { "min" } else { "max" };
    let iterable = match args.items() {
        [] => {
            return Err(raise_type_error(format_args!(
                "{name} expected at least 1 argument, got 0"
            )));
        }
        [iterable] => iterable,
        _ if default.is_some() => {
            return Err(raise_type_error(format_args!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
        _ => args.as_value(),
    };
    if key.is_none() {
        return match (best_of(wins, iterable)?, default) {
            (Some(item), _) => Ok(item),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => Err(raise_empty(name)),
        };
    }
    let mut found: Option<(Value, Value)> = None;
    for_each(iterable, |item| {
        let measure = crate::method::call_with(key, item)?;
        let better = match &found {
            Some((_, known)) => is_better(wins, &measure, known)?,
            None => true,
        };
        if better {
            found = Some((item.clone(), measure));
        }
        Ok(true)
    })?;
    match found.map(|(item, _)| item).or_else(|| default.cloned()) {
        Some(item) => Ok(item),
        None => Err(raise_empty(name)),
    }
}

/// Whether an item wins over the one known.
#[inline]
fn is_better(wins: CompareOp, item: &Value, known: &Value) -> PyResult<bool> {
    match (item.as_small_int(), known.as_small_int()) {
        (Some(item), Some(known)) if wins == CompareOp::Lt => Ok(item < known),
        (Some(item), Some(known)) => Ok(item > known),
        _ => operation::compare_bool(wins, item, known),
    }
}

#[cold]
fn raise_empty(name: &str) -> Raised {
    raise_value_error(format_args!("{name}() arg is an empty sequence"))
}

/// The items of a list that keeps raw floats.
fn floats_of(iterable: &Value) -> Option<&[f64]> {
    iterable.downcast_exact::<ListObject>()?.raw::<f64>()
}

/// The best item without a key, if there are any items.
fn best_of(wins: CompareOp, iterable: &Value) -> PyResult<Option<Value>> {
    if let Some(floats) = floats_of(iterable) {
        let better = |x: f64, y: f64| if wins == CompareOp::Lt { x < y } else { x > y };
        let best = floats
            .iter()
            .copied()
            .reduce(|best, x| if better(x, best) { x } else { best });
        return Ok(best.map(Value::float));
    }
    let mut found: Option<Value> = None;
    for_each(iterable, |item| {
        let better = match &found {
            Some(known) => is_better(wins, item, known)?,
            None => true,
        };
        if better {
            found = Some(item.clone());
        }
        Ok(true)
    })?;
    Ok(found)
}

/// `min(iterable)`.
pub fn iterable_min(iterable: &Value) -> PyResult<Value> {
    best_of(CompareOp::Lt, iterable)?.ok_or_else(|| raise_empty("min"))
}

/// `max(iterable)`.
pub fn iterable_max(iterable: &Value) -> PyResult<Value> {
    best_of(CompareOp::Gt, iterable)?.ok_or_else(|| raise_empty("max"))
}

/// `min(*args, key=key, default=default)`.
pub fn builtins_min(args: &Tuple, key: &Value, default: Option<&Value>) -> PyResult<Value> {
    best(CompareOp::Lt, args, key, default)
}

/// `max(*args, key=key, default=default)`.
pub fn builtins_max(args: &Tuple, key: &Value, default: Option<&Value>) -> PyResult<Value> {
    best(CompareOp::Gt, args, key, default)
}

/// `min(a, b)`.
pub fn value_min(a: &Value, b: &Value) -> PyResult<Value> {
    Ok(if operation::compare_bool(CompareOp::Lt, b, a)? {
        b.clone()
    } else {
        a.clone()
    })
}

/// `max(a, b)`.
pub fn value_max(a: &Value, b: &Value) -> PyResult<Value> {
    Ok(if operation::compare_bool(CompareOp::Gt, b, a)? {
        b.clone()
    } else {
        a.clone()
    })
}

/// A running sum: ints and floats without objects as long as they last.
enum Total {
    Int(i64),
    Float(f64),
    Other(Value),
}

impl Total {
    fn new(start: Value) -> Total {
        if let Some(n) = start.as_small_int() {
            return Total::Int(n);
        }
        match start.as_exact_float() {
            Some(x) => Total::Float(x),
            None => Total::Other(start),
        }
    }

    fn into_value(self) -> Value {
        match self {
            Total::Int(n) => Value::int(n),
            Total::Float(x) => Value::float(x),
            Total::Other(value) => value,
        }
    }

    #[inline]
    fn add(self, item: &Value) -> PyResult<Total> {
        match self {
            Total::Int(n) => {
                if let Some(sum) = item.as_small_int().and_then(|m| n.checked_add(m)) {
                    return Ok(Total::Int(sum));
                }
            }
            Total::Float(x) => {
                if let Some(y) = item.as_exact_float() {
                    return Ok(Total::Float(x + y));
                }
                if let Some(n) = item.as_small_int() {
                    return Ok(Total::Float(x + n as f64));
                }
            }
            Total::Other(_) => {}
        }
        Ok(Total::new(operation::value_add(&self.into_value(), item)?))
    }
}

/// `sum(iterable, start)`.
pub fn builtins_sum(iterable: &Value, start: &Value) -> PyResult<Value> {
    for (kind, is, instead) in [
        ("strings", start.as_str().is_some(), "''.join(seq)"),
        ("bytes", start.as_bytes().is_some(), "b''.join(seq)"),
        (
            "bytearray",
            start.ty().layout() == Layout::ByteArray,
            "b''.join(seq)",
        ),
    ] {
        if is {
            return Err(raise_type_error(format_args!(
                "sum() can't sum {kind} [use {instead} instead]"
            )));
        }
    }
    let mut total = Total::new(start.clone());
    if let Some(floats) = floats_of(iterable)
        && !floats.is_empty()
    {
        let start = match &total {
            Total::Int(n) => Some(*n as f64),
            Total::Float(x) => Some(*x),
            Total::Other(_) => None,
        };
        if let Some(start) = start {
            return Ok(Value::float(floats.iter().fold(start, |sum, x| sum + x)));
        }
    }
    let bools = iterable
        .downcast_exact::<ListObject>()
        .and_then(|list| list.raw::<bool>());
    if let (Some(bools), Total::Int(n)) = (bools, &total) {
        let trues = bools.iter().filter(|x| **x).count();
        return operation::value_add(&Value::int(*n), &Value::int(trues as i64));
    }
    if let (Some(bytes), Total::Int(n)) = (crate::bytes::sum(iterable), &total) {
        return operation::value_add(&Value::int(*n), &Value::int(bytes));
    }
    for_each(iterable, |item| {
        if let (Total::Int(n), Some(m)) = (&mut total, item.as_small_int())
            && let Some(sum) = n.checked_add(m)
        {
            *n = sum;
            return Ok(true);
        }
        // The total moves out and back, so that adding may raise.
        total = core::mem::replace(&mut total, Total::Int(0)).add(item)?;
        Ok(true)
    })?;
    Ok(total.into_value())
}
