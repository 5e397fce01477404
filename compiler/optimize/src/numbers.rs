//! Variables that begin as an int constant and hold floats from then on,
//! as in `total = 0` and `total += x`: the number goes round the loop unboxed,
//! with a flag that says whether it is a float yet.
//!
//! A block parameter qualifies when all that ever reaches it is a boxed float,
//! an int constant that a double represents, or another such parameter. What
//! is computed from its number reads the double; whoever wants the object has
//! it made on the spot.

use std::collections::HashMap;

use pyaot_abi::functions::{float, operation};
use pyaot_ir::{BlockId, Compare, Function, Inst, Op, Program, Repr, Terminator, ValueId};

use crate::emit::{self, push};
use crate::params::Replacements;

/// Ints up to here are doubles too.
const EXACT_FLOAT: u64 = 1 << 53;

/// What reaches a parameter.
#[derive(Clone, Copy)]
enum Source {
    /// A boxed float: its number.
    Float(ValueId),
    Int(i64),
    /// A word that may be anything, among them parameters that do not qualify.
    Other,
}

/// The number of a parameter, and whether it is a float.
#[derive(Clone, Copy)]
struct Parts {
    number: ValueId,
    is_float: ValueId,
}

pub fn run(function: &mut Function, _: &Program) {
    let sources = sources(function);
    let params = candidates(function, &sources);
    if params.is_empty() {
        return;
    }
    let parts: HashMap<ValueId, Parts> = params
        .into_iter()
        .map(|param| {
            let parts = Parts {
                number: function.new_value(Repr::F64),
                is_float: function.new_value(Repr::Bool),
            };
            (param, parts)
        })
        .collect();
    pass_parts(function, &sources, &parts);
    read_numbers(function, &sources, &parts);
    make_objects(function, &parts);
}

fn sources(function: &Function) -> Vec<Source> {
    let mut constants: HashMap<ValueId, i64> = HashMap::new();
    let mut sources = vec![Source::Other; function.values.len()];
    for id in function.reverse_post_order() {
        for inst in &function.block(id).insts {
            let Some(result) = inst.result else { continue };
            match inst.op {
                Op::ConstInt(n) if n.unsigned_abs() < EXACT_FLOAT => {
                    constants.insert(result, n);
                }
                Op::Cast(Repr::Value) => {
                    if let Some(n) = constants.get(&inst.args[0]) {
                        sources[result.index()] = Source::Int(*n);
                    }
                }
                Op::FloatBox => sources[result.index()] = Source::Float(inst.args[0]),
                _ => {}
            }
        }
    }
    sources
}

/// The edges of the function with the parameters they lead to, each with what
/// is passed for it.
fn passed(function: &Function) -> impl Iterator<Item = (ValueId, ValueId)> {
    let edges = function.blocks.iter().flat_map(|block| block.term.edges());
    edges.flat_map(|edge| {
        let params = function.block(edge.block).params.iter();
        params.copied().zip(edge.args.iter().copied())
    })
}

/// The parameters worth taking apart.
fn candidates(function: &Function, sources: &[Source]) -> Vec<ValueId> {
    let mut is_candidate = vec![false; function.values.len()];
    for block in &function.blocks[1..] {
        for param in &block.params {
            is_candidate[param.index()] = function.repr(*param) == Repr::Value;
        }
    }
    let mut changed = true;
    while changed {
        changed = false;
        for (param, arg) in passed(function) {
            let fits = is_candidate[arg.index()] || !matches!(sources[arg.index()], Source::Other);
            if is_candidate[param.index()] && !fits {
                is_candidate[param.index()] = false;
                changed = true;
            }
        }
    }
    // Of those that pass each other on, some number must be read and some
    // float be among them.
    let mut is_read = vec![false; function.values.len()];
    let mut is_float = vec![false; function.values.len()];
    for inst in function.blocks.iter().flat_map(|block| &block.insts) {
        if matches!(inst.op, Op::NumberToF64 | Op::FloatUnbox) || comparison(&inst.op).is_some() {
            inst.args.iter().for_each(|arg| is_read[arg.index()] = true);
        }
    }
    let mut changed = true;
    while changed {
        changed = false;
        for (param, arg) in passed(function).filter(|(param, _)| is_candidate[param.index()]) {
            if matches!(sources[arg.index()], Source::Float(_)) && !is_float[param.index()] {
                is_float[param.index()] = true;
                changed = true;
            }
            if !is_candidate[arg.index()] {
                continue;
            }
            for flags in [&mut is_read, &mut is_float] {
                if flags[param.index()] != flags[arg.index()] {
                    flags[param.index()] = true;
                    flags[arg.index()] = true;
                    changed = true;
                }
            }
        }
    }
    let params = function.blocks.iter().flat_map(|block| &block.params);
    let chosen = |param: &ValueId| {
        let n = param.index();
        is_candidate[n] && is_read[n] && is_float[n]
    };
    params.copied().filter(chosen).collect()
}

/// Adds the parts to the parameters, and to what is passed for them.
fn pass_parts(function: &mut Function, sources: &[Source], parts: &HashMap<ValueId, Parts>) {
    let params: Vec<Vec<ValueId>> = function.blocks.iter().map(|b| b.params.clone()).collect();
    let mut constants = Vec::new();
    let mut numbers: HashMap<i64, ValueId> = HashMap::new();
    let yes = push(
        function,
        &mut constants,
        Op::ConstBool(true),
        &[],
        Repr::Bool,
    );
    let no = push(
        function,
        &mut constants,
        Op::ConstBool(false),
        &[],
        Repr::Bool,
    );
    for n in 0..function.blocks.len() {
        let mut term = std::mem::replace(&mut function.blocks[n].term, Terminator::None);
        for edge in term.edges_mut() {
            let own = params[edge.block.index()].iter().zip(edge.args.clone());
            for (_, arg) in own.filter(|(param, _)| parts.contains_key(param)) {
                let part = match (parts.get(&arg), sources[arg.index()]) {
                    (Some(part), _) => *part,
                    (None, Source::Float(number)) => Parts {
                        number,
                        is_float: yes,
                    },
                    (None, Source::Int(n)) => Parts {
                        number: *numbers.entry(n).or_insert_with(|| {
                            let op = Op::ConstF64(n as f64);
                            push(function, &mut constants, op, &[], Repr::F64)
                        }),
                        is_float: no,
                    },
                    (None, Source::Other) => unreachable!("such parameters do not qualify"),
                };
                edge.args.extend([part.number, part.is_float]);
            }
        }
        function.blocks[n].term = term;
    }
    for block in &mut function.blocks {
        for param in block.params.clone() {
            if let Some(part) = parts.get(&param) {
                block.params.extend([part.number, part.is_float]);
            }
        }
    }
    let entry = function.block_mut(Function::ENTRY);
    entry.insts.splice(0..0, constants);
}

/// The comparison that a generic operation makes.
fn comparison(op: &Op) -> Option<Compare> {
    let Op::CallRuntime(decl) = op else {
        return None;
    };
    let rows = [
        (&operation::value_eq, Compare::Eq),
        (&operation::value_ne, Compare::Ne),
        (&operation::value_lt, Compare::Lt),
        (&operation::value_le, Compare::Le),
        (&operation::value_gt, Compare::Gt),
        (&operation::value_ge, Compare::Ge),
    ];
    let found = rows.iter().find(|(row, _)| std::ptr::eq(*row, *decl))?;
    Some(found.1)
}

/// Has computations and comparisons read the double.
fn read_numbers(function: &mut Function, sources: &[Source], parts: &HashMap<ValueId, Parts>) {
    let mut replacements = Replacements::new(function);
    for n in 0..function.blocks.len() {
        let mut insts = Vec::new();
        // Whether the operation that the block ends with still does.
        let mut raises = false;
        for inst in std::mem::take(&mut function.blocks[n].insts) {
            raises = true;
            let number = |function: &mut Function, insts: &mut Vec<Inst>, arg: ValueId| match (
                parts.get(&arg),
                sources.get(arg.index()),
            ) {
                (Some(part), _) => Some(part.number),
                (None, Some(Source::Float(number))) => Some(*number),
                (None, Some(Source::Int(n))) => {
                    let op = Op::ConstF64(*n as f64);
                    Some(push(function, insts, op, &[], Repr::F64))
                }
                _ => None,
            };
            let is_apart = |arg: &ValueId| parts.contains_key(arg);
            match (&inst.op, inst.result) {
                (Op::NumberToF64 | Op::FloatUnbox, Some(result)) if is_apart(&inst.args[0]) => {
                    replacements.set(result, parts[&inst.args[0]].number);
                    raises = false;
                    continue;
                }
                (op, Some(result)) if inst.args.iter().any(is_apart) => {
                    if let Some(compare) = comparison(op)
                        && let Some(a) = number(function, &mut insts, inst.args[0])
                        && let Some(b) = number(function, &mut insts, inst.args[1])
                    {
                        let op = Op::FloatCompare(compare);
                        let truth = push(function, &mut insts, op, &[a, b], Repr::Bool);
                        insts.push(emit::inst(function, Op::BoolToValue, &[truth], result));
                        raises = false;
                        continue;
                    }
                }
                _ => {}
            }
            insts.push(inst);
        }
        let block = &mut function.blocks[n];
        block.insts = insts;
        if !raises && let Terminator::OnError { ok, .. } = &block.term {
            block.term = Terminator::Jump(ok.clone());
        }
    }
    // Comparisons have made values since.
    replacements.grow(ValueId(function.values.len() as u32 - 1));
    replacements.apply(function);
}

/// Makes the object where it is wanted after all, once in a block.
fn make_objects(function: &mut Function, parts: &HashMap<ValueId, Parts>) {
    for n in 0..function.blocks.len() as u32 {
        let id = BlockId(n);
        let mut made: HashMap<ValueId, ValueId> = HashMap::new();
        let mut insts = Vec::new();
        for mut inst in std::mem::take(&mut function.block_mut(id).insts) {
            for arg in &mut inst.args {
                object(function, &mut insts, &mut made, parts, arg);
            }
            insts.push(inst);
        }
        let params: Vec<Vec<bool>> = function
            .block(id)
            .term
            .edges()
            .map(|edge| {
                let params = function.block(edge.block).params.iter();
                params.map(|param| parts.contains_key(param)).collect()
            })
            .collect();
        let mut term = std::mem::replace(&mut function.block_mut(id).term, Terminator::None);
        // Nothing may follow an operation whose status the block ends with.
        let raising = match term {
            Terminator::OnError { .. } => insts.pop(),
            _ => None,
        };
        if let Some(value) = term.use_mut() {
            object(function, &mut insts, &mut made, parts, value);
        }
        for (edge, is_apart) in term.edges_mut().zip(params) {
            for (arg, is_apart) in edge.args.iter_mut().zip(is_apart) {
                if !is_apart {
                    object(function, &mut insts, &mut made, parts, arg);
                }
            }
        }
        insts.extend(raising);
        let block = function.block_mut(id);
        block.insts = insts;
        block.term = term;
    }
}

/// Replaces a parameter that has been taken apart by an object made of it.
fn object(
    function: &mut Function,
    insts: &mut Vec<Inst>,
    made: &mut HashMap<ValueId, ValueId>,
    parts: &HashMap<ValueId, Parts>,
    value: &mut ValueId,
) {
    let Some(part) = parts.get(value) else {
        return;
    };
    *value = *made.entry(*value).or_insert_with(|| {
        let result = function.new_value(Repr::Value);
        let op = Op::CallRuntime(&float::float_or_int);
        let args = [part.number, part.is_float];
        insts.push(emit::inst(function, op, &args, result));
        result
    });
}
