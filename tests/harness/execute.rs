//! Running things: CPython, the compiler, compiled programs.

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::case::{Case, Ran};
use crate::{AS_COMPILER, root};

const TIMEOUT: Duration = Duration::from_secs(60);

/// The interpreter expectations come from, and that programs embed: the
/// one of `.venv`, which `make` creates.
pub fn python() -> PathBuf {
    let in_venv = root().join(".venv/bin/python");
    if in_venv.exists() {
        in_venv
    } else {
        PathBuf::from("python3")
    }
}

/// The same surroundings for CPython and for compiled programs.
fn settle(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PYTHON") {
            command.env_remove(name);
        }
    }
    command
        .env("PYTHONHASHSEED", "0")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("LC_ALL", "C.UTF-8");
    let venv = root().join(".venv");
    let is_chosen = command.get_envs().any(|(name, _)| name == "VIRTUAL_ENV");
    if venv.exists() && !is_chosen {
        command.env("VIRTUAL_ENV", venv);
    }
}

fn run(mut command: Command, stdin: &str) -> Result<Ran, String> {
    settle(&mut command);
    let directory = command
        .get_current_dir()
        .map_or(String::new(), |path| path.display().to_string());
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| format!("cannot start {command:?}: {error}"))?;
    let mut input = child.stdin.take();
    let text = stdin.to_string();
    let writer = std::thread::spawn(move || {
        if let Some(input) = &mut input {
            // A program may well not read all of it.
            let _ = input.write_all(text.as_bytes());
        }
    });
    let stdout = read_all(child.stdout.take());
    let stderr = read_all(child.stderr.take());
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    let mut timed_out = false;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            break status;
        }
        if start.elapsed() > TIMEOUT {
            timed_out = true;
            let _ = child.kill();
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    };
    let _ = writer.join();
    let exit = status
        .code()
        .unwrap_or_else(|| -status.signal().unwrap_or(0));
    Ok(Ran {
        stdout: stdout.join().unwrap_or_default(),
        stderr: stderr.join().unwrap_or_default(),
        exit,
        timed_out,
        directory,
    })
}

fn read_all(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

/// Runs a program under CPython, in its own directory.
pub fn with_cpython(program: &Path, case: &Case) -> Result<Ran, String> {
    let mut command = Command::new(python());
    command
        .arg(program.file_name().unwrap_or_default())
        .args(&case.args);
    command.current_dir(program.parent().unwrap_or(Path::new("/")));
    run(command, &case.stdin)
}

/// Runs the compiler this harness was built with.
pub fn compiler(args: &[&std::ffi::OsStr], directory: &Path) -> Result<Ran, String> {
    compiler_with(args, directory, &[])
}

/// The same, with changes to the environment.
pub fn compiler_with(
    args: &[&std::ffi::OsStr],
    directory: &Path,
    environment: &[(&str, &str)],
) -> Result<Ran, String> {
    let harness = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(harness);
    command
        .arg(AS_COMPILER)
        .args(args)
        .current_dir(directory)
        .envs(environment.iter().copied());
    run(command, "")
}

/// Compiles a program with and without optimisation, runs both, and
/// compares each with what is expected.
pub fn check(program: &Path, name: &str, case: &Case) -> Result<(), String> {
    let result = check_both(program, name, case);
    match (&case.gap, result) {
        (None, result) => result,
        (Some(_), Err(_)) => Ok(()),
        (Some(reason), Ok(())) => Err(format!(
            "this is marked as a gap ({reason}) but passes: remove the mark"
        )),
    }
}

fn check_both(program: &Path, name: &str, case: &Case) -> Result<(), String> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    std::fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
    let flat: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    for options in [&["--verify"][..], &["--verify", "--no-optimize"]] {
        let plain = options.contains(&"--no-optimize");
        let executable = directory.join(if plain {
            format!("{flat}-plain")
        } else {
            flat.clone()
        });
        let result = check_one(program, &executable, options, case);
        if let Err(error) = result {
            let path = program.display();
            let shown = format!(
                "pyaot build {} {path} -o {}",
                options.join(" "),
                executable.display()
            );
            return Err(format!("{error}\n\n{shown}"));
        }
        // Kept only when something is wrong with it.
        let _ = std::fs::remove_file(&executable);
    }
    Ok(())
}

fn check_one(
    program: &Path,
    executable: &Path,
    options: &[&str],
    case: &Case,
) -> Result<(), String> {
    let directory = program.parent().unwrap_or(Path::new("/"));
    let file = Path::new(program.file_name().unwrap_or_default());
    let mut args = vec![
        "build".as_ref(),
        file.as_os_str(),
        "-o".as_ref(),
        executable.as_os_str(),
    ];
    args.extend(options.iter().map(std::ffi::OsStr::new));
    let built = compiler(&args, directory)?;
    if built.exit != 0 || built.timed_out {
        return Err(format!(
            "it does not compile:\n{}",
            String::from_utf8_lossy(&built.stderr)
        ));
    }
    let mut command = Command::new(executable);
    command.args(&case.args).current_dir(directory);
    case.compare(&run(command, &case.stdin)?)
}
