//! The cycle collector.
//!
//! Reference counts free everything but cycles. A collection walks the
//! small-object pages and works by trial deletion: it copies the counts of
//! all objects that can refer to others, takes off the references among
//! them, and whatever then has a count left is held from outside. What
//! cannot be reached from there is garbage.
//!
//! It starts by itself when the number of pages has doubled since the last
//! time, which costs the allocation fast path nothing. That may happen
//! wherever an object is made, so such a collection runs no Python code:
//! garbage with a finaliser waits until the next function is called.

use hashbrown::{HashMap, HashSet};

use pyaot_abi::layout::Header;
use pyaot_abi::value::{IMMORTAL, NONE};

use crate::memory::{Global, PAGE_SIZE};
use crate::prelude::*;
use crate::types::{Layout, Type, type_flags};
use crate::value::{Value, release, retain};

/// Not an object the collection looks at.
const OTHER: i32 = i32::MIN;
/// Known to be reachable.
const REACHABLE: i32 = i32::MAX;

/// Addresses of objects whose `__del__` has run though they still live.
static FINALIZED: Global<Option<HashSet<usize>>> = Global::new(None);
static COLLECTING: Global<bool> = Global::new(false);
static DISABLED: Global<bool> = Global::new(false);
static ENDING: Global<bool> = Global::new(false);

/// Whether the program has ended, and what is alive is being finalised.
pub fn is_ending() -> bool {
    // SAFETY: a short access.
    unsafe { *ENDING.get() }
}

/// Whether cycles are being collected.
pub fn is_collecting() -> bool {
    // SAFETY: a short access.
    unsafe { *COLLECTING.get() }
}

/// Whether `__del__` of a dying object has run already; forgets it.
pub fn take_finalized(header: *mut Header) -> bool {
    // SAFETY: a short access.
    let finalized = unsafe { &mut *FINALIZED.get() };
    finalized
        .as_mut()
        .is_some_and(|known| known.remove(&(header as usize)))
}

/// Notes that `__del__` of an object that lives on has run.
pub fn mark_finalized(header: *mut Header) {
    // SAFETY: a short access.
    let finalized = unsafe { &mut *FINALIZED.get() };
    finalized.get_or_insert_default().insert(header as usize);
}

/// Counts of the objects under collection, by address.
struct Counts {
    /// Open addressing by page number; 0: empty.
    pages: Vec<(usize, Box<[i32]>)>,
    /// Objects outside the small-object pages.
    large: HashMap<usize, i32>,
}

/// Objects of a page begin at multiples of this.
const GRAIN: usize = 16;

impl Counts {
    fn new(pages: &[usize]) -> Counts {
        let mut table: Vec<(usize, Box<[i32]>)> = Vec::new();
        table.resize_with((pages.len() * 2).next_power_of_two(), || (0, Box::new([])));
        for page in pages {
            let mut slot = Counts::slot(*page, table.len());
            while table[slot].0 != 0 {
                slot = (slot + 1) & (table.len() - 1);
            }
            table[slot] = (*page, vec![OTHER; PAGE_SIZE / GRAIN].into_boxed_slice());
        }
        Counts {
            pages: table,
            large: HashMap::new(),
        }
    }

    fn slot(page: usize, len: usize) -> usize {
        (page / PAGE_SIZE).wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as usize) >> 32 & (len - 1)
    }

    /// The count kept for the object at `address`; for large objects only once they are known.
    #[inline]
    fn get(&mut self, address: usize) -> Option<&mut i32> {
        let page = address & !(PAGE_SIZE - 1);
        let mut slot = Counts::slot(page, self.pages.len());
        loop {
            let known = self.pages[slot].0;
            if known == page {
                return Some(&mut self.pages[slot].1[(address - page) / GRAIN]);
            }
            if known == 0 {
                return self.large.get_mut(&address);
            }
            slot = (slot + 1) & (self.pages.len() - 1);
        }
    }
}

unsafe fn class(header: *mut Header) -> &'static Type {
    // SAFETY: a live object; classes are never freed.
    unsafe { &*(*header).ty.cast::<Type>() }
}

/// Whether the object can be part of a cycle.
unsafe fn is_candidate(header: *mut Header) -> bool {
    // SAFETY: a live object.
    unsafe { (*header).refcount < IMMORTAL / 2 && class(header).slots().traverse().is_some() }
}

/// Visits what an object owns. A class of the program over a built-in
/// container has the container's items besides its own fields.
unsafe fn visit_children(header: *mut Header, visit: &mut dyn FnMut(&Value)) {
    // SAFETY: a live object of its class.
    unsafe {
        let ty = class(header);
        if ty.is_heap_type() && !matches!(ty.layout(), Layout::Instance) {
            let base = ty
                .mro()
                .iter()
                .find(|base| !base.is_heap_type() && base.layout() == ty.layout());
            if let Some(traverse) = base.and_then(|base| base.slots().traverse()) {
                traverse(header, visit);
            }
            if matches!(ty.layout(), Layout::Exception) {
                return;
            }
        }
        if let Some(traverse) = ty.slots().traverse() {
            traverse(header, visit);
        }
    }
}

/// Whether the object has to run code before it may go.
unsafe fn has_finalizer(header: *mut Header) -> bool {
    // SAFETY: a live object.
    unsafe {
        let ty = class(header);
        if ty.has_flag(type_flags::HAS_DEL) {
            let finalized = &*FINALIZED.get();
            return !(finalized.as_ref()).is_some_and(|known| known.contains(&(header as usize)));
        }
        ty.layout() == Layout::Generator && crate::generator::has_to_close(header)
    }
}

/// Takes the references among `objects` off their counts. Large objects
/// met on the way join them; `foreign` is told of each reference to CPython's.
unsafe fn subtract_internal(
    counts: &mut Counts,
    objects: &mut Vec<*mut Header>,
    foreign: &mut dyn FnMut(*mut u8),
) {
    let mut at = 0;
    while at < objects.len() {
        let mut found = Vec::new();
        // SAFETY: live objects.
        unsafe {
            visit_children(objects[at], &mut |child| {
                let Some(header) = child.as_header() else {
                    child.as_foreign().into_iter().for_each(&mut *foreign);
                    return;
                };
                match counts.get(header as usize) {
                    Some(count) if *count != OTHER => *count -= 1,
                    Some(_) => {}
                    None if is_candidate(header) => {
                        counts
                            .large
                            .insert(header as usize, clamp((*header).refcount) - 1);
                        found.push(header);
                    }
                    None => {}
                }
            });
        }
        objects.append(&mut found);
        at += 1;
    }
}

fn clamp(count: i64) -> i32 {
    count.min(i32::MAX as i64 / 2) as i32
}

/// Marks `roots` and all that can be reached from them; `foreign` is told of each
/// reference to CPython's objects.
unsafe fn mark_reachable(
    counts: &mut Counts,
    mut roots: Vec<*mut Header>,
    foreign: &mut dyn FnMut(*mut u8),
) {
    for root in &roots {
        if let Some(count) = counts.get(*root as usize) {
            *count = REACHABLE;
        }
    }
    while let Some(header) = roots.pop() {
        // SAFETY: a live object.
        unsafe {
            visit_children(header, &mut |child| {
                let Some(header) = child.as_header() else {
                    child.as_foreign().into_iter().for_each(&mut *foreign);
                    return;
                };
                if let Some(count) = counts.get(header as usize)
                    && *count != OTHER
                    && *count != REACHABLE
                {
                    *count = REACHABLE;
                    roots.push(header);
                }
            });
        }
    }
}

/// Whether the object was reached, or takes no part.
fn is_reachable(counts: &mut Counts, header: *mut Header) -> bool {
    counts
        .get(header as usize)
        .is_none_or(|count| *count == REACHABLE || *count == OTHER)
}

/// All objects that can refer to others, with their counts less the references
/// among them; `foreign` is told of each reference to CPython's.
unsafe fn count_all(counts: &mut Counts, foreign: &mut dyn FnMut(*mut u8)) -> Vec<*mut Header> {
    let mut objects: Vec<*mut Header> = Vec::new();
    // SAFETY: the walk only looks; objects are live.
    unsafe {
        crate::memory::for_each_small_object(|header| {
            if is_candidate(header) {
                objects.push(header);
            }
        });
        for header in &objects {
            if let Some(count) = counts.get(*header as usize) {
                *count = clamp((**header).refcount);
            }
        }
        subtract_internal(counts, &mut objects, foreign);
    }
    objects
}

/// Those of the `objects` that have a count left.
fn held(counts: &mut Counts, objects: &[*mut Header]) -> Vec<*mut Header> {
    let mut is_held =
        |header: &*mut Header| counts.get(*header as usize).is_some_and(|count| *count > 0);
    objects.iter().copied().filter(&mut is_held).collect()
}

/// The `objects` that cannot be reached from those with a count left.
unsafe fn retain_unreachable(
    counts: &mut Counts,
    mut objects: Vec<*mut Header>,
) -> Vec<*mut Header> {
    let roots = held(counts, &objects);
    // SAFETY: live objects.
    unsafe { mark_reachable(counts, roots, &mut |_| ()) };
    objects.retain(|header| !is_reachable(counts, *header));
    objects
}

/// The object of ours that a word refers to.
fn header_of(word: u64) -> Option<*mut Header> {
    // SAFETY: only the tag is looked at.
    unsafe { Value::borrow_opt(&word) }.and_then(Value::as_header)
}

/// Trial deletion among all objects of ours, which the bridge carries on among CPython's: what
/// only CPython's objects hold has a count left until their references are taken off too.
pub struct Trial {
    counts: Counts,
    objects: Vec<*mut Header>,
}

impl Trial {
    /// Takes the references of our objects off their counts; `foreign` is told of each
    /// reference to an object of CPython's.
    pub fn begin(foreign: &mut dyn FnMut(*mut u8)) -> Trial {
        let mut counts = Counts::new(&crate::memory::page_addresses());
        // SAFETY: nothing else runs.
        let objects = unsafe { count_all(&mut counts, foreign) };
        Trial { counts, objects }
    }

    /// One of the references to the object at `word` is accounted for.
    pub fn take_off(&mut self, word: u64) {
        if let Some(header) = header_of(word)
            && let Some(count) = self.counts.get(header as usize)
            && *count != OTHER
        {
            *count -= 1;
        }
    }

    /// The words of the objects with references that are not accounted for.
    pub fn held(&mut self) -> Vec<u64> {
        let held = held(&mut self.counts, &self.objects);
        held.into_iter().map(|header| header as u64).collect()
    }

    /// Marks the object at `word`, and what can be reached from it, as reachable; `foreign` is
    /// told of each reference to CPython's.
    pub fn mark(&mut self, word: u64, foreign: &mut dyn FnMut(*mut u8)) {
        if let Some(header) = header_of(word)
            && !is_reachable(&mut self.counts, header)
        {
            // SAFETY: an object that takes part is live.
            unsafe { mark_reachable(&mut self.counts, vec![header], foreign) };
        }
    }

    /// Whether the object at `word` is reachable, or takes no part.
    pub fn is_reachable(&mut self, word: u64) -> bool {
        header_of(word).is_none_or(|header| is_reachable(&mut self.counts, header))
    }

    /// The objects that have not been marked, held.
    pub fn garbage(mut self) -> Vec<Value> {
        let counts = &mut self.counts;
        let garbage = self.objects.iter();
        garbage
            .filter(|header| !is_reachable(counts, **header))
            // SAFETY: a live object, which gets one more reference.
            .map(|header| unsafe { Value::borrow(&(*header as u64)).clone() })
            .collect()
    }
}

/// Runs the finalisers of `garbage`; whether there were any.
pub fn finalize_garbage(garbage: &[Value]) -> bool {
    let headers: Vec<*mut Header> = garbage.iter().filter_map(Value::as_header).collect();
    // SAFETY: the caller holds the objects.
    unsafe {
        let any = headers.iter().any(|header| has_finalizer(*header));
        if any {
            // No weak reference sees garbage, not even from its `__del__`.
            headers
                .iter()
                .for_each(|header| crate::class::clear_weak(*header));
            finalize(&headers);
        }
        any
    }
}

/// Does `work` as a collection, during which no other begins; `None` inside of one.
pub fn while_collecting<R>(work: impl FnOnce() -> R) -> Option<R> {
    // SAFETY: short accesses.
    unsafe {
        if core::mem::replace(&mut *COLLECTING.get(), true) {
            return None;
        }
        let result = work();
        *COLLECTING.get() = false;
        Some(result)
    }
}

/// Runs the finalisers of `garbage`, each once.
unsafe fn finalize(garbage: &[*mut Header]) {
    for header in garbage {
        // SAFETY: the caller keeps the garbage alive.
        unsafe {
            if !has_finalizer(*header) {
                continue;
            }
            let word = *header as u64;
            let object = core::mem::ManuallyDrop::new(Value::from_raw(word));
            if class(*header).has_flag(type_flags::HAS_DEL) {
                mark_finalized(*header);
            }
            if let Some(finalize) = class(*header).slots().finalize() {
                finalize(&object);
            }
        }
    }
}

/// Takes every reference out of the garbage, then lets it die.
unsafe fn clear(garbage: &[*mut Header]) {
    let mut places = Vec::new();
    // SAFETY: live objects.
    unsafe {
        for header in garbage {
            visit_children(*header, &mut |child| {
                places.push(core::ptr::from_ref(child) as usize)
            });
        }
        for header in garbage {
            retain(*header as u64);
        }
    }
    // SAFETY: the words are replaced by None, an immediate, before any is
    // released, so `taken` alone owns them; nobody can look at the garbage,
    // and one more count keeps it alive meanwhile.
    unsafe {
        let taken: Vec<u64> = places
            .into_iter()
            .map(|place| core::ptr::replace(place as *mut u64, NONE))
            .collect();
        for word in taken {
            release(word);
        }
        for header in garbage {
            release(*header as u64);
        }
    }
}

/// Collects cycles; how many objects were found unreachable. With
/// `run_code`, finalisers run.
fn collect(run_code: bool) -> usize {
    while_collecting(|| collect_alone(run_code)).unwrap_or(0)
}

fn collect_alone(run_code: bool) -> usize {
    let mut counts = Counts::new(&crate::memory::page_addresses());
    // SAFETY: between taking the counts and using them nothing else runs;
    // after finalisers have run they are taken anew.
    unsafe {
        let objects = count_all(&mut counts, &mut |_| ());
        let mut garbage = retain_unreachable(&mut counts, objects);
        let finalizers: Vec<*mut Header> = garbage
            .iter()
            .copied()
            .filter(|header| has_finalizer(*header))
            .collect();
        let found = garbage.len();
        if !finalizers.is_empty() && !run_code {
            crate::interrupt::request_collection();
            mark_reachable(&mut counts, finalizers, &mut |_| ());
            garbage.retain(|header| !is_reachable(&mut counts, *header));
        } else if !finalizers.is_empty() {
            garbage.iter().for_each(|header| retain(*header as u64));
            let kept = garbage.clone();
            // No weak reference sees garbage, not even from its `__del__`.
            for header in &garbage {
                crate::class::clear_weak(*header);
            }
            finalize(&garbage);
            garbage = still_garbage(garbage);
            clear(&garbage);
            kept.into_iter().for_each(|header| release(header as u64));
            garbage.clear();
        }
        clear(&garbage);
        found
    }
}

/// What of the garbage finalisers did not bring back. The caller holds one
/// reference to each object.
unsafe fn still_garbage(garbage: Vec<*mut Header>) -> Vec<*mut Header> {
    let mut counts = Counts::new(&crate::memory::page_addresses());
    // SAFETY: the objects live; only they take part this time.
    unsafe {
        for header in &garbage {
            let count = clamp((**header).refcount - 1);
            match counts.get(*header as usize) {
                Some(place) => *place = count,
                None => drop(counts.large.insert(*header as usize, count)),
            }
        }
        for header in &garbage {
            visit_children(*header, &mut |child| {
                if let Some(header) = child.as_header()
                    && let Some(count) = counts.get(header as usize)
                    && *count != OTHER
                {
                    *count -= 1;
                }
            });
        }
        retain_unreachable(&mut counts, garbage)
    }
}

/// The end of the program: runs the finalisers of what is alive, in the order in
/// which the words at `globals` lead there, then of all else. It stays where it is.
///
/// # Safety
/// The words are owned, or unbound.
pub unsafe fn finalize_all(globals: &[*const u64]) {
    // SAFETY: a short access.
    unsafe { *ENDING.get() = true };
    let mut seen: HashSet<usize> = HashSet::new();
    let mut finalizers: Vec<*mut Header> = Vec::new();
    let mut stack: Vec<*mut Header> = Vec::new();
    // SAFETY: live objects; nothing runs before all are found and held.
    unsafe {
        for global in globals {
            stack.extend(Value::borrow_opt(&**global).and_then(Value::as_header));
            while let Some(header) = stack.pop() {
                if !seen.insert(header as usize) {
                    continue;
                }
                if has_finalizer(header) {
                    finalizers.push(header);
                }
                if is_candidate(header) {
                    let first = stack.len();
                    visit_children(header, &mut |child| stack.extend(child.as_header()));
                    stack[first..].reverse();
                }
            }
        }
        crate::memory::for_each_small_object(|header| {
            if has_finalizer(header) && !seen.contains(&(header as usize)) {
                finalizers.push(header);
            }
        });
        finalizers.iter().for_each(|header| retain(*header as u64));
        finalize(&finalizers);
    }
}

/// The row `leave_alive`.
pub fn leave_alive(value: Option<&Value>) {
    core::mem::forget(value.cloned());
}

/// `gc.collect(generation)`: there are no generations.
pub fn gc_collect(_: i64) -> i64 {
    let mut found = 0;
    if let Some(hooks) = crate::foreign::active_hooks() {
        crate::coroutine::on_program_stack(|| {
            found = (hooks.collect_across)() + collect(true);
            // What was let go of here may have been part of a cycle there, and the other way round.
            (hooks.collect_there)();
        });
    }
    (found + collect(true)) as i64
}

/// The collection for which garbage with finalisers has waited.
pub(crate) fn collect_with_finalizers() {
    if gc_isenabled() {
        crate::coroutine::on_program_stack(|| collect(true));
        crate::memory::plan_next();
    }
}

fn set_enabled(enabled: bool) {
    // SAFETY: a short access.
    unsafe { *DISABLED.get() = !enabled }
}

/// `gc.enable()`: collections start by themselves.
pub fn gc_enable() {
    set_enabled(true);
}

/// `gc.disable()`.
pub fn gc_disable() {
    set_enabled(false);
}

/// `gc.isenabled()`.
pub fn gc_isenabled() -> bool {
    // SAFETY: a short access.
    unsafe { !*DISABLED.get() }
}

/// A collection that may start wherever an object is made.
pub fn collect_quietly() {
    if gc_isenabled() {
        collect(false);
    }
}
