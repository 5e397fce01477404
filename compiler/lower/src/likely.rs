//! Methods of built-in classes called on values of any type.
//!
//! The name mostly says the class: `strip` is a str's. So the value is asked
//! whether it is exactly of that class, and its method called without a
//! look-up; on anything else it is looked up by its name.

use pyaot_abi::AbiType;
use pyaot_abi::functions::{self as rt, FnDecl};
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{BuiltinClass, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, Keyword};

use crate::function::FunctionLower;
use crate::looked_up::LookedUp;
use crate::position::position_of;
use crate::row::{parameters, takes};

/// The method that a call probably is.
pub(crate) struct Likely {
    class: BuiltinClass,
    row: &'static FnDecl,
    /// What is not given.
    defaults: Vec<ValueId>,
}

/// In the order of preference where several have a method of that name.
const CLASSES: [(BuiltinClass, &str); 6] = [
    (BuiltinClass::Str, "str"),
    (BuiltinClass::List, "list"),
    (BuiltinClass::Dict, "dict"),
    (BuiltinClass::Set, "set"),
    (BuiltinClass::Generator, "generator"),
    (BuiltinClass::OrderedDict, "OrderedDict"),
];

/// Whether a value of type `ty`, which is not of one class alone, may be of `class`.
fn may_be(ty: &Ty, class: BuiltinClass) -> bool {
    *ty == Ty::Dynamic
        || class == BuiltinClass::Generator && ty.may_be(|atom| matches!(atom, Atom::Iterator(_)))
        || class == BuiltinClass::OrderedDict && ty.may_be(|atom| *atom == Atom::Object)
        || ty.atoms().len() > 1
            && ty.atoms().iter().any(|atom| {
                matches!(
                    (class, atom),
                    (BuiltinClass::Str, Atom::Str)
                        | (BuiltinClass::List, Atom::List(_))
                        | (BuiltinClass::Dict, Atom::Dict(_))
                        | (BuiltinClass::Set, Atom::Set(_))
                )
            })
}

impl<'a> FunctionLower<'_, 'a> {
    /// The method of a built-in class that `name`, called on a value of type
    /// `ty`, probably is, if its row takes the arguments as they are.
    pub(crate) fn likely_method(
        &mut self,
        ty: &Ty,
        name: &str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<Likely> {
        if !keywords.is_empty() {
            return None;
        }
        let mut candidates = CLASSES.iter().filter(|(class, _)| may_be(ty, *class));
        let (class, row) = candidates.find_map(|(class, owner)| {
            let row = pyaot_analysis::rows::row(owner, name)?;
            self.takes_as_given(row, args).then_some((*class, row))
        })?;
        // What the program calls so is as likely a method of its own.
        let mut classes = self.p.program.classes.values();
        if *ty == Ty::Dynamic && classes.any(|info| info.members.contains_key(name)) {
            return None;
        }
        let (_, params) = row.params.split_first()?;
        let spelled = parameters(row.python?, params.len())?;
        let missing = params.iter().zip(&spelled).skip(args.len());
        let defaults = missing
            .map(|(param, spelled)| self.default_literal(param.ty, spelled.default.as_deref()?))
            .collect::<Option<_>>()?;
        Some(Likely {
            class,
            row,
            defaults,
        })
    }

    /// Whether a method's row takes these arguments by position, unconverted.
    fn takes_as_given(&self, row: &'static FnDecl, args: &'a [Expr]) -> bool {
        let Some((_, params)) = row.params.split_first() else {
            return false;
        };
        let Some(spelled) = row.python.and_then(|text| parameters(text, params.len())) else {
            return false;
        };
        let by_position = spelled.iter().filter(|param| param.by_position).count();
        let given = params.iter().zip(args);
        args.len() <= by_position
            && (spelled.iter().skip(args.len())).all(|param| param.default.is_some())
            && given.into_iter().all(|(param, arg)| {
                !matches!(param.ty, AbiType::I64 | AbiType::Size) && takes(param.ty, &self.ty(arg))
            })
    }

    /// Calls `object.name(*args)` where it is probably `likely`.
    pub(crate) fn call_likely(
        &mut self,
        looked_up: LookedUp<'a>,
        args: &'a [Expr],
        likely: &Likely,
    ) -> ValueId {
        let LookedUp {
            expr,
            receiver: object,
            name,
            ..
        } = looked_up;
        let made = match args {
            [_, default]
                if likely.class == BuiltinClass::Dict && self.is_made_if_missing(name, args) =>
            {
                Some(default)
            }
            _ => None,
        };
        let first = &args[..args.len() - usize::from(made.is_some())];
        let held: Vec<LocalId> = self.with_method(&looked_up, |this| {
            let hold = |arg| {
                let value = this.expr(arg);
                this.hold("argument", value)
            };
            first.iter().map(hold).collect()
        });
        self.b.position = position_of(expr);
        let result = self.new_local("result", Repr::Value);
        let (direct, by_name) = (self.b.new_block(), self.b.new_block());
        let end = self.b.new_block();
        let receiver = self.get(object);
        let is = self.emit(Op::IsExactBuiltin(likely.class), &[receiver]);
        self.b.branch(is, direct, by_name);

        self.b.switch_to(direct);
        let receiver = self.get(object);
        let mut operands = vec![match likely.row.params[0].ty {
            AbiType::Value => receiver,
            _ => self.coerce(receiver, Repr::Value, Repr::Ref),
        }];
        for (local, param) in held.iter().zip(&likely.row.params[1..]) {
            let value = self.get(*local);
            operands.push(match param.ty {
                AbiType::Value | AbiType::OptValue => self.as_value(value),
                _ => value,
            });
        }
        operands.extend(&likely.defaults);
        let value = match made {
            Some(default) => {
                let dict = self.hold("dict", operands[0]);
                let key = self.hold("key", operands[1]);
                self.find_or_make(expr, dict, key, default)
            }
            None => self.finish_row(likely.row, &operands),
        };
        let value = self.as_value(value);
        self.set(result, value);
        self.b.jump(end, &[]);

        self.b.switch_to(by_name);
        let mut all = vec![self.get(object), self.str(name), self.none()];
        for local in held {
            let value = self.get(local);
            all.push(self.as_value(value));
        }
        if let Some(default) = made {
            let value = self.value(default);
            all.push(value);
            self.b.position = position_of(expr);
        }
        let value = self.runtime(&rt::object::value_call_method, &all);
        self.set(result, value);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        self.get(result)
    }

    fn as_value(&mut self, value: ValueId) -> ValueId {
        let given = self.b.function.repr(value);
        self.coerce(value, given, Repr::Value)
    }
}
