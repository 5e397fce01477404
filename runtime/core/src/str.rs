//! str: objects, indexing, comparison, operators.
//!
//! Text is UTF-8. A lone surrogate has no UTF-8 form: a character stands for it ([`crate::surrogate`]).
//! The methods are in the files below, by subject.

use pyaot_abi::layout::{BLOCK_GRAIN, Header, StrObject, Word};
use pyaot_abi::value::IMMORTAL;

use crate::again::Again;
use crate::args::Args;
use crate::error::{PyResult, raise_type_error};
use crate::iter::SliceObject;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, dealloc_struct, new_header};
use crate::slicing::{Bounds, RawSlice};
use crate::surrogate::{code_of, compare};
use crate::types::{BinaryOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

mod change;
mod classify;
mod escape;
mod index;
mod room;
mod scan;
mod search;
mod single;
mod split;
pub(crate) mod units;
pub(crate) use split::own_iterator;

pub use change::*;
pub use classify::*;
pub use escape::{push_bytes_repr, push_escape, repr_text, str_ascii};
pub use room::str_append;
pub use search::*;
use single::{ascii_char, only_char, wide_char};
pub use split::*;

pub use crate::field::str_fields;
pub use crate::format_value::{str_format, str_format_map};
pub use crate::siphash::hash_text;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for StrObject {
    const TYPE: &'static Type = &STR;
    const LAYOUT: Layout = Layout::Str;
}

fn text(this: &Value) -> &Str {
    this.as_str().expect("str")
}

/// The slots of `str`.
pub(crate) const SLOTS: Slots = Slots {
    dealloc: str_dealloc,
    repr: Some(|this| Ok(Str::new(&repr_text(text(this).as_str())))),
    str: Some(|this| Ok(exact(text(this)))),
    format: Some(crate::format_value::str_slot),
    hash: Some(|this| Ok(hash(text(this)))),
    compare: Some(|this, other, op| {
        Ok(other
            .as_str()
            .map(|other| Value::bool(op.accepts(compare(text(this), other)))))
    }),
    len: Some(|this| Ok(text(this).char_len)),
    getitem: Some(subscript),
    contains: Some(|this, item| match item.to_str() {
        Some(item) => Ok(str_contains(text(this), &item)),
        None => Err(raise_type_error(format_args!(
            "'in <string>' requires string as left operand, not {}",
            item.type_name()
        ))),
    }),
    iter: Some(|this| {
        let text = text(this).clone();
        let class = match text.char_len == text.as_str().len() as i64 {
            true => &STR_ASCII_ITERATOR,
            false => &STR_ITERATOR,
        };
        let object = StrIteratorObject {
            header: new_header(),
            text,
            at: core::cell::Cell::new(0),
        };
        Ok(Ref::alloc_as(class, object).into())
    }),
    binary: Some(str_binary),
    binary_ops: operators(&[BinaryOp::Add, BinaryOp::Mul, BinaryOp::Mod]),
    new: Some(str_new),
    ..Slots::OBJECT
};

/// `str`.
#[unsafe(export_name = "pyaot_str_type")]
pub static STR: Type = Type::core(
    "str",
    Layout::Str,
    size_of::<StrObject>(),
    &[&OBJECT],
    SLOTS,
)
.subclassable();

unsafe fn str_dealloc(header: *mut Header) {
    let this = header.cast::<StrObject>();
    // SAFETY: the str is dead.
    unsafe {
        if !crate::class::run_del(header) {
            return;
        }
        let ty = &*(*header).ty.cast::<Type>();
        crate::class::drop_subclass_fields(header, ty);
        index::drop_index(this);
        crate::memory::free(header.cast(), block_size(ty, (*this).byte_len as usize));
    }
}

/// Takes a dead object of class `str` itself apart.
///
/// # Safety
/// Nobody refers to `this` any more.
#[inline]
pub(crate) unsafe fn free_exact(this: *mut StrObject) {
    // SAFETY: as promised by the caller.
    unsafe {
        index::drop_index(this);
        let size = size_of::<StrObject>() + (*this).byte_len as usize;
        crate::memory::free(this.cast(), size);
    }
}

/// Bytes of a str object; one of a class of the program has its attribute
/// word behind the text.
fn block_size(ty: &Type, byte_len: usize) -> usize {
    if ty.is_heap_type() {
        size_of::<StrObject>() + byte_len.next_multiple_of(8) + size_of::<Word>()
    } else {
        size_of::<StrObject>() + byte_len
    }
}

/// The same text as an object of exactly `str`.
fn exact(text: &Str) -> Str {
    if text.ty().is_heap_type() {
        Str::new(text.as_str())
    } else {
        text.clone()
    }
}

/// An immortal str.
fn immortal(text: &str) -> Str {
    let made = Str::copy_of(&STR, text, text.chars().count());
    // SAFETY: a fresh object nobody else knows.
    unsafe { (*made.as_ptr()).header.refcount = IMMORTAL };
    made
}

/// Copies `text` to `to`; most texts are short, and cheaper copied in two
/// words that may overlap than by a call.
///
/// # Safety
/// There is room at `to`, outside the text.
#[inline(always)]
pub(crate) unsafe fn copy_text(text: &str, to: *mut u8) {
    let (from, n) = (text.as_ptr(), text.len());
    // SAFETY: all addresses lie within the text and the room for it.
    unsafe {
        match n {
            8..=16 => {
                let last = from.add(n - 8).cast::<u64>().read_unaligned();
                to.cast::<u64>()
                    .write_unaligned(from.cast::<u64>().read_unaligned());
                to.add(n - 8).cast::<u64>().write_unaligned(last);
            }
            4..8 => {
                let last = from.add(n - 4).cast::<u32>().read_unaligned();
                to.cast::<u32>()
                    .write_unaligned(from.cast::<u32>().read_unaligned());
                to.add(n - 4).cast::<u32>().write_unaligned(last);
            }
            2..4 => {
                let last = from.add(n - 2).cast::<u16>().read_unaligned();
                to.cast::<u16>()
                    .write_unaligned(from.cast::<u16>().read_unaligned());
                to.add(n - 2).cast::<u16>().write_unaligned(last);
            }
            1 => to.write(*from),
            0 => {}
            17..=32 => {
                let last = from.add(n - 16).cast::<u128>().read_unaligned();
                to.cast::<u128>()
                    .write_unaligned(from.cast::<u128>().read_unaligned());
                to.add(n - 16).cast::<u128>().write_unaligned(last);
            }
            _ => to.copy_from_nonoverlapping(from, n),
        }
    }
}

fn empty() -> Str {
    static EMPTY: Global<Option<Str>> = Global::new(None);
    // SAFETY: a short access; `immortal` does not come back here.
    unsafe { (*EMPTY.get()).get_or_insert_with(|| immortal("")).clone() }
}

impl Ref<StrObject> {
    /// A str with this text. Texts of no or one ASCII character are shared.
    pub fn new(text: &str) -> Str {
        match text.as_bytes() {
            [] => empty(),
            [byte] => ascii_char(*byte),
            _ if text.is_ascii() => Str::copy_of(&STR, text, text.len()),
            _ => match only_char(text) {
                Some(c) => wide_char(c),
                None => Str::copy_of(&STR, text, text.chars().count()),
            },
        }
    }

    /// A str of ASCII text.
    pub fn new_ascii(text: &[u8]) -> Str {
        debug_assert!(text.is_ascii());
        // SAFETY: ASCII is UTF-8.
        Str::of_ascii(unsafe { core::str::from_utf8_unchecked(text) })
    }

    /// As [`Str::new`], of text known to be ASCII.
    pub fn of_ascii(text: &str) -> Str {
        match text.as_bytes() {
            [] => empty(),
            [byte] => ascii_char(*byte),
            _ => Str::copy_of(&STR, text, text.len()),
        }
    }

    /// As [`Str::new`], of more than one byte and so many characters.
    pub(crate) fn of_chars(text: &str, chars: usize) -> Str {
        Str::copy_of(&STR, text, chars)
    }

    /// The str of one ASCII character.
    #[inline]
    pub(crate) fn of_byte(byte: u8) -> Str {
        ascii_char(byte)
    }

    /// The str of one character.
    pub fn from_char(c: char) -> Str {
        if c.is_ascii() {
            ascii_char(c as u8)
        } else {
            wide_char(c)
        }
    }

    /// The character at `index`, counted from the end when negative.
    fn char_at(&self, index: i64) -> PyResult<char> {
        let at = if index < 0 {
            index + self.char_len
        } else {
            index
        };
        if !(0..self.char_len).contains(&at) {
            return Err(crate::operation::index_error(
                index,
                "string index out of range",
            ));
        }
        let text = self.as_str();
        if self.is_ascii() {
            return Ok(text.as_bytes()[at as usize] as char);
        }
        let rest = &text[self.byte_offset(at as usize)..];
        Ok(rest.chars().next().expect("character"))
    }

    /// A str of class `ty`, never shared.
    pub fn new_as(ty: &'static Type, text: &str) -> Str {
        Str::copy_of(ty, text, text.chars().count())
    }

    /// A str object with room for `byte_len` bytes, and where they go.
    ///
    /// # Safety
    /// All of the bytes are written before the object is used: UTF-8 of
    /// `char_len` characters.
    unsafe fn alloc_uninit(ty: &'static Type, byte_len: usize, char_len: usize) -> (Str, *mut u8) {
        // SAFETY: the block has room for all that is written.
        unsafe {
            let this = crate::memory::alloc(block_size(ty, byte_len)).cast::<StrObject>();
            this.write(StrObject {
                header: Header {
                    refcount: 1,
                    ty: (ty as *const Type).cast(),
                },
                hash: 0,
                byte_len: byte_len as i64,
                char_len: char_len as i64,
                index: core::ptr::null_mut(),
                data: [],
            });
            let data = (&raw mut (*this).data).cast::<u8>();
            if ty.is_heap_type() {
                data.add(byte_len.next_multiple_of(8))
                    .cast::<Word>()
                    .write(0);
            }
            (Ref::from_ptr(this), data)
        }
    }

    /// A str of class `ty` with a copy of this text of `char_len` characters.
    fn copy_of(ty: &'static Type, text: &str, char_len: usize) -> Str {
        // SAFETY: all bytes are written at once.
        unsafe {
            let (made, data) = Str::alloc_uninit(ty, text.len(), char_len);
            copy_text(text, data);
            made
        }
    }

    /// The texts of `parts` in a row, `char_len` characters in all.
    fn concat(parts: &[&str], char_len: usize) -> Str {
        let byte_len = parts.iter().map(|part| part.len()).sum();
        Str::from_parts(parts.iter().copied(), "", byte_len, char_len)
    }

    /// The texts of `parts` with `between` between them, `byte_len` bytes and
    /// `char_len` characters in all.
    fn from_parts<'a>(
        mut parts: impl Iterator<Item = &'a str>,
        between: &str,
        byte_len: usize,
        char_len: usize,
    ) -> Str {
        if byte_len <= 1 {
            let only = parts.find(|part| !part.is_empty());
            return Str::new(only.unwrap_or(if byte_len == 0 { "" } else { between }));
        }
        // SAFETY: the parts fill the object exactly, which is checked.
        unsafe {
            let (made, mut data) = Str::alloc_uninit(&STR, byte_len, char_len);
            let mut left = byte_len;
            let mut put = |part: &str| {
                left = left.checked_sub(part.len()).expect("parts of this length");
                copy_text(part, data);
                data = data.add(part.len());
            };
            if let Some(first) = parts.next() {
                put(first);
            }
            if between.is_empty() {
                parts.for_each(&mut put);
            } else {
                parts.for_each(|part| {
                    put(between);
                    put(part);
                });
            }
            assert_eq!(left, 0, "parts fill the text");
            made
        }
    }

    #[inline]
    pub fn as_str(&self) -> &str {
        // SAFETY: `byte_len` bytes of UTF-8 follow the struct.
        unsafe {
            let data = (&raw const (*self.as_ptr()).data).cast::<u8>();
            core::str::from_utf8_unchecked(core::slice::from_raw_parts(
                data,
                self.byte_len as usize,
            ))
        }
    }

    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.byte_len == self.char_len
    }

    #[inline]
    pub fn same_text(&self, other: &Str) -> bool {
        self.is(other)
            || self.byte_len == other.byte_len
                && same_bytes(self.as_str().as_bytes(), other.as_str().as_bytes())
    }

    /// Whether the object lives for ever, so that its address can stand for it.
    #[inline]
    pub fn is_immortal(&self) -> bool {
        self.header.refcount > IMMORTAL / 2
    }

    /// The characters from number `start` up to `end`, both within the text.
    fn slice_text(&self, start: usize, end: usize) -> &str {
        if start >= end {
            return "";
        }
        &self.as_str()[self.part(start, end - start)]
    }
}

/// The static str object whose address a description holds.
pub fn from_static(place: &'static *const StrObject) -> &'static Str {
    if place.is_null() {
        return crate::name!("");
    }
    // SAFETY: a `Ref` is the address itself, and static strs are immortal.
    unsafe { &*(place as *const *const StrObject).cast::<Str>() }
}

static INTERNED: Global<Option<hashbrown::HashMap<Box<str>, Str>>> = Global::new(None);

/// Those of them that were looked for last, by a few bytes of their texts.
static RECENT: Global<[Option<Str>; 256]> = Global::new([const { None }; 256]);

/// Where the text stands among those that were looked for last.
fn recent(text: &str) -> &'static mut Option<Str> {
    let bytes = text.as_bytes();
    let at = |n: usize| usize::from(bytes.get(n).copied().unwrap_or(0));
    let last = at(bytes.len().wrapping_sub(1));
    let mixed = bytes.len() * 7 + at(2) * 31 + at(bytes.len() / 2) * 5 + last * 3;
    // SAFETY: callers are done with it before they ask again.
    unsafe { &mut (*RECENT.get())[mixed % 256] }
}

/// The immortal str object with this text, if there is one.
pub fn interned(text: &str) -> Option<Str> {
    let recent = recent(text);
    if let Some(known) = recent.as_ref().filter(|known| known.as_str() == text) {
        return Some(known.clone());
    }
    // SAFETY: no reference into the map is kept.
    let known = unsafe { (*INTERNED.get()).as_ref()?.get(text).cloned() };
    if known.is_some() {
        recent.clone_from(&known);
    }
    known
}

/// An immortal str is from now on the one with its text, unless there is another.
pub fn adopt(text: &Str) {
    if interned(text.as_str()).is_none() {
        // SAFETY: a short access.
        let map = unsafe { (*INTERNED.get()).get_or_insert_default() };
        map.insert(text.as_str().into(), text.clone());
    }
}

/// A str with this text, the immortal one if there is one.
pub fn known(text: &str) -> Str {
    interned(text).unwrap_or_else(|| Str::new(text))
}

/// The one immortal str object with this text.
pub fn intern(text: &str) -> Str {
    if let Some(known) = interned(text) {
        return known;
    }
    let made = if text.len() <= 1 {
        Str::new(text)
    } else {
        immortal(text)
    };
    // SAFETY: a short access.
    let map = unsafe { (*INTERNED.get()).get_or_insert_default() };
    map.insert(text.into(), made.clone());
    made
}

/// The immortal str with the text of a name that code has computed, as long as there are few.
pub fn computed_name(name: &Str) -> Option<Str> {
    static LEFT: Global<usize> = Global::new(1000);
    let text = name.as_str();
    if let Some(known) = interned(text) {
        return Some(known);
    }
    // SAFETY: a short access.
    let left = unsafe { &mut *LEFT.get() };
    if *left == 0 || !(2..=60).contains(&text.len()) {
        return None;
    }
    *left -= 1;
    Some(intern(text))
}

/// A `&'static Str` of a literal, interned on first use.
#[macro_export]
macro_rules! name {
    ($text:literal) => {{
        static NAME: $crate::memory::Global<Option<$crate::reference::Str>> =
            $crate::memory::Global::new(None);
        // SAFETY: set once and never changed.
        unsafe {
            (*NAME.get()).get_or_insert_with(|| $crate::str::intern($text))
                as &'static $crate::reference::Str
        }
    }};
}

/// `hash(text)`, kept in the object.
#[inline]
pub fn hash(text: &Str) -> i64 {
    if text.hash != 0 {
        return text.hash;
    }
    first_hash(text)
}

#[inline(never)]
fn first_hash(text: &Str) -> i64 {
    let hash = if text.is_ascii() {
        crate::siphash::hash_bytes(text.as_str().as_bytes())
    } else {
        hash_text(text.as_str())
    };
    // SAFETY: a plain word of a live object.
    unsafe { (*text.as_ptr()).hash = hash };
    hash
}

/// `a == b` of texts of one length; most texts that are compared are short.
#[inline]
fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    let n = a.len();
    if n > 16 {
        return a == b;
    }
    // The first and the last so many bytes, which may overlap.
    match n {
        8.. => word::<8>(a, 0) == word(b, 0) && word::<8>(a, n - 8) == word(b, n - 8),
        4.. => word::<4>(a, 0) == word(b, 0) && word::<4>(a, n - 4) == word(b, n - 4),
        2.. => word::<2>(a, 0) == word(b, 0) && word::<2>(a, n - 2) == word(b, n - 2),
        _ => a == b,
    }
}

/// `N` bytes of a text from `at` on.
#[inline(always)]
fn word<const N: usize>(text: &[u8], at: usize) -> [u8; N] {
    debug_assert!(at + N <= text.len());
    // SAFETY: the text reaches as far.
    unsafe { text.as_ptr().add(at).cast::<[u8; N]>().read() }
}

/// `str(object='', encoding=..., errors=...)`.
fn str_new(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    const NAMES: [&str; 3] = ["object", "encoding", "errors"];
    let mut given: [Option<&Value>; 3] = [None; 3];
    let positional = args.positional();
    if positional.len() + args.n_keywords() > 3 {
        return Err(raise_type_error(format_args!(
            "str() takes at most 3 arguments ({} given)",
            positional.len() + args.n_keywords()
        )));
    }
    for (place, value) in given.iter_mut().zip(positional) {
        *place = Some(value);
    }
    for (name, value) in args.keywords() {
        let Some(at) = NAMES.iter().position(|known| *known == name.as_str()) else {
            return Err(raise_type_error(format_args!(
                "'{}' is an invalid keyword argument for str()",
                name.as_str()
            )));
        };
        if given[at].is_some() {
            return Err(raise_type_error(format_args!(
                "argument for str() given by name ('{}') and position ({})",
                name.as_str(),
                at + 1
            )));
        }
        given[at] = Some(value);
    }
    let made = match given {
        [None, ..] => Str::new(""),
        [Some(object), None, None] => crate::operation::value_str(object)?,
        [Some(object), encoding, errors] => {
            let name = |value: Option<&Value>, default: &str, what: &str| match value {
                None => Ok(default.to_string()),
                Some(value) => match value.to_str() {
                    Some(text) => Ok(text.as_str().to_string()),
                    None => Err(raise_type_error(format_args!(
                        "str() argument '{what}' must be str, not {}",
                        value.argument_name()
                    ))),
                },
            };
            let encoding = name(encoding, "utf-8", "encoding")?;
            let errors = name(errors, "strict", "errors")?;
            if object.as_str().is_some() {
                return Err(raise_type_error(format_args!(
                    "decoding str is not supported"
                )));
            }
            let Some(data) = crate::bytes::any_contents(object)? else {
                return Err(raise_type_error(format_args!(
                    "decoding to str: need a bytes-like object, {} found",
                    object.type_name()
                )));
            };
            crate::codec::decode_to_str(&data, &encoding, &errors)?
        }
    };
    if core::ptr::eq(ty, &STR) {
        return Ok(made.into());
    }
    Ok(Str::new_as(ty, made.as_str()).into())
}

fn str_binary(
    op: BinaryOp,
    this: &Value,
    other: &Value,
    reflected: bool,
) -> PyResult<Option<Value>> {
    Ok(match op {
        BinaryOp::Add if !reflected => other
            .as_str()
            .map(|other| str_concat(text(this), other).into()),
        BinaryOp::Mul if crate::operation::repeats_by(other) => {
            let times = crate::operation::repeat_factor(other)?;
            Some(str_repeat(text(this), times)?.into())
        }
        BinaryOp::Mod if !reflected => Some(str_percent(text(this), other)?.into()),
        // A str whose class left it to others.
        BinaryOp::Mod => match other.as_str() {
            Some(format) => Some(str_percent(format, this)?.into()),
            None => None,
        },
        _ => None,
    })
}

/// `format % values`.
pub fn str_percent(format: &Str, values: &Value) -> PyResult<Str> {
    crate::percent::format_str(format, values)
}

/// `a + b`.
pub fn str_concat(a: &Str, b: &Str) -> Str {
    if a.byte_len == 0 && !b.ty().is_heap_type() {
        return b.clone();
    }
    if b.byte_len == 0 && !a.ty().is_heap_type() {
        return a.clone();
    }
    Str::concat(
        &[a.as_str(), b.as_str()],
        (a.char_len + b.char_len) as usize,
    )
}

/// `s * n`.
pub fn str_repeat(s: &Str, n: i64) -> PyResult<Str> {
    if s.byte_len == 0 || n <= 0 {
        return Ok(empty());
    }
    if n.checked_mul(s.char_len).is_none() {
        return Err(crate::error::raise_overflow_error(format_args!(
            "repeated string is too long"
        )));
    }
    let times = crate::operation::repeat_count(n, s.byte_len)?;
    if times == 1 {
        return Ok(exact(s));
    }
    if times == 0 {
        return Ok(empty());
    }
    let unit = s.as_str().as_bytes();
    // SAFETY: the copies fill the object exactly.
    unsafe {
        let (made, data) = Str::alloc_uninit(&STR, unit.len() * times, s.char_len as usize * times);
        if let [byte] = unit {
            data.write_bytes(*byte, times);
        } else {
            for i in 0..times {
                data.add(i * unit.len())
                    .copy_from_nonoverlapping(unit.as_ptr(), unit.len());
            }
        }
        Ok(made)
    }
}

/// `s[index]`.
pub fn str_getitem(s: &Str, index: i64) -> PyResult<Str> {
    s.char_at(index).map(Str::from_char)
}

/// The code point of `s[index]`.
pub fn str_code(s: &Str, index: i64) -> PyResult<i64> {
    s.char_at(index).map(|c| i64::from(code_of(c)))
}

/// The str of one character.
pub fn str_from_code(code: i64) -> Str {
    Str::from_char(char_of(code))
}

/// The character of a code point that a text had.
fn char_of(code: i64) -> char {
    let c = u32::try_from(code).ok().and_then(crate::surrogate::char_of);
    c.expect("code point of a character")
}

/// `s[start:stop:step]`; absent bounds are None.
pub fn str_getslice(s: &Str, start: &Value, stop: &Value, step: &Value) -> PyResult<Str> {
    if let (Some(start), Some(stop), true) =
        (start.as_small_int(), stop.as_small_int(), step.is_none())
        && s.is_ascii()
        && start >= 0
        && stop < s.byte_len
        && start + 1 < stop
    {
        return Ok(long_part(s.as_str(), start as usize, stop as usize));
    }
    let slice = RawSlice::new(start, stop, step)?;
    Ok(select(s, slice.adjust(s.char_len as usize)))
}

/// `text[start..stop]` of ASCII text.
#[inline(always)]
fn ascii_part(text: &str, start: usize, stop: usize) -> Str {
    match stop - start {
        0 => empty(),
        1 => ascii_char(text.as_bytes()[start]),
        _ => long_part(text, start, stop),
    }
}

/// The same of more than one character.
#[inline]
fn long_part(text: &str, start: usize, stop: usize) -> Str {
    const { assert!(size_of::<StrObject>().is_multiple_of(BLOCK_GRAIN) && BLOCK_GRAIN == scan::GROUP) };
    let n = stop - start;
    let part = &text.as_bytes()[start..stop];
    // SAFETY: the part lies within the text, and all of its bytes are written. Where the text goes
    // on, a short part is copied with what follows it: the block has as much room.
    unsafe {
        let (made, data) = Str::alloc_uninit(&STR, n, n);
        if n <= scan::GROUP && start + scan::GROUP <= text.len() {
            let bytes = part.as_ptr().cast::<u128>().read_unaligned();
            data.cast::<u128>().write_unaligned(bytes);
        } else {
            copy_text(core::str::from_utf8_unchecked(part), data);
        }
        made
    }
}

fn select(s: &Str, bounds: Bounds) -> Str {
    let Bounds { start, step, count } = bounds;
    if count == 0 {
        return empty();
    }
    if step == 1 {
        if count as i64 == s.char_len {
            return exact(s);
        }
        let part = s.slice_text(start as usize, start as usize + count);
        if count == 1 {
            return Str::new(part);
        }
        return Str::copy_of(&STR, part, count);
    }
    if s.is_ascii() && step == -1 && count > 1 {
        let end = start as usize + 1;
        let part = &s.as_str().as_bytes()[end - count..end];
        // SAFETY: as many bytes are written, all of them ASCII.
        unsafe {
            let (made, data) = Str::alloc_uninit(&STR, count, count);
            for (i, byte) in part.iter().rev().enumerate() {
                data.add(i).write(*byte);
            }
            return made;
        }
    }
    if s.is_ascii() {
        return Str::new_ascii(&bounds.select(s.as_str().as_bytes()));
    }
    if step == -1 {
        let part = s.slice_text(start as usize + 1 - count, start as usize + 1);
        if count == 1 {
            return Str::new(part);
        }
        // SAFETY: as many bytes are written, the same characters.
        unsafe {
            let (made, data) = Str::alloc_uninit(&STR, part.len(), count);
            units::reverse(part, data);
            return made;
        }
    }
    let chars: Vec<char> = s.as_str().chars().collect();
    let selected: String = bounds.positions().map(|at| chars[at]).collect();
    Str::new(&selected)
}

fn subscript(this: &Value, key: &Value) -> PyResult<Value> {
    let s = text(this);
    if let Some(slice) = key.downcast::<SliceObject>() {
        return Ok(select(s, slice.unpack()?.adjust(s.char_len as usize)).into());
    }
    if !crate::operation::is_index(key) {
        return Err(raise_type_error(format_args!(
            "string indices must be integers, not '{}'",
            key.type_name()
        )));
    }
    str_getitem(s, crate::operation::to_index(key)?).map(Value::from)
}

/// `a == b`.
pub fn str_eq(a: &Str, b: &Str) -> bool {
    a.same_text(b)
}

/// -1, 0 or 1 by code points.
pub fn str_cmp(a: &Str, b: &Str) -> i64 {
    compare(a, b) as i64
}

/// Joins str words.
pub fn str_join_parts(parts: &[Value]) -> Str {
    let char_len: i64 = parts.iter().map(|part| text(part).char_len).sum();
    let byte_len: i64 = parts.iter().map(|part| text(part).byte_len).sum();
    let texts = parts.iter().map(|part| text(part).as_str());
    Str::from_parts(texts, "", byte_len as usize, char_len as usize)
}

/// Joins strs and the texts of numbers; those of small ints are written where
/// they go.
pub fn str_build(parts: &[Value]) -> PyResult<Str> {
    let (mut byte_len, mut char_len) = (0, 0);
    for part in parts {
        if let Some(n) = part.as_small_int() {
            let length = crate::int::Decimal::length(n);
            (byte_len, char_len) = (byte_len + length, char_len + length);
        } else if let Some(text) = part.as_str() {
            byte_len += text.byte_len as usize;
            char_len += text.char_len as usize;
        } else {
            return crate::field::join_plain(parts);
        }
    }
    if byte_len <= 1 {
        return crate::field::join_plain(parts);
    }
    // SAFETY: the parts fill the object exactly, which is checked.
    unsafe {
        let (result, mut data) = Str::alloc_uninit(&STR, byte_len, char_len);
        let mut left = byte_len;
        let mut put = |text: &str| {
            left = left.checked_sub(text.len()).expect("parts of this length");
            copy_text(text, data);
            data = data.add(text.len());
        };
        for part in parts {
            match (part.as_small_int(), part.as_str()) {
                (Some(n), _) => put(crate::int::Decimal::new(n).as_str()),
                (None, text) => put(text.map_or("", |text| text.as_str())),
            }
        }
        assert_eq!(left, 0, "parts fill the text");
        Ok(result)
    }
}

/// Iterates over the characters of a str.
#[repr(C)]
pub struct StrIteratorObject {
    header: Header,
    text: Str,
    /// Byte offset of the next character; -1 once the end was reached.
    at: core::cell::Cell<i64>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for StrIteratorObject {
    const TYPE: &'static Type = &STR_ITERATOR;
    const LAYOUT: Layout = Layout::StrIterator;
}

const ITERATOR: Slots = Slots {
    dealloc: dealloc_struct::<StrIteratorObject>,
    iter: Some(|this| Ok(this.clone())),
    next: Some(|this| {
        let this = this.downcast::<StrIteratorObject>().expect("str iterator");
        let at = this.at.get();
        let next = this
            .text
            .as_str()
            .get(at as usize..)
            .and_then(|rest| rest.chars().next());
        this.at.set(next.map_or(-1, |c| at + c.len_utf8() as i64));
        Ok(next.map(|c| Str::from_char(c).into()))
    }),
    ..Slots::OBJECT
};

/// `str_iterator`.
static STR_ITERATOR: Type = Type::builtin(
    "str_iterator",
    Layout::StrIterator,
    size_of::<StrIteratorObject>(),
    &[&OBJECT],
    ITERATOR,
);

/// `str_ascii_iterator`.
static STR_ASCII_ITERATOR: Type = Type::builtin(
    "str_ascii_iterator",
    Layout::StrIterator,
    size_of::<StrIteratorObject>(),
    &[&OBJECT],
    ITERATOR,
);

fn iterator(this: &Value) -> &Ref<StrIteratorObject> {
    this.downcast().expect("str iterator")
}

/// What the iterator is made again from.
pub(crate) fn iterator_again(this: &Value) -> Again {
    let this = iterator(this);
    let text = usize::try_from(this.at.get()).ok();
    let before = text.map_or(0, |at| this.text.as_str()[..at].chars().count());
    let text = text.map(|_| this.text.to_value());
    Again::at(text, before as i64, Str::new("").into())
}

/// Moves the iterator to the character `at`.
pub(crate) fn set_iterator_state(this: &Value, at: i64) {
    let this = iterator(this);
    if this.at.get() >= 0 {
        let text = this.text.as_str();
        let found = text.char_indices().nth(at.max(0) as usize);
        this.at.set(found.map_or(text.len(), |(at, _)| at) as i64);
    }
}

/// How many characters are still to come.
pub(crate) fn iterator_left(this: &Value) -> i64 {
    let this = iterator(this);
    let at = usize::try_from(this.at.get()).ok();
    at.map_or(0, |at| this.text.as_str()[at..].chars().count()) as i64
}
