//! Iterators over several iterables, and running totals: `chain`,
//! `zip_longest`, `accumulate`.

use core::cell::{Cell, RefCell};

use super::{State, ToolObject, bind, empty, full, held, iterate, make, put, state, tool};
use crate::error::{PyResult, raise_type_error};
use crate::iter::{iter_next, value_iter};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Tuple, dealloc_struct};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

tool!(
    /// `itertools.chain`.
    CHAIN,
    "chain",
    |ty, args| {
        let sources = Tuple::from_slice(args.no_keywords("chain")?);
        chain(ty, sources.as_value())
    },
    chain_next
);

pub(super) fn chain(ty: &'static Type, sources: &Value) -> PyResult<Value> {
    let sources = iterate(sources)?;
    let active = empty();
    Ok(make(ty, State::Chain { sources, active }))
}

/// `chain.from_iterable(iterable)`.
pub fn chain_from_iterable(class: &Value, iterable: &Value) -> PyResult<Value> {
    chain(class.as_type().unwrap_or(&CHAIN), iterable)
}

fn chain_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::Chain { sources, active } = state else {
        return Ok(None);
    };
    loop {
        let iterator = match held(active) {
            Some(iterator) => iterator,
            None => {
                let Some(all) = held(sources) else {
                    return Ok(None);
                };
                let opened = match iter_next(&all) {
                    Ok(Some(iterable)) => value_iter(&iterable),
                    Ok(None) => {
                        put(sources, None);
                        return Ok(None);
                    }
                    Err(raised) => Err(raised),
                };
                match opened {
                    Ok(iterator) => {
                        put(active, Some(iterator.clone()));
                        iterator
                    }
                    Err(raised) => {
                        put(sources, None);
                        return Err(raised);
                    }
                }
            }
        };
        if let Some(item) = iter_next(&iterator)? {
            return Ok(Some(item));
        }
        put(active, None);
    }
}

tool!(
    /// `itertools.zip_longest`.
    ZIP_LONGEST,
    "zip_longest",
    |ty, args| {
        let mut fill = Value::NONE;
        for (name, value) in args.keywords() {
            if name.as_str() != "fillvalue" {
                return Err(raise_type_error(format_args!(
                    "zip_longest() got an unexpected keyword argument"
                )));
            }
            fill = value.clone();
        }
        let mut sources = Vec::with_capacity(args.positional().len());
        for iterable in args.positional() {
            sources.push(Some(value_iter(iterable)?));
        }
        let active = Cell::new(sources.len());
        let (sources, fill) = (RefCell::new(sources), RefCell::new(fill));
        Ok(make(
            ty,
            State::ZipLongest {
                sources,
                active,
                fill,
            },
        ))
    },
    zip_next
);

fn zip_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::ZipLongest {
        sources,
        active,
        fill,
    } = state
    else {
        return Ok(None);
    };
    if active.get() == 0 {
        return Ok(None);
    }
    let n = sources.borrow().len();
    let mut items = Vec::with_capacity(n);
    for at in 0..n {
        let iterator = sources.borrow()[at].clone();
        let item = match &iterator {
            None => None,
            Some(iterator) => match iter_next(iterator) {
                Ok(Some(item)) => Some(item),
                Ok(None) => {
                    let used_up = sources.borrow_mut()[at].take();
                    drop(used_up);
                    active.set(active.get().saturating_sub(1));
                    if active.get() == 0 {
                        return Ok(None);
                    }
                    None
                }
                Err(raised) => {
                    active.set(0);
                    return Err(raised);
                }
            },
        };
        items.push(item.unwrap_or_else(|| fill.borrow().clone()));
    }
    Ok(Some(Tuple::from_vec(items).into()))
}

tool!(
    /// `itertools.accumulate`.
    ACCUMULATE,
    "accumulate",
    |ty, args| {
        let given = args.positional().len();
        if given > 2 {
            return Err(raise_type_error(format_args!(
                "accumulate() takes at most 2 positional arguments ({given} given)"
            )));
        }
        let names = ["iterable", "func", "initial"];
        let [iterable, function, initial] = bind("accumulate", args, names, 1)?;
        let source = value_iter(&iterable.unwrap_or(Value::NONE))?;
        let initial = initial.filter(|initial| !initial.is_none());
        Ok(make(
            ty,
            State::Accumulate {
                source,
                function: function.unwrap_or(Value::NONE),
                total: empty(),
                initial: initial.map_or_else(empty, full),
            },
        ))
    },
    accumulate_next
);

fn accumulate_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::Accumulate {
        source,
        function,
        total,
        initial,
    } = state
    else {
        return Ok(None);
    };
    let first = initial.take();
    if let Some(first) = first {
        put(total, Some(first.clone()));
        return Ok(Some(first));
    }
    let Some(item) = iter_next(source)? else {
        return Ok(None);
    };
    let sum = match held(total) {
        None => item,
        Some(so_far) if function.is_none() => operation::value_add(&so_far, &item)?,
        Some(so_far) => crate::call::call(function, &[so_far, item])?,
    };
    put(total, Some(sum.clone()));
    Ok(Some(sum))
}
