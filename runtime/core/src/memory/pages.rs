//! The pages that small blocks are carved out of.
//!
//! A page has blocks of one size. When all of them are free again the page
//! can serve another size: [`sweep`] looks for such pages from time to time.

use pyaot_abi::layout::{BLOCK_CLASSES, BLOCK_GRAIN, FreeBlock, Header};

use super::{FREE, Global, PAGE_SIZE, alloc};
use crate::prelude::*;

#[repr(C)]
struct Page {
    /// 0 while the page is in [`EMPTY`].
    block_size: u32,
    /// How many blocks it has so far.
    carved: u32,
    /// Scratch of [`sweep`]: how many blocks were found on a free list, from
    /// [`CANDIDATE`] on where that may be all.
    free: u32,
    next: *mut Page,
    /// Those blocks, linked, while the sweep lasts.
    first: *mut FreeBlock,
    last: *mut FreeBlock,
}

/// Where the first block of a page begins.
const FIRST: usize = size_of::<Page>().next_multiple_of(BLOCK_GRAIN);

/// Every page there is; none is ever given back to the system.
static PAGES: Global<*mut Page> = Global::new(core::ptr::null_mut());
/// Pages that no block is carved out of.
static EMPTY: Global<Vec<*mut Page>> = Global::new(Vec::new());

/// How many more pages may be taken before cycles are collected. The first time comes early, to
/// see whether the program makes any.
static COLLECT_IN: Global<usize> = Global::new(FIRST_COLLECTION);
const FIRST_COLLECTION: usize = 32;
/// Programs that take so many pages get large ones from the system.
const MANY_PAGES: usize = 256;
/// At least this many pages are taken between two collections.
const MIN_BETWEEN: usize = 16;

/// How many more pages may be taken before a sweep.
static SWEEP_IN: Global<usize> = Global::new(SWEEP_MIN);
/// At least this many pages are taken between two sweeps.
const SWEEP_MIN: usize = 8;
/// Making a page is as much work as a sweep's looking at so many blocks.
const BLOCKS_A_PAGE: usize = 1024;
/// Going from page to page is as much work as looking at so many blocks of one.
const BLOCKS_A_STEP: usize = 32;
/// Fewer empty pages than one in so many are not worth the walk of the free lists.
const WORTHWHILE_SHARE: usize = 4;

/// The page that a class has blocks carved out of; null: a new one is wanted.
static GROWING: Global<[*mut Page; BLOCK_CLASSES]> =
    Global::new([core::ptr::null_mut(); BLOCK_CLASSES]);
/// So many bytes of a page are carved first, then as many again as there are: a program with few
/// objects of a size touches little of their page.
const FIRST_CARVED: usize = 4 << 10;

impl Page {
    /// How many blocks there are.
    fn count(&self) -> usize {
        self.carved as usize
    }

    /// How many there can be.
    fn room(&self) -> usize {
        (PAGE_SIZE - FIRST) / self.block_size as usize
    }
}

/// The `i`th block of a page.
///
/// # Safety
/// The page has so many blocks.
unsafe fn block(page: *mut Page, i: usize) -> *mut u8 {
    // SAFETY: as promised by the caller.
    unsafe {
        page.cast::<u8>()
            .add(FIRST + i * (*page).block_size as usize)
    }
}

/// Calls `visit` with every page. It may change the pages, not their list.
fn for_each_page(mut visit: impl FnMut(*mut Page)) {
    // SAFETY: pages stay linked for ever.
    unsafe {
        let mut page = *PAGES.get();
        while !page.is_null() {
            visit(page);
            page = (*page).next;
        }
    }
}

/// Addresses of all pages of small objects.
pub fn page_addresses() -> Vec<usize> {
    let mut addresses = Vec::new();
    for_each_page(|page| addresses.push(page as usize));
    addresses
}

/// Collects cycles when enough pages have been taken since the last time:
/// as many as what lives would fill. True when blocks of `class` became free.
fn collect_if_due(class: usize) -> bool {
    // SAFETY: short accesses.
    unsafe {
        if *COLLECT_IN.get() > 0 {
            *COLLECT_IN.get() -= 1;
            return false;
        }
        if page_addresses().len() >= MANY_PAGES {
            crate::arena::use_huge_pages();
        }
        crate::gc::collect_quietly();
        plan_next();
        !(*FREE.get())[class].is_null()
    }
}

/// After a collection: works out when the next one is due.
pub fn plan_next() {
    let taken = page_addresses().len();
    // SAFETY: short accesses.
    unsafe {
        let live = live_bytes() / PAGE_SIZE;
        if live <= taken / 2 {
            // What has become free is taken page by page then, and counts as what is new does:
            // else the garbage of all pages would be waited for, and then of some more.
            sweep();
        }
        // A program without garbage is left alone until it has much.
        let least = match live > taken / 2 {
            true => MANY_PAGES.saturating_sub(taken).max(MIN_BETWEEN),
            false => MIN_BETWEEN,
        };
        *COLLECT_IN.get() = live.max(least);
    }
}

/// Bytes of the small blocks in use.
fn live_bytes() -> usize {
    let mut bytes = 0;
    // SAFETY: the walk only looks.
    unsafe { for_each_small_block(|_, size| bytes += size) };
    bytes
}

/// Carves more blocks of class `class` and returns one of them.
#[cold]
#[inline(never)]
pub(super) fn refill(class: usize) -> *mut u8 {
    // SAFETY: nobody uses what is not carved yet, and the blocks fit the page.
    unsafe {
        let mut page = (*GROWING.get())[class];
        if page.is_null() {
            if collect_if_due(class) {
                return alloc(class * BLOCK_GRAIN);
            }
            page = empty_page();
            (*page).block_size = (class.max(1) * BLOCK_GRAIN) as u32;
            (*page).carved = 0;
        }
        let (from, room) = ((*page).count(), (*page).room());
        let least = FIRST_CARVED / (*page).block_size as usize;
        let to = (2 * from).max(least).clamp(1, room);
        let mut list = (*FREE.get())[class];
        for i in (from + 1..to).rev() {
            let block = block(page, i).cast::<FreeBlock>();
            (*block).refcount = 0;
            (*block).next = list;
            list = block;
        }
        (*page).carved = to as u32;
        (*FREE.get())[class] = list;
        (*GROWING.get())[class] = if to < room {
            page
        } else {
            core::ptr::null_mut()
        };
        block(page, from)
    }
}

/// A page without blocks.
fn empty_page() -> *mut Page {
    // SAFETY: short accesses; a new page is large and aligned enough.
    unsafe {
        if *SWEEP_IN.get() == 0 && (*EMPTY.get()).is_empty() && !crate::gc::is_collecting() {
            sweep();
        }
        *SWEEP_IN.get() = (*SWEEP_IN.get()).saturating_sub(1);
        if let Some(page) = (*EMPTY.get()).pop() {
            return page;
        }
        let page = crate::arena::page().cast::<Page>();
        (*page).next = *PAGES.get();
        *PAGES.get() = page;
        page
    }
}

/// Moves the pages all of whose blocks are free to [`EMPTY`].
///
/// Only what is on a free list is free: an object that is being made or taken
/// apart has no references either. But a page with a referenced object, nearly
/// every one of a program that holds its memory, is passed over at a glance.
/// One page of each size stays what it is: a size that comes and goes, as those
/// of a text that grows do, would have its page made anew each time.
#[cold]
fn sweep() {
    let (mut pages, mut candidates, mut work) = (0, 0, 0);
    let mut classes = [false; BLOCK_CLASSES];
    let mut spare = [false; BLOCK_CLASSES];
    for_each_page(|page| {
        // SAFETY: the blocks are those of the page.
        unsafe {
            let page_ref = &mut *page;
            page_ref.free = 0;
            pages += 1;
            work += BLOCKS_A_STEP;
            let is_used = page_ref.block_size == 0
                || page_ref.count() < page_ref.room()
                || (0..page_ref.count()).any(|i| {
                    work += 1;
                    (*block(page, i).cast::<Header>()).refcount != 0
                });
            if is_used {
                return;
            }
            let class = page_ref.block_size as usize / BLOCK_GRAIN;
            if core::mem::replace(&mut spare[class], true) {
                page_ref.free = CANDIDATE;
                page_ref.first = core::ptr::null_mut();
                classes[class] = true;
                candidates += 1;
            }
        }
    });
    if candidates * WORTHWHILE_SHARE >= pages {
        work += take_empty(&classes);
    }
    // SAFETY: a short access.
    unsafe { *SWEEP_IN.get() = (work / BLOCKS_A_PAGE).max(SWEEP_MIN) };
}

/// Moves the candidates that are on the free lists whole to [`EMPTY`]; they
/// are of these classes. How many blocks had to be looked at.
fn take_empty(classes: &[bool; BLOCK_CLASSES]) -> usize {
    let mut work = 0;
    // SAFETY: free blocks lie in pages; nothing else runs meanwhile.
    unsafe {
        let lists = &mut *FREE.get();
        for class in (0..BLOCK_CLASSES).filter(|class| classes[*class]) {
            let mut at = lists[class];
            let mut place: *mut *mut FreeBlock = &mut lists[class];
            while !at.is_null() {
                let (page, next) = (&mut *page_of(at), (*at).next);
                if page.free == 0 {
                    *place = at;
                    place = &mut (*at).next;
                } else {
                    if page.free == CANDIDATE {
                        page.last = at;
                    }
                    (*at).next = core::mem::replace(&mut page.first, at);
                    page.free += 1;
                }
                at = next;
                work += 1;
            }
            *place = core::ptr::null_mut();
        }
        for_each_page(|page| {
            let page = &mut *page;
            if page.block_size == 0 || page.free <= CANDIDATE {
                return;
            }
            if page.free as usize == page.count() + CANDIDATE as usize {
                page.block_size = 0;
                (*EMPTY.get()).push(page);
            } else {
                let list = &mut lists[page.block_size as usize / BLOCK_GRAIN];
                (*page.last).next = core::mem::replace(list, page.first);
            }
        });
    }
    // A walk along a list takes less than half the time of making as many blocks.
    work / 2
}

/// What [`sweep`] begins to count from in a page that may be empty.
const CANDIDATE: u32 = 1;

/// The page a small block lies in.
fn page_of(block: *mut FreeBlock) -> *mut Page {
    block.map_addr(|address| address & !(PAGE_SIZE - 1)).cast()
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
    for_each_page(|page| {
        // SAFETY: the blocks are those of the page.
        unsafe {
            let size = (*page).block_size as usize;
            let count = if size == 0 { 0 } else { (*page).count() };
            for i in 0..count {
                let header = block(page, i).cast::<Header>();
                if (*header).refcount != 0 {
                    visit(header, size);
                }
            }
        }
    });
}
