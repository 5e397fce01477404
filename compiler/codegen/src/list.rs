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
use pyaot_abi::layout::{ArrayObject, ListObject, Number};
use pyaot_ir::{Inst, ItemType, Op, Repr};

use crate::facts::Fact;
use crate::function::FunctionCx;
use crate::memory::Region;
use crate::refcount::{ANY, BOUND};
use crate::symbol::Symbol;

/// Where a list of words has its length.
const WORDS: usize = offset_of!(ListObject, len);

/// Where a list has its length.
fn length_of(item: ItemType) -> usize {
    match item {
        ItemType::Int | ItemType::Number => WORDS,
        ItemType::Float => offset_of!(ListObject, float_len),
        ItemType::Bool => offset_of!(ListObject, bool_len),
        _ => offset_of!(ArrayObject, len),
    }
}

/// How and where items of a type are stored.
pub(crate) fn kept_as(item: ItemType) -> (clif::Type, Region) {
    match item {
        ItemType::Int | ItemType::Number => (types::I64, Region::ListItems),
        ItemType::Float => (types::F64, Region::ListFloats),
        ItemType::Bool => (types::I8, Region::ListBools),
        // NumPy may look at them too.
        ItemType::ArrayI8 | ItemType::ArrayU8 => (types::I8, Region::Elements),
        ItemType::ArrayI16 | ItemType::ArrayU16 => (types::I16, Region::Elements),
        ItemType::ArrayI32 | ItemType::ArrayU32 => (types::I32, Region::Elements),
        ItemType::ArrayI64 | ItemType::ArrayU64 => (types::I64, Region::Elements),
        ItemType::ArrayF32 => (types::F32, Region::Elements),
        ItemType::ArrayF64 => (types::F64, Region::Elements),
    }
}

impl FunctionCx<'_> {
    pub(crate) fn list_word(&mut self, list: Value, offset: usize) -> Value {
        self.load(types::I64, Region::ListHeader, list, offset)
    }

    /// The index within `0..length`, counted from the end when negative;
    /// leaves for `slow` when there is no such item.
    pub(crate) fn checked_index(
        &mut self,
        index: Value,
        fact: Fact,
        length: Value,
        slow: clif::Block,
    ) -> Value {
        let outside = IntCC::UnsignedGreaterThanOrEqual;
        if let Some(n) = fact.constant {
            let index = if n < 0 {
                self.builder.ins().iadd(index, length)
            } else {
                index
            };
            let bad = self.builder.ins().icmp(outside, index, length);
            self.leave_if(bad, slow);
            return index;
        }
        if fact.nonnegative {
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

    pub(crate) fn emit_list_items(&mut self, inst: &Inst) -> Value {
        let list = self.arg(inst, 0);
        self.list_word(list, offset_of!(ListObject, items))
    }

    pub(crate) fn emit_storage_len(&mut self, inst: &Inst, item: ItemType) -> Value {
        let list = self.arg(inst, 0);
        self.list_word(list, length_of(item))
    }

    /// What the header of a list says, where an access was given it.
    fn known_header(&self, inst: &Inst) -> Option<(Value, Value)> {
        let operands = match inst.op {
            Op::TryListGet | Op::TryGet(_) => 2,
            Op::TrySet(_) | Op::TryReplace => 3,
            _ => return None,
        };
        let known = inst.args.len() > operands;
        known.then(|| (self.arg(inst, operands), self.arg(inst, operands + 1)))
    }

    pub(crate) fn emit_list_len(&mut self, inst: &Inst) -> Value {
        let list = self.arg(inst, 0);
        // All but one are 0.
        let words = self.list_word(list, WORDS);
        let floats = self.list_word(list, length_of(ItemType::Float));
        let bools = self.list_word(list, length_of(ItemType::Bool));
        let raw = self.builder.ins().bor(floats, bools);
        self.builder.ins().bor(words, raw)
    }

    pub(crate) fn emit_list_get(&mut self, inst: &Inst) -> Value {
        let (list, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let at = self.typed_address(inst, ItemType::Int, slow);
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
        let at = self.typed_address(inst, ItemType::Int, slow);
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
        let length = self.list_word(list, WORDS);
        let capacity = self.list_word(list, offset_of!(ListObject, capacity));
        let full = IntCC::SignedGreaterThanOrEqual;
        let full = self.builder.ins().icmp(full, length, capacity);
        self.leave_if(full, slow);
        let items = self.list_word(list, offset_of!(ListObject, items));
        let at = self.item_address(items, length);
        let longer = self.builder.ins().iadd_imm_s(length, 1);
        self.store(Region::ListHeader, longer, list, WORDS);
        self.store(Region::ListItems, item, at, 0);
        self.builder.ins().jump(done, &[]);

        self.builder.switch_to_block(slow);
        let (_, status) = self.call_rarely(&list::list_append, &[list, item]);
        self.end_of_borrow(inst, 1, status);
        self.builder.ins().jump(done, &[]);
        self.builder.switch_to_block(done);
        None
    }

    /// The address of an item, or `slow`.
    pub(crate) fn typed_address(
        &mut self,
        inst: &Inst,
        item: ItemType,
        slow: clif::Block,
    ) -> Value {
        let (list, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let known = self.known_header(inst);
        let items = known.map(|(items, _)| items);
        let fact = self.fact(inst, 1);
        let index = if fact.within {
            index
        } else {
            let length = match known {
                Some((_, length)) => length,
                None => self.list_word(list, length_of(item)),
            };
            self.checked_index(index, fact, length, slow)
        };
        match items {
            Some(items) => self.address_from(items, item, index),
            None => self.address_at(list, item, index),
        }
    }

    pub(crate) fn address_at(&mut self, list: Value, item: ItemType, index: Value) -> Value {
        let items = self.list_word(list, offset_of!(ListObject, items));
        self.address_from(items, item, index)
    }

    fn address_from(&mut self, items: Value, item: ItemType, index: Value) -> Value {
        match item {
            ItemType::Int | ItemType::Number | ItemType::Float => self.item_address(items, index),
            ItemType::Bool => self.builder.ins().iadd(items, index),
            _ => {
                let size = item.number().map_or(8, Number::size);
                self.place_in_row(items, index, size)
            }
        }
    }

    pub(crate) fn emit_typed_get(&mut self, inst: &Inst, item: ItemType) -> Value {
        let row = match item {
            ItemType::Int | ItemType::Number => return self.emit_list_get(inst),
            ItemType::Float => &list::list_getitem_float,
            ItemType::Bool => &list::list_getitem_bool,
            _ => return self.emit_array_get(inst, item),
        };
        let (list, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let (ty, region) = kept_as(item);
        let (done, result) = self.join_block(ty);
        let at = self.typed_address(inst, item, slow);
        let loaded = self.load(ty, region, at, 0);
        self.join(done, loaded);

        self.builder.switch_to_block(slow);
        let given = self.value_rarely(row, &[list, index]);
        self.join(done, given);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn emit_typed_set(&mut self, inst: &Inst, item: ItemType) -> Option<Value> {
        let row = match item {
            ItemType::Int | ItemType::Number => return self.emit_list_set(inst),
            ItemType::Float => &list::list_setitem_float,
            ItemType::Bool => &list::list_setitem_bool,
            _ => return self.emit_array_set(inst, item),
        };
        let (list, index, value) = (self.arg(inst, 0), self.arg(inst, 1), self.arg(inst, 2));
        let slow = self.cold_block();
        let done = self.next_block();
        let at = self.typed_address(inst, item, slow);
        self.store(kept_as(item).1, value, at, 0);
        self.builder.ins().jump(done, &[]);
        self.typed_slowly(row, &[list, index, value], slow, done)
    }

    /// `list.pop()`: the last word goes over to whoever asked, the last float becomes one.
    pub(crate) fn emit_list_pop(&mut self, inst: &Inst) -> Value {
        let (list, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let word = self.pop_last(list, ItemType::Int, slow);
        self.join(done, word);
        self.builder.switch_to_block(slow);
        let slow = self.cold_block();
        let float = self.pop_last(list, ItemType::Float, slow);
        let word = self.box_float(float);
        self.join(done, word);
        self.builder.switch_to_block(slow);
        let word = self.value_rarely(&list::list_pop, &[list, index]);
        self.join(done, word);
        self.builder.switch_to_block(done);
        result
    }

    /// Takes the last item out of a list; leaves for `slow` where none is kept like that.
    fn pop_last(&mut self, list: Value, item: ItemType, slow: clif::Block) -> Value {
        let length = self.list_word(list, length_of(item));
        let empty = self.builder.ins().icmp_imm_s(IntCC::Equal, length, 0);
        self.leave_if(empty, slow);
        let shorter = self.builder.ins().iadd_imm_s(length, -1);
        let at = self.address_at(list, item, shorter);
        let (ty, region) = kept_as(item);
        let last = self.load(ty, region, at, 0);
        self.store(Region::ListHeader, shorter, list, length_of(item));
        last
    }

    pub(crate) fn emit_typed_append(&mut self, inst: &Inst, item: ItemType) -> Option<Value> {
        let (list, value) = (self.arg(inst, 0), self.arg(inst, 1));
        let length_at = length_of(item);
        let (row, room) = match item {
            ItemType::Int | ItemType::Number => return self.emit_list_append(inst),
            ItemType::Float => (
                &list::list_append_float,
                offset_of!(ListObject, float_capacity),
            ),
            ItemType::Bool => (&list::list_append_bool, offset_of!(ListObject, capacity)),
            _ => return self.emit_array_append(inst, item),
        };
        let slow = self.cold_block();
        let done = self.next_block();
        let length = self.list_word(list, length_at);
        let room = self.list_word(list, room);
        let full = IntCC::SignedGreaterThanOrEqual;
        let full = if item == ItemType::Bool {
            // Minus the capacity, where there is one.
            let missing = self.builder.ins().iadd(length, room);
            self.builder.ins().icmp_imm_s(full, missing, 0)
        } else {
            self.builder.ins().icmp(full, length, room)
        };
        self.leave_if(full, slow);
        let at = self.address_at(list, item, length);
        let longer = self.builder.ins().iadd_imm_s(length, 1);
        self.store(Region::ListHeader, longer, list, length_at);
        self.store(kept_as(item).1, value, at, 0);
        self.builder.ins().jump(done, &[]);
        self.typed_slowly(row, &[list, value], slow, done)
    }

    /// The slow path of an operation without a result.
    pub(crate) fn typed_slowly(
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

    /// A block that leaves by the error edge.
    pub(crate) fn exit_block(&mut self) -> clif::Block {
        let exit = self.cold_block();
        let here = self.builder.current_block();
        self.builder.switch_to_block(exit);
        self.leave_by_error();
        if let Some(here) = here {
            self.builder.switch_to_block(here);
        }
        exit
    }

    pub(crate) fn emit_try_list_get(&mut self, inst: &Inst) -> Value {
        let exit = self.exit_block();
        let at = self.typed_address(inst, ItemType::Int, exit);
        self.load_word(Region::ListItems, at, 0, BOUND, Repr::Value, inst.borrow)
    }

    pub(crate) fn emit_list_probe(&mut self, inst: &Inst) -> Value {
        let none = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let at = self.typed_address(inst, ItemType::Int, none);
        let item = self.load_word(Region::ListItems, at, 0, BOUND, Repr::Value, inst.borrow);
        self.join(done, item);

        self.builder.switch_to_block(none);
        let stand_in = self.address(Symbol::NoList);
        if !inst.borrow {
            self.retain(stand_in, Repr::Ref, BOUND);
        }
        self.join(done, stand_in);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn emit_need_item(&mut self, inst: &Inst) -> Option<Value> {
        let item = self.arg(inst, 0);
        let exit = self.exit_block();
        let stand_in = self.address(Symbol::NoList);
        let missing = self.builder.ins().icmp(IntCC::Equal, item, stand_in);
        self.leave_if(missing, exit);
        None
    }

    pub(crate) fn emit_try_get(&mut self, inst: &Inst, item: ItemType) -> Value {
        let exit = self.exit_block();
        let at = self.typed_address(inst, item, exit);
        let (ty, region) = kept_as(item);
        if item == ItemType::Number {
            return self.load_word(region, at, 0, BOUND, Repr::Value, inst.borrow);
        }
        let loaded = self.load(ty, region, at, 0);
        if let Some(number) = item.number() {
            return self.widen_number(loaded, number);
        }
        if item != ItemType::Int {
            return loaded;
        }
        self.need_small(loaded, false, exit);
        self.untag(loaded)
    }

    /// Leaves for `exit` where operand `n`, an `I64`, is no small int.
    pub(crate) fn need_fitting(&mut self, inst: &Inst, n: usize, exit: clif::Block) {
        if self.fact(inst, n).small {
            return;
        }
        let value = self.arg(inst, n);
        let doubled = self.builder.ins().ishl_imm_u(value, 1);
        let back = self.builder.ins().sshr_imm_u(doubled, 1);
        let lost = self.builder.ins().icmp(IntCC::NotEqual, back, value);
        self.leave_if(lost, exit);
    }

    pub(crate) fn emit_try_replace(&mut self, inst: &Inst) -> Option<Value> {
        let (list, index, value) = (self.arg(inst, 0), self.arg(inst, 1), self.arg(inst, 2));
        let exit = self.exit_block();
        self.need_fitting(inst, 2, exit);
        let fact = self.fact(inst, 1);
        let known = self.known_header(inst);
        let index = match fact.constant {
            Some(n) if n >= 0 => index,
            None if fact.nonnegative || fact.within => index,
            // Counted from the end, perhaps, but there.
            _ => {
                let length = match known {
                    Some((_, length)) => length,
                    None => self.list_word(list, WORDS),
                };
                let negative = self
                    .builder
                    .ins()
                    .icmp_imm_s(IntCC::SignedLessThan, index, 0);
                let from_end = self.builder.ins().iadd(index, length);
                self.builder.ins().select(negative, from_end, index)
            }
        };
        let at = match known {
            Some((items, _)) => self.address_from(items, ItemType::Int, index),
            None => self.address_at(list, ItemType::Int, index),
        };
        let word = self.tag(value);
        self.store(Region::ListItems, word, at, 0);
        None
    }

    pub(crate) fn emit_try_set(&mut self, inst: &Inst, item: ItemType) -> Option<Value> {
        let value = self.arg(inst, 2);
        let (ty, region) = kept_as(item);
        if item == ItemType::Number {
            let exit = self.cold_block();
            let at = self.typed_address(inst, item, exit);
            let stored = self.next_block();
            self.builder.ins().jump(stored, &[]);
            self.builder.switch_to_block(exit);
            self.release(value, Repr::Value, ANY);
            self.leave_by_error();
            self.builder.switch_to_block(stored);
            self.replace_word(region, value, at, 0, BOUND, Repr::Value);
            return None;
        }
        let exit = self.exit_block();
        let at = self.typed_address(inst, item, exit);
        if let Some(number) = item.number() {
            let value = self.narrow_number(value, number);
            self.store(region, value, at, 0);
            return None;
        }
        if item != ItemType::Int {
            self.store(region, value, at, 0);
            return None;
        }
        self.need_fitting(inst, 2, exit);
        let old = self.load(ty, region, at, 0);
        self.need_small(old, false, exit);
        let word = self.tag(value);
        self.store(region, word, at, 0);
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
