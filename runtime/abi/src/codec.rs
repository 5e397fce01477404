//! The encodings and error handlers that the runtime has itself; CPython has the other ones.

/// Each encoding with its names, in small letters with `-` for `_` and space; the first is CPython's own.
const ENCODINGS: &[&[&str]] = &[
    &[
        "utf-8",
        "utf8",
        "u8",
        "utf",
        "utf8-ucs2",
        "utf8-ucs4",
        "cp65001",
    ],
    &["utf-8-sig"],
    &[
        "ascii",
        "us-ascii",
        "646",
        "ansi-x3.4-1968",
        "iso646-us",
        "us",
    ],
    &[
        "latin-1",
        "latin1",
        "latin",
        "iso-8859-1",
        "iso8859-1",
        "8859",
        "l1",
        "cp819",
        "iso8859",
    ],
    &["utf-16", "utf16", "u16"],
    &["utf-16-le", "utf-16le"],
    &["utf-16-be", "utf-16be"],
    &["utf-32", "utf32", "u32"],
    &["utf-32-le", "utf-32le"],
    &["utf-32-be", "utf-32be"],
];

/// What to do about what cannot be encoded or decoded.
pub const ERROR_HANDLERS: &[&str] = &[
    "strict",
    "ignore",
    "replace",
    "backslashreplace",
    "xmlcharrefreplace",
    "surrogateescape",
    "surrogatepass",
];

/// The encoding of this name, spelled in any way CPython takes.
pub fn encoding(name: &str) -> Option<&'static str> {
    let same = |a: &str, b: &str| {
        let plain = |c: char| match c {
            '_' | ' ' => '-',
            _ => c.to_ascii_lowercase(),
        };
        a.chars().map(plain).eq(b.chars())
    };
    let name = name.trim();
    let found = ENCODINGS
        .iter()
        .find(|names| names.iter().any(|n| same(name, n)));
    found.map(|names| names[0])
}
