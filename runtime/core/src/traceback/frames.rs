//! The frames of a traceback as text: file, line, source, marker line.

use pyaot_abi::layout::CodeInfo;
use pyaot_abi::position::{Anchors, Position};

use crate::exception::TracebackEntry;
use crate::prelude::*;

/// Identical frames shown before CPython counts the rest.
const MAX_REPEATS: usize = 3;

/// The frames of `entries`, the outermost of which is the last.
pub fn frames_text(entries: &[TracebackEntry]) -> String {
    let mut out = String::new();
    let mut sources = Sources::default();
    let mut repeats = 0;
    let mut last: Option<(*const CodeInfo, i64)> = None;
    for entry in entries.iter().rev() {
        let key = (entry.code, entry.line);
        if last == Some(key) {
            repeats += 1;
        } else {
            write_repeats(repeats, &mut out);
            repeats = 1;
            last = Some(key);
        }
        if repeats > MAX_REPEATS {
            continue;
        }
        // SAFETY: code descriptions are static data of the program.
        let code: &'static CodeInfo = unsafe { &*entry.code };
        let file = crate::str::from_static(&code.file).as_str();
        let name = crate::str::from_static(&code.name).as_str();
        out.push_str(&format!(
            "  File \"{file}\", line {}, in {name}\n",
            entry.line
        ));
        let Some(line) = sources.line(file, entry.line) else {
            continue;
        };
        let text = line.trim_start_matches([' ', '\t', '\x0c']);
        out.push_str(&format!("    {text}\n"));
        if entry.position.has_columns() {
            write_marker(line, &entry.position, &mut out);
        }
    }
    write_repeats(repeats, &mut out);
    out
}

fn write_repeats(repeats: usize, out: &mut String) {
    if repeats > MAX_REPEATS {
        let more = repeats - MAX_REPEATS;
        let s = if more == 1 { "" } else { "s" };
        out.push_str(&format!("  [Previous line repeated {more} more time{s}]\n"));
    }
}

/// The part of the line below the source that is not blank: the columns of
/// the expression, unless they are all of the line.
fn write_marker(line: &str, position: &Position, out: &mut String) {
    let chars: Vec<char> = line.chars().collect();
    let indent = chars
        .iter()
        .take_while(|c| matches!(c, ' ' | '\t' | '\x0c'))
        .count();
    let start = position.column as usize;
    let mut end = position.end_column as usize;
    let mut operator = None;
    if position.end_line > position.line {
        let space = |c: &&char| matches!(c, ' ' | '\t' | '\x0c');
        end = chars.len() - chars.iter().rev().take_while(space).count();
    } else {
        operator = inner_range(&chars, position, start);
    }
    if start < indent || end <= start || end > chars.len() {
        return;
    }
    if operator.is_none() && end - start == chars.len() - indent {
        return;
    }
    let (rest, inner) = if operator.is_some() {
        ('~', '^')
    } else {
        ('^', '^')
    };
    let (from, to) = operator.unwrap_or((0, 0));
    out.push_str("    ");
    for column in indent..end {
        out.push(if column < start {
            ' '
        } else if (from..to).contains(&column) {
            inner
        } else {
            rest
        });
    }
    out.push('\n');
}

/// The columns of the operator or the brackets.
fn inner_range(chars: &[char], position: &Position, start: usize) -> Option<(usize, usize)> {
    match position.anchors {
        Anchors::None | Anchors::Method(_) => None,
        Anchors::Subscript(value, index) => {
            Some((start + value as usize, start + index as usize + 1))
        }
        Anchors::Operator(left, right) => {
            let right = start + right as usize;
            let space = |column: usize| chars.get(column).is_none_or(|c| c.is_ascii_whitespace());
            let from = (start + left as usize..right).find(|column| !space(*column))?;
            let wide = from + 1 < right && !space(from + 1);
            Some((from, from + 1 + usize::from(wide)))
        }
    }
}

/// Source files that were read for a traceback.
#[derive(Default)]
pub struct Sources(Vec<(String, Option<Vec<String>>)>);

impl Sources {
    /// Line `line` of `file`, without its end; `None` when there is nothing to show.
    pub fn line(&mut self, file: &str, line: i64) -> Option<&str> {
        let at = match self.0.iter().position(|(known, _)| known == file) {
            Some(at) => at,
            None => {
                // As in CPython, whose `io` is gone when it finalises what is alive.
                let readable = !crate::gc::is_ending();
                let read = || crate::system::read_file(file);
                let lines = readable.then(read).flatten().map(|bytes| {
                    String::from_utf8_lossy(&bytes)
                        .lines()
                        .map(str::to_string)
                        .collect()
                });
                self.0.push((file.to_string(), lines));
                self.0.len() - 1
            }
        };
        let lines = self.0[at].1.as_ref()?;
        let text = lines.get(usize::try_from(line).ok()?.checked_sub(1)?)?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// The columns of an entry in bytes, as CPython keeps them.
    pub fn byte_columns(&mut self, file: &str, position: &Position) -> Option<(u32, u32)> {
        let mut bytes = |line: u32, column: u32| {
            let text = self.line(file, i64::from(line))?;
            let mut chars = text.char_indices();
            let byte = chars.nth(column as usize).map_or(text.len(), |(at, _)| at);
            u32::try_from(byte).ok()
        };
        Some((
            bytes(position.line, position.column)?,
            bytes(position.end_line, position.end_column)?,
        ))
    }
}
