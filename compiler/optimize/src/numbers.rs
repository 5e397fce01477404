//! Numbers of two parts that go round loops without objects.
//!
//! Variables that begin as an int constant and hold floats from then on,
//! as in `total = 0` and `total += x`: the number is a double, with a flag that
//! says whether it is a float yet. Variables that hold complex numbers: a double for each part.
//!
//! A block parameter qualifies when all that ever reaches it is a boxed float,
//! an int constant that a double represents, or another such parameter; or complex
//! numbers made of their parts. What is computed from it reads the doubles; whoever wants the
//! object has it made on the spot. Sums and products of such numbers are numbers of that kind too, as long as
//! the ints among them stay so small that doubles have them.

use std::collections::HashMap;

use pyaot_abi::functions::{AbiType, FnDecl, float, operation};
use pyaot_abi::value::NONE;
use pyaot_ir::{
    BlockId, Compare, Edge, FloatBinary, Function, Inst, Op, Program, Repr, Terminator, ValueId,
};

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
    /// A complex number made of these parts.
    Complex(ValueId, ValueId),
    /// Computed from two ints or floats.
    Computed(FloatBinary, ValueId, ValueId),
    /// A word that may be anything, among them parameters that do not qualify.
    Other,
}

/// What a parameter is, if it qualifies.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Real,
    Complex,
}

impl Kind {
    /// The row that makes the object of the parts.
    fn row(self) -> &'static FnDecl {
        match self {
            Kind::Real => &float::float_or_int,
            Kind::Complex => &float::complex_new,
        }
    }

    /// The representation of the second part.
    fn second(self) -> Repr {
        match self {
            Kind::Real => Repr::Bool,
            Kind::Complex => Repr::F64,
        }
    }
}

/// The number of a parameter, and whether it is a float; or its two parts.
#[derive(Clone, Copy)]
struct Parts {
    kind: Kind,
    number: ValueId,
    second: ValueId,
}

pub fn run(function: &mut Function, _: &Program) {
    let mut sources = sources(function);
    let (found, negative) = candidates(function, &sources);
    if found.is_empty() {
        return;
    }
    let parts: HashMap<ValueId, Parts> = found
        .into_iter()
        .map(|(param, kind)| {
            let parts = Parts {
                kind,
                number: function.new_value(Repr::F64),
                second: function.new_value(kind.second()),
            };
            (param, parts)
        })
        .collect();
    open_objects(function, &mut sources, &parts);
    pass_parts(function, &sources, &parts);
    read_numbers(function, &sources, &parts, &negative);
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
                Op::CallRuntime(row) if std::ptr::eq(row, &float::complex_new) => {
                    sources[result.index()] = Source::Complex(inst.args[0], inst.args[1]);
                }
                _ => {
                    if let Some(op) = computed(&inst.op) {
                        let source = Source::Computed(op, inst.args[0], inst.args[1]);
                        sources[result.index()] = source;
                    }
                }
            }
        }
    }
    sources
}

/// The operator of an operation on two ints or floats.
fn computed(op: &Op) -> Option<FloatBinary> {
    let Op::CallRuntime(decl) = op else {
        return None;
    };
    let rows = [
        (&operation::number_add, FloatBinary::Add),
        (&operation::number_sub, FloatBinary::Sub),
        (&operation::number_mul, FloatBinary::Mul),
    ];
    let found = rows.iter().find(|(row, _)| std::ptr::eq(*row, *decl))?;
    Some(found.1)
}

/// What is known of the ints among numbers that may be ints or floats.
#[derive(Clone)]
struct Ints {
    /// None is farther from zero.
    largest: Vec<f64>,
    /// Whether one may be below zero.
    negative: Vec<bool>,
}

impl Ints {
    /// `None` where they may grow without end.
    fn find(function: &Function, sources: &[Source], is_candidate: &[bool]) -> Option<Ints> {
        const ROUNDS: usize = 12;
        let mut ints = Ints {
            largest: vec![0.0; function.values.len()],
            negative: vec![false; function.values.len()],
        };
        for (n, source) in sources.iter().enumerate() {
            if let Source::Int(int) = source {
                ints.largest[n] = int.unsigned_abs() as f64;
                ints.negative[n] = *int < 0;
            }
        }
        for _ in 0..ROUNDS {
            let mut changed = false;
            for (param, arg) in passed(function).filter(|(param, _)| is_candidate[param.index()]) {
                let (largest, negative) = (ints.largest[arg.index()], ints.negative[arg.index()]);
                changed |= ints.raise(param, largest, negative);
            }
            for (n, source) in sources.iter().enumerate() {
                let Source::Computed(op, a, b) = source else {
                    continue;
                };
                if !is_candidate[n] {
                    continue;
                }
                let (x, y) = (ints.largest[a.index()], ints.largest[b.index()]);
                let largest = match op {
                    FloatBinary::Mul => x * y,
                    _ => x + y,
                };
                let below = ints.negative[a.index()] || ints.negative[b.index()];
                let below = below || *op == FloatBinary::Sub;
                changed |= ints.raise(ValueId(n as u32), largest, below);
            }
            if !changed {
                let fits = ints.largest.iter().all(|x| *x <= EXACT_FLOAT as f64);
                return fits.then_some(ints);
            }
        }
        None
    }

    fn raise(&mut self, value: ValueId, largest: f64, negative: bool) -> bool {
        let n = value.index();
        let changed = largest > self.largest[n] || negative && !self.negative[n];
        self.largest[n] = self.largest[n].max(largest);
        self.negative[n] |= negative;
        changed
    }
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

/// The parameters, and what is computed, worth taking apart; and which values may be ints below zero.
fn candidates(function: &Function, sources: &[Source]) -> (Vec<(ValueId, Kind)>, Vec<bool>) {
    let certain = complex_params(function);
    let real = |source: Source| matches!(source, Source::Float(_) | Source::Int(_));
    let complex = |source: Source| matches!(source, Source::Complex(..));
    let (mut found, negative) = reaching(function, sources, Kind::Real, &[], &real);
    found.extend(reaching(function, sources, Kind::Complex, &certain, &complex).0);
    (found, negative)
}

/// Parameters that hold nothing but complex numbers: their parts are read, and nothing asks
/// what they are.
fn complex_params(function: &Function) -> Vec<bool> {
    let (mut is_read, mut is_asked) = (
        vec![false; function.values.len()],
        vec![false; function.values.len()],
    );
    for inst in function.blocks.iter().flat_map(|block| &block.insts) {
        let reads = part(&inst.op).is_some();
        let harmless = match inst.op {
            Op::CallRuntime(row) => {
                let rows = [&operation::value_pow, &operation::value_truediv];
                // A text or an object of its own tells nobody what the number is.
                let told = matches!(
                    row.result,
                    AbiType::Unit | AbiType::Str | AbiType::List | AbiType::Tuple
                );
                told || rows.iter().any(|known| std::ptr::eq(*known, row))
            }
            Op::Call(_) | Op::ListAppend | Op::ListSet | Op::KeepAlive => true,
            _ => false,
        };
        for arg in &inst.args {
            is_read[arg.index()] |= reads;
            is_asked[arg.index()] |= !reads && !harmless;
        }
    }
    let pairs = is_read.into_iter().zip(is_asked);
    pairs.map(|(read, asked)| read && !asked).collect()
}

/// The parameters, and for reals what is computed, that only numbers of a kind reach.
fn all_of_kind(
    function: &Function,
    sources: &[Source],
    computes: bool,
    certain: &[bool],
    is_of_kind: &dyn Fn(Source) -> bool,
) -> Vec<bool> {
    let mut is_candidate = vec![false; function.values.len()];
    for block in &function.blocks[1..] {
        for param in &block.params {
            is_candidate[param.index()] = function.repr(*param) == Repr::Value;
        }
    }
    for (n, source) in sources.iter().enumerate() {
        is_candidate[n] |= computes && matches!(source, Source::Computed(..));
    }
    let mut changed = true;
    while changed {
        changed = false;
        for (param, arg) in passed(function) {
            let fits = is_candidate[arg.index()]
                || is_of_kind(sources[arg.index()])
                || certain.get(param.index()) == Some(&true);
            if is_candidate[param.index()] && !fits {
                is_candidate[param.index()] = false;
                changed = true;
            }
        }
        for (n, source) in sources.iter().enumerate() {
            let Source::Computed(_, a, b) = source else {
                continue;
            };
            let fits =
                |arg: &ValueId| is_candidate[arg.index()] || is_of_kind(sources[arg.index()]);
            if is_candidate[n] && !(fits(a) && fits(b)) {
                is_candidate[n] = false;
                changed = true;
            }
        }
    }
    is_candidate
}

/// Those worth taking apart, and which values may be ints below zero.
fn reaching(
    function: &Function,
    sources: &[Source],
    kind: Kind,
    certain: &[bool],
    is_of_kind: &dyn Fn(Source) -> bool,
) -> (Vec<(ValueId, Kind)>, Vec<bool>) {
    let reals = kind == Kind::Real;
    let mut is_candidate = all_of_kind(function, sources, reals, certain, is_of_kind);
    let ints = reals.then(|| Ints::find(function, sources, &is_candidate));
    let negative = match ints.flatten() {
        Some(ints) => ints.negative,
        None => {
            is_candidate = all_of_kind(function, sources, false, certain, is_of_kind);
            Vec::new()
        }
    };
    // Of those that pass each other on, some number must be read and some
    // float be among them.
    let mut is_read = vec![false; function.values.len()];
    let mut is_float = vec![false; function.values.len()];
    for inst in function.blocks.iter().flat_map(|block| &block.insts) {
        let reads = match kind {
            Kind::Real => {
                let is_kept = |result: ValueId| is_candidate[result.index()];
                matches!(inst.op, Op::NumberToF64 | Op::FloatUnbox)
                    || comparison(&inst.op).is_some()
                    || computed(&inst.op).is_some() && inst.result.is_some_and(is_kept)
            }
            Kind::Complex => part(&inst.op).is_some(),
        };
        if reads {
            inst.args.iter().for_each(|arg| is_read[arg.index()] = true);
        }
    }
    let mut pairs: Vec<(ValueId, ValueId)> = passed(function).collect();
    for (n, source) in sources.iter().enumerate() {
        if let Source::Computed(_, a, b) = source {
            let result = ValueId(n as u32);
            pairs.extend([(result, *a), (result, *b)]);
        }
    }
    pairs.retain(|(param, _)| is_candidate[param.index()]);
    let mut changed = true;
    while changed {
        changed = false;
        for (param, arg) in pairs.iter().copied() {
            let source = sources[arg.index()];
            let makes = matches!(source, Source::Float(_) | Source::Complex(..));
            if makes && !is_float[param.index()] {
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
    let chosen = |n: &usize| is_candidate[*n] && is_read[*n] && is_float[*n];
    let chosen = (0..function.values.len()).filter(chosen);
    let found = chosen.map(|n| (ValueId(n as u32), kind)).collect();
    (found, negative)
}

/// Reads the parts of complex numbers that are objects, where they are passed for parameters that are
/// taken apart, and passes new numbers of these parts.
fn open_objects(
    function: &mut Function,
    sources: &mut Vec<Source>,
    parts: &HashMap<ValueId, Parts>,
) {
    for n in 0..function.blocks.len() {
        let mut term = std::mem::replace(&mut function.blocks[n].term, Terminator::None);
        for edge in term.edges_mut() {
            let params = function.block(edge.block).params.clone();
            let mut insts = Vec::new();
            for (arg, param) in edge.args.iter_mut().zip(params) {
                let known =
                    parts.contains_key(arg) || !matches!(sources[arg.index()], Source::Other);
                if known || !parts.contains_key(&param) {
                    continue;
                }
                let rows = [&float::complex_real, &float::complex_imag];
                let read = rows.map(|row| {
                    let op = Op::CallRuntime(row);
                    push(function, &mut insts, op, &[*arg], Repr::F64)
                });
                let op = Op::CallRuntime(&float::complex_new);
                *arg = push(function, &mut insts, op, &read, Repr::Value);
                sources.resize(function.values.len(), Source::Other);
                sources[arg.index()] = Source::Complex(read[0], read[1]);
            }
            if insts.is_empty() {
                continue;
            }
            let between = function.new_block(None);
            let onward = std::mem::replace(edge, Edge::to(between));
            let cold = function.block(onward.block).cold;
            let block = function.block_mut(between);
            (block.insts, block.term, block.cold) = (insts, Terminator::Jump(onward), cold);
        }
        function.blocks[n].term = term;
    }
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
    let op = Op::ConstWord(NONE);
    let nothing = push(function, &mut constants, op, &[], Repr::Value);
    for n in 0..function.blocks.len() {
        let mut term = std::mem::replace(&mut function.blocks[n].term, Terminator::None);
        for edge in term.edges_mut() {
            let own = params[edge.block.index()].iter().zip(edge.args.clone());
            for (k, (param, arg)) in own.enumerate() {
                if !parts.contains_key(param) {
                    continue;
                }
                // Nobody reads the parameter itself any more.
                if matches!(sources[arg.index()], Source::Computed(..)) {
                    edge.args[k] = nothing;
                }
                let part = match (parts.get(&arg), sources[arg.index()]) {
                    (Some(part), _) => *part,
                    (None, Source::Float(number)) => Parts {
                        kind: Kind::Real,
                        number,
                        second: yes,
                    },
                    (None, Source::Complex(number, second)) => Parts {
                        kind: Kind::Complex,
                        number,
                        second,
                    },
                    (None, Source::Int(n)) => Parts {
                        kind: Kind::Real,
                        number: *numbers.entry(n).or_insert_with(|| {
                            let op = Op::ConstF64(n as f64);
                            push(function, &mut constants, op, &[], Repr::F64)
                        }),
                        second: no,
                    },
                    (None, Source::Computed(..)) => unreachable!("it has parts where it qualifies"),
                    (None, Source::Other) => unreachable!("they have been opened"),
                };
                edge.args.extend([part.number, part.second]);
            }
        }
        function.blocks[n].term = term;
    }
    for block in &mut function.blocks {
        for param in block.params.clone() {
            if let Some(part) = parts.get(&param) {
                block.params.extend([part.number, part.second]);
            }
        }
    }
    let entry = function.block_mut(Function::ENTRY);
    entry.insts.splice(0..0, constants);
}

/// Which part of a complex number an operation reads.
fn part(op: &Op) -> Option<usize> {
    let Op::CallRuntime(decl) = op else {
        return None;
    };
    let rows = [&float::complex_real, &float::complex_imag];
    rows.iter().position(|row| std::ptr::eq(*row, *decl))
}

/// The comparison that a generic operation makes.
fn comparison(op: &Op) -> Option<Compare> {
    let Op::CallRuntime(decl) = op else {
        return None;
    };
    let rows = [
        (&operation::number_eq, Compare::Eq),
        (&operation::number_ne, Compare::Ne),
        (&operation::number_lt, Compare::Lt),
        (&operation::number_le, Compare::Le),
        (&operation::number_gt, Compare::Gt),
        (&operation::number_ge, Compare::Ge),
        (&operation::test_eq, Compare::Eq),
        (&operation::test_ne, Compare::Ne),
        (&operation::test_lt, Compare::Lt),
        (&operation::test_le, Compare::Le),
        (&operation::test_gt, Compare::Gt),
        (&operation::test_ge, Compare::Ge),
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
fn read_numbers(
    function: &mut Function,
    sources: &[Source],
    parts: &HashMap<ValueId, Parts>,
    negative: &[bool],
) {
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
                (Some(part), _) if part.kind == Kind::Real => Some(part.number),
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
                (op, Some(result)) if part(op).is_some() && is_apart(&inst.args[0]) => {
                    let parts = parts[&inst.args[0]];
                    let is_first = part(op) == Some(0);
                    let read = if is_first { parts.number } else { parts.second };
                    replacements.set(result, read);
                    raises = false;
                    continue;
                }
                (op, Some(result)) if parts.contains_key(&result) => {
                    if let Some(operator) = computed(op)
                        && let Some(a) = number(function, &mut insts, inst.args[0])
                        && let Some(b) = number(function, &mut insts, inst.args[1])
                    {
                        let flags = [0, 1].map(|n| match parts.get(&inst.args[n]) {
                            Some(part) => part.second,
                            None => {
                                let source = sources[inst.args[n].index()];
                                let op = Op::ConstBool(matches!(source, Source::Float(_)));
                                push(function, &mut insts, op, &[], Repr::Bool)
                            }
                        });
                        let part = parts[&result];
                        insts.push(emit::inst(function, Op::BoolOr, &flags, part.second));
                        let op = Op::Float(operator);
                        let below = |arg: &ValueId| negative.get(arg.index()) == Some(&true);
                        if operator == FloatBinary::Mul && inst.args.iter().any(below) {
                            // No int is -0.0.
                            let product = push(function, &mut insts, op, &[a, b], Repr::F64);
                            let zero =
                                push(function, &mut insts, Op::ConstF64(0.0), &[], Repr::F64);
                            let sum = Op::Float(FloatBinary::Add);
                            let int = push(function, &mut insts, sum, &[product, zero], Repr::F64);
                            let either = [part.second, product, int];
                            insts.push(emit::inst(function, Op::Select, &either, part.number));
                        } else {
                            insts.push(emit::inst(function, op, &[a, b], part.number));
                        }
                        raises = false;
                        continue;
                    }
                }
                (op, Some(result)) if inst.args.iter().any(is_apart) => {
                    if let Some(compare) = comparison(op)
                        && let Some(a) = number(function, &mut insts, inst.args[0])
                        && let Some(b) = number(function, &mut insts, inst.args[1])
                    {
                        let op = Op::FloatCompare(compare);
                        if function.repr(result) == Repr::Bool {
                            insts.push(emit::inst(function, op, &[a, b], result));
                        } else {
                            let truth = push(function, &mut insts, op, &[a, b], Repr::Bool);
                            insts.push(emit::inst(function, Op::BoolToValue, &[truth], result));
                        }
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
        let op = Op::CallRuntime(part.kind.row());
        let args = [part.number, part.second];
        insts.push(emit::inst(function, op, &args, result));
        result
    });
}
