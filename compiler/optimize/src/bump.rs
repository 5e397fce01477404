//! Adds constants to numbers in dicts with one call: `d[k] += 1`, `d[k] = d.get(k, 0) + 1`.
//!
//! The row `dict_bump` adds where it finds a small int and nobody can watch; it says whether it
//! did. Where it did not, the operations as they are written follow.

use std::collections::{HashMap, HashSet};

use pyaot_abi::functions::{dict, operation};
use pyaot_abi::value::UNBOUND;
use pyaot_ir::{BlockId, Edge, Function, Inst, IntBinary, MachineBinary, Op, Program, Repr};
use pyaot_ir::{Terminator, ValueId};

use crate::emit;
use crate::graph;

pub fn run(function: &mut Function, _: &Program) {
    if !graph::any_likely(function, |inst| reads(inst).is_some()) {
        return;
    }
    let constants = Constants::of(function);
    let pred_counts: Vec<usize> = function.predecessors().iter().map(Vec::len).collect();
    let found: Vec<Bump> = (function.block_ids())
        .filter_map(|id| find(function, id, &constants, &pred_counts))
        .collect();
    // One chain has no part of another: each begins with a look-up and has one store.
    for bump in &found {
        apply(function, bump);
    }
    if !found.is_empty() {
        graph::compact(function);
    }
}

/// A look-up, an addition and a store, in blocks of their own.
struct Bump {
    /// Where the look-up stands, at the end.
    block: BlockId,
    /// What stands in the dict where the key is missing.
    default: Option<ValueId>,
    by: i64,
    /// Blocks behind the look-up, up to the store.
    chain: Vec<BlockId>,
    /// Where it goes on.
    end: Edge,
}

/// Numbers that are written down, by all their names.
struct Constants(HashMap<ValueId, i64>);

impl Constants {
    fn of(function: &Function) -> Constants {
        let mut known = HashMap::new();
        for inst in function.blocks.iter().flat_map(|block| &block.insts) {
            let number = match (&inst.op, inst.args.first()) {
                (Op::ConstInt(n) | Op::ConstI64(n), _) => Some(*n),
                (Op::Cast(_) | Op::IntFromI64, Some(of)) => known.get(of).copied(),
                _ => None,
            };
            if let (Some(number), Some(result)) = (number, inst.result) {
                known.insert(result, number);
            }
        }
        Constants(known)
    }

    /// A number that is certainly added to a small int without leaving 64 bits.
    fn addend(&self, value: ValueId) -> Option<i64> {
        let n = self.0.get(&value).copied()?;
        i32::try_from(n).is_ok().then_some(n)
    }
}

/// The default of a look-up, if the instruction is one.
fn reads(inst: &Inst) -> Option<Option<ValueId>> {
    let Op::CallRuntime(row) = inst.op else {
        return None;
    };
    if *row == dict::dict_getitem || *row == dict::defaultdict_getitem {
        Some(None)
    } else if *row == dict::dict_get {
        Some(Some(inst.args[2]))
    } else {
        None
    }
}

fn find(
    function: &Function,
    block: BlockId,
    constants: &Constants,
    pred_counts: &[usize],
) -> Option<Bump> {
    let read = function.block(block).insts.last()?;
    let default = reads(read)?;
    let (dict, key) = (read.args[0], read.args[1]);
    // What has been read, and the sum once there is one, by all their names.
    let mut got = HashSet::from([read.result?]);
    let mut sums: HashMap<ValueId, i64> = HashMap::new();
    let mut made = got.clone();
    let mut chain = Vec::new();
    let mut at = block;
    let (by, end) = loop {
        let Terminator::OnError { ok, .. } = &function.block(at).term else {
            return None;
        };
        if !chain.is_empty()
            && let Some(by) = stored(function.block(at).insts.last()?, dict, key, &sums)
        {
            break (by, ok.clone());
        }
        at = ok.block;
        if pred_counts[at.index()] != 1 || !ok.args.is_empty() {
            return None;
        }
        chain.push(at);
        for inst in &function.block(at).insts {
            if stored(inst, dict, key, &sums).is_some() {
                continue;
            }
            let (result, first) = (inst.result?, *inst.args.first()?);
            made.insert(result);
            match inst.op {
                Op::Cast(_) | Op::NeedSmall | Op::IntFromI64 => {
                    if let Some(by) = sums.get(&first).copied() {
                        sums.insert(result, by);
                    } else if got.contains(&first) {
                        got.insert(result);
                    } else if !matches!(inst.op, Op::Cast(_)) {
                        return None;
                    }
                }
                _ => {
                    let by = constants.addend(*inst.args.get(1)?)?;
                    let by = if adds(&inst.op) { by } else { -by };
                    let is_sum = adds(&inst.op) || subtracts(&inst.op);
                    if !is_sum || !got.contains(&first) {
                        return None;
                    }
                    sums.insert(result, by);
                }
            }
        }
    };
    // Nobody else may read what is not computed any more.
    let is_read_outside = function.block_ids().any(|id| {
        let inside = id == block || chain.contains(&id);
        !inside && (function.block(id).reads()).any(|value| made.contains(&value))
    });
    let is_passed_on = end.args.iter().any(|value| made.contains(value));
    (!is_read_outside && !is_passed_on).then_some(Bump {
        block,
        default,
        by,
        chain,
        end,
    })
}

/// What the sum is that the instruction stores under the key, if it does.
fn stored(inst: &Inst, dict: ValueId, key: ValueId, sums: &HashMap<ValueId, i64>) -> Option<i64> {
    match inst.op {
        Op::CallRuntime(row) if *row == dict::dict_setitem && inst.args[..2] == [dict, key] => {
            sums.get(&inst.args[2]).copied()
        }
        _ => None,
    }
}

fn adds(op: &Op) -> bool {
    match op {
        Op::CallRuntime(row) => [&operation::value_add, &operation::value_iadd].contains(row),
        op => matches!(
            op,
            Op::Int(IntBinary::Add)
                | Op::Machine(MachineBinary::Add)
                | Op::Checked(MachineBinary::Add)
        ),
    }
}

fn subtracts(op: &Op) -> bool {
    match op {
        Op::CallRuntime(row) => [&operation::value_sub, &operation::value_isub].contains(row),
        op => matches!(
            op,
            Op::Int(IntBinary::Sub)
                | Op::Machine(MachineBinary::Sub)
                | Op::Checked(MachineBinary::Sub)
        ),
    }
}

fn apply(function: &mut Function, bump: &Bump) {
    let slow = function.new_block(None);
    let mut insts = std::mem::take(&mut function.block_mut(bump.block).insts);
    let read = insts.pop().expect("the look-up");
    let (dict, key) = (read.args[0], read.args[1]);
    let default = bump.default.unwrap_or_else(|| {
        let unbound = Op::ConstWord(UNBOUND);
        emit::push(function, &mut insts, unbound, &[], Repr::Value)
    });
    let by = emit::push(function, &mut insts, Op::ConstI64(bump.by), &[], Repr::I64);
    let row = Op::CallRuntime(&dict::dict_bump);
    let args = [dict, key, default, by];
    let done = emit::push(function, &mut insts, row, &args, Repr::Bool);
    let block = function.block_mut(bump.block);
    block.insts = insts;
    let branch = Terminator::Branch {
        cond: done,
        then: bump.end.clone(),
        otherwise: Edge::to(slow),
    };
    let term = std::mem::replace(&mut block.term, branch);
    let place = function.block_mut(slow);
    (place.insts, place.term, place.cold) = (vec![read], term, true);
    for id in &bump.chain {
        function.block_mut(*id).cold = true;
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn a_count_is_one_call() {
        // d[k] += 1
        assert_pass(
            "bump",
            "function f(ref, value) stage ssa {
            b0(v0:ref, v1:value):
                v2:int = const_int 1
                v3:value = cast value v2
                v4:value = call_runtime dict_getitem v0, v1
                on_error b4, else b1
            b1:
                v5:value = call_runtime value_iadd v4, v3
                on_error b4, else b2
            b2:
                call_runtime dict_setitem v0, v1, v5
                on_error b4, else b3
            b3:
                return
            b4 cold:
                return_error
            }",
            "function f(ref, value) stage ssa {
            b0(v0:ref, v1:value):
                v2:int = const_int 1
                v3:value = cast value v2
                v6:value = const_word unbound
                v7:i64 = const_i64 1
                v8:bool = call_runtime dict_bump v0, v1, v6, v7
                branch v8, b4, b1
            b1 cold:
                v4:value = call_runtime dict_getitem v0, v1
                on_error b5, else b2
            b2 cold:
                v5:value = call_runtime value_iadd v4, v3
                on_error b5, else b3
            b3 cold:
                call_runtime dict_setitem v0, v1, v5
                on_error b5, else b4
            b4:
                return
            b5 cold:
                return_error
            }",
        );
    }
}
