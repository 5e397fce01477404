//! `z = 0` where all that ever meets `z` takes it for a complex number.
//!
//! A sum of complex numbers, or the orbit of a point, often begins with an int:
//!
//! ```python
//! z = 0
//! for i in range(n):
//!     if abs(z) > 2: return i
//!     z = z * z + c
//! ```
//!
//! `z` is of two types then, and each operation has to ask. But nobody can tell the int from `0j`:
//! CPython makes a complex number of it at the first sum, and zero times zero is zero in both. Where
//! the text shows that for every use of a variable, its zeros are `0j` and inference starts again.

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{
    BinaryOp, CompareOp, Expr, ExprId, ExprKind, Function, Module, Place, Stmt, StmtKind, UnaryOp,
};

use crate::infer::Infer;
use crate::program::Context;
use crate::ty::{Atom, FuncKey, ModuleId, Ty};
use crate::walk;

/// What an expression gives if the variable is an int zero, beside what it gives if that is `0j`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gives {
    /// The variable is not in it.
    Free,
    /// `0` or `0j`.
    Zero,
    /// `0` or `0.0`: a part of such a number, or how large it is.
    Part,
    /// The same.
    Same,
    /// Something else, perhaps.
    Other,
}

/// Expressions that are the constant `0` and may be `0j`.
pub(crate) type Zeros = BTreeMap<ModuleId, BTreeSet<ExprId>>;

/// Makes `0j` of these constants.
pub(crate) fn write(modules: &mut [Module], zeros: &Zeros) {
    for (module, zeros) in zeros {
        for function in &mut modules[module.index()].functions {
            walk::statements_mut(&mut function.body, &mut |stmt| {
                if let StmtKind::Assign { value, .. } = &mut stmt.kind
                    && zeros.contains(&value.id)
                {
                    value.kind = ExprKind::Complex(0.0);
                }
            });
        }
    }
}

/// The constants that nobody can tell from `0j`, by the types that inference has found.
pub(crate) fn find(modules: &[Module], infer: &Infer<'_>) -> Zeros {
    let mut found = Zeros::new();
    if infer.rebound.contains("abs") {
        return found;
    }
    let contexts = &infer.contexts;
    let has_complex = |context: &&Context| {
        let mut types = context.types.values();
        context.live && types.any(|ty| ty.atoms() == [Atom::Int, Atom::Complex])
    };
    let functions: BTreeSet<FuncKey> = (contexts.iter().filter(has_complex))
        .map(|context| context.func)
        .collect();
    for key in functions {
        let module = &modules[key.module.index()];
        let function = module.function(key.function);
        let contexts = contexts.iter().filter(|context| context.live);
        let contexts: Vec<&Context> = contexts.filter(|context| context.func == key).collect();
        for place in zeroed(function, module, key, &infer.local_globals) {
            let mut variable = Variable {
                module,
                contexts: &contexts,
                place,
                zeros: BTreeSet::new(),
                is_mixed: false,
            };
            if variable.is_complex(&function.body) && variable.is_mixed {
                found.entry(key.module).or_default().extend(variable.zeros);
            }
        }
    }
    found
}

/// The variables of the function's own that it sets to `0`.
fn zeroed<'a>(
    function: &'a Function,
    module: &Module,
    key: FuncKey,
    local_globals: &BTreeSet<u32>,
) -> Vec<&'a Place> {
    let is_main = key.module == ModuleId::MAIN && key.function == module.functions[0].id;
    let is_own = |place: &Place| match place {
        Place::Local(var) => {
            let var = &function.vars[var.index()];
            !var.captured && !var.is_param
        }
        Place::Global(index) => is_main && local_globals.contains(index),
        _ => false,
    };
    let mut found: Vec<&Place> = Vec::new();
    walk::statements(&function.body, &mut |stmt| {
        if let StmtKind::Assign { targets, value } = &stmt.kind
            && let [target] = targets.as_slice()
            && let (ExprKind::Name { place, .. }, ExprKind::Int(0)) = (&target.kind, &value.kind)
            && is_own(place)
            && !found.contains(&place)
        {
            found.push(place);
        }
    });
    found
}

struct Variable<'a> {
    module: &'a Module,
    /// Those of the function.
    contexts: &'a [&'a Context],
    place: &'a Place,
    /// Constants that it is set to.
    zeros: BTreeSet<ExprId>,
    /// Somewhere it is a complex number.
    is_mixed: bool,
}

impl Variable<'_> {
    /// Whether nothing below `body` tells its zeros from `0j`.
    fn is_complex(&mut self, body: &[Stmt]) -> bool {
        let mut holds = true;
        walk::statements(body, &mut |stmt| holds = holds && self.statement(stmt));
        holds
    }

    /// The same of one statement, without those below it.
    fn statement(&mut self, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                if let [target] = targets.as_slice()
                    && self.is_it(target)
                {
                    return self.takes(value);
                }
            }
            StmtKind::AugAssign { target, op, value } if self.is_it(target) => {
                let (a, b) = (self.gives(target), self.gives(value));
                let given = self.binary(*op, (target, a), (value, b));
                return matches!(given, Gives::Zero | Gives::Same);
            }
            _ => {}
        }
        let mut holds = true;
        walk::expressions_of(stmt, self.module, &mut |expr| {
            holds = holds && self.is_settled(expr)
        });
        holds
    }

    /// Whether the variable may be set to it.
    fn takes(&mut self, value: &Expr) -> bool {
        if matches!(value.kind, ExprKind::Int(0)) {
            self.zeros.insert(value.id);
            return true;
        }
        match self.gives(value) {
            Gives::Zero => true,
            Gives::Free | Gives::Same => self.is_of(value, Ty::is_complex),
            Gives::Part | Gives::Other => false,
        }
    }

    fn is_settled(&mut self, expr: &Expr) -> bool {
        matches!(self.gives(expr), Gives::Free | Gives::Same)
    }

    fn is_it(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Name { place, .. } if place == self.place)
    }

    /// Whether its type is such in all contexts that get there.
    fn is_of(&self, expr: &Expr, is_such: impl Fn(&Ty) -> bool) -> bool {
        let mut types = self.contexts.iter();
        types.all(|context| context.types.get(&expr.id).is_none_or(&is_such))
    }

    fn gives(&mut self, expr: &Expr) -> Gives {
        match &expr.kind {
            ExprKind::Name { .. } if self.is_it(expr) => {
                let known = |ty: &Ty| {
                    let atoms = ty.atoms();
                    !atoms.is_empty()
                        && atoms.iter().all(|a| matches!(a, Atom::Int | Atom::Complex))
                };
                self.is_mixed |= !self.is_of(expr, Ty::is_int);
                match self.is_of(expr, known) {
                    true => Gives::Zero,
                    false => Gives::Other,
                }
            }
            ExprKind::Binary { op, left, right } => {
                let (a, b) = (self.gives(left), self.gives(right));
                self.binary(*op, (left, a), (right, b))
            }
            ExprKind::Attribute { object, name } if matches!(name.as_str(), "real" | "imag") => {
                match self.gives(object) {
                    Gives::Zero => Gives::Part,
                    Gives::Free => Gives::Free,
                    Gives::Same => Gives::Same,
                    Gives::Part | Gives::Other => Gives::Other,
                }
            }
            ExprKind::Call {
                callee,
                args,
                keywords,
            } if is_abs(callee) && keywords.is_empty() && args.len() == 1 => {
                match self.gives(&args[0]) {
                    Gives::Zero | Gives::Part => Gives::Part,
                    given => given,
                }
            }
            ExprKind::Compare { first, rest } => self.comparison(first, rest),
            ExprKind::And(items) | ExprKind::Or(items) => {
                let all = items.iter().map(|item| self.gives(item));
                all.fold(Gives::Free, together)
            }
            ExprKind::Conditional { test, body, orelse } => {
                let all = [test, body, orelse].map(|part| self.gives(part));
                all.into_iter().fold(Gives::Free, together)
            }
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => together(Gives::Free, self.gives(operand)),
            _ => {
                let mut is_in = false;
                walk::expression(expr, self.module, &mut |inner| is_in |= self.is_it(inner));
                match is_in {
                    true => Gives::Other,
                    false => Gives::Free,
                }
            }
        }
    }

    fn comparison(&mut self, first: &Expr, rest: &[(CompareOp, Expr)]) -> Gives {
        let operands: Vec<&Expr> = [first]
            .into_iter()
            .chain(rest.iter().map(|r| &r.1))
            .collect();
        let given: Vec<Gives> = operands.iter().map(|operand| self.gives(operand)).collect();
        if given.iter().all(|given| *given == Gives::Free) {
            return Gives::Free;
        }
        let numbers = |op: &CompareOp| {
            use CompareOp::{Eq, Ge, Gt, Le, Lt, Ne};
            matches!(op, Eq | Ge | Gt | Le | Lt | Ne)
        };
        let fits = |(operand, given): (&&Expr, &Gives)| match given {
            Gives::Part => true,
            Gives::Free | Gives::Same => self.is_of(operand, Ty::is_mixed_number),
            Gives::Zero | Gives::Other => false,
        };
        let fit = operands.iter().zip(&given).all(fits);
        match fit && rest.iter().all(|(op, _)| numbers(op)) {
            true => Gives::Same,
            false => Gives::Other,
        }
    }

    fn binary(&self, op: BinaryOp, (left, a): (&Expr, Gives), (right, b): (&Expr, Gives)) -> Gives {
        use BinaryOp::{Add, Mul, Pow, Sub, TrueDiv};
        if a == Gives::Free && b == Gives::Free {
            return Gives::Free;
        }
        let settled = |given| matches!(given, Gives::Free | Gives::Same);
        if settled(a) && settled(b) {
            return Gives::Same;
        }
        if a == Gives::Other || b == Gives::Other {
            return Gives::Other;
        }
        let exponent = |expr: &Expr| matches!(expr.kind, ExprKind::Int(1..=100));
        match (a, b) {
            // Zero to a power, and zeros together, are zeros without a sign.
            (Gives::Zero | Gives::Part, Gives::Free) if op == Pow && exponent(right) => return a,
            (Gives::Zero, Gives::Zero) | (Gives::Part, Gives::Part)
                if matches!(op, Add | Sub | Mul) =>
            {
                return a;
            }
            _ => {}
        }
        let (given, other) = match settled(a) {
            true => (b, left),
            false => (a, right),
        };
        if !settled(a) && !settled(b) || !matches!(op, Add | Sub | Mul | TrueDiv) {
            return Gives::Other;
        }
        if op == TrueDiv && settled(a) {
            return Gives::Other;
        }
        if op == Mul && matches!(other.kind, ExprKind::Int(0..=1000)) {
            return given;
        }
        // The other operand says what is computed with, and an int is made that first.
        let decides = match given {
            Gives::Zero => self.is_of(other, Ty::is_complex),
            _ => self.is_of(other, |ty| ty.is_float() || ty.is_complex()),
        };
        match decides {
            true => Gives::Same,
            false => Gives::Other,
        }
    }
}

/// Of parts that are evaluated one after the other.
fn together(a: Gives, b: Gives) -> Gives {
    match (a, b) {
        (Gives::Free, Gives::Free) => Gives::Free,
        (Gives::Free | Gives::Same, Gives::Free | Gives::Same) => Gives::Same,
        _ => Gives::Other,
    }
}

fn is_abs(callee: &Expr) -> bool {
    matches!(&callee.kind, ExprKind::Name { name, place: Place::Builtin } if name == "abs")
}
