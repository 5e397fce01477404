//! Calls: direct where the callee is known, else through the runtime.

use pyaot_abi::functions as rt;
use pyaot_abi::value::UNBOUND;
use pyaot_analysis::bind::{Source, bind};
use pyaot_analysis::classes::{Member, find_member};
use pyaot_analysis::{Atom, ClassKey, CtxId, Ty};
use pyaot_ir::{LocalId, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, Keyword, Place};

use crate::class::is_super;
use crate::function::FunctionLower;
use crate::looked_up::LookedUp;
use crate::position::position_of;
use crate::repr::{boundary_repr, repr_of};

/// Arguments that have been evaluated, in the representation of their types, one by one as the
/// function gets them.
pub struct Evaluated<'a> {
    pub args: Vec<(LocalId, Ty)>,
    pub keywords: Vec<(LocalId, Ty)>,
    pub names: Vec<&'a str>,
}

impl<'a> FunctionLower<'_, 'a> {
    pub fn call_expr(
        &mut self,
        expr: &'a Expr,
        callee: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> ValueId {
        let targets = self.ctx.calls.get(&expr.id).cloned().unwrap_or_default();
        if is_super(expr) {
            return self.super_object();
        }
        if let ExprKind::Attribute { object, name } = &callee.kind {
            // Of `super(C, self)` only what analysis understood has an entry; an empty one is `object.__init__`.
            let understood = self.ctx.calls.contains_key(&expr.id);
            let spelled = pyaot_analysis::facts::super_method(callee).is_some() && understood;
            if (spelled || is_super(object)) && understood && targets.is_empty() {
                return self.none();
            }
            if spelled || is_super(object) {
                return self.call_super(expr, name, args, keywords, &targets);
            }
            return self.call_attribute(expr, callee, object, name, args, keywords, &targets);
        }
        let callee_ty = self.ty(callee);
        // What is no name is evaluated, whatever it is known to give.
        let is_name = matches!(callee.kind, ExprKind::Name { .. });
        match (callee_ty.single().cloned(), targets.as_slice()) {
            (Some(Atom::Builtin(_) | Atom::ForeignFunction(..)), _) if !is_name => {
                let function = self.value(callee);
                let held = self.hold("callee", function);
                self.call_value(expr, held, args, keywords)
            }
            (Some(Atom::Builtin(name)), _) => self.call_builtin(expr, name, callee, args, keywords),
            (Some(Atom::ForeignFunction(module, name)), _) => {
                let value = self.call_library(expr, callee, &module, &name, args, keywords);
                match value {
                    Some(value) => value,
                    None => {
                        let function = self.value(callee);
                        let held = self.hold("callee", function);
                        self.call_value(expr, held, args, keywords)
                    }
                }
            }
            (Some(Atom::Class(class)), [])
                if args.is_empty()
                    && keywords.is_empty()
                    && !self.p.program.classes[&class].is_enumeration
                    && self.ty(expr).is(&Atom::Instance(class)) =>
            {
                self.class_expression(class, callee);
                let object = self.class_object(class);
                self.new_instance(class, object)
            }
            (Some(Atom::Class(class)), []) if self.ty(expr).is(&Atom::Named(class)) => {
                self.new_named(expr, class, callee, args, keywords)
            }
            (Some(Atom::Class(class)), [(_, ctx)]) => {
                self.class_expression(class, callee);
                let object = self.class_object(class);
                let held = self.hold("class", object);
                let evaluated = self.evaluate(args, keywords);
                self.b.position = position_of(expr);
                let object = self.get(held);
                let object = self.new_instance(class, object);
                let held = self.hold("object", object);
                let receiver = self.get(held);
                let result = self.call_context(*ctx, None, Some(receiver), &evaluated, args);
                self.check_init(*ctx, result);
                self.get(held)
            }
            (Some(Atom::Function(_)), [(_, ctx)]) => {
                let function = self.expr(callee);
                let held = self.hold("callee", function);
                let evaluated = self.evaluate(args, keywords);
                self.b.position = position_of(expr);
                let function = self.get(held);
                self.call_context(*ctx, Some(function), None, &evaluated, args)
            }
            (Some(Atom::Cached(_)), [(_, ctx)]) => self.call_cached(expr, callee, *ctx, args),
            (Some(Atom::Method(..)), [(_, ctx)]) => {
                let method = self.value(callee);
                let receiver = self.runtime(&rt::object::method_receiver, &[method]);
                let held = self.hold("receiver", receiver);
                let evaluated = self.evaluate(args, keywords);
                self.b.position = position_of(expr);
                let receiver = self.get(held);
                self.call_context(*ctx, None, Some(receiver), &evaluated, args)
            }
            (Some(Atom::Instance(_)), [(_, ctx)]) => {
                let receiver = self.expr(callee);
                let held = self.hold("callee", receiver);
                let evaluated = self.evaluate(args, keywords);
                self.b.position = position_of(expr);
                let receiver = self.get(held);
                self.call_context(*ctx, None, Some(receiver), &evaluated, args)
            }
            (None, [(Atom::Function(_) | Atom::Method(..), _), ..]) => {
                let function = self.value(callee);
                let held = self.hold("callee", function);
                self.call_one_of(expr, (held, &callee_ty), args, keywords, &targets)
            }
            _ => {
                let function = self.value(callee);
                let held = self.hold("callee", function);
                self.call_value(expr, held, args, keywords)
            }
        }
    }

    /// Does what evaluating an expression does that is certainly the class:
    /// nothing where it is the class's own name.
    fn class_expression(&mut self, class: ClassKey, callee: &'a Expr) {
        let named = &self
            .p
            .program
            .module(class.module)
            .class(class.class)
            .qualname;
        let is_named = class.module == self.key.module
            && matches!(&callee.kind, ExprKind::Name { name, place: Place::Global(_) } if name == named);
        if !is_named {
            self.value(callee);
        }
    }

    /// Evaluates the arguments of a call that analysis has matched to parameters.
    pub(crate) fn evaluate(&mut self, args: &'a [Expr], keywords: &'a [Keyword]) -> Evaluated<'a> {
        let one = |this: &mut Self, expr: &'a Expr| {
            let value = this.expr(expr);
            (this.hold("argument", value), this.ty(expr))
        };
        let mut values = Vec::new();
        for (n, arg) in args.iter().enumerate() {
            values.push(if self.argument_source(args, n) {
                let none = self.none();
                (self.hold("argument", none), Ty::none())
            } else {
                let value = one(self, arg);
                if matches!(arg.kind, ExprKind::Starred(_)) {
                    self.spread(value, &mut values);
                    continue;
                }
                value
            });
        }
        let mut evaluated = Evaluated {
            args: values,
            keywords: Vec::new(),
            names: Vec::new(),
        };
        for keyword in keywords {
            let value = one(self, &keyword.value);
            // Behind `**` there is an empty dict.
            if let Some(name) = &keyword.name {
                evaluated.keywords.push(value);
                evaluated.names.push(name);
            }
        }
        evaluated
    }

    /// The items of a tuple behind a `*`.
    fn spread(&mut self, (held, ty): (LocalId, Ty), out: &mut Vec<(LocalId, Ty)>) {
        let Some(Atom::Tuple(items)) = ty.single() else {
            unreachable!("analysis knows what is spread here");
        };
        for (n, item) in items.iter().enumerate() {
            let tuple = self.get(held);
            let word = self.emit(Op::TupleGet(n as u32), &[tuple]);
            let value = self.adapt(word, Repr::Value, item);
            out.push((self.hold("argument", value), item.clone()));
        }
    }

    /// The values of the arguments, and then of the keywords.
    pub(crate) fn evaluated_words(&mut self, evaluated: &Evaluated<'a>) -> Vec<ValueId> {
        let all = evaluated.args.iter().chain(&evaluated.keywords);
        all.map(|argument| self.evaluated_word(argument)).collect()
    }

    pub(crate) fn evaluated_word(&mut self, argument: &(LocalId, Ty)) -> ValueId {
        let value = self.get(argument.0);
        self.coerce(value, repr_of(&argument.1), Repr::Value)
    }

    /// Calls a context directly. `function` is the function object, needed
    /// for captures.
    /// `__init__` has to return None.
    fn check_init(&mut self, ctx: CtxId, result: ValueId) {
        let context = self.p.program.context(ctx);
        let makes_other = self.p.program.function(context.func).suspends();
        if !makes_other && (context.result == Ty::none() || context.result.is_bottom()) {
            return;
        }
        let given = self.b.function.repr(result);
        let result = self.coerce(result, given, Repr::Value);
        self.runtime_unit(&rt::object::check_init, &[result]);
    }

    pub(crate) fn call_context(
        &mut self,
        ctx: CtxId,
        function: Option<ValueId>,
        receiver: Option<ValueId>,
        evaluated: &Evaluated<'_>,
        args: &'a [Expr],
    ) -> ValueId {
        let context = self.p.program.context(ctx);
        let func = self.p.program.function(context.func);
        let n_args = evaluated.args.len();
        let sources = bind(&func.params, receiver.is_some(), n_args, &evaluated.names)
            .expect("analysis matched these arguments");
        let params: Vec<_> = func.params.all().collect();
        let mut request = self.take_request(ctx, args);
        let mut values = Vec::new();
        for (n, source) in sources.iter().enumerate() {
            let wanted = boundary_repr(&context.params[n]);
            let value = match source {
                Source::Receiver => {
                    let receiver = receiver.expect("a method call has a receiver");
                    let given = self.b.function.repr(receiver);
                    self.coerce(receiver, given, wanted)
                }
                Source::Arg(k) => {
                    if let Some(request) = &mut request
                        && request.is_source(*k, n)
                    {
                        values.push(self.none());
                        continue;
                    }
                    let (local, ty) = &evaluated.args[*k];
                    let value = self.get(*local);
                    self.coerce(value, repr_of(ty), wanted)
                }
                Source::Keyword(k) => {
                    let (local, ty) = &evaluated.keywords[*k];
                    let value = self.get(*local);
                    self.coerce(value, repr_of(ty), wanted)
                }
                Source::Default(at) => {
                    let value = match self.p.defaults.get(&(context.func, *at)) {
                        Some(slot) => self.emit(Op::GlobalGet(*slot), &[]),
                        None => {
                            let default =
                                params[*at].default.as_ref().expect("bound to its default");
                            self.constant(default)
                        }
                    };
                    let given = self.b.function.repr(value);
                    self.coerce(value, given, wanted)
                }
                Source::Rest(from) => {
                    let words: Vec<ValueId> = evaluated.args[*from..]
                        .iter()
                        .map(|argument| self.evaluated_word(argument))
                        .collect();
                    let tuple = self.runtime(&rt::tuple::tuple_from_items, &words);
                    self.coerce(tuple, Repr::Ref, wanted)
                }
                Source::RestKeywords(which) => {
                    let dict = self.runtime(&rt::dict::dict_new, &[]);
                    for k in which {
                        let name = self.str(evaluated.names[*k]);
                        let value = self.evaluated_word(&evaluated.keywords[*k]);
                        self.runtime_unit(&rt::dict::dict_setitem, &[dict, name, value]);
                    }
                    self.coerce(dict, Repr::Ref, wanted)
                }
            };
            values.push(value);
        }
        if let Some(request) = request {
            self.prepare_generator(request, function, &values);
            return self.none();
        }
        if func.suspends() {
            let function = match function {
                Some(function) => function,
                None => self.unbound(),
            };
            let words: Vec<ValueId> = values
                .iter()
                .map(|value| {
                    let given = self.b.function.repr(*value);
                    self.coerce(*value, given, Repr::Value)
                })
                .collect();
            return self.new_generator(ctx, function, &words);
        }
        if self.p.has_captures(context.func) {
            let function = function.expect("a function with captures is called as a value");
            let given = self.b.function.repr(function);
            let function = self.coerce(function, given, Repr::Ref);
            values.insert(0, function);
        }
        let id = self.p.functions[&ctx];
        self.emit(Op::Call(id), &values)
    }

    /// A generator over a context; `args` are words in parameter order.
    pub fn new_generator(&mut self, ctx: CtxId, function: ValueId, args: &[ValueId]) -> ValueId {
        let desc = self.p.context_desc(ctx);
        let desc = self.emit(Op::ConstData(desc), &[]);
        let mut all = vec![desc, function];
        all.extend(args);
        self.runtime(&rt::generator::generator_new, &all)
    }

    /// A constant default, repeated at the call.
    pub(crate) fn constant(&mut self, default: &'a Expr) -> ValueId {
        match &default.kind {
            ExprKind::None => self.none(),
            ExprKind::True => self.emit(Op::ConstBool(true), &[]),
            ExprKind::False => self.emit(Op::ConstBool(false), &[]),
            ExprKind::Int(n) => {
                let word = self.i64(*n);
                self.emit(Op::IntFromI64, &[word])
            }
            ExprKind::Float(x) => self.emit(Op::ConstF64(*x), &[]),
            ExprKind::Str(text) => self.str(text),
            ExprKind::Unary { op, operand } => {
                let value = self.constant(operand);
                match (op, self.b.function.repr(value)) {
                    (pyaot_syntax::tree::UnaryOp::Neg, Repr::F64) => {
                        self.emit(Op::FloatUnary(pyaot_ir::FloatUnary::Neg), &[value])
                    }
                    (pyaot_syntax::tree::UnaryOp::Neg, _) => self.emit(Op::IntNeg, &[value]),
                    (pyaot_syntax::tree::UnaryOp::Invert, _) => self.emit(Op::IntInvert, &[value]),
                    _ => value,
                }
            }
            _ => unreachable!("only constant defaults are repeated"),
        }
    }

    /// Whether what is called is a class that a module, or another class, has
    /// under the name, and no method.
    fn holds_class(&self, ty: &Ty, name: &str) -> bool {
        match ty.single() {
            Some(Atom::Instance(_)) if name == "__class__" => true,
            Some(Atom::Class(class) | Atom::Instance(class)) => {
                let member = find_member(&self.p.program.classes, *class, name);
                member.is_some_and(|(_, member)| *member == Member::Variable)
            }
            _ => true,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "all of them facts of the call")]
    fn call_attribute(
        &mut self,
        expr: &'a Expr,
        callee: &'a Expr,
        object: &'a Expr,
        name: &'a str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        targets: &[(Atom, CtxId)],
    ) -> ValueId {
        let object_ty = self.ty(object);
        match (object_ty.single().cloned(), targets) {
            (
                Some(Atom::Module(_) | Atom::Class(_) | Atom::Instance(_)),
                [(Atom::Class(class), ctx)],
            ) if self.holds_class(&object_ty, name) => {
                self.expr(object);
                let object = self.class_object(*class);
                let held = self.hold("class", object);
                let evaluated = self.evaluate(args, keywords);
                self.b.position = position_of(expr);
                let object = self.get(held);
                let object = self.new_instance(*class, object);
                let held = self.hold("object", object);
                let receiver = self.get(held);
                let result = self.call_context(*ctx, None, Some(receiver), &evaluated, args);
                self.check_init(*ctx, result);
                return self.get(held);
            }
            (Some(Atom::Instance(class)), [(Atom::Function(_) | Atom::Method(..), _), ..])
                if self.p.program.classes[&class].field(name).is_some() =>
            {
                let receiver = self.expr(object);
                self.b.position = position_of(callee);
                let function = self.load_attribute(callee, object, receiver, name);
                let ty = self.ty(callee);
                let function = self.coerce(function, repr_of(&ty), Repr::Value);
                let held = self.hold("callee", function);
                return self.call_one_of(expr, (held, &ty), args, keywords, targets);
            }
            (Some(Atom::Instance(class)), [(Atom::Function(_), ctx)]) => {
                // An attribute of the class, which binds it to the instance.
                let receiver = self.expr(object);
                let receiver = self.hold("receiver", receiver);
                self.b.position = position_of(callee);
                let (class, text) = (self.class_object(class), self.str(name));
                let class = self.coerce(class, Repr::Ref, Repr::Value);
                let function = self.runtime(&rt::object::value_getattr, &[class, text]);
                let held = self.hold("callee", function);
                let evaluated = self.evaluate(args, keywords);
                self.b.position = position_of(expr);
                let (function, receiver) = (self.get(held), self.get(receiver));
                return self.call_context(*ctx, Some(function), Some(receiver), &evaluated, args);
            }
            (Some(Atom::Instance(class) | Atom::Named(class)), [(_, ctx)]) => {
                let receiver = self.expr(object);
                let held = self.hold("receiver", receiver);
                let evaluated = self.evaluate(args, keywords);
                self.b.position = position_of(expr);
                let receiver = self.method_receiver(class, name, held);
                return self.call_context(*ctx, None, receiver, &evaluated, args);
            }
            (Some(Atom::Class(class)), [(_, ctx)]) => {
                self.value(object);
                let evaluated = self.evaluate(args, keywords);
                self.b.position = position_of(expr);
                let receiver = self.class_receiver(class, name);
                return self.call_context(*ctx, None, receiver, &evaluated, args);
            }
            (Some(Atom::Module(_)), [(Atom::Function(_), ctx)]) => {
                let receiver = self.expr(object);
                let function = self.load_attribute(callee, object, receiver, name);
                let held = self.hold("callee", function);
                let evaluated = self.evaluate(args, keywords);
                self.b.position = position_of(expr);
                let function = self.get(held);
                return self.call_context(*ctx, Some(function), None, &evaluated, args);
            }
            (None, [_, ..])
                if targets.iter().all(|(atom, _)| {
                    matches!(atom, Atom::Instance(_) | Atom::Named(_) | Atom::Class(_))
                }) =>
            {
                return self.dispatch(expr, callee, object, name, args, keywords, targets);
            }
            _ => {}
        }
        if let Some(value) = self.call_known_method(expr, object, name, args, keywords) {
            return value;
        }
        if matches!(object_ty.single(), Some(Atom::Module(_))) {
            let receiver = self.expr(object);
            let function = self.load_attribute(callee, object, receiver, name);
            let given = self.b.function.repr(function);
            let function = self.coerce(function, given, Repr::Value);
            let held = self.hold("callee", function);
            return self.call_value(expr, held, args, keywords);
        }
        let receiver = self.value(object);
        let held = self.hold("receiver", receiver);
        self.call_method_value(expr, held, &object_ty, name, args, keywords)
    }

    /// What a member of an instance gets as its first argument.
    pub(crate) fn method_receiver(
        &mut self,
        class: pyaot_analysis::ClassKey,
        name: &str,
        held: LocalId,
    ) -> Option<ValueId> {
        match find_member(&self.p.program.classes, class, name).map(|(_, m)| m.clone()) {
            Some(Member::Static(_)) => None,
            Some(Member::ClassMethod(_)) => Some(self.class_object(class)),
            _ => Some(self.get(held)),
        }
    }

    pub(crate) fn class_receiver(
        &mut self,
        class: pyaot_analysis::ClassKey,
        name: &str,
    ) -> Option<ValueId> {
        match find_member(&self.p.program.classes, class, name).map(|(_, m)| m.clone()) {
            Some(Member::ClassMethod(_)) => Some(self.class_object(class)),
            _ => None,
        }
    }

    /// What `super()` binds: the first parameter of the method.
    fn first_argument(&mut self) -> Option<ValueId> {
        let var = self.func.params.positional.first()?.var;
        let value = match self.vars[&var] {
            crate::function::Storage::Param(value) => return Some(value),
            crate::function::Storage::Local(local) => self.get(local),
            crate::function::Storage::Cell(local) => {
                let cell = self.get(local);
                self.emit(Op::CellGet, &[cell])
            }
        };
        if self.b.function.repr(value) == Repr::Value {
            let deleted = self.emit(Op::IsWord(pyaot_abi::value::UNBOUND), &[value]);
            self.guard(deleted, |this| {
                let class = this.str("RuntimeError");
                let text = this.str("super(): arg[0] deleted");
                this.raise(&rt::exception::raise_builtin, &[class, text]);
            });
        }
        Some(value)
    }

    /// `super()` as a value: `super(__class__, self)`.
    fn super_object(&mut self) -> ValueId {
        let Some(receiver) = self.first_argument() else {
            let (class, text) = (self.str("RuntimeError"), self.str("super(): no arguments"));
            self.raise(&rt::exception::raise_builtin, &[class, text]);
            return self.none();
        };
        let given = self.b.function.repr(receiver);
        let receiver = self.coerce(receiver, given, Repr::Value);
        let held = self.hold("receiver", receiver);
        let class = self.enclosing_class();
        let missing = self.emit(Op::IsWord(pyaot_abi::value::UNBOUND), &[class]);
        self.guard(missing, |this| {
            let class = this.str("RuntimeError");
            let text = this.str("super(): empty __class__ cell");
            this.raise(&rt::exception::raise_builtin, &[class, text]);
        });
        let (name, none) = (self.str("super"), self.none());
        let callee = self.runtime(&rt::object::builtin_get, &[name]);
        let receiver = self.get(held);
        self.runtime(&rt::object::value_call, &[callee, none, class, receiver])
    }

    fn call_super(
        &mut self,
        expr: &'a Expr,
        name: &str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        targets: &[(Atom, CtxId)],
    ) -> ValueId {
        let receiver = self.first_argument();
        if let [(_, ctx)] = targets {
            let held = self.hold(
                "receiver",
                receiver.expect("super() needs a first parameter"),
            );
            let evaluated = self.evaluate(args, keywords);
            self.b.position = position_of(expr);
            let receiver = self.get(held);
            return self.call_context(*ctx, None, Some(receiver), &evaluated, args);
        }
        // The bound attribute, by the runtime.
        let Some(receiver) = receiver else {
            let (class, text) = (self.str("RuntimeError"), self.str("super(): no arguments"));
            self.raise(&rt::exception::raise_builtin, &[class, text]);
            return self.none();
        };
        let given = self.b.function.repr(receiver);
        let receiver = self.coerce(receiver, given, Repr::Value);
        let receiver = self.hold("receiver", receiver);
        let class = self.enclosing_class();
        let object = self.get(receiver);
        let text = self.str(name);
        let bound = self.runtime(&rt::object::super_getattr, &[class, object, text]);
        let held = self.hold("bound", bound);
        self.call_value(expr, held, args, keywords)
    }

    /// The class whose method this is: its slot, or the captured cell.
    /// The class in whose body the function stands: unbound while that class
    /// is being made.
    fn enclosing_class(&mut self) -> ValueId {
        for n in 0..self.func.captures.len() as u32 {
            if let Some(class) = self.p.class_capture(self.key, n) {
                let slot = self.p.class_slots[&class];
                return self.emit(Op::GlobalGet(slot), &[]);
            }
            if matches!(
                self.func.captures[n as usize],
                pyaot_syntax::tree::Capture::Class(_)
            ) {
                let real = self.p.real_captures(self.key);
                let at = real
                    .iter()
                    .position(|m| *m == n)
                    .expect("a capture of the function");
                let function = self
                    .closure
                    .expect("a function with captures has its object");
                let cell = self.emit(Op::FuncCell(at as u32), &[function]);
                return self.emit(Op::CellGet, &[cell]);
            }
        }
        let (class, text) = (
            self.str("RuntimeError"),
            self.str("super(): __class__ cell not found"),
        );
        self.raise(&rt::exception::raise_builtin, &[class, text]);
        self.none()
    }

    // Through the runtime.

    pub(crate) fn keyword_names(&mut self, names: &[&str]) -> ValueId {
        if names.is_empty() {
            return self.none();
        }
        let texts: Vec<String> = names.iter().map(ToString::to_string).collect();
        let slot = match self.p.keyword_names.get(&texts) {
            Some(slot) => *slot,
            None => {
                let name = format!("names {}", texts.join(", "));
                let slot = self.p.ir.add_global(name, Repr::Value);
                self.p.keyword_names.insert(texts.clone(), slot);
                slot
            }
        };
        let known = self.emit(Op::GlobalGet(slot), &[]);
        let unbound = self.emit(Op::IsWord(UNBOUND), &[known]);
        let result = self.new_local("names", Repr::Value);
        let (make, done) = (self.b.new_block(), self.b.new_block());
        self.set(result, known);
        self.b.branch(unbound, make, done);
        self.b.switch_to(make);
        let names: Vec<ValueId> = texts.iter().map(|text| self.str(text)).collect();
        let tuple = self.runtime(&rt::tuple::tuple_from_items, &names);
        let tuple = self.coerce(tuple, Repr::Ref, Repr::Value);
        let held = self.hold("made", tuple);
        let tuple = self.get(held);
        self.emit_unit(Op::GlobalSet(slot), &[tuple]);
        let tuple = self.get(held);
        self.set(result, tuple);
        self.b.jump(done, &[]);
        self.b.switch_to(done);
        self.get(result)
    }

    fn spreads(args: &[Expr], keywords: &[Keyword]) -> bool {
        args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_)))
            || keywords.iter().any(|k| k.name.is_none())
    }

    pub fn call_value(
        &mut self,
        expr: &'a Expr,
        callee: LocalId,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> ValueId {
        if Self::spreads(args, keywords) {
            let (args, keywords) = self.spread_arguments(callee, args, keywords);
            let all = [self.get(callee), self.get(args), self.get(keywords)];
            self.b.position = position_of(expr);
            return self.runtime(&rt::object::value_call_ex, &all);
        }
        let words = self.values(args.iter().chain(keywords.iter().map(|k| &k.value)));
        self.b.position = position_of(expr);
        let names = self.keyword_names(&names_of(keywords));
        let mut all = vec![self.get(callee), names];
        all.extend(words);
        self.runtime(&rt::object::value_call, &all)
    }

    fn call_method_value(
        &mut self,
        expr: &'a Expr,
        receiver: LocalId,
        object_ty: &Ty,
        name: &'a str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> ValueId {
        if Self::spreads(args, keywords) {
            let object = self.get(receiver);
            let text = self.str(name);
            let bound = self.runtime(&rt::object::value_getattr, &[object, text]);
            let held = self.hold("bound", bound);
            return self.call_value(expr, held, args, keywords);
        }
        let values = || args.iter().chain(keywords.iter().map(|k| &k.value));
        let looked_up = LookedUp::before(expr, receiver, name, values());
        if looked_up.is_seen(self) {
            self.check_method(&looked_up);
        }
        if let Some(likely) = self.likely_method(object_ty, name, args, keywords) {
            return self.call_likely(looked_up, args, &likely);
        }
        let words = self.with_method(&looked_up, |this| this.values(values()));
        self.b.position = position_of(expr);
        self.method_by_name(receiver, name, &names_of(keywords), words)
    }

    /// The runtime calls the object's method; `words` has the values of the arguments and
    /// then of the keywords.
    pub(crate) fn method_by_name(
        &mut self,
        receiver: LocalId,
        name: &str,
        names: &[&str],
        words: Vec<ValueId>,
    ) -> ValueId {
        let names = self.keyword_names(names);
        let object = self.get(receiver);
        let text = self.str(name);
        let mut all = vec![object, text, names];
        all.extend(words);
        self.runtime(&rt::object::value_call_method, &all)
    }

    /// A tuple and a dict (or None) for a call with `*` or `**`.
    fn spread_arguments(
        &mut self,
        callee: LocalId,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> (LocalId, LocalId) {
        let tuple = if let [arg] = args
            && matches!(arg.kind, ExprKind::Starred(_))
        {
            let value = self.value(arg);
            let callee = self.get(callee);
            self.runtime(&rt::tuple::tuple_of_arguments, &[callee, value])
        } else if !Self::spreads(args, &[]) {
            let items = self.values(args.iter());
            self.runtime(&rt::tuple::tuple_from_items, &items)
        } else {
            let list = self.runtime(&rt::list::list_from_items, &[]);
            let list = self.hold("arguments", list);
            for arg in args {
                let value = self.value(arg);
                let target = self.get(list);
                if matches!(arg.kind, ExprKind::Starred(_)) {
                    self.runtime_unit(&rt::list::list_unpack, &[target, value]);
                } else {
                    self.emit_unit(Op::ListAppend, &[target, value]);
                }
            }
            let list = self.get(list);
            let list = self.coerce(list, Repr::Ref, Repr::Value);
            self.runtime(&rt::tuple::tuple_from_iterable, &[list])
        };
        let tuple = self.coerce(tuple, Repr::Ref, Repr::Value);
        let tuple = self.hold("arguments", tuple);
        if keywords.is_empty() {
            let none = self.none();
            return (tuple, self.hold("keywords", none));
        }
        let dict = self.runtime(&rt::dict::dict_new, &[]);
        let held = self.hold("dict", dict);
        for (n, keyword) in keywords.iter().enumerate() {
            let value = self.value(&keyword.value);
            let dict = self.get(held);
            // What is spread may bring names a second time.
            let may_repeat = keywords[..n].iter().any(|before| before.name.is_none());
            let mapping = match &keyword.name {
                None => value,
                Some(name) if !may_repeat => {
                    let name = self.str(name);
                    self.runtime_unit(&rt::dict::dict_setitem, &[dict, name, value]);
                    continue;
                }
                Some(name) => {
                    // One pair, so that a repeated name is noticed.
                    let pair = self.runtime(&rt::dict::dict_new, &[]);
                    let name = self.str(name);
                    self.runtime_unit(&rt::dict::dict_setitem, &[pair, name, value]);
                    self.coerce(pair, Repr::Ref, Repr::Value)
                }
            };
            let callee = self.get(callee);
            self.runtime_unit(&rt::dict::dict_merge_keywords, &[callee, dict, mapping]);
        }
        let dict = self.get(held);
        let dict = self.coerce(dict, Repr::Ref, Repr::Value);
        (tuple, self.hold("keywords", dict))
    }

    /// Whether the only argument is a generator run on the spot.
    pub fn inline_generator(
        args: &'a [Expr],
    ) -> Option<(&'a Expr, &'a [pyaot_syntax::tree::Comprehension])> {
        match args {
            [
                Expr {
                    kind: ExprKind::InlineGenerator { element, clauses },
                    ..
                },
            ] => Some((element, clauses)),
            _ => None,
        }
    }
}

/// The names of keywords none of which spreads a mapping.
fn names_of(keywords: &[Keyword]) -> Vec<&str> {
    keywords
        .iter()
        .filter_map(|keyword| keyword.name.as_deref())
        .collect()
}
