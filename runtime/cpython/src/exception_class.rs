//! Exception classes of the program as real exception classes of CPython.

use pyaot_core::args::Args;
use pyaot_core::error::PyResult;
use pyaot_core::reference::Str;
use pyaot_core::types::{Layout, Type};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::to_python;
use crate::reference::{Owned, new_str};

/// Makes the CPython class for an exception class of the program.
pub fn make(ty: &'static Type) -> PyResult<Owned> {
    let mut bases = Vec::new();
    for base in ty.bases() {
        bases.push(base.to_value());
    }
    // Two layouts cannot be combined: other bases of the program are copied.
    let bases = crate::convert::tuple_to_python(&bases, crate::copies::base_to_python)?;
    // SAFETY: live objects; C strings.
    let class = unsafe {
        let namespace = Owned::checked(ffi::PyDict_New())?;
        let set = |key: &Owned, value: Owned| {
            ffi::PyDict_SetItem(namespace.as_raw(), key.as_raw(), value.as_raw());
        };
        for (key, value) in ty.dict().entries() {
            if crate::hookless::is_set_later(&value) {
                continue;
            }
            if let (Some(key), Ok(value)) = (key.as_str(), to_python(&value))
                && !matches!(key.as_str(), "__dict__" | "__weakref__")
            {
                set(&new_str(key.as_str())?, value);
            }
        }
        for (name, function) in FORWARD {
            if ty.dict().get_str(name).is_none() {
                let forward = pyaot_core::method::rust_method(
                    &pyaot_core::exception::BASE_EXCEPTION,
                    name,
                    *function,
                );
                set(&new_str(name)?, crate::proxy::callable(&forward)?);
            }
        }
        crate::hookless::make(ty, &bases, &namespace)?
    };
    // What crossed meanwhile may have needed the class: there is only one.
    if let Some(known) = crate::class::known(ty) {
        return Ok(known);
    }
    crate::class::register(ty, class.clone());
    crate::proxy_class::publish(ty, &class);
    crate::hookless::set_the_rest(ty, &class, &["__dict__", "__weakref__"]);
    debug_assert!(ty.layout() == Layout::Exception);
    Ok(class)
}

type Forward = fn(&Value, Args<'_>) -> PyResult<Value>;

/// Methods that ask our exception.
const FORWARD: &[(&str, Forward)] = &[
    ("__getattr__", getattr),
    ("__setattr__", setattr),
    ("__delattr__", delattr),
    ("__reduce__", reduce),
];

/// What a copy or a pickle is made from: the class, `args` and the attributes.
fn reduce(this: &Value, _: Args<'_>) -> PyResult<Value> {
    let args = pyaot_core::attribute::getattr_opt(this, "args")?.unwrap_or(Value::NONE);
    let mut parts = vec![this.ty().to_value(), args];
    let state = pyaot_core::reduce::object_getstate(this)?;
    if !state.is_none() {
        parts.push(state);
    }
    Ok(pyaot_core::reference::Tuple::from_vec(parts).into())
}

fn name_in(words: &[Value]) -> PyResult<&Str> {
    words[0].as_str().ok_or_else(|| {
        pyaot_core::error::raise_type_error(format_args!("attribute name must be string"))
    })
}

/// Attributes Python does not find in its exception live in ours.
fn getattr(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let words = args.unpack("__getattr__", 1, 1)?;
    pyaot_core::attribute::value_getattr(this, name_in(words)?)
}

/// They are set there; those that Python's exception has in fields, in both.
fn setattr(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let words = args.unpack("__setattr__", 2, 2)?;
    let name = name_in(words)?;
    pyaot_core::attribute::value_setattr(this, name, &words[1])?;
    let class = this.ty();
    if crate::exception::has_field(class, name.as_str()) {
        crate::exception::set_attribute(&to_python(this)?, &words[0], &words[1]);
    }
    Ok(Value::NONE)
}

fn delattr(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let words = args.unpack("__delattr__", 1, 1)?;
    pyaot_core::attribute::value_delattr(this, name_in(words)?)?;
    Ok(Value::NONE)
}
