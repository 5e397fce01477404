//! What analysis hands on: the typed program.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pyaot_abi::layout::DType;
use pyaot_diagnostics::Span;
use pyaot_syntax::tree::{ExprId, Function, Module, VarId};

use crate::classes::ClassInfo;
use crate::ty::{Atom, ClassKey, FuncKey, ModuleId, Ty};

/// A function analysed for one tuple of argument types.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct CtxId(pub u32);

impl CtxId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a version of a context takes a parameter for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Guess {
    pub param: usize,
    pub is: Guessed,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Guessed {
    Array {
        dtype: DType,
        ndim: u8,
    },
    /// A small one.
    Int,
    Float,
    Str,
}

impl Guessed {
    /// The type of the parameter in the version.
    pub fn atom(self) -> Atom {
        match self {
            Guessed::Array { dtype, ndim } => Atom::Array(dtype, ndim),
            Guessed::Int => Atom::Int,
            Guessed::Float => Atom::Float,
            Guessed::Str => Atom::Str,
        }
    }
}

#[derive(Debug)]
pub struct Context {
    pub func: FuncKey,
    /// One a parameter, in `Params::all` order.
    pub params: Vec<Ty>,
    pub result: Ty,
    /// What a generator yields.
    pub yields: Ty,
    /// The type of each expression where it stands.
    pub types: HashMap<ExprId, Ty>,
    /// Which compiled functions a call expression may enter, with the
    /// atom of the callee or receiver each belongs to.
    pub calls: HashMap<ExprId, Vec<(Atom, CtxId)>>,
    /// Which special methods an operation calls: by an operator's or a
    /// subscript's expression, or the target of `op=` or of a store to an item.
    pub operators: HashMap<ExprId, OperatorCall>,
    /// Which special methods read and store the item of `o[key] op= value`, by its target.
    pub item_updates: HashMap<ExprId, [OperatorCall; 2]>,
    /// Comparisons that are a call of a known method.
    pub comparisons: HashMap<ExprId, ComparisonCall>,
    /// Which property's setter a store to an attribute calls, by its target.
    pub setters: HashMap<ExprId, CtxId>,
    /// The join of all a local variable is ever assigned.
    pub storage: Vec<Ty>,
    /// Variables that may be read before they are assigned.
    pub maybe_unbound: BTreeSet<VarId>,
    /// Contexts for arguments that turn out to be what they probably are.
    pub versions: Vec<(CtxId, Vec<Guess>)>,
    /// Reached in the final state of the analysis.
    pub live: bool,
}

/// The special methods that an operation calls.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OperatorCall {
    /// One for each class that the object whose method it is may be of.
    pub methods: Vec<(ClassKey, CtxId)>,
    pub result: Ty,
}

/// A comparison method that `a op b` calls, with which it is settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ComparisonCall {
    pub ctx: CtxId,
    /// It is called on `b` with `a`.
    pub reflected: bool,
    /// The comparison is what its result is not.
    pub negated: bool,
}

/// Why something does not run native.
#[derive(Clone, Debug)]
pub struct Reason {
    pub span: Span,
    pub text: String,
}

#[derive(Debug)]
pub struct Program {
    /// The main module first.
    pub modules: Vec<Module>,
    pub contexts: Vec<Context>,
    pub main: CtxId,
    /// Bodies of the other modules, run at their first import.
    pub bodies: BTreeMap<ModuleId, CtxId>,
    pub classes: BTreeMap<ClassKey, ClassInfo>,
    pub globals: HashMap<(ModuleId, u32), Ty>,
    /// Globals of the main module that only its body uses: plain locals.
    pub local_globals: BTreeSet<u32>,
    /// Builtins that the program may put others in place of.
    pub rebound_builtins: BTreeSet<String>,
    /// Members of native modules that it may put others in place of.
    pub replaced_members: BTreeSet<(String, String)>,
    /// Defaults that are no constants, by place of the parameter: evaluated
    /// with the one `def` of the function and kept for direct calls.
    pub kept_defaults: HashMap<(FuncKey, usize), Ty>,
    /// Types of fixed fields, by declaring class.
    pub fields: HashMap<(ClassKey, String), Ty>,
    /// Fields that are set in every object of the class that can be met.
    pub always_set: BTreeMap<ClassKey, BTreeSet<String>>,
    /// What names give to code that does not name what it gets.
    pub reach: crate::reach::Reach,
    /// Types of variables that inner functions capture.
    pub cells: HashMap<(FuncKey, VarId), Ty>,
    /// Contexts callable from anywhere (all parameters as the runtime passes them).
    pub entries: BTreeMap<FuncKey, CtxId>,
    /// Method contexts the runtime may call on instances of a class.
    pub method_entries: BTreeMap<(ClassKey, FuncKey), CtxId>,
    /// `__hash__`, `__eq__` and `__lt__` for instances of one class.
    pub pairs: BTreeMap<(ClassKey, FuncKey), CtxId>,
    /// Functions needed as values.
    pub needs_object: BTreeSet<FuncKey>,
    /// Classes that have the name of their statement all along.
    pub named: BTreeSet<ClassKey>,
    /// Annotations are evaluated, of all functions and classes.
    pub annotations_watched: bool,
    /// Functions whose annotations are evaluated anyway.
    pub annotated: BTreeSet<FuncKey>,
    /// Classes whose instances are iterated: `__iter__`, and what it gives.
    pub iterations: BTreeMap<ClassKey, (CtxId, Ty)>,
    /// Modules that must run in CPython as a whole, and why.
    pub in_cpython: BTreeMap<ModuleId, Vec<Reason>>,
    /// Modules whose globals are kept in a dict, because code that is not
    /// compiled may read and write them.
    pub open: BTreeSet<ModuleId>,
    /// What the program needs CPython for, if it can reach it: the first thing found.
    pub cpython_for: Option<String>,
    /// Element type by site (root), for reports.
    pub sites: Vec<(Ty, Ty)>,
    pub site_roots: Vec<u32>,
}

impl Program {
    /// Whether the program can reach CPython.
    pub fn uses_cpython(&self) -> bool {
        self.cpython_for.is_some()
    }

    /// Whether the program may put another in place of a member of a native module.
    pub fn replaces_member(&self, module: &str, name: &str) -> bool {
        crate::rebound::replaces(&self.replaced_members, module, name)
    }

    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.index()]
    }

    pub fn function(&self, key: FuncKey) -> &Function {
        self.module(key.module).function(key.function)
    }

    /// Whether the annotations of a function are kept.
    pub fn keeps_annotations(&self, key: FuncKey) -> bool {
        self.annotations_watched || self.annotated.contains(&key)
    }

    pub fn context(&self, id: CtxId) -> &Context {
        &self.contexts[id.index()]
    }

    /// The element type (key and value type for a dict) of a site.
    pub fn site(&self, site: crate::ty::SiteId) -> (&Ty, &Ty) {
        let mut at = site.0;
        while self.site_roots[at as usize] != at {
            at = self.site_roots[at as usize];
        }
        let (a, b) = &self.sites[at as usize];
        (a, b)
    }
}
