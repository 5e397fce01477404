//! The `pyaot` command.
#![forbid(unsafe_code)]

use clap::Parser;

/// A sixth of the compiler's time is allocation, in small pieces and on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    // Mistakes in the command line exit with 2, by clap's own rule.
    pyaot_driver::main(pyaot_driver::cli::Cli::parse()).into()
}
