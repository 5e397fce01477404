//! `__reduce__`, `__setstate__` and `__length_hint__` of the built-in
//! iterators: what copies and pickles of them are made from.
//!
//! Each kind of iterator says beside its type what it is made again from.

use crate::error::{PyResult, raise_type_error};
use crate::exports::builtins::methods;
use crate::method::offered_function;
use crate::operation;
use crate::prelude::*;
use crate::reference::{List, Tuple};
use crate::types::Layout;
use crate::value::Value;

/// What makes an iterator that goes on where another one stands.
pub struct Again {
    pub callee: Value,
    pub args: Vec<Value>,
    /// Given to `__setstate__`.
    pub state: Option<Value>,
}

impl Again {
    /// `callee(*args)`.
    pub fn call(callee: Value, args: Vec<Value>) -> Again {
        let state = None;
        Again {
            callee,
            args,
            state,
        }
    }

    /// `iter(iterable)`.
    pub fn iter(iterable: Value) -> Again {
        Again::call(offered_function(&methods::builtins_iter), vec![iterable])
    }

    /// `iter(sequence)` moved to the position `at`; an iterator over `end` where
    /// there is no sequence any more.
    pub fn at(sequence: Option<Value>, at: i64, end: Value) -> Again {
        let state = sequence.is_some().then(|| Value::int(at));
        Again {
            state,
            ..Again::iter(sequence.unwrap_or(end))
        }
    }

    /// An iterator over a list of the items that `next` gives.
    pub fn over_rest(mut next: impl FnMut() -> PyResult<Option<Value>>) -> PyResult<Again> {
        let mut items = Vec::new();
        while let Some(item) = next()? {
            items.push(item);
        }
        Ok(Again::iter(List::from_vec(items).into()))
    }
}

/// What the iterator is made again from; `None` for a value that is no
/// built-in iterator.
pub fn again(iterator: &Value) -> PyResult<Option<Again>> {
    if iterator.is_foreign() {
        return Ok(None);
    }
    Ok(Some(match iterator.ty().layout() {
        Layout::ListIterator => crate::list::iterator::again(iterator),
        Layout::ArrayIterator => crate::array::iterator::again(iterator),
        Layout::TupleIterator => super::sequence::tuple_again(iterator),
        Layout::SequenceIterator => super::sequence::again(iterator),
        Layout::CallableIterator => super::sequence::callable_again(iterator),
        Layout::StrIterator => crate::str::iterator_again(iterator),
        Layout::BytesIterator => crate::bytes::iterator_again(iterator),
        Layout::RangeIterator | Layout::LongRangeIterator => super::range::again(iterator)?,
        Layout::DictIterator => crate::dict::iterator_again(iterator)?,
        Layout::SetIterator => crate::set::iterator_again(iterator)?,
        Layout::Enumerate | Layout::Zip | Layout::Map | Layout::Filter | Layout::Reversed => {
            super::adaptor::again(iterator)
        }
        Layout::Tool => return crate::itertools::again(iterator),
        _ => return Ok(None),
    }))
}

/// Moves an iterator to the position that `__setstate__` is given.
fn set_state(iterator: &Value, state: &Value) -> PyResult<()> {
    match iterator.ty().layout() {
        Layout::Zip => super::adaptor::set_strict(iterator, operation::value_truth(state)?),
        Layout::LongRangeIterator => super::range::set_long_state(iterator, state)?,
        Layout::Tool => crate::itertools::set_state(iterator, state)?,
        layout => {
            let at = operation::to_i64_saturating(state)?;
            match layout {
                Layout::ListIterator => crate::list::iterator::set_state(iterator, at),
                Layout::ArrayIterator => crate::array::iterator::set_state(iterator, at),
                Layout::TupleIterator => super::sequence::set_tuple_state(iterator, at),
                Layout::SequenceIterator => super::sequence::set_state(iterator, at),
                Layout::StrIterator => crate::str::set_iterator_state(iterator, at),
                Layout::BytesIterator => crate::bytes::set_iterator_state(iterator, at),
                Layout::RangeIterator => super::range::set_state(iterator, at),
                Layout::Reversed => super::adaptor::set_reversed_state(iterator, at)?,
                _ => {}
            }
        }
    }
    Ok(())
}

/// An iterator that stands where `iterator` does, each part passed through `each`.
pub fn copied(
    iterator: &Value,
    each: &mut dyn FnMut(&Value) -> PyResult<Value>,
) -> PyResult<Option<Value>> {
    let Some(again) = again(iterator)? else {
        return Ok(None);
    };
    let args = again.args.iter().map(&mut *each);
    let made = crate::call::call(&again.callee, &args.collect::<PyResult<Vec<_>>>()?)?;
    if let Some(state) = &again.state {
        let name = crate::str::intern("__setstate__");
        // That of the class, should one be derived.
        match made.is_foreign() || made.ty().is_heap_type() {
            true => drop(crate::call::call_method(&made, &name, &[each(state)?])?),
            false => set_state(&made, &each(state)?)?,
        }
    }
    Ok(Some(made))
}

/// The body of the rows `*_reduce`.
pub fn iterator_reduce(this: &Value) -> PyResult<Tuple> {
    let Some(again) = again(this)? else {
        return Err(raise_type_error(format_args!(
            "cannot pickle '{}' object",
            this.type_name()
        )));
    };
    let mut parts = vec![again.callee, Tuple::from_vec(again.args).into()];
    parts.extend(again.state);
    Ok(Tuple::from_vec(parts))
}

/// The body of the rows `*_setstate`.
pub fn iterator_setstate(this: &Value, state: &Value) -> PyResult<()> {
    set_state(this, state)
}

/// The body of the rows `*_length_hint`.
pub fn iterator_length_hint(this: &Value) -> PyResult<Value> {
    Ok(match this.ty().layout() {
        Layout::ListIterator => Value::int(crate::list::iterator::left(this)),
        Layout::TupleIterator => Value::int(super::sequence::tuple_left(this)),
        Layout::SequenceIterator => super::sequence::left(this)?,
        Layout::StrIterator => Value::int(crate::str::iterator_left(this)),
        Layout::BytesIterator => Value::int(crate::bytes::iterator_left(this)),
        Layout::DictIterator => Value::int(crate::dict::iterator_left(this)),
        Layout::SetIterator => Value::int(crate::set::iterator_left(this)),
        Layout::Reversed => Value::int(super::adaptor::reversed_left(this)?),
        _ => super::range::left(this),
    })
}

/// Rows of the same name but for the class.
macro_rules! rows {
    ($($name:ident as $body:ident),* $(,)?) => { $(pub use $body as $name;)* };
}

rows! {
    list_iterator_reduce as iterator_reduce,
    list_reverseiterator_reduce as iterator_reduce,
    tuple_iterator_reduce as iterator_reduce,
    sequence_iterator_reduce as iterator_reduce,
    callable_iterator_reduce as iterator_reduce,
    str_iterator_reduce as iterator_reduce,
    str_ascii_iterator_reduce as iterator_reduce,
    array_iterator_reduce as iterator_reduce,
    bytes_iterator_reduce as iterator_reduce,
    bytearray_iterator_reduce as iterator_reduce,
    range_iterator_reduce as iterator_reduce,
    longrange_iterator_reduce as iterator_reduce,
    dict_keyiterator_reduce as iterator_reduce,
    dict_valueiterator_reduce as iterator_reduce,
    dict_itemiterator_reduce as iterator_reduce,
    dict_reversekeyiterator_reduce as iterator_reduce,
    dict_reversevalueiterator_reduce as iterator_reduce,
    dict_reverseitemiterator_reduce as iterator_reduce,
    set_iterator_reduce as iterator_reduce,
    enumerate_reduce as iterator_reduce,
    zip_reduce as iterator_reduce,
    map_reduce as iterator_reduce,
    filter_reduce as iterator_reduce,
    reversed_reduce as iterator_reduce,
    list_iterator_setstate as iterator_setstate,
    list_reverseiterator_setstate as iterator_setstate,
    tuple_iterator_setstate as iterator_setstate,
    sequence_iterator_setstate as iterator_setstate,
    str_iterator_setstate as iterator_setstate,
    str_ascii_iterator_setstate as iterator_setstate,
    array_iterator_setstate as iterator_setstate,
    bytes_iterator_setstate as iterator_setstate,
    bytearray_iterator_setstate as iterator_setstate,
    range_iterator_setstate as iterator_setstate,
    longrange_iterator_setstate as iterator_setstate,
    zip_setstate as iterator_setstate,
    reversed_setstate as iterator_setstate,
    list_iterator_length_hint as iterator_length_hint,
    list_reverseiterator_length_hint as iterator_length_hint,
    tuple_iterator_length_hint as iterator_length_hint,
    sequence_iterator_length_hint as iterator_length_hint,
    str_iterator_length_hint as iterator_length_hint,
    str_ascii_iterator_length_hint as iterator_length_hint,
    bytes_iterator_length_hint as iterator_length_hint,
    bytearray_iterator_length_hint as iterator_length_hint,
    range_iterator_length_hint as iterator_length_hint,
    longrange_iterator_length_hint as iterator_length_hint,
    dict_keyiterator_length_hint as iterator_length_hint,
    dict_valueiterator_length_hint as iterator_length_hint,
    dict_itemiterator_length_hint as iterator_length_hint,
    dict_reversekeyiterator_length_hint as iterator_length_hint,
    dict_reversevalueiterator_length_hint as iterator_length_hint,
    dict_reverseitemiterator_length_hint as iterator_length_hint,
    set_iterator_length_hint as iterator_length_hint,
    reversed_length_hint as iterator_length_hint,
}
