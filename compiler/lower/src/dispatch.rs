//! What is done to an object of one of several classes: told apart by its exact class.

use pyaot_abi::functions as rt;
use pyaot_abi::value::NONE;
use pyaot_analysis::program::OperatorCall;
use pyaot_analysis::{Atom, ClassKey, CtxId, Ty};
use pyaot_ir::{BuiltinClass, LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{BinaryOp, Expr, ExprKind, FStringPart, Keyword, Place};

use crate::function::FunctionLower;
use crate::looked_up::LookedUp;
use crate::position::position_of;
use crate::repr::repr_of;
use crate::scalar::Kind;

impl<'a> FunctionLower<'_, 'a> {
    /// The special method of an operation on `receiver`, or one of several; for any other
    /// object the runtime (`otherwise`), which gets the words of the receiver and of `args`.
    /// The result is of type `call.result`.
    pub fn call_operator(
        &mut self,
        call: &OperatorCall,
        (receiver, ty): (ValueId, &Ty),
        args: &[(ValueId, &Ty)],
        otherwise: impl FnOnce(&mut Self, &[ValueId]) -> ValueId,
    ) -> ValueId {
        if let (Some(Atom::Instance(_) | Atom::Named(_)), [(_, ctx)]) =
            (ty.single(), call.methods.as_slice())
        {
            return self.call_special(*ctx, receiver, args);
        }
        let receiver = self.coerce(receiver, repr_of(ty), Repr::Value);
        let held = self.hold("receiver", receiver);
        let args: Vec<(LocalId, &Ty)> = args
            .iter()
            .map(|(value, ty)| (self.hold("argument", *value), *ty))
            .collect();
        let covered = ty.atoms().len() == call.methods.len();
        let methods = call.methods.iter();
        let methods: Vec<_> = methods
            .map(|(class, ctx)| (Atom::Instance(*class), *ctx))
            .collect();
        self.by_class(
            held,
            &methods,
            covered,
            &call.result,
            |this, _, ctx| {
                let receiver = this.get(held);
                let args: Vec<_> = args.iter().map(|(arg, ty)| (this.get(*arg), *ty)).collect();
                this.call_special(ctx, receiver, &args)
            },
            |this| {
                let mut words = vec![this.get(held)];
                for (arg, ty) in &args {
                    let value = this.get(*arg);
                    words.push(this.coerce(value, repr_of(ty), Repr::Value));
                }
                otherwise(this, &words)
            },
        )
    }

    /// A method of an object of one of several classes, or of one of several classes itself.
    #[expect(clippy::too_many_arguments, reason = "all of them parts of the call")]
    pub(crate) fn dispatch(
        &mut self,
        expr: &'a Expr,
        callee: &'a Expr,
        object: &'a Expr,
        name: &'a str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        targets: &[(Atom, CtxId)],
    ) -> ValueId {
        let receiver = self.value(object);
        let held = self.hold("receiver", receiver);
        let ty = self.ty(object);
        let is_target = |atom: &Atom| targets.iter().any(|(target, _)| target == atom);
        let mut rest = ty.atoms().iter().filter(|atom| !is_target(atom));
        // Nobody else's: `None` fails, and the last class is what is left.
        let covered = match (rest.next(), rest.next()) {
            (None, _) => !ty.atoms().is_empty(),
            (Some(Atom::None), None) if !name.starts_with("__") => {
                self.b.position = position_of(callee);
                self.none_has_no(receiver, name);
                true
            }
            _ => false,
        };
        let evaluated = if !covered {
            let values = args.iter().chain(keywords.iter().map(|k| &k.value));
            let looked_up = LookedUp::before(expr, held, name, values);
            self.check_other_method(&looked_up, targets);
            self.with_method(&looked_up, |this| this.evaluate(args, keywords))
        } else {
            self.evaluate(args, keywords)
        };
        self.b.position = position_of(expr);
        let ty = self.ty(expr);
        self.by_class(
            held,
            targets,
            covered,
            &ty,
            |this, atom, ctx| {
                let receiver = match atom {
                    Atom::Instance(class) | Atom::Named(class) => {
                        this.method_receiver(*class, name, held)
                    }
                    Atom::Class(class) => this.class_receiver(*class, name),
                    _ => unreachable!("only classes have methods of the program"),
                };
                this.call_context(ctx, None, receiver, &evaluated, args)
            },
            |this| {
                let words = this.evaluated_words(&evaluated);
                this.method_by_name(held, name, &evaluated.names, words)
            },
        )
    }

    /// A call of a value that may be one of several functions and bound methods.
    pub(crate) fn call_one_of(
        &mut self,
        expr: &'a Expr,
        (held, callee_ty): (LocalId, &Ty),
        args: &'a [Expr],
        keywords: &'a [Keyword],
        targets: &[(Atom, CtxId)],
    ) -> ValueId {
        let is_target = |atom: &Atom| targets.iter().any(|(target, _)| target == atom);
        let covered = callee_ty.atoms().iter().all(is_target);
        let evaluated = self.evaluate(args, keywords);
        self.b.position = position_of(expr);
        let ty = self.ty(expr);
        self.by_class(
            held,
            targets,
            covered,
            &ty,
            |this, atom, ctx| {
                let callee = this.get(held);
                if let Atom::Method(..) = atom {
                    let receiver = this.runtime(&rt::object::method_receiver, &[callee]);
                    return this.call_context(ctx, None, Some(receiver), &evaluated, args);
                }
                let function = this.coerce(callee, Repr::Value, Repr::Ref);
                this.call_context(ctx, Some(function), None, &evaluated, args)
            },
            |this| {
                let words = this.evaluated_words(&evaluated);
                let names = this.keyword_names(&evaluated.names);
                let mut all = vec![this.get(held), names];
                all.extend(words);
                this.runtime(&rt::object::value_call, &all)
            },
        )
    }

    /// `each` for the object's class, or the class that it is; `otherwise` where it is none of
    /// them, which cannot be if they are `covered`; the result is of type `ty`.
    fn by_class(
        &mut self,
        held: LocalId,
        methods: &[(Atom, CtxId)],
        covered: bool,
        ty: &Ty,
        mut each: impl FnMut(&mut Self, &Atom, CtxId) -> ValueId,
        otherwise: impl FnOnce(&mut Self) -> ValueId,
    ) -> ValueId {
        let result = self.new_local_of("dispatched", ty);
        let end = self.b.new_block();
        let finish = |this: &mut Self, value| {
            let given = this.b.function.repr(value);
            let value = this.adapt(value, given, ty);
            this.set(result, value);
            this.b.jump(end, &[]);
        };
        for (n, (atom, ctx)) in methods.iter().enumerate() {
            let is_last = covered && n + 1 == methods.len();
            let next = (!is_last).then(|| self.b.new_block());
            if let Some(next) = next {
                let receiver = self.get(held);
                let is = self.is_of(receiver, atom);
                let then = self.b.new_block();
                self.b.branch(is, then, next);
                self.b.switch_to(then);
            }
            let value = each(self, atom, *ctx);
            let given = self.b.function.repr(value);
            if let (Some(dtype), false) = (
                self.p.program.context(*ctx).result.scalar(),
                given == Repr::Value,
            ) {
                self.tag(value, Kind { dtype, is: None });
            }
            finish(self, value);
            let Some(next) = next else {
                self.b.switch_to(end);
                return self.get(result);
            };
            self.b.switch_to(next);
        }
        let value = otherwise(self);
        finish(self, value);
        self.b.switch_to(end);
        self.get(result)
    }

    /// A text that only the class of an object decides, such as `"visit_" + type(x).__name__`: one of
    /// those that are known.
    pub(crate) fn text_by_class(&mut self, expr: &'a Expr) -> Option<ValueId> {
        let (object, before, behind) = self.named_by_class(expr)?;
        let ty = self.ty(object);
        let class = |atom: &Atom| match atom {
            Atom::Instance(class) if self.p.program.named.contains(class) => Some(*class),
            _ => None,
        };
        let classes: Vec<ClassKey> = ty.atoms().iter().map(class).collect::<Option<_>>()?;
        let (last, rest) = classes.split_last()?;
        let text = |class: &ClassKey| {
            let name = &self.p.program.module(class.module).class(class.class).name;
            format!("{before}{name}{behind}")
        };
        let last = text(last);
        let rest: Vec<_> = rest.iter().map(|class| (*class, text(class))).collect();
        let object = self.value(object);
        let held = self.hold("object", object);
        let result = self.new_local_of("text", &Ty::str());
        let end = self.b.new_block();
        for (class, text) in rest {
            let (then, next) = (self.b.new_block(), self.b.new_block());
            let object = self.get(held);
            let is = self.is_of(object, &Atom::Instance(class));
            self.b.branch(is, then, next);
            self.b.switch_to(then);
            let text = self.str(&text);
            self.set(result, text);
            self.b.jump(end, &[]);
            self.b.switch_to(next);
        }
        let text = self.str(&last);
        self.set(result, text);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
        Some(self.get(result))
    }

    /// The object whose class's name an expression consists of, and the text before and behind it.
    fn named_by_class(&self, expr: &'a Expr) -> Option<(&'a Expr, &'a str, &'a str)> {
        match &expr.kind {
            ExprKind::Attribute { object, name } if name == "__name__" => match &object.kind {
                ExprKind::Attribute { object, name } if name == "__class__" => {
                    Some((object, "", ""))
                }
                ExprKind::Call {
                    callee,
                    args,
                    keywords,
                } => match (&callee.kind, args.as_slice()) {
                    (
                        ExprKind::Name {
                            name,
                            place: Place::Builtin,
                        },
                        [object],
                    ) if name == "type"
                        && keywords.is_empty()
                        && !self.p.program.rebound_builtins.contains(name) =>
                    {
                        Some((object, "", ""))
                    }
                    _ => None,
                },
                _ => None,
            },
            ExprKind::Binary {
                op: BinaryOp::Add,
                left,
                right,
            } => match (&left.kind, &right.kind) {
                (ExprKind::Str(before), _) => match self.named_by_class(right)? {
                    (object, "", behind) => Some((object, before, behind)),
                    _ => None,
                },
                (_, ExprKind::Str(behind)) => match self.named_by_class(left)? {
                    (object, before, "") => Some((object, before, behind)),
                    _ => None,
                },
                _ => None,
            },
            ExprKind::FString(parts) => {
                let (before, value, behind) = match parts.as_slice() {
                    [value] => ("", value, ""),
                    [FStringPart::Text(before), value] => (before.as_str(), value, ""),
                    [value, FStringPart::Text(behind)] => ("", value, behind.as_str()),
                    [FStringPart::Text(before), value, FStringPart::Text(behind)] => {
                        (before.as_str(), value, behind.as_str())
                    }
                    _ => return None,
                };
                match value {
                    FStringPart::Value {
                        value,
                        conversion: None,
                        spec: None,
                    } => match self.named_by_class(value)? {
                        (object, "", "") => Some((object, before, behind)),
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether one test tells the values of a type from all others.
    pub(crate) fn has_exact_test(&self, atom: &Atom) -> bool {
        match atom {
            Atom::Instance(class) | Atom::Named(class) => self.p.class_slots.contains_key(class),
            Atom::None | Atom::Float | Atom::NonNegFloat | Atom::Str => true,
            Atom::List(_) | Atom::Dict(_) | Atom::Set(_) => true,
            _ => false,
        }
    }

    /// That test.
    pub(crate) fn is_exactly(&mut self, word: ValueId, atom: &Atom) -> ValueId {
        let op = match atom {
            Atom::None => Op::IsWord(NONE),
            Atom::Float | Atom::NonNegFloat => Op::IsFloat,
            Atom::Str => Op::IsExactBuiltin(BuiltinClass::Str),
            Atom::List(_) => Op::IsExactBuiltin(BuiltinClass::List),
            Atom::Dict(_) => Op::IsExactBuiltin(BuiltinClass::Dict),
            Atom::Set(_) => Op::IsExactBuiltin(BuiltinClass::Set),
            _ => return self.is_of(word, atom),
        };
        self.emit(op, &[word])
    }

    /// Whether an object is an instance of exactly that class, or that class itself; of functions, one
    /// that this `def` has made, bound to an instance of exactly the class if it is a method.
    pub(crate) fn is_of(&mut self, object: ValueId, atom: &Atom) -> ValueId {
        match atom {
            Atom::Class(class) => {
                let class = self.emit(Op::GlobalGet(self.p.class_slots[class]), &[]);
                let class = self.coerce(class, Repr::Ref, Repr::Value);
                self.emit(Op::Is, &[object, class])
            }
            Atom::Instance(class) | Atom::Named(class) => {
                self.emit(Op::IsExactClass(self.p.class_slots[class]), &[object])
            }
            Atom::Function(key) => {
                let desc = self.p.function_desc(*key);
                let desc = self.emit(Op::ConstData(desc), &[]);
                self.runtime(&rt::object::function_is, &[object, desc])
            }
            Atom::Method(class, key) => {
                let desc = self.p.function_desc(*key);
                let desc = self.emit(Op::ConstData(desc), &[]);
                let class = self.emit(Op::GlobalGet(self.p.class_slots[class]), &[]);
                let class = self.coerce(class, Repr::Ref, Repr::Value);
                self.runtime(&rt::object::method_is, &[object, class, desc])
            }
            _ => unreachable!("only classes have methods of the program"),
        }
    }
}
