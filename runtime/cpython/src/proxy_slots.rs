//! What CPython calls on proxies: each function passes one operation on.

mod number;
mod pickle;

use core::ffi::c_int;

use pyaot_core::args::Args;
use pyaot_core::error::{PyResult, pending_is, raise_stop_iteration, take_pending};
use pyaot_core::exception::ATTRIBUTE_ERROR;
use pyaot_core::generator::Step;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::types::{CompareOp, Layout, Type};
use pyaot_core::value::Value;
use pyaot_core::{attribute, operation};
use pyo3_ffi as ffi;

pub(crate) use self::number::*;
pub(crate) use self::pickle::*;
use crate::convert::{from_borrowed, to_python};
use crate::proxy::{finish, finish_status, inward, inward_alone, inward_on, unwrap};
use crate::reference::{Borrowed, Owned, Raw, new_str, text_of};

/// A value for an object CPython passes.
pub(crate) unsafe fn value(object: Raw) -> Value {
    // SAFETY: the caller passes a live object.
    from_borrowed(unsafe { Borrowed::new(object) })
}

pub(crate) unsafe fn name_of(object: Raw) -> Str {
    // SAFETY: the caller passes a live str.
    let text = text_of(unsafe { Borrowed::new(object) }).unwrap_or("?");
    // Attribute names are few, and looking one up is faster when it lives for ever.
    if text.len() < 40 {
        pyaot_core::str::intern(text)
    } else {
        Str::new(text)
    }
}

fn is_dunder(name: &Str) -> bool {
    name.as_str().starts_with("__") && name.as_str().ends_with("__")
}

/// Whether the exact type of an object is that of a class of ours, not a
/// Python subclass.
unsafe fn is_plain(object: Raw) -> bool {
    // SAFETY: the caller passes a live object.
    crate::class::from_python(unsafe { Borrowed::new(object).class() }).is_some()
}

pub(crate) unsafe extern "C" fn getattr(object: Raw, name: Raw) -> Raw {
    // SAFETY: here and below CPython passes live objects, `object` a proxy.
    unsafe {
        let key = name_of(name);
        // What Python itself gives every object, and what a Python subclass
        // defines, comes first.
        if key.as_str() == "__class__"
            && let Some(class) = unwrap(Borrowed::new(object)).as_ref().and_then(class_seen)
        {
            return class.into_raw();
        }
        // What an instance was given (`functools.update_wrapper`) hides what its class has.
        if matches!(key.as_str(), "__doc__" | "__module__")
            && let Some(kept) = attribute::kept(&value(object), &key)
            && let Ok(kept) = to_python(&kept)
        {
            return kept.into_raw();
        }
        if is_dunder(&key) || !is_plain(object) {
            let found = ffi::PyObject_GenericGetAttr(object, name);
            if !found.is_null() || ffi::PyErr_ExceptionMatches(ffi::PyExc_AttributeError) == 0 {
                return found;
            }
            ffi::PyErr_Clear();
        }
        let result = inward_on(object, || {
            attribute::value_getattr(&value(object), &key).and_then(|found| to_python(&found))
        });
        match result {
            Ok(found) => found.into_raw(),
            Err(raised) if pending_is(&raised, &ATTRIBUTE_ERROR) => {
                let exception = take_pending(raised);
                let found = ffi::PyObject_GenericGetAttr(object, name);
                if found.is_null() {
                    ffi::PyErr_Clear();
                    crate::exception::restore_value(&exception);
                }
                found
            }
            Err(raised) => {
                crate::exception::restore(raised);
                core::ptr::null_mut()
            }
        }
    }
}

pub(crate) unsafe extern "C" fn setattr(object: Raw, name: Raw, new: Raw) -> c_int {
    // SAFETY: as above; `new` is null to delete.
    unsafe {
        let key = name_of(name);
        let hides_member = || {
            let ty = value(object).ty();
            let found = attribute::type_lookup(ty, &key);
            let is_plain = found.is_some_and(|found| found.ty().slots().descr_set().is_none());
            let sets = |class: &&'static Type| {
                class.is_heap_type() && class.dict().get_str("__setattr__").is_some()
            };
            match is_plain && !ty.mro().iter().any(sets) {
                true => pyaot_core::class::check_fixed(ty, &key),
                false => Ok(()),
            }
        };
        inward(|| {
            finish_status(match Borrowed::from_raw(new) {
                Some(new) => hides_member().and_then(|()| {
                    attribute::value_setattr(&value(object), &key, &from_borrowed(new))
                }),
                None => attribute::value_delattr(&value(object), &key),
            })
        })
    }
}

/// Whether a function says what an attribute is without looking at a container that Python may have changed.
fn is_said_alone(function: &Value, name: &Str) -> bool {
    function.ty().layout() == Layout::Function && {
        let own = pyaot_core::function::attributes_for(function, name.as_str());
        !own.is_some_and(|own| crate::sharing::is_shared(own.as_value()))
    }
}

/// As [`getattr`] for functions.
pub(crate) unsafe extern "C" fn callable_getattr(object: Raw, name: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let key = name_of(name);
        // What Python code tests for; C code looks at the type.
        if key.as_str() == "__class__" && (*ffi::Py_TYPE(object)).tp_descr_get.is_some() {
            let class = match value(object).ty().layout() {
                Layout::MethodDescriptor => &raw mut ffi::PyMethodDescr_Type,
                _ => &raw mut ffi::PyFunction_Type,
            };
            return Owned::new_reference(class.cast()).into_raw();
        }
        if matches!(
            key.as_str(),
            "__class__" | "__get__" | "__call__" | "__reduce_ex__" | "__reduce__" | "__init__"
        ) {
            return ffi::PyObject_GenericGetAttr(object, name);
        }
        let function = value(object);
        let work = || {
            let found = attribute::value_getattr(&function, &key)?;
            match crate::offered::put_aside(&key, &found) {
                Some(globals) => Ok(globals),
                None => to_python(&found),
            }
        };
        let result = match is_said_alone(&function, &key) {
            true => inward_alone(work),
            false => inward(work),
        };
        match result {
            Ok(found) => found.into_raw(),
            Err(raised) if pending_is(&raised, &ATTRIBUTE_ERROR) => {
                drop(take_pending(raised));
                ffi::PyObject_GenericGetAttr(object, name)
            }
            Err(raised) => {
                crate::exception::restore(raised);
                core::ptr::null_mut()
            }
        }
    }
}

/// `function.__get__(object, class)`.
pub(crate) unsafe extern "C" fn bind(function: Raw, object: Raw, _class: Raw) -> Raw {
    // SAFETY: as above; `object` may be null or None.
    unsafe {
        if object.is_null() || object == ffi::Py_None() {
            return Owned::new_reference(function).into_raw();
        }
        crate::proxy::PyMethod_New(function, object)
    }
}

/// `descriptor.__get__(object, class)` of a class with that method.
pub(crate) unsafe extern "C" fn descr_get(this: Raw, object: Raw, class: Raw) -> Raw {
    // SAFETY: as above; `object` and `class` may be null.
    unsafe {
        let this = value(this);
        let object = Borrowed::from_raw(object)
            .map(from_borrowed)
            .filter(|object| !object.is_none());
        let class = Borrowed::from_raw(class);
        if this.ty().is_heap_type() {
            let none = || Value::NONE;
            let words = [
                object.unwrap_or_else(none),
                class.map_or_else(none, from_borrowed),
            ];
            let name = pyaot_core::str::intern("__get__");
            return inward(|| {
                let result = attribute::call_special(&this, &name, &words);
                finish(result.map(|result| result.unwrap_or(this)))
            });
        }
        let owner = class
            .and_then(crate::class::nearest)
            .or_else(|| object.as_ref().map(Value::ty))
            .unwrap_or(&pyaot_core::types::OBJECT);
        inward(|| {
            finish(match this.ty().slots().descr_get() {
                Some(get) => get(&this, object.as_ref(), owner),
                None => Ok(this.clone()),
            })
        })
    }
}

/// `descriptor.__set__(object, value)`; `descriptor.__delete__(object)` without a value.
pub(crate) unsafe extern "C" fn descr_set(this: Raw, object: Raw, new: Raw) -> c_int {
    // SAFETY: as above; `new` is null to delete.
    unsafe {
        inward(|| {
            let (this, object) = (value(this), value(object));
            let new = Borrowed::from_raw(new).map(from_borrowed);
            finish_status(match this.ty().slots().descr_set() {
                Some(set) => set(&this, &object, new.as_ref()),
                None => Ok(()),
            })
        })
    }
}

fn finish_str(result: PyResult<Str>) -> Raw {
    finish(result.map(Value::from))
}

pub(crate) unsafe extern "C" fn repr(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish_str(operation::value_repr(&value(object)))) }
}

pub(crate) unsafe extern "C" fn str(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish_str(operation::value_str(&value(object)))) }
}

pub(crate) unsafe extern "C" fn hash(object: Raw) -> ffi::Py_hash_t {
    // SAFETY: as above.
    match unsafe { inward(|| operation::value_hash(&value(object))) } {
        Ok(-1) => -2,
        Ok(hash) => hash as ffi::Py_hash_t,
        Err(raised) => {
            crate::exception::restore(raised);
            -1
        }
    }
}

/// The comparison CPython means by a number.
pub fn compare_op(op: c_int) -> CompareOp {
    match op {
        ffi::Py_LT => CompareOp::Lt,
        ffi::Py_LE => CompareOp::Le,
        ffi::Py_EQ => CompareOp::Eq,
        ffi::Py_NE => CompareOp::Ne,
        ffi::Py_GT => CompareOp::Gt,
        _ => CompareOp::Ge,
    }
}

pub(crate) unsafe extern "C" fn compare(a: Raw, b: Raw, op: c_int) -> Raw {
    // SAFETY: as above.
    unsafe {
        let (a, b) = (value(a), value(b));
        inward(|| {
            finish(match a.ty().slots().compare() {
                Some(compare) => compare(&a, &b, compare_op(op))
                    .map(|result| result.unwrap_or(Value::NOT_IMPLEMENTED)),
                None => Ok(Value::NOT_IMPLEMENTED),
            })
        })
    }
}

pub(crate) unsafe extern "C" fn iter(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish(pyaot_core::iter::value_iter(&value(object)))) }
}

pub(crate) unsafe extern "C" fn next(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward_on(object, || {
            match pyaot_core::generator::next_step(&value(object)) {
                Ok(Step::Item(item)) => finish(Ok(item)),
                // Null without an error set is the end.
                Ok(Step::End(None)) => core::ptr::null_mut(),
                Ok(Step::End(result)) => finish(Err(raise_stop_iteration(result))),
                Err(raised) => finish(Err(raised)),
            }
        })
    }
}

/// `object.__await__()` and the like.
unsafe fn call_special(object: Raw, name: &Str) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            let object = value(object);
            finish(
                attribute::call_special(&object, name, &[])
                    .map(|found| found.unwrap_or(Value::NONE)),
            )
        })
    }
}

pub(crate) unsafe extern "C" fn await_(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { call_special(object, pyaot_core::name!("__await__")) }
}

pub(crate) unsafe extern "C" fn aiter(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { call_special(object, pyaot_core::name!("__aiter__")) }
}

pub(crate) unsafe extern "C" fn anext(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { call_special(object, pyaot_core::name!("__anext__")) }
}

/// The class Python code sees of an object of a built-in class or one of the library, where CPython
/// has one of its own for that: a proxy's type is another.
fn class_seen(object: &Value) -> Option<Owned> {
    let ty = object.ty();
    crate::class::known(ty).filter(|_| !ty.is_heap_type() || crate::abstract_classes::is_one(ty))
}

/// Positional and keyword arguments of a `tp_call` as values.
unsafe fn call_arguments(args: Raw, keywords: Raw) -> (Vec<Value>, Option<Tuple>) {
    // SAFETY: a tuple, and a dict with str keys or null.
    unsafe {
        let n = ffi::PyTuple_GET_SIZE(args);
        let mut words: Vec<Value> = (0..n)
            .map(|i| value(ffi::PyTuple_GET_ITEM(args, i)))
            .collect();
        let mut names = Vec::new();
        if !keywords.is_null() {
            let (mut at, mut key, mut item) = (0, core::ptr::null_mut(), core::ptr::null_mut());
            while ffi::PyDict_Next(keywords, &mut at, &mut key, &mut item) != 0 {
                names.push(Value::from(Str::new(
                    text_of(Borrowed::new(key)).unwrap_or("?"),
                )));
                words.push(value(item));
            }
        }
        let names = (!names.is_empty()).then(|| Tuple::from_vec(names));
        (words, names)
    }
}

pub(crate) unsafe extern "C" fn call(callable: Raw, args: Raw, keywords: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            let (words, names) = call_arguments(args, keywords);
            finish(pyaot_core::call::call_args(
                &value(callable),
                Args::new(&words, names.as_ref()),
            ))
        })
    }
}

pub(crate) unsafe extern "C" fn truth(object: Raw) -> c_int {
    // SAFETY: as above.
    status(unsafe { inward(|| operation::value_truth(&value(object))) }.map(|truth| truth as i64))
        as c_int
}

pub(crate) unsafe extern "C" fn len(object: Raw) -> ffi::Py_ssize_t {
    // SAFETY: as above.
    status(unsafe { inward(|| operation::value_len(&value(object))) }) as ffi::Py_ssize_t
}

pub(crate) unsafe extern "C" fn contains(object: Raw, item: Raw) -> c_int {
    // SAFETY: as above.
    status(
        unsafe { inward(|| operation::value_contains(&value(object), &value(item))) }
            .map(|found| found as i64),
    ) as c_int
}

/// A number, or -1 with the error set.
fn status(result: PyResult<i64>) -> i64 {
    result.unwrap_or_else(|raised| {
        crate::exception::restore(raised);
        -1
    })
}

pub(crate) unsafe extern "C" fn getitem(object: Raw, key: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish(operation::value_getitem(&value(object), &value(key)))) }
}

/// As [`getitem`] by position: what `iter` uses for classes without `__iter__`.
pub(crate) unsafe extern "C" fn getitem_index(object: Raw, index: ffi::Py_ssize_t) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            finish(operation::value_getitem(
                &value(object),
                &Value::int(index as i64),
            ))
        })
    }
}

pub(crate) unsafe extern "C" fn setitem(object: Raw, key: Raw, item: Raw) -> c_int {
    // SAFETY: as above; `item` is null to delete.
    unsafe {
        inward(|| {
            let (object, key) = (value(object), value(key));
            finish_status(match Borrowed::from_raw(item) {
                Some(item) => operation::value_setitem(&object, &key, &from_borrowed(item)),
                None => operation::value_delitem(&object, &key),
            })
        })
    }
}

/// `class.__new__` for Python subclasses of our classes.
pub(crate) unsafe extern "C" fn new(
    class: *mut ffi::PyTypeObject,
    args: Raw,
    keywords: Raw,
) -> Raw {
    // SAFETY: CPython passes a type that derives from ours.
    unsafe {
        let work = || {
            let (words, names) = call_arguments(args, keywords);
            let args = Args::new(&words, names.as_ref());
            let made = crate::proxy_class::new_for_subclass(Borrowed::new(class.cast()), args);
            let proxy = made.and_then(|made| {
                if crate::class::from_python(Borrowed::new(class.cast())).is_some() {
                    to_python(&made)
                } else {
                    crate::proxy::instance_of_subclass(class, &made)
                }
            });
            match proxy {
                Ok(proxy) => proxy.into_raw(),
                Err(raised) => finish(Err(raised)),
            }
        };
        // Unpicklers make thousands, while they hold the containers of all.
        match crate::class::from_python(Borrowed::new(class.cast())).is_some_and(makes_plainly) {
            true => inward_alone(work),
            false => inward(work),
        }
    }
}

/// Whether making an instance of a class of the program runs nothing of the program.
fn makes_plainly(ty: &'static Type) -> bool {
    ty.is_heap_type()
        && ty.layout() == Layout::Instance
        && pyaot_core::reduce::of_program(ty, pyaot_core::name!("__new__")).is_none()
}

/// `object.__init__` for Python subclasses of our classes.
pub(crate) unsafe extern "C" fn init(object: Raw, args: Raw, keywords: Raw) -> c_int {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            let object = value(object);
            let (words, names) = call_arguments(args, keywords);
            finish_status(match object.ty().slots().init() {
                Some(init) if object.ty().is_heap_type() => {
                    init(&object, Args::new(&words, names.as_ref()))
                }
                _ => Ok(()),
            })
        })
    }
}

/// `Class.name`: attributes of our classes are looked up on our side.
pub(crate) unsafe extern "C" fn class_getattr(class: Raw, name: Raw) -> Raw {
    // SAFETY: CPython passes a type made by `proxy_class`, or a subclass of one.
    unsafe {
        let key = name_of(name);
        let ours = crate::class::from_python(Borrowed::new(class));
        if key.as_str() == "__dict__"
            && let Some(new) = ours.and_then(|ty| ty.dict().get_str("__new__"))
        {
            return inward(|| match dict_with_new(class, &new) {
                Ok(view) => view.into_raw(),
                Err(raised) => finish(Err(raised)),
            });
        }
        // The base of all proxies is not to be seen; its types have no texts.
        let is_ours = matches!(
            key.as_str(),
            "__bases__" | "__base__" | "__class__" | "__mro__" | "__doc__" | "__weakref__"
        );
        // Nor is how it makes instances, which `object` does.
        if matches!(key.as_str(), "__text_signature__" | "__init__")
            && let Some(ty) = ours
            && ty.layout() == Layout::Instance
            && !ty
                .mro()
                .iter()
                .any(|class| class.is_heap_type() && makes_instances(class))
        {
            if key.as_str() == "__text_signature__" {
                return ffi::PyUnicode_FromString(c"()".as_ptr());
            }
            return ffi::PyObject_GetAttr((&raw mut ffi::PyBaseObject_Type).cast(), name);
        }
        if let Some(ty) = ours.filter(|_| !is_dunder(&key) || is_ours) {
            let found = inward(|| {
                attribute::getattr_opt(&ty.to_value(), key.as_str()).and_then(|found| match found {
                    Some(found) => to_python(&found).map(Some),
                    None => Ok(None),
                })
            });
            match found {
                Ok(Some(found)) => return found.into_raw(),
                Ok(None) => {}
                Err(raised) => {
                    crate::exception::restore(raised);
                    return core::ptr::null_mut();
                }
            }
        }
        let Some(generic) = ffi::PyType_Type.tp_getattro else {
            return core::ptr::null_mut();
        };
        let found = generic(class, name);
        if !found.is_null()
            || ours.is_some()
            || ffi::PyErr_ExceptionMatches(ffi::PyExc_AttributeError) == 0
        {
            return found;
        }
        // A subclass made by Python inherits the data attributes of ours.
        let Some(ty) = crate::class::nearest(Borrowed::new(class)) else {
            return found;
        };
        let (mut kind, mut error, mut traceback) = (
            core::ptr::null_mut(),
            core::ptr::null_mut(),
            core::ptr::null_mut(),
        );
        ffi::PyErr_Fetch(&mut kind, &mut error, &mut traceback);
        match inward(|| attribute::getattr_opt(&ty.to_value(), key.as_str())) {
            Ok(Some(found)) => {
                for part in [kind, error, traceback] {
                    drop(Owned::from_raw(part));
                }
                finish(Ok(found))
            }
            Ok(None) => {
                ffi::PyErr_Restore(kind, error, traceback);
                core::ptr::null_mut()
            }
            Err(raised) => {
                for part in [kind, error, traceback] {
                    drop(Owned::from_raw(part));
                }
                finish(Err(raised))
            }
        }
    }
}

/// The `__dict__` of a class that defines `__new__`, with that: the type itself has a slot for it.
unsafe fn dict_with_new(class: Raw, new: &Value) -> PyResult<Owned> {
    let (name, new) = (new_str("__new__")?, to_python(new)?);
    // SAFETY: the caller passes a type, which has a dict.
    unsafe {
        let own = (*class.cast::<ffi::PyTypeObject>()).tp_dict;
        let copy = Owned::checked(ffi::PyDict_Copy(own))?;
        ffi::PyDict_SetItem(copy.as_raw(), name.as_raw(), new.as_raw());
        Owned::checked(ffi::PyDictProxy_New(copy.as_raw()))
    }
}

/// Whether a class says itself what its instances are made of.
fn makes_instances(class: &'static Type) -> bool {
    ["__new__", "__init__"]
        .iter()
        .any(|name| class.dict().get_str(name).is_some())
}

/// A class statement of CPython's over classes of ours: it makes one of ours.
pub(crate) unsafe extern "C" fn class_new(
    meta: *mut ffi::PyTypeObject,
    args: Raw,
    keywords: Raw,
) -> Raw {
    // SAFETY: CPython passes a tuple, and a dict or null.
    unsafe {
        let is_ours = ffi::PyTuple_GET_SIZE(args) == 3 && {
            let bases = value(ffi::PyTuple_GET_ITEM(args, 1));
            let bases = bases.as_tuple().map(|bases| bases.items().to_vec());
            bases.is_some_and(|bases| crate::proxy_class::makes_ours(meta, &bases))
        };
        if !is_ours {
            let make = ffi::PyType_Type.tp_new;
            return make.map_or(core::ptr::null_mut(), |make| make(meta, args, keywords));
        }
        inward(|| {
            let (words, names) = call_arguments(args, keywords);
            let args = Args::new(&words, names.as_ref());
            finish(pyaot_core::class::type_new(&pyaot_core::types::TYPE, args))
        })
    }
}

/// `Class.name = new`, or deletion.
pub(crate) unsafe extern "C" fn class_setattr(class: Raw, name: Raw, new: Raw) -> c_int {
    // SAFETY: as above; `new` is null to delete.
    unsafe {
        let generic = ffi::PyType_Type.tp_setattro;
        let Some(ty) = crate::class::from_python(Borrowed::new(class)) else {
            return generic.map_or(-1, |set| set(class, name, new));
        };
        let key = name_of(name);
        if inward(|| finish_status(pyaot_core::class::check_fixed(ty, &key))) != 0 {
            return -1;
        }
        // The type's own dict is where `vars`, `super` and Python's slots look.
        if generic.is_some_and(|set| set(class, name, new) != 0) {
            if !new.is_null() {
                return -1;
            }
            ffi::PyErr_Clear();
        }
        inward(|| {
            let class = ty.to_value();
            finish_status(match Borrowed::from_raw(new) {
                Some(new) => attribute::value_setattr(&class, &key, &from_borrowed(new)),
                None => attribute::value_delattr(&class, &key),
            })
        })
    }
}

/// `Class(*args)`: instances of our classes are made on our side.
pub(crate) unsafe extern "C" fn class_call(class: Raw, args: Raw, keywords: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let Some(ty) = crate::class::from_python(Borrowed::new(class)) else {
            return match ffi::PyType_Type.tp_call {
                Some(call) => call(class, args, keywords),
                None => core::ptr::null_mut(),
            };
        };
        inward(|| {
            let (words, names) = call_arguments(args, keywords);
            finish(pyaot_core::call::call_args(
                &ty.to_value(),
                Args::new(&words, names.as_ref()),
            ))
        })
    }
}
