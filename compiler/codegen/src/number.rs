//! Numbers that are ints or floats: a double, and whether it is an int.

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{InstBuilder, Value, types};
use pyaot_abi::layout::{FloatObject, Header};
use pyaot_abi::value::{INT_BIT, LOW_MASK};
use pyaot_ir::{FloatBinary, Inst};

use crate::function::FunctionCx;
use crate::memory::Region;
use crate::symbol::Symbol;

/// Ints up to this magnitude are exact as floats.
pub(crate) const EXACT: i64 = 1 << 53;

impl FunctionCx<'_> {
    /// The double of a float or an exact int; else leaves by the error edge.
    pub(crate) fn emit_need_number(&mut self, inst: &Inst) -> Value {
        let word = self.arg(inst, 0);
        let (other, object, int) = (self.next_block(), self.cold_block(), self.next_block());
        let (done, result) = self.join_block(types::F64);
        let x = self.float_in_word(word, other);
        self.join(done, x);

        self.builder.switch_to_block(other);
        let bit = self.bits(word, INT_BIT);
        self.builder.ins().brif(bit, int, &[], object, &[]);

        self.builder.switch_to_block(int);
        let n = self.untag(word);
        let x = self.exact_int(n);
        self.join(done, x);

        self.builder.switch_to_block(object);
        // No pointer, or no word at all.
        let low = self.builder.ins().iadd_imm_s(word, -1);
        let kind = self.bits(low, LOW_MASK);
        let other = LOW_MASK as i64;
        let other = self.builder.ins().icmp_imm_s(IntCC::NotEqual, kind, other);
        self.check(other);
        let nothing = self.builder.ins().icmp_imm_s(IntCC::Equal, word, 0);
        self.check(nothing);
        let ty = self.load(types::I64, Region::Type, word, offset_of!(Header, ty));
        let float = self.address(Symbol::FloatType);
        let different = self.builder.ins().icmp(IntCC::NotEqual, ty, float);
        self.check(different);
        let value = offset_of!(FloatObject, value);
        let x = self.load(types::F64, Region::Float, word, value);
        self.join(done, x);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn emit_need_exact(&mut self, inst: &Inst) -> Value {
        let n = self.arg(inst, 0);
        self.exact_int(n)
    }

    /// The double of an int that is exact as one; else leaves by the error edge.
    fn exact_int(&mut self, n: Value) -> Value {
        let shifted = self.builder.ins().iadd_imm_s(n, EXACT);
        let above = IntCC::UnsignedGreaterThan;
        let inexact = self.builder.ins().icmp_imm_s(above, shifted, 2 * EXACT);
        self.check(inexact);
        self.builder.ins().fcvt_from_sint(types::F64, n)
    }

    /// An operator on two numbers; leaves by the error edge where two ints give one that is
    /// not exact.
    pub(crate) fn emit_number(&mut self, inst: &Inst, op: FloatBinary) -> Value {
        let [a, a_int, b, b_int] = [0, 1, 2, 3].map(|n| self.arg(inst, n));
        let int = self.next_block();
        let (done, result) = self.join_block(types::F64);
        let ins = self.builder.ins();
        let x = match op {
            FloatBinary::Add => ins.fadd(a, b),
            FloatBinary::Sub => ins.fsub(a, b),
            FloatBinary::Mul => ins.fmul(a, b),
            FloatBinary::Div => panic!("a quotient is a float"),
        };
        let both = self.builder.ins().band(a_int, b_int);
        let args = [x.into()];
        self.builder.ins().brif(both, int, &[], done, &args);
        self.builder.switch_to_block(int);
        // No int is -0.0.
        let x = if op == FloatBinary::Mul {
            let zero = self.builder.ins().f64const(0.0);
            self.builder.ins().fadd(x, zero)
        } else {
            x
        };
        // One more than the largest may have been rounded to it.
        let size = self.builder.ins().fabs(x);
        let largest = self.builder.ins().f64const(EXACT as f64);
        let inexact = self
            .builder
            .ins()
            .fcmp(FloatCC::GreaterThanOrEqual, size, largest);
        self.check(inexact);
        self.join(done, x);
        self.builder.switch_to_block(done);
        result
    }

    /// The word of a float or int.
    pub(crate) fn emit_number_word(&mut self, inst: &Inst) -> Value {
        let (x, is_int) = (self.arg(inst, 0), self.arg(inst, 1));
        let (int, float) = (self.next_block(), self.next_block());
        let (done, result) = self.join_block(types::I64);
        self.builder.ins().brif(is_int, int, &[], float, &[]);
        self.builder.switch_to_block(float);
        let word = self.box_float(x);
        self.join(done, word);
        self.builder.switch_to_block(int);
        let n = self.builder.ins().fcvt_to_sint_sat(types::I64, x);
        let word = self.tag(n);
        self.join(done, word);
        self.builder.switch_to_block(done);
        result
    }
}
