//! Ctrl-C: KeyboardInterrupt in compiled code.
//!
//! The signal handler puts the stack limit above every stack, so that the
//! next prologue takes its slow path, which raises. A loop that calls nothing
//! has no prologue to pass: when nobody has taken the interrupt after a
//! while, a timer brings the handler back and the program ends there.
//!
//! The collector of cycles comes the same way to a place where finalisers may run.

use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, Ordering::Relaxed};

use crate::error::{PyResult, raise_with_args};
use crate::exception::KEYBOARD_INTERRUPT;
use crate::memory::Global;
use crate::prelude::*;

/// A signal has come and nobody has raised KeyboardInterrupt for it yet.
static PENDING: AtomicBool = AtomicBool::new(false);
/// There is garbage whose finalisers wait for a place where they may run.
static GARBAGE: AtomicBool = AtomicBool::new(false);
/// The stack limit is out of the way.
static HELD: AtomicBool = AtomicBool::new(false);
/// The one to put back.
static LIMIT: AtomicU64 = AtomicU64::new(0);
/// Code that looks for interrupts itself is running.
static ELSEWHERE: AtomicBool = AtomicBool::new(false);
/// What the bridge does when a signal comes; null without it.
static NOTIFY: AtomicPtr<()> = AtomicPtr::new(core::ptr::null_mut());

/// How long a program may leave an interrupt alone.
const PATIENCE_NANOSECONDS: i64 = 500_000_000;

/// Handles SIGINT, unless whoever started the program wants it ignored.
/// `notify` is called in the signal handler.
pub fn install(notify: Option<extern "C" fn()>) {
    if let Some(notify) = notify {
        NOTIFY.store(notify as *mut (), Relaxed);
    }
    // SAFETY: plain system calls with initialised structs.
    unsafe {
        let mut old: libc::sigaction = core::mem::zeroed();
        libc::sigaction(libc::SIGINT, core::ptr::null(), &mut old);
        if old.sa_sigaction == libc::SIG_IGN {
            return;
        }
        let mut new: libc::sigaction = core::mem::zeroed();
        new.sa_sigaction = on_signal as *const () as usize;
        new.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        libc::sigemptyset(&mut new.sa_mask);
        libc::sigaction(libc::SIGINT, &new, core::ptr::null_mut());
    }
}

/// Puts the default action back, as before another runtime sets its own.
pub fn uninstall() {
    // SAFETY: plain system calls with initialised structs.
    unsafe {
        let mut old: libc::sigaction = core::mem::zeroed();
        libc::sigaction(libc::SIGINT, core::ptr::null(), &mut old);
        if old.sa_sigaction == on_signal as *const () as usize {
            libc::signal(libc::SIGINT, libc::SIG_DFL);
        }
    }
}

extern "C" fn on_signal(_: i32, info: *mut libc::siginfo_t, _: *mut core::ffi::c_void) {
    // SAFETY: the kernel passes a live struct.
    let from_timer = unsafe { (*info).si_code } == libc::SI_TIMER;
    if from_timer && !PENDING.load(Relaxed) {
        return;
    }
    if PENDING.swap(true, Relaxed) {
        if ELSEWHERE.load(Relaxed) {
            start_timer();
        } else {
            die();
        }
        return;
    }
    let notify = NOTIFY.load(Relaxed);
    if !notify.is_null() {
        // SAFETY: only ever set to a function of this type.
        let notify: extern "C" fn() = unsafe { core::mem::transmute(notify) };
        notify();
    }
    hold_limit();
    start_timer();
}

/// Brings the program to its next slow path.
fn hold_limit() {
    if !HELD.swap(true, Relaxed) {
        let limit = crate::start::limit_cell().swap(i64::MAX as u64, Relaxed);
        LIMIT.store(limit, Relaxed);
    }
}

/// Puts the limit back, unless something else waits.
fn let_limit_go() {
    crate::start::limit_cell().store(LIMIT.load(Relaxed), Relaxed);
    HELD.store(false, Relaxed);
    // What has come meanwhile has found it held.
    if PENDING.load(Relaxed) || GARBAGE.load(Relaxed) {
        hold_limit();
    }
}

/// Has cycles collected as soon as their finalisers may run.
pub(crate) fn request_collection() {
    if !GARBAGE.swap(true, Relaxed) {
        hold_limit();
    }
}

/// Has SIGINT sent again after a while.
fn start_timer() {
    // SAFETY: system calls only, on structs of the handler's own.
    unsafe {
        let mut event: libc::sigevent = core::mem::zeroed();
        event.sigev_notify = libc::SIGEV_SIGNAL;
        event.sigev_signo = libc::SIGINT;
        let mut timer: i32 = 0;
        if libc::syscall(
            libc::SYS_timer_create,
            libc::CLOCK_MONOTONIC,
            &raw mut event,
            &raw mut timer,
        ) != 0
        {
            return;
        }
        let mut when: libc::itimerspec = core::mem::zeroed();
        when.it_value.tv_nsec = PATIENCE_NANOSECONDS;
        libc::syscall(
            libc::SYS_timer_settime,
            timer,
            0,
            &raw const when,
            core::ptr::null_mut::<libc::itimerspec>(),
        );
    }
}

/// Ends the process as an uncaught KeyboardInterrupt would.
fn die() {
    crate::io::write_stdout_now();
    crate::io::write_stderr("KeyboardInterrupt\n");
    kill_by_interrupt();
}

/// Ends the process by SIGINT, which is how a shell learns why.
pub fn kill_by_interrupt() {
    // SAFETY: system calls only.
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_DFL);
        let mut set: libc::sigset_t = core::mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGINT);
        libc::sigprocmask(libc::SIG_UNBLOCK, &set, core::ptr::null_mut());
        libc::kill(libc::getpid(), libc::SIGINT);
    }
}

/// The limit that counts while the one in force is out of the way.
#[inline]
pub(crate) fn kept_limit() -> Option<&'static AtomicU64> {
    HELD.load(Relaxed).then_some(&LIMIT)
}

/// Takes an interrupt that has come; the caller raises.
pub fn take() -> bool {
    if !PENDING.swap(false, Relaxed) {
        return false;
    }
    let_limit_go();
    true
}

/// Runs the finalisers of garbage that waits, and raises what an interrupt that has come raises.
pub fn check() -> PyResult<()> {
    if GARBAGE.swap(false, Relaxed) {
        let_limit_go();
        crate::error::around_pending(crate::gc::collect_with_finalizers);
    }
    if !take() {
        return Ok(());
    }
    match crate::foreign::active_hooks() {
        Some(hooks) => (hooks.run_signal_handlers)(),
        None => Err(raise_with_args(&KEYBOARD_INTERRUPT, Vec::new())),
    }
}

/// What [`WAITING`] points to as long as nobody can wait.
static NOBODY: Global<i32> = Global::new(0);
/// Where it is written whether other threads, or signals, wait for compiled code to let them run.
#[unsafe(export_name = "pyaot_waiting")]
static WAITING: Global<*const i32> = Global::new(NOBODY.get());

/// Has compiled code look there whether others wait.
///
/// # Safety
/// The word is there for ever.
pub unsafe fn set_waiting(word: *const i32) {
    // SAFETY: a short access.
    unsafe { *WAITING.get() = word };
}

/// The row `let_others_run`.
pub fn let_others_run() -> PyResult<()> {
    match crate::foreign::active_hooks() {
        Some(hooks) => crate::coroutine::on_program_stack(hooks.let_others_run),
        None => Ok(()),
    }
}

/// Runs `wait`, which waits for something outside and touches no value, while other threads run.
pub fn while_others_run(wait: &mut dyn FnMut()) {
    match crate::foreign::active_hooks() {
        Some(hooks) => crate::coroutine::on_program_stack(|| (hooks.while_others_run)(wait)),
        None => {
            // One that came before the wait began ends it when the timer sends it again.
            let before = set_elsewhere(true);
            wait();
            set_elsewhere(before);
        }
    }
}

/// Says whether code runs that looks for interrupts itself; what was said before.
#[inline]
pub fn set_elsewhere(elsewhere: bool) -> bool {
    let before = ELSEWHERE.load(Relaxed);
    ELSEWHERE.store(elsewhere, Relaxed);
    before
}
