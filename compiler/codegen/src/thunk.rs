//! Slow paths that leave all registers alone.
//!
//! A call in the C convention makes every value that lives across it move
//! to one of five registers or to the stack, on the hot path too, however
//! rare the call is. The rare calls of int and list operations therefore
//! go through a thunk: a small function in the same object that keeps all
//! registers, calls the row, and leaves result and status in memory.

use cranelift_codegen::Context;
use cranelift_codegen::ir::{
    AbiParam, Function, InstBuilder, MemFlagsData, Signature, UserFuncName, types,
};
use cranelift_codegen::isa::{CallConv, TargetIsa};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use pyaot_abi::functions::{AbiType, FnDecl};

use crate::call::{import, row_signature};
use crate::function::{Compiled, finish};
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

/// Compiles the thunk of a row. The error is Cranelift's text.
pub(crate) fn compile(decl: &'static FnDecl, isa: &dyn TargetIsa) -> Result<Compiled, String> {
    let mut builder_context = FunctionBuilderContext::new();
    let mut context = Context::for_function(Function::with_name_signature(
        UserFuncName::User(Symbol::Thunk(decl).encode()),
        signature(decl),
    ));
    let mut builder = FunctionBuilder::new(&mut context.func, &mut builder_context);
    let block = builder.create_block();
    builder.append_block_params_for_function_params(block);
    builder.switch_to_block(block);
    let mut args = builder.block_params(block).to_vec();
    let address = if has_results(decl) { args.pop() } else { None };
    let callee = import(builder.func, Symbol::Runtime(decl), row_signature(decl));
    let call = builder.ins().call(callee, &args);
    if let Some(address) = address {
        let results = builder.inst_results(call).to_vec();
        for (n, result) in results.into_iter().enumerate() {
            builder.ins().store(MemFlagsData::trusted(), result, address, (n * WORD) as i32);
        }
    }
    builder.ins().return_(&[]);
    builder.seal_all_blocks();
    builder.finalize(isa.frontend_config());
    finish(&mut context, isa)
}
