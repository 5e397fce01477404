//! The text of a pattern or template, character by character.

use pyaot_abi::surrogate;

use crate::prelude::*;
use crate::str::repr_text;

/// What is wrong with a pattern.
pub struct Error {
    pub kind: Kind,
    pub message: String,
    /// The character where.
    pub at: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `re.error`.
    Pattern,
    Overflow,
    Value,
    /// `IndexError`.
    Index,
    Recursion,
    /// Needs what is only in CPython.
    Unsupported,
}

impl Error {
    pub fn of(kind: Kind, message: &str) -> Error {
        Error {
            kind,
            message: message.to_owned(),
            at: None,
        }
    }
}

pub type Parsed<T> = Result<T, Error>;

/// What CPython warns of, and whether by FutureWarning (otherwise it is DeprecationWarning).
pub type Warnings = Vec<(bool, String)>;

/// One character, with the backslash in front of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Token {
    Char(u32),
    Escape(u32),
}

impl Token {
    pub fn len(self) -> usize {
        match self {
            Token::Char(_) => 1,
            Token::Escape(_) => 2,
        }
    }

    pub fn is(self, c: char) -> bool {
        self == Token::Char(c as u32)
    }

    /// The character where it is one of these without a backslash.
    pub fn one_of(self, set: &str) -> Option<char> {
        match self {
            Token::Char(code) => set.chars().find(|c| *c as u32 == code),
            Token::Escape(_) => None,
        }
    }

    pub fn push_to(self, text: &mut String) {
        let code = match self {
            Token::Char(code) => code,
            Token::Escape(code) => {
                text.push('\\');
                code
            }
        };
        push_code(code, text);
    }

    pub fn text(self) -> String {
        let mut text = String::new();
        self.push_to(&mut text);
        text
    }
}

/// The code point as part of a text.
pub fn push_code(code: u32, text: &mut String) {
    text.push(surrogate::char_of(code).unwrap_or(char::REPLACEMENT_CHARACTER));
}

pub fn is_octal(token: Option<Token>) -> bool {
    matches!(token, Some(Token::Char(0x30..=0x37)))
}

pub fn is_digit(token: Option<Token>) -> bool {
    matches!(token, Some(Token::Char(0x30..=0x39)))
}

fn is_hexadecimal(token: Option<Token>) -> bool {
    matches!(token, Some(Token::Char(code)) if char::from_u32(code).is_some_and(|c| c.is_ascii_hexdigit()))
}

pub struct Source {
    chars: Vec<u32>,
    /// Whether it is a str, not bytes.
    pub is_text: bool,
    index: usize,
    pub next: Option<Token>,
    pub warnings: Warnings,
}

impl Source {
    pub fn new(chars: Vec<u32>, is_text: bool) -> Parsed<Source> {
        let mut source = Source {
            chars,
            is_text,
            index: 0,
            next: None,
            warnings: Vec::new(),
        };
        source.advance()?;
        Ok(source)
    }

    pub fn advance(&mut self) -> Parsed<()> {
        let Some(&code) = self.chars.get(self.index) else {
            self.next = None;
            return Ok(());
        };
        if code != '\\' as u32 {
            self.index += 1;
            self.next = Some(Token::Char(code));
            return Ok(());
        }
        let Some(&escaped) = self.chars.get(self.index + 1) else {
            return Err(Error {
                kind: Kind::Pattern,
                message: "bad escape (end of pattern)".to_owned(),
                at: Some(self.chars.len() - 1),
            });
        };
        self.index += 2;
        self.next = Some(Token::Escape(escaped));
        Ok(())
    }

    /// Passes over the character where it is the next one.
    pub fn matches(&mut self, c: char) -> Parsed<bool> {
        if self.next.is_some_and(|next| next.is(c)) {
            self.advance()?;
            return Ok(true);
        }
        Ok(false)
    }

    pub fn get(&mut self) -> Parsed<Option<Token>> {
        let this = self.next;
        self.advance()?;
        Ok(this)
    }

    fn get_while(&mut self, n: usize, fits: fn(Option<Token>) -> bool) -> Parsed<String> {
        let mut text = String::new();
        while text.len() < n && fits(self.next) {
            if let Some(token) = self.get()? {
                token.push_to(&mut text);
            }
        }
        Ok(text)
    }

    pub fn octal(&mut self, n: usize) -> Parsed<String> {
        self.get_while(n, is_octal)
    }

    pub fn hexadecimal(&mut self, n: usize) -> Parsed<String> {
        self.get_while(n, is_hexadecimal)
    }

    pub fn digits(&mut self) -> Parsed<String> {
        self.get_while(usize::MAX, is_digit)
    }

    /// The characters up to the terminator, which is passed over.
    pub fn until(&mut self, terminator: char, name: &str) -> Parsed<String> {
        let mut text = String::new();
        loop {
            let this = self.get()?;
            let Some(token) = this else {
                if text.is_empty() {
                    return Err(self.error(&format!("missing {name}"), 0));
                }
                let length = text.chars().count();
                let message = format!("missing {terminator}, unterminated name");
                return Err(self.error(&message, length));
            };
            if token.is(terminator) {
                if text.is_empty() {
                    return Err(self.error(&format!("missing {name}"), 1));
                }
                return Ok(text);
            }
            token.push_to(&mut text);
        }
    }

    pub fn tell(&self) -> usize {
        self.index - self.next.map_or(0, Token::len)
    }

    pub fn seek(&mut self, index: usize) -> Parsed<()> {
        self.index = index;
        self.advance()
    }

    /// An error so many characters before the next one.
    pub fn error(&self, message: &str, offset: usize) -> Error {
        let message = match self.is_text {
            true => message.to_owned(),
            // Names in bytes are Latin-1.
            false => escape_beyond_ascii(message),
        };
        Error {
            kind: Kind::Pattern,
            message,
            at: Some(self.tell().wrapping_sub(offset)),
        }
    }

    pub fn warn(&mut self, is_future: bool, message: String) {
        self.warnings.push((is_future, message));
    }

    /// As `repr` of a str, or `ascii` of one that is from bytes.
    pub fn shown(&self, name: &str) -> String {
        let shown = repr_text(name);
        if self.is_text {
            shown
        } else {
            escape_beyond_ascii(&shown)
        }
    }

    /// A name of a group must be an identifier.
    pub fn check_name(&mut self, name: &str, offset: usize) -> Parsed<()> {
        let length = name.chars().count();
        if !crate::unicode::is_identifier(name) {
            let message = format!("bad character in group name {}", repr_text(name));
            return Err(self.error(&message, length + offset));
        }
        if !self.is_text && !name.is_ascii() {
            let at = self.tell() - length - offset;
            let shown = self.shown(name);
            let message = format!("bad character in group name {shown} at position {at}");
            self.warn(false, message);
        }
        Ok(())
    }

    /// The number of a group, written in any way that `int` reads: its digits and its value,
    /// which is the greatest there is where it has no room. `None`: it is no number, or below 0.
    pub fn number(&mut self, name: &str) -> Option<(String, u64)> {
        let trimmed = name.trim_matches(crate::unicode::is_space);
        let (is_negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let mut text = String::new();
        let mut behind_digit = false;
        for c in digits.chars() {
            if c == '_' && behind_digit {
                behind_digit = false;
                continue;
            }
            let digit = crate::unicode::decimal(c)?;
            behind_digit = true;
            if !text.is_empty() || digit > 0 {
                text.push(char::from_digit(digit, 10)?);
            }
        }
        if !behind_digit || is_negative && !text.is_empty() {
            return None;
        }
        if text.is_empty() {
            text.push('0');
        }
        let value = text.parse().unwrap_or(u64::MAX);
        if !name.bytes().all(|byte| byte.is_ascii_digit()) {
            let at = self.tell() - name.chars().count() - 1;
            let shown = self.shown(name);
            let message = format!("bad character in group name {shown} at position {at}");
            self.warn(false, message);
        }
        Some((text, value))
    }
}

/// `\xe9` for what is not ASCII.
fn escape_beyond_ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.push_str(&format!("\\x{:02x}", c as u32));
        }
    }
    out
}
