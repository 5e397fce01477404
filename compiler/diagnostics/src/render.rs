//! Diagnostics as text.

use std::fmt::Write;

use crate::{Diagnostic, Label, Severity, SourceFile, SourceMap};

/// How messages are to look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// One line a message: `file:line:column: error[code]: title`.
    pub concise: bool,
    /// Escape sequences for colour: only when writing to a terminal.
    pub colour: bool,
}

const BOLD: &str = "1";
const BLUE: &str = "1;34";

fn severity_colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Note => "1;36",
    }
}

struct Painter(bool);

impl Painter {
    fn paint(&self, colour: &str, text: &str) -> String {
        if self.0 {
            format!("\x1b[{colour}m{text}\x1b[0m")
        } else {
            text.to_string()
        }
    }
}

/// Renders one message, ending in a line break.
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap, style: Style) -> String {
    if style.concise {
        concise(diagnostic, sources)
    } else {
        pretty(diagnostic, sources, Painter(style.colour))
    }
}

fn concise(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let mut out = String::new();
    if let Some(label) = diagnostic.labels.first()
        && let Some(file) = sources.get(label.span.file)
    {
        let _ = write!(
            out,
            "{}:{}:{}: ",
            file.path, label.span.line, label.span.column
        );
    }
    let title = diagnostic.title.replace('\n', " ");
    let _ = writeln!(
        out,
        "{}[{}]: {title}",
        diagnostic.severity.word(),
        diagnostic.code.name
    );
    out
}

fn pretty(diagnostic: &Diagnostic, sources: &SourceMap, painter: Painter) -> String {
    let mut out = String::new();
    let colour = severity_colour(diagnostic.severity);
    let head = format!("{}[{}]", diagnostic.severity.word(), diagnostic.code.name);
    let _ = writeln!(
        out,
        "{}{}",
        painter.paint(colour, &head),
        painter.paint(BOLD, &format!(": {}", diagnostic.title))
    );
    let gutter = diagnostic
        .labels
        .iter()
        .map(|label| label.span.line)
        .max()
        .unwrap_or(0)
        .to_string()
        .len();
    let bar = painter.paint(BLUE, "|");
    let mut last_place = None;
    for (index, label) in diagnostic.labels.iter().enumerate() {
        let Some(file) = sources.get(label.span.file) else {
            continue;
        };
        if last_place != Some(label.span.file) {
            let arrow = painter.paint(BLUE, "-->");
            let _ = writeln!(
                out,
                "{:gutter$}{arrow} {}:{}:{}",
                "", file.path, label.span.line, label.span.column
            );
            let _ = writeln!(out, "{:gutter$} {bar}", "");
            last_place = Some(label.span.file);
        }
        let number = painter.paint(BLUE, &format!("{:>gutter$}", label.span.line));
        let (line, marks) = underline(file, label);
        let _ = writeln!(out, "{number} {bar} {line}");
        let marks = painter.paint(if index == 0 { colour } else { BLUE }, &marks);
        let _ = writeln!(out, "{:gutter$} {bar} {marks}", "");
    }
    for (word, text) in [("why", &diagnostic.explanation), ("help", &diagnostic.hint)] {
        let Some(text) = text else { continue };
        let mark = painter.paint(BLUE, "=");
        let word = format!("{word}: ");
        let indent = " ".repeat(gutter + 3 + word.len());
        let text = text.replace('\n', &format!("\n{indent}"));
        let _ = writeln!(
            out,
            "{:gutter$} {mark} {}{text}",
            "",
            painter.paint(BOLD, &word)
        );
    }
    out
}

/// The line a label begins on, tabs as single spaces, and the marks below
/// it. A label that goes on beyond the line is marked to the line's end.
fn underline(file: &SourceFile, label: &Label) -> (String, String) {
    let text = file.lines.line(&file.text, label.span.line);
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let width = line.chars().count();
    let start = (label.span.column.max(1) - 1) as usize;
    let end = if label.span.end_line == label.span.line {
        (label.span.end_column.max(1) - 1) as usize
    } else {
        width
    };
    let end = end.min(width).max(start + 1);
    let mut marks = " ".repeat(start.min(width)) + &"^".repeat(end - start);
    if !label.text.is_empty() {
        marks.push(' ');
        marks.push_str(&label.text);
    }
    (line, marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes;

    fn sample() -> (Diagnostic, SourceMap) {
        let mut sources = SourceMap::default();
        let file = sources.add("a.py", "x = 1\r\ny = é + nme\r\n");
        let source = sources.get(file).unwrap();
        let at = source.text.find("nme").unwrap() as u32;
        let span = source.lines.span(&source.text, file, at, at + 3);
        let diagnostic = Diagnostic::error(codes::UNKNOWN_NAME, "name 'nme' is not defined")
            .label(span, "defined nowhere")
            .hint("did you mean 'name'?");
        (diagnostic, sources)
    }

    #[test]
    fn pretty_shows_line_carets_and_hint() {
        let (diagnostic, sources) = sample();
        let text = render(&diagnostic, &sources, Style::default());
        let expected = "error[unknown-name]: name 'nme' is not defined\n --> a.py:2:9\n  |\n2 | y = é + nme\n  |         ^^^ defined nowhere\n  = help: did you mean 'name'?\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn concise_is_one_line() {
        let (diagnostic, sources) = sample();
        let text = render(
            &diagnostic,
            &sources,
            Style {
                concise: true,
                colour: false,
            },
        );
        assert_eq!(
            text,
            "a.py:2:9: error[unknown-name]: name 'nme' is not defined\n"
        );
    }
}
