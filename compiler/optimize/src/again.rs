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
use pyaot_ir::{BlockId, Function, Op, Program, ValueId};

use crate::graph::{self, Dominators};

/// What a row becomes after a lookup of its key.
fn again(row: &FnDecl) -> Option<&'static FnDecl> {
    [
        (&dict::dict_getitem, &dict::dict_getitem_again),
        (&dict::dict_get, &dict::dict_get_again),
        (&dict::dict_setitem, &dict::dict_setitem_again),
        (&operation::value_setitem, &operation::value_setitem_again),
    ]
    .into_iter()
    .find(|(first, _)| *first == row)
    .map(|(_, again)| again)
}

/// Whether the row tells the ones after it what it found.
fn notes(row: &FnDecl) -> bool {
    [
        &dict::dict_contains,
        &dict::dict_getitem,
        &dict::dict_get,
        &dict::defaultdict_getitem,
        &operation::value_getitem,
    ]
    .contains(&row)
}

pub fn run(function: &mut Function, _: &Program) {
    graph::compact(function);
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
        assert_pass("again", &text("dict_setitem"), &text("dict_setitem_again"));
    }
}
