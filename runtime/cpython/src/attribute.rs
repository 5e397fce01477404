//! Attributes, classes and names of foreign objects.

use pyaot_core::error::PyResult;
use pyaot_core::reference::Str;
use pyaot_core::types::{Layout, Type};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{Operand, from_borrowed, from_python, name, to_python};
use crate::reference::{Borrowed, Owned};
use crate::sharing::outward;

/// `object.name`.
pub fn getattr(object: &Value, attribute: &Str) -> PyResult<Value> {
    let object = Operand::new(object)?;
    if let Some(found) = crate::call::module_attribute(object.borrow(), attribute) {
        return Ok(crate::constant::value(found));
    }
    if let Some(found) = crate::class_attribute::read(object.borrow(), attribute) {
        crate::constant::mark(found);
        return Ok(from_borrowed(found));
    }
    if let Some(found) = crate::instance::read(object.borrow(), attribute) {
        return found;
    }
    let key = name(attribute)?;
    let found = outward(|| object.borrow().attribute(key.borrow())).map(from_python)?;
    // What is said of a class names classes of ours, not the copies it derives from.
    let text = attribute.as_str();
    if matches!(text, "__base__" | "__bases__" | "__mro__") {
        return Ok(crate::copies::with_originals(found));
    }
    Ok(found)
}

/// `object.name = value`, or deletion without a value.
pub fn setattr(object: &Value, attribute: &Str, value: Option<&Value>) -> PyResult<()> {
    let object = Operand::new(object)?;
    let value = value.map(Operand::new).transpose()?;
    if let Some(value) = &value
        && crate::instance::write(object.borrow(), attribute, value.borrow())
    {
        return Ok(());
    }
    let key = name(attribute)?;
    let raw = value
        .as_ref()
        .map_or(core::ptr::null_mut(), Operand::as_raw);
    outward(|| {
        // SAFETY: live objects; null deletes.
        match unsafe { ffi::PyObject_SetAttr(object.as_raw(), key.as_raw(), raw) } {
            0 => Ok(()),
            _ => Err(crate::exception::fetch()),
        }
    })
}

/// `object.__get__(instance, owner)` for an object that has it, as found in
/// the dict of a class of ours; others come back as they are.
pub fn descr_get(
    object: &Value,
    instance: Option<&Value>,
    owner: &'static Type,
) -> PyResult<Value> {
    let Some(descriptor) = Borrowed::of(object) else {
        return Ok(object.clone());
    };
    // SAFETY: a live object has a live type.
    let Some(get) = (unsafe { (*descriptor.type_pointer()).tp_descr_get }) else {
        return Ok(object.clone());
    };
    let instance = instance.map(to_python).transpose()?;
    let owner = crate::class::to_python(owner)?;
    let instance = instance
        .as_ref()
        .map_or(core::ptr::null_mut(), Owned::as_raw);
    outward(|| {
        // SAFETY: live objects; no instance for access through the class.
        unsafe { Owned::checked(get(descriptor.as_raw(), instance, owner.as_raw())) }
    })
    .map(from_python)
}

/// Whether the class of an object of CPython's has `__set__` or `__delete__`.
pub fn is_data_descriptor(object: &Value) -> bool {
    // SAFETY: a live object has a live type.
    Borrowed::of(object)
        .is_some_and(|object| unsafe { (*object.type_pointer()).tp_descr_set.is_some() })
}

/// `object.__set__(instance, value)` for such an object, `__delete__` without a value.
pub fn descr_set(object: &Value, instance: &Value, value: Option<&Value>) -> PyResult<()> {
    let Some(descriptor) = Borrowed::of(object) else {
        return Ok(());
    };
    // SAFETY: a live object has a live type.
    let Some(set) = (unsafe { (*descriptor.type_pointer()).tp_descr_set }) else {
        return Ok(());
    };
    let instance = to_python(instance)?;
    let value = value.map(to_python).transpose()?;
    let value = value.as_ref().map_or(core::ptr::null_mut(), Owned::as_raw);
    outward(|| {
        // SAFETY: live objects; no value to delete.
        match unsafe { set(descriptor.as_raw(), instance.as_raw(), value) } {
            0 => Ok(()),
            _ => Err(crate::exception::fetch()),
        }
    })
}

/// The name of the object's class, as error messages show it.
pub fn type_name(object: &Value) -> &'static str {
    let Some(object) = Borrowed::of(object) else {
        return object.ty().name();
    };
    // SAFETY: a live type has a name.
    let text = unsafe { core::ffi::CStr::from_ptr((*object.type_pointer()).tp_name) };
    let known = pyaot_core::str::intern(&text.to_string_lossy());
    // SAFETY: interned texts live for ever.
    unsafe { &*core::ptr::from_ref(known.as_str()) }
}

/// `type(object)`.
pub fn class_of(object: &Value) -> Value {
    match Borrowed::of(object) {
        Some(object) => from_borrowed(object.class()),
        None => object.ty().to_value(),
    }
}

/// A CPython object that answers `isinstance` like `value`. Asking shares
/// nothing: an empty container stands for any other.
fn representative(value: &Value) -> PyResult<Owned> {
    if !value.is_heap() || value.ty().is_heap_type() {
        return to_python(value);
    }
    let class = match value.ty().layout() {
        Layout::List | Layout::Dict | Layout::Set | Layout::FrozenSet | Layout::ByteArray => {
            crate::class::to_python(value.ty())?
        }
        _ => return to_python(value),
    };
    class.borrow().call(&[])
}

/// `isinstance`, where at least one of the two is foreign.
pub fn isinstance(value: &Value, class: &Value) -> PyResult<bool> {
    let object = representative(value)?;
    with_copy(class, |class| {
        // SAFETY: live objects.
        unsafe { ffi::PyObject_IsInstance(object.as_raw(), class.as_raw()) }
    })
}

/// `issubclass`, where at least one of the two is foreign.
pub fn issubclass(class: &Value, of: &Value) -> PyResult<bool> {
    let class = to_python(class)?;
    with_copy(of, |of| {
        // SAFETY: live objects.
        unsafe { ffi::PyObject_IsSubclass(class.as_raw(), of.as_raw()) }
    })
}

/// Asks about a class, and about the copy of it that classes of CPython's
/// derive from.
fn with_copy(class: &Value, ask: impl Fn(Borrowed<'_>) -> core::ffi::c_int) -> PyResult<bool> {
    let python = to_python(class)?;
    if truth(outward(|| ask(python.borrow())))? {
        return Ok(true);
    }
    match crate::copies::copy_of(class) {
        Some(copy) => truth(outward(|| ask(copy.borrow()))),
        None => Ok(false),
    }
}

/// Whether the class that CPython sees has one of these flags.
pub fn has_type_flag(class: &Value, flags: u64) -> bool {
    let class = match to_python(class) {
        Ok(class) => class,
        // What is no object there has no flags.
        Err(raised) => {
            drop(pyaot_core::error::take_pending(raised));
            return false;
        }
    };
    // SAFETY: a class is a type object.
    unsafe {
        let class = class.as_raw();
        ffi::PyType_Check(class) != 0 && ffi::PyType_GetFlags(class.cast()) as u64 & flags != 0
    }
}

/// The answer of a function that gives 1, 0 or -1 with the error set.
pub fn truth(status: core::ffi::c_int) -> PyResult<bool> {
    match status {
        -1 => Err(crate::exception::fetch()),
        status => Ok(status != 0),
    }
}

/// Whether a foreign object is an instance of what a built-in class of ours is in CPython.
pub fn isinstance_of_native(object: &Value, class: &'static Type) -> bool {
    crate::exception::is_instance_of(object, class)
}

/// The hook `doc_of`.
pub fn doc_of(object: &Value, member: Option<&str>) -> Value {
    let find = || {
        crate::interpreter::ensure()?;
        let object = to_python(object)?;
        match member {
            Some(member) => {
                let member = crate::reference::new_str(member)?;
                object.borrow().attribute(member.borrow())
            }
            None => Ok(object),
        }
    };
    match find() {
        // A proxy would ask us.
        Ok(object) if crate::proxy::is_proxy(object.borrow()) => Value::NONE,
        Ok(object) => match object.borrow().attribute_opt(c"__doc__") {
            Some(doc) => from_python(doc),
            None => Value::NONE,
        },
        Err(raised) => {
            drop(pyaot_core::error::take_pending(raised));
            Value::NONE
        }
    }
}
