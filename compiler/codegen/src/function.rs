//! One function: blocks, values, control flow, and the dispatch of
//! operations to the files that emit them.

use std::collections::{HashMap, HashSet};

use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{
    self as clif, AbiParam, BlockArg, InstBuilder, Signature, StackSlot, Type, UserFuncName, Value,
    types,
};
use cranelift_codegen::isa::{CallConv, TargetIsa};
use cranelift_codegen::{Context, FinalizedRelocTarget};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use pyaot_ir::{
    Block, BlockId, CodeId, Edge, FuncId, Function, Inst, Op, Program, Repr, Terminator, ValueId,
};

use crate::Options;
use crate::facts::{Fact, Facts, cold_blocks, once_blocks};
use crate::frame::Frame;
use crate::int;
use crate::memory::Region;
use crate::object::Class;
use crate::symbol::Symbol;
use crate::text::{self, Comments};

/// Machine code with what the linker must fill in.
pub(crate) struct Compiled {
    pub bytes: Vec<u8>,
    pub alignment: u64,
    pub relocs: Vec<CodeReloc>,
    pub clif: Option<String>,
    pub asm: Option<String>,
}

pub(crate) struct CodeReloc {
    pub offset: u32,
    pub kind: Reloc,
    pub addend: i64,
    pub target: CodeTarget,
}

pub(crate) enum CodeTarget {
    Symbol(Symbol),
    LibCall(clif::LibCall),
    /// An offset into the function itself.
    Within(u32),
}

/// The Cranelift type of a representation.
pub(crate) fn clif_type(repr: Repr) -> Type {
    match repr {
        Repr::Value | Repr::Int | Repr::Ref | Repr::I64 | Repr::Ptr => types::I64,
        Repr::F64 => types::F64,
        Repr::F64x2 => types::F64X2,
        Repr::Bool => types::I8,
    }
}

/// `(params) -> (result, status)`.
pub(crate) fn signature(function: &Function) -> Signature {
    let mut signature = Signature::new(CallConv::SystemV);
    for repr in &function.params {
        signature.params.push(AbiParam::new(clif_type(*repr)));
    }
    let result = function.result.map_or(types::I64, clif_type);
    signature.returns.push(AbiParam::new(result));
    signature.returns.push(AbiParam::new(types::I64));
    signature
}

/// Compiles one function. The error is Cranelift's text.
pub(crate) fn compile(
    program: &Program,
    id: FuncId,
    options: &Options,
    isa: &dyn TargetIsa,
    context: &mut Context,
    builder_context: &mut FunctionBuilderContext,
) -> Result<Compiled, String> {
    let function = program.function(id);
    let named = options
        .filter
        .as_ref()
        .is_none_or(|filter| function.name.contains(filter));
    context.clear();
    context.set_disasm(options.want_asm && named);
    context.func.signature = signature(function);
    context.func.name = UserFuncName::User(Symbol::Function(id).encode());
    let mut cx = FunctionCx::new(
        program,
        id,
        FunctionBuilder::new(&mut context.func, builder_context),
    );
    if options.want_clif && named {
        cx.comments = Some(Comments::default());
    }
    let comments = cx.emit(isa);
    let clif = comments.map(|comments| comments.write(program, &context.func));
    let mut compiled = finish(context, isa)?;
    compiled.clif = clif;
    compiled.asm = compiled
        .asm
        .map(|asm| text::name_symbols(program, &context.func, &asm));
    Ok(compiled)
}

/// Compiles the function in `context`.
pub(crate) fn finish(context: &mut Context, isa: &dyn TargetIsa) -> Result<Compiled, String> {
    context
        .compile(isa, &mut ControlPlane::default())
        .map_err(|error| format!("{:?}\n{}", error.inner, error.func.display()))?;
    let code = context.compiled_code().ok_or("no code")?;
    let names = context.func.params.user_named_funcs();
    let relocs = code
        .buffer
        .relocs()
        .iter()
        .map(|reloc| {
            let target = match &reloc.target {
                FinalizedRelocTarget::ExternalName(clif::ExternalName::User(name)) => {
                    CodeTarget::Symbol(Symbol::decode(&names[*name]))
                }
                FinalizedRelocTarget::ExternalName(clif::ExternalName::LibCall(libcall)) => {
                    CodeTarget::LibCall(*libcall)
                }
                FinalizedRelocTarget::ExternalName(other) => {
                    return Err(format!("relocation against {other:?}"));
                }
                FinalizedRelocTarget::Func(offset) => CodeTarget::Within(*offset),
            };
            Ok(CodeReloc {
                offset: reloc.offset,
                kind: reloc.kind,
                addend: reloc.addend,
                target,
            })
        })
        .collect::<Result<Vec<_>, String>>()?;
    Ok(Compiled {
        bytes: code.buffer.data().to_vec(),
        alignment: u64::from(code.buffer.alignment),
        relocs,
        clif: None,
        asm: code.vcode.clone(),
    })
}

/// So many values leave through memory, at most.
const MOST_EXIT_VALUES: usize = 32;

/// The function being built.
pub(crate) struct FunctionCx<'a> {
    pub program: &'a Program,
    pub id: FuncId,
    /// What the function was called with.
    pub params: Vec<Value>,
    pub function: &'a Function,
    pub builder: FunctionBuilder<'a>,
    pub facts: Facts,
    /// Cranelift values of IR values, filled as their definitions are met.
    values: Vec<Option<Value>>,
    /// Which IR values likely code makes.
    hot: Vec<bool>,
    /// Where exits put values for a moment.
    exit_values: Option<StackSlot>,
    blocks: Vec<clif::Block>,
    predecessors: Vec<Vec<BlockId>>,
    /// Whether the current block runs once in a program.
    pub once: bool,
    /// Where the current instruction goes when it raises.
    error: Option<&'a Edge>,
    /// Operands that the slow path of the current instruction releases.
    slow_releases: Vec<ValueId>,
    /// The instructions, by block and place, that did so until then.
    sunk: HashSet<(BlockId, usize)>,
    /// The machine ints that words of small ints were made from.
    pub untagged: HashMap<Value, Value>,
    /// The words that machine ints were made of.
    pub tagged: HashMap<Value, Value>,
    /// Alias regions in use.
    pub regions: HashMap<Region, clif::AliasRegion>,
    /// Functions and addresses already imported.
    pub imported: HashMap<(u32, u32), clif::FuncRef>,
    pub addresses: HashMap<(u32, u32), clif::GlobalValue>,
    /// Scratch for the words of calls, shared by all calls of the function.
    pub words: Option<StackSlot>,
    /// Kept when the CLIF text is wanted.
    comments: Option<Comments>,
    /// How the function's Python frame is counted.
    pub frame: Frame,
    /// Python frames that the register counts beyond the function's own.
    pub ahead: i64,
    /// Python frames that the register does not know of where the current
    /// instruction stands.
    pub frames: i64,
    /// Where the current instruction stands.
    pub place: Option<(CodeId, u32)>,
    /// The function's record of where it stands, if it has one of its own.
    pub record: Option<StackSlot>,
}

impl<'a> FunctionCx<'a> {
    fn new(program: &'a Program, id: FuncId, builder: FunctionBuilder<'a>) -> Self {
        let function = program.function(id);
        FunctionCx {
            id,
            params: Vec::new(),
            program,
            function,
            builder,
            facts: Facts::new(function),
            values: vec![None; function.values.len()],
            hot: vec![false; function.values.len()],
            exit_values: None,
            blocks: Vec::new(),
            predecessors: function.predecessors(),
            once: false,
            error: None,
            slow_releases: Vec::new(),
            sunk: HashSet::new(),
            untagged: HashMap::new(),
            tagged: HashMap::new(),
            regions: HashMap::new(),
            imported: HashMap::new(),
            addresses: HashMap::new(),
            words: None,
            comments: None,
            frame: Frame::Uncounted,
            ahead: 0,
            frames: 0,
            place: None,
            record: None,
        }
    }

    fn emit(mut self, isa: &dyn TargetIsa) -> Option<Comments> {
        let function = self.function;
        let order = function.reverse_post_order();
        let cold = cold_blocks(function);
        let once = once_blocks(function, self.program);
        // A block apart for the prologue: IR may jump back to its entry,
        // Cranelift may not.
        let prologue = self.builder.create_block();
        self.builder
            .append_block_params_for_function_params(prologue);
        self.builder.switch_to_block(prologue);
        for block in &function.blocks {
            let clif_block = self.builder.create_block();
            for param in &block.params {
                let ty = clif_type(function.repr(*param));
                let value = self.builder.append_block_param(clif_block, ty);
                self.values[param.index()] = Some(value);
            }
            self.blocks.push(clif_block);
        }
        for id in &order {
            if cold[id.index()] {
                self.builder.set_cold_block(self.blocks[id.index()]);
                continue;
            }
            let block = function.block(*id);
            let made = block.insts.iter().filter(|inst| !inst.op.is_constant());
            let made = made.filter_map(|inst| inst.result);
            for value in block.params.iter().copied().chain(made) {
                self.hot[value.index()] = true;
            }
        }
        let words = self.words_needed();
        if words > 0 {
            self.words = Some(self.stack_words(words * size_of::<u64>()));
        }
        self.params = self.builder.block_params(prologue).to_vec();
        self.enter_frame(&cold);
        self.begin_record();
        let params: Vec<BlockArg> = self.params.iter().map(|v| BlockArg::Value(*v)).collect();
        self.builder.ins().jump(self.blocks[0], &params);
        for id in &order {
            self.once = once[id.index()];
            self.emit_block(*id);
        }
        self.builder.seal_all_blocks();
        self.builder.finalize(isa.frontend_config());
        self.comments
    }

    /// Finds the releases of the operands of instruction `n` that follow it.
    /// Where its fast path knows these operands to be uncounted, or moves them, the
    /// releases matter on the slow path alone, and are emitted there.
    fn sink_releases(&mut self, id: BlockId, n: usize) {
        self.slow_releases.clear();
        let block = self.function.block(id);
        let inst = &block.insts[n];
        // What a new tuple holds becomes the tuple's.
        let moves = self.makes_tuple(inst);
        if moves.is_none() && !int::fast_path_is_uncounted(&inst.op) {
            return;
        }
        let mut run = (id, n + 1);
        if run.1 == block.insts.len()
            && let Terminator::OnError { ok, .. } = &block.term
            && self.predecessors[ok.block.index()].len() == 1
        {
            run = (ok.block, 0);
        }
        for (n, next) in self
            .function
            .block(run.0)
            .insts
            .iter()
            .enumerate()
            .skip(run.1)
        {
            if next.op != Op::Release {
                return;
            }
            let value = next.args[0];
            let is_same =
                |other: &&ValueId| self.values[other.index()] == self.values[value.index()];
            let given = match moves {
                Some(items) => items.iter().filter(is_same).count(),
                None => usize::from(inst.args.contains(&value)),
            };
            if given > self.slow_releases.iter().filter(is_same).count() {
                self.slow_releases.push(value);
                self.sunk.insert((run.0, n));
            }
        }
    }

    /// On the slow path of the current instruction, behind its call: the
    /// releases that the fast path does not need.
    pub(crate) fn release_slowly(&mut self) {
        for id in self.slow_releases.clone() {
            let (value, repr, fact) = (self.value(id), self.function.repr(id), self.facts.get(id));
            self.release(value, repr, fact);
        }
    }

    /// What these releases are of.
    pub(crate) fn released_slowly(&self) -> Vec<Value> {
        self.slow_releases
            .iter()
            .map(|id| self.value(*id))
            .collect()
    }

    /// Whether the function can be on the stack more than once: it calls
    /// compiled code, or runtime functions that may call back.
    pub(crate) fn may_recurse(&self) -> bool {
        let insts = self.function.blocks.iter().flat_map(|block| &block.insts);
        insts.map(|inst| &inst.op).any(|op| match op {
            Op::Call(_) => true,
            Op::CallRuntime(decl) => decl.raises && !decl.only_raises(),
            _ => false,
        })
    }

    fn emit_block(&mut self, id: BlockId) {
        let block = self.function.block(id);
        let raise = |id: &BlockId| self.raises_for_sure(self.function.block(*id)).is_some();
        if self.is_nowhere(id) && self.predecessors[id.index()].iter().all(raise) {
            return;
        }
        self.builder.switch_to_block(self.blocks[id.index()]);
        if let Some(comments) = &mut self.comments {
            comments.name_block(self.blocks[id.index()], id.to_string());
        }
        let last = block.insts.len().wrapping_sub(1);
        for (n, inst) in block.insts.iter().enumerate() {
            if self.sunk.remove(&(id, n)) {
                continue;
            }
            self.error = match &block.term {
                Terminator::OnError { error, .. } if n == last => Some(error),
                _ => None,
            };
            if let Some(comments) = &mut self.comments {
                comments.note(
                    self.builder.func,
                    self.function.inst_text(inst, self.program),
                );
            }
            self.frames = self.frames_at(inst);
            self.place = Some((inst.code, inst.position.line)).filter(|(_, line)| *line != 0);
            self.sink_releases(id, n);
            if let Terminator::Branch {
                cond,
                then,
                otherwise,
            } = &block.term
                && inst.result == Some(*cond)
                && self.facts.uses(*cond) == 1
                && (n + 1..=last).all(|n| self.sunk.contains(&(id, n)))
                && self.emit_test(inst, then, otherwise)
            {
                return;
            }
            if n == last
                && let Some(decl) = self.raises_for_sure(block)
            {
                let args = self.row_args(inst, decl);
                self.call_unchecked(decl, &args);
                self.leave_by_error();
                return;
            }
            let result = self.emit_inst(inst);
            if let Some(id) = inst.result {
                self.values[id.index()] = result;
            }
        }
        match &block.term {
            Terminator::Jump(edge) | Terminator::OnError { ok: edge, .. } => self.jump(edge),
            Terminator::Branch {
                cond,
                then,
                otherwise,
            } => {
                let cond = self.value(*cond);
                self.branch(cond, then, otherwise);
            }
            Terminator::Return(value) => {
                let status = self.iconst(0);
                let value = value.map_or(status, |value| self.value(value));
                self.end_record();
                self.leave_frame();
                self.builder.ins().return_(&[value, status]);
            }
            Terminator::ReturnError => {
                self.end_record();
                self.leave_frame();
                self.return_error();
            }
            Terminator::Unreachable | Terminator::None => {
                self.builder.ins().trap(clif::TrapCode::unwrap_user(1));
            }
        }
    }

    /// The row that a block ends with, if its error edge is the only way on.
    fn raises_for_sure(&self, block: &Block) -> Option<&'static pyaot_abi::FnDecl> {
        let Terminator::OnError { ok, .. } = &block.term else {
            return None;
        };
        match block.insts.last()?.op {
            Op::CallRuntime(decl) if self.is_nowhere(ok.block) => Some(decl),
            _ => None,
        }
    }

    /// Whether a block is there only because IR wants one behind what raises.
    fn is_nowhere(&self, id: BlockId) -> bool {
        let block = self.function.block(id);
        block.insts.is_empty() && matches!(block.term, Terminator::Unreachable)
    }

    /// Zero and status 1.
    pub(crate) fn return_error(&mut self) {
        let zero = match self.function.result.map_or(types::I64, clif_type) {
            types::F64 => self.builder.ins().f64const(0.0),
            ty => self.builder.ins().iconst(ty, 0),
        };
        let status = self.iconst(1);
        self.builder.ins().return_(&[zero, status]);
    }

    /// As [`Self::edge_args`], where the current block may be an exit.
    ///
    /// What hot code has made goes through memory: block parameters and what is
    /// given for them mostly share a register, and the rest of the cold code has
    /// calls, across which few are kept.
    fn exit_args(&mut self, edge: &Edge) -> Vec<BlockArg> {
        let values: Vec<Value> = edge.args.iter().map(|value| self.value(*value)).collect();
        if !self.is_cold() {
            return values.into_iter().map(BlockArg::Value).collect();
        }
        let hot: Vec<bool> = edge
            .args
            .iter()
            .map(|value| self.hot[value.index()])
            .collect();
        if !hot.contains(&true) {
            return values.into_iter().map(BlockArg::Value).collect();
        }
        let slot = match self.exit_values {
            Some(slot) => slot,
            None => {
                let slot = self.stack_words(self.most_exit_values() * size_of::<u64>());
                *self.exit_values.insert(slot)
            }
        };
        let base = self.builder.ins().stack_addr(types::I64, slot, 0);
        let is_kept = |n: usize| n < MOST_EXIT_VALUES && hot[n];
        for (n, value) in values.iter().enumerate() {
            if is_kept(n) {
                self.store(Region::ExitIn, *value, base, n * size_of::<u64>());
            }
        }
        let mut args = Vec::new();
        for (n, value) in values.into_iter().enumerate() {
            let ty = self.builder.func.dfg.value_type(value);
            args.push(BlockArg::Value(if is_kept(n) {
                self.load(ty, Region::ExitOut, base, n * size_of::<u64>())
            } else {
                value
            }));
        }
        args
    }

    /// So many values leave by one exit, at most.
    fn most_exit_values(&self) -> usize {
        let edges = self.function.blocks.iter().flat_map(|block| {
            let n = match &block.term {
                Terminator::OnError { .. } => 1,
                Terminator::Jump(_) => 0,
                _ => usize::MAX,
            };
            block.term.edges().nth(n)
        });
        let most = edges.map(|edge| edge.args.len()).max().unwrap_or(0);
        most.min(MOST_EXIT_VALUES)
    }

    fn edge_args(&self, edge: &Edge) -> Vec<BlockArg> {
        edge.args
            .iter()
            .map(|value| BlockArg::Value(self.value(*value)))
            .collect()
    }

    pub(crate) fn jump(&mut self, edge: &Edge) {
        let args = self.exit_args(edge);
        self.builder
            .ins()
            .jump(self.blocks[edge.block.index()], &args);
    }

    pub(crate) fn branch(&mut self, cond: Value, then: &Edge, otherwise: &Edge) {
        let then_args = self.edge_args(then);
        let otherwise_args = self.edge_args(otherwise);
        let then = self.blocks[then.block.index()];
        let otherwise = self.blocks[otherwise.block.index()];
        self.builder
            .ins()
            .brif(cond, then, &then_args, otherwise, &otherwise_args);
    }

    /// Leaves for the current instruction's error edge when `status` is not
    /// 0; goes on in a new block.
    pub(crate) fn check(&mut self, status: Value) {
        let Some(error) = self.error else {
            panic!("a raising operation without an error edge")
        };
        let next = self.next_block();
        let target = self.blocks[error.block.index()];
        // What is given on the way out is made there, or a loop keeps registers for it.
        let out = if error.args.is_empty() {
            target
        } else {
            self.cold_block()
        };
        // The failing side first: the other order costs loop-invariant motion.
        self.builder.ins().brif(status, out, &[], next, &[]);
        if out != target {
            self.builder.switch_to_block(out);
            self.leave_by_error();
        }
        self.builder.switch_to_block(next);
    }

    /// Leaves by the error edge.
    pub(crate) fn leave_by_error(&mut self) {
        let Some(error) = self.error else {
            panic!("a failing operation without an error edge")
        };
        let args = self.exit_args(error);
        let target = self.blocks[error.block.index()];
        self.builder.ins().jump(target, &args);
    }

    pub(crate) fn value(&self, id: ValueId) -> Value {
        self.values[id.index()].unwrap_or_else(|| panic!("{id} has no definition before its use"))
    }

    pub(crate) fn arg(&self, inst: &Inst, n: usize) -> Value {
        self.value(inst.args[n])
    }

    pub(crate) fn fact(&self, inst: &Inst, n: usize) -> Fact {
        self.facts.get(inst.args[n])
    }

    pub(crate) fn iconst(&mut self, n: i64) -> Value {
        self.builder.ins().iconst(types::I64, n)
    }

    /// A new block laid out away from the hot code.
    pub(crate) fn cold_block(&mut self) -> clif::Block {
        let block = self.builder.create_block();
        self.builder.set_cold_block(block);
        block
    }

    /// Whether the current block is laid out away from the hot code.
    pub(crate) fn is_cold(&self) -> bool {
        let current = self.builder.current_block();
        current.is_some_and(|block| self.builder.func.layout.is_cold(block))
    }

    /// Whether the current code runs once or hardly ever: it had better be small.
    pub(crate) fn is_rare(&self) -> bool {
        self.once || self.is_cold()
    }

    /// A new block to go on in: as cold as the current one.
    pub(crate) fn next_block(&mut self) -> clif::Block {
        if self.is_cold() {
            self.cold_block()
        } else {
            self.builder.create_block()
        }
    }

    /// A new block with one parameter to go on in.
    pub(crate) fn join_block(&mut self, ty: Type) -> (clif::Block, Value) {
        let block = self.next_block();
        let value = self.builder.append_block_param(block, ty);
        (block, value)
    }

    /// Goes to `rare` when `cond` is not 0, else on in a new block.
    pub(crate) fn leave_if(&mut self, cond: Value, rare: clif::Block) {
        let next = self.next_block();
        self.builder.ins().brif(cond, rare, &[], next, &[]);
        self.builder.switch_to_block(next);
    }

    /// Jumps to `block` with one argument.
    pub(crate) fn join(&mut self, block: clif::Block, value: Value) {
        self.builder.ins().jump(block, &[BlockArg::Value(value)]);
    }

    /// Emits a comparison together with the branch on it; false when it has
    /// no form better than a `Bool`.
    fn emit_test(&mut self, inst: &'a Inst, then: &'a Edge, otherwise: &'a Edge) -> bool {
        match inst.op {
            Op::IntCompare(op) => self.branch_int_compare(inst, op, then, otherwise),
            Op::IsExactClass(global) => {
                self.branch_is_exact_class(inst, Class::Global(global), then, otherwise)
            }
            Op::IsExactBuiltin(class) => {
                self.branch_is_exact_class(inst, Class::Builtin(class), then, otherwise)
            }
            _ => return false,
        }
        true
    }

    fn emit_inst(&mut self, inst: &'a Inst) -> Option<Value> {
        match &inst.op {
            Op::ConstWord(word) => Some(self.iconst(*word as i64)),
            Op::ConstInt(n) => Some(self.iconst(pyaot_abi::value::small_int(*n) as i64)),
            Op::ConstI64(n) => Some(self.iconst(*n)),
            Op::ConstF64(x) => Some(self.builder.ins().f64const(*x)),
            Op::ConstBool(b) => Some(self.builder.ins().iconst(types::I8, i64::from(*b))),
            Op::ConstStr(id) => Some(self.address(Symbol::Str(*id))),
            Op::ConstBytes(id) => Some(self.address(Symbol::Bytes(*id))),
            Op::ConstData(id) => Some(self.address(Symbol::Data(*id))),
            Op::ConstCode(id) => Some(self.address(Symbol::Code(*id))),
            Op::LocalGet(_) | Op::LocalSet(_) | Op::KeepAlive => {
                panic!("{} at stage Counted", inst.op.mnemonic())
            }

            Op::Int(op) => Some(self.emit_int(inst, *op)),
            Op::IntNeg => Some(self.emit_int_neg(inst)),
            Op::IntInvert => Some(self.emit_int_invert(inst)),
            Op::IntCompare(op) => Some(self.emit_int_compare(inst, *op)),
            Op::IntTrueDiv => Some(self.emit_int_true_div(inst)),
            Op::IntToI64 => Some(
                self.emit_int_to_machine(inst, &pyaot_abi::functions::int::int_to_i64_saturating),
            ),
            Op::IntFromI64 => Some(self.emit_int_from_i64(inst)),
            Op::IntFromU64 => Some(self.emit_int_from_u64(inst)),
            Op::IntLow => {
                Some(self.emit_int_to_machine(inst, &pyaot_abi::functions::int::int_low_bits))
            }
            Op::SmallToI64 => {
                let word = self.arg(inst, 0);
                Some(self.untag(word))
            }
            Op::SmallFromI64 => {
                let n = self.arg(inst, 0);
                Some(self.tag(n))
            }
            Op::IntToF64 => Some(self.emit_int_to_f64(inst)),
            Op::RangeItem => Some(self.emit_range_item(inst)),
            Op::Nonnegative | Op::KnownSmall | Op::Within => Some(self.arg(inst, 0)),
            Op::NeedSmall => Some(self.emit_need_small(inst)),
            Op::Checked(op) => Some(self.emit_checked(inst, *op)),
            Op::Machine(op) => Some(self.emit_machine(inst, *op)),
            Op::MachineCompare(op) => Some(self.emit_machine_compare(inst, *op)),
            Op::I64ToF64 => {
                let n = self.arg(inst, 0);
                Some(self.builder.ins().fcvt_from_sint(types::F64, n))
            }

            Op::PairSplat => Some(self.emit_pair_splat(inst)),
            Op::PairOf => Some(self.emit_pair_of(inst)),
            Op::PairItem(n) => Some(self.emit_pair_item(inst, *n)),
            Op::PairHasZero => Some(self.emit_pair_has_zero(inst)),
            Op::PairLoad(offset) => Some(self.emit_pair_load(inst, *offset)),
            Op::PairStore(offset) => self.emit_pair_store(inst, *offset),

            Op::Float(op) | Op::PairFloat(op) => Some(self.emit_float(inst, *op)),
            Op::FloatUnary(op) | Op::PairUnary(op) => Some(self.emit_float_unary(inst, *op)),
            Op::FloatCompare(op) => Some(self.emit_float_compare(inst, *op)),
            Op::FloatTrueDiv => Some(self.emit_float_true_div(inst)),
            Op::FloatPower(power) => Some(self.emit_float_power(inst, *power)),
            Op::FloatBox => {
                let x = self.arg(inst, 0);
                Some(self.box_float(x))
            }
            Op::FloatUnbox => Some(self.emit_float_unbox(inst)),
            Op::NumberToF64 => Some(self.emit_number_to_f64(inst)),
            Op::NeedNumber => Some(self.emit_need_number(inst)),
            Op::NeedExact => Some(self.emit_need_exact(inst)),
            Op::Number(op) => Some(self.emit_number(inst, *op)),
            Op::NumberWord => Some(self.emit_number_word(inst)),
            Op::IsBoundF64 => Some(self.emit_is_bound_f64(inst)),

            Op::BoolNot => {
                let b = self.arg(inst, 0);
                Some(self.builder.ins().icmp_imm_u(IntCC::Equal, b, 0))
            }
            Op::BoolAnd => {
                let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
                Some(self.builder.ins().band(a, b))
            }
            Op::BoolOr => {
                let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
                Some(self.builder.ins().bor(a, b))
            }
            Op::BoolToValue => Some(self.emit_bool_to_value(inst)),
            Op::BoolFromValue => {
                let word = self.arg(inst, 0);
                Some(self.is_word(word, pyaot_abi::value::TRUE))
            }
            Op::BoolToInt => Some(self.emit_bool_to_int(inst)),
            Op::BoolToI64 => {
                let b = self.arg(inst, 0);
                Some(self.builder.ins().uextend(types::I64, b))
            }

            Op::Cast(_) => Some(self.arg(inst, 0)),
            Op::IsWord(word) => {
                let value = self.arg(inst, 0);
                Some(self.is_word(value, *word))
            }
            Op::Is => {
                let (a, b) = (self.arg(inst, 0), self.arg(inst, 1));
                Some(self.builder.ins().icmp(IntCC::Equal, a, b))
            }
            Op::IsSmallInt => Some(self.emit_is_small_int(inst)),
            Op::IsExactClass(global) => {
                Some(self.emit_is_exact_class(inst, Class::Global(*global)))
            }
            Op::IsExactBuiltin(class) => {
                Some(self.emit_is_exact_class(inst, Class::Builtin(*class)))
            }
            Op::Select => {
                let (cond, a, b) = (self.arg(inst, 0), self.arg(inst, 1), self.arg(inst, 2));
                Some(self.builder.ins().select(cond, a, b))
            }

            Op::GlobalGet(global) => Some(self.emit_global_get(inst, *global)),
            Op::GlobalSet(global) => self.emit_global_set(inst, *global),
            Op::CellGet => Some(self.emit_cell_get(inst)),
            Op::CellSet => self.emit_cell_set(inst),
            Op::FuncCell(n) => Some(self.emit_func_cell(inst, *n)),
            Op::ArgWord(n) => Some(self.emit_arg_word(inst, *n)),
            Op::FrameLoad { slot, repr } => {
                let frame = self.arg(inst, 0);
                let offset = *slot as usize * size_of::<u64>();
                Some(self.load(clif_type(*repr), Region::GeneratorFrame, frame, offset))
            }
            Op::FrameStore(slot) => {
                let (frame, value) = (self.arg(inst, 0), self.arg(inst, 1));
                let offset = *slot as usize * size_of::<u64>();
                self.store(Region::GeneratorFrame, value, frame, offset);
                None
            }
            Op::FuncAddress(id) => Some(self.address(Symbol::Function(*id))),
            Op::InstanceNew(id) => Some(self.emit_instance_new(inst, *id)),
            Op::FieldGet { offset, repr } => Some(self.emit_field_get(inst, *offset, *repr)),
            Op::FieldSet { offset, repr } => self.emit_field_set(inst, *offset, *repr),
            Op::FieldInit { offset, .. } => {
                let (object, value) = (self.arg(inst, 0), self.arg(inst, 1));
                self.store(Region::Field(*offset), value, object, *offset as usize);
                None
            }
            Op::TupleLen => Some(self.emit_tuple_len(inst)),
            Op::TupleGet(n) => Some(self.emit_tuple_get(inst, *n)),
            Op::TupleIndex => Some(self.emit_tuple_index(inst)),
            Op::Apart(_) => {
                let value = self.arg(inst, 0);
                Some(self.apart(value))
            }
            Op::StrLen => Some(self.emit_str_len(inst)),
            Op::StrNarrow => Some(self.emit_str_narrow(inst)),
            Op::StrCode => Some(self.emit_str_code(inst)),
            Op::StrByte => {
                let (text, index) = (self.arg(inst, 0), self.arg(inst, 1));
                Some(self.byte_of(text, index))
            }
            Op::ListLen => Some(self.emit_list_len(inst)),
            Op::SetLen => Some(self.emit_set_len(inst)),
            Op::SetItem => Some(self.emit_set_item(inst)),
            Op::DictLen => Some(self.emit_dict_len(inst)),
            Op::DictPlaces => Some(self.emit_dict_places(inst)),
            Op::DictKey => Some(self.emit_dict_key(inst)),
            Op::DictValue => Some(self.emit_dict_value(inst)),
            Op::ViewShape(axis) => Some(self.emit_view_shape(inst, *axis)),
            Op::ViewIndex { axis, named } => Some(self.emit_view_index(inst, *axis, *named)),
            Op::ViewWritable => self.emit_view_writable(inst),
            Op::ViewLoad(dtype) => Some(self.emit_view_load(inst, *dtype)),
            Op::ViewStore(dtype) => self.emit_view_store(inst, *dtype),
            Op::ViewData => Some(self.emit_view_data(inst)),
            Op::ViewStride(axis) => Some(self.emit_view_stride(inst, *axis)),
            Op::ViewIsWritable => Some(self.emit_view_is_writable(inst)),
            Op::ElementLoad { dtype, offset } => {
                Some(self.emit_element_load(inst, *dtype, *offset))
            }
            Op::ElementStore { dtype, offset } => self.emit_element_store(inst, *dtype, *offset),
            Op::ScalarUnbox(dtype) => Some(self.emit_scalar_unbox(inst, *dtype)),
            Op::IsFloat => Some(self.emit_is_float(inst)),
            Op::IsForeign => Some(self.emit_is_foreign(inst)),
            Op::ListGet => Some(self.emit_list_get(inst)),
            Op::ListSet => self.emit_list_set(inst),
            Op::ListAppend => self.emit_list_append(inst),
            Op::NumberBits(item) => Some(self.emit_number_bits(inst, *item)),
            Op::TypedGet(item) => Some(self.emit_typed_get(inst, *item)),
            Op::TypedSet(item) => self.emit_typed_set(inst, *item),
            Op::TypedAppend(item) => self.emit_typed_append(inst, *item),
            Op::TryListGet => Some(self.emit_try_list_get(inst)),
            Op::TryGet(item) => Some(self.emit_try_get(inst, *item)),
            Op::TryReplace => self.emit_try_replace(inst),
            Op::TrySet(item) => self.emit_try_set(inst, *item),
            Op::ListProbe => Some(self.emit_list_probe(inst)),
            Op::NeedItem => self.emit_need_item(inst),
            Op::ListItems => Some(self.emit_list_items(inst)),
            Op::StorageLen(item) => Some(self.emit_storage_len(inst, *item)),

            Op::Call(callee) => self.emit_call(inst, *callee),
            Op::OthersWait => Some(self.emit_others_wait()),
            Op::HasRoom => Some(self.emit_room(true)),
            Op::FramesFit => Some(self.emit_room(false)),
            Op::CallRuntime(decl) => self.emit_call_runtime(inst, decl),

            Op::Retain => {
                let value = self.arg(inst, 0);
                self.retain(value, self.function.repr(inst.args[0]), self.fact(inst, 0));
                None
            }
            Op::Release => {
                let value = self.arg(inst, 0);
                self.release(value, self.function.repr(inst.args[0]), self.fact(inst, 0));
                None
            }
        }
    }
}
