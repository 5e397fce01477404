//! Runtime rows with a common case in line: what values of unknown type
//! most often are, before the call that can do everything.

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder, Value, types};
use pyaot_abi::FnDecl;
use pyaot_abi::functions::{float, int, operation, str};
use pyaot_abi::layout::{ComplexObject, Header, StrObject};
use pyaot_abi::value::{FALSE, FLOAT, FLOAT_SHIFT, INT_BIT, LOW_MASK, NONE, TRUE, small_int};
use pyaot_ir::{Compare, Inst, IntBinary};

use crate::float::condition;
use crate::function::FunctionCx;
use crate::int::signed;
use crate::memory::Region;
use crate::symbol::Symbol;

/// The common case of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Arm {
    /// An operator on two small ints.
    Small(IntBinary),
    /// The same, of two floats too.
    Any(IntBinary),
    /// A comparison of two small ints, or two floats.
    AnyCompare(Compare),
    /// The same, of which nothing but the truth is wanted.
    AnyTest(Compare),
    /// An operator on two numbers: small ints, or floats beside them.
    Number(IntBinary),
    /// A comparison of two numbers, in the same way.
    NumberCompare(Compare),
    /// The quotient of two numbers: small ints or floats, in any order.
    Divide,
    /// The negative of a float.
    Negate,
    /// The truth of a small int, of True, False, None.
    Truth,
    /// The number of a float or small int.
    ToFloat,
    /// The int of a float that is not large.
    Truncate,
    /// The int of a small int, or of a float in its word that is not large.
    ToInt,
    /// Equality of strs: the same one, of different length, of another end, or of one byte.
    StrEq,
    /// The same of any value and a str; whether they differ, if the flag is set.
    AnyStrEq(bool),
    /// A character of ASCII text that has been asked for before.
    StrItem,
    /// The code of a character of ASCII text.
    StrCode,
    /// An ASCII character that has been asked for before.
    StrFromCode,
    /// A part of a complex number.
    Part(usize),
    /// Whether an ASCII character is among those of the mask.
    CharIn(u128),
}

/// Ints up to this magnitude are exact as floats.
const EXACT: i64 = 1 << 53;

/// Floats below this are small ints once they are whole.
const LARGEST_WHOLE: f64 = (1_i64 << 61) as f64;

/// A mask of the ASCII characters for which `holds`.
const fn ascii(letters: bool, digits: bool, upper: bool, lower: bool) -> u128 {
    let (mut mask, mut byte) = (0, 0);
    while byte < 128u8 {
        let holds = letters && byte.is_ascii_alphabetic()
            || digits && byte.is_ascii_digit()
            || upper && byte.is_ascii_uppercase()
            || lower && byte.is_ascii_lowercase();
        mask |= (holds as u128) << byte;
        byte += 1;
    }
    mask
}

const LETTERS: u128 = ascii(true, false, false, false);
const DIGITS: u128 = ascii(false, true, false, false);
const UPPER: u128 = ascii(false, false, true, false);
const LOWER: u128 = ascii(false, false, false, true);
/// Blank, what `\t` to `\r` stand for, and the four separators.
const SPACES: u128 = 1 << 32 | 0x1f << 9 | 0xf << 28;

impl Arm {
    pub(crate) fn of(decl: &FnDecl) -> Option<Arm> {
        const ARMS: [(&FnDecl, Arm); 66] = [
            (&operation::value_add, Arm::Any(IntBinary::Add)),
            (&operation::value_iadd, Arm::Any(IntBinary::Add)),
            (&operation::value_sub, Arm::Any(IntBinary::Sub)),
            (&operation::value_isub, Arm::Any(IntBinary::Sub)),
            (&operation::value_mul, Arm::Any(IntBinary::Mul)),
            (&operation::value_imul, Arm::Any(IntBinary::Mul)),
            (&operation::value_and, Arm::Small(IntBinary::And)),
            (&operation::value_iand, Arm::Small(IntBinary::And)),
            (&operation::value_or, Arm::Small(IntBinary::Or)),
            (&operation::value_ior, Arm::Small(IntBinary::Or)),
            (&operation::value_xor, Arm::Small(IntBinary::Xor)),
            (&operation::value_ixor, Arm::Small(IntBinary::Xor)),
            (&operation::value_floordiv, Arm::Small(IntBinary::FloorDiv)),
            (&operation::value_ifloordiv, Arm::Small(IntBinary::FloorDiv)),
            (&operation::value_mod, Arm::Small(IntBinary::Mod)),
            (&operation::value_imod, Arm::Small(IntBinary::Mod)),
            (&operation::value_lshift, Arm::Small(IntBinary::Shl)),
            (&operation::value_ilshift, Arm::Small(IntBinary::Shl)),
            (&operation::value_rshift, Arm::Small(IntBinary::Shr)),
            (&operation::value_irshift, Arm::Small(IntBinary::Shr)),
            (&operation::value_eq, Arm::AnyCompare(Compare::Eq)),
            (&operation::value_ne, Arm::AnyCompare(Compare::Ne)),
            (&operation::value_lt, Arm::AnyCompare(Compare::Lt)),
            (&operation::value_le, Arm::AnyCompare(Compare::Le)),
            (&operation::value_gt, Arm::AnyCompare(Compare::Gt)),
            (&operation::value_ge, Arm::AnyCompare(Compare::Ge)),
            (&operation::test_eq, Arm::AnyTest(Compare::Eq)),
            (&operation::test_ne, Arm::AnyTest(Compare::Ne)),
            (&operation::test_lt, Arm::AnyTest(Compare::Lt)),
            (&operation::test_le, Arm::AnyTest(Compare::Le)),
            (&operation::test_gt, Arm::AnyTest(Compare::Gt)),
            (&operation::test_ge, Arm::AnyTest(Compare::Ge)),
            (&operation::test_eq_str, Arm::AnyStrEq(false)),
            (&operation::test_ne_str, Arm::AnyStrEq(true)),
            (&operation::value_truediv, Arm::Divide),
            (&operation::value_itruediv, Arm::Divide),
            (&operation::value_neg, Arm::Negate),
            (&operation::number_truediv, Arm::Divide),
            (&operation::number_neg, Arm::Negate),
            (&operation::number_add, Arm::Number(IntBinary::Add)),
            (&operation::number_sub, Arm::Number(IntBinary::Sub)),
            (&operation::number_mul, Arm::Number(IntBinary::Mul)),
            (&operation::number_eq, Arm::NumberCompare(Compare::Eq)),
            (&operation::number_ne, Arm::NumberCompare(Compare::Ne)),
            (&operation::number_lt, Arm::NumberCompare(Compare::Lt)),
            (&operation::number_le, Arm::NumberCompare(Compare::Le)),
            (&operation::number_gt, Arm::NumberCompare(Compare::Gt)),
            (&operation::number_ge, Arm::NumberCompare(Compare::Ge)),
            (&operation::value_truth, Arm::Truth),
            (&operation::value_to_float, Arm::ToFloat),
            (&int::int_from_float, Arm::Truncate),
            (&int::int_from_value, Arm::ToInt),
            (
                &float::complex_real,
                Arm::Part(offset_of!(ComplexObject, real)),
            ),
            (
                &float::complex_imag,
                Arm::Part(offset_of!(ComplexObject, imag)),
            ),
            (&str::str_eq, Arm::StrEq),
            (&str::str_getitem, Arm::StrItem),
            (&str::str_code, Arm::StrCode),
            (&str::str_from_code, Arm::StrFromCode),
            (&str::char_isalnum, Arm::CharIn(LETTERS | DIGITS)),
            (&str::char_isalpha, Arm::CharIn(LETTERS)),
            (&str::char_isdecimal, Arm::CharIn(DIGITS)),
            (&str::char_isdigit, Arm::CharIn(DIGITS)),
            (&str::char_islower, Arm::CharIn(LOWER)),
            (&str::char_isnumeric, Arm::CharIn(DIGITS)),
            (&str::char_isspace, Arm::CharIn(SPACES)),
            (&str::char_isupper, Arm::CharIn(UPPER)),
        ];
        ARMS.iter()
            .find(|(row, _)| *row == decl)
            .map(|(_, arm)| *arm)
    }

    /// Whether no operand is counted in the common case.
    pub(crate) fn is_uncounted(self) -> bool {
        match self {
            Arm::Small(_) | Arm::Any(_) | Arm::AnyCompare(_) | Arm::Truth => true,
            Arm::AnyTest(_) => true,
            // Floats that are objects are released where they are met.
            Arm::Number(_) | Arm::NumberCompare(_) | Arm::Negate | Arm::Divide => true,
            _ => false,
        }
    }

    /// Whether all else hardly ever comes.
    fn is_usual(self) -> bool {
        match self {
            Arm::ToFloat
            | Arm::Truncate
            | Arm::Part(_)
            | Arm::StrItem
            | Arm::StrCode
            | Arm::StrFromCode
            | Arm::CharIn(_) => true,
            Arm::Number(_) | Arm::NumberCompare(_) => true,
            Arm::Small(_) | Arm::Any(_) | Arm::AnyCompare(_) => false,
            Arm::AnyTest(_) | Arm::AnyStrEq(_) => false,
            Arm::Truth | Arm::ToInt | Arm::StrEq | Arm::Negate | Arm::Divide => false,
        }
    }
}

impl FunctionCx<'_> {
    pub(crate) fn emit_arm(&mut self, inst: &Inst, arm: Arm, row: &'static FnDecl) -> Value {
        if let Arm::Part(offset) = arm {
            // Known to be one, so this is all.
            let object = self.arg(inst, 0);
            return self.load(types::F64, Region::Immutable, object, offset);
        }
        let slow = self.cold_block();
        let ty = match arm {
            Arm::Small(_) | Arm::Number(_) | Arm::Negate | Arm::Divide => types::I64,
            Arm::Any(_) | Arm::AnyCompare(_) | Arm::Truncate | Arm::ToInt => types::I64,
            Arm::StrItem | Arm::StrCode | Arm::StrFromCode => types::I64,
            Arm::Truth | Arm::StrEq | Arm::CharIn(_) | Arm::NumberCompare(_) => types::I8,
            Arm::AnyTest(_) | Arm::AnyStrEq(_) => types::I8,
            Arm::ToFloat | Arm::Part(_) => types::F64,
        };
        let (done, result) = self.join_block(ty);
        match arm {
            Arm::Small(op) => {
                let word = self.fast_binary(inst, op, slow);
                self.join(done, word);
            }
            Arm::Any(op) => self.fast_any(inst, op, slow, done),
            Arm::AnyCompare(op) => {
                self.fast_any_compare(inst, op, slow, |this, holds| {
                    let word = this.bool_word(holds);
                    this.join(done, word);
                });
            }
            Arm::AnyTest(op) => {
                self.fast_any_compare(inst, op, slow, |this, holds| this.join(done, holds));
            }
            Arm::Number(op) => self.fast_number(inst, op, slow, done),
            Arm::Negate => self.fast_negate(inst, slow, done),
            Arm::Divide => self.fast_divide(inst, slow, done),
            Arm::NumberCompare(op) => self.fast_number_compare(inst, op, slow, done),
            Arm::Truth => self.fast_truth(inst, slow, done),
            Arm::ToFloat => self.fast_to_float(inst, slow, done),
            Arm::Truncate => {
                let x = self.arg(inst, 0);
                let word = self.truncated(x, slow);
                self.join(done, word);
            }
            Arm::ToInt => self.fast_to_int(inst, slow, done),
            Arm::Part(_) => {}
            Arm::StrEq => self.fast_str_eq(inst, false, slow, done),
            Arm::AnyStrEq(differ) => {
                self.leave_unless_str(inst, slow);
                self.fast_str_eq(inst, differ, slow, done);
            }
            Arm::StrItem => {
                let code = self.fast_str_code(inst, slow);
                self.fast_str_from_code(code, slow, done);
            }
            Arm::StrCode => {
                let code = self.fast_str_code(inst, slow);
                self.join(done, code);
            }
            Arm::StrFromCode => {
                let code = self.arg(inst, 0);
                self.leave_unless_ascii(code, slow);
                self.fast_str_from_code(code, slow, done);
            }
            Arm::CharIn(mask) => self.fast_char_in(inst, mask, slow, done),
        }
        self.builder.switch_to_block(slow);
        let args: Vec<Value> = inst.args.iter().map(|arg| self.value(*arg)).collect();
        let value = if arm.is_usual() {
            self.value_rarely(row, &args)
        } else {
            self.call_value(row, &args)
        };
        self.release_slowly();
        self.join(done, value);
        self.builder.switch_to_block(done);
        result
    }

    /// Two small ints, else floats with small ints among them.
    fn fast_number(&mut self, inst: &Inst, op: IntBinary, slow: clif::Block, done: clif::Block) {
        let float = self.next_block();
        self.need_both_small(inst, float);
        let word = self.fast_arithmetic(inst, op, slow);
        self.join(done, word);
        self.builder.switch_to_block(float);
        let (x, y) = (self.number(inst, 0, slow), self.number(inst, 1, slow));
        let z = self.float_arithmetic(op, x, y);
        let object = self.box_float(z);
        self.release_slowly();
        self.join(done, object);
    }

    /// The quotient of two numbers that are exact as floats; not by zero.
    fn fast_divide(&mut self, inst: &Inst, slow: clif::Block, done: clif::Block) {
        let (x, y) = (self.number(inst, 0, slow), self.number(inst, 1, slow));
        let zero = self.builder.ins().f64const(0.0);
        let is_zero = self.builder.ins().fcmp(FloatCC::Equal, y, zero);
        self.leave_if(is_zero, slow);
        let z = self.builder.ins().fdiv(x, y);
        let object = self.box_float(z);
        self.release_slowly();
        self.join(done, object);
    }

    /// Two small ints, else two floats that are in their words.
    fn fast_any(&mut self, inst: &Inst, op: IntBinary, slow: clif::Block, done: clif::Block) {
        let floats = self.either_small(inst).then_some(slow);
        let floats = floats.unwrap_or_else(|| self.cold_block());
        self.need_both_small(inst, floats);
        let word = self.fast_arithmetic(inst, op, slow);
        self.join(done, word);
        if floats == slow {
            return;
        }
        self.builder.switch_to_block(floats);
        let (x, y) = self.two_floats(inst, slow);
        let z = self.float_arithmetic(op, x, y);
        let word = self.box_float(z);
        self.join(done, word);
    }

    fn fast_any_compare(
        &mut self,
        inst: &Inst,
        op: Compare,
        slow: clif::Block,
        mut join: impl FnMut(&mut Self, Value),
    ) {
        let floats = self.either_small(inst).then_some(slow);
        let floats = floats.unwrap_or_else(|| self.cold_block());
        self.need_both_small(inst, floats);
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let cond = self.builder.ins().icmp(signed(op), a, b);
        join(self, cond);
        if floats == slow {
            return;
        }
        self.builder.switch_to_block(floats);
        let (x, y) = self.two_floats(inst, slow);
        let cond = self.builder.ins().fcmp(condition(op), x, y);
        join(self, cond);
    }

    fn either_small(&self, inst: &Inst) -> bool {
        self.fact(inst, 0).small || self.fact(inst, 1).small
    }

    /// Two floats that are in their words; all else leaves for `slow`.
    fn two_floats(&mut self, inst: &Inst, slow: clif::Block) -> (Value, Value) {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let x = self.float_in_word(a, slow);
        (x, self.float_in_word(b, slow))
    }

    fn float_arithmetic(&mut self, op: IntBinary, x: Value, y: Value) -> Value {
        match op {
            IntBinary::Add => self.builder.ins().fadd(x, y),
            IntBinary::Sub => self.builder.ins().fsub(x, y),
            _ => self.builder.ins().fmul(x, y),
        }
    }

    /// A float in its word: its sign is in the word too.
    fn fast_negate(&mut self, inst: &Inst, slow: clif::Block, done: clif::Block) {
        const SIGN: i64 = (1_u64 << 63).rotate_left(FLOAT_SHIFT) as i64;
        let word = self.arg(inst, 0);
        let low = self.bits(word, LOW_MASK);
        let other = self
            .builder
            .ins()
            .icmp_imm_s(IntCC::NotEqual, low, FLOAT as i64);
        self.leave_if(other, slow);
        let word = self.builder.ins().bxor_imm_s(word, SIGN);
        self.join(done, word);
    }

    fn fast_number_compare(
        &mut self,
        inst: &Inst,
        op: Compare,
        slow: clif::Block,
        done: clif::Block,
    ) {
        let float = self.next_block();
        self.need_both_small(inst, float);
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let cond = self.builder.ins().icmp(signed(op), a, b);
        self.join(done, cond);
        self.builder.switch_to_block(float);
        let (x, y) = (self.number(inst, 0, slow), self.number(inst, 1, slow));
        let cond = self.builder.ins().fcmp(condition(op), x, y);
        self.release_slowly();
        self.join(done, cond);
    }

    /// The number of a float or of a small int that is exact as a float.
    fn number(&mut self, inst: &Inst, n: usize, slow: clif::Block) -> Value {
        let word = self.arg(inst, n);
        let (object, int) = (self.next_block(), self.next_block());
        let (done, result) = self.join_block(types::F64);
        let bit = self.bits(word, INT_BIT);
        self.builder.ins().brif(bit, int, &[], object, &[]);
        self.builder.switch_to_block(int);
        let n = self.builder.ins().sshr_imm_u(word, 1);
        let shifted = self.builder.ins().iadd_imm_s(n, EXACT);
        let above = IntCC::UnsignedGreaterThan;
        let inexact = self.builder.ins().icmp_imm_s(above, shifted, 2 * EXACT);
        self.leave_if(inexact, slow);
        let x = self.builder.ins().fcvt_from_sint(types::F64, n);
        self.join(done, x);
        self.builder.switch_to_block(object);
        let x = self.exact_float(word, slow);
        self.join(done, x);
        self.builder.switch_to_block(done);
        result
    }

    fn fast_truth(&mut self, inst: &Inst, slow: clif::Block, done: clif::Block) {
        let word = self.arg(inst, 0);
        let int = self.next_block();
        let other = self.next_block();
        let bit = self.bits(word, INT_BIT);
        self.builder.ins().brif(bit, int, &[], other, &[]);
        self.builder.switch_to_block(int);
        let truth = self
            .builder
            .ins()
            .icmp_imm_s(IntCC::NotEqual, word, small_int(0) as i64);
        self.join(done, truth);
        self.builder.switch_to_block(other);
        // None, False and True are the lowest immediates, in that order; what has other low
        // bits is made larger than they.
        const { assert!(NONE == 4 && FALSE == NONE + 8 && TRUE == FALSE + 8) };
        let order = self.builder.ins().iadd_imm_s(word, -(NONE as i64));
        let order = self.builder.ins().rotr_imm_u(order, 3);
        let rest = self
            .builder
            .ins()
            .icmp_imm_s(IntCC::UnsignedGreaterThan, order, 2);
        self.leave_if(rest, slow);
        let truth = self.is_word(word, TRUE);
        self.join(done, truth);
    }

    fn fast_to_float(&mut self, inst: &Inst, slow: clif::Block, done: clif::Block) {
        let word = self.arg(inst, 0);
        let (int, other) = (self.cold_block(), self.next_block());
        let bit = self.bits(word, INT_BIT);
        self.builder.ins().brif(bit, int, &[], other, &[]);
        self.builder.switch_to_block(other);
        let x = self.exact_float(word, slow);
        self.join(done, x);
        self.builder.switch_to_block(int);
        let n = self.untag(word);
        let x = self.builder.ins().fcvt_from_sint(types::F64, n);
        self.join(done, x);
    }

    fn fast_to_int(&mut self, inst: &Inst, slow: clif::Block, done: clif::Block) {
        let word = self.arg(inst, 0);
        let other = self.next_block();
        let bit = self.bits(word, INT_BIT);
        let itself = [BlockArg::Value(word)];
        self.builder.ins().brif(bit, done, &itself, other, &[]);
        self.builder.switch_to_block(other);
        let x = self.float_in_word(word, slow);
        let word = self.truncated(x, slow);
        self.join(done, word);
    }

    /// The word of a float without what is behind the point; one that is too large, or NaN, leaves
    /// for `slow`.
    fn truncated(&mut self, x: Value, slow: clif::Block) -> Value {
        let size = self.builder.ins().fabs(x);
        let limit = self.builder.ins().f64const(LARGEST_WHOLE);
        let fits = self.builder.ins().fcmp(FloatCC::LessThan, size, limit);
        let large = self.builder.ins().icmp_imm_u(IntCC::Equal, fits, 0);
        self.leave_if(large, slow);
        let n = self.builder.ins().fcvt_to_sint(types::I64, x);
        self.tag(n)
    }

    /// Leaves for `slow` unless the first operand is a `str`, of no class derived from it.
    fn leave_unless_str(&mut self, inst: &Inst, slow: clif::Block) {
        let word = self.arg(inst, 0);
        let low = self.bits(word, LOW_MASK);
        self.leave_if(low, slow);
        let ty = self.load(types::I64, Region::Type, word, offset_of!(Header, ty));
        let str_type = self.address(Symbol::StrType);
        let other = self.builder.ins().icmp(IntCC::NotEqual, ty, str_type);
        self.leave_if(other, slow);
    }

    /// Whether two strs are equal, or whether they `differ`.
    fn fast_str_eq(&mut self, inst: &Inst, differ: bool, slow: clif::Block, done: clif::Block) {
        let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
        let same = self.builder.ins().icmp(IntCC::Equal, a, b);
        let answer = if differ {
            self.builder.ins().icmp(IntCC::NotEqual, a, b)
        } else {
            same
        };
        let next = self.next_block();
        let yes = [BlockArg::Value(answer)];
        self.builder.ins().brif(same, done, &yes, next, &[]);
        self.builder.switch_to_block(next);
        let length = offset_of!(StrObject, byte_len);
        let a_length = self.load(types::I64, Region::Immutable, a, length);
        let b_length = self.load(types::I64, Region::Immutable, b, length);
        let equal = self.builder.ins().icmp(IntCC::Equal, a_length, b_length);
        let compare = self.next_block();
        let no = [BlockArg::Value(answer)];
        self.builder.ins().brif(equal, compare, &[], done, &no);
        self.builder.switch_to_block(compare);
        // The last bytes decide most often, and are all there is of a character.
        let empty = self.builder.ins().icmp_imm_s(IntCC::Equal, a_length, 0);
        self.leave_if(empty, slow);
        let last = offset_of!(StrObject, data) - 1;
        let [a_last, b_last] = [a, b].map(|text| {
            let end = self.builder.ins().iadd(text, a_length);
            self.load(types::I8, Region::Immutable, end, last)
        });
        let equal = self.builder.ins().icmp(IntCC::Equal, a_last, b_last);
        let whole = self.next_block();
        self.builder.ins().brif(equal, whole, &[], done, &no);
        self.builder.switch_to_block(whole);
        let long = self.builder.ins().icmp_imm_s(IntCC::NotEqual, a_length, 1);
        self.leave_if(long, slow);
        let answer = self.builder.ins().iconst(types::I8, i64::from(!differ));
        self.join(done, answer);
    }

    /// The code of a character of ASCII text.
    fn fast_str_code(&mut self, inst: &Inst, slow: clif::Block) -> Value {
        let (text, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let bytes = offset_of!(StrObject, byte_len);
        let bytes = self.load(types::I64, Region::Immutable, text, bytes);
        let chars = offset_of!(StrObject, char_len);
        let chars = self.load(types::I64, Region::Immutable, text, chars);
        let wide = self.builder.ins().icmp(IntCC::NotEqual, bytes, chars);
        self.leave_if(wide, slow);
        let index = self.checked_index(index, self.fact(inst, 1), bytes, slow);
        self.byte_of(text, index)
    }

    pub(crate) fn emit_str_narrow(&mut self, inst: &Inst) -> Value {
        let text = self.arg(inst, 0);
        let bytes = offset_of!(StrObject, byte_len);
        let bytes = self.load(types::I64, Region::Immutable, text, bytes);
        let chars = offset_of!(StrObject, char_len);
        let chars = self.load(types::I64, Region::Immutable, text, chars);
        let is_narrow = self.builder.ins().icmp(IntCC::Equal, bytes, chars);
        let none = self.iconst(0);
        self.builder.ins().select(is_narrow, chars, none)
    }

    pub(crate) fn emit_str_code(&mut self, inst: &Inst) -> Value {
        let (text, index, narrow) = (self.arg(inst, 0), self.arg(inst, 1), self.arg(inst, 2));
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let place = self.checked_index(index, self.fact(inst, 1), narrow, slow);
        let code = self.byte_of(text, place);
        self.join(done, code);
        self.builder.switch_to_block(slow);
        let code = self.value_rarely(&str::str_code, &[text, index]);
        self.join(done, code);
        self.builder.switch_to_block(done);
        result
    }

    /// The byte of ASCII text at an index within it.
    pub(crate) fn byte_of(&mut self, text: Value, index: Value) -> Value {
        let at = self.builder.ins().iadd(text, index);
        self.load_byte(Region::Immutable, at, offset_of!(StrObject, data))
    }

    fn leave_unless_ascii(&mut self, code: Value, slow: clif::Block) {
        let above = IntCC::UnsignedGreaterThan;
        let wide = self.builder.ins().icmp_imm_s(above, code, 127);
        self.leave_if(wide, slow);
    }

    /// The str of an ASCII character.
    fn fast_str_from_code(&mut self, code: Value, slow: clif::Block, done: clif::Block) {
        let table = self.address(Symbol::AsciiChars);
        let place = self.item_address(table, code);
        let c = self.load(types::I64, Region::AsciiChars, place, 0);
        let unseen = self.builder.ins().icmp_imm_s(IntCC::Equal, c, 0);
        self.leave_if(unseen, slow);
        // Immortal: nobody has to count it.
        self.join(done, c);
    }

    fn fast_char_in(&mut self, inst: &Inst, mask: u128, slow: clif::Block, done: clif::Block) {
        let code = self.arg(inst, 0);
        self.leave_unless_ascii(code, slow);
        let high = self.iconst((mask >> 64) as i64);
        let low = self.iconst(mask as i64);
        let half = self
            .builder
            .ins()
            .icmp_imm_s(IntCC::UnsignedGreaterThan, code, 63);
        let half = self.builder.ins().select(half, high, low);
        // Shifted by the lowest six bits of the code.
        let bit = self.builder.ins().ushr(half, code);
        let bit = self.builder.ins().band_imm_s(bit, 1);
        let bit = self.builder.ins().ireduce(types::I8, bit);
        self.join(done, bit);
    }
}
