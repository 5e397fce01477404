//! Lone surrogates in texts: see [`pyaot_abi::surrogate`] for how they are kept.

use core::cmp::Ordering;

pub use pyaot_abi::surrogate::{char_of, code_of, is_one};

use crate::error::{PyResult, Raised, raise_value_error};
use crate::prelude::*;
use crate::reference::Str;

/// Whether a text of ours holds a lone surrogate; or, of a text that comes from outside, whether it
/// holds a character that cannot be told from one.
#[inline]
pub fn is_in(text: &str) -> bool {
    let finder = || memchr::memchr_iter(pyaot_abi::surrogate::LEAD[0], text.as_bytes());
    finder().any(|at| text[at..].chars().next().is_some_and(is_one))
}

/// Text from outside, unless it has a character that stands for a surrogate here.
#[inline]
pub fn checked(text: &str) -> PyResult<&str> {
    if is_in(text) {
        return Err(refuse(
            text.chars().find(|c| is_one(*c)).map_or(0, u32::from),
        ));
    }
    Ok(text)
}

/// The error for a code point without a character of its own.
#[cold]
pub fn refuse(code: u32) -> Raised {
    raise_value_error(format_args!(
        "pyaot: a str cannot hold the character '\\U{code:08x}', which stands for a lone surrogate"
    ))
}

/// The order of two texts by code points. UTF-8 keeps it, except for surrogates.
#[inline]
pub fn compare(a: &Str, b: &Str) -> Ordering {
    if a.is_ascii() || b.is_ascii() {
        return a.as_str().as_bytes().cmp(b.as_str().as_bytes());
    }
    compare_wide(a.as_str(), b.as_str())
}

fn compare_wide(a: &str, b: &str) -> Ordering {
    // What differs first says all, and what is in front of it is compared faster as bytes.
    let mut pairs = a.bytes().zip(b.bytes());
    let differs = pairs.position(|(a, b)| a != b);
    let mut at = differs.unwrap_or(a.len().min(b.len()));
    while !a.is_char_boundary(at) {
        at -= 1;
    }
    match (a[at..].chars().next(), b[at..].chars().next()) {
        (Some(a), Some(b)) => code_of(a).cmp(&code_of(b)),
        _ => a.len().cmp(&b.len()),
    }
}

/// Text for a stream that shows what it cannot encode as escapes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_one(c) {
            crate::str::push_escape(c, &mut out);
        } else {
            out.push(c);
        }
    }
    out
}
