//! Files: what `open` gives, and the standard streams.
//!
//! Text and binary files are one struct. Bytes wait in `input` and
//! `output`; a text file keeps what it has decoded, newlines untranslated,
//! in `text`.

use core::cell::UnsafeCell;

use pyaot_abi::layout::Header;

use crate::codec::Encoding;
use crate::error::{PyResult, Raised, raise, raise_value_error};
use crate::exception::{OS_ERROR, VALUE_ERROR};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type, type_flags};
use crate::value::Value;

mod binary;
mod method;
mod open;
mod text;

pub use method::*;
pub(crate) use open::plain_path;
pub use open::{file_open, file_reconfigure};

/// How a text file marks the ends of lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Newline {
    /// All kinds are read as `\n`.
    Universal,
    /// All kinds are recognised, none is changed.
    Untranslated,
    /// Only this one.
    Exactly(&'static str),
}

/// What makes a file a text file.
pub(crate) struct TextState {
    pub encoding: Encoding,
    pub encoding_name: String,
    pub errors: String,
    pub newline: Newline,
    /// Decoded and not yet read from `at` on.
    pub text: String,
    pub at: usize,
    /// Whether a byte order mark was dealt with.
    pub started: bool,
    /// Whether `tell` is off because of iteration.
    pub iterating: bool,
    /// Which kinds of ends of lines were met.
    pub met: text::Met,
}

pub(crate) struct FileState {
    pub fd: i32,
    pub close_fd: bool,
    pub closed: bool,
    pub readable: bool,
    pub writable: bool,
    pub name: Value,
    pub mode: String,
    /// Read and not yet decoded or handed out, from `input_at` on.
    pub input: Vec<u8>,
    pub input_at: usize,
    pub output: Vec<u8>,
    /// Writes go out at the end of each line.
    pub line_buffering: bool,
    /// Writes go out at once.
    pub unbuffered: bool,
    pub text: Option<TextState>,
    /// The binary file behind a text file, once asked for.
    pub binary: Option<Value>,
}

#[repr(C)]
pub struct FileObject {
    header: Header,
    state: UnsafeCell<FileState>,
    /// What others store in it.
    attrs: Option<Value>,
}

// SAFETY: repr(C) with a header first; only the classes below have the layout.
unsafe impl Object for FileObject {
    const TYPE: &'static Type = &TEXT_IO_WRAPPER;
    const LAYOUT: Layout = Layout::File;
}

pub type File = Ref<FileObject>;

const SLOTS: Slots = Slots {
    dealloc: file_dealloc,
    repr: Some(method::file_repr),
    iter: Some(|this| {
        method::check_open(this, "I/O operation on closed file.")?;
        Ok(this.clone())
    }),
    next: Some(method::file_next),
    ..Slots::OBJECT
};

macro_rules! file_types {
    ($($ident:ident $name:literal : $base:expr, $doc:literal;)*) => { $(
        #[doc = $doc]
        pub static $ident: Type = Type::builtin_in(
            "_io", $name, Layout::File, size_of::<FileObject>(), &[&$base], SLOTS,
        )
        .with_flags(type_flags::HAS_ATTRS);
    )* };
}

file_types! {
    IO_BASE "_io._IOBase": OBJECT, "Base of all files; has their methods.";
    TEXT_IO_WRAPPER "_io.TextIOWrapper": IO_BASE, "A text file.";
    BUFFERED_READER "_io.BufferedReader": IO_BASE, "A binary file for reading.";
    BUFFERED_WRITER "_io.BufferedWriter": IO_BASE, "A binary file for writing.";
    BUFFERED_RANDOM "_io.BufferedRandom": IO_BASE, "A binary file for both.";
}

/// `io.UnsupportedOperation`.
pub static UNSUPPORTED_OPERATION: Type = Type::builtin_in(
    "io",
    "UnsupportedOperation",
    Layout::Exception,
    size_of::<pyaot_abi::layout::ExceptionObject>(),
    &[&OS_ERROR, &VALUE_ERROR],
    crate::exception::SLOTS,
)
.shown_as("UnsupportedOperation");

/// The row `unsupported_operation`.
pub fn unsupported_operation() -> Value {
    UNSUPPORTED_OPERATION.to_value()
}

fn unsupported(what: &str) -> Raised {
    raise(&UNSUPPORTED_OPERATION, format_args!("{what}"))
}

/// Files that may hold output when the program ends.
static OPEN: Global<Vec<u64>> = Global::new(Vec::new());

unsafe fn file_dealloc(header: *mut Header) {
    // SAFETY: the file is dead, but its state is still whole.
    let state = unsafe { &mut *(*header.cast::<FileObject>()).state.get() };
    if !state.closed {
        // Nobody is left to hear of a failure.
        if let Err(errno) = close(header as u64, state) {
            drop(crate::error::take_pending(crate::io::raise_errno(errno)));
        }
    }
    // SAFETY: as promised by the caller.
    unsafe { dealloc_struct::<FileObject>(header) }
}

/// Writes out and closes; the errno when that fails.
fn close(word: u64, state: &mut FileState) -> Result<(), i32> {
    let flushed = state.flush_raw();
    state.closed = true;
    // SAFETY: short accesses; the descriptor is ours.
    unsafe {
        (*OPEN.get()).retain(|known| *known != word);
        if state.close_fd && libc::close(state.fd) != 0 && flushed.is_ok() {
            return Err(crate::system::errno());
        }
    }
    flushed
}

/// Writes out what open files hold; called when the program ends.
pub fn flush_all() {
    // SAFETY: the table only holds live files, which leave it when they are closed.
    unsafe {
        for word in core::mem::take(&mut *OPEN.get()) {
            let state = &mut *(*(word as *mut FileObject)).state.get();
            if let Err(errno) = state.flush_raw() {
                drop(crate::error::take_pending(crate::io::raise_errno(errno)));
            }
        }
    }
}

impl FileState {
    pub(crate) fn new(fd: i32, name: Value, mode: &str) -> FileState {
        FileState {
            fd,
            close_fd: true,
            closed: false,
            readable: false,
            writable: false,
            name,
            mode: mode.to_string(),
            input: Vec::new(),
            input_at: 0,
            output: Vec::new(),
            line_buffering: false,
            unbuffered: false,
            text: None,
            binary: None,
        }
    }

    /// Writes `output` out; the errno when that fails.
    fn flush_raw(&mut self) -> Result<(), i32> {
        let data = core::mem::take(&mut self.output);
        if data.is_empty() {
            Ok(())
        } else {
            crate::io::write_all(self.fd, &data)
        }
    }

    /// Writes out; standard output goes through the buffer `print` uses.
    pub(crate) fn flush(&mut self) -> PyResult<()> {
        if self.is_stdout() {
            return crate::io::flush_stdout();
        }
        if self.output.is_empty() {
            return Ok(());
        }
        if !self.may_wait() {
            return self.flush_raw().map_err(crate::io::raise_errno);
        }
        let (fd, data) = (self.fd, core::mem::take(&mut self.output));
        let mut result = Ok(());
        crate::interrupt::while_others_run(&mut || result = crate::io::write_all(fd, &data));
        result.map_err(crate::io::raise_errno)
    }

    pub(crate) fn is_stdout(&self) -> bool {
        self.fd == 1 && !self.close_fd
    }

    /// Takes bytes for writing.
    pub(crate) fn put(&mut self, data: &[u8]) -> PyResult<()> {
        const CAPACITY: usize = 8192;
        if self.is_stdout() {
            return crate::io::write_stdout_bytes(&[data]);
        }
        self.output.extend_from_slice(data);
        let full = self.output.len() >= CAPACITY;
        if full || self.unbuffered || self.line_buffering && data.contains(&b'\n') {
            self.flush()?;
        }
        Ok(())
    }

    /// Whether reading and writing may take long, and there may be other threads.
    fn may_wait(&self) -> bool {
        if crate::foreign::active_hooks().is_none() {
            return false;
        }
        let mut stat = core::mem::MaybeUninit::<libc::stat>::zeroed();
        // SAFETY: the struct is valid for writing; zeroed memory is a valid `stat`.
        let mode = unsafe {
            libc::fstat(self.fd, stat.as_mut_ptr());
            stat.assume_init().st_mode
        };
        mode & libc::S_IFMT != libc::S_IFREG
    }

    /// Reads more bytes into `input`; false at the end of the file.
    pub(crate) fn fill(&mut self, at_least: usize) -> PyResult<bool> {
        const CHUNK: usize = 8192;
        if self.input_at == self.input.len() {
            self.input.clear();
            self.input_at = 0;
        }
        let may_wait = self.may_wait();
        let old = self.input.len();
        self.input.resize(old + at_least.max(CHUNK), 0);
        loop {
            let place = &mut self.input[old..];
            let (mut n, mut errno) = (0, 0);
            let mut read = || {
                // SAFETY: the buffer is valid for its length.
                n = unsafe { libc::read(self.fd, place.as_mut_ptr().cast(), place.len()) };
                errno = crate::system::errno();
            };
            match may_wait {
                true => crate::interrupt::while_others_run(&mut read),
                false => read(),
            }
            if n >= 0 {
                self.input.truncate(old + n as usize);
                return Ok(n > 0);
            }
            let failed = match errno {
                libc::EINTR => crate::interrupt::check(),
                _ => Err(crate::io::raise_errno(errno)),
            };
            if failed.is_err() {
                self.input.truncate(old);
                failed?;
            }
        }
    }

    /// Reads all there is into `input`, at one go if the size is known.
    pub(crate) fn fill_all(&mut self) -> PyResult<()> {
        let mut stat = core::mem::MaybeUninit::<libc::stat>::zeroed();
        // SAFETY: the struct is valid for writing; zeroed memory is a valid `stat`.
        let size = unsafe {
            libc::fstat(self.fd, stat.as_mut_ptr());
            stat.assume_init().st_size
        };
        // One byte more, so that the end is seen by the first read.
        let mut wanted = usize::try_from(size).unwrap_or(0).saturating_add(1);
        while self.fill(wanted)? {
            wanted = 1 << 16;
        }
        Ok(())
    }

    /// `lseek`, in bytes.
    pub(crate) fn seek_raw(&mut self, offset: i64, whence: i32) -> PyResult<i64> {
        // SAFETY: a plain system call.
        let at = unsafe { libc::lseek(self.fd, offset, whence) };
        if at < 0 {
            let errno = crate::system::errno();
            return Err(crate::io::raise_errno(errno));
        }
        Ok(at)
    }

    /// Forgets what was read ahead, without moving.
    pub(crate) fn forget_input(&mut self) {
        self.input.clear();
        self.input_at = 0;
        if let Some(text) = &mut self.text {
            text.text.clear();
            text.at = 0;
        }
    }
}

/// A new file object of class `ty`.
pub(crate) fn new_file(ty: &'static Type, state: FileState) -> Value {
    let tracked = state.writable && state.close_fd;
    let file: Value = Ref::alloc_as(
        ty,
        FileObject {
            header: new_header(),
            state: UnsafeCell::new(state),
            attrs: None,
        },
    )
    .into();
    if tracked {
        // SAFETY: a short access.
        unsafe { (*OPEN.get()).push(file.as_raw()) };
    }
    file
}

/// Works on the state of a file. `work` must not run Python code that could
/// come back to the same file.
pub(crate) fn with<R>(file: &Value, work: impl FnOnce(&mut FileState) -> R) -> R {
    let file = file.downcast::<FileObject>().expect("file");
    // SAFETY: one thread at a time, and nothing comes back here meanwhile.
    work(unsafe { &mut *file.state.get() })
}

/// A standard stream.
fn new_standard(fd: i32) -> Value {
    let (name, mode) = [("<stdin>", "r"), ("<stdout>", "w"), ("<stderr>", "w")][fd as usize];
    let mut state = FileState::new(fd, Value::str(name), mode);
    state.close_fd = false;
    state.readable = fd == 0;
    state.writable = fd != 0;
    state.unbuffered = fd == 2;
    state.text = Some(TextState {
        encoding: Encoding::Utf8,
        encoding_name: "utf-8".into(),
        errors: if fd == 2 {
            "backslashreplace"
        } else {
            "strict"
        }
        .into(),
        newline: Newline::Exactly("\n"),
        text: String::new(),
        at: 0,
        started: true,
        iterating: false,
        met: text::Met::default(),
    });
    new_file(&TEXT_IO_WRAPPER, state)
}

/// `sys.__stdin__`, `sys.__stdout__` and `sys.__stderr__`.
pub fn standard(fd: usize) -> Value {
    static STREAMS: Global<[Option<Value>; 3]> = Global::new([const { None }; 3]);
    // SAFETY: a short access; making a stream does not come back here.
    unsafe {
        (&mut *STREAMS.get())[fd]
            .get_or_insert_with(|| new_standard(fd as i32))
            .clone()
    }
}

/// Whether text written there stays as it is.
pub fn takes_text_as_it_is(file: &Value) -> bool {
    with(file, |state| {
        state.text.as_ref().is_some_and(|text| {
            text.encoding == Encoding::Utf8
                && text.newline == Newline::Exactly("\n")
                && text.errors == "strict"
        })
    })
}

fn closed(message: &str) -> Raised {
    raise_value_error(format_args!("{message}"))
}

/// `str` results of reading.
fn text_value(text: &str) -> Value {
    Str::new(text).into()
}
