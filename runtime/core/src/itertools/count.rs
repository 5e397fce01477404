//! Iterators that need no end: `count`, `repeat`, `cycle`.

use core::cell::{Cell, RefCell};

use super::{State, ToolObject, bind, exactly, held, iterate, make, put, state, tool};
use crate::error::{PyResult, raise_type_error};
use crate::iter::iter_next;
use crate::operation;
use crate::prelude::*;
use crate::reference::{Str, dealloc_struct};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

tool!(
    /// `itertools.count`.
    COUNT,
    "count",
    |ty, args| {
        let [start, step] = bind("count", args, ["start", "step"], 0)?;
        let number = |value: Option<Value>, default| match value {
            None => Ok(Value::int(default)),
            Some(value) => as_number(value),
        };
        let (next, step) = (number(start, 0)?, number(step, 1)?);
        // In steps of 1 it counts by itself, without the objects.
        let next = match next.as_bool() {
            Some(flag) if step.as_small_int() == Some(1) => Value::int(flag.into()),
            _ => next,
        };
        let next = RefCell::new(next);
        Ok(make(ty, State::Count { next, step }))
    },
    count_next,
    repr: Some(|this| {
        let State::Count { next, step } = state(this) else {
            unreachable!("the state of a count");
        };
        let next = next.borrow().clone();
        let (name, start) = (this.ty().name(), operation::value_repr(&next)?);
        Ok(Str::new(&if step.as_small_int() == Some(1) {
            format!("{name}({})", start.as_str())
        } else {
            let step = operation::value_repr(step)?;
            format!("{name}({}, {})", start.as_str(), step.as_str())
        }))
    })
);

/// What can be counted with.
fn as_number(value: Value) -> PyResult<Value> {
    let slots = value.ty().slots();
    if slots.index().is_none()
        && slots.to_float().is_none()
        && value.ty().layout() != Layout::Complex
    {
        return Err(raise_type_error(format_args!("a number is required")));
    }
    Ok(value)
}

fn count_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::Count { next, step } = state else {
        return Ok(None);
    };
    let now = next.borrow().clone();
    let then = match (now.as_small_int(), step.as_small_int()) {
        (Some(n), Some(by)) => Value::int(n + by),
        _ => operation::value_add(&now, step)?,
    };
    let old = next.replace(then);
    drop(old);
    Ok(Some(now))
}

tool!(
    /// `itertools.repeat`.
    REPEAT,
    "repeat",
    |ty, args| {
        let [item, times] = bind("repeat", args, ["object", "times"], 1)?;
        let left = match times {
            Some(times) => operation::to_i64(&times)?.max(0),
            None => -1,
        };
        let (item, left) = (item.unwrap_or(Value::NONE), Cell::new(left));
        Ok(make(ty, State::Repeat { item, left }))
    },
    repeat_next,
    repr: Some(|this| {
        let State::Repeat { item, left } = state(this) else {
            unreachable!("the state of a repeat");
        };
        let (name, shown) = (this.ty().name(), operation::value_repr(item)?);
        Ok(Str::new(&match left.get() {
            n if n < 0 => format!("{name}({})", shown.as_str()),
            n => format!("{name}({}, {n})", shown.as_str()),
        }))
    })
);

fn repeat_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::Repeat { item, left } = state else {
        return Ok(None);
    };
    match left.get() {
        0 => return Ok(None),
        n if n > 0 => left.set(n - 1),
        _ => {}
    }
    Ok(Some(item.clone()))
}

tool!(
    /// `itertools.cycle`.
    CYCLE,
    "cycle",
    |ty, args| {
        let [iterable] = exactly("cycle", args)?;
        let source = iterate(iterable)?;
        let cycle = State::Cycle {
            source,
            saved: RefCell::default(),
            at: Cell::new(0),
            all_saved: Cell::new(false),
        };
        Ok(make(ty, cycle))
    },
    cycle_next
);

fn cycle_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::Cycle {
        source,
        saved,
        at,
        all_saved,
    } = state
    else {
        return Ok(None);
    };
    if let Some(iterator) = held(source) {
        if let Some(item) = iter_next(&iterator)? {
            if !all_saved.get() {
                saved.borrow_mut().push(item.clone());
            }
            return Ok(Some(item));
        }
        put(source, None);
    }
    let saved = saved.borrow();
    let item = saved.get(at.get()).cloned();
    let next = at.get() + 1;
    at.set(if next >= saved.len() { 0 } else { next });
    Ok(item)
}
