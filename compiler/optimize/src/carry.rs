//! Hands an item that one turn of a loop stores to the next, which reads it: `row[j]` behind
//! `row[j + 1] = x`, `row[-1]` behind `row.append(x)`. What goes round the loop is a register
//! then, not a store with a load that waits for it, and there is no index to test.
//!
//! The first turn is written down in front of the loop and reads from the list. Each
//! later one has what the turn before has stored: the index it reads is the one that was written
//! to, no store of the same turn comes between the two, and nothing else in the loop changes such
//! lists or runs code of the program.
//! The same holds of ints that one turn reads and the next reads again.

use std::collections::{BTreeMap, HashMap};

use pyaot_abi::functions::list::{list_from_items, list_from_items_and_room, list_reserve};
use pyaot_ir::{
    Block, BlockId, Function, Inst, ItemType, LocalId, MachineBinary, Op, Program, Repr,
    Terminator, ValueId,
};

use crate::emit;
use crate::graph::{self, Dominators, Loop};
use crate::made::Made;
use crate::params::Replacements;
use crate::{dce, locals, simplify_cfg, ssa, steady};

/// Loops of more instructions are not worth a first turn of their own.
const LARGEST: usize = 100;
/// So many loops of a function are changed, and so many items of each handed on.
const MOST_LOOPS: usize = 12;
const MOST: usize = 4;
/// A sum has no more terms than this.
const MOST_TERMS: usize = 4;

pub fn run(function: &mut Function, program: &Program) {
    if !graph::any_likely(function, |inst| matches!(inst.op, Op::TryGet(_))) {
        return;
    }
    graph::compact(function);
    let mut changed = false;
    for _ in 0..MOST_LOOPS {
        let Some((found, plans)) = plan(function, program) else {
            break;
        };
        apply(function, &found, &plans);
        ssa::run(function, program);
        changed = true;
    }
    if changed {
        dce::run(function, program);
        simplify_cfg::run(function, program);
        graph::compact(function);
    }
}

/// A read that needs no list.
struct Plan {
    /// What it gives.
    read: ValueId,
    /// How its list keeps items.
    item: ItemType,
    /// Where what it gives is stored in the turn before.
    from: Vec<Source>,
    /// Whether what is stored may be other than a small int.
    test: bool,
    /// Whether it gives what was stored last, not what the turn before has stored.
    last: bool,
}

enum Source {
    /// By an instruction of that block that puts the value into that list.
    Store(BlockId, ValueId, Given),
    /// Read by the instruction that makes the value.
    Read(ValueId),
}

/// What is stored, in the representation of what is read.
#[derive(Clone, Copy)]
enum Given {
    Value(ValueId),
    Number(i64),
}

/// `constant` and multiples of values that are no sums.
#[derive(Clone, PartialEq, Default)]
struct Sum {
    terms: BTreeMap<ValueId, i64>,
    constant: i64,
}

impl Sum {
    fn plus(mut self, other: &Sum, times: i64) -> Option<Sum> {
        let add = |a: i64, b: i64| a.checked_add(b.checked_mul(times)?);
        self.constant = add(self.constant, other.constant)?;
        for (value, by) in &other.terms {
            let term = self.terms.entry(*value).or_insert(0);
            *term = add(*term, *by)?;
        }
        self.terms.retain(|_, by| *by != 0);
        (self.terms.len() <= MOST_TERMS).then_some(self)
    }
}

/// A loop that is looked at.
struct Finder<'a> {
    function: &'a Function,
    found: &'a Loop,
    preds: &'a [Vec<BlockId>],
    dominators: &'a Dominators,
    made: &'a Made,
    /// The instruction that makes each value, and its block.
    insts: &'a [Option<(BlockId, usize)>],
}

fn plan(function: &Function, program: &Program) -> Option<(Loop, Vec<Plan>)> {
    let preds = function.predecessors();
    let dominators = Dominators::new(&preds);
    let loops = graph::loops(&preds, &dominators);
    let mut insts = vec![None; function.values.len()];
    for id in function.block_ids() {
        for (k, inst) in function.block(id).insts.iter().enumerate() {
            if let Some(result) = inst.result {
                insts[result.index()] = Some((id, k));
            }
        }
    }
    let mut made = None;
    for (n, found) in loops.iter().enumerate() {
        let is_innermost = !loops[n + 1..]
            .iter()
            .any(|inner| found.blocks.contains(&inner.header));
        if !is_innermost || function.block(found.header).cold {
            continue;
        }
        let blocks = || found.blocks.iter().map(|id| function.block(*id));
        let reads = |inst: &Inst| matches!(inst.op, Op::TryGet(_));
        if !blocks().any(|block| block.insts.iter().any(reads))
            || blocks().map(|block| block.insts.len()).sum::<usize>() > LARGEST
            || !blocks().all(|block| is_steady(block, function, program))
        {
            continue;
        }
        let finder = Finder {
            function,
            found,
            preds: &preds,
            dominators: &dominators,
            made: made.get_or_insert_with(|| Made::new(function, &preds)),
            insts: &insts,
        };
        let mut plans = finder.plans();
        plans.truncate(MOST);
        if !plans.is_empty() {
            let found = Loop {
                header: found.header,
                blocks: found.blocks.clone(),
            };
            return Some((found, plans));
        }
    }
    None
}

/// Whether the block changes items of lists by the instructions that are looked at alone.
fn is_steady(block: &Block, function: &Function, program: &Program) -> bool {
    steady::is_steady_block(block, function, program, |inst| {
        matches!(
            inst.op,
            Op::TypedAppend(_)
                | Op::TryListGet
                | Op::TryGet(_)
                | Op::TrySet(_)
                | Op::TryReplace
                | Op::ListProbe
                | Op::NeedItem
        )
    })
}

/// How the list that is stored into keeps its items.
fn stores(op: &Op) -> Option<ItemType> {
    match op {
        Op::TypedAppend(item) | Op::TrySet(item) => Some(*item),
        Op::TryReplace => Some(ItemType::Int),
        _ => None,
    }
}

impl Finder<'_> {
    fn is_inside(&self, block: BlockId) -> bool {
        self.found.blocks.contains(&block)
    }

    fn inst(&self, value: ValueId) -> Option<&Inst> {
        let (id, k) = self.insts[value.index()]?;
        Some(&self.function.block(id).insts[k])
    }

    fn blocks(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        let ids = self.found.blocks.iter();
        ids.map(|id| (*id, self.function.block(*id)))
    }

    fn plans(&self) -> Vec<Plan> {
        let mut plans = Vec::new();
        for (id, block) in self.blocks() {
            for inst in block.insts.iter().filter(|_| !block.cold) {
                if let (Op::TryGet(item), Some(read)) = (&inst.op, inst.result)
                    && matches!(item, ItemType::Int | ItemType::Float | ItemType::Bool)
                    && !self.is_inside_of_loop(inst.args[0])
                    && matches!(block.term, Terminator::OnError { .. })
                {
                    plans.extend(self.of_read(id, *item, read, inst));
                }
            }
        }
        plans
    }

    fn is_inside_of_loop(&self, value: ValueId) -> bool {
        let param = |block: &Block| block.params.contains(&value);
        match self.insts[value.index()] {
            Some((id, _)) => self.is_inside(id),
            None => self.blocks().any(|(_, block)| param(block)),
        }
    }

    fn of_read(&self, block: BlockId, item: ItemType, read: ValueId, inst: &Inst) -> Option<Plan> {
        let list = inst.args[0];
        let at = self.sum(inst.args[1])?;
        let mut found: Vec<(BlockId, &Inst)> = Vec::new();
        for (id, block) in self.blocks() {
            for inst in &block.insts {
                if stores(&inst.op) == Some(item) && !self.are_apart(list, inst.args[0]) {
                    found.push((id, inst));
                }
            }
        }
        if found.is_empty() {
            return self.read_before(item, list, read, &at);
        }
        if found.iter().any(|(_, inst)| inst.args[0] != list) {
            return None;
        }
        // An index below 0 means another item, which a store of the same turn may hit before the read.
        let is_nonnegative = || {
            let made = self.inst(inst.args[1]).map(|index| &index.op);
            matches!(made, Some(Op::Nonnegative | Op::Within))
        };
        if !found
            .iter()
            .all(|(id, store)| self.comes_first(read, *id, store))
            && !is_nonnegative()
        {
            return None;
        }
        let appends = |inst: &Inst| matches!(inst.op, Op::TypedAppend(_));
        let last = if found.iter().all(|(_, inst)| appends(inst)) {
            let last = at.terms.is_empty() && at.constant == -1;
            if !last
                && (self.step(&at)? != 1 || self.length_before(list)? - 1 != self.first(&at)?)
            {
                return None;
            }
            last
        } else {
            for (_, inst) in &found {
                let step = self.step(&at)?;
                let behind = self.sum(inst.args.get(1).copied()?)?.plus(&at, -1)?;
                if appends(inst) || step == 0 || !behind.terms.is_empty() || behind.constant != step
                {
                    return None;
                }
            }
            false
        };
        // Each turn stores once.
        let mut count: HashMap<BlockId, usize> = HashMap::new();
        count.insert(self.found.header, 0);
        let mut ids = self.found.blocks.clone();
        ids.sort_unstable();
        for id in ids {
            let mut stored = *count.get(&id)?;
            stored += found.iter().filter(|(at, _)| *at == id).count();
            for edge in self.function.block(id).term.edges() {
                if edge.block == self.found.header {
                    if stored != 1 {
                        return None;
                    }
                } else if self.is_inside(edge.block)
                    && *count.entry(edge.block).or_insert(stored) != stored
                {
                    return None;
                }
            }
        }
        if last && count.get(&block) != Some(&0) {
            return None;
        }
        let mut test = false;
        let mut from = Vec::new();
        for (id, inst) in found {
            let stored = match appends(inst) {
                true => inst.args[1],
                false => inst.args[2],
            };
            let mut given = Given::Value(stored);
            if self.function.repr(stored) == Repr::Int {
                let word = self.inst(stored)?;
                given = match word.op {
                    Op::IntFromI64 | Op::SmallFromI64 => Given::Value(word.args[0]),
                    Op::ConstInt(n) => Given::Number(n),
                    _ => return None,
                };
                test |= word.op == Op::IntFromI64;
            }
            from.push(Source::Store(id, stored, given));
        }
        Some(Plan {
            read,
            item,
            from,
            test,
            last,
        })
    }

    /// An int that the turn before has read.
    fn read_before(&self, item: ItemType, list: ValueId, read: ValueId, at: &Sum) -> Option<Plan> {
        let step = self.step(at)?;
        if item != ItemType::Int || step == 0 {
            return None;
        }
        let mut latches = self.preds[self.found.header.index()].iter();
        let latches: Vec<BlockId> = latches
            .by_ref()
            .copied()
            .filter(|id| self.is_inside(*id))
            .collect();
        for (id, block) in self.blocks() {
            for inst in &block.insts {
                let (Op::TryGet(ItemType::Int), Some(other)) = (&inst.op, inst.result) else {
                    continue;
                };
                let always = || latches.iter().all(|l| self.dominators.dominates(id, *l));
                if other == read || inst.args[0] != list || !always() {
                    continue;
                }
                let behind = self.sum(inst.args[1]).and_then(|sum| sum.plus(at, -1));
                if behind.is_some_and(|sum| sum.terms.is_empty() && sum.constant == step) {
                    return Some(Plan {
                        read,
                        item,
                        from: vec![Source::Read(other)],
                        test: false,
                        last: false,
                    });
                }
            }
        }
        None
    }

    /// Whether each turn that comes to the instruction of that block has made the value by then.
    fn comes_first(&self, value: ValueId, id: BlockId, inst: &Inst) -> bool {
        let Some((home, at)) = self.insts[value.index()] else {
            return false;
        };
        let mut insts = self.function.block(id).insts.iter();
        let place = insts.position(|other| std::ptr::eq(other, inst));
        match home == id {
            true => place.is_some_and(|place| at < place),
            false => self.dominators.dominates(home, id),
        }
    }

    fn are_apart(&self, a: ValueId, b: ValueId) -> bool {
        self.made.are_apart(a, b) || self.made.are_apart(b, a)
    }

    /// An index as a sum.
    fn sum(&self, value: ValueId) -> Option<Sum> {
        let alone = || {
            let terms = BTreeMap::from([(value, 1)]);
            Some(Sum { terms, constant: 0 })
        };
        let Some(inst) = self.inst(value) else {
            return alone();
        };
        match inst.op {
            Op::ConstI64(constant) => Some(Sum {
                terms: BTreeMap::new(),
                constant,
            }),
            Op::Nonnegative | Op::Within | Op::KnownSmall => self.sum(inst.args[0]),
            _ if !self.is_inside_of_loop(value) => alone(),
            Op::Machine(MachineBinary::Add) => {
                self.sum(inst.args[0])?.plus(&self.sum(inst.args[1])?, 1)
            }
            Op::Machine(MachineBinary::Sub) => {
                self.sum(inst.args[0])?.plus(&self.sum(inst.args[1])?, -1)
            }
            Op::Machine(MachineBinary::Mul) => {
                let (a, b) = (self.sum(inst.args[0])?, self.sum(inst.args[1])?);
                let (constant, other) = if a.terms.is_empty() { (a, b) } else { (b, a) };
                match constant.terms.is_empty() {
                    true => Sum::default().plus(&other, constant.constant),
                    false => alone(),
                }
            }
            _ => alone(),
        }
    }

    /// By how much a sum grows from turn to turn.
    fn step(&self, sum: &Sum) -> Option<i64> {
        let header = self.function.block(self.found.header);
        let mut total = 0i64;
        for (value, by) in &sum.terms {
            let Some(place) = header.params.iter().position(|param| param == value) else {
                if self.is_inside_of_loop(*value) {
                    return None;
                }
                continue;
            };
            let mut step = None;
            for latch in &self.preds[self.found.header.index()] {
                if !self.is_inside(*latch) {
                    continue;
                }
                let edges = self.function.block(*latch).term.edges();
                for edge in edges.filter(|edge| edge.block == self.found.header) {
                    let param = Sum {
                        terms: BTreeMap::from([(*value, 1)]),
                        constant: 0,
                    };
                    let next = self.sum(edge.args[place])?.plus(&param, -1)?;
                    if !next.terms.is_empty() || step.is_some_and(|step| step != next.constant) {
                        return None;
                    }
                    step = Some(next.constant);
                }
            }
            total = total.checked_add(step?.checked_mul(*by)?)?;
        }
        Some(total)
    }

    /// The only edge into the loop, by the block it comes from.
    fn entry(&self) -> Option<BlockId> {
        let preds = self.preds[self.found.header.index()].iter();
        let mut outside = preds.filter(|pred| !self.is_inside(**pred));
        match (outside.next(), outside.next()) {
            (Some(entry), None) => Some(*entry),
            _ => None,
        }
    }

    /// What a sum is in the first turn.
    fn first(&self, sum: &Sum) -> Option<i64> {
        let entry = self.function.block(self.entry()?);
        let edge = entry.term.edges().find(|e| e.block == self.found.header)?;
        let header = self.function.block(self.found.header);
        let mut total = sum.constant;
        for (value, by) in &sum.terms {
            let value = match header.params.iter().position(|param| param == value) {
                Some(place) => edge.args[place],
                None => *value,
            };
            let Op::ConstI64(n) = self.inst(value)?.op else {
                return None;
            };
            total = total.checked_add(n.checked_mul(*by)?)?;
        }
        Some(total)
    }

    /// How many items a list has in front of the loop that is made there.
    fn length_before(&self, list: ValueId) -> Option<i64> {
        let (home, at) = self.insts[list.index()]?;
        let inst = &self.function.block(home).insts[at];
        let Op::CallRuntime(row) = inst.op else {
            return None;
        };
        let items = if std::ptr::eq(row, &list_from_items) {
            inst.args.len()
        } else if std::ptr::eq(row, &list_from_items_and_room) {
            inst.args.len() - 1
        } else {
            return None;
        };
        // Nothing touches it on the way.
        let touches = |inst: &Inst| {
            let reserves =
                matches!(inst.op, Op::CallRuntime(row) if std::ptr::eq(row, &list_reserve));
            let looks = reserves || matches!(inst.op, Op::StorageLen(_) | Op::ListLen);
            !looks && inst.args.contains(&list)
        };
        let mut seen = vec![self.entry()?];
        let mut next = 0;
        while let Some(id) = seen.get(next).copied() {
            next += 1;
            let block = self.function.block(id);
            let before = if id == home { at + 1 } else { 0 };
            if block.insts[before..].iter().any(touches)
                || block.term.edges().any(|edge| edge.args.contains(&list))
            {
                return None;
            }
            if id != home {
                for pred in &self.preds[id.index()] {
                    if !seen.contains(pred) {
                        seen.push(*pred);
                    }
                }
            }
        }
        Some(items as i64)
    }
}

/// Writes the first turn down and has the loop read what it is handed.
fn apply(function: &mut Function, found: &Loop, plans: &[Plan]) {
    let homes = locals::read_outside(function, &found.blocks, "after");
    let handed: Vec<LocalId> = plans
        .iter()
        .map(|plan| function.new_local("handed", repr(plan.item)))
        .collect();
    // Values that other instructions read from the list for the next turn.
    let kept: HashMap<ValueId, LocalId> = homes.into_iter().collect();
    let mut also: Vec<(ValueId, LocalId)> = Vec::new();
    for (plan, local) in plans.iter().zip(&handed) {
        for source in &plan.from {
            match source {
                Source::Store(block, stored, given) => {
                    hand_over(function, *block, *stored, *given, *local)
                }
                Source::Read(value) => also.push((*value, *local)),
            }
        }
    }
    copy_in_front(function, found, &kept, &also);
    let originals = found.blocks.iter().copied();
    for id in originals {
        set_all(function, id, &kept, &also);
    }
    let mut replacements = Replacements::new(function);
    for (plan, local) in plans.iter().zip(&handed) {
        let at = found.blocks.iter().copied().find_map(|id| {
            let insts = function.block(id).insts.iter();
            let k = insts.clone().position(|i| i.result == Some(plan.read))?;
            Some((id, k))
        });
        let (id, k) = at.expect("the read of the plan");
        let value = function.new_value(repr(plan.item));
        let get = emit::inst(function, Op::LocalGet(*local), &[], value);
        let mut rest = vec![];
        if plan.test {
            // Twice a small int fits a machine integer.
            let unread = function.new_value(Repr::I64);
            let add = Op::Checked(MachineBinary::Add);
            rest.push(emit::inst(function, add, &[value, value], unread));
        }
        let block = function.block_mut(id);
        if rest.is_empty()
            && let Terminator::OnError { ok, .. } = &block.term
        {
            block.term = Terminator::Jump(ok.clone());
        }
        if plan.last {
            rest.insert(0, get);
            block.insts.splice(k..=k, rest);
        } else {
            block.insts.splice(k..=k, rest);
            function.block_mut(found.header).insts.insert(0, get);
        }
        replacements.grow(plan.read.max(value));
        replacements.set(plan.read, value);
    }
    for value in (0..function.values.len() as u32).map(ValueId) {
        replacements.grow(value);
    }
    replacements.apply(function);
}

fn repr(item: ItemType) -> Repr {
    match item {
        ItemType::Int => Repr::I64,
        other => other.repr(),
    }
}

/// Keeps what the block stores.
fn hand_over(
    function: &mut Function,
    block: BlockId,
    stored: ValueId,
    given: Given,
    local: LocalId,
) {
    let mut insts = Vec::new();
    let value = match given {
        Given::Value(value) => value,
        Given::Number(n) => emit::push(function, &mut insts, Op::ConstI64(n), &[], Repr::I64),
    };
    insts.push(emit::inst(function, Op::LocalSet(local), &[value], None));
    let block = function.block_mut(block);
    let stores = |inst: &Inst| stores(&inst.op).is_some() && inst.args[1..].contains(&stored);
    let at = block.insts.iter().position(stores);
    let at = at.expect("the store of the plan");
    block.insts.splice(at..at, insts);
}

/// Has a block keep what it makes in variables, where a value may have several.
fn set_all(
    function: &mut Function,
    id: BlockId,
    kept: &HashMap<ValueId, LocalId>,
    also: &[(ValueId, LocalId)],
) {
    locals::set(function, id, kept);
    for (value, local) in also {
        // One that raises has been moved behind its block.
        locals::set(function, id, &HashMap::from([(*value, *local)]));
    }
}

/// Copies the loop for its first turn, on values of its own.
fn copy_in_front(
    function: &mut Function,
    found: &Loop,
    kept: &HashMap<ValueId, LocalId>,
    also: &[(ValueId, LocalId)],
) {
    let mut blocks = HashMap::new();
    let mut values: HashMap<ValueId, ValueId> = HashMap::new();
    for id in &found.blocks {
        blocks.insert(*id, function.new_block(None));
        for value in function.block(*id).made().collect::<Vec<_>>() {
            let fresh = function.new_value(function.repr(value));
            values.insert(value, fresh);
        }
    }
    let is_copy: Vec<BlockId> = found.blocks.iter().map(|id| blocks[id]).collect();
    let first = blocks[&found.header];
    for from in function.block_ids().collect::<Vec<_>>() {
        if found.blocks.contains(&from) || is_copy.contains(&from) {
            continue;
        }
        for edge in function.block_mut(from).term.edges_mut() {
            if edge.block == found.header {
                edge.block = first;
            }
        }
    }
    let renamed = |value: &mut ValueId| {
        if let Some(new) = values.get(value) {
            *value = *new;
        }
    };
    for id in &found.blocks {
        let mut copy = function.block(*id).clone();
        copy.params.iter_mut().for_each(renamed);
        for inst in &mut copy.insts {
            inst.result.iter_mut().for_each(renamed);
        }
        copy.each_read(renamed);
        for edge in copy.term.edges_mut() {
            if edge.block != found.header
                && let Some(target) = blocks.get(&edge.block)
            {
                edge.block = *target;
            }
        }
        *function.block_mut(blocks[id]) = copy;
    }
    let of_copy = |(value, local): (&ValueId, &LocalId)| (values[value], *local);
    let kept: HashMap<ValueId, LocalId> = kept.iter().map(of_copy).collect();
    let also: Vec<_> = also.iter().map(|(v, l)| of_copy((v, l))).collect();
    for id in is_copy {
        set_all(function, id, &kept, &also);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn the_next_turn_has_what_was_stored() {
        assert_pass(
            "carry",
            "function f(ref, i64) -> i64 stage ssa {
            b0(v0:ref, v1:i64):
                v2:i64 = const_i64 1
                jump b1(v2)
            b1(v3:i64):
                v4:i64 = machine sub v3, v2
                v5:i64 = try_get int v0, v4
                on_error b4(v3), else b2
            b2:
                v6:i64 = machine add v5, v3
                try_set int v0, v3, v6
                on_error b4(v3), else b3
            b3:
                v7:i64 = machine add v3, v2
                v8:bool = machine_compare lt v7, v1
                branch v8, b1(v7), b4(v6)
            b4(v9:i64):
                return v9
            }",
            "function f(ref, i64) -> i64 stage ssa {
            b0(v0:ref, v1:i64):
                v2:i64 = const_i64 1
                v11:i64 = machine sub v2, v2
                v12:i64 = try_get int v0, v11
                on_error b5(v2), else b1
            b1:
                v15:i64 = machine add v12, v2
                try_set int v0, v2, v15
                on_error b5(v2), else b2
            b2:
                v13:i64 = machine add v2, v2
                v14:bool = machine_compare lt v13, v1
                branch v14, b3(v13, v15), b5(v15)
            b3(v3:i64, v17:i64):
                v6:i64 = machine add v17, v3
                try_set int v0, v3, v6
                on_error b5(v3), else b4
            b4:
                v7:i64 = machine add v3, v2
                v8:bool = machine_compare lt v7, v1
                branch v8, b3(v7, v6), b5(v6)
            b5(v9:i64):
                return v9
            }",
        );
    }
}
