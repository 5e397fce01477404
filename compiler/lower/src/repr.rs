//! Types to representations.

use pyaot_abi::layout::DType;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{ItemType, Repr};

/// How values of a type sit in registers and locals.
pub fn repr_of(ty: &Ty) -> Repr {
    if let Some(dtype) = ty.scalar().or(ty.mixed_scalar()) {
        return match dtype {
            DType::F64 | DType::F32 => Repr::F64,
            DType::I64 | DType::I32 | DType::U8 => Repr::Int,
            DType::Bool => Repr::Bool,
        };
    }
    match ty.single() {
        Some(Atom::Bool) => Repr::Bool,
        Some(Atom::Int) => Repr::Int,
        Some(Atom::Float | Atom::NonNegFloat) => Repr::F64,
        Some(
            Atom::Str
            | Atom::Bytes
            | Atom::List(_)
            | Atom::Dict(_)
            | Atom::DefaultDict(_)
            | Atom::Set(_)
            | Atom::NumberArray(_)
            | Atom::ByteArray
            | Atom::Tuple(_)
            | Atom::TupleOf(_)
            | Atom::Named(_)
            | Atom::Instance(_),
        ) => Repr::Ref,
        _ => Repr::Value,
    }
}

/// What an `array.array` or a bytearray of that type holds.
pub fn array_items(ty: &Ty) -> Option<ItemType> {
    ty.single()?.numbers().map(ItemType::of_array)
}

/// What a list with items of that type is known to hold.
pub fn item_type(item: &Ty) -> Option<ItemType> {
    match repr_of(item) {
        Repr::Int if item.is_int() => Some(ItemType::Int),
        Repr::F64 if item.is_float() => Some(ItemType::Float),
        Repr::Bool if item.is_bool() => Some(ItemType::Bool),
        Repr::Value if item.is_mixed_number() && !item.may_be(|x| *x == Atom::Bool) => {
            Some(ItemType::Number)
        }
        _ => None,
    }
}

/// How parameters and results travel: a number of uncertain kind as an object.
pub fn boundary_repr(ty: &Ty) -> Repr {
    if ty.mixed_scalar().is_some() {
        Repr::Value
    } else {
        repr_of(ty)
    }
}

/// How a memory slot (field, global, cell) holds values of a type: only
/// floats are unboxed there.
pub fn slot_repr(ty: &Ty) -> Repr {
    if ty.is_float() {
        Repr::F64
    } else {
        Repr::Value
    }
}
