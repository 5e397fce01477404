//! Computes once what would be computed again: a pure operation on operands
//! it had before, where the first result is at hand. Constants all move to
//! the entry block, where loops and branches find them (the back end makes
//! them afresh at their uses). A condition that a branch on the way here has
//! decided is not tested again.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

use pyaot_ir::{BlockId, Function, Inst, IntBinary, Op, Position, Program, Terminator, ValueId};

use crate::cool;
use crate::graph::{self, Dominators};
use crate::params::Replacements;

/// What tells pure computations apart: the operation, its details, and up to
/// three operands.
type Key = (Discriminant<Op>, u64, [u32; 3]);

/// How many decided conditions are looked through.
const DECIDED: usize = 32;
const NO_OPERAND: u32 = u32::MAX;

/// The key of an operation worth sharing.
fn key(op: &Op, args: &[ValueId]) -> Option<Key> {
    let detail = match op {
        Op::ConstWord(word) | Op::IsWord(word) => *word,
        Op::ConstInt(n) | Op::ConstI64(n) => *n as u64,
        Op::ConstF64(x) => x.to_bits(),
        Op::ConstBool(b) => u64::from(*b),
        Op::ConstStr(id) => u64::from(id.0),
        Op::ConstData(id) => u64::from(id.0),
        Op::ConstCode(id) => u64::from(id.0),
        // What raises ends its block and has a result on one edge only.
        Op::Int(IntBinary::FloorDiv | IntBinary::Mod | IntBinary::Shl | IntBinary::Shr) => {
            return None;
        }
        Op::Int(op) => *op as u64,
        Op::Machine(op) => *op as u64,
        Op::Float(op) => *op as u64,
        Op::FloatUnary(op) => *op as u64,
        Op::IntCompare(op) | Op::MachineCompare(op) | Op::FloatCompare(op) => *op as u64,
        Op::Cast(repr) => *repr as u64,
        Op::ViewShape(axis) | Op::ViewStride(axis) => u64::from(*axis),
        Op::ViewData | Op::ViewIsWritable => 0,
        Op::IntNeg
        | Op::IntInvert
        | Op::IntToI64
        | Op::IntFromI64
        | Op::SmallToI64
        | Op::SmallFromI64
        | Op::I64ToF64
        | Op::FloatBox
        | Op::FloatUnbox
        | Op::BoolNot
        | Op::BoolAnd
        | Op::BoolOr
        | Op::BoolToValue
        | Op::BoolFromValue
        | Op::BoolToInt
        | Op::BoolToI64
        | Op::Is
        | Op::IsSmallInt
        | Op::Select
        | Op::TupleLen
        | Op::StrLen => 0,
        _ => return None,
    };
    let mut operands = [NO_OPERAND; 3];
    for (slot, arg) in operands.iter_mut().zip(args) {
        *slot = arg.0;
    }
    Some((discriminant(op), detail, operands))
}

pub fn run(function: &mut Function, _: &Program) {
    graph::compact(function);
    let preds = function.predecessors();
    let children = Dominators::new(&preds).children();
    let mut sharer = Sharer {
        replacements: Replacements::new(function),
        function,
        known: HashMap::new(),
        undo: Vec::new(),
        decided: Vec::new(),
        preds: &preds,
        constants: Vec::new(),
    };
    sharer.walk(&children);
    let Sharer {
        mut replacements,
        constants,
        ..
    } = sharer;
    function
        .block_mut(Function::ENTRY)
        .insts
        .splice(0..0, constants);
    replacements.apply(function);
    graph::compact(function);
}

struct Sharer<'a> {
    function: &'a mut Function,
    known: HashMap<Key, ValueId>,
    /// What `known` held before, to go back up the dominator tree.
    undo: Vec<(Key, Option<ValueId>)>,
    replacements: Replacements,
    /// Conditions decided by the branches on the way, innermost last.
    decided: Vec<(ValueId, bool)>,
    preds: &'a [Vec<BlockId>],
    /// For the start of the entry.
    constants: Vec<Inst>,
}

impl Sharer<'_> {
    fn walk(&mut self, children: &[Vec<BlockId>]) {
        enum Step {
            Enter(BlockId),
            Leave(usize, usize),
        }
        let mut stack = vec![Step::Enter(Function::ENTRY)];
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(block) => {
                    stack.push(Step::Leave(self.undo.len(), self.decided.len()));
                    self.learn(block);
                    self.block(block);
                    self.decide(block);
                    stack.extend(
                        children[block.index()]
                            .iter()
                            .rev()
                            .map(|b| Step::Enter(*b)),
                    );
                }
                Step::Leave(mark, decided) => {
                    self.decided.truncate(decided);
                    for (key, value) in self.undo.drain(mark..).rev() {
                        match value {
                            Some(value) => self.known.insert(key, value),
                            None => self.known.remove(&key),
                        };
                    }
                }
            }
        }
    }

    /// Notes what the branch into `block` has decided.
    fn learn(&mut self, block: BlockId) {
        let [pred] = self.preds[block.index()][..] else {
            return;
        };
        if let Terminator::Branch { cond, then, .. } = &self.function.block(pred).term {
            let (cond, truth) = (*cond, then.block == block);
            self.decided.push((self.replacements.get(cond), truth));
        }
    }

    /// Turns a branch on a decided condition into a jump.
    fn decide(&mut self, block: BlockId) {
        let Terminator::Branch {
            cond,
            then,
            otherwise,
        } = &self.function.block(block).term
        else {
            return;
        };
        let cond = self.replacements.get(*cond);
        let recent = self.decided.iter().rev().take(DECIDED);
        if let Some((_, truth)) = recent.into_iter().find(|(known, _)| *known == cond) {
            let edge = if *truth {
                then.clone()
            } else {
                otherwise.clone()
            };
            self.function.block_mut(block).term = Terminator::Jump(edge);
        }
    }

    fn block(&mut self, block: BlockId) {
        let cold = self.function.block(block).cold;
        let insts = std::mem::take(&mut self.function.block_mut(block).insts);
        let mut kept = Vec::with_capacity(insts.len());
        for mut inst in insts {
            for arg in &mut inst.args {
                *arg = self.replacements.get(*arg);
            }
            let constant = inst.op.is_constant();
            // The pass `cool` has put them there.
            let stays = cold && cool::makes_word(&inst.op);
            if let (Some(key), Some(result), false) =
                (key(&inst.op, &inst.args), inst.result, stays)
            {
                if let Some(value) = self.known.get(&key) {
                    self.replacements.set(result, *value);
                    continue;
                }
                let old = self.known.insert(key, result);
                // Constants are known everywhere from here on.
                if !constant {
                    self.undo.push((key, old));
                }
            }
            if constant {
                inst.position = Position::NONE;
                self.constants.push(inst);
            } else {
                kept.push(inst);
            }
        }
        self.function.block_mut(block).insts = kept;
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn equal_operations_are_done_once() {
        // return (a * b) ^ (a * b + a)
        assert_pass(
            "cse",
            "function f(int, int) -> int stage ssa {
            b0(v0:int, v1:int):
                v2:int = int mul v0, v1
                v3:int = int mul v0, v1
                v4:int = int add v3, v0
                v5:int = int xor v2, v4
                return v5
            }",
            "function f(int, int) -> int stage ssa {
            b0(v0:int, v1:int):
                v2:int = int mul v0, v1
                v4:int = int add v2, v0
                v5:int = int xor v2, v4
                return v5
            }",
        );
    }

    #[test]
    fn a_decided_condition_is_not_tested_again() {
        // if b: (1 if b else 2)
        let text = |test: &str| {
            format!(
                "function f(bool, int, int) -> int stage ssa {{
                b0(v0:bool, v1:int, v2:int):
                    branch v0, b1, b3
                b1:
                    {test}
                b2:
                    return v1
                b3:
                    return v2
                }}"
            )
        };
        assert_pass("cse", &text("branch v0, b2, b3"), &text("jump b2"));
    }
}
