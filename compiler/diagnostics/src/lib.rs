//! Spans, error codes, the one renderer of messages.
#![forbid(unsafe_code)]

/// A place in a source file: byte offsets, and the 1-based line and
/// column (in code points) of the start.
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
