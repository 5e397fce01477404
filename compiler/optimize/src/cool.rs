//! Makes words of machine integers where cold code reads them. An exit or an
//! error path wants words; made early, they would be computed in every turn
//! of a loop and carried along, for code that almost never runs.

use std::collections::HashMap;

use pyaot_ir::{BlockId, Edge, Function, Inst, Op, Program, Terminator, ValueId};

use crate::graph;

/// Whether an operation makes a word of a machine integer or double.
pub fn makes_word(op: &Op) -> bool {
    matches!(
        op,
        Op::IntFromI64 | Op::IntFromU64 | Op::SmallFromI64 | Op::FloatBox | Op::NumberWord
    )
}

pub fn run(function: &mut Function, _: &Program) {
    let mut made: HashMap<ValueId, Inst> = HashMap::new();
    for block in function.blocks.iter().filter(|block| !block.cold) {
        for inst in block.insts.iter().filter(|inst| makes_word(&inst.op)) {
            made.extend(inst.result.map(|result| (result, inst.clone())));
        }
    }
    if made.is_empty() {
        return;
    }
    for n in 0..function.blocks.len() {
        let id = BlockId(n as u32);
        if function.block(id).cold {
            make_in(function, id, &made);
        } else {
            make_on_edges(function, id, &made);
        }
    }
    graph::compact(function);
}

/// Gives a cold block words of its own.
fn make_in(function: &mut Function, id: BlockId, made: &HashMap<ValueId, Inst>) {
    let block = function.block_mut(id);
    let mut insts = std::mem::take(&mut block.insts);
    let mut term = std::mem::replace(&mut block.term, Terminator::None);
    let mut own = Own::default();
    let args = insts.iter_mut().flat_map(|inst| inst.args.iter_mut());
    args.for_each(|arg| own.replace(function, made, arg));
    term.use_mut()
        .into_iter()
        .for_each(|value| own.replace(function, made, value));
    let args = term.edges_mut().flat_map(|edge| edge.args.iter_mut());
    args.for_each(|arg| own.replace(function, made, arg));
    insts.splice(0..0, own.insts);
    let block = function.block_mut(id);
    (block.insts, block.term) = (insts, term);
}

/// Makes the words that a block passes to cold ones on the way there.
fn make_on_edges(function: &mut Function, id: BlockId, made: &HashMap<ValueId, Inst>) {
    let mut term = std::mem::replace(&mut function.block_mut(id).term, Terminator::None);
    for edge in term.edges_mut() {
        let passes = edge.args.iter().any(|arg| made.contains_key(arg));
        if !passes || !function.block(edge.block).cold {
            continue;
        }
        let mut own = Own::default();
        let mut onward = edge.clone();
        for arg in &mut onward.args {
            own.replace(function, made, arg);
        }
        let between = function.new_block(None);
        let block = function.block_mut(between);
        block.insts = own.insts;
        block.term = Terminator::Jump(onward);
        block.cold = true;
        *edge = Edge::to(between);
    }
    function.block_mut(id).term = term;
}

/// The words a cold place makes for itself.
#[derive(Default)]
struct Own {
    words: HashMap<ValueId, ValueId>,
    insts: Vec<Inst>,
}

impl Own {
    fn replace(
        &mut self,
        function: &mut Function,
        made: &HashMap<ValueId, Inst>,
        value: &mut ValueId,
    ) {
        let Some(inst) = made.get(value) else { return };
        *value = *self.words.entry(*value).or_insert_with(|| {
            let word = function.new_value(function.repr(*value));
            self.insts.push(Inst {
                result: Some(word),
                ..inst.clone()
            });
            word
        });
    }
}
