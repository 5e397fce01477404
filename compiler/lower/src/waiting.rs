//! Loops that let others run.
//!
//! Compiled code holds CPython's lock. Whoever wants it, another thread or
//! the handler of a signal, is let in where CPython is called; a loop that
//! calls nothing of CPython asks itself whether somebody waits
//! ([`Op::OthersWait`]). Only programs in which somebody can wait do that,
//! and not in loops that soon end: an innermost `for` over items that are in
//! memory, or a `range` over so many, which calls nothing of the program.

use pyaot_abi::functions as rt;
use pyaot_analysis::{Atom, Program, Ty, walk};
use pyaot_diagnostics::Span;
use pyaot_ir::Op;
use pyaot_syntax::tree::{BinaryOp, Expr, ExprKind, Stmt, StmtKind};

use crate::function::FunctionLower;
use crate::generator::Source;
use crate::iteration::{Iteration, constant};
use crate::position::position_at;

/// Modules that start threads, set handlers of signals, or bring in one that does.
const MODULES: &[&str] = &[
    "_thread",
    "asyncio",
    "concurrent",
    "multiprocessing",
    "signal",
    "socketserver",
    "threading",
    "tkinter",
];

/// Whether others may wait for the code of a program.
pub fn others_may_wait(program: &Program) -> bool {
    let is_module = |name: &str| {
        let package = name.split_once('.').map_or(name, |(package, _)| package);
        MODULES.contains(&package)
    };
    let modules = program.modules.iter().filter(|module| !module.is_library);
    let mut functions = modules.flat_map(|module| &module.functions);
    program.uses_cpython()
        && functions.any(|function| {
            let mut found = false;
            walk::statements(&function.body, &mut |stmt| {
                found |= match &stmt.kind {
                    StmtKind::Import { module, .. } => is_module(module),
                    StmtKind::ImportFrom { module, .. } => is_module(module),
                    _ => false,
                };
            });
            found
        })
}

impl<'a> FunctionLower<'_, 'a> {
    /// Lets others run who wait for it, in a turn of the loop at `span`.
    pub fn let_others_run(&mut self, span: Span) {
        if !self.p.others_may_wait {
            return;
        }
        self.b.position = position_at(span);
        let wait = self.emit(Op::OthersWait, &[]);
        let (let_run, next) = (self.b.new_block(), self.b.new_block());
        self.b.function.block_mut(let_run).cold = true;
        self.b.branch(wait, let_run, next);
        self.b.switch_to(let_run);
        self.runtime_unit(&rt::exception::let_others_run, &[]);
        self.b.jump(next, &[]);
        self.b.switch_to(next);
    }

    /// Whether a `for` loop soon ends.
    pub fn is_short(&self, source: &Source, body: &'a [Stmt]) -> bool {
        let Source::Iteration(iteration) = source else {
            // The loops are those of the generator.
            return true;
        };
        if !is_bounded(iteration) {
            return false;
        }
        let mut short = true;
        walk::statements(body, &mut |stmt| {
            short &= !matches!(stmt.kind, StmtKind::While { .. } | StmtKind::For { .. });
        });
        walk::body_expressions(body, self.module, &mut |expr| {
            if let ExprKind::Call { callee, .. } = &expr.kind {
                short &= !self.ctx.calls.contains_key(&expr.id)
                    && !matches!(self.ty(callee), Ty::Dynamic);
            }
        });
        short
    }

    /// Whether a `range` of these arguments has no more items than fit the memory.
    pub fn is_few(&self, args: &[Expr]) -> bool {
        args.iter().take(2).all(|arg| self.is_moderate(arg))
    }

    /// Whether a number is no larger than a container may be long, by the look of it.
    fn is_moderate(&self, expr: &Expr) -> bool {
        if let Some(number) = constant(expr) {
            return number.unsigned_abs() <= MODERATE;
        }
        match &expr.kind {
            ExprKind::Binary { op, left, right } => match op {
                BinaryOp::Add | BinaryOp::Sub => self.is_moderate(left) && self.is_moderate(right),
                BinaryOp::FloorDiv => constant(right).is_some() && self.is_moderate(left),
                _ => false,
            },
            ExprKind::Call { callee, args, .. } => {
                let has_items = |atom: &Atom| match atom {
                    // Its numbers are nowhere.
                    Atom::Range => false,
                    Atom::Array(..) => true,
                    atom => atom.is_data() && !atom.is_scalar(),
                };
                let in_memory =
                    |ty: Ty| !ty.is_bottom() && !ty.is_open() && ty.atoms().iter().all(has_items);
                self.ty(callee).is(&Atom::Builtin("len"))
                    && matches!(args.as_slice(), [arg] if in_memory(self.ty(arg)))
            }
            _ => false,
        }
    }
}

/// So many turns are over soon.
const MODERATE: u64 = 1 << 20;

/// Whether the items of a loop's source are in memory, or as few as that.
pub fn is_bounded_source(source: &Source) -> bool {
    match source {
        Source::Iteration(iteration) => is_bounded(iteration),
        // The loops are those of the generator.
        Source::Generator(_) => true,
    }
}

fn is_bounded(iteration: &Iteration) -> bool {
    match iteration {
        Iteration::Iterator { .. } | Iteration::Mapping(_) => false,
        Iteration::Enumerate { inner, .. } => is_bounded(inner),
        Iteration::Zip(parts) => parts.iter().any(is_bounded),
        Iteration::Range { few, .. } => *few,
        Iteration::List { .. }
        | Iteration::Numbers { .. }
        | Iteration::Tuple { .. }
        | Iteration::Str { .. }
        | Iteration::Display(_)
        | Iteration::Backwards(_)
        | Iteration::Dict(_)
        | Iteration::Set(_)
        | Iteration::Array { .. } => true,
    }
}
