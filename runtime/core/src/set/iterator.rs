//! Iterators over sets.

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

use crate::again::Again;
use crate::error::{PyResult, Raised, raise_runtime_error};
use crate::reference::{Object, Ref, Set, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// An iterator over a set.
#[repr(C)]
pub struct SetIteratorObject {
    header: Header,
    /// `None` once exhausted.
    set: RefCell<Option<Set>>,
    at: Cell<usize>,
    /// Size of the set at the start; `usize::MAX` once it was seen to change.
    used: Cell<usize>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for SetIteratorObject {
    const TYPE: &'static Type = &SET_ITERATOR;
    const LAYOUT: Layout = Layout::SetIterator;
}

/// `set_iterator`.
pub static SET_ITERATOR: Type = Type::builtin(
    "set_iterator",
    Layout::SetIterator,
    size_of::<SetIteratorObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<SetIteratorObject>,
        // SAFETY: called on live iterators.
        traverse: Some(|header, visit| unsafe {
            if let Some(set) = &*(*header.cast::<SetIteratorObject>()).set.as_ptr() {
                visit(set.as_value());
            }
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| next(this.downcast::<SetIteratorObject>().expect("set iterator"))),
        ..Slots::OBJECT
    },
);

/// A new iterator over `set`.
pub(super) fn iterate(set: &Set) -> Value {
    Ref::alloc(SetIteratorObject {
        header: new_header(),
        set: RefCell::new(Some(set.clone())),
        at: Cell::new(0),
        used: Cell::new(set.len()),
    })
    .into()
}

/// Calls `each` with the items of `set` while it says true.
#[inline]
pub(crate) fn for_each(set: &Set, mut each: impl FnMut(&Value) -> PyResult<bool>) -> PyResult<()> {
    let (used, mut at) = (set.len(), 0);
    loop {
        if set.len() != used {
            return Err(changed());
        }
        match set.next_item(&mut at) {
            Some((item, _)) if each(&item)? => {}
            _ => return Ok(()),
        }
    }
}

#[cold]
pub(super) fn changed() -> Raised {
    raise_runtime_error(format_args!("Set changed size during iteration"))
}

fn next(this: &Ref<SetIteratorObject>) -> PyResult<Option<Value>> {
    let found = {
        let set = this.set.borrow();
        let Some(set) = set.as_ref() else {
            return Ok(None);
        };
        if this.used.get() != set.len() {
            this.used.set(usize::MAX);
            return Err(changed());
        }
        let mut at = this.at.get();
        let found = set.next_item(&mut at);
        this.at.set(at);
        found
    };
    if found.is_none() {
        let set = this.set.take();
        drop(set);
    }
    Ok(found.map(|(item, _)| item))
}

fn of(this: &Value) -> &Ref<SetIteratorObject> {
    this.downcast().expect("set iterator")
}

/// What the iterator is made again from: a list of what is still to come.
pub(crate) fn again(this: &Value) -> PyResult<Again> {
    let this = of(this);
    let copy = Ref::alloc(SetIteratorObject {
        header: new_header(),
        set: RefCell::new(this.set.borrow().clone()),
        at: Cell::new(this.at.get()),
        used: Cell::new(this.used.get()),
    });
    Again::over_rest(|| next(&copy))
}

/// How many items are still to come, as long as the set has not changed its size.
pub(crate) fn left(this: &Value) -> i64 {
    let this = of(this);
    let set = this.set.borrow();
    let Some(set) = set.as_ref().filter(|set| set.len() == this.used.get()) else {
        return 0;
    };
    let (mut at, mut left) = (this.at.get(), 0);
    while set.next_item(&mut at).is_some() {
        left += 1;
    }
    left
}
