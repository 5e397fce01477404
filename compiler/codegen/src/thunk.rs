//! Slow paths that leave all registers alone.
//!
//! A call in the C convention makes every value that lives across it move
//! to one of five registers or to the stack, on the hot path too, however
//! rare the call is. The rare calls of int and list operations therefore
//! go through a thunk: a small function in the same object that keeps all
//! registers, calls the row, and leaves result and status in memory. What
//! happens when the last reference to a value goes is one more of them, with
//! the death of floats done on the spot.

use core::mem::offset_of;

use cranelift_codegen::Context;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{
    AbiParam, Block, Function, InstBuilder, MemFlagsData, Signature, UserFuncName, types,
};
use cranelift_codegen::isa::{CallConv, TargetIsa};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use pyaot_abi::functions::{AbiType, FnDecl, operation};
use pyaot_abi::layout::{FloatObject, FreeBlock, Header, block_class};
use pyaot_abi::value::LOW_MASK;

use crate::call::{import, row_signature};
use crate::function::{Compiled, finish};
use crate::memory::address;
use crate::symbol::Symbol;

/// Bytes of one result.
const WORD: usize = size_of::<u64>();
/// Bytes at the address a thunk leaves its results at: the row's result,
/// if it has one, and the status, if it raises.
pub(crate) const SIZE: usize = 2 * WORD;

/// How many results the row has.
fn results(decl: &FnDecl) -> usize {
    row_signature(decl).returns.len()
}

/// Where the row's status is.
pub(crate) fn status_offset(decl: &FnDecl) -> usize {
    (results(decl) - 1) * WORD
}

/// Whether the row's thunk takes the address of its results.
pub(crate) fn has_results(decl: &FnDecl) -> bool {
    decl.result != AbiType::Unit || decl.raises
}

/// The row's parameters, then the address of the results.
pub(crate) fn signature(decl: &FnDecl) -> Signature {
    let mut signature = row_signature(decl);
    signature.call_conv = CallConv::PreserveAll;
    signature.returns.clear();
    if has_results(decl) {
        signature.params.push(AbiParam::new(types::I64));
    }
    signature
}

/// Compiles a thunk. The error is Cranelift's text.
pub(crate) fn compile(symbol: Symbol, isa: &dyn TargetIsa) -> Result<Compiled, String> {
    let decl = match symbol {
        Symbol::Thunk(decl) => decl,
        _ => &operation::object_dealloc,
    };
    let mut builder_context = FunctionBuilderContext::new();
    let mut context = Context::for_function(Function::with_name_signature(
        UserFuncName::User(symbol.encode()),
        signature(decl),
    ));
    let mut builder = FunctionBuilder::new(&mut context.func, &mut builder_context);
    let block = builder.create_block();
    builder.append_block_params_for_function_params(block);
    builder.switch_to_block(block);
    match symbol {
        Symbol::Thunk(decl) => call_row(&mut builder, block, decl),
        _ => last_release(&mut builder, block),
    }
    builder.seal_all_blocks();
    builder.finalize(isa.frontend_config());
    finish(&mut context, isa)
}

fn call_row(builder: &mut FunctionBuilder<'_>, entry: Block, decl: &'static FnDecl) {
    let mut args = builder.block_params(entry).to_vec();
    let address = if has_results(decl) { args.pop() } else { None };
    let callee = import(builder.func, Symbol::Runtime(decl), row_signature(decl));
    let depth = builder.ins().get_pinned_reg(types::I64);
    let place = crate::memory::address(builder.func, Symbol::FrameDepth);
    let place = builder.ins().symbol_value(types::I64, place);
    builder
        .ins()
        .store(MemFlagsData::trusted(), depth, place, 0);
    let call = builder.ins().call(callee, &args);
    if let Some(address) = address {
        let results = builder.inst_results(call).to_vec();
        for (n, result) in results.into_iter().enumerate() {
            builder
                .ins()
                .store(MemFlagsData::trusted(), result, address, (n * WORD) as i32);
        }
    }
    builder.ins().return_(&[]);
}

/// The end of the object at a word whose count is 0 now: back to its free
/// list if it is a float, else to the runtime. The call changes no register,
/// so there is nothing to save for floats.
fn last_release(builder: &mut FunctionBuilder<'_>, entry: Block) {
    let flags = MemFlagsData::trusted();
    let word = builder.block_params(entry)[0];
    let (float, other) = (builder.create_block(), builder.create_block());
    let object = builder.ins().band_imm_s(word, !LOW_MASK as i64);
    let ty = builder
        .ins()
        .load(types::I64, flags, object, offset_of!(Header, ty) as i32);
    let float_type = address(builder.func, Symbol::FloatType);
    let float_type = builder.ins().symbol_value(types::I64, float_type);
    let is_float = builder.ins().icmp(IntCC::Equal, ty, float_type);
    builder.ins().brif(is_float, float, &[], other, &[]);

    builder.switch_to_block(float);
    let list = block_class(size_of::<FloatObject>()) * size_of::<*mut FreeBlock>();
    let lists = address(builder.func, Symbol::FreeLists);
    let lists = builder.ins().symbol_value(types::I64, lists);
    let next = builder.ins().load(types::I64, flags, lists, list as i32);
    builder
        .ins()
        .store(flags, next, object, offset_of!(FreeBlock, next) as i32);
    builder.ins().store(flags, object, lists, list as i32);
    builder.ins().return_(&[]);

    builder.switch_to_block(other);
    let dealloc = Symbol::Thunk(&operation::object_dealloc);
    let dealloc = import(builder.func, dealloc, signature(&operation::object_dealloc));
    builder.ins().call(dealloc, &[word]);
    builder.ins().return_(&[]);
}
