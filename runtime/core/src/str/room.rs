//! Texts that grow in place.
//!
//! A str has no word for the size of its block. But one that is appended to
//! has no index yet: the word for that says how large the block is, shifted
//! up by one, with the lowest bit set. Small blocks need no such note: their
//! size follows from the text's.

use pyaot_abi::layout::{BLOCK_MAX, StrObject};

use super::index::drop_index;
use super::{STR, block_size, copy_text, str_concat};
use crate::reference::Str;

/// Whether the word for the index holds the size of the block.
#[inline]
pub(super) fn is_room(index: *mut u32) -> bool {
    index.addr() & 1 != 0
}

/// `a + b`, in the place of `a` if the count taken over is its only one.
pub fn str_append(a: &Str, b: &Str) -> Str {
    // SAFETY: the row consumes `a`: its count is ours from here on.
    let taken = unsafe { Str::from_ptr(a.as_ptr()) };
    let fits = taken.header.refcount == 1 && core::ptr::eq(taken.ty(), &STR);
    // A str of one character, and nothing longer, may be known to the runtime.
    if !fits || taken.byte_len < 2 || b.byte_len == 0 {
        return str_concat(&taken, b);
    }
    let this = taken.as_ptr();
    core::mem::forget(taken);
    let old_len = a.byte_len as usize;
    let new_len = old_len + b.byte_len as usize;
    // SAFETY: nobody else has the object, so it may move, and `b` is another one.
    unsafe {
        let this = with_room(this, old_len, new_len);
        let data = (&raw mut (*this).data).cast::<u8>();
        copy_text(b.as_str(), data.add(old_len));
        (*this).hash = 0;
        (*this).byte_len = new_len as i64;
        (*this).char_len += b.char_len;
        Str::from_ptr(this)
    }
}

/// The object in a block with room for a text of `new_len` bytes; it has no
/// index any more.
///
/// # Safety
/// `this` is an exact str of `old_len` bytes, fewer than `new_len`, that only
/// the caller has.
#[inline]
unsafe fn with_room(this: *mut StrObject, old_len: usize, new_len: usize) -> *mut StrObject {
    let needed = block_size(&STR, new_len);
    // SAFETY: as promised by the caller.
    unsafe {
        let index = (*this).index;
        if is_room(index) && index.addr() >> 1 >= needed {
            return this;
        }
        drop_index(this);
        let old_size = block_size(&STR, old_len);
        let this = crate::memory::grow(this.cast(), old_size, needed).cast::<StrObject>();
        (*this).index = if needed > BLOCK_MAX {
            let room = crate::arena::usable_size(this.cast());
            core::ptr::without_provenance_mut(room << 1 | 1)
        } else {
            core::ptr::null_mut()
        };
        this
    }
}
