//! What each statement of a module's body may run, and what it has bound then.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{
    BinaryOp, ClassId, Expr, ExprKind, FunctionId, Module, Place, Stmt, StmtKind, UnaryOp,
};

use super::bindings::{Bindings, binds, global, named};
use super::own::Own;
use super::{Constant, Early, Moment};
use crate::walk;

/// A module's body, statement by statement.
pub(super) struct Body<'a> {
    module: &'a Module,
    own: &'a Own<'a>,
    bindings: &'a Bindings,
    /// Attributes that are stored anywhere in the program.
    attributes: &'a BTreeSet<&'a str>,
    pub(super) early: Early,
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
    pub(super) fn of(
        module: &'a Module,
        own: &'a Own<'a>,
        bindings: &'a Bindings,
        attributes: &'a BTreeSet<&'a str>,
    ) -> Body<'a> {
        let mut body = Body {
            module,
            own,
            bindings,
            attributes,
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
                self.decorate(decorators, |this| {
                    this.plain.remove(class);
                    this.reach_class(*class);
                });
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
                    let params = &self.module.function(*function).params;
                    let mut defaults = params.all().flat_map(|param| &param.default);
                    plain &= defaults.all(|value| self.is_outside(value));
                }
                StmtKind::AnnAssign {
                    annotation, value, ..
                } => {
                    self.expression(annotation);
                    self.simple(stmt);
                    plain &= value.iter().all(|value| self.is_quiet(value));
                }
                StmtKind::Assign { value, .. } => {
                    self.simple(stmt);
                    plain &= self.is_quiet(value);
                }
                StmtKind::Expr(value) => {
                    self.simple(stmt);
                    plain &= self.is_outside(value);
                }
                StmtKind::Pass => {}
                _ => plain = false,
            }
        }
        if plain {
            self.plain.insert(id);
        } else {
            self.reach_class(id);
        }
    }

    /// Whether evaluating this in the body of a class uses nothing of that class.
    fn is_outside(&self, value: &Expr) -> bool {
        let mut outside = true;
        walk::expression(value, self.module, &mut |expr| {
            let of_class = matches!(
                expr.kind,
                ExprKind::Name {
                    place: Place::ClassVar(..),
                    ..
                }
            );
            outside &= !of_class;
        });
        outside
    }

    /// Whether a class is none the wiser for having this as an attribute: an object with
    /// `__set_name__` is told of the class.
    fn is_quiet(&self, value: &Expr) -> bool {
        self.is_outside(value) && (!self.own.sets_names || is_plain_value(value))
    }

    /// Whether deriving from this runs nothing.
    fn is_plain(&self, base: &Expr) -> bool {
        let ExprKind::Name { place, .. } = &base.kind else {
            return false;
        };
        let hook = |class: &ClassId| {
            let mut names = self.module.class(*class).vars.iter();
            names.any(|(name, _)| name == HOOK)
        };
        if self.attributes.contains(HOOK) {
            return false;
        }
        match global(place) {
            None => *place == Place::Builtin,
            Some(index) => {
                let classes = self.class_names.get(&index).map_or(&[][..], Vec::as_slice);
                classes.len() == 1
                    && self.bindings.counts.get(&index) == Some(&1)
                    && !self
                        .attributes
                        .contains(self.module.globals[index as usize].as_str())
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

/// Runs when a class is derived from.
const HOOK: &str = "__init_subclass__";

/// Numbers, texts and displays of them.
fn is_plain_value(value: &Expr) -> bool {
    match &value.kind {
        literal if literal.is_literal() => true,
        // An item of a display is not asked.
        ExprKind::Lambda(_)
        | ExprKind::List(_)
        | ExprKind::Tuple(_)
        | ExprKind::Set(_)
        | ExprKind::Dict(_) => true,
        ExprKind::Unary { operand, .. } => is_plain_value(operand),
        ExprKind::Binary { left, right, .. } => is_plain_value(left) && is_plain_value(right),
        _ => false,
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
