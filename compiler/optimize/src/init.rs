//! Stores into fields of fresh objects do not look at what was there.
//!
//! An object is fresh from where it is made until something but a load or store of
//! its own fields takes it: nobody else can have set a field until then.

use std::collections::HashMap;

use pyaot_ir::{Function, Inst, Op, Program, ValueId};

use crate::graph;

/// Fresh objects, and the offsets of their fields that have been set.
type Fresh = HashMap<ValueId, Vec<u32>>;

pub fn run(function: &mut Function, _: &Program) {
    let makes = |inst: &Inst| matches!(inst.op, Op::InstanceNew(_));
    if !function
        .blocks
        .iter()
        .any(|block| block.insts.iter().any(makes))
    {
        return;
    }
    graph::compact(function);
    let preds = function.predecessors();
    let mut ends: Vec<Fresh> = Vec::with_capacity(preds.len());
    // Blocks are in reverse post-order: a single predecessor comes first.
    for (n, block) in function.blocks.iter_mut().enumerate() {
        let mut fresh = match preds[n][..] {
            [pred] if pred.index() < n => ends[pred.index()].clone(),
            _ => Fresh::new(),
        };
        for inst in &mut block.insts {
            step(inst, &mut fresh);
        }
        for arg in block.term.edges().flat_map(|edge| &edge.args) {
            fresh.remove(arg);
        }
        ends.push(fresh);
    }
}

fn step(inst: &mut Inst, fresh: &mut Fresh) {
    match inst.op {
        Op::FieldSet { offset, repr } => {
            fresh.remove(&inst.args[1]);
            if let Some(set) = fresh.get_mut(&inst.args[0])
                && repr.is_counted()
                && !set.contains(&offset)
            {
                set.push(offset);
                inst.op = Op::FieldInit { offset, repr };
            }
        }
        Op::FieldGet { .. } | Op::KeepAlive => {}
        _ => {
            for arg in &inst.args {
                fresh.remove(arg);
            }
        }
    }
    if let (Op::InstanceNew(_), Some(object)) = (&inst.op, inst.result) {
        fresh.insert(object, Vec::new());
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn the_first_store_of_a_fresh_field_releases_nothing() {
        let text = |first: &str, last: &str| {
            format!(
                "data d0: class C qualname C module m fields (x, y, z) f64 () pairs () code () fixed ()
                function f(ref, value, value) -> ref stage ssa {{
                b0(v0:ref, v1:value, v2:value):
                    v3:ref = instance_new d0 v1
                    {first} offset=24 repr=value v3, v2
                    field_set offset=24 repr=value v3, v1
                    {first} offset=32 repr=value v3, v2
                    field_set offset=24 repr=ref v0, v3
                    {last} offset=40 repr=value v3, v2
                    return v3
                }}"
            )
        };
        assert_pass(
            "init",
            &text("field_set", "field_set"),
            &text("field_init", "field_set"),
        );
    }
}
