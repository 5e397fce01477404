//! `repr` and `ascii` of text and bytes.

use crate::error::PyResult;
use crate::prelude::*;
use crate::reference::Str;
use crate::surrogate::code_of;
use crate::value::Value;

/// The quote `repr` uses: double only around text with single but no double quotes.
fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

/// Appends `c` as an escape sequence of the shortest form that fits it.
pub fn push_escape(c: char, out: &mut String) {
    let code = code_of(c);
    let (letter, digits) = match code {
        0..=0xff => ('x', 2),
        0x100..=0xffff => ('u', 4),
        _ => ('U', 8),
    };
    out.push('\\');
    out.push(letter);
    for at in (0..digits).rev() {
        let digit = code >> (4 * at) & 15;
        out.push(char::from_digit(digit, 16).unwrap_or('0'));
    }
}

/// `repr(text)`.
pub fn repr_text(text: &str) -> String {
    let is_plain = |c: u8| matches!(c, b' '..=b'~') && c != b'\'' && c != b'\\';
    if text.bytes().all(is_plain) {
        let mut out = String::with_capacity(text.len() + 2);
        out.push('\'');
        out.push_str(text);
        out.push('\'');
        return out;
    }
    let quote = quote_for(text.contains('\''), text.contains('"'));
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    // What needs no escape is copied as it stands.
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, '\'' | '"' | '\\') && crate::unicode::is_printable(c) {
            continue;
        }
        out.push_str(&text[from..at]);
        from = at + c.len_utf8();
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if crate::unicode::is_printable(c) => out.push(c),
            c => push_escape(c, &mut out),
        }
    }
    out.push_str(&text[from..]);
    out.push(quote);
    out
}

/// Appends the `repr` of bytes.
pub fn push_bytes_repr(data: &[u8], out: &mut String) {
    let quote = quote_for(data.contains(&b'\''), data.contains(&b'"'));
    out.push('b');
    out.push(quote);
    for &byte in data {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            b if b == quote as u8 => {
                out.push('\\');
                out.push(quote);
            }
            b' '..=b'~' => out.push(byte as char),
            _ => push_escape(byte as char, out),
        }
    }
    out.push(quote);
}

/// `ascii(a)`.
pub fn str_ascii(a: &Value) -> PyResult<Str> {
    let shown = crate::operation::value_repr(a)?;
    if shown.is_ascii() {
        return Ok(shown);
    }
    let mut out = String::with_capacity(shown.as_str().len() * 2);
    for c in shown.as_str().chars() {
        if c.is_ascii() {
            out.push(c)
        } else {
            push_escape(c, &mut out)
        }
    }
    Ok(Str::new(&out))
}
