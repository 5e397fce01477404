//! Items of `array.array`. An index outside has the runtime raise; so has a number that does not fit,
//! before it is stored.

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, InstBuilder, Value, types};
use pyaot_abi::functions::array;
use pyaot_abi::layout::{ArrayObject, Number};
use pyaot_ir::{Inst, ItemType, Repr};

use crate::function::FunctionCx;
use crate::list::kept_as;
use crate::memory::Region;

impl FunctionCx<'_> {
    /// An item that has been loaded, as a double or a machine integer: the bits of one without sign.
    pub(crate) fn widen_number(&mut self, loaded: Value, number: Number) -> Value {
        match number {
            Number::F64 | Number::I64 | Number::U64 => loaded,
            Number::F32 => self.builder.ins().fpromote(types::F64, loaded),
            Number::I8 | Number::I16 | Number::I32 => {
                self.builder.ins().sextend(types::I64, loaded)
            }
            Number::U8 | Number::U16 | Number::U32 => {
                self.builder.ins().uextend(types::I64, loaded)
            }
        }
    }

    /// What is stored for a double, or a machine integer that fits.
    pub(crate) fn narrow_number(&mut self, value: Value, number: Number) -> Value {
        let ty = kept_as(ItemType::of_array(number)).0;
        match number {
            Number::F64 | Number::I64 | Number::U64 => value,
            Number::F32 => self.builder.ins().fdemote(ty, value),
            _ => self.builder.ins().ireduce(ty, value),
        }
    }

    /// Leaves for `slow` where a machine integer is no such number.
    fn need_number(&mut self, value: Value, number: Number, slow: clif::Block) {
        let (low, high) = number.range();
        let unfit = match number {
            Number::I64 | Number::F32 | Number::F64 => return,
            Number::U64 => {
                let negative = IntCC::SignedLessThan;
                self.builder.ins().icmp_imm_s(negative, value, 0)
            }
            _ => {
                let from_low = match low {
                    0 => value,
                    _ => self.builder.ins().iadd_imm_s(value, -low as i64),
                };
                let above = IntCC::UnsignedGreaterThan;
                let span = (high - low) as i64;
                self.builder.ins().icmp_imm_u(above, from_low, span)
            }
        };
        self.leave_if(unfit, slow);
    }

    pub(crate) fn emit_number_bits(&mut self, inst: &Inst, item: ItemType) -> Value {
        let Some(number) = item.number() else {
            panic!("not an item of an array")
        };
        let last = inst.args.len() - 1;
        let (array, value) = (self.arg(inst, 0), self.arg(inst, last));
        let is_word = self.function.repr(inst.args[last]) == Repr::Int;
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let machine = if is_word {
            let known = self.fact(inst, last).small;
            self.need_small(value, known, slow);
            self.untag(value)
        } else {
            value
        };
        self.need_number(machine, number, slow);
        self.join(done, machine);

        self.builder.switch_to_block(slow);
        let row = match is_word {
            true => &array::array_bits,
            false => &array::array_bits_of_machine,
        };
        let appends = last == 1;
        let index = match appends {
            true => self.builder.ins().iconst(types::I64, 0),
            false => self.arg(inst, 1),
        };
        let appends = self.builder.ins().iconst(types::I64, i64::from(appends));
        let bits = self.value_rarely(row, &[array, index, appends, value]);
        self.join(done, bits);
        self.builder.switch_to_block(done);
        result
    }

    /// In a block of its own: IndexError, by the instruction's error edge.
    fn outside_array(&mut self, inst: &Inst, outside: clif::Block, stores: bool) {
        let here = self.builder.current_block();
        self.builder.switch_to_block(outside);
        let array = self.arg(inst, 0);
        let stores = self.builder.ins().iconst(types::I64, i64::from(stores));
        if let (_, Some(status)) = self.call_rarely(&array::array_outside, &[array, stores]) {
            self.check(status);
        }
        self.builder.ins().trap(clif::TrapCode::unwrap_user(1));
        if let Some(here) = here {
            self.builder.switch_to_block(here);
        }
    }

    pub(crate) fn emit_array_get(&mut self, inst: &Inst, item: ItemType) -> Value {
        let Some(number) = item.number() else {
            panic!("not an item of an array")
        };
        let outside = self.cold_block();
        let at = self.typed_address(inst, item, outside);
        self.outside_array(inst, outside, false);
        let (ty, region) = kept_as(item);
        let loaded = self.load(ty, region, at, 0);
        self.widen_number(loaded, number)
    }

    pub(crate) fn emit_array_set(&mut self, inst: &Inst, item: ItemType) -> Option<Value> {
        let number = item.number()?;
        let outside = self.cold_block();
        let at = self.typed_address(inst, item, outside);
        self.outside_array(inst, outside, true);
        let value = self.arg(inst, 2);
        let value = self.narrow_number(value, number);
        self.store(kept_as(item).1, value, at, 0);
        None
    }

    pub(crate) fn emit_array_append(&mut self, inst: &Inst, item: ItemType) -> Option<Value> {
        let number = item.number()?;
        let (array, value) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let done = self.next_block();
        let length = self.list_word(array, offset_of!(ArrayObject, len));
        let room = self.list_word(array, offset_of!(ArrayObject, capacity));
        let full = IntCC::SignedGreaterThanOrEqual;
        let full = self.builder.ins().icmp(full, length, room);
        self.leave_if(full, slow);
        let bits = self.narrow_number(value, number);
        let at = self.address_at(array, item, length);
        let longer = self.builder.ins().iadd_imm_s(length, 1);
        self.store(
            Region::ListHeader,
            longer,
            array,
            offset_of!(ArrayObject, len),
        );
        self.store(kept_as(item).1, bits, at, 0);
        self.builder.ins().jump(done, &[]);
        let row = match number.is_float() {
            true => &array::array_append_float,
            false => &array::array_append_bits,
        };
        self.typed_slowly(row, &[array, value], slow, done)
    }
}
