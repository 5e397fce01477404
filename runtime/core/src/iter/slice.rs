//! slice objects, and what a slice selects.

use pyaot_abi::layout::Header;

use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, Tuple, dealloc_struct, new_header};
use crate::slicing::RawSlice;
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// A slice object.
#[repr(C)]
pub struct SliceObject {
    header: Header,
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for SliceObject {
    const TYPE: &'static Type = &SLICE;
    const LAYOUT: Layout = Layout::Slice;
}

/// `slice`.
pub static SLICE: Type = Type::builtin(
    "slice",
    Layout::Slice,
    size_of::<SliceObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<SliceObject>,
        // SAFETY: called on live slices.
        traverse: Some(|header, visit| unsafe {
            let this = &*header.cast::<SliceObject>();
            for part in [&this.start, &this.stop, &this.step] {
                visit(part);
            }
        }),
        hash: None,
        repr: Some(|this| {
            let this = as_slice(this).expect("slice");
            Ok(Str::new(&format!(
                "slice({}, {}, {})",
                operation::value_repr(&this.start)?.as_str(),
                operation::value_repr(&this.stop)?.as_str(),
                operation::value_repr(&this.step)?.as_str()
            )))
        }),
        compare: Some(|this, other, op| {
            let (Some(a), Some(b)) = (as_slice(this), as_slice(other)) else {
                return Ok(None);
            };
            let (a, b) = ([&a.start, &a.stop, &a.step], [&b.start, &b.stop, &b.step]);
            let get = |at: usize| Some(((*a.get(at)?).clone(), (*b.get(at)?).clone()));
            crate::list::compare_items(op, || (3, 3), get).map(Some)
        }),
        new: Some(|_, args| {
            let none = Value::none();
            Ok(match args.unpack("slice", 1, 3)? {
                [stop] => slice_new(none, stop, none),
                [start, stop] => slice_new(start, stop, none),
                words => slice_new(&words[0], &words[1], &words[2]),
            })
        }),
        ..Slots::OBJECT
    },
);

/// `value` as a slice.
#[inline]
pub fn as_slice(value: &Value) -> Option<&Ref<SliceObject>> {
    value.downcast_exact()
}

/// `slice(start, stop, step)`.
pub fn slice_new(start: &Value, stop: &Value, step: &Value) -> Value {
    Ref::alloc(SliceObject {
        header: new_header(),
        start: start.clone(),
        stop: stop.clone(),
        step: step.clone(),
    })
    .into()
}

impl SliceObject {
    /// The bounds, those absent filled in.
    pub fn unpack(&self) -> PyResult<RawSlice> {
        RawSlice::new(&self.start, &self.stop, &self.step)
    }

    /// Start, stop and step for a sequence of any length, as ints of any size.
    pub(super) fn indices(&self, len: &Value) -> PyResult<[Value; 3]> {
        let whole = |value: &Value| {
            if operation::is_index(value) {
                return super::range::exact_int(value);
            }
            Err(raise_type_error(format_args!(
                "slice indices must be integers or None or have an __index__ method"
            )))
        };
        let step = if self.step.is_none() {
            Value::int(1)
        } else {
            whole(&self.step)?
        };
        if step.as_small_int() == Some(0) {
            return Err(raise_value_error(format_args!("slice step cannot be zero")));
        }
        let backwards = crate::int::is_negative(&step);
        let (lower, upper) = if backwards {
            (Value::int(-1), crate::int::int_add(len, &Value::int(-1)))
        } else {
            (Value::int(0), len.clone())
        };
        let fit = |value: &Value, absent: &Value| -> PyResult<Value> {
            if value.is_none() {
                return Ok(absent.clone());
            }
            let mut value = whole(value)?;
            if crate::int::is_negative(&value) {
                value = crate::int::int_add(&value, len);
                return Ok(if crate::int::int_cmp(&value, &lower) < 0 {
                    lower.clone()
                } else {
                    value
                });
            }
            Ok(if crate::int::int_cmp(&value, &upper) > 0 {
                upper.clone()
            } else {
                value
            })
        };
        let start = fit(&self.start, if backwards { &upper } else { &lower })?;
        let stop = fit(&self.stop, if backwards { &lower } else { &upper })?;
        Ok([start, stop, step])
    }
}

fn slice(this: &Value) -> &Ref<SliceObject> {
    as_slice(this).expect("slice")
}

/// `slice.indices(len)`.
pub fn slice_indices(this: &Value, len: &Value) -> PyResult<Tuple> {
    if crate::int::is_negative(len) {
        return Err(raise_value_error(format_args!(
            "length should not be negative"
        )));
    }
    Ok(Tuple::from_array(slice(this).indices(len)?))
}

/// `slice.start`.
pub fn slice_start(this: &Value) -> Value {
    slice(this).start.clone()
}

/// `slice.stop`.
pub fn slice_stop(this: &Value) -> Value {
    slice(this).stop.clone()
}

/// `slice.step`.
pub fn slice_step(this: &Value) -> Value {
    slice(this).step.clone()
}
