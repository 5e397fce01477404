//! What the runtime asks of the operating system.

use core::ffi::CStr;
use core::fmt::Write;

use crate::prelude::*;

/// The error number of the last system call that failed.
pub fn errno() -> i32 {
    // SAFETY: the address of this thread's variable.
    unsafe { *libc::__errno_location() }
}

/// An environment variable that is set; what is not UTF-8 in it is replaced.
pub fn variable(name: &CStr) -> Option<String> {
    // SAFETY: a C string in, and null or a C string out, copied at once.
    unsafe {
        let text = libc::getenv(name.as_ptr());
        (!text.is_null()).then(|| CStr::from_ptr(text).to_string_lossy().into_owned())
    }
}

/// All bytes of a file.
pub fn read_file(path: &str) -> Option<Vec<u8>> {
    let path = alloc::ffi::CString::new(path).ok()?;
    // SAFETY: a C string.
    let fd = unsafe { libc::open(path.as_ptr(), libc::O_RDONLY | libc::O_CLOEXEC) };
    if fd < 0 {
        return None;
    }
    let mut bytes = Vec::new();
    let complete = loop {
        bytes.reserve(16 * 1024);
        let spare = bytes.spare_capacity_mut();
        // SAFETY: the spare capacity is valid for writing.
        let n = unsafe { libc::read(fd, spare.as_mut_ptr().cast(), spare.len()) };
        match n {
            0 => break true,
            // SAFETY: that many bytes have been written.
            1.. => unsafe { bytes.set_len(bytes.len() + n as usize) },
            _ if errno() == libc::EINTR => {}
            _ => break false,
        }
    };
    // SAFETY: the descriptor is ours.
    unsafe { libc::close(fd) };
    complete.then_some(bytes)
}

/// Ends the process at once, as over a broken assumption.
pub fn abort() -> ! {
    // SAFETY: does not return.
    unsafe { libc::abort() }
}

/// Text that goes to stderr piece by piece, without memory of its own.
struct Stderr;

impl Write for Stderr {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        crate::io::write_stderr(text);
        Ok(())
    }
}

/// Says what is wrong with the runtime or the compiler, and aborts.
#[cold]
pub fn internal_error(message: core::fmt::Arguments<'_>) -> ! {
    let _ = Stderr.write_fmt(format_args!("pyaot: internal error: {message}\n"));
    abort()
}

/// Ends the process where there is no memory for something small, or that grows piece by piece; what is
/// known to be large beforehand raises MemoryError.
#[cold]
pub fn out_of_memory() -> ! {
    // Who reads it is gone, or gets what was written before.
    let _ = crate::io::flush_raw();
    crate::io::write_stderr("MemoryError\n");
    // SAFETY: does not return.
    unsafe { libc::_exit(1) }
}
