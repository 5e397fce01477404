//! Walks through a part of a list, `for x in xs[1:]`, without a copy of it.
//!
//! A part that is only asked for its length and, by a counter below that, for its items, needs no list of
//! its own as long as the list that it is of stays as it is: item `i` of the part is item
//! `first + i * step` of the list. So no instruction between the slice and the last use of the part
//! may change a list that could be this one, or run code that nobody knows.
//!
//! The end of an object may run code too; in programs that could see that, all parts are copied.

use std::collections::HashMap;

use pyaot_abi::FnDecl;
use pyaot_abi::functions::{exception, list, operation};
use pyaot_ir::{
    BlockId, Compare, Function, Inst, ItemType, MachineBinary, Op, Program, Repr, Terminator,
    ValueId,
};

use crate::emit;
use crate::fold;
use crate::graph::{self, Dominators};
use crate::made::Made;
use crate::params::Replacements;
use crate::steady;

pub fn run(program: &mut Program) {
    let slices = |function: &Function| {
        let mut insts = function.blocks.iter().flat_map(|block| &block.insts);
        insts.any(is_part)
    };
    if program.observes_death || !program.functions.iter().any(slices) {
        return;
    }
    let still = functions_that_leave_lists(program);
    for n in 0..program.functions.len() {
        if slices(&program.functions[n]) {
            let mut function = program.functions[n].clone();
            walk_in_place(&mut function, program, &still);
            program.functions[n] = function;
        }
    }
}

fn is_part(inst: &Inst) -> bool {
    matches!(inst.op, Op::CallRuntime(row) if *row == list::list_part)
}

/// What an instruction does to lists that were there before.
enum Effect {
    None,
    /// Changes the one that is its first operand.
    Changes,
    /// Calls that function.
    Calls(usize),
    Unknown,
}

fn effect(inst: &Inst, function: &Function, program: &Program) -> Effect {
    match &inst.op {
        Op::ListAppend | Op::ListSet | Op::TypedAppend(_) | Op::TypedSet(_) => Effect::Changes,
        Op::TrySet(_) | Op::TryReplace => Effect::Changes,
        Op::ListGet | Op::TypedGet(_) | Op::TryListGet | Op::TryGet(_) => Effect::None,
        Op::ListProbe | Op::NeedItem | Op::InstanceNew(_) => Effect::None,
        Op::FieldSet { .. } | Op::FieldInit { .. } | Op::CellSet | Op::GlobalSet(_) => Effect::None,
        Op::DictLen | Op::DictPlaces | Op::DictKey | Op::DictValue => Effect::None,
        Op::SetLen | Op::SetItem => Effect::None,
        Op::ViewLoad(_) | Op::ViewStore(_) => Effect::None,
        Op::Call(func) => Effect::Calls(func.index()),
        Op::CallRuntime(row) if leaves_lists(row) => Effect::None,
        _ if steady::is_steady(inst, function, program) => Effect::None,
        _ => Effect::Unknown,
    }
}

/// Whether a runtime function that is not pure leaves all lists as they are, and calls nothing.
fn leaves_lists(row: &'static FnDecl) -> bool {
    let computes = [
        &operation::number_add,
        &operation::number_sub,
        &operation::number_mul,
        &operation::number_truediv,
        &operation::number_square,
        &operation::number_neg,
        &operation::number_abs,
        &operation::number_min,
        &operation::number_max,
        &operation::number_eq,
        &operation::number_ne,
        &operation::number_lt,
        &operation::number_le,
        &operation::number_gt,
        &operation::number_ge,
        &exception::traceback_add,
    ];
    computes.contains(&row) || fold::makes_object(row) || row.only_raises()
}

/// Which functions, with all that they call, leave the lists as they are that were there when
/// they were called.
fn functions_that_leave_lists(program: &Program) -> Vec<bool> {
    let mut still = Vec::new();
    let mut calls: Vec<Vec<usize>> = Vec::new();
    for function in &program.functions {
        let mut called = Vec::new();
        let made = Made::new(function, &function.predecessors());
        let insts = || function.blocks.iter().flat_map(|block| &block.insts);
        let leaves = insts().all(|inst| match effect(inst, function, program) {
            Effect::None => true,
            Effect::Changes => made.is_fresh(inst.args[0]),
            Effect::Calls(callee) => {
                called.push(callee);
                true
            }
            Effect::Unknown => false,
        });
        still.push(leaves && !function.is_entry);
        calls.push(called);
    }
    loop {
        let disturbed = |n: usize| still[n] && calls[n].iter().any(|callee| !still[*callee]);
        let found: Vec<usize> = (0..still.len()).filter(|n| disturbed(*n)).collect();
        if found.is_empty() {
            return still;
        }
        for n in found {
            still[n] = false;
        }
    }
}

fn walk_in_place(function: &mut Function, program: &Program, still: &[bool]) {
    graph::compact(function);
    // A part of a part is found when the first is none any more.
    while let Some(part) = Finder::new(function, program, still).find() {
        part.walk_in_place(function);
    }
}

/// A part that needs no list.
struct Part {
    /// Where it is made: the block, and the place in it.
    at: (BlockId, usize),
    /// The list, and the bounds: start, stop and step.
    args: [ValueId; 4],
    starts_at: Option<i64>,
    stops_at: Option<i64>,
    step: i64,
    /// Reads of its length and of its items.
    uses: Vec<(BlockId, usize)>,
}

struct Finder<'a> {
    function: &'a Function,
    program: &'a Program,
    still: &'a [bool],
    preds: Vec<Vec<BlockId>>,
    dominators: Dominators,
    made: Made,
    /// Instructions by their results.
    definitions: HashMap<ValueId, &'a Inst>,
    /// What comes in for block parameters.
    incoming: HashMap<ValueId, Vec<ValueId>>,
}

impl<'a> Finder<'a> {
    fn new(function: &'a Function, program: &'a Program, still: &'a [bool]) -> Finder<'a> {
        let preds = function.predecessors();
        let insts = function.blocks.iter().flat_map(|block| &block.insts);
        let definitions = insts
            .filter_map(|inst| Some((inst.result?, inst)))
            .collect();
        let mut incoming: HashMap<ValueId, Vec<ValueId>> = HashMap::new();
        for edge in function.blocks.iter().flat_map(|block| block.term.edges()) {
            for (param, arg) in function.block(edge.block).params.iter().zip(&edge.args) {
                incoming.entry(*param).or_default().push(*arg);
            }
        }
        Finder {
            function,
            program,
            still,
            dominators: Dominators::new(&preds),
            made: Made::new(function, &preds),
            preds,
            definitions,
            incoming,
        }
    }

    fn find(&self) -> Option<Part> {
        self.function.block_ids().find_map(|id| {
            let insts = self.function.block(id).insts.iter().enumerate();
            let mut parts = insts.filter(|(_, inst)| is_part(inst));
            parts.find_map(|(k, inst)| self.part((id, k), inst))
        })
    }

    fn const_i64(&self, value: ValueId) -> Option<i64> {
        match self.definitions.get(&value)?.op {
            Op::ConstI64(n) => Some(n),
            _ => None,
        }
    }

    fn part(&self, at: (BlockId, usize), inst: &Inst) -> Option<Part> {
        let name = inst.result?;
        let args: [ValueId; 4] = inst.args[..].try_into().ok()?;
        let step = self.const_i64(args[3])?;
        let uses = self.uses(name)?;
        let is_bounded = |(block, k): &(BlockId, usize)| {
            let inst = &self.function.block(*block).insts[*k];
            inst.op == Op::ListLen || self.is_below_length(inst.args[1], name, *block)
        };
        if !uses.iter().all(is_bounded) || !self.stays(args[0], name, at, &uses) {
            return None;
        }
        Some(Part {
            at,
            args,
            starts_at: self.const_i64(args[1]),
            stops_at: self.const_i64(args[2]),
            step,
            uses,
        })
    }

    /// Where a part is read, if nothing else is done with it.
    fn uses(&self, part: ValueId) -> Option<Vec<(BlockId, usize)>> {
        let mut uses = Vec::new();
        for id in self.function.block_ids() {
            let block = self.function.block(id);
            let mut handed_on = block.term.edges().flat_map(|edge| &edge.args);
            if handed_on.any(|arg| *arg == part) || block.term.uses() == Some(part) {
                return None;
            }
            for (k, inst) in block.insts.iter().enumerate() {
                match inst.args.iter().position(|arg| *arg == part) {
                    None => {}
                    Some(0) if matches!(inst.op, Op::ListLen | Op::ListGet | Op::TypedGet(_)) => {
                        uses.push((id, k));
                    }
                    Some(_) => return None,
                }
            }
        }
        Some(uses)
    }

    /// Whether every way to the block has made sure that an index, which is not negative, is
    /// less than the length of a part.
    fn is_below_length(&self, index: ValueId, part: ValueId, block: BlockId) -> bool {
        let is_test = |cond: &ValueId| {
            let test = self.definitions.get(cond);
            let test = test.filter(|test| test.op == Op::MachineCompare(Compare::Lt));
            test.is_some_and(|test| {
                let length = self.definitions.get(&test.args[1]);
                test.args[0] == index
                    && length.is_some_and(|l| l.op == Op::ListLen && l.args[0] == part)
            })
        };
        let decides = |id: BlockId| match &self.function.block(id).term {
            Terminator::Branch { cond, then, .. } if is_test(cond) => {
                let inside = then.block;
                self.preds[inside.index()].len() == 1 && self.dominators.dominates(inside, block)
            }
            _ => false,
        };
        self.is_counter(index, &mut Vec::new()) && self.function.block_ids().any(decides)
    }

    /// Whether a value begins at no less than 0, and is only counted up.
    fn is_counter(&self, value: ValueId, seen: &mut Vec<ValueId>) -> bool {
        if seen.contains(&value) {
            return true;
        }
        seen.push(value);
        match self.definitions.get(&value) {
            Some(inst) => match inst.op {
                Op::ConstI64(n) => n >= 0,
                Op::Machine(MachineBinary::Add) => {
                    inst.args.iter().all(|arg| self.is_counter(*arg, seen))
                }
                _ => false,
            },
            None => match self.incoming.get(&value) {
                Some(args) => args.iter().all(|arg| self.is_counter(*arg, seen)),
                None => false,
            },
        }
    }

    /// Whether a list is the same at all uses of a part of it as where the part was made.
    fn stays(
        &self,
        list: ValueId,
        part: ValueId,
        at: (BlockId, usize),
        uses: &[(BlockId, usize)],
    ) -> bool {
        let (home, made_at) = at;
        // Blocks the part is alive at the start of.
        let mut alive = vec![false; self.function.blocks.len()];
        let mut work: Vec<BlockId> = uses.iter().map(|(block, _)| *block).collect();
        while let Some(block) = work.pop() {
            if block != home && !std::mem::replace(&mut alive[block.index()], true) {
                work.extend(&self.preds[block.index()]);
            }
        }
        self.function.block_ids().all(|id| {
            if id != home && !alive[id.index()] {
                return true;
            }
            let block = self.function.block(id);
            let from = if id == home { made_at + 1 } else { 0 };
            let mut targets = block.term.edges().map(|edge| edge.block);
            let to = match targets.any(|target| alive[target.index()]) {
                true => block.insts.len(),
                false => {
                    let here = uses.iter().filter(|(block, _)| *block == id);
                    here.map(|(_, k)| *k).max().unwrap_or(from)
                }
            };
            let mut between = block.insts[from..to.max(from)].iter();
            between.all(|inst| match effect(inst, self.function, self.program) {
                Effect::None => true,
                Effect::Changes => {
                    let other = inst.args[0];
                    let are_apart = || self.made.are_apart(list, other);
                    other != part && (self.keeps_otherwise(uses, &inst.op) || are_apart())
                }
                Effect::Calls(callee) => self.still[callee],
                Effect::Unknown => false,
            })
        })
    }
    /// Whether a list that `changes` has its items in another form than the one that is read.
    fn keeps_otherwise(&self, uses: &[(BlockId, usize)], changes: &Op) -> bool {
        use ItemType::{Bool, Float, Int};
        let form = |op: &Op| match op {
            Op::TypedGet(item) | Op::TypedSet(item) | Op::TypedAppend(item) | Op::TrySet(item) => {
                Some(*item).filter(|item| matches!(item, Bool | Float | Int))
            }
            _ => None,
        };
        let changed = form(changes);
        let reads = uses
            .iter()
            .map(|(block, k)| &self.function.block(*block).insts[*k].op);
        let mut reads = reads.filter(|op| **op != Op::ListLen);
        changed.is_some() && reads.all(|op| form(op).is_some_and(|form| Some(form) != changed))
    }
}

impl Part {
    /// Reads the list itself.
    fn walk_in_place(self, function: &mut Function) {
        let (home, made_at) = self.at;
        let mut behind = function.block_mut(home).insts.split_off(made_at);
        let mut insts = std::mem::take(&mut function.block_mut(home).insts);
        let before = insts.len();
        let (first, length) = self.bounds(function, &mut insts);
        // The slice itself goes.
        let added = insts.len() - before;
        insts.extend(behind.drain(1..));
        function.block_mut(home).insts = insts;
        let mut lengths = Replacements::new(function);
        let mut uses = self.uses.clone();
        // Later ones first: those before them keep their places.
        uses.sort_by_key(|(_, k)| std::cmp::Reverse(*k));
        for (block, k) in uses {
            let k = if block == home { k - 1 + added } else { k };
            let result = function.block(block).insts[k].result;
            if function.block(block).insts[k].op == Op::ListLen {
                function.block_mut(block).insts.remove(k);
                if let Some(result) = result {
                    lengths.grow(result.max(length));
                    lengths.set(result, length);
                }
                continue;
            }
            let mut index = function.block(block).insts[k].args[1];
            let mut new = Vec::new();
            if self.step != 1 {
                let step = emit::push(function, &mut new, Op::ConstI64(self.step), &[], Repr::I64);
                let multiply = Op::Machine(MachineBinary::Mul);
                index = emit::push(function, &mut new, multiply, &[index, step], Repr::I64);
            }
            if let Some(first) = first {
                let add = Op::Machine(MachineBinary::Add);
                index = emit::push(function, &mut new, add, &[first, index], Repr::I64);
            }
            let insts = &mut function.block_mut(block).insts;
            insts[k].args[0] = self.args[0];
            insts[k].args[1] = index;
            insts.splice(k..k, new);
        }
        for value in (0..function.values.len() as u32).map(ValueId) {
            lengths.grow(value);
        }
        lengths.apply(function);
    }

    /// Where the part's first item stands in the list, nothing for its start, and how many items
    /// the part has.
    fn bounds(&self, function: &mut Function, insts: &mut Vec<Inst>) -> (Option<ValueId>, ValueId) {
        let [list, start, stop, step] = self.args;
        let mut bounds = Bounds { function, insts };
        let len = bounds.push(Op::ListLen, &[list]);
        if self.step != 1 {
            let first = Op::CallRuntime(&list::part_first);
            let length = Op::CallRuntime(&list::part_length);
            let first = bounds.push(first, &[len, start, step]);
            return (Some(first), bounds.push(length, &[len, start, stop, step]));
        }
        let zero = bounds.push(Op::ConstI64(0), &[]);
        // Behind the end, nothing is counted from it.
        let first = match self.starts_at {
            Some(0..) => start,
            _ => bounds.clip(start, len, zero),
        };
        let end = match self.stops_at {
            Some(i64::MAX) => len,
            _ => bounds.clip(stop, len, zero),
        };
        let length = match self.starts_at {
            Some(0) => end,
            _ => {
                let between = bounds.push(Op::Machine(MachineBinary::Sub), &[end, first]);
                bounds.larger(between, zero)
            }
        };
        (Some(first).filter(|_| self.starts_at != Some(0)), length)
    }
}

/// Writes the arithmetic of bounds.
struct Bounds<'a> {
    function: &'a mut Function,
    insts: &'a mut Vec<Inst>,
}

impl Bounds<'_> {
    fn push(&mut self, op: Op, args: &[ValueId]) -> ValueId {
        let repr = match op {
            Op::MachineCompare(_) => Repr::Bool,
            _ => Repr::I64,
        };
        emit::push(self.function, self.insts, op, args, repr)
    }

    fn less(&mut self, a: ValueId, b: ValueId) -> ValueId {
        self.push(Op::MachineCompare(Compare::Lt), &[a, b])
    }

    fn larger(&mut self, a: ValueId, b: ValueId) -> ValueId {
        let less = self.less(a, b);
        self.push(Op::Select, &[less, b, a])
    }

    /// A bound of a slice, which counts from the end where it is negative, within `0..=len`.
    fn clip(&mut self, bound: ValueId, len: ValueId, zero: ValueId) -> ValueId {
        let from_end = self.push(Op::Machine(MachineBinary::Add), &[bound, len]);
        let from_end = self.larger(from_end, zero);
        let beyond = self.less(len, bound);
        let from_start = self.push(Op::Select, &[beyond, len, bound]);
        let is_negative = self.less(bound, zero);
        self.push(Op::Select, &[is_negative, from_end, from_start])
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    /// `for x in items[1:]: TURN`, and what it becomes.
    fn walk(slice: &str, list: &str, length: &str, index: &str, turn: &str) -> String {
        format!(
            "function f(ref, ref) -> i64 stage ssa {{
            b0(v0:ref, v1:ref):
                v2:i64 = const_i64 0
                v3:i64 = const_i64 1
                v4:i64 = const_i64 9223372036854775807
                {slice}
                jump b1(v2)
            b1(v6:i64):
                {length}
                branch v8, b2, b5
            b2:
                {index}
                v9:int = typed_get int {list}
                on_error b4, else b3
            b3:
                {turn}
                v10:i64 = machine add v6, v3
                jump b1(v10)
            b4 cold:
                return_error
            b5:
                return v6
            }}"
        )
    }

    fn copied(turn: &str) -> String {
        walk(
            "v5:ref = call_runtime list_part v0, v3, v4, v3",
            "v5, v6",
            "v7:i64 = list_len v5
             v8:bool = machine_compare lt v6, v7",
            "",
            turn,
        )
    }

    #[test]
    fn a_list_that_stays_is_read_itself() {
        assert_pass(
            "parts",
            &copied(""),
            &walk(
                "v11:i64 = list_len v0
                 v12:i64 = const_i64 0
                 v13:i64 = machine sub v11, v3
                 v14:bool = machine_compare lt v13, v12
                 v15:i64 = select v14, v12, v13",
                "v0, v16",
                "v8:bool = machine_compare lt v6, v15",
                "v16:i64 = machine add v3, v6",
                "",
            ),
        );
    }

    #[test]
    fn a_list_is_copied_where_something_happens_to_lists() {
        let turn = "call_runtime list_reserve v1, v6, v3";
        assert_pass("parts", &copied(turn), &copied(turn));
    }
}
