//! Diagnostics as JSON, one object a line.

use pyaot_diagnostics::{Diagnostic, SourceMap};

/// A string literal.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn optional(text: Option<&str>) -> String {
    text.map_or("null".into(), string)
}

/// How many functions are native, boxed, in CPython: the last line.
pub fn counts(native: usize, boxed: usize, in_cpython: usize) -> String {
    format!(
        "{{\"functions\":{{\"native\":{native},\"boxed\":{boxed},\"cpython\":{in_cpython}}}}}\n"
    )
}

/// One message: `code`, `severity`, `title`, `labels`, `explanation`, `hint`.
pub fn diagnostic(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let labels: Vec<String> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let span = label.span;
            format!(
                r#"{{"file":{},"line":{},"column":{},"end_line":{},"end_column":{},"text":{}}}"#,
                optional(sources.get(span.file).map(|file| file.path.as_str())),
                span.line,
                span.column,
                span.end_line,
                span.end_column,
                string(&label.text),
            )
        })
        .collect();
    format!(
        r#"{{"code":{},"severity":{},"title":{},"labels":[{}],"explanation":{},"hint":{}}}"#,
        string(diagnostic.code.name),
        string(diagnostic.severity.word()),
        string(&diagnostic.title),
        labels.join(","),
        optional(diagnostic.explanation.as_deref()),
        optional(diagnostic.hint.as_deref()),
    )
}
