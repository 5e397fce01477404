//! Runs loops over arrays and lists without tests of indices, where one test in front
//! shows that there is nothing to find.
//!
//! For a loop, outermost first, the bounds of each index are found as sums of
//! values that the loop does not change ([`bounds`]). A guard in front of the
//! loop computes them: if all lie within the arrays, the arrays are writable
//! and the last axis lies closely packed, the loop runs as it is, without
//! tests, on addresses; else a copy runs, kept as it was and out of the way.
//! Both come from the same code, so nothing but the time differs: the guard
//! reads what never changes (views' headers) or was computed before the loop.
//!
//! Accesses of lists that leave where there is no such item ([`Op::TryGet`] and its like)
//! are told that there is one ([`Op::Within`]); the rest of their tests they keep. Characters
//! of text that is ASCII become bytes ([`Op::StrByte`]).
//!
//! A test that has been made on every way to another one is not repeated.

mod bounds;
mod copy;
mod lists;

use std::collections::{HashMap, HashSet};

use pyaot_abi::layout::DType;
use pyaot_abi::value::UNBOUND;
use pyaot_ir::{
    Block, BlockId, Function, Inst, ItemType, MachineBinary, Op, Program, Terminator, ValueId,
};

use crate::graph::{self, Dominators, Loop};
use crate::headers;
use crate::made::Made;
use crate::params::Replacements;
use crate::ranges::{Analysis, Interval, analyse};
use crate::ssa;
use bounds::{Bounds, LARGEST_VALUE, Linear};

/// Loops with more instructions than this are not copied, nor is more than
/// that in all.
const LARGEST: usize = 1200;
/// A guard with more tests than this is not worth it.
const MOST_NEEDS: usize = 40;

pub fn run(function: &mut Function, program: &Program) {
    let is_view = |inst: &Inst| matches!(inst.op, Op::ViewIndex { .. } | Op::ViewWritable);
    let wants = |block: &Block| {
        let accesses = |inst: &Inst| inst.op == Op::StrCode || headers::storage(&inst.op).is_some();
        block
            .insts
            .iter()
            .any(|inst| is_view(inst) || !block.cold && accesses(inst))
    };
    if !function.blocks.iter().any(wants) {
        return;
    }
    graph::compact(function);
    drop_repeated(function);
    graph::compact(function);
    let plans = plan(function, program);
    if plans.is_empty() {
        return;
    }
    let mut replacements = Replacements::new(function);
    // The last one first: what a guard reads may come from a loop before it, and is read
    // anew where that has two copies.
    for plan in plans.iter().rev() {
        copy::apply(function, plan, &mut replacements);
    }
    for n in 0..function.values.len() as u32 {
        replacements.grow(ValueId(n));
    }
    replacements.apply(function);
    ssa::run(function, program);
}

/// Whether the instruction ends its block by an error edge; removing it makes
/// that a jump.
fn continue_without(block: &mut Block) {
    if let Terminator::OnError { ok, .. } = &block.term {
        block.term = Terminator::Jump(ok.clone());
    }
}

/// Removes tests that have been made before.
fn drop_repeated(function: &mut Function) {
    enum Step {
        Enter(BlockId),
        Leave(usize, usize),
    }
    let preds = function.predecessors();
    let children = Dominators::new(&preds).children();
    let mut replacements = Replacements::new(function);
    // (view, axis, index) and what it gave; (view) that was writable.
    let mut known: Vec<(ValueId, u32, ValueId, ValueId)> = Vec::new();
    let mut writable: Vec<ValueId> = Vec::new();
    let mut stack = vec![Step::Enter(Function::ENTRY)];
    while let Some(step) = stack.pop() {
        let id = match step {
            Step::Leave(indices, views) => {
                known.truncate(indices);
                writable.truncate(views);
                continue;
            }
            Step::Enter(id) => id,
        };
        stack.push(Step::Leave(known.len(), writable.len()));
        // A test is known to have succeeded where only its good edge leads.
        if let [pred] = preds[id.index()][..]
            && let before = function.block(pred)
            && let Terminator::OnError { ok, error } = &before.term
            && ok.block == id
            && error.block != id
            && let Some(inst) = before.insts.last()
        {
            let arg = |n: usize, replacements: &mut Replacements| replacements.get(inst.args[n]);
            match (&inst.op, inst.result) {
                (Op::ViewIndex { axis, .. }, Some(result)) => {
                    let view = arg(0, &mut replacements);
                    known.push((view, *axis, arg(1, &mut replacements), result));
                }
                (Op::ViewWritable, _) => writable.push(arg(0, &mut replacements)),
                _ => {}
            }
        }
        let block = function.block(id);
        let mut gone = false;
        if let Some(inst) = block.insts.last() {
            let args: Vec<ValueId> = inst.args.iter().map(|a| replacements.get(*a)).collect();
            match (&inst.op, inst.result) {
                (Op::ViewIndex { axis, .. }, Some(result)) => {
                    let (view, index) = (args[0], args[1]);
                    let before = known.iter().find(|(v, a, i, r)| {
                        (*v, *a) == (view, *axis) && (*i == index || *r == index)
                    });
                    if let Some((_, _, _, same)) = before {
                        replacements.set(result, *same);
                        gone = true;
                    }
                }
                (Op::ViewWritable, _) => gone = writable.contains(&args[0]),
                _ => {}
            }
        }
        if gone {
            let block = function.block_mut(id);
            block.insts.pop();
            continue_without(block);
        }
        let below = children[id.index()].iter().rev();
        stack.extend(below.map(|child| Step::Enter(*child)));
    }
    replacements.apply(function);
}

/// What a guard tests.
#[derive(Clone, PartialEq, Debug)]
enum Need {
    /// The value is small enough for sums of such.
    Moderate(ValueId),
    NotNegative(Linear),
    /// Less than the length of the view's axis.
    Below(Linear, ValueId, u32),
    /// Less than the length of the list, which keeps its items like such.
    Reaches(Linear, ValueId, ItemType),
    /// Less than the length of the text, which is ASCII.
    Spells(Linear, ValueId),
    Writable(ValueId),
    /// Elements along the last of so many axes lie side by side.
    Packed(ValueId, u32, DType),
}

/// A loop to be doubled.
struct Plan {
    header: BlockId,
    blocks: Vec<BlockId>,
    needs: Vec<Need>,
    /// Results of tests that the guard makes, with what they are of.
    proved: HashMap<ValueId, Proved>,
    writable: HashSet<ValueId>,
    /// Accesses of lists and texts, by block, list and index, to items that there are.
    within: HashSet<(BlockId, ValueId, ValueId)>,
    /// `x + c` for sums that are indices.
    offsets: HashMap<ValueId, (ValueId, i64)>,
}

impl Plan {
    /// How many tests it saves.
    fn gain(&self) -> usize {
        self.proved.len() + self.within.len()
    }
}

#[derive(Clone, Copy)]
enum Proved {
    /// The index is its own result.
    Same(ValueId),
    /// A constant from the end of that axis of the view.
    FromEnd(ValueId, u32, ValueId),
}

fn plan(function: &Function, program: &Program) -> Vec<Plan> {
    let preds = function.predecessors();
    let dominators = Dominators::new(&preds);
    let loops = graph::loops(&preds, &dominators);
    if loops.is_empty() {
        return Vec::new();
    }
    let children = dominators.children();
    let analysis = analyse(function, program, &preds, &children, &[]);
    let home = graph::homes(function);
    let doubtful = doubtful_views(function);
    let unbound = headers::Unbound::new(function, &preds);
    let mut finder = Finder {
        function,
        analysis: &analysis,
        preds: &preds,
        dominators: &dominators,
        home: &home,
        doubtful: &doubtful,
        unbound: &unbound,
        made: Made::new(function, &preds),
        program,
    };
    let mut plans: Vec<Plan> = Vec::new();
    let mut taken = vec![false; function.blocks.len()];
    let mut total = 0;
    let mut in_lists = 0;
    for (n, found) in loops.iter().enumerate() {
        if taken[found.header.index()] {
            continue;
        }
        let size: usize = found
            .blocks
            .iter()
            .map(|block| function.block(*block).insts.len())
            .sum();
        if total + size > LARGEST || function.block(found.header).cold {
            continue;
        }
        let plan = finder.plan(found);
        let is_small = !plan.proved.is_empty()
            || size <= lists::LARGEST && in_lists + size <= 2 * lists::LARGEST;
        if plan.gain() == 0 || plan.needs.len() > MOST_NEEDS || !is_small {
            continue;
        }
        // Loops inside may know more of what changes out here.
        let inside = loops[n + 1..]
            .iter()
            .filter(|inner| inner.header != found.header && found.blocks.contains(&inner.header));
        let mut within: usize = 0;
        let mut seen: Vec<BlockId> = Vec::new();
        for inner in inside {
            if !seen.contains(&inner.header) {
                seen.extend(&inner.blocks);
                within += finder.plan(inner).gain();
            }
        }
        if plan.gain() < within {
            continue;
        }
        if plan.proved.is_empty() {
            in_lists += size;
        }
        total += size;
        for block in &found.blocks {
            taken[block.index()] = true;
        }
        plans.push(plan);
    }
    plans
}

/// Values that may be the word of an unbound variable, not a view, in places
/// where nobody looks into them.
fn doubtful_views(function: &Function) -> Vec<bool> {
    let mut doubtful = vec![false; function.values.len()];
    loop {
        let mut changed = false;
        let mut mark = |doubtful: &mut Vec<bool>, value: ValueId| {
            changed |= !std::mem::replace(&mut doubtful[value.index()], true);
        };
        for block in &function.blocks {
            for inst in &block.insts {
                let Some(result) = inst.result else { continue };
                let bad = match inst.op {
                    Op::ConstWord(word) => word == UNBOUND,
                    Op::Cast(_) => doubtful[inst.args[0].index()],
                    Op::Select => inst.args[1..].iter().any(|arg| doubtful[arg.index()]),
                    _ => false,
                };
                if bad && !doubtful[result.index()] {
                    mark(&mut doubtful, result);
                }
            }
            for edge in block.term.edges() {
                for (arg, param) in edge.args.iter().zip(&function.block(edge.block).params) {
                    if doubtful[arg.index()] && !doubtful[param.index()] {
                        mark(&mut doubtful, *param);
                    }
                }
            }
        }
        if !changed {
            return doubtful;
        }
    }
}

struct Finder<'a> {
    function: &'a Function,
    analysis: &'a Analysis<'a>,
    preds: &'a [Vec<BlockId>],
    dominators: &'a Dominators,
    home: &'a [BlockId],
    doubtful: &'a [bool],
    unbound: &'a headers::Unbound,
    made: Made,
    program: &'a Program,
}

impl Finder<'_> {
    fn plan(&mut self, found: &Loop) -> Plan {
        let mut inside = vec![false; self.function.blocks.len()];
        for block in &found.blocks {
            inside[block.index()] = true;
        }
        let mut plan = Plan {
            header: found.header,
            blocks: found.blocks.clone(),
            needs: Vec::new(),
            proved: HashMap::new(),
            writable: HashSet::new(),
            within: HashSet::new(),
            offsets: HashMap::new(),
        };
        let appended = self.appended(found);
        let stays = |list: ValueId| {
            let apart = |other: &ValueId| self.made.are_apart(list, *other);
            !self.unbound.is_doubtful(list, found.header)
                && appended
                    .as_ref()
                    .is_some_and(|lists| lists.iter().all(apart))
        };
        let bounds = Bounds {
            function: self.function,
            analysis: self.analysis,
            preds: self.preds,
            dominators: self.dominators,
            home: self.home,
            doubtful: self.doubtful,
            inside,
            stays: &stays,
        };
        for id in &found.blocks {
            let block = self.function.block(*id);
            if block.cold {
                continue;
            }
            let mut facts = None;
            for inst in &block.insts {
                let first = inst.args.first().copied();
                let view =
                    first.filter(|view| bounds.is_outside(*view) && !self.doubtful[view.index()]);
                let Some(view) = view else { continue };
                if let Some((operands, item)) = headers::storage(&inst.op)
                    && inst.args.len() == operands
                    && stays(view)
                {
                    let facts = facts.get_or_insert_with(|| bounds.facts(*id));
                    let reaches = |sum| Need::Reaches(sum, view, item);
                    self.item(
                        &bounds,
                        facts,
                        &mut plan,
                        (*id, view, inst.args[1]),
                        reaches,
                    );
                }
                if inst.op == Op::StrCode && self.is_text(view, found.header) {
                    let facts = facts.get_or_insert_with(|| bounds.facts(*id));
                    let spells = |sum| Need::Spells(sum, view);
                    self.item(&bounds, facts, &mut plan, (*id, view, inst.args[1]), spells);
                }
                match (&inst.op, inst.result) {
                    (Op::ViewIndex { axis, .. }, Some(result)) => {
                        let facts = facts.get_or_insert_with(|| bounds.facts(*id));
                        self.index(
                            &bounds,
                            facts,
                            &mut plan,
                            (view, *axis),
                            inst.args[1],
                            result,
                        );
                    }
                    (Op::ViewWritable, _) => {
                        plan.writable.insert(view);
                        need(&mut plan.needs, Need::Writable(view));
                    }
                    (Op::ViewLoad(dtype) | Op::ViewStore(dtype), _) => {
                        let first = 1 + usize::from(inst.result.is_none());
                        let axes = (inst.args.len() - first) as u32;
                        need(&mut plan.needs, Need::Packed(view, axes, *dtype));
                        self.offset(&bounds, &mut plan, inst);
                    }
                    _ => {}
                }
            }
        }
        plan
    }

    /// Whether a value is a str for certain in front of a loop: it is read as one on
    /// every way there.
    fn is_text(&self, value: ValueId, header: BlockId) -> bool {
        let mut at = header;
        loop {
            let mut insts = self.function.block(at).insts.iter();
            let reads = |op: &Op| matches!(op, Op::StrLen | Op::StrNarrow | Op::StrCode);
            if insts.any(|inst| reads(&inst.op) && inst.args[0] == value) {
                return true;
            }
            let up = self.dominators.idom[at.index()];
            if up == at {
                return false;
            }
            at = up;
        }
    }

    /// A test of an index: whether a guard can make it.
    fn index(
        &self,
        bounds: &Bounds,
        facts: &[Linear],
        plan: &mut Plan,
        (view, axis): (ValueId, u32),
        index: ValueId,
        result: ValueId,
    ) {
        let sum = bounds.expand(index);
        if sum.terms.is_empty() && sum.constant < 0 {
            let least = Linear::number(-sum.constant - 1);
            need(&mut plan.needs, Need::Below(least, view, axis));
            let proved = Proved::FromEnd(view, axis, index);
            plan.proved.insert(result, proved);
            return;
        }
        let Some(greatest) = self.within_bounds(bounds, facts, plan, &sum) else {
            return;
        };
        need(&mut plan.needs, Need::Below(greatest, view, axis));
        plan.proved.insert(result, Proved::Same(index));
    }

    /// Has the guard see to it that a sum is not negative; the greatest it can be then.
    fn within_bounds(
        &self,
        bounds: &Bounds,
        facts: &[Linear],
        plan: &mut Plan,
        sum: &Linear,
    ) -> Option<Linear> {
        let (Some(least), Some(greatest)) = (
            bounds.bound(sum, false, facts),
            bounds.bound(sum, true, facts),
        ) else {
            return None;
        };
        // Known to fail: such an index counts from the end.
        if least.terms.is_empty() && least.constant < 0 {
            return None;
        }
        let of_several = [&least, &greatest];
        let of_several = of_several.into_iter().filter(|sum| !sum.is_near_value());
        for (value, _) in of_several.flat_map(|sum| &sum.terms) {
            let limit = i128::from(LARGEST_VALUE);
            let interval = self.analysis.at(*value);
            if !interval.within(Interval::new(-limit, limit)) {
                need(&mut plan.needs, Need::Moderate(*value));
            }
        }
        if !least.terms.is_empty() {
            need(&mut plan.needs, Need::NotNegative(least));
        }
        Some(greatest)
    }

    /// Notes the constant part of the last index.
    fn offset(&self, bounds: &Bounds, plan: &mut Plan, inst: &Inst) {
        let Some(mut index) = inst.args.last().copied() else {
            return;
        };
        if let Some(Proved::Same(of)) = plan.proved.get(&index) {
            index = *of;
        }
        let Some(made) = self.analysis.definition(index) else {
            return;
        };
        if let Op::Machine(op @ (MachineBinary::Add | MachineBinary::Sub)) = made.op
            && self.analysis.at(index) != Interval::I64
        {
            let (a, b) = (made.args[0], made.args[1]);
            let (x, y) = (bounds.expand(a), bounds.expand(b));
            let near = |n: i64| n.abs() < 1 << 16;
            if y.terms.is_empty() && near(y.constant) {
                let by = if op == MachineBinary::Add {
                    y.constant
                } else {
                    -y.constant
                };
                plan.offsets.insert(index, (a, by));
            } else if x.terms.is_empty() && near(x.constant) && op == MachineBinary::Add {
                plan.offsets.insert(index, (b, x.constant));
            }
        }
    }
}

fn need(needs: &mut Vec<Need>, wanted: Need) {
    // Of sums that differ by constants the guard looks at the extreme one.
    for known in needs.iter_mut() {
        match (known, &wanted) {
            (Need::Reaches(old, list, item), Need::Reaches(new, of, like))
                if (*list, *item) == (*of, *like) && old.terms == new.terms =>
            {
                old.constant = old.constant.max(new.constant);
                return;
            }
            (Need::Spells(old, text), Need::Spells(new, of))
                if text == of && old.terms == new.terms =>
            {
                old.constant = old.constant.max(new.constant);
                return;
            }
            (Need::NotNegative(old), Need::NotNegative(new)) if old.terms == new.terms => {
                old.constant = old.constant.min(new.constant);
                return;
            }
            _ => {}
        }
    }
    if !needs.contains(&wanted) {
        needs.push(wanted);
    }
}

#[cfg(test)]
mod tests {
    use pyaot_abi::layout::DType;
    use pyaot_ir::{Op, Repr};

    use crate::testing::{Source, count, in_loop};

    #[test]
    fn a_loop_over_an_array_tests_in_front() {
        // i = 0; while i < n: view[i] = view[i + 1]; i += 1
        let mut source = Source::with(&[Repr::Int, Repr::Ref], Repr::Int);
        let (n, view) = (source.builder.param(0), source.builder.param(1));
        let i = source.variable("i", 0);
        source.count_up(i, n, |source| {
            let test = Op::ViewIndex { axis: 0, named: 0 };
            let now = source.get(i);
            let place = source.emit(Op::IntToI64, &[now]);
            let one = source.emit(Op::ConstI64(1), &[]);
            let add = Op::Machine(pyaot_ir::MachineBinary::Add);
            let next = source.emit(add, &[place, one]);
            let next = source.emit(test.clone(), &[view, next]);
            let value = source.emit(Op::ViewLoad(DType::F64), &[view, next]);
            let place = source.emit(test, &[view, place]);
            let store = Op::ViewStore(DType::F64);
            source
                .builder
                .emit(&source.program, store, &[view, value, place]);
        });
        let value = source.get(i);
        let function = source.finish_with(value, &[]);
        let is_test = |op: &Op| matches!(op, Op::ViewIndex { .. });
        let is_direct = |op: &Op| matches!(op, Op::ElementLoad { .. });
        assert!(in_loop(&function, is_direct));
        // The copy keeps its tests.
        assert_eq!(count(&function, is_test), 2);
    }
}
