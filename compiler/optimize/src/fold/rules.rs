//! The rules, one function a family of operations.

use pyaot_abi::functions::{AbiType, FnDecl, dict, float, int, list, operation, tuple};
use pyaot_abi::value::{FALSE, NONE, SMALL_INT_MAX, SMALL_INT_MIN, TRUE, UNBOUND, UNBOUND_F64};
use pyaot_ir::{
    Compare, FloatBinary, FloatPower, FloatUnary, Inst, IntBinary, MachineBinary, Op, Repr, ValueId,
};

use super::{Folded, Folder};

/// Ints up to this magnitude are exact as floats.
const EXACT_FLOAT: u64 = 1 << 53;

fn constant(op: Op) -> Option<Folded> {
    Some(Folded::Into(op, Vec::new()))
}

/// A constant int, if it is small.
fn int(n: i128) -> Option<Folded> {
    let n = i64::try_from(n).ok()?;
    (SMALL_INT_MIN..=SMALL_INT_MAX)
        .contains(&n)
        .then(|| Folded::Into(Op::ConstInt(n), Vec::new()))
}

fn same(value: ValueId) -> Option<Folded> {
    Some(Folded::Same(value))
}

fn into(op: Op, args: &[ValueId]) -> Option<Folded> {
    Some(Folded::Into(op, args.to_vec()))
}

/// Whether a runtime function makes a tuple of its arguments.
fn makes_tuple(decl: &'static FnDecl) -> bool {
    std::ptr::eq(decl, &tuple::tuple_from_items)
}

/// Whether a runtime function makes an object of its arguments that nobody else has,
/// and does nothing else.
pub(crate) fn makes_object(decl: &'static FnDecl) -> bool {
    makes_tuple(decl)
        || [&list::list_part, &dict::dict_new, &tuple::tuple_of_class]
            .iter()
            .any(|made| std::ptr::eq(decl, *made))
}

/// What an integer comparison of a value with itself gives.
fn reflexive(op: Compare) -> bool {
    matches!(op, Compare::Eq | Compare::Le | Compare::Ge)
}

impl Folder<'_> {
    /// The machine integer that an int was made of.
    fn machine_number(&self, int: ValueId) -> Option<Folded> {
        match self.source(int)? {
            (Op::ConstInt(n), _) => constant(Op::ConstI64(*n)),
            (Op::IntFromI64 | Op::SmallFromI64, n) => same(n[0]),
            (Op::BoolToInt, b) => into(Op::BoolToI64, b),
            _ => None,
        }
    }

    fn const_int(&self, value: ValueId) -> Option<i64> {
        match self.source(value)?.0 {
            Op::ConstInt(n) => Some(*n),
            _ => None,
        }
    }

    fn const_i64(&self, value: ValueId) -> Option<i64> {
        match self.definition(value)?.op {
            Op::ConstI64(n) => Some(n),
            _ => None,
        }
    }

    fn const_f64(&self, value: ValueId) -> Option<f64> {
        match self.definition(value)?.op {
            Op::ConstF64(x) => Some(x),
            _ => None,
        }
    }

    fn const_bool(&self, value: ValueId) -> Option<bool> {
        match self.definition(value)?.op {
            Op::ConstBool(b) => Some(b),
            _ => None,
        }
    }

    /// What `inst` can be replaced by.
    pub(super) fn fold(&self, inst: &Inst) -> Option<Folded> {
        let args = &inst.args[..];
        match &inst.op {
            Op::Int(op) => self.int_binary(*op, args[0], args[1]),
            Op::IntNeg => match self.const_int(args[0]) {
                Some(n) => int(-i128::from(n)),
                None => self.undo(args[0], &Op::IntNeg),
            },
            Op::IntInvert => match self.const_int(args[0]) {
                Some(n) => int(!i128::from(n)),
                None => self.undo(args[0], &Op::IntInvert),
            },
            Op::IntCompare(op) => {
                if args[0] == args[1] {
                    return constant(Op::ConstBool(reflexive(*op)));
                }
                let (a, b) = (self.const_int(args[0])?, self.const_int(args[1])?);
                constant(Op::ConstBool(op.holds(a, b)))
            }
            Op::IntTrueDiv => {
                let (a, b) = (self.const_int(args[0])?, self.const_int(args[1])?);
                let exact = a.unsigned_abs() <= EXACT_FLOAT && b.unsigned_abs() <= EXACT_FLOAT;
                if b != 0 && exact {
                    constant(Op::ConstF64(a as f64 / b as f64))
                } else {
                    None
                }
            }
            Op::IntToF64 => match self.source(args[0])? {
                (Op::ConstInt(n), _) => constant(Op::ConstF64(*n as f64)),
                (Op::IntFromI64 | Op::SmallFromI64, n) => into(Op::I64ToF64, n),
                _ => None,
            },
            Op::IntToI64 | Op::SmallToI64 => self.machine_number(args[0]),
            Op::CallRuntime(row) if std::ptr::eq(*row, &int::int_to_size) => {
                self.machine_number(args[0])
            }
            Op::IntFromI64 => match self.definition(args[0])?.op {
                Op::ConstI64(n) => int(i128::from(n)),
                Op::SmallToI64 => self.word_again(args[0]),
                // Lengths are bounded by the address space.
                Op::ListLen
                | Op::StorageLen(_)
                | Op::TupleLen
                | Op::StrLen
                | Op::DictLen
                | Op::SetLen
                | Op::BoolToI64 => into(Op::SmallFromI64, args),
                _ => None,
            },
            Op::SmallFromI64 => match self.definition(args[0])?.op {
                Op::ConstI64(n) => int(i128::from(n)),
                Op::SmallToI64 => self.word_again(args[0]),
                _ => None,
            },
            Op::Machine(op) => self.machine(*op, args[0], args[1]),
            Op::MachineCompare(op) => {
                if args[0] == args[1] {
                    return constant(Op::ConstBool(reflexive(*op)));
                }
                let (a, b) = (self.const_i64(args[0])?, self.const_i64(args[1])?);
                constant(Op::ConstBool(op.holds(a, b)))
            }
            Op::I64ToF64 => constant(Op::ConstF64(self.const_i64(args[0])? as f64)),
            Op::Float(op) => self.float(*op, args[0], args[1]),
            Op::FloatUnary(op) => self.float_unary(*op, args[0]),
            Op::FloatCompare(op) => {
                let (a, b) = (self.const_f64(args[0])?, self.const_f64(args[1])?);
                constant(Op::ConstBool(op.holds(a, b)))
            }
            Op::FloatTrueDiv => {
                let divisor = self.const_f64(args[1])?;
                if divisor == 0.0 {
                    None
                } else {
                    into(Op::Float(FloatBinary::Div), args)
                }
            }
            Op::FloatUnbox => match self.source(args[0])? {
                (Op::FloatBox | Op::NumberWord, x) => same(x[0]),
                _ => None,
            },
            Op::NeedNumber => match self.source(args[0])? {
                (Op::FloatBox | Op::NumberWord, x) => same(x[0]),
                (Op::ConstInt(n), _) if n.unsigned_abs() <= EXACT_FLOAT => {
                    constant(Op::ConstF64(*n as f64))
                }
                (Op::IntFromI64 | Op::SmallFromI64, n) => into(Op::NeedExact, n),
                _ => None,
            },
            Op::NeedExact => {
                let n = self.const_i64(args[0])?;
                let exact = n.unsigned_abs() <= EXACT_FLOAT;
                exact.then(|| Folded::Into(Op::ConstF64(n as f64), Vec::new()))
            }
            Op::Number(op) => {
                let float = |flag: ValueId| self.const_bool(flag) == Some(false);
                let either = float(args[1]) || float(args[3]);
                either.then(|| Folded::Into(Op::Float(*op), vec![args[0], args[2]]))
            }
            Op::NumberWord => match self.const_bool(args[1])? {
                false => into(Op::FloatBox, &args[..1]),
                true => None,
            },
            Op::NumberToF64 => match self.source(args[0])? {
                (Op::FloatBox | Op::NumberWord, x) => same(x[0]),
                (Op::ConstInt(n), _) => constant(Op::ConstF64(*n as f64)),
                _ => None,
            },
            Op::BoolNot
            | Op::BoolAnd
            | Op::BoolOr
            | Op::BoolToValue
            | Op::BoolFromValue
            | Op::BoolToInt
            | Op::BoolToI64 => self.bool_op(&inst.op, args),
            Op::Cast(repr) => self.cast(*repr, args[0]),
            Op::IsWord(word) => self.is_word(*word, args[0]),
            Op::IsBoundF64 => match self.definition(args[0])?.op {
                Op::ConstF64(x) => constant(Op::ConstBool(x.to_bits() != UNBOUND_F64)),
                Op::Float(_)
                | Op::FloatUnary(_)
                | Op::FloatTrueDiv
                | Op::FloatPower(_)
                | Op::FloatUnbox
                | Op::I64ToF64
                | Op::IntToF64
                | Op::IntTrueDiv
                | Op::Call(_)
                | Op::CallRuntime(_) => constant(Op::ConstBool(true)),
                _ => None,
            },
            Op::Is if args[0] == args[1] => constant(Op::ConstBool(true)),
            Op::IsSmallInt => match self.source(args[0])?.0 {
                Op::NumberWord => same(self.source(args[0])?.1[1]),
                Op::ConstInt(_) | Op::SmallFromI64 | Op::BoolToInt => constant(Op::ConstBool(true)),
                Op::ConstWord(word) if word & 1 == 0 => constant(Op::ConstBool(false)),
                Op::ConstStr(_) | Op::ConstBytes(_) | Op::FloatBox | Op::BoolToValue => {
                    constant(Op::ConstBool(false))
                }
                _ => None,
            },
            Op::Select => {
                if args[1] == args[2] {
                    return same(args[1]);
                }
                match self.const_bool(args[0])? {
                    true => same(args[1]),
                    false => same(args[2]),
                }
            }
            Op::TupleGet(n) => match self.source(args[0])? {
                (Op::CallRuntime(decl), items) if makes_tuple(decl) => {
                    same(*items.get(*n as usize)?)
                }
                // The class comes first.
                (Op::CallRuntime(decl), items) if std::ptr::eq(*decl, &tuple::tuple_of_class) => {
                    same(*items.get(*n as usize + 1)?)
                }
                _ => None,
            },
            Op::CallRuntime(row) if std::ptr::eq(*row, &float::float_pow_real) => {
                let exponent = self.const_f64(args[1])?;
                let powers = [
                    (2.0, FloatPower::Square),
                    (3.0, FloatPower::Cube),
                    (0.5, FloatPower::Root),
                ];
                let (_, power) = powers.into_iter().find(|(n, _)| *n == exponent)?;
                into(Op::FloatPower(power), args)
            }
            Op::CallRuntime(row) if std::ptr::eq(*row, &float::complex_real) => {
                self.complex_part(args[0], 0)
            }
            Op::CallRuntime(row) if std::ptr::eq(*row, &float::complex_imag) => {
                self.complex_part(args[0], 1)
            }
            // `return len(self.items)`
            Op::CallRuntime(row) if std::ptr::eq(*row, &operation::checked_length) => {
                let small = self.definition(args[0])?;
                let of = self.definition(*small.args.first()?)?;
                let is_length = matches!(
                    of.op,
                    Op::ListLen | Op::DictLen | Op::SetLen | Op::StrLen | Op::TupleLen
                );
                (small.op == Op::SmallFromI64 && is_length).then(|| Folded::Same(small.args[0]))
            }
            Op::CallRuntime(row) if std::ptr::eq(*row, &list::list_set_part) => {
                self.move_part(inst)
            }
            // Only objects with code to run at their end are worth keeping.
            Op::KeepAlive if self.repr(args[0]) == Repr::Int => Some(Folded::Gone),
            Op::KeepAlive => match self.source(args[0])?.0 {
                Op::ConstWord(_)
                | Op::ConstStr(_)
                | Op::ConstBytes(_)
                | Op::ConstInt(_)
                | Op::FloatBox
                | Op::NumberWord
                | Op::BoolToValue
                | Op::BoolToInt
                | Op::SmallFromI64 => Some(Folded::Gone),
                _ => None,
            },
            _ => None,
        }
    }

    /// A part of a complex number that is made of its parts.
    fn complex_part(&self, number: ValueId, part: usize) -> Option<Folded> {
        match self.source(number)? {
            (Op::CallRuntime(row), parts) if std::ptr::eq(*row, &float::complex_new) => {
                same(parts[part])
            }
            _ => None,
        }
    }

    /// `a[i:j] = b[k:l]` needs no list between, where nothing happens between.
    fn move_part(&self, inst: &Inst) -> Option<Folded> {
        let mut value = inst.args[4];
        let (block, place) = loop {
            let made = self.definition(value)?;
            match made.op {
                Op::Cast(_) => value = made.args[0],
                Op::CallRuntime(row) if std::ptr::eq(row, &list::list_part) => {
                    break self.definitions[value.index()]?;
                }
                _ => return None,
            }
        };
        let mut behind = self.function.blocks[block as usize].insts[place as usize..].iter();
        let part = behind.next()?;
        let quiet = |op: &Op| {
            matches!(
                op,
                Op::Int(_)
                    | Op::IntNeg
                    | Op::IntToI64
                    | Op::IntFromI64
                    | Op::Machine(_)
                    | Op::Cast(_)
                    | Op::ListLen
                    | Op::GlobalGet(_)
                    | Op::CellGet
                    | Op::FieldGet { .. }
            ) || op.is_constant()
        };
        loop {
            let next = behind.next()?;
            if std::ptr::eq(next, inst) {
                break;
            }
            if !quiet(&next.op) {
                return None;
            }
        }
        let args = inst.args[..4].iter().chain(&part.args);
        let args: Vec<ValueId> = args.copied().collect();
        into(Op::CallRuntime(&list::list_move_part), &args)
    }

    /// `op(op(x))` is `x`.
    fn undo(&self, arg: ValueId, op: &Op) -> Option<Folded> {
        let inst = self.definition(arg)?;
        if inst.op == *op {
            same(inst.args[0])
        } else {
            None
        }
    }

    /// The word that `SmallToI64` looked into.
    fn word_again(&self, number: ValueId) -> Option<Folded> {
        same(self.definition(number)?.args[0])
    }

    fn int_binary(&self, op: IntBinary, a: ValueId, b: ValueId) -> Option<Folded> {
        let (x, y) = (self.const_int(a), self.const_int(b));
        if let (Some(x), Some(y)) = (x, y) {
            return fold_ints(op, i128::from(x), i128::from(y)).and_then(int);
        }
        match (op, x, y) {
            (IntBinary::Add | IntBinary::Or | IntBinary::Xor, Some(0), _) => same(b),
            (
                IntBinary::Add
                | IntBinary::Sub
                | IntBinary::Or
                | IntBinary::Xor
                | IntBinary::Shl
                | IntBinary::Shr,
                _,
                Some(0),
            ) => same(a),
            (IntBinary::Mul, Some(1), _) | (IntBinary::And, Some(-1), _) => same(b),
            (IntBinary::Mul | IntBinary::FloorDiv, _, Some(1)) | (IntBinary::And, _, Some(-1)) => {
                same(a)
            }
            (IntBinary::Mul | IntBinary::And, Some(0), _)
            | (IntBinary::Mul | IntBinary::And, _, Some(0))
            | (IntBinary::Mod, _, Some(1)) => int(0),
            (IntBinary::Sub | IntBinary::Xor, ..) if a == b => int(0),
            (IntBinary::And | IntBinary::Or, ..) if a == b => same(a),
            (IntBinary::Sub, Some(0), _) => into(Op::IntNeg, &[b]),
            _ => None,
        }
    }

    fn machine(&self, op: MachineBinary, a: ValueId, b: ValueId) -> Option<Folded> {
        let (x, y) = (self.const_i64(a), self.const_i64(b));
        if let (Some(x), Some(y)) = (x, y) {
            return constant(Op::ConstI64(fold_machine(op, x, y)?));
        }
        match (op, x, y) {
            (MachineBinary::Add | MachineBinary::Or | MachineBinary::Xor, Some(0), _) => same(b),
            (
                MachineBinary::Add
                | MachineBinary::Sub
                | MachineBinary::Or
                | MachineBinary::Xor
                | MachineBinary::Shl
                | MachineBinary::Shr
                | MachineBinary::UnsignedShr,
                _,
                Some(0),
            ) => same(a),
            (MachineBinary::Mul, Some(1), _) | (MachineBinary::And, Some(-1), _) => same(b),
            (MachineBinary::Mul | MachineBinary::Div, _, Some(1))
            | (MachineBinary::And, _, Some(-1)) => same(a),
            (MachineBinary::Mul | MachineBinary::And, Some(0), _)
            | (MachineBinary::Mul | MachineBinary::And, _, Some(0))
            | (MachineBinary::Rem, _, Some(1)) => constant(Op::ConstI64(0)),
            (MachineBinary::Sub | MachineBinary::Xor, ..) if a == b => constant(Op::ConstI64(0)),
            (MachineBinary::And | MachineBinary::Or, ..) if a == b => same(a),
            // Constants stand second; sums of several are made of the variable part.
            (MachineBinary::Add, Some(_), None) => into(Op::Machine(op), &[b, a]),
            (MachineBinary::Add | MachineBinary::Sub, None, Some(y)) => self.sum(op, a, y),
            _ => None,
        }
    }

    /// `(v + k) + y` where that is `v` itself.
    fn sum(&self, op: MachineBinary, a: ValueId, y: i64) -> Option<Folded> {
        let mut inner = self.definition(a)?;
        while let Op::Nonnegative | Op::KnownSmall | Op::Within = inner.op {
            inner = self.definition(inner.args[0])?;
        }
        let Op::Machine(inner_op @ (MachineBinary::Add | MachineBinary::Sub)) = inner.op else {
            return None;
        };
        let k = self.const_i64(inner.args[1])?;
        let signed = |op: MachineBinary, n: i64| match op {
            MachineBinary::Sub => n.wrapping_neg(),
            _ => n,
        };
        let both = signed(inner_op, k).wrapping_add(signed(op, y));
        (both == 0).then_some(Folded::Same(inner.args[0]))
    }

    fn float(&self, op: FloatBinary, a: ValueId, b: ValueId) -> Option<Folded> {
        let (x, y) = (self.const_f64(a), self.const_f64(b));
        if let (Some(x), Some(y)) = (x, y) {
            return constant(Op::ConstF64(match op {
                FloatBinary::Add => x + y,
                FloatBinary::Sub => x - y,
                FloatBinary::Mul => x * y,
                FloatBinary::Div => x / y,
            }));
        }
        let is =
            |value: Option<f64>, wanted: f64| value.map(f64::to_bits) == Some(wanted.to_bits());
        match op {
            // Only these keep the sign of zero.
            FloatBinary::Add if is(y, -0.0) => same(a),
            FloatBinary::Add if is(x, -0.0) => same(b),
            FloatBinary::Sub if is(y, 0.0) => same(a),
            FloatBinary::Mul | FloatBinary::Div if is(y, 1.0) => same(a),
            FloatBinary::Mul if is(x, 1.0) => same(b),
            _ => None,
        }
    }

    fn float_unary(&self, op: FloatUnary, a: ValueId) -> Option<Folded> {
        if op == FloatUnary::Neg
            && let Some(folded) = self.undo(a, &Op::FloatUnary(FloatUnary::Neg))
        {
            return Some(folded);
        }
        let x = self.const_f64(a)?;
        constant(Op::ConstF64(match op {
            FloatUnary::Neg => -x,
            FloatUnary::Abs => x.abs(),
            FloatUnary::Sqrt => x.sqrt(),
            FloatUnary::Floor => x.floor(),
            FloatUnary::Ceil => x.ceil(),
            FloatUnary::Trunc => x.trunc(),
            FloatUnary::ToSingle => f64::from(x as f32),
        }))
    }

    fn bool_op(&self, op: &Op, args: &[ValueId]) -> Option<Folded> {
        let known = self.const_bool(args[0]);
        match op {
            Op::BoolNot => match (known, self.definition(args[0])) {
                (Some(b), _) => constant(Op::ConstBool(!b)),
                (None, Some(inst)) => match inst.op {
                    Op::BoolNot => same(inst.args[0]),
                    Op::IntCompare(op) => into(Op::IntCompare(op.negate()), &inst.args),
                    Op::MachineCompare(op) => into(Op::MachineCompare(op.negate()), &inst.args),
                    _ => None,
                },
                (None, None) => None,
            },
            Op::BoolAnd | Op::BoolOr => {
                let is_and = *op == Op::BoolAnd;
                if args[0] == args[1] {
                    return same(args[0]);
                }
                let (b, other) = match (known, self.const_bool(args[1])) {
                    (Some(b), _) => (b, args[1]),
                    (None, Some(b)) => (b, args[0]),
                    (None, None) => return None,
                };
                // The neutral element, or the one that decides.
                if b == is_and {
                    same(other)
                } else {
                    constant(Op::ConstBool(b))
                }
            }
            Op::BoolToValue => constant(Op::ConstWord(if known? { TRUE } else { FALSE })),
            Op::BoolToInt => constant(Op::ConstInt(i64::from(known?))),
            Op::BoolToI64 => constant(Op::ConstI64(i64::from(known?))),
            Op::BoolFromValue => match self.source(args[0])? {
                (Op::ConstWord(word), _) => constant(Op::ConstBool(*word == TRUE)),
                (Op::BoolToValue, b) => same(b[0]),
                _ => None,
            },
            _ => None,
        }
    }

    fn cast(&self, repr: Repr, arg: ValueId) -> Option<Folded> {
        if self.repr(arg) == repr {
            return same(arg);
        }
        match self.definition(arg)? {
            Inst {
                op: Op::Cast(_),
                args,
                ..
            } if self.repr(args[0]) == repr => same(args[0]),
            Inst {
                op: Op::Cast(_),
                args,
                ..
            } => into(Op::Cast(repr), args),
            _ => None,
        }
    }

    fn is_word(&self, word: u64, arg: ValueId) -> Option<Folded> {
        let (op, operands) = self.source(arg)?;
        let is = match op {
            Op::ConstWord(known) => *known == word,
            Op::ConstInt(_)
            | Op::ConstStr(_)
            | Op::ConstBytes(_)
            | Op::FloatBox
            | Op::NumberWord
            | Op::Int(_)
            | Op::IntNeg
            | Op::IntInvert
            | Op::IntFromI64
            | Op::SmallFromI64
            | Op::BoolToInt
            | Op::RangeItem
            | Op::InstanceNew(_)
                if word & 1 == 0 =>
            {
                false
            }
            Op::CallRuntime(row) if makes_tuple(row) && word & 1 == 0 => false,
            Op::CallRuntime(row) if word == UNBOUND && row.result == AbiType::Value => false,
            Op::BoolToValue => match word {
                TRUE => return same(operands[0]),
                FALSE => return into(Op::BoolNot, operands),
                NONE | UNBOUND => false,
                _ => return None,
            },
            _ => return None,
        };
        constant(Op::ConstBool(is))
    }
}

fn fold_ints(op: IntBinary, a: i128, b: i128) -> Option<i128> {
    // Small ints: nothing here overflows an i128.
    let floor_div = || {
        let quotient = a / b;
        if a % b != 0 && (a < 0) != (b < 0) {
            quotient - 1
        } else {
            quotient
        }
    };
    Some(match op {
        IntBinary::Add => a + b,
        IntBinary::Sub => a - b,
        IntBinary::Mul => a * b,
        IntBinary::And => a & b,
        IntBinary::Or => a | b,
        IntBinary::Xor => a ^ b,
        IntBinary::FloorDiv if b != 0 => floor_div(),
        IntBinary::Mod if b != 0 => a - floor_div() * b,
        IntBinary::Shl if (0..=62).contains(&b) => a << b,
        IntBinary::Shr if b >= 0 => a >> b.min(127),
        _ => return None,
    })
}

fn fold_machine(op: MachineBinary, a: i64, b: i64) -> Option<i64> {
    Some(match op {
        MachineBinary::Add => a.wrapping_add(b),
        MachineBinary::Sub => a.wrapping_sub(b),
        MachineBinary::Mul => a.wrapping_mul(b),
        MachineBinary::And => a & b,
        MachineBinary::Or => a | b,
        MachineBinary::Xor => a ^ b,
        MachineBinary::Shl if (0..64).contains(&b) => a << b,
        MachineBinary::Shr if (0..64).contains(&b) => a >> b,
        MachineBinary::Div if b > 0 => a / b,
        MachineBinary::Rem if b > 0 => a % b,
        MachineBinary::UnsignedShr if (0..64).contains(&b) => ((a as u64) >> b) as i64,
        MachineBinary::UnsignedDiv if b > 0 => (a as u64 / b as u64) as i64,
        MachineBinary::UnsignedRem if b > 0 => (a as u64 % b as u64) as i64,
        _ => return None,
    })
}
