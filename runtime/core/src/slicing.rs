//! Bounds of slices and of the `start`, `end` arguments of methods.

use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::iter::SliceObject;
use crate::value::Value;

/// Which items a slice selects: `count` of them, from `start` in steps of `step`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    pub start: i64,
    pub step: i64,
    pub count: i64,
}

impl Bounds {
    /// The selected indices in order.
    pub fn indices(self) -> impl DoubleEndedIterator<Item = i64> + ExactSizeIterator {
        (0..self.count as usize).map(move |i| self.start + i as i64 * self.step)
    }
}

/// A bound of a slice or method: None, or an index saturating at the ends of i64.
fn bound(value: &Value) -> PyResult<Option<i64>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Some(n) = value.as_small_int() {
        return Ok(Some(n));
    }
    if value.ty().slots().index.is_none() {
        return Err(raise_type_error(format_args!(
            "slice indices must be integers or None or have an __index__ method"
        )));
    }
    crate::operation::to_i64_saturating(value).map(Some)
}

/// What `slice` selects in a sequence of `len` items.
pub fn resolve(slice: &SliceObject, len: i64) -> PyResult<Bounds> {
    resolve_parts(&slice.start, &slice.stop, &slice.step, len)
}

/// What `[start:stop:step]` selects in a sequence of `len` items.
pub fn resolve_parts(start: &Value, stop: &Value, step: &Value, len: i64) -> PyResult<Bounds> {
    // The step is looked at first, as in CPython.
    let step = bound(step)?.unwrap_or(1).max(-i64::MAX);
    if step == 0 {
        return Err(raise_value_error(format_args!("slice step cannot be zero")));
    }
    let (low, high) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let clip = |at: i64| {
        if at < 0 {
            at.saturating_add(len).max(low)
        } else {
            at.min(high)
        }
    };
    let start = bound(start)?.map_or(if step > 0 { low } else { high }, clip);
    let stop = bound(stop)?.map_or(if step > 0 { high } else { low }, clip);
    let count = if step > 0 {
        if start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        }
    } else if stop < start {
        (start - stop - 1) / -step + 1
    } else {
        0
    };
    Ok(Bounds { start, step, count })
}

/// The `start` and `end` of methods like `find`: clipped to `0..=len`, but
/// `start` may lie behind `end`, which means that nothing is found.
pub fn range_arguments(start: &Value, end: &Value, len: i64) -> PyResult<(i64, i64)> {
    let start = bound(start)?.unwrap_or(0);
    let end = bound(end)?.unwrap_or(len);
    let clip = |at: i64| {
        if at < 0 {
            at.saturating_add(len).max(0)
        } else {
            at
        }
    };
    Ok((clip(start), clip(end).min(len)))
}
