//! The archive of programs without CPython: core, and what the standard
//! library would bring that core needs, a panic handler. This one
//! is a line; the standard library's is a fifth of a small executable.
#![no_std]

// Checks and lints unwind, which only the standard library can.
#[cfg(panic = "unwind")]
extern crate std;

// Everything the archive exports is in core.
extern crate pyaot_core;

#[cfg(panic = "abort")]
#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    // Nothing else panics there: Rust's library could not get the memory it asked for.
    let place = info.location().map_or("", |place| place.file());
    if place.ends_with("library/alloc/src/alloc.rs") {
        pyaot_core::system::out_of_memory();
    }
    pyaot_core::system::internal_error(format_args!("{info}"))
}

/// The libraries that come compiled name these two; nothing unwinds.
#[cfg(panic = "abort")]
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() -> ! {
    pyaot_core::system::abort()
}

#[cfg(panic = "abort")]
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    pyaot_core::system::abort()
}
