//! Asynchronous generators: each step to the next item is an awaitable.

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

use crate::error::{
    PyResult, Raised, pending_is, raise_runtime_error, raise_stop_async_iteration, set_pending,
    take_pending,
};
use crate::exception::{GENERATOR_EXIT, STOP_ASYNC_ITERATION};
use crate::generator::{
    GeneratorObject, SLOTS, State, Step, generator, item_or_stop, resume, resume_raising, thrown,
};
use crate::name;
use crate::reference::{Object, Ref, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// `async_generator`.
pub static ASYNC_GENERATOR: Type = Type::builtin(
    "async_generator",
    Layout::Generator,
    size_of::<GeneratorObject>(),
    &[&OBJECT],
    SLOTS,
);

/// What a step begins with.
enum Start {
    Send(Value),
    Throw(Value),
    Close,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Fresh,
    Running,
    Over,
}

/// A step of an asynchronous generator, to be awaited.
#[repr(C)]
pub(crate) struct StepObject {
    header: Header,
    generator: Value,
    start: RefCell<Start>,
    progress: Cell<Progress>,
}

// SAFETY: repr(C) with a header first; only these types have the layout.
unsafe impl Object for StepObject {
    const TYPE: &'static Type = &ASEND;
    const LAYOUT: Layout = Layout::AsyncStep;
}

const STEP_SLOTS: Slots = Slots {
    dealloc: dealloc_struct::<StepObject>,
    // SAFETY: called on live objects.
    traverse: Some(|header, visit| unsafe {
        visit(&(*header.cast::<StepObject>()).generator);
    }),
    iter: Some(|this| Ok(this.clone())),
    next: Some(|this| {
        Ok(match send(this, Value::NONE)? {
            Step::Item(item) => Some(item),
            Step::End(_) => None,
        })
    }),
    ..Slots::OBJECT
};

/// `async_generator_asend`.
static ASEND: Type = Type::builtin(
    "async_generator_asend",
    Layout::AsyncStep,
    size_of::<StepObject>(),
    &[&OBJECT],
    STEP_SLOTS,
);

/// `async_generator_athrow`.
static ATHROW: Type = Type::builtin(
    "async_generator_athrow",
    Layout::AsyncStep,
    size_of::<StepObject>(),
    &[&OBJECT],
    STEP_SLOTS,
);

/// The row `async_generator_yield`.
pub fn async_generator_yield(value: &Value) -> PyResult<Value> {
    let current = crate::generator::current();
    if !current.is_null() {
        // SAFETY: the running generator is kept alive by whoever resumed it.
        unsafe { (*current).is_item = true };
    }
    crate::generator::yield_item(value.clone())
}

fn new_step(this: &Value, class: &'static Type, start: Start) -> PyResult<Value> {
    announce(this)?;
    Ok(Ref::alloc_as(
        class,
        StepObject {
            header: new_header(),
            generator: this.clone(),
            start: RefCell::new(start),
            progress: Cell::new(Progress::Fresh),
        },
    )
    .into())
}

/// Tells the event loop of a generator whose first step is asked for, so that
/// it can finish generators that are given up half-way.
fn announce(this: &Value) -> PyResult<()> {
    let object = generator(this).as_ptr();
    // SAFETY: a short access to a live object.
    unsafe {
        if core::mem::replace(&mut (*object).is_announced, true)
            || crate::foreign::active_hooks().is_none()
        {
            return Ok(());
        }
    }
    let sys = crate::foreign::foreign_import(name!("sys"))?;
    let hooks = crate::call::call_method(&sys, name!("get_asyncgen_hooks"), &[])?;
    let finalizer = crate::attribute::value_getattr(&hooks, name!("finalizer"))?;
    if !finalizer.is_none() {
        // SAFETY: as above.
        unsafe { (*object).finalizer = Some(finalizer) };
    }
    let first = crate::attribute::value_getattr(&hooks, name!("firstiter"))?;
    if !first.is_none() {
        crate::call::call(&first, core::slice::from_ref(this))?;
    }
    Ok(())
}

/// `async_generator.__anext__()`.
pub fn async_generator_anext(this: &Value) -> PyResult<Value> {
    new_step(this, &ASEND, Start::Send(Value::NONE))
}

/// `async_generator.__aiter__()`.
pub fn async_generator_aiter(this: &Value) -> Value {
    this.clone()
}

/// `async_generator.asend(value)`.
pub fn async_generator_asend(this: &Value, value: &Value) -> PyResult<Value> {
    new_step(this, &ASEND, Start::Send(value.clone()))
}

/// `async_generator.athrow(class, value, traceback)`.
pub fn async_generator_athrow(
    this: &Value,
    class: &Value,
    value: &Value,
    _: &Value,
) -> PyResult<Value> {
    let exception = thrown(class, value)?;
    new_step(this, &ATHROW, Start::Throw(exception))
}

/// `async_generator.aclose()`.
pub fn async_generator_aclose(this: &Value) -> PyResult<Value> {
    new_step(this, &ATHROW, Start::Close)
}

fn step_object(this: &Value) -> &Ref<StepObject> {
    this.downcast::<StepObject>().expect("a step")
}

fn is_send(step: &StepObject) -> bool {
    matches!(*step.start.borrow(), Start::Send(_))
}

/// Begins a step, or goes on with it.
pub(crate) fn send(this: &Value, sent: Value) -> PyResult<Step> {
    let step = step_object(this);
    let inner = generator(&step.generator);
    match step.progress.get() {
        Progress::Over => return Err(raise_over(step)),
        Progress::Running => return finish(this, resume(inner, sent)),
        Progress::Fresh => {}
    }
    if !is_send(step) && inner.state == State::Finished {
        step.progress.set(Progress::Over);
        return Ok(Step::End(None));
    }
    begin(step)?;
    let start = core::mem::replace(&mut *step.start.borrow_mut(), Start::Close);
    let result = match start {
        Start::Send(value) => {
            *step.start.borrow_mut() = Start::Send(Value::NONE);
            resume(inner, if sent.is_none() { value } else { sent })
        }
        Start::Throw(exception) => {
            *step.start.borrow_mut() = Start::Throw(Value::NONE);
            resume_raising(inner, set_pending(exception))
        }
        Start::Close => {
            let exit: Value = crate::exception::bare_exception(&GENERATOR_EXIT).into();
            resume_raising(inner, set_pending(exit))
        }
    };
    finish(this, result)
}

/// Raises the pending exception where the generator waits.
fn throw(this: &Value, raised: Raised) -> PyResult<Step> {
    let step = step_object(this);
    match step.progress.get() {
        Progress::Over => {
            drop(take_pending(raised));
            return Err(raise_over(step));
        }
        Progress::Running => {}
        Progress::Fresh => {
            let exception = take_pending(raised);
            begin(step)?;
            let result = resume_raising(generator(&step.generator), set_pending(exception));
            return finish(this, result);
        }
    }
    finish(this, resume_raising(generator(&step.generator), raised))
}

#[cold]
fn raise_over(step: &StepObject) -> Raised {
    let what = if is_send(step) {
        "__anext__()/asend()"
    } else {
        "aclose()/athrow()"
    };
    raise_runtime_error(format_args!("cannot reuse already awaited {what}"))
}

/// Only one step of a generator may be under way.
fn begin(step: &StepObject) -> PyResult<()> {
    let object = generator(&step.generator).as_ptr();
    // SAFETY: a short access to a live object.
    if unsafe { core::mem::replace(&mut (*object).is_advancing, true) } {
        step.progress.set(Progress::Over);
        let what = match *step.start.borrow() {
            Start::Send(_) => "anext",
            Start::Throw(_) => "athrow",
            Start::Close => "aclose",
        };
        return Err(raise_runtime_error(format_args!(
            "{what}(): asynchronous generator is already running"
        )));
    }
    step.progress.set(Progress::Running);
    Ok(())
}

/// What the generator did, as a step of the awaitable.
fn finish(this: &Value, result: PyResult<Option<Value>>) -> PyResult<Step> {
    let step = step_object(this);
    let object = generator(&step.generator).as_ptr();
    // SAFETY: a short access to a live object.
    let is_item = unsafe { core::mem::replace(&mut (*object).is_item, false) };
    let result = match result {
        Ok(Some(value)) if !is_item => return Ok(Step::Item(value)),
        other => other,
    };
    // SAFETY: as above.
    unsafe { (*object).is_advancing = false };
    step.progress.set(Progress::Over);
    let closes = matches!(*step.start.borrow(), Start::Close);
    match result {
        Ok(Some(_)) if closes => Err(raise_runtime_error(format_args!(
            "async generator ignored GeneratorExit"
        ))),
        Ok(Some(item)) => Ok(Step::End(Some(item))),
        Ok(None) if closes => Ok(Step::End(None)),
        Ok(None) => Err(raise_stop_async_iteration()),
        Err(raised)
            if closes
                && (pending_is(&raised, &STOP_ASYNC_ITERATION)
                    || pending_is(&raised, &GENERATOR_EXIT)) =>
        {
            drop(take_pending(raised));
            Ok(Step::End(None))
        }
        Err(raised) => Err(raised),
    }
}

/// `async_generator_asend.send(value)`.
pub fn async_asend_send(this: &Value, value: &Value) -> PyResult<Value> {
    item_or_stop(send(this, value.clone())?)
}

/// `async_generator_asend.throw(class, value, traceback)`.
pub fn async_asend_throw(this: &Value, class: &Value, value: &Value, _: &Value) -> PyResult<Value> {
    let exception = thrown(class, value)?;
    item_or_stop(throw(this, set_pending(exception))?)
}

/// `async_generator_asend.close()`.
pub fn async_asend_close(this: &Value) {
    step_object(this).progress.set(Progress::Over);
}

/// `async_generator_asend.__await__()`.
pub fn async_asend_await(this: &Value) -> Value {
    this.clone()
}

/// `async_generator_athrow.send(value)`.
pub fn async_athrow_send(this: &Value, value: &Value) -> PyResult<Value> {
    async_asend_send(this, value)
}

/// `async_generator_athrow.throw(class, value, traceback)`.
pub fn async_athrow_throw(
    this: &Value,
    class: &Value,
    value: &Value,
    traceback: &Value,
) -> PyResult<Value> {
    async_asend_throw(this, class, value, traceback)
}

/// `async_generator_athrow.close()`.
pub fn async_athrow_close(this: &Value) {
    async_asend_close(this);
}

/// `async_generator_athrow.__await__()`.
pub fn async_athrow_await(this: &Value) -> Value {
    this.clone()
}
