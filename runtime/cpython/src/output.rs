//! One buffer for standard output.
//!
//! Python's `sys.stdout` stays a text stream, but what lies under it writes
//! into the buffer compiled `print` uses, so text comes out in program order.

use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, Raw, new_str};

/// The stream made by [`install`], while the program has not replaced it.
static OURS: Global<Option<Owned>> = Global::new(None);

/// Its encoding, while the program has not given it another one: text is UTF-8 there, as it is here.
static ENCODING: Global<Option<Owned>> = Global::new(None);

const SOURCE: &core::ffi::CStr = cr#"
import io, sys

class StandardOutput(io.FileIO):
    write = write
    def flush(self):
        super().flush()
        flush()
    @property
    def raw(self):
        return self

def install():
    old = sys.stdout
    if old is None:
        return None
    raw = StandardOutput(1, 'wb', closefd=False)
    raw.name = '<stdout>'
    new = io.TextIOWrapper(raw, encoding=old.encoding, errors=old.errors, newline='\n',
                           line_buffering=old.line_buffering, write_through=True)
    new.mode = 'w'
    old.detach()
    sys.stdout = sys.__stdout__ = new
    return new
"#;

/// Puts our stream in the place of `sys.stdout`.
pub fn install() -> PyResult<()> {
    // SAFETY: live objects and C strings; definitions that live for ever.
    unsafe {
        let module = Owned::checked(ffi::PyDict_New())?;
        let write = function(&raw mut WRITE)?;
        let flush = function(&raw mut FLUSH)?;
        ffi::PyDict_SetItemString(module.as_raw(), c"write".as_ptr(), write.as_raw());
        ffi::PyDict_SetItemString(module.as_raw(), c"flush".as_ptr(), flush.as_raw());
        ffi::PyDict_SetItemString(
            module.as_raw(),
            c"__builtins__".as_ptr(),
            ffi::PyEval_GetBuiltins(),
        );
        let name = new_str("pyaot")?;
        ffi::PyDict_SetItemString(module.as_raw(), c"__name__".as_ptr(), name.as_raw());
        drop(Owned::checked(ffi::PyRun_StringFlags(
            SOURCE.as_ptr(),
            ffi::Py_file_input,
            module.as_raw(),
            module.as_raw(),
            core::ptr::null_mut(),
        ))?);
        let Some(install) = Borrowed::from_raw(ffi::PyDict_GetItemString(
            module.as_raw(),
            c"install".as_ptr(),
        )) else {
            return Ok(());
        };
        let stream = install.call(&[])?;
        if stream.as_raw() != ffi::Py_None() {
            *ENCODING.get() = stream.borrow().attribute_opt(c"encoding");
            *OURS.get() = Some(stream);
        }
    }
    Ok(())
}

unsafe fn function(definition: *mut ffi::PyMethodDef) -> PyResult<Owned> {
    // SAFETY: the caller passes a definition that lives for ever.
    unsafe {
        Owned::checked(ffi::PyCFunction_NewEx(
            definition,
            core::ptr::null_mut(),
            core::ptr::null_mut(),
        ))
    }
}

static mut WRITE: ffi::PyMethodDef = ffi::PyMethodDef {
    ml_name: c"write".as_ptr(),
    ml_meth: ffi::PyMethodDefPointer { PyCFunction: write },
    ml_flags: ffi::METH_O,
    ml_doc: core::ptr::null(),
};

static mut FLUSH: ffi::PyMethodDef = ffi::PyMethodDef {
    ml_name: c"flush".as_ptr(),
    ml_meth: ffi::PyMethodDefPointer { PyCFunction: flush },
    ml_flags: ffi::METH_NOARGS,
    ml_doc: core::ptr::null(),
};

unsafe extern "C" fn write(_: Raw, data: Raw) -> Raw {
    // SAFETY: CPython passes a live object; the view is released after use.
    unsafe {
        let mut view: ffi::Py_buffer = core::mem::zeroed();
        if ffi::PyObject_GetBuffer(data, &mut view, ffi::PyBUF_SIMPLE) != 0 {
            return core::ptr::null_mut();
        }
        let bytes = match view.len {
            0 => &[],
            len => core::slice::from_raw_parts(view.buf.cast::<u8>(), len as usize),
        };
        let result = pyaot_core::io::write_stdout_bytes(&[bytes]);
        let len = view.len;
        ffi::PyBuffer_Release(&mut view);
        match result {
            Ok(()) => ffi::PyLong_FromSsize_t(len),
            Err(raised) => {
                crate::exception::restore(raised);
                core::ptr::null_mut()
            }
        }
    }
}

unsafe extern "C" fn flush(_: Raw, _: Raw) -> Raw {
    match pyaot_core::io::flush_stdout() {
        Ok(()) => Owned::none().into_raw(),
        Err(raised) => {
            crate::exception::restore(raised);
            core::ptr::null_mut()
        }
    }
}

/// Whether the program has given our stream another encoding (`sys.stdout.reconfigure`).
fn is_recoded(stream: Borrowed<'_>) -> bool {
    // SAFETY: a short access.
    let known = unsafe { (*ENCODING.get()).as_ref().map(Owned::as_raw) };
    stream.attribute_opt(c"encoding").map(|now| now.as_raw()) != known
}

/// `sys.stdout` when the program has put another stream there; `None` while
/// it is ours. `Some(None)`: there is no stream.
fn replaced() -> Option<Option<Owned>> {
    // SAFETY: live objects; short accesses.
    unsafe {
        let current = Borrowed::from_raw(ffi::PySys_GetObject(c"stdout".as_ptr()));
        let ours = (*OURS.get()).as_ref().map(Owned::as_raw);
        match current {
            Some(current) if Some(current.as_raw()) == ours && !is_recoded(current) => None,
            Some(current) if current.as_raw() != ffi::Py_None() => Some(Some(current.to_owned())),
            _ => Some(None),
        }
    }
}

/// As [`replaced`], a value.
pub fn replaced_stdout() -> Option<pyaot_core::value::Value> {
    let stream = replaced()?.unwrap_or_else(Owned::none);
    Some(crate::convert::from_python(stream))
}

/// What `print` writes.
pub fn write_stdout(text: &str) -> PyResult<()> {
    let ours = || {
        // What our stream does about lone surrogates is its own business.
        let asks = pyaot_core::surrogate::is_in(text);
        // SAFETY: a short access.
        let stream =
            asks.then(|| unsafe { (*OURS.get()).as_ref().map(|ours| ours.borrow().to_owned()) });
        stream.flatten().map(Some)
    };
    match replaced().or_else(ours) {
        None => pyaot_core::io::write_stdout(text),
        Some(None) => Ok(()),
        Some(Some(stream)) => {
            let text = new_str(text)?;
            crate::sharing::outward(|| stream.borrow().call_method(c"write", &[text.borrow()]))
                .map(drop)
        }
    }
}

/// `sys.stdout.flush()`.
pub fn flush_stdout() -> PyResult<()> {
    match replaced() {
        None => pyaot_core::io::flush_stdout(),
        Some(None) => Ok(()),
        Some(Some(stream)) => {
            crate::sharing::outward(|| stream.borrow().call_method(c"flush", &[])).map(drop)
        }
    }
}
