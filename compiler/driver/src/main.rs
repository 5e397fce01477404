//! The `pyaot` command.
#![forbid(unsafe_code)]

use clap::Parser;

fn main() -> std::process::ExitCode {
    // Mistakes in the command line exit with 2, by clap's own rule.
    pyaot_driver::main(pyaot_driver::cli::Cli::parse()).into()
}
