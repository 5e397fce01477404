//! Counting Python frames, for the recursion limit.
//!
//! While compiled code runs, a register of its own holds how many Python
//! frames there are. A function that calls adds its frame and compares with
//! the limit, as it compares the stack pointer with the end of the stack;
//! nothing is written to memory. The runtime
//! finds the number in `pyaot_frame_depth`, where it is stored before a row
//! is called, and where the entries of compiled code take it from when the
//! runtime calls back. To the runtime the register is one that a callee
//! leaves as it was.

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, InstBuilder, MemFlagsData, Signature, Value, types};
use pyaot_abi::functions::{FnDecl, async_generator, awaiting, exception};
use pyaot_abi::layout::Limits;
use pyaot_ir::{Inst, Op};

use crate::call::import;
use crate::function::{FunctionCx, signature};
use crate::memory::Region;
use crate::symbol::Symbol;

/// How a function deals with the number of frames.
#[derive(Clone, Copy)]
pub(crate) enum Frame {
    /// It calls nothing that would see its frame.
    Uncounted,
    Counted,
    /// The runtime calls it: it brings the number in and puts back what the
    /// register held. Its frame is counted by what it calls, or has been.
    Entry {
        outer: Value,
        depth: Value,
    },
}

/// Registers that pass parameters.
const WORD_REGISTERS: usize = 6;
const FLOAT_REGISTERS: usize = 8;

/// Whether other code runs before the row returns to its caller, so that the
/// caller may go on elsewhere on the stack.
pub(crate) fn suspends(decl: &FnDecl) -> bool {
    let rows: [&FnDecl; 5] = [
        &async_generator::async_generator_yield,
        &awaiting::coroutine_await,
        &awaiting::async_enter,
        &awaiting::async_exit,
        &awaiting::async_next,
    ];
    rows.contains(&decl)
}

/// How many parameters the convention passes on the stack.
fn stack_words(signature: &Signature) -> usize {
    let floats = signature
        .params
        .iter()
        .filter(|p| p.value_type == types::F64);
    let floats = floats.count();
    let words = signature.params.len() - floats;
    words.saturating_sub(WORD_REGISTERS) + floats.saturating_sub(FLOAT_REGISTERS)
}

impl FunctionCx<'_> {
    /// At the start of the function; `cold` says which blocks are unlikely to run.
    pub(crate) fn enter_frame(&mut self, cold: &[bool]) {
        let outer = self.builder.ins().get_pinned_reg(types::I64);
        if self.function.is_entry || self.program.main == Some(self.id) {
            let place = self.address(Symbol::FrameDepth);
            let depth = self.load(types::I64, Region::FrameDepth, place, 0);
            self.frame = Frame::Entry { outer, depth };
            self.builder.ins().set_pinned_reg(depth);
            let inner = match self.function.is_resumed() {
                true => depth,
                false => self.builder.ins().iadd_imm_s(depth, 1),
            };
            if self.may_recurse() {
                self.check_limits(inner);
            }
        } else if self.may_recurse() {
            self.frame = Frame::Counted;
            self.ahead = self.usual_frames(cold);
            self.frames = -self.ahead;
            let inner = self.builder.ins().iadd_imm_s(outer, 1 + self.ahead);
            self.builder.ins().set_pinned_reg(inner);
            let insts = self.function.blocks.iter().flat_map(|block| &block.insts);
            if !insts.map(|inst| &inst.op).any(|op| *op == Op::HasRoom) {
                let own = self.builder.ins().iadd_imm_s(outer, 1);
                self.check_limits(own);
            }
        }
    }

    /// How many Python frames inlined functions make at most of the calls: as
    /// long as the register counts so many, these calls do not change it.
    fn usual_frames(&self, cold: &[bool]) -> i64 {
        let mut calls: Vec<(i64, usize)> = Vec::new();
        let likely = self.function.blocks.iter().zip(cold);
        for (block, _) in likely.filter(|(_, cold)| !**cold) {
            for inst in block.insts.iter().filter(|i| matches!(i.op, Op::Call(_))) {
                let frames = self.frames_at(inst);
                match calls.iter_mut().find(|(known, _)| *known == frames) {
                    Some((_, count)) => *count += 1,
                    None => calls.push((frames, 1)),
                }
            }
        }
        calls.sort_unstable();
        calls
            .iter()
            .rev()
            .max_by_key(|(_, count)| *count)
            .map_or(0, |(frames, _)| *frames)
    }

    /// Python frames that the register does not know of where `inst` stands.
    pub(crate) fn frames_at(&self, inst: &Inst) -> i64 {
        let unseen = i64::from(inst.position.line == Inst::NO_FRAME);
        i64::from(inst.frames) - unseen - self.ahead
    }

    /// Returns with what the runtime raises when `depth` frames are too many
    /// or the stack is nearly used up.
    fn check_limits(&mut self, depth: Value) {
        let room = self.room(depth, true);
        let zero = self.iconst(0);
        let over = self.builder.ins().icmp(IntCC::SignedLessThan, room, zero);
        let overflow = self.cold_block();
        let start = self.builder.create_block();
        self.builder.ins().brif(over, overflow, &[], start, &[]);
        self.builder.switch_to_block(overflow);
        self.emit_overflow(start, depth);
        self.builder.switch_to_block(start);
    }

    /// A number that is negative where `depth` frames are too many or, if that is asked,
    /// the stack is nearly used up: the sign of either difference.
    fn room(&mut self, depth: Value, stack: bool) -> Value {
        let limits = self.address(Symbol::Limits);
        let most = offset_of!(Limits, frames);
        let most = self.load(types::I64, Region::Limits, limits, most);
        let frames = self.builder.ins().isub(most, depth);
        if !stack {
            return frames;
        }
        let pointer = self.builder.ins().get_stack_pointer(types::I64);
        let end = offset_of!(Limits, stack);
        let end = self.load(types::I64, Region::Limits, limits, end);
        let stack = self.builder.ins().isub(pointer, end);
        self.builder.ins().bor(frames, stack)
    }

    /// Whether there is room for the frames the instruction stands for.
    pub(crate) fn emit_room(&mut self, stack: bool) -> Value {
        let own = self.builder.ins().get_pinned_reg(types::I64);
        let depth = self.builder.ins().iadd_imm_s(own, self.frames);
        let room = self.room(depth, stack);
        let zero = self.iconst(0);
        let fits = IntCC::SignedGreaterThanOrEqual;
        self.builder.ins().icmp(fits, room, zero)
    }

    /// Reads the word that `pyaot_waiting` points to, which any thread may set.
    pub(crate) fn emit_others_wait(&mut self) -> Value {
        let waiting = self.address(Symbol::Waiting);
        let flags = MemFlagsData::trusted();
        let word = self.builder.ins().load(types::I64, flags, waiting, 0);
        let some = self.builder.ins().load(types::I32, flags, word, 0);
        self.builder.ins().icmp_imm_s(IntCC::NotEqual, some, 0)
    }

    /// Asks the runtime what to do, which is to go on at `start`, to call the
    /// function again on another stack, or to leave with an exception.
    fn emit_overflow(&mut self, start: Block, depth: Value) {
        let function = self.address(Symbol::Function(self.id));
        let signature = signature(self.function);
        let words = self.iconst(stack_words(&signature) as i64);
        let (result, status) =
            self.call_unchecked(&exception::recursion_check, &[function, words, depth]);
        let (Some(stack), Some(status)) = (result, status) else {
            return;
        };
        let (failed, checked) = (self.cold_block(), self.cold_block());
        let again = self.cold_block();
        self.builder.ins().brif(status, failed, &[], checked, &[]);
        self.builder.switch_to_block(failed);
        self.leave_frame();
        self.return_error();
        self.builder.switch_to_block(checked);
        self.builder.ins().brif(stack, again, &[], start, &[]);
        self.builder.switch_to_block(again);
        self.leave_frame();
        let callee = import(self.builder.func, Symbol::DeepCall, signature);
        let params = self.params.clone();
        let call = self.builder.ins().call(callee, &params);
        let results = self.builder.inst_results(call).to_vec();
        self.call_unchecked(&exception::recursion_leave, &[stack]);
        self.builder.ins().return_(&results);
    }

    /// Before the function returns.
    pub(crate) fn leave_frame(&mut self) {
        match self.frame {
            Frame::Uncounted => {}
            Frame::Counted => self.move_depth(-1 - self.ahead),
            Frame::Entry { outer, depth } => {
                let place = self.address(Symbol::FrameDepth);
                self.store(Region::FrameDepth, depth, place, 0);
                self.builder.ins().set_pinned_reg(outer);
            }
        }
    }

    /// Adds `frames` to the number in the register.
    pub(crate) fn move_depth(&mut self, frames: i64) {
        if frames != 0 {
            let depth = self.builder.ins().get_pinned_reg(types::I64);
            let depth = self.builder.ins().iadd_imm_s(depth, frames);
            self.builder.ins().set_pinned_reg(depth);
        }
    }

    /// Stores the number where the runtime finds it.
    pub(crate) fn tell_depth(&mut self) {
        let mut depth = self.builder.ins().get_pinned_reg(types::I64);
        if self.frames != 0 {
            depth = self.builder.ins().iadd_imm_s(depth, self.frames);
        }
        let place = self.address(Symbol::FrameDepth);
        self.store(Region::FrameDepth, depth, place, 0);
    }

    /// Takes the number from where the runtime has left it.
    pub(crate) fn ask_depth(&mut self) {
        let place = self.address(Symbol::FrameDepth);
        let mut depth = self.load(types::I64, Region::FrameDepth, place, 0);
        if self.frames != 0 {
            depth = self.builder.ins().iadd_imm_s(depth, -self.frames);
        }
        self.builder.ins().set_pinned_reg(depth);
    }
}
