//! Computes once what would be computed again: a pure operation on operands
//! it had before, where the first result is at hand. Constants all move to
//! the entry block, where loops and branches find them (the back end makes
//! them afresh at their uses). A condition that a branch on the way here has
//! decided is not tested again.
//!
//! A test that fails by its error edge has a result behind the other edge only,
//! and is shared from there on. Items of lists and fields of objects are shared as well, as long as
//! nothing on the way could have put others there; what was stored in a field is read from there.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

use pyaot_abi::functions::{AbiType, FnDecl};
use pyaot_ir::{
    BlockId, Compare, Function, Inst, IntBinary, ItemType, MachineBinary, Op, Position, Program,
    Terminator, ValueId,
};

use crate::cool;
use crate::graph::{self, Dominators};
use crate::params::{self, Replacements};

/// What tells pure computations apart: the operation, its details, and up to
/// three operands.
type Key = (Discriminant<Op>, u64, [u32; 3]);

/// How many decided conditions are looked through.
const DECIDED: usize = 32;
const NO_OPERAND: u32 = u32::MAX;

/// The key of an operation worth sharing.
fn key(op: &Op, args: &[ValueId]) -> Option<Key> {
    let detail = match op {
        Op::ConstWord(word) | Op::IsWord(word) => *word,
        Op::ConstInt(n) | Op::ConstI64(n) => *n as u64,
        Op::ConstF64(x) => x.to_bits(),
        Op::ConstBool(b) => u64::from(*b),
        Op::ConstStr(id) | Op::ConstBytes(id) => u64::from(id.0),
        Op::ConstData(id) => u64::from(id.0),
        Op::ConstCode(id) => u64::from(id.0),
        // What raises ends its block and has a result on one edge only.
        Op::Int(IntBinary::FloorDiv | IntBinary::Mod | IntBinary::Shl | IntBinary::Shr) => {
            return None;
        }
        Op::Int(op) => *op as u64,
        Op::Machine(op) => *op as u64,
        Op::Float(op) => *op as u64,
        Op::FloatUnary(op) => *op as u64,
        Op::IntCompare(op) | Op::MachineCompare(op) | Op::FloatCompare(op) => *op as u64,
        Op::Cast(repr) => *repr as u64,
        Op::ViewShape(axis) | Op::ViewStride(axis) => u64::from(*axis),
        Op::ViewData | Op::ViewIsWritable => 0,
        Op::Checked(op) => *op as u64,
        Op::TryGet(item) => *item as u64,
        Op::FieldGet { offset, repr } => u64::from(*offset) << 8 | *repr as u64,
        Op::CallRuntime(row) if is_computation(row) => std::ptr::from_ref::<FnDecl>(row) as u64,
        Op::TryListGet
        | Op::ListProbe
        | Op::NeedItem
        | Op::TryReplace
        | Op::NeedSmall
        | Op::NeedNumber
        | Op::NeedExact
        | Op::NumberWord
        | Op::Nonnegative
        | Op::KnownSmall
        | Op::Within
        | Op::IntNeg
        | Op::IntInvert
        | Op::IntToI64
        | Op::IntFromI64
        | Op::IntFromU64
        | Op::IntLow
        | Op::SmallToI64
        | Op::SmallFromI64
        | Op::I64ToF64
        | Op::FloatBox
        | Op::FloatUnbox
        | Op::NumberToF64
        | Op::BoolNot
        | Op::BoolAnd
        | Op::BoolOr
        | Op::BoolToValue
        | Op::BoolFromValue
        | Op::BoolToInt
        | Op::BoolToI64
        | Op::Is
        | Op::IsSmallInt
        | Op::Select
        | Op::TupleLen
        | Op::StrLen
        | Op::StrNarrow
        | Op::StrCode
        | Op::StrByte => 0,
        _ => return None,
    };
    let mut operands = [NO_OPERAND; 3];
    for (slot, arg) in operands.iter_mut().zip(args) {
        *slot = arg.0;
    }
    if commutes(op) && operands[1] < operands[0] {
        operands.swap(0, 1);
    }
    Some((discriminant(op), detail, operands))
}

/// Whether the two operands of an operation may change places.
fn commutes(op: &Op) -> bool {
    use MachineBinary::{Add, And, Mul, Or, Xor};
    match op {
        Op::Machine(op) | Op::Checked(op) => matches!(op, Add | Mul | And | Or | Xor),
        Op::MachineCompare(op) => matches!(op, Compare::Eq | Compare::Ne),
        _ => false,
    }
}

/// Whether a runtime function computes a number from numbers and texts alone.
fn is_computation(row: &FnDecl) -> bool {
    use AbiType::{Bool, F64, I64, Int, Str};
    let is_fixed = |ty: AbiType| matches!(ty, Bool | F64 | I64 | Int | Str);
    row.pure
        && row.params.len() <= 3
        && row.params.iter().all(|param| is_fixed(param.ty))
        && matches!(row.result, Bool | F64 | I64)
}

/// What an operation does to items that have been read.
#[derive(PartialEq)]
enum Effect {
    None,
    Some(ItemType),
    All,
}

fn effect(op: &Op, function: &Function, program: &Program) -> Effect {
    match op {
        Op::TrySet(item) => Effect::Some(*item),
        Op::TryReplace => Effect::Some(ItemType::Int),
        Op::TryListGet | Op::TryGet(_) | Op::ListLen | Op::FieldGet { .. } => Effect::None,
        Op::ListItems | Op::StorageLen(_) => Effect::None,
        Op::ListProbe | Op::NeedItem => Effect::None,
        Op::GlobalGet(_) | Op::CellGet | Op::TupleGet(_) | Op::TupleIndex => Effect::None,
        Op::OthersWait | Op::HasRoom | Op::FramesFit => Effect::None,
        Op::FieldSet { repr, .. } if !repr.is_counted() => Effect::None,
        op => {
            let info = op.info(program, &|local| function.locals[local.index()].repr);
            if info.pure { Effect::None } else { Effect::All }
        }
    }
}

/// What an operation does to fields that have been read.
enum Touched {
    None,
    /// Fields at this offset, of whatever object.
    Offset(u32),
    All,
}

fn touched(op: &Op, function: &Function, program: &Program) -> Touched {
    // Where it may run code, the end of what was there may change any field.
    let releases = if program.observes_death {
        Touched::All
    } else {
        Touched::None
    };
    match op {
        Op::FieldSet { offset, repr } => match releases {
            Touched::All if repr.is_counted() => Touched::All,
            _ => Touched::Offset(*offset),
        },
        Op::FieldGet { .. } | Op::InstanceNew(_) | Op::GlobalGet(_) | Op::CellGet => Touched::None,
        Op::TupleGet(_) | Op::TupleIndex | Op::ArgWord(_) | Op::FuncCell(_) => Touched::None,
        Op::ListLen | Op::DictLen | Op::DictPlaces | Op::DictKey | Op::DictValue => Touched::None,
        Op::SetLen | Op::SetItem => Touched::None,
        Op::TryListGet | Op::TryGet(_) | Op::TrySet(_) | Op::TryReplace => Touched::None,
        Op::ListProbe | Op::NeedItem | Op::ListItems | Op::StorageLen(_) => Touched::None,
        Op::OthersWait | Op::HasRoom | Op::FramesFit => Touched::None,
        Op::Call(func) if program.function(*func).quiet => Touched::None,
        Op::ElementLoad { .. } | Op::ElementStore { .. } | Op::KeepAlive => Touched::None,
        // Lists that CPython shares are brought in step.
        Op::ListGet | Op::TypedGet(_) | Op::ListSet | Op::TypedSet(_) => releases,
        Op::ListAppend | Op::TypedAppend(_) | Op::CellSet | Op::GlobalSet(_) => releases,
        op => {
            let info = op.info(program, &|local| function.locals[local.index()].repr);
            if info.pure {
                Touched::None
            } else {
                Touched::All
            }
        }
    }
}

/// Since when items of each type, objects, and fields at each offset are what they
/// are: the number of the last operation that may have changed them.
#[derive(Clone, Default)]
struct Since {
    items: [u32; OBJECTS + 1],
    fields: u32,
    /// Offsets that have been written since.
    offsets: Vec<(u32, u32)>,
}
const OBJECTS: usize = ItemType::COUNT;

impl Since {
    fn all(change: u32) -> Since {
        Since {
            items: [change; OBJECTS + 1],
            fields: change,
            offsets: Vec::new(),
        }
    }

    /// For what `op` reads; 0: that never changes.
    fn of(&self, op: &Op) -> u32 {
        match op {
            Op::TryListGet | Op::ListProbe | Op::TryReplace => self.items[OBJECTS],
            Op::TryGet(item) => self.items[*item as usize],
            Op::FieldGet { offset, .. } => {
                let written = self.offsets.iter().find(|(known, _)| known == offset);
                written.map_or(self.fields, |(_, change)| *change)
            }
            _ => 0,
        }
    }

    fn write(&mut self, offset: u32, change: u32) {
        self.offsets.retain(|(known, _)| *known != offset);
        self.offsets.push((offset, change));
    }
}

/// What a piece of code may change.
#[derive(Clone, Default, PartialEq)]
struct Changes {
    items: [bool; OBJECTS + 1],
    fields: bool,
    /// Offsets of fields that are written.
    offsets: Vec<u32>,
}

impl Changes {
    fn all() -> Changes {
        Changes {
            items: [true; OBJECTS + 1],
            fields: true,
            offsets: Vec::new(),
        }
    }

    fn join(&mut self, other: &Changes) {
        for (mine, others) in self.items.iter_mut().zip(other.items) {
            *mine |= others;
        }
        self.fields |= other.fields;
        for offset in &other.offsets {
            if !self.offsets.contains(offset) {
                self.offsets.push(*offset);
            }
        }
    }
}

/// So many blocks are looked at between where ways part and where they meet.
const BETWEEN: usize = 200;

pub fn run(function: &mut Function, program: &Program) {
    graph::compact(function);
    params::share_equal(function);
    let preds = function.predecessors();
    let dominators = Dominators::new(&preds);
    let children = dominators.children();
    let mut items = vec![false; function.values.len()];
    for inst in function.blocks.iter().flat_map(|block| &block.insts) {
        if let (Op::TryListGet, Some(result)) = (&inst.op, inst.result) {
            items[result.index()] = true;
        }
    }
    let mut sharer = Sharer {
        idom: &dominators.idom,
        changed: vec![None; preds.len()],
        between: vec![BlockId(u32::MAX); preds.len()],
        replacements: Replacements::new(function),
        function,
        known: HashMap::new(),
        undo: Vec::new(),
        decided: Vec::new(),
        program,
        since: vec![Since::default(); preds.len()],
        changes: 0,
        preds: &preds,
        constants: Vec::new(),
        items,
    };
    sharer.walk(&children);
    let Sharer {
        mut replacements,
        constants,
        ..
    } = sharer;
    function
        .block_mut(Function::ENTRY)
        .insts
        .splice(0..0, constants);
    replacements.apply(function);
    // Where they start from the same constant, that is one value by now.
    params::share_equal(function);
    graph::compact(function);
}

struct Sharer<'a> {
    function: &'a mut Function,
    /// Results, and for items since when they are there.
    known: HashMap<Key, (ValueId, u32)>,
    /// What `known` held before, to go back up the dominator tree.
    undo: Vec<(Key, Option<(ValueId, u32)>)>,
    program: &'a Program,
    /// What holds at the end of each block visited.
    since: Vec<Since>,
    /// Operations met that change items.
    changes: u32,
    replacements: Replacements,
    /// Conditions decided by the branches on the way, innermost last.
    decided: Vec<(ValueId, bool)>,
    preds: &'a [Vec<BlockId>],
    idom: &'a [BlockId],
    /// What blocks change, where somebody asked.
    changed: Vec<Option<Changes>>,
    /// Stamped with the block whose ways in were last looked at.
    between: Vec<BlockId>,
    /// For the start of the entry.
    constants: Vec<Inst>,
    /// Values that are items of lists for certain, not what stands for none.
    items: Vec<bool>,
}

impl Sharer<'_> {
    fn walk(&mut self, children: &[Vec<BlockId>]) {
        enum Step {
            Enter(BlockId),
            Leave(usize, usize),
        }
        let mut stack = vec![Step::Enter(Function::ENTRY)];
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(block) => {
                    stack.push(Step::Leave(self.undo.len(), self.decided.len()));
                    self.learn(block);
                    self.block(block);
                    self.decide(block);
                    stack.extend(
                        children[block.index()]
                            .iter()
                            .rev()
                            .map(|b| Step::Enter(*b)),
                    );
                }
                Step::Leave(mark, decided) => {
                    self.decided.truncate(decided);
                    for (key, value) in self.undo.drain(mark..).rev() {
                        match value {
                            Some(value) => self.known.insert(key, value),
                            None => self.known.remove(&key),
                        };
                    }
                }
            }
        }
    }

    /// Notes what is known at the start of `block`: since when items are what
    /// they are, what the branch into it has decided, and what the operation
    /// before it has made, which could have failed.
    fn learn(&mut self, block: BlockId) {
        let [pred] = self.preds[block.index()][..] else {
            self.since[block.index()] = self.where_ways_meet(block);
            return;
        };
        self.since[block.index()] = self.since[pred.index()].clone();
        let before = self.function.block(pred);
        if let (Terminator::OnError { ok, error }, Some(inst)) = (&before.term, before.insts.last())
            && ok.block == block
            && error.block != block
        {
            let made = match (&inst.op, &inst.args[..]) {
                // Rounded when it is stored.
                (Op::TrySet(ItemType::ArrayF32), _) => None,
                (Op::TrySet(item), [list, index, value, ..]) => {
                    Some((Op::TryGet(*item), vec![*list, *index], *value))
                }
                (Op::TryReplace, [list, index, value, ..]) => {
                    let op = Op::TryGet(ItemType::Int);
                    Some((op, vec![*list, *index], *value))
                }
                (Op::NeedItem, [item]) => Some((Op::NeedItem, vec![*item], *item)),
                (op, args) => inst
                    .result
                    .map(|result| (op.clone(), args.to_vec(), result)),
            };
            // What has been a small int once is one until other code runs.
            if let (Op::TryGet(ItemType::Int) | Op::TrySet(ItemType::Int), [list, index, ..]) =
                (&inst.op, &inst.args[..])
                && let Some(key) = key(&Op::TryReplace, &[*list, *index])
            {
                let since = self.now(block, &Op::TryReplace);
                self.know(key, *list, since);
            }
            if let Some((op, args, value)) = made
                && let Some(key) = key(&op, &args)
            {
                let value = self.replacements.get(value);
                self.know(key, value, self.now(block, &op));
            }
        }
        if let Terminator::Branch { cond, then, .. } = &self.function.block(pred).term {
            let (cond, truth) = (*cond, then.block == block);
            self.decided.push((self.replacements.get(cond), truth));
        }
    }

    /// Since when things are what they are at the start of a block that several ways lead
    /// to: what none of them changes is what it was where they part.
    fn where_ways_meet(&mut self, block: BlockId) -> Since {
        self.changes += 1;
        let parting = self.idom[block.index()];
        let mut changes = Changes::default();
        let mut work = self.preds[block.index()].clone();
        let mut looked_at = 0;
        while let Some(at) = work.pop() {
            if at == parting || std::mem::replace(&mut self.between[at.index()], block) == block {
                continue;
            }
            looked_at += 1;
            if looked_at > BETWEEN {
                return Since::all(self.changes);
            }
            if self.changed[at.index()].is_none() {
                self.changed[at.index()] = Some(self.changes_of(at));
            }
            if let Some(more) = &self.changed[at.index()] {
                changes.join(more);
            }
            work.extend(&self.preds[at.index()]);
        }
        if block == Function::ENTRY || changes == Changes::all() {
            return Since::all(self.changes);
        }
        let mut since = self.since[parting.index()].clone();
        for (kind, changed) in since.items.iter_mut().zip(changes.items) {
            if changed {
                *kind = self.changes;
            }
        }
        if changes.fields {
            since.fields = self.changes;
            since.offsets.clear();
        }
        for offset in changes.offsets {
            since.write(offset, self.changes);
        }
        since
    }

    fn changes_of(&self, block: BlockId) -> Changes {
        let mut changes = Changes::default();
        for inst in &self.function.block(block).insts {
            match effect(&inst.op, self.function, self.program) {
                Effect::None => {}
                Effect::Some(item) => changes.items[item as usize] = true,
                Effect::All => changes.items = [true; OBJECTS + 1],
            }
            match touched(&inst.op, self.function, self.program) {
                Touched::None => {}
                Touched::Offset(offset) => changes.offsets.push(offset),
                Touched::All => changes.fields = true,
            }
        }
        changes
    }

    fn know(&mut self, key: Key, value: ValueId, since: u32) {
        let old = self.known.insert(key, (value, since));
        self.undo.push((key, old));
    }

    /// Since when what `op` reads is what it is, at the place reached in `block`.
    fn now(&self, block: BlockId, op: &Op) -> u32 {
        self.since[block.index()].of(op)
    }

    /// Notes what `inst` does to fields; what it puts into one is read from there.
    fn touch(&mut self, block: BlockId, inst: &Inst) {
        match touched(&inst.op, self.function, self.program) {
            Touched::None => {}
            Touched::All => {
                self.changes += 1;
                let since = &mut self.since[block.index()];
                since.fields = self.changes;
                since.offsets.clear();
            }
            Touched::Offset(offset) => {
                self.changes += 1;
                self.since[block.index()].write(offset, self.changes);
            }
        }
        if let Op::FieldSet { offset, repr } = inst.op
            && let Some(key) = key(&Op::FieldGet { offset, repr }, &inst.args[..1])
        {
            self.know(key, inst.args[1], self.changes);
        }
    }

    /// Turns a branch on a decided condition into a jump.
    fn decide(&mut self, block: BlockId) {
        let Terminator::Branch {
            cond,
            then,
            otherwise,
        } = &self.function.block(block).term
        else {
            return;
        };
        let cond = self.replacements.get(*cond);
        let recent = self.decided.iter().rev().take(DECIDED);
        if let Some((_, truth)) = recent.into_iter().find(|(known, _)| *known == cond) {
            let edge = if *truth {
                then.clone()
            } else {
                otherwise.clone()
            };
            self.function.block_mut(block).term = Terminator::Jump(edge);
        }
    }

    /// The operation that ends the block cannot fail.
    fn go_on(&mut self, block: BlockId) {
        let term = &mut self.function.block_mut(block).term;
        if let Terminator::OnError { ok, .. } = &*term {
            *term = Terminator::Jump(ok.clone());
        }
    }

    fn block(&mut self, block: BlockId) {
        let cold = self.function.block(block).cold;
        let raises = matches!(self.function.block(block).term, Terminator::OnError { .. });
        let insts = std::mem::take(&mut self.function.block_mut(block).insts);
        let mut kept = Vec::with_capacity(insts.len());
        let mut insts = insts.into_iter().peekable();
        while let Some(mut inst) = insts.next() {
            for arg in &mut inst.args {
                *arg = self.replacements.get(*arg);
            }
            if inst.op == Op::TrySet(ItemType::Int)
                && let Some(key) = key(&Op::TryReplace, &inst.args[..2])
                && let Some((_, since)) = self.known.get(&key)
                && *since == self.now(block, &Op::TryReplace)
            {
                inst.op = Op::TryReplace;
            }
            if inst.op == Op::NeedItem
                && (self.items[inst.args[0].index()]
                    || key(&inst.op, &inst.args).is_some_and(|key| self.known.contains_key(&key)))
            {
                self.go_on(block);
                continue;
            }
            let constant = inst.op.is_constant();
            // The pass `cool` has put them there.
            let stays = cold && cool::makes_word(&inst.op);
            if let (Some(key), Some(result), false) =
                (key(&inst.op, &inst.args), inst.result, stays)
            {
                let now = self.now(block, &inst.op);
                let mut known = self.known.get(&key);
                if inst.op == Op::ListProbe
                    && let Some(found) = self::key(&Op::TryListGet, &inst.args)
                {
                    // There is such an item where it has been read.
                    let read = self.known.get(&found).filter(|(_, since)| *since == now);
                    known = read.or(known);
                }
                if let Some((value, since)) = known
                    && *since == now
                {
                    self.replacements.set(result, *value);
                    if insts.peek().is_none() {
                        self.go_on(block);
                    }
                    continue;
                }
                // Constants are known everywhere from here on.
                if constant {
                    self.known.insert(key, (result, now));
                } else if !raises || insts.peek().is_some() {
                    self.know(key, result, now);
                }
            }
            match effect(&inst.op, self.function, self.program) {
                Effect::None => {}
                Effect::Some(item) => {
                    self.changes += 1;
                    self.since[block.index()].items[item as usize] = self.changes;
                }
                Effect::All => {
                    self.changes += 1;
                    self.since[block.index()].items = [self.changes; OBJECTS + 1];
                }
            }
            self.touch(block, &inst);
            if constant {
                inst.position = Position::NONE;
                self.constants.push(inst);
            } else {
                kept.push(inst);
            }
        }
        self.function.block_mut(block).insts = kept;
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn equal_operations_are_done_once() {
        // return (a * b) ^ (a * b + a)
        assert_pass(
            "cse",
            "function f(int, int) -> int stage ssa {
            b0(v0:int, v1:int):
                v2:int = int mul v0, v1
                v3:int = int mul v0, v1
                v4:int = int add v3, v0
                v5:int = int xor v2, v4
                return v5
            }",
            "function f(int, int) -> int stage ssa {
            b0(v0:int, v1:int):
                v2:int = int mul v0, v1
                v4:int = int add v2, v0
                v5:int = int xor v2, v4
                return v5
            }",
        );
    }

    #[test]
    fn items_are_read_once_until_one_is_set() {
        // a[i] + a[i], and again behind a[j] = 1.0
        let read = |second: &str, item: &str| {
            format!(
                "function f(ref, i64, i64) -> f64 stage ssa {{
                b0(v0:ref, v1:i64, v2:i64):
                    v3:f64 = const_f64 1.0
                    v4:f64 = try_get float v0, v1
                    on_error b5, else b1
                b1:
                    {second}
                b2:
                    v6:f64 = float add v4, {item}
                    try_set float v0, v2, v3
                    on_error b5, else b3
                b3:
                    v7:f64 = try_get float v0, v1
                    on_error b5, else b4
                b4:
                    v9:f64 = float add v6, v7
                    return v9
                b5 cold:
                    return_error
                }}"
            )
        };
        assert_pass(
            "cse",
            &read("v5:f64 = try_get float v0, v1\n on_error b5, else b2", "v5"),
            &read("jump b2", "v4"),
        );
    }

    #[test]
    fn fields_are_read_once_until_one_of_that_offset_is_set() {
        // a.x + a.x; b.y = k; a.x; b.x = k; b.x; a.x
        let text = |same: &str, first: &str, stored: &str, read: &str| {
            format!(
                "function f(ref, ref, i64) -> i64 stage ssa {{
                b0(v0:ref, v1:ref, v2:i64):
                    v3:i64 = field_get offset=24 repr=i64 v0
                    {same}
                    v5:i64 = machine add v3, {first}
                    field_set offset=32 repr=i64 v1, v2
                    v7:i64 = machine add v5, {first}
                    field_set offset=24 repr=i64 v1, v2
                    {read}
                    v9:i64 = machine add v7, {stored}
                    v10:i64 = field_get offset=24 repr=i64 v0
                    v11:i64 = machine add v9, v10
                    return v11
                }}"
            )
        };
        let get = |value: &str, object: &str| {
            format!("{value}:i64 = field_get offset=24 repr=i64 {object}")
        };
        assert_pass(
            "cse",
            &text(&get("v4", "v0"), "v4", "v8", &get("v8", "v1")),
            &text("", "v3", "v2", ""),
        );
    }

    #[test]
    fn a_decided_condition_is_not_tested_again() {
        // if b: (1 if b else 2)
        let text = |test: &str| {
            format!(
                "function f(bool, int, int) -> int stage ssa {{
                b0(v0:bool, v1:int, v2:int):
                    branch v0, b1, b3
                b1:
                    {test}
                b2:
                    return v1
                b3:
                    return v2
                }}"
            )
        };
        assert_pass("cse", &text("branch v0, b2, b3"), &text("jump b2"));
    }
}
