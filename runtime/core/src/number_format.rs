//! Format specifications: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
//!
//! Everything here works on Rust text; values come in through
//! `format_value.rs`.

use crate::float_text::{FloatFormat, Style, format_float};
use crate::prelude::*;

/// Why a value could not be formatted; the message is CPython's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FormatError {
    Value(String),
    Overflow(String),
    Memory,
}

fn refuse<T>(message: impl Into<String>) -> Result<T, FormatError> {
    Err(FormatError::Value(message.into()))
}

/// A parsed specification.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    pub fill: char,
    pub align: char,
    pub sign: Option<char>,
    /// `z`: negative zero shows as zero.
    pub no_negative_zero: bool,
    pub alternate: bool,
    pub width: Option<usize>,
    /// `,` or `_`.
    pub grouping: Option<char>,
    pub precision: Option<usize>,
    pub kind: Option<char>,
}

fn is_align(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '^')
}

/// The decimal number at the front of `chars`, cut off.
fn take_number(chars: &mut &[char]) -> Result<Option<usize>, FormatError> {
    let mut value: Option<usize> = None;
    while let Some(digit) = chars.first().and_then(|&c| crate::unicode::decimal(c)) {
        let next = value
            .unwrap_or(0)
            .checked_mul(10)
            .and_then(|n| n.checked_add(digit as usize));
        match next.filter(|&n| n <= isize::MAX as usize) {
            Some(n) => value = Some(n),
            None => return refuse("Too many decimal digits in format string"),
        }
        *chars = &chars[1..];
    }
    Ok(value)
}

impl Spec {
    /// Parses `text`; `align` is the default one of the type called `type_name`.
    pub fn parse(text: &str, align: char, type_name: &str) -> Result<Spec, FormatError> {
        // Specifications are short: most fit here.
        let mut short = ['\0'; 24];
        let long: Vec<char>;
        let mut rest: &[char] = if text.len() <= short.len() {
            let mut n = 0;
            for (place, c) in short.iter_mut().zip(text.chars()) {
                *place = c;
                n += 1;
            }
            &short[..n]
        } else {
            long = text.chars().collect();
            &long
        };
        let mut spec = Spec {
            fill: ' ',
            align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: None,
            grouping: None,
            precision: None,
            kind: None,
        };
        let (mut has_fill, mut has_align) = (false, false);
        match rest {
            [fill, mark, ..] if is_align(*mark) => {
                (spec.fill, spec.align, has_fill, has_align) = (*fill, *mark, true, true);
                rest = &rest[2..];
            }
            [mark, ..] if is_align(*mark) => {
                (spec.align, has_align) = (*mark, true);
                rest = &rest[1..];
            }
            _ => {}
        }
        let take = |rest: &mut &[char], wanted: &[char]| match rest.first() {
            Some(c) if wanted.contains(c) => {
                let c = *c;
                *rest = &rest[1..];
                Some(c)
            }
            _ => None,
        };
        spec.sign = take(&mut rest, &[' ', '+', '-']);
        spec.no_negative_zero = take(&mut rest, &['z']).is_some();
        spec.alternate = take(&mut rest, &['#']).is_some();
        if !has_fill && take(&mut rest, &['0']).is_some() {
            spec.fill = '0';
            if !has_align && align == '>' {
                spec.align = '=';
            }
        }
        spec.width = take_number(&mut rest)?;
        if spec
            .width
            .is_some_and(|width| !crate::memory::is_available(width))
        {
            return Err(FormatError::Memory);
        }
        spec.grouping = take(&mut rest, &[',']);
        if take(&mut rest, &['_']).is_some() && spec.grouping.replace('_').is_some()
            || spec.grouping == Some('_') && rest.first() == Some(&',')
        {
            return refuse("Cannot specify both ',' and '_'.");
        }
        if take(&mut rest, &['.']).is_some() {
            spec.precision = take_number(&mut rest)?;
            if spec.precision.is_none() {
                return refuse("Format specifier missing precision");
            }
        }
        match rest {
            [] => {}
            [kind] => spec.kind = Some(*kind),
            _ => {
                return refuse(format!(
                    "Invalid format specifier '{text}' for object of type '{type_name}'"
                ));
            }
        }
        // Text has the type `s` when none is given; numbers take grouping without one.
        let kind = spec.kind.or((align == '<').then_some('s'));
        if let (Some(grouping), Some(kind)) = (spec.grouping, kind) {
            let fits = match kind {
                'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' => true,
                'b' | 'o' | 'x' | 'X' => grouping == '_',
                _ => false,
            };
            if !fits {
                return refuse(if matches!(kind, '!'..='\u{7f}') {
                    format!("Cannot specify '{grouping}' with '{kind}'.")
                } else {
                    format!(
                        "Cannot specify '{grouping}' with '\\x{:x}'.",
                        crate::surrogate::code_of(kind)
                    )
                });
            }
        }
        Ok(spec)
    }

    fn padded(&self, text: &str) -> String {
        let width = self.width.unwrap_or(0);
        pad(text, width, self.fill, self.align)
    }
}

/// `text` with `fill` around it to fill `width`.
pub fn pad(text: &str, width: usize, fill: char, align: char) -> String {
    let length = if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    };
    let Some(missing) = width.checked_sub(length).filter(|&missing| missing > 0) else {
        return text.to_string();
    };
    let left = match align {
        '>' | '=' => missing,
        '^' => missing / 2,
        _ => 0,
    };
    let mut out = String::with_capacity(text.len() + missing * fill.len_utf8());
    out.extend(core::iter::repeat_n(fill, left));
    out.push_str(text);
    out.extend(core::iter::repeat_n(fill, missing - left));
    out
}

/// The error of a type character the type does not know.
fn unknown_kind<T>(kind: char, type_name: &str) -> Result<T, FormatError> {
    if matches!(kind, '!'..='\u{7f}') {
        refuse(format!(
            "Unknown format code '{kind}' for object of type '{type_name}'"
        ))
    } else {
        refuse(format!(
            "Unknown format code '\\x{:x}' for object of type '{type_name}'",
            crate::surrogate::code_of(kind)
        ))
    }
}

/// `format(text, spec)` of a str.
pub fn format_text(text: &str, spec: &str) -> Result<String, FormatError> {
    if spec.is_empty() {
        return Ok(text.to_string());
    }
    let spec = Spec::parse(spec, '<', "str")?;
    if let Some(kind) = spec.kind.filter(|&kind| kind != 's') {
        return unknown_kind(kind, "str");
    }
    if let Some(sign) = spec.sign {
        return refuse(if sign == ' ' {
            "Space not allowed in string format specifier"
        } else {
            "Sign not allowed in string format specifier"
        });
    }
    if spec.no_negative_zero {
        return refuse("Negative zero coercion (z) not allowed in string format specifier");
    }
    if spec.alternate {
        return refuse("Alternate form (#) not allowed in string format specifier");
    }
    if spec.align == '=' {
        return refuse("'=' alignment not allowed in string format specifier");
    }
    let cut = match spec.precision {
        Some(n) => text
            .char_indices()
            .nth(n)
            .map_or(text, |(at, _)| &text[..at]),
        None => text,
    };
    Ok(spec.padded(cut))
}

/// Inserts `separator` between groups of `group` digits, counted from the
/// right, after filling up with zeros to at least `min_width` characters.
fn group_digits(digits: &str, separator: char, group: usize, min_width: usize) -> String {
    let digits = digits.as_bytes();
    let (mut remaining, mut min_width) = (digits.len(), min_width as i64);
    let mut reversed = String::new();
    loop {
        let length = group.min(remaining.max(min_width.max(1) as usize));
        let taken = length.min(remaining);
        reversed.extend(
            digits[remaining - taken..remaining]
                .iter()
                .rev()
                .map(|&digit| digit as char),
        );
        reversed.extend(core::iter::repeat_n('0', length - taken));
        remaining -= taken;
        min_width -= length as i64;
        if remaining == 0 && min_width <= 0 {
            return reversed.chars().rev().collect();
        }
        reversed.push(separator);
        min_width -= 1;
    }
}

/// Puts a number together: sign, prefix, grouped digits, rest, padding.
/// `rest` begins with the point or exponent, if any.
fn assemble(
    spec: &Spec,
    negative: bool,
    prefix: &str,
    digits: &str,
    rest: &str,
    group: usize,
) -> String {
    let sign = match (negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    };
    let around = sign.len() + prefix.len() + rest.len();
    let zero_fill = spec.fill == '0' && spec.align == '=';
    let min_width = if zero_fill {
        spec.width.unwrap_or(0).saturating_sub(around)
    } else {
        0
    };
    let grouped = spec.grouping.filter(|_| !digits.is_empty());
    let grouped = grouped.map(|separator| group_digits(digits, separator, group, min_width));
    let digits = grouped.as_deref().unwrap_or(digits);
    // Infinity and NaN have no digits: what fills the width is not part of the number.
    let zeros = if digits.is_empty() {
        0
    } else {
        min_width.saturating_sub(digits.len())
    };
    let missing = spec
        .width
        .unwrap_or(0)
        .saturating_sub(around + zeros + digits.len());
    let (left, inside, right) = match spec.align {
        '=' => (0, missing, 0),
        '>' => (missing, 0, 0),
        '^' => (missing / 2, 0, missing - missing / 2),
        _ => (0, 0, missing),
    };
    let mut out =
        String::with_capacity(around + zeros + digits.len() + missing * spec.fill.len_utf8());
    let fill = |out: &mut String, n: usize| out.extend(core::iter::repeat_n(spec.fill, n));
    fill(&mut out, left);
    out.push_str(sign);
    out.push_str(prefix);
    fill(&mut out, inside);
    out.extend(core::iter::repeat_n('0', zeros));
    out.push_str(digits);
    out.push_str(rest);
    fill(&mut out, right);
    out
}

/// An int to be formatted, as far as the specification needs it.
pub trait IntText {
    /// Digits of the absolute value in base 2, 8, 10 or 16, lower case.
    fn digits(&self, radix: u32) -> Result<String, FormatError>;
    fn is_negative(&self) -> bool;
    /// The value, if it fits.
    fn to_i64(&self) -> Option<i64>;
    /// The nearest float.
    fn to_float(&self) -> Result<f64, FormatError>;
}

/// `format(n, spec)` of an int or bool whose class is called `type_name`.
/// `spec` is not empty.
pub fn format_int(n: &impl IntText, spec: &str, type_name: &str) -> Result<String, FormatError> {
    int_as(n, &Spec::parse(spec, '>', type_name)?, type_name)
}

/// As [`format_int`], of a specification that is parsed.
pub fn int_as(n: &impl IntText, spec: &Spec, type_name: &str) -> Result<String, FormatError> {
    let kind = spec.kind.unwrap_or('d');
    match kind {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {}
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            return float_as(n.to_float()?, spec, type_name);
        }
        _ => return unknown_kind(kind, type_name),
    }
    if spec.precision.is_some() {
        return refuse("Precision not allowed in integer format specifier");
    }
    if spec.no_negative_zero {
        return refuse("Negative zero coercion (z) not allowed in integer format specifier");
    }
    if kind == 'c' {
        if spec.sign.is_some() {
            return refuse("Sign not allowed with integer format specifier 'c'");
        }
        if spec.alternate {
            return refuse("Alternate form (#) not allowed with integer format specifier 'c'");
        }
        let Some(code) = n.to_i64() else {
            return Err(FormatError::Overflow(
                "Python int too large to convert to C long".into(),
            ));
        };
        return match u32::try_from(code).ok().filter(|&code| code <= 0x10ffff) {
            Some(code) => match crate::surrogate::char_of(code) {
                Some(c) => Ok(spec.padded(&c.to_string())),
                None => {
                    refuse("pyaot: a str cannot hold a character that stands for a lone surrogate")
                }
            },
            None => Err(FormatError::Overflow(
                "%c arg not in range(0x110000)".into(),
            )),
        };
    }
    let (radix, group, prefix) = match kind {
        'b' => (2, 4, "0b"),
        'o' => (8, 4, "0o"),
        'x' => (16, 4, "0x"),
        'X' => (16, 4, "0X"),
        _ => (10, 3, ""),
    };
    let mut digits = n.digits(radix)?;
    if kind == 'X' {
        digits.make_ascii_uppercase();
    }
    let prefix = if spec.alternate { prefix } else { "" };
    Ok(assemble(spec, n.is_negative(), prefix, &digits, "", group))
}

/// `format(x, spec)` of a float whose class is called `type_name`.
pub fn format_float_value(x: f64, spec: &str, type_name: &str) -> Result<String, FormatError> {
    if spec.is_empty() {
        return Ok(crate::float_text::repr(x));
    }
    float_as(x, &Spec::parse(spec, '>', type_name)?, type_name)
}

/// The text of `x` before padding, as type and precision ask for it.
fn float_body(x: f64, spec: &Spec, type_name: &str, dot_zero: bool) -> Result<String, FormatError> {
    if spec
        .precision
        .is_some_and(|precision| precision > i32::MAX as usize)
    {
        return refuse("precision too big");
    }
    let precision = spec.precision.unwrap_or(6);
    let (style, dot_zero) = match spec.kind {
        None if spec.precision.is_none() => (Style::Shortest, dot_zero),
        None => (Style::General, dot_zero),
        Some('e' | 'E') => (Style::Exponent, false),
        Some('f' | 'F' | '%') => (Style::Fixed, false),
        Some('g' | 'G' | 'n') => (Style::General, false),
        Some(kind) => return unknown_kind(kind, type_name),
    };
    let percent = spec.kind == Some('%');
    let x = if percent { x * 100.0 } else { x };
    let upper = matches!(spec.kind, Some('E' | 'F' | 'G'));
    let mut text = format_float(
        x,
        FloatFormat {
            style,
            precision,
            dot_zero,
            alternate: spec.alternate,
            upper,
        },
    );
    if spec.no_negative_zero
        && text.starts_with('-')
        && !text.bytes().any(|b| matches!(b, b'1'..=b'9' | b'i' | b'I'))
    {
        text.remove(0);
    }
    if percent {
        text.push('%');
    }
    Ok(text)
}

/// As [`format_float_value`], of a specification that is parsed.
pub fn float_as(x: f64, spec: &Spec, type_name: &str) -> Result<String, FormatError> {
    let text = float_body(x, spec, type_name, true)?;
    if spec.width.is_none() && spec.grouping.is_none() && matches!(spec.sign, None | Some('-')) {
        return Ok(text);
    }
    Ok(assemble_float(spec, &text))
}

/// Groups, signs and pads the text of a float.
fn assemble_float(spec: &Spec, text: &str) -> String {
    let (negative, text) = match text.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    assemble(spec, negative, "", &text[..end], &text[end..], 3)
}

/// `format(complex(real, imag), spec)`; `spec` is not empty.
pub fn format_complex(real: f64, imag: f64, spec: &str) -> Result<String, FormatError> {
    let mut spec = Spec::parse(spec, '>', "complex")?;
    if let Some(kind) = spec
        .kind
        .filter(|kind| !matches!(kind, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n'))
    {
        return unknown_kind(kind, "complex");
    }
    if spec.fill == '0' {
        return refuse("Zero padding is not allowed in complex format specifier");
    }
    if spec.align == '=' {
        return refuse("'=' alignment flag is not allowed in complex format specifier");
    }
    let outer = spec.clone();
    let plain = spec.kind.is_none();
    (spec.width, spec.fill, spec.align) = (None, ' ', '<');
    let real_text = float_body(real, &spec, "complex", false)?;
    let imag_text = float_body(imag, &spec, "complex", false)?;
    let skip_real = plain && real == 0.0 && real.is_sign_positive();
    let mut text = String::new();
    if !skip_real {
        text = assemble_float(&spec, &real_text);
        spec.sign = Some('+');
    }
    text.push_str(&assemble_float(&spec, &imag_text));
    text.push('j');
    if plain && !skip_real {
        text = format!("({text})");
    }
    Ok(outer.padded(&text))
}
