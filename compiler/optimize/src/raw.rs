//! Machine integers across calls.
//!
//! A function without loops whose ints the pass `tier` would make machine integers gets
//! a second version, whose int parameters and result are `I64`. Fast copies call that
//! one (`tier`); all else calls the first, whose ints are words.
//!
//! A result that is no small int is left in a global, and the raw version returns as
//! if it had raised, with no exception pending: the caller looks there and goes on in its general copy.
//! An argument that is no small int is made a word for the first version.

use pyaot_abi::value::UNBOUND;
use pyaot_ir::{
    Block, BlockId, Edge, FuncId, Function, GlobalData, GlobalId, Op, Program, Raw, Repr,
    Terminator, ValueId,
};

use crate::emit::{inst, push};
use crate::graph::{self, Dominators};
use crate::head;
use crate::tier::Plan;

/// Functions with more instructions than this have one version.
const LARGEST: usize = 200;

pub fn run(program: &mut Program) {
    let called = called(program);
    let mut big = None;
    for (n, called) in called.into_iter().enumerate() {
        let function = &program.functions[n];
        let size: usize = function.blocks.iter().map(|block| block.insts.len()).sum();
        if !called || function.is_entry || size > LARGEST || has_loops(function) {
            continue;
        }
        let mut copy = function.clone();
        graph::compact(&mut copy);
        let Some(plan) = Plan::find(&mut copy, program, false) else {
            continue;
        };
        let place = big.unwrap_or(GlobalId(program.globals.len() as u32));
        let id = FuncId(n as u32);
        if let Some(version) = version(copy, &plan, id, place) {
            if big.replace(place).is_none() {
                program.globals.push(GlobalData {
                    is_immortal: false,
                    name: "result that is no small int".to_string(),
                    repr: Repr::Value,
                });
            }
            let function = program.add_function(version);
            program.functions[n].raw = Some(Raw {
                function,
                big: place,
            });
        }
    }
}

/// Which functions likely code calls. Entries for the runtime have words anyway.
fn called(program: &Program) -> Vec<bool> {
    let mut called = vec![false; program.functions.len()];
    for function in program.functions.iter().filter(|f| !f.is_entry) {
        for block in function.blocks.iter().filter(|block| !block.cold) {
            if let Some(Op::Call(callee)) = block.insts.last().map(|inst| &inst.op) {
                called[callee.index()] = true;
            }
        }
    }
    called
}

fn has_loops(function: &Function) -> bool {
    let preds = function.predecessors();
    !graph::loops(&preds, &Dominators::new(&preds)).is_empty()
}

/// The raw version of the function `own`, if anything of it would be raw.
fn version(mut function: Function, plan: &Plan, own: FuncId, big: GlobalId) -> Option<Function> {
    let params = function.blocks[0].params.clone();
    let native: Vec<bool> = params.iter().map(|param| plan.is_native(*param)).collect();
    let gives_native = |block: &Block| match block.term {
        Terminator::Return(Some(value)) => !block.cold && plan.is_native(value),
        _ => false,
    };
    let raw_result = function.result == Some(Repr::Int) && function.blocks.iter().any(gives_native);
    if !raw_result && !native.contains(&true) {
        return None;
    }
    if native.contains(&true) {
        add_entry(&mut function, &native, own);
    }
    if raw_result {
        for n in 0..function.blocks.len() {
            give_raw(&mut function, BlockId(n as u32), big);
        }
        function.result = Some(Repr::I64);
    }
    Some(function)
}

/// Gives the function an entry with raw parameters, which calls `own` where one is no
/// small int.
fn add_entry(function: &mut Function, native: &[bool], own: FuncId) {
    let body = function.new_block(None);
    let entry = std::mem::replace(
        &mut function.blocks[0],
        Block {
            params: Vec::new(),
            insts: Vec::new(),
            term: Terminator::None,
            handler: None,
            cold: false,
        },
    );
    let params = entry.params.clone();
    function.blocks[body.index()] = Block {
        params: Vec::new(),
        ..entry
    };
    let (mut tests, mut words, mut all) = (Vec::new(), Vec::new(), None);
    for (n, param) in params.iter().enumerate() {
        if !native[n] {
            function.blocks[0].params.push(*param);
            words.push(*param);
            continue;
        }
        let raw = function.new_value(Repr::I64);
        function.blocks[0].params.push(raw);
        function.params[n] = Repr::I64;
        let word = push(function, &mut tests, Op::IntFromI64, &[raw], Repr::Int);
        let small = push(function, &mut tests, Op::IsSmallInt, &[word], Repr::Bool);
        all = Some(match all {
            None => small,
            Some(all) => push(function, &mut tests, Op::BoolAnd, &[all, small], Repr::Bool),
        });
        words.push(word);
        let known = inst(function, Op::SmallFromI64, &[raw], *param);
        function.block_mut(body).insts.insert(0, known);
    }
    let call = head::call_instead(function, own, &words, true);
    function.blocks[0].insts = tests;
    if let Some(cond) = all {
        function.blocks[0].term = Terminator::Branch {
            cond,
            then: Edge::to(body),
            otherwise: Edge::to(call),
        };
    }
}

/// Has a block that returns an int return it raw.
fn give_raw(function: &mut Function, id: BlockId, big: GlobalId) {
    let Terminator::Return(Some(value)) = function.block(id).term else {
        return;
    };
    let cold = function.block(id).cold;
    let mut insts = std::mem::take(&mut function.block_mut(id).insts);
    let small = push(function, &mut insts, Op::IsSmallInt, &[value], Repr::Bool);
    function.block_mut(id).insts = insts;
    let (fits, leaves) = (function.new_block(None), function.new_block(None));
    function.block_mut(id).term = Terminator::Branch {
        cond: small,
        then: Edge::to(fits),
        otherwise: Edge::to(leaves),
    };
    let mut insts = Vec::new();
    let raw = push(function, &mut insts, Op::SmallToI64, &[value], Repr::I64);
    let block = function.block_mut(fits);
    block.insts = insts;
    block.term = Terminator::Return(Some(raw));
    block.cold = cold;

    let mut insts = Vec::new();
    let repr = Repr::Value;
    let word = push(function, &mut insts, Op::Cast(repr), &[value], repr);
    insts.push(inst(function, Op::GlobalSet(big), &[word], None));
    let block = function.block_mut(leaves);
    block.insts = insts;
    block.term = Terminator::ReturnError;
    block.cold = true;
}

/// Code for where a raw version has returned without a result: goes on at `error`, or
/// with the int it has left, as `result`, at `general`.
pub fn look_for_big(
    function: &mut Function,
    big: GlobalId,
    result: ValueId,
    error: Edge,
    general: BlockId,
) -> BlockId {
    let (look, take) = (function.new_block(None), function.new_block(None));
    let mut insts = Vec::new();
    let word = push(function, &mut insts, Op::GlobalGet(big), &[], Repr::Value);
    let none = push(
        function,
        &mut insts,
        Op::IsWord(UNBOUND),
        &[word],
        Repr::Bool,
    );
    let block = function.block_mut(look);
    block.insts = insts;
    block.cold = true;
    block.term = Terminator::Branch {
        cond: none,
        then: error,
        otherwise: Edge::to(take),
    };
    let mut insts = Vec::new();
    let unbound = push(
        function,
        &mut insts,
        Op::ConstWord(UNBOUND),
        &[],
        Repr::Value,
    );
    insts.push(inst(function, Op::GlobalSet(big), &[unbound], None));
    insts.push(inst(function, Op::Cast(Repr::Int), &[word], result));
    let block = function.block_mut(take);
    block.insts = insts;
    block.cold = true;
    block.term = Terminator::Jump(Edge::to(general));
    look
}
