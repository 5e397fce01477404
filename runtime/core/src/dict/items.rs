//! Operations on a dict whose key is the tuple of some items: it is made only to be kept,
//! or where more than ints and strs have to be hashed and compared.

use super::again::{forget_note, note_pair, noted_pair};
use super::find::{Found, Lookup};
use crate::error::PyResult;
use crate::reference::{Dict, Tuple};
use crate::value::Value;

fn key(items: &[Value]) -> Value {
    Tuple::from_slice(items).into()
}

/// Where the tuple is, with its hash; leaves a note of it, if it is of two small ints.
#[inline(always)]
fn find(dict: &Dict, items: &[Value]) -> (i64, Lookup) {
    match items {
        [a, b] if a.is_small_int() && b.is_small_int() => {
            let pair = [a.as_raw(), b.as_raw()];
            noted_pair(dict, pair).unwrap_or_else(|| find_pair(dict, items, pair))
        }
        _ => find_other(dict, items),
    }
}

#[inline(always)]
fn find_pair(dict: &Dict, items: &[Value], pair: [u64; 2]) -> (i64, Lookup) {
    let (hash, found) = dict.glance_pair(items);
    match found.asks() {
        true => forget_note(),
        false => note_pair(dict, pair, hash, found),
    }
    (hash, found)
}

#[inline(never)]
fn find_other(dict: &Dict, items: &[Value]) -> (i64, Lookup) {
    dict.glance_items(items)
}

/// The value of the tuple; `None` as well where it has to be made to be looked for.
#[inline]
fn value_of(dict: &Dict, items: &[Value]) -> Option<Value> {
    let (_, found) = find(dict, items);
    if found.asks() {
        return None;
    }
    match found.found() {
        Found::At { at, .. } => dict.value_at(at),
        Found::Missing { .. } => None,
    }
}

/// `dict[items]`.
pub fn dict_getitem_items(dict: &Dict, items: &[Value]) -> PyResult<Value> {
    match value_of(dict, items) {
        Some(value) => Ok(value),
        None => super::dict_getitem(dict, &key(items)),
    }
}

/// `dict[items]` of a defaultdict.
pub fn defaultdict_getitem_items(dict: &Dict, items: &[Value]) -> PyResult<Value> {
    match value_of(dict, items) {
        Some(value) => Ok(value),
        None => super::defaultdict_getitem(dict, &key(items)),
    }
}

/// `dict.get(items, default)`.
pub fn dict_get_items(dict: &Dict, default: &Value, items: &[Value]) -> PyResult<Value> {
    let (_, found) = find(dict, items);
    if found.asks() {
        return super::dict_get(dict, &key(items), default);
    }
    let value = match found.found() {
        Found::At { at, .. } => dict.value_at(at),
        Found::Missing { .. } => None,
    };
    Ok(value.unwrap_or_else(|| default.clone()))
}

/// What `dict` has for `items`.
pub fn dict_find_items(dict: &Dict, items: &[Value]) -> PyResult<Option<Value>> {
    let (_, found) = find(dict, items);
    if found.asks() {
        return super::dict_find(dict, &key(items));
    }
    Ok(match found.found() {
        Found::At { at, .. } => dict.value_at(at),
        Found::Missing { .. } => None,
    })
}

/// `items in dict`.
pub fn dict_contains_items(dict: &Dict, items: &[Value]) -> PyResult<bool> {
    let (_, found) = find(dict, items);
    if found.asks() {
        return super::dict_contains(dict, &key(items));
    }
    Ok(matches!(found.found(), Found::At { .. }))
}

/// `dict[items] = value`.
pub fn dict_setitem_items(dict: &Dict, value: &Value, items: &[Value]) -> PyResult<()> {
    let (hash, found) = find(dict, items);
    if found.asks() {
        return super::dict_setitem(dict, &key(items), value);
    }
    match found.found() {
        Found::At { at, .. } => dict.replace(at, value.clone()),
        Found::Missing { slot } => {
            // Making an object runs no Python code.
            dict.insert_new(slot, hash, key(items), value.clone());
        }
    }
    Ok(())
}
