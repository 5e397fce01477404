//! What a test says about variables where it holds, and where it does not.

use pyaot_syntax::tree::{CompareOp, Expr, ExprKind, MatchTest, Place, UnaryOp, VarId};

use super::{Frame, Infer};
use crate::classes::is_subclass;
use crate::ty::Atom;

impl<'a> Infer<'a> {
    /// The way on from `test` where it holds or does not: without an
    /// environment when it can never be that way. False then.
    pub(super) fn branch(&mut self, frame: &mut Frame<'a>, test: &'a Expr, holds: bool) -> bool {
        let possible = self.narrow(frame, test, holds);
        if !possible {
            frame.env = None;
        }
        possible
    }

    /// Narrows variables to what `test` says of them; false when it can never
    /// be that way.
    pub(super) fn narrow(&mut self, frame: &mut Frame<'a>, test: &'a Expr, holds: bool) -> bool {
        match &test.kind {
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.narrow(frame, operand, !holds),
            ExprKind::And(operands) if holds => {
                let mut possible = true;
                for operand in operands {
                    possible &= self.narrow(frame, operand, true);
                }
                possible
            }
            ExprKind::Or(operands) if !holds => {
                let mut possible = true;
                for operand in operands {
                    possible &= self.narrow(frame, operand, false);
                }
                possible
            }
            ExprKind::Name { .. } => self.keep(frame, test, |atom| {
                if holds {
                    !matches!(atom, Atom::None) && !is_empty_tuple(atom)
                } else {
                    may_be_false(atom)
                }
            }),
            ExprKind::Compare { first, rest } if rest.len() == 1 => {
                let (op, right) = &rest[0];
                let is_none = matches!(right.kind, ExprKind::None);
                match op {
                    CompareOp::Is if is_none => {
                        self.keep(frame, first, |atom| (*atom == Atom::None) == holds)
                    }
                    CompareOp::IsNot if is_none => {
                        self.keep(frame, first, |atom| (*atom == Atom::None) != holds)
                    }
                    CompareOp::Is | CompareOp::Eq => self.keep_class(frame, first, right, holds),
                    CompareOp::IsNot | CompareOp::Ne => {
                        self.keep_class(frame, first, right, !holds)
                    }
                    _ => true,
                }
            }
            ExprKind::Call {
                callee,
                args,
                keywords,
            } if keywords.is_empty() && args.len() == 2 => {
                let is_instance = matches!(&callee.kind,
                    ExprKind::Name { name, place: Place::Builtin } if name == "isinstance");
                if is_instance && let Some(classes) = self.class_list(frame, &args[1]) {
                    return self.keep_instances(frame, &args[0], &classes, holds);
                }
                true
            }
            ExprKind::Match {
                test: MatchTest::Instance,
                operands,
            } => match self.class_list(frame, &operands[1]) {
                Some(classes) => self.keep_instances(frame, &operands[0], &classes, holds),
                None => true,
            },
            ExprKind::Match {
                test: MatchTest::Sequence,
                operands,
            } => self.keep(frame, &operands[0], |atom| {
                is_sequence(atom).is_none_or(|is| is == holds)
            }),
            ExprKind::Match {
                test: MatchTest::Mapping,
                operands,
            } => self.keep(frame, &operands[0], |atom| {
                is_mapping(atom).is_none_or(|is| is == holds)
            }),
            _ => true,
        }
    }

    fn keep_instances(
        &mut self,
        frame: &mut Frame<'a>,
        object: &Expr,
        classes: &[Atom],
        holds: bool,
    ) -> bool {
        let known = self.classes.clone();
        self.keep(frame, object, |atom| {
            instance_of(&known, atom, classes).is_none_or(|is| is == holds)
        })
    }

    /// What `type(x) is C`, or its contrary, says of `x`.
    fn keep_class(
        &mut self,
        frame: &mut Frame<'a>,
        left: &Expr,
        right: &Expr,
        equal: bool,
    ) -> bool {
        let class = |expr: &Expr| match frame.types.get(&expr.id)?.single()? {
            class @ (Atom::Class(_) | Atom::Builtin(_)) => Some(class.clone()),
            _ => None,
        };
        let (of_left, of_right) = (class(left), class(right));
        if let (Some(Atom::Class(a)), Some(Atom::Class(b))) = (&of_left, &of_right) {
            return (a == b) == equal;
        }
        match (asked_for_class(left), of_right) {
            (Some(object), Some(class)) => self.keep(frame, object, |atom| {
                exact_class(atom).is_none_or(|of_atom| (of_atom == class) == equal)
            }),
            _ => true,
        }
    }

    /// The classes named by the second argument of `isinstance`.
    fn class_list(&self, frame: &Frame<'a>, expr: &Expr) -> Option<Vec<Atom>> {
        match frame.types.get(&expr.id)?.single()? {
            Atom::Tuple(items) => items.iter().map(|ty| ty.single().cloned()).collect(),
            atom => Some(vec![atom.clone()]),
        }
    }

    /// Restricts a plain variable to the atoms that pass; false when there are none.
    fn keep(&mut self, frame: &mut Frame<'a>, name: &Expr, test: impl Fn(&Atom) -> bool) -> bool {
        let Some(var) = self.plain_variable(frame, name) else {
            return true;
        };
        if let Some(env) = &mut frame.env {
            let slot = &mut env[var.index()];
            let kept = slot.ty.filter(|atom| atom.is_open() || test(atom));
            // Where that is not a branch's end the variable keeps its type.
            if kept.is_bottom() {
                return slot.ty.is_bottom();
            }
            slot.ty = kept;
        }
        true
    }

    /// The variable behind a name that nothing else can change.
    fn plain_variable(&self, frame: &Frame<'a>, expr: &Expr) -> Option<VarId> {
        let ExprKind::Name { place, .. } = &expr.kind else {
            return None;
        };
        match place {
            Place::Local(var) => {
                let captured = frame.func.vars.get(var.index()).is_some_and(|v| v.captured);
                (!captured).then_some(*var)
            }
            Place::Global(index) => self.global_var(frame, *index),
            Place::Free(_) | Place::Builtin | Place::ClassVar(..) => None,
        }
    }
}

/// The object whose class the expression is.
fn asked_for_class(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Attribute { object, name } if name == "__class__" => Some(object),
        ExprKind::Call {
            callee,
            args,
            keywords,
        } if args.len() == 1 && keywords.is_empty() => {
            let is_type = matches!(&callee.kind,
                ExprKind::Name { name, place: Place::Builtin } if name == "type");
            is_type.then(|| &args[0])
        }
        _ => None,
    }
}

/// The class of every value of `atom`, where there is just one.
fn exact_class(atom: &Atom) -> Option<Atom> {
    Some(match atom {
        Atom::Instance(class) | Atom::Named(class) => Atom::Class(*class),
        Atom::Bool => Atom::Builtin("bool"),
        Atom::Int => Atom::Builtin("int"),
        Atom::Float | Atom::NonNegFloat => Atom::Builtin("float"),
        Atom::Complex => Atom::Builtin("complex"),
        Atom::Str => Atom::Builtin("str"),
        Atom::List(_) => Atom::Builtin("list"),
        Atom::Dict(_) => Atom::Builtin("dict"),
        Atom::Set(_) => Atom::Builtin("set"),
        Atom::Tuple(_) | Atom::TupleOf(_) => Atom::Builtin("tuple"),
        _ => return None,
    })
}

fn is_empty_tuple(atom: &Atom) -> bool {
    matches!(atom, Atom::Tuple(items) if items.is_empty())
}

fn may_be_false(atom: &Atom) -> bool {
    !matches!(
        atom,
        Atom::Function(_) | Atom::Class(_) | Atom::Method(..) | Atom::Module(_)
    )
}

/// Whether sequence patterns match values of `atom`; `None` when that is not
/// known here.
fn is_sequence(atom: &Atom) -> Option<bool> {
    match atom {
        Atom::List(_) | Atom::Tuple(_) | Atom::TupleOf(_) | Atom::Named(_) | Atom::Range => {
            Some(true)
        }
        _ if is_plain(atom) => Some(false),
        Atom::Dict(_) | Atom::DefaultDict(_) | Atom::Set(_) => Some(false),
        _ => None,
    }
}

/// As [`is_sequence`], for mapping patterns.
fn is_mapping(atom: &Atom) -> Option<bool> {
    match atom {
        Atom::Dict(_) | Atom::DefaultDict(_) => Some(true),
        _ if is_plain(atom) => Some(false),
        Atom::List(_)
        | Atom::Tuple(_)
        | Atom::TupleOf(_)
        | Atom::Named(_)
        | Atom::Range
        | Atom::Set(_) => Some(false),
        _ => None,
    }
}

/// Neither a container nor anything that may be one.
fn is_plain(atom: &Atom) -> bool {
    matches!(
        atom,
        Atom::None
            | Atom::Bool
            | Atom::Int
            | Atom::Float
            | Atom::NonNegFloat
            | Atom::Complex
            | Atom::Str
            | Atom::Bytes
    )
}

/// Whether values of `atom` are instances of one of `classes`; `None`
/// when that is not known here.
pub fn instance_of(
    known: &std::collections::BTreeMap<crate::ty::ClassKey, crate::classes::ClassInfo>,
    atom: &Atom,
    classes: &[Atom],
) -> Option<bool> {
    let mut any = Some(false);
    for class in classes {
        let one = match (atom, class) {
            (Atom::Instance(class), Atom::Class(of)) if is_subclass(known, *class, *of) => {
                // `__subclasshook__` may say otherwise.
                known[of].reason.is_none().then_some(true)
            }
            (_, Atom::Class(of)) if known[of].is_virtual => {
                crate::alone::is_of_library(&known[of].name, atom).filter(|_| known[of].is_settled)
            }
            (Atom::Instance(_), Atom::Class(_)) => Some(false),
            (Atom::Named(class), Atom::Class(of)) if class == of => Some(true),
            // What else such a class derives from is not known here.
            (Atom::Named(_), Atom::Class(_)) => None,
            (_, Atom::Class(_)) => Some(false),
            (Atom::Int, Atom::Builtin("int")) => Some(true),
            (Atom::Bool, Atom::Builtin("int" | "bool")) => Some(true),
            (Atom::Float | Atom::NonNegFloat, Atom::Builtin("float")) => Some(true),
            (Atom::Complex, Atom::Builtin("complex")) => Some(true),
            (Atom::Str, Atom::Builtin("str")) => Some(true),
            (Atom::Bytes, Atom::Builtin("bytes")) => Some(true),
            (Atom::ByteArray, Atom::Builtin("bytearray")) => Some(true),
            (Atom::List(_), Atom::Builtin("list")) => Some(true),
            (Atom::Dict(_) | Atom::DefaultDict(_), Atom::Builtin("dict")) => Some(true),
            (Atom::Set(_), Atom::Builtin("set")) => Some(true),
            (Atom::Tuple(_) | Atom::TupleOf(_) | Atom::Named(_), Atom::Builtin("tuple")) => {
                Some(true)
            }
            (
                Atom::None
                | Atom::Int
                | Atom::Bool
                | Atom::Float
                | Atom::NonNegFloat
                | Atom::Str
                | Atom::List(_)
                | Atom::Dict(_)
                | Atom::DefaultDict(_)
                | Atom::Set(_)
                | Atom::Deque(_)
                | Atom::Bytes
                | Atom::ByteArray
                | Atom::Tuple(_)
                | Atom::TupleOf(_)
                | Atom::Named(_)
                | Atom::Instance(_),
                Atom::Builtin(
                    "int" | "bool" | "float" | "complex" | "str" | "bytes" | "bytearray" | "list"
                    | "dict" | "set" | "tuple",
                ),
            ) => Some(false),
            _ => None,
        };
        any = match (any, one) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            // Before what is no class at all nothing else is asked.
            (Some(false), None) if !is_certainly_class(class) => return None,
            (None, _) | (_, None) => None,
            (Some(false), Some(false)) => Some(false),
        };
    }
    any
}

fn is_certainly_class(class: &Atom) -> bool {
    match class {
        Atom::Class(_) => true,
        Atom::Builtin(name) => {
            matches!(
                *name,
                "bool"
                    | "bytearray"
                    | "bytes"
                    | "complex"
                    | "dict"
                    | "float"
                    | "frozenset"
                    | "int"
                    | "list"
                    | "memoryview"
                    | "object"
                    | "range"
                    | "set"
                    | "slice"
                    | "str"
                    | "tuple"
                    | "type"
            )
        }
        _ => false,
    }
}
