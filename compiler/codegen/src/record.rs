//! Telling where the function stands, for CPython to see
//! ([`FrameRecord`], [`Frames`]).

use core::mem::offset_of;

use cranelift_codegen::ir::{InstBuilder, Value, types};
use pyaot_abi::functions::exception;
use pyaot_abi::layout::FrameRecord;
use pyaot_ir::Frames;

use crate::function::FunctionCx;
use crate::memory::Region;
use crate::symbol::Symbol;

impl FunctionCx<'_> {
    /// At the start of the function, once it is sure to run.
    pub(crate) fn begin_record(&mut self) {
        let is_main = self.program.main == Some(self.id);
        match self.program.frames {
            Frames::Innermost if is_main => {
                let site = self.address(Symbol::Site);
                self.set_current_frame(site);
            }
            Frames::All if self.is_python() && self.may_recurse() => {
                let slot = self.stack_words(size_of::<FrameRecord>());
                self.record = Some(slot);
                let record = self.builder.ins().stack_addr(types::I64, slot, 0);
                let current = self.address(Symbol::CurrentFrame);
                let previous = self.load(types::I64, Region::Frame, current, 0);
                let fields = [
                    (offset_of!(FrameRecord, previous), previous),
                    (offset_of!(FrameRecord, code), self.iconst(0)),
                    (offset_of!(FrameRecord, shown), self.iconst(0)),
                ];
                for (offset, value) in fields {
                    self.store(Region::Frame, value, record, offset);
                }
                self.set_current_frame(record);
            }
            _ => {}
        }
    }

    /// Whether the function stands for a frame, and not for the way to one.
    fn is_python(&self) -> bool {
        !self.function.is_entry || self.function.is_resumed()
    }

    /// Before the function returns.
    pub(crate) fn end_record(&mut self) {
        let Some(slot) = self.record else {
            return;
        };
        let record = self.builder.ins().stack_addr(types::I64, slot, 0);
        let shown = offset_of!(FrameRecord, shown);
        let shown = self.load(types::I64, Region::Frame, record, shown);
        let (seen, next) = (self.cold_block(), self.next_block());
        self.builder.ins().brif(shown, seen, &[], next, &[]);
        self.builder.switch_to_block(seen);
        self.call_rarely(&exception::frame_left, &[record]);
        self.builder.ins().jump(next, &[]);
        self.builder.switch_to_block(next);
        let previous = offset_of!(FrameRecord, previous);
        let previous = self.load(types::I64, Region::Frame, record, previous);
        self.set_current_frame(previous);
    }

    fn set_current_frame(&mut self, record: Value) {
        let current = self.address(Symbol::CurrentFrame);
        self.store(Region::Frame, record, current, 0);
    }

    /// Before a call that `may_look`: writes down where the instruction stands.
    pub(crate) fn tell_place(&mut self, may_look: bool) {
        let Some((code, line)) = self.place.filter(|_| may_look) else {
            return;
        };
        let record = match (self.record, self.program.frames) {
            (Some(slot), _) => self.builder.ins().stack_addr(types::I64, slot, 0),
            (None, Frames::Innermost) if self.is_python() => self.address(Symbol::Site),
            _ => return,
        };
        let code = self.address(Symbol::Code(code));
        self.store(Region::Frame, code, record, offset_of!(FrameRecord, code));
        let line = self.iconst(i64::from(line));
        self.store(Region::Frame, line, record, offset_of!(FrameRecord, line));
    }
}
