//! Texts to match: of one byte a character, or UTF-8.

use crate::surrogate;

/// A text whose characters are counted in bytes.
pub trait Text: Copy {
    fn bytes(&self) -> &[u8];

    /// The character at a place that is not the end, and where it ends.
    fn next(&self, at: usize) -> (u32, usize);

    /// Where the character in front of a place begins, which is not the front.
    fn before(&self, at: usize) -> usize;

    /// Where the character at a place ends.
    fn behind(&self, at: usize) -> usize;

    const IS_NARROW: bool;
}

/// ASCII or bytes.
#[derive(Clone, Copy)]
pub struct Narrow<'a>(pub &'a [u8]);

impl Text for Narrow<'_> {
    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline(always)]
    fn next(&self, at: usize) -> (u32, usize) {
        (self.0[at].into(), at + 1)
    }

    #[inline(always)]
    fn before(&self, at: usize) -> usize {
        at - 1
    }

    #[inline(always)]
    fn behind(&self, at: usize) -> usize {
        at + 1
    }

    const IS_NARROW: bool = true;
}

#[derive(Clone, Copy)]
pub struct Wide<'a>(pub &'a str);

impl Text for Wide<'_> {
    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    #[inline]
    fn next(&self, at: usize) -> (u32, usize) {
        let bytes = self.0.as_bytes();
        let lead = bytes[at];
        if lead < 128 {
            return (lead.into(), at + 1);
        }
        let rest = |i: usize| u32::from(bytes[at + i] & 0x3f);
        match lead {
            ..0xe0 => (u32::from(lead & 0x1f) << 6 | rest(1), at + 2),
            0xe0..0xf0 => (u32::from(lead & 0xf) << 12 | rest(1) << 6 | rest(2), at + 3),
            _ => {
                let code = u32::from(lead & 7) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3);
                let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                (surrogate::code_of(c), at + 4)
            }
        }
    }

    #[inline(always)]
    fn before(&self, at: usize) -> usize {
        let bytes = self.0.as_bytes();
        let mut at = at - 1;
        while bytes[at] & 0xc0 == 0x80 {
            at -= 1;
        }
        at
    }

    #[inline(always)]
    fn behind(&self, at: usize) -> usize {
        at + match self.0.as_bytes()[at] {
            ..0xc0 => 1,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        }
    }

    const IS_NARROW: bool = false;
}
