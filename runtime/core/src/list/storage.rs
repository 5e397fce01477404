//! The storages of a list: value words, raw floats, or bools of a byte each.
//!
//! A list of floats or bools keeps them raw as long as only code that knows does
//! anything with it: the rows for such lists, and what asks
//! [`Ref::raw`] or [`Ref::edit_raw`] first. Everything else uses [`Ref::items`],
//! [`Ref::with_vec`] and [`Ref::edit`], which change the list to words, for good: going
//! back and forth would cost the length of the list each time. [`Ref::get`]
//! and [`Ref::to_vec`] make words and leave the list as it is.

use core::mem::ManuallyDrop;

use pyaot_abi::layout::ListObject;

use crate::error::PyResult;
use crate::prelude::*;
use crate::reference::{List, Ref};
use crate::value::Value;

/// What a list can keep in place of words.
pub trait RawItem: Copy {
    /// The item a value is, if it is exactly of this kind.
    fn from_value(value: &Value) -> Option<Self>;

    fn into_value(self) -> Value;

    /// Length and capacity of a list with this storage; (0, 0) of any other.
    fn parts(list: &ListObject) -> (usize, usize);

    /// Gives a list that has no other items this storage, or none if the
    /// capacity is 0.
    ///
    /// # Safety
    /// `items` of the list is a vector's, of this length and capacity.
    unsafe fn set_parts(list: *mut ListObject, len: usize, capacity: usize);
}

impl RawItem for f64 {
    #[inline]
    fn from_value(value: &Value) -> Option<f64> {
        value.as_exact_float()
    }

    #[inline]
    fn into_value(self) -> Value {
        Value::float(self)
    }

    #[inline]
    fn parts(list: &ListObject) -> (usize, usize) {
        (list.float_len as usize, list.float_capacity.max(0) as usize)
    }

    #[inline]
    unsafe fn set_parts(list: *mut ListObject, len: usize, capacity: usize) {
        // SAFETY: as promised by the caller.
        unsafe {
            (*list).float_len = len as i64;
            (*list).float_capacity = capacity as i64;
        }
    }
}

impl RawItem for bool {
    #[inline]
    fn from_value(value: &Value) -> Option<bool> {
        value.as_bool()
    }

    #[inline]
    fn into_value(self) -> Value {
        Value::bool(self)
    }

    #[inline]
    fn parts(list: &ListObject) -> (usize, usize) {
        (list.bool_len as usize, (-list.capacity).max(0) as usize)
    }

    #[inline]
    unsafe fn set_parts(list: *mut ListObject, len: usize, capacity: usize) {
        // SAFETY: as promised by the caller.
        unsafe {
            (*list).bool_len = len as i64;
            (*list).capacity = -(capacity as i64);
        }
    }
}

/// Works on the items of a list of raw items, of whatever kind, as a vector;
/// `None` where the list has words.
macro_rules! edit_any_raw {
    ($list:expr, |$items:ident| $work:expr) => {
        match $list.edit_raw(|$items: &mut Vec<f64>| $work) {
            None => $list.edit_raw(|$items: &mut Vec<bool>| $work),
            done => done,
        }
    };
}

/// As [`edit_any_raw`] with a value that is of the kind of the items; `None`
/// where it is not.
macro_rules! edit_raw_with {
    ($list:expr, $value:expr, |$items:ident, $item:ident| $work:expr) => {
        if let Some($item) = <f64 as RawItem>::from_value($value) {
            $list.edit_raw(|$items: &mut Vec<f64>| $work)
        } else if let Some($item) = <bool as RawItem>::from_value($value) {
            $list.edit_raw(|$items: &mut Vec<bool>| $work)
        } else {
            None
        }
    };
}

/// The list that `$work` makes of the items as a slice, of whatever storage.
macro_rules! list_of_items {
    ($list:expr, |$items:ident| $work:expr) => {
        if let Some($items) = $list.raw::<f64>() {
            List::from_raw_items($work)
        } else if let Some($items) = $list.raw::<bool>() {
            List::from_raw_items($work)
        } else {
            let $items = $list.items();
            List::from_vec($work)
        }
    };
}

pub(super) use {edit_any_raw, edit_raw_with, list_of_items};

impl Ref<ListObject> {
    /// A list of raw items.
    pub fn from_raw_items<T: RawItem>(items: Vec<T>) -> List {
        let list = List::new();
        if items.capacity() > 0 {
            list.take_over(items);
        }
        list
    }

    /// Whether the items are raw and of that kind.
    #[inline]
    pub fn has<T: RawItem>(&self) -> bool {
        T::parts(self).1 > 0
    }

    /// Whether the items are raw.
    #[inline]
    pub fn is_raw(&self) -> bool {
        self.has::<f64>() || self.has::<bool>()
    }

    /// The items of a list of raw items. Not to be held while other code runs
    /// that might change the list.
    #[inline]
    pub fn raw<T: RawItem>(&self) -> Option<&[T]> {
        // SAFETY: the items are live, and as many.
        self.has::<T>()
            .then(|| unsafe { core::slice::from_raw_parts(self.items.cast(), T::parts(self).0) })
    }

    /// Works on the items of a list of raw items as a vector. `work` must not
    /// run Python code.
    pub fn edit_raw<T: RawItem, R>(&self, work: impl FnOnce(&mut Vec<T>) -> R) -> Option<R> {
        let (len, capacity) = T::parts(self);
        if capacity == 0 {
            return None;
        }
        let this = self.as_ptr();
        // SAFETY: the parts are those of a vector, taken out for the time being.
        unsafe {
            let mut vec = ManuallyDrop::new(Vec::from_raw_parts(
                (*this).items.cast::<T>(),
                len,
                capacity,
            ));
            let result = work(&mut vec);
            (*this).items = vec.as_mut_ptr().cast();
            T::set_parts(this, vec.len(), vec.capacity());
            Some(result)
        }
    }

    /// Changes a list of words, all of them of that kind, to raw items. Says whether
    /// the list has such items now.
    pub(super) fn pack<T: RawItem>(&self) -> bool {
        if self.float_capacity != 0 || self.is_raw() {
            return self.has::<T>();
        }
        if self
            .items()
            .iter()
            .any(|item| T::from_value(item).is_none())
        {
            return false;
        }
        let mut raw = Vec::with_capacity(self.items().len().max(4));
        raw.extend(self.items().iter().filter_map(T::from_value));
        // Items of these kinds go without running code.
        drop(self.with_vec(core::mem::take));
        self.take_over(raw);
        true
    }

    /// Gives an empty list without memory of its own that of a vector.
    fn take_over<T: RawItem>(&self, items: Vec<T>) {
        let mut items = ManuallyDrop::new(items);
        let this = self.as_ptr();
        // SAFETY: the list owns no memory, and the vector's is not used otherwise.
        unsafe {
            (*this).items = items.as_mut_ptr().cast();
            T::set_parts(this, items.len(), items.capacity());
        }
    }

    /// Changes a list of raw items to words, for good.
    #[inline]
    pub(super) fn unpack(&self) {
        if self.is_raw() {
            self.make_words();
        }
    }

    #[cold]
    #[inline(never)]
    fn make_words(&self) {
        let words = self.to_vec();
        edit_any_raw!(self, |items| drop(core::mem::take(items)));
        let this = self.as_ptr();
        let mut words = ManuallyDrop::new(words);
        // SAFETY: the list owns no memory, and the vector's is not used otherwise.
        unsafe {
            (*this).items = words.as_mut_ptr().cast();
            (*this).len = words.len() as i64;
            (*this).capacity = words.capacity() as i64;
            (*this).float_capacity = ListObject::KEEPS_WORDS;
        }
    }

    /// `len(list)`.
    #[inline]
    pub fn length(&self) -> usize {
        // All but one are 0.
        (self.len | self.float_len | self.bool_len) as usize
    }

    /// The item at position `at`, if there is one.
    #[inline]
    pub fn get(&self, at: usize) -> Option<Value> {
        match self.words().get(at) {
            Some(item) => Some(item.clone()),
            None => self.get_raw(at),
        }
    }

    /// The items of a list of words; of a list of raw items, none.
    #[inline]
    pub fn words(&self) -> &[Value] {
        // SAFETY: so many words live there; raw items do not count among them.
        unsafe { Value::borrow_slice(self.items.cast(), self.len as usize) }
    }

    /// The item at position `at` where no word is.
    #[inline(never)]
    fn get_raw(&self, at: usize) -> Option<Value> {
        if let Some(floats) = self.raw::<f64>() {
            floats.get(at).map(|x| Value::float(*x))
        } else if let Some(bools) = self.raw::<bool>() {
            bools.get(at).map(|x| Value::bool(*x))
        } else {
            None
        }
    }

    /// A copy of the items.
    pub fn to_vec(&self) -> Vec<Value> {
        if let Some(floats) = self.raw::<f64>() {
            floats.iter().map(|x| Value::float(*x)).collect()
        } else if let Some(bools) = self.raw::<bool>() {
            bools.iter().map(|x| Value::bool(*x)).collect()
        } else {
            self.items().to_vec()
        }
    }

    /// Works on the items as a vector of values. `work` must not run Python code,
    /// dropping values included.
    #[inline]
    pub fn edit<R>(&self, work: impl FnOnce(&mut Vec<Value>) -> R) -> PyResult<R> {
        Ok(self.with_vec(work))
    }

    /// Takes out the item at position `at`, if there is one.
    pub(super) fn remove(&self, at: usize) -> Option<Value> {
        if at >= self.length() {
            return None;
        }
        Some(
            if let Some(x) = self.edit_raw(|floats: &mut Vec<f64>| floats.remove(at)) {
                Value::float(x)
            } else if let Some(x) = self.edit_raw(|bools: &mut Vec<bool>| bools.remove(at)) {
                Value::bool(x)
            } else {
                self.with_vec(|items| items.remove(at))
            },
        )
    }
}
