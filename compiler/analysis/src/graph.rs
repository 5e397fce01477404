//! The module graph: which files the program is made of, and which of
//! its globals are private to the main body.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pyaot_diagnostics::Diagnostic;
use pyaot_syntax::tree::{Expr, ExprKind, Module, Place, Stmt, StmtKind};

use crate::generics::{self, Typing};
use crate::ty::ModuleId;
use crate::{alone, importable, type_names, walk};

/// Where modules come from.
pub trait Loader {
    /// Whether abstract classes are the library's.
    fn owns_abstract(&self) -> bool;
    /// The module of that name beside the program: parsed, or `None` when
    /// there is no such file.
    fn program(&mut self, name: &str) -> Option<Result<Module, Vec<Diagnostic>>>;
    /// As much of a module of the compiler's own library as `wanted` needs.
    fn library(&mut self, name: &str, wanted: &Wanted) -> Option<Result<Module, Vec<Diagnostic>>>;
    /// A module of that library which is written for the program.
    fn page(&mut self, name: &str, file: &str, text: &str) -> Result<Module, Vec<Diagnostic>>;
}

/// The names a program uses of a module; `None`: all of them.
pub type Wanted = Option<BTreeSet<String>>;

/// The modules of a program, the numbers of their names, and what was wrong.
pub type Loaded = (Vec<Module>, HashMap<String, ModuleId>, Vec<Diagnostic>);

/// Whether a module looks at the globals of others that were parsed as if
/// nobody did.
pub fn others_are_shown(modules: &[Module]) -> bool {
    let own = || modules.iter().filter(|module| !module.is_library);
    let texts = own().any(|module| module.text_annotations);
    own().any(|module| module.shows_others || texts && module.evaluates_texts)
        && !own().all(|module| module.shows_globals)
}

/// Whether a module pickles: CPython then looks for classes in the modules beside the main one,
/// which were parsed as if nobody did.
pub fn others_are_pickled(modules: &[Module]) -> bool {
    let own = || modules.iter().filter(|module| !module.is_library);
    own().any(|module| module.pickles) && !own().skip(1).all(|module| module.shows_globals)
}

/// All modules of the program, the main one first, and their names.
pub fn load(main: Module, loader: &mut dyn Loader) -> Loaded {
    let mut modules = vec![main];
    let mut names = HashMap::new();
    let mut diagnostics = Vec::new();
    let mut missing = BTreeSet::new();
    let mut next = 0;
    while next < modules.len() {
        for name in imports(&modules[next]) {
            if names.contains_key(&name) || missing.contains(&name) {
                continue;
            }
            match loader.program(&name) {
                Some(Ok(module)) => {
                    names.insert(name, ModuleId(modules.len() as u32));
                    modules.push(module);
                }
                Some(Err(errors)) => {
                    diagnostics.extend(errors);
                    missing.insert(name);
                }
                None => {
                    missing.insert(name);
                }
            }
        }
        next += 1;
    }
    modules.iter_mut().for_each(name_relative);
    type_names::drop(&mut modules);
    let (library, errors) = load_library(&modules, missing, loader);
    diagnostics.extend(errors);
    let typing = library.get(generics::MODULE);
    if typing.is_some_and(|page| page.globals.iter().any(|name| name == "Generic")) {
        generics::leave_to_others(&mut modules);
    }
    for (name, module) in library {
        names.insert(name, ModuleId(modules.len() as u32));
        modules.push(module);
    }
    crate::idle_imports::drop(&mut modules);
    if let Some(text) = importable::page(&modules) {
        match loader.page(importable::PAGE, importable::FILE, &text) {
            Ok(page) => {
                names.insert(importable::PAGE.to_string(), ModuleId(modules.len() as u32));
                modules.push(page);
                importable::begin_with_page(&mut modules[0]);
            }
            Err(errors) => diagnostics.extend(errors),
        }
    }
    (modules, names, diagnostics)
}

/// The modules of the library that `modules` import, and those that these
/// import, each cut down to what is used of it.
fn load_library(
    modules: &[Module],
    mut candidates: BTreeSet<String>,
    loader: &mut dyn Loader,
) -> (BTreeMap<String, Module>, Vec<Diagnostic>) {
    let mut loaded: BTreeMap<String, (Wanted, Module)> = BTreeMap::new();
    loop {
        let mut changed = false;
        for name in candidates.clone() {
            let mut wanted = Some(BTreeSet::new());
            for module in modules
                .iter()
                .chain(loaded.values().map(|(_, module)| module))
            {
                add_wanted(module, &name, &mut wanted);
            }
            if loaded.get(&name).is_some_and(|(known, _)| *known == wanted) {
                continue;
            }
            match loader.library(&name, &wanted) {
                Some(Ok(module)) => {
                    candidates.extend(imports(&module));
                    loaded.insert(name, (wanted, module));
                    changed = true;
                }
                Some(Err(errors)) => return (BTreeMap::new(), errors),
                None => {
                    candidates.remove(&name);
                }
            }
        }
        if !changed {
            break;
        }
    }
    let pairs = alone::PAIRS.iter();
    let pairs: Vec<_> = pairs.filter(|pair| loaded.contains_key(pair.1)).collect();
    // Annotations that are looked at have to be made of CPython's own.
    // What completes named tuples only keeps them.
    let is_own = |name: &str| {
        matches!(name, DATACLASSES | "_collections")
            || modules.iter().any(|module| module.name == name)
    };
    let given_away = |module| crate::annotations::are_given_away(module, is_own);
    let looks = crate::annotations::are_watched(modules) || modules.iter().any(given_away);
    if let Some((wanted, page)) = loaded.get(generics::MODULE) {
        match generics::typing(modules, wanted, page, looks) {
            Typing::All => {}
            Typing::Only(names) => {
                let names = Some(names);
                match loader.library(generics::MODULE, &names) {
                    Some(Ok(page)) => loaded.insert(generics::MODULE.into(), (names, page)),
                    _ => loaded.remove(generics::MODULE),
                };
            }
            Typing::Nothing => drop(loaded.remove(generics::MODULE)),
        }
    }
    if !loader.owns_abstract() && modules.iter().any(asks_abstract_classes) {
        loaded.remove(alone::ABC);
    }
    for name in alone::taken_apart(modules) {
        loaded.remove(name);
    }
    if crate::derived_arrays::may_be(modules) {
        loaded.remove("array");
    }
    for name in patched(modules) {
        loaded.remove(&name);
    }
    loaded.retain(|name, (wanted, module)| {
        let has = |wanted: &String| module.globals.contains(wanted) || !is_together(name, wanted);
        match wanted {
            // The module itself is handed about: that is CPython's.
            None => name == DATACLASSES,
            Some(wanted) => wanted.iter().all(has),
        }
    });
    for (first, second) in pairs {
        if !loaded.contains_key(*first) || !loaded.contains_key(*second) {
            loaded.remove(*first);
            loaded.remove(*second);
        }
    }
    let library = loaded.into_iter().map(|(name, (_, module))| (name, module));
    (library.collect(), Vec::new())
}

/// Names the library lacks whose objects only mean something to those of
/// CPython's module (`None`: any name): a program that wants one gets all of
/// that module from CPython. Any other name of CPython's stands beside the library's.
const TOGETHER: &[(&str, Option<&[&str]>)] = &[
    (alone::ABC, None),
    (alone::COLLECTIONS_ABC, None),
    (crate::enumerations::MODULE, None),
    (
        "io",
        Some(&[
            "BufferedIOBase",
            "BufferedRandom",
            "IOBase",
            "RawIOBase",
            "TextIOBase",
            "TextIOWrapper",
        ]),
    ),
    (alone::JSON, None),
    (alone::BASE64_MISTAKE, None),
    (alone::JSON_MISTAKE, None),
    (alone::RE, None),
    (alone::RE_MISTAKE, None),
    ("random", Some(&["_inst"])),
    (alone::STATISTICS, None),
];

/// Whether wanting `name`, which the library lacks, is wanting all of `module`.
fn is_together(module: &str, name: &str) -> bool {
    let row = TOGETHER.iter().find(|(together, _)| *together == module);
    row.is_some_and(|(_, names)| names.is_none_or(|names| names.contains(&name)))
}

/// Whether a module asks an abstract class more than which methods are
/// missing: that is up to CPython's `ABCMeta`.
fn asks_abstract_classes(module: &Module) -> bool {
    let is_class = |name: &str| module.classes.iter().any(|class| class.name == name);
    module.functions.iter().any(|function| {
        let mut asks = function.name == "__subclasshook__";
        walk::expressions(function, module, &mut |expr| {
            if let ExprKind::Attribute { object, name } = &expr.kind
                && name == "register"
                && let ExprKind::Name { name: class, .. } = &object.kind
            {
                let imported = module.imports.get(class);
                asks |= is_class(class) || imported.is_some_and(|(_, name)| name.is_some());
            }
        });
        asks
    })
}

/// The modules of which texts name members, where something puts others in their place by
/// name: `patch("random.choice")` does so in CPython's.
fn patched(modules: &[Module]) -> BTreeSet<String> {
    let patches = |module: &Module| {
        let mut names = imports(module).into_iter();
        names.any(|name| crate::infer::PATCHING_MODULES.contains(&name.as_str()))
    };
    let mut found = BTreeSet::new();
    if !modules.iter().any(patches) {
        return found;
    }
    for module in modules {
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                if let ExprKind::Str(text) = &expr.kind
                    && let Some((owner, _)) = text.rsplit_once('.')
                    && owner != DATACLASSES
                {
                    found.insert(owner.to_string());
                }
            });
        }
    }
    found
}

/// What the methods written into a dataclass use, whatever else the program does with it.
const DATACLASSES: &str = "dataclasses";

/// Whether the dotted name `imported` is of a module in `package`.
fn is_inside(imported: &str, package: &str) -> bool {
    imported
        .strip_prefix(package)
        .is_some_and(|rest| rest.starts_with('.'))
}

/// Adds what `module` uses of the module `name`.
fn add_wanted(module: &Module, name: &str, wanted: &mut Wanted) {
    // What is bound to the module: names, and whether they are global.
    let mut locals: BTreeSet<(&str, bool)> = BTreeSet::new();
    // What is no use of a name but gives it to something: imports, and functions and classes in
    // class bodies (`def re(self)` beside `import re`).
    let mut given = BTreeSet::new();
    // The same of the package it is in, whose attribute it is.
    let mut packages: BTreeSet<(&str, bool)> = BTreeSet::new();
    let (package, last) = name.rsplit_once('.').unwrap_or(("", name));
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import { target, .. } => {
                given.insert(target.id);
            }
            StmtKind::ImportFrom { names, .. } => {
                given.extend(names.iter().map(|(_, target)| target.id));
            }
            StmtKind::FunctionDef { target, .. } | StmtKind::ClassDef { target, .. } => {
                if let ExprKind::Name {
                    place: Place::ClassVar(..),
                    ..
                } = &target.kind
                {
                    given.insert(target.id);
                }
            }
            _ => {}
        });
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import {
                module: imported,
                has_alias,
                target,
            } if !package.is_empty()
                && (imported == package || !has_alias && is_inside(imported, package)) =>
            {
                // `import collections.abc` binds the package.
                packages.extend(bound_to(target));
            }
            StmtKind::Import {
                module: imported,
                has_alias,
                target,
            } if imported == name || !has_alias && is_inside(imported, name) => {
                locals.extend(bound_to(target));
            }
            // `from collections import abc`
            StmtKind::ImportFrom {
                module: from,
                level,
                names,
                ..
            } if absolute_name(module, from, *level) == package => {
                let of_module = names.iter().filter(|(original, _)| original == last);
                locals.extend(of_module.filter_map(|(_, target)| bound_to(target)));
            }
            StmtKind::ImportFrom {
                module: from,
                level,
                names,
                is_star,
            } if absolute_name(module, from, *level) == name => match wanted {
                Some(wanted) if !is_star => {
                    wanted.extend(names.iter().map(|(original, _)| original.clone()));
                }
                _ => *wanted = None,
            },
            _ => {}
        });
    }
    if locals.is_empty() && packages.is_empty() {
        return;
    }
    let is_one_of = |expr: &Expr, bound: &BTreeSet<(&str, bool)>| match &expr.kind {
        ExprKind::Name { name, place } => match place {
            Place::Global(_) => bound.contains(&(name, true)),
            Place::Local(_) | Place::Free(_) => bound.contains(&(name, false)),
            Place::ClassVar(..) => bound.iter().any(|(local, _)| local == name),
            Place::Builtin => false,
        },
        _ => false,
    };
    let local = |expr: &Expr| match &expr.kind {
        ExprKind::Attribute { object, name } => name == last && is_one_of(object, &packages),
        _ => is_one_of(expr, &locals),
    };
    // Every use of the module but `module.name` wants all of it.
    let (mut uses, mut attributes) = (0, 0);
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| match &expr.kind {
            ExprKind::Attribute { object, name } if local(object) => {
                attributes += 1;
                if let Some(wanted) = wanted {
                    wanted.insert(name.clone());
                }
            }
            _ if local(expr) && !given.contains(&expr.id) => uses += 1,
            _ => {}
        });
    }
    if uses > attributes {
        *wanted = None;
    }
}

/// The name that an import binds, and whether it is global.
fn bound_to(target: &Expr) -> Option<(&str, bool)> {
    match &target.kind {
        ExprKind::Name { name, place } => Some((name, matches!(place, Place::Global(_)))),
        _ => None,
    }
}

/// Names of modules an import statement of `module` may mean.
pub(crate) fn imports(module: &Module) -> Vec<String> {
    let mut out = Vec::new();
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import { module: name, .. } => with_packages(name, &mut out),
            StmtKind::ImportFrom {
                module: name,
                level,
                names,
                ..
            } => {
                let full = absolute_name(module, name, *level);
                with_packages(&full, &mut out);
                out.extend(names.iter().map(|(name, _)| format!("{full}.{name}")));
            }
            _ => {}
        });
    }
    for name in &module.named_imports {
        with_packages(name, &mut out);
    }
    out
}

/// A module and the packages that it is in: importing it runs them all.
pub(crate) fn with_packages(name: &str, out: &mut Vec<String>) {
    let ends = name.match_indices('.').map(|(at, _)| at);
    out.extend(ends.chain([name.len()]).map(|end| name[..end].to_string()));
}

/// Gives the modules that relative imports mean their names.
fn name_relative(module: &mut Module) {
    let (own, path) = (&module.name, &module.path);
    for (from, _) in module.imports.values_mut() {
        let name = from.trim_start_matches('.');
        let level = (from.len() - name.len()) as u32;
        *from = absolute(own, path, name, level);
    }
}

/// The dotted name an import in `from` means.
pub fn absolute_name(from: &Module, module: &str, level: u32) -> String {
    absolute(&from.name, &from.path, module, level)
}

/// The dotted name an import means in the module `from` with that file.
pub fn absolute(from: &str, path: &str, module: &str, level: u32) -> String {
    if level == 0 {
        return module.to_string();
    }
    let mut parts: Vec<&str> = from.split('.').collect();
    // The text of a package is in the package, a module beside its siblings.
    let is_package = std::path::Path::new(path).ends_with("__init__.py");
    for _ in u32::from(is_package)..level {
        parts.pop();
    }
    if !module.is_empty() {
        parts.push(module);
    }
    parts.join(".")
}

/// Why a relative import in `from` finds no package, if it does not.
pub fn relative_error(from: &Module, level: u32) -> Option<&'static str> {
    if level == 0 {
        return None;
    }
    let depth = from.name.split('.').count() - usize::from(!from.is_package());
    match depth {
        _ if from.name == "__main__" => {
            Some("attempted relative import with no known parent package")
        }
        0 => Some("attempted relative import with no known parent package"),
        depth if level as usize > depth => {
            Some("attempted relative import beyond top-level package")
        }
        _ => None,
    }
}

/// The modules of the program that a dotted name begins with, the outermost first.
pub fn compiled_prefix(
    name: &str,
    mut find: impl FnMut(&str) -> Option<ModuleId>,
) -> Vec<ModuleId> {
    let ends = name.match_indices('.').map(|(at, _)| at);
    ends.map_while(|end| find(&name[..end])).collect()
}

/// The modules a dotted name passes through, the outermost first, if
/// `find` knows all of them.
pub fn compiled_path(
    name: &str,
    mut find: impl FnMut(&str) -> Option<ModuleId>,
) -> Option<Vec<ModuleId>> {
    let ends = name.match_indices('.').map(|(at, _)| at);
    let ends = ends.chain([name.len()]);
    ends.map(|end| find(&name[..end])).collect()
}

/// Globals of the main module that no function uses: they can be plain
/// variables of its body. A `class` body runs in the main body too.
pub fn local_globals(main: &Module) -> BTreeSet<u32> {
    let mut all: BTreeSet<u32> = (0..main.globals.len() as u32).collect();
    for function in main.functions.iter().skip(1) {
        let mut used = |expr: &Expr| {
            if let ExprKind::Name {
                place: Place::Global(index) | Place::ClassVar(_, Some(index)),
                ..
            } = &expr.kind
            {
                all.remove(index);
            }
        };
        walk::expressions(function, main, &mut used);
        walk::annotations(&function.body, main, &mut used);
    }
    // Definitions keep their global slots: direct calls test them.
    for body in walk::bodies(main) {
        walk::statements(body, &mut |stmt| remove_definition(stmt, &mut all));
    }
    all
}

fn remove_definition(stmt: &Stmt, all: &mut BTreeSet<u32>) {
    if let StmtKind::FunctionDef { target, .. } | StmtKind::ClassDef { target, .. } = &stmt.kind
        && let Expr {
            kind:
                ExprKind::Name {
                    place: Place::Global(index),
                    ..
                },
            ..
        } = target
    {
        all.remove(index);
    }
}
