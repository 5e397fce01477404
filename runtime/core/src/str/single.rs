//! The strs of single characters, which are kept.

use super::{STR, immortal};
use crate::memory::Global;
use crate::reference::Str;

/// The strs of one ASCII character, made as they are asked for; compiled
/// code looks here too.
#[unsafe(export_name = "pyaot_ascii_chars")]
static ASCII_CHARS: Global<[Option<Str>; 128]> = Global::new([const { None }; 128]);

/// The one str of this character, for characters of one byte.
#[inline]
pub(super) fn ascii_char(byte: u8) -> Str {
    // SAFETY: a short access.
    match unsafe { &(*ASCII_CHARS.get())[byte as usize & 127] } {
        Some(known) => known.clone(),
        None => make_ascii_char(byte),
    }
}

#[cold]
#[inline(never)]
fn make_ascii_char(byte: u8) -> Str {
    let made = immortal((byte as char).encode_utf8(&mut [0; 4]));
    // SAFETY: a short access.
    unsafe { (*ASCII_CHARS.get())[byte as usize & 127] = Some(made.clone()) };
    made
}

/// The strs of other characters of up to two bytes, made as they are asked for.
static PAIRS: Global<[Option<Str>; 0x800]> = Global::new([const { None }; 0x800]);

/// How many longer characters are kept: the ones met last.
const RECENT: usize = 1024;

/// A code point and its str; all zeros at first, so that the table takes no room in the executable.
type Kept = (u32, Option<Str>);

static RECENT_CHARS: Global<[Kept; RECENT]> = Global::new([const { (0, None) }; RECENT]);

/// The str of a character beyond ASCII.
#[inline]
pub(super) fn wide_char(c: char) -> Str {
    let code = c as usize;
    // SAFETY: short accesses; making a str does not come back here.
    unsafe {
        if code < 0x800 {
            return match &(*PAIRS.get())[code] {
                Some(known) => known.clone(),
                None => make_pair(c),
            };
        }
        match &(*RECENT_CHARS.get())[code % RECENT] {
            (known, Some(text)) if *known == c as u32 => text.clone(),
            _ => make_recent(c),
        }
    }
}

#[cold]
#[inline(never)]
fn make_pair(c: char) -> Str {
    let made = immortal(c.encode_utf8(&mut [0; 4]));
    // SAFETY: a short access.
    unsafe { (*PAIRS.get())[c as usize] = Some(made.clone()) };
    made
}

#[inline(never)]
fn make_recent(c: char) -> Str {
    let made = Str::copy_of(&STR, c.encode_utf8(&mut [0; 4]), 1);
    // SAFETY: a short access; the str that makes place dies when it is over.
    let before = unsafe {
        let place = &mut (*RECENT_CHARS.get())[c as usize % RECENT];
        core::mem::replace(place, (c as u32, Some(made.clone())))
    };
    drop(before);
    made
}

/// The character, if the text is one.
#[inline]
pub(super) fn only_char(text: &str) -> Option<char> {
    if text.len() > 4 {
        return None;
    }
    let mut chars = text.chars();
    chars.next().filter(|_| chars.as_str().is_empty())
}
