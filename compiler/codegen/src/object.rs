//! Globals, cells, fields, tuples, strs, and what class an object has.

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder, Value, types};
use pyaot_abi::functions::tuple;
use pyaot_abi::layout::{CellObject, FunctionObject, Header, StrObject, TupleObject};
use pyaot_abi::value::{LOW_MASK, UNBOUND};
use pyaot_ir::{BuiltinClass, Edge, GlobalId, Inst, Repr};

use crate::function::{FunctionCx, clif_type};
use crate::memory::Region;
use crate::refcount::{ANY, BOUND};
use crate::symbol::Symbol;

/// Where a class object is.
#[derive(Clone, Copy)]
pub(crate) enum Class {
    /// In a global.
    Global(GlobalId),
    /// In the runtime.
    Builtin(BuiltinClass),
}

const WORD: usize = size_of::<u64>();

impl FunctionCx<'_> {
    /// Reads a variable outside the frame.
    fn get(&mut self, region: Region, at: Value, offset: usize, repr: Repr, borrow: bool) -> Value {
        if repr.is_counted() {
            self.load_word(region, at, offset, ANY, repr, borrow)
        } else {
            self.load(clif_type(repr), region, at, offset)
        }
    }

    /// Writes a variable outside the frame; takes over `value`.
    fn set(&mut self, region: Region, value: Value, at: Value, offset: usize, repr: Repr) {
        if repr.is_counted() {
            self.replace_word(region, value, at, offset, ANY, repr);
        } else {
            self.store(region, value, at, offset);
        }
    }

    pub(crate) fn emit_global_get(&mut self, inst: &Inst, global: GlobalId) -> Value {
        let data = &self.program.globals[global.index()];
        let at = self.address(Symbol::Global(global));
        let borrow = inst.borrow || data.is_immortal;
        self.get(Region::Global(global), at, 0, data.repr, borrow)
    }

    pub(crate) fn emit_global_set(&mut self, inst: &Inst, global: GlobalId) -> Option<Value> {
        let repr = self.program.globals[global.index()].repr;
        let value = self.arg(inst, 0);
        let at = self.address(Symbol::Global(global));
        self.set(Region::Global(global), value, at, 0, repr);
        None
    }

    pub(crate) fn emit_cell_get(&mut self, inst: &Inst) -> Value {
        let cell = self.arg(inst, 0);
        self.get(
            Region::Cell,
            cell,
            offset_of!(CellObject, value),
            Repr::Value,
            inst.borrow,
        )
    }

    pub(crate) fn emit_cell_set(&mut self, inst: &Inst) -> Option<Value> {
        let (cell, value) = (self.arg(inst, 0), self.arg(inst, 1));
        self.set(
            Region::Cell,
            value,
            cell,
            offset_of!(CellObject, value),
            Repr::Value,
        );
        None
    }

    pub(crate) fn emit_func_cell(&mut self, inst: &Inst, n: u32) -> Value {
        let function = self.arg(inst, 0);
        let offset = offset_of!(FunctionObject, cells) + n as usize * WORD;
        self.load_word(
            Region::Immutable,
            function,
            offset,
            BOUND,
            Repr::Ref,
            inst.borrow,
        )
    }

    pub(crate) fn emit_arg_word(&mut self, inst: &Inst, n: u32) -> Value {
        let args = self.arg(inst, 0);
        let offset = n as usize * WORD;
        self.load_word(
            Region::Immutable,
            args,
            offset,
            BOUND,
            Repr::Value,
            inst.borrow,
        )
    }

    pub(crate) fn emit_field_get(&mut self, inst: &Inst, offset: u32, repr: Repr) -> Value {
        let object = self.arg(inst, 0);
        self.get(
            Region::Field(offset),
            object,
            offset as usize,
            repr,
            inst.borrow,
        )
    }

    pub(crate) fn emit_field_set(&mut self, inst: &Inst, offset: u32, repr: Repr) -> Option<Value> {
        let (object, value) = (self.arg(inst, 0), self.arg(inst, 1));
        self.set(Region::Field(offset), value, object, offset as usize, repr);
        None
    }

    pub(crate) fn emit_tuple_len(&mut self, inst: &Inst) -> Value {
        let tuple = self.arg(inst, 0);
        self.load(
            types::I64,
            Region::Immutable,
            tuple,
            offset_of!(TupleObject, len),
        )
    }

    pub(crate) fn emit_tuple_get(&mut self, inst: &Inst, n: u32) -> Value {
        let tuple = self.arg(inst, 0);
        let offset = offset_of!(TupleObject, items) + n as usize * WORD;
        self.load_word(
            Region::Immutable,
            tuple,
            offset,
            BOUND,
            Repr::Value,
            inst.borrow,
        )
    }

    pub(crate) fn emit_tuple_index(&mut self, inst: &Inst) -> Value {
        let (tuple, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let slow = self.cold_block();
        let (done, result) = self.join_block(types::I64);
        let length = self.emit_tuple_len(inst);
        let n = self.checked_index(index, self.fact(inst, 1), length, slow);
        let at = self.item_address(tuple, n);
        let items = offset_of!(TupleObject, items);
        let item = self.load_word(
            Region::Immutable,
            at,
            items,
            BOUND,
            Repr::Value,
            inst.borrow,
        );
        self.join(done, item);

        // Out of range: always raises.
        self.builder.switch_to_block(slow);
        let item = self.value_rarely(&tuple::tuple_getitem, &[tuple, index]);
        self.join(done, item);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn emit_str_len(&mut self, inst: &Inst) -> Value {
        let text = self.arg(inst, 0);
        self.load(
            types::I64,
            Region::Immutable,
            text,
            offset_of!(StrObject, char_len),
        )
    }

    /// Whether the exact class of the heap object `word` is `class`; in a
    /// block reached only by heap objects, all else goes to `no` (with
    /// arguments).
    fn exact_class(
        &mut self,
        inst: &Inst,
        class: Class,
        no: clif::Block,
        no_args: &[BlockArg],
    ) -> Value {
        let word = self.arg(inst, 0);
        let fact = self.fact(inst, 0);
        let repr = self.function.repr(inst.args[0]);
        if repr != Repr::Ref {
            let kind = self.bits(word, LOW_MASK);
            let next = self.next_block();
            self.builder.ins().brif(kind, no, no_args, next, &[]);
            self.builder.switch_to_block(next);
        }
        if !fact.bound {
            let unbound = self.is_word(word, UNBOUND);
            let next = self.next_block();
            self.builder.ins().brif(unbound, no, no_args, next, &[]);
            self.builder.switch_to_block(next);
        }
        let ty = self.load(types::I64, Region::Type, word, offset_of!(Header, ty));
        let class = match class {
            Class::Global(global) => {
                let at = self.address(Symbol::Global(global));
                self.load(types::I64, Region::Global(global), at, 0)
            }
            Class::Builtin(class) => self.address(Symbol::builtin_class(class)),
        };
        self.builder.ins().icmp(IntCC::Equal, ty, class)
    }

    pub(crate) fn emit_is_exact_class(&mut self, inst: &Inst, class: Class) -> Value {
        let (done, result) = self.join_block(types::I8);
        let no = self.builder.ins().iconst(types::I8, 0);
        let same = self.exact_class(inst, class, done, &[BlockArg::Value(no)]);
        self.join(done, same);
        self.builder.switch_to_block(done);
        result
    }

    pub(crate) fn branch_is_exact_class(
        &mut self,
        inst: &Inst,
        class: Class,
        then: &Edge,
        otherwise: &Edge,
    ) {
        let no = self.next_block();
        let same = self.exact_class(inst, class, no, &[]);
        self.branch(same, then, otherwise);
        self.builder.switch_to_block(no);
        self.jump(otherwise);
    }
}
