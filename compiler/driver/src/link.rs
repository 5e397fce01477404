//! From an object to an executable: the run-time archives, the linker, and
//! everything that can go wrong there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pyaot_diagnostics::{Code, Diagnostic, codes};

use crate::linker::{self, Recipe};
use crate::python::Python;
use crate::session::{Outcome, Session};
use crate::tools;

/// What is linked, and how.
pub struct Job<'a> {
    pub object: &'a [u8],
    pub output: &'a Path,
    /// For programs that may reach CPython.
    pub python: Option<&'a Python>,
    /// Leave symbols in.
    pub debug: bool,
}

/// Name of the archive a program is linked with.
fn archive_name(with_python: bool) -> &'static str {
    if with_python {
        "libpyaot_cpython.a"
    } else {
        "libpyaot_standalone.a"
    }
}

/// Where the archives may be, in order of preference.
fn runtime_directories() -> Vec<PathBuf> {
    if let Some(directory) = std::env::var_os("PYAOT_RUNTIME_DIR").filter(|value| !value.is_empty())
    {
        return vec![PathBuf::from(directory)];
    }
    let Ok(executable) = std::env::current_exe() else {
        return Vec::new();
    };
    let Some(beside) = executable.parent() else {
        return Vec::new();
    };
    let mut directories = Vec::new();
    // In a checkout: target/release/pyaot, or target/release/deps/some_test.
    for directory in beside.ancestors().skip(1).take(2) {
        directories.push(directory.join("archive"));
    }
    directories.push(beside.to_path_buf());
    directories.push(beside.join("../lib/pyaot"));
    directories
}

/// Finds a run-time archive.
pub fn find_runtime(with_python: bool) -> Outcome<PathBuf> {
    let name = archive_name(with_python);
    let directories = runtime_directories();
    let found = directories
        .iter()
        .map(|directory| directory.join(name))
        .find(|path| path.is_file());
    found.ok_or_else(|| {
        let places: Vec<String> = directories.iter().map(|directory| directory.display().to_string()).collect();
        vec![
            Diagnostic::error(codes::NO_RUNTIME, format!("the run-time archive {name} was not found"))
                .explain(format!("looked in {}", places.join(", ")))
                .hint("in a checkout: make build; elsewhere: install pyaot again, or set PYAOT_RUNTIME_DIR"),
        ]
    })
}

/// A file that is removed when it goes out of scope.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Adds to the linker's own script: nothing in a program without CPython
/// unwinds, so the tables for it are left out.
const SCRIPT: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame .eh_frame_hdr .gcc_except_table .gcc_except_table.*) } } \
                      INSERT BEFORE .text;\n";

/// Links, and puts the executable in place in one step.
pub fn link(job: &Job<'_>, session: &Session) -> Outcome<()> {
    let archive = find_runtime(job.python.is_some())?;
    let compiler = linker::find_compiler()?;
    check_output(job.output)?;
    let executable = Temporary(if is_special(job.output) {
        tools::temporary_beside(&std::env::temp_dir().join("pyaot"))
    } else {
        tools::temporary_beside(job.output)
    });
    let object = Temporary(executable.0.with_extension("o"));
    std::fs::write(&object.0, job.object).map_err(|error| vec![unwritable(job.output, &error)])?;
    let arguments = arguments(job, &archive, &object.0)?;
    let script = Temporary(executable.0.with_extension("ld"));
    let direct = cfg!(target_os = "linux")
        && link_directly(
            &compiler,
            &archive,
            &executable.0,
            &arguments,
            &script.0,
            job,
            session,
        );
    if !direct {
        run_compiler(&compiler, &executable.0, &arguments, job, session)?;
    }
    put_in_place(&executable.0, job.output).map_err(|error| vec![unwritable(job.output, &error)])
}

/// Runs the linker itself; false when it does not do, and the compiler has
/// to link, or to say what is wrong.
fn link_directly(
    compiler: &[String],
    archive: &Path,
    executable: &Path,
    arguments: &[OsString],
    script: &Path,
    job: &Job<'_>,
    session: &Session,
) -> bool {
    let Some(recipe) = Recipe::of(compiler, archive) else {
        return false;
    };
    let linker = linker::find_fast().unwrap_or_else(|| recipe.own_linker());
    let mut all: Vec<OsString> = vec!["-o".into(), executable.into()];
    if linker.scripts {
        // What fills in slots is linked only where something else refers to it, not because the start looks for it.
        all.extend(["-z", "start-stop-gc"].map(OsString::from));
    }
    if job.python.is_none()
        && !job.debug
        && linker.scripts
        && std::fs::write(script, SCRIPT).is_ok()
    {
        all.extend(["-T".into(), script.into()]);
    }
    all.extend_from_slice(arguments);
    let mut command = recipe.command(&linker, &all);
    session.note(&format!("{command:?}"));
    match command.output() {
        Ok(output) if output.status.success() => true,
        Ok(output) => {
            session.note(&String::from_utf8_lossy(&output.stderr));
            false
        }
        Err(_) => false,
    }
}

/// Renames, so that the output is never half there; but what is no
/// ordinary file, such as `/dev/null`, stays what it is and is written to.
fn put_in_place(executable: &Path, output: &Path) -> std::io::Result<()> {
    if is_special(output) {
        let mut to = std::fs::OpenOptions::new().write(true).open(output)?;
        return std::io::copy(&mut std::fs::File::open(executable)?, &mut to).map(drop);
    }
    std::fs::rename(executable, output)
}

fn is_special(output: &Path) -> bool {
    output.metadata().is_ok_and(|meta| !meta.is_file())
}

fn check_output(output: &Path) -> Outcome<()> {
    if output.is_dir() {
        let title = format!("cannot write {}: it is a directory", output.display());
        return Err(vec![
            Diagnostic::error(codes::UNWRITABLE_OUTPUT, title)
                .hint("give the executable another name with -o"),
        ]);
    }
    Ok(())
}

fn unwritable(output: &Path, error: &std::io::Error) -> Diagnostic {
    use std::io::ErrorKind;
    let (reason, hint) = match error.kind() {
        ErrorKind::NotFound => (
            "its directory does not exist".to_string(),
            "create the directory, or give another with -o",
        ),
        ErrorKind::PermissionDenied => (
            "permission denied".to_string(),
            "give another place with -o",
        ),
        ErrorKind::ReadOnlyFilesystem => (
            "the file system is read-only".to_string(),
            "give another place with -o",
        ),
        ErrorKind::StorageFull => (
            "the disk is full".to_string(),
            "make room, or give another place with -o",
        ),
        _ => (error.to_string(), "give another place with -o"),
    };
    Diagnostic::error(
        codes::UNWRITABLE_OUTPUT,
        format!("cannot write {}: {reason}", output.display()),
    )
    .hint(hint)
}

/// What the linker is told about this program.
fn arguments(job: &Job<'_>, archive: &Path, object: &Path) -> Outcome<Vec<OsString>> {
    let mut arguments: Vec<OsString> = vec![object.into(), archive.into()];
    if let Some(python) = job.python {
        arguments.push(python.shared_library()?.into());
        arguments.extend(["-rpath".into(), python.library_dir.clone().into()]);
        // The bridge registers itself before `main`; nothing else names it.
        let underscore = if cfg!(target_os = "macos") { "_" } else { "" };
        arguments.extend([
            "-u".into(),
            format!("{underscore}pyaot_cpython_register").into(),
        ]);
    }
    if cfg!(target_os = "macos") {
        arguments.push("-dead_strip".into());
    } else {
        arguments.extend(["--gc-sections", "--as-needed", "-z", "relro"].map(OsString::from));
    }
    if !job.debug {
        arguments.push("-s".into());
    }
    Ok(arguments)
}

/// Has the C compiler link.
fn run_compiler(
    compiler: &[String],
    executable: &Path,
    arguments: &[OsString],
    job: &Job<'_>,
    session: &Session,
) -> Outcome<()> {
    let mut command = Command::new(&compiler[0]);
    command.args(&compiler[1..]).arg("-o").arg(executable);
    if !cfg!(target_os = "macos") {
        command.args(["-no-pie", "-static-libgcc"]);
    }
    for argument in arguments {
        command.arg("-Xlinker").arg(argument);
    }
    command.args(["-lm", "-lpthread", "-ldl"]);
    // Messages are looked at below, so they are to be in English.
    command.env("LC_ALL", "C").stdin(Stdio::null());
    session.note(&format!("{command:?}"));
    let output = command.output().map_err(|error| {
        let title = format!("cannot run the C compiler {}: {error}", compiler[0]);
        vec![Diagnostic::error(codes::NO_LINKER, title)]
    })?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    Err(vec![explain_failure(&text, job)])
}

/// The linker's complaint as one of ours.
fn explain_failure(text: &str, job: &Job<'_>) -> Diagnostic {
    let output = job.output.display();
    let error = |code: Code, title: String| Diagnostic::error(code, title);
    if text.contains("No space left on device") || text.contains("final link failed: No space") {
        return error(
            codes::UNWRITABLE_OUTPUT,
            format!("cannot write {output}: the disk is full"),
        )
        .hint("make room, or give another place with -o");
    }
    if text.contains("Permission denied") || text.contains("Read-only file system") {
        return error(
            codes::UNWRITABLE_OUTPUT,
            format!("cannot write {output}: permission denied"),
        )
        .explain(text.trim().to_string())
        .hint("give another place with -o");
    }
    if let Some(line) = text.lines().find(|line| {
        line.contains("cannot find -l")
            || line.contains("cannot find Scrt1.o")
            || line.contains("cannot find crt1.o")
    }) {
        return error(
            codes::NO_LINKER,
            "the C library to link with is not installed".into(),
        )
        .explain(line.trim().to_string())
        .hint(
            "install it: apt install libc6-dev (Debian, Ubuntu), dnf install glibc-devel (Fedora)",
        );
    }
    let lines: Vec<&str> = text.lines().take(20).collect();
    error(codes::LINK_FAILED, format!("linking {output} failed"))
        .explain(lines.join("\n"))
        .hint("this is probably a mistake in pyaot; `pyaot doctor` looks at the machine")
}
