//! What the iterators are made again from, where they stand: `__reduce__`,
//! `__setstate__` and the copies that follow from them.

use super::{State, empty, held, make, merge, put, select, state};
use crate::again::Again;
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::iter::{iter_next, value_iter};
use crate::operation;
use crate::prelude::*;
use crate::reference::{List, Tuple};
use crate::value::Value;

fn tuple(items: Vec<Value>) -> Value {
    Tuple::from_vec(items).into()
}

/// What is in a place, or an iterator over nothing.
fn source_of(place: &super::Place) -> PyResult<Value> {
    match held(place) {
        Some(source) => Ok(source),
        None => value_iter(&tuple(Vec::new())),
    }
}

/// The class of this module that an iterator is of, or derives from.
fn name_of(this: &Value) -> &'static str {
    let own = this.ty().mro().iter().find(|class| !class.is_heap_type());
    own.map_or("", |class| class.name())
}

/// An iterator that gives `first` and then what `source` gives.
fn chained(first: Value, source: Value) -> PyResult<Value> {
    merge::chain(&merge::CHAIN, &tuple(vec![tuple(vec![first]), source]))
}

/// What the iterator is made again from; `None` for a kind that is not.
pub fn again(this: &Value) -> PyResult<Option<Again>> {
    let name = name_of(this);
    let callee = this.ty().to_value();
    let (args, kept) = match state(this) {
        State::Count { next, step } => {
            let next = next.borrow().clone();
            match step.as_small_int() {
                Some(1) => (vec![next], None),
                _ => (vec![next, step.clone()], None),
            }
        }
        State::Repeat { item, left } => match left.get() {
            n if n < 0 => (vec![item.clone()], None),
            n => (vec![item.clone(), Value::int(n)], None),
        },
        State::Cycle {
            source,
            saved,
            at,
            all_saved,
        } => {
            let list: Value = List::from_vec(saved.borrow().clone()).into();
            let (source, all_saved) = match held(source) {
                Some(source) => (source, all_saved.get()),
                None => {
                    let rest = value_iter(&list)?;
                    for _ in 0..at.get() {
                        drop(iter_next(&rest)?);
                    }
                    (rest, true)
                }
            };
            let kept = vec![list, Value::int(all_saved.into())];
            (vec![source], Some(tuple(kept)))
        }
        State::Function {
            function,
            source,
            started,
        } => {
            let waits = matches!(name, "takewhile" | "dropwhile");
            let kept = waits.then(|| Value::int(started.get().into()));
            (vec![function.clone(), source_of(source)?], kept)
        }
        State::Compress { data, selectors } => (vec![data.clone(), selectors.clone()], None),
        State::Slice {
            source,
            taken,
            next,
            stop,
            step,
        } => match held(source) {
            None => (vec![source_of(source)?, Value::int(0)], Some(Value::int(0))),
            Some(source) => {
                let stop = stop.map_or(Value::NONE, Value::int);
                let args = vec![source, Value::int(next.get()), stop, Value::int(*step)];
                (args, Some(Value::int(taken.get())))
            }
        },
        State::Chain { sources, active } => {
            let kept = held(sources).map(|sources| {
                let parts = [sources].into_iter().chain(held(active));
                tuple(parts.collect())
            });
            (Vec::new(), kept)
        }
        State::ZipLongest { sources, fill, .. } => {
            let sources = sources.borrow().clone();
            let args = sources.into_iter();
            let args = args.map(|source| source.unwrap_or_else(|| tuple(Vec::new())));
            (args.collect(), Some(fill.borrow().clone()))
        }
        State::Accumulate {
            source,
            function,
            total,
            initial,
        } => match (held(initial), held(total)) {
            (Some(initial), _) => {
                let source = chained(initial, source.clone())?;
                (vec![source, function.clone()], None)
            }
            // None is no state: that total is given first, and passed over.
            (None, Some(total)) if total.is_none() => {
                let all = State::Accumulate {
                    source: chained(total, source.clone())?,
                    function: function.clone(),
                    total: empty(),
                    initial: empty(),
                };
                let args = vec![make(this.ty(), all), Value::int(1), Value::NONE];
                return Ok(Some(Again::call(select::SLICE.to_value(), args)));
            }
            (None, total) => (vec![source.clone(), function.clone()], total),
        },
        State::GroupBy {
            source,
            key_function,
            target,
            key,
            item,
            ..
        } => {
            let kept = match (held(key), held(item), held(target)) {
                (Some(key), Some(item), Some(target)) => Some(tuple(vec![key, item, target])),
                _ => None,
            };
            (vec![source.clone(), key_function.clone()], kept)
        }
        State::Arrange(arrangement) => arrangement.again(name),
        State::Pairwise { .. } | State::Group { .. } | State::Tee { .. } | State::Link { .. } => {
            return Ok(None);
        }
    };
    Ok(Some(Again {
        callee,
        args,
        state: kept,
    }))
}

/// The parts of a state that has to be a tuple of as many as `counts` allows.
fn parts(given: &Value, counts: core::ops::RangeInclusive<usize>) -> PyResult<&[Value]> {
    let Some(parts) = given.as_tuple() else {
        return Err(raise_type_error(format_args!("state is not a tuple")));
    };
    let n = parts.items().len();
    if counts.contains(&n) {
        return Ok(parts.items());
    }
    Err(raise_type_error(format_args!(
        "function takes exactly {} arguments ({n} given)",
        counts.end()
    )))
}

/// `iterator.__setstate__(given)`.
pub fn set_state(this: &Value, given: &Value) -> PyResult<()> {
    match state(this) {
        State::Cycle {
            saved,
            at,
            all_saved,
            ..
        } => {
            let [items, flag] = parts(given, 2..=2)? else {
                return Ok(());
            };
            let Some(items) = items.as_list() else {
                return Err(raise_type_error(format_args!(
                    "Argument 1 must be list, not {}",
                    items.type_name()
                )));
            };
            let flag = operation::to_index(flag)? != 0;
            let old = saved.replace(items.items().to_vec());
            drop(old);
            at.set(0);
            all_saved.set(flag);
        }
        State::Function { started, .. } => started.set(operation::value_truth(given)?),
        State::Slice { taken, .. } => taken.set(operation::to_index(given)?),
        State::Chain { sources, active } => {
            let parts = parts(given, 1..=2)?;
            if parts.iter().any(|part| !is_iterator(part)) {
                return Err(raise_type_error(format_args!(
                    "Arguments must be iterators."
                )));
            }
            put(sources, parts.first().cloned());
            put(active, parts.get(1).cloned());
        }
        State::ZipLongest { fill, .. } => drop(fill.replace(given.clone())),
        State::Accumulate { total, .. } => put(total, Some(given.clone())),
        State::GroupBy {
            target, key, item, ..
        } => {
            let [now, value, wanted] = parts(given, 3..=3)? else {
                return Ok(());
            };
            put(key, Some(now.clone()));
            put(item, Some(value.clone()));
            put(target, Some(wanted.clone()));
        }
        State::Arrange(arrangement) => {
            if name_of(this) == "permutations" {
                parts(given, 2..=2)?;
            }
            if !arrangement.set_state(name_of(this), given)? {
                return Err(raise_value_error(format_args!("invalid arguments")));
            }
        }
        _ => {}
    }
    Ok(())
}

fn is_iterator(value: &Value) -> bool {
    value.is_foreign() || value.ty().slots().next().is_some()
}

/// `repeat.__length_hint__()`.
pub fn repeat_length_hint(this: &Value) -> PyResult<Value> {
    match state(this) {
        State::Repeat { left, .. } if left.get() >= 0 => Ok(Value::int(left.get())),
        _ => Err(raise_type_error(format_args!("len() of unsized object"))),
    }
}
