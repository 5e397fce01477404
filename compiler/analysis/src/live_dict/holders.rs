//! Which classes have instances of a descriptor, and so what `obj` is in its `__set__(self, obj, value)`:
//! an instance of one of them.

use std::collections::BTreeSet;

use pyaot_syntax::tree::{ClassId, Expr, ExprKind, Function, Module, Place, StmtKind};

use crate::ty::{ClassKey, ModuleId};
use crate::walk;

/// The methods of descriptors, which get an instance of who has them.
const METHODS: &[&str] = &["__get__", "__set__", "__delete__"];

/// The descriptor's class, if `object` is the instance that one of its methods is given.
pub(super) fn given_by(function: &Function, object: &Expr) -> Option<ClassId> {
    let given = function.params.positional.get(1)?;
    let is_it = matches!(&object.kind,
        ExprKind::Name { place: Place::Local(var), .. } if *var == given.var);
    function
        .class
        .filter(|_| is_it && METHODS.contains(&function.name.as_str()))
}

/// The classes whose bodies make instances of a class, or have it decorate their methods; `None` if
/// anything else is done with it.
pub(super) fn find(modules: &[Module], name: &str) -> Option<BTreeSet<ClassKey>> {
    let names = derived(modules, name);
    let is_one = |name: &str| names.contains(name);
    let mut search = Search {
        is_one: &is_one,
        holders: BTreeSet::new(),
        accounted: 0,
        is_renamed: false,
    };
    let mut mentioned = 0_usize;
    for (index, module) in modules.iter().enumerate() {
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                mentioned += usize::from(last_name(expr).is_some_and(is_one));
                search.questions(expr);
            });
        }
        for class in &module.classes {
            let bases = class.bases.iter().filter_map(last_name);
            search.accounted += bases.filter(|base| is_one(base)).count();
            let key = ClassKey {
                module: ModuleId(index as u32),
                class: class.id,
            };
            walk::statements(&class.body, &mut |stmt| search.in_class(key, &stmt.kind));
        }
        for body in walk::bodies(module) {
            walk::statements(body, &mut |stmt| search.binding(&stmt.kind));
        }
    }
    let is_known = mentioned == search.accounted && !search.is_renamed;
    is_known.then_some(search.holders)
}

/// The name, and those of classes derived from one of that name.
fn derived<'a>(modules: &'a [Module], name: &'a str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::from([name]);
    loop {
        let before = names.len();
        for class in modules.iter().flat_map(|module| &module.classes) {
            if class
                .bases
                .iter()
                .filter_map(last_name)
                .any(|base| names.contains(base))
            {
                names.insert(&class.name);
            }
        }
        if names.len() == before {
            return names;
        }
    }
}

fn last_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. } => Some(name),
        ExprKind::Subscript { object, .. } => last_name(object),
        _ => None,
    }
}

struct Search<'a> {
    is_one: &'a dyn Fn(&str) -> bool,
    holders: BTreeSet<ClassKey>,
    /// Mentions that are understood.
    accounted: usize,
    is_renamed: bool,
}

impl Search<'_> {
    /// Whether the expression is the class, or a call of it.
    fn makes(&self, expr: &Expr) -> bool {
        let class = match &expr.kind {
            ExprKind::Call { callee, .. } => callee,
            _ => expr,
        };
        last_name(class).is_some_and(self.is_one)
    }

    /// `isinstance(x, Class)`, `super(Class, self)`.
    fn questions(&mut self, expr: &Expr) {
        let ExprKind::Call { callee, args, .. } = &expr.kind else {
            return;
        };
        let asks = matches!(&callee.kind, ExprKind::Name { name, place: Place::Builtin }
            if matches!(name.as_str(), "isinstance" | "issubclass" | "super"));
        if asks {
            let names = args.iter().filter_map(last_name);
            self.accounted += names.filter(|name| (self.is_one)(name)).count();
        }
    }

    fn in_class(&mut self, class: ClassKey, stmt: &StmtKind) {
        let found = match stmt {
            StmtKind::Assign { value, .. }
            | StmtKind::AnnAssign {
                value: Some(value), ..
            } => usize::from(matches!(value.kind, ExprKind::Call { .. }) && self.makes(value)),
            StmtKind::FunctionDef { decorators, .. } => {
                decorators.iter().filter(|expr| self.makes(expr)).count()
            }
            _ => 0,
        };
        if found > 0 {
            self.accounted += found;
            self.holders.insert(class);
        }
    }

    /// Statements that give it its name.
    fn binding(&mut self, stmt: &StmtKind) {
        match stmt {
            StmtKind::ClassDef { target, .. } => {
                self.accounted += usize::from(last_name(target).is_some_and(self.is_one));
            }
            StmtKind::ImportFrom { names, .. } => {
                for (name, target) in names {
                    let bound = last_name(target).is_some_and(self.is_one);
                    self.accounted += usize::from(bound);
                    self.is_renamed |= (self.is_one)(name) && !bound;
                }
            }
            _ => {}
        }
    }
}
