//! The waist of the compiler: typed programs come in from `lower`,
//! passes in `optimize` rewrite them, `codegen` turns them into machine code.
//!
//! A [`Program`] is functions, static data and globals. A [`Function`] is
//! basic blocks of [`Inst`]s over values; each value has one [`Repr`].
//! What an operation does (operands, result, whether it raises, which
//! operands it consumes) is declared once, in [`op`]. Python variables
//! start as locals (`LocalGet`/`LocalSet`) and become SSA values in the
//! pass `ssa`; error edges are inserted by the pass `exceptions`, and
//! reference counts by the pass `refcounts`: [`Stage`] says which of
//! these have run, and [`verify`] checks what must hold then.
#![forbid(unsafe_code)]

pub mod builder;
pub mod function;
pub mod op;
pub mod parallel;
mod parser;
mod printer;
pub mod program;
mod text;
pub mod verify;

pub use builder::Builder;
pub use function::{
    Block, BlockId, Edge, Function, Inst, LocalData, LocalId, Raw, Repr, Stage, Terminator,
    ValueData, ValueId,
};
pub use op::{
    BuiltinClass, Compare, FloatBinary, FloatPower, FloatUnary, IntBinary, ItemType, MachineBinary,
    Op, OpInfo, Operand, Operands,
};
pub use parser::{ParseError, parse};
pub use program::{
    ClassDescData, CodeId, CodeInfoData, DataId, DataItem, FieldDescData, Frames, FuncId,
    FunctionDescData, GlobalData, GlobalId, PairDescData, Program, StrId, TableItem,
};
pub use pyaot_abi::position::{Anchors, Position};
