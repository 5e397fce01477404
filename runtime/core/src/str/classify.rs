//! The `is...` methods of str.

use crate::reference::Str;
use crate::unicode;

macro_rules! all_of {
    ($($name:ident, $char:expr, $byte:expr, $doc:literal;)*) => { $(
        #[doc = $doc]
        pub fn $name(s: &Str) -> bool {
            let text = s.as_str();
            if s.is_ascii() {
                let accepts: fn(&u8) -> bool = $byte;
                return !text.is_empty() && text.as_bytes().iter().all(accepts);
            }
            text.chars().all($char)
        }
    )* };
}

all_of! {
    str_isalnum, unicode::is_alnum, u8::is_ascii_alphanumeric, "`s.isalnum()`.";
    str_isalpha, unicode::is_alpha, u8::is_ascii_alphabetic, "`s.isalpha()`.";
    str_isdecimal, |c| unicode::decimal(c).is_some(), u8::is_ascii_digit, "`s.isdecimal()`.";
    str_isdigit, unicode::is_digit, u8::is_ascii_digit, "`s.isdigit()`.";
    str_isnumeric, unicode::is_numeric, u8::is_ascii_digit, "`s.isnumeric()`.";
    str_isspace, unicode::is_space, |&b| unicode::is_space(b as char), "`s.isspace()`.";
}

macro_rules! of_one {
    ($($name:ident, $char:expr, $doc:literal;)*) => { $(
        #[doc = concat!($doc, ", of the character of a code point.")]
        pub fn $name(code: i64) -> bool {
            let accepts: fn(char) -> bool = $char;
            accepts(super::char_of(code))
        }
    )* };
}

of_one! {
    char_isalnum, unicode::is_alnum, "`s.isalnum()`";
    char_isalpha, unicode::is_alpha, "`s.isalpha()`";
    char_isdecimal, |c| unicode::decimal(c).is_some(), "`s.isdecimal()`";
    char_isdigit, unicode::is_digit, "`s.isdigit()`";
    char_islower, unicode::is_lower, "`s.islower()`";
    char_isnumeric, unicode::is_numeric, "`s.isnumeric()`";
    char_isspace, unicode::is_space, "`s.isspace()`";
    char_isupper, unicode::is_upper, "`s.isupper()`";
}

/// `s.isascii()`.
pub fn str_isascii(s: &Str) -> bool {
    s.is_ascii()
}

/// `s.isprintable()`.
pub fn str_isprintable(s: &Str) -> bool {
    s.as_str().chars().all(unicode::is_printable)
}

/// `s.isidentifier()`.
pub fn str_isidentifier(s: &Str) -> bool {
    unicode::is_identifier(s.as_str())
}

/// `s.islower()`: something in lower case, nothing in upper or title case.
pub fn str_islower(s: &Str) -> bool {
    let mut found = false;
    for c in s.as_str().chars() {
        if unicode::is_upper(c) || unicode::is_title(c) {
            return false;
        }
        found |= unicode::is_lower(c);
    }
    found
}

/// `s.isupper()`: something in upper case, nothing in lower or title case.
pub fn str_isupper(s: &Str) -> bool {
    let mut found = false;
    for c in s.as_str().chars() {
        if unicode::is_lower(c) || unicode::is_title(c) {
            return false;
        }
        found |= unicode::is_upper(c);
    }
    found
}

/// `s.istitle()`: every word begins with upper or title case and goes on in lower case.
pub fn str_istitle(s: &Str) -> bool {
    let (mut found, mut in_word) = (false, false);
    for c in s.as_str().chars() {
        if unicode::is_upper(c) || unicode::is_title(c) {
            if in_word {
                return false;
            }
            (found, in_word) = (true, true);
        } else if unicode::is_lower(c) {
            if !in_word {
                return false;
            }
        } else {
            in_word = false;
        }
    }
    found
}
