//! One function: its variables, the current place, changes of
//! representation.

use std::collections::{BTreeSet, HashMap};

use pyaot_abi::functions::{self as rt, FnDecl};
use pyaot_abi::layout::DType;
use pyaot_abi::value;
use pyaot_analysis::{Atom, ClassKey, Context, CtxId, FuncKey, ModuleId, Ty};
use pyaot_ir as ir;
use pyaot_ir::{BlockId, Builder, LocalId, Op, Position, Repr, Terminator, ValueId};
use pyaot_syntax::tree::{
    ClassId, Comprehension, Expr, ExprKind, Function, Module, Place, Stmt, StmtKind, VarId,
};

use crate::array::ViewCache;
use crate::generator::{GeneratorCall, InPlace, Request, Source};
use crate::lifetime;
use crate::program::ProgramLower;
use crate::repr::{boundary_repr, repr_of};
use crate::scalar::{Kind, LocalKind, scalar_dtype};
use crate::special::Exit;

/// Where a Python variable is kept.
#[derive(Clone, Copy, Debug)]
pub enum Storage {
    /// A parameter that is never assigned.
    Param(ValueId),
    Local(LocalId),
    /// A local that holds the cell.
    Cell(LocalId),
}

/// What must run when control leaves a region by return, break or continue.
#[derive(Clone, Copy)]
pub enum Cleanup<'a> {
    Finally(&'a [Stmt]),
    /// Ends the handling of the exception in the local.
    Leave(LocalId),
    /// Takes the name of a handler away.
    Unbind(&'a Expr),
    /// Leaves a `with` statement.
    With(Exit),
}

#[derive(Clone, Copy)]
pub struct CleanupEntry<'a> {
    pub cleanup: Cleanup<'a>,
    /// The handler outside the region.
    pub outer: Option<BlockId>,
}

pub struct Loop {
    pub on_break: BlockId,
    pub on_continue: BlockId,
    pub cleanups: usize,
}

pub struct FunctionLower<'p, 'a> {
    pub p: &'p mut ProgramLower<'a>,
    pub b: Builder,
    pub ctx: &'a Context,
    pub key: FuncKey,
    pub module: &'a Module,
    pub func: &'a Function,
    pub vars: HashMap<VarId, Storage>,
    pub loops: Vec<Loop>,
    pub cleanups: Vec<CleanupEntry<'a>>,
    /// The frames in CPython between the function's own and the present code, outermost first:
    /// the clauses of comprehensions; none for a class body.
    pub within: Vec<&'a [Comprehension]>,
    /// The class body being lowered whose names go through a prepared
    /// namespace, and the state of its statement.
    pub class_body: Option<(ClassId, LocalId)>,
    /// `__annotations__` of the class body being lowered.
    pub annotations: Option<LocalId>,
    /// Cells of classes whose methods use `__class__`.
    pub class_cells: HashMap<ClassId, LocalId>,
    /// Unboxed numbers that are NumPy scalars.
    pub kinds: HashMap<ValueId, Kind>,
    pub local_kinds: HashMap<LocalId, LocalKind>,
    /// The view beside a variable that holds an array.
    pub views: HashMap<VarId, (LocalId, DType, u8)>,
    /// Views of arrays in other places, by the text of the place.
    pub view_caches: HashMap<String, ViewCache>,
    /// The function object, when there are captures.
    pub closure: Option<ValueId>,
    /// Parameters that have no value: what the loop over them runs over.
    pub sources: HashMap<VarId, Source>,
    /// The generator that is being lowered in place of the loop over it.
    pub in_place: Option<InPlace>,
    /// What is being lowered, inside out.
    pub running: Vec<CtxId>,
    /// Expressions taken in with generators.
    pub grown: usize,
    /// The call that shall make no generator, and what it gave instead.
    pub request: Option<Request>,
    pub prepared: Option<GeneratorCall>,
    /// The statement of the module's body that is being lowered.
    pub top_statement: usize,
}

impl<'p, 'a> FunctionLower<'p, 'a> {
    /// The state before the first statement.
    fn new(
        p: &'p mut ProgramLower<'a>,
        ctx: &'a Context,
        key: FuncKey,
        b: Builder,
    ) -> FunctionLower<'p, 'a> {
        FunctionLower {
            b,
            ctx,
            key,
            module: p.program.module(key.module),
            func: p.program.function(key),
            vars: HashMap::new(),
            loops: Vec::new(),
            cleanups: Vec::new(),
            within: Vec::new(),
            class_body: None,
            annotations: None,
            class_cells: HashMap::new(),
            top_statement: 0,
            kinds: HashMap::new(),
            local_kinds: HashMap::new(),
            views: HashMap::new(),
            view_caches: HashMap::new(),
            closure: None,
            sources: HashMap::new(),
            in_place: None,
            running: Vec::new(),
            grown: 0,
            request: None,
            prepared: None,
            p,
        }
    }

    pub fn lower(p: &'p mut ProgramLower<'a>, ctx: CtxId) -> ir::Function {
        let context = p.program.context(ctx);
        let key = context.func;
        let func = p.program.function(key);
        let code = p.code(key);
        let (params, result) = p.signature(context);
        let has_closure = p.has_captures(key);
        let b = Builder::new(func.qualname.clone(), &params, result, code);
        let mut this = FunctionLower::new(p, context, key, b);
        this.running.push(ctx);
        this.b.position = Position::of_line(func.line);
        if has_closure {
            this.closure = Some(this.b.param(0));
        }
        let first = usize::from(has_closure);
        this.versions(first);
        let n_params = func.params.all().count();
        let incoming: Vec<_> = (0..n_params)
            .map(|n| Some(this.b.param(first + n)))
            .collect();
        this.declare_variables(&incoming);
        this.warn_of_syntax();
        this.create_namespace();
        let outlives = key == MAIN && lifetime::runs_finalizers(this.p.program);
        let failed = outlives.then(|| this.new_handler(None));
        this.region(failed, |this| this.block(&func.body));
        this.return_none();
        if let Some(failed) = failed {
            this.b.switch_to(failed);
            this.leave_alive();
            this.propagate(None);
        }
        this.b.function
    }

    /// Globals live on where an exception ends the program, whose traceback is shown before
    /// they are finalised.
    fn leave_alive(&mut self) {
        let locals = self.b.function.locals.iter().enumerate();
        let kept = locals.filter(|(_, local)| local.keeps);
        let kept: Vec<LocalId> = kept.map(|(n, _)| LocalId(n as u32)).collect();
        for local in kept {
            let (value, repr) = (self.get(local), self.b.function.locals[local.index()].repr);
            let value = self.coerce(value, repr, Repr::Value);
            self.runtime_unit(&rt::gc::leave_alive, &[value]);
        }
    }

    /// What CPython says when it compiles the main module, before that runs.
    fn warn_of_syntax(&mut self) {
        if self.key != MAIN || self.module.warnings.is_empty() {
            return;
        }
        let lines: Vec<&str> = self.module.source.lines().collect();
        let mut text = String::new();
        for (line, warning) in &self.module.warnings {
            text += &format!("{}:{line}: SyntaxWarning: {warning}\n", self.module.path);
            if let Some(source) = lines.get(*line as usize - 1) {
                text += &format!("  {}\n", source.trim());
            }
        }
        let text = self.str(&text);
        self.runtime_unit(&rt::io::syntax_warnings, &[text]);
    }

    /// Makes a place for each variable; `incoming` has the values of the
    /// parameters that have one.
    pub fn declare_variables(&mut self, incoming: &[Option<ValueId>]) {
        let assigned = assigned_variables(self.func, self.module);
        // The frame of a generator in place owns its arguments.
        let owns = self.in_place.is_some() && self.p.observes_death;
        let mut params = HashMap::new();
        for (n, (param, value)) in self.func.params.all().zip(incoming).enumerate() {
            if let Some(value) = value {
                params.insert(param.var, (n, *value));
            }
        }
        let n_vars = self.ctx.storage.len();
        for n in 0..n_vars {
            let var = VarId(n as u32);
            let (name, captured) = match self.func.vars.get(n) {
                Some(v) => (v.name.clone(), v.captured),
                None => (self.module.globals[n - self.func.vars.len()].clone(), false),
            };
            let param = params.get(&var).copied();
            let storage = if captured {
                let local = self.b.function.new_local(name, Repr::Ref);
                self.b.function.locals[local.index()].keeps = self.p.observes_death;
                let start = match param {
                    Some((n, value)) => {
                        let ty = self.ctx.params[n].clone();
                        let value = self.adapt(value, boundary_repr(&ty), &ty);
                        self.coerce(value, repr_of(&ty), Repr::Value)
                    }
                    None => self.word(value::UNBOUND),
                };
                let cell = self.runtime(&rt::object::cell_new, &[start]);
                let cell = self.emit(Op::Cast(Repr::Ref), &[cell]);
                self.emit_unit(Op::LocalSet(local), &[cell]);
                Storage::Cell(local)
            } else {
                let repr = self.variable_repr(var);
                self.declare_view(var);
                match param {
                    Some((n, value)) => {
                        let ty = self.ctx.params[n].clone();
                        let given = boundary_repr(&ty);
                        self.refresh_view(var, value);
                        let value = self.adapt(value, given, &ty);
                        let given = repr_of(&ty);
                        if !assigned.contains(&var) && given == repr && !owns {
                            Storage::Param(value)
                        } else {
                            let local = self.new_variable(name, var, repr);
                            let value = self.coerce(value, given, repr);
                            self.set(local, value);
                            Storage::Local(local)
                        }
                    }
                    None => Storage::Local(self.new_variable(name, var, repr)),
                }
            };
            self.vars.insert(var, storage);
        }
    }

    /// The local of a variable, with the kind of what it holds.
    fn new_variable(&mut self, name: String, var: VarId, repr: Repr) -> LocalId {
        let local = self.b.function.new_local(name, repr);
        let ty = &self.ctx.storage[var.index()];
        self.b.function.locals[local.index()].keeps =
            self.p.observes_death && lifetime::is_observable(self.p.program, ty);
        self.know_kind(local, ty);
        local
    }

    /// A local for values of the type.
    pub fn new_local_of(&mut self, name: &str, ty: &Ty) -> LocalId {
        let local = self.new_local(name, repr_of(ty));
        self.know_kind(local, ty);
        local
    }

    fn know_kind(&mut self, local: LocalId, ty: &Ty) {
        let repr = self.b.function.locals[local.index()].repr;
        if let (Some(dtype), false) = (scalar_dtype(ty), repr == Repr::Value) {
            let mixed = ty.mixed_scalar().is_some();
            let is = mixed.then(|| self.b.function.new_local("kind", Repr::Bool));
            self.local_kinds.insert(local, LocalKind { dtype, is });
        }
    }

    fn declare_view(&mut self, var: VarId) {
        if let Some(Atom::Array(dtype, ndim)) = self.ctx.storage[var.index()].single()
            && !self.ctx.maybe_unbound.contains(&var)
        {
            let view = self.b.function.new_local("view", Repr::Ref);
            self.views.insert(var, (view, *dtype, *ndim));
        }
    }

    /// A variable that may be read unassigned needs a word to say so.
    fn variable_repr(&self, var: VarId) -> Repr {
        if self.ctx.maybe_unbound.contains(&var) || self.is_class_variable(var) {
            Repr::Value
        } else {
            repr_of(&self.ctx.storage[var.index()])
        }
    }

    fn is_class_variable(&self, var: VarId) -> bool {
        self.module
            .classes
            .iter()
            .any(|class| class.vars.iter().any(|(_, v)| *v == var) && self.runs_class(class.id))
    }

    fn runs_class(&self, id: ClassId) -> bool {
        let mut found = false;
        class_statements(&self.func.body, self.module, &mut |class| {
            found |= class == id
        });
        found
    }

    /// An entry: called by the runtime with words, calls the right context.
    pub fn entry(
        p: &'p mut ProgramLower<'a>,
        key: FuncKey,
        by_class: &[(ClassKey, CtxId)],
        any: Option<CtxId>,
    ) -> ir::Function {
        let func = p.program.function(key);
        let code = p.code(key);
        // Any context serves: only the emitting helpers are used.
        let context = p.program.context(p.program.main);
        let mut b = Builder::new(
            format!("{} entry", func.qualname),
            &[Repr::Ref, Repr::Ptr],
            Some(Repr::Value),
            code,
        );
        b.function.is_entry = true;
        b.position = Position::of_line(func.line);
        let mut this = FunctionLower::new(p, context, key, b);
        for (class, ctx) in by_class {
            if this.p.program.classes[class].is_typed {
                let receiver = this.argument_word(0);
                let slot = this.p.class_slots[class];
                let is = this.emit(Op::IsExactClass(slot), &[receiver]);
                let (then, next) = (this.b.new_block(), this.b.new_block());
                this.b.branch(is, then, next);
                this.b.switch_to(then);
                this.enter_context(*ctx);
                this.b.switch_to(next);
            }
        }
        let untyped = by_class
            .iter()
            .find(|(class, _)| !this.p.program.classes[class].is_typed);
        match any.or(untyped.map(|(_, ctx)| *ctx)) {
            Some(ctx) => this.enter_context(ctx),
            None => {
                let class = this.str("SystemError");
                let text = format!(
                    "pyaot: `{}` was called in a way its analysis did not foresee",
                    func.qualname
                );
                let message = this.str(&text);
                this.raise(&rt::exception::raise_builtin, &[class, message]);
            }
        }
        this.b.function
    }

    /// Code of a method in a context of [`pyaot_analysis::Program::pairs`]: called by the
    /// runtime with two words.
    pub fn pair(p: &'p mut ProgramLower<'a>, ctx: CtxId) -> ir::Function {
        let context = p.program.context(ctx);
        let (key, func) = (context.func, p.program.function(context.func));
        let code = p.code(key);
        let name = format!("{} pair", func.qualname);
        let words = [Repr::Value, Repr::Value];
        let mut b = Builder::new(name, &words, Some(Repr::Value), code);
        b.function.is_entry = true;
        b.position = Position::of_line(func.line);
        let mut this = FunctionLower::new(p, context, key, b);
        let words = [this.b.param(0), this.b.param(1)];
        this.return_context(ctx, Vec::new(), &words);
        this.b.function
    }

    fn argument_word(&mut self, n: u32) -> ValueId {
        let words = self.b.param(1);
        self.emit(Op::ArgWord(n), &[words])
    }

    fn enter_context(&mut self, ctx: CtxId) {
        let context = self.p.program.context(ctx);
        let mut args = Vec::new();
        if self.p.has_captures(context.func) {
            args.push(self.b.param(0));
        }
        let words: Vec<ValueId> = (0..context.params.len())
            .map(|n| self.argument_word(n as u32))
            .collect();
        self.return_context(ctx, args, &words);
    }

    /// Returns what the context gives, called with `args` and behind them the words.
    fn return_context(&mut self, ctx: CtxId, mut args: Vec<ValueId>, words: &[ValueId]) {
        let context = self.p.program.context(ctx);
        for (word, ty) in words.iter().zip(&context.params) {
            let value = self.adapt(*word, Repr::Value, ty);
            args.push(self.coerce(value, repr_of(ty), boundary_repr(ty)));
        }
        let is_generator = self.p.program.function(context.func).suspends();
        let id = self.p.functions[&ctx];
        let result = self.p.ir.function(id).result;
        let value = self.emit(Op::Call(id), &args);
        let value = match result {
            Some(repr) if !is_generator => {
                let value = if repr == Repr::Value {
                    value
                } else {
                    self.adapt(value, repr, &context.result)
                };
                self.coerce(value, repr, Repr::Value)
            }
            _ => value,
        };
        self.b.terminate(Terminator::Return(Some(value)));
    }

    // Emitting.

    /// Emits an operation that has a result.
    pub fn emit(&mut self, op: Op, args: &[ValueId]) -> ValueId {
        self.b
            .emit(&self.p.ir, op, args)
            .expect("the operation declares a result")
    }

    pub fn emit_unit(&mut self, op: Op, args: &[ValueId]) {
        self.b.emit(&self.p.ir, op, args);
    }

    pub fn runtime(&mut self, decl: &'static FnDecl, args: &[ValueId]) -> ValueId {
        self.emit(Op::CallRuntime(decl), args)
    }

    pub fn runtime_unit(&mut self, decl: &'static FnDecl, args: &[ValueId]) {
        self.emit_unit(Op::CallRuntime(decl), args);
    }

    /// Calls a row that always raises.
    pub fn raise(&mut self, decl: &'static FnDecl, args: &[ValueId]) {
        self.runtime_unit(decl, args);
        self.b.terminate(Terminator::Unreachable);
    }

    pub fn word(&mut self, word: u64) -> ValueId {
        self.emit(Op::ConstWord(word), &[])
    }

    pub fn none(&mut self) -> ValueId {
        self.word(value::NONE)
    }

    pub fn unbound(&mut self) -> ValueId {
        self.word(value::UNBOUND)
    }

    pub fn str(&mut self, text: &str) -> ValueId {
        let id = self.p.ir.intern(text);
        self.emit(Op::ConstStr(id), &[])
    }

    pub fn i64(&mut self, n: i64) -> ValueId {
        self.emit(Op::ConstI64(n), &[])
    }

    pub fn new_local(&mut self, name: &str, repr: Repr) -> LocalId {
        self.b.function.new_local(name, repr)
    }

    pub fn get(&mut self, local: LocalId) -> ValueId {
        let value = self.emit(Op::LocalGet(local), &[]);
        if let Some(LocalKind { dtype, is }) = self.local_kinds.get(&local).copied() {
            let is = is.map(|is| self.emit(Op::LocalGet(is), &[]));
            self.tag(value, Kind { dtype, is });
        }
        value
    }

    /// A local that is given a scalar holds its kind too, from then on.
    pub fn set(&mut self, local: LocalId, value: ValueId) {
        self.emit_unit(Op::LocalSet(local), &[value]);
        let kind = self.kinds.get(&value).copied();
        let Some(dtype) = kind
            .map(|k| k.dtype)
            .or(self.local_kinds.get(&local).map(|k| k.dtype))
        else {
            return;
        };
        let known = self.local_kinds.get(&local).copied();
        let surely = matches!(kind, Some(Kind { is: None, .. }));
        let is = match known {
            Some(LocalKind { is: None, .. }) if surely => return,
            Some(LocalKind { is: Some(is), .. }) => is,
            _ => {
                let is = self.b.function.new_local("kind", Repr::Bool);
                self.local_kinds.insert(
                    local,
                    LocalKind {
                        dtype,
                        is: Some(is),
                    },
                );
                is
            }
        };
        let value = match kind {
            Some(Kind { is: Some(is), .. }) => is,
            Some(Kind { is: None, .. }) => self.emit(Op::ConstBool(true), &[]),
            None => self.emit(Op::ConstBool(false), &[]),
        };
        self.emit_unit(Op::LocalSet(is), &[value]);
    }

    /// A temporary that holds `value`, and survives blocks.
    pub fn hold(&mut self, name: &str, value: ValueId) -> LocalId {
        let repr = self.b.function.repr(value);
        let local = self.new_local(name, repr);
        self.set(local, value);
        local
    }

    /// Starts a new block and jumps to it from here.
    pub fn start_block(&mut self) -> BlockId {
        let block = self.b.new_block();
        self.b.jump(block, &[]);
        self.b.switch_to(block);
        block
    }

    /// THE change of representation. Going to a narrower one is only done
    /// where the type says that the value fits.
    pub fn coerce(&mut self, value: ValueId, from: Repr, to: Repr) -> ValueId {
        use Repr::{Bool, F64, I64, Int, Ref, Value};
        if let (Value, Some(kind)) = (to, self.kinds.get(&value).copied())
            && from != Value
        {
            return self.box_scalar(value, kind);
        }
        match (from, to) {
            (a, b) if a == b => value,
            (F64, F64) | (Bool, Bool) => value,
            (Int | Ref | Value, Int | Ref | Value) => self.emit(Op::Cast(to), &[value]),
            (Int | Ref | Value, F64) => self.emit(Op::FloatUnbox, &[value]),
            (Int | Ref | Value, Bool) => self.emit(Op::BoolFromValue, &[value]),
            (F64, Value) => self.emit(Op::FloatBox, &[value]),
            (Bool, Value) => self.emit(Op::BoolToValue, &[value]),
            (Bool, Int) => self.emit(Op::BoolToInt, &[value]),
            (I64, Int) => self.emit(Op::IntFromI64, &[value]),
            (I64, Value) => {
                let int = self.emit(Op::IntFromI64, &[value]);
                self.emit(Op::Cast(Value), &[int])
            }
            // A type that analysis found impossible: the code is never
            // reached with such a value, any value of the form will do.
            (F64 | Bool, Int | Ref) | (F64, Bool | I64) | (Bool, F64 | I64) | (I64, _) => {
                let boxed = self.coerce(value, from, Value);
                self.coerce(boxed, Value, to)
            }
            (_, I64 | Repr::Ptr | Repr::F64x2) | (Repr::Ptr | Repr::F64x2, _) => value,
        }
    }

    /// The type of an expression here.
    pub fn ty(&self, expr: &Expr) -> Ty {
        self.ctx.types.get(&expr.id).cloned().unwrap_or(Ty::Dynamic)
    }

    pub fn repr(&self, expr: &Expr) -> Repr {
        repr_of(&self.ty(expr))
    }

    /// The expression as any word.
    pub fn value(&mut self, expr: &'a Expr) -> ValueId {
        let value = self.expr(expr);
        let repr = self.repr(expr);
        self.coerce(value, repr, Repr::Value)
    }

    /// The expression as an `Int`, where its type is int or bool.
    pub fn int(&mut self, expr: &'a Expr) -> ValueId {
        let value = self.expr(expr);
        let ty = self.ty(expr);
        self.int_of(value, &ty)
    }

    pub fn int_of(&mut self, value: ValueId, ty: &Ty) -> ValueId {
        if let Some(dtype) = scalar_dtype(ty) {
            let value = self.plain(value);
            return if dtype == DType::Bool {
                self.emit(Op::BoolToInt, &[value])
            } else {
                value
            };
        }
        match ty.single() {
            Some(Atom::Bool) => self.emit(Op::BoolToInt, &[value]),
            Some(Atom::Int) => value,
            // A union of int and bool: a number either way.
            _ => {
                let zero = self.emit(Op::ConstInt(0), &[]);
                let zero = self.coerce(zero, Repr::Int, Repr::Value);
                let sum = self.runtime(&rt::operation::value_add, &[value, zero]);
                self.coerce(sum, Repr::Value, Repr::Int)
            }
        }
    }

    /// A number as `F64`.
    pub fn f64_of(&mut self, value: ValueId, ty: &Ty) -> ValueId {
        if let Some(dtype) = scalar_dtype(ty) {
            let value = self.plain(value);
            return match dtype {
                DType::F64 | DType::F32 => value,
                DType::I64 | DType::I32 | DType::U8 => self.emit(Op::IntToF64, &[value]),
                DType::Bool => self.f64_of(value, &Ty::bool()),
            };
        }
        match ty.single() {
            Some(Atom::Bool) => {
                let n = self.emit(Op::BoolToI64, &[value]);
                self.emit(Op::I64ToF64, &[n])
            }
            Some(Atom::Int) => self.emit(Op::IntToF64, &[value]),
            _ if ty.is_mixed_number() && !ty.is_float() => {
                let word = self.coerce(value, repr_of(ty), Repr::Value);
                self.emit(Op::NumberToF64, &[word])
            }
            _ => self.coerce(value, repr_of(ty), Repr::F64),
        }
    }

    /// The float of anything that is one, or says which: else TypeError.
    pub fn real_number(&mut self, value: ValueId, ty: &Ty) -> ValueId {
        if ty.is_real() || ty.is_mixed_number() {
            return self.f64_of(value, ty);
        }
        let word = self.coerce(value, repr_of(ty), Repr::Value);
        self.runtime(&rt::operation::value_to_float, &[word])
    }

    /// An index: int or bool, saturating.
    pub fn index(&mut self, expr: &'a Expr) -> ValueId {
        let int = self.int(expr);
        self.emit(Op::IntToI64, &[int])
    }

    /// A size, or OverflowError: int or bool.
    pub fn size(&mut self, expr: &'a Expr) -> ValueId {
        let int = self.int(expr);
        self.runtime(&rt::int::int_to_size, &[int])
    }

    fn return_none(&mut self) {
        if self.b.is_terminated() {
            return;
        }
        let result = self.b.function.result;
        match result {
            None => self.b.terminate(Terminator::Return(None)),
            Some(repr) => {
                let none = self.none();
                let value = self.coerce(none, Repr::Value, repr);
                self.b.terminate(Terminator::Return(Some(value)));
            }
        }
    }
}

/// The body of the main module.
const MAIN: FuncKey = FuncKey {
    module: ModuleId::MAIN,
    function: Module::BODY,
};

/// Variables assigned or deleted anywhere in the function.
fn assigned_variables(func: &Function, module: &Module) -> BTreeSet<VarId> {
    let mut out = BTreeSet::new();
    let mut add = |target: &Expr| {
        if let ExprKind::Name {
            place: Place::Local(var) | Place::ClassVar(var, _),
            ..
        } = &target.kind
        {
            out.insert(*var);
        }
    };
    pyaot_analysis::walk::targets(&func.body, &mut add);
    pyaot_analysis::walk::statements(&func.body, &mut |stmt| {
        if let StmtKind::Delete(targets) = &stmt.kind {
            targets.iter().for_each(&mut add);
        }
    });
    pyaot_analysis::walk::expressions(func, module, &mut |expr| match &expr.kind {
        ExprKind::Walrus { target, .. } => add(target),
        ExprKind::ListComp { clauses, .. }
        | ExprKind::SetComp { clauses, .. }
        | ExprKind::DictComp { clauses, .. }
        | ExprKind::InlineGenerator { clauses, .. } => {
            for clause in clauses {
                pyaot_analysis::walk::expression(&clause.target, module, &mut add);
            }
        }
        _ => {}
    });
    out
}

/// Classes whose statement runs in this body, nested ones included.
fn class_statements(body: &[Stmt], module: &Module, visit: &mut dyn FnMut(ClassId)) {
    pyaot_analysis::walk::statements(body, &mut |stmt| {
        if let StmtKind::ClassDef { class, .. } = &stmt.kind {
            visit(*class);
            class_statements(&module.class(*class).body, module, visit);
        }
    });
}
