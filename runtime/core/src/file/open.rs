//! `open`.

use super::{
    BUFFERED_RANDOM, BUFFERED_READER, BUFFERED_WRITER, FileState, Newline, TEXT_IO_WRAPPER,
    TextState, new_file, with,
};
use crate::codec::Encoding;
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::exception::raise_os_error_code;
use crate::prelude::*;
use crate::reference::Str;
use crate::value::Value;

/// A mode, parsed.
#[derive(Default)]
struct Mode {
    /// One of `r`, `w`, `a`, `x`.
    kind: char,
    plus: bool,
    binary: bool,
}

fn parse_mode(text: &str) -> PyResult<Mode> {
    let mut mode = Mode::default();
    let (mut kinds, mut is_text) = (0, false);
    let mut seen = String::new();
    for c in text.chars() {
        if seen.contains(c) {
            return Err(invalid_mode(text));
        }
        seen.push(c);
        match c {
            'r' | 'w' | 'a' | 'x' => {
                mode.kind = c;
                kinds += 1;
            }
            '+' => mode.plus = true,
            'b' => mode.binary = true,
            't' => is_text = true,
            _ => return Err(invalid_mode(text)),
        }
    }
    if mode.binary && is_text {
        return Err(raise_value_error(format_args!(
            "can't have text and binary mode at once"
        )));
    }
    match kinds {
        1 => Ok(mode),
        0 => Err(raise_value_error(format_args!(
            "Must have exactly one of create/read/write/append mode and at most one plus"
        ))),
        _ => Err(raise_value_error(format_args!(
            "must have exactly one of create/read/write/append mode"
        ))),
    }
}

fn invalid_mode(text: &str) -> crate::error::Raised {
    raise_value_error(format_args!("invalid mode: '{text}'"))
}

/// What was given to `open` as a text, bytes or descriptor, where it is a path
/// of another kind: files and errors are named by that.
pub(crate) fn plain_path(file: &Value) -> PyResult<Value> {
    match crate::attribute::call_special(file, crate::name!("__fspath__"), &[])? {
        None => Ok(file.clone()),
        Some(path) if path.as_str().is_some() || path.as_bytes().is_some() => Ok(path),
        Some(other) => Err(raise_type_error(format_args!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            file.type_name(),
            other.type_name()
        ))),
    }
}

/// The path in what was given to `open`.
fn path_of(file: &Value) -> PyResult<Vec<u8>> {
    let path = if let Some(text) = file.to_str() {
        crate::codec::encode_as(&text, Encoding::Utf8, "surrogateescape", false)?
    } else if let Some(data) = file.as_bytes() {
        data.as_slice().to_vec()
    } else {
        return Err(raise_type_error(format_args!(
            "expected str, bytes or os.PathLike object, not {}",
            file.type_name()
        )));
    };
    if path.contains(&0) {
        return Err(raise_value_error(format_args!("embedded null byte")));
    }
    Ok(path)
}

fn open_descriptor(file: &Value, mode: &Mode) -> PyResult<i32> {
    let mut path = path_of(file)?;
    path.push(0);
    let access = match (mode.kind, mode.plus) {
        (_, true) => libc::O_RDWR,
        ('r', false) => libc::O_RDONLY,
        _ => libc::O_WRONLY,
    };
    let create = match mode.kind {
        'w' => libc::O_CREAT | libc::O_TRUNC,
        'a' => libc::O_CREAT | libc::O_APPEND,
        'x' => libc::O_CREAT | libc::O_EXCL,
        _ => 0,
    };
    loop {
        // SAFETY: the path ends with a NUL.
        let fd = unsafe {
            libc::open(
                path.as_ptr().cast(),
                access | create | libc::O_CLOEXEC,
                0o666,
            )
        };
        if fd >= 0 {
            return Ok(fd);
        }
        let errno = crate::system::errno();
        if errno != libc::EINTR {
            return Err(raise_os_error_code(errno, Some(file)));
        }
    }
}

/// Refuses directories and descriptors that are not open.
fn check_descriptor(fd: i32, file: &Value) -> PyResult<()> {
    let mut stat = core::mem::MaybeUninit::<libc::stat>::zeroed();
    // SAFETY: the struct is valid for writing; zeroed memory is a valid `stat`.
    let (result, stat) = unsafe { (libc::fstat(fd, stat.as_mut_ptr()), stat.assume_init()) };
    if result != 0 {
        let errno = crate::system::errno();
        return Err(raise_os_error_code(errno, None));
    }
    if stat.st_mode & libc::S_IFMT == libc::S_IFDIR {
        return Err(raise_os_error_code(libc::EISDIR, Some(file)));
    }
    Ok(())
}

fn optional_text(value: &Value, name: &str) -> PyResult<Option<String>> {
    if value.is_none() {
        return Ok(None);
    }
    match value.as_str() {
        Some(text) => Ok(Some(text.as_str().to_string())),
        None => Err(raise_type_error(format_args!(
            "open() argument '{name}' must be str or None, not {}",
            value.type_name()
        ))),
    }
}

/// What `newline=` asks for.
fn newline_of(newline: Option<&str>) -> PyResult<Newline> {
    Ok(match newline {
        None => Newline::Universal,
        Some("") => Newline::Untranslated,
        Some("\n") => Newline::Exactly("\n"),
        Some("\r") => Newline::Exactly("\r"),
        Some("\r\n") => Newline::Exactly("\r\n"),
        Some(other) => {
            return Err(raise_value_error(format_args!(
                "illegal newline value: {other}"
            )));
        }
    })
}

/// `file.reconfigure(encoding=..., ...)` of a text file.
pub fn file_reconfigure(
    file: &Value,
    encoding: &Value,
    errors: &Value,
    newline: Option<&Value>,
    line_buffering: &Value,
    write_through: &Value,
) -> PyResult<()> {
    let text = |value: &Value, name: &str| match (value.is_none(), value.as_str()) {
        (true, _) => Ok(None),
        (_, Some(text)) => Ok(Some(text.as_str().to_string())),
        _ => Err(raise_type_error(format_args!(
            "reconfigure() argument '{name}' must be str or None, not {}",
            value.type_name()
        ))),
    };
    let (encoding, errors) = (text(encoding, "encoding")?, text(errors, "errors")?);
    let newline = match newline {
        Some(value) => Some(newline_of(text(value, "newline")?.as_deref())?),
        None => None,
    };
    let flag = |value: &Value| match value.is_none() {
        true => Ok(None),
        false => crate::operation::value_truth(value).map(Some),
    };
    let (line_buffering, write_through) = (flag(line_buffering)?, flag(write_through)?);
    let known = match &encoding {
        Some(name) => Some(Encoding::by_name(name)?),
        None => None,
    };
    let recoded = with(file, |state| {
        state.flush()?;
        if let Some(text) = &mut state.text {
            let has_read = !text.text.is_empty() || text.at > 0 || !state.input.is_empty();
            if has_read && (known.is_some() || newline.is_some()) {
                return Err(super::unsupported(
                    "It is not possible to set the encoding or newline of stream after the first read",
                ));
            }
            if let (Some(known), Some(name)) = (known, encoding) {
                (text.encoding, text.encoding_name) = (known, name);
                text.errors = "strict".into();
            }
            text.errors = errors.unwrap_or_else(|| core::mem::take(&mut text.errors));
            text.newline = newline.unwrap_or(text.newline);
        }
        state.line_buffering = line_buffering.unwrap_or(state.line_buffering);
        state.unbuffered = write_through.unwrap_or(state.unbuffered);
        Ok(state.is_stdout())
    })?;
    if recoded {
        // `print` encodes no text itself.
        crate::io::may_be_replaced();
    }
    Ok(())
}

/// The text state of a file opened with these arguments.
fn text_state(
    encoding: Option<String>,
    errors: Option<String>,
    newline: Option<&str>,
    append: bool,
) -> PyResult<TextState> {
    let newline = newline_of(newline)?;
    let encoding_name = match encoding {
        Some(name) if name != "locale" => name,
        _ => "UTF-8".to_string(),
    };
    Ok(TextState {
        encoding: Encoding::by_name(&encoding_name)?,
        encoding_name,
        errors: errors.unwrap_or_else(|| "strict".into()),
        newline,
        text: String::new(),
        at: 0,
        started: append,
        iterating: false,
        met: super::text::Met::default(),
    })
}

/// `open(file, mode, buffering, encoding, errors, newline, closefd, opener)`.
#[expect(clippy::too_many_arguments, reason = "they are the arguments of open")]
pub fn file_open(
    file: &Value,
    mode: &Str,
    buffering: i64,
    encoding: &Value,
    errors: &Value,
    newline: &Value,
    closefd: bool,
    opener: &Value,
) -> PyResult<Value> {
    let file = &plain_path(file)?;
    let mode_text = mode.as_str();
    let encoding = optional_text(encoding, "encoding")?;
    let errors = optional_text(errors, "errors")?;
    let newline = optional_text(newline, "newline")?;
    let mode = parse_mode(mode_text)?;
    let handler = errors.as_deref().unwrap_or("strict");
    let is_foreign = |name: &str| name != "locale" && crate::codec::is_cpython_only(name, handler);
    if !mode.binary && is_foreign(encoding.as_deref().unwrap_or("utf-8")) {
        let optional = |text: &Option<String>| text.as_deref().map_or(Value::NONE, Value::str);
        let args = [
            file.clone(),
            Value::str(mode_text),
            Value::int(buffering),
            optional(&encoding),
            optional(&errors),
            optional(&newline),
            Value::bool(closefd),
            opener.clone(),
        ];
        let io = crate::foreign::foreign_import(&Str::new("_io"))?;
        // As a method: the function by itself comes back as ours.
        let name = crate::name!("open");
        return crate::call::call_method(&io, name, &args);
    }
    if mode.binary {
        for (given, what) in [
            (encoding.is_some(), "an encoding"),
            (errors.is_some(), "an errors"),
            (newline.is_some(), "a newline"),
        ] {
            if given {
                return Err(raise_value_error(format_args!(
                    "binary mode doesn't take {what} argument"
                )));
            }
        }
    }
    let fd = if !opener.is_none() {
        let access = if mode.kind == 'r' {
            libc::O_RDONLY
        } else {
            libc::O_WRONLY | libc::O_CREAT
        };
        let made = crate::call::call(opener, &[file.clone(), Value::int(i64::from(access))])?;
        crate::operation::to_i64(&made)? as i32
    } else if crate::int::is_int(file) {
        crate::operation::to_i64(file)? as i32
    } else {
        if !closefd {
            return Err(raise_value_error(format_args!(
                "Cannot use closefd=False with file name"
            )));
        }
        open_descriptor(file, &mode)?
    };
    let mut state = FileState::new(fd, file.clone(), mode_text);
    state.close_fd = closefd;
    state.readable = mode.kind == 'r' || mode.plus;
    state.writable = mode.kind != 'r' || mode.plus;
    let made = finish(
        &mut state,
        &mode,
        buffering,
        (encoding, errors, newline.as_deref()),
    );
    match made {
        Ok(ty) => {
            if mode.kind == 'a' {
                // A pipe has no end to go to.
                if let Err(raised) = state.seek_raw(0, libc::SEEK_END) {
                    drop(crate::error::take_pending(raised));
                }
            }
            Ok(new_file(ty, state))
        }
        Err(raised) => {
            if !crate::int::is_int(file) {
                // SAFETY: opened above, and nobody else knows it.
                unsafe { libc::close(fd) };
            }
            Err(raised)
        }
    }
}

/// Completes the state; the class of the file.
fn finish(
    state: &mut FileState,
    mode: &Mode,
    buffering: i64,
    (encoding, errors, newline): (Option<String>, Option<String>, Option<&str>),
) -> PyResult<&'static crate::types::Type> {
    check_descriptor(state.fd, &state.name)?;
    // SAFETY: a plain system call.
    let terminal = unsafe { libc::isatty(state.fd) == 1 };
    if mode.binary {
        state.unbuffered = buffering == 0;
        let plus = if mode.plus { "+" } else { "" };
        state.mode = format!(
            "{}b{plus}",
            if mode.kind == 'w' && mode.plus {
                'r'
            } else {
                mode.kind
            }
        );
        return Ok(match (state.readable, state.writable) {
            (true, true) => &BUFFERED_RANDOM,
            (true, false) => &BUFFERED_READER,
            _ => &BUFFERED_WRITER,
        });
    }
    if buffering == 0 {
        return Err(raise_value_error(format_args!(
            "can't have unbuffered text I/O"
        )));
    }
    state.line_buffering = buffering == 1 || buffering < 0 && terminal;
    state.text = Some(text_state(
        encoding,
        errors,
        newline,
        mode.kind == 'a' || mode.kind == 'r',
    )?);
    Ok(&TEXT_IO_WRAPPER)
}
