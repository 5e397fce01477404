//! Methods that give changed text: case, padding, replacing, translating.

use crate::dict::DictObject;
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::prelude::*;
use crate::reference::{Bytes, Dict, Str, Tuple};
use crate::surrogate::code_of;
use crate::unicode;
use crate::value::Value;

macro_rules! case_methods {
    ($($name:ident, $ascii:expr, $full:path, $doc:literal;)*) => { $(
        #[doc = $doc]
        pub fn $name(s: &Str) -> Str {
            if s.is_ascii() {
                return changed_ascii(s, $ascii);
            }
            Str::new(&$full(s.as_str()))
        }
    )* };
}

case_methods! {
    str_lower, |bytes| bytes.make_ascii_lowercase(), unicode::lower, "`s.lower()`.";
    str_upper, |bytes| bytes.make_ascii_uppercase(), unicode::upper, "`s.upper()`.";
    str_casefold, |bytes| bytes.make_ascii_lowercase(), unicode::casefold, "`s.casefold()`.";
    str_swapcase, ascii_swapcase, unicode::swapcase, "`s.swapcase()`.";
    str_capitalize, ascii_capitalize, unicode::capitalize, "`s.capitalize()`.";
    str_title, ascii_title, unicode::title, "`s.title()`.";
}

/// ASCII text after `change`, which keeps it ASCII.
#[inline]
fn changed_ascii(s: &Str, change: impl FnOnce(&mut [u8])) -> Str {
    let bytes = s.as_str().as_bytes();
    if let [byte] = bytes {
        let mut byte = [*byte];
        change(&mut byte);
        return Str::new_ascii(&byte);
    }
    if bytes.is_empty() {
        return Str::new("");
    }
    // SAFETY: all bytes are written before anybody looks at them.
    unsafe {
        let (made, data) = Str::alloc_uninit(&super::STR, bytes.len(), bytes.len());
        data.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        change(core::slice::from_raw_parts_mut(data, bytes.len()));
        made
    }
}

/// Exchanges the case of ASCII letters.
pub fn ascii_swapcase(bytes: &mut [u8]) {
    for byte in bytes {
        if byte.is_ascii_alphabetic() {
            *byte ^= 0x20;
        }
    }
}

/// Upper case for the first byte, lower case for the rest, ASCII only.
pub fn ascii_capitalize(bytes: &mut [u8]) {
    bytes.make_ascii_lowercase();
    if let Some(first) = bytes.first_mut() {
        first.make_ascii_uppercase();
    }
}

/// Upper case for the first letter of words, ASCII only.
pub fn ascii_title(bytes: &mut [u8]) {
    let mut in_word = false;
    for byte in bytes {
        if in_word {
            byte.make_ascii_lowercase();
        } else {
            byte.make_ascii_uppercase();
        }
        in_word = byte.is_ascii_alphabetic();
    }
}

/// The fill character of `center` and its kin.
fn fill_char(fill: &Value) -> PyResult<char> {
    let Some(text) = fill.to_str() else {
        return Err(raise_type_error(format_args!(
            "The fill character must be a unicode character, not {}",
            fill.type_name()
        )));
    };
    let mut chars = text.as_str().chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(c),
        _ => Err(raise_type_error(format_args!(
            "The fill character must be exactly one character long"
        ))),
    }
}

/// How many fill characters bring `s` to `width`.
fn missing(s: &Str, width: i64) -> PyResult<usize> {
    crate::operation::repeat_count(width.saturating_sub(s.char_len), 1)
}

fn padded(s: &Str, left: usize, right: usize, fill: char) -> Str {
    if left == 0 && right == 0 {
        return super::exact(s);
    }
    let length = s.as_str().len() + left + right;
    if fill.is_ascii() && length > 1 {
        let text = s.as_str().as_bytes();
        let char_len = s.char_len as usize + left + right;
        // SAFETY: all bytes are written: the text, and the fill before and behind it.
        unsafe {
            let (made, data) = Str::alloc_uninit(&super::STR, length, char_len);
            data.write_bytes(fill as u8, left);
            let data = data.add(left);
            data.copy_from_nonoverlapping(text.as_ptr(), text.len());
            data.add(text.len()).write_bytes(fill as u8, right);
            return made;
        }
    }
    let mut out = String::with_capacity(s.as_str().len() + (left + right) * fill.len_utf8());
    out.extend(core::iter::repeat_n(fill, left));
    out.push_str(s.as_str());
    out.extend(core::iter::repeat_n(fill, right));
    Str::new(&out)
}

/// `s.center(width, fillchar)`.
pub fn str_center(s: &Str, width: i64, fill: &Value) -> PyResult<Str> {
    let (fill, missing) = (fill_char(fill)?, missing(s, width)?);
    // CPython rounds so that an odd rest goes left when the width is odd.
    let left = missing / 2 + (missing & width as usize & 1);
    Ok(padded(s, left, missing - left, fill))
}

/// `s.ljust(width, fillchar)`.
pub fn str_ljust(s: &Str, width: i64, fill: &Value) -> PyResult<Str> {
    let fill = fill_char(fill)?;
    Ok(padded(s, 0, missing(s, width)?, fill))
}

/// `s.rjust(width, fillchar)`.
pub fn str_rjust(s: &Str, width: i64, fill: &Value) -> PyResult<Str> {
    let fill = fill_char(fill)?;
    Ok(padded(s, missing(s, width)?, 0, fill))
}

/// `s.zfill(width)`.
pub fn str_zfill(s: &Str, width: i64) -> PyResult<Str> {
    let missing = missing(s, width)?;
    let text = s.as_str();
    let sign = usize::from(text.starts_with(['+', '-']));
    if missing == 0 {
        return Ok(super::exact(s));
    }
    let made = padded(s, missing, 0, '0');
    if sign == 1 && text.len() + missing > 1 {
        // SAFETY: a fresh object that nobody else knows; both bytes are ASCII.
        unsafe {
            let data = (&raw mut (*made.as_ptr()).data).cast::<u8>();
            data.write(text.as_bytes()[0]);
            data.add(missing).write(b'0');
        }
    }
    Ok(made)
}

/// `s.expandtabs(tabsize)`.
pub fn str_expandtabs(s: &Str, tabsize: i64) -> PyResult<Str> {
    crate::operation::to_c_int(tabsize)?;
    if memchr::memchr(b'\t', s.as_str().as_bytes()).is_none() {
        return Ok(super::exact(s));
    }
    let mut out = String::with_capacity(s.as_str().len());
    let mut column = 0i64;
    for c in s.as_str().chars() {
        match c {
            '\t' if tabsize > 0 => {
                let width = tabsize - column % tabsize;
                let n = crate::operation::repeat_count(width, 1)?;
                out.extend(core::iter::repeat_n(' ', n));
                column += width;
            }
            '\t' => {}
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    Ok(Str::new(&out))
}

/// `s.replace(old, new, count)`.
pub fn str_replace(s: &Str, old: &Value, new: &Value, count: &Value) -> PyResult<Str> {
    let argument = |value: &Value, number: u32| match value.to_str() {
        Some(text) => Ok(text),
        None => Err(raise_type_error(format_args!(
            "replace() argument {number} must be str, not {}",
            value.argument_name()
        ))),
    };
    let (old, new) = (argument(old, 1)?, argument(new, 2)?);
    let count = crate::operation::to_i64(count)?;
    if old.is(&new) {
        return Ok(super::exact(s));
    }
    let text = s.as_str();
    let limit = usize::try_from(count).unwrap_or(usize::MAX);
    if old.byte_len == 0 {
        let new = new.as_str();
        let mut out = String::with_capacity(text.len() + new.len());
        let mut made = 0;
        for c in text.chars() {
            if made < limit {
                out.push_str(new);
                made += 1;
            }
            out.push(c);
        }
        if made < limit {
            out.push_str(new);
        }
        return Ok(Str::new(&out));
    }
    if let ([old], [new]) = (old.as_str().as_bytes(), new.as_str().as_bytes())
        && limit == usize::MAX
        && text.len() > 1
    {
        if memchr::memchr(*old, text.as_bytes()).is_none() {
            return Ok(super::exact(s));
        }
        // SAFETY: all bytes are written, and a character of one byte stays one.
        unsafe {
            let (made, data) = Str::alloc_uninit(&super::STR, text.len(), s.char_len as usize);
            for (i, byte) in text.bytes().enumerate() {
                data.add(i).write(if byte == *old { *new } else { byte });
            }
            return Ok(made);
        }
    }
    if let [byte] = old.as_str().as_bytes() {
        let places = memchr::memchr_iter(*byte, text.as_bytes()).take(limit);
        return Ok(with_parts_replaced(s, places, &old, &new));
    }
    let places = super::search::places(text.as_bytes(), old.as_str().as_bytes()).take(limit);
    Ok(with_parts_replaced(s, places, &old, &new))
}

/// `s` with `new` in the place of `old` at all of `places`.
fn with_parts_replaced(s: &Str, places: impl Iterator<Item = usize>, old: &Str, new: &Str) -> Str {
    // To keep them is cheaper than to look for them again, once it is known how many they are.
    let places: Vec<usize> = places.collect();
    let n = places.len();
    if n == 0 {
        return super::exact(s);
    }
    let size = |all: i64, old: i64, new: i64| {
        let size = new
            .checked_mul(n as i64)
            .and_then(|new| new.checked_add(all - old * n as i64));
        // No memory is as large: the allocation fails.
        size.map_or(isize::MAX as usize, |size| size as usize)
    };
    let text = s.as_str();
    let mut from = 0;
    let parts = places.into_iter().chain([text.len()]).map(|at| {
        let kept = &text[from..at];
        from = at + old.byte_len as usize;
        kept
    });
    Str::from_parts(
        parts,
        new.as_str(),
        size(s.byte_len, old.byte_len, new.byte_len),
        size(s.char_len, old.char_len, new.char_len),
    )
}

/// `s.encode(encoding, errors)`.
pub fn str_encode(s: &Str, encoding: &Str, errors: &Str) -> PyResult<Bytes> {
    crate::codec::encode(s, encoding.as_str(), errors.as_str())
}

/// `str.maketrans(x, y, z)`.
pub fn str_maketrans(x: &Value, y: Option<&Value>, z: Option<&Value>) -> PyResult<Dict> {
    let table = Dict::new();
    let code = |c: char| Value::int(i64::from(code_of(c)));
    let Some(y) = y else {
        let Some(source) = x.as_dict() else {
            return Err(raise_type_error(format_args!(
                "if you give only one argument to maketrans it must be a dict"
            )));
        };
        for (key, value) in source.entries() {
            if let Some(text) = key.to_str() {
                let mut chars = text.as_str().chars();
                let (Some(c), None) = (chars.next(), chars.next()) else {
                    return Err(raise_value_error(format_args!(
                        "string keys in translate table must be of length 1"
                    )));
                };
                table.set(&code(c), &value)?;
            } else if crate::int::is_int(&key) {
                table.set(&key, &value)?;
            } else {
                return Err(raise_type_error(format_args!(
                    "keys in translate table must be strings or integers"
                )));
            }
        }
        return Ok(table);
    };
    let argument = |value: &Value, number: u32| match value.to_str() {
        Some(text) => Ok(text),
        None => Err(raise_type_error(format_args!(
            "maketrans() argument {number} must be str, not {}",
            value.argument_name()
        ))),
    };
    let y = argument(y, 2)?;
    let z = z.map(|z| argument(z, 3)).transpose()?;
    let Some(x) = x.to_str() else {
        return Err(raise_type_error(format_args!(
            "first maketrans argument must be a string if there is a second argument"
        )));
    };
    if x.char_len != y.char_len {
        return Err(raise_value_error(format_args!(
            "the first two maketrans arguments must have equal length"
        )));
    }
    for (from, to) in x.as_str().chars().zip(y.as_str().chars()) {
        table.set(&code(from), &code(to))?;
    }
    for c in z.iter().flat_map(|z| z.as_str().chars()) {
        table.set(&code(c), Value::none())?;
    }
    Ok(table)
}

/// `s.translate(table)`.
pub fn str_translate(s: &Str, table: &Value) -> PyResult<Str> {
    let mut out = String::with_capacity(s.as_str().len());
    let mut rest = s.as_str();
    if s.is_ascii() {
        let done = translate_ascii(rest, table, &mut out)?;
        rest = &rest[done..];
    }
    for c in rest.chars() {
        translate_one(c, table, &mut out)?;
    }
    Ok(Str::new(&out))
}

/// Translates ASCII text, of which a table is asked once for each character, as in CPython, as long
/// as it gives such characters or takes them out; how far that went.
fn translate_ascii(text: &str, table: &Value, out: &mut String) -> PyResult<usize> {
    const UNKNOWN: u8 = 0x80;
    const REMOVED: u8 = 0x81;
    let mut known = [UNKNOWN; 128];
    let mut made: Vec<u8> = core::mem::take(out).into_bytes();
    let mut done = text.len();
    for (at, byte) in text.bytes().enumerate() {
        match known[byte as usize & 127] {
            UNKNOWN => {
                let mut one = String::new();
                translate_one(byte as char, table, &mut one)?;
                made.extend_from_slice(one.as_bytes());
                known[byte as usize & 127] = match *one.as_bytes() {
                    [] => REMOVED,
                    [byte] => byte,
                    _ => {
                        done = at + 1;
                        break;
                    }
                };
            }
            REMOVED => {}
            byte => made.push(byte),
        }
    }
    // SAFETY: characters and texts that are whole.
    *out = unsafe { String::from_utf8_unchecked(made) };
    Ok(done)
}

/// Adds what `table` makes of a character to `out`.
fn translate_one(c: char, table: &Value, out: &mut String) -> PyResult<()> {
    let key = Value::int(i64::from(code_of(c)));
    // A dict says what it lacks without an exception.
    let found = match table.downcast_exact::<DictObject>() {
        Some(dict) => dict.get(&key),
        None => crate::operation::value_getitem(table, &key).map(Some),
    };
    let Some(to) = crate::error::catch(found, &crate::exception::LOOKUP_ERROR)?.flatten() else {
        out.push(c);
        return Ok(());
    };
    if let Some(text) = to.to_str() {
        out.push_str(text.as_str());
    } else if crate::int::is_int(&to) {
        let code = crate::int::to_i64(&to).and_then(|code| u32::try_from(code).ok());
        match code {
            Some(code) if code <= 0x10ffff => out.push(char_from_code(code)?),
            _ => {
                return Err(raise_value_error(format_args!(
                    "character mapping must be in range(0x110000)"
                )));
            }
        }
    } else if !to.is_none() {
        return Err(raise_type_error(format_args!(
            "character mapping must return integer, None or str"
        )));
    }
    Ok(())
}

/// The character with this code, at most 0x10ffff.
pub fn char_from_code(code: u32) -> PyResult<char> {
    crate::surrogate::char_of(code).ok_or_else(|| crate::surrogate::refuse(code))
}

/// `s.__getnewargs__()`.
pub fn str_getnewargs(s: &Str) -> Tuple {
    Tuple::from_vec(vec![Str::new(s.as_str()).into()])
}

/// `chr(code)`.
pub fn str_chr(code: i64) -> PyResult<Str> {
    match u32::try_from(code) {
        Ok(code) if code <= 0x10ffff => char_from_code(code).map(Str::from_char),
        _ => crate::operation::to_c_int(code).and_then(|_| {
            Err(raise_value_error(format_args!(
                "chr() arg not in range(0x110000)"
            )))
        }),
    }
}

/// `ord(c)`.
pub fn str_ord(c: &Value) -> PyResult<i64> {
    let length = if let Some(text) = c.to_str() {
        match text.as_str().chars().next() {
            Some(first) if text.char_len == 1 => return Ok(i64::from(code_of(first))),
            _ => text.char_len as usize,
        }
    } else if let Some(data) = crate::bytes::contents(c) {
        match &*data {
            [byte] => return Ok(i64::from(*byte)),
            data => data.len(),
        }
    } else {
        return Err(raise_type_error(format_args!(
            "ord() expected string of length 1, but {} found",
            c.type_name()
        )));
    };
    Err(raise_type_error(format_args!(
        "ord() expected a character, but string of length {length} found"
    )))
}
