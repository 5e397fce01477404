//! The runtime's functions by the names Python has for them, and what their
//! rows say about types.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use pyaot_abi::AbiType;
use pyaot_abi::functions::{ALL, FnDecl};

use crate::ty::{Atom, Ty};

/// The row that says `as "owner.name(...)"`: a method of a built-in type, or
/// a function of a module.
pub fn row(owner: &str, name: &str) -> Option<&'static FnDecl> {
    type Rows = HashMap<(&'static str, &'static str), &'static FnDecl>;
    static ROWS: OnceLock<Rows> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let mut found = Rows::new();
        for row in ALL.iter().flat_map(|rows| rows.iter().copied()) {
            let text = row.python.unwrap_or_default();
            let called = text.split('(').next().unwrap_or_default();
            if called.len() < text.len()
                && !called.contains(' ')
                && let Some(names) = called.rsplit_once('.')
            {
                found.entry(names).or_insert(row);
            }
        }
        found
    });
    rows.get(&(owner, name)).copied()
}

/// Whether the runtime has a class of that name in that module.
pub fn is_class(module: &str, name: &str) -> bool {
    static CLASSES: OnceLock<HashSet<(&'static str, &'static str)>> = OnceLock::new();
    let classes = CLASSES.get_or_init(|| {
        let rows = ALL.iter().flat_map(|rows| rows.iter());
        let texts = rows.filter_map(|row| row.python?.strip_suffix(" -> type"));
        texts.filter_map(|text| text.rsplit_once('.')).collect()
    });
    classes.contains(&(module, name))
}

/// The type of what a row gives, where its representation says all there is to say.
pub fn result(row: &FnDecl) -> Option<Ty> {
    Some(match row.result {
        AbiType::F64 => Ty::float(),
        AbiType::Int | AbiType::I64 | AbiType::Size => Ty::int(),
        AbiType::Bool => Ty::bool(),
        AbiType::Str => Ty::str(),
        AbiType::Bytes => Atom::Bytes.into(),
        AbiType::Unit => Ty::none(),
        AbiType::Tuple => match row.python?.rsplit_once("-> ")?.1 {
            "tuple[str, ...]" => Atom::TupleOf(Box::new(Ty::str())).into(),
            "tuple[int, ...]" => Atom::TupleOf(Box::new(Ty::int())).into(),
            _ => return None,
        },
        AbiType::Value
        | AbiType::OptValue
        | AbiType::List
        | AbiType::Dict
        | AbiType::Set
        | AbiType::Ptr
        | AbiType::Words => return None,
    })
}

/// What a method of a built-in type gives that keeps none of its arguments.
pub fn method_result(owner: &str, name: &str) -> Option<Ty> {
    // Those that take names of attributes read any.
    let row = row(owner, name).filter(|row| !row.names)?;
    result(row).or_else(|| match row.python?.rsplit_once("-> ")?.1 {
        "int" => Some(Ty::int()),
        "bytes" => Some(Atom::Bytes.into()),
        "complex" => Some(Ty::complex()),
        _ => None,
    })
}
