//! Which fields are set in every object that can be met: those that
//! `__init__` stores before anybody else gets hold of the new object, and that nothing
//! deletes. Reading them needs no test.
//!
//! The text of `__init__`, and of the methods it calls on the object, is
//! followed in the order it runs. Where the object is used for anything but its own
//! fields it may be seen from then on (it *escapes*): what is not set by
//! then is not always set. An exception that leaves `__init__` before
//! leaves nobody with the object.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{
    Class, Expr, ExprKind, Function, Handler, Module, Place, Stmt, StmtKind, VarId,
};

use crate::classes::{
    ClassInfo, Member, behind, find_member, first_member, initializer, is_subclass, reassigned,
};
use crate::reach::{Reach, is_first};
use crate::ty::{ClassKey, FuncKey};
use crate::walk;

/// How far calls of methods are followed.
const DEPTH: usize = 6;

type Names = BTreeSet<String>;

/// The fields of each class that are always set. `seen`: the classes whose
/// instances code that is not compiled may have.
pub fn find(
    modules: &[Module],
    classes: &BTreeMap<ClassKey, ClassInfo>,
    seen: &BTreeSet<ClassKey>,
    reach: &Reach,
) -> BTreeMap<ClassKey, Names> {
    if !reach.makes_whole() {
        return BTreeMap::new();
    }
    let own: BTreeMap<ClassKey, Names> = classes
        .values()
        .filter(|info| info.is_typed && !seen.contains(&info.key))
        .map(|info| (info.key, of_class(modules, classes, info, &reach.deleted)))
        .collect();
    let below = |class: ClassKey| {
        let is_below = move |info: &&ClassInfo| is_subclass(classes, info.key, class);
        classes.values().filter(is_below)
    };
    let mut all = own.clone();
    for (class, names) in &mut all {
        for info in below(*class) {
            let in_all = |name: &String| own.get(&info.key).is_some_and(|own| own.contains(name));
            names.retain(in_all);
        }
    }
    all
}

fn of_class(
    modules: &[Module],
    classes: &BTreeMap<ClassKey, ClassInfo>,
    info: &ClassInfo,
    deleted: &Names,
) -> Names {
    let Some((owner, Member::Method(init))) = initializer(classes, info.key) else {
        return Names::new();
    };
    let fields = info.fields.iter().map(|(name, _)| name.clone());
    let mut object = Object {
        modules,
        classes,
        class: info.key,
        always: fields.filter(|name| !deleted.contains(name)).collect(),
        set: Some(Names::new()),
    };
    object.method(owner, *init, DEPTH);
    object.escapes();
    object.always
}

/// A new object on its way through `__init__`.
struct Object<'a> {
    modules: &'a [Module],
    classes: &'a BTreeMap<ClassKey, ClassInfo>,
    class: ClassKey,
    /// Fields that were set whenever somebody could look.
    always: Names,
    /// Fields that are set here; `None` where the code does not get to.
    set: Option<Names>,
}

/// The method whose statements are followed.
struct Frame<'a> {
    function: &'a Function,
    module: &'a Module,
    owner: ClassKey,
    depth: usize,
    /// What is set wherever it returns.
    returned: Option<Names>,
}

impl Frame<'_> {
    fn is_self(&self, expr: &Expr) -> bool {
        is_first(self.function, expr)
    }

    fn own(&self) -> Option<VarId> {
        let first = self.function.params.positional.first();
        first.map(|first| first.var)
    }

    fn is_captured(&self) -> bool {
        let is = |var: VarId| self.function.vars[var.0 as usize].captured;
        self.own().is_some_and(is)
    }
}

/// What is set on both of two ways.
fn meet(a: Option<Names>, b: Option<Names>) -> Option<Names> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.intersection(&b).cloned().collect()),
        (a, b) => a.or(b),
    }
}

impl<'a> Object<'a> {
    /// Anybody may see the object from here on.
    fn escapes(&mut self) {
        if let Some(set) = &self.set {
            self.always.retain(|name| set.contains(name));
        }
    }

    fn method(&mut self, owner: ClassKey, key: FuncKey, depth: usize) {
        let module = &self.modules[key.module.index()];
        let function = module.function(key.function);
        let mut frame = Frame {
            function,
            module,
            owner,
            depth: depth.saturating_sub(1),
            returned: None,
        };
        if depth == 0 || function.suspends() || rebinds_self(&frame) {
            return self.escapes();
        }
        self.block(&mut frame, &function.body);
        self.set = meet(self.set.take(), frame.returned);
    }

    fn block(&mut self, frame: &mut Frame<'a>, body: &'a [Stmt]) {
        for stmt in body {
            self.statement(frame, stmt);
        }
    }

    /// Runs a block from `before`; what is set at its end.
    fn way(
        &mut self,
        frame: &mut Frame<'a>,
        before: &Option<Names>,
        body: &'a [Stmt],
    ) -> Option<Names> {
        self.set.clone_from(before);
        self.block(frame, body);
        self.set.take()
    }

    fn statement(&mut self, frame: &mut Frame<'a>, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Expr(value) => self.value(frame, value),
            StmtKind::Assign { targets, value } => {
                self.value(frame, value);
                for target in targets {
                    self.store(frame, target);
                }
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expression(frame, target);
                self.expression(frame, value);
                self.store(frame, target);
            }
            StmtKind::AnnAssign { target, value, .. } => {
                if let Some(value) = value {
                    self.value(frame, value);
                    self.store(frame, target);
                }
            }
            StmtKind::Delete(targets) => targets
                .iter()
                .for_each(|target| self.expression(frame, target)),
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    self.value(frame, value);
                }
                frame.returned = meet(frame.returned.take(), self.set.take());
            }
            StmtKind::If { test, body, orelse } => {
                self.expression(frame, test);
                let before = self.set.take();
                let then = self.way(frame, &before, body);
                let other = self.way(frame, &before, orelse);
                self.set = meet(then, other);
            }
            StmtKind::While { test, body, orelse } => {
                self.expression(frame, test);
                self.maybe(frame, body);
                self.maybe(frame, orelse);
            }
            StmtKind::For {
                target,
                iterable,
                body,
                orelse,
                ..
            } => {
                self.expression(frame, iterable);
                let before = self.set.clone();
                self.store(frame, target);
                self.set = before;
                self.maybe(frame, body);
                self.maybe(frame, orelse);
            }
            StmtKind::With { items, body, .. } => {
                // What is entered may swallow whatever raises from there on: the
                // contexts behind it, a target that is taken apart, the body.
                let mut before = None;
                for item in items {
                    self.expression(frame, &item.context);
                    if let Some(target) = &item.target {
                        let plain = !matches!(target.kind, ExprKind::Tuple(_) | ExprKind::List(_));
                        let first = before.get_or_insert_with(|| self.set.clone()).clone();
                        self.store(frame, target);
                        if plain && items.len() == 1 {
                            before = Some(self.set.clone());
                        } else {
                            before = Some(first);
                        }
                    } else {
                        before.get_or_insert_with(|| self.set.clone());
                    }
                }
                self.block(frame, body);
                self.set = before.unwrap_or_default();
            }
            StmtKind::Raise { exception, cause } => {
                let parts = exception.iter().chain(cause);
                parts.for_each(|part| self.expression(frame, part));
                self.set = None;
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                ..
            } => self.attempt(frame, [body, orelse, finally], handlers),
            StmtKind::Assert { test, message } => {
                self.expression(frame, test);
                message
                    .iter()
                    .for_each(|message| self.expression(frame, message));
            }
            StmtKind::FunctionDef { decorators, .. } | StmtKind::ClassDef { decorators, .. } => {
                if frame.is_captured() || mentions(frame, stmt) {
                    self.escapes();
                }
                for decorator in decorators {
                    self.expression(frame, decorator);
                }
            }
            StmtKind::Break | StmtKind::Continue => self.set = None,
            StmtKind::Pass
            | StmtKind::Import { .. }
            | StmtKind::ImportFrom { .. }
            | StmtKind::Release(_) => {}
        }
    }

    /// Code that may run, or not, or in part.
    fn maybe(&mut self, frame: &mut Frame<'a>, body: &'a [Stmt]) {
        let before = self.set.clone();
        self.block(frame, body);
        self.set = before;
    }

    fn attempt(
        &mut self,
        frame: &mut Frame<'a>,
        [body, orelse, finally]: [&'a [Stmt]; 3],
        handlers: &'a [Handler],
    ) {
        let before = self.set.clone();
        self.block(frame, body);
        self.block(frame, orelse);
        let mut after = self.set.take();
        for handler in handlers {
            self.set.clone_from(&before);
            if let Some(class) = &handler.class {
                self.expression(frame, class);
            }
            self.block(frame, &handler.body);
            after = meet(after, self.set.take());
        }
        let last = self.way(frame, &before, finally);
        self.set = match (after, last) {
            (Some(after), Some(last)) => Some(after.union(&last).cloned().collect()),
            _ => None,
        };
    }

    fn store(&mut self, frame: &Frame<'a>, target: &'a Expr) {
        match &target.kind {
            ExprKind::Attribute { object, name } if frame.is_self(object) => {
                if self.classes[&self.class].field(name).is_some() {
                    if let Some(set) = &mut self.set {
                        set.insert(name.clone());
                    }
                } else if find_member(self.classes, self.class, name).is_some() {
                    // A descriptor may take it.
                    self.escapes();
                }
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.store(frame, item));
            }
            ExprKind::Starred(inner) => self.store(frame, inner),
            _ => self.expression(frame, target),
        }
    }

    /// An expression that is evaluated as a whole: a call of a method sets what that sets.
    fn value(&mut self, frame: &Frame<'a>, expr: &'a Expr) {
        self.expression(frame, expr);
        if let Some((owner, method)) = self.callee(frame, expr) {
            self.method(owner, method, frame.depth);
        }
    }

    /// What an expression does to the object, but for what it sets.
    fn expression(&mut self, frame: &Frame<'a>, expr: &'a Expr) {
        let mut mentioned = 0;
        let mut harmless = 0;
        let mut inner = false;
        let (mut reads, mut calls) = (Vec::new(), Vec::new());
        walk::expression(expr, frame.module, &mut |expr| {
            mentioned += usize::from(frame.is_self(expr) || is_bare_super(expr));
            inner |= matches!(
                expr.kind,
                ExprKind::Lambda(_) | ExprKind::GeneratorExp { .. }
            );
            if let Some(method) = self.callee(frame, expr) {
                harmless += 1;
                calls.push(method);
            }
            let ExprKind::Attribute { object, name } = &expr.kind else {
                return;
            };
            if frame.is_self(object) {
                let member = find_member(self.classes, self.class, name);
                if self.classes[&self.class].field(name).is_some() {
                    harmless += 1;
                    reads.push(name);
                } else if let Some((_, Member::Static(_) | Member::ClassMethod(_))) = member {
                    harmless += 1;
                }
            } else if name == "__init__"
                && is_super(frame, object)
                && behind(self.classes, self.class, frame.owner)
                    .next()
                    .is_none()
            {
                // That of `object`.
                harmless += 1;
            }
        });
        if mentioned > harmless || inner && frame.is_captured() {
            self.escapes();
        }
        // One that is not set yet is read with a test.
        for name in reads {
            if self.set.as_ref().is_some_and(|set| !set.contains(name)) {
                self.always.remove(name);
            }
        }
        for (owner, method) in calls {
            let before = self.set.clone();
            self.method(owner, method, frame.depth);
            self.set = before;
        }
    }

    /// The method that an expression calls on the object itself, which is given to it in no other way.
    fn callee(&self, frame: &Frame<'a>, expr: &'a Expr) -> Option<(ClassKey, FuncKey)> {
        let ExprKind::Call { callee, args, .. } = &expr.kind else {
            return None;
        };
        let ExprKind::Attribute { object, name } = &callee.kind else {
            return None;
        };
        let found = if frame.is_self(object) && self.classes[&self.class].field(name).is_none() {
            find_member(self.classes, self.class, name)
        } else if is_super(frame, object) {
            let behind = behind(self.classes, self.class, frame.owner);
            first_member(self.classes, behind, name)
        } else if args.first().is_some_and(|arg| frame.is_self(arg)) {
            find_member(self.classes, self.base(frame, object)?, name)
        } else {
            None
        };
        match found? {
            (owner, Member::Method(method)) => Some((owner, *method)),
            _ => None,
        }
    }

    /// The class that the name of one that the method's class derives from stands for.
    fn base(&self, frame: &Frame<'a>, expr: &Expr) -> Option<ClassKey> {
        let ExprKind::Name {
            name,
            place: Place::Global(_),
        } = &expr.kind
        else {
            return None;
        };
        let bases = self.classes[&frame.owner].bases.iter();
        let mut named = bases.filter(|base| self.classes[base].name == *name);
        let base = named.next().filter(|_| named.next().is_none());
        base.copied().filter(|_| !reassigned(frame.module, name))
    }
}

/// The arguments of a call of `super`.
fn super_args(expr: &Expr) -> Option<&[Expr]> {
    match &expr.kind {
        ExprKind::Call { callee, args, .. } => match &callee.kind {
            ExprKind::Name {
                name,
                place: Place::Builtin,
            } if name == "super" => Some(args),
            _ => None,
        },
        _ => None,
    }
}

/// `super()`, which stands for the first parameter.
fn is_bare_super(expr: &Expr) -> bool {
    super_args(expr).is_some_and(<[Expr]>::is_empty)
}

/// `super()` or `super(Class, self)` of the class that the method is of.
fn is_super(frame: &Frame<'_>, expr: &Expr) -> bool {
    let is_own = |class: &Expr| {
        let own = &frame.module.class(frame.owner.class).name;
        matches!(&class.kind, ExprKind::Name { name, .. } if name == own)
    };
    match super_args(expr) {
        Some([]) => true,
        Some([class, object]) => is_own(class) && frame.is_self(object),
        _ => false,
    }
}

/// Whether a method puts something else in place of its first parameter.
fn rebinds_self(frame: &Frame<'_>) -> bool {
    let mut found = frame.own().is_none();
    walk::targets(&frame.function.body, &mut |target| {
        found |= frame.is_self(target);
    });
    walk::expressions(frame.function, frame.module, &mut |expr| {
        let clauses = match &expr.kind {
            ExprKind::Walrus { target, .. } => {
                found |= frame.is_self(target);
                return;
            }
            ExprKind::ListComp { clauses, .. }
            | ExprKind::InlineGenerator { clauses, .. }
            | ExprKind::SetComp { clauses, .. }
            | ExprKind::DictComp { clauses, .. } => clauses,
            _ => return,
        };
        for clause in clauses {
            walk::expression(&clause.target, frame.module, &mut |expr| {
                found |= frame.is_self(expr);
            });
        }
    });
    found
}

/// Whether a definition evaluates the first parameter: in a default, a base or a class body.
fn mentions(frame: &Frame<'_>, stmt: &Stmt) -> bool {
    let mut found = false;
    let mut look = |expr: &Expr| found |= frame.is_self(expr) || is_bare_super(expr);
    match &stmt.kind {
        StmtKind::FunctionDef { function, .. } => {
            let params = &frame.module.function(*function).params;
            for default in params.all().filter_map(|param| param.default.as_ref()) {
                walk::expression(default, frame.module, &mut look);
            }
        }
        StmtKind::ClassDef { class, .. } => {
            let class: &Class = frame.module.class(*class);
            let parts = class.bases.iter();
            for part in parts.chain(class.keywords.iter().map(|(_, value)| value)) {
                walk::expression(part, frame.module, &mut look);
            }
            walk::body_expressions(&class.body, frame.module, &mut look);
        }
        _ => {}
    }
    found
}
