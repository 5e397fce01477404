//! Who may get hold of a class, or of an object before its `__init__` is through:
//! what names give to code that does not name what it gets.
//!
//! Much of what is known of a program holds only while its text says all that
//! happens: fields are as `__init__` leaves them, members are what the class
//! statement says, a class that nobody mentions is nobody's. The names in the
//! table below are the ways around that, each with all it can do. Whoever relies on
//! the text asks here, and nowhere else is there a list of such names:
//!
//! | asks | what for |
//! | --- | --- |
//! | `classes` | [`Powers::OWN`]: a class that defines it has no static layout |
//! | `always_set` | [`Powers::BARE`], [`Powers::DELETES`], [`Powers::REMAKES`]: fields that `__init__` sets may be missing |
//! | `live_dict` | [`Powers::DICT`], [`Powers::STATE`]: fields may change behind the text |
//! | `early` | [`Powers::DOWN`], [`Powers::FINDS`]: functions may be called before the text says so |
//! | `infer/definition` | [`Powers::DOWN`], [`Powers::TOLD`]: classes that are handed out when they are made |
//! | `infer/escape` | [`Powers::UP`], [`Powers::NAMES`]: who has a class has its bases; builtins that reach members |
//! | `infer` | [`Powers::DERIVES`]: classes that nobody sees derive from those of the program |
//! | `infer/untracked` | [`Powers::REFLECTS`]: members are reached without being named |
//! | `infer/library` | [`Powers::COPIES`], [`Powers::NAMES`]: copies that may be anything |
//! | `enumerations` | [`Powers::SHOWS`]: what enumerations that are written out lack |
//!
//! A name that is *computed* (`getattr(x, name)`) may be any of these; inference
//! sees such calls and gives up on everything they reach (`Infer::unknown_name`). What is
//! left to CPython may use all of them, on what gets there.

use std::collections::BTreeSet;
use std::ops::BitOr;

use pyaot_syntax::tree::{Expr, ExprKind, Function, Module, Place, Stmt, StmtKind};

use crate::walk;

/// What code can do by way of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Powers(u16);

impl Powers {
    /// Defined in a class, it changes how attributes, construction or copies work.
    pub const OWN: Powers = Powers(1);
    /// Read from a value of any type, it gives classes, or attributes under other names.
    pub const REFLECTS: Powers = Powers(1 << 1);
    /// From a class to those it derives from.
    pub const UP: Powers = Powers(1 << 2);
    /// From a class to those that derive from it.
    pub const DOWN: Powers = Powers(1 << 3);
    /// Makes objects without `__init__`, or finds those that are being made.
    pub const BARE: Powers = Powers(1 << 4);
    /// Deletes attributes that the text does not name.
    pub const DELETES: Powers = Powers(1 << 5);
    /// Stored in a class or an object, it changes how objects of a class come to be.
    pub const REMAKES: Powers = Powers(1 << 6);
    /// Stored in an object, it changes all its attributes.
    pub const STATE: Powers = Powers(1 << 7);
    /// The dict in which an object has its attributes.
    pub const DICT: Powers = Powers(1 << 8);
    /// A method that is told which class has the object it is called on.
    pub const TOLD: Powers = Powers(1 << 9);
    /// Defined in a class, it says what a copy is.
    pub const COPIES: Powers = Powers(1 << 10);
    /// Takes the name of an attribute as a text.
    pub const NAMES: Powers = Powers(1 << 11);
    /// Finds objects that nobody handed over.
    pub const FINDS: Powers = Powers(1 << 12);
    /// Runs code that may derive classes from those of the program.
    pub const DERIVES: Powers = Powers(1 << 14);
    /// Shows of a class or an object what an enumeration that is written out has otherwise.
    pub const SHOWS: Powers = Powers(1 << 13);

    pub fn any_of(self, powers: Powers) -> bool {
        self.0 & powers.0 != 0
    }
}

impl BitOr for Powers {
    type Output = Powers;

    fn bitor(self, other: Powers) -> Powers {
        Powers(self.0 | other.0)
    }
}

/// The table, in the order of the names: attributes, builtins, functions and modules.
const TABLE: &[(&str, Powers)] = {
    const OWN: Powers = Powers::OWN;
    const REFLECTS: Powers = Powers::REFLECTS;
    const UP: Powers = Powers::UP;
    const DOWN: Powers = Powers::DOWN;
    const BARE: Powers = Powers::BARE;
    const DELETES: Powers = Powers::DELETES;
    const REMAKES: Powers = Powers::REMAKES;
    const STATE: Powers = Powers::STATE;
    const DICT: Powers = Powers::DICT;
    const TOLD: Powers = Powers::TOLD;
    const COPIES: Powers = Powers::COPIES;
    const NAMES: Powers = Powers::NAMES;
    const FINDS: Powers = Powers::FINDS;
    const SHOWS: Powers = Powers::SHOWS;
    const DERIVES: Powers = Powers::DERIVES;
    /// Both at once: a constant cannot call `|`.
    const fn all(powers: &[Powers]) -> Powers {
        let (mut sum, mut n) = (0, 0);
        while n < powers.len() {
            sum |= powers[n].0;
            n += 1;
        }
        Powers(sum)
    }
    &[
        ("__annotations__", SHOWS),
        ("__base__", all(&[REFLECTS, UP])),
        ("__bases__", all(&[OWN, REFLECTS, UP, REMAKES, SHOWS])),
        ("__class__", all(&[OWN, REFLECTS, REMAKES, STATE])),
        ("__class_getitem__", OWN),
        ("__copy__", COPIES),
        ("__deepcopy__", COPIES),
        ("__del__", OWN),
        ("__delattr__", all(&[OWN, DELETES, NAMES])),
        ("__delete__", DELETES),
        ("__dict__", all(&[REFLECTS, STATE, DICT, SHOWS])),
        ("__get__", all(&[OWN, TOLD])),
        ("__getattr__", OWN),
        ("__getattribute__", all(&[OWN, REFLECTS, NAMES])),
        ("__getstate__", all(&[OWN, COPIES])),
        ("__import__", DERIVES),
        ("__init__", REMAKES),
        ("__init_subclass__", OWN),
        ("__mro__", all(&[REFLECTS, UP, SHOWS])),
        ("__new__", all(&[OWN, BARE, REMAKES, SHOWS])),
        ("__newobj__", BARE),
        ("__newobj_ex__", BARE),
        ("__objclass__", SHOWS),
        ("__reduce__", all(&[OWN, REFLECTS, BARE, COPIES, SHOWS])),
        ("__reduce_ex__", all(&[OWN, REFLECTS, BARE, COPIES, SHOWS])),
        ("__self__", REFLECTS),
        ("__self_class__", REFLECTS),
        ("__set__", OWN),
        ("__set_name__", all(&[OWN, TOLD])),
        ("__setattr__", all(&[OWN, NAMES])),
        ("__setstate__", all(&[OWN, COPIES])),
        ("__subclasses__", all(&[REFLECTS, DOWN, SHOWS])),
        ("__thisclass__", all(&[REFLECTS, UP])),
        ("_generate_next_value_", SHOWS),
        ("_ignore_", SHOWS),
        ("_member_map_", SHOWS),
        ("_member_names_", SHOWS),
        ("_member_type_", SHOWS),
        ("_new_member_", SHOWS),
        ("_order_", SHOWS),
        ("_reconstructor", BARE),
        ("_sort_order_", SHOWS),
        ("_value2member_map_", SHOWS),
        ("_value_repr_", SHOWS),
        ("attrgetter", NAMES),
        ("copyreg", BARE),
        ("deepcopy", BARE),
        ("delattr", all(&[DELETES, NAMES])),
        ("exec", DERIVES),
        ("exec_module", DERIVES),
        ("gc", FINDS),
        ("get_objects", all(&[BARE, FINDS])),
        ("get_referrers", all(&[BARE, FINDS])),
        ("getattr", NAMES),
        ("getattr_static", NAMES),
        ("getmro", UP),
        ("hasattr", NAMES),
        ("import_module", DERIVES),
        ("load_module", DERIVES),
        ("methodcaller", NAMES),
        ("mro", all(&[UP, SHOWS])),
        ("new_class", DERIVES),
        ("pickle", BARE),
        ("run_module", DERIVES),
        ("run_path", DERIVES),
        ("setattr", NAMES),
        ("vars", DICT),
    ]
};

/// Built-in functions that are [`Powers::SHOWS`]. Not in the table: variables and attributes are
/// often called so.
const SHOWING: &[&str] = &["dir", "vars"];

/// The name of a class or function.
const NAME: &str = "__name__";

/// What a name can do.
pub fn powers(name: &str) -> Powers {
    match TABLE.binary_search_by_key(&name, |(known, _)| *known) {
        Ok(at) => TABLE[at].1,
        Err(_) => Powers::default(),
    }
}

/// Whether a class that defines it is left to the runtime.
pub fn changes_class(name: &str) -> bool {
    powers(name).any_of(Powers::OWN)
}

/// Whether reading it from a value of any type reaches what is not named.
pub fn reflects(name: &str) -> bool {
    powers(name).any_of(Powers::REFLECTS)
}

/// Whether a class that defines it says what its copies are.
pub fn says_copies(name: &str) -> bool {
    powers(name).any_of(Powers::COPIES)
}

/// Whether it takes names of attributes as texts.
pub fn takes_names(name: &str) -> bool {
    powers(name).any_of(Powers::NAMES)
}

/// Whether storing it changes all attributes of an object.
pub fn is_state(name: &str) -> bool {
    powers(name).any_of(Powers::STATE)
}

/// What the text of a program does by way of such names.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// What the names that modules of the program mention can do.
    own: Powers,
    /// The same of all modules, but for `__new__` that calls that of `object`.
    all: Powers,
    /// What is stored under such names, anywhere.
    stored: Powers,
    /// The class `object` is a value in a module of the program.
    has_object: bool,
    /// Attributes that are deleted.
    pub deleted: BTreeSet<String>,
    /// `__name__` of something is stored, or the text names it.
    pub renames: bool,
}

impl Reach {
    pub fn of(modules: &[Module]) -> Reach {
        let mut found = Reach::default();
        for module in modules {
            found.module(module);
        }
        found
    }

    /// Whether a module of the program mentions a name with one of these powers.
    pub fn mentions(&self, powers: Powers) -> bool {
        self.own.any_of(powers)
    }

    /// Whether `object` may be asked for all classes there are.
    pub fn finds_all_classes(&self) -> bool {
        self.has_object && self.own.any_of(Powers::DOWN)
    }

    /// Whether objects are made by calling their classes only, which run the `__init__` of
    /// the text, and lose no attribute but those in `deleted`.
    pub fn makes_whole(&self) -> bool {
        !self.all.any_of(Powers::BARE | Powers::DELETES) && !self.stored.any_of(Powers::REMAKES)
    }

    fn module(&mut self, module: &Module) {
        let mut mentioned = Powers::default();
        for body in walk::bodies(module) {
            walk::statements(body, &mut |stmt| {
                mentioned = mentioned | self.statement(module, stmt);
            });
            walk::targets(body, &mut |target| {
                if let ExprKind::Attribute { name, .. } = &target.kind {
                    self.stored = self.stored | powers(name);
                    self.renames |= name == NAME && !module.is_library;
                }
            });
        }
        // Texts that are run, or name members, may name anything in their midst.
        let runs_texts = module.shows_globals || module.globals_are_read;
        let mut deep = Powers::default();
        let (mut named, mut only_asked) = (0, 0);
        let (mut news, mut own_news) = (0, 0);
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| match &expr.kind {
                ExprKind::Name { name, place } => {
                    mentioned = mentioned | powers(name);
                    if matches!(place, Place::Builtin) && SHOWING.contains(&name.as_str()) {
                        mentioned = mentioned | Powers::SHOWS;
                    }
                    named += usize::from(is_object(expr));
                }
                ExprKind::Str(text) => {
                    mentioned = mentioned | of_text(text, runs_texts);
                    self.renames |= text == NAME && !module.is_library;
                }
                ExprKind::Attribute { object, name } => {
                    if name == "__new__" {
                        news += 1;
                        deep = deep | Powers::OWN;
                    } else {
                        mentioned = mentioned | powers(name);
                    }
                    only_asked += usize::from(is_object(object) && name != "__subclasses__");
                }
                ExprKind::Call { callee, args, .. } => {
                    own_news += usize::from(makes_own(function, callee, args));
                }
                _ => {}
            });
        }
        // What a class defines under such a name is what others call.
        for class in &module.classes {
            only_asked += class.bases.iter().filter(|base| is_object(base)).count();
            let told = |(name, _): &(String, _)| powers(name).any_of(Powers::TOLD);
            if class.vars.iter().any(told) {
                mentioned = mentioned | Powers::TOLD;
            }
        }
        if news > own_news {
            mentioned = mentioned | powers("__new__");
        }
        self.all = self.all | mentioned;
        if !module.is_library {
            self.own = self.own | mentioned | deep;
            self.has_object |= named > only_asked;
        }
    }

    /// What a statement deletes, imports or defines.
    fn statement(&mut self, module: &Module, stmt: &Stmt) -> Powers {
        let mut mentioned = Powers::default();
        match &stmt.kind {
            StmtKind::Delete(targets) => {
                for target in targets {
                    walk::expression(target, module, &mut |expr| {
                        if let ExprKind::Attribute { name, .. } = &expr.kind {
                            self.deleted.insert(name.clone());
                        }
                    });
                }
            }
            StmtKind::Import { module, .. } => {
                for part in module.split('.') {
                    mentioned = mentioned | powers(part);
                }
            }
            StmtKind::ImportFrom { module, names, .. } => {
                for part in module.split('.') {
                    mentioned = mentioned | powers(part);
                }
                for (name, _) in names {
                    mentioned = mentioned | powers(name);
                }
            }
            _ => {}
        }
        mentioned
    }
}

/// What a text names. One that may be run is searched for names.
pub fn of_text(text: &str, is_run: bool) -> Powers {
    // `attrgetter("__class__.__name__")`
    if !is_run && text.contains(|c: char| !c.is_alphanumeric() && c != '_' && c != '.') {
        return Powers::default();
    }
    let names = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    names.fold(Powers::default(), |sum, name| sum | powers(name))
}

fn is_object(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Name { name, place: Place::Builtin } if name == "object")
}

/// `super().__new__(cls)` or the like in a `__new__` of that class, which
/// therefore has no fixed fields.
fn makes_own(function: &Function, callee: &Expr, args: &[Expr]) -> bool {
    matches!(&callee.kind, ExprKind::Attribute { name, .. } if name == "__new__")
        && function.name == "__new__"
        && function.class.is_some()
        && args.first().is_some_and(|arg| is_first(function, arg))
}

/// Whether an expression is the first parameter of the function.
pub fn is_first(function: &Function, expr: &Expr) -> bool {
    let first = function.params.positional.first().map(|first| first.var);
    matches!(&expr.kind, ExprKind::Name { place: Place::Local(var), .. } if Some(*var) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order() {
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn powers_imply_each_other() {
        for (name, powers) in TABLE {
            let has = |power| powers.any_of(power);
            // What changes how objects come to be is no method like others, but for `__init__` itself.
            assert!(
                !has(Powers::REMAKES) || has(Powers::OWN) || *name == "__init__",
                "{name}"
            );
            // What leads to classes does so from a value of any type, unless it is a function, or a
            // method of classes.
            let is_attribute = name.starts_with("__");
            let leads = has(Powers::UP) || has(Powers::DOWN) || has(Powers::DICT);
            assert!(!leads || !is_attribute || has(Powers::REFLECTS), "{name}");
            assert!(!has(Powers::STATE) || has(Powers::REFLECTS), "{name}");
        }
    }

    #[test]
    fn texts_name_what_they_are_or_run() {
        assert!(of_text("__class__.__name__", false).any_of(Powers::REMAKES));
        assert!(!of_text("see __class__", false).any_of(Powers::REMAKES));
        assert!(of_text("object.__new__(C)", true).any_of(Powers::BARE));
    }
}
