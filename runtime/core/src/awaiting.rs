//! Coroutines, and what `await`, `async with` and `async for` do.
//!
//! A coroutine is a generator of another class: awaiting passes on what the
//! innermost awaitable yields, up to the event loop, which is CPython's.

use pyaot_abi::layout::Header;

use crate::async_generator::ASYNC_GENERATOR;
use crate::attribute::{call_found_special, getattr_opt, special_method};
use crate::context::{missing, of_foreign};
use crate::error::{
    PyResult, pending_is, raise_runtime_error, raise_type_error, set_pending, take_pending,
};
use crate::exception::STOP_ASYNC_ITERATION;
use crate::exports::async_generator::methods;
use crate::generator::{
    GeneratorObject, Kind, SLOTS, State, Step, delegate, generator, item_or_stop, resume,
    resume_raising, run_in_place, step, thrown,
};
use crate::method::offer;
use crate::name;
use crate::prelude::*;
use crate::reference::{Object, Ref, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// `coroutine`.
pub static COROUTINE: Type = Type::builtin(
    "coroutine",
    Layout::Generator,
    size_of::<GeneratorObject>(),
    &[&OBJECT],
    SLOTS,
);

/// What `coroutine.__await__()` gives.
#[repr(C)]
struct WrapperObject {
    header: Header,
    coroutine: Value,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for WrapperObject {
    const TYPE: &'static Type = &COROUTINE_WRAPPER;
    const LAYOUT: Layout = Layout::CoroutineWrapper;
}

/// `coroutine_wrapper`.
static COROUTINE_WRAPPER: Type = Type::builtin(
    "coroutine_wrapper",
    Layout::CoroutineWrapper,
    size_of::<WrapperObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<WrapperObject>,
        // SAFETY: called on live objects.
        traverse: Some(|header, visit| unsafe {
            visit(&(*header.cast::<WrapperObject>()).coroutine);
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| resume(generator(wrapped(this)), Value::NONE)),
        ..Slots::OBJECT
    },
);

fn wrapped(this: &Value) -> &Value {
    let wrapper = this.downcast::<WrapperObject>().expect("wrapper");
    &wrapper.coroutine
}

/// A step of one of the iterators that `await` uses; `None` for others.
pub(crate) fn next_step(iterator: &Value, sent: Value) -> Option<PyResult<Step>> {
    match iterator.ty().layout() {
        Layout::CoroutineWrapper => {
            let inner = generator(wrapped(iterator));
            Some(step(inner, resume(inner, sent)))
        }
        Layout::AsyncStep => Some(crate::async_generator::send(iterator, sent)),
        _ => None,
    }
}

fn is_coroutine(value: &Value) -> bool {
    value
        .downcast::<GeneratorObject>()
        .is_some_and(|object| object.kind == Kind::Coroutine)
}

/// The iterator behind an awaitable; `None` when the object is not one.
fn awaitable_iterator(value: &Value) -> PyResult<Option<Value>> {
    if is_coroutine(value) {
        if generator(value).state == State::Suspended {
            return Err(raise_runtime_error(format_args!(
                "coroutine is being awaited already"
            )));
        }
        return Ok(Some(value.clone()));
    }
    if value.ty().layout() == Layout::AsyncStep {
        return Ok(Some(value.clone()));
    }
    if let Some(object) = value.downcast::<GeneratorObject>()
        && object.kind == Kind::Generator
        && let Some(function) = &object.function
        && crate::function::is_iterable_coroutine(function)?
    {
        return Ok(Some(value.clone()));
    }
    let iterator = if value.is_foreign() {
        match crate::foreign::awaitable(value)? {
            Some(iterator) if crate::foreign::is_coroutine(value) => return Ok(Some(iterator)),
            Some(iterator) => iterator,
            // A generator there whose function `types.coroutine` has marked.
            None => match getattr_opt(value, "gi_code")? {
                Some(code) if crate::function::marks_iterable_coroutine(&code)? => value.clone(),
                _ => return Ok(None),
            },
        }
    } else {
        match special_method(value, name!("__await__")) {
            Some(found) => call_found_special(value, &found, &[])?,
            None => return Ok(None),
        }
    };
    if is_coroutine(&iterator) || crate::foreign::is_coroutine(&iterator) {
        return Err(raise_type_error(format_args!(
            "__await__() returned a coroutine"
        )));
    }
    let is_iterator = match iterator.is_foreign() {
        true => crate::foreign::is_iterator(&iterator),
        false => iterator.ty().slots().next().is_some(),
    };
    if !is_iterator {
        return Err(raise_type_error(format_args!(
            "__await__() returned non-iterator of type '{}'",
            iterator.type_name()
        )));
    }
    Ok(Some(iterator))
}

/// The row `coroutine_await`.
pub fn coroutine_await(value: &Value) -> PyResult<Value> {
    if let Some(result) = run_in_place(value) {
        return result;
    }
    match awaitable_iterator(value)? {
        Some(iterator) => delegate(&iterator),
        None => Err(raise_type_error(format_args!(
            "object {} can't be used in 'await' expression",
            value.type_name()
        ))),
    }
}

/// `coroutine.send(value)`.
pub fn coroutine_send(this: &Value, value: &Value) -> PyResult<Value> {
    crate::generator::generator_send(this, value)
}

/// `coroutine.throw(class, value, traceback)`.
pub fn coroutine_throw(this: &Value, class: &Value, value: &Value, tb: &Value) -> PyResult<Value> {
    crate::generator::generator_throw(this, class, value, tb)
}

/// `coroutine.close()`.
pub fn coroutine_close(this: &Value) -> PyResult<()> {
    crate::generator::generator_close(this)
}

/// `coroutine.__await__()`.
pub fn coroutine_awaitable(this: &Value) -> Value {
    Ref::alloc(WrapperObject {
        header: new_header(),
        coroutine: this.clone(),
    })
    .into()
}

/// `coroutine_wrapper.send(value)`.
pub fn coroutine_wrapper_send(this: &Value, value: &Value) -> PyResult<Value> {
    crate::generator::generator_send(wrapped(this), value)
}

/// `coroutine_wrapper.throw(class, value, traceback)`.
pub fn coroutine_wrapper_throw(
    this: &Value,
    class: &Value,
    value: &Value,
    _: &Value,
) -> PyResult<Value> {
    let exception = thrown(class, value)?;
    let inner = generator(wrapped(this));
    item_or_stop(step(inner, resume_raising(inner, set_pending(exception)))?)
}

/// `coroutine_wrapper.close()`.
pub fn coroutine_wrapper_close(this: &Value) -> PyResult<()> {
    crate::generator::generator_close(wrapped(this))
}

/// Warns of a coroutine that dies before anything awaited it.
pub(crate) fn warn_never_awaited(coroutine: &Value) -> PyResult<()> {
    let name = crate::str::from_static(&generator(coroutine).desc.qualname);
    // SAFETY: the arguments are moved out before they are dropped.
    let args = unsafe {
        let object = generator(coroutine).as_ptr();
        (*object).state = State::Finished;
        core::mem::take(&mut (*object).args)
    };
    drop(args);
    let text = format!("coroutine '{}' was never awaited", name.as_str());
    if crate::foreign::active_hooks().is_none() {
        crate::io::write_stderr(&format!(
            "sys:1: RuntimeWarning: {text}\nRuntimeWarning: Enable tracemalloc to get the object allocation traceback\n"
        ));
        return Ok(());
    }
    crate::foreign::warn(&text, &crate::exception::RUNTIME_WARNING)?;
    crate::io::write_stderr(
        "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n",
    );
    Ok(())
}

const METHODS: [&str; 2] = ["__aenter__", "__aexit__"];

/// The row `async_exit_method`.
pub fn async_exit_method(manager: &Value) -> PyResult<Value> {
    if manager.is_foreign() {
        return of_foreign(
            manager,
            crate::attribute::value_getattr(manager, name!("__aexit__")),
            METHODS,
        );
    }
    if special_method(manager, name!("__aenter__")).is_none() {
        return Err(missing(manager, "__aenter__"));
    }
    let Some(exit) = special_method(manager, name!("__aexit__")) else {
        return Err(missing(manager, "__aexit__"));
    };
    match exit.ty().slots().descr_get() {
        Some(get) => get(&exit, Some(manager), manager.ty()),
        None => Ok(exit),
    }
}

/// Awaits what a method of an asynchronous context manager gave.
fn await_of(value: &Value, method: &str) -> PyResult<Value> {
    match awaitable_iterator(value)? {
        Some(iterator) => delegate(&iterator),
        None => Err(raise_type_error(format_args!(
            "'async with' received an object from {method} that does not implement __await__: {}",
            value.type_name()
        ))),
    }
}

/// The row `async_enter`.
pub fn async_enter(manager: &Value) -> PyResult<Value> {
    let entered = if manager.is_foreign() {
        let entered = crate::call::call_method(manager, name!("__aenter__"), &[]);
        of_foreign(manager, entered, METHODS)?
    } else {
        match special_method(manager, name!("__aenter__")) {
            Some(enter) => call_found_special(manager, &enter, &[])?,
            None => return Err(missing(manager, "__aenter__")),
        }
    };
    await_of(&entered, "__aenter__")
}

/// The row `async_exit`.
pub fn async_exit(exit: &Value, exception: Option<&Value>) -> PyResult<bool> {
    let left = crate::context::call_exit(exit, exception)?;
    crate::operation::value_truth(&await_of(&left, "__aexit__")?)
}

/// The row `async_iter`.
pub fn async_iter(iterable: &Value) -> PyResult<Value> {
    let found = if iterable.is_foreign() {
        match getattr_opt(iterable, "__aiter__")? {
            Some(method) => Some(crate::call::call(&method, &[])?),
            None => None,
        }
    } else {
        offer(&ASYNC_GENERATOR, &methods::async_generator_aiter);
        offer(&ASYNC_GENERATOR, &methods::async_generator_anext);
        crate::attribute::call_special(iterable, name!("__aiter__"), &[])?
    };
    let Some(iterator) = found else {
        return Err(raise_type_error(format_args!(
            "'async for' requires an object with __aiter__ method, got {}",
            iterable.type_name()
        )));
    };
    let has_next = if iterator.is_foreign() {
        getattr_opt(&iterator, "__anext__")?.is_some()
    } else {
        special_method(&iterator, name!("__anext__")).is_some()
    };
    if !has_next {
        return Err(raise_type_error(format_args!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
            iterator.type_name()
        )));
    }
    Ok(iterator)
}

/// The row `async_next`.
pub fn async_next(iterator: &Value) -> PyResult<Option<Value>> {
    let result = advance(iterator);
    match result {
        Ok(item) => Ok(Some(item)),
        Err(raised) if pending_is(&raised, &STOP_ASYNC_ITERATION) => {
            drop(take_pending(raised));
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

fn advance(iterator: &Value) -> PyResult<Value> {
    let next = if iterator.is_foreign() {
        crate::call::call_method(iterator, name!("__anext__"), &[])?
    } else {
        crate::attribute::call_special(iterator, name!("__anext__"), &[])?.unwrap_or(Value::NONE)
    };
    match awaitable_iterator(&next)? {
        Some(iterator) => delegate(&iterator),
        None => Err(raise_type_error(format_args!(
            "'async for' received an invalid object from __anext__: {}",
            next.type_name()
        ))),
    }
}
