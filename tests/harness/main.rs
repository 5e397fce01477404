//! Runs Python programs compiled by pyaot and compares with CPython.
//!
//! * `tests/programs/**/*.py` and `examples/**/*.py`: stdout is in the
//!   `.out` file beside, recorded from CPython by `make bless`;
//! * `tests/spec/**/*.md`: every heading with a ```` ```py ```` block is a
//!   test, its expectation in the ```` ```output ```` and ```` ```raises ````
//!   blocks after it;
//! * `tests/errors/*.py`: what `pyaot check` says, in comments at the top;
//! * the command line itself, in `commands.rs`.
//!
//! With `BLESS=1` expectations are recorded, from CPython alone. Other
//! arguments are those of `cargo test`: a part of a name runs those tests.

mod case;
mod commands;
mod errors;
mod execute;
mod programs;
mod spec;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Trial};

/// The first argument that turns this program into the compiler: so that
/// tests run the compiler they were built with.
pub const AS_COMPILER: &str = "--as-pyaot";

fn main() -> std::process::ExitCode {
    let mut args = std::env::args_os();
    let program = args.next().unwrap_or_default();
    if std::env::args_os()
        .nth(1)
        .is_some_and(|arg| arg == AS_COMPILER)
    {
        let args = std::iter::once(program).chain(args.skip(1));
        return pyaot_driver::main(clap::Parser::parse_from(args)).into();
    }
    let bless = std::env::var_os("BLESS").is_some_and(|value| value == "1");
    let mut tests = programs::discover(bless);
    tests.extend(spec::discover(bless));
    tests.extend(errors::discover(bless));
    if !bless {
        tests.extend(commands::discover());
    }
    let mut trials = Vec::new();
    for (name, run) in tests {
        trials.push(Trial::test(name, move || run().map_err(Into::into)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A named test: what went wrong, or nothing.
pub type Test = (String, Box<dyn FnOnce() -> Result<(), String> + Send>);

/// The checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ is in the checkout")
        .to_path_buf()
}

/// All files with the extension below a directory, sorted.
pub fn files(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(directory) else {
        return found;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}
