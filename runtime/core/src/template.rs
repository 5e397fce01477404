//! `str.format`: fields, attributes and items, conversions, nested specifications.

use crate::error::{PyResult, Raised, raise_index_error, raise_value_error};
use crate::prelude::*;
use crate::reference::{Str, Tuple};
use crate::value::Value;

/// `template.format(*args, **kwargs)`; without `args`, `format_map(kwargs)`.
pub fn format(template: &Str, args: Option<&Tuple>, kwargs: &Value) -> PyResult<Str> {
    let text = template.as_str();
    let mut numbering = Numbering {
        mode: Mode::Undecided,
        next: 0,
    };
    let mut out = String::with_capacity(text.len() + 16);
    build(text, args, kwargs, 2, &mut numbering, &mut out)?;
    Ok(Str::new(&out))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Undecided,
    Automatic,
    Manual,
}

/// How fields without a name find their argument.
struct Numbering {
    mode: Mode,
    next: usize,
}

fn refuse<T>(message: &str) -> PyResult<T> {
    Err(raise_value_error(format_args!("{message}")))
}

/// A replacement field.
struct Field<'a> {
    name: &'a str,
    conversion: Option<char>,
    spec: &'a str,
    /// Whether the specification holds fields itself.
    nested: bool,
}

/// Appends `template` with its fields replaced.
fn build(
    template: &str,
    args: Option<&Tuple>,
    kwargs: &Value,
    depth: u32,
    numbering: &mut Numbering,
    out: &mut String,
) -> PyResult<()> {
    if depth == 0 {
        return refuse("Max string recursion exceeded");
    }
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let mark = &rest[at..at + 1];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(mark) {
            out.push_str(mark);
            rest = after;
        } else if mark == "}" {
            return refuse("Single '}' encountered in format string");
        } else if rest.is_empty() {
            return refuse("Single '{' encountered in format string");
        } else {
            let field = parse_field(&mut rest)?;
            let value = find_value(field.name, args, kwargs, numbering)?;
            let value = match field.conversion {
                Some(conversion) => convert(&value, conversion)?,
                None => value,
            };
            let spec = if field.nested {
                let mut spec = String::new();
                build(field.spec, args, kwargs, depth - 1, numbering, &mut spec)?;
                Str::new(&spec)
            } else {
                crate::str::known(field.spec)
            };
            out.push_str(crate::operation::value_format(&value, &spec)?.as_str());
        }
    }
    out.push_str(rest);
    Ok(())
}

/// Parses the field behind a brace, up to and with its closing brace.
fn parse_field<'a>(rest: &mut &'a str) -> PyResult<Field<'a>> {
    let all = *rest;
    let bytes = all.as_bytes();
    let mut at = 0;
    let mut end = None;
    while at < all.len() {
        match bytes[at] {
            b'{' => return refuse("unexpected '{' in field name"),
            b'[' => {
                let close = bytes[at + 1..].iter().position(|&c| c == b']');
                at += close.map_or(all.len() - at, |n| n + 1)
            }
            b'}' | b':' | b'!' => {
                end = Some(at);
                break;
            }
            _ => at += 1,
        }
    }
    let Some(end) = end else {
        return refuse("expected '}' before end of string");
    };
    let name = &all[..end];
    let mut conversion = None;
    at = end + 1;
    match bytes[end] {
        b'}' => {
            *rest = &all[at..];
            return Ok(Field {
                name,
                conversion,
                spec: "",
                nested: false,
            });
        }
        b'!' => {
            let Some(found) = all[at..].chars().next() else {
                return refuse("end of string while looking for conversion specifier");
            };
            conversion = Some(found);
            at += found.len_utf8();
            match bytes.get(at) {
                Some(b'}') => {
                    *rest = &all[at + 1..];
                    return Ok(Field {
                        name,
                        conversion,
                        spec: "",
                        nested: false,
                    });
                }
                Some(b':') => at += 1,
                Some(_) => return refuse("expected ':' after conversion specifier"),
                None => {}
            }
        }
        _ => {}
    }
    let (mut depth, mut nested) = (1, false);
    for (i, c) in bytes[at..].iter().enumerate() {
        match c {
            b'{' => {
                nested = true;
                depth += 1;
            }
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    *rest = &all[at + i + 1..];
                    return Ok(Field {
                        name,
                        conversion,
                        spec: &all[at..at + i],
                        nested,
                    });
                }
            }
            _ => {}
        }
    }
    refuse("unmatched '{' in format spec")
}

fn convert(value: &Value, conversion: char) -> PyResult<Value> {
    Ok(match conversion {
        'r' => crate::operation::value_repr(value)?.into(),
        's' => crate::operation::value_str(value)?.into(),
        'a' => crate::str::str_ascii(value)?.into(),
        '!'..='~' => {
            return Err(raise_value_error(format_args!(
                "Unknown conversion specifier {conversion}"
            )));
        }
        _ => {
            return Err(raise_value_error(format_args!(
                "Unknown conversion specifier \\x{:x}",
                crate::surrogate::code_of(conversion)
            )));
        }
    })
}

fn too_many_digits() -> Raised {
    raise_value_error(format_args!("Too many decimal digits in format string"))
}

/// `text` as a number; `None` when it is not all digits, or empty.
fn number(text: &str) -> PyResult<Option<usize>> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut value = 0usize;
    for c in text.chars() {
        let Some(digit) = crate::unicode::decimal(c) else {
            return Ok(None);
        };
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(digit as usize))
            .filter(|&value| value <= isize::MAX as usize)
            .ok_or_else(too_many_digits)?;
    }
    Ok(Some(value))
}

/// The value a field name means.
fn find_value(
    name: &str,
    args: Option<&Tuple>,
    kwargs: &Value,
    numbering: &mut Numbering,
) -> PyResult<Value> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let (first, mut rest) = name.split_at(end);
    let mut index = number(first)?;
    if first.is_empty() || index.is_some() {
        let wanted = if first.is_empty() {
            Mode::Automatic
        } else {
            Mode::Manual
        };
        match (numbering.mode, wanted) {
            (Mode::Undecided, _) => numbering.mode = wanted,
            (Mode::Manual, Mode::Automatic) => {
                return refuse(
                    "cannot switch from manual field specification to automatic field numbering",
                );
            }
            (Mode::Automatic, Mode::Manual) => {
                return refuse(
                    "cannot switch from automatic field numbering to manual field specification",
                );
            }
            _ => {}
        }
        if first.is_empty() {
            index = Some(numbering.next);
            numbering.next += 1;
        }
    }
    let mut value = match (index, args) {
        (None, _) => crate::operation::value_getitem(kwargs, crate::str::known(first).as_value())?,
        (Some(_), None) => return refuse("Format string contains positional fields"),
        (Some(index), Some(args)) => match args.items().get(index) {
            Some(value) => value.clone(),
            None => {
                return Err(raise_index_error(format_args!(
                    "Replacement index {index} out of range for positional args tuple"
                )));
            }
        },
    };
    while let Some(mark) = rest.chars().next() {
        let after = &rest[mark.len_utf8()..];
        let end = match mark {
            '.' => after.find(['.', '[']),
            '[' => after.find(']'),
            _ => return refuse("Only '.' or '[' may follow ']' in format field specifier"),
        };
        let (part, next) = match (end, mark) {
            (None, '[') => return refuse("Missing ']' in format string"),
            (None, _) => (after, &after[after.len()..]),
            (Some(end), '[') => (&after[..end], &after[end + 1..]),
            (Some(end), _) => (&after[..end], &after[end..]),
        };
        if part.is_empty() {
            return refuse("Empty attribute in format string");
        }
        rest = next;
        value = if mark == '.' {
            crate::attribute::value_getattr(&value, &crate::str::known(part))?
        } else {
            let key = match number(part)? {
                Some(index) => Value::int(index as i64),
                None => crate::str::known(part).into(),
            };
            crate::operation::value_getitem(&value, &key)?
        };
    }
    Ok(value)
}
