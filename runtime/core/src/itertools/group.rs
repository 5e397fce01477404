//! Iterators that look at neighbours or share a source: `groupby`,
//! `pairwise`, `tee`.

use core::cell::{Cell, RefCell};

use super::{State, ToolObject, bind, empty, exactly, held, iterate, made, make, put, state, tool};
use crate::error::{PyResult, raise_runtime_error, raise_type_error, raise_value_error};
use crate::iter::{iter_next, value_iter};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Ref, Tuple, dealloc_struct};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

tool!(
    /// `itertools.groupby`.
    GROUP_BY,
    "groupby",
    |ty, args| {
        let [iterable, key] = bind("groupby", args, ["iterable", "key"], 1)?;
        let source = value_iter(&iterable.unwrap_or(Value::NONE))?;
        Ok(make(
            ty,
            State::GroupBy {
                source,
                key_function: key.unwrap_or(Value::NONE),
                target: empty(),
                key: empty(),
                item: empty(),
                group: Cell::new(0),
            },
        ))
    },
    group_by_next
);

tool!(
    /// One group of a `groupby`.
    GROUP,
    "_grouper",
    |_, _| Err(raise_type_error(format_args!(
        "cannot create 'itertools._grouper' instances"
    ))),
    group_next
);

/// Takes the next item of the source and its key; false at the end.
fn step(groups: &State) -> PyResult<bool> {
    let State::GroupBy {
        source,
        key_function,
        key,
        item,
        ..
    } = groups
    else {
        return Ok(false);
    };
    let Some(next) = iter_next(source)? else {
        return Ok(false);
    };
    let its_key = if key_function.is_none() {
        next.clone()
    } else {
        crate::call::call(key_function, core::slice::from_ref(&next))?
    };
    put(item, Some(next));
    put(key, Some(its_key));
    Ok(true)
}

/// The row of the next group: its key, and an iterator over it.
fn group_by_next(this: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::GroupBy {
        target, key, group, ..
    } = state
    else {
        return Ok(None);
    };
    let number = group.get() + 1;
    group.set(number);
    // Skips what is left of the group before.
    loop {
        match (held(key), held(target)) {
            (None, _) => {}
            (Some(_), None) => break,
            (Some(key), Some(target)) if !operation::equal(&target, &key)? => break,
            _ => {}
        }
        if !step(state)? {
            return Ok(None);
        }
    }
    let Some(groups) = this.downcast::<ToolObject>() else {
        return Ok(None);
    };
    let now = held(key).unwrap_or(Value::NONE);
    put(target, Some(now.clone()));
    let iterator = make(
        &GROUP,
        State::Group {
            parent: groups.clone(),
            key: now.clone(),
            group: number,
        },
    );
    Ok(Some(Tuple::pair(now, iterator).into()))
}

fn group_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::Group {
        parent,
        key: own,
        group: number,
    } = state
    else {
        return Ok(None);
    };
    let State::GroupBy {
        key, item, group, ..
    } = &parent.state
    else {
        return Ok(None);
    };
    if group.get() != *number {
        return Ok(None);
    }
    if item.borrow().is_none() && !step(&parent.state)? {
        return Ok(None);
    }
    let now = held(key).unwrap_or(Value::NONE);
    if !operation::equal(own, &now)? {
        return Ok(None);
    }
    Ok(item.take())
}

tool!(
    /// `itertools.pairwise`.
    PAIRWISE,
    "pairwise",
    |ty, args| {
        let [iterable] = exactly("pairwise", args)?;
        let (source, old) = (iterate(iterable)?, empty());
        Ok(make(ty, State::Pairwise { source, old }))
    },
    pairwise_next
);

fn pairwise_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::Pairwise { source, old } = state else {
        return Ok(None);
    };
    let Some(iterator) = held(source) else {
        return Ok(None);
    };
    let first = match held(old) {
        Some(first) => first,
        None => match iter_next(&iterator)? {
            Some(first) => {
                put(old, Some(first.clone()));
                first
            }
            None => {
                put(source, None);
                return Ok(None);
            }
        },
    };
    let Some(second) = iter_next(&iterator)? else {
        put(source, None);
        put(old, None);
        return Ok(None);
    };
    put(old, Some(second.clone()));
    Ok(Some(Tuple::pair(first, second).into()))
}

tool!(
    /// An iterator of a `tee`.
    TEE,
    "_tee",
    |_, args| {
        let [iterable] = exactly("_tee", args)?;
        first_tee(iterable)
    },
    tee_next
);

tool!(
    /// An item that the iterators of a `tee` share.
    LINK,
    "_tee_dataobject",
    |_, _| Err(raise_type_error(format_args!(
        "cannot create 'itertools._tee_dataobject' instances"
    ))),
    |_: &Value, _: &State| Ok(None)
);

fn link(source: &Value) -> Ref<ToolObject> {
    made(
        &LINK,
        State::Link {
            source: source.clone(),
            item: empty(),
            next: RefCell::new(None),
            busy: Cell::new(false),
        },
    )
}

fn first_tee(iterable: &Value) -> PyResult<Value> {
    let iterator = value_iter(iterable)?;
    if core::ptr::eq(iterator.ty(), &TEE) {
        return tee_copy(&iterator);
    }
    let at = RefCell::new(link(&iterator));
    Ok(make(&TEE, State::Tee { at }))
}

/// `tee(iterable, n)`.
pub fn itertools_tee(iterable: &Value, n: i64) -> PyResult<Tuple> {
    if n < 0 {
        return Err(raise_value_error(format_args!("n must be >= 0")));
    }
    if n == 0 {
        return Ok(Tuple::from_vec(Vec::new()));
    }
    let iterator = value_iter(iterable)?;
    crate::method::offer(&TEE, &crate::exports::itertools::methods::tee_copy);
    let copier = crate::attribute::getattr_opt(&iterator, "__copy__")?;
    let first = match copier {
        Some(_) => iterator,
        None => first_tee(&iterator)?,
    };
    let mut all = vec![first.clone()];
    while (all.len() as i64) < n {
        all.push(crate::call::call_method(
            &first,
            crate::name!("__copy__"),
            &[],
        )?);
    }
    Ok(Tuple::from_vec(all))
}

/// `tee_iterator.__copy__()`.
pub fn tee_copy(this: &Value) -> PyResult<Value> {
    match state(this) {
        State::Tee { at } => {
            let at = RefCell::new(at.borrow().clone());
            Ok(make(&TEE, State::Tee { at }))
        }
        _ => Ok(this.clone()),
    }
}

fn tee_next(_: &Value, state: &State) -> PyResult<Option<Value>> {
    let State::Tee { at } = state else {
        return Ok(None);
    };
    let here = at.borrow().clone();
    let State::Link {
        source,
        item,
        next,
        busy,
    } = &here.state
    else {
        return Ok(None);
    };
    let value = match held(item) {
        Some(value) => value,
        None => {
            if busy.replace(true) {
                return Err(raise_runtime_error(format_args!(
                    "cannot re-enter the tee iterator"
                )));
            }
            let made = iter_next(source);
            busy.set(false);
            let Some(value) = made? else {
                return Ok(None);
            };
            put(item, Some(value.clone()));
            value
        }
    };
    let behind = next
        .borrow_mut()
        .get_or_insert_with(|| link(source))
        .clone();
    let old = at.replace(behind);
    drop(old);
    Ok(Some(value))
}
