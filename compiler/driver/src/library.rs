//! The parts of the standard library that are written in Python and
//! compiled with the programs that import them.

/// Text of each module, by its name.
const MODULES: &[(&str, &str)] = &[
    ("abc", include_str!("../../../runtime/prelude/abc.py")),
    ("array", include_str!("../../../runtime/prelude/array.py")),
    (
        "collections",
        include_str!("../../../runtime/prelude/collections.py"),
    ),
    (
        "contextlib",
        include_str!("../../../runtime/prelude/contextlib.py"),
    ),
    ("csv", include_str!("../../../runtime/prelude/csv.py")),
    (
        "dataclasses",
        include_str!("../../../runtime/prelude/dataclasses.py"),
    ),
    ("enum", include_str!("../../../runtime/prelude/enum.py")),
    (
        "functools",
        include_str!("../../../runtime/prelude/functools.py"),
    ),
    ("io", include_str!("../../../runtime/prelude/io.py")),
    ("json", include_str!("../../../runtime/prelude/json.py")),
    (
        "json.decoder",
        include_str!("../../../runtime/prelude/json_decoder.py"),
    ),
    ("random", include_str!("../../../runtime/prelude/random.py")),
    ("re", include_str!("../../../runtime/prelude/re.py")),
    (
        "re._constants",
        include_str!("../../../runtime/prelude/re_constants.py"),
    ),
    (
        "statistics",
        include_str!("../../../runtime/prelude/statistics.py"),
    ),
    ("string", include_str!("../../../runtime/prelude/string.py")),
    ("struct", include_str!("../../../runtime/prelude/struct.py")),
    ("typing", include_str!("../../../runtime/prelude/typing.py")),
];

/// The same in programs that need no CPython, where abstract classes are the library's own.
const ALONE: &[(&str, &str)] = &[
    ("abc", include_str!("../../../runtime/prelude/alone/abc.py")),
    (
        "collections",
        concat!(
            include_str!("../../../runtime/prelude/collections.py"),
            include_str!("../../../runtime/prelude/alone/collections.py")
        ),
    ),
    (
        "collections.abc",
        include_str!("../../../runtime/prelude/alone/collections_abc.py"),
    ),
    (
        "functools",
        concat!(
            include_str!("../../../runtime/prelude/functools.py"),
            include_str!("../../../runtime/prelude/alone/functools.py")
        ),
    ),
];

/// The module `name`, if it is one of them: what tracebacks show as its
/// file, and its text.
pub fn find(name: &str, is_alone: bool) -> Option<(String, &'static str)> {
    let alone = ALONE.iter().filter(|_| is_alone);
    let (_, text) = alone.chain(MODULES).find(|(known, _)| *known == name)?;
    Some((format!("<library>/{}.py", name.replace('.', "/")), text))
}
