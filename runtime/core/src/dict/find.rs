//! Looking keys up in the table of a dict.

use super::table::{DELETED, DictObject, EMPTY, next_slot, position};
use crate::error::{PyResult, Raised};
use crate::key::{
    IntProbe, PairProbe, Probe, Same, TextProbe, TupleProbe, hash_simple_items, hash_small_int,
    plain_str, plain_tuple,
};
use crate::memory::Global;
use crate::often::Quiet;
use crate::reference::{Dict, Ref, Str};
use crate::value::Value;

/// Where a key is, or where it would go.
pub(super) enum Found {
    At { slot: usize, at: usize },
    Missing { slot: usize },
}

/// A [`Found`] in one word, which functions return in a register.
#[derive(Clone, Copy)]
pub(super) struct Lookup(u64);

impl Lookup {
    const MISSING: u32 = u32::MAX;
    /// Python code has to say whether two keys are the same.
    pub(super) const ASK: Lookup = Lookup(u64::MAX);

    #[inline(always)]
    pub(super) const fn at(slot: usize, at: u32) -> Lookup {
        Lookup(slot as u64 | (at as u64) << 32)
    }

    #[inline(always)]
    pub(super) const fn missing(slot: usize) -> Lookup {
        Lookup::at(slot, Lookup::MISSING)
    }

    #[inline(always)]
    pub(super) fn asks(self) -> bool {
        self.0 == Lookup::ASK.0
    }

    /// What a search that was carried to its end has found.
    #[inline(always)]
    pub(super) fn found(self) -> Found {
        let slot = self.0 as u32 as usize;
        match (self.0 >> 32) as u32 {
            Lookup::MISSING => Found::Missing { slot },
            at => Found::At {
                slot,
                at: at as usize,
            },
        }
    }
}

/// How many hints there are.
const HINTS: usize = 512;

/// Where strs have been found in dicts, by their words and addresses: each is true or not, which
/// a look at the entry shows. Of a few keys that come again and again the hint says it at once;
/// how far each is from the first place to look at, the machine would have to guess.
static HINTS_LEFT: Global<[(u32, u32); HINTS]> = Global::new([(0, 0); HINTS]);

/// The hint for a key in a dict.
struct Hint {
    at: usize,
    tag: u32,
}

impl Hint {
    #[inline(always)]
    fn of(dict: &Dict, key: &Value) -> Hint {
        let word = dict.as_value().as_raw() ^ key.as_raw();
        let mixed = word.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Hint {
            at: (mixed >> 55) as usize & (HINTS - 1),
            tag: (mixed >> 16) as u32,
        }
    }

    /// What the hint says, if there is one.
    #[inline(always)]
    fn place(&self) -> Option<u32> {
        // SAFETY: a short access.
        let (tag, at) = unsafe { (*HINTS_LEFT.get())[self.at] };
        (tag == self.tag).then_some(at)
    }

    #[inline(always)]
    fn leave(&self, at: u32) {
        // SAFETY: a short access.
        unsafe { (*HINTS_LEFT.get())[self.at] = (self.tag, at) };
    }
}

impl Ref<DictObject> {
    /// Visits the keys of this hash until `same` says that it is the one, or stops.
    #[inline(always)]
    fn walk<S>(
        &self,
        hash: i64,
        mut same: impl FnMut(usize, &Value) -> Result<bool, S>,
    ) -> Result<Lookup, S> {
        if self.index.is_empty() {
            for (at, entry) in self.entries.iter().enumerate() {
                if entry.hash == hash
                    && let Some(known) = &entry.key
                    && same(at, known)?
                {
                    return Ok(Lookup::at(0, at as u32));
                }
            }
            return Ok(Lookup::missing(0));
        }
        let mask = self.index.len() - 1;
        let mut perturb = hash as u64;
        let mut slot = hash as usize & mask;
        let mut free = usize::MAX;
        loop {
            // SAFETY: `slot` is masked by the length, a power of two.
            let word = unsafe { *self.index.get_unchecked(slot) };
            if word < DELETED {
                if let Some(at) = position(word, hash, mask) {
                    // SAFETY: the index holds positions of entries.
                    let entry = unsafe { self.entries.get_unchecked(at) };
                    if entry.hash == hash
                        && let Some(known) = &entry.key
                        && same(at, known)?
                    {
                        return Ok(Lookup::at(slot, at as u32));
                    }
                }
            } else if word == EMPTY {
                return Ok(Lookup::missing(if free == usize::MAX {
                    slot
                } else {
                    free
                }));
            } else if free == usize::MAX {
                free = slot;
            }
            slot = next_slot(slot, &mut perturb, mask);
        }
    }

    /// Where a key of this kind is, as far as that goes without running Python code.
    #[inline(always)]
    fn seek(&self, key: &impl Probe, hash: i64) -> Lookup {
        let found = self.walk(hash, |_, known| match key.same(known) {
            Same::Yes => Ok(true),
            Same::No => Ok(false),
            Same::Ask => Err(()),
        });
        found.unwrap_or(Lookup::ASK)
    }

    /// Lookup by a text, which runs no other code.
    pub(super) fn find_text(&self, text: &str, hash: i64) -> Lookup {
        let found = self.walk(hash, |_, known| {
            let is_text =
                |known: &Str| core::ptr::eq(known.as_str(), text) || known.as_str() == text;
            Ok::<bool, core::convert::Infallible>(known.as_str().is_some_and(is_text))
        });
        match found {
            Ok(found) => found,
        }
    }

    #[inline(never)]
    pub(super) fn seek_int(&self, key: &Value, hash: i64) -> Lookup {
        self.seek(&IntProbe(key), hash)
    }

    #[inline(never)]
    fn seek_text(&self, key: &Str, hash: i64) -> Lookup {
        self.seek(&TextProbe(key), hash)
    }

    #[inline(never)]
    fn seek_items(&self, items: &[Value], hash: i64) -> Lookup {
        self.seek(&TupleProbe(items), hash)
    }

    /// Where `key` is, if it is a small int or str that is found by its identity at the first
    /// place to look at, or a str where a hint says. A slot of the index need not be known.
    #[inline(always)]
    pub(super) fn at_first_place(&self, key: &Value) -> Option<(Lookup, &Value)> {
        // Identity decides: what nearly always is the hash will do.
        if let Some(n) = key.as_small_int() {
            let (slot, at) = self.first_place(n)?;
            return Some((Lookup::at(slot, at), self.value_of_same(at, key)?));
        }
        let hash = plain_str(key)?.hash;
        let hint = Hint::of(self, key);
        if let Some(at) = hint.place()
            && let Some(value) = self.value_of_same(at, key)
        {
            return Some((Lookup::at(0, at), value));
        }
        let (slot, at) = self.first_place(hash)?;
        let value = self.value_of_same(at, key)?;
        hint.leave(at);
        Some((Lookup::at(slot, at), value))
    }

    /// The first slot of the index for a hash, and a place of an entry, if there is one.
    #[inline(always)]
    fn first_place(&self, hash: i64) -> Option<(usize, u32)> {
        let mask = self.index.len().wrapping_sub(1);
        let slot = hash as usize & mask;
        // A free slot holds no position of an entry.
        Some((slot, (*self.index.get(slot)? as usize & mask) as u32))
    }

    /// The value of the entry at `at`, if it is that of this very key.
    #[inline(always)]
    fn value_of_same(&self, at: u32, key: &Value) -> Option<&Value> {
        let entry = self.entries.get(at as usize)?;
        let value = entry.value.as_ref()?;
        let same = entry.key.as_ref().is_some_and(|known| known.is(key));
        same.then_some(value)
    }

    /// Leaves a hint where `key` has been found, if that is the very key of the entry.
    #[inline(always)]
    pub(super) fn leave_hint(&self, key: &Value, found: Lookup) {
        if !key.is_small_int()
            && let Found::At { at, .. } = found.found()
            && self
                .entries
                .get(at)
                .is_some_and(|entry| entry.key.as_ref().is_some_and(|known| known.is(key)))
        {
            Hint::of(self, key).leave(at as u32);
        }
    }

    /// The hash of a key of which nobody can watch hash and comparison, and where it is;
    /// [`Lookup::ASK`] for any other key, or where one of those is met.
    #[inline(always)]
    pub(super) fn glance(&self, key: &Value) -> (i64, Lookup) {
        if let Some(n) = key.as_small_int() {
            let hash = hash_small_int(n);
            return (hash, self.seek_int(key, hash));
        }
        if let Some(text) = plain_str(key) {
            let hash = crate::str::hash(text);
            return (hash, self.seek_text(text, hash));
        }
        match plain_tuple(key) {
            Some(tuple) => self.glance_items(tuple.items()),
            None => (-1, Lookup::ASK),
        }
    }

    /// As [`Self::glance`] for the tuple of `items`.
    #[inline(always)]
    pub(super) fn glance_items(&self, items: &[Value]) -> (i64, Lookup) {
        match hash_simple_items(items) {
            -1 => (-1, Lookup::ASK),
            hash => (hash, self.seek_items(items, hash)),
        }
    }

    /// As [`Self::glance_items`], of two small ints.
    #[inline(always)]
    pub(super) fn glance_pair(&self, items: &[Value]) -> (i64, Lookup) {
        let hash = hash_simple_items(items);
        (hash, self.seek_pair(items, hash))
    }

    #[inline(never)]
    fn seek_pair(&self, items: &[Value], hash: i64) -> Lookup {
        match items {
            [a, b] => self.seek(&PairProbe(a, b), hash),
            _ => Lookup::ASK,
        }
    }

    /// Where `key` is.
    #[inline]
    pub(super) fn find(&self, key: &Value, hash: i64) -> PyResult<Lookup> {
        let found = if key.is_small_int() {
            self.seek_int(key, hash)
        } else if let Some(text) = plain_str(key) {
            self.seek_text(text, hash)
        } else if let Some(tuple) = plain_tuple(key) {
            self.seek_items(tuple.items(), hash)
        } else {
            Lookup::ASK
        };
        if found.asks() {
            return self.search(key, hash);
        }
        Ok(found)
    }

    /// The hash of the tuple of `items` and its value, if nobody can watch hash and comparison.
    pub(crate) fn value_of_items(&self, items: &[Value]) -> Option<(i64, Option<Value>)> {
        let (hash, found) = self.glance_items(items);
        if found.asks() {
            return None;
        }
        let value = match found.found() {
            Found::At { at, .. } => self.value_at(at),
            Found::Missing { .. } => None,
        };
        Some((hash, value))
    }

    /// Where an instance is whose `__hash__` and `__eq__` only look at it, with its hash; `None`
    /// where it takes more than those to tell.
    #[inline(always)]
    pub(super) fn search_quietly(&self, key: &Value) -> Option<PyResult<(i64, Lookup)>> {
        let quiet = Quiet::of(key)?;
        let hash = match quiet.hash(key)? {
            Ok(hash) => hash,
            Err(raised) => return Some(Err(raised)),
        };
        match self.walk_quietly(key, hash, &quiet) {
            Ok(found) => Some(Ok((hash, found))),
            Err(raised) => raised.map(Err),
        }
    }

    /// The walk to an instance; stops without an exception at a key that it takes more to compare with.
    #[inline(always)]
    fn walk_quietly(
        &self,
        key: &Value,
        hash: i64,
        quiet: &Quiet,
    ) -> Result<Lookup, Option<Raised>> {
        self.walk(hash, |_, known| {
            if known.is(key) {
                return Ok(true);
            }
            match quiet.is_equal(known, key) {
                Some(equal) => equal.map_err(Some),
                None => Err(None),
            }
        })
    }

    /// Where `key` is, with comparisons by Python code.
    #[inline(never)]
    pub(super) fn search(&self, key: &Value, hash: i64) -> PyResult<Lookup> {
        if let Some(quiet) = Quiet::of(key) {
            match self.walk_quietly(key, hash, &quiet) {
                Ok(found) => return Ok(found),
                Err(Some(raised)) => return Err(raised),
                Err(None) => {}
            }
        }
        loop {
            let found = self.walk(hash, |at, known| match (&key).same(known) {
                Same::Yes => Ok(true),
                Same::No => Ok(false),
                Same::Ask => match self.ask(at, key) {
                    Ok(Some(equal)) => Ok(equal),
                    Ok(None) => Err(None),
                    Err(raised) => Err(Some(raised)),
                },
            });
            match found {
                Ok(found) => return Ok(found),
                Err(Some(raised)) => return Err(raised),
                // The comparison changed the dict under the search.
                Err(None) => {}
            }
        }
    }

    /// Whether the key at `at` equals `key`, by their `__eq__`; `None` when
    /// the comparison changed the dict under the search.
    #[cold]
    #[inline(never)]
    fn ask(&self, at: usize, key: &Value) -> PyResult<Option<bool>> {
        let known = self.entries[at].key.clone().expect("a live entry");
        let before = (self.layout_version, self.version);
        let equal = crate::operation::equal_keys(&known, key)?;
        if before == (self.layout_version, self.version) {
            return Ok(Some(equal));
        }
        let unmoved = before.0 == self.layout_version
            && self
                .entries
                .get(at)
                .and_then(|entry| entry.key.as_ref())
                .is_some_and(|key| key.is(&known));
        // A miss has to find its free slot anew.
        Ok(if unmoved && equal { Some(true) } else { None })
    }
}
