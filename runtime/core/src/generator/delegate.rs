//! `yield from`: what a generator waits for, and what passes through it.

use pyaot_abi::layout::FrameRecord;

use super::{
    Generator, GeneratorObject, State, Step, current, end_of, generator, generator_close,
    link_thrown, next_step, resume, resume_raising, returned, step, switch_once, switch_to,
    yield_item,
};
use crate::error::{PyResult, Raised, pending_is, set_pending, take_pending};
use crate::exception::GENERATOR_EXIT;
use crate::prelude::*;
use crate::value::Value;
use crate::{frame, name};

/// Goes on with a generator that waits for another in `yield from`.
#[inline(never)]
pub(super) fn resume_delegate(this: &Generator, sent: PyResult<Value>) -> PyResult<Option<Value>> {
    // Either may give up the last other reference.
    let this = this.clone();
    match run_delegate(&this, sent)? {
        Some(item) => Ok(Some(item)),
        None => switch_to(&this),
    }
}

/// The next item of the generator that `root` waits for; when there is none,
/// `root` is ready to go on with what came of it.
///
/// That generator may wait for another in turn. The chain is followed in a loop
/// rather than by calls, which would be predicted wrong on their way back.
fn run_delegate(root: &Generator, sent: PyResult<Value>) -> PyResult<Option<Value>> {
    let thrown = sent.map_err(take_pending);
    let depth = crate::recursion::depth();
    let room = crate::recursion::limit() - depth;
    if room <= 0 {
        return Err(crate::recursion::too_deep(""));
    }
    crate::start::check_stack("")?;
    let first = root.as_ptr();
    let mut last = first;
    let mut levels = 1;
    // What an iterator that is no generator ended with.
    let mut ended = None;
    // SAFETY: the chain is alive, each link held by the one before; what counts
    // as running is not resumed, and so not changed, by anybody else.
    unsafe {
        let mut result = loop {
            enter_waiting(last);
            let Some(inner) = &(*last).delegate else {
                break Ok(None);
            };
            let next = inner
                .downcast_exact::<GeneratorObject>()
                .map(Generator::as_ptr);
            let waits = next
                .filter(|next| (**next).state == State::Suspended && (**next).delegate.is_some());
            if let Some(next) = waits
                && levels < room
            {
                (*next).resumer = last;
                last = next;
                levels += 1;
                continue;
            }
            crate::recursion::set_depth(depth + levels);
            let inner = inner.clone();
            break match (inner.downcast_exact::<GeneratorObject>(), thrown) {
                _ if waits.is_some() => Err(crate::recursion::too_deep("")),
                (Some(inner), Ok(sent)) => resume(inner, sent),
                (Some(inner), Err(exception)) => throw_into_generator(inner, exception),
                (None, sent) => match step_iterator(&inner, sent.map_err(set_pending)) {
                    Ok(Step::Item(item)) => Ok(Some(item)),
                    Ok(Step::End(value)) => {
                        ended = value;
                        Ok(None)
                    }
                    Err(raised) => Err(raised),
                },
            };
        };
        loop {
            leave_waiting(last);
            levels -= 1;
            if !matches!(result, Ok(Some(_))) {
                let inner = (*last).delegate.take();
                (*last).raising = result.is_err();
                if (*last).raising && !(*last).handled.is_empty() {
                    link_thrown(last);
                }
                let inside = (inner.as_ref()).and_then(Value::downcast_exact::<GeneratorObject>);
                (*last).transfer = match inside {
                    Some(inner) => returned(inner),
                    None => ended.take(),
                };
                drop(inner);
                if last != first {
                    // It goes on as if whoever waits for it had resumed it.
                    crate::recursion::set_depth(depth + levels);
                    let waiting = (*(*last).resumer).delegate.clone();
                    if let Some(waiting) = &waiting {
                        result = switch_to(generator(waiting));
                    }
                }
            }
            if last == first {
                crate::recursion::set_depth(depth);
                return Ok(result.unwrap_or(None));
            }
            last = (*last).resumer;
        }
    }
}

/// A generator that waits in `yield from` counts as running.
///
/// # Safety
/// It is alive and waits.
unsafe fn enter_waiting(object: *mut GeneratorObject) {
    // SAFETY: as promised by the caller.
    unsafe {
        (*object).state = State::Running;
        (*object).outer_frame = frame::current();
        frame::enter_again((*object).frame);
        (*object).outer_handled = crate::exception::handled_len();
        if !(*object).handled.is_empty() {
            crate::exception::push_handled(core::mem::take(&mut (*object).handled));
        }
    }
}

/// Undoes [`enter_waiting`].
///
/// # Safety
/// As there.
unsafe fn leave_waiting(object: *mut GeneratorObject) {
    // SAFETY: as promised by the caller.
    unsafe {
        (*object).state = State::Suspended;
        frame::leave_waiting((*object).outer_frame);
        let outer = (*object).outer_handled;
        if crate::exception::handled_len() > outer {
            (*object).handled = crate::exception::split_handled(outer);
        }
    }
}

/// The body waits for another generator instead of yielding; it goes on when
/// that one has no items, to the next.
#[inline(never)]
pub(super) fn wait_for_delegates(this: &Generator) -> PyResult<Option<Value>> {
    loop {
        if let Some(item) = run_delegate(this, Ok(Value::NONE))? {
            return Ok(Some(item));
        }
        let result = switch_once(this);
        // SAFETY: a short access to a live object.
        if unsafe { (*this.as_ptr()).delegate.is_none() } {
            return result;
        }
    }
}

/// The row `generator_yield_from`, for a body on a stack of its own.
pub fn generator_yield_from(iterable: &Value) -> PyResult<Value> {
    delegate(&crate::iter::value_iter(iterable)?)
}

/// The row `generator_delegate`.
pub fn generator_delegate(iterable: &Value) -> PyResult<()> {
    let iterator = crate::iter::value_iter(iterable)?;
    // SAFETY: the body of the current generator calls this, which is alive; its
    // record, if it has one, says where it waits.
    unsafe {
        let this = current();
        (*this).delegate = Some(iterator);
        let record = frame::current();
        if !record.is_null() && !frame::is_shared(record) {
            let waiting = FrameRecord {
                code: (*record).code,
                line: (*record).line,
                ..FrameRecord::new()
            };
            (*this).frame = Box::into_raw(Box::new(waiting));
        }
    }
    Ok(())
}

/// Passes on what an iterator yields, and to it what is sent, until it ends:
/// its result.
pub(crate) fn delegate(iterator: &Value) -> PyResult<Value> {
    let mut current = step_iterator(iterator, Ok(Value::NONE))?;
    loop {
        let item = match current {
            Step::Item(item) => item,
            Step::End(value) => return Ok(value.unwrap_or(Value::NONE)),
        };
        current = step_iterator(iterator, yield_item(item))?;
    }
}

/// A step of an iterator that is sent something, or an exception.
fn step_iterator(iterator: &Value, sent: PyResult<Value>) -> PyResult<Step> {
    match sent {
        Ok(sent) if iterator.is_foreign() => crate::foreign::send(iterator, &sent),
        Ok(sent) if sent.is_none() => next_step(iterator),
        Ok(sent) => match iterator.downcast::<GeneratorObject>() {
            Some(inner) => step(inner, resume(inner, sent)),
            None => end_of(crate::call::call_method(iterator, name!("send"), &[sent])),
        },
        Err(raised) => throw_into(iterator, raised),
    }
}

/// Passes an exception thrown at `yield from` on to the subiterator.
fn throw_into(iterator: &Value, raised: Raised) -> PyResult<Step> {
    if pending_is(&raised, &GENERATOR_EXIT) {
        let exit = take_pending(raised);
        if iterator.downcast::<GeneratorObject>().is_some() {
            generator_close(iterator)?;
        } else {
            crate::method::offer(
                &crate::file::IO_BASE,
                &crate::exports::io::methods::file_close,
            );
            if let Some(close) = crate::attribute::getattr_opt(iterator, "close")? {
                crate::call::call(&close, &[])?;
            }
        }
        return Err(set_pending(exit));
    }
    if let Some(inner) = iterator.downcast::<GeneratorObject>() {
        return step(inner, resume_raising(inner, raised));
    }
    let thrown = take_pending(raised);
    match crate::attribute::getattr_opt(iterator, "throw")? {
        Some(throw) => end_of(crate::call::call(&throw, &[thrown])),
        None => Err(set_pending(thrown)),
    }
}

/// Passes an exception thrown at `yield from` on to the generator it waits for.
fn throw_into_generator(inner: &Generator, exception: Value) -> PyResult<Option<Value>> {
    let raised = set_pending(exception);
    if !pending_is(&raised, &GENERATOR_EXIT) {
        return resume_raising(inner, raised);
    }
    let exit = take_pending(raised);
    generator_close(inner.as_value())?;
    Err(set_pending(exit))
}
