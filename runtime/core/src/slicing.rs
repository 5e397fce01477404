//! Bounds of slices and of the `start`, `end` arguments of methods.

use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::prelude::*;
use crate::value::Value;

/// The bounds of a slice, those absent filled in. Finding them may run Python
/// code that changes the sequence, so its length is asked for afterwards.
#[derive(Clone, Copy)]
pub struct RawSlice {
    start: i64,
    stop: i64,
    step: i64,
}

/// Which items of a sequence a slice selects: `count` of them, from `start` in steps of `step`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    pub start: i64,
    pub step: i64,
    pub count: usize,
}

impl RawSlice {
    /// `[start:stop:step]`; absent bounds are None.
    pub fn new(start: &Value, stop: &Value, step: &Value) -> PyResult<RawSlice> {
        // The step is looked at first, as in CPython.
        let step = bound(step)?.unwrap_or(1).max(-i64::MAX);
        if step == 0 {
            return Err(raise_value_error(format_args!("slice step cannot be zero")));
        }
        let (first, last) = if step < 0 {
            (i64::MAX, i64::MIN)
        } else {
            (0, i64::MAX)
        };
        Ok(RawSlice {
            start: bound(start)?.unwrap_or(first),
            stop: bound(stop)?.unwrap_or(last),
            step,
        })
    }

    /// `[start:stop]`.
    pub fn range(start: i64, stop: i64) -> RawSlice {
        RawSlice::stepped(start, stop, 1)
    }

    /// `[start:stop:step]`; the step is not 0.
    pub fn stepped(start: i64, stop: i64, step: i64) -> RawSlice {
        RawSlice { start, stop, step }
    }

    /// Whether the items lie side by side, in order.
    pub fn is_contiguous(self) -> bool {
        self.step == 1
    }

    /// What it selects in a sequence of `len` items.
    pub fn adjust(self, len: usize) -> Bounds {
        let (len, step) = (len as i64, self.step);
        let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let clip = |at: i64| {
            if at < 0 {
                at.saturating_add(len).max(low)
            } else {
                at.min(high)
            }
        };
        let (start, stop) = (clip(self.start), clip(self.stop));
        let (from, to) = if step < 0 {
            (stop, start)
        } else {
            (start, stop)
        };
        let count = if from < to {
            let distance = to - from;
            match step {
                1 | -1 => distance as usize,
                _ => ((distance - 1) / step.abs() + 1) as usize,
            }
        } else {
            0
        };
        Bounds { start, step, count }
    }
}

impl Bounds {
    /// The selected positions, in order of selection.
    pub fn positions(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.count).map(move |i| (self.start + i as i64 * self.step) as usize)
    }

    /// The selected items of `items` where they lie side by side, in order.
    pub fn part<T>(self, items: &[T]) -> Option<&[T]> {
        let start = self.start as usize;
        (self.step == 1).then(|| items.get(start..start + self.count).unwrap_or(&[]))
    }

    /// The selected items of `items`.
    pub fn select<T: Clone>(self, items: &[T]) -> Vec<T> {
        if let Some(part) = self.part(items) {
            return part.to_vec();
        }
        if self.step == -1 && self.count > 0 {
            let end = self.start as usize + 1;
            let part = items.get(end - self.count..end).unwrap_or(&[]);
            return part.iter().rev().cloned().collect();
        }
        self.positions()
            .filter_map(|at| items.get(at).cloned())
            .collect()
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
    if value.ty().slots().index().is_none() {
        return Err(raise_type_error(format_args!(
            "slice indices must be integers or None or have an __index__ method"
        )));
    }
    crate::operation::to_i64_saturating(value).map(Some)
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
