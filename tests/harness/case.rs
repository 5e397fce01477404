//! One program and what CPython does with it.

/// What is given to the program, and what is to come of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    pub args: Vec<String>,
    pub stdin: String,
    pub stdout: Vec<u8>,
    pub exit: i32,
    /// Last line on stderr, of an uncaught exception.
    pub stderr_last: Option<String>,
    /// All of stderr, with `$DIR` for the program's directory.
    pub stderr: Option<String>,
    /// The header asks for that: `# stderr: exact`.
    pub exact_stderr: bool,
    /// The test is known to fail, and why. Passing is then an error.
    pub gap: Option<String>,
}

/// What a program did.
#[derive(Debug)]
pub struct Ran {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    /// The exit code, or minus the signal.
    pub exit: i32,
    pub timed_out: bool,
    /// Where it ran.
    pub directory: String,
}

impl Ran {
    /// Stderr, with `$DIR` for the directory.
    pub fn stderr_text(&self) -> String {
        String::from_utf8_lossy(&self.stderr).replace(&self.directory, "$DIR")
    }

    /// The last line on stderr that is not empty.
    pub fn stderr_last(&self) -> String {
        let text = String::from_utf8_lossy(&self.stderr);
        text.lines()
            .rev()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default()
            .to_string()
    }
}

impl Case {
    /// Reads the header comments of a program.
    pub fn from_header(text: &str) -> Result<Case, String> {
        let mut case = Case::default();
        for line in text.lines().take_while(|line| line.starts_with('#')) {
            let Some((key, value)) = line[1..].split_once(':') else {
                continue;
            };
            let value = value.trim();
            match key.trim() {
                "args" => case.args = value.split_whitespace().map(str::to_string).collect(),
                "stdin" => case.stdin = value.replace("\\n", "\n").replace("\\r", "\r"),
                "exit" => {
                    case.exit = value
                        .parse()
                        .map_err(|_| format!("not an exit code: {value}"))?
                }
                "stderr-last" => case.stderr_last = Some(value.to_string()),
                "stderr" if value == "exact" => case.exact_stderr = true,
                "gap" => case.gap = Some(value.to_string()),
                _ => {}
            }
        }
        Ok(case)
    }

    /// What differs from what is expected.
    pub fn compare(&self, ran: &Ran) -> Result<(), String> {
        if ran.timed_out {
            return Err("it did not end in time".into());
        }
        let mut wrong = Vec::new();
        if ran.stdout != self.stdout {
            wrong.push(difference("stdout", &self.stdout, &ran.stdout));
        }
        if ran.exit != self.exit {
            let what = if ran.exit < 0 {
                format!("signal {}", -ran.exit)
            } else {
                format!("exit code {}", ran.exit)
            };
            wrong.push(format!("{what} instead of {}", self.exit));
        }
        if let Some(expected) = &self.stderr
            && *expected != ran.stderr_text()
        {
            let stderr = ran.stderr_text();
            wrong.push(difference("stderr", expected.as_bytes(), stderr.as_bytes()));
        }
        let last = ran.stderr_last();
        if let Some(expected) = &self.stderr_last
            && *expected != last
        {
            wrong.push(format!(
                "stderr ends with\n  {last}\ninstead of\n  {expected}"
            ));
        }
        if wrong.is_empty() {
            return Ok(());
        }
        let stderr = String::from_utf8_lossy(&ran.stderr);
        if !stderr.is_empty() {
            let lines: Vec<&str> = stderr.lines().collect();
            let tail = &lines[lines.len().saturating_sub(15)..];
            wrong.push(format!("stderr:\n  {}", tail.join("\n  ")));
        }
        Err(wrong.join("\n"))
    }
}

/// The first line that differs, with what came before it.
fn difference(what: &str, expected: &[u8], found: &[u8]) -> String {
    let expected = String::from_utf8_lossy(expected).into_owned();
    let found = String::from_utf8_lossy(found).into_owned();
    let mut expected_lines = expected.lines();
    let mut found_lines = found.lines();
    for number in 1.. {
        let (want, got) = (expected_lines.next(), found_lines.next());
        if want.is_none() && got.is_none() {
            break;
        }
        if want != got {
            let show = |line: Option<&str>| {
                line.map_or("(nothing)".to_string(), |line| format!("{line:?}"))
            };
            return format!(
                "{what} line {number}:\n  expected {}\n  found    {}",
                show(want),
                show(got)
            );
        }
    }
    format!("{what} differs in line endings only")
}
