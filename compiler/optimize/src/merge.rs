//! Compiles what is the same once. `lower` makes a version of a function for
//! each set of classes it is called with; many differ in nothing once
//! methods are looked up and small callees are inlined. The pass sends the calls of
//! equal functions to one of them, and drops the functions nobody calls.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;

use pyaot_ir::{Block, DataItem, FuncId, Function, Inst, Op, Program};

use crate::inline::callees_first;

pub fn run(program: &mut Program) {
    let same = equals(program);
    for function in &mut program.functions {
        each_callee(function, |callee| *callee = same[callee.index()]);
    }
    if program.main.is_some() {
        drop_unused(program);
    }
}

/// For each function the one that stands for it.
fn equals(program: &mut Program) -> Vec<FuncId> {
    let mut same: Vec<FuncId> = (0..program.functions.len() as u32).map(FuncId).collect();
    let mut met: HashMap<u64, Vec<FuncId>> = HashMap::new();
    for id in callees_first(program) {
        // Callees come first, so what is equal but for those is equal here.
        each_callee(&mut program.functions[id.index()], |callee| {
            *callee = same[callee.index()];
        });
        let function = program.function(id);
        let others = met.entry(fingerprint(function, id)).or_default();
        let equal =
            |other: &&FuncId| is_equal((function, id), (program.function(**other), **other));
        match others.iter().find(equal) {
            Some(other) => same[id.index()] = *other,
            None => others.push(id),
        }
    }
    same
}

fn each_callee(function: &mut Function, mut change: impl FnMut(&mut FuncId)) {
    let insts = function
        .blocks
        .iter_mut()
        .flat_map(|block| &mut block.insts);
    for inst in insts {
        if let Op::Call(callee) | Op::FuncAddress(callee) = &mut inst.op {
            change(callee);
        }
    }
}

/// The same for equal functions.
fn fingerprint(function: &Function, id: FuncId) -> u64 {
    let mut hasher = DefaultHasher::new();
    function.code.hash(&mut hasher);
    function.params.hash(&mut hasher);
    function.values.len().hash(&mut hasher);
    for block in &function.blocks {
        block.insts.len().hash(&mut hasher);
        for inst in &block.insts {
            discriminant(&inst.op).hash(&mut hasher);
            inst.args.hash(&mut hasher);
            match &inst.op {
                Op::Call(callee) if *callee != id => callee.hash(&mut hasher),
                Op::CallRuntime(row) => row.name.hash(&mut hasher),
                _ => {}
            }
        }
    }
    hasher.finish()
}

fn is_equal(a: (&Function, FuncId), b: (&Function, FuncId)) -> bool {
    let (f, g) = (a.0, b.0);
    let reprs = |function: &Function| {
        function
            .values
            .iter()
            .map(|value| value.repr)
            .collect::<Vec<_>>()
    };
    f.code == g.code
        && f.params == g.params
        && f.result == g.result
        && f.is_entry == g.is_entry
        && f.blocks.len() == g.blocks.len()
        && reprs(f) == reprs(g)
        && f.blocks
            .iter()
            .zip(&g.blocks)
            .all(|(x, y)| is_equal_block((x, a.1), (y, b.1)))
}

fn is_equal_block((x, f): (&Block, FuncId), (y, g): (&Block, FuncId)) -> bool {
    x.params == y.params
        && x.cold == y.cold
        && x.insts.len() == y.insts.len()
        && x.term == y.term
        && x.insts
            .iter()
            .zip(&y.insts)
            .all(|(a, b)| is_equal_inst((a, f), (b, g)))
}

fn is_equal_inst((a, f): (&Inst, FuncId), (b, g): (&Inst, FuncId)) -> bool {
    let op = match (&a.op, &b.op) {
        // Two functions that call themselves.
        (Op::Call(a), Op::Call(b)) => a == b || (*a == f && *b == g),
        (a, b) => is_equal_op(a, b),
    };
    op && a.args == b.args
        && a.result == b.result
        && a.position == b.position
        && a.code == b.code
        && a.frames == b.frames
}

pub fn is_equal_op(a: &Op, b: &Op) -> bool {
    match (a, b) {
        // Zeros with different signs and NaNs.
        (Op::ConstF64(a), Op::ConstF64(b)) => a.to_bits() == b.to_bits(),
        (a, b) => a == b,
    }
}

/// Removes functions that neither code nor data names, and numbers the others anew.
fn drop_unused(program: &mut Program) {
    let mut used = vec![false; program.functions.len()];
    let mut open: Vec<FuncId> = program.main.into_iter().collect();
    for item in &program.data {
        match item {
            DataItem::Function(function) => open.push(function.entry),
            DataItem::Class(class) => open.extend(class.pairs.iter().map(|pair| pair.code)),
            DataItem::Table(_) => {}
        }
    }
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut used[id.index()], true) {
            each_callee(&mut program.functions[id.index()], |callee| {
                open.push(*callee)
            });
        }
    }
    let mut number = Vec::with_capacity(used.len());
    let mut next = 0;
    for used in &used {
        number.push(FuncId(next));
        next += u32::from(*used);
    }
    let mut kept = used.into_iter();
    program.functions.retain(|_| kept.next() == Some(true));
    for function in &mut program.functions {
        each_callee(function, |callee| *callee = number[callee.index()]);
    }
    for item in &mut program.data {
        match item {
            DataItem::Function(function) => {
                function.entry = number[function.entry.index()];
            }
            DataItem::Class(class) => {
                for pair in &mut class.pairs {
                    pair.code = number[pair.code.index()];
                }
            }
            DataItem::Table(_) => {}
        }
    }
    program.main = program.main.map(|main| number[main.index()]);
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{Builder, CodeId, FuncId, Op, Program, Repr, Terminator};

    use super::run;

    /// A function that gives back a float, or what another one does.
    fn add(program: &mut Program, op: Op) -> FuncId {
        let mut b = Builder::new("f", &[], Some(Repr::F64), CodeId(0));
        let value = b.emit(program, op, &[]);
        b.terminate(Terminator::Return(value));
        program.add_function(b.function)
    }

    #[test]
    fn equal_functions_become_one_and_zeros_stay_apart() {
        let mut program = Program::default();
        let zeros = [0.0, 0.0, -0.0].map(|zero| add(&mut program, Op::ConstF64(zero)));
        let callers = zeros.map(|zero| add(&mut program, Op::Call(zero)));
        let mut main = Builder::new("main", &[], None, CodeId(0));
        for caller in callers {
            main.emit(&program, Op::Call(caller), &[]);
        }
        main.terminate(Terminator::Return(None));
        program.main = Some(program.add_function(main.function));
        run(&mut program);
        assert_eq!(program.functions.len(), 5);
        let main = program.function(program.main.expect("the program has one"));
        let calls: Vec<Op> = main.blocks[0]
            .insts
            .iter()
            .map(|inst| inst.op.clone())
            .collect();
        assert_eq!(calls[0], calls[1]);
        assert_ne!(calls[0], calls[2]);
    }
}
