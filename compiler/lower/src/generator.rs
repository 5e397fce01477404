//! Generators whose body runs in place of the loop over them.
//!
//! `for x in g(n)` over a call of a known generator function makes no
//! generator: the body is lowered where the loop stands, and each `yield`
//! hands its item to a copy of the loop's body, behind which the generator
//! goes on. A generator that is an argument of such a call, and that the
//! callee does nothing with but run one loop over it, is run in place there.
//!
//! Nobody can tell, because nothing can be told of a suspended generator that
//! the loop alone has, provided that leaving the loop runs no code in it: a
//! body that yields inside `try` or `with` is not run in place.

use std::collections::HashMap;

use pyaot_abi::functions as rt;
use pyaot_abi::layout::DType;
use pyaot_analysis::{Atom, Context, CtxId, FuncKey, Ty, walk};
use pyaot_ir::{BlockId, CodeId, LocalId, Position, Repr, ValueId};
use pyaot_syntax::tree::{
    ClassId, Comprehension, Expr, ExprKind, Function, Module, Place, Stmt, StmtKind, VarId,
};

use crate::array::ViewCache;
use crate::function::{CleanupEntry, FunctionLower, Loop, Storage};
use crate::iteration::{Item, Iteration};
use crate::repr::repr_of;

/// Generators in place inside each other.
const DEPTH: usize = 6;
/// Expressions of a loop's body and of copies of it, for each generator.
const COPIED: usize = 400;
/// Expressions that one function takes in.
const GROWTH: usize = 4000;

/// A call of a generator function that makes no generator.
pub struct GeneratorCall {
    ctx: CtxId,
    function: Option<LocalId>,
    args: Vec<Argument>,
}

enum Argument {
    Value(LocalId),
    /// Iterated once, by a `for` of the callee.
    Source(Source),
}

/// What a loop runs over.
pub enum Source {
    Iteration(Iteration),
    Generator(GeneratorCall),
}

/// Asks the call with these arguments for its parts instead of a generator.
pub struct Request {
    ctx: CtxId,
    args: *const Expr,
    /// Which arguments the callee iterates once.
    once: Vec<bool>,
    /// Those of them, as they were evaluated.
    sources: HashMap<usize, Source>,
    /// The same by the parameters they are bound to.
    params: HashMap<usize, Source>,
}

impl Request {
    /// Whether argument `n`, bound to parameter `param`, is a source.
    pub fn is_source(&mut self, n: usize, param: usize) -> bool {
        let source = self.sources.remove(&n);
        let is = source.is_some();
        self.params.extend(source.map(|source| (param, source)));
        is
    }
}

/// The generator whose body is being lowered in place.
pub struct InPlace {
    sites: Vec<Site>,
    yields: Ty,
    /// Where it goes on when the body ends.
    pub finished: BlockId,
    /// The handler of the loop.
    outer: Option<BlockId>,
}

/// A `yield`: where the body of the loop goes, and where it leads.
struct Site {
    item: Parts,
    body: BlockId,
    resume: BlockId,
}

/// As [`Item`], across blocks.
enum Parts {
    One(LocalId, Ty),
    Many(Vec<Parts>),
}

/// What makes the difference between one function and another.
struct Scope<'a> {
    ctx: &'a Context,
    key: FuncKey,
    module: &'a Module,
    func: &'a Function,
    vars: HashMap<VarId, Storage>,
    loops: Vec<Loop>,
    cleanups: Vec<CleanupEntry<'a>>,
    within: Vec<&'a [Comprehension]>,
    class_cells: HashMap<ClassId, LocalId>,
    class_body: Option<(ClassId, LocalId)>,
    views: HashMap<VarId, (LocalId, DType, u8)>,
    view_caches: HashMap<String, ViewCache>,
    closure: Option<ValueId>,
    sources: HashMap<VarId, Source>,
    in_place: Option<InPlace>,
    code: CodeId,
    frames: u32,
    handler: Option<BlockId>,
}

impl<'a> FunctionLower<'_, 'a> {
    fn exchange(&mut self, scope: &mut Scope<'a>) {
        use std::mem::swap;
        swap(&mut self.ctx, &mut scope.ctx);
        swap(&mut self.key, &mut scope.key);
        swap(&mut self.module, &mut scope.module);
        swap(&mut self.func, &mut scope.func);
        swap(&mut self.vars, &mut scope.vars);
        swap(&mut self.loops, &mut scope.loops);
        swap(&mut self.cleanups, &mut scope.cleanups);
        swap(&mut self.within, &mut scope.within);
        swap(&mut self.class_cells, &mut scope.class_cells);
        swap(&mut self.class_body, &mut scope.class_body);
        swap(&mut self.views, &mut scope.views);
        swap(&mut self.view_caches, &mut scope.view_caches);
        swap(&mut self.closure, &mut scope.closure);
        swap(&mut self.sources, &mut scope.sources);
        swap(&mut self.in_place, &mut scope.in_place);
        swap(&mut self.b.code, &mut scope.code);
        swap(&mut self.b.frames, &mut scope.frames);
        swap(&mut self.b.handler, &mut scope.handler);
    }

    /// Evaluates what a loop runs over; `copied` is the size of its body.
    pub fn source(
        &mut self,
        iterable: &'a Expr,
        target: Option<&Expr>,
        is_async: bool,
        copied: usize,
    ) -> Source {
        if is_async {
            return Source::Iteration(self.iterate_async(iterable));
        }
        if let ExprKind::Name {
            place: Place::Local(var),
            ..
        } = &iterable.kind
            && let Some(source) = self.sources.remove(var)
        {
            return source;
        }
        if let Some(ctx) = self.iterated_generator(iterable, copied) {
            let value = self.expr(iterable);
            let args = vec![Argument::Value(self.hold("receiver", value))];
            let function = None;
            return Source::Generator(GeneratorCall {
                ctx,
                function,
                args,
            });
        }
        let Some(ctx) = self.called_generator(iterable, copied) else {
            return Source::Iteration(match target {
                Some(target) => self.iterate_for(iterable, target),
                None => self.iterate(iterable),
            });
        };
        let context = self.p.program.context(ctx);
        match &iterable.kind {
            ExprKind::GeneratorExp { function, iterable } => {
                // The first iterable is evaluated at once, and its iterator made.
                let argument = Argument::Source(self.source(iterable, None, false, copied));
                let function = self.p.has_captures(context.func).then(|| {
                    let object = self.function_object(*function);
                    self.hold("function", object)
                });
                let args = vec![argument];
                Source::Generator(GeneratorCall {
                    ctx,
                    function,
                    args,
                })
            }
            ExprKind::Call {
                callee,
                args,
                keywords,
            } => {
                let request = Request {
                    ctx,
                    args: args.as_ptr(),
                    once: self.iterated_once(callee, context.func, args.len()),
                    sources: HashMap::new(),
                    params: HashMap::new(),
                };
                let outer = self.request.replace(request);
                let position = self.b.position;
                self.b.position = crate::position::position_of(iterable);
                let value = self.call_expr(iterable, callee, args, keywords);
                self.b.position = position;
                self.request = outer;
                match self.prepared.take() {
                    Some(call) => Source::Generator(call),
                    None => {
                        let ty = self.ty(iterable);
                        let given = self.b.function.repr(value);
                        let value = self.adapt(value, given, &ty);
                        Source::Iteration(self.iterate_value(value, &ty))
                    }
                }
            }
            _ => unreachable!("only calls and generator expressions make generators"),
        }
    }

    /// Which of the arguments of a call the callee iterates once, and does
    /// nothing else with.
    fn iterated_once(&self, callee: &Expr, key: FuncKey, n_args: usize) -> Vec<bool> {
        let (func, module) = (
            self.p.program.function(key),
            self.p.program.module(key.module),
        );
        let plain = func.params.all().count() == func.params.positional.len();
        let is_function = matches!(self.ty(callee).single(), Some(Atom::Function(_)));
        if !plain || !is_function || !matches!(callee.kind, ExprKind::Name { .. }) {
            return vec![false; n_args];
        }
        let params = func.params.positional.iter().take(n_args);
        params
            .map(|param| is_iterated_once(func, module, param.var))
            .collect()
    }

    /// The context of a call, or generator expression, that can run in place.
    fn called_generator(&mut self, iterable: &Expr, copied: usize) -> Option<CtxId> {
        if !matches!(
            iterable.kind,
            ExprKind::Call { .. } | ExprKind::GeneratorExp { .. }
        ) {
            return None;
        }
        let [(atom, ctx)] = self.ctx.calls.get(&iterable.id)?.as_slice() else {
            return None;
        };
        let is_class = matches!(atom, Atom::Class(_));
        self.fits_in_place(*ctx, copied).filter(|_| !is_class)
    }

    /// As [`Self::called_generator`], of an instance whose `__iter__` is a
    /// generator function.
    fn iterated_generator(&mut self, iterable: &Expr, copied: usize) -> Option<CtxId> {
        let ty = self.ty(iterable);
        let Some(Atom::Instance(class)) = ty.single() else {
            return None;
        };
        let (iter, _) = self.p.program.iterations.get(class)?;
        let captures = self.p.has_captures(self.p.program.context(*iter).func);
        self.fits_in_place(*iter, copied).filter(|_| !captures)
    }

    /// Whether a loop over `iterable` makes no generator.
    pub fn runs_in_place(&mut self, iterable: &Expr, copied: usize) -> bool {
        self.called_generator(iterable, copied).is_some()
            || self.iterated_generator(iterable, copied).is_some()
    }

    fn fits_in_place(&mut self, ctx: CtxId, copied: usize) -> Option<CtxId> {
        let context = self.p.program.context(ctx);
        let func = self.p.program.function(context.func);
        let runs = func.is_generator
            && !func.is_async
            && self.p.functions.contains_key(&ctx)
            && !self.running.contains(&ctx)
            && self.running.len() < DEPTH;
        if !runs {
            return None;
        }
        let Shape { yields, size } = self.p.generator_shape(context.func)?;
        // A generator that takes this one in is itself copied where it yields.
        let copies = if self.in_place.is_some() { 1 } else { yields };
        let fits = yields <= 1 || (yields == copies && yields * copied <= COPIED);
        (fits && self.grown + size <= GROWTH).then_some(ctx)
    }

    /// The request for the parts of the call with these arguments.
    fn requested(&mut self, args: &[Expr]) -> Option<&mut Request> {
        let request = self.request.as_mut()?;
        std::ptr::eq(request.args, args.as_ptr()).then_some(request)
    }

    /// Whether argument `n` of a call is evaluated to what a loop of the
    /// callee runs over: it has no value then.
    pub fn argument_source(&mut self, args: &'a [Expr], n: usize) -> bool {
        let wanted = self
            .requested(args)
            .is_some_and(|request| request.once.get(n) == Some(&true));
        let is_spread = |arg: &Expr| matches!(arg.kind, ExprKind::Starred(_));
        if !wanted || args.iter().any(is_spread) || !self.is_lazy(&args[n]) {
            return false;
        }
        let source = self.source(&args[n], None, false, COPIED + 1);
        if let Some(request) = self.requested(args) {
            request.sources.insert(n, source);
        }
        true
    }

    /// Whether evaluating an iterable makes nothing but an iterator.
    fn is_lazy(&mut self, iterable: &Expr) -> bool {
        let (ExprKind::Call { callee, .. }, builtin) =
            (&iterable.kind, &["range", "enumerate", "zip", "reversed"])
        else {
            return matches!(iterable.kind, ExprKind::GeneratorExp { .. })
                && self.called_generator(iterable, COPIED + 1).is_some();
        };
        match self.ty(callee).single() {
            Some(Atom::Builtin(name)) => builtin.contains(name),
            _ => self.called_generator(iterable, COPIED + 1).is_some(),
        }
    }

    /// Lowers a loop; `each` gets an item and the block in which the next one
    /// is asked for. Goes on where there are no more. Gives the locals that
    /// hold what the loop runs over.
    pub fn for_loop(
        &mut self,
        source: Source,
        position: Position,
        each: &mut dyn FnMut(&mut Self, Item, BlockId),
    ) -> Vec<LocalId> {
        let mut state = match source {
            Source::Generator(call) => {
                self.b.position = position;
                return self.generator_loop(call, each);
            }
            Source::Iteration(state) => state,
        };
        let head = self.start_block();
        self.b.position = position;
        let exhausted = self.b.new_block();
        let item = self.next_item(&mut state, exhausted);
        each(self, item, head);
        self.b.jump(head, &[]);
        self.b.switch_to(exhausted);
        self.held_by(&state)
    }

    /// Lowers the loop over a generator in place; `each` gets an item and the
    /// block in which the next one is asked for. Goes on where there are no
    /// more. Gives the locals that hold what the generator does.
    fn generator_loop(
        &mut self,
        call: GeneratorCall,
        each: &mut dyn FnMut(&mut Self, Item, BlockId),
    ) -> Vec<LocalId> {
        let position = self.b.position;
        let context = self.p.program.context(call.ctx);
        let key = context.func;
        let func = self.p.program.function(key);
        self.grown += self.p.generator_shape(key).map_or(0, |shape| shape.size);
        let first_local = self.b.function.locals.len();
        let outer = self.b.handler;
        let finished = self.b.new_block();
        let failed = self.new_handler(outer);
        let closure = call.function.map(|function| {
            let function = self.get(function);
            let given = self.b.function.repr(function);
            self.coerce(function, given, Repr::Ref)
        });
        let mut incoming = Vec::new();
        let mut sources = HashMap::new();
        for (argument, param) in call.args.into_iter().zip(func.params.all()) {
            incoming.push(match argument {
                Argument::Value(local) => Some(self.get(local)),
                Argument::Source(source) => {
                    sources.insert(param.var, source);
                    None
                }
            });
        }
        let mut scope = Scope {
            ctx: context,
            key,
            module: self.p.program.module(key.module),
            func,
            vars: HashMap::new(),
            loops: Vec::new(),
            cleanups: Vec::new(),
            within: Vec::new(),
            class_cells: HashMap::new(),
            class_body: None,
            views: HashMap::new(),
            view_caches: HashMap::new(),
            closure,
            sources,
            in_place: Some(InPlace {
                sites: Vec::new(),
                yields: context.yields.clone(),
                finished,
                outer,
            }),
            code: self.p.code(key),
            frames: self.b.frames + 1,
            handler: Some(failed),
        };
        self.exchange(&mut scope);
        self.running.push(call.ctx);
        self.start_block();
        self.declare_variables(&incoming);
        self.unset_variables();
        self.block(&func.body);
        self.b.jump(finished, &[]);
        self.running.pop();
        self.exchange(&mut scope);
        let held = if self.p.observes_death {
            let locals = self.b.function.locals.iter().enumerate().skip(first_local);
            let keeps = locals.filter(|(_, local)| local.keeps && local.repr.is_counted());
            keeps.map(|(n, _)| LocalId(n as u32)).collect()
        } else {
            Vec::new()
        };
        for site in scope
            .in_place
            .take()
            .into_iter()
            .flat_map(|body| body.sites)
        {
            self.b.switch_to(site.body);
            self.b.position = position;
            let item = self.item_from(site.item);
            each(self, item, site.resume);
            self.b.jump(site.resume, &[]);
        }
        self.b.switch_to(failed);
        self.b.position = position;
        self.raise(&rt::generator::raise_from_generator, &[]);
        self.b.switch_to(finished);
        held
    }

    /// Variables that say whether they are set start unset with every run.
    fn unset_variables(&mut self) {
        let params: Vec<VarId> = self.func.params.all().map(|param| param.var).collect();
        for var in &self.ctx.maybe_unbound {
            if let Some(Storage::Local(local)) = self.vars.get(var).copied()
                && !params.contains(var)
            {
                let unbound = self.unbound();
                self.set(local, unbound);
            }
        }
    }

    /// `yield value` in place.
    pub fn yield_in_place(&mut self, value: Option<&'a Expr>) -> ValueId {
        let yields = self.yields();
        let parts = match value {
            Some(value) => match (&value.kind, yields.single()) {
                (ExprKind::Tuple(items), Some(Atom::Tuple(types)))
                    if items.len() == types.len()
                        && !items
                            .iter()
                            .any(|item| matches!(item.kind, ExprKind::Starred(_))) =>
                {
                    let parts = items.iter().zip(types).map(|(item, to)| {
                        let value = self.expr(item);
                        self.part(value, &self.ty(item), to)
                    });
                    Parts::Many(parts.collect())
                }
                _ => {
                    let result = self.expr(value);
                    self.part(result, &self.ty(value), &yields)
                }
            },
            None => {
                let none = self.none();
                self.part(none, &Ty::none(), &yields)
            }
        };
        self.hand_over(parts);
        self.none()
    }

    /// `yield from iterable` in place, whose result nobody asks for.
    pub fn yield_all_in_place(&mut self, iterable: &'a Expr) -> ValueId {
        let position = self.b.position;
        let source = self.source(iterable, None, false, COPIED + 1);
        let held = self.for_loop(source, position, &mut |this, item, _| this.yield_item(item));
        self.let_go(&held);
        self.none()
    }

    fn yields(&self) -> Ty {
        let in_place = self.in_place.as_ref();
        in_place.map_or(Ty::Dynamic, |body| body.yields.clone())
    }

    fn yield_item(&mut self, item: Item) {
        let yields = self.yields();
        let parts = self.parts_of(item, &yields);
        self.hand_over(parts);
    }

    fn hand_over(&mut self, item: Parts) {
        let resume = self.b.new_block();
        let Some(outer) = self.in_place.as_ref().map(|body| body.outer) else {
            return;
        };
        let body = self.b.function.new_block(outer);
        self.b.jump(body, &[]);
        self.b.switch_to(resume);
        if let Some(in_place) = &mut self.in_place {
            in_place.sites.push(Site { item, body, resume });
        }
    }

    /// Holds a value of type `from` as one of type `to`, which is no narrower.
    fn part(&mut self, value: ValueId, from: &Ty, to: &Ty) -> Parts {
        let given = self.b.function.repr(value);
        let numpy = |ty: &Ty| ty.scalar().is_some() || ty.mixed_scalar().is_some();
        let value = if numpy(from) || numpy(to) {
            let word = self.coerce(value, given, Repr::Value);
            self.adapt(word, Repr::Value, to)
        } else {
            self.coerce(value, given, repr_of(to))
        };
        Parts::One(self.hold("yielded", value), to.clone())
    }

    fn parts_of(&mut self, item: Item, to: &Ty) -> Parts {
        match (item, to.single()) {
            (Item::Many(items), Some(Atom::Tuple(types))) if items.len() == types.len() => {
                let parts = items.into_iter().zip(types);
                Parts::Many(parts.map(|(item, to)| self.parts_of(item, to)).collect())
            }
            (item, _) => {
                let (value, ty) = self.join_item(item);
                self.part(value, &ty, to)
            }
        }
    }

    fn item_from(&mut self, parts: Parts) -> Item {
        match parts {
            Parts::One(local, ty) => Item::One(self.get(local), ty),
            Parts::Many(parts) => {
                Item::Many(parts.into_iter().map(|part| self.item_from(part)).collect())
            }
        }
    }

    /// The request for the parts of this call, if that is what is wanted.
    pub fn take_request(&mut self, ctx: CtxId, args: &[Expr]) -> Option<Request> {
        let wanted = self
            .requested(args)
            .is_some_and(|request| request.ctx == ctx);
        if wanted { self.request.take() } else { None }
    }

    /// The parts of a call that was asked for them, from the values of its
    /// parameters.
    pub fn prepare_generator(
        &mut self,
        mut request: Request,
        function: Option<ValueId>,
        values: &[ValueId],
    ) {
        let ctx = request.ctx;
        let context = self.p.program.context(ctx);
        let function = function
            .filter(|_| self.p.has_captures(context.func))
            .map(|function| self.hold("function", function));
        let args = values
            .iter()
            .enumerate()
            .map(|(n, value)| match request.params.remove(&n) {
                Some(source) => Argument::Source(source),
                None => Argument::Value(self.hold("argument", *value)),
            })
            .collect();
        self.prepared = Some(GeneratorCall {
            ctx,
            function,
            args,
        });
    }
}

/// How large a generator function is.
#[derive(Clone, Copy)]
pub struct Shape {
    /// How often `yield` and `yield from` stand in it.
    yields: usize,
    /// Its expressions.
    size: usize,
}

impl Shape {
    /// `None` for one that cannot run in place: it yields where leaving the
    /// loop would run code in it, or asks for the result of `yield from`.
    pub fn of(func: &Function, module: &Module) -> Option<Shape> {
        let mut shape = Shape { yields: 0, size: 0 };
        let mut delegations = 0;
        walk::expressions(func, module, &mut |expr| {
            shape.size += 1;
            shape.yields += usize::from(matches!(
                expr.kind,
                ExprKind::Yield(_) | ExprKind::YieldFrom(_)
            ));
            delegations += usize::from(matches!(expr.kind, ExprKind::YieldFrom(_)));
        });
        let mut guarded = false;
        walk::statements(&func.body, &mut |stmt| match &stmt.kind {
            StmtKind::Try { .. } | StmtKind::With { .. } => {
                walk::body_expressions(std::slice::from_ref(stmt), module, &mut |expr| {
                    guarded |= matches!(expr.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_));
                });
            }
            StmtKind::Expr(Expr {
                kind: ExprKind::YieldFrom(_),
                ..
            }) => delegations -= 1,
            _ => {}
        });
        (!guarded && delegations == 0).then_some(shape)
    }
}

/// Whether all that `func` does with a parameter is one `for` over it, which
/// runs at most once.
fn is_iterated_once(func: &Function, module: &Module, param: VarId) -> bool {
    fn loops(body: &[Stmt], is_param: &dyn Fn(&Expr) -> bool) -> usize {
        body.iter()
            .map(|stmt| match &stmt.kind {
                StmtKind::For {
                    iterable,
                    is_async: false,
                    ..
                } => usize::from(is_param(iterable)),
                StmtKind::If { body, orelse, .. } => {
                    loops(body, is_param) + loops(orelse, is_param)
                }
                _ => 0,
            })
            .sum()
    }
    let is_param = |expr: &Expr| matches!(&expr.kind, ExprKind::Name { place: Place::Local(var), .. } if *var == param);
    let captured = func.vars[param.index()].captured;
    let mut uses = 0;
    walk::expressions(func, module, &mut |expr| {
        uses += usize::from(is_param(expr))
    });
    !captured && uses == 1 && loops(&func.body, &is_param) == 1
}
