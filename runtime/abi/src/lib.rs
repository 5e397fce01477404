//! The contract between compiled code and the runtime.
//!
//! Everything both sides must agree on is declared here once: how a
//! value sits in a machine word ([`value`]), where fields lie inside
//! heap objects ([`layout`]), and which functions compiled code may call
//! ([`functions`]). The compiler reads these declarations; the runtime
//! expands them into its exported symbols. Nothing here touches a value.
#![no_std]
#![forbid(unsafe_code)]

pub mod codec;
pub mod field;
pub mod functions;
pub mod layout;
pub mod position;
pub mod similar;
pub mod surrogate;
pub mod value;

pub use functions::{AbiType, FnDecl, Param};

/// Special methods that the runtime links where it looks them up
/// (`pyaot_core::method::offer`); the other ones are in every program.
pub const OFFERED_NAMES: &[&str] = &[
    "__aiter__",
    "__anext__",
    "__await__",
    "__ceil__",
    "__class_getitem__",
    "__complex__",
    "__copy__",
    "__deepcopy__",
    "__enter__",
    "__exit__",
    "__floor__",
    "__getnewargs__",
    "__length_hint__",
    "__missing__",
    "__mro_entries__",
    "__pow__",
    "__reduce__",
    "__reduce_ex__",
    "__reversed__",
    "__round__",
    "__setstate__",
    "__sizeof__",
    "__trunc__",
];

/// Rows whose bodies look such a method up by name: it is in the programs that call them.
pub const LOOKED_UP_BY: &[(&str, &str)] = &[
    ("value_getitem", "__class_getitem__"),
    ("operator_length_hint", "__length_hint__"),
    ("builtins_pow", "__pow__"),
    ("array_fromfile", "read"),
    ("array_tofile", "write"),
    ("copy_copy", "__reduce__"),
    ("copy_copy", "__getnewargs__"),
    ("copy_copy", "__setstate__"),
    ("copy_copy", "append"),
    ("copy_copy", "items"),
    ("copy_copy", "update"),
    ("copy_deepcopy", "__reduce__"),
    ("copy_deepcopy", "__getnewargs__"),
    ("copy_deepcopy", "__setstate__"),
    ("copy_deepcopy", "append"),
    ("copy_deepcopy", "items"),
    ("copy_deepcopy", "update"),
];

/// Names through which a program reaches attributes of any name.
pub const OPEN_NAMES: &[&str] = &[
    "__delattr__",
    "__dict__",
    "__dir__",
    "__getattribute__",
    "__setattr__",
];

/// Modules the runtime itself provides: importing them does not need CPython.
pub const NATIVE_MODULES: &[&str] = &[
    "math",
    "cmath",
    "sys",
    "time",
    "gc",
    "copy",
    "_abc",
    "_imports",
    "_random",
    "_json",
    "_re",
    "_records",
    "_layouts",
    "_base64",
    "_os",
    "heapq",
    "bisect",
    "_array",
    "_collections",
    "_functools",
    "_io",
    "itertools",
    "operator",
];

/// Attributes of native modules that are no functions and have no row.
const NATIVE_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("cmath", &["pi", "e", "tau", "inf", "nan", "infj", "nanj"]),
    ("math", &["pi", "e", "tau", "inf", "nan"]),
    (
        "sys",
        &[
            "argv",
            "maxsize",
            "maxunicode",
            "byteorder",
            "platform",
            "stdin",
            "stdout",
            "stderr",
            "__stdin__",
            "__stdout__",
            "__stderr__",
            "version_info",
            "hexversion",
            "float_info",
        ],
    ),
];

/// Native modules that have all that CPython's have.
const COMPLETE_MODULES: &[&str] = &["bisect", "cmath", "itertools", "math"];

/// All names of a module, if the runtime knows them all.
pub fn all_names(module: &str) -> Option<impl Iterator<Item = &'static str>> {
    let module = COMPLETE_MODULES
        .iter()
        .find(|complete| **complete == module)?;
    let attributes = NATIVE_ATTRIBUTES
        .iter()
        .filter(move |(owner, _)| owner == module);
    let attributes = attributes.flat_map(|(_, names)| names.iter().copied());
    let rows = functions::ALL.iter().flat_map(|rows| rows.iter());
    let functions = rows.filter_map(move |row| {
        let rest = row.python?.strip_prefix(module)?.strip_prefix('.')?;
        rest.find(['(', ' ']).map(|end| &rest[..end])
    });
    Some(attributes.chain(functions))
}

/// Whether `module` is a native module and has `name`: using anything else
/// of it needs CPython.
pub fn is_native(module: &str, name: &str) -> bool {
    let attribute = NATIVE_ATTRIBUTES
        .iter()
        .any(|(owner, names)| *owner == module && names.contains(&name));
    NATIVE_MODULES.contains(&module) && attribute || native_function(module, name)
}

/// Functions of library modules that are in C in CPython, by module: those named, or all.
const IN_C: &[(&str, &[&str])] = &[
    ("array", &[]),
    ("binascii", &[]),
    (
        "csv",
        &[
            "_character",
            "_checked",
            "field_size_limit",
            "get_dialect",
            "list_dialects",
            "reader",
            "register_dialect",
            "unregister_dialect",
            "writer",
        ],
    ),
    ("functools", &["reduce"]),
    ("io", &[]),
    (
        "os",
        &[
            "_entries",
            "fspath",
            "fstat",
            "get_terminal_size",
            "listdir",
            "lstat",
            "putenv",
            "readlink",
            "scandir",
            "stat",
            "unsetenv",
            "utime",
        ],
    ),
    ("struct", &[]),
];

/// Whether the function of that name in that file is in C in CPython, whose tracebacks then show
/// no frame of it.
pub fn is_in_c(file: &str, function: &str) -> bool {
    let module = file
        .strip_prefix("<library>/")
        .and_then(|file| file.strip_suffix(".py"));
    IN_C.iter().any(|(known, names)| {
        module == Some(*known) && (names.is_empty() || names.contains(&function))
    })
}

/// Whether the native module `module` has a row for `name`: a function, or a
/// class that the row gives.
pub fn native_function(module: &str, name: &str) -> bool {
    let wanted = |row: &FnDecl| {
        let rest = row.python.and_then(|text| {
            text.strip_prefix(module)?
                .strip_prefix('.')?
                .strip_prefix(name)
        });
        rest.is_some_and(|rest| rest.starts_with(['(', ' ']))
    };
    NATIVE_MODULES.contains(&module)
        && functions::ALL
            .iter()
            .any(|rows| rows.iter().any(|row| wanted(row)))
}
