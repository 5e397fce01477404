//! The CPython side of dicts of the classes of `collections`.

use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::Dict;
use pyo3_ffi as ffi;

use crate::convert::to_python;
use crate::reference::{Owned, Raw, import};

// Not declared by pyo3-ffi.
unsafe extern "C" {
    fn PyODict_New() -> Raw;
    fn PyODict_SetItem(dict: Raw, key: Raw, value: Raw) -> core::ffi::c_int;
}

/// `collections.OrderedDict`, once one was made.
static ORDERED_DICT: Global<*mut ffi::PyTypeObject> = Global::new(core::ptr::null_mut());

/// An empty dict of CPython's class for that of a dict of ours.
pub(super) fn python_dict(dict: &Dict) -> PyResult<Owned> {
    let ty = dict.ty();
    if core::ptr::eq(ty, &pyaot_core::dict::DEFAULT_DICT) {
        let class = import(c"collections")?;
        let class = class.borrow().attribute_opt(c"defaultdict");
        if let Some(class) = class {
            let factory = pyaot_core::dict::default_factory(dict.as_value());
            let factory = to_python(&factory.unwrap_or(pyaot_core::value::Value::NONE))?;
            // SAFETY: live objects.
            return unsafe {
                Owned::checked(ffi::PyObject_CallOneArg(class.as_raw(), factory.as_raw()))
            };
        }
    }
    let is_ordered = pyaot_core::dict::ordered_dict_class()
        .as_type()
        .is_some_and(|ordered| core::ptr::eq(ordered, ty));
    // SAFETY: a new reference either way; a short access.
    unsafe {
        if !is_ordered {
            return Owned::checked(ffi::PyDict_New());
        }
        let made = Owned::checked(PyODict_New())?;
        *ORDERED_DICT.get() = made.borrow().type_pointer();
        Ok(made)
    }
}

/// Whether the object is an OrderedDict: its order is not that of the dict it is.
pub(super) fn is_ordered(python: &Owned) -> bool {
    // SAFETY: a short access.
    python.borrow().type_pointer() == unsafe { *ORDERED_DICT.get() }
}

/// The keys and values of an OrderedDict in turn.
pub(super) fn items(python: &Owned) -> PyResult<Vec<Owned>> {
    let mut items = Vec::new();
    // SAFETY: a live OrderedDict; pairs are tuples of two.
    unsafe {
        let view = Owned::checked(ffi::PyObject_CallMethodNoArgs(
            python.as_raw(),
            crate::reference::new_str("items")?.as_raw(),
        ))?;
        let pairs = Owned::checked(ffi::PySequence_List(view.as_raw()))?;
        for i in 0..ffi::PyList_GET_SIZE(pairs.as_raw()) {
            let pair = ffi::PyList_GET_ITEM(pairs.as_raw(), i);
            for part in 0..2 {
                items.push(Owned::new_reference(ffi::PyTuple_GET_ITEM(pair, part)));
            }
        }
    }
    Ok(items)
}

/// Gives an OrderedDict other items.
pub(super) fn fill(python: &Owned, objects: &[Owned]) -> PyResult<()> {
    // SAFETY: live objects.
    unsafe {
        let clear = crate::reference::new_str("clear")?;
        drop(Owned::checked(ffi::PyObject_CallMethodNoArgs(
            python.as_raw(),
            clear.as_raw(),
        ))?);
        for pair in objects.chunks_exact(2) {
            if PyODict_SetItem(python.as_raw(), pair[0].as_raw(), pair[1].as_raw()) != 0 {
                return Err(crate::exception::fetch());
            }
        }
    }
    Ok(())
}
