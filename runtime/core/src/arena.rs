//! The general allocator, and when its memory is in huge pages.
//!
//! Huge pages make a program that holds much memory a fifth faster, and cost
//! one that holds little 4 MB and a tenth of a millisecond: the first page is
//! cleared whole. So they begin when a program has grown.

use core::alloc::{GlobalAlloc, Layout};
use core::ffi::{c_int, c_void};

use mimalloc::MiMalloc;

use crate::memory::Global;

/// Address space the allocator gets to begin with, as much as it would take itself.
const RESERVE: usize = 1 << 30;
/// A block of this size is a sign of much memory.
const LARGE_BLOCK: usize = 4 << 20;

unsafe extern "C" {
    fn mi_reserve_os_memory_ex(
        size: usize,
        commit: bool,
        allow_large: bool,
        exclusive: bool,
        arena: *mut *mut c_void,
    ) -> c_int;
    fn mi_arena_area(arena: *mut c_void, size: *mut usize) -> *mut c_void;
}

/// The first range of the allocator, until it is in huge pages.
static SMALL: Global<*mut c_void> = Global::new(core::ptr::null_mut());

struct Allocator;

#[global_allocator]
static GLOBAL: Allocator = Allocator;

// SAFETY: passes everything on to an allocator that fulfils the contract.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() >= LARGE_BLOCK {
            use_huge_pages();
        }
        // SAFETY: the caller's promises.
        unsafe { MiMalloc.alloc(layout) }
    }
    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if layout.size() >= LARGE_BLOCK {
            use_huge_pages();
        }
        // SAFETY: the caller's promises.
        unsafe { MiMalloc.alloc_zeroed(layout) }
    }
    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises.
        unsafe { MiMalloc.dealloc(block, layout) }
    }
    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if size >= LARGE_BLOCK {
            use_huge_pages();
        }
        // SAFETY: the caller's promises.
        unsafe { MiMalloc.realloc(block, layout, size) }
    }
}

/// Takes the first range of addresses, in small pages. Before anything is allocated.
pub(crate) fn start() {
    // SAFETY: only fails, and then the allocator takes what it needs itself.
    unsafe { mi_reserve_os_memory_ex(RESERVE, true, false, false, SMALL.get()) };
}

/// Asks for huge pages from now on.
#[cold]
pub(crate) fn use_huge_pages() {
    // SAFETY: short accesses; advice on a range of our own.
    unsafe {
        let arena = core::mem::replace(&mut *SMALL.get(), core::ptr::null_mut());
        if !arena.is_null() {
            let mut size = 0;
            let start = mi_arena_area(arena, &mut size);
            libc::madvise(start, size, libc::MADV_HUGEPAGE);
        }
    }
}
