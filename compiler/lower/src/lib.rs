//! Typed program to IR, one construct at a time; nothing clever.
//!
//! Every live context becomes a function. A value's representation is a
//! total function of its type ([`repr::repr_of`]), and every change of
//! representation goes through [`function::FunctionLower::coerce`].
//! Errors, reference counts and SSA form are left to the passes.
#![forbid(unsafe_code)]

mod array;
mod attribute;
mod builtin;
mod cached;
mod call;
mod class;
mod comprehension;
mod default;
mod dispatch;
mod displays;
mod drain;
mod exception;
mod expression;
mod function;
mod generator;
mod import;
mod iteration;
mod lifetime;
mod likely;
mod looked_up;
mod magnitude;
mod name;
mod named;
mod operator;
mod pattern;
mod position;
mod program;
mod repr;
mod row;
mod scalar;
mod special;
mod statement;
mod subscript;
mod suggestion;
mod table;
mod template;
mod version;
mod waiting;

use pyaot_analysis::Program;

/// Lowers the program. `python` is the prefix of the Python to embed when
/// the environment of the program names none.
pub fn lower(program: &Program, python: Option<&str>) -> pyaot_ir::Program {
    program::ProgramLower::new(program, python).run()
}
