//! Finding text in text: `find`, `count`, `startswith` and their kin.

use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::reference::Str;
use crate::slicing::range_arguments;
use crate::value::Value;

/// `needle in s`.
pub fn str_contains(s: &Str, needle: &Str) -> bool {
    let text = s.as_str().as_bytes();
    match needle.as_str().as_bytes() {
        [byte] if text.len() <= 16 => text.contains(byte),
        [byte] => memchr::memchr(*byte, text).is_some(),
        needle => find_bytes(text, needle).is_some(),
    }
}

/// The first place of `needle` in `text`. A search in short text is not worth
/// preparing.
pub(super) fn find_bytes(text: &[u8], needle: &[u8]) -> Option<usize> {
    const SHORT: usize = 64;
    let (Some((first, rest)), true) = (needle.split_first(), text.len() <= SHORT) else {
        return memchr::memmem::find(text, needle);
    };
    let places = text.len().checked_sub(rest.len())?;
    (0..places).find(|&at| text[at] == *first && text[at + 1..].starts_with(rest))
}

/// The last place of `needle` in `text`.
pub(crate) fn rfind_bytes(text: &[u8], needle: &[u8]) -> Option<usize> {
    const SHORT: usize = 1024;
    let (Some((first, rest)), true) = (needle.split_first(), text.len() <= SHORT) else {
        return memchr::memmem::rfind(text, needle);
    };
    let places = text.len().checked_sub(rest.len())?;
    memchr::memrchr_iter(*first, &text[..places]).find(|at| text[at + 1..].starts_with(rest))
}

/// The argument of a method that wants text.
pub(super) fn wants_str(value: &Value) -> PyResult<Str> {
    value
        .to_str()
        .ok_or_else(|| raise_type_error(format_args!("must be str, not {}", value.type_name())))
}

/// The part of `s` a search looks at, with its first byte; `None`: nothing
/// can be found, not even empty text.
fn window<'a>(s: &'a Str, start: &Value, end: &Value) -> PyResult<Option<(usize, &'a str)>> {
    if start.is_none() && end.is_none() {
        return Ok(Some((0, s.as_str())));
    }
    let (start, end) = range_arguments(start, end, s.char_len)?;
    if start > end {
        return Ok(None);
    }
    let (first, last) = (s.byte_offset(start as usize), s.byte_offset(end as usize));
    Ok(Some((first, &s.as_str()[first..last])))
}

enum Direction {
    Forward,
    Backward,
}

/// The position of `sub` as a number of characters.
fn find(
    s: &Str,
    sub: &Value,
    start: &Value,
    end: &Value,
    direction: Direction,
) -> PyResult<Option<i64>> {
    let part = window(s, start, end)?;
    let needle = wants_str(sub)?;
    let needle = needle.as_str().as_bytes();
    let Some((first, part)) = part else {
        return Ok(None);
    };
    let found = match direction {
        Direction::Forward => find_bytes(part.as_bytes(), needle),
        Direction::Backward => rfind_bytes(part.as_bytes(), needle),
    };
    Ok(found.map(|at| s.char_position(first + at) as i64))
}

fn not_found() -> crate::error::Raised {
    raise_value_error(format_args!("substring not found"))
}

/// `s.find(sub, start, end)`.
pub fn str_find(s: &Str, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    Ok(find(s, sub, start, end, Direction::Forward)?.unwrap_or(-1))
}

/// `s.rfind(sub, start, end)`.
pub fn str_rfind(s: &Str, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    Ok(find(s, sub, start, end, Direction::Backward)?.unwrap_or(-1))
}

/// `s.index(sub, start, end)`.
pub fn str_index(s: &Str, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    find(s, sub, start, end, Direction::Forward)?.ok_or_else(not_found)
}

/// `s.rindex(sub, start, end)`.
pub fn str_rindex(s: &Str, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    find(s, sub, start, end, Direction::Backward)?.ok_or_else(not_found)
}

/// `s.count(sub, start, end)`.
pub fn str_count(s: &Str, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    let part = window(s, start, end)?;
    let needle = wants_str(sub)?;
    let needle = needle.as_str();
    let Some((_, part)) = part else {
        return Ok(0);
    };
    if needle.is_empty() {
        return Ok(part.chars().count() as i64 + 1);
    }
    Ok(count(part.as_bytes(), needle.as_bytes()) as i64)
}

/// How often `needle`, not empty, stands in `text` without overlapping.
pub fn count(text: &[u8], needle: &[u8]) -> usize {
    match needle {
        [byte] => memchr::memchr_iter(*byte, text).count(),
        _ => places(text, needle).count(),
    }
}

/// Where `needle`, of more than one byte, stands in `text` without overlapping.
pub(super) fn places<'a>(text: &'a [u8], needle: &'a [u8]) -> Places<'a> {
    let is_character = needle.len() <= 4
        && core::str::from_utf8(needle).is_ok_and(|needle| needle.chars().count() == 1);
    match needle {
        // The last byte of a character tells more than the first, which many share.
        [.., last] if is_character => Places::Character {
            text,
            needle,
            ends: memchr::memchr_iter(*last, text),
        },
        _ => Places::Text(memchr::memmem::find_iter(text, needle)),
    }
}

/// What [`places`] gives; on the stack for the time of a search.
#[allow(clippy::large_enum_variant)]
#[derive(Clone)]
pub(super) enum Places<'a> {
    /// Of one character: a prepared search would take longer to go on than to find it.
    Character {
        text: &'a [u8],
        needle: &'a [u8],
        ends: memchr::Memchr<'a>,
    },
    Text(memchr::memmem::FindIter<'a, 'a>),
}

impl Iterator for Places<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        match self {
            Places::Character { text, needle, ends } => ends.find_map(|end| {
                let start = (end + 1).checked_sub(needle.len())?;
                (text[start..=end] == **needle).then_some(start)
            }),
            Places::Text(found) => found.next(),
        }
    }
}

/// Whether one of the texts in `affix`, a str or a tuple, is accepted.
fn any_affix(
    s: &Str,
    affix: &Value,
    start: &Value,
    end: &Value,
    method: &str,
    accepts: fn(&str, &str) -> bool,
) -> PyResult<bool> {
    let part = window(s, start, end)?;
    let Some(candidates) = affix.as_tuple() else {
        let Some(affix) = affix.to_str() else {
            return Err(raise_type_error(format_args!(
                "{method} first arg must be str or a tuple of str, not {}",
                affix.type_name()
            )));
        };
        return Ok(part.is_some_and(|(_, part)| accepts(part, affix.as_str())));
    };
    for candidate in candidates.items() {
        let Some(affix) = candidate.to_str() else {
            return Err(raise_type_error(format_args!(
                "tuple for {method} must only contain str, not {}",
                candidate.type_name()
            )));
        };
        if part.is_some_and(|(_, part)| accepts(part, affix.as_str())) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `s.startswith(prefix, start, end)`.
pub fn str_startswith(s: &Str, prefix: &Value, start: &Value, end: &Value) -> PyResult<bool> {
    any_affix(s, prefix, start, end, "startswith", |text, prefix| {
        text.starts_with(prefix)
    })
}

/// `s.endswith(suffix, start, end)`.
pub fn str_endswith(s: &Str, suffix: &Value, start: &Value, end: &Value) -> PyResult<bool> {
    any_affix(s, suffix, start, end, "endswith", |text, suffix| {
        text.ends_with(suffix)
    })
}
