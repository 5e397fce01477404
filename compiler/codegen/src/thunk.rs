//! Slow paths that leave all registers alone.
//!
//! A call in the C convention makes every value that lives across it move
//! to one of five registers or to the stack, on the hot path too, however
//! rare the call is. The rare calls of int and list operations therefore
//! go through a thunk: a small function in the same object that keeps all
//! registers, calls the row, and leaves result and status in memory. Its arguments
//! are in memory too: an argument has a register of its own, and what lives there on the
//! hot path would have to leave it. All of it is in one place for the whole program
//! ([`Symbol::ThunkWords`]): a thunk reads its arguments before anything else can run, and
//! results are read as soon as it returns. What
//! happens when the last reference to a value goes is one more of them, with
//! the death of floats, short texts, short tuples and plain instances done on the spot.

use core::mem::offset_of;

use cranelift_codegen::Context;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{
    AbiParam, Block, BlockArg, Function, InstBuilder, MemFlagsData, Signature, UserFuncName, Value,
    types,
};
use cranelift_codegen::isa::{CallConv, TargetIsa};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use pyaot_abi::functions::{FnDecl, operation};
use pyaot_abi::layout::{
    BLOCK_CLASSES, BLOCK_GRAIN, DROPS_QUIETLY, FIRST_DROP_WORD, Fading, FloatObject, FreeBlock,
    HAS_DEL, Header, PLAIN_TUPLE, StrObject, TupleObject, Type, block_class,
};
use pyaot_abi::value::{COUNTED_MASK, FOREIGN, LOW_MASK, UNBOUND};

use crate::alloc::MOST_ITEMS;
use crate::call::{import, row_signature};
use crate::function::{Compiled, finish};
use crate::memory::address;
use crate::symbol::Symbol;

/// Bytes of an argument or result.
pub(crate) const WORD: usize = size_of::<u64>();
/// As many arguments as a thunk takes, at most, and more than it has results.
pub(crate) const WORDS: usize = 16;

/// How many results the row has.
fn results(decl: &FnDecl) -> usize {
    row_signature(decl).returns.len()
}

/// Where the row's status is.
pub(crate) fn status_offset(decl: &FnDecl) -> usize {
    (results(decl) - 1) * WORD
}

/// The signature of all thunks but one.
pub(crate) fn signature() -> Signature {
    Signature::new(CallConv::PreserveAll)
}

/// The signature of the thunk that ends objects, which may run often.
pub(crate) fn word_signature() -> Signature {
    let mut signature = signature();
    signature.params.push(AbiParam::new(types::I64));
    signature
}

/// Compiles a thunk, for a program with objects of CPython's (`foreign`) or without. The error is
/// Cranelift's text.
pub(crate) fn compile(
    symbol: Symbol,
    isa: &dyn TargetIsa,
    foreign: bool,
) -> Result<Compiled, String> {
    let signature = match symbol {
        Symbol::LastRelease => word_signature(),
        _ => signature(),
    };
    let mut builder_context = FunctionBuilderContext::new();
    let mut context = Context::for_function(Function::with_name_signature(
        UserFuncName::User(symbol.encode()),
        signature,
    ));
    let mut builder = FunctionBuilder::new(&mut context.func, &mut builder_context);
    let block = builder.create_block();
    builder.append_block_params_for_function_params(block);
    builder.switch_to_block(block);
    match symbol {
        Symbol::Thunk(decl) => call_row(&mut builder, decl),
        Symbol::Release => release(&mut builder, foreign),
        _ => last_release(&mut builder, block, foreign),
    }
    builder.seal_all_blocks();
    builder.finalize(isa.frontend_config());
    finish(&mut context, isa)
}

fn call_row(builder: &mut FunctionBuilder<'_>, decl: &'static FnDecl) {
    let flags = MemFlagsData::trusted();
    let words = thunk_words(builder);
    let signature = row_signature(decl);
    let mut args = Vec::with_capacity(signature.params.len());
    for (n, param) in signature.params.iter().enumerate() {
        let at = (n * WORD) as i32;
        args.push(builder.ins().load(param.value_type, flags, words, at));
    }
    let callee = import(builder.func, Symbol::Runtime(decl), signature);
    let depth = builder.ins().get_pinned_reg(types::I64);
    let place = crate::memory::address(builder.func, Symbol::FrameDepth);
    let place = builder.ins().symbol_value(types::I64, place);
    builder.ins().store(flags, depth, place, 0);
    let call = builder.ins().call(callee, &args);
    let results = builder.inst_results(call).to_vec();
    for (n, result) in results.into_iter().enumerate() {
        builder.ins().store(flags, result, words, (n * WORD) as i32);
    }
    builder.ins().return_(&[]);
}

fn thunk_words(builder: &mut FunctionBuilder<'_>) -> Value {
    let words = address(builder.func, Symbol::ThunkWords);
    builder.ins().symbol_value(types::I64, words)
}

/// The object at a word: the tag of those of CPython's goes.
fn object_at(builder: &mut FunctionBuilder<'_>, word: Value, foreign: bool) -> Value {
    match foreign {
        true => builder.ins().band_imm_s(word, !LOW_MASK as i64),
        false => word,
    }
}

/// How many references are left to the object at a word after one less.
fn one_less(builder: &mut FunctionBuilder<'_>, word: Value, foreign: bool) -> Value {
    let flags = MemFlagsData::trusted();
    let object = object_at(builder, word, foreign);
    let count = offset_of!(Header, refcount) as i32;
    let left = builder.ins().load(types::I64, flags, object, count);
    let left = builder.ins().iadd_imm_s(left, -1);
    builder.ins().store(flags, left, object, count);
    left
}

/// One reference less to what a word is, if it is counted.
fn release(builder: &mut FunctionBuilder<'_>, foreign: bool) {
    let words = thunk_words(builder);
    let flags = MemFlagsData::trusted();
    let word = builder.ins().load(types::I64, flags, words, 0);
    let [bound, counted, last, done] = core::array::from_fn(|_| builder.create_block());
    let uncounted = builder.ins().band_imm_s(word, COUNTED_MASK as i64);
    builder.ins().brif(uncounted, done, &[], bound, &[]);
    builder.switch_to_block(bound);
    let unbound = builder.ins().icmp_imm_s(IntCC::Equal, word, UNBOUND as i64);
    builder.ins().brif(unbound, done, &[], counted, &[]);
    builder.switch_to_block(counted);
    let left = one_less(builder, word, foreign);
    builder.ins().brif(left, done, &[], last, &[]);
    builder.switch_to_block(last);
    let ends = import(builder.func, Symbol::LastRelease, word_signature());
    builder.ins().call(ends, &[word]);
    builder.ins().jump(done, &[]);
    builder.switch_to_block(done);
    builder.ins().return_(&[]);
}

/// The end of the object at a word whose count is 0 now: floats, short texts, short tuples, and instances that
/// nobody is told about, go back to their free lists, all else to the runtime. The runtime is called by a thunk that changes
/// no register, so the common ways save only the few they need.
fn last_release(builder: &mut FunctionBuilder<'_>, entry: Block, foreign: bool) {
    let flags = MemFlagsData::trusted();
    let whole = builder.block_params(entry)[0];
    let [
        start,
        instance,
        words_left,
        value,
        counted,
        dead,
        dead_last,
        free,
    ] = core::array::from_fn(|_| builder.create_block());
    let [float, ours, unknown, tuple, other, text] =
        core::array::from_fn(|_| builder.create_block());
    let word = builder.append_block_param(start, types::I64);
    let words = builder.append_block_param(words_left, types::I64);
    builder.ins().jump(start, &[BlockArg::Value(whole)]);

    // What is it?
    builder.switch_to_block(start);
    let object = object_at(builder, word, foreign);
    let ty = builder
        .ins()
        .load(types::I64, flags, object, offset_of!(Header, ty) as i32);
    let float_type = address(builder.func, Symbol::FloatType);
    let float_type = builder.ins().symbol_value(types::I64, float_type);
    let is_float = builder.ins().icmp(IntCC::Equal, ty, float_type);
    builder.ins().brif(is_float, float, &[], ours, &[]);
    builder.switch_to_block(ours);
    if foreign {
        let is_foreign = builder.ins().band_imm_s(word, FOREIGN as i64);
        let [class, theirs] = core::array::from_fn(|_| builder.create_block());
        builder.ins().brif(is_foreign, theirs, &[], class, &[]);
        builder.switch_to_block(theirs);
        fade(builder, object, ty, other);
        builder.switch_to_block(class);
    }
    let str_type = address(builder.func, Symbol::StrType);
    let str_type = builder.ins().symbol_value(types::I64, str_type);
    let is_text = builder.ins().icmp(IntCC::Equal, ty, str_type);
    let class = builder.create_block();
    builder.ins().brif(is_text, text, &[], class, &[]);
    builder.switch_to_block(class);
    let drop_words = offset_of!(Type, drop_words) as i32;
    let parts = builder.ins().load(types::I64, flags, ty, drop_words);
    let is_other = builder.ins().icmp_imm_s(IntCC::Equal, parts, 0);
    let quiet = builder.create_block();
    builder.ins().brif(is_other, unknown, &[], quiet, &[]);
    builder.switch_to_block(quiet);
    let weakly_held = address(builder.func, Symbol::WeaklyHeld);
    let weakly_held = builder.ins().symbol_value(types::I64, weakly_held);
    let is_held = builder.ins().load(types::I8, flags, weakly_held, 0);
    builder.ins().brif(is_held, other, &[], instance, &[]);

    // An instance: its values, one bit of `words` after the other.
    builder.switch_to_block(instance);
    let parts = builder.ins().band_imm_s(parts, !DROPS_QUIETLY as i64);
    builder.ins().jump(words_left, &[BlockArg::Value(parts)]);
    builder.switch_to_block(words_left);
    builder.ins().brif(words, value, &[], free, &[]);
    builder.switch_to_block(value);
    let (part, rest) = next_value(builder, object, words);
    let uncounted = builder.ins().band_imm_s(part, COUNTED_MASK as i64);
    let bound = builder.create_block();
    let next = [BlockArg::Value(rest)];
    builder.ins().brif(uncounted, words_left, &next, bound, &[]);
    builder.switch_to_block(bound);
    let unbound = builder.ins().icmp_imm_s(IntCC::Equal, part, UNBOUND as i64);
    builder.ins().brif(unbound, words_left, &next, counted, &[]);
    builder.switch_to_block(counted);
    let left = one_less(builder, part, foreign);
    builder.ins().brif(left, words_left, &next, dead, &[]);
    builder.switch_to_block(dead);
    let more = builder.create_block();
    builder.ins().brif(rest, more, &[], dead_last, &[]);
    builder.switch_to_block(more);
    let [plain, look, field, bound, leaf, elsewhere] =
        core::array::from_fn(|_| builder.create_block());
    if foreign {
        let native = builder.create_block();
        let is_foreign = builder.ins().band_imm_s(part, FOREIGN as i64);
        builder.ins().brif(is_foreign, elsewhere, &[], native, &[]);
        builder.switch_to_block(native);
    }
    // An instance that holds no objects ends here as well.
    let body = object_at(builder, part, foreign);
    let class = offset_of!(Header, ty) as i32;
    let class = builder.ins().load(types::I64, flags, body, class);
    let held = builder.ins().load(types::I64, flags, class, drop_words);
    builder.ins().brif(held, plain, &[], elsewhere, &[]);
    builder.switch_to_block(plain);
    let held = builder.ins().band_imm_s(held, !DROPS_QUIETLY as i64);
    let held = [BlockArg::Value(held)];
    let still = builder.ins().load(types::I8, flags, weakly_held, 0);
    builder.ins().brif(still, elsewhere, &[], look, &held);
    let held = builder.append_block_param(look, types::I64);
    builder.switch_to_block(look);
    builder.ins().brif(held, field, &[], leaf, &[]);
    builder.switch_to_block(field);
    let (inner, others) = next_value(builder, body, held);
    let others = [BlockArg::Value(others)];
    let uncounted = builder.ins().band_imm_s(inner, COUNTED_MASK as i64);
    builder.ins().brif(uncounted, look, &others, bound, &[]);
    builder.switch_to_block(bound);
    let unbound = builder
        .ins()
        .icmp_imm_s(IntCC::Equal, inner, UNBOUND as i64);
    builder.ins().brif(unbound, look, &others, elsewhere, &[]);
    builder.switch_to_block(leaf);
    put_back(builder, body, class);
    builder.ins().jump(words_left, &next);
    builder.switch_to_block(elsewhere);
    call_dealloc(builder, part);
    builder.ins().jump(words_left, &next);

    // What dies last needs nothing of this object any more.
    builder.switch_to_block(dead_last);
    put_back(builder, object, ty);
    builder.ins().jump(start, &[BlockArg::Value(part)]);
    builder.switch_to_block(free);
    put_back(builder, object, ty);
    builder.ins().return_(&[]);

    builder.switch_to_block(float);
    let class = block_class(size_of::<FloatObject>()) as i64;
    let class = builder.ins().iconst(types::I64, class);
    push_free(builder, object, class);
    builder.ins().return_(&[]);

    // A short text without an index.
    builder.switch_to_block(text);
    let index = offset_of!(StrObject, index) as i32;
    let index = builder.ins().load(types::I64, flags, object, index);
    let short = builder.create_block();
    builder.ins().brif(index, other, &[], short, &[]);
    builder.switch_to_block(short);
    let length = offset_of!(StrObject, byte_len) as i32;
    let length = builder.ins().load(types::I64, flags, object, length);
    let size = builder
        .ins()
        .iadd_imm_s(length, (size_of::<StrObject>() + BLOCK_GRAIN - 1) as i64);
    let class = builder
        .ins()
        .ushr_imm_u(size, BLOCK_GRAIN.trailing_zeros() as i64);
    let is_large =
        builder
            .ins()
            .icmp_imm_u(IntCC::UnsignedGreaterThan, class, BLOCK_CLASSES as i64 - 1);
    let small = builder.create_block();
    builder.ins().brif(is_large, other, &[], small, &[]);
    builder.switch_to_block(small);
    push_free(builder, object, class);
    builder.ins().return_(&[]);

    builder.switch_to_block(unknown);
    let tuple_type = address(builder.func, Symbol::TupleType);
    let tuple_type = builder.ins().symbol_value(types::I64, tuple_type);
    let is_tuple = builder.ins().icmp(IntCC::Equal, ty, tuple_type);
    let derived = builder.create_block();
    let more = builder.append_block_param(tuple, types::I64);
    let [none, word_more] = [0, WORD as i64].map(|n| builder.ins().iconst(types::I64, n));
    let none = [BlockArg::Value(none)];
    builder.ins().brif(is_tuple, tuple, &none, derived, &[]);
    // A named tuple has a word behind its items.
    builder.switch_to_block(derived);
    let type_flags = builder
        .ins()
        .load(types::I32, flags, ty, offset_of!(Type, flags) as i32);
    let told = PLAIN_TUPLE | HAS_DEL;
    let told = builder.ins().band_imm_s(type_flags, i64::from(told));
    let is_named = builder
        .ins()
        .icmp_imm_s(IntCC::Equal, told, i64::from(PLAIN_TUPLE));
    let word_more = [BlockArg::Value(word_more)];
    builder.ins().brif(is_named, tuple, &word_more, other, &[]);
    builder.switch_to_block(tuple);
    let weakly_held = address(builder.func, Symbol::WeaklyHeld);
    let weakly_held = builder.ins().symbol_value(types::I64, weakly_held);
    let is_held = builder.ins().load(types::I8, flags, weakly_held, 0);
    let unheld = builder.create_block();
    builder.ins().brif(is_held, other, &[], unheld, &[]);
    builder.switch_to_block(unheld);
    free_tuple(builder, (object, more), other, foreign);

    builder.switch_to_block(other);
    call_dealloc(builder, word);
    builder.ins().return_(&[]);
}

/// Leaves an object of CPython's for later, if nobody can notice ([`Fading`]) and there is room.
fn fade(builder: &mut FunctionBuilder<'_>, object: Value, class: Value, other: Block) {
    let flags = MemFlagsData::trusted();
    let word = WORD.trailing_zeros() as i64;
    let fading = address(builder.func, Symbol::Fading);
    let fading = builder.ins().symbol_value(types::I64, fading);
    let place = (builder.ins()).ushr_imm_u(class, i64::from(Fading::CLASS_SHIFT));
    let place = (builder.ins()).band_imm_s(place, Fading::CLASSES as i64 - 1);
    let place = builder.ins().ishl_imm_u(place, word);
    let place = builder.ins().iadd(fading, place);
    let known = offset_of!(Fading, classes) as i32;
    let known = builder.ins().load(types::I64, flags, place, known);
    let is_known = builder.ins().icmp(IntCC::Equal, known, class);
    let [room, stays] = core::array::from_fn(|_| builder.create_block());
    builder.ins().brif(is_known, room, &[], other, &[]);
    builder.switch_to_block(room);
    let at = offset_of!(Fading, len) as i32;
    let len = builder.ins().load(types::I64, flags, fading, at);
    let full = Fading::ROOM as i64;
    let is_full = builder.ins().icmp_imm_s(IntCC::Equal, len, full);
    builder.ins().brif(is_full, other, &[], stays, &[]);
    builder.switch_to_block(stays);
    let place = builder.ins().ishl_imm_u(len, word);
    let place = builder.ins().iadd(fading, place);
    let objects = offset_of!(Fading, objects) as i32;
    builder.ins().store(flags, object, place, objects);
    let len = builder.ins().iadd_imm_s(len, 1);
    builder.ins().store(flags, len, fading, at);
    builder.ins().return_(&[]);
}

/// The value of an instance that the lowest bit of `words` stands for, and the other bits.
fn next_value(builder: &mut FunctionBuilder<'_>, object: Value, words: Value) -> (Value, Value) {
    let at = builder.ins().ctz(words);
    let less = builder.ins().iadd_imm_s(words, -1);
    let rest = builder.ins().band(words, less);
    let at = builder.ins().iadd_imm_s(at, FIRST_DROP_WORD as i64);
    let at = builder.ins().band_imm_s(at, i64::from(u64::BITS - 1));
    let at = builder.ins().ishl_imm_u(at, WORD.trailing_zeros() as i64);
    let at = builder.ins().iadd(object, at);
    let flags = MemFlagsData::trusted();
    (builder.ins().load(types::I64, flags, at, 0), rest)
}

/// Ends a tuple that has few items, from the last one, as CPython does. It has so many more bytes
/// behind them.
fn free_tuple(
    builder: &mut FunctionBuilder<'_>,
    (tuple, more): (Value, Value),
    other: Block,
    foreign: bool,
) {
    let flags = MemFlagsData::trusted();
    let len = offset_of!(TupleObject, len) as i32;
    let len = builder.ins().load(types::I64, flags, tuple, len);
    let [left, item, counted, dead, free] = core::array::from_fn(|_| builder.create_block());
    let number = builder.append_block_param(left, types::I64);
    let is_long = builder
        .ins()
        .icmp_imm_u(IntCC::UnsignedGreaterThan, len, MOST_ITEMS as i64);
    let all = [BlockArg::Value(len)];
    builder.ins().brif(is_long, other, &[], left, &all);
    builder.switch_to_block(left);
    builder.ins().brif(number, item, &[], free, &[]);
    builder.switch_to_block(item);
    let next = builder.ins().iadd_imm_s(number, -1);
    let at = builder.ins().ishl_imm_u(next, WORD.trailing_zeros() as i64);
    let at = builder.ins().iadd(tuple, at);
    let items = offset_of!(TupleObject, items) as i32;
    let word = builder.ins().load(types::I64, flags, at, items);
    let uncounted = builder.ins().band_imm_s(word, COUNTED_MASK as i64);
    let next = [BlockArg::Value(next)];
    builder.ins().brif(uncounted, left, &next, counted, &[]);
    builder.switch_to_block(counted);
    let others = one_less(builder, word, foreign);
    builder.ins().brif(others, left, &next, dead, &[]);
    builder.switch_to_block(dead);
    call_dealloc(builder, word);
    builder.ins().jump(left, &next);

    builder.switch_to_block(free);
    let size = builder.ins().ishl_imm_u(len, WORD.trailing_zeros() as i64);
    let size = builder.ins().iadd(size, more);
    let size = builder
        .ins()
        .iadd_imm_s(size, (size_of::<TupleObject>() + BLOCK_GRAIN - 1) as i64);
    let class = builder
        .ins()
        .ushr_imm_u(size, BLOCK_GRAIN.trailing_zeros() as i64);
    push_free(builder, tuple, class);
    builder.ins().return_(&[]);
}

fn call_dealloc(builder: &mut FunctionBuilder<'_>, word: Value) {
    let dealloc = Symbol::Thunk(&operation::object_dealloc);
    let dealloc = import(builder.func, dealloc, signature());
    let words = thunk_words(builder);
    builder.ins().store(MemFlagsData::trusted(), word, words, 0);
    builder.ins().call(dealloc, &[]);
}

/// Gives an instance of the class back to its free list.
fn put_back(builder: &mut FunctionBuilder<'_>, object: Value, ty: Value) {
    let size = offset_of!(Type, instance_size) as i32;
    let size = builder.ins().uload32(MemFlagsData::trusted(), ty, size);
    let size = builder.ins().iadd_imm_s(size, BLOCK_GRAIN as i64 - 1);
    let class = builder
        .ins()
        .ushr_imm_u(size, BLOCK_GRAIN.trailing_zeros() as i64);
    push_free(builder, object, class);
}

/// Puts a block whose count is 0 in front of the free list of a size class.
fn push_free(builder: &mut FunctionBuilder<'_>, block: Value, class: Value) {
    let flags = MemFlagsData::trusted();
    let lists = address(builder.func, Symbol::FreeLists);
    let lists = builder.ins().symbol_value(types::I64, lists);
    let list = builder
        .ins()
        .ishl_imm_u(class, WORD.trailing_zeros() as i64);
    let list = builder.ins().iadd(lists, list);
    let next = builder.ins().load(types::I64, flags, list, 0);
    let place = offset_of!(FreeBlock, next) as i32;
    builder.ins().store(flags, next, block, place);
    builder.ins().store(flags, block, list, 0);
}
