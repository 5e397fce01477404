//! Python ints and raw machine ints.
//!
//! A small int `n` is the word `2n + 1`. The fast paths work on words as
//! they are where the tag allows, and leave for a runtime row when an
//! operand is big or the result does not fit.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, InstBuilder, Value, types};
use pyaot_abi::FnDecl;
use pyaot_abi::functions::int;
use pyaot_abi::value::{INT_BIT, SMALL_INT_MAX, small_int};
use pyaot_ir::{Compare, Edge, Inst, IntBinary, MachineBinary, Op};

use crate::arms::Arm;
use crate::function::FunctionCx;

/// Ints up to this magnitude are exact as floats, and their quotient is
/// rounded once.
const EXACT_FLOAT: i64 = 1 << 53;

/// Whether no word operand is counted where the operation takes its fast
/// path. The slow path of these calls [`FunctionCx::release_slowly`].
pub(crate) fn fast_path_is_uncounted(op: &Op) -> bool {
    match op {
        Op::CallRuntime(decl) => Arm::of(decl).is_some_and(Arm::is_uncounted),
        _ => matches!(
            op,
            Op::Int(_)
                | Op::IntNeg
                | Op::IntInvert
                | Op::IntCompare(_)
                | Op::IntTrueDiv
                | Op::IntToI64
                | Op::IntLow
                | Op::NeedSmall
                | Op::IntToF64
                | Op::RangeItem
        ),
    }
}

/// The condition for signed machine ints.
pub(crate) fn signed(op: Compare) -> IntCC {
    match op {
        Compare::Eq => IntCC::Equal,
        Compare::Ne => IntCC::NotEqual,
        Compare::Lt => IntCC::SignedLessThan,
        Compare::Le => IntCC::SignedLessThanOrEqual,
        Compare::Gt => IntCC::SignedGreaterThan,
        Compare::Ge => IntCC::SignedGreaterThanOrEqual,
    }
}

/// A two-way operation under construction: a fast path that may leave for
/// a slow one, and the place where both results meet.
pub(crate) struct Slow {
    pub(crate) block: clif::Block,
    pub(crate) done: clif::Block,
    result: Value,
}

impl FunctionCx<'_> {
    pub(crate) fn slow(&mut self, ty: clif::Type) -> Slow {
        let (done, result) = self.join_block(ty);
        Slow {
            block: self.cold_block(),
            done,
            result,
        }
    }

    /// Ends the fast path with `fast`; the slow path calls `row`.
    pub(crate) fn finish(
        &mut self,
        slow: Slow,
        fast: Value,
        row: &'static FnDecl,
        args: &[Value],
    ) -> Value {
        self.join(slow.done, fast);
        self.builder.switch_to_block(slow.block);
        let result = self.value_rarely(row, args);
        self.release_slowly();
        self.join(slow.done, result);
        self.builder.switch_to_block(slow.done);
        slow.result
    }

    /// Leaves for `slow` unless the word is a small int.
    pub(crate) fn need_small(&mut self, word: Value, known: bool, slow: clif::Block) {
        if !known {
            let bit = self.bits(word, INT_BIT);
            let big = self.builder.ins().icmp_imm_u(IntCC::Equal, bit, 0);
            self.leave_if(big, slow);
        }
    }

    /// Leaves for `slow` unless both operands are small ints.
    pub(crate) fn need_both_small(&mut self, inst: &Inst, slow: clif::Block) {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        match (self.fact(inst, 0).small, self.fact(inst, 1).small) {
            (false, false) if a != b => {
                let both = self.builder.ins().band(a, b);
                self.need_small(both, false, slow);
            }
            (a_small, true) => self.need_small(a, a_small, slow),
            (_, false) => self.need_small(b, false, slow),
        }
    }

    /// The machine int of a small int's word.
    pub(crate) fn untag(&mut self, word: Value) -> Value {
        if let Some(n) = self.untagged.get(&word) {
            return *n;
        }
        let n = self.builder.ins().sshr_imm_u(word, 1);
        self.tagged.insert(n, word);
        n
    }

    /// The word of a machine int that fits.
    pub(crate) fn tag(&mut self, n: Value) -> Value {
        if let Some(word) = self.tagged.get(&n) {
            return *word;
        }
        let word = self.doubled_and_one(n);
        self.untagged.insert(word, n);
        word
    }

    /// `2 n + 1`, modulo 2^64: one instruction.
    fn doubled_and_one(&mut self, n: Value) -> Value {
        let doubled = self.builder.ins().iadd(n, n);
        self.builder.ins().iadd_imm_s(doubled, INT_BIT as i64)
    }

    fn set_tag(&mut self, word: Value) -> Value {
        self.builder.ins().bor_imm_s(word, INT_BIT as i64)
    }

    /// Twice the small int.
    fn drop_tag(&mut self, word: Value) -> Value {
        match self.untagged.get(&word) {
            Some(n) => self.builder.ins().ishl_imm_u(*n, 1),
            None => self.builder.ins().iadd_imm_s(word, -(INT_BIT as i64)),
        }
    }

    /// Whether the operands of an operation are all known to be small.
    fn all_small(&self, inst: &Inst) -> bool {
        inst.args.iter().all(|arg| self.facts.get(*arg).small)
    }

    pub(crate) fn emit_int(&mut self, inst: &Inst, op: IntBinary) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let row = match op {
            IntBinary::Add => &int::int_add,
            IntBinary::Sub => &int::int_sub,
            IntBinary::Mul => &int::int_mul,
            IntBinary::And => &int::int_and,
            IntBinary::Or => &int::int_or,
            IntBinary::Xor => &int::int_xor,
            IntBinary::FloorDiv => &int::int_floordiv,
            IntBinary::Mod => &int::int_mod,
            IntBinary::Shl => &int::int_lshift,
            IntBinary::Shr => &int::int_rshift,
        };
        if self.all_small(inst)
            && let Some(word) = self.bitwise(op, a, b)
        {
            return word;
        }
        let slow = self.slow(types::I64);
        let fast = self.fast_binary(inst, op, slow.block);
        self.finish(slow, fast, row, &[a, b])
    }

    /// The operator on two words that turn out to be small ints.
    pub(crate) fn fast_binary(&mut self, inst: &Inst, op: IntBinary, slow: clif::Block) -> Value {
        match op {
            IntBinary::FloorDiv | IntBinary::Mod => self.fast_division(inst, op, slow),
            IntBinary::Shl | IntBinary::Shr => self.fast_shift(inst, op, slow),
            _ => {
                self.need_both_small(inst, slow);
                self.fast_arithmetic(inst, op, slow)
            }
        }
    }

    /// Operators that are one machine instruction on small words.
    pub(crate) fn fast_arithmetic(
        &mut self,
        inst: &Inst,
        op: IntBinary,
        slow: clif::Block,
    ) -> Value {
        let (mut a, mut b) = (self.arg(inst, 0), self.arg(inst, 1));
        match op {
            IntBinary::Add => {
                let constant = match (self.fact(inst, 0).constant, self.fact(inst, 1).constant) {
                    (Some(n), _) => {
                        std::mem::swap(&mut a, &mut b);
                        Some(n)
                    }
                    (None, n) => n,
                };
                self.add_word(a, b, constant, slow)
            }
            IntBinary::Sub => match self.fact(inst, 1).constant {
                Some(n) => {
                    let b = self.iconst(small_int(-n) as i64);
                    self.add_word(a, b, Some(-n), slow)
                }
                None => {
                    let (difference, overflow) = self.builder.ins().ssub_overflow(a, b);
                    self.leave_if(overflow, slow);
                    self.set_tag(difference)
                }
            },
            IntBinary::Mul => {
                if self.fact(inst, 0).constant.is_some() {
                    std::mem::swap(&mut a, &mut b);
                }
                let doubled = self.drop_tag(a);
                let factor = self.untag(b);
                let (product, overflow) = self.builder.ins().smul_overflow(doubled, factor);
                self.leave_if(overflow, slow);
                self.set_tag(product)
            }
            _ => self
                .bitwise(op, a, b)
                .unwrap_or_else(|| panic!("{op:?} has its own path")),
        }
    }

    /// The operators on bits of small words, which always fit.
    fn bitwise(&mut self, op: IntBinary, a: Value, b: Value) -> Option<Value> {
        match op {
            IntBinary::And => Some(self.builder.ins().band(a, b)),
            IntBinary::Or => Some(self.builder.ins().bor(a, b)),
            IntBinary::Xor => {
                let bits = self.builder.ins().bxor(a, b);
                Some(self.set_tag(bits))
            }
            _ => None,
        }
    }

    /// The sum of two small ints; `constant` is `b`'s number, if known.
    fn add_word(&mut self, a: Value, b: Value, constant: Option<i64>, slow: clif::Block) -> Value {
        let b = self.drop_tag(b);
        let Some(n) = constant else {
            let (sum, overflow) = self.builder.ins().sadd_overflow(a, b);
            self.leave_if(overflow, slow);
            return sum;
        };
        // The sum is on the wrong side of `a` exactly when it wrapped: one
        // comparison, where the overflow flag would first go to a register.
        let sum = self.builder.ins().iadd(a, b);
        let wrapped = if n >= 0 {
            IntCC::SignedLessThan
        } else {
            IntCC::SignedGreaterThan
        };
        let overflow = self.builder.ins().icmp(wrapped, sum, a);
        self.leave_if(overflow, slow);
        sum
    }

    /// `//` and `%`, rounding towards minus infinity.
    fn fast_division(&mut self, inst: &Inst, op: IntBinary, slow: clif::Block) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let floor_div = op == IntBinary::FloorDiv;
        let divisor = self.fact(inst, 1).constant.filter(|n| *n > 0);
        let Some(divisor) = divisor else {
            self.need_both_small(inst, slow);
            // The words of 0 and -1 are 1 and -1: plus 1, that is 2 and 0.
            let next = self.builder.ins().iadd_imm_s(b, 1);
            let special = self.bits(next, !2);
            let special = self.builder.ins().icmp_imm_u(IntCC::Equal, special, 0);
            self.leave_if(special, slow);
            let (n, d) = (self.untag(a), self.untag(b));
            let (done, result) = self.narrow_division(n, d, !floor_div);
            let quotient = self.builder.ins().sdiv(n, d);
            let product = self.builder.ins().imul(quotient, d);
            let rest = self.builder.ins().isub(n, product);
            // Rounded towards zero: one too much when the signs of rest and
            // divisor differ.
            let signs = self.builder.ins().bxor(rest, d);
            let differ = self
                .builder
                .ins()
                .icmp_imm_s(IntCC::SignedLessThan, signs, 0);
            let inexact = self.builder.ins().icmp_imm_s(IntCC::NotEqual, rest, 0);
            let fix = self.builder.ins().band(differ, inexact);
            let fixed = if floor_div {
                let fix = self.builder.ins().uextend(types::I64, fix);
                self.builder.ins().isub(quotient, fix)
            } else {
                let next = self.builder.ins().iadd(rest, d);
                self.builder.ins().select(fix, next, rest)
            };
            self.join(done, fixed);
            self.builder.switch_to_block(done);
            return self.tag(result);
        };
        self.need_small(a, self.fact(inst, 0).small, slow);
        if (divisor as u64).is_power_of_two() {
            let shift = i64::from(divisor.trailing_zeros());
            return match (floor_div, shift) {
                (true, 0) => a,
                (true, _) => {
                    let shifted = self.builder.ins().sshr_imm_u(a, shift);
                    self.set_tag(shifted)
                }
                // The low bits with the tag.
                (false, _) => self.bits(a, small_int(divisor - 1)),
            };
        }
        let n = self.untag(a);
        let quotient = self.builder.ins().sdiv_imm_s(n, divisor);
        let product = self.builder.ins().imul_imm_s(quotient, divisor);
        let rest = self.builder.ins().isub(n, product);
        // All ones where the rest is negative.
        let negative = self.builder.ins().sshr_imm_u(rest, 63);
        let fixed = if floor_div {
            self.builder.ins().iadd(quotient, negative)
        } else {
            let fix = self.bits(negative, divisor as u64);
            self.builder.ins().iadd(rest, fix)
        };
        self.tag(fixed)
    }

    /// Divides where both numbers are of 32 bits without sign, which takes the machine half
    /// the time; goes on where they are not. The block where both ways shall meet, and what
    /// it gets there.
    fn narrow_division(&mut self, n: Value, d: Value, rest: bool) -> (clif::Block, Value) {
        let (done, result) = self.join_block(types::I64);
        let (narrow, wide) = (self.next_block(), self.next_block());
        let both = self.builder.ins().bor(n, d);
        let high = self.builder.ins().ushr_imm_u(both, 32);
        self.builder.ins().brif(high, wide, &[], narrow, &[]);
        self.builder.switch_to_block(narrow);
        let n = self.builder.ins().ireduce(types::I32, n);
        let d = self.builder.ins().ireduce(types::I32, d);
        let short = if rest {
            self.builder.ins().urem(n, d)
        } else {
            self.builder.ins().udiv(n, d)
        };
        let short = self.builder.ins().uextend(types::I64, short);
        self.join(done, short);
        self.builder.switch_to_block(wide);
        (done, result)
    }

    /// `<<` and `>>` by counts that leave something of a word.
    fn fast_shift(&mut self, inst: &Inst, op: IntBinary, slow: clif::Block) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        // Right shifts by 63 leave just the sign, as by any more.
        let most = if op == IntBinary::Shr { 63 } else { 62 };
        let count = match self.fact(inst, 1).constant {
            Some(count) if count >= 0 && (op == IntBinary::Shr || count <= most) => {
                self.need_small(a, self.fact(inst, 0).small, slow);
                self.iconst(count.min(most))
            }
            _ => {
                self.need_both_small(inst, slow);
                let count = self.untag(b);
                let over = self
                    .builder
                    .ins()
                    .icmp_imm_s(IntCC::UnsignedGreaterThan, count, most);
                self.leave_if(over, slow);
                count
            }
        };
        if op == IntBinary::Shr {
            let shifted = self.builder.ins().sshr(a, count);
            return self.set_tag(shifted);
        }
        let doubled = self.drop_tag(a);
        let shifted = self.builder.ins().ishl(doubled, count);
        let back = self.builder.ins().sshr(shifted, count);
        let lost = self.builder.ins().icmp(IntCC::NotEqual, back, doubled);
        self.leave_if(lost, slow);
        self.set_tag(shifted)
    }

    pub(crate) fn emit_int_neg(&mut self, inst: &Inst) -> Value {
        let a = self.arg(inst, 0);
        let slow = self.slow(types::I64);
        self.need_small(a, self.fact(inst, 0).small, slow.block);
        // 2(-n) + 1 = 2 - (2n + 1)
        let two = self.iconst(2 * INT_BIT as i64);
        let (result, overflow) = self.builder.ins().ssub_overflow(two, a);
        self.leave_if(overflow, slow.block);
        self.finish(slow, result, &int::int_neg, &[a])
    }

    pub(crate) fn emit_int_invert(&mut self, inst: &Inst) -> Value {
        let a = self.arg(inst, 0);
        if self.all_small(inst) {
            return self.builder.ins().bxor_imm_s(a, !INT_BIT as i64);
        }
        let slow = self.slow(types::I64);
        self.need_small(a, false, slow.block);
        let result = self.builder.ins().bxor_imm_s(a, !INT_BIT as i64);
        self.finish(slow, result, &int::int_invert, &[a])
    }

    pub(crate) fn emit_int_compare(&mut self, inst: &Inst, op: Compare) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        if self.all_small(inst) {
            return self.builder.ins().icmp(signed(op), a, b);
        }
        let slow = self.slow(types::I8);
        self.need_both_small(inst, slow.block);
        let fast = self.builder.ins().icmp(signed(op), a, b);
        self.join(slow.done, fast);
        self.builder.switch_to_block(slow.block);
        let order = self.value_rarely(&int::int_cmp, &[a, b]);
        let result = self.builder.ins().icmp_imm_s(signed(op), order, 0);
        self.release_slowly();
        self.join(slow.done, result);
        self.builder.switch_to_block(slow.done);
        slow.result
    }

    /// A comparison that only its block's branch uses: both paths branch
    /// by themselves, so the fast one is compare and jump.
    pub(crate) fn branch_int_compare(
        &mut self,
        inst: &Inst,
        op: Compare,
        then: &Edge,
        otherwise: &Edge,
    ) {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        if self.all_small(inst) {
            let cond = self.builder.ins().icmp(signed(op), a, b);
            return self.branch(cond, then, otherwise);
        }
        let slow = self.cold_block();
        self.need_both_small(inst, slow);
        let fast = self.builder.ins().icmp(signed(op), a, b);
        self.branch(fast, then, otherwise);
        self.builder.switch_to_block(slow);
        let order = self.value_rarely(&int::int_cmp, &[a, b]);
        let result = self.builder.ins().icmp_imm_s(signed(op), order, 0);
        self.release_slowly();
        self.branch(result, then, otherwise);
    }

    pub(crate) fn emit_int_true_div(&mut self, inst: &Inst) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.slow(types::F64);
        self.need_both_small(inst, slow.block);
        let (n, d) = (self.untag(a), self.untag(b));
        let zero = self.builder.ins().icmp_imm_s(IntCC::Equal, d, 0);
        self.leave_if(zero, slow.block);
        for operand in [n, d] {
            let shifted = self.builder.ins().iadd_imm_s(operand, EXACT_FLOAT);
            let inexact =
                self.builder
                    .ins()
                    .icmp_imm_s(IntCC::UnsignedGreaterThan, shifted, 2 * EXACT_FLOAT);
            self.leave_if(inexact, slow.block);
        }
        let x = self.builder.ins().fcvt_from_sint(types::F64, n);
        let y = self.builder.ins().fcvt_from_sint(types::F64, d);
        let quotient = self.builder.ins().fdiv(x, y);
        self.finish(slow, quotient, &int::int_truediv, &[a, b])
    }

    /// A machine integer made of an int: by `large` of one that is not small.
    pub(crate) fn emit_int_to_machine(&mut self, inst: &Inst, large: &'static FnDecl) -> Value {
        let a = self.arg(inst, 0);
        if self.all_small(inst) {
            return self.untag(a);
        }
        let slow = self.slow(types::I64);
        self.need_small(a, false, slow.block);
        let n = self.untag(a);
        self.finish(slow, n, large, &[a])
    }

    pub(crate) fn emit_int_from_u64(&mut self, inst: &Inst) -> Value {
        let n = self.arg(inst, 0);
        let slow = self.slow(types::I64);
        let most = IntCC::UnsignedGreaterThan;
        let most = self.builder.ins().icmp_imm_u(most, n, SMALL_INT_MAX);
        self.leave_if(most, slow.block);
        let word = self.tag(n);
        self.finish(slow, word, &int::int_from_u64, &[n])
    }

    pub(crate) fn emit_int_from_i64(&mut self, inst: &Inst) -> Value {
        let n = self.arg(inst, 0);
        if self.all_small(inst) || self.tagged.contains_key(&n) {
            return self.tag(n);
        }
        let slow = self.slow(types::I64);
        let word = self.doubled_and_one(n);
        // Too large when doubling changes the sign.
        let changed = self.builder.ins().bxor(word, n);
        let lost = self
            .builder
            .ins()
            .icmp_imm_s(IntCC::SignedLessThan, changed, 0);
        self.leave_if(lost, slow.block);
        self.finish(slow, word, &int::int_from_i64, &[n])
    }

    pub(crate) fn emit_int_to_f64(&mut self, inst: &Inst) -> Value {
        let a = self.arg(inst, 0);
        if self.all_small(inst) {
            let n = self.untag(a);
            return self.builder.ins().fcvt_from_sint(types::F64, n);
        }
        let slow = self.slow(types::F64);
        self.need_small(a, false, slow.block);
        let n = self.untag(a);
        let x = self.builder.ins().fcvt_from_sint(types::F64, n);
        self.finish(slow, x, &int::int_to_float, &[a])
    }

    /// `start + k * step`. With `start`, `stop` and `step` small the result
    /// is small too, so it comes out right modulo 2^64 whatever the product.
    pub(crate) fn emit_range_item(&mut self, inst: &Inst) -> Value {
        let (start, stop, step, k) = (
            self.arg(inst, 0),
            self.arg(inst, 1),
            self.arg(inst, 2),
            self.arg(inst, 3),
        );
        let slow = self.slow(types::I64);
        let mut all = None;
        for (n, word) in [start, stop, step].into_iter().enumerate() {
            if !self.fact(inst, n).small {
                all = Some(match all {
                    None => word,
                    Some(other) => self.builder.ins().band(other, word),
                });
            }
        }
        if let Some(all) = all {
            self.need_small(all, false, slow.block);
        }
        let doubled = self.drop_tag(step);
        let distance = self.builder.ins().imul(k, doubled);
        let item = self.builder.ins().iadd(start, distance);
        self.join(slow.done, item);

        self.builder.switch_to_block(slow.block);
        let k = self.value_rarely(&int::int_from_i64, &[k]);
        let distance = self.value_rarely(&int::int_mul, &[k, step]);
        self.release(k, pyaot_ir::Repr::Int, crate::refcount::BOUND);
        let item = self.value_rarely(&int::int_add, &[start, distance]);
        self.release(distance, pyaot_ir::Repr::Int, crate::refcount::BOUND);
        self.release_slowly();
        self.join(slow.done, item);
        self.builder.switch_to_block(slow.done);
        slow.result
    }

    pub(crate) fn emit_is_small_int(&mut self, inst: &Inst) -> Value {
        let word = self.arg(inst, 0);
        let bit = self.bits(word, INT_BIT);
        self.builder.ins().icmp_imm_u(IntCC::NotEqual, bit, 0)
    }

    /// The machine int of a small int's word; else leaves by the error edge.
    pub(crate) fn emit_need_small(&mut self, inst: &Inst) -> Value {
        let word = self.arg(inst, 0);
        let bit = self.bits(word, INT_BIT);
        let big = self.builder.ins().icmp_imm_u(IntCC::Equal, bit, 0);
        self.check(big);
        self.untag(word)
    }

    /// As [`Self::emit_machine`]; leaves by the error edge where it wraps.
    pub(crate) fn emit_checked(&mut self, inst: &Inst, op: MachineBinary) -> Value {
        let (mut a, mut b) = (self.arg(inst, 0), self.arg(inst, 1));
        let mut constant = self.fact(inst, 1).constant;
        if op != MachineBinary::Sub && constant.is_none() {
            std::mem::swap(&mut a, &mut b);
            constant = self.fact(inst, 0).constant;
        }
        let (result, wrapped) = match (op, constant) {
            (MachineBinary::Add | MachineBinary::Sub, Some(n)) => {
                let result = self.emit_machine_values(op, a, b);
                // On the wrong side of `a` exactly when it wrapped.
                let grows = (n >= 0) == (op == MachineBinary::Add);
                let wrong = if grows {
                    IntCC::SignedLessThan
                } else {
                    IntCC::SignedGreaterThan
                };
                (result, self.builder.ins().icmp(wrong, result, a))
            }
            (MachineBinary::Add, None) => self.builder.ins().sadd_overflow(a, b),
            (MachineBinary::Sub, None) => self.builder.ins().ssub_overflow(a, b),
            (MachineBinary::Mul, Some(n)) if n > 1 => {
                // Two's complement in so few bits leaves room for the product.
                let bits = i64::from(n.leading_zeros()) - 1;
                let high = self.builder.ins().sshr_imm_s(a, bits);
                let high = self.builder.ins().iadd_imm_s(high, 1);
                let one = self.iconst(1);
                let wide = self
                    .builder
                    .ins()
                    .icmp(IntCC::UnsignedGreaterThan, high, one);
                let product = match n {
                    3 | 5 | 9 => {
                        let shift = i64::from(n.ilog2());
                        let more = self.builder.ins().ishl_imm_u(a, shift);
                        self.builder.ins().iadd(a, more)
                    }
                    _ => self.builder.ins().imul(a, b),
                };
                (product, wide)
            }
            (MachineBinary::Mul, _) => self.builder.ins().smul_overflow(a, b),
            _ => panic!("{op:?} is not checked"),
        };
        self.check(wrapped);
        result
    }

    pub(crate) fn emit_machine(&mut self, inst: &Inst, op: MachineBinary) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let rest = matches!(op, MachineBinary::Rem | MachineBinary::UnsignedRem);
        let divides = rest || matches!(op, MachineBinary::Div | MachineBinary::UnsignedDiv);
        if divides && self.fact(inst, 1).constant.is_none() && !self.is_cold() {
            let (done, result) = self.narrow_division(a, b, rest);
            let wide = self.emit_machine_values(op, a, b);
            self.join(done, wide);
            self.builder.switch_to_block(done);
            return result;
        }
        self.emit_machine_values(op, a, b)
    }

    fn emit_machine_values(&mut self, op: MachineBinary, a: Value, b: Value) -> Value {
        let ins = self.builder.ins();
        match op {
            MachineBinary::Add => ins.iadd(a, b),
            MachineBinary::Sub => ins.isub(a, b),
            MachineBinary::Mul => ins.imul(a, b),
            MachineBinary::And => ins.band(a, b),
            MachineBinary::Or => ins.bor(a, b),
            MachineBinary::Xor => ins.bxor(a, b),
            MachineBinary::Shl => ins.ishl(a, b),
            MachineBinary::Shr => ins.sshr(a, b),
            MachineBinary::Div => ins.sdiv(a, b),
            MachineBinary::Rem => ins.srem(a, b),
            MachineBinary::UnsignedShr => ins.ushr(a, b),
            MachineBinary::UnsignedDiv => ins.udiv(a, b),
            MachineBinary::UnsignedRem => ins.urem(a, b),
        }
    }

    pub(crate) fn emit_machine_compare(&mut self, inst: &Inst, op: Compare) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        self.builder.ins().icmp(signed(op), a, b)
    }
}
