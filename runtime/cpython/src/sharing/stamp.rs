//! Telling at once that one side of a pair has not changed, without a walk
//! over its items.

use core::cell::Cell;

use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use super::{Kind, dict_version};
use crate::reference::{Owned, Raw};

/// What dicts and sets of ours count up with each change: entries added or
/// removed, and values replaced. Items of lists are stored by compiled code,
/// which counts nothing.
fn count(kind: Kind, native: &Value) -> Option<(u64, u64)> {
    match kind {
        Kind::List => None,
        Kind::Dict => native.as_dict().map(|dict| dict.changes()),
        Kind::Set => native.as_set().map(|set| (set.changes(), 0)),
    }
}

/// What a CPython set begins with; not declared by pyo3-ffi.
#[repr(C)]
struct SetHead {
    base: ffi::PyObject,
    fill: isize,
    used: isize,
    mask: isize,
    table: *const Place,
}

/// A place of its table.
type Place = [usize; 2];

/// The table of a CPython set.
///
/// # Safety
///
/// `set` is a live set, which nothing changes while the table is in use.
unsafe fn table<'a>(set: Raw) -> &'a [Place] {
    // SAFETY: a set has `mask + 1` places.
    unsafe {
        let head = &*set.cast::<SetHead>();
        core::slice::from_raw_parts(head.table, head.mask as usize + 1)
    }
}

/// What a pair was when both sides agreed, in short.
#[derive(Default)]
pub(super) struct Stamp {
    here: Cell<Option<(u64, u64)>>,
    /// CPython's count of a dict's changes; never 0.
    version: Cell<u64>,
    /// The table of a CPython set, whose items the pair keeps alive.
    table: Vec<Place>,
}

impl Stamp {
    /// Of two sides that agree with what the pair remembers.
    pub(super) fn new(kind: Kind, native: &Value, python: &Owned) -> Stamp {
        Stamp {
            here: Cell::new(count(kind, native)),
            version: Cell::new(match kind {
                Kind::Dict => dict_version(python),
                _ => 0,
            }),
            table: match kind {
                // SAFETY: a live set, whose table is copied.
                Kind::Set => unsafe { table(python.as_raw()) }.to_vec(),
                _ => Vec::new(),
            },
        }
    }

    /// Whether our side surely is what it was.
    #[inline]
    pub(super) fn same_here(&self, kind: Kind, native: &Value) -> bool {
        let known = self.here.get();
        known.is_some() && known == count(kind, native)
    }

    /// Our side has been found to be what it was, item by item.
    pub(super) fn agree_here(&self, kind: Kind, native: &Value) {
        self.here.set(count(kind, native));
    }

    /// Python's side has been found to be what it was, item by item.
    pub(super) fn agree_there(&self, kind: Kind, python: &Owned) {
        if kind == Kind::Dict {
            self.version.set(dict_version(python));
        }
    }

    /// Whether Python's side surely is what it was.
    #[inline]
    pub(super) fn same_there(&self, kind: Kind, python: &Owned) -> bool {
        match kind {
            Kind::List => false,
            Kind::Dict => dict_version(python) == self.version.get(),
            // SAFETY: a live set, which nothing changes meanwhile.
            Kind::Set => unsafe { table(python.as_raw()) == self.table.as_slice() },
        }
    }
}
