//! Iterators over lists, both ways.

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

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
        let this = this
            .downcast::<ListIteratorObject>()
            .expect("list iterator");
        let item = {
            let list = this.list.borrow();
            let Some(list) = list.as_ref() else {
                return Ok(None);
            };
            let at = this.at.get();
            if this.reversed {
                at.checked_sub(1).and_then(|at| {
                    this.at.set(at);
                    list.get(at)
                })
            } else {
                this.at.set(at + 1);
                list.get(at)
            }
        };
        if item.is_none() {
            let list = this.list.take();
            drop(list);
        }
        Ok(item)
    }),
    ..Slots::OBJECT
};

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
