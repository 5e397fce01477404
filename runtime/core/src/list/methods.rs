//! The methods of list.

use core::cmp::Ordering;

use pyaot_abi::layout::{ListObject, TupleObject};

use super::sort::sort_elements;
use super::storage::{RawItem, edit_any_raw, edit_raw_with, list_of_items};
use crate::error::{PyResult, raise_value_error};
use crate::prelude::*;
use crate::reference::List;
use crate::value::Value;

/// `list.extend(iterable)`.
pub fn list_extend(list: &List, iterable: &Value) -> PyResult<()> {
    if iterable.downcast_exact::<ListObject>().is_some()
        || iterable.downcast_exact::<TupleObject>().is_some()
    {
        if let Some(other) = iterable.downcast_exact::<ListObject>()
            && (extend_raw::<f64>(list, other) || extend_raw::<bool>(list, other))
        {
            return Ok(());
        }
        if !list.is_raw() && !iterable.is(list.as_value()) {
            let words = match iterable.downcast_exact::<ListObject>() {
                Some(other) if !other.is_raw() => Some(other.words()),
                Some(_) => None,
                None => iterable.as_tuple().map(|other| other.items()),
            };
            if let Some(words) = words {
                return list.edit(|vec| vec.extend_from_slice(words));
            }
        }
        let items = crate::iter::collect(iterable)?;
        if list.is_raw() {
            items.into_iter().for_each(|item| list.push(item));
            return Ok(());
        }
        return list.edit(|vec| vec.extend(items));
    }
    if iterable.is(list.as_value()) {
        // Of a derived class, which may iterate in its own way: all items are there before the first is added.
        let items = crate::iter::collect(iterable)?;
        return items
            .iter()
            .try_for_each(|item| super::list_append(list, item));
    }
    let iterator = crate::iter::value_iter(iterable)?;
    crate::iter::ask_length(iterable)?;
    // Items show in the list as they come, also to the iterator.
    while let Some(item) = crate::iter::iter_next(&iterator)? {
        super::list_append(list, &item)?;
    }
    Ok(())
}

/// Adds the items of `other` to `list` where both can be raw.
fn extend_raw<T: RawItem>(list: &List, other: &List) -> bool {
    let Some(more) = other.raw::<T>() else {
        return false;
    };
    // A copy: the list may be the same.
    let more = more.to_vec();
    list.pack::<T>();
    list.edit_raw(|items| items.extend_from_slice(&more))
        .is_some()
}

/// `list.insert(index, item)`.
pub fn list_insert(list: &List, index: i64, item: &Value) -> PyResult<()> {
    let len = list.length() as i64;
    let at = if index < 0 {
        index.saturating_add(len).max(0)
    } else {
        index.min(len)
    };
    if edit_raw_with!(list, item, |items, item| items.insert(at as usize, item)).is_some() {
        return Ok(());
    }
    list.edit(|vec| vec.insert(at as usize, item.clone()))
}

/// `list.clear()`.
pub fn list_clear(list: &List) -> PyResult<()> {
    if edit_any_raw!(list, |items| drop(core::mem::take(items))).is_none() {
        super::drop_from_end(list.edit(core::mem::take)?);
    }
    Ok(())
}

/// `list.copy()`.
pub fn list_copy(list: &List) -> List {
    list_of_items!(list, |items| Repeat::all(items))
}

/// The first position in `from..to` of an item equal to `item`.
fn find(list: &List, item: &Value, from: usize, to: usize) -> PyResult<Option<usize>> {
    if let (Some(bools), Some(item)) = (list.raw::<bool>(), item.as_bool()) {
        let part = bools.get(from..to.min(bools.len())).unwrap_or(&[]);
        return Ok(part.iter().position(|x| *x == item).map(|at| from + at));
    }
    let mut at = from;
    while at < to {
        if item.is_small_int() && !list.is_raw() {
            // Other small ints are passed over without a call.
            while at < to
                && list
                    .items()
                    .get(at)
                    .is_some_and(|known| known.is_small_int() && !known.is(item))
            {
                at += 1;
            }
            if at >= to {
                return Ok(None);
            }
        }
        let Some(known) = list.get(at) else {
            return Ok(None);
        };
        if crate::operation::equal(&known, item)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

/// `item in list`.
pub fn list_contains(list: &List, item: &Value) -> PyResult<bool> {
    Ok(find(list, item, 0, usize::MAX)?.is_some())
}

/// `list.count(item)`.
pub fn list_count(list: &List, item: &Value) -> PyResult<i64> {
    let (mut count, mut from) = (0, 0);
    while let Some(at) = find(list, item, from, usize::MAX)? {
        count += 1;
        from = at + 1;
    }
    Ok(count)
}

/// `list.index(item, start, stop)`.
pub fn list_index(list: &List, item: &Value, start: i64, stop: i64) -> PyResult<i64> {
    let len = list.length() as i64;
    let clamp = |bound: i64| {
        if bound < 0 {
            bound.saturating_add(len).max(0)
        } else {
            bound
        }
    };
    match find(list, item, clamp(start) as usize, clamp(stop) as usize)? {
        Some(at) => Ok(at as i64),
        None => {
            let shown = crate::operation::value_repr(item)?;
            Err(raise_value_error(format_args!(
                "{} is not in list",
                shown.as_str()
            )))
        }
    }
}

/// `list.remove(item)`.
pub fn list_remove(list: &List, item: &Value) -> PyResult<()> {
    match find(list, item, 0, usize::MAX)? {
        Some(at) => {
            drop(list.remove(at));
            Ok(())
        }
        None => Err(raise_value_error(format_args!(
            "list.remove(x): x not in list"
        ))),
    }
}

/// `list.reverse()`.
pub fn list_reverse(list: &List) -> PyResult<()> {
    match edit_any_raw!(list, |items| items.reverse()) {
        Some(()) => Ok(()),
        None => list.edit(|vec| vec.reverse()),
    }
}

/// `a + b`.
pub fn list_concat(a: &List, b: &List) -> PyResult<List> {
    if let (Some(a), Some(b)) = (a.raw::<f64>(), b.raw::<f64>()) {
        return Ok(List::from_raw_items([a, b].concat()));
    }
    if let (Some(a), Some(b)) = (a.raw::<bool>(), b.raw::<bool>()) {
        return Ok(List::from_raw_items([a, b].concat()));
    }
    let mut items = Vec::with_capacity(a.length() + b.length());
    if a.is_raw() || b.is_raw() {
        items.extend(a.to_vec());
        items.extend(b.to_vec());
    } else {
        items.extend_from_slice(a.items());
        items.extend_from_slice(b.items());
    }
    Ok(List::from_vec(items))
}

/// `list + [item, ...]`.
pub fn list_with_items(list: &List, more: &[Value]) -> List {
    let mut items = Vec::with_capacity(list.length() + more.len());
    match list.is_raw() {
        true => items.extend(list.to_vec()),
        false => items.extend_from_slice(list.items()),
    }
    items.extend_from_slice(more);
    List::from_vec(items)
}

/// What lists keep, so many times.
pub(crate) trait Repeat: Clone {
    fn copies(&self, n: usize) -> Vec<Self> {
        vec![self.clone(); n]
    }

    /// The same items once more.
    fn all(items: &[Self]) -> Vec<Self> {
        items.to_vec()
    }
}
impl Repeat for f64 {}
impl Repeat for bool {}
impl Repeat for Value {
    fn copies(&self, n: usize) -> Vec<Value> {
        if self.as_small_int().is_none() {
            return vec![self.clone(); n];
        }
        let mut words = core::mem::ManuallyDrop::new(vec![self.as_raw(); n]);
        // SAFETY: words of small ints, which nobody counts, in the memory of a vector.
        unsafe { Vec::from_raw_parts(words.as_mut_ptr().cast(), words.len(), words.capacity()) }
    }

    fn all(items: &[Value]) -> Vec<Value> {
        if !super::are_small_ints(items) {
            return items.to_vec();
        }
        let mut copies = Vec::with_capacity(items.len());
        // SAFETY: there is room for them, and nobody counts small ints.
        unsafe {
            core::ptr::copy_nonoverlapping(items.as_ptr(), copies.as_mut_ptr(), items.len());
            copies.set_len(items.len());
        }
        copies
    }
}

/// `items * n`.
pub(crate) fn repeat_items<T: Repeat>(items: &[T], n: i64) -> PyResult<Vec<T>> {
    let count = crate::operation::repeat_count(n, size_of_val(items) as i64)?;
    if let [one] = items {
        return Ok(one.copies(count));
    }
    let mut repeated = Vec::with_capacity(count * items.len());
    for _ in 0..count {
        repeated.extend_from_slice(items);
    }
    Ok(repeated)
}

/// `list * n`.
pub fn list_repeat(list: &List, n: i64) -> PyResult<List> {
    Ok(list_of_items!(list, |items| repeat_items(items, n)?))
}

/// `list *= n`.
pub(super) fn repeat_inplace(list: &List, n: i64) -> PyResult<()> {
    if let Some(floats) = list.raw::<f64>() {
        let repeated = repeat_items(floats, n)?;
        list.edit_raw(|floats| *floats = repeated);
        return Ok(());
    }
    if let Some(bools) = list.raw::<bool>() {
        let repeated = repeat_items(bools, n)?;
        list.edit_raw(|bools| *bools = repeated);
        return Ok(());
    }
    let repeated = repeat_items(&list.to_vec(), n)?;
    let old = list.edit(|vec| core::mem::replace(vec, repeated))?;
    drop(old);
    Ok(())
}

/// `list.sort(key=key, reverse=reverse)`.
pub fn list_sort(list: &List, key: &Value, reverse: &Value) -> PyResult<()> {
    let reverse = crate::operation::to_flag(reverse)?;
    let ordered = list
        .raw::<f64>()
        .is_some_and(|floats| !floats.iter().any(|x| x.is_nan()));
    if key.is_none() && ordered {
        // Equal floats (0.0 and -0.0) keep their order both ways.
        list.edit_raw(|floats: &mut Vec<f64>| {
            if reverse {
                floats.sort_by(|a, b| b.partial_cmp(a).unwrap_or(Ordering::Equal));
            } else {
                floats.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
            }
        });
        return Ok(());
    }
    let sort_bools = |bools: &mut Vec<bool>| {
        // Equal bools are the same object: only how many there are matters.
        let (wanted, n) = (reverse, bools.len());
        let first = bools.iter().filter(|x| **x == wanted).count();
        bools.clear();
        bools.resize(first, wanted);
        bools.resize(n, !wanted);
    };
    if key.is_none() && list.edit_raw(sort_bools).is_some() {
        return Ok(());
    }
    sort_values_of(list, key, reverse)
}

/// Address that marks the items of a list being sorted.
const SORTING: *mut u64 = 64 as *mut u64;

/// Sorts a list of values. Meanwhile it looks empty.
fn sort_values_of(list: &List, key: &Value, reverse: bool) -> PyResult<()> {
    let this = list.as_ptr();
    let mut items = list.with_vec(core::mem::take);
    // SAFETY: the list is empty without memory of its own, so the address is not used.
    unsafe { (*this).items = SORTING };
    let mut result = sort_values(&mut items, key, reverse);
    // SAFETY: a short access to a live list.
    let modified = unsafe { (*this).items != SORTING || (*this).len != 0 };
    let added = list.with_vec(|vec| core::mem::replace(vec, items));
    if modified && result.is_ok() {
        result = Err(raise_value_error(format_args!("list modified during sort")));
    }
    drop(added);
    result
}

/// Sorts values nobody else can reach.
fn sort_values(items: &mut [Value], key: &Value, reverse: bool) -> PyResult<()> {
    if key.is_none() {
        // SAFETY: a `Value` is its word; sorting only permutes them.
        let words = unsafe {
            core::slice::from_raw_parts_mut(items.as_mut_ptr().cast::<u64>(), items.len())
        };
        return sort_either_way(words, reverse);
    }
    let mut keys = Vec::with_capacity(items.len());
    for item in items.iter() {
        keys.push(crate::call::call(key, core::slice::from_ref(item))?);
    }
    let mut pairs: Vec<(u64, u64)> = keys
        .iter()
        .zip(items.iter())
        .map(|(key, item)| (key.as_raw(), item.as_raw()))
        .collect();
    let result = sort_either_way(&mut pairs, reverse);
    // SAFETY: the pairs hold a permutation of the items' words.
    let words =
        unsafe { core::slice::from_raw_parts_mut(items.as_mut_ptr().cast::<u64>(), items.len()) };
    for (word, (_, item)) in words.iter_mut().zip(pairs) {
        *word = item;
    }
    drop(keys);
    result
}

/// Reversing before and after keeps equal items in order.
fn sort_either_way<E: super::sort::Element>(elements: &mut [E], reverse: bool) -> PyResult<()> {
    if reverse {
        elements.reverse();
    }
    let result = sort_elements(elements);
    if reverse {
        elements.reverse();
    }
    result
}
