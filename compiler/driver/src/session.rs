//! What one run of the compiler carries along: sources, messages, times.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use pyaot_diagnostics::render::{Style, render};
use pyaot_diagnostics::{Diagnostic, SourceMap};

/// The result of anything that can fail: the messages say why.
pub type Outcome<T> = Result<T, Vec<Diagnostic>>;

/// One run of the compiler.
#[derive(Default)]
pub struct Session {
    pub sources: SourceMap,
    pub style: Style,
    pub verbose: bool,
    /// What the last compilation had to say about a program that compiles.
    pub warnings: Vec<Diagnostic>,
    /// Stage or pass, and how long it took.
    pub times: Vec<(String, Duration)>,
}

impl Session {
    /// A session that talks to the user on stderr.
    pub fn new(concise: bool) -> Self {
        let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self {
            style: Style { concise, colour },
            ..Self::default()
        }
    }

    /// Runs a stage and notes how long it took.
    pub fn time<T>(&mut self, stage: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        let start = Instant::now();
        let result = work(self);
        self.times.push((stage.to_string(), start.elapsed()));
        result
    }

    /// The messages as text.
    pub fn render(&self, diagnostics: &[Diagnostic]) -> String {
        let mut text = String::new();
        for (index, diagnostic) in diagnostics.iter().enumerate() {
            if index > 0 && !self.style.concise {
                text.push('\n');
            }
            text.push_str(&render(diagnostic, &self.sources, self.style));
        }
        text
    }

    /// Shows messages on stderr.
    pub fn report(&self, diagnostics: &[Diagnostic]) {
        // Nobody is left to tell when stderr is closed.
        let _ = std::io::stderr().write_all(self.render(diagnostics).as_bytes());
    }

    /// Shows the times on stderr.
    pub fn report_times(&self) {
        let mut text = String::new();
        let mut total = Duration::ZERO;
        for (stage, time) in &self.times {
            text.push_str(&format!("{:>10.3} ms  {stage}\n", time.as_secs_f64() * 1e3));
            if !stage.starts_with(' ') {
                total += *time;
            }
        }
        text.push_str(&format!("{:>10.3} ms  total\n", total.as_secs_f64() * 1e3));
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// Tells what is being done, when asked to.
    pub fn note(&self, text: &str) {
        if self.verbose {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }
}
