//! Reading programs: the file, its encoding, and the modules beside it
//! that are compiled with it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use pyaot_diagnostics::{Diagnostic, codes};
use pyaot_syntax::tree::{Module, Stmt, StmtKind};

use crate::session::{Outcome, Session};

/// Name of the main module.
pub const MAIN: &str = "__main__";

/// Parses the program and every module beside it that it imports, directly
/// or not. The main module comes first.
pub fn load(program: &Path, session: &mut Session) -> Outcome<Vec<Module>> {
    let mut loader = Loader { root: program.parent().unwrap_or(Path::new("")).to_path_buf(), seen: HashSet::new(), session };
    let main = loader.parse(program, MAIN)?;
    let mut modules = vec![(main, false)];
    let mut next = 0;
    while next < modules.len() {
        let wanted = imports(&modules[next].0, modules[next].1);
        for name in wanted {
            loader.import(&name, &mut modules)?;
        }
        next += 1;
    }
    Ok(modules.into_iter().map(|(module, _)| module).collect())
}

struct Loader<'a> {
    root: PathBuf,
    seen: HashSet<String>,
    session: &'a mut Session,
}

impl Loader<'_> {
    fn parse(&mut self, path: &Path, name: &str) -> Outcome<Module> {
        let shown = path.to_string_lossy().into_owned();
        let bytes = std::fs::read(path).map_err(|error| vec![missing_file(&shown, &error)])?;
        let text = decode(&bytes, &shown).map_err(|diagnostic| vec![*diagnostic])?;
        let file = self.session.sources.add(&shown, &text);
        pyaot_syntax::parse(&text, name, &shown, file)
    }

    /// Adds the module of that dotted name, and the packages it is in, if
    /// they are beside the program and not there yet.
    fn import(&mut self, name: &str, modules: &mut Vec<(Module, bool)>) -> Outcome<()> {
        let mut directory = self.root.clone();
        let mut dotted = String::new();
        for part in name.split('.') {
            if !dotted.is_empty() {
                dotted.push('.');
            }
            dotted.push_str(part);
            let package = directory.join(part).join("__init__.py");
            let plain = directory.join(format!("{part}.py"));
            directory.push(part);
            let (path, is_package) = if package.is_file() {
                (package, true)
            } else if plain.is_file() {
                (plain, false)
            } else {
                return Ok(());
            };
            if self.seen.insert(dotted.clone()) {
                modules.push((self.parse(&path, &dotted)?, is_package));
            }
            if !is_package {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// The dotted names a module imports, anywhere in it. A name after
/// `from package import` may be a module too, so it is among them.
fn imports(module: &Module, is_package: bool) -> Vec<String> {
    let mut names = Vec::new();
    let bodies = module.functions.iter().map(|f| &f.body).chain(module.classes.iter().map(|c| &c.body));
    for body in bodies {
        visit(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import { module, .. } => names.push(module.clone()),
            StmtKind::ImportFrom { module: from, level, names: imported } => {
                let Some(base) = absolute(&module.name, is_package, from, *level) else { return };
                names.extend(imported.iter().map(|(name, _)| join(&base, name)));
                if !base.is_empty() {
                    names.push(base);
                }
            }
            StmtKind::ImportStar { module: from, level } => {
                names.extend(absolute(&module.name, is_package, from, *level).filter(|base| !base.is_empty()));
            }
            _ => {}
        });
    }
    names
}

fn join(base: &str, name: &str) -> String {
    if base.is_empty() { name.to_string() } else { format!("{base}.{name}") }
}

/// The dotted name that `from ..name import` means inside `module`; `None`
/// beyond the top, which is an error when the program runs.
fn absolute(module: &str, is_package: bool, name: &str, level: u32) -> Option<String> {
    if level == 0 {
        return Some(name.to_string());
    }
    if module == MAIN {
        return None;
    }
    let mut parts: Vec<&str> = module.split('.').collect();
    let up = if is_package { level - 1 } else { level };
    for _ in 0..up {
        parts.pop()?;
    }
    if parts.is_empty() {
        return None;
    }
    if !name.is_empty() {
        parts.push(name);
    }
    Some(parts.join("."))
}

fn visit(body: &[Stmt], see: &mut dyn FnMut(&Stmt)) {
    for stmt in body {
        see(stmt);
        match &stmt.kind {
            StmtKind::If { body, orelse, .. } | StmtKind::While { body, orelse, .. } | StmtKind::For { body, orelse, .. } => {
                visit(body, see);
                visit(orelse, see);
            }
            StmtKind::With { body, .. } => visit(body, see),
            StmtKind::Try { body, handlers, orelse, finally, .. } => {
                visit(body, see);
                handlers.iter().for_each(|handler| visit(&handler.body, see));
                visit(orelse, see);
                visit(finally, see);
            }
            StmtKind::Match { cases, .. } => cases.iter().for_each(|case| visit(&case.body, see)),
            _ => {}
        }
    }
}

fn missing_file(path: &str, error: &std::io::Error) -> Diagnostic {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_string(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_string(),
        std::io::ErrorKind::IsADirectory => "it is a directory".to_string(),
        _ => error.to_string(),
    };
    Diagnostic::error(codes::MISSING_FILE, format!("cannot read {path}: {reason}"))
}

/// Bytes to text, by the rules of PEP 263.
fn decode(bytes: &[u8], path: &str) -> Result<String, Box<Diagnostic>> {
    let encoding = declared_encoding(bytes);
    let normalized = encoding.as_deref().unwrap_or("utf-8").to_ascii_lowercase().replace('_', "-");
    let bad = |title: String| Box::new(Diagnostic::error(codes::BAD_ENCODING, title));
    match normalized.as_str() {
        "utf-8" | "utf8" | "utf-8-sig" | "ascii" | "us-ascii" => String::from_utf8(bytes.to_vec()).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
            let declared = match &encoding {
                Some(name) => format!("{path} declares the encoding {name}"),
                None => format!("{path} declares no encoding, so it is read as UTF-8"),
            };
            bad(format!("{path} is not valid UTF-8: byte 0x{:02x} on line {line}", bytes[at]))
                .explain(declared)
                .hint("save the file as UTF-8, or declare its encoding in the first line: # coding: latin-1")
                .into()
        }),
        "latin-1" | "iso-8859-1" | "latin1" | "iso8859-1" | "l1" => Ok(bytes.iter().map(|&b| char::from(b)).collect()),
        _ => Err(bad(format!("{path} is in the encoding {normalized}, which pyaot does not read"))
            .hint("save the file as UTF-8")
            .into()),
    }
}

/// What a `# -*- coding: name -*-` comment in the first two lines says.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|&b| b == b'\n').take(2) {
        let line = String::from_utf8_lossy(line);
        let trimmed = line.trim_start_matches('\u{feff}').trim_start_matches([' ', '\t', '\u{c}']).trim_end();
        if trimmed.is_empty() {
            continue;
        }
        let comment = trimmed.strip_prefix('#')?;
        let Some(at) = comment.find("coding") else { continue };
        let rest = &comment[at + "coding".len()..];
        let Some(rest) = rest.strip_prefix([':', '=']) else { continue };
        let name: String =
            rest.trim_start().chars().take_while(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
        return (!name.is_empty()).then_some(name);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found_where_python_looks() {
        assert_eq!(declared_encoding(b"# -*- coding: latin-1 -*-\n").as_deref(), Some("latin-1"));
        assert_eq!(declared_encoding(b"#!/usr/bin/python\n# vim: set fileencoding=utf8 :\n").as_deref(), Some("utf8"));
        assert_eq!(declared_encoding(b"x = 1\n# coding: latin-1\n"), None);
        assert_eq!(decode(b"# coding: latin-1\n\xe9", "a.py").unwrap(), "# coding: latin-1\n\u{e9}");
        assert!(decode(b"\xe9", "a.py").is_err());
    }

    #[test]
    fn relative_names() {
        assert_eq!(absolute("a.b", false, "c", 1).as_deref(), Some("a.c"));
        assert_eq!(absolute("a.b", true, "c", 1).as_deref(), Some("a.b.c"));
        assert_eq!(absolute("a.b", true, "", 2).as_deref(), Some("a"));
        assert_eq!(absolute("a", false, "c", 1), None);
        assert_eq!(absolute(MAIN, false, "c", 1), None);
    }
}
