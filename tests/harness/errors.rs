//! What the compiler says about wrong programs.
//!
//! The first lines of a file say what is expected, as `--concise` prints
//! it: `# expect: 3:5: error[syntax-error]: '(' was never closed`.

use std::ffi::OsStr;
use std::path::Path;

use crate::case::Case;
use crate::{Test, execute, files, root};

pub fn discover(bless: bool) -> Vec<Test> {
    let directory = root().join("tests/errors");
    let mut tests: Vec<Test> = Vec::new();
    for path in files(&directory, "py") {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        tests.push((
            format!("errors/{name}"),
            Box::new(move || if bless { agree(&path) } else { check(&path) }),
        ));
    }
    tests
}

fn expected(path: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let lines: Vec<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("# expect:"))
        .map(|line| line.trim().to_string())
        .collect();
    if lines.is_empty() {
        Err("it has no `# expect:` line".into())
    } else {
        Ok(lines)
    }
}

fn check(path: &Path) -> Result<(), String> {
    let expected = expected(path)?;
    let file = Path::new(path.file_name().unwrap_or_default());
    let args = [
        OsStr::new("--concise"),
        OsStr::new("check"),
        OsStr::new("--strict"),
        file.as_os_str(),
    ];
    let ran = execute::compiler(&args, path.parent().unwrap_or(Path::new("/")))?;
    let prefix = format!("{}:", file.display());
    let text = String::from_utf8_lossy(&ran.stderr).into_owned();
    let found: Vec<String> = text
        .lines()
        .map(|line| {
            line.strip_prefix(&prefix)
                .unwrap_or(line)
                .trim()
                .to_string()
        })
        .collect();
    if found == expected && ran.exit == 1 {
        return Ok(());
    }
    Err(format!(
        "expected\n  {}\nfound (exit code {})\n  {}",
        expected.join("\n  "),
        ran.exit,
        found.join("\n  ")
    ))
}

/// Syntax errors are checked against CPython's: line and message.
fn agree(path: &Path) -> Result<(), String> {
    let expected = expected(path)?;
    if !expected[0].contains("error[syntax-error]") {
        return Ok(());
    }
    let ran = execute::with_cpython(path, &Case::default())?;
    let stderr = String::from_utf8_lossy(&ran.stderr);
    let last = ran.stderr_last();
    let message = last
        .split_once(": ")
        .map_or(last.as_str(), |(_, message)| message);
    let line = expected[0].split(':').next().unwrap_or_default();
    if expected[0].ends_with(&format!(": {message}"))
        && stderr.contains(&format!(", line {line}\n"))
    {
        return Ok(());
    }
    Err(format!("CPython says:\n{stderr}"))
}
