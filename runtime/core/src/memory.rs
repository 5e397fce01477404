//! Memory for heap objects.
//!
//! Objects of up to [`BLOCK_MAX`] bytes come from free lists, one for each
//! size class of 16 bytes, carved out of 64 KB aligned pages. A free block
//! has 0 where an object keeps its reference count, so a walk over the pages
//! can tell live from free. Larger objects come from the global allocator.
//!
//! Nothing here is thread safe: whoever runs our code holds the GIL.

use core::alloc::Layout as MemoryLayout;
use core::cell::UnsafeCell;

use pyaot_abi::layout::{
    BLOCK_CLASSES, BLOCK_GRAIN, BLOCK_MAX, FloatObject, FreeBlock, Header, block_class,
};
use pyaot_abi::value as tag;

use crate::prelude::*;
use crate::types::Type;

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

#[repr(C)]
struct PageHeader {
    block_size: usize,
    next_page: *mut PageHeader,
}

/// The free lists; compiled code takes blocks from them too.
#[unsafe(export_name = "pyaot_free_lists")]
static FREE: Global<[*mut FreeBlock; BLOCK_CLASSES]> =
    Global::new([core::ptr::null_mut(); BLOCK_CLASSES]);
static PAGES: Global<*mut PageHeader> = Global::new(core::ptr::null_mut());

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
        return refill(class);
    }
    alloc_large(size)
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

/// How many more pages may be made before cycles are collected.
static PAGES_LEFT: Global<usize> = Global::new(FIRST_COLLECTION);
const FIRST_COLLECTION: usize = 256;
/// At least this many new pages lie between two collections.
const MIN_BETWEEN: usize = 16;

/// Addresses of all pages of small objects.
pub fn page_addresses() -> Vec<usize> {
    let mut addresses = Vec::new();
    // SAFETY: pages are linked as they are made and never given back.
    unsafe {
        let mut page = *PAGES.get();
        while !page.is_null() {
            addresses.push(page as usize);
            page = (*page).next_page;
        }
    }
    addresses
}

/// Collects cycles when enough pages have been made since the last time:
/// as many as what lives would fill. True when blocks of `class` became free.
fn collect_if_due(class: usize) -> bool {
    // SAFETY: short accesses.
    unsafe {
        if *PAGES_LEFT.get() > 0 {
            *PAGES_LEFT.get() -= 1;
            return false;
        }
        crate::arena::use_huge_pages();
        crate::gc::collect_quietly();
        *PAGES_LEFT.get() = (live_bytes() / PAGE_SIZE).max(MIN_BETWEEN);
        !(*FREE.get())[class].is_null()
    }
}

/// Bytes of the small blocks in use.
fn live_bytes() -> usize {
    let mut bytes = 0;
    // SAFETY: the walk only looks.
    unsafe { for_each_small_block(|_, size| bytes += size) };
    bytes
}

/// Carves a new page into blocks of class `class` and returns one of them.
#[cold]
#[inline(never)]
fn refill(class: usize) -> *mut u8 {
    if collect_if_due(class) {
        return alloc(class * BLOCK_GRAIN);
    }
    let block_size = class.max(1) * BLOCK_GRAIN;
    // SAFETY: a fresh page is carved into blocks that fit it.
    unsafe {
        let page = crate::arena::page();
        let header = page.cast::<PageHeader>();
        (*header).block_size = block_size;
        (*header).next_page = *PAGES.get();
        *PAGES.get() = header;
        let first = size_of::<PageHeader>().next_multiple_of(BLOCK_GRAIN);
        let count = (PAGE_SIZE - first) / block_size;
        let mut list = (*FREE.get())[class];
        for i in (1..count).rev() {
            let block = page.add(first + i * block_size).cast::<FreeBlock>();
            (*block).refcount = 0;
            (*block).next = list;
            list = block;
        }
        (*FREE.get())[class] = list;
        page.add(first)
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
            let grown = alloc::alloc::realloc(block, large_layout(old_size), new_size);
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

/// Calls `visit` with every live object in the small-object pages.
///
/// # Safety
/// `visit` neither allocates nor frees objects.
pub unsafe fn for_each_small_object(mut visit: impl FnMut(*mut Header)) {
    // SAFETY: as promised by the caller.
    unsafe { for_each_small_block(|header, _| visit(header)) }
}

/// As [`for_each_small_object`], with the size of the block.
unsafe fn for_each_small_block(mut visit: impl FnMut(*mut Header, usize)) {
    // SAFETY: pages are carved as their header says and never given back.
    unsafe {
        let mut page = *PAGES.get();
        while !page.is_null() {
            let size = (*page).block_size;
            let first = size_of::<PageHeader>().next_multiple_of(BLOCK_GRAIN);
            for i in 0..(PAGE_SIZE - first) / size {
                let header = page.cast::<u8>().add(first + i * size).cast::<Header>();
                if (*header).refcount != 0 {
                    visit(header, size);
                }
            }
            page = (*page).next_page;
        }
    }
}

/// Nested deallocations beyond this wait until the outer ones are done, so
/// that a long chain of objects does not exhaust the stack.
const MAX_NESTING: u32 = 50;
static NESTING: Global<u32> = Global::new(0);
static DEFERRED: Global<Vec<*mut Header>> = Global::new(Vec::new());

/// Whether CPython has weak references to objects of ours.
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
        // Floats die by the million and own nothing.
        if core::ptr::eq((*header).ty.cast(), &crate::float::FLOAT) {
            free(header.cast(), size_of::<FloatObject>());
            return;
        }
        // So do strs, and they own no other object.
        if core::ptr::eq((*header).ty.cast(), &crate::str::STR) {
            crate::str::free_exact(header.cast());
            return;
        }
        if core::ptr::eq((*header).ty.cast(), &crate::int::INT) {
            crate::int::free_exact(header);
            return;
        }
        // And so do tuples of numbers, which are keys.
        if core::ptr::eq((*header).ty.cast(), &crate::tuple::TUPLE)
            && crate::tuple::free_plain(header)
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
        let nesting = NESTING.get();
        if *nesting >= MAX_NESTING {
            (*DEFERRED.get()).push(header);
            return;
        }
        *nesting += 1;
        let dealloc = (*(*header).ty.cast::<Type>()).slots().dealloc;
        dealloc(header);
        if *nesting == 1 {
            while let Some(next) = (*DEFERRED.get()).pop() {
                let dealloc = (*(*next).ty.cast::<Type>()).slots().dealloc;
                dealloc(next);
            }
        }
        *nesting -= 1;
    }
}
