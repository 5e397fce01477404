//! The command line, as `--help` shows it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

/// Compiles ordinary Python programs to small native executables.
///
/// Whatever types can be inferred runs as machine code; whatever cannot be
/// compiled (packages such as NumPy, `exec`, ...) runs in an embedded
/// CPython, in the same process. The output is the one CPython gives.
#[derive(Parser, Debug)]
#[command(
    name = "pyaot",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// One line a message: file:line:column: error[code]: title
    #[arg(long, global = true)]
    pub concise: bool,
    /// Report an internal compiler error at once, as if something broke
    #[arg(long, global = true, hide = true)]
    pub test_panic: bool,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Compile a program to an executable
    Build(Build),
    /// Compile a program, or take it from the cache, and run it
    Run(Run),
    /// Look for mistakes, and list what would run in CPython and why
    Check(Check),
    /// Look at the machine: linker, Python, NumPy, run-time archives
    Doctor(Doctor),
    /// Explain an error code, or list them all
    Explain {
        /// As in error[CODE]
        code: Option<String>,
    },
}

#[derive(Args, Debug)]
pub struct Build {
    /// The program
    pub program: PathBuf,
    /// The executable [default: the program's name without .py, in the current directory]
    #[arg(short, long, value_name = "EXE")]
    pub output: Option<PathBuf>,
    /// Stop early and print: ast, types, ir, ir:after=PASS, clif, asm; or write an obj file
    #[arg(long, value_name = "WHAT", value_parser = parse_emit)]
    pub emit: Option<Emit>,
    /// Print only functions whose name contains this (with --emit)
    #[arg(long, value_name = "NAME")]
    pub only: Option<String>,
    /// Write what every stage makes to files in this directory
    #[arg(long, value_name = "DIR")]
    pub dump_dir: Option<PathBuf>,
    /// Optimised and stripped: the default
    #[arg(long, conflicts_with = "debug")]
    pub release: bool,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Args, Debug)]
pub struct Run {
    #[command(flatten)]
    pub common: Common,
    /// The program, and the arguments handed to it
    #[arg(
        required = true,
        trailing_var_arg = true,
        value_name = "PROGRAM [ARGS]"
    )]
    command: Vec<OsString>,
}

impl Run {
    /// The program.
    pub fn program(&self) -> &Path {
        self.command.first().map_or(Path::new(""), Path::new)
    }

    /// Whatever comes after it.
    pub fn args(&self) -> &[OsString] {
        self.command.get(1..).unwrap_or_default()
    }
}

#[derive(Args, Debug)]
pub struct Check {
    /// The program
    pub program: PathBuf,
    /// Counts and messages as one JSON object
    #[arg(long)]
    pub json: bool,
    /// Treat everything that would run in CPython as an error
    #[arg(long)]
    pub strict: bool,
}

#[derive(Args, Debug)]
pub struct Doctor {
    /// The Python to look at, as for build
    #[arg(long, value_name = "PATH")]
    pub python: Option<PathBuf>,
}

/// What `build` and `run` share.
#[derive(Args, Debug, Clone, Default)]
pub struct Common {
    /// Python to embed where the program needs one: an executable, or a
    /// directory with one (a virtual environment)
    #[arg(long, value_name = "PATH")]
    pub python: Option<PathBuf>,
    /// Treat everything that would run in CPython as an error
    #[arg(long)]
    pub strict: bool,
    /// Leave symbols in the executable
    #[arg(long)]
    pub debug: bool,
    /// Use all instructions of this machine; the executable may not run on others
    #[arg(long)]
    pub native: bool,
    /// Leave out the optional passes
    #[arg(long)]
    pub no_optimize: bool,
    /// Leave out one optional pass; may be repeated
    #[arg(long, value_name = "PASS")]
    pub disable: Vec<String>,
    /// Leave out optional passes after this many, to find one that misbehaves
    #[arg(long, value_name = "N", hide = true)]
    pub pass_limit: Option<usize>,
    /// Check the compiler's own work after every pass
    #[arg(long)]
    pub verify: bool,
    /// Print how long each stage took
    #[arg(long)]
    pub time_passes: bool,
    /// Print the commands that are run
    #[arg(short, long)]
    pub verbose: bool,
}

/// What `--emit` asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Emit {
    Ast,
    Types,
    /// After all passes.
    Ir,
    /// After one pass; `lower` for before all of them.
    IrAfter(String),
    Clif,
    Asm,
    Obj,
}

fn parse_emit(text: &str) -> Result<Emit, String> {
    if let Some(pass) = text.strip_prefix("ir:after=") {
        let known = pyaot_optimize::passes::PASSES.iter().map(|pass| pass.name);
        let mut known: Vec<&str> = std::iter::once("lower").chain(known).collect();
        // Some passes run more than once.
        let mut seen = std::collections::HashSet::new();
        known.retain(|name| seen.insert(*name));
        if !known.contains(&pass) {
            return Err(format!(
                "there is no pass {pass}; there are: {}",
                known.join(", ")
            ));
        }
        return Ok(Emit::IrAfter(pass.to_string()));
    }
    Ok(match text {
        "ast" => Emit::Ast,
        "types" => Emit::Types,
        "ir" => Emit::Ir,
        "clif" => Emit::Clif,
        "asm" => Emit::Asm,
        "obj" => Emit::Obj,
        _ => return Err("expected ast, types, ir, ir:after=PASS, clif, asm or obj".into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn definitions_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn arguments_after_the_program_are_its_own() {
        let cli = Cli::try_parse_from(["pyaot", "run", "a.py", "-v", "--help", "x"]).unwrap();
        let Command::Run(run) = cli.command else {
            panic!("not run")
        };
        assert_eq!(run.program(), Path::new("a.py"));
        assert_eq!(run.args(), ["-v", "--help", "x"]);
        assert!(!run.common.verbose);
    }
}
