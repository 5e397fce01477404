//! Globals that are there before a function of their module runs.
//!
//! A module mostly begins with imports, constants and definitions. A function cannot run before a
//! statement of the module's body names it, its class or something that names those in turn. What
//! the statements before have bound, and nothing unbinds, the function reads without a test;
//! a number bound there, and nowhere else, is a constant.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{
    BinaryOp, ClassId, Expr, ExprKind, FunctionId, Module, Place, Stmt, StmtKind, UnaryOp,
};

use crate::walk;

/// A number a global always has.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Constant {
    /// Of less than 100 bits.
    Int(i128),
    Float(f64),
}

/// The statement of a module's body, by number, at which something happens.
type Moment = usize;

/// What a module binds, and when its functions can first run.
#[derive(Debug, Default)]
pub struct Early {
    /// Globals that are bound from the end of a statement on.
    bound: BTreeMap<u32, Moment>,
    constants: BTreeMap<u32, Constant>,
    /// Classes whose objects exist from then on.
    classes: BTreeMap<ClassId, Moment>,
    /// The first statement in which each function may run.
    runs: Vec<Moment>,
}

/// What a function, or a statement of the module's body, can rely on.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    early: &'a Early,
    now: Moment,
}

impl Early {
    /// What is there whenever `function` runs; not for the module's body.
    pub fn in_function(&self, function: FunctionId) -> Known<'_> {
        let now = self.runs.get(function.index()).copied().unwrap_or(0);
        Known { early: self, now }
    }

    /// What is there when the module's body has come to a statement.
    pub fn at_statement(&self, now: usize) -> Known<'_> {
        Known { early: self, now }
    }
}

impl Known<'_> {
    /// Whether a global is bound.
    pub fn is_bound(&self, global: u32) -> bool {
        self.early
            .bound
            .get(&global)
            .is_some_and(|moment| *moment < self.now)
    }

    /// The number that a bound global always is.
    pub fn constant(&self, global: u32) -> Option<Constant> {
        self.early.constants.get(&global).copied()
    }

    /// Whether the object of a class exists.
    pub fn has_class(&self, class: ClassId) -> bool {
        self.early
            .classes
            .get(&class)
            .is_some_and(|moment| *moment < self.now)
    }
}

/// Finds them for each module.
pub fn find(modules: &[Module]) -> Vec<Early> {
    let mut attributes = BTreeSet::new();
    let bindings: Vec<Bindings> = modules
        .iter()
        .map(|module| Bindings::of(module, &mut attributes))
        .collect();
    let own = Own::of(modules);
    let each = modules.iter().zip(&bindings);
    each.map(|(module, bindings)| {
        if module.shows_globals || module.globals_are_read {
            return Early::default();
        }
        let body = Body::of(module, &own);
        let stays = |index: &u32| {
            // `module.name = ...` and `del module.name` elsewhere.
            !bindings.unbound.contains(index)
                && !attributes.contains(module.globals[*index as usize].as_str())
        };
        let once = |index: &u32| bindings.counts.get(index) == Some(&1);
        let mut early = body.early;
        early.bound.retain(|index, _| stays(index));
        early
            .constants
            .retain(|index, _| stays(index) && once(index));
        early
    })
    .collect()
}

/// The modules of the program that are not of the library, and what they import.
struct Own<'a> {
    /// First parts of their names.
    packages: BTreeSet<&'a str>,
    /// Names that import statements of a module mention, by module.
    mentions: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Own<'a> {
    fn of(modules: &'a [Module]) -> Own<'a> {
        let own = modules.iter().filter(|module| !module.is_library);
        Own {
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
    fn is_own(&self, name: &str, level: u32) -> bool {
        let top = name.split('.').next().unwrap_or_default();
        level > 0 || self.packages.contains(top)
    }

    /// Whether a module that this one imports might import it in turn.
    fn may_come_back(&self, module: &Module) -> bool {
        let last = module.name.rsplit('.').next().unwrap_or_default();
        let is_package = module.path.ends_with("__init__.py");
        let others = self
            .mentions
            .iter()
            .filter(|(name, _)| **name != module.name);
        let mut mentioned = others.flat_map(|(_, names)| names);
        is_package || mentioned.any(|name| *name == last)
    }
}

/// Parts of the names of modules, and names from them, that a module imports anywhere.
fn mentions(module: &Module) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let bodies = module.functions.iter().map(|function| &function.body);
    let classes = module.classes.iter().map(|class| &class.body);
    for body in bodies.chain(classes) {
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

/// How often each global of a module is bound, and which are unbound.
#[derive(Default)]
struct Bindings {
    counts: BTreeMap<u32, usize>,
    unbound: BTreeSet<u32>,
}

impl Bindings {
    fn of<'a>(module: &'a Module, attributes: &mut BTreeSet<&'a str>) -> Bindings {
        let mut found = Bindings::default();
        let bodies = module.functions.iter().map(|function| &function.body);
        let classes = module.classes.iter().map(|class| &class.body);
        for body in bodies.chain(classes) {
            walk::statements(body, &mut |stmt| {
                found.statement(stmt, attributes);
            });
        }
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| {
                if let ExprKind::Walrus { target, .. } = &expr.kind {
                    found.bind(target, attributes);
                }
            });
        }
        found
    }

    fn statement<'a>(&mut self, stmt: &'a Stmt, attributes: &mut BTreeSet<&'a str>) {
        let mut bind = |target: &'a Expr| self.bind(target, attributes);
        match &stmt.kind {
            StmtKind::Assign { targets, .. } => targets.iter().for_each(bind),
            StmtKind::AugAssign { target, .. }
            | StmtKind::AnnAssign { target, .. }
            | StmtKind::For { target, .. }
            | StmtKind::FunctionDef { target, .. }
            | StmtKind::ClassDef { target, .. }
            | StmtKind::Import { target, .. } => bind(target),
            StmtKind::ImportFrom { names, .. } => {
                names.iter().for_each(|(_, target)| bind(target));
            }
            StmtKind::With { items, .. } => {
                items.iter().flat_map(|item| &item.target).for_each(bind);
            }
            StmtKind::Delete(targets) => {
                targets.iter().for_each(&mut bind);
                targets.iter().for_each(|target| self.unbind(target));
            }
            StmtKind::Try { handlers, .. } => {
                for target in handlers.iter().flat_map(|handler| &handler.target) {
                    bind(target);
                }
                for target in handlers.iter().flat_map(|handler| &handler.target) {
                    self.unbind(target);
                }
            }
            StmtKind::Expr(_)
            | StmtKind::Return(_)
            | StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Pass
            | StmtKind::Release(_)
            | StmtKind::Raise { .. }
            | StmtKind::Assert { .. } => {}
        }
    }

    fn bind<'a>(&mut self, target: &'a Expr, attributes: &mut BTreeSet<&'a str>) {
        match &target.kind {
            ExprKind::Name {
                place: Place::Global(index),
                ..
            } => *self.counts.entry(*index).or_default() += 1,
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.bind(item, attributes));
            }
            ExprKind::Starred(inner) => self.bind(inner, attributes),
            ExprKind::Attribute { name, .. } => {
                attributes.insert(name);
            }
            _ => {}
        }
    }

    fn unbind(&mut self, target: &Expr) {
        match &target.kind {
            ExprKind::Name { .. } => self.unbound.extend(named(target)),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.unbind(item));
            }
            _ => {}
        }
    }
}

/// The global that reading a name may read.
fn global(place: &Place) -> Option<u32> {
    match place {
        Place::Global(index) | Place::ClassVar(_, Some(index)) => Some(*index),
        _ => None,
    }
}

/// A module's body, statement by statement.
struct Body<'a> {
    module: &'a Module,
    own: &'a Own<'a>,
    early: Early,
    /// What a global may hold by a definition, anywhere in the module.
    functions: BTreeMap<u32, Vec<FunctionId>>,
    class_names: BTreeMap<u32, Vec<ClassId>>,
    /// The functions whose variables a function could capture.
    inner: BTreeMap<FunctionId, Vec<FunctionId>>,
    /// Classes that may be asked for anything already.
    reached: BTreeSet<ClassId>,
    /// Classes that ran no code when they were made.
    plain: BTreeSet<ClassId>,
    now: Moment,
}

impl<'a> Body<'a> {
    fn of(module: &'a Module, own: &'a Own<'a>) -> Body<'a> {
        let mut body = Body {
            module,
            own,
            early: Early {
                runs: vec![Moment::MAX; module.functions.len()],
                ..Early::default()
            },
            functions: BTreeMap::new(),
            class_names: BTreeMap::new(),
            inner: BTreeMap::new(),
            reached: BTreeSet::new(),
            plain: BTreeSet::new(),
            now: 0,
        };
        body.find_definitions();
        for (now, stmt) in module.function(Module::BODY).body.iter().enumerate() {
            body.now = now;
            body.statement(stmt);
            body.bind(stmt);
        }
        body
    }

    fn find_definitions(&mut self) {
        for function in &self.module.functions {
            if let Some(parent) = function.parent {
                self.inner.entry(parent).or_default().push(function.id);
            }
            walk::statements(&function.body, &mut |stmt| match &stmt.kind {
                StmtKind::FunctionDef {
                    function, target, ..
                } => {
                    if let Some(index) = named(target) {
                        self.functions.entry(index).or_default().push(*function);
                    }
                }
                StmtKind::ClassDef { class, target, .. } => {
                    if let Some(index) = named(target) {
                        self.class_names.entry(index).or_default().push(*class);
                    }
                }
                _ => {}
            });
        }
    }

    /// Reaches what a statement may run.
    fn statement(&mut self, stmt: &'a Stmt) {
        let stmts = std::slice::from_ref(stmt);
        walk::statements(stmts, &mut |stmt| match &stmt.kind {
            StmtKind::If { test, .. } | StmtKind::While { test, .. } => self.expression(test),
            StmtKind::For { iterable, .. } => self.expression(iterable),
            StmtKind::With { items, .. } => {
                items.iter().for_each(|item| self.expression(&item.context));
            }
            StmtKind::Try { handlers, .. } => {
                let classes = handlers.iter().flat_map(|handler| &handler.class);
                classes.for_each(|class| self.expression(class));
            }
            StmtKind::AnnAssign { annotation, .. } => {
                self.expression(annotation);
                self.simple(stmt);
            }
            StmtKind::Import { module, .. } => self.import(module, 0),
            StmtKind::ImportFrom { module, level, .. } => self.import(module, *level),
            StmtKind::FunctionDef {
                function,
                decorators,
                ..
            } => {
                self.definition(*function);
                self.decorate(decorators, |this| this.reach(*function));
            }
            StmtKind::ClassDef {
                class, decorators, ..
            } => {
                self.class(*class);
                self.decorate(decorators, |this| this.reach_class(*class));
            }
            _ => self.simple(stmt),
        });
    }

    /// A statement without others below it.
    fn simple(&mut self, stmt: &'a Stmt) {
        let module = self.module;
        walk::body_expressions(std::slice::from_ref(stmt), module, &mut |expr| {
            self.load(expr)
        });
    }

    fn expression(&mut self, expr: &'a Expr) {
        walk::expression(expr, self.module, &mut |expr| self.load(expr));
    }

    /// What an expression by itself, without those below it, gives to others to run.
    fn load(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Name { place, .. } => {
                let Some(index) = global(place) else { return };
                for function in self.functions.get(&index).cloned().unwrap_or_default() {
                    self.reach(function);
                }
                for class in self.class_names.get(&index).cloned().unwrap_or_default() {
                    self.reach_class(class);
                }
            }
            ExprKind::Lambda(function) | ExprKind::GeneratorExp { function, .. } => {
                self.reach(*function);
            }
            _ => {}
        }
    }

    /// The function may run from now on, and all that it names.
    fn reach(&mut self, id: FunctionId) {
        let runs = &mut self.early.runs[id.index()];
        if *runs != Moment::MAX {
            return;
        }
        *runs = self.now;
        walk::expressions(self.module.function(id), self.module, &mut |expr| {
            self.load(expr)
        });
        for inner in self.inner.get(&id).cloned().unwrap_or_default() {
            self.reach(inner);
        }
    }

    /// Any method of the class may run from now on.
    fn reach_class(&mut self, id: ClassId) {
        if !self.reached.insert(id) {
            return;
        }
        let class = self.module.class(id);
        let keywords = class.keywords.iter().map(|(_, value)| value);
        class
            .bases
            .iter()
            .chain(keywords)
            .for_each(|expr| self.expression(expr));
        walk::statements(&class.body, &mut |stmt| match &stmt.kind {
            StmtKind::FunctionDef { function, .. } => self.reach(*function),
            StmtKind::ClassDef { class, .. } => self.reach_class(*class),
            _ => {}
        });
        self.simple_body(&class.body);
    }

    fn simple_body(&mut self, body: &'a [Stmt]) {
        let module = self.module;
        walk::body_expressions(body, module, &mut |expr| self.load(expr));
    }

    /// Everything may run from now on.
    fn reach_all(&mut self) {
        for runs in &mut self.early.runs {
            *runs = self.now.min(*runs);
        }
    }

    /// A module of the program's own may run anything it can import.
    fn import(&mut self, name: &str, level: u32) {
        if self.own.is_own(name, level) && self.own.may_come_back(self.module) {
            self.reach_all();
        }
    }

    /// A `def`: its defaults and annotations are evaluated.
    fn definition(&mut self, id: FunctionId) {
        let function = self.module.function(id);
        for param in function.params.all() {
            let parts = param.default.iter().chain(&param.annotation);
            parts.for_each(|part| self.expression(part));
        }
        function
            .returns
            .iter()
            .for_each(|part| self.expression(part));
    }

    /// Decorators run, and may run what they are given.
    fn decorate(&mut self, decorators: &'a [Expr], reach: impl FnOnce(&mut Self)) {
        decorators
            .iter()
            .for_each(|decorator| self.expression(decorator));
        if !decorators.iter().all(|decorator| self.is_inert(decorator)) {
            reach(self);
        }
    }

    /// Whether a decorator only keeps what it is given.
    fn is_inert(&self, decorator: &Expr) -> bool {
        match &decorator.kind {
            ExprKind::Name {
                name,
                place: Place::Builtin,
            } => {
                matches!(name.as_str(), "property" | "staticmethod" | "classmethod")
            }
            ExprKind::Name { name, .. } => match self.module.imports.get(name) {
                Some((module, Some(name))) => is_inert_import(module, name),
                _ => false,
            },
            ExprKind::Attribute { object, name } => match &object.kind {
                ExprKind::Name {
                    place: Place::ClassVar(..),
                    ..
                } => {
                    matches!(name.as_str(), "setter" | "deleter" | "getter")
                }
                ExprKind::Name { name: of, .. } => match self.module.imports.get(of) {
                    Some((module, None)) => is_inert_import(module, name),
                    _ => false,
                },
                _ => false,
            },
            ExprKind::Call { callee, .. } => {
                !matches!(
                    callee.kind,
                    ExprKind::Name {
                        place: Place::Builtin,
                        ..
                    }
                ) && self.is_inert(callee)
            }
            _ => false,
        }
    }

    /// A `class`: its body runs; if it is not of the simplest kind, its methods may.
    fn class(&mut self, id: ClassId) {
        let class = self.module.class(id);
        let mut plain =
            class.keywords.is_empty() && class.bases.iter().all(|base| self.is_plain(base));
        for stmt in &class.body {
            match &stmt.kind {
                StmtKind::FunctionDef {
                    function,
                    decorators,
                    ..
                } => {
                    self.definition(*function);
                    self.decorate(decorators, |_| plain = false);
                }
                StmtKind::AnnAssign { annotation, .. } => {
                    self.expression(annotation);
                    self.simple(stmt);
                }
                StmtKind::Pass | StmtKind::Expr(_) | StmtKind::Assign { .. } => self.simple(stmt),
                _ => plain = false,
            }
        }
        if plain {
            self.plain.insert(id);
        } else {
            self.reach_class(id);
        }
    }

    /// Whether deriving from this runs nothing.
    fn is_plain(&self, base: &Expr) -> bool {
        let ExprKind::Name { place, .. } = &base.kind else {
            return false;
        };
        let hook = |class: &ClassId| {
            let functions = self.module.functions.iter();
            let mut methods = functions.filter(|function| function.class == Some(*class));
            methods.any(|method| method.name == "__init_subclass__")
        };
        match global(place) {
            None => *place == Place::Builtin,
            Some(index) => {
                let classes = self.class_names.get(&index).map_or(&[][..], Vec::as_slice);
                !classes.is_empty()
                    && !self.functions.contains_key(&index)
                    && classes
                        .iter()
                        .all(|class| self.plain.contains(class) && !hook(class))
            }
        }
    }

    /// Notes what a statement has bound when it ends.
    fn bind(&mut self, stmt: &'a Stmt) {
        for index in binds(stmt) {
            self.early.bound.entry(index).or_insert(self.now);
        }
        match &stmt.kind {
            StmtKind::ClassDef { class, .. } => {
                self.early.classes.insert(*class, self.now);
            }
            StmtKind::Assign { targets, value } => self.note_constant(targets, value),
            StmtKind::AnnAssign {
                target,
                value: Some(value),
                ..
            } => {
                self.note_constant(std::slice::from_ref(target), value);
            }
            _ => {}
        }
    }

    fn note_constant(&mut self, targets: &[Expr], value: &Expr) {
        if let Some(constant) = self.constant(value) {
            let names = targets.iter().filter_map(named);
            self.early
                .constants
                .extend(names.map(|index| (index, constant)));
        }
    }

    /// The number `expr` always is.
    fn constant(&self, expr: &Expr) -> Option<Constant> {
        match &expr.kind {
            ExprKind::Float(x) => Some(Constant::Float(*x)),
            _ => {
                let n = self.integer(expr)?;
                (n.unsigned_abs() < 1 << 99).then_some(Constant::Int(n))
            }
        }
    }

    fn integer(&self, expr: &Expr) -> Option<i128> {
        match &expr.kind {
            ExprKind::Int(n) => Some((*n).into()),
            ExprKind::BigInt(digits) => digits.parse().ok(),
            ExprKind::Name { place, .. } => match self.early.constants.get(&global(place)?)? {
                Constant::Int(n) => Some(*n),
                Constant::Float(_) => None,
            },
            ExprKind::Unary {
                op: UnaryOp::Neg,
                operand,
            } => self.integer(operand)?.checked_neg(),
            ExprKind::Binary { op, left, right } => {
                let (a, b) = (self.integer(left)?, self.integer(right)?);
                match op {
                    BinaryOp::Add => a.checked_add(b),
                    BinaryOp::Sub => a.checked_sub(b),
                    BinaryOp::Mul => a.checked_mul(b),
                    BinaryOp::Pow => a.checked_pow(u32::try_from(b).ok()?),
                    BinaryOp::LShift if (0..99).contains(&b) => a.checked_mul(1 << b),
                    BinaryOp::FloorDiv if b > 0 => Some(a.div_euclid(b)),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Globals that a statement binds on every way through it.
fn binds(stmt: &Stmt) -> BTreeSet<u32> {
    fn add(target: &Expr, found: &mut BTreeSet<u32>) {
        match &target.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| add(item, found));
            }
            ExprKind::Starred(inner) => add(inner, found),
            _ => found.extend(named(target)),
        }
    }
    let all = |body: &[Stmt]| body.iter().flat_map(binds).collect::<BTreeSet<u32>>();
    let mut found = BTreeSet::new();
    match &stmt.kind {
        StmtKind::Assign { targets, .. } => {
            targets.iter().for_each(|target| add(target, &mut found));
        }
        StmtKind::AnnAssign {
            target,
            value: Some(_),
            ..
        }
        | StmtKind::FunctionDef { target, .. }
        | StmtKind::ClassDef { target, .. }
        | StmtKind::Import { target, .. } => add(target, &mut found),
        StmtKind::ImportFrom {
            names,
            is_star: false,
            ..
        } => {
            names.iter().for_each(|(_, target)| add(target, &mut found));
        }
        StmtKind::If { body, orelse, .. } => {
            found = &all(body) & &all(orelse);
        }
        StmtKind::Try {
            body,
            handlers,
            orelse,
            finally,
            is_star: false,
        } => {
            found = &all(body) | &all(orelse);
            for handler in handlers {
                if !matches!(
                    handler.body.last().map(|stmt| &stmt.kind),
                    Some(StmtKind::Raise { .. })
                ) {
                    found = &found & &all(&handler.body);
                }
            }
            found.extend(all(finally));
        }
        _ => {}
    }
    found
}

/// The global that a target is.
fn named(target: &Expr) -> Option<u32> {
    match &target.kind {
        ExprKind::Name {
            place: Place::Global(index),
            ..
        } => Some(*index),
        _ => None,
    }
}

/// Decorators of the library that run nothing of what they decorate.
fn is_inert_import(module: &str, name: &str) -> bool {
    match module {
        "dataclasses" => name == "dataclass",
        "functools" => matches!(
            name,
            "lru_cache" | "cache" | "cached_property" | "singledispatch" | "total_ordering"
        ),
        "contextlib" => matches!(name, "contextmanager" | "asynccontextmanager"),
        "abc" => name == "abstractmethod",
        "typing" => matches!(
            name,
            "overload" | "final" | "no_type_check" | "runtime_checkable"
        ),
        "enum" => name == "unique",
        _ => false,
    }
}
