//! Encodings: text to bytes and back.

use crate::error::{
    PyResult, Raised, pending_is, raise_lookup_error, raise_type_error, raise_value_error,
    raise_with_args,
};
use crate::exception::{
    LOOKUP_ERROR, TYPE_ERROR, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR, raise_from,
};
use crate::prelude::*;
use crate::reference::{Bytes, Str};
use crate::str::char_from_code;
use crate::str::units::{self, Width};
use crate::surrogate::{self, char_of, code_of, is_one};
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

    /// As messages about text that cannot be encoded call it.
    fn name_for_encoding(self) -> &'static str {
        match self {
            Encoding::Utf16(None) => "utf-16",
            Encoding::Utf32(None) => "utf-32",
            Encoding::Utf16(Some(true)) | Encoding::Utf32(Some(true)) => self.name(Order::Big),
            _ => self.name(Order::Little),
        }
    }

    /// Bytes of a unit.
    fn unit(self) -> usize {
        match self {
            Encoding::Utf16(_) => 2,
            Encoding::Utf32(_) => 4,
            _ => 1,
        }
    }

    /// How many code points it knows.
    fn limit(self) -> u32 {
        match self {
            Encoding::Ascii => 128,
            Encoding::Latin1 => 256,
            _ => 0x11_0000,
        }
    }

    /// Why it cannot encode a character.
    fn refusal(self) -> String {
        match self {
            Encoding::Ascii | Encoding::Latin1 => {
                format!("ordinal not in range({})", self.limit())
            }
            _ => "surrogates not allowed".into(),
        }
    }

    /// Appends a character that is no surrogate, in units of several bytes.
    fn put(self, c: char, out: &mut Vec<u8>) {
        if matches!(self, Encoding::Utf16(_)) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                self.put_code(u32::from(*unit), out);
            }
        } else {
            self.put_code(u32::from(c), out);
        }
    }

    /// Appends a code point below 0x10000 as if it were a character, or one unit; says whether the encoding can.
    fn put_code(self, code: u32, out: &mut Vec<u8>) -> bool {
        match self {
            Encoding::Utf8 | Encoding::Utf8Sig => out.extend_from_slice(&[
                0xe0 | (code >> 12) as u8,
                0x80 | (code >> 6 & 0x3f) as u8,
                0x80 | (code & 0x3f) as u8,
            ]),
            Encoding::Utf16(Some(true)) => out.extend_from_slice(&(code as u16).to_be_bytes()),
            Encoding::Utf16(_) => out.extend_from_slice(&(code as u16).to_le_bytes()),
            Encoding::Utf32(Some(true)) => out.extend_from_slice(&code.to_be_bytes()),
            Encoding::Utf32(_) => out.extend_from_slice(&code.to_le_bytes()),
            Encoding::Ascii | Encoding::Latin1 => return false,
        }
        true
    }

    /// The surrogate that bytes begin with, if the encoding would have one there.
    fn surrogate_at(self, order: Order, data: &[u8]) -> Option<u32> {
        let code = match (self, data) {
            (
                Encoding::Utf8 | Encoding::Utf8Sig,
                &[a @ 0xe0..=0xef, b @ 0x80..=0xbf, c @ 0x80..=0xbf, ..],
            ) => u32::from(a & 15) << 12 | u32::from(b & 63) << 6 | u32::from(c & 63),
            (Encoding::Utf16(_), &[a, b, ..]) => u32::from(match order {
                Order::Little => u16::from_le_bytes([a, b]),
                Order::Big => u16::from_be_bytes([a, b]),
            }),
            (Encoding::Utf32(_), &[a, b, c, d, ..]) => match order {
                Order::Little => u32::from_le_bytes([a, b, c, d]),
                Order::Big => u32::from_be_bytes([a, b, c, d]),
            },
            _ => return None,
        };
        (0xd800..0xe000).contains(&code).then_some(code)
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
    SurrogateEscape,
    SurrogatePass,
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
            "surrogateescape" => Errors::SurrogateEscape,
            "surrogatepass" => Errors::SurrogatePass,
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

/// Text with characters that stand for lone surrogates stays with CPython.
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
    // What is asked for most is what we have.
    if encoding == "utf-8" && (text.is_ascii() || !surrogate::is_in(text.as_str())) {
        return Ok(Bytes::new(text.as_str().as_bytes()));
    }
    if text.is_ascii() && matches!(encoding, "ascii" | "latin-1") {
        return Ok(Bytes::new(text.as_str().as_bytes()));
    }
    if is_cpython_only(encoding, errors) {
        let made = by_cpython("encode", &text.to_value(), encoding, errors)?;
        return match made.as_bytes() {
            Some(data) => Ok(data.clone()),
            None => Err(wrong_result("encode", &made)),
        };
    }
    match encode_as(text, Encoding::by_name(encoding)?, errors, true) {
        Ok(data) => Ok(Bytes::new(&data)),
        Err(raised) => Err(of_codec(raised, "encoding", encoding)),
    }
}

/// As [`encode`]; `mark`: a byte order mark where the encoding has one.
pub fn encode_as(text: &Str, encoding: Encoding, errors: &str, mark: bool) -> PyResult<Vec<u8>> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Sig => {
            let first = match encoding {
                Encoding::Utf8Sig if mark => "\u{feff}",
                _ => "",
            };
            let mut out = first.as_bytes().to_vec();
            if text.is_ascii() || !surrogate::is_in(text.as_str()) {
                out.extend_from_slice(text.as_str().as_bytes());
                return Ok(out);
            }
            let put = |c: char, out: &mut Vec<u8>| {
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            };
            encode_by(text, encoding, errors, &mut out, |c| !is_one(c), put)?;
            Ok(out)
        }
        Encoding::Ascii | Encoding::Latin1 => {
            if text.is_ascii() {
                return Ok(text.as_str().as_bytes().to_vec());
            }
            let limit = encoding.limit();
            let mut out = Vec::with_capacity(text.char_len as usize);
            if limit == 256 && units::width(text.as_str()) == Width::One {
                units::each_latin1(text.as_str(), |bytes| out.extend_from_slice(bytes));
                return Ok(out);
            }
            let takes = |c: char| u32::from(c) < limit;
            encode_by(text, encoding, errors, &mut out, takes, |c, out| {
                out.push(c as u8);
            })?;
            Ok(out)
        }
        Encoding::Utf16(big) | Encoding::Utf32(big) => {
            let mut out = Vec::with_capacity(text.char_len as usize * encoding.unit() + 4);
            if big.is_none() && mark {
                encoding.put('\u{feff}', &mut out);
            }
            if encoding.unit() == 2 && units::width(text.as_str()) != Width::More {
                let is_big = big == Some(true);
                units::each_utf16(text.as_str(), |units| {
                    units::push_units(units, is_big, &mut out)
                });
                return Ok(out);
            }
            let put = |c: char, out: &mut Vec<u8>| encoding.put(c, out);
            encode_by(text, encoding, errors, &mut out, |c| !is_one(c), put)?;
            Ok(out)
        }
    }
}

/// Encodes what `takes` takes with `put`, and asks the error handler about the rest.
fn encode_by(
    text: &Str,
    encoding: Encoding,
    errors: &str,
    out: &mut Vec<u8>,
    takes: impl Fn(char) -> bool,
    put: impl Fn(char, &mut Vec<u8>),
) -> PyResult<()> {
    let chars: Vec<char> = text.as_str().chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if takes(chars[at]) {
            put(chars[at], out);
            at += 1;
            continue;
        }
        // Encodings of several bytes a unit hand them over one by one.
        let end = match encoding {
            Encoding::Utf16(_) | Encoding::Utf32(_) => at + 1,
            _ => chars[at..]
                .iter()
                .position(|&c| takes(c))
                .map_or(chars.len(), |n| at + n),
        };
        let refused = |from: usize| {
            let name = encoding.name_for_encoding();
            encode_error(name, text, from, end, &encoding.refusal())
        };
        let mut replacement = String::new();
        match Errors::by_name(errors)? {
            Errors::Strict => return Err(refused(at)),
            Errors::Ignore => {}
            Errors::Replace => replacement.extend(core::iter::repeat_n('?', end - at)),
            Errors::BackslashReplace => {
                for &c in &chars[at..end] {
                    crate::str::push_escape(c, &mut replacement);
                }
            }
            Errors::XmlCharRefReplace => {
                for &c in &chars[at..end] {
                    replacement.push_str(&format!("&#{};", code_of(c)));
                }
            }
            Errors::SurrogateEscape => {
                for (i, &c) in chars[at..end].iter().enumerate() {
                    match code_of(c) {
                        code @ 0xdc80..=0xdcff if encoding.unit() == 1 => out.push(code as u8),
                        _ => return Err(refused(at + i)),
                    }
                }
            }
            Errors::SurrogatePass => {
                for &c in &chars[at..end] {
                    if !is_one(c) || !encoding.put_code(code_of(c), out) {
                        return Err(refused(at));
                    }
                }
            }
        }
        for c in replacement.chars() {
            put(c, out);
        }
        at = end;
    }
    Ok(())
}

/// As [`decode`], to an object.
pub fn decode_to_str(data: &[u8], encoding: &str, errors: &str) -> PyResult<Str> {
    // What is asked for most is what we keep.
    if encoding == "utf-8"
        && let Ok(text) = core::str::from_utf8(data)
        && !surrogate::is_in(text)
    {
        return Ok(Str::new(text));
    }
    Ok(Str::new(&decode(data, encoding, errors)?))
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
    let decoded = decode_as(data, Encoding::by_name(encoding)?, errors);
    decoded.map_err(|raised| of_codec(raised, "decoding", encoding))
}

/// What a codec of CPython's table makes of an error that is not about the data.
#[cold]
fn of_codec(raised: Raised, doing: &str, encoding: &str) -> Raised {
    let class = [&TYPE_ERROR, &LOOKUP_ERROR]
        .into_iter()
        .find(|class| pending_is(&raised, class));
    let (Some(class), Some(error), false) = (
        class,
        crate::error::peek_pending(),
        pyaot_abi::codec::is_direct(encoding),
    ) else {
        return raised;
    };
    raise_from(raised, || {
        let message = crate::operation::value_str(&error).map_or_else(
            |failed| {
                drop(crate::error::take_pending(failed));
                String::new()
            },
            |text| text.as_str().to_string(),
        );
        crate::error::raise(
            class,
            format_args!(
                "{doing} with '{encoding}' codec failed ({}: {message})",
                class.name()
            ),
        )
    })
}

/// As [`decode`], of a known encoding.
pub fn decode_as(data: &[u8], encoding: Encoding, errors: &str) -> PyResult<String> {
    match encoding {
        Encoding::Utf8 => decode_utf8(data, errors),
        Encoding::Utf8Sig => {
            decode_utf8(data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data), errors)
        }
        Encoding::Latin1 => Ok(units::from_latin1(data)),
        Encoding::Ascii => {
            let mut out = String::with_capacity(data.len());
            for (at, &byte) in data.iter().enumerate() {
                if byte < 128 {
                    out.push(byte as char);
                    continue;
                }
                let what = Undecodable {
                    encoding,
                    order: Order::Little,
                    data,
                    range: at..at + 1,
                    reason: "ordinal not in range(128)",
                };
                on_decode_error(what, errors, &mut out)?;
            }
            Ok(out)
        }
        Encoding::Utf16(big) => decode_utf16(data, big, errors),
        Encoding::Utf32(big) => decode_utf32(data, big, errors),
    }
}

/// What an encoding found that it cannot decode.
struct Undecodable<'a> {
    encoding: Encoding,
    order: Order,
    data: &'a [u8],
    range: core::ops::Range<usize>,
    reason: &'a str,
}

/// Raises, or appends what stands for the bytes that cannot be decoded; where to go on.
fn on_decode_error(what: Undecodable<'_>, errors: &str, out: &mut String) -> PyResult<usize> {
    let (start, end) = (what.range.start, what.range.end);
    let (data, encoding) = (what.data, what.encoding);
    let refused = || {
        let name = encoding.name(what.order);
        decode_error(name, data, start, end, what.reason)
    };
    match Errors::by_name(errors)? {
        Errors::XmlCharRefReplace => {
            return Err(raise_type_error(format_args!(
                "don't know how to handle UnicodeDecodeError in error callback"
            )));
        }
        Errors::Strict => return Err(refused()),
        Errors::SurrogateEscape => {
            let bytes = data[start..end].iter().take(4);
            let escaped = bytes.take_while(|byte| !byte.is_ascii());
            let before = out.len();
            out.extend(escaped.filter_map(|byte| char_of(0xdc00 + u32::from(*byte))));
            return match out[before..].chars().count() {
                0 => Err(refused()),
                n => Ok(start + n),
            };
        }
        Errors::SurrogatePass => {
            let Some(code) = encoding.surrogate_at(what.order, &data[start..]) else {
                return Err(refused());
            };
            out.extend(char_of(code));
            // Three bytes in UTF-8, a unit elsewhere.
            let n = if encoding.unit() == 1 {
                3
            } else {
                encoding.unit()
            };
            return Ok(start + n);
        }
        Errors::Ignore => {}
        Errors::Replace => out.push('\u{fffd}'),
        Errors::BackslashReplace => {
            for byte in &data[start..end] {
                out.push_str(&format!("\\x{byte:02x}"));
            }
        }
    }
    Ok(end)
}

fn decode_utf8(data: &[u8], errors: &str) -> PyResult<String> {
    let mut out = String::new();
    let mut from = 0;
    loop {
        let rest = &data[from..];
        let error = match core::str::from_utf8(rest) {
            Ok(text) => {
                out.push_str(surrogate::checked(text)?);
                return Ok(out);
            }
            Err(error) => error,
        };
        let (valid, _) = rest.split_at(error.valid_up_to());
        let valid_text = core::str::from_utf8(valid).unwrap_or_default();
        out.push_str(surrogate::checked(valid_text)?);
        let start = from + valid.len();
        let (end, reason) = match error.error_len() {
            None => (data.len(), "unexpected end of data"),
            Some(n) if matches!(data[start], 0x80..=0xc1 | 0xf5..) => {
                (start + n, "invalid start byte")
            }
            Some(n) => (start + n, "invalid continuation byte"),
        };
        let what = Undecodable {
            encoding: Encoding::Utf8,
            order: Order::Little,
            data,
            range: start..end,
            reason,
        };
        from = on_decode_error(what, errors, &mut out)?;
    }
}

/// Decodes unit by unit: `next` gives the code point at a place and how many bytes it takes, or how many cannot
/// be decoded there and why. `plain` appends what raises no question at a place, as many bytes as it says.
fn decode_units(
    data: &[u8],
    from: usize,
    (encoding, big): (Encoding, bool),
    errors: &str,
    plain: impl Fn(usize, &mut String) -> usize,
    next: impl Fn(usize) -> Result<(u32, usize), (usize, &'static str)>,
) -> PyResult<String> {
    let order = if big { Order::Big } else { Order::Little };
    let mut out = String::with_capacity(data.len() / encoding.unit());
    let mut at = from;
    loop {
        at += plain(at, &mut out);
        if at >= data.len() {
            return Ok(out);
        }
        match next(at) {
            Ok((code, n)) => {
                out.push(char_from_code(code)?);
                at += n;
            }
            Err((n, reason)) => {
                let what = Undecodable {
                    encoding,
                    order,
                    data,
                    range: at..at + n,
                    reason,
                };
                at = on_decode_error(what, errors, &mut out)?;
            }
        }
    }
}

fn decode_utf16(data: &[u8], big: Option<bool>, errors: &str) -> PyResult<String> {
    let (from, big) = match (big, data) {
        (Some(big), _) => (0, big),
        (None, [0xff, 0xfe, ..]) => (2, false),
        (None, [0xfe, 0xff, ..]) => (2, true),
        (None, _) => (0, false),
    };
    let unit = |at: usize| {
        data.get(at..at + 2).map(|pair| {
            let pair = [pair[0], pair[1]];
            u32::from(if big {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            })
        })
    };
    decode_units(
        data,
        from,
        (Encoding::Utf16(None), big),
        errors,
        |at, out| units::push_utf16(&data[at..], big, out),
        |at| match (unit(at), unit(at + 2)) {
            (None, _) => Err((data.len() - at, "truncated data")),
            (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
                Ok((0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), 4))
            }
            (Some(0xd800..0xdc00), None) => Err((data.len() - at, "unexpected end of data")),
            (Some(0xd800..0xdc00), Some(_)) => Err((2, "illegal UTF-16 surrogate")),
            (Some(0xdc00..0xe000), _) => Err((2, "illegal encoding")),
            (Some(code), _) => Ok((code, 2)),
        },
    )
}

fn decode_utf32(data: &[u8], big: Option<bool>, errors: &str) -> PyResult<String> {
    let (from, big) = match (big, data) {
        (Some(big), _) => (0, big),
        (None, [0xff, 0xfe, 0, 0, ..]) => (4, false),
        (None, [0, 0, 0xfe, 0xff, ..]) => (4, true),
        (None, _) => (0, false),
    };
    let plain = |_, _: &mut String| 0;
    decode_units(
        data,
        from,
        (Encoding::Utf32(None), big),
        errors,
        plain,
        |at| {
            let Some(unit) = data.get(at..at + 4) else {
                return Err((data.len() - at, "truncated data"));
            };
            let unit = [unit[0], unit[1], unit[2], unit[3]];
            let code = if big {
                u32::from_be_bytes(unit)
            } else {
                u32::from_le_bytes(unit)
            };
            match code {
                0xd800..0xe000 => Err((
                    4,
                    "code point in surrogate code point range(0xd800, 0xe000)",
                )),
                0x11_0000.. => Err((4, "code point not in range(0x110000)")),
                _ => Ok((code, 4)),
            }
        },
    )
}

/// What the system calls something by, as CPython reads it.
pub fn from_system(name: &[u8]) -> String {
    let decoded = decode_as(name, Encoding::Utf8, "surrogateescape");
    decoded.unwrap_or_else(|raised| {
        drop(crate::error::take_pending(raised));
        String::from_utf8_lossy(name).into_owned()
    })
}
