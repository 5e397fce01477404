//! The place a SyntaxError is about, as a traceback shows it.

use crate::exception::{SYNTAX_ERROR, extra};
use crate::prelude::*;
use crate::reference::Str;
use crate::value::Value;

/// The place of a SyntaxError that has one.
pub struct Place {
    /// File and line, the source, the marker line.
    pub text: String,
    /// What stands behind the class, instead of the text of the exception.
    pub message: Value,
}

/// Where the source is wrong that `exception` is about.
pub fn place_of(exception: &Value) -> Option<Place> {
    if !exception.ty().is_subclass_of(&SYNTAX_ERROR) || exception.is_foreign() {
        return None;
    }
    let part = |name: &str| extra(exception, name).filter(|value| !value.is_none());
    let number = |name: &str| part(name).map_or(Some(-1), |value| value.as_small_int());
    let line = part("lineno")?.as_small_int()?;
    let (end_line, column, end_column) = (
        number("end_lineno")?,
        number("offset")?,
        number("end_offset")?,
    );
    let file = part("filename").map_or(Ok(Str::new("<string>")), |file| {
        crate::operation::value_str(&file)
    });
    let file = file
        .map_err(|raised| drop(crate::error::take_pending(raised)))
        .ok()?;
    let mut text = format!("  File \"{}\", line {line}\n", file.as_str());
    if let Some(source) = part("text")
        && let Some(source) = source.as_str()
    {
        let source = source.as_str();
        let length = source.len() as i64;
        // Only the first line of several is shown.
        let end_column = if end_line > line { length } else { end_column };
        write_source(
            source,
            column.min(length + 1),
            end_column.min(length + 1),
            &mut text,
        );
    }
    let message = extra(exception, "msg").unwrap_or(Value::NONE);
    Some(Place { text, message })
}

/// The line of the source, and a line that points out the columns.
fn write_source(source: &str, column: i64, end_column: i64, out: &mut String) {
    let n_carets = match end_column > 0 && end_column > column {
        true => end_column - column,
        false => 1,
    };
    let mut text = source.trim_start_matches([' ', '\t', '\x0c']);
    let mut at = column - 1 - (source.len() - text.len()) as i64;
    text = text.strip_suffix('\n').unwrap_or(text);
    at = at.min(text.len() as i64);
    while let Some(newline) = text.find('\n').filter(|newline| (*newline as i64) < at) {
        text = &text[newline + 1..];
        at -= newline as i64 + 1;
    }
    out.push_str(&format!("    {text}\n"));
    if at >= 0 {
        let (blank, carets) = (" ".repeat(at as usize), "^".repeat(n_carets as usize));
        out.push_str(&format!("    {blank}{carets}\n"));
    }
}
