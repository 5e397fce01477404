//! Slices of lists: reading, assigning, deleting.

use pyaot_abi::layout::ListObject;

use crate::error::{PyResult, pending_is, raise_type_error, raise_value_error, take_pending};
use crate::exception::TYPE_ERROR;
use crate::iter::SliceObject;
use crate::prelude::*;
use crate::reference::{List, Ref};
use crate::slicing::{Bounds, RawSlice};
use crate::value::Value;

use super::methods::Repeat;
use super::storage::{RawItem, edit_any_raw, list_of_items};

/// A list of the items that `bounds` selects.
fn selected(list: &List, bounds: Bounds) -> List {
    list_of_items!(list, |items| match bounds.part(items) {
        Some(part) => Repeat::all(part),
        None => bounds.select(items),
    })
}

/// `list[slice]`.
pub fn list_getslice(list: &List, slice: &Ref<SliceObject>) -> PyResult<List> {
    Ok(list_raw_slice(list, slice.unpack()?))
}

/// The items of a list that `slice` selects.
pub fn list_raw_slice(list: &List, slice: RawSlice) -> List {
    selected(list, slice.adjust(list.length()))
}

/// `list[start:stop:step]`; bounds beyond the ends are as good as absent.
pub fn list_part(list: &List, start: i64, stop: i64, step: i64) -> List {
    list_raw_slice(list, RawSlice::stepped(start, stop, step))
}

/// Where the first item of [`list_part`] stands in a list of `length` items, if it has one.
pub fn part_first(length: i64, start: i64, step: i64) -> i64 {
    let part = RawSlice::stepped(start, length, step);
    part.adjust(length as usize).start
}

/// How many items [`list_part`] of a list of `length` items has.
pub fn part_length(length: i64, start: i64, stop: i64, step: i64) -> i64 {
    let part = RawSlice::stepped(start, stop, step);
    part.adjust(length as usize).count as i64
}

/// `list[start:stop:step] = items`.
pub fn list_set_part(list: &List, start: i64, stop: i64, step: i64, items: &Value) -> PyResult<()> {
    assign_raw_slice(list, RawSlice::stepped(start, stop, step), Some(items))
}

/// The row `list_move_part`. Part of what compiled code calls: handing arguments on that came on
/// the stack means to wait for them.
#[allow(clippy::too_many_arguments)]
#[inline(always)]
pub fn list_move_part(
    list: &List,
    start: i64,
    stop: i64,
    step: i64,
    from: &List,
    from_start: i64,
    from_stop: i64,
    from_step: i64,
) -> PyResult<()> {
    let to = RawSlice::stepped(start, stop, step);
    let part = RawSlice::stepped(from_start, from_stop, from_step);
    if list.as_ptr() == from.as_ptr() && to.is_contiguous() {
        let len = list.length();
        let (to, part) = (to.adjust(len), part.adjust(len));
        let mut replaced = Vec::new();
        let moved = match edit_any_raw!(list, |items| move_within(items, to, part, |_| ())) {
            Some(moved) => moved,
            None => list.edit(|items| {
                move_within(items, to, part, |item: Value| {
                    if item.as_small_int().is_none() {
                        replaced.push(item);
                    }
                })
            })?,
        };
        if !replaced.is_empty() {
            super::drop_from_end(replaced);
        }
        if moved {
            return Ok(());
        }
    }
    let items = list_raw_slice(from, part);
    assign_raw_slice(list, to, Some(items.as_value()))
}

/// Moves a part of `items` onto items side by side, as many, and hands over what was
/// replaced. False where that takes more than turning round or shifting.
fn move_within<T: Clone>(
    items: &mut [T],
    to: Bounds,
    part: Bounds,
    mut replaced: impl FnMut(T),
) -> bool {
    let n = to.count;
    let (at, from) = (to.start as usize, part.start as usize);
    if part.count != n || n == 0 {
        return part.count == n;
    }
    if part.step == -1 && from + 1 == at + n {
        items[at..at + n].reverse();
        return true;
    }
    let distance = at.abs_diff(from);
    if part.step != 1 || distance > n {
        return false;
    }
    // What is replaced goes where nothing shall change, and makes way there.
    let start = at.min(from);
    let all = &mut items[start..start + n + distance];
    let (gone, copied) = if at < from {
        all.rotate_left(distance);
        (n, n - distance)
    } else {
        all.rotate_right(distance);
        (0, distance)
    };
    for k in 0..distance {
        let item = all[copied + k].clone();
        replaced(core::mem::replace(&mut all[gone + k], item));
    }
    true
}

/// The items of what is assigned to a slice.
fn collect_items(value: &Value, message: &str) -> PyResult<Vec<Value>> {
    if let Some(list) = value.downcast_exact::<ListObject>() {
        return Ok(list.to_vec());
    }
    match crate::iter::value_iter(value) {
        Ok(iterator) => crate::iter::collect(&iterator),
        Err(raised) if pending_is(&raised, &TYPE_ERROR) => {
            drop(take_pending(raised));
            Err(raise_type_error(format_args!("{message}")))
        }
        Err(raised) => Err(raised),
    }
}

/// `list[slice] = value`, or `del list[slice]`.
pub(super) fn assign_slice(
    list: &List,
    slice: &Ref<SliceObject>,
    value: Option<&Value>,
) -> PyResult<()> {
    assign_raw_slice(list, slice.unpack()?, value)
}

/// As [`assign_slice`], the bounds already found.
pub fn assign_raw_slice(list: &List, raw: RawSlice, value: Option<&Value>) -> PyResult<()> {
    if let Some(other) = value.and_then(|value| value.downcast_exact::<ListObject>())
        && let Some(done) = match assign_raw::<bool>(list, raw, other) {
            None => assign_raw::<f64>(list, raw, other),
            done => done,
        }
    {
        return done;
    }
    if raw.is_contiguous() {
        let bounds = raw.adjust(list.length());
        let mut items = match value {
            Some(value) => collect_items(value, "can only assign an iterable")?,
            None => {
                let range = bounds.start as usize..bounds.start as usize + bounds.count;
                if edit_any_raw!(list, |items| drop(items.drain(range.clone()))).is_some() {
                    return Ok(());
                }
                Vec::new()
            }
        };
        let removed = list.edit(|vec| {
            // Collecting may have run code that changed the list.
            let start = (bounds.start as usize).min(vec.len());
            let end = (start + bounds.count).min(vec.len());
            if items.len() == end - start {
                vec[start..end].swap_with_slice(&mut items);
                return items;
            }
            vec.splice(start..end, items).collect::<Vec<Value>>()
        })?;
        super::drop_from_end(removed);
        return Ok(());
    }
    let Some(value) = value else {
        let bounds = raw.adjust(list.length());
        let removed = list.edit(|vec| delete_positions(vec, bounds))?;
        drop(removed);
        return Ok(());
    };
    let items = collect_items(value, "must assign iterable to extended slice")?;
    let bounds = raw.adjust(list.length());
    check_size(items.len(), bounds.count)?;
    let replaced = list.edit(|vec| {
        let mut replaced = Vec::with_capacity(bounds.count);
        for (at, item) in bounds.positions().zip(items) {
            replaced.push(core::mem::replace(&mut vec[at], item));
        }
        replaced
    })?;
    drop(replaced);
    Ok(())
}

/// `list[slice] = other` where both have raw items of the same kind; `None`
/// where not.
fn assign_raw<T: RawItem>(list: &List, slice: RawSlice, other: &List) -> Option<PyResult<()>> {
    let bounds = slice.adjust(list.raw::<T>()?.len());
    // A copy: the list may be the same.
    let items = other.raw::<T>()?.to_vec();
    if !slice.is_contiguous()
        && let Err(raised) = check_size(items.len(), bounds.count)
    {
        return Some(Err(raised));
    }
    list.edit_raw(|vec: &mut Vec<T>| {
        if slice.is_contiguous() {
            let range = bounds.start as usize..bounds.start as usize + bounds.count;
            if items.len() == bounds.count {
                vec[range].copy_from_slice(&items);
            } else {
                drop(vec.splice(range, items));
            }
        } else {
            for (at, item) in bounds.positions().zip(items) {
                vec[at] = item;
            }
        }
        Ok(())
    })
}

fn check_size(given: usize, wanted: usize) -> PyResult<()> {
    if given == wanted {
        return Ok(());
    }
    Err(raise_value_error(format_args!(
        "attempt to assign sequence of size {given} to extended slice of size {wanted}"
    )))
}

/// Takes the items at the positions out of `vec`.
fn delete_positions(vec: &mut Vec<Value>, bounds: Bounds) -> Vec<Value> {
    let mut gone = vec![false; vec.len()];
    bounds.positions().for_each(|at| gone[at] = true);
    let (mut kept, mut removed) = (
        Vec::with_capacity(vec.len()),
        Vec::with_capacity(bounds.count),
    );
    for (item, gone) in vec.drain(..).zip(gone) {
        if gone {
            removed.push(item)
        } else {
            kept.push(item)
        }
    }
    *vec = kept;
    removed
}
