//! Names that functions and data refer to, before the object has symbols
//! for them. Threads number them without talking to each other; the module
//! declares only those that are really used.

use std::collections::HashMap;
use std::sync::OnceLock;

use cranelift_codegen::ir::UserExternalName;
use pyaot_abi::functions::{ALL, FnDecl};
use pyaot_ir::{BuiltinClass, CodeId, DataId, FuncId, GlobalId, StrId};

/// Something with an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Symbol {
    Function(FuncId),
    Runtime(&'static FnDecl),
    /// The row behind a function that keeps all registers ([`crate::thunk`]).
    Thunk(&'static FnDecl),
    /// The runtime's `MethodRow` of a row.
    Method(&'static FnDecl),
    /// The thunk that ends an object.
    LastRelease,
    /// The thunk that gives a reference back.
    Release,
    /// `pyaot_deep_call`.
    DeepCall,
    Str(StrId),
    /// The bytes object whose bytes are the characters of a text.
    Bytes(StrId),
    Data(DataId),
    Code(CodeId),
    Global(GlobalId),
    /// `pyaot_program`.
    ProgramInfo,
    /// `pyaot_frame_depth`.
    FrameDepth,
    /// `pyaot_frame`.
    CurrentFrame,
    /// `pyaot_site`.
    Site,
    /// `pyaot_limits`.
    Limits,
    /// `pyaot_waiting`.
    Waiting,
    /// `pyaot_str_type`.
    StrType,
    /// `pyaot_bytes_type`.
    BytesType,
    /// `pyaot_float_type`.
    FloatType,
    /// `pyaot_list_type`.
    ListType,
    /// `pyaot_dict_type`.
    DictType,
    /// `pyaot_set_type`.
    SetType,
    /// `pyaot_generator_type`.
    GeneratorType,
    /// `pyaot_ordered_dict_type`.
    OrderedDictType,
    /// `pyaot_tuple_type`.
    TupleType,
    /// `pyaot_free_lists`.
    FreeLists,
    /// `pyaot_weakly_held`.
    WeaklyHeld,
    /// `pyaot_fading`.
    Fading,
    /// `pyaot_ascii_chars`.
    AsciiChars,
    /// `pyaot_no_list`.
    NoList,
    /// `pyaot_float_zero`.
    FloatZero,
    /// Where thunks find arguments and leave results.
    ThunkWords,
}

impl Symbol {
    /// The object of a built-in class.
    pub(crate) fn builtin_class(class: BuiltinClass) -> Symbol {
        match class {
            BuiltinClass::Str => Symbol::StrType,
            BuiltinClass::List => Symbol::ListType,
            BuiltinClass::Dict => Symbol::DictType,
            BuiltinClass::Set => Symbol::SetType,
            BuiltinClass::Generator => Symbol::GeneratorType,
            BuiltinClass::OrderedDict => Symbol::OrderedDictType,
        }
    }

    /// The name of a function that [`crate::thunk`] makes.
    pub(crate) fn thunk_name(self) -> Option<String> {
        match self {
            Symbol::Thunk(decl) => Some(format!("{}.thunk", decl.symbol)),
            Symbol::LastRelease => Some("last_release.thunk".to_string()),
            Symbol::Release => Some("release.thunk".to_string()),
            _ => None,
        }
    }

    /// The runtime's name for a function of its own.
    pub(crate) fn imported_function(self) -> Option<&'static str> {
        match self {
            Symbol::Runtime(decl) => Some(decl.symbol),
            Symbol::DeepCall => Some("pyaot_deep_call"),
            _ => None,
        }
    }

    /// The runtime's name for data of its own.
    pub(crate) fn imported_data(self) -> Option<String> {
        match self {
            Symbol::FrameDepth => Some("pyaot_frame_depth".into()),
            Symbol::CurrentFrame => Some("pyaot_frame".into()),
            Symbol::Site => Some("pyaot_site".into()),
            Symbol::Limits => Some("pyaot_limits".into()),
            Symbol::Waiting => Some("pyaot_waiting".into()),
            Symbol::StrType => Some("pyaot_str_type".into()),
            Symbol::BytesType => Some("pyaot_bytes_type".into()),
            Symbol::FloatType => Some("pyaot_float_type".into()),
            Symbol::ListType => Some("pyaot_list_type".into()),
            Symbol::DictType => Some("pyaot_dict_type".into()),
            Symbol::SetType => Some("pyaot_set_type".into()),
            Symbol::GeneratorType => Some("pyaot_generator_type".into()),
            Symbol::OrderedDictType => Some("pyaot_ordered_dict_type".into()),
            Symbol::TupleType => Some("pyaot_tuple_type".into()),
            Symbol::FreeLists => Some("pyaot_free_lists".into()),
            Symbol::WeaklyHeld => Some("pyaot_weakly_held".into()),
            Symbol::Fading => Some("pyaot_fading".into()),
            Symbol::AsciiChars => Some("pyaot_ascii_chars".into()),
            Symbol::NoList => Some("pyaot_no_list".into()),
            Symbol::FloatZero => Some("pyaot_float_zero".into()),
            Symbol::Method(decl) => Some(format!("{}{}", FnDecl::METHOD_PREFIX, decl.name)),
            _ => None,
        }
    }
}

/// All rows of the runtime's table in order, and where each is.
struct Rows {
    rows: Vec<&'static FnDecl>,
    by_name: HashMap<&'static str, u32>,
}

fn rows() -> &'static Rows {
    static ROWS: OnceLock<Rows> = OnceLock::new();
    ROWS.get_or_init(|| {
        let rows: Vec<&'static FnDecl> = ALL.iter().flat_map(|rows| rows.iter().copied()).collect();
        let by_name = rows
            .iter()
            .enumerate()
            .map(|(n, row)| (row.name, n as u32))
            .collect();
        Rows { rows, by_name }
    })
}

impl Symbol {
    /// As Cranelift carries it through a function.
    pub(crate) fn encode(self) -> UserExternalName {
        let (namespace, index) = match self {
            Symbol::Function(id) => (0, id.0),
            Symbol::Runtime(decl) => (1, rows().by_name[decl.name]),
            Symbol::Str(id) => (2, id.0),
            Symbol::Bytes(id) => (9, id.0),
            Symbol::Data(id) => (3, id.0),
            Symbol::Code(id) => (4, id.0),
            Symbol::Global(id) => (5, id.0),
            Symbol::Thunk(decl) => (6, rows().by_name[decl.name]),
            Symbol::StrType => (7, 1),
            Symbol::FloatType => (7, 2),
            Symbol::FreeLists => (7, 3),
            Symbol::AsciiChars => (7, 4),
            Symbol::LastRelease => (7, 5),
            Symbol::FrameDepth => (7, 6),
            Symbol::DeepCall => (7, 7),
            Symbol::Limits => (7, 0),
            Symbol::ProgramInfo => (7, 8),
            Symbol::CurrentFrame => (7, 9),
            Symbol::Site => (7, 10),
            Symbol::WeaklyHeld => (7, 11),
            Symbol::Release => (7, 12),
            Symbol::Waiting => (7, 13),
            Symbol::ListType => (7, 14),
            Symbol::DictType => (7, 15),
            Symbol::SetType => (7, 16),
            Symbol::NoList => (7, 17),
            Symbol::ThunkWords => (7, 18),
            Symbol::TupleType => (7, 19),
            Symbol::FloatZero => (7, 20),
            Symbol::Fading => (7, 21),
            Symbol::BytesType => (7, 22),
            Symbol::GeneratorType => (7, 23),
            Symbol::OrderedDictType => (7, 24),
            Symbol::Method(decl) => (8, rows().by_name[decl.name]),
        };
        UserExternalName { namespace, index }
    }

    /// The inverse of [`Symbol::encode`].
    pub(crate) fn decode(name: &UserExternalName) -> Symbol {
        let index = name.index;
        match name.namespace {
            0 => Symbol::Function(FuncId(index)),
            1 => Symbol::Runtime(rows().rows[index as usize]),
            2 => Symbol::Str(StrId(index)),
            9 => Symbol::Bytes(StrId(index)),
            3 => Symbol::Data(DataId(index)),
            4 => Symbol::Code(CodeId(index)),
            5 => Symbol::Global(GlobalId(index)),
            6 => Symbol::Thunk(rows().rows[index as usize]),
            8 => Symbol::Method(rows().rows[index as usize]),
            _ => match index {
                1 => Symbol::StrType,
                2 => Symbol::FloatType,
                3 => Symbol::FreeLists,
                0 => Symbol::Limits,
                4 => Symbol::AsciiChars,
                5 => Symbol::LastRelease,
                6 => Symbol::FrameDepth,
                7 => Symbol::DeepCall,
                9 => Symbol::CurrentFrame,
                10 => Symbol::Site,
                11 => Symbol::WeaklyHeld,
                12 => Symbol::Release,
                13 => Symbol::Waiting,
                14 => Symbol::ListType,
                15 => Symbol::DictType,
                16 => Symbol::SetType,
                17 => Symbol::NoList,
                18 => Symbol::ThunkWords,
                19 => Symbol::TupleType,
                20 => Symbol::FloatZero,
                21 => Symbol::Fading,
                22 => Symbol::BytesType,
                23 => Symbol::GeneratorType,
                24 => Symbol::OrderedDictType,
                _ => Symbol::ProgramInfo,
            },
        }
    }
}
