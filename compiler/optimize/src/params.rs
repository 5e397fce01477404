//! Block parameters that need not be: those that always receive the same
//! value, and those nobody reads. Cranelift removes neither.

use pyaot_ir::{Block, Edge, Function, Inst, Op, ValueId};

/// Values replaced by others, with path compression.
pub struct Replacements {
    with: Vec<ValueId>,
}

impl Replacements {
    pub fn new(function: &Function) -> Replacements {
        Replacements {
            with: (0..function.values.len() as u32).map(ValueId).collect(),
        }
    }

    /// Makes room for a value made since.
    pub fn grow(&mut self, value: ValueId) {
        while self.with.len() <= value.index() {
            self.with.push(ValueId(self.with.len() as u32));
        }
    }

    pub fn set(&mut self, value: ValueId, with: ValueId) {
        self.with[value.index()] = with;
    }

    pub fn get(&mut self, value: ValueId) -> ValueId {
        let mut root = value;
        while self.with[root.index()] != root {
            root = self.with[root.index()];
        }
        let mut at = value;
        while self.with[at.index()] != root {
            at = std::mem::replace(&mut self.with[at.index()], root);
        }
        root
    }

    /// Rewrites every use.
    pub fn apply(&mut self, function: &mut Function) {
        for block in &mut function.blocks {
            self.apply_to_block(block);
        }
    }

    /// Rewrites the uses in one block.
    pub fn apply_to_block(&mut self, block: &mut Block) {
        for inst in &mut block.insts {
            for arg in &mut inst.args {
                *arg = self.get(*arg);
            }
        }
        if let Some(value) = block.term.use_mut() {
            *value = self.get(*value);
        }
        for edge in block.term.edges_mut() {
            for arg in &mut edge.args {
                *arg = self.get(*arg);
            }
        }
    }
}

/// Replaces parameters that always hold what another one of their block holds: both
/// start from the same value and go on in the same way, like the two counters of
/// `for i, x in enumerate(xs)`.
pub fn share_equal(function: &mut Function) {
    let starts_alike = |edge: &Edge| {
        let args = &edge.args;
        (1..args.len()).any(|n| args[..n].contains(&args[n]))
    };
    let edges = || function.blocks.iter().flat_map(|block| block.term.edges());
    if !edges().any(starts_alike) {
        return;
    }
    let mut arriving: Vec<Vec<&Edge>> = vec![Vec::new(); function.blocks.len()];
    for edge in edges() {
        arriving[edge.block.index()].push(edge);
    }
    let mut definitions: Vec<Option<&Inst>> = vec![None; function.values.len()];
    for inst in function.blocks.iter().flat_map(|block| &block.insts) {
        if let Some(result) = inst.result {
            definitions[result.index()] = Some(inst);
        }
    }
    let mut replacements = Replacements::new(function);
    for (block, arriving) in function.blocks.iter().zip(&arriving).skip(1) {
        if arriving.len() < 2 || !arriving.iter().any(|edge| starts_alike(edge)) {
            continue;
        }
        for (n, second) in block.params.iter().enumerate() {
            let same = block.params[..n].iter().enumerate().find(|(k, first)| {
                let alike = |a: ValueId, b: ValueId| a == b || (a, b) == (**first, *second);
                let step = |a: ValueId, b: ValueId| {
                    let (Some(a), Some(b)) = (definitions[a.index()], definitions[b.index()])
                    else {
                        return false;
                    };
                    let mut args = a.args.iter().zip(&b.args);
                    matches!(a.op, Op::Machine(_) | Op::Int(_))
                        && a.op == b.op
                        && args.all(|(a, b)| alike(*a, *b))
                };
                function.repr(**first) == function.repr(*second)
                    && arriving.iter().any(|edge| edge.args[*k] == edge.args[n])
                    && arriving.iter().all(|edge| {
                        let (a, b) = (edge.args[*k], edge.args[n]);
                        alike(a, b) || step(a, b)
                    })
            });
            if let Some((_, first)) = same {
                replacements.set(*second, *first);
            }
        }
    }
    replacements.apply(function);
}

/// Removes redundant and dead block parameters. Whether anything changed.
pub fn prune(function: &mut Function) -> bool {
    let redundant = forward_redundant(function);
    let dead = remove_dead(function);
    redundant || dead
}

/// Replaces each parameter that receives one value only, itself aside.
/// The parameter stays, unread, for [`remove_dead`].
fn forward_redundant(function: &mut Function) -> bool {
    // The one value each parameter receives; `MANY` when there are more.
    const MANY: ValueId = ValueId(u32::MAX);
    let mut replacements = Replacements::new(function);
    let mut any = false;
    loop {
        let mut sole: Vec<Option<ValueId>> = vec![None; function.values.len()];
        for block in &function.blocks {
            for edge in block.term.edges() {
                let target = &function.blocks[edge.block.index()];
                for (arg, param) in edge.args.iter().zip(&target.params) {
                    let arg = replacements.get(*arg);
                    if arg == *param {
                        continue;
                    }
                    let slot = &mut sole[param.index()];
                    *slot = match *slot {
                        None => Some(arg),
                        Some(known) if known == arg => Some(arg),
                        Some(_) => Some(MANY),
                    };
                }
            }
        }
        let mut changed = false;
        for block in &function.blocks[1..] {
            for param in &block.params {
                if let Some(value) = sole[param.index()] {
                    // A value may itself have been replaced in this round.
                    let value = if value == MANY {
                        MANY
                    } else {
                        replacements.get(value)
                    };
                    if value != MANY && value != *param && replacements.get(*param) == *param {
                        replacements.set(*param, value);
                        changed = true;
                    }
                }
            }
        }
        any |= changed;
        if !changed {
            break;
        }
    }
    if any {
        replacements.apply(function);
    }
    any
}

/// Removes parameters that no instruction or terminator reads, directly or
/// through other parameters.
fn remove_dead(function: &mut Function) -> bool {
    let mut live = vec![false; function.values.len()];
    let mut worklist: Vec<ValueId> = Vec::new();
    // For each parameter: the block it belongs to and its place there.
    let mut place = vec![None; function.values.len()];
    let preds = function.predecessors();
    for (n, block) in function.blocks.iter().enumerate() {
        for (k, param) in block.params.iter().enumerate() {
            place[param.index()] = Some((n, k));
        }
    }
    for block in &function.blocks {
        let args = block
            .insts
            .iter()
            .flat_map(|inst| inst.args.iter().copied());
        for value in args.chain(block.term.uses()) {
            if place[value.index()].is_some() && !std::mem::replace(&mut live[value.index()], true)
            {
                worklist.push(value);
            }
        }
    }
    while let Some(param) = worklist.pop() {
        let Some((n, k)) = place[param.index()] else {
            continue;
        };
        for pred in &preds[n] {
            for edge in function.block(*pred).term.edges() {
                if edge.block.index() != n {
                    continue;
                }
                let arg = edge.args[k];
                if place[arg.index()].is_some() && !std::mem::replace(&mut live[arg.index()], true)
                {
                    worklist.push(arg);
                }
            }
        }
    }
    let kept: Vec<Option<Vec<bool>>> = function
        .blocks
        .iter()
        .enumerate()
        .map(|(n, block)| {
            let kept: Vec<bool> = block
                .params
                .iter()
                .map(|param| live[param.index()])
                .collect();
            (n != 0 && kept.contains(&false)).then_some(kept)
        })
        .collect();
    let mut changed = false;
    for (n, block) in function.blocks.iter_mut().enumerate() {
        if let Some(kept) = &kept[n] {
            let mut keep = kept.iter();
            block.params.retain(|_| keep.next() == Some(&true));
            changed = true;
        }
        for edge in block.term.edges_mut() {
            if let Some(kept) = &kept[edge.block.index()] {
                let mut keep = kept.iter();
                edge.args.retain(|_| keep.next() == Some(&true));
            }
        }
    }
    changed
}
