//! What CPython 3.11 says about characters.
//!
//! CPython 3.11 speaks Unicode 14, the standard library a later version. Case
//! comes from the standard library, corrected for what has changed since;
//! everything else from tables made by asking CPython.

mod tables;

use crate::prelude::*;
use tables::*;

fn in_ranges(ranges: &[(u32, u32)], c: char) -> bool {
    let c = c as u32;
    let at = ranges.partition_point(|&(first, _)| first <= c);
    at > 0 && c <= ranges[at - 1].1
}

fn mapped(table: &'static [(u32, &'static str)], c: char) -> Option<&'static str> {
    table
        .binary_search_by_key(&(c as u32), |&(from, _)| from)
        .ok()
        .map(|at| table[at].1)
}

/// Whether Unicode 14 knows a graphic character here.
fn is_known(c: char) -> bool {
    is_printable(c)
}

/// `str.isprintable` of one character.
pub fn is_printable(c: char) -> bool {
    match c {
        ' '..='~' => true,
        // What most texts are made of.
        '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{377}' | '\u{3a3}'..='\u{52f}' => true,
        '\u{3041}'..='\u{3096}' | '\u{3099}'..='\u{30ff}' => true,
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => true,
        _ => !c.is_ascii() && in_ranges(PRINTABLE, c),
    }
}

/// `str.isalpha` of one character.
pub fn is_alpha(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        // What most texts are made of.
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{2c1}' | '\u{38e}'..='\u{3a1}' => true,
        '\u{3a3}'..='\u{3f5}' | '\u{3f7}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => true,
        '\u{4e00}'..='\u{9fff}' | '가'..='힣' => true,
        _ => in_ranges(ALPHA, c),
    }
}

/// `str.isspace` of one character; also what `split` and `strip` remove.
pub fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\x1c'..='\x1f' | ' ') || !c.is_ascii() && c.is_whitespace()
}

/// Whether `splitlines` ends a line at `c`.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The value of a decimal digit of any script.
pub fn decimal(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let at = ZEROS.partition_point(|&zero| zero <= c as u32);
    let value = c as u32 - ZEROS[at.checked_sub(1)?];
    (value < 10).then_some(value)
}

/// `str.isdigit` of one character.
pub fn is_digit(c: char) -> bool {
    decimal(c).is_some() || in_ranges(DIGIT_EXTRA, c)
}

/// `str.isnumeric` of one character.
pub fn is_numeric(c: char) -> bool {
    is_digit(c) || in_ranges(NUMERIC_EXTRA, c)
}

/// `str.isalnum` of one character.
pub fn is_alnum(c: char) -> bool {
    is_alpha(c) || is_numeric(c)
}

/// Whether an identifier may begin with `c`.
fn is_identifier_start(c: char) -> bool {
    if c.is_ascii() {
        return c == '_' || c.is_ascii_alphabetic();
    }
    is_alpha(c) && !in_ranges(NOT_IDENTIFIER, c) || in_ranges(IDENTIFIER_START_EXTRA, c)
}

/// Whether an identifier may continue with `c`.
fn is_identifier_part(c: char) -> bool {
    if c.is_ascii() {
        return c == '_' || c.is_ascii_alphanumeric();
    }
    is_alpha(c) && !in_ranges(NOT_IN_IDENTIFIER, c) || in_ranges(IDENTIFIER_EXTRA, c)
}

/// `str.islower` of one character.
pub fn is_lower(c: char) -> bool {
    match c as u32 {
        0x295 => true,
        0x10fc | 0xa7f2..=0xa7f4 | 0xab69 => false,
        _ => c.is_lowercase() && (c.is_ascii() || is_known(c)),
    }
}

/// `str.isupper` of one character.
pub fn is_upper(c: char) -> bool {
    c.is_uppercase() && (c.is_ascii() || is_known(c))
}

/// Whether `c` is in title case, like the digraph of D and small z.
pub fn is_title(c: char) -> bool {
    !c.is_ascii() && in_ranges(TITLE, c)
}

/// Whether `c` has case, for `title` and `istitle`.
fn is_cased(c: char) -> bool {
    is_lower(c) || is_upper(c) || is_title(c)
}

/// `c` so many characters further on, or back.
fn moved(c: char, by: i32) -> char {
    char::from_u32((c as u32).wrapping_add_signed(by)).unwrap_or(c)
}

/// The upper case of letters of the most used scripts, and of what has none there.
#[inline]
fn usual_upper(c: char) -> Option<char> {
    Some(match c {
        '\0'..='\x7f' => c.to_ascii_uppercase(),
        'à'..='ö' | 'ø'..='þ' | 'α'..='ρ' | 'σ'..='ω' | 'а'..='я' => moved(c, -32),
        'ѐ'..='џ' => moved(c, -80),
        'À'..='Ö' | 'Ø'..='Þ' | 'Ѐ'..='Я' | '\u{3041}'..='\u{9fff}' | '가'..='힣' => c,
        _ => return None,
    })
}

/// As [`usual_upper`], for lower case.
#[inline]
fn usual_lower(c: char) -> Option<char> {
    Some(match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Τ'..='Ω' | 'А'..='Я' => moved(c, 32),
        'Ѐ'..='Џ' => moved(c, 80),
        'ß'..='ö' | 'ø'..='ÿ' | 'α'..='ω' | 'а'..='џ' => c,
        '\u{3041}'..='\u{9fff}' | '가'..='힣' => c,
        _ => return None,
    })
}

/// As [`usual_lower`], for folded case.
#[inline]
fn usual_folded(c: char) -> Option<char> {
    match c {
        'ß' | 'ς' => None,
        'Σ' => Some('σ'),
        _ => usual_lower(c),
    }
}

/// Appends `c` in upper case.
#[inline]
fn push_upper(c: char, out: &mut String) {
    match usual_upper(c) {
        Some(upper) => out.push(upper),
        None => push_rare_upper(c, out),
    }
}

fn push_rare_upper(c: char, out: &mut String) {
    if c.to_uppercase().all(is_known) {
        out.extend(c.to_uppercase());
    } else {
        out.push(c);
    }
}

/// Appends `c` in lower case, as it is outside any word.
#[inline]
fn push_lower(c: char, out: &mut String) {
    match usual_lower(c) {
        Some(lower) => out.push(lower),
        None => push_rare_lower(c, out),
    }
}

fn push_rare_lower(c: char, out: &mut String) {
    if is_known(c) {
        out.extend(c.to_lowercase());
    } else {
        out.push(c);
    }
}

/// Appends `c` in title case.
fn push_title(c: char, out: &mut String) {
    match mapped(TITLE_CASE, c) {
        Some(text) => out.push_str(text),
        None if matches!(c as u32, 0x10d0..=0x10ff) => out.push(c),
        None => push_upper(c, out),
    }
}

/// Appends `c` with its case folded.
#[inline]
fn push_folded(c: char, out: &mut String) {
    match usual_folded(c) {
        Some(folded) => out.push(folded),
        None => push_rare_folded(c, out),
    }
}

fn push_rare_folded(c: char, out: &mut String) {
    match mapped(CASE_FOLD, c) {
        Some(text) => out.push_str(text),
        None => match c as u32 {
            0x13a0..=0x13f5 => out.push(c),
            0xab70..=0xabbf => push_upper(c, out),
            _ => push_lower(c, out),
        },
    }
}

/// `text` in lower case; a capital sigma at the end of a word becomes the final form.
pub fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if !text.contains('Σ') {
        text.chars().for_each(|c| push_lower(c, &mut out));
        return out;
    }
    // Which sigma depends on the letters around it; the standard library has the
    // rule, and no other character lowers to a sigma, so they pair up in order.
    let lowered = text.to_lowercase();
    let mut sigmas = lowered.chars().filter(|c| matches!(c, 'σ' | 'ς'));
    for c in text.chars() {
        match c {
            'Σ' | 'σ' | 'ς' => out.push(sigmas.next().unwrap_or('σ')),
            _ => push_lower(c, &mut out),
        }
    }
    out
}

/// `str.title`: title case after anything without case, lower case elsewhere.
pub fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Lower case needs the surroundings of a sigma, so it is taken from the whole text.
    let lowered = text.contains('Σ').then(|| text.to_lowercase());
    let mut sigmas = lowered
        .iter()
        .flat_map(|text| text.chars().filter(|c| matches!(c, 'σ' | 'ς')));
    let mut previous_cased = false;
    for c in text.chars() {
        let sigma = if matches!(c, 'Σ' | 'σ' | 'ς') {
            sigmas.next()
        } else {
            None
        };
        match (previous_cased, c) {
            (false, _) => push_title(c, &mut out),
            (true, 'Σ') => out.push(sigma.unwrap_or('σ')),
            (true, _) => push_lower(c, &mut out),
        }
        previous_cased = is_cased(c);
    }
    out
}

/// `str.capitalize`.
pub fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::with_capacity(text.len());
    if let Some(first) = chars.next() {
        push_title(first, &mut out);
        if text.contains('Σ') {
            let all = lower(text);
            let mut first_lower = String::new();
            push_lower(first, &mut first_lower);
            out.push_str(&all[first_lower.len()..]);
        } else {
            chars.for_each(|c| push_lower(c, &mut out));
        }
    }
    out
}

/// `str.swapcase`.
pub fn swapcase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lowered = text.contains('Σ').then(|| lower(text));
    let mut sigmas = lowered
        .iter()
        .flat_map(|text| text.chars().filter(|c| matches!(c, 'σ' | 'ς')));
    for c in text.chars() {
        let sigma = if matches!(c, 'Σ' | 'σ' | 'ς') {
            sigmas.next()
        } else {
            None
        };
        if c == 'Σ' {
            out.push(sigma.unwrap_or('σ'));
        } else if is_upper(c) {
            push_lower(c, &mut out);
        } else if is_lower(c) {
            push_upper(c, &mut out);
        } else {
            out.push(c);
        }
    }
    out
}

/// `str.upper`.
pub fn upper(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_upper(c, &mut out));
    out
}

/// `str.casefold`.
pub fn casefold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_folded(c, &mut out));
    out
}

/// `str.isidentifier`.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_identifier_start) && chars.all(is_identifier_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_from_newer_unicode() {
        assert_eq!(upper("\u{19b}\u{264}ß"), "\u{19b}\u{264}SS");
        assert!(is_lower('\u{295}') && !is_lower('\u{10fc}'));
        assert!(is_printable('é') && !is_printable('\u{ad}') && !is_printable('\u{3000}'));
        assert_eq!(decimal('٣'), Some(3));
    }

    #[test]
    fn usual_letters_are_those_of_the_tables() {
        for c in (0..0x30000).filter_map(char::from_u32) {
            let by = |push: fn(char, &mut String)| {
                let mut out = String::new();
                push(c, &mut out);
                out
            };
            let known = c.is_ascii() || in_ranges(PRINTABLE, c);
            assert_eq!(is_printable(c), known && !c.is_ascii_control(), "{c:?}");
            if !c.is_ascii() {
                assert_eq!(is_alpha(c), in_ranges(ALPHA, c), "{c:?}");
            }
            if let Some(folded) = usual_folded(c) {
                assert_eq!(by(push_rare_folded), String::from(folded), "{c:?}");
            }
            if let Some(upper) = usual_upper(c) {
                assert_eq!(by(push_rare_upper), String::from(upper), "{c:?}");
            }
            if let Some(lower) = usual_lower(c) {
                assert_eq!(by(push_rare_lower), String::from(lower), "{c:?}");
            }
        }
    }

    #[test]
    fn words() {
        assert_eq!(lower("ΑΣ ΣΑ"), "ας σα");
        assert_eq!(title("ǆabc o'neil ΑΣ"), "ǅabc O'Neil Ας");
        assert_eq!(capitalize("ﬁX"), "Fix");
        assert_eq!(swapcase("Straße ΑΣ"), "sTRASSE ας");
        assert_eq!(casefold("Straße Σς"), "strasse σσ");
        assert!(is_identifier("añb_1") && !is_identifier("1a") && !is_identifier(""));
    }
}
