//! What `check` finds, as JSON.

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

/// One object, in one line: `functions`, how many are native, boxed, in
/// CPython (`null` for a program with errors), and `diagnostics`.
pub fn report(
    diagnostics: &[Diagnostic],
    counts: Option<(usize, usize, usize)>,
    sources: &SourceMap,
) -> String {
    let functions = counts.map_or("null".into(), |(native, boxed, in_cpython)| {
        format!(r#"{{"native":{native},"boxed":{boxed},"cpython":{in_cpython}}}"#)
    });
    let messages: Vec<String> = diagnostics.iter().map(|d| diagnostic(d, sources)).collect();
    let messages = messages.join(",");
    format!("{{\"functions\":{functions},\"diagnostics\":[{messages}]}}\n")
}

/// One message: `code`, `severity`, `title`, `labels`, `explanation`, `hint`.
fn diagnostic(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
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
