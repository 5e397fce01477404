//! Lists and the indexing shared with tuples.
//!
//! A list whose items are stored otherwise than an operation expects has length
//! and capacity 0 for it, so the bounds check that is there anyway sends it to
//! the runtime (`pyaot_abi::layout::ListObject`).

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder, Value, types};
use pyaot_abi::FnDecl;
use pyaot_abi::functions::list;
use pyaot_abi::layout::ListObject;
use pyaot_ir::{Inst, Repr};

use crate::function::FunctionCx;
use crate::memory::Region;
use crate::refcount::{ANY, BOUND};

/// Where a list has the length and the capacity of one of its storages.
#[derive(Clone, Copy)]
struct Storage {
    length: usize,
    capacity: usize,
}

const WORDS: Storage = Storage {
    length: offset_of!(ListObject, len),
    capacity: offset_of!(ListObject, capacity),
};

const FLOATS: Storage = Storage {
    length: offset_of!(ListObject, float_len),
    capacity: offset_of!(ListObject, float_capacity),
};

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

    /// The address of an item of a list, or `slow`; `length` is where the
    /// storage has its length.
    fn list_item(&mut self, inst: &Inst, length: usize, slow: clif::Block) -> Value {
        let (list, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let length = self.list_word(list, length);
        let index = self.checked_index(index, self.fact(inst, 1).constant, length, slow);
        let items = self.list_word(list, offset_of!(ListObject, items));
        self.item_address(items, index)
    }

    pub(crate) fn emit_list_len(&mut self, inst: &Inst) -> Value {
        let list = self.arg(inst, 0);
        // One of them is 0.
        let words = self.list_word(list, offset_of!(ListObject, len));
        let floats = self.list_word(list, offset_of!(ListObject, float_len));
        self.builder.ins().bor(words, floats)
    }

    pub(crate) fn emit_list_get(&mut self, inst: &Inst) -> Value {
        let (list, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let at = self.list_item(inst, WORDS.length, slow);
        let item = self.load_word(Region::ListItems, at, 0, BOUND, Repr::Value, inst.borrow);
        self.join(done, item);

        self.builder.switch_to_block(slow);
        let item = self.value_rarely(&list::list_getitem, &[list, index]);
        if inst.borrow {
            // The list holds the item, whatever it did before.
            self.release(item, Repr::Value, BOUND);
        }
        self.join(done, item);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn emit_list_set(&mut self, inst: &Inst) -> Option<Value> {
        let (list, index, item) = (self.arg(inst, 0), self.arg(inst, 1), self.arg(inst, 2));
        let slow = self.cold_block();
        let done = self.next_block();
        let at = self.list_item(inst, WORDS.length, slow);
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
        let at = self.place_behind(list, WORDS, slow);
        self.store(Region::ListItems, item, at, 0);
        self.builder.ins().jump(done, &[]);

        self.builder.switch_to_block(slow);
        let (_, status) = self.call_rarely(&list::list_append, &[list, item]);
        self.end_of_borrow(inst, 1, status);
        self.builder.ins().jump(done, &[]);
        self.builder.switch_to_block(done);
        None
    }

    /// Makes a list longer by an item, whose address it gives; `slow` where
    /// there is no room. The item is stored before anything else happens.
    fn place_behind(&mut self, list: Value, storage: Storage, slow: clif::Block) -> Value {
        let length = self.list_word(list, storage.length);
        let capacity = self.list_word(list, storage.capacity);
        let full = self
            .builder
            .ins()
            .icmp(IntCC::SignedGreaterThanOrEqual, length, capacity);
        self.leave_if(full, slow);
        let items = self.list_word(list, offset_of!(ListObject, items));
        let at = self.item_address(items, length);
        let length = self.builder.ins().iadd_imm_s(length, 1);
        self.store(Region::ListHeader, length, list, storage.length);
        at
    }

    pub(crate) fn emit_floats_get(&mut self, inst: &Inst) -> Value {
        let (list, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::F64);
        let at = self.list_item(inst, FLOATS.length, slow);
        let item = self.load(types::F64, Region::ListFloats, at, 0);
        self.join(done, item);

        self.builder.switch_to_block(slow);
        let item = self.value_rarely(&list::list_getitem_float, &[list, index]);
        self.join(done, item);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn emit_floats_set(&mut self, inst: &Inst) -> Option<Value> {
        let (list, index, item) = (self.arg(inst, 0), self.arg(inst, 1), self.arg(inst, 2));
        let slow = self.cold_block();
        let done = self.next_block();
        let at = self.list_item(inst, FLOATS.length, slow);
        self.store(Region::ListFloats, item, at, 0);
        self.builder.ins().jump(done, &[]);
        self.floats_slowly(&list::list_setitem_float, &[list, index, item], slow, done)
    }

    pub(crate) fn emit_floats_append(&mut self, inst: &Inst) -> Option<Value> {
        let (list, item) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let done = self.next_block();
        let at = self.place_behind(list, FLOATS, slow);
        self.store(Region::ListFloats, item, at, 0);
        self.builder.ins().jump(done, &[]);
        self.floats_slowly(&list::list_append_float, &[list, item], slow, done)
    }

    /// The slow path of an operation without a result.
    fn floats_slowly(
        &mut self,
        row: &'static FnDecl,
        args: &[Value],
        slow: clif::Block,
        done: clif::Block,
    ) -> Option<Value> {
        self.builder.switch_to_block(slow);
        if let (_, Some(status)) = self.call_rarely(row, args) {
            self.check(status);
        }
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
