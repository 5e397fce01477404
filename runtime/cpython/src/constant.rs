//! Texts that CPython compares by identity: `argparse.SUPPRESS` and its like are strs of a
//! module or class, and code on either side asks `default is SUPPRESS`.
//!
//! Such a text is interned on both sides when it is first seen, so that the two find each
//! other however it crosses later.

use pyaot_core::memory::Global;
use pyaot_core::reference::Str;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::from_python;
use crate::reference::{Borrowed, Owned, Raw, kept_text};

/// Interned texts of ours live for ever: a module whose texts change must not fill the memory.
const MOST: usize = 4096;
static MARKED: Global<usize> = Global::new(0);

/// The interned strs that crossed lately, by address.
const KNOWN: usize = 256;
static TABLE: Global<[Option<(Owned, Value)>; KNOWN]> = Global::new([const { None }; KNOWN]);

fn is_interned(object: Borrowed<'_>) -> bool {
    // SAFETY: the caller passes a live str.
    unsafe { (*object.as_raw().cast::<ffi::PyASCIIObject>()).interned() != 0 }
}

/// What an interned str of CPython's was when it crossed lately.
#[inline]
fn known(object: Borrowed<'_>) -> Option<Value> {
    // SAFETY: a short access: nothing else runs in this block.
    match unsafe { &(*TABLE.get())[slot(object)] } {
        Some((theirs, ours)) if theirs.as_raw() == object.as_raw() => Some(ours.clone()),
        _ => None,
    }
}

fn remember(object: Borrowed<'_>, ours: &Value) {
    // SAFETY: a short access. What is forgotten is plain text, whose end runs no code.
    unsafe { (*TABLE.get())[slot(object)] = Some((object.to_owned(), ours.clone())) };
}

fn slot(object: Borrowed<'_>) -> usize {
    (object.as_raw() as usize >> 4) % KNOWN
}

/// The text of a str that CPython has interned: the interned one of ours, where there is one.
/// `None` for other strs.
#[inline]
pub fn interned(object: Borrowed<'_>) -> Option<Value> {
    if !is_interned(object) {
        return None;
    }
    if let Some(ours) = known(object) {
        return Some(ours);
    }
    let text = Str::new(&kept_text(object)?);
    let ours = Value::from(pyaot_core::str::interned(text.as_str()).unwrap_or(text));
    remember(object, &ours);
    Some(ours)
}

/// A text that is a constant of the program, and what it is to CPython: where it comes back from
/// there, it is the same (`self.state is NO_STATE`).
pub fn keep(ours: &Str, theirs: Borrowed<'_>) {
    if ours.is_immortal() && ours.as_str().len() > 1 {
        pyaot_core::str::adopt(ours);
        if let Some(ours) = pyaot_core::str::interned(ours.as_str()) {
            remember(theirs, &ours.into());
        }
    }
}

/// What a module or class has under a name, as a value: a text is from now on the same on both sides.
#[inline]
pub fn value(found: Owned) -> Value {
    mark(found.borrow());
    from_python(found)
}

/// The text, if it is one, is from now on the same on both sides.
#[inline]
pub fn mark(object: Borrowed<'_>) {
    // SAFETY: the address of a static type.
    if object.is_exactly(&raw mut ffi::PyUnicode_Type) && !is_marked(object) {
        intern(object);
    }
}

fn is_marked(object: Borrowed<'_>) -> bool {
    let ours = known(object);
    ours.as_ref()
        .and_then(Value::as_str)
        .is_some_and(|ours| ours.is_immortal())
}

#[cold]
fn intern(object: Borrowed<'_>) {
    // SAFETY: a live str, and a reference to it that interning may exchange for another.
    unsafe {
        let length = ffi::PyUnicode_GET_LENGTH(object.as_raw()) as usize;
        if !(2..crate::texts::LONG).contains(&length) || *MARKED.get() == MOST {
            return;
        }
        let mut theirs = object.to_owned().into_raw();
        ffi::PyUnicode_InternInPlace(&mut theirs);
        drop(Owned::from_raw(theirs));
        if let Some(text) = kept_text(object).filter(|_| is_interned(object)) {
            *MARKED.get() += usize::from(pyaot_core::str::interned(&text).is_none());
            remember(object, &Value::from(pyaot_core::str::intern(&text)));
        }
    }
}

/// The modules that have been looked at.
static SEEN: Global<Vec<Raw>> = Global::new(Vec::new());

/// The same for all texts that a module has as it is imported: who reads them by another
/// way first (`action.default is argparse.SUPPRESS`) must find them.
pub fn mark_all(module: Borrowed<'_>) {
    // SAFETY: a live module has a dict; nothing runs between the steps.
    unsafe {
        let seen = &mut *SEEN.get();
        if !module.is_exactly(&raw mut ffi::PyModule_Type) || seen.contains(&module.as_raw()) {
            return;
        }
        seen.push(module.as_raw());
        let names = ffi::PyModule_GetDict(module.as_raw());
        let (mut at, mut name, mut found) = (0, core::ptr::null_mut(), core::ptr::null_mut());
        while ffi::PyDict_Next(names, &mut at, &mut name, &mut found) != 0 {
            let is_own = kept_text(Borrowed::new(name)).is_some_and(|name| !name.starts_with("__"));
            if is_own {
                mark(Borrowed::new(found));
            }
        }
    }
}
