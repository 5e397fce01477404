//! Reference counts, inline. The count is the first word of our objects
//! and of CPython's, so one sequence serves both.

use core::mem::offset_of;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, InstBuilder, Value, types};
use pyaot_abi::layout::Header;
use pyaot_abi::value::{COUNTED_MASK, INT_BIT, LOW_MASK, UNBOUND};
use pyaot_ir::Repr;

use crate::facts::Fact;
use crate::function::FunctionCx;
use crate::memory::Region;

const COUNT: usize = offset_of!(Header, refcount);

/// A value word of which nothing is known.
pub(crate) const ANY: Fact = Fact {
    small: false,
    bound: false,
    constant: None,
    nonnegative: false,
    within: false,
};
/// A value word that is not unbound.
pub(crate) const BOUND: Fact = Fact {
    small: false,
    bound: true,
    constant: None,
    nonnegative: false,
    within: false,
};

impl FunctionCx<'_> {
    /// Whether `word` is this immediate (or unbound).
    pub(crate) fn is_word(&mut self, word: Value, immediate: u64) -> Value {
        self.builder
            .ins()
            .icmp_imm_s(IntCC::Equal, word, immediate as i64)
    }

    /// Whether any bit of `mask` is set: 0 or not, for a branch.
    pub(crate) fn bits(&mut self, word: Value, mask: u64) -> Value {
        self.builder.ins().band_imm_s(word, mask as i64)
    }

    /// The address of the count of `word`, in a block that runs only when
    /// it has one; the other case goes to `done`. `None`: it has none.
    fn counted(&mut self, word: Value, repr: Repr, fact: Fact, done: clif::Block) -> Option<Value> {
        if !repr.is_counted() || fact.small {
            return None;
        }
        let uncounted = match repr {
            Repr::Value => Some(COUNTED_MASK),
            Repr::Int => Some(INT_BIT),
            _ => None,
        };
        if let Some(mask) = uncounted {
            let uncounted = self.bits(word, mask);
            // Few ints are big; most other values are objects.
            let object = match repr {
                Repr::Int => self.cold_block(),
                _ => self.next_block(),
            };
            self.builder.ins().brif(uncounted, done, &[], object, &[]);
            self.builder.switch_to_block(object);
        }
        if !fact.bound {
            let unbound = self.is_word(word, UNBOUND);
            let object = match repr {
                Repr::Int => self.cold_block(),
                _ => self.next_block(),
            };
            self.builder.ins().brif(unbound, done, &[], object, &[]);
            self.builder.switch_to_block(object);
        }
        Some(match repr {
            // Strips the tag of CPython objects, in programs that can have some.
            Repr::Value if self.program.has_foreign() => self.bits(word, !LOW_MASK),
            _ => word,
        })
    }

    /// One more reference.
    pub(crate) fn retain(&mut self, word: Value, repr: Repr, fact: Fact) {
        let done = self.next_block();
        if let Some(object) = self.counted(word, repr, fact, done) {
            let count = self.load(types::I64, Region::Refcount, object, COUNT);
            let count = self.builder.ins().iadd_imm_s(count, 1);
            self.store(Region::Refcount, count, object, COUNT);
        }
        self.builder.ins().jump(done, &[]);
        self.builder.switch_to_block(done);
    }

    /// One reference less; the last one ends the object. Most releases stand where
    /// something failed, or in a module's body: there they are calls, for the code is larger than it is used.
    pub(crate) fn release(&mut self, word: Value, repr: Repr, fact: Fact) {
        if self.is_rare() {
            if repr.is_counted() && !fact.small {
                self.call_release(word);
            }
            return;
        }
        let done = self.next_block();
        if let Some(object) = self.counted(word, repr, fact, done) {
            let count = self.load(types::I64, Region::Refcount, object, COUNT);
            let count = self.builder.ins().iadd_imm_s(count, -1);
            self.store(Region::Refcount, count, object, COUNT);
            let last = self.builder.ins().icmp_imm_s(IntCC::Equal, count, 0);
            let dead = self.cold_block();
            self.builder.ins().brif(last, dead, &[], done, &[]);
            self.builder.switch_to_block(dead);
            self.call_last_release(word);
        }
        self.builder.ins().jump(done, &[]);
        self.builder.switch_to_block(done);
    }

    /// Loads a word; the result is owned unless `borrow`.
    pub(crate) fn load_word(
        &mut self,
        region: Region,
        at: Value,
        offset: usize,
        fact: Fact,
        repr: Repr,
        borrow: bool,
    ) -> Value {
        let word = self.load(types::I64, region, at, offset);
        if !borrow {
            self.retain(word, repr, fact);
        }
        word
    }

    /// Puts an owned word where another owned word is, and releases that.
    pub(crate) fn replace_word(
        &mut self,
        region: Region,
        word: Value,
        at: Value,
        offset: usize,
        old_fact: Fact,
        repr: Repr,
    ) {
        let old = self.load(types::I64, region, at, offset);
        self.store(region, word, at, offset);
        self.release(old, repr, old_fact);
    }
}
