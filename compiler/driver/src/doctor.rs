//! `pyaot doctor`: what is on this machine, and how to get what is missing.

use std::io::Write;
use std::process::Command;

use pyaot_diagnostics::Diagnostic;

use crate::cli::Doctor;
use crate::python::Python;
use crate::session::{Outcome, Session};
use crate::{cache, link, linker, tools};

struct Report {
    text: String,
    missing: bool,
}

impl Report {
    fn line(&mut self, mark: &str, what: &str, found: &str) {
        self.text.push_str(&format!("{mark:<8}{what:<18}{found}\n"));
    }

    fn ok(&mut self, what: &str, found: &str) {
        self.line("ok", what, found);
    }

    fn missing(&mut self, what: &str, diagnostics: &[Diagnostic]) {
        self.missing = true;
        for diagnostic in diagnostics {
            self.line("missing", what, &diagnostic.title);
            if let Some(hint) = &diagnostic.hint {
                self.line("", "", &format!("-> {hint}"));
            }
        }
    }
}

/// Looks at everything; 1 when something needed is missing.
pub fn doctor(args: &Doctor, session: &Session) -> Outcome<u8> {
    let mut report = Report {
        text: String::new(),
        missing: false,
    };
    report.ok("pyaot", env!("CARGO_PKG_VERSION"));
    linker(&mut report);
    runtime(&mut report);
    python(args, session, &mut report);
    cache_directory(&mut report);
    // Nobody is left to tell when stdout is closed.
    let _ = std::io::stdout().write_all(report.text.as_bytes());
    Ok(u8::from(report.missing))
}

fn linker(report: &mut Report) {
    match linker::find_compiler() {
        Err(diagnostics) => report.missing("C compiler", &diagnostics),
        Ok(words) => {
            let mut command = Command::new(&words[0]);
            let output = command.args(&words[1..]).arg("--version").output();
            let text = output
                .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
                .unwrap_or_default();
            let version = text.lines().next().unwrap_or("version unknown");
            let path = tools::find_on_path(&words[0]).unwrap_or_default();
            report.ok("C compiler", &format!("{} ({version})", path.display()));
        }
    }
    match linker::find_fast() {
        Some(found) => report.ok("linker", &found.path.display().to_string()),
        None => report.line(
            "note",
            "linker",
            "the C compiler's own; mold or lld would link faster (apt install mold)",
        ),
    }
}

fn runtime(report: &mut Report) {
    for with_python in [false, true] {
        match link::find_runtime(with_python) {
            Ok(path) => report.ok("run-time archive", &path.display().to_string()),
            Err(diagnostics) => report.missing("run-time archive", &diagnostics),
        }
    }
}

fn python(args: &Doctor, session: &Session, report: &mut Report) {
    let python = match Python::find(args.python.as_deref(), session) {
        Ok(python) => python,
        Err(diagnostics) => return report.missing("Python", &diagnostics),
    };
    report.ok(
        "Python",
        &format!("{} ({})", python.executable.display(), python.version),
    );
    if python.prefix == python.base_prefix {
        report.ok(
            "environment",
            &format!("none; packages of {}", python.prefix.display()),
        );
    } else {
        report.ok("environment", &python.prefix.display().to_string());
    }
    match python.shared_library() {
        Ok(path) => report.ok("libpython", &path.display().to_string()),
        Err(diagnostics) => report.missing("libpython", &diagnostics),
    }
    match &python.numpy {
        Some(version) => report.ok("NumPy", version),
        None => {
            let command = format!("{} -m pip install numpy", python.executable.display());
            report.line(
                "note",
                "NumPy",
                &format!("not installed; programs that import it need it: {command}"),
            );
        }
    }
}

fn cache_directory(report: &mut Report) {
    let Some(directory) = cache::directory() else {
        return report.line(
            "note",
            "cache",
            "none: neither XDG_CACHE_HOME nor HOME is set",
        );
    };
    let probe = directory.join(format!("probe-{}", std::process::id()));
    cache::store(&probe, b"");
    if probe.is_file() {
        let _ = std::fs::remove_file(&probe);
        report.ok("cache", &directory.display().to_string());
    } else {
        let title = format!(
            "{} cannot be written; every `pyaot run` compiles anew",
            directory.display()
        );
        report.line("note", "cache", &title);
    }
}
