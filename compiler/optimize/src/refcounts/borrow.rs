//! Removes counts nobody can observe.
//!
//! A loaded word that is only looked at, and released before anything runs
//! that could take it from where it was loaded, need not be counted: the
//! load is marked `borrow` and its releases go. A retain with its release
//! right behind goes too.

use pyaot_ir::{BlockId, Function, Op, Program, Repr, Terminator, ValueId};

/// How many instructions the search for a load's releases looks at.
const BUDGET: usize = 64;

pub fn run(function: &mut Function, program: &Program) {
    let mut pred_counts = vec![0u32; function.blocks.len()];
    for block in &function.blocks {
        for edge in block.term.edges() {
            pred_counts[edge.block.index()] += 1;
        }
    }
    for n in 0..function.blocks.len() {
        for k in 0..function.blocks[n].insts.len() {
            let inst = &function.blocks[n].insts[k];
            let Some(value) = inst.result else { continue };
            if inst.borrow || !is_load(&inst.op) || !function.repr(value).is_counted() {
                continue;
            }
            let mut search = Search {
                function,
                program,
                pred_counts: &pred_counts,
                names: vec![value],
                budget: BUDGET,
                releases: Vec::new(),
                bypasses: Vec::new(),
            };
            if search.from(BlockId(n as u32), k + 1) {
                let (releases, bypasses) = (search.releases, search.bypasses);
                apply(function, &mut pred_counts, &releases, &bypasses);
                function.blocks[n].insts[k].borrow = true;
            }
        }
        cancel(function, n);
    }
}

/// Whether the operation only loads a word that something else holds.
fn is_load(op: &Op) -> bool {
    matches!(
        op,
        Op::GlobalGet(_)
            | Op::CellGet
            | Op::FuncCell(_)
            | Op::ArgWord(_)
            | Op::FieldGet { .. }
            | Op::ListGet
            | Op::TupleGet(_)
            | Op::TupleIndex
    )
}

/// Whether the operation can neither release an object (an int aside) nor
/// change a variable, field or item that holds one.
fn is_quiet(op: &Op, args: &[ValueId], function: &Function, program: &Program) -> bool {
    match op {
        Op::Retain | Op::KeepAlive | Op::ListLen => true,
        Op::Release => function.repr(args[0]) == Repr::Int,
        Op::FieldSet { repr, .. } => !repr.is_counted(),
        Op::GlobalSet(global) => !program.globals[global.index()].repr.is_counted(),
        op if is_load(op) => true,
        op => op.info(program, &|local| function.locals[local.index()].repr).pure,
    }
}

/// Follows the paths from a load to the releases of its result.
struct Search<'a> {
    function: &'a Function,
    program: &'a Program,
    pred_counts: &'a [u32],
    /// The result and its casts.
    names: Vec<ValueId>,
    budget: usize,
    /// Where the releases are.
    releases: Vec<(BlockId, usize)>,
    /// Error edges whose target does nothing but the release and go on: the
    /// block, and where its edge leads instead.
    bypasses: Vec<(BlockId, BlockId)>,
}

impl Search<'_> {
    /// Whether all that happens from there up to the releases is quiet.
    fn from(&mut self, block: BlockId, start: usize) -> bool {
        let (function, program) = (self.function, self.program);
        let data = function.block(block);
        for (k, inst) in data.insts.iter().enumerate().skip(start) {
            if self.budget == 0 {
                return false;
            }
            self.budget -= 1;
            if inst.op == Op::Release && inst.args[0] == self.names[0] {
                self.releases.push((block, k));
                return true;
            }
            if inst.op == Op::Retain && self.names.contains(&inst.args[0]) {
                return false;
            }
            if !is_quiet(&inst.op, &inst.args, function, program) {
                return false;
            }
            if let (Op::Cast(_) | Op::Select, Some(result)) = (&inst.op, inst.result) {
                if inst.args.iter().any(|arg| self.names.contains(arg)) {
                    if inst.op == Op::Select {
                        return false;
                    }
                    self.names.push(result);
                }
            }
        }
        match &data.term {
            Terminator::Unreachable => return true,
            Terminator::None | Terminator::Return(_) | Terminator::ReturnError => return false,
            Terminator::Jump(_) | Terminator::Branch { .. } | Terminator::OnError { .. } => {}
        }
        for (n, edge) in data.term.edges().enumerate() {
            if edge.args.iter().any(|arg| self.names.contains(arg)) {
                return false;
            }
            // The error edge of the load itself: there is no result.
            let is_error = n == 1 && matches!(data.term, Terminator::OnError { .. });
            let made_here = data.insts.last().and_then(|inst| inst.result) == Some(self.names[0]);
            if is_error && made_here {
                continue;
            }
            if self.pred_counts[edge.block.index()] == 1 {
                if !self.from(edge.block, 0) {
                    return false;
                }
            } else if let (true, Some(next)) = (is_error, self.only_releases(edge.block)) {
                self.bypasses.push((block, next));
            } else {
                return false;
            }
        }
        true
    }

    /// The block that `block` leads to if it releases the value and does
    /// nothing else.
    fn only_releases(&self, block: BlockId) -> Option<BlockId> {
        let data = self.function.block(block);
        match (&data.insts[..], &data.term) {
            ([inst], Terminator::Jump(edge))
                if inst.op == Op::Release
                    && inst.args[0] == self.names[0]
                    && edge.args == data.params =>
            {
                Some(edge.block)
            }
            _ => None,
        }
    }
}

fn apply(
    function: &mut Function,
    pred_counts: &mut [u32],
    releases: &[(BlockId, usize)],
    bypasses: &[(BlockId, BlockId)],
) {
    for (block, k) in releases {
        // No code, and swept at the end of the pass: indices stay valid.
        function.block_mut(*block).insts[*k].op = Op::KeepAlive;
    }
    for (block, next) in bypasses {
        if let Terminator::OnError { error, .. } = &mut function.block_mut(*block).term {
            pred_counts[error.block.index()] -= 1;
            pred_counts[next.index()] += 1;
            error.block = *next;
        }
    }
}

/// Removes pairs of a retain and the release right behind it.
fn cancel(function: &mut Function, block: usize) {
    let insts = &mut function.blocks[block].insts;
    for k in 1..insts.len() {
        let (before, behind) = insts.split_at_mut(k);
        let (first, second) = (&mut before[k - 1], &mut behind[0]);
        if first.op == Op::Retain && second.op == Op::Release && first.args == second.args {
            first.op = Op::KeepAlive;
            second.op = Op::KeepAlive;
        }
    }
}

#[cfg(test)]
mod tests {
    use pyaot_abi::functions::{list, operation};
    use pyaot_abi::value::NONE;
    use pyaot_ir::{Builder, CodeId, Op, Program, Repr, Terminator, ValueId};

    use crate::Options;

    /// `build` makes a `Value` out of a list; whether the item loaded from it
    /// ends up borrowed, and how many retains and releases there are.
    fn counts(
        build: impl FnOnce(&mut Builder, &Program, ValueId) -> ValueId,
    ) -> (bool, usize) {
        let mut program = Program::default();
        let mut builder = Builder::new("f", &[Repr::Ref], Some(Repr::Bool), CodeId(0));
        let list = builder.param(0);
        let result = build(&mut builder, &program, list);
        builder.terminate(Terminator::Return(Some(result)));
        program.add_function(builder.function);
        let options = Options { verify: true, ..Options::default() };
        crate::run(&mut program, &options, &mut |_, _, _| {});
        let function = program.functions.remove(0);
        let insts = || function.blocks.iter().flat_map(|block| &block.insts);
        let borrowed = insts().any(|inst| inst.borrow);
        let counting =
            insts().filter(|inst| matches!(inst.op, Op::Retain | Op::Release)).count();
        (borrowed, counting)
    }

    fn item(builder: &mut Builder, program: &Program, list: ValueId) -> ValueId {
        let zero = builder.emit(program, Op::ConstI64(0), &[]).unwrap();
        builder.emit(program, Op::ListGet, &[list, zero]).unwrap()
    }

    #[test]
    fn an_item_that_is_only_looked_at_is_not_counted() {
        let (borrowed, counting) = counts(|builder, program, list| {
            let item = item(builder, program, list);
            builder.emit(program, Op::IsWord(NONE), &[item]).unwrap()
        });
        assert!(borrowed);
        assert_eq!(counting, 0);
    }

    #[test]
    fn an_item_of_a_temporary_is_counted() {
        let (borrowed, counting) = counts(|builder, program, list| {
            let copy = builder.runtime(program, &list::list_from_iterable, &[list]).unwrap();
            let copy = builder.emit(program, Op::Cast(Repr::Ref), &[copy]).unwrap();
            let item = item(builder, program, copy);
            builder.emit(program, Op::IsWord(NONE), &[item]).unwrap()
        });
        assert!(!borrowed);
        // The copy on both edges of the load, the item after its use.
        assert_eq!(counting, 3);
    }

    #[test]
    fn an_item_that_outlives_a_call_is_counted() {
        let (borrowed, counting) = counts(|builder, program, list| {
            let item = item(builder, program, list);
            builder.runtime(program, &operation::value_truth, &[list]);
            builder.emit(program, Op::IsWord(NONE), &[item]).unwrap()
        });
        assert!(!borrowed);
        assert_eq!(counting, 2);
    }
}
