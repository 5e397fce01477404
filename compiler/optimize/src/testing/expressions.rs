//! Random expressions of each representation.

use pyaot_abi::value::{NONE, SMALL_INT_MAX, SMALL_INT_MIN};
use pyaot_ir::{Compare, FloatBinary, FloatUnary, IntBinary, MachineBinary, Op, Repr, ValueId};

use super::generate::Generator;
use super::interpreter::random_int;

const COMPARES: [Compare; 6] = [
    Compare::Eq,
    Compare::Ne,
    Compare::Lt,
    Compare::Le,
    Compare::Gt,
    Compare::Ge,
];

impl Generator<'_> {
    pub(super) fn expression(&mut self, repr: Repr, depth: u32) -> ValueId {
        if self.builder.is_terminated() {
            let block = self.builder.new_block();
            self.builder.switch_to(block);
        }
        let leaf = depth == 0;
        let deeper = depth.saturating_sub(1);
        match repr {
            Repr::Value if leaf => self.value_leaf(),
            Repr::Value => self.value_expression(deeper),
            Repr::Int if leaf => self.int_leaf(),
            Repr::Int => self.int_expression(deeper),
            Repr::Ref => self.ref_expression(leaf),
            Repr::I64 => self.i64_expression(leaf, deeper),
            Repr::F64 => self.f64_expression(leaf, deeper),
            Repr::Bool => self.bool_expression(leaf, deeper),
            Repr::Ptr => self.value(Op::ConstCode(self.code()), &[]),
            Repr::F64x2 => {
                let item = self.f64_expression(leaf, deeper);
                self.value(Op::PairSplat, &[item])
            }
        }
    }

    fn has_locals(&self, repr: Repr) -> bool {
        self.locals.iter().any(|(_, known)| *known == repr)
    }

    fn value_leaf(&mut self) -> ValueId {
        match self.rng.below(5) {
            0 => self.param(4),
            1 => self.value(Op::ConstWord(NONE), &[]),
            2 => {
                let id = pyaot_ir::StrId(0);
                let text = self.value(Op::ConstStr(id), &[]);
                self.value(Op::Cast(Repr::Value), &[text])
            }
            _ if self.has_locals(Repr::Value) => self.read(Repr::Value),
            _ => self.param(4),
        }
    }

    fn value_expression(&mut self, depth: u32) -> ValueId {
        match self.rng.below(13) {
            12 => match self.call_earlier(depth) {
                Some(value) => value,
                None => self.value_leaf(),
            },
            0 | 1 => {
                let a = self.expression(Repr::Value, depth);
                let b = self.expression(Repr::Value, depth);
                self.call("value_add", &[a, b]).expect("a result")
            }
            2 => {
                let global = *self.rng.pick(&self.globals);
                self.value(Op::GlobalGet(global), &[])
            }
            3 => self.value(Op::CellGet, &[self.param(3)]),
            4 => {
                let list = self.expression(Repr::Ref, depth);
                let index = self.value(Op::ConstI64(0), &[]);
                self.value(Op::ListGet, &[list, index])
            }
            5 => {
                let n = self.rng.below(4) as u32;
                self.value(Op::TupleGet(n), &[self.param(2)])
            }
            6 => {
                let offset = 8 * self.rng.below(2) as u32;
                self.value(
                    Op::FieldGet {
                        offset,
                        repr: Repr::Value,
                    },
                    &[self.param(1)],
                )
            }
            7 => {
                let int = self.expression(Repr::Int, depth);
                self.value(Op::Cast(Repr::Value), &[int])
            }
            8 => {
                let x = self.expression(Repr::F64, depth);
                self.value(Op::FloatBox, &[x])
            }
            9 => {
                let b = self.expression(Repr::Bool, depth);
                self.value(Op::BoolToValue, &[b])
            }
            10 => {
                let cond = self.expression(Repr::Bool, depth);
                let a = self.expression(Repr::Value, depth);
                let b = self.expression(Repr::Value, depth);
                self.value(Op::Select, &[cond, a, b])
            }
            _ => self.value_leaf(),
        }
    }

    fn ref_expression(&mut self, leaf: bool) -> ValueId {
        match self.rng.below(4) {
            0 => self.param(0),
            1 if !leaf || self.rng.chance(30) => {
                let items: Vec<ValueId> =
                    (0..self.rng.below(3)).map(|_| self.value_leaf()).collect();
                self.call("list_from_items", &items).expect("a result")
            }
            _ if self.has_locals(Repr::Ref) => self.read(Repr::Ref),
            _ => self.param(1),
        }
    }

    fn int_leaf(&mut self) -> ValueId {
        match self.rng.below(4) {
            0 => {
                let n = random_int(&mut self.rng);
                let n = n.clamp(i128::from(SMALL_INT_MIN), i128::from(SMALL_INT_MAX)) as i64;
                self.value(Op::ConstInt(n), &[])
            }
            1 => {
                let n = 5 + self.rng.below(2) as usize;
                self.param(n)
            }
            _ if self.has_locals(Repr::Int) => self.read(Repr::Int),
            _ => self.value(Op::ConstInt(3), &[]),
        }
    }

    fn int_expression(&mut self, depth: u32) -> ValueId {
        let a = self.expression(Repr::Int, depth);
        match self.rng.below(14) {
            0..=2 => {
                let small = self.rng.below(4) as i64;
                let b = self.value(Op::ConstInt(small), &[]);
                let op = *self
                    .rng
                    .pick(&[IntBinary::Add, IntBinary::Sub, IntBinary::Mul]);
                self.value(Op::Int(op), &[a, b])
            }
            3..=6 => {
                let b = self.expression(Repr::Int, depth);
                let op = *self.rng.pick(&[
                    IntBinary::Add,
                    IntBinary::Sub,
                    IntBinary::Mul,
                    IntBinary::And,
                    IntBinary::Or,
                    IntBinary::Xor,
                    IntBinary::FloorDiv,
                    IntBinary::Mod,
                ]);
                self.value(Op::Int(op), &[a, b])
            }
            7..=8 => {
                let n = *self.rng.pick(&[1, 2, 7, 255, 1024, -1, -8, 0]);
                let b = self.value(Op::ConstInt(n), &[]);
                let op = *self
                    .rng
                    .pick(&[IntBinary::And, IntBinary::Mod, IntBinary::FloorDiv]);
                self.value(Op::Int(op), &[a, b])
            }
            9 => {
                let n = *self.rng.pick(&[0, 1, 5, 31, 62, 63, 64]);
                let b = self.value(Op::ConstInt(n), &[]);
                let op = *self.rng.pick(&[IntBinary::Shl, IntBinary::Shr]);
                self.value(Op::Int(op), &[a, b])
            }
            10 => {
                let op = if self.rng.chance(50) {
                    Op::IntNeg
                } else {
                    Op::IntInvert
                };
                self.value(op, &[a])
            }
            11 => {
                let n = self.expression(Repr::I64, depth);
                self.value(Op::IntFromI64, &[n])
            }
            12 => {
                let cond = self.expression(Repr::Bool, depth);
                let b = self.expression(Repr::Int, depth);
                self.value(Op::Select, &[cond, a, b])
            }
            _ => {
                let b = self.expression(Repr::Bool, depth);
                self.value(Op::BoolToInt, &[b])
            }
        }
    }

    fn i64_expression(&mut self, leaf: bool, depth: u32) -> ValueId {
        match self.rng.below(9) {
            0 | 1 => {
                let n = random_int(&mut self.rng);
                let n = n.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
                self.value(Op::ConstI64(n), &[])
            }
            2 => self.param(7),
            3 if !leaf => {
                let list = self.expression(Repr::Ref, 0);
                self.value(Op::ListLen, &[list])
            }
            4 | 5 if !leaf => {
                let int = self.expression(Repr::Int, depth);
                self.value(Op::IntToI64, &[int])
            }
            6 if !leaf => {
                let a = self.expression(Repr::I64, depth);
                let b = self.expression(Repr::I64, depth);
                let op = *self.rng.pick(&[
                    MachineBinary::Add,
                    MachineBinary::Sub,
                    MachineBinary::Mul,
                    MachineBinary::And,
                    MachineBinary::Or,
                    MachineBinary::Xor,
                ]);
                self.value(Op::Machine(op), &[a, b])
            }
            7 if !leaf => {
                let a = self.expression(Repr::I64, depth);
                let n = self.rng.below(64) as i64;
                let n = self.value(Op::ConstI64(n), &[]);
                let op = *self.rng.pick(&[MachineBinary::Shl, MachineBinary::Shr]);
                self.value(Op::Machine(op), &[a, n])
            }
            8 if !leaf => {
                let b = self.expression(Repr::Bool, depth);
                self.value(Op::BoolToI64, &[b])
            }
            _ if self.has_locals(Repr::I64) => self.read(Repr::I64),
            _ => self.param(7),
        }
    }

    fn f64_expression(&mut self, leaf: bool, depth: u32) -> ValueId {
        match self.rng.below(9) {
            0 => {
                let x = *self
                    .rng
                    .pick(&[0.0, -0.0, 1.0, 2.5, f64::INFINITY, f64::NAN, -1e300]);
                self.value(Op::ConstF64(x), &[])
            }
            1 => self.param(8),
            2 | 3 if !leaf => {
                let a = self.expression(Repr::F64, depth);
                let b = self.expression(Repr::F64, depth);
                let op = *self.rng.pick(&[
                    FloatBinary::Add,
                    FloatBinary::Sub,
                    FloatBinary::Mul,
                    FloatBinary::Div,
                ]);
                self.value(Op::Float(op), &[a, b])
            }
            4 if !leaf => {
                let a = self.expression(Repr::F64, depth);
                let op = *self
                    .rng
                    .pick(&[FloatUnary::Neg, FloatUnary::Abs, FloatUnary::Floor]);
                self.value(Op::FloatUnary(op), &[a])
            }
            5 if !leaf => {
                let a = self.expression(Repr::F64, depth);
                let boxed = self.value(Op::FloatBox, &[a]);
                self.value(Op::FloatUnbox, &[boxed])
            }
            6 if !leaf => {
                let a = self.expression(Repr::F64, depth);
                let b = self.expression(Repr::F64, depth);
                self.value(Op::FloatTrueDiv, &[a, b])
            }
            7 if !leaf => {
                let n = self.expression(Repr::I64, depth);
                self.value(Op::I64ToF64, &[n])
            }
            _ if self.has_locals(Repr::F64) => self.read(Repr::F64),
            _ => self.param(8),
        }
    }

    fn bool_expression(&mut self, leaf: bool, depth: u32) -> ValueId {
        let compare = *self.rng.pick(&COMPARES);
        match self.rng.below(13) {
            0 => {
                let b = self.rng.chance(50);
                self.value(Op::ConstBool(b), &[])
            }
            1..=3 if !leaf => {
                let a = self.expression(Repr::Int, depth);
                let b = self.expression(Repr::Int, depth);
                self.value(Op::IntCompare(compare), &[a, b])
            }
            4 if !leaf => {
                let a = self.expression(Repr::I64, depth);
                let b = self.expression(Repr::I64, depth);
                self.value(Op::MachineCompare(compare), &[a, b])
            }
            5 if !leaf => {
                let a = self.expression(Repr::F64, depth);
                let b = self.expression(Repr::F64, depth);
                self.value(Op::FloatCompare(compare), &[a, b])
            }
            6..=8 if !leaf => {
                let a = self.expression(Repr::Value, depth);
                self.call("value_truth", &[a]).expect("a result")
            }
            9 if !leaf => {
                let a = self.expression(Repr::Value, depth);
                self.value(Op::IsWord(NONE), &[a])
            }
            10 if !leaf => {
                let a = self.expression(Repr::Bool, depth);
                let boxed = self.value(Op::BoolToValue, &[a]);
                self.value(Op::BoolFromValue, &[boxed])
            }
            11 if !leaf => {
                let a = self.expression(Repr::Bool, depth);
                let b = self.expression(Repr::Bool, depth);
                let op = if self.rng.chance(50) {
                    Op::BoolAnd
                } else {
                    Op::BoolOr
                };
                self.value(op, &[a, b])
            }
            12 if !leaf => {
                let a = self.expression(Repr::Bool, depth);
                self.value(Op::BoolNot, &[a])
            }
            _ if self.has_locals(Repr::Bool) => self.read(Repr::Bool),
            _ => self.param(9),
        }
    }
}
