//! How the parts of IR read as text, one way for writing and reading.
//!
//! The names of operations and of the choices they carry are those of the
//! declarations in [`crate::op`], in snake case: what is declared there can
//! be written and read.

use std::collections::HashMap;
use std::fmt::Write;

use pyaot_abi::functions::{self, FnDecl};
use pyaot_abi::layout::{DType, TableKind};
use pyaot_abi::position::{Anchors, Position};
use pyaot_abi::value::{FALSE, NONE, TRUE, UNBOUND};

use crate::program::{Program, StrId, TableItem};

/// `ConstF64` as `const_f64`.
pub(crate) fn snake(camel: &str) -> String {
    let mut out = String::with_capacity(camel.len() + 4);
    for c in camel.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// `const_f64` as `ConstF64`.
pub(crate) fn camel(snake: &str) -> String {
    snake
        .split('_')
        .flat_map(|part| {
            let mut chars = part.chars();
            chars
                .next()
                .map(|c| c.to_ascii_uppercase())
                .into_iter()
                .chain(chars)
        })
        .collect()
}

/// A detail of an operation: what it carries besides its operands.
pub(crate) trait Detail: Sized {
    fn write(&self, out: &mut String, program: &Program);
    fn read(reader: &mut Reader<'_>) -> Result<Self, String>;
}

/// Declares an enum without fields whose variants are written in snake case.
macro_rules! named {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
        $(#[$meta])*
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::text::snake(match self {
                    $($name::$variant => stringify!($variant),)*
                }))
            }
        }

        impl $crate::text::Detail for $name {
            fn write(&self, out: &mut String, _: &$crate::program::Program) {
                out.push_str(&self.to_string());
            }
            fn read(reader: &mut $crate::text::Reader<'_>) -> Result<$name, String> {
                let word = reader.word()?;
                match $crate::text::camel(word).as_str() {
                    $(stringify!($variant) => Ok($name::$variant),)*
                    _ => Err(format!("`{word}` is no {}", stringify!($name))),
                }
            }
        }
    };
}
pub(crate) use named;

/// Declares the operations; each is written as its name and its details.
macro_rules! operations {
    ($(#[$meta:meta])* pub enum $op:ident {
        $($(#[$doc:meta])* $name:ident
            $(($detail:ty))?
            $({ $($field:ident: $field_type:ty,)* })?,)*
    }) => {
        $(#[$meta])*
        pub enum $op {
            $($(#[$doc])* $name $(($detail))? $({ $($field: $field_type,)* })?,)*
        }

        impl $op {
            /// The name in IR text.
            pub fn mnemonic(&self) -> String {
                $crate::text::snake(match self {
                    $($op::$name { .. } => stringify!($name),)*
                })
            }

            /// Writes what it carries besides its operands, a blank before each.
            pub(crate) fn write_details(&self, out: &mut String, program: &Program) {
                match self {
                    $(operations!(@pattern detail $op $name
                        $(($detail))? $({ $($field)* })?) => {
                        $(
                            out.push(' ');
                            <$detail as $crate::text::Detail>::write(detail, out, program);
                        )?
                        $($(
                            out.push_str(concat!(" ", stringify!($field), "="));
                            <$field_type as $crate::text::Detail>::write($field, out, program);
                        )*)?
                    })*
                }
            }

            /// The operation called `mnemonic`, its details read from the text.
            pub(crate) fn read(
                mnemonic: &str,
                reader: &mut $crate::text::Reader<'_>,
            ) -> Result<$op, String> {
                match $crate::text::camel(mnemonic).as_str() {
                    $(stringify!($name) => Ok($op::$name
                        $((<$detail as $crate::text::Detail>::read(reader)?))?
                        $({ $($field: {
                            reader.keyword(stringify!($field))?;
                            reader.mark('=')?;
                            <$field_type as $crate::text::Detail>::read(reader)?
                        },)* })?),)*
                    _ => Err(format!("there is no operation `{mnemonic}`")),
                }
            }
        }
    };
    (@pattern $one:ident $op:ident $name:ident) => { $op::$name };
    (@pattern $one:ident $op:ident $name:ident ($detail:ty)) => { $op::$name($one) };
    (@pattern $one:ident $op:ident $name:ident { $($field:ident)* }) => {
        $op::$name { $($field,)* }
    };
}
pub(crate) use operations;

/// A value word: the ones with a name by name.
impl Detail for u64 {
    fn write(&self, out: &mut String, _: &Program) {
        match *self {
            UNBOUND => out.push_str("unbound"),
            NONE => out.push_str("None"),
            TRUE => out.push_str("True"),
            FALSE => out.push_str("False"),
            other => _ = write!(out, "{other:#x}"),
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<u64, String> {
        match reader.word()? {
            "unbound" => Ok(UNBOUND),
            "None" => Ok(NONE),
            "True" => Ok(TRUE),
            "False" => Ok(FALSE),
            word => word
                .strip_prefix("0x")
                .and_then(|digits| u64::from_str_radix(digits, 16).ok())
                .ok_or_else(|| format!("`{word}` is no value word")),
        }
    }
}

/// Numbers with a sign bit or a payload that text does not show are written as bits.
impl Detail for f64 {
    fn write(&self, out: &mut String, _: &Program) {
        _ = match self.is_nan() {
            true => write!(out, "{:#x}", self.to_bits()),
            false => write!(out, "{self:?}"),
        };
    }

    fn read(reader: &mut Reader<'_>) -> Result<f64, String> {
        let word = reader.word()?;
        match word.strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16).ok().map(f64::from_bits),
            None => word.parse().ok(),
        }
        .ok_or_else(|| format!("`{word}` is no f64"))
    }
}

macro_rules! plain_details {
    ($($ty:ty)*) => {
        $(impl Detail for $ty {
            fn write(&self, out: &mut String, _: &Program) {
                _ = write!(out, "{self}");
            }
            fn read(reader: &mut Reader<'_>) -> Result<$ty, String> {
                reader.parsed()
            }
        })*
    };
}
plain_details!(bool u32 i32 i64);

impl Detail for StrId {
    fn write(&self, out: &mut String, program: &Program) {
        _ = write!(out, "{:?}", program.text(*self));
    }

    fn read(reader: &mut Reader<'_>) -> Result<StrId, String> {
        let text = reader.name()?;
        Ok(reader.program.intern(&text))
    }
}

/// The containers of tables, as they are written.
const CONTAINERS: [(TableKind, &str); 7] = [
    (TableKind::Tuple, "tuple"),
    (TableKind::List, "list"),
    (TableKind::Floats, "floats"),
    (TableKind::Bools, "bools"),
    (TableKind::Dict, "dict"),
    (TableKind::Set, "set"),
    (TableKind::Constants, "constants"),
];

impl Detail for TableItem {
    fn write(&self, out: &mut String, program: &Program) {
        let mut labelled = |word: &str, detail: &dyn Fn(&mut String)| {
            out.push_str(word);
            out.push(' ');
            detail(out);
        };
        match self {
            TableItem::Word(word) => labelled("word", &|out| word.write(out, program)),
            TableItem::Str(text) => labelled("str", &|out| text.write(out, program)),
            TableItem::Bytes(text) => labelled("bytes", &|out| text.write(out, program)),
            TableItem::Float(x) => labelled("float", &|out| x.write(out, program)),
            TableItem::Digits(text) => labelled("digits", &|out| text.write(out, program)),
            TableItem::Container(kind, n) => {
                let known = CONTAINERS.iter().find(|(known, _)| known == kind);
                labelled(known.map_or("", |known| known.1), &|out| {
                    n.write(out, program)
                });
            }
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<TableItem, String> {
        Ok(match reader.word()? {
            "word" => TableItem::Word(Detail::read(reader)?),
            "str" => TableItem::Str(Detail::read(reader)?),
            "bytes" => TableItem::Bytes(Detail::read(reader)?),
            "float" => TableItem::Float(Detail::read(reader)?),
            "digits" => TableItem::Digits(Detail::read(reader)?),
            word => match CONTAINERS.iter().find(|(_, known)| *known == word) {
                Some((kind, _)) => TableItem::Container(*kind, Detail::read(reader)?),
                None => return Err(format!("`{word}` is no entry of a table")),
            },
        })
    }
}

impl Detail for DType {
    fn write(&self, out: &mut String, _: &Program) {
        out.push_str(self.name());
    }

    fn read(reader: &mut Reader<'_>) -> Result<DType, String> {
        let word = reader.word()?;
        let found = DType::ALL.into_iter().find(|dtype| dtype.name() == word);
        found.ok_or_else(|| format!("`{word}` is no dtype"))
    }
}

/// A runtime function, by the name of its row.
impl Detail for &'static FnDecl {
    fn write(&self, out: &mut String, _: &Program) {
        out.push_str(self.name);
    }

    fn read(reader: &mut Reader<'_>) -> Result<&'static FnDecl, String> {
        let rows = reader.rows;
        let word = reader.word()?;
        let row = rows.get(word).copied();
        row.ok_or_else(|| format!("there is no runtime function `{word}`"))
    }
}

impl Detail for Position {
    fn write(&self, out: &mut String, _: &Program) {
        _ = write!(out, "@{}:{}-", self.line, self.column);
        if self.end_line != self.line {
            _ = write!(out, "{}:", self.end_line);
        }
        _ = write!(out, "{}", self.end_column);
        _ = match self.anchors {
            Anchors::None => Ok(()),
            Anchors::Operator(from, to) => write!(out, " operator {from} {to}"),
            Anchors::Subscript(from, to) => write!(out, " subscript {from} {to}"),
            Anchors::Method(end) => write!(out, " method {end}"),
        };
    }

    fn read(reader: &mut Reader<'_>) -> Result<Position, String> {
        let number = |word: &str| {
            let parsed = word.parse::<u32>();
            parsed.map_err(|_| format!("`{word}` is no number"))
        };
        reader.mark('@')?;
        let line = reader.parsed()?;
        reader.mark(':')?;
        let columns = reader.word()?;
        let Some((column, end)) = columns.split_once('-') else {
            return Err(format!("`{columns}` are no columns"));
        };
        let (column, end) = (number(column)?, number(end)?);
        let (end_line, end_column) = match reader.try_mark(':') {
            true => (end, reader.parsed()?),
            false => (line, end),
        };
        let anchors = if reader.try_keyword("operator") {
            Anchors::Operator(reader.parsed()?, reader.parsed()?)
        } else if reader.try_keyword("subscript") {
            Anchors::Subscript(reader.parsed()?, reader.parsed()?)
        } else if reader.try_keyword("method") {
            Anchors::Method(reader.parsed()?)
        } else {
            Anchors::None
        };
        Ok(Position {
            line,
            end_line,
            column,
            end_column,
            anchors,
        })
    }
}

/// A name of the program's: as it is where it reads as one word, else quoted.
pub(crate) fn name_text(name: &str) -> String {
    let plain = !name.is_empty() && !name.contains("//") && name.chars().all(is_word);
    match plain {
        true => name.to_string(),
        false => format!("{name:?}"),
    }
}

fn is_word(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !"(),:={}@\"\\".contains(c)
}

enum Token {
    Word(String),
    Quoted(String),
    Mark(char),
}

/// Takes one line of IR text apart. Comments are left out.
pub(crate) struct Reader<'a> {
    /// Where texts are interned.
    pub program: &'a mut Program,
    rows: &'a HashMap<&'static str, &'static FnDecl>,
    tokens: Vec<Token>,
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(
        line: &str,
        program: &'a mut Program,
        rows: &'a HashMap<&'static str, &'static FnDecl>,
    ) -> Result<Reader<'a>, String> {
        Ok(Reader {
            program,
            rows,
            tokens: tokens(line)?,
            at: 0,
        })
    }

    /// All runtime functions by name.
    pub fn rows() -> HashMap<&'static str, &'static FnDecl> {
        let rows = functions::ALL.iter().flat_map(|rows| rows.iter());
        rows.map(|row| (row.name, *row)).collect()
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub fn is_at_end(&self) -> bool {
        self.peek().is_none()
    }

    /// The next token as an error names it.
    fn found(&self) -> String {
        match self.peek() {
            Some(Token::Word(word)) => format!("`{word}`"),
            Some(Token::Quoted(text)) => format!("{text:?}"),
            Some(Token::Mark(c)) => format!("`{c}`"),
            None => "the end of the line".into(),
        }
    }

    /// Refuses what is left of the line.
    pub fn end(&self) -> Result<(), String> {
        match self.is_at_end() {
            true => Ok(()),
            false => Err(format!("{} is one too many", self.found())),
        }
    }

    pub fn peek_word(&self) -> Option<&str> {
        match self.peek() {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub fn word(&mut self) -> Result<&str, String> {
        if self.peek_word().is_none() {
            return Err(format!("a word is missing before {}", self.found()));
        }
        self.at += 1;
        match &self.tokens[self.at - 1] {
            Token::Word(word) => Ok(word),
            Token::Quoted(_) | Token::Mark(_) => Err("a word is missing".into()),
        }
    }

    pub fn parsed<T: std::str::FromStr>(&mut self) -> Result<T, String> {
        let word = self.word()?;
        word.parse()
            .map_err(|_| format!("`{word}` is not what belongs here"))
    }

    /// A word or a quoted text.
    pub fn name(&mut self) -> Result<String, String> {
        let name = match self.peek() {
            Some(Token::Word(text) | Token::Quoted(text)) => text.clone(),
            _ => return Err(format!("a name is missing before {}", self.found())),
        };
        self.at += 1;
        Ok(name)
    }

    pub fn try_keyword(&mut self, keyword: &str) -> bool {
        let found = self.peek_word() == Some(keyword);
        self.at += usize::from(found);
        found
    }

    pub fn keyword(&mut self, keyword: &str) -> Result<(), String> {
        match self.try_keyword(keyword) {
            true => Ok(()),
            false => Err(format!("`{keyword}` is missing before {}", self.found())),
        }
    }

    pub fn next_is(&self, mark: char) -> bool {
        matches!(self.peek(), Some(Token::Mark(c)) if *c == mark)
    }

    pub fn try_mark(&mut self, mark: char) -> bool {
        let found = self.next_is(mark);
        self.at += usize::from(found);
        found
    }

    pub fn mark(&mut self, mark: char) -> Result<(), String> {
        match self.try_mark(mark) {
            true => Ok(()),
            false => Err(format!("`{mark}` is missing before {}", self.found())),
        }
    }

    /// Items in parentheses, with commas between; none where there are no parentheses.
    pub fn list<T>(
        &mut self,
        item: impl Fn(&mut Reader<'a>) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        let mut items = Vec::new();
        if self.try_mark('(') && !self.try_mark(')') {
            items.push(item(self)?);
            while self.try_mark(',') {
                items.push(item(self)?);
            }
            self.mark(')')?;
        }
        Ok(items)
    }
}

fn tokens(line: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            break;
        }
        if first == '"' {
            let (text, end) = quoted(rest)?;
            tokens.push(Token::Quoted(text));
            rest = &rest[end..];
        } else if is_word(first) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..end].to_string()));
            rest = &rest[end..];
        } else {
            tokens.push(Token::Mark(first));
            rest = &rest[first.len_utf8()..];
        }
        rest = rest.trim_start();
    }
    Ok(tokens)
}

/// The text of a quoted string as Rust writes it, and where it ends.
fn quoted(rest: &str) -> Result<(String, usize), String> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((text, at + 1)),
            '\\' => text.push(match chars.next().map(|(_, c)| c) {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('0') => '\0',
                Some(c @ ('\\' | '"' | '\'')) => c,
                Some('u') => {
                    let digits = chars.by_ref().map(|(_, c)| c).skip(1);
                    let digits: String = digits.take_while(|c| *c != '}').collect();
                    let code = u32::from_str_radix(&digits, 16).ok();
                    code.and_then(char::from_u32)
                        .ok_or_else(|| format!("`{digits}` is no character"))?
                }
                _ => return Err("an escape in a text is not known".into()),
            }),
            c => text.push(c),
        }
    }
    Err("a text does not end".into())
}

#[cfg(test)]
mod tests {
    use super::{camel, quoted, snake};

    #[test]
    fn names_come_back() {
        for (name, text) in [
            ("I64ToF64", "i64_to_f64"),
            ("ConstI64", "const_i64"),
            ("Is", "is"),
        ] {
            assert_eq!(snake(name), text);
            assert_eq!(camel(text), name);
        }
    }

    #[test]
    fn texts_come_back() {
        let text = "a \"b\" \\ \n\r\t\0 // é 🙂 \u{301}\u{7f}\u{202e}'";
        let written = format!("{text:?} rest");
        assert_eq!(quoted(&written), Ok((text.into(), written.len() - 5)));
    }
}
