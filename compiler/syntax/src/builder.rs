//! The second walk: builds our tree. What it needs to know about where it
//! is stands here; the forms are in `statements`, `expressions`, `patterns`.

use std::collections::HashMap;

use pyaot_diagnostics::Diagnostic;
use rustpython_parser::ast::text_size::{TextRange, TextSize};
use rustpython_parser::ast::{self, Constant, Stmt as AstStmt};

use crate::Span;
use crate::imports::Imports;
use crate::parse::{Places, syntax_error};
use crate::predefined;
use crate::scope::{Resolution, ScopeId, ScopeKind, Scopes, mangle};
use crate::tree::{
    Capture, Class, ClassId, Expr, ExprId, ExprKind, Function, FunctionId, FunctionKind, Module,
    Params, Place, Stmt, StmtKind, Var, VarId,
};

/// A function being built.
pub(crate) struct Frame {
    pub id: FunctionId,
    pub is_async: bool,
    /// Asynchronous, or a generator expression, which `await` makes so.
    pub may_await: bool,
    pub is_generator: bool,
    /// First `return` with a value: an error in an asynchronous generator.
    pub returned_value: Option<Span>,
    vars: Vec<Var>,
    captures: Vec<Capture>,
    capture_names: Vec<String>,
    capture_index: HashMap<(ScopeId, String), u32>,
    /// What `break`, `continue` and `return` find around them.
    pub flow: Flow,
    /// The dict that `locals()` gives where `exec` may add names to it.
    pub names: Option<VarId>,
}

/// The statements around a `break`, `continue` or `return`.
#[derive(Clone, Copy, Default)]
pub(crate) struct Flow {
    pub in_loop: bool,
    /// In an `except*` block, outside of any loop inside it.
    pub in_except_star: bool,
    /// In an `except*` block of this function.
    pub no_return: bool,
}

/// What is known of a function before its body is built.
pub(crate) struct Header {
    pub kind: FunctionKind,
    pub scope: ScopeId,
    pub params: Params,
    pub returns: Option<Expr>,
    pub is_async: bool,
    pub range: TextRange,
}

pub(crate) struct Builder<'a> {
    pub scopes: &'a Scopes,
    pub places: &'a Places,
    pub imports: &'a Imports,
    pub scope: ScopeId,
    pub errors: Vec<Diagnostic>,
    pub frames: Vec<Frame>,
    module_name: &'a str,
    pub(crate) functions: Vec<Option<Function>>,
    pub classes: Vec<Option<Class>>,
    class_cells: Vec<bool>,
    /// The docstring of the class whose body is being built.
    pub class_doc: Option<String>,
    globals: Vec<String>,
    global_index: HashMap<String, u32>,
    /// Which frame, by depth, a scope's variables live in.
    owners: HashMap<ScopeId, usize>,
    variables: HashMap<(ScopeId, String), VarId>,
    class_ids: HashMap<ScopeId, ClassId>,
    n_exprs: u32,
    unsupported: Vec<(String, Span)>,
    future_annotations: bool,
    /// Where the imports from `__future__` begin that stand where they must.
    pub future_imports: Vec<TextSize>,
}

impl<'a> Builder<'a> {
    pub fn new(
        scopes: &'a Scopes,
        places: &'a Places,
        imports: &'a Imports,
        module_name: &'a str,
    ) -> Self {
        Self {
            scopes,
            places,
            imports,
            scope: Scopes::MODULE,
            errors: Vec::new(),
            frames: Vec::new(),
            module_name,
            functions: Vec::new(),
            classes: Vec::new(),
            class_cells: Vec::new(),
            class_doc: None,
            globals: Vec::new(),
            global_index: HashMap::new(),
            owners: HashMap::new(),
            variables: HashMap::new(),
            class_ids: HashMap::new(),
            n_exprs: 0,
            unsupported: Vec::new(),
            future_annotations: false,
            future_imports: Vec::new(),
        }
    }

    /// Builds the whole module.
    pub fn module(mut self, body: &[AstStmt], path: &str, errors: &mut Vec<Diagnostic>) -> Module {
        self.future_annotations = self.check_future_imports(body);
        let module_scope = &self.scopes.all[Scopes::MODULE];
        for (name, uses) in &module_scope.names {
            if uses.bound || uses.global {
                self.add_global(name);
            }
        }
        let whole = TextRange::new(0.into(), (self.places.text.len() as u32).into());
        let header = Header {
            kind: FunctionKind::Module,
            scope: Scopes::MODULE,
            params: Params::default(),
            returns: None,
            is_async: false,
            range: whole,
        };
        self.function(header, |this| {
            let mut stmts = this.implicit_globals(body);
            let (doc, rest) = this.body(body);
            stmts.extend(rest);
            (doc, stmts)
        });
        errors.append(&mut self.errors);
        let mut classes: Vec<Class> = self.classes.into_iter().flatten().collect();
        for (class, needs_cell) in classes.iter_mut().zip(self.class_cells) {
            class.needs_class_cell = needs_cell;
        }
        Module {
            name: self.module_name.to_string(),
            path: path.to_string(),
            is_library: false,
            source: self.places.text.clone(),
            functions: self.functions.into_iter().flatten().collect(),
            classes,
            globals: self.globals,
            n_exprs: self.n_exprs,
            future_annotations: self.future_annotations,
            shows_globals: self.scopes.shows_globals,
            asks_globals: self.scopes.asks_globals,
            shows_others: self.scopes.shows_others,
            evaluates_texts: self.scopes.evaluates_texts,
            text_annotations: self.scopes.text_annotations,
            pickles: self.scopes.pickles,
            named_imports: self.scopes.named_imports.clone(),
            modules: self.scopes.modules.clone(),
            texts: self.scopes.texts.clone(),
            keeps_enumerations: false,
            globals_are_read: self.scopes.read_as_main,
            warnings: Vec::new(),
            unsupported: self.unsupported,
            imports: Default::default(),
        }
    }

    pub fn span(&self, range: TextRange) -> Span {
        self.places.span(range)
    }

    pub fn error(&mut self, range: TextRange, message: impl Into<String>) {
        self.errors
            .push(syntax_error(self.places.span(range), message));
    }

    /// Records what later stages do not compile.
    pub fn unsupported(&mut self, what: impl Into<String>, span: Span) {
        self.unsupported.push((what.into(), span));
    }

    pub fn new_expr(&mut self, span: Span, kind: ExprKind) -> Expr {
        let id = ExprId(self.n_exprs);
        self.n_exprs += 1;
        Expr { id, span, kind }
    }

    pub fn frame(&mut self) -> &mut Frame {
        self.frames
            .last_mut()
            .expect("the module body is the outermost frame")
    }

    /// The kind of function-like scope the walk is in, comprehensions seen through.
    pub fn code_kind(&self) -> ScopeKind {
        let mut scope = self.scope;
        while self.scopes.all[scope].kind == ScopeKind::Comprehension {
            scope = self.scopes.all[scope].parent.unwrap_or(Scopes::MODULE);
        }
        self.scopes.all[scope].kind
    }

    pub fn mangled(&self, name: &str) -> String {
        mangle(self.scopes.all[self.scope].class_name.as_deref(), name)
    }

    fn add_global(&mut self, name: &str) -> u32 {
        if let Some(&index) = self.global_index.get(name) {
            return index;
        }
        let index = self.globals.len() as u32;
        self.globals.push(name.to_string());
        self.global_index.insert(name.to_string(), index);
        index
    }

    /// A new variable of the current function; one that no text names if the
    /// name is none.
    pub fn new_var(&mut self, name: &str, is_param: bool) -> VarId {
        let vars = &mut self.frame().vars;
        vars.push(Var {
            name: name.to_string(),
            captured: false,
            is_param,
        });
        VarId(vars.len() as u32 - 1)
    }

    /// Gives the variables of `scope` their places in the current function.
    pub fn declare(&mut self, scope: ScopeId) -> Vec<(String, VarId)> {
        self.owners.insert(scope, self.frames.len() - 1);
        let scopes: &'a Scopes = self.scopes;
        let mut declared = Vec::new();
        for name in scopes.all[scope].variables() {
            let key = (scope, name.to_string());
            if !self.variables.contains_key(&key) {
                let var = self.new_var(name, false);
                self.variables.insert(key, var);
                declared.push((name.to_string(), var));
            }
        }
        declared
    }

    /// The variable of a scope that [`Builder::declare`] has seen.
    pub fn variable(&self, scope: ScopeId, name: &str) -> Option<VarId> {
        self.variables.get(&(scope, name.to_string())).copied()
    }

    /// Builds a function and returns its number. `body` finds
    /// its variables declared.
    pub fn function(
        &mut self,
        header: Header,
        body: impl FnOnce(&mut Self) -> (Option<String>, Vec<Stmt>),
    ) -> FunctionId {
        let id = FunctionId(self.functions.len() as u32);
        self.functions.push(None);
        let parent = self.frames.last().map(|frame| frame.id);
        let outer_scope = std::mem::replace(&mut self.scope, header.scope);
        let class = self
            .class_ids
            .get(&outer_scope)
            .copied()
            .filter(|_| parent.is_some());
        let is_generator_expression = matches!(header.kind, FunctionKind::GeneratorExpression);
        self.frames.push(Frame {
            id,
            is_async: header.is_async,
            may_await: header.is_async || is_generator_expression,
            is_generator: false,
            returned_value: None,
            vars: Vec::new(),
            captures: Vec::new(),
            capture_names: Vec::new(),
            capture_index: HashMap::new(),
            flow: Flow::default(),
            names: None,
        });
        let mut params = header.params;
        if header.scope != Scopes::MODULE {
            for param in params.all_mut() {
                param.var = self.new_var(&param.name, true);
                self.variables
                    .insert((header.scope, param.name.clone()), param.var);
            }
            self.declare(header.scope);
        }
        let mut lifted = self.lift_params(&params, header.range);
        let (doc, body) = body(self);
        if let Some(var) = self.frame().names {
            lifted.push(self.begin_names(var, header.range));
        }
        lifted.extend(body);
        let body = lifted;
        let frame = self.frames.pop().expect("pushed above");
        self.scope = outer_scope;
        if let Some(span) = frame
            .returned_value
            .filter(|_| frame.is_async && frame.is_generator)
        {
            self.errors
                .push(syntax_error(span, "'return' with value in async generator"));
        }
        let scope = &self.scopes.all[header.scope];
        let span = self.places.span(header.range);
        self.functions[id.index()] = Some(Function {
            id,
            kind: header.kind,
            name: scope.name.clone(),
            qualname: scope.qualname.clone(),
            parent,
            class,
            params,
            body,
            vars: frame.vars,
            captures: frame.captures,
            capture_names: frame.capture_names,
            is_generator: frame.is_generator,
            is_async: frame.is_async,
            doc,
            runs_once: scope.runs_once,
            returns: header.returns,
            span,
            line: span.line,
            is_generated: self.places.is_generated(header.range),
        });
        id
    }

    /// Opens a class: its number, and its body's variables.
    pub fn open_class(&mut self, scope: ScopeId) -> (ClassId, Vec<(String, VarId)>) {
        let id = ClassId(self.classes.len() as u32);
        self.classes.push(None);
        self.class_cells.push(false);
        self.class_ids.insert(scope, id);
        self.scope = scope;
        (id, self.declare(scope))
    }

    /// Where a name (mangled already) lives, seen from here.
    pub fn mangled_place(&mut self, name: &str) -> Place {
        match self.scopes.resolve(self.scope, name) {
            Resolution::Global => {
                if self.may_be_set_from_outside(name) {
                    return Place::Global(self.add_global(name));
                }
                self.global_index
                    .get(name)
                    .map_or(Place::Builtin, |&index| Place::Global(index))
            }
            Resolution::ClassBody(scope) => match self.variable(scope, name) {
                Some(var) if self.may_be_set_from_outside(name) => {
                    Place::ClassVar(var, Some(self.add_global(name)))
                }
                Some(var) => Place::ClassVar(var, self.global_index.get(name).copied()),
                None => Place::Builtin,
            },
            Resolution::Variable(scope) => {
                let Some(var) = self.variable(scope, name) else {
                    return Place::Builtin;
                };
                let owner = self.owners[&scope];
                if owner + 1 == self.frames.len() {
                    return Place::Local(var);
                }
                self.frames[owner].vars[var.index()].captured = true;
                Place::Free(self.capture(scope, name, owner, Capture::ParentVar(var)))
            }
            Resolution::Lifted(scope) => {
                let name = self.lifted_name(scope, name);
                Place::Global(self.add_global(&name))
            }
            Resolution::ClassCell(scope) => {
                let owner = self.owners[&scope];
                if owner + 1 == self.frames.len() {
                    // A comprehension in the class body itself.
                    return Place::Builtin;
                }
                let class = self.class_ids[&scope];
                self.class_cells[class.index()] = true;
                Place::Free(self.capture(scope, name, owner, Capture::Class(class)))
            }
        }
    }

    /// What a lifted variable of `scope` is called among the module's.
    fn lifted_name(&self, scope: ScopeId, name: &str) -> String {
        crate::once::lifted_name(&self.scopes.all[scope].label, name)
    }

    /// The name (mangled already) of the variable that it leads to.
    pub fn name_of_variable(&self, mut name: String) -> String {
        match self.scopes.resolve(self.scope, &name) {
            Resolution::Lifted(scope) => self.lifted_name(scope, &name),
            _ => {
                name.truncate(crate::copies::original(&name).len());
                name
            }
        }
    }

    /// `parameter = parameter` for those of the current function that are lifted.
    fn lift_params(&mut self, params: &Params, range: TextRange) -> Vec<Stmt> {
        let lifted = &self.scopes.all[self.scope].lifted;
        let params: Vec<(String, VarId)> = params
            .all()
            .filter(|param| lifted.contains(&param.name))
            .map(|param| (param.name.clone(), param.var))
            .collect();
        let mut stmts = Vec::new();
        for (name, var) in params {
            let place = Place::Local(var);
            let target = self.name(&name, range);
            let value = self.new_expr(self.span(range), ExprKind::Name { name, place });
            let targets = vec![target];
            stmts.push(self.new_stmt(range, StmtKind::Assign { targets, value }));
        }
        stmts
    }

    /// Whether code the compiler does not see may set a global that nothing
    /// assigns here. What it would take for a builtin is a text with its name.
    fn may_be_set_from_outside(&self, name: &str) -> bool {
        // Nobody has another `object`, of which many texts speak.
        let fixed = matches!(
            name,
            "super" | "object" | "__name__" | "__file__" | "__class__"
        );
        self.scopes.shows_globals
            && !fixed
            && (!predefined::is_builtin(name) || self.scopes.words.contains(name))
    }

    /// Hands a variable of frame `owner` down to the current function.
    fn capture(&mut self, scope: ScopeId, name: &str, owner: usize, first: Capture) -> u32 {
        let mut from = first;
        let mut index = 0;
        for frame in &mut self.frames[owner + 1..] {
            index = match frame.capture_index.get(&(scope, name.to_string())) {
                Some(&index) => index,
                None => {
                    let index = frame.captures.len() as u32;
                    frame.captures.push(from);
                    frame.capture_names.push(name.to_string());
                    frame.capture_index.insert((scope, name.to_string()), index);
                    index
                }
            };
            from = Capture::ParentCapture(index);
        }
        index
    }

    /// A body: its docstring apart, its statements built.
    pub fn body(&mut self, body: &[AstStmt]) -> (Option<String>, Vec<Stmt>) {
        let (doc, rest) = split_docstring(body);
        (doc, self.stmts(rest))
    }

    pub fn new_stmt(&self, range: TextRange, kind: StmtKind) -> Stmt {
        Stmt {
            span: self.span(range),
            kind,
        }
    }

    /// Checks `from __future__` imports; true when annotations stay text.
    fn check_future_imports(&mut self, body: &[AstStmt]) -> bool {
        const FEATURES: &[&str] = &[
            "nested_scopes",
            "generators",
            "division",
            "absolute_import",
            "with_statement",
            "print_function",
            "unicode_literals",
            "barry_as_FLUFL",
            "generator_stop",
            "annotations",
        ];
        let mut annotations = false;
        let mut allowed = true;
        for (index, stmt) in body.iter().enumerate() {
            match stmt {
                AstStmt::ImportFrom(import) if import.module.as_deref() == Some("__future__") => {
                    if allowed {
                        self.future_imports.push(import.range.start());
                    }
                    for alias in &import.names {
                        match alias.name.as_str() {
                            "annotations" => annotations = true,
                            "braces" => self.error(import.range, "not a chance"),
                            name if !FEATURES.contains(&name) => {
                                self.error(
                                    import.range,
                                    format!("future feature {name} is not defined"),
                                );
                            }
                            _ => {}
                        }
                    }
                }
                _ if index == 0 && docstring(stmt).is_some() => {}
                _ => allowed = false,
            }
        }
        annotations
    }
}

fn docstring(stmt: &AstStmt) -> Option<&str> {
    let AstStmt::Expr(stmt) = stmt else {
        return None;
    };
    match &*stmt.value {
        ast::Expr::Constant(ast::ExprConstant {
            value: Constant::Str(text),
            ..
        }) => Some(text),
        _ => None,
    }
}

/// The docstring, if the body begins with one, and the statements after it.
pub(crate) fn split_docstring(body: &[AstStmt]) -> (Option<String>, &[AstStmt]) {
    match body.split_first() {
        Some((first, rest)) if docstring(first).is_some() => {
            (docstring(first).map(str::to_string), rest)
        }
        _ => (None, body),
    }
}
