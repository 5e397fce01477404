//! Generators become functions that are called for each item.
//!
//! What a description of a generator's entry calls is its *body*. A body that
//! yields is cut in two: under its own number a function that makes the
//! generator's frame and puts the arguments there, and one that goes on with
//! the body where it waits. That one is called with the frame. Its entry jumps
//! to where the frame's state says; a `yield` writes what is live behind it to
//! the frame, and the state, and returns the item; behind the `yield` all of
//! that is read back. `yield from` waits in the same way, for an iterator that
//! the runtime draws from.
//!
//! This comes behind `refcounts`: what is kept are words and raw numbers, and
//! who owns them has been said. The frame owns the arguments, which are
//! released where the body ends.
//!
//! Where closing the generator would only release what is live, a table says
//! so, and in which slots that is: such a generator is taken apart without
//! running its body, and cycles can be found through it.

use std::collections::HashMap;

use pyaot_abi::functions::{exception, generator};
use pyaot_abi::layout::{frame, function_flags};
use pyaot_abi::value::{NONE, UNBOUND};
use pyaot_ir::{
    BlockId, Compare, DataId, DataItem, Edge, FuncId, Function, Inst, LocalId, Op, Program, Repr,
    Stage, TableItem, Terminator, ValueId,
};

use crate::emit::inst;
use crate::{graph, locals, ssa};

/// Whether a generator leaves its body here and comes back.
pub fn suspends(op: &Op) -> bool {
    [
        &generator::generator_yield,
        &generator::generator_yield_from,
    ]
    .iter()
    .any(|row| *op == Op::CallRuntime(row))
}

pub fn run(program: &mut Program) {
    let mut bodies: Vec<FuncId> = Vec::new();
    for n in 0..program.data.len() {
        let DataItem::Function(desc) = &program.data[n] else {
            continue;
        };
        let kind = function_flags::GENERATOR | function_flags::COROUTINE;
        if desc.flags & kind != function_flags::GENERATOR {
            continue;
        }
        bodies.extend(callees(program.function(desc.entry)));
        if let DataItem::Function(desc) = &mut program.data[n] {
            desc.flags |= function_flags::FRAMED;
        }
    }
    bodies.sort_unstable();
    bodies.dedup();
    for body in bodies {
        let insts = program.function(body).blocks.iter().flat_map(|b| &b.insts);
        if insts.map(|inst| &inst.op).any(suspends) {
            cut(program, body);
        }
    }
}

fn callees(function: &Function) -> impl Iterator<Item = FuncId> + '_ {
    let insts = function.blocks.iter().flat_map(|block| &block.insts);
    insts.filter_map(|inst| match inst.op {
        Op::Call(callee) => Some(callee),
        _ => None,
    })
}

/// Makes two functions of a body.
fn cut(program: &mut Program, id: FuncId) {
    let resumed = FuncId(program.functions.len() as u32);
    let stand_in = crate::signature(program.function(id));
    let body = std::mem::replace(&mut program.functions[id.index()], stand_in);
    let signature = crate::signature(&body);
    let mut cutter = Cutter::new(body);
    cutter.release_arguments();
    cutter.cut_at_yields();
    cutter.keep_what_is_live();
    cutter.dispatch();
    let owned = DataId(program.data.len() as u32);
    let masks = cutter.owned.iter().map(|mask| TableItem::Word(*mask));
    program.data.push(DataItem::Table(masks.collect()));
    let slots = cutter.slots;
    let mut body = cutter.function;
    ssa::run(&mut body, program);
    body.stage = Stage::Counted;
    program.functions[id.index()] = opener(signature, resumed, slots, owned);
    program.add_function(body);
}

/// The function that makes the frame.
fn opener(mut function: Function, resumed: FuncId, slots: u32, owned: DataId) -> Function {
    let entry = function.new_block(None);
    let params: Vec<ValueId> = (0..function.params.len())
        .map(|n| function.new_value(function.params[n]))
        .collect();
    let mut code = Code::default();
    let address = code.value(&mut function, Op::FuncAddress(resumed), &[], Repr::Ptr);
    let size = code.value(&mut function, Op::ConstI64(slots.into()), &[], Repr::I64);
    let row = Op::CallRuntime(&generator::generator_frame);
    let owned = code.value(&mut function, Op::ConstData(owned), &[], Repr::Ptr);
    let frame = code.value(&mut function, row, &[address, size, owned], Repr::Ptr);
    for (n, param) in params.iter().enumerate() {
        if function.repr(*param).is_counted() {
            code.unit(&function, Op::Retain, &[*param]);
        }
        code.unit(&function, Op::FrameStore(argument(n)), &[frame, *param]);
    }
    let none = code.value(&mut function, Op::ConstWord(NONE), &[], Repr::Value);
    let block = function.block_mut(entry);
    block.params = params;
    block.insts = code.0;
    block.term = Terminator::Return(Some(none));
    function
}

/// The slot of an argument.
fn argument(n: usize) -> u32 {
    frame::FIRST + n as u32
}

/// Instructions being written, which belong to no line.
#[derive(Default)]
struct Code(Vec<Inst>);

impl Code {
    fn unit(&mut self, function: &Function, op: Op, args: &[ValueId]) {
        self.0.push(inst(function, op, args, None));
    }

    fn define(&mut self, function: &Function, op: Op, args: &[ValueId], result: ValueId) {
        self.unit(function, op, args);
        if let Some(inst) = self.0.last_mut() {
            inst.result = Some(result);
        }
    }

    fn value(&mut self, function: &mut Function, op: Op, args: &[ValueId], repr: Repr) -> ValueId {
        let result = function.new_value(repr);
        self.define(function, op, args, result);
        result
    }

    fn load(&mut self, function: &mut Function, slot: u32, frame: ValueId, repr: Repr) -> ValueId {
        self.value(function, Op::FrameLoad { slot, repr }, &[frame], repr)
    }
}

/// A place where the body waits.
struct Wait {
    /// Ends with what goes out.
    leaves: BlockId,
    item: Option<ValueId>,
    /// Where what was live is read back.
    returns: BlockId,
    /// What closing the generator releases besides the arguments, if it does nothing else.
    releases: Option<Vec<ValueId>>,
}

struct Cutter {
    function: Function,
    /// Where the body begins.
    start: BlockId,
    /// The body's parameters.
    params: Vec<ValueId>,
    /// The frame, a parameter of the function that goes on with the body.
    frame: ValueId,
    waits: Vec<Wait>,
    /// Slots of the frame in use.
    slots: u32,
    /// For each wait what `generator_frame` says of it.
    owned: Vec<u64>,
}

impl Cutter {
    fn new(mut function: Function) -> Cutter {
        graph::compact(&mut function);
        let frame = function.new_value(Repr::Ptr);
        let function_object = function.new_value(Repr::Ref);
        // The entry gets another block's contents, which find the arguments in the frame.
        let start = function.new_block(None);
        let entry = function.block_mut(Function::ENTRY);
        let params = std::mem::replace(&mut entry.params, vec![function_object, frame]);
        let mut insts = std::mem::take(&mut entry.insts);
        let term = std::mem::replace(&mut entry.term, Terminator::Jump(Edge::to(start)));
        let mut code = Code::default();
        for (n, param) in params.iter().enumerate() {
            let repr = function.repr(*param);
            let slot = argument(n);
            code.define(&function, Op::FrameLoad { slot, repr }, &[frame], *param);
        }
        code.0.append(&mut insts);
        let block = function.block_mut(start);
        (block.insts, block.term) = (code.0, term);
        function.params = vec![Repr::Ref, Repr::Ptr];
        function.is_entry = true;
        Cutter {
            slots: argument(params.len()),
            function,
            start,
            params,
            frame,
            waits: Vec::new(),
            owned: Vec::new(),
        }
    }

    /// Where the body ends.
    fn release_arguments(&mut self) {
        let reprs: Vec<Repr> = self.params.iter().map(|p| self.function.repr(*p)).collect();
        for id in self.function.block_ids() {
            let term = &self.function.block(id).term;
            if !matches!(term, Terminator::Return(_) | Terminator::ReturnError) {
                continue;
            }
            let mut code = Code::default();
            for (n, repr) in reprs.iter().enumerate().filter(|(_, r)| r.is_counted()) {
                let word = code.load(&mut self.function, argument(n), self.frame, *repr);
                code.unit(&self.function, Op::Release, &[word]);
            }
            self.function.block_mut(id).insts.append(&mut code.0);
        }
    }

    /// Cuts blocks where the body waits. For now each half jumps to the next.
    fn cut_at_yields(&mut self) {
        let blocks: Vec<BlockId> = self.function.block_ids().collect();
        for id in blocks {
            let block = self.function.block_mut(id);
            let Terminator::OnError { ok, error } = &block.term else {
                continue;
            };
            let edges = (ok.clone(), error.clone());
            let Some(inst) = block.insts.pop_if(|inst| suspends(&inst.op)) else {
                continue;
            };
            let cold = block.cold;
            let releases = releases(&self.function, &edges.1);
            let [returns, tests] = [(); 2].map(|()| self.new_block(cold));
            let (leaves, item) = if inst.op == Op::CallRuntime(&generator::generator_yield) {
                // Its place until it is returned.
                let mut code = Code::default();
                code.unit(&self.function, Op::KeepAlive, &inst.args);
                self.function.block_mut(id).insts.append(&mut code.0);
                (id, Some(inst.args[0]))
            } else {
                // What is waited for is known to the runtime before the body is left.
                let leaves = self.new_block(cold);
                let block = self.function.block_mut(id);
                block.term = Terminator::OnError {
                    ok: Edge::to(leaves),
                    error: edges.1.clone(),
                };
                block.insts.push(Inst {
                    op: Op::CallRuntime(&generator::generator_delegate),
                    result: None,
                    ..inst.clone()
                });
                (leaves, None)
            };
            self.function.block_mut(leaves).term = Terminator::Jump(Edge::to(returns));
            self.function.block_mut(returns).term = Terminator::Jump(Edge::to(tests));
            self.come_back(tests, inst.result, edges);
            self.waits.push(Wait {
                leaves,
                item,
                returns,
                releases,
            });
        }
    }

    fn new_block(&mut self, cold: bool) -> BlockId {
        let id = self.function.new_block(None);
        self.function.block_mut(id).cold = cold;
        id
    }

    /// Goes on with what was sent, or with the exception that is pending.
    fn come_back(&mut self, id: BlockId, result: Option<ValueId>, (ok, error): (Edge, Edge)) {
        let function = &mut self.function;
        let sent = result.unwrap_or_else(|| function.new_value(Repr::Value));
        let mut code = Code::default();
        let (slot, repr) = (frame::SENT, Repr::Value);
        code.define(function, Op::FrameLoad { slot, repr }, &[self.frame], sent);
        let cond = code.value(function, Op::IsWord(UNBOUND), &[sent], Repr::Bool);
        let block = function.block_mut(id);
        block.insts = code.0;
        block.term = Terminator::Branch {
            cond,
            then: error,
            otherwise: ok,
        };
    }

    /// Writes what is live at each wait to the frame, and has it read back.
    fn keep_what_is_live(&mut self) {
        let constants = constants(&self.function);
        let mut live = vec![None; self.function.blocks.len()];
        for wait in &self.waits {
            live[wait.returns.index()] = Some(Vec::new());
        }
        let mut always = vec![false; self.function.values.len()];
        always[self.frame.index()] = true;
        graph::live_at(&self.function, &mut live, &always);
        let mut homes: HashMap<ValueId, LocalId> = HashMap::new();
        let mut slots: HashMap<ValueId, u32> = HashMap::new();
        let params = self.params.iter().enumerate();
        slots.extend(params.map(|(n, param)| (*param, argument(n))));
        let mut loads: HashMap<BlockId, Vec<Inst>> = HashMap::new();
        for n in 0..self.waits.len() {
            let Wait {
                leaves,
                item,
                returns,
                ..
            } = self.waits[n];
            let (mut store, mut load) = (Code::default(), Code::default());
            for value in live[returns.index()].take().unwrap_or_default() {
                let function = &mut self.function;
                let repr = function.repr(value);
                let again = match constants.get(&value) {
                    Some(op) => load.value(function, op.clone(), &[], repr),
                    None => {
                        let slot = *slots.entry(value).or_insert_with(|| {
                            self.slots += 1;
                            self.slots - 1
                        });
                        // Arguments are there already.
                        if !self.params.contains(&value) {
                            store.unit(function, Op::FrameStore(slot), &[self.frame, value]);
                        }
                        load.load(function, slot, self.frame, repr)
                    }
                };
                let local = homes.entry(value);
                let local = *local.or_insert_with(|| function.new_local("", repr));
                load.unit(function, Op::LocalSet(local), &[again]);
            }
            let function = &mut self.function;
            let state = store.value(function, Op::ConstI64(n as i64 + 1), &[], Repr::I64);
            store.unit(function, Op::FrameStore(frame::STATE), &[self.frame, state]);
            let item = match item {
                Some(item) if function.repr(item) == Repr::Value => item,
                Some(item) => store.value(function, Op::Cast(Repr::Value), &[item], Repr::Value),
                None => store.value(function, Op::ConstWord(NONE), &[], Repr::Value),
            };
            let block = function.block_mut(leaves);
            block.insts.pop_if(|inst| inst.op == Op::KeepAlive);
            block.insts.append(&mut store.0);
            block.term = Terminator::Return(Some(item));
            loads.insert(returns, load.0);
        }
        let waits = self.waits.iter();
        let masks = waits.map(|wait| self.mask(wait.releases.as_deref(), &slots, &constants));
        self.owned = masks.collect();
        for id in self.function.block_ids() {
            match loads.remove(&id) {
                Some(load) => self.function.block_mut(id).insts = load,
                None => locals::keep(&mut self.function, id, &homes),
            }
        }
    }

    /// A bit for each slot that holds a reference of the frame's own, and one that says that these
    /// are all that closing the generator would release. Only the arguments where that is not so.
    fn mask(
        &self,
        releases: Option<&[ValueId]>,
        slots: &HashMap<ValueId, u32>,
        constants: &HashMap<ValueId, Op>,
    ) -> u64 {
        let bit = |slot: u32| 1_u64.checked_shl(slot - frame::FIRST).unwrap_or(0) & !frame::QUIET;
        let params = self.params.iter().enumerate();
        let counted = params.filter(|(_, param)| self.function.repr(**param).is_counted());
        let arguments: Vec<u64> = counted.map(|(n, _)| bit(argument(n))).collect();
        let of_arguments = arguments.iter().fold(0, |mask, bit| mask | bit);
        if arguments.contains(&0) {
            return of_arguments;
        }
        let mut mask = of_arguments | frame::QUIET;
        for value in releases.into_iter().flatten() {
            if constants.contains_key(value) {
                continue;
            }
            match slots.get(value).map_or(0, |slot| bit(*slot)) {
                new if new != 0 && mask & new == 0 => mask |= new,
                _ => return of_arguments,
            }
        }
        match releases {
            Some(_) => mask,
            None => of_arguments,
        }
    }

    /// Makes the entry go where the frame's state says.
    fn dispatch(&mut self) {
        let function = &mut self.function;
        let mut code = Code::default();
        let state = code.load(function, frame::STATE, self.frame, Repr::I64);
        let ended = code.value(function, Op::ConstI64(frame::ENDED), &[], Repr::I64);
        code.unit(function, Op::FrameStore(frame::STATE), &[self.frame, ended]);
        let mut targets = vec![self.start];
        targets.extend(self.waits.iter().map(|wait| wait.returns));
        function.block_mut(Function::ENTRY).insts = code.0;
        choose(function, Function::ENTRY, state, 0, &targets);
    }
}

/// What is released on the way out of the function that begins with `edge`, besides arguments that
/// are loaded for it; `None` if anything else is done there.
fn releases(function: &Function, edge: &Edge) -> Option<Vec<ValueId>> {
    let mut edge = edge;
    let mut names: HashMap<ValueId, ValueId> = HashMap::new();
    let mut loaded = Vec::new();
    let mut released = Vec::new();
    // There are no loops without a condition.
    loop {
        let block = function.block(edge.block);
        let given: Vec<ValueId> = edge.args.iter().map(|arg| original(&names, *arg)).collect();
        names.extend(block.params.iter().copied().zip(given));
        for inst in &block.insts {
            match &inst.op {
                Op::Release => {
                    let value = original(&names, inst.args[0]);
                    if !loaded.contains(&value) {
                        released.push(value);
                    }
                }
                Op::FrameLoad { .. } => loaded.extend(inst.result),
                Op::Cast(_) => {
                    names.insert(inst.result?, original(&names, inst.args[0]));
                }
                Op::KeepAlive => {}
                op if op.is_constant() => {}
                // Nobody sees where GeneratorExit has come by.
                op if *op == Op::CallRuntime(&exception::traceback_add) => {}
                _ => return None,
            }
        }
        match &block.term {
            Terminator::Jump(next) => edge = next,
            Terminator::ReturnError => return Some(released),
            _ => return None,
        }
    }
}

/// The value that another name stands for.
fn original(names: &HashMap<ValueId, ValueId>, value: ValueId) -> ValueId {
    names.get(&value).copied().unwrap_or(value)
}

/// Ends a block with jumps to the target whose number, from `first` on, `state` is.
fn choose(function: &mut Function, at: BlockId, state: ValueId, first: i64, targets: &[BlockId]) {
    if let [target] = targets {
        function.block_mut(at).term = Terminator::Jump(Edge::to(*target));
        return;
    }
    let (low, high) = targets.split_at(targets.len() / 2);
    let middle = first + low.len() as i64;
    let mut code = Code::default();
    let bound = code.value(function, Op::ConstI64(middle), &[], Repr::I64);
    let less = Op::MachineCompare(Compare::Lt);
    let cond = code.value(function, less, &[state, bound], Repr::Bool);
    let [then, otherwise] = [(); 2].map(|()| function.new_block(None));
    let block = function.block_mut(at);
    block.insts.append(&mut code.0);
    block.term = Terminator::Branch {
        cond,
        then: Edge::to(then),
        otherwise: Edge::to(otherwise),
    };
    choose(function, then, state, first, low);
    choose(function, otherwise, state, middle, high);
}

/// What is made anew instead of being kept.
fn constants(function: &Function) -> HashMap<ValueId, Op> {
    let insts = function.blocks.iter().flat_map(|block| &block.insts);
    let constants = insts.filter(|inst| inst.op.is_constant());
    constants
        .filter_map(|inst| Some((inst.result?, inst.op.clone())))
        .collect()
}
