//! CPython's class for a class of the program, made without the hooks that have run when
//! the program's class was made: `__set_name__` and `__init_subclass__`.

use pyaot_core::attribute::type_lookup;
use pyaot_core::error::PyResult;
use pyaot_core::types::{Layout, Type};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, new_str};

const INIT_SUBCLASS: &core::ffi::CStr = c"__init_subclass__";

/// `type(name, bases, namespace)` for `ty`, quietly.
pub fn make(ty: &'static Type, bases: &Owned, namespace: &Owned) -> PyResult<Owned> {
    let name = new_str(ty.name())?;
    // SAFETY: live objects; the dicts of classes live as long as the classes, which `bases` keeps.
    unsafe {
        let named = take_named(ty, namespace)?;
        let metaclass = Borrowed::new((&raw mut ffi::PyType_Type).cast());
        let silenced = silence(bases);
        let made = metaclass.call(&[name.borrow(), bases.borrow(), namespace.borrow()]);
        for (class, hook) in &silenced {
            put(class, hook);
        }
        let made = made?;
        for (key, value) in &named {
            if ffi::PyObject_SetAttr(made.as_raw(), key.as_raw(), value.as_raw()) != 0 {
                return Err(crate::exception::fetch());
            }
        }
        Ok(made)
    }
}

/// Takes out of `namespace` the objects of the program that have a `__set_name__`. What else
/// has one, a property, is made anew for the class and wants to be told.
///
/// # Safety
/// `namespace` is a dict.
unsafe fn take_named(ty: &'static Type, namespace: &Owned) -> PyResult<Vec<(Owned, Owned)>> {
    let hook = pyaot_core::str::intern("__set_name__");
    let mut named = Vec::new();
    for (key, value) in ty.dict().entries() {
        let class = value.ty();
        let has_hook =
            !value.is_foreign() && class.is_heap_type() && type_lookup(class, &hook).is_some();
        let Some(key) = key.as_str().filter(|_| has_hook) else {
            continue;
        };
        let key = new_str(key.as_str())?;
        // SAFETY: as promised; the item is counted before it is taken out.
        unsafe {
            let item = ffi::PyDict_GetItem(namespace.as_raw(), key.as_raw());
            if !item.is_null() {
                let item = Owned::new_reference(item);
                ffi::PyDict_DelItem(namespace.as_raw(), key.as_raw());
                named.push((key, item));
            }
        }
    }
    Ok(named)
}

/// Puts the `__init_subclass__` of `object`, which does nothing, in the place of those
/// that the bases have; gives back what was there.
///
/// # Safety
/// `bases` is a tuple of classes.
unsafe fn silence(bases: &Owned) -> Vec<(Owned, Owned)> {
    let mut silenced = Vec::new();
    // SAFETY: as promised; items of tuples and of dicts are borrowed.
    unsafe {
        let dict = ffi::PyBaseObject_Type.tp_dict;
        let plain = Owned::new_reference(ffi::PyDict_GetItemString(dict, INIT_SUBCLASS.as_ptr()));
        for at in 0..ffi::PyTuple_GET_SIZE(bases.as_raw()) {
            let base: *mut ffi::PyTypeObject = ffi::PyTuple_GET_ITEM(bases.as_raw(), at).cast();
            let mro = (*base).tp_mro;
            for at in 0..ffi::PyTuple_GET_SIZE(mro) {
                let class = ffi::PyTuple_GET_ITEM(mro, at);
                let dict = (*class.cast::<ffi::PyTypeObject>()).tp_dict;
                let hook = ffi::PyDict_GetItemString(dict, INIT_SUBCLASS.as_ptr());
                if !hook.is_null() && hook != plain.as_raw() {
                    let (class, hook) = (Owned::new_reference(class), Owned::new_reference(hook));
                    put(&class, &plain);
                    silenced.push((class, hook));
                }
            }
        }
    }
    silenced
}

/// # Safety
/// `class` is a class.
unsafe fn put(class: &Owned, hook: &Owned) {
    // SAFETY: as promised; the key is there, so that the dict need not grow.
    unsafe {
        let class: *mut ffi::PyTypeObject = class.as_raw().cast();
        ffi::PyDict_SetItemString((*class).tp_dict, INIT_SUBCLASS.as_ptr(), hook.as_raw());
        ffi::PyType_Modified(class);
    }
}

/// Whether a member of a class leads to classes, its own among them: it is set when the class is known.
pub fn is_set_later(member: &Value) -> bool {
    let ty = member.ty();
    member.as_type().is_some_and(Type::is_heap_type)
        || ty.is_heap_type()
        || matches!(
            ty.layout(),
            Layout::List | Layout::Dict | Layout::Set | Layout::FrozenSet | Layout::Tuple
        )
}

/// Sets the members of a class of the program that [`is_set_later`] is true of, except those in `not`.
pub fn set_the_rest(ty: &'static Type, class: &Owned, not: &[&str]) {
    for (key, value) in ty.dict().entries() {
        if !is_set_later(&value) {
            continue;
        }
        let name = key.as_str().filter(|key| !not.contains(&key.as_str()));
        let (Some(name), Ok(value)) = (name, crate::convert::to_python(&value)) else {
            continue;
        };
        // SAFETY: live objects; past what a metaclass does about it.
        unsafe {
            let set = ffi::PyType_Type.tp_setattro;
            let name = new_str(name.as_str());
            if let (Some(set), Ok(name)) = (set, name)
                && set(class.as_raw(), name.as_raw(), value.as_raw()) != 0
            {
                ffi::PyErr_Clear();
            }
        }
    }
}
