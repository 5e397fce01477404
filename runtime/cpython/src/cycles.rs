//! Cycles that run through both sides: an object of ours that refers to one of CPython's, which
//! refers back through a proxy.
//!
//! Neither collector sees such a cycle whole. So the trial deletion of ours
//! ([`pyaot_core::gc::Trial`]) is carried on among CPython's objects, as CPython's own collector
//! does it (`Modules/gcmodule.c`): of all that can be reached from our references, what has no
//! count left and cannot be reached from something that has is garbage. Whatever refers to an
//! object in a way that is not seen here, a table of the bridge or a C stack, keeps it alive.
//!
//! Garbage is taken apart at the proxies, after finalisers have run: they let our objects go. What
//! is left are cycles of one side only, or none.

use core::ffi::{c_int, c_void};

use pyaot_core::gc::Trial;
use pyaot_core::memory::Global;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::proxy;
use crate::reference::{Borrowed, Owned, Raw};
use crate::sharing::{self, ByAddress};

unsafe extern "C" {
    /// Ends a weak reference without calling back; not declared by pyo3-ffi.
    fn _PyWeakref_ClearRef(reference: Raw);
}

/// Fewer new proxies are not worth a collection, as CPython's first generation.
const FEWEST: usize = 700;
/// A collection looks at so many living objects for each new proxy at most.
const LOOKS: usize = 4;

/// From how many proxies on a collection starts by itself.
static LIMIT: Global<usize> = Global::new(FEWEST);
static DUE: Global<bool> = Global::new(false);
/// How many living objects of CPython's the last collection has looked at.
static ALIVE: Global<usize> = Global::new(0);

/// Takes note of how many proxies there are.
#[inline]
pub fn count_proxies(n: usize) {
    // SAFETY: short accesses.
    unsafe {
        if n >= *LIMIT.get() {
            *DUE.get() = true;
        }
    }
}

/// Whether a collection is to start as soon as Python code may run.
#[inline]
pub fn is_due() -> bool {
    // SAFETY: a short access.
    unsafe { *DUE.get() }
}

/// The collection that starts by itself, when the proxies have doubled in number and are many
/// beside what there is to look at.
#[cold]
pub fn collect_when_due() {
    // SAFETY: a short access.
    unsafe { *DUE.get() = false };
    if pyaot_core::gc::gc_isenabled() {
        crate::exception::around_pending(collect);
    }
    // SAFETY: short accesses.
    unsafe {
        let n = proxy::count();
        *LIMIT.get() = n + n.max(*ALIVE.get() / LOOKS).max(FEWEST);
    }
}

/// Breaks the cycles that run through both sides; how many objects of ours were part of them.
pub fn collect() -> usize {
    let broken = pyaot_core::gc::while_collecting(|| {
        let garbage = Garbage::find();
        if !garbage.finalize() {
            return garbage.take_apart();
        }
        // Finalisers may have brought something back.
        garbage.release();
        Garbage::find().take_apart()
    });
    broken.unwrap_or(0)
}

/// Reached from something that lives.
const REACHABLE: isize = isize::MAX;

/// CPython's objects under collection, with their counts less the references that are accounted for.
#[derive(Default)]
struct There {
    counts: ByAddress<Raw, isize>,
    /// Those whose references have not been followed yet.
    queue: Vec<Raw>,
}

impl There {
    /// One of the references to `object` is accounted for; those that it has itself are to follow.
    fn take_off(&mut self, object: Raw) {
        if let Some(count) = self.counts.get_mut(&object) {
            *count -= 1;
        } else if takes_part(object) {
            // SAFETY: a live object.
            let count = unsafe { ffi::Py_REFCNT(object) };
            self.counts.insert(object, count - 1);
            self.queue.push(object);
        }
    }

    fn mark(&mut self, object: Raw) {
        if let Some(count) = self.counts.get_mut(&object)
            && *count != REACHABLE
        {
            *count = REACHABLE;
            self.queue.push(object);
        }
    }

    /// Whether `object` is reachable, or takes no part.
    fn is_reachable(&self, object: Raw) -> bool {
        self.counts
            .get(&object)
            .is_none_or(|count| *count == REACHABLE)
    }
}

/// Whether the object can be part of a cycle.
fn takes_part(object: Raw) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyObject_IS_GC(object) != 0 || proxy::is_proxy(Borrowed::new(object)) }
}

/// Calls `visit` with each object of CPython's that `object` refers to.
fn visit_references(object: Raw, mut visit: impl FnMut(Raw)) {
    unsafe extern "C" fn step<F: FnMut(Raw)>(object: Raw, visit: *mut c_void) -> c_int {
        // SAFETY: the closure below, which outlives the walk.
        unsafe { (*visit.cast::<F>())(object) };
        0
    }
    fn step_of<F: FnMut(Raw)>(_: &F) -> ffi::visitproc {
        step::<F>
    }
    // SAFETY: a live object. One that is not tracked may be half made; a dict or tuple is never,
    // but CPython does not track those whose items it takes for leaves, as it does proxies.
    unsafe {
        let class = ffi::Py_TYPE(object);
        let is_whole = ffi::PyObject_IS_GC(object) != 0
            && (ffi::PyObject_GC_IsTracked(object) != 0
                || ffi::PyDict_CheckExact(object) != 0
                || ffi::PyTuple_CheckExact(object) != 0);
        if let Some(traverse) = (*class).tp_traverse
            && is_whole
        {
            traverse(object, step_of(&visit), (&raw mut visit).cast());
        }
    }
}

/// The word of our object that a proxy holds.
fn word_of(object: Raw) -> Option<u64> {
    // SAFETY: a live object.
    proxy::held_word(unsafe { Borrowed::new(object) })
}

/// What of both sides nobody outside refers to.
struct Garbage {
    ours: Vec<Value>,
    theirs: Vec<Owned>,
    /// Words of containers that are shared.
    pairs: Vec<u64>,
}

impl Garbage {
    fn find() -> Garbage {
        let mut there = There::default();
        let mut trial = Trial::begin(&mut |object| there.take_off(object.cast()));
        for pair in sharing::all_pairs() {
            trial.take_off(pair.native.as_raw());
            there.take_off(pair.python.as_raw());
            for word in &pair.words {
                match word.as_foreign() {
                    Some(object) => there.take_off(object.cast()),
                    None => trial.take_off(word.as_raw()),
                }
            }
            for object in &pair.objects {
                there.take_off(object.as_raw());
            }
        }
        while let Some(object) = there.queue.pop() {
            visit_references(object, |object| there.take_off(object));
            if let Some(word) = word_of(object) {
                trial.take_off(word);
            }
        }
        mark_reachable(&mut trial, &mut there);
        let is_garbage = |object: &&Raw| !there.is_reachable(**object);
        let theirs = there.counts.keys().filter(is_garbage);
        let over = |pair: &&sharing::Pair| !trial.is_reachable(pair.native.as_raw());
        // SAFETY: live objects.
        let theirs = theirs.map(|object| unsafe { Owned::new_reference(*object) });
        let theirs: Vec<Owned> = theirs.collect();
        // SAFETY: a short access.
        unsafe { *ALIVE.get() = there.counts.len() - theirs.len() };
        Garbage {
            theirs,
            pairs: sharing::all_pairs()
                .filter(over)
                .map(|pair| pair.native.as_raw())
                .collect(),
            ours: trial.garbage(),
        }
    }

    /// Runs the finalisers; whether there were any.
    fn finalize(&self) -> bool {
        let mut any = pyaot_core::gc::finalize_garbage(&self.ours);
        for object in &self.theirs {
            let object = object.as_raw();
            // SAFETY: a live object with a finaliser that has not run.
            unsafe {
                if ffi::PyObject_IS_GC(object) != 0
                    && (*ffi::Py_TYPE(object)).tp_finalize.is_some()
                    && ffi::PyObject_GC_IsFinalized(object) == 0
                {
                    any = true;
                    sharing::outward(|| ffi::PyObject_CallFinalizer(object));
                }
            }
        }
        any
    }

    /// Lets go of what holds the two sides together; how many objects of ours there were.
    fn take_apart(self) -> usize {
        for object in &self.theirs {
            // SAFETY: a live weak reference, which is garbage like what it would call.
            unsafe {
                if ffi::PyWeakref_Check(object.as_raw()) != 0 {
                    _PyWeakref_ClearRef(object.as_raw());
                }
            }
        }
        let let_go = |object: &Owned| proxy::let_go(object.borrow());
        let held: Vec<Value> = self.theirs.iter().filter_map(let_go).collect();
        self.pairs.iter().copied().for_each(sharing::end_pair);
        drop(held);
        self.release()
    }

    /// How many objects of ours there were.
    fn release(self) -> usize {
        let found = self.ours.len();
        drop(self.ours);
        sharing::outward(|| drop(self.theirs));
        found
    }
}

/// Marks on both sides what can be reached from objects with a count left.
fn mark_reachable(trial: &mut Trial, there: &mut There) {
    let held = there.counts.iter().filter(|(_, count)| **count > 0);
    let held: Vec<Raw> = held.map(|(object, _)| *object).collect();
    held.into_iter().for_each(|object| there.mark(object));
    let mut ours = trial.held();
    ours.extend(proxy::waking());
    let mut pairs: Vec<&sharing::Pair> = sharing::all_pairs().collect();
    loop {
        while let Some(word) = ours.pop() {
            trial.mark(word, &mut |object| there.mark(object.cast()));
        }
        while let Some(object) = there.queue.pop() {
            visit_references(object, |object| there.mark(object));
            ours.extend(word_of(object));
        }
        // A pair holds both of its sides, and what they held when it was last in step.
        let n = pairs.len();
        pairs.retain(|pair| {
            let is_held = trial.is_reachable(pair.native.as_raw())
                || there.is_reachable(pair.python.as_raw());
            if is_held {
                let words = core::iter::once(&pair.native).chain(&pair.words);
                for word in words {
                    match word.as_foreign() {
                        Some(object) => there.mark(object.cast()),
                        None => ours.push(word.as_raw()),
                    }
                }
                let objects = core::iter::once(&pair.python).chain(&pair.objects);
                objects.for_each(|object| there.mark(object.as_raw()));
            }
            !is_held
        });
        if pairs.len() == n && ours.is_empty() && there.queue.is_empty() {
            return;
        }
    }
}
