//! Floats and bools.

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, MemFlagsData, Value, types};
use pyaot_abi::functions::{float, operation};
use pyaot_abi::layout::{FloatObject, Header};
use pyaot_abi::value::{
    FALSE, FLOAT, FLOAT_BIAS, FLOAT_SHIFT, INT_BIT, LOW_MASK, TRUE, UNBOUND_F64, small_int,
};
use pyaot_ir::{Compare, FloatBinary, FloatUnary, Inst};

use crate::function::FunctionCx;
use crate::memory::Region;
use crate::symbol::Symbol;

/// The condition that is false when either side is NaN, except `!=`.
pub(crate) fn condition(op: Compare) -> FloatCC {
    match op {
        Compare::Eq => FloatCC::Equal,
        Compare::Ne => FloatCC::NotEqual,
        Compare::Lt => FloatCC::LessThan,
        Compare::Le => FloatCC::LessThanOrEqual,
        Compare::Gt => FloatCC::GreaterThan,
        Compare::Ge => FloatCC::GreaterThanOrEqual,
    }
}

impl FunctionCx<'_> {
    pub(crate) fn emit_float(&mut self, inst: &Inst, op: FloatBinary) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let ins = self.builder.ins();
        match op {
            FloatBinary::Add => ins.fadd(a, b),
            FloatBinary::Sub => ins.fsub(a, b),
            FloatBinary::Mul => ins.fmul(a, b),
            FloatBinary::Div => ins.fdiv(a, b),
        }
    }

    pub(crate) fn emit_float_unary(&mut self, inst: &Inst, op: FloatUnary) -> Value {
        let a = self.arg(inst, 0);
        let ins = self.builder.ins();
        match op {
            FloatUnary::Neg => ins.fneg(a),
            FloatUnary::Abs => ins.fabs(a),
            FloatUnary::Sqrt => ins.sqrt(a),
            FloatUnary::ToSingle => {
                let single = ins.fdemote(types::F32, a);
                self.builder.ins().fpromote(types::F64, single)
            }
            FloatUnary::Floor => ins.floor(a),
            FloatUnary::Ceil => ins.ceil(a),
            FloatUnary::Trunc => ins.trunc(a),
        }
    }

    pub(crate) fn emit_float_compare(&mut self, inst: &Inst, op: Compare) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        self.builder.ins().fcmp(condition(op), a, b)
    }

    /// Division; a zero divisor raises in the runtime.
    pub(crate) fn emit_float_true_div(&mut self, inst: &Inst) -> Value {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::F64);
        let zero = self.builder.ins().f64const(0.0);
        let by_zero = self.builder.ins().fcmp(FloatCC::Equal, b, zero);
        self.leave_if(by_zero, slow);
        let quotient = self.builder.ins().fdiv(a, b);
        self.join(done, quotient);
        self.builder.switch_to_block(slow);
        let quotient = self.value_rarely(&float::float_truediv, &[a, b]);
        self.join(done, quotient);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn emit_float_unbox(&mut self, inst: &Inst) -> Value {
        let word = self.arg(inst, 0);
        self.unbox_float(word, offset_of!(FloatObject, value))
    }

    /// The float that a word has in itself, or that is `offset` bytes into what it points at.
    pub(crate) fn unbox_float(&mut self, word: Value, offset: usize) -> Value {
        let object = self.cold_block();
        let (done, result) = self.join_block(types::F64);
        let x = self.float_in_word(word, object);
        self.join(done, x);
        self.builder.switch_to_block(object);
        let place = self.bits(word, !LOW_MASK);
        let x = self.load(types::F64, Region::Float, place, offset);
        self.join(done, x);
        self.builder.switch_to_block(done);
        result
    }

    /// The float that a word has in itself; all other words leave for `other`.
    /// ([`pyaot_abi::value::word_float`])
    pub(crate) fn float_in_word(&mut self, word: Value, other: Block) -> Value {
        let low = self.bits(word, LOW_MASK);
        let tag = FLOAT as i64;
        let different = self.builder.ins().icmp_imm_s(IntCC::NotEqual, low, tag);
        self.leave_if(different, other);
        let bits = self.builder.ins().bxor_imm_s(word, tag);
        let bits = self.builder.ins().rotr_imm_u(bits, i64::from(FLOAT_SHIFT));
        let bias = self.iconst(FLOAT_BIAS as i64);
        let bits = self.builder.ins().iadd(bits, bias);
        let flags = MemFlagsData::new();
        self.builder.ins().bitcast(types::F64, flags, bits)
    }

    pub(crate) fn emit_is_float(&mut self, inst: &Inst) -> Value {
        let word = self.arg(inst, 0);
        let (done, result) = self.join_block(types::I8);
        let other = self.cold_block();
        let low = self.bits(word, LOW_MASK);
        let in_word = self
            .builder
            .ins()
            .icmp_imm_s(IntCC::Equal, low, FLOAT as i64);
        let (done_arg, test) = (BlockArg::Value(in_word), self.next_block());
        self.builder
            .ins()
            .brif(in_word, done, &[done_arg], test, &[]);
        self.builder.switch_to_block(test);
        // Immediates are none: `in_word` is the 0 that says so.
        self.builder.ins().brif(low, done, &[done_arg], other, &[]);
        self.builder.switch_to_block(other);
        if !self.fact(inst, 0).bound {
            let object = self.next_block();
            self.builder
                .ins()
                .brif(word, object, &[], done, &[done_arg]);
            self.builder.switch_to_block(object);
        }
        let ty = self.load(types::I64, Region::Type, word, offset_of!(Header, ty));
        let float = self.address(Symbol::FloatType);
        let is = self.builder.ins().icmp(IntCC::Equal, ty, float);
        self.join(done, is);
        self.builder.switch_to_block(done);
        result
    }

    /// The float in a word that is no small int, or in an object that is exactly a float; all
    /// other words leave for `slow`.
    pub(crate) fn exact_float(&mut self, word: Value, slow: Block) -> Value {
        let other = self.cold_block();
        let (done, result) = self.join_block(types::F64);
        let x = self.float_in_word(word, other);
        self.join(done, x);
        self.builder.switch_to_block(other);
        let kind = self.bits(word, LOW_MASK);
        self.leave_if(kind, slow);
        let ty = self.load(types::I64, Region::Type, word, offset_of!(Header, ty));
        let float = self.address(Symbol::FloatType);
        let different = self.builder.ins().icmp(IntCC::NotEqual, ty, float);
        self.leave_if(different, slow);
        let value = offset_of!(FloatObject, value);
        let x = self.load(types::F64, Region::Float, word, value);
        self.join(done, x);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn emit_number_to_f64(&mut self, inst: &Inst) -> Value {
        let word = self.arg(inst, 0);
        let slow = self.slow(types::F64);
        let [small, other] = [(); 2].map(|()| self.builder.create_block());
        let bit = self.builder.ins().band_imm_s(word, INT_BIT as i64);
        self.builder.ins().brif(bit, small, &[], other, &[]);

        self.builder.switch_to_block(other);
        let x = self.exact_float(word, slow.block);
        self.join(slow.done, x);

        self.builder.switch_to_block(small);
        let n = self.untag(word);
        let x = self.builder.ins().fcvt_from_sint(types::F64, n);
        self.finish(slow, x, &operation::value_to_float, &[word])
    }

    pub(crate) fn emit_is_bound_f64(&mut self, inst: &Inst) -> Value {
        let x = self.arg(inst, 0);
        let bits = self
            .builder
            .ins()
            .bitcast(types::I64, MemFlagsData::new(), x);
        self.builder
            .ins()
            .icmp_imm_s(IntCC::NotEqual, bits, UNBOUND_F64 as i64)
    }

    pub(crate) fn emit_bool_to_value(&mut self, inst: &Inst) -> Value {
        let b = self.arg(inst, 0);
        self.bool_word(b)
    }

    /// True or False.
    pub(crate) fn bool_word(&mut self, b: Value) -> Value {
        let b = self.builder.ins().uextend(types::I64, b);
        let distance = self.builder.ins().imul_imm_s(b, (TRUE - FALSE) as i64);
        self.builder.ins().iadd_imm_s(distance, FALSE as i64)
    }

    pub(crate) fn emit_bool_to_int(&mut self, inst: &Inst) -> Value {
        let b = self.arg(inst, 0);
        let b = self.builder.ins().uextend(types::I64, b);
        let distance = self
            .builder
            .ins()
            .imul_imm_s(b, (small_int(1) - small_int(0)) as i64);
        self.builder.ins().iadd_imm_s(distance, small_int(0) as i64)
    }
}
