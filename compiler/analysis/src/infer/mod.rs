//! Type inference: one lattice, run over the whole program to a fixpoint.
//!
//! The unit is a context: a function with the types of its arguments.
//! Analysing a context walks its body once with the types its variables
//! have at each point, joins what it calls, stores and returns into the
//! shared tables (contexts, fields, globals, cells, sites), and records
//! the type of every expression. Rounds over all contexts repeat until a
//! round changes nothing; every table only goes up a finite lattice.
//!
//! `Dynamic` is the world we do not see. What flows into it *escapes*:
//! functions may be called with anything, lists may receive anything.

mod array;
mod attribute;
mod builtin;
mod cached;
mod call;
mod comparison;
mod contexts;
mod definition;
mod escape;
mod expression;
mod guess;
mod import;
mod item;
mod itertools;
mod join;
mod library;
mod method;
mod name;
mod named;
mod narrow;
mod numpy;
mod operator;
mod options;
mod pattern;
mod prefix;
mod replace;
pub(crate) use replace::PATCHING_MODULES;
mod statement;
mod untracked;
mod version;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use pyaot_syntax::tree::{ExprId, Function, Module, Stmt, StmtKind, VarId};

use self::untracked::Untracked;
use crate::classes::{self, ClassInfo};
use crate::program::{ComparisonCall, Context, CtxId, OperatorCall, Program, Reason};
use crate::reach::Reach;
use crate::ty::{Atom, ClassKey, FuncKey, ModuleId, SiteId, Ty};

/// Functions of the main module that `unittest` calls when it finds them.
const CALLED_BY_NAME: &[&str] = &["load_tests", "setUpModule", "tearDownModule"];

/// What a site holds: elements of a list or set, keys and values of a dict.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Item,
    Key,
    Value,
}

pub(crate) struct Infer<'a> {
    pub modules: &'a [Module],
    /// Modules of the program by dotted name.
    pub module_names: &'a HashMap<String, ModuleId>,
    pub classes: BTreeMap<ClassKey, ClassInfo>,
    /// Attributes that are stored in instances of a class without a field for them.
    pub stored_outside: BTreeSet<(ClassKey, String)>,
    /// Names under which something is stored in what may be a module.
    pub exchanged: BTreeSet<String>,
    /// Named tuples whose class the program changes: inference starts again without them.
    pub changed_tuples: BTreeSet<ClassKey>,
    /// Named tuples that code which is not seen may have.
    escaped_tuples: BTreeSet<ClassKey>,
    /// Attributes that classes are given, by code outside of their bodies, which may be data
    /// descriptors, or special methods that stand for fixed fields.
    pub described: BTreeSet<(ClassKey, String)>,
    /// Such special methods whose names are among the texts of the program.
    hooks_named: Vec<&'static str>,
    pub contexts: Vec<Context>,
    index: HashMap<(FuncKey, Vec<Ty>), CtxId>,
    by_func: HashMap<FuncKey, Vec<CtxId>>,
    merged: HashMap<FuncKey, CtxId>,
    /// Contexts for guesses; they do not count as contexts of their function.
    versions: HashMap<(FuncKey, Vec<Ty>), CtxId>,
    /// What functions do with their parameters, where it was asked.
    uses: HashMap<FuncKey, Rc<guess::Uses>>,
    sites: Vec<(Ty, Ty)>,
    roots: Vec<u32>,
    site_index: HashMap<(CtxId, ExprId), SiteId>,
    no_keywords: HashMap<FuncKey, SiteId>,
    /// Types of fields by the class that declares them: all that may be in such a place.
    pub fields: HashMap<(ClassKey, String), Ty>,
    /// What is stored in fields of instances of just this class.
    own_fields: HashMap<(ClassKey, String), Ty>,
    /// What is stored in fields, by the class that declares them, of instances of which
    /// nobody knows what class below it they are of.
    any_fields: HashMap<(ClassKey, String), Ty>,
    pub class_vars: HashMap<(ClassKey, String), Ty>,
    pub globals: HashMap<(ModuleId, u32), Ty>,
    pub cells: HashMap<(FuncKey, VarId), Ty>,
    pub defaults: HashMap<(FuncKey, usize), Ty>,
    /// Annotations are evaluated, of all functions and classes.
    annotations_watched: bool,
    /// Nothing puts other methods into the library's `Counter`.
    counts_plainly: bool,
    /// Functions whose annotations are evaluated anyway.
    annotated: BTreeSet<FuncKey>,
    /// Functions whose `def` runs at most once.
    pub once: BTreeSet<FuncKey>,
    pub entries: BTreeMap<FuncKey, CtxId>,
    pub method_entries: BTreeMap<(ClassKey, FuncKey), CtxId>,
    /// Contexts of `__hash__`, `__eq__` and `__lt__` for instances of one class.
    pub pairs: BTreeMap<(ClassKey, FuncKey), CtxId>,
    pub needs_object: BTreeSet<FuncKey>,
    /// Methods that are read by names of which the beginning is known.
    by_prefix: BTreeSet<FuncKey>,
    /// Classes whose instances are iterated: `__iter__`, and what it gives.
    iterations: BTreeMap<ClassKey, (CtxId, Ty)>,
    /// Classes whose members may be called with anything.
    pub escaped_classes: BTreeSet<ClassKey>,
    /// Classes that may themselves be behind a value of any type.
    given_classes: BTreeSet<ClassKey>,
    /// Classes whose instances may be behind a value of any type.
    loose: BTreeSet<ClassKey>,
    untracked: Untracked<'a>,
    /// What `parse_args()` gives.
    options: options::Options,
    /// What names give to code that does not name what it gets.
    reach: &'a Reach,
    /// Whether some class derives from a class we do not know.
    any_class_is_base: bool,
    /// What is known of comparison methods.
    comparisons: HashMap<FuncKey, comparison::Reads>,
    /// The same of methods that comparison methods call.
    accessors: HashMap<FuncKey, comparison::Reads>,
    /// Whose special methods the runtime may call.
    touched_classes: BTreeSet<ClassKey>,
    pub bodies: BTreeMap<ModuleId, CtxId>,
    /// Globals of the main module that only its body uses.
    pub local_globals: BTreeSet<u32>,
    /// Builtins that the program may put others in place of.
    pub rebound: BTreeSet<String>,
    /// Members of native modules that the program may put others in place of.
    replaced_members: BTreeSet<(String, String)>,
    /// Why the program can reach CPython.
    pub cpython_for: Option<String>,
    pub in_cpython: BTreeMap<ModuleId, Vec<Reason>>,
    /// Some function's defaults may change while the program runs.
    pub defaults_change: bool,
    /// Functions that are given the code of others while the program runs.
    recoded: BTreeSet<FuncKey>,
    /// So may be any function that code we do not see can reach.
    code_changes: bool,
    /// A module that replaces members of any class is imported.
    patches: bool,
    /// Names of attributes that modules of the program which CPython runs put objects in the place of.
    replaced_there: BTreeSet<String>,
    /// Modules whose globals may be read and written by code we do not see.
    pub open: BTreeSet<ModuleId>,
    /// Code of CPython reads globals of the main module, and does not write
    /// them: `None` if it does neither, or both. Those named like builtins are
    /// of any type all the same, as unset ones are found there.
    read_by_name: Option<BTreeSet<u32>>,
    pub changed: bool,
}

/// The state of the walk through one context.
pub(crate) struct Frame<'a> {
    pub ctx: CtxId,
    pub key: FuncKey,
    pub func: &'a Function,
    /// Type and "may be unbound" of each variable; `None` where unreachable.
    pub env: Option<Env>,
    pub loops: Vec<LoopFrame>,
    /// Joins of all states an exception may be raised in, innermost last.
    pub handlers: Vec<Env>,
    pub types: HashMap<ExprId, Ty>,
    pub calls: HashMap<ExprId, Vec<(Atom, CtxId)>>,
    pub operators: HashMap<ExprId, OperatorCall>,
    pub item_updates: HashMap<ExprId, [OperatorCall; 2]>,
    pub comparisons: HashMap<ExprId, ComparisonCall>,
    pub setters: HashMap<ExprId, CtxId>,
    pub storage: Vec<Ty>,
    pub maybe_unbound: BTreeSet<VarId>,
    pub result: Ty,
    pub yields: Ty,
    /// In a class body whose names go through a prepared namespace.
    pub is_prepared: bool,
    /// In a class body.
    pub in_class: bool,
    /// In that of a named tuple, whose methods are known whatever prepares its namespace.
    pub in_tuple: bool,
}

impl Frame<'_> {
    /// A new visit of the expression begins: what an earlier one in a loop
    /// chose to call may not fit the wider types of this one.
    pub fn forget(&mut self, expr: ExprId) {
        self.calls.remove(&expr);
        self.operators.remove(&expr);
        self.item_updates.remove(&expr);
        self.comparisons.remove(&expr);
        self.setters.remove(&expr);
    }
}

#[derive(Clone, PartialEq)]
pub(crate) struct Slot {
    pub ty: Ty,
    pub unbound: bool,
}

pub(crate) type Env = Vec<Slot>;

#[derive(Default)]
pub(crate) struct LoopFrame {
    pub breaks: Vec<Env>,
    pub continues: Vec<Env>,
}

impl<'a> Infer<'a> {
    pub fn new(
        modules: &'a [Module],
        module_names: &'a HashMap<String, ModuleId>,
        in_cpython: BTreeMap<ModuleId, Vec<Reason>>,
        outside: &crate::Outside,
        reach: &'a Reach,
    ) -> Infer<'a> {
        // Who looks into one module may look into any.
        let some_shows = modules.iter().any(|module| module.shows_globals);
        let rebound = crate::rebound::find(modules);
        let replaced_there = crate::unsupported::replaced(modules, &in_cpython);
        let mut known = classes::collect(modules, module_names, &in_cpython, outside);
        for class in &outside.changed_tuples {
            if let Some(info) = known.get_mut(class) {
                info.items = None;
            }
        }
        Infer {
            modules,
            module_names,
            classes: known,
            stored_outside: BTreeSet::new(),
            exchanged: replaced_there.clone().unwrap_or_default(),
            changed_tuples: BTreeSet::new(),
            escaped_tuples: BTreeSet::new(),
            described: BTreeSet::new(),
            hooks_named: crate::data_descriptor::hooks_named(modules),
            once: defined_once(modules),
            annotations_watched: crate::annotations::are_watched(modules),
            counts_plainly: library::counts_plainly(modules),
            annotated: BTreeSet::new(),
            contexts: Vec::new(),
            index: HashMap::new(),
            by_func: HashMap::new(),
            merged: HashMap::new(),
            versions: HashMap::new(),
            uses: HashMap::new(),
            sites: Vec::new(),
            roots: Vec::new(),
            site_index: HashMap::new(),
            no_keywords: HashMap::new(),
            fields: HashMap::new(),
            own_fields: HashMap::new(),
            any_fields: HashMap::new(),
            class_vars: HashMap::new(),
            globals: HashMap::new(),
            cells: HashMap::new(),
            defaults: HashMap::new(),
            entries: BTreeMap::new(),
            method_entries: BTreeMap::new(),
            pairs: BTreeMap::new(),
            needs_object: BTreeSet::new(),
            by_prefix: BTreeSet::new(),
            iterations: BTreeMap::new(),
            escaped_classes: BTreeSet::new(),
            given_classes: BTreeSet::new(),
            loose: BTreeSet::new(),
            untracked: Untracked::new(),
            options: options::Options::find(modules),
            reach,
            any_class_is_base: reach.mentions(crate::reach::Powers::DERIVES)
                || modules
                    .iter()
                    .any(|module| module.name == crate::importable::PAGE),
            comparisons: HashMap::new(),
            accessors: HashMap::new(),
            touched_classes: BTreeSet::new(),
            bodies: BTreeMap::new(),
            local_globals: if modules[0].shows_globals
                || modules[0].globals_are_read
                || has_del(modules)
            {
                BTreeSet::new()
            } else {
                crate::graph::local_globals(&modules[0])
            },
            open: (0..modules.len() as u32)
                .map(ModuleId)
                .filter(|id| {
                    let module = &modules[id.index()];
                    module.shows_globals
                        || module.globals_are_read && some_shows
                        || asks_getattr(module)
                })
                .collect(),
            read_by_name: (modules[0].globals_are_read && !some_shows)
                .then(|| named_like_builtins(&modules[0])),
            rebound: rebound.builtins,
            replaced_members: rebound.members,
            cpython_for: in_cpython.keys().next().map(|id| {
                let name = &modules[id.index()].name;
                format!("the module {name}, which runs there")
            }),
            replaced_there: replaced_there.clone().unwrap_or_default(),
            in_cpython,
            defaults_change: false,
            recoded: BTreeSet::new(),
            code_changes: false,
            patches: replaced_there.is_none(),
            changed: false,
        }
    }

    /// Runs to the fixpoint from the main module's body.
    pub fn run(mut self) -> InferResult<'a> {
        let body = |module| FuncKey {
            module,
            function: Module::BODY,
        };
        let main = self.context(body(ModuleId::MAIN), Vec::new());
        // A main module that runs in CPython imports the others there too:
        // nothing of the program is compiled.
        while !self.in_cpython.contains_key(&ModuleId::MAIN) {
            self.changed = false;
            self.reach_loose();
            let mut next = 0;
            while next < self.contexts.len() {
                self.analyse(CtxId(next as u32));
                next += 1;
            }
            if !self.changed {
                break;
            }
        }
        self.mark_live(main);
        InferResult { main, infer: self }
    }

    fn mark_live(&mut self, main: CtxId) {
        let mut stack = vec![main];
        stack.extend(self.bodies.values());
        stack.extend(self.entries.values());
        stack.extend(self.method_entries.values());
        stack.extend(self.pairs.values());
        stack.extend(self.iterations.values().map(|(iter, _)| *iter));
        while let Some(id) = stack.pop() {
            let context = &mut self.contexts[id.index()];
            if !context.live {
                context.live = true;
                stack.extend(context.calls.values().flatten().map(|(_, callee)| *callee));
                let updates = context.item_updates.values().flatten();
                let operators = context.operators.values().chain(updates);
                let methods = operators.flat_map(|call| &call.methods);
                stack.extend(methods.map(|(_, callee)| *callee));
                stack.extend(context.comparisons.values().map(|call| call.ctx));
                stack.extend(context.setters.values());
                stack.extend(context.versions.iter().map(|(version, _)| *version));
            }
        }
    }

    pub fn module(&self, id: ModuleId) -> &'a Module {
        &self.modules[id.index()]
    }

    pub fn function(&self, key: FuncKey) -> &'a Function {
        self.module(key.module).function(key.function)
    }

    /// Whether the default of a parameter, not a constant, is kept where a
    /// direct call finds it.
    fn keeps_default(&self, key: FuncKey, param: usize) -> bool {
        let default = self.function(key).params.all().nth(param);
        let default = default.and_then(|param| param.default.as_ref());
        self.once.contains(&key) && default.is_some_and(|expr| !crate::bind::is_constant(expr))
    }

    /// Whether calling a class without a static layout gives an instance of it.
    pub fn makes_objects(&self, class: ClassKey) -> bool {
        let module = self.module(class.module);
        module.class(class.class).keywords.is_empty()
            && !self.classes[&class].members.contains_key("__new__")
    }

    // Tables.

    /// All that a field of the class `owner`, or of one that derives from it, may hold.
    pub fn field(&self, owner: ClassKey, name: &str) -> Ty {
        self.in_table(&self.fields, owner, name)
    }

    /// What a field that `owner` declares may hold in instances of just `class`.
    pub(super) fn field_of(&mut self, class: ClassKey, owner: ClassKey, name: &str) -> Ty {
        let own = self.in_table(&self.own_fields, class, name);
        let any = self.in_table(&self.any_fields, owner, name);
        self.join(&own, &any)
    }

    fn in_table(&self, table: &HashMap<(ClassKey, String), Ty>, class: ClassKey, name: &str) -> Ty {
        let ty = table.get(&(class, name.to_string()));
        ty.map_or(Ty::BOTTOM, |ty| self.normal(ty))
    }

    /// Something is stored in the field of an instance of `owner` or of a class that derives from it.
    pub fn put_field(&mut self, owner: ClassKey, name: &str, ty: &Ty) {
        let old = self.in_table(&self.any_fields, owner, name);
        let new = self.join(&old, ty);
        self.changed |= new != old;
        self.any_fields.insert((owner, name.to_string()), new);
        self.put_in_all(owner, name, ty);
    }

    /// Something is stored in the field of an instance of just `class`; `owner` declares the field.
    pub(super) fn put_field_of(&mut self, class: ClassKey, owner: ClassKey, name: &str, ty: &Ty) {
        let old = self.in_table(&self.own_fields, class, name);
        let new = self.join(&old, ty);
        self.changed |= new != old;
        self.own_fields.insert((class, name.to_string()), new);
        self.put_in_all(owner, name, ty);
    }

    fn put_in_all(&mut self, owner: ClassKey, name: &str, ty: &Ty) {
        let old = self.field(owner, name);
        let new = self.join(&old, ty);
        self.changed |= new != old;
        self.fields.insert((owner, name.to_string()), new);
    }

    pub fn class_var(&self, owner: ClassKey, name: &str) -> Ty {
        let ty = self.class_vars.get(&(owner, name.to_string()));
        ty.map_or(Ty::BOTTOM, |ty| self.normal(ty))
    }

    pub fn put_class_var(&mut self, owner: ClassKey, name: &str, ty: &Ty) {
        // Nothing follows from the escape of what may be anything.
        let below = |class: &ClassKey| classes::is_subclass(&self.classes, *class, owner);
        if *ty != Ty::Dynamic && self.escaped_classes.iter().any(below) {
            self.escape(ty);
        }
        let old = self.class_var(owner, name);
        let new = self.join(&old, ty);
        self.changed |= new != old;
        self.class_vars.insert((owner, name.to_string()), new);
    }

    pub fn global(&self, module: ModuleId, index: u32) -> Ty {
        if self.open.contains(&module) || self.may_be_builtin(module, index) {
            return Ty::Dynamic;
        }
        self.globals
            .get(&(module, index))
            .map_or(Ty::BOTTOM, |ty| self.normal(ty))
    }

    pub fn put_global(&mut self, module: ModuleId, index: u32, ty: &Ty) {
        if self.open.contains(&module) || self.may_be_builtin(module, index) {
            self.escape(ty);
            return;
        }
        let name = self.module(module).globals[index as usize].as_str();
        if module == ModuleId::MAIN && self.read_by_name.is_some() && CALLED_BY_NAME.contains(&name)
        {
            self.escape(ty);
        }
        let old = self.global(module, index);
        let new = self.join(&old, ty);
        self.changed |= new != old;
        self.globals.insert((module, index), new);
    }

    fn may_be_builtin(&self, module: ModuleId, index: u32) -> bool {
        let names = self.read_by_name.as_ref();
        module == ModuleId::MAIN && names.is_some_and(|names| names.contains(&index))
    }

    pub fn cell(&self, owner: FuncKey, var: VarId) -> Ty {
        self.cells
            .get(&(owner, var))
            .map_or(Ty::BOTTOM, |ty| self.normal(ty))
    }

    pub fn put_cell(&mut self, owner: FuncKey, var: VarId, ty: &Ty) {
        let old = self.cell(owner, var);
        let new = self.join(&old, ty);
        self.changed |= new != old;
        self.cells.insert((owner, var), new);
    }

    // The walk.

    fn analyse(&mut self, id: CtxId) {
        self.written_outside();
        let context = &self.contexts[id.index()];
        let key = context.func;
        let func = self.function(key);
        let params: Vec<Ty> = context.params.iter().map(|ty| self.normal(ty)).collect();
        let mut frame = Frame {
            ctx: id,
            key,
            func,
            env: Some(vec![
                Slot {
                    ty: Ty::BOTTOM,
                    unbound: true
                };
                func.vars.len() + self.extra_vars(key)
            ]),
            loops: Vec::new(),
            handlers: Vec::new(),
            types: HashMap::new(),
            calls: HashMap::new(),
            operators: HashMap::new(),
            item_updates: HashMap::new(),
            comparisons: HashMap::new(),
            setters: HashMap::new(),
            storage: vec![Ty::BOTTOM; func.vars.len() + self.extra_vars(key)],
            maybe_unbound: BTreeSet::new(),
            result: Ty::BOTTOM,
            yields: Ty::BOTTOM,
            is_prepared: false,
            in_class: false,
            in_tuple: false,
        };
        for (param, ty) in func.params.all().zip(&params) {
            self.set_var(&mut frame, param.var, ty);
        }
        self.block(&mut frame, &func.body);
        if frame.env.is_some() {
            frame.result = self.join(&frame.result.clone(), &Ty::none());
        }
        let versions = self.versions(&mut frame, &params);
        if func.is_async {
            self.escape(&frame.result.clone());
            self.escape(&frame.yields.clone());
            frame.result = Ty::Dynamic;
        } else if func.is_generator {
            let old = self.contexts[id.index()].yields.clone();
            let yields = self.join(&old, &frame.yields);
            self.changed |= yields != self.normal(&old);
            self.contexts[id.index()].yields = yields.clone();
            self.escape(&frame.result.clone());
            frame.result = Atom::Iterator(Box::new(yields)).into();
        }
        let old = self.normal(&self.contexts[id.index()].result.clone());
        let result = self.join(&old, &frame.result);
        self.changed |= result != old;
        let is_entry = self.entries.get(&key) == Some(&id)
            || self.method_entries.iter().any(|((class, _), entry)| {
                *entry == id && !self.stays_in_runtime(*class, &func.name)
            })
            || self.pairs.values().any(|pair| *pair == id);
        if is_entry {
            self.escape(&result);
        }
        let context = &mut self.contexts[id.index()];
        context.result = result;
        context.types = frame.types;
        context.calls = frame.calls;
        context.operators = frame.operators;
        context.item_updates = frame.item_updates;
        context.comparisons = frame.comparisons;
        context.setters = frame.setters;
        context.storage = frame.storage;
        context.maybe_unbound = frame.maybe_unbound;
        context.versions = versions;
    }

    /// The body of the main module keeps its private globals as variables
    /// behind its own: this many.
    pub fn extra_vars(&self, key: FuncKey) -> usize {
        if key
            == (FuncKey {
                module: ModuleId::MAIN,
                function: Module::BODY,
            })
        {
            self.module(ModuleId::MAIN).globals.len()
        } else {
            0
        }
    }

    pub fn set_var(&mut self, frame: &mut Frame<'a>, var: VarId, ty: &Ty) {
        let ty = self.normal(ty);
        if frame.func.vars.get(var.index()).is_some_and(|v| v.captured) {
            self.put_cell(frame.key, var, &ty);
        }
        let stored = self.join(&frame.storage[var.index()].clone(), &ty);
        frame.storage[var.index()] = stored;
        for n in 0..frame.handlers.len() {
            let old = frame.handlers[n][var.index()].ty.clone();
            frame.handlers[n][var.index()].ty = self.join(&old, &ty);
        }
        if let Some(env) = &mut frame.env {
            env[var.index()] = Slot { ty, unbound: false };
        }
    }

    pub fn join_env(&mut self, a: Option<Env>, b: Option<Env>) -> Option<Env> {
        match (a, b) {
            (None, other) | (other, None) => other,
            (Some(a), Some(b)) => Some(
                a.iter()
                    .zip(&b)
                    .map(|(x, y)| Slot {
                        ty: self.join(&x.ty, &y.ty),
                        unbound: x.unbound || y.unbound,
                    })
                    .collect(),
            ),
        }
    }

    pub fn record(&mut self, frame: &mut Frame<'a>, expr: ExprId, ty: &Ty) {
        let ty = match frame.types.get(&expr).cloned() {
            Some(old) => self.join(&old, ty),
            None => self.normal(ty),
        };
        frame.types.insert(expr, ty);
    }
}

/// Whether a module has a `__getattr__` for what it lacks: all its attributes
/// are looked up at run time.
fn asks_getattr(module: &Module) -> bool {
    !module.is_library && module.globals.iter().any(|global| global == "__getattr__")
}

/// Whether some class has a `__del__`: globals then live to the very end.
fn has_del(modules: &[Module]) -> bool {
    let mut functions = modules.iter().flat_map(|module| &module.functions);
    functions.any(|function| function.name == "__del__")
}

/// The globals of a module that have the name of something every module has.
fn named_like_builtins(module: &Module) -> BTreeSet<u32> {
    let names = module.globals.iter().enumerate();
    names
        .filter(|(_, global)| pyaot_syntax::predefined::names().any(|name| name == *global))
        .map(|(index, _)| index as u32)
        .collect()
}

/// The functions whose `def` stands in the body of a module, or of a function
/// that runs once, or in a class body there, outside of loops.
fn defined_once(modules: &[Module]) -> BTreeSet<FuncKey> {
    fn block(module: &Module, id: ModuleId, body: &[Stmt], out: &mut BTreeSet<FuncKey>) {
        for stmt in body {
            match &stmt.kind {
                StmtKind::FunctionDef { .. } | StmtKind::Assign { .. } => {
                    out.extend(module.defined(stmt).map(|function| FuncKey {
                        module: id,
                        function,
                    }));
                }
                StmtKind::ClassDef { class, .. } => {
                    block(module, id, &module.class(*class).body, out);
                }
                StmtKind::If { body, orelse, .. } => {
                    block(module, id, body, out);
                    block(module, id, orelse, out);
                }
                StmtKind::With { body, .. } | StmtKind::Try { body, .. } => {
                    block(module, id, body, out);
                }
                _ => {}
            }
        }
    }
    let mut out = BTreeSet::new();
    for (n, module) in modules.iter().enumerate() {
        let once = module
            .functions
            .iter()
            .filter(|function| function.id == Module::BODY || function.runs_once);
        once.for_each(|function| block(module, ModuleId(n as u32), &function.body, &mut out));
    }
    out
}

pub(crate) struct InferResult<'a> {
    pub main: CtxId,
    pub infer: Infer<'a>,
}

impl InferResult<'_> {
    /// The typed program; the caller adds the modules it was inferred from.
    pub fn finish(self) -> Program {
        let InferResult { main, infer } = self;
        let normal_all = |map: &HashMap<(FuncKey, VarId), Ty>| -> HashMap<(FuncKey, VarId), Ty> {
            map.iter().map(|(k, ty)| (*k, infer.normal(ty))).collect()
        };
        let cells = normal_all(&infer.cells);
        let globals = infer
            .globals
            .iter()
            .map(|(k, ty)| (*k, infer.normal(ty)))
            .collect();
        let fields = infer
            .fields
            .iter()
            .map(|(k, ty)| (k.clone(), infer.normal(ty)))
            .collect();
        let kept_defaults = infer
            .defaults
            .iter()
            .filter(|((key, n), _)| infer.keeps_default(*key, *n))
            .map(|(k, ty)| (*k, infer.normal(ty)))
            .collect();
        let iterations = infer
            .iterations
            .iter()
            .map(|(class, (iter, item))| (*class, (*iter, infer.normal(item))))
            .collect();
        let sites = infer
            .sites
            .iter()
            .map(|(a, b)| (infer.normal(a), infer.normal(b)))
            .collect();
        let keeps_name = |class: &ClassKey| {
            !infer.reach.renames
                && infer.classes[class].is_typed
                && !infer.escaped_classes.contains(class)
        };
        let named = infer.classes.keys().copied().filter(keeps_name).collect();
        let mut contexts = Vec::new();
        for context in &infer.contexts {
            contexts.push(Context {
                func: context.func,
                params: context.params.iter().map(|ty| infer.normal(ty)).collect(),
                result: infer.normal(&context.result),
                yields: infer.normal(&context.yields),
                types: context
                    .types
                    .iter()
                    .map(|(e, ty)| (*e, infer.normal(ty)))
                    .collect(),
                calls: context.calls.clone(),
                operators: context.operators.clone(),
                item_updates: context.item_updates.clone(),
                comparisons: context.comparisons.clone(),
                setters: context.setters.clone(),
                storage: context.storage.iter().map(|ty| infer.normal(ty)).collect(),
                maybe_unbound: context.maybe_unbound.clone(),
                versions: context.versions.clone(),
                live: context.live,
            });
        }
        let Infer {
            classes,
            entries,
            method_entries,
            pairs,
            needs_object,
            bodies,
            local_globals,
            rebound,
            replaced_members,
            cpython_for,
            in_cpython,
            mut open,
            read_by_name,
            roots,
            ..
        } = infer;
        if read_by_name.is_some() {
            open.insert(ModuleId::MAIN);
        }
        Program {
            modules: Vec::new(),
            contexts,
            main,
            bodies,
            classes,
            globals,
            fields,
            always_set: BTreeMap::new(),
            reach: infer.reach.clone(),
            local_globals,
            rebound_builtins: rebound,
            replaced_members,
            kept_defaults,
            cells,
            entries,
            method_entries,
            pairs,
            needs_object,
            named,
            annotations_watched: infer.annotations_watched,
            annotated: infer.annotated,
            iterations,
            in_cpython,
            open,
            cpython_for,
            sites,
            site_roots: roots,
        }
    }
}

/// Facts of inference that `lower` needs in the same words.
pub mod facts {
    pub use super::array::{row, scalar_result};
    pub use super::attribute::is_written_init;
    pub use super::builtin::reads_only;
    pub use super::call::super_method;
    pub use super::expression::first_clause_is_async;
    pub use super::item::{constant_index, constant_int};
    pub use super::narrow::instance_of;
    pub use super::operator::{binary_dunder, complex_result, mixed_result};
    pub use super::pattern::matched_names;
}
