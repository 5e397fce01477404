//! bytearrays that both sides see: kept twice and brought together whenever
//! control crosses, as `sharing` does for lists, dicts and sets.

use pyaot_abi::layout::Header;
use pyaot_core::bytes::ByteArrayObject;
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned};

static PAIRS: Global<Vec<(Value, Owned)>> = Global::new(Vec::new());

fn pairs() -> &'static mut Vec<(Value, Owned)> {
    // SAFETY: callers end each use before anything else can run.
    unsafe { &mut *PAIRS.get() }
}

/// The bytes of a live CPython bytearray, for the moment.
fn python_bytes(python: &Owned) -> &[u8] {
    let raw = python.as_raw();
    // SAFETY: a live bytearray; nothing changes it while the slice is used.
    unsafe {
        core::slice::from_raw_parts(
            ffi::PyByteArray_AsString(raw).cast::<u8>(),
            ffi::PyByteArray_Size(raw) as usize,
        )
    }
}

/// Works on the bytes of a bytearray of ours.
fn with_native<R>(native: &Value, work: impl FnOnce(&mut Vec<u8>) -> R) -> R {
    native
        .downcast::<ByteArrayObject>()
        .expect("bytearray")
        .with(work)
}

fn push(native: &Value, python: &Owned) -> PyResult<()> {
    with_native(native, |data| {
        if python_bytes(python) == data.as_slice() {
            return Ok(());
        }
        // SAFETY: a live bytearray, made as long as what is copied.
        unsafe {
            if python_bytes(python).len() != data.len()
                && ffi::PyByteArray_Resize(python.as_raw(), data.len() as isize) != 0
            {
                return Err(crate::exception::fetch());
            }
            let place = ffi::PyByteArray_AsString(python.as_raw()).cast::<u8>();
            place.copy_from_nonoverlapping(data.as_ptr(), data.len());
        }
        Ok(())
    })
}

/// Whether any is shared.
pub fn any() -> bool {
    !pairs().is_empty()
}

/// The CPython bytearray for one of ours.
pub fn share(native: &Value) -> PyResult<Owned> {
    if let Some((_, known)) = pairs().iter().find(|(known, _)| known.is(native)) {
        return Ok(known.clone());
    }
    // SAFETY: a new reference.
    let python =
        unsafe { Owned::checked(ffi::PyByteArray_FromStringAndSize(core::ptr::null(), 0))? };
    push(native, &python)?;
    pairs().push((native.clone(), python.clone()));
    crate::sharing::update_any();
    Ok(python)
}

/// Our side of a CPython bytearray, if it is shared.
pub fn known(object: Borrowed<'_>) -> Option<Value> {
    pairs()
        .iter()
        .find(|(_, python)| python.as_raw() == object.as_raw())
        .map(|(native, _)| native.clone())
}

/// Whether something looks at the bytes of ours by way of CPython.
pub fn is_exported(native: &Value) -> bool {
    let pair = pairs().iter().find(|(known, _)| known.is(native));
    pair.is_some_and(|(_, python)| {
        // SAFETY: a live bytearray.
        unsafe { (*python.as_raw().cast::<ffi::PyByteArrayObject>()).ob_exports > 0 }
    })
}

/// Before Python runs: what compiled code changed is copied over.
pub fn leave() {
    for (native, python) in pairs().iter() {
        if let Err(raised) = push(native, python) {
            let exception = pyaot_core::error::take_pending(raised);
            pyaot_core::io::write_stderr(&format!(
                "Exception ignored while sharing a bytearray with Python:\n{}",
                crate::exception::format(&exception)
            ));
        }
    }
}

/// After Python ran: what it changed is copied over, and pairs that only one
/// side still refers to end.
pub fn enter() {
    if pairs().is_empty() {
        return;
    }
    for (native, python) in pairs().iter() {
        with_native(native, |data| {
            let theirs = python_bytes(python);
            if theirs != data.as_slice() {
                data.clear();
                data.extend_from_slice(theirs);
            }
        });
    }
    let is_over = |(native, python): &mut (Value, Owned)| {
        // SAFETY: both live, held by the pair itself.
        unsafe {
            (*(native.as_raw() as *const Header)).refcount == 1
                || ffi::Py_REFCNT(python.as_raw()) == 1
        }
    };
    let over: Vec<(Value, Owned)> = pairs().extract_if(.., is_over).collect();
    drop(over);
    crate::sharing::update_any();
}
