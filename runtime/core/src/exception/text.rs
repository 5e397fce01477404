//! `repr` and `str` of exceptions.

use super::attribute::own_member;
use super::{
    KEY_ERROR, OS_ERROR, SYNTAX_ERROR, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR,
    UNICODE_TRANSLATE_ERROR, args_of, extra, object, original_of,
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
    let parts = match ty.is_subclass_of(&OS_ERROR) {
        true => (extra(this, "errno"), extra(this, "strerror")),
        false => (None, None),
    };
    let has_file = || extra(this, "filename").is_some_and(|name| !name.is_none());
    if parts.0.is_some() && parts.1.is_some()
        || (parts.0.is_some() || parts.1.is_some()) && has_file()
    {
        let (errno, strerror) = parts;
        let errno = errno.unwrap_or(Value::NONE);
        let strerror = strerror.unwrap_or(Value::NONE);
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
    if let Some(text) = unicode_error_str(this)? {
        return Ok(Str::new(&text));
    }
    if ty.is_subclass_of(&SYNTAX_ERROR) {
        return syntax_error_str(this);
    }
    arguments_str(this)
}

/// `BaseException.__str__(exception)`: what classes without a text of their own show.
pub fn arguments_str(this: &Value) -> PyResult<Str> {
    let args = args_of(object(this));
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
    let message = part("msg")?;
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

/// The message of UnicodeDecodeError and its like.
fn unicode_error_str(this: &Value) -> PyResult<Option<String>> {
    let is = |class| this.ty().is_subclass_of(class);
    let verb = match () {
        () if is(&UNICODE_DECODE_ERROR) => "decode",
        () if is(&UNICODE_ENCODE_ERROR) => "encode",
        () if is(&UNICODE_TRANSLATE_ERROR) => "translate",
        () => return Ok(None),
    };
    let part = |name: &str| own_member(this, &Str::new(name)).unwrap_or(Value::NONE);
    let (subject, reason) = (&part("object"), &part("reason"));
    let (Some(start), Some(end)) = (part("start").as_small_int(), part("end").as_small_int())
    else {
        return Ok(None);
    };
    let codec = match verb {
        "translate" => String::new(),
        _ => format!(
            "'{}' codec ",
            crate::operation::value_str(&part("encoding"))?.as_str()
        ),
    };
    let reason = crate::operation::value_str(reason)?;
    let what = match (subject.as_bytes(), subject.as_str()) {
        (Some(bytes), _) if end - start == 1 => bytes
            .as_slice()
            .get(start as usize)
            .map(|byte| format!("byte 0x{byte:02x}")),
        (_, Some(text)) if end - start == 1 => text.as_str().chars().nth(start as usize).map(|c| {
            let mut shown = String::new();
            crate::str::push_escape(c, &mut shown);
            format!("character '{shown}'")
        }),
        _ => None,
    };
    let (what, end) = match what {
        Some(what) => (what, String::new()),
        None if verb == "decode" => ("bytes".into(), format!("-{}", end - 1)),
        None => ("characters".into(), format!("-{}", end - 1)),
    };
    Ok(Some(format!(
        "{codec}can't {verb} {what} in position {start}{end}: {}",
        reason.as_str()
    )))
}
