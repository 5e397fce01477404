//! What the text of a string literal stands for.
//!
//! The parser reads plain literals itself; this is for what it does not do as
//! Python does: pieces of f-strings, texts with lone surrogates, which a Rust
//! string cannot hold, and errors.

use rustpython_parser::Parse;
use rustpython_parser::ast::{self, Constant, Expr};

/// An escape that stands for nothing: CPython's message, and where in the
/// text it was noticed.
#[derive(Debug, PartialEq)]
pub(crate) struct BadEscape {
    pub message: String,
    pub at: usize,
}

/// The value of a text, as UTF-8 in which lone surrogates have their three bytes.
pub(crate) fn decode(text: &str, out: &mut Vec<u8>) -> Result<(), BadEscape> {
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let from = text.len() - rest.len() + at;
        let length = escape(text, from, out)?;
        rest = &text[from + length..];
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(())
}

/// Decodes the escape at `from`; its length.
fn escape(text: &str, from: usize, out: &mut Vec<u8>) -> Result<usize, BadEscape> {
    let after = &text[from + 1..];
    let Some(sign) = after.chars().next() else {
        // Only before a brace of an f-string: the backslash is itself.
        out.push(b'\\');
        return Ok(1);
    };
    let byte = match sign {
        '\n' => return Ok(2),
        '\\' | '\'' | '"' => sign as u8,
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0c,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 0x0b,
        '0'..='7' => {
            let digits = after
                .bytes()
                .take(3)
                .take_while(|b| matches!(b, b'0'..=b'7'));
            let length = digits.count();
            let code = u32::from_str_radix(&after[..length], 8).unwrap_or(0);
            push_code(code, out);
            return Ok(1 + length);
        }
        'x' => return hexadecimal(text, from, 2, out),
        'u' => return hexadecimal(text, from, 4, out),
        'U' => return hexadecimal(text, from, 8, out),
        'N' => return named(text, from, out),
        other => {
            out.push(b'\\');
            out.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes());
            return Ok(1 + other.len_utf8());
        }
    };
    out.push(byte);
    Ok(2)
}

fn hexadecimal(
    text: &str,
    from: usize,
    n_digits: usize,
    out: &mut Vec<u8>,
) -> Result<usize, BadEscape> {
    let digits = &text[from + 2..];
    let length = digits
        .bytes()
        .take(n_digits)
        .take_while(u8::is_ascii_hexdigit)
        .count();
    if length < n_digits {
        let written = format!("{}{}", &text[from..from + 2], "X".repeat(n_digits));
        let why = format!("truncated {written} escape");
        return Err(bad(text, from, 2 + length, &why));
    }
    match u32::from_str_radix(&digits[..length], 16) {
        Ok(code) if code <= 0x10_ffff => push_code(code, out),
        _ => return Err(bad(text, from, 2 + length, "illegal Unicode character")),
    }
    Ok(2 + length)
}

/// `\N{name}`: the parser knows the names.
fn named(text: &str, from: usize, out: &mut Vec<u8>) -> Result<usize, BadEscape> {
    let malformed = "malformed \\N character escape";
    let Some(name) = text[from + 2..].strip_prefix('{') else {
        return Err(bad(text, from, 2, malformed));
    };
    let Some(end) = name.find('}') else {
        return Err(bad(text, from, 3 + name.len(), malformed));
    };
    if end == 0 {
        return Err(bad(text, from, 3, malformed));
    }
    let length = end + 4;
    let literal = format!("\"{}\"", &text[from..from + length]);
    match Expr::parse(&literal, "") {
        Ok(Expr::Constant(ast::ExprConstant {
            value: Constant::Str(value),
            ..
        })) if !name[..end].contains(['"', '\\', '\n']) => out.extend_from_slice(value.as_bytes()),
        _ => return Err(bad(text, from, length, "unknown Unicode character name")),
    }
    Ok(length)
}

/// Appends a character, or the three bytes that a surrogate would have.
fn push_code(code: u32, out: &mut Vec<u8>) {
    match char::from_u32(code) {
        Some(char) => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend_from_slice(&[
            0xe0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3f) as u8,
            0x80 | (code & 0x3f) as u8,
        ]),
    }
}

/// CPython decodes a text in which characters beyond ASCII are written as
/// escapes of ten characters; its message counts in that text.
fn bad(text: &str, from: usize, length: usize, what: &str) -> BadEscape {
    let width = |text: &str| -> usize {
        let width = |char: char| if char.is_ascii() { 1 } else { 10 };
        text.chars().map(width).sum()
    };
    let start = width(&text[..from]);
    let end = start + width(&text[from..from + length]) - 1;
    BadEscape {
        message: format!(
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{end}: {what}"
        ),
        at: from,
    }
}
