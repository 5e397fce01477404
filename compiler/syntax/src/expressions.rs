//! Expressions and assignment targets.

use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{
    self, CmpOp, Constant, ConversionFlag, Expr as Ast, Operator, Ranged,
};

use crate::Span;
use crate::builder::{Builder, Header};
use crate::scope::{ScopeId, ScopeKind};
use crate::tree::{
    BinaryOp, CompareOp, Comprehension, Expr, ExprKind, FStringPart, FunctionKind, Keyword, Param,
    Params, Place, Stmt, StmtKind, UnaryOp, VarId,
};

/// What an assignment target is for: it decides the wording of errors.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TargetOf {
    /// `target = ...`, before any nesting.
    Assign,
    /// Inside a tuple or list that is assigned to, or after `for`, `with`.
    Nested,
    Delete,
}

/// What a comprehension makes.
enum Display<'e> {
    List(&'e Ast),
    Set(&'e Ast),
    Dict(&'e Ast, &'e Ast),
    /// A generator expression that its caller uses up at once.
    Inline(&'e Ast),
}

/// Builtins that use up an iterable before they return.
const CONSUMERS: &[&str] = &[
    "sum",
    "any",
    "all",
    "min",
    "max",
    "list",
    "tuple",
    "set",
    "sorted",
    "dict",
    "frozenset",
    "bytes",
    "bytearray",
];

impl Builder<'_> {
    pub fn exprs(&mut self, list: &[Ast]) -> Vec<Expr> {
        list.iter().map(|e| self.expr(e)).collect()
    }

    pub fn boxed(&mut self, expr: &Ast) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    pub fn maybe(&mut self, expr: Option<&Ast>) -> Option<Expr> {
        expr.map(|e| self.expr(e))
    }

    fn maybe_boxed(&mut self, expr: Option<&Ast>) -> Option<Box<Expr>> {
        expr.map(|e| self.boxed(e))
    }

    /// An expression in a place where `*value` may stand.
    pub fn item(&mut self, expr: &Ast) -> Expr {
        match expr {
            Ast::Starred(starred) => {
                let value = self.boxed(&starred.value);
                self.new_expr(self.span(starred.range), ExprKind::Starred(value))
            }
            other => self.expr(other),
        }
    }

    fn items(&mut self, list: &[Ast]) -> Vec<Expr> {
        list.iter().map(|e| self.item(e)).collect()
    }

    pub fn name(&mut self, name: &str, range: TextRange) -> Expr {
        let name = self.mangled(name);
        let place = self.mangled_place(&name);
        let name = self.name_of_variable(name);
        self.new_expr(self.span(range), ExprKind::Name { name, place })
    }

    /// An expression that is evaluated.
    pub fn expr(&mut self, expr: &Ast) -> Expr {
        let span = self.span(expr.range());
        let kind = match expr {
            Ast::Name(e) => {
                if e.id.as_str() == "super" && self.code_kind().is_function_like() {
                    // `super()` takes its class from this cell.
                    self.mangled_place("__class__");
                }
                if let Some(value) = self.implicit_name(&e.id, e.range) {
                    return value;
                }
                return self.name(&e.id, e.range);
            }
            Ast::BoolOp(e) => {
                let values = self.exprs(&e.values);
                match e.op {
                    ast::BoolOp::And => ExprKind::And(values),
                    ast::BoolOp::Or => ExprKind::Or(values),
                }
            }
            Ast::NamedExpr(e) => {
                let value = self.boxed(&e.value);
                if !e.target.is_name_expr() {
                    let what = describe(&e.target);
                    self.error(
                        e.target.range(),
                        format!("cannot use assignment expressions with {what}"),
                    );
                }
                let target = Box::new(self.target(&e.target, TargetOf::Nested));
                ExprKind::Walrus { target, value }
            }
            Ast::BinOp(e) => {
                let op = binary_op(e.op);
                let (left, right) = (self.boxed(&e.left), self.boxed(&e.right));
                let constant = crate::constants::fold(op, &left, &right);
                constant.unwrap_or(ExprKind::Binary { op, left, right })
            }
            Ast::UnaryOp(e) => {
                let op = match e.op {
                    ast::UnaryOp::Invert => UnaryOp::Invert,
                    ast::UnaryOp::Not => UnaryOp::Not,
                    ast::UnaryOp::UAdd => UnaryOp::Pos,
                    ast::UnaryOp::USub => UnaryOp::Neg,
                };
                ExprKind::Unary {
                    op,
                    operand: self.boxed(&e.operand),
                }
            }
            Ast::Lambda(e) => self.lambda(e),
            Ast::IfExp(e) => {
                let test = self.boxed(&e.test);
                let body = self.boxed(&e.body);
                let orelse = self.boxed(&e.orelse);
                ExprKind::Conditional { test, body, orelse }
            }
            Ast::Dict(e) => {
                let pairs = e.keys.iter().zip(&e.values);
                ExprKind::Dict(
                    pairs
                        .map(|(key, value)| (self.maybe(key.as_ref()), self.expr(value)))
                        .collect(),
                )
            }
            Ast::Set(e) => ExprKind::Set(self.items(&e.elts)),
            Ast::List(e) => ExprKind::List(self.items(&e.elts)),
            Ast::Tuple(e) => ExprKind::Tuple(self.items(&e.elts)),
            Ast::ListComp(e) => {
                let scope = self.scopes.of(e, ScopeKind::Comprehension);
                self.comprehension(scope, &e.generators, Display::List(&e.elt))
            }
            Ast::SetComp(e) => {
                let scope = self.scopes.of(e, ScopeKind::Comprehension);
                self.comprehension(scope, &e.generators, Display::Set(&e.elt))
            }
            Ast::DictComp(e) => {
                let scope = self.scopes.of(e, ScopeKind::Comprehension);
                self.comprehension(scope, &e.generators, Display::Dict(&e.key, &e.value))
            }
            Ast::GeneratorExp(e) => self.generator(e),
            Ast::Await(e) => {
                if !self.code_kind().is_function_like() {
                    self.error(e.range, "'await' outside function");
                } else if !self.frame().may_await {
                    self.error(e.range, "'await' outside async function");
                }
                // A generator expression with it becomes an asynchronous one.
                self.frame().is_async = true;
                ExprKind::Await(self.boxed(&e.value))
            }
            Ast::Yield(e) => {
                self.check_yield(e.range);
                ExprKind::Yield(self.maybe_boxed(e.value.as_deref()))
            }
            Ast::YieldFrom(e) => {
                self.check_yield(e.range);
                if self.frame().is_async {
                    self.error(e.range, "'yield from' inside async function");
                }
                ExprKind::YieldFrom(self.boxed(&e.value))
            }
            Ast::Compare(e) => {
                let first = self.boxed(&e.left);
                let rest = e.ops.iter().zip(&e.comparators);
                ExprKind::Compare {
                    first,
                    rest: rest
                        .map(|(op, right)| (compare_op(*op), self.expr(right)))
                        .collect(),
                }
            }
            Ast::Call(e) => self.call(e),
            Ast::FormattedValue(_) => ExprKind::FString(vec![self.formatted(expr)]),
            Ast::JoinedStr(e) => ExprKind::FString(self.f_string(&e.values)),
            Ast::Constant(e) => self.constant(&e.value),
            Ast::Attribute(e) => {
                let object = self.boxed(&e.value);
                ExprKind::Attribute {
                    object,
                    name: self.mangled(&e.attr),
                }
            }
            Ast::Subscript(e) => {
                let object = self.boxed(&e.value);
                ExprKind::Subscript {
                    object,
                    index: Box::new(self.index(&e.slice)),
                }
            }
            Ast::Starred(e) => {
                self.error(e.range, "can't use starred expression here");
                ExprKind::Starred(self.boxed(&e.value))
            }
            Ast::Slice(e) => ExprKind::Slice {
                start: self.maybe_boxed(e.lower.as_deref()),
                stop: self.maybe_boxed(e.upper.as_deref()),
                step: self.maybe_boxed(e.step.as_deref()),
            },
        };
        self.new_expr(span, kind)
    }

    /// What stands between the brackets of a subscript.
    fn index(&mut self, expr: &Ast) -> Expr {
        match expr {
            Ast::Starred(starred) => {
                // `a[*b]` is `a[(*b,)]`.
                let span = self.span(starred.range);
                let item = self.item(expr);
                self.new_expr(span, ExprKind::Tuple(vec![item]))
            }
            other => self.expr(other),
        }
    }

    fn constant(&mut self, value: &Constant) -> ExprKind {
        match value {
            Constant::None => ExprKind::None,
            Constant::Bool(true) => ExprKind::True,
            Constant::Bool(false) => ExprKind::False,
            Constant::Ellipsis => ExprKind::Ellipsis,
            Constant::Str(text) => ExprKind::Str(text.clone()),
            Constant::Bytes(bytes) => ExprKind::Bytes(bytes.clone()),
            Constant::Int(value) => {
                let digits = value.to_string();
                digits
                    .parse()
                    .map_or(ExprKind::BigInt(digits), ExprKind::Int)
            }
            Constant::Float(value) => ExprKind::Float(*value),
            Constant::Complex { imag, .. } => ExprKind::Complex(*imag),
            // The parser makes tuples of expressions, never constant ones.
            Constant::Tuple(items) => {
                let kinds: Vec<ExprKind> = items.iter().map(|item| self.constant(item)).collect();
                ExprKind::Tuple(
                    kinds
                        .into_iter()
                        .map(|kind| self.new_expr(Span::default(), kind))
                        .collect(),
                )
            }
        }
    }

    fn call(&mut self, call: &ast::ExprCall) -> ExprKind {
        let callee = self.boxed(&call.func);
        if let [Ast::GeneratorExp(only), ..] = call.args.as_slice()
            && call.args.len() + call.keywords.len() > 1
            && !self.places.text[usize::from(only.range.start())..].starts_with('(')
        {
            self.error(only.range, "Generator expression must be parenthesized");
        }
        let args = match call.args.as_slice() {
            // The StopIteration that may come of calling `next` is a RuntimeError
            // outside of a generator, so one that does stays a generator.
            [Ast::GeneratorExp(only)]
                if self.consumes(&callee)
                    && !only.generators.iter().any(|clause| clause.is_async)
                    && !self.scopes.all[self.scopes.of(only, ScopeKind::Generator)].calls_next =>
            {
                let scope = self.scopes.of(only, ScopeKind::Generator);
                let kind = self.comprehension(scope, &only.generators, Display::Inline(&only.elt));
                vec![self.new_expr(self.span(only.range), kind)]
            }
            args => self.items(args),
        };
        let keywords = call
            .keywords
            .iter()
            .map(|keyword| self.keyword(keyword))
            .collect();
        self.namespace_call(callee, args, keywords, call.range)
    }

    /// Whether a call of this uses up its argument on the spot: certain
    /// builtins, and the `join` of what is plainly a str or bytes.
    fn consumes(&self, callee: &Expr) -> bool {
        match &callee.kind {
            ExprKind::Name {
                name,
                place: Place::Builtin,
            } => CONSUMERS.contains(&name.as_str()),
            ExprKind::Attribute { object, name } => {
                let kind = &object.kind;
                name == "join"
                    && matches!(
                        kind,
                        ExprKind::Str(_) | ExprKind::FString(_) | ExprKind::Bytes(_)
                    )
            }
            _ => false,
        }
    }

    pub fn keyword(&mut self, keyword: &ast::Keyword) -> Keyword {
        // Those of parameters are mangled, what calls give them is not.
        let name = keyword.arg.as_ref().map(ToString::to_string);
        if name.as_deref() == Some("__debug__") {
            self.error(keyword.range, "cannot assign to __debug__");
        }
        Keyword {
            name,
            value: self.expr(&keyword.value),
        }
    }

    fn check_yield(&mut self, range: TextRange) {
        let what = match self.scopes.all[self.scope].name.as_str() {
            "<listcomp>" => "list comprehension",
            "<setcomp>" => "set comprehension",
            "<dictcomp>" => "dict comprehension",
            "<genexpr>" => "generator expression",
            _ if self.code_kind().is_function_like() => {
                self.frame().is_generator = true;
                return;
            }
            _ => {
                self.error(range, "'yield' outside function");
                return;
            }
        };
        self.error(range, format!("'yield' inside {what}"));
    }

    fn f_string(&mut self, values: &[Ast]) -> Vec<FStringPart> {
        values
            .iter()
            .filter(|value| !is_empty_text(value))
            .map(|value| self.formatted(value))
            .collect()
    }

    fn formatted(&mut self, value: &Ast) -> FStringPart {
        match value {
            Ast::Constant(ast::ExprConstant {
                value: Constant::Str(text),
                ..
            }) => FStringPart::Text(text.clone()),
            Ast::FormattedValue(e) => {
                let conversion = match e.conversion {
                    ConversionFlag::None => None,
                    ConversionFlag::Str => Some('s'),
                    ConversionFlag::Ascii => Some('a'),
                    ConversionFlag::Repr => Some('r'),
                };
                let value = self.expr(&e.value);
                let spec = match e.format_spec.as_deref() {
                    None => None,
                    Some(Ast::JoinedStr(spec)) => Some(self.f_string(&spec.values)),
                    Some(other) => Some(vec![self.formatted(other)]),
                };
                FStringPart::Value {
                    value,
                    conversion,
                    spec,
                }
            }
            other => FStringPart::Value {
                value: self.expr(other),
                conversion: None,
                spec: None,
            },
        }
    }

    /// Parameters; defaults and annotations belong to the scope outside.
    pub fn params(&mut self, args: &ast::Arguments) -> Params {
        let annotated = |this: &mut Self, arg: &ast::Arg, default: Option<&Ast>| Param {
            var: VarId(0),
            name: this.mangled(&arg.arg),
            annotation: arg
                .annotation
                .as_deref()
                .map(|annotation| this.item(annotation)),
            default: this.maybe(default),
        };
        Params {
            n_positional_only: args.posonlyargs.len(),
            positional: (args.posonlyargs.iter().chain(&args.args))
                .map(|arg| annotated(self, &arg.def, arg.default.as_deref()))
                .collect(),
            var_positional: args.vararg.as_deref().map(|arg| annotated(self, arg, None)),
            keyword_only: args
                .kwonlyargs
                .iter()
                .map(|arg| annotated(self, &arg.def, arg.default.as_deref()))
                .collect(),
            var_keyword: args.kwarg.as_deref().map(|arg| annotated(self, arg, None)),
        }
    }

    fn lambda(&mut self, lambda: &ast::ExprLambda) -> ExprKind {
        let params = self.params(&lambda.args);
        let header = Header {
            kind: FunctionKind::Lambda,
            scope: self.scopes.of(lambda, ScopeKind::Lambda),
            params,
            returns: None,
            is_async: false,
            range: lambda.range,
        };
        ExprKind::Lambda(self.function(header, |this| {
            let value = this.expr(&lambda.body);
            (
                None,
                vec![this.new_stmt(lambda.body.range(), StmtKind::Return(Some(value)))],
            )
        }))
    }

    fn comprehension(
        &mut self,
        scope: ScopeId,
        clauses: &[ast::Comprehension],
        display: Display<'_>,
    ) -> ExprKind {
        let Some(first) = clauses.first() else {
            return ExprKind::List(Vec::new());
        };
        let first = self.expr(&first.iter);
        let outer = std::mem::replace(&mut self.scope, scope);
        self.declare(scope);
        let mut first = Some(first);
        let mut taken = Vec::new();
        let mut built = Vec::new();
        for clause in clauses {
            self.check_async_clause(clause);
            let iterable = first.take().unwrap_or_else(|| self.expr(&clause.iter));
            let target = self.target(&clause.target, TargetOf::Nested);
            let mut vars = Vec::new();
            collect_vars(&target, &mut vars);
            vars.retain(|var| !taken.contains(var));
            taken.extend(&vars);
            let conditions = self.exprs(&clause.ifs);
            built.push(Comprehension {
                target,
                iterable,
                conditions,
                is_async: clause.is_async,
                vars,
            });
        }
        let kind = match display {
            Display::List(element) => ExprKind::ListComp {
                element: self.comprehension_element(element),
                clauses: built,
            },
            Display::Inline(element) => ExprKind::InlineGenerator {
                element: self.comprehension_element(element),
                clauses: built,
            },
            Display::Set(element) => ExprKind::SetComp {
                element: self.comprehension_element(element),
                clauses: built,
            },
            Display::Dict(key, value) => {
                let key = self.comprehension_element(key);
                let value = self.comprehension_element(value);
                ExprKind::DictComp {
                    key,
                    value,
                    clauses: built,
                }
            }
        };
        self.scope = outer;
        kind
    }

    fn comprehension_element(&mut self, element: &Ast) -> Box<Expr> {
        if let Ast::Starred(starred) = element {
            self.error(
                starred.range,
                "iterable unpacking cannot be used in comprehension",
            );
            return self.boxed(&starred.value);
        }
        self.boxed(element)
    }

    fn check_async_clause(&mut self, clause: &ast::Comprehension) {
        if !clause.is_async {
            return;
        }
        if !self.frame().may_await {
            self.error(
                clause.range,
                "asynchronous comprehension outside of an asynchronous function",
            );
        }
        self.frame().is_async = true;
    }

    /// A generator expression: a function whose parameter `.0` is the
    /// iterator of the first clause, with the clauses as nested statements.
    fn generator(&mut self, generator: &ast::ExprGeneratorExp) -> ExprKind {
        let Some(first) = generator.generators.first() else {
            return ExprKind::None;
        };
        let iterable = self.boxed(&first.iter);
        let positional = vec![Param {
            var: VarId(0),
            name: ".0".into(),
            annotation: None,
            default: None,
        }];
        let header = Header {
            kind: FunctionKind::GeneratorExpression,
            scope: self.scopes.of(generator, ScopeKind::Generator),
            params: Params {
                positional,
                ..Params::default()
            },
            returns: None,
            is_async: false,
            range: generator.range,
        };
        let function = self.function(header, |this| {
            this.frame().is_generator = true;
            (None, vec![this.generator_clause(generator, 0)])
        });
        ExprKind::GeneratorExp { function, iterable }
    }

    fn generator_clause(&mut self, generator: &ast::ExprGeneratorExp, index: usize) -> Stmt {
        let Some(clause) = generator.generators.get(index) else {
            let element = self.comprehension_element(&generator.elt);
            let range = generator.elt.range();
            let value = self.new_expr(self.span(range), ExprKind::Yield(Some(element)));
            return self.new_stmt(range, StmtKind::Expr(value));
        };
        self.check_async_clause(clause);
        let iterable = if index == 0 {
            let kind = ExprKind::Name {
                name: ".0".into(),
                place: Place::Local(VarId(0)),
            };
            self.new_expr(self.span(clause.iter.range()), kind)
        } else {
            self.expr(&clause.iter)
        };
        let target = self.target(&clause.target, TargetOf::Nested);
        let tests = self.exprs(&clause.ifs);
        let mut body = self.generator_clause(generator, index + 1);
        for test in tests.into_iter().rev() {
            let span = test.span;
            body = Stmt {
                span,
                kind: StmtKind::If {
                    test,
                    body: vec![body],
                    orelse: Vec::new(),
                },
            };
        }
        let kind = StmtKind::For {
            target,
            iterable,
            body: vec![body],
            orelse: Vec::new(),
            is_async: clause.is_async,
        };
        self.new_stmt(clause.target.range(), kind)
    }

    /// Something that is assigned to or deleted.
    pub fn target(&mut self, target: &Ast, of: TargetOf) -> Expr {
        let span = self.span(target.range());
        let inner = if of == TargetOf::Delete {
            of
        } else {
            TargetOf::Nested
        };
        let kind = match target {
            Ast::Name(e) => return self.name(&e.id, e.range),
            Ast::Attribute(e) => {
                if e.attr.as_str() == "__debug__" {
                    self.error(e.range, "cannot assign to __debug__");
                }
                return self.expr(target);
            }
            Ast::Subscript(_) => return self.expr(target),
            Ast::Tuple(e) => ExprKind::Tuple(self.target_items(&e.elts, inner, e.range)),
            Ast::List(e) => ExprKind::List(self.target_items(&e.elts, inner, e.range)),
            Ast::Starred(e) => {
                let message = match of {
                    TargetOf::Delete => "cannot delete starred",
                    _ => "starred assignment target must be in a list or tuple",
                };
                self.error(e.range, message);
                return self.expr(&e.value);
            }
            other => {
                let what = describe(other);
                let message = match of {
                    TargetOf::Delete => format!("cannot delete {what}"),
                    TargetOf::Assign if suggests_comparison(other) => {
                        format!(
                            "cannot assign to {what} here. Maybe you meant '==' instead of '='?"
                        )
                    }
                    _ => format!("cannot assign to {what}"),
                };
                self.error(other.range(), message);
                return self.new_expr(span, ExprKind::None);
            }
        };
        self.new_expr(span, kind)
    }

    fn target_items(&mut self, items: &[Ast], of: TargetOf, range: TextRange) -> Vec<Expr> {
        let starred = items
            .iter()
            .filter(|item| matches!(item, Ast::Starred(_)))
            .count();
        if starred > 1 && of != TargetOf::Delete {
            self.error(range, "multiple starred expressions in assignment");
        }
        let mut built = Vec::new();
        for item in items {
            match item {
                Ast::Starred(e) if of != TargetOf::Delete => {
                    let value = Box::new(self.target(&e.value, of));
                    built.push(self.new_expr(self.span(e.range), ExprKind::Starred(value)));
                }
                other => built.push(self.target(other, of)),
            }
        }
        built
    }
}

fn is_empty_text(value: &Ast) -> bool {
    matches!(value, Ast::Constant(ast::ExprConstant { value: Constant::Str(text), .. }) if text.is_empty())
}

fn collect_vars(target: &Expr, vars: &mut Vec<VarId>) {
    match &target.kind {
        ExprKind::Name {
            place: Place::Local(var),
            ..
        } if !vars.contains(var) => vars.push(*var),
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().for_each(|item| collect_vars(item, vars))
        }
        ExprKind::Starred(value) => collect_vars(value, vars),
        _ => {}
    }
}

pub(crate) fn binary_op(op: Operator) -> BinaryOp {
    match op {
        Operator::Add => BinaryOp::Add,
        Operator::Sub => BinaryOp::Sub,
        Operator::Mult => BinaryOp::Mul,
        Operator::MatMult => BinaryOp::MatMul,
        Operator::Div => BinaryOp::TrueDiv,
        Operator::Mod => BinaryOp::Mod,
        Operator::Pow => BinaryOp::Pow,
        Operator::LShift => BinaryOp::LShift,
        Operator::RShift => BinaryOp::RShift,
        Operator::BitOr => BinaryOp::Or,
        Operator::BitXor => BinaryOp::Xor,
        Operator::BitAnd => BinaryOp::And,
        Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}

fn compare_op(op: CmpOp) -> CompareOp {
    match op {
        CmpOp::Eq => CompareOp::Eq,
        CmpOp::NotEq => CompareOp::Ne,
        CmpOp::Lt => CompareOp::Lt,
        CmpOp::LtE => CompareOp::Le,
        CmpOp::Gt => CompareOp::Gt,
        CmpOp::GtE => CompareOp::Ge,
        CmpOp::Is => CompareOp::Is,
        CmpOp::IsNot => CompareOp::IsNot,
        CmpOp::In => CompareOp::In,
        CmpOp::NotIn => CompareOp::NotIn,
    }
}

/// What CPython calls an expression that cannot be assigned to.
pub(crate) fn describe(expr: &Ast) -> &'static str {
    match expr {
        Ast::Attribute(_) => "attribute",
        Ast::Subscript(_) => "subscript",
        Ast::Starred(_) => "starred",
        Ast::Name(_) => "name",
        Ast::List(_) => "list",
        Ast::Tuple(_) => "tuple",
        Ast::Lambda(_) => "lambda",
        Ast::Call(_) => "function call",
        Ast::BoolOp(_) | Ast::BinOp(_) | Ast::UnaryOp(_) | Ast::Slice(_) => "expression",
        Ast::GeneratorExp(_) => "generator expression",
        Ast::Yield(_) | Ast::YieldFrom(_) => "yield expression",
        Ast::Await(_) => "await expression",
        Ast::ListComp(_) => "list comprehension",
        Ast::SetComp(_) => "set comprehension",
        Ast::DictComp(_) => "dict comprehension",
        Ast::Dict(_) => "dict literal",
        Ast::Set(_) => "set display",
        Ast::JoinedStr(_) | Ast::FormattedValue(_) => "f-string expression",
        Ast::Constant(e) => match e.value {
            Constant::None => "None",
            Constant::Bool(true) => "True",
            Constant::Bool(false) => "False",
            Constant::Ellipsis => "ellipsis",
            _ => "literal",
        },
        Ast::Compare(_) => "comparison",
        Ast::IfExp(_) => "conditional expression",
        Ast::NamedExpr(_) => "named expression",
    }
}

/// Whether CPython asks if `==` was meant: for operands of a comparison,
/// other than the constants with names of their own.
fn suggests_comparison(expr: &Ast) -> bool {
    match expr {
        Ast::Constant(e) => !matches!(e.value, Constant::None | Constant::Bool(_)),
        Ast::UnaryOp(e) => e.op != ast::UnaryOp::Not,
        Ast::BoolOp(_)
        | Ast::Lambda(_)
        | Ast::IfExp(_)
        | Ast::Compare(_)
        | Ast::NamedExpr(_)
        | Ast::GeneratorExp(_)
        | Ast::Yield(_)
        | Ast::YieldFrom(_) => false,
        _ => true,
    }
}
