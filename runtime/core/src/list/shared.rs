//! The one way to the items of a list, wherever they live.
//!
//! A list shared with CPython keeps its items in a CPython list. The bridge
//! registers [`SharedListHooks`]; everything else here works on a copy and
//! writes it back.

use pyaot_abi::layout::ListObject;

use crate::error::PyResult;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::Ref;
use crate::value::Value;

/// What the bridge does for lists whose items live in CPython. `list` is
/// the `PyObject*` of the CPython list.
pub struct SharedListHooks {
    pub len: fn(list: *mut u8) -> usize,
    /// The item at a position below the length.
    pub get: fn(list: *mut u8, at: usize) -> Option<Value>,
    pub to_vec: fn(list: *mut u8) -> Vec<Value>,
    /// Replaces all items.
    pub replace: fn(list: *mut u8, items: &[Value]) -> PyResult<()>,
}

static HOOKS: Global<Option<&'static SharedListHooks>> = Global::new(None);

/// Registers the bridge's part; called once, before any list is shared.
pub fn set_shared_list_hooks(hooks: &'static SharedListHooks) {
    // SAFETY: nothing else runs yet.
    unsafe { *HOOKS.get() = Some(hooks) };
}

#[cold]
fn hooks() -> &'static SharedListHooks {
    // SAFETY: written once, before any list is shared.
    match unsafe { *HOOKS.get() } {
        Some(hooks) => hooks,
        None => crate::start::fatal("a shared list in a program without CPython"),
    }
}

impl Ref<ListObject> {
    /// Whether the items live in a CPython list.
    #[inline]
    pub fn is_shared(&self) -> bool {
        !self.foreign.is_null()
    }

    /// `len(list)`.
    #[inline]
    pub fn length(&self) -> usize {
        if self.is_shared() {
            (hooks().len)(self.foreign)
        } else {
            self.len as usize
        }
    }

    /// The item at position `at`, if there is one.
    #[inline]
    pub fn get(&self, at: usize) -> Option<Value> {
        if self.is_shared() {
            return (hooks().get)(self.foreign, at);
        }
        self.items().get(at).cloned()
    }

    /// A copy of the items.
    pub fn to_vec(&self) -> Vec<Value> {
        if self.is_shared() {
            (hooks().to_vec)(self.foreign)
        } else {
            self.items().to_vec()
        }
    }

    /// Works on the items as a vector. `work` must not run Python code,
    /// dropping values included.
    #[inline]
    pub fn edit<R>(&self, work: impl FnOnce(&mut Vec<Value>) -> R) -> PyResult<R> {
        if !self.is_shared() {
            return Ok(self.with_vec(work));
        }
        let mut items = self.to_vec();
        let result = work(&mut items);
        (hooks().replace)(self.foreign, &items)?;
        Ok(result)
    }
}
