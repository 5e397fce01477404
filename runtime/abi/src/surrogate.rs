//! Lone surrogates: code points that a Python str can hold and UTF-8 cannot.
//!
//! A str is UTF-8 on either side of the contract, so half of a pair is *kept as* a character that stands
//! for it: one of the 2,048 from U+DD800 on, in a plane to which Unicode assigns nothing. Code points are
//! Python's everywhere else (`ord`, hashes, order, codecs, CPython's strs); whoever goes from one to the
//! other does it here. The genuine characters of that block are given up (`docs/decisions/0024-lone-surrogates.md`).

/// What lies between a surrogate and the character that stands for it.
const OFFSET: u32 = 0xd_0000;
/// The characters that stand for surrogates.
pub const FIRST: char = '\u{dd800}';
const LAST: char = '\u{ddfff}';
/// What each of them begins with in UTF-8, and nothing else that is likely.
pub const LEAD: &[u8] = b"\xf3\x9d";

/// Whether the character stands for a surrogate.
#[inline]
pub fn is_one(c: char) -> bool {
    matches!(c, FIRST..=LAST)
}

/// The code point that is kept as this character.
#[inline]
pub fn code_of(c: char) -> u32 {
    if is_one(c) {
        c as u32 - OFFSET
    } else {
        c as u32
    }
}

/// The character that a code point is kept as: `None` for what is none, and for those given up.
#[inline]
pub fn char_of(code: u32) -> Option<char> {
    match char::from_u32(code) {
        Some(c) if is_one(c) => None,
        Some(c) => Some(c),
        None if code <= 0x10_ffff => char::from_u32(code + OFFSET),
        None => None,
    }
}

/// Whether a character of the text stands for a surrogate, or looks as if it did.
pub fn is_in(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_one)
}
