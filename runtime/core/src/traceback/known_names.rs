//! What the attributes of built-in classes are called, for suggestions: which
//! of them a program has linked says nothing about which there are.

use crate::prelude::*;
use crate::types::Type;

/// Classes with their names that are no special methods, as CPython 3.11 has them.
const NAMES: &[(&str, &str)] = &[
    (
        "int",
        "as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag \
         numerator real to_bytes",
    ),
    (
        "float",
        "as_integer_ratio conjugate fromhex hex imag is_integer real",
    ),
    ("complex", "conjugate imag real"),
    (
        "str",
        "capitalize casefold center count encode endswith expandtabs find format \
         format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower \
         isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans \
         partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit \
         rstrip split splitlines startswith strip swapcase title translate upper zfill",
    ),
    (
        "bytes",
        "capitalize center count decode endswith expandtabs find fromhex hex index \
         isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower \
         lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust \
         rpartition rsplit rstrip split splitlines startswith strip swapcase title \
         translate upper zfill",
    ),
    (
        "bytearray",
        "append capitalize center clear copy count decode endswith expandtabs extend find \
         fromhex hex index insert isalnum isalpha isascii isdigit islower isspace istitle \
         isupper join ljust lower lstrip maketrans partition pop remove removeprefix \
         removesuffix replace reverse rfind rindex rjust rpartition rsplit rstrip split \
         splitlines startswith strip swapcase title translate upper zfill",
    ),
    (
        "list",
        "append clear copy count extend index insert pop remove reverse sort",
    ),
    ("tuple", "count index"),
    (
        "dict",
        "clear copy fromkeys get items keys pop popitem setdefault update values",
    ),
    (
        "set",
        "add clear copy difference difference_update discard intersection \
         intersection_update isdisjoint issubset issuperset pop remove \
         symmetric_difference symmetric_difference_update union update",
    ),
    (
        "frozenset",
        "copy difference intersection isdisjoint issubset issuperset symmetric_difference \
         union",
    ),
    ("range", "count index start step stop"),
    ("BaseException", "add_note args with_traceback"),
];

/// Classes with their special methods that are not those of `object`.
const SPECIAL: &[(&str, &str)] = &[
    (
        "object",
        "class delattr dir doc eq format ge getattribute getstate gt hash init init_subclass le lt \
         ne new reduce reduce_ex repr setattr sizeof str subclasshook",
    ),
    ("super", "get self self_class thisclass"),
    (
        "int",
        "abs add and bool ceil divmod float floor floordiv getnewargs index int invert lshift \
         mod mul neg or pos pow radd rand rdivmod rfloordiv rlshift rmod rmul ror round rpow \
         rrshift rshift rsub rtruediv rxor sub truediv trunc xor",
    ),
    (
        "float",
        "abs add bool ceil divmod float floor floordiv getformat getnewargs int mod mul neg \
         pos pow radd rdivmod rfloordiv rmod rmul round rpow rsub rtruediv sub truediv trunc",
    ),
    (
        "complex",
        "abs add bool complex getnewargs mul neg pos pow radd rmul rpow rsub rtruediv sub \
         truediv",
    ),
    (
        "str",
        "add contains getitem getnewargs iter len mod mul rmod rmul",
    ),
    (
        "bytes",
        "add bytes contains getitem getnewargs iter len mod mul rmod rmul",
    ),
    (
        "bytearray",
        "add alloc contains delitem getitem iadd imul iter len mod mul rmod rmul setitem",
    ),
    (
        "list",
        "add class_getitem contains delitem getitem iadd imul iter len mul reversed rmul \
         setitem",
    ),
    (
        "tuple",
        "add class_getitem contains getitem getnewargs iter len mul rmul",
    ),
    (
        "dict",
        "class_getitem contains delitem getitem ior iter len or reversed ror setitem",
    ),
    (
        "set",
        "and class_getitem contains iand ior isub iter ixor len or rand ror rsub rxor sub xor",
    ),
    (
        "frozenset",
        "and class_getitem contains iter len or rand ror rsub rxor sub xor",
    ),
    ("range", "bool contains getitem iter len reversed"),
    (
        "BaseException",
        "cause context dict setstate suppress_context traceback",
    ),
];

/// The special methods of a class whose bases are these; `None` where others may be meant.
pub fn special(mut bases: impl Iterator<Item = &'static Type>) -> Option<Vec<String>> {
    let mut all = Vec::new();
    let is_known = bases.all(|base| {
        let known = SPECIAL.iter().find(|(name, _)| *name == base.name());
        let names = known.map_or("", |(_, names)| names);
        all.extend(
            names
                .split_ascii_whitespace()
                .map(|name| format!("__{name}__")),
        );
        // A bool has those of its base.
        known.is_some() || base.name() == "bool"
    });
    is_known.then_some(all)
}

/// The names that this built-in class has.
pub fn of(class: &Type) -> impl Iterator<Item = &'static str> {
    let known = NAMES.iter().find(|(name, _)| *name == class.name());
    known
        .map_or("", |(_, names)| names)
        .split_ascii_whitespace()
}
