//! Taking text apart and putting it together: `split`, `partition`,
//! `splitlines`, `strip`, `join`.

use super::ascii_part;
use super::scan::{self, GROUP, Group, LineBreaks, Words};
use super::search::{find_bytes, places, rfind_bytes, wants_str};
use crate::error::{PyResult, Raised, raise_type_error, raise_value_error};
use crate::prelude::*;
use crate::reference::{List, Str, Tuple};
use crate::unicode::{is_line_break, is_space};
use crate::value::Value;
use pyaot_abi::layout::{ListObject, StrObject, TupleObject};

/// The part of `s` between two bytes.
#[inline(always)]
fn part(s: &Str, from: usize, to: usize) -> Str {
    if s.is_ascii() {
        ascii_part(s.as_str(), from, to)
    } else {
        Str::new(&s.as_str()[from..to])
    }
}

/// Parts of `s` as a list.
fn to_list(s: &Str, parts: Vec<&str>) -> List {
    let made = match s.is_ascii() {
        true => Str::of_ascii,
        false => Str::new,
    };
    List::from_vec(parts.into_iter().map(|part| made(part).into()).collect())
}

/// Appends what lies between the separators of `width` bytes that begin at `cuts`, and what follows the last.
fn push_between(s: &Str, width: usize, cuts: impl Iterator<Item = usize>, parts: &mut Vec<Value>) {
    let mut from = 0;
    for at in cuts {
        parts.push(part(s, from, at).into());
        from = at + width;
    }
    parts.push(part(s, from, s.as_str().len()).into());
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
            let cuts = || memchr::memchr_iter(*byte, text.as_bytes());
            parts.reserve_exact(cuts().count().min(limit) + 1);
            push_between(s, 1, cuts().take(limit), &mut parts);
        }
        Some(sep) => {
            let cuts = places(text.as_bytes(), sep).take(limit);
            push_between(s, sep.len(), cuts, &mut parts);
        }
        None if s.is_ascii() || !scan::may_have_wide_spaces(text) => {
            for (start, end) in Words::new(text) {
                if parts.len() == limit {
                    // What is left keeps the white space at its end.
                    parts.push(part(s, start, text.len()).into());
                    break;
                }
                parts.push(part(s, start, end).into());
            }
        }
        None => {
            let mut rest = text.trim_start_matches(is_space);
            while !rest.is_empty() {
                if parts.len() == limit {
                    parts.push(Str::new(rest).into());
                    break;
                }
                let end = rest.find(is_space).unwrap_or(rest.len());
                parts.push(Str::new(&rest[..end]).into());
                rest = rest[end..].trim_start_matches(is_space);
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

/// `s` in three parts: up to the first of two bytes, `between`, and from the other on.
fn triple(s: &Str, first: usize, between: Value, second: usize) -> Tuple {
    let rest = part(s, second, s.as_str().len());
    Tuple::from_vec(vec![part(s, 0, first).into(), between, rest.into()])
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
    let given = partition_separator(sep)?;
    let (text, width) = (s.as_str().as_bytes(), given.as_str().len());
    Ok(match find_bytes(text, given.as_str().as_bytes()) {
        Some(at) => triple(s, at, sep.clone(), at + width),
        None => triple(s, text.len(), Value::str(""), text.len()),
    })
}

/// `s.rpartition(sep)`.
pub fn str_rpartition(s: &Str, sep: &Value) -> PyResult<Tuple> {
    let given = partition_separator(sep)?;
    let (text, width) = (s.as_str().as_bytes(), given.as_str().len());
    Ok(match rfind_bytes(text, given.as_str().as_bytes()) {
        Some(at) => triple(s, at, sep.clone(), at + width),
        None => triple(s, 0, Value::str(""), 0),
    })
}

/// `s.splitlines(keepends)`.
pub fn str_splitlines(s: &Str, keepends: &Value) -> PyResult<List> {
    let keepends = crate::operation::to_flag(keepends)?;
    let text = s.as_str();
    let mut lines = Vec::new();
    let mut from = 0;
    let mut push = |at: usize| {
        // The second half of a line break of two.
        if at < from {
            return;
        }
        let mark = match text[at..].chars().next() {
            Some('\r') if text[at + 1..].starts_with('\n') => 2,
            c => c.map_or(0, char::len_utf8),
        };
        let end = if keepends { at + mark } else { at };
        lines.push(part(s, from, end).into());
        from = at + mark;
    };
    if s.is_ascii() || !scan::may_have_wide_spaces(text) {
        LineBreaks::new(text).for_each(&mut push);
    } else {
        text.match_indices(is_line_break)
            .for_each(|(at, _)| push(at));
    }
    if from < text.len() {
        lines.push(part(s, from, text.len()).into());
    }
    Ok(List::from_vec(lines))
}

/// The text without the characters of `chars` (None: white space) at either end.
fn strip(s: &Str, chars: &Value, method: &str, left: bool, right: bool) -> PyResult<Str> {
    let text = s.as_str();
    let (start, end) = if chars.is_none() && s.is_ascii() {
        trim_bytes(text, left, right, |byte| is_space(byte as char))
    } else if chars.is_none() {
        trim_chars(text, left, right, is_space)
    } else if let Some(chars) = chars.to_str() {
        let (chars, is_ascii) = (chars.as_str(), chars.is_ascii());
        match chars.as_bytes() {
            unwanted if is_ascii && chars.len() <= GROUP => {
                let (unwanted, all) = (Group::short(unwanted), scan::first(chars.len()));
                trim_bytes(text, left, right, |byte| unwanted.places(byte) & all != 0)
            }
            _ => trim_chars(text, left, right, |c| chars.contains(c)),
        }
    } else {
        return Err(raise_type_error(format_args!(
            "{method} arg must be None or str"
        )));
    };
    if end - start == text.len() {
        Ok(super::exact(s))
    } else {
        Ok(part(s, start, end))
    }
}

/// Where the text begins and ends without ASCII characters at its ends that are not wanted.
#[inline(always)]
fn trim_bytes(
    text: &str,
    left: bool,
    right: bool,
    unwanted: impl Fn(u8) -> bool,
) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (0, bytes.len());
    while left && start < end && unwanted(bytes[start]) {
        start += 1;
    }
    while right && start < end && unwanted(bytes[end - 1]) {
        end -= 1;
    }
    (start, end)
}

/// The same of any characters.
fn trim_chars(
    text: &str,
    left: bool,
    right: bool,
    unwanted: impl Fn(char) -> bool,
) -> (usize, usize) {
    let mut rest = text;
    if left {
        rest = rest.trim_start_matches(&unwanted);
    }
    let start = text.len() - rest.len();
    if right {
        rest = rest.trim_end_matches(&unwanted);
    }
    (start, start + rest.len())
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
            prefix.argument_name()
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
            suffix.argument_name()
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
