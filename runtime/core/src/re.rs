//! `_re`: regular expressions as CPython 3.11 has them. The classes and functions of `re` are in
//! `runtime/prelude/re.py`.

mod charset;
mod compile;
mod escape;
mod first;
mod machine;
mod object;
mod parse;
mod program;
mod replace;
mod search;
mod source;
mod template;
mod text;
mod tree;

pub use crate::generic_alias::class_getitem as re_alias;
pub use replace::{re_expand, re_replace, re_replace_all, re_template};

use object::{
    MatchObject, RegexObject, Subject, give_stacks, match_of, program_of, take_stacks, text_of,
    text_part,
};
use search::{How, Scan};
use source::{Error, Kind};
use text::{Narrow, Text, Wide};

use crate::bytes::any_contents;
use crate::error::{PyResult, raise_system_error, raise_type_error};
use crate::prelude::*;
use crate::reference::{Bytes, List, Ref, Str, Tuple};
use crate::surrogate::code_of;
use crate::value::Value;

/// The characters of a str or of bytes, and whether it is a str.
fn characters(value: &Value) -> PyResult<(Vec<u32>, bool)> {
    if let Some(text) = text_of(value) {
        return Ok((text.as_str().chars().map(code_of).collect(), true));
    }
    match any_contents(value)? {
        Some(data) => Ok((data.iter().map(|byte| u32::from(*byte)).collect(), false)),
        None => Err(raise_type_error(format_args!(
            "decoding to str: need a bytes-like object, {} found",
            value.type_name()
        ))),
    }
}

/// A mistake, as what the page of Python raises.
fn mistake(error: &Error) -> Tuple {
    let kind = match error.kind {
        Kind::Pattern => 0,
        Kind::Overflow => 1,
        Kind::Value => 2,
        Kind::Index => 3,
        Kind::Recursion => 4,
        Kind::Unsupported => 5,
    };
    Tuple::from_array([
        Value::NONE,
        Value::int(kind),
        Value::str(&error.message),
        error.at.map_or(Value::NONE, |at| Value::int(at as i64)),
    ])
}

fn warned(warnings: &[(bool, String)]) -> Value {
    let rows = warnings.iter().map(|(is_future, message)| {
        let kind = match is_future {
            true => "FutureWarning",
            false => "DeprecationWarning",
        };
        Value::from(Tuple::pair(Value::str(kind), Value::str(message)))
    });
    Tuple::from_vec(rows.collect()).into()
}

/// `_re.compile(pattern, flags)`.
pub fn re_compile(pattern: &Value, flags: i64) -> PyResult<Tuple> {
    let (chars, is_text) = characters(pattern)?;
    Ok(match compile::compile(chars, is_text, flags as u32) {
        Err(error) => mistake(&error),
        Ok(compiled) => {
            let names = compiled.names.iter().map(|(name, group)| {
                Value::from(Tuple::pair(Value::str(name), Value::int((*group).into())))
            });
            let names = Tuple::from_vec(names.collect());
            Tuple::from_array([
                RegexObject::create(compiled.program, compiled.names, is_text).into(),
                Value::int(compiled.flags.into()),
                names.into(),
                warned(&compiled.warnings),
            ])
        }
    })
}

/// `_re.groups(program)`.
pub fn re_groups(program: &Value) -> PyResult<i64> {
    Ok(program_of(program)?.program.groups.into())
}

/// `_re.number(program, name)`.
pub fn re_number(program: &Value, name: &Str) -> PyResult<i64> {
    let mut names = program_of(program)?.names.iter();
    let number = names.find(|(known, _)| known == name.as_str());
    Ok(number.map_or(-1, |(_, number)| i64::from(*number)))
}

/// Runs over the matches of a program in a subject, whatever its text is.
trait Visit {
    type Result;
    fn visit<T: Text>(self, scan: &mut Scan<'_, T>) -> Self::Result;
}

fn scan<V: Visit>(
    regex: &RegexObject,
    subject: &Subject<'_>,
    from: usize,
    to: usize,
    visit: V,
) -> PyResult<V::Result> {
    let program = &regex.program;
    let stacks = take_stacks();
    let (result, is_wrong) = match subject {
        Subject::Text(text) if !text.is_ascii() => {
            let mut scan = Scan::new(program, Wide(text.as_str()), from, to, stacks);
            let result = (visit.visit(&mut scan), scan.is_wrong);
            give_stacks(scan.into_stacks());
            result
        }
        _ => {
            let mut scan = Scan::new(program, Narrow(subject.bytes()), from, to, stacks);
            let result = (visit.visit(&mut scan), scan.is_wrong);
            give_stacks(scan.into_stacks());
            result
        }
    };
    if is_wrong {
        return Err(raise_system_error(format_args!(
            "The span of capturing group is wrong, please report a bug for the re module."
        )));
    }
    Ok(result)
}

/// The match that has been found, as an object.
fn found<T: Text>(
    scan: &mut Scan<'_, T>,
    span: Option<(usize, usize)>,
    groups: u32,
) -> Option<Ref<MatchObject>> {
    let whole = span?;
    let mut spans = Vec::with_capacity(groups as usize + 1);
    spans.push(whole);
    for group in 0..groups as usize {
        spans.push(scan.group(group).unwrap_or((usize::MAX, usize::MAX)));
    }
    Some(MatchObject::create(
        spans.into_boxed_slice(),
        scan.last_index(),
    ))
}

struct FindOne {
    how: How,
    groups: u32,
    advances: bool,
}

impl Visit for FindOne {
    type Result = Option<Ref<MatchObject>>;

    fn visit<T: Text>(self, scan: &mut Scan<'_, T>) -> Self::Result {
        if self.advances {
            scan.must_advance();
        }
        let span = scan.matches(self.how);
        found(scan, span, self.groups)
    }
}

/// `_re.find(program, string, pos, endpos, how)`.
pub fn re_find(
    program: &Value,
    string: &Value,
    pos: i64,
    endpos: i64,
    how: i64,
) -> PyResult<Value> {
    let regex = program_of(program)?;
    let subject = Subject::of(string, regex.is_text)?;
    let (from, to) = (subject.byte(pos), subject.byte(endpos));
    let one = FindOne {
        how: match how {
            0 => How::Match,
            1 => How::Full,
            _ => How::Search,
        },
        groups: regex.program.groups,
        advances: false,
    };
    let found = scan(regex, &subject, from, to, one)?;
    Ok(found.map_or(Value::NONE, Value::from))
}

/// `_re.find_next(program, string, found, endpos)`.
pub fn re_find_next(
    program: &Value,
    string: &Value,
    found: &Value,
    endpos: i64,
) -> PyResult<Value> {
    let regex = program_of(program)?;
    let subject = Subject::of(string, regex.is_text)?;
    let to = subject.byte(endpos);
    let (start, end) = match_of(found)?.spans[0];
    let one = FindOne {
        how: How::Search,
        groups: regex.program.groups,
        advances: start == end,
    };
    let found = scan(regex, &subject, end, to, one)?;
    Ok(found.map_or(Value::NONE, Value::from))
}

fn place(found: &Value, string: &Value, group: i64, is_end: bool) -> PyResult<i64> {
    let Some((start, end)) = match_of(found)?.span(group)? else {
        return Ok(-1);
    };
    let byte = if is_end { end } else { start };
    Ok(match text_of(string) {
        Some(text) => text.char_position(byte) as i64,
        None => byte as i64,
    })
}

/// `_re.start(found, string, group)`.
pub fn re_start(found: &Value, string: &Value, group: i64) -> PyResult<i64> {
    place(found, string, group, false)
}

/// `_re.end(found, string, group)`.
pub fn re_end(found: &Value, string: &Value, group: i64) -> PyResult<i64> {
    place(found, string, group, true)
}

/// `_re.taken(found, string, group, default)`.
pub fn re_taken(found: &Value, string: &Value, group: i64, default: &Value) -> PyResult<Value> {
    let span = match_of(found)?.span(group)?;
    let Some((start, end)) = span else {
        return Ok(default.clone());
    };
    if let Some(text) = string.as_str() {
        return Ok(text_part(text, start, end).into());
    }
    let subject = Subject::of(string, text_of(string).is_some())?;
    // A bytearray may have shrunk since.
    let length = subject.bytes().len();
    Ok(subject.part(start.min(length), end.min(length)))
}

/// `_re.all_groups(found, string, default)`.
pub fn re_all_groups(found: &Value, string: &Value, default: &Value) -> PyResult<Tuple> {
    let spans = &match_of(found)?.spans;
    let subject = Subject::of(string, text_of(string).is_some())?;
    let length = subject.bytes().len();
    let groups = spans[1..].iter().map(|(start, end)| match *start {
        usize::MAX => default.clone(),
        start => subject.part(start.min(length), (*end).min(length)),
    });
    Ok(Tuple::from_vec(groups.collect()))
}

/// `_re.last_name(program, found)`.
pub fn re_last_name(program: &Value, found: &Value) -> PyResult<Value> {
    let last = match_of(found)?.last;
    let mut names = program_of(program)?.names.iter();
    let name = names.find(|(_, number)| i64::from(*number) == i64::from(last));
    Ok(name.map_or(Value::NONE, |(name, _)| Value::str(name)))
}

/// `_re.last(found)`.
pub fn re_last(found: &Value) -> PyResult<i64> {
    Ok(match_of(found)?.last.into())
}

struct FindAll<'a> {
    subject: &'a Subject<'a>,
    groups: u32,
}

impl Visit for FindAll<'_> {
    type Result = Vec<Value>;

    fn visit<T: Text>(self, scan: &mut Scan<'_, T>) -> Vec<Value> {
        let mut items = Vec::new();
        let empty = self.subject.part(0, 0);
        while let Some((start, end)) = scan.search() {
            let part = |span: Option<(usize, usize)>| match span {
                Some((start, end)) => self.subject.part(start, end),
                None => empty.clone(),
            };
            items.push(match self.groups {
                0 => self.subject.part(start, end),
                1 => part(scan.group(0)),
                _ => {
                    let groups = (0..self.groups as usize).map(|group| part(scan.group(group)));
                    Tuple::from_vec(groups.collect()).into()
                }
            });
        }
        items
    }
}

/// `_re.findall(program, string, pos, endpos)`.
pub fn re_findall(program: &Value, string: &Value, pos: i64, endpos: i64) -> PyResult<List> {
    let regex = program_of(program)?;
    let subject = Subject::of(string, regex.is_text)?;
    let (from, to) = (subject.byte(pos), subject.byte(endpos));
    let all = FindAll {
        subject: &subject,
        groups: regex.program.groups,
    };
    Ok(List::from_vec(scan(regex, &subject, from, to, all)?))
}

struct Split<'a> {
    subject: &'a Subject<'a>,
    groups: u32,
    most: i64,
}

impl Visit for Split<'_> {
    type Result = Vec<Value>;

    fn visit<T: Text>(self, scan: &mut Scan<'_, T>) -> Vec<Value> {
        let mut items = Vec::new();
        let (mut at, mut count) = (0, 0);
        while self.most == 0 || count < self.most {
            let Some((start, end)) = scan.search() else {
                break;
            };
            items.push(self.subject.part(at, start));
            for group in 0..self.groups as usize {
                items.push(match scan.group(group) {
                    Some((start, end)) => self.subject.part(start, end),
                    None => Value::NONE,
                });
            }
            (at, count) = (end, count + 1);
        }
        items.push(self.subject.part(at, self.subject.bytes().len()));
        items
    }
}

/// `_re.split(program, string, maxsplit)`.
pub fn re_split(program: &Value, string: &Value, maxsplit: i64) -> PyResult<List> {
    let regex = program_of(program)?;
    let subject = Subject::of(string, regex.is_text)?;
    let split = Split {
        subject: &subject,
        groups: regex.program.groups,
        most: maxsplit,
    };
    let end = subject.bytes().len();
    Ok(List::from_vec(scan(regex, &subject, 0, end, split)?))
}

/// The characters that mean something in patterns.
fn is_special(byte: u8) -> bool {
    b"()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c".contains(&byte)
}

/// `re.escape` of a str.
pub fn re_escape(text: &Str) -> Str {
    let mut out = String::new();
    for c in text.as_str().chars() {
        if c.is_ascii() && is_special(c as u8) {
            out.push('\\');
        }
        out.push(c);
    }
    Str::new(&out)
}

/// `re.escape` of bytes.
pub fn re_escape_bytes(text: &Bytes) -> Bytes {
    let mut out = Vec::new();
    for byte in text.as_slice() {
        if is_special(*byte) {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    Bytes::new(&out)
}

/// `_re.warn(kind, message)`. The line of the program is not known here.
pub fn re_warn(kind: &Value, message: &Value) -> PyResult<()> {
    let (Some(name), Some(text)) = (kind.as_str(), message.as_str()) else {
        return Ok(());
    };
    if crate::foreign::active_hooks().is_none() {
        let line = format!("sys:1: {}: {}\n", name.as_str(), text.as_str());
        crate::io::write_stderr(&line);
        return Ok(());
    }
    let class = match name.as_str() {
        "FutureWarning" => &crate::exception::FUTURE_WARNING,
        _ => &crate::exception::DEPRECATION_WARNING,
    };
    crate::foreign::warn(text.as_str(), class)
}
