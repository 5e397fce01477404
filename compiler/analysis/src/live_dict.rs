//! Which classes cannot have fixed fields, because the program may write to
//! the `__dict__` of their instances, or give an instance another class.
//!
//! Fixed fields are not kept in a dict: the dict of such an instance is made
//! when it is asked for. That is right as long as it is only read.

mod holders;

use std::collections::{BTreeSet, HashSet};

use pyaot_syntax::tree::{
    ClassId, Expr, ExprId, ExprKind, FStringPart, Function, FunctionId, Keyword, Module, Place,
    Stmt, StmtKind,
};

use crate::reach::{self, Powers, powers};
use crate::ty::{ClassKey, ModuleId};
use crate::walk;

/// Methods of a dict that neither change nor keep it.
const READING_METHODS: &[&str] = &["copy", "get", "items", "keys", "values"];

/// Builtins that neither change nor keep their arguments.
const READING_BUILTINS: &[&str] = &[
    "all",
    "any",
    "bool",
    "dict",
    "enumerate",
    "format",
    "frozenset",
    "id",
    "isinstance",
    "iter",
    "len",
    "list",
    "max",
    "min",
    "print",
    "repr",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
];

/// Those of the methods, and of the builtins, that give the same whatever the order.
const UNORDERED_METHODS: &[&str] = &["get"];
const UNORDERED_BUILTINS: &[&str] = &["bool", "id", "isinstance", "len", "sorted", "type"];

/// Methods, of whatever object, whose arguments are only read.
const READING_CALLEES: &[&str] = &["dumps", "format", "pformat", "pprint", "update", "write"];

/// The classes whose instances need a dict that is theirs.
#[derive(Default)]
pub struct LiveDicts {
    all: bool,
    classes: BTreeSet<ClassKey>,
    /// The classes whose instances' dicts the program looks at in order.
    shown: BTreeSet<ClassKey>,
    /// It may look at that of any instance.
    shows_all: bool,
}

impl LiveDicts {
    pub fn contains(&self, class: ClassKey) -> bool {
        self.all || self.classes.contains(&class)
    }

    /// Whether the program may see the order of attributes.
    pub fn are_shown(&self) -> bool {
        self.shows_all || !self.shown.is_empty()
    }

    /// Whether it may see that of an instance of one of these classes, or what derives from them.
    pub fn shows(&self, mut lineage: impl Iterator<Item = ClassKey>) -> bool {
        self.shows_all || lineage.any(|class| self.shown.contains(&class))
    }
}

/// Looks through the text of all modules.
pub fn find(modules: &[Module]) -> LiveDicts {
    let mut found = LiveDicts::default();
    let names_builtins = modules.iter().any(names_builtins);
    for (index, module) in modules.iter().enumerate() {
        let mut readers = BTreeSet::new();
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                json_defaults(expr, &mut readers)
            });
        }
        for function in &module.functions {
            Scan {
                modules,
                module,
                id: ModuleId(index as u32),
                function,
                names_builtins,
                read: HashSet::new(),
                unordered: HashSet::new(),
                dicts: Vec::new(),
                vars_named: 0,
                vars_called: 0,
            }
            .run(readers.contains(&function.id), &mut found);
        }
    }
    found
}

/// Whether a module mentions that of the builtins.
fn names_builtins(module: &Module) -> bool {
    let is_it = |name: &str| matches!(name, "builtins" | "__builtins__");
    let mut found = module.imports.values().any(|(from, _)| is_it(from));
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| match &expr.kind {
            ExprKind::Name { name, .. } | ExprKind::Str(name) => found |= is_it(name),
            ExprKind::Attribute { name, .. } => found |= is_it(name),
            _ => {}
        });
    }
    found && !module.is_library
}

/// `json.dumps(x, default=lambda o: o.__dict__)` only reads what it gets.
fn json_defaults(expr: &Expr, readers: &mut BTreeSet<FunctionId>) {
    let ExprKind::Call {
        callee, keywords, ..
    } = &expr.kind
    else {
        return;
    };
    if !matches!(&callee.kind, ExprKind::Attribute { name, .. } if name.starts_with("dump")) {
        return;
    }
    for keyword in keywords {
        if let (Some("default"), ExprKind::Lambda(id)) =
            (keyword.name.as_deref(), &keyword.value.kind)
        {
            readers.insert(*id);
        }
    }
}

/// One function's uses of `__dict__`.
struct Scan<'a> {
    modules: &'a [Module],
    module: &'a Module,
    id: ModuleId,
    function: &'a Function,
    /// The module of the builtins may be a value.
    names_builtins: bool,
    /// Expressions whose value is only read.
    read: HashSet<ExprId>,
    /// Those whose value is used in a way to which the order of its items does not matter.
    unordered: HashSet<ExprId>,
    /// Each use, with the object whose dict it is.
    dicts: Vec<(ExprId, &'a Expr)>,
    /// How often `vars` is mentioned, and how often called.
    vars_named: usize,
    vars_called: usize,
}

impl<'a> Scan<'a> {
    fn run(mut self, returns_are_read: bool, found: &mut LiveDicts) {
        let (module, function) = (self.module, self.function);
        let runs_texts = module.shows_globals || module.globals_are_read;
        walk::statements(&function.body, &mut |stmt| {
            self.statement(stmt, returns_are_read)
        });
        walk::expressions(function, module, &mut |expr| {
            self.expression(expr);
            found.all |= names_state(expr) || runs_texts && is_text_about_state(expr);
        });
        walk::bodies_of_frame(&function.body, module, &mut |body| {
            self.written(body, found)
        });
        // Whoever is handed `vars` gives dicts to anybody.
        let hands_vars = self.vars_named > self.vars_called && !module.is_library;
        found.all |= hands_vars;
        found.shows_all |= hands_vars;
        for (id, object) in &self.dicts {
            if self.is_no_instance(object) {
                continue;
            }
            let classes = self.classes_of(object);
            if !module.is_library && !self.unordered.contains(id) {
                match &classes {
                    Some(classes) => found.shown.extend(classes),
                    None => found.shows_all = true,
                }
            }
            if self.read.contains(id) {
                continue;
            }
            match classes {
                Some(classes) => found.classes.extend(classes),
                None => found.all = true,
            }
        }
    }

    /// What statements store and delete in dicts is not only read.
    fn written(&mut self, body: &'a [Stmt], found: &mut LiveDicts) {
        walk::targets(body, &mut |target| match &target.kind {
            ExprKind::Subscript { object, .. } => {
                self.read.remove(&object.id);
            }
            ExprKind::Attribute { name, .. } => found.all |= name == "__class__",
            _ => {}
        });
        walk::statements(body, &mut |stmt| {
            if let StmtKind::Delete(targets) = &stmt.kind {
                for target in targets {
                    if let ExprKind::Subscript { object, .. } = &target.kind {
                        self.read.remove(&object.id);
                    }
                }
            }
        });
    }

    fn statement(&mut self, stmt: &'a Stmt, returns_are_read: bool) {
        match &stmt.kind {
            StmtKind::Expr(value)
            | StmtKind::For {
                iterable: value, ..
            } => self.reads(value),
            StmtKind::Return(Some(value)) if returns_are_read => self.reads(value),
            _ => {}
        }
    }

    fn reads(&mut self, expr: &Expr) {
        self.read.insert(expr.id);
    }

    /// Notes a dict that is asked for, and what the expression only reads.
    fn expression(&mut self, expr: &'a Expr) {
        let is_vars = builtin_name(expr) == Some("vars");
        self.vars_named += usize::from(is_vars);
        match &expr.kind {
            // A program may call its own attributes like that.
            ExprKind::Attribute { name, .. } if name == "vars" => {
                self.vars_named += usize::from(self.names_builtins);
            }
            ExprKind::Attribute { object, name } if powers(name).any_of(Powers::DICT) => {
                self.dicts.push((expr.id, object));
            }
            ExprKind::Attribute { object, name } if READING_METHODS.contains(&name.as_str()) => {
                self.reads(object);
                if UNORDERED_METHODS.contains(&name.as_str()) {
                    self.unordered.insert(object.id);
                }
            }
            ExprKind::Subscript { object, .. } => {
                self.reads(object);
                self.unordered.insert(object.id);
            }
            ExprKind::Compare { first, rest } => {
                self.reads(first);
                self.unordered.insert(first.id);
                for (_, right) in rest {
                    self.reads(right);
                    self.unordered.insert(right.id);
                }
            }
            ExprKind::Binary { left, right, .. } => {
                self.reads(left);
                self.reads(right);
            }
            ExprKind::Starred(inner) => self.reads(inner),
            ExprKind::Dict(entries) => {
                for (key, value) in entries {
                    if key.is_none() {
                        self.reads(value);
                    }
                }
            }
            ExprKind::FString(parts) => {
                for part in parts {
                    if let FStringPart::Value { value, .. } = part {
                        self.reads(value);
                    }
                }
            }
            ExprKind::ListComp { clauses, .. }
            | ExprKind::SetComp { clauses, .. }
            | ExprKind::DictComp { clauses, .. }
            | ExprKind::InlineGenerator { clauses, .. } => {
                clauses
                    .iter()
                    .for_each(|clause| self.reads(&clause.iterable));
            }
            ExprKind::GeneratorExp { iterable, .. } => self.reads(iterable),
            ExprKind::Call {
                callee,
                args,
                keywords,
            } => self.call(expr, callee, args, keywords),
            _ => {}
        }
    }

    fn call(
        &mut self,
        expr: &'a Expr,
        callee: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) {
        let builtin = builtin_name(callee);
        self.vars_called += usize::from(builtin == Some("vars"));
        match (builtin, args) {
            (Some("vars"), [object]) => self.dicts.push((expr.id, object)),
            (Some("getattr"), [object, name, ..]) if is_text(name, "__dict__") => {
                self.dicts.push((expr.id, object));
            }
            _ => {}
        }
        let reads = match (&callee.kind, builtin) {
            (_, Some(name)) => READING_BUILTINS.contains(&name),
            (ExprKind::Attribute { name, .. }, _) => READING_CALLEES.contains(&name.as_str()),
            _ => false,
        };
        if reads {
            args.iter().for_each(|arg| self.reads(arg));
        }
        // With a key function items may be equal to `sorted`.
        if builtin.is_some_and(|name| UNORDERED_BUILTINS.contains(&name)) && keywords.is_empty() {
            for arg in args {
                self.unordered.insert(arg.id);
                // `sorted(o.__dict__.items())`: no two items are equal.
                if let ExprKind::Call { callee, .. } = &arg.kind
                    && let ExprKind::Attribute { object, name } = &callee.kind
                    && READING_METHODS.contains(&name.as_str())
                {
                    self.unordered.insert(object.id);
                }
            }
        }
        for keyword in keywords.iter().filter(|keyword| keyword.name.is_none()) {
            self.reads(&keyword.value);
        }
    }

    /// Whether the object is a class, function or module, by its text: those
    /// have dicts of their own.
    fn is_no_instance(&self, object: &Expr) -> bool {
        match &object.kind {
            ExprKind::Attribute { name, .. } => name == "__class__",
            ExprKind::Call { callee, .. } => builtin_name(callee) == Some("type"),
            ExprKind::Name {
                name,
                place: Place::Global(_),
            } => {
                let defined = self
                    .module
                    .classes
                    .iter()
                    .any(|class| class.qualname == *name)
                    || self
                        .module
                        .functions
                        .iter()
                        .any(|function| function.name == *name);
                defined && !crate::classes::reassigned(self.module, name)
            }
            ExprKind::Name {
                name,
                place: Place::Local(_),
            } => name == "cls",
            _ => false,
        }
    }

    /// The classes one of which, or of those derived from it, the object is an instance of: it is the `self` of
    /// a method, an instance that was just made, or what a descriptor is asked for.
    fn classes_of(&self, object: &Expr) -> Option<BTreeSet<ClassKey>> {
        if let Some(descriptor) = holders::given_by(self.function, object) {
            return holders::find(self.modules, &self.module.class(descriptor).name);
        }
        let class = match self.is_first(object) {
            true => self.function.class?,
            false => self.made(object)?,
        };
        Some(BTreeSet::from([ClassKey {
            module: self.id,
            class,
        }]))
    }

    /// Whether it is the first parameter of a method: `self` or `cls`.
    fn is_first(&self, object: &Expr) -> bool {
        let first = self.function.params.positional.first();
        matches!((&object.kind, first),
            (ExprKind::Name { place: Place::Local(var), .. }, Some(first)) if *var == first.var)
    }

    /// The class of a variable that is only bound to a new instance: `self.__class__.__new__(...)`, `cls(...)`.
    fn made(&self, object: &Expr) -> Option<ClassId> {
        let ExprKind::Name {
            place: Place::Local(var),
            ..
        } = &object.kind
        else {
            return None;
        };
        let is_it = |target: &Expr| matches!(&target.kind, ExprKind::Name { place: Place::Local(of), .. } if of == var);
        let mut bound = 0;
        walk::targets(&self.function.body, &mut |target| {
            bound += usize::from(is_it(target))
        });
        let mut made = None;
        walk::statements(&self.function.body, &mut |stmt| {
            if let StmtKind::Assign { targets, value } = &stmt.kind
                && let [target] = targets.as_slice()
                && is_it(target)
            {
                made = self.maker(value);
            }
        });
        let is_param = self.function.vars[var.index()].is_param;
        made.filter(|_| bound == 1 && !is_param)
    }

    /// The class that a call makes an instance of.
    fn maker(&self, value: &Expr) -> Option<ClassId> {
        let ExprKind::Call { callee, args, .. } = &value.kind else {
            return None;
        };
        match &callee.kind {
            ExprKind::Attribute { name, .. } if name == "__new__" => {
                self.named_class(args.first()?)
            }
            _ => self.named_class(callee),
        }
    }

    /// The class that `cls`, `self.__class__`, `type(self)` or its name stands for.
    fn named_class(&self, expr: &Expr) -> Option<ClassId> {
        match &expr.kind {
            ExprKind::Attribute { object, name } if name == "__class__" => {
                self.function.class.filter(|_| self.is_first(object))
            }
            ExprKind::Call { callee, args, .. } if builtin_name(callee) == Some("type") => {
                let is_own = matches!(args.as_slice(), [object] if self.is_first(object));
                self.function.class.filter(|_| is_own)
            }
            ExprKind::Name {
                name,
                place: Place::Local(_),
            } if name == "cls" => self.function.class.filter(|_| self.is_first(expr)),
            ExprKind::Name {
                name,
                place: Place::Global(_),
            } if !crate::classes::reassigned(self.module, name) => {
                let mut classes = self.module.classes.iter();
                classes
                    .find(|class| class.qualname == *name)
                    .map(|class| class.id)
            }
            _ => None,
        }
    }
}

/// `setattr(object, "__class__", ...)`, `object.__getattribute__(x, "__dict__")` or the like: what
/// takes names of attributes, but to ask and to read classes.
fn names_state(expr: &Expr) -> bool {
    let ExprKind::Call { callee, args, .. } = &expr.kind else {
        return false;
    };
    let name = match &callee.kind {
        ExprKind::Attribute { name, .. } | ExprKind::Name { name, .. } => name.as_str(),
        _ => return false,
    };
    let gives_dict = |arg: &Expr| match &arg.kind {
        ExprKind::Str(path) => path
            .split('.')
            .any(|part| powers(part).any_of(Powers::DICT)),
        _ => false,
    };
    let is_state = |arg: &Expr| matches!(&arg.kind, ExprKind::Str(text) if reach::is_state(text));
    if name.ends_with("setattr") || powers(name).any_of(Powers::DELETES) || name == "__setattr__" {
        return args.iter().any(is_state);
    }
    // `getattr` is looked at as an attribute, and `hasattr` gives nothing.
    reach::takes_names(name)
        && !matches!(builtin_name(callee), Some("getattr" | "hasattr"))
        && args.iter().any(gives_dict)
}

/// A text that may be run, and changes attributes if it is.
fn is_text_about_state(expr: &Expr) -> bool {
    // A name by itself does nothing when it is run.
    let is_name = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '_');
    matches!(&expr.kind, ExprKind::Str(text)
        if !is_name(text) && reach::of_text(text, true).any_of(Powers::DICT | Powers::STATE))
}

fn is_text(expr: &Expr, text: &str) -> bool {
    matches!(&expr.kind, ExprKind::Str(found) if found == text)
}

fn builtin_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name {
            name,
            place: Place::Builtin,
        } => Some(name),
        _ => None,
    }
}
