//! What `sub` puts in place of a match: `\1`, `\g<name>` and escapes.

use super::escape::{control, number, octal_of};
use super::source::{Error, Kind, Parsed, Source, Token, Warnings, is_digit, is_octal};
use crate::prelude::*;
use crate::str::repr_text;

const MOST_GROUPS: u64 = (i32::MAX / 2) as u64;

/// A piece of a template.
pub enum Piece {
    /// Code points.
    Literal(Vec<u32>),
    Group(u32),
}

/// Pieces of a template for a pattern of so many groups, of these names.
pub fn template(
    chars: Vec<u32>,
    is_text: bool,
    groups: u32,
    names: &[(String, u32)],
) -> Parsed<(Vec<Piece>, Warnings)> {
    let mut source = Source::new(chars, is_text)?;
    let mut pieces = Vec::new();
    let mut literal = Vec::new();
    while let Some(this) = source.get()? {
        let code = match this {
            Token::Char(code) => {
                literal.push(code);
                continue;
            }
            Token::Escape(code) => code,
        };
        let mut text = this.text();
        let group = match char::from_u32(code) {
            Some('g') => {
                if !source.matches('<')? {
                    return Err(source.error("missing <", 0));
                }
                let name = source.until('>', "group name")?;
                let length = name.chars().count() + 1;
                (named(&mut source, &name, names)?, length)
            }
            Some('0') => {
                text.push_str(&source.octal(2)?);
                literal.push(number(&text[1..], 8) & 0xff);
                continue;
            }
            Some(first @ '1'..='9') => {
                let mut is_code = false;
                if is_digit(source.next) {
                    let second = source.get()?;
                    second
                        .into_iter()
                        .for_each(|token| token.push_to(&mut text));
                    if first < '8' && is_octal(second) && is_octal(source.next) {
                        let third = source.get()?;
                        third.into_iter().for_each(|token| token.push_to(&mut text));
                        literal.push(octal_of(&source, &text)?);
                        is_code = true;
                    }
                }
                if is_code {
                    continue;
                }
                (number(&text[1..], 10), text.len() - 1)
            }
            Some(c) if control(c).is_some() => {
                literal.extend(control(c));
                continue;
            }
            Some(c) if c.is_ascii_alphabetic() => {
                let message = format!("bad escape {text}");
                return Err(source.error(&message, text.len()));
            }
            _ => {
                literal.extend(['\\' as u32, code]);
                continue;
            }
        };
        let (group, length) = group;
        if group > groups {
            let message = format!("invalid group reference {group}");
            return Err(source.error(&message, length));
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(core::mem::take(&mut literal)));
        }
        pieces.push(Piece::Group(group));
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    Ok((pieces, source.warnings))
}

/// The group of `\g<name>`.
fn named(source: &mut Source, name: &str, names: &[(String, u32)]) -> Parsed<u32> {
    let length = name.chars().count() + 1;
    if crate::unicode::is_identifier(name) {
        source.check_name(name, 1)?;
        return match names.iter().find(|(known, _)| known == name) {
            Some((_, group)) => Ok(*group),
            None => {
                let message = format!("unknown group name {}", repr_text(name));
                Err(Error::of(Kind::Index, &message))
            }
        };
    }
    match source.number(name) {
        None => {
            let message = format!("bad character in group name {}", repr_text(name));
            Err(source.error(&message, length))
        }
        Some((digits, group)) if group >= MOST_GROUPS => {
            let message = format!("invalid group reference {digits}");
            Err(source.error(&message, length))
        }
        Some((_, group)) => Ok(group as u32),
    }
}
