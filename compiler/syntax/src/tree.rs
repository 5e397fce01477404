//! Our tree of a module: the syntax after names have been resolved and a
//! few forms have been reduced to others.
//!
//! Reduced here, so that no later stage meets them: comprehension scopes
//! (their variables are variables of the enclosing function under fresh
//! [`VarId`]s), generator expressions (functions with `yield`), lambdas
//! (functions that return), names (resolved to a [`Place`]), decorators
//! and defaults (expressions on the definition), `elif`, string
//! concatenation of literals, `__name__ == "__main__"` is NOT folded.

use std::collections::BTreeMap;

use crate::Span;
use crate::texts::Texts;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);
        impl $name {
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// An expression, unique within its module: analysis keeps its facts by it.
    ExprId
);
id!(
    /// A function (def, lambda, generator expression, class body is not one) within its module.
    FunctionId
);
id!(
    /// A class statement within its module.
    ClassId
);
id!(
    /// A variable of one function (or of the module body for comprehension
    /// variables and other temporaries there).
    VarId
);

/// See [`Class::is_enumeration`].
pub const MEMBER_NAME: &str = "_name_";

/// One source file.
#[derive(Debug)]
pub struct Module {
    /// Dotted name; `__main__` for the program.
    pub name: String,
    /// As CPython would show it in a traceback.
    pub path: String,
    /// Part of the library that comes with the compiler.
    pub is_library: bool,
    pub source: String,
    /// The module body as a function without parameters: `functions[0]`.
    pub functions: Vec<Function>,
    pub classes: Vec<Class>,
    /// Names assigned anywhere at module level or declared `global`, in
    /// order of first appearance: the module's global variables.
    pub globals: Vec<String>,
    /// How many [`ExprId`]s there are.
    pub n_exprs: u32,
    /// `from __future__ import annotations`: annotations are text, never evaluated.
    pub future_annotations: bool,
    /// The globals are looked at as a mapping (`globals()`, `eval`, ...): they
    /// are kept in one. Names that nothing assigns are then a
    /// [`Place::Global`] too, except builtins no text of the module mentions.
    pub shows_globals: bool,
    /// The text of the module itself looks at them so.
    pub asks_globals: bool,
    /// The globals of any module may be looked at here, by way of its
    /// functions or frames.
    pub shows_others: bool,
    /// Annotations that are texts, of any module, are evaluated here, in the
    /// globals of their modules.
    pub evaluates_texts: bool,
    /// Annotations of this module are texts.
    pub text_annotations: bool,
    /// Something here looks up classes and functions in the modules that they are from, or
    /// runs modules that may import those of the program.
    pub pickles: bool,
    /// Modules that are imported by name (`import_module("m")`).
    pub named_imports: Vec<String>,
    /// Globals of a package that nothing in its text binds: modules in it, which are bound when they
    /// have been imported.
    pub modules: Vec<String>,
    pub texts: Texts,
    /// Something here needs CPython's `enum`.
    pub keeps_enumerations: bool,
    /// Code of CPython reads globals by their names: they are kept in a
    /// mapping, which only this module writes to.
    pub globals_are_read: bool,
    /// Constructs of the tree that are known not to be compiled, found
    /// while building it: what, where.
    pub unsupported: Vec<(String, Span)>,
    /// What CPython's compiler warns of, by line.
    pub warnings: Vec<(u32, String)>,
    /// Names bound at module level by one import and nothing else: the module
    /// they come from, and their name there (`None`: the module itself). Relative
    /// imports are as written until all modules are known.
    pub imports: BTreeMap<String, (String, Option<String>)>,
}

impl Module {
    pub const BODY: FunctionId = FunctionId(0);

    /// Whether it is imported as a package.
    pub fn is_package(&self) -> bool {
        self.name != "__main__" && std::path::Path::new(&self.path).ends_with("__init__.py")
    }

    /// The global of a package that importing the module `name` in it binds.
    pub fn bound_by_import(&self, name: &str) -> Option<u32> {
        let is_read = self.modules.iter().any(|module| module == name);
        let index = self.globals.iter().position(|global| global == name);
        index.filter(|_| is_read).map(|index| index as u32)
    }

    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.index()]
    }

    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.index()]
    }

    /// The function of a `def` statement, also where its decorators are calls around it.
    pub fn defined(&self, stmt: &Stmt) -> Option<FunctionId> {
        Some(self.decorated(stmt)?.0)
    }

    /// The name that a `def` statement binds: in a class, that of a private one has the name of
    /// the class in it, unlike the function's own.
    pub fn defined_name<'a>(&self, stmt: &'a Stmt) -> Option<&'a str> {
        let target = match &stmt.kind {
            StmtKind::FunctionDef { target, .. } => target,
            StmtKind::Assign { targets, .. } => targets.first()?,
            _ => return None,
        };
        match &target.kind {
            ExprKind::Name { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The function of a `def` statement and its decorators.
    pub fn decorated<'a>(&self, stmt: &'a Stmt) -> Option<(FunctionId, Vec<&'a Expr>)> {
        let mut expr = match &stmt.kind {
            StmtKind::FunctionDef {
                function,
                decorators,
                ..
            } => return Some((*function, decorators.iter().collect())),
            StmtKind::Assign { value, .. } => value,
            _ => return None,
        };
        let mut decorators = Vec::new();
        while let ExprKind::Call { callee, args, .. } = &expr.kind {
            decorators.push(&**callee);
            expr = args.first()?;
        }
        match &expr.kind {
            ExprKind::Lambda(id) if matches!(self.function(*id).kind, FunctionKind::Def) => {
                Some((*id, decorators))
            }
            _ => None,
        }
    }
}

#[derive(Debug)]
pub enum FunctionKind {
    /// The module body.
    Module,
    Def,
    Lambda,
    /// Its only parameter is the iterator of the outermost `for`.
    GeneratorExpression,
}

#[derive(Debug)]
pub struct Function {
    pub id: FunctionId,
    pub kind: FunctionKind,
    /// `f`, `<lambda>`, `<genexpr>`, `<module>`.
    pub name: String,
    /// `Outer.method`, `f.<locals>.g`.
    pub qualname: String,
    /// The function whose variables this one can capture (class bodies in
    /// between are skipped); `None` for the module body.
    pub parent: Option<FunctionId>,
    /// The class in whose body the `def` stands directly, if any.
    pub class: Option<ClassId>,
    pub params: Params,
    pub body: Vec<Stmt>,
    pub vars: Vec<Var>,
    /// Variables of enclosing functions that this one (or one inside it)
    /// uses: for each, the place in the direct parent it is taken from.
    pub captures: Vec<Capture>,
    /// The name of each capture, for messages about unset variables.
    pub capture_names: Vec<String>,
    pub is_generator: bool,
    pub is_async: bool,
    /// The program calls it at one place, which is not in a loop, and does
    /// nothing else with it.
    pub runs_once: bool,
    pub doc: Option<String>,
    pub returns: Option<Expr>,
    pub span: Span,
    /// Line CPython gives the code object: that of the first decorator, if there are any.
    pub line: u32,
    /// Written by `@dataclass`: tracebacks show no file, and lines of the text it is made of.
    pub is_generated: bool,
}

impl Function {
    /// Calling it only makes an object that runs the body when asked to: a
    /// generator, a coroutine or an asynchronous generator.
    pub fn suspends(&self) -> bool {
        self.is_generator || self.is_async
    }
}

#[derive(Debug)]
pub struct Var {
    pub name: String,
    /// Used by an inner function: lives in a cell.
    pub captured: bool,
    pub is_param: bool,
}

/// What a captured variable is in the function that encloses the capturer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Capture {
    /// A (captured) variable of the parent.
    ParentVar(VarId),
    /// A capture of the parent's own.
    ParentCapture(u32),
    /// The cell `__class__` of the class whose method this is.
    Class(ClassId),
}

#[derive(Debug, Default)]
pub struct Params {
    /// Positional-only, then the rest.
    pub positional: Vec<Param>,
    pub n_positional_only: usize,
    pub var_positional: Option<Param>,
    pub keyword_only: Vec<Param>,
    pub var_keyword: Option<Param>,
}

impl Params {
    /// In the order of `FunctionDesc::param_names`: positional, `*args`,
    /// keyword-only, `**kwargs`.
    pub fn all(&self) -> impl Iterator<Item = &Param> {
        self.positional
            .iter()
            .chain(&self.var_positional)
            .chain(&self.keyword_only)
            .chain(&self.var_keyword)
    }

    /// As [`Params::all`], to be changed.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Param> {
        self.positional
            .iter_mut()
            .chain(&mut self.var_positional)
            .chain(&mut self.keyword_only)
            .chain(&mut self.var_keyword)
    }
}

#[derive(Debug)]
pub struct Param {
    pub var: VarId,
    pub name: String,
    pub annotation: Option<Expr>,
    /// Evaluated where the function is defined.
    pub default: Option<Expr>,
}

#[derive(Debug)]
pub struct Class {
    pub id: ClassId,
    pub name: String,
    pub qualname: String,
    pub bases: Vec<Expr>,
    /// `metaclass=`, `**kwargs` (name `None`), others.
    pub keywords: Vec<(Option<String>, Expr)>,
    /// Runs in the function where the class statement stands. Names
    /// assigned in it are [`Place::ClassVar`]s.
    pub body: Vec<Stmt>,
    /// Names the body assigns, in order of first appearance: with the
    /// variable of the enclosing function that holds each while the body runs.
    pub vars: Vec<(String, VarId)>,
    /// Some method uses `super()` without arguments or `__class__`.
    pub needs_class_cell: bool,
    /// A frozen dataclass: only its own `__init__` sets fields directly.
    pub is_frozen: bool,
    /// An enumeration whose members were written out: a call of it with the keyword
    /// [`MEMBER_NAME`] makes one, any other looks one up.
    pub is_enumeration: bool,
    /// Those members: set once behind the class statement, and never again.
    pub members: Vec<String>,
    pub doc: Option<String>,
    pub span: Span,
}

/// Where a name lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A variable of the function the name stands in (captured or not).
    Local(VarId),
    /// Entry of `Function::captures`.
    Free(u32),
    /// Module-level variable (index into `Module::globals`); a builtin of
    /// that name if unset at run time.
    Global(u32),
    /// Never assigned in the module: a builtin, or NameError.
    Builtin,
    /// Inside a class body: the body's own variable if set, else the module's
    /// of the same name (index into `Module::globals`, if it has one) or the
    /// builtin.
    ClassVar(VarId, Option<u32>),
}

#[derive(Debug)]
pub struct Expr {
    pub id: ExprId,
    pub span: Span,
    pub kind: ExprKind,
}

impl ExprKind {
    /// Whether it is a number, a text or a named constant, written as such.
    pub fn is_literal(&self) -> bool {
        matches!(
            self,
            ExprKind::None
                | ExprKind::True
                | ExprKind::False
                | ExprKind::Ellipsis
                | ExprKind::Int(_)
                | ExprKind::BigInt(_)
                | ExprKind::Float(_)
                | ExprKind::Complex(_)
                | ExprKind::Str(_)
                | ExprKind::Bytes(_)
        )
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
    Not,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum CompareOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Is,
    IsNot,
    In,
    NotIn,
}

#[derive(Debug)]
pub enum ExprKind {
    None,
    True,
    False,
    Ellipsis,
    /// Decimal digits when it does not fit.
    Int(i64),
    BigInt(String),
    Float(f64),
    /// Imaginary part.
    Complex(f64),
    Str(String),
    Bytes(Vec<u8>),
    Name {
        name: String,
        place: Place,
    },
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Set(Vec<Expr>),
    /// `None` key: `**value`.
    Dict(Vec<(Option<Expr>, Expr)>),
    /// In calls, displays, targets and subscripts.
    Starred(Box<Expr>),
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary {
        op: BinaryOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `first op rest[0].1 op ...`, each operand evaluated once.
    Compare {
        first: Box<Expr>,
        rest: Vec<(CompareOp, Expr)>,
    },
    /// `and` / `or` over two or more operands.
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Conditional {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    Attribute {
        object: Box<Expr>,
        name: String,
    },
    Subscript {
        object: Box<Expr>,
        index: Box<Expr>,
    },
    /// Only as (part of) a subscript's index.
    Slice {
        start: Option<Box<Expr>>,
        stop: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
    Call {
        callee: Box<Expr>,
        args: Vec<Expr>,
        keywords: Vec<Keyword>,
    },
    FString(Vec<FStringPart>),
    /// `[element for ...]` and the like; the loop variables are variables
    /// of the enclosing function.
    ListComp {
        element: Box<Expr>,
        clauses: Vec<Comprehension>,
    },
    /// A generator expression consumed on the spot by the builtin (`sum`,
    /// `any`, `all`, `min`, `max`, `list`, `tuple`, `set`, `sorted`, `dict`,
    /// `frozenset`, `bytes`, `bytearray`) or `join` call of which it is the only positional
    /// argument: its clauses run inline, in order.
    InlineGenerator {
        element: Box<Expr>,
        clauses: Vec<Comprehension>,
    },
    SetComp {
        element: Box<Expr>,
        clauses: Vec<Comprehension>,
    },
    DictComp {
        key: Box<Expr>,
        value: Box<Expr>,
        clauses: Vec<Comprehension>,
    },
    /// A call of the generator function with `iter(iterable)`.
    GeneratorExp {
        function: FunctionId,
        iterable: Box<Expr>,
    },
    /// The function object: of a `lambda`, or of a `def` under decorators that are called with it.
    Lambda(FunctionId),
    /// `(target := value)`; the target is a name.
    Walrus {
        target: Box<Expr>,
        value: Box<Expr>,
    },
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
    Await(Box<Expr>),
    /// What a pattern of `match` asks.
    Match {
        test: MatchTest,
        operands: Vec<Expr>,
    },
    /// `globals()`.
    Globals,
    /// `locals()` in a function or class body: a new dict of the variables
    /// that are set.
    Locals(Vec<(String, Expr)>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MatchTest {
    /// Whether a sequence pattern may match `[subject]`.
    Sequence,
    /// Whether a mapping pattern may match `[subject]`.
    Mapping,
    /// `isinstance` of `[subject, class]`, where the class must be one.
    Instance,
    /// What the sub-patterns of a class pattern are for, of `[subject,
    /// class]`: a tuple of so many attributes named by `__match_args__` and of
    /// those named here; None if one is missing.
    Attributes {
        positional: usize,
        names: Vec<String>,
    },
    /// Holds if no two operands, the keys of a mapping pattern, are equal; else ValueError.
    Keys,
    /// `[subject, key, ...]`: a dict of what has another key.
    Rest,
}

#[derive(Debug)]
pub struct Keyword {
    /// `None`: `**value`.
    pub name: Option<String>,
    pub value: Expr,
}

#[derive(Debug)]
pub enum FStringPart {
    Text(String),
    Value {
        value: Expr,
        conversion: Option<char>,
        spec: Option<Vec<FStringPart>>,
    },
}

#[derive(Debug)]
pub struct Comprehension {
    pub target: Expr,
    pub iterable: Expr,
    pub conditions: Vec<Expr>,
    pub is_async: bool,
    /// The variables this clause binds (fresh at each evaluation).
    pub vars: Vec<VarId>,
}

#[derive(Debug)]
pub struct Stmt {
    pub span: Span,
    pub kind: StmtKind,
}

#[derive(Debug)]
pub enum StmtKind {
    Expr(Expr),
    /// `a = b = value`.
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    /// `target op= value`.
    AugAssign {
        target: Expr,
        op: BinaryOp,
        value: Expr,
    },
    /// `target: annotation = value`. `simple`: a bare name.
    AnnAssign {
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
        simple: bool,
    },
    Delete(Vec<Expr>),
    Return(Option<Expr>),
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    For {
        target: Expr,
        iterable: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
        is_async: bool,
    },
    Break,
    Continue,
    Pass,
    With {
        items: Vec<WithItem>,
        body: Vec<Stmt>,
        is_async: bool,
    },
    Raise {
        exception: Option<Expr>,
        cause: Option<Expr>,
    },
    Try {
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finally: Vec<Stmt>,
        is_star: bool,
    },
    Assert {
        test: Expr,
        message: Option<Expr>,
    },
    /// Defines the function and assigns it to `target` (a name).
    FunctionDef {
        function: FunctionId,
        decorators: Vec<Expr>,
        target: Expr,
    },
    ClassDef {
        class: ClassId,
        decorators: Vec<Expr>,
        target: Expr,
    },
    /// `import name as target`: binds the top package, or the module itself with `as`.
    Import {
        module: String,
        has_alias: bool,
        target: Expr,
    },
    /// `from module import name as target`; `level` leading dots.
    ImportFrom {
        module: String,
        level: u32,
        names: Vec<(String, Expr)>,
        /// `import *`: names the module has not set are passed over.
        is_star: bool,
    },
    /// The end of hidden variables, set or not.
    Release(Vec<VarId>),
}

#[derive(Debug)]
pub struct WithItem {
    pub context: Expr,
    pub target: Option<Expr>,
}

#[derive(Debug)]
pub struct Handler {
    pub class: Option<Expr>,
    /// The name bound to the exception, unbound again at the end.
    pub target: Option<Expr>,
    pub body: Vec<Stmt>,
    pub span: Span,
}
