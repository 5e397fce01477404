//! The hash table of sets, with CPython's layout and growth.
//!
//! A set has no order of its own, but programs print sets; so the table
//! follows CPython's `setobject.c` step by step: linear probes, then a
//! perturbed jump, reuse of the last deleted place met, and resizing that
//! walks the old table.

use pyaot_abi::layout::Header;

use crate::error::PyResult;
use crate::key::{
    IntProbe, Probe, Same, TextProbe, TupleProbe, hash_key, hash_simple_items, plain_str,
    plain_tuple,
};
use crate::often::Quiet;
use crate::prelude::*;
use crate::reference::{Ref, Set, Str, Tuple};
use crate::types::Type;
use crate::value::Value;

const MIN_SIZE: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;

/// A place of the table. One without an item was never used, or is
/// [`Place::DELETED`].
struct Place {
    item: Option<Value>,
    hash: i64,
}

impl Place {
    const EMPTY: Place = Place {
        item: None,
        hash: 0,
    };
    /// No object has the hash -1.
    const DELETED: Place = Place {
        item: None,
        hash: -1,
    };

    #[inline]
    fn full(item: Value, hash: i64) -> Place {
        Place {
            item: Some(item),
            hash,
        }
    }

    /// Whether there never was an item.
    #[inline]
    fn is_empty(&self) -> bool {
        self.item.is_none() && self.hash == Place::EMPTY.hash
    }
}

/// Drops a table that has `used` items. Those of a table that has grown often
/// lie close together at its beginning.
fn drop_table(mut table: Vec<Place>, mut used: usize) {
    let places = table.len();
    // SAFETY: the vector forgets its items, and each is taken out once.
    unsafe {
        table.set_len(0);
        let first = table.as_ptr();
        let mut at = 0;
        while used > 0 && at < places {
            if let Some(item) = first.add(at).read().item {
                used -= 1;
                drop(item);
            }
            at += 1;
        }
    }
}

impl Drop for SetObject {
    fn drop(&mut self) {
        drop_table(core::mem::take(&mut self.table), self.used);
    }
}

/// A set or frozenset object.
#[repr(C)]
pub struct SetObject {
    pub(super) header: Header,
    /// Empty until the first item: then stands for `MIN_SIZE` empty places.
    table: Vec<Place>,
    /// Places full or deleted.
    fill: usize,
    used: usize,
    /// Where `pop` looks next.
    finger: usize,
    /// Hash of a frozenset; -1 until computed.
    hash: i64,
}

pub(super) fn empty() -> SetObject {
    SetObject {
        header: crate::reference::new_header(),
        table: Vec::new(),
        fill: 0,
        used: 0,
        finger: 0,
        hash: -1,
    }
}

/// Where an item is, or where it would go.
enum Found {
    At(usize),
    Free(usize),
}

/// Python code has to say whether two items are the same.
struct Asks;

/// The places to look at for `hash`, in order, for a table with this mask.
struct Probes {
    at: usize,
    end: usize,
    start: usize,
    perturb: u64,
    mask: usize,
}

impl Probes {
    #[inline]
    fn new(hash: i64, mask: usize) -> Probes {
        let start = hash as usize & mask;
        Probes {
            at: start,
            end: Probes::end(start, mask),
            start,
            perturb: hash as u64,
            mask,
        }
    }

    #[inline]
    fn end(start: usize, mask: usize) -> usize {
        if start + LINEAR_PROBES <= mask {
            start + LINEAR_PROBES
        } else {
            start
        }
    }

    /// The place to look at now; moves on to the next.
    #[inline]
    fn step(&mut self) -> usize {
        let at = self.at;
        if at < self.end {
            self.at += 1;
        } else {
            self.perturb >>= PERTURB_SHIFT;
            self.start = self
                .start
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(self.perturb as usize)
                & self.mask;
            self.at = self.start;
            self.end = Probes::end(self.start, self.mask);
        }
        at
    }
}

/// Puts an item into a table that has room, no deleted places, and not the item.
fn insert_clean(table: &mut [Place], item: Value, hash: i64) {
    let mut probes = Probes::new(hash, table.len() - 1);
    loop {
        // SAFETY: probes stay within the mask.
        let place = unsafe { table.get_unchecked_mut(probes.step()) };
        if place.item.is_none() {
            // Nothing is dropped: there was no item.
            core::mem::forget(core::mem::replace(place, Place::full(item, hash)));
            return;
        }
    }
}

/// The size of a table with room for more than `min_used` items.
fn size_for(min_used: usize) -> usize {
    (min_used + 1).next_power_of_two().max(MIN_SIZE)
}

/// A copy of a table without deleted places.
fn copy_table(table: &[Place]) -> Vec<Place> {
    let mut copy: Vec<Place> = Vec::with_capacity(table.len());
    // SAFETY: there is room for all of it; each item is counted once more.
    unsafe {
        copy.as_mut_ptr()
            .copy_from_nonoverlapping(table.as_ptr(), table.len());
        copy.set_len(table.len());
    }
    for item in copy.iter().filter_map(|place| place.item.as_ref()) {
        core::mem::forget(item.clone());
    }
    copy
}

fn empty_table(size: usize) -> Vec<Place> {
    let mut table = Vec::with_capacity(size);
    table.resize_with(size, || Place::EMPTY);
    table
}

impl SetObject {
    fn mask(&self) -> usize {
        if self.table.is_empty() {
            MIN_SIZE - 1
        } else {
            self.table.len() - 1
        }
    }

    /// A table with room for more than `min_used` items.
    fn resize(&mut self, min_used: usize) {
        let size = size_for(min_used);
        if size == MIN_SIZE && self.table.len() <= MIN_SIZE && self.fill == self.used {
            return;
        }
        let mut old = core::mem::replace(&mut self.table, empty_table(size));
        self.fill = self.used;
        for place in &mut old {
            if let Some(item) = place.item.take() {
                insert_clean(&mut self.table, item, place.hash);
            }
        }
        drop_table(old, 0);
    }

    fn grown_size(&self) -> usize {
        if self.used > 50000 {
            self.used * 2
        } else {
            self.used * 4
        }
    }
}

impl Ref<SetObject> {
    /// An empty set or frozenset of class `ty`.
    pub fn new_as(ty: &'static Type) -> Set {
        Ref::alloc_as(ty, empty())
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.used
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// The object, to change. Nothing may run Python code meanwhile.
    #[allow(clippy::mut_from_ref)]
    fn edit(&self) -> &mut SetObject {
        // SAFETY: one thread, and the callers hold no other reference into it.
        unsafe { &mut *self.as_ptr() }
    }

    /// Visits the items, for the cycle collector.
    pub(super) fn visit_items(&self, visit: &mut dyn FnMut(&Value)) {
        self.table
            .iter()
            .flat_map(|place| &place.item)
            .for_each(visit);
    }

    /// The first item at place `at` or later, with its hash; moves `at` past it.
    #[inline]
    pub fn next_item(&self, at: &mut usize) -> Option<(Value, i64)> {
        while let Some(place) = self.table.get(*at) {
            *at += 1;
            if let Some(item) = &place.item {
                return Some((item.clone(), place.hash));
            }
        }
        None
    }

    /// The items in table order.
    pub fn items(&self) -> Vec<Value> {
        let mut items = Vec::with_capacity(self.used);
        let found = self.table.iter().filter_map(|place| place.item.as_ref());
        items.extend(found.take(self.used).cloned());
        items
    }

    /// Whether the item at place `at` equals `item`, by their `__eq__`;
    /// `None` when the comparison changed the set under the search.
    #[cold]
    #[inline(never)]
    fn ask(&self, at: usize, item: &Value) -> PyResult<Option<bool>> {
        let Some(known) = &self.table[at].item else {
            return Ok(None);
        };
        let (known, table, size) = (known.clone(), self.table.as_ptr(), self.table.len());
        let equal = crate::operation::equal_keys(&known, item)?;
        let unmoved = core::ptr::eq(table, self.table.as_ptr())
            && size == self.table.len()
            && (self.table.get(at))
                .and_then(|place| place.item.as_ref())
                .is_some_and(|now| now.is(&known));
        Ok(unmoved.then_some(equal))
    }

    /// Visits the items of this hash until `same` says that it is the one, or stops.
    #[inline(always)]
    fn walk<S>(
        &self,
        hash: i64,
        mut same: impl FnMut(usize, &Value) -> Result<bool, S>,
    ) -> Result<Found, S> {
        if self.table.is_empty() {
            return Ok(Found::Free(hash as usize & (MIN_SIZE - 1)));
        }
        let mut free = None;
        let mut probes = Probes::new(hash, self.table.len() - 1);
        loop {
            let at = probes.step();
            // SAFETY: probes stay within the mask.
            let place = unsafe { self.table.get_unchecked(at) };
            match &place.item {
                // As in CPython's sets, and unlike its dicts, hashes come before identity.
                Some(known) if place.hash == hash => {
                    if same(at, known)? {
                        return Ok(Found::At(at));
                    }
                }
                Some(_) => {}
                None if place.is_empty() => return Ok(Found::Free(free.unwrap_or(at))),
                None => free = Some(at),
            }
        }
    }

    /// Where an item of this kind is, as far as that goes without running Python code.
    #[inline(always)]
    fn seek(&self, item: &impl Probe, hash: i64) -> Result<Found, Asks> {
        // The first place to look at nearly always says it: there, or free.
        if let Some(mask) = self.table.len().checked_sub(1) {
            let at = hash as usize & mask;
            // SAFETY: masked by the length, a power of two.
            let place = unsafe { self.table.get_unchecked(at) };
            match &place.item {
                Some(known) if place.hash == hash && item.same(known) == Same::Yes => {
                    return Ok(Found::At(at));
                }
                None if place.is_empty() => return Ok(Found::Free(at)),
                _ => {}
            }
        }
        self.walk(hash, |_, known| match item.same(known) {
            Same::Yes => Ok(true),
            Same::No => Ok(false),
            Same::Ask => Err(Asks),
        })
    }

    #[inline(never)]
    fn seek_int(&self, item: &Value, hash: i64) -> Result<Found, Asks> {
        self.seek(&IntProbe(item), hash)
    }

    #[inline(never)]
    fn seek_text(&self, item: &Str, hash: i64) -> Result<Found, Asks> {
        self.seek(&TextProbe(item), hash)
    }

    #[inline(never)]
    fn seek_items(&self, items: &[Value], hash: i64) -> Result<Found, Asks> {
        self.seek(&TupleProbe(items), hash)
    }

    /// Where `item` is.
    #[inline]
    fn find(&self, item: &Value, hash: i64) -> PyResult<Found> {
        let found = if item.is_small_int() {
            self.seek_int(item, hash)
        } else if let Some(text) = plain_str(item) {
            self.seek_text(text, hash)
        } else if let Some(tuple) = plain_tuple(item) {
            self.seek_items(tuple.items(), hash)
        } else {
            Err(Asks)
        };
        match found {
            Ok(found) => Ok(found),
            Err(Asks) => self.search(item, hash),
        }
    }

    /// Where `item` is, with comparisons by Python code.
    #[inline(never)]
    fn search(&self, item: &Value, hash: i64) -> PyResult<Found> {
        if let Some(quiet) = Quiet::of(item) {
            let found = self.walk(hash, |_, known| {
                if known.is(item) {
                    return Ok(true);
                }
                match quiet.is_equal(known, item) {
                    Some(equal) => equal.map_err(Some),
                    None => Err(None),
                }
            });
            match found {
                Ok(found) => return Ok(found),
                Err(Some(raised)) => return Err(raised),
                Err(None) => {}
            }
        }
        loop {
            let found = self.walk(hash, |at, known| match (&item).same(known) {
                Same::Yes => Ok(true),
                Same::No => Ok(false),
                Same::Ask => match self.ask(at, item) {
                    Ok(Some(equal)) => Ok(equal),
                    Ok(None) => Err(None),
                    Err(raised) => Err(Some(raised)),
                },
            });
            match found {
                // A comparison filled the deleted place that the search had come by.
                Ok(Found::Free(at)) if self.is_full(at) => {}
                Ok(found) => return Ok(found),
                Err(Some(raised)) => return Err(raised),
                // The comparison changed the set under the search.
                Err(None) => {}
            }
        }
    }

    fn is_full(&self, at: usize) -> bool {
        self.table.get(at).is_some_and(|place| place.item.is_some())
    }

    /// Adds an item whose hash is known.
    #[inline]
    pub fn add_hashed(&self, item: &Value, hash: i64) -> PyResult<()> {
        if let Found::Free(at) = self.find(item, hash)? {
            self.put(at, item.clone(), hash);
        }
        Ok(())
    }

    /// Puts an item where a search said it goes.
    #[inline]
    fn put(&self, at: usize, item: Value, hash: i64) {
        if self.table.is_empty() {
            self.edit().table = empty_table(MIN_SIZE);
        }
        if self.table[at].is_empty() {
            self.fill_place(at, item, hash);
        } else {
            let this = self.edit();
            this.used += 1;
            this.table[at] = Place::full(item, hash);
        }
    }

    /// Puts an item at a place that was never used.
    #[inline]
    fn fill_place(&self, at: usize, item: Value, hash: i64) {
        let this = self.edit();
        this.used += 1;
        this.fill += 1;
        // Nothing is dropped: there was no item.
        core::mem::forget(core::mem::replace(
            &mut this.table[at],
            Place::full(item, hash),
        ));
        if this.fill * 5 >= this.mask() * 3 {
            this.resize(this.grown_size());
        }
    }

    /// Adds the tuple of `items`, made only if it is not there; says whether that could be told
    /// without running Python code.
    pub(super) fn add_items(&self, items: &[Value]) -> bool {
        let hash = hash_simple_items(items);
        if hash == -1 {
            return false;
        }
        match self.seek_items(items, hash) {
            Ok(Found::At(_)) => true,
            Ok(Found::Free(at)) => {
                // Making an object runs no Python code.
                self.put(at, Tuple::from_slice(items).into(), hash);
                true
            }
            Err(Asks) => false,
        }
    }

    /// Whether the tuple of `items` is there; `None` where Python code has to say.
    pub(super) fn has_items(&self, items: &[Value]) -> Option<bool> {
        let hash = hash_simple_items(items);
        if hash == -1 {
            return None;
        }
        match self.seek_items(items, hash) {
            Ok(found) => Some(matches!(found, Found::At(_))),
            Err(Asks) => None,
        }
    }

    /// `set.add(item)`.
    #[inline]
    pub fn add(&self, item: &Value) -> PyResult<()> {
        self.add_hashed(item, hash_key(item)?)
    }

    /// Whether an item of this hash is there.
    #[inline]
    pub fn contains_hashed(&self, item: &Value, hash: i64) -> PyResult<bool> {
        Ok(matches!(self.find(item, hash)?, Found::At(_)))
    }

    /// Removes an item; whether it was there.
    pub fn discard_hashed(&self, item: &Value, hash: i64) -> PyResult<bool> {
        let Found::At(at) = self.find(item, hash)? else {
            return Ok(false);
        };
        let this = self.edit();
        let removed = core::mem::replace(&mut this.table[at], Place::DELETED);
        this.used -= 1;
        drop(removed);
        Ok(true)
    }

    /// `set.pop()`; `None` when empty.
    pub fn pop(&self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let this = self.edit();
        let mask = this.mask();
        let mut at = this.finger & mask;
        while this.table[at].item.is_none() {
            at = (at + 1) & mask;
        }
        let item = core::mem::replace(&mut this.table[at], Place::DELETED).item?;
        this.used -= 1;
        this.finger = at + 1;
        Some(item)
    }

    /// Removes all items.
    pub fn clear(&self) {
        let this = self.edit();
        this.fill = 0;
        let used = core::mem::take(&mut this.used);
        drop_table(core::mem::take(&mut this.table), used);
    }

    /// Exchanges the items with another set's.
    pub fn swap(&self, other: &Set) {
        let (a, b) = (self.edit(), other.edit());
        core::mem::swap(&mut a.table, &mut b.table);
        core::mem::swap(&mut a.fill, &mut b.fill);
        core::mem::swap(&mut a.used, &mut b.used);
    }

    /// Room for `extra` more items at once.
    pub(super) fn reserve(&self, extra: usize) {
        let this = self.edit();
        if (this.fill + extra) * 5 >= this.mask() * 3 {
            this.resize((this.used + extra) * 2);
        }
    }

    /// Resizes deleted places away when they are more than a quarter.
    pub(super) fn tidy(&self) {
        let this = self.edit();
        if this.fill - this.used > this.mask() / 4 {
            this.resize(this.grown_size());
        }
    }

    /// Adds the items of another set.
    pub fn merge(&self, other: &Set) -> PyResult<()> {
        if self.is(other) || other.is_empty() {
            return Ok(());
        }
        if self.table.is_empty() && other.fill == other.used {
            let room = match other.used * 5 >= (MIN_SIZE - 1) * 3 {
                true => size_for(other.used * 2),
                false => MIN_SIZE,
            };
            if room == other.table.len() {
                let this = self.edit();
                this.table = copy_table(&other.table);
                this.fill = other.used;
                this.used = other.used;
                return Ok(());
            }
        }
        self.reserve(other.len());
        if self.fill == 0 {
            let this = self.edit();
            if this.mask() == other.mask() && other.fill == other.used {
                this.table = copy_table(&other.table);
            } else {
                let size = this.mask() + 1;
                this.table = empty_table(size);
                for place in &other.table {
                    if let Some(item) = &place.item {
                        insert_clean(&mut this.table, item.clone(), place.hash);
                    }
                }
            }
            this.fill = other.used;
            this.used = other.used;
            return Ok(());
        }
        let mut at = 0;
        while let Some((item, hash)) = other.next_item(&mut at) {
            self.add_hashed(&item, hash)?;
        }
        Ok(())
    }

    /// `hash(frozenset)`.
    pub(super) fn frozen_hash(&self) -> i64 {
        if self.hash != -1 {
            return self.hash;
        }
        let mut hash: u64 = 0;
        for place in &self.table {
            if place.item.is_some() {
                hash ^= shuffle_bits(place.hash as u64);
            }
        }
        hash ^= (self.used as u64 + 1).wrapping_mul(1927868237);
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash.wrapping_mul(69069).wrapping_add(907133923);
        if hash == u64::MAX {
            hash = 590923713;
        }
        self.edit().hash = hash as i64;
        hash as i64
    }
}

fn shuffle_bits(hash: u64) -> u64 {
    ((hash ^ 89869747) ^ (hash << 16)).wrapping_mul(3644798167)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Global;
    use crate::set::{COMMON, SET};
    use crate::types::{Layout, OBJECT, Slots};

    /// What the next comparison adds, and to which set. Only one test uses it.
    static TO_ADD: Global<Option<(Set, Value)>> = Global::new(None);

    /// Objects of one hash whose `__eq__` adds to a set.
    static ADDER: Type = Type::builtin(
        "adder",
        Layout::Set,
        size_of::<SetObject>(),
        &[&OBJECT],
        Slots {
            hash: Some(|_| Ok(0)),
            compare: Some(|_, _, _| {
                // SAFETY: a short access.
                let to_add = unsafe { (*TO_ADD.get()).take() };
                if let Some((set, item)) = to_add {
                    set.add(&item)?;
                }
                Ok(Some(Value::FALSE))
            }),
            ..COMMON
        },
    );

    // CPython overwrites the item in the deleted place here and miscounts, so no program can
    // show it.
    #[test]
    fn a_comparison_may_fill_the_deleted_place_met_before() {
        let set = Set::new_as(&SET);
        let adder = || Value::from(Set::new_as(&ADDER));
        let items = [adder(), adder(), adder()];
        for item in &items {
            assert!(set.add(item).is_ok());
        }
        assert!(matches!(set.discard_hashed(&items[0], 0), Ok(true)));
        // SAFETY: a short access.
        unsafe { *TO_ADD.get() = Some((set.clone(), adder())) };
        assert!(set.add(&adder()).is_ok());
        assert_eq!(set.len(), 4);
        assert_eq!(set.items().len(), 4);
    }

    #[test]
    fn a_miscounted_table_ends() {
        let table = Vec::from([Place::EMPTY, Place::full(Value::NONE, 1)]);
        drop_table(table, 3);
    }
}
