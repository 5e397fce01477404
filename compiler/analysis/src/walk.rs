//! Visiting every statement or expression of a function.

use std::collections::HashSet;

use pyaot_syntax::tree::{
    Comprehension, Expr, ExprId, ExprKind, FStringPart, Function, Module, Stmt, StmtKind,
};

/// The bodies of a module's functions (its own among them) and classes: all statements are
/// below one of them.
pub fn bodies(module: &Module) -> impl Iterator<Item = &[Stmt]> {
    let functions = module.functions.iter().map(|function| &function.body);
    let classes = module.classes.iter().map(|class| &class.body);
    functions.chain(classes).map(Vec::as_slice)
}

/// `body` and the bodies of the classes it defines, which run in the same frame.
pub fn bodies_of_frame<'a>(
    body: &'a [Stmt],
    module: &'a Module,
    visit: &mut dyn FnMut(&'a [Stmt]),
) {
    visit(body);
    let mut inner = Vec::new();
    statements(body, &mut |stmt| {
        if let StmtKind::ClassDef { class, .. } = &stmt.kind {
            inner.push(module.class(*class).body.as_slice());
        }
    });
    for body in inner {
        bodies_of_frame(body, module, visit);
    }
}

/// Every statement below `body`, class bodies excluded.
pub fn statements<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Stmt)) {
    for stmt in body {
        visit(stmt);
        match &stmt.kind {
            StmtKind::If { body, orelse, .. }
            | StmtKind::While { body, orelse, .. }
            | StmtKind::For { body, orelse, .. } => {
                statements(body, visit);
                statements(orelse, visit);
            }
            StmtKind::With { body, .. } => statements(body, visit),
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                ..
            } => {
                statements(body, visit);
                for handler in handlers {
                    statements(&handler.body, visit);
                }
                statements(orelse, visit);
                statements(finally, visit);
            }
            _ => {}
        }
    }
}

/// The same, to change them.
pub fn statements_mut(body: &mut [Stmt], visit: &mut dyn FnMut(&mut Stmt)) {
    for stmt in body {
        visit(stmt);
        match &mut stmt.kind {
            StmtKind::If { body, orelse, .. }
            | StmtKind::While { body, orelse, .. }
            | StmtKind::For { body, orelse, .. } => {
                statements_mut(body, visit);
                statements_mut(orelse, visit);
            }
            StmtKind::With { body, .. } => statements_mut(body, visit),
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                ..
            } => {
                statements_mut(body, visit);
                for handler in handlers {
                    statements_mut(&mut handler.body, visit);
                }
                statements_mut(orelse, visit);
                statements_mut(finally, visit);
            }
            _ => {}
        }
    }
}

/// What the statements below `body` assign to, class bodies excluded: names,
/// attributes and subscripts. (`:=` and comprehensions are expressions.)
pub fn targets<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Expr)) {
    fn flat<'a>(target: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
        match &target.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| flat(item, visit));
            }
            ExprKind::Starred(inner) => flat(inner, visit),
            _ => visit(target),
        }
    }
    statements(body, &mut |stmt| {
        let mut each = |target| flat(target, visit);
        match &stmt.kind {
            StmtKind::Assign { targets, .. } => targets.iter().for_each(each),
            StmtKind::AugAssign { target, .. }
            | StmtKind::AnnAssign {
                target,
                value: Some(_),
                ..
            }
            | StmtKind::For { target, .. }
            | StmtKind::FunctionDef { target, .. }
            | StmtKind::ClassDef { target, .. }
            | StmtKind::Import { target, .. } => each(target),
            StmtKind::ImportFrom { names, .. } => names.iter().for_each(|(_, target)| each(target)),
            StmtKind::With { items, .. } => {
                let targets = items.iter().filter_map(|item| item.target.as_ref());
                targets.for_each(each);
            }
            StmtKind::Try { handlers, .. } => {
                let targets = handlers
                    .iter()
                    .filter_map(|handler| handler.target.as_ref());
                targets.for_each(each);
            }
            _ => {}
        }
    });
}

/// The names that imports bind.
pub fn import_targets(module: &Module) -> HashSet<ExprId> {
    let mut found = HashSet::new();
    for body in bodies(module) {
        statements(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import { target, .. } => {
                found.insert(target.id);
            }
            StmtKind::ImportFrom { names, .. } => {
                found.extend(names.iter().map(|(_, target)| target.id));
            }
            _ => {}
        });
    }
    found
}

/// Every expression that is evaluated in the frame of `function`: its
/// body, with class bodies and the defaults of inner functions.
pub fn expressions<'a>(
    function: &'a Function,
    module: &'a Module,
    visit: &mut dyn FnMut(&'a Expr),
) {
    body_expressions(&function.body, module, visit);
}

/// How many expressions a body has.
pub fn size(body: &[Stmt], module: &Module) -> usize {
    let mut size = 0;
    body_expressions(body, module, &mut |_| size += 1);
    size
}

/// Every expression that these statements evaluate in their own frame.
pub fn body_expressions<'a>(body: &'a [Stmt], module: &'a Module, visit: &mut dyn FnMut(&'a Expr)) {
    statements(body, &mut |stmt| {
        expressions_of(stmt, module, &mut |expr| expression(expr, module, visit));
    });
}

/// The expressions of a statement, without those of the statements below it (but for bodies of
/// classes) and of those below each other.
pub fn expressions_of<'a>(stmt: &'a Stmt, module: &'a Module, each: &mut dyn FnMut(&'a Expr)) {
    match &stmt.kind {
        StmtKind::Expr(value) => each(value),
        StmtKind::Assign { targets, value } => {
            targets.iter().for_each(&mut *each);
            each(value);
        }
        StmtKind::AugAssign { target, value, .. } => {
            each(target);
            each(value);
        }
        StmtKind::AnnAssign { target, value, .. } => {
            each(target);
            value.iter().for_each(each);
        }
        StmtKind::Delete(targets) => targets.iter().for_each(each),
        StmtKind::Return(value) => value.iter().for_each(each),
        StmtKind::If { test, .. } | StmtKind::While { test, .. } => each(test),
        StmtKind::For {
            target, iterable, ..
        } => {
            each(target);
            each(iterable);
        }
        StmtKind::With { items, .. } => {
            for item in items {
                each(&item.context);
                item.target.iter().for_each(&mut *each);
            }
        }
        StmtKind::Raise { exception, cause } => exception.iter().chain(cause).for_each(each),
        StmtKind::Try { handlers, .. } => {
            for handler in handlers {
                handler
                    .class
                    .iter()
                    .chain(&handler.target)
                    .for_each(&mut *each);
            }
        }
        StmtKind::Assert { test, message } => {
            each(test);
            message.iter().for_each(each);
        }
        StmtKind::FunctionDef {
            function,
            decorators,
            target,
        } => {
            decorators.iter().for_each(&mut *each);
            each(target);
            let params = &module.function(*function).params;
            params
                .all()
                .filter_map(|p| p.default.as_ref())
                .for_each(each);
        }
        StmtKind::ClassDef {
            class,
            decorators,
            target,
        } => {
            let class = module.class(*class);
            decorators.iter().chain(&class.bases).for_each(&mut *each);
            class.keywords.iter().for_each(|(_, value)| each(value));
            each(target);
            statements(&class.body, &mut |stmt| expressions_of(stmt, module, each));
        }
        StmtKind::Import { target, .. } => each(target),
        StmtKind::ImportFrom { names, .. } => names.iter().for_each(|(_, target)| each(target)),
        StmtKind::Break | StmtKind::Continue | StmtKind::Pass | StmtKind::Release(_) => {}
    }
}

/// What annotations in these statements, and in the classes they define,
/// consist of. Whether they are evaluated is not asked.
pub fn annotations<'a>(body: &'a [Stmt], module: &'a Module, visit: &mut dyn FnMut(&'a Expr)) {
    statements(body, &mut |stmt| match &stmt.kind {
        StmtKind::AnnAssign { annotation, .. } => expression(annotation, module, visit),
        StmtKind::ClassDef { class, .. } => annotations(&module.class(*class).body, module, visit),
        _ => {
            let function = module.defined(stmt).map(|id| module.function(id));
            for (_, annotation) in function.into_iter().flat_map(crate::annotations::of) {
                expression(annotation, module, visit);
            }
        }
    });
}

/// An expression and all below it (bodies of lambdas excluded).
pub fn expression<'a>(expr: &'a Expr, module: &'a Module, visit: &mut dyn FnMut(&'a Expr)) {
    visit(expr);
    let mut each = |expr: &'a Expr| expression(expr, module, visit);
    match &expr.kind {
        ExprKind::List(items)
        | ExprKind::Tuple(items)
        | ExprKind::Set(items)
        | ExprKind::And(items)
        | ExprKind::Or(items)
        | ExprKind::Match {
            operands: items, ..
        } => items.iter().for_each(each),
        ExprKind::Dict(entries) => {
            for (key, value) in entries {
                key.iter().for_each(&mut each);
                each(value);
            }
        }
        ExprKind::Starred(inner)
        | ExprKind::Unary { operand: inner, .. }
        | ExprKind::YieldFrom(inner)
        | ExprKind::Await(inner) => each(inner),
        ExprKind::Binary { left, right, .. } => {
            each(left);
            each(right);
        }
        ExprKind::Compare { first, rest } => {
            each(first);
            rest.iter().for_each(|(_, right)| each(right));
        }
        ExprKind::Conditional { test, body, orelse } => {
            each(test);
            each(body);
            each(orelse);
        }
        ExprKind::Attribute { object, .. } => each(object),
        ExprKind::Subscript { object, index } => {
            each(object);
            each(index);
        }
        ExprKind::Slice { start, stop, step } => {
            [start, stop, step]
                .into_iter()
                .flatten()
                .for_each(|part| each(part));
        }
        ExprKind::Call {
            callee,
            args,
            keywords,
        } => {
            each(callee);
            args.iter().for_each(&mut each);
            keywords.iter().for_each(|k| each(&k.value));
        }
        ExprKind::FString(parts) => fstring(parts, &mut each),
        ExprKind::ListComp { element, clauses }
        | ExprKind::SetComp { element, clauses }
        | ExprKind::InlineGenerator { element, clauses } => {
            clauses_of(clauses, &mut each);
            each(element);
        }
        ExprKind::DictComp {
            key,
            value,
            clauses,
        } => {
            clauses_of(clauses, &mut each);
            each(key);
            each(value);
        }
        ExprKind::Locals(items) => items.iter().for_each(|(_, value)| each(value)),
        ExprKind::GeneratorExp { iterable, .. } => each(iterable),
        ExprKind::Lambda(function) => {
            let params = &module.function(*function).params;
            params
                .all()
                .filter_map(|p| p.default.as_ref())
                .for_each(each);
        }
        ExprKind::Walrus { target, value } => {
            each(value);
            each(target);
        }
        ExprKind::Yield(value) => value.iter().for_each(|v| each(v)),
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
        | ExprKind::Globals
        | ExprKind::Name { .. } => {}
    }
}

fn fstring<'a>(parts: &'a [FStringPart], each: &mut dyn FnMut(&'a Expr)) {
    for part in parts {
        if let FStringPart::Value { value, spec, .. } = part {
            each(value);
            if let Some(spec) = spec {
                fstring(spec, each);
            }
        }
    }
}

fn clauses_of<'a>(clauses: &'a [Comprehension], each: &mut dyn FnMut(&'a Expr)) {
    for clause in clauses {
        each(&clause.iterable);
        each(&clause.target);
        clause.conditions.iter().for_each(&mut *each);
    }
}
