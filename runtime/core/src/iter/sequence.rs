//! Iterators by position: over tuples, over anything with `__getitem__`,
//! and `iter(callable, sentinel)`.

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

use crate::error::{catch, pending_is, raise_overflow_error, take_pending};
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
