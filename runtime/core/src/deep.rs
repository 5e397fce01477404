//! More stack for code that has used up a small one.
//!
//! Generators and CPython's threads have small stacks, on which a recursion
//! within the limit may not fit. The prologue that finds the stack used up
//! calls its own function once more, on a stack as large as the program's.

use core::arch::global_asm;

use crate::error::PyResult;
use crate::memory::Global;
use crate::prelude::*;

// `pyaot_deep_call(...)`: calls `pyaot_deep.function` with its own arguments
// on the stack at `pyaot_deep.top`.
global_asm!(
    ".globl pyaot_deep_call",
    ".type pyaot_deep_call, @function",
    "pyaot_deep_call:",
    "push rbp",
    "mov rbp, rsp",
    "lea r10, [rip + {deep}]",
    "mov rsp, qword ptr [r10 + 8]",
    "mov rax, qword ptr [r10 + 16]",
    "test rax, rax",
    "jz 3f",
    "2:",
    "push qword ptr [rbp + 8 * rax + 8]",
    "dec rax",
    "jnz 2b",
    "3:",
    "call qword ptr [r10]",
    "mov rsp, rbp",
    "pop rbp",
    "ret",
    deep = sym DEEP,
);

/// What [`pyaot_deep_call`](self) is to do.
#[repr(C)]
struct Deep {
    function: u64,
    /// Where the stack pointer stands before the arguments.
    top: u64,
    /// How many words of arguments do not fit in registers.
    words: u64,
}

static DEEP: Global<Deep> = Global::new(Deep {
    function: 0,
    top: 0,
    words: 0,
});

/// A stack in use: its lowest address, and the limit to put back.
struct Stack {
    base: u64,
    outer_limit: u64,
}

/// The stacks in use.
static BASES: Global<Vec<u64>> = Global::new(Vec::new());
/// Stacks for the next use.
static FREE: Global<Vec<u64>> = Global::new(Vec::new());

/// Address space of a stack; only what is used takes memory.
const SIZE: u64 = 8 << 30;
/// Room below the limit for the runtime's own functions.
const HEADROOM: u64 = 4 << 20;
/// Stacks kept.
const POOL: usize = 4;

/// The row `recursion_check`: called by the prologue of `function` when there
/// are too many frames, the stack is used up, or a signal has come.
pub fn recursion_check(function: *const u8, words: i64, depth: i64) -> PyResult<i64> {
    let marker = 0u8;
    let pointer = &raw const marker as u64;
    crate::interrupt::check()?;
    if depth > crate::recursion::limit() {
        return Err(crate::recursion::too_deep(""));
    }
    if pointer >= crate::start::stack_limit() {
        return Ok(0);
    }
    let Some(base) = take(pointer) else {
        return Err(crate::recursion::too_deep(""));
    };
    let words = words as u64;
    // SAFETY: a short access.
    unsafe {
        *DEEP.get() = Deep {
            function: function as u64,
            top: base + SIZE - (words % 2) * 8,
            words,
        };
    }
    let stack = Stack {
        base,
        outer_limit: crate::start::stack_limit(),
    };
    crate::start::set_stack_limit(base + HEADROOM);
    Ok(Box::into_raw(Box::new(stack)) as i64)
}

/// The row `recursion_leave`: the call on the larger stack has returned.
pub fn recursion_leave(stack: i64) {
    // SAFETY: what `recursion_check` gave, given back once.
    let stack = unsafe { Box::from_raw(stack as *mut Stack) };
    crate::start::set_stack_limit(stack.outer_limit);
    // SAFETY: short accesses; the mapping is ours and not used any more.
    unsafe {
        (*BASES.get()).retain(|base| *base != stack.base);
        if (*FREE.get()).len() < POOL {
            (*FREE.get()).push(stack.base);
        } else {
            libc::munmap(stack.base as *mut libc::c_void, SIZE as usize);
        }
    }
}

/// A stack, unless `pointer` is on a large one already or there is none.
fn take(pointer: u64) -> Option<u64> {
    // SAFETY: short accesses; a fresh private mapping.
    unsafe {
        let bases = &mut *BASES.get();
        let deep = bases
            .iter()
            .any(|base| (*base..*base + SIZE).contains(&pointer));
        if deep || crate::start::is_program_stack(pointer) {
            return None;
        }
        let base = match (*FREE.get()).pop() {
            Some(base) => base,
            None => {
                let base = libc::mmap(
                    core::ptr::null_mut(),
                    SIZE as usize,
                    libc::PROT_READ | libc::PROT_WRITE,
                    libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                    -1,
                    0,
                );
                if base == libc::MAP_FAILED {
                    return None;
                }
                base as u64
            }
        };
        bases.push(base);
        Some(base)
    }
}
