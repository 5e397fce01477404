//! bytes.

use std::borrow::Cow;

use pyaot_abi::layout::{BytesObject, Header};

use crate::reference::{Bytes, Object, Ref, Str};
use crate::siphash::hash_bytes;
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for BytesObject {
    const TYPE: &'static Type = &BYTES;
    const LAYOUT: Layout = Layout::Bytes;
}

fn bytes(this: &Value) -> &Bytes {
    this.as_bytes().expect("bytes")
}

/// `bytes`.
#[unsafe(export_name = "pyaot_bytes_type")]
pub static BYTES: Type = Type::builtin(
    "bytes",
    Layout::Bytes,
    size_of::<BytesObject>(),
    &[&OBJECT],
    Slots {
        // SAFETY: called on dead bytes objects.
        dealloc: |header| unsafe {
            crate::memory::free(header.cast(), block_size((*header.cast::<BytesObject>()).len as usize));
        },
        repr: Some(|this| Ok(Str::new(&format!("b'{}'", bytes(this).as_slice().escape_ascii())))),
        hash: Some(|this| Ok(hash_bytes(bytes(this).as_slice()))),
        compare: Some(|this, other, op| {
            Ok(other.as_bytes().map(|other| Value::bool(op.accepts(bytes(this).as_slice().cmp(other.as_slice())))))
        }),
        len: Some(|this| Ok(bytes(this).len)),
        ..Slots::OBJECT
    },
);

fn block_size(len: usize) -> usize {
    size_of::<BytesObject>() + len
}

impl Ref<BytesObject> {
    pub fn new(data: &[u8]) -> Bytes {
        // SAFETY: the block has room for the data.
        unsafe {
            let this = crate::memory::alloc(block_size(data.len())).cast::<BytesObject>();
            this.write(BytesObject {
                header: Header { refcount: 1, ty: (&raw const BYTES).cast() },
                hash: 0,
                len: data.len() as i64,
                data: [],
            });
            (&raw mut (*this).data).cast::<u8>().copy_from_nonoverlapping(data.as_ptr(), data.len());
            Ref::from_ptr(this)
        }
    }

    pub fn as_slice(&self) -> &[u8] {
        // SAFETY: `len` bytes follow the struct.
        unsafe {
            core::slice::from_raw_parts((&raw const (*self.as_ptr()).data).cast::<u8>(), self.len as usize)
        }
    }
}

/// The bytes inside a bytes-like object.
pub fn contents(value: &Value) -> Option<Cow<'_, [u8]>> {
    value.as_bytes().map(|bytes| Cow::Borrowed(bytes.as_slice()))
}

/// Whether `value` is a bytes-like object.
pub fn is_bytes_like(value: &Value) -> bool {
    value.as_bytes().is_some()
}

/// `a == b`.
pub fn bytes_eq(a: &Bytes, b: &Bytes) -> bool {
    a.as_slice() == b.as_slice()
}
