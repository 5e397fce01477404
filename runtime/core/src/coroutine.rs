//! Stacks of their own for generators, and switching between stacks.

use core::arch::{asm, global_asm};

use crate::memory::Global;
use crate::prelude::*;

// A new stack begins in `start`, with its argument and its function on top.
global_asm!(
    ".globl pyaot_stack_start",
    ".hidden pyaot_stack_start",
    ".type pyaot_stack_start, @function",
    "pyaot_stack_start:",
    "pop rdi",
    "pop rax",
    "call rax",
    "ud2",
    // `call(top, run, argument)`: calls `run(argument)` on the stack at `top`.
    ".globl pyaot_stack_call",
    ".hidden pyaot_stack_call",
    ".type pyaot_stack_call, @function",
    "pyaot_stack_call:",
    "push rbp",
    "mov rbp, rsp",
    "mov rsp, rdi",
    "mov rdi, rdx",
    "call rsi",
    "mov rsp, rbp",
    "pop rbp",
    "ret",
);

unsafe extern "C" {
    fn pyaot_stack_start();
    fn pyaot_stack_call(top: u64, run: extern "C" fn(*mut u8), argument: *mut u8);
}

/// Leaves the present stack, whose pointer goes to `*save`, and goes on where
/// `to` was saved. In line and by jumps, because a return to another stack's
/// caller is always predicted wrong.
///
/// # Safety
/// `to` was saved by this function, or is the top of a stack made by
/// [`Coroutine::start`]; `save` is valid until somebody comes back.
#[inline(always)]
unsafe fn switch(save: *mut u64, to: u64) {
    // SAFETY: every register is saved here or declared as changed.
    unsafe {
        asm!(
            "push rbp",
            "push rbx",
            "lea rax, [rip + 2f]",
            "push rax",
            "mov qword ptr [rdi], rsp",
            "mov rsp, rsi",
            "pop rax",
            "jmp rax",
            "2:",
            "pop rbx",
            "pop rbp",
            inout("rdi") save => _,
            inout("rsi") to => _,
            out("r12") _,
            out("r13") _,
            out("r14") _,
            out("r15") _,
            clobber_abi("C"),
        );
    }
}

/// Address space of a generator's stack; only touched pages take memory.
const SIZE: usize = 1 << 20;
/// Room below the limit for the runtime's own functions.
const HEADROOM: usize = 128 << 10;
/// Bytes between the tops of neighbouring stacks, seen from their bases.
const COLOUR: u64 = 3 * 64;
const COLOURS: u64 = 16;
/// Stacks kept for the next generator: as many as tasks of a busy event loop wait at once. They take no
/// more memory than when they were all in use.
const POOL: usize = 4096;

static FREE: Global<Vec<u64>> = Global::new(Vec::new());

/// The saved stack pointer of the program's stack while a generator runs on
/// its own; null while the program's stack is in use.
static PROGRAM: Global<*const u64> = Global::new(core::ptr::null());

/// A stack and where its code goes on.
pub struct Coroutine {
    /// Lowest address, 0 when there is no stack.
    base: u64,
    /// Stack pointer while it waits.
    inner: u64,
    /// Stack pointer of whoever resumed it.
    outer: u64,
    /// Stack limit of whoever resumed it.
    outer_limit: u64,
}

impl Coroutine {
    pub const fn new() -> Coroutine {
        Coroutine {
            base: 0,
            inner: 0,
            outer: 0,
            outer_limit: 0,
        }
    }

    /// Prepares a stack on which `run(argument)` starts with the first
    /// [`Coroutine::resume`]. `run` ends with [`Coroutine::suspend`] and is
    /// never resumed after that.
    pub fn start(&mut self, run: extern "C" fn(*mut u8), argument: *mut u8) {
        self.base = take_stack();
        // Stacks that are used in turn shall not all have their tops in the
        // same places of the processor's caches.
        let number = self.base / SIZE as u64;
        let top = self.base + SIZE as u64 - number % COLOURS * COLOUR;
        // What `switch` goes on with, what `start` finds, and what aligns the stack.
        let frame = [
            pyaot_stack_start as *const () as u64,
            argument as u64,
            run as usize as u64,
            0,
            0,
        ];
        self.inner = top - size_of_val(&frame) as u64;
        // SAFETY: the top of a fresh stack.
        unsafe { (self.inner as *mut [u64; 5]).write(frame) };
    }

    /// Goes on with the coroutine until it suspends.
    ///
    /// # Safety
    /// `this` is started and waiting, and stays where it is meanwhile.
    #[inline(always)]
    pub unsafe fn resume(this: *mut Coroutine) {
        // SAFETY: a waiting stack; whoever runs now waits in `outer`.
        unsafe {
            (*this).outer_limit = crate::start::stack_limit();
            crate::start::set_stack_limit((*this).base + HEADROOM as u64);
            let leaves_program = (*PROGRAM.get()).is_null();
            if leaves_program {
                *PROGRAM.get() = &raw const (*this).outer;
            }
            switch(&raw mut (*this).outer, (*this).inner);
            if leaves_program {
                *PROGRAM.get() = core::ptr::null();
            }
            crate::start::set_stack_limit((*this).outer_limit);
        }
    }

    /// Goes back to whoever resumed the coroutine.
    ///
    /// # Safety
    /// The caller runs on the stack of `this`.
    #[inline(always)]
    pub unsafe fn suspend(this: *mut Coroutine) {
        // SAFETY: the resumer waits in `outer`.
        unsafe { switch(&raw mut (*this).inner, (*this).outer) };
    }

    /// Whether so much of the stack that is in use is left that more than one body may run on it.
    #[inline]
    pub fn has_room() -> bool {
        let here = 0u8;
        (&raw const here as u64).wrapping_sub(crate::start::stack_limit())
            > (SIZE - HEADROOM) as u64 / 2
    }

    /// Gives the stack back. What still lies on it is forgotten.
    pub fn finish(&mut self) {
        if self.base != 0 {
            give_stack(self.base);
            self.base = 0;
        }
    }
}

impl Default for Coroutine {
    fn default() -> Coroutine {
        Coroutine::new()
    }
}

fn take_stack() -> u64 {
    // SAFETY: a short access; a fresh private mapping otherwise. There is no
    // guard page: neighbouring mappings merge, so their number is not limited,
    // and code checks the limit before it calls.
    unsafe {
        if let Some(base) = (*FREE.get()).pop() {
            return base;
        }
        let base = libc::mmap(
            core::ptr::null_mut(),
            SIZE,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        );
        if base == libc::MAP_FAILED {
            crate::start::fatal("no memory for the stack of a generator");
        }
        base as u64
    }
}

fn give_stack(base: u64) {
    // SAFETY: a short access; the mapping is ours and not used any more.
    unsafe {
        let free = &mut *FREE.get();
        if free.len() < POOL {
            free.push(base);
        } else {
            libc::munmap(base as *mut libc::c_void, SIZE);
        }
    }
}

/// Runs `work` on the program's stack, for code that needs more than a
/// generator's has. Stacks are left in the order they were entered, so the
/// room below the one that waits is free.
#[inline]
pub fn on_program_stack<R>(work: impl FnOnce() -> R) -> R {
    // Another thread may run compiled code meanwhile, on its own stack and in
    // its own generators.
    let limit = crate::start::stack_limit();
    let current = crate::generator::current();
    // SAFETY: a short access.
    let waiting = unsafe { *PROGRAM.get() };
    let result = if waiting.is_null() {
        work()
    } else {
        run_there(waiting, work)
    };
    crate::start::set_stack_limit(limit);
    crate::generator::set_current(current);
    result
}

#[cold]
fn run_there<R>(waiting: *const u64, work: impl FnOnce() -> R) -> R {
    struct Job<F, R> {
        work: Option<F>,
        result: Option<R>,
    }
    extern "C" fn run<F: FnOnce() -> R, R>(job: *mut u8) {
        // SAFETY: the job lives on the stack that waits for this call.
        let job = unsafe { &mut *job.cast::<Job<F, R>>() };
        if let Some(work) = job.work.take() {
            job.result = Some(work());
        }
    }
    fn runner<F: FnOnce() -> R, R>(_: &Job<F, R>) -> extern "C" fn(*mut u8) {
        run::<F, R>
    }
    let mut job = Job {
        work: Some(work),
        result: None,
    };
    let run = runner(&job);
    // SAFETY: the program's stack waits at `*waiting`; below it is free.
    unsafe {
        let limit = crate::start::stack_limit();
        crate::start::set_stack_limit(crate::start::program_stack_limit());
        *PROGRAM.get() = core::ptr::null();
        let top = (*waiting - 256) & !15;
        pyaot_stack_call(top, run, (&raw mut job).cast());
        *PROGRAM.get() = waiting;
        crate::start::set_stack_limit(limit);
    }
    job.result.expect("the job ran")
}
