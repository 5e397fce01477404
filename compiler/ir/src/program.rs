//! A whole program: functions, globals, static data.

use pyaot_abi::functions::FnDecl;
use pyaot_abi::layout::TableKind;
use pyaot_abi::position::Position;
use std::collections::HashMap;

use crate::function::{Function, Repr, id};
use crate::op::Op;
use crate::text::named;

id!(FuncId, "f");
/// A static, immortal str object.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct StrId(pub u32);

impl StrId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

id!(
    /// A static descriptor.
    DataId, "d"
);
id!(GlobalId, "g");
id!(
    /// Index of a [`CodeInfoData`].
    CodeId, "c"
);

/// A global variable of a compiled module, or a compiler-made static slot.
#[derive(Clone, Debug)]
pub struct GlobalData {
    pub name: String,
    /// A word (starts unbound) or `F64` (starts as `UNBOUND_F64`).
    pub repr: Repr,
    /// It is set once, to an object that never dies: what is loaded from it is not counted.
    pub is_immortal: bool,
}

/// Becomes a `pyaot_abi::layout::CodeInfo`.
#[derive(Clone, Copy, Debug)]
pub struct CodeInfoData {
    pub name: StrId,
    pub file: StrId,
    /// Name of the module.
    pub module: StrId,
    /// The line it begins at.
    pub line: u32,
    /// The code that calls this one, and where, if the two are one function:
    /// tracebacks show both.
    pub outer: Option<(CodeId, Position)>,
}

/// Becomes a `pyaot_abi::layout::FunctionDesc`.
#[derive(Clone, Debug)]
pub struct FunctionDescData {
    /// A function with `is_entry`.
    pub entry: FuncId,
    pub name: StrId,
    pub qualname: StrId,
    pub module: StrId,
    pub doc: Option<StrId>,
    pub param_names: Vec<StrId>,
    pub n_positional_only: u32,
    pub n_positional: u32,
    pub n_keyword_only: u32,
    /// `pyaot_abi::layout::function_flags`.
    pub flags: u32,
    pub line: u32,
}

/// A fixed field of a class; `is_f64`: it holds a raw float.
#[derive(Clone, Debug)]
pub struct FieldDescData {
    pub name: StrId,
    pub is_f64: bool,
}

/// Becomes a `pyaot_abi::layout::ClassDesc`.
#[derive(Clone, Debug)]
pub struct ClassDescData {
    pub name: StrId,
    pub qualname: StrId,
    pub module: StrId,
    pub doc: Option<StrId>,
    pub fields: Vec<FieldDescData>,
    pub pairs: Vec<PairDescData>,
    /// Members that code uses without looking them up, where CPython may give the class others.
    pub fixed: Vec<StrId>,
}

/// Becomes a `pyaot_abi::layout::PairDesc`.
#[derive(Clone, Copy, Debug)]
pub struct PairDescData {
    /// A function's description.
    pub function: DataId,
    /// A function with `is_entry`.
    pub code: FuncId,
}

/// An entry of a table of constants; becomes a `pyaot_abi::layout::TableEntry`.
#[derive(Clone, Copy, Debug)]
pub enum TableItem {
    Word(u64),
    Str(StrId),
    /// One character a byte.
    Bytes(StrId),
    Float(f64),
    /// The digits of an int that is not small.
    Digits(StrId),
    /// A container of the last items.
    Container(TableKind, u32),
}

/// Static data that the runtime makes objects from.
#[derive(Clone, Debug)]
pub enum DataItem {
    Function(FunctionDescData),
    Class(ClassDescData),
    Table(Vec<TableItem>),
}

named! {
    /// What compiled code says about where it stands, for CPython to see.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum Frames {
        /// Nothing: the program has no CPython.
        Untold,
        /// Where the innermost function stands.
        Innermost,
        /// Where each function stands, and who called it.
        All,
    }
}

/// All there is to compile.
#[derive(Clone, Debug)]
pub struct Program {
    pub frames: Frames,
    /// Whether anything runs, or is seen, when an object dies.
    pub observes_death: bool,
    /// Whether what is alive at the end may have something to run then.
    pub runs_finalizers: bool,
    pub functions: Vec<Function>,
    pub globals: Vec<GlobalData>,
    pub data: Vec<DataItem>,
    pub codes: Vec<CodeInfoData>,
    strings: Vec<String>,
    string_ids: HashMap<String, StrId>,
    /// Body of the main module: no parameters, no result.
    pub main: Option<FuncId>,
    /// Absolute path of the main source file.
    pub main_file: Option<StrId>,
    /// Prefix of the Python installation to embed when the environment names none; `None` in programs
    /// that cannot reach CPython.
    pub python: Option<StrId>,
    /// What CPython hashes `None` and its classes to, for programs with sets.
    pub hashes: Option<StrId>,
}

impl Default for Program {
    fn default() -> Program {
        Program {
            frames: Frames::Untold,
            observes_death: false,
            runs_finalizers: false,
            functions: Vec::new(),
            globals: Vec::new(),
            data: Vec::new(),
            codes: Vec::new(),
            strings: Vec::new(),
            string_ids: HashMap::new(),
            main: None,
            main_file: None,
            python: None,
            hashes: None,
        }
    }
}

impl Program {
    /// Whether code calls a row of the runtime that is like this.
    pub fn calls_row(&self, is_one: impl Fn(&FnDecl) -> bool) -> bool {
        let blocks = self.functions.iter().flat_map(|function| &function.blocks);
        let mut ops = blocks.flat_map(|block| &block.insts).map(|inst| &inst.op);
        ops.any(|op| matches!(op, Op::CallRuntime(row) if is_one(row)))
    }

    /// Whether words may refer to objects of CPython's.
    pub fn has_foreign(&self) -> bool {
        self.python.is_some()
    }

    /// The static str object with this text; the same text gives the same one.
    pub fn intern(&mut self, text: &str) -> StrId {
        if let Some(id) = self.string_ids.get(text) {
            return *id;
        }
        let id = StrId(self.strings.len() as u32);
        self.strings.push(text.to_string());
        self.string_ids.insert(text.to_string(), id);
        id
    }

    /// The text of a static str object.
    pub fn text(&self, id: StrId) -> &str {
        &self.strings[id.index()]
    }

    /// All static strings, by id.
    pub fn strings(&self) -> &[String] {
        &self.strings
    }

    /// The function with that number.
    pub fn function(&self, id: FuncId) -> &Function {
        &self.functions[id.index()]
    }

    /// The number given to a function.
    pub fn add_function(&mut self, function: Function) -> FuncId {
        self.functions.push(function);
        FuncId(self.functions.len() as u32 - 1)
    }

    /// The number given to a new global.
    pub fn add_global(&mut self, name: impl Into<String>, repr: Repr) -> GlobalId {
        self.globals.push(GlobalData {
            name: name.into(),
            repr,
            is_immortal: false,
        });
        GlobalId(self.globals.len() as u32 - 1)
    }

    /// The number given to a descriptor.
    pub fn add_data(&mut self, item: DataItem) -> DataId {
        self.data.push(item);
        DataId(self.data.len() as u32 - 1)
    }

    /// The number given to a code object.
    pub fn add_code(&mut self, code: CodeInfoData) -> CodeId {
        self.codes.push(code);
        CodeId(self.codes.len() as u32 - 1)
    }
}
