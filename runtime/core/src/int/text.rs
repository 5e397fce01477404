//! Ints from text and as text.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign};

use super::decimal::Decimal;
use super::{from_big, with_big};
use crate::error::{PyResult, Raised, raise_value_error};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::Bytes;
use crate::value::Value;

/// Most decimal digits converted between int and str; 0: no limit.
static MAX_STR_DIGITS: Global<usize> = Global::new(4300);

/// No limit refuses so many digits.
const ALWAYS_ALLOWED: usize = 640;

/// `sys.get_int_max_str_digits()`: CPython's, once it runs.
pub fn max_str_digits() -> usize {
    match crate::foreign::active_hooks() {
        Some(hooks) => (hooks.max_str_digits)(),
        // SAFETY: a short access.
        None => unsafe { *MAX_STR_DIGITS.get() },
    }
}

/// `sys.set_int_max_str_digits(limit)`.
pub fn set_max_str_digits(limit: usize) {
    // SAFETY: a short access.
    unsafe { *MAX_STR_DIGITS.get() = limit };
    if let Some(hooks) = crate::foreign::active_hooks() {
        (hooks.set_max_str_digits)(limit);
    }
}

/// `str(value)` of an int, or the message of the ValueError when it is too long.
pub fn decimal_text(value: &Value) -> Result<String, String> {
    if let Some(n) = value.as_small_int() {
        return Ok(Decimal::new(n).as_str().to_string());
    }
    // Digits are more than (bits - 1) * 0.3 and fewer than bits / 3.
    let bits = with_big(value, |n| n.bit_len());
    let limit = match bits / 3 < ALWAYS_ALLOWED {
        true => 0,
        false => max_str_digits(),
    };
    // What is refused anyway is not converted.
    let text = (limit == 0 || bits.saturating_sub(1) / 10 * 3 <= limit)
        .then(|| with_big(value, |n| n.to_string()));
    text.filter(|text| limit == 0 || text.trim_start_matches('-').len() <= limit)
        .ok_or_else(|| {
            format!(
                "Exceeds the limit ({limit} digits) for integer string conversion; use \
             sys.set_int_max_str_digits() to increase the limit"
            )
        })
}

/// `str(value)` of an int.
pub fn to_decimal(value: &Value) -> PyResult<String> {
    decimal_text(value).map_err(|message| raise_value_error(format_args!("{message}")))
}

/// The magnitude of an int in base 2, 8 or 16, and whether it is negative.
pub fn to_radix(value: &Value, radix: u8) -> (bool, String) {
    let width = radix.trailing_zeros() as usize;
    if let Some(n) = value.as_small_int() {
        let (mut rest, mut digits) = (n.unsigned_abs(), [0; 64]);
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = DIGITS[rest as usize & (usize::from(radix) - 1)];
            rest >>= width;
            if rest == 0 {
                break;
            }
        }
        let text = digits[at..].iter().map(|digit| char::from(*digit));
        return (n < 0, text.collect());
    }
    with_big(value, |n| {
        let (sign, words) = n.as_sign_words();
        // The words from a bit on, as far as a digit reaches.
        let from = |bit: usize| {
            let word = |at: usize| words.get(at).map_or(0, |word| u128::from(*word));
            (word(bit / 64) | word(bit / 64 + 1) << 64) >> (bit % 64)
        };
        let digit = |k: usize| (from(k * width) as usize) & (usize::from(radix) - 1);
        let digits = words_len(words).div_ceil(width).max(1);
        let text = (0..digits).rev().map(|k| char::from(DIGITS[digit(k)]));
        (sign == Sign::Negative, text.collect())
    })
}

/// How many bits a magnitude has.
fn words_len(words: &[u64]) -> usize {
    words
        .last()
        .map_or(0, |last| words.len() * 64 - last.leading_zeros() as usize)
}

pub(super) const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// A sign and a few decimal digits, and nothing else.
pub(super) fn parse_short(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    // Any number of that length is a small int.
    if !(1..=18).contains(&digits.len()) {
        return None;
    }
    let mut n = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        n = n * 10 + i64::from(digit - b'0');
    }
    Some(if negative { -n } else { n })
}

/// An int from text in `base` (0: by prefix), as `int(text, base)` reads it.
pub fn parse(text: &str, base: u32) -> Option<Value> {
    if base == 10
        && let Some(n) = parse_short(text.as_bytes())
    {
        return Some(Value::int(n));
    }
    let trimmed = text.trim_matches(crate::unicode::is_space);
    if base == 10
        && trimmed.len() < text.len()
        && let Some(n) = parse_short(trimmed.as_bytes())
    {
        return Some(Value::int(n));
    }
    let (negative, digits) = match trimmed.as_bytes().first()? {
        b'-' => (true, &trimmed[1..]),
        b'+' => (false, &trimmed[1..]),
        _ => (false, trimmed),
    };
    let prefix = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => Some(16),
        [b'0', b'o' | b'O', ..] => Some(8),
        [b'0', b'b' | b'B', ..] => Some(2),
        _ => None,
    };
    let mut base = base;
    let mut digits = digits;
    let mut prefixed = false;
    match prefix {
        Some(found) if base == 0 || base == found => {
            base = found;
            digits = &digits[2..];
            prefixed = true;
        }
        _ if base == 0 => {
            base = 10;
            // "010" is not a number, "00" is.
            let zeros = digits.bytes().all(|c| c == b'0' || c == b'_');
            if digits.starts_with('0') && !zeros {
                return None;
            }
        }
        _ => {}
    }
    if prefixed && digits.starts_with('_') {
        digits = &digits[1..];
    }
    if digits.is_empty()
        || digits.starts_with('_')
        || digits.ends_with('_')
        || digits.as_bytes().windows(2).any(|pair| pair == b"__")
    {
        return None;
    }
    // Any number of that length is a small int.
    if digits.len() <= 10 && digits.is_ascii() {
        let mut n = 0;
        for c in digits.chars().filter(|&c| c != '_') {
            n = n * i64::from(base) + i64::from(c.to_digit(base)?);
        }
        return Some(Value::int(if negative { -n } else { n }));
    }
    let mut plain = String::with_capacity(digits.len());
    for c in digits.chars().filter(|&c| c != '_') {
        let digit = digit_value(c, base)?;
        plain.push(char::from_digit(digit, base)?);
    }
    let n = IBig::from_str_radix(&plain, base).ok()?;
    Some(from_big(if negative { -n } else { n }))
}

/// Whether text has more digits than CPython converts.
pub fn too_many_digits(text: &str, base: u32) -> bool {
    if text.len() <= ALWAYS_ALLOWED {
        return false;
    }
    let limit = max_str_digits();
    !base.is_power_of_two()
        && limit > 0
        && text.len() > limit
        && text.chars().filter(|c| c.is_alphanumeric()).count() > limit
}

/// The int written in a str or bytes; `None` for other values.
pub(super) fn int_from_text(value: &Value, base: u32) -> PyResult<Option<Value>> {
    let text = if let Some(text) = value.as_str() {
        // Far from the limit of digits.
        if text.byte_len <= 64 {
            return match parse(text.as_str(), base) {
                Some(n) => Ok(Some(n)),
                None => Err(no_number(value, base)),
            };
        }
        text.as_str().to_string()
    } else if let Some(data) = crate::bytes::contents(value) {
        crate::bytes::as_number_text(&data)
    } else {
        return Ok(None);
    };
    if too_many_digits(&text, base) {
        return Err(raise_value_error(format_args!(
            "Exceeds the limit ({} digits) for integer string conversion: value has {} digits; use \
             sys.set_int_max_str_digits() to increase the limit",
            max_str_digits(),
            text.chars()
                .filter(|&c| crate::unicode::decimal(c).is_some())
                .count()
        )));
    }
    match parse(&text, base) {
        Some(n) => Ok(Some(n)),
        None => Err(no_number(value, base)),
    }
}

#[cold]
fn no_number(value: &Value, base: u32) -> Raised {
    let shown = match crate::bytes::contents(value) {
        // Also of a bytearray.
        Some(data) => Bytes::new(&data).into(),
        None => value.clone(),
    };
    match crate::operation::value_repr(&shown) {
        Ok(shown) => {
            let start: String = shown.as_str().chars().take(SHOWN).collect();
            raise_value_error(format_args!(
                "invalid literal for int() with base {base}: {start}"
            ))
        }
        Err(raised) => raised,
    }
}

/// Characters of what is no number that the error shows (`%.200R`).
const SHOWN: usize = 200;

/// The value of a digit of any script in `base`.
fn digit_value(c: char, base: u32) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(base);
    }
    crate::unicode::decimal(c).filter(|&digit| digit < base)
}
