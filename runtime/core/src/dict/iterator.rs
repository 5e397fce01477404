//! Iterators over a dict's keys, values and items, both ways.

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

use super::table::DictObject;
use super::view::ViewKind;
use crate::again::Again;
use crate::error::{PyResult, Raised, raise_runtime_error};
use crate::reference::{Dict, Object, Ref, Tuple, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// An iterator over a dict.
#[repr(C)]
pub struct DictIteratorObject {
    header: Header,
    /// `None` once exhausted.
    dict: RefCell<Option<Dict>>,
    kind: ViewKind,
    reversed: bool,
    /// Position of the next entry to look at; one more when reversed.
    at: Cell<usize>,
    /// Size of the dict at the start; `usize::MAX` once it was seen to change.
    used: Cell<usize>,
    /// Items still expected.
    left: Cell<usize>,
    /// As in CPython, a pair that is given again and again while nobody else
    /// has it.
    pair: Option<Tuple>,
}

// SAFETY: repr(C) with a header first; only these types have the layout.
unsafe impl Object for DictIteratorObject {
    const TYPE: &'static Type = &DICT_KEY_ITERATOR;
    const LAYOUT: Layout = Layout::DictIterator;
}

const SLOTS: Slots = Slots {
    dealloc: dealloc_struct::<DictIteratorObject>,
    // SAFETY: called on live iterators.
    traverse: Some(|header, visit| unsafe {
        if let Some(dict) = &*(*header.cast::<DictIteratorObject>()).dict.as_ptr() {
            visit(dict.as_value());
        }
        if let Some(pair) = &(*header.cast::<DictIteratorObject>()).pair {
            visit(pair.as_value());
        }
    }),
    iter: Some(|this| Ok(this.clone())),
    next: Some(|this| {
        next(
            this.downcast::<DictIteratorObject>()
                .expect("dict iterator"),
        )
    }),
    ..Slots::OBJECT
};

macro_rules! iterator_types {
    ($($(#[$meta:meta])* $name:ident $text:literal;)*) => { $(
        $(#[$meta])*
        pub static $name: Type = Type::builtin(
            $text,
            Layout::DictIterator,
            size_of::<DictIteratorObject>(),
            &[&OBJECT],
            SLOTS,
        );
    )* };
}

iterator_types! {
    /// `dict_keyiterator`.
    DICT_KEY_ITERATOR "dict_keyiterator";
    /// `dict_valueiterator`.
    DICT_VALUE_ITERATOR "dict_valueiterator";
    /// `dict_itemiterator`.
    DICT_ITEM_ITERATOR "dict_itemiterator";
    /// `dict_reversekeyiterator`.
    DICT_REVERSE_KEY_ITERATOR "dict_reversekeyiterator";
    /// `dict_reversevalueiterator`.
    DICT_REVERSE_VALUE_ITERATOR "dict_reversevalueiterator";
    /// `dict_reverseitemiterator`.
    DICT_REVERSE_ITEM_ITERATOR "dict_reverseitemiterator";
}

/// A new iterator over `dict`.
pub(super) fn iterate(dict: &Dict, kind: ViewKind, reversed: bool) -> Value {
    let ty = match (kind, reversed) {
        (ViewKind::Keys, false) => &DICT_KEY_ITERATOR,
        (ViewKind::Values, false) => &DICT_VALUE_ITERATOR,
        (ViewKind::Items, false) => &DICT_ITEM_ITERATOR,
        (ViewKind::Keys, true) => &DICT_REVERSE_KEY_ITERATOR,
        (ViewKind::Values, true) => &DICT_REVERSE_VALUE_ITERATOR,
        (ViewKind::Items, true) => &DICT_REVERSE_ITEM_ITERATOR,
    };
    Ref::alloc_as(
        ty,
        DictIteratorObject {
            header: new_header(),
            dict: RefCell::new(Some(dict.clone())),
            kind,
            reversed,
            at: Cell::new(if reversed { dict.places() } else { 0 }),
            used: Cell::new(dict.len()),
            left: Cell::new(dict.len()),
            pair: matches!(kind, ViewKind::Items).then(|| Tuple::pair(Value::NONE, Value::NONE)),
        },
    )
    .into()
}

/// Calls `each` with what an iterator over `dict` would give, while it says true.
#[inline]
pub(crate) fn for_each(
    dict: &Dict,
    kind: ViewKind,
    mut each: impl FnMut(&Value) -> PyResult<bool>,
) -> PyResult<()> {
    let used = dict.len();
    let mut done = 0;
    while done < used
        && dict.len() == used
        && let Some((_, key, value)) = dict.entry_at(done)
    {
        let item = item(kind, key, value);
        done += 1;
        if !each(&item)? {
            return Ok(());
        }
    }
    // Gaps and changes are for an iterator that has come as far.
    let rest = Ref::alloc(DictIteratorObject {
        header: new_header(),
        dict: RefCell::new(Some(dict.clone())),
        kind,
        reversed: false,
        at: Cell::new(done),
        used: Cell::new(used),
        left: Cell::new(used - done),
        pair: None,
    });
    while let Some(item) = next(&rest)? {
        if !each(&item)? {
            return Ok(());
        }
    }
    Ok(())
}

fn next(this: &Ref<DictIteratorObject>) -> PyResult<Option<Value>> {
    // SAFETY: a short access; copying an item runs no other code.
    if let Some(dict) = unsafe { &*this.dict.as_ptr() }
        && !this.reversed
        && this.used.get() == dict.len()
        && this.left.get() != 0
        && let Some((_, key, value)) = dict.entry_at(this.at.get())
    {
        this.at.set(this.at.get() + 1);
        this.left.set(this.left.get() - 1);
        return Ok(Some(this.item(key, value)));
    }
    next_unusual(this)
}

impl DictIteratorObject {
    /// What the iterator gives for an entry.
    fn item(&self, key: &Value, value: &Value) -> Value {
        match &self.pair {
            Some(pair) if pair.is_unique() => {
                let old = [
                    pair.replace_item(0, key.clone()),
                    pair.replace_item(1, value.clone()),
                ];
                let pair = pair.to_value();
                // What dies with the old items may come back here.
                drop(old);
                pair
            }
            _ => item(self.kind, key, value),
        }
    }
}

/// The same where the next place has no entry, or the dict has changed.
#[inline(never)]
fn next_unusual(this: &Ref<DictIteratorObject>) -> PyResult<Option<Value>> {
    let found = {
        let dict = this.dict.borrow();
        let Some(dict) = dict.as_ref() else {
            return Ok(None);
        };
        if this.used.get() != dict.len() {
            this.used.set(usize::MAX);
            return Err(changed(true));
        }
        find_next(this, dict)
    };
    if found.is_none() {
        let dict = this.dict.take();
        drop(dict);
        return Ok(None);
    }
    if this.left.get() == 0 && !this.reversed {
        drop(found);
        drop(this.dict.take());
        return Err(changed(false));
    }
    this.left.set(this.left.get().wrapping_sub(1));
    Ok(found)
}

#[cold]
fn changed(size: bool) -> Raised {
    let what = if size { "changed size" } else { "keys changed" };
    raise_runtime_error(format_args!("dictionary {what} during iteration"))
}

/// The row `dict_changed`.
pub fn dict_changed(size: bool) -> PyResult<()> {
    Err(changed(size))
}

/// The next item, the position moved past it.
#[inline]
fn find_next(this: &DictIteratorObject, dict: &Ref<DictObject>) -> Option<Value> {
    let mut at = this.at.get();
    if this.reversed {
        at = at.min(dict.places());
        loop {
            at = at.checked_sub(1)?;
            if let Some((_, key, value)) = dict.entry_at(at) {
                this.at.set(at);
                return Some(this.item(key, value));
            }
        }
    }
    // A dict from whose front entries are taken has many places without any there.
    at = at.max(dict.first_live());
    while at < dict.places() {
        if let Some((_, key, value)) = dict.entry_at(at) {
            this.at.set(at + 1);
            return Some(this.item(key, value));
        }
        at += 1;
    }
    None
}

/// What an iterator of this kind gives for an entry.
#[inline]
pub(super) fn item(kind: ViewKind, key: &Value, value: &Value) -> Value {
    match kind {
        ViewKind::Keys => key.clone(),
        ViewKind::Values => value.clone(),
        ViewKind::Items => Tuple::pair(key.clone(), value.clone()).into(),
    }
}

fn of(this: &Value) -> &Ref<DictIteratorObject> {
    this.downcast().expect("dict iterator")
}

/// What the iterator is made again from: a list of what is still to come.
pub(crate) fn again(this: &Value) -> PyResult<Again> {
    let this = of(this);
    let copy = Ref::alloc(DictIteratorObject {
        header: new_header(),
        dict: RefCell::new(this.dict.borrow().clone()),
        kind: this.kind,
        reversed: this.reversed,
        at: Cell::new(this.at.get()),
        used: Cell::new(this.used.get()),
        left: Cell::new(this.left.get()),
        pair: None,
    });
    Again::over_rest(|| next(&copy))
}

/// How many items are still to come, as long as the dict has not changed its size.
pub(crate) fn left(this: &Value) -> i64 {
    let this = of(this);
    let dict = this.dict.borrow();
    let same = dict
        .as_ref()
        .is_some_and(|dict| dict.len() == this.used.get());
    if same { this.left.get() as i64 } else { 0 }
}
