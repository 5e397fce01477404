//! print and the standard streams.

use crate::codec::Encoding;
use crate::error::{PyResult, raise_type_error};
use crate::exports::io;
use crate::file::IO_BASE;
use crate::memory::Global;
use crate::method::offer;
use crate::prelude::*;
use crate::reference::{Str, Tuple};
use crate::value::Value;

pub use crate::file::{
    file_buffer, file_close, file_closed, file_encoding, file_enter, file_errors, file_exit,
    file_fileno, file_flush, file_isatty, file_line_buffering, file_mode, file_name, file_newlines,
    file_open, file_peek, file_read, file_read1, file_readable, file_readinto, file_readline,
    file_readlines, file_reconfigure, file_seek, file_seekable, file_tell, file_truncate,
    file_writable, file_write, file_write_through, file_writelines, unsupported_operation,
};

static OUT: Global<Vec<u8>> = Global::new(Vec::new());
static BUFFERING: Global<Buffering> = Global::new(Buffering::Full);

/// When what was printed is written out.
#[derive(Clone, Copy, PartialEq)]
enum Buffering {
    /// When there is much of it, and at the end.
    Full,
    /// After every line: stdout is a terminal.
    Lines,
    /// At once: `PYTHONUNBUFFERED` is set.
    None,
    /// Never: the program was started without a stdout, where CPython's `sys.stdout` is None.
    Closed,
}

/// Looks at what stdout is, before a file that is opened can take its place.
pub(crate) fn start() {
    // SAFETY: a C string; system calls on a descriptor that need not be open.
    let buffering = unsafe {
        let unbuffered = libc::getenv(c"PYTHONUNBUFFERED".as_ptr());
        if libc::fcntl(1, libc::F_GETFD) < 0 {
            Buffering::Closed
        } else if !unbuffered.is_null() && *unbuffered != 0 {
            Buffering::None
        } else if libc::isatty(1) == 1 {
            Buffering::Lines
        } else {
            Buffering::Full
        }
    };
    // SAFETY: a short access.
    unsafe { *BUFFERING.get() = buffering };
}

const CAPACITY: usize = 8192;

/// Writes all of `data` to a file descriptor; the errno when that fails.
pub fn write_all(fd: i32, mut data: &[u8]) -> Result<(), i32> {
    while !data.is_empty() {
        // SAFETY: the buffer is valid for its length.
        let written = unsafe { libc::write(fd, data.as_ptr().cast(), data.len()) };
        if written < 0 {
            let errno = crate::system::errno();
            if errno == libc::EINTR {
                continue;
            }
            return Err(errno);
        }
        data = &data[written as usize..];
    }
    Ok(())
}

/// Puts text into the buffer of stdout.
pub fn write_stdout(text: &str) -> PyResult<()> {
    check_encodable(text)?;
    write_stdout_bytes(&[text.as_bytes()])
}

/// Refuses lone surrogates, which our standard output cannot encode.
#[inline]
pub(crate) fn check_encodable(text: &str) -> PyResult<()> {
    if crate::surrogate::is_in(text) {
        return refuse_surrogates(text);
    }
    Ok(())
}

#[cold]
fn refuse_surrogates(text: &str) -> PyResult<()> {
    crate::codec::encode_as(&Str::new(text), Encoding::Utf8, "strict", false).map(drop)
}

/// Puts bytes into the buffer of stdout, all the pieces before any is written out.
pub fn write_stdout_bytes(pieces: &[&[u8]]) -> PyResult<()> {
    // SAFETY: short accesses; flushing takes the buffer out first.
    unsafe {
        let out = &mut *OUT.get();
        let is_due = match *BUFFERING.get() {
            Buffering::Full => false,
            Buffering::Lines => pieces.iter().any(|piece| piece.contains(&b'\n')),
            Buffering::None => true,
            Buffering::Closed => return Ok(()),
        };
        for piece in pieces {
            out.extend_from_slice(piece);
        }
        if is_due || out.len() >= CAPACITY {
            return flush_stdout();
        }
    }
    Ok(())
}

/// Writes out the buffer of stdout.
pub fn flush_stdout() -> PyResult<()> {
    match flush_raw() {
        Ok(()) => Ok(()),
        Err(errno) => Err(raise_errno(errno)),
    }
}

/// As [`flush_stdout`], giving the errno.
pub fn flush_raw() -> Result<(), i32> {
    // SAFETY: the buffer is taken out before anything else runs.
    let data = unsafe { core::mem::take(&mut *OUT.get()) };
    if data.is_empty() {
        Ok(())
    } else {
        write_all(1, &data)
    }
}

/// Writes out the buffer of stdout without changing it: for a signal handler
/// that ends the process.
pub fn write_stdout_now() {
    // SAFETY: the process ends; nobody else looks at the buffer any more.
    let data = unsafe { &*OUT.get() };
    let _ = write_all(1, data);
}

/// Raises the OSError of an errno.
pub fn raise_errno(errno: i32) -> crate::error::Raised {
    crate::exception::raise_os_error_code(errno, None)
}

/// Writes text to stderr, after what stands in the buffer of stdout is left alone.
pub fn write_stderr(text: &str) {
    // Nothing can be done when stderr is closed.
    let _ = if crate::surrogate::is_in(text) {
        write_all(2, crate::surrogate::escaped(text).as_bytes())
    } else {
        write_all(2, text.as_bytes())
    };
}

/// The row `syntax_warnings`.
pub fn syntax_warnings(text: &Str) {
    let asked = crate::system::variable(c"PYTHONWARNINGS");
    if !asked.is_some_and(|asked| asked.starts_with("ignore")) {
        write_stderr(text.as_str());
    }
}

/// What stands in the place of our standard output, on either side.
fn replaced() -> Option<Value> {
    crate::sys::replaced_stdout().or_else(|| {
        let hooks = crate::foreign::active_hooks()?;
        crate::coroutine::on_program_stack(hooks.replaced_stdout)
    })
}

/// `file.write(text)`.
fn write_to(file: &Value, text: Value) -> PyResult<()> {
    if core::ptr::eq(file.ty(), &crate::file::TEXT_IO_WRAPPER) {
        return crate::file::file_write(file, &text).map(drop);
    }
    offer(&IO_BASE, &io::methods::file_write);
    crate::call::call_method(file, crate::name!("write"), &[text]).map(drop)
}

/// `file.flush()`.
fn flush_of(file: &Value) -> PyResult<()> {
    offer(&IO_BASE, &io::methods::file_flush);
    crate::call::call_method(file, crate::name!("flush"), &[]).map(drop)
}

/// Writes text to what `sys.stdout` is.
fn emit(text: &str) -> PyResult<()> {
    if let Some(replaced) = crate::sys::replaced_stdout() {
        write_to(&replaced, Value::str(text))?;
        return Ok(());
    }
    match crate::foreign::active_hooks() {
        Some(hooks) => crate::coroutine::on_program_stack(|| (hooks.write_stdout)(text)),
        None => write_stdout(text),
    }
}

/// Flushes what `sys.stdout` is.
fn emit_flush() -> PyResult<()> {
    if let Some(replaced) = crate::sys::replaced_stdout() {
        flush_of(&replaced)?;
        return Ok(());
    }
    match crate::foreign::active_hooks() {
        Some(hooks) => crate::coroutine::on_program_stack(|| (hooks.flush_stdout)()),
        None => flush_stdout(),
    }
}

/// What prints instead of us while something may stand in the place of our standard output.
static ELSEWHERE: Global<Option<PrintStr>> = Global::new(None);
type PrintStr = fn(&Str) -> PyResult<()>;

/// From now on something may stand in the place of our standard output. Only who brings that about brings
/// the code for it.
pub(crate) fn may_be_replaced() {
    // SAFETY: a short access.
    unsafe { *ELSEWHERE.get() = Some(print_elsewhere) };
}

/// `print(text)` of one str.
pub fn print_str(text: &Str) -> PyResult<()> {
    // SAFETY: a short access.
    match unsafe { *ELSEWHERE.get() } {
        Some(print) => print(text),
        None => write_line(text),
    }
}

fn write_line(text: &Str) -> PyResult<()> {
    if !text.is_ascii() {
        check_encodable(text.as_str())?;
    }
    write_stdout_bytes(&[text.as_str().as_bytes(), b"\n"])
}

fn print_elsewhere(text: &Str) -> PyResult<()> {
    if replaced().is_some() {
        let args = [text.to_value()];
        return print(
            &args,
            Value::none(),
            Value::none(),
            Value::none(),
            Value::none(),
        );
    }
    if crate::foreign::active_hooks().is_some() {
        return emit(&[text.as_str(), "\n"].concat());
    }
    write_line(text)
}

/// Where the pieces of a `print` go.
struct Printer<'a> {
    /// The object whose method `write` takes them; `None`: what `sys.stdout` is.
    file: Option<&'a Value>,
    /// Text for our own standard output, waiting to go out at one go.
    waiting: String,
}

impl Printer<'_> {
    fn put(&mut self, text: &Str) -> PyResult<()> {
        match self.file {
            None => {
                if !text.is_ascii() && crate::surrogate::is_in(text.as_str()) {
                    self.send()?;
                }
                self.waiting.push_str(text.as_str());
                Ok(())
            }
            Some(file) => write_to(file, text.to_value()),
        }
    }

    fn put_value(&mut self, value: &Value) -> PyResult<()> {
        if self.file.is_none() {
            if let Some(n) = value.as_small_int() {
                // Writing to a String cannot fail.
                let _ = core::fmt::Write::write_fmt(&mut self.waiting, format_args!("{n}"));
                return Ok(());
            }
            if value.as_str().is_none() && value.as_float().is_none() {
                // Its `__str__` may print, or fail: what stands before it is out by then.
                self.send()?;
            }
        }
        self.put(&crate::operation::value_str(value)?)
    }

    fn send(&mut self) -> PyResult<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        emit(&core::mem::take(&mut self.waiting))
    }
}

/// `print(*args, sep=sep, end=end, file=file, flush=flush)`.
pub fn print(
    args: &[Value],
    sep: &Value,
    end: &Value,
    file: &Value,
    flush: &Value,
) -> PyResult<()> {
    let replaced = if file.is_none() { replaced() } else { None };
    if replaced.as_ref().is_some_and(Value::is_none) {
        return Ok(());
    }
    let mut printer = Printer {
        file: replaced.as_ref().or((!file.is_none()).then_some(file)),
        waiting: String::new(),
    };
    let separator = text_or(sep, crate::name!(" "), "sep")?;
    let end = text_or(end, crate::name!("\n"), "end")?;
    // One piece after the other, as CPython writes them.
    for (i, arg) in args.iter().enumerate() {
        if i > 0 {
            printer.put(&separator)?;
        }
        printer.put_value(arg)?;
    }
    printer.put(&end)?;
    printer.send()?;
    if crate::operation::value_truth(flush)? {
        return match printer.file {
            None => emit_flush(),
            Some(file) => flush_of(file),
        };
    }
    Ok(())
}

/// `print` as a function object.
pub fn print_tuple(
    args: &Tuple,
    sep: &Value,
    end: &Value,
    file: &Value,
    flush: &Value,
) -> PyResult<()> {
    print(args.items(), sep, end, file, flush)
}

/// `input(prompt)`.
pub fn io_input(prompt: Option<&Value>) -> PyResult<Str> {
    if let Some(prompt) = prompt {
        emit(crate::operation::value_str(prompt)?.as_str())?;
    }
    emit_flush()?;
    let stdin = if crate::foreign::hooks().is_some() {
        // Whoever else reads has to find what this leaves, so one stream serves all.
        let sys = crate::foreign::foreign_import(crate::name!("sys"))?;
        crate::attribute::value_getattr(&sys, crate::name!("stdin"))?
    } else {
        crate::sys::current("stdin").unwrap_or_else(|| crate::file::standard(0))
    };
    offer(&IO_BASE, &io::methods::file_readline);
    let line = crate::call::call_method(&stdin, crate::name!("readline"), &[])?;
    let line = if line.is_foreign() {
        crate::foreign::to_native(&line)?
    } else {
        line
    };
    let Some(text) = line.as_str() else {
        return Err(raise_type_error(format_args!(
            "object.readline() returned non-string (type {})",
            line.type_name()
        )));
    };
    if text.as_str().is_empty() {
        return Err(crate::error::raise_eof_error(format_args!(
            "EOF when reading a line"
        )));
    }
    Ok(Str::new(
        text.as_str().strip_suffix('\n').unwrap_or(text.as_str()),
    ))
}

fn text_or(value: &Value, default: &Str, name: &str) -> PyResult<Str> {
    if value.is_none() {
        return Ok(default.clone());
    }
    value.to_str().ok_or_else(|| {
        raise_type_error(format_args!(
            "{name} must be None or a string, not {}",
            value.type_name()
        ))
    })
}
