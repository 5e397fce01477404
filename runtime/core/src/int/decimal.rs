//! Ints that fit a register as text, without memory of their own.

use crate::reference::Str;

/// `00` to `99`.
static PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut n = 0;
    while n < 100 {
        pairs[n] = [b'0' + (n / 10) as u8, b'0' + (n % 10) as u8];
        n += 1;
    }
    pairs
};

/// The decimal text of a number.
pub struct Decimal {
    bytes: [u8; Decimal::LONGEST],
    start: usize,
}

impl Decimal {
    const LONGEST: usize = 20;

    /// Not in line: it is in many places, and in every program.
    #[inline(never)]
    pub fn new(n: i64) -> Decimal {
        let mut bytes = [0; Decimal::LONGEST];
        let mut start = bytes.len();
        let mut left = n.unsigned_abs();
        while left >= 100 {
            start -= 2;
            bytes[start..start + 2].copy_from_slice(&PAIRS[(left % 100) as usize]);
            left /= 100;
        }
        if left >= 10 {
            start -= 2;
            bytes[start..start + 2].copy_from_slice(&PAIRS[left as usize]);
        } else {
            start -= 1;
            bytes[start] = b'0' + left as u8;
        }
        if n < 0 {
            start -= 1;
            bytes[start] = b'-';
        }
        Decimal { bytes, start }
    }

    #[inline]
    pub fn as_str(&self) -> &str {
        // SAFETY: digits and a sign.
        unsafe { core::str::from_utf8_unchecked(&self.bytes[self.start..]) }
    }

    /// How long the text of a number is.
    #[inline]
    pub fn length(n: i64) -> usize {
        let digits = n.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
        digits as usize + usize::from(n < 0)
    }
}

/// The decimal text of a number as a str.
pub fn small_text(n: i64) -> Str {
    Str::of_ascii(Decimal::new(n).as_str())
}

/// Digits of `n` in base 2, 8 or 16 behind `prefix` and a sign.
pub fn with_prefix(n: i64, radix: u64, prefix: &str) -> Str {
    let mut bytes = [0; 80];
    let mut start = bytes.len();
    let mut left = n.unsigned_abs();
    loop {
        start -= 1;
        bytes[start] = super::text::DIGITS[(left & (radix - 1)) as usize];
        left >>= radix.trailing_zeros();
        if left == 0 {
            break;
        }
    }
    start -= prefix.len();
    bytes[start..start + prefix.len()].copy_from_slice(prefix.as_bytes());
    if n < 0 {
        start -= 1;
        bytes[start] = b'-';
    }
    Str::new_ascii(&bytes[start..])
}

#[cfg(test)]
mod tests {
    use super::Decimal;
    use crate::prelude::*;

    #[test]
    fn digits_and_lengths() {
        for n in [0, 7, -7, 10, 99, 100, -100, 12345, i64::MAX, i64::MIN] {
            assert_eq!(Decimal::new(n).as_str(), n.to_string());
            assert_eq!(Decimal::length(n), n.to_string().len());
        }
    }
}
