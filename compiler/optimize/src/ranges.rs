//! Ints that provably stay small become machine integers.
//!
//! [`analysis`] finds what each int can be, [`counters`] what loop counters
//! can be, and [`rewrite`] replaces the arithmetic. All of it is exact: a
//! machine operation stands only where its result cannot wrap.

mod analysis;
mod counters;
mod interval;
mod low;
mod rewrite;

use pyaot_ir::{BlockId, Function, Program, Repr, ValueId};

use crate::graph::{self, Dominators};
use crate::params;
pub use analysis::Analysis;
pub use interval::Interval;
pub use low::low_only;
use rewrite::Rewriter;

pub fn run(function: &mut Function, program: &Program) {
    if !function.values.iter().any(|value| value.repr == Repr::Int) {
        return;
    }
    graph::compact(function);
    params::prune(function);
    let preds = function.predecessors();
    let children = Dominators::new(&preds).children();
    let mut analysis = analyse(function, program, &preds, &children, &[]);
    let rewritten = Rewriter::new(function, &mut analysis).run();
    rewritten.apply(function);
    params::prune(function);
}

/// Finds what each int can be. `claims` gives parameters known beforehand.
pub fn analyse<'a>(
    function: &'a Function,
    program: &'a Program,
    preds: &[Vec<BlockId>],
    children: &'a [Vec<BlockId>],
    claims: &[(ValueId, Interval)],
) -> Analysis<'a> {
    let analysis = Analysis::new(function, program, preds, children, claims);
    let counters = counters::find(function, &analysis);
    if counters.is_empty() {
        return analysis;
    }
    let claims = [claims, &counters[..]].concat();
    Analysis::new(function, program, preds, children, &claims)
}

#[cfg(test)]
mod tests {
    use pyaot_abi::functions::iter;
    use pyaot_ir::{Compare, IntBinary, MachineBinary, Op, Repr};

    use crate::testing::{Source, count};

    fn counting(op: &Op) -> bool {
        matches!(op, Op::Retain | Op::Release)
    }

    #[test]
    fn a_counter_compared_with_any_int_is_a_machine_integer() {
        // i = 0; while i < n: i += 1; return i
        let mut source = Source::new();
        let n = source.builder.param(0);
        let i = source.variable("i", 0);
        source.while_loop(
            |source| {
                let i = source.get(i);
                source.emit(Op::IntCompare(Compare::Lt), &[i, n])
            },
            |source| source.step(i, IntBinary::Add, 1),
        );
        let function = source.finish(i);
        assert_eq!(
            count(&function, |op| matches!(op, Op::Int(_) | Op::IntCompare(_))),
            0
        );
        assert_eq!(
            count(&function, |op| *op == Op::Machine(MachineBinary::Add)),
            1
        );
        assert_eq!(count(&function, counting), 0);
    }

    #[test]
    fn what_a_modulus_bounds_is_a_machine_integer() {
        // x = 42; for _ in range(n): x = (x * 1103515245 + 12345) % 2147483648
        let mut source = Source::new();
        let n = source.builder.param(0);
        let x = source.variable("x", 42);
        let zero = source.emit(Op::ConstInt(0), &[]);
        let one = source.emit(Op::ConstInt(1), &[]);
        let turns = source
            .builder
            .runtime(&source.program, &iter::range_len, &[zero, n, one])
            .unwrap();
        let turn = source.builder.function.new_local("turn", Repr::I64);
        let start = source.emit(Op::ConstI64(0), &[]);
        source.set(turn, start);
        source.while_loop(
            |source| {
                let turn = source.get(turn);
                source.emit(Op::MachineCompare(Compare::Lt), &[turn, turns])
            },
            |source| {
                source.step(x, IntBinary::Mul, 1_103_515_245);
                source.step(x, IntBinary::Add, 12_345);
                source.step(x, IntBinary::Mod, 1 << 31);
                let (now, one) = (source.get(turn), source.emit(Op::ConstI64(1), &[]));
                let next = source.emit(Op::Machine(MachineBinary::Add), &[now, one]);
                source.set(turn, next);
            },
        );
        let function = source.finish(x);
        assert_eq!(count(&function, |op| matches!(op, Op::Int(_))), 0);
        assert_eq!(count(&function, counting), 0);
    }

    #[test]
    fn what_a_mask_cuts_is_computed_modulo_its_size() {
        // i = 0; x = 42; while i < n: x = (x * 0xcc9e2d51) & 0xffffffff; i += 1
        let mut source = Source::new();
        let n = source.builder.param(0);
        let (i, x) = (source.variable("i", 0), source.variable("x", 42));
        source.count_up(i, n, |source| {
            source.step(x, IntBinary::Mul, 0xcc9e_2d51);
            source.step(x, IntBinary::And, 0xffff_ffff);
        });
        let function = source.finish(x);
        assert_eq!(count(&function, |op| matches!(op, Op::Int(_))), 0);
        assert_eq!(
            count(&function, |op| *op == Op::Machine(MachineBinary::Mul)),
            1
        );
    }

    #[test]
    fn what_may_grow_stays_an_int() {
        // x = 1; i = 0; while i < n: x *= 2; i += 1
        let mut source = Source::new();
        let n = source.builder.param(0);
        let (x, i) = (source.variable("x", 1), source.variable("i", 0));
        source.while_loop(
            |source| {
                let i = source.get(i);
                source.emit(Op::IntCompare(Compare::Lt), &[i, n])
            },
            |source| {
                source.step(x, IntBinary::Mul, 2);
                source.step(i, IntBinary::Add, 1);
            },
        );
        let value = source.get(x);
        let function = source.finish_with(value, &["tier"]);
        assert_eq!(
            count(&function, |op| matches!(op, Op::Int(IntBinary::Mul))),
            1
        );
        assert_eq!(
            count(&function, |op| matches!(op, Op::Int(IntBinary::Add))),
            0
        );
    }

    #[test]
    fn a_bounded_counter_decides_comparisons() {
        // i = 0; while i < 100: if i >= 0: i += 1
        let mut source = Source::new();
        let i = source.variable("i", 0);
        source.while_loop(
            |source| {
                let (i, end) = (source.get(i), source.emit(Op::ConstInt(100), &[]));
                source.emit(Op::IntCompare(Compare::Lt), &[i, end])
            },
            |source| {
                let (now, zero) = (source.get(i), source.emit(Op::ConstInt(0), &[]));
                let cond = source.emit(Op::IntCompare(Compare::Ge), &[now, zero]);
                let (then, end) = (source.builder.new_block(), source.builder.new_block());
                source.builder.branch(cond, then, end);
                source.builder.switch_to(then);
                source.step(i, IntBinary::Add, 1);
                source.builder.jump(end, &[]);
                source.builder.switch_to(end);
            },
        );
        let function = source.finish(i);
        assert_eq!(
            count(&function, |op| matches!(
                op,
                Op::MachineCompare(_) | Op::IntCompare(_)
            )),
            1
        );
    }
}
