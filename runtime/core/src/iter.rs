//! Iteration: the protocol, unpacking, ranges, slices and the iterators of
//! the `builtins` module.

mod adaptor;
pub mod again;
mod range;
mod sequence;
mod slice;

use pyaot_abi::layout::{ListObject, TupleObject};

pub use adaptor::{ENUMERATE, FILTER, MAP, REVERSED, ZIP, reversed};
pub use range::{
    RANGE, RangeObject, range_count, range_index, range_len, range_new, range_reversed,
    range_start, range_step, range_stop,
};
pub(crate) use sequence::iterate_tuple;
pub use sequence::{CALLABLE_ITERATOR, SEQUENCE_ITERATOR, TUPLE_ITERATOR, callable_iterator};
pub use slice::{
    SLICE, SliceObject, as_slice, slice_indices, slice_new, slice_start, slice_step, slice_stop,
};

use crate::dict::{DictViewObject, ViewKind};
use crate::error::{PyResult, Raised, catch, raise_type_error, raise_value_error};
use crate::exception::{STOP_ITERATION, TYPE_ERROR};
use crate::prelude::*;
use crate::reference::{List, Str, Tuple};
use crate::value::Value;

/// `iter(iterable)`.
pub fn value_iter(iterable: &Value) -> PyResult<Value> {
    let slots = iterable.ty().slots();
    if let Some(iter) = slots.iter() {
        let iterator = iter(iterable)?;
        if iterable.ty().is_heap_type() && iterator.ty().slots().next().is_none() {
            return Err(raise_type_error(format_args!(
                "iter() returned non-iterator of type '{}'",
                iterator.type_name()
            )));
        }
        return Ok(iterator);
    }
    if slots.getitem().is_some() && iterable.as_dict().is_none() {
        return Ok(sequence::iterate(iterable));
    }
    Err(raise_type_error(format_args!(
        "'{}' object is not iterable",
        iterable.type_name()
    )))
}

/// Whether `iter(value)` has a chance.
fn is_iterable(value: &Value) -> bool {
    let slots = value.ty().slots();
    slots.iter().is_some() || slots.getitem().is_some() && value.as_dict().is_none()
}

/// The next item, or `None` at the end.
#[inline(always)]
pub fn iter_next(iterator: &Value) -> PyResult<Option<Value>> {
    if let Some(said) = crate::list::iterator::next_of_list(iterator) {
        return Ok(said);
    }
    match crate::generator::next_of_waiting(iterator) {
        Some(said) => said,
        None => next_of_other(iterator),
    }
}

#[inline(never)]
fn next_of_other(iterator: &Value) -> PyResult<Option<Value>> {
    advance(iterator).or_else(|raised| if_ended(raised).map(|()| None))
}

/// Makes an end of the pending exception if it is StopIteration, as one that what `map` calls
/// has raised.
#[cold]
fn if_ended(raised: Raised) -> PyResult<()> {
    catch(Err::<(), _>(raised), &STOP_ITERATION).map(|_| ())
}

/// As [`iter_next`] where a StopIteration is to pass as it is.
pub fn advance(iterator: &Value) -> PyResult<Option<Value>> {
    match iterator.ty().slots().next() {
        Some(next) => next(iterator),
        None => Err(raise_type_error(format_args!(
            "'{}' object is not an iterator",
            iterator.type_name()
        ))),
    }
}

/// Calls `each` with the items of `iterable` while it says true. Lists, tuples, dicts, sets
/// and ranges are walked without an iterator object, which nobody could see.
#[inline]
pub fn for_each(iterable: &Value, mut each: impl FnMut(&Value) -> PyResult<bool>) -> PyResult<()> {
    if let Some(list) = iterable.downcast_exact::<ListObject>() {
        let mut at = 0;
        while let Some(item) = list.get(at) {
            if !each(&item)? {
                return Ok(());
            }
            at += 1;
        }
        return Ok(());
    }
    if let Some(tuple) = iterable.downcast_exact::<TupleObject>() {
        for item in tuple.items() {
            if !each(item)? {
                return Ok(());
            }
        }
        return Ok(());
    }
    if let Some(view) = iterable.downcast::<DictViewObject>() {
        return crate::dict::for_each(&view.dict, view.kind, each);
    }
    if let Some(set) = iterable.downcast_exact::<crate::set::SetObject>() {
        return crate::set::for_each(set, each);
    }
    if let Some(range) = iterable.downcast_exact::<RangeObject>()
        && let Some(numbers) = range.small_items()
    {
        for n in numbers {
            if !each(&Value::int(n))? {
                return Ok(());
            }
        }
        return Ok(());
    }
    let iterator = value_iter(iterable)?;
    while let Some(item) = iter_next(&iterator)? {
        if !each(&item)? {
            return Ok(());
        }
    }
    Ok(())
}

/// All items of `iterable`.
pub fn collect(iterable: &Value) -> PyResult<Vec<Value>> {
    if let Some(list) = iterable.downcast_exact::<ListObject>() {
        return Ok(list.to_vec());
    }
    if let Some(tuple) = iterable.downcast_exact::<TupleObject>() {
        return Ok(tuple.items().to_vec());
    }
    let mut items = Vec::new();
    if let Some(text) = crate::key::plain_str(iterable) {
        items.reserve_exact(text.char_len as usize);
        if text.is_ascii() {
            let bytes = text.as_str().bytes();
            items.extend(bytes.map(|byte| Str::of_byte(byte).into()));
            return Ok(items);
        }
        items.extend(text.as_str().chars().map(|c| Str::from_char(c).into()));
        return Ok(items);
    }
    if let Some(range) = iterable.downcast_exact::<RangeObject>() {
        range.check_memory()?;
        if let Some(numbers) = range.small_items() {
            items.extend(numbers.map(Value::int));
            return Ok(items);
        }
        items.reserve(range.small_len().unwrap_or(0).min(1 << 32));
    }
    if let Some(dict) = iterable.downcast_exact::<crate::dict::DictObject>() {
        items.reserve_exact(dict.len());
        items.extend(dict.keys());
        return Ok(items);
    }
    if let Some(view) = iterable.downcast::<DictViewObject>()
        && view.kind != ViewKind::Items
    {
        items.reserve_exact(view.dict.len());
        match view.kind {
            ViewKind::Keys => items.extend(view.dict.keys()),
            _ => items.extend(view.dict.values()),
        }
        return Ok(items);
    }
    if let Some(set) = iterable.downcast_exact::<crate::set::SetObject>() {
        return Ok(set.items());
    }
    if let Some(rest) = crate::list::rest_of(iterable) {
        return Ok(rest);
    }
    let iterator = value_iter(iterable)?;
    ask_length(iterable)?;
    while let Some(item) = iter_next(&iterator)? {
        items.push(item);
    }
    Ok(items)
}

/// Asks an object of a class of the program how many items it has, which it may
/// notice or refuse; the answer is no help here.
pub fn ask_length(iterable: &Value) -> PyResult<()> {
    if !iterable.ty().is_heap_type() {
        return Ok(());
    }
    if let Some(len) = iterable.ty().slots().len()
        && catch(len(iterable), &TYPE_ERROR)?.is_some()
    {
        return Ok(());
    }
    let name = crate::name!("__length_hint__");
    let hint = catch(
        crate::attribute::call_special(iterable, name, &[]),
        &TYPE_ERROR,
    )?;
    let Some(hint) = hint
        .flatten()
        .filter(|hint| !hint.is(&Value::NOT_IMPLEMENTED))
    else {
        return Ok(());
    };
    if !crate::int::is_int(&hint) {
        return Err(raise_type_error(format_args!(
            "__length_hint__ must be an integer, not {}",
            hint.type_name()
        )));
    }
    if crate::int::int_to_i64_saturating(&hint) < 0 {
        return Err(raise_value_error(format_args!(
            "__length_hint__() should return >= 0"
        )));
    }
    Ok(())
}

/// Whether the class of `value` iterates as its base `class` does.
fn iterates_as(value: &Value, class: &'static crate::types::Type) -> bool {
    let address = |ty: &'static crate::types::Type| ty.slots().iter().map(|iter| iter as usize);
    address(value.ty()) == address(class)
}

fn unpack_iter(iterable: &Value) -> PyResult<Value> {
    if !is_iterable(iterable) {
        return Err(raise_type_error(format_args!(
            "cannot unpack non-iterable {} object",
            iterable.type_name()
        )));
    }
    value_iter(iterable)
}

#[cold]
fn too_few(expected: usize, got: usize, at_least: &str) -> crate::error::Raised {
    raise_value_error(format_args!(
        "not enough values to unpack (expected {at_least}{expected}, got {got})"
    ))
}

#[cold]
fn too_many(expected: usize) -> crate::error::Raised {
    raise_value_error(format_args!(
        "too many values to unpack (expected {expected})"
    ))
}

/// The items of `iterable`, which must be exactly `n`, as a tuple.
pub fn unpack(iterable: &Value, n: i64) -> PyResult<Tuple> {
    let n = n as usize;
    let known = if let Some(tuple) = iterable.downcast_exact::<TupleObject>() {
        if tuple.items().len() == n {
            return Ok(tuple.clone());
        }
        Some(tuple.items().len())
    } else if let Some(tuple) = iterable.downcast::<TupleObject>()
        && iterates_as(iterable, &crate::tuple::TUPLE)
        && tuple.items().len() == n
    {
        return Ok(Tuple::from_slice(tuple.items()));
    } else if let Some(list) = iterable.downcast_exact::<ListObject>() {
        let items = list.to_vec();
        if items.len() == n {
            return Ok(Tuple::from_vec(items));
        }
        Some(items.len())
    } else {
        None
    };
    if let Some(len) = known {
        return Err(if len > n {
            too_many(n)
        } else {
            too_few(n, len, "")
        });
    }
    let mut items = Vec::with_capacity(n);
    let iterator = unpack_iter(iterable)?;
    while items.len() < n {
        match iter_next(&iterator)? {
            Some(item) => items.push(item),
            None => return Err(too_few(n, items.len(), "")),
        }
    }
    if iter_next(&iterator)?.is_some() {
        return Err(too_many(n));
    }
    Ok(Tuple::from_vec(items))
}

/// A tuple of `before` items, a list of the rest, and `after` items.
pub fn unpack_star(iterable: &Value, before: i64, after: i64) -> PyResult<Tuple> {
    let (before, after) = (before as usize, after as usize);
    let iterator = unpack_iter(iterable)?;
    let mut items = Vec::new();
    while let Some(item) = iter_next(&iterator)? {
        items.push(item);
    }
    if items.len() < before + after {
        return Err(too_few(before + after, items.len(), "at least "));
    }
    let tail = items.split_off(items.len() - after);
    let rest = items.split_off(before);
    items.push(List::from_vec(rest).into());
    items.extend(tail);
    Ok(Tuple::from_vec(items))
}
