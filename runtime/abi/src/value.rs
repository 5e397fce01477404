//! A Python value in one machine word.
//!
//! | low bits | meaning                                             |
//! | -------- | --------------------------------------------------- |
//! | `..1`    | small int: the word arithmetically shifted right by 1 |
//! | `000`    | pointer to a heap object with a [`Header`](crate::layout::Header); the all-zero word is "unbound" |
//! | `010`    | CPython object: the `PyObject*` plus [`FOREIGN`]    |
//! | `100`    | immediate: `None`, `True`, `False`, ...             |
//! | `110`    | float of usual magnitude, see [`float_word`]        |
//!
//! Heap objects and CPython objects both keep their reference count in
//! the first word, so one test ([`COUNTED_MASK`]) and one increment
//! serve both.

/// Set in every small int.
pub const INT_BIT: u64 = 1;
/// Added to a `PyObject*`.
pub const FOREIGN: u64 = 2;
/// The low bits of a float in the word itself.
pub const FLOAT: u64 = 6;
/// `word & LOW_MASK` selects the kind of a word that is not a small int.
pub const LOW_MASK: u64 = 7;
/// `word & COUNTED_MASK == 0` means the word points at a reference count
/// (or is [`UNBOUND`]).
pub const COUNTED_MASK: u64 = 5;

/// No value: an unassigned variable, an absent argument, an unset field.
pub const UNBOUND: u64 = 0;
pub const NONE: u64 = 0x04;
pub const FALSE: u64 = 0x0C;
pub const TRUE: u64 = 0x14;
pub const NOT_IMPLEMENTED: u64 = 0x1C;
pub const ELLIPSIS: u64 = 0x24;

/// Smallest int kept in the word itself.
pub const SMALL_INT_MIN: i64 = -(1 << 62);
/// Largest int kept in the word itself.
pub const SMALL_INT_MAX: i64 = (1 << 62) - 1;

/// The word of a small int; `n` must be within the small-int range.
pub const fn small_int(n: i64) -> u64 {
    ((n as u64) << 1) | INT_BIT
}

/// Taken from the bits of a float, so that the exponents of usual floats begin with zeros.
pub const FLOAT_BIAS: u64 = 896 << 52;
/// How far those bits are rotated: sign and first bits of the exponent become the lowest.
pub const FLOAT_SHIFT: u32 = 4;

/// The word of a float whose magnitude is between 2**-127 and 2**129; others, zero among them,
/// are heap objects. (After Melançon, Feeley, Serrano, "Float Self-Tagging", 2024: the bits of
/// the exponent that are alike in nearly all floats are where the tag is.)
#[inline]
pub const fn float_word(x: f64) -> Option<u64> {
    let word = x
        .to_bits()
        .wrapping_sub(FLOAT_BIAS)
        .rotate_left(FLOAT_SHIFT);
    if word & LOW_MASK == 0 {
        Some(word | FLOAT)
    } else {
        None
    }
}

/// The float in a word, if it is one that has it in itself.
#[inline]
pub const fn word_float(word: u64) -> Option<f64> {
    if word & LOW_MASK == FLOAT {
        let bits = (word ^ FLOAT).rotate_right(FLOAT_SHIFT);
        Some(f64::from_bits(bits.wrapping_add(FLOAT_BIAS)))
    } else {
        None
    }
}

/// Bit pattern that marks an unassigned `F64` field, global or cell.
/// A quiet NaN whose payload no arithmetic produces by itself.
pub const UNBOUND_F64: u64 = 0x7FF8_5059_414F_5401;

/// Reference count of objects that live in an executable's data section;
/// far from zero in both directions.
pub const IMMORTAL: i64 = 1 << 60;
