//! dict: insertion order, open addressing over a list of entries.

use pyaot_abi::layout::Header;

use crate::error::{PyResult, raise_key_error, raise_type_error};
use crate::reference::{Dict, Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// An entry; both parts are `None` once deleted.
struct Entry {
    hash: i64,
    key: Option<Value>,
    value: Option<Value>,
}

#[repr(C)]
pub struct DictObject {
    header: Header,
    entries: Vec<Entry>,
    /// Positions in `entries`; a power of two long, or empty.
    index: Vec<u32>,
    live: usize,
    /// Changes whenever an entry is added or removed.
    version: u64,
}

const EMPTY: u32 = u32::MAX;
const DELETED: u32 = u32::MAX - 1;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for DictObject {
    const TYPE: &'static Type = &DICT;
    const LAYOUT: Layout = Layout::Dict;
}

/// `dict`.
pub static DICT: Type = Type::builtin(
    "dict",
    Layout::Dict,
    size_of::<DictObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<DictObject>,
        // SAFETY: called on live dicts.
        traverse: Some(|header, visit| unsafe {
            for entry in &(*header.cast::<DictObject>()).entries {
                if let (Some(key), Some(value)) = (&entry.key, &entry.value) {
                    visit(key);
                    visit(value);
                }
            }
        }),
        hash: None,
        repr: Some(|this| {
            let mut out = String::from("{");
            for (i, (key, value)) in dict(this).entries().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                out.push_str(crate::operation::value_repr(&key)?.as_str());
                out.push_str(": ");
                out.push_str(crate::operation::value_repr(&value)?.as_str());
            }
            out.push('}');
            Ok(Str::new(&out))
        }),
        len: Some(|this| Ok(dict(this).len() as i64)),
        getitem: Some(|this, key| dict_getitem(dict(this), key)),
        setitem: Some(|this, key, value| match value {
            Some(value) => dict_setitem(dict(this), key, value),
            None => dict_delitem(dict(this), key),
        }),
        contains: Some(|this, key| dict_contains(dict(this), key)),
        new: Some(|ty, _| Ok(Ref::alloc_as(ty, empty()).into())),
        ..Slots::OBJECT
    },
)
.subclassable();

fn dict(this: &Value) -> &Dict {
    this.as_dict().expect("dict")
}

fn empty() -> DictObject {
    DictObject { header: new_header(), entries: Vec::new(), index: Vec::new(), live: 0, version: 0 }
}

impl Default for Ref<DictObject> {
    fn default() -> Dict {
        Dict::new()
    }
}

impl Ref<DictObject> {
    pub fn new() -> Dict {
        Ref::alloc(empty())
    }

    pub fn len(&self) -> usize {
        self.live
    }

    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// Changes whenever an entry is added or removed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The first entry at position `at` or later, with its position. Walking
    /// by position stays safe while the dict changes.
    pub fn entry_from(&self, at: usize) -> Option<(usize, Value, Value)> {
        self.entries.get(at..)?.iter().enumerate().find_map(|(i, entry)| {
            Some((at + i, entry.key.clone()?, entry.value.clone()?))
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

    /// Where an entry with this hash and key is: its place in the index and in `entries`.
    fn find(&self, key: &Value, hash: i64) -> PyResult<Option<(usize, usize)>> {
        'again: loop {
            if self.index.is_empty() {
                return Ok(None);
            }
            let mask = self.index.len() - 1;
            let mut perturb = hash as u64;
            let mut slot = hash as usize & mask;
            loop {
                match self.index[slot] {
                    EMPTY => return Ok(None),
                    DELETED => {}
                    at => {
                        let entry = &self.entries[at as usize];
                        if entry.hash == hash
                            && let Some(known) = &entry.key
                        {
                            if known.is(key) {
                                return Ok(Some((slot, at as usize)));
                            }
                            match (known.as_str(), key.as_str()) {
                                (Some(a), Some(b)) if is_plain_str(known) && is_plain_str(key) => {
                                    if a.same_text(b) {
                                        return Ok(Some((slot, at as usize)));
                                    }
                                }
                                _ => {
                                    // Comparing may run code that changes this dict.
                                    let (known, version) = (known.clone(), self.version);
                                    let same = crate::operation::equal(&known, key)?;
                                    if version != self.version {
                                        continue 'again;
                                    }
                                    if same {
                                        return Ok(Some((slot, at as usize)));
                                    }
                                }
                            }
                        }
                    }
                }
                perturb >>= 5;
                slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
            }
        }
    }

    /// Lookup by a str, which runs no other code.
    fn find_str(&self, text: &str, hash: i64) -> Option<(usize, usize)> {
        if self.index.is_empty() {
            return None;
        }
        let mask = self.index.len() - 1;
        let mut perturb = hash as u64;
        let mut slot = hash as usize & mask;
        loop {
            match self.index[slot] {
                EMPTY => return None,
                DELETED => {}
                at => {
                    let entry = &self.entries[at as usize];
                    if entry.hash == hash
                        && let Some(known) = entry.key.as_ref().and_then(Value::as_str)
                        && known.as_str() == text
                    {
                        return Some((slot, at as usize));
                    }
                }
            }
            perturb >>= 5;
            slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
        }
    }

    fn rebuild(&self, capacity: usize) {
        // SAFETY: no reference into the tables is kept across the call.
        let this = unsafe { &mut *self.as_ptr() };
        if this.live != this.entries.len() {
            this.entries.retain(|entry| entry.key.is_some());
            this.version += 1;
        }
        let size = (capacity.max(this.live + 1) * 3 / 2).next_power_of_two().max(8);
        this.index.clear();
        this.index.resize(size, EMPTY);
        let mask = size - 1;
        for (at, entry) in this.entries.iter().enumerate() {
            let mut perturb = entry.hash as u64;
            let mut slot = entry.hash as usize & mask;
            while this.index[slot] != EMPTY {
                perturb >>= 5;
                slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
            }
            this.index[slot] = at as u32;
        }
    }

    fn insert_new(&self, hash: i64, key: Value, value: Value) {
        if (self.entries.len() + 1) * 3 > self.index.len() * 2 {
            self.rebuild(self.live * 2 + 1);
        }
        // SAFETY: no reference into the tables is kept across the call.
        let this = unsafe { &mut *self.as_ptr() };
        let mask = this.index.len() - 1;
        let mut perturb = hash as u64;
        let mut slot = hash as usize & mask;
        while this.index[slot] < DELETED {
            perturb >>= 5;
            slot = (slot.wrapping_mul(5).wrapping_add(perturb as usize).wrapping_add(1)) & mask;
        }
        this.index[slot] = this.entries.len() as u32;
        this.entries.push(Entry { hash, key: Some(key), value: Some(value) });
        this.live += 1;
        this.version += 1;
    }

    fn replace(&self, at: usize, value: Value) {
        // SAFETY: the old value is moved out before it is dropped.
        let old = unsafe { (&mut (*self.as_ptr()).entries)[at].value.replace(value) };
        drop(old);
    }

    fn remove_at(&self, slot: usize, at: usize) -> Option<Value> {
        // SAFETY: both parts are moved out before anything is dropped.
        let (key, value) = unsafe {
            let this = &mut *self.as_ptr();
            this.index[slot] = DELETED;
            this.live -= 1;
            this.version += 1;
            let entry = &mut this.entries[at];
            (entry.key.take(), entry.value.take())
        };
        drop(key);
        value
    }

    pub fn get(&self, key: &Value) -> PyResult<Option<Value>> {
        let hash = crate::operation::value_hash(key)?;
        Ok(self.find(key, hash)?.and_then(|(_, at)| self.entries[at].value.clone()))
    }

    pub fn set(&self, key: &Value, value: &Value) -> PyResult<()> {
        let hash = crate::operation::value_hash(key)?;
        match self.find(key, hash)? {
            Some((_, at)) => self.replace(at, value.clone()),
            None => self.insert_new(hash, key.clone(), value.clone()),
        }
        Ok(())
    }

    /// Removes an entry and gives its value.
    pub fn remove(&self, key: &Value) -> PyResult<Option<Value>> {
        let hash = crate::operation::value_hash(key)?;
        Ok(self.find(key, hash)?.and_then(|(slot, at)| self.remove_at(slot, at)))
    }

    /// The value of a str key.
    pub fn get_key(&self, key: &Str) -> Option<Value> {
        let (_, at) = self.find_str(key.as_str(), crate::str::hash(key))?;
        self.entries[at].value.clone()
    }

    pub fn set_key(&self, key: &Str, value: Value) {
        let hash = crate::str::hash(key);
        match self.find_str(key.as_str(), hash) {
            Some((_, at)) => self.replace(at, value),
            None => self.insert_new(hash, key.to_value(), value),
        }
    }

    pub fn remove_key(&self, key: &Str) -> Option<Value> {
        let (slot, at) = self.find_str(key.as_str(), crate::str::hash(key))?;
        self.remove_at(slot, at)
    }

    pub fn get_str(&self, key: &str) -> Option<Value> {
        let (_, at) = self.find_str(key, crate::str::hash_text(key))?;
        self.entries[at].value.clone()
    }

    pub fn set_str(&self, key: &str, value: Value) {
        self.set_key(&Str::new(key), value);
    }

    pub fn clear(&self) {
        // SAFETY: the entries are moved out before they are dropped.
        let old = unsafe {
            let this = &mut *self.as_ptr();
            this.live = 0;
            this.version += 1;
            this.index.clear();
            core::mem::take(&mut this.entries)
        };
        drop(old);
    }
}

fn is_plain_str(value: &Value) -> bool {
    core::ptr::eq(value.ty(), &crate::str::STR)
}

/// The row `dict_new`.
pub fn dict_new() -> Dict {
    Dict::new()
}

/// `dict[key]`.
pub fn dict_getitem(dict: &Dict, key: &Value) -> PyResult<Value> {
    match dict.get(key)? {
        Some(value) => Ok(value),
        None => {
            if dict.ty().is_heap_type()
                && let Some(value) = crate::attribute::call_special(
                    dict.as_value(),
                    crate::name!("__missing__"),
                    core::slice::from_ref(key),
                )?
            {
                return Ok(value);
            }
            Err(raise_key_error(key))
        }
    }
}

/// `dict[key] = value`.
pub fn dict_setitem(dict: &Dict, key: &Value, value: &Value) -> PyResult<()> {
    dict.set(key, value)
}

/// `del dict[key]`.
pub fn dict_delitem(dict: &Dict, key: &Value) -> PyResult<()> {
    match dict.remove(key)? {
        Some(_) => Ok(()),
        None => Err(raise_key_error(key)),
    }
}

/// `key in dict`.
pub fn dict_contains(dict: &Dict, key: &Value) -> PyResult<bool> {
    let hash = crate::operation::value_hash(key)?;
    Ok(dict.find(key, hash)?.is_some())
}

/// `len(dict)`.
pub fn dict_len(dict: &Dict) -> i64 {
    dict.len() as i64
}

/// `dict.get(key, default)`.
pub fn dict_get(dict: &Dict, key: &Value, default: &Value) -> PyResult<Value> {
    Ok(dict.get(key)?.unwrap_or_else(|| default.clone()))
}

/// `{**mapping}`.
pub fn dict_update_from(dict: &Dict, mapping: &Value) -> PyResult<()> {
    for_each_item(mapping, |key, value| dict.set(key, value))
}

/// Keyword spreading in a call: a repeated key is a TypeError.
pub fn dict_merge_keywords(dict: &Dict, mapping: &Value) -> PyResult<()> {
    for_each_item(mapping, |key, value| {
        let Some(name) = key.as_str() else {
            return Err(raise_type_error(format_args!("keywords must be strings")));
        };
        if dict.get_key(name).is_some() {
            return Err(raise_type_error(format_args!(
                "got multiple values for keyword argument '{}'",
                name.as_str()
            )));
        }
        dict.set(key, value)
    })
}

/// Calls `each` with the items of a mapping: a dict, or anything with `keys()`.
fn for_each_item(mapping: &Value, mut each: impl FnMut(&Value, &Value) -> PyResult<()>) -> PyResult<()> {
    if let Some(other) = mapping.downcast_exact::<DictObject>() {
        for (key, value) in other.entries() {
            each(&key, &value)?;
        }
        return Ok(());
    }
    let Some(keys) = crate::attribute::getattr_opt(mapping, "keys")? else {
        return Err(raise_type_error(format_args!("'{}' object is not a mapping", mapping.type_name())));
    };
    let keys = crate::call::call(&keys, &[])?;
    let iterator = crate::iter::value_iter(&keys)?;
    while let Some(key) = crate::iter::iter_next(&iterator)? {
        let value = crate::operation::value_getitem(mapping, &key)?;
        each(&key, &value)?;
    }
    Ok(())
}
