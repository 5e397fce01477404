//! `inspect.signature` of compiled functions.

use pyaot_abi::layout::{FunctionObject, function_flags};
use pyaot_core::error::PyResult;
use pyaot_core::value::Value;

use crate::convert::to_python;
use crate::reference::{Owned, import, new_str};

/// The `inspect.Signature` of a compiled function; `None` for other callables
/// and for functions that stand for another.
pub fn of(value: &Value) -> PyResult<Option<Owned>> {
    let Some(function) = value.downcast::<FunctionObject>() else {
        return Ok(None);
    };
    let desc = pyaot_core::function::desc(function);
    if pyaot_core::attribute::getattr_opt(value, "__wrapped__")?.is_some() {
        return Ok(None);
    }
    if let Some(body) = crate::recode::refreshed(function)? {
        let signature = import(c"inspect")?
            .borrow()
            .attribute(new_str("signature")?.borrow())?;
        let made = crate::call::call(
            &signature.into_value(),
            &pyaot_core::args::Args::positional_only(core::slice::from_ref(&body)),
        )?;
        return to_python(&made).map(Some);
    }
    let annotations = pyaot_core::attribute::getattr_opt(value, "__annotations__")?;
    let annotation = |name: &str| annotations.as_ref()?.as_dict()?.get_str(name);
    let inspect = import(c"inspect")?;
    let class = inspect.borrow().attribute(new_str("Parameter")?.borrow())?;
    // SAFETY: the words belong to the live function.
    let defaults = unsafe { Value::borrow_opt(&function.defaults) }.and_then(Value::as_tuple);
    let defaults = defaults.map_or(&[] as &[Value], |tuple| tuple.items());
    // SAFETY: as above.
    let keyword_defaults =
        unsafe { Value::borrow_opt(&function.kw_defaults) }.and_then(Value::as_dict);

    let n_positional = desc.n_positional as usize;
    let has_var = desc.flags & function_flags::VAR_POSITIONAL != 0;
    let keyword_start = n_positional + has_var as usize;
    let keyword_end = keyword_start + desc.n_keyword_only as usize;
    let total = keyword_end + (desc.flags & function_flags::VAR_KEYWORD != 0) as usize;
    let mut parameters = Vec::new();
    for i in 0..total {
        // SAFETY: the description lists a name for each parameter.
        let name = pyaot_core::str::from_static(unsafe { &*desc.param_names.add(i) });
        let (kind, default) = if i < n_positional {
            let kind = if i < desc.n_positional_only as usize {
                "POSITIONAL_ONLY"
            } else {
                "POSITIONAL_OR_KEYWORD"
            };
            let default = (i + defaults.len())
                .checked_sub(n_positional)
                .and_then(|k| defaults.get(k).cloned());
            (kind, default)
        } else if i < keyword_start {
            ("VAR_POSITIONAL", None)
        } else if i < keyword_end {
            (
                "KEYWORD_ONLY",
                keyword_defaults.and_then(|defaults| defaults.get_key(name)),
            )
        } else {
            ("VAR_KEYWORD", None)
        };
        let kind = class.borrow().attribute(new_str(kind)?.borrow())?;
        let parameter = class
            .borrow()
            .call(&[new_str(name.as_str())?.borrow(), kind.borrow()])?;
        let changes = [
            ("default", default),
            ("annotation", annotation(name.as_str())),
        ];
        let parameter = replace(parameter, changes)?;
        parameters.push(parameter.into_value());
    }
    let parameters = crate::convert::tuple_to_python(&parameters, to_python)?;
    let signature = inspect.borrow().attribute(new_str("Signature")?.borrow())?;
    let made = signature.borrow().call(&[parameters.borrow()])?;
    replace(made, [("return_annotation", annotation("return"))]).map(Some)
}

/// `object.replace(name=value, ...)` with those that have a value.
fn replace<const N: usize>(object: Owned, changes: [(&str, Option<Value>); N]) -> PyResult<Owned> {
    let given = changes
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    let (names, words): (Vec<Value>, Vec<Value>) =
        given.map(|(name, value)| (Value::str(name), value)).unzip();
    if words.is_empty() {
        return Ok(object);
    }
    let replace = object.borrow().attribute(new_str("replace")?.borrow())?;
    let names = pyaot_core::reference::Tuple::from_vec(names);
    let args = pyaot_core::args::Args::new(&words, Some(&names));
    to_python(&crate::call::call(&replace.into_value(), &args)?)
}
