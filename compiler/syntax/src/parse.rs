//! Calls the parser, and words its errors as CPython would.

use pyaot_diagnostics::{Diagnostic, LineIndex, Span, codes, normalize};
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::lexer::LexicalErrorType;
use rustpython_parser::{Mode, ParseError, ParseErrorType, Tok, ast};

use crate::builder::Builder;
use crate::tokens::Tokens;
use crate::tree::Module;
use crate::binding;

/// From the parser's offsets to spans.
pub(crate) struct Places {
    pub text: String,
    pub lines: LineIndex,
    pub file: u32,
}

impl Places {
    pub fn span(&self, range: TextRange) -> Span {
        self.lines.span(&self.text, self.file, range.start().into(), range.end().into())
    }

    pub fn at(&self, start: u32, end: u32) -> Span {
        self.lines.span(&self.text, self.file, start, end)
    }
}

/// A syntax error with the message CPython gives.
pub(crate) fn syntax_error(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(codes::SYNTAX_ERROR, message).at(span)
}

/// Parses a module and resolves its names. `path` is as tracebacks show
/// it, `file` the number the source map gave the text.
///
/// Recursion is as deep as the program's nesting (limited, but to
/// thousands of levels), so the caller runs this on a large stack.
pub fn parse(text: &str, module_name: &str, path: &str, file: u32) -> Result<Module, Vec<Diagnostic>> {
    let text = normalize(text).into_owned();
    let places = Places { lines: LineIndex::new(&text), text, file };
    if let Some(at) = places.text.find('\0') {
        let span = places.at(at as u32, at as u32 + 1);
        return Err(vec![syntax_error(span, "source code cannot contain null bytes")]);
    }
    let mut tokens = Tokens::new(&places.text);
    let parsed = rustpython_parser::parse_tokens(&mut tokens, Mode::Module, path);
    let found = tokens.finish();
    if let Some((message, start, end)) = found.error {
        // A limit of Python's own tokenizer; the parser saw a cut-off text.
        return Err(vec![syntax_error(places.at(start, end), message)]);
    }
    let body = match parsed {
        Ok(ast::Mod::Module(module)) => module.body,
        Ok(_) => Vec::new(),
        Err(error) => return Err(vec![parse_error(&error, &places)]),
    };
    let mut errors = Vec::new();
    let Some(scopes) = binding::bind(&body, &places, &mut errors) else {
        // Dropping such a tree would recurse as deeply as reading it.
        std::mem::forget(body);
        return Err(errors);
    };
    let mut builder = Builder::new(&scopes, &places, module_name);
    for (start, end) in found.surrogates {
        builder.unsupported("a string literal with half of a surrogate pair", places.at(start, end));
    }
    let module = builder.module(&body, path, &mut errors);
    if errors.is_empty() {
        return Ok(module);
    }
    errors.sort_by_key(|error| error.labels.first().map_or(0, |label| label.span.start));
    errors.dedup();
    Err(errors)
}

/// The parser's error in CPython's words where they are known.
fn parse_error(error: &ParseError, places: &Places) -> Diagnostic {
    let offset = u32::from(error.offset);
    let line = places.text[..(offset as usize).min(places.text.len())].rfind('\n').map_or(0, |at| at + 1);
    let before = places.text.get(line..offset as usize).unwrap_or_default();
    let (message, length) = match &error.error {
        ParseErrorType::Eof => ("unexpected EOF while parsing".to_string(), 1),
        ParseErrorType::ExtraToken(token) => ("invalid syntax".to_string(), token_length(token)),
        ParseErrorType::InvalidToken => ("invalid syntax".to_string(), 1),
        ParseErrorType::UnrecognizedToken(Tok::Indent, _) => ("unexpected indent".to_string(), 1),
        ParseErrorType::UnrecognizedToken(_, Some(expected)) if expected == "Indent" => {
            ("expected an indented block".to_string(), 1)
        }
        ParseErrorType::UnrecognizedToken(_, Some(expected)) if expected == "\":\"" => ("expected ':'".to_string(), 1),
        ParseErrorType::UnrecognizedToken(token, _) => ("invalid syntax".to_string(), token_length(token)),
        ParseErrorType::Lexical(error) => (lexical_message(error), 1),
    };
    let (start, end) = match &error.error {
        // The parser gives no better place than the end of the text.
        ParseErrorType::Eof => {
            let end = places.text.trim_end().len() as u32;
            (end.saturating_sub(1), end)
        }
        _ => (offset, offset + length),
    };
    let diagnostic = syntax_error(places.at(start, end), message);
    match before.trim() {
        word @ ("print" | "exec") => {
            diagnostic.hint(format!("missing parentheses in call to '{word}'; did you mean {word}(...)?"))
        }
        _ => diagnostic,
    }
}

fn token_length(token: &Tok) -> u32 {
    match token {
        Tok::Newline | Tok::EndOfFile | Tok::Dedent => 1,
        Tok::Name { name } => name.len() as u32,
        Tok::Int { .. } | Tok::Float { .. } | Tok::Complex { .. } | Tok::String { .. } => 1,
        other => other.to_string().trim_matches('\'').len() as u32,
    }
}

fn lexical_message(error: &LexicalErrorType) -> String {
    match error {
        LexicalErrorType::StringError => "unterminated string literal".into(),
        LexicalErrorType::UnicodeError => {
            "(unicode error) 'unicodeescape' codec can't decode bytes: malformed escape".into()
        }
        LexicalErrorType::NestingError => "unmatched or mismatched bracket".into(),
        LexicalErrorType::TabsAfterSpaces => "inconsistent use of tabs and spaces in indentation".into(),
        LexicalErrorType::UnpackedArgumentError => {
            "iterable argument unpacking follows keyword argument unpacking".into()
        }
        LexicalErrorType::UnrecognizedToken { tok } if tok.is_ascii() => "invalid syntax".into(),
        LexicalErrorType::UnrecognizedToken { tok } => {
            format!("invalid character '{tok}' (U+{:04X})", u32::from(*tok))
        }
        other => other.to_string(),
    }
}
