//! Removes what nobody needs: instructions without effect whose results are
//! unread, objects that are only written to, and block parameters that feed only such.

use std::collections::HashMap;

use pyaot_ir::{Function, Op, Program, ValueId};

use crate::fold;

/// Whether an instruction may go when its result is unread.
pub fn is_droppable(op: &Op, function: &Function, program: &Program) -> bool {
    match op {
        Op::GlobalGet(_)
        | Op::CellGet
        | Op::FuncCell(_)
        | Op::ArgWord(_)
        | Op::FieldGet { .. }
        | Op::ListLen
        | Op::StorageLen(_)
        | Op::ListProbe
        | Op::DictLen
        | Op::DictPlaces
        | Op::DictKey
        | Op::DictValue
        | Op::SetLen
        | Op::SetItem
        | Op::TupleGet(_)
        | Op::HasRoom
        | Op::FramesFit => true,
        // A new object that nobody sees.
        Op::CallRuntime(decl) if fold::makes_object(decl) => true,
        op => {
            let info = op.info(program, &|local| function.locals[local.index()].repr);
            info.pure && !info.raises
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Copy)]
enum Origin {
    None,
    Inst(u32, u32),
    Param(u32, u32),
}

pub fn run(function: &mut Function, program: &Program) {
    let mut origins = vec![Origin::None; function.values.len()];
    let mut live = vec![false; function.values.len()];
    let mut worklist: Vec<ValueId> = Vec::new();
    let mut kept: Vec<Vec<bool>> = Vec::with_capacity(function.blocks.len());
    let mark = |live: &mut Vec<bool>, worklist: &mut Vec<ValueId>, value: ValueId| {
        if !std::mem::replace(&mut live[value.index()], true) {
            worklist.push(value);
        }
    };
    // Objects that nobody may see, and the stores into them by block and number: needed where the object is.
    let mut fresh: HashMap<ValueId, Vec<(u32, u32)>> = HashMap::new();
    for (n, block) in function.blocks.iter().enumerate() {
        for (k, param) in block.params.iter().enumerate() {
            origins[param.index()] = Origin::Param(n as u32, k as u32);
        }
        let mut keep = Vec::with_capacity(block.insts.len());
        for (k, inst) in block.insts.iter().enumerate() {
            if let Some(result) = inst.result {
                origins[result.index()] = Origin::Inst(n as u32, k as u32);
            }
            let needed = match inst.op {
                // Where deaths are seen, an object that nobody reads has one.
                Op::InstanceNew(_) => {
                    if let (Some(object), false) = (inst.result, program.observes_death) {
                        fresh.insert(object, Vec::new());
                    }
                    program.observes_death
                }
                Op::FieldSet { .. } => match fresh.get_mut(&inst.args[0]) {
                    Some(stores) => {
                        stores.push((n as u32, k as u32));
                        false
                    }
                    None => true,
                },
                _ => !is_droppable(&inst.op, function, program),
            };
            keep.push(needed);
            if needed {
                for arg in &inst.args {
                    mark(&mut live, &mut worklist, *arg);
                }
            }
        }
        kept.push(keep);
        if let Some(value) = block.term.uses() {
            mark(&mut live, &mut worklist, value);
        }
    }
    let preds = function.predecessors();
    while let Some(value) = worklist.pop() {
        for (block, place) in fresh.remove(&value).unwrap_or_default() {
            kept[block as usize][place as usize] = true;
            let stored = function.blocks[block as usize].insts[place as usize].args[1];
            mark(&mut live, &mut worklist, stored);
        }
        match origins[value.index()] {
            Origin::None => {}
            Origin::Inst(block, place) => {
                kept[block as usize][place as usize] = true;
                for arg in &function.blocks[block as usize].insts[place as usize].args {
                    mark(&mut live, &mut worklist, *arg);
                }
            }
            Origin::Param(block, place) => {
                for pred in &preds[block as usize] {
                    for edge in function.block(*pred).term.edges() {
                        if edge.block.0 == block {
                            mark(&mut live, &mut worklist, edge.args[place as usize]);
                        }
                    }
                }
            }
        }
    }
    for (block, keep) in function.blocks.iter_mut().zip(kept) {
        let mut keep = keep.into_iter();
        block.insts.retain(|_| keep.next() == Some(true));
    }
    crate::params::prune(function);
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{IntBinary, Op};

    use crate::testing::{Source, count};

    #[test]
    fn a_sum_nobody_reads_is_not_made() {
        // i = s = 0; while i < n: s += n; i += 1; return i
        let mut source = Source::new();
        let n = source.builder.param(0);
        let (i, s) = (source.variable("i", 0), source.variable("s", 0));
        source.count_up(i, n, |source| {
            let now = source.get(s);
            let next = source.emit(Op::Int(IntBinary::Add), &[now, n]);
            source.set(s, next);
        });
        let function = source.finish(i);
        assert_eq!(count(&function, |op| matches!(op, Op::Int(_))), 0);
    }

    #[test]
    fn an_object_that_is_only_written_to_is_not_made() {
        let text = |object: &str| {
            format!(
                "data d0: class C qualname C module m fields (x, y, z) f64 () pairs () code () fixed ()
                function f(value, value) -> ref stage ssa {{
                b0(v0:value, v1:value):
                    {object}
                    v4:ref = instance_new d0 v0
                    field_set offset=24 repr=value v4, v1
                    return v4
                }}"
            )
        };
        let object = "v2:ref = instance_new d0 v0
                    v3:ref = instance_new d0 v0
                    field_set offset=24 repr=ref v2, v3
                    field_set offset=32 repr=value v3, v1";
        crate::testing::assert_pass("dce", &text(object), &text(""));
    }
}
