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

/// Units that are handed on together.
const MANY: usize = 256;
/// The high bits of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Hands on the code points of a text none of which is above U+00FF, many at a time.
pub(crate) fn each_latin1(text: &str, mut take: impl FnMut(&[u8])) {
    let mut units = [0; MANY + 8];
    let (mut at, mut n) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        if n >= MANY {
            take(&units[..n]);
            n = 0;
        }
        if bytes.len() - at >= 8 {
            // SAFETY: so many bytes are there, and there is room for as many.
            let high = unsafe {
                let word = bytes.as_ptr().add(at).cast::<u64>().read_unaligned();
                units
                    .as_mut_ptr()
                    .add(n)
                    .cast::<u64>()
                    .write_unaligned(word);
                word & HIGH
            };
            if high == 0 {
                (at, n) = (at + 8, n + 8);
                continue;
            }
            let ascii = high.trailing_zeros() as usize / 8;
            (at, n) = (at + ascii, n + ascii);
        }
        // SAFETY: `at` goes from character to character.
        let (code, next) = unsafe { decode(text, at) };
        units[n] = code as u8;
        (at, n) = (next, n + 1);
    }
    take(&units[..n]);
}

/// Four bytes as four units.
#[inline(always)]
fn widen(bytes: u64) -> u64 {
    let pairs = (bytes | bytes << 16) & 0x0000_ffff_0000_ffff;
    (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff
}

/// Hands on the code points of a text none of which is above U+FFFF, many at a time.
pub(crate) fn each_utf16(text: &str, mut take: impl FnMut(&mut [u16])) {
    let bytes = text.as_bytes();
    let mut units = [0_u16; MANY + 8];
    let (mut at, mut n) = (0, 0);
    while at < bytes.len() {
        if n >= MANY {
            take(&mut units[..n]);
            n = 0;
        }
        if bytes.len() - at >= 8 {
            // SAFETY: so many bytes are there, and there is room for so many units.
            let (word, place) = unsafe {
                let word = bytes.as_ptr().add(at).cast::<u64>().read_unaligned();
                (word, units.as_mut_ptr().add(n).cast::<[u64; 2]>())
            };
            if word & 0x80 == 0 {
                let wide = [widen(word & 0xffff_ffff), widen(word >> 32)];
                // SAFETY: as above.
                unsafe { place.write_unaligned(wide) };
                let more = word & HIGH;
                if more == 0 {
                    (at, n) = (at + 8, n + 8);
                    continue;
                }
                // Only here does the next turn have to wait for a count: no choice of eight or fewer.
                let ascii = core::hint::black_box(more).trailing_zeros() as usize / 8;
                (at, n) = (at + ascii, n + ascii);
                continue;
            }
            // Four characters of two bytes.
            if word & 0xc0e0_c0e0_c0e0_c0e0 == 0x80c0_80c0_80c0_80c0 {
                let (first, second) = (word & 0x001f_001f_001f_001f, word >> 8);
                let codes = first << 6 | second & 0x003f_003f_003f_003f;
                // SAFETY: as above.
                unsafe { place.cast::<u64>().write_unaligned(codes) };
                (at, n) = (at + 8, n + 4);
                continue;
            }
        }
        // SAFETY: `at` goes from character to character.
        let (code, next) = unsafe { decode(text, at) };
        units[n] = code as u16;
        (at, n) = (next, n + 1);
    }
    take(&mut units[..n]);
}

/// Appends the characters that UTF-16 begins with, up to a surrogate or an end that is no whole
/// unit; how many bytes they took.
pub(crate) fn push_utf16(data: &[u8], is_big: bool, out: &mut String) -> usize {
    let native = |pair: [u8; 2]| match is_big {
        true => u16::from_be_bytes(pair),
        false => u16::from_le_bytes(pair),
    };
    // SAFETY: characters are appended as a whole.
    let out = unsafe { out.as_mut_vec() };
    let mut at = 0;
    while at + 1 < data.len() {
        if let Some(eight) = data[at..].first_chunk::<8>() {
            let mut word = u64::from_le_bytes(*eight);
            if is_big {
                let low = 0x00ff_00ff_00ff_00ff;
                word = (word & low) << 8 | word >> 8 & low;
            }
            if word & 0xff80_ff80_ff80_ff80 == 0 {
                let pairs = (word | word >> 8) & 0x0000_ffff_0000_ffff;
                out.extend_from_slice(&((pairs | pairs >> 16) as u32).to_le_bytes());
                at += 8;
                continue;
            }
            // Four of two bytes each: below 0x800, and each reaches the top bit with what is added.
            let top = 0x8000_8000_8000_8000;
            if word & 0xf800_f800_f800_f800 == 0 && (word + 0x7f80_7f80_7f80_7f80) & top == top {
                let first = word >> 6 & 0x001f_001f_001f_001f | 0x00c0_00c0_00c0_00c0;
                let second = word & 0x003f_003f_003f_003f | 0x0080_0080_0080_0080;
                out.extend_from_slice(&(first | second << 8).to_le_bytes());
                at += 8;
                continue;
            }
        }
        match native([data[at], data[at + 1]]) {
            0xd800..0xe000 => break,
            code @ ..0x80 => out.push(code as u8),
            code @ 0x80..0x800 => {
                out.extend_from_slice(&[0xc0 | (code >> 6) as u8, 0x80 | code as u8 & 63]);
            }
            code => out.extend_from_slice(&[
                0xe0 | (code >> 12) as u8,
                0x80 | (code >> 6) as u8 & 63,
                0x80 | code as u8 & 63,
            ]),
        }
        at += 2;
    }
    at
}

/// Appends UTF-16 to bytes.
pub(crate) fn push_units(units: &mut [u16], is_big: bool, out: &mut Vec<u8>) {
    if is_big != cfg!(target_endian = "big") {
        units.iter_mut().for_each(|unit| *unit = unit.swap_bytes());
    }
    // SAFETY: a unit is two bytes.
    out.extend_from_slice(unsafe {
        core::slice::from_raw_parts(units.as_ptr().cast(), 2 * units.len())
    });
}

/// The UTF-8 of each byte of Latin-1; what is no second byte is written over.
static LATIN1: [[u8; 2]; 256] = {
    let mut all = [[0; 2]; 256];
    let mut n = 0;
    while n < 256 {
        all[n] = match n {
            ..0x80 => [n as u8, 0],
            _ => [0xc0 | (n >> 6) as u8, 0x80 | (n & 0x3f) as u8],
        };
        n += 1;
    }
    all
};

/// The text of Latin-1 bytes.
pub(crate) fn from_latin1(data: &[u8]) -> String {
    let beyond = data
        .iter()
        .map(|byte| usize::from(byte >> 7))
        .sum::<usize>();
    let mut out = Vec::with_capacity(data.len() + beyond + 1);
    let to: *mut u8 = out.as_mut_ptr();
    let mut at = 0;
    for some in data.chunks(8) {
        if let Some(eight) = some.first_chunk::<8>()
            && u64::from_le_bytes(*eight) & HIGH == 0
        {
            // SAFETY: there is room for a byte each, and for another where it is not ASCII.
            unsafe { to.add(at).cast::<[u8; 8]>().write(*eight) };
            at += 8;
            continue;
        }
        for byte in some {
            // SAFETY: as above, and one byte more.
            unsafe {
                to.add(at)
                    .cast::<[u8; 2]>()
                    .write(LATIN1[usize::from(*byte)])
            };
            at += 1 + usize::from(byte >> 7);
        }
    }
    // SAFETY: ASCII, and characters of two bytes, up to there.
    unsafe {
        out.set_len(at);
        String::from_utf8_unchecked(out)
    }
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
        let long = TEXT.replace('😀', "ж").repeat(20);
        let mut found = Vec::new();
        each_utf16(&long, |units| found.extend_from_slice(units));
        assert!(found.iter().copied().eq(long.encode_utf16()));
        for is_big in [false, true] {
            let bytes = |unit: &u16| match is_big {
                true => unit.to_be_bytes(),
                false => unit.to_le_bytes(),
            };
            let data: Vec<u8> = found.iter().flat_map(bytes).collect();
            let mut text = String::new();
            assert_eq!(push_utf16(&data, is_big, &mut text), data.len());
            assert_eq!(text, long);
        }
        let mut text = String::new();
        assert_eq!(push_utf16(b"a\0\0\xd8b\0", false, &mut text), 2);
        assert_eq!(text, "a");
        assert_eq!(width("Größe"), Width::One);
        assert_eq!(width("Größe Ā"), Width::Two);
        assert_eq!(width(TEXT), Width::More);
        let latin: Vec<u8> = (0..=255).chain(0..=255).collect();
        let text: String = latin.iter().map(|byte| *byte as char).collect();
        assert_eq!(from_latin1(&latin), text);
        let mut back = Vec::new();
        each_latin1(&text, |units| back.extend_from_slice(units));
        assert_eq!(back, latin);
        assert_eq!(from_latin1(b"ASCII"), "ASCII");
    }
}
