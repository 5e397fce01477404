//! The module `heapq`: the comparisons and moves of CPython's.

use core::cmp::Ordering;

use crate::error::{PyResult, raise_index_error, raise_runtime_error};
use crate::list::list_append;
use crate::operation::{compare_bool, less, settled_order};
use crate::reference::List;
use crate::types::CompareOp;
use crate::value::Value;

/// The item at `at`, which is inside the heap unless code of the program shortened it.
fn item(heap: &List, at: usize) -> PyResult<Value> {
    heap.get(at)
        .ok_or_else(|| raise_index_error(format_args!("index out of range")))
}

/// `a < b` for items of a heap of `len` items, which comparing must not change.
#[inline]
fn is_less(heap: &List, len: usize, a: usize, b: usize) -> PyResult<bool> {
    if let (Some(a), Some(b)) = (heap.words().get(a), heap.words().get(b))
        && let (Some(a), Some(b)) = (a.as_small_int(), b.as_small_int())
    {
        return Ok(a < b);
    }
    let less = less(&item(heap, a)?, &item(heap, b)?)?;
    if heap.length() != len {
        return Err(raise_runtime_error(format_args!(
            "list changed size during iteration"
        )));
    }
    Ok(less)
}

/// Whether `a < b`, where no code of the program decides that.
fn settled(a: &Value, b: &Value) -> Option<bool> {
    settled_order(a, b).map(Ordering::is_lt)
}

/// [`sift_down`] as far as it is settled which items are less: where that ends, and
/// whether all is done.
fn sift_down_settled(items: &mut [Value], start: usize, mut at: usize) -> (usize, bool) {
    while at > start {
        let parent = (at - 1) >> 1;
        match settled(&items[at], &items[parent]) {
            Some(true) => items.swap(at, parent),
            less => return (at, less.is_some()),
        }
        at = parent;
    }
    (at, true)
}

/// The way to a leaf of [`sift_up`], as far as it is settled which items are less.
fn sift_up_settled(items: &mut [Value], mut at: usize) -> usize {
    while at < items.len() >> 1 {
        let mut child = 2 * at + 1;
        if child + 1 < items.len() {
            match settled(&items[child], &items[child + 1]) {
                Some(less) => child += usize::from(!less),
                None => return at,
            }
        }
        items.swap(child, at);
        at = child;
    }
    at
}

/// Moves the item at `at` towards the root until its parent is no larger.
fn sift_down(heap: &List, start: usize, at: usize) -> PyResult<()> {
    let len = heap.length();
    item(heap, at)?;
    let mut at = at;
    if heap.words().len() == len {
        let (place, done) = heap.edit(|items| sift_down_settled(items, start, at))?;
        if done {
            return Ok(());
        }
        at = place;
    }
    while at > start {
        let parent = (at - 1) >> 1;
        if !is_less(heap, len, at, parent)? {
            break;
        }
        heap.edit(|items| items.swap(at, parent))?;
        at = parent;
    }
    Ok(())
}

/// Moves the item at `at` to a leaf, smaller children going up, and then to its place.
fn sift_up(heap: &List, at: usize) -> PyResult<()> {
    let len = heap.length();
    item(heap, at)?;
    let start = at;
    let mut at = at;
    if heap.words().len() == len {
        at = heap.edit(|items| sift_up_settled(items, at))?;
    }
    while at < len >> 1 {
        let mut child = 2 * at + 1;
        if child + 1 < len && !is_less(heap, len, child, child + 1)? {
            child += 1;
        }
        heap.edit(|items| items.swap(child, at))?;
        at = child;
    }
    sift_down(heap, start, at)
}

/// Puts `item` at the root; what was there.
fn replace_root(heap: &List, item: Value) -> PyResult<Value> {
    let root = heap.edit(|items| match items.first_mut() {
        Some(root) => Some(core::mem::replace(root, item)),
        None => None,
    })?;
    let Some(root) = root else {
        return Err(raise_index_error(format_args!("index out of range")));
    };
    sift_up(heap, 0)?;
    Ok(root)
}

/// `heappush(heap, item)`.
pub fn heapq_heappush(heap: &List, item: &Value) -> PyResult<()> {
    list_append(heap, item)?;
    sift_down(heap, 0, heap.length() - 1)
}

/// `heappop(heap)`.
pub fn heapq_heappop(heap: &List) -> PyResult<Value> {
    let Some(last) = heap.edit(|items| items.pop())? else {
        return Err(raise_index_error(format_args!("index out of range")));
    };
    if heap.length() == 0 {
        Ok(last)
    } else {
        replace_root(heap, last)
    }
}

/// `heapify(heap)`.
pub fn heapq_heapify(heap: &List) -> PyResult<()> {
    (0..heap.length() / 2)
        .rev()
        .try_for_each(|at| sift_up(heap, at))
}

/// `heapreplace(heap, item)`.
pub fn heapq_heapreplace(heap: &List, item: &Value) -> PyResult<Value> {
    replace_root(heap, item.clone())
}

/// `heappushpop(heap, item)`.
pub fn heapq_heappushpop(heap: &List, item: &Value) -> PyResult<Value> {
    let Some(root) = heap.get(0) else {
        return Ok(item.clone());
    };
    if compare_bool(CompareOp::Lt, &root, item)? {
        replace_root(heap, item.clone())
    } else {
        Ok(item.clone())
    }
}

fn first_sorted(n: &Value, iterable: &Value, key: &Value, reverse: bool) -> PyResult<List> {
    let n = crate::operation::to_i64_saturating(n)?.max(0);
    let sorted = crate::builtins::builtins_sorted(iterable, key, &Value::bool(reverse))?;
    Ok(crate::list::list_part(&sorted, 0, n, 1))
}

/// `nlargest(n, iterable, key)`.
pub fn heapq_nlargest(n: &Value, iterable: &Value, key: &Value) -> PyResult<List> {
    first_sorted(n, iterable, key, true)
}

/// `nsmallest(n, iterable, key)`.
pub fn heapq_nsmallest(n: &Value, iterable: &Value, key: &Value) -> PyResult<List> {
    first_sorted(n, iterable, key, false)
}
