//! Every function compiled code may call in the runtime, one row each.
//!
//! A row reads like its Rust body:
//!
//! ```text
//! /// Removes and returns the item at `index`.
//! fn list_pop(list: List, index: I64) -> Value [raises] as "list.pop(index: int = -1, /) -> T";
//! ```
//!
//! * Parameters are borrowed, a counted result is owned by the caller.
//! * `[raises]`: may fail; the body returns `PyResult`, the symbol
//!   returns `(result, status)`. Without it the symbol returns the result.
//! * `[pure]`: no effect and the same result for the same arguments, so
//!   calls may be shared, moved or dropped.
//! * `as "..."`: the Python method or builtin this row implements, in
//!   Python's signature syntax. `T` is the receiver's element type, `K`
//!   and `V` a dict's key and value type. The receiver is the first ABI
//!   parameter; the others follow in order. The compiler calls the row
//!   directly where argument types fit; the runtime offers the same body
//!   under that name to dynamic calls.
//!
//! The text takes these forms:
//!
//! * `"list.pop(index: int = -1, /) -> T"`: a method; the receiver is the
//!   first ABI parameter.
//! * `"builtins.len(obj: object, /) -> int"`: a function of `builtins`.
//! * `"math.sqrt(x: float, /) -> float"`: a function of a native module.
//! * `"static str.maketrans(...)"`: a static method, no receiver.
//! * `"class dict.fromkeys(...)"`: a class method; the first ABI parameter
//!   is the class.
//! * `"range.start -> int"`, without parentheses: a read-only attribute.
//! * `"itertools.count -> type"`: a class in a native module, which the row gives.
//!
//! * `[names]`: takes names of attributes that need not be written in the
//!   program, such as `getattr`.
//!
//! A default of `...` means "absent" and reaches an `OptValue` parameter
//! as unbound; `*args` arrives as `Tuple`, `**kwargs` as `Dict`.
//!
//! From a row come the declaration the compiler reads ([`FnDecl`]), the
//! `pyaot_<name>` symbol around the body, and the dynamic method entry.
//! One file a subject; the Rust body has the name of the row and lives in
//! the core module of the same name as the file.

/// The machine-level type of a parameter or result.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum AbiType {
    /// Any value word.
    Value,
    /// A value word known to be an int (small or big).
    Int,
    /// A value word known to point at an object of that built-in type.
    Str,
    Bytes,
    List,
    Tuple,
    Dict,
    Set,
    /// Raw machine values; an int saturates.
    I64,
    /// The same; OverflowError for an int that does not fit.
    Size,
    F64,
    Bool,
    /// A value word that may be unbound: `Option<&Value>` to the body.
    OptValue,
    /// Address of static data, or of scratch memory on the caller's stack.
    Ptr,
    /// Any number of value words in caller memory, borrowed: a pointer and a
    /// count in two registers, `&[Value]` to the body. At most one a row; the
    /// operands of a call follow all others.
    Words,
    /// No result.
    Unit,
}

#[derive(Debug)]
pub struct Param {
    pub name: &'static str,
    pub ty: AbiType,
}

/// One runtime function, as the compiler sees it.
#[derive(Debug)]
pub struct FnDecl {
    pub name: &'static str,
    /// The symbol in the runtime archive.
    pub symbol: &'static str,
    pub params: &'static [Param],
    pub result: AbiType,
    /// Can leave an exception pending; the symbol returns a status too.
    pub raises: bool,
    pub pure: bool,
    /// Takes over the caller's count of the first parameter.
    pub consumes: bool,
    /// Takes names of attributes that need not be among the program's texts.
    pub names: bool,
    /// The Python signature it implements, if any.
    pub python: Option<&'static str>,
    pub doc: &'static str,
}

impl FnDecl {
    /// Who the Python function or attribute belongs to, and its name.
    pub fn python_name(&self) -> Option<(&'static str, &'static str)> {
        let text = self.python?;
        let text = text.strip_prefix("static ").unwrap_or(text);
        let text = text.strip_prefix("class ").unwrap_or(text);
        text[..text.find(['(', ' '])?].rsplit_once('.')
    }

    /// Whether all it does is to make an exception pending.
    pub fn only_raises(&self) -> bool {
        self.name.starts_with("raise_")
    }

    /// The symbol of what the runtime keeps for dynamic calls of a row with
    /// a Python name.
    pub const METHOD_PREFIX: &'static str = "pyaot_method_";
}

impl PartialEq for FnDecl {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}
impl Eq for FnDecl {}

/// Expands rows into `pub static name: FnDecl` and `ALL`.
#[doc(hidden)]
#[macro_export]
macro_rules! declare_functions {
    ($( $(#[doc = $doc:literal])* fn $name:ident($($p:ident : $t:ident),* $(,)?) -> $r:ident
        $([$($flag:ident),*])? $(as $py:literal)? ;)*) => {
        $(
            #[allow(non_upper_case_globals)]
            pub static $name: $crate::functions::FnDecl = $crate::functions::FnDecl {
                name: stringify!($name),
                symbol: concat!("pyaot_", stringify!($name)),
                params: &[$($crate::functions::Param {
                    name: stringify!($p),
                    ty: $crate::functions::AbiType::$t,
                }),*],
                result: $crate::functions::AbiType::$r,
                raises: $crate::functions::has_flag(&[$($(stringify!($flag)),*)?], "raises"),
                pure: $crate::functions::has_flag(&[$($(stringify!($flag)),*)?], "pure"),
                consumes: $crate::functions::has_flag(&[$($(stringify!($flag)),*)?], "consumes"),
                names: $crate::functions::has_flag(&[$($(stringify!($flag)),*)?], "names"),
                python: $crate::functions::first(&[$($py)?]),
                doc: concat!($($doc, "\n"),*),
            };
        )*
        /// Every row of this subject.
        pub static ALL: &[&$crate::functions::FnDecl] = &[$(&$name),*];
    };
}

/// Whether `flags` holds `wanted`; used by the table's expansion.
pub const fn has_flag(flags: &[&str], wanted: &str) -> bool {
    let mut i = 0;
    while i < flags.len() {
        let (a, b) = (flags[i].as_bytes(), wanted.as_bytes());
        if a.len() == b.len() {
            let mut j = 0;
            while j < a.len() && a[j] == b[j] {
                j += 1;
            }
            if j == a.len() {
                return true;
            }
        }
        i += 1;
    }
    false
}

/// The first element, if any; used by the table's expansion.
pub const fn first(texts: &[&'static str]) -> Option<&'static str> {
    if texts.is_empty() {
        None
    } else {
        Some(texts[0])
    }
}

/// Declares the subjects: a module each, and [`ALL`] over them.
macro_rules! subjects {
    ($($(#[$meta:meta])* $module:ident, $macro:ident;)*) => {
        $(
            $(#[$meta])*
            #[macro_use]
            pub mod $module;
        )*
        /// Every row of every subject.
        pub static ALL: &[&[&FnDecl]] = &[$($module::ALL),*];
        /// Calls `$then!` with the names of all subjects and their table macros.
        #[macro_export]
        macro_rules! for_each_subject {
            ($then:ident) => { $then! { $($module, $macro;)* } };
        }
    };
}

subjects! {
    /// Generic operations on any value.
    operation, operation_functions;
    /// Functions, classes, attributes and calls.
    object, object_functions;
    /// Class bodies over a prepared namespace.
    class_body, class_body_functions;
    /// `list[int]` and its like.
    generic_alias, generic_alias_functions;
    /// Modules whose globals are kept in a dict.
    namespace, namespace_functions;
    /// Raising, catching, tracebacks.
    exception, exception_functions;
    /// int and bool.
    int, int_functions;
    /// float, complex.
    float, float_functions;
    str, str_functions;
    bytes, bytes_functions;
    list, list_functions;
    tuple, tuple_functions;
    dict, dict_functions;
    set, set_functions;
    /// range, slice, iterators.
    iter, iter_functions;
    /// Iterators made again where they stand.
    again, again_functions;
    generator, generator_functions;
    /// Coroutines and what they await.
    awaiting, awaiting_functions;
    async_generator, async_generator_functions;
    /// The functions of the `builtins` module.
    builtins, builtins_functions;
    /// print, input, files, sys.
    io, io_functions;
    /// Native modules.
    math, math_functions;
    cmath, cmath_functions;
    sys, sys_functions;
    time, time_functions;
    gc, gc_functions;
    copy, copy_functions;
    random, random_functions;
    json, json_functions;
    re, re_functions;
    records, records_functions;
    layouts, layouts_functions;
    base64, base64_functions;
    posix, posix_functions;
    heapq, heapq_functions;
    bisect, bisect_functions;
    deque, deque_functions;
    array, array_functions;
    itertools, itertools_functions;
    functools, functools_functions;
    namedtuple, namedtuple_functions;
    enumeration, enumeration_functions;
    abstract_class, abstract_class_functions;
    operator, operator_functions;
    mapping_proxy, mapping_proxy_functions;
    /// The doors to CPython.
    foreign, foreign_functions;
    /// Array views over foreign memory.
    buffer, buffer_functions;
}

/// The row called `name`.
pub fn by_name(name: &str) -> Option<&'static FnDecl> {
    ALL.iter()
        .flat_map(|rows| rows.iter())
        .find(|row| row.name == name)
        .copied()
}
