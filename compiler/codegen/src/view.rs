//! Elements of array views: bounds checks, addresses, conversions.
//!
//! A view's header never changes, so its loads are free to leave loops.

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder, Value, types};
use pyaot_abi::functions::{FnDecl, buffer};
use pyaot_abi::layout::{DType, ViewObject};
use pyaot_ir::Inst;

use crate::function::FunctionCx;
use crate::memory::Region;

/// Where the value lies in a float object of ours and in NumPy's scalars.
const SCALAR_VALUE: usize = offset_of!(pyaot_abi::layout::FloatObject, value);

fn memory_type(dtype: DType) -> clif::Type {
    match dtype {
        DType::F64 => types::F64,
        DType::F32 => types::F32,
        DType::I64 => types::I64,
        DType::I32 => types::I32,
        DType::U8 | DType::Bool => types::I8,
    }
}

impl FunctionCx<'_> {
    fn view_word(&mut self, view: Value, offset: usize) -> Value {
        self.load(types::I64, Region::View, view, offset)
    }

    pub(crate) fn emit_view_shape(&mut self, inst: &Inst, axis: u32) -> Value {
        let view = self.arg(inst, 0);
        let offset = offset_of!(ViewObject, shape) + 8 * axis as usize;
        // Read here: the number may be used when the view is gone.
        self.load(types::I64, Region::Immutable, view, offset)
    }

    /// The index in range; IndexError by the instruction's error edge.
    pub(crate) fn emit_view_index(&mut self, inst: &Inst, axis: u32, named: u32) -> Value {
        let (view, index) = (self.arg(inst, 0), self.arg(inst, 1));
        let known = self.fact(inst, 1);
        let size = self.view_word(view, offset_of!(ViewObject, shape) + 8 * axis as usize);
        let outside = self.cold_block();
        let inside = self.checked_index(index, known, size, outside);
        let here = self.builder.current_block();
        self.builder.switch_to_block(outside);
        let named = self.builder.ins().iconst(types::I64, i64::from(named));
        self.raise_rarely(&buffer::raise_view_index, &[index, named, size]);
        if let Some(here) = here {
            self.builder.switch_to_block(here);
        }
        inside
    }

    pub(crate) fn emit_view_writable(&mut self, inst: &Inst) -> Option<Value> {
        let view = self.arg(inst, 0);
        let readonly = self.view_word(view, offset_of!(ViewObject, readonly));
        let refused = self.cold_block();
        let writable = self.next_block();
        self.builder
            .ins()
            .brif(readonly, refused, &[], writable, &[] as &[BlockArg]);
        self.builder.switch_to_block(refused);
        self.raise_rarely(&buffer::raise_view_readonly, &[]);
        self.builder.switch_to_block(writable);
        None
    }

    fn raise_rarely(&mut self, row: &'static FnDecl, args: &[Value]) {
        let (_, status) = self.call_rarely(row, args);
        if let Some(status) = status {
            self.check(status);
        }
        self.builder.ins().trap(clif::TrapCode::unwrap_user(1));
    }

    /// The address of an element at indices in range.
    fn element(&mut self, inst: &Inst, first_index: usize) -> Value {
        let view = self.arg(inst, 0);
        let mut address = self.view_word(view, offset_of!(ViewObject, data));
        for axis in 0..inst.args.len() - first_index {
            let index = self.arg(inst, first_index + axis);
            let stride = self.view_word(view, offset_of!(ViewObject, strides) + 8 * axis);
            let offset = self.builder.ins().imul(index, stride);
            address = self.builder.ins().iadd(address, offset);
        }
        address
    }

    /// An element in memory as a value: ints widened to 64 bits, floats to
    /// double precision.
    fn widen(&mut self, value: Value, dtype: DType) -> Value {
        match dtype {
            DType::F64 | DType::I64 => value,
            DType::F32 => self.builder.ins().fpromote(types::F64, value),
            DType::I32 => self.builder.ins().sextend(types::I64, value),
            DType::U8 => self.builder.ins().uextend(types::I64, value),
            // NumPy stores 0 or 1, but a view of other bytes need not hold them.
            DType::Bool => self.builder.ins().icmp_imm_u(IntCC::NotEqual, value, 0),
        }
    }

    pub(crate) fn emit_view_load(&mut self, inst: &Inst, dtype: DType) -> Value {
        let address = self.element(inst, 1);
        let value = self.load(memory_type(dtype), Region::Elements, address, 0);
        self.widen(value, dtype)
    }

    pub(crate) fn emit_view_store(&mut self, inst: &Inst, dtype: DType) -> Option<Value> {
        let value = self.arg(inst, 1);
        let address = self.element(inst, 2);
        let value = self.narrow(value, dtype);
        self.store(Region::Elements, value, address, 0);
        None
    }

    /// A value that fits as an element in memory.
    fn narrow(&mut self, value: Value, dtype: DType) -> Value {
        match dtype {
            DType::F64 | DType::I64 | DType::Bool => value,
            DType::F32 => self.builder.ins().fdemote(types::F32, value),
            DType::I32 => self.builder.ins().ireduce(types::I32, value),
            DType::U8 => self.builder.ins().ireduce(types::I8, value),
        }
    }

    pub(crate) fn emit_view_data(&mut self, inst: &Inst) -> Value {
        let view = self.arg(inst, 0);
        self.view_word(view, offset_of!(ViewObject, data))
    }

    pub(crate) fn emit_view_stride(&mut self, inst: &Inst, axis: u32) -> Value {
        let view = self.arg(inst, 0);
        self.view_word(view, offset_of!(ViewObject, strides) + 8 * axis as usize)
    }

    pub(crate) fn emit_view_is_writable(&mut self, inst: &Inst) -> Value {
        let view = self.arg(inst, 0);
        let readonly = self.view_word(view, offset_of!(ViewObject, readonly));
        self.builder.ins().icmp_imm_s(IntCC::Equal, readonly, 0)
    }

    /// `row + index * size`, for the addressing modes of the machine.
    pub(crate) fn place_in_row(&mut self, row: Value, index: Value, size: u32) -> Value {
        let shift = i64::from(size.trailing_zeros());
        let distance = match shift {
            0 => index,
            _ => self.builder.ins().ishl_imm_u(index, shift),
        };
        self.builder.ins().iadd(row, distance)
    }

    pub(crate) fn emit_element_load(&mut self, inst: &Inst, dtype: DType, offset: i32) -> Value {
        let (row, index) = (self.arg(inst, 1), self.arg(inst, 2));
        let address = self.place_in_row(row, index, dtype.size());
        let value = self.load_at(memory_type(dtype), Region::Elements, address, offset);
        self.widen(value, dtype)
    }

    pub(crate) fn emit_element_store(
        &mut self,
        inst: &Inst,
        dtype: DType,
        offset: i32,
    ) -> Option<Value> {
        let (row, index) = (self.arg(inst, 2), self.arg(inst, 3));
        let value = self.arg(inst, 1);
        let value = self.narrow(value, dtype);
        let address = self.place_in_row(row, index, dtype.size());
        self.store_at(Region::Elements, value, address, offset);
        None
    }

    /// The number of a float or of a NumPy scalar of that dtype.
    pub(crate) fn emit_scalar_unbox(&mut self, inst: &Inst, dtype: DType) -> Value {
        let word = self.arg(inst, 0);
        if dtype == DType::F64 {
            return self.unbox_float(word, SCALAR_VALUE);
        }
        let object = self
            .builder
            .ins()
            .band_imm_s(word, !(pyaot_abi::value::LOW_MASK as i64));
        let value = self.load(memory_type(dtype), Region::Float, object, SCALAR_VALUE);
        self.widen(value, dtype)
    }

    pub(crate) fn emit_is_foreign(&mut self, inst: &Inst) -> Value {
        let word = self.arg(inst, 0);
        let tag = self.bits(word, pyaot_abi::value::LOW_MASK);
        self.builder
            .ins()
            .icmp_imm_s(IntCC::Equal, tag, pyaot_abi::value::FOREIGN as i64)
    }
}
