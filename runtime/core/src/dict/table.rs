//! The table behind a dict: entries in insertion order, and an index of
//! their positions by hash.
//!
//! Sizes, growth and the fate of deleted entries are CPython's, so that
//! walking a dict while it changes meets the same entries.

use core::mem::offset_of;

use pyaot_abi::layout::{self, Header};

use super::entries::{Entries, Entry};
use super::find::Found;
use crate::error::PyResult;
use crate::key::hash_key;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Dict, Ref, Str, new_header};
use crate::value::Value;

/// A dict object, which begins as [`layout::DictObject`].
#[repr(C)]
pub struct DictObject {
    pub(super) header: Header,
    pub(super) entries: Entries,
    live: usize,
    /// Positions in `entries`, `size` long, each with bits of its key's hash
    /// ([`marked`]). Small tables have none: their few entries are looked
    /// through one by one.
    pub(super) index: Vec<u32>,
    /// A power of two, or 0.
    size: usize,
    /// How many more entries fit before the table is rebuilt.
    usable: usize,
    /// Changes whenever an entry is added or removed, and when entries move; other dicts
    /// that have been changed have others.
    pub(super) version: u64,
    /// Changes whenever entries move.
    pub(super) layout_version: u64,
    /// Counts the values that were replaced.
    replaced: u64,
    /// No entry before this position is live.
    first_live: usize,
}

// What compiled code reads lies where it looks for it.
const _: () = {
    use layout::DictObject as Head;
    assert!(
        offset_of!(DictObject, entries) + offset_of!(Entries, first) == offset_of!(Head, entries)
    );
    assert!(offset_of!(DictObject, entries) + offset_of!(Entries, len) == offset_of!(Head, places));
    assert!(offset_of!(DictObject, live) == offset_of!(Head, live));
    assert!(size_of::<Entry>() == size_of::<layout::DictEntry>());
    assert!(offset_of!(Entry, key) == offset_of!(layout::DictEntry, key));
    assert!(offset_of!(Entry, value) == offset_of!(layout::DictEntry, value));
};

/// A number no dict has had as its version.
#[inline]
fn next_version() -> u64 {
    static LAST: Global<u64> = Global::new(0);
    // SAFETY: a short access.
    unsafe {
        *LAST.get() += 1;
        *LAST.get()
    }
}

/// Size of the smallest table, which has no index.
const MIN_SIZE: usize = 8;

/// No position has the low bits of these: a third of the places stays free.
pub(super) const EMPTY: u32 = u32::MAX;
pub(super) const DELETED: u32 = u32::MAX - 1;

/// What the index of a table with this mask holds for position `at`: above the
/// bits a position needs, those of the hash, so that most keys that share a
/// place are told apart without a look at their entries.
#[inline]
fn marked(at: usize, hash: i64, mask: usize) -> u32 {
    at as u32 | hash as u32 & !(mask as u32)
}

/// The position in a word of the index, if it may be that of a key with this hash.
#[inline]
pub(super) fn position(word: u32, hash: i64, mask: usize) -> Option<usize> {
    let mask = mask as u32;
    ((word ^ hash as u32) & !mask == 0).then_some((word & mask) as usize)
}

pub(super) fn empty() -> DictObject {
    DictObject {
        header: new_header(),
        entries: Entries::new(),
        live: 0,
        index: Vec::new(),
        size: 0,
        usable: 0,
        version: 0,
        layout_version: 0,
        replaced: 0,
        first_live: 0,
    }
}

/// Entries an index of `size` slots serves.
fn usable_fraction(size: usize) -> usize {
    size * 2 / 3
}

#[inline]
pub(super) fn next_slot(slot: usize, perturb: &mut u64, mask: usize) -> usize {
    *perturb >>= 5;
    slot.wrapping_mul(5)
        .wrapping_add(*perturb as usize)
        .wrapping_add(1)
        & mask
}

impl DictObject {
    /// The first slot for a new entry with this hash.
    fn free_slot(&self, hash: i64) -> usize {
        if self.index.is_empty() {
            return 0;
        }
        let mask = self.index.len() - 1;
        let mut perturb = hash as u64;
        let mut slot = hash as usize & mask;
        while self.index[slot] < DELETED {
            slot = next_slot(slot, &mut perturb, mask);
        }
        slot
    }

    /// Makes a table of `size` slots and closes the gaps of deleted entries.
    fn rebuild(&mut self, size: usize) {
        if self.live != self.entries.len() {
            self.entries.drop_deleted();
        }
        self.layout_version += 1;
        self.first_live = 0;
        self.usable = usable_fraction(size) - self.live;
        self.entries.reserve_exact(self.usable);
        self.size = size;
        self.index.clear();
        if size == MIN_SIZE {
            return;
        }
        self.index.resize(size, EMPTY);
        let mask = size - 1;
        for (at, entry) in self.entries.iter().enumerate() {
            let mut perturb = entry.hash as u64;
            let mut slot = entry.hash as usize & mask;
            while self.index[slot] != EMPTY {
                slot = next_slot(slot, &mut perturb, mask);
            }
            self.index[slot] = marked(at, entry.hash, mask);
        }
    }
}

impl Default for Ref<DictObject> {
    fn default() -> Dict {
        Dict::new()
    }
}

impl Ref<DictObject> {
    /// An empty dict.
    pub fn new() -> Dict {
        Ref::alloc(empty())
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.live
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// Changes whenever an entry is added or removed, and when entries move.
    #[inline]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Other numbers after each change, of a value as well.
    #[inline]
    pub fn changes(&self) -> (u64, u64) {
        (self.version, self.replaced)
    }

    /// The place of this very str, `hint` if it is there; `None` where a search
    /// has to say.
    #[inline]
    pub(crate) fn place_of_same(&self, key: &Str, hint: &core::cell::Cell<u32>) -> Option<usize> {
        /// More are not looked through.
        const FEW: usize = 24;
        let same = |entry: &Entry| {
            entry
                .key
                .as_ref()
                .is_some_and(|known| known.is(key.as_value()))
        };
        let first = hint.get() as usize;
        if self.entries.get(first).is_some_and(same) {
            return Some(first);
        }
        if self.entries.len() > FEW {
            return None;
        }
        let at = self.entries.iter().position(same)?;
        hint.set(at as u32);
        Some(at)
    }

    /// Whether a small dict has no key of the hash of `key`.
    #[inline]
    pub(crate) fn surely_lacks(&self, key: &Str) -> bool {
        let hash = crate::str::hash(key);
        self.index.is_empty() && self.entries.iter().all(|entry| entry.hash != hash)
    }

    /// The value of the live entry at `at`.
    #[inline]
    pub(crate) fn value_at(&self, at: usize) -> Option<Value> {
        self.entries.get(at)?.value.clone()
    }

    /// How many places `entries` has, deleted ones included.
    pub(super) fn places(&self) -> usize {
        self.entries.len()
    }

    /// The entry at position `at`, unless deleted.
    pub(super) fn entry_at(&self, at: usize) -> Option<(i64, &Value, &Value)> {
        let entry = self.entries.get(at)?;
        Some((entry.hash, entry.key.as_ref()?, entry.value.as_ref()?))
    }

    /// The first entry at position `at` or later, with its position. Walking
    /// by position stays safe while the dict changes.
    pub fn entry_from(&self, at: usize) -> Option<(usize, Value, Value)> {
        (at.max(self.first_live)..self.entries.len()).find_map(|i| {
            let (_, key, value) = self.entry_at(i)?;
            Some((i, key.clone(), value.clone()))
        })
    }

    /// As [`Self::entry_from`], with the hash of the key.
    pub fn hashed_entry_from(&self, at: usize) -> Option<(usize, i64, Value, Value)> {
        (at.max(self.first_live)..self.entries.len()).find_map(|i| {
            let (hash, key, value) = self.entry_at(i)?;
            Some((i, hash, key.clone(), value.clone()))
        })
    }

    /// The entries, as they are when reached.
    pub fn entries(&self) -> impl Iterator<Item = (Value, Value)> + '_ {
        let mut at = 0;
        core::iter::from_fn(move || {
            let (found, key, value) = self.entry_from(at)?;
            at = found + 1;
            Some((key, value))
        })
    }

    /// The keys, in order; nothing may change the dict meanwhile.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Value> + '_ {
        self.entries.iter().filter_map(|entry| entry.key.clone())
    }

    /// The values, in order; nothing may change the dict meanwhile.
    pub(crate) fn values(&self) -> impl Iterator<Item = Value> + '_ {
        self.entries.iter().filter_map(|entry| entry.value.clone())
    }

    /// Adds an entry whose key is not there; `slot` is where a search said it goes.
    #[inline]
    pub(super) fn insert_new(&self, slot: usize, hash: i64, key: Value, value: Value) {
        // SAFETY: nothing here runs other code, so no other reference is in use.
        let this = unsafe { &mut *self.as_ptr() };
        let mut slot = slot;
        if this.usable == 0 {
            this.rebuild((this.live * 3).next_power_of_two().max(MIN_SIZE));
            slot = this.free_slot(hash);
        }
        let mask = this.size.wrapping_sub(1);
        if let Some(place) = this.index.get_mut(slot) {
            *place = marked(this.entries.len(), hash, mask);
        }
        this.entries.push(Entry {
            hash,
            key: Some(key),
            value: Some(value),
        });
        this.usable -= 1;
        this.live += 1;
        this.version = next_version();
    }

    /// Adds an entry to a dict known not to have the key.
    pub(super) fn insert_unique(&self, hash: i64, key: Value, value: Value) {
        let slot = if self.usable == 0 {
            0
        } else {
            self.free_slot(hash)
        };
        self.insert_new(slot, hash, key, value);
    }

    /// Gives an empty dict a copy of the table of another without deleted
    /// entries; says whether it did.
    pub(super) fn copy_table(&self, other: &Dict) -> bool {
        if !self.entries.is_empty() || other.live != other.entries.len() {
            return false;
        }
        // SAFETY: nothing here runs other code: the entries replaced are none.
        let this = unsafe { &mut *self.as_ptr() };
        this.entries = Entries::copy_of(&other.entries, usable_fraction(other.size));
        this.index = other.index.clone();
        this.live = other.live;
        this.size = other.size;
        this.usable = other.usable;
        this.first_live = other.first_live;
        this.version = next_version();
        this.layout_version += 1;
        true
    }

    /// Fills an empty dict with the entries of another.
    pub(super) fn add_unique(&self, other: &Dict) {
        if self.copy_table(other) {
            return;
        }
        self.reserve(other.len());
        let mut at = 0;
        while let Some((found, hash, key, value)) = other.hashed_entry_from(at) {
            at = found + 1;
            self.insert_unique(hash, key, value);
        }
    }

    /// Makes room for `n` entries in all.
    pub(super) fn reserve(&self, n: usize) {
        // SAFETY: nothing here runs other code.
        let this = unsafe { &mut *self.as_ptr() };
        if usable_fraction(this.size) < n {
            this.rebuild(((n * 3).div_ceil(2)).next_power_of_two().max(MIN_SIZE));
            this.version = next_version();
        }
    }

    /// Sets the value of the live entry at `at`.
    #[inline]
    pub(crate) fn replace(&self, at: usize, value: Value) {
        // SAFETY: the old value is moved out before it is dropped.
        let old = unsafe {
            let this = &mut *self.as_ptr();
            this.replaced += 1;
            this.entries[at].value.replace(value)
        };
        drop(old);
    }

    /// No entry before this position is live.
    #[inline]
    pub(super) fn first_live(&self) -> usize {
        self.first_live
    }

    /// Takes an entry out.
    pub(super) fn remove_at(&self, slot: usize, at: usize) -> (Value, Value) {
        // SAFETY: both parts are moved out before anything is dropped.
        unsafe {
            let this = &mut *self.as_ptr();
            if let Some(place) = this.index.get_mut(slot) {
                *place = DELETED;
            }
            this.live -= 1;
            this.version = next_version();
            let entry = &mut this.entries[at];
            let taken = (
                entry.key.take().expect("a live entry"),
                entry.value.take().expect("a live entry"),
            );
            while this.first_live < this.entries.len()
                && this.entries[this.first_live].key.is_none()
            {
                this.first_live += 1;
            }
            taken
        }
    }

    /// Takes the first entry out.
    pub(super) fn pop_first(&self) -> Option<(Value, Value)> {
        let (at, hash, _, _) = self.hashed_entry_from(0)?;
        Some(self.remove_at(self.slot_of(at, hash), at))
    }

    /// The slot of the index that holds a position.
    fn slot_of(&self, at: usize, hash: i64) -> usize {
        let Some(mask) = self.index.len().checked_sub(1) else {
            return 0;
        };
        let mut perturb = hash as u64;
        let mut slot = perturb as usize & mask;
        while self.index[slot] != marked(at, hash, mask) {
            slot = next_slot(slot, &mut perturb, mask);
        }
        slot
    }

    /// Takes the last entry out.
    pub(super) fn pop_last(&self) -> Option<(Value, Value)> {
        let at = (0..self.entries.len())
            .rev()
            .find(|&at| self.entry_at(at).is_some())?;
        let slot = self.slot_of(at, self.entries[at].hash);
        let taken = self.remove_at(slot, at);
        // SAFETY: only deleted entries go.
        let this = unsafe { &mut *self.as_ptr() };
        this.entries.truncate(at);
        this.first_live = this.first_live.min(at);
        Some(taken)
    }

    /// The value of `key`.
    #[inline]
    pub fn get(&self, key: &Value) -> PyResult<Option<Value>> {
        self.get_hashed(key, hash_key(key)?)
    }

    /// The value of `key`, whose hash is known.
    #[inline]
    pub fn get_hashed(&self, key: &Value, hash: i64) -> PyResult<Option<Value>> {
        match self.find(key, hash)?.found() {
            Found::At { at, .. } => Ok(self.entries[at].value.clone()),
            Found::Missing { .. } => Ok(None),
        }
    }

    /// Sets the value of `key`.
    #[inline]
    pub fn set(&self, key: &Value, value: &Value) -> PyResult<()> {
        self.set_hashed(key, hash_key(key)?, value)
    }

    /// Sets the value of `key`, whose hash is known.
    #[inline]
    pub fn set_hashed(&self, key: &Value, hash: i64, value: &Value) -> PyResult<()> {
        match self.find(key, hash)?.found() {
            Found::At { at, .. } => self.replace(at, value.clone()),
            Found::Missing { slot } => self.insert_new(slot, hash, key.clone(), value.clone()),
        }
        Ok(())
    }

    /// Removes an entry and gives its value.
    pub fn remove(&self, key: &Value) -> PyResult<Option<Value>> {
        let hash = hash_key(key)?;
        match self.find(key, hash)?.found() {
            Found::At { slot, at } => Ok(Some(self.remove_at(slot, at).1)),
            Found::Missing { .. } => Ok(None),
        }
    }

    /// The value of a str key.
    pub fn get_key(&self, key: &Str) -> Option<Value> {
        match self.find_text(key.as_str(), crate::str::hash(key)).found() {
            Found::At { at, .. } => self.entries[at].value.clone(),
            Found::Missing { .. } => None,
        }
    }

    /// Sets the value of a str key.
    pub fn set_key(&self, key: &Str, value: Value) {
        let hash = crate::str::hash(key);
        match self.find_text(key.as_str(), hash).found() {
            Found::At { at, .. } => self.replace(at, value),
            Found::Missing { slot } => self.insert_new(slot, hash, key.to_value(), value),
        }
    }

    /// Removes a str key and gives its value.
    pub fn remove_key(&self, key: &Str) -> Option<Value> {
        match self.find_text(key.as_str(), crate::str::hash(key)).found() {
            Found::At { slot, at } => Some(self.remove_at(slot, at).1),
            Found::Missing { .. } => None,
        }
    }

    /// The value of the key with the text of a name, whose hash is kept.
    pub fn get_name(&self, name: &Str) -> Option<Value> {
        match self
            .find_text(name.as_str(), crate::str::hash(name))
            .found()
        {
            Found::At { at, .. } => self.entries[at].value.clone(),
            Found::Missing { .. } => None,
        }
    }

    /// The value of the key with this text.
    pub fn get_str(&self, key: &str) -> Option<Value> {
        match self.find_text(key, crate::str::hash_text(key)).found() {
            Found::At { at, .. } => self.entries[at].value.clone(),
            Found::Missing { .. } => None,
        }
    }

    /// Sets the value of the key with this text.
    pub fn set_str(&self, key: &str, value: Value) {
        self.set_key(&Str::new(key), value);
    }

    /// Removes all entries.
    pub fn clear(&self) {
        // SAFETY: the entries are moved out before they are dropped.
        let old = unsafe {
            let this = &mut *self.as_ptr();
            this.live = 0;
            this.size = 0;
            this.usable = 0;
            this.version = next_version();
            this.layout_version += 1;
            this.first_live = 0;
            this.index = Vec::new();
            core::mem::take(&mut this.entries)
        };
        drop(old);
    }
}
