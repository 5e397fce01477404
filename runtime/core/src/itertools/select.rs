//! Iterators that give some of the items of another: `compress`, `dropwhile`,
//! `filterfalse`, `islice`, `takewhile`; and `starmap`, which calls a function
//! with them.

use core::cell::Cell;

use super::{Place, State, ToolObject, bind, exactly, held, iterate, make, put, state, tool};
use crate::args::Args;
use crate::error::{PyResult, raise_value_error};
use crate::iter::{iter_next, value_iter};
use crate::operation;
use crate::reference::{Tuple, dealloc_struct};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// `tool(function, iterable)`.
fn function_and_source(name: &str, ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let [function, iterable] = exactly(name, args)?;
    let (function, source) = (function.clone(), iterate(iterable)?);
    let started = Cell::new(false);
    Ok(make(
        ty,
        State::Function {
            function,
            source,
            started,
        },
    ))
}

/// The parts of such an iterator.
fn parts(state: &State) -> (&Value, &Place, &Cell<bool>) {
    match state {
        State::Function {
            function,
            source,
            started,
        } => (function, source, started),
        _ => unreachable!("the state of a tool with a function"),
    }
}

fn next_of(source: &Place) -> PyResult<Option<Value>> {
    match held(source) {
        Some(iterator) => iter_next(&iterator),
        None => Ok(None),
    }
}

/// Whether `function(item)` is true.
fn holds(function: &Value, item: &Value) -> PyResult<bool> {
    let verdict = crate::call::call(function, core::slice::from_ref(item))?;
    operation::value_truth(&verdict)
}

tool!(
    /// `itertools.takewhile`.
    TAKE_WHILE,
    "takewhile",
    |ty, args| function_and_source("takewhile", ty, args),
    |_: &Value, state: &State| {
        let (function, source, stopped) = parts(state);
        if stopped.get() {
            return Ok(None);
        }
        let Some(item) = next_of(source)? else {
            return Ok(None);
        };
        if holds(function, &item)? {
            return Ok(Some(item));
        }
        stopped.set(true);
        Ok(None)
    }
);

tool!(
    /// `itertools.dropwhile`.
    DROP_WHILE,
    "dropwhile",
    |ty, args| function_and_source("dropwhile", ty, args),
    |_: &Value, state: &State| {
        let (function, source, started) = parts(state);
        while let Some(item) = next_of(source)? {
            if started.get() {
                return Ok(Some(item));
            }
            if !holds(function, &item)? {
                started.set(true);
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
);

tool!(
    /// `itertools.filterfalse`.
    FILTER_FALSE,
    "filterfalse",
    |ty, args| function_and_source("filterfalse", ty, args),
    |_: &Value, state: &State| {
        let (function, source, _) = parts(state);
        let by_truth = function.is_none()
            || function
                .as_type()
                .is_some_and(|class| core::ptr::eq(class, &crate::int::BOOL));
        while let Some(item) = next_of(source)? {
            let found = if by_truth {
                operation::value_truth(&item)?
            } else {
                holds(function, &item)?
            };
            if !found {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
);

tool!(
    /// `itertools.starmap`.
    STAR_MAP,
    "starmap",
    |ty, args| function_and_source("starmap", ty, args),
    |_: &Value, state: &State| {
        let (function, source, _) = parts(state);
        let Some(item) = next_of(source)? else {
            return Ok(None);
        };
        let words: Tuple = crate::tuple::tuple_from_iterable(&item)?;
        crate::call::call(function, words.items()).map(Some)
    }
);

tool!(
    /// `itertools.compress`.
    COMPRESS,
    "compress",
    |ty, args| {
        let [data, selectors] = bind("compress", args, ["data", "selectors"], 2)?;
        let data = value_iter(&data.unwrap_or(Value::NONE))?;
        let selectors = value_iter(&selectors.unwrap_or(Value::NONE))?;
        Ok(make(ty, State::Compress { data, selectors }))
    },
    |_: &Value, state: &State| {
        let State::Compress { data, selectors } = state else {
            return Ok(None);
        };
        loop {
            let Some(item) = iter_next(data)? else {
                return Ok(None);
            };
            let Some(selector) = iter_next(selectors)? else {
                return Ok(None);
            };
            if operation::value_truth(&selector)? {
                return Ok(Some(item));
            }
        }
    }
);

tool!(
    /// `itertools.islice`.
    SLICE,
    "islice",
    |ty, args| {
        let words = args.unpack("islice", 2, 4)?;
        let (start, stop) = match words {
            [_, stop] => (0, bound(stop, true)?),
            _ => {
                let stop = bound(&words[2], true)?;
                (bound(&words[1], false)?.unwrap_or(0), stop)
            }
        };
        let step = match words.get(3).filter(|step| !step.is_none()) {
            None => 1,
            Some(step) => match whole(step) {
                Some(step) if step > 0 => step,
                _ => {
                    return Err(raise_value_error(format_args!(
                        "Step for islice() must be a positive integer or None."
                    )));
                }
            },
        };
        let source = iterate(&words[0])?;
        Ok(make(
            ty,
            State::Slice {
                source,
                taken: Cell::new(0),
                next: Cell::new(start),
                stop,
                step,
            },
        ))
    },
    slice_next
);

/// An int that fits.
fn whole(value: &Value) -> Option<i64> {
    if !operation::is_index(value) {
        return None;
    }
    match operation::to_i64(value) {
        Ok(n) => Some(n),
        Err(raised) => {
            drop(crate::error::take_pending(raised));
            None
        }
    }
}

/// A bound of `islice`; `None` stays.
fn bound(value: &Value, is_stop: bool) -> PyResult<Option<i64>> {
    if value.is_none() {
        return Ok(None);
    }
    // What is no int counts as -1.
    let n = whole(value).unwrap_or(-1);
    if n >= 0 {
        return Ok(Some(n));
    }
    Err(raise_value_error(format_args!(
        "{} for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
        if is_stop && n == -1 {
            "Stop argument"
        } else {
            "Indices"
        }
    )))
}

fn slice_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::Slice {
        source,
        taken,
        next,
        stop,
        step,
    } = state
    else {
        return Ok(None);
    };
    let Some(iterator) = held(source) else {
        return Ok(None);
    };
    let end = stop.unwrap_or(i64::MAX);
    // CPython skips what stands before the next item also where that is past the end.
    let wanted = next.get();
    while taken.get() < wanted {
        if iter_next(&iterator)?.is_none() {
            put(source, None);
            return Ok(None);
        }
        taken.set(taken.get() + 1);
    }
    if taken.get() >= end {
        put(source, None);
        return Ok(None);
    }
    let Some(item) = iter_next(&iterator)? else {
        put(source, None);
        return Ok(None);
    };
    taken.set(taken.get() + 1);
    next.set(wanted.saturating_add(*step).min(end));
    Ok(Some(item))
}
