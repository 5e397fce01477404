//! Random functions, as `lower` would make them: structured control flow
//! over locals, with handlers.

use pyaot_abi::functions::{FnDecl, by_name};
use pyaot_abi::value::NONE;
use pyaot_ir::{
    BlockId, Builder, CodeId, CodeInfoData, Compare, FuncId, GlobalId, LocalId, MachineBinary, Op,
    Program, Repr, Terminator, ValueId,
};

use super::Rng;

/// The parameters: list, instance, tuple, cell, an object, two ints, raw ones.
const PARAMS: [Repr; 10] = [
    Repr::Ref,
    Repr::Ref,
    Repr::Ref,
    Repr::Ref,
    Repr::Value,
    Repr::Int,
    Repr::Int,
    Repr::I64,
    Repr::F64,
    Repr::Bool,
];

pub fn row(name: &str) -> &'static FnDecl {
    by_name(name).unwrap_or_else(|| panic!("no row {name}"))
}

/// A program whose last function is random, and calls smaller ones.
pub fn generate(seed: u64) -> Program {
    let mut rng = Rng::new(seed);
    let mut program = Program::default();
    let file = program.intern("f.py");
    let globals = vec![
        program.add_global("g", Repr::Value),
        program.add_global("h", Repr::Value),
    ];
    for (name, budget) in [
        ("leaf", 1 + rng.below(4)),
        ("twig", 1 + rng.below(6)),
        ("f", 4 + rng.below(40)),
    ] {
        let text = program.intern(name);
        let code = program.add_code(CodeInfoData {
            name: text,
            file,
            module: text,
            line: 1,
            outer: None,
        });
        let mut generator = Generator {
            rng: Rng::new(rng.next()),
            program: &program,
            builder: Builder::new(name, &PARAMS, Some(Repr::Value), code),
            globals: globals.clone(),
            locals: Vec::new(),
            loops: Vec::new(),
            budget: budget as i64,
        };
        generator.body();
        let function = generator.builder.function;
        program.add_function(function);
    }
    program
}

pub(super) struct Generator<'a> {
    pub(super) rng: Rng,
    pub(super) program: &'a Program,
    pub(super) builder: Builder,
    pub(super) globals: Vec<GlobalId>,
    pub(super) locals: Vec<(LocalId, Repr)>,
    /// Where `continue` and `break` go.
    loops: Vec<(BlockId, BlockId)>,
    /// Statements left.
    budget: i64,
}

impl Generator<'_> {
    pub(super) fn emit(&mut self, op: Op, args: &[ValueId]) -> Option<ValueId> {
        self.builder.position.line = 1 + self.rng.below(30) as u32;
        self.builder.emit(self.program, op, args)
    }

    pub(super) fn value(&mut self, op: Op, args: &[ValueId]) -> ValueId {
        self.emit(op, args).expect("a result")
    }

    pub(super) fn call(&mut self, name: &str, args: &[ValueId]) -> Option<ValueId> {
        self.emit(Op::CallRuntime(row(name)), args)
    }

    /// Parameters whose contents are a container.
    pub(super) fn param(&self, n: usize) -> ValueId {
        self.builder.param(n)
    }

    fn body(&mut self) {
        let reprs = [
            (Repr::Value, 4),
            (Repr::Int, 4),
            (Repr::Ref, 2),
            (Repr::I64, 2),
            (Repr::F64, 2),
            (Repr::Bool, 2),
        ];
        for (repr, n) in reprs {
            for k in 0..n {
                let local = self.builder.function.new_local(format!("{repr}{k}"), repr);
                self.builder.function.locals[local.index()].keeps = self.rng.chance(30);
                // Any of the others may be read before they are assigned.
                if matches!(repr, Repr::Int | Repr::Ref) || self.rng.chance(60) {
                    let value = match repr {
                        Repr::Ref => self.param(k),
                        _ => self.expression(repr, 1),
                    };
                    self.emit(Op::LocalSet(local), &[value]);
                }
                self.locals.push((local, repr));
            }
        }
        while self.budget > 0 {
            self.statement(0);
        }
        if !self.builder.is_terminated() {
            let value = self.expression(Repr::Value, 2);
            self.builder.terminate(Terminator::Return(Some(value)));
        }
        // What `break` and the like left open is never reached.
        for block in &mut self.builder.function.blocks {
            if matches!(block.term, Terminator::None) {
                block.term = Terminator::Unreachable;
            }
        }
    }

    fn statements(&mut self, depth: u32) {
        for _ in 0..1 + self.rng.below(4) {
            self.statement(depth);
        }
    }

    fn local(&mut self, wanted: Option<Repr>) -> (LocalId, Repr) {
        let fitting: Vec<_> = self
            .locals
            .iter()
            .copied()
            .filter(|(_, repr)| wanted.is_none_or(|wanted| wanted == *repr))
            .collect();
        *self.rng.pick(&fitting)
    }

    fn statement(&mut self, depth: u32) {
        if self.builder.is_terminated() {
            let block = self.builder.new_block();
            self.builder.switch_to(block);
        }
        self.budget -= 1;
        let nest = depth < 4 && self.budget > 0;
        match self.rng.below(22) {
            0..=6 => {
                let (local, repr) = self.local(None);
                let value = self.expression(repr, 2);
                if repr.is_counted() && self.rng.chance(40) {
                    let old = self.value(Op::LocalGet(local), &[]);
                    self.emit(Op::KeepAlive, &[old]);
                }
                self.emit(Op::LocalSet(local), &[value]);
            }
            7 => {
                let value = self.expression(Repr::Value, 2);
                self.call("value_str", &[value]);
            }
            8 => self.effect(),
            9 => {
                let global = *self.rng.pick(&self.globals);
                let value = self.expression(Repr::Value, 1);
                self.emit(Op::GlobalSet(global), &[value]);
            }
            10..=12 if nest => self.conditional(depth),
            13..=14 if nest => self.while_loop(depth),
            15..=16 if nest => self.range_loop(depth),
            17..=18 if nest => self.try_except(depth),
            19 if !self.loops.is_empty() && self.rng.chance(50) => {
                let (next, end) = self.loops[self.loops.len() - 1];
                let target = if self.rng.chance(50) { next } else { end };
                self.builder.jump(target, &[]);
            }
            20 if depth > 0 && self.rng.chance(40) => {
                let value = self.expression(Repr::Value, 1);
                if self.rng.chance(50) {
                    self.builder.terminate(Terminator::Return(Some(value)));
                } else {
                    let cause = self.value(Op::ConstWord(NONE), &[]);
                    let name = if self.rng.chance(50) {
                        "raise"
                    } else {
                        "raise_again"
                    };
                    let args = [value, cause];
                    self.call(name, if name == "raise" { &args } else { &args[..1] });
                }
            }
            _ => {
                let (local, repr) = self.local(None);
                let value = self.value(Op::LocalGet(local), &[]);
                if repr.is_counted() {
                    self.emit(Op::KeepAlive, &[value]);
                }
            }
        }
    }

    /// A call of one of the functions made before.
    pub(super) fn call_earlier(&mut self, depth: u32) -> Option<ValueId> {
        let n = self.program.functions.len() as u64;
        if n == 0 {
            return None;
        }
        let callee = FuncId(self.rng.below(n) as u32);
        let args: Vec<ValueId> = PARAMS
            .iter()
            .enumerate()
            .map(|(n, repr)| match repr {
                Repr::Ref => self.param(n),
                _ => self.expression(*repr, depth),
            })
            .collect();
        self.emit(Op::Call(callee), &args)
    }

    fn effect(&mut self) {
        let item = self.expression(Repr::Value, 2);
        match self.rng.below(4) {
            0 => {
                let list = self.expression(Repr::Ref, 0);
                self.emit(Op::ListAppend, &[list, item]);
            }
            1 => {
                let list = self.expression(Repr::Ref, 0);
                let index = self.expression(Repr::I64, 1);
                self.emit(Op::ListSet, &[list, index, item]);
            }
            2 => {
                let cell = self.param(3);
                self.emit(Op::CellSet, &[cell, item]);
            }
            _ => {
                let object = self.param(1);
                let offset = 8 * self.rng.below(2) as u32;
                self.emit(
                    Op::FieldSet {
                        offset,
                        repr: Repr::Value,
                    },
                    &[object, item],
                );
            }
        }
    }

    fn conditional(&mut self, depth: u32) {
        let cond = self.expression(Repr::Bool, 2);
        let (then, otherwise, end) = (
            self.builder.new_block(),
            self.builder.new_block(),
            self.builder.new_block(),
        );
        self.builder.branch(cond, then, otherwise);
        self.builder.switch_to(then);
        if self.rng.chance(25) {
            self.builder.function.block_mut(then).cold = true;
        }
        self.statements(depth + 1);
        self.builder.jump(end, &[]);
        self.builder.switch_to(otherwise);
        if self.rng.chance(60) {
            self.statements(depth + 1);
        }
        self.builder.jump(end, &[]);
        self.builder.switch_to(end);
    }

    fn while_loop(&mut self, depth: u32) {
        let (head, body, end) = (
            self.builder.new_block(),
            self.builder.new_block(),
            self.builder.new_block(),
        );
        self.builder.jump(head, &[]);
        self.builder.switch_to(head);
        let cond = self.expression(Repr::Bool, 2);
        self.builder.branch(cond, body, end);
        self.builder.switch_to(body);
        self.loops.push((head, end));
        self.statements(depth + 1);
        self.loops.pop();
        self.builder.jump(head, &[]);
        self.builder.switch_to(end);
    }

    /// `for i in range(start, stop, step)`.
    fn range_loop(&mut self, depth: u32) {
        let bounds: Vec<ValueId> = (0..3).map(|_| self.expression(Repr::Int, 1)).collect();
        let Some(len) = self.call("range_len", &bounds) else {
            return;
        };
        let counter = self.builder.function.new_local("turn", Repr::I64);
        let zero = self.value(Op::ConstI64(0), &[]);
        self.emit(Op::LocalSet(counter), &[zero]);
        let (head, body, next, end) = (
            self.builder.new_block(),
            self.builder.new_block(),
            self.builder.new_block(),
            self.builder.new_block(),
        );
        self.builder.jump(head, &[]);
        self.builder.switch_to(head);
        let turn = self.value(Op::LocalGet(counter), &[]);
        let more = self.value(Op::MachineCompare(Compare::Lt), &[turn, len]);
        self.builder.branch(more, body, end);
        self.builder.switch_to(body);
        let turn = self.value(Op::LocalGet(counter), &[]);
        let item = self.value(Op::RangeItem, &[bounds[0], bounds[1], bounds[2], turn]);
        let (local, _) = self.local(Some(Repr::Int));
        self.emit(Op::LocalSet(local), &[item]);
        self.loops.push((next, end));
        self.statements(depth + 1);
        self.loops.pop();
        self.builder.jump(next, &[]);
        self.builder.switch_to(next);
        let turn = self.value(Op::LocalGet(counter), &[]);
        let one = self.value(Op::ConstI64(1), &[]);
        let after = self.value(Op::Machine(MachineBinary::Add), &[turn, one]);
        self.emit(Op::LocalSet(counter), &[after]);
        self.builder.jump(head, &[]);
        self.builder.switch_to(end);
    }

    fn try_except(&mut self, depth: u32) {
        let outer = self.builder.handler;
        let (handler, end) = (self.builder.new_block(), self.builder.new_block());
        self.builder.handler = Some(handler);
        let body = self.builder.new_block();
        self.builder.jump(body, &[]);
        self.builder.switch_to(body);
        self.statements(depth + 1);
        self.builder.handler = outer;
        self.builder.jump(end, &[]);
        self.builder.switch_to(handler);
        let caught = self.call("exception_enter", &[]);
        if let Some(caught) = caught {
            self.call("value_str", &[caught]);
            if self.rng.chance(50) {
                self.statements(depth + 1);
            }
            if self.rng.chance(20) {
                self.call("raise_again", &[caught]);
            } else if !self.builder.is_terminated() {
                self.call("exception_leave", &[caught]);
            }
        }
        self.builder.jump(end, &[]);
        self.builder.switch_to(end);
    }

    pub(super) fn read(&mut self, repr: Repr) -> ValueId {
        let (local, _) = self.local(Some(repr));
        self.value(Op::LocalGet(local), &[])
    }

    pub(super) fn code(&self) -> CodeId {
        self.builder.function.code
    }
}
