//! Files: `open`, text and binary, and the standard streams.

use pyaot_abi::layout::Header;

use crate::codec::{Encoding, decode_as, encode_as};
use crate::error::{PyResult, Raised, raise, raise_type_error, raise_value_error};
use crate::exception::{OS_ERROR, VALUE_ERROR, raise_os_error_code};
use crate::memory::Global;
use crate::reference::{Bytes, List, Object, Ref, Str, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// How text is laid out in the file.
#[derive(Clone)]
struct Text {
    encoding: Encoding,
    /// As the program named it.
    encoding_name: String,
    errors: String,
    /// `None`: any line end is read as `\n`. Else line ends are left alone
    /// (empty) or are this text.
    newline: Option<String>,
}

#[repr(C)]
pub struct FileObject {
    header: Header,
    fd: i32,
    closes: bool,
    closed: bool,
    readable: bool,
    writable: bool,
    name: Value,
    mode: String,
    text: Option<Text>,
    /// Bytes read ahead, of which the first `start` are used up.
    ahead: Vec<u8>,
    start: usize,
    /// Bytes not yet written.
    behind: Vec<u8>,
    /// Write at each end of a line.
    by_line: bool,
    unbuffered: bool,
    /// The binary view of a text file, once asked for.
    buffer: Option<Value>,
}

// SAFETY: repr(C) with a header first; only the file classes have the layout.
unsafe impl Object for FileObject {
    const TYPE: &'static Type = &FILE;
    const LAYOUT: Layout = Layout::File;
}

type File = Ref<FileObject>;

const SLOTS: Slots = Slots {
    dealloc: file_dealloc,
    repr: Some(|this| {
        let file = file(this);
        let name = crate::operation::value_repr(&file.name)?;
        let class = this.ty().name();
        Ok(Str::new(&match &file.text {
            Some(text) => {
                format!("<{class} name={} mode='{}' encoding='{}'>", name.as_str(), file.mode, text.encoding_name)
            }
            None => format!("<{class} name={}>", name.as_str()),
        }))
    }),
    iter: Some(|this| {
        open_file(this)?;
        Ok(this.clone())
    }),
    next: Some(|this| {
        let line = read_line(readable(this)?, usize::MAX)?;
        Ok(if line.is_empty() { None } else { Some(give(file(this), &line)?) })
    }),
    ..Slots::OBJECT
};

/// `_io._IOBase`: the methods of all files.
pub static FILE: Type =
    Type::builtin_in("_io", "_io._IOBase", Layout::File, size_of::<FileObject>(), &[&OBJECT], SLOTS);
/// `_io.TextIOWrapper`.
pub static TEXT_FILE: Type =
    Type::builtin_in("_io", "_io.TextIOWrapper", Layout::File, size_of::<FileObject>(), &[&FILE], SLOTS);
/// `_io.BufferedReader`.
pub static READER: Type =
    Type::builtin_in("_io", "_io.BufferedReader", Layout::File, size_of::<FileObject>(), &[&FILE], SLOTS);
/// `_io.BufferedWriter`.
pub static WRITER: Type =
    Type::builtin_in("_io", "_io.BufferedWriter", Layout::File, size_of::<FileObject>(), &[&FILE], SLOTS);
/// `_io.BufferedRandom`.
pub static RANDOM: Type =
    Type::builtin_in("_io", "_io.BufferedRandom", Layout::File, size_of::<FileObject>(), &[&FILE], SLOTS);

/// `io.UnsupportedOperation`.
pub static UNSUPPORTED: Type = Type::builtin_in(
    "io",
    "UnsupportedOperation",
    Layout::Exception,
    size_of::<pyaot_abi::layout::ExceptionObject>(),
    &[&OS_ERROR, &VALUE_ERROR],
    crate::exception::SLOTS,
);

/// Files with something left to write when the program ends.
static OPEN: Global<Vec<*mut FileObject>> = Global::new(Vec::new());

fn file(this: &Value) -> &File {
    this.downcast::<FileObject>().expect("file")
}

/// The parts of a file. Not to be held while Python code runs.
#[allow(clippy::mut_from_ref)]
fn parts(file: &File) -> &mut FileObject {
    // SAFETY: one thread at a time, and no Python code runs meanwhile.
    unsafe { &mut *file.as_ptr() }
}

fn closed_error() -> Raised {
    raise_value_error(format_args!("I/O operation on closed file."))
}

fn open_file(this: &Value) -> PyResult<&File> {
    let file = file(this);
    if file.closed { Err(closed_error()) } else { Ok(file) }
}

fn readable(this: &Value) -> PyResult<&File> {
    let file = open_file(this)?;
    if !file.readable {
        return Err(raise(&UNSUPPORTED, format_args!("{}", if file.text.is_some() { "not readable" } else { "read" })));
    }
    if !file.behind.is_empty() {
        flush(file)?;
    }
    Ok(file)
}

fn writable(this: &Value) -> PyResult<&File> {
    let file = open_file(this)?;
    if !file.writable {
        return Err(raise(&UNSUPPORTED, format_args!("{}", if file.text.is_some() { "not writable" } else { "write" })));
    }
    // What was read ahead is read again later.
    let unread = file.ahead.len() - file.start;
    if unread > 0 {
        // SAFETY: an open file descriptor.
        unsafe { libc::lseek(file.fd, -(unread as i64), libc::SEEK_CUR) };
        let parts = parts(file);
        parts.ahead.clear();
        parts.start = 0;
    }
    Ok(file)
}

fn last_errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

unsafe fn file_dealloc(header: *mut Header) {
    // SAFETY: the file is dead; it is kept alive by the count of 1 while it closes.
    unsafe {
        if !(*header.cast::<FileObject>()).closed {
            (*header).refcount = 1;
            let this = core::mem::ManuallyDrop::new(Value::from_raw(header as u64));
            if let Err(raised) = file_close(&this) {
                crate::exception::write_unraisable(raised, &this);
            }
            (*header).refcount -= 1;
        }
        (*OPEN.get()).retain(|open| !core::ptr::eq(open.cast::<Header>(), header));
        crate::reference::dealloc_struct::<FileObject>(header);
    }
}

/// Writes out what open files still hold, at the end of the program.
pub fn flush_all() {
    // SAFETY: the list is copied; flushing runs no Python code.
    let open = unsafe { (*OPEN.get()).clone() };
    for object in open {
        // SAFETY: dying files take themselves off the list.
        let data = unsafe { core::mem::take(&mut (*object).behind) };
        // Nobody is left to hear of an error.
        let _ = crate::io::write_all(unsafe { (*object).fd }, &data);
    }
}

/// `sys.stdin`, `sys.stdout`, `sys.stderr`.
pub fn standard(fd: i32) -> Value {
    static MADE: Global<[Option<Value>; 3]> = Global::new([None, None, None]);
    // SAFETY: made once.
    let made = unsafe { &mut (*MADE.get())[fd as usize] };
    made.get_or_insert_with(|| {
        let text = Text {
            encoding: Encoding::Utf8,
            encoding_name: "utf-8".to_string(),
            errors: if fd == 2 { "backslashreplace" } else { "strict" }.to_string(),
            newline: None,
        };
        let name = ["<stdin>", "<stdout>", "<stderr>"][fd as usize];
        make(&TEXT_FILE, fd, false, Value::str(name), if fd == 0 { "r" } else { "w" }, Some(text))
    })
    .clone()
}

fn make(ty: &'static Type, fd: i32, closes: bool, name: Value, mode: &str, text: Option<Text>) -> Value {
    let file = Ref::alloc_as(
        ty,
        FileObject {
            header: new_header(),
            fd,
            closes,
            closed: false,
            readable: mode.contains(['r', '+']),
            writable: mode.contains(['w', 'a', 'x', '+']),
            name,
            mode: mode.to_string(),
            text,
            ahead: Vec::new(),
            start: 0,
            behind: Vec::new(),
            by_line: false,
            unbuffered: fd == 2 && !closes,
            buffer: None,
        },
    );
    if file.writable {
        // SAFETY: a short access.
        unsafe { (*OPEN.get()).push(file.as_ptr()) };
    }
    file.into()
}

/// The path a file is named by: a str, bytes, or what `__fspath__` gives.
fn path_of(value: &Value) -> PyResult<Vec<u8>> {
    let wrong = || {
        raise_type_error(format_args!(
            "expected str, bytes or os.PathLike object, not {}",
            value.type_name()
        ))
    };
    let data = if let Some(text) = value.as_str() {
        text.as_str().as_bytes().to_vec()
    } else if let Some(bytes) = value.as_bytes() {
        bytes.as_slice().to_vec()
    } else {
        let path = match value.is_foreign() {
            true => match crate::attribute::getattr_opt(value, "__fspath__")? {
                Some(method) => Some(crate::call::call(&method, &[])?),
                None => None,
            },
            false => crate::attribute::call_special(value, crate::name!("__fspath__"), &[])?,
        };
        let path = path.ok_or_else(wrong)?;
        let native = if path.is_foreign() { crate::foreign::to_native(&path)? } else { path };
        match (native.as_str(), native.as_bytes()) {
            (Some(text), _) => text.as_str().as_bytes().to_vec(),
            (_, Some(bytes)) => bytes.as_slice().to_vec(),
            _ => return Err(wrong()),
        }
    };
    if data.contains(&0) {
        return Err(raise_value_error(format_args!("embedded null byte")));
    }
    Ok(data)
}

fn optional_text(value: &Value, what: &str) -> PyResult<Option<String>> {
    if value.is_none() {
        return Ok(None);
    }
    match value.as_str() {
        Some(text) => Ok(Some(text.as_str().to_string())),
        None => Err(raise_type_error(format_args!(
            "open() argument '{what}' must be str or None, not {}",
            value.type_name()
        ))),
    }
}

/// Checks a mode; whether it is binary.
fn check_mode(mode: &str) -> PyResult<bool> {
    let mut seen = String::new();
    for c in mode.chars() {
        if !"rwaxbt+".contains(c) || seen.contains(c) {
            return Err(raise_value_error(format_args!("invalid mode: '{mode}'")));
        }
        seen.push(c);
    }
    let binary = mode.contains('b');
    if binary && mode.contains('t') {
        return Err(raise_value_error(format_args!("can't have text and binary mode at once")));
    }
    match mode.chars().filter(|c| "rwax".contains(*c)).count() {
        1 => Ok(binary),
        0 => Err(raise_value_error(format_args!(
            "Must have exactly one of create/read/write/append mode and at most one plus"
        ))),
        _ => Err(raise_value_error(format_args!(
            "must have exactly one of create/read/write/append mode"
        ))),
    }
}

/// `open(...)`.
#[allow(clippy::too_many_arguments)] // The parameters of the builtin.
pub fn file_open(
    name: &Value,
    mode: &Str,
    buffering: i64,
    encoding: &Value,
    errors: &Value,
    newline: &Value,
    closefd: bool,
    opener: &Value,
) -> PyResult<Value> {
    let mode = mode.as_str();
    let binary = check_mode(mode)?;
    let encoding = optional_text(encoding, "encoding")?;
    let errors = optional_text(errors, "errors")?;
    let newline = optional_text(newline, "newline")?;
    if binary {
        for (given, what) in [(&encoding, "an encoding"), (&errors, "an errors"), (&newline, "a newline")] {
            if given.is_some() {
                return Err(raise_value_error(format_args!("binary mode doesn't take {what} argument")));
            }
        }
    }
    if let Some(newline) = &newline
        && !["", "\n", "\r", "\r\n"].contains(&newline.as_str())
    {
        return Err(raise_value_error(format_args!("illegal newline value: {newline}")));
    }
    if buffering == 0 && !binary {
        return Err(raise_value_error(format_args!("can't have unbuffered text I/O")));
    }
    let text = match binary {
        true => None,
        false => Some(Text {
            encoding: Encoding::by_name(encoding.as_deref().unwrap_or("utf-8"))?,
            encoding_name: encoding.unwrap_or_else(|| "UTF-8".to_string()),
            errors: errors.unwrap_or_else(|| "strict".to_string()),
            newline,
        }),
    };
    let (fd, closes) = open_descriptor(name, mode, closefd, opener)?;
    let ty: &'static Type = match (binary, mode.contains('+'), mode.contains('r')) {
        (false, _, _) => &TEXT_FILE,
        (true, true, _) => &RANDOM,
        (true, false, true) => &READER,
        (true, false, false) => &WRITER,
    };
    let made = make(ty, fd, closes, name.clone(), mode, text);
    let parts = parts(file(&made));
    // SAFETY: an open file descriptor.
    parts.by_line = !binary && (buffering == 1 || buffering < 0 && unsafe { libc::isatty(fd) } == 1);
    parts.unbuffered = buffering == 0;
    Ok(made)
}

/// Opens what `name` says: a descriptor, and whether it is ours to close.
fn open_descriptor(name: &Value, mode: &str, closefd: bool, opener: &Value) -> PyResult<(i32, bool)> {
    if crate::int::is_int(name) {
        let fd = crate::operation::to_i64(name)? as i32;
        if fd < 0 {
            return Err(raise_value_error(format_args!("negative file descriptor")));
        }
        // SAFETY: only asks about the descriptor.
        if unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0 {
            return Err(raise_os_error_code(last_errno(), Some(name)));
        }
        return Ok((fd, closefd));
    }
    let path = path_of(name)?;
    if !closefd {
        return Err(raise_value_error(format_args!("Cannot use closefd=False with file name")));
    }
    let both = mode.contains('+');
    let access = match (both, mode.contains('r')) {
        (true, _) => libc::O_RDWR,
        (false, true) => libc::O_RDONLY,
        (false, false) => libc::O_WRONLY,
    };
    let create = match mode.chars().find(|c| "rwax".contains(*c)) {
        Some('w') => libc::O_CREAT | libc::O_TRUNC,
        Some('a') => libc::O_CREAT | libc::O_APPEND,
        Some('x') => libc::O_CREAT | libc::O_EXCL,
        _ => 0,
    };
    let flags = access | create | libc::O_CLOEXEC;
    if !opener.is_none() {
        let fd = crate::call::call(opener, &[name.clone(), Value::int(flags as i64)])?;
        return Ok((crate::operation::to_i64(&fd)? as i32, true));
    }
    let Ok(path) = std::ffi::CString::new(path) else {
        return Err(raise_value_error(format_args!("embedded null byte")));
    };
    loop {
        // SAFETY: a NUL-terminated path; the stat goes to a local.
        unsafe {
            let fd = libc::open(path.as_ptr(), flags, 0o666);
            if fd < 0 {
                if last_errno() == libc::EINTR {
                    continue;
                }
                return Err(raise_os_error_code(last_errno(), Some(name)));
            }
            let mut stat: libc::stat = core::mem::zeroed();
            if libc::fstat(fd, &mut stat) == 0 && stat.st_mode & libc::S_IFMT == libc::S_IFDIR {
                libc::close(fd);
                return Err(raise_os_error_code(libc::EISDIR, Some(name)));
            }
            if mode.contains('a') {
                libc::lseek(fd, 0, libc::SEEK_END);
            }
            return Ok((fd, true));
        }
    }
}

// Reading.

/// Reads more bytes ahead; false at the end of the file.
fn fill(file: &File, want: usize) -> PyResult<bool> {
    let parts = parts(file);
    if parts.start > 0 {
        parts.ahead.drain(..parts.start);
        parts.start = 0;
    }
    if file.fd == 0 && !file.closes {
        // A prompt printed before belongs on the screen first.
        crate::io::flush_stdout()?;
    }
    let old = parts.ahead.len();
    parts.ahead.resize(old + want.max(8192), 0);
    loop {
        // SAFETY: the buffer has room for what is asked for.
        let n = unsafe { libc::read(parts.fd, parts.ahead[old..].as_mut_ptr().cast(), parts.ahead.len() - old) };
        if n < 0 {
            let errno = last_errno();
            if errno == libc::EINTR {
                continue;
            }
            parts.ahead.truncate(old);
            return Err(raise_os_error_code(errno, None));
        }
        parts.ahead.truncate(old + n as usize);
        return Ok(n > 0);
    }
}

/// The bytes of the next `n`, fewer at the end of the file.
fn read_bytes(file: &File, n: usize) -> PyResult<Vec<u8>> {
    while file.ahead.len() - file.start < n {
        let want = n.saturating_sub(file.ahead.len() - file.start).min(1 << 20);
        if !fill(file, want)? {
            break;
        }
    }
    let parts = parts(file);
    let end = (parts.start.saturating_add(n)).min(parts.ahead.len());
    let data = parts.ahead[parts.start..end].to_vec();
    parts.start = end;
    Ok(data)
}

/// The bytes of the next line, at most `limit`, with their line end.
fn read_line(file: &File, limit: usize) -> PyResult<Vec<u8>> {
    let mut seen = 0;
    loop {
        let unread = &file.ahead[file.start..];
        let end = line_end(file.text.as_ref(), unread, seen);
        let take = match end {
            Some(end) => end.min(limit),
            None if unread.len() >= limit => limit,
            None => {
                seen = unread.len().saturating_sub(1);
                if fill(file, 0)? {
                    continue;
                }
                let rest = file.ahead.len() - file.start;
                return Ok(take_bytes(file, rest.min(limit)));
            }
        };
        return Ok(take_bytes(file, take));
    }
}

fn take_bytes(file: &File, n: usize) -> Vec<u8> {
    let parts = parts(file);
    let data = parts.ahead[parts.start..parts.start + n].to_vec();
    parts.start += n;
    data
}

/// Position behind the first line end in `data`; those before `from` were
/// looked for already. A `\r` that ends the data is not yet decided.
fn line_end(text: Option<&Text>, data: &[u8], from: usize) -> Option<usize> {
    let newline = text.map(|text| text.newline.as_deref());
    match newline {
        None | Some(Some("\n")) => find(data, from, b"\n"),
        Some(Some("\r")) => find(data, from, b"\r"),
        Some(Some("\r\n")) => find(data, from, b"\r\n"),
        Some(_) => {
            let at = from + data[from..].iter().position(|c| matches!(c, b'\n' | b'\r'))?;
            match (data[at], data.get(at + 1)) {
                (b'\r', Some(b'\n')) => Some(at + 2),
                (b'\r', None) => None,
                _ => Some(at + 1),
            }
        }
    }
}

fn find(data: &[u8], from: usize, end: &[u8]) -> Option<usize> {
    let tail = &data[from..];
    tail.windows(end.len()).position(|window| window == end).map(|at| from + at + end.len())
}

/// Bytes read from the file as the program gets them.
fn give(file: &File, data: &[u8]) -> PyResult<Value> {
    let Some(text) = &file.text else { return Ok(Bytes::new(data).into()) };
    let decoded = decode_as(data, text.encoding, &text.errors)?;
    Ok(Value::str(&match text.newline {
        None if decoded.contains('\r') => decoded.replace("\r\n", "\n").replace('\r', "\n"),
        _ => decoded,
    }))
}

/// The count of a read; `None`: everything.
fn size_argument(size: &Value) -> PyResult<Option<usize>> {
    if size.is_none() {
        return Ok(None);
    }
    if !crate::operation::is_index(size) {
        return Err(raise_type_error(format_args!(
            "argument should be integer or None, not '{}'",
            size.type_name()
        )));
    }
    Ok(usize::try_from(crate::operation::to_i64_saturating(size)?).ok())
}

/// `file.read(size)`.
pub fn file_read(this: &Value, size: &Value) -> PyResult<Value> {
    let size = size_argument(size)?;
    let file = readable(this)?;
    match (size, &file.text) {
        (None, _) => give(file, &read_bytes(file, usize::MAX)?),
        (Some(n), None) => give(file, &read_bytes(file, n)?),
        (Some(n), Some(_)) => read_chars(file, n),
    }
}

/// The next `n` characters.
fn read_chars(file: &File, n: usize) -> PyResult<Value> {
    // Bytes of the characters, with `\r\n` counted as one when it is read as one.
    let text = file.text.clone().expect("text file");
    let mut wanted = n;
    let mut data = Vec::new();
    while wanted > 0 {
        if file.ahead.len() == file.start && !fill(file, 0)? {
            break;
        }
        let first = file.ahead[file.start];
        let width = match text.encoding {
            Encoding::Utf8 | Encoding::Utf8Sig => match first {
                0xc0..0xe0 => 2,
                0xe0..0xf0 => 3,
                0xf0.. => 4,
                b'\r' if text.newline.is_none() => 2,
                _ => 1,
            },
            Encoding::Utf16(_) => 2,
            Encoding::Utf32(_) => 4,
            _ => 1,
        };
        while file.ahead.len() - file.start < width && fill(file, 0)? {}
        let mut width = width.min(file.ahead.len() - file.start);
        if first == b'\r' && width == 2 && file.ahead[file.start + 1] != b'\n' {
            width = 1;
        }
        data.extend(take_bytes(file, width));
        wanted -= 1;
    }
    give(file, &data)
}

/// `file.readline(size)`.
pub fn file_readline(this: &Value, size: i64) -> PyResult<Value> {
    let file = readable(this)?;
    let line = read_line(file, usize::try_from(size).unwrap_or(usize::MAX))?;
    give(file, &line)
}

/// `file.readlines(hint)`.
pub fn file_readlines(this: &Value, hint: &Value) -> PyResult<List> {
    let limit = size_argument(hint)?.filter(|hint| *hint > 0).unwrap_or(usize::MAX);
    let file = readable(this)?;
    let (mut lines, mut total) = (Vec::new(), 0);
    while total < limit {
        let line = read_line(file, usize::MAX)?;
        if line.is_empty() {
            break;
        }
        total += line.len();
        lines.push(give(file, &line)?);
    }
    Ok(List::from_vec(lines))
}

// Writing.

fn flush(file: &File) -> PyResult<()> {
    if file.fd == 1 && !file.closes {
        return match crate::foreign::active_hooks() {
            Some(hooks) => crate::coroutine::on_program_stack(|| (hooks.flush_stdout)()),
            None => crate::io::flush_stdout(),
        };
    }
    let data = core::mem::take(&mut parts(file).behind);
    crate::io::write_all(file.fd, &data).map_err(|errno| raise_os_error_code(errno, None))
}

/// `file.write(data)`.
pub fn file_write(this: &Value, data: &Value) -> PyResult<i64> {
    let opened = open_file(this)?;
    let Some(text) = &opened.text else {
        let Some(bytes) = crate::bytes::contents(data) else {
            return Err(raise_type_error(format_args!(
                "a bytes-like object is required, not '{}'",
                data.type_name()
            )));
        };
        let file = writable(this)?;
        put(file, &bytes)?;
        return Ok(bytes.len() as i64);
    };
    let Some(string) = data.as_str() else {
        return Err(raise_type_error(format_args!("write() argument must be str, not {}", data.type_name())));
    };
    let file = writable(this)?;
    if file.fd == 1 && !file.closes {
        match crate::foreign::active_hooks() {
            Some(hooks) => crate::coroutine::on_program_stack(|| (hooks.write_stdout)(string.as_str()))?,
            None => crate::io::write_stdout(string.as_str())?,
        }
        return Ok(string.char_len);
    }
    let lines = match text.newline.as_deref() {
        Some(end @ ("\r" | "\r\n")) => Some(Str::new(&string.as_str().replace('\n', end))),
        _ => None,
    };
    let string = lines.as_ref().unwrap_or(string);
    let start = file.behind.is_empty() && position(file)? == 0;
    match text.encoding {
        Encoding::Utf8 => put(file, string.as_str().as_bytes())?,
        encoding => put(file, &encode_as(string, encoding, &text.errors, start)?)?,
    }
    if file.by_line && string.as_str().contains(['\n', '\r']) {
        flush(file)?;
    }
    Ok(data.as_str().map_or(0, |string| string.char_len))
}

fn put(file: &File, data: &[u8]) -> PyResult<()> {
    if file.fd == 1 && !file.closes {
        return crate::io::write_stdout_bytes(data);
    }
    let parts = parts(file);
    parts.behind.extend_from_slice(data);
    if parts.unbuffered || parts.behind.len() >= 8192 {
        return flush(file);
    }
    Ok(())
}

/// `file.writelines(lines)`.
pub fn file_writelines(this: &Value, lines: &Value) -> PyResult<()> {
    open_file(this)?;
    let iterator = crate::iter::value_iter(lines)?;
    while let Some(line) = crate::iter::iter_next(&iterator)? {
        file_write(this, &line)?;
    }
    Ok(())
}

/// `file.flush()`.
pub fn file_flush(this: &Value) -> PyResult<()> {
    flush(open_file(this)?)
}

/// `file.close()`.
pub fn file_close(this: &Value) -> PyResult<()> {
    let file = file(this);
    if file.closed {
        return Ok(());
    }
    let flushed = if file.writable { flush(file) } else { Ok(()) };
    let parts = parts(file);
    parts.closed = true;
    parts.ahead = Vec::new();
    parts.start = 0;
    if parts.closes {
        // SAFETY: our descriptor, closed once.
        unsafe { libc::close(parts.fd) };
    }
    flushed
}

// Position.

/// The position the program is at.
fn position(file: &File) -> PyResult<i64> {
    // SAFETY: an open file descriptor.
    let at = unsafe { libc::lseek(file.fd, 0, libc::SEEK_CUR) };
    if at < 0 {
        return Ok(0);
    }
    Ok(at - (file.ahead.len() - file.start) as i64 + file.behind.len() as i64)
}

/// `file.tell()`.
pub fn file_tell(this: &Value) -> PyResult<i64> {
    let file = open_file(this)?;
    if !file_seekable(this)? {
        return Err(raise_os_error_code(libc::ESPIPE, None));
    }
    position(file)
}

/// `file.seek(offset, whence)`.
pub fn file_seek(this: &Value, offset: i64, whence: i64) -> PyResult<i64> {
    let file = open_file(this)?;
    if !(0..=2).contains(&whence) {
        return Err(raise_value_error(format_args!("invalid whence ({whence}, should be 0, 1 or 2)")));
    }
    if file.text.is_some() && whence > 0 && offset != 0 {
        let what = if whence == 1 { "cur-relative" } else { "end-relative" };
        return Err(raise(&UNSUPPORTED, format_args!("can't do nonzero {what} seeks")));
    }
    if whence == 0 && offset < 0 && file.text.is_some() {
        return Err(raise_value_error(format_args!("negative seek position {offset}")));
    }
    flush(file)?;
    let offset = if whence == 1 { offset + position(file)? } else { offset };
    let parts = parts(file);
    parts.ahead.clear();
    parts.start = 0;
    let whence = if whence == 2 { libc::SEEK_END } else { libc::SEEK_SET };
    // SAFETY: an open file descriptor.
    let at = unsafe { libc::lseek(file.fd, offset, whence) };
    if at < 0 {
        return Err(raise_os_error_code(last_errno(), None));
    }
    Ok(at)
}

/// `file.truncate(size)`.
pub fn file_truncate(this: &Value, size: &Value) -> PyResult<i64> {
    let file = writable(this)?;
    flush(file)?;
    let size = match size.is_none() {
        true => position(file)?,
        false => crate::operation::to_i64(size)?,
    };
    // SAFETY: an open file descriptor.
    if unsafe { libc::ftruncate(file.fd, size) } < 0 {
        return Err(raise_os_error_code(last_errno(), None));
    }
    Ok(size)
}

// The rest.

/// `file.fileno()`.
pub fn file_fileno(this: &Value) -> PyResult<i64> {
    Ok(open_file(this)?.fd as i64)
}

/// `file.isatty()`.
pub fn file_isatty(this: &Value) -> PyResult<bool> {
    // SAFETY: an open file descriptor.
    Ok(unsafe { libc::isatty(open_file(this)?.fd) } == 1)
}

/// `file.readable()`.
pub fn file_readable(this: &Value) -> PyResult<bool> {
    Ok(open_file(this)?.readable)
}

/// `file.writable()`.
pub fn file_writable(this: &Value) -> PyResult<bool> {
    Ok(open_file(this)?.writable)
}

/// `file.seekable()`.
pub fn file_seekable(this: &Value) -> PyResult<bool> {
    // SAFETY: an open file descriptor.
    Ok(unsafe { libc::lseek(open_file(this)?.fd, 0, libc::SEEK_CUR) } >= 0)
}

/// `file.__enter__()`.
pub fn file_enter(this: &Value) -> PyResult<Value> {
    open_file(this)?;
    Ok(this.clone())
}

/// `file.__exit__(...)`.
pub fn file_exit(this: &Value, _: &crate::reference::Tuple) -> PyResult<()> {
    file_close(this)
}

/// `file.closed`.
pub fn file_closed(this: &Value) -> bool {
    file(this).closed
}

/// `file.name`.
pub fn file_name(this: &Value) -> Value {
    file(this).name.clone()
}

/// `file.mode`.
pub fn file_mode(this: &Value) -> Str {
    let file = file(this);
    match file.text {
        Some(_) => Str::new(&file.mode),
        // Binary files show the mode of what they buffer.
        None => Str::new(&match file.mode.contains('+') {
            true => "rb+".to_string(),
            false => format!("{}b", file.mode.replace(['b', 't'], "")),
        }),
    }
}

/// `file.encoding`.
pub fn file_encoding(this: &Value) -> Str {
    Str::new(file(this).text.as_ref().map_or("utf-8", |text| &text.encoding_name))
}

/// `file.errors`.
pub fn file_errors(this: &Value) -> Str {
    Str::new(file(this).text.as_ref().map_or("strict", |text| &text.errors))
}

/// `file.buffer`: a binary view of the same descriptor.
pub fn file_buffer(this: &Value) -> Value {
    let file = file(this);
    if let Some(made) = &file.buffer {
        return made.clone();
    }
    let ty: &'static Type = if file.readable { &READER } else { &WRITER };
    let mode = if file.readable { "rb" } else { "wb" };
    let made = make(ty, file.fd, false, file.name.clone(), mode, None);
    // Both write to one descriptor, so what one holds back would come out of order.
    parts(self::file(&made)).unbuffered = true;
    parts(file).buffer = Some(made.clone());
    made
}
