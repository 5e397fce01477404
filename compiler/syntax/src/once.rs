//! Functions of the program that run at most once, like a `main` that the
//! module calls at its end.
//!
//! A class that such a function defines is one class, as those of the module
//! are. For its methods to be functions of the module as well, what they use of
//! the variables around the class is *lifted*: kept where the module's
//! variables are, under a name that no text can have.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::predefined;
use crate::scope::{Resolution, ScopeId, ScopeKind, Scopes};

/// What stands between the function and the name of a lifted variable.
const OF: &str = ".<locals>.";

/// What a lifted variable of the function is called among the module's.
pub(crate) fn lifted_name(function: &str, name: &str) -> String {
    format!("{function}{OF}{name}")
}

/// The function whose lifted variable is called so, and its name there.
pub fn lifted_from(name: &str) -> Option<(&str, &str)> {
    let (function, name) = name.rsplit_once(OF)?;
    Some((crate::copies::original(function), name))
}

/// What the first walk notes of calls and definitions, by names alone.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    reads: HashMap<String, u32>,
    bindings: HashMap<String, u32>,
    /// Plain functions of the module.
    definitions: Vec<(String, ScopeId)>,
    /// Calls of a name outside of loops, and where they stand.
    calls: Vec<(String, ScopeId)>,
    /// With a `yield`.
    suspends: HashSet<ScopeId>,
    /// Something looks at variables, or at when they die.
    is_watched: bool,
    /// Something may change the defaults of functions.
    pub mentions_defaults: bool,
}

/// Names that give away which variables a function has.
const LOOK_AT_VARIABLES: &[&str] = &[
    "dir",
    "eval",
    "exec",
    "globals",
    "locals",
    "vars",
    "__del__",
    "__import__",
];

/// Modules that know when objects die.
const LOOK_AT_DEATHS: &[&str] = &["gc", "weakref"];

impl Notes {
    pub fn read(&mut self, name: &str) {
        *self.reads.entry(name.to_string()).or_default() += 1;
    }

    pub fn bind(&mut self, name: &str) {
        *self.bindings.entry(name.to_string()).or_default() += 1;
    }

    pub fn define(&mut self, name: &str, scope: ScopeId) {
        self.definitions.push((name.to_string(), scope));
    }

    /// Whether the name stands for that function of the module, and for nothing else.
    pub fn is_plain_definition(&self, name: &str, scope: ScopeId) -> bool {
        let mut definitions = self.definitions.iter();
        self.bindings.get(name) == Some(&1) && definitions.any(|(_, defined)| *defined == scope)
    }

    pub fn call(&mut self, name: &str, from: ScopeId) {
        self.calls.push((name.to_string(), from));
    }

    pub fn suspend(&mut self, scope: ScopeId) {
        self.suspends.insert(scope);
    }

    pub fn import(&mut self, module: &str) {
        self.is_watched |= LOOK_AT_DEATHS.contains(&module);
    }

    pub fn attribute(&mut self, name: &str) {
        self.is_watched |= matches!(name, "__closure__" | "__code__") || name.starts_with("co_");
        self.mentions_defaults |= matches!(name, "__defaults__" | "__kwdefaults__");
    }
}

/// Whether nothing tells which variables the module and its functions have.
pub(crate) fn is_hidden(scopes: &Scopes) -> bool {
    let hidden = !scopes.shows_globals && !scopes.shows_others && !scopes.read_as_main;
    let looks = |name: &&str| scopes.all.iter().any(|scope| scope.uses(name));
    hidden && !scopes.once.is_watched && !LOOK_AT_VARIABLES.iter().any(looks)
}

/// Finds the functions of the main module that run at most once, and lifts
/// what classes in them use.
pub(crate) fn lift(scopes: &mut Scopes) {
    if !is_hidden(scopes) {
        return;
    }
    let mut once = BTreeSet::from([Scopes::MODULE]);
    loop {
        let notes = &scopes.once;
        let is_single = |counts: &HashMap<String, u32>, name: &str| counts.get(name) == Some(&1);
        let called = |name: &String| {
            let mut calls = notes.calls.iter();
            calls.any(|(called, from)| called == name && once.contains(from))
        };
        let found = notes.definitions.iter().find(|(name, scope)| {
            !once.contains(scope)
                && !notes.suspends.contains(scope)
                && is_single(&notes.reads, name)
                && is_single(&notes.bindings, name)
                && called(name)
        });
        let Some((_, scope)) = found else { break };
        once.insert(*scope);
    }
    once.remove(&Scopes::MODULE);
    for scope in once {
        let lifted = used_by_classes(scopes, scope);
        let here = &mut scopes.all[scope];
        here.runs_once = true;
        here.lifted = lifted;
    }
}

/// The variables of a function that are its classes, or that methods of these use.
fn used_by_classes(scopes: &Scopes, function: ScopeId) -> BTreeSet<String> {
    let is_class = |scope: ScopeId| {
        scopes.all[scope].kind == ScopeKind::Class && scopes.all[scope].parent == Some(function)
    };
    let mut found = BTreeSet::new();
    for (id, scope) in scopes.all.iter().enumerate() {
        if is_class(id) {
            found.insert(crate::mangle(
                scopes.all[function].class_name.as_deref(),
                &scope.name,
            ));
            continue;
        }
        let mut above = scope.parent;
        while let Some(parent) = above.filter(|parent| *parent > function && !is_class(*parent)) {
            above = scopes.all[parent].parent;
        }
        if !above.is_some_and(is_class) {
            continue;
        }
        for (name, _) in &scope.names {
            if scopes.resolve(id, name) == Resolution::Variable(function) {
                found.insert(name.clone());
            }
        }
    }
    // A builtin would be found behind an unbound variable of the module.
    found.retain(|name| {
        let uses = scopes.all[function].get(name);
        (uses.bound || uses.param)
            && !(uses.global || uses.nonlocal || uses.annotated)
            && !predefined::is_builtin(name)
    });
    found
}
