//! What changes a bytearray.

use super::{ByteArray, any_contents, array, collect_bytes, native_contents, to_byte};
use crate::error::{
    PyResult, Raised, raise_buffer_error, raise_index_error, raise_type_error, raise_value_error,
};
use crate::iter::SliceObject;
use crate::prelude::*;
use crate::reference::Bytes;
use crate::types::BinaryOp;
use crate::value::Value;

/// Refuses to make a bytearray of `len` bytes of one that something looks at.
fn resize(this: &Value, len: usize) -> PyResult<()> {
    let is_same = array(this).with(|data| data.len()) == len;
    let is_watched = |hooks: &crate::foreign::ForeignHooks| (hooks.is_exported)(this);
    if !is_same && crate::foreign::active_hooks().is_some_and(is_watched) {
        return Err(exported());
    }
    Ok(())
}

fn exported() -> Raised {
    raise_buffer_error(format_args!(
        "Existing exports of data: object cannot be re-sized"
    ))
}

/// Refuses to make a bytearray longer by `more` bytes, or shorter.
fn resize_by(this: &Value, more: isize) -> PyResult<()> {
    let len = array(this).with(|data| data.len());
    resize(this, len.saturating_add_signed(more))
}

/// `array[key] = value`, or `del array[key]`.
pub(super) fn set_item(this: &Value, key: &Value, value: Option<&Value>) -> PyResult<()> {
    let object = this;
    let this = array(this);
    if let Some(slice) = key.downcast::<SliceObject>() {
        let new = match value {
            None => Vec::new(),
            Some(value) => replacement(value)?,
        };
        let slice = slice.unpack()?;
        let bounds = slice.adjust(this.with(|data| data.len()));
        if slice.is_contiguous() {
            let start = bounds.start as usize;
            resize_by(object, new.len() as isize - bounds.count as isize)?;
            this.with(|data| drop(data.splice(start..start + bounds.count, new)));
            return Ok(());
        }
        // No bytes in place of every second byte: CPython deletes these.
        if new.is_empty() {
            let mut doomed: Vec<usize> = bounds.positions().collect();
            doomed.sort_unstable();
            resize_by(object, -(doomed.len() as isize))?;
            this.with(|data| doomed.iter().rev().for_each(|&at| _ = data.remove(at)));
            return Ok(());
        }
        if new.len() != bounds.count {
            return Err(raise_value_error(format_args!(
                "attempt to assign bytes of size {} to extended slice of size {}",
                new.len(),
                bounds.count
            )));
        }
        this.with(|data| {
            let mut at = bounds.start;
            for byte in new {
                data[at as usize] = byte;
                at += bounds.step;
            }
        });
        return Ok(());
    }
    if !crate::operation::is_index(key) {
        return Err(raise_type_error(format_args!(
            "bytearray indices must be integers or slices, not {}",
            key.type_name()
        )));
    }
    set_at(object, crate::operation::to_index(key)?, value)
}

/// `array[at] = value`, or `del array[at]`.
fn set_at(object: &Value, at: i64, value: Option<&Value>) -> PyResult<()> {
    let this = array(object);
    // Before the size is looked at: `__index__` of the value may change it.
    let byte = value.map(|value| to_byte(value, "byte")).transpose()?;
    let len = this.with(|data| data.len()) as i64;
    let at = if at < 0 { at + len } else { at };
    if !(0..len).contains(&at) {
        return Err(out_of_range());
    }
    if byte.is_none() {
        resize_by(object, -1)?;
    }
    this.with(|data| match byte {
        Some(byte) => {
            if let Some(place) = data.get_mut(at as usize) {
                *place = byte;
            }
        }
        None => _ = data.remove(at as usize),
    });
    Ok(())
}

fn out_of_range() -> Raised {
    raise_index_error(format_args!("bytearray index out of range"))
}

/// What compiled code does with items by way of `array`, where the object is a bytearray.
impl ByteArray {
    /// An index is outside.
    pub fn outside(&self) -> Raised {
        out_of_range()
    }

    /// The byte that is kept of an item.
    pub fn byte_of(&self, value: &Value) -> PyResult<u8> {
        to_byte(value, "byte")
    }

    pub fn set(&self, at: i64, value: &Value) -> PyResult<()> {
        set_at(self.as_value(), at, Some(value))
    }
}

/// What is assigned to a slice.
fn replacement(value: &Value) -> PyResult<Vec<u8>> {
    if let Some(data) = any_contents(value)? {
        return Ok(data.into_owned());
    }
    let slots = value.ty().slots();
    if value.as_str().is_some() || slots.iter().is_none() && slots.getitem().is_none() {
        return Err(raise_type_error(format_args!(
            "can assign only bytes, buffers, or iterables of ints in range(0, 256)"
        )));
    }
    collect_bytes(value, "byte")
}

/// `array += other`, `array *= n`.
pub(super) fn inplace(op: BinaryOp, this: &Value, other: &Value) -> PyResult<Option<Value>> {
    match op {
        BinaryOp::Add => {
            let more = match native_contents(other) {
                Some(more) => more,
                None if super::is_other_bytes(other) => {
                    super::any_contents(other)?.unwrap_or_default()
                }
                None => return Err(super::cannot_concat(this, other)),
            };
            // CPython holds the buffer of `other` while it makes room.
            if this.is(other) && !more.is_empty() {
                return Err(exported());
            }
            resize_by(this, more.len() as isize)?;
            array(this).with(|data| data.extend_from_slice(&more));
        }
        BinaryOp::Mul if crate::operation::is_index(other) => {
            let n = crate::operation::repeat_factor(other)?;
            let len = array(this).with(|data| data.len()) as i64;
            let times = crate::operation::repeat_count(n, len)?;
            resize(this, len as usize * times)?;
            array(this).with(|data| *data = data.repeat(times));
        }
        _ => return Ok(None),
    }
    Ok(Some(this.clone()))
}

/// `array.append(item)`.
pub fn bytearray_append(this: &Value, item: &Value) -> PyResult<()> {
    let byte = to_byte(item, "byte")?;
    resize_by(this, 1)?;
    array(this).with(|data| data.push(byte));
    Ok(())
}

/// A bytearray for [`bytes_put`].
pub fn bytes_builder() -> Value {
    ByteArray::from_vec(Vec::new()).into()
}

/// Appends an item of what `bytes(items)` or `bytearray(items)` runs over.
pub fn bytes_put(builder: &Value, item: &Value, is_bytes: bool) -> PyResult<()> {
    let byte = to_byte(item, if is_bytes { "bytes" } else { "byte" })?;
    array(builder).with(|data| data.push(byte));
    Ok(())
}

/// The bytes that were put.
pub fn bytes_built(builder: &Value) -> Bytes {
    array(builder).with(|data| Bytes::new(data))
}

/// `array.clear()`.
pub fn bytearray_clear(this: &Value) -> PyResult<()> {
    resize(this, 0)?;
    array(this).with(Vec::clear);
    Ok(())
}

/// `array.copy()`.
pub fn bytearray_copy(this: &Value) -> Value {
    ByteArray::from_vec(array(this).with(|data| data.clone())).into()
}

/// `array.extend(iterable)`.
pub fn bytearray_extend(this: &Value, iterable: &Value) -> PyResult<()> {
    let more = match any_contents(iterable)? {
        Some(data) => data.into_owned(),
        None => {
            let slots = iterable.ty().slots();
            if slots.iter().is_none() && slots.getitem().is_none() {
                return Err(raise_type_error(format_args!(
                    "can't extend bytearray with {}",
                    iterable.type_name()
                )));
            }
            collect_bytes(iterable, "byte")?
        }
    };
    resize_by(this, more.len() as isize)?;
    array(this).with(|data| data.extend_from_slice(&more));
    Ok(())
}

/// `array.insert(index, item)`.
pub fn bytearray_insert(this: &Value, index: i64, item: &Value) -> PyResult<()> {
    let byte = to_byte(item, "byte")?;
    resize_by(this, 1)?;
    array(this).with(|data| {
        let len = data.len() as i64;
        let at = if index < 0 {
            index.saturating_add(len).max(0)
        } else {
            index.min(len)
        };
        data.insert(at as usize, byte);
    });
    Ok(())
}

/// `array.pop(index)`.
pub fn bytearray_pop(this: &Value, index: i64) -> PyResult<i64> {
    let len = array(this).with(|data| data.len()) as i64;
    if len == 0 {
        return Err(raise_index_error(format_args!("pop from empty bytearray")));
    }
    let at = if index < 0 {
        index.saturating_add(len)
    } else {
        index
    };
    if !(0..len).contains(&at) {
        return Err(raise_index_error(format_args!("pop index out of range")));
    }
    resize_by(this, -1)?;
    Ok(i64::from(array(this).with(|data| data.remove(at as usize))))
}

/// `array.remove(value)`.
pub fn bytearray_remove(this: &Value, value: &Value) -> PyResult<()> {
    let byte = to_byte(value, "byte")?;
    let Some(at) = array(this).with(|data| memchr::memchr(byte, data)) else {
        return Err(raise_value_error(format_args!(
            "value not found in bytearray"
        )));
    };
    resize_by(this, -1)?;
    array(this).with(|data| _ = data.remove(at));
    Ok(())
}

/// `array.reverse()`.
pub fn bytearray_reverse(this: &Value) {
    array(this).with(|data| data.reverse());
}
