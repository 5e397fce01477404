//! The shape of a function: block order, dominators.

use pyaot_ir::{BlockId, Edge, Function, Inst, Repr, Terminator, ValueId};

/// Whether there is such an instruction where the function is likely to come.
pub fn any_likely(function: &Function, is_wanted: impl Fn(&Inst) -> bool) -> bool {
    let mut likely = function.blocks.iter().filter(|block| !block.cold);
    likely.any(|block| block.insts.iter().any(&is_wanted))
}

/// Removes unreachable blocks and renumbers the rest in reverse post-order,
/// so that ascending block ids visit definitions before uses. The entry
/// block ends up without predecessors.
pub fn compact(function: &mut Function) {
    let mut order = function.reverse_post_order();
    let looped = order.iter().any(|id| {
        function
            .block(*id)
            .term
            .edges()
            .any(|edge| edge.block == Function::ENTRY)
    });
    if looped {
        separate_entry(function);
        order = function.reverse_post_order();
    }
    let mut renumbered = vec![BlockId(u32::MAX); function.blocks.len()];
    for (new, old) in order.iter().enumerate() {
        renumbered[old.index()] = BlockId(new as u32);
    }
    let mut blocks: Vec<Option<_>> = std::mem::take(&mut function.blocks)
        .into_iter()
        .map(Some)
        .collect();
    for old in order {
        let Some(mut block) = blocks[old.index()].take() else {
            continue;
        };
        for edge in block.term.edges_mut() {
            edge.block = renumbered[edge.block.index()];
        }
        block.handler = block
            .handler
            .map(|handler| renumbered[handler.index()])
            .filter(|handler| handler.0 != u32::MAX);
        function.blocks.push(block);
    }
}

/// Moves the entry's contents to a block of their own, which the edges that
/// led to the entry lead to from then on.
fn separate_entry(function: &mut Function) {
    let body = function.new_block(None);
    let entry = function.block_mut(Function::ENTRY);
    let params = entry.params.clone();
    let cold = entry.cold;
    let mut moved = std::mem::replace(
        entry,
        pyaot_ir::Block {
            params: Vec::new(),
            insts: Vec::new(),
            term: Terminator::None,
            handler: None,
            cold,
        },
    );
    for id in function.block_ids().collect::<Vec<_>>() {
        for edge in function.block_mut(id).term.edges_mut() {
            if edge.block == Function::ENTRY {
                edge.block = body;
            }
        }
    }
    for edge in moved.term.edges_mut() {
        if edge.block == Function::ENTRY {
            edge.block = body;
        }
    }
    let fresh: Vec<_> = params
        .iter()
        .map(|param| function.new_value(function.repr(*param)))
        .collect();
    let entry = function.block_mut(Function::ENTRY);
    entry.params = fresh.clone();
    entry.term = Terminator::Jump(Edge {
        block: body,
        args: fresh,
    });
    function.blocks[body.index()] = moved;
}

/// Immediate dominators of a compacted function.
pub struct Dominators {
    /// The entry is its own.
    pub idom: Vec<BlockId>,
}

impl Dominators {
    /// Cooper, Harvey and Kennedy's iteration, over block ids in reverse
    /// post-order.
    pub fn new(preds: &[Vec<BlockId>]) -> Dominators {
        const NONE: u32 = u32::MAX;
        let mut idom = vec![NONE; preds.len()];
        idom[0] = 0;
        let mut changed = true;
        while changed {
            changed = false;
            for block in 1..preds.len() {
                let mut best = NONE;
                for pred in &preds[block] {
                    if idom[pred.index()] == NONE {
                        continue;
                    }
                    best = if best == NONE {
                        pred.0
                    } else {
                        meet(&idom, best, pred.0)
                    };
                }
                if idom[block] != best {
                    idom[block] = best;
                    changed = true;
                }
            }
        }
        Dominators {
            idom: idom.into_iter().map(BlockId).collect(),
        }
    }

    /// The blocks each block immediately dominates, ascending.
    pub fn children(&self) -> Vec<Vec<BlockId>> {
        let mut children = vec![Vec::new(); self.idom.len()];
        for (block, parent) in self.idom.iter().enumerate().skip(1) {
            children[parent.index()].push(BlockId(block as u32));
        }
        children
    }

    /// Dominance frontiers.
    pub fn frontiers(&self, preds: &[Vec<BlockId>]) -> Vec<Vec<BlockId>> {
        let mut frontiers = vec![Vec::new(); self.idom.len()];
        for (block, preds) in preds.iter().enumerate() {
            if preds.len() < 2 {
                continue;
            }
            let id = BlockId(block as u32);
            for pred in preds {
                let mut runner = *pred;
                while runner != self.idom[block] {
                    let frontier: &mut Vec<BlockId> = &mut frontiers[runner.index()];
                    // Walks for one block are consecutive: a repeat is the last.
                    if frontier.last() == Some(&id) {
                        break;
                    }
                    frontier.push(id);
                    runner = self.idom[runner.index()];
                }
            }
        }
        frontiers
    }
}

fn meet(idom: &[u32], mut a: u32, mut b: u32) -> u32 {
    while a != b {
        while a > b {
            a = idom[a as usize];
        }
        while b > a {
            b = idom[b as usize];
        }
    }
    a
}

impl Dominators {
    /// Whether every way to `b` leads through `a`.
    pub fn dominates(&self, a: BlockId, b: BlockId) -> bool {
        let mut b = b;
        while b > a {
            b = self.idom[b.index()];
        }
        a == b
    }
}

/// A natural loop: its header is the only way in.
pub struct Loop {
    pub header: BlockId,
    /// The header included.
    pub blocks: Vec<BlockId>,
}

/// The natural loops of a compacted function, outer ones before the loops
/// inside them.
pub fn loops(preds: &[Vec<BlockId>], dominators: &Dominators) -> Vec<Loop> {
    let mut found = Vec::new();
    // Stamped with the number of the header they were last reached for.
    let mut seen = vec![u32::MAX; preds.len()];
    for header in (0..preds.len() as u32).map(BlockId) {
        let mut blocks: Vec<BlockId> = Vec::new();
        let mut worklist: Vec<BlockId> = preds[header.index()]
            .iter()
            .copied()
            .filter(|pred| *pred >= header && dominators.dominates(header, *pred))
            .collect();
        if worklist.is_empty() {
            continue;
        }
        seen[header.index()] = header.0;
        blocks.push(header);
        while let Some(block) = worklist.pop() {
            if std::mem::replace(&mut seen[block.index()], header.0) != header.0 {
                blocks.push(block);
                worklist.extend(&preds[block.index()]);
            }
        }
        found.push(Loop { header, blocks });
    }
    found
}

/// A new block in front of a loop, on all the edges into its header from outside.
pub fn put_in_front(
    function: &mut Function,
    header: BlockId,
    is_inside: impl Fn(BlockId) -> bool,
) -> BlockId {
    let reprs: Vec<Repr> = {
        let params = function.block(header).params.iter();
        params.map(|param| function.repr(*param)).collect()
    };
    let params: Vec<ValueId> = reprs.into_iter().map(|r| function.new_value(r)).collect();
    let id = function.new_block(None);
    for from in function.block_ids().filter(|from| *from != id) {
        if is_inside(from) {
            continue;
        }
        for edge in function.block_mut(from).term.edges_mut() {
            if edge.block == header {
                edge.block = id;
            }
        }
    }
    let block = function.block_mut(id);
    block.params = params.clone();
    block.term = Terminator::Jump(Edge {
        block: header,
        args: params,
    });
    id
}

/// The block each value is made in.
pub fn homes(function: &Function) -> Vec<BlockId> {
    let mut homes = vec![Function::ENTRY; function.values.len()];
    for id in function.block_ids() {
        for value in function.block(id).made() {
            homes[value.index()] = id;
        }
    }
    homes
}

/// Fills the lists of the blocks that have one with the values live at the
/// start of the block, its own parameters and those to be `skipped` aside.
pub fn live_at(function: &Function, live: &mut [Option<Vec<ValueId>>], skipped: &[bool]) {
    let home = homes(function);
    let mut uses: Vec<Vec<BlockId>> = vec![Vec::new(); function.values.len()];
    for id in function.block_ids() {
        for value in function.block(id).reads() {
            let uses = &mut uses[value.index()];
            if home[value.index()] != id && uses.last() != Some(&id) {
                uses.push(id);
            }
        }
    }
    let preds = function.predecessors();
    let mut seen = vec![u32::MAX; function.blocks.len()];
    for value in (0..function.values.len() as u32).map(ValueId) {
        if skipped[value.index()] {
            continue;
        }
        let mut work = std::mem::take(&mut uses[value.index()]);
        while let Some(block) = work.pop() {
            if block == home[value.index()] || seen[block.index()] == value.0 {
                continue;
            }
            seen[block.index()] = value.0;
            if let Some(live) = &mut live[block.index()] {
                live.push(value);
            }
            work.extend(&preds[block.index()]);
        }
    }
}
