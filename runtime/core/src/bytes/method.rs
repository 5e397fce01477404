//! The methods bytes and bytearray share.

use alloc::borrow::Cow;

use super::{ByteArray, like, look, of, slice_like, to_byte, wants_bytes};
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::prelude::*;
use crate::reference::{Bytes, List, Str, Tuple};
use crate::slicing::range_arguments;
use crate::value::Value;

/// What `find` and its kin look for: bytes, or one byte.
fn needle(value: &Value) -> PyResult<Cow<'_, [u8]>> {
    if let Some(data) = super::any_contents(value)? {
        return Ok(data);
    }
    if crate::operation::is_index(value) {
        return Ok(Cow::Owned(vec![to_byte(value, "byte")?]));
    }
    Err(raise_type_error(format_args!(
        "argument should be integer or bytes-like object, not '{}'",
        value.type_name()
    )))
}

/// The part of `this` that a method looks at; asked for before the method looks at other arguments.
fn bounds(this: &Value, start: &Value, end: &Value) -> PyResult<(i64, i64)> {
    range_arguments(start, end, look(this, |data| data.len() as i64))
}

/// What `work` finds in the part of `this` from `start` to `end`, with the position of that part.
fn window<R>(
    this: &Value,
    (start, end): (i64, i64),
    work: impl FnOnce(&[u8]) -> R,
) -> Option<(usize, R)> {
    look(this, |data| {
        // A bound's `__index__` may have made a bytearray shorter.
        let part = data.get(start as usize..(end as usize).min(data.len()))?;
        Some((start as usize, work(part)))
    })
}

type Finder = fn(&[u8], &[u8]) -> Option<usize>;

fn find(
    this: &Value,
    sub: &Value,
    start: &Value,
    end: &Value,
    finder: Finder,
) -> PyResult<Option<i64>> {
    let bounds = bounds(this, start, end)?;
    let sub = needle(sub)?;
    let found = window(this, bounds, |part| finder(part, &sub));
    Ok(found.and_then(|(first, at)| Some((first + at?) as i64)))
}

fn forward(data: &[u8], sub: &[u8]) -> Option<usize> {
    memchr::memmem::find(data, sub)
}

fn backward(data: &[u8], sub: &[u8]) -> Option<usize> {
    crate::str::rfind_bytes(data, sub)
}

fn not_found() -> crate::error::Raised {
    raise_value_error(format_args!("subsection not found"))
}

/// `this.find(sub, start, end)`.
pub fn bytes_find(this: &Value, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    Ok(find(this, sub, start, end, forward)?.unwrap_or(-1))
}

/// `this.rfind(sub, start, end)`.
pub fn bytes_rfind(this: &Value, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    Ok(find(this, sub, start, end, backward)?.unwrap_or(-1))
}

/// `this.index(sub, start, end)`.
pub fn bytes_index(this: &Value, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    find(this, sub, start, end, forward)?.ok_or_else(not_found)
}

/// `this.rindex(sub, start, end)`.
pub fn bytes_rindex(this: &Value, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    find(this, sub, start, end, backward)?.ok_or_else(not_found)
}

/// `this.count(sub, start, end)`.
pub fn bytes_count(this: &Value, sub: &Value, start: &Value, end: &Value) -> PyResult<i64> {
    let bounds = bounds(this, start, end)?;
    let sub = needle(sub)?;
    let found = window(this, bounds, |part| match sub.is_empty() {
        true => part.len() as i64 + 1,
        false => crate::str::count(part, &sub) as i64,
    });
    Ok(found.map_or(0, |(_, count)| count))
}

fn any_affix(
    this: &Value,
    affix: &Value,
    (start, end): (&Value, &Value),
    method: &str,
    accepts: fn(&[u8], &[u8]) -> bool,
) -> PyResult<bool> {
    let bounds = bounds(this, start, end)?;
    let is_affix = |affix: &[u8]| {
        window(this, bounds, |part| accepts(part, affix)).is_some_and(|(_, fits)| fits)
    };
    if let Some(candidates) = affix.as_tuple() {
        for candidate in candidates.items() {
            let candidate = wants_bytes(candidate)?;
            if is_affix(&candidate) {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let Some(affix) = super::any_contents(affix)? else {
        return Err(raise_type_error(format_args!(
            "{method} first arg must be bytes or a tuple of bytes, not {}",
            affix.type_name()
        )));
    };
    Ok(is_affix(&affix))
}

/// `this.startswith(prefix, start, end)`.
pub fn bytes_startswith(
    this: &Value,
    prefix: &Value,
    start: &Value,
    end: &Value,
) -> PyResult<bool> {
    any_affix(this, prefix, (start, end), "startswith", |data, prefix| {
        data.starts_with(prefix)
    })
}

/// `this.endswith(suffix, start, end)`.
pub fn bytes_endswith(this: &Value, suffix: &Value, start: &Value, end: &Value) -> PyResult<bool> {
    any_affix(this, suffix, (start, end), "endswith", |data, suffix| {
        data.ends_with(suffix)
    })
}

macro_rules! changes {
    ($($name:ident, $change:expr, $doc:literal;)*) => { $(
        #[doc = $doc]
        pub fn $name(this: &Value) -> Value {
            let mut data = of(this).into_owned();
            let change: fn(&mut [u8]) = $change;
            change(&mut data);
            like(this, data)
        }
    )* };
}

changes! {
    bytes_lower, |data| data.make_ascii_lowercase(), "`this.lower()`.";
    bytes_upper, |data| data.make_ascii_uppercase(), "`this.upper()`.";
    bytes_swapcase, crate::str::ascii_swapcase, "`this.swapcase()`.";
    bytes_capitalize, crate::str::ascii_capitalize, "`this.capitalize()`.";
    bytes_title, crate::str::ascii_title, "`this.title()`.";
}

fn is_space(byte: &u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

macro_rules! tests {
    ($($name:ident, $accepts:expr, $doc:literal;)*) => { $(
        #[doc = $doc]
        pub fn $name(this: &Value) -> bool {
            let accepts: fn(&u8) -> bool = $accepts;
            look(this, |data| !data.is_empty() && data.iter().all(accepts))
        }
    )* };
}

tests! {
    bytes_isalnum, u8::is_ascii_alphanumeric, "`this.isalnum()`.";
    bytes_isalpha, u8::is_ascii_alphabetic, "`this.isalpha()`.";
    bytes_isdigit, u8::is_ascii_digit, "`this.isdigit()`.";
    bytes_isspace, is_space, "`this.isspace()`.";
}

/// `this.isascii()`.
pub fn bytes_isascii(this: &Value) -> bool {
    of(this).is_ascii()
}

/// `this.islower()`.
pub fn bytes_islower(this: &Value) -> bool {
    let data = of(this);
    data.iter().any(u8::is_ascii_lowercase) && !data.iter().any(u8::is_ascii_uppercase)
}

/// `this.isupper()`.
pub fn bytes_isupper(this: &Value) -> bool {
    let data = of(this);
    data.iter().any(u8::is_ascii_uppercase) && !data.iter().any(u8::is_ascii_lowercase)
}

/// `this.istitle()`.
pub fn bytes_istitle(this: &Value) -> bool {
    let (mut found, mut in_word) = (false, false);
    for byte in of(this).iter() {
        if byte.is_ascii_alphabetic() {
            if byte.is_ascii_uppercase() == in_word {
                return false;
            }
            (found, in_word) = (true, true);
        } else {
            in_word = false;
        }
    }
    found
}

/// The parts as a list of objects of the class of `this`.
fn to_list(this: &Value, parts: Vec<&[u8]>) -> List {
    List::from_vec(
        parts
            .into_iter()
            .map(|part| slice_like(this, part))
            .collect(),
    )
}

fn separator(sep: &Value) -> PyResult<Option<Cow<'_, [u8]>>> {
    if sep.is_none() {
        return Ok(None);
    }
    let sep = wants_bytes(sep)?;
    if sep.is_empty() {
        Err(raise_value_error(format_args!("empty separator")))
    } else {
        Ok(Some(sep))
    }
}

fn trim_start(data: &[u8]) -> &[u8] {
    &data[data
        .iter()
        .position(|byte| !is_space(byte))
        .unwrap_or(data.len())..]
}

fn trim_end(data: &[u8]) -> &[u8] {
    &data[..data
        .iter()
        .rposition(|byte| !is_space(byte))
        .map_or(0, |at| at + 1)]
}

/// `this.split(sep, maxsplit)`.
pub fn bytes_split(this: &Value, sep: &Value, maxsplit: i64) -> PyResult<List> {
    let data = of(this);
    let limit = usize::try_from(maxsplit).unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    match separator(sep)? {
        Some(sep) => {
            let mut from = 0;
            for at in memchr::memmem::find_iter(&data, &sep).take(limit) {
                parts.push(&data[from..at]);
                from = at + sep.len();
            }
            parts.push(&data[from..]);
        }
        None => {
            let mut rest = trim_start(&data);
            while !rest.is_empty() {
                if parts.len() == limit {
                    parts.push(rest);
                    break;
                }
                let end = rest.iter().position(is_space).unwrap_or(rest.len());
                parts.push(&rest[..end]);
                rest = trim_start(&rest[end..]);
            }
        }
    }
    Ok(to_list(this, parts))
}

/// `this.rsplit(sep, maxsplit)`.
pub fn bytes_rsplit(this: &Value, sep: &Value, maxsplit: i64) -> PyResult<List> {
    let data = of(this);
    let limit = usize::try_from(maxsplit).unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    match separator(sep)? {
        Some(sep) => {
            let mut rest = &data[..];
            while parts.len() < limit
                && let Some(at) = backward(rest, &sep)
            {
                parts.push(&rest[at + sep.len()..]);
                rest = &rest[..at];
            }
            parts.push(rest);
        }
        None => {
            let mut rest = trim_end(&data);
            while !rest.is_empty() {
                if parts.len() == limit {
                    parts.push(rest);
                    break;
                }
                let from = rest.iter().rposition(is_space).map_or(0, |at| at + 1);
                parts.push(&rest[from..]);
                rest = trim_end(&rest[..from]);
            }
        }
    }
    parts.reverse();
    Ok(to_list(this, parts))
}

/// `this.splitlines(keepends)`.
pub fn bytes_splitlines(this: &Value, keepends: &Value) -> PyResult<List> {
    let keepends = crate::operation::to_flag(keepends)?;
    let data = of(this);
    let mut rest = &data[..];
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let end = rest
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        let mark = match &rest[end..] {
            [] => 0,
            [b'\r', b'\n', ..] => 2,
            _ => 1,
        };
        lines.push(&rest[..if keepends { end + mark } else { end }]);
        rest = &rest[end + mark..];
    }
    Ok(to_list(this, lines))
}

/// The separator as `partition` gives it: what bytes were given, a bytearray's copy.
fn between(this: &Value, sep: &Value, found: &[u8]) -> Value {
    match this.as_bytes() {
        Some(_) => sep.clone(),
        None => slice_like(this, found),
    }
}

fn triple(this: &Value, parts: [&[u8]; 3]) -> Tuple {
    Tuple::from_vec(parts.iter().map(|part| slice_like(this, part)).collect())
}

/// `this.partition(sep)`.
pub fn bytes_partition(this: &Value, sep: &Value) -> PyResult<Tuple> {
    let data = of(this);
    let found = separator_required(sep)?;
    Ok(match forward(&data, &found) {
        Some(at) => Tuple::from_vec(vec![
            slice_like(this, &data[..at]),
            between(this, sep, &found),
            slice_like(this, &data[at + found.len()..]),
        ]),
        None => triple(this, [&data, &[], &[]]),
    })
}

/// `this.rpartition(sep)`.
pub fn bytes_rpartition(this: &Value, sep: &Value) -> PyResult<Tuple> {
    let data = of(this);
    let found = separator_required(sep)?;
    Ok(match backward(&data, &found) {
        Some(at) => Tuple::from_vec(vec![
            slice_like(this, &data[..at]),
            between(this, sep, &found),
            slice_like(this, &data[at + found.len()..]),
        ]),
        None => triple(this, [&[], &[], &data]),
    })
}

fn separator_required(sep: &Value) -> PyResult<Cow<'_, [u8]>> {
    let sep = wants_bytes(sep)?;
    if sep.is_empty() {
        Err(raise_value_error(format_args!("empty separator")))
    } else {
        Ok(sep)
    }
}

fn strip(this: &Value, chars: &Value, left: bool, right: bool) -> PyResult<Value> {
    let data = of(this);
    let unwanted = if chars.is_none() {
        Cow::Borrowed(&b" \t\n\r\x0b\x0c"[..])
    } else {
        wants_bytes(chars)?
    };
    let kept = |byte: &u8| !unwanted.contains(byte);
    let mut part = &data[..];
    if left {
        part = &part[part.iter().position(kept).unwrap_or(part.len())..];
    }
    if right {
        part = &part[..part.iter().rposition(kept).map_or(0, |at| at + 1)];
    }
    if part.len() == data.len() && this.downcast_exact::<super::BytesObject>().is_some() {
        return Ok(this.clone());
    }
    Ok(slice_like(this, part))
}

/// `this.strip(chars)`.
pub fn bytes_strip(this: &Value, chars: &Value) -> PyResult<Value> {
    strip(this, chars, true, true)
}

/// `this.lstrip(chars)`.
pub fn bytes_lstrip(this: &Value, chars: &Value) -> PyResult<Value> {
    strip(this, chars, true, false)
}

/// `this.rstrip(chars)`.
pub fn bytes_rstrip(this: &Value, chars: &Value) -> PyResult<Value> {
    strip(this, chars, false, true)
}

/// `this.removeprefix(prefix)`.
pub fn bytes_removeprefix(this: &Value, prefix: &Value) -> PyResult<Value> {
    let (data, prefix) = (of(this), wants_bytes(prefix)?);
    Ok(like(
        this,
        data.strip_prefix(&*prefix).unwrap_or(&data).to_vec(),
    ))
}

/// `this.removesuffix(suffix)`.
pub fn bytes_removesuffix(this: &Value, suffix: &Value) -> PyResult<Value> {
    let (data, suffix) = (of(this), wants_bytes(suffix)?);
    Ok(like(
        this,
        data.strip_suffix(&*suffix).unwrap_or(&data).to_vec(),
    ))
}

/// `this.join(iterable)`.
pub fn bytes_join(this: &Value, iterable: &Value) -> PyResult<Value> {
    let slots = iterable.ty().slots();
    if slots.iter().is_none() && slots.getitem().is_none() {
        return Err(raise_type_error(format_args!("can only join an iterable")));
    }
    let sep = of(this);
    let mut out = Vec::new();
    let own = crate::str::own_iterator(iterable)?;
    let iterable = own.as_ref().unwrap_or(iterable);
    for (i, item) in crate::iter::collect(iterable)?.iter().enumerate() {
        let Some(part) = super::any_contents(item)? else {
            return Err(raise_type_error(format_args!(
                "sequence item {i}: expected a bytes-like object, {} found",
                item.type_name()
            )));
        };
        if i > 0 {
            out.extend_from_slice(&sep);
        }
        out.extend_from_slice(&part);
    }
    Ok(like(this, out))
}

/// The fill byte of `center` and its kin.
fn fill_byte(fill: &Value, method: &str) -> PyResult<u8> {
    match super::contents(fill).as_deref() {
        Some([byte]) => Ok(*byte),
        _ => Err(raise_type_error(format_args!(
            "{method}() argument 2 must be a byte string of length 1, not {}",
            fill.argument_name()
        ))),
    }
}

fn missing(data: &[u8], width: i64) -> PyResult<usize> {
    crate::operation::repeat_count(width.saturating_sub(data.len() as i64), 1)
}

fn padded(this: &Value, data: &[u8], left: usize, right: usize, fill: u8) -> Value {
    let mut out = vec![fill; left];
    out.extend_from_slice(data);
    out.resize(left + data.len() + right, fill);
    like(this, out)
}

/// `this.center(width, fillchar)`.
pub fn bytes_center(this: &Value, width: i64, fill: &Value) -> PyResult<Value> {
    let (data, fill) = (of(this), fill_byte(fill, "center")?);
    let missing = missing(&data, width)?;
    let left = missing / 2 + (missing & width as usize & 1);
    Ok(padded(this, &data, left, missing - left, fill))
}

/// `this.ljust(width, fillchar)`.
pub fn bytes_ljust(this: &Value, width: i64, fill: &Value) -> PyResult<Value> {
    let (data, fill) = (of(this), fill_byte(fill, "ljust")?);
    Ok(padded(this, &data, 0, missing(&data, width)?, fill))
}

/// `this.rjust(width, fillchar)`.
pub fn bytes_rjust(this: &Value, width: i64, fill: &Value) -> PyResult<Value> {
    let (data, fill) = (of(this), fill_byte(fill, "rjust")?);
    Ok(padded(this, &data, missing(&data, width)?, 0, fill))
}

/// `this.zfill(width)`.
pub fn bytes_zfill(this: &Value, width: i64) -> PyResult<Value> {
    let data = of(this);
    let missing = missing(&data, width)?;
    let sign = usize::from(matches!(data.first(), Some(b'+' | b'-')));
    let zeros = vec![b'0'; missing];
    Ok(like(this, [&data[..sign], &zeros, &data[sign..]].concat()))
}

/// `this.expandtabs(tabsize)`.
pub fn bytes_expandtabs(this: &Value, tabsize: i64) -> PyResult<Value> {
    crate::operation::to_c_int(tabsize)?;
    let mut out = Vec::new();
    let mut column = 0i64;
    for &byte in of(this).iter() {
        match byte {
            b'\t' if tabsize > 0 => {
                let width = tabsize - column % tabsize;
                out.resize(out.len() + crate::operation::repeat_count(width, 1)?, b' ');
                column += width;
            }
            b'\t' => {}
            _ => {
                out.push(byte);
                column = if matches!(byte, b'\n' | b'\r') {
                    0
                } else {
                    column + 1
                };
            }
        }
    }
    Ok(like(this, out))
}

/// `this.replace(old, new, count)`.
pub fn bytes_replace(this: &Value, old: &Value, new: &Value, count: &Value) -> PyResult<Value> {
    let (data, old, new) = (of(this), wants_bytes(old)?, wants_bytes(new)?);
    let count = crate::operation::to_i64(count)?;
    let limit = usize::try_from(count).unwrap_or(usize::MAX);
    let mut out = Vec::with_capacity(data.len());
    let mut from = 0;
    // Empty `old` is found before every byte and at the end.
    for at in memchr::memmem::find_iter(&data, &old).take(limit) {
        out.extend_from_slice(&data[from..at]);
        out.extend_from_slice(&new);
        from = at + old.len();
    }
    out.extend_from_slice(&data[from..]);
    Ok(like(this, out))
}

/// `this.translate(table, delete)`.
pub fn bytes_translate(this: &Value, table: &Value, delete: &Value) -> PyResult<Value> {
    let table = if table.is_none() {
        None
    } else {
        Some(wants_bytes(table)?)
    };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(raise_value_error(format_args!(
            "translation table must be 256 characters long"
        )));
    }
    let delete = wants_bytes(delete)?;
    let kept = of(this)
        .iter()
        .filter(|byte| !delete.contains(byte))
        .copied()
        .collect::<Vec<u8>>();
    Ok(like(
        this,
        match table {
            Some(table) => kept.into_iter().map(|byte| table[byte as usize]).collect(),
            None => kept,
        },
    ))
}

/// `bytes.maketrans(frm, to)`.
pub fn bytes_maketrans(from: &Value, to: &Value) -> PyResult<Bytes> {
    let (from, to) = (wants_bytes(from)?, wants_bytes(to)?);
    if from.len() != to.len() {
        return Err(raise_value_error(format_args!(
            "maketrans arguments must have same length"
        )));
    }
    let mut table: [u8; 256] = core::array::from_fn(|byte| byte as u8);
    for (from, to) in from.iter().zip(to.iter()) {
        table[*from as usize] = *to;
    }
    Ok(Bytes::new(&table))
}

/// `this.decode(encoding, errors)`.
pub fn bytes_decode(this: &Value, encoding: &Str, errors: &Str) -> PyResult<Str> {
    crate::codec::decode_to_str(&of(this), encoding.as_str(), errors.as_str())
}

/// `this.hex(sep, bytes_per_sep)`.
pub fn bytes_hex(this: &Value, sep: Option<&Value>, group: i64) -> PyResult<Str> {
    crate::operation::to_c_int(group)?;
    let data = of(this);
    let sep = match sep {
        None => None,
        Some(sep) => {
            let text = match (sep.as_str(), super::contents(sep)) {
                (Some(text), _) => text.as_str().to_string(),
                (None, Some(data)) => data.iter().map(|&byte| byte as char).collect(),
                (None, None) => {
                    crate::operation::value_len(sep)?;
                    return Err(raise_type_error(format_args!("sep must be str or bytes.")));
                }
            };
            let mut chars = text.chars();
            let (Some(c), None) = (chars.next(), chars.next()) else {
                return Err(raise_value_error(format_args!("sep must be length 1.")));
            };
            if !c.is_ascii() {
                return Err(raise_value_error(format_args!("sep must be ASCII.")));
            }
            Some(c)
        }
    };
    let mut out = String::with_capacity(data.len() * 3);
    let size = group.unsigned_abs() as usize;
    for (i, byte) in data.iter().enumerate() {
        // Groups are counted from the right, or from the left if negative.
        let at = if group > 0 { data.len() - i } else { i };
        if let Some(sep) = sep
            && i > 0
            && size > 0
            && at % size == 0
        {
            out.push(sep);
        }
        for digit in [byte >> 4, byte & 15] {
            out.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    Ok(Str::new(&out))
}

fn from_hex(text: &Value) -> PyResult<Vec<u8>> {
    let Some(text) = text.as_str() else {
        return Err(raise_type_error(format_args!(
            "fromhex() argument must be str, not {}",
            text.argument_name()
        )));
    };
    let chars: Vec<char> = text.as_str().chars().collect();
    let mut data = Vec::with_capacity(chars.len() / 2);
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_ascii() && is_space(&(chars[at] as u8)) {
            at += 1;
            continue;
        }
        let digit = |at: usize| chars.get(at).and_then(|c| c.to_digit(16)).ok_or(at);
        let pair = digit(at).and_then(|high| Ok((high << 4 | digit(at + 1)?) as u8));
        match pair {
            Ok(byte) => data.push(byte),
            Err(position) => {
                return Err(raise_value_error(format_args!(
                    "non-hexadecimal number found in fromhex() arg at position {position}"
                )));
            }
        }
        at += 2;
    }
    Ok(data)
}

/// `bytes.fromhex(text)`.
pub fn bytes_fromhex(_class: &Value, text: &Value) -> PyResult<Value> {
    Ok(Bytes::new(&from_hex(text)?).into())
}

/// `bytearray.fromhex(text)`.
pub fn bytearray_fromhex(_class: &Value, text: &Value) -> PyResult<Value> {
    Ok(ByteArray::from_vec(from_hex(text)?).into())
}
