//! Small functions written by hand.

use pyaot_ir::{
    Builder, CodeId, Compare, Function, IntBinary, LocalId, Op, Program, Repr, Stage, Terminator,
    ValueId,
};

use crate::Options;

/// A function under construction, and its program.
pub struct Source {
    pub program: Program,
    pub builder: Builder,
}

impl Source {
    /// Of one int, returning one.
    pub fn new() -> Source {
        Source::with(&[Repr::Int], Repr::Int)
    }

    pub fn with(params: &[Repr], result: Repr) -> Source {
        let builder = Builder::new("f", params, Some(result), CodeId(0));
        Source {
            program: Program::default(),
            builder,
        }
    }

    pub fn emit(&mut self, op: Op, args: &[ValueId]) -> ValueId {
        self.builder.emit(&self.program, op, args).unwrap()
    }

    pub fn int(&mut self, n: i64) -> ValueId {
        self.emit(Op::ConstInt(n), &[])
    }

    /// An int variable that starts as `n`.
    pub fn variable(&mut self, name: &str, n: i64) -> LocalId {
        let local = self.builder.function.new_local(name, Repr::Int);
        let value = self.int(n);
        self.set(local, value);
        local
    }

    pub fn get(&mut self, local: LocalId) -> ValueId {
        self.emit(Op::LocalGet(local), &[])
    }

    pub fn set(&mut self, local: LocalId, value: ValueId) {
        self.builder
            .emit(&self.program, Op::LocalSet(local), &[value]);
    }

    /// `local = local op n`.
    pub fn step(&mut self, local: LocalId, op: IntBinary, n: i64) {
        let (value, n) = (self.get(local), self.int(n));
        let value = self.emit(Op::Int(op), &[value, n]);
        self.set(local, value);
    }

    /// `while test(): body()`.
    pub fn while_loop(
        &mut self,
        test: impl FnOnce(&mut Self) -> ValueId,
        body: impl FnOnce(&mut Self),
    ) {
        let (head, inside, end) = (
            self.builder.new_block(),
            self.builder.new_block(),
            self.builder.new_block(),
        );
        self.builder.jump(head, &[]);
        self.builder.switch_to(head);
        let cond = test(self);
        self.builder.branch(cond, inside, end);
        self.builder.switch_to(inside);
        body(self);
        self.builder.jump(head, &[]);
        self.builder.switch_to(end);
    }

    /// `while local < n: body(); local += 1`.
    pub fn count_up(&mut self, local: LocalId, n: ValueId, body: impl FnOnce(&mut Self)) {
        self.while_loop(
            |source| {
                let now = source.get(local);
                source.emit(Op::IntCompare(Compare::Lt), &[now, n])
            },
            |source| {
                body(source);
                source.step(local, IntBinary::Add, 1);
            },
        );
    }

    /// Returns `value` and runs all passes but the ones disabled.
    pub fn finish_with(mut self, value: ValueId, disable: &[&str]) -> Function {
        self.builder.terminate(Terminator::Return(Some(value)));
        self.program.add_function(self.builder.function);
        let options = Options {
            optimize: true,
            verify: true,
            disable: disable.iter().map(|name| name.to_string()).collect(),
            ..Options::default()
        };
        crate::run(&mut self.program, &options, None);
        let function = self.program.functions.pop().unwrap();
        assert_eq!(function.stage, Stage::Counted);
        function
    }

    /// Returns a variable and runs all passes.
    pub fn finish(mut self, result: LocalId) -> Function {
        let value = self.get(result);
        self.finish_with(value, &[])
    }
}

/// How many instructions are `wanted`.
pub fn count(function: &Function, wanted: impl Fn(&Op) -> bool) -> usize {
    function
        .blocks
        .iter()
        .flat_map(|block| &block.insts)
        .filter(|inst| wanted(&inst.op))
        .count()
}

/// Whether the block that makes the operation can be reached from itself.
pub fn in_loop(function: &Function, wanted: impl Fn(&Op) -> bool) -> bool {
    let home = |block: &&pyaot_ir::Block| block.insts.iter().any(|inst| wanted(&inst.op));
    function.blocks.iter().filter(home).any(|block| {
        let mut seen = vec![false; function.blocks.len()];
        let mut worklist: Vec<_> = block.term.edges().map(|edge| edge.block).collect();
        while let Some(next) = worklist.pop() {
            if std::ptr::eq(function.block(next), block) {
                return true;
            }
            if !std::mem::replace(&mut seen[next.index()], true) {
                worklist.extend(function.block(next).term.edges().map(|edge| edge.block));
            }
        }
        false
    })
}
