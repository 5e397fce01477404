//! Modules the runtime provides itself (`pyaot_abi::NATIVE_MODULES`), made of
//! the rows that name them.

use crate::error::PyResult;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::Str;
use crate::signature::{Binding, head};
use crate::value::Value;

static LOADED: Global<Vec<(&'static str, Value)>> = Global::new(Vec::new());

/// The row `native_module`.
pub fn native_module(name: &Str) -> PyResult<Value> {
    let Some(known) = pyaot_abi::NATIVE_MODULES
        .iter()
        .copied()
        .find(|known| *known == name.as_str())
    else {
        return crate::foreign::foreign_import(name);
    };
    // Both sides have to see the same `sys`.
    if known == "sys" && crate::foreign::hooks().is_some() {
        return crate::foreign::foreign_import(name);
    }
    // SAFETY: no reference into the table is kept across a call.
    let loaded = unsafe { (*LOADED.get()).iter().find(|(loaded, _)| *loaded == known) };
    if let Some((_, module)) = loaded {
        return Ok(module.clone());
    }
    let module = crate::module::named(name);
    let Some(dict) = crate::attribute::attrs_dict_make(&module) else {
        return Ok(module);
    };
    for &row in crate::method::rows() {
        let (binding, owner, function) = head(row.signature);
        if owner != known {
            continue;
        }
        match binding {
            Binding::Function => dict.set_str(function, crate::method::row_function(row)),
            _ => dict.set_str(function, crate::method::row_value(row)?),
        }
    }
    match known {
        "math" => {
            for (constant, value) in crate::math::CONSTANTS {
                dict.set_str(constant, Value::float(*value));
            }
        }
        "cmath" => crate::cmath::fill(dict),
        "sys" => crate::sys::fill(dict),
        _ => {}
    }
    // SAFETY: as above.
    unsafe { (*LOADED.get()).push((known, module.clone())) };
    Ok(module)
}

/// The native module `name`, if the program has imported it.
pub fn loaded(name: &str) -> Option<Value> {
    // SAFETY: a short access.
    unsafe {
        (*LOADED.get())
            .iter()
            .find(|(loaded, _)| *loaded == name)
            .map(|(_, module)| module.clone())
    }
}

/// Whether `module` is one of the native modules.
pub fn is_loaded(module: &Value) -> bool {
    // SAFETY: a short access.
    unsafe { (*LOADED.get()).iter().any(|(_, loaded)| loaded.is(module)) }
}

/// What a module of ours calls `name`.
pub fn find_in(module: &Value, name: &Str) -> PyResult<Option<Value>> {
    if let Some(value) = crate::attribute::attrs_dict(module).and_then(|dict| dict.get_key(name)) {
        return Ok(Some(value));
    }
    crate::attribute::getattr_opt(module, name.as_str())
}

/// `from module import name` of a module of ours.
pub fn import_from(module: &Value, name: &Str) -> PyResult<Value> {
    if let Some(value) = find_in(module, name)? {
        return Ok(value);
    }
    let module = crate::attribute::getattr_opt(module, "__name__")?.unwrap_or(Value::NONE);
    let module = crate::operation::value_str(&module)?;
    Err(crate::error::raise_import_error(format_args!(
        "cannot import name '{}' from '{}' (unknown location)",
        name.as_str(),
        module.as_str()
    )))
}
