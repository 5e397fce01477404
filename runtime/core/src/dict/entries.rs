//! The entries of a dict: a vector whose fields lie where compiled code looks
//! for them.

use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};

use crate::prelude::*;
use crate::value::Value;

/// An entry; both parts are `None` once deleted.
#[repr(C)]
pub struct Entry {
    pub hash: i64,
    pub key: Option<Value>,
    pub value: Option<Value>,
}

/// A `Vec<Entry>` in three words of known order.
#[repr(C)]
pub struct Entries {
    pub(super) first: *mut Entry,
    pub(super) len: usize,
    capacity: usize,
}

impl Entries {
    pub const fn new() -> Entries {
        Entries {
            first: core::ptr::NonNull::dangling().as_ptr(),
            len: 0,
            capacity: 0,
        }
    }

    /// Copies of the entries of another dict, with room for `capacity` in all.
    pub fn copy_of(other: &[Entry], capacity: usize) -> Entries {
        let mut entries = Entries::new();
        entries.with_vec(|copies| {
            copies.reserve_exact(capacity.max(other.len()));
            copies.extend(other.iter().map(|entry| Entry {
                hash: entry.hash,
                key: entry.key.clone(),
                value: entry.value.clone(),
            }));
        });
        entries
    }

    /// Appends an entry.
    #[inline]
    pub fn push(&mut self, entry: Entry) {
        if self.len == self.capacity {
            self.with_vec(|entries| entries.reserve(1));
        }
        // SAFETY: there is room for one more.
        unsafe { self.first.add(self.len).write(entry) };
        self.len += 1;
    }

    /// Closes the gaps of deleted entries.
    pub fn drop_deleted(&mut self) {
        self.with_vec(|entries| entries.retain(|entry| entry.key.is_some()));
    }

    /// Makes room for exactly `more` entries.
    pub fn reserve_exact(&mut self, more: usize) {
        self.with_vec(|entries| entries.reserve_exact(more));
    }

    /// Drops the entries from `len` on.
    pub fn truncate(&mut self, len: usize) {
        self.with_vec(|entries| entries.truncate(len));
    }

    fn with_vec(&mut self, work: impl FnOnce(&mut Vec<Entry>)) {
        // SAFETY: the parts of a vector, which goes back where it came from.
        let vec = unsafe { Vec::from_raw_parts(self.first, self.len, self.capacity) };
        let mut vec = ManuallyDrop::new(vec);
        work(&mut vec);
        self.first = vec.as_mut_ptr();
        self.len = vec.len();
        self.capacity = vec.capacity();
    }
}

impl Default for Entries {
    fn default() -> Entries {
        Entries::new()
    }
}

impl Drop for Entries {
    fn drop(&mut self) {
        // SAFETY: the parts of a vector, not used after this.
        drop(unsafe { Vec::from_raw_parts(self.first, self.len, self.capacity) });
    }
}

impl Deref for Entries {
    type Target = [Entry];

    #[inline]
    fn deref(&self) -> &[Entry] {
        // SAFETY: `len` entries live at `first`.
        unsafe { core::slice::from_raw_parts(self.first, self.len) }
    }
}

impl DerefMut for Entries {
    #[inline]
    fn deref_mut(&mut self) -> &mut [Entry] {
        // SAFETY: `len` entries live at `first`.
        unsafe { core::slice::from_raw_parts_mut(self.first, self.len) }
    }
}
