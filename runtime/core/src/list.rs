//! list.

mod compare;
pub(crate) mod iterator;
mod methods;
mod order;
mod slice;
mod sort;
mod storage;

use pyaot_abi::layout::{Header, ListObject};
use pyaot_abi::value::{IMMORTAL, INT_BIT};

pub use compare::compare_items;
pub(crate) use iterator::rest_of;
pub use iterator::{LIST_ITERATOR, LIST_REVERSE_ITERATOR, list_reversed};
pub use methods::*;
pub use slice::{
    assign_raw_slice, list_getslice, list_move_part, list_part, list_raw_slice, list_set_part,
    part_first, part_length,
};
use storage::{RawItem, edit_raw_with};

use crate::error::{PyResult, raise_index_error, raise_type_error};
use crate::memory::Global;
use crate::operation::index_error;
use crate::prelude::*;
use crate::recursion::ReprGuard;
use crate::reference::{List, Object, Ref, Str, new_header};
use crate::types::{BinaryOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ListObject {
    const TYPE: &'static Type = &LIST;
    const LAYOUT: Layout = Layout::List;
}

fn list(this: &Value) -> &List {
    this.as_list().expect("list")
}

/// The slots of `list`.
pub(crate) const SLOTS: Slots = Slots {
    dealloc: list_dealloc,
    // SAFETY: called on live lists.
    traverse: Some(|header, visit| unsafe {
        let list = &*header.cast::<ListObject>();
        for item in Value::borrow_slice(list.items.cast(), list.len as usize) {
            visit(item);
        }
    }),
    hash: None,
    repr: Some(|this| list_repr(list(this))),
    compare: Some(|this, other, op| match other.as_list() {
        Some(other) => compare::compare_lists(list(this), other, op).map(Some),
        None => Ok(None),
    }),
    len: Some(|this| Ok(list_len(list(this)))),
    getitem: Some(list_subscript),
    setitem: Some(|this, key, value| {
        if let Some(slice) = crate::iter::as_slice(key) {
            return slice::assign_slice(list(this), slice, value);
        }
        let index = index_of(key)?;
        match value {
            Some(value) => list_setitem(list(this), index, value),
            None => list_delitem(list(this), index),
        }
    }),
    contains: Some(|this, item| list_contains(list(this), item)),
    iter: Some(|this| Ok(iterator::iterate(list(this)))),
    binary: Some(|op, this, other, reflected| {
        Ok(match (op, other.as_list()) {
            (BinaryOp::Add, Some(other)) if !reflected => {
                Some(list_concat(list(this), other)?.into())
            }
            (BinaryOp::Mul, _) if crate::operation::repeats_by(other) => {
                Some(list_repeat(list(this), crate::operation::repeat_factor(other)?)?.into())
            }
            _ => None,
        })
    }),
    binary_ops: operators(&[BinaryOp::Add, BinaryOp::Mul]),
    inplace: Some(|op, this, other| match op {
        BinaryOp::Add => {
            list_extend(list(this), other)?;
            Ok(Some(this.clone()))
        }
        BinaryOp::Mul if crate::operation::is_index(other) => {
            repeat_inplace(list(this), crate::operation::repeat_factor(other)?)?;
            Ok(Some(this.clone()))
        }
        _ => Ok(None),
    }),
    inplace_ops: operators(&[BinaryOp::Add, BinaryOp::Mul]),
    new: Some(|ty, _| Ok(Ref::alloc_as(ty, empty()).into())),
    init: Some(|this, args| {
        let words = args.unpack_half("list", crate::user_slots::has_own_new(this.ty()), 1)?;
        list_clear(list(this))?;
        match words.first() {
            Some(iterable) => list_extend(list(this), iterable),
            None => Ok(()),
        }
    }),
    ..Slots::OBJECT
};

/// What compiled code takes for a row that a list does not have, until somebody wants it:
/// an empty list of each storage, which never gets to the program.
#[unsafe(export_name = "pyaot_no_list")]
static NO_LIST: Global<ListObject> = Global::new(ListObject {
    header: Header {
        refcount: IMMORTAL,
        ty: core::ptr::null(),
    },
    len: 0,
    items: core::ptr::null_mut(),
    capacity: 0,
    float_len: 0,
    float_capacity: 0,
    bool_len: 0,
});

/// `list`.
#[unsafe(export_name = "pyaot_list_type")]
pub static LIST: Type = Type::core(
    "list",
    Layout::List,
    size_of::<ListObject>(),
    &[&OBJECT],
    SLOTS,
)
.subclassable();

fn empty() -> ListObject {
    ListObject {
        header: new_header(),
        len: 0,
        items: core::ptr::NonNull::dangling().as_ptr(),
        capacity: 0,
        float_len: 0,
        float_capacity: 0,
        bool_len: 0,
    }
}

unsafe fn list_dealloc(header: *mut Header) {
    let list = header.cast::<ListObject>();
    // SAFETY: the list is dead; its items form a vector that is dropped once.
    unsafe {
        let ty = &*(*header).ty.cast::<Type>();
        if !core::ptr::eq(ty, &LIST) {
            if !crate::class::run_del(header) {
                return;
            }
            crate::class::drop_subclass_fields(header, ty);
        }
        if (*list).float_capacity > 0 {
            drop_raw::<f64>(list);
        } else if (*list).capacity < 0 {
            drop_raw::<bool>(list);
        } else {
            drop_from_end(Vec::from_raw_parts(
                (*list).items.cast::<Value>(),
                (*list).len as usize,
                (*list).capacity as usize,
            ));
        }
        crate::memory::free(header.cast(), ty.instance_size() as usize);
    }
}

/// # Safety
/// `list` is dead and has this storage.
unsafe fn drop_raw<T: RawItem>(list: *mut ListObject) {
    // SAFETY: as promised by the caller; the items need no dropping.
    unsafe {
        let (len, capacity) = T::parts(&*list);
        drop(Vec::from_raw_parts(
            (*list).items.cast::<T>(),
            len,
            capacity,
        ));
    }
}

/// Whether nothing but small ints is there. Looks at many at once, and stops early.
fn are_small_ints(items: &[Value]) -> bool {
    const AT_ONCE: usize = 32;
    let mut parts = items.chunks(AT_ONCE);
    parts.all(|part| {
        let all = part.iter().fold(INT_BIT, |all, item| all & item.as_raw());
        all != 0
    })
}

/// Destroys a list whose class is exactly `list`, if its items are numbers.
///
/// # Safety
/// The list is dead; when this says that it was destroyed it is not used again.
pub(crate) unsafe fn free_plain(header: *mut Header) -> bool {
    let list = header.cast::<ListObject>();
    // SAFETY: as promised by the caller; the items form a vector that is dropped once.
    unsafe {
        if (*list).float_capacity > 0 {
            drop_raw::<f64>(list);
        } else if (*list).capacity < 0 {
            drop_raw::<bool>(list);
        } else {
            let items = (*list).items.cast::<Value>();
            let (len, capacity) = ((*list).len as usize, (*list).capacity as usize);
            if !are_small_ints(core::slice::from_raw_parts(items, len)) {
                return false;
            }
            drop(Vec::from_raw_parts(items.cast::<u64>(), 0, capacity));
        }
        crate::memory::free(header.cast(), size_of::<ListObject>());
    }
    true
}

/// Drops the items in CPython's order: the last one first.
pub(crate) fn drop_from_end(mut items: Vec<Value>) {
    if are_small_ints(&items) {
        // SAFETY: shorter than it was; small ints need no dropping.
        unsafe { items.set_len(0) };
        return;
    }
    while let Some(item) = items.pop() {
        crate::memory::release_item(item);
    }
}

fn list_repr(list: &List) -> PyResult<Str> {
    let Some(_guard) = ReprGuard::enter(list.as_value()) else {
        return Ok(Str::new("[...]"));
    };
    crate::start::check_stack(" while getting the repr of an object")?;
    let mut out = String::from("[");
    let mut at = 0;
    while let Some(item) = list.get(at) {
        if at > 0 {
            out.push_str(", ");
        }
        out.push_str(crate::operation::value_repr(&item)?.as_str());
        at += 1;
    }
    out.push(']');
    Ok(Str::new(&out))
}

/// `list[key]`.
fn list_subscript(this: &Value, key: &Value) -> PyResult<Value> {
    if let Some(index) = key.as_small_int() {
        return item_at(list(this), list(this).length(), index);
    }
    if let Some(slice) = crate::iter::as_slice(key) {
        return list_getslice(list(this), slice).map(Value::from);
    }
    let index = index_of(key)?;
    item_at(list(this), list(this).length(), index)
}

/// The index `key` stands for.
fn index_of(key: &Value) -> PyResult<i64> {
    if !crate::operation::is_index(key) {
        return Err(raise_type_error(format_args!(
            "list indices must be integers or slices, not {}",
            key.type_name()
        )));
    }
    crate::operation::to_index(key)
}

impl Default for Ref<ListObject> {
    fn default() -> List {
        List::new()
    }
}

impl Ref<ListObject> {
    pub fn new() -> List {
        Ref::alloc(empty())
    }

    pub fn from_vec(items: Vec<Value>) -> List {
        let mut items = core::mem::ManuallyDrop::new(items);
        Ref::alloc(ListObject {
            header: new_header(),
            len: items.len() as i64,
            items: items.as_mut_ptr().cast(),
            capacity: items.capacity() as i64,
            float_len: 0,
            float_capacity: 0,
            bool_len: 0,
        })
    }

    /// The items as they are now. Not to be held while other code runs that
    /// might change the list.
    #[inline]
    pub fn items(&self) -> &[Value] {
        self.unpack();
        // SAFETY: `items[..len]` are live words owned by the list.
        unsafe { Value::borrow_slice(self.items.cast(), self.len as usize) }
    }

    /// Works on the items as a vector. `work` must not run Python code,
    /// dropping values included.
    pub fn with_vec<R>(&self, work: impl FnOnce(&mut Vec<Value>) -> R) -> R {
        self.unpack();
        let this = self.as_ptr();
        // SAFETY: the parts are those of a vector, taken out for the time being.
        unsafe {
            let mut vec = core::mem::ManuallyDrop::new(Vec::from_raw_parts(
                (*this).items.cast::<Value>(),
                (*this).len as usize,
                (*this).capacity as usize,
            ));
            let result = work(&mut vec);
            (*this).len = vec.len() as i64;
            (*this).capacity = vec.capacity() as i64;
            (*this).items = vec.as_mut_ptr().cast();
            result
        }
    }

    /// Adds an item.
    #[inline]
    pub fn push(&self, item: Value) {
        let this = self.as_ptr();
        // SAFETY: there is room for one more word when the length is below the capacity.
        unsafe {
            if (*this).len < (*this).capacity {
                *(*this).items.add((*this).len as usize) = item.into_raw();
                (*this).len += 1;
                return;
            }
        }
        if edit_raw_with!(self, &item, |items, item| items.push(item)).is_some() {
            return;
        }
        self.with_vec(|vec| vec.push(item));
    }
}

/// The position `index` stands for in a list of `len` items.
#[inline]
fn position(len: usize, index: i64) -> Option<usize> {
    let at = if index < 0 { index + len as i64 } else { index };
    (0..len as i64).contains(&at).then_some(at as usize)
}

/// `[a, b, c]`.
pub fn list_from_items(items: &[Value]) -> List {
    List::from_vec(items.to_vec())
}

/// The same with room for `more` items.
pub fn list_from_items_and_room(more: i64, items: &[Value]) -> List {
    let mut all = Vec::with_capacity(items.len() + more.clamp(0, MOST_RESERVED) as usize);
    all.extend_from_slice(items);
    List::from_vec(all)
}

/// An empty list with room for `capacity` items.
pub fn list_with_capacity(capacity: i64) -> List {
    List::from_vec(Vec::with_capacity(capacity.clamp(0, 1 << 40) as usize))
}

/// Room is made for so many items at once, at most: whoever asks may not need it.
const MOST_RESERVED: i64 = 4096;

/// Makes room for `more` items, kept as `kind` says.
pub fn list_reserve(list: &List, more: i64, kind: i64) {
    let more = more.clamp(0, MOST_RESERVED) as usize;
    match kind {
        1 => drop(list.edit_raw(|items: &mut Vec<f64>| items.reserve(more))),
        2 => drop(list.edit_raw(|items: &mut Vec<bool>| items.reserve(more))),
        _ if list.raw::<f64>().is_some() || list.raw::<bool>().is_some() => {}
        _ => list.with_vec(|items| items.reserve(more)),
    }
}

/// `[*iterable]`.
pub fn list_from_iterable(iterable: &Value) -> PyResult<List> {
    if let Some(list) = iterable.downcast_exact::<ListObject>() {
        return Ok(list_copy(list));
    }
    Ok(List::from_vec(crate::iter::collect(iterable)?))
}

/// `list[index]`.
#[inline]
pub fn list_getitem(list: &List, index: i64) -> PyResult<Value> {
    // Compiled code may count on the list to hold the item.
    item_at(list, list.items().len(), index)
}

#[inline]
fn item_at(list: &List, len: usize, index: i64) -> PyResult<Value> {
    match position(len, index).and_then(|at| list.get(at)) {
        Some(item) => Ok(item),
        None => Err(index_error(index, "list index out of range")),
    }
}

/// `list[index] = item`.
pub fn list_setitem(list: &List, index: i64, item: &Value) -> PyResult<()> {
    let Some(at) = position(list.length(), index) else {
        return Err(index_error(index, "list assignment index out of range"));
    };
    if edit_raw_with!(list, item, |items, item| items[at] = item).is_some() {
        return Ok(());
    }
    let old = list.edit(|vec| core::mem::replace(&mut vec[at], item.clone()))?;
    drop(old);
    Ok(())
}

/// `del list[index]`.
pub fn list_delitem(list: &List, index: i64) -> PyResult<()> {
    let Some(at) = position(list.length(), index) else {
        return Err(index_error(index, "list assignment index out of range"));
    };
    drop(list.remove(at));
    Ok(())
}

/// `len(list)`.
#[inline]
pub fn list_len(list: &List) -> i64 {
    list.length() as i64
}

/// `list.append(item)`.
#[inline]
pub fn list_append(list: &List, item: &Value) -> PyResult<()> {
    list.push(item.clone());
    Ok(())
}

/// `list.pop(index)`.
pub fn list_pop(list: &List, index: i64) -> PyResult<Value> {
    let len = list.length();
    if len == 0 {
        return Err(raise_index_error(format_args!("pop from empty list")));
    }
    match position(len, index).and_then(|at| list.remove(at)) {
        Some(item) => Ok(item),
        None => Err(raise_index_error(format_args!("pop index out of range"))),
    }
}

/// The row `list_unpack`.
pub fn list_unpack(list: &List, iterable: &Value) -> PyResult<()> {
    if !may_iterate(iterable) {
        return Err(raise_type_error(format_args!(
            "Value after * must be an iterable, not {}",
            iterable.type_name()
        )));
    }
    list_extend(list, iterable)
}

pub(crate) fn may_iterate(value: &Value) -> bool {
    let slots = value.ty().slots();
    slots.iter().is_some() || slots.getitem().is_some() || value.is_foreign()
}

// Lists of floats or bools, as far as types tell. One that has been changed to
// words still works.

/// An empty list with room for `capacity` raw items.
fn with_room<T: RawItem>(capacity: i64) -> List {
    List::from_raw_items(Vec::<T>::with_capacity(capacity.clamp(1, 1 << 40) as usize))
}

fn get_raw<T: RawItem>(list: &List, index: i64) -> PyResult<Value> {
    if list.len > 0 {
        list.pack::<T>();
    }
    item_at(list, list.length(), index)
}

fn set_raw<T: RawItem>(list: &List, index: i64, item: T) -> PyResult<()> {
    if list.len > 0 {
        list.pack::<T>();
    }
    list_setitem(list, index, &item.into_value())
}

fn append_raw<T: RawItem>(list: &List, item: T) -> PyResult<()> {
    list.pack::<T>();
    match list.edit_raw(|items| items.push(item)) {
        Some(()) => Ok(()),
        None => list_append(list, &item.into_value()),
    }
}

/// An empty list with room for `capacity` floats.
pub fn list_of_floats(capacity: i64) -> List {
    with_room::<f64>(capacity)
}

/// `list[index]`.
pub fn list_getitem_float(list: &List, index: i64) -> PyResult<f64> {
    let item = get_raw::<f64>(list, index)?;
    match f64::from_value(&item) {
        Some(number) => Ok(number),
        None => crate::operation::value_to_float(&item),
    }
}

/// `list[index] = item`.
pub fn list_setitem_float(list: &List, index: i64, item: f64) -> PyResult<()> {
    set_raw(list, index, item)
}

/// `list.append(item)`.
pub fn list_append_float(list: &List, item: f64) -> PyResult<()> {
    append_raw(list, item)
}

/// An empty list with room for `capacity` bools.
pub fn list_of_bools(capacity: i64) -> List {
    with_room::<bool>(capacity)
}

/// `list[index]`.
pub fn list_getitem_bool(list: &List, index: i64) -> PyResult<bool> {
    crate::operation::value_truth(&get_raw::<bool>(list, index)?)
}

/// `list[index] = item`.
pub fn list_setitem_bool(list: &List, index: i64, item: bool) -> PyResult<()> {
    set_raw(list, index, item)
}

/// `list.append(item)`.
pub fn list_append_bool(list: &List, item: bool) -> PyResult<()> {
    append_raw(list, item)
}
