//! Counters: variables that only ever move in small steps.
//!
//! A group of values that feed one another through block parameters and
//! through additions of at most [`STEP`] either way starts at what enters
//! the group and moves by at most `STEP` per instruction executed. Moving
//! by 2^61 takes 2^53 instructions at least: months, at one in half a
//! nanosecond, inside one loop of one function. So a counter that starts
//! within ±2^61 stays a small int, and needs no check.

use pyaot_ir::{Function, IntBinary, MachineBinary, Op, Repr, ValueId};

use super::analysis::Analysis;
use super::interval::Interval;

/// Largest step of a counter.
const STEP: Interval = Interval { lo: -256, hi: 256 };
/// Where a counter may start that is to stay a small int.
const START: Interval = Interval {
    lo: -(1 << 61),
    hi: (1 << 61) - 1,
};
/// How far it can get.
const REACH: i128 = 1 << 61;

/// The parameters that are counters and not known to be small already, and
/// what they can be. `analysis` is at the end of its walk: parameters and
/// values have what they can be anywhere.
pub fn find(function: &Function, analysis: &Analysis) -> Vec<(ValueId, Interval)> {
    let graph = Graph::new(function, analysis);
    let groups = graph.groups();
    let mut claims = Vec::new();
    for group in groups {
        let wanted = group
            .iter()
            .any(|value| graph.is_param[value.index()] && !analysis.of_param(*value).is_small());
        if !wanted {
            continue;
        }
        // A machine integer that starts as any small int still does not wrap.
        let raw = |value: &ValueId| function.repr(*value) == Repr::I64;
        let start = if group.iter().all(raw) {
            Interval::SMALL
        } else {
            START
        };
        if let Some(interval) = graph.extent(&group, analysis, start) {
            let params = group.iter().filter(|value| graph.is_param[value.index()]);
            claims.extend(params.map(|value| {
                // What is known already may be less.
                (*value, interval.meet(analysis.of_param(*value)))
            }));
        }
    }
    claims
}

/// Which ints step to which.
struct Graph {
    /// What flows into each value by a step or a jump, and how far it moves.
    sources: Vec<Vec<(ValueId, Interval)>>,
    is_param: Vec<bool>,
}

impl Graph {
    fn new(function: &Function, analysis: &Analysis) -> Graph {
        let n = function.values.len();
        let mut graph = Graph {
            sources: vec![Vec::new(); n],
            is_param: vec![false; n],
        };
        for block in &function.blocks[1..] {
            for param in &block.params {
                graph.is_param[param.index()] =
                    matches!(function.repr(*param), Repr::Int | Repr::I64);
            }
        }
        let still = Interval::one(0);
        for block in &function.blocks {
            for inst in &block.insts {
                let Some(result) = inst.result else { continue };
                let sources = &mut graph.sources[result.index()];
                match inst.op {
                    Op::Int(IntBinary::Add) | Op::Checked(MachineBinary::Add) => {
                        let (a, b) = (inst.args[0], inst.args[1]);
                        if analysis.at(b).within(STEP) {
                            sources.push((a, analysis.at(b)));
                        } else if analysis.at(a).within(STEP) {
                            sources.push((b, analysis.at(a)));
                        }
                    }
                    Op::Int(IntBinary::Sub) | Op::Checked(MachineBinary::Sub) => {
                        let (a, b) = (inst.args[0], inst.args[1]);
                        if analysis.at(b).within(STEP) {
                            sources.push((a, analysis.at(b).negated()));
                        }
                    }
                    Op::Select if matches!(function.repr(result), Repr::Int | Repr::I64) => {
                        sources.push((inst.args[1], still));
                        sources.push((inst.args[2], still));
                    }
                    _ => {}
                }
            }
            for edge in block.term.edges() {
                for (arg, param) in edge.args.iter().zip(&function.block(edge.block).params) {
                    if graph.is_param[param.index()] {
                        graph.sources[param.index()].push((*arg, still));
                    }
                }
            }
        }
        graph
    }

    /// Strongly connected components of more than one value (Tarjan).
    fn groups(&self) -> Vec<Vec<ValueId>> {
        let n = self.sources.len();
        let mut state = Components {
            index: vec![u32::MAX; n],
            low: vec![0; n],
            on_stack: vec![false; n],
            stack: Vec::new(),
            next: 0,
            found: Vec::new(),
        };
        for value in 0..n {
            if self.is_param[value] && state.index[value] == u32::MAX {
                state.visit(self, value);
            }
        }
        state.found
    }

    /// What the values of `group` can be.
    fn extent(
        &self,
        group: &[ValueId],
        analysis: &Analysis,
        allowed: Interval,
    ) -> Option<Interval> {
        let mut sorted = group.to_vec();
        sorted.sort_unstable();
        let inside = |value: ValueId| sorted.binary_search(&value).is_ok();
        let mut start = Interval::EMPTY;
        let (mut down, mut up) = (false, false);
        for value in group {
            for (source, step) in &self.sources[value.index()] {
                if inside(*source) {
                    down |= step.lo < 0;
                    up |= step.hi > 0;
                } else {
                    start = start.hull(analysis.at(*source).add(*step));
                }
            }
        }
        if start.is_empty() || !start.within(allowed) {
            return None;
        }
        let lo = if down { start.lo - REACH } else { start.lo };
        let hi = if up { start.hi + REACH } else { start.hi };
        Some(Interval::new(lo, hi))
    }
}

struct Components {
    index: Vec<u32>,
    low: Vec<u32>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    next: u32,
    found: Vec<Vec<ValueId>>,
}

impl Components {
    fn open(&mut self, value: usize) {
        self.index[value] = self.next;
        self.low[value] = self.next;
        self.next += 1;
        self.on_stack[value] = true;
        self.stack.push(value);
    }

    fn visit(&mut self, graph: &Graph, root: usize) {
        let mut work = vec![(root, 0usize)];
        self.open(root);
        while let Some((value, at)) = work.pop() {
            if let Some((source, _)) = graph.sources[value].get(at) {
                work.push((value, at + 1));
                let source = source.index();
                if self.index[source] == u32::MAX {
                    self.open(source);
                    work.push((source, 0));
                } else if self.on_stack[source] {
                    self.low[value] = self.low[value].min(self.index[source]);
                }
                continue;
            }
            if let Some((parent, _)) = work.last() {
                self.low[*parent] = self.low[*parent].min(self.low[value]);
            }
            if self.low[value] == self.index[value] {
                let mut group = Vec::new();
                while let Some(member) = self.stack.pop() {
                    self.on_stack[member] = false;
                    group.push(ValueId(member as u32));
                    if member == value {
                        break;
                    }
                }
                if group.len() > 1 {
                    self.found.push(group);
                }
            }
        }
    }
}
