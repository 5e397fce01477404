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
const RESERVE: usize = 64 << 20;
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
    fn mi_malloc(size: usize) -> *mut c_void;
    fn mi_realloc(block: *mut c_void, size: usize) -> *mut c_void;
    fn mi_usable_size(block: *const c_void) -> usize;
    fn mi_arena_area(arena: *mut c_void, size: *mut usize) -> *mut c_void;
}

/// The first range of the allocator, until it is in huge pages.
static SMALL: Global<*mut c_void> = Global::new(core::ptr::null_mut());

/// Every block is aligned to this much without being asked.
const ALIGNMENT: usize = 8;

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
        unsafe {
            if layout.align() <= ALIGNMENT {
                return mi_malloc(layout.size()).cast();
            }
            MiMalloc.alloc(layout)
        }
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
        unsafe {
            if layout.align() <= ALIGNMENT {
                return mi_realloc(block.cast(), size).cast();
            }
            MiMalloc.realloc(block, layout, size)
        }
    }
}

/// How many bytes the block of the allocator really has.
///
/// # Safety
/// The block is one of the global allocator's.
pub(crate) unsafe fn usable_size(block: *const u8) -> usize {
    // SAFETY: as promised by the caller.
    unsafe { mi_usable_size(block.cast()) }
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
            *HUGE.get() = true;
            let (next, end) = *CHUNK_LEFT.get();
            libc::madvise(next as *mut c_void, end - next, libc::MADV_HUGEPAGE);
        }
    }
}

/// Whether [`use_huge_pages`] was called.
static HUGE: Global<bool> = Global::new(false);

/// Address space taken from the system at a time for [`page`]s; nothing of it is memory before it is written.
const CHUNK: usize = 32 << 20;
/// Huge pages are of this size, and begin at multiples of it.
const HUGE_PAGE: usize = 2 << 20;

/// What is left of the last chunk: its first free byte, and its end.
static CHUNK_LEFT: Global<(usize, usize)> = Global::new((0, 0));

/// `PAGE_SIZE` bytes aligned to as much, never given back. An allocator that keeps books on blocks would
/// spend as much again on the alignment.
pub(crate) fn page() -> *mut u8 {
    // SAFETY: short accesses; the chunk is fresh address space, cut at its two ends to whole huge pages.
    unsafe {
        let left = &mut *CHUNK_LEFT.get();
        if left.0 == left.1 {
            let taken = libc::mmap(
                core::ptr::null_mut(),
                CHUNK + HUGE_PAGE,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            );
            if taken == libc::MAP_FAILED {
                alloc::alloc::handle_alloc_error(Layout::new::<[u8; crate::memory::PAGE_SIZE]>());
            }
            let taken = taken as usize;
            let start = taken.next_multiple_of(HUGE_PAGE);
            if start > taken {
                libc::munmap(taken as *mut c_void, start - taken);
            }
            if start < taken + HUGE_PAGE {
                libc::munmap((start + CHUNK) as *mut c_void, taken + HUGE_PAGE - start);
            }
            if *HUGE.get() {
                libc::madvise(start as *mut c_void, CHUNK, libc::MADV_HUGEPAGE);
            }
            *left = (start, start + CHUNK);
        }
        let page = left.0;
        left.0 += crate::memory::PAGE_SIZE;
        page as *mut u8
    }
}
