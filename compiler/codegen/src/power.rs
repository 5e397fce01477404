//! Powers of floats by exponents that are known, without libm and with its results.
//!
//! libm's `pow` is within [`ULPS`] of the true power; where that lies
//! further than this from the middle between two floats, `pow` has to
//! round to the same one. The few others are left to it. How far it lies from there is known
//! exactly: of squares and roots by the digits of the numbers, as integers of
//! 53 bits whose products are wanted in their lowest 64 bits alone; of cubes by what
//! rounding took from the products (Dekker, "A floating-point technique for extending the
//! available precision", 1971).

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value, types};
use pyaot_abi::functions::float;
use pyaot_ir::{FloatPower, Inst};

use crate::function::FunctionCx;

/// The power has to be between 2^-100 and 2^100, in which `pow` is at most this far
/// from the true power, in units of the last place: 0.511 by its exponential
/// function and 2^-14.4 by its logarithm, the greater the further from 1
/// (`sysdeps/ieee754/dbl-64/e_pow.c` of glibc since 2.28, whose algorithm
/// musl and others have too; before, it was rounded correctly).
const ULPS: f64 = 0.515;
const LARGEST_EXPONENT: i64 = 100;
/// The part of half a unit in which nearby floats can be told apart in spite of that.
const CERTAIN: f64 = (1.0 - ULPS) / 0.5;
/// So near the middle, as a part of a unit of 2^64, a square is not certain.
const NEAR: i64 = 0x0428_0000_0000_0000;
/// The least digits, 53 bits, of which the square has 106 bits: above 2^52.5.
const LONG_SQUARE: i64 = 6_369_051_672_525_773;
/// A root is certain but for the outermost 2^-5 of half a unit.
const UNCERTAIN_SHIFT: i64 = 5;
/// How many bits a float has in front of its digits, the first of which it does not keep.
const DIGITS_SHIFT: i64 = 11;
/// Multiplies to the upper half of a float (Veltkamp).
const SPLIT: f64 = 134_217_729.0;
/// Where a float has its exponent, and what it is for 1.
const EXPONENT_SHIFT: i64 = 52;
const BIAS: i64 = 1023;

/// A number as the sum of a float and what rounding took from it.
#[derive(Clone, Copy)]
struct Exact {
    rounded: Value,
    rest: Value,
}

/// A float as the sum of two of half the digits.
#[derive(Clone, Copy)]
struct Halves {
    high: Value,
    low: Value,
}

impl FunctionCx<'_> {
    pub(crate) fn emit_float_power(&mut self, inst: &Inst, power: FloatPower) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.slow(types::F64);
        let (result, sure) = match power {
            FloatPower::Square => self.square(a),
            FloatPower::Cube => {
                let cube = self.cube(a);
                let (certain, moderate) = (self.is_certain(cube), self.is_moderate(cube.rounded));
                (cube.rounded, self.builder.ins().band(certain, moderate))
            }
            FloatPower::Root => self.root(a),
        };
        let fast = self.next_block();
        self.builder.ins().brif(sure, fast, &[], slow.block, &[]);
        self.builder.switch_to_block(fast);
        self.finish(slow, result, &float::float_pow_real, &[a, b])
    }

    fn word_of(&mut self, x: Value) -> Value {
        self.builder
            .ins()
            .bitcast(types::I64, MemFlagsData::new(), x)
    }

    /// The digits of a float with the given bits: at the top of a word, and as a number.
    fn digits(&mut self, bits: Value) -> (Value, Value) {
        let high = self.builder.ins().ishl_imm_s(bits, DIGITS_SHIFT);
        let high = self.builder.ins().bor_imm_s(high, i64::MIN);
        (high, self.builder.ins().ushr_imm_u(high, DIGITS_SHIFT))
    }

    /// Whether `low <= x < low + count` of unsigned numbers.
    fn is_within(&mut self, x: Value, low: i64, count: i64) -> Value {
        let above = self.builder.ins().iadd_imm_s(x, low.wrapping_neg());
        self.builder
            .ins()
            .icmp_imm_s(IntCC::UnsignedLessThan, above, count)
    }

    /// A square, and whether it is certain.
    fn square(&mut self, a: Value) -> (Value, Value) {
        let square = self.builder.ins().fmul(a, a);
        let bits = self.word_of(a);
        let (high, digits) = self.digits(bits);
        // What rounding takes away, the lowest 53 bits or 52 of them, at the top of a word.
        let rest = self.builder.ins().imul(high, digits);
        let longer = self.builder.ins().iadd(rest, rest);
        let is_short = self
            .builder
            .ins()
            .icmp_imm_s(IntCC::UnsignedLessThan, digits, LONG_SQUARE);
        let rest = self.builder.ins().select(is_short, longer, rest);
        // The middle is at 2^63.
        let behind = self.builder.ins().iadd_imm_s(rest, i64::MIN + NEAR);
        let certain =
            self.builder
                .ins()
                .icmp_imm_s(IntCC::UnsignedGreaterThanOrEqual, behind, 2 * NEAR);
        let magnitude = self.builder.ins().ishl_imm_s(bits, 1);
        let half = LARGEST_EXPONENT / 2;
        let moderate = self.is_within(
            magnitude,
            (BIAS - half) << (EXPONENT_SHIFT + 1),
            (2 * half) << (EXPONENT_SHIFT + 1),
        );
        (square, self.builder.ins().band(certain, moderate))
    }

    fn cube(&mut self, a: Value) -> Exact {
        let halves = self.halves(a);
        let square = self.product((a, halves), (a, halves));
        let upper = self.halves(square.rounded);
        let cube = self.product((square.rounded, upper), (a, halves));
        let lower = self.builder.ins().fmul(square.rest, a);
        Exact {
            rounded: cube.rounded,
            rest: self.builder.ins().fadd(cube.rest, lower),
        }
    }

    /// A square root, and whether it is certain.
    fn root(&mut self, a: Value) -> (Value, Value) {
        let root = self.builder.ins().sqrt(a);
        let bits = self.word_of(root);
        let (_, digits) = self.digits(bits);
        let square = self.builder.ins().imul(digits, digits);
        // The digits of `a` as those of a square: 52 bits to the left, one more where the exponent is odd.
        let bits = self.word_of(a);
        let even = self.builder.ins().ishl_imm_s(bits, EXPONENT_SHIFT);
        let odd = self.builder.ins().iadd(even, even);
        let parity = self.builder.ins().band_imm_s(bits, 1 << EXPONENT_SHIFT);
        let exact = self.builder.ins().select(parity, even, odd);
        // The square moves by the digits when the root moves by half a unit.
        let rest = self.builder.ins().isub(exact, square);
        let few = self.builder.ins().ushr_imm_u(digits, UNCERTAIN_SHIFT);
        let bound = self.builder.ins().isub(digits, few);
        let above = self.builder.ins().iadd(rest, bound);
        let both = self.builder.ins().iadd(bound, bound);
        let certain = self
            .builder
            .ins()
            .icmp(IntCC::UnsignedLessThan, above, both);
        let largest = 2 * LARGEST_EXPONENT;
        let moderate = self.is_within(
            bits,
            (BIAS - largest) << EXPONENT_SHIFT,
            (2 * largest) << EXPONENT_SHIFT,
        );
        (root, self.builder.ins().band(certain, moderate))
    }

    /// The exponent of a float as it is kept.
    fn exponent(&mut self, x: Value) -> Value {
        let bits = self.word_of(x);
        let bits = self.builder.ins().ushr_imm_u(bits, EXPONENT_SHIFT);
        self.builder.ins().band_imm_s(bits, 0x7FF)
    }

    /// Whether a power is in the range where its error is known; neither zero, infinite nor NaN is.
    fn is_moderate(&mut self, x: Value) -> Value {
        let exponent = self.exponent(x);
        let above = self
            .builder
            .ins()
            .iadd_imm_s(exponent, LARGEST_EXPONENT - BIAS);
        let within = IntCC::UnsignedLessThan;
        self.builder
            .ins()
            .icmp_imm_s(within, above, 2 * LARGEST_EXPONENT)
    }

    /// Whether a little more of the rest would not be rounded to another float (Ziv's test).
    fn is_certain(&mut self, x: Exact) -> Value {
        let more = self.builder.ins().f64const(1.0 / CERTAIN);
        let rest = self.builder.ins().fmul(x.rest, more);
        let sum = self.builder.ins().fadd(x.rounded, rest);
        self.builder.ins().fcmp(FloatCC::Equal, sum, x.rounded)
    }

    fn halves(&mut self, a: Value) -> Halves {
        let split = self.builder.ins().f64const(SPLIT);
        let large = self.builder.ins().fmul(a, split);
        let difference = self.builder.ins().fsub(large, a);
        let high = self.builder.ins().fsub(large, difference);
        let low = self.builder.ins().fsub(a, high);
        Halves { high, low }
    }

    fn product(&mut self, (a, ha): (Value, Halves), (b, hb): (Value, Halves)) -> Exact {
        let rounded = self.builder.ins().fmul(a, b);
        let upper = self.builder.ins().fmul(ha.high, hb.high);
        let mut rest = self.builder.ins().fsub(upper, rounded);
        let parts = [(ha.high, hb.low), (ha.low, hb.high), (ha.low, hb.low)];
        for (x, y) in parts {
            let part = self.builder.ins().fmul(x, y);
            rest = self.builder.ins().fadd(rest, part);
        }
        Exact { rounded, rest }
    }
}
