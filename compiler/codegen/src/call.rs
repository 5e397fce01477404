//! Calls of compiled functions and of the runtime.

use cranelift_codegen::ir::{
    self as clif, AbiParam, ExtFuncData, ExternalName, InstBuilder, Signature, StackSlot,
    StackSlotData, StackSlotKind, Type, Value, types,
};
use cranelift_codegen::isa::CallConv;
use pyaot_abi::functions::{AbiType, FnDecl, list};
use pyaot_ir::{FuncId, Inst, Op};

use crate::arms::Arm;
use crate::frame;
use crate::function::{FunctionCx, signature};
use crate::memory::Region;
use crate::symbol::Symbol;
use crate::thunk;

/// An address that a slice of no words may have: not null, aligned.
const NO_WORDS: i64 = align_of::<u64>() as i64;

/// The machine type of a scalar of the contract.
fn abi_type(ty: AbiType) -> Type {
    match ty {
        AbiType::F64 => types::F64,
        _ => types::I64,
    }
}

/// The signature of a row's symbol.
pub(crate) fn row_signature(decl: &FnDecl) -> Signature {
    let mut signature = Signature::new(CallConv::SystemV);
    for param in decl.params {
        signature.params.push(AbiParam::new(abi_type(param.ty)));
        if param.ty == AbiType::Words {
            signature.params.push(AbiParam::new(types::I64));
        }
    }
    if decl.result != AbiType::Unit || decl.raises {
        signature.returns.push(AbiParam::new(abi_type(decl.result)));
    }
    if decl.raises {
        signature.returns.push(AbiParam::new(types::I64));
    }
    signature
}

/// Makes `symbol` callable from `func`.
pub(crate) fn import(
    func: &mut clif::Function,
    symbol: Symbol,
    signature: Signature,
) -> clif::FuncRef {
    let signature = func.import_signature(signature);
    let name = func.declare_imported_user_function(symbol.encode());
    func.import_function(ExtFuncData {
        name: ExternalName::user(name),
        signature,
        // All is linked into one executable: a plain `call rel32`.
        colocated: true,
        patchable: false,
    })
}

impl FunctionCx<'_> {
    /// How many words the largest `Words` argument of the function has.
    pub(crate) fn words_needed(&self) -> usize {
        let insts = self.function.blocks.iter().flat_map(|block| &block.insts);
        insts
            .filter_map(|inst| self.words_of(inst))
            .max()
            .unwrap_or(0)
    }

    /// The number of trailing operands that form the `Words` argument.
    fn words_of(&self, inst: &Inst) -> Option<usize> {
        match &inst.op {
            Op::CallRuntime(decl) if decl.params.iter().any(|p| p.ty == AbiType::Words) => {
                Some(inst.args.len() + 1 - decl.params.len())
            }
            _ => None,
        }
    }

    fn import(&mut self, symbol: Symbol, signature: impl FnOnce() -> Signature) -> clif::FuncRef {
        let name = symbol.encode();
        let func = &mut self.builder.func;
        let imported = self.imported.entry((name.namespace, name.index));
        *imported.or_insert_with(|| import(func, symbol, signature()))
    }

    /// Calls a row with arguments in the order of its parameters, a `Words`
    /// one as two; its result (a `Bool` as I8) and status. The status is
    /// not yet looked at.
    pub(crate) fn call_unchecked(
        &mut self,
        decl: &'static FnDecl,
        args: &[Value],
    ) -> (Option<Value>, Option<Value>) {
        let callee = self.import(Symbol::Runtime(decl), || row_signature(decl));
        let args = self.abi_args(args);
        self.tell_depth();
        self.tell_place(decl.raises);
        let call = self.builder.ins().call(callee, &args);
        let results = self.builder.inst_results(call).to_vec();
        if frame::suspends(decl) {
            self.ask_depth();
        }
        let status = if decl.raises {
            results.last().copied()
        } else {
            None
        };
        let result = if decl.result == AbiType::Unit {
            None
        } else {
            Some(results[0])
        };
        (self.abi_result(decl, result), status)
    }

    /// Arguments as they travel in registers.
    fn abi_args(&mut self, args: &[Value]) -> Vec<Value> {
        args.iter()
            .map(|arg| match self.builder.func.dfg.value_type(*arg) {
                types::I8 => self.builder.ins().uextend(types::I64, *arg),
                _ => *arg,
            })
            .collect()
    }

    /// A row's result as its representation wants it.
    fn abi_result(&mut self, decl: &FnDecl, result: Option<Value>) -> Option<Value> {
        match decl.result {
            AbiType::Bool => result.map(|result| self.builder.ins().ireduce(types::I8, result)),
            _ => result,
        }
    }

    /// As [`Self::call_unchecked`] for calls that almost never happen: no
    /// register changes.
    pub(crate) fn call_rarely(
        &mut self,
        decl: &'static FnDecl,
        args: &[Value],
    ) -> (Option<Value>, Option<Value>) {
        let callee = self.import(Symbol::Thunk(decl), thunk::signature);
        let args = self.abi_args(args);
        self.tell_place(decl.raises);
        let address = self.address(Symbol::ThunkWords);
        for (n, arg) in args.into_iter().enumerate() {
            self.store(Region::Words, arg, address, n * thunk::WORD);
        }
        // The thunk tells what the register says, which must not be too much.
        let more = self.frames.min(0);
        self.move_depth(more);
        self.builder.ins().call(callee, &[]);
        self.move_depth(-more);
        let result = (decl.result != AbiType::Unit)
            .then(|| self.load(abi_type(decl.result), Region::Words, address, 0));
        let status = decl.raises.then(|| {
            self.load(
                types::I64,
                Region::Words,
                address,
                thunk::status_offset(decl),
            )
        });
        (self.abi_result(decl, result), status)
    }

    /// Ends the object at `word`, whose count has reached 0.
    pub(crate) fn call_last_release(&mut self, word: Value) {
        let callee = self.import(Symbol::LastRelease, thunk::word_signature);
        self.builder.ins().call(callee, &[word]);
    }

    /// Gives back a reference to whatever `word` is, in one instruction.
    pub(crate) fn call_release(&mut self, word: Value) {
        let callee = self.import(Symbol::Release, thunk::signature);
        let address = self.address(Symbol::ThunkWords);
        self.store(Region::Words, word, address, 0);
        self.builder.ins().call(callee, &[]);
    }

    /// Memory of the frame for that many bytes of words.
    pub(crate) fn stack_words(&mut self, size: usize) -> StackSlot {
        let align = align_of::<u64>().trailing_zeros() as u8;
        let slot = StackSlotData::new(StackSlotKind::ExplicitSlot, size as u32, align);
        self.builder.create_sized_stack_slot(slot)
    }

    /// The result of [`Self::call_rarely`]; an error leaves by the current
    /// instruction's error edge.
    pub(crate) fn value_rarely(&mut self, decl: &'static FnDecl, args: &[Value]) -> Value {
        let (result, status) = self.call_rarely(decl, args);
        if let Some(status) = status {
            self.check(status);
        }
        result.unwrap_or_else(|| panic!("{} has no result", decl.name))
    }

    /// As [`Self::call_unchecked`]; an error leaves by the current
    /// instruction's error edge.
    pub(crate) fn call_row(&mut self, decl: &'static FnDecl, args: &[Value]) -> Option<Value> {
        let (result, status) = self.call_unchecked(decl, args);
        if let Some(status) = status {
            self.check(status);
        }
        result
    }

    /// A row that has a result.
    pub(crate) fn call_value(&mut self, decl: &'static FnDecl, args: &[Value]) -> Value {
        self.call_row(decl, args)
            .unwrap_or_else(|| panic!("{} has no result", decl.name))
    }

    pub(crate) fn emit_call(&mut self, inst: &Inst, id: FuncId) -> Option<Value> {
        let program = self.program;
        let callee = self.import(Symbol::Function(id), || signature(program.function(id)));
        let args: Vec<Value> = inst.args.iter().map(|arg| self.value(*arg)).collect();
        self.move_depth(self.frames);
        self.tell_place(self.record.is_some());
        let call = self.builder.ins().call(callee, &args);
        let results = self.builder.inst_results(call);
        let (result, status) = (results[0], results[1]);
        self.move_depth(-self.frames);
        self.check(status);
        inst.result.map(|_| result)
    }

    pub(crate) fn emit_call_runtime(
        &mut self,
        inst: &Inst,
        decl: &'static FnDecl,
    ) -> Option<Value> {
        if let Some(arm) = Arm::of(decl) {
            return Some(self.emit_arm(inst, arm, decl));
        }
        if let Some(items) = self.makes_tuple(inst) {
            return Some(self.emit_tuple_new(inst, items));
        }
        let pops = std::ptr::eq(decl, &list::list_pop) && !self.is_rare();
        if pops && self.fact(inst, 1).constant == Some(-1) {
            return Some(self.emit_list_pop(inst));
        }
        let args = self.row_args(inst, decl);
        self.call_row(decl, &args)
    }

    /// The arguments a row is called with.
    pub(crate) fn row_args(&mut self, inst: &Inst, decl: &'static FnDecl) -> Vec<Value> {
        let scalars = inst.args.len() - self.words_of(inst).unwrap_or(0);
        let mut scalar_args = inst.args[..scalars].iter();
        let mut args = Vec::with_capacity(decl.params.len() + 1);
        for param in decl.params {
            if param.ty == AbiType::Words {
                args.extend(self.words(&inst.args[scalars..]));
            } else if let Some(arg) = scalar_args.next() {
                args.push(self.value(*arg));
            }
        }
        args
    }

    /// Stores words to scratch memory on the stack: address and count.
    fn words(&mut self, words: &[pyaot_ir::ValueId]) -> [Value; 2] {
        let count = self.iconst(words.len() as i64);
        let address = match self.words {
            Some(slot) if !words.is_empty() => {
                let address = self.builder.ins().stack_addr(types::I64, slot, 0);
                for (n, word) in words.iter().enumerate() {
                    let word = self.value(*word);
                    self.store(Region::Words, word, address, n * size_of::<u64>());
                }
                address
            }
            _ => self.iconst(NO_WORDS),
        };
        [address, count]
    }
}
