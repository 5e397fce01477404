//! Modules of the program that code of CPython may import: by their names
//! (`importlib.import_module`, `pickle`), or from a module that CPython runs.
//!
//! CPython would find their files, and run them a second time. Instead it is
//! given a function for each of them that imports what is compiled. A page
//! that is written here has these functions; the main module starts with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use pyaot_diagnostics::Span;
use pyaot_syntax::predefined::is_plain_name;
use pyaot_syntax::tree::{ExprKind, Module, Stmt, StmtKind};

use crate::program::Reason;
use crate::ty::ModuleId;
use crate::{graph, unsupported, walk};

/// The page's name.
pub const PAGE: &str = "_importable";

/// Modules of CPython that are given texts to run.
const RUNNERS: &[&str] = &["cProfile", "code", "doctest", "profile", "timeit", "trace"];

/// Modules of CPython with functions that read what lies beside a package, and those functions.
const READERS: &[&str] = &[
    "importlib.resources",
    "importlib_resources",
    "pkg_resources",
    "pkgutil",
];
const READS: &[&str] = &[
    "contents",
    "files",
    "get_data",
    "is_resource",
    "open_binary",
    "open_text",
    "path",
    "read_binary",
    "read_text",
    "resource_exists",
    "resource_filename",
    "resource_listdir",
    "resource_stream",
    "resource_string",
];

/// The page's file and the name of all its functions: CPython leaves such frames out of tracebacks.
pub const FILE: &str = "<frozen importlib._bootstrap>";
const HIDDEN: &str = "_call_with_frames_removed";

/// The modules beside the main one that are compiled.
fn beside<'a>(
    modules: &'a [Module],
    there: &BTreeMap<ModuleId, Vec<Reason>>,
) -> impl Iterator<Item = &'a Module> {
    let beside = modules.iter().enumerate().skip(1);
    let compiled = beside.filter(|(index, module)| {
        !module.is_library && !there.contains_key(&ModuleId(*index as u32))
    });
    compiled.map(|(_, module)| module)
}

/// The modules of the program that are compiled and imported by others which CPython runs, or
/// by texts.
pub fn from_cpython(modules: &[Module]) -> BTreeSet<String> {
    if is_alone(modules) {
        return BTreeSet::new();
    }
    named(modules, &unsupported::find(modules))
}

/// Whether the main module is all there is of the program.
fn is_alone(modules: &[Module]) -> bool {
    modules.iter().skip(1).all(|module| module.is_library)
}

fn named(modules: &[Module], there: &BTreeMap<ModuleId, Vec<Reason>>) -> BTreeSet<String> {
    // What the main module imports when CPython runs that, nothing that is compiled does.
    if there.contains_key(&ModuleId::MAIN) {
        return BTreeSet::new();
    }
    let own = modules.iter().filter(|module| !module.is_library);
    let mut wanted = Vec::new();
    for module in own {
        let texts = module.texts.imports.iter();
        let texts = texts.filter(|_| runs_texts(module));
        let read = read_packages(module);
        for name in texts.chain(&module.named_imports).chain(&read) {
            graph::with_packages(name, &mut wanted);
        }
    }
    for id in there.keys() {
        wanted.extend(graph::imports(&modules[id.index()]));
    }
    let names = beside(modules, there).map(|module| module.name.clone());
    names.filter(|name| wanted.contains(name)).collect()
}

/// The packages beside which a module has CPython read files, which imports them by their names:
/// `files(__package__)`.
fn read_packages(module: &Module) -> Vec<String> {
    let mut found = Vec::new();
    let imported = graph::imports(module);
    if !imported.iter().any(|name| READERS.contains(&name.as_str())) {
        return found;
    }
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            let ExprKind::Call { callee, args, .. } = &expr.kind else {
                return;
            };
            let (ExprKind::Name { name: called, .. } | ExprKind::Attribute { name: called, .. }) =
                &callee.kind
            else {
                return;
            };
            let package = match args.first().map(|arg| &arg.kind) {
                Some(ExprKind::Str(text)) => text.clone(),
                Some(ExprKind::Name { name, .. }) if name == "__name__" => module.name.clone(),
                Some(ExprKind::Name { name, .. }) if name == "__package__" => {
                    graph::absolute_name(module, "", 1)
                }
                _ => return,
            };
            if READS.contains(&called.as_str()) {
                found.push(package);
            }
        });
    }
    found
}

/// Whether a name can be written in an import statement.
fn is_name(name: &str) -> bool {
    name.split('.').all(is_plain_name)
}

/// Whether the texts of a module may be run.
pub fn runs_texts(module: &Module) -> bool {
    let mut imports = module.imports.values();
    module.asks_globals || imports.any(|(from, _)| RUNNERS.contains(&from.as_str()))
}

/// The text of the page, where there are such modules.
pub fn page(modules: &[Module]) -> Option<String> {
    if is_alone(modules) {
        return None;
    }
    let there = unsupported::find(modules);
    let own = || modules.iter().filter(|module| !module.is_library);
    let named = named(modules, &there);
    if there.contains_key(&ModuleId::MAIN)
        || named.is_empty() && !own().any(|module| module.pickles)
    {
        return None;
    }
    let mut text = String::from("from _imports import offer\n");
    let shared = beside(modules, &there);
    let shared = shared.filter(|module| module.shows_globals && is_name(&module.name));
    let mut any = false;
    for Module { name, path, .. } in shared {
        any = true;
        let path = path
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n");
        // Writing to a text does not fail.
        let _ = write!(
            text,
            "\ndef {HIDDEN}():\n    import {name}\noffer(\"{name}\", \"{path}\", {HIDDEN})\n"
        );
    }
    any.then_some(text)
}

/// Has the main module begin with the page.
pub fn begin_with_page(main: &mut Module) {
    let kind = StmtKind::ImportFrom {
        module: PAGE.to_string(),
        level: 0,
        names: Vec::new(),
        is_star: true,
    };
    let body = &mut main.functions[Module::BODY.index()].body;
    let span = body.first().map_or(Span::default(), |first| first.span);
    body.insert(0, Stmt { span, kind });
}
