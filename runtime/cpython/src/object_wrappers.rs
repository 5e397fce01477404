//! `object.__setattr__(x, name, value)` and its like on proxies.
//!
//! CPython refuses them: attributes of a proxy are not kept where
//! `object.__setattr__` would put them, and its wrapper sees that. What is to
//! happen is what happens to an instance of any Python class, so the wrappers
//! of `object` pass proxies to our side of `object`.

use pyaot_core::attribute;
use pyaot_core::memory::Global;
use pyo3_ffi as ffi;

use crate::convert::from_borrowed;
use crate::proxy::{finish_status, inward, unwrap};
use crate::reference::{Borrowed, Owned, Raw};

type Wrapper = unsafe extern "C" fn(Raw, Raw, *mut core::ffi::c_void) -> Raw;

/// CPython's own wrappers: of `__getattribute__`, `__setattr__`, `__delattr__`.
static ORIGINAL: Global<[ffi::wrapperfunc; 3]> = Global::new([None; 3]);

/// Puts our wrappers in; called once, when the interpreter starts.
pub fn install() {
    let names: [(&core::ffi::CStr, Wrapper); 3] = [
        (c"__getattribute__", getattribute),
        (c"__setattr__", setattr),
        (c"__delattr__", delattr),
    ];
    for (i, (name, ours)) in names.into_iter().enumerate() {
        // SAFETY: `object` has a dict with these slot wrappers, whose
        // definitions are data of the interpreter that it fills in itself.
        unsafe {
            let dict = ffi::PyBaseObject_Type.tp_dict;
            let found = ffi::PyDict_GetItemString(dict, name.as_ptr());
            if found.is_null() || ffi::Py_TYPE(found) != &raw mut ffi::PyWrapperDescr_Type {
                continue;
            }
            let base = (*found.cast::<ffi::PyWrapperDescrObject>()).d_base;
            (*ORIGINAL.get())[i] = (*base).wrapper;
            (*base).wrapper = Some(ours);
        }
    }
}

fn original(i: usize, this: Raw, args: Raw, wrapped: *mut core::ffi::c_void) -> Raw {
    // SAFETY: a short access; the arguments are passed on as they came.
    unsafe {
        match (*ORIGINAL.get())[i] {
            Some(wrapper) => wrapper(this, args, wrapped),
            None => core::ptr::null_mut(),
        }
    }
}

/// The arguments, when `this` is a proxy and the wrapper is the one of `object`, or that of what
/// all classes of proxies derive from: `super()` finds it where no class has a method of its own.
unsafe fn on_proxy<const N: usize>(
    this: Raw,
    args: Raw,
    wrapped: *mut core::ffi::c_void,
    generic: [*const (); 2],
) -> Option<(pyaot_core::value::Value, [Raw; N])> {
    // SAFETY: CPython passes live objects, and a tuple.
    unsafe {
        if !generic.contains(&wrapped.cast_const().cast::<()>())
            || ffi::PyTuple_GET_SIZE(args) != N as isize
            || ffi::PyUnicode_Check(ffi::PyTuple_GET_ITEM(args, 0)) == 0
        {
            return None;
        }
        let value = unwrap(Borrowed::new(this))?;
        Some((
            value,
            core::array::from_fn(|i| ffi::PyTuple_GET_ITEM(args, i as isize)),
        ))
    }
}

unsafe extern "C" fn getattribute(this: Raw, args: Raw, wrapped: *mut core::ffi::c_void) -> Raw {
    let generic = [
        ffi::PyObject_GenericGetAttr as *const (),
        crate::proxy_slots::getattr as *const (),
    ];
    // SAFETY: as CPython calls a wrapper.
    unsafe {
        let Some((value, [name])) = on_proxy(this, args, wrapped, generic) else {
            return original(0, this, args, wrapped);
        };
        // What Python keeps of every object is found there.
        let found = ffi::PyObject_GenericGetAttr(this, name);
        if !found.is_null() || ffi::PyErr_ExceptionMatches(ffi::PyExc_AttributeError) == 0 {
            return found;
        }
        ffi::PyErr_Clear();
        let key = crate::proxy_slots::name_of(name);
        inward(|| crate::proxy::finish(attribute::generic_getattr(&value, &key)))
    }
}

unsafe extern "C" fn setattr(this: Raw, args: Raw, wrapped: *mut core::ffi::c_void) -> Raw {
    let generic = [
        ffi::PyObject_GenericSetAttr as *const (),
        crate::proxy_slots::setattr as *const (),
    ];
    // SAFETY: as above.
    unsafe {
        let Some((value, [name, new])) = on_proxy(this, args, wrapped, generic) else {
            return original(1, this, args, wrapped);
        };
        let (key, new) = (
            crate::proxy_slots::name_of(name),
            from_borrowed(Borrowed::new(new)),
        );
        done(inward(|| {
            finish_status(attribute::generic_setattr(&value, &key, Some(&new)))
        }))
    }
}

unsafe extern "C" fn delattr(this: Raw, args: Raw, wrapped: *mut core::ffi::c_void) -> Raw {
    let generic = [
        ffi::PyObject_GenericSetAttr as *const (),
        crate::proxy_slots::setattr as *const (),
    ];
    // SAFETY: as above.
    unsafe {
        let Some((value, [name])) = on_proxy(this, args, wrapped, generic) else {
            return original(2, this, args, wrapped);
        };
        let key = crate::proxy_slots::name_of(name);
        done(inward(|| {
            finish_status(attribute::generic_setattr(&value, &key, None))
        }))
    }
}

/// `None` for 0, null for -1 with the error set.
fn done(status: core::ffi::c_int) -> Raw {
    match status {
        0 => Owned::none().into_raw(),
        _ => core::ptr::null_mut(),
    }
}
