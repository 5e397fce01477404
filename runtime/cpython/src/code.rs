//! Code objects of compiled functions: what `inspect` reads of a function.

use std::collections::HashMap;
use std::ffi::CString;

use pyaot_abi::layout::{FunctionDesc, FunctionObject, function_flags};
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::Tuple;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::to_python;
use crate::reference::Owned;

/// The code objects made so far.
static CODES: Global<Option<HashMap<*const FunctionDesc, Owned>>> = Global::new(None);

/// `function.__code__`: a code object with the names, parameters and flags
/// of the function, whose own code calls it. (Where the function has variables
/// of another, nobody has the cells that CPython wants before it runs that.)
pub fn of(value: &Value) -> PyResult<Value> {
    let Some(function) = value.downcast::<FunctionObject>() else {
        return Ok(Value::NONE);
    };
    crate::interpreter::ensure()?;
    let desc = pyaot_core::function::desc(function);
    // SAFETY: a short access.
    let known = unsafe { (*CODES.get()).get_or_insert_default() };
    if let Some(code) = known.get(&(desc as *const FunctionDesc)) {
        return Ok(code.clone().into_value());
    }
    let source = CString::new(stub(desc)).unwrap_or_default();
    // SAFETY: C strings; the code of a module whose first constant is the function's.
    let code = unsafe {
        let module = Owned::checked(ffi::Py_CompileString(
            source.as_ptr(),
            c"<compiled>".as_ptr(),
            ffi::Py_file_input,
        ))?;
        let constants = module.borrow().attribute_opt(c"co_consts");
        let first = constants
            .as_ref()
            .map(|constants| ffi::PyTuple_GetItem(constants.as_raw(), 0));
        match first.filter(|first| !first.is_null()) {
            Some(first) => Owned::new_reference(first),
            None => return Err(crate::exception::fetch()),
        }
    };
    let file = pyaot_core::start::program_info().filter(|info| !info.main_file.is_null());
    let file = file.map_or("<compiled>", |info| {
        pyaot_core::str::from_static(&info.main_file).as_str()
    });
    let changes = [
        (
            "co_name",
            pyaot_core::str::from_static(&desc.name).to_value(),
        ),
        (
            "co_qualname",
            pyaot_core::str::from_static(&desc.qualname).to_value(),
        ),
        ("co_filename", Value::str(file)),
        ("co_firstlineno", Value::int(i64::from(desc.line))),
        ("co_freevars", free_names(function)),
        ("co_consts", constants(&code, desc)?),
    ];
    let names = changes.iter().map(|(name, _)| Value::str(name)).collect();
    let words: Vec<Value> = changes.into_iter().map(|(_, value)| value).collect();
    let replace = crate::reference::new_str("replace")?;
    let replace = code.borrow().attribute(replace.borrow())?.into_value();
    let names = Tuple::from_vec(names);
    let args = pyaot_core::args::Args::new(&words, Some(&names));
    let code = to_python(&crate::call::call(&replace, &args)?)?;
    // SAFETY: a short access.
    unsafe { (*CODES.get()).get_or_insert_default() }.insert(desc, code.clone());
    Ok(code.into_value())
}

/// The constants of a [`stub`], with the function in the place of `...`: as it
/// is without defaults, since the stub hands on all arguments.
fn constants(code: &Owned, desc: &FunctionDesc) -> PyResult<Value> {
    let names = crate::reference::new_str("co_consts")?;
    let found = crate::convert::from_python(code.borrow().attribute(names.borrow())?);
    let bare = |item: &Value| match item.is(&Value::ELLIPSIS) {
        true => pyaot_core::function::function_new(
            (desc as *const FunctionDesc).cast(),
            None,
            None,
            &[],
        ),
        false => item.clone(),
    };
    let items = found
        .as_tuple()
        .map_or(&[] as &[Value], |found| found.items());
    Ok(Tuple::from_vec(items.iter().map(bare).collect()).into())
}

/// The names of the variables in a function's cells.
fn free_names(function: &FunctionObject) -> Value {
    let variables = pyaot_core::function::free_variables(function).into_iter();
    let names = variables.map(|(name, _)| name.to_value());
    Tuple::from_vec(names.collect()).into()
}

/// A function with the same parameters and flags, as source text.
fn stub(desc: &FunctionDesc) -> String {
    let has = |flag: u32| desc.flags & flag != 0;
    let n_positional = desc.n_positional as usize;
    let keyword_start = n_positional + has(function_flags::VAR_POSITIONAL) as usize;
    let keyword_end = keyword_start + desc.n_keyword_only as usize;
    let total = keyword_end + has(function_flags::VAR_KEYWORD) as usize;
    let is_async = has(function_flags::COROUTINE);
    let mut text = if is_async { "async " } else { "" }.to_string();
    let mut arguments = String::new();
    text += "def f(";
    for i in 0..total {
        // SAFETY: the description lists a name for each parameter.
        let name = pyaot_core::str::from_static(unsafe { &*desc.param_names.add(i) }).as_str();
        // The parameter of a generator expression is no name.
        let name = name.strip_prefix('.').map_or(name, |_| "_0");
        if i == n_positional && keyword_start == n_positional && i < keyword_end {
            text += "*, ";
        }
        let stars = match i {
            _ if i < n_positional => "",
            _ if i < keyword_start => "*",
            _ if i >= keyword_end => "**",
            _ => {
                arguments += name;
                arguments += "=";
                ""
            }
        };
        for list in [&mut text, &mut arguments] {
            // A keyword-only parameter is one by its place.
            *list += stars;
            *list += name;
            *list += ", ";
        }
        if i + 1 == desc.n_positional_only as usize {
            text += "/, ";
        }
    }
    // As no call of a constant, of which CPython warns.
    let call = format!("(... or 0)({})", arguments.trim_end_matches(", "));
    let body = match (is_async, has(function_flags::GENERATOR)) {
        (false, false) => format!("return {call}"),
        (false, true) => format!("return (yield from {call})"),
        (true, false) => format!("return await {call}"),
        // It cannot hand on what it is sent.
        (true, true) => "yield".to_string(),
    };
    text.trim_end_matches(", ").to_string() + "): " + &body + "\n"
}
