//! Whether all enumerations of a program are of one kind: written out by the parser, or made by
//! CPython's `enum`. The two do not know each other (`docs/decisions/0025-enumerations.md`).

use std::collections::BTreeSet;

use pyaot_syntax::tree::{Class, ExprKind, Module};

use crate::graph::imports;
use crate::reach::{Powers, Reach, changes_class};
use crate::walk;

/// The module whose classes are written out where nothing needs CPython's.
pub const MODULE: &str = "enum";

/// Whether enumerations were written out that something in the program needs to be CPython's.
pub fn are_mixed(modules: &[Module]) -> bool {
    let own = || modules.iter().filter(|module| !module.is_library);
    let mut has_library = modules.iter().filter(|module| module.is_library);
    let has_library = has_library.any(|module| module.name == MODULE);
    let imports_it = |module: &Module| imports(module).iter().any(|name| name == MODULE);
    if own().any(|module| module.keeps_enumerations) || !has_library && own().any(imports_it) {
        return true;
    }
    let classes = || own().flat_map(|module| module.classes.iter().map(move |c| (module, c)));
    let written = || classes().filter(|(_, class)| class.is_enumeration);
    let names: BTreeSet<&str> = written().map(|(_, class)| class.name.as_str()).collect();
    !names.is_empty()
        && (Reach::of(modules).mentions(Powers::SHOWS)
            || own().any(|module| module.shows_globals || replaces(module, &names))
            || classes().any(|(_, class)| !class.is_enumeration && derives(class, &names))
            || written().any(|(module, class)| defines_more(module, class)))
}

/// Whether a class derives from an enumeration, perhaps of another module.
fn derives(class: &Class, names: &BTreeSet<&str>) -> bool {
    class.bases.iter().any(|base| match &base.kind {
        ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. } => {
            names.contains(name.as_str())
        }
        _ => false,
    })
}

/// `module.Color = ...`: the statements behind the class ask for it by its name.
fn replaces(module: &Module, names: &BTreeSet<&str>) -> bool {
    let mut found = false;
    for body in walk::bodies(module) {
        walk::targets(body, &mut |target| {
            found |= matches!(&target.kind, ExprKind::Attribute { name, .. } if names.contains(name.as_str()));
        });
    }
    found
}

/// Whether a class has methods that change how members come to be.
fn defines_more(module: &Module, class: &Class) -> bool {
    let mut methods = module
        .functions
        .iter()
        .filter(|f| f.class == Some(class.id));
    methods.any(|method| changes_class(&method.name))
}
