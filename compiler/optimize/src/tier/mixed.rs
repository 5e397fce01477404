//! Numbers that are ints or floats, in the fast copy: doubles, each with a `Bool` that says
//! whether it is an int.
//!
//! What an operator on such numbers gives is one, and so is a block parameter that an operator reads
//! and that only such numbers reach. Words from elsewhere (loads, calls) are asked where an
//! operator, or such a parameter, takes them ([`Op::NeedNumber`]). An int that doubles do not have leaves
//! the fast copy; until then the doubles give what the ints would.

use std::collections::HashMap;

use pyaot_abi::functions::operation;
use pyaot_ir::{
    Block, Compare, Edge, FloatBinary, FloatPower, FloatUnary, Function, Inst, Op, Repr,
    Terminator, ValueId,
};

use super::{Fast, plan};
use crate::emit;

/// What a generic operation does with numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberOp {
    Binary(FloatBinary),
    Compare(Compare),
    Divide,
    Square,
    Negative,
    Absolute,
    /// The double of a number, which an operation with a float wants.
    ToFloat,
    /// The second where it compares so with the first.
    Extreme(Compare),
}

/// What the operation at the end of a block does, where its operands are known to be numbers.
pub fn number_op(block: &Block) -> Option<NumberOp> {
    let last = block.insts.last().filter(|_| !block.cold)?;
    plan::raises(&block.term).then_some(())?;
    of_row(&last.op)
}

/// Whether an operation asks what a value is: a cast of it may hold only behind the answer.
pub fn asks_what(op: &Op) -> bool {
    matches!(
        op,
        Op::IsWord(_)
            | Op::Is
            | Op::IsSmallInt
            | Op::IsFloat
            | Op::IsForeign
            | Op::IsExactClass(_)
            | Op::IsExactBuiltin(_)
    )
}

pub fn of_row(op: &Op) -> Option<NumberOp> {
    let decl = match op {
        Op::CallRuntime(decl) => decl,
        Op::NumberToF64 => return Some(NumberOp::ToFloat),
        _ => return None,
    };
    let rows = [
        (&operation::number_add, NumberOp::Binary(FloatBinary::Add)),
        (&operation::number_sub, NumberOp::Binary(FloatBinary::Sub)),
        (&operation::number_mul, NumberOp::Binary(FloatBinary::Mul)),
        (&operation::number_truediv, NumberOp::Divide),
        (&operation::number_square, NumberOp::Square),
        (&operation::number_neg, NumberOp::Negative),
        (&operation::number_abs, NumberOp::Absolute),
        (&operation::number_min, NumberOp::Extreme(Compare::Lt)),
        (&operation::number_max, NumberOp::Extreme(Compare::Gt)),
        (&operation::number_eq, NumberOp::Compare(Compare::Eq)),
        (&operation::number_ne, NumberOp::Compare(Compare::Ne)),
        (&operation::number_lt, NumberOp::Compare(Compare::Lt)),
        (&operation::number_le, NumberOp::Compare(Compare::Le)),
        (&operation::number_gt, NumberOp::Compare(Compare::Gt)),
        (&operation::number_ge, NumberOp::Compare(Compare::Ge)),
    ];
    let found = rows.iter().find(|(row, _)| std::ptr::eq(*row, *decl))?;
    Some(found.1)
}

/// Where a word comes from.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    /// A parameter of the function, a load, a call.
    Unknown,
    /// A parameter of another block.
    Param,
    /// What an operator on numbers gives.
    Computed,
    Float(ValueId),
    Constant(i64),
    Int(ValueId),
    /// No number.
    Other,
}

/// The numbers of a function that are in two parts in its fast copy.
#[derive(Default)]
pub struct Numbers {
    sources: Vec<Source>,
    /// For each value in two parts, the flag; the double is its twin in the [`Plan`](super::Plan).
    flags: HashMap<ValueId, ValueId>,
    /// A false and a true `Bool`.
    constants: Option<[ValueId; 2]>,
    /// Operations on numbers in loops, and outside.
    pub gains: (usize, usize),
}

impl Numbers {
    /// Finds them, without giving any parts.
    pub fn find(function: &Function, in_loop: &[bool]) -> (Numbers, Vec<ValueId>) {
        let mut numbers = Numbers::default();
        for (block, in_loop) in function.blocks.iter().zip(in_loop) {
            if number_op(block).is_some_and(|op| op != NumberOp::ToFloat) {
                *(if *in_loop {
                    &mut numbers.gains.0
                } else {
                    &mut numbers.gains.1
                }) += 1;
            }
        }
        if numbers.gains == (0, 0) {
            return (numbers, Vec::new());
        }
        numbers.sources = sources(function);
        let found = numbers.choose(function);
        (numbers, found)
    }

    /// Which values are worth having in two parts.
    fn choose(&self, function: &Function) -> Vec<ValueId> {
        let mut asked = vec![false; function.values.len()];
        let mut wanted = vec![false; function.values.len()];
        let mut work = Vec::new();
        for block in &function.blocks {
            for inst in &block.insts {
                if asks_what(&inst.op) {
                    inst.args.iter().for_each(|arg| asked[arg.index()] = true);
                }
            }
            let last = block.insts.last();
            if number_op(block).is_some() {
                work.extend(last.iter().flat_map(|inst| &inst.args));
            }
        }
        let mut passed: HashMap<ValueId, Vec<ValueId>> = HashMap::new();
        for edge in function.blocks.iter().flat_map(|block| block.term.edges()) {
            for (arg, param) in edge.args.iter().zip(&function.block(edge.block).params) {
                passed.entry(*param).or_default().push(*arg);
            }
        }
        let entry = &function.blocks[0].params;
        while let Some(value) = work.pop() {
            let is_param = self.source(value) == Source::Param || entry.contains(&value);
            let may = is_param && function.repr(value) == Repr::Value && !asked[value.index()];
            if may && !std::mem::replace(&mut wanted[value.index()], true) {
                work.extend(passed.get(&value).into_iter().flatten());
            }
        }
        let mut changed = true;
        while changed {
            changed = false;
            for (param, args) in &passed {
                if !wanted[param.index()] {
                    continue;
                }
                let fits = |arg: &ValueId| match self.source(*arg) {
                    Source::Param => wanted[arg.index()],
                    Source::Other => false,
                    Source::Unknown => function.repr(*arg) == Repr::Value,
                    _ => true,
                };
                if !args.iter().all(fits) {
                    wanted[param.index()] = false;
                    changed = true;
                }
            }
        }
        for block in &function.blocks {
            let is_number = |op| !matches!(op, NumberOp::Compare(_) | NumberOp::ToFloat);
            if number_op(block).is_some_and(is_number)
                && let Some(result) = block.insts.last().and_then(|inst| inst.result)
            {
                wanted[result.index()] = true;
            }
        }
        let all = (0..function.values.len()).filter(|n| wanted[*n]);
        all.map(|n| ValueId(n as u32)).collect()
    }

    /// Gives the values a flag each.
    pub fn give_flags(&mut self, function: &mut Function, found: &[ValueId]) {
        if self.gains == (0, 0) {
            return;
        }
        let constants = [false, true].map(|b| {
            let result = function.new_value(Repr::Bool);
            let inst = emit::inst(function, Op::ConstBool(b), &[], result);
            function.blocks[0].insts.insert(0, inst);
            result
        });
        self.constants = Some(constants);
        for value in found {
            let flag = function.new_value(Repr::Bool);
            self.flags.insert(*value, flag);
        }
    }

    fn source(&self, value: ValueId) -> Source {
        self.sources
            .get(value.index())
            .copied()
            .unwrap_or(Source::Unknown)
    }

    /// Whether the value says in the fast copy whether a number is an int.
    pub fn flag(&self, value: ValueId) -> Option<ValueId> {
        self.flags.get(&value).copied()
    }

    /// Whether nothing has to be asked for the parts of a value.
    fn is_plain(&self, value: ValueId) -> bool {
        let source = self.source(value);
        self.flags.contains_key(&value) || matches!(source, Source::Float(_) | Source::Constant(_))
    }

    /// Whether an edge passes a word for a parameter in two parts that must be asked.
    pub fn asks(&self, function: &Function, edge: &Edge) -> bool {
        let params = function.block(edge.block).params.iter();
        let mut pairs = edge.args.iter().zip(params);
        pairs.any(|(arg, param)| self.flags.contains_key(param) && !self.is_plain(*arg))
    }

    /// Whether the fast copy may have to leave in the block because of a number.
    pub fn tests(&self, function: &Function, block: &Block) -> bool {
        !self.sources.is_empty()
            && (number_op(block).is_some()
                || block.term.edges().any(|edge| self.asks(function, edge)))
    }
}

fn sources(function: &Function) -> Vec<Source> {
    let mut sources = vec![Source::Unknown; function.values.len()];
    for block in &function.blocks[1..] {
        for param in &block.params {
            sources[param.index()] = Source::Param;
        }
    }
    let mut constants: HashMap<ValueId, i64> = HashMap::new();
    for id in function.reverse_post_order() {
        let block = function.block(id);
        for inst in &block.insts {
            let Some(result) = inst.result else { continue };
            sources[result.index()] = match &inst.op {
                Op::ConstInt(n) => {
                    constants.insert(result, *n);
                    Source::Other
                }
                Op::Cast(Repr::Value) => {
                    let arg = inst.args[0];
                    match constants.get(&arg) {
                        Some(n) if n.unsigned_abs() <= 1 << 53 => Source::Constant(*n),
                        _ if function.repr(arg) == Repr::Int => Source::Int(arg),
                        _ if function.repr(arg) == Repr::Value => sources[arg.index()],
                        _ => Source::Other,
                    }
                }
                Op::FloatBox => Source::Float(inst.args[0]),
                Op::ConstWord(_) | Op::BoolToValue => Source::Other,
                op => match of_row(op) {
                    Some(NumberOp::Compare(_) | NumberOp::ToFloat) => Source::Other,
                    Some(_) if number_op(block).is_some() => Source::Computed,
                    _ => Source::Unknown,
                },
            };
        }
    }
    sources
}

/// Splits the edges on which something is asked from blocks that end in more than a jump: there
/// it is asked where that way is taken.
pub fn split_edges(function: &mut Function, numbers: &Numbers) {
    if numbers.sources.is_empty() {
        return;
    }
    for n in 0..function.blocks.len() {
        if matches!(function.blocks[n].term, Terminator::Jump(_)) {
            continue;
        }
        let mut term = std::mem::replace(&mut function.blocks[n].term, Terminator::None);
        for edge in term.edges_mut() {
            if !numbers.asks(function, edge) {
                continue;
            }
            let cold = function.blocks[n].cold || function.block(edge.block).cold;
            let between = function.new_block(None);
            let onward = std::mem::replace(edge, Edge::to(between));
            let block = function.block_mut(between);
            (block.term, block.cold) = (Terminator::Jump(onward), cold);
        }
        function.blocks[n].term = term;
    }
}

impl Fast<'_> {
    /// The double of a number, and whether it is an int; may end the block with a test.
    pub(super) fn number(
        &mut self,
        function: &mut Function,
        value: ValueId,
        cold: bool,
    ) -> (ValueId, ValueId) {
        let numbers = &self.plan.numbers;
        if let (Some(twin), Some(flag)) = (self.plan.twin(value), numbers.flag(value)) {
            return (twin, flag);
        }
        if let Some((_, parts)) = self.numbers.iter().find(|(known, _)| *known == value) {
            return *parts;
        }
        let Some([no, yes]) = numbers.constants else {
            panic!("a number in a function that has none")
        };
        let parts = match numbers.source(value) {
            Source::Float(x) => (x, no),
            Source::Constant(n) => {
                let x = self.push(function, Op::ConstF64(n as f64), &[], Repr::F64);
                (x, yes)
            }
            Source::Int(int) => {
                let x = function.new_value(Repr::F64);
                let test = match self.plan.twin(int) {
                    Some(twin) => emit::inst(function, Op::NeedExact, &[twin], x),
                    None => emit::inst(function, Op::NeedNumber, &[int], x),
                };
                self.test(function, test, cold);
                (x, yes)
            }
            _ => {
                let x = function.new_value(Repr::F64);
                let test = emit::inst(function, Op::NeedNumber, &[value], x);
                self.test(function, test, cold);
                let flag = self.push(function, Op::IsSmallInt, &[value], Repr::Bool);
                (x, flag)
            }
        };
        self.numbers.push((value, parts));
        parts
    }

    /// An operation on numbers that ends the block.
    pub(super) fn number_op(
        &mut self,
        function: &mut Function,
        inst: Inst,
        op: NumberOp,
        term: &mut Terminator,
    ) {
        if let (NumberOp::ToFloat, Some(result)) = (op, inst.result) {
            let value = inst.args[0];
            let known = self.plan.numbers.is_plain(value)
                || self.numbers.iter().any(|(known, _)| *known == value);
            if known {
                // Nothing but another name for the double.
                let (number, _) = self.number(function, value, false);
                let word = self.push(function, Op::FloatBox, &[number], Repr::Value);
                self.out
                    .push(emit::inst(function, Op::FloatUnbox, &[word], result));
            } else {
                let test = emit::inst(function, Op::NeedNumber, &[value], result);
                self.test(function, test, false);
            }
            go_on(term);
            return;
        }
        let parts: Vec<(ValueId, ValueId)> = inst
            .args
            .iter()
            .map(|arg| self.number(function, *arg, false))
            .collect();
        if let (NumberOp::Compare(compare), Some(result)) = (op, inst.result) {
            let op = Op::FloatCompare(compare);
            let args = [parts[0].0, parts[1].0];
            self.out.push(emit::inst(function, op, &args, result));
            go_on(term);
            return;
        }
        let result = inst.result.and_then(|result| {
            let twin = self.plan.twin(result)?;
            Some((twin, self.plan.numbers.flag(result)?))
        });
        let (Some((twin, flag)), Some([no, _])) = (result, self.plan.numbers.constants) else {
            panic!("an operation on numbers without a result in two parts")
        };
        let (x, x_int) = parts[0];
        let same = |function: &mut Function, this: &mut Self, int: ValueId| {
            this.out
                .push(emit::inst(function, Op::BoolAnd, &[int, int], flag));
        };
        match op {
            NumberOp::Compare(_) | NumberOp::ToFloat => {}
            NumberOp::Binary(operator) => {
                let (y, y_int) = parts[1];
                self.out
                    .push(emit::inst(function, Op::BoolAnd, &[x_int, y_int], flag));
                let op = Op::Number(operator);
                let test = emit::inst(function, op, &[x, x_int, y, y_int], twin);
                self.test(function, test, false);
            }
            NumberOp::Divide => {
                let (y, _) = parts[1];
                let zero = self.push(function, Op::ConstF64(0.0), &[], Repr::F64);
                let op = Op::FloatCompare(Compare::Eq);
                let cond = self.push(function, op, &[y, zero], Repr::Bool);
                self.end(function, false, |next, exit| Terminator::Branch {
                    cond,
                    then: exit,
                    otherwise: next,
                });
                let op = Op::Float(FloatBinary::Div);
                self.out.push(emit::inst(function, op, &[x, y], twin));
                same(function, self, no);
            }
            NumberOp::Square => {
                let two = self.push(function, Op::ConstF64(2.0), &[], Repr::F64);
                let op = Op::FloatPower(FloatPower::Square);
                if x_int == no {
                    let test = emit::inst(function, op, &[x, two], twin);
                    self.test(function, test, false);
                } else {
                    let square = function.new_value(Repr::F64);
                    let test = emit::inst(function, op, &[x, two], square);
                    self.test(function, test, false);
                    // The square of an int may be too large to be exact.
                    let zero = self.push(function, Op::ConstF64(0.0), &[], Repr::F64);
                    let op = Op::Number(FloatBinary::Add);
                    let test = emit::inst(function, op, &[square, x_int, zero, x_int], twin);
                    self.test(function, test, false);
                }
                same(function, self, x_int);
            }
            NumberOp::Negative => {
                let zero = self.push(function, Op::ConstF64(0.0), &[], Repr::F64);
                let op = Op::FloatUnary(FloatUnary::Neg);
                let float = self.push(function, op, &[x], Repr::F64);
                // No int is -0.0.
                let op = Op::Float(FloatBinary::Sub);
                let int = self.push(function, op, &[zero, x], Repr::F64);
                self.out
                    .push(emit::inst(function, Op::Select, &[x_int, int, float], twin));
                same(function, self, x_int);
            }
            NumberOp::Absolute => {
                let op = Op::FloatUnary(FloatUnary::Abs);
                self.out.push(emit::inst(function, op, &[x], twin));
                same(function, self, x_int);
            }
            NumberOp::Extreme(compare) => {
                let (y, y_int) = parts[1];
                let op = Op::FloatCompare(compare);
                let cond = self.push(function, op, &[y, x], Repr::Bool);
                self.out
                    .push(emit::inst(function, Op::Select, &[cond, y, x], twin));
                self.out.push(emit::inst(
                    function,
                    Op::Select,
                    &[cond, y_int, x_int],
                    flag,
                ));
            }
        }
        go_on(term);
    }

    /// What a block passes on, as the fast copy has it; may end the block with tests.
    pub(super) fn pass(&mut self, function: &mut Function, edge: &mut Edge, cold: bool) {
        let params = &self.params[edge.block.index()];
        let mut flags = Vec::new();
        for (arg, param) in edge.args.iter_mut().zip(params) {
            *arg = match (self.plan.twin(*param), self.plan.numbers.flag(*param)) {
                (Some(_), Some(_)) => {
                    let (number, flag) = self.number(function, *arg, cold);
                    flags.push(flag);
                    number
                }
                (Some(_), None) => self.raw(function, *arg),
                (None, _) => self.word(function, *arg),
            };
        }
        edge.args.extend(flags);
    }
}

/// The operation that the block ended with does not raise any more.
fn go_on(term: &mut Terminator) {
    if let Terminator::OnError { ok, .. } = term {
        *term = Terminator::Jump(ok.clone());
    }
}

/// The blocks of the fast copy take the flags of their parameters behind the parameters.
pub fn flags_of(numbers: &Numbers, params: &[ValueId]) -> Vec<ValueId> {
    let flags = params.iter().filter_map(|param| numbers.flag(*param));
    flags.collect()
}
