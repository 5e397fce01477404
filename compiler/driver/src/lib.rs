//! The compiler as users meet it: commands, files, the linker. All input
//! and output of the compiler is here; the stages only compute.
#![forbid(unsafe_code)]

mod cache;
pub mod cli;
mod commands;
mod doctor;
mod dump;
mod explanations;
mod json;
mod known;
mod library;
mod link;
mod linker;
mod pipeline;
mod python;
mod session;
mod sources;
mod stars;
mod tools;

use std::sync::{Arc, Mutex};

use pyaot_diagnostics::{Diagnostic, codes};

use cli::{Cli, Command};
use session::Session;

/// Stages recurse as deeply as the program is nested. Only what is used of
/// this is ever given memory.
const STACK: usize = 1 << 30;

/// Runs one command and returns the exit code: 0, or 1 when the program,
/// the machine or the compiler is at fault.
pub fn main(cli: Cli) -> u8 {
    let concise = cli.concise;
    let panic_text = Arc::new(Mutex::new(String::new()));
    let seen = Arc::clone(&panic_text);
    std::panic::set_hook(Box::new(move |info| {
        if let Ok(mut text) = seen.lock()
            && text.is_empty()
        {
            *text = info.to_string();
        }
    }));
    let worker = std::thread::Builder::new()
        .name("pyaot".into())
        .stack_size(STACK)
        .spawn(move || {
            let mut session = Session::new(cli.concise);
            match dispatch(&cli, &mut session) {
                Ok(code) => code,
                Err(diagnostics) => {
                    session.report(&diagnostics);
                    1
                }
            }
        });
    let code = match worker {
        Ok(worker) => worker.join().ok(),
        Err(error) => {
            let diagnostic = Diagnostic::error(
                codes::INTERNAL_ERROR,
                format!("cannot start a thread: {error}"),
            );
            Session::new(concise).report(&[diagnostic]);
            return 1;
        }
    };
    code.unwrap_or_else(|| {
        let text = panic_text
            .lock()
            .map(|text| text.clone())
            .unwrap_or_default();
        Session::new(concise).report(&[internal_error(&text)]);
        1
    })
}

fn dispatch(cli: &Cli, session: &mut Session) -> session::Outcome<u8> {
    assert!(!cli.test_panic, "asked for by --test-panic");
    match &cli.command {
        Command::Build(args) => {
            session.verbose = args.common.verbose;
            commands::build(args, session)
        }
        Command::Run(args) => {
            session.verbose = args.common.verbose;
            commands::run(args, session)
        }
        Command::Check(args) => commands::check(args, session),
        Command::Doctor(args) => doctor::doctor(args, session),
        Command::Explain { code } => commands::explain(code.as_deref()),
    }
}

/// A mistake of the compiler's own, as users see it.
pub fn internal_error(what: &str) -> Diagnostic {
    Diagnostic::error(codes::INTERNAL_ERROR, "a mistake in pyaot itself; your program may be fine")
        .explain(what.trim_end().to_string())
        .hint("please report it, with the program, the command and this text\n`--no-optimize` may get around it")
}
