//! In which order a new object gets its attributes, where the text says it:
//! the order of its `__dict__`.

use std::collections::{BTreeMap, HashMap};

use pyaot_syntax::tree::{Expr, ExprKind, Function, Module, Place, Stmt, StmtKind};

use crate::classes::{ClassInfo, Member, behind, find_member, first_member, initializer, lineage};
use crate::ty::{ClassKey, FuncKey};
use crate::walk;

/// How far calls of methods are followed.
const DEPTH: usize = 6;

/// Builtins that set attributes by computed names.
const SETTERS: &[&str] = &["delattr", "setattr", "vars"];

/// The attributes in the order `__init__` first stores them; `None` where
/// that depends on more than the text.
pub fn find(
    modules: &[Module],
    classes: &BTreeMap<ClassKey, ClassInfo>,
    class: ClassKey,
) -> Option<Vec<String>> {
    let mut order = Order {
        modules,
        classes,
        class,
        names: Vec::new(),
        stores: HashMap::new(),
    };
    order.count_stores();
    if let Some((owner, Member::Method(init))) = initializer(classes, class) {
        order.method(owner, *init, DEPTH)?;
    }
    Some(order.names)
}

struct Order<'a> {
    modules: &'a [Module],
    classes: &'a BTreeMap<ClassKey, ClassInfo>,
    class: ClassKey,
    /// In order so far.
    names: Vec<String>,
    /// How many places store an attribute.
    stores: HashMap<String, usize>,
}

/// The method whose statements are followed.
#[derive(Clone, Copy)]
struct Frame<'a> {
    function: &'a Function,
    module: &'a Module,
    owner: ClassKey,
    depth: usize,
}

impl Frame<'_> {
    fn is_self(&self, expr: &Expr) -> bool {
        let first = self.function.params.positional.first();
        matches!((&expr.kind, first), (ExprKind::Name { place: Place::Local(var), .. }, Some(first)) if *var == first.var)
    }
}

impl<'a> Order<'a> {
    fn function(&self, key: FuncKey) -> (&'a Module, &'a Function) {
        let module = &self.modules[key.module.index()];
        (module, module.function(key.function))
    }

    fn count_stores(&mut self) {
        for key in lineage(self.classes, self.class) {
            let members = self.classes[&key].members.values();
            for function in members.flat_map(Member::functions) {
                let (_, function) = self.function(function);
                walk::targets(&function.body, &mut |target| {
                    if let ExprKind::Attribute { name, .. } = &target.kind {
                        *self.stores.entry(name.clone()).or_default() += 1;
                    }
                });
            }
        }
    }

    fn method(&mut self, owner: ClassKey, key: FuncKey, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        let (module, function) = self.function(key);
        let frame = Frame {
            function,
            module,
            owner,
            depth,
        };
        self.block(frame, &function.body)
    }

    fn block(&mut self, frame: Frame<'a>, body: &'a [Stmt]) -> Option<()> {
        body.iter().try_for_each(|stmt| self.statement(frame, stmt))
    }

    fn statement(&mut self, frame: Frame<'a>, stmt: &'a Stmt) -> Option<()> {
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                self.expression(frame, value)?;
                targets
                    .iter()
                    .try_for_each(|target| self.store(frame, target))
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expression(frame, value)?;
                self.store(frame, target)
            }
            StmtKind::AnnAssign {
                target,
                value: Some(value),
                ..
            } => {
                self.expression(frame, value)?;
                self.store(frame, target)
            }
            StmtKind::Expr(value) | StmtKind::Return(Some(value)) => self.expression(frame, value),
            StmtKind::If { test, body, orelse } => {
                self.expression(frame, test)?;
                self.branches(frame, &[body, orelse])
            }
            StmtKind::While { test, body, orelse } => {
                self.expression(frame, test)?;
                self.branches(frame, &[body, &[]])?;
                self.branches(frame, &[orelse, &[]])
            }
            StmtKind::For {
                target,
                iterable,
                body,
                orelse,
                ..
            } => {
                self.expression(frame, iterable)?;
                self.store(frame, target)?;
                self.branches(frame, &[body, &[]])?;
                self.branches(frame, &[orelse, &[]])
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expression(frame, &item.context)?;
                    item.target
                        .iter()
                        .try_for_each(|target| self.store(frame, target))?;
                }
                self.block(frame, body)
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                ..
            } => {
                self.block(frame, body)?;
                self.block(frame, orelse)?;
                for handler in handlers {
                    self.branches(frame, &[&handler.body, &[]])?;
                }
                self.block(frame, finally)
            }
            _ => Some(()),
        }
    }

    /// Of several ways one is taken: they store the same, or what nothing else stores.
    fn branches(&mut self, frame: Frame<'a>, ways: &[&'a [Stmt]]) -> Option<()> {
        let before = self.names.len();
        let mut all: Vec<Vec<String>> = Vec::new();
        for way in ways {
            self.block(frame, way)?;
            all.push(self.names.split_off(before));
        }
        let same = all.windows(2).all(|pair| pair[0] == pair[1]);
        let new = if same {
            all.swap_remove(0)
        } else {
            all.concat()
        };
        if !same && new.iter().any(|name| self.stores.get(name) != Some(&1)) {
            return None;
        }
        self.names.extend(new);
        Some(())
    }

    fn store(&mut self, frame: Frame<'a>, target: &'a Expr) -> Option<()> {
        match &target.kind {
            ExprKind::Attribute { object, name } if frame.is_self(object) => {
                let member = find_member(self.classes, self.class, name);
                if let Some((owner, Member::Property { setter, .. })) = member {
                    return match setter {
                        Some(setter) => self.method(owner, *setter, frame.depth),
                        None => Some(()),
                    };
                }
                if !self.names.contains(name) {
                    self.names.push(name.clone());
                }
                Some(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.store(frame, item))
            }
            ExprKind::Starred(inner) => self.store(frame, inner),
            _ => Some(()),
        }
    }

    /// What calls in the expression store: of methods, of those of bases, and by computed names.
    fn expression(&mut self, frame: Frame<'a>, expr: &'a Expr) -> Option<()> {
        let mut calls = Vec::new();
        walk::expression(expr, frame.module, &mut |expr| {
            if let ExprKind::Call { callee, args, .. } = &expr.kind {
                calls.push((callee, args));
            }
        });
        calls
            .into_iter()
            .try_for_each(|(callee, args)| self.call(frame, callee, args))
    }

    fn call(&mut self, frame: Frame<'a>, callee: &'a Expr, args: &'a [Expr]) -> Option<()> {
        let gets_self = args.iter().any(|arg| frame.is_self(arg));
        let (object, name) = match &callee.kind {
            ExprKind::Attribute { object, name } => (object, name),
            ExprKind::Name { name, .. } if gets_self && SETTERS.contains(&name.as_str()) => {
                return None;
            }
            _ => return Some(()),
        };
        if name == "__setattr__" || is_own_dict(frame, object) {
            return None;
        }
        let is_super = matches!(&object.kind, ExprKind::Call { callee, .. }
            if matches!(&callee.kind, ExprKind::Name { name, .. } if name == "super"));
        let found = match &object.kind {
            _ if is_super => {
                let behind = behind(self.classes, self.class, frame.owner);
                first_member(self.classes, behind, name)
            }
            _ if frame.is_self(object) => find_member(self.classes, self.class, name),
            // `Base.method(self)`.
            ExprKind::Name {
                name: base,
                place: Place::Global(_),
            } if gets_self => {
                let has_it = |key: &&ClassKey| find_member(self.classes, **key, name).is_some();
                let bases = self.classes[&frame.owner].bases.iter();
                let having: Vec<&ClassKey> = bases.filter(has_it).collect();
                let named = |key: &&&ClassKey| self.classes[*key].name == *base;
                match having.as_slice() {
                    [] => None,
                    // Under whatever name it is known here.
                    [only] => find_member(self.classes, **only, name),
                    several => find_member(self.classes, **several.iter().find(named)?, name),
                }
            }
            _ => None,
        };
        match found {
            Some((owner, Member::Method(method))) => self.method(owner, *method, frame.depth),
            _ => Some(()),
        }
    }
}

/// `self.__dict__`.
fn is_own_dict(frame: Frame<'_>, object: &Expr) -> bool {
    matches!(&object.kind, ExprKind::Attribute { object, name } if name == "__dict__" && frame.is_self(object))
}
