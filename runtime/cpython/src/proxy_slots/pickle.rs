//! Pickling and copying proxies.

use pyaot_core::attribute;
use pyaot_core::error::PyResult;
use pyaot_core::function::BoundMethodObject;
use pyaot_core::name;
use pyaot_core::reduce::of_program;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::types::{Layout, OBJECT};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use super::value;
use crate::convert::{from_borrowed, to_python};
use crate::proxy::{finish, inward, inward_alone, unwrap};
use crate::reference::{Borrowed, Owned, Raw, new_str};

/// `object.__reduce_ex__(protocol)`: the class, and the attributes as a dict.
unsafe extern "C" fn reduce(object: Raw, _protocol: Raw) -> Raw {
    // SAFETY: here and below CPython passes live objects, `object` a proxy.
    let object = unsafe { Borrowed::new(object) };
    let result = match unwrap(object).is_some_and(|value| is_plain(&value)) {
        true => inward_alone(|| try_reduce(object)),
        false => inward(|| try_reduce(object)),
    };
    match result {
        Ok(reduced) => reduced.into_raw(),
        Err(raised) => finish(Err(raised)),
    }
}

/// Whether taking an object of a class of the program apart, and filling one, runs nothing of the program and
/// looks at no container that is shared: whoever pickles many of them holds the containers of all.
fn is_plain(value: &Value) -> bool {
    let asked = || {
        [
            name!("__setattr__"),
            name!("__setstate__"),
            name!("__reduce_ex__"),
            name!("__reduce__"),
            name!("__getstate__"),
            name!("__getnewargs__"),
            name!("__getnewargs_ex__"),
        ]
    };
    let ty = value.ty();
    ty.is_heap_type()
        && ty.layout() == Layout::Instance
        && !attribute::attrs_dict(value)
            .is_some_and(|own| crate::sharing::is_shared(own.as_value()))
        && asked().iter().all(|name| of_program(ty, name).is_none())
}

fn try_reduce(object: Borrowed<'_>) -> PyResult<Owned> {
    let value = from_borrowed(object);
    if core::ptr::eq(value.ty(), &pyaot_core::function::FUNCTION) {
        return function_name(object, &value);
    }
    if let Some(method) = value.downcast_exact::<BoundMethodObject>() {
        return reduced_method(method);
    }
    if let Some(parts) = parts_of(&value)? {
        let mut all = vec![value.ty_value()];
        all.extend(parts);
        return crate::convert::tuple_to_python(&all, to_python);
    }
    parts_to_python(&reduced(&value)?)
}

/// What an object is made again from. Its attributes are in a fresh dict that nobody else has: CPython
/// has it alone.
fn parts_to_python(reduced: &Value) -> PyResult<Owned> {
    // SAFETY: a live object.
    let is_fresh =
        |value: &Value| unsafe { value.as_header().is_some_and(|it| (*it).refcount == 1) };
    let Some(parts) = reduced.as_tuple().filter(|_| is_fresh(reduced)) else {
        return to_python(reduced);
    };
    crate::convert::tuple_to_python(parts.items(), |part| {
        let fresh = part.as_dict().filter(|_| is_fresh(part));
        match fresh.and_then(crate::copied::shallow) {
            Some(made) => Ok(made),
            None => to_python(part),
        }
    })
}

/// That of the class, as the iterators have it, or of `object`.
fn reduced(value: &Value) -> PyResult<Value> {
    let name = pyaot_core::name!("__reduce__");
    let own = value.ty().lookup_name("__reduce__");
    if !value.ty().is_heap_type()
        && own.map(|own| own.as_raw()) != OBJECT.lookup_name("__reduce__").map(|own| own.as_raw())
    {
        return pyaot_core::call::call_method(value, name, &[]);
    }
    pyaot_core::reduce::object_reduce(value)
}

/// What CPython's class of the same name makes an object of a class of the library
/// again from: arguments, and a state behind them.
fn parts_of(value: &Value) -> PyResult<Option<Vec<Value>>> {
    let part = |name| attribute::value_getattr(value, &pyaot_core::str::intern(name));
    let tuple = |words: &[Value]| Tuple::from_slice(words).to_value();
    Ok(match value.ty().layout() {
        _ if value.ty().is_heap_type() => None,
        Layout::Deque => {
            let items = pyaot_core::iter::collect(value)?;
            Some(vec![tuple(&[tuple(&items), part("maxlen")?])])
        }
        Layout::Partial => {
            let (function, args, keywords) = (part("func")?, part("args")?, part("keywords")?);
            let state = tuple(&[function.clone(), args, keywords, part("__dict__")?]);
            Some(vec![tuple(&[function]), state])
        }
        _ => None,
    })
}

/// Functions are pickled by the name they are found by.
fn function_name(object: Borrowed<'_>, function: &Value) -> PyResult<Owned> {
    let name = attribute::value_getattr(function, pyaot_core::name!("__qualname__"))?;
    let module = attribute::value_getattr(function, pyaot_core::name!("__module__"))?;
    if let (Some(name), Some(module)) = (name.as_str(), module.as_str()) {
        crate::proxy_class::publish_as(module.as_str(), name.as_str(), object);
    }
    to_python(&name)
}

/// `(getattr, (receiver, name))`.
fn reduced_method(method: &BoundMethodObject) -> PyResult<Owned> {
    let name = attribute::value_getattr(&method.function, pyaot_core::name!("__name__"))?;
    let getter = crate::reference::import(c"builtins")?;
    let getter = getter.borrow().attribute(new_str("getattr")?.borrow())?;
    let arguments = [method.receiver.clone(), name];
    let arguments = crate::convert::tuple_to_python(&arguments, to_python)?;
    let both = [getter.into_value(), arguments.into_value()];
    crate::convert::tuple_to_python(&both, to_python)
}

/// `object.__setstate__(state)`: a dict of attributes.
unsafe extern "C" fn set_state(object: Raw, state: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let (object, state) = (value(object), value(state));
        let work = || finish(try_set_state(&object, &state).map(|()| Value::NONE));
        match is_plain(&object) {
            true => inward_alone(work),
            false => inward(work),
        }
    }
}

fn try_set_state(object: &Value, state: &Value) -> PyResult<()> {
    if object.ty().lookup_name("__setstate__").is_none() {
        return restore_attributes(object, state);
    }
    let method = attribute::value_getattr(object, pyaot_core::name!("__setstate__"))?;
    pyaot_core::call::call(&method, core::slice::from_ref(state)).map(drop)
}

fn restore_attributes(object: &Value, state: &Value) -> PyResult<()> {
    let state = crate::convert::to_native(state)?;
    // What its dict held, and what its slots held.
    match state.as_tuple().map(|parts| parts.items()) {
        Some([dict, slots]) => {
            fill(object, dict, attribute::store_in_dict)?;
            fill(object, slots, attribute::value_setattr)
        }
        _ => fill(object, &state, attribute::store_in_dict),
    }
}

/// Stores the items of a dict, if it is one, in an object.
fn fill(
    object: &Value,
    items: &Value,
    store: fn(&Value, &Str, &Value) -> PyResult<()>,
) -> PyResult<()> {
    let items = crate::convert::to_native(items)?;
    for (key, item) in items
        .as_dict()
        .into_iter()
        .flat_map(|items| items.entries())
    {
        // What is loaded beside it may go on being filled; it is ours in the end.
        let shared = Borrowed::of(&item).and_then(crate::sharing::adopt);
        if let Some(key) = key.as_str() {
            store(object, key, &shared.unwrap_or(item))?;
        }
    }
    Ok(())
}

const REDUCE: ffi::PyMethodDef = ffi::PyMethodDef {
    ml_name: c"__reduce_ex__".as_ptr(),
    ml_meth: ffi::PyMethodDefPointer {
        PyCFunction: reduce,
    },
    ml_flags: ffi::METH_O,
    ml_doc: core::ptr::null(),
};

/// Methods of a type, ended by zeros.
pub(crate) struct Methods<const N: usize>(pub(crate) [ffi::PyMethodDef; N]);
// SAFETY: never written.
unsafe impl<const N: usize> Sync for Methods<N> {}

/// Methods every proxy of an instance has.
pub fn methods() -> *const ffi::PyMethodDef {
    static METHODS: Methods<3> = Methods([
        REDUCE,
        ffi::PyMethodDef {
            ml_name: c"__setstate__".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer {
                PyCFunction: set_state,
            },
            ml_flags: ffi::METH_O,
            ml_doc: core::ptr::null(),
        },
        // SAFETY: a definition of zeros ends the list.
        unsafe { core::mem::zeroed() },
    ]);
    METHODS.0.as_ptr()
}

/// Methods every proxy of a function has.
pub fn callable_methods() -> *const ffi::PyMethodDef {
    static METHODS: Methods<2> = Methods([
        REDUCE,
        // SAFETY: as above.
        unsafe { core::mem::zeroed() },
    ]);
    METHODS.0.as_ptr()
}
