//! A Python value in one machine word.
//!
//! | low bits | meaning                                             |
//! | -------- | --------------------------------------------------- |
//! | `..1`    | small int: the word arithmetically shifted right by 1 |
//! | `000`    | pointer to a heap object with a [`Header`](crate::layout::Header); the all-zero word is "unbound" |
//! | `010`    | CPython object: the `PyObject*` plus [`FOREIGN`]    |
//! | `100`    | immediate: `None`, `True`, `False`, ...             |
//!
//! Heap objects and CPython objects both keep their reference count in
//! the first word, so one test ([`COUNTED_MASK`]) and one increment
//! serve both.

/// Set in every small int.
pub const INT_BIT: u64 = 1;
/// Added to a `PyObject*`.
pub const FOREIGN: u64 = 2;
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

/// Bit pattern that marks an unassigned `F64` field, global or cell.
/// A quiet NaN whose payload no arithmetic produces by itself.
pub const UNBOUND_F64: u64 = 0x7FF8_5059_414F_5401;

/// Reference count of objects that live in an executable's data section;
/// far from zero in both directions.
pub const IMMORTAL: i64 = 1 << 60;
