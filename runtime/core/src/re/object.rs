//! Programs and matches as objects.

use pyaot_abi::layout::Header;

use super::program::Program;
use crate::bytes::any_contents;
use crate::error::{PyResult, raise_index_error, raise_type_error};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Bytes, Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

use super::machine::Stacks;

/// A compiled pattern.
#[repr(C)]
pub struct RegexObject {
    header: Header,
    pub program: Program,
    /// Names of groups and their numbers.
    pub names: Vec<(String, u32)>,
    pub is_text: bool,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for RegexObject {
    const TYPE: &'static Type = &REGEX;
    const LAYOUT: Layout = Layout::Regex;
}

static REGEX: Type = Type::builtin_in(
    "_re",
    "Program",
    Layout::Regex,
    size_of::<RegexObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<RegexObject>,
        ..Slots::OBJECT
    },
);

impl RegexObject {
    pub fn create(program: Program, names: Vec<(String, u32)>, is_text: bool) -> Ref<RegexObject> {
        Ref::alloc(RegexObject {
            header: new_header(),
            program,
            names,
            is_text,
        })
    }
}

/// Where a match and its groups are, in bytes.
#[repr(C)]
pub struct MatchObject {
    header: Header,
    /// Begin and end of the whole and of each group; the greatest numbers for a group that took
    /// no part.
    pub spans: Box<[(usize, usize)]>,
    pub last: i32,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for MatchObject {
    const TYPE: &'static Type = &MATCH;
    const LAYOUT: Layout = Layout::RegexMatch;
}

static MATCH: Type = Type::builtin_in(
    "_re",
    "Found",
    Layout::RegexMatch,
    size_of::<MatchObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<MatchObject>,
        ..Slots::OBJECT
    },
);

impl MatchObject {
    pub fn create(spans: Box<[(usize, usize)]>, last: i32) -> Ref<MatchObject> {
        Ref::alloc(MatchObject {
            header: new_header(),
            spans,
            last,
        })
    }

    /// The span of a group, if it takes part.
    pub fn span(&self, group: i64) -> PyResult<Option<(usize, usize)>> {
        match usize::try_from(group).ok().and_then(|g| self.spans.get(g)) {
            Some((usize::MAX, _)) => Ok(None),
            Some(span) => Ok(Some(*span)),
            None => Err(raise_index_error(format_args!("no such group"))),
        }
    }
}

pub fn program_of(value: &Value) -> PyResult<&Ref<RegexObject>> {
    value
        .downcast::<RegexObject>()
        .ok_or_else(|| raise_type_error(format_args!("a compiled pattern is expected")))
}

pub fn match_of(value: &Value) -> PyResult<&Ref<MatchObject>> {
    value
        .downcast::<MatchObject>()
        .ok_or_else(|| raise_type_error(format_args!("a match is expected")))
}

/// What a pattern is matched with.
pub enum Subject<'a> {
    Text(Str),
    Bytes(&'a Bytes),
    /// A copy: the match may run code that changes it.
    Data(Vec<u8>),
}

impl<'a> Subject<'a> {
    /// The value as what a pattern for strs, or for bytes, is matched with.
    pub fn of(value: &'a Value, is_text: bool) -> PyResult<Subject<'a>> {
        let subject = if let Some(text) = text_of(value) {
            Subject::Text(text)
        } else if let Some(bytes) = value.as_bytes() {
            Subject::Bytes(bytes)
        } else if let Some(data) = any_contents(value)? {
            Subject::Data(data.into_owned())
        } else {
            return Err(raise_type_error(format_args!(
                "expected string or bytes-like object, got '{}'",
                value.type_name()
            )));
        };
        match (&subject, is_text) {
            (Subject::Text(_), false) => Err(raise_type_error(format_args!(
                "cannot use a bytes pattern on a string-like object"
            ))),
            (Subject::Bytes(_) | Subject::Data(_), true) => Err(raise_type_error(format_args!(
                "cannot use a string pattern on a bytes-like object"
            ))),
            _ => Ok(subject),
        }
    }

    pub fn bytes(&self) -> &[u8] {
        match self {
            Subject::Text(text) => text.as_str().as_bytes(),
            Subject::Bytes(bytes) => bytes.as_slice(),
            Subject::Data(data) => data,
        }
    }

    /// The byte of a place that is counted in characters, as near as there is one.
    pub fn byte(&self, at: i64) -> usize {
        let at = at.max(0) as usize;
        match self {
            Subject::Text(text) if !text.is_ascii() => {
                text.byte_offset(at.min(text.char_len as usize))
            }
            _ => at.min(self.bytes().len()),
        }
    }

    /// Part of it, as a str or bytes.
    pub fn part(&self, from: usize, to: usize) -> Value {
        match self {
            Subject::Text(text) => text_part(text, from, to).into(),
            _ => Bytes::new(&self.bytes()[from..to]).into(),
        }
    }
}

/// A str, of ours or of CPython's.
pub fn text_of(value: &Value) -> Option<Str> {
    match value.is_foreign() {
        true => crate::foreign::text_of(value),
        false => value.as_str().cloned(),
    }
}

/// Part of a text.
pub fn text_part(text: &Str, from: usize, to: usize) -> Str {
    let part = &text.as_str()[from..to];
    match text.is_ascii() {
        true => Str::of_ascii(part),
        false => Str::new(part),
    }
}

static STACKS: Global<Option<Stacks>> = Global::new(None);

/// Stacks for a match: those of the last one.
pub fn take_stacks() -> Stacks {
    // SAFETY: a short access.
    unsafe { (*STACKS.get()).take().unwrap_or_default() }
}

pub fn give_stacks(stacks: Stacks) {
    // SAFETY: a short access.
    unsafe { *STACKS.get() = Some(stacks) }
}
