//! Which characters fit: sets, categories and letters of either case.

use super::tree::{Category, Item};
use crate::prelude::*;
use crate::unicode;

/// How letters of either case are made equal before they are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    No,
    Ascii,
    Unicode,
    Locale,
}

fn character(code: u32) -> char {
    char::from_u32(code).unwrap_or('\0')
}

/// The first character of a mapping, where CPython 3.11 knows it.
fn first_of(code: u32, mapped: impl Iterator<Item = char>) -> u32 {
    let mut mapped = mapped;
    let is_known = |c: &char| c.is_ascii() || unicode::is_printable(*c) || *c == '\u{345}';
    match mapped.next() {
        Some(c) if is_known(&c) && is_known(&character(code)) => c as u32,
        _ => code,
    }
}

/// The lower-case character of another, as CPython compares them: the first where there are several.
pub fn lower(code: u32) -> u32 {
    if code < 128 {
        return (code as u8).to_ascii_lowercase().into();
    }
    first_of(code, character(code).to_lowercase())
}

/// The upper-case character of another, in the same way.
fn upper(code: u32) -> u32 {
    if code < 128 {
        return (code as u8).to_ascii_uppercase().into();
    }
    first_of(code, character(code).to_uppercase())
}

/// Whether a letter has another case.
pub fn is_cased(code: u32, fold: Fold) -> bool {
    match fold {
        Fold::Unicode => lower(code) != code || upper(code) != code,
        _ => code < 128 && (code as u8).is_ascii_alphabetic(),
    }
}

impl Fold {
    pub fn fold(self, code: u32) -> u32 {
        match self {
            Fold::No => code,
            Fold::Unicode => lower(code),
            Fold::Ascii | Fold::Locale if code < 128 => (code as u8).to_ascii_lowercase().into(),
            Fold::Ascii | Fold::Locale => code,
        }
    }
}

/// Lower-case letters that have the same capital.
const SAME_CAPITAL: &[&[u32]] = &[
    &[0x69, 0x131],
    &[0x73, 0x17f],
    &[0xb5, 0x3bc],
    &[0x345, 0x3b9, 0x1fbe],
    &[0x390, 0x1fd3],
    &[0x3b0, 0x1fe3],
    &[0x3b2, 0x3d0],
    &[0x3b5, 0x3f5],
    &[0x3b8, 0x3d1],
    &[0x3ba, 0x3f0],
    &[0x3c0, 0x3d6],
    &[0x3c1, 0x3f1],
    &[0x3c2, 0x3c3],
    &[0x3c6, 0x3d5],
    &[0x432, 0x1c80],
    &[0x434, 0x1c81],
    &[0x43e, 0x1c82],
    &[0x441, 0x1c83],
    &[0x442, 0x1c84, 0x1c85],
    &[0x44a, 0x1c86],
    &[0x463, 0x1c87],
    &[0x1c88, 0xa64b],
    &[0x1e61, 0x1e9b],
    &[0xfb05, 0xfb06],
];

/// Characters without cases, most of those there are: ranges of them are not looked through.
const CASELESS: [core::ops::RangeInclusive<u32>; 2] = [0x2e80..=0xa63f, 0xac00..=0xfaff];

/// The lower-case letters that have the capital of this one, with itself.
pub fn same_capital(low: u32) -> Option<&'static [u32]> {
    SAME_CAPITAL.iter().copied().find(|row| row.contains(&low))
}

/// Whether a character is of a category.
pub fn is_of(category: Category, code: u32, is_unicode: bool) -> bool {
    if code < 128 {
        let byte = code as u8;
        return match category {
            Category::Digit => byte.is_ascii_digit(),
            Category::Word => byte == b'_' || byte.is_ascii_alphanumeric(),
            Category::Space => {
                matches!(byte, b'\t'..=b'\r' | b' ') || is_unicode && (0x1c..=0x1f).contains(&code)
            }
        };
    }
    is_unicode
        && match category {
            Category::Digit => unicode::decimal(character(code)).is_some(),
            Category::Space => unicode::is_space(character(code)),
            Category::Word => unicode::is_alnum(character(code)),
        }
}

/// What characters beyond Latin-1 have to do with a class.
enum Others {
    None,
    All,
    Ask,
}

/// A set, made ready to be asked.
pub struct Class {
    /// The answers for Latin-1.
    pub table: [bool; 256],
    others: Others,
    negated: bool,
    /// In order and apart.
    ranges: Vec<(u32, u32)>,
    /// Ranges beyond the first plane, whose letters may be of either case.
    raised: Vec<(u32, u32)>,
    categories: Vec<(Category, bool)>,
    is_unicode: bool,
    fold: Fold,
}

impl Class {
    fn empty(fold: Fold, is_unicode: bool) -> Class {
        Class {
            table: [false; 256],
            others: Others::Ask,
            negated: false,
            ranges: Vec::new(),
            raised: Vec::new(),
            categories: Vec::new(),
            is_unicode,
            fold,
        }
    }

    /// The class of a set. `is_unicode` says which characters categories have.
    pub fn new(items: &[Item], fold: Fold, is_unicode: bool) -> Class {
        let mut class = Class::empty(fold, is_unicode);
        let mut has_cases = fold == Fold::Locale;
        for item in items {
            match *item {
                Item::Negate => class.negated = !class.negated,
                Item::Literal(code) => has_cases |= class.add(code, code),
                Item::Range(low, high) => has_cases |= class.add(low, high),
                Item::Category(category, negated) => class.categories.push((category, negated)),
            }
        }
        // CPython compares characters as they are where the set has no letters of two cases.
        if !has_cases {
            class.fold = Fold::No;
        }
        class.finish()
    }

    /// The class of a letter, or (`negated`) of all but it, in either case.
    pub fn of_letter(code: u32, negated: bool, fold: Fold) -> Class {
        let low = fold.fold(code);
        let mut class = Class::empty(fold, fold == Fold::Unicode);
        class.negated = negated;
        let same = match fold {
            Fold::Unicode => same_capital(low),
            _ => None,
        };
        match same {
            Some(row) => class.ranges.extend(row.iter().map(|code| (*code, *code))),
            None => class.ranges.push((low, low)),
        }
        class.finish()
    }

    /// Adds a range; whether some of it has two cases.
    fn add(&mut self, low: u32, high: u32) -> bool {
        if matches!(self.fold, Fold::No | Fold::Locale) {
            self.ranges.push((low, high));
            return false;
        }
        let mut has_cases = false;
        let mut next = low;
        while next <= high.min(0xffff) {
            let code = next;
            let block = CASELESS.iter().find(|block| block.contains(&code));
            if let Some(block) = block {
                let last = high.min(*block.end());
                self.ranges.push((code, last));
                next = last + 1;
                continue;
            }
            next += 1;
            let folded = self.fold.fold(code);
            match self.ranges.last_mut() {
                Some((_, last)) if *last + 1 == folded => *last = folded,
                _ => self.ranges.push((folded, folded)),
            }
            if self.fold == Fold::Unicode
                && let Some(row) = same_capital(folded)
            {
                self.ranges.extend(row.iter().map(|code| (*code, *code)));
            }
            has_cases = has_cases || is_cased(code, self.fold);
        }
        if high > 0xffff {
            match low == high {
                true => self.ranges.push((low, high)),
                false => self.raised.push((low, high)),
            }
            return true;
        }
        has_cases
    }

    fn finish(mut self) -> Class {
        self.ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for &(low, high) in &self.ranges {
            match merged.last_mut() {
                Some((_, last)) if low <= last.saturating_add(1) => *last = (*last).max(high),
                _ => merged.push((low, high)),
            }
        }
        self.ranges = merged;
        for code in 0..256u32 {
            self.table[code as usize] = self.ask(code);
        }
        let is_latin = |&(_, high): &(u32, u32)| high < 256;
        let is_plain = self.raised.is_empty() && (self.categories.is_empty() || !self.is_unicode);
        let within = match self.fold {
            // Some fold down from there.
            Fold::Unicode => self.ranges.is_empty(),
            _ => self.ranges.iter().all(is_latin),
        };
        if is_plain && within {
            // What is not of a category of ASCII is of its opposite.
            let opposite = self.categories.iter().any(|(_, negated)| *negated);
            self.others = match opposite != self.negated {
                true => Others::All,
                false => Others::None,
            };
        } else if self.fold == Fold::No
            && self
                .ranges
                .last()
                .is_some_and(|&(low, high)| low < 256 && high == 0x10_ffff)
        {
            self.others = match self.negated {
                true => Others::None,
                false => Others::All,
            };
        }
        self
    }

    fn has(&self, code: u32) -> bool {
        let behind = self.ranges.partition_point(|&(low, _)| low <= code);
        if behind > 0 && code <= self.ranges[behind - 1].1 {
            return !self.negated;
        }
        let is_raised = |code: u32| {
            self.raised
                .iter()
                .any(|&(low, high)| low <= code && code <= high)
        };
        if !self.raised.is_empty() && (is_raised(code) || is_raised(upper(code))) {
            return !self.negated;
        }
        let of = |(category, negated): &(Category, bool)| {
            is_of(*category, code, self.is_unicode) != *negated
        };
        self.categories.iter().any(of) != self.negated
    }

    fn ask(&self, code: u32) -> bool {
        if self.fold == Fold::Locale && code < 256 {
            let byte = code as u8;
            let (low, up) = (byte.to_ascii_lowercase(), byte.to_ascii_uppercase());
            return self.has(low.into()) || up != low && self.has(up.into());
        }
        self.has(self.fold.fold(code))
    }

    /// Whether a character is in it.
    #[inline]
    pub fn contains(&self, code: u32) -> bool {
        match self.table.get(code as usize) {
            Some(answer) => *answer,
            None => match self.others {
                Others::None => false,
                Others::All => true,
                Others::Ask => self.ask(code),
            },
        }
    }

    /// Whether it may contain characters beyond Latin-1.
    pub fn has_others(&self) -> bool {
        !matches!(self.others, Others::None)
    }
}
