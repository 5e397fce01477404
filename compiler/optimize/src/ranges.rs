//! Ints that provably stay small become machine integers.
//!
//! [`analysis`] finds what each int can be, [`counters`] what loop counters
//! can be, and [`rewrite`] replaces the arithmetic. All of it is exact: a
//! machine operation stands only where its result cannot wrap.

mod analysis;
mod counters;
mod interval;
mod rewrite;

use pyaot_ir::{BlockId, Function, Program, Repr, ValueId};

use crate::graph::{self, Dominators};
use crate::params;
pub use analysis::Analysis;
pub use interval::Interval;
use rewrite::Rewriter;

pub fn run(function: &mut Function, _: &Program) {
    if !function.values.iter().any(|value| value.repr == Repr::Int) {
        return;
    }
    graph::compact(function);
    params::prune(function);
    let preds = function.predecessors();
    let children = Dominators::new(&preds).children();
    let mut analysis = analyse(function, &preds, &children, &[]);
    let rewritten = Rewriter::new(function, &mut analysis).run();
    rewritten.apply(function);
    params::prune(function);
}

/// Finds what each int can be. `claims` gives parameters known beforehand.
pub fn analyse<'a>(
    function: &'a Function,
    preds: &[Vec<BlockId>],
    children: &'a [Vec<BlockId>],
    claims: &[(ValueId, Interval)],
) -> Analysis<'a> {
    let analysis = Analysis::new(function, preds, children, claims);
    let counters = counters::find(function, &analysis);
    if counters.is_empty() {
        return analysis;
    }
    Analysis::new(function, preds, children, &[claims, &counters[..]].concat())
}

#[cfg(test)]
mod tests {
    use pyaot_abi::functions::iter;
    use pyaot_ir::{
        Builder, CodeId, Compare, Function, IntBinary, LocalId, MachineBinary, Op, Program, Repr,
        Stage, Terminator, ValueId,
    };

    use crate::Options;

    /// A function of one int, returning one, made of `build`'s statements.
    struct Source {
        program: Program,
        builder: Builder,
    }

    impl Source {
        fn new() -> Source {
            let builder = Builder::new("f", &[Repr::Int], Some(Repr::Int), CodeId(0));
            Source { program: Program::default(), builder }
        }

        fn emit(&mut self, op: Op, args: &[ValueId]) -> ValueId {
            self.builder.emit(&self.program, op, args).unwrap()
        }

        fn variable(&mut self, name: &str, n: i64) -> LocalId {
            let local = self.builder.function.new_local(name, Repr::Int);
            let value = self.emit(Op::ConstInt(n), &[]);
            self.set(local, value);
            local
        }

        fn get(&mut self, local: LocalId) -> ValueId {
            self.emit(Op::LocalGet(local), &[])
        }

        fn set(&mut self, local: LocalId, value: ValueId) {
            self.builder.emit(&self.program, Op::LocalSet(local), &[value]);
        }

        fn step(&mut self, local: LocalId, op: IntBinary, n: i64) {
            let (value, n) = (self.get(local), self.emit(Op::ConstInt(n), &[]));
            let value = self.emit(Op::Int(op), &[value, n]);
            self.set(local, value);
        }

        /// `while test(): body()`.
        fn while_loop(
            &mut self,
            test: impl FnOnce(&mut Self) -> ValueId,
            body: impl FnOnce(&mut Self),
        ) {
            let (head, inside, end) =
                (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
            self.builder.jump(head, &[]);
            self.builder.switch_to(head);
            let cond = test(self);
            self.builder.branch(cond, inside, end);
            self.builder.switch_to(inside);
            body(self);
            self.builder.jump(head, &[]);
            self.builder.switch_to(end);
        }

        fn finish(mut self, result: LocalId) -> Function {
            let value = self.get(result);
            self.builder.terminate(Terminator::Return(Some(value)));
            self.program.add_function(self.builder.function);
            let options = Options { optimize: true, verify: true, ..Options::default() };
            crate::run(&mut self.program, &options, &mut |_, _, _| {});
            let function = self.program.functions.remove(0);
            assert_eq!(function.stage, Stage::Counted);
            function
        }
    }

    fn count(function: &Function, wanted: impl Fn(&Op) -> bool) -> usize {
        function.blocks.iter().flat_map(|block| &block.insts).filter(|inst| wanted(&inst.op)).count()
    }

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
        assert_eq!(count(&function, |op| matches!(op, Op::Int(_) | Op::IntCompare(_))), 0);
        assert_eq!(count(&function, |op| *op == Op::Machine(MachineBinary::Add)), 1);
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
        let turns =
            source.builder.runtime(&source.program, &iter::range_len, &[zero, n, one]).unwrap();
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
        let function = source.finish(x);
        assert_eq!(count(&function, |op| matches!(op, Op::Int(IntBinary::Mul))), 1);
        assert_eq!(count(&function, |op| matches!(op, Op::Int(IntBinary::Add))), 0);
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
        assert_eq!(count(&function, |op| matches!(op, Op::MachineCompare(_) | Op::IntCompare(_))), 1);
    }
}
