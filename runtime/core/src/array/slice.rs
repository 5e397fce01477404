//! Slices of arrays.

use super::{
    Array, Items, as_array, bad_argument, bits, edit, exported, from_bytes, is_exported, put_bits,
    resize, with_length,
};
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::prelude::*;
use crate::slicing::RawSlice;
use crate::value::Value;

/// `array[part]`.
pub(super) fn get(this: &Array, part: RawSlice) -> PyResult<Value> {
    let bounds = part.adjust(this.length());
    if part.is_contiguous() {
        let size = this.item_size();
        let (start, count) = (bounds.start as usize * size, bounds.count * size);
        let bytes = this.bytes().get(start..start + count).unwrap_or(&[]);
        return from_bytes(this.code(), bytes).map(Value::from);
    }
    let made = with_length(this.code(), bounds.count)?;
    for (to, from) in bounds.positions().enumerate() {
        put_bits(&made, to, bits(this, from));
    }
    Ok(made.into())
}

/// Makes room for `count` items at `at`, which are still to be written.
pub(super) fn open(this: &Array, at: usize, count: usize) -> PyResult<()> {
    let (size, len) = (this.item_size(), this.length());
    resize(this, len + count)?;
    edit(this).copy_within(at * size..len * size, (at + count) * size);
    Ok(())
}

/// Removes `count` items at `at`.
pub(super) fn remove(this: &Array, at: usize, count: usize) -> PyResult<()> {
    let (size, len) = (this.item_size(), this.length());
    if count > 0 && is_exported(this) {
        return Err(exported());
    }
    edit(this).copy_within((at + count) * size..len * size, at * size);
    resize(this, len - count)
}

/// `array[part] = value`, or `del array[part]`.
pub(super) fn assign(this: &Array, part: RawSlice, value: Option<&Value>) -> PyResult<()> {
    let size = this.item_size();
    let new = match value {
        None => Vec::new(),
        Some(value) => {
            let Some(other) = as_array(value) else {
                return Err(raise_type_error(format_args!(
                    "can only assign array (not \"{}\") to array slice",
                    value.type_name()
                )));
            };
            if other.code != this.code {
                return Err(bad_argument());
            }
            other.bytes().to_vec()
        }
    };
    let needed = new.len() / size;
    let bounds = part.adjust(this.length());
    if (needed == 0 || needed != bounds.count) && is_exported(this) {
        return Err(exported());
    }
    if part.is_contiguous() {
        let at = bounds.start as usize;
        if needed < bounds.count {
            remove(this, at + needed, bounds.count - needed)?;
        } else if needed > bounds.count {
            open(this, at + bounds.count, needed - bounds.count)?;
        }
        if needed > 0 {
            edit(this)[at * size..][..new.len()].copy_from_slice(&new);
        }
        return Ok(());
    }
    if needed == 0 {
        let mut doomed: Vec<usize> = bounds.positions().collect();
        doomed.sort_unstable();
        let kept = (0..this.length()).filter(|at| doomed.binary_search(at).is_err());
        for (to, from) in kept.enumerate() {
            put_bits(this, to, bits(this, from));
        }
        return resize(this, this.length() - doomed.len());
    }
    if needed != bounds.count {
        return Err(raise_value_error(format_args!(
            "attempt to assign array of size {needed} to extended slice of size {}",
            bounds.count
        )));
    }
    for (at, item) in bounds.positions().zip(new.chunks_exact(size)) {
        edit(this)[at * size..][..size].copy_from_slice(item);
    }
    Ok(())
}
