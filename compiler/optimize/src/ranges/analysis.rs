//! Which integers each value can be.
//!
//! Intervals flow forwards along the dominator tree; a branch on a
//! comparison narrows its operands in the blocks it guards and on the edges
//! it takes. Block parameters join what their edges bring, widened when they
//! keep growing and narrowed again at the end.

use pyaot_abi::functions::{FnDecl, int};
use pyaot_abi::layout::Number;
use pyaot_ir::{
    BlockId, Compare, Function, Inst, IntBinary, ItemType, MachineBinary, Op, Program, Repr,
    Terminator, ValueId,
};

use super::interval::Interval;

/// A parameter that grew this often is widened.
const PATIENCE: u8 = 2;
/// Walks over the function before everything is given up as unknown.
const MAX_WALKS: usize = 40;

/// Lengths are bounded by the address space, 16 bytes an object at least.
const LENGTH: Interval = Interval { lo: 0, hi: 1 << 48 };
/// What the code of a character can be.
const CODE: Interval = Interval {
    lo: 0,
    hi: 0x10_ffff,
};

pub struct Analysis<'a> {
    pub function: &'a Function,
    program: &'a Program,
    pub children: &'a [Vec<BlockId>],
    pred_counts: Vec<u32>,
    preds: Vec<Vec<BlockId>>,
    /// The block and place of each instruction's result.
    definitions: Vec<Option<(u32, u32)>>,
    /// What each value can be, at the point the walk has reached.
    current: Vec<Interval>,
    /// Narrowings to take back, on the way up the tree.
    undo: Vec<(ValueId, Interval)>,
    /// What each block parameter can be.
    params: Vec<Interval>,
    /// What the edges walked so far bring each parameter.
    incoming: Vec<Interval>,
    growths: Vec<u8>,
    /// Blocks some edge leads back to.
    is_header: Vec<bool>,
    changed: bool,
    /// Parameters whose interval is settled from elsewhere.
    fixed: Vec<bool>,
}

/// What is known of a value nobody has looked at.
fn unknown(repr: Repr) -> Interval {
    if repr == Repr::I64 {
        Interval::I64
    } else {
        Interval::ANY
    }
}

/// What a walk does to the parameters of the blocks it enters.
#[derive(Clone, Copy, PartialEq)]
enum Phase {
    /// They take in more.
    Grow,
    /// They give up what nothing brings.
    Shrink,
    Look,
}

enum Step {
    Enter(BlockId),
    Leave(usize),
}

impl<'a> Analysis<'a> {
    /// `claims` gives parameters whose interval is known beforehand.
    pub fn new(
        function: &'a Function,
        program: &'a Program,
        preds: &[Vec<BlockId>],
        children: &'a [Vec<BlockId>],
        claims: &[(ValueId, Interval)],
    ) -> Analysis<'a> {
        let n = function.values.len();
        let mut definitions = vec![None; n];
        let mut params = vec![Interval::EMPTY; n];
        for (b, block) in function.blocks.iter().enumerate() {
            for (k, inst) in block.insts.iter().enumerate() {
                if let Some(result) = inst.result {
                    definitions[result.index()] = Some((b as u32, k as u32));
                }
            }
        }
        for (b, block) in function.blocks.iter().enumerate() {
            for param in &block.params {
                let repr = function.repr(*param);
                if b == 0 || !matches!(repr, Repr::Int | Repr::I64) {
                    params[param.index()] = unknown(repr);
                }
            }
        }
        let mut fixed = vec![false; n];
        for (param, interval) in claims {
            params[param.index()] = *interval;
            fixed[param.index()] = true;
        }
        let mut analysis = Analysis {
            function,
            program,
            children,
            pred_counts: preds.iter().map(|preds| preds.len() as u32).collect(),
            preds: preds.to_vec(),
            definitions,
            current: function
                .values
                .iter()
                .map(|value| unknown(value.repr))
                .collect(),
            undo: Vec::new(),
            params,
            incoming: vec![Interval::EMPTY; n],
            growths: vec![0; n],
            is_header: preds
                .iter()
                .enumerate()
                .map(|(block, preds)| preds.iter().any(|pred| pred.index() >= block))
                .collect(),
            changed: false,
            fixed,
        };
        analysis.solve();
        analysis
    }

    pub fn definition(&self, value: ValueId) -> Option<&'a Inst> {
        let (block, place) = self.definitions[value.index()]?;
        Some(&self.function.blocks[block as usize].insts[place as usize])
    }

    /// What `value` can be, here.
    pub fn at(&self, value: ValueId) -> Interval {
        let interval = self.current[value.index()];
        if interval.is_empty() {
            unknown(self.function.repr(value))
        } else {
            interval
        }
    }

    /// What block parameter `param` can be.
    pub fn of_param(&self, param: ValueId) -> Interval {
        let interval = self.params[param.index()];
        if interval.is_empty() {
            unknown(self.function.repr(param))
        } else {
            interval
        }
    }

    fn solve(&mut self) {
        for _ in 0..MAX_WALKS {
            self.changed = false;
            self.walk(Phase::Grow);
            if !self.changed {
                // What comes in may be less than what widening made of it.
                for _ in 0..2 {
                    self.incoming.fill(Interval::EMPTY);
                    self.walk(Phase::Shrink);
                    self.shrink_headers();
                }
                self.walk(Phase::Look);
                return;
            }
        }
        for (n, value) in self.function.values.iter().enumerate() {
            if !self.fixed[n] {
                self.params[n] = unknown(value.repr);
            }
        }
        self.walk(Phase::Look);
    }

    fn shrink_headers(&mut self) {
        for (block, data) in self.function.blocks.iter().enumerate() {
            if !self.is_header[block] {
                continue;
            }
            for param in &data.params {
                let incoming = self.incoming[param.index()];
                if !self.fixed[param.index()] && self.is_tracked(*param) && !incoming.is_empty() {
                    let slot = &mut self.params[param.index()];
                    *slot = slot.meet(incoming);
                }
            }
        }
    }

    /// Brings the parameters of a block up to date with the edges seen so far.
    fn update_params(&mut self, block: BlockId, phase: Phase) {
        let is_header = self.is_header[block.index()];
        for param in &self.function.block(block).params {
            let at = param.index();
            if self.fixed[at] || !self.is_tracked(*param) || block == Function::ENTRY {
                continue;
            }
            let (old, incoming) = (self.params[at], self.incoming[at]);
            match phase {
                Phase::Grow => {
                    let new = old.hull(incoming);
                    if new == old {
                        continue;
                    }
                    self.changed = true;
                    self.params[at] = new;
                    if is_header && !old.is_empty() {
                        self.growths[at] = self.growths[at].saturating_add(1);
                        if self.growths[at] > PATIENCE {
                            self.params[at] = old.widen(new);
                        }
                    }
                }
                // All edges into other blocks have been seen in this walk.
                Phase::Shrink if !is_header && !incoming.is_empty() => {
                    self.params[at] = old.meet(incoming);
                }
                Phase::Shrink | Phase::Look => {}
            }
        }
    }

    fn is_tracked(&self, value: ValueId) -> bool {
        matches!(self.function.repr(value), Repr::Int | Repr::I64)
    }

    /// Evaluates everything, blocks before those they lead to.
    fn walk(&mut self, phase: Phase) {
        let mut stack = vec![Step::Enter(Function::ENTRY)];
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(block) => {
                    stack.push(Step::Leave(self.mark()));
                    self.update_params(block, phase);
                    self.enter(block);
                    for inst in &self.function.block(block).insts {
                        self.evaluate(inst);
                    }
                    self.edges(block);
                    stack.extend(
                        self.children[block.index()]
                            .iter()
                            .rev()
                            .map(|b| Step::Enter(*b)),
                    );
                }
                Step::Leave(mark) => self.leave(mark),
            }
        }
    }

    pub fn mark(&self) -> usize {
        self.undo.len()
    }

    /// Takes back what was narrowed since `mark`.
    pub fn leave(&mut self, mark: usize) {
        for (value, interval) in self.undo.drain(mark..).rev() {
            self.current[value.index()] = interval;
        }
    }

    /// Sets the parameters of `block` and what the branch into it tells.
    pub fn enter(&mut self, block: BlockId) {
        for param in &self.function.block(block).params {
            self.current[param.index()] = self.params[param.index()];
        }
        if self.pred_counts[block.index()] == 1 {
            let pred = self.preds[block.index()][0];
            if let Terminator::Branch { cond, then, .. } = &self.function.block(pred).term {
                self.assume(*cond, then.block == block);
            }
        }
    }

    pub fn evaluate(&mut self, inst: &Inst) {
        if let Some(result) = inst.result {
            let interval = self.result(inst);
            self.current[result.index()] = interval;
        }
    }

    fn edges(&mut self, block: BlockId) {
        let function = self.function;
        let term = &function.block(block).term;
        for (n, edge) in term.edges().enumerate() {
            if edge.args.is_empty() {
                continue;
            }
            let mark = self.mark();
            if let Terminator::Branch { cond, .. } = term {
                self.assume(*cond, n == 0);
            }
            for (arg, param) in edge.args.iter().zip(&function.block(edge.block).params) {
                let slot = &mut self.incoming[param.index()];
                *slot = slot.hull(self.current[arg.index()]);
            }
            self.leave(mark);
        }
    }

    /// Narrows the operands of the comparison `cond`, which came out `truth`.
    pub fn assume(&mut self, cond: ValueId, truth: bool) {
        let Some(inst) = self.definition(cond) else {
            return;
        };
        match &inst.op {
            Op::IntCompare(op) | Op::MachineCompare(op) => {
                let op = if truth { *op } else { op.negate() };
                self.assume_compare(op, inst.args[0], inst.args[1]);
            }
            Op::BoolNot => self.assume(inst.args[0], !truth),
            Op::BoolAnd if truth => {
                self.assume(inst.args[0], true);
                self.assume(inst.args[1], true);
            }
            Op::BoolOr if !truth => {
                self.assume(inst.args[0], false);
                self.assume(inst.args[1], false);
            }
            Op::IsSmallInt if truth => self.narrow_to(inst.args[0], Interval::SMALL),
            _ => {}
        }
    }

    fn assume_compare(&mut self, op: Compare, a: ValueId, b: ValueId) {
        let (x, y) = (self.current[a.index()], self.current[b.index()]);
        if x.is_empty() || y.is_empty() {
            return;
        }
        let (x, y) = Interval::refine(op, x, y);
        self.narrow_to(a, x);
        self.narrow_to(b, y);
    }

    fn narrow_to(&mut self, value: ValueId, interval: Interval) {
        let old = self.current[value.index()];
        if old != interval {
            self.undo.push((value, old));
            self.current[value.index()] = old.meet(interval);
        }
    }

    /// The number written with these digits, unless it is huge.
    fn literal(&self, digits: ValueId) -> Option<Interval> {
        let Op::ConstStr(digits) = self.definition(digits)?.op else {
            return None;
        };
        let n: i128 = self.program.text(digits).parse().ok()?;
        let known = Interval::new(n, n);
        known.within(Interval::ANY).then_some(known)
    }

    /// What `inst` makes. Empty while an operand is not known to be reached.
    fn result(&self, inst: &Inst) -> Interval {
        let arg = |n: usize| self.current[inst.args[n].index()];
        let repr = match inst.result {
            Some(result) => self.function.repr(result),
            None => return Interval::ANY,
        };
        let tracked =
            |value: &ValueId| self.function.repr(*value).is_word() || self.is_tracked(*value);
        if inst
            .args
            .iter()
            .any(|value| tracked(value) && self.current[value.index()].is_empty())
        {
            return if matches!(repr, Repr::Int | Repr::I64) {
                Interval::EMPTY
            } else {
                unknown(repr)
            };
        }
        let interval = match &inst.op {
            Op::ConstInt(n) | Op::ConstI64(n) => Interval::one(*n),
            Op::Int(op) => Interval::binary(*op, arg(0), arg(1)),
            Op::IntNeg => arg(0).negated(),
            Op::IntInvert => arg(0).inverted(),
            Op::IntToI64 => Interval::new(
                arg(0).lo.clamp(Interval::I64.lo, Interval::I64.hi),
                arg(0).hi.clamp(Interval::I64.lo, Interval::I64.hi),
            ),
            Op::IntFromI64 | Op::Cast(_) | Op::Nonnegative | Op::Within => arg(0),
            Op::Checked(op) => machine(*op, arg(0), arg(1)).meet(Interval::I64),
            // Not tested where it fits anyway.
            Op::NeedSmall if arg(0).fits_i64() => arg(0),
            Op::SmallToI64 | Op::SmallFromI64 | Op::NeedSmall | Op::KnownSmall => {
                arg(0).meet(Interval::SMALL)
            }
            Op::TryGet(ItemType::Int) => Interval::SMALL,
            Op::TryGet(item) | Op::TypedGet(item) | Op::NumberBits(item)
                if let Some(number) = item.number().filter(|number| !number.is_float()) =>
            {
                let (lo, hi) = number.range();
                match number {
                    // The bits, as a machine integer.
                    Number::U64 => Interval::I64,
                    _ => Interval::new(lo, hi),
                }
            }
            Op::RangeItem => {
                let steps = arg(0).add(arg(2).mul(arg(3)));
                arg(0).hull(arg(1)).meet(steps)
            }
            Op::Machine(op) => machine(*op, arg(0), arg(1)),
            Op::BoolToInt | Op::BoolToI64 => Interval::new(0, 1),
            Op::Select if self.is_tracked(inst.args[1]) => arg(1).hull(arg(2)),
            Op::ListLen | Op::TupleLen | Op::StrLen | Op::ViewShape(_) => LENGTH,
            Op::StorageLen(_) => LENGTH,
            Op::DictLen | Op::DictPlaces | Op::SetLen => LENGTH,
            Op::StrNarrow => LENGTH,
            Op::StrCode => CODE,
            Op::StrByte => Interval::new(0, 127),
            // In range already unless it is negative.
            Op::ViewIndex { .. } if arg(1).lo >= 0 => LENGTH.meet(arg(1)),
            Op::ViewIndex { .. } => LENGTH,
            Op::ElementLoad { dtype, .. } | Op::ViewLoad(dtype) | Op::ScalarUnbox(dtype)
                if dtype.is_int() =>
            {
                let (lo, hi) = dtype.int_range();
                Interval::new(lo.into(), hi.into())
            }
            Op::IntFromU64 if arg(0).lo >= 0 => arg(0),
            Op::IntFromU64 => Interval::U64,
            Op::CallRuntime(row) if **row == int::int_from_digits => {
                self.literal(inst.args[0]).unwrap_or(Interval::ANY)
            }
            Op::CallRuntime(row) => row_result(row).unwrap_or(unknown(repr)),
            _ => return unknown(repr),
        };
        // A raw result outside the range has wrapped.
        if repr == Repr::I64 && !interval.fits_i64() {
            Interval::I64
        } else {
            interval.bounded()
        }
    }
}

/// What the operator gives, which may be more than fits.
pub fn machine(op: MachineBinary, a: Interval, b: Interval) -> Interval {
    let int = |op| Interval::binary(op, a, b);
    match op {
        MachineBinary::Add => int(IntBinary::Add),
        MachineBinary::Sub => int(IntBinary::Sub),
        MachineBinary::Mul => int(IntBinary::Mul),
        MachineBinary::And => int(IntBinary::And),
        MachineBinary::Or => int(IntBinary::Or),
        MachineBinary::Xor => int(IntBinary::Xor),
        MachineBinary::Shl => int(IntBinary::Shl),
        MachineBinary::Shr => int(IntBinary::Shr),
        // Rounded down is rounded towards zero where nothing is negative.
        MachineBinary::Div if a.lo >= 0 => int(IntBinary::FloorDiv),
        MachineBinary::Rem if a.lo >= 0 => int(IntBinary::Mod),
        MachineBinary::Div => Interval::new(a.lo.min(0), a.hi.max(0)),
        MachineBinary::UnsignedShr | MachineBinary::UnsignedDiv if a.lo >= 0 => {
            Interval::new(0, a.hi)
        }
        MachineBinary::UnsignedRem => Interval::new(0, b.hi - 1),
        MachineBinary::UnsignedShr | MachineBinary::UnsignedDiv => Interval::I64,
        MachineBinary::Rem => {
            let most = b.hi - 1;
            Interval::new(a.lo.max(-most), a.hi.max(0).min(most))
        }
    }
}

/// What rows that return integers promise.
fn row_result(row: &FnDecl) -> Option<Interval> {
    Some(match row.name {
        "list_len" | "dict_len" | "set_len" => LENGTH,
        "range_len" => Interval::new(0, 1 << 62),
        "int_cmp" | "int_cmp_float" | "str_cmp" => Interval::new(-1, 1),
        "str_code" | "str_ord" => CODE,
        _ => return None,
    })
}
