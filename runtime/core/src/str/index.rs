//! Where the characters of a text that is not ASCII begin.

use pyaot_abi::layout::StrObject;

use super::room;
use crate::prelude::*;
use crate::reference::Ref;

/// Code points between entries of the index.
const STRIDE: usize = 64;

/// Entries of the code point index of a str of `char_len` code points.
fn index_len(char_len: i64) -> usize {
    char_len as usize / STRIDE + 1
}

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
            let n = index_len((*this).char_len);
            drop(Vec::from_raw_parts(index, n, n));
        }
    }
}

impl Ref<StrObject> {
    /// Byte offsets of every 64th code point, made on first use. `None` for
    /// short text, and for text too long for the entries.
    fn index_table(&self) -> Option<&[u32]> {
        let n = index_len(self.char_len);
        if n < 2 || self.byte_len > i64::from(u32::MAX) {
            return None;
        }
        // SAFETY: the table is owned by the object and never changes once made.
        unsafe {
            let this = self.as_ptr();
            if (*this).index.is_null() || room::is_room((*this).index) {
                let starts = self
                    .as_str()
                    .char_indices()
                    .step_by(STRIDE)
                    .map(|(at, _)| at as u32);
                let mut table: Vec<u32> = Vec::with_capacity(n);
                table.extend(starts);
                // Text of a multiple of the stride has its end as last entry.
                table.resize(n, self.byte_len as u32);
                (*this).index = Box::leak(table.into_boxed_slice()).as_mut_ptr();
            }
            Some(core::slice::from_raw_parts((*this).index, n))
        }
    }

    /// The byte offset of character number `at`, which is at most the length.
    pub fn byte_offset(&self, at: usize) -> usize {
        if self.is_ascii() {
            return at;
        }
        if at as i64 >= self.char_len {
            return self.byte_len as usize;
        }
        let (from, skip) = match self.index_table() {
            Some(table) => (table[at / STRIDE] as usize, at % STRIDE),
            None => (0, at),
        };
        let rest = &self.as_str()[from..];
        from + rest
            .char_indices()
            .nth(skip)
            .map_or(rest.len(), |(at, _)| at)
    }

    /// How many characters begin before byte `offset`, a character boundary.
    pub fn char_position(&self, offset: usize) -> usize {
        if self.is_ascii() {
            return offset;
        }
        match self.index_table() {
            Some(table) => {
                let block = table
                    .partition_point(|&start| start as usize <= offset)
                    .saturating_sub(1);
                block * STRIDE + self.as_str()[table[block] as usize..offset].chars().count()
            }
            None => self.as_str()[..offset].chars().count(),
        }
    }
}
