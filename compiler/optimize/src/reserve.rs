//! Makes room in a list, in front of a loop that appends to it in every turn, for as many
//! items as the loop has turns: it need not grow bit by bit.
//!
//! A list made right there is made with room. The number of turns is a hint. The loop may end early, or be left by an exception.

use pyaot_abi::functions::list::{list_from_items, list_from_items_and_room, list_reserve};
use pyaot_ir::{
    BlockId, Compare, Function, Inst, ItemType, MachineBinary, Op, Program, Repr, Terminator,
    ValueId,
};

use crate::emit;
use crate::graph::{self, Dominators, Loop};
use crate::headers;

/// Loops known to have fewer turns are left alone.
const FEW: i64 = 8;

pub fn run(function: &mut Function, _program: &Program) {
    let appends = |inst: &Inst| storage(&inst.op).is_some();
    if !graph::any_likely(function, appends) {
        return;
    }
    graph::compact(function);
    let plans = plan(function);
    for mut plan in plans {
        let mut lists = std::mem::take(&mut plan.lists);
        lists.retain(|(list, kind)| *kind != 0 || !make_with_room(function, &plan, *list));
        if lists.is_empty() {
            continue;
        }
        let is_inside = |block: BlockId| plan.inside.contains(&block);
        let front = graph::put_in_front(function, plan.header, is_inside);
        let mut insts = Vec::new();
        let first = function.block(front).params[plan.place];
        let end = match &plan.end {
            End::Value(value) => *value,
            End::Again(op, of) => emit::push(function, &mut insts, op.clone(), &[*of], Repr::I64),
        };
        let sub = Op::Machine(MachineBinary::Sub);
        let turns = emit::push(function, &mut insts, sub, &[end, first], Repr::I64);
        for (list, kind) in lists {
            let op = Op::ConstI64(kind);
            let kind = emit::push(function, &mut insts, op, &[], Repr::I64);
            let op = Op::CallRuntime(&list_reserve);
            insts.push(emit::inst(function, op, &[list, turns, kind], None));
        }
        function.block_mut(front).insts = insts;
    }
    graph::compact(function);
}

/// Has the list made with room, if that is done right in front of the loop, where the
/// number of turns is known already. Whether it could be.
fn make_with_room(function: &mut Function, plan: &Plan, list: ValueId) -> bool {
    let End::Value(end) = plan.end else {
        return false;
    };
    let preds = function.predecessors();
    let mut before = preds[plan.header.index()]
        .iter()
        .filter(|pred| !plan.inside.contains(pred));
    let (Some(front), None) = (before.next(), before.next()) else {
        return false;
    };
    let term = &function.block(*front).term;
    let entry = term.edges().find(|edge| edge.block == plan.header);
    let Some(first) = entry.map(|edge| edge.args[plan.place]) else {
        return false;
    };
    let makes = |inst: &Inst| {
        inst.result == Some(list)
            && matches!(inst.op, Op::CallRuntime(row) if std::ptr::eq(row, &list_from_items))
    };
    // Nothing but a test may stand between the two.
    let mut near = Some(*front)
        .into_iter()
        .chain(match preds[front.index()][..] {
            [one] => Some(one),
            _ => None,
        });
    let found = near.find_map(|id| {
        let at = function.block(id).insts.iter().position(makes)?;
        Some((id, at))
    });
    let Some((id, at)) = found else { return false };
    let home = graph::homes(function);
    let dominators = Dominators::new(&preds);
    let is_there = |value: ValueId| match home[value.index()] {
        block if block == id => {
            let later = &function.block(id).insts[at..];
            later.iter().all(|inst| inst.result != Some(value))
        }
        block => dominators.dominates(block, id),
    };
    if !is_there(first) || !is_there(end) {
        return false;
    }
    let mut sub = Vec::new();
    let op = Op::Machine(MachineBinary::Sub);
    let turns = emit::push(function, &mut sub, op, &[end, first], Repr::I64);
    let block = function.block_mut(id);
    block.insts[at].op = Op::CallRuntime(&list_from_items_and_room);
    block.insts[at].args.insert(0, turns);
    block.insts.splice(at..at, sub);
    true
}

/// How a list keeps what the operation appends, as `list_reserve` is told.
fn storage(op: &Op) -> Option<i64> {
    match op {
        Op::ListAppend | Op::TypedAppend(ItemType::Int | ItemType::Number) => Some(0),
        Op::TypedAppend(ItemType::Float) => Some(1),
        Op::TypedAppend(ItemType::Bool) => Some(2),
        _ => None,
    }
}

/// What a counter is compared with at the end of each turn.
enum End {
    Value(ValueId),
    /// A length, read in each turn.
    Again(Op, ValueId),
}

struct Plan {
    header: BlockId,
    inside: Vec<BlockId>,
    /// The counter among the parameters of the header.
    place: usize,
    end: End,
    lists: Vec<(ValueId, i64)>,
}

fn plan(function: &Function) -> Vec<Plan> {
    let preds = function.predecessors();
    let dominators = Dominators::new(&preds);
    let loops = graph::loops(&preds, &dominators);
    let home = graph::homes(function);
    let unbound = headers::Unbound::new(function, &preds);
    let mut taken = vec![false; function.blocks.len()];
    let mut plans = Vec::new();
    // What an inner loop appends is not the outer one's.
    for found in loops.iter().rev() {
        let own: Vec<BlockId> = found.blocks.clone();
        let fresh: Vec<BlockId> = own
            .iter()
            .copied()
            .filter(|block| !std::mem::replace(&mut taken[block.index()], true))
            .collect();
        let outside = |value: ValueId| !found.blocks.contains(&home[value.index()]);
        let Some((latch, place, end)) = counter(function, found, &preds, &home) else {
            continue;
        };
        let mut lists: Vec<(ValueId, i64)> = Vec::new();
        for block in fresh {
            if function.block(block).cold || !dominators.dominates(block, latch) {
                continue;
            }
            for inst in &function.block(block).insts {
                if let Some(kind) = storage(&inst.op)
                    && let list = inst.args[0]
                    && outside(list)
                    && !unbound.is_doubtful(list, found.header)
                    && !lists.iter().any(|(known, _)| *known == list)
                {
                    lists.push((list, kind));
                }
            }
        }
        if !lists.is_empty() {
            plans.push(Plan {
                header: found.header,
                inside: own,
                place,
                end,
                lists,
            });
        }
    }
    plans
}

/// The test at the end of a loop that counts up by one, if that is what it does.
fn counter(
    function: &Function,
    found: &Loop,
    preds: &[Vec<BlockId>],
    home: &[BlockId],
) -> Option<(BlockId, usize, End)> {
    let inside = |block: &BlockId| found.blocks.contains(block);
    let mut latches = preds[found.header.index()].iter().filter(|p| inside(p));
    let (Some(latch), None) = (latches.next(), latches.next()) else {
        return None;
    };
    let Terminator::Branch { cond, then, .. } = &function.block(*latch).term else {
        return None;
    };
    if then.block != found.header {
        return None;
    }
    let made = |value: ValueId| {
        let insts = &function.block(home[value.index()]).insts;
        insts.iter().find(|inst| inst.result == Some(value))
    };
    let test = made(*cond)?;
    if test.op != Op::MachineCompare(Compare::Lt) {
        return None;
    }
    let (next, end) = (test.args[0], test.args[1]);
    let place = then.args.iter().position(|arg| *arg == next)?;
    let step = made(next)?;
    let number = |value: ValueId| match made(value)?.op {
        Op::ConstI64(n) => Some(n),
        _ => None,
    };
    let counts = step.op == Op::Machine(MachineBinary::Add)
        && step.args[0] == function.block(found.header).params[place]
        && number(step.args[1]) == Some(1);
    if !counts || number(end).is_some_and(|end| end < FEW) {
        return None;
    }
    if !inside(&home[end.index()]) {
        return Some((*latch, place, End::Value(end)));
    }
    let length = made(end)?;
    let again = matches!(length.op, Op::ListLen | Op::TupleLen | Op::StrLen)
        && !inside(&home[length.args[0].index()]);
    again.then(|| (*latch, place, End::Again(length.op.clone(), length.args[0])))
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn a_list_that_grows_in_every_turn_grows_at_once() {
        assert_pass(
            "reserve",
            "function f(ref, value, i64) -> i64 stage ssa {
            b0(v0:ref, v1:value, v2:i64):
                v3:i64 = const_i64 0
                v4:i64 = const_i64 1
                jump b1(v3)
            b1(v5:i64):
                list_append v0, v1
                on_error b4, else b2
            b2:
                v6:i64 = machine add v5, v4
                v7:bool = machine_compare lt v6, v2
                branch v7, b1(v6), b3
            b3:
                return v3
            b4 cold:
                return_error
            }",
            "function f(ref, value, i64) -> i64 stage ssa {
            b0(v0:ref, v1:value, v2:i64):
                v3:i64 = const_i64 0
                v4:i64 = const_i64 1
                jump b1(v3)
            b1(v8:i64):
                v9:i64 = machine sub v2, v8
                v10:i64 = const_i64 0
                call_runtime list_reserve v0, v9, v10
                jump b2(v8)
            b2(v5:i64):
                list_append v0, v1
                on_error b5, else b3
            b3:
                v6:i64 = machine add v5, v4
                v7:bool = machine_compare lt v6, v2
                branch v7, b2(v6), b4
            b4:
                return v3
            b5 cold:
                return_error
            }",
        );
    }
}
