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

/// Names of encodings that CPython's methods of str and bytes know without its table of codecs,
/// spelled as [`ENCODINGS`].
const DIRECT: &[&str] = &[
    "utf-8",
    "utf8",
    "utf-16",
    "utf16",
    "utf-32",
    "utf32",
    "ascii",
    "us-ascii",
    "latin-1",
    "latin1",
    "iso-8859-1",
    "iso8859-1",
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
    let name = name.trim();
    let found = ENCODINGS
        .iter()
        .find(|names| names.iter().any(|known| is_name(name, known)));
    found.map(|names| names[0])
}

/// Whether CPython's methods of str and bytes do without its table of codecs for this name.
pub fn is_direct(name: &str) -> bool {
    DIRECT.iter().any(|known| is_name(name, known))
}

/// Whether `name` is another spelling of `known`.
fn is_name(name: &str, known: &str) -> bool {
    let plain = |c: char| match c {
        '_' | ' ' => '-',
        _ => c.to_ascii_lowercase(),
    };
    name.chars().map(plain).eq(known.chars())
}
