//! The program's own modules, as far as what they import goes.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{Module, StmtKind};

use crate::walk;

/// The modules of the program that are not of the library, and what they import.
pub(super) struct Own<'a> {
    /// First parts of their names.
    packages: BTreeSet<&'a str>,
    /// Names that import statements of a module mention, by module.
    mentions: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Objects of the program's classes may be told which class they are put into.
    pub(super) sets_names: bool,
}

impl<'a> Own<'a> {
    pub(super) fn of(modules: &'a [Module]) -> Own<'a> {
        let own = modules.iter().filter(|module| !module.is_library);
        let mut functions = own.clone().flat_map(|module| &module.functions);
        Own {
            sets_names: functions.any(|function| function.name == "__set_name__"),
            packages: own
                .clone()
                .filter_map(|module| module.name.split('.').next())
                .collect(),
            mentions: own
                .map(|module| (module.name.as_str(), mentions(module)))
                .collect(),
        }
    }

    /// Whether an import of `name` may run a module of the program.
    pub(super) fn is_own(&self, name: &str, level: u32) -> bool {
        let top = name.split('.').next().unwrap_or_default();
        level > 0 || self.packages.contains(top)
    }

    /// Whether a module that this one imports might import it in turn.
    pub(super) fn may_come_back(&self, module: &Module) -> bool {
        let last = module.name.rsplit('.').next().unwrap_or_default();
        let others = self
            .mentions
            .iter()
            .filter(|(name, _)| **name != module.name);
        let mut mentioned = others.flat_map(|(_, names)| names);
        module.is_package() || mentioned.any(|name| *name == last)
    }
}

/// Parts of the names of modules, and names from them, that a module imports anywhere.
pub(super) fn mentions(module: &Module) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for body in walk::bodies(module) {
        walk::statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import { module, .. } => found.extend(module.split('.')),
            StmtKind::ImportFrom { module, names, .. } => {
                found.extend(module.split('.'));
                found.extend(names.iter().map(|(name, _)| name.as_str()));
            }
            _ => {}
        });
    }
    found
}
