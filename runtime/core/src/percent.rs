//! `format % values`, for str and for bytes.

use pyaot_abi::layout::StrObject;

use crate::error::{
    PyResult, Raised, catch, raise_overflow_error, raise_type_error, raise_value_error,
};
use crate::exception::TYPE_ERROR;
use crate::float_text::{FloatFormat, Style, format_float};
use crate::prelude::*;
use crate::reference::{Str, Tuple};
use crate::tuple::TUPLE;
use crate::value::Value;

/// Which kind of text is being made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Str,
    /// Bytes, worked on as Latin-1 text.
    Bytes,
}

/// `format % values` of a str.
pub fn format_str(format: &Str, values: &Value) -> PyResult<Str> {
    run(Kind::Str, format.as_str(), values).map(|text| Str::new(&text))
}

/// `format % values` of bytes.
pub fn format_bytes(format: &[u8], values: &Value) -> PyResult<Vec<u8>> {
    let format: String = format.iter().map(|&byte| byte as char).collect();
    let text = run(Kind::Bytes, &format, values)?;
    Ok(text.chars().map(|c| c as u8).collect())
}

/// Hands out the values one after the other.
struct Values<'a> {
    /// What stands behind `%`.
    all: &'a Value,
    tuple: Option<&'a Tuple>,
    /// Whether `%(key)s` may be used.
    /// Whether keys may pick values, as far as that is known without CPython.
    is_mapping: bool,
    next: usize,
    /// The value a key has picked for the next conversion.
    picked: Option<Value>,
    /// Whether keys have replaced the values by single ones.
    keyed: bool,
}

impl Values<'_> {
    /// Whether keys may pick values.
    fn is_mapping(&self) -> PyResult<bool> {
        if !self.is_mapping || !self.all.is_foreign() {
            return Ok(self.is_mapping);
        }
        let class = crate::foreign::class_of(self.all);
        Ok(crate::attribute::getattr_opt(&class, "__getitem__")?.is_some())
    }

    fn next(&mut self) -> PyResult<Value> {
        if self.keyed {
            return self.picked.take().ok_or_else(not_enough);
        }
        let value = match self.tuple {
            Some(tuple) => tuple.items().get(self.next),
            None => (self.next == 0).then_some(self.all),
        };
        self.next += 1;
        value.cloned().ok_or_else(not_enough)
    }

    fn has_more(&self) -> bool {
        match self.tuple {
            Some(tuple) => self.next < tuple.items().len(),
            None => self.next == 0,
        }
    }
}

#[cold]
fn not_enough() -> Raised {
    raise_type_error(format_args!("not enough arguments for format string"))
}

#[cold]
fn incomplete() -> Raised {
    raise_value_error(format_args!("incomplete format"))
}

/// One conversion, parsed.
#[derive(Default)]
struct Directive {
    left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    code: char,
    /// Where `code` stands in the format, in bytes.
    position: usize,
}

/// The format and how far it has been read, in bytes.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> PyResult<char> {
        self.text[self.at..].chars().next().ok_or_else(incomplete)
    }

    /// The decimal number here, if any; `max` is its largest value.
    fn number(&mut self, max: usize, too_big: &str) -> PyResult<Option<usize>> {
        let mut value = None;
        while let Some(digit) = self.text[self.at..]
            .chars()
            .next()
            .and_then(|c| c.to_digit(10))
        {
            let next = value
                .unwrap_or(0usize)
                .checked_mul(10)
                .and_then(|n| n.checked_add(digit as usize));
            match next.filter(|&n| n <= max) {
                Some(next) => value = Some(next),
                None => return Err(raise_value_error(format_args!("{too_big}"))),
            }
            self.at += 1;
        }
        Ok(value)
    }
}

/// The int behind a `*`.
fn star(values: &mut Values<'_>) -> PyResult<i64> {
    let value = values.next()?;
    if !crate::int::is_int(&value) {
        return Err(raise_type_error(format_args!("* wants int")));
    }
    crate::operation::to_i64(&value)
}

fn parse(reader: &mut Reader<'_>, values: &mut Values<'_>, kind: Kind) -> PyResult<Directive> {
    let mut directive = Directive::default();
    if reader.peek()? == '(' {
        pick_key(reader, values, kind)?;
    }
    loop {
        match reader.peek()? {
            '-' => directive.left = true,
            '+' => directive.plus = true,
            ' ' => directive.blank = true,
            '#' => directive.alternate = true,
            '0' => directive.zero = true,
            _ => break,
        }
        reader.at += 1;
    }
    if reader.peek()? == '*' {
        reader.at += 1;
        let width = star(values)?;
        directive.left |= width < 0;
        directive.width = width.unsigned_abs() as usize;
    } else {
        directive.width = reader
            .number(isize::MAX as usize, "width too big")?
            .unwrap_or(0);
    }
    if !crate::memory::is_available(directive.width) {
        return Err(crate::error::raise_memory_error());
    }
    if reader.peek()? == '.' {
        reader.at += 1;
        let precision = if reader.peek()? == '*' {
            reader.at += 1;
            let precision = star(values)?;
            crate::operation::to_c_int(precision)?.max(0) as usize
        } else {
            reader
                .number(i32::MAX as usize, "precision too big")?
                .unwrap_or(0)
        };
        directive.precision = Some(precision);
    }
    if matches!(reader.peek()?, 'h' | 'l' | 'L') {
        reader.at += 1;
    }
    directive.code = reader.peek()?;
    directive.position = reader.at;
    reader.at += directive.code.len_utf8();
    Ok(directive)
}

/// Reads `(key)` and looks it up.
fn pick_key(reader: &mut Reader<'_>, values: &mut Values<'_>, kind: Kind) -> PyResult<()> {
    if !values.is_mapping()? {
        return Err(raise_type_error(format_args!("format requires a mapping")));
    }
    let rest = &reader.text[reader.at + 1..];
    let mut depth = 1;
    let end = rest.find(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some(end) = end else {
        return Err(raise_value_error(format_args!("incomplete format key")));
    };
    let key = &rest[..end];
    let key = match kind {
        Kind::Str => Value::str(key),
        Kind::Bytes => {
            crate::reference::Bytes::new(&key.chars().map(|c| c as u8).collect::<Vec<_>>()).into()
        }
    };
    values.picked = Some(crate::operation::value_getitem(values.all, &key)?);
    values.keyed = true;
    reader.at += end + 2;
    Ok(())
}

fn run(kind: Kind, format: &str, all: &Value) -> PyResult<String> {
    // A tuple of a class of CPython's, such as a named tuple made there.
    let native = match all.is_foreign() && crate::foreign::isinstance_of_native(all, &TUPLE) {
        true => crate::foreign::to_native(all)?,
        false => Value::NONE,
    };
    let tuple = all.as_tuple().or_else(|| native.as_tuple());
    let is_text = match kind {
        Kind::Str => all.as_str().is_some(),
        Kind::Bytes => all.as_str().is_some() || crate::bytes::is_bytes_anywhere(all),
    };
    let is_mapping = tuple.is_none() && !is_text && all.ty().slots().getitem().is_some();
    let mut values = Values {
        all,
        tuple,
        is_mapping,
        next: 0,
        picked: None,
        keyed: false,
    };
    let mut reader = Reader {
        text: format,
        at: 0,
    };
    let mut out = String::with_capacity(format.len() + 16);
    while let Some(found) = memchr::memchr(b'%', &format.as_bytes()[reader.at..]) {
        let mark = reader.at + found;
        out.push_str(&format[reader.at..mark]);
        reader.at = mark + 1;
        if format.as_bytes().get(reader.at) == Some(&b'%') {
            reader.at += 1;
            out.push('%');
            continue;
        }
        let directive = parse(&mut reader, &mut values, kind)?;
        let value = values.next()?;
        convert(&directive, &value, format, kind, &mut out)?;
    }
    out.push_str(&format[reader.at..]);
    if !values.keyed && values.has_more() && !values.is_mapping()? {
        let what = if kind == Kind::Str { "string" } else { "bytes" };
        return Err(raise_type_error(format_args!(
            "not all arguments converted during {what} formatting"
        )));
    }
    Ok(out)
}

/// Appends `value` as `directive` wants it.
fn convert(
    directive: &Directive,
    value: &Value,
    format: &str,
    kind: Kind,
    out: &mut String,
) -> PyResult<()> {
    let plain = directive.width == 0 && directive.precision.is_none();
    match directive.code {
        // The most common ones, without detours.
        's' if plain && kind == Kind::Str => {
            match (value.as_small_int(), value.downcast_exact::<StrObject>()) {
                (Some(n), _) => push_int(n, out),
                (None, Some(text)) => out.push_str(text.as_str()),
                (None, None) => out.push_str(crate::operation::value_str(value)?.as_str()),
            }
        }
        'd' | 'i' if plain && value.is_small_int() && !directive.plus && !directive.blank => {
            push_int(value.as_small_int().unwrap_or(0), out);
        }
        's' | 'r' | 'a' | 'b' if kind == Kind::Bytes || directive.code != 'b' => {
            let text = text_of(directive.code, value, kind)?;
            let text = match directive.precision.and_then(|n| text.char_indices().nth(n)) {
                Some((at, _)) => &text[..at],
                None => &text,
            };
            pad(directive, "", "", text, false, out);
        }
        'c' => pad(
            directive,
            "",
            "",
            &character(value, kind)?.to_string(),
            false,
            out,
        ),
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => int(directive, value, out)?,
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            if kind == Kind::Bytes
                && value.ty().slots().to_float().is_none()
                && value.ty().slots().index().is_none()
            {
                return Err(raise_type_error(format_args!(
                    "float argument required, not {}",
                    value.type_name()
                )));
            }
            let x = crate::operation::value_to_float(value)?;
            let style = match directive.code.to_ascii_lowercase() {
                'e' => Style::Exponent,
                'f' => Style::Fixed,
                _ => Style::General,
            };
            let text = format_float(
                x,
                FloatFormat {
                    style,
                    precision: directive.precision.unwrap_or(6),
                    dot_zero: false,
                    alternate: directive.alternate,
                    upper: directive.code.is_ascii_uppercase(),
                },
            );
            number(directive, "", &text, out);
        }
        code => {
            let shown = if (' '..='~').contains(&code) {
                code
            } else {
                '?'
            };
            return Err(raise_value_error(format_args!(
                "unsupported format character '{shown}' (0x{:x}) at index {}",
                crate::surrogate::code_of(code),
                format[..directive.position].chars().count()
            )));
        }
    }
    Ok(())
}

fn push_int(n: i64, out: &mut String) {
    out.push_str(crate::int::Decimal::new(n).as_str());
}

fn text_of(code: char, value: &Value, kind: Kind) -> PyResult<String> {
    Ok(match (kind, code) {
        (Kind::Str, 's') => crate::operation::value_str(value)?.as_str().to_string(),
        (Kind::Str, 'r') => crate::operation::value_repr(value)?.as_str().to_string(),
        (_, 'a') | (Kind::Bytes, 'r') | (Kind::Str, _) => {
            crate::str::str_ascii(value)?.as_str().to_string()
        }
        (Kind::Bytes, _) => {
            let data = match crate::bytes::any_contents(value)? {
                Some(data) => data.into_owned(),
                None => {
                    match crate::attribute::call_special(value, crate::name!("__bytes__"), &[])? {
                        Some(made) if made.as_bytes().is_some() => made
                            .as_bytes()
                            .map_or_else(Vec::new, |made| made.as_slice().to_vec()),
                        _ => {
                            return Err(raise_type_error(format_args!(
                                "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                                value.type_name()
                            )));
                        }
                    }
                }
            };
            data.iter().map(|&byte| byte as char).collect()
        }
    })
}

fn character(value: &Value, kind: Kind) -> PyResult<char> {
    if kind == Kind::Bytes {
        if let Some(data) = crate::bytes::contents(value)
            && let [byte] = &*data
        {
            return Ok(*byte as char);
        }
        if crate::int::is_int(value) {
            return match crate::int::to_i64(value) {
                Some(byte @ 0..=255) => Ok(byte as u8 as char),
                _ => Err(raise_overflow_error(format_args!(
                    "%c arg not in range(256)"
                ))),
            };
        }
        return Err(raise_type_error(format_args!(
            "%c requires an integer in range(256) or a single byte"
        )));
    }
    if let Some(text) = value.as_str() {
        let mut chars = text.as_str().chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Ok(c);
        }
    } else if crate::operation::is_index(value) {
        let code = crate::int::to_i64(&crate::operation::index(value)?);
        return match code
            .and_then(|code| u32::try_from(code).ok())
            .filter(|&code| code <= 0x10ffff)
        {
            Some(code) => crate::str::char_from_code(code),
            None => Err(raise_overflow_error(format_args!(
                "%c arg not in range(0x110000)"
            ))),
        };
    }
    Err(raise_type_error(format_args!("%c requires int or char")))
}

/// Appends an int.
fn int(directive: &Directive, value: &Value, out: &mut String) -> PyResult<()> {
    let code = directive.code;
    let any_base = matches!(code, 'o' | 'x' | 'X');
    let wrong = || {
        let wanted = if any_base {
            "an integer"
        } else {
            "a real number"
        };
        raise_type_error(format_args!(
            "%{code} format: {wanted} is required, not {}",
            value.type_name()
        ))
    };
    let slots = value.ty().slots();
    let n = if crate::int::is_int(value) {
        value.clone()
    } else if any_base {
        if slots.index().is_none() {
            return Err(wrong());
        }
        catch(crate::operation::index(value), &TYPE_ERROR)?.ok_or_else(wrong)?
    } else {
        let is_number = slots.index().is_some()
            || slots.to_float().is_some()
            || crate::attribute::special_method(value, crate::name!("__int__")).is_some();
        if !is_number {
            return Err(wrong());
        }
        catch(crate::int::int_from_value(value), &TYPE_ERROR)?.ok_or_else(wrong)?
    };
    let (prefix, digits) = match code {
        'o' => ("0o", crate::int::to_radix(&n, 8).1),
        'x' => ("0x", crate::int::to_radix(&n, 16).1),
        'X' => ("0X", crate::int::to_radix(&n, 16).1.to_ascii_uppercase()),
        _ => (
            "",
            crate::int::to_decimal(&n)?
                .trim_start_matches('-')
                .to_string(),
        ),
    };
    let sign = if crate::int::is_negative(&n) { "-" } else { "" };
    let zeros = "0".repeat(
        directive
            .precision
            .unwrap_or(0)
            .saturating_sub(digits.len()),
    );
    let prefix = if directive.alternate { prefix } else { "" };
    number(directive, prefix, &[sign, &zeros, &digits].concat(), out);
    Ok(())
}

/// Appends a number whose text may begin with a minus.
fn number(directive: &Directive, prefix: &str, text: &str, out: &mut String) {
    let (sign, body) = match text.strip_prefix('-') {
        Some(body) => ("-", body),
        None if directive.plus => ("+", text),
        None if directive.blank => (" ", text),
        None => ("", text),
    };
    pad(directive, sign, prefix, body, directive.zero, out);
}

fn pad(directive: &Directive, sign: &str, prefix: &str, body: &str, zero: bool, out: &mut String) {
    let length = sign.len() + prefix.len() + body.chars().count();
    let missing = directive.width.saturating_sub(length);
    let (left, right) = if directive.left {
        (0, missing)
    } else {
        (missing, 0)
    };
    if !zero {
        out.extend(core::iter::repeat_n(' ', left));
    }
    out.push_str(sign);
    out.push_str(prefix);
    if zero {
        out.extend(core::iter::repeat_n('0', left));
    }
    out.push_str(body);
    out.extend(core::iter::repeat_n(' ', right));
}
