//! How each function runs: native, boxed or in CPython, and why.

use pyaot_diagnostics::Span;
use pyaot_syntax::tree::FunctionKind;

use crate::program::Program;
use crate::ty::{ModuleId, Ty};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// All values it computes have a static type.
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

fn mode_of(
    program: &Program,
    module: ModuleId,
    function: pyaot_syntax::tree::FunctionId,
) -> (Mode, Option<String>) {
    for context in &program.contexts {
        let same = context.func.module == module && context.func.function == function;
        if !same || !context.live {
            continue;
        }
        let func = program.function(context.func);
        for (param, ty) in func.params.all().zip(&context.params) {
            if *ty == Ty::Dynamic {
                return (
                    Mode::Boxed,
                    Some(format!("parameter `{}` may be anything", param.name)),
                );
            }
        }
        for (var, ty) in func.vars.iter().zip(&context.storage) {
            if *ty == Ty::Dynamic {
                return (
                    Mode::Boxed,
                    Some(format!("variable `{}` may be anything", var.name)),
                );
            }
        }
    }
    (Mode::Native, None)
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
