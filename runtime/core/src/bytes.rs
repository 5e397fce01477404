//! bytes.

use pyaot_abi::layout::{BytesObject, Header};

use crate::reference::{Bytes, Object, Ref, Str};
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

/// The hash of bytes and str.
pub fn hash_bytes(data: &[u8]) -> i64 {
    // FNV-like over words, finished with a strong mix; the value is private to the process.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325 ^ data.len() as u64;
    let mut chunks = data.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("8 bytes"));
        hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
    }
    for &byte in chunks.remainder() {
        hash = (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^= hash >> 32;
    match hash as i64 {
        -1 => -2,
        hash => hash,
    }
}

/// `a == b`.
pub fn bytes_eq(a: &Bytes, b: &Bytes) -> bool {
    a.as_slice() == b.as_slice()
}
