//! What stands in place of matches.

use super::object::{RegexObject, Subject, match_of, program_of};
use super::search::Scan;
use super::template::{Piece, template};
use super::text::Text;
use super::{Visit, characters, compile, mistake, scan, warned};
use crate::error::{PyResult, raise_type_error};
use crate::prelude::*;
use crate::reference::{Bytes, Str, Tuple};
use crate::value::Value;

/// `_re.template(program, template)`: the pieces, in a tuple with warnings.
pub fn re_template(program: &Value, text: &Value) -> PyResult<Tuple> {
    let (chars, is_text) = characters(text)?;
    let regex = program_of(program)?;
    let (groups, names) = (regex.program.groups, &regex.names);
    Ok(match template(chars, is_text, groups, names) {
        Err(error) => mistake(&error),
        Ok((pieces, warnings)) => {
            let pieces = pieces.into_iter().map(|piece| match piece {
                Piece::Group(group) => Value::int(group.into()),
                Piece::Literal(codes) => {
                    let mut bytes = Vec::new();
                    for code in codes {
                        compile::push_character(code, is_text, &mut bytes);
                    }
                    match core::str::from_utf8(&bytes) {
                        Ok(text) if is_text => Value::str(text),
                        _ => Bytes::new(&bytes).into(),
                    }
                }
            });
            Tuple::pair(Tuple::from_vec(pieces.collect()).into(), warned(&warnings))
        }
    })
}

/// Pieces whose texts are of the kind of the subject.
enum Part<'a> {
    Bytes(&'a [u8]),
    Group(usize),
}

/// The pieces, or what is wrong with one of them.
fn parts<'a>(pieces: &'a Value, is_text: bool) -> Result<Vec<Part<'a>>, String> {
    let one = core::slice::from_ref(pieces);
    let all = pieces.as_tuple().map_or(one, |pieces| pieces.items());
    let mut parts = Vec::with_capacity(all.len());
    for piece in all {
        parts.push(if let Some(group) = piece.as_small_int() {
            Part::Group(group as usize)
        } else if let Some(text) = piece.as_str().filter(|_| is_text) {
            Part::Bytes(text.as_str().as_bytes())
        } else if let Some(bytes) = piece.as_bytes().filter(|_| !is_text) {
            Part::Bytes(bytes.as_slice())
        } else {
            let expected = if is_text {
                "str instance"
            } else {
                "a bytes-like object"
            };
            let name = piece.type_name();
            return Err(format!(
                "sequence item 0: expected {expected}, {name} found"
            ));
        });
    }
    Ok(parts)
}

struct Replace<'a, 'b> {
    bytes: &'a [u8],
    parts: &'a [Part<'a>],
    most: i64,
    out: &'b mut Vec<u8>,
}

impl Visit for Replace<'_, '_> {
    /// How many there were.
    type Result = i64;

    fn visit<T: Text>(self, scan: &mut Scan<'_, T>) -> i64 {
        let (mut at, mut count) = (0, 0);
        while self.most == 0 || count < self.most {
            let Some((start, end)) = scan.search() else {
                break;
            };
            self.out.extend_from_slice(&self.bytes[at..start]);
            for part in self.parts {
                match part {
                    Part::Bytes(bytes) => self.out.extend_from_slice(bytes),
                    Part::Group(0) => self.out.extend_from_slice(&self.bytes[start..end]),
                    Part::Group(group) => {
                        if let Some((start, end)) = scan.group(group - 1) {
                            self.out.extend_from_slice(&self.bytes[start..end]);
                        }
                    }
                }
            }
            (at, count) = (end, count + 1);
        }
        if count > 0 {
            self.out.extend_from_slice(&self.bytes[at..]);
        }
        count
    }
}

fn replaced(
    regex: &RegexObject,
    subject: &Subject<'_>,
    pieces: &Value,
    count: i64,
) -> PyResult<(Vec<u8>, i64)> {
    let parts = match parts(pieces, regex.is_text) {
        Ok(parts) => parts,
        // What does not fit is not missed where nothing is replaced.
        Err(message) => {
            let mut out = Vec::new();
            let none = Replace {
                bytes: subject.bytes(),
                parts: &[],
                most: 1,
                out: &mut out,
            };
            let end = subject.bytes().len();
            if scan(regex, subject, 0, end, none)? > 0 {
                return Err(raise_type_error(format_args!("{message}")));
            }
            return Ok((Vec::new(), 0));
        }
    };
    let mut out = Vec::with_capacity(subject.bytes().len());
    let replace = Replace {
        bytes: subject.bytes(),
        parts: &parts,
        most: count,
        out: &mut out,
    };
    let end = subject.bytes().len();
    let count = scan(regex, subject, 0, end, replace)?;
    Ok((out, count))
}

/// `_re.replace(program, string, pieces, count)`.
pub fn re_replace(program: &Value, string: &Str, pieces: &Value, count: i64) -> PyResult<Str> {
    let regex = program_of(program)?;
    let subject = Subject::of(string.as_value(), regex.is_text)?;
    let (out, count) = replaced(regex, &subject, pieces, count)?;
    if count == 0 {
        return Ok(string.clone());
    }
    Ok(text_of(&out))
}

fn text_of(bytes: &[u8]) -> Str {
    // Pieces of strs on the borders of characters.
    Str::new(core::str::from_utf8(bytes).unwrap_or_default())
}

/// `_re.replace_all(program, string, pieces, count)`.
pub fn re_replace_all(
    program: &Value,
    string: &Value,
    pieces: &Value,
    count: i64,
) -> PyResult<Tuple> {
    let regex = program_of(program)?;
    let subject = Subject::of(string, regex.is_text)?;
    let (out, count) = replaced(regex, &subject, pieces, count)?;
    let text = match count {
        0 => subject.part(0, subject.bytes().len()),
        _ if regex.is_text => text_of(&out).into(),
        _ => Bytes::new(&out).into(),
    };
    Ok(Tuple::pair(text, Value::int(count)))
}

/// `_re.expand(found, string, pieces)`.
pub fn re_expand(found: &Value, string: &Value, pieces: &Value) -> PyResult<Value> {
    let is_text = super::text_of(string).is_some();
    let subject = Subject::of(string, is_text)?;
    let mut out = Vec::new();
    let wrong = |message: String| raise_type_error(format_args!("{message}"));
    for part in parts(pieces, is_text).map_err(wrong)? {
        match part {
            Part::Bytes(bytes) => out.extend_from_slice(bytes),
            Part::Group(group) => {
                if let Some((start, end)) = match_of(found)?.span(group as i64)? {
                    out.extend_from_slice(&subject.bytes()[start..end]);
                }
            }
        }
    }
    Ok(match is_text {
        true => text_of(&out).into(),
        false => Bytes::new(&out).into(),
    })
}
