//! Lists, dicts and sets that both sides see.
//!
//! Only one side runs at a time. So a container that has crossed is kept
//! twice, as ours and as CPython's, and the two are brought together whenever
//! control crosses: ours is copied over before Python runs ([`leave`]),
//! Python's after it has run ([`enter`]). Compiled code keeps its fast access
//! to the container; no write is lost on either side.
//!
//! A pair lasts while both sides hold on to the container: after
//! `random.shuffle(xs)` nobody in Python does, and `xs` is ours alone again.
//!
//! A pair remembers what it was like when both agreed, holding references, so
//! that a changed item can be told by its address.

mod ordered;
mod stamp;
mod step;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use pyaot_abi::layout::Header;
use pyaot_core::error::{PyResult, take_pending};
use pyaot_core::memory::Global;
use pyaot_core::reference::{Dict, List, Set};
use pyaot_core::types::Layout;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use self::stamp::Stamp;
use self::step::{pull, push, same_objects, same_words};
use crate::convert::to_python;
use crate::reference::{Borrowed, Owned, Raw};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Dict,
    Set,
}

pub(crate) struct Pair {
    kind: Kind,
    pub(crate) native: Value,
    pub(crate) python: Owned,
    /// Our items when both sides agreed; keys and values in turn for a dict.
    pub(crate) words: Vec<Value>,
    /// Python's items, in the same order.
    pub(crate) objects: Vec<Owned>,
    /// The same in short, where that can be had.
    stamp: Stamp,
    /// References to our side that Python's side and the pair hold.
    own: i64,
    /// One side is being filled from the other; code that runs meanwhile (the
    /// `__hash__` of a key) finds the two sides as they are.
    moving: bool,
    /// Bringing the two sides together has failed, and that has been said.
    failed: bool,
}

impl Pair {
    fn new(kind: Kind, native: Value, python: Owned) -> Pair {
        Pair {
            kind,
            native,
            python,
            words: Vec::new(),
            objects: Vec::new(),
            stamp: Stamp::default(),
            own: 1,
            moving: false,
            failed: false,
        }
    }

    /// Whether our side is not what it was when both sides agreed.
    fn changed_here(&self) -> bool {
        if self.stamp.same_here(self.kind, &self.native) {
            return false;
        }
        let same = same_words(self.kind, &self.native, &self.words);
        if same {
            self.stamp.agree_here(self.kind, &self.native);
        }
        !same
    }

    /// Whether Python's side is not what it was when both sides agreed.
    fn changed_there(&self) -> bool {
        // The order of an OrderedDict is kept apart from its table.
        if self.stamp.same_there(self.kind, &self.python) && !ordered::is_ordered(&self.python) {
            return false;
        }
        let same = same_objects(self.kind, &self.python, &self.objects);
        if same {
            self.stamp.agree_there(self.kind, &self.python);
        }
        !same
    }

    /// Whether only one side refers to the container any more.
    fn is_over(&self) -> bool {
        // SAFETY: both live, held by the pair itself.
        unsafe {
            let ours = (*(self.native.as_raw() as *const Header)).refcount;
            !self.moving && (ours == self.own || ffi::Py_REFCNT(self.python.as_raw()) == 1)
        }
    }
}

/// What CPython counts up with each change of a dict; never 0.
#[inline]
fn dict_version(python: &Owned) -> u64 {
    // SAFETY: the caller passes a live dict.
    unsafe { (*python.as_raw().cast::<ffi::PyDictObject>()).ma_version_tag }
}

/// A hasher for addresses, which are spread well enough by one product.
#[derive(Default)]
pub(crate) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    #[inline]
    fn write_u64(&mut self, word: u64) {
        let product = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }

    #[inline]
    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map whose keys are addresses.
pub(crate) type ByAddress<K, V> = HashMap<K, V, BuildHasherDefault<AddressHasher>>;

#[derive(Default)]
struct Pairs {
    by_word: ByAddress<u64, Pair>,
    by_object: ByAddress<Raw, u64>,
}

static PAIRS: Global<Option<Pairs>> = Global::new(None);
/// Whether anything is shared, lists and the like, bytearrays or cells: most
/// programs share nothing most of the time.
static ANY: Global<bool> = Global::new(false);

fn pairs() -> &'static mut Pairs {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*PAIRS.get()).get_or_insert_default() }
}

/// Whether anything is shared.
#[inline]
pub fn any() -> bool {
    // SAFETY: a short access.
    unsafe { *ANY.get() }
}

/// Whether a list, dict or set of ours is one that both sides see.
pub fn is_shared(container: &Value) -> bool {
    any() && pairs().by_word.contains_key(&container.as_raw())
}

/// Works out [`ANY`] again.
pub fn update_any() {
    let any = !pairs().by_word.is_empty()
        || crate::byte_sharing::any()
        || crate::array_sharing::any()
        || crate::class_cell::any();
    // SAFETY: a short access.
    unsafe { *ANY.get() = any };
}

/// Runs `work`, which may run Python code, with both sides brought together
/// before and after.
#[inline]
pub fn outward<R>(work: impl FnOnce() -> R) -> R {
    leave();
    let before = pyaot_core::interrupt::set_elsewhere(true);
    let result = crate::recursion::outward(|| {
        let handled = crate::handled::begin();
        let result = work();
        crate::handled::end(handled);
        result
    });
    pyaot_core::interrupt::set_elsewhere(before);
    enter();
    if crate::cycles::is_due() {
        crate::cycles::collect_when_due();
    }
    result
}

/// Before Python runs: what compiled code changed is copied over.
#[inline]
pub fn leave() {
    if any() {
        push_all();
    }
}

#[inline(never)]
fn push_all() {
    crate::byte_sharing::leave();
    if pairs().by_word.values().any(Pair::changed_here) {
        each_pair(push);
        // What was let go of here may be what kept the other side, and what it holds, alive.
        if pairs().by_word.values().any(Pair::is_over) {
            end_pairs();
        }
    }
}

/// After Python ran: what Python changed is copied over, and pairs that only
/// one side still refers to end.
#[inline]
pub fn enter() {
    if any() {
        pull_all();
    }
}

#[inline(never)]
fn pull_all() {
    crate::byte_sharing::enter();
    crate::array_sharing::enter();
    if crate::class_cell::any() {
        crate::class_cell::enter();
    }
    let (mut changed, mut over) = (false, false);
    for pair in pairs().by_word.values() {
        changed = changed || pair.changed_there();
        over = over || pair.is_over();
    }
    if changed {
        each_pair(pull);
        over = pairs().by_word.values().any(Pair::is_over);
    }
    if over {
        end_pairs();
    }
}

/// Pairs that are being brought in step: what that takes may cross as well.
static ACTIVE: Global<Vec<u64>> = Global::new(Vec::new());

fn each_pair(work: fn(u64) -> PyResult<()>) {
    // The `__hash__` and `__eq__` of keys run in between.
    crate::exception::around_pending(|| bring_all_in_step(work));
}

fn bring_all_in_step(work: fn(u64) -> PyResult<()>) {
    let words: Vec<u64> = pairs().by_word.keys().copied().collect();
    for word in words {
        // SAFETY: a short access.
        unsafe {
            let active = &mut *ACTIVE.get();
            if active.contains(&word) {
                continue;
            }
            active.push(word);
        }
        let result = work(word);
        // SAFETY: a short access.
        unsafe { (*ACTIVE.get()).retain(|active| *active != word) };
        let Err(raised) = result else {
            continue;
        };
        // Only running out of memory, or a key whose comparison fails, gets here. It is
        // said once: the next crossing fails again, and showing it crosses too.
        let exception = take_pending(raised);
        let first = pairs()
            .by_word
            .get_mut(&word)
            .is_some_and(|pair| !core::mem::replace(&mut pair.failed, true));
        if first {
            pyaot_core::io::write_stderr(&format!(
                "Exception ignored while sharing a container with Python:\n{}",
                crate::exception::format(&exception)
            ));
        }
    }
}

fn end_pairs() {
    loop {
        let over: Vec<u64> = pairs()
            .by_word
            .iter()
            .filter(|(_, pair)| pair.is_over())
            .map(|(word, _)| *word)
            .collect();
        if over.is_empty() {
            break;
        }
        for word in over {
            let pair = pairs().by_word.remove(&word);
            if let Some(pair) = &pair {
                pairs().by_object.remove(&pair.python.as_raw());
            }
            drop(pair);
        }
    }
    update_any();
}

/// The pairs. Nothing else may run while the result is used.
pub(crate) fn all_pairs() -> impl Iterator<Item = &'static Pair> {
    pairs().by_word.values()
}

/// Ends the pair of our container at `word`, each side of which is garbage.
pub(crate) fn end_pair(word: u64) {
    if let Some(pair) = pairs().by_word.remove(&word) {
        pairs().by_object.remove(&pair.python.as_raw());
        update_any();
        drop(pair);
    }
}

/// Registers a pair and fills Python's side from ours.
fn begin(kind: Kind, native: Value, python: Owned) -> PyResult<Owned> {
    let word = native.as_raw();
    pairs().by_object.insert(python.as_raw(), word);
    let pair = Pair::new(kind, native, python.clone());
    pairs().by_word.insert(word, pair);
    update_any();
    push(word)?;
    Ok(python)
}

/// As [`begin`] for an instance of a class that derives from a container,
/// whose other side holds it.
pub fn share_derived(native: &Value, python: Owned, is_fresh: bool) -> PyResult<Owned> {
    let word = native.as_raw();
    if partner(word).is_some() {
        return Ok(python);
    }
    pair_derived(native, &python);
    if is_fresh {
        push(word)?;
    } else {
        // Python alone has used it since they were shared last.
        pull(word)?;
    }
    Ok(python)
}

/// Shares an instance that Python made.
pub fn adopt_derived(native: &Value, python: Borrowed<'_>) -> PyResult<()> {
    pair_derived(native, &python.to_owned());
    pull(native.as_raw())
}

fn pair_derived(native: &Value, python: &Owned) {
    let kind = match native.ty().layout() {
        Layout::List => Kind::List,
        Layout::Dict => Kind::Dict,
        _ => Kind::Set,
    };
    let mut pair = Pair::new(kind, native.clone(), python.clone());
    pair.own = 2;
    pairs().by_object.insert(python.as_raw(), native.as_raw());
    pairs().by_word.insert(native.as_raw(), pair);
    update_any();
}

/// CPython's side of a container, if it is shared already.
fn partner(word: u64) -> Option<Owned> {
    if !any() {
        return None;
    }
    pairs().by_word.get(&word).map(|pair| pair.python.clone())
}

/// The CPython list for a list of ours.
pub fn share_list(list: &List) -> PyResult<Owned> {
    match partner(list.as_raw()) {
        Some(known) => Ok(known),
        None if list.items().iter().all(is_flat) => share_flat_list(list),
        // SAFETY: a new reference.
        None => begin(Kind::List, list.to_value(), unsafe {
            Owned::checked(ffi::PyList_New(0))?
        }),
    }
}

/// Whether converting a value involves no other object.
fn is_flat(value: &Value) -> bool {
    !value.is_heap()
        || !value.ty().is_heap_type() && matches!(value.ty().layout(), Layout::Float | Layout::Str)
}

/// As [`begin`] for a list of flat values: both sides agree from the start.
fn share_flat_list(list: &List) -> PyResult<Owned> {
    let items = list.items();
    let mut pair = Pair::new(Kind::List, list.to_value(), {
        // SAFETY: a new reference; a list may be dropped before it is full.
        unsafe { Owned::checked(ffi::PyList_New(items.len() as isize))? }
    });
    pair.words.extend_from_slice(items);
    pair.objects.reserve_exact(items.len());
    for (i, item) in items.iter().enumerate() {
        let object = to_python(item)?;
        // SAFETY: each place is filled once.
        unsafe {
            ffi::PyList_SET_ITEM(pair.python.as_raw(), i as isize, object.clone().into_raw());
        }
        pair.objects.push(object);
    }
    let (word, python) = (list.as_raw(), pair.python.clone());
    pairs().by_object.insert(python.as_raw(), word);
    pairs().by_word.insert(word, pair);
    update_any();
    Ok(python)
}

/// The CPython dict for a dict of ours.
pub fn share_dict(dict: &Dict) -> PyResult<Owned> {
    match partner(dict.as_raw()) {
        Some(known) => Ok(known),
        None if pyaot_core::namespace::name_of(dict.as_value()).is_some() => {
            let name = pyaot_core::namespace::name_of(dict.as_value()).unwrap_or_default();
            if let Some(module) = pyaot_core::namespace::find_module(name) {
                share_module(&module)?;
            }
            partner(dict.as_raw()).ok_or_else(crate::exception::fetch)
        }
        None => begin(Kind::Dict, dict.to_value(), ordered::python_dict(dict)?),
    }
}

/// The CPython module with the name of a module of ours, in `sys.modules`;
/// their globals are shared.
pub fn share_module(module: &Value) -> PyResult<Owned> {
    let dict = pyaot_core::attribute::attrs_dict(module);
    let known = dict.and_then(|dict| {
        let name = pyaot_core::namespace::name_of(dict.as_value())?;
        Some((dict, std::ffi::CString::new(name).ok()?))
    });
    let Some((dict, name)) = known else {
        return crate::proxy::object(module);
    };
    // CPython's module of that name is another.
    if name.to_str().is_ok_and(pyaot_core::namespace::is_library) {
        return crate::proxy::object(module);
    }
    // SAFETY: a C string; the module is a borrowed reference that `sys.modules` keeps.
    let python = unsafe {
        match Borrowed::from_raw(ffi::PyImport_AddModule(name.as_ptr())) {
            Some(python) => python.to_owned(),
            None => return Err(crate::exception::fetch()),
        }
    };
    if partner(dict.as_raw()).is_none() {
        crate::offered::withdraw(python.as_raw());
        // SAFETY: a live module has a dict.
        let globals = unsafe { Owned::new_reference(ffi::PyModule_GetDict(python.as_raw())) };
        crate::offered::specify(module, &globals);
        begin(Kind::Dict, dict.to_value(), globals)?;
    }
    Ok(python)
}

/// Our module for a CPython module whose globals are shared.
pub fn known_module(object: Borrowed<'_>) -> Option<Value> {
    if !any() {
        return None;
    }
    // SAFETY: the caller passes a live module.
    let dict = unsafe { ffi::PyModule_GetDict(object.as_raw()) };
    let word = pairs().by_object.get(&dict)?;
    let native = pairs().by_word.get(word)?.native.clone();
    pyaot_core::namespace::find_module(pyaot_core::namespace::name_of(&native)?)
}

/// The CPython set for a set of ours.
pub fn share_set(set: &Set) -> PyResult<Owned> {
    match partner(set.as_raw()) {
        Some(known) => Ok(known),
        // SAFETY: a new reference.
        None => begin(Kind::Set, set.to_value(), unsafe {
            Owned::checked(ffi::PySet_New(core::ptr::null_mut()))?
        }),
    }
}

/// A CPython frozenset with the items of one of ours.
pub fn copy_frozen_set(value: &Value) -> PyResult<Owned> {
    let items = pyaot_core::iter::collect(value)?;
    let objects: Vec<Owned> = items.iter().map(to_python).collect::<PyResult<_>>()?;
    let mut made = None;
    step::lay_out(objects.len(), step::all_ints(&objects), |order| {
        let items = crate::convert::tuple_to_python(order, |&i| Ok(objects[i].clone()))?;
        // SAFETY: live objects.
        let set = unsafe { Owned::checked(ffi::PyFrozenSet_New(items.as_raw()))? };
        let as_ours = step::same_objects(Kind::Set, &set, &objects);
        made = Some(set);
        Ok(as_ours)
    })?;
    Ok(made.expect("laid out once at least"))
}

/// Our side of a CPython list, dict or set, if it is shared.
pub fn known_object(object: Borrowed<'_>) -> Option<Value> {
    if !any() {
        return None;
    }
    let word = pairs().by_object.get(&object.as_raw())?;
    pairs().by_word.get(word).map(|pair| pair.native.clone())
}

/// A container of ours that shares a CPython list, dict or set of exactly that type.
pub fn adopt(object: Borrowed<'_>) -> Option<Value> {
    if let Some(known) = known_object(object) {
        return Some(known);
    }
    // SAFETY (three times): the addresses of static types.
    let (kind, native): (Kind, Value) = if object.is_exactly(&raw mut ffi::PyList_Type) {
        (Kind::List, List::new().into())
    } else if object.is_exactly(&raw mut ffi::PyDict_Type) {
        (Kind::Dict, Dict::new().into())
    } else if object.is_exactly(&raw mut ffi::PySet_Type) {
        (Kind::Set, pyaot_core::set::set_new().into())
    } else {
        return None;
    };
    let word = native.as_raw();
    pairs().by_object.insert(object.as_raw(), word);
    let pair = Pair::new(kind, native.clone(), object.to_owned());
    pairs().by_word.insert(word, pair);
    update_any();
    if let Err(raised) = pull(word) {
        drop(take_pending(raised));
    }
    Some(native)
}
