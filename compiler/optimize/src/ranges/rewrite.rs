//! Puts machine arithmetic in place of int arithmetic that cannot leave it.
//!
//! A value known to fit a machine integer gets a *native* twin, an `I64`
//! made of its operands' twins; the word itself is then made from the twin,
//! and vanishes where nothing reads it. Block parameters that are small
//! become `I64` parameters. A word that is small but was not computed here
//! (a load, a call's result) is untagged where it meets native operands.

use pyaot_abi::functions::{int, str};
use pyaot_ir::{
    BlockId, Compare, Edge, FloatBinary, Function, Inst, IntBinary, ItemType, MachineBinary, Op,
    Position, Repr, Terminator, ValueId,
};

use super::analysis::{Analysis, machine};
use super::interval::Interval;
use super::low::{bits_of_modulus, low_only, ring_operands};
use crate::params::Replacements;

/// Ints up to this magnitude are exact as floats, and their quotient is
/// rounded once.
const EXACT_FLOAT: Interval = Interval {
    lo: -(1 << 53),
    hi: 1 << 53,
};
/// A saturated conversion to `I64` compares with these as the int would.
const INSIDE: Interval = Interval {
    lo: i64::MIN as i128 + 1,
    hi: i64::MAX as i128 - 1,
};

/// Divisors of machine division.
const POSITIVE: Interval = Interval {
    lo: 1,
    hi: i64::MAX as i128,
};

/// The new contents of a function.
pub struct Rewritten {
    blocks: Vec<Vec<Inst>>,
    terms: Vec<Terminator>,
    /// Representations of the new values.
    reprs: Vec<Repr>,
    /// Native twins of the parameters that have one.
    twins: Vec<Option<ValueId>>,
    replacements: Replacements,
    /// Blocks to add, with their instructions and where they lead.
    between: Vec<(Vec<Inst>, Edge)>,
}

impl Rewritten {
    pub fn apply(mut self, function: &mut Function) {
        for repr in self.reprs {
            function.new_value(repr);
        }
        for (n, (insts, term)) in self.blocks.into_iter().zip(self.terms).enumerate() {
            let block = &mut function.blocks[n];
            block.insts = insts;
            block.term = term;
            for param in &mut block.params {
                if let (Some(twin), true) = (self.twins[param.index()], n != 0) {
                    *param = twin;
                }
            }
        }
        for (insts, edge) in self.between {
            let id = function.new_block(None);
            let block = function.block_mut(id);
            block.insts = insts;
            block.term = Terminator::Jump(edge);
        }
        for n in 0..function.values.len() as u32 {
            self.replacements.grow(ValueId(n));
        }
        self.replacements.apply(function);
    }
}

pub struct Rewriter<'a> {
    function: &'a Function,
    analysis: &'a mut Analysis<'a>,
    /// Twins that hold wherever their value does.
    native: Vec<Option<ValueId>>,
    /// The same for values of 64 bits without sign that do not fit an `I64`.
    unsigned: Vec<Option<ValueId>>,
    /// The lowest 64 bits of values that are wanted for no more.
    low: Vec<Option<ValueId>>,
    low_only: Vec<bool>,
    /// Twins made by untagging, in the part of the dominator tree below.
    untagged: Vec<Option<ValueId>>,
    undo: Vec<(ValueId, Option<ValueId>)>,
    result: Rewritten,
    out: Vec<Inst>,
    /// Copied to new instructions.
    position: Position,
    code: pyaot_ir::CodeId,
}

impl<'a> Rewriter<'a> {
    pub fn new(function: &'a Function, analysis: &'a mut Analysis<'a>) -> Rewriter<'a> {
        let n = function.values.len();
        let low_only = low_only(function, analysis);
        let mut rewriter = Rewriter {
            function,
            analysis,
            native: vec![None; n],
            unsigned: vec![None; n],
            low: vec![None; n],
            low_only,
            untagged: vec![None; n],
            undo: Vec::new(),
            result: Rewritten {
                blocks: vec![Vec::new(); function.blocks.len()],
                terms: function
                    .blocks
                    .iter()
                    .map(|block| block.term.clone())
                    .collect(),
                reprs: Vec::new(),
                twins: vec![None; n],
                replacements: Replacements::new(function),
                between: Vec::new(),
            },
            out: Vec::new(),
            position: Position::NONE,
            code: function.code,
        };
        for block in &function.blocks[1..] {
            for param in &block.params {
                let is_int = function.repr(*param) == Repr::Int;
                let known = rewriter.analysis.of_param(*param);
                if is_int && (known.is_small() || known.fits_u64()) {
                    let twin = rewriter.fresh(Repr::I64);
                    rewriter.set_bits(*param, known, twin);
                    rewriter.result.twins[param.index()] = Some(twin);
                }
            }
        }
        rewriter
    }

    pub fn run(mut self) -> Rewritten {
        enum Step {
            Enter(BlockId),
            Leave(usize, usize),
        }
        let children = self.analysis.children;
        let mut stack = vec![Step::Enter(Function::ENTRY)];
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(block) => {
                    stack.push(Step::Leave(self.analysis.mark(), self.undo.len()));
                    self.block(block);
                    stack.extend(
                        children[block.index()]
                            .iter()
                            .rev()
                            .map(|b| Step::Enter(*b)),
                    );
                }
                Step::Leave(mark, undo) => {
                    self.analysis.leave(mark);
                    for (value, twin) in self.undo.drain(undo..).rev() {
                        self.untagged[value.index()] = twin;
                    }
                }
            }
        }
        self.result
    }

    fn fresh(&mut self, repr: Repr) -> ValueId {
        self.result.reprs.push(repr);
        ValueId((self.function.values.len() + self.result.reprs.len() - 1) as u32)
    }

    /// An operation that belongs to what is being rewritten.
    fn inst(&self, op: Op, args: &[ValueId], result: ValueId) -> Inst {
        Inst {
            position: self.position,
            ..Inst::new(self.code, op, args, result)
        }
    }

    fn push(&mut self, op: Op, args: &[ValueId], result: ValueId) {
        let inst = self.inst(op, args, result);
        self.out.push(inst);
    }

    /// Appends an operation; its result.
    fn make(&mut self, op: Op, args: &[ValueId], repr: Repr) -> ValueId {
        let result = self.fresh(repr);
        self.push(op, args, result);
        result
    }

    fn machine(&mut self, op: MachineBinary, a: ValueId, b: ValueId) -> ValueId {
        self.make(Op::Machine(op), &[a, b], Repr::I64)
    }

    fn number(&mut self, n: i64) -> ValueId {
        self.make(Op::ConstI64(n), &[], Repr::I64)
    }

    fn block(&mut self, id: BlockId) {
        let function = self.function;
        self.analysis.enter(id);
        let block = function.block(id);
        self.position = Position::NONE;
        self.code = function.code;
        if id != Function::ENTRY {
            for param in &block.params {
                if let Some(twin) = self.result.twins[param.index()] {
                    let known = self.analysis.of_param(*param);
                    self.push(word_of(known), &[twin], *param);
                }
            }
        }
        let mut raises = matches!(block.term, Terminator::OnError { .. });
        for (n, inst) in block.insts.iter().enumerate() {
            self.position = inst.position;
            self.code = inst.code;
            self.analysis.evaluate(inst);
            if !self.rewrite(inst) {
                let inst = self.with_known_index(inst);
                self.out.push(inst);
            } else if n + 1 == block.insts.len() {
                raises = false;
            }
        }
        self.terminator(id, raises);
        self.result.blocks[id.index()] = std::mem::take(&mut self.out);
    }

    fn terminator(&mut self, id: BlockId, raises: bool) {
        let term = &self.function.block(id).term;
        // Untagging for edges goes before an instruction that ends the block.
        let last = if raises { self.out.pop() } else { None };
        let made_last = last.as_ref().and_then(|inst| inst.result);
        let mut new = term.clone();
        let mut late = None;
        for (n, edge) in new.edges_mut().enumerate() {
            let mark = self.analysis.mark();
            if let Terminator::Branch { cond, .. } = term {
                self.analysis.assume(*cond, n == 0);
            }
            for (k, arg) in edge.args.iter_mut().enumerate() {
                let param = self.function.block(edge.block).params[k];
                if self.result.twins[param.index()].is_none() || edge.block == Function::ENTRY {
                    continue;
                }
                if Some(*arg) == made_last && self.bits(*arg).is_none() {
                    late = Some(*arg);
                    continue;
                }
                *arg = if self.analysis.of_param(param).is_small() {
                    self.twin_for_edge(*arg)
                } else {
                    self.lowest(*arg)
                };
            }
            self.analysis.leave(mark);
        }
        self.out.extend(last);
        if let Terminator::OnError { ok, .. } = &mut new {
            if let Some(value) = late {
                self.untag_between(value, ok);
            }
            if !raises {
                new = Terminator::Jump(ok.clone());
            }
        }
        self.result.terms[id.index()] = new;
    }

    /// The last result of a block that raises is untagged on its own edge.
    fn untag_between(&mut self, value: ValueId, edge: &mut Edge) {
        let twin = self.fresh(Repr::I64);
        let mut onward = edge.clone();
        for (k, arg) in onward.args.iter_mut().enumerate() {
            let param = self.function.block(edge.block).params[k];
            if *arg == value && self.result.twins[param.index()].is_some() {
                *arg = twin;
            }
        }
        // The same for a small int, as far as it is one.
        let op = if self.at(value).is_small() {
            Op::SmallToI64
        } else {
            Op::IntLow
        };
        let inst = self.inst(op, &[value], twin);
        let id = BlockId((self.function.blocks.len() + self.result.between.len()) as u32);
        self.result.between.push((vec![inst], onward));
        *edge = Edge::to(id);
    }

    fn at(&self, value: ValueId) -> Interval {
        self.analysis.at(value)
    }

    /// The twin of `value` if it has or can have one here.
    fn twin(&mut self, value: ValueId) -> Option<ValueId> {
        if let Some(twin) = self.native[value.index()] {
            return Some(twin);
        }
        let known = self.at(value);
        match self.unsigned[value.index()] {
            Some(twin) if known.fits_i64() => Some(twin),
            _ => known.is_small().then(|| self.untag(value)),
        }
    }

    /// Gives `result` the twin of the int it is made of, if there is one.
    fn is_twin_of(&mut self, result: ValueId, int: ValueId) -> bool {
        let twin = self.twin(int);
        if let Some(twin) = twin {
            self.result.replacements.grow(twin);
            self.result.replacements.set(result, twin);
        }
        twin.is_some()
    }

    /// As [`Rewriter::twin`] where the target's parameter is small, so the
    /// value is, whatever is known of it here.
    fn twin_for_edge(&mut self, value: ValueId) -> ValueId {
        match self.bits(value) {
            Some(twin) => twin,
            None => self.untag(value),
        }
    }

    /// The machine integer made for `value`, whatever it stands for.
    fn bits(&self, value: ValueId) -> Option<ValueId> {
        let n = value.index();
        self.native[n].or(self.unsigned[n]).or(self.low[n])
    }

    /// Notes the machine integer of a value that is within `known`.
    fn set_bits(&mut self, value: ValueId, known: Interval, twin: ValueId) {
        if known.fits_i64() {
            self.native[value.index()] = Some(twin);
        } else if known.fits_u64() {
            self.unsigned[value.index()] = Some(twin);
        } else {
            self.low[value.index()] = Some(twin);
        }
    }

    /// The lowest 64 bits of `value`.
    fn lowest(&mut self, value: ValueId) -> ValueId {
        match self.bits(value) {
            Some(twin) => twin,
            None if self.at(value).is_small() => self.untag(value),
            None => self.make(Op::IntLow, &[value], Repr::I64),
        }
    }

    /// The lowest 64 bits of what `inst` makes, from those of its operands.
    fn lowest_result(&mut self, inst: &Inst) -> Option<ValueId> {
        let args = &inst.args;
        if inst.op == Op::Int(IntBinary::Mod)
            && let Some(bits) = bits_of_modulus(inst, self.analysis)
        {
            let (a, bits) = (self.lowest(args[0]), self.number(bits as i64));
            return Some(self.machine(MachineBinary::And, a, bits));
        }
        if let (Op::Int(op), true) = (&inst.op, self.at(args[0]).fits_u64()) {
            let (op, most) = match op {
                IntBinary::Shr => (Some(MachineBinary::UnsignedShr), Interval::new(0, 63)),
                IntBinary::FloorDiv => (Some(MachineBinary::UnsignedDiv), POSITIVE),
                IntBinary::Mod => (Some(MachineBinary::UnsignedRem), POSITIVE),
                _ => (None, POSITIVE),
            };
            if let Some(op) = op {
                let second = self.at(args[1]).within(most).then_some(args[1])?;
                let second = self.twin(second)?;
                let first = self.lowest(args[0]);
                return Some(self.machine(op, first, second));
            }
        }
        ring_operands(inst, self.analysis)?;
        let op = match &inst.op {
            Op::Int(IntBinary::Add) => MachineBinary::Add,
            Op::Int(IntBinary::Sub) | Op::IntNeg => MachineBinary::Sub,
            Op::Int(IntBinary::Mul) => MachineBinary::Mul,
            Op::Int(IntBinary::And) => MachineBinary::And,
            Op::Int(IntBinary::Or) => MachineBinary::Or,
            Op::Int(IntBinary::Xor) | Op::IntInvert => MachineBinary::Xor,
            Op::Int(IntBinary::Shl) => MachineBinary::Shl,
            _ => return None,
        };
        let a = self.lowest(args[0]);
        Some(match &inst.op {
            Op::IntNeg => {
                let zero = self.number(0);
                self.machine(op, zero, a)
            }
            Op::IntInvert => {
                let ones = self.number(-1);
                self.machine(op, a, ones)
            }
            _ => {
                let b = self.lowest(args[1]);
                self.machine(op, a, b)
            }
        })
    }

    fn untag(&mut self, value: ValueId) -> ValueId {
        if let Some(twin) = self.untagged[value.index()] {
            return twin;
        }
        let twin = self.make(Op::SmallToI64, &[value], Repr::I64);
        self.undo.push((value, None));
        self.untagged[value.index()] = Some(twin);
        twin
    }

    /// Whether `value` is computed as a machine integer, and not a constant.
    fn is_native(&self, value: ValueId) -> bool {
        let constant = self
            .analysis
            .definition(value)
            .is_some_and(|inst| matches!(inst.op, Op::ConstInt(_)));
        self.native[value.index()].is_some() && !constant
    }

    fn is_unsigned(&self, value: ValueId) -> bool {
        self.unsigned[value.index()].is_some()
    }

    /// The instruction, told if its index need not be counted from the end.
    fn with_known_index(&mut self, inst: &Inst) -> Inst {
        let mut inst = inst.clone();
        if let (Op::NumberBits(_), Some(value)) = (&inst.op, inst.args.last_mut())
            && self.function.repr(*value) == Repr::Int
            && let Some(twin) = self.twin(*value)
        {
            *value = twin;
        }
        let indexes = match inst.op {
            Op::CallRuntime(row) => *row == str::str_getitem,
            _ => matches!(
                inst.op,
                Op::ListGet
                    | Op::ListSet
                    | Op::TypedGet(_)
                    | Op::TypedSet(_)
                    | Op::TryListGet
                    | Op::ListProbe
                    | Op::TryGet(_)
                    | Op::TrySet(_)
                    | Op::TryReplace
                    | Op::TupleIndex
            ),
        };
        if indexes {
            let known = self.at(inst.args[1]);
            if known.lo >= 0 && known.lo != known.hi {
                inst.args[1] = self.make(Op::Nonnegative, &[inst.args[1]], Repr::I64);
            }
        }
        inst
    }

    /// Appends what `inst` becomes; false if it stays as it is.
    fn rewrite(&mut self, inst: &Inst) -> bool {
        let Some(result) = inst.result else {
            return false;
        };
        let args = &inst.args;
        match &inst.op {
            Op::ConstInt(n) => {
                self.out.push(inst.clone());
                let twin = self.number(*n);
                self.native[result.index()] = Some(twin);
                true
            }
            Op::Int(_) | Op::IntNeg | Op::IntInvert | Op::RangeItem | Op::Select => {
                let known = self.at(result);
                let fits = known.fits_i64() || known.fits_u64();
                if self.function.repr(result) != Repr::Int
                    || !(fits || self.low_only[result.index()])
                {
                    return false;
                }
                if fits && known.lo == known.hi {
                    let bits = self.number(known.lo as i64);
                    self.define_bits(result, known, bits);
                    return true;
                }
                let native = known.fits_i64().then(|| self.native_twin(inst)).flatten();
                match native.or_else(|| self.lowest_result(inst)) {
                    Some(bits) => {
                        self.define_bits(result, known, bits);
                        true
                    }
                    None => false,
                }
            }
            Op::CallRuntime(row) if **row == int::int_from_digits => {
                self.out.push(inst.clone());
                let known = self.at(result);
                if known.fits_u64() {
                    let twin = self.number(known.lo as u64 as i64);
                    self.set_bits(result, known, twin);
                }
                true
            }
            Op::BoolToInt => {
                let twin = self.make(Op::BoolToI64, args, Repr::I64);
                self.define(result, twin);
                true
            }
            Op::IntFromI64 | Op::SmallFromI64 => {
                self.define(result, args[0]);
                true
            }
            Op::IntToI64 | Op::SmallToI64 => self.is_twin_of(result, args[0]),
            Op::CallRuntime(row) if **row == int::int_to_size => self.is_twin_of(result, args[0]),
            Op::IntFromU64 => {
                self.define_bits(result, self.at(result), args[0]);
                true
            }
            Op::NumberBits(item) => match self.bits_of_number(*item, inst) {
                Some(bits) => {
                    self.result.replacements.grow(bits.max(result));
                    self.result.replacements.set(result, bits);
                    true
                }
                None => false,
            },
            Op::NeedSmall => match self.twin(args[0]) {
                Some(twin) => {
                    self.result.replacements.grow(twin);
                    self.result.replacements.set(result, twin);
                    true
                }
                None => false,
            },
            Op::NeedExact => {
                const EXACT: i128 = 1 << 53;
                let exact = self.at(args[0]).within(Interval::new(-EXACT, EXACT));
                if exact {
                    self.push(Op::I64ToF64, args, result);
                }
                exact
            }
            Op::Checked(op) => {
                let exact = machine(*op, self.at(args[0]), self.at(args[1]));
                if exact.fits_i64() {
                    self.push(Op::Machine(*op), args, result);
                }
                exact.fits_i64()
            }
            Op::IntToF64 => match self.twin(args[0]) {
                Some(twin) => {
                    self.push(Op::I64ToF64, &[twin], result);
                    true
                }
                None => false,
            },
            Op::IntTrueDiv => self.true_division(args[0], args[1], result),
            Op::IntCompare(op) => self.compare(*op, args[0], args[1], result),
            Op::MachineCompare(op) => match decide(*op, self.at(args[0]), self.at(args[1])) {
                Some(b) => {
                    self.push(Op::ConstBool(b), &[], result);
                    true
                }
                None => false,
            },
            Op::IsSmallInt if self.at(args[0]).is_small() => {
                self.push(Op::ConstBool(true), &[], result);
                true
            }
            Op::IsSmallInt => match self.native[args[0].index()] {
                Some(twin) => {
                    // The highest two bits are the same.
                    let one = self.number(1);
                    let doubled = self.machine(MachineBinary::Shl, twin, one);
                    let back = self.machine(MachineBinary::Shr, doubled, one);
                    self.push(Op::MachineCompare(Compare::Eq), &[back, twin], result);
                    true
                }
                None => false,
            },
            _ => false,
        }
    }

    /// What an array keeps of a number that is sure to fit.
    fn bits_of_number(&mut self, item: ItemType, inst: &Inst) -> Option<ValueId> {
        let (value, (lo, hi)) = (*inst.args.last()?, item.number()?.range());
        if !self.at(value).within(Interval::new(lo, hi)) {
            return None;
        }
        Some(match self.function.repr(value) {
            Repr::I64 => value,
            _ => self.lowest(value),
        })
    }

    /// Gives `result` the twin, and the word made from it.
    fn define(&mut self, result: ValueId, twin: ValueId) {
        let op = if self.at(result).is_small() {
            Op::SmallFromI64
        } else {
            Op::IntFromI64
        };
        self.push(op, &[twin], result);
        self.native[result.index()] = Some(twin);
    }

    /// Gives `result`, which is within `known`, its lowest 64 bits; the word is made
    /// of them if they are all there is.
    fn define_bits(&mut self, result: ValueId, known: Interval, bits: ValueId) {
        if known.fits_i64() || known.fits_u64() {
            self.push(word_of(known), &[bits], result);
        }
        self.set_bits(result, known, bits);
    }

    /// The machine arithmetic for an int operation whose result fits.
    fn native_twin(&mut self, inst: &Inst) -> Option<ValueId> {
        let args = &inst.args;
        match &inst.op {
            Op::Int(op) => self.native_binary(*op, args[0], args[1]),
            Op::IntNeg => {
                let a = self.twin(args[0])?;
                let zero = self.number(0);
                Some(self.machine(MachineBinary::Sub, zero, a))
            }
            Op::IntInvert => {
                let a = self.twin(args[0])?;
                let ones = self.number(-1);
                Some(self.machine(MachineBinary::Xor, a, ones))
            }
            Op::RangeItem => {
                // Exact modulo 2^64, so the product may wrap.
                let (start, step) = (self.twin(args[0])?, self.twin(args[2])?);
                let distance = self.machine(MachineBinary::Mul, args[3], step);
                Some(self.machine(MachineBinary::Add, start, distance))
            }
            Op::Select => {
                let (a, b) = (self.native[args[1].index()]?, self.native[args[2].index()]?);
                Some(self.make(Op::Select, &[args[0], a, b], Repr::I64))
            }
            _ => None,
        }
    }

    fn native_binary(&mut self, op: IntBinary, a: ValueId, b: ValueId) -> Option<ValueId> {
        let (x, y) = (self.at(a), self.at(b));
        let op = match op {
            IntBinary::Add => MachineBinary::Add,
            IntBinary::Sub => MachineBinary::Sub,
            IntBinary::Mul => MachineBinary::Mul,
            IntBinary::And => MachineBinary::And,
            IntBinary::Or => MachineBinary::Or,
            IntBinary::Xor => MachineBinary::Xor,
            IntBinary::Shl if y.within(Interval::new(0, 62)) => MachineBinary::Shl,
            IntBinary::Shr if y.within(Interval::new(0, 63)) => MachineBinary::Shr,
            IntBinary::FloorDiv | IntBinary::Mod if y.lo > 0 => {
                let (n, d) = (self.twin(a)?, self.twin(b)?);
                return Some(self.division(op == IntBinary::Mod, n, d, x, y));
            }
            _ => return None,
        };
        let (a, b) = (self.twin(a)?, self.twin(b)?);
        Some(self.machine(op, a, b))
    }

    /// `//` or `%` by a positive divisor, rounded down as in Python.
    fn division(
        &mut self,
        rest: bool,
        n: ValueId,
        d: ValueId,
        x: Interval,
        y: Interval,
    ) -> ValueId {
        if y.lo == y.hi && y.lo & (y.lo - 1) == 0 {
            // A power of two: a shift and a mask round down by themselves.
            let known = if rest {
                y.lo - 1
            } else {
                i128::from(y.lo.trailing_zeros())
            };
            let known = self.number(known as i64);
            let op = if rest {
                MachineBinary::And
            } else {
                MachineBinary::Shr
            };
            return self.machine(op, n, known);
        }
        if x.lo >= 0 {
            let op = if rest {
                MachineBinary::Rem
            } else {
                MachineBinary::Div
            };
            return self.machine(op, n, d);
        }
        let quotient = self.machine(MachineBinary::Div, n, d);
        let product = self.machine(MachineBinary::Mul, quotient, d);
        let remainder = self.machine(MachineBinary::Sub, n, product);
        let sign = self.number(63);
        // -1 where the rest is negative, else 0.
        let negative = self.machine(MachineBinary::Shr, remainder, sign);
        if rest {
            let fix = self.machine(MachineBinary::And, negative, d);
            self.machine(MachineBinary::Add, remainder, fix)
        } else {
            self.machine(MachineBinary::Add, quotient, negative)
        }
    }

    fn true_division(&mut self, a: ValueId, b: ValueId, result: ValueId) -> bool {
        let (x, y) = (self.at(a), self.at(b));
        let nonzero = y.lo > 0 || y.hi < 0;
        if !nonzero || !x.within(EXACT_FLOAT) || !y.within(EXACT_FLOAT) {
            return false;
        }
        let (Some(a), Some(b)) = (self.twin(a), self.twin(b)) else {
            return false;
        };
        let a = self.make(Op::I64ToF64, &[a], Repr::F64);
        let b = self.make(Op::I64ToF64, &[b], Repr::F64);
        self.push(Op::Float(FloatBinary::Div), &[a, b], result);
        true
    }

    fn compare(&mut self, op: Compare, a: ValueId, b: ValueId, result: ValueId) -> bool {
        let (x, y) = (self.at(a), self.at(b));
        if let Some(known) = decide(op, x, y) {
            self.push(Op::ConstBool(known), &[], result);
            return true;
        }
        if x.fits_u64() && y.fits_u64() && (self.is_unsigned(a) || self.is_unsigned(b)) {
            let (mut a, mut b) = (self.lowest(a), self.lowest(b));
            if !matches!(op, Compare::Eq | Compare::Ne) {
                // With the highest bit turned over they compare as signed numbers.
                let highest = self.number(i64::MIN);
                a = self.machine(MachineBinary::Xor, a, highest);
                b = self.machine(MachineBinary::Xor, b, highest);
            }
            self.push(Op::MachineCompare(op), &[a, b], result);
            return true;
        }
        let both = |x: Interval, value, rewriter: &Self| {
            x.is_small() || rewriter.native[ValueId::index(value)].is_some()
        };
        if both(x, a, self)
            && both(y, b, self)
            && let (Some(a), Some(b)) = (self.twin(a), self.twin(b))
        {
            self.push(Op::MachineCompare(op), &[a, b], result);
            return true;
        }
        // An int that does not fit compares as the end of the range does.
        let (a, b) = if self.is_native(a) && x.within(INSIDE) {
            (self.twin(a), Some(self.make(Op::IntToI64, &[b], Repr::I64)))
        } else if self.is_native(b) && y.within(INSIDE) {
            (Some(self.make(Op::IntToI64, &[a], Repr::I64)), self.twin(b))
        } else {
            (None, None)
        };
        match (a, b) {
            (Some(a), Some(b)) => {
                self.push(Op::MachineCompare(op), &[a, b], result);
                true
            }
            _ => false,
        }
    }
}

/// What makes the word of a machine integer that stands for a value within `known`.
fn word_of(known: Interval) -> Op {
    if known.is_small() {
        Op::SmallFromI64
    } else if known.fits_i64() {
        Op::IntFromI64
    } else {
        Op::IntFromU64
    }
}

/// What a comparison must give.
fn decide(op: Compare, a: Interval, b: Interval) -> Option<bool> {
    match op {
        Compare::Lt if a.hi < b.lo => Some(true),
        Compare::Lt if a.lo >= b.hi => Some(false),
        Compare::Le if a.hi <= b.lo => Some(true),
        Compare::Le if a.lo > b.hi => Some(false),
        Compare::Eq if a.lo == a.hi && a == b => Some(true),
        Compare::Eq if a.hi < b.lo || b.hi < a.lo => Some(false),
        Compare::Gt | Compare::Ge => decide(op.swap(), b, a),
        Compare::Ne => decide(Compare::Eq, a, b).map(|equal| !equal),
        _ => None,
    }
}
