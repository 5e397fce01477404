//! The tree as text, for `--emit=ast`: Python again, with every name
//! marked by where it lives.
//!
//! `x.1` is local variable 1, `x.free0` the first capture, `x.global2` the
//! module's third global, `x.class3` a class body's variable, and a plain
//! `x` a builtin.

use std::fmt::Write;

use crate::tree::{
    BinaryOp, Capture, Class, CompareOp, Comprehension, Expr, ExprKind, FStringPart, Function,
    MatchTest, Module, Params, Place, Stmt, StmtKind, UnaryOp,
};

/// Prints all functions and classes of a module, one after another.
pub fn print(module: &Module) -> String {
    let mut printer = Printer {
        module,
        out: String::new(),
        indent: 0,
    };
    printer.line(&format!("module {} from {:?}", module.name, module.path));
    printer.line(&format!("globals: {}", module.globals.join(", ")));
    for (what, span) in &module.unsupported {
        printer.line(&format!("unsupported: {what} (line {})", span.line));
    }
    for function in &module.functions {
        printer.out.push('\n');
        printer.function(function);
    }
    for class in &module.classes {
        printer.out.push('\n');
        printer.class(class);
    }
    printer.out
}

struct Printer<'a> {
    module: &'a Module,
    out: String,
    indent: usize,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{:width$}{text}", "", width = self.indent * 4);
    }

    fn function(&mut self, f: &Function) {
        let generator = if f.is_generator { " generator" } else { "" };
        self.line(&format!(
            "function {} {}({}){generator} at line {}",
            f.id.0,
            f.qualname,
            params(&f.params),
            f.line
        ));
        self.indent += 1;
        if !f.vars.is_empty() {
            let vars = f.vars.iter().enumerate();
            let vars: Vec<String> = vars
                .map(|(n, var)| {
                    format!(
                        "{}.{n}{}",
                        var.name,
                        if var.captured { " in a cell" } else { "" }
                    )
                })
                .collect();
            self.line(&format!("variables: {}", vars.join(", ")));
        }
        if !f.captures.is_empty() {
            let captures = f.captures.iter().zip(&f.capture_names).enumerate();
            let captures: Vec<String> = captures
                .map(|(n, (from, name))| format!("{name}.free{n} {}", capture(*from)))
                .collect();
            self.line(&format!("captures: {}", captures.join(", ")));
        }
        self.body(&f.body);
        self.indent -= 1;
    }

    fn class(&mut self, class: &Class) {
        let mut bases: Vec<String> = class.bases.iter().map(expr).collect();
        bases.extend(
            class
                .keywords
                .iter()
                .map(|(name, value)| keyword(name.as_deref(), value)),
        );
        self.line(&format!(
            "class {} {}({}) at line {}",
            class.id.0,
            class.qualname,
            bases.join(", "),
            class.span.line
        ));
        self.indent += 1;
        let vars: Vec<String> = class
            .vars
            .iter()
            .map(|(name, var)| format!("{name}.class{}", var.0))
            .collect();
        self.line(&format!("variables: {}", vars.join(", ")));
        self.body(&class.body);
        self.indent -= 1;
    }

    fn body(&mut self, body: &[Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    fn block(&mut self, head: &str, body: &[Stmt]) {
        self.line(&format!("{head}:"));
        self.indent += 1;
        self.body(body);
        self.indent -= 1;
    }

    fn or_else(&mut self, body: &[Stmt]) {
        if !body.is_empty() {
            self.block("else", body);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let maybe = |value: &Option<Expr>| value.as_ref().map(expr).unwrap_or_default();
        let text = match &stmt.kind {
            StmtKind::Expr(value) => expr(value),
            StmtKind::Assign { targets, value } => {
                let targets: String = targets.iter().map(|target| expr(target) + " = ").collect();
                targets + &expr(value)
            }
            StmtKind::AugAssign { target, op, value } => {
                format!("{} {}= {}", expr(target), binary(*op), expr(value))
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                ..
            } => {
                let value = value
                    .as_ref()
                    .map(|value| format!(" = {}", expr(value)))
                    .unwrap_or_default();
                format!("{}: {}{value}", expr(target), expr(annotation))
            }
            StmtKind::Delete(targets) => format!("del {}", exprs(targets)),
            StmtKind::Return(value) => format!("return {}", maybe(value)),
            StmtKind::If { test, body, orelse } => {
                self.block(&format!("if {}", expr(test)), body);
                return self.or_else(orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.block(&format!("while {}", expr(test)), body);
                return self.or_else(orelse);
            }
            StmtKind::For {
                target,
                iterable,
                body,
                orelse,
                is_async,
            } => {
                let word = if *is_async { "async for" } else { "for" };
                self.block(
                    &format!("{word} {} in {}", expr(target), expr(iterable)),
                    body,
                );
                return self.or_else(orelse);
            }
            StmtKind::Break => "break".into(),
            StmtKind::Continue => "continue".into(),
            StmtKind::Pass => "pass".into(),
            StmtKind::With {
                items,
                body,
                is_async,
            } => {
                let item = |item: &crate::tree::WithItem| match &item.target {
                    Some(target) => format!("{} as {}", expr(&item.context), expr(target)),
                    None => expr(&item.context),
                };
                let items: Vec<String> = items.iter().map(item).collect();
                let word = if *is_async { "async with" } else { "with" };
                return self.block(&format!("{word} {}", items.join(", ")), body);
            }
            StmtKind::Raise { exception, cause } => match cause {
                Some(cause) => format!("raise {} from {}", maybe(exception), expr(cause)),
                None => format!("raise {}", maybe(exception)),
            },
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                is_star,
            } => {
                self.block("try", body);
                for handler in handlers {
                    let target = handler
                        .target
                        .as_ref()
                        .map(|target| format!(" as {}", expr(target)))
                        .unwrap_or_default();
                    let word = if *is_star { "except*" } else { "except" };
                    self.block(
                        &format!("{word} {}{target}", maybe(&handler.class)),
                        &handler.body,
                    );
                }
                self.or_else(orelse);
                if !finally.is_empty() {
                    self.block("finally", finally);
                }
                return;
            }
            StmtKind::Assert { test, message } => match message {
                Some(message) => format!("assert {}, {}", expr(test), expr(message)),
                None => format!("assert {}", expr(test)),
            },
            StmtKind::FunctionDef {
                function,
                decorators,
                target,
            } => {
                self.decorators(decorators);
                format!("{} = function {}", expr(target), function.0)
            }
            StmtKind::ClassDef {
                class,
                decorators,
                target,
            } => {
                self.decorators(decorators);
                let name = &self.module.class(*class).name;
                format!("{} = class {} # {name}", expr(target), class.0)
            }
            StmtKind::Import {
                module,
                has_alias,
                target,
            } => {
                let word = if *has_alias { "as" } else { "binding" };
                format!("import {module} {word} {}", expr(target))
            }
            StmtKind::ImportFrom {
                module,
                level,
                names,
                is_star,
            } => {
                let names: Vec<String> = names
                    .iter()
                    .map(|(name, target)| format!("{name} as {}", expr(target)))
                    .collect();
                let star = if *is_star { "* with " } else { "" };
                format!(
                    "from {}{module} import {star}{}",
                    ".".repeat(*level as usize),
                    names.join(", ")
                )
            }
            StmtKind::Release(vars) => {
                let vars: Vec<String> = vars.iter().map(|var| var.0.to_string()).collect();
                format!("release {}", vars.join(", "))
            }
        };
        self.line(text.trim_end());
    }

    fn decorators(&mut self, decorators: &[Expr]) {
        for decorator in decorators {
            self.line(&format!("@{}", expr(decorator)));
        }
    }
}

fn capture(from: Capture) -> String {
    match from {
        Capture::ParentVar(var) => format!("from variable {}", var.0),
        Capture::ParentCapture(index) => format!("from free{index}"),
        Capture::Class(class) => format!("from class {}", class.0),
    }
}

fn params(params: &Params) -> String {
    let text = |param: &crate::tree::Param, stars: &str| {
        let annotation = param
            .annotation
            .as_ref()
            .map(|a| format!(": {}", expr(a)))
            .unwrap_or_default();
        let default = param
            .default
            .as_ref()
            .map(|d| format!(" = {}", expr(d)))
            .unwrap_or_default();
        format!("{stars}{}{annotation}{default}", param.name)
    };
    let mut out = Vec::new();
    for (n, param) in params.positional.iter().enumerate() {
        out.push(text(param, ""));
        if n + 1 == params.n_positional_only {
            out.push("/".into());
        }
    }
    match &params.var_positional {
        Some(param) => out.push(text(param, "*")),
        None if !params.keyword_only.is_empty() => out.push("*".into()),
        None => {}
    }
    out.extend(params.keyword_only.iter().map(|param| text(param, "")));
    out.extend(params.var_keyword.iter().map(|param| text(param, "**")));
    out.join(", ")
}

fn exprs(list: &[Expr]) -> String {
    let texts: Vec<String> = list.iter().map(expr).collect();
    texts.join(", ")
}

fn keyword(name: Option<&str>, value: &Expr) -> String {
    match name {
        Some(name) => format!("{name}={}", expr(value)),
        None => format!("**{}", expr(value)),
    }
}

fn clauses(clauses: &[Comprehension]) -> String {
    let clause = |clause: &Comprehension| {
        let conditions: String = clause
            .conditions
            .iter()
            .map(|test| format!(" if {}", expr(test)))
            .collect();
        format!(
            " for {} in {}{conditions}",
            expr(&clause.target),
            expr(&clause.iterable)
        )
    };
    clauses.iter().map(clause).collect()
}

fn expr(e: &Expr) -> String {
    let maybe = |value: &Option<Box<Expr>>| value.as_deref().map(expr).unwrap_or_default();
    match &e.kind {
        ExprKind::None => "None".into(),
        ExprKind::True => "True".into(),
        ExprKind::False => "False".into(),
        ExprKind::Ellipsis => "...".into(),
        ExprKind::Int(value) => value.to_string(),
        ExprKind::BigInt(digits) => digits.clone(),
        ExprKind::Float(value) => format!("{value:?}"),
        ExprKind::Complex(value) => format!("{value:?}j"),
        ExprKind::Str(text) => format!("{text:?}"),
        ExprKind::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        ExprKind::Name { name, place } => match place {
            Place::Local(var) => format!("{name}.{}", var.0),
            Place::Free(index) => format!("{name}.free{index}"),
            Place::Global(index) => format!("{name}.global{index}"),
            Place::ClassVar(var, _) => format!("{name}.class{}", var.0),
            Place::Builtin => name.clone(),
        },
        ExprKind::List(items) => format!("[{}]", exprs(items)),
        ExprKind::Tuple(items) if items.len() == 1 => format!("({},)", expr(&items[0])),
        ExprKind::Tuple(items) => format!("({})", exprs(items)),
        ExprKind::Set(items) => format!("{{{}}}", exprs(items)),
        ExprKind::Dict(items) => {
            let item = |(key, value): &(Option<Expr>, Expr)| match key {
                Some(key) => format!("{}: {}", expr(key), expr(value)),
                None => format!("**{}", expr(value)),
            };
            let items: Vec<String> = items.iter().map(item).collect();
            format!("{{{}}}", items.join(", "))
        }
        ExprKind::Starred(value) => format!("*{}", expr(value)),
        ExprKind::Unary { op, operand } => {
            let op = match op {
                UnaryOp::Neg => "-",
                UnaryOp::Pos => "+",
                UnaryOp::Invert => "~",
                UnaryOp::Not => "not ",
            };
            format!("({op}{})", expr(operand))
        }
        ExprKind::Binary { op, left, right } => {
            format!("({} {} {})", expr(left), binary(*op), expr(right))
        }
        ExprKind::Compare { first, rest } => {
            let rest: String = rest
                .iter()
                .map(|(op, right)| format!(" {} {}", compare(*op), expr(right)))
                .collect();
            format!("({}{rest})", expr(first))
        }
        ExprKind::And(values) => format!(
            "({})",
            values.iter().map(expr).collect::<Vec<_>>().join(" and ")
        ),
        ExprKind::Or(values) => format!(
            "({})",
            values.iter().map(expr).collect::<Vec<_>>().join(" or ")
        ),
        ExprKind::Conditional { test, body, orelse } => {
            format!("({} if {} else {})", expr(body), expr(test), expr(orelse))
        }
        ExprKind::Attribute { object, name } => format!("{}.{name}", expr(object)),
        ExprKind::Subscript { object, index } => format!("{}[{}]", expr(object), expr(index)),
        ExprKind::Slice { start, stop, step } => {
            format!("{}:{}:{}", maybe(start), maybe(stop), maybe(step))
        }
        ExprKind::Call {
            callee,
            args,
            keywords,
        } => {
            let args = args.iter().map(expr).chain(
                keywords
                    .iter()
                    .map(|k| keyword(k.name.as_deref(), &k.value)),
            );
            format!("{}({})", expr(callee), args.collect::<Vec<_>>().join(", "))
        }
        ExprKind::FString(parts) => format!("f\"{}\"", f_string(parts)),
        ExprKind::ListComp {
            element,
            clauses: c,
        } => format!("[{}{}]", expr(element), clauses(c)),
        ExprKind::InlineGenerator {
            element,
            clauses: c,
        } => format!("inline ({}{})", expr(element), clauses(c)),
        ExprKind::SetComp {
            element,
            clauses: c,
        } => format!("{{{}{}}}", expr(element), clauses(c)),
        ExprKind::DictComp {
            key,
            value,
            clauses: c,
        } => format!("{{{}: {}{}}}", expr(key), expr(value), clauses(c)),
        ExprKind::GeneratorExp { function, iterable } => {
            format!("generator {}(iter({}))", function.0, expr(iterable))
        }
        ExprKind::Lambda(function) => format!("function {}", function.0),
        ExprKind::Walrus { target, value } => format!("({} := {})", expr(target), expr(value)),
        ExprKind::Yield(value) => format!("(yield {})", maybe(value)),
        ExprKind::YieldFrom(value) => format!("(yield from {})", expr(value)),
        ExprKind::Match { test, operands } => {
            let test = match test {
                MatchTest::Sequence => "sequence".to_string(),
                MatchTest::Mapping => "mapping".to_string(),
                MatchTest::Instance => "instance".to_string(),
                MatchTest::Attributes { positional, names } => {
                    format!("attributes[{positional} {}]", names.join(" "))
                }
                MatchTest::Keys => "keys".to_string(),
                MatchTest::Rest => "rest".to_string(),
            };
            format!("match.{test}({})", exprs(operands))
        }
        ExprKind::Globals => "globals()".to_string(),
        ExprKind::Locals(items) => {
            let items: Vec<String> = items.iter().map(|(_, value)| expr(value)).collect();
            format!("locals({})", items.join(", "))
        }
        ExprKind::Await(value) => format!("(await {})", expr(value)),
    }
}

fn f_string(parts: &[FStringPart]) -> String {
    let part = |part: &FStringPart| match part {
        FStringPart::Text(text) => text
            .escape_debug()
            .to_string()
            .replace('{', "{{")
            .replace('}', "}}"),
        FStringPart::Value {
            value,
            conversion,
            spec,
        } => {
            let conversion = conversion.map(|c| format!("!{c}")).unwrap_or_default();
            let spec = spec
                .as_ref()
                .map(|spec| format!(":{}", f_string(spec)))
                .unwrap_or_default();
            format!("{{{}{conversion}{spec}}}", expr(value))
        }
    };
    parts.iter().map(part).collect()
}

fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::TrueDiv => "/",
        BinaryOp::FloorDiv => "//",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::MatMul => "@",
        BinaryOp::LShift => "<<",
        BinaryOp::RShift => ">>",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
    }
}

fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
        CompareOp::Is => "is",
        CompareOp::IsNot => "is not",
        CompareOp::In => "in",
        CompareOp::NotIn => "not in",
    }
}
