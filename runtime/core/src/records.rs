//! `_records`: what the library's `csv` takes records apart with and puts them together with, in the steps of
//! CPython's `_csv`: what is odd is read as it reads it.

use crate::error::PyResult;
use crate::float::float_from_value;
use crate::operation::value_str;
use crate::prelude::*;
use crate::reference::{List, Str, Tuple};
use crate::value::Value;

const ALL: i64 = 1;
const NON_NUMERIC: i64 = 2;
const NONE: i64 = 3;

struct Options {
    delimiter: char,
    quote: Option<char>,
    escape: Option<char>,
    terminator: Str,
    doubles: bool,
    skips_space: bool,
    is_strict: bool,
    quoting: i64,
}

impl Options {
    /// What the page has checked.
    fn of(options: &Tuple) -> Options {
        let items = options.items();
        let character = |n: usize| items[n].as_str()?.as_str().chars().next();
        let truth = |n: usize| items[n].as_bool() == Some(true);
        Options {
            delimiter: character(0).unwrap_or(','),
            quote: character(1),
            escape: character(2),
            terminator: items[3].as_str().cloned().unwrap_or_else(|| Str::new("")),
            doubles: truth(4),
            skips_space: truth(5),
            is_strict: truth(6),
            quoting: items[7].as_small_int().unwrap_or(0),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    StartRecord,
    StartField,
    Escaped,
    InField,
    InQuoted,
    EscapedInQuoted,
    QuoteInQuoted,
    EatEnd,
    BehindEscapedEnd,
}

const STATES: [State; 9] = [
    State::StartRecord,
    State::StartField,
    State::Escaped,
    State::InField,
    State::InQuoted,
    State::EscapedInQuoted,
    State::QuoteInQuoted,
    State::EatEnd,
    State::BehindEscapedEnd,
];

/// Why there is no record.
enum Failure {
    /// `csv.Error`, which the page raises.
    Wrong(String),
    Raised(crate::error::Raised),
}

/// A record that is being read.
struct Reading<'a> {
    options: &'a Options,
    limit: usize,
    state: State,
    is_number: bool,
    fields: Vec<Value>,
    field: String,
    /// Characters in `field`.
    length: usize,
}

impl<'a> Reading<'a> {
    fn go_on(options: &'a Options, limit: &Value, begun: &Value) -> Reading<'a> {
        let mut reading = Reading {
            options,
            limit: limit
                .as_small_int()
                .map_or(usize::MAX, |n| n.max(0) as usize),
            state: State::StartRecord,
            is_number: false,
            fields: Vec::new(),
            field: String::new(),
            length: 0,
        };
        if let Some(begun) = begun.as_tuple() {
            let items = begun.items();
            let state = items[0].as_small_int().unwrap_or(0) as usize;
            reading.state = STATES[state.min(STATES.len() - 1)];
            reading.is_number = items[1].as_bool() == Some(true);
            reading.fields = items[2].as_list().map_or(Vec::new(), List::to_vec);
            reading.field = items[3].as_str().map_or("", |text| text.as_str()).into();
            reading.length = reading.field.chars().count();
        }
        reading
    }

    /// What is left for the next line.
    fn begun(self) -> Value {
        Tuple::from_array([
            Value::int(self.state as i64),
            Value::bool(self.is_number),
            List::from_vec(self.fields).into(),
            Value::str(&self.field),
        ])
        .into()
    }

    fn add(&mut self, c: char) -> Result<(), Failure> {
        if self.length >= self.limit {
            let message = format!("field larger than field limit ({})", self.limit);
            return Err(Failure::Wrong(message));
        }
        self.field.push(c);
        self.length += 1;
        Ok(())
    }

    /// Takes what a text begins with as long as nothing in it has a meaning: so many bytes.
    fn take_run(&mut self, text: &str) -> usize {
        let options = self.options;
        let is_special = |c: char| match self.state {
            State::InField => {
                c == options.delimiter || Some(c) == options.escape || matches!(c, '\r' | '\n')
            }
            _ => Some(c) == options.quote || Some(c) == options.escape,
        };
        if !matches!(self.state, State::InField | State::InQuoted) {
            return 0;
        }
        let run = &text[..text.find(is_special).unwrap_or(text.len())];
        let length = self.length + run.chars().count();
        if length > self.limit {
            return 0;
        }
        self.field.push_str(run);
        self.length = length;
        run.len()
    }

    fn save(&mut self) -> Result<(), Failure> {
        let text = Value::str(&self.field);
        self.field.clear();
        self.length = 0;
        let field = match core::mem::take(&mut self.is_number) {
            true => Value::float(float_from_value(&text).map_err(Failure::Raised)?),
            false => text,
        };
        self.fields.push(field);
        Ok(())
    }

    /// One character, or the end of a line.
    fn step(&mut self, c: Option<char>) -> Result<(), Failure> {
        let options = self.options;
        let is_end = matches!(c, None | Some('\n' | '\r'));
        let behind = match c {
            None => State::StartRecord,
            Some(_) => State::EatEnd,
        };
        let is_quote = c.is_some() && c == options.quote && options.quoting != NONE;
        let is_escape = c.is_some() && c == options.escape;
        let is_delimiter = c == Some(options.delimiter);
        match self.state {
            State::StartRecord if c.is_none() => {}
            State::StartRecord if is_end => self.state = State::EatEnd,
            State::StartRecord | State::StartField => {
                if is_end {
                    self.save()?;
                    self.state = behind;
                } else if is_quote {
                    self.state = State::InQuoted;
                } else if is_escape {
                    self.state = State::Escaped;
                } else if c == Some(' ') && options.skips_space {
                    self.state = State::StartField;
                } else if is_delimiter {
                    self.save()?;
                    self.state = State::StartField;
                } else {
                    self.is_number |= options.quoting == NON_NUMERIC;
                    self.state = State::InField;
                    self.add(c.unwrap_or('\n'))?;
                }
            }
            State::Escaped => {
                self.add(c.unwrap_or('\n'))?;
                self.state = match c {
                    Some('\n' | '\r') => State::BehindEscapedEnd,
                    _ => State::InField,
                };
            }
            State::BehindEscapedEnd if c.is_none() => {}
            State::BehindEscapedEnd | State::InField => {
                if is_end {
                    self.save()?;
                    self.state = behind;
                } else if is_escape {
                    self.state = State::Escaped;
                } else if is_delimiter {
                    self.save()?;
                    self.state = State::StartField;
                } else {
                    // Behind an escaped end it stays there: the end of this line ends nothing.
                    self.add(c.unwrap_or('\n'))?;
                }
            }
            State::InQuoted if c.is_none() => {}
            State::InQuoted => {
                if is_escape {
                    self.state = State::EscapedInQuoted;
                } else if is_quote {
                    self.state = match options.doubles {
                        true => State::QuoteInQuoted,
                        false => State::InField,
                    };
                } else {
                    self.add(c.unwrap_or('\n'))?;
                }
            }
            State::EscapedInQuoted => {
                self.add(c.unwrap_or('\n'))?;
                self.state = State::InQuoted;
            }
            State::QuoteInQuoted => {
                if is_quote {
                    self.add(c.unwrap_or('"'))?;
                    self.state = State::InQuoted;
                } else if is_delimiter {
                    self.save()?;
                    self.state = State::StartField;
                } else if is_end {
                    self.save()?;
                    self.state = behind;
                } else if !options.is_strict {
                    self.add(c.unwrap_or('\n'))?;
                    self.state = State::InField;
                } else {
                    let quote = options.quote.unwrap_or('"');
                    let message = format!("'{}' expected after '{quote}'", options.delimiter);
                    return Err(Failure::Wrong(message));
                }
            }
            State::EatEnd if c.is_none() => self.state = State::StartRecord,
            State::EatEnd if is_end => {}
            State::EatEnd => {
                return Err(Failure::Wrong(
                    "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?".into(),
                ));
            }
        }
        Ok(())
    }
}

/// A failure as the page takes it.
fn told(failure: Failure) -> PyResult<Value> {
    match failure {
        Failure::Wrong(message) => Ok(Value::str(&message)),
        Failure::Raised(raised) => Err(raised),
    }
}

/// The fields of a line that is a record of its own, where each is a piece of it: quoted as a whole without
/// quotes in it, or not at all.
fn plain_fields(line: &Str, options: &Options, limit: &Value) -> Option<List> {
    let byte = |c: char| c.is_ascii().then_some(c as u8);
    let delimiter = byte(options.delimiter)?;
    let quote = match options.quote {
        Some(quote) if options.quoting != NONE => Some(byte(quote)?),
        _ => None,
    };
    let escape = options.escape;
    if options.quoting == NON_NUMERIC
        || options.skips_space
        || escape.is_some_and(|escape| line.as_str().contains(escape))
    {
        return None;
    }
    let text = line.as_str().trim_end_matches(['\r', '\n']);
    let limit = limit
        .as_small_int()
        .map_or(usize::MAX, |n| n.max(0) as usize);
    if text.is_empty() {
        return Some(List::from_vec(Vec::new()));
    }
    let bytes = text.as_bytes();
    if text.len() > limit || memchr::memchr2(b'\r', b'\n', bytes).is_some() {
        return None;
    }
    let is_ascii = line.is_ascii();
    let make = |from: usize, to: usize| match is_ascii {
        true => Value::from(Str::of_ascii(&text[from..to])),
        false => Value::str(&text[from..to]),
    };
    // Most are short.
    let find = |wanted: u8, from: usize| bytes[from..].iter().position(|byte| *byte == wanted);
    let mut fields = Vec::with_capacity(8);
    let mut at = 0;
    loop {
        let end = match bytes.get(at) {
            Some(first) if Some(*first) == quote => {
                let end = at + 1 + find(*first, at + 1)?;
                fields.push(make(at + 1, end));
                end + 1
            }
            _ => {
                let end = find(delimiter, at).map_or(bytes.len(), |n| at + n);
                fields.push(make(at, end));
                end
            }
        };
        match bytes.get(end) {
            None => return Some(List::from_vec(fields)),
            Some(byte) if *byte == delimiter && Some(delimiter) != quote => at = end + 1,
            Some(_) => return None,
        }
    }
}

/// `_records.read(line, options, limit, begun)`.
pub fn records_read(line: &Str, options: &Tuple, limit: &Value, begun: &Value) -> PyResult<Value> {
    let options = Options::of(options);
    if begun.is_none()
        && !matches!(options.delimiter, '\r' | '\n')
        && !matches!(options.quote, Some('\r' | '\n'))
        && let Some(fields) = plain_fields(line, &options, limit)
    {
        return Ok(fields.into());
    }
    let mut reading = Reading::go_on(&options, limit, begun);
    let mut rest = line.as_str();
    loop {
        rest = &rest[reading.take_run(rest)..];
        let mut characters = rest.chars();
        let c = characters.next();
        if let Err(failure) = reading.step(c) {
            return told(failure);
        }
        if c.is_none() {
            break;
        }
        rest = characters.as_str();
    }
    Ok(match reading.state {
        State::StartRecord => List::from_vec(reading.fields).into(),
        _ => reading.begun(),
    })
}

/// `_records.end(options, begun)`.
pub fn records_end(options: &Tuple, begun: &Value) -> PyResult<Value> {
    let options = Options::of(options);
    let mut reading = Reading::go_on(&options, &Value::NONE, begun);
    if reading.field.is_empty() && reading.state != State::InQuoted {
        return Ok(Value::NONE);
    }
    if options.is_strict {
        return Ok(Value::str("unexpected end of data"));
    }
    match reading.save() {
        Ok(()) => Ok(List::from_vec(reading.fields).into()),
        Err(failure) => told(failure),
    }
}

/// Whether CPython counts a value among the numbers.
fn is_number(value: &Value) -> bool {
    let has = |name: &str| {
        let name = crate::str::intern(name);
        crate::attribute::type_lookup(value.ty(), &name).is_some()
    };
    value.is_small_int()
        || value.as_exact_float().is_some()
        || ["__index__", "__int__", "__float__", "__complex__"]
            .into_iter()
            .any(has)
}

/// Puts a field behind others. What is wrong, if something is.
fn write_field(
    record: &mut String,
    options: &Options,
    text: &str,
    is_quoted: bool,
) -> Result<(), &'static str> {
    let mut is_quoted = is_quoted;
    let mut field = String::with_capacity(text.len());
    for c in text.chars() {
        let is_quote = Some(c) == options.quote;
        let is_escape = Some(c) == options.escape;
        let is_special = c == options.delimiter
            || is_quote
            || is_escape
            || options.terminator.as_str().contains(c);
        if is_special {
            let mut wants_escape = options.quoting == NONE;
            if !wants_escape {
                if is_quote && options.doubles {
                    field.push(c);
                } else if is_quote || is_escape {
                    wants_escape = true;
                }
                is_quoted |= !wants_escape;
            }
            if wants_escape {
                let escape = options.escape;
                field.push(escape.ok_or("need to escape, but no escapechar set")?);
            }
        }
        field.push(c);
    }
    match options.quote.filter(|_| is_quoted) {
        Some(quote) => {
            record.push(quote);
            record.push_str(&field);
            record.push(quote);
        }
        None => record.push_str(&field),
    }
    Ok(())
}

/// `_records.write(row, options)`.
pub fn records_write(row: &Value, options: &Tuple) -> PyResult<Value> {
    let options = Options::of(options);
    let fields = match (row.as_list(), row.as_tuple()) {
        (Some(list), _) => list.to_vec(),
        (None, Some(tuple)) => tuple.items().to_vec(),
        (None, None) => Vec::new(),
    };
    let wrong = |message: &str| Ok(Tuple::from_array([Value::str(message)]).into());
    let mut record = String::new();
    for (n, field) in fields.iter().enumerate() {
        let is_quoted = match options.quoting {
            NON_NUMERIC => !is_number(field),
            quoting => quoting == ALL,
        };
        if n > 0 {
            record.push(options.delimiter);
        }
        let text = match field.as_str() {
            _ if field.is_none() => Str::new(""),
            Some(text) => text.clone(),
            None => value_str(field)?,
        };
        if let Err(message) = write_field(&mut record, &options, text.as_str(), is_quoted) {
            return wrong(message);
        }
    }
    if record.is_empty() && !fields.is_empty() {
        if options.quoting == NONE {
            return wrong("single empty field record must be quoted");
        }
        record.extend(options.quote.into_iter().chain(options.quote));
    }
    record.push_str(options.terminator.as_str());
    Ok(Value::str(&record))
}
