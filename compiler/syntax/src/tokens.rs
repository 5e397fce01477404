//! Between lexer and parser: the limits of Python's tokenizer, and what
//! the parser would not tell afterwards.

use rustpython_parser::lexer::{LexResult, LexicalError, LexicalErrorType, lex};
use rustpython_parser::{Mode, Tok};

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
    /// Places of string literals with an escape for a lone surrogate,
    /// which the parser replaces without a word.
    pub surrogates: Vec<(u32, u32)>,
    /// Brackets still open at the end, with their places.
    pub open: Vec<(char, u32)>,
    /// Where the last token ended.
    pub last_end: u32,
}

/// The token stream handed to the parser.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    inner: Box<dyn Iterator<Item = LexResult> + 'a>,
    indents: usize,
    found: Found,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            inner: Box::new(lex(text, Mode::Module)),
            indents: 0,
            found: Found::default(),
        }
    }

    pub fn finish(self) -> Found {
        self.found
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
            Tok::Int { .. } => {
                let literal = &self.text[start as usize..end as usize];
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
            Tok::String { value, kind, .. }
                if !kind.is_raw() && !kind.is_any_bytes() && has_lone_surrogate(value) =>
            {
                self.found.surrogates.push((start, end));
            }
            _ => {}
        }
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
        let item = self.inner.next()?;
        if let Ok((token, range)) = &item {
            self.check(token, range.start().into(), range.end().into());
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

/// Whether the text of a literal, escapes unread, has `\ud800` or the like.
fn has_lone_surrogate(value: &str) -> bool {
    let mut rest = value;
    while let Some(at) = rest.find('\\') {
        let escape = &rest[at + 1..];
        let digits = match escape.as_bytes().first() {
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let code = escape
            .get(1..1 + digits)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if digits > 0 && matches!(code, Some(0xD800..=0xDFFF)) {
            return true;
        }
        let skip = escape.chars().next().map_or(0, char::len_utf8);
        rest = &escape[skip..];
    }
    false
}
