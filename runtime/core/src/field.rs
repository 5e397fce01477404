//! Fields of f-strings, laid out in one buffer that is used again: no field
//! has memory of its own, but those that `number_format` is asked about.

use core::fmt::Write as _;

use pyaot_abi::field::Field;

use crate::error::PyResult;
use crate::float_text::Fixed;
use crate::format_value::{Int, raise_format_error};
use crate::int::Decimal;
use crate::memory::Global;
use crate::number_format::{Spec, float_as, int_as};
use crate::prelude::*;
use crate::reference::Str;
use crate::value::Value;

/// A longer buffer is not kept.
const KEPT: usize = 1 << 16;

/// Text that grows.
struct Line {
    bytes: Vec<u8>,
    /// Characters; the rest of the bytes continue one.
    chars: usize,
}

static SPARE: Global<Vec<u8>> = Global::new(Vec::new());

impl Line {
    fn new() -> Line {
        // SAFETY: a short access; who comes back here finds an empty one.
        let bytes = core::mem::take(unsafe { &mut *SPARE.get() });
        Line { bytes, chars: 0 }
    }

    fn finish(mut self) -> Str {
        // SAFETY: nothing but whole texts was put here.
        let text = unsafe { core::str::from_utf8_unchecked(&self.bytes) };
        let made = match self.chars == self.bytes.len() {
            true => Str::of_ascii(text),
            false => Str::of_chars(text, self.chars),
        };
        if self.bytes.capacity() <= KEPT {
            self.bytes.clear();
            // SAFETY: a short access; the buffer that is there is dropped.
            unsafe { *SPARE.get() = self.bytes };
        }
        made
    }

    #[inline]
    fn ascii(&mut self, text: &[u8]) {
        debug_assert!(text.is_ascii());
        // SAFETY: ASCII is UTF-8.
        self.text(unsafe { core::str::from_utf8_unchecked(text) }, text.len());
    }

    fn fill(&mut self, byte: u8, n: usize) {
        if n > 0 {
            self.bytes.resize(self.bytes.len() + n, byte);
            self.chars += n;
        }
    }

    #[inline]
    fn text(&mut self, text: &str, chars: usize) {
        self.bytes.reserve(text.len());
        let length = self.bytes.len();
        // SAFETY: there is room, and it is written.
        unsafe {
            crate::str::copy_text(text, self.bytes.as_mut_ptr().add(length));
            self.bytes.set_len(length + text.len());
        }
        self.chars += chars;
    }

    fn str(&mut self, text: &Str) {
        self.text(text.as_str(), text.char_len as usize);
    }

    /// `format(value, '')`.
    fn plain(&mut self, value: &Value) -> PyResult<()> {
        if let Some(n) = value.as_small_int() {
            self.ascii(Decimal::new(n).as_str().as_bytes());
        } else if let Some(text) = value.as_str() {
            self.str(text);
        } else if let Some(x) = value.as_exact_float() {
            crate::float_text::with_repr(x, |text| self.ascii(text.as_bytes()));
        } else {
            self.str(&crate::operation::value_format(value, &Str::new(""))?);
        }
        Ok(())
    }

    /// An int, a float or a str.
    fn show(&mut self, value: &Value, field: Field) -> PyResult<()> {
        if let Some(text) = value.as_str() {
            self.cut(text, field);
            return Ok(());
        }
        let is_short = match (value.as_small_int(), field.kind) {
            (Some(n), 0 | b'd' | b'x' | b'X' | b'o' | b'b') => self.int(n, field),
            // Exactly that float.
            (Some(n), _) => n.unsigned_abs() < 1 << 53 && self.float(n as f64, field),
            (None, _) => match value.as_float() {
                Some(x) => self.float(x, field),
                None => false,
            },
        };
        if is_short {
            return Ok(());
        }
        let spec = spec(field);
        let made = match value.as_float() {
            Some(x) => float_as(x, &spec, "float"),
            None => int_as(&Int(value), &spec, "int"),
        };
        let made = made.map_err(raise_format_error)?;
        self.ascii(made.as_bytes());
        Ok(())
    }

    fn cut(&mut self, text: &Str, field: Field) {
        let (mut shown, mut chars) = (text.as_str(), text.char_len as usize);
        if let Some(n) = field.precision.map(usize::from).filter(|n| *n < chars) {
            let end = shown.char_indices().nth(n).map_or(shown.len(), |at| at.0);
            (shown, chars) = (&shown[..end], n);
        }
        let missing = usize::from(field.width).saturating_sub(chars);
        let left = match field.align {
            b'>' => missing,
            b'^' => missing / 2,
            _ => 0,
        };
        self.fill(field.fill, left);
        self.text(shown, chars);
        self.fill(field.fill, missing - left);
    }

    fn int(&mut self, n: i64, field: Field) -> bool {
        let (bits, prefix) = match field.kind {
            b'x' => (4, "0x"),
            b'X' => (4, "0X"),
            b'o' => (3, "0o"),
            b'b' => (1, "0b"),
            _ => {
                let decimal = Decimal::new(n);
                let text = decimal.as_str().as_bytes();
                return self.number(n < 0, b"", &text[usize::from(n < 0)..], b"", field);
            }
        };
        if field.grouping != 0 {
            return false;
        }
        let digits = match field.kind {
            b'X' => b"0123456789ABCDEF",
            _ => b"0123456789abcdef",
        };
        let (mut bytes, mut start, mut left) = ([0; 64], 64, n.unsigned_abs());
        loop {
            start -= 1;
            bytes[start] = digits[left as usize & ((1 << bits) - 1)];
            left >>= bits;
            if left == 0 {
                break;
            }
        }
        let prefix = if field.alternate { prefix } else { "" };
        self.number(n < 0, prefix.as_bytes(), &bytes[start..], b"", field)
    }

    fn float(&mut self, x: f64, field: Field) -> bool {
        if field.alternate || !x.is_finite() {
            return false;
        }
        let negative = x.is_sign_negative();
        let decimals = usize::from(field.precision.unwrap_or(6));
        match field.kind {
            b'f' | b'F' => {
                let Some(fixed) = Fixed::new(x.abs(), decimals) else {
                    return false;
                };
                let text = fixed.as_str().as_bytes();
                let (whole, rest) = text.split_at(fixed.whole_digits());
                self.number(negative, b"", whole, rest, field)
            }
            b'%' => {
                let Some(fixed) = Fixed::new((x * 100.0).abs(), decimals) else {
                    return false;
                };
                let mut text = Short::new();
                text.put(fixed.as_str().as_bytes());
                text.put(b"%");
                let (whole, rest) = text.as_bytes().split_at(fixed.whole_digits());
                self.number(negative, b"", whole, rest, field)
            }
            b'e' | b'E' => {
                let mut text = Short::new();
                let exponent = text.digits(x, decimals);
                text.exponent(field.kind, exponent);
                let (whole, rest) = text.as_bytes().split_at(1);
                self.number(negative, b"", whole, rest, field)
            }
            b'g' | b'G' => {
                let digits = decimals.max(1);
                let mut text = Short::new();
                let exponent = text.digits(x, digits - 1);
                text.trim();
                if exponent < -4 || exponent >= digits as i32 {
                    // The letter of the other form: two before.
                    text.exponent(field.kind - 2, exponent);
                    let (whole, rest) = text.as_bytes().split_at(1);
                    return self.number(negative, b"", whole, rest, field);
                }
                let (whole, rest) = text.shifted(exponent);
                let (whole, rest) = (whole.as_bytes(), rest.as_bytes());
                self.number(negative, b"", whole, rest, field)
            }
            0 if field.precision.is_none() => crate::float_text::with_repr(x.abs(), |text| {
                let text = text.as_bytes();
                let whole = text.iter().take_while(|c| c.is_ascii_digit()).count();
                let (whole, rest) = text.split_at(whole);
                self.number(negative, b"", whole, rest, field)
            }),
            _ => false,
        }
    }

    /// A number in its parts, `rest` from the point or the exponent on; false:
    /// not done here.
    fn number(
        &mut self,
        negative: bool,
        prefix: &[u8],
        digits: &[u8],
        rest: &[u8],
        field: Field,
    ) -> bool {
        let commas = match field.grouping {
            0 => 0,
            // Zeros on the left would have commas too.
            _ if field.align == b'=' => return false,
            _ => (digits.len() - 1) / 3,
        };
        let sign: &[u8] = match (negative, field.sign) {
            (true, _) => b"-",
            (false, b'+') => b"+",
            (false, b' ') => b" ",
            _ => b"",
        };
        let length = sign.len() + prefix.len() + digits.len() + commas + rest.len();
        let missing = usize::from(field.width).saturating_sub(length);
        let (left, inside) = match field.align {
            b'<' => (0, 0),
            b'^' => (missing / 2, 0),
            b'=' => (0, missing),
            _ => (missing, 0),
        };
        self.fill(field.fill, left);
        self.ascii(sign);
        self.ascii(prefix);
        self.fill(field.fill, inside);
        if commas == 0 {
            self.ascii(digits);
        } else {
            let (first, groups) = digits.split_at(digits.len() - 3 * commas);
            self.ascii(first);
            for group in groups.chunks(3) {
                self.ascii(&[field.grouping]);
                self.ascii(group);
            }
        }
        self.ascii(rest);
        self.fill(field.fill, missing - left - inside);
        true
    }
}

/// A few bytes of text.
struct Short {
    bytes: [u8; Short::LONGEST],
    len: usize,
}

impl Short {
    /// A hundred digits, their point, an exponent.
    const LONGEST: usize = 120;

    fn new() -> Short {
        Short {
            bytes: [0; Short::LONGEST],
            len: 0,
        }
    }

    fn put(&mut self, text: &[u8]) {
        self.bytes[self.len..self.len + text.len()].copy_from_slice(text);
        self.len += text.len();
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Puts `d.ddd` of `|x|` with so many decimals, and says what power of ten
    /// it is multiplied by.
    fn digits(&mut self, x: f64, decimals: usize) -> i32 {
        let written = write!(self, "{:.decimals$e}", x.abs());
        debug_assert!(written.is_ok());
        let at = memchr::memrchr(b'e', self.as_bytes()).unwrap_or(self.len);
        let text = core::str::from_utf8(&self.bytes[at + 1..self.len]);
        let exponent = text.ok().and_then(|text| text.parse().ok()).unwrap_or(0);
        self.len = at;
        exponent
    }

    /// Cuts zeros off behind the point, and the point behind nothing.
    fn trim(&mut self) {
        if self.len > 1 {
            while self.bytes[self.len - 1] == b'0' {
                self.len -= 1;
            }
            self.len -= usize::from(self.bytes[self.len - 1] == b'.');
        }
    }

    fn exponent(&mut self, letter: u8, exponent: i32) {
        self.put(&[letter, if exponent < 0 { b'-' } else { b'+' }]);
        if exponent.abs() < 10 {
            self.put(b"0");
        }
        self.put(Decimal::new(exponent.abs().into()).as_str().as_bytes());
    }

    /// `d.ddd` times this power of ten: what is before the point, and the rest.
    fn shifted(&self, exponent: i32) -> (Short, Short) {
        let (mut whole, mut rest) = (Short::new(), Short::new());
        let digits = self.as_bytes().iter().filter(|c| **c != b'.');
        if exponent < 0 {
            whole.put(b"0");
            rest.put(b".");
            for _ in 1..-exponent {
                rest.put(b"0");
            }
        }
        for (i, digit) in digits.enumerate() {
            if i as i32 <= exponent {
                whole.put(&[*digit]);
            } else {
                if rest.len == 0 {
                    rest.put(b".");
                }
                rest.put(&[*digit]);
            }
        }
        while (whole.len as i32) <= exponent {
            whole.put(b"0");
        }
        (whole, rest)
    }
}

impl core::fmt::Write for Short {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.put(text.as_bytes());
        Ok(())
    }
}

/// The same specification as `number_format` has it.
fn spec(field: Field) -> Spec {
    let letter = |c: u8| (c != 0).then_some(char::from(c));
    Spec {
        fill: char::from(field.fill),
        align: letter(field.align).unwrap_or('>'),
        sign: letter(field.sign),
        no_negative_zero: false,
        alternate: field.alternate,
        width: Some(field.width.into()),
        grouping: letter(field.grouping),
        precision: field.precision.map(usize::from),
        kind: letter(field.kind),
    }
}

/// `format(value, spec)` of an int, a float or a str.
pub fn show(value: &Value, field: Field) -> PyResult<Str> {
    let mut line = Line::new();
    line.show(value, field)?;
    Ok(line.finish())
}

/// The texts of values in a row, each behind the word of its specification.
pub fn str_fields(parts: &[Value]) -> PyResult<Str> {
    let mut line = Line::new();
    for pair in parts.chunks_exact(2) {
        match pair[0].as_small_int() {
            None | Some(Field::PLAIN) => line.plain(&pair[1])?,
            Some(word) => line.show(&pair[1], Field::unpack(word))?,
        }
    }
    Ok(line.finish())
}

/// As [`str_fields`], of values without specifications.
pub fn join_plain(parts: &[Value]) -> PyResult<Str> {
    let mut line = Line::new();
    for part in parts {
        line.plain(part)?;
    }
    Ok(line.finish())
}
