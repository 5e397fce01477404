//! Modules of ours that CPython can have, and has not asked for yet.
//!
//! What a module shares is looked at whenever control crosses, and keeping what it holds twice
//! takes time as well. Most of CPython's library never looks at the modules of a program. So
//! `sys.modules` has an object for such a module that shares
//! nothing until somebody reads or writes one of its attributes. The frames of its functions have a dict
//! that only says which module it is: of CPython's own library nobody reads more. As soon
//! as the program imports anything else, or looks at its callers, all modules are shared.

use pyaot_core::error::{PyResult, take_pending};
use pyaot_core::memory::Global;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, Raw, new_str};

#[derive(Default)]
struct Offers {
    /// CPython's modules, each with its name.
    open: Vec<(Raw, String)>,
    /// The class of their objects.
    class: Option<Owned>,
    /// Modules are shared as soon as there are any.
    eager: bool,
}

static OFFERS: Global<Option<Offers>> = Global::new(None);

fn offers() -> &'static mut Offers {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*OFFERS.get()).get_or_insert_default() }
}

/// Has CPython find a module whose globals are in a dict.
pub fn offer(module: &Value) -> PyResult<()> {
    let record = pyaot_core::frame::current();
    let looks = !record.is_null() && !pyaot_core::frame::is_shared(record);
    let name = pyaot_core::attribute::getattr_opt(module, "__name__")?;
    let name = name.as_ref().and_then(Value::as_str);
    let Some(name) = name.filter(|_| !looks && !offers().eager) else {
        return crate::sharing::share_module(module).map(drop);
    };
    let text = std::ffi::CString::new(name.as_str()).unwrap_or_default();
    let class = class()?;
    // SAFETY: a C string; the module is a borrowed reference that `sys.modules` keeps, and has a dict.
    unsafe {
        let python = ffi::PyImport_AddModule(text.as_ptr());
        if python.is_null() {
            return Err(crate::exception::fetch());
        }
        if ffi::Py_TYPE(python) != &raw mut ffi::PyModule_Type {
            return crate::sharing::share_module(module).map(drop);
        }
        describe(module, ffi::PyModule_GetDict(python))?;
        (*python).ob_type = class.into_raw().cast();
        offers().open.push((python, name.as_str().to_string()));
    }
    Ok(())
}

/// What frames say of their module.
fn describe(module: &Value, dict: Raw) -> PyResult<()> {
    let mut parts = vec![("__builtins__", crate::interpreter::builtins_module()?)];
    if let Some(file) = pyaot_core::attribute::getattr_opt(module, "__file__")? {
        parts.push(("__file__", crate::convert::to_python(&file)?));
    }
    for (name, value) in parts {
        let name = new_str(name)?;
        // SAFETY: live objects.
        unsafe {
            if ffi::PyDict_Contains(dict, name.as_raw()) == 0
                && ffi::PyDict_SetItem(dict, name.as_raw(), value.as_raw()) != 0
            {
                return Err(crate::exception::fetch());
            }
        }
    }
    Ok(())
}

/// Whether the object is that of a module that shares nothing yet.
#[inline]
pub fn is_offered(object: Borrowed<'_>) -> bool {
    // SAFETY: a short access.
    let class = unsafe {
        (*OFFERS.get())
            .as_ref()
            .and_then(|offers| offers.class.as_ref())
    };
    class.is_some_and(|class| object.is_exactly(class.as_raw().cast()))
}

/// The module is a plain one from now on.
pub fn withdraw(python: Raw) {
    let open = &mut offers().open;
    let Some(at) = open.iter().position(|(known, _)| *known == python) else {
        return;
    };
    open.swap_remove(at);
    // SAFETY: a live module, whose class is ours and gives up the reference.
    unsafe {
        let class = (*python).ob_type;
        (*python).ob_type = &raw mut ffi::PyModule_Type;
        ffi::Py_DECREF(class.cast());
    }
}

/// Somebody looks at the module: its globals are shared.
pub fn accept(python: Raw) {
    let name = offers().open.iter().find(|(known, _)| *known == python);
    let name = name.map(|(_, name)| name.clone());
    withdraw(python);
    let module = name.and_then(|name| pyaot_core::namespace::find_module(&name));
    let Some(module) = module else {
        return;
    };
    if let Err(raised) = crate::sharing::share_module(&module) {
        drop(take_pending(raised));
    }
}

/// Before a module is imported: if it is not of CPython's own library, it may look at frames.
pub fn before_import(name: &str) {
    if offers().open.is_empty() && offers().eager || is_of_library(name) {
        return;
    }
    offers().eager = true;
    while let Some((python, _)) = offers().open.last() {
        accept(*python);
    }
}

fn is_of_library(name: &str) -> bool {
    let top = name.split('.').next().unwrap_or(name);
    let Ok(top) = new_str(top) else {
        return false;
    };
    // SAFETY: a borrowed reference that `sys` keeps; live objects. An error is cleared.
    unsafe {
        let names = ffi::PySys_GetObject(c"stdlib_module_names".as_ptr());
        if names.is_null() {
            return false;
        }
        let found = ffi::PySequence_Contains(names, top.as_raw());
        if found < 0 {
            ffi::PyErr_Clear();
        }
        found == 1
    }
}

unsafe extern "C" fn get(module: Raw, name: Raw) -> Raw {
    accept(module);
    // SAFETY: CPython passes live objects; the module is a plain one now.
    unsafe { ffi::PyObject_GetAttr(module, name) }
}

unsafe extern "C" fn set(module: Raw, name: Raw, value: Raw) -> core::ffi::c_int {
    accept(module);
    // SAFETY: CPython passes live objects, or no value; the module is a plain one now.
    unsafe { ffi::PyObject_SetAttr(module, name, value) }
}

fn class() -> PyResult<Owned> {
    if let Some(class) = &offers().class {
        return Ok(class.clone());
    }
    let slot = |slot, pfunc: *const ()| ffi::PyType_Slot {
        slot,
        pfunc: pfunc.cast_mut().cast(),
    };
    let mut slots = [
        slot(ffi::Py_tp_getattro, get as *const ()),
        slot(ffi::Py_tp_setattro, set as *const ()),
        slot(0, core::ptr::null()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"builtins.module".as_ptr(),
        basicsize: 0,
        itemsize: 0,
        flags: ffi::Py_TPFLAGS_DEFAULT as u32,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the spec and its slots are valid for the call; the base is a static type.
    let class = unsafe {
        Owned::checked(ffi::PyType_FromSpecWithBases(
            &mut spec,
            (&raw mut ffi::PyModule_Type).cast(),
        ))?
    };
    offers().class = Some(class.clone());
    Ok(class)
}
