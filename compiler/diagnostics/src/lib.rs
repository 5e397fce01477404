//! Places in source files, messages about them, and the one renderer.
//!
//! Every stage that talks to the user builds a [`Diagnostic`]; only
//! [`render`] turns one into text, so messages look the same wherever
//! they come from.
#![forbid(unsafe_code)]

pub mod codes;
pub mod render;
mod source;

pub use codes::Code;
pub use source::{LineIndex, SourceFile, SourceMap, normalize};

/// A place in a source file: byte offsets, and the 1-based line and
/// column (in code points) of the start and of the end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    /// Which file, as registered with the source map.
    pub file: u32,
    pub start: u32,
    pub end: u32,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Severity {
    /// No executable is made.
    Error,
    /// The program is compiled, but something deserves attention.
    Warning,
    /// For information, as in `pyaot check`.
    Note,
}

impl Severity {
    /// The word users see.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A stretch of source text and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    /// May be empty: then the carets stand alone.
    pub text: String,
}

/// One message to the user: what, where, why, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub title: String,
    /// The first label is the place the message is about; none for
    /// messages that are not about source text.
    pub labels: Vec<Label>,
    pub explanation: Option<String>,
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: Code, title: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            title: title.into(),
            labels: Vec::new(),
            explanation: None,
            hint: None,
        }
    }

    /// A warning without a place yet.
    pub fn warning(code: Code, title: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, title)
        }
    }

    /// A note without a place yet.
    pub fn note(code: Code, title: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(code, title)
        }
    }

    /// Adds a place; the first one added is the primary one.
    pub fn at(mut self, span: Span) -> Self {
        self.labels.push(Label {
            span,
            text: String::new(),
        });
        self
    }

    /// Adds a place with words beside the carets.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Says why.
    pub fn explain(mut self, text: impl Into<String>) -> Self {
        self.explanation = Some(text.into());
        self
    }

    /// Says what to do instead.
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = Some(text.into());
        self
    }

    /// Whether it stops the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
