//! Reading programs: the file, its encoding, and the modules beside it
//! that are compiled with it.

use std::path::{Path, PathBuf};

use pyaot_analysis::{alone, graph};
use pyaot_diagnostics::{Diagnostic, SourceMap, codes};
use pyaot_syntax::tree::Module;
use pyaot_syntax::{Around, Others};

use crate::library;
use crate::session::Outcome;

/// Name of the main module.
pub const MAIN: &str = "__main__";

/// Parses the text of one file.
pub fn parse(
    text: &str,
    path: &Path,
    name: &str,
    around: Around<'_>,
    sources: &mut SourceMap,
    others: &dyn Others,
) -> Outcome<Module> {
    let shown = path.to_string_lossy().into_owned();
    let file = sources.add(&shown, text);
    let modules = match name {
        MAIN => Vec::new(),
        _ => modules_in(path),
    };
    let around = Around {
        modules: &modules,
        ..around
    };
    // Tracebacks and `__file__` have the whole path, so that the program may run anywhere.
    let path = std::path::absolute(path).map_or(shown, |path| path.to_string_lossy().into_owned());
    pyaot_syntax::parse(text, name, &path, file, around, others)
}

/// The names of the modules in the package whose text the file is.
fn modules_in(path: &Path) -> Vec<String> {
    if !path.ends_with("__init__.py") {
        return Vec::new();
    }
    let directory = path.parent().unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let module = |entry: std::fs::DirEntry| {
        let path = entry.path();
        let name = path.file_stem()?.to_str()?;
        let is_module = path.extension().is_some_and(|ending| ending == "py");
        (is_module || path.join("__init__.py").is_file()).then(|| name.to_string())
    };
    let mut names: Vec<String> = entries.filter_map(module).collect();
    names.sort();
    names
}

/// The text of a file. `recode` reads one in an encoding that is not read here.
pub fn read(path: &Path, recode: impl FnOnce(&str) -> Option<String>) -> Outcome<String> {
    let shown = path.to_string_lossy();
    let bytes = std::fs::read(path).map_err(|error| vec![missing_file(&shown, &error)])?;
    decode(&bytes, &shown, recode).map_err(|diagnostic| vec![*diagnostic])
}

/// Where the modules of a program are looked for.
pub struct Loader<'a> {
    pub stars: &'a crate::stars::Stars<'a>,
    pub sources: &'a mut SourceMap,
}

impl graph::Loader for Loader<'_> {
    fn owns_abstract(&self) -> bool {
        self.stars.owns_abstract
    }

    fn program(&mut self, name: &str) -> Option<Outcome<Module>> {
        let path = self.stars.find_module(name)?;
        let parsed = self.stars.parse(&path, name, self.sources);
        Some(parsed.or_else(|errors| self.stars.refused(&path, name, errors, self.sources)))
    }

    fn library(&mut self, name: &str, wanted: &graph::Wanted) -> Option<Outcome<Module>> {
        let is_known = !alone::stands_alone(name) || self.stars.is_alone;
        let (path, text) = library::find(name, self.stars.owns_abstract).filter(|_| is_known)?;
        let file = self.sources.add(&path, text);
        Some(pyaot_syntax::parse_library(
            text,
            name,
            &path,
            file,
            wanted.as_ref(),
        ))
    }

    fn page(&mut self, name: &str, file: &str, text: &str) -> Outcome<Module> {
        let source = self.sources.add(file, text);
        pyaot_syntax::parse_library(text, name, file, source, None)
    }
}

/// Modules that CPython has before it looks for files: those that are in it, and those it starts with.
const ALWAYS_CPYTHONS: &[&str] = &[
    "_abc",
    "_ast",
    "_codecs",
    "_collections",
    "_collections_abc",
    "_functools",
    "_imp",
    "_io",
    "_locale",
    "_operator",
    "_signal",
    "_sitebuiltins",
    "_sre",
    "_stat",
    "_string",
    "_symtable",
    "_thread",
    "_tokenize",
    "_tracemalloc",
    "_warnings",
    "_weakref",
    "abc",
    "atexit",
    "builtins",
    "codecs",
    "encodings",
    "errno",
    "faulthandler",
    "gc",
    "genericpath",
    "io",
    "itertools",
    "marshal",
    "ntpath",
    "os",
    "posix",
    "posixpath",
    "pwd",
    "runpy",
    "site",
    "stat",
    "sys",
    "time",
    "xxsubtype",
    "zipimport",
];

/// The file of the module of that dotted name, if it is beside the program.
/// What is in a directory without `__init__.py` is left to CPython.
pub fn find_module(program: &Path, name: &str) -> Option<PathBuf> {
    let top = name.split('.').next().unwrap_or(name);
    // `__main__` is what runs, whatever file of that name lies beside it.
    if top == MAIN || ALWAYS_CPYTHONS.contains(&top) {
        return None;
    }
    let mut directory = program.parent().unwrap_or(Path::new("")).to_path_buf();
    let mut parts = name.split('.').peekable();
    while let Some(part) = parts.next() {
        if part.is_empty() {
            return None;
        }
        let package = directory.join(part).join("__init__.py");
        if package.is_file() {
            if parts.peek().is_none() {
                return Some(package);
            }
        } else {
            let plain = directory.join(format!("{part}.py"));
            // The program's own text too, which CPython runs a second time under that name.
            return (parts.peek().is_none() && plain.is_file()).then_some(plain);
        }
        directory.push(part);
    }
    None
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
fn decode(
    bytes: &[u8],
    path: &str,
    recode: impl FnOnce(&str) -> Option<String>,
) -> Result<String, Box<Diagnostic>> {
    let encoding = declared_encoding(bytes);
    let normalized = encoding
        .as_deref()
        .unwrap_or("utf-8")
        .to_ascii_lowercase()
        .replace('_', "-");
    let bad = |title: String| Diagnostic::error(codes::BAD_ENCODING, title);
    match normalized.as_str() {
        "utf-8" | "utf8" | "utf-8-sig" | "ascii" | "us-ascii" => String::from_utf8(bytes.to_vec()).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
            let declared = match &encoding {
                Some(name) => format!("{path} declares the encoding {name}"),
                None => format!("{path} declares no encoding, so it is read as UTF-8"),
            };
            Box::new(bad(format!("{path} is not valid UTF-8: byte 0x{:02x} on line {line}", bytes[at]))
                .explain(declared)
                .hint("save the file as UTF-8, or declare its encoding in the first line: # coding: latin-1"))
        }),
        "latin-1" | "iso-8859-1" | "latin1" | "iso8859-1" | "l1" => Ok(bytes.iter().map(|&b| char::from(b)).collect()),
        _ => recode(&normalized).ok_or_else(|| {
            let title = format!("{path} cannot be read in the encoding {normalized}");
            Box::new(bad(title).hint("save the file as UTF-8"))
        }),
    }
}

/// What a `# -*- coding: name -*-` comment in the first two lines says.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|&b| b == b'\n').take(2) {
        let line = String::from_utf8_lossy(line);
        let trimmed = line
            .trim_start_matches('\u{feff}')
            .trim_start_matches([' ', '\t', '\u{c}'])
            .trim_end();
        if trimmed.is_empty() {
            continue;
        }
        let comment = trimmed.strip_prefix('#')?;
        let Some(at) = comment.find("coding") else {
            continue;
        };
        let rest = &comment[at + "coding".len()..];
        let Some(rest) = rest.strip_prefix([':', '=']) else {
            continue;
        };
        let name: String = rest
            .trim_start()
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c))
            .collect();
        return (!name.is_empty()).then_some(name);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found_where_python_looks() {
        assert_eq!(
            declared_encoding(b"# -*- coding: latin-1 -*-\n").as_deref(),
            Some("latin-1")
        );
        assert_eq!(
            declared_encoding(b"#!/usr/bin/python\n# vim: set fileencoding=utf8 :\n").as_deref(),
            Some("utf8")
        );
        assert_eq!(declared_encoding(b"x = 1\n# coding: latin-1\n"), None);
        assert_eq!(
            decode(b"# coding: latin-1\n\xe9", "a.py", |_| None).unwrap(),
            "# coding: latin-1\n\u{e9}"
        );
        assert!(decode(b"\xe9", "a.py", |_| None).is_err());
    }
}
