//! f-strings, from their text: the parser's own reading of them knows less
//! than Python's (no triple quotes inside, no escapes in format specs).
//!
//! The token stream puts an empty literal where adjacent literals with an
//! f-string among them stand, or with what the parser does not read ([`crate::tokens`]). After parsing, each such
//! place gets the expression that this module makes of the literals. The
//! expressions inside are found as CPython 3.11 finds them, and refused with
//! its messages; each is then parsed for itself, in parentheses.

use std::collections::BTreeMap;
use std::convert::Infallible;

use pyaot_diagnostics::Diagnostic;
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Constant, ConversionFlag, Expr, Fold, Stmt};

use crate::binding::MAX_DEPTH;
use crate::escapes::{BadEscape, decode};
use crate::parse::{Places, parse_expression, syntax_error};
use crate::tokens::Literal;

/// CPython's limit for brackets open inside an expression.
const MAX_BRACKETS: usize = 200;

/// Puts f-strings where the parser saw empty literals. `runs` are the
/// literals, by where the first begins.
pub(crate) fn put_in(
    body: Vec<Stmt>,
    runs: BTreeMap<u32, Vec<Literal>>,
    places: &Places,
    errors: &mut Vec<Diagnostic>,
) -> Vec<Stmt> {
    let Some(mut replace) = read(runs, places, errors) else {
        return body;
    };
    let Ok(body) = body
        .into_iter()
        .map(|statement| replace.fold_stmt(statement))
        .collect();
    body
}

/// As [`put_in`], for one expression.
pub(crate) fn put_in_expression(
    expr: Expr,
    runs: BTreeMap<u32, Vec<Literal>>,
    places: &Places,
) -> Parsed<Expr> {
    let mut errors = Vec::new();
    let replace = read(runs, places, &mut errors);
    if let Some(error) = errors.into_iter().next() {
        return Err(Box::new(error));
    }
    Ok(match replace {
        Some(mut replace) => {
            let Ok(expr) = replace.fold_expr(expr);
            expr
        }
        None => expr,
    })
}

/// `None`: there is nothing to put anywhere.
fn read(
    runs: BTreeMap<u32, Vec<Literal>>,
    places: &Places,
    errors: &mut Vec<Diagnostic>,
) -> Option<Replace> {
    let mut found = BTreeMap::new();
    for (start, literals) in runs {
        match joined(&literals, places) {
            Ok(expr) => {
                found.insert(start, expr);
            }
            Err(error) => errors.push(*error),
        }
    }
    (!found.is_empty()).then_some(Replace { found, depth: 0 })
}

/// The walk that replaces.
struct Replace {
    found: BTreeMap<u32, Expr>,
    depth: u32,
}

impl Fold<TextRange> for Replace {
    type TargetU = TextRange;
    type Error = Infallible;
    type UserContext = ();

    fn will_map_user(&mut self, _: &TextRange) {}

    fn map_user(&mut self, range: TextRange, (): ()) -> Result<TextRange, Infallible> {
        Ok(range)
    }

    fn fold_stmt(&mut self, statement: Stmt) -> Result<Stmt, Infallible> {
        // What is deeper is refused when its names are bound.
        if self.depth > MAX_DEPTH {
            return Ok(statement);
        }
        self.depth += 1;
        let folded = ast::fold::fold_stmt(self, statement);
        self.depth -= 1;
        folded
    }

    fn fold_expr(&mut self, expr: Expr) -> Result<Expr, Infallible> {
        if let Expr::Constant(constant) = &expr {
            let start = constant.range.start().into();
            return Ok(match constant.value {
                Constant::Str(_) => self.found.remove(&start).unwrap_or(expr),
                _ => expr,
            });
        }
        if self.depth > MAX_DEPTH {
            return Ok(expr);
        }
        self.depth += 1;
        let folded = ast::fold::fold_expr(self, expr);
        self.depth -= 1;
        folded
    }
}

type Parsed<T> = Result<T, Box<Diagnostic>>;

/// Adjacent literals as one expression.
fn joined(literals: &[Literal], places: &Places) -> Parsed<Expr> {
    let range = match literals {
        [first, .., last] => TextRange::new(first.start.into(), last.end.into()),
        [only] => TextRange::new(only.start.into(), only.end.into()),
        [] => TextRange::default(),
    };
    let mut parts = Parts::new(range);
    for literal in literals {
        let (start, end) = literal.inside();
        let mut reader = Reader {
            places,
            at: start as usize,
            end: end as usize,
            is_raw: literal.kind.is_raw(),
        };
        if literal.kind.is_any_fstring() {
            reader.parts(0, &mut parts)?;
        } else {
            reader.literal(reader.at, reader.end, &mut parts)?;
        }
    }
    if literals.iter().any(|one| one.kind.is_any_fstring()) {
        Ok(parts.finish())
    } else {
        Ok(parts.plain())
    }
}

/// The parts of a joined string so far.
struct Parts {
    range: TextRange,
    values: Vec<Expr>,
    /// Text since the last expression, and where it begins.
    text: String,
    text_start: usize,
}

impl Parts {
    fn new(range: TextRange) -> Self {
        Self {
            range,
            values: Vec::new(),
            text: String::new(),
            text_start: 0,
        }
    }

    /// The text to append to; `at` is where the next piece stands.
    fn text(&mut self, at: usize) -> &mut String {
        if self.text.is_empty() {
            self.text_start = at;
        }
        &mut self.text
    }

    fn end_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let start = self.text_start as u32;
        self.values.push(
            ast::ExprConstant {
                value: Constant::Str(text),
                kind: None,
                range: TextRange::new(start.into(), self.range.end().max(start.into())),
            }
            .into(),
        );
    }

    /// The literal that text alone makes.
    fn plain(self) -> Expr {
        ast::ExprConstant {
            value: Constant::Str(self.text),
            kind: None,
            range: self.range,
        }
        .into()
    }

    fn finish(mut self) -> Expr {
        self.end_text();
        ast::ExprJoinedStr {
            values: self.values,
            range: self.range,
        }
        .into()
    }
}

/// Reads one literal from left to right.
struct Reader<'a> {
    places: &'a Places,
    at: usize,
    end: usize,
    is_raw: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        (self.at < self.end).then(|| self.places.text.as_bytes()[self.at])
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        &self.places.text[start..end]
    }

    fn fail<T>(&self, message: impl Into<String>) -> Parsed<T> {
        let at = self.at.min(self.end) as u32;
        let span = self.places.at(at, at + 1);
        Err(Box::new(syntax_error(span, message)))
    }

    /// Text and expressions up to the end, or, in a format spec, to the brace
    /// that ends it.
    fn parts(&mut self, level: usize, parts: &mut Parts) -> Parsed<()> {
        loop {
            self.text(level, parts)?;
            match self.peek() {
                Some(b'{') => self.expression(level, parts)?,
                _ => return Ok(()),
            }
        }
    }

    /// The text before the next brace that is not doubled. In a format spec
    /// braces are not doubled.
    fn text(&mut self, level: usize, parts: &mut Parts) -> Parsed<()> {
        let mut start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' if !self.is_raw => {
                    let is_name = self.slice(self.at, self.end).starts_with("\\N{");
                    self.at += match self.slice(self.at, self.end).find('}') {
                        Some(end) if is_name => end + 1,
                        None if is_name => self.end - self.at,
                        _ if self.slice(self.at + 1, self.end).starts_with(['{', '}']) => 1,
                        _ => {
                            1 + self
                                .slice(self.at + 1, self.end)
                                .chars()
                                .next()
                                .map_or(0, char::len_utf8)
                        }
                    };
                }
                b'{' | b'}' if level == 0 => {
                    let doubled =
                        self.at + 1 < self.end && self.places.text.as_bytes()[self.at + 1] == byte;
                    if doubled {
                        self.literal(start, self.at + 1, parts)?;
                        self.at += 2;
                        start = self.at;
                    } else if byte == b'}' {
                        return self.fail("f-string: single '}' is not allowed");
                    } else {
                        break;
                    }
                }
                b'{' | b'}' => break,
                _ => self.at += 1,
            }
        }
        self.literal(start, self.at, parts)
    }

    /// Appends what a piece of the source stands for.
    fn literal(&mut self, start: usize, end: usize, parts: &mut Parts) -> Parsed<()> {
        let piece = self.slice(start, end);
        let out = parts.text(start);
        if self.is_raw {
            out.push_str(piece);
            return Ok(());
        }
        decode(piece, out).map_err(|BadEscape { message, at }| {
            let at = (start + at) as u32;
            Box::new(syntax_error(self.places.at(at, at + 1), message))
        })
    }

    /// `{expression=!conversion:spec}`, from the opening brace on.
    fn expression(&mut self, level: usize, parts: &mut Parts) -> Parsed<()> {
        if level >= 2 {
            return self.fail("f-string: expressions nested too deeply");
        }
        let opening = self.at as u32;
        self.at += 1;
        let start = self.at;
        self.skip_expression()?;
        let end = self.at;
        let value = self.value(start, end)?;
        if self.peek() == Some(b'=') {
            self.at += 1;
            while self
                .peek()
                .is_some_and(|byte| byte.is_ascii_whitespace() || byte == 0x0b)
            {
                self.at += 1;
            }
            parts.text(start).push_str(self.slice(start, self.at));
        }
        let shows_itself = self.at > end;
        let mut conversion = ConversionFlag::None;
        if self.peek() == Some(b'!') {
            self.at += 1;
            let flag = self.peek();
            self.at += 1;
            conversion = match flag {
                Some(b's') => ConversionFlag::Str,
                Some(b'r') => ConversionFlag::Repr,
                Some(b'a') => ConversionFlag::Ascii,
                None => return self.fail("f-string: expecting '}'"),
                Some(_) => {
                    return self
                        .fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
                }
            };
        }
        let mut spec = None;
        if self.peek() == Some(b':') {
            self.at += 1;
            let start = self.at as u32;
            let mut inner = Parts::new(TextRange::new(start.into(), (self.end as u32).into()));
            self.parts(level + 1, &mut inner)?;
            inner.range = TextRange::new(start.into(), (self.at as u32).into());
            spec = Some(Box::new(inner.finish()));
        }
        if self.peek() != Some(b'}') {
            return self.fail("f-string: expecting '}'");
        }
        self.at += 1;
        if shows_itself && spec.is_none() && conversion == ConversionFlag::None {
            conversion = ConversionFlag::Repr;
        }
        parts.end_text();
        parts.values.push(
            ast::ExprFormattedValue {
                value: Box::new(value),
                conversion,
                format_spec: spec,
                range: TextRange::new(opening.into(), (self.at as u32).into()),
            }
            .into(),
        );
        Ok(())
    }

    /// Goes to the end of an expression: a `!`, `:`, `=` or `}` outside of
    /// brackets and strings.
    fn skip_expression(&mut self) -> Parsed<()> {
        let mut open: Vec<u8> = Vec::new();
        // The quote of the string the position is in, and how often it stands at its ends.
        let mut quote: Option<(u8, usize)> = None;
        while let Some(byte) = self.peek() {
            let next = |n: usize| {
                let at = self.at + n;
                (at < self.end).then(|| self.places.text.as_bytes()[at])
            };
            if byte == b'\\' {
                return self.fail("f-string expression part cannot include a backslash");
            }
            let is_triple = next(1) == Some(byte) && next(2) == Some(byte);
            if let Some((sign, times)) = quote {
                if byte == sign && (times == 1 || is_triple) {
                    quote = None;
                    self.at += times - 1;
                }
                self.at += 1;
                continue;
            }
            match byte {
                b'\'' | b'"' => {
                    let times = if is_triple { 3 } else { 1 };
                    quote = Some((byte, times));
                    self.at += times - 1;
                }
                b'(' | b'[' | b'{' => {
                    if open.len() >= MAX_BRACKETS {
                        return self.fail("f-string: too many nested parenthesis");
                    }
                    open.push(byte);
                }
                b'#' => return self.fail("f-string expression part cannot include '#'"),
                b'!' | b':' | b'}' | b'=' | b'<' | b'>' if open.is_empty() => {
                    if next(1) == Some(b'=') && matches!(byte, b'!' | b'=' | b'<' | b'>') {
                        self.at += 1;
                    } else if !matches!(byte, b'<' | b'>') {
                        break;
                    }
                }
                b')' | b']' | b'}' => {
                    let closing = char::from(byte);
                    let Some(opening) = open.pop() else {
                        return self.fail(format!("f-string: unmatched '{closing}'"));
                    };
                    if !matches!((opening, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
                        return self.fail(format!(
                            "f-string: closing parenthesis '{closing}' does not match opening parenthesis '{}'",
                            char::from(opening)
                        ));
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        if quote.is_some() {
            return self.fail("f-string: unterminated string");
        }
        match (open.last(), self.peek()) {
            (Some(opening), _) => {
                self.fail(format!("f-string: unmatched '{}'", char::from(*opening)))
            }
            (None, None) => self.fail("f-string: expecting '}'"),
            (None, Some(_)) => Ok(()),
        }
    }

    /// Parses an expression inside.
    fn value(&mut self, start: usize, end: usize) -> Parsed<Expr> {
        let text = self.slice(start, end);
        if text
            .trim_matches([' ', '\t', '\n', '\r', '\u{c}'])
            .is_empty()
        {
            return match self.peek() {
                Some(sign @ (b'!' | b':' | b'=')) => self.fail(format!(
                    "f-string: expression required before '{}'",
                    char::from(sign)
                )),
                _ => self.fail("f-string: empty expression not allowed"),
            };
        }
        let text = format!("({text})");
        // The parenthesis stands where the brace does, so places are right.
        let parsed = parse_expression(&text, start as u32 - 1, self.places);
        parsed.map_err(|mut error| {
            if !error.title.starts_with("f-string") {
                error.title = format!("f-string: {}", error.title);
            }
            error
        })
    }
}
