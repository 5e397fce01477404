//! Constant folding and algebra.
//!
//! Everything here is exact: ints of any size, IEEE floats as the machine
//! computes them. Instructions are visited after those they depend on, so
//! one walk is enough; block parameters are looked through only where they
//! receive a single value.

mod rules;
pub(crate) use rules::makes_object;

use pyaot_ir::{Function, Inst, Op, Program, Repr, Terminator, ValueId};

use crate::graph;
use crate::params::{self, Replacements};

/// What an instruction turns into.
enum Folded {
    /// Another operation, on these operands.
    Into(Op, Vec<ValueId>),
    /// A value there is already, of the same representation.
    Same(ValueId),
    /// Nothing: it has no effect.
    Gone,
}

pub fn run(function: &mut Function, program: &Program) {
    graph::compact(function);
    params::prune(function);
    let mut folder = Folder {
        definitions: vec![None; function.values.len()],
        replacements: Replacements::new(function),
        function,
    };
    for block in 0..folder.function.blocks.len() {
        folder.block(block, program);
    }
    let mut replacements = folder.replacements;
    sweep(function);
    replacements.apply(function);
    params::prune(function);
    graph::compact(function);
}

struct Folder<'a> {
    function: &'a mut Function,
    /// The block and place of each instruction's result.
    definitions: Vec<Option<(u32, u32)>>,
    replacements: Replacements,
}

impl Folder<'_> {
    /// The instruction that makes `value`.
    fn definition(&self, value: ValueId) -> Option<&Inst> {
        let (block, place) = self.definitions[value.index()]?;
        Some(&self.function.blocks[block as usize].insts[place as usize])
    }

    /// The operation that makes `value`, casts aside, and its operands.
    fn source(&self, mut value: ValueId) -> Option<(&Op, &[ValueId])> {
        loop {
            let inst = self.definition(value)?;
            match inst.op {
                Op::Cast(_) => value = inst.args[0],
                _ => return Some((&inst.op, &inst.args)),
            }
        }
    }

    fn repr(&self, value: ValueId) -> Repr {
        self.function.repr(value)
    }

    fn block(&mut self, block: usize, program: &Program) {
        let mut gone = Vec::new();
        for place in 0..self.function.blocks[block].insts.len() {
            for k in 0..self.function.blocks[block].insts[place].args.len() {
                let arg = self.function.blocks[block].insts[place].args[k];
                self.function.blocks[block].insts[place].args[k] = self.replacements.get(arg);
            }
            // A rule may enable another.
            while let Some(folded) = self.fold(&self.function.blocks[block].insts[place]) {
                match folded {
                    Folded::Into(op, args) => {
                        let inst = &mut self.function.blocks[block].insts[place];
                        inst.op = op;
                        inst.args = args;
                    }
                    Folded::Same(value) => {
                        if let Some(result) = self.function.blocks[block].insts[place].result {
                            self.replacements.set(result, value);
                        }
                        gone.push(place);
                        break;
                    }
                    Folded::Gone => {
                        gone.push(place);
                        break;
                    }
                }
            }
            if let Some(result) = self.function.blocks[block].insts[place].result {
                self.definitions[result.index()] = Some((block as u32, place as u32));
            }
        }
        self.terminator(block, program, &gone);
        // Places must not move while later blocks look things up: what is
        // gone stays as an operation without effect or result.
        for place in gone {
            let inst = &mut self.function.blocks[block].insts[place];
            inst.op = Op::ConstBool(false);
            inst.args.clear();
            if let Some(result) = inst.result {
                self.definitions[result.index()] = None;
            }
            inst.result = None;
        }
    }

    fn terminator(&mut self, block: usize, program: &Program, gone: &[usize]) {
        let term = std::mem::replace(&mut self.function.blocks[block].term, Terminator::None);
        let term = match term {
            Terminator::OnError { ok, error } => {
                let insts = &self.function.blocks[block].insts;
                let raises = !gone.contains(&(insts.len().wrapping_sub(1)))
                    && insts.last().is_some_and(|inst| {
                        inst.op
                            .info(program, &|local| self.function.locals[local.index()].repr)
                            .raises
                    });
                if raises {
                    Terminator::OnError { ok, error }
                } else {
                    Terminator::Jump(ok)
                }
            }
            Terminator::Branch {
                mut cond,
                mut then,
                mut otherwise,
            } => loop {
                cond = self.replacements.get(cond);
                match self.definition(cond).map(|inst| (&inst.op, &inst.args)) {
                    Some((Op::ConstBool(true), _)) => break Terminator::Jump(then),
                    Some((Op::ConstBool(false), _)) => break Terminator::Jump(otherwise),
                    Some((Op::BoolNot, args)) => {
                        cond = args[0];
                        std::mem::swap(&mut then, &mut otherwise);
                    }
                    _ => {
                        break Terminator::Branch {
                            cond,
                            then,
                            otherwise,
                        };
                    }
                }
            },
            other => other,
        };
        self.function.blocks[block].term = term;
    }
}

/// Drops what [`Folder::block`] left in place of folded instructions.
fn sweep(function: &mut Function) {
    for block in &mut function.blocks {
        block
            .insts
            .retain(|inst| inst.result.is_some() || !matches!(inst.op, Op::ConstBool(_)));
    }
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{FloatBinary, Function, IntBinary, Op, Repr, ValueId};

    use crate::testing::{Source, count};

    fn folded(repr: Repr, build: impl FnOnce(&mut Source, ValueId) -> ValueId) -> Function {
        let mut source = Source::with(&[repr], repr);
        let x = source.builder.param(0);
        let value = build(&mut source, x);
        source.finish_with(value, &[])
    }

    #[test]
    fn ints_fold_as_python_computes_them() {
        for (op, a, b, result) in [
            (IntBinary::FloorDiv, -7, 2, -4),
            (IntBinary::Mod, -7, 2, 1),
            (IntBinary::Mod, 7, -2, -1),
            (IntBinary::Shl, 3, 4, 48),
            (IntBinary::Shr, -1, 70, -1),
        ] {
            let function = folded(Repr::Int, |source, _| {
                let (a, b) = (source.int(a), source.int(b));
                source.emit(Op::Int(op), &[a, b])
            });
            assert_eq!(
                count(&function, |op| *op == Op::ConstInt(result)),
                1,
                "{a} {op:?} {b}"
            );
            assert_eq!(function.blocks.len(), 1);
        }
    }

    #[test]
    fn what_raises_or_grows_is_left_alone() {
        for (op, a, b) in [
            (IntBinary::FloorDiv, 1, 0),
            (IntBinary::Shl, 1, -1),
            (IntBinary::Mul, 1 << 40, 1 << 40),
        ] {
            let function = folded(Repr::Int, |source, _| {
                let (a, b) = (source.int(a), source.int(b));
                source.emit(Op::Int(op), &[a, b])
            });
            assert!(
                count(&function, |op| matches!(op, Op::Int(_) | Op::IntFromI64)) > 0,
                "{op:?}"
            );
        }
    }

    #[test]
    fn adding_zero_to_a_float_is_an_operation() {
        let sum = |zero: f64| {
            folded(Repr::F64, |source, x| {
                let zero = source.emit(Op::ConstF64(zero), &[]);
                source.emit(Op::Float(FloatBinary::Add), &[x, zero])
            })
        };
        // -0.0 + 0.0 is 0.0.
        assert_eq!(count(&sum(0.0), |op| matches!(op, Op::Float(_))), 1);
        assert_eq!(count(&sum(-0.0), |op| matches!(op, Op::Float(_))), 0);
    }

    #[test]
    fn a_box_that_is_opened_is_not_made() {
        let function = folded(Repr::F64, |source, x| {
            let boxed = source.emit(Op::FloatBox, &[x]);
            let cast = source.emit(Op::Cast(Repr::Ref), &[boxed]);
            source.emit(Op::FloatUnbox, &[cast])
        });
        assert_eq!(function.blocks[0].insts.len(), 0);
    }
}
