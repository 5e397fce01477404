//! `inspect.signature` of compiled functions.

use pyaot_abi::layout::{FunctionObject, function_flags};
use pyaot_core::error::PyResult;
use pyaot_core::value::Value;

use crate::convert::to_python;
use crate::reference::{Owned, import, new_str};

/// The `inspect.Signature` of a compiled function; `None` for other callables.
pub fn of(value: &Value) -> PyResult<Option<Owned>> {
    let Some(function) = value.downcast::<FunctionObject>() else {
        return Ok(None);
    };
    let desc = pyaot_core::function::desc(function);
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
        let parameter = match default {
            Some(default) => with_default(&parameter, &to_python(&default)?)?,
            None => parameter,
        };
        parameters.push(parameter.into_value());
    }
    let parameters = crate::convert::tuple_to_python(&parameters, to_python)?;
    let signature = inspect.borrow().attribute(new_str("Signature")?.borrow())?;
    signature.borrow().call(&[parameters.borrow()]).map(Some)
}

/// `parameter.replace(default=default)`.
fn with_default(parameter: &Owned, default: &Owned) -> PyResult<Owned> {
    let replace = parameter
        .borrow()
        .attribute(new_str("replace")?.borrow())?
        .into_value();
    let default = default.clone().into_value();
    let names = pyaot_core::reference::Tuple::from_vec(vec![Value::str("default")]);
    let args = pyaot_core::args::Args::new(core::slice::from_ref(&default), Some(&names));
    to_python(&crate::call::call(&replace, args)?)
}
