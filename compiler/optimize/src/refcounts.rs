//! Makes ownership explicit.
//!
//! Each word a function makes or loads is owned: somebody must take it over
//! (an instruction that consumes it, a block parameter, the caller) or it is
//! released behind its last use. Parameters of the function and static
//! objects are borrowed: never released, retained where something takes
//! them over. Immediates are not counted at all. [`ownership`] tells these
//! apart, [`Liveness`] tells where values die, [`Inserter`] rewrites the
//! blocks, and [`borrow`] then removes counts that cannot be observed.
//!
//! A value's extent is its uses; `KeepAlive` is a use, put by `lower` where
//! a variable's extent can be observed.

mod borrow;
mod insert;
mod liveness;
mod ownership;

use pyaot_ir::{Function, Op, Program, Stage};

use insert::Inserter;
use liveness::Liveness;
use ownership::Ownership;

pub use borrow::is_quiet;

pub fn run(function: &mut Function, program: &Program) {
    crate::graph::compact(function);
    crate::params::prune(function);
    let ownership = Ownership::new(function, program);
    let liveness = Liveness::new(function, &ownership);
    Inserter::new(function, program, &ownership, &liveness).run();
    borrow::run(function, program);
    for block in &mut function.blocks {
        block.insts.retain(|inst| inst.op != Op::KeepAlive);
    }
    function.stage = Stage::Counted;
}
