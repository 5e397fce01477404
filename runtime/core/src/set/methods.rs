//! What sets can be asked: the algebra, in the order CPython inserts.

use super::{FROZENSET, SET, SetObject, any_set, as_any_set, base_type, plain_dict};
use crate::dict::DICT;
use crate::error::{PyResult, raise_with_args};
use crate::exception::KEY_ERROR;
use crate::key::hash_key;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Ref, Set, Str, Tuple};
use crate::types::Type;
use crate::value::Value;

/// A set or frozenset made of `iterable`.
fn make(ty: &'static Type, iterable: &Value) -> PyResult<Set> {
    let made = Set::new_as(ty);
    made.update_from(iterable)?;
    Ok(made)
}

/// Calls `each` with the items of `iterable` and their hashes. One function for
/// all callers: it is in every program.
#[inline(never)]
fn for_each_hashed(
    iterable: &Value,
    each: &mut dyn FnMut(&Value, i64) -> PyResult<bool>,
) -> PyResult<()> {
    if let Some(text) = crate::key::plain_str(iterable) {
        for c in text.as_str().chars() {
            let item = Value::from(Str::from_char(c));
            if !each(&item, hash_key(&item)?)? {
                return Ok(());
            }
        }
        return Ok(());
    }
    crate::iter::for_each(iterable, |item| each(item, hash_key(item)?))
}

/// Calls `each` with the items of a set and their hashes, while it says true.
fn for_each_of_set(set: &Set, mut each: impl FnMut(&Value, i64) -> PyResult<bool>) -> PyResult<()> {
    let mut at = 0;
    while let Some((item, hash)) = set.next_item(&mut at) {
        if !each(&item, hash)? {
            break;
        }
    }
    Ok(())
}

impl Ref<SetObject> {
    /// `set.update(other)`.
    pub fn update_from(&self, other: &Value) -> PyResult<()> {
        if let Some(other) = as_any_set(other) {
            return self.merge(other);
        }
        if let Some(dict) = plain_dict(other) {
            self.reserve(dict.len());
            let mut at = 0;
            while let Some((found, hash, key, _)) = dict.hashed_entry_from(at) {
                at = found + 1;
                self.add_hashed(&key, hash)?;
            }
            return Ok(());
        }
        if other.is_foreign() && crate::foreign::class_of(other).is(&DICT.to_value()) {
            self.reserve(crate::operation::value_len(other)? as usize);
        }
        for_each_hashed(other, &mut |item, hash| {
            self.add_hashed(item, hash).map(|()| true)
        })
    }

    /// `set.difference_update(other)`.
    pub fn difference_update_from(&self, other: &Value) -> PyResult<()> {
        if self.as_value().is(other) {
            self.clear();
            return Ok(());
        }
        match as_any_set(other) {
            Some(set) => {
                let common;
                let mut set = set;
                if set.len() >> 3 > self.len() {
                    common = intersection(self, other)?;
                    set = &common;
                }
                for_each_of_set(set, |item, hash| {
                    self.discard_hashed(item, hash).map(|_| true)
                })?;
            }
            None => for_each_hashed(other, &mut |item, hash| {
                self.discard_hashed(item, hash).map(|_| true)
            })?,
        }
        self.tidy();
        Ok(())
    }

    /// `set.symmetric_difference_update(other)`.
    pub fn symmetric_difference_update_from(&self, other: &Value) -> PyResult<()> {
        if self.as_value().is(other) {
            self.clear();
            return Ok(());
        }
        let flip = |item: &Value, hash: i64| self.flip_hashed(item, hash).map(|()| true);
        if let Some(dict) = plain_dict(other) {
            let mut at = 0;
            while let Some((found, hash, key, _)) = dict.hashed_entry_from(at) {
                at = found + 1;
                flip(&key, hash)?;
            }
            return Ok(());
        }
        match as_any_set(other) {
            Some(set) => for_each_of_set(set, flip),
            None => for_each_of_set(&make(base_type(self), other)?, flip),
        }
    }
}

/// A set or frozenset with the items of `set`.
pub(super) fn copy(set: &Set) -> PyResult<Set> {
    let made = Set::new_as(base_type(set));
    made.merge(set)?;
    Ok(made)
}

/// `set & other`.
pub fn intersection(set: &Set, other: &Value) -> PyResult<Set> {
    if set.as_value().is(other) {
        return copy(set);
    }
    let result = Set::new_as(base_type(set));
    if let Some(other) = as_any_set(other) {
        let (large, small) = if other.len() > set.len() {
            (other, set)
        } else {
            (set, other)
        };
        result.pick(small, large, true)?;
        return Ok(result);
    }
    for_each_hashed(other, &mut |item, hash| {
        if set.contains_hashed(item, hash)? {
            result.add_hashed(item, hash)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

/// `set &= other`.
pub(super) fn intersection_update(set: &Set, other: &Value) -> PyResult<()> {
    let result = intersection(set, other)?;
    set.swap(&result);
    Ok(())
}

/// `set - other`.
pub(super) fn difference(set: &Set, other: &Value) -> PyResult<Set> {
    let (other_set, other_dict) = (as_any_set(other), plain_dict(other));
    let other_len = match (other_set, other_dict) {
        (Some(set), _) => set.len(),
        (_, Some(dict)) => dict.len(),
        _ => usize::MAX,
    };
    if other_len == usize::MAX || set.len() >> 2 > other_len {
        let result = copy(set)?;
        result.difference_update_from(other)?;
        return Ok(result);
    }
    let result = Set::new_as(base_type(set));
    if let Some(other) = other_set {
        result.pick(set, other, false)?;
        return Ok(result);
    }
    for_each_of_set(set, |item, hash| {
        let there = match other_dict {
            Some(dict) => dict.get_hashed(item, hash)?.is_some(),
            None => false,
        };
        if !there {
            result.add_hashed(item, hash)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

/// `set ^ other`.
pub(super) fn symmetric_difference(set: &Set, other: &Value) -> PyResult<Set> {
    let result = make(base_type(set), other)?;
    result.symmetric_difference_update_from(set.as_value())?;
    Ok(result)
}

/// Whether all items of `a` are in `b`.
pub(super) fn is_subset(a: &Set, b: &Set) -> PyResult<bool> {
    if a.len() > b.len() {
        return Ok(false);
    }
    a.is_within(b)
}

/// `set()`.
pub fn set_new() -> Set {
    Set::new_as(&SET)
}

/// `{a, b, c}`.
pub fn set_from_items(items: &[Value]) -> PyResult<Set> {
    let set = set_new();
    for item in items {
        set.add(item)?;
    }
    Ok(set)
}

/// `{1, 2, 3}` of three or more constants. CPython's compiler makes a
/// frozenset of them, makes it again when it merges equal constants, and
/// adds that to an empty set.
pub fn set_from_constants(items: &[Value]) -> PyResult<Set> {
    let frozen = |items: &[Value]| -> PyResult<Set> {
        let made = Set::new_as(&FROZENSET);
        items.iter().try_for_each(|item| made.add(item))?;
        Ok(made)
    };
    /// The words of constants seen before, and their frozenset.
    type Known = Option<(Vec<u64>, Set)>;
    const KNOWN: usize = 64;
    static CONSTANTS: Global<[Known; KNOWN]> = Global::new([const { None }; KNOWN]);
    let set = set_new();
    // What can be told by its word: nothing else ever has that.
    let lasts =
        |item: &Value| item.is_small_int() || item.as_str().is_some_and(|text| text.is_immortal());
    if !items.iter().all(lasts) {
        set.merge(&frozen(&frozen(items)?.items())?)?;
        return Ok(set);
    }
    // Equal constants are one, whatever the order they are written in.
    let mut words: Vec<u64> = items.iter().map(Value::as_raw).collect();
    words.sort_unstable();
    words.dedup();
    let slot = (words.iter()).fold(0, |all: u64, word| all.rotate_left(5) ^ word >> 1);
    // SAFETY: strs and ints run no code; nothing here comes back.
    let known = unsafe { &mut (&mut *CONSTANTS.get())[(slot ^ slot >> 6) as usize % KNOWN] };
    if known.as_ref().is_none_or(|(known, _)| *known != words) {
        *known = Some((words, frozen(&frozen(items)?.items())?));
    }
    if let Some((_, constant)) = known {
        set.merge(constant)?;
    }
    Ok(set)
}

/// `set(iterable)`.
pub fn set_from_iterable(iterable: &Value) -> PyResult<Set> {
    make(&SET, iterable)
}

/// `set.add(item)`.
#[inline]
pub fn set_add(set: &Set, item: &Value) -> PyResult<()> {
    set.add(item)
}

/// RuntimeError: the set that is walked through has another size.
pub fn set_changed() -> PyResult<()> {
    Err(super::iterator::changed())
}

/// The first place from `at` on that has an item; -1 where there is none.
pub fn set_next_place(set: &Set, at: i64) -> i64 {
    set.next_place(at as usize).map_or(-1, |at| at as i64)
}

/// `set.clear()`.
pub fn set_clear(set: &Set) {
    set.clear();
}

/// `set.pop()`.
pub fn set_pop(set: &Set) -> PyResult<Value> {
    set.pop()
        .ok_or_else(|| raise_with_args(&KEY_ERROR, vec![Value::str("pop from an empty set")]))
}

/// `set.update(*others)`.
pub fn set_update(set: &Set, others: &Tuple) -> PyResult<()> {
    others
        .items()
        .iter()
        .try_for_each(|other| set.update_from(other))
}

/// `set.intersection_update(*others)`.
pub fn set_intersection_update(set: &Set, others: &Tuple) -> PyResult<()> {
    let result = intersection_of(set, others)?;
    set.swap(&result);
    Ok(())
}

/// `set.difference_update(*others)`.
pub fn set_difference_update(set: &Set, others: &Tuple) -> PyResult<()> {
    others
        .items()
        .iter()
        .try_for_each(|other| set.difference_update_from(other))
}

/// `set.symmetric_difference_update(other)`.
pub fn set_symmetric_difference_update(set: &Set, other: &Value) -> PyResult<()> {
    set.symmetric_difference_update_from(other)
}

fn intersection_of(set: &Set, others: &Tuple) -> PyResult<Set> {
    let [first, rest @ ..] = others.items() else {
        return copy(set);
    };
    let mut result = intersection(set, first)?;
    for other in rest {
        result = intersection(&result, other)?;
    }
    Ok(result)
}

/// `set.copy()`.
pub fn set_copy(this: &Value) -> PyResult<Value> {
    copy(any_set(this)).map(Value::from)
}

/// `frozenset.copy()`.
pub fn frozenset_copy(this: &Value) -> PyResult<Value> {
    if core::ptr::eq(this.ty(), &FROZENSET) {
        Ok(this.clone())
    } else {
        set_copy(this)
    }
}

/// `set.union(*others)`.
pub fn set_union(this: &Value, others: &Tuple) -> PyResult<Value> {
    let result = copy(any_set(this))?;
    for other in others.items() {
        if !this.is(other) {
            result.update_from(other)?;
        }
    }
    Ok(result.into())
}

/// `set.intersection(*others)`.
pub fn set_intersection(this: &Value, others: &Tuple) -> PyResult<Value> {
    intersection_of(any_set(this), others).map(Value::from)
}

/// `set.difference(*others)`.
pub fn set_difference(this: &Value, others: &Tuple) -> PyResult<Value> {
    let [first, rest @ ..] = others.items() else {
        return set_copy(this);
    };
    let result = difference(any_set(this), first)?;
    for other in rest {
        result.difference_update_from(other)?;
    }
    Ok(result.into())
}

/// `set.symmetric_difference(other)`.
pub fn set_symmetric_difference(this: &Value, other: &Value) -> PyResult<Value> {
    symmetric_difference(any_set(this), other).map(Value::from)
}

/// `set.isdisjoint(other)`.
pub fn set_isdisjoint(this: &Value, other: &Value) -> PyResult<bool> {
    let set = any_set(this);
    if this.is(other) {
        return Ok(set.is_empty());
    }
    let mut disjoint = true;
    if let Some(other) = as_any_set(other) {
        let (large, small) = if other.len() > set.len() {
            (other, set)
        } else {
            (set, other)
        };
        for_each_of_set(small, |item, hash| {
            disjoint = !large.contains_hashed(item, hash)?;
            Ok(disjoint)
        })?;
        return Ok(disjoint);
    }
    for_each_hashed(other, &mut |item, hash| {
        disjoint = !set.contains_hashed(item, hash)?;
        Ok(disjoint)
    })?;
    Ok(disjoint)
}

/// `set.issubset(other)`.
pub fn set_issubset(this: &Value, other: &Value) -> PyResult<bool> {
    let set = any_set(this);
    match as_any_set(other) {
        Some(other) => is_subset(set, other),
        None => Ok(intersection(set, other)?.len() == set.len()),
    }
}

/// `set.issuperset(other)`.
pub fn set_issuperset(this: &Value, other: &Value) -> PyResult<bool> {
    let set = any_set(this);
    if let Some(other) = as_any_set(other) {
        return is_subset(other, set);
    }
    let mut all = true;
    for_each_hashed(other, &mut |item, hash| {
        all = set.contains_hashed(item, hash)?;
        Ok(all)
    })?;
    Ok(all)
}

macro_rules! frozenset_rows {
    ($($name:ident $same:ident ($($param:ident : $ty:ty),*) -> $result:ty;)*) => { $(
        #[doc = concat!("As [`", stringify!($same), "`], for frozensets.")]
        pub fn $name(this: &Value, $($param: $ty),*) -> PyResult<$result> {
            $same(this, $($param),*)
        }
    )* };
}

frozenset_rows! {
    frozenset_union set_union(others: &Tuple) -> Value;
    frozenset_intersection set_intersection(others: &Tuple) -> Value;
    frozenset_difference set_difference(others: &Tuple) -> Value;
    frozenset_symmetric_difference set_symmetric_difference(other: &Value) -> Value;
    frozenset_isdisjoint set_isdisjoint(other: &Value) -> bool;
    frozenset_issubset set_issubset(other: &Value) -> bool;
    frozenset_issuperset set_issuperset(other: &Value) -> bool;
}
