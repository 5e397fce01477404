//! Generators whose body is called for each item.

use pyaot_abi::layout::{FunctionDesc, FunctionObject, TableEntry, Word, frame, function_flags};

use super::{GeneratorObject, State};
use crate::exports::Outcome;
use crate::function::Entry;
use crate::prelude::*;
use crate::value::Value;

/// The arguments of a call, until the body starts.
#[derive(Default)]
pub(crate) struct Args {
    /// The words, behind one that is 0, so that the collector takes the block for
    /// a free one. Null when there are none.
    block: *mut Word,
    len: usize,
}

impl Args {
    /// The `len` words that `args` gives.
    pub fn new(len: usize, args: impl Iterator<Item = Option<Value>>) -> Args {
        if len == 0 {
            return Args::default();
        }
        let block = crate::memory::alloc(Args::size(len)).cast::<Word>();
        // SAFETY: a fresh block, which has room for all of them.
        unsafe {
            *block = 0;
            let mut written = 0;
            for arg in args.take(len) {
                written += 1;
                *block.add(written) = arg.map_or(0, Value::into_raw);
            }
            assert_eq!(written, len, "arguments were promised");
        }
        Args { block, len }
    }

    fn size(len: usize) -> usize {
        (len + 1) * size_of::<Word>()
    }

    pub fn words(&self) -> &[Option<Value>] {
        if self.block.is_null() {
            return &[];
        }
        // SAFETY: that many words, which are owned.
        unsafe { core::slice::from_raw_parts(self.block.add(1).cast(), self.len) }
    }
}

impl Drop for Args {
    fn drop(&mut self) {
        if !self.block.is_null() {
            // SAFETY: each word is released once, then the block goes back.
            unsafe {
                for at in 1..=self.len {
                    drop(Value::from_raw_opt(*self.block.add(at)));
                }
                crate::memory::free(self.block.cast(), Args::size(self.len));
            }
        }
    }
}

/// Where a body keeps what it needs when it goes on, and the code to call then.
pub(super) struct Body {
    /// Null before the body starts and when it has ended.
    slots: *mut Word,
    len: usize,
    code: *const u8,
    /// What is owned at each `yield`, static: the row `generator_frame`.
    owned: *const TableEntry,
}

impl Body {
    pub const fn new() -> Body {
        Body {
            slots: core::ptr::null_mut(),
            len: 0,
            code: core::ptr::null(),
            owned: core::ptr::null(),
        }
    }

    /// Makes room for `len` slots, for the body that `code` goes on with.
    pub fn make(&mut self, code: *const u8, len: usize, owned: *const TableEntry) -> *const u8 {
        let slots = crate::memory::alloc(len * size_of::<Word>()).cast::<Word>();
        // SAFETY: a fresh block, which has room for these at least.
        unsafe {
            // The collector takes the block for a free one.
            *slots.add(frame::FREE as usize) = 0;
            *slots.add(frame::STATE as usize) = 0;
        }
        *self = Body {
            slots,
            len,
            code,
            owned,
        };
        slots.cast()
    }

    /// What is said of the `yield` where the body waits; 0 where it does not.
    fn mask(&self) -> u64 {
        if self.slots.is_null() {
            return 0;
        }
        // SAFETY: a block with a state, and a table with a word for each state from 1 on.
        unsafe {
            match *self.slots.add(frame::STATE as usize) as i64 {
                state if state > 0 => (*self.owned.add(state as usize - 1)).word,
                _ => 0,
            }
        }
    }

    /// Whether closing it would only release what [`Body::owned`] gives.
    pub fn is_quiet(&self) -> bool {
        self.mask() & frame::QUIET != 0
    }

    /// The references that certainly are its own while it waits.
    pub fn owned(&self) -> impl Iterator<Item = &Value> {
        let mask = self.mask() & !frame::QUIET;
        let slots = (0..u64::BITS).filter(move |n| mask >> n & 1 != 0);
        slots.filter_map(|n| {
            // SAFETY: a slot that holds an owned word, or an unbound one.
            unsafe { Value::borrow_opt(&*self.slots.add((frame::FIRST + n) as usize)) }
        })
    }

    /// Releases these, and forgets the rest.
    pub fn take_apart(&mut self) {
        let words: Vec<u64> = self.owned().map(Value::as_raw).collect();
        self.finish();
        for word in words {
            // SAFETY: a reference that was the frame's.
            drop(unsafe { Value::from_raw(word) });
        }
    }

    /// Gives the memory back. What the slots hold is forgotten.
    pub fn finish(&mut self) {
        if !self.slots.is_null() {
            // SAFETY: the block was made for that many slots.
            unsafe { crate::memory::free(self.slots.cast(), self.len * size_of::<Word>()) };
            self.slots = core::ptr::null_mut();
        }
    }
}

/// Whether the generators of a function have frames.
#[inline(always)]
pub(super) fn is_framed(desc: &FunctionDesc) -> bool {
    desc.flags & function_flags::FRAMED != 0
}

/// Starts the body with its arguments.
///
/// # Safety
/// It is alive, was only created, and nobody holds a reference into it.
#[inline(always)]
pub(super) unsafe fn call(this: *mut GeneratorObject) -> Outcome<Word> {
    // SAFETY: as promised by the caller.
    unsafe {
        let function = match &(*this).function {
            Some(function) => function.as_raw() as *const FunctionObject,
            None => core::ptr::null(),
        };
        let args = core::mem::take(&mut (*this).args);
        let entry: Entry = core::mem::transmute((*this).desc.entry);
        entry(function, args.words().as_ptr().cast())
    }
}

/// Calls the body of the current generator, which then is suspended or has ended.
///
/// # Safety
/// It is alive, has a frame or was only created, and nobody holds a reference into it.
#[inline(always)]
pub(super) unsafe fn run(this: *mut GeneratorObject) {
    // SAFETY: as promised by the caller; compiled code passes words that are owned.
    unsafe {
        if (*this).body.slots.is_null() {
            let outcome = call(this);
            if (*this).body.slots.is_null() {
                // A body that yields nowhere has run.
                return end(this, outcome.value, outcome.status);
            }
            crate::recursion::set_depth(crate::recursion::depth() + 1);
        }
        let sent = match (*this).raising {
            true => None,
            false => Some((*this).transfer.take().unwrap_or(Value::NONE)),
        };
        let outcome = go_on(this, sent);
        settle(this, outcome);
    }
}

/// Calls the body, which waits at a `yield`: it gives `sent`, or raises the pending exception.
///
/// # Safety
/// As for [`run`], and it has a frame; `settle` is to follow where it does not wait again.
#[inline(always)]
pub(super) unsafe fn go_on(this: *mut GeneratorObject, sent: Option<Value>) -> Outcome<Word> {
    // SAFETY: as promised by the caller; compiled code passes words that are owned.
    unsafe {
        let function = match &(*this).function {
            Some(function) => function.as_raw() as *const FunctionObject,
            None => core::ptr::null(),
        };
        let slots = (*this).body.slots;
        let code: Entry = core::mem::transmute((*this).body.code);
        *slots.add(frame::SENT as usize) = sent.map_or(0, Value::into_raw);
        code(function, slots)
    }
}

/// Whether the body has come back for the last time.
///
/// # Safety
/// It has a frame.
#[inline(always)]
pub(super) unsafe fn has_ended(this: *mut GeneratorObject) -> bool {
    // SAFETY: as promised by the caller.
    unsafe { *(*this).body.slots.add(frame::STATE as usize) as i64 == frame::ENDED }
}

/// Notes how the body came back from [`go_on`].
///
/// # Safety
/// As there.
#[inline]
pub(super) unsafe fn settle(this: *mut GeneratorObject, outcome: Outcome<Word>) {
    // SAFETY: as promised by the caller.
    unsafe {
        if has_ended(this) {
            (*this).body.finish();
            return end(this, outcome.value, outcome.status);
        }
        (*this).state = State::Suspended;
        (*this).transfer = Some(Value::from_raw(outcome.value));
    }
}

/// Notes what came of the body.
///
/// # Safety
/// As for [`run`]; `value` is an owned word unless `status` says that it raised.
pub(super) unsafe fn end(this: *mut GeneratorObject, value: Word, status: u64) {
    // SAFETY: as promised by the caller.
    unsafe {
        (*this).state = State::Finished;
        (*this).raising = status != 0;
        (*this).transfer = match status {
            0 => Value::from_raw_opt(value),
            _ => None,
        };
    }
}
