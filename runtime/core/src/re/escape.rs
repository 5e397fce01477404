//! What a backslash means in a pattern.

use super::parse::Parser;
use super::source::{Error, Kind, Parsed, Token, is_digit, is_octal};
use super::tree::{Category, Item, Node, Place};
use crate::prelude::*;

/// What an escape stands for.
enum Meaning {
    Literal(u32),
    Category(Category, bool),
    At(Place),
}

impl Parser {
    /// An escape outside of sets.
    pub(super) fn escape(&mut self, escaped: u32) -> Parsed<Node> {
        let mut text = Token::Escape(escaped).text();
        Ok(match self.meaning(escaped, false) {
            Some(Meaning::Literal(code)) => Node::Literal(code),
            Some(Meaning::Category(category, negated)) => {
                Node::In(vec![Item::Category(category, negated)])
            }
            Some(Meaning::At(place)) => Node::At(place),
            None => match char::from_u32(escaped) {
                Some('0') => {
                    text.push_str(&self.source.octal(2)?);
                    Node::Literal(number(&text[1..], 8))
                }
                Some('1'..='9') => self.reference(text)?,
                _ => Node::Literal(self.literal(escaped, text)?),
            },
        })
    }

    /// An escape in a set.
    pub(super) fn set_escape(&mut self, escaped: u32) -> Parsed<Item> {
        let mut text = Token::Escape(escaped).text();
        Ok(match self.meaning(escaped, true) {
            Some(Meaning::Literal(code)) => Item::Literal(code),
            Some(Meaning::Category(category, negated)) => Item::Category(category, negated),
            Some(Meaning::At(_)) => unreachable!("no places in sets"),
            None => match char::from_u32(escaped) {
                Some('0'..='7') => {
                    text.push_str(&self.source.octal(2)?);
                    Item::Literal(self.small_octal(&text)?)
                }
                Some('8' | '9') => return Err(self.bad_escape(&text)),
                _ => Item::Literal(self.literal(escaped, text)?),
            },
        })
    }

    fn meaning(&self, escaped: u32, in_set: bool) -> Option<Meaning> {
        let c = char::from_u32(escaped)?;
        let place = |place| (!in_set).then_some(Meaning::At(place));
        match c {
            'A' => place(Place::BeginningString),
            'Z' => place(Place::EndString),
            'B' => place(Place::NonBoundary),
            'b' if !in_set => place(Place::Boundary),
            'd' | 'D' => Some(Meaning::Category(Category::Digit, c == 'D')),
            's' | 'S' => Some(Meaning::Category(Category::Space, c == 'S')),
            'w' | 'W' => Some(Meaning::Category(Category::Word, c == 'W')),
            _ => control(c).map(Meaning::Literal),
        }
    }

    /// What both kinds of escapes know: codes and names of characters.
    fn literal(&mut self, escaped: u32, mut text: String) -> Parsed<u32> {
        let is_text = self.source.is_text;
        let digits = match char::from_u32(escaped) {
            Some('x') => 2,
            Some('u') if is_text => 4,
            Some('U') if is_text => 8,
            Some('N') if is_text => {
                if !self.source.matches('{')? {
                    return Err(self.source.error("missing {", 0));
                }
                self.source.until('}', "character name")?;
                // The names are CPython's.
                return Err(Error::of(Kind::Unsupported, "\\N{...}"));
            }
            Some(c) if c.is_ascii_alphabetic() => return Err(self.bad_escape(&text)),
            _ => return Ok(escaped),
        };
        text.push_str(&self.source.hexadecimal(digits)?);
        if text.len() != digits + 2 {
            let message = format!("incomplete escape {text}");
            return Err(self.source.error(&message, text.len()));
        }
        let code = number(&text[2..], 16);
        if code > 0x10_ffff {
            return Err(self.bad_escape(&text));
        }
        Ok(code)
    }

    fn bad_escape(&self, text: &str) -> Error {
        let message = format!("bad escape {text}");
        self.source.error(&message, text.chars().count())
    }

    fn small_octal(&self, text: &str) -> Parsed<u32> {
        octal_of(&self.source, text)
    }

    /// A reference to a group, or an octal escape of three digits.
    fn reference(&mut self, mut text: String) -> Parsed<Node> {
        if is_digit(self.source.next) {
            if let Some(token) = self.source.get()? {
                token.push_to(&mut text);
            }
            let are_octal = text.bytes().skip(1).all(|b| matches!(b, b'0'..=b'7'));
            if are_octal && is_octal(self.source.next) {
                if let Some(token) = self.source.get()? {
                    token.push_to(&mut text);
                }
                return Ok(Node::Literal(self.small_octal(&text)?));
            }
        }
        let group = number(&text[1..], 10);
        if (group as usize) < self.groups.len() {
            if !self.is_closed(group) {
                let message = "cannot refer to an open group";
                return Err(self.source.error(message, text.len()));
            }
            self.check_behind(group)?;
            return Ok(Node::Back(group));
        }
        let message = format!("invalid group reference {group}");
        Err(self.source.error(&message, text.len() - 1))
    }
}

/// `\n` and the like.
pub fn control(c: char) -> Option<u32> {
    Some(match c {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' => 92,
        _ => return None,
    })
}

/// The value of digits that are known to be few.
pub fn number(digits: &str, radix: u32) -> u32 {
    u32::from_str_radix(digits, radix).unwrap_or(u32::MAX)
}

/// The character of an octal escape.
pub fn octal_of(source: &super::source::Source, text: &str) -> Parsed<u32> {
    let code = number(&text[1..], 8);
    if code > 0o377 {
        let message = format!("octal escape value {text} outside of range 0-0o377");
        return Err(source.error(&message, text.len()));
    }
    Ok(code)
}
