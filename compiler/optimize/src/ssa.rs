//! Python variables become SSA values.
//!
//! Block parameters go where a variable is live and several assignments
//! meet (iterated dominance frontiers of the assignments, pruned by
//! liveness). Error edges are edges like any other, so a handler sees what
//! each variable held when the instruction raised. A variable read where it
//! was never assigned is unbound, or zero in a raw representation.
//!
//! The extent of a variable is lost here, and with it the time its object
//! dies. Where that matters (`LocalData::keeps`) a `KeepAlive` of what the
//! variable holds stands at each assignment and return.

use pyaot_abi::value::UNBOUND;
use pyaot_ir::{
    BlockId, Function, Inst, LocalId, Op, Position, Program, Repr, Stage, Terminator, ValueId,
};

use crate::emit::{inst, push};
use crate::graph::{self, Dominators};
use crate::params::{self, Replacements};

pub fn run(function: &mut Function, _: &Program) {
    graph::compact(function);
    if !function.locals.is_empty() {
        let preds = function.predecessors();
        let dominators = Dominators::new(&preds);
        let phis = place_params(function, &preds, &dominators);
        Renamer::new(function, phis).run(&dominators);
        function.locals.clear();
    }
    params::prune(function);
    function.stage = Stage::Ssa;
}

/// Which blocks assign and read each local.
struct Accesses {
    /// Blocks that assign, each once.
    sets: Vec<Vec<BlockId>>,
    /// Blocks that read before they assign, each once.
    gets: Vec<Vec<BlockId>>,
}

impl Accesses {
    fn new(function: &Function) -> Accesses {
        let n = function.locals.len();
        let mut accesses = Accesses {
            sets: vec![Vec::new(); n],
            gets: vec![Vec::new(); n],
        };
        let kept = kept_locals(function);
        let read = |accesses: &mut Accesses, id: BlockId, local: LocalId| {
            let assigned = accesses.sets[local.index()].last() == Some(&id);
            let gets = &mut accesses.gets[local.index()];
            if !assigned && gets.last() != Some(&id) {
                gets.push(id);
            }
        };
        for id in function.block_ids() {
            for inst in &function.block(id).insts {
                match inst.op {
                    Op::LocalSet(local) => {
                        if kept.contains(&local) {
                            read(&mut accesses, id, local);
                        }
                        let sets = &mut accesses.sets[local.index()];
                        if sets.last() != Some(&id) {
                            sets.push(id);
                        }
                    }
                    Op::LocalGet(local) => read(&mut accesses, id, local),
                    _ => {}
                }
            }
            if leaves(&function.block(id).term) {
                for local in &kept {
                    read(&mut accesses, id, *local);
                }
            }
        }
        accesses
    }
}

/// Whether a block that ends so leaves the function: what variables keep dies
/// there, behind all handlers.
fn leaves(term: &Terminator) -> bool {
    matches!(term, Terminator::Return(_) | Terminator::ReturnError)
}

/// The locals whose extent matters.
fn kept_locals(function: &Function) -> Vec<LocalId> {
    let locals = function.locals.iter().enumerate();
    locals
        .filter(|(_, local)| local.keeps && local.repr.is_counted())
        .map(|(n, _)| LocalId(n as u32))
        .collect()
}

/// Adds the block parameters; returns for each block which local each of
/// its added parameters stands for.
fn place_params(
    function: &mut Function,
    preds: &[Vec<BlockId>],
    dominators: &Dominators,
) -> Vec<Vec<LocalId>> {
    let accesses = Accesses::new(function);
    let frontiers = dominators.frontiers(preds);
    let n = function.blocks.len();
    let mut phis: Vec<Vec<LocalId>> = vec![Vec::new(); n];
    // Stamped with the number of the local they were last true for.
    let mut live = vec![usize::MAX; n];
    let mut assigns = vec![usize::MAX; n];
    let mut placed = vec![usize::MAX; n];
    let mut worklist: Vec<BlockId> = Vec::new();
    for local in 0..function.locals.len() {
        for block in &accesses.sets[local] {
            assigns[block.index()] = local;
        }
        // Live at the start of a block: backwards from the reads.
        worklist.clone_from(&accesses.gets[local]);
        for block in &worklist {
            live[block.index()] = local;
        }
        while let Some(block) = worklist.pop() {
            for pred in &preds[block.index()] {
                if live[pred.index()] != local && assigns[pred.index()] != local {
                    live[pred.index()] = local;
                    worklist.push(*pred);
                }
            }
        }
        worklist.clone_from(&accesses.sets[local]);
        while let Some(block) = worklist.pop() {
            for join in &frontiers[block.index()] {
                let at = join.index();
                if live[at] != local || placed[at] == local {
                    continue;
                }
                placed[at] = local;
                phis[at].push(LocalId(local as u32));
                let param = function.new_value(function.locals[local].repr);
                function.block_mut(*join).params.push(param);
                if assigns[at] != local {
                    worklist.push(*join);
                }
            }
        }
    }
    phis
}

/// Walks the dominator tree with the value each local has.
struct Renamer<'a> {
    function: &'a mut Function,
    phis: Vec<Vec<LocalId>>,
    current: Vec<Option<ValueId>>,
    /// What `current` held before, to go back up the tree.
    undo: Vec<(LocalId, Option<ValueId>)>,
    replacements: Replacements,
    /// The "never assigned" values made so far.
    unassigned: Vec<(Repr, ValueId)>,
    /// The instructions that make those, for the start of the entry.
    entry: Vec<Inst>,
    kept: Vec<LocalId>,
}

impl Renamer<'_> {
    fn new(function: &mut Function, phis: Vec<Vec<LocalId>>) -> Renamer<'_> {
        let n = function.locals.len();
        let replacements = Replacements::new(function);
        let kept = kept_locals(function);
        Renamer {
            function,
            phis,
            current: vec![None; n],
            undo: Vec::new(),
            replacements,
            unassigned: Vec::new(),
            entry: Vec::new(),
            kept,
        }
    }

    fn run(mut self, dominators: &Dominators) {
        enum Step {
            Enter(BlockId),
            Leave(usize),
        }
        let children = dominators.children();
        let mut stack = vec![Step::Enter(Function::ENTRY)];
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(block) => {
                    stack.push(Step::Leave(self.undo.len()));
                    self.rename(block);
                    stack.extend(
                        children[block.index()]
                            .iter()
                            .rev()
                            .map(|b| Step::Enter(*b)),
                    );
                }
                Step::Leave(mark) => {
                    for (local, value) in self.undo.drain(mark..).rev() {
                        self.current[local.index()] = value;
                    }
                }
            }
        }
        self.replacements.apply(self.function);
        self.function
            .block_mut(Function::ENTRY)
            .insts
            .splice(0..0, self.entry);
    }

    fn assign(&mut self, local: LocalId, value: ValueId) {
        let old = self.current[local.index()].replace(value);
        self.undo.push((local, old));
    }

    fn read(&mut self, local: LocalId) -> ValueId {
        if let Some(value) = self.current[local.index()] {
            return value;
        }
        let repr = self.function.locals[local.index()].repr;
        if let Some((_, value)) = self.unassigned.iter().find(|(known, _)| *known == repr) {
            return *value;
        }
        let value = self.make_unassigned(local);
        self.unassigned.push((repr, value));
        value
    }

    /// A use of what `local` holds, if it holds anything.
    fn keep_alive(&self, local: LocalId, position: Position) -> Option<Inst> {
        let value = self.current[local.index()]?;
        Some(Inst {
            position,
            ..inst(self.function, Op::KeepAlive, &[value], None)
        })
    }

    fn make_unassigned(&mut self, local: LocalId) -> ValueId {
        let data = &self.function.locals[local.index()];
        let op = match data.repr {
            Repr::Value | Repr::Int | Repr::Ref => Op::ConstWord(UNBOUND),
            Repr::I64 => Op::ConstI64(0),
            Repr::F64 => Op::ConstF64(0.0),
            Repr::Bool => Op::ConstBool(false),
            Repr::Ptr | Repr::F64x2 => panic!(
                "internal compiler error: {} reads {} before it is set",
                self.function.name, data.name
            ),
        };
        let repr = data.repr;
        let base = if repr.is_word() { Repr::Value } else { repr };
        let value = self.push_entry(op, &[], base);
        if repr == base {
            value
        } else {
            self.push_entry(Op::Cast(repr), &[value], repr)
        }
    }

    fn push_entry(&mut self, op: Op, args: &[ValueId], repr: Repr) -> ValueId {
        let value = push(self.function, &mut self.entry, op, args, repr);
        self.replacements.grow(value);
        value
    }

    fn rename(&mut self, id: BlockId) {
        let phis = std::mem::take(&mut self.phis[id.index()]);
        let params = &self.function.block(id).params;
        let added: Vec<ValueId> = params[params.len() - phis.len()..].to_vec();
        for (local, param) in phis.iter().zip(added) {
            self.assign(*local, param);
        }
        self.phis[id.index()] = phis;
        let insts = std::mem::take(&mut self.function.block_mut(id).insts);
        let mut renamed = Vec::with_capacity(insts.len());
        for inst in insts {
            match inst.op {
                Op::LocalSet(local) => {
                    if self.kept.contains(&local) {
                        renamed.extend(self.keep_alive(local, inst.position));
                    }
                    let value = self.replacements.get(inst.args[0]);
                    self.assign(local, value);
                }
                Op::LocalGet(local) => {
                    let value = self.read(local);
                    if let Some(result) = inst.result {
                        self.replacements.set(result, value);
                    }
                }
                _ => renamed.push(inst),
            }
        }
        if leaves(&self.function.block(id).term) {
            for n in 0..self.kept.len() {
                renamed.extend(self.keep_alive(self.kept[n], Position::NONE));
            }
        }
        self.function.block_mut(id).insts = renamed;
        let mut term = std::mem::replace(&mut self.function.block_mut(id).term, Terminator::None);
        for edge in term.edges_mut() {
            for n in 0..self.phis[edge.block.index()].len() {
                let local = self.phis[edge.block.index()][n];
                let value = self.read(local);
                edge.args.push(value);
            }
        }
        self.function.block_mut(id).term = term;
    }
}

#[cfg(test)]
mod tests {
    use pyaot_abi::functions::operation;
    use pyaot_ir::{Op, Program, Repr, Terminator};

    use crate::testing::Source;

    /// The handler of a failing assignment sees the value from before.
    #[test]
    fn a_handler_sees_what_was_assigned_before_the_raise() {
        let mut source = Source::with(&[Repr::Value], Repr::Value);
        let value = source.builder.param(0);
        let local = source.builder.function.new_local("x", Repr::Value);
        source.set(local, value);
        let handler = source.builder.new_block();
        source.builder.handler = Some(handler);
        let body = source.builder.new_block();
        source.builder.jump(body, &[]);
        source.builder.switch_to(body);
        let negative = source.emit(Op::CallRuntime(&operation::value_neg), &[value]);
        source.set(local, negative);
        source.builder.terminate(Terminator::Return(Some(negative)));
        source.builder.switch_to(handler);
        let seen = source.get(local);
        let function = source.finish_with(seen, &[]);
        let returned: Vec<_> = function
            .blocks
            .iter()
            .filter_map(|block| match block.term {
                Terminator::Return(value) => value,
                _ => None,
            })
            .collect();
        assert!(returned.contains(&value));
    }

    #[test]
    fn a_kept_variable_lives_to_the_end() {
        let keeps = |keeps: bool| {
            let mut source = Source::with(&[Repr::Value], Repr::Value);
            let value = source.builder.param(0);
            let local = source.builder.function.new_local("x", Repr::Value);
            source.builder.function.locals[local.index()].keeps = keeps;
            let negative = source.emit(Op::CallRuntime(&operation::value_neg), &[value]);
            source.set(local, negative);
            source
                .builder
                .runtime(&source.program, &operation::value_truth, &[value]);
            let function = source.finish_with(value, &[]);
            let text = function.print(&Program::default(), &|_| None);
            let (release, call) = (
                text.find("release").unwrap(),
                text.find("value_truth").unwrap(),
            );
            release > call
        };
        assert!(keeps(true));
        assert!(!keeps(false));
    }
}
