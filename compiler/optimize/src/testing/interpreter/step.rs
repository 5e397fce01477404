//! What one instruction does, and the operands it reads.

use pyaot_abi::value::{FALSE, SMALL_INT_MAX, SMALL_INT_MIN, TRUE, UNBOUND};
use pyaot_ir::{Inst, MachineBinary, Op, ValueId};

use super::super::heap::{Kind, Word};
use super::arithmetic::{
    float_binary, float_unary, int_binary, is_small, machine_binary, saturate,
};
use super::{Machine, Stop, Val};

/// What stands for the list that a probe has not found.
const NO_LIST: Word = Word::Immediate(UNBOUND);

impl Machine<'_> {
    pub(super) fn word(&mut self, value: ValueId) -> Word {
        match self.values[value.index()] {
            Val::Word(word) => {
                self.heap.check_alive(word, self.counted);
                word
            }
            other => panic!("{value} is {other:?}"),
        }
    }

    pub(super) fn i64(&self, value: ValueId) -> i64 {
        match self.values[value.index()] {
            Val::I64(n) => n,
            other => panic!("{value} is {other:?}"),
        }
    }

    fn f64(&self, value: ValueId) -> f64 {
        match self.values[value.index()] {
            Val::F64(x) => x,
            other => panic!("{value} is {other:?}"),
        }
    }

    pub(super) fn bool(&self, value: ValueId) -> bool {
        match self.values[value.index()] {
            Val::Bool(b) => b,
            other => panic!("{value} is {other:?}"),
        }
    }

    pub(super) fn int(&mut self, value: ValueId) -> i128 {
        match self.word(value) {
            Word::Small(n) => i128::from(n),
            Word::Object(id) => match self.heap.objects[id].kind {
                Kind::BigInt(n) => n,
                ref other => panic!("{value} is {other:?}"),
            },
            other => panic!("{value} is {other:?}"),
        }
    }

    /// Whether a test that may lead to the general copy does so for no reason:
    /// that must be right anywhere.
    fn fails_anyway(&self) -> bool {
        self.steps % 23 == 7
    }

    fn make_int(&mut self, n: i128) -> Result<Val, Stop> {
        if n.unsigned_abs() > 1 << 100 {
            return Err(Stop::GiveUp);
        }
        Ok(Val::Word(self.heap.int(n)))
    }

    /// A word that something else holds, now held by the function too.
    fn load(&mut self, inst: &Inst, word: Word) -> Val {
        self.heap.check_alive(word, self.counted);
        if self.counted && !inst.borrow {
            self.heap.retain(word);
        }
        Val::Word(word)
    }

    pub(super) fn step(&mut self, inst: &Inst) -> Result<Val, Stop> {
        for arg in &inst.args {
            if let Val::Word(word) = self.values[arg.index()] {
                self.heap.check_alive(word, self.counted);
            }
        }
        let args = &inst.args;
        // What is computed from poison is poison.
        let total = matches!(
            inst.op,
            Op::Machine(_)
                | Op::MachineCompare(_)
                | Op::I64ToF64
                | Op::IntFromI64
                | Op::IntFromU64
                | Op::SmallFromI64
                | Op::Float(_)
                | Op::FloatUnary(_)
                | Op::FloatCompare(_)
                | Op::BoolNot
                | Op::BoolAnd
                | Op::BoolOr
                | Op::BoolToInt
                | Op::BoolToI64
        );
        if total
            && args
                .iter()
                .any(|arg| matches!(self.values[arg.index()], Val::None))
        {
            return Ok(Val::None);
        }
        Ok(match &inst.op {
            Op::ConstWord(bits) => Val::Word(Word::Immediate(*bits)),
            Op::ConstInt(n) => Val::Word(Word::Small(*n)),
            Op::ConstI64(n) => Val::I64(*n),
            Op::ConstF64(x) => Val::F64(*x),
            Op::ConstBool(b) => Val::Bool(*b),
            Op::ConstStr(id) | Op::ConstBytes(id) => Val::Word(self.strings[id.index()]),
            Op::ConstData(id) => Val::Ptr(id.0),
            Op::ConstCode(id) => Val::Ptr(id.0),
            Op::LocalGet(local) => self.locals[local.index()],
            Op::LocalSet(local) => {
                self.locals[local.index()] = self.values[args[0].index()];
                Val::None
            }
            Op::Int(op) => {
                let (a, b) = (self.int(args[0]), self.int(args[1]));
                let n = int_binary(*op, a, b)?;
                self.make_int(n)?
            }
            Op::IntNeg => {
                let n = -self.int(args[0]);
                self.make_int(n)?
            }
            Op::IntInvert => {
                let n = !self.int(args[0]);
                self.make_int(n)?
            }
            Op::IntCompare(op) => Val::Bool(op.holds(self.int(args[0]), self.int(args[1]))),
            Op::IntTrueDiv => {
                let (a, b) = (self.int(args[0]), self.int(args[1]));
                if b == 0 {
                    return Err(Stop::Raise);
                }
                Val::F64(a as f64 / b as f64)
            }
            Op::IntToI64 => Val::I64(saturate(self.int(args[0]))),
            Op::Nonnegative => {
                let n = self.i64(args[0]);
                assert!(n >= 0, "{n} was said not to be negative");
                Val::I64(n)
            }
            Op::HasRoom | Op::FramesFit => Val::Bool(!self.fails_anyway()),
            Op::Within => Val::I64(self.i64(args[0])),
            Op::KnownSmall => {
                let n = self.i64(args[0]);
                assert!(
                    (SMALL_INT_MIN..=SMALL_INT_MAX).contains(&n),
                    "{n} was said to be small"
                );
                Val::I64(n)
            }
            Op::NeedSmall => match self.word(args[0]) {
                Word::Small(n) if !self.fails_anyway() => Val::I64(n),
                _ => return Err(Stop::Raise),
            },
            Op::NeedExact => {
                let n = self.i64(args[0]);
                if n.unsigned_abs() > 1 << 53 || self.fails_anyway() {
                    return Err(Stop::Raise);
                }
                Val::F64(n as f64)
            }
            Op::Checked(op) => {
                let (a, b) = (self.i64(args[0]), self.i64(args[1]));
                let n = match op {
                    MachineBinary::Add => a.checked_add(b),
                    MachineBinary::Sub => a.checked_sub(b),
                    MachineBinary::Mul => a.checked_mul(b),
                    other => panic!("{other:?} is not checked"),
                };
                match n {
                    Some(n) if !self.fails_anyway() => Val::I64(n),
                    _ => return Err(Stop::Raise),
                }
            }
            Op::IntFromU64 => {
                let n = i128::from(self.i64(args[0]) as u64);
                self.make_int(n)?
            }
            Op::IntLow => Val::I64(self.int(args[0]) as i64),
            Op::IntFromI64 => {
                let n = i128::from(self.i64(args[0]));
                self.make_int(n)?
            }
            Op::SmallToI64 => {
                // Out of range it is poison: it may be computed, not used.
                let n = self.int(args[0]);
                if is_small(n) {
                    Val::I64(n as i64)
                } else {
                    Val::None
                }
            }
            Op::SmallFromI64 => {
                let n = i128::from(self.i64(args[0]));
                if is_small(n) {
                    self.make_int(n)?
                } else {
                    Val::None
                }
            }
            Op::RangeItem => {
                let (start, stop, step) = (self.int(args[0]), self.int(args[1]), self.int(args[2]));
                let n = start + i128::from(self.i64(args[3])) * step;
                if n >= start.min(stop) && n <= start.max(stop) {
                    self.make_int(n)?
                } else {
                    Val::None
                }
            }
            Op::IntToF64 => Val::F64(self.int(args[0]) as f64),
            Op::Machine(op) => Val::I64(machine_binary(*op, self.i64(args[0]), self.i64(args[1]))),
            Op::MachineCompare(op) => Val::Bool(op.holds(self.i64(args[0]), self.i64(args[1]))),
            Op::I64ToF64 => Val::F64(self.i64(args[0]) as f64),
            Op::Float(op) => Val::F64(float_binary(*op, self.f64(args[0]), self.f64(args[1]))),
            Op::FloatUnary(op) => Val::F64(float_unary(*op, self.f64(args[0]))),
            Op::FloatCompare(op) => Val::Bool(op.holds(self.f64(args[0]), self.f64(args[1]))),
            Op::FloatTrueDiv => {
                if self.f64(args[1]) == 0.0 {
                    return Err(Stop::Raise);
                }
                Val::F64(self.f64(args[0]) / self.f64(args[1]))
            }
            Op::FloatPower(_) => Val::F64(self.f64(args[0]).powf(self.f64(args[1]))),
            Op::FloatBox => {
                let bits = self.f64(args[0]).to_bits();
                Val::Word(self.heap.allocate(Kind::Float(bits)))
            }
            Op::FloatUnbox => match self.word(args[0]) {
                Word::Object(id) => match self.heap.objects[id].kind {
                    Kind::Float(bits) => Val::F64(f64::from_bits(bits)),
                    ref other => panic!("unbox of {other:?}"),
                },
                other => panic!("unbox of {other:?}"),
            },
            Op::NumberToF64 => match self.word(args[0]) {
                Word::Object(id) => match self.heap.objects[id].kind {
                    Kind::Float(bits) => Val::F64(f64::from_bits(bits)),
                    _ => Val::F64(self.int(args[0]) as f64),
                },
                _ => Val::F64(self.int(args[0]) as f64),
            },
            Op::BoolNot => Val::Bool(!self.bool(args[0])),
            Op::BoolAnd => Val::Bool(self.bool(args[0]) && self.bool(args[1])),
            Op::BoolOr => Val::Bool(self.bool(args[0]) || self.bool(args[1])),
            Op::BoolToValue => Val::Word(Word::Immediate(if self.bool(args[0]) {
                TRUE
            } else {
                FALSE
            })),
            Op::BoolFromValue => Val::Bool(self.word(args[0]) == Word::Immediate(TRUE)),
            Op::BoolToInt => Val::Word(Word::Small(i64::from(self.bool(args[0])))),
            Op::BoolToI64 => Val::I64(i64::from(self.bool(args[0]))),
            Op::Cast(_) => Val::Word(self.word(args[0])),
            Op::Apart(_) => self.values[args[0].index()],
            Op::IsWord(bits) => Val::Bool(self.word(args[0]) == Word::Immediate(*bits)),
            Op::Is => Val::Bool(self.word(args[0]) == self.word(args[1])),
            Op::IsSmallInt => Val::Bool(matches!(self.word(args[0]), Word::Small(_))),
            Op::Select => self.values[args[if self.bool(args[0]) { 1 } else { 2 }].index()],
            Op::GlobalGet(global) => match self.globals[global.index()] {
                Val::Word(word) => self.load(inst, word),
                other => other,
            },
            Op::GlobalSet(global) => {
                let new = self.values[args[0].index()];
                let old = std::mem::replace(&mut self.globals[global.index()], new);
                if let (Val::Word(old), true) = (old, self.counted) {
                    self.heap.release(old);
                }
                Val::None
            }
            Op::CellGet => self.load_item(inst, 0),
            Op::FuncCell(n) | Op::TupleGet(n) => self.load_item(inst, *n as usize),
            Op::FieldGet { offset, .. } => self.load_item(inst, *offset as usize / 8),
            Op::CellSet => self.store(args[0], 0, args[1]),
            Op::FieldSet { offset, .. } | Op::FieldInit { offset, .. } => {
                self.store(args[0], *offset as usize / 8, args[1])
            }
            Op::ListLen | Op::TupleLen => {
                let list = self.word(args[0]);
                Val::I64(self.heap.items(list).len() as i64)
            }
            Op::ListGet | Op::TupleIndex => {
                let index = self.index(args[0], args[1])?;
                self.load_item(inst, index)
            }
            Op::ListProbe => match self.index(args[0], args[1]) {
                Ok(index) => self.load_item(inst, index),
                Err(_) => Val::Word(NO_LIST),
            },
            Op::NeedItem if self.fails_anyway() || self.word(args[0]) == NO_LIST => {
                return Err(Stop::Raise);
            }
            Op::NeedItem => Val::None,
            Op::ListItems | Op::StorageLen(_) => Val::I64(0),
            Op::TryListGet if self.fails_anyway() => return Err(Stop::Raise),
            Op::TryListGet => {
                let index = self.index(args[0], args[1])?;
                self.load_item(inst, index)
            }
            Op::ListSet => match self.index(args[0], args[1]) {
                Ok(index) => self.store(args[0], index, args[2]),
                Err(stop) => {
                    let item = self.word(args[2]);
                    if self.counted {
                        self.heap.release(item);
                    }
                    return Err(stop);
                }
            },
            Op::ListAppend => {
                let (list, item) = (self.word(args[0]), self.word(args[1]));
                self.heap.items(list).push(item);
                Val::None
            }
            // Changes nothing that can be seen.
            Op::CallRuntime(row) if row.name == "list_reserve" => Val::None,
            Op::CallRuntime(row) => return self.call(row, args),
            Op::Call(func) => return self.call_function(*func, args),
            Op::KeepAlive => Val::None,
            Op::Retain => {
                let word = self.word(args[0]);
                self.heap.retain(word);
                self.counting += 1;
                Val::None
            }
            Op::Release => {
                let word = self.word(args[0]);
                self.heap.release(word);
                self.counting += 1;
                Val::None
            }
            _ => {
                panic!("the generator makes no {:?}", inst.op)
            }
        })
    }

    fn load_item(&mut self, inst: &Inst, index: usize) -> Val {
        let container = self.word(inst.args[0]);
        let item = self.heap.items(container)[index];
        self.load(inst, item)
    }

    fn store(&mut self, container: ValueId, index: usize, item: ValueId) -> Val {
        let (container, item) = (self.word(container), self.word(item));
        if self.counted {
            self.heap.store(container, index, item);
        } else {
            self.heap.items(container)[index] = item;
        }
        Val::None
    }

    fn index(&mut self, list: ValueId, index: ValueId) -> Result<usize, Stop> {
        let list = self.word(list);
        let (len, index) = (self.heap.items(list).len() as i64, self.i64(index));
        let index = if index < 0 {
            index.wrapping_add(len)
        } else {
            index
        };
        if (0..len).contains(&index) {
            Ok(index as usize)
        } else {
            Err(Stop::Raise)
        }
    }
}
