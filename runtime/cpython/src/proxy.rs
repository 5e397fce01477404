//! Objects of ours as CPython sees them.
//!
//! A proxy holds a reference to our object and passes everything on to it.
//! While it lives, our object always crosses as the same proxy, and a proxy
//! that comes back is our object again.

use core::ffi::c_void;
use std::collections::HashMap;

use pyaot_core::args::Args;
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::types::Layout;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_borrowed, to_python};
use crate::reference::{Borrowed, Owned, Raw, text_of};

/// What lies behind the pointer to a proxy.
#[repr(C)]
pub struct ProxyObject {
    base: ffi::PyObject,
    /// Our object; a value word whose reference the proxy owns.
    word: u64,
    weak_references: Raw,
    /// How CPython calls it, for callables.
    vectorcall: Option<ffi::vectorcallfunc>,
}

/// Offset of the list of weak references in a proxy.
pub const WEAK_LIST_OFFSET: usize = core::mem::offset_of!(ProxyObject, weak_references);
pub const VECTORCALL_OFFSET: usize = core::mem::offset_of!(ProxyObject, vectorcall);

/// Live proxies by the word of our object.
static PROXIES: Global<Option<HashMap<u64, Raw>>> = Global::new(None);

fn proxies() -> &'static mut HashMap<u64, Raw> {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*PROXIES.get()).get_or_insert_default() }
}

fn known(value: &Value) -> Option<Owned> {
    let proxy = *proxies().get(&value.as_raw())?;
    // SAFETY: proxies leave the map when they die.
    Some(unsafe { Owned::new_reference(proxy) })
}

/// A new proxy of type `class` for `value`.
unsafe fn make(class: *mut ffi::PyTypeObject, value: &Value) -> PyResult<Owned> {
    // SAFETY: the caller passes a type whose instances are proxies, and the
    // allocator gives a zeroed block of its size.
    unsafe {
        let Some(alloc) = (*class).tp_alloc else {
            return Err(pyaot_core::error::raise_system_error(format_args!(
                "a type without an allocator"
            )));
        };
        let proxy = Owned::checked(alloc(class, 0))?;
        let place = proxy.as_raw().cast::<ProxyObject>();
        (*place).word = value.clone().into_raw();
        (*place).vectorcall = Some(vectorcall);
        Ok(proxy)
    }
}

fn make_known(class: &Owned, value: &Value) -> PyResult<Owned> {
    // SAFETY: types of proxies come from this module and `proxy_class`.
    let proxy = unsafe { make(class.as_raw().cast(), value)? };
    proxies().insert(value.as_raw(), proxy.as_raw());
    Ok(proxy)
}

/// The proxy for an object of ours, of the CPython type of its class.
pub fn object(value: &Value) -> PyResult<Owned> {
    if let Some(known) = known(value) {
        return Ok(known);
    }
    // Not the CPython class of the same name, which a proxy is no instance of.
    let class = crate::proxy_class::of_instances(value.ty())?;
    make_known(&class, value)
}

/// The proxy for a function, a bound method or a built-in function of ours.
pub fn callable(value: &Value) -> PyResult<Owned> {
    if let Some(known) = known(value) {
        return Ok(known);
    }
    let binds = matches!(
        value.ty().layout(),
        Layout::Function | Layout::MethodDescriptor
    );
    let class = crate::proxy_class::callable_type(binds)?;
    make_known(&class, value)
}

/// A plain holder of `value`, hidden in a Python exception; not the object's proxy.
pub fn holder(value: &Value) -> PyResult<Owned> {
    let class = crate::proxy_class::callable_type(false)?;
    // SAFETY: as in `make_known`.
    unsafe { make(class.as_raw().cast(), value) }
}

/// A bare proxy of a Python subclass of one of our classes.
pub(crate) fn instance_of_subclass(
    class: *mut ffi::PyTypeObject,
    value: &Value,
) -> PyResult<Owned> {
    // SAFETY: subclasses begin like the class they derive from.
    let proxy = unsafe { make(class, value)? };
    proxies().insert(value.as_raw(), proxy.as_raw());
    Ok(proxy)
}

/// Our object behind a proxy.
#[inline]
pub fn unwrap(object: Borrowed<'_>) -> Option<Value> {
    if !is_proxy(object) {
        return None;
    }
    // SAFETY: the type says that this is a proxy, whose word is live.
    unsafe {
        let word = &(*object.as_raw().cast::<ProxyObject>()).word;
        Value::borrow_opt(word).cloned()
    }
}

fn is_proxy(object: Borrowed<'_>) -> bool {
    // SAFETY: a live object has a live type.
    unsafe {
        let ty = object.type_pointer();
        if (*ty)
            .tp_dealloc
            .is_some_and(|slot| slot as usize == dealloc as *const () as usize)
        {
            return true;
        }
        // Python subclasses of our classes have a destructor of their own.
        ffi::PyType_HasFeature(ty, ffi::Py_TPFLAGS_HEAPTYPE) != 0
            && crate::proxy_class::base_type()
                .is_some_and(|base| ffi::PyType_IsSubtype(ty, base) != 0)
    }
}

/// Destructor of proxies.
pub(crate) unsafe extern "C" fn dealloc(proxy: Raw) {
    // SAFETY: CPython calls this once, when nobody refers to the proxy any more.
    unsafe {
        let place = proxy.cast::<ProxyObject>();
        if !(*place).weak_references.is_null() {
            ffi::PyObject_ClearWeakRefs(proxy);
        }
        let word = core::mem::replace(&mut (*place).word, 0);
        if proxies().get(&word) == Some(&proxy) {
            proxies().remove(&word);
        }
        let ty = ffi::Py_TYPE(proxy);
        if let Some(free) = (*ty).tp_free {
            free(proxy.cast::<c_void>());
        }
        ffi::Py_DECREF(ty.cast());
        let ours = Value::from_raw_opt(word);
        match &ours {
            // The last reference: taking the object apart may run code.
            Some(value)
                if value
                    .as_header()
                    .is_some_and(|header| (*header).refcount == 1) =>
            {
                inward(|| drop(ours))
            }
            _ => drop(ours),
        }
    }
}

/// Runs code of ours that CPython called, with shared containers brought
/// together before and after, and a stack limit that fits the thread.
#[inline]
pub fn inward<R>(work: impl FnOnce() -> R) -> R {
    crate::sharing::enter();
    let before = pyaot_core::interrupt::set_elsewhere(false);
    let result = crate::thread::on_this_stack(work);
    pyaot_core::interrupt::set_elsewhere(before);
    crate::sharing::leave();
    result
}

/// The arguments of a call as values.
pub(crate) unsafe fn arguments(
    args: *const Raw,
    nargsf: usize,
    names: Raw,
) -> (Vec<Value>, Option<Tuple>) {
    // SAFETY: CPython passes as many live objects as it says, those of `names` last.
    unsafe {
        let n = ffi::PyVectorcall_NARGS(nargsf) as usize;
        let n_names = if names.is_null() {
            0
        } else {
            ffi::PyTuple_GET_SIZE(names) as usize
        };
        let words = (0..n + n_names)
            .map(|i| from_borrowed(Borrowed::new(*args.add(i))))
            .collect();
        (words, keyword_names(names, n_names))
    }
}

unsafe fn keyword_names(names: Raw, n: usize) -> Option<Tuple> {
    if n == 0 {
        return None;
    }
    // SAFETY: a tuple of `n` strs.
    let name = |i| unsafe { text_of(Borrowed::new(ffi::PyTuple_GET_ITEM(names, i as isize))) };
    Some(Tuple::from_vec(
        (0..n)
            .map(|i| Str::new(name(i).unwrap_or("?")).into())
            .collect(),
    ))
}

/// How CPython calls a callable of ours.
pub(crate) unsafe extern "C" fn vectorcall(
    callable: Raw,
    args: *const Raw,
    nargsf: usize,
    names: Raw,
) -> Raw {
    inward(|| {
        // SAFETY: CPython passes a proxy and live arguments.
        unsafe {
            let Some(callee) = unwrap(Borrowed::new(callable)) else {
                return core::ptr::null_mut();
            };
            let (words, names) = arguments(args, nargsf, names);
            finish(pyaot_core::call::call_args(
                &callee,
                Args::new(&words, names.as_ref()),
            ))
        }
    })
}

/// A result as CPython wants it: a new reference, or null with its error set.
pub fn finish(result: PyResult<Value>) -> Raw {
    match result.and_then(|value| to_python(&value)) {
        Ok(object) => object.into_raw(),
        Err(raised) => {
            crate::exception::restore(raised);
            core::ptr::null_mut()
        }
    }
}

/// The same for functions that give 0, or -1 with the error set.
pub fn finish_status(result: PyResult<()>) -> core::ffi::c_int {
    match result {
        Ok(()) => 0,
        Err(raised) => {
            crate::exception::restore(raised);
            -1
        }
    }
}
