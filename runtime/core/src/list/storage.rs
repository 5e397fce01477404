//! The storages of a list: value words, or raw floats.
//!
//! A list of floats keeps them raw as long as only code that knows does
//! anything with it: the rows for lists of floats, and what asks
//! [`Ref::floats`] or [`Ref::edit_floats`] first. Everything else uses [`Ref::items`],
//! [`Ref::with_vec`] and [`Ref::edit`], which change the list to words, for good: going
//! back and forth would cost the length of the list each time. [`Ref::get`]
//! and [`Ref::to_vec`] make float objects and leave the list as it is.
//!
//! Both storages use the same memory: their items are equally large.

use core::mem::ManuallyDrop;

use pyaot_abi::layout::{FloatObject, ListObject};

use crate::error::PyResult;
use crate::prelude::*;
use crate::reference::{List, Ref};
use crate::value::Value;

impl Ref<ListObject> {
    /// A list of floats.
    pub fn from_floats(items: Vec<f64>) -> List {
        let list = List::new();
        let mut items = ManuallyDrop::new(items);
        if items.capacity() > 0 {
            let this = list.as_ptr();
            // SAFETY: a fresh list that owns no memory takes over the vector's.
            unsafe {
                (*this).items = items.as_mut_ptr().cast();
                (*this).float_len = items.len() as i64;
                (*this).float_capacity = items.capacity() as i64;
            }
        }
        list
    }

    /// Whether the items are raw floats.
    #[inline]
    pub fn has_floats(&self) -> bool {
        self.float_capacity > 0
    }

    /// The items of a list of floats. Not to be held while other code runs
    /// that might change the list.
    #[inline]
    pub fn floats(&self) -> Option<&[f64]> {
        // SAFETY: `items[..float_len]` are live floats.
        self.has_floats().then(|| unsafe {
            core::slice::from_raw_parts(self.items.cast::<f64>(), self.float_len as usize)
        })
    }

    /// Works on the items of a list of floats as a vector.
    pub fn edit_floats<R>(&self, work: impl FnOnce(&mut Vec<f64>) -> R) -> Option<R> {
        if !self.has_floats() {
            return None;
        }
        let this = self.as_ptr();
        // SAFETY: the parts are those of a vector, taken out for the time being.
        unsafe {
            let mut vec = ManuallyDrop::new(Vec::from_raw_parts(
                (*this).items.cast::<f64>(),
                (*this).float_len as usize,
                (*this).float_capacity as usize,
            ));
            let result = work(&mut vec);
            (*this).items = vec.as_mut_ptr().cast();
            (*this).float_len = vec.len() as i64;
            (*this).float_capacity = vec.capacity() as i64;
            if vec.capacity() == 0 {
                // Floats have memory; a list without any holds words.
                (*this).float_capacity = 0;
            }
            Some(result)
        }
    }

    /// Changes a list of words, all of them floats, to raw floats. Says whether
    /// the list has floats now.
    pub(super) fn pack(&self) -> bool {
        if self.float_capacity != 0 {
            return self.has_floats();
        }
        if !self
            .items()
            .iter()
            .all(|item| item.downcast_exact::<FloatObject>().is_some())
        {
            return false;
        }
        if self.capacity == 0 {
            self.with_vec(|vec| vec.reserve(4));
        }
        let this = self.as_ptr();
        // SAFETY: each word is read, replaced by its number and then released;
        // releasing a float runs no other code.
        unsafe {
            for at in 0..(*this).len as usize {
                let place = (*this).items.add(at);
                let item = Value::from_raw(*place);
                let number = item
                    .downcast_exact::<FloatObject>()
                    .map_or(0.0, |x| x.value);
                *place.cast::<f64>() = number;
            }
            (*this).float_len = core::mem::take(&mut (*this).len);
            (*this).float_capacity = core::mem::take(&mut (*this).capacity);
        }
        true
    }

    /// Changes a list of floats to words, for good.
    #[inline]
    pub(super) fn unpack(&self) {
        if self.has_floats() {
            self.make_words();
        }
    }

    #[cold]
    #[inline(never)]
    fn make_words(&self) {
        let this = self.as_ptr();
        // SAFETY: each number is replaced by the word of an object; making one
        // runs no other code that could see the list. While it is made the list
        // looks empty to a collection of cycles.
        unsafe {
            let len = core::mem::take(&mut (*this).float_len) as usize;
            let capacity = core::mem::replace(&mut (*this).float_capacity, ListObject::KEEPS_WORDS);
            for at in 0..len {
                let place = (*this).items.add(at);
                *place = Value::float(*place.cast::<f64>()).into_raw();
            }
            (*this).len = len as i64;
            (*this).capacity = capacity;
        }
    }

    /// `len(list)`.
    #[inline]
    pub fn length(&self) -> usize {
        // One of them is 0.
        (self.len | self.float_len) as usize
    }

    /// The item at position `at`, if there is one.
    #[inline]
    pub fn get(&self, at: usize) -> Option<Value> {
        match self.floats() {
            Some(floats) => floats.get(at).map(|x| Value::float(*x)),
            None => self.items().get(at).cloned(),
        }
    }

    /// A copy of the items.
    pub fn to_vec(&self) -> Vec<Value> {
        match self.floats() {
            Some(floats) => floats.iter().map(|x| Value::float(*x)).collect(),
            None => self.items().to_vec(),
        }
    }

    /// Works on the items as a vector of values. `work` must not run Python code,
    /// dropping values included.
    #[inline]
    pub fn edit<R>(&self, work: impl FnOnce(&mut Vec<Value>) -> R) -> PyResult<R> {
        Ok(self.with_vec(work))
    }
}

/// The number in an object of exactly `float`.
pub(super) fn exact_float(value: &Value) -> Option<f64> {
    value.downcast_exact::<FloatObject>().map(|x| x.value)
}
