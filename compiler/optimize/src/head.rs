//! Heads of functions: what a function does before it calls anything, where that is
//! little and may be all. The test of `if node is None: return 0` costs less than the call
//! that it makes for nothing, so callers begin with it.

use std::collections::HashMap;

use pyaot_ir::{Block, BlockId, Edge, FuncId, Function, Inst, Op, Program, Repr};
use pyaot_ir::{Terminator, ValueId};

use crate::dce::is_droppable;
use crate::emit::{inst, push};
use crate::frames;
use crate::graph;
use crate::inline::inline_call;

/// A head has no more instructions than this, constants aside.
const LARGEST: usize = 8;

/// A function that does what `function`, which is `id`, does: by itself where the head is all, by calling it where not.
/// It calls it too, if it is `checked`, where the function's frame is one too many. `None` where there is no such head.
pub fn of(function: &Function, id: FuncId, program: &Program, checked: bool) -> Option<Function> {
    let mut insts = function.blocks.iter().flat_map(|block| &block.insts);
    if insts.any(|inst| frames::suspends(&inst.op)) {
        return None;
    }
    let mut search = Search {
        function,
        program,
        checked,
        left: LARGEST,
        within: HashMap::new(),
    };
    if !search.reaches_end(Function::ENTRY) {
        return None;
    }
    let within = search.within;
    let mut head = function.clone();
    let params = head.blocks[0].params.clone();
    let call = call_instead(&mut head, id, &params, false);
    for block in head.block_ids().take(function.blocks.len()) {
        for edge in head.block_mut(block).term.edges_mut() {
            if within.get(&edge.block) != Some(&true) {
                *edge = Edge::to(call);
            }
        }
    }
    if checked {
        ask_first(&mut head, Op::FramesFit, 0, call);
    }
    graph::compact(&mut head);
    Some(head)
}

/// Puts a question in front of a function, about so many frames; where the answer is no it goes on
/// at `other`.
pub fn ask_first(function: &mut Function, question: Op, frames: u32, other: BlockId) {
    let start = function.new_block(None);
    let params = function.blocks[0].params.clone();
    function.blocks.swap(0, start.index());
    function.block_mut(start).params.clear();
    let mut insts = Vec::new();
    let yes = push(function, &mut insts, question, &[], Repr::Bool);
    insts[0].frames = frames;
    function.blocks[0] = Block {
        params,
        insts,
        term: Terminator::Branch {
            cond: yes,
            then: Edge::to(start),
            otherwise: Edge::to(other),
        },
        handler: None,
        cold: false,
    };
}

/// Puts a head in place of the call that ends `block`; where the head is not
/// all, the call is what it was.
pub fn inline(function: &mut Function, block: BlockId, head: &Function, observes_death: bool) {
    let Some(call) = function.block(block).insts.last().cloned() else {
        return;
    };
    let first = function.blocks.len();
    inline_call(function, block, head, observes_death);
    for block in &mut function.blocks[first..] {
        if let Some(last) = block.insts.last_mut().filter(|last| last.op == call.op) {
            let (args, result) = (std::mem::take(&mut last.args), last.result);
            *last = Inst {
                args,
                result,
                ..call.clone()
            };
        }
    }
}

/// A block that calls a function with the same parameters and returns what it
/// gives, without a frame of its own.
pub fn call_instead(
    function: &mut Function,
    callee: FuncId,
    params: &[ValueId],
    cold: bool,
) -> BlockId {
    let [call, done, failed] = std::array::from_fn(|_| function.new_block(None));
    let result = function.result.map(|repr| function.new_value(repr));
    let mut insts = vec![inst(function, Op::Call(callee), params, result)];
    insts[0].position.line = Inst::NO_FRAME;
    let block = function.block_mut(call);
    block.insts = insts;
    block.term = Terminator::OnError {
        ok: Edge::to(done),
        error: Edge::to(failed),
    };
    function.block_mut(done).term = Terminator::Return(result);
    function.block_mut(failed).term = Terminator::ReturnError;
    for block in [call, done] {
        function.block_mut(block).cold = cold;
    }
    function.block_mut(failed).cold = true;
    call
}

/// Looks for blocks without effect that may lead to the function's end.
struct Search<'a> {
    function: &'a Function,
    program: &'a Program,
    /// Whether it is to be a [checked](of) head.
    checked: bool,
    /// Instructions that may still be taken in.
    left: usize,
    /// Whether a block seen belongs to the head.
    within: HashMap<BlockId, bool>,
}

impl Search<'_> {
    fn reaches_end(&mut self, id: BlockId) -> bool {
        if let Some(known) = self.within.get(&id) {
            return *known;
        }
        self.within.insert(id, false);
        let block = self.function.block(id);
        let insts = block.insts.iter();
        let work = insts.filter(|i| !i.op.is_constant() && !matches!(i.op, Op::Cast(_)));
        let work = work.count();
        let (function, program) = (self.function, self.program);
        let reads = |op: &Op| {
            let info = op.info(program, &|local| function.locals[local.index()].repr);
            !info.pure
        };
        // With the question for its frame, a look into memory costs as much as it saves.
        let harmless = |inst: &Inst| {
            is_droppable(&inst.op, function, program) && !(self.checked && reads(&inst.op))
        };
        if block.cold || work > self.left || !block.insts.iter().all(harmless) {
            return false;
        }
        self.left -= work;
        let found = match &block.term {
            Terminator::Return(_) => true,
            Terminator::Jump(_) | Terminator::Branch { .. } => {
                // Only onwards: no loops.
                let onward = block.term.edges().map(|edge| edge.block);
                let onward: Vec<BlockId> =
                    onward.filter(|next| next.index() > id.index()).collect();
                let mut found = false;
                for next in onward {
                    found |= self.reaches_end(next);
                }
                found
            }
            _ => false,
        };
        self.within.insert(id, found);
        found
    }
}
