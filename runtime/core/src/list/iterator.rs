//! Iterators over lists, both ways.

use core::cell::{Cell, RefCell};

use alloc::vec::Vec;

use pyaot_abi::layout::Header;

use crate::again::Again;
use crate::reference::{List, Object, Ref, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// An iterator over a list.
#[repr(C)]
pub struct ListIteratorObject {
    header: Header,
    /// `None` once exhausted.
    list: RefCell<Option<List>>,
    /// Position of the next item; one more when reversed.
    at: Cell<usize>,
    reversed: bool,
}

// SAFETY: repr(C) with a header first; only these types have the layout.
unsafe impl Object for ListIteratorObject {
    const TYPE: &'static Type = &LIST_ITERATOR;
    const LAYOUT: Layout = Layout::ListIterator;
}

const SLOTS: Slots = Slots {
    dealloc: dealloc_struct::<ListIteratorObject>,
    // SAFETY: called on live iterators.
    traverse: Some(|header, visit| unsafe {
        if let Some(list) = &*(*header.cast::<ListIteratorObject>()).list.as_ptr() {
            visit(list.as_value());
        }
    }),
    iter: Some(|this| Ok(this.clone())),
    next: Some(|this| {
        Ok(next(
            this.downcast::<ListIteratorObject>()
                .expect("list iterator"),
        ))
    }),
    ..Slots::OBJECT
};

#[inline(always)]
fn next(this: &ListIteratorObject) -> Option<Value> {
    // SAFETY: copying an item runs no other code.
    let list = unsafe { &*this.list.as_ptr() }.as_ref()?;
    let at = this.at.get();
    let item = if this.reversed {
        at.checked_sub(1).and_then(|at| {
            this.at.set(at);
            list.get(at)
        })
    } else {
        this.at.set(at + 1);
        list.get(at)
    };
    if item.is_none() {
        end(this);
    }
    item
}

#[cold]
fn end(this: &ListIteratorObject) {
    let list = this.list.take();
    drop(list);
}

/// The next item of an iterator of this class; `None` when it is of another.
#[inline(always)]
pub(crate) fn next_of_list(iterator: &Value) -> Option<Option<Value>> {
    let iterator = iterator.downcast_exact::<ListIteratorObject>()?;
    Some(next(iterator))
}

/// All that an iterator over a list still has, which it loses; `None` when it is another object.
pub(crate) fn rest_of(iterator: &Value) -> Option<Vec<Value>> {
    let this = iterator.downcast::<ListIteratorObject>()?;
    let Some(list) = this.list.take() else {
        return Some(Vec::new());
    };
    let (at, len) = (this.at.get(), list.length());
    let mut items = list.to_vec();
    if !this.reversed {
        items.drain(..at.min(len));
    } else if at <= len {
        items.truncate(at);
        items.reverse();
    } else {
        items.clear();
    }
    Some(items)
}

/// `list_iterator`.
pub static LIST_ITERATOR: Type = Type::builtin(
    "list_iterator",
    Layout::ListIterator,
    size_of::<ListIteratorObject>(),
    &[&OBJECT],
    SLOTS,
);

/// `list_reverseiterator`.
pub static LIST_REVERSE_ITERATOR: Type = Type::builtin(
    "list_reverseiterator",
    Layout::ListIterator,
    size_of::<ListIteratorObject>(),
    &[&OBJECT],
    SLOTS,
);

/// `iter(list)`.
pub(super) fn iterate(list: &List) -> Value {
    Ref::alloc(ListIteratorObject {
        header: new_header(),
        list: RefCell::new(Some(list.clone())),
        at: Cell::new(0),
        reversed: false,
    })
    .into()
}

/// `reversed(list)`.
pub fn list_reversed(list: &List) -> Value {
    Ref::alloc_as(
        &LIST_REVERSE_ITERATOR,
        ListIteratorObject {
            header: new_header(),
            list: RefCell::new(Some(list.clone())),
            at: Cell::new(list.length()),
            reversed: true,
        },
    )
    .into()
}

fn of(this: &Value) -> &Ref<ListIteratorObject> {
    this.downcast().expect("list iterator")
}

/// The position as CPython counts it: that of the next item, both ways.
fn position(this: &ListIteratorObject) -> i64 {
    this.at.get() as i64 - i64::from(this.reversed)
}

pub(crate) fn again(this: &Value) -> Again {
    let this = of(this);
    let Some(list) = this.list.borrow().clone() else {
        return Again::iter(List::new().into());
    };
    let again = Again::at(Some(list.into()), position(this), Value::NONE);
    if !this.reversed {
        return again;
    }
    Again {
        callee: crate::iter::REVERSED.to_value(),
        ..again
    }
}

pub(crate) fn set_state(this: &Value, at: i64) {
    let this = of(this);
    if let Some(list) = this.list.borrow().as_ref() {
        let len = list.length() as i64;
        this.at.set(match this.reversed {
            true => (at.clamp(-1, len - 1) + 1) as usize,
            false => at.clamp(0, len) as usize,
        });
    }
}

/// How many items are still to come.
pub(crate) fn left(this: &Value) -> i64 {
    let this = of(this);
    let list = this.list.borrow();
    let len = list.as_ref().map_or(0, |list| list.length() as i64);
    match this.reversed {
        _ if list.is_none() => 0,
        true if this.at.get() as i64 > len => 0,
        true => this.at.get() as i64,
        false => (len - this.at.get() as i64).max(0),
    }
}
