//! The specifications of ints and floats that are used most, laid out without
//! memory of their own: an alignment or zeros, a width of two digits, commas,
//! a precision of one digit, `d` or `f`. All others are for `number_format`.

use crate::float_text::Fixed;
use crate::int::Decimal;
use crate::reference::Str;

/// `[<|>|^|0][width][,][.precision][d|f]`.
struct Short {
    /// `<`, `>`, `^`, or `0`: zeros behind the sign.
    align: u8,
    width: usize,
    commas: bool,
    precision: Option<usize>,
    kind: Option<u8>,
}

/// Longer than any width and any number with commas.
const LONGEST: usize = 128;

impl Short {
    fn parse(spec: &[u8]) -> Option<Short> {
        let (align, rest) = match spec {
            [align @ (b'<' | b'>' | b'^'), rest @ ..] => (*align, rest),
            [b'0', rest @ ..] => (b'0', rest),
            rest => (b'>', rest),
        };
        let (width, rest) = match rest {
            [a @ b'1'..=b'9', b @ b'0'..=b'9', rest @ ..] => ((a - b'0') * 10 + b - b'0', rest),
            [a @ b'1'..=b'9', rest @ ..] => (a - b'0', rest),
            rest => (0, rest),
        };
        let (commas, rest) = match rest {
            // Zeros on the left have commas too.
            [b',', rest @ ..] if align != b'0' => (true, rest),
            rest => (false, rest),
        };
        let (precision, rest) = match rest {
            [b'.', digit @ b'0'..=b'9', rest @ ..] => (Some(usize::from(digit - b'0')), rest),
            rest => (None, rest),
        };
        let kind = match rest {
            [] => None,
            [kind @ (b'd' | b'f')] => Some(*kind),
            _ => return None,
        };
        Some(Short {
            align,
            width: usize::from(width),
            commas,
            precision,
            kind,
        })
    }

    /// A number's text, aligned; `whole` is how many of its characters, behind
    /// a sign, are digits before the point.
    fn lay_out(&self, text: &[u8], whole: usize) -> Str {
        let commas = if self.commas {
            whole.saturating_sub(1) / 3
        } else {
            0
        };
        let (sign, digits) = text.split_at(usize::from(text.starts_with(b"-")));
        let missing = self.width.saturating_sub(text.len() + commas);
        let (left, zeros) = match self.align {
            b'0' => (0, missing),
            b'<' => (0, 0),
            b'^' => (missing / 2, 0),
            _ => (missing, 0),
        };
        let mut out = [b' '; LONGEST];
        let mut at = left;
        let mut put = |part: &[u8]| {
            out[at..at + part.len()].copy_from_slice(part);
            at += part.len();
        };
        put(sign);
        for _ in 0..zeros {
            put(b"0");
        }
        if commas == 0 {
            put(digits);
        } else {
            let (whole, rest) = digits.split_at(whole);
            let (first, groups) = whole.split_at(whole.len() - 3 * commas);
            put(first);
            for group in groups.chunks(3) {
                put(b",");
                put(group);
            }
            put(rest);
        }
        Str::new_ascii(&out[..at.max(self.width)])
    }
}

/// `format(n, spec)`.
pub fn int(n: i64, spec: &[u8]) -> Option<Str> {
    let short = Short::parse(spec)?;
    if short.kind == Some(b'f') {
        // Exactly that float.
        return (n.unsigned_abs() < 1 << 53).then(|| float(n as f64, spec))?;
    }
    if short.precision.is_some() {
        return None;
    }
    let decimal = Decimal::new(n);
    let text = decimal.as_str().as_bytes();
    Some(short.lay_out(text, text.len() - usize::from(n < 0)))
}

/// `format(x, spec)`.
pub fn float(x: f64, spec: &[u8]) -> Option<Str> {
    let short = Short::parse(spec)?;
    if short.kind != Some(b'f') {
        return None;
    }
    let fixed = Fixed::new(x, short.precision.unwrap_or(6))?;
    Some(short.lay_out(fixed.as_str().as_bytes(), fixed.whole_digits()))
}
