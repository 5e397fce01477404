//! IR to machine code: each [`ir::Function`](pyaot_ir::Function) becomes a
//! Cranelift function, static data becomes data symbols, and the result is
//! one relocatable object for the linker.
//!
//! What compiled code expects of the runtime:
//!
//! * a compiled function returns `(result, status)` in two registers; the
//!   status is 0, or 1 with an exception pending. The result register of a
//!   function without a result holds 0;
//! * runtime functions are the rows of `pyaot_abi::functions`; a row that
//!   raises returns a status in the same way;
//! * `pyaot_main_module` is the body of the main module, `pyaot_program`
//!   the static [`ProgramInfo`](pyaot_abi::layout::ProgramInfo);
//! * `pyaot_frame_depth` is the number of Python frames, `pyaot_limits`
//!   ([`Limits`](pyaot_abi::layout::Limits)) says how many there may be and
//!   where the stack ends: prologues of functions that call compare;
//! * `pyaot_frame` is the record ([`FrameRecord`](pyaot_abi::layout::FrameRecord))
//!   of the function that runs, `pyaot_site` the one all functions share,
//!   in programs with CPython;
//! * `pyaot_str_type` and `pyaot_float_type` are class objects, for static
//!   strings and for floats made in line;
//! * `pyaot_free_lists` has the free blocks of small objects
//!   ([`FreeBlock`](pyaot_abi::layout::FreeBlock)).
//!
//! Operations have their common case inline and the rest in cold blocks
//! that call a runtime row. Functions compile in parallel; the bytes of
//! the object depend on the program and the options alone.
#![forbid(unsafe_code)]

mod alloc;
mod arms;
mod array;
mod call;
mod data;
mod dict;
mod facts;
mod float;
mod frame;
mod function;
mod int;
mod list;
mod memory;
mod methods;
mod module;
mod number;
mod object;
mod pair;
mod power;
mod quiet;
mod record;
mod refcount;
mod symbol;
mod target;
mod text;
mod thunk;
mod view;

use std::panic::{AssertUnwindSafe, catch_unwind};

use cranelift_codegen::Context;
use cranelift_codegen::isa::TargetIsa;
use cranelift_frontend::FunctionBuilderContext;
use pyaot_ir::{FuncId, Program, Stage, parallel};

use crate::function::{Compiled, compile};

/// Which instructions the generated code may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Cpu {
    /// Runs on any machine of the last fifteen years (x86-64-v2, ARMv8.0).
    #[default]
    Baseline,
    /// Whatever the machine the compiler runs on has.
    Native,
}

/// How to emit.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cranelift's optimisations.
    pub optimize: bool,
    /// Run Cranelift's verifier on every function.
    pub verify: bool,
    /// Keep the CLIF text of each function.
    pub want_clif: bool,
    /// Keep the disassembly of each function.
    pub want_asm: bool,
    /// Keep text only of functions whose name contains this.
    pub filter: Option<String>,
    /// Threads to compile with; 0: as many as the machine has.
    pub threads: usize,
    pub cpu: Cpu,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            optimize: true,
            verify: cfg!(debug_assertions),
            want_clif: false,
            want_asm: false,
            filter: None,
            threads: 0,
            cpu: Cpu::Baseline,
        }
    }
}

/// The text of one function, as asked for in [`Options`].
#[derive(Clone, Debug)]
pub struct Text {
    pub name: String,
    pub clif: Option<String>,
    pub asm: Option<String>,
}

/// What [`emit`] makes.
#[derive(Clone, Debug)]
pub struct Object {
    /// A relocatable object file.
    pub bytes: Vec<u8>,
    /// In the order of the program's functions; empty unless asked for.
    pub texts: Vec<Text>,
}

/// Emitting failed. Always a bug of the compiler (or a machine that is not
/// supported), never of the user's program.
#[derive(Debug)]
pub enum Error {
    /// The target cannot be compiled for.
    Target(String),
    /// A function could not be compiled.
    Function {
        name: String,
        message: String,
        /// The function's IR text.
        ir: String,
    },
    /// The object could not be written.
    Object(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Target(message) => write!(f, "cannot generate code for this machine: {message}"),
            Error::Function { name, message, ir } => {
                write!(f, "code generation failed in {name}: {message}\n{ir}")
            }
            Error::Object(message) => write!(f, "cannot write the object: {message}"),
        }
    }
}

impl std::error::Error for Error {}

/// Compiles the program; every function must be at stage `Counted`.
pub fn emit(program: &Program, options: &Options) -> Result<Object, Error> {
    let isa = target::isa(options)?;
    let compiled = compile_all(program, options, &*isa)?;
    let texts = compiled
        .iter()
        .zip(&program.functions)
        .filter(|(compiled, _)| compiled.clif.is_some() || compiled.asm.is_some())
        .map(|(compiled, function)| Text {
            name: function.name.clone(),
            clif: compiled.clif.clone(),
            asm: compiled.asm.clone(),
        })
        .collect();
    let bytes = module::write(program, isa, &compiled)?;
    Ok(Object { bytes, texts })
}

/// All functions in the order of the program.
fn compile_all(
    program: &Program,
    options: &Options,
    isa: &dyn TargetIsa,
) -> Result<Vec<Compiled>, Error> {
    let contexts = || (Context::new(), FunctionBuilderContext::new());
    parallel::map(
        (0..program.functions.len()).collect(),
        options.threads,
        contexts,
        |cx, n| {
            let id = FuncId(n as u32);
            let result = compile_one(program, id, options, isa, &mut cx.0, &mut cx.1);
            if result.is_err() {
                // What a failure leaves in the contexts is unknown.
                *cx = contexts();
            }
            result
        },
    )
    .into_iter()
    .collect()
}

/// One function; a panic becomes an error that carries the function's IR.
fn compile_one(
    program: &Program,
    id: FuncId,
    options: &Options,
    isa: &dyn TargetIsa,
    context: &mut Context,
    builder_context: &mut FunctionBuilderContext,
) -> Result<Compiled, Error> {
    let function = program.function(id);
    let result = if function.stage == Stage::Counted {
        catch_unwind(AssertUnwindSafe(|| {
            compile(program, id, options, isa, context, builder_context)
        }))
        .unwrap_or_else(|panic| {
            Err(panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| text.to_string()))
                .unwrap_or_else(|| "panicked".to_string()))
        })
    } else {
        Err(format!("is at stage {:?}, not Counted", function.stage))
    };
    result.map_err(|message| Error::Function {
        name: function.name.clone(),
        message,
        ir: function.print(program, &|_| None),
    })
}
