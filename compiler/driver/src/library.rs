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
    ("base64", include_str!("../../../runtime/prelude/base64.py")),
    (
        "binascii",
        include_str!("../../../runtime/prelude/binascii.py"),
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
        "fractions",
        include_str!("../../../runtime/prelude/fractions.py"),
    ),
    (
        "fnmatch",
        include_str!("../../../runtime/prelude/fnmatch.py"),
    ),
    (
        "functools",
        include_str!("../../../runtime/prelude/functools.py"),
    ),
    ("glob", include_str!("../../../runtime/prelude/glob.py")),
    ("io", include_str!("../../../runtime/prelude/io.py")),
    ("json", include_str!("../../../runtime/prelude/json.py")),
    (
        "json.decoder",
        include_str!("../../../runtime/prelude/json_decoder.py"),
    ),
    ("os", include_str!("../../../runtime/prelude/os.py")),
    (
        "os.path",
        include_str!("../../../runtime/prelude/os_path.py"),
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
    (
        "textwrap",
        include_str!("../../../runtime/prelude/textwrap.py"),
    ),
    ("typing", include_str!("../../../runtime/prelude/typing.py")),
];

/// The same in programs whose abstract classes are the library's own.
const WITH_ABSTRACT: &[(&str, &str)] = &[
    (
        "abc",
        include_str!("../../../runtime/prelude/abstract/abc.py"),
    ),
    (
        "collections",
        concat!(
            include_str!("../../../runtime/prelude/collections.py"),
            include_str!("../../../runtime/prelude/abstract/collections.py")
        ),
    ),
    (
        "collections.abc",
        include_str!("../../../runtime/prelude/abstract/collections_abc.py"),
    ),
    (
        "contextlib",
        concat!(
            include_str!("../../../runtime/prelude/contextlib.py"),
            include_str!("../../../runtime/prelude/abstract/contextlib.py")
        ),
    ),
    (
        "functools",
        concat!(
            include_str!("../../../runtime/prelude/functools.py"),
            include_str!("../../../runtime/prelude/abstract/functools.py")
        ),
    ),
];

/// The module `name`, if it is one of them: what tracebacks show as its
/// file, and its text.
pub fn find(name: &str, owns_abstract: bool) -> Option<(String, &'static str)> {
    let with_abstract = WITH_ABSTRACT.iter().filter(|_| owns_abstract);
    let (_, text) = with_abstract
        .chain(MODULES)
        .find(|(known, _)| *known == name)?;
    Some((format!("<library>/{}.py", name.replace('.', "/")), text))
}
