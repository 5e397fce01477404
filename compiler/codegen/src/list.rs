//! Lists and the indexing shared with tuples.
//!
//! A list shared with CPython has length and capacity 0, so the bounds
//! check that is there anyway sends it to the runtime.

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder, Value, types};
use pyaot_abi::functions::list;
use pyaot_abi::layout::ListObject;
use pyaot_abi::value::{FOREIGN, LOW_MASK};
use pyaot_ir::{Inst, Repr};

use crate::function::FunctionCx;
use crate::memory::Region;
use crate::refcount::{ANY, BOUND};

impl FunctionCx<'_> {
    fn list_word(&mut self, list: Value, offset: usize) -> Value {
        self.load(types::I64, Region::ListHeader, list, offset)
    }

    /// The index within `0..length`, counted from the end when negative;
    /// leaves for `slow` when there is no such item.
    pub(crate) fn checked_index(
        &mut self,
        index: Value,
        constant: Option<i64>,
        length: Value,
        slow: clif::Block,
    ) -> Value {
        let outside = IntCC::UnsignedGreaterThanOrEqual;
        if let Some(n) = constant {
            let index = if n < 0 {
                self.builder.ins().iadd(index, length)
            } else {
                index
            };
            let bad = self.builder.ins().icmp(outside, index, length);
            self.leave_if(bad, slow);
            return index;
        }
        let from_end = self.cold_block();
        let (inside, item) = self.join_block(types::I64);
        let bad = self.builder.ins().icmp(outside, index, length);
        let good = [BlockArg::Value(index)];
        self.builder.ins().brif(bad, from_end, &[], inside, &good);
        self.builder.switch_to_block(from_end);
        // An index past the end stays past the end.
        let fixed = self.builder.ins().iadd(index, length);
        let bad = self.builder.ins().icmp(outside, fixed, length);
        let good = [BlockArg::Value(fixed)];
        self.builder.ins().brif(bad, slow, &[], inside, &good);
        self.builder.switch_to_block(inside);
        item
    }

    /// The address of an item of a list, or `slow`.
    fn list_item(&mut self, inst: &Inst, slow: clif::Block) -> Value {
        let (list, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let length = self.list_word(list, offset_of!(ListObject, len));
        let index = self.checked_index(index, self.fact(inst, 1).constant, length, slow);
        let items = self.list_word(list, offset_of!(ListObject, items));
        self.item_address(items, index)
    }

    pub(crate) fn emit_list_len(&mut self, inst: &Inst) -> Value {
        let list = self.arg(inst, 0);
        let length = self.list_word(list, offset_of!(ListObject, len));
        let (done, result) = self.join_block(types::I64);
        let empty = self.cold_block();
        let shared = self.cold_block();
        let is_zero = self.builder.ins().icmp_imm_s(IntCC::Equal, length, 0);
        let value = [BlockArg::Value(length)];
        self.builder.ins().brif(is_zero, empty, &[], done, &value);
        self.builder.switch_to_block(empty);
        let foreign = self.list_word(list, offset_of!(ListObject, foreign));
        self.builder.ins().brif(foreign, shared, &[], done, &value);
        self.builder.switch_to_block(shared);
        let length = self.value_rarely(&list::list_len, &[list]);
        self.join(done, length);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn emit_list_get(&mut self, inst: &Inst) -> Value {
        let (list, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let at = self.list_item(inst, slow);
        let item = self.load_word(Region::ListItems, at, 0, BOUND, Repr::Value, inst.borrow);
        self.join(done, item);

        self.builder.switch_to_block(slow);
        let item = self.value_rarely(&list::list_getitem, &[list, index]);
        if inst.borrow {
            self.lend_shared(item);
        }
        self.join(done, item);
        self.builder.switch_to_block(done);
        result
    }

    /// Gives up the reference to an item got from a list shared with
    /// CPython, which still holds it. An object of ours was made for this
    /// access; nothing else holds that, so it has to stay.
    fn lend_shared(&mut self, item: Value) {
        let kind = self.bits(item, LOW_MASK);
        let foreign = self
            .builder
            .ins()
            .icmp_imm_s(IntCC::Equal, kind, FOREIGN as i64);
        let lend = self.cold_block();
        let next = self.next_block();
        self.builder.ins().brif(foreign, lend, &[], next, &[]);
        self.builder.switch_to_block(lend);
        self.release(item, Repr::Value, BOUND);
        self.builder.ins().jump(next, &[]);
        self.builder.switch_to_block(next);
    }

    pub(crate) fn emit_list_set(&mut self, inst: &Inst) -> Option<Value> {
        let (list, index, item) = (self.arg(inst, 0), self.arg(inst, 1), self.arg(inst, 2));
        let slow = self.cold_block();
        let done = self.next_block();
        let at = self.list_item(inst, slow);
        self.replace_word(Region::ListItems, item, at, 0, BOUND, Repr::Value);
        self.builder.ins().jump(done, &[]);

        self.builder.switch_to_block(slow);
        let (_, status) = self.call_rarely(&list::list_setitem, &[list, index, item]);
        self.end_of_borrow(inst, 2, status);
        self.builder.ins().jump(done, &[]);
        self.builder.switch_to_block(done);
        None
    }

    pub(crate) fn emit_list_append(&mut self, inst: &Inst) -> Option<Value> {
        let (list, item) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let done = self.next_block();
        let length = self.list_word(list, offset_of!(ListObject, len));
        let capacity = self.list_word(list, offset_of!(ListObject, capacity));
        let full = self
            .builder
            .ins()
            .icmp(IntCC::UnsignedGreaterThanOrEqual, length, capacity);
        self.leave_if(full, slow);
        let items = self.list_word(list, offset_of!(ListObject, items));
        let at = self.item_address(items, length);
        self.store(Region::ListItems, item, at, 0);
        let length = self.builder.ins().iadd_imm_s(length, 1);
        self.store(
            Region::ListHeader,
            length,
            list,
            offset_of!(ListObject, len),
        );
        self.builder.ins().jump(done, &[]);

        self.builder.switch_to_block(slow);
        let (_, status) = self.call_rarely(&list::list_append, &[list, item]);
        self.end_of_borrow(inst, 1, status);
        self.builder.ins().jump(done, &[]);
        self.builder.switch_to_block(done);
        None
    }

    /// After a row that borrowed operand `n`, which the operation consumes
    /// whether it succeeds or not.
    fn end_of_borrow(&mut self, inst: &Inst, n: usize, status: Option<Value>) {
        let value = self.arg(inst, n);
        let fact = if self.fact(inst, n).small {
            self.fact(inst, n)
        } else {
            ANY
        };
        self.release(value, self.function.repr(inst.args[n]), fact);
        if let Some(status) = status {
            self.check(status);
        }
    }
}
