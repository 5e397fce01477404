//! Bounds of indices as sums of values that a loop does not change.
//!
//! An index is written as a sum of multiples of values. A value that the
//! loop changes is replaced by a bound of it, itself such a sum, until none
//! is left: by what a branch on the way has decided (`k < n`), by where a
//! counter starts, or by its interval.
//!
//! Sums are exact: an operation that might wrap is not looked into.

use pyaot_ir::{BlockId, Compare, Function, MachineBinary, Op, Repr, Terminator, ValueId};

use crate::graph::Dominators;
use crate::ranges::{Analysis, Interval};

/// Values in sums and constants beyond these would let a sum overflow.
pub const LARGEST_VALUE: i64 = 1 << 48;
const LARGEST_CONSTANT: i64 = 1 << 40;
const LARGEST_WEIGHT: i64 = 1 << 8;
/// Substitutions tried for one index.
const FUEL: usize = 48;
/// How deep a value is looked into.
const DEPTH: usize = 8;
/// How many facts about a place are used.
const MOST_FACTS: usize = 24;

/// A sum of multiples of values, and a constant.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Linear {
    pub terms: Vec<(ValueId, i64)>,
    pub constant: i64,
}

impl Linear {
    pub fn number(constant: i64) -> Linear {
        Linear {
            terms: Vec::new(),
            constant,
        }
    }

    fn value(value: ValueId) -> Linear {
        Linear {
            terms: vec![(value, 1)],
            constant: 0,
        }
    }

    /// Whether it is one value and a small constant: what is compared with that can be
    /// compared with the value instead, however large it is.
    pub fn is_near_value(&self) -> bool {
        matches!(self.terms[..], [(_, 1)]) && self.constant.abs() < LARGEST_CONSTANT
    }

    fn coefficient(&self, value: ValueId) -> i64 {
        let term = self.terms.iter().find(|(v, _)| *v == value);
        term.map_or(0, |(_, by)| *by)
    }

    /// `self + by * other`, unless it gets too large.
    fn plus(&self, other: &Linear, by: i64) -> Option<Linear> {
        let mut sum = self.clone();
        sum.constant = sum.constant.checked_add(other.constant.checked_mul(by)?)?;
        for (value, times) in &other.terms {
            let times = times.checked_mul(by)?;
            match sum.terms.iter_mut().find(|(v, _)| v == value) {
                Some((_, old)) => *old = old.checked_add(times)?,
                None => sum.terms.push((*value, times)),
            }
        }
        sum.terms.retain(|(_, times)| *times != 0);
        sum.terms.sort_unstable();
        let weight: i64 = sum.terms.iter().map(|(_, by)| by.saturating_abs()).sum();
        let fits = weight <= LARGEST_WEIGHT && sum.constant.saturating_abs() <= LARGEST_CONSTANT;
        fits.then_some(sum)
    }

    fn minus(&self, other: &Linear) -> Option<Linear> {
        self.plus(other, -1)
    }
}

pub struct Bounds<'a> {
    pub function: &'a Function,
    pub analysis: &'a Analysis<'a>,
    pub preds: &'a [Vec<BlockId>],
    pub dominators: &'a Dominators,
    /// The block each value is made in.
    pub home: &'a [BlockId],
    /// Values that may be the word of an unbound variable.
    pub doubtful: &'a [bool],
    /// Which blocks the loop has.
    pub inside: Vec<bool>,
    /// Whether a list from outside stays as long as it is.
    pub stays: &'a dyn Fn(ValueId) -> bool,
}

impl Bounds<'_> {
    pub fn is_outside(&self, value: ValueId) -> bool {
        !self.inside[self.home[value.index()].index()]
    }

    /// Whether the value is made outside the loop, or could be.
    fn is_invariant(&self, value: ValueId) -> bool {
        self.is_outside(value) || self.could_be_outside(value, DEPTH)
    }

    fn could_be_outside(&self, value: ValueId, depth: usize) -> bool {
        let (Some(inst), Some(depth)) = (self.analysis.definition(value), depth.checked_sub(1))
        else {
            return false;
        };
        let sound = match inst.op {
            Op::ConstI64(_)
            | Op::ConstBool(_)
            | Op::Machine(MachineBinary::Add | MachineBinary::Sub | MachineBinary::Mul)
            | Op::Nonnegative
            | Op::KnownSmall
            | Op::MachineCompare(_)
            | Op::BoolAnd
            | Op::BoolOr
            | Op::BoolNot => true,
            Op::Select => self.function.repr(value) == Repr::I64,
            Op::ListLen => {
                let list = inst.args[0];
                self.is_outside(list) && !self.doubtful[list.index()] && (self.stays)(list)
            }
            // These look into what they are given, which must be what it is
            // said to be.
            Op::ViewShape(_) | Op::StrLen | Op::TupleLen | Op::IntToI64 | Op::SmallToI64 => {
                let arg = inst.args[0];
                let cast = self.analysis.definition(arg);
                self.is_outside(arg)
                    && !self.doubtful[arg.index()]
                    && !cast.is_some_and(|inst| matches!(inst.op, Op::Cast(Repr::Int)))
            }
            _ => false,
        };
        sound
            && inst
                .args
                .iter()
                .all(|arg| self.is_outside(*arg) || self.could_be_outside(*arg, depth))
    }

    /// Whether the machine operation that makes `value` cannot have wrapped.
    fn is_exact(&self, value: ValueId) -> bool {
        self.analysis.at(value) != Interval::I64
    }

    /// The value as a sum.
    pub fn expand(&self, value: ValueId) -> Linear {
        self.expanded(value, DEPTH).unwrap_or(Linear::value(value))
    }

    fn expanded(&self, value: ValueId, depth: usize) -> Option<Linear> {
        let inst = self.analysis.definition(value)?;
        let depth = depth.checked_sub(1)?;
        let arg = |n: usize| {
            let arg = inst.args[n];
            self.expanded(arg, depth).unwrap_or(Linear::value(arg))
        };
        match inst.op {
            Op::ConstI64(n) => (n.saturating_abs() <= LARGEST_CONSTANT).then(|| Linear::number(n)),
            Op::Machine(MachineBinary::Add) if self.is_exact(value) => arg(0).plus(&arg(1), 1),
            Op::Machine(MachineBinary::Sub) if self.is_exact(value) => arg(0).minus(&arg(1)),
            Op::Machine(MachineBinary::Mul) if self.is_exact(value) => {
                let (a, b) = (arg(0), arg(1));
                match (a.terms.is_empty(), b.terms.is_empty()) {
                    (_, true) => Linear::default().plus(&a, b.constant),
                    (true, _) => Linear::default().plus(&b, a.constant),
                    _ => None,
                }
            }
            Op::SmallToI64 | Op::IntToI64 => {
                let word = self.analysis.definition(inst.args[0])?;
                let same = matches!(word.op, Op::SmallFromI64 | Op::IntFromI64);
                same.then(|| {
                    self.expanded(word.args[0], depth)
                        .unwrap_or(Linear::value(word.args[0]))
                })
            }
            Op::Nonnegative | Op::KnownSmall => Some(arg(0)),
            // In range already: only a negative index is changed.
            Op::ViewIndex { .. } if self.analysis.at(inst.args[1]).lo >= 0 => Some(arg(1)),
            _ => None,
        }
    }

    /// Sums known not to be negative in `block`, from the branches that lead
    /// there, the nearest first.
    pub fn facts(&self, block: BlockId) -> Vec<Linear> {
        let mut facts = Vec::new();
        let mut at = block;
        loop {
            if let [pred] = self.preds[at.index()][..]
                && let Terminator::Branch {
                    cond,
                    then,
                    otherwise,
                } = &self.function.block(pred).term
                && then.block != otherwise.block
            {
                self.learn(*cond, then.block == at, &mut facts);
            }
            let up = self.dominators.idom[at.index()];
            if up == at || facts.len() >= MOST_FACTS {
                return facts;
            }
            at = up;
        }
    }

    fn learn(&self, cond: ValueId, truth: bool, facts: &mut Vec<Linear>) {
        let Some(inst) = self.analysis.definition(cond) else {
            return;
        };
        match inst.op {
            Op::MachineCompare(op) => {
                let op = if truth { op } else { op.negate() };
                let (a, b) = (inst.args[0], inst.args[1]);
                let (low, high, strict) = match op {
                    Compare::Lt => (a, b, true),
                    Compare::Le => (a, b, false),
                    Compare::Gt => (b, a, true),
                    Compare::Ge => (b, a, false),
                    Compare::Eq | Compare::Ne => return,
                };
                let below = self.expand(low);
                let mut add = |above: Linear| {
                    let gap = Linear::number(i64::from(strict));
                    let fact = above.minus(&below).and_then(|fact| fact.minus(&gap));
                    facts.extend(fact);
                };
                // What is more than a number that is not negative is not the
                // zero that stands for an empty range.
                if let Some(select) = self.analysis.definition(high)
                    && select.op == Op::Select
                    && strict
                    && self.analysis.at(low).lo >= 0
                    && self.expand(select.args[2]) == Linear::number(0)
                {
                    add(self.expand(select.args[1]));
                }
                add(self.expand(high));
            }
            Op::BoolNot => self.learn(inst.args[0], !truth, facts),
            Op::BoolAnd if truth => {
                self.learn(inst.args[0], true, facts);
                self.learn(inst.args[1], true, facts);
            }
            Op::BoolOr if !truth => {
                self.learn(inst.args[0], false, facts);
                self.learn(inst.args[1], false, facts);
            }
            _ => {}
        }
    }

    /// The least (or greatest) that `sum` can be where `facts` hold, in terms
    /// of values from outside the loop.
    pub fn bound(&self, sum: &Linear, greatest: bool, facts: &[Linear]) -> Option<Linear> {
        self.search(sum, greatest, facts, &mut { FUEL })
    }

    fn search(
        &self,
        sum: &Linear,
        greatest: bool,
        facts: &[Linear],
        fuel: &mut usize,
    ) -> Option<Linear> {
        // What changes in the innermost place goes first, so that what it
        // has in common with the rest cancels.
        let changing = sum.terms.iter().filter(|(v, _)| !self.is_invariant(*v));
        let Some((value, by)) = changing.max_by_key(|(v, _)| (self.home[v.index()], *v)) else {
            return Some(sum.clone());
        };
        *fuel = fuel.checked_sub(1)?;
        let up = greatest == (*by > 0);
        for candidate in self.candidates(*value, up, facts) {
            if candidate.coefficient(*value) != 0 {
                continue;
            }
            let next = candidate
                .minus(&Linear::value(*value))
                .and_then(|change| sum.plus(&change, *by));
            if let Some(found) = next.and_then(|next| self.search(&next, greatest, facts, fuel)) {
                return Some(found);
            }
        }
        None
    }

    /// Sums that `value` is at most (`up`) or at least.
    fn candidates(&self, value: ValueId, up: bool, facts: &[Linear]) -> Vec<Linear> {
        let mut found = Vec::new();
        for fact in facts {
            let wanted = if up { -1 } else { 1 };
            if fact.coefficient(value) == wanted {
                let rest = fact.plus(&Linear::value(value), -wanted);
                let sign = if up { 1 } else { -1 };
                found.extend(rest.and_then(|rest| Linear::default().plus(&rest, sign)));
            }
        }
        match self.analysis.definition(value) {
            None => {
                found.extend(self.param_bound(value, up));
                found.extend(self.latch_bounds(value, up));
            }
            Some(inst) => match inst.op {
                Op::Select => {
                    let arms = [self.expand(inst.args[1]), self.expand(inst.args[2])];
                    found.extend(extreme(&arms, up));
                }
                Op::Machine(MachineBinary::Rem) if up => {
                    found.extend(self.expand(inst.args[1]).minus(&Linear::number(1)));
                }
                Op::Machine(MachineBinary::Div | MachineBinary::Shr)
                    if up && self.analysis.at(inst.args[0]).lo >= 0 =>
                {
                    found.push(self.expand(inst.args[0]));
                }
                _ => {}
            },
        }
        let interval = self.analysis.at(value);
        let end = if up { interval.hi } else { interval.lo };
        if (-i128::from(LARGEST_CONSTANT)..=i128::from(LARGEST_CONSTANT)).contains(&end) {
            found.push(Linear::number(end as i64));
        }
        found
    }

    /// As [`Bounds::candidates`] for a block parameter: a counter does not go
    /// back behind where it started.
    fn param_bound(&self, param: ValueId, up: bool) -> Option<Linear> {
        let block = self.home[param.index()];
        let place = self
            .function
            .block(block)
            .params
            .iter()
            .position(|p| *p == param)?;
        let mut starts = Vec::new();
        for pred in &self.preds[block.index()] {
            for edge in self.function.block(*pred).term.edges() {
                if edge.block != block {
                    continue;
                }
                let arg = edge.args[place];
                let back = self.dominators.dominates(block, *pred);
                if !back {
                    starts.push(self.expand(arg));
                } else if !self.moves(param, arg, !up, DEPTH) {
                    return None;
                }
            }
        }
        extreme(&starts, up)
    }

    /// Bounds of a parameter of a loop whose test stands at its end: what the test says of
    /// what the next turn is given, where that holds of the first turn too.
    fn latch_bounds(&self, param: ValueId, up: bool) -> Vec<Linear> {
        let block = self.home[param.index()];
        let preds = &self.preds[block.index()];
        let (latches, fronts): (Vec<BlockId>, Vec<BlockId>) = preds
            .iter()
            .partition(|pred| self.dominators.dominates(block, **pred));
        let ([latch], [front]) = (&latches[..], &fronts[..]) else {
            return Vec::new();
        };
        let (Some(again), Some(first)) = (self.given(*latch, block), self.given(*front, block))
        else {
            return Vec::new();
        };
        let params = &self.function.block(block).params;
        let Some(place) = params.iter().position(|p| *p == param) else {
            return Vec::new();
        };
        let mut facts = Vec::new();
        self.learn_edge(*latch, block, &mut facts);
        let mut known = self.facts(*front);
        self.learn_edge(*front, block, &mut known);
        let sign = if up { 1 } else { -1 };
        let mut found = Vec::new();
        for fact in facts {
            if fact.coefficient(param) != -sign {
                continue;
            }
            // How far the parameter now is from the end.
            let rest = fact.plus(&Linear::value(param), sign);
            let Some(mut end) = rest.and_then(|rest| Linear::default().plus(&rest, sign)) else {
                continue;
            };
            // The same of the next turn's, in the next turn's words.
            let moved = |value: ValueId, given: ValueId| {
                let change = self.expand(given).minus(&Linear::value(value))?;
                change.terms.is_empty().then_some(change.constant)
            };
            let Some(step) = moved(param, again[place]) else {
                continue;
            };
            end.constant += step;
            let mut at_first = end.clone();
            let mut sound = true;
            for (value, by) in end.clone().terms {
                if self.is_invariant(value) {
                    continue;
                }
                let Some(place) = params.iter().position(|p| *p == value) else {
                    sound = false;
                    break;
                };
                let Some(step) = moved(value, again[place]) else {
                    sound = false;
                    break;
                };
                end.constant -= by * step;
                at_first.constant -= by * step;
                let change = self.expand(first[place]).minus(&Linear::value(value));
                match change.and_then(|change| at_first.plus(&change, by)) {
                    Some(sum) => at_first = sum,
                    None => sound = false,
                }
            }
            let gap = at_first.minus(&self.expand(first[place]));
            let gap = gap.and_then(|gap| Linear::default().plus(&gap, sign));
            let holds = |gap: &Linear| {
                let sure = |rest: Linear| rest.terms.is_empty() && rest.constant >= 0;
                sure(gap.clone()) || known.iter().any(|fact| gap.minus(fact).is_some_and(sure))
            };
            if sound && gap.is_some_and(|gap| holds(&gap)) {
                found.push(end);
            }
        }
        found
    }

    /// What a block passes on the one edge it has to another.
    fn given(&self, from: BlockId, to: BlockId) -> Option<&[ValueId]> {
        let mut edges = self.function.block(from).term.edges();
        let edge = edges.find(|edge| edge.block == to)?;
        let other = edges.any(|edge| edge.block == to);
        (!other).then_some(&edge.args[..])
    }

    /// What the branch at the end of a block says where it leads to another.
    fn learn_edge(&self, from: BlockId, to: BlockId, facts: &mut Vec<Linear>) {
        if let Terminator::Branch {
            cond,
            then,
            otherwise,
        } = &self.function.block(from).term
            && then.block != otherwise.block
        {
            self.learn(*cond, then.block == to, facts);
        }
    }

    /// Whether `value` is `param` moved up only (or down only), or not at all.
    fn moves(&self, param: ValueId, value: ValueId, up: bool, depth: usize) -> bool {
        if value == param {
            return true;
        }
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let sum = self.expand(value);
        if let Some(rest) = sum.minus(&Linear::value(param))
            && rest.terms.is_empty()
        {
            return if up {
                rest.constant >= 0
            } else {
                rest.constant <= 0
            };
        }
        let moved = |arg: ValueId| self.moves(param, arg, up, depth);
        if let Some(inst) = self.analysis.definition(value) {
            return inst.op == Op::Select && moved(inst.args[1]) && moved(inst.args[2]);
        }
        // Where ways meet again.
        let block = self.home[value.index()];
        let place = self
            .function
            .block(block)
            .params
            .iter()
            .position(|p| *p == value);
        let Some(place) = place.filter(|_| block != Function::ENTRY) else {
            return false;
        };
        self.preds[block.index()].iter().all(|pred| {
            let edges = self.function.block(*pred).term.edges();
            edges
                .filter(|edge| edge.block == block)
                .all(|edge| moved(edge.args[place]))
        })
    }
}

/// The greatest (or least) of sums that differ by constants.
fn extreme(sums: &[Linear], up: bool) -> Option<Linear> {
    let (first, rest) = sums.split_first()?;
    let mut best = first.clone();
    for other in rest {
        if other.terms != best.terms {
            return None;
        }
        if (other.constant > best.constant) == up {
            best.constant = other.constant;
        }
    }
    Some(best)
}
