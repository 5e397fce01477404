//! Generators. The body of one is called for each item, with a frame where it
//! keeps what it needs for the next (`body.rs`); coroutines and asynchronous
//! generators run on stacks of their own.

mod body;
mod delegate;

use pyaot_abi::layout::{FrameRecord, FunctionDesc, Header, Word, function_flags};

use self::body::{Args, Body, is_framed};
pub(crate) use self::delegate::delegate;
pub use self::delegate::{generator_delegate, generator_yield_from};
use self::delegate::{resume_delegate, wait_for_delegates};
use crate::coroutine::Coroutine;
use crate::error::{
    PyResult, Raised, pending_is, raise_runtime_error, raise_stop_iteration, raise_type_error,
    raise_value_error, raised_by_status, set_pending, take_pending, take_pending_opt,
};
use crate::exception::{GENERATOR_EXIT, STOP_ASYNC_ITERATION, STOP_ITERATION};
use crate::exports::Outcome;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, new_header};
use crate::traceback::frame_object;
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;
use crate::{frame, name};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Created,
    Suspended,
    Running,
    Finished,
}

/// What calling the function made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Generator,
    Coroutine,
    AsyncGenerator,
}

impl Kind {
    fn of(desc: &FunctionDesc) -> Kind {
        match (
            desc.flags & function_flags::COROUTINE != 0,
            desc.flags & function_flags::GENERATOR != 0,
        ) {
            (true, true) => Kind::AsyncGenerator,
            (true, false) => Kind::Coroutine,
            (false, _) => Kind::Generator,
        }
    }

    fn class(self) -> &'static Type {
        match self {
            Kind::Generator => &GENERATOR,
            Kind::Coroutine => &crate::awaiting::COROUTINE,
            Kind::AsyncGenerator => &crate::async_generator::ASYNC_GENERATOR,
        }
    }

    /// As messages call it.
    fn noun(self) -> &'static str {
        match self {
            Kind::Generator => "generator",
            Kind::Coroutine => "coroutine",
            Kind::AsyncGenerator => "async generator",
        }
    }
}

#[repr(C)]
pub struct GeneratorObject {
    header: Header,
    pub(crate) state: State,
    pub(crate) kind: Kind,
    /// An asynchronous generator yielded an item, not something it awaits.
    pub(crate) is_item: bool,
    /// An asynchronous generator is on its way to the next item.
    pub(crate) is_advancing: bool,
    /// The event loop has been told of an asynchronous generator.
    pub(crate) is_announced: bool,
    /// What the event loop wants called when it dies unfinished.
    pub(crate) finalizer: Option<Value>,
    pub(crate) desc: &'static FunctionDesc,
    pub(crate) function: Option<Value>,
    /// The bound arguments, until the body starts.
    pub(crate) args: Args,
    coroutine: Coroutine,
    /// Used instead of a stack.
    body: Body,
    /// What passes in (sent) or out (yielded, returned).
    transfer: Option<Value>,
    /// Whether the body failed, or is resumed with an exception.
    raising: bool,
    /// The exceptions the body is handling while it waits.
    handled: Vec<Value>,
    /// What `yield from` waits for: whoever resumes this one draws from that
    /// one instead.
    delegate: Option<Value>,
    /// While it counts as running and waits: who waits for it.
    resumer: *mut GeneratorObject,
    /// How many frames there are when its body, on a stack, goes on.
    depth: i64,
    /// How many exceptions are being handled outside.
    outer_handled: usize,
    /// The record of the body's frame while it waits, if it has one: on its
    /// stack, or its own and only in `yield from`.
    frame: *mut FrameRecord,
    /// While it counts as running and waits: the record of who resumed it.
    outer_frame: *mut FrameRecord,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for GeneratorObject {
    const TYPE: &'static Type = &GENERATOR;
    const LAYOUT: Layout = Layout::Generator;
}

pub(crate) type Generator = Ref<GeneratorObject>;

/// The generator whose body runs.
static CURRENT: Global<*mut GeneratorObject> = Global::new(core::ptr::null_mut());

/// The generator whose body runs, or null.
#[inline]
pub fn current() -> *mut GeneratorObject {
    // SAFETY: a short access.
    unsafe { *CURRENT.get() }
}

/// Puts back what [`current`] gave.
#[inline]
pub fn set_current(generator: *mut GeneratorObject) {
    // SAFETY: a short access.
    unsafe { *CURRENT.get() = generator };
}

pub(crate) fn generator(this: &Value) -> &Generator {
    this.downcast::<GeneratorObject>().expect("generator")
}

/// `generator`.
#[unsafe(export_name = "pyaot_generator_type")]
pub static GENERATOR: Type = Type::builtin(
    "generator",
    Layout::Generator,
    size_of::<GeneratorObject>(),
    &[&OBJECT],
    Slots {
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| resume(generator(this), Value::NONE)),
        ..SLOTS
    },
);

/// What generators, coroutines and asynchronous generators have in common.
pub(crate) const SLOTS: Slots = Slots {
    dealloc: generator_dealloc,
    // SAFETY: called on live generators. What a body on a stack holds is out of reach.
    traverse: Some(|header, visit| unsafe {
        let this = &*header.cast::<GeneratorObject>();
        this.function
            .iter()
            .chain(&this.finalizer)
            .chain(&this.delegate)
            .chain(&this.transfer)
            .chain(&this.handled)
            .chain(this.args.words().iter().flatten())
            .chain(this.body.owned())
            .for_each(visit);
    }),
    finalize: Some(|this| {
        if let Err(raised) = generator_close(this) {
            crate::exception::write_unraisable(raised, this);
        }
    }),
    repr: Some(|this| {
        let name = crate::str::from_static(&generator(this).desc.qualname);
        Ok(Str::new(&format!(
            "<{} object {} at {:#x}>",
            this.type_name(),
            name.as_str(),
            this.as_raw()
        )))
    }),
    getattr: |this, name| {
        let object = generator(this);
        let text = name.as_str();
        let part = text
            .strip_prefix("gi_")
            .or_else(|| text.strip_prefix("cr_"))
            .or_else(|| text.strip_prefix("ag_"));
        match (text, part) {
            ("__name__", _) => Ok(crate::str::from_static(&object.desc.name).to_value()),
            ("__qualname__", _) => Ok(crate::str::from_static(&object.desc.qualname).to_value()),
            (_, Some("running")) => Ok(Value::bool(object.state == State::Running)),
            (_, Some("suspended")) => Ok(Value::bool(object.state == State::Suspended)),
            (_, Some("yieldfrom")) if object.state == State::Running => Ok(Value::NONE),
            (_, Some("yieldfrom")) => Ok(object.delegate.clone().unwrap_or(Value::NONE)),
            (_, Some("code")) if let Some(function) = &object.function => {
                crate::attribute::value_getattr(function, crate::name!("__code__"))
            }
            (_, Some("frame")) if object.state != State::Finished => {
                let function = object.function.as_ref().unwrap_or(Value::none());
                let line = i64::from(object.desc.line);
                Ok(frame_object::frame_of_generator(function, line))
            }
            (_, Some("await" | "origin" | "frame")) => Ok(Value::NONE),
            _ => crate::attribute::generic_getattr(this, name),
        }
    },
    ..Slots::OBJECT
};

/// Runs a coroutine that nobody else knows of, to be awaited by the one that runs, on the stack of that one:
/// what it awaits in turn is waited for by both. `None`, and nothing has happened, for anything else.
pub(crate) fn run_in_place(awaited: &Value) -> Option<PyResult<Value>> {
    let object = awaited.downcast::<GeneratorObject>()?.as_ptr();
    // SAFETY: short accesses to live objects. The coroutine is kept alive by the caller, who alone has it.
    unsafe {
        let outer = current();
        let here = frame::current();
        if (*object).state != State::Created
            || (*object).kind != Kind::Coroutine
            || (*object).header.refcount != 1
            || outer.is_null()
            || !(here.is_null() || frame::is_shared(here))
            || !Coroutine::has_room()
        {
            return None;
        }
        let own = crate::recursion::depth() - (*outer).depth;
        (*object).state = State::Running;
        let outcome = body::call(object);
        (*object).state = State::Finished;
        crate::recursion::set_depth((*outer).depth + own);
        Some(match outcome.status {
            0 => Ok(Value::from_raw_opt(outcome.value).unwrap_or(Value::NONE)),
            _ => Err(no_stop_iteration(Kind::Coroutine, raised_by_status())),
        })
    }
}

/// The row `generator_new`.
pub fn generator_new(desc: *const u8, function: Option<&Value>, args: &[Value]) -> Value {
    // SAFETY: compiled code passes a static description.
    let desc: &'static FunctionDesc = unsafe { &*desc.cast() };
    make(
        desc,
        function,
        Args::new(args.len(), args.iter().cloned().map(Some)),
    )
}

/// A generator from the words an entry would be called with.
pub fn from_words(
    desc: &'static FunctionDesc,
    function: Option<&Value>,
    words: *const Word,
) -> Value {
    // SAFETY: the caller has bound one word for each parameter.
    let words = unsafe {
        core::slice::from_raw_parts(
            words.cast::<Option<Value>>(),
            crate::function::n_words(desc),
        )
    };
    make(
        desc,
        function,
        Args::new(words.len(), words.iter().cloned()),
    )
}

fn make(desc: &'static FunctionDesc, function: Option<&Value>, args: Args) -> Value {
    let kind = Kind::of(desc);
    let object = GeneratorObject {
        header: new_header(),
        state: State::Created,
        kind,
        is_item: false,
        is_advancing: false,
        is_announced: false,
        finalizer: None,
        desc,
        function: function.cloned(),
        args,
        coroutine: Coroutine::new(),
        body: Body::new(),
        transfer: None,
        raising: false,
        handled: Vec::new(),
        delegate: None,
        resumer: core::ptr::null_mut(),
        depth: 0,
        outer_handled: 0,
        frame: core::ptr::null_mut(),
        outer_frame: core::ptr::null_mut(),
    };
    Ref::alloc_as(kind.class(), object).into()
}

unsafe fn generator_dealloc(header: *mut Header) {
    // SAFETY: the object is kept alive by the count of 1 while it closes.
    unsafe {
        let object = header.cast::<GeneratorObject>();
        if (*object).is_quiet() {
            (*object).take_apart();
        }
        let never_awaited = (*object).state == State::Created && (*object).kind == Kind::Coroutine;
        if (*object).state == State::Suspended || never_awaited {
            (*header).refcount = 1;
            let this = core::mem::ManuallyDrop::new(Value::from_raw(header as u64));
            crate::error::around_pending(|| {
                let ended = match (*object).finalizer.take() {
                    _ if never_awaited => crate::awaiting::warn_never_awaited(&this),
                    Some(finalizer) => {
                        crate::call::call(&finalizer, core::slice::from_ref(&this)).map(drop)
                    }
                    None => generator_close(&this),
                };
                if let Err(raised) = ended {
                    crate::exception::write_unraisable(raised, &this);
                }
            });
            (*header).refcount -= 1;
            if (*header).refcount != 0 {
                return;
            }
        }
        (*header.cast::<GeneratorObject>()).coroutine.finish();
        let this = header.cast::<GeneratorObject>();
        (*this).body.finish();
        if is_framed((*this).desc) {
            drop_record(this);
        }
        crate::reference::dealloc_struct::<GeneratorObject>(header);
    }
}

impl GeneratorObject {
    /// Whether it waits where closing it only releases what it holds.
    fn is_quiet(&self) -> bool {
        let alone = self.delegate.is_none() && self.finalizer.is_none();
        self.state == State::Suspended && alone && self.body.is_quiet()
    }

    /// Ends it there.
    fn take_apart(&mut self) {
        self.state = State::Finished;
        self.body.take_apart();
    }
}

/// Whether a generator waits where closing it may run code.
///
/// # Safety
/// `header` is a live generator.
pub unsafe fn has_to_close(header: *mut Header) -> bool {
    // SAFETY: as promised by the caller.
    unsafe {
        let object = &*header.cast::<GeneratorObject>();
        object.state == State::Suspended && !object.is_quiet()
    }
}

/// First function on a generator's stack.
extern "C" fn run(this: *mut u8) {
    let this = this.cast::<GeneratorObject>();
    // SAFETY: whoever resumes the generator keeps it alive; no reference to
    // it is held while the body runs.
    unsafe {
        let outcome = body::call(this);
        body::end(this, outcome.value, outcome.status);
        Coroutine::suspend(&raw mut (*this).coroutine);
    }
}

/// Goes on with the body, where `yield` gives `sent`: the next item, or
/// `None` when the body returned (its value then stands in `transfer`).
#[inline(never)]
pub(crate) fn resume(this: &Generator, sent: Value) -> PyResult<Option<Value>> {
    let object = this.as_ptr();
    // SAFETY: short accesses to a live object.
    unsafe {
        match (*object).state {
            State::Finished => {
                (*object).transfer = None;
                if (*object).kind == Kind::Coroutine {
                    return Err(raise_already_awaited());
                }
                return Ok(None);
            }
            State::Running => return Err(raise_executing((*object).kind)),
            State::Created if !sent.is_none() => {
                return Err(raise_type_error(format_args!(
                    "can't send non-None value to a just-started {}",
                    (*object).kind.noun()
                )));
            }
            State::Created if is_framed((*object).desc) => {}
            State::Created => (*object).coroutine.start(run, object.cast()),
            State::Suspended if (*object).delegate.is_some() => {
                return resume_delegate(this, Ok(sent));
            }
            State::Suspended => (*object).transfer = Some(sent),
        }
        (*object).raising = false;
    }
    switch_to(this)
}

#[cold]
fn raise_already_awaited() -> Raised {
    raise_runtime_error(format_args!("cannot reuse already awaited coroutine"))
}

#[cold]
fn raise_executing(kind: Kind) -> Raised {
    raise_value_error(format_args!("{} already executing", kind.noun()))
}

/// Goes on with the body, where `yield` raises the pending exception.
pub(crate) fn resume_raising(this: &Generator, raised: Raised) -> PyResult<Option<Value>> {
    let object = this.as_ptr();
    // SAFETY: short accesses to a live object.
    unsafe {
        match (*object).state {
            State::Finished if (*object).kind == Kind::Coroutine => {
                drop(take_pending(raised));
                return Err(raise_already_awaited());
            }
            State::Finished => return Err(raised),
            State::Running => {
                drop(take_pending(raised));
                return Err(raise_executing((*object).kind));
            }
            State::Created => {
                (*object).state = State::Finished;
                drop(core::mem::take(&mut (*object).args));
                return Err(raised);
            }
            State::Suspended if (*object).delegate.is_some() => {
                return resume_delegate(this, Err(raised));
            }
            State::Suspended => {
                (*object).raising = true;
                if !(*object).handled.is_empty() {
                    link_thrown(object);
                }
            }
        }
    }
    switch_to(this)
}

/// The next item of a generator whose body waits at a `yield` in the usual way; `None`, and
/// nothing has happened, for anything else.
///
/// In line down to the call of the body: a walk through a tree has a generator for each of its
/// levels, and the machine foresees only so many returns.
#[inline(always)]
pub(crate) fn next_of_waiting(iterator: &Value) -> Option<PyResult<Option<Value>>> {
    let this = iterator.downcast_exact::<GeneratorObject>()?;
    let object = this.as_ptr();
    let depth = crate::recursion::depth();
    // SAFETY: short accesses to a live object, whose body waits; it is kept alive while it runs.
    unsafe {
        let is_plain = (*object).state == State::Suspended
            && is_framed((*object).desc)
            && (*object).delegate.is_none()
            && (*object).handled.is_empty()
            && (*object).frame.is_null()
            && depth < crate::recursion::limit();
        if !is_plain {
            return None;
        }
        let this = this.clone();
        crate::recursion::set_depth(depth + 1);
        let handled = crate::exception::handled_len();
        let outer = current();
        set_current(object);
        (*object).state = State::Running;
        (*object).raising = false;
        let outcome = body::go_on(object, Some(Value::NONE));
        set_current(outer);
        crate::recursion::set_depth(depth);
        let waits = !body::has_ended(object)
            && (*object).delegate.is_none()
            && crate::exception::handled_len() == handled;
        if waits {
            (*object).state = State::Suspended;
            return Some(Ok(Some(Value::from_raw(outcome.value))));
        }
        Some(no_longer_waits(&this, outcome, handled))
    }
}

/// What [`next_of_waiting`] does when the body has not come back with just an item.
///
/// # Safety
/// As for [`body::settle`].
#[inline(never)]
unsafe fn no_longer_waits(
    this: &Generator,
    outcome: Outcome<Word>,
    handled: usize,
) -> PyResult<Option<Value>> {
    // SAFETY: as promised by the caller.
    unsafe { body::settle(this.as_ptr(), outcome) };
    let result = came_back(this, handled);
    // SAFETY: a short access to a live object.
    match unsafe { (*this.as_ptr()).delegate.is_none() } {
        true => result,
        false => wait_for_delegates(this),
    }
}

fn switch_to(this: &Generator) -> PyResult<Option<Value>> {
    // The body may give up the last other reference.
    let this = this.clone();
    let result = switch_once(&this);
    // SAFETY: a short access to a live object.
    if unsafe { (*this.as_ptr()).delegate.is_none() } {
        return result;
    }
    wait_for_delegates(&this)
}

/// Switches to the body and back.
#[inline(never)]
fn switch_once(this: &Generator) -> PyResult<Option<Value>> {
    let object = this.as_ptr();
    let depth = crate::recursion::depth();
    let handled = crate::exception::handled_len();
    // SAFETY: the generator waits; its body finds it in CURRENT.
    unsafe {
        let framed = is_framed((*object).desc);
        if (*object).state == State::Suspended {
            // The body's frame; compiled code counts it when it starts.
            if depth >= crate::recursion::limit() {
                if (*object).raising {
                    drop(take_pending_opt());
                }
                return Err(crate::recursion::too_deep(""));
            }
            crate::recursion::set_depth(depth + 1);
        }
        if !(*object).handled.is_empty() {
            crate::exception::push_handled(core::mem::take(&mut (*object).handled));
        }
        let outer_frame = frame::current();
        if framed {
            drop_record(object);
        } else {
            frame::enter_again((*object).frame);
        }
        let outer = core::mem::replace(&mut *CURRENT.get(), object);
        (*object).state = match (*object).state {
            State::Finished => State::Finished,
            _ => State::Running,
        };
        if framed {
            body::run(object);
        } else {
            (*object).depth = depth + 1;
            Coroutine::resume(&raw mut (*object).coroutine);
        }
        *CURRENT.get() = outer;
        if !framed {
            (*object).frame = frame::leave_waiting(outer_frame);
        }
        crate::recursion::set_depth(depth);
    }
    came_back(this, handled)
}

/// What came of the body once it has left; `handled` exceptions were being handled before.
#[inline]
fn came_back(this: &Generator, handled: usize) -> PyResult<Option<Value>> {
    let object = this.as_ptr();
    // SAFETY: short accesses to a live object.
    unsafe {
        if crate::exception::handled_len() > handled {
            (*object).handled = crate::exception::split_handled(handled);
        }
        if (*object).state != State::Finished {
            return Ok((*object).transfer.take());
        }
        (*object).coroutine.finish();
        let handled = core::mem::take(&mut (*object).handled);
        drop(handled);
        if !(*object).raising {
            return Ok(None);
        }
    }
    Err(no_stop_iteration(this.kind, raised_by_status()))
}

/// What is thrown into a body that handles an exception has that as its context.
///
/// # Safety
/// The generator is alive and waits.
#[cold]
unsafe fn link_thrown(object: *mut GeneratorObject) {
    let outer = crate::exception::handled_len();
    // SAFETY: short accesses to what the caller promises.
    unsafe { crate::exception::push_handled(core::mem::take(&mut (*object).handled)) };
    if let Some(thrown) = take_pending_opt() {
        crate::exception::link_context(&thrown);
        let _ = set_pending(thrown);
    }
    // SAFETY: as above.
    unsafe { (*object).handled = crate::exception::split_handled(outer) };
}

/// A StopIteration that leaves the body would look like its end.
#[cold]
fn no_stop_iteration(kind: Kind, raised: Raised) -> Raised {
    let name = if pending_is(&raised, &STOP_ITERATION) {
        "StopIteration"
    } else if kind == Kind::AsyncGenerator && pending_is(&raised, &STOP_ASYNC_ITERATION) {
        "StopAsyncIteration"
    } else {
        return raised;
    };
    crate::exception::raise_from(raised, || {
        raise_runtime_error(format_args!("{} raised {name}", kind.noun()))
    })
}

/// The row `raise_from_generator`.
pub fn raise_from_generator() -> PyResult<()> {
    Err(no_stop_iteration(Kind::Generator, raised_by_status()))
}

/// A step of a generator or coroutine of ours, which is sent something.
pub fn send_step(this: &Value, sent: Value) -> PyResult<Step> {
    let this = generator(this);
    step(this, resume(this, sent))
}

/// What the body returned, once [`resume`] gave `None`.
pub(crate) fn returned(this: &Generator) -> Option<Value> {
    // SAFETY: a short access to a live object.
    unsafe { (*this.as_ptr()).transfer.take() }.filter(|value| !value.is_none())
}

/// A step of any iterator.
pub enum Step {
    Item(Value),
    /// The end, with the value of its StopIteration.
    End(Option<Value>),
}

pub(crate) fn step(this: &Generator, result: PyResult<Option<Value>>) -> PyResult<Step> {
    Ok(match result? {
        Some(item) => Step::Item(item),
        None => Step::End(returned(this)),
    })
}

/// The next item of any iterator, or the value it ends with.
pub fn next_step(iterator: &Value) -> PyResult<Step> {
    if let Some(this) = iterator.downcast::<GeneratorObject>() {
        return step(this, resume(this, Value::NONE));
    }
    if iterator.is_foreign() {
        return crate::foreign::next_step(iterator);
    }
    if let Some(step) = crate::awaiting::next_step(iterator, Value::NONE) {
        return step;
    }
    if iterator.ty().is_heap_type()
        && let Some(next) = crate::attribute::special_method(iterator, name!("__next__"))
    {
        return end_of(crate::attribute::call_found_special(iterator, &next, &[]));
    }
    match crate::iter::advance(iterator) {
        Ok(Some(item)) => Ok(Step::Item(item)),
        Ok(None) => Ok(Step::End(None)),
        Err(raised) => end_of(Err(raised)),
    }
}

/// A StopIteration as the end it means.
fn end_of(result: PyResult<Value>) -> PyResult<Step> {
    match result {
        Ok(item) => Ok(Step::Item(item)),
        Err(raised) if pending_is(&raised, &STOP_ITERATION) => {
            let stop = take_pending(raised);
            Ok(Step::End(
                crate::attribute::getattr_opt(&stop, "value")?.filter(|value| !value.is_none()),
            ))
        }
        Err(raised) => Err(raised),
    }
}

/// The row `generator_yield`, which consumes the value.
pub fn generator_yield(value: &Value) -> PyResult<Value> {
    // SAFETY: its count is ours from here on.
    yield_item(unsafe { Value::from_raw(value.as_raw()) })
}

/// Leaves the body of the current generator, on its stack, until it is resumed.
/// In line wherever it is: what is returned to after a switch of stacks is
/// predicted wrong.
#[inline(always)]
pub(crate) fn yield_item(value: Value) -> PyResult<Value> {
    // SAFETY: only the body of the current generator calls this, on its stack.
    unsafe {
        let this = *CURRENT.get();
        if this.is_null() {
            crate::start::fatal("yield outside a generator");
        }
        (*this).transfer = Some(value);
        (*this).state = State::Suspended;
        // Those of coroutines that run in place.
        let own = crate::recursion::depth() - (*this).depth;
        Coroutine::suspend(&raw mut (*this).coroutine);
        crate::recursion::set_depth((*this).depth + own);
        if (*this).raising {
            return Err(raised_by_status());
        }
        Ok((*this).transfer.take().unwrap_or(Value::NONE))
    }
}

/// Frees the record that [`generator_delegate`] has made.
///
/// # Safety
/// The generator is alive, has a body that is called, and does not wait any more.
#[inline]
unsafe fn drop_record(this: *mut GeneratorObject) {
    // SAFETY: as promised by the caller.
    unsafe {
        let record = core::mem::replace(&mut (*this).frame, core::ptr::null_mut());
        if !record.is_null() {
            drop(Box::from_raw(record));
        }
    }
}

/// The row `generator_frame`.
pub fn generator_frame(code: *const u8, slots: i64, owned: *const u8) -> *const u8 {
    // SAFETY: the entry of the current generator calls this, which is alive.
    unsafe { ((*current()).body).make(code, slots as usize, owned.cast()) }
}

/// The item, or the StopIteration its end is.
pub(crate) fn item_or_stop(step: Step) -> PyResult<Value> {
    match step {
        Step::Item(item) => Ok(item),
        Step::End(value) => Err(raise_stop_iteration(value)),
    }
}

/// `generator.send(value)`.
pub fn generator_send(this: &Value, value: &Value) -> PyResult<Value> {
    let this = generator(this);
    item_or_stop(step(this, resume(this, value.clone()))?)
}

/// `generator.throw(class, value, traceback)`.
pub fn generator_throw(this: &Value, class: &Value, value: &Value, _: &Value) -> PyResult<Value> {
    let exception = thrown(class, value)?;
    let this = generator(this);
    item_or_stop(step(this, resume_raising(this, set_pending(exception)))?)
}

/// The exception that the arguments of a `throw` mean.
pub(crate) fn thrown(class: &Value, value: &Value) -> PyResult<Value> {
    let exception = if value.is_none() {
        class.clone()
    } else if class.as_type().is_some() && crate::error::as_exception(value).is_none() {
        match value.as_tuple() {
            Some(args) => crate::call::call(class, args.items())?,
            None => crate::call::call(class, core::slice::from_ref(value))?,
        }
    } else {
        value.clone()
    };
    crate::exception::instantiate(
        &exception,
        &format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            class.type_name()
        ),
    )
}

/// `generator.close()`.
pub fn generator_close(this: &Value) -> PyResult<()> {
    let this = generator(this);
    match this.state {
        State::Finished => return Ok(()),
        State::Created => {
            // SAFETY: the arguments are moved out before they are dropped.
            let args = unsafe {
                (*this.as_ptr()).state = State::Finished;
                core::mem::take(&mut (*this.as_ptr()).args)
            };
            drop(args);
            return Ok(());
        }
        State::Suspended if this.is_quiet() => {
            // SAFETY: a live generator, whose body does not run again.
            unsafe { (*this.as_ptr()).take_apart() };
            return Ok(());
        }
        State::Suspended | State::Running => {}
    }
    let exit: Value = crate::exception::bare_exception(&GENERATOR_EXIT).into();
    match resume_raising(this, set_pending(exit)) {
        Ok(Some(_)) => Err(raise_runtime_error(format_args!(
            "{} ignored GeneratorExit",
            this.kind.noun()
        ))),
        Ok(None) => {
            drop(returned(this));
            Ok(())
        }
        Err(raised)
            if pending_is(&raised, &GENERATOR_EXIT) || pending_is(&raised, &STOP_ITERATION) =>
        {
            drop(take_pending(raised));
            Ok(())
        }
        Err(raised) => Err(raised),
    }
}
