//! Unfolds recursion: where a small function calls itself, its body takes the
//! place of the call, and again in that body while all of it stays small. Most of what
//! such a function does is calling, and a frame then serves for several calls.
//!
//! Every call keeps its test against the recursion limit ([`Op::FrameCheck`]),
//! so RecursionError comes at the frame it comes at in CPython.

use pyaot_ir::{BlockId, Frames, FuncId, Function, Op, Program};

use crate::graph;
use crate::inline::{inline_call, is_small, size};

/// No function grows beyond this many instructions.
const LARGEST: usize = 96;
/// How deep calls are unfolded.
const TIMES: usize = 2;

pub fn run(program: &mut Program) {
    // What has gone into another function has no record of where it stands.
    if program.frames == Frames::All {
        return;
    }
    let observes_death = program.observes_death;
    for n in 0..program.functions.len() {
        let id = FuncId(n as u32);
        let function = program.function(id);
        if !is_small(function) {
            continue;
        }
        let body = function.clone();
        let function = &mut program.functions[n];
        for _ in 0..TIMES {
            let calls = calls_itself(function, id);
            if calls.is_empty() || size(function) + size(&body) * calls.len() > LARGEST {
                break;
            }
            for call in calls {
                inline_call(function, call, &body, observes_death, true);
            }
            graph::compact(function);
        }
    }
}

/// The blocks that end with a call of the function itself and are likely to run.
fn calls_itself(function: &Function, id: FuncId) -> Vec<BlockId> {
    let calls = function.block_ids().filter(|block| {
        let block = function.block(*block);
        let last = block.insts.last().map(|inst| &inst.op);
        !block.cold && last == Some(&Op::Call(id))
    });
    calls.collect()
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{Builder, CodeId, Compare, FuncId, IntBinary, Op, Program, Repr, Terminator};

    #[test]
    fn calls_become_bodies_with_the_test_of_their_frame() {
        // def f(n): return n if n < 2 else f(n - 1)
        let mut program = Program::default();
        let mut b = Builder::new("f", &[Repr::Int], Some(Repr::Int), CodeId(0));
        let id = program.add_function(b.function.clone());
        let n = b.param(0);
        let two = b.emit(&program, Op::ConstInt(2), &[]).unwrap();
        let less = b.emit(&program, Op::IntCompare(Compare::Lt), &[n, two]);
        let (end, again) = (b.new_block(), b.new_block());
        b.branch(less.unwrap(), end, again);
        b.switch_to(end);
        b.terminate(Terminator::Return(Some(n)));
        b.switch_to(again);
        let next = b
            .emit(&program, Op::Int(IntBinary::Sub), &[n, two])
            .unwrap();
        let value = b.emit(&program, Op::Call(id), &[next]);
        b.terminate(Terminator::Return(value));
        program.functions[id.index()] = b.function;
        let options = crate::Options {
            optimize: true,
            verify: true,
            ..crate::Options::default()
        };
        crate::run(&mut program, &options, None);
        let count = |op: Op| {
            let blocks = program.function(FuncId(0)).blocks.iter();
            let insts = blocks.flat_map(|block| &block.insts);
            insts.filter(|inst| inst.op == op).count()
        };
        assert_eq!(count(Op::FrameCheck), 2);
        assert_eq!(count(Op::Call(id)), 1);
    }
}
