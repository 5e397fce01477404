//! Walking dicts and sets.

use core::mem::offset_of;

use cranelift_codegen::ir::{InstBuilder, Value, types};
use pyaot_abi::layout::{DictEntry, DictObject, SetObject, SetPlace};
use pyaot_ir::{Inst, Repr};

use crate::function::FunctionCx;
use crate::memory::Region;
use crate::refcount::{ANY, BOUND};

impl FunctionCx<'_> {
    fn dict_word(&mut self, inst: &Inst, offset: usize) -> Value {
        let dict = self.arg(inst, 0);
        self.load(types::I64, Region::DictHeader, dict, offset)
    }

    pub(crate) fn emit_dict_len(&mut self, inst: &Inst) -> Value {
        self.dict_word(inst, offset_of!(DictObject, live))
    }

    pub(crate) fn emit_dict_places(&mut self, inst: &Inst) -> Value {
        self.dict_word(inst, offset_of!(DictObject, places))
    }

    pub(crate) fn emit_set_len(&mut self, inst: &Inst) -> Value {
        let set = self.arg(inst, 0);
        let offset = offset_of!(SetObject, used);
        self.load(types::I64, Region::SetHeader, set, offset)
    }

    pub(crate) fn emit_set_item(&mut self, inst: &Inst) -> Value {
        let (set, place) = (self.arg(inst, 0), self.arg(inst, 1));
        let offset = offset_of!(SetObject, places);
        let places = self.load(types::I64, Region::SetHeader, set, offset);
        let size = size_of::<SetPlace>() as i64;
        let offset = self.builder.ins().imul_imm_s(place, size);
        let place = self.builder.ins().iadd(places, offset);
        let offset = offset_of!(SetPlace, item);
        let repr = Repr::Value;
        self.load_word(Region::SetItems, place, offset, BOUND, repr, inst.borrow)
    }

    /// The address of the entry at a place.
    fn dict_entry(&mut self, inst: &Inst) -> Value {
        let entries = self.dict_word(inst, offset_of!(DictObject, entries));
        let place = self.arg(inst, 1);
        let offset = self
            .builder
            .ins()
            .imul_imm_s(place, size_of::<DictEntry>() as i64);
        self.builder.ins().iadd(entries, offset)
    }

    pub(crate) fn emit_dict_key(&mut self, inst: &Inst) -> Value {
        let entry = self.dict_entry(inst);
        let offset = offset_of!(DictEntry, key);
        self.load_word(
            Region::DictEntries,
            entry,
            offset,
            ANY,
            Repr::Value,
            inst.borrow,
        )
    }

    pub(crate) fn emit_dict_value(&mut self, inst: &Inst) -> Value {
        let entry = self.dict_entry(inst);
        let offset = offset_of!(DictEntry, value);
        self.load_word(
            Region::DictEntries,
            entry,
            offset,
            BOUND,
            Repr::Value,
            inst.borrow,
        )
    }
}
