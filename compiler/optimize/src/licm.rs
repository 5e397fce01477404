//! Moves computations out of loops when their operands come from outside.
//!
//! What stands in the header runs whenever the loop is entered, so any pure
//! operation may move from there. From elsewhere only what can be computed
//! on whatever is at hand: machine and float operations, and int operations
//! on words that are ints for certain (a cast holds only where it stands,
//! and a variable may be unbound).

use pyaot_abi::functions::AbiType;
use pyaot_abi::value::UNBOUND;
use pyaot_ir::{BlockId, Function, MachineBinary, Op, Program, Repr, ValueId};

use crate::graph::{self, Dominators, Loop};

pub fn run(function: &mut Function, program: &Program) {
    graph::compact(function);
    let preds = function.predecessors();
    let dominators = Dominators::new(&preds);
    let loops = graph::loops(&preds, &dominators);
    if loops.is_empty() {
        return;
    }
    let mut hoister = Hoister {
        certain: certain_ints(function),
        texts: certain_texts(function),
        home: graph::homes(function),
        member: vec![u32::MAX; function.blocks.len()],
        fronts: Vec::new(),
        function,
        program,
    };
    // Inner loops first: what leaves one may leave the next.
    for found in loops.iter().rev() {
        hoister.hoist(found);
    }
    graph::compact(function);
}

/// The `Int` values that are ints wherever they are at hand: made by int
/// operations, or joined from such. A parameter of the function counts
/// unless the function asks whether it is bound.
fn certain_ints(function: &Function) -> Vec<bool> {
    let mut certain = vec![false; function.values.len()];
    let mut named: Vec<Option<ValueId>> = vec![None; function.values.len()];
    for block in &function.blocks {
        for param in &block.params {
            certain[param.index()] = function.repr(*param) == Repr::Int;
        }
        for inst in &block.insts {
            let Some(result) = inst.result else { continue };
            if let Op::Cast(_) = inst.op {
                named[result.index()] = Some(inst.args[0]);
            }
            certain[result.index()] = function.repr(result) == Repr::Int
                && match inst.op {
                    Op::ConstInt(_)
                    | Op::Int(_)
                    | Op::IntNeg
                    | Op::IntInvert
                    | Op::IntFromI64
                    | Op::IntFromU64
                    | Op::SmallFromI64
                    | Op::BoolToInt
                    | Op::RangeItem => true,
                    Op::CallRuntime(row) => row.result == AbiType::Int,
                    _ => false,
                };
        }
    }
    for block in &function.blocks {
        for inst in &block.insts {
            if inst.op == Op::IsWord(UNBOUND) {
                let mut asked = Some(inst.args[0]);
                while let Some(value) = asked {
                    certain[value.index()] = false;
                    asked = named[value.index()];
                }
            }
        }
    }
    through_parameters(function, certain)
}

/// The values that are strs wherever they are at hand, and are asked how wide they are:
/// parameters of the function and what rows give, or joined from such, unless the function
/// asks what they are.
fn certain_texts(function: &Function) -> Vec<bool> {
    let mut certain = vec![false; function.values.len()];
    let insts = || function.blocks.iter().flat_map(|block| &block.insts);
    if !insts().any(|inst| inst.op == Op::StrNarrow) {
        return certain;
    }
    for block in &function.blocks {
        for param in &block.params {
            certain[param.index()] = function.repr(*param) == Repr::Ref;
        }
    }
    for inst in insts() {
        if let Some(result) = inst.result {
            certain[result.index()] = match inst.op {
                Op::ConstStr(_) => true,
                Op::CallRuntime(row) => row.result == AbiType::Str,
                _ => false,
            };
        }
    }
    for inst in insts() {
        let asks = match inst.op {
            Op::IsWord(_) | Op::Is | Op::IsExactClass(_) | Op::IsExactBuiltin(_) => true,
            Op::Cast(_) => true,
            Op::CallRuntime(row) => row.result == AbiType::Bool,
            _ => false,
        };
        if asks {
            inst.args
                .iter()
                .for_each(|arg| certain[arg.index()] = false);
        }
    }
    through_parameters(function, certain)
}

/// A parameter of a block is certain only where all that it may get is.
fn through_parameters(function: &Function, mut certain: Vec<bool>) -> Vec<bool> {
    loop {
        let mut changed = false;
        for edge in function.blocks.iter().flat_map(|block| block.term.edges()) {
            for (arg, param) in edge.args.iter().zip(&function.block(edge.block).params) {
                if certain[param.index()] && !certain[arg.index()] {
                    certain[param.index()] = false;
                    changed = true;
                }
            }
        }
        if !changed {
            return certain;
        }
    }
}

struct Hoister<'a> {
    function: &'a mut Function,
    program: &'a Program,
    certain: Vec<bool>,
    texts: Vec<bool>,
    home: Vec<BlockId>,
    /// Stamped with the header of the loop last looked at.
    member: Vec<u32>,
    /// Blocks put in front of loops, with the header.
    fronts: Vec<(BlockId, BlockId)>,
}

impl Hoister<'_> {
    fn hoist(&mut self, found: &Loop) {
        for block in &found.blocks {
            self.member[block.index()] = found.header.0;
        }
        // Operands before what reads them: ascending ids, and what is in front
        // of an inner loop just before its header.
        let mut blocks: Vec<(BlockId, bool, BlockId)> = found
            .blocks
            .iter()
            .map(|block| (*block, true, *block))
            .collect();
        for (front, header) in &self.fronts {
            if *header != found.header && self.member[header.index()] == found.header.0 {
                self.member[front.index()] = found.header.0;
                blocks.push((*header, false, *front));
            }
        }
        blocks.sort_unstable();
        let mut moved = Vec::new();
        let mut front = None;
        for (_, _, block) in blocks {
            if self.function.block(block).cold {
                continue;
            }
            let unconditional = block == found.header;
            let insts = std::mem::take(&mut self.function.block_mut(block).insts);
            let mut kept = Vec::with_capacity(insts.len());
            for inst in insts {
                let stays = inst
                    .args
                    .iter()
                    .any(|arg| self.is_inside(*arg, found.header));
                if stays || !self.may_move(&inst.op, &inst.args, unconditional) {
                    kept.push(inst);
                    continue;
                }
                let front = *front.get_or_insert_with(|| self.preheader(found));
                if let Some(result) = inst.result {
                    self.home[result.index()] = front;
                }
                moved.push(inst);
            }
            self.function.block_mut(block).insts = kept;
        }
        if let Some(front) = front {
            self.function.block_mut(front).insts.extend(moved);
        }
    }

    fn is_inside(&self, value: ValueId, header: BlockId) -> bool {
        let home = self.home.get(value.index()).copied();
        home.is_some_and(|home| self.member.get(home.index()) == Some(&header.0))
    }

    fn may_move(&self, op: &Op, args: &[ValueId], unconditional: bool) -> bool {
        let info = op.info(self.program, &|local| {
            self.function.locals[local.index()].repr
        });
        if !info.pure || info.raises {
            return false;
        }
        match op {
            Op::Machine(
                MachineBinary::Div
                | MachineBinary::Rem
                | MachineBinary::UnsignedDiv
                | MachineBinary::UnsignedRem,
            ) => unconditional,
            Op::Machine(_)
            | Op::MachineCompare(_)
            | Op::I64ToF64
            | Op::Float(_)
            | Op::FloatUnary(_)
            | Op::FloatCompare(_)
            | Op::BoolNot
            | Op::BoolAnd
            | Op::BoolOr
            | Op::BoolToValue
            | Op::BoolToInt
            | Op::BoolToI64
            | Op::IntFromI64
            | Op::IntFromU64
            | Op::SmallFromI64
            | Op::SmallToI64
            | Op::IsWord(_)
            | Op::Is
            | Op::IsSmallInt => true,
            Op::Int(_)
            | Op::IntNeg
            | Op::IntInvert
            | Op::IntCompare(_)
            | Op::IntToI64
            | Op::IntLow => unconditional || args.iter().all(|arg| self.certain[arg.index()]),
            Op::StrNarrow => unconditional || self.texts[args[0].index()],
            _ => unconditional || op.is_constant(),
        }
    }

    /// A new block in front of the loop, on all the edges into it.
    fn preheader(&mut self, found: &Loop) -> BlockId {
        let member = &self.member;
        let is_inside = |block: BlockId| member[block.index()] == found.header.0;
        let id = graph::put_in_front(self.function, found.header, is_inside);
        self.member.push(u32::MAX);
        self.fronts.push((id, found.header));
        self.home.resize(self.function.values.len(), id);
        id
    }
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{IntBinary, Op, Repr};

    use crate::testing::{Source, count, in_loop};

    #[test]
    fn products_of_what_does_not_change_leave_the_loop() {
        // i = s = 0; while i < n: s = s ^ (n * m); i += 1
        let mut source = Source::with(&[Repr::Int, Repr::Int], Repr::Int);
        let (n, m) = (source.builder.param(0), source.builder.param(1));
        let (i, s) = (source.variable("i", 0), source.variable("s", 0));
        source.count_up(i, n, |source| {
            let (now, product) = (source.get(s), source.emit(Op::Int(IntBinary::Mul), &[n, m]));
            let next = source.emit(Op::Int(IntBinary::Xor), &[now, product]);
            source.set(s, next);
        });
        let value = source.get(s);
        let function = source.finish_with(value, &["version", "tier"]);
        let is_mul = |op: &Op| *op == Op::Int(IntBinary::Mul);
        assert_eq!(count(&function, is_mul), 1);
        assert!(!in_loop(&function, is_mul));
    }

    #[test]
    fn what_a_cast_guards_stays() {
        // i = 0; while i < n: if v is small: i += int(v) * 3
        let mut source = Source::with(&[Repr::Int, Repr::Value], Repr::Int);
        let (n, v) = (source.builder.param(0), source.builder.param(1));
        let i = source.variable("i", 0);
        source.count_up(i, n, |source| {
            let small = source.emit(Op::IsSmallInt, &[v]);
            let (then, end) = (source.builder.new_block(), source.builder.new_block());
            source.builder.branch(small, then, end);
            source.builder.switch_to(then);
            let word = source.emit(Op::Cast(Repr::Int), &[v]);
            let square = source.emit(Op::Int(IntBinary::Mul), &[word, word]);
            let now = source.get(i);
            let next = source.emit(Op::Int(IntBinary::Add), &[now, square]);
            source.set(i, next);
            source.builder.jump(end, &[]);
            source.builder.switch_to(end);
        });
        let value = source.get(i);
        let function = source.finish_with(value, &["version", "ranges"]);
        assert!(in_loop(&function, |op| *op == Op::Int(IntBinary::Mul)));
    }
}
