//! Sorting as CPython does it: the same comparisons in the same order.
//!
//! The order of comparisons shows when `__lt__` has effects, raises, or is
//! inconsistent (NaN), so the general path is CPython's merge sort step by
//! step. Keys that compare without effects are sorted by `order.rs`.

use crate::error::PyResult;
use crate::prelude::*;
use crate::types::CompareOp;
use crate::value::Value;

/// What is moved about: a key, and what belongs to it. Only bits; the words
/// are owned elsewhere.
pub(super) trait Element: Copy {
    fn key(&self) -> u64;
}

impl Element for u64 {
    fn key(&self) -> u64 {
        *self
    }
}

impl Element for (u64, u64) {
    fn key(&self) -> u64 {
        self.0
    }
}

pub(super) fn value<E: Element>(element: &E) -> core::mem::ManuallyDrop<Value> {
    // SAFETY: the word is live and stays owned by the sorted list or key list.
    core::mem::ManuallyDrop::new(unsafe { Value::from_raw(element.key()) })
}

/// Sorts `elements` by their keys, stably.
pub(super) fn sort_elements<E: Element>(elements: &mut [E]) -> PyResult<()> {
    if elements.len() < 2 {
        return Ok(());
    }
    if super::order::sort_plain(elements) {
        return Ok(());
    }
    merge_sort(elements, |a, b| {
        crate::operation::compare_bool(CompareOp::Lt, &value(a), &value(b))
    })
}

const MIN_GALLOP: usize = 7;

struct Run {
    base: usize,
    len: usize,
    power: u32,
}

struct Merger<'a, E, L> {
    all: &'a mut [E],
    less: L,
    pending: Vec<Run>,
    min_gallop: usize,
    scratch: Vec<E>,
}

fn merge_sort<E: Element, L: FnMut(&E, &E) -> PyResult<bool>>(
    all: &mut [E],
    less: L,
) -> PyResult<()> {
    let n = all.len();
    let mut merger = Merger {
        all,
        less,
        pending: Vec::new(),
        min_gallop: MIN_GALLOP,
        scratch: Vec::new(),
    };
    let min_run = min_run(n);
    let mut lo = 0;
    while lo < n {
        let (mut len, descending) = merger.count_run(lo)?;
        if descending {
            merger.all[lo..lo + len].reverse();
        }
        if len < min_run {
            let forced = min_run.min(n - lo);
            merger.binary_sort(lo, lo + forced, lo + len)?;
            len = forced;
        }
        merger.found_run(len)?;
        merger.pending.push(Run {
            base: lo,
            len,
            power: 0,
        });
        lo += len;
    }
    merger.collapse()
}

fn min_run(mut n: usize) -> usize {
    let mut odd = 0;
    while n >= 64 {
        odd |= n & 1;
        n >>= 1;
    }
    n + odd
}

/// Depth of the boundary between two runs in the tree of an ideal merge.
fn power(start: usize, n1: usize, n2: usize, n: usize) -> u32 {
    let mut result = 0;
    let mut a = 2 * start + n1;
    let mut b = a + n1 + n2;
    loop {
        result += 1;
        if a >= n {
            a -= n;
            b -= n;
        } else if b >= n {
            return result;
        }
        a <<= 1;
        b <<= 1;
    }
}

/// Where `key` goes in the sorted `a`, before equal ones; the search begins at `hint`.
fn gallop_left<E: Element>(
    less: &mut impl FnMut(&E, &E) -> PyResult<bool>,
    key: &E,
    a: &[E],
    hint: usize,
) -> PyResult<usize> {
    let (mut last, mut offset) = (0usize, 1usize);
    // `low` and `high` bound the answer: a[low - 1] < key <= a[high].
    let (mut low, mut high);
    if less(&a[hint], key)? {
        let max = a.len() - hint;
        while offset < max && less(&a[hint + offset], key)? {
            last = offset;
            offset = (offset << 1) + 1;
        }
        low = hint + last + 1;
        high = hint + offset.min(max);
    } else {
        let max = hint + 1;
        while offset < max && !less(&a[hint - offset], key)? {
            last = offset;
            offset = (offset << 1) + 1;
        }
        low = hint + 1 - offset.min(max);
        high = hint - last;
    }
    while low < high {
        let middle = low + ((high - low) >> 1);
        if less(&a[middle], key)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

/// Where `key` goes in the sorted `a`, behind equal ones; the search begins at `hint`.
fn gallop_right<E: Element>(
    less: &mut impl FnMut(&E, &E) -> PyResult<bool>,
    key: &E,
    a: &[E],
    hint: usize,
) -> PyResult<usize> {
    let (mut last, mut offset) = (0usize, 1usize);
    let (mut low, mut high);
    if less(key, &a[hint])? {
        let max = hint + 1;
        while offset < max && less(key, &a[hint - offset])? {
            last = offset;
            offset = (offset << 1) + 1;
        }
        low = hint + 1 - offset.min(max);
        high = hint - last;
    } else {
        let max = a.len() - hint;
        while offset < max && !less(key, &a[hint + offset])? {
            last = offset;
            offset = (offset << 1) + 1;
        }
        low = hint + last + 1;
        high = hint + offset.min(max);
    }
    while low < high {
        let middle = low + ((high - low) >> 1);
        if less(key, &a[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(high)
}

impl<E: Element, L: FnMut(&E, &E) -> PyResult<bool>> Merger<'_, E, L> {
    /// Length of the run at `lo`, and whether it descends strictly.
    fn count_run(&mut self, lo: usize) -> PyResult<(usize, bool)> {
        let (all, less) = (&*self.all, &mut self.less);
        let mut at = lo + 1;
        if at == all.len() {
            return Ok((1, false));
        }
        let descending = less(&all[at], &all[at - 1])?;
        at += 1;
        while at < all.len() && less(&all[at], &all[at - 1])? == descending {
            at += 1;
        }
        Ok((at - lo, descending))
    }

    /// Sorts `lo..hi`, of which `lo..start` is sorted already.
    fn binary_sort(&mut self, lo: usize, hi: usize, start: usize) -> PyResult<()> {
        for at in start.max(lo + 1)..hi {
            let pivot = self.all[at];
            let (mut left, mut right) = (lo, at);
            while left < right {
                let middle = left + ((right - left) >> 1);
                if (self.less)(&pivot, &self.all[middle])? {
                    right = middle;
                } else {
                    left = middle + 1;
                }
            }
            self.all.copy_within(left..at, left + 1);
            self.all[left] = pivot;
        }
        Ok(())
    }

    /// Merges what has to be merged before a run of length `n2` is pushed.
    fn found_run(&mut self, n2: usize) -> PyResult<()> {
        let Some(last) = self.pending.last() else {
            return Ok(());
        };
        let power = power(last.base, last.len, n2, self.all.len());
        while self.pending.len() > 1 && self.pending[self.pending.len() - 2].power > power {
            self.merge_at(self.pending.len() - 2)?;
        }
        if let Some(last) = self.pending.last_mut() {
            last.power = power;
        }
        Ok(())
    }

    fn collapse(&mut self) -> PyResult<()> {
        while self.pending.len() > 1 {
            let mut n = self.pending.len() - 2;
            if n > 0 && self.pending[n - 1].len < self.pending[n + 1].len {
                n -= 1;
            }
            self.merge_at(n)?;
        }
        Ok(())
    }

    /// Merges the runs `i` and `i + 1`.
    fn merge_at(&mut self, i: usize) -> PyResult<()> {
        let second = self.pending.remove(i + 1);
        let first = &mut self.pending[i];
        let (mut a, mut na) = (first.base, first.len);
        let (b, nb) = (second.base, second.len);
        first.len = na + nb;
        let all = &*self.all;
        let skip = gallop_right(&mut self.less, &all[b], &all[a..a + na], 0)?;
        a += skip;
        na -= skip;
        if na == 0 {
            return Ok(());
        }
        let nb = gallop_left(&mut self.less, &all[a + na - 1], &all[b..b + nb], nb - 1)?;
        if nb == 0 {
            return Ok(());
        }
        if na <= nb {
            self.merge_low(a, na, b, nb)
        } else {
            self.merge_high(a, na, b, nb)
        }
    }

    /// Merges two neighbours, the first one copied away.
    fn merge_low(&mut self, a: usize, na: usize, b: usize, nb: usize) -> PyResult<()> {
        self.scratch.clear();
        self.scratch.extend_from_slice(&self.all[a..a + na]);
        let mut state = Low {
            to: a,
            from_a: 0,
            na,
            from_b: b,
            nb,
        };
        let result = self.merge_low_loop(&mut state);
        // Done or failed, what is left of the first run goes behind what was merged.
        let Low {
            to,
            from_a,
            na,
            from_b,
            nb,
        } = state;
        if result.is_ok() && na == 1 && nb > 0 {
            self.all.copy_within(from_b..from_b + nb, to);
            self.all[to + nb] = self.scratch[from_a];
        } else {
            self.all[to..to + na].copy_from_slice(&self.scratch[from_a..from_a + na]);
        }
        result
    }

    fn merge_low_loop(&mut self, s: &mut Low) -> PyResult<()> {
        s.take_b(self.all);
        if s.nb == 0 || s.na == 1 {
            return Ok(());
        }
        let mut min_gallop = self.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if (self.less)(&self.all[s.from_b], &self.scratch[s.from_a])? {
                    s.take_b(self.all);
                    b_wins += 1;
                    a_wins = 0;
                    if s.nb == 0 {
                        return Ok(());
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                } else {
                    s.take_a(self.all, &self.scratch, 1);
                    a_wins += 1;
                    b_wins = 0;
                    if s.na == 1 {
                        return Ok(());
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= (min_gallop > 1) as usize;
                self.min_gallop = min_gallop;
                let run_a = &self.scratch[s.from_a..s.from_a + s.na];
                a_wins = gallop_right(&mut self.less, &self.all[s.from_b], run_a, 0)?;
                if a_wins > 0 {
                    s.take_a(self.all, &self.scratch, a_wins);
                    // None left: the comparison is inconsistent.
                    if s.na <= 1 {
                        return Ok(());
                    }
                }
                s.take_b(self.all);
                if s.nb == 0 {
                    return Ok(());
                }
                let run_b = &self.all[s.from_b..s.from_b + s.nb];
                b_wins = gallop_left(&mut self.less, &self.scratch[s.from_a], run_b, 0)?;
                if b_wins > 0 {
                    self.all.copy_within(s.from_b..s.from_b + b_wins, s.to);
                    s.to += b_wins;
                    s.from_b += b_wins;
                    s.nb -= b_wins;
                    if s.nb == 0 {
                        return Ok(());
                    }
                }
                s.take_a(self.all, &self.scratch, 1);
                if s.na == 1 {
                    return Ok(());
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }

    /// Merges two neighbours from the end, the second one copied away.
    fn merge_high(&mut self, a: usize, na: usize, b: usize, nb: usize) -> PyResult<()> {
        self.scratch.clear();
        self.scratch.extend_from_slice(&self.all[b..b + nb]);
        let mut state = High {
            end: b + nb,
            a,
            na,
            nb,
        };
        let result = self.merge_high_loop(&mut state);
        let High { end, a, na, nb } = state;
        if result.is_ok() && nb == 1 && na > 0 {
            self.all.copy_within(a..a + na, end - na);
            self.all[end - na - 1] = self.scratch[0];
        } else {
            self.all[end - nb..end].copy_from_slice(&self.scratch[..nb]);
        }
        result
    }

    fn merge_high_loop(&mut self, s: &mut High) -> PyResult<()> {
        s.take_a(self.all, 1);
        if s.na == 0 || s.nb == 1 {
            return Ok(());
        }
        let mut min_gallop = self.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if (self.less)(&self.scratch[s.nb - 1], &self.all[s.a + s.na - 1])? {
                    s.take_a(self.all, 1);
                    a_wins += 1;
                    b_wins = 0;
                    if s.na == 0 {
                        return Ok(());
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                } else {
                    s.take_b(self.all, &self.scratch, 1);
                    b_wins += 1;
                    a_wins = 0;
                    if s.nb == 1 {
                        return Ok(());
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= (min_gallop > 1) as usize;
                self.min_gallop = min_gallop;
                let run_a = &self.all[s.a..s.a + s.na];
                a_wins =
                    s.na - gallop_right(&mut self.less, &self.scratch[s.nb - 1], run_a, s.na - 1)?;
                if a_wins > 0 {
                    s.take_a(self.all, a_wins);
                    if s.na == 0 {
                        return Ok(());
                    }
                }
                s.take_b(self.all, &self.scratch, 1);
                if s.nb == 1 {
                    return Ok(());
                }
                let run_b = &self.scratch[..s.nb];
                b_wins =
                    s.nb - gallop_left(&mut self.less, &self.all[s.a + s.na - 1], run_b, s.nb - 1)?;
                if b_wins > 0 {
                    s.take_b(self.all, &self.scratch, b_wins);
                    // None left: the comparison is inconsistent.
                    if s.nb <= 1 {
                        return Ok(());
                    }
                }
                s.take_a(self.all, 1);
                if s.na == 0 {
                    return Ok(());
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }
}

/// Progress of a merge from the front: the first run lies in scratch.
struct Low {
    to: usize,
    from_a: usize,
    na: usize,
    from_b: usize,
    nb: usize,
}

impl Low {
    fn take_a<E: Copy>(&mut self, all: &mut [E], scratch: &[E], n: usize) {
        all[self.to..self.to + n].copy_from_slice(&scratch[self.from_a..self.from_a + n]);
        self.to += n;
        self.from_a += n;
        self.na -= n;
    }
    fn take_b<E: Copy>(&mut self, all: &mut [E]) {
        all[self.to] = all[self.from_b];
        self.to += 1;
        self.from_b += 1;
        self.nb -= 1;
    }
}

/// Progress of a merge from the end: the second run lies in scratch.
struct High {
    /// Everything from here on is merged.
    end: usize,
    a: usize,
    na: usize,
    nb: usize,
}

impl High {
    fn take_a<E: Copy>(&mut self, all: &mut [E], n: usize) {
        let from = self.a + self.na - n;
        all.copy_within(from..from + n, self.end - n);
        self.end -= n;
        self.na -= n;
    }
    fn take_b<E: Copy>(&mut self, all: &mut [E], scratch: &[E], n: usize) {
        all[self.end - n..self.end].copy_from_slice(&scratch[self.nb - n..self.nb]);
        self.end -= n;
        self.nb -= n;
    }
}
