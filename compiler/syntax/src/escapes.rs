//! What the text of a string literal stands for.
//!
//! The parser reads plain literals itself; this is for what it does not do as
//! Python does: pieces of f-strings, texts with lone surrogates, and errors.

use pyaot_abi::surrogate::{char_of, is_one};
use rustpython_parser::Parse;
use rustpython_parser::ast::{self, Constant, Expr};

/// An escape that stands for nothing: CPython's message, and where in the
/// text it was noticed.
#[derive(Debug, PartialEq)]
pub(crate) struct BadEscape {
    pub message: String,
    pub at: usize,
}

/// The value of a text.
pub(crate) fn decode(text: &str, out: &mut String) -> Result<(), BadEscape> {
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let from = text.len() - rest.len() + at;
        let length = escape(text, from, out)?;
        rest = &text[from + length..];
    }
    out.push_str(rest);
    Ok(())
}

/// Decodes the escape at `from`; its length.
fn escape(text: &str, from: usize, out: &mut String) -> Result<usize, BadEscape> {
    let after = &text[from + 1..];
    let Some(sign) = after.chars().next() else {
        // Only before a brace of an f-string: the backslash is itself.
        out.push('\\');
        return Ok(1);
    };
    let char = match sign {
        '\n' => return Ok(2),
        '\\' | '\'' | '"' => sign,
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        '0'..='7' => {
            let digits = after
                .bytes()
                .take(3)
                .take_while(|b| matches!(b, b'0'..=b'7'));
            let length = digits.count();
            let code = u32::from_str_radix(&after[..length], 8).unwrap_or(0);
            // Three digits give at most U+01FF.
            out.extend(char_of(code));
            return Ok(1 + length);
        }
        'x' => return hexadecimal(text, from, 2, out),
        'u' => return hexadecimal(text, from, 4, out),
        'U' => return hexadecimal(text, from, 8, out),
        'N' => return named(text, from, out),
        other => {
            out.push('\\');
            out.push(other);
            return Ok(1 + other.len_utf8());
        }
    };
    out.push(char);
    Ok(2)
}

fn hexadecimal(
    text: &str,
    from: usize,
    n_digits: usize,
    out: &mut String,
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
    let code = u32::from_str_radix(&digits[..length], 16).ok();
    // A character that stands for a surrogate is itself: see [`given_up`].
    match code.and_then(|code| char_of(code).or(char::from_u32(code))) {
        Some(char) => out.push(char),
        None => return Err(bad(text, from, 2 + length, "illegal Unicode character")),
    }
    Ok(2 + length)
}

/// `\N{name}`: the parser knows the names.
fn named(text: &str, from: usize, out: &mut String) -> Result<usize, BadEscape> {
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
        })) if !name[..end].contains(['"', '\\', '\n']) => out.push_str(&value),
        _ => return Err(bad(text, from, length, "unknown Unicode character name")),
    }
    Ok(length)
}

/// Where a source may mean a character that stands for a lone surrogate in our strs: its module is not compiled.
pub(crate) fn given_up(source: &str) -> Option<usize> {
    let escape = |at: usize| {
        let digits = source.get(at + 2..at + 10)?;
        char::from_u32(u32::from_str_radix(digits, 16).ok()?)
    };
    let mut escapes = source.match_indices("\\U000");
    let escaped = escapes.find(|(at, _)| escape(*at).is_some_and(is_one));
    let written = (!source.is_ascii()).then(|| source.find(is_one)).flatten();
    escaped.map(|(at, _)| at).or(written)
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
