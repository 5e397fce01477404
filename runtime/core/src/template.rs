//! `str.format`: fields, attributes and items, conversions, nested specifications.

use crate::error::{PyResult, Raised, raise_index_error, raise_value_error};
use crate::prelude::*;
use crate::reference::{Str, Tuple};
use crate::value::Value;

/// `template.format(*args, **kwargs)`; without `args`, `format_map(kwargs)`.
pub fn format(template: &Str, args: Option<&Tuple>, kwargs: &Value) -> PyResult<Str> {
    let chars: Vec<char> = template.as_str().chars().collect();
    let mut numbering = Numbering {
        mode: Mode::Undecided,
        next: 0,
    };
    let mut out = String::with_capacity(chars.len() + 16);
    build(&chars, args, kwargs, 2, &mut numbering, &mut out)?;
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
    name: &'a [char],
    conversion: Option<char>,
    spec: &'a [char],
    /// Whether the specification holds fields itself.
    nested: bool,
}

/// Appends `template` with its fields replaced.
fn build(
    template: &[char],
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
    while let Some((&c, after)) = rest.split_first() {
        rest = after;
        match (c, after.first()) {
            ('{' | '}', Some(&next)) if next == c => {
                out.push(c);
                rest = &after[1..];
            }
            ('}', _) => return refuse("Single '}' encountered in format string"),
            ('{', None) => return refuse("Single '{' encountered in format string"),
            ('{', Some(_)) => {
                let field = parse_field(&mut rest)?;
                let value = find_value(field.name, args, kwargs, numbering)?;
                let value = match field.conversion {
                    Some(conversion) => convert(&value, conversion)?,
                    None => value,
                };
                let mut spec = String::new();
                if field.nested {
                    build(field.spec, args, kwargs, depth - 1, numbering, &mut spec)?;
                } else {
                    spec.extend(field.spec);
                }
                out.push_str(crate::operation::value_format(&value, &Str::new(&spec))?.as_str());
            }
            _ => out.push(c),
        }
    }
    Ok(())
}

/// Parses the field behind a brace, up to and with its closing brace.
fn parse_field<'a>(rest: &mut &'a [char]) -> PyResult<Field<'a>> {
    let all = *rest;
    let mut at = 0;
    let mut end = None;
    while at < all.len() {
        match all[at] {
            '{' => return refuse("unexpected '{' in field name"),
            '[' => {
                at += all[at + 1..]
                    .iter()
                    .position(|&c| c == ']')
                    .map_or(all.len() - at, |n| n + 1)
            }
            '}' | ':' | '!' => {
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
    match all[end] {
        '}' => {
            *rest = &all[at..];
            return Ok(Field {
                name,
                conversion,
                spec: &[],
                nested: false,
            });
        }
        '!' => {
            let Some(&found) = all.get(at) else {
                return refuse("end of string while looking for conversion specifier");
            };
            conversion = Some(found);
            at += 1;
            match all.get(at) {
                Some('}') => {
                    *rest = &all[at + 1..];
                    return Ok(Field {
                        name,
                        conversion,
                        spec: &[],
                        nested: false,
                    });
                }
                Some(':') => at += 1,
                Some(_) => return refuse("expected ':' after conversion specifier"),
                None => {}
            }
        }
        _ => {}
    }
    let (mut depth, mut nested) = (1, false);
    for (i, &c) in all[at..].iter().enumerate() {
        match c {
            '{' => {
                nested = true;
                depth += 1;
            }
            '}' => {
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
fn number(text: &[char]) -> PyResult<Option<usize>> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut value = 0usize;
    for &c in text {
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

fn to_str(chars: &[char]) -> Value {
    Value::str(&chars.iter().collect::<String>())
}

/// The value a field name means.
fn find_value(
    name: &[char],
    args: Option<&Tuple>,
    kwargs: &Value,
    numbering: &mut Numbering,
) -> PyResult<Value> {
    let end = name
        .iter()
        .position(|c| matches!(c, '.' | '['))
        .unwrap_or(name.len());
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
        (None, _) => crate::operation::value_getitem(kwargs, &to_str(first))?,
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
    while let Some((&mark, after)) = rest.split_first() {
        let wanted: fn(&char) -> bool = match mark {
            '.' => |c| matches!(c, '.' | '['),
            '[' => |c| *c == ']',
            _ => return refuse("Only '.' or '[' may follow ']' in format field specifier"),
        };
        let end = after.iter().position(wanted);
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
            let name: String = part.iter().collect();
            crate::attribute::value_getattr(&value, &Str::new(&name))?
        } else {
            let key = match number(part)? {
                Some(index) => Value::int(index as i64),
                None => to_str(part),
            };
            crate::operation::value_getitem(&value, &key)?
        };
    }
    Ok(value)
}
