//! Whole programs in files.

use std::path::{Path, PathBuf};

use crate::case::Case;
use crate::{Test, execute, files, root};

/// One test a program. A file beside a program that it imports has no
/// `.out`, and is none; while blessing, `# module` in its first line says so.
pub fn discover(bless: bool) -> Vec<Test> {
    let root = root();
    let mut tests: Vec<Test> = Vec::new();
    for directory in ["tests/programs", "examples"] {
        for path in files(&root.join(directory), "py") {
            let name = path
                .strip_prefix(&root)
                .unwrap_or(&path)
                .with_extension("")
                .display()
                .to_string();
            let name = name.strip_prefix("tests/").unwrap_or(&name).to_string();
            let is_program = path.with_extension("out").exists();
            if bless && !is_module(&path) {
                tests.push((name, Box::new(move || record(&path))));
            } else if is_program {
                let full = name.clone();
                tests.push((name, Box::new(move || check(&path, &full))));
            }
        }
    }
    tests
}

fn is_module(path: &Path) -> bool {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.starts_with("# module")
}

fn check(path: &PathBuf, name: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut case = Case::from_header(&text)?;
    case.stdout = std::fs::read(path.with_extension("out")).map_err(|error| error.to_string())?;
    if case.exact_stderr {
        let recorded = std::fs::read_to_string(path.with_extension("err"));
        case.stderr = Some(recorded.map_err(|error| error.to_string())?);
    }
    execute::check(path, name, &case)
}

/// Runs the program under CPython and writes down what it does: stdout
/// beside it, an exit code and an uncaught exception in its header.
fn record(path: &PathBuf) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let case = Case::from_header(&text)?;
    let ran = execute::with_cpython(path, &case)?;
    if ran.timed_out {
        return Err("CPython did not end in time".into());
    }
    let stderr_last = ran.stderr_last();
    let uncaught = (ran.exit == 1)
        .then_some(stderr_last)
        .filter(|line| !line.is_empty() && !case.exact_stderr);
    if ran.exit != case.exit || (case.exit == 1 && uncaught != case.stderr_last) {
        let text = with_header(&text, ran.exit, uncaught.as_deref());
        std::fs::write(path, text).map_err(|error| error.to_string())?;
    }
    if case.exact_stderr {
        std::fs::write(path.with_extension("err"), ran.stderr_text())
            .map_err(|error| error.to_string())?;
    }
    let recorded = path.with_extension("out");
    if std::fs::read(&recorded).ok().as_deref() != Some(ran.stdout.as_slice()) {
        std::fs::write(recorded, &ran.stdout).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn with_header(text: &str, exit: i32, stderr_last: Option<&str>) -> String {
    let old = |line: &&str| line.starts_with("# exit:") || line.starts_with("# stderr-last:");
    let header = text
        .lines()
        .take_while(|line| line.starts_with('#'))
        .count();
    let mut out = String::new();
    for (number, line) in text.lines().enumerate() {
        if number == header {
            push_header(&mut out, exit, stderr_last);
        }
        if number >= header || !old(&line) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn push_header(out: &mut String, exit: i32, stderr_last: Option<&str>) {
    if exit != 0 {
        out.push_str(&format!("# exit: {exit}\n"));
    }
    if let Some(line) = stderr_last {
        out.push_str(&format!("# stderr-last: {line}\n"));
    }
}
