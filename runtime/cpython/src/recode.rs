//! `function.__code__ = code`: another body for a compiled function.
//!
//! Code of a compiled function is what its description says, which the function is given in the
//! place of its own. Code that CPython has compiled runs there, as a function that has the
//! globals and the defaults of ours: the description then is of one that hands on all arguments.

use std::collections::HashMap;

use pyaot_abi::layout::{FunctionDesc, FunctionObject, Word, function_flags};
use pyaot_core::args::Args;
use pyaot_core::attribute::{value_getattr, value_setattr};
use pyaot_core::error::{PyResult, raise_type_error, raise_value_error};
use pyaot_core::exports::Outcome;
use pyaot_core::function;
use pyaot_core::memory::Global;
use pyaot_core::name;
use pyaot_core::reference::Tuple;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_python, to_python};
use crate::reference::Owned;

/// A function of CPython's behind one of ours, and the defaults it was given last.
struct Body {
    function: Owned,
    defaults: Value,
    kw_defaults: Value,
}

/// By the descriptions made for them, which stay: another call may be running one.
static BODIES: Global<Option<HashMap<*const FunctionDesc, Body>>> = Global::new(None);

fn bodies() -> &'static mut HashMap<*const FunctionDesc, Body> {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*BODIES.get()).get_or_insert_default() }
}

/// Gives `function` the body that `code` has.
pub fn assign(value: &Value, code: &Value) -> PyResult<()> {
    let Some(function) = value.downcast::<FunctionObject>() else {
        return Ok(());
    };
    let code = to_python(code)?;
    let wanted = tuple(&code, c"co_freevars")?.items().len();
    if wanted as i64 != function.n_cells {
        let name = value_getattr(value, name!("__name__"))?;
        return Err(raise_value_error(format_args!(
            "{}() requires a code object with {} free vars, not {wanted}",
            name.as_str().map_or("", |name| name.as_str()),
            function.n_cells,
        )));
    }
    let constants = tuple(&code, c"co_consts")?;
    let own = constants.items().iter();
    let compiled = own
        .filter_map(|item| item.downcast::<FunctionObject>())
        .next();
    if let Some(compiled) = compiled {
        function::set_description(function, function::desc(compiled));
        return Ok(());
    }
    if wanted > 0 {
        return Err(raise_type_error(format_args!(
            "code of CPython's with free variables cannot be given to a compiled function"
        )));
    }
    let body = Body {
        function: python_function(value, &code)?,
        defaults: Value::NONE,
        kw_defaults: Value::NONE,
    };
    let desc = Box::leak(Box::new(FunctionDesc {
        entry: run as *const u8,
        n_positional_only: 0,
        n_positional: 0,
        n_keyword_only: 0,
        flags: function_flags::VAR_POSITIONAL | function_flags::VAR_KEYWORD,
        ..*function::desc(function)
    }));
    bodies().insert(desc, body);
    function::set_description(function, desc);
    Ok(())
}

/// An attribute of a code object that is a tuple.
fn tuple(code: &Owned, name: &core::ffi::CStr) -> PyResult<Tuple> {
    let found = code.borrow().attribute_opt(name).map(from_python);
    let found = found.as_ref().and_then(Value::as_tuple).cloned();
    Ok(found.unwrap_or_else(|| Tuple::from_vec(Vec::new())))
}

/// A function of CPython's with that code and the globals of ours.
fn python_function(value: &Value, code: &Owned) -> PyResult<Owned> {
    let globals = value_getattr(value, name!("__globals__"))?;
    let globals = to_python(&globals)?;
    // SAFETY: a code object and a dict.
    let function = unsafe { Owned::checked(ffi::PyFunction_New(code.as_raw(), globals.as_raw()))? };
    let made = function.clone().into_value();
    for name in [name!("__name__"), name!("__qualname__")] {
        value_setattr(&made, name, &value_getattr(value, name)?)?;
    }
    Ok(function)
}

/// The entry of such a function: `words` are its `*args` and `**kwargs`.
extern "C" fn run(function: *const FunctionObject, words: *const Word) -> Outcome<u64> {
    // SAFETY: called as descriptions promise: on a live function and two words.
    let (function, args, kwargs) = unsafe {
        (
            &*function,
            Value::borrow_opt(&*words),
            Value::borrow_opt(&*words.add(1)),
        )
    };
    match call(function, args, kwargs) {
        Ok(value) => Outcome {
            value: value.into_raw(),
            status: 0,
        },
        Err(_) => Outcome {
            value: 0,
            status: 1,
        },
    }
}

fn call(
    function: &FunctionObject,
    args: Option<&Value>,
    kwargs: Option<&Value>,
) -> PyResult<Value> {
    let callee = refreshed(function)?.unwrap_or(Value::NONE);
    let args = args.and_then(Value::as_tuple);
    let mut words = args.map_or(Vec::new(), |args| args.items().to_vec());
    let named: Vec<(Value, Value)> = kwargs
        .and_then(Value::as_dict)
        .map_or(Vec::new(), |kwargs| kwargs.entries().collect());
    let (names, values): (Vec<Value>, Vec<Value>) = named.into_iter().unzip();
    words.extend(values);
    let names = (!names.is_empty()).then(|| Tuple::from_vec(names));
    crate::call::call(&callee, &Args::new(&words, names.as_ref()))
}

/// The function of CPython's behind one of ours, if there is one, with the defaults that ours has now.
fn refreshed(function: &FunctionObject) -> PyResult<Option<Value>> {
    // SAFETY: the words belong to the live function.
    let now = |word| unsafe { Value::borrow_opt(word) }.map_or(Value::NONE, Value::clone);
    let (defaults, kw_defaults) = (now(&function.defaults), now(&function.kw_defaults));
    let Some(body) = bodies().get_mut(&function.desc) else {
        return Ok(None);
    };
    let callee = body.function.clone().into_value();
    let old = core::mem::replace(&mut body.defaults, defaults.clone());
    let old_kw = core::mem::replace(&mut body.kw_defaults, kw_defaults.clone());
    for (old, new, name) in [
        (old, defaults, name!("__defaults__")),
        (old_kw, kw_defaults, name!("__kwdefaults__")),
    ] {
        if !old.is(&new) {
            value_setattr(&callee, name, &new)?;
        }
    }
    Ok(Some(callee))
}
