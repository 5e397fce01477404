//! `repr` and `str` of exceptions.

use super::{
    KEY_ERROR, OS_ERROR, SYNTAX_ERROR, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR, args_of, extra,
    object, original_of,
};
use crate::error::PyResult;
use crate::prelude::*;
use crate::reference::Str;
use crate::value::Value;

pub(super) fn exception_repr(this: &Value) -> PyResult<Str> {
    let args = args_of(object(this));
    let name = this.ty().name();
    if let [one] = args.items() {
        return Ok(Str::new(&format!(
            "{name}({})",
            crate::operation::value_repr(one)?.as_str()
        )));
    }
    Ok(Str::new(&format!(
        "{name}{}",
        crate::operation::value_repr(args.as_value())?.as_str()
    )))
}

/// `str(exception)`.
pub(super) fn exception_str(this: &Value) -> PyResult<Str> {
    let ty = this.ty();
    let args = args_of(object(this));
    if ty.is_subclass_of(&KEY_ERROR)
        && let [key] = args.items()
    {
        return crate::operation::value_repr(key);
    }
    if ty.is_subclass_of(&OS_ERROR)
        && let (Some(errno), Some(strerror)) = (extra(this, "errno"), extra(this, "strerror"))
    {
        let errno = crate::operation::value_str(&errno)?;
        let strerror = crate::operation::value_str(&strerror)?;
        let mut text = format!("[Errno {}] {}", errno.as_str(), strerror.as_str());
        if let Some(filename) = extra(this, "filename").filter(|name| !name.is_none()) {
            text += &format!(": {}", crate::operation::value_repr(&filename)?.as_str());
            if let Some(second) = extra(this, "filename2").filter(|name| !name.is_none()) {
                text += &format!(" -> {}", crate::operation::value_repr(&second)?.as_str());
            }
        }
        return Ok(Str::new(&text));
    }
    if let Some(text) = unicode_error_str(this, args.items())? {
        return Ok(Str::new(&text));
    }
    if ty.is_subclass_of(&SYNTAX_ERROR) {
        return syntax_error_str(this);
    }
    match args.items() {
        [] => Ok(Str::new("")),
        [one] => crate::operation::value_str(one),
        _ => crate::operation::value_repr(args.as_value()),
    }
}

/// `str(SyntaxError)`: the message, with the place when it is known.
fn syntax_error_str(this: &Value) -> PyResult<Str> {
    // What CPython's own exception says is left there until somebody asks.
    let part = |name: &str| match (extra(this, name), original_of(object(this))) {
        (None, Some(original)) => crate::foreign::attribute(&original, &Str::new(name)).map(Some),
        (found, _) => Ok(found),
    };
    let message = part("msg")?.or_else(|| args_of(object(this)).items().first().cloned());
    let message = crate::operation::value_str(&message.unwrap_or(Value::NONE))?;
    let file = part("filename")?.and_then(|file| file.as_str().cloned());
    let file = file
        .as_ref()
        .and_then(|file| file.as_str().rsplit('/').next());
    let line = part("lineno")?.and_then(|line| line.as_small_int());
    let message = message.as_str();
    Ok(Str::new(&match (file, line) {
        (Some(file), Some(line)) => format!("{message} ({file}, line {line})"),
        (Some(file), None) => format!("{message} ({file})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message.to_string(),
    }))
}

/// The message of UnicodeDecodeError and UnicodeEncodeError.
fn unicode_error_str(this: &Value, args: &[Value]) -> PyResult<Option<String>> {
    let [encoding, subject, start, end, reason] = args else {
        return Ok(None);
    };
    let decode = this.ty().is_subclass_of(&UNICODE_DECODE_ERROR);
    if !decode && !this.ty().is_subclass_of(&UNICODE_ENCODE_ERROR) {
        return Ok(None);
    }
    let (Some(start), Some(end)) = (start.as_small_int(), end.as_small_int()) else {
        return Ok(None);
    };
    let encoding = crate::operation::value_str(encoding)?;
    let reason = crate::operation::value_str(reason)?;
    let verb = if decode { "decode" } else { "encode" };
    let what = match (subject.as_bytes(), subject.as_str()) {
        (Some(bytes), _) if end - start == 1 => bytes
            .as_slice()
            .get(start as usize)
            .map(|byte| format!("byte 0x{byte:02x}")),
        (_, Some(text)) if end - start == 1 => text.as_str().chars().nth(start as usize).map(|c| {
            let c = c as u32;
            let shown = match c {
                0..0x100 => format!("\\x{c:02x}"),
                0x100..0x10000 => format!("\\u{c:04x}"),
                _ => format!("\\U{c:08x}"),
            };
            format!("character '{shown}'")
        }),
        _ => None,
    };
    Ok(Some(match what {
        Some(what) => {
            format!(
                "'{}' codec can't {verb} {what} in position {start}: {}",
                encoding.as_str(),
                reason.as_str()
            )
        }
        None => format!(
            "'{}' codec can't {verb} {} in position {start}-{}: {}",
            encoding.as_str(),
            if decode { "bytes" } else { "characters" },
            end - 1,
            reason.as_str()
        ),
    }))
}
