//! Source files, and from byte offsets to lines and columns.

use std::borrow::Cow;

use crate::Span;

/// The text as Python reads it: without a byte order mark, every line
/// ending turned into `\n`. Spans are offsets into this text.
pub fn normalize(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    ascii: bool,
    len: u32,
}

impl LineIndex {
    /// Indexes a normalized text.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|&(_, b)| b == b'\n')
                .map(|(i, _)| i as u32 + 1),
        );
        Self {
            starts,
            ascii: text.is_ascii(),
            len: text.len() as u32,
        }
    }

    /// The 1-based line and column (in code points) of an offset.
    pub fn locate(&self, text: &str, offset: u32) -> (u32, u32) {
        let mut offset = offset.min(self.len);
        while !text.is_char_boundary(offset as usize) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1];
        let column = if self.ascii {
            offset - start
        } else {
            text[start as usize..offset as usize].chars().count() as u32
        };
        (line as u32, column + 1)
    }

    /// The span from `start` to `end`, both byte offsets.
    pub fn span(&self, text: &str, file: u32, start: u32, end: u32) -> Span {
        let start = start.min(self.len);
        let end = end.clamp(start, self.len);
        let (line, column) = self.locate(text, start);
        let (end_line, end_column) = self.locate(text, end);
        Span {
            file,
            start,
            end,
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// The text of a 1-based line, without its line ending.
    pub fn line<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let index = (line.max(1) - 1) as usize;
        let Some(&start) = self.starts.get(index) else {
            return "";
        };
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.len, |&next| next - 1);
        &text[start as usize..end as usize]
    }
}

/// One file of the program.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// As messages show it.
    pub path: String,
    /// Normalized text.
    pub text: String,
    pub lines: LineIndex,
}

/// All files of one build; [`Span::file`] indexes it.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Registers a file and returns its number.
    pub fn add(&mut self, path: impl Into<String>, text: &str) -> u32 {
        let text = normalize(text).into_owned();
        let lines = LineIndex::new(&text);
        self.files.push(SourceFile {
            path: path.into(),
            text,
            lines,
        });
        self.files.len() as u32 - 1
    }

    /// The file of that number.
    pub fn get(&self, file: u32) -> Option<&SourceFile> {
        self.files.get(file as usize)
    }
}
