//! Comparisons that the runtime makes, and whom they make known to each other.
//!
//! `a == b`, `a in xs`, a lookup in a dict or the sorting of a list may call
//! a comparison method of a class of the program with any value that it is
//! compared with. There that value is of any type. What the method does to it
//! decides whether it is lost track of: most only read attributes that hold
//! numbers and texts, and nothing comes of that.

use std::collections::BTreeSet;
use std::rc::Rc;

use pyaot_syntax::tree::{
    CompareOp, Expr, ExprId, ExprKind, Function, Module, Place, StmtKind, VarId,
};

use super::{Frame, Infer, Part};
use crate::classes::{Member, find_member, is_subclass};
use crate::program::ComparisonCall;
use crate::ty::{Atom, ClassKey, FuncKey, SiteId, Ty};
use crate::walk;

/// Methods that get a value with which an instance is compared.
const COMPARISONS: &[&str] = &[
    "__contains__",
    "__eq__",
    "__ge__",
    "__gt__",
    "__le__",
    "__lt__",
    "__ne__",
];

/// Builtins that neither keep nor change their arguments.
const ASKING: &[&str] = &["abs", "hash", "id", "isinstance", "len", "type"];

/// The attributes that a comparison method reads, where that is all it does
/// to what it is given.
pub(super) type Reads = Option<Rc<BTreeSet<String>>>;

/// Whether a function may give back what an expression gives; the variables hold outcomes of
/// comparisons.
type Harmless = fn(&Expr, &BTreeSet<VarId>) -> bool;

impl<'a> Infer<'a> {
    /// The runtime compares a value of type `a`, or an item of it, with one
    /// of type `b`.
    pub(super) fn meet(&mut self, a: &Ty, b: &Ty) {
        self.tell_modules_apart(a, b);
        let (in_a, in_b) = (self.members_of(a), self.members_of(b));
        self.hand_over(&in_a, b, &in_b);
        self.hand_over(&in_b, a, &in_a);
    }

    /// Modules that are compared with others need one object each, which only open ones have.
    pub(super) fn tell_modules_apart(&mut self, a: &Ty, b: &Ty) {
        let may_be = |ty: &Ty| {
            let mut atoms = ty.atoms().iter();
            ty.is_open() || atoms.any(|atom| matches!(atom, Atom::Module(_)))
        };
        if !may_be(a) || !may_be(b) {
            return;
        }
        for atom in a.atoms().iter().chain(b.atoms()) {
            if let Atom::Module(id) = atom {
                self.open_module(*id);
            }
        }
    }

    /// Values of the type are compared with each other.
    pub(super) fn meet_each_other(&mut self, ty: &Ty) {
        self.tell_modules_apart(ty, ty);
        let members = self.members_of(ty);
        self.hand_over(&members, ty, &members);
    }

    /// The items of a set, or the keys of a dict, are told apart.
    pub(super) fn hash_items(&mut self, site: SiteId) {
        let item = self.part(site, Part::Item);
        self.meet_each_other(&item);
    }

    /// `a op b` where a class of the program defines the comparison for these
    /// operands and its answer is a bool: a direct call.
    pub(super) fn comparison_call(
        &mut self,
        frame: &mut Frame<'a>,
        id: ExprId,
        op: CompareOp,
        a: &Ty,
        b: &Ty,
    ) -> Option<Ty> {
        let (member, reflected, negated) = self.comparison_member(op, a, b)?;
        // A comparison counts as a level of recursion beside the method's frame.
        if matches!(member, Member::Method(key) if key == frame.key) {
            return None;
        }
        let operands = if reflected { [b, a] } else { [a, b] };
        let ctx = self.special_context(&member, operands.map(Ty::clone).to_vec())?;
        let result = self.contexts[ctx.index()].result.clone();
        // Anything else may be `NotImplemented`.
        if !result.is_bool() && !result.is_bottom() {
            return None;
        }
        let call = ComparisonCall {
            ctx,
            reflected,
            negated,
        };
        frame.comparisons.insert(id, call);
        Some(result)
    }

    /// The method that `a op b` asks first, whether it is the right operand's,
    /// and whether the answer is turned round.
    fn comparison_member(&self, op: CompareOp, a: &Ty, b: &Ty) -> Option<(Member, bool, bool)> {
        let (name, swapped) = match op {
            CompareOp::Is | CompareOp::IsNot => return None,
            CompareOp::In | CompareOp::NotIn => {
                let Some(Atom::Instance(class)) = b.single() else {
                    return None;
                };
                let member = self.special(*class, "__contains__")?;
                return Some((member, true, op == CompareOp::NotIn));
            }
            CompareOp::Eq => ("__eq__", None),
            CompareOp::Ne => ("__ne__", None),
            CompareOp::Lt => ("__lt__", Some("__gt__")),
            CompareOp::Le => ("__le__", Some("__ge__")),
            CompareOp::Gt => ("__gt__", Some("__lt__")),
            CompareOp::Ge => ("__ge__", Some("__le__")),
        };
        let Some(Atom::Instance(class)) = a.single() else {
            return None;
        };
        // One of a derived class on the right is asked first.
        let derives = |atom: &Atom| matches!(atom, Atom::Instance(other) if other != class && is_subclass(&self.classes, *other, *class));
        if b.may_be(derives) {
            return None;
        }
        if let Some(member) = self.special(*class, name) {
            return Some((member, false, false));
        }
        if op == CompareOp::Ne {
            return Some((self.special(*class, "__eq__")?, false, true));
        }
        match (b.single(), swapped) {
            (Some(Atom::Instance(class)), Some(name)) => {
                Some((self.special(*class, name)?, true, false))
            }
            _ => None,
        }
    }

    /// Comparison methods of `classes` get a value of type `given`.
    fn hand_over(&mut self, classes: &Members, given: &Ty, of_given: &Members) {
        if of_given.is_plain {
            return;
        }
        for method in self.comparison_methods(classes) {
            match self.reads(method) {
                None => self.escape(given),
                Some(names) => {
                    for class in of_given.instances.iter().chain(&of_given.named).copied() {
                        let mut asked = BTreeSet::new();
                        if !names
                            .iter()
                            .all(|name| self.gives_data(class, name, &mut asked))
                        {
                            let own = self.own_atom(class);
                            self.escape(&own.into());
                        }
                    }
                }
            }
        }
    }

    fn comparison_methods(&self, of: &Members) -> BTreeSet<FuncKey> {
        let mut found = BTreeSet::new();
        let mut add = |class: ClassKey| {
            for name in COMPARISONS {
                if let Some((_, member)) = find_member(&self.classes, class, name) {
                    found.extend(member.functions());
                }
            }
        };
        of.instances.iter().copied().for_each(&mut add);
        if of.is_open {
            let hidden = self.classes.values().filter(|info| !info.is_typed);
            hidden.for_each(|info| add(info.key));
            self.loose.iter().copied().for_each(&mut add);
        }
        found
    }

    /// Whether the attribute of an instance that is not followed, read, or called without
    /// arguments, gives nothing that has to be followed: a plain field, or what a method or
    /// property makes of such. `asked` has the names that are being looked at.
    fn gives_data(&mut self, class: ClassKey, name: &str, asked: &mut BTreeSet<String>) -> bool {
        if !asked.insert(name.to_owned()) {
            return true;
        }
        let is_field = self.classes[&class].field(name).is_some();
        let getter = match find_member(&self.classes, class, name) {
            Some((_, Member::Method(key) | Member::Property { getter: key, .. })) if !is_field => {
                *key
            }
            _ => return self.is_plain_field(class, name),
        };
        let Some(names) = self.accessed(getter) else {
            return false;
        };
        let plain = names.iter().all(|name| self.gives_data(class, name, asked));
        if plain {
            self.method_entry(class, getter);
        }
        plain
    }

    /// The attributes of the instance that a method without other arguments makes its result of.
    fn accessed(&mut self, method: FuncKey) -> Reads {
        if let Some(known) = self.accessors.get(&method) {
            return known.clone();
        }
        let func = self.function(method);
        let alone = func.params.positional.len() == 1 && func.params.all().count() == 1;
        let found = match alone {
            true => only_reads(self.module(method.module), func, is_data),
            false => None,
        };
        self.accessors.insert(method, found.clone());
        found
    }

    /// Whether reading the attribute of an instance that is not followed
    /// gives nothing that has to be followed.
    fn is_plain_field(&self, class: ClassKey, name: &str) -> bool {
        if self.classes[&class].item(name).is_some() {
            return false;
        }
        match self.classes[&class].field(name) {
            Some((_, owner)) => {
                let plain = |atom: &Atom| {
                    atom.is_scalar() || atom.is_open() || matches!(atom, Atom::Str | Atom::Bytes)
                };
                self.field(owner, name).atoms().iter().all(plain)
            }
            None => find_member(&self.classes, class, name)
                .is_none_or(|(_, member)| *member == Member::Variable),
        }
    }

    fn reads(&mut self, method: FuncKey) -> Reads {
        if let Some(known) = self.comparisons.get(&method) {
            return known.clone();
        }
        let found = only_reads(
            self.module(method.module),
            self.function(method),
            is_verdict,
        );
        self.comparisons.insert(method, found.clone());
        found
    }

    /// Whether there is nothing in a value of the type, however deep, but what
    /// built-in code compares.
    pub(super) fn holds_data(&self, ty: &Ty) -> bool {
        let members = self.members_of(ty);
        members.instances.is_empty() && !members.is_open
    }

    /// What a value of the type may be, or hold.
    fn members_of(&self, ty: &Ty) -> Members {
        let mut found = Members {
            is_plain: true,
            ..Members::default()
        };
        self.gather(ty, &mut found);
        found
    }

    /// Whether the class defines comparisons.
    pub(super) fn compares_itself(&self, class: ClassKey) -> bool {
        let compares = |name: &&str| find_member(&self.classes, class, name).is_some();
        COMPARISONS.iter().any(compares)
    }

    fn gather(&self, ty: &Ty, found: &mut Members) {
        if ty.is_open() {
            found.is_open = true;
        }
        for atom in ty.atoms() {
            found.is_plain &= atom.is_scalar()
                || atom.is_open()
                || matches!(
                    atom,
                    Atom::Str | Atom::Bytes | Atom::Range | Atom::NumberArray(_) | Atom::ByteArray
                );
            match atom {
                Atom::Instance(class) | Atom::Method(class, _) => {
                    found.instances.insert(*class);
                }
                Atom::Named(class) if found.named.insert(*class) => {
                    if self.compares_itself(*class) {
                        found.instances.insert(*class);
                    }
                    for item in self.named_items(*class) {
                        self.gather(&item, found);
                    }
                }
                Atom::List(site)
                | Atom::Set(site)
                | Atom::Dict(site)
                | Atom::DefaultDict(site)
                | Atom::Deque(site)
                    if found.sites.insert(self.root(*site)) =>
                {
                    self.gather(&self.part(*site, Part::Item), found);
                    self.gather(&self.part(*site, Part::Value), found);
                }
                Atom::Tuple(items) => items.iter().for_each(|item| self.gather(item, found)),
                Atom::TupleOf(item) | Atom::Iterator(item) => self.gather(item, found),
                _ => {}
            }
        }
    }
}

#[derive(Default)]
struct Members {
    instances: BTreeSet<ClassKey>,
    /// Named tuples.
    named: BTreeSet<ClassKey>,
    sites: BTreeSet<SiteId>,
    /// Values of any type are among them.
    is_open: bool,
    /// Only numbers, texts and values that are not followed anyway.
    is_plain: bool,
}

/// The attributes that the function reads, when it changes, keeps and hands on
/// nothing, and gives back only what is `harmless`.
fn only_reads(module: &Module, func: &Function, harmless: Harmless) -> Reads {
    if func.suspends() {
        return None;
    }
    let mut names = BTreeSet::new();
    let mut simple = true;
    let mut calls_methods = false;
    let verdicts = verdicts_kept(func);
    walk::targets(&func.body, &mut |target| {
        let place = match &target.kind {
            ExprKind::Name { place, .. } => Some(place),
            _ => None,
        };
        simple &= matches!(place, Some(Place::Local(_)));
    });
    walk::statements(&func.body, &mut |stmt| match &stmt.kind {
        StmtKind::Return(Some(value)) => simple &= harmless(value, &verdicts),
        StmtKind::FunctionDef { .. }
        | StmtKind::ClassDef { .. }
        | StmtKind::Delete(_)
        | StmtKind::Raise { .. }
        | StmtKind::With { .. } => simple = false,
        _ => {}
    });
    simple &= !func.vars.iter().any(|var| var.captured);
    walk::expressions(func, module, &mut |expr| match &expr.kind {
        ExprKind::Attribute { name, .. } => {
            names.insert(name.clone());
        }
        ExprKind::Call {
            callee,
            args,
            keywords,
        } if !asks(callee) && !compares(callee) => {
            simple &= is_method(callee) && args.is_empty() && keywords.is_empty();
            calls_methods = true;
        }
        ExprKind::Lambda(_)
        | ExprKind::GeneratorExp { .. }
        | ExprKind::Match { .. }
        | ExprKind::Globals
        | ExprKind::Locals(_) => simple = false,
        _ => {}
    });
    names.remove("__class__");
    names.retain(|name| !COMPARISONS.contains(&name.as_str()));
    // What such a method does to the attributes themselves is not known.
    simple &= !(calls_methods && names.contains("__dict__"));
    simple.then(|| Rc::new(names))
}

fn asks(callee: &Expr) -> bool {
    matches!(&callee.kind, ExprKind::Name { name, place: Place::Builtin } if ASKING.contains(&name.as_str()))
}

/// The variables that only ever hold outcomes of comparisons.
fn verdicts_kept(func: &Function) -> BTreeSet<VarId> {
    let mut found: BTreeSet<VarId> = BTreeSet::new();
    let mut others: BTreeSet<VarId> = func.params.all().map(|param| param.var).collect();
    let local = |target: &Expr| match &target.kind {
        ExprKind::Name {
            place: Place::Local(var),
            ..
        } => Some(*var),
        _ => None,
    };
    let mut kept = BTreeSet::new();
    walk::statements(&func.body, &mut |stmt| {
        if let StmtKind::Assign { targets, value } = &stmt.kind
            && is_verdict(value, &BTreeSet::new())
        {
            kept.extend(targets.iter().map(|target| target.id));
        }
    });
    walk::targets(&func.body, &mut |target| {
        if let Some(var) = local(target) {
            match kept.contains(&target.id) {
                true => found.insert(var),
                false => others.insert(var),
            };
        }
    });
    found.difference(&others).copied().collect()
}

/// Whether a comparison method is called by its name: it is looked at like this one.
fn compares(callee: &Expr) -> bool {
    matches!(&callee.kind, ExprKind::Attribute { name, .. } if COMPARISONS.contains(&name.as_str()))
}

fn is_method(callee: &Expr) -> bool {
    matches!(&callee.kind, ExprKind::Attribute { name, .. } if !name.starts_with("__"))
}

/// Whether the expression gives attributes, or what is made of such, and no object that
/// the function was given.
fn is_data(expr: &Expr, verdicts: &BTreeSet<VarId>) -> bool {
    match &expr.kind {
        ExprKind::Attribute { .. } | ExprKind::Str(_) | ExprKind::Float(_) => true,
        ExprKind::Tuple(items) => items.iter().all(|item| is_data(item, verdicts)),
        ExprKind::Binary { left, right, .. } => is_data(left, verdicts) && is_data(right, verdicts),
        ExprKind::Call { callee, .. } => asks(callee) || is_method(callee),
        _ => is_verdict(expr, verdicts),
    }
}

/// Whether the expression gives the outcome of a comparison, as `verdicts` hold one, none of the
/// values that are compared.
fn is_verdict(expr: &Expr, verdicts: &BTreeSet<VarId>) -> bool {
    match &expr.kind {
        ExprKind::Name { place, .. } => match place {
            Place::Local(var) => verdicts.contains(var),
            place => *place == Place::Builtin,
        },
        ExprKind::And(operands) | ExprKind::Or(operands) => {
            operands.iter().all(|operand| is_verdict(operand, verdicts))
        }
        ExprKind::Conditional { body, orelse, .. } => {
            is_verdict(body, verdicts) && is_verdict(orelse, verdicts)
        }
        ExprKind::Call { callee, .. } => asks(callee) || compares(callee),
        ExprKind::Compare { .. }
        | ExprKind::Unary { .. }
        | ExprKind::Int(_)
        | ExprKind::True
        | ExprKind::False
        | ExprKind::None => true,
        _ => false,
    }
}
