//! Types to representations.

use pyaot_analysis::{Atom, Ty};
use pyaot_ir::Repr;

/// How values of a type sit in registers, locals, fields and globals.
pub fn repr_of(ty: &Ty) -> Repr {
    match ty.single() {
        Some(Atom::Bool) => Repr::Bool,
        Some(Atom::Int) => Repr::Int,
        Some(Atom::Float | Atom::NonNegFloat) => Repr::F64,
        Some(
            Atom::Str
            | Atom::Bytes
            | Atom::List(_)
            | Atom::Dict(_)
            | Atom::Set(_)
            | Atom::Tuple(_)
            | Atom::TupleOf(_)
            | Atom::Instance(_),
        ) => Repr::Ref,
        _ => Repr::Value,
    }
}

/// How a memory slot (field, global, cell) holds values of a type: only
/// floats are unboxed there.
pub fn slot_repr(ty: &Ty) -> Repr {
    if ty.is_float() { Repr::F64 } else { Repr::Value }
}
