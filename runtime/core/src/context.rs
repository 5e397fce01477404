//! The `with` statement, and names that only `builtins` defines.

use crate::attribute::{call_found_special, getattr_opt, special_method, value_getattr};
use crate::error::{PyResult, pending_is, raise_type_error, set_pending, take_pending};
use crate::exception::{ATTRIBUTE_ERROR, MEANT, NAME_ERROR, annotate_pending};
use crate::exports::io;
use crate::file::IO_BASE;
use crate::memory::Global;
use crate::method::offer;
use crate::name;
use crate::prelude::*;
use crate::reference::Str;
use crate::value::Value;

/// Members of `builtins` asked for before, by the address of the name.
static KNOWN: Global<[(u64, Option<Value>); KNOWN_SIZE]> =
    Global::new([const { (0, None) }; KNOWN_SIZE]);
const KNOWN_SIZE: usize = 256;

/// The row `builtin_get`.
pub fn builtin_get(name: &Str) -> PyResult<Value> {
    let slot = (name.as_raw() as usize >> 4) % KNOWN_SIZE;
    // SAFETY: a short access.
    if let (known, Some(value)) = unsafe { &(*KNOWN.get())[slot] }
        && *known == name.as_raw()
    {
        return Ok(value.clone());
    }
    // What is not ours the program may put there itself, and others later.
    let Some(found) = find_own(name) else {
        return find_foreign(name);
    };
    if name.is_immortal() {
        // SAFETY: a short access; classes and functions are never freed by this.
        unsafe { (*KNOWN.get())[slot] = (name.as_raw(), Some(found.clone())) };
    }
    Ok(found)
}

/// The row `builtin_now`.
pub fn builtin_now(name: &Str) -> PyResult<Value> {
    match crate::foreign::active_hooks() {
        Some(_) => find_foreign(name),
        None => builtin_get(name),
    }
}

/// The row `name_get`.
pub fn name_get(name: &Str, near: &[Value]) -> PyResult<Value> {
    let raised = match builtin_get(name) {
        Ok(found) => return Ok(found),
        Err(raised) => raised,
    };
    let mut pairs = near.chunks_exact(2);
    Err(match pairs.find(|pair| pair[1].is(&Value::TRUE)) {
        Some(pair) if pending_is(&raised, &NAME_ERROR) => {
            annotate_pending(raised, &[(MEANT, pair[0].clone())])
        }
        _ => raised,
    })
}

fn find_own(name: &Str) -> Option<Value> {
    if let Some(class) = crate::class::find_builtin_class(name.as_str()) {
        return Some(class.to_value());
    }
    match name.as_str() {
        "NotImplemented" => Some(Value::NOT_IMPLEMENTED),
        "Ellipsis" => Some(Value::ELLIPSIS),
        "__debug__" => Some(Value::TRUE),
        other => crate::method::builtin_function_object(other),
    }
}

fn find_foreign(name: &Str) -> PyResult<Value> {
    if crate::foreign::hooks().is_some() {
        let builtins = crate::foreign::foreign_import(name!("builtins"))?;
        if let Some(found) = crate::attribute::getattr_opt(&builtins, name.as_str())? {
            return Ok(found);
        }
    }
    crate::exception::raise_unbound_name(name)?;
    Ok(Value::NONE)
}

/// The TypeError of an object that lacks a method of context managers.
pub(crate) fn missing(manager: &Value, method: &str) -> crate::error::Raised {
    let hint = match method {
        "__exit__" | "__aexit__" => format!(" (missed {method} method)"),
        _ => String::new(),
    };
    let kind = match method {
        "__aenter__" | "__aexit__" => "asynchronous context manager",
        _ => "context manager",
    };
    raise_type_error(format_args!(
        "'{}' object does not support the {kind} protocol{hint}",
        manager.type_name()
    ))
}

/// What was asked of an object of CPython's: where that failed because its class
/// lacks one of the `methods`, that is what is said.
pub(crate) fn of_foreign(
    manager: &Value,
    asked: PyResult<Value>,
    methods: [&str; 2],
) -> PyResult<Value> {
    let raised = match asked {
        Err(raised) if pending_is(&raised, &ATTRIBUTE_ERROR) => raised,
        asked => return asked,
    };
    let error = take_pending(raised);
    let class = manager.ty_value();
    for method in methods {
        if getattr_opt(&class, method)?.is_none() {
            return Err(missing(manager, method));
        }
    }
    Err(set_pending(error))
}

const METHODS: [&str; 2] = ["__enter__", "__exit__"];

/// The row `context_exit_method`: the bound method, looked up before
/// `__enter__` runs; the manager itself where that method is certain.
pub fn context_exit_method(manager: &Value) -> PyResult<Value> {
    if manager.is_foreign() {
        if crate::foreign::has_own_exit(manager) {
            return Ok(manager.clone());
        }
        return of_foreign(manager, value_getattr(manager, name!("__exit__")), METHODS);
    }
    offer(&IO_BASE, &io::methods::file_enter);
    offer(&IO_BASE, &io::methods::file_exit);
    if special_method(manager, name!("__enter__")).is_none() {
        return Err(missing(manager, "__enter__"));
    }
    let Some(exit) = special_method(manager, name!("__exit__")) else {
        return Err(missing(manager, "__exit__"));
    };
    match exit.ty().slots().descr_get() {
        Some(get) => get(&exit, Some(manager), manager.ty()),
        None => Ok(exit),
    }
}

/// The row `context_enter`.
pub fn context_enter(manager: &Value) -> PyResult<Value> {
    if manager.is_foreign() {
        let entered = crate::call::call_method(manager, name!("__enter__"), &[]);
        return of_foreign(manager, entered, METHODS);
    }
    offer(&IO_BASE, &io::methods::file_enter);
    match special_method(manager, name!("__enter__")) {
        Some(enter) => call_found_special(manager, &enter, &[]),
        None => Err(missing(manager, "__enter__")),
    }
}

/// The row `context_exit`.
pub fn context_exit(exit: &Value, exception: Option<&Value>) -> PyResult<bool> {
    crate::operation::value_truth(&call_exit(exit, exception)?)
}

/// Calls a bound `__exit__` or `__aexit__`, or what [`context_exit_method`] gives.
pub(crate) fn call_exit(exit: &Value, exception: Option<&Value>) -> PyResult<Value> {
    let args = match exception {
        None => [Value::NONE, Value::NONE, Value::NONE],
        Some(exception) => {
            let traceback = value_getattr(exception, name!("__traceback__"))?;
            [exception.ty_value(), exception.clone(), traceback]
        }
    };
    match exit.is_foreign() && crate::foreign::has_own_exit(exit) {
        true => crate::call::call_method(exit, name!("__exit__"), &args),
        false => crate::call::call(exit, &args),
    }
}
