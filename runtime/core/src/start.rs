//! The start and the end of a program.

use core::arch::{asm, global_asm};
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

use pyaot_abi::layout::ProgramInfo;

use crate::error::{PyResult, take_pending};
use crate::exception::{KEYBOARD_INTERRUPT, SYSTEM_EXIT};
use crate::exports::Outcome;
use crate::memory::Global;
use crate::prelude::*;
use crate::recursion::LIMITS;
use crate::value::Value;

// The name of the entry: unit tests have a `main` of their own.
#[cfg(not(test))]
macro_rules! entry {
    () => {
        "main"
    };
}
#[cfg(test)]
macro_rules! entry {
    () => {
        "pyaot_main"
    };
}

// The C `main`. Weak, so that a test program keeps its own; the program's
// symbols are weak references, since a test program has none.
global_asm!(
    concat!(".weak ", entry!()),
    ".weak pyaot_main_module",
    ".weak pyaot_program",
    concat!(".type ", entry!(), ", @function"),
    concat!(entry!(), ":"),
    "mov rdx, qword ptr [rip + pyaot_main_module@GOTPCREL]",
    "mov rcx, qword ptr [rip + pyaot_program@GOTPCREL]",
    "jmp {start}",
    start = sym pyaot_start,
);

type MainModule = extern "C" fn() -> Outcome<u64>;

/// What the program is started with.
struct Program {
    main: MainModule,
    exit_code: i32,
}

static ARGV: Global<Vec<Vec<u8>>> = Global::new(Vec::new());
static INFO: Global<*const ProgramInfo> = Global::new(core::ptr::null());

/// The limit while the program's own stack is in use.
static PROGRAM_LIMIT: Global<u64> = Global::new(0);
/// Lowest usable address and end of the program's stack.
static STACK: Global<(u64, u64)> = Global::new((0, 0));

/// Address space set aside for the stack; only what is used takes memory.
const RESERVE: usize = 8 << 30;
/// What the program may use of it unless it asks for more.
const DEFAULT_STACK: u64 = 256 << 20;
/// Room below the limit for the runtime's own functions.
const HEADROOM: u64 = 4 << 20;
/// How much of the room below the limit, on any stack, such functions may use
/// for recursions of their own.
const SLACK: u64 = 48 << 10;
/// Exit code of a program that KeyboardInterrupt ended, where a signal is not possible.
const INTERRUPTED: i32 = 130;
/// Stack a frame is reckoned at when a program sets its recursion limit.
const FRAME_BYTES: u64 = 8 << 10;

/// The program's arguments, the program itself first.
pub fn argv() -> Vec<Vec<u8>> {
    // SAFETY: written once, before the program starts.
    unsafe { (*ARGV.get()).clone() }
}

/// The compiler's description of the program.
pub fn program_info() -> Option<&'static ProgramInfo> {
    // SAFETY: written once, before the program starts; static data.
    unsafe { (*INFO.get()).as_ref() }
}

/// Ends the process over a broken assumption of the runtime or compiler.
#[cold]
pub fn fatal(message: &str) -> ! {
    crate::system::internal_error(format_args!("{message}"))
}

/// Entry: called by `main` with what the compiled object exports.
extern "C" fn pyaot_start(
    argc: i32,
    argv: *const *const core::ffi::c_char,
    main: MainModule,
    program: *const ProgramInfo,
) -> i32 {
    crate::arena::start();
    crate::io::start();
    // SAFETY: the C runtime passes `argc` strings; nothing else runs yet.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_IGN);
        for i in 0..argc as usize {
            let arg = core::ffi::CStr::from_ptr(*argv.add(i));
            (*ARGV.get()).push(arg.to_bytes().to_vec());
        }
        *INFO.get() = program;
        if let Some(info) = program.as_ref().filter(|info| info.n_methods > 0) {
            crate::method::set_rows(core::slice::from_raw_parts(
                info.methods.cast(),
                info.n_methods as usize,
            ));
        }
    }
    crate::interrupt::install(None);
    let mut program = Program { main, exit_code: 0 };
    run_on_big_stack(&mut program);
    program.exit_code
}

fn run_on_big_stack(program: &mut Program) {
    let mut size = RESERVE;
    loop {
        // SAFETY: a fresh private mapping.
        let base = unsafe {
            libc::mmap(
                core::ptr::null_mut(),
                size,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_STACK,
                -1,
                0,
            )
        };
        if base == libc::MAP_FAILED {
            if size <= 8 << 20 {
                fatal("no memory for the stack");
            }
            size /= 2;
            continue;
        }
        let base = base as u64;
        let top = base + size as u64;
        // SAFETY: the mapping is ours; its first page becomes a guard, and
        // the program runs on the rest.
        unsafe {
            libc::mprotect(base as *mut libc::c_void, 4096, libc::PROT_NONE);
            *STACK.get() = (base + 4096, top);
            set_stack_size(DEFAULT_STACK);
            asm!(
                "mov r12, rsp",
                "mov rsp, {top}",
                "call {run}",
                "mov rsp, r12",
                top = in(reg) top,
                run = sym run_program,
                in("rdi") program as *mut Program,
                out("r12") _,
                clobber_abi("C"),
            );
        }
        return;
    }
}

/// The limit in force, for switching between stacks.
#[inline]
pub(crate) fn stack_limit() -> u64 {
    match crate::interrupt::kept_limit() {
        Some(kept) => kept.load(Relaxed),
        None => limit_cell().load(Relaxed),
    }
}

/// The word prologues compare with, as a signal handler may write it.
#[inline]
pub(crate) fn limit_cell() -> &'static AtomicU64 {
    // SAFETY: an aligned word that lives for ever.
    unsafe { AtomicU64::from_ptr(&raw mut (*LIMITS.get()).stack) }
}

/// Whether an address is on the program's own stack.
pub(crate) fn is_program_stack(address: u64) -> bool {
    // SAFETY: a short access.
    let (base, top) = unsafe { *STACK.get() };
    (base..top).contains(&address)
}

/// The limit of the program's own stack.
pub(crate) fn program_stack_limit() -> u64 {
    // SAFETY: a short access.
    unsafe { *PROGRAM_LIMIT.get() }
}

/// Puts another limit in force; the stack pointer is about to move.
#[inline]
pub(crate) fn set_stack_limit(limit: u64) {
    match crate::interrupt::kept_limit() {
        Some(kept) => kept.store(limit, Relaxed),
        None => limit_cell().store(limit, Relaxed),
    }
}

/// Puts a limit in force for another thread's stack; the former limit.
pub fn replace_stack_limit(limit: u64) -> u64 {
    let old = stack_limit();
    set_stack_limit(limit);
    old
}

/// Lets the program use `bytes` of its stack.
fn set_stack_size(bytes: u64) {
    // SAFETY: short accesses.
    unsafe {
        let (base, top) = *STACK.get();
        let size = bytes.min(top - base - HEADROOM);
        let old = core::mem::replace(&mut *PROGRAM_LIMIT.get(), top - size);
        // A generator that runs keeps the limit of its own stack.
        if (*LIMITS.get()).stack == old {
            (*LIMITS.get()).stack = top - size;
        }
    }
}

/// Lets the program's stack hold `frames` Python frames.
pub fn make_room(frames: u64) {
    set_stack_size((frames.saturating_mul(FRAME_BYTES)).max(DEFAULT_STACK));
}

/// Raises RecursionError when the stack is nearly used up; for runtime
/// functions that call themselves through values.
#[inline]
pub fn check_stack(doing: &str) -> PyResult<()> {
    let marker = 0u8;
    // Compiled code goes on elsewhere when it reaches the limit, so what it
    // calls near there has to do.
    let pointer = &raw const marker as u64 + SLACK;
    // SAFETY: a short access. Only the address of the marker matters.
    if pointer < unsafe { (*LIMITS.get()).stack } {
        crate::interrupt::check()?;
        // SAFETY: as above.
        if pointer < unsafe { (*LIMITS.get()).stack } {
            return Err(crate::recursion::too_deep(doing));
        }
    }
    Ok(())
}

extern "C" fn run_program(program: *mut Program) {
    // SAFETY: the program's description lives on the first stack.
    let program = unsafe { &mut *program };
    let outcome = (program.main)();
    let code = if outcome.status == 0 {
        // SAFETY: the result is an owned word, or unbound.
        drop(unsafe { Value::from_raw_opt(outcome.value) });
        0
    } else {
        end_with_exception(take_pending(crate::error::raised_by_status()))
    };
    program.exit_code = finish(code);
    if code == INTERRUPTED {
        crate::interrupt::kill_by_interrupt();
    }
    // Destructors of statics and thread locals have nothing to do.
    // SAFETY: everything is written out.
    unsafe { libc::_exit(program.exit_code) }
}

/// Flushes the streams; the exit code.
fn finish(code: i32) -> i32 {
    let mut code = code;
    if let Some(hooks) = crate::foreign::active_hooks() {
        let late = (hooks.finish)();
        if code == 0 {
            code = late;
        }
    }
    if let Some(globals) = program_info().filter(|info| !info.globals.is_null()) {
        // SAFETY: a table of that length, of words that the program owns.
        unsafe {
            let n = globals.n_globals as usize;
            crate::gc::finalize_all(core::slice::from_raw_parts(globals.globals, n));
        }
        if let Some(hooks) = crate::foreign::active_hooks()
            && let Err(raised) = (hooks.flush_stdout)()
        {
            drop(take_pending(raised));
        }
    }
    crate::file::flush_all();
    match crate::io::flush_raw() {
        Ok(()) => code,
        Err(errno) => {
            crate::io::write_stderr(
                "Exception ignored in: <_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>\n",
            );
            let exception = take_pending(crate::io::raise_errno(errno));
            crate::io::write_stderr(&crate::traceback::format_exception(&exception));
            120
        }
    }
}

/// Shows an uncaught exception as the interpreter does.
fn print_exception(exception: &Value) {
    match crate::foreign::active_hooks() {
        Some(hooks) => (hooks.print_exception)(exception),
        None => crate::io::write_stderr(&crate::traceback::format_exception(exception)),
    }
}

/// What shows an uncaught exception once `sys.excepthook` may be the program's.
static SHOW: Global<fn(&Value)> = Global::new(print_exception);

/// From now on `sys.excepthook` may be the program's. Only who brings that about brings the code for it.
pub(crate) fn may_have_hook() {
    // SAFETY: a short access.
    unsafe { *SHOW.get() = show_exception };
}

/// Shows an uncaught exception, or has the program do it.
fn show_exception(exception: &Value) {
    match crate::sys::current("excepthook") {
        Some(hook) => call_excepthook(&hook, exception),
        None => print_exception(exception),
    }
}

/// Leaves an uncaught exception to what the program has made `sys.excepthook`.
fn call_excepthook(hook: &Value, exception: &Value) {
    let get = |name: &str| {
        let found = crate::attribute::getattr_opt(exception, name);
        found.map(|value| value.unwrap_or(Value::NONE))
    };
    let called = get("__class__").and_then(|class| {
        let traceback = get("__traceback__")?;
        crate::call::call(hook, &[class, exception.clone(), traceback])
    });
    if let Err(raised) = called {
        let second = take_pending(raised);
        let _ = crate::io::flush_raw();
        crate::io::write_stderr("Error in sys.excepthook:\n");
        print_exception(&second);
        crate::io::write_stderr("\nOriginal exception was:\n");
        print_exception(exception);
    }
}

/// What becomes of the program when `exception` reaches the top: the exit code.
fn end_with_exception(exception: Value) -> i32 {
    let exits = match exception.is_foreign() {
        true => crate::foreign::isinstance_of_native(&exception, &SYSTEM_EXIT),
        false => exception.ty().is_subclass_of(&SYSTEM_EXIT),
    };
    if !exits {
        // Text printed before belongs before the traceback.
        let _ = crate::io::flush_raw();
        if let Some(hooks) = crate::foreign::active_hooks()
            && let Err(raised) = (hooks.flush_stdout)()
        {
            drop(take_pending(raised));
        }
        // SAFETY: a short access.
        (unsafe { *SHOW.get() })(&exception);
        let interrupted =
            !exception.is_foreign() && exception.ty().is_subclass_of(&KEYBOARD_INTERRUPT);
        return if interrupted { INTERRUPTED } else { 1 };
    }
    let code = crate::exception::exit_code(&exception).unwrap_or_else(|raised| {
        drop(take_pending(raised));
        Value::NONE
    });
    if code.is_none() {
        return 0;
    }
    if crate::int::is_int(&code) {
        return crate::int::to_i64(&code).map_or(-1, |code| code as i32) & 0xff;
    }
    let _ = crate::io::flush_raw();
    match crate::operation::value_str(&code) {
        Ok(text) => crate::io::write_stderr(&format!("{}\n", text.as_str())),
        Err(raised) => drop(take_pending(raised)),
    }
    1
}
