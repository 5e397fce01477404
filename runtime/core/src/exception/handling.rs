//! Raising exceptions, and the exceptions being handled.

use pyaot_abi::layout::ExceptionObject;

use super::{BASE_EXCEPTION, context_of, object, set_cause, set_context};
use crate::error::{
    PyResult, Raised, raise_runtime_error, raise_type_error, raise_value, set_pending,
    take_pending, take_pending_opt,
};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::Exception;
use crate::types::Layout;
use crate::value::Value;

/// The exceptions being handled, the innermost last.
static HANDLED: Global<Vec<Value>> = Global::new(Vec::new());

/// What a thread is in the middle of, put aside while another one runs.
#[derive(Default)]
pub struct Aside {
    handled: Vec<Value>,
    shown: Vec<u64>,
}

impl Aside {
    pub fn is_empty(&self) -> bool {
        self.handled.is_empty() && self.shown.is_empty()
    }

    /// Exchanges it for what is in force.
    pub fn exchange(&mut self) {
        // SAFETY: a short access.
        core::mem::swap(unsafe { &mut *HANDLED.get() }, &mut self.handled);
        crate::recursion::exchange_shown(&mut self.shown);
    }
}

/// How many exceptions are being handled.
#[inline]
pub fn handled_len() -> usize {
    // SAFETY: a short access.
    unsafe { (*HANDLED.get()).len() }
}

/// Adds the exceptions a generator is handling as it goes on.
pub fn push_handled(exceptions: Vec<Value>) {
    // SAFETY: a short access.
    unsafe { (*HANDLED.get()).extend(exceptions) };
}

/// Takes the exceptions from position `from` on, as a generator stops.
pub fn split_handled(from: usize) -> Vec<Value> {
    // SAFETY: a short access.
    unsafe {
        let handled = &mut *HANDLED.get();
        handled.split_off(from.min(handled.len()))
    }
}

/// The exception being handled (`sys.exc_info`).
pub fn handled() -> Option<Value> {
    // SAFETY: a short access.
    unsafe { (*HANDLED.get()).last().cloned() }
}

/// The innermost of the exceptions being handled that `is_meant`.
pub fn find_handled(is_meant: impl Fn(&Exception) -> bool) -> Option<Value> {
    // SAFETY: a short access: the question looks at exceptions only.
    let handled = unsafe { &*HANDLED.get() };
    let meant = |value: &&Value| value.downcast::<ExceptionObject>().is_some_and(&is_meant);
    handled.iter().rev().find(meant).cloned()
}

/// Makes the exception being handled the `__context__` of `exception`.
pub fn link_context(exception: &Value) {
    let (Some(context), Some(new)) = (handled(), exception.downcast::<ExceptionObject>()) else {
        return;
    };
    if context.is(exception) {
        return;
    }
    // Cut the chain where it would come back to `exception`; the slow end of
    // the walk meets the fast one in a chain that was a cycle already.
    let next_of = |link: &Value| link.downcast::<ExceptionObject>().and_then(context_of);
    let (mut link, mut slow) = (context.clone(), context.clone());
    let mut advance = false;
    while let Some(next) = next_of(&link) {
        if next.is(exception) {
            set_context(object(&link), None);
            break;
        }
        link = next;
        if link.is(&slow) {
            break;
        }
        if advance && let Some(next) = next_of(&slow) {
            slow = next;
        }
        advance = !advance;
    }
    set_context(new, Some(context));
}

/// An exception instance from what stands behind `raise`.
pub fn instantiate(value: &Value, message: &str) -> PyResult<Value> {
    if value.is_foreign() {
        return crate::foreign::instantiate_exception(value);
    }
    if value.downcast::<ExceptionObject>().is_some() {
        return Ok(value.clone());
    }
    if let Some(class) = value.as_type()
        && class.is_subclass_of(&BASE_EXCEPTION)
    {
        let made = crate::call::call(value, &[])?;
        if made.is_foreign() || made.downcast::<ExceptionObject>().is_some() {
            return Ok(made);
        }
        return Err(raise_type_error(format_args!(
            "calling {} should have returned an instance of BaseException, not {}",
            crate::class::type_repr(value)?.as_str(),
            crate::class::type_repr(&made.ty_value())?.as_str()
        )));
    }
    Err(raise_type_error(format_args!("{message}")))
}

/// Makes `exception` (an instance or a class) the pending one.
pub fn raise(exception: &Value, cause: Option<&Value>) -> PyResult<()> {
    let exception = instantiate(exception, "exceptions must derive from BaseException")?;
    if let Some(cause) = cause {
        let cause = if cause.is_none() {
            None
        } else {
            Some(instantiate(
                cause,
                "exception causes must derive from BaseException",
            )?)
        };
        match exception.downcast::<ExceptionObject>() {
            Some(exception) => set_cause(exception, cause),
            None => {
                let name = crate::str::intern("__cause__");
                crate::attribute::value_setattr(&exception, &name, &cause.unwrap_or(Value::NONE))?;
            }
        }
    }
    Err(raise_value(exception))
}

/// `raise` alone.
pub fn reraise() -> PyResult<()> {
    match handled() {
        Some(exception) => Err(set_pending(exception)),
        None => Err(raise_runtime_error(format_args!(
            "No active exception to reraise"
        ))),
    }
}

/// Makes `exception` pending again, as at the end of `finally`.
pub fn raise_again(exception: &Value) -> PyResult<()> {
    Err(set_pending(exception.clone()))
}

/// Makes `exception` the handled one.
pub fn exception_handle(exception: &Value) {
    push_handled(vec![exception.clone()]);
}

/// Takes the pending exception if it is a StopIteration; says whether it was.
pub fn exception_ends() -> bool {
    let pending = crate::error::raised_by_status();
    let ends = crate::error::pending_is(&pending, &super::STOP_ITERATION);
    if ends {
        drop(crate::error::take_pending(pending));
    }
    ends
}

/// Takes the pending exception and makes it the handled one.
pub fn exception_enter() -> Value {
    let Some(exception) = take_pending_opt() else {
        crate::start::fatal("an exception handler was entered without an exception")
    };
    // SAFETY: a short access.
    unsafe { (*HANDLED.get()).push(exception.clone()) };
    exception
}

/// Ends handling `exception`.
pub fn exception_leave(exception: &Value) {
    // SAFETY: the value is moved out before it is dropped.
    let left = unsafe {
        let handled = &mut *HANDLED.get();
        handled
            .iter()
            .rposition(|known| known.is(exception))
            .map(|at| handled.remove(at))
    };
    drop(left);
}

/// Whether an `except class:` catches `exception`.
pub fn exception_matches(exception: &Value, class: &Value) -> PyResult<bool> {
    let Some(classes) = class.as_tuple() else {
        return matches_class(exception, class);
    };
    // All are looked at, so what is no class is noticed behind one that fits.
    let mut matches = false;
    for class in classes.items() {
        matches |= matches_class(exception, class)?;
    }
    Ok(matches)
}

fn matches_class(exception: &Value, class: &Value) -> PyResult<bool> {
    if class.is_foreign() || exception.is_foreign() {
        return crate::foreign::exception_matches(exception, class);
    }
    match class.as_type() {
        Some(class) if class.layout() == Layout::Exception => {
            Ok(exception.ty().is_subclass_of(class))
        }
        _ => Err(raise_type_error(format_args!(
            "catching classes that do not inherit from BaseException is not allowed"
        ))),
    }
}

/// What `raise` raises, with what was raised before as its cause.
pub fn raise_from(cause: Raised, raise: impl FnOnce() -> Raised) -> Raised {
    let cause = take_pending(cause);
    let error = take_pending(raise());
    if let Some(object) = crate::error::as_exception(&error) {
        set_context(object, Some(cause.clone()));
        set_cause(object, Some(cause));
    }
    set_pending(error)
}
