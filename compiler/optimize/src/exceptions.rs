//! Makes the ways out of raising instructions explicit.
//!
//! A block is split behind every instruction that can raise; the first half
//! ends in `OnError`. The error edge leads to a landing block, one for each
//! pair of handler and code object, which adds the line to the traceback and
//! goes on to the handler, or leaves the function when there is none.
//!
//! As in CPython, a `raise` without an expression and the implicit re-raise
//! at the end of `finally` and `except` add no line: it is there already
//! (unless a `raise` finds nothing to raise again, which the run time sees:
//! its line is passed negated).

use std::collections::HashMap;

use pyaot_abi::functions::{FnDecl, exception};
use pyaot_ir::{
    BlockId, CodeId, Edge, Function, Inst, Op, Position, Program, Repr, Stage, Terminator, ValueId,
};

/// Whether a call of `row` never returns normally.
fn always_raises(row: &FnDecl) -> bool {
    row.raises && (row.name.starts_with("raise") || row.name == "reraise")
}

pub fn run(function: &mut Function, program: &Program) {
    let mut landings = Landings::default();
    for n in 0..function.blocks.len() {
        split(function, program, BlockId(n as u32), &mut landings);
    }
    for block in &mut function.blocks {
        block.handler = None;
    }
    function.stage = Stage::Exceptions;
}

fn split(function: &mut Function, program: &Program, id: BlockId, landings: &mut Landings) {
    let raises: Vec<bool> = {
        let locals = |local: pyaot_ir::LocalId| function.locals[local.index()].repr;
        let insts = &function.block(id).insts;
        insts
            .iter()
            .map(|inst| inst.op.info(program, &locals).raises)
            .collect()
    };
    if !raises.contains(&true) {
        return;
    }
    let block = function.block_mut(id);
    let insts = std::mem::take(&mut block.insts);
    let term = std::mem::replace(&mut block.term, Terminator::None);
    let (handler, cold) = (block.handler, block.cold);
    let mut current = id;
    for (inst, raises) in insts.into_iter().zip(raises) {
        if !raises {
            function.block_mut(current).insts.push(inst);
            continue;
        }
        let diverges = matches!(inst.op, Op::CallRuntime(row) if always_raises(row));
        let error = landings.edge(function, program, current, handler, &inst);
        let ok = function.new_block(None);
        function.block_mut(ok).cold = cold || diverges;
        let block = function.block_mut(current);
        block.insts.push(inst);
        block.term = Terminator::OnError {
            ok: Edge::to(ok),
            error,
        };
        current = ok;
        if diverges {
            function.block_mut(current).term = Terminator::Unreachable;
            return;
        }
    }
    function.block_mut(current).term = term;
}

/// The landing blocks made so far.
#[derive(Default)]
struct Landings {
    blocks: HashMap<(Option<BlockId>, CodeId), BlockId>,
    /// Leaves the function without a line.
    leave: Option<BlockId>,
}

impl Landings {
    /// The error edge of `inst`, which is about to be appended to `block`.
    fn edge(
        &mut self,
        function: &mut Function,
        program: &Program,
        block: BlockId,
        handler: Option<BlockId>,
        inst: &Inst,
    ) -> Edge {
        // An entry, or a call that hands over to another version of the
        // function, is no frame of its own: its callee has added the line.
        let entered = (function.is_entry || inst.position.line == Inst::NO_FRAME)
            && matches!(inst.op, Op::Call(_));
        if entered || inst.op == Op::CallRuntime(&exception::raise_again) {
            return Edge::to(handler.unwrap_or_else(|| self.leave(function)));
        }
        let landing = match self.blocks.get(&(handler, inst.code)) {
            Some(landing) => *landing,
            None => {
                let landing = make_landing(function, program, handler, inst.code);
                self.blocks.insert((handler, inst.code), landing);
                landing
            }
        };
        let again = inst.op == Op::CallRuntime(&exception::reraise);
        let place = inst.position.pack() * if again { -1 } else { 1 };
        let args = [place, inst.position.pack_anchors()]
            .map(|number| constant(function, block, number, inst.position, inst.code));
        Edge {
            block: landing,
            args: args.to_vec(),
        }
    }

    fn leave(&mut self, function: &mut Function) -> BlockId {
        *self.leave.get_or_insert_with(|| {
            let block = function.new_block(None);
            function.block_mut(block).cold = true;
            function.block_mut(block).term = Terminator::ReturnError;
            block
        })
    }
}

fn make_landing(
    function: &mut Function,
    program: &Program,
    handler: Option<BlockId>,
    code: CodeId,
) -> BlockId {
    let id = function.new_block(None);
    function.block_mut(id).cold = true;
    let [place, anchors] = [(); 2].map(|()| function.new_value(Repr::I64));
    function.block_mut(id).params.extend([place, anchors]);
    let is_shown = program
        .codes
        .get(code.index())
        .is_none_or(|code| !pyaot_abi::is_in_c(program.text(code.file), program.text(code.name)));
    if is_shown {
        add_frame(function, id, code, [place, anchors]);
    }
    let mut outer = program.codes.get(code.index()).and_then(|code| code.outer);
    while let Some((code, position)) = outer {
        let numbers = [position.pack(), position.pack_anchors()];
        let values = numbers.map(|number| constant(function, id, number, position, code));
        add_frame(function, id, code, values);
        outer = program.codes[code.index()].outer;
    }
    let block = function.block_mut(id);
    block.term = match handler {
        Some(handler) => Terminator::Jump(Edge::to(handler)),
        None => Terminator::ReturnError,
    };
    id
}

/// Appends a call that adds a frame to the traceback.
fn add_frame(function: &mut Function, block: BlockId, code: CodeId, place: [ValueId; 2]) {
    let address = function.new_value(Repr::Ptr);
    let insts = &mut function.block_mut(block).insts;
    insts.push(Inst::new(code, Op::ConstCode(code), [], address));
    insts.push(Inst::new(
        code,
        Op::CallRuntime(&exception::traceback_add),
        [address, place[0], place[1]],
        None,
    ));
}

/// Appends a number.
fn constant(
    function: &mut Function,
    block: BlockId,
    number: i64,
    position: Position,
    code: CodeId,
) -> ValueId {
    let value = function.new_value(Repr::I64);
    function.block_mut(block).insts.push(Inst {
        position,
        ..Inst::new(code, Op::ConstI64(number), [], value)
    });
    value
}

#[cfg(test)]
mod tests {
    use pyaot_abi::functions::{ALL, exception, operation};
    use pyaot_ir::{Op, Repr};

    use crate::testing::{Source, count};

    #[test]
    fn rows_that_always_raise_are_these() {
        let rows = ALL.iter().flat_map(|rows| rows.iter());
        let names: Vec<&str> = rows
            .filter(|row| super::always_raises(row))
            .map(|row| row.name)
            .collect();
        assert!(names.contains(&"raise") && names.contains(&"reraise"));
        assert!(
            names
                .iter()
                .all(|name| name.starts_with("raise") || *name == "reraise")
        );
    }

    #[test]
    fn a_reraise_adds_no_line() {
        let lines = |again: bool| {
            let mut source = Source::with(&[Repr::Value], Repr::Value);
            let value = source.builder.param(0);
            let args = [value];
            let row = if again {
                &exception::raise_again
            } else {
                &operation::value_neg
            };
            source.builder.runtime(&source.program, row, &args);
            let function = source.finish_with(value, &[]);
            count(&function, |op| {
                *op == Op::CallRuntime(&exception::traceback_add)
            })
        };
        assert_eq!(lines(true), 0);
        assert_eq!(lines(false), 1);
    }
}
