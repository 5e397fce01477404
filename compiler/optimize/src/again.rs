//! Lookups in dicts that follow a lookup of the same key: they become the rows
//! that first look at what that lookup found (`d[k] = d.get(k, 0) + 1`,
//! `if k in d: d[k] += 1`).
//!
//! The rows make sure that it was a lookup in the same dict, which has not been
//! changed since. What they leave to this pass is the key: it must have been alive
//! from that lookup on, so that its address names it. It has been, where the
//! earlier lookup dominates the later one and both have the same SSA value for
//! a key: no path leads from a definition of the value to the later lookup
//! without the earlier one.

use std::collections::HashSet;

use pyaot_abi::FnDecl;
use pyaot_abi::functions::{dict, operation};
use pyaot_ir::{BlockId, Function, Inst, Op, Program, ValueId};

use crate::graph::{self, Dominators};

/// What a row becomes after a lookup of its key.
fn again(row: &FnDecl) -> Option<&'static FnDecl> {
    [
        (&dict::dict_getitem, &dict::dict_getitem_again),
        (&dict::dict_get, &dict::dict_get_again),
        (&dict::dict_setitem, &dict::dict_setitem_again),
        (&dict::dict_bump, &dict::dict_bump_again),
        (&operation::value_setitem, &operation::value_setitem_again),
    ]
    .into_iter()
    .find(|(first, _)| *first == row)
    .map(|(_, again)| again)
}

/// What a row becomes where its key has just been looked up and nothing has happened since.
fn still(row: &FnDecl) -> Option<&'static FnDecl> {
    [
        (&dict::dict_getitem, &dict::dict_getitem_still),
        (&dict::dict_getitem_again, &dict::dict_getitem_still),
        (&dict::dict_get, &dict::dict_get_still),
        (&dict::dict_get_again, &dict::dict_get_still),
        (&dict::dict_setitem, &dict::dict_setitem_still),
        (&dict::dict_setitem_again, &dict::dict_setitem_still),
    ]
    .into_iter()
    .find(|(first, _)| *first == row)
    .map(|(_, still)| still)
}

/// Whether the row tells the ones after it what it found.
fn notes(row: &FnDecl) -> bool {
    [
        &dict::dict_contains,
        &dict::dict_getitem,
        &dict::dict_get,
        &dict::dict_find,
        &dict::dict_bump,
        &dict::defaultdict_getitem,
        &operation::value_getitem,
    ]
    .contains(&row)
}

pub fn run(function: &mut Function, program: &Program) {
    graph::compact(function);
    look_again(function);
    // The end of any object may run code, between any two instructions.
    if !program.observes_death {
        look_still(function, program);
    }
}

/// Lookups right behind one of the same key, on the only way to them.
fn look_still(function: &mut Function, program: &Program) {
    let predecessors = function.predecessors();
    // The key that has been looked up last at the end of each block, if nothing happened since.
    let mut ends: Vec<Option<ValueId>> = vec![None; function.blocks.len()];
    for id in function.block_ids() {
        let mut last = match predecessors[id.index()][..] {
            [only] if only < id => ends[only.index()],
            _ => None,
        };
        for n in 0..function.block(id).insts.len() {
            let inst = &function.block(id).insts[n];
            let key = inst.args.get(1).copied();
            match inst.op {
                Op::CallRuntime(row) if still(row).is_some() || notes(row) => {
                    if key == last
                        && key.is_some()
                        && let Some(row) = still(row)
                    {
                        function.block_mut(id).insts[n].op = Op::CallRuntime(row);
                    }
                    let found = *row != dict::dict_setitem && *row != dict::dict_setitem_again;
                    last = key.filter(|_| found && *row != operation::value_getitem);
                }
                _ if happens(inst, function, program) => last = None,
                _ => {}
            }
        }
        ends[id.index()] = last;
    }
}

/// Whether an object may be another behind the instruction.
fn happens(inst: &Inst, function: &Function, program: &Program) -> bool {
    match inst.op {
        Op::FieldGet { .. } | Op::GlobalGet(_) | Op::NeedSmall | Op::NeedNumber => false,
        Op::NeedExact | Op::Number(_) | Op::Checked(_) => false,
        ref op => {
            let info = op.info(program, &|local| function.locals[local.index()].repr);
            !info.pure || info.raises
        }
    }
}

fn look_again(function: &mut Function) {
    let children = Dominators::new(&function.predecessors()).children();
    let mut looked_up: HashSet<ValueId> = HashSet::new();
    // Blocks to enter, and keys to forget on the way back up.
    let mut stack: Vec<Result<BlockId, ValueId>> = vec![Ok(Function::ENTRY)];
    while let Some(step) = stack.pop() {
        let block = match step {
            Ok(block) => block,
            Err(key) => {
                looked_up.remove(&key);
                continue;
            }
        };
        for inst in &mut function.block_mut(block).insts {
            let Op::CallRuntime(row) = inst.op else {
                continue;
            };
            let Some(key) = inst.args.get(1).copied() else {
                continue;
            };
            if looked_up.contains(&key) {
                if let Some(again) = again(row) {
                    inst.op = Op::CallRuntime(again);
                }
            } else if notes(row) {
                looked_up.insert(key);
                stack.push(Err(key));
            }
        }
        stack.extend(children[block.index()].iter().map(|child| Ok(*child)));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn the_same_key_is_looked_up_once() {
        // d[k] = d[k]; return d[other]
        let text = |store: &str| {
            format!(
                "function f(ref, value, value) -> value stage ssa {{
                b0(v0:ref, v1:value, v2:value):
                    v3:value = call_runtime dict_getitem v0, v1
                    on_error b4, else b1
                b1:
                    call_runtime {store} v0, v1, v3
                    on_error b4, else b2
                b2:
                    v4:value = call_runtime dict_getitem v0, v2
                    on_error b4, else b3
                b3:
                    return v4
                b4 cold:
                    return_error
                }}"
            )
        };
        assert_pass("again", &text("dict_setitem"), &text("dict_setitem_still"));
    }
}
