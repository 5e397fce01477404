//! range objects and their iterators.

use core::cell::Cell;

use pyaot_abi::layout::Header;

use super::again::Again;
use super::slice::as_slice;
use crate::error::{PyResult, raise_index_error, raise_type_error, raise_value_error};
use crate::int::{int_add, int_cmp, int_mul, int_sub, is_negative, range_len_exact};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, Tuple, dealloc_struct, new_header};
use crate::types::{CompareOp, Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// A range; the parts are ints.
#[repr(C)]
pub struct RangeObject {
    header: Header,
    pub start: Value,
    pub stop: Value,
    pub step: Value,
    len: Value,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for RangeObject {
    const TYPE: &'static Type = &RANGE;
    const LAYOUT: Layout = Layout::Range;
}

/// `range`.
pub static RANGE: Type = Type::builtin(
    "range",
    Layout::Range,
    size_of::<RangeObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<RangeObject>,
        repr: Some(|this| {
            let this = range(this);
            let (start, stop) = (
                operation::value_repr(&this.start)?,
                operation::value_repr(&this.stop)?,
            );
            Ok(Str::new(&if this.step.as_small_int() == Some(1) {
                format!("range({}, {})", start.as_str(), stop.as_str())
            } else {
                let step = operation::value_repr(&this.step)?;
                format!(
                    "range({}, {}, {})",
                    start.as_str(),
                    stop.as_str(),
                    step.as_str()
                )
            }))
        }),
        hash: Some(|this| {
            let this = range(this);
            let none = Value::NONE;
            let parts = match this.len.as_small_int() {
                Some(0) => [this.len.clone(), none.clone(), none],
                Some(1) => [this.len.clone(), this.start.clone(), none],
                _ => [this.len.clone(), this.start.clone(), this.step.clone()],
            };
            operation::value_hash(Tuple::from_array(parts).as_value())
        }),
        compare: Some(|this, other, op| {
            let (a, Some(b)) = (range(this), other.downcast::<RangeObject>()) else {
                return Ok(None);
            };
            Ok(match op {
                CompareOp::Eq => Some(Value::bool(same_items(a, b))),
                CompareOp::Ne => Some(Value::bool(!same_items(a, b))),
                _ => None,
            })
        }),
        truth: Some(|this| Ok(range(this).len.as_small_int() != Some(0))),
        len: Some(|this| operation::to_i64(&range(this).len)),
        getitem: Some(subscript),
        contains: Some(|this, item| contains(range(this), item)),
        iter: Some(|this| {
            Ok(iterate(
                &range(this).start,
                &range(this).step,
                &range(this).len,
            ))
        }),
        new: Some(|_, args| {
            let (zero, one) = (Value::int(0), Value::int(1));
            match args.unpack("range", 1, 3)? {
                [stop] => range_new(&zero, stop, &one),
                [start, stop] => range_new(start, stop, &one),
                words => range_new(&words[0], &words[1], &words[2]),
            }
        }),
        ..Slots::OBJECT
    },
);

fn range(this: &Value) -> &Ref<RangeObject> {
    this.downcast().expect("range")
}

/// An int, not a bool, from anything with `__index__`.
pub(super) fn exact_int(value: &Value) -> PyResult<Value> {
    let int = operation::index(value)?;
    Ok(match int.as_bool() {
        Some(b) => Value::int(b as i64),
        None => int,
    })
}

fn make(start: Value, stop: Value, step: Value) -> Value {
    let len = match (
        start.as_small_int(),
        stop.as_small_int(),
        step.as_small_int(),
    ) {
        (Some(_), Some(_), Some(_)) => Value::int(crate::int::range_len(&start, &stop, &step)),
        _ => range_len_exact(&start, &stop, &step),
    };
    Ref::alloc(RangeObject {
        header: new_header(),
        start,
        stop,
        step,
        len,
    })
    .into()
}

/// `range(start, stop, step)`.
pub fn range_new(start: &Value, stop: &Value, step: &Value) -> PyResult<Value> {
    let (start, stop, step) = (exact_int(start)?, exact_int(stop)?, exact_int(step)?);
    if step.as_small_int() == Some(0) {
        return Err(raise_value_error(format_args!(
            "range() arg 3 must not be zero"
        )));
    }
    Ok(make(start, stop, step))
}

/// How many turns `range(start, stop, step)` makes, at most 2^62.
pub fn range_len(start: &Value, stop: &Value, step: &Value) -> PyResult<i64> {
    if step.as_small_int() == Some(0) {
        return Err(raise_value_error(format_args!(
            "range() arg 3 must not be zero"
        )));
    }
    Ok(crate::int::range_len(start, stop, step))
}

impl Ref<RangeObject> {
    /// Whether all items at once are too many.
    pub(super) fn check_memory(&self) -> PyResult<()> {
        match crate::int::to_i64(&self.len) {
            Some(len) => crate::operation::repeat_count(len, size_of::<Value>() as i64).map(drop),
            None => Err(crate::error::raise_overflow_error(format_args!(
                "Python int too large to convert to C ssize_t"
            ))),
        }
    }

    /// `len(range)` unless huge.
    pub(super) fn small_len(&self) -> Option<usize> {
        self.len.as_small_int().map(|len| len as usize)
    }

    /// The items where all of them, and the bounds, are small ints.
    pub(super) fn small_items(&self) -> Option<impl ExactSizeIterator<Item = i64> + use<>> {
        let len = self.small_len().filter(|len| *len <= 1 << 32)?;
        let (start, step) = (self.start.as_small_int()?, self.step.as_small_int()?);
        // Within the bounds, which are small too.
        self.stop.as_small_int()?;
        Some((0..len as u32).map(move |k| start + i64::from(k) * step))
    }

    fn item(&self, index: &Value) -> Value {
        int_add(&self.start, &int_mul(index, &self.step))
    }
}

fn same_items(a: &Ref<RangeObject>, b: &Ref<RangeObject>) -> bool {
    let equal = |a: &Value, b: &Value| int_cmp(a, b) == 0;
    if !equal(&a.len, &b.len) {
        return false;
    }
    match a.len.as_small_int() {
        Some(0) => true,
        Some(1) => equal(&a.start, &b.start),
        _ => equal(&a.start, &b.start) && equal(&a.step, &b.step),
    }
}

fn subscript(this: &Value, key: &Value) -> PyResult<Value> {
    let this = range(this);
    if let Some(slice) = as_slice(key) {
        let [start, stop, step] = slice.indices(&this.len)?;
        return Ok(make(
            this.item(&start),
            this.item(&stop),
            int_mul(&this.step, &step),
        ));
    }
    if !operation::is_index(key) {
        return Err(raise_type_error(format_args!(
            "range indices must be integers or slices, not {}",
            key.type_name()
        )));
    }
    let mut index = exact_int(key)?;
    if is_negative(&index) {
        index = int_add(&index, &this.len);
    }
    if is_negative(&index) || int_cmp(&index, &this.len) >= 0 {
        return Err(raise_index_error(format_args!(
            "range object index out of range"
        )));
    }
    Ok(this.item(&index))
}

/// The position of an int in a range.
fn position(this: &Ref<RangeObject>, item: &Value) -> PyResult<Option<Value>> {
    let distance = int_sub(item, &this.start);
    if crate::int::int_mod(&distance, &this.step)?.as_small_int() != Some(0) {
        return Ok(None);
    }
    let index = crate::int::int_floordiv(&distance, &this.step)?;
    Ok((!is_negative(&index) && int_cmp(&index, &this.len) < 0).then_some(index))
}

/// Exactly an int or a bool, as a plain int.
fn plain_int(item: &Value) -> Option<Value> {
    if let Some(b) = item.as_bool() {
        return Some(Value::int(b as i64));
    }
    core::ptr::eq(item.ty(), &crate::int::INT).then(|| item.clone())
}

fn contains(this: &Ref<RangeObject>, item: &Value) -> PyResult<bool> {
    match plain_int(item) {
        Some(item) => Ok(position(this, &item)?.is_some()),
        None => Ok(search(this, item)?.is_some()),
    }
}

/// The position of any value, by comparing with each item.
fn search(this: &Ref<RangeObject>, item: &Value) -> PyResult<Option<i64>> {
    let iterator = iterate(&this.start, &this.step, &this.len);
    let mut at = 0;
    while let Some(known) = super::iter_next(&iterator)? {
        if operation::equal(&known, item)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

/// `range.index(item)`.
pub fn range_index(this: &Value, item: &Value) -> PyResult<Value> {
    let this = range(this);
    let Some(int) = plain_int(item) else {
        return match search(this, item)? {
            Some(at) => Ok(Value::int(at)),
            None => Err(raise_value_error(format_args!(
                "sequence.index(x): x not in sequence"
            ))),
        };
    };
    match position(this, &int)? {
        Some(at) => Ok(at),
        None => {
            let shown = operation::value_repr(item)?;
            Err(raise_value_error(format_args!(
                "{} is not in range",
                shown.as_str()
            )))
        }
    }
}

/// `range.count(item)`.
pub fn range_count(this: &Value, item: &Value) -> PyResult<i64> {
    let this = range(this);
    if let Some(item) = plain_int(item) {
        return Ok(position(this, &item)?.is_some() as i64);
    }
    let iterator = iterate(&this.start, &this.step, &this.len);
    let mut count = 0;
    while let Some(known) = super::iter_next(&iterator)? {
        count += operation::equal(&known, item)? as i64;
    }
    Ok(count)
}

/// `reversed(range)`.
pub fn range_reversed(this: &Value) -> Value {
    let this = range(this);
    let last = this.item(&int_sub(&this.len, &Value::int(1)));
    iterate(&last, &crate::int::int_neg(&this.step), &this.len)
}

/// `range.start`.
pub fn range_start(this: &Value) -> Value {
    range(this).start.clone()
}

/// `range.stop`.
pub fn range_stop(this: &Value) -> Value {
    range(this).stop.clone()
}

/// `range.step`.
pub fn range_step(this: &Value) -> Value {
    range(this).step.clone()
}

/// An iterator over a range of small ints.
#[repr(C)]
struct RangeIteratorObject {
    header: Header,
    next: Cell<i64>,
    step: i64,
    left: Cell<i64>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for RangeIteratorObject {
    const TYPE: &'static Type = &RANGE_ITERATOR;
    const LAYOUT: Layout = Layout::RangeIterator;
}

/// `range_iterator`.
static RANGE_ITERATOR: Type = Type::builtin(
    "range_iterator",
    Layout::RangeIterator,
    size_of::<RangeIteratorObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<RangeIteratorObject>,
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this
                .downcast::<RangeIteratorObject>()
                .expect("range iterator");
            let left = this.left.get();
            if left == 0 {
                return Ok(None);
            }
            this.left.set(left - 1);
            let item = this.next.get();
            this.next.set(item.wrapping_add(this.step));
            Ok(Some(Value::int(item)))
        }),
        ..Slots::OBJECT
    },
);

/// An iterator over a range with parts of any size.
#[repr(C)]
struct LongRangeIteratorObject {
    header: Header,
    next: core::cell::RefCell<Value>,
    step: Value,
    left: core::cell::RefCell<Value>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for LongRangeIteratorObject {
    const TYPE: &'static Type = &LONG_RANGE_ITERATOR;
    const LAYOUT: Layout = Layout::LongRangeIterator;
}

/// `longrange_iterator`.
static LONG_RANGE_ITERATOR: Type = Type::builtin(
    "longrange_iterator",
    Layout::LongRangeIterator,
    size_of::<LongRangeIteratorObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<LongRangeIteratorObject>,
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this
                .downcast::<LongRangeIteratorObject>()
                .expect("long range iterator");
            if this.left.borrow().as_small_int() == Some(0) {
                return Ok(None);
            }
            let left = int_sub(&this.left.borrow(), &Value::int(1));
            drop(this.left.replace(left));
            let item = this.next.borrow().clone();
            drop(this.next.replace(int_add(&item, &this.step)));
            Ok(Some(item))
        }),
        ..Slots::OBJECT
    },
);

/// An iterator over `len` ints.
fn iterate(start: &Value, step: &Value, len: &Value) -> Value {
    if let (Some(start), Some(step), Some(len)) = (
        start.as_small_int(),
        step.as_small_int(),
        len.as_small_int(),
    ) {
        return Ref::alloc(RangeIteratorObject {
            header: new_header(),
            next: Cell::new(start),
            step,
            left: Cell::new(len),
        })
        .into();
    }
    Ref::alloc(LongRangeIteratorObject {
        header: new_header(),
        next: core::cell::RefCell::new(start.clone()),
        step: step.clone(),
        left: core::cell::RefCell::new(len.clone()),
    })
    .into()
}

/// The rest of the range.
pub(super) fn again(this: &Value) -> PyResult<Again> {
    let parts = match this.downcast_exact::<RangeIteratorObject>() {
        Some(this) => (
            Value::int(this.next.get()),
            Value::int(this.step),
            Value::int(this.left.get()),
        ),
        None => {
            let this = of_long(this);
            let next = this.next.borrow().clone();
            (next, this.step.clone(), this.left.borrow().clone())
        }
    };
    let (next, step, left) = parts;
    let stop = int_add(&next, &int_mul(&left, &step));
    let range = range_new(&next, &stop, &step)?;
    Ok(Again::at(Some(range), 0, Value::NONE))
}

fn of_long(this: &Value) -> &Ref<LongRangeIteratorObject> {
    this.downcast().expect("long range iterator")
}

/// Skips items: a new iterator stands at the beginning.
pub(super) fn set_state(this: &Value, at: i64) {
    let this = this
        .downcast::<RangeIteratorObject>()
        .expect("range iterator");
    let skipped = at.clamp(0, this.left.get());
    this.left.set(this.left.get() - skipped);
    let next = this
        .next
        .get()
        .wrapping_add(this.step.wrapping_mul(skipped));
    this.next.set(next);
}

pub(super) fn set_long_state(this: &Value, at: &Value) -> PyResult<()> {
    let this = of_long(this);
    let left = this.left.borrow().clone();
    let at = exact_int(at)?;
    let less = |a: &Value, b: &Value| crate::operation::compare_bool(CompareOp::Lt, a, b);
    let skipped = match (less(&at, &Value::int(0))?, less(&left, &at)?) {
        (true, _) => Value::int(0),
        (_, true) => left.clone(),
        _ => at,
    };
    let next = this.next.borrow().clone();
    let next = int_add(&next, &int_mul(&skipped, &this.step));
    drop(this.next.replace(next));
    drop(this.left.replace(int_sub(&left, &skipped)));
    Ok(())
}

/// How many items are still to come.
pub(super) fn left(this: &Value) -> Value {
    match this.downcast_exact::<RangeIteratorObject>() {
        Some(this) => Value::int(this.left.get()),
        None => of_long(this).left.borrow().clone(),
    }
}
