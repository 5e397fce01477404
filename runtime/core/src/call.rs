//! Calling any value.

use crate::args::Args;
use crate::attribute::{MethodLookup, lookup_method};
use crate::error::{PyResult, raise_type_error};
use crate::prelude::*;
use crate::reference::{Str, Tuple};
use crate::value::Value;

/// `callee(*args)`.
#[inline]
pub fn call_args(callee: &Value, args: Args<'_>) -> PyResult<Value> {
    match callee.ty().slots().call() {
        Some(call) => call(callee, args),
        None => Err(not_callable(callee)),
    }
}

#[cold]
fn not_callable(callee: &Value) -> crate::error::Raised {
    raise_type_error(format_args!(
        "'{}' object is not callable",
        callee.type_name()
    ))
}

/// `callee(*args)` with positional arguments.
pub fn call(callee: &Value, args: &[Value]) -> PyResult<Value> {
    call_args(callee, Args::positional_only(args))
}

/// `object.name(*args)` with positional arguments.
pub fn call_method(object: &Value, name: &Str, args: &[Value]) -> PyResult<Value> {
    call_method_args(object, name, Args::positional_only(args))
}

/// `object.name(*args)` without making a bound method.
pub fn call_method_args(object: &Value, name: &Str, args: Args<'_>) -> PyResult<Value> {
    if object.is_foreign() {
        return crate::foreign::call_method(object, name, &args);
    }
    match lookup_method(object, name)? {
        MethodLookup::Function(function) => {
            crate::function::call_with_receiver(&function, object, args)
        }
        MethodLookup::Native(method) => {
            let descriptor = method
                .downcast::<crate::method::MethodDescriptorObject>()
                .expect("method descriptor");
            descriptor.call(object, args)
        }
        MethodLookup::Value(callee) => call_args(&callee, args),
    }
}

/// The row `value_call`.
pub fn value_call(callee: &Value, args: &[Value], kw_names: &Value) -> PyResult<Value> {
    call_args(callee, Args::new(args, kw_names.as_tuple()))
}

/// The row `value_call_method`.
pub fn value_call_method(
    object: &Value,
    name: &Str,
    args: &[Value],
    kw_names: &Value,
) -> PyResult<Value> {
    call_method_args(object, name, Args::new(args, kw_names.as_tuple()))
}

/// `callee(*args, **kwargs)`: a tuple, and a dict or None.
pub fn value_call_ex(callee: &Value, args: &Value, kwargs: &Value) -> PyResult<Value> {
    let positional = args.as_tuple().expect("argument tuple");
    let Some(keywords) = kwargs.as_dict().filter(|dict| !dict.is_empty()) else {
        return call(callee, positional.items());
    };
    let mut words = Vec::with_capacity(positional.items().len() + keywords.len());
    words.extend_from_slice(positional.items());
    for (name, value) in keywords.entries() {
        if name.to_str().is_none() {
            return Err(raise_type_error(format_args!("keywords must be strings")));
        }
        words.push(value);
    }
    let names = keywords.entries();
    let names = names.map(|(name, _)| name.to_str().map_or(name, Value::from));
    let names = Tuple::from_iter_exact(&crate::tuple::TUPLE, keywords.len(), names);
    call_args(callee, Args::new(&words, Some(&names)))
}

/// A callee as error messages name it: `module.qualname()`, or without
/// the module for builtins and what has no name of its own.
pub fn function_text(callee: &Value) -> String {
    let text = |name: &str| {
        let found = crate::attribute::getattr_opt(callee, name).ok().flatten()?;
        found.as_str().map(|text| text.as_str().to_string())
    };
    match (text("__qualname__"), text("__module__")) {
        (Some(name), Some(module)) if module != "builtins" => format!("{module}.{name}()"),
        (Some(name), _) => format!("{name}()"),
        (None, _) => crate::operation::value_str(callee)
            .map_or_else(|_| "object".into(), |text| text.as_str().into()),
    }
}
