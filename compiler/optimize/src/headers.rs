//! Reads where a list keeps its items, and how many there are, once in front of
//! a loop that does not change it.
//!
//! The fast copy of the pass `tier` has loops that call nothing. Where such a loop
//! neither appends to a list nor releases an object (whose `__del__` might), what
//! the header of a list from outside says stays true, so the accesses
//! ([`Op::TryGet`] and its like) are given both as further operands. It stays true as well
//! where the loop appends numbers to another list, one that the function made when the first
//! was at hand ([`Made`]).

use std::collections::HashMap;

use pyaot_abi::value::UNBOUND;
use pyaot_ir::{BlockId, Function, Inst, ItemType, Op, Program, Repr, Terminator, ValueId};

use crate::emit;
use crate::graph::{self, Dominators, Loop};
use crate::made::Made;
use crate::params::Replacements;
use crate::steady;

pub fn run(function: &mut Function, program: &Program) {
    let tries = |inst: &Inst| storage(&inst.op).is_some();
    if !function
        .blocks
        .iter()
        .any(|block| block.insts.iter().any(tries))
    {
        return;
    }
    graph::compact(function);
    let preds = function.predecessors();
    let loops = graph::loops(&preds, &Dominators::new(&preds));
    let mut hoister = Hoister {
        made: Made::new(function, &preds),
        home: graph::homes(function),
        unbound: Unbound::new(function, &preds),
        lengths: Replacements::new(function),
        function,
        program,
    };
    // Outer loops first: an access in an inner one wants nothing more then.
    for found in &loops {
        hoister.hoist(found);
    }
    let mut lengths = hoister.lengths;
    for value in (0..function.values.len() as u32).map(ValueId) {
        lengths.grow(value);
    }
    lengths.apply(function);
    graph::compact(function);
}

/// What a header says.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Items,
    Stored(ItemType),
    Length,
}

impl Part {
    fn op(self) -> Op {
        match self {
            Part::Items => Op::ListItems,
            Part::Stored(item) => Op::StorageLen(item),
            Part::Length => Op::ListLen,
        }
    }
}

/// What an operation reads that gives the length of a list or array.
fn length(op: &Op) -> Option<Part> {
    match op {
        Op::ListLen => Some(Part::Length),
        Op::StorageLen(item) if item.number().is_some() => Some(Part::Stored(*item)),
        _ => None,
    }
}

/// How many operands an access has at first, and how the list keeps its items.
pub fn storage(op: &Op) -> Option<(usize, ItemType)> {
    match op {
        Op::TryListGet => Some((2, ItemType::Int)),
        Op::TryGet(item) => Some((2, *item)),
        Op::TrySet(item) => Some((3, *item)),
        Op::TryReplace => Some((3, ItemType::Int)),
        _ => None,
    }
}

/// Which values may be the word of an unbound variable, and where they cannot be.
pub struct Unbound {
    /// Each value's first name, of those that casts give it.
    names: Vec<ValueId>,
    /// Values, by first name, that the function asks whether they are bound, with the block
    /// that only those which are come to.
    asked: Vec<(ValueId, Option<BlockId>)>,
    dominators: Dominators,
}

impl Unbound {
    pub fn new(function: &Function, preds: &[Vec<BlockId>]) -> Unbound {
        let mut names: Vec<ValueId> = (0..function.values.len() as u32).map(ValueId).collect();
        let mut asked = Vec::new();
        // In a compacted function definitions come before uses.
        for block in &function.blocks {
            for inst in &block.insts {
                let Some(result) = inst.result else { continue };
                if matches!(inst.op, Op::Cast(_)) {
                    names[result.index()] = names[inst.args[0].index()];
                } else if inst.op == Op::IsWord(UNBOUND) {
                    let bound = match &block.term {
                        Terminator::Branch {
                            cond, otherwise, ..
                        } if *cond == result && preds[otherwise.block.index()].len() == 1 => {
                            Some(otherwise.block)
                        }
                        _ => None,
                    };
                    asked.push((names[inst.args[0].index()], bound));
                }
            }
        }
        let dominators = Dominators::new(preds);
        Unbound {
            names,
            asked,
            dominators,
        }
    }

    /// Whether the value may stand for nothing where `block` begins.
    pub fn is_doubtful(&self, value: ValueId, block: BlockId) -> bool {
        // A value that came later is no variable.
        let Some(name) = self.names.get(value.index()) else {
            return false;
        };
        let mut tests = self.asked.iter().filter(|(of, _)| of == name).peekable();
        let shows = |bound: &Option<BlockId>| {
            bound.is_some_and(|bound| self.dominators.dominates(bound, block))
        };
        tests.peek().is_some() && !tests.any(|(_, bound)| shows(bound))
    }
}

struct Hoister<'a> {
    function: &'a mut Function,
    program: &'a Program,
    made: Made,
    /// The block each value is made in.
    home: Vec<BlockId>,
    unbound: Unbound,
    /// Lengths read in loops, replaced by those read in front.
    lengths: Replacements,
}

impl Hoister<'_> {
    fn hoist(&mut self, found: &Loop) {
        let mut longer = Vec::new();
        let mut quiet = |block: &BlockId| self.is_quiet(*block, &mut longer);
        if !found.blocks.iter().all(&mut quiet) {
            return;
        }
        let mut front = None;
        let mut known: HashMap<(ValueId, Part), ValueId> = HashMap::new();
        for block in &found.blocks {
            for k in 0..self.function.block(*block).insts.len() {
                let inst = &self.function.block(*block).insts[k];
                let Some(list) = inst.args.first().copied() else {
                    continue;
                };
                let wanted = match storage(&inst.op) {
                    Some((operands, item)) if inst.args.len() == operands => {
                        vec![Part::Items, Part::Stored(item)]
                    }
                    _ => match length(&inst.op) {
                        Some(part) => vec![part],
                        None => continue,
                    },
                };
                if self.unbound.is_doubtful(list, found.header)
                    || found.blocks.contains(&self.home[list.index()])
                {
                    continue;
                }
                if !longer.iter().all(|other| self.made.are_apart(list, *other)) {
                    continue;
                }
                let (result, is_length) = (inst.result, length(&inst.op).is_some());
                for part in wanted {
                    let value = match known.get(&(list, part)) {
                        Some(value) => *value,
                        None => {
                            let front = *front.get_or_insert_with(|| {
                                let is_inside = |block: BlockId| found.blocks.contains(&block);
                                graph::put_in_front(self.function, found.header, is_inside)
                            });
                            let value = self.read(front, list, part);
                            known.insert((list, part), value);
                            value
                        }
                    };
                    match result.filter(|_| is_length) {
                        Some(result) => {
                            self.lengths.grow(result.max(value));
                            self.lengths.set(result, value);
                        }
                        None => self.function.block_mut(*block).insts[k].args.push(value),
                    }
                }
            }
            let replaced = |inst: &Inst| {
                length(&inst.op).is_some_and(|part| known.contains_key(&(inst.args[0], part)))
            };
            let insts = &mut self.function.block_mut(*block).insts;
            insts.retain(|inst| !replaced(inst));
        }
    }

    fn read(&mut self, front: BlockId, list: ValueId, part: Part) -> ValueId {
        let repr = match part {
            Part::Items => Repr::Ptr,
            Part::Stored(_) | Part::Length => Repr::I64,
        };
        let mut insts = std::mem::take(&mut self.function.block_mut(front).insts);
        let result = emit::push(self.function, &mut insts, part.op(), &[list], repr);
        self.function.block_mut(front).insts = insts;
        self.home.resize(self.function.values.len(), front);
        result
    }

    /// Whether the block changes no header of a list and releases no object. Adds the lists
    /// that it appends numbers to all the same.
    fn is_quiet(&self, block: BlockId, longer: &mut Vec<ValueId>) -> bool {
        let function = &*self.function;
        let mut insts = function.block(block).insts.iter();
        insts.all(|inst| match &inst.op {
            Op::TryListGet | Op::TryGet(_) | Op::TrySet(_) | Op::TryReplace => true,
            Op::ListItems | Op::StorageLen(_) | Op::ListProbe | Op::NeedItem => true,
            Op::ViewLoad(_) | Op::ViewStore(_) => true,
            Op::ElementLoad { .. } | Op::ElementStore { .. } => true,
            Op::Retain | Op::FieldInit { .. } => true,
            Op::TypedAppend(_) => {
                longer.push(inst.args[0]);
                true
            }
            Op::Release => function.repr(inst.args[0]) == Repr::Int,
            _ => steady::is_steady(inst, function, self.program),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn a_loop_that_changes_no_list_reads_headers_once() {
        assert_pass(
            "headers",
            "function f(ref, i64) -> f64 stage counted {
            b0(v0:ref, v1:i64):
                v2:f64 = const_f64 0.0
                v3:i64 = const_i64 0
                v4:i64 = const_i64 1
                jump b1(v3, v2)
            b1(v5:i64, v6:f64):
                v7:f64 = try_get float v0, v5
                on_error b4, else b2
            b2:
                v8:f64 = float add v6, v7
                v9:i64 = machine add v5, v4
                v10:bool = machine_compare lt v9, v1
                branch v10, b1(v9, v8), b3
            b3:
                return v8
            b4 cold:
                return_error
            }",
            "function f(ref, i64) -> f64 stage counted {
            b0(v0:ref, v1:i64):
                v2:f64 = const_f64 0.0
                v3:i64 = const_i64 0
                v4:i64 = const_i64 1
                jump b1(v3, v2)
            b1(v11:i64, v12:f64):
                v13:ptr = list_items v0
                v14:i64 = storage_len float v0
                jump b2(v11, v12)
            b2(v5:i64, v6:f64):
                v7:f64 = try_get float v0, v5, v13, v14
                on_error b5, else b3
            b3:
                v8:f64 = float add v6, v7
                v9:i64 = machine add v5, v4
                v10:bool = machine_compare lt v9, v1
                branch v10, b2(v9, v8), b4
            b4:
                return v8
            b5 cold:
                return_error
            }",
        );
    }

    #[test]
    fn a_list_that_is_bound_where_the_loop_begins_is_read_in_front() {
        assert_pass(
            "headers",
            "function f(value, i64) -> f64 stage counted {
            b0(v0:value, v1:i64):
                v2:f64 = const_f64 0.0
                v3:i64 = const_i64 0
                v4:i64 = const_i64 1
                v5:bool = is_word unbound v0
                branch v5, b4, b1
            b1:
                v6:ref = cast ref v0
                jump b2(v3, v2)
            b2(v7:i64, v8:f64):
                v9:f64 = try_get float v6, v7
                on_error b4, else b3
            b3:
                v10:f64 = float add v8, v9
                v11:i64 = machine add v7, v4
                v12:bool = machine_compare lt v11, v1
                branch v12, b2(v11, v10), b5
            b4 cold:
                return_error
            b5:
                return v10
            }",
            "function f(value, i64) -> f64 stage counted {
            b0(v0:value, v1:i64):
                v2:f64 = const_f64 0.0
                v3:i64 = const_i64 0
                v4:i64 = const_i64 1
                v5:bool = is_word unbound v0
                branch v5, b6, b1
            b1:
                v6:ref = cast ref v0
                jump b2(v3, v2)
            b2(v13:i64, v14:f64):
                v15:ptr = list_items v6
                v16:i64 = storage_len float v6
                jump b3(v13, v14)
            b3(v7:i64, v8:f64):
                v9:f64 = try_get float v6, v7, v15, v16
                on_error b6, else b4
            b4:
                v10:f64 = float add v8, v9
                v11:i64 = machine add v7, v4
                v12:bool = machine_compare lt v11, v1
                branch v12, b3(v11, v10), b5
            b5:
                return v10
            b6 cold:
                return_error
            }",
        );
    }
}
