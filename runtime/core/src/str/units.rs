//! Characters of texts beyond ASCII, many at a time.

use crate::prelude::*;

/// How many bytes of `bytes` begin a character, of eight.
#[inline(always)]
fn starts(bytes: [u8; 8]) -> usize {
    let word = u64::from_le_bytes(bytes);
    let starts = (!word | word << 1) >> 7 & 0x0101_0101_0101_0101;
    (starts.wrapping_mul(0x0101_0101_0101_0101) >> 56) as usize
}

/// The byte offset of the character `n` places behind the one at `at`, or the end of the text.
#[inline]
pub(super) fn skip(text: &[u8], mut at: usize, mut n: usize) -> usize {
    // The start of the character looked for is among the next bytes once no more are to be left out.
    while let Some(bytes) = text[at..].first_chunk() {
        let here = starts(*bytes);
        if here > n {
            break;
        }
        (at, n) = (at + 8, n - here);
    }
    for (i, byte) in text[at..].iter().enumerate() {
        if *byte & 0xc0 != 0x80 {
            if n == 0 {
                return at + i;
            }
            n -= 1;
        }
    }
    text.len()
}

/// How many bytes a character takes that begins with `first`.
#[inline]
pub(super) fn width_of(first: u8) -> usize {
    match first {
        ..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// The byte offset of the character `n` places before the one at `at`.
#[inline]
pub(super) fn skip_back(text: &[u8], mut at: usize, n: usize) -> usize {
    for _ in 0..n {
        at -= 1;
        while at > 0 && text[at] & 0xc0 == 0x80 {
            at -= 1;
        }
    }
    at
}

/// The character that begins at `at`, and where the next one does.
///
/// # Safety
/// A character of `text` begins there.
#[inline(always)]
unsafe fn decode(text: &str, at: usize) -> (u32, usize) {
    // SAFETY: the text is UTF-8, so the character is all there.
    let byte = |i: usize| u32::from(unsafe { *text.as_bytes().get_unchecked(at + i) });
    let more = |i: usize| byte(i) & 63;
    match byte(0) {
        first @ ..0x80 => (first, at + 1),
        first @ 0x80..0xe0 => ((first & 31) << 6 | more(1), at + 2),
        first @ 0xe0..0xf0 => ((first & 15) << 12 | more(1) << 6 | more(2), at + 3),
        first => (
            (first & 7) << 18 | more(1) << 12 | more(2) << 6 | more(3),
            at + 4,
        ),
    }
}

/// What the widest character of a text takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Width {
    /// Up to U+00FF.
    One,
    /// Up to U+FFFF.
    Two,
    /// More, or a lone surrogate, which is kept as a character beyond.
    More,
}

/// How wide the characters of a text are.
pub(crate) fn width(text: &str) -> Width {
    match text.as_bytes().iter().fold(0, |most, byte| most.max(*byte)) {
        ..0xc4 => Width::One,
        0xc4..0xf0 => Width::Two,
        _ => Width::More,
    }
}

/// Characters that are handed on together.
pub(crate) const MANY: usize = 128;

/// Hands on the code points of a text, `MANY` at a time, as units that all of them fit.
#[inline(always)]
pub(crate) fn each_units<T: Copy>(text: &str, unit: impl Fn(u32) -> T, mut take: impl FnMut(&[T])) {
    let bytes = text.as_bytes();
    let mut units = [unit(0); MANY];
    let (mut at, mut n) = (0, 0);
    while at < bytes.len() {
        // ASCII comes in runs.
        if bytes[at].is_ascii()
            && n + 8 <= MANY
            && let Some(eight) = bytes[at..].first_chunk::<8>()
            && u64::from_le_bytes(*eight) & 0x8080_8080_8080_8080 == 0
        {
            for (place, byte) in units[n..n + 8].iter_mut().zip(eight) {
                *place = unit(u32::from(*byte));
            }
            (at, n) = (at + 8, n + 8);
            if n == MANY {
                take(&units);
                n = 0;
            }
            continue;
        }
        // SAFETY: `at` goes from character to character.
        let (code, next) = unsafe { decode(text, at) };
        units[n] = unit(code);
        (at, n) = (next, n + 1);
        if n == MANY {
            take(&units);
            n = 0;
        }
    }
    take(&units[..n]);
}

/// The text of Latin-1 bytes.
pub(crate) fn from_latin1(data: &[u8]) -> String {
    let beyond = data.iter().filter(|byte| !byte.is_ascii()).count();
    let mut out = Vec::with_capacity(data.len() + beyond);
    let mut rest = data;
    while let Some(at) = rest.iter().position(|byte| !byte.is_ascii()) {
        let (ascii, byte) = (&rest[..at], rest[at]);
        out.extend_from_slice(ascii);
        out.extend_from_slice(&[0xc0 | byte >> 6, 0x80 | byte & 0x3f]);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    // SAFETY: ASCII, and characters of two bytes.
    unsafe { String::from_utf8_unchecked(out) }
}

/// Writes `text` back to front to `to`.
///
/// # Safety
/// There is room for as many bytes, outside the text.
pub(super) unsafe fn reverse(text: &str, to: *mut u8) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        let n = width_of(*first);
        // SAFETY: each character of the text is written once, where it stands from the other end.
        unsafe {
            let (from, to) = (bytes.as_ptr().add(at), to.add(bytes.len() - at - n));
            match n {
                1 => to.write(*first),
                2 => to.cast::<[u8; 2]>().write(from.cast::<[u8; 2]>().read()),
                3 => to.cast::<[u8; 3]>().write(from.cast::<[u8; 3]>().read()),
                _ => to.cast::<[u8; 4]>().write(from.cast::<[u8; 4]>().read()),
            }
        }
        at += n;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "aé日本😀 zwölf Grüße, ein längerer Text ohne Ende: αβγ 日本語";

    #[test]
    fn places_are_those_of_the_characters() {
        let places: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).collect();
        for (from, &start) in places.iter().enumerate() {
            for (to, &end) in places.iter().enumerate() {
                if from <= to {
                    assert_eq!(skip(TEXT.as_bytes(), start, to - from), end);
                    assert_eq!(skip_back(TEXT.as_bytes(), end, to - from), start);
                }
            }
        }
        assert_eq!(skip(TEXT.as_bytes(), 0, places.len()), TEXT.len());
        assert_eq!(skip(TEXT.as_bytes(), 0, places.len() + 9), TEXT.len());
    }

    #[test]
    fn units_are_the_code_points() {
        let long = TEXT.repeat(20);
        let mut found = Vec::new();
        each_units(&long, |code| code, |units| found.extend_from_slice(units));
        assert!(found.into_iter().eq(long.chars().map(u32::from)));
        assert_eq!(width("Größe"), Width::One);
        assert_eq!(width("Größe Ā"), Width::Two);
        assert_eq!(width(TEXT), Width::More);
        let latin: Vec<u8> = (0..=255).chain(0..=255).collect();
        let text: String = latin.iter().map(|byte| *byte as char).collect();
        assert_eq!(from_latin1(&latin), text);
    }
}
