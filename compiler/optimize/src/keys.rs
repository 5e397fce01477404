//! Tuples that are made only to look something up (`(x, y) in cells`,
//! `d[i, j] = d.get((i, j), 0) + 1`): the operations are given the items and make the
//! tuple themselves where they keep it.
//!
//! What is unlikely to run, as the general copy of a loop, gets a tuple of its own on the
//! way there. Nobody can tell: a tuple is not the same as another only for who has both.
//! So a tuple is made when what keeps it may be followed by what keeps it or has it too.

use std::collections::{HashMap, HashSet};

use pyaot_abi::FnDecl;
use pyaot_abi::functions::{dict, set, tuple};
use pyaot_ir::{BlockId, Edge, Function, Inst, Op, Program, Terminator, ValueId};

use crate::graph;

/// The row for the items of a key in place of one for the key.
fn row_of_items(row: &FnDecl) -> Option<&'static FnDecl> {
    [
        (&dict::dict_getitem, &dict::dict_getitem_items),
        (&dict::dict_setitem, &dict::dict_setitem_items),
        (&dict::dict_contains, &dict::dict_contains_items),
        (&dict::dict_get, &dict::dict_get_items),
        (&dict::dict_find, &dict::dict_find_items),
        (&dict::defaultdict_getitem, &dict::defaultdict_getitem_items),
        (&set::set_add, &set::set_add_items),
        (&set::set_contains, &set::set_contains_items),
    ]
    .into_iter()
    .find(|(first, _)| *first == row)
    .map(|(_, items)| items)
}

/// Whether a row keeps a key that is not there.
fn keeps_key(row: &FnDecl) -> bool {
    [
        &dict::dict_setitem,
        &dict::defaultdict_getitem,
        &set::set_add,
    ]
    .contains(&row)
}

/// Where such a row has its key.
const KEY: usize = 1;

/// Tuples of more items are made.
const MOST_ITEMS: usize = 6;

fn is_key_tuple(inst: &Inst) -> bool {
    matches!(inst.op, Op::CallRuntime(row) if *row == tuple::tuple_from_items)
        && (1..=MOST_ITEMS).contains(&inst.args.len())
}

/// The tuples of the function, by each of their names.
#[derive(Default)]
struct Tuples {
    /// What makes them.
    made: Vec<Inst>,
    names: HashMap<ValueId, usize>,
    /// Those that somebody wants as they are.
    wanted: HashSet<usize>,
}

impl Tuples {
    /// The tuples but those with an item that is neither int nor str: they would be made
    /// for each look-up.
    fn find(function: &Function) -> Tuples {
        let mut found = Tuples::default();
        let mut asked = HashSet::new();
        // Definitions come before uses.
        for inst in function.blocks.iter().flat_map(|block| &block.insts) {
            let Some(result) = inst.result else {
                continue;
            };
            if is_key_tuple(inst) && !inst.args.iter().any(|item| asked.contains(item)) {
                found.names.insert(result, found.made.len());
                found.made.push(inst.clone());
            }
            match (&inst.op, inst.args.first()) {
                (Op::Cast(_), Some(arg)) => {
                    if let Some(n) = found.names.get(arg) {
                        found.names.insert(result, *n);
                    }
                    if asked.contains(arg) {
                        asked.insert(result);
                    }
                }
                (Op::FloatBox | Op::NumberWord | Op::BoolToValue | Op::InstanceNew(_), _) => {
                    asked.insert(result);
                }
                _ if is_key_tuple(inst) => {
                    asked.insert(result);
                }
                _ => {}
            }
        }
        if !found.made.is_empty() {
            found.look_at_uses(function);
        }
        found
    }

    fn look_at_uses(&mut self, function: &Function) {
        let mut looked_up = HashSet::new();
        let mut keeps: HashMap<usize, Vec<Keep>> = HashMap::new();
        for (id, block) in function.blocks.iter().enumerate() {
            for inst in &block.insts {
                for (place, arg) in inst.args.iter().enumerate() {
                    let Some(n) = self.names.get(arg) else {
                        continue;
                    };
                    match &inst.op {
                        Op::Cast(_) => {}
                        Op::CallRuntime(row) if place == KEY && row_of_items(row).is_some() => {
                            looked_up.insert(*n);
                            if keeps_key(row) {
                                keeps.entry(*n).or_default().push(Keep {
                                    block: id,
                                    container: inst.args.first().copied(),
                                    is_lookup: **row == dict::defaultdict_getitem,
                                });
                            }
                        }
                        _ => {
                            self.wanted.insert(*n);
                        }
                    }
                }
            }
            let passed = block
                .term
                .edges()
                .filter(|edge| !is_unlikely(function, edge));
            let passed = passed.flat_map(|edge| edge.args.iter().copied());
            for value in passed.chain(block.term.uses()) {
                self.wanted.extend(self.names.get(&value));
            }
        }
        let nobody = (0..self.made.len()).filter(|n| !looked_up.contains(n));
        self.wanted.extend(nobody);
        for (n, keeps) in keeps {
            if !self.wanted.contains(&n) && self.is_had_by_two(function, n, &keeps) {
                self.wanted.insert(n);
            }
        }
    }

    /// Whether something may have a tuple after something else has kept it.
    fn is_had_by_two(&self, function: &Function, n: usize, keeps: &[Keep]) -> bool {
        let makes = |inst: &Inst| {
            is_key_tuple(inst) && inst.result.and_then(|made| self.names.get(&made)) == Some(&n)
        };
        let is_passed = |edge: &Edge| edge.args.iter().any(|arg| self.names.get(arg) == Some(&n));
        keeps.iter().enumerate().any(|(at, keep)| {
            // `d[k] += 1` of a defaultdict keeps it once, also where the sum is unlikely.
            let keeps_too = |(other, next): (usize, &Keep)| {
                other != at && !(keep.is_lookup && next.container == keep.container)
            };
            let mut seen = HashSet::new();
            // A failure has kept nothing.
            let mut ahead: Vec<usize> = (function.blocks[keep.block].term.edges())
                .filter(|edge| !is_unlikely(function, edge))
                .map(|edge| edge.block.0 as usize)
                .collect();
            let same_block = keeps.iter().enumerate().skip(at + 1);
            if (same_block.filter(|(_, next)| next.block == keep.block)).any(keeps_too) {
                return true;
            }
            while let Some(id) = ahead.pop() {
                let block = &function.blocks[id];
                // There it is another tuple.
                if block.insts.iter().any(makes) || !seen.insert(id) {
                    continue;
                }
                let mut here = keeps
                    .iter()
                    .enumerate()
                    .filter(|(_, next)| next.block == id);
                if id == keep.block
                    || here.any(keeps_too)
                    || (!keep.is_lookup && block.term.edges().any(is_passed))
                {
                    return true;
                }
                ahead.extend(block.term.edges().map(|edge| edge.block.0 as usize));
            }
            false
        })
    }

    /// The tuple behind a value, if it need not be made.
    fn spared(&self, value: ValueId) -> Option<&Inst> {
        let n = self.names.get(&value)?;
        (!self.wanted.contains(n)).then(|| &self.made[*n])
    }
}

/// An operation that keeps a tuple.
struct Keep {
    block: usize,
    container: Option<ValueId>,
    /// It looks for the key first: what follows on the same container finds it there.
    is_lookup: bool,
}

fn is_unlikely(function: &Function, edge: &Edge) -> bool {
    function.block(edge.block).cold
}

pub fn run(function: &mut Function, _: &Program) {
    let makes = |inst: &Inst| is_key_tuple(inst);
    if !(function.blocks.iter()).any(|block| block.insts.iter().any(makes)) {
        return;
    }
    graph::compact(function);
    let tuples = Tuples::find(function);
    for n in 0..function.blocks.len() {
        let id = BlockId(n as u32);
        for edge in 0..function.block(id).term.edges().count() {
            make_on_edge(function, id, edge, &tuples);
        }
        let insts = &mut function.block_mut(id).insts;
        insts.retain(|inst| {
            inst.result
                .is_none_or(|result| tuples.spared(result).is_none())
        });
        for inst in insts {
            let Some(made) = inst.args.get(KEY).and_then(|key| tuples.spared(*key)) else {
                continue;
            };
            if let Op::CallRuntime(row) = inst.op
                && let Some(row) = row_of_items(row)
            {
                inst.op = Op::CallRuntime(row);
                inst.args.remove(KEY);
                inst.args.extend(&made.args);
            }
        }
    }
}

/// Makes the tuples that are passed along an edge, which is unlikely to be taken.
fn make_on_edge(function: &mut Function, id: BlockId, n: usize, tuples: &Tuples) {
    let Some(edge) = function.block(id).term.edges().nth(n).cloned() else {
        return;
    };
    let mut onward = edge.clone();
    let mut insts = Vec::new();
    for arg in &mut onward.args {
        let Some(made) = tuples.spared(*arg) else {
            continue;
        };
        let object = function.new_value(pyaot_ir::Repr::Ref);
        let mut inst = made.clone();
        inst.result = Some(object);
        let (code, repr) = (inst.code, function.repr(*arg));
        insts.push(inst);
        *arg = match repr {
            pyaot_ir::Repr::Ref => object,
            repr => {
                let word = function.new_value(repr);
                insts.push(Inst::new(code, Op::Cast(repr), [object], word));
                word
            }
        };
    }
    if insts.is_empty() {
        return;
    }
    let between = function.new_block(None);
    let data = function.block_mut(between);
    data.insts = insts;
    data.cold = true;
    data.term = Terminator::Jump(onward);
    if let Some(edge) = function.block_mut(id).term.edges_mut().nth(n) {
        *edge = Edge::to(between);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn what_is_only_looked_up_is_not_made() {
        assert_pass(
            "keys",
            "function f(ref, value, value) -> value stage ssa {
            b0(v0:ref, v1:value, v2:value):
                v3:ref = call_runtime tuple_from_items v1, v2
                v4:value = cast value v3
                v5:value = call_runtime dict_get v0, v4, v1
                on_error b3, else b1
            b1:
                call_runtime dict_setitem v0, v4, v5
                on_error b4(v4), else b2
            b2:
                return v5
            b3 cold:
                return_error
            b4(v6:value) cold:
                return v6
            }",
            "function f(ref, value, value) -> value stage ssa {
            b0(v0:ref, v1:value, v2:value):
                v5:value = call_runtime dict_get_items v0, v1, v1, v2
                on_error b4, else b1
            b1:
                call_runtime dict_setitem_items v0, v5, v1, v2
                on_error b5, else b2
            b2:
                return v5
            b3(v6:value) cold:
                return v6
            b4 cold:
                return_error
            b5 cold:
                v7:ref = call_runtime tuple_from_items v1, v2
                v8:value = cast value v7
                jump b3(v8)
            }",
        );
    }

    #[test]
    fn what_two_keep_is_made() {
        let text = "function f(ref, ref, value, value) -> ref stage ssa {
            b0(v0:ref, v1:ref, v2:value, v3:value):
                v4:ref = call_runtime tuple_from_items v2, v3
                v5:value = cast value v4
                call_runtime set_add v0, v5
                on_error b3, else b1
            b1:
                call_runtime dict_setitem v1, v5, v2
                on_error b3, else b2
            b2:
                return v0
            b3 cold:
                return_error
            }";
        assert_pass("keys", text, text);
    }

    #[test]
    fn what_somebody_has_is_made() {
        let text = "function f(ref, value, value) -> ref stage ssa {
            b0(v0:ref, v1:value, v2:value):
                v3:ref = call_runtime tuple_from_items v1, v2
                v4:value = cast value v3
                call_runtime set_add v0, v4
                on_error b2, else b1
            b1:
                return v3
            b2 cold:
                return_error
            }";
        assert_pass("keys", text, text);
    }
}
