//! The storage of sets: places for items, and beside them a byte each, its *mark*, that says
//! what is there.
//!
//! The mark of an item is made of its hash. Sixteen marks are compared at once, so a search
//! looks at hardly any place but the one it is for, and a walk passes over free ones; only
//! the marks of a new table have to be cleared.

use core::arch::x86_64::{
    __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_set1_epi8, _mm_setzero_si128,
};

use crate::prelude::*;
use crate::value::Value;

pub(super) const MIN_SIZE: usize = 8;

/// A place; what lies there means nothing unless its mark says that it is full.
#[repr(C)]
pub(super) struct Place {
    item: core::mem::ManuallyDrop<Value>,
    pub hash: i64,
}

/// What the mark of a place says.
pub(super) const EMPTY: u8 = 0;
pub(super) const DELETED: u8 = 1;
/// In the marks of all items.
const FULL: u8 = 0x80;

/// The mark of an item with this hash.
#[inline(always)]
pub(super) fn mark_of(hash: i64) -> u8 {
    ((hash as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57) as u8 | FULL
}

/// Marks that are looked at together.
const GROUP: usize = 16;

/// The marks of some places that follow each other.
#[derive(Clone, Copy)]
pub(super) struct Group(__m128i);

impl Group {
    /// A bit for each place with this mark, the first one lowest.
    #[inline(always)]
    pub fn matching(self, mark: u8) -> u32 {
        // SAFETY: part of every x86-64.
        unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(self.0, _mm_set1_epi8(mark as i8))) as u32 }
    }

    #[inline(always)]
    pub fn empty(self) -> u32 {
        // SAFETY: part of every x86-64.
        unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(self.0, _mm_setzero_si128())) as u32 }
    }

    /// A bit for each place with an item.
    #[inline(always)]
    pub fn full(self) -> u32 {
        // SAFETY: part of every x86-64.
        unsafe { _mm_movemask_epi8(self.0) as u32 }
    }
}

/// Stands for `MIN_SIZE` free places.
static NO_MARKS: [u8; MIN_SIZE + GROUP] = [EMPTY; MIN_SIZE + GROUP];

/// Some places, a power of two. Items are not dropped with them.
#[repr(C)]
pub(super) struct Places {
    first: *mut Place,
    /// As many as there are places, and [`GROUP`] that stay empty.
    marks: *mut u8,
    mask: usize,
}

impl Places {
    /// Without memory of their own, which they need before the first item.
    pub const fn none() -> Places {
        Places {
            first: core::ptr::null_mut(),
            marks: NO_MARKS.as_ptr().cast_mut(),
            mask: MIN_SIZE - 1,
        }
    }

    pub fn with_size(size: usize) -> Places {
        let places = Places::room_for(size);
        // SAFETY: there are that many marks.
        unsafe { places.marks.write_bytes(EMPTY, size + GROUP) };
        places
    }

    /// The same, with marks that have not been written.
    fn room_for(size: usize) -> Places {
        let block: Vec<Place> = Vec::with_capacity(Places::block(size));
        let first = core::mem::ManuallyDrop::new(block).as_mut_ptr();
        Places {
            first,
            // SAFETY: behind the places there is room for the marks.
            marks: unsafe { first.add(size).cast() },
            mask: size - 1,
        }
    }

    /// How many places' memory there is for `size` and their marks.
    const fn block(size: usize) -> usize {
        size + (size + GROUP).div_ceil(size_of::<Place>())
    }

    /// A copy; the items are counted once more.
    pub fn copy(&self) -> Places {
        let size = self.size();
        let copy = Places::room_for(size);
        // SAFETY: both have room for that many.
        unsafe {
            copy.first.copy_from_nonoverlapping(self.first, size);
            copy.marks
                .copy_from_nonoverlapping(self.marks, size + GROUP);
        }
        for at in copy.full() {
            core::mem::forget(copy.item(at).clone());
        }
        copy
    }

    /// Whether there never was an item.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.first.is_null()
    }

    #[inline(always)]
    pub fn mask(&self) -> usize {
        self.mask
    }

    #[inline(always)]
    pub fn size(&self) -> usize {
        self.mask + 1
    }

    /// Tells these places from others.
    pub fn address(&self) -> (*const Place, usize) {
        (self.first, self.mask)
    }

    #[inline(always)]
    pub fn mark(&self, at: usize) -> u8 {
        debug_assert!(at <= self.mask);
        // SAFETY: callers stay within the mask.
        unsafe { *self.marks.add(at) }
    }

    #[inline(always)]
    pub fn is_full(&self, at: usize) -> bool {
        at <= self.mask && self.mark(at) & FULL != 0
    }

    /// The marks from `at` on.
    #[inline(always)]
    pub fn group(&self, at: usize) -> Group {
        debug_assert!(at <= self.mask);
        // SAFETY: callers stay within the mask, and there are more marks behind.
        Group(unsafe { _mm_loadu_si128(self.marks.add(at).cast()) })
    }

    /// The place at `at`, which is full.
    #[inline(always)]
    pub fn place(&self, at: usize) -> &Place {
        debug_assert!(self.is_full(at));
        // SAFETY: full places have been written.
        unsafe { &*self.first.add(at) }
    }

    #[inline(always)]
    pub fn item(&self, at: usize) -> &Value {
        &self.place(at).item
    }

    /// The first full place from `at` on.
    #[inline(always)]
    pub fn next_full(&self, mut at: usize) -> Option<usize> {
        while at <= self.mask {
            match self.group(at).full() {
                0 => at += GROUP,
                full => return Some(at + full.trailing_zeros() as usize),
            }
        }
        None
    }

    /// The full places, in order; nothing may change them meanwhile.
    #[inline(always)]
    pub fn full(&self) -> impl Iterator<Item = usize> + '_ {
        let mut base = 0;
        let mut full = self.group(0).full();
        core::iter::from_fn(move || {
            while full == 0 {
                base += GROUP;
                if base > self.mask {
                    return None;
                }
                full = self.group(base).full();
            }
            let at = base + full.trailing_zeros() as usize;
            full &= full - 1;
            Some(at)
        })
    }

    /// Puts an item at a free place.
    #[inline(always)]
    pub fn fill(&mut self, at: usize, item: Value, hash: i64) {
        self.fill_marked(at, item, hash, mark_of(hash));
    }

    /// The same, where the mark is known.
    #[inline(always)]
    pub fn fill_marked(&mut self, at: usize, item: Value, hash: i64, mark: u8) {
        assert!(at <= self.mask && !self.first.is_null());
        let item = core::mem::ManuallyDrop::new(item);
        // SAFETY: within bounds; a free place owns nothing.
        unsafe {
            self.first.add(at).write(Place { item, hash });
            self.marks.add(at).write(mark);
        }
    }

    /// Takes the item of a full place, which is `mark` from now on.
    #[inline(always)]
    pub fn take(&mut self, at: usize, mark: u8) -> Value {
        assert!(self.is_full(at) && mark & FULL == 0);
        // SAFETY: full, and not so any more: the item is taken once.
        unsafe {
            self.marks.add(at).write(mark);
            core::mem::ManuallyDrop::take(&mut (*self.first.add(at)).item)
        }
    }
}

impl Drop for Places {
    fn drop(&mut self) {
        if !self.first.is_null() {
            // SAFETY: as it was allocated; the vector has no items.
            drop(unsafe { Vec::from_raw_parts(self.first, 0, Places::block(self.size())) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_places_are_found_in_order() {
        let mut places = Places::with_size(64);
        for at in [0, 7, 15, 16, 40, 63] {
            places.fill(at, Value::int(at as i64), at as i64);
        }
        assert_eq!(places.full().collect::<Vec<_>>(), [0, 7, 15, 16, 40, 63]);
        assert_eq!(places.next_full(17), Some(40));
        assert!(places.take(63, DELETED).is(&Value::int(63)));
        assert_eq!(places.next_full(41), None);
        assert_eq!(places.group(48).matching(DELETED), 1 << 15);
        assert!(Places::none().full().next().is_none());
    }
}
