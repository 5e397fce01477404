//! Which functions are quiet: they may look at objects, compute and make new ones, but
//! nothing that was there before is another afterwards, neither a variable nor a field nor an item that holds
//! an object, and no object ends that others hold. What a walk through a tree has read
//! of a node is still there when the call for a child returns: it need not be
//! counted for the call (pass `refcounts`), nor read again (pass `cse`).

use pyaot_abi::functions::exception;
use pyaot_ir::{Function, Inst, Op, Program, ValueId};

use crate::fold;
use crate::refcounts::is_quiet;

pub fn run(program: &mut Program) {
    // The end of any object may run code.
    if program.observes_death {
        return;
    }
    let functions = program.functions.iter();
    let mut quiet: Vec<bool> = functions.map(|f| alone(f, program)).collect();
    // A function that calls one that is not is not quiet either.
    let calls: Vec<Vec<usize>> = program.functions.iter().map(called).collect();
    loop {
        let disturbed = |n: usize| quiet[n] && calls[n].iter().any(|callee| !quiet[*callee]);
        let found: Vec<usize> = (0..quiet.len()).filter(|n| disturbed(*n)).collect();
        if found.is_empty() {
            break;
        }
        for n in found {
            quiet[n] = false;
        }
    }
    for (function, quiet) in program.functions.iter_mut().zip(quiet) {
        function.quiet = quiet;
    }
}

/// Whether a function is quiet as long as what it calls is.
fn alone(function: &Function, program: &Program) -> bool {
    let insts = || function.blocks.iter().flat_map(|block| &block.insts);
    let made = insts().filter(|inst| matches!(inst.op, Op::InstanceNew(_)));
    let fresh: Vec<ValueId> = made.filter_map(|inst| inst.result).collect();
    !function.is_entry && insts().all(|inst| is_harmless(inst, &fresh, function, program))
}

fn is_harmless(inst: &Inst, fresh: &[ValueId], function: &Function, program: &Program) -> bool {
    match &inst.op {
        Op::Call(_) | Op::InstanceNew(_) => true,
        Op::FieldSet { .. } => fresh.contains(&inst.args[0]),
        Op::CallRuntime(decl) if fold::makes_object(decl) => true,
        Op::CallRuntime(decl) if decl.only_raises() => true,
        Op::CallRuntime(decl) if *decl == &exception::traceback_add => true,
        op => is_quiet(op, &inst.args, function, program),
    }
}

fn called(function: &Function) -> Vec<usize> {
    let insts = function.blocks.iter().flat_map(|block| &block.insts);
    let mut called: Vec<usize> = insts
        .filter_map(|inst| match inst.op {
            Op::Call(func) => Some(func.index()),
            _ => None,
        })
        .collect();
    called.sort_unstable();
    called.dedup();
    called
}

#[cfg(test)]
mod tests {
    use pyaot_abi::value::NONE;
    use pyaot_ir::{Builder, CodeId, FuncId, Op, Program, Repr, Terminator};

    /// `def f(node): return node.next is None or f(node.next)`, which stores its node in its node before
    /// if it `stores`: whether it is quiet, and what is loaded borrowed.
    fn walk(stores: bool) -> (bool, bool) {
        let mut program = Program::default();
        let mut b = Builder::new("f", &[Repr::Ref], Some(Repr::Bool), CodeId(0));
        let id = program.add_function(b.function.clone());
        let node = b.param(0);
        if stores {
            let word = b.emit(&program, Op::Cast(Repr::Value), &[node]).unwrap();
            let op = Op::FieldSet {
                offset: 32,
                repr: Repr::Value,
            };
            b.emit(&program, op, &[node, word]);
        }
        let op = Op::FieldGet {
            offset: 24,
            repr: Repr::Value,
        };
        let next = b.emit(&program, op, &[node]).unwrap();
        let last = b.emit(&program, Op::IsWord(NONE), &[next]).unwrap();
        let (end, again) = (b.new_block(), b.new_block());
        b.branch(last, end, again);
        b.switch_to(end);
        b.terminate(Terminator::Return(Some(last)));
        b.switch_to(again);
        let next = b.emit(&program, Op::Cast(Repr::Ref), &[next]).unwrap();
        let found = b.emit(&program, Op::Call(id), &[next]);
        b.terminate(Terminator::Return(found));
        program.functions[id.index()] = b.function;
        let options = crate::Options {
            optimize: true,
            verify: true,
            ..crate::Options::default()
        };
        crate::run(&mut program, &options, None);
        let function = program.function(FuncId(0));
        let likely = function.blocks.iter().filter(|block| !block.cold);
        let mut insts = likely.flat_map(|block| &block.insts);
        let borrows = insts.all(|inst| inst.op != Op::Retain && inst.op != Op::Release);
        (function.quiet, borrows)
    }

    #[test]
    fn what_a_walk_has_read_is_not_counted_for_its_calls() {
        assert_eq!(walk(false), (true, true));
        assert_eq!(walk(true), (false, false));
    }
}
