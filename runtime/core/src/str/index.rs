//! Where the characters of a text that is not ASCII begin.

use pyaot_abi::layout::StrObject;

use super::room;
use super::units::{skip, skip_back, width_of};
use crate::prelude::*;
use crate::reference::Ref;

/// Code points between entries of the index.
const STRIDE: usize = 64;

/// Entries of the code point index of a str of `char_len` code points.
fn index_len(char_len: i64) -> usize {
    char_len as usize / STRIDE + 1
}

/// Words behind the entries: the character that was asked for last, and its byte offset. Who looks at one
/// character after the other walks on from there.
const LAST: usize = 2;

/// How far a walk from the last place may go back.
const BACK: usize = 8;

/// Frees the index of a str, if it has one.
///
/// # Safety
/// The index is not used again.
#[inline]
pub(super) unsafe fn drop_index(this: *mut StrObject) {
    // SAFETY: the index is a vector of this length, taken apart.
    unsafe {
        let index = (*this).index;
        if !index.is_null() && !room::is_room(index) {
            let n = index_len((*this).char_len) + LAST;
            drop(Vec::from_raw_parts(index, n, n));
        }
    }
}

impl Ref<StrObject> {
    /// Byte offsets of every 64th code point, made on first use, and the last place. `None` for
    /// short text, and for text too long for the entries.
    fn index_table(&self) -> Option<(&[u32], *mut u32)> {
        let n = index_len(self.char_len);
        if n < 2 || self.byte_len > i64::from(u32::MAX) {
            return None;
        }
        // SAFETY: the table is owned by the object, and its entries never change once made.
        unsafe {
            let this = self.as_ptr();
            if (*this).index.is_null() || room::is_room((*this).index) {
                (*this).index = self.make_index(n);
            }
            let table = (*this).index;
            Some((core::slice::from_raw_parts(table, n), table.add(n)))
        }
    }

    #[cold]
    #[inline(never)]
    fn make_index(&self, n: usize) -> *mut u32 {
        let text = self.as_str().as_bytes();
        let mut table: Vec<u32> = Vec::with_capacity(n + LAST);
        let mut at = 0;
        while table.len() < n {
            table.push(at as u32);
            // Text of a multiple of the stride has its end as last entry.
            at = skip(text, at, STRIDE);
        }
        table.resize(n + LAST, 0);
        Box::leak(table.into_boxed_slice()).as_mut_ptr()
    }

    /// The byte offset of character number `at`, which is at most the length.
    #[inline]
    pub fn byte_offset(&self, at: usize) -> usize {
        if self.is_ascii() {
            return at;
        }
        if at as i64 >= self.char_len {
            return self.byte_len as usize;
        }
        let text = self.as_str().as_bytes();
        let Some((table, last)) = self.index_table() else {
            return skip(text, 0, at);
        };
        // SAFETY: both words lie behind the entries, and only this function looks at them.
        unsafe {
            let (char, byte) = (*last as usize, *last.add(1) as usize);
            let found = if at.wrapping_sub(char) <= at % STRIDE {
                match at - char {
                    1 => byte + width_of(text[byte]),
                    n => skip(text, byte, n),
                }
            } else if char.wrapping_sub(at) <= BACK {
                skip_back(text, byte, char - at)
            } else {
                skip(text, table[at / STRIDE] as usize, at % STRIDE)
            };
            *last = at as u32;
            *last.add(1) = found as u32;
            found
        }
    }

    /// Where the part of `count` characters from number `start` on lies, all within the text.
    pub(super) fn part(&self, start: usize, count: usize) -> core::ops::Range<usize> {
        let first = self.byte_offset(start);
        let end = start + count;
        let last = match end as i64 >= self.char_len {
            true => self.byte_len as usize,
            false if count < STRIDE => skip(self.as_str().as_bytes(), first, count),
            false => self.byte_offset(end),
        };
        first..last
    }

    /// How many characters begin before byte `offset`, a character boundary.
    pub fn char_position(&self, offset: usize) -> usize {
        if self.is_ascii() {
            return offset;
        }
        match self.index_table() {
            Some((table, _)) => {
                let block = table
                    .partition_point(|&start| start as usize <= offset)
                    .saturating_sub(1);
                block * STRIDE + self.as_str()[table[block] as usize..offset].chars().count()
            }
            None => self.as_str()[..offset].chars().count(),
        }
    }
}
