//! Lists, dicts and tuples of plain values for functions in C that only read what they are given, and keep none
//! of it (`pickle.dumps`): CPython gets a copy that nobody remembers, which costs less than a twin.

use pyaot_core::dict::DICT;
use pyaot_core::list::LIST;
use pyaot_core::reference::Dict;
use pyaot_core::tuple::TUPLE;
use pyaot_core::types::Layout;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::to_python;
use crate::reference::Owned;
use crate::sharing::{ByAddress, is_shared};

/// Containers in each other that are copied.
const DEPTH: usize = 100;

/// What was copied, by what it is a copy of: what is one object here is one object there. Nothing yet for a
/// tuple whose items are being copied.
type Copies = ByAddress<u64, Option<Owned>>;

/// A copy of a list, dict or tuple. `None`, and nothing has happened, where it has anything in it that is not
/// plain, or that both sides see.
pub fn copy(value: &Value) -> Option<Owned> {
    part(value, &mut Copies::default(), DEPTH)
}

/// Whether [`copy`] may be able to copy a value.
#[inline]
pub fn is_container(value: &Value) -> bool {
    value.is_heap()
        && [&LIST, &DICT, &TUPLE]
            .iter()
            .any(|ty| core::ptr::eq(*ty, value.ty()))
}

fn part(value: &Value, copies: &mut Copies, depth: usize) -> Option<Owned> {
    if !value.is_heap() {
        let object = to_python(value).ok();
        return object.filter(|_| !value.is_foreign());
    }
    let ty = value.ty();
    if ty.is_heap_type() || depth == 0 {
        return None;
    }
    let word = value.as_raw();
    if let Some(known) = copies.get(&word) {
        return known.clone();
    }
    let made = match ty.layout() {
        Layout::Int | Layout::Float => return to_python(value).ok(),
        Layout::Str | Layout::Bytes => to_python(value).ok()?,
        Layout::List if core::ptr::eq(ty, &LIST) && !is_shared(value) => {
            return list(value, copies, depth);
        }
        Layout::Dict if core::ptr::eq(ty, &DICT) && !is_shared(value) => {
            return dict(value, copies, depth);
        }
        Layout::Tuple if core::ptr::eq(ty, &TUPLE) => {
            copies.insert(word, None);
            let items = value.as_tuple()?.items();
            let items: Vec<Owned> = items
                .iter()
                .map(|item| part(item, copies, depth - 1))
                .collect::<Option<_>>()?;
            crate::convert::tuple_to_python(&items, |item| Ok(item.clone())).ok()?
        }
        _ => return None,
    };
    copies.insert(word, Some(made.clone()));
    Some(made)
}

/// A dict with the same items; `None` where a key is not a plain text.
pub fn shallow(items: &Dict) -> Option<Owned> {
    // SAFETY: a new reference.
    let made = unsafe { Owned::from_raw(ffi::PyDict_New())? };
    for (key, item) in items.entries() {
        let key = key.as_str().filter(|_| !key.ty().is_heap_type())?;
        let (key, item) = (to_python(key.as_value()).ok()?, to_python(&item).ok()?);
        set(&made, &key, &item)?;
    }
    Some(made)
}

/// Stores an item under a key that runs no code to be compared.
fn set(dict: &Owned, key: &Owned, item: &Owned) -> Option<()> {
    // SAFETY: live objects; an error is given up.
    unsafe {
        if ffi::PyDict_SetItem(dict.as_raw(), key.as_raw(), item.as_raw()) != 0 {
            ffi::PyErr_Clear();
            return None;
        }
    }
    Some(())
}

fn list(value: &Value, copies: &mut Copies, depth: usize) -> Option<Owned> {
    let items = value.as_list()?.items();
    // SAFETY: a new reference; a list may be dropped before it is full.
    let made = unsafe { Owned::from_raw(ffi::PyList_New(items.len() as isize))? };
    copies.insert(value.as_raw(), Some(made.clone()));
    for (i, item) in items.iter().enumerate() {
        let item = part(item, copies, depth - 1)?;
        // SAFETY: each place is filled once.
        unsafe { ffi::PyList_SET_ITEM(made.as_raw(), i as isize, item.into_raw()) };
    }
    Some(made)
}

fn dict(value: &Value, copies: &mut Copies, depth: usize) -> Option<Owned> {
    // SAFETY: a new reference.
    let made = unsafe { Owned::from_raw(ffi::PyDict_New())? };
    copies.insert(value.as_raw(), Some(made.clone()));
    for (key, item) in value.as_dict()?.entries() {
        let key = part(&key, copies, depth - 1)?;
        let item = part(&item, copies, depth - 1)?;
        set(&made, &key, &item)?;
    }
    Some(made)
}
