//! Which calls may need an encoding or error handler that only CPython has.

use pyaot_abi::codec::{ERROR_HANDLERS, encoding};
use pyaot_syntax::tree::{Expr, ExprKind, Keyword, Place};

use crate::ty::{Atom, Ty};

/// How names of encodings begin that the runtime does not have: a method
/// `encode` of an unknown object given one of them is taken for that of str.
const FOREIGN_BEGINNINGS: &[&str] = &[
    "big5",
    "cp",
    "euc",
    "gb",
    "hz",
    "idna",
    "iso",
    "johab",
    "koi8",
    "mac",
    "ptcp",
    "punycode",
    "raw_unicode",
    "raw-unicode",
    "rot",
    "shift",
    "sjis",
    "tis",
    "unicode_escape",
    "unicode-escape",
    "utf-7",
    "utf_7",
    "utf7",
    "windows",
];

/// Where a call says which encoding and error handler it wants.
struct Wanted<'a> {
    encoding: Option<&'a Expr>,
    errors: Option<&'a Expr>,
}

impl<'a> Wanted<'a> {
    fn new(args: &'a [Expr], keywords: &'a [Keyword], at: usize) -> Wanted<'a> {
        let named = |name: &str| {
            let found = keywords.iter().find(|k| k.name.as_deref() == Some(name));
            found.map(|k| &k.value)
        };
        Wanted {
            encoding: args.get(at).or(named("encoding")),
            errors: args.get(at + 1).or(named("errors")),
        }
    }

    /// Whether the runtime may lack one of them.
    fn is_foreign(&self) -> bool {
        let unknown =
            |expr: Option<&Expr>, known: &dyn Fn(&str) -> bool| match expr.map(|e| &e.kind) {
                None | Some(ExprKind::None) => false,
                Some(ExprKind::Str(text)) => !known(text),
                Some(_) => true,
            };
        unknown(self.encoding, &|text| {
            text == "locale" || encoding(text).is_some()
        }) || unknown(self.errors, &|text| ERROR_HANDLERS.contains(&text))
    }
}

/// Whether a call of that callee needs CPython for its encoding. `receiver`
/// is the type of the object whose method it is.
pub fn asks_cpython(
    callee: &Expr,
    receiver: Option<&Ty>,
    args: &[Expr],
    keywords: &[Keyword],
) -> bool {
    match (&callee.kind, receiver) {
        (ExprKind::Attribute { name, .. }, Some(receiver)) => match name.as_str() {
            "encode" | "decode" => {
                let wanted = Wanted::new(args, keywords, 0);
                let is_text = |atom: &Atom| matches!(atom, Atom::Str | Atom::Bytes);
                match receiver.atoms().iter().any(is_text) {
                    false => receiver.is_open() && wanted.encoding.is_some_and(|expr| {
                        matches!(&expr.kind, ExprKind::Str(text)
                            if FOREIGN_BEGINNINGS.iter().any(|begin| text.to_ascii_lowercase().starts_with(begin)))
                    }) && wanted.is_foreign(),
                    true => wanted.is_foreign(),
                }
            }
            _ => false,
        },
        (
            ExprKind::Name {
                name,
                place: Place::Builtin,
            },
            _,
        ) => match name.as_str() {
            "open" => Wanted::new(args, keywords, 3).is_foreign(),
            "str" | "bytes" | "bytearray" => Wanted::new(args, keywords, 1).is_foreign(),
            _ => false,
        },
        _ => false,
    }
}

/// Whether `open` gives a file of CPython for its encoding.
pub fn opens_in_cpython(args: &[Expr], keywords: &[Keyword]) -> bool {
    Wanted::new(args, keywords, 3).is_foreign()
}
