//! Python's scope rules: which scope each name belongs to.
//!
//! A first walk over the parser's tree ([`crate::binding`]) notes, for each
//! scope, how it uses each name; [`Scopes::resolve`] then answers from
//! those notes alone. Scopes are found again by the address of the node
//! that opens them: the parser's tree stays put between the two walks.

use std::collections::{BTreeSet, HashMap, HashSet};

/// A scope of the module; 0 is the module's own.
pub(crate) type ScopeId = usize;

/// What opens a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    Generator,
    /// A list, set or dict comprehension: a scope for names, but its
    /// variables live in the enclosing function.
    Comprehension,
}

impl ScopeKind {
    /// Names found here are visible from scopes inside.
    pub fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }

    /// The walrus operator binds outside of these.
    pub fn is_comprehension(self) -> bool {
        matches!(self, ScopeKind::Generator | ScopeKind::Comprehension)
    }
}

/// How a scope uses a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Use {
    pub param: bool,
    /// Assigned, imported, defined, deleted or annotated here.
    pub bound: bool,
    pub read: bool,
    /// Of the module's: read somewhere above what binds it first.
    pub read_before: bool,
    pub global: bool,
    pub nonlocal: bool,
    pub annotated: bool,
    /// A loop variable of the comprehension.
    pub iteration: bool,
    /// Target of a walrus inside a comprehension inside this scope.
    pub from_comprehension: bool,
}

/// One scope.
#[derive(Debug)]
pub(crate) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// As qualified names show it.
    pub name: String,
    /// What the scope it stands in calls it: a copy ([`crate::copies`]) has a name of its own.
    pub label: String,
    pub qualname: String,
    /// For mangling: the innermost enclosing class's name.
    pub class_name: Option<String>,
    /// Plainly calls `next`.
    pub calls_next: bool,
    /// A function that runs at most once ([`crate::once`]).
    pub runs_once: bool,
    /// Its variables that are kept where the module's are.
    pub lifted: BTreeSet<String>,
    /// In order of first appearance.
    pub names: Vec<(String, Use)>,
    index: HashMap<String, usize>,
}

impl Scope {
    /// How this scope uses `name`; no use at all if it never appears.
    pub fn get(&self, name: &str) -> Use {
        self.index
            .get(name)
            .map_or(Use::default(), |&i| self.names[i].1)
    }

    /// Whether `name` stands in this scope at all.
    pub fn uses(&self, name: &str) -> bool {
        self.index.contains_key(name)
    }

    /// The notes about `name`, begun if need be.
    pub fn entry(&mut self, name: &str) -> &mut Use {
        let index = *self.index.entry(name.to_string()).or_insert_with(|| {
            self.names.push((name.to_string(), Use::default()));
            self.names.len() - 1
        });
        &mut self.names[index].1
    }

    /// The names that are variables of this scope, in order.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .filter(|(_, u)| (u.bound || u.param) && !u.global && !u.nonlocal)
            .filter(|(name, u)| u.param || !self.lifted.contains(name))
            .map(|(name, _)| name.as_str())
    }
}

/// Where a name leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Resolution {
    /// A variable of this function-like scope.
    Variable(ScopeId),
    /// The body of this class, in which the name stands.
    ClassBody(ScopeId),
    /// The same, lifted.
    Lifted(ScopeId),
    /// The implicit `__class__` of this class.
    ClassCell(ScopeId),
    Global,
}

/// All scopes of a module.
#[derive(Debug)]
pub(crate) struct Scopes {
    pub all: Vec<Scope>,
    /// The module's globals are looked at as a mapping: by `globals()`,
    /// `eval` and their like.
    pub shows_globals: bool,
    /// See [`crate::tree::Module::asks_globals`].
    pub asks_globals: bool,
    /// So are those of other modules: of those that functions and frames
    /// come from.
    pub shows_others: bool,
    /// Annotations that are texts are evaluated here.
    pub evaluates_texts: bool,
    /// There are such annotations here.
    pub text_annotations: bool,
    /// The same holds if the module is the main one: some module of CPython
    /// that is imported looks into that.
    pub shown_as_main: bool,
    /// As `shown_as_main`, where that module only reads.
    pub read_as_main: bool,
    /// Modules are imported that find names of the main module in files.
    pub names_from_files: bool,
    /// Something here pickles, or runs modules of which the text does not say which: CPython
    /// looks for modules of the program.
    pub pickles: bool,
    /// Modules that are imported by name (`import_module("m")`).
    pub named_imports: Vec<String>,
    /// See [`crate::tree::Module::modules`].
    pub modules: Vec<String>,
    pub texts: crate::texts::Texts,
    /// Something with the name of what reads such files is used.
    pub reads_files: bool,
    /// What each `from m import *` binds, by where it stands; `None` if that
    /// is not known.
    pub stars: HashMap<u32, Option<Vec<String>>>,
    /// What CPython's compiler warns of, by line.
    pub warnings: Vec<(u32, String)>,
    /// Words of the module's string literals.
    pub words: HashSet<String>,
    pub once: crate::once::Notes,
    by_node: HashMap<(usize, ScopeKindTag), ScopeId>,
}

/// A node opens at most one scope, but a node and its first child can
/// share an address; the kind tells them apart.
type ScopeKindTag = u8;

fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node) as usize
}

impl Scopes {
    pub const MODULE: ScopeId = 0;

    pub fn new() -> Self {
        let module = Scope {
            kind: ScopeKind::Module,
            parent: None,
            name: "<module>".into(),
            label: "<module>".into(),
            qualname: "<module>".into(),
            class_name: None,
            calls_next: false,
            runs_once: false,
            lifted: BTreeSet::new(),
            names: Vec::new(),
            index: HashMap::new(),
        };
        Self {
            all: vec![module],
            shows_globals: false,
            asks_globals: false,
            shows_others: false,
            evaluates_texts: false,
            text_annotations: false,
            shown_as_main: false,
            names_from_files: false,
            pickles: false,
            named_imports: Vec::new(),
            modules: Vec::new(),
            texts: Default::default(),
            reads_files: false,
            read_as_main: false,
            stars: HashMap::new(),
            warnings: Vec::new(),
            words: HashSet::new(),
            once: Default::default(),
            by_node: HashMap::new(),
        }
    }

    /// Of the modules in a package, those that its text means by names that it does not bind.
    pub fn find_modules(&mut self, modules: &[String]) {
        for name in modules {
            let is_read = self.all.iter().any(|scope| scope.uses(name));
            let is_bound = self.all[Self::MODULE].get(name).bound;
            if is_read && !is_bound && !crate::predefined::is_builtin(name) {
                self.all[Self::MODULE].entry(name).bound = true;
                self.modules.push(name.clone());
            }
        }
    }

    /// Whether something so far reads the global `name`.
    pub fn reads_global(&self, name: &str) -> bool {
        self.all.iter().any(|scope| {
            let uses = scope.get(name);
            uses.read && !uses.param && (uses.global || !uses.bound)
        })
    }

    /// Opens a scope for `node`.
    pub fn open<T>(&mut self, node: &T, kind: ScopeKind, name: &str, parent: ScopeId) -> ScopeId {
        let label = name.to_string();
        let name = crate::copies::original(name);
        let above = &self.all[parent];
        let mangled = mangle(above.class_name.as_deref(), name);
        let qualname = if above.kind == ScopeKind::Module || above.get(&mangled).global {
            name.to_string()
        } else if above.kind == ScopeKind::Class || above.kind.is_comprehension() {
            // CPython 3.11 says `<locals>` after functions and lambdas only.
            format!("{}.{name}", above.qualname)
        } else {
            format!("{}.<locals>.{name}", above.qualname)
        };
        let class_name = if kind == ScopeKind::Class {
            Some(name.to_string())
        } else {
            above.class_name.clone()
        };
        self.all.push(Scope {
            kind,
            parent: Some(parent),
            name: name.to_string(),
            label,
            qualname,
            class_name,
            calls_next: false,
            runs_once: false,
            lifted: BTreeSet::new(),
            names: Vec::new(),
            index: HashMap::new(),
        });
        let id = self.all.len() - 1;
        self.by_node
            .insert((address(node), kind as ScopeKindTag), id);
        id
    }

    /// The scope `node` opened in the first walk.
    pub fn of<T>(&self, node: &T, kind: ScopeKind) -> ScopeId {
        self.by_node[&(address(node), kind as ScopeKindTag)]
    }

    /// Where `name` (mangled already), standing in `scope`, leads.
    pub fn resolve(&self, scope: ScopeId, name: &str) -> Resolution {
        self.walk_out(scope, scope, name)
    }

    /// Where a `nonlocal` declaration of `name` in `scope` leads.
    pub fn resolve_outside(&self, scope: ScopeId, name: &str) -> Resolution {
        match self.all[scope].parent {
            Some(parent) => self.walk_out(scope, parent, name),
            None => Resolution::Global,
        }
    }

    fn walk_out(&self, scope: ScopeId, start: ScopeId, name: &str) -> Resolution {
        let mut current = start;
        loop {
            let here = &self.all[current];
            let uses = here.get(name);
            match here.kind {
                ScopeKind::Module => return Resolution::Global,
                ScopeKind::Class if current == scope => {
                    if uses.global {
                        return Resolution::Global;
                    }
                    if uses.bound && !uses.nonlocal {
                        return Resolution::ClassBody(current);
                    }
                }
                ScopeKind::Class if name == "__class__" => return Resolution::ClassCell(current),
                ScopeKind::Class => {}
                _ => {
                    if uses.global {
                        return Resolution::Global;
                    }
                    if (uses.bound || uses.param) && !uses.nonlocal {
                        return match here.lifted.contains(name) {
                            true => Resolution::Lifted(current),
                            false => Resolution::Variable(current),
                        };
                    }
                }
            }
            match here.parent {
                Some(parent) => current = parent,
                None => return Resolution::Global,
            }
        }
    }
}

/// `__private` names inside a class get the class's name in front.
pub fn mangle(class_name: Option<&str>, name: &str) -> String {
    let Some(class_name) = class_name else {
        return name.to_string();
    };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.to_string();
    }
    match class_name.trim_start_matches('_') {
        "" => name.to_string(),
        class_name => format!("_{class_name}{name}"),
    }
}
