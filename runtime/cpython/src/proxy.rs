//! Objects of ours as CPython sees them.
//!
//! A proxy holds a reference to our object and passes everything on to it.
//! While it lives, our object always crosses as the same proxy, and a proxy
//! that comes back is our object again.
//!
//! A weak reference of Python's is to the proxy, but has to last as long as
//! our object does. So a proxy with weak references that nobody in Python uses
//! any more becomes *dormant*: it lives on without holding our object, until
//! that dies.

use core::ffi::c_void;
use std::collections::BTreeSet;

use pyaot_abi::value::NONE;
use pyaot_core::args::Args;
use pyaot_core::attribute::getattr_opt;
use pyaot_core::error::PyResult;
use pyaot_core::function::BoundMethodObject;
use pyaot_core::memory::Global;
use pyaot_core::method::MethodDescriptorObject;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::types::Layout;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_borrowed, to_python};
use crate::reference::{Borrowed, Owned, Raw, new_str, text_of};
use crate::sharing::ByAddress;

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
static PROXIES: Global<Option<ByAddress<u64, Raw>>> = Global::new(None);

/// Words of the objects whose proxies are dormant; one reference to each proxy is ours.
static DORMANT: Global<BTreeSet<u64>> = Global::new(BTreeSet::new());

fn proxies() -> &'static mut ByAddress<u64, Raw> {
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
    crate::cycles::count_proxies(proxies().len());
    Ok(proxy)
}

/// How many proxies there are.
pub(crate) fn count() -> usize {
    proxies().len()
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

unsafe extern "C" {
    // Methods of CPython; not declared by pyo3-ffi.
    pub(crate) static mut PyMethod_Type: ffi::PyTypeObject;
    pub(crate) fn PyMethod_New(function: Raw, object: Raw) -> Raw;
    fn PyMethod_Function(method: Raw) -> Raw;
    fn PyMethod_Self(method: Raw) -> Raw;
}

/// A bound method as a method of CPython's, of the same function and object.
pub fn bound_method(value: &Value) -> PyResult<Owned> {
    let method = value.downcast::<BoundMethodObject>().expect("method");
    if method.receiver.is_heap()
        && let Some(twin) = crate::regex::twin(&method.receiver)?
        && let Some(name) = getattr_opt(&method.function, "__name__")?
    {
        return twin.borrow().attribute(to_python(&name)?.borrow());
    }
    let (mut function, receiver) = (to_python(&method.function)?, to_python(&method.receiver)?);
    if let Some(built_in) = method.function.downcast::<MethodDescriptorObject>()
        && !is_proxy(function.borrow())
    {
        if let Some(bound) = built_in_method(&function, &receiver) {
            return Ok(bound);
        }
        // Methods of built-in methods, which are of several classes there.
        if !is_proxy(receiver.borrow()) {
            return receiver
                .borrow()
                .attribute(new_str(built_in.name)?.borrow());
        }
        // That would ask us again.
        function = callable(&method.function)?;
    }
    // SAFETY: live objects.
    unsafe { Owned::checked(PyMethod_New(function.as_raw(), receiver.as_raw())) }
}

/// A method of CPython's built-in classes, of an object; none if it is no instance there.
fn built_in_method(function: &Owned, receiver: &Owned) -> Option<Owned> {
    // SAFETY: live objects; a failure is cleared.
    unsafe {
        let get = (*ffi::Py_TYPE(function.as_raw())).tp_descr_get;
        let class = ffi::Py_TYPE(receiver.as_raw()).cast();
        let bound =
            get.and_then(|get| Owned::from_raw(get(function.as_raw(), receiver.as_raw(), class)));
        if bound.is_none() {
            ffi::PyErr_Clear();
        }
        bound
    }
}

/// The bound method behind one of CPython's, when its function is compiled.
pub fn known_method(object: Borrowed<'_>) -> Option<Value> {
    // SAFETY: a live method holds a function and an object.
    unsafe {
        let raw = object.as_raw();
        let function = unwrap(Borrowed::new(PyMethod_Function(raw)))?;
        let receiver = from_borrowed(Borrowed::new(PyMethod_Self(raw)));
        Some(pyaot_core::function::bound_method(&function, &receiver))
    }
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

pub(crate) fn is_proxy(object: Borrowed<'_>) -> bool {
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
            if sleep(proxy) {
                return;
            }
            ffi::PyObject_ClearWeakRefs(proxy);
        }
        let word = give_up(proxy, 0);
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

/// Takes our object out of a proxy, which holds `instead` from now on. The reference is the caller's.
unsafe fn give_up(proxy: Raw, instead: u64) -> u64 {
    // SAFETY: the caller passes a live proxy.
    unsafe {
        let word = core::mem::replace(&mut (*proxy.cast::<ProxyObject>()).word, instead);
        if proxies().get(&word) == Some(&proxy) {
            proxies().remove(&word);
        } else {
            crate::derived::forget(word);
            crate::exception::forget(word);
        }
        word
    }
}

/// Our object in a proxy that is part of garbage. It is a proxy of `None` from now on.
pub(crate) fn let_go(proxy: Borrowed<'_>) -> Option<Value> {
    held_word(proxy)?;
    // SAFETY: a live proxy that holds its object.
    unsafe { Value::from_raw_opt(give_up(proxy.as_raw(), NONE)) }
}

/// The word of our object that a proxy holds a reference to.
pub(crate) fn held_word(proxy: Borrowed<'_>) -> Option<u64> {
    if !is_proxy(proxy) {
        return None;
    }
    // SAFETY: a live proxy; short accesses.
    unsafe {
        let word = (*proxy.as_raw().cast::<ProxyObject>()).word;
        let is_dormant =
            (*DORMANT.get()).contains(&word) && proxies().get(&word) == Some(&proxy.as_raw());
        (word != 0 && !is_dormant).then_some(word)
    }
}

/// Words of the objects that dormant proxies will hold, which Python has got hold of meanwhile.
pub(crate) fn waking() -> Vec<u64> {
    // SAFETY: a short access; dormant proxies are live.
    let dormant = unsafe { &*DORMANT.get() };
    let in_use = |word: &&u64| {
        let proxy = proxies().get(word);
        // SAFETY: as above.
        proxy.is_some_and(|proxy| unsafe { ffi::Py_REFCNT(*proxy) > 1 })
    };
    dormant.iter().filter(in_use).copied().collect()
}

/// Makes a proxy nobody refers to any more dormant, when our object lives on.
unsafe fn sleep(proxy: Raw) -> bool {
    // SAFETY: the caller passes a proxy whose count has just reached 0.
    unsafe {
        let word = (*proxy.cast::<ProxyObject>()).word;
        let lives_on = Value::borrow_opt(&word)
            .and_then(Value::as_header)
            .is_some_and(|header| (*header).refcount > 1);
        if !lives_on || proxies().get(&word) != Some(&proxy) {
            return false;
        }
        (*proxy).ob_refcnt = 1;
        (*DORMANT.get()).insert(word);
        pyaot_core::memory::set_weakly_held(true);
        // Another reference keeps our object alive.
        drop(Value::from_raw_opt(word));
        true
    }
}

/// Takes a dormant proxy, with its reference, out of the list.
fn wake(word: u64) -> Option<Owned> {
    // SAFETY: a short access; the reference in the list is ours.
    unsafe {
        let dormant = &mut *DORMANT.get();
        if !dormant.remove(&word) {
            return None;
        }
        pyaot_core::memory::set_weakly_held(!dormant.is_empty());
        Owned::from_raw(*proxies().get(&word)?)
    }
}

/// Our object has no references left. If Python got hold of its dormant proxy
/// in the meantime, that owns the object from now on.
pub fn revive(word: u64) -> bool {
    // SAFETY: a short access; a dormant proxy is live.
    unsafe {
        let in_use = (*DORMANT.get()).contains(&word)
            && proxies()
                .get(&word)
                .is_some_and(|proxy| ffi::Py_REFCNT(*proxy) > 1);
        if in_use {
            (*(word as *mut pyaot_abi::layout::Header)).refcount = 1;
            drop(wake(word));
        }
        in_use
    }
}

/// Our object is gone: so are Python's weak references to it.
pub fn clear_weak(word: u64) {
    let Some(proxy) = wake(word) else { return };
    proxies().remove(&word);
    // SAFETY: a live proxy, which does not hold our object.
    unsafe { (*proxy.as_raw().cast::<ProxyObject>()).word = 0 };
    // Callbacks of weak references run.
    crate::sharing::outward(|| drop(proxy));
}

/// Runs code of ours that CPython called, with shared containers brought
/// together before and after, and a stack limit that fits the thread.
#[inline]
pub fn inward<R>(work: impl FnOnce() -> R) -> R {
    crate::sharing::enter();
    let result = inward_alone(work);
    crate::sharing::leave();
    result
}

/// As [`inward`] for work that looks at no container that is shared.
#[inline]
pub fn inward_alone<R>(work: impl FnOnce() -> R) -> R {
    let before = pyaot_core::interrupt::set_elsewhere(false);
    let result =
        crate::recursion::inward(|| crate::handled::inward(|| crate::thread::on_this_stack(work)));
    pyaot_core::interrupt::set_elsewhere(before);
    result
}

/// As [`inward`] for work on `object`, of which all but what it does to a stream may look at
/// containers.
#[inline]
pub unsafe fn inward_on<R>(object: Raw, work: impl FnOnce() -> R) -> R {
    // SAFETY: the caller passes a live object.
    let value = || unwrap(unsafe { Borrowed::new(object) });
    match crate::sharing::any() && value().is_some_and(|value| crate::stream::is_stream(&value)) {
        true => inward_alone(work),
        false => inward(work),
    }
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
unsafe extern "C" fn vectorcall(callable: Raw, args: *const Raw, nargsf: usize, names: Raw) -> Raw {
    // SAFETY: CPython passes a proxy, which keeps our object, and live arguments.
    let callee = unsafe { Value::borrow_opt(&(*callable.cast::<ProxyObject>()).word) };
    let Some(callee) = callee else {
        return core::ptr::null_mut();
    };
    // SAFETY: reads its argument.
    let n = unsafe { ffi::PyVectorcall_NARGS(nargsf) } as usize;
    let work = || {
        // SAFETY: as above.
        unsafe {
            if names.is_null() && n <= FEW {
                let words = Few::new(args, n);
                return finish(pyaot_core::call::call_args(
                    callee,
                    Args::positional_only(words.as_slice()),
                ));
            }
            let (words, names) = arguments(args, nargsf, names);
            finish(pyaot_core::call::call_args(
                callee,
                Args::new(&words, names.as_ref()),
            ))
        }
    };
    // SAFETY: as above.
    let is_plain = || unsafe { crate::stream::is_plain_call(callee, args, n) };
    let alone = crate::sharing::any() && names.is_null() && is_plain();
    match alone {
        true => inward_alone(work),
        false => inward(work),
    }
}

/// Arguments that need no allocation.
const FEW: usize = 4;

/// A few arguments as values.
struct Few {
    words: [core::mem::MaybeUninit<Value>; FEW],
    len: usize,
}

impl Few {
    /// # Safety
    /// `args` points at `n` live objects, at most [`FEW`].
    #[inline]
    unsafe fn new(args: *const Raw, n: usize) -> Few {
        let mut few = Few {
            words: [const { core::mem::MaybeUninit::uninit() }; FEW],
            len: 0,
        };
        for i in 0..n {
            // SAFETY: as promised by the caller.
            few.words[i].write(from_borrowed(unsafe { Borrowed::new(*args.add(i)) }));
            few.len = i + 1;
        }
        few
    }

    #[inline]
    fn as_slice(&self) -> &[Value] {
        // SAFETY: the first `len` are initialised.
        unsafe { core::slice::from_raw_parts(self.words.as_ptr().cast(), self.len) }
    }
}

impl Drop for Few {
    #[inline]
    fn drop(&mut self) {
        for word in &mut self.words[..self.len] {
            // SAFETY: the first `len` are initialised, and dropped once.
            unsafe { word.assume_init_drop() };
        }
    }
}

/// A result as CPython wants it: a new reference, or null with its error set.
#[inline]
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
