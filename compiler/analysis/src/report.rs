//! How each function runs: native, boxed or in CPython, and why.

use pyaot_diagnostics::Span;
use pyaot_syntax::tree::{CompareOp, Expr, ExprKind, FunctionId, FunctionKind, StmtKind, UnaryOp};

use crate::program::{Context, Program};
use crate::ty::{ModuleId, Ty};
use crate::walk;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// All values it computes with have a static type.
    Native,
    /// Compiled; some values are of any type.
    Boxed,
    /// Runs in CPython.
    CPython,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub name: String,
    pub file: String,
    pub span: Span,
    pub mode: Mode,
    /// Why it is not native.
    pub reason: Option<String>,
}

/// One row a function of the user (the module bodies included).
pub fn report(program: &Program) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, module) in program.modules.iter().enumerate() {
        let id = ModuleId(index as u32);
        if module.is_library {
            continue;
        }
        for function in &module.functions {
            if matches!(function.kind, FunctionKind::GeneratorExpression) {
                continue;
            }
            let (mode, reason) = match program
                .in_cpython
                .get(&id)
                .or(program.in_cpython.get(&ModuleId::MAIN))
            {
                Some(reasons) => {
                    let first = &reasons[0];
                    (
                        Mode::CPython,
                        Some(format!("line {}: {}", first.span.line, first.text)),
                    )
                }
                None => mode_of(program, id, function.id),
            };
            rows.push(Row {
                name: function.qualname.clone(),
                file: module.path.clone(),
                span: function.span,
                mode,
                reason,
            });
        }
    }
    rows
}

fn mode_of(program: &Program, module: ModuleId, function: FunctionId) -> (Mode, Option<String>) {
    for context in &program.contexts {
        let same = context.func.module == module && context.func.function == function;
        if !same || !context.live {
            continue;
        }
        let func = program.function(context.func);
        let params = func.params.all().zip(&context.params);
        let params = params.map(|(param, ty)| ("parameter", &param.name, ty));
        let vars = func.vars.iter().zip(&context.storage);
        let vars = vars.map(|(var, ty)| ("variable", &var.name, ty));
        let mut has_objects = false;
        for (what, name, ty) in params.chain(vars) {
            if *ty == Ty::Dynamic {
                let why = format!("{what} `{name}` may be anything");
                return (Mode::Boxed, Some(why));
            }
            has_objects |= ty.is_open();
        }
        if has_objects && let Some(line) = untyped_operation(program, context) {
            let why = format!("line {line}: an operand may be anything");
            return (Mode::Boxed, Some(why));
        }
    }
    (Mode::Native, None)
}

/// The line of an operation on a value of any type. A function that handles
/// objects of the runtime or of CPython is native as long as it has none.
fn untyped_operation(program: &Program, context: &Context) -> Option<u32> {
    let module = program.module(context.func.module);
    let func = program.function(context.func);
    let mut found: Option<u32> = None;
    let mut check = |operands: &[&Expr], line: u32| {
        let is_open = |expr: &&Expr| context.types.get(&expr.id).is_some_and(Ty::is_open);
        if operands.iter().any(is_open) {
            found = Some(found.map_or(line, |known| known.min(line)));
        }
    };
    walk::expressions(func, module, &mut |expr| {
        let line = expr.span.line;
        match &expr.kind {
            ExprKind::Binary { left, right, .. } => check(&[left, right], line),
            ExprKind::Unary { op, operand } if *op != UnaryOp::Not => check(&[operand], line),
            ExprKind::Subscript { object, .. } => check(&[object], line),
            ExprKind::Compare { first, rest } => {
                let is_identity = |op| matches!(op, CompareOp::Is | CompareOp::IsNot);
                if !rest.iter().all(|(op, _)| is_identity(*op)) {
                    let rest = rest.iter().map(|(_, right)| right);
                    let operands: Vec<&Expr> = std::iter::once(&**first).chain(rest).collect();
                    check(&operands, line);
                }
            }
            _ => {}
        }
    });
    walk::statements(&func.body, &mut |stmt| match &stmt.kind {
        StmtKind::AugAssign { target, value, .. } => check(&[target, value], stmt.span.line),
        StmtKind::For { iterable, .. } => check(&[iterable], stmt.span.line),
        _ => {}
    });
    found
}

/// `(native, boxed, in CPython)`.
pub fn counts(rows: &[Row]) -> (usize, usize, usize) {
    let count = |mode| rows.iter().filter(|row| row.mode == mode).count();
    (
        count(Mode::Native),
        count(Mode::Boxed),
        count(Mode::CPython),
    )
}
