//! Names every module has without assigning them: what CPython 3.11 defines
//! in every module, sorted by who gives them their meaning here.

/// Words that are no names, of those that begin with a letter.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// Whether a text is a name, of letters, digits and `_` of ASCII.
pub fn is_plain_name(text: &str) -> bool {
    let mut chars = text.chars();
    let starts = chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    let plain = chars.all(|c| c.is_ascii_alphanumeric() || c == '_');
    starts && plain && !KEYWORDS.contains(&text)
}

/// Each module has its own.
const OF_MODULES: &[&str] = &[
    "__annotations__",
    "__builtins__",
    "__cached__",
    "__doc__",
    "__loader__",
    "__package__",
    "__path__",
    "__spec__",
];

/// Functions and classes of `builtins` whose calls inference follows.
const FOLLOWED: &[&str] = &[
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "complex",
    "delattr",
    "dict",
    "divmod",
    "enumerate",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "hasattr",
    "hash",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
    "zip",
];

/// Names of `builtins` that the runtime leaves to CPython.
const CPYTHON_ONLY: &[&str] = &[
    "__import__",
    "aiter",
    "anext",
    "compile",
    "copyright",
    "credits",
    "dir",
    "eval",
    "exec",
    "exit",
    "help",
    "license",
    "memoryview",
    "quit",
];

/// What else the runtime defines.
const OTHERS: &[&str] = &[
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "BaseExceptionGroup",
    "BlockingIOError",
    "BrokenPipeError",
    "BufferError",
    "BytesWarning",
    "ChildProcessError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "DeprecationWarning",
    "EOFError",
    "Ellipsis",
    "EncodingWarning",
    "EnvironmentError",
    "Exception",
    "ExceptionGroup",
    "False",
    "FileExistsError",
    "FileNotFoundError",
    "FloatingPointError",
    "FutureWarning",
    "GeneratorExit",
    "IOError",
    "ImportError",
    "ImportWarning",
    "IndentationError",
    "IndexError",
    "InterruptedError",
    "IsADirectoryError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "None",
    "NotADirectoryError",
    "NotImplemented",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PendingDeprecationWarning",
    "PermissionError",
    "ProcessLookupError",
    "RecursionError",
    "ReferenceError",
    "ResourceWarning",
    "RuntimeError",
    "RuntimeWarning",
    "StopAsyncIteration",
    "StopIteration",
    "SyntaxError",
    "SyntaxWarning",
    "SystemError",
    "SystemExit",
    "TabError",
    "TimeoutError",
    "True",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "UnicodeTranslateError",
    "UnicodeWarning",
    "UserWarning",
    "ValueError",
    "Warning",
    "ZeroDivisionError",
    "__build_class__",
    "__class__",
    "__debug__",
    "__file__",
    "__module__",
    "__name__",
    "__qualname__",
    "breakpoint",
    "classmethod",
    "globals",
    "locals",
    "property",
    "staticmethod",
    "super",
    "vars",
];

/// All of them.
pub fn names() -> impl Iterator<Item = &'static str> {
    [OF_MODULES, FOLLOWED, CPYTHON_ONLY, OTHERS]
        .into_iter()
        .flatten()
        .copied()
}

/// All that have a value before a module's first statement, unless their meaning depends on
/// where they are read.
pub fn with_a_value() -> impl Iterator<Item = &'static str> {
    const ELSEWHERE: &[&str] = &[
        "__annotations__",
        "__class__",
        "__module__",
        "__path__",
        "__qualname__",
        "globals",
        "locals",
        "super",
        "vars",
    ];
    names().filter(|name| !ELSEWHERE.contains(name))
}

/// Those of `builtins` in the order of that module, in which they are suggested.
const IN_ORDER: &str = "\
    __build_class__ __import__ abs all any ascii bin breakpoint callable chr compile delattr dir divmod eval exec \
    format getattr globals hasattr hash hex id input isinstance issubclass iter aiter len locals max min next \
    anext oct ord pow print repr round setattr sorted sum vars None Ellipsis NotImplemented False True bool \
    memoryview bytearray bytes classmethod complex dict enumerate filter float frozenset property int list map \
    object range reversed set slice staticmethod str super tuple type zip __debug__ BaseException \
    BaseExceptionGroup Exception GeneratorExit KeyboardInterrupt SystemExit ArithmeticError AssertionError \
    AttributeError BufferError EOFError ImportError LookupError MemoryError NameError OSError ReferenceError \
    RuntimeError StopAsyncIteration StopIteration SyntaxError SystemError TypeError ValueError Warning \
    FloatingPointError OverflowError ZeroDivisionError BytesWarning DeprecationWarning EncodingWarning \
    FutureWarning ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning \
    UnicodeWarning UserWarning BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError \
    InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError \
    IndentationError IndexError KeyError ModuleNotFoundError NotImplementedError RecursionError UnboundLocalError \
    UnicodeError BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError TabError \
    UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError ExceptionGroup EnvironmentError IOError open quit \
    exit copyright credits license help";

/// Names of `builtins`, in their order there.
pub fn in_order() -> impl Iterator<Item = &'static str> {
    IN_ORDER.split_whitespace()
}

fn find(names: &'static [&'static str], name: &str) -> Option<&'static str> {
    names.binary_search(&name).ok().map(|at| names[at])
}

/// Whether `name` is one of the `builtins` module, not of each module's own.
pub fn is_builtin(name: &str) -> bool {
    [FOLLOWED, CPYTHON_ONLY, OTHERS]
        .into_iter()
        .any(|names| find(names, name).is_some())
}

/// The name, if it is of a builtin whose calls inference follows.
pub fn followed(name: &str) -> Option<&'static str> {
    find(FOLLOWED, name)
}

/// Whether `name` is of a builtin that the runtime leaves to CPython.
pub fn is_cpython_only(name: &str) -> bool {
    find(CPYTHON_ONLY, name).is_some()
}

/// Whether it is a class of the runtime whose instances are objects, neither
/// numbers nor texts nor any other values that inference follows.
pub fn makes_objects(name: &str) -> bool {
    let is_class = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
    let other = ["Ellipsis", "False", "None", "NotImplemented", "True"];
    match name {
        "bytearray" | "complex" | "frozenset" | "memoryview" | "object" | "slice" => true,
        _ => OTHERS.contains(&name) && is_class(name) && !other.contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::{CPYTHON_ONLY, FOLLOWED, OF_MODULES, OTHERS, names};

    #[test]
    fn names_are_sorted_and_listed_once() {
        for names in [OF_MODULES, FOLLOWED, CPYTHON_ONLY, OTHERS] {
            assert!(names.is_sorted());
        }
        let all: std::collections::HashSet<_> = names().collect();
        assert_eq!(all.len(), names().count());
    }
}
