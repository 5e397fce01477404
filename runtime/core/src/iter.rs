//! Iteration, range and slice.

use pyaot_abi::layout::{Header, ListObject, TupleObject};

use crate::error::{PyResult, catch, raise_type_error, raise_value_error};
use crate::exception::INDEX_ERROR;
use crate::reference::{List, Object, Ref, Str, Tuple, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// `iter(iterable)`.
pub fn value_iter(iterable: &Value) -> PyResult<Value> {
    let slots = iterable.ty().slots();
    if let Some(iter) = slots.iter {
        return iter(iterable);
    }
    if slots.getitem.is_some() && iterable.as_dict().is_none() {
        return Ok(Ref::alloc(SequenceIteratorObject {
            header: new_header(),
            sequence: iterable.clone(),
            next: core::cell::Cell::new(0),
        })
        .into());
    }
    Err(raise_type_error(format_args!("'{}' object is not iterable", iterable.type_name())))
}

/// The next item, or `None` at the end.
#[inline]
pub fn iter_next(iterator: &Value) -> PyResult<Option<Value>> {
    match iterator.ty().slots().next {
        Some(next) => next(iterator),
        None => Err(raise_type_error(format_args!("'{}' object is not an iterator", iterator.type_name()))),
    }
}

/// All items of `iterable`.
pub fn collect(iterable: &Value) -> PyResult<Vec<Value>> {
    if let Some(list) = iterable.downcast_exact::<ListObject>() {
        return Ok(list.items().to_vec());
    }
    if let Some(tuple) = iterable.downcast_exact::<TupleObject>() {
        return Ok(tuple.items().to_vec());
    }
    let iterator = value_iter(iterable)?;
    let mut items = Vec::new();
    while let Some(item) = iter_next(&iterator)? {
        items.push(item);
    }
    Ok(items)
}

/// Iterates by `sequence[0]`, `sequence[1]`, ...
#[repr(C)]
pub struct SequenceIteratorObject {
    header: Header,
    sequence: Value,
    next: core::cell::Cell<i64>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for SequenceIteratorObject {
    const TYPE: &'static Type = &SEQUENCE_ITERATOR;
    const LAYOUT: Layout = Layout::SequenceIterator;
}

/// `iterator`.
pub static SEQUENCE_ITERATOR: Type = Type::builtin(
    "iterator",
    Layout::SequenceIterator,
    size_of::<SequenceIteratorObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<SequenceIteratorObject>,
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this.downcast::<SequenceIteratorObject>().expect("iterator");
            let at = this.next.get();
            if at < 0 {
                return Ok(None);
            }
            let item = crate::operation::value_getitem(&this.sequence, &Value::int(at));
            let item = catch(item, &INDEX_ERROR)?;
            this.next.set(if item.is_some() { at + 1 } else { -1 });
            Ok(item)
        }),
        ..Slots::OBJECT
    },
);

#[repr(C)]
pub struct RangeObject {
    header: Header,
    pub start: Value,
    pub stop: Value,
    pub step: Value,
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
    Slots { dealloc: dealloc_struct::<RangeObject>, ..Slots::OBJECT },
);

/// `range(start, stop, step)`.
pub fn range_new(start: &Value, stop: &Value, step: &Value) -> PyResult<Value> {
    let (start, stop, step) =
        (crate::operation::index(start)?, crate::operation::index(stop)?, crate::operation::index(step)?);
    if step.as_small_int() == Some(0) {
        return Err(raise_value_error(format_args!("range() arg 3 must not be zero")));
    }
    Ok(Ref::alloc(RangeObject { header: new_header(), start, stop, step }).into())
}

/// How many turns `range(start, stop, step)` makes, at most 2^62.
pub fn range_len(start: &Value, stop: &Value, step: &Value) -> PyResult<i64> {
    if step.as_small_int() == Some(0) {
        return Err(raise_value_error(format_args!("range() arg 3 must not be zero")));
    }
    Ok(crate::int::range_len(start, stop, step))
}

#[repr(C)]
pub struct SliceObject {
    header: Header,
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for SliceObject {
    const TYPE: &'static Type = &SLICE;
    const LAYOUT: Layout = Layout::Slice;
}

/// `slice`.
pub static SLICE: Type = Type::builtin(
    "slice",
    Layout::Slice,
    size_of::<SliceObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<SliceObject>,
        hash: None,
        repr: Some(|this| {
            let this = this.downcast::<SliceObject>().expect("slice");
            Ok(Str::new(&format!(
                "slice({}, {}, {})",
                crate::operation::value_repr(&this.start)?.as_str(),
                crate::operation::value_repr(&this.stop)?.as_str(),
                crate::operation::value_repr(&this.step)?.as_str()
            )))
        }),
        ..Slots::OBJECT
    },
);

/// `slice(start, stop, step)`.
pub fn slice_new(start: &Value, stop: &Value, step: &Value) -> Value {
    Ref::alloc(SliceObject {
        header: new_header(),
        start: start.clone(),
        stop: stop.clone(),
        step: step.clone(),
    })
    .into()
}

fn not_iterable(iterable: &Value) -> PyResult<Value> {
    let slots = iterable.ty().slots();
    if slots.iter.is_none() && slots.getitem.is_none() {
        return Err(raise_type_error(format_args!(
            "cannot unpack non-iterable {} object",
            iterable.type_name()
        )));
    }
    value_iter(iterable)
}

/// The items of `iterable`, which must be exactly `n`, as a tuple.
pub fn unpack(iterable: &Value, n: i64) -> PyResult<Tuple> {
    let n = n as usize;
    let mut items = Vec::with_capacity(n);
    let iterator = not_iterable(iterable)?;
    while items.len() < n {
        match iter_next(&iterator)? {
            Some(item) => items.push(item),
            None => {
                return Err(raise_value_error(format_args!(
                    "not enough values to unpack (expected {n}, got {})",
                    items.len()
                )));
            }
        }
    }
    if iter_next(&iterator)?.is_some() {
        return Err(raise_value_error(format_args!("too many values to unpack (expected {n})")));
    }
    Ok(Tuple::from_vec(items))
}

/// A tuple of `before` items, a list of the rest, and `after` items.
pub fn unpack_star(iterable: &Value, before: i64, after: i64) -> PyResult<Tuple> {
    let (before, after) = (before as usize, after as usize);
    let iterator = not_iterable(iterable)?;
    let mut items = Vec::new();
    while let Some(item) = iter_next(&iterator)? {
        items.push(item);
    }
    if items.len() < before + after {
        return Err(raise_value_error(format_args!(
            "not enough values to unpack (expected at least {}, got {})",
            before + after,
            items.len()
        )));
    }
    let tail = items.split_off(items.len() - after);
    let rest = items.split_off(before);
    items.push(List::from_vec(rest).into());
    items.extend(tail);
    Ok(Tuple::from_vec(items))
}
