//! Encodings: text to bytes and back.

use crate::error::{
    PyResult, Raised, raise_lookup_error, raise_type_error, raise_value_error, raise_with_args,
};
use crate::exception::{UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR};
use crate::prelude::*;
use crate::reference::{Bytes, Str};
use crate::value::Value;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    Little,
    Big,
}

/// An encoding we know natively.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    /// With a byte order mark in front.
    Utf8Sig,
    Ascii,
    Latin1,
    /// `None`: in the machine's order, behind a byte order mark.
    Utf16(Option<bool>),
    Utf32(Option<bool>),
}

impl Encoding {
    /// The encoding of this name, spelled in any way CPython takes.
    pub fn by_name(name: &str) -> PyResult<Encoding> {
        Ok(match pyaot_abi::codec::encoding(name) {
            Some("utf-8") => Encoding::Utf8,
            Some("utf-8-sig") => Encoding::Utf8Sig,
            Some("ascii") => Encoding::Ascii,
            Some("latin-1") => Encoding::Latin1,
            Some("utf-16") => Encoding::Utf16(None),
            Some("utf-16-le") => Encoding::Utf16(Some(false)),
            Some("utf-16-be") => Encoding::Utf16(Some(true)),
            Some("utf-32") => Encoding::Utf32(None),
            Some("utf-32-le") => Encoding::Utf32(Some(false)),
            Some("utf-32-be") => Encoding::Utf32(Some(true)),
            _ => return Err(raise_lookup_error(format_args!("unknown encoding: {name}"))),
        })
    }

    /// As error messages call it.
    fn name(self, order: Order) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8Sig => "utf-8",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
            Encoding::Utf16(_) => ["utf-16-le", "utf-16-be"][order as usize],
            Encoding::Utf32(_) => ["utf-32-le", "utf-32-be"][order as usize],
        }
    }
}

/// What to do about what cannot be encoded or decoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Errors {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharRefReplace,
    /// Strict here, since no str holds a surrogate.
    Surrogate,
}

impl Errors {
    /// Looked up only when needed, as in CPython.
    fn by_name(name: &str) -> PyResult<Errors> {
        Ok(match name {
            "strict" => Errors::Strict,
            "ignore" => Errors::Ignore,
            "replace" => Errors::Replace,
            "backslashreplace" => Errors::BackslashReplace,
            "xmlcharrefreplace" => Errors::XmlCharRefReplace,
            "surrogateescape" | "surrogatepass" => Errors::Surrogate,
            _ => {
                return Err(raise_lookup_error(format_args!(
                    "unknown error handler name '{name}'"
                )));
            }
        })
    }
}

/// Whether CPython has to be asked, and can be.
pub fn is_cpython_only(encoding: &str, errors: &str) -> bool {
    crate::foreign::hooks().is_some()
        && (pyaot_abi::codec::encoding(encoding).is_none()
            || !pyaot_abi::codec::ERROR_HANDLERS.contains(&errors))
}

/// `source.method(encoding, errors)` of CPython's own object.
fn by_cpython(method: &str, source: &Value, encoding: &str, errors: &str) -> PyResult<Value> {
    match crate::foreign::hooks() {
        Some(hooks) => {
            crate::coroutine::on_program_stack(|| (hooks.recode)(method, source, encoding, errors))
        }
        None => Err(raise_lookup_error(format_args!(
            "unknown encoding: {encoding}"
        ))),
    }
}

/// Text with lone surrogates stays with CPython.
fn wrong_result(method: &str, made: &Value) -> Raised {
    raise_value_error(format_args!(
        "pyaot: {method}() gave a {} that cannot leave CPython",
        made.type_name()
    ))
}

fn encode_error(encoding: &str, text: &Str, start: usize, end: usize, reason: &str) -> Raised {
    raise_with_args(
        &UNICODE_ENCODE_ERROR,
        vec![
            Value::str(encoding),
            text.to_value(),
            Value::int(start as i64),
            Value::int(end as i64),
            Value::str(reason),
        ],
    )
}

fn decode_error(encoding: &str, data: &[u8], start: usize, end: usize, reason: &str) -> Raised {
    raise_with_args(
        &UNICODE_DECODE_ERROR,
        vec![
            Value::str(encoding),
            Bytes::new(data).into(),
            Value::int(start as i64),
            Value::int(end as i64),
            Value::str(reason),
        ],
    )
}

/// `text.encode(encoding, errors)`.
pub fn encode(text: &Str, encoding: &str, errors: &str) -> PyResult<Bytes> {
    if is_cpython_only(encoding, errors) {
        let made = by_cpython("encode", &text.to_value(), encoding, errors)?;
        return match made.as_bytes() {
            Some(data) => Ok(data.clone()),
            None => Err(wrong_result("encode", &made)),
        };
    }
    let encoding = Encoding::by_name(encoding)?;
    encode_as(text, encoding, errors, true).map(|data| Bytes::new(&data))
}

/// As [`encode`]; `mark`: a byte order mark where the encoding has one.
pub fn encode_as(text: &Str, encoding: Encoding, errors: &str, mark: bool) -> PyResult<Vec<u8>> {
    match encoding {
        Encoding::Utf8 => Ok(text.as_str().as_bytes().to_vec()),
        Encoding::Utf8Sig => Ok([if mark { "\u{feff}" } else { "" }, text.as_str()]
            .concat()
            .into_bytes()),
        Encoding::Ascii | Encoding::Latin1 => {
            if text.is_ascii() {
                return Ok(text.as_str().as_bytes().to_vec());
            }
            encode_narrow(text, encoding, errors)
        }
        Encoding::Utf16(big) => {
            let units = text.as_str().encode_utf16();
            let first = (big.is_none() && mark).then_some(0xfeff);
            let big = big.unwrap_or(false);
            Ok(first
                .into_iter()
                .chain(units)
                .flat_map(|unit| {
                    if big {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    }
                })
                .collect())
        }
        Encoding::Utf32(big) => {
            let first = (big.is_none() && mark).then_some('\u{feff}');
            let big = big.unwrap_or(false);
            Ok(first
                .into_iter()
                .chain(text.as_str().chars())
                .flat_map(|c| {
                    if big {
                        (c as u32).to_be_bytes()
                    } else {
                        (c as u32).to_le_bytes()
                    }
                })
                .collect())
        }
    }
}

fn encode_narrow(text: &Str, encoding: Encoding, errors: &str) -> PyResult<Vec<u8>> {
    let limit = if encoding == Encoding::Ascii {
        128
    } else {
        256
    };
    let chars: Vec<char> = text.as_str().chars().collect();
    let mut out = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        if (chars[at] as u32) < limit {
            out.push(chars[at] as u8);
            at += 1;
            continue;
        }
        let end = chars[at..]
            .iter()
            .position(|&c| (c as u32) < limit)
            .map_or(chars.len(), |n| at + n);
        match Errors::by_name(errors)? {
            Errors::Strict | Errors::Surrogate => {
                let reason = format!("ordinal not in range({limit})");
                return Err(encode_error(
                    encoding.name(Order::Little),
                    text,
                    at,
                    end,
                    &reason,
                ));
            }
            Errors::Ignore => {}
            Errors::Replace => out.extend(core::iter::repeat_n(b'?', end - at)),
            Errors::BackslashReplace => {
                let mut escapes = String::new();
                chars[at..end]
                    .iter()
                    .for_each(|&c| crate::str::push_escape(c, &mut escapes));
                out.extend_from_slice(escapes.as_bytes());
            }
            Errors::XmlCharRefReplace => {
                for &c in &chars[at..end] {
                    out.extend_from_slice(format!("&#{};", c as u32).as_bytes());
                }
            }
        }
        at = end;
    }
    Ok(out)
}

/// `data.decode(encoding, errors)`.
pub fn decode(data: &[u8], encoding: &str, errors: &str) -> PyResult<String> {
    if is_cpython_only(encoding, errors) {
        let made = by_cpython("decode", &Bytes::new(data).to_value(), encoding, errors)?;
        return match made.as_str() {
            Some(text) => Ok(text.as_str().to_string()),
            None => Err(wrong_result("decode", &made)),
        };
    }
    decode_as(data, Encoding::by_name(encoding)?, errors)
}

/// As [`decode`], of a known encoding.
pub fn decode_as(data: &[u8], encoding: Encoding, errors: &str) -> PyResult<String> {
    match encoding {
        Encoding::Utf8 => decode_utf8(data, errors),
        Encoding::Utf8Sig => {
            decode_utf8(data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data), errors)
        }
        Encoding::Latin1 => Ok(data.iter().map(|&byte| byte as char).collect()),
        Encoding::Ascii => {
            let mut out = String::with_capacity(data.len());
            for (at, &byte) in data.iter().enumerate() {
                if byte < 128 {
                    out.push(byte as char);
                } else {
                    on_decode_error(
                        "ascii",
                        data,
                        at..at + 1,
                        "ordinal not in range(128)",
                        errors,
                        &mut out,
                    )?;
                }
            }
            Ok(out)
        }
        Encoding::Utf16(big) => decode_utf16(data, big, errors),
        Encoding::Utf32(big) => decode_utf32(data, big, errors),
    }
}

/// Raises, or appends what stands for the bytes that cannot be decoded.
fn on_decode_error(
    encoding: &str,
    data: &[u8],
    range: core::ops::Range<usize>,
    reason: &str,
    errors: &str,
    out: &mut String,
) -> PyResult<()> {
    match Errors::by_name(errors)? {
        Errors::XmlCharRefReplace => {
            return Err(raise_type_error(format_args!(
                "don't know how to handle UnicodeDecodeError in error callback"
            )));
        }
        Errors::Strict => {
            return Err(decode_error(encoding, data, range.start, range.end, reason));
        }
        Errors::Surrogate => {
            return Err(raise_value_error(format_args!(
                "pyaot: a str cannot hold the lone surrogates of error handler '{errors}'"
            )));
        }
        Errors::Ignore => {}
        Errors::Replace => out.push('\u{fffd}'),
        Errors::BackslashReplace => {
            for byte in &data[range] {
                out.push_str(&format!("\\x{byte:02x}"));
            }
        }
    }
    Ok(())
}

fn decode_utf8(data: &[u8], errors: &str) -> PyResult<String> {
    let mut out = String::new();
    let mut from = 0;
    loop {
        let rest = &data[from..];
        let error = match core::str::from_utf8(rest) {
            Ok(text) => {
                out.push_str(text);
                return Ok(out);
            }
            Err(error) => error,
        };
        let (valid, _) = rest.split_at(error.valid_up_to());
        out.push_str(core::str::from_utf8(valid).unwrap_or_default());
        let start = from + valid.len();
        let (end, reason) = match error.error_len() {
            None => (data.len(), "unexpected end of data"),
            Some(n) if matches!(data[start], 0x80..=0xc1 | 0xf5..) => {
                (start + n, "invalid start byte")
            }
            Some(n) => (start + n, "invalid continuation byte"),
        };
        on_decode_error("utf-8", data, start..end, reason, errors, &mut out)?;
        from = end;
    }
}

fn decode_utf16(data: &[u8], big: Option<bool>, errors: &str) -> PyResult<String> {
    let (mut at, big) = match (big, data) {
        (Some(big), _) => (0, big),
        (None, [0xff, 0xfe, ..]) => (2, false),
        (None, [0xfe, 0xff, ..]) => (2, true),
        (None, _) => (0, false),
    };
    let name = Encoding::Utf16(None).name(if big { Order::Big } else { Order::Little });
    let unit = |at: usize| {
        data.get(at..at + 2).map(|pair| {
            let pair = [pair[0], pair[1]];
            if big {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            }
        })
    };
    let mut out = String::with_capacity(data.len() / 2);
    while at < data.len() {
        let (n, reason) = match (unit(at), unit(at + 2)) {
            (None, _) => (data.len() - at, "truncated data"),
            (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
                let code = 0x10000 + ((u32::from(high) - 0xd800) << 10) + (u32::from(low) - 0xdc00);
                out.extend(char::from_u32(code));
                at += 4;
                continue;
            }
            (Some(0xd800..0xdc00), None) => (data.len() - at, "unexpected end of data"),
            (Some(0xd800..0xdc00), Some(_)) => (2, "illegal UTF-16 surrogate"),
            (Some(0xdc00..0xe000), _) => (2, "illegal encoding"),
            (Some(code), _) => {
                out.extend(char::from_u32(u32::from(code)));
                at += 2;
                continue;
            }
        };
        on_decode_error(name, data, at..at + n, reason, errors, &mut out)?;
        at += n;
    }
    Ok(out)
}

fn decode_utf32(data: &[u8], big: Option<bool>, errors: &str) -> PyResult<String> {
    let (mut at, big) = match (big, data) {
        (Some(big), _) => (0, big),
        (None, [0xff, 0xfe, 0, 0, ..]) => (4, false),
        (None, [0, 0, 0xfe, 0xff, ..]) => (4, true),
        (None, _) => (0, false),
    };
    let name = Encoding::Utf32(None).name(if big { Order::Big } else { Order::Little });
    let mut out = String::with_capacity(data.len() / 4);
    while at < data.len() {
        let (n, reason) = match data.get(at..at + 4) {
            None => (data.len() - at, "truncated data"),
            Some(unit) => {
                let unit = [unit[0], unit[1], unit[2], unit[3]];
                let code = if big {
                    u32::from_be_bytes(unit)
                } else {
                    u32::from_le_bytes(unit)
                };
                match char::from_u32(code) {
                    Some(c) => {
                        out.push(c);
                        at += 4;
                        continue;
                    }
                    None if code <= 0x10ffff => (
                        4,
                        "code point in surrogate code point range(0xd800, 0xe000)",
                    ),
                    None => (4, "code point not in range(0x110000)"),
                }
            }
        };
        on_decode_error(name, data, at..at + n, reason, errors, &mut out)?;
        at += n;
    }
    Ok(out)
}
