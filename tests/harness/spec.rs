//! The manual as tests: markdown with programs and what they print.

use std::path::{Path, PathBuf};

use crate::case::Case;
use crate::{Test, execute, files, root};

/// A program in a document.
#[derive(Debug, Default)]
struct Example {
    /// Title of the heading, with a number from the second one below it on.
    title: String,
    code: String,
    output: Option<String>,
    raises: Option<String>,
    gap: Option<String>,
    /// First line of its code.
    line: usize,
}

impl Example {
    fn case(&self) -> Case {
        Case {
            stdout: self.output.clone().unwrap_or_default().into_bytes(),
            exit: i32::from(self.raises.is_some()),
            stderr_last: self.raises.as_ref().map(|text| text.trim_end().to_string()),
            gap: self.gap.clone(),
            ..Case::default()
        }
    }
}

/// One test an example; while blessing, one a document.
pub fn discover(bless: bool) -> Vec<Test> {
    let directory = root().join("tests/spec");
    let mut tests: Vec<Test> = Vec::new();
    for path in files(&directory, "md") {
        let name = path
            .strip_prefix(&directory)
            .unwrap_or(&path)
            .with_extension("")
            .display()
            .to_string();
        if bless {
            tests.push((format!("spec/{name}"), Box::new(move || record(&path))));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for example in examples(&text) {
            let full = format!("spec/{name}: {}", example.title);
            let test = full.clone();
            tests.push((full, Box::new(move || check(&example, &test))));
        }
    }
    tests
}

/// The document's blocks: kind, text, first line.
fn blocks(text: &str) -> Vec<(&str, String, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, String, usize)> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some((_, body, _)), None) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, Some(kind)) => open = Some((kind.trim(), String::new(), number + 2)),
            (None, None) if line.starts_with('#') => {
                found.push(("#", line.trim_start_matches('#').trim().into(), number))
            }
            (None, None) => {
                if let Some(reason) = line
                    .strip_prefix("<!-- gap:")
                    .and_then(|rest| rest.strip_suffix("-->"))
                {
                    found.push(("gap", reason.trim().into(), number));
                }
            }
        }
    }
    found
}

fn examples(text: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut title = String::new();
    let mut below = 0;
    let mut gap = None;
    for (kind, body, line) in blocks(text) {
        match kind {
            "#" => {
                title = body;
                below = 0;
                gap = None;
            }
            "gap" => gap = Some(body),
            "py" => {
                below += 1;
                let title = if below == 1 {
                    title.clone()
                } else {
                    format!("{title} {below}")
                };
                found.push(Example {
                    title,
                    code: body,
                    gap: gap.take(),
                    line,
                    ..Example::default()
                });
            }
            "output" => {
                if let Some(example) = found.last_mut() {
                    example.output = Some(body);
                }
            }
            "raises" => {
                if let Some(example) = found.last_mut() {
                    example.raises = Some(body);
                }
            }
            _ => {}
        }
    }
    found
}

/// Writes the example to a file of its own.
fn write(example: &Example, test: &str) -> Result<PathBuf, String> {
    let flat: String = test
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("spec")
        .join(flat);
    std::fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
    let path = directory.join("example.py");
    std::fs::write(&path, &example.code).map_err(|error| error.to_string())?;
    Ok(path)
}

fn check(example: &Example, test: &str) -> Result<(), String> {
    if example.output.is_none() && example.raises.is_none() {
        return Err("it has no expectation: run `make bless`".into());
    }
    let path = write(example, test)?;
    execute::check(&path, test, &example.case())
        .map_err(|error| format!("line {}: {error}", example.line))
}

/// Writes the document anew, with what CPython prints after each program.
fn record(path: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut results = Vec::new();
    for example in examples(&text) {
        let test = format!("bless {} {}", path.display(), example.title);
        let ran = execute::with_cpython(&write(&example, &test)?, &Case::default())?;
        let raises = (ran.exit == 1).then(|| ran.stderr_last() + "\n");
        if ran.timed_out || (ran.exit != 0 && raises.is_none()) {
            return Err(format!(
                "{}: CPython ended with {}",
                example.title, ran.exit
            ));
        }
        let output = String::from_utf8(ran.stdout).map_err(|error| error.to_string())?;
        results.push((output, raises));
    }
    let new = rewrite(&text, &results);
    if new != text {
        std::fs::write(path, new).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The document with old expectations left out and new ones after each
/// program.
fn rewrite(text: &str, results: &[(String, Option<String>)]) -> String {
    let mut out = String::new();
    let mut results = results.iter();
    let mut open: Option<&str> = None;
    let mut after_removed = false;
    for line in text.lines() {
        let fence = line.strip_prefix("```").map(str::trim);
        let recorded = |kind: &str| kind == "output" || kind == "raises";
        match (open, fence) {
            (None, Some(kind)) => {
                open = Some(kind);
                if recorded(kind) {
                    continue;
                }
            }
            (Some(kind), Some(_)) => {
                open = None;
                if recorded(kind) {
                    after_removed = true;
                    continue;
                }
                if kind == "py" {
                    out.push_str("```\n");
                    if let Some((output, raises)) = results.next() {
                        if !output.is_empty() || raises.is_none() {
                            out.push_str(&format!("```output\n{output}```\n"));
                        }
                        if let Some(raises) = raises {
                            out.push_str(&format!("```raises\n{raises}```\n"));
                        }
                    }
                    after_removed = true;
                    continue;
                }
            }
            (Some(kind), None) if recorded(kind) => continue,
            _ => {}
        }
        // One blank line after the recorded blocks, as many as there were.
        if after_removed && line.is_empty() && out.ends_with("\n\n") {
            continue;
        }
        after_removed = false;
        out.push_str(line);
        out.push('\n');
    }
    out
}
