//! Calls of foreign objects, by vectorcall.

use pyaot_core::args::Args;
use pyaot_core::error::PyResult;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_python, name, to_python};
use crate::reference::{Borrowed, Owned, Raw};
use crate::sharing::outward;

/// Arguments that need no allocation.
const INLINE: usize = 7;

/// Runs `call` with the arguments as CPython objects behind `first`. The
/// place before them is free for CPython to use.
#[inline]
fn with_objects(
    first: Option<Borrowed<'_>>,
    args: Args<'_>,
    call: impl FnOnce(*const Raw, usize, Raw) -> PyResult<Owned>,
) -> PyResult<Value> {
    let names = match args.names() {
        Some(names) => Some(keyword_names(names)?),
        None => None,
    };
    let names = names.as_ref().map_or(core::ptr::null_mut(), Owned::as_raw);
    let words = args.words();
    let n_positional = words.len() - args.n_keywords() + first.is_some() as usize;
    // Kept alive here; CPython gets the addresses.
    let mut inline: [Option<Owned>; INLINE + 2] = [const { None }; INLINE + 2];
    let mut long: Vec<Option<Owned>>;
    let objects = if words.len() <= INLINE {
        &mut inline[..]
    } else {
        long = (0..words.len() + 2).map(|_| None).collect();
        &mut long[..]
    };
    let start = 1 + first.is_some() as usize;
    if let Some(first) = first {
        objects[1] = Some(first.to_owned());
    }
    for (place, word) in objects[start..].iter_mut().zip(words) {
        *place = Some(to_python(word)?);
    }
    // SAFETY: the arguments begin behind the free place.
    let pointer = unsafe { objects.as_ptr().cast::<Raw>().add(1) };
    let result = outward(|| call(pointer, n_positional, names))?;
    Ok(from_python(result))
}

/// Keyword names as CPython takes them: a tuple of interned strs.
fn keyword_names(names: &Tuple) -> PyResult<Owned> {
    crate::convert::tuple_to_python(names.items(), |item| match item.as_str() {
        Some(text) => name(text),
        None => to_python(item),
    })
}

/// `object(*args)`.
pub fn call(object: &Value, args: Args<'_>) -> PyResult<Value> {
    let callee = to_python(object)?;
    with_objects(None, args, |objects, n, names| {
        // SAFETY: live objects, as many as stated; the place before them is free.
        unsafe {
            Owned::checked(ffi::PyObject_Vectorcall(
                callee.as_raw(),
                objects,
                n | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET,
                names,
            ))
        }
    })
}

/// `object.name(*args)`, without a bound method.
pub fn call_method(object: &Value, method: &Str, args: Args<'_>) -> PyResult<Value> {
    let method = name(method)?;
    let receiver = to_python(object)?;
    with_objects(Some(receiver.borrow()), args, |objects, n, names| {
        // SAFETY: live objects, the receiver first; the place before them is free.
        unsafe {
            Owned::checked(ffi::PyObject_VectorcallMethod(
                method.as_raw(),
                objects,
                n | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET,
                names,
            ))
        }
    })
}
