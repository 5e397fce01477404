//! Two doubles at a time.

use cranelift_codegen::ir::condcodes::FloatCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use pyaot_ir::{Inst, Repr};

use crate::function::FunctionCx;
use crate::memory::Region;

impl FunctionCx<'_> {
    pub(crate) fn emit_pair_splat(&mut self, inst: &Inst) -> Value {
        let one = self.arg(inst, 0);
        self.builder.ins().splat(types::F64X2, one)
    }

    pub(crate) fn emit_pair_of(&mut self, inst: &Inst) -> Value {
        let (low, high) = (self.arg(inst, 0), self.arg(inst, 1));
        let pair = self.builder.ins().scalar_to_vector(types::F64X2, low);
        self.builder.ins().insertlane(pair, high, 1)
    }

    pub(crate) fn emit_pair_item(&mut self, inst: &Inst, n: u32) -> Value {
        let pair = self.arg(inst, 0);
        self.builder.ins().extractlane(pair, n as u8)
    }

    pub(crate) fn emit_pair_has_zero(&mut self, inst: &Inst) -> Value {
        let pair = self.arg(inst, 0);
        let zero = self.builder.ins().f64const(0.0);
        let zeros = self.builder.ins().splat(types::F64X2, zero);
        let found = self.builder.ins().fcmp(FloatCC::Equal, pair, zeros);
        self.builder.ins().vany_true(found)
    }

    /// Where a pair lies, and what lies there.
    fn place_of_pair(&mut self, inst: &Inst) -> (Value, Region) {
        let (row, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let region = match self.function.repr(inst.args[0]) {
            Repr::Ptr => Region::ListFloats,
            _ => Region::Elements,
        };
        (self.item_address(row, index), region)
    }

    pub(crate) fn emit_pair_load(&mut self, inst: &Inst, offset: i32) -> Value {
        let (at, region) = self.place_of_pair(inst);
        self.load_pair(region, at, offset)
    }

    pub(crate) fn emit_pair_store(&mut self, inst: &Inst, offset: i32) -> Option<Value> {
        let (at, region) = self.place_of_pair(inst);
        let pair = self.arg(inst, 2);
        self.store_pair(region, pair, at, offset);
        None
    }
}
