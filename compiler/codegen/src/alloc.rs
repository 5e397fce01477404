//! Objects made in line: a block from a free list, filled on the spot.

use core::mem::{offset_of, size_of};

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, InstBuilder, Value, types};
use pyaot_abi::functions::{float, object, tuple};
use pyaot_abi::layout::{BLOCK_MAX, FreeBlock, Header, InstanceObject, TupleObject, block_class};
use pyaot_abi::value::{FLOAT, FLOAT_BIAS, FLOAT_SHIFT, LOW_MASK, UNBOUND, UNBOUND_F64};
use pyaot_ir::{DataId, DataItem, Inst, Op, ValueId};

use crate::function::FunctionCx;
use crate::memory::Region;
use crate::symbol::Symbol;

const WORD: usize = size_of::<u64>();
/// Tuples of more items are made by the runtime.
pub(crate) const MOST_ITEMS: usize = 6;

// A region for the second word of blocks rests on this.
const _: () = assert!(offset_of!(FreeBlock, next) == offset_of!(Header, ty));

impl FunctionCx<'_> {
    /// An object of `size` bytes and class `ty` with one reference, its body
    /// undefined; leaves for `slow` when the runtime has to make blocks.
    fn new_object(&mut self, size: usize, ty: Value, slow: clif::Block) -> Value {
        let lists = self.address(Symbol::FreeLists);
        let list = block_class(size) * size_of::<*mut FreeBlock>();
        let block = self.load(types::I64, Region::FreeLists, lists, list);
        let empty = self.builder.ins().icmp_imm_s(IntCC::Equal, block, 0);
        self.leave_if(empty, slow);
        let next = self.load(types::I64, Region::Type, block, offset_of!(FreeBlock, next));
        self.store(Region::FreeLists, next, lists, list);
        let one = self.iconst(1);
        self.store(Region::Refcount, one, block, offset_of!(Header, refcount));
        self.store(Region::Type, ty, block, offset_of!(Header, ty));
        block
    }

    /// The word of a float: the float itself, or an object. ([`pyaot_abi::value::float_word`])
    pub(crate) fn box_float(&mut self, x: Value) -> Value {
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let flags = clif::MemFlagsData::new();
        let bits = self.builder.ins().bitcast(types::I64, flags, x);
        let bias = self.iconst(FLOAT_BIAS as i64);
        let bits = self.builder.ins().isub(bits, bias);
        let word = self.builder.ins().rotl_imm_u(bits, i64::from(FLOAT_SHIFT));
        let unusual = self.bits(word, LOW_MASK);
        self.leave_if(unusual, slow);
        let word = self.builder.ins().bor_imm_s(word, FLOAT as i64);
        self.join(done, word);
        self.builder.switch_to_block(slow);
        let biased = self.iconst(FLOAT_BIAS as i64);
        let zero = self.builder.ins().iadd(bits, biased);
        let zero = self.builder.ins().icmp_imm_s(IntCC::Equal, zero, 0);
        // It lives for ever: nobody has to count it.
        let object = self.address(Symbol::FloatZero);
        let other = self.cold_block();
        let args = [clif::BlockArg::Value(object)];
        self.builder.ins().brif(zero, done, &args, other, &[]);
        self.builder.switch_to_block(other);
        let object = self.value_rarely(&float::float_new, &[x]);
        self.join(done, object);
        self.builder.switch_to_block(done);
        result
    }

    /// The items of the tuple that the instruction makes in line, if it does.
    pub(crate) fn makes_tuple<'i>(&self, inst: &'i Inst) -> Option<&'i [ValueId]> {
        let items = match inst.op {
            Op::CallRuntime(row) if row == &tuple::tuple_from_items => &inst.args[..],
            // Behind the class of a named tuple.
            Op::CallRuntime(row) if row == &tuple::tuple_of_class => &inst.args[1..],
            _ => return None,
        };
        let few = (1..=MOST_ITEMS).contains(&items.len());
        (few && !self.is_rare()).then_some(items)
    }

    /// A tuple of few items.
    pub(crate) fn emit_tuple_new(&mut self, inst: &Inst, items: &[ValueId]) -> Value {
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let is_named = items.len() < inst.args.len();
        let class = match is_named {
            true => self.arg(inst, 0),
            false => self.address(Symbol::TupleType),
        };
        let words = items.len() + usize::from(is_named);
        let size = size_of::<TupleObject>() + words * WORD;
        let object = self.new_object(size, class, slow);
        let len = self.iconst(items.len() as i64);
        self.store(Region::Immutable, len, object, offset_of!(TupleObject, len));
        if is_named {
            // A class of the program has its attribute word behind the items.
            let none = self.iconst(UNBOUND as i64);
            let offset = offset_of!(TupleObject, items) + items.len() * WORD;
            self.store(Region::Immutable, none, object, offset);
        }
        let mut moved = self.released_slowly();
        for (n, item) in items.iter().enumerate() {
            let word = self.value(*item);
            let offset = offset_of!(TupleObject, items) + n * WORD;
            self.store(Region::Immutable, word, object, offset);
            match moved.iter().position(|other| *other == word) {
                Some(n) => drop(moved.swap_remove(n)),
                None => {
                    let at = n + usize::from(is_named);
                    self.retain(word, self.function.repr(*item), self.fact(inst, at));
                }
            }
        }
        self.join(done, object);
        self.builder.switch_to_block(slow);
        let row = match is_named {
            true => &tuple::tuple_of_class,
            false => &tuple::tuple_from_items,
        };
        let args = self.row_args(inst, row);
        let object = self.value_rarely(row, &args);
        self.release_slowly();
        self.join(done, object);
        self.builder.switch_to_block(done);
        result
    }

    /// An instance of the class in the operand, made from descriptor `id`.
    pub(crate) fn emit_instance_new(&mut self, inst: &Inst, id: DataId) -> Value {
        let class = self.arg(inst, 0);
        let fields = match &self.program.data[id.index()] {
            DataItem::Class(desc) => &desc.fields,
            DataItem::Function(_) | DataItem::Table(_) => panic!("{id} is not a class"),
        };
        let start = offset_of!(InstanceObject, fields);
        let size = start + fields.len() * WORD;
        if size > BLOCK_MAX {
            return self.call_value(&object::instance_new, &[class]);
        }
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let object = self.new_object(size, class, slow);
        let unset = self.iconst(UNBOUND as i64);
        self.store(
            Region::Attrs,
            unset,
            object,
            offset_of!(InstanceObject, attrs),
        );
        for (n, field) in fields.iter().enumerate() {
            let offset = start + n * WORD;
            let unset = if field.is_f64 { UNBOUND_F64 } else { UNBOUND };
            let unset = self.iconst(unset as i64);
            self.store(Region::Field(offset as u32), unset, object, offset);
        }
        self.join(done, object);
        self.builder.switch_to_block(slow);
        let object = self.value_rarely(&object::instance_new, &[class]);
        self.join(done, object);
        self.builder.switch_to_block(done);
        result
    }
}
