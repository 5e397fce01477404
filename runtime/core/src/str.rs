//! str.

use pyaot_abi::layout::{Header, StrObject, Word};
use pyaot_abi::value::IMMORTAL;

use crate::error::{PyResult, raise_index_error};
use crate::memory::Global;
use crate::reference::{Object, Ref, Str};
use crate::types::{BinaryOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for StrObject {
    const TYPE: &'static Type = &STR;
    const LAYOUT: Layout = Layout::Str;
}

fn text(this: &Value) -> &Str {
    this.as_str().expect("str")
}

/// `str`.
#[unsafe(export_name = "pyaot_str_type")]
pub static STR: Type = Type::builtin(
    "str",
    Layout::Str,
    size_of::<StrObject>(),
    &[&OBJECT],
    Slots {
        dealloc: str_dealloc,
        repr: Some(|this| Ok(Str::new(&format!("'{}'", text(this).as_str().escape_default())))),
        str: Some(|this| Ok(text(this).clone())),
        hash: Some(|this| Ok(hash(text(this)))),
        compare: Some(|this, other, op| {
            Ok(other.as_str().map(|other| Value::bool(op.accepts(text(this).as_str().cmp(other.as_str())))))
        }),
        len: Some(|this| Ok(text(this).char_len)),
        getitem: Some(|this, key| {
            str_getitem(text(this), crate::operation::to_index(key)?).map(Value::from)
        }),
        contains: Some(|this, item| Ok(item.as_str().is_some_and(|item| str_contains(text(this), item)))),
        binary: Some(|op, this, other, reflected| {
            Ok(match (op, other.as_str()) {
                (BinaryOp::Add, Some(other)) if !reflected => Some(str_concat(text(this), other).into()),
                _ => None,
            })
        }),
        binary_ops: operators(&[BinaryOp::Add]),
        ..Slots::OBJECT
    },
)
.subclassable();

unsafe fn str_dealloc(header: *mut Header) {
    let this = header.cast::<StrObject>();
    // SAFETY: the str is dead.
    unsafe {
        let ty = &*(*header).ty.cast::<Type>();
        crate::class::drop_subclass_fields(header, ty);
        if !(*this).index.is_null() {
            let n = index_len((*this).char_len);
            drop(Vec::from_raw_parts((*this).index, n, n));
        }
        crate::memory::free(header.cast(), block_size(ty, (*this).byte_len as usize));
    }
}

/// Entries of the code point index of a str of `char_len` code points.
fn index_len(char_len: i64) -> usize {
    char_len as usize / 64 + 1
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

impl Ref<StrObject> {
    pub fn new(text: &str) -> Str {
        Str::new_as(&STR, text)
    }

    /// A str of class `ty`.
    pub fn new_as(ty: &'static Type, text: &str) -> Str {
        let char_len = if text.is_ascii() { text.len() } else { text.chars().count() };
        // SAFETY: the block has room for the text.
        unsafe {
            let this = crate::memory::alloc(block_size(ty, text.len())).cast::<StrObject>();
            this.write(StrObject {
                header: Header { refcount: 1, ty: (ty as *const Type).cast() },
                hash: 0,
                byte_len: text.len() as i64,
                char_len: char_len as i64,
                index: core::ptr::null_mut(),
                data: [],
            });
            let data = (&raw mut (*this).data).cast::<u8>();
            data.copy_from_nonoverlapping(text.as_ptr(), text.len());
            if ty.is_heap_type() {
                data.add(text.len().next_multiple_of(8)).cast::<Word>().write(0);
            }
            Ref::from_ptr(this)
        }
    }

    #[inline]
    pub fn as_str(&self) -> &str {
        // SAFETY: `byte_len` bytes of UTF-8 follow the struct.
        unsafe {
            let data = (&raw const (*self.as_ptr()).data).cast::<u8>();
            core::str::from_utf8_unchecked(core::slice::from_raw_parts(data, self.byte_len as usize))
        }
    }

    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.byte_len == self.char_len
    }

    #[inline]
    pub fn same_text(&self, other: &Str) -> bool {
        self.is(other) || self.byte_len == other.byte_len && self.as_str() == other.as_str()
    }

    /// Whether the object lives for ever, so that its address can stand for it.
    #[inline]
    pub fn is_immortal(&self) -> bool {
        self.header.refcount > IMMORTAL / 2
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

/// The one immortal str object with this text.
pub fn intern(text: &str) -> Str {
    static INTERNED: Global<Option<std::collections::HashMap<Box<str>, Str>>> = Global::new(None);
    // SAFETY: no reference into the map is kept.
    unsafe {
        let map = (*INTERNED.get()).get_or_insert_default();
        if let Some(known) = map.get(text) {
            return known.clone();
        }
        let made = Str::new(text);
        (*made.as_ptr()).header.refcount = IMMORTAL;
        map.insert(text.into(), made.clone());
        made
    }
}

/// A `&'static Str` of a literal, interned on first use.
#[macro_export]
macro_rules! name {
    ($text:literal) => {{
        static NAME: $crate::memory::Global<Option<$crate::reference::Str>> = $crate::memory::Global::new(None);
        // SAFETY: set once and never changed.
        unsafe { (*NAME.get()).get_or_insert_with(|| $crate::str::intern($text)) as &'static $crate::reference::Str }
    }};
}

/// `hash(text)`, kept in the object.
#[inline]
pub fn hash(text: &Str) -> i64 {
    if text.hash != 0 {
        return text.hash;
    }
    let hash = hash_text(text.as_str());
    // SAFETY: a plain word of a live object.
    unsafe { (*text.as_ptr()).hash = hash };
    hash
}

/// The hash of a str with this text.
pub fn hash_text(text: &str) -> i64 {
    match crate::bytes::hash_bytes(text.as_bytes()) {
        0 => 1,
        hash => hash,
    }
}

/// `a + b`.
pub fn str_concat(a: &Str, b: &Str) -> Str {
    Str::new(&[a.as_str(), b.as_str()].concat())
}

/// `s[index]`.
pub fn str_getitem(s: &Str, index: i64) -> PyResult<Str> {
    let at = if index < 0 { index + s.char_len } else { index };
    let found = usize::try_from(at).ok().and_then(|at| {
        if s.is_ascii() { s.as_str().get(at..at + 1) } else { nth(s.as_str(), at) }
    });
    match found {
        Some(c) => Ok(Str::new(c)),
        None => Err(raise_index_error(format_args!("string index out of range"))),
    }
}

fn nth(text: &str, at: usize) -> Option<&str> {
    let (start, c) = text.char_indices().nth(at)?;
    text.get(start..start + c.len_utf8())
}

/// `a == b`.
pub fn str_eq(a: &Str, b: &Str) -> bool {
    a.same_text(b)
}

/// -1, 0 or 1 by code points.
pub fn str_cmp(a: &Str, b: &Str) -> i64 {
    a.as_str().cmp(b.as_str()) as i64
}

/// `needle in s`.
pub fn str_contains(s: &Str, needle: &Str) -> bool {
    s.as_str().contains(needle.as_str())
}

/// Joins str words.
pub fn str_join_parts(parts: &[Value]) -> Str {
    let parts: Vec<&str> = parts.iter().map(|part| text(part).as_str()).collect();
    Str::new(&parts.concat())
}
