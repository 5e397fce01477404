//! Iterators over arrays.

use core::cell::Cell;

use pyaot_abi::layout::Header;

use super::{Array, Items, item};
use crate::iter::again::Again;
use crate::prelude::*;
use crate::reference::{Object, Ref, Tuple, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// An iterator over an array.
#[repr(C)]
struct ArrayIteratorObject {
    header: Header,
    array: Array,
    at: Cell<usize>,
}

/// The position of an iterator that has come to the end, for good.
const ENDED: usize = usize::MAX;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ArrayIteratorObject {
    const TYPE: &'static Type = &ARRAY_ITERATOR;
    const LAYOUT: Layout = Layout::ArrayIterator;
}

/// `array.arrayiterator`.
static ARRAY_ITERATOR: Type = Type::builtin_in(
    "array",
    "arrayiterator",
    Layout::ArrayIterator,
    size_of::<ArrayIteratorObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<ArrayIteratorObject>,
        // SAFETY: called on live iterators.
        traverse: Some(|header, visit| unsafe {
            visit((*header.cast::<ArrayIteratorObject>()).array.as_value())
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = of(this);
            let at = this.at.get();
            if at >= this.array.length() {
                this.at.set(ENDED);
                return Ok(None);
            }
            this.at.set(at + 1);
            item(&this.array, at).map(Some)
        }),
        ..Slots::OBJECT
    },
);

/// The iterator, without a reference to its class, which would be in every program.
fn of(this: &Value) -> &Ref<ArrayIteratorObject> {
    assert!(this.ty().layout() == Layout::ArrayIterator);
    // SAFETY: only these have the layout; a reference has the bits of the value.
    unsafe { &*(this as *const Value).cast() }
}

/// What an iterator over an array is made again from.
pub(crate) fn again(this: &Value) -> Again {
    let this = of(this);
    match this.at.get() {
        ENDED => Again::at(None, 0, Tuple::from_vec(Vec::new()).into()),
        at => Again::at(Some(this.array.to_value()), at as i64, Value::NONE),
    }
}

/// Moves an iterator over an array.
pub(crate) fn set_state(this: &Value, at: i64) {
    let this = of(this);
    if this.at.get() != ENDED {
        this.at.set(at.clamp(0, this.array.len) as usize);
    }
}

pub(super) fn iterate(array: &Array) -> Value {
    Ref::alloc(ArrayIteratorObject {
        header: new_header(),
        array: array.clone(),
        at: Cell::new(0),
    })
    .into()
}
