//! Powers of floats by exponents that are known, without libm and with its results.
//!
//! A product or a square root is computed with what rounding took from it,
//! exactly (Dekker, "A floating-point technique for extending the available
//! precision", 1971). libm's `pow` is within [`ULPS`] of the true power; where that lies
//! further than this from the middle between two floats, `pow` has to
//! round to the same one. The few others are left to it.

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
        let (result, certain) = match power {
            FloatPower::Square => {
                let square = self.square(a);
                (square.rounded, self.is_certain(square))
            }
            FloatPower::Cube => {
                let cube = self.cube(a);
                (cube.rounded, self.is_certain(cube))
            }
            FloatPower::Root => self.root(a),
        };
        let moderate = self.is_moderate(result);
        let sure = self.builder.ins().band(certain, moderate);
        let fast = self.next_block();
        self.builder.ins().brif(sure, fast, &[], slow.block, &[]);
        self.builder.switch_to_block(fast);
        self.finish(slow, result, &float::float_pow_real, &[a, b])
    }

    fn square(&mut self, a: Value) -> Exact {
        let halves = self.halves(a);
        self.product((a, halves), (a, halves))
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
        let square = self.square(root);
        let rest = self.builder.ins().fsub(a, square.rounded);
        let rest = self.builder.ins().fsub(rest, square.rest);
        let rest = self.builder.ins().fabs(rest);
        // The square moves by `root * ulp(root)` when the root moves by half a unit.
        let exponent = self.exponent(root);
        let power = self.builder.ins().ishl_imm_s(exponent, EXPONENT_SHIFT);
        let scale = self
            .builder
            .ins()
            .bitcast(types::F64, MemFlagsData::new(), power);
        let bound = self.builder.ins().fmul(root, scale);
        let part = self.builder.ins().f64const(CERTAIN * f64::EPSILON);
        let bound = self.builder.ins().fmul(bound, part);
        (
            root,
            self.builder.ins().fcmp(FloatCC::LessThan, rest, bound),
        )
    }

    /// The exponent of a float as it is kept.
    fn exponent(&mut self, x: Value) -> Value {
        let bits = self
            .builder
            .ins()
            .bitcast(types::I64, MemFlagsData::new(), x);
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
