//! Guards for operations that walk objects which may contain themselves.

use crate::memory::Global;
use crate::prelude::*;
use crate::value::Value;

/// Objects whose `repr` is being made.
static ACTIVE: Global<Vec<u64>> = Global::new(Vec::new());

/// Marks an object as being shown, until dropped.
pub struct ReprGuard(());

impl ReprGuard {
    /// `None` when the object is being shown already: it contains itself.
    pub fn enter(object: &Value) -> Option<ReprGuard> {
        // SAFETY: a short access.
        let active = unsafe { &mut *ACTIVE.get() };
        if active.contains(&object.as_raw()) {
            return None;
        }
        active.push(object.as_raw());
        Some(ReprGuard(()))
    }
}

impl Drop for ReprGuard {
    fn drop(&mut self) {
        // SAFETY: a short access; guards end in the reverse of the order they began.
        unsafe { (*ACTIVE.get()).pop() };
    }
}
