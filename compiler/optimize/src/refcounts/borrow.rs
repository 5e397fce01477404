//! Removes counts nobody can observe.
//!
//! A loaded word that is only looked at, and released before anything runs
//! that could take it from where it was loaded, need not be counted: the
//! load is marked `borrow` and its releases go. Cold code, where an
//! exception is made and everything is released, is left alone: the word is
//! retained on the way there. A retain with its release right behind goes
//! too.

use pyaot_ir::{
    BlockId, Edge, Function, ItemType, Op, Position, Program, Repr, Terminator, ValueId,
};

/// How many instructions the search for a load's releases looks at.
const BUDGET: usize = 256;

pub fn run(function: &mut Function, program: &Program) {
    let mut pred_counts = vec![0u32; function.blocks.len()];
    for block in &function.blocks {
        for edge in block.term.edges() {
            pred_counts[edge.block.index()] += 1;
        }
    }
    // A load that releases nothing any more may let others borrow: late ones
    // first, and again while that helps.
    while round(function, program, &mut pred_counts) {}
}

/// Looks at every load once; whether any came to borrow.
fn round(function: &mut Function, program: &Program, pred_counts: &mut Vec<u32>) -> bool {
    let mut visited = vec![u32::MAX; function.blocks.len()];
    let mut changed = false;
    for n in (0..visited.len()).rev() {
        for k in (0..function.blocks[n].insts.len()).rev() {
            let inst = &function.blocks[n].insts[k];
            let Some(value) = inst.result else { continue };
            let counted = function.repr(value).is_counted() && !inst.borrow;
            if !counted || !is_load(&inst.op) || function.blocks[n].cold {
                continue;
            }
            let mut search = Search {
                function,
                program,
                pred_counts,
                names: vec![value],
                budget: BUDGET,
                visited: &mut visited,
                found: Found::default(),
            };
            if search.run(BlockId(n as u32), k + 1) {
                let found = search.found;
                apply(function, pred_counts, &found, value);
                visited.resize(function.blocks.len(), u32::MAX);
                function.blocks[n].insts[k].borrow = true;
                changed = true;
            }
        }
        cancel(function, n);
    }
    changed
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
            | Op::TypedGet(ItemType::Int | ItemType::Number)
            | Op::TryGet(ItemType::Number)
            | Op::TryListGet
            | Op::ListProbe
            | Op::TupleGet(_)
            | Op::TupleIndex
            | Op::DictKey
            | Op::DictValue
            | Op::SetItem
    )
}

/// Whether the operation can neither release an object (an int aside) nor
/// change a variable, field or item that holds one.
pub fn is_quiet(op: &Op, args: &[ValueId], function: &Function, program: &Program) -> bool {
    match op {
        Op::Retain | Op::KeepAlive | Op::ListLen | Op::ListAppend => true,
        Op::ListItems | Op::StorageLen(_) => true,
        Op::DictLen | Op::DictPlaces | Op::SetLen => true,
        Op::ViewLoad(_) | Op::ViewStore(_) => true,
        Op::ElementLoad { .. } | Op::ElementStore { .. } => true,
        // Release at most float objects of their list, which nobody borrows.
        Op::TypedSet(ItemType::Int | ItemType::Number) | Op::TrySet(ItemType::Number) => false,
        Op::TypedGet(_) | Op::TypedSet(_) | Op::TypedAppend(_) => true,
        Op::TryGet(_) | Op::TrySet(_) | Op::TryReplace | Op::NeedItem => true,
        Op::Release => function.repr(args[0]) == Repr::Int,
        Op::FieldSet { repr, .. } => !repr.is_counted(),
        Op::FieldInit { .. } | Op::HasRoom | Op::FramesFit => true,
        Op::Call(func) => program.function(*func).quiet,
        Op::GlobalSet(global) => !program.globals[global.index()].repr.is_counted(),
        op if is_load(op) => true,
        op => {
            op.info(program, &|local| function.locals[local.index()].repr)
                .pure
        }
    }
}

/// What to change for a load to borrow.
#[derive(Default)]
struct Found {
    /// Releases that go.
    releases: Vec<(BlockId, usize)>,
    /// Edges, by block and number, whose target does nothing but the release
    /// and go on: where they lead instead.
    bypasses: Vec<(BlockId, usize, BlockId)>,
    /// Edges into cold code, on which the word is retained.
    retains: Vec<(BlockId, usize)>,
    /// The same, where the word is passed along the edge and so becomes
    /// another's to release.
    moves: Vec<(BlockId, usize)>,
}

/// Follows the paths from a load to the releases of its result.
///
/// Wherever the value is still to be released, every way there comes from
/// the load, so a block is looked at once.
struct Search<'a> {
    function: &'a Function,
    program: &'a Program,
    pred_counts: &'a [u32],
    /// The result and its casts.
    names: Vec<ValueId>,
    budget: usize,
    /// Stamped with the result they were last visited for.
    visited: &'a mut [u32],
    found: Found,
}

/// How a run of instructions goes on.
enum Scan {
    /// The value is released there.
    Released(usize),
    /// To the end of the block.
    Through,
    /// Something could take the value away.
    Disturbed,
}

impl Search<'_> {
    /// Whether all that happens from there up to the releases is quiet.
    fn run(&mut self, block: BlockId, start: usize) -> bool {
        let mut worklist = Vec::new();
        if !self.scan_hot(block, start, &mut worklist) {
            return false;
        }
        while let Some(block) = worklist.pop() {
            if !self.scan_hot(block, 0, &mut worklist) {
                return false;
            }
        }
        self.cold_code_ends()
    }

    fn stamp(&self) -> u32 {
        self.names[0].0
    }

    fn scan(&mut self, block: BlockId, start: usize) -> Scan {
        for (k, inst) in self
            .function
            .block(block)
            .insts
            .iter()
            .enumerate()
            .skip(start)
        {
            if self.budget == 0 {
                return Scan::Disturbed;
            }
            self.budget -= 1;
            if inst.op == Op::Release && inst.args[0] == self.names[0] {
                return Scan::Released(k);
            }
            let reads = inst.args.iter().any(|arg| self.names.contains(arg));
            let keeps = matches!(
                inst.op,
                Op::Retain
                    | Op::Select
                    | Op::ListAppend
                    | Op::TypedAppend(ItemType::Int | ItemType::Number)
            );
            if (reads && keeps) || !is_quiet(&inst.op, &inst.args, self.function, self.program) {
                return Scan::Disturbed;
            }
            if let (Op::Cast(_), Some(result), true) = (&inst.op, inst.result, reads) {
                self.names.push(result);
            }
        }
        Scan::Through
    }

    /// Looks at a block that is not cold, and notes where to look next.
    fn scan_hot(&mut self, block: BlockId, start: usize, worklist: &mut Vec<BlockId>) -> bool {
        match self.scan(block, start) {
            Scan::Released(k) => {
                self.found.releases.push((block, k));
                return true;
            }
            Scan::Disturbed => return false,
            Scan::Through => {}
        }
        let data = self.function.block(block);
        if matches!(data.term, Terminator::Return(_) | Terminator::ReturnError) {
            return false;
        }
        let made_last = data.insts.last().and_then(|inst| inst.result) == Some(self.names[0]);
        for (n, edge) in data.term.edges().enumerate() {
            if edge.args.iter().any(|arg| self.names.contains(arg)) {
                if !self.function.block(edge.block).cold {
                    return false;
                }
                self.found.moves.push((block, n));
                continue;
            }
            // On the error edge of the load itself there is no result.
            if n == 1 && made_last && matches!(data.term, Terminator::OnError { .. }) {
                continue;
            }
            let target = self.function.block(edge.block);
            if !target.cold {
                if self.visited[edge.block.index()] != self.stamp() {
                    self.visited[edge.block.index()] = self.stamp();
                    worklist.push(edge.block);
                }
            } else if let Some(next) = self.only_releases(edge.block) {
                self.found.bypasses.push((block, n, next));
            } else if !matches!(target.term, Terminator::Unreachable) || !target.insts.is_empty() {
                match self.scan_first(edge.block) {
                    Some(k) => self.found.releases.push((edge.block, k)),
                    None => self.found.retains.push((block, n)),
                }
            }
        }
        true
    }

    /// Where `block`, entered only from here, releases the value first thing.
    fn scan_first(&mut self, block: BlockId) -> Option<usize> {
        if self.pred_counts[block.index()] != 1 {
            return None;
        }
        let names = self.names.len();
        let scan = self.scan(block, 0);
        self.names.truncate(names);
        if let Scan::Released(k) = scan {
            Some(k)
        } else {
            None
        }
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

    /// Whether the cold code the value is retained for releases it before it
    /// comes back to other code.
    fn cold_code_ends(&mut self) -> bool {
        let target = |(block, n): &(BlockId, usize)| {
            self.function
                .block(*block)
                .term
                .edges()
                .nth(*n)
                .map(|edge| edge.block)
        };
        let mut worklist: Vec<BlockId> = self.found.retains.iter().filter_map(target).collect();
        while let Some(block) = worklist.pop() {
            let stamp = self.stamp();
            if std::mem::replace(&mut self.visited[block.index()], stamp) == stamp {
                continue;
            }
            let data = self.function.block(block);
            let releases = data
                .insts
                .iter()
                .any(|inst| inst.op == Op::Release && inst.args[0] == self.names[0]);
            if releases {
                continue;
            }
            for edge in data.term.edges() {
                let passed = edge.args.iter().any(|arg| self.names.contains(arg));
                if !self.function.block(edge.block).cold || passed && self.keeps(block) {
                    return false;
                }
                if !passed {
                    worklist.push(edge.block);
                }
            }
        }
        true
    }
}

impl Search<'_> {
    /// Whether the value is still to be released behind `block`, which passes
    /// it on: it has been retained for that.
    fn keeps(&self, block: BlockId) -> bool {
        let mut insts = self.function.block(block).insts.iter();
        insts.any(|inst| inst.op == Op::Retain && self.names.contains(&inst.args[0]))
    }
}

fn apply(function: &mut Function, pred_counts: &mut Vec<u32>, found: &Found, value: ValueId) {
    for (block, k) in &found.releases {
        // No code, and swept at the end of the pass: indices stay valid.
        function.block_mut(*block).insts[*k].op = Op::KeepAlive;
    }
    for (block, n, next) in &found.bypasses {
        if let Some(edge) = function.block_mut(*block).term.edges_mut().nth(*n) {
            pred_counts[edge.block.index()] -= 1;
            pred_counts[next.index()] += 1;
            edge.block = *next;
        }
    }
    for (block, n) in found.retains.iter().chain(&found.moves) {
        let between = function.new_block(None);
        pred_counts.push(1);
        let Some(edge) = function.block_mut(*block).term.edges_mut().nth(*n) else {
            continue;
        };
        let onward = std::mem::replace(edge, Edge::to(between));
        let code = function.code;
        let data = function.block_mut(between);
        data.cold = true;
        data.insts.push(super::insert::count(
            Op::Retain,
            value,
            Position::NONE,
            code,
        ));
        data.term = Terminator::Jump(onward);
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
    fn counts(build: impl FnOnce(&mut Builder, &Program, ValueId) -> ValueId) -> (bool, usize) {
        let mut program = Program::default();
        let mut builder = Builder::new("f", &[Repr::Ref], Some(Repr::Bool), CodeId(0));
        let list = builder.param(0);
        let result = build(&mut builder, &program, list);
        builder.terminate(Terminator::Return(Some(result)));
        program.add_function(builder.function);
        let options = Options {
            verify: true,
            ..Options::default()
        };
        crate::run(&mut program, &options, None);
        let function = program.functions.remove(0);
        let insts = || function.blocks.iter().flat_map(|block| &block.insts);
        let borrowed = insts().any(|inst| inst.borrow);
        let counting = insts()
            .filter(|inst| matches!(inst.op, Op::Retain | Op::Release))
            .count();
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
            let copy = builder
                .runtime(program, &list::list_from_iterable, &[list])
                .unwrap();
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
