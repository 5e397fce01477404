//! One lookup for operations that follow each other with the same key, as
//! in `d[k] = d.get(k, 0) + 1` or `if k in d: d[k] += 1`.
//!
//! Lookups by the rows `dict_contains`, `dict_get`, `dict_getitem` and the like leave
//! behind what they found; `value_getitem` does where it comes to that. The compiler's pass `again` turns rows that are only
//! reached after such a lookup of the very same value into the rows here,
//! which first look whether the note is still about this dict, in the
//! state it was in, and this key. The key has been alive since it was looked
//! up, so its word alone names it; a dict's state is told by versions that
//! no two changed dicts share.
//!
//! Only keys whose hash and comparison nobody can watch are noted. An instance whose methods
//! only look at it is noted as well, for the rows with `still`: nothing happens between the
//! lookup and them.

use super::find::{Found, Lookup};
use super::table::DictObject;
use super::{DICT, dict_getitem, missing};
use crate::error::PyResult;
use crate::key::{hash_key, hash_small_int};
use crate::memory::Global;
use crate::reference::Dict;
use crate::types::Type;
use crate::value::Value;

#[derive(Clone, Copy)]
struct Note {
    dict: u64,
    /// 0 for a tuple of two ints of which only those are known.
    key: u64,
    pair: [u64; 2],
    /// The key is an instance whose `__hash__` and `__eq__` only look at it: what they see
    /// may have changed since.
    is_instance: bool,
    hash: i64,
    version: u64,
    found: Lookup,
}

/// The last note; of no dict, when it is about nothing.
static NOTE: Global<Note> = Global::new(Note {
    dict: 0,
    key: 0,
    pair: [0; 2],
    is_instance: false,
    hash: 0,
    version: 0,
    found: Lookup::ASK,
});

/// The value of `key`, where a first look finds it; leaves a note of that.
#[inline(always)]
pub(super) fn value_at_first<'a>(dict: &'a Dict, key: &Value) -> Option<&'a Value> {
    let (found, value) = dict.at_first_place(key)?;
    // Of a key that is there nobody needs the hash.
    note(dict, key, 0, found);
    Some(value)
}

/// Looks `key` up and leaves a note of it. When there is nothing to note the
/// old note goes: a key that has died since may have had this one's address.
#[inline]
pub(super) fn find_noting(dict: &Dict, key: &Value) -> PyResult<Lookup> {
    let (hash, found) = dict.glance(key);
    if found.asks() {
        return find_watched(dict, key);
    }
    dict.leave_hint(key, found);
    note(dict, key, hash, found);
    Ok(found)
}

/// The same, small ints in line.
#[inline(always)]
pub(super) fn find_int_noting(dict: &Dict, key: &Value) -> PyResult<Lookup> {
    let Some(n) = key.as_small_int() else {
        return find_noting(dict, key);
    };
    let hash = hash_small_int(n);
    let found = dict.seek_int(key, hash);
    if found.asks() {
        return find_watched(dict, key);
    }
    note(dict, key, hash, found);
    Ok(found)
}

/// Looks a key up whose hash or comparison somebody may watch: it will be looked up again.
#[inline(never)]
fn find_watched(dict: &Dict, key: &Value) -> PyResult<Lookup> {
    forget_note();
    if let Some(found) = dict.search_quietly(key) {
        let (hash, found) = found?;
        note(dict, key, hash, found);
        // SAFETY: a short access.
        unsafe { (*NOTE.get()).is_instance = true };
        return Ok(found);
    }
    let found = dict.search(key, hash_key(key)?);
    forget_note();
    found
}

/// Leaves a note of a key that has just been added, if nobody can watch it.
pub(super) fn note_added(dict: &Dict, key: &Value) {
    let (hash, found) = dict.glance(key);
    if !found.asks() {
        note(dict, key, hash, found);
    }
}

#[inline(always)]
fn note(dict: &Dict, key: &Value, hash: i64, found: Lookup) {
    // SAFETY: a short access.
    let note = unsafe { &mut *NOTE.get() };
    note.dict = dict.as_value().as_raw();
    note.key = key.as_raw();
    note.is_instance = false;
    note.hash = hash;
    note.version = dict.version();
    note.found = found;
}

/// What the note says, if it is about this, where the key is still as it was.
#[inline(always)]
fn noted_still(dict: &Dict, key: &Value) -> Option<(i64, Found)> {
    // SAFETY: a short access.
    let note = unsafe { &*NOTE.get() };
    let is = note.dict == dict.as_value().as_raw()
        && note.key == key.as_raw()
        && note.version == dict.version();
    is.then(|| (note.hash, note.found.found()))
}

/// What the note says, if it is about this.
#[inline(always)]
fn noted(dict: &Dict, key: &Value) -> Option<(i64, Found)> {
    // SAFETY: a short access.
    let is_instance = unsafe { (*NOTE.get()).is_instance };
    noted_still(dict, key).filter(|_| !is_instance)
}

/// Leaves a note of a tuple of two small ints, whose words are all there is to say of it.
#[inline(always)]
pub(super) fn note_pair(dict: &Dict, pair: [u64; 2], hash: i64, found: Lookup) {
    // SAFETY: a short access.
    let note = unsafe { &mut *NOTE.get() };
    note.dict = dict.as_value().as_raw();
    note.key = 0;
    note.pair = pair;
    note.hash = hash;
    note.version = dict.version();
    note.found = found;
}

/// What the note says, if it is about the tuple of these two.
#[inline(always)]
pub(super) fn noted_pair(dict: &Dict, [a, b]: [u64; 2]) -> Option<(i64, Lookup)> {
    // SAFETY: a short access.
    let note = unsafe { &*NOTE.get() };
    let is = note.pair[0] == a
        && note.pair[1] == b
        && note.key == 0
        && note.dict == dict.as_value().as_raw()
        && note.version == dict.version();
    is.then_some((note.hash, note.found))
}

/// Lets go of what the last lookup found.
#[inline]
pub(crate) fn forget_note() {
    // SAFETY: a short access.
    unsafe { (*NOTE.get()).dict = 0 };
}

/// `container[key] = item` after `container[key]`.
pub fn value_setitem_again(container: &Value, key: &Value, item: &Value) -> PyResult<()> {
    if let Some(dict) = container.downcast::<DictObject>()
        && is_set_plainly(container)
    {
        return dict_setitem_again(dict, key, item);
    }
    crate::operation::value_setitem(container, key, item)
}

/// Whether the class of a dict leaves it to dict to set items.
fn is_set_plainly(dict: &Value) -> bool {
    let setitem = |ty: &'static Type| ty.slots().setitem().map(|set| set as usize);
    let ty = dict.ty();
    // A class that only deletes in its own way has a slot of its own too.
    setitem(ty) == setitem(&DICT)
        || crate::attribute::type_lookup(ty, crate::name!("__setitem__"))
            .is_some_and(|found| crate::method::is_of(&found, &DICT))
}

/// `dict[key]` after a lookup of `key`.
pub fn dict_getitem_again(dict: &Dict, key: &Value) -> PyResult<Value> {
    getitem(dict, key, noted(dict, key))
}

/// `dict[key]` right after a lookup of `key`.
pub fn dict_getitem_still(dict: &Dict, key: &Value) -> PyResult<Value> {
    getitem(dict, key, noted_still(dict, key))
}

#[inline(always)]
fn getitem(dict: &Dict, key: &Value, noted: Option<(i64, Found)>) -> PyResult<Value> {
    match noted {
        Some((_, Found::At { at, .. })) => match dict.value_at(at) {
            Some(value) => Ok(value),
            None => missing(dict, key),
        },
        _ => dict_getitem(dict, key),
    }
}

/// `dict.get(key, default)` after a lookup of `key`.
pub fn dict_get_again(dict: &Dict, key: &Value, default: &Value) -> PyResult<Value> {
    get(dict, key, default, noted(dict, key))
}

/// `dict.get(key, default)` right after a lookup of `key`.
pub fn dict_get_still(dict: &Dict, key: &Value, default: &Value) -> PyResult<Value> {
    get(dict, key, default, noted_still(dict, key))
}

#[inline(always)]
fn get(dict: &Dict, key: &Value, default: &Value, noted: Option<(i64, Found)>) -> PyResult<Value> {
    match noted {
        Some((_, Found::At { at, .. })) => Ok(dict.value_at(at).unwrap_or_else(|| default.clone())),
        Some((_, Found::Missing { .. })) => Ok(default.clone()),
        None => super::dict_get(dict, key, default),
    }
}

/// `dict[key] = value` after a lookup of `key`.
pub fn dict_setitem_again(dict: &Dict, key: &Value, value: &Value) -> PyResult<()> {
    setitem(dict, key, value, noted(dict, key))
}

/// `dict[key] = value` right after a lookup of `key`.
pub fn dict_setitem_still(dict: &Dict, key: &Value, value: &Value) -> PyResult<()> {
    setitem(dict, key, value, noted_still(dict, key))
}

#[inline(always)]
fn setitem(dict: &Dict, key: &Value, value: &Value, noted: Option<(i64, Found)>) -> PyResult<()> {
    match noted {
        Some((_, Found::At { at, .. })) => dict.replace(at, value.clone()),
        Some((hash, Found::Missing { slot })) => {
            dict.insert_new(slot, hash, key.clone(), value.clone());
        }
        None => return dict.set(key, value),
    }
    Ok(())
}

/// `dict[key] += by` or `dict[key] = dict.get(key, default) + by`, of small ints.
pub fn dict_bump(dict: &Dict, key: &Value, default: Option<&Value>, by: i64) -> bool {
    if let Some((found, value)) = dict.at_first_place(key) {
        let Some(number) = value.as_small_int() else {
            note(dict, key, 0, found);
            return false;
        };
        if let Found::At { at, .. } = found.found() {
            dict.replace(at, Value::int(number + by));
        }
        return true;
    }
    bump_searching(dict, key, default, by)
}

#[inline(never)]
fn bump_searching(dict: &Dict, key: &Value, default: Option<&Value>, by: i64) -> bool {
    let (hash, found) = dict.glance(key);
    if found.asks() {
        return false;
    }
    dict.leave_hint(key, found);
    let done = bump(dict, key, (hash, found.found()), default, by);
    if !done {
        note(dict, key, hash, found);
    }
    done
}

/// The same after a lookup of `key`.
pub fn dict_bump_again(dict: &Dict, key: &Value, default: Option<&Value>, by: i64) -> bool {
    match noted(dict, key) {
        Some(noted) => bump(dict, key, noted, default, by),
        None => dict_bump(dict, key, default, by),
    }
}

#[inline(always)]
fn bump(
    dict: &Dict,
    key: &Value,
    (hash, found): (i64, Found),
    default: Option<&Value>,
    by: i64,
) -> bool {
    let before = match found {
        Found::At { at, .. } => dict.entry_at(at).map(|(_, _, value)| value),
        Found::Missing { .. } => default,
    };
    let Some(number) = before.and_then(Value::as_small_int) else {
        return false;
    };
    let sum = Value::int(number + by);
    match found {
        Found::At { at, .. } => dict.replace(at, sum),
        Found::Missing { slot } => dict.insert_new(slot, hash, key.clone(), sum),
    }
    true
}
