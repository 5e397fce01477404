//! Bytes of texts, sixteen at a time: where words and lines end.
//!
//! That takes no branch for each byte, whose end the machine would have to guess.

use core::arch::x86_64::{
    __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
    _mm_set_epi64x, _mm_set1_epi8, _mm_sub_epi8,
};

/// Bytes that are looked at together.
pub(super) const GROUP: usize = 16;

/// Sixteen bytes.
#[derive(Clone, Copy)]
pub(super) struct Group(__m128i);

/// The bits of the first `n` bytes of a group.
#[inline(always)]
pub(super) fn first(n: usize) -> u32 {
    (1 << n) - 1
}

impl Group {
    /// Up to sixteen bytes, with zeros behind them: the bits that count are those of [`first`].
    #[inline(always)]
    pub fn short(bytes: &[u8]) -> Group {
        let n = bytes.len();
        debug_assert!(n <= GROUP);
        // The first and the last so many bytes, which may overlap.
        let (mut low, mut high) = (0, 0);
        if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            low = u64::from_le_bytes(*first);
            if n > 8 {
                high = u64::from_le_bytes(*last) >> (8 * (GROUP - n));
            }
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            low = u64::from(u32::from_le_bytes(*first));
            low |= u64::from(u32::from_le_bytes(*last)) << (8 * (n - 4));
        } else {
            for (i, byte) in bytes.iter().enumerate() {
                low |= u64::from(*byte) << (8 * i);
            }
        }
        // SAFETY: part of every x86-64. Sixteen bytes that are written to memory in two parts
        // would have to be waited for.
        Group(unsafe { _mm_set_epi64x(high as i64, low as i64) })
    }

    /// A bit for each place of `byte`.
    #[inline(always)]
    pub fn places(self, byte: u8) -> u32 {
        self.is(byte).bits()
    }

    /// The group at `at`, which lies within `text`.
    #[inline(always)]
    fn at(text: &[u8], at: usize) -> Group {
        debug_assert!(at + GROUP <= text.len());
        // SAFETY: the text reaches as far; the instruction is part of every x86-64.
        Group(unsafe { _mm_loadu_si128(text.as_ptr().add(at).cast()) })
    }

    /// Bytes of all ones where there is `byte`.
    #[inline(always)]
    fn is(self, byte: u8) -> Group {
        // SAFETY: part of every x86-64.
        Group(unsafe { _mm_cmpeq_epi8(self.0, _mm_set1_epi8(byte as i8)) })
    }

    /// Bytes of all ones where there is `first` or one of the `more` bytes behind it.
    #[inline(always)]
    fn within(self, first: u8, more: u8) -> Group {
        // SAFETY: part of every x86-64.
        unsafe {
            let from = _mm_sub_epi8(self.0, _mm_set1_epi8(first as i8));
            let least = _mm_min_epu8(from, _mm_set1_epi8(more as i8));
            Group(_mm_cmpeq_epi8(from, least))
        }
    }

    #[inline(always)]
    fn or(self, other: Group) -> Group {
        // SAFETY: part of every x86-64.
        Group(unsafe { _mm_or_si128(self.0, other.0) })
    }

    /// A bit for each byte of all ones, that of the first lowest.
    #[inline(always)]
    fn bits(self) -> u32 {
        // SAFETY: part of every x86-64.
        unsafe { _mm_movemask_epi8(self.0) as u32 }
    }

    #[inline(always)]
    fn spaces(self) -> u32 {
        let controls = self.within(b'\t', 4).or(self.within(0x1c, 3));
        controls.or(self.is(b' ')).bits()
    }

    #[inline(always)]
    fn line_breaks(self) -> u32 {
        self.within(b'\n', 3).or(self.within(0x1c, 2)).bits()
    }
}

/// The bits of all groups of a text, one group after the other.
struct Marks<'a> {
    text: &'a [u8],
    /// Where the next group begins.
    next: usize,
    bits: u32,
}

impl<'a> Marks<'a> {
    fn new(text: &'a [u8]) -> Marks<'a> {
        Marks {
            text,
            next: 0,
            bits: 0,
        }
    }

    /// The place of the next bit; `make` gives the bits of the next group, which has so many
    /// bytes. The end of the text, when there is no more.
    #[inline(always)]
    fn next(&mut self, mut make: impl FnMut(Group, usize) -> u32) -> usize {
        while self.bits == 0 {
            let left = self.text.len().saturating_sub(self.next);
            self.bits = match left {
                0 => return self.text.len(),
                1..GROUP => make(Group::short(&self.text[self.next..]), left),
                _ => make(Group::at(self.text, self.next), GROUP),
            };
            self.next += GROUP;
        }
        let at = self.next - GROUP + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        at.min(self.text.len())
    }
}

/// Whether a text may have spaces or line breaks beyond ASCII (U+0085, U+00A0, U+1680, U+2000 and
/// some behind it, U+3000): hardly any in Latin, Greek or Cyrillic script has a character that begins so.
pub(super) fn may_have_wide_spaces(text: &str) -> bool {
    let begins = |byte| matches!(byte, 0xc2 | 0xe1..=0xe3);
    text.bytes().fold(false, |any, byte| any | begins(byte))
}

/// The words of a text whose spaces are ASCII: where each begins, and where it ends.
pub(super) struct Words<'a> {
    /// Where words begin and end, in turn.
    edges: Marks<'a>,
    /// Whether the byte in front of the next group is a space.
    space: u32,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a str) -> Words<'a> {
        Words {
            edges: Marks::new(text.as_bytes()),
            space: 1,
        }
    }
}

impl Iterator for Words<'_> {
    type Item = (usize, usize);

    #[inline(always)]
    fn next(&mut self) -> Option<(usize, usize)> {
        let mut edge = || {
            self.edges.next(|group, n| {
                // What is behind the text ends a word.
                let spaces = group.spaces() | !first(n) & first(GROUP);
                let before = spaces << 1 | self.space;
                self.space = spaces >> (GROUP - 1);
                (spaces ^ before) & first(GROUP)
            })
        };
        let start = edge();
        let end = edge();
        (start < end).then_some((start, end))
    }
}

/// Where the characters are that end lines in a text that has no such ones beyond ASCII.
pub(super) struct LineBreaks<'a>(Marks<'a>);

impl<'a> LineBreaks<'a> {
    pub fn new(text: &'a str) -> LineBreaks<'a> {
        LineBreaks(Marks::new(text.as_bytes()))
    }
}

impl Iterator for LineBreaks<'_> {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let at = self.0.next(|group, n| group.line_breaks() & first(n));
        (at < self.0.text.len()).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[test]
    fn words_and_lines_of_all_lengths() {
        let text = " one\ttwo  three\x0bfour\x1c\x1dfive\r\nsix seven-eight-nine-ten-eleven \x1fa b\n\n c\x0c";
        for end in 0..text.len() {
            for text in [&text[..end], &text[end..]] {
                let is_space = |c: char| crate::unicode::is_space(c);
                let expected: Vec<&str> = text.split(is_space).filter(|w| !w.is_empty()).collect();
                let found: Vec<&str> = Words::new(text).map(|(a, b)| &text[a..b]).collect();
                assert_eq!(found, expected);
                let is_break = |(at, c)| crate::unicode::is_line_break(c).then_some(at);
                let breaks: Vec<usize> = text.char_indices().filter_map(is_break).collect();
                assert_eq!(LineBreaks::new(text).collect::<Vec<_>>(), breaks);
            }
        }
    }
}
