//! What `--emit` and `--dump-dir` show of the stages.

use std::path::{Path, PathBuf};

use pyaot_codegen::Text;
use pyaot_diagnostics::{Diagnostic, SourceMap, codes};

use crate::cli::Emit;
use crate::session::Outcome;

/// Takes what each stage makes, keeps what was asked for.
#[derive(Default)]
pub struct Dump {
    pub emit: Option<Emit>,
    pub directory: Option<PathBuf>,
    /// Show only functions whose name contains this.
    pub only: Option<String>,
    /// What `--emit` asked for, once it was made.
    pub shown: Option<String>,
    count: usize,
}

impl Dump {
    pub fn new(
        emit: Option<Emit>,
        directory: Option<PathBuf>,
        only: Option<String>,
    ) -> Outcome<Self> {
        if let Some(directory) = &directory {
            std::fs::create_dir_all(directory)
                .map_err(|error| vec![unwritable(directory, &error)])?;
        }
        Ok(Self {
            emit,
            directory,
            only,
            shown: None,
            count: 0,
        })
    }

    /// Whether all that was asked for is there, and nothing else is wanted.
    pub fn is_done(&self) -> bool {
        self.shown.is_some() && self.directory.is_none()
    }

    /// Whether the program is wanted as one of the passes leaves it.
    pub fn wants_passes(&self) -> bool {
        self.directory.is_some() || matches!(self.emit, Some(Emit::IrAfter(_)))
    }

    /// Whether text of this kind is wanted.
    pub fn wants(&self, emit: &Emit) -> bool {
        self.directory.is_some() || self.emit.as_ref() == Some(emit)
    }

    /// One stage's text. `name` is the file's in the dump directory.
    pub fn text(&mut self, emit: &Emit, name: &str, text: impl FnOnce() -> String) -> Outcome<()> {
        if !self.wants(emit) {
            return Ok(());
        }
        let text = text();
        if let Some(directory) = &self.directory {
            let path = directory.join(format!("{:02}-{name}", self.count));
            self.count += 1;
            std::fs::write(&path, &text).map_err(|error| vec![unwritable(&path, &error)])?;
        }
        if self.emit.as_ref() == Some(emit) {
            self.shown = Some(text);
        }
        Ok(())
    }

    /// The texts codegen was asked to keep.
    pub fn code(&mut self, texts: &[Text]) -> Outcome<()> {
        let join = |pick: fn(&Text) -> &Option<String>| {
            let all: Vec<&str> = texts
                .iter()
                .filter_map(|text| pick(text).as_deref())
                .collect();
            all.join("\n")
        };
        self.text(&Emit::Clif, "code.clif", || join(|text| &text.clif))?;
        self.text(&Emit::Asm, "code.asm", || join(|text| &text.asm))
    }

    /// A program's IR, with the source lines as comments.
    pub fn ir(
        &mut self,
        emit: &Emit,
        name: &str,
        program: &pyaot_ir::Program,
        sources: &SourceMap,
    ) -> Outcome<()> {
        let only = self.only.clone();
        self.text(emit, name, || {
            let source = |line: u32| {
                let file = sources.get(0)?;
                let text = file.lines.line(&file.text, line).trim();
                (!text.is_empty()).then(|| text.to_string())
            };
            match only {
                None => program.print(&source),
                Some(only) => {
                    let chosen = program
                        .functions
                        .iter()
                        .filter(|function| function.name.contains(&only));
                    chosen
                        .map(|function| function.print(program, &source))
                        .collect::<Vec<_>>()
                        .join("\n")
                }
            }
        })
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(
        codes::UNWRITABLE_OUTPUT,
        format!("cannot write {}: {error}", path.display()),
    )
}
