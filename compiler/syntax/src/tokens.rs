//! Between lexer and parser: the limits of Python's tokenizer, what the
//! parser would not tell afterwards, and f-strings, which it does not get to see.

use std::collections::{BTreeMap, VecDeque};

use pyaot_abi::surrogate;
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::lexer::{LexResult, LexicalError, LexicalErrorType, lex_starts_at};
use rustpython_parser::{Mode, StringKind, Tok};

use crate::escapes;

/// CPython's tokenizer allows this many open brackets.
const MAX_BRACKETS: usize = 200;
/// And this many levels of indentation.
const MAX_INDENTS: usize = 99;
/// Decimal digits of an int literal, as `sys.int_info.default_max_str_digits`.
const MAX_DIGITS: usize = 4300;

/// What was noticed in passing.
#[derive(Default)]
pub(crate) struct Found {
    /// Message, start, end.
    pub error: Option<(String, u32, u32)>,
    /// Adjacent literals with an f-string or a lone surrogate among them, by where the first
    /// begins; the parser gets an empty literal in their place.
    pub f_strings: BTreeMap<u32, Vec<Literal>>,
    /// Brackets still open at the end, with their places.
    pub open: Vec<(char, u32)>,
    /// Where the last token ended.
    pub last_end: u32,
}

/// One string literal of the source.
#[derive(Clone, Copy)]
pub(crate) struct Literal {
    pub start: u32,
    pub end: u32,
    pub kind: StringKind,
    is_triple_quoted: bool,
}

impl Literal {
    /// Where its text begins and ends.
    pub fn inside(&self) -> (u32, u32) {
        let quotes = if self.is_triple_quoted { 3 } else { 1 };
        let prefix: u32 = self.kind.prefix_len().into();
        (self.start + prefix + quotes, self.end - quotes)
    }
}

/// Tokens whose neighbours matter.
#[derive(Clone, Copy)]
enum Kind {
    Class,
    Comma,
    DoubleStar,
    For,
    Name,
    Other,
    Parenthesis,
    Star,
}

impl Kind {
    fn of(token: &Tok) -> Kind {
        match token {
            Tok::Class => Kind::Class,
            Tok::Comma => Kind::Comma,
            Tok::DoubleStar => Kind::DoubleStar,
            Tok::For => Kind::For,
            Tok::Name { .. } => Kind::Name,
            Tok::Lpar => Kind::Parenthesis,
            Tok::Star => Kind::Star,
            _ => Kind::Other,
        }
    }
}

/// The token stream handed to the parser.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    /// The place of the text in the source.
    offset: u32,
    inner: Box<dyn Iterator<Item = LexResult> + 'a>,
    /// What was read ahead.
    ahead: VecDeque<LexResult>,
    indents: usize,
    /// The two tokens before, as far as they matter, and where they begin.
    before: [(Kind, u32); 2],
    /// How many brackets are open among the bases of a class.
    bases: Option<usize>,
    found: Found,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str, mode: Mode, offset: u32) -> Self {
        Self {
            text,
            offset,
            inner: Box::new(lex_starts_at(text, mode, offset.into())),
            ahead: VecDeque::new(),
            indents: 0,
            before: [(Kind::Other, offset); 2],
            bases: None,
            found: Found::default(),
        }
    }

    pub fn finish(self) -> Found {
        self.found
    }

    /// What the parser lets pass.
    fn check_sequence(&mut self, token: &Tok, start: u32, end: u32) {
        let kind = Kind::of(token);
        let [(first, at), (second, _)] = self.before;
        self.bases = self.bases.filter(|open| self.found.open.len() >= *open);
        match (first, second, kind) {
            (Kind::Star, Kind::Comma, Kind::DoubleStar) => {
                self.fail("named arguments must follow bare *", at, at + 1);
            }
            (Kind::Class, Kind::Name, Kind::Parenthesis) => {
                self.bases = Some(self.found.open.len());
            }
            (.., Kind::For) if self.bases == Some(self.found.open.len()) => {
                self.fail("invalid syntax", start, end);
            }
            _ => {}
        }
        self.before = [self.before[1], (kind, start)];
    }

    fn check(&mut self, token: &Tok, start: u32, end: u32) {
        match token {
            Tok::Lpar | Tok::Lsqb | Tok::Lbrace => {
                self.found.open.push((bracket(token), start));
                if self.found.open.len() >= MAX_BRACKETS {
                    self.fail("too many nested parentheses", start, end);
                }
            }
            Tok::Rpar | Tok::Rsqb | Tok::Rbrace => {
                let closing = bracket(token);
                match self.found.open.pop() {
                    Some((opening, _))
                        if matches!((opening, closing), ('(', ')') | ('[', ']') | ('{', '}')) => {}
                    Some((opening, _)) => {
                        let message = format!(
                            "closing parenthesis '{closing}' does not match opening parenthesis '{opening}'"
                        );
                        self.fail(message, start, end);
                    }
                    None => self.fail(format!("unmatched '{closing}'"), start, end),
                }
            }
            Tok::Indent => {
                self.indents += 1;
                if self.indents > MAX_INDENTS {
                    self.fail("too many levels of indentation", start, end);
                }
            }
            Tok::Dedent => self.indents = self.indents.saturating_sub(1),
            // The lexer takes an emoji for a name.
            Tok::Name { name } => {
                if let Some(c) = name.chars().next().filter(|c| !starts_name(*c)) {
                    let message = format!("invalid character '{c}' (U+{:04X})", u32::from(c));
                    self.fail(message, start, end);
                }
            }
            Tok::Int { .. } => {
                let literal = self.slice(start, end);
                let decimal = !literal.starts_with(['0']) && literal.len() > MAX_DIGITS;
                let digits = literal.bytes().filter(u8::is_ascii_digit).count();
                if decimal && digits > MAX_DIGITS {
                    let message = format!(
                        "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {digits} digits; \
                         use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
                         literals to avoid decimal conversion limits."
                    );
                    self.fail(message, start, end);
                }
            }
            _ => {}
        }
    }

    fn slice(&self, start: u32, end: u32) -> &'a str {
        &self.text[(start - self.offset) as usize..(end - self.offset) as usize]
    }

    /// The next token; for adjacent literals with an f-string among them, an
    /// empty literal of the same extent.
    fn advance(&mut self) -> Option<LexResult> {
        if let Some(item) = self.ahead.pop_front() {
            return Some(item);
        }
        let mut item = self.inner.next();
        let mut literals = Vec::new();
        while let Some(literal) = item.as_ref().and_then(literal) {
            literals.push(literal);
            self.ahead.extend(item);
            item = self.inner.next();
        }
        let (Some(first), Some(last)) = (literals.first(), literals.last()) else {
            return item;
        };
        let (start, end) = (first.start, last.end);
        let is_f_string = literals.iter().any(|one| one.kind.is_any_fstring());
        let is_bytes = literals.iter().any(|one| one.kind.is_any_bytes());
        if is_bytes {
            // Mixed literals are the parser's to refuse.
        } else if is_f_string || self.has_surrogates(&literals) {
            self.ahead.clear();
            let token = Tok::String {
                value: String::new(),
                kind: StringKind::String,
                triple_quoted: false,
            };
            let range = TextRange::new(start.into(), end.into());
            self.ahead.push_back(Ok((token, range)));
            self.found.f_strings.insert(start, literals);
        }
        self.ahead.extend(item);
        self.ahead.pop_front()
    }

    /// Whether adjacent literals have lone surrogates, which the parser does not read. Notes what it would
    /// not say of them: why an escape is wrong.
    fn has_surrogates(&mut self, literals: &[Literal]) -> bool {
        let mut value = String::new();
        for literal in literals {
            let (start, end) = literal.inside();
            let text = self.slice(start, end);
            if literal.kind.is_raw() || !text.contains('\\') {
                continue;
            }
            if let Err(bad) = escapes::decode(text, &mut value) {
                let at = start + bad.at as u32;
                self.fail(bad.message, at, at + 1);
                return false;
            }
        }
        surrogate::is_in(&value)
    }

    fn fail(&mut self, message: impl Into<String>, start: u32, end: u32) {
        if self.found.error.is_none() {
            self.found.error = Some((message.into(), start, end));
        }
    }
}

impl Iterator for &mut Tokens<'_> {
    type Item = LexResult;

    fn next(&mut self) -> Option<LexResult> {
        let item = self.advance()?;
        if let Ok((token, range)) = &item {
            self.check(token, range.start().into(), range.end().into());
            self.check_sequence(token, range.start().into(), range.end().into());
            self.found.last_end = range.end().into();
            if self.found.error.is_some() {
                let error = LexicalErrorType::OtherError(String::new());
                return Some(Err(LexicalError {
                    error,
                    location: range.start(),
                }));
            }
        }
        Some(item)
    }
}

fn literal(item: &LexResult) -> Option<Literal> {
    match item {
        Ok((
            Tok::String {
                kind,
                triple_quoted,
                ..
            },
            range,
        )) => Some(Literal {
            start: range.start().into(),
            end: range.end().into(),
            kind: *kind,
            is_triple_quoted: *triple_quoted,
        }),
        _ => None,
    }
}

/// Whether a name can begin with the character that the lexer let one begin with.
fn starts_name(c: char) -> bool {
    // The last four are letters by decree (`Other_ID_Start`).
    c == '_' || c.is_alphabetic() || matches!(c, '\u{2118}' | '\u{212e}' | '\u{309b}' | '\u{309c}')
}

fn bracket(token: &Tok) -> char {
    match token {
        Tok::Lpar => '(',
        Tok::Rpar => ')',
        Tok::Lsqb => '[',
        Tok::Rsqb => ']',
        Tok::Lbrace => '{',
        _ => '}',
    }
}
