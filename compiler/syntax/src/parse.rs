//! Calls the parser, and words its errors as CPython would.

use std::collections::BTreeSet;

use pyaot_diagnostics::{Diagnostic, LineIndex, Span, codes, normalize};
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::lexer::LexicalErrorType;
use rustpython_parser::{Mode, ParseError, ParseErrorType, Tok, ast};

use crate::binding;
use crate::builder::Builder;
use crate::dataclass::Held;
use crate::enumeration::Enumerations;
use crate::generated::{self, GeneratedPlaces};
use crate::stars::{Exports, Nobody, Others};
use crate::tokens::{Found, Tokens};
use crate::tree::Module;
use crate::{escapes, f_string};

/// From the parser's offsets to spans.
pub(crate) struct Places {
    pub text: String,
    pub lines: LineIndex,
    pub file: u32,
    pub generated: GeneratedPlaces,
}

impl Places {
    pub fn span(&self, range: TextRange) -> Span {
        if let Some((class, line)) = self.generated.find(range.start(), &self.text) {
            return generated::at_line(self.at(class, class), line);
        }
        self.lines.span(
            &self.text,
            self.file,
            range.start().into(),
            range.end().into(),
        )
    }

    /// Whether a node is one of a generated method.
    pub fn is_generated(&self, range: TextRange) -> bool {
        self.generated.find(range.start(), &self.text).is_some()
    }

    pub fn at(&self, start: u32, end: u32) -> Span {
        self.lines.span(&self.text, self.file, start, end)
    }
}

/// A syntax error with the message CPython gives.
pub(crate) fn syntax_error(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(codes::SYNTAX_ERROR, message).at(span)
}

/// What is known of a program besides the text of one of its modules.
#[derive(Clone, Copy, Default)]
pub struct Around<'a> {
    /// Of a package, the modules that lie in it.
    pub modules: &'a [String],
    /// Another module of the program looks at the globals of this one.
    pub is_shown: bool,
    /// Nothing is taken to need CPython: members of enumerations are written out.
    pub is_alone: bool,
    /// Abstract classes are the library's: forms of `typing` stand for them.
    pub owns_abstract: bool,
}

/// Parses a module and resolves its names. `path` is as tracebacks show
/// it, `file` the number the source map gave the text.
///
/// Recursion is as deep as the program's nesting (limited, but to
/// thousands of levels), so the caller runs this on a large stack.
pub fn parse(
    text: &str,
    module_name: &str,
    path: &str,
    file: u32,
    around: Around<'_>,
    others: &dyn Others,
) -> Result<Module, Vec<Diagnostic>> {
    let change: &mut Change<'_> = &mut |_, _| {};
    parse_module(text, module_name, path, file, around, others, change)
}

/// As [`parse`], for a module that comes with the compiler: of its
/// statements only those are kept that the names in `wanted` need, `None`
/// for all.
pub fn parse_library(
    text: &str,
    module_name: &str,
    path: &str,
    file: u32,
    wanted: Option<&BTreeSet<String>>,
) -> Result<Module, Vec<Diagnostic>> {
    let module = parse_module(
        text,
        module_name,
        path,
        file,
        Around::default(),
        &Nobody,
        &mut |body, text| {
            if let Some(wanted) = wanted {
                crate::prune::keep(body, text, wanted);
            }
        },
    )?;
    let mut module = Module {
        is_library: true,
        ..module
    };
    crate::enumeration::mark_library(&mut module);
    Ok(module)
}

/// What is done to the statements of a module, of that text, before names are resolved.
type Change<'a> = dyn FnMut(&mut Vec<ast::Stmt>, &str) + 'a;

fn parse_module(
    text: &str,
    module_name: &str,
    path: &str,
    file: u32,
    around: Around<'_>,
    others: &dyn Others,
    change: &mut Change<'_>,
) -> Result<Module, Vec<Diagnostic>> {
    let text = normalize(text).into_owned();
    let mut places = Places {
        lines: LineIndex::new(&text),
        text,
        file,
        generated: GeneratedPlaces::default(),
    };
    if let Some(at) = places.text.find('\0') {
        let span = places.at(at as u32, at as u32 + 1);
        return Err(vec![syntax_error(
            span,
            "source code cannot contain null bytes",
        )]);
    }
    let mut body = parse_body(&places, path)?;
    change(&mut body, &places.text);
    crate::imports::write_out_stars(&mut body, &places.text, true, others);
    crate::type_checking::rewrite(&mut body);
    let enumerations = match around.is_alone {
        true => crate::enumeration::rewrite(&mut body, &places.text),
        false => Enumerations::default(),
    };
    crate::named_tuple::rewrite(&mut body);
    let (frozen, generated) = crate::dataclass::rewrite(&mut body, &places.text, others);
    places.generated = generated;
    crate::total_ordering::rewrite(&mut body);
    if around.owns_abstract {
        crate::typing_bases::rewrite(&mut body, &places.text);
    }
    let imports = crate::imports::Imports::of(&body);
    let mut errors = Vec::new();
    let is_main = module_name == "__main__";
    let resolve = |body: &[ast::Stmt], errors: &mut Vec<Diagnostic>| {
        let mut scopes = binding::bind(body, &places, others, is_main, errors)?;
        scopes.find_modules(around.modules);
        scopes.asks_globals = scopes.shows_globals;
        scopes.shows_globals |= around.is_shown || is_main && scopes.shown_as_main;
        scopes.read_as_main |= scopes.names_from_files && scopes.reads_files;
        scopes.read_as_main &= is_main && !scopes.shows_globals;
        Some(scopes)
    };
    let mut resolved = resolve(&body, &mut errors);
    if let Some(scopes) = resolved.as_mut().filter(|_| errors.is_empty())
        && crate::bound_methods::rewrite(&mut body, scopes)
    {
        resolved = resolve(&body, &mut errors);
    }
    if let Some(scopes) = resolved.as_mut().filter(|_| is_main && errors.is_empty())
        && crate::copies::write_out(&mut body, scopes)
    {
        resolved = resolve(&body, &mut errors);
    }
    let Some(mut scopes) = resolved else {
        // Dropping such a tree would recurse as deeply as reading it.
        std::mem::forget(body);
        return Err(errors);
    };
    if is_main {
        crate::once::lift(&mut scopes);
    }
    let builder = Builder::new(&scopes, &places, &imports, module_name);
    let mut module = builder.module(&body, path, &mut errors);
    module.imports = imports.found;
    if let Some(at) = escapes::given_up(&places.text) {
        let text = "a character that stands for a lone surrogate in compiled code";
        let span = places.at(at as u32, at as u32 + 1);
        module.unsupported.push((text.into(), span));
    }
    module.keeps_enumerations = enumerations.kept;
    module.warnings = std::mem::take(&mut scopes.warnings);
    module.warnings.sort_by_key(|(line, _)| *line);
    for class in &mut module.classes {
        class.is_frozen = frozen.contains(&class.name);
        if let Some(members) = enumerations.written.get(&class.qualname) {
            class.is_enumeration = true;
            class.members.clone_from(members);
        }
    }
    if errors.is_empty() {
        return Ok(module);
    }
    errors.sort_by_key(|error| error.labels.first().map_or(0, |label| label.span.start));
    errors.dedup();
    Err(errors)
}

/// What `from module import *` gives of the module with that text: `None`
/// if that is only known when it has run, or the text is no program.
pub fn exports(text: &str, others: &dyn Others) -> Option<Exports> {
    let (places, mut body) = read(text)?;
    crate::imports::write_out_stars(&mut body, &places.text, false, others);
    let Some(scopes) = binding::bind(&body, &places, others, false, &mut Vec::new()) else {
        std::mem::forget(body);
        return None;
    };
    crate::stars::exports(&body, &scopes)
}

/// The classes that dataclasses of other modules may derive from, of the module of that dotted
/// name with that text, if it is a program.
pub fn held(text: &str, module: &str, others: &dyn Others) -> Option<Held> {
    let (places, mut body) = read(text)?;
    crate::imports::write_out_stars(&mut body, &places.text, true, others);
    crate::type_checking::rewrite(&mut body);
    crate::named_tuple::rewrite(&mut body);
    Some(crate::dataclass::held(
        &mut body,
        &places.text,
        module,
        others,
    ))
}

/// The statements of a text that is looked at for what it gives others.
fn read(text: &str) -> Option<(Places, Vec<ast::Stmt>)> {
    let text = normalize(text).into_owned();
    let places = Places {
        lines: LineIndex::new(&text),
        text,
        file: 0,
        generated: GeneratedPlaces::default(),
    };
    let body = parse_body(&places, "").ok()?;
    Some((places, body))
}

/// The statements of a module, f-strings included.
fn parse_body(places: &Places, path: &str) -> Result<Vec<ast::Stmt>, Vec<Diagnostic>> {
    let (parsed, found) = parse_tokens(&places.text, path);
    if let Some((message, start, end)) = found.error {
        // A limit of Python's own tokenizer; the parser saw a cut-off text.
        return Err(vec![syntax_error(places.at(start, end), message)]);
    }
    let body = match parsed {
        Ok(ast::Mod::Module(module)) => module.body,
        Ok(_) => Vec::new(),
        Err(error) => return Err(vec![parse_error(&error, places, &found)]),
    };
    let mut errors = Vec::new();
    let body = f_string::put_in(body, found.f_strings, places, &mut errors);
    if errors.is_empty() {
        return Ok(body);
    }
    std::mem::forget(body);
    Err(errors)
}

/// Parses an expression of an f-string; `offset` is the place of the text.
pub(crate) fn parse_expression(
    text: &str,
    offset: u32,
    places: &Places,
) -> Result<ast::Expr, Box<Diagnostic>> {
    let mut tokens = Tokens::new(text, Mode::Expression, offset);
    let parsed = rustpython_parser::parse_tokens(&mut tokens, Mode::Expression, "");
    let found = tokens.finish();
    if let Some((message, start, end)) = found.error {
        return Err(Box::new(syntax_error(places.at(start, end), message)));
    }
    match parsed {
        Ok(ast::Mod::Expression(expression)) => {
            f_string::put_in_expression(*expression.body, found.f_strings, places)
        }
        Ok(_) => Err(Box::new(syntax_error(
            places.at(offset, offset + 1),
            "invalid syntax",
        ))),
        Err(error) => Err(Box::new(parse_error(&error, places, &found))),
    }
}

/// How many lines of nothing but mixed white space are worked around.
const MAX_BLANK_FIXES: usize = 20;

/// Runs the parser. It refuses a tab after spaces even in a line that is
/// otherwise empty; such a line is blanked, and parsing begins anew.
fn parse_tokens(text: &str, path: &str) -> (Result<ast::Mod, ParseError>, Found) {
    let mut text = std::borrow::Cow::Borrowed(text);
    for _ in 0..MAX_BLANK_FIXES {
        let (parsed, found) = parse_once(&text, path);
        let Err(error) = &parsed else {
            return (parsed, found);
        };
        if error.error != ParseErrorType::Lexical(LexicalErrorType::TabsAfterSpaces) {
            return (parsed, found);
        }
        let at = usize::from(error.offset).min(text.len());
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let indent = line.len() - line.trim_start_matches([' ', '\t', '\u{c}']).len();
        if indent < line.len() && !line[indent..].starts_with('#') {
            return (parsed, found);
        }
        text.to_mut()
            .replace_range(start..start + indent, &" ".repeat(indent));
    }
    parse_once(&text, path)
}

fn parse_once(text: &str, path: &str) -> (Result<ast::Mod, ParseError>, Found) {
    let mut tokens = Tokens::new(text, Mode::Module, 0);
    let parsed = rustpython_parser::parse_tokens(&mut tokens, Mode::Module, path);
    (parsed, tokens.finish())
}

/// Statements that end in a colon, and how CPython calls them.
const COMPOUND: &[(&str, &str)] = &[
    ("if", "'if' statement"),
    ("elif", "'elif' statement"),
    ("else", "'else' statement"),
    ("for", "'for' statement"),
    ("while", "'while' statement"),
    ("with", "'with' statement"),
    ("try", "'try' statement"),
    ("except", "'except' statement"),
    ("finally", "'finally' statement"),
    ("match", "'match' statement"),
    ("case", "'case' statement"),
    ("def", "function definition"),
    ("class", "class definition"),
];

/// The parser's error in CPython's words where they are known.
fn parse_error(error: &ParseError, places: &Places, found: &Found) -> Diagnostic {
    let open = found.open.as_slice();
    let text = places.text.as_str();
    let mut offset = u32::from(error.offset).min(text.len() as u32);
    while !text.is_char_boundary(offset as usize) {
        offset -= 1;
    }
    let line_start = text[..offset as usize].rfind('\n').map_or(0, |at| at + 1);
    let first_word = first_word(&text[line_start..]);
    let at =
        |length: u32, message: String| syntax_error(places.at(offset, offset + length), message);
    match &error.error {
        ParseErrorType::Eof | ParseErrorType::UnrecognizedToken(Tok::EndOfFile, _) => {
            match open.last() {
                Some(open) => never_closed(*open, places),
                None => {
                    let end = text.trim_end().len() as u32;
                    syntax_error(
                        places.at(end.saturating_sub(1), end),
                        "unexpected EOF while parsing",
                    )
                }
            }
        }
        ParseErrorType::UnrecognizedToken(Tok::Indent, _) => at(1, "unexpected indent".into()),
        ParseErrorType::UnrecognizedToken(_, Some(expected)) if expected == "Indent" => {
            at(1, expected_block(&text[..line_start]))
        }
        ParseErrorType::Lexical(LexicalErrorType::IndentationError)
            if expects_block(text, line_start) =>
        {
            at(1, expected_block(&text[..line_start]))
        }
        ParseErrorType::UnrecognizedToken(token, expected) => {
            if let Some(open) = open.last().filter(|(_, at)| (*at as usize) < line_start) {
                return never_closed(*open, places);
            }
            let colon = expected.as_deref() == Some("\":\"");
            if colon
                || (*token == Tok::Newline && COMPOUND.iter().any(|(word, _)| *word == first_word))
            {
                return at(1, "expected ':'".into());
            }
            if *token == Tok::Equal && matches!(first_word, "if" | "elif" | "while") {
                return at(
                    1,
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?".into(),
                );
            }
            let diagnostic = at(token_length(token), "invalid syntax".into());
            match text[line_start..offset as usize].trim() {
                word @ ("print" | "exec") => {
                    let message = format!(
                        "Missing parentheses in call to '{word}'. Did you mean {word}(...)?"
                    );
                    let indent = text[line_start..].len() - text[line_start..].trim_start().len();
                    let start = (line_start + indent) as u32;
                    syntax_error(places.at(start, start + word.len() as u32), message)
                }
                _ => diagnostic,
            }
        }
        ParseErrorType::ExtraToken(token) => at(token_length(token), "invalid syntax".into()),
        ParseErrorType::InvalidToken => at(1, "invalid syntax".into()),
        ParseErrorType::Lexical(error) => lexical_error(error, offset, places, found),
    }
}

fn never_closed((bracket, at): (char, u32), places: &Places) -> Diagnostic {
    syntax_error(
        places.at(at, at + 1),
        format!("'{bracket}' was never closed"),
    )
}

fn first_word(line: &str) -> &str {
    let line = line.trim_start();
    let line = line.strip_prefix("async ").unwrap_or(line);
    let end = line
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(line.len());
    &line[..end]
}

/// The last line with code in it, and its number.
fn last_line(before: &str) -> Option<(usize, &str)> {
    let lines = before.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .last()
}

fn expects_block(text: &str, line_start: usize) -> bool {
    last_line(&text[..line_start]).is_some_and(|(_, line)| line.trim_end().ends_with(':'))
}

fn expected_block(before: &str) -> String {
    let Some((number, line)) = last_line(before) else {
        return "expected an indented block".into();
    };
    match COMPOUND.iter().find(|(word, _)| *word == first_word(line)) {
        Some((_, what)) => format!(
            "expected an indented block after {what} on line {}",
            number + 1
        ),
        None => "expected an indented block".into(),
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

/// The lexer's error; `offset` is where it noticed, often one too far.
fn lexical_error(
    error: &LexicalErrorType,
    offset: u32,
    places: &Places,
    found: &Found,
) -> Diagnostic {
    let text = places.text.as_str();
    // The literal the lexer was in, if it was in one.
    let rest = &text[found.last_end as usize..];
    let start = found.last_end + (rest.len() - rest.trim_start().len()) as u32;
    let prefix = text[start as usize..]
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let body = &text[start as usize + prefix..];
    let at = |start: u32, message: &str| syntax_error(places.at(start, start + 1), message);
    let last_line = places
        .lines
        .locate(text, text.trim_end_matches('\n').len() as u32)
        .0;
    match error {
        LexicalErrorType::Eof if body.starts_with("\"\"\"") || body.starts_with("'''") => at(
            start,
            &format!("unterminated triple-quoted string literal (detected at line {last_line})"),
        ),
        LexicalErrorType::OtherError(message) if message.starts_with("EOL while scanning") => {
            let line = places.lines.locate(text, start).0;
            at(
                start,
                &format!("unterminated string literal (detected at line {line})"),
            )
        }
        LexicalErrorType::Eof | LexicalErrorType::StringError if !found.open.is_empty() => {
            never_closed(found.open[found.open.len() - 1], places)
        }
        LexicalErrorType::OtherError(message)
            if message == "Invalid Token" && body.starts_with('0') =>
        {
            at(
                start,
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
            )
        }
        LexicalErrorType::NestingError => match text
            .get(..offset as usize)
            .and_then(|before| before.chars().next_back())
        {
            Some(bracket @ (')' | ']' | '}')) => at(offset - 1, &format!("unmatched '{bracket}'")),
            _ => at(offset, "unmatched bracket"),
        },
        LexicalErrorType::UnrecognizedToken { tok } => {
            let start = offset.saturating_sub(tok.len_utf8() as u32);
            if tok.is_ascii() {
                at(start, "invalid syntax")
            } else {
                at(
                    start,
                    &format!("invalid character '{tok}' (U+{:04X})", u32::from(*tok)),
                )
            }
        }
        LexicalErrorType::UnicodeError => at(
            offset,
            "(unicode error) 'unicodeescape' codec can't decode bytes: malformed escape",
        ),
        LexicalErrorType::TabsAfterSpaces => {
            at(offset, "inconsistent use of tabs and spaces in indentation")
        }
        LexicalErrorType::OtherError(message) if message.contains("ParseBigIntError") => {
            at(offset, "invalid number literal")
        }
        other => at(offset, &other.to_string()),
    }
}
