//! Code objects of CPython 3.11, taken apart.

use pyaot_core::reference::Str;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::from_borrowed;
use crate::reference::{Borrowed, Owned, Raw, text_of};

/// Names that something asks for what runs now, or for the frames of it: code that mentions one runs in CPython.
const LOOKS_AT_ITSELF: &[&str] = &[
    "__import__",
    "_getframe",
    "breakpoint",
    "compile",
    "currentframe",
    "dir",
    "eval",
    "exec",
    "extract_stack",
    "format_stack",
    "globals",
    "help",
    "inspect",
    "locals",
    "print_stack",
    "stack",
    "super",
    "trace",
    "vars",
    "warn",
    "warn_explicit",
];

/// Code that is compiled for a comprehension, and called where it stands.
const COMPREHENSIONS: [&str; 3] = ["<listcomp>", "<setcomp>", "<dictcomp>"];

/// `CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR | CO_VARARGS | CO_VARKEYWORDS`.
const OTHER_KINDS: i64 = 0x20 | 0x80 | 0x200 | 0x4 | 0x8;
/// `CO_OPTIMIZED`.
const OPTIMIZED: i64 = 1;

pub(super) enum Constant {
    Value(Value),
    /// Of a comprehension.
    Code(Code),
}

/// An operation, by its number, and what it is about.
#[derive(Clone, Copy)]
pub(super) struct Instruction {
    pub operation: u8,
    pub argument: u32,
}

pub(super) struct Code {
    pub object: Owned,
    pub instructions: Vec<Instruction>,
    pub constants: Vec<Constant>,
    pub names: Vec<Str>,
    /// How many places there are for variables and cells.
    pub n_variables: usize,
    pub variables: Vec<Str>,
    /// How many of the places, the last ones, are cells of the code around it.
    pub n_free: usize,
    pub stack_size: usize,
}

impl Code {
    /// What a code object says, if all of it can be run here.
    pub fn decode(object: Borrowed<'_>) -> Option<Code> {
        let number = |name| {
            let found = object.attribute_opt(name)?;
            from_borrowed(found.borrow()).as_small_int()
        };
        let is_comprehension = {
            let name = object.attribute_opt(c"co_name")?;
            text_of(name.borrow()).is_some_and(|name| COMPREHENSIONS.contains(&name))
        };
        let flags = number(c"co_flags")?;
        if flags & OTHER_KINDS != 0
            || (flags & OPTIMIZED != 0) != is_comprehension
            || number(c"co_argcount")? != i64::from(is_comprehension)
            || number(c"co_kwonlyargcount")? != 0
        {
            return None;
        }
        let names = texts(object, c"co_names")?;
        if names
            .iter()
            .any(|name| LOOKS_AT_ITSELF.contains(&name.as_str()))
        {
            return None;
        }
        let mut variables = texts(object, c"co_varnames")?;
        // A cell of a parameter has the parameter's place.
        for name in texts(object, c"co_cellvars")? {
            if !variables.iter().any(|known| known.is(&name)) {
                variables.push(name);
            }
        }
        let free = texts(object, c"co_freevars")?;
        let n_free = free.len();
        if n_free > 0 && !is_comprehension {
            return None;
        }
        variables.extend(free);
        let mut constants = Vec::new();
        let consts = object.attribute_opt(c"co_consts")?;
        for constant in items(consts.borrow())? {
            constants.push(Code::constant(constant.borrow())?);
        }
        let instructions = instructions(object)?;
        let used: usize = instructions
            .iter()
            .filter(|instruction| super::machine::makes_function(instruction.operation))
            .count();
        // Each code object here is that of a comprehension.
        let given = constants
            .iter()
            .filter(|constant| matches!(constant, Constant::Code(_)))
            .count();
        if used != given || !instructions.iter().all(super::machine::is_known) {
            return None;
        }
        Some(Code {
            object: object.to_owned(),
            instructions,
            constants,
            names,
            n_variables: variables.len(),
            variables,
            n_free,
            stack_size: number(c"co_stacksize")? as usize,
        })
    }

    fn constant(object: Borrowed<'_>) -> Option<Constant> {
        if object.is_exactly(&raw mut ffi::PyCode_Type) {
            let code = Code::decode(object)?;
            return code.is_comprehension().then_some(Constant::Code(code));
        }
        Some(Constant::Value(from_borrowed(object)))
    }

    fn is_comprehension(&self) -> bool {
        self.variables
            .first()
            .is_some_and(|name| name.as_str() == ".0")
    }
}

fn items(tuple: Borrowed<'_>) -> Option<Vec<Owned>> {
    let n = tuple_size(tuple.as_raw())?;
    // SAFETY: a live tuple of that size; its items are borrowed.
    let item = |i| unsafe { Owned::new_reference(ffi::PyTuple_GET_ITEM(tuple.as_raw(), i)) };
    Some((0..n).map(item).collect())
}

fn tuple_size(object: Raw) -> Option<isize> {
    // SAFETY: a live object.
    unsafe { (ffi::PyTuple_Check(object) != 0).then(|| ffi::PyTuple_GET_SIZE(object)) }
}

/// Names, each the same object whenever it is met.
fn texts(object: Borrowed<'_>, name: &core::ffi::CStr) -> Option<Vec<Str>> {
    let tuple = object.attribute_opt(name)?;
    let texts = items(tuple.borrow())?;
    let text = |object: &Owned| text_of(object.borrow()).map(pyaot_core::str::intern);
    texts.iter().map(text).collect()
}

/// The instructions, each where it stands in the code; the words in between do nothing.
fn instructions(object: Borrowed<'_>) -> Option<Vec<Instruction>> {
    const CACHE: u8 = 0;
    const EXTENDED_ARG: u8 = 144;
    let bytes = object.attribute_opt(c"co_code")?;
    // SAFETY: a live bytes object, copied at once.
    let bytes = unsafe {
        let start = ffi::PyBytes_AsString(bytes.as_raw()).cast::<u8>();
        let n = ffi::PyBytes_Size(bytes.as_raw());
        if start.is_null() || n < 0 {
            ffi::PyErr_Clear();
            return None;
        }
        core::slice::from_raw_parts(start, n as usize)
    };
    let (mut result, mut extended) = (Vec::with_capacity(bytes.len() / 2), 0);
    for word in bytes.chunks_exact(2) {
        let argument = extended | u32::from(word[1]);
        let operation = match word[0] {
            EXTENDED_ARG => CACHE,
            operation => operation,
        };
        extended = if word[0] == EXTENDED_ARG {
            argument << 8
        } else {
            0
        };
        result.push(Instruction {
            operation,
            argument,
        });
    }
    Some(result)
}
