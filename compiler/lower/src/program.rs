//! The program level: functions, globals, descriptors, entries.

use std::collections::{HashMap, HashSet};

use pyaot_abi::layout::function_flags;
use pyaot_analysis::early::{self, Early};
use pyaot_analysis::frames;
use pyaot_analysis::{ClassKey, Context, CtxId, FuncKey, ModuleId, Program, Ty};
use pyaot_ir as ir;
use pyaot_ir::{CodeId, DataId, FuncId, GlobalId, Position, Repr};
use pyaot_syntax::tree::{Capture, Module};

use crate::function::FunctionLower;
use crate::generator::Shape;
use crate::lifetime;
use crate::repr::{boundary_repr, slot_repr};
use crate::waiting;

pub struct ProgramLower<'a> {
    pub program: &'a Program,
    pub ir: ir::Program,
    /// The IR function of each live context.
    pub functions: HashMap<CtxId, FuncId>,
    pub globals: HashMap<(ModuleId, u32), GlobalId>,
    /// Where the class object of a top-level class is kept.
    pub class_slots: HashMap<ClassKey, GlobalId>,
    /// Where the members of enumerations are kept beside the class.
    pub members: HashMap<(ClassKey, String), GlobalId>,
    pub class_descs: HashMap<ClassKey, ir::DataId>,
    /// Where defaults are kept that direct calls read.
    pub defaults: HashMap<(FuncKey, usize), GlobalId>,
    /// Set once a module's body has started.
    pub module_flags: HashMap<ModuleId, GlobalId>,
    /// The dict of each module whose globals are kept in one.
    pub namespaces: HashMap<ModuleId, GlobalId>,
    /// The names of the keyword arguments of calls, each tuple made once.
    pub keyword_names: HashMap<Vec<String>, GlobalId>,
    pub codes: HashMap<FuncKey, CodeId>,
    /// The generator functions asked about so far.
    shapes: HashMap<FuncKey, Option<Shape>>,
    descs: HashMap<FuncKey, DataId>,
    /// Descriptors of generator contexts, called directly.
    context_descs: HashMap<CtxId, DataId>,
    python: Option<String>,
    /// Whether it matters when objects die.
    pub observes_death: bool,
    /// Whether other threads, or signals, may wait for loops to let them run.
    pub others_may_wait: bool,
    /// What each module binds before its functions run.
    pub early: Vec<Early>,
}

impl<'a> ProgramLower<'a> {
    pub fn new(program: &'a Program, python: Option<&str>) -> Self {
        ProgramLower {
            program,
            ir: ir::Program::default(),
            functions: HashMap::new(),
            globals: HashMap::new(),
            class_slots: HashMap::new(),
            members: HashMap::new(),
            class_descs: HashMap::new(),
            defaults: HashMap::new(),
            module_flags: HashMap::new(),
            namespaces: HashMap::new(),
            keyword_names: HashMap::new(),
            codes: HashMap::new(),
            shapes: HashMap::new(),
            descs: HashMap::new(),
            context_descs: HashMap::new(),
            python: python.map(str::to_string),
            observes_death: lifetime::observes_death(program),
            others_may_wait: waiting::others_may_wait(program),
            early: early::find(&program.modules, &program.reach),
        }
    }

    pub fn run(mut self) -> ir::Program {
        self.ir.observes_death = self.observes_death;
        self.ir.runs_finalizers = lifetime::runs_finalizers(self.program);
        self.ir.frames = match self.program.uses_cpython() {
            false => ir::Frames::Untold,
            true if frames::are_looked_at(&self.program.modules) => ir::Frames::All,
            true => ir::Frames::Innermost,
        };
        self.declare();
        let live: Vec<CtxId> = self.live_contexts().collect();
        for ctx in live {
            let function = FunctionLower::lower(&mut self, ctx);
            let id = self.functions[&ctx];
            self.ir.functions[id.index()] = function;
        }
        let main = &self.program.modules[0];
        let main_file = self.ir.intern(&main.path);
        self.ir.main_file = Some(main_file);
        self.ir.main = Some(if self.program.in_cpython.contains_key(&ModuleId::MAIN) {
            self.fallback_main(main)
        } else {
            self.functions[&self.program.main]
        });
        if let Some(python) = self.python.clone() {
            self.ir.python = Some(self.ir.intern(&python));
        }
        self.ir
    }

    fn live_contexts(&self) -> impl Iterator<Item = CtxId> + use<'a> {
        let program = self.program;
        (0..program.contexts.len() as u32)
            .map(CtxId)
            .filter(|id| program.context(*id).live)
            .filter(|id| {
                !program
                    .in_cpython
                    .contains_key(&program.context(*id).func.module)
            })
    }

    /// Gives every function and global its place before any body is lowered.
    fn declare(&mut self) {
        for (m, module) in self.program.modules.iter().enumerate() {
            let id = ModuleId(m as u32);
            if self.program.in_cpython.contains_key(&id) {
                continue;
            }
            for (n, name) in module.globals.iter().enumerate() {
                let index = n as u32;
                if self.program.open.contains(&id) {
                    break;
                }
                if id == ModuleId::MAIN && self.program.local_globals.contains(&index) {
                    continue;
                }
                let ty = self.global_type(id, index);
                let global = self
                    .ir
                    .add_global(format!("{}.{name}", module.name), slot_repr(&ty));
                self.globals.insert((id, index), global);
            }
            for class in &module.classes {
                let key = ClassKey {
                    module: id,
                    class: class.id,
                };
                let global = self
                    .ir
                    .add_global(format!("class {}", class.qualname), Repr::Value);
                self.ir.globals[global.index()].is_immortal = self.program.classes[&key].is_typed;
                self.class_slots.insert(key, global);
                for member in class
                    .members
                    .iter()
                    .filter(|_| self.program.classes[&key].is_typed)
                {
                    let name = format!("{}.{member}", class.qualname);
                    let global = self.ir.add_global(name, Repr::Value);
                    // The class holds them, for good.
                    self.ir.globals[global.index()].is_immortal = true;
                    self.members.insert((key, member.clone()), global);
                }
            }
            if self.program.open.contains(&id) {
                let name = format!("{} namespace", module.name);
                let global = self.ir.add_global(name, Repr::Value);
                self.namespaces.insert(id, global);
            }
            if id != ModuleId::MAIN {
                let flag = self
                    .ir
                    .add_global(format!("{} imported", module.name), Repr::Value);
                self.module_flags.insert(id, flag);
            }
        }
        let live: Vec<CtxId> = self.live_contexts().collect();
        let called: HashSet<FuncKey> = live
            .iter()
            .map(|ctx| self.program.context(*ctx).func)
            .collect();
        let mut kept: Vec<_> = self.program.kept_defaults.iter().collect();
        kept.sort_by_key(|(place, _)| **place);
        for ((key, n), ty) in kept {
            if called.contains(key) {
                let name = format!("default {n} of {}", self.program.function(*key).qualname);
                let global = self.ir.add_global(name, slot_repr(ty));
                self.defaults.insert((*key, *n), global);
            }
        }
        for ctx in live {
            let context = self.program.context(ctx);
            let code = self.code(context.func);
            let name = self.program.function(context.func).qualname.clone();
            let (params, result) = self.signature(context);
            let mut function = ir::Builder::new(name, &params, result, code).function;
            function.blocks[0].term = ir::Terminator::Unreachable;
            let id = self.ir.add_function(function);
            self.functions.insert(ctx, id);
        }
    }

    pub fn global_type(&self, module: ModuleId, index: u32) -> Ty {
        let ty = self.program.globals.get(&(module, index)).cloned();
        let name = &self.program.module(module).globals[index as usize];
        match ty {
            // An unset global may be the builtin of its name.
            Some(_) if pyaot_syntax::predefined::followed(name).is_some() => Ty::Dynamic,
            Some(ty) => ty,
            None => Ty::BOTTOM,
        }
    }

    /// IR parameters and result of a context. A function with captures
    /// takes its function object first.
    pub fn signature(&self, context: &Context) -> (Vec<Repr>, Option<Repr>) {
        let func = self.program.function(context.func);
        let mut params = Vec::new();
        if self.has_captures(context.func) {
            params.push(Repr::Ref);
        }
        params.extend(context.params.iter().map(boundary_repr));
        let is_body = context.func.function == Module::BODY;
        let result = if func.suspends() {
            Some(Repr::Value)
        } else if is_body {
            None
        } else {
            Some(boundary_repr(&context.result))
        };
        (params, result)
    }

    /// Captures that need a cell: all but the classes with a slot of their own.
    pub fn real_captures(&self, key: FuncKey) -> Vec<u32> {
        let func = self.program.function(key);
        (0..func.captures.len() as u32)
            .filter(|n| self.class_capture(key, *n).is_none())
            .collect()
    }

    /// The top-level class a capture stands for.
    pub fn class_capture(&self, key: FuncKey, n: u32) -> Option<ClassKey> {
        let func = self.program.function(key);
        match func.captures[n as usize] {
            Capture::Class(class) => {
                let key = ClassKey {
                    module: key.module,
                    class,
                };
                self.is_top_level(key).then_some(key)
            }
            Capture::ParentCapture(m) => {
                let parent = FuncKey {
                    module: key.module,
                    function: func.parent?,
                };
                self.class_capture(parent, m)
            }
            Capture::ParentVar(_) => None,
        }
    }

    /// Whether the class statement runs once, in the body of a module or of a
    /// function that runs once, and makes the class before a metaclass of the program can ask for it.
    /// A decorator may put another class in its place, and tell the methods so by their cells.
    pub fn is_top_level(&self, class: ClassKey) -> bool {
        if self.program.classes[&class].is_prepared {
            return false;
        }
        let module = self.program.module(class.module);
        let mut found = false;
        let mut find = |body| {
            pyaot_analysis::walk::statements(body, &mut |stmt| {
                if let pyaot_syntax::tree::StmtKind::ClassDef {
                    class: id,
                    decorators,
                    ..
                } = &stmt.kind
                {
                    found |= *id == class.class && decorators.is_empty();
                }
            });
        };
        find(&module.function(Module::BODY).body);
        // A typed class is that of one statement, which runs once.
        found |= self.program.classes[&class].is_typed;
        found
    }

    pub fn has_captures(&self, key: FuncKey) -> bool {
        !self.real_captures(key).is_empty()
    }

    pub fn code(&mut self, key: FuncKey) -> CodeId {
        if let Some(code) = self.codes.get(&key) {
            return *code;
        }
        let function = self.program.function(key);
        let name = self.ir.intern(&function.name);
        let module = self.program.module(key.module);
        let path = match function.is_generated {
            true => "<string>",
            false => &module.path,
        };
        let code = ir::CodeInfoData {
            name,
            file: self.ir.intern(path),
            module: self.ir.intern(&module.name),
            line: function.line,
            outer: None,
        };
        let code = self.ir.add_code(code);
        self.codes.insert(key, code);
        code
    }

    /// How large a generator function is, if it can run in place of a loop.
    pub fn generator_shape(&mut self, key: FuncKey) -> Option<Shape> {
        let (func, module) = (self.program.function(key), self.program.module(key.module));
        let shape = self.shapes.entry(key);
        *shape.or_insert_with(|| Shape::of(func, module))
    }

    /// The code of a comprehension, whose frame the code `outer` makes.
    pub fn inner_code(&mut self, name: &str, outer: (CodeId, Position)) -> CodeId {
        let name = self.ir.intern(name);
        let code = ir::CodeInfoData {
            name,
            line: outer.1.line,
            outer: Some(outer),
            ..self.ir.codes[outer.0.index()]
        };
        self.ir.add_code(code)
    }

    /// The descriptor behind function objects of `key`.
    pub fn function_desc(&mut self, key: FuncKey) -> DataId {
        if let Some(desc) = self.descs.get(&key) {
            return *desc;
        }
        let entry = self.entry_function(key);
        let desc = self.add_desc(key, entry);
        self.descs.insert(key, desc);
        desc
    }

    /// The descriptor of one context, for making its generators.
    pub fn context_desc(&mut self, ctx: CtxId) -> DataId {
        if let Some(desc) = self.context_descs.get(&ctx) {
            return *desc;
        }
        let key = self.program.context(ctx).func;
        let entry = FunctionLower::entry(self, key, &[], Some(ctx));
        let entry = self.ir.add_function(entry);
        let desc = self.add_desc(key, entry);
        self.context_descs.insert(ctx, desc);
        desc
    }

    fn add_desc(&mut self, key: FuncKey, entry: FuncId) -> DataId {
        let func = self.program.function(key);
        let module_name = &self.program.module(key.module).name;
        let params = &func.params;
        let mut flags = 0;
        if params.var_positional.is_some() {
            flags |= function_flags::VAR_POSITIONAL;
        }
        if params.var_keyword.is_some() {
            flags |= function_flags::VAR_KEYWORD;
        }
        if func.is_generator {
            flags |= function_flags::GENERATOR;
        }
        if func.is_async {
            flags |= function_flags::COROUTINE;
        }
        let free = self.real_captures(key);
        let free = free.iter().map(|n| &func.capture_names[*n as usize]);
        let names = params.all().map(|param| &param.name).chain(free);
        let desc = ir::FunctionDescData {
            entry,
            name: self.ir.intern(&func.name),
            qualname: self.ir.intern(&func.qualname),
            module: self.ir.intern(module_name),
            doc: func.doc.as_ref().map(|doc| self.ir.intern(doc)),
            param_names: names.map(|name| self.ir.intern(name)).collect(),
            n_positional_only: params.n_positional_only as u32,
            n_positional: params.positional.len() as u32,
            n_keyword_only: params.keyword_only.len() as u32,
            flags,
            line: func.line,
        };
        self.ir.add_data(ir::DataItem::Function(desc))
    }

    fn entry_function(&mut self, key: FuncKey) -> FuncId {
        let by_class: Vec<(ClassKey, CtxId)> = self
            .program
            .method_entries
            .iter()
            .filter(|((_, k), ctx)| *k == key && self.functions.contains_key(ctx))
            .map(|((class, _), ctx)| (*class, *ctx))
            .collect();
        let any = self.program.entries.get(&key).copied();
        let any = any.filter(|ctx| self.functions.contains_key(ctx));
        let function = FunctionLower::entry(self, key, &by_class, any);
        self.ir.add_function(function)
    }

    /// Code of methods of the class for its own instances.
    pub fn pairs(&mut self, class: ClassKey) -> Vec<ir::PairDescData> {
        let pairs = self.program.pairs.iter();
        let pairs: Vec<_> = pairs
            .filter(|((of, key), ctx)| {
                *of == class && self.functions.contains_key(ctx) && !self.has_captures(*key)
            })
            .map(|((_, key), ctx)| (*key, *ctx))
            .collect();
        let mut made = Vec::new();
        for (key, ctx) in pairs {
            let function = self.function_desc(key);
            let code = FunctionLower::pair(self, ctx);
            let code = self.ir.add_function(code);
            made.push(ir::PairDescData { function, code });
        }
        made
    }

    /// A main function that runs the whole source in CPython.
    fn fallback_main(&mut self, main: &Module) -> FuncId {
        let code = self.code(FuncKey {
            module: ModuleId::MAIN,
            function: Module::BODY,
        });
        let mut b = ir::Builder::new("<module>", &[], None, code);
        let source = ir::Op::ConstStr(self.ir.intern(&main.source));
        let file = ir::Op::ConstStr(self.ir.intern(&main.path));
        let source = b
            .emit(&self.ir, source, &[])
            .expect("a constant has a result");
        let file = b
            .emit(&self.ir, file, &[])
            .expect("a constant has a result");
        b.runtime(
            &self.ir,
            &pyaot_abi::functions::foreign::foreign_run_main,
            &[source, file],
        );
        b.terminate(ir::Terminator::Return(None));
        self.ir.add_function(b.function)
    }
}
