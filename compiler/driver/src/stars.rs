//! What modules hold: the names `from m import *` binds, asked of the text of a module that
//! is compiled too, of the runtime's own modules, or of CPython; and the classes of the program.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use pyaot_analysis::graph;
use pyaot_diagnostics::{Diagnostic, Severity, SourceMap};
use pyaot_syntax::tree::Module;
use pyaot_syntax::{Around, Exports, Held, HeldClass, Others};

use crate::known::Asked;
use crate::python::Python;
use crate::session::{Outcome, Session};
use crate::sources;

/// Of which modules the globals are looked at from outside.
pub enum Shown {
    /// Those only.
    Named(BTreeSet<String>),
    /// All but the main one.
    Others,
    All,
}

/// What is known of the modules that others look at.
pub struct Stars<'a> {
    program: &'a Path,
    python: Option<&'a Path>,
    session: &'a Session,
    /// By dotted name. A module that is being looked at gives nothing yet.
    known: RefCell<HashMap<String, Option<Exports>>>,
    /// The classes of those that dataclasses derive from, as `known`.
    held: RefCell<HashMap<String, Option<Rc<Held>>>>,
    asked: RefCell<Vec<Asked>>,
    pub warnings: RefCell<Vec<Diagnostic>>,
    pub shown: Shown,
    pub is_alone: bool,
    /// Abstract classes are the library's.
    pub owns_abstract: bool,
}

impl<'a> Stars<'a> {
    pub fn new(program: &'a Path, python: Option<&'a Path>, session: &'a Session) -> Self {
        Self {
            program,
            python,
            session,
            known: RefCell::default(),
            held: RefCell::default(),
            asked: RefCell::default(),
            warnings: RefCell::default(),
            shown: Shown::Named(BTreeSet::new()),
            is_alone: true,
            owns_abstract: true,
        }
    }

    /// The file of a module of the program, noted down.
    pub fn find_module(&self, name: &str) -> Option<PathBuf> {
        let path = sources::find_module(self.program, name);
        self.asked
            .borrow_mut()
            .push((name.to_string(), path.clone()));
        path
    }

    /// The modules that have been asked for, the main one first.
    pub fn into_asked(self) -> Vec<Asked> {
        let main = (sources::MAIN.to_string(), Some(self.program.to_path_buf()));
        let mut asked = self.asked.into_inner();
        asked.sort();
        asked.dedup();
        asked.insert(0, main);
        asked
    }

    /// Reads and parses one file.
    pub fn parse(&self, path: &Path, name: &str, sources: &mut SourceMap) -> Outcome<Module> {
        let text = self.read(path)?;
        sources::parse(
            &text,
            path,
            name,
            Around {
                modules: &[],
                is_shown: match &self.shown {
                    Shown::Named(names) => names.contains(name),
                    Shown::Others => name != sources::MAIN,
                    Shown::All => true,
                },
                is_alone: self.is_alone,
                owns_abstract: self.owns_abstract,
            },
            sources,
            &self.seen_from(name, path),
        )
    }

    /// What stands for a module of the program that is none: the error that importing it is.
    pub fn refused(
        &self,
        path: &Path,
        name: &str,
        mut errors: Vec<Diagnostic>,
        sources: &mut SourceMap,
    ) -> Outcome<Module> {
        let absolute = std::path::absolute(path).unwrap_or_default();
        let python = Python::find(self.python, self.session).ok();
        let Some(text) = python.and_then(|python| python.refusal(&absolute)) else {
            return Err(errors);
        };
        let around = Around::default();
        let others = self.seen_from(name, path);
        let page = sources::parse(&text, path, name, around, sources, &others)?;
        for error in &mut errors {
            error.severity = Severity::Warning;
            error.explanation = Some(format!("importing {name} raises it when the program runs"));
        }
        let mut warnings = self.warnings.borrow_mut();
        warnings.retain(|warning| !errors.contains(warning));
        warnings.append(&mut errors);
        Ok(page)
    }

    /// The text of a file. CPython knows more encodings than there are here.
    fn read(&self, path: &Path) -> Outcome<String> {
        sources::read(path, |encoding| {
            let python = Python::find(self.python, self.session).ok()?;
            python.decode(path, encoding)
        })
    }

    fn exports(&self, name: &str) -> Option<Exports> {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let nothing_yet = Some(Exports::default());
        self.known
            .borrow_mut()
            .insert(name.to_string(), nothing_yet);
        let names = match self.find_module(name) {
            Some(path) => self.of_file(name, &path),
            None => pyaot_abi::all_names(name)
                .map(Exports::own)
                .or_else(|| self.of_python(name)),
        };
        self.known
            .borrow_mut()
            .insert(name.to_string(), names.clone());
        names
    }

    fn seen_from<'b>(&'b self, name: &'b str, path: &'b Path) -> Neighbours<'b> {
        Neighbours {
            stars: self,
            name,
            path,
        }
    }

    /// The class that a path of attributes leads to from a module, over that many imports.
    fn class(&self, module: &str, path: &[&str], imports: usize) -> Option<HeldClass> {
        let (&first, rest) = path.split_first()?;
        let imports = imports.checked_sub(1)?;
        let held = self.held(module)?;
        if rest.is_empty()
            && let Some(class) = held.class(first)
        {
            return Some(class);
        }
        let file = self.find_module(module)?;
        let from = self.seen_from(module, &file);
        if let Some((origin, name)) = held.imported(first) {
            let path: Vec<&str> = name.into_iter().chain(rest.iter().copied()).collect();
            return self.class(&from.absolute(origin), &path, imports);
        }
        if held.binds(first) {
            return None;
        }
        let inner = format!("{module}.{first}");
        if self.find_module(&inner).is_some() {
            return self.class(&inner, rest, imports);
        }
        let mut stars = held.stars().iter().rev();
        let gives = |origin: &&String| {
            let names = from.exports(origin).unwrap_or_default();
            names.names.iter().any(|export| export.name == first)
        };
        let origin = stars.find(gives)?;
        self.class(&from.absolute(origin), path, imports)
    }

    fn held(&self, name: &str) -> Option<Rc<Held>> {
        if let Some(known) = self.held.borrow().get(name) {
            return known.clone();
        }
        self.held.borrow_mut().insert(name.to_string(), None);
        let path = self.find_module(name)?;
        let text = self.read(&path).ok()?;
        let held = pyaot_syntax::held(&text, name, &self.seen_from(name, &path)).map(Rc::new);
        self.held
            .borrow_mut()
            .insert(name.to_string(), held.clone());
        held
    }

    fn of_file(&self, name: &str, path: &Path) -> Option<Exports> {
        let text = self.read(path).ok()?;
        pyaot_syntax::exports(&text, &self.seen_from(name, path))
    }

    fn of_python(&self, name: &str) -> Option<Exports> {
        let python = Python::find(self.python, self.session).ok()?;
        let file = std::path::absolute(self.program).unwrap_or_default();
        let directory = file.parent().map_or(PathBuf::new(), Path::to_path_buf);
        self.session
            .note(&format!("asking for the names of {name}"));
        let names = python.exports(name, &directory)?;
        Some(Exports::own(names.iter().map(String::as_str)))
    }
}

/// How many imports are followed to a class, each in another module.
const IMPORTS: usize = 20;

/// What the other modules hold for one of that name in that file.
struct Neighbours<'a> {
    stars: &'a Stars<'a>,
    name: &'a str,
    path: &'a Path,
}

impl Neighbours<'_> {
    fn absolute(&self, module: &str) -> String {
        let name = module.trim_start_matches('.');
        let level = (module.len() - name.len()) as u32;
        graph::absolute(self.name, &self.path.to_string_lossy(), name, level)
    }
}

impl Others for Neighbours<'_> {
    fn exports(&self, module: &str) -> Option<Exports> {
        self.stars.exports(&self.absolute(module))
    }

    fn class(&self, module: &str, path: &[&str]) -> Option<HeldClass> {
        self.stars.class(&self.absolute(module), path, IMPORTS)
    }
}
