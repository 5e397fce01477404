//! Iterators by position: over tuples, over anything with `__getitem__`,
//! and `iter(callable, sentinel)`.

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

use super::again::Again;
use crate::error::{PyResult, catch, pending_is, raise_overflow_error, take_pending};
use crate::exception::{INDEX_ERROR, STOP_ITERATION};
use crate::reference::{Object, Ref, Tuple, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// An iterator over a tuple.
#[repr(C)]
struct TupleIteratorObject {
    header: Header,
    tuple: RefCell<Option<Tuple>>,
    at: Cell<usize>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for TupleIteratorObject {
    const TYPE: &'static Type = &TUPLE_ITERATOR;
    const LAYOUT: Layout = Layout::TupleIterator;
}

/// `tuple_iterator`.
pub static TUPLE_ITERATOR: Type = Type::builtin(
    "tuple_iterator",
    Layout::TupleIterator,
    size_of::<TupleIteratorObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<TupleIteratorObject>,
        // SAFETY: called on live iterators.
        traverse: Some(|header, visit| unsafe {
            if let Some(tuple) = &*(*header.cast::<TupleIteratorObject>()).tuple.as_ptr() {
                visit(tuple.as_value());
            }
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this
                .downcast::<TupleIteratorObject>()
                .expect("tuple iterator");
            let item = match this.tuple.borrow().as_ref() {
                Some(tuple) => tuple.items().get(this.at.get()).cloned(),
                None => return Ok(None),
            };
            match item {
                Some(_) => this.at.set(this.at.get() + 1),
                None => drop(this.tuple.take()),
            }
            Ok(item)
        }),
        ..Slots::OBJECT
    },
);

/// `iter(tuple)`.
pub(crate) fn iterate_tuple(tuple: &Tuple) -> Value {
    Ref::alloc(TupleIteratorObject {
        header: new_header(),
        tuple: RefCell::new(Some(tuple.clone())),
        at: Cell::new(0),
    })
    .into()
}

/// Iterates by `sequence[0]`, `sequence[1]`, ...
#[repr(C)]
struct SequenceIteratorObject {
    header: Header,
    sequence: RefCell<Option<Value>>,
    next: Cell<i64>,
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
        // SAFETY: called on live iterators.
        traverse: Some(|header, visit| unsafe {
            if let Some(sequence) = &*(*header.cast::<SequenceIteratorObject>()).sequence.as_ptr() {
                visit(sequence);
            }
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this.downcast::<SequenceIteratorObject>().expect("iterator");
            let Some(sequence) = this.sequence.borrow().clone() else {
                return Ok(None);
            };
            let at = this.next.get();
            if at == i64::MAX {
                return Err(raise_overflow_error(format_args!("iter index too large")));
            }
            let item = match crate::operation::value_getitem(&sequence, &Value::int(at)) {
                Ok(item) => item,
                Err(raised)
                    if pending_is(&raised, &INDEX_ERROR)
                        || pending_is(&raised, &STOP_ITERATION) =>
                {
                    drop(take_pending(raised));
                    drop(this.sequence.take());
                    return Ok(None);
                }
                Err(raised) => return Err(raised),
            };
            this.next.set(at + 1);
            Ok(Some(item))
        }),
        ..Slots::OBJECT
    },
);

/// An iterator over anything with `__getitem__`.
pub(super) fn iterate(sequence: &Value) -> Value {
    Ref::alloc(SequenceIteratorObject {
        header: new_header(),
        sequence: RefCell::new(Some(sequence.clone())),
        next: Cell::new(0),
    })
    .into()
}

/// `iter(callable, sentinel)`.
#[repr(C)]
struct CallableIteratorObject {
    header: Header,
    /// `None` once exhausted.
    parts: RefCell<Option<(Value, Value)>>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for CallableIteratorObject {
    const TYPE: &'static Type = &CALLABLE_ITERATOR;
    const LAYOUT: Layout = Layout::CallableIterator;
}

/// `callable_iterator`.
pub static CALLABLE_ITERATOR: Type = Type::builtin(
    "callable_iterator",
    Layout::CallableIterator,
    size_of::<CallableIteratorObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<CallableIteratorObject>,
        // SAFETY: called on live iterators.
        traverse: Some(|header, visit| unsafe {
            if let Some((callable, sentinel)) =
                &*(*header.cast::<CallableIteratorObject>()).parts.as_ptr()
            {
                visit(callable);
                visit(sentinel);
            }
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this
                .downcast::<CallableIteratorObject>()
                .expect("callable iterator");
            let Some((callable, sentinel)) = this.parts.borrow().clone() else {
                return Ok(None);
            };
            let item = catch(crate::call::call(&callable, &[]), &STOP_ITERATION)?;
            if let Some(item) = item
                && !crate::operation::equal(&sentinel, &item)?
            {
                return Ok(Some(item));
            }
            drop(this.parts.take());
            Ok(None)
        }),
        ..Slots::OBJECT
    },
);

/// `iter(callable, sentinel)`.
pub fn callable_iterator(callable: &Value, sentinel: &Value) -> Value {
    Ref::alloc(CallableIteratorObject {
        header: new_header(),
        parts: RefCell::new(Some((callable.clone(), sentinel.clone()))),
    })
    .into()
}

fn of_tuple(this: &Value) -> &Ref<TupleIteratorObject> {
    this.downcast().expect("tuple iterator")
}

pub(super) fn tuple_again(this: &Value) -> Again {
    let this = of_tuple(this);
    let tuple = this.tuple.borrow().as_ref().map(|tuple| tuple.to_value());
    let empty = Tuple::from_slice(&[]);
    Again::at(tuple, this.at.get() as i64, empty.into())
}

pub(super) fn set_tuple_state(this: &Value, at: i64) {
    let this = of_tuple(this);
    if let Some(tuple) = this.tuple.borrow().as_ref() {
        this.at
            .set(at.clamp(0, tuple.items().len() as i64) as usize);
    }
}

pub(super) fn tuple_left(this: &Value) -> i64 {
    let this = of_tuple(this);
    let tuple = this.tuple.borrow();
    tuple.as_ref().map_or(0, |tuple| {
        tuple.items().len().saturating_sub(this.at.get()) as i64
    })
}

fn of_sequence(this: &Value) -> &Ref<SequenceIteratorObject> {
    this.downcast().expect("iterator")
}

pub(super) fn again(this: &Value) -> Again {
    let this = of_sequence(this);
    let empty = Tuple::from_slice(&[]);
    Again::at(
        this.sequence.borrow().clone(),
        this.next.get(),
        empty.into(),
    )
}

pub(super) fn set_state(this: &Value, at: i64) {
    let this = of_sequence(this);
    if this.sequence.borrow().is_some() {
        this.next.set(at.max(0));
    }
}

pub(super) fn left(this: &Value) -> PyResult<Value> {
    let this = of_sequence(this);
    let Some(sequence) = this.sequence.borrow().clone() else {
        return Ok(Value::int(0));
    };
    if sequence.ty().slots().len().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let left = crate::operation::value_len(&sequence)? - this.next.get();
    Ok(Value::int(left.max(0)))
}

pub(super) fn callable_again(this: &Value) -> Again {
    let this = this
        .downcast::<CallableIteratorObject>()
        .expect("callable iterator");
    match this.parts.borrow().clone() {
        None => Again::iter(Tuple::from_slice(&[]).into()),
        Some((callable, sentinel)) => {
            let mut again = Again::iter(callable);
            again.args.push(sentinel);
            again
        }
    }
}
