//! Classes of the program that derive from `list`, `dict`, `str` and other
//! built-in values: real subclasses of CPython's, whose instances are what
//! Python code tests for and C code reads, with our methods.
//!
//! Such an instance of CPython's holds ours, hidden among its attributes; all
//! other attributes stay on our side. What an immutable instance is made of is
//! copied once; a container is shared ([`crate::sharing`]) for as long as both
//! sides use it.

use std::collections::HashMap;

use pyaot_core::args::Args;
use pyaot_core::attribute;
use pyaot_core::error::{PyResult, raise_type_error, take_pending};
use pyaot_core::memory::Global;
use pyaot_core::reference::{Bytes, Dict, Str, Tuple};
use pyaot_core::types::{Layout, Type};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{to_native, to_python};
use crate::reference::{Borrowed, Owned, Raw, new_str};

/// CPython's instances by the words of ours that they hold; `None` until there is a class.
static INSTANCES: Global<Option<HashMap<u64, Raw>>> = Global::new(None);

/// From now on there may be instances.
pub fn prepare() {
    // SAFETY: a short access.
    unsafe { (*INSTANCES.get()).get_or_insert_default() };
}

fn instances() -> Option<&'static mut HashMap<u64, Raw>> {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*INSTANCES.get()).as_mut() }
}

/// Whether instances of a class of this layout are built-in values.
pub fn is_value(ty: &Type) -> bool {
    use Layout::*;
    ty.is_heap_type()
        && matches!(
            ty.layout(),
            List | Dict | Set | FrozenSet | Str | Int | Float | Bytes | Tuple
        )
}

/// Whether its contents may change.
pub fn is_container(ty: &Type) -> bool {
    matches!(ty.layout(), Layout::List | Layout::Dict | Layout::Set)
}

/// Makes the CPython class for a class of the program that derives from a
/// built-in value.
pub fn make(ty: &'static Type) -> PyResult<Owned> {
    let bases = ty.bases().iter().map(|base| plain_base(base).to_value());
    let bases: Vec<Value> = bases.collect();
    // Two layouts cannot be combined: other bases of the program are copied.
    let bases = crate::convert::tuple_to_python(&bases, crate::copies::base_to_python)?;
    // SAFETY: live objects; str keys hash without running code.
    let class = unsafe {
        let namespace = Owned::checked(ffi::PyDict_New())?;
        let set = |key: &str, value: Owned| -> PyResult<()> {
            let key = new_str(key)?;
            ffi::PyDict_SetItem(namespace.as_raw(), key.as_raw(), value.as_raw());
            Ok(())
        };
        for (key, value) in ty.dict().entries() {
            if crate::hookless::is_set_later(&value) {
                continue;
            }
            let value = match value.ty().layout() {
                // As a function, it is bound to the instance.
                Layout::MethodDescriptor => crate::proxy::callable(&value),
                _ => to_python(&value),
            };
            if let (Some(key), Ok(value)) = (key.as_str(), value)
                && !matches!(key.as_str(), "__dict__" | "__slots__" | "__weakref__")
            {
                set(key.as_str(), value)?;
            }
        }
        for (name, function) in FORWARD {
            if ty.dict().get_str(name).is_none() {
                let method =
                    pyaot_core::method::rust_method(&pyaot_core::types::OBJECT, name, *function);
                set(name, crate::proxy::callable(&method)?)?;
            }
        }
        let getter =
            pyaot_core::method::rust_method(&pyaot_core::types::OBJECT, "__dict__", dict_of);
        let getter = crate::proxy::callable(&getter)?;
        let property = Borrowed::new((&raw mut ffi::PyProperty_Type).cast());
        set("__dict__", property.call(&[getter.borrow()])?)?;
        crate::hookless::make(ty, &bases, &namespace)?
    };
    // What crossed meanwhile may have needed the class: there is only one.
    if let Some(known) = crate::class::known(ty) {
        return Ok(known);
    }
    crate::class::register(ty, class.clone());
    crate::proxy_class::publish(ty, &class);
    prepare();
    own_first(ty, class.borrow());
    crate::hookless::set_the_rest(ty, &class, &["__dict__", "__slots__", "__weakref__"]);
    Ok(class)
}

type Forward = fn(&Value, Args<'_>) -> PyResult<Value>;

/// Methods that ask our side for attributes.
const FORWARD: &[(&str, Forward)] = &[
    ("__getattr__", |this, args| {
        attribute::generic_getattr(this, name_in(args.unpack("__getattr__", 1, 1)?)?)
    }),
    ("__setattr__", |this, args| {
        let words = args.unpack("__setattr__", 2, 2)?;
        if this.is_foreign() {
            return set_own(this, name_in(words)?, Some(&words[1]));
        }
        attribute::generic_setattr(this, name_in(words)?, Some(&words[1])).map(|()| Value::NONE)
    }),
    ("__delattr__", |this, args| {
        let name = name_in(args.unpack("__delattr__", 1, 1)?)?;
        if this.is_foreign() {
            return set_own(this, name, None);
        }
        attribute::generic_setattr(this, name, None).map(|()| Value::NONE)
    }),
    // What a copy or a pickle keeps.
    ("__getstate__", |this, _| {
        if let Some(object) = Borrowed::of(this) {
            // SAFETY: a type that lives for ever.
            let base = unsafe { Borrowed::new((&raw mut ffi::PyBaseObject_Type).cast()) };
            return base
                .call_method(c"__getstate__", &[object])
                .map(crate::convert::from_python);
        }
        let state = Dict::new();
        if let Some(dict) = attribute::attrs_dict(this) {
            for (key, item) in dict.entries() {
                state.set(&key, &item)?;
            }
        }
        Ok(if state.is_empty() {
            Value::NONE
        } else {
            state.into()
        })
    }),
];

/// How classes with `__getattr__` look up attributes: the same of all.
static LOOK_UP: Global<Option<ffi::getattrofunc>> = Global::new(None);

/// Lets what our instances were given come before what their class has and before `__getattr__`, as
/// CPython's own attributes would. A `__getattribute__` of the program does as it likes.
fn own_first(ty: &'static Type, class: Borrowed<'_>) {
    let mut own = ty.mro().iter().filter(|class| class.is_heap_type());
    if own.any(|class| class.dict().get_str("__getattribute__").is_some()) {
        return;
    }
    // SAFETY: a live type, and a short access.
    unsafe {
        let class = class.as_raw().cast::<ffi::PyTypeObject>();
        let look_up = (*class).tp_getattro;
        if look_up.map(|look_up| look_up as usize) != Some(getattr as *const () as usize) {
            *LOOK_UP.get() = look_up;
            (*class).tp_getattro = Some(getattr);
        }
    }
}

unsafe extern "C" fn getattr(object: Raw, name: Raw) -> Raw {
    // SAFETY: CPython passes live objects; what a class has lives as long as nothing else runs.
    unsafe {
        let in_class = crate::instance::_PyType_Lookup(ffi::Py_TYPE(object), name);
        let is_data = !in_class.is_null() && (*ffi::Py_TYPE(in_class)).tp_descr_set.is_some();
        if !is_data
            && let Some(ours) = held(Borrowed::new(object))
            && let Some(kept) = attribute::kept(&ours, &crate::proxy_slots::name_of(name))
        {
            return match to_python(&kept) {
                Ok(kept) => kept.into_raw(),
                Err(raised) => {
                    crate::exception::restore(raised);
                    core::ptr::null_mut()
                }
            };
        }
        match *LOOK_UP.get() {
            Some(look_up) => look_up(object, name),
            None => unreachable!("set with the first class"),
        }
    }
}

fn name_in(words: &[Value]) -> PyResult<&Str> {
    words[0]
        .as_str()
        .ok_or_else(|| raise_type_error(format_args!("attribute name must be string")))
}

/// Sets, or deletes, an attribute of an instance of a class that Python code
/// derived: it keeps its attributes itself.
fn set_own(object: &Value, name: &Str, value: Option<&Value>) -> PyResult<Value> {
    let (object, name) = (to_python(object)?, new_str(name.as_str())?);
    let value = value.map(to_python).transpose()?;
    let value = value.as_ref().map_or(core::ptr::null_mut(), Owned::as_raw);
    // SAFETY: live objects; null deletes.
    match unsafe { ffi::PyObject_GenericSetAttr(object.as_raw(), name.as_raw(), value) } {
        0 => Ok(Value::NONE),
        _ => Err(crate::exception::fetch()),
    }
}

fn dict_of(this: &Value, _: Args<'_>) -> PyResult<Value> {
    if let Some(object) = Borrowed::of(this) {
        // SAFETY: a live object.
        let dict = unsafe {
            Owned::checked(ffi::PyObject_GenericGetDict(
                object.as_raw(),
                core::ptr::null_mut(),
            ))
        };
        return dict.map(crate::convert::from_python);
    }
    match attribute::attrs_dict_make(this) {
        Some(dict) => Ok(dict.to_value()),
        None => Err(attribute::no_attribute(this, "__dict__")),
    }
}

/// The CPython instance for one of ours.
pub fn instance(value: &Value) -> PyResult<Owned> {
    let class = crate::class::to_python(value.ty())?;
    let known = instances().and_then(|known| known.get(&value.as_raw()).copied());
    if let Some(known) = known {
        // SAFETY: an instance leaves the map when it dies.
        let known = unsafe { Owned::new_reference(known) };
        return share(value, known, false);
    }
    let content = match plain(value) {
        Some(plain) => Some(to_python(&plain)?),
        None if value.ty().layout() == Layout::FrozenSet => {
            Some(crate::sharing::copy_frozen_set(value)?)
        }
        None => None,
    };
    let made = new_instance(&class, value.ty(), content.as_ref())?;
    tie(made.borrow(), value)?;
    share(value, made, true)
}

/// Brings both sides of a container together.
fn share(value: &Value, python: Owned, is_fresh: bool) -> PyResult<Owned> {
    if is_container(value.ty()) {
        crate::sharing::share_derived(value, python, is_fresh)
    } else {
        Ok(python)
    }
}

/// The plain built-in value an immutable instance is made of.
fn plain(value: &Value) -> Option<Value> {
    Some(match value.ty().layout() {
        Layout::Str => Value::str(value.as_str()?.as_str()),
        Layout::Float => Value::float(value.as_float()?),
        Layout::Bytes => Bytes::new(value.as_bytes()?.as_slice()).into(),
        Layout::Tuple => Tuple::from_slice(value.as_tuple()?.items()).into(),
        Layout::Int => pyaot_core::int::from_big(pyaot_core::int::as_big(value)?),
        _ => return None,
    })
}

/// The class itself, but dict for what derives from it: the contents of
/// CPython's `OrderedDict` cannot be shared as those of a dict.
fn plain_base(ty: &'static Type) -> &'static Type {
    match ty.layout() {
        Layout::Dict if !ty.is_heap_type() => &pyaot_core::dict::DICT,
        _ => ty,
    }
}

/// The nearest base of the class that is a built-in value.
fn built_in_base(ty: &'static Type) -> Option<&'static Type> {
    let mut bases = ty.mro().iter().copied();
    bases.find(|base| !base.is_heap_type() && base.layout() == ty.layout())
}

/// A fresh instance made by the built-in base from `plain`; neither `__new__`
/// nor `__init__` of the program run.
fn new_instance(class: &Owned, ty: &'static Type, plain: Option<&Owned>) -> PyResult<Owned> {
    let base = built_in_base(ty).map(plain_base);
    let base = base.and_then(crate::class::known);
    // SAFETY: live types; the tuple is filled once.
    unsafe {
        let new = base.and_then(|base| (*base.as_raw().cast::<ffi::PyTypeObject>()).tp_new);
        let Some(new) = new else {
            return Err(raise_type_error(format_args!(
                "cannot create '{}' instances",
                ty.name()
            )));
        };
        let args = Owned::checked(ffi::PyTuple_New(plain.is_some() as isize))?;
        if let Some(plain) = plain {
            ffi::PyTuple_SET_ITEM(args.as_raw(), 0, plain.clone().into_raw());
        }
        let null = core::ptr::null_mut();
        Owned::checked(new(class.as_raw().cast(), args.as_raw(), null))
    }
}

/// Where an instance of CPython's holds ours.
const OURS: &core::ffi::CStr = c"__pyaot_object__";
/// The same as CPython's str, once there is an instance.
static OURS_NAME: Global<Raw> = Global::new(core::ptr::null_mut());

fn tie(object: Borrowed<'_>, value: &Value) -> PyResult<()> {
    let holder = crate::proxy::holder(value)?;
    // SAFETY: live objects; the class has a dict for attributes.
    let result = unsafe {
        let name = OURS_NAME.get();
        if (*name).is_null() {
            *name = Owned::checked(ffi::PyUnicode_InternFromString(OURS.as_ptr()))?.into_raw();
        }
        ffi::PyObject_GenericSetAttr(object.as_raw(), *name, holder.as_raw())
    };
    if result != 0 {
        return Err(crate::exception::fetch());
    }
    if let Some(known) = instances() {
        known.insert(value.as_raw(), object.as_raw());
    }
    Ok(())
}

/// A holder is gone, and with it the instance that had it.
pub fn forget(word: u64) {
    if let Some(known) = instances() {
        known.remove(&word);
    }
}

/// Whether the class of an object is such a class.
pub fn has_instances(object: Borrowed<'_>) -> bool {
    crate::class::from_python(object.class()).is_some_and(is_value)
}

/// Our object for an instance of such a class.
pub fn unwrap(object: Borrowed<'_>) -> Option<Value> {
    instances()?;
    let ty = crate::class::from_python(object.class()).filter(|ty| is_value(ty))?;
    let result = match held(object) {
        Some(ours) => share(&ours, object.to_owned(), false).map(|_| ours),
        None => adopt(object, ty),
    };
    match result {
        Ok(ours) => Some(ours),
        Err(raised) => {
            drop(take_pending(raised));
            None
        }
    }
}

/// Our object for an instance that Python made.
fn adopt(object: Borrowed<'_>, ty: &'static Type) -> PyResult<Value> {
    let new = built_in_base(ty).and_then(|base| base.slots().new());
    let Some(new) = new else {
        return Err(raise_type_error(format_args!(
            "cannot create '{}' instances",
            ty.name()
        )));
    };
    let plain = [to_native(&object.to_owned().into_value())?];
    let args: &[Value] = if is_container(ty) { &[] } else { &plain };
    let ours = new(ty, Args::positional_only(args))?;
    tie(object, &ours)?;
    if is_container(ty) {
        crate::sharing::adopt_derived(&ours, object)?;
    }
    Ok(ours)
}

/// What an instance holds, if it is its own: a copy may have the holder of another.
fn held(object: Borrowed<'_>) -> Option<Value> {
    // SAFETY: live objects, a name that lives for ever; a missing attribute is no error here.
    let holder = unsafe {
        let name = *OURS_NAME.get();
        if name.is_null() {
            return None;
        }
        let found = ffi::PyObject_GenericGetAttr(object.as_raw(), name);
        if found.is_null() {
            ffi::PyErr_Clear();
        }
        Owned::from_raw(found)?
    };
    let ours = crate::proxy::unwrap(holder.borrow())?;
    (instances()?.get(&ours.as_raw()) == Some(&object.as_raw())).then_some(ours)
}
