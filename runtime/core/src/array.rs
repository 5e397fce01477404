//! `array.array`.
//!
//! An array owns its memory until it crosses to CPython. From then on it has a twin there, an array of
//! CPython's that owns the memory, and both look at the same items: whoever makes it longer or shorter
//! asks the twin (`docs/decisions/0023-arrays.md`).

pub(crate) mod iterator;
mod method;
mod number;
mod slice;

use pyaot_abi::layout::{ArrayObject, Header};
use pyaot_abi::value::UNBOUND;

use crate::args::Args;
use crate::bytes::as_bytearray;
use crate::error::{
    PyResult, Raised, raise_buffer_error, raise_index_error, raise_memory_error, raise_type_error,
    raise_value_error,
};
use crate::iter::SliceObject;
use crate::memory::Global;
use crate::operation;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, new_header};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

pub use self::method::*;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ArrayObject {
    const TYPE: &'static Type = &ARRAY;
    const LAYOUT: Layout = Layout::Array;
}

/// A reference to an array.
pub type Array = Ref<ArrayObject>;

const OPERATORS: u32 = operators(&[BinaryOp::Add, BinaryOp::Mul]);

/// `array.array`.
pub static ARRAY: Type = Type::builtin_in(
    "array",
    "array",
    Layout::Array,
    size_of::<ArrayObject>(),
    &[&OBJECT],
    Slots {
        dealloc,
        hash: None,
        repr: Some(|this| repr(array(this))),
        compare: Some(|this, other, op| match as_array(other) {
            Some(other) => compare(array(this), other, op).map(Some),
            None => Ok(None),
        }),
        len: Some(|this| Ok(array(this).len)),
        getitem: Some(|this, key| {
            let this = array(this);
            match key.downcast::<SliceObject>() {
                Some(part) => slice::get(this, part.unpack()?),
                None => get(this, index(key)?),
            }
        }),
        setitem: Some(|this, key, value| {
            if let Some(part) = key.downcast::<SliceObject>() {
                return slice::assign(array(this), part.unpack()?, value);
            }
            let at = index(key)?;
            match value {
                Some(value) => array_set(this, at, value),
                None => {
                    let at = position(array(this), at).ok_or_else(|| out_of_range(true))?;
                    slice::remove(array(this), at, 1)
                }
            }
        }),
        contains: Some(|this, item| {
            let found = find(array(this), item, 0, usize::MAX)?;
            Ok(found.is_some())
        }),
        iter: Some(|this| Ok(iterator::iterate(array(this)))),
        binary: Some(binary),
        binary_ops: OPERATORS,
        inplace: Some(inplace),
        inplace_ops: OPERATORS,
        new: Some(new),
        ..Slots::OBJECT
    },
);

unsafe fn dealloc(header: *mut Header) {
    // SAFETY: a dealloc slot gets dead objects of its own type, whose block and items nobody uses any more.
    unsafe {
        let this = &*header.cast::<ArrayObject>();
        let (items, room) = (this.items, this.capacity as usize * this.item_size());
        match (Value::from_raw_opt(this.twin), crate::foreign::hooks()) {
            (Some(twin), Some(hooks)) => {
                (hooks.array_dies)(&twin);
                drop(twin);
            }
            _ => release(items, room),
        }
        crate::memory::free(header.cast(), size_of::<ArrayObject>());
    }
}

type Copy = fn(&Value) -> Value;

/// What copies an array, once the program has imported the class: what may meet an array in
/// other programs does not link it.
static COPY: Global<Option<Copy>> = Global::new(None);

/// Whether arrays that CPython makes are to be arrays of ours.
pub fn is_used() -> bool {
    // SAFETY: a short access.
    unsafe { (*COPY.get()).is_some() }
}

/// `copy.copy(value)` of an array.
pub fn copied(value: &Value) -> Option<Value> {
    // SAFETY: a short access.
    let copy = unsafe { *COPY.get() }?;
    as_array(value)?;
    Some(copy(value))
}

/// The class, for the module.
pub fn array_class() -> Value {
    // SAFETY: a short access.
    unsafe { *COPY.get() = Some(array_copy) };
    ARRAY.to_value()
}

/// The value as an array. It does not refer to the class, of which there are no others.
pub fn as_array(value: &Value) -> Option<&Array> {
    let is_array = value.is_heap() && value.ty().layout() == Layout::Array;
    // SAFETY: only arrays have the layout; a reference has the bits of the value.
    is_array.then(|| unsafe { &*(value as *const Value).cast::<Array>() })
}

fn array(this: &Value) -> &Array {
    as_array(this).expect("array")
}

fn out_of_range(is_assignment: bool) -> Raised {
    let what = if is_assignment { "assignment " } else { "" };
    raise_index_error(format_args!("array {what}index out of range"))
}

/// Where items of an array lie, and what they are.
pub trait Items {
    fn code(&self) -> u8;
    /// Bytes of an item.
    fn item_size(&self) -> usize;
    fn length(&self) -> usize;
    /// All items. Not to be held while other code runs.
    fn bytes(&self) -> &[u8];
}

impl Items for ArrayObject {
    #[inline]
    fn code(&self) -> u8 {
        self.code as u8
    }

    #[inline]
    fn item_size(&self) -> usize {
        number::size(self.code())
    }

    #[inline]
    fn length(&self) -> usize {
        self.len as usize
    }

    fn bytes(&self) -> &[u8] {
        if self.len == 0 {
            return &[];
        }
        // SAFETY: as many items are there.
        unsafe { core::slice::from_raw_parts(self.items, self.length() * self.item_size()) }
    }
}

/// As [`Items::bytes`], to change.
#[allow(clippy::mut_from_ref)]
fn edit(this: &Array) -> &mut [u8] {
    if this.len == 0 {
        return &mut [];
    }
    // SAFETY: one thread, and callers hold no other reference into the items.
    unsafe { core::slice::from_raw_parts_mut(this.items, this.length() * this.item_size()) }
}

/// An array of `len` items that are still to be written.
fn with_length(code: u8, len: usize) -> PyResult<Array> {
    let this = empty(code, UNBOUND);
    make_room(&this, len)?;
    set_length(&this, len);
    // SAFETY: a short access.
    unsafe { (*this.as_ptr()).allocated = len as i64 };
    Ok(this)
}

/// An array of the items that lie in `bytes`.
pub fn from_bytes(code: u8, bytes: &[u8]) -> PyResult<Array> {
    let this = with_length(code, bytes.len() / number::size(code))?;
    edit(&this).copy_from_slice(bytes);
    Ok(this)
}

/// An array whose memory is that of an array of CPython's.
pub fn of_twin(code: u8, twin: Value) -> Array {
    empty(code, twin.into_raw())
}

/// An array without items; `twin` is a word or [`UNBOUND`].
fn empty(code: u8, twin: u64) -> Array {
    Ref::alloc(ArrayObject {
        header: new_header(),
        len: 0,
        items: core::ptr::null_mut(),
        capacity: 0,
        allocated: 0,
        code: u64::from(code),
        twin,
    })
}

/// The array of CPython's that an array shares its memory with.
pub fn twin(this: &Array) -> Option<&Value> {
    // SAFETY: a value word, or unbound, which lives as long as the array.
    unsafe { Value::borrow_opt(&this.twin) }
}

/// Gives the array a twin, which has the same items in memory of its own.
pub fn set_twin(this: &Array, twin: Value) {
    // SAFETY: the array has no twin yet, and so owns its items.
    unsafe {
        let room = this.capacity as usize * this.item_size();
        let object = &mut *this.as_ptr();
        release(object.items, room);
        object.capacity = 0;
        object.twin = twin.into_raw();
    }
}

/// Says where the items are now that the twin has.
pub fn look_at_twin(this: &Array, items: *mut u8, len: i64, allocated: i64) {
    // SAFETY: one thread; short accesses.
    unsafe {
        let object = &mut *this.as_ptr();
        object.items = items;
        object.len = len;
        object.allocated = allocated;
    }
}

/// How blocks of items are allocated: not among those of objects, which the collector walks through.
fn layout(bytes: usize) -> core::alloc::Layout {
    match core::alloc::Layout::from_size_align(bytes, 16) {
        Ok(layout) => layout,
        Err(_) => crate::start::fatal("an array is larger than the address space"),
    }
}

/// Gives a block of items back.
///
/// # Safety
/// The block is of that size, and not used again.
unsafe fn release(items: *mut u8, bytes: usize) {
    if bytes > 0 {
        // SAFETY: as promised by the caller.
        unsafe { alloc::alloc::dealloc(items, layout(bytes)) };
    }
}

/// A block of `wanted` bytes that begins with what another one held.
///
/// # Safety
/// The block has `had` bytes, and is not used again.
unsafe fn reallocate(items: *mut u8, had: usize, wanted: usize) -> *mut u8 {
    // SAFETY: as promised by the caller; no size is 0.
    let block = unsafe {
        match (had, wanted) {
            (_, 0) => {
                release(items, had);
                return core::ptr::null_mut();
            }
            (0, _) => alloc::alloc::alloc(layout(wanted)),
            _ => alloc::alloc::realloc(items, layout(had), wanted),
        }
    };
    if block.is_null() {
        alloc::alloc::handle_alloc_error(layout(wanted));
    }
    block
}

/// Makes room for `len` items, which are not fewer than there are; the length stays.
fn make_room(this: &Array, len: usize) -> PyResult<()> {
    let size = this.item_size();
    let wanted = len.checked_mul(size).filter(|bytes| *bytes < 1 << 47);
    let Some(wanted) = wanted.filter(|bytes| crate::memory::is_available(*bytes)) else {
        return Err(raise_memory_error());
    };
    // SAFETY: the array has no twin and owns its items, which are as many as it says.
    unsafe {
        let object = &mut *this.as_ptr();
        let had = object.capacity as usize * size;
        object.items = reallocate(object.items, had, wanted);
        object.capacity = len as i64;
    }
    Ok(())
}

fn set_length(this: &Array, len: usize) {
    // SAFETY: a short access; there is room.
    unsafe { (*this.as_ptr()).len = len as i64 };
}

/// Whether something looks at the items by way of CPython.
fn is_exported(this: &Array) -> bool {
    twin(this).is_some()
        && crate::foreign::hooks().is_some_and(|hooks| (hooks.is_exported)(this.as_value()))
}

fn exported() -> Raised {
    raise_buffer_error(format_args!(
        "cannot resize an array that is exporting buffers"
    ))
}

/// Makes the array `len` items long; new ones are still to be written.
fn resize(this: &Array, len: usize) -> PyResult<()> {
    if let (Some(_), Some(hooks)) = (twin(this), crate::foreign::hooks()) {
        if this.length() != len && is_exported(this) {
            return Err(exported());
        }
        return (hooks.array_resize)(this.as_value(), len);
    }
    let had = this.length();
    let said = allocated(this);
    // As CPython does it: the program can ask how large the object is.
    let fits = said >= len && had < len + 16 && said > 0;
    let said = match len {
        _ if fits => said,
        0 => 0,
        _ => roomy(had, len),
    };
    let room = this.capacity as usize;
    if said > room {
        // Grown for good, which that rule does in small steps.
        make_room(this, said.max(room + room / 2))?;
    }
    set_length(this, len);
    if said < room / 4 {
        make_room(this, said)?;
    }
    // SAFETY: a short access.
    unsafe { (*this.as_ptr()).allocated = said as i64 };
    Ok(())
}

/// How many items an array of CPython's would have room for now: compiled code appends one by one
/// without saying so.
pub fn allocated(this: &ArrayObject) -> usize {
    let (mut allocated, len) = (this.allocated as usize, this.length());
    while allocated < len {
        allocated = roomy(allocated, allocated + 1);
    }
    allocated
}

/// How many items CPython makes room for when `len` are wanted where `old` were.
pub fn roomy(old: usize, len: usize) -> usize {
    (len >> 4) + if old < 8 { 3 } else { 7 } + len
}

/// The bits of an item that is there.
#[inline]
fn bits(this: &ArrayObject, at: usize) -> u64 {
    debug_assert!(at < this.length());
    // SAFETY: callers ask for items that are there, each aligned to its size.
    unsafe {
        match this.item_size() {
            1 => u64::from(*this.items.add(at)),
            2 => u64::from(*this.items.cast::<u16>().add(at)),
            4 => u64::from(*this.items.cast::<u32>().add(at)),
            _ => *this.items.cast::<u64>().add(at),
        }
    }
}

/// An item that is there.
fn item(this: &ArrayObject, at: usize) -> PyResult<Value> {
    number::from_bits(this.code(), bits(this, at))
}

#[inline]
fn put_bits(this: &Array, at: usize, bits: u64) {
    assert!(at < this.length());
    // SAFETY: the item is there, aligned to its size.
    unsafe {
        match this.item_size() {
            1 => *this.items.add(at) = bits as u8,
            2 => *this.items.cast::<u16>().add(at) = bits as u16,
            4 => *this.items.cast::<u32>().add(at) = bits as u32,
            _ => *this.items.cast::<u64>().add(at) = bits,
        }
    }
}

/// An index that a subscript says.
fn index(key: &Value) -> PyResult<i64> {
    if !operation::is_index(key) {
        return Err(raise_type_error(format_args!(
            "array indices must be integers"
        )));
    }
    operation::to_index(key)
}

/// The position an index stands for, if there is one.
fn position(this: &ArrayObject, index: i64) -> Option<usize> {
    let at = if index < 0 { index + this.len } else { index };
    (0..this.len).contains(&at).then_some(at as usize)
}

fn get(this: &Array, index: i64) -> PyResult<Value> {
    match position(this, index) {
        Some(at) => item(this, at),
        None => Err(out_of_range(false)),
    }
}

/// The row `array_outside`.
pub fn array_outside(this: &Value, stores: i64) -> PyResult<()> {
    Err(match as_bytearray(this) {
        Some(bytes) => bytes.outside(),
        None => out_of_range(stores != 0),
    })
}

/// The row `array_bits`: what the array would keep of an item there, or one to append.
pub fn array_bits(this: &Value, index: i64, appends: i64, value: &Value) -> PyResult<i64> {
    if let Some(bytes) = as_bytearray(this) {
        return Ok(bytes.byte_of(value)?.into());
    }
    let this = array(this);
    if appends == 0 && position(this, index).is_none() {
        return Err(out_of_range(true));
    }
    Ok(number::to_bits(this.code(), value)? as i64)
}

/// The row `array_bits_of_machine`.
pub fn array_bits_of_machine(this: &Value, index: i64, appends: i64, value: i64) -> PyResult<i64> {
    array_bits(this, index, appends, &crate::int::int_from_i64(value))
}

/// The row `array_set`.
pub fn array_set(this: &Value, index: i64, value: &Value) -> PyResult<()> {
    if let Some(bytes) = as_bytearray(this) {
        return bytes.set(index, value);
    }
    let this = array(this);
    if position(this, index).is_none() {
        return Err(out_of_range(true));
    }
    let bits = number::to_bits(this.code(), value)?;
    // What `value` says of itself may have changed the array.
    match position(this, index) {
        Some(at) => put_bits(this, at, bits),
        None => return Err(out_of_range(true)),
    }
    Ok(())
}

/// The row `array_append_float`.
pub fn array_append_float(this: &Value, value: f64) -> PyResult<()> {
    array_append(this, &Value::float(value))
}

/// The row `array_append_bits`.
pub fn array_append_bits(this: &Value, bits: i64) -> PyResult<()> {
    let this = array(this);
    let at = this.length();
    resize(this, at + 1)?;
    put_bits(this, at, bits as u64);
    Ok(())
}

/// The first position in `from..to` of an item equal to `wanted`.
fn find(this: &Array, wanted: &Value, from: usize, to: usize) -> PyResult<Option<usize>> {
    let mut at = from;
    while at < to.min(this.length()) {
        // Not the same object, even where it is the same nan.
        if operation::compare_bool(CompareOp::Eq, &item(this, at)?, wanted)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn repr(this: &Array) -> PyResult<Str> {
    let name = this.ty().name();
    let code = char::from(this.code());
    if this.len == 0 {
        return Ok(Str::new(&format!("{name}('{code}')")));
    }
    let items = if code == 'u' {
        array_tounicode(this.as_value())?
    } else {
        array_tolist(this.as_value()).into()
    };
    let items = operation::value_repr(&items)?;
    Ok(Str::new(&format!("{name}('{code}', {})", items.as_str())))
}

fn compare(this: &Array, other: &Array, op: CompareOp) -> PyResult<Value> {
    let lengths = || this.len.cmp(&other.len);
    if this.len != other.len && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    // Ints that are the same have the same bits; floats need not.
    let is_float = matches!(this.code(), b'f' | b'd');
    let mut at = 0;
    if this.code() == other.code() && !is_float {
        let size = this.item_size();
        let same = this
            .bytes()
            .iter()
            .zip(other.bytes())
            .take_while(|(a, b)| a == b);
        at = same.count() / size;
    }
    while at < this.length().min(other.length()) {
        let (a, b) = (item(this, at)?, item(other, at)?);
        if !operation::compare_bool(CompareOp::Eq, &a, &b)? {
            return match op {
                CompareOp::Eq => Ok(Value::bool(false)),
                CompareOp::Ne => Ok(Value::bool(true)),
                _ => operation::compare(op, &a, &b),
            };
        }
        at += 1;
    }
    Ok(Value::bool(op.accepts(lengths())))
}

fn bad_argument() -> Raised {
    raise_type_error(format_args!("bad argument type for built-in operation"))
}

fn binary(op: BinaryOp, this: &Value, other: &Value, reflected: bool) -> PyResult<Option<Value>> {
    let this = array(this);
    match op {
        BinaryOp::Add if !reflected => {
            // Others may know what their sum with an array is.
            let Some(other) = as_array(other) else {
                return Ok(None);
            };
            if this.code != other.code {
                return Err(bad_argument());
            }
            let both = with_length(this.code(), this.length() + other.length())?;
            let (first, second) = edit(&both).split_at_mut(this.bytes().len());
            first.copy_from_slice(this.bytes());
            second.copy_from_slice(other.bytes());
            Ok(Some(both.into()))
        }
        BinaryOp::Mul if operation::repeats_by(other) => {
            let n = operation::repeat_factor(other)?;
            let count = operation::repeat_count(n, this.bytes().len() as i64)?;
            let made = with_length(this.code(), this.length() * count)?;
            fill(edit(&made), this.bytes());
            Ok(Some(made.into()))
        }
        _ => Ok(None),
    }
}

/// Writes `part` again and again. Bytes that are all the same are written at once.
fn fill(all: &mut [u8], part: &[u8]) {
    match part {
        [] => {}
        [first, rest @ ..] if rest.iter().all(|byte| byte == first) => all.fill(*first),
        _ => all
            .chunks_exact_mut(part.len())
            .for_each(|place| place.copy_from_slice(part)),
    }
}

fn inplace(op: BinaryOp, this: &Value, other: &Value) -> PyResult<Option<Value>> {
    let object = array(this);
    match op {
        BinaryOp::Add => {
            let Some(other) = as_array(other) else {
                return Ok(None);
            };
            method::extend_by_array(object, other)?;
        }
        BinaryOp::Mul if operation::is_index(other) => {
            let n = operation::repeat_factor(other)?;
            let had = object.bytes().len();
            let count = operation::repeat_count(n, had as i64)?;
            resize(object, object.length() * count)?;
            if count > 1 {
                let (part, rest) = edit(object).split_at_mut(had);
                fill(rest, part);
            }
        }
        _ => return Ok(None),
    }
    Ok(Some(this.clone()))
}

/// `array(typecode, initializer)`.
fn new(_: &'static Type, args: Args<'_>) -> PyResult<Value> {
    if args.n_keywords() > 0 {
        return Err(raise_type_error(format_args!(
            "array.array() takes no keyword arguments"
        )));
    }
    let words = args.positional();
    let n = words.len();
    if n == 0 || n > 2 {
        let (bound, s) = if n == 0 {
            ("least 1", "")
        } else {
            ("most 2", "s")
        };
        return Err(raise_type_error(format_args!(
            "array() takes at {bound} argument{s} ({n} given)"
        )));
    }
    let text = words[0].as_str().map(Str::as_str).unwrap_or_default();
    let mut characters = text.chars();
    let (Some(code), None) = (characters.next(), characters.next()) else {
        return Err(raise_type_error(format_args!(
            "array() argument 1 must be a unicode character, not {}",
            words[0].type_name()
        )));
    };
    let initial = words.get(1);
    if code != 'u'
        && let Some(initial) = initial
    {
        let other = as_array(initial);
        let what = match other {
            _ if initial.as_str().is_some() => Some("str"),
            Some(other) if other.code() == b'u' => Some("unicode array"),
            _ => None,
        };
        if let Some(what) = what {
            return Err(raise_type_error(format_args!(
                "cannot use a {what} to initialize an array with typecode '{code}'"
            )));
        }
    }
    let known = u8::try_from(code)
        .ok()
        .filter(|_| number::CODES.contains(code));
    method::from_initial(known, initial)?.ok_or_else(|| {
        raise_value_error(format_args!(
            "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"
        ))
    })
}
