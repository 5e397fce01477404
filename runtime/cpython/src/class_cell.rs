//! `__class__` in the methods of classes that CPython makes: `type` sets a
//! cell of CPython's, from which ours is set when control crosses.

use pyaot_core::error::{PyResult, raise_runtime_error, raise_type_error};
use pyaot_core::function::cell_set;
use pyaot_core::memory::Global;
use pyaot_core::reference::Str;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::from_python;
use crate::reference::Owned;

/// A cell of ours that waits for its class, and the one `type` will set.
struct Waiting {
    ours: Value,
    theirs: Owned,
}

static WAITING: Global<Vec<Waiting>> = Global::new(Vec::new());

fn waiting() -> &'static mut Vec<Waiting> {
    // SAFETY: callers end each use before anything else can run.
    unsafe { &mut *WAITING.get() }
}

/// Whether a cell waits for its class.
pub fn any() -> bool {
    !waiting().is_empty()
}

/// An empty cell of CPython's that stands for one of ours.
pub fn begin(ours: &Value) -> PyResult<Owned> {
    // SAFETY: an empty cell is allowed.
    let theirs = unsafe { Owned::checked(ffi::PyCell_New(core::ptr::null_mut()))? };
    waiting().push(Waiting {
        ours: ours.clone(),
        theirs: theirs.clone(),
    });
    crate::sharing::update_any();
    Ok(theirs)
}

/// Sets the cells whose class there is by now; forgets those nobody can set any more.
pub fn enter() {
    let is_alone = |theirs: &Owned| {
        // SAFETY: a live object.
        unsafe { ffi::Py_REFCNT(theirs.as_raw()) == 1 }
    };
    for Waiting { ours, theirs } in core::mem::take(waiting()) {
        match content(&theirs) {
            Some(class) => cell_set(&ours, Some(&from_python(class))),
            None if is_alone(&theirs) => {}
            None => waiting().push(Waiting { ours, theirs }),
        }
    }
    crate::sharing::update_any();
}

fn content(cell: &Owned) -> Option<Owned> {
    // SAFETY: a live cell; an empty one gives null without an exception.
    unsafe { Owned::from_raw(ffi::PyCell_Get(cell.as_raw())) }
}

/// Refuses a class whose methods would take another one for theirs.
pub fn check(cell: &Owned, name: &Str, class: &Owned) -> PyResult<()> {
    // SAFETY: a live object.
    if unsafe { ffi::PyType_Check(class.as_raw()) } == 0 {
        return Ok(());
    }
    let shown = |object: &Owned| -> PyResult<String> {
        let text = pyaot_core::operation::value_repr(&from_python(object.clone()))?;
        Ok(text.as_str().to_string())
    };
    match content(cell) {
        Some(set) if set.as_raw() == class.as_raw() => Ok(()),
        Some(set) => Err(raise_type_error(format_args!(
            "__class__ set to {} defining {} as {}",
            shown(&set)?,
            pyaot_core::operation::value_repr(name.as_value())?.as_str(),
            shown(class)?
        ))),
        None => Err(raise_runtime_error(format_args!(
            "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
            pyaot_core::operation::value_repr(name.as_value())?.as_str(),
            shown(class)?
        ))),
    }
}
