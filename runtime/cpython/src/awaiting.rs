//! Coroutines and futures of CPython's that compiled code awaits, and coroutines of ours that CPython steps.

use core::ffi::c_int;

use pyaot_core::error::{PyResult, raise_runtime_error};
use pyaot_core::generator::Step;
use pyaot_core::name;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{Operand, from_borrowed, from_python};
use crate::proxy::{finish, inward_on};
use crate::proxy_slots::value;
use crate::reference::{Borrowed, Owned, Raw};
use crate::sharing::outward;

/// The iterator that `await` uses, for an object that has `__await__`.
pub fn awaitable(awaited: &Value) -> PyResult<Option<Value>> {
    let object = Operand::new(awaited)?;
    let raw = object.as_raw();
    // SAFETY: a live object has a live type.
    unsafe {
        if is_coroutine(awaited) {
            // One that nobody else refers to waits for nothing.
            if ffi::Py_REFCNT(raw) > 1
                && !crate::attribute::getattr(awaited, name!("cr_await"))?.is_none()
            {
                return Err(raise_runtime_error(format_args!(
                    "coroutine is being awaited already"
                )));
            }
            return Ok(Some(awaited.clone()));
        }
        let methods = (*object.borrow().type_pointer()).tp_as_async;
        let Some(start) = methods.as_ref().and_then(|methods| methods.am_await) else {
            return Ok(None);
        };
        let iterator = outward(|| Owned::checked(start(raw)))?;
        Ok(Some(from_python(iterator)))
    }
}

/// Whether an object is a coroutine of CPython's.
pub fn is_coroutine(object: &Value) -> bool {
    // SAFETY: a static type.
    let coroutine = &raw mut ffi::PyCoro_Type;
    Borrowed::of(object).is_some_and(|object| object.is_exactly(coroutine))
}

/// Whether an object is an iterator.
pub fn is_iterator(object: &Value) -> bool {
    // SAFETY: a live object.
    Borrowed::of(object).is_some_and(|object| unsafe { ffi::PyIter_Check(object.as_raw()) } != 0)
}

/// Sends something to an iterator, as `yield from` does.
pub fn send(iterator: &Value, sent: &Value) -> PyResult<Step> {
    let (iterator, sent) = (Operand::new(iterator)?, Operand::new(sent)?);
    let (status, result) = outward(|| {
        let mut result = core::ptr::null_mut();
        // SAFETY: live objects; what comes back is a new reference, or null with the error set.
        unsafe {
            let status = ffi::PyIter_Send(iterator.as_raw(), sent.as_raw(), &mut result);
            Owned::checked(result).map(|result| (status, result))
        }
    })?;
    let result = crate::moved::from_result(result);
    Ok(match status {
        ffi::PySendResult::PYGEN_NEXT => Step::Item(result),
        _ => Step::End(Some(result)),
    })
}

/// What CPython steps generators and coroutines of ours with: no exception says what one returns.
///
/// # Safety
/// CPython passes live objects, the first a proxy, or null for nothing that is sent.
pub(crate) unsafe extern "C" fn am_send(object: Raw, sent: Raw, result: *mut Raw) -> c_int {
    // SAFETY: as promised by the caller.
    unsafe {
        let step = inward_on(object, || {
            let sent = Borrowed::from_raw(sent).map_or(Value::NONE, from_borrowed);
            match pyaot_core::generator::send_step(&value(object), sent) {
                Ok(Step::Item(item)) => (1, finish(Ok(item))),
                Ok(Step::End(value)) => (0, finish(Ok(value.unwrap_or(Value::NONE)))),
                Err(raised) => (0, finish(Err(raised))),
            }
        });
        *result = step.1;
        if step.1.is_null() { -1 } else { step.0 }
    }
}
