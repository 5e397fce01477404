//! Globals that are there before any function of their module runs.
//!
//! A module mostly begins with imports, constants and definitions, and calls
//! nothing of its own until they are done. What that beginning binds, and
//! nothing unbinds, a function reads without a test; a number bound there,
//! and nowhere else, is a constant.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{
    BinaryOp, ClassId, Expr, ExprKind, Module, Place, Stmt, StmtKind, UnaryOp,
};

use crate::walk;

/// A number a global always has.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Constant {
    /// Of less than 100 bits.
    Int(i128),
    Float(f64),
}

/// What a module binds before any of its functions runs.
#[derive(Debug, Default)]
pub struct Early {
    /// Globals that are bound from then on.
    pub bound: BTreeSet<u32>,
    pub constants: BTreeMap<u32, Constant>,
    /// Classes whose objects exist from then on.
    pub classes: BTreeSet<ClassId>,
}

/// Finds them for each module.
pub fn find(modules: &[Module]) -> Vec<Early> {
    let mut attributes = BTreeSet::new();
    let bindings: Vec<Bindings> = modules
        .iter()
        .map(|module| Bindings::of(module, &mut attributes))
        .collect();
    let compiled: BTreeSet<&str> = modules
        .iter()
        .filter(|module| !module.is_library)
        .map(|module| module.name.split('.').next().unwrap_or_default())
        .collect();
    let each = modules.iter().zip(&bindings);
    each.map(|(module, bindings)| {
        if module.shows_globals || module.globals_are_read {
            return Early::default();
        }
        let start = Start::of(module, &compiled);
        let stays = |index: &u32| {
            // `module.name = ...` and `del module.name` elsewhere.
            !bindings.unbound.contains(index)
                && !attributes.contains(module.globals[*index as usize].as_str())
        };
        let once = |index: &u32| bindings.counts.get(index) == Some(&1);
        Early {
            bound: start.bound.into_iter().filter(stays).collect(),
            constants: start
                .constants
                .into_iter()
                .filter(|(index, _)| stays(index) && once(index))
                .collect(),
            classes: start.classes,
        }
    })
    .collect()
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
            ExprKind::Name { place, .. } => {
                if let Some(index) = global(place) {
                    *self.counts.entry(index).or_default() += 1;
                }
            }
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
            ExprKind::Name { place, .. } => self.unbound.extend(global(place)),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.unbind(item));
            }
            _ => {}
        }
    }
}

fn global(place: &Place) -> Option<u32> {
    match place {
        Place::Global(index) => Some(*index),
        _ => None,
    }
}

/// The beginning of a module's body, statement by statement, until one might
/// run a function of the module.
struct Start<'a> {
    module: &'a Module,
    /// Packages and modules of the program's own, which may import this one.
    compiled: &'a BTreeSet<&'a str>,
    bound: BTreeSet<u32>,
    constants: BTreeMap<u32, Constant>,
    classes: BTreeSet<ClassId>,
    /// Globals that hold code of the program: whoever has them may call them.
    code: BTreeSet<u32>,
    /// Whether there is a function that could be called.
    defines: bool,
}

impl<'a> Start<'a> {
    fn of(module: &'a Module, compiled: &'a BTreeSet<&'a str>) -> Start<'a> {
        let mut start = Start {
            module,
            compiled,
            bound: BTreeSet::new(),
            constants: BTreeMap::new(),
            classes: BTreeSet::new(),
            code: BTreeSet::new(),
            defines: false,
        };
        for stmt in &module.function(Module::BODY).body {
            if start.statement(stmt).is_none() {
                break;
            }
        }
        start
    }

    /// Takes the statement in; `None` if a function of the module may run.
    fn statement(&mut self, stmt: &'a Stmt) -> Option<()> {
        match &stmt.kind {
            StmtKind::Pass => {}
            StmtKind::Expr(value) => self.quiet(value)?,
            StmtKind::Assign { targets, value } => {
                self.quiet(value)?;
                for target in targets {
                    self.assign(target, Some(value))?;
                }
            }
            StmtKind::AnnAssign {
                target,
                value: Some(value),
                annotation,
                ..
            } => {
                self.quiet(annotation)?;
                self.quiet(value)?;
                self.assign(target, Some(value))?;
            }
            StmtKind::Import { module, target, .. } => {
                self.import(module, [target].into_iter())?;
            }
            StmtKind::ImportFrom {
                module,
                level,
                names,
                is_star: false,
            } => {
                let module = if *level > 0 { "." } else { module };
                self.import(module, names.iter().map(|(_, target)| target))?;
            }
            StmtKind::FunctionDef {
                function,
                decorators,
                target,
            } => {
                if !decorators.is_empty() {
                    return None;
                }
                self.defaults(*function)?;
                self.define(target);
            }
            StmtKind::ClassDef {
                class,
                decorators,
                target,
            } => {
                if !decorators.is_empty() {
                    return None;
                }
                self.class(*class)?;
                self.define(target);
            }
            _ => return None,
        }
        Some(())
    }

    /// Evaluating `expr` runs no function of the module: it names none, and
    /// nothing that could hold one.
    fn quiet(&self, expr: &'a Expr) -> Option<()> {
        let mut quiet = true;
        walk::expression(expr, self.module, &mut |expr| match &expr.kind {
            ExprKind::Name { place, .. } => {
                quiet &= global(place).is_none_or(|index| !self.code.contains(&index));
            }
            ExprKind::Lambda(_)
            | ExprKind::GeneratorExp { .. }
            | ExprKind::Walrus { .. }
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_)
            | ExprKind::Await(_)
            | ExprKind::Match { .. }
            | ExprKind::Globals
            | ExprKind::Locals(_) => quiet = false,
            _ => {}
        });
        quiet.then_some(())
    }

    fn assign(&mut self, target: &'a Expr, value: Option<&'a Expr>) -> Option<()> {
        match &target.kind {
            ExprKind::Name { place, .. } => {
                let index = global(place)?;
                self.bound.insert(index);
                self.code.remove(&index);
                self.constants.remove(&index);
                if let Some(constant) = value.and_then(|value| self.constant(value)) {
                    self.constants.insert(index, constant);
                }
                Some(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.assign(item, None))
            }
            _ => None,
        }
    }

    fn define(&mut self, target: &Expr) {
        self.defines = true;
        if let ExprKind::Name { place, .. } = &target.kind
            && let Some(index) = global(place)
        {
            self.bound.insert(index);
            self.code.insert(index);
            self.constants.remove(&index);
        }
    }

    /// A module of the program's own may run anything it can import.
    fn import(&mut self, name: &str, targets: impl Iterator<Item = &'a Expr>) -> Option<()> {
        let top = name.split('.').next().unwrap_or_default();
        let own = top.is_empty() || self.compiled.contains(top);
        if own && self.defines {
            return None;
        }
        for target in targets {
            self.assign(target, None)?;
            if own && let ExprKind::Name { place, .. } = &target.kind {
                self.code.extend(global(place));
            }
        }
        Some(())
    }

    fn defaults(&self, function: pyaot_syntax::tree::FunctionId) -> Option<()> {
        let function = self.module.function(function);
        let mut params = function.params.all();
        params.try_for_each(|param| {
            let parts = param.default.iter().chain(&param.annotation);
            parts.into_iter().try_for_each(|part| self.quiet(part))
        })?;
        function
            .returns
            .iter()
            .try_for_each(|part| self.quiet(part))
    }

    /// A class of the simplest kind: making it runs nothing but its body.
    fn class(&mut self, id: ClassId) -> Option<()> {
        let class = self.module.class(id);
        let plain = |base: &Expr| match &base.kind {
            ExprKind::Name { place, name } => match global(place) {
                Some(index) => self.code.contains(&index) && self.is_plain_class(index),
                None => {
                    *place == Place::Builtin && name.ends_with("Error")
                        || name == "Exception"
                        || name == "object"
                }
            },
            _ => false,
        };
        if !class.keywords.is_empty() || !class.bases.iter().all(plain) {
            return None;
        }
        for stmt in &class.body {
            match &stmt.kind {
                StmtKind::Pass => {}
                StmtKind::Expr(value) => self.quiet(value)?,
                StmtKind::Assign { value, .. } => self.quiet(value)?,
                StmtKind::AnnAssign {
                    value, annotation, ..
                } => {
                    self.quiet(annotation)?;
                    value.iter().try_for_each(|value| self.quiet(value))?;
                }
                StmtKind::FunctionDef {
                    function,
                    decorators,
                    ..
                } => {
                    self.defaults(*function)?;
                    decorators.iter().try_for_each(is_plain_decorator)?;
                }
                _ => return None,
            }
        }
        self.classes.insert(id);
        Some(())
    }

    /// Whether deriving from the class this global holds runs nothing.
    fn is_plain_class(&self, index: u32) -> bool {
        let name = &self.module.globals[index as usize];
        let mut classes = self.module.classes.iter().filter(|c| c.name == *name);
        let functions = &self.module.functions;
        let hook = |id: ClassId| {
            let mut methods = functions.iter().filter(|f| f.class == Some(id));
            methods.any(|f| f.name == "__init_subclass__")
        };
        classes.all(|class| self.classes.contains(&class.id) && !hook(class.id))
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
            ExprKind::Name { place, .. } => match self.constants.get(&global(place)?)? {
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

/// Built-in decorators of methods, and a property's `setter` and `deleter`.
fn is_plain_decorator(decorator: &Expr) -> Option<()> {
    let plain = match &decorator.kind {
        ExprKind::Name { name, place } => {
            *place == Place::Builtin
                && matches!(name.as_str(), "property" | "staticmethod" | "classmethod")
        }
        ExprKind::Attribute { object, name } => {
            matches!(name.as_str(), "setter" | "deleter" | "getter")
                && matches!(
                    object.kind,
                    ExprKind::Name {
                        place: Place::ClassVar(..),
                        ..
                    }
                )
        }
        _ => false,
    };
    plain.then_some(())
}
