//! bytes and bytearray: objects, indexing, operators.
//!
//! Both have the same methods (`bytes/method.rs`), which look at the
//! receiver as a slice and answer in its class.

use alloc::borrow::Cow;
use core::mem::{ManuallyDrop, offset_of};

use pyaot_abi::layout::{ArrayObject, BytesObject, Header, ListObject, TupleObject};
use pyaot_abi::value::IMMORTAL;

use crate::again::Again;
use crate::args::Args;
use crate::array::Items;
use crate::error::{PyResult, raise_index_error, raise_type_error, raise_value_error};
use crate::iter::SliceObject;
use crate::prelude::*;
use crate::reference::{Bytes, Object, Ref, Str, dealloc_struct, new_header};
use crate::siphash::hash_bytes;
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

mod change;
mod method;

pub use change::*;
pub use method::*;
// The rows of bytearray run the same bodies.
pub use method::{
    bytes_capitalize as bytearray_capitalize, bytes_center as bytearray_center,
    bytes_count as bytearray_count, bytes_decode as bytearray_decode,
    bytes_endswith as bytearray_endswith, bytes_expandtabs as bytearray_expandtabs,
    bytes_find as bytearray_find, bytes_hex as bytearray_hex, bytes_index as bytearray_index,
    bytes_isalnum as bytearray_isalnum, bytes_isalpha as bytearray_isalpha,
    bytes_isascii as bytearray_isascii, bytes_isdigit as bytearray_isdigit,
    bytes_islower as bytearray_islower, bytes_isspace as bytearray_isspace,
    bytes_istitle as bytearray_istitle, bytes_isupper as bytearray_isupper,
    bytes_join as bytearray_join, bytes_ljust as bytearray_ljust, bytes_lower as bytearray_lower,
    bytes_lstrip as bytearray_lstrip, bytes_maketrans as bytearray_maketrans,
    bytes_partition as bytearray_partition, bytes_removeprefix as bytearray_removeprefix,
    bytes_removesuffix as bytearray_removesuffix, bytes_replace as bytearray_replace,
    bytes_rfind as bytearray_rfind, bytes_rindex as bytearray_rindex,
    bytes_rjust as bytearray_rjust, bytes_rpartition as bytearray_rpartition,
    bytes_rsplit as bytearray_rsplit, bytes_rstrip as bytearray_rstrip,
    bytes_split as bytearray_split, bytes_splitlines as bytearray_splitlines,
    bytes_startswith as bytearray_startswith, bytes_strip as bytearray_strip,
    bytes_swapcase as bytearray_swapcase, bytes_title as bytearray_title,
    bytes_translate as bytearray_translate, bytes_upper as bytearray_upper,
    bytes_zfill as bytearray_zfill,
};

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for BytesObject {
    const TYPE: &'static Type = &BYTES;
    const LAYOUT: Layout = Layout::Bytes;
}

/// A mutable sequence of bytes: the parts of a vector. Length and bytes lie where an array
/// has its own, for compiled code.
#[repr(C)]
pub struct ByteArrayObject {
    header: Header,
    len: i64,
    items: *mut u8,
    capacity: i64,
}

const _: () = assert!(
    offset_of!(ByteArrayObject, items) == offset_of!(ArrayObject, items)
        && offset_of!(ByteArrayObject, len) == offset_of!(ArrayObject, len)
);

impl ByteArrayObject {
    fn new(data: Vec<u8>) -> ByteArrayObject {
        let mut data = ManuallyDrop::new(data);
        ByteArrayObject {
            header: new_header(),
            len: data.len() as i64,
            items: data.as_mut_ptr(),
            capacity: data.capacity() as i64,
        }
    }

    /// The vector, which belongs to the object.
    fn vector(&self) -> ManuallyDrop<Vec<u8>> {
        // SAFETY: these are a vector's parts, and callers put back what they change.
        ManuallyDrop::new(unsafe {
            Vec::from_raw_parts(self.items, self.len as usize, self.capacity as usize)
        })
    }
}

impl Drop for ByteArrayObject {
    fn drop(&mut self) {
        drop(ManuallyDrop::into_inner(self.vector()));
    }
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ByteArrayObject {
    const TYPE: &'static Type = &BYTEARRAY;
    const LAYOUT: Layout = Layout::ByteArray;
}

pub type ByteArray = Ref<ByteArrayObject>;

impl Ref<ByteArrayObject> {
    pub fn from_vec(data: Vec<u8>) -> ByteArray {
        Ref::alloc(ByteArrayObject::new(data))
    }

    /// Works on the bytes. `work` must not run Python code.
    pub fn with<R>(&self, work: impl FnOnce(&mut Vec<u8>) -> R) -> R {
        let mut data = self.vector();
        let result = work(&mut data);
        // SAFETY: one thread at a time, and nothing comes back here meanwhile.
        unsafe {
            let this = &mut *self.as_ptr();
            this.len = data.len() as i64;
            this.items = data.as_mut_ptr();
            this.capacity = data.capacity() as i64;
        }
        result
    }
}

/// A value as a bytearray.
pub fn as_bytearray(value: &Value) -> Option<&ByteArray> {
    value.downcast::<ByteArrayObject>()
}

fn array(this: &Value) -> &ByteArray {
    this.downcast::<ByteArrayObject>().expect("bytearray")
}

const OPERATORS: u32 = operators(&[BinaryOp::Add, BinaryOp::Mul, BinaryOp::Mod]);

/// The slots of `bytes`.
pub(crate) const SLOTS: Slots = Slots {
    // SAFETY: called on dead bytes objects.
    dealloc: |header| unsafe {
        crate::memory::free(
            header.cast(),
            block_size((*header.cast::<BytesObject>()).len as usize),
        );
    },
    repr: Some(|this| {
        let mut out = String::new();
        crate::str::push_bytes_repr(&of(this), &mut out);
        Ok(Str::new(&out))
    }),
    hash: Some(|this| Ok(hash_bytes(&of(this)))),
    compare: Some(compare),
    len: Some(|this| Ok(of(this).len() as i64)),
    getitem: Some(|this, key| subscript(this, key, "byte", "index out of range")),
    contains: Some(contains),
    iter: Some(iterate),
    binary: Some(binary),
    binary_ops: OPERATORS,
    new: Some(|_, args| Ok(Bytes::new(&from_arguments("bytes", args)?).into())),
    ..Slots::OBJECT
};

/// `bytes`.
#[unsafe(export_name = "pyaot_bytes_type")]
pub static BYTES: Type = Type::core(
    "bytes",
    Layout::Bytes,
    size_of::<BytesObject>(),
    &[&OBJECT],
    SLOTS,
);

/// The slots of `bytearray`.
pub(crate) const BYTEARRAY_SLOTS: Slots = Slots {
    dealloc: dealloc_struct::<ByteArrayObject>,
    repr: Some(|this| {
        let mut shown = String::new();
        crate::str::push_bytes_repr(&of(this), &mut shown);
        // Unlike bytes, bytearray escapes single quotes between double ones too.
        if shown.starts_with("b\"") {
            shown = shown.replace('\'', "\\'");
        }
        Ok(Str::new(&format!("{}({shown})", this.ty().name())))
    }),
    hash: None,
    compare: Some(compare),
    len: Some(|this| Ok(array(this).with(|data| data.len()) as i64)),
    getitem: Some(|this, key| subscript(this, key, "bytearray", "bytearray index out of range")),
    setitem: Some(change::set_item),
    contains: Some(contains),
    iter: Some(iterate),
    binary: Some(binary),
    binary_ops: OPERATORS,
    inplace: Some(change::inplace),
    inplace_ops: operators(&[BinaryOp::Add, BinaryOp::Mul]),
    new: Some(|ty, args| {
        // Arguments of a class of the program are for its `__init__`.
        let data = from_arguments("bytearray", args)?;
        Ok(Ref::alloc_as(ty, ByteArrayObject::new(data)).into())
    }),
    ..Slots::OBJECT
};

/// `bytearray`.
pub static BYTEARRAY: Type = Type::core(
    "bytearray",
    Layout::ByteArray,
    size_of::<ByteArrayObject>(),
    &[&OBJECT],
    BYTEARRAY_SLOTS,
)
.subclassable();

fn block_size(len: usize) -> usize {
    size_of::<BytesObject>() + len
}

impl Ref<BytesObject> {
    /// Whether the object lives for ever, so that its address can stand for it.
    #[inline]
    pub fn is_immortal(&self) -> bool {
        self.header.refcount > IMMORTAL / 2
    }

    pub fn new(data: &[u8]) -> Bytes {
        Bytes::of_parts(data.len(), core::iter::once(data))
    }

    /// Bytes of that length, and the place of what is in them, which the caller writes.
    fn uninit(len: usize) -> (Bytes, *mut u8) {
        // SAFETY: the block has room for the head and as many bytes.
        unsafe {
            let this = crate::memory::alloc(block_size(len)).cast::<BytesObject>();
            this.write(BytesObject {
                header: Header {
                    refcount: 1,
                    ty: (&raw const BYTES).cast(),
                },
                hash: 0,
                len: len as i64,
                data: [],
            });
            let data = (&raw mut (*this).data).cast::<u8>();
            (Ref::from_ptr(this), data)
        }
    }

    /// The `parts` in a row, `len` bytes in all.
    fn of_parts<'a>(len: usize, parts: impl Iterator<Item = &'a [u8]>) -> Bytes {
        let (this, data) = Bytes::uninit(len);
        let mut at = 0;
        for part in parts {
            assert!(part.len() <= len - at, "parts of this length");
            // SAFETY: there is room for it.
            unsafe {
                data.add(at)
                    .copy_from_nonoverlapping(part.as_ptr(), part.len());
            }
            at += part.len();
        }
        assert_eq!(at, len, "parts fill the bytes");
        this
    }

    /// `part` that often in a row; the product of both is an index.
    fn repeated(part: &[u8], times: usize) -> Bytes {
        let len = part.len() * times;
        let (this, data) = Bytes::uninit(len);
        // SAFETY: each copy is of what is written already, and ends within the bytes.
        unsafe {
            if let [byte] = part {
                data.write_bytes(*byte, len);
                return this;
            }
            let mut written = part.len().min(len);
            data.copy_from_nonoverlapping(part.as_ptr(), written);
            while written < len {
                let more = written.min(len - written);
                data.add(written).copy_from_nonoverlapping(data, more);
                written += more;
            }
        }
        this
    }

    pub fn as_slice(&self) -> &[u8] {
        // SAFETY: `len` bytes follow the struct.
        unsafe {
            core::slice::from_raw_parts(
                (&raw const (*self.as_ptr()).data).cast::<u8>(),
                self.len as usize,
            )
        }
    }
}

/// `a + b`.
pub fn bytes_concat(a: &Bytes, b: &Bytes) -> Bytes {
    match (a.as_slice(), b.as_slice()) {
        ([], _) => b.clone(),
        (_, []) => a.clone(),
        (x, y) => Bytes::of_parts(x.len() + y.len(), [x, y].into_iter()),
    }
}

/// `a + b`, in the place of `a` if the count taken over is its only one.
pub fn bytes_append(a: &Bytes, b: &Bytes) -> Bytes {
    // SAFETY: the row consumes `a`: its count is ours from here on.
    let taken = unsafe { Bytes::from_ptr(a.as_ptr()) };
    // An object that others know, as that of no bytes may be, has more counts.
    if taken.header.refcount != 1 || taken.len == 0 || b.len == 0 {
        return bytes_concat(&taken, b);
    }
    let (old_len, added) = (taken.len as usize, b.as_slice());
    let new_len = old_len + added.len();
    let this = core::mem::ManuallyDrop::new(taken).as_ptr();
    // SAFETY: nobody else has the object, so it may move, and `b` is another one.
    unsafe {
        let (old, new) = (block_size(old_len), block_size(new_len));
        let this = crate::memory::grow(this.cast(), old, new).cast::<BytesObject>();
        let data = (&raw mut (*this).data).cast::<u8>();
        data.add(old_len)
            .copy_from_nonoverlapping(added.as_ptr(), added.len());
        (*this).hash = 0;
        (*this).len = new_len as i64;
        Bytes::from_ptr(this)
    }
}

/// The sum of bytes or of a bytearray, of no class derived from it.
pub fn sum(value: &Value) -> Option<i64> {
    let sum = |data: &[u8]| data.iter().map(|byte| i64::from(*byte)).sum();
    match value.as_bytes() {
        Some(bytes) => Some(sum(bytes.as_slice())),
        None => value
            .downcast_exact::<ByteArrayObject>()
            .map(|array| array.with(|data| sum(data))),
    }
}

/// The bytes inside a bytes-like object; those of a bytearray are copied,
/// since it may change.
pub fn contents(value: &Value) -> Option<Cow<'_, [u8]>> {
    if let Some(bytes) = value.as_bytes() {
        return Some(Cow::Borrowed(bytes.as_slice()));
    }
    value
        .downcast::<ByteArrayObject>()
        .map(|array| Cow::Owned(array.with(|data| data.clone())))
}

/// As [`contents`], of arrays too.
pub fn native_contents(value: &Value) -> Option<Cow<'_, [u8]>> {
    contents(value).or_else(|| {
        let array = crate::array::as_array(value)?;
        Some(Cow::Owned(array.bytes().to_vec()))
    })
}

/// As [`contents`], of arrays and objects of CPython too.
pub fn any_contents(value: &Value) -> PyResult<Option<Cow<'_, [u8]>>> {
    match native_contents(value) {
        Some(data) => Ok(Some(data)),
        None => Ok(foreign_contents(value)?.map(Cow::Owned)),
    }
}

/// What the buffer of an object of CPython holds, if it has one.
fn foreign_contents(value: &Value) -> PyResult<Option<Vec<u8>>> {
    let hooks = match crate::foreign::active_hooks() {
        Some(hooks) if value.is_foreign() => hooks,
        _ => return Ok(None),
    };
    let read = || -> PyResult<Value> {
        let builtins = (hooks.import)(crate::name!("builtins"))?;
        let view = crate::call::call_method(
            &builtins,
            crate::name!("memoryview"),
            core::slice::from_ref(value),
        )?;
        // CPython's, not one of ours.
        let method = crate::name!("tobytes");
        crate::call::call_method(&view, method, &[])
    };
    // TypeError says that there is no buffer.
    let read = crate::error::catch(read(), &crate::exception::TYPE_ERROR)?;
    let bytes = read.as_ref().and_then(Value::as_bytes);
    Ok(bytes.map(|bytes| bytes.as_slice().to_vec()))
}

/// Whether `value` is a bytes-like object.
pub fn is_bytes_like(value: &Value) -> bool {
    value.as_bytes().is_some() || value.downcast::<ByteArrayObject>().is_some()
}

/// The same, of a class of CPython's as well.
pub fn is_bytes_anywhere(value: &Value) -> bool {
    let of = |class| crate::foreign::isinstance_of_native(value, class);
    is_bytes_like(value) || value.is_foreign() && (of(&BYTES) || of(&BYTEARRAY))
}

/// The bytes of a receiver.
fn of(this: &Value) -> Cow<'_, [u8]> {
    contents(this).expect("bytes or bytearray")
}

/// The row `bytes_part`.
pub fn bytes_part(buffer: &Value, start: i64, stop: i64) -> Bytes {
    look(buffer, |data| {
        Bytes::new(&data[start as usize..stop as usize])
    })
}

/// What `work` finds in the bytes of a receiver, without a copy of a bytearray. `work` must not run Python code.
fn look<R>(this: &Value, work: impl FnOnce(&[u8]) -> R) -> R {
    match this.as_bytes() {
        Some(bytes) => work(bytes.as_slice()),
        None => array(this).with(|data| work(data)),
    }
}

/// The bytes of an argument that has to be bytes-like.
pub fn wants_bytes(value: &Value) -> PyResult<Cow<'_, [u8]>> {
    any_contents(value)?.ok_or_else(|| {
        raise_type_error(format_args!(
            "a bytes-like object is required, not '{}'",
            value.type_name()
        ))
    })
}

/// Bytes as text for `int` and `float`, which take only ASCII in bytes; what
/// they do not take becomes something that is no number.
pub fn as_number_text(data: &[u8]) -> String {
    let fits = |byte: &u8| byte.is_ascii() && !(0x1c..=0x1f).contains(byte);
    data.iter()
        .map(|byte| if fits(byte) { *byte as char } else { '?' })
        .collect()
}

/// `data` as an object of the class of `this`.
fn like(this: &Value, data: Vec<u8>) -> Value {
    if this.as_bytes().is_some() {
        Bytes::new(&data).into()
    } else {
        ByteArray::from_vec(data).into()
    }
}

/// The same of a part of something else.
fn slice_like(this: &Value, data: &[u8]) -> Value {
    match this.as_bytes() {
        Some(_) => Bytes::new(data).into(),
        None => ByteArray::from_vec(data.to_vec()).into(),
    }
}

/// An int as a byte; `what` says byte or bytes in the message.
fn to_byte(value: &Value, what: &str) -> PyResult<u8> {
    let n = crate::operation::index(value)?;
    match crate::int::to_i64(&n).and_then(|n| u8::try_from(n).ok()) {
        Some(byte) => Ok(byte),
        None => Err(raise_value_error(format_args!(
            "{what} must be in range(0, 256)"
        ))),
    }
}

fn compare(this: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    // Unlike bytes, a bytearray compares itself with anything that has a buffer.
    let other = match this.as_bytes() {
        Some(_) => contents(other),
        None => native_contents(other),
    };
    Ok(other.map(|other| Value::bool(op.accepts((*of(this)).cmp(&*other)))))
}

fn subscript(this: &Value, key: &Value, what: &str, out_of_range: &str) -> PyResult<Value> {
    if let Some(slice) = key.downcast::<SliceObject>() {
        let slice = slice.unpack()?;
        let part = look(this, |data| slice.adjust(data.len()).select(data));
        return Ok(like(this, part));
    }
    if !crate::operation::is_index(key) {
        return Err(raise_type_error(format_args!(
            "{what} indices must be integers or slices, not {}",
            key.type_name()
        )));
    }
    let at = crate::operation::to_index(key)?;
    let pick = |data: &[u8]| {
        let at = if at < 0 { at + data.len() as i64 } else { at };
        usize::try_from(at)
            .ok()
            .and_then(|at| data.get(at))
            .copied()
    };
    match look(this, pick) {
        Some(byte) => Ok(Value::int(i64::from(byte))),
        None => Err(raise_index_error(format_args!("{out_of_range}"))),
    }
}

fn contains(this: &Value, item: &Value) -> PyResult<bool> {
    if crate::operation::is_index(item) && !is_other_bytes(item) {
        let byte = to_byte(item, "byte")?;
        return Ok(look(this, |data| memchr::memchr(byte, data).is_some()));
    }
    let needle = wants_bytes(item)?;
    Ok(look(this, |data| {
        memchr::memmem::find(data, &needle).is_some()
    }))
}

fn binary(op: BinaryOp, this: &Value, other: &Value, reflected: bool) -> PyResult<Option<Value>> {
    match op {
        BinaryOp::Add if !reflected && is_other_bytes(other) => {
            let other = any_contents(other)?.unwrap_or_default();
            Ok(Some(like(this, [of(this), other].concat())))
        }
        BinaryOp::Add if !reflected => match native_contents(other) {
            Some(other) => Ok(Some(like(this, [of(this), other].concat()))),
            None => Err(cannot_concat(this, other)),
        },
        BinaryOp::Mul if crate::operation::repeats_by(other) => {
            let data = of(this);
            let n = crate::operation::repeat_factor(other)?;
            if n > 0 && n.checked_mul(data.len() as i64).is_none() {
                return Err(crate::error::raise_overflow_error(format_args!(
                    "repeated bytes are too long"
                )));
            }
            let times = crate::operation::repeat_count(n, data.len() as i64)?;
            if this.as_bytes().is_none() {
                return Ok(Some(like(this, data.repeat(times))));
            }
            Ok(Some(Bytes::repeated(&data, times).into()))
        }
        BinaryOp::Mod => {
            let (format, values) = if reflected {
                (other, this)
            } else {
                (this, other)
            };
            let Some(data) = contents(format) else {
                return Ok(None);
            };
            Ok(Some(like(
                format,
                crate::percent::format_bytes(&data, values)?,
            )))
        }
        _ => Ok(None),
    }
}

/// Whether an object of CPython is a bytes or bytearray of a derived class, or a memoryview.
fn is_other_bytes(value: &Value) -> bool {
    value.is_foreign() && (is_bytes_anywhere(value) || value.type_name() == "memoryview")
}

fn cannot_concat(this: &Value, other: &Value) -> crate::error::Raised {
    raise_type_error(format_args!(
        "can't concat {} to {}",
        other.type_name(),
        this.type_name()
    ))
}

/// The bytes `bytes(source, encoding, errors)` holds.
fn from_arguments(class: &str, args: Args<'_>) -> PyResult<Vec<u8>> {
    const NAMES: [&str; 3] = ["source", "encoding", "errors"];
    let mut given: [Option<&Value>; 3] = [None; 3];
    let positional = args.positional();
    let total = positional.len() + args.n_keywords();
    if total > 3 {
        return Err(raise_type_error(format_args!(
            "{class}() takes at most 3 arguments ({total} given)"
        )));
    }
    for (place, value) in given.iter_mut().zip(positional) {
        *place = Some(value);
    }
    for (name, value) in args.keywords() {
        match NAMES.iter().position(|known| *known == name.as_str()) {
            None => {
                return Err(raise_type_error(format_args!(
                    "'{}' is an invalid keyword argument for {class}()",
                    name.as_str()
                )));
            }
            Some(at) if given[at].is_some() => {
                return Err(raise_type_error(format_args!(
                    "argument for {class}() given by name ('{}') and position ({})",
                    name.as_str(),
                    at + 1
                )));
            }
            Some(at) => given[at] = Some(value),
        }
    }
    let name = |at: usize, default: &'static str| match given[at] {
        None => Ok(default),
        Some(value) => match value.as_str() {
            Some(text) => Ok(text.as_str()),
            None => Err(raise_type_error(format_args!(
                "{class}() argument '{}' must be str, not {}",
                NAMES[at],
                value.argument_name()
            ))),
        },
    };
    let (encoding, errors) = (name(1, "utf-8")?, name(2, "strict")?);
    let with_encoding = given[1].is_some() || given[2].is_some();
    let Some(source) = given[0] else {
        if with_encoding {
            return Err(raise_type_error(format_args!("{}", without_text(&given))));
        }
        return Ok(Vec::new());
    };
    if let Some(text) = source.to_str() {
        if given[1].is_none() {
            return Err(raise_type_error(format_args!(
                "string argument without an encoding"
            )));
        }
        return Ok(crate::codec::encode(&text, encoding, errors)?
            .as_slice()
            .to_vec());
    }
    if with_encoding {
        return Err(raise_type_error(format_args!("{}", without_text(&given))));
    }
    from_object(class, source)
}

fn without_text(given: &[Option<&Value>; 3]) -> &'static str {
    if given[1].is_some() {
        "encoding without a string argument"
    } else {
        "errors without a string argument"
    }
}

fn is_bytes(value: &Value) -> PyResult<bool> {
    crate::class::value_isinstance(value, &BYTES.to_value())
}

/// `bytes(source)` of anything but text.
fn from_object(class: &str, source: &Value) -> PyResult<Vec<u8>> {
    // An integer of NumPy has a buffer too, but is a length here.
    if source.is_foreign()
        && crate::attribute::getattr_opt(source, "__index__")?.is_none()
        && let Some(bytes) = foreign_contents(source)?
    {
        return Ok(bytes);
    }
    if let Some(made) = crate::attribute::call_special(source, crate::name!("__bytes__"), &[])? {
        return match contents(&made) {
            Some(data) if made.as_bytes().is_some() => Ok(data.into_owned()),
            // Of a class derived from `bytes`, which is CPython's.
            _ if made.is_foreign() && is_bytes(&made)? => {
                Ok(foreign_contents(&made)?.unwrap_or_default())
            }
            _ => Err(raise_type_error(format_args!(
                "__bytes__ returned non-bytes (type {})",
                made.type_name()
            ))),
        };
    }
    if let Some(data) = native_contents(source) {
        return Ok(data.into_owned());
    }
    if crate::operation::is_index(source) {
        let n = crate::operation::index(source)?;
        let Some(n) = crate::int::to_i64(&n) else {
            return Err(crate::error::raise_overflow_error(format_args!(
                "cannot fit '{}' into an index-sized integer",
                source.type_name()
            )));
        };
        if n < 0 {
            return Err(raise_value_error(format_args!("negative count")));
        }
        // What CPython puts around the bytes has no room beside them.
        if class == "bytes" && n > i64::MAX - 33 {
            return Err(crate::error::raise_overflow_error(format_args!(
                "byte string is too large"
            )));
        }
        return Ok(vec![0; crate::operation::repeat_count(n, 1)?]);
    }
    let slots = source.ty().slots();
    if slots.iter().is_none() && slots.getitem().is_none() {
        return Err(raise_type_error(format_args!(
            "cannot convert '{}' object to {class}",
            source.type_name()
        )));
    }
    let what = if class == "bytes" { "bytes" } else { "byte" };
    collect_bytes(source, what)
}

/// The bytes an iterable of ints holds.
fn collect_bytes(source: &Value, what: &str) -> PyResult<Vec<u8>> {
    if let Some(data) = small_ints(source) {
        return Ok(data);
    }
    let iterator = crate::iter::value_iter(source)?;
    let mut data = Vec::new();
    while let Some(item) = crate::iter::iter_next(&iterator)? {
        data.push(to_byte(&item, what)?);
    }
    Ok(data)
}

/// The items of a list or tuple that holds nothing but the ints of bytes.
fn small_ints(source: &Value) -> Option<Vec<u8>> {
    let list = source.downcast_exact::<ListObject>();
    let tuple = source.downcast_exact::<TupleObject>();
    let items = match (&list, &tuple) {
        (Some(list), _) if !list.is_raw() => list.items(),
        (_, Some(tuple)) => tuple.items(),
        _ => return None,
    };
    let byte = |item: &Value| item.as_small_int().and_then(|n| u8::try_from(n).ok());
    items.iter().map(byte).collect()
}

/// `a == b`.
pub fn bytes_eq(a: &Bytes, b: &Bytes) -> bool {
    a.as_slice() == b.as_slice()
}

/// `b[index]`.
pub fn bytes_getitem(b: &Bytes, index: i64) -> PyResult<i64> {
    let at = if index < 0 { index + b.len } else { index };
    match usize::try_from(at).ok().and_then(|at| b.as_slice().get(at)) {
        Some(byte) => Ok(i64::from(*byte)),
        None => Err(raise_index_error(format_args!("index out of range"))),
    }
}

/// Iterates over the bytes of a bytes or bytearray.
#[repr(C)]
pub struct BytesIteratorObject {
    header: Header,
    source: Value,
    /// The next position; -1 once the end was reached.
    at: core::cell::Cell<i64>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for BytesIteratorObject {
    const TYPE: &'static Type = &BYTES_ITERATOR;
    const LAYOUT: Layout = Layout::BytesIterator;
}

const ITERATOR: Slots = Slots {
    dealloc: dealloc_struct::<BytesIteratorObject>,
    iter: Some(|this| Ok(this.clone())),
    next: Some(|this| {
        let this = this
            .downcast::<BytesIteratorObject>()
            .expect("bytes iterator");
        let at = this.at.get();
        let found = usize::try_from(at)
            .ok()
            .and_then(|at| match this.source.as_bytes() {
                Some(bytes) => bytes.as_slice().get(at).copied(),
                None => array(&this.source).with(|data| data.get(at).copied()),
            });
        this.at.set(if found.is_some() { at + 1 } else { -1 });
        Ok(found.map(|byte| Value::int(i64::from(byte))))
    }),
    ..Slots::OBJECT
};

/// `bytes_iterator`.
static BYTES_ITERATOR: Type = Type::builtin(
    "bytes_iterator",
    Layout::BytesIterator,
    size_of::<BytesIteratorObject>(),
    &[&OBJECT],
    ITERATOR,
);

/// `bytearray_iterator`.
static BYTEARRAY_ITERATOR: Type = Type::builtin(
    "bytearray_iterator",
    Layout::BytesIterator,
    size_of::<BytesIteratorObject>(),
    &[&OBJECT],
    ITERATOR,
);

fn iterate(this: &Value) -> PyResult<Value> {
    let ty = if this.as_bytes().is_some() {
        &BYTES_ITERATOR
    } else {
        &BYTEARRAY_ITERATOR
    };
    let object = BytesIteratorObject {
        header: new_header(),
        source: this.clone(),
        at: core::cell::Cell::new(0),
    };
    Ok(Ref::alloc_as(ty, object).into())
}

fn iterator(this: &Value) -> &Ref<BytesIteratorObject> {
    this.downcast().expect("bytes iterator")
}

fn source_len(this: &BytesIteratorObject) -> i64 {
    match this.source.as_bytes() {
        Some(bytes) => bytes.as_slice().len() as i64,
        None => array(&this.source).with(|data| data.len() as i64),
    }
}

/// What the iterator is made again from.
pub(crate) fn iterator_again(this: &Value) -> Again {
    let this = iterator(this);
    let source = (this.at.get() >= 0).then(|| this.source.clone());
    Again::at(source, this.at.get(), Str::new("").into())
}

/// Moves the iterator to the byte `at`.
pub(crate) fn set_iterator_state(this: &Value, at: i64) {
    let this = iterator(this);
    if this.at.get() >= 0 {
        this.at.set(at.clamp(0, source_len(this)));
    }
}

/// How many bytes are still to come.
pub(crate) fn iterator_left(this: &Value) -> i64 {
    let this = iterator(this);
    match this.at.get() {
        -1 => 0,
        at => (source_len(this) - at).max(0),
    }
}
