//! Raising exceptions from Rust.
//!
//! The pending exception is a plain global. [`Raised`] is the proof that it
//! is set: only functions that set it make one, so `Err(Raised)` always has
//! an exception behind it.

use core::fmt;

use pyaot_abi::layout::ExceptionObject;

use crate::exception as classes;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::Exception;
use crate::types::Type;
use crate::value::Value;

/// Proof that the pending exception is set.
#[derive(Debug)]
#[must_use]
pub struct Raised(());

/// What a body that may raise returns.
pub type PyResult<T> = Result<T, Raised>;

static PENDING: Global<Option<Value>> = Global::new(None);

/// Exceptions on their way through code that was left for other work, which has raised the
/// pending one: it is taken, and they are pending again, the last first.
static BENEATH: Global<Vec<Value>> = Global::new(Vec::new());

/// Makes `exception`, an exception object, the pending one, as it is.
pub fn set_pending(exception: Value) -> Raised {
    // SAFETY: the old value is moved out before it is dropped.
    let old = unsafe { (*PENDING.get()).replace(exception) };
    drop(old);
    Raised(())
}

/// Makes `exception` pending and links it to the one being handled.
pub fn raise_value(exception: Value) -> Raised {
    classes::link_context(&exception);
    set_pending(exception)
}

/// Takes the pending exception; the proof is used up.
pub fn take_pending(_: Raised) -> Value {
    take_pending_opt().expect("a Raised without a pending exception")
}

/// Takes the pending exception, if any.
pub fn take_pending_opt() -> Option<Value> {
    // SAFETY: short accesses.
    unsafe {
        let taken = (*PENDING.get()).take();
        if let Some(beneath) = (*BENEATH.get()).pop() {
            *PENDING.get() = Some(beneath);
        }
        taken
    }
}

/// Runs `work`, which has nothing to do with the exception that may be pending, and which may
/// raise and catch others. What it leaves raised is the caller's to take.
#[inline]
pub fn around_pending<R>(work: impl FnOnce() -> R) -> R {
    // SAFETY: a short access.
    match unsafe { (*PENDING.get()).is_none() } {
        true => work(),
        false => beside_pending(work),
    }
}

#[cold]
fn beside_pending<R>(work: impl FnOnce() -> R) -> R {
    // SAFETY: short accesses.
    let outer = unsafe { core::mem::take(&mut *BENEATH.get()) };
    let pending = take_pending_opt();
    let result = work();
    let raised = take_pending_opt();
    // SAFETY: as above; nothing is dropped.
    unsafe {
        *BENEATH.get() = outer;
        (*BENEATH.get()).extend(pending);
        *PENDING.get() = raised.or_else(|| (*BENEATH.get()).pop());
    }
    result
}

/// The pending exception of compiled code that reported a status of 1.
pub fn raised_by_status() -> Raised {
    Raised(())
}

/// Whether the pending exception is an instance of `class`.
pub fn pending_is(_: &Raised, class: &'static Type) -> bool {
    // SAFETY: a short access.
    unsafe {
        (*PENDING.get())
            .as_ref()
            .is_some_and(|pending| pending_matches(pending, class))
    }
}

fn pending_matches(pending: &Value, class: &'static Type) -> bool {
    if pending.is_foreign() {
        crate::foreign::isinstance_of_native(pending, class)
    } else {
        pending.ty().is_subclass_of(class)
    }
}

/// The pending exception, left where it is.
pub fn peek_pending() -> Option<Value> {
    // SAFETY: a short access.
    unsafe { (*PENDING.get()).clone() }
}

/// Raises `class(message)`.
#[cold]
#[inline(never)]
pub fn raise(class: &'static Type, message: fmt::Arguments<'_>) -> Raised {
    let text = Value::str(&message.to_string());
    raise_value(classes::new_exception(class, vec![text]).into())
}

/// Raises `class(*args)`.
#[cold]
#[inline(never)]
pub fn raise_with_args(class: &'static Type, args: Vec<Value>) -> Raised {
    raise_value(classes::new_exception(class, args).into())
}

/// Raises KeyError with the key itself as argument.
pub fn raise_key_error(key: &Value) -> Raised {
    raise_with_args(&classes::KEY_ERROR, vec![key.clone()])
}

/// Raises StopIteration with `value`.
pub fn raise_stop_iteration(value: Option<Value>) -> Raised {
    raise_with_args(&classes::STOP_ITERATION, value.into_iter().collect())
}

/// Raises MemoryError, which says no more.
#[cold]
#[inline(never)]
pub fn raise_memory_error() -> Raised {
    raise_with_args(&classes::MEMORY_ERROR, Vec::new())
}

/// Raises StopAsyncIteration.
pub fn raise_stop_async_iteration() -> Raised {
    raise_with_args(&classes::STOP_ASYNC_ITERATION, Vec::new())
}

/// `result`, with an exception of `class` turned into `None`.
pub fn catch<T>(result: PyResult<T>, class: &'static Type) -> PyResult<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(raised) if pending_is(&raised, class) => {
            drop(take_pending(raised));
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// The object behind an exception value of ours.
pub fn as_exception(value: &Value) -> Option<&Exception> {
    value.downcast::<ExceptionObject>()
}

macro_rules! raisers {
    ($($name:ident $class:ident;)*) => { $(
        /// Raises the built-in exception the name says.
        #[cold]
        #[inline(never)]
        pub fn $name(message: fmt::Arguments<'_>) -> Raised {
            raise(&classes::$class, message)
        }
    )* };
}

raisers! {
    raise_type_error TYPE_ERROR;
    raise_value_error VALUE_ERROR;
    raise_index_error INDEX_ERROR;
    raise_lookup_error LOOKUP_ERROR;
    raise_attribute_error ATTRIBUTE_ERROR;
    raise_name_error NAME_ERROR;
    raise_unbound_local_error UNBOUND_LOCAL_ERROR;
    raise_overflow_error OVERFLOW_ERROR;
    raise_zero_division_error ZERO_DIVISION_ERROR;
    raise_arithmetic_error ARITHMETIC_ERROR;
    raise_runtime_error RUNTIME_ERROR;
    raise_recursion_error RECURSION_ERROR;
    raise_not_implemented_error NOT_IMPLEMENTED_ERROR;
    raise_assertion_error ASSERTION_ERROR;
    raise_import_error IMPORT_ERROR;
    raise_module_not_found_error MODULE_NOT_FOUND_ERROR;
    raise_buffer_error BUFFER_ERROR;
    raise_eof_error EOF_ERROR;
    raise_system_error SYSTEM_ERROR;
    raise_os_error OS_ERROR;
    raise_syntax_error SYNTAX_ERROR;
}
