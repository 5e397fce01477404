//! Taking text apart and putting it together: `split`, `partition`,
//! `splitlines`, `strip`, `join`.

use super::search::{rfind_bytes, wants_str};
use crate::error::{PyResult, Raised, raise_type_error, raise_value_error};
use crate::prelude::*;
use crate::reference::{List, Str, Tuple};
use crate::unicode::{is_line_break, is_space};
use crate::value::Value;
use pyaot_abi::layout::{ListObject, StrObject, TupleObject};

/// What makes a str of a part of `s`.
fn part_maker(s: &Str) -> fn(&str) -> Str {
    if s.is_ascii() {
        Str::of_ascii
    } else {
        Str::new
    }
}

/// Parts of `s` as a list.
fn to_list(s: &Str, parts: Vec<&str>) -> List {
    let made = part_maker(s);
    List::from_vec(parts.into_iter().map(|part| made(part).into()).collect())
}

/// Appends what lies between the separators of `width` bytes that begin at `cuts`, and what follows the last.
fn push_between(s: &Str, width: usize, cuts: impl Iterator<Item = usize>, parts: &mut Vec<Value>) {
    let (text, made) = (s.as_str(), part_maker(s));
    let mut from = 0;
    for at in cuts {
        parts.push(made(&text[from..at]).into());
        from = at + width;
    }
    parts.push(made(&text[from..]).into());
}

/// The text without the white space at its front.
fn trim_front(text: &str, is_ascii: bool) -> &str {
    if !is_ascii {
        return text.trim_start_matches(is_space);
    }
    let start = text.bytes().position(|byte| !is_ascii_space(byte));
    &text[start.unwrap_or(text.len())..]
}

fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | 0x1c..=0x1f | b' ')
}

/// The end of what has no white space at the front of `text`.
fn word_end(text: &str, is_ascii: bool) -> usize {
    let end = if is_ascii {
        text.bytes().position(is_ascii_space)
    } else {
        text.find(is_space)
    };
    end.unwrap_or(text.len())
}

/// The separator of a split: `None` for white space.
fn separator(sep: &Value) -> PyResult<Option<Str>> {
    if sep.is_none() {
        return Ok(None);
    }
    match sep.to_str() {
        Some(text) if text.byte_len == 0 => Err(empty_separator()),
        Some(text) => Ok(Some(text)),
        None => Err(raise_type_error(format_args!(
            "must be str or None, not {}",
            sep.type_name()
        ))),
    }
}

fn empty_separator() -> Raised {
    raise_value_error(format_args!("empty separator"))
}

/// Most cuts to make; negative numbers mean no limit.
fn limit(maxsplit: i64) -> usize {
    usize::try_from(maxsplit).unwrap_or(usize::MAX)
}

/// `s.split(sep, maxsplit)`.
pub fn str_split(s: &Str, sep: &Value, maxsplit: i64) -> PyResult<List> {
    let (text, limit) = (s.as_str(), limit(maxsplit));
    let mut parts: Vec<Value> = Vec::new();
    let sep = separator(sep)?;
    match sep.as_ref().map(|sep| sep.as_str().as_bytes()) {
        Some([byte]) => {
            // To count first is cheaper than to grow.
            let cuts = || memchr::memchr_iter(*byte, text.as_bytes()).take(limit);
            parts.reserve_exact(cuts().count() + 1);
            push_between(s, 1, cuts(), &mut parts);
        }
        Some(sep) => {
            let cuts = super::search::places(text.as_bytes(), sep).take(limit);
            push_between(s, sep.len(), cuts, &mut parts);
        }
        None => {
            let (is_ascii, made) = (s.is_ascii(), part_maker(s));
            let mut rest = trim_front(text, is_ascii);
            while !rest.is_empty() {
                if parts.len() == limit {
                    // What is left keeps the white space at its end.
                    parts.push(made(rest).into());
                    break;
                }
                let end = word_end(rest, is_ascii);
                parts.push(made(&rest[..end]).into());
                rest = trim_front(&rest[end..], is_ascii);
            }
        }
    }
    Ok(List::from_vec(parts))
}

/// `s.rsplit(sep, maxsplit)`.
pub fn str_rsplit(s: &Str, sep: &Value, maxsplit: i64) -> PyResult<List> {
    let (text, limit) = (s.as_str(), limit(maxsplit));
    let mut parts = Vec::new();
    match separator(sep)? {
        Some(sep) => {
            let sep = sep.as_str();
            let mut end = text.len();
            while parts.len() < limit
                && let Some(at) = rfind_bytes(&text.as_bytes()[..end], sep.as_bytes())
            {
                parts.push(&text[at + sep.len()..end]);
                end = at;
            }
            parts.push(&text[..end]);
        }
        None => {
            let mut rest = text.trim_end_matches(is_space);
            while !rest.is_empty() {
                if parts.len() == limit {
                    parts.push(rest);
                    break;
                }
                let from = rest.char_indices().rev().find(|(_, c)| is_space(*c));
                let from = from.map_or(0, |(at, c)| at + c.len_utf8());
                parts.push(&rest[from..]);
                rest = rest[..from].trim_end_matches(is_space);
            }
        }
    }
    parts.reverse();
    Ok(to_list(s, parts))
}

fn triple(a: &str, b: Value, c: &str) -> Tuple {
    Tuple::from_vec(vec![Value::str(a), b, Value::str(c)])
}

fn partition_separator(sep: &Value) -> PyResult<Str> {
    let sep = wants_str(sep)?;
    if sep.as_str().is_empty() {
        Err(empty_separator())
    } else {
        Ok(sep)
    }
}

/// `s.partition(sep)`.
pub fn str_partition(s: &Str, sep: &Value) -> PyResult<Tuple> {
    let (text, given) = (s.as_str(), sep);
    let sep = partition_separator(given)?;
    let sep = sep.as_str();
    Ok(
        match memchr::memmem::find(text.as_bytes(), sep.as_bytes()) {
            Some(at) => triple(&text[..at], given.clone(), &text[at + sep.len()..]),
            None => triple(text, Value::str(""), ""),
        },
    )
}

/// `s.rpartition(sep)`.
pub fn str_rpartition(s: &Str, sep: &Value) -> PyResult<Tuple> {
    let (text, given) = (s.as_str(), sep);
    let sep = partition_separator(given)?;
    let sep = sep.as_str();
    Ok(match rfind_bytes(text.as_bytes(), sep.as_bytes()) {
        Some(at) => triple(&text[..at], given.clone(), &text[at + sep.len()..]),
        None => triple("", Value::str(""), text),
    })
}

/// `s.splitlines(keepends)`.
pub fn str_splitlines(s: &Str, keepends: bool) -> PyResult<List> {
    let mut rest = s.as_str();
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let end = if s.is_ascii() {
            rest.bytes()
                .position(|byte| matches!(byte, b'\n'..=b'\r' | 0x1c..=0x1e))
        } else {
            rest.find(is_line_break)
        };
        let end = end.unwrap_or(rest.len());
        let mark = match rest[end..].chars().next() {
            None => 0,
            Some('\r') if rest[end + 1..].starts_with('\n') => 2,
            Some(c) => c.len_utf8(),
        };
        lines.push(&rest[..if keepends { end + mark } else { end }]);
        rest = &rest[end + mark..];
    }
    Ok(to_list(s, lines))
}

/// The text without the characters of `chars` (None: white space) at either end.
fn strip(s: &Str, chars: &Value, method: &str, left: bool, right: bool) -> PyResult<Str> {
    let mut text = s.as_str();
    let mut cut = |unwanted: &dyn Fn(char) -> bool| {
        if left {
            text = text.trim_start_matches(unwanted);
        }
        if right {
            text = text.trim_end_matches(unwanted);
        }
    };
    if chars.is_none() && s.is_ascii() {
        let space = |byte: &u8| is_space(*byte as char);
        let bytes = text.as_bytes();
        let (mut start, mut end) = (0, bytes.len());
        while left && start < end && space(&bytes[start]) {
            start += 1;
        }
        while right && start < end && space(&bytes[end - 1]) {
            end -= 1;
        }
        text = &text[start..end];
    } else if chars.is_none() {
        cut(&is_space);
    } else if let Some(chars) = chars.to_str() {
        cut(&|c| chars.as_str().contains(c));
    } else {
        return Err(raise_type_error(format_args!(
            "{method} arg must be None or str"
        )));
    }
    if text.len() == s.byte_len as usize {
        Ok(super::exact(s))
    } else {
        Ok(Str::new(text))
    }
}

/// `s.strip(chars)`.
pub fn str_strip(s: &Str, chars: &Value) -> PyResult<Str> {
    strip(s, chars, "strip", true, true)
}

/// `s.lstrip(chars)`.
pub fn str_lstrip(s: &Str, chars: &Value) -> PyResult<Str> {
    strip(s, chars, "lstrip", true, false)
}

/// `s.rstrip(chars)`.
pub fn str_rstrip(s: &Str, chars: &Value) -> PyResult<Str> {
    strip(s, chars, "rstrip", false, true)
}

/// `s.removeprefix(prefix)`.
pub fn str_removeprefix(s: &Str, prefix: &Value) -> PyResult<Str> {
    let Some(prefix) = prefix.to_str() else {
        return Err(raise_type_error(format_args!(
            "removeprefix() argument must be str, not {}",
            prefix.type_name()
        )));
    };
    Ok(s.as_str()
        .strip_prefix(prefix.as_str())
        .map_or_else(|| super::exact(s), Str::new))
}

/// `s.removesuffix(suffix)`.
pub fn str_removesuffix(s: &Str, suffix: &Value) -> PyResult<Str> {
    let Some(suffix) = suffix.to_str() else {
        return Err(raise_type_error(format_args!(
            "removesuffix() argument must be str, not {}",
            suffix.type_name()
        )));
    };
    Ok(s.as_str()
        .strip_suffix(suffix.as_str())
        .map_or_else(|| super::exact(s), Str::new))
}

/// The iterator of an object of a class of the program. That there is none is said in the words
/// of `join`.
pub(crate) fn own_iterator(iterable: &Value) -> PyResult<Option<Value>> {
    if !iterable.ty().is_heap_type() {
        return Ok(None);
    }
    match crate::iter::value_iter(iterable) {
        Ok(iterator) => Ok(Some(iterator)),
        Err(raised) => {
            let error = crate::error::take_pending(raised);
            if error.ty().is_subclass_of(&crate::exception::TYPE_ERROR) {
                return Err(raise_type_error(format_args!("can only join an iterable")));
            }
            Err(crate::error::set_pending(error))
        }
    }
}

/// `s.join(iterable)`.
pub fn str_join(s: &Str, iterable: &Value) -> PyResult<Str> {
    let slots = iterable.ty().slots();
    if slots.iter().is_none() && slots.getitem().is_none() {
        return Err(raise_type_error(format_args!("can only join an iterable")));
    }
    let collected;
    let items = if let Some(list) = iterable.downcast_exact::<ListObject>() {
        list.items()
    } else if let Some(tuple) = iterable.downcast_exact::<TupleObject>() {
        tuple.items()
    } else {
        let own = own_iterator(iterable)?;
        collected = crate::iter::collect(own.as_ref().unwrap_or(iterable))?;
        &collected
    };
    let between = items.len().saturating_sub(1);
    let mut char_len = s.char_len as usize * between;
    let mut byte_len = s.byte_len as usize * between;
    // Texts of CPython's objects are made once.
    let mut made = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let foreign;
        let part = match item.as_str() {
            Some(part) => part,
            None => {
                let Some(text) = item.to_str() else {
                    return Err(raise_type_error(format_args!(
                        "sequence item {i}: expected str instance, {} found",
                        item.type_name()
                    )));
                };
                if made.is_empty() {
                    made = items.to_vec();
                }
                foreign = text;
                made[i] = foreign.to_value();
                &foreign
            }
        };
        char_len += part.char_len as usize;
        byte_len += part.byte_len as usize;
    }
    let items = if made.is_empty() { items } else { &made };
    if let [single] = items
        && let Some(single) = single.downcast_exact::<StrObject>()
    {
        return Ok(single.clone());
    }
    let texts = (items.iter()).map(|item| item.as_str().map_or("", |part| part.as_str()));
    Ok(Str::from_parts(texts, s.as_str(), byte_len, char_len))
}
