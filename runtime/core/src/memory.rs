//! Memory for heap objects.
//!
//! Objects of up to [`BLOCK_MAX`] bytes come from free lists, one for each
//! size class of 16 bytes, carved out of 64 KB aligned pages. A free block
//! has 0 where an object keeps its reference count, so a walk over the pages
//! can tell live from free. Larger objects come from the global allocator.
//!
//! Nothing here is thread safe: whoever runs our code holds the GIL.

mod pages;

use core::alloc::Layout as MemoryLayout;
use core::cell::UnsafeCell;

use pyaot_abi::layout::{
    BLOCK_CLASSES, BLOCK_MAX, DROPS_QUIETLY, FloatObject, FreeBlock, Header, block_class, drop_word,
};
use pyaot_abi::value as tag;

use crate::prelude::*;
use crate::types::Type;

pub use pages::{for_each_small_object, page_addresses, plan_next};

/// Size and alignment of the pages small objects are carved out of.
pub const PAGE_SIZE: usize = 64 * 1024;

/// A variable that only the thread holding the GIL touches.
#[repr(transparent)]
pub struct Global<T>(UnsafeCell<T>);
// SAFETY: access is serialised by the GIL.
unsafe impl<T> Sync for Global<T> {}

impl<T> Global<T> {
    pub const fn new(value: T) -> Global<T> {
        Global(UnsafeCell::new(value))
    }
    /// Address of the variable. Callers keep references short and never
    /// across code that may come back here.
    pub const fn get(&self) -> *mut T {
        self.0.get()
    }
}

/// The free lists; compiled code takes blocks from them too.
#[unsafe(export_name = "pyaot_free_lists")]
static FREE: Global<[*mut FreeBlock; BLOCK_CLASSES]> =
    Global::new([core::ptr::null_mut(); BLOCK_CLASSES]);

/// A block of at least `size` bytes, aligned to 16, contents undefined.
#[inline]
pub fn alloc(size: usize) -> *mut u8 {
    if size <= BLOCK_MAX {
        let class = block_class(size);
        // SAFETY: `class` is in range and list entries are blocks nobody uses.
        unsafe {
            let head = &mut (*FREE.get())[class];
            let block = *head;
            if !block.is_null() {
                *head = (*block).next;
                return block.cast();
            }
        }
        return pages::refill(class);
    }
    alloc_large(size)
}

/// Whether the system would give as much memory at all; asked before somebody takes it for granted.
pub fn is_available(size: usize) -> bool {
    if size < 1 << 30 {
        return true;
    }
    let (access, kind) = (
        libc::PROT_READ | libc::PROT_WRITE,
        libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
    );
    // SAFETY: pages that nobody touches, given back at once.
    unsafe {
        let place = libc::mmap(core::ptr::null_mut(), size, access, kind, -1, 0);
        place != libc::MAP_FAILED && libc::munmap(place, size) == 0
    }
}

#[cold]
fn alloc_large(size: usize) -> *mut u8 {
    let layout = large_layout(size);
    // SAFETY: the size is not zero.
    let block = unsafe { alloc::alloc::alloc(layout) };
    if block.is_null() {
        alloc::alloc::handle_alloc_error(layout);
    }
    block
}

fn large_layout(size: usize) -> MemoryLayout {
    match MemoryLayout::from_size_align(size, 16) {
        Ok(layout) => layout,
        Err(_) => crate::start::fatal("an object is larger than the address space"),
    }
}

/// Gives back a block of [`alloc`].
///
/// # Safety
/// `block` came from `alloc(size)` with a size of the same class and is not used again.
#[inline]
pub unsafe fn free(block: *mut u8, size: usize) {
    // SAFETY: as promised by the caller.
    unsafe {
        if size <= BLOCK_MAX {
            let block = block.cast::<FreeBlock>();
            let head = &mut (*FREE.get())[block_class(size)];
            (*block).refcount = 0;
            (*block).next = *head;
            *head = block;
        } else {
            alloc::alloc::dealloc(block, large_layout(size));
        }
    }
}

/// A block of `new_size` bytes that starts with what `block` held.
///
/// # Safety
/// `block` came from `alloc(old_size)` with a size of the same class, which is
/// less than `new_size`, and is not used again unless it is what is returned.
pub unsafe fn grow(block: *mut u8, old_size: usize, new_size: usize) -> *mut u8 {
    // SAFETY: as promised by the caller.
    unsafe {
        if new_size <= BLOCK_MAX && block_class(old_size) == block_class(new_size) {
            return block;
        }
        if old_size > BLOCK_MAX {
            if crate::arena::usable_size(block) >= new_size {
                return block;
            }
            // What is grown once is often grown again; room that is not
            // written to costs addresses only.
            let room = if old_size >= PAGE_SIZE {
                new_size / 2
            } else {
                0
            };
            let grown = alloc::alloc::realloc(block, large_layout(old_size), new_size + room);
            if grown.is_null() {
                alloc::alloc::handle_alloc_error(large_layout(new_size));
            }
            return grown;
        }
        let grown = alloc(new_size);
        grown.copy_from_nonoverlapping(block, old_size);
        free(block, old_size);
        grown
    }
}

/// Nested deallocations beyond this wait until the outer ones are done, so
/// that a long chain of objects does not exhaust the stack.
const MAX_NESTING: u32 = 50;
static NESTING: Global<u32> = Global::new(0);
static DEFERRED: Global<Vec<*mut Header>> = Global::new(Vec::new());

/// Whether CPython has weak references to objects of ours; compiled code looks too.
#[unsafe(export_name = "pyaot_weakly_held")]
static WEAKLY_HELD: Global<bool> = Global::new(false);

/// Says whether CPython has weak references to objects of ours, which are
/// then asked about as they die.
pub fn set_weakly_held(held: bool) {
    // SAFETY: a short access.
    unsafe { *WEAKLY_HELD.get() = held };
}

/// As [`set_weakly_held`] said.
pub fn is_weakly_held() -> bool {
    // SAFETY: a short access.
    unsafe { *WEAKLY_HELD.get() }
}

/// Gives up an item of a container: often a str, and the last reference.
#[inline]
pub(crate) fn release_item(item: crate::value::Value) {
    let word = item.into_raw();
    if word & tag::COUNTED_MASK != 0 || word == tag::UNBOUND {
        return;
    }
    // SAFETY: a counted word has its count first; the reference is given up here.
    unsafe {
        let count = (word & !tag::LOW_MASK) as *mut i64;
        *count -= 1;
        if *count != 0 {
            return;
        }
        let header = word as *mut Header;
        if word & tag::FOREIGN == 0 && core::ptr::eq((*header).ty.cast(), &crate::str::STR) {
            crate::str::free_exact(header.cast());
        } else {
            dealloc(word);
        }
    }
}

/// Destroys the object at `word`, whose count has just reached 0.
///
/// # Safety
/// `word` is a counted word nobody refers to any more.
#[cold]
#[inline(never)]
pub unsafe fn dealloc(word: u64) {
    if word & tag::FOREIGN != 0 {
        crate::foreign::dealloc((word - tag::FOREIGN) as *mut u8);
    } else {
        // SAFETY: as promised by the caller.
        unsafe { dealloc_ours(word) }
    }
}

/// The same for an object of ours.
#[inline(never)]
unsafe fn dealloc_ours(word: u64) {
    let header = word as *mut Header;
    // SAFETY: the object is dead and its type's slot knows how to take it apart.
    unsafe {
        if goes_quietly(header) {
            return nest(header);
        }
        // So do strs and numbers, and they own no other object.
        if core::ptr::eq((*header).ty.cast(), &crate::str::STR) {
            crate::str::free_exact(header.cast());
            return;
        }
        if core::ptr::eq((*header).ty.cast(), &crate::int::INT) {
            crate::int::free_exact(header);
            return;
        }
        if core::ptr::eq((*header).ty.cast(), &crate::float::FLOAT) {
            free(header.cast(), size_of::<FloatObject>());
            return;
        }
        // And so do tuples of numbers, which are keys.
        if core::ptr::eq((*header).ty.cast(), &crate::tuple::TUPLE)
            && crate::tuple::free_plain(header)
        {
            return;
        }
        if core::ptr::eq((*header).ty.cast(), &crate::list::LIST)
            && !is_weakly_held()
            && crate::list::free_plain(header)
        {
            return;
        }
        if is_weakly_held()
            && let Some(hooks) = crate::foreign::active_hooks()
        {
            if (hooks.revive)(word) {
                return;
            }
            // With a finaliser, weak references end after it has run.
            if !(*(*header).ty.cast::<Type>()).has_flag(crate::types::type_flags::HAS_DEL) {
                (hooks.clear_weak)(word);
            }
        }
        nest(header);
    }
}

/// Takes a dead object apart, or leaves that to a call further out.
///
/// # Safety
/// `header` is a dead object of ours.
unsafe fn nest(header: *mut Header) {
    // SAFETY: short accesses; the object is taken apart once.
    unsafe {
        let nesting = NESTING.get();
        if *nesting >= MAX_NESTING {
            (*DEFERRED.get()).push(header);
            return;
        }
        *nesting += 1;
        take_apart(header);
        if *nesting == 1 {
            while let Some(next) = (*DEFERRED.get()).pop() {
                take_apart(next);
            }
        }
        *nesting -= 1;
    }
}

/// Whether an object of ours goes without anybody being asked or told: see [`layout::Type::drop_words`].
///
/// # Safety
/// `header` is an object of ours.
#[inline(always)]
unsafe fn goes_quietly(header: *mut Header) -> bool {
    // SAFETY: objects have classes.
    unsafe { (*(*header).ty.cast::<Type>()).drop_words() != 0 && !is_weakly_held() }
}

/// # Safety
/// `header` is a dead object of ours.
unsafe fn take_apart(mut header: *mut Header) {
    // SAFETY: an object's class says what it is made of; it is taken apart once.
    unsafe {
        loop {
            let ty = &*(*header).ty.cast::<Type>();
            if !goes_quietly(header) {
                return (ty.slots().dealloc())(header);
            }
            let mut words = ty.drop_words() & !DROPS_QUIETLY;
            // The last part goes last, in a turn of this loop: lists of nodes do not nest.
            let mut last = 0;
            while words != 0 {
                let word = *header.cast::<u64>().add(drop_word(words.trailing_zeros()));
                words &= words - 1;
                if word & tag::COUNTED_MASK != 0 || word == tag::UNBOUND {
                    continue;
                }
                let count = (word & !tag::LOW_MASK) as *mut i64;
                *count -= 1;
                if *count != 0 {
                    continue;
                }
                if word & tag::FOREIGN != 0 || !goes_quietly(word as *mut Header) {
                    dealloc(word);
                } else if words == 0 {
                    last = word;
                } else {
                    nest(word as *mut Header);
                }
            }
            free(header.cast(), ty.instance_size() as usize);
            if last == 0 {
                return;
            }
            header = last as *mut Header;
        }
    }
}
