//! The methods of files.

use super::{
    BUFFERED_READER, BUFFERED_WRITER, FileState, binary, close, closed, new_file, text, text_value,
    unsupported, with,
};
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::prelude::*;
use crate::reference::{Bytes, List, Str, Tuple};
use crate::value::Value;

/// Raises when the file is closed.
pub(super) fn check_open(file: &Value, message: &str) -> PyResult<()> {
    if with(file, |state| state.closed) {
        Err(closed(message))
    } else {
        Ok(())
    }
}

const CLOSED: &str = "I/O operation on closed file.";

fn check_readable(file: &Value, what: &str) -> PyResult<()> {
    let (is_text, is_closed, readable) = with(file, |state| {
        (state.text.is_some(), state.closed, state.readable)
    });
    if is_closed {
        return Err(if is_text {
            closed(CLOSED)
        } else {
            closed(&format!("{what} of closed file"))
        });
    }
    if !readable {
        return Err(unsupported(if is_text { "not readable" } else { what }));
    }
    // Reading follows writing: the position has to be settled.
    with(file, |state| {
        if state.output.is_empty() {
            Ok(())
        } else {
            state.flush()
        }
    })
}

fn check_writable(file: &Value) -> PyResult<()> {
    let (is_text, is_closed, writable) = with(file, |state| {
        (state.text.is_some(), state.closed, state.writable)
    });
    if is_closed && (is_text || writable) {
        return Err(closed(if is_text {
            CLOSED
        } else {
            "write to closed file"
        }));
    }
    if !writable {
        return Err(unsupported(if is_text { "not writable" } else { "write" }));
    }
    Ok(())
}

pub(super) fn file_repr(this: &Value) -> PyResult<Str> {
    let (name, mode, encoding) = with(this, |state| {
        (
            state.name.clone(),
            state.mode.clone(),
            state.text.as_ref().map(|text| text.encoding_name.clone()),
        )
    });
    let name = crate::operation::value_repr(&name)?;
    Ok(Str::new(&match encoding {
        Some(encoding) => format!(
            "<_io.TextIOWrapper name={} mode='{mode}' encoding='{encoding}'>",
            name.as_str()
        ),
        None => format!("<{} name={}>", this.ty().name(), name.as_str()),
    }))
}

/// A size argument: `None` for all.
fn size_of(size: &Value) -> PyResult<Option<usize>> {
    if size.is_none() {
        return Ok(None);
    }
    if !crate::operation::is_index(size) {
        return Err(raise_type_error(format_args!(
            "argument should be integer or None, not '{}'",
            size.type_name()
        )));
    }
    Ok(usize::try_from(crate::operation::to_i64(size)?).ok())
}

/// `file.read(size)`.
pub fn file_read(file: &Value, size: &Value) -> PyResult<Value> {
    let size = size_of(size)?;
    check_readable(file, "read")?;
    with(file, |state| {
        if state.text.is_some() {
            return match size {
                None => Ok(text::read_all(state)?.into()),
                Some(n) => Ok(text_value(&text::read_chars(state, n)?)),
            };
        }
        let data = match size {
            None => binary::read_all(state)?,
            Some(n) => binary::read(state, n)?,
        };
        Ok(Bytes::new(&data).into())
    })
}

/// Raises when `what`, a method of readable binary files, cannot be.
fn check_binary(file: &Value, what: &str) -> PyResult<()> {
    if with(file, |state| state.text.is_some()) {
        return Err(crate::error::raise_attribute_error(format_args!(
            "'{}' object has no attribute '{what}'",
            file.type_name()
        )));
    }
    check_readable(file, what)
}

/// `file.read1(size)` of a binary file.
pub fn file_read1(file: &Value, size: i64) -> PyResult<Bytes> {
    let is_closed = with(file, |state| state.closed);
    check_binary(file, if is_closed { "read" } else { "read1" })?;
    let data = with(file, |state| {
        binary::read_once(state, usize::try_from(size).ok())
    })?;
    Ok(Bytes::new(&data))
}

/// `file.peek(size)` of a binary file: what is at hand, whatever the size.
pub fn file_peek(file: &Value, _size: i64) -> PyResult<Bytes> {
    check_binary(file, "peek")?;
    with(file, |state| Ok(Bytes::new(binary::peek(state)?)))
}

/// `file.readinto(buffer)` of a binary file.
pub fn file_readinto(file: &Value, buffer: &Value) -> PyResult<i64> {
    check_binary(file, "readinto")?;
    if crate::array::as_array(buffer).is_some() {
        let room = crate::array::size_in_bytes(buffer);
        let data = with(file, |state| binary::read(state, room))?;
        crate::array::overwrite(buffer, &data);
        return Ok(data.len() as i64);
    }
    let is_array = crate::bytes::is_bytes_like(buffer) && buffer.as_bytes().is_none();
    let buffer = if is_array {
        buffer.clone()
    } else {
        let view = crate::foreign::call_builtin(
            crate::name!("memoryview"),
            crate::args::Args::positional_only(core::slice::from_ref(buffer)),
        )?;
        let byte = [Value::str("B")];
        crate::call::call_method(&view, crate::name!("cast"), &byte)?
    };
    let room = crate::operation::value_len(&buffer)? as usize;
    let data = with(file, |state| binary::read(state, room))?;
    let end = Value::int(data.len() as i64);
    let part = crate::iter::slice_new(&Value::int(0), &end, &Value::NONE);
    crate::operation::value_setitem(&buffer, &part, &Bytes::new(&data).into())?;
    Ok(data.len() as i64)
}

fn line(file: &Value, limit: Option<usize>) -> PyResult<Value> {
    with(file, |state| {
        if state.text.is_some() {
            return Ok(text_value(&text::read_line(state, limit)?));
        }
        Ok(Bytes::new(&binary::read_line(state, limit)?).into())
    })
}

fn is_empty(line: &Value) -> bool {
    line.as_str().is_some_and(|text| text.byte_len == 0)
        || line.as_bytes().is_some_and(|data| data.len == 0)
}

/// `file.readline(size)`.
pub fn file_readline(file: &Value, size: i64) -> PyResult<Value> {
    let limit = usize::try_from(size).ok();
    check_readable(file, "readline")?;
    line(file, limit)
}

/// `file.readlines(hint)`.
pub fn file_readlines(file: &Value, hint: &Value) -> PyResult<List> {
    let hint = size_of(hint)?
        .filter(|&hint| hint > 0)
        .unwrap_or(usize::MAX);
    check_readable(file, "readline")?;
    let mut lines = Vec::new();
    let mut total = 0;
    loop {
        let next = line(file, None)?;
        if is_empty(&next) {
            break;
        }
        let length = crate::operation::value_len(&next)? as usize;
        lines.push(next);
        if length > hint - total {
            break;
        }
        total += length;
    }
    Ok(List::from_vec(lines))
}

pub(super) fn file_next(file: &Value) -> PyResult<Option<Value>> {
    check_readable(file, "readline")?;
    let next = line(file, None)?;
    let ended = is_empty(&next);
    with(file, |state| {
        if let Some(text) = &mut state.text {
            text.iterating = !ended;
        }
    });
    Ok((!ended).then_some(next))
}

/// `file.write(content)`.
pub fn file_write(file: &Value, content: &Value) -> PyResult<i64> {
    if with(file, |state| state.text.is_some()) {
        let Some(content) = content.as_str() else {
            return Err(raise_type_error(format_args!(
                "write() argument must be str, not {}",
                content.argument_name()
            )));
        };
        check_writable(file)?;
        return with(file, |state| text::write(state, content));
    }
    check_writable(file)?;
    let data = crate::bytes::wants_bytes(content)?;
    with(file, |state| {
        drop_read_ahead(state)?;
        state.put(&data)?;
        Ok(data.len() as i64)
    })
}

/// Before writing to a binary file that was read from: moves back over what
/// was read ahead.
fn drop_read_ahead(state: &mut FileState) -> PyResult<()> {
    let ahead = (state.input.len() - state.input_at) as i64;
    state.forget_input();
    if ahead > 0 {
        state.seek_raw(-ahead, libc::SEEK_CUR)?;
    }
    Ok(())
}

/// `file.writelines(lines)`.
pub fn file_writelines(file: &Value, lines: &Value) -> PyResult<()> {
    check_open(file, CLOSED)?;
    let iterator = crate::iter::value_iter(lines)?;
    while let Some(line) = crate::iter::iter_next(&iterator)? {
        file_write(file, &line)?;
    }
    Ok(())
}

/// `file.flush()`.
pub fn file_flush(file: &Value) -> PyResult<()> {
    check_open(file, CLOSED)?;
    with(file, FileState::flush)
}

/// `file.close()`.
pub fn file_close(file: &Value) -> PyResult<()> {
    if with(file, |state| state.closed) {
        return Ok(());
    }
    if with(file, |state| state.is_stdout()) {
        crate::io::flush_stdout()?;
    }
    with(file, |state| close(file.as_raw(), state)).map_err(crate::io::raise_errno)
}

/// `file.__enter__()`.
pub fn file_enter(file: &Value) -> PyResult<Value> {
    check_open(file, CLOSED)?;
    Ok(file.clone())
}

/// `file.__exit__(*exception)`.
pub fn file_exit(file: &Value, _exception: &Tuple) -> PyResult<()> {
    file_close(file)
}

/// `file.tell()`.
pub fn file_tell(file: &Value) -> PyResult<i64> {
    let is_text = with(file, |state| state.text.is_some());
    check_open(
        file,
        if is_text {
            CLOSED
        } else {
            "I/O operation on closed file"
        },
    )?;
    if with(file, |state| {
        state.text.as_ref().is_some_and(|text| text.iterating)
    }) {
        return Err(crate::error::raise_os_error(format_args!(
            "telling position disabled by next() call"
        )));
    }
    with(file, |state| {
        state.flush()?;
        let at = state.seek_raw(0, libc::SEEK_CUR)?;
        let ahead = match state.text {
            Some(_) => text::unread_bytes(state),
            None => (state.input.len() - state.input_at) as i64,
        };
        Ok(at - ahead)
    })
}

/// `file.seek(offset, whence)`.
pub fn file_seek(file: &Value, offset: i64, whence: i64) -> PyResult<i64> {
    let is_text = with(file, |state| state.text.is_some());
    check_open(
        file,
        if is_text {
            CLOSED
        } else {
            "seek of closed file"
        },
    )?;
    if !(0..=2).contains(&whence) {
        return Err(raise_value_error(format_args!(
            "{}",
            if is_text {
                format!("invalid whence ({whence}, should be 0, 1 or 2)")
            } else {
                format!("whence value {whence} unsupported")
            }
        )));
    }
    if is_text {
        match whence {
            1 if offset != 0 => return Err(unsupported("can't do nonzero cur-relative seeks")),
            2 if offset != 0 => return Err(unsupported("can't do nonzero end-relative seeks")),
            0 if offset < 0 => {
                return Err(raise_value_error(format_args!(
                    "negative seek position {offset}"
                )));
            }
            _ => {}
        }
    }
    let offset = if whence == 1 {
        // Where the reader stands, not where the descriptor does.
        with(file, |state| {
            state
                .text
                .iter_mut()
                .for_each(|text| text.iterating = false)
        });
        file_tell(file)?.saturating_add(offset)
    } else {
        offset
    };
    with(file, |state| {
        state.flush()?;
        state.forget_input();
        if let Some(text) = &mut state.text {
            text.iterating = false;
        }
        state.seek_raw(
            offset,
            if whence == 2 {
                libc::SEEK_END
            } else {
                libc::SEEK_SET
            },
        )
    })
}

/// `file.truncate(size)`.
pub fn file_truncate(file: &Value, size: &Value) -> PyResult<i64> {
    check_open(file, CLOSED)?;
    if !with(file, |state| state.writable) {
        return Err(unsupported("truncate"));
    }
    let size = if size.is_none() {
        file_tell(file)?
    } else {
        crate::operation::to_i64(size)?
    };
    with(file, |state| {
        state.flush()?;
        // SAFETY: a plain system call.
        if unsafe { libc::ftruncate(state.fd, size) } != 0 {
            let errno = crate::system::errno();
            return Err(crate::io::raise_errno(errno));
        }
        Ok(size)
    })
}

/// `file.fileno()`.
pub fn file_fileno(file: &Value) -> PyResult<i64> {
    check_open(file, "I/O operation on closed file")?;
    Ok(with(file, |state| i64::from(state.fd)))
}

/// `file.isatty()`.
pub fn file_isatty(file: &Value) -> PyResult<bool> {
    check_open(file, "I/O operation on closed file")?;
    // SAFETY: a plain system call.
    Ok(with(file, |state| unsafe { libc::isatty(state.fd) == 1 }))
}

/// `file.readable()`.
pub fn file_readable(file: &Value) -> PyResult<bool> {
    check_open(file, "I/O operation on closed file")?;
    Ok(with(file, |state| state.readable))
}

/// `file.writable()`.
pub fn file_writable(file: &Value) -> PyResult<bool> {
    check_open(file, "I/O operation on closed file")?;
    Ok(with(file, |state| state.writable))
}

/// `file.seekable()`.
pub fn file_seekable(file: &Value) -> PyResult<bool> {
    check_open(file, "I/O operation on closed file")?;
    // SAFETY: a plain system call.
    Ok(with(file, |state| unsafe {
        libc::lseek(state.fd, 0, libc::SEEK_CUR) >= 0
    }))
}

/// `file.closed`.
pub fn file_closed(file: &Value) -> bool {
    with(file, |state| state.closed)
}

/// `file.name`.
pub fn file_name(file: &Value) -> Value {
    with(file, |state| state.name.clone())
}

/// `file.mode`.
pub fn file_mode(file: &Value) -> Str {
    Str::new(&with(file, |state| state.mode.clone()))
}

/// `file.encoding` of a text file.
pub fn file_encoding(file: &Value) -> Str {
    Str::new(&with(file, |state| {
        state
            .text
            .as_ref()
            .map_or(String::new(), |text| text.encoding_name.clone())
    }))
}

/// `file.errors` of a text file.
pub fn file_errors(file: &Value) -> Str {
    Str::new(&with(file, |state| {
        state
            .text
            .as_ref()
            .map_or(String::new(), |text| text.errors.clone())
    }))
}

/// `file.line_buffering` of a text file.
pub fn file_line_buffering(file: &Value) -> bool {
    with(file, |state| state.line_buffering)
}

/// `file.write_through` of a text file.
pub fn file_write_through(file: &Value) -> bool {
    with(file, |state| state.unbuffered)
}

/// `file.newlines` of a text file: the ends of lines that were read.
pub fn file_newlines(file: &Value) -> Value {
    with(file, |state| {
        state
            .text
            .as_ref()
            .map_or(Value::NONE, |text| text.met.to_value())
    })
}

/// `file.buffer` of a text file: the same descriptor as a binary file.
pub fn file_buffer(file: &Value) -> PyResult<Value> {
    with(file, |state| {
        if let Some(known) = &state.binary {
            return Ok(known.clone());
        }
        if !state.is_stdout() {
            state.flush()?;
        }
        let mut inner = FileState::new(
            state.fd,
            state.name.clone(),
            if state.readable { "rb" } else { "wb" },
        );
        inner.close_fd = false;
        inner.readable = state.readable;
        inner.writable = state.writable;
        // Written through, so that it stays in order with the text.
        inner.unbuffered = !state.is_stdout();
        let ty = if state.readable {
            &BUFFERED_READER
        } else {
            &BUFFERED_WRITER
        };
        let made = new_file(ty, inner);
        state.binary = Some(made.clone());
        Ok(made)
    })
}
