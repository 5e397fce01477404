//! Unfolds recursion: where a small function calls itself, or functions that call
//! it back, their bodies take the place of the calls, and again in these bodies while all
//! of it stays small. Most of what such a function does is calling, and a frame then
//! serves for several calls. What calls are left begin with the [head](crate::head) of what they call.
//!
//! RecursionError comes at the frame it comes at in CPython: a function that was
//! unfolded asks for room for all the frames it stands for at once
//! ([`Op::HasRoom`]), and where there is none it calls itself as it was.

use pyaot_ir::{BlockId, Frames, FuncId, Function, Op, Program};

use crate::graph;
use crate::head;
use crate::inline::{callees_first, components, inline_call, is_small, size};

/// No function grows beyond this many instructions.
const LARGEST: usize = 96;
/// How deep calls are unfolded.
const TIMES: usize = 2;
/// A larger function that calls itself in more places has no heads in front of the calls.
const MOST_CALLS: usize = 6;

pub fn run(program: &mut Program) {
    // What has gone into another function has no record of where it stands.
    if program.frames == Frames::All {
        return;
    }
    let order = callees_first(program);
    let component = components(program, &order);
    let recursive = |n: usize, function: &Function| {
        !calls(function, &|func| component[func.index()] == component[n]).is_empty()
    };
    let functions = || program.functions.iter().enumerate();
    let plain: Vec<Option<Function>> = functions()
        .map(|(n, f)| (is_small(f) && recursive(n, f)).then(|| f.clone()))
        .collect();
    // Those too large to be unfolded.
    let heads: Vec<Option<Function>> = functions()
        .map(|(n, f)| {
            let large = plain[n].is_none() && !f.is_entry && recursive(n, f);
            let head = || head::of(f, FuncId(n as u32), program, true);
            large.then(head).flatten()
        })
        .collect();
    for (n, head) in heads.iter().enumerate() {
        let Some(head) = head else { continue };
        let own = FuncId(n as u32);
        begin_with(&mut program.functions[n], own, head, program.observes_death);
    }
    for (n, own) in plain.iter().enumerate() {
        let Some(own) = own else { continue };
        let body = |callee: FuncId| {
            let again = component[callee.index()] == component[n];
            plain[callee.index()].as_ref().filter(|_| again)
        };
        if let Some((mut function, frames)) = unfolded(own, &body, program) {
            guard(&mut function, own, frames, program);
            program.functions[n] = function;
        }
    }
}

/// The function `own` with the calls of what has a `body` unfolded, and how many frames
/// deep; `None` where that would be too large.
fn unfolded<'a>(
    own: &Function,
    body: &dyn Fn(FuncId) -> Option<&'a Function>,
    program: &Program,
) -> Option<(Function, u32)> {
    let mut function = own.clone();
    let mut frames = 0;
    for _ in 0..TIMES {
        let calls = calls(&function, &|func| body(func).is_some());
        let grown: usize = calls
            .iter()
            .filter_map(|(_, func)| body(*func))
            .map(size)
            .sum();
        if calls.is_empty() || size(&function) + grown > LARGEST {
            break;
        }
        for (block, func) in calls {
            if let Some(body) = body(func) {
                inline_call(&mut function, block, body, program.observes_death);
            }
        }
        graph::compact(&mut function);
        frames += 1;
    }
    let mut any = false;
    for (block, func) in calls(&function, &|func| body(func).is_some()) {
        if let Some(head) = body(func).and_then(|body| head::of(body, func, program, false)) {
            head::inline(&mut function, block, &head, program.observes_death);
            any = true;
        }
    }
    if any {
        graph::compact(&mut function);
        frames += 1;
    }
    (frames > 0).then_some((function, frames))
}

/// Has calls of the function by itself begin with its head.
fn begin_with(function: &mut Function, own: FuncId, head: &Function, observes_death: bool) {
    let calls = calls(function, &|func| func == own);
    if (1..=MOST_CALLS).contains(&calls.len()) {
        for (block, _) in calls {
            head::inline(function, block, head, observes_death);
        }
        graph::compact(function);
    }
}

/// The blocks that end with such a call and are likely to run, and what they call.
fn calls(function: &Function, wanted: &dyn Fn(FuncId) -> bool) -> Vec<(BlockId, FuncId)> {
    let calls = function.block_ids().filter_map(|id| {
        let block = function.block(id);
        match block.insts.last()?.op {
            Op::Call(func) if !block.cold && wanted(func) => Some((id, func)),
            _ => None,
        }
    });
    calls.collect()
}

/// Puts the question for room in front of a function, and a call of itself as it
/// was, `own`, where the answer is no.
fn guard(function: &mut Function, own: &Function, frames: u32, program: &mut Program) {
    let mut plain = own.clone();
    for block in &mut plain.blocks {
        block.cold = true;
    }
    let plain = program.add_function(plain);
    let params = function.blocks[0].params.clone();
    let call = head::call_instead(function, plain, &params, true);
    head::ask_first(function, Op::HasRoom, frames, call);
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{Builder, CodeId, Compare, FuncId, IntBinary, Op, Program, Repr, Terminator};

    #[test]
    fn calls_become_bodies_with_one_question_for_their_frames() {
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
        let likely = |wanted: &dyn Fn(&Op) -> bool| {
            let blocks = program.function(FuncId(0)).blocks.iter();
            let insts = blocks
                .filter(|block| !block.cold)
                .flat_map(|block| &block.insts);
            insts.filter(|inst| wanted(&inst.op)).count()
        };
        // Its own, those of two bodies, and the head of the call.
        assert_eq!(
            likely(&|op| matches!(op, Op::IntCompare(_) | Op::MachineCompare(_))),
            4
        );
        assert_eq!(likely(&|op| matches!(op, Op::Call(_))), 1);
        let entry = &program.function(FuncId(0)).blocks[0];
        let asks = entry.insts.iter().find(|inst| inst.op == Op::HasRoom);
        assert_eq!(asks.map(|inst| inst.frames), Some(3));
    }
}
