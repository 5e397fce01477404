//! Modules whose globals are kept in a dict, because code that is not
//! compiled may read and write them; `eval`, `exec` and `__import__`.

use crate::args::Args;
use crate::error::PyResult;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Dict, Str};
use crate::value::Value;
use crate::{foreign, module, name};

/// A module that [`namespace_new`] has made.
struct Entry {
    name: String,
    module: Value,
    /// Part of the library that comes with the compiler: CPython has a
    /// module of that name, which is another.
    is_library: bool,
}

static MODULES: Global<Vec<Entry>> = Global::new(Vec::new());

/// The row `namespace_new`.
pub fn namespace_new(name: &Str, file: &Str, doc: &Value) -> Value {
    let module = module::named(name);
    let dict = crate::attribute::attrs_dict_make(&module).expect("a module has a dict");
    let is_main = name.as_str() == "__main__";
    dict.set_str("__doc__", doc.clone());
    let package = match file.as_str() {
        "__init__.py" => Some(""),
        path => path.strip_suffix("/__init__.py"),
    };
    let package_name = match package {
        _ if is_main => None,
        Some(_) => Some(name.as_str()),
        None => Some(
            name.as_str()
                .rsplit_once('.')
                .map_or("", |(package, _)| package),
        ),
    };
    dict.set_str("__package__", package_name.map_or(Value::NONE, Value::str));
    dict.set_str("__loader__", Value::NONE);
    dict.set_str("__spec__", Value::NONE);
    if is_main {
        dict.set_str("__annotations__", Dict::new().into());
    }
    dict.set_str("__builtins__", module::named(name!("builtins")));
    dict.set_str("__file__", file.to_value());
    if is_main {
        dict.set_str("__cached__", Value::NONE);
    }
    if let Some(directory) = package {
        let directory = Value::str(directory);
        dict.set_str(
            "__path__",
            crate::reference::List::from_vec(vec![directory]).into(),
        );
    }
    let globals = dict.to_value();
    let is_library = file.as_str().starts_with("<library>/");
    // SAFETY: a short access.
    unsafe {
        // One whose body failed before is replaced.
        (*MODULES.get()).retain(|entry| entry.name != name.as_str());
        (*MODULES.get()).push(Entry {
            name: name.as_str().to_string(),
            module: module.clone(),
            is_library,
        });
    }
    if let Some(hooks) = foreign::active_hooks().filter(|_| !is_library) {
        crate::coroutine::on_program_stack(|| (hooks.share_module)(&module));
    }
    globals
}

/// The row `namespace_module`.
pub fn namespace_module(name: &Str) -> Value {
    find_module(name.as_str()).unwrap_or_else(|| module::named(name))
}

/// The module of that name, if its globals are kept in a dict.
pub fn find_module(name: &str) -> Option<Value> {
    // SAFETY: a short access.
    let modules = unsafe { &*MODULES.get() };
    let entry = modules.iter().find(|entry| entry.name == name)?;
    Some(entry.module.clone())
}

/// All such modules of the program that have been run so far.
pub fn modules() -> Vec<Value> {
    // SAFETY: a short access.
    let modules = unsafe { &*MODULES.get() };
    let own = modules.iter().filter(|entry| !entry.is_library);
    own.map(|entry| entry.module.clone()).collect()
}

/// Whether that module is part of the library that comes with the compiler.
pub fn is_library(name: &str) -> bool {
    // SAFETY: a short access.
    let modules = unsafe { &*MODULES.get() };
    modules
        .iter()
        .any(|entry| entry.is_library && entry.name == name)
}

/// The name of the module whose globals `dict` holds.
pub fn name_of(dict: &Value) -> Option<&'static str> {
    // SAFETY: a short access; entries stay for ever.
    let modules = unsafe { &*MODULES.get() };
    let entry = modules.iter().find(|entry| {
        crate::attribute::attrs_dict(&entry.module).is_some_and(|own| own.as_value().is(dict))
    })?;
    Some(&entry.name)
}

/// The row `namespace_get`.
pub fn namespace_get(globals: &Value, name: &Str) -> PyResult<Value> {
    match global(globals, name) {
        Some(value) => Ok(value),
        None => crate::context::builtin_get(name),
    }
}

/// The row `namespace_get_now`.
pub fn namespace_get_now(globals: &Value, name: &Str) -> PyResult<Value> {
    match global(globals, name) {
        Some(value) => Ok(value),
        None => crate::context::builtin_now(name),
    }
}

fn global(globals: &Value, name: &Str) -> Option<Value> {
    globals.as_dict()?.get_key(name)
}

/// The row `namespace_export`.
pub fn namespace_export(module: &Value, name: &Str) -> Option<Value> {
    crate::attribute::attrs_dict(module)?.get_key(name)
}

/// The row `namespace_star`.
pub fn namespace_star(globals: &Value, module: &Value) {
    let (Some(globals), Some(names)) = (globals.as_dict(), crate::attribute::attrs_dict(module))
    else {
        return;
    };
    let all: Vec<(Value, Value)> = names.entries().collect();
    for (name, value) in all {
        if let Some(name) = name.as_str().filter(|name| !name.as_str().starts_with('_')) {
            globals.set_key(name, value);
        }
    }
}

/// The row `namespace_find`.
pub fn namespace_find(globals: &Value, name: &Str) -> Option<Value> {
    globals.as_dict().and_then(|dict| dict.get_key(name))
}

/// The row `namespace_set`.
pub fn namespace_set(globals: &Value, name: &Str, value: &Value) {
    if let Some(dict) = globals.as_dict() {
        dict.set_key(name, value.clone());
    }
}

/// The row `namespace_delete`.
pub fn namespace_delete(globals: &Value, name: &Str) -> PyResult<()> {
    match globals.as_dict().and_then(|dict| dict.remove_key(name)) {
        Some(_) => Ok(()),
        None => crate::exception::raise_unbound_name(name),
    }
}

/// The globals of the module whose function runs, or else of the main one.
fn current_globals() -> Value {
    crate::frame::module()
        .and_then(|name| find_module(name.as_str()))
        .or_else(|| find_module("__main__"))
        .and_then(|module| crate::attribute::attrs_dict(&module).map(|dict| dict.to_value()))
        .unwrap_or_else(|| Dict::new().into())
}

fn evaluate(function: &Str, source: &Value, globals: &Value, locals: &Value) -> PyResult<Value> {
    let here = match globals.is_none() {
        true => current_globals(),
        false => globals.clone(),
    };
    if let Some(hooks) = foreign::hooks() {
        let is_eval = function.as_str() == "eval";
        let done =
            crate::coroutine::on_program_stack(|| (hooks.evaluate)(is_eval, source, &here, locals));
        if let Some(result) = done {
            return result;
        }
    }
    let mut args = vec![source.clone(), here];
    if !locals.is_none() {
        args.push(locals.clone());
    }
    foreign::call_builtin(function, Args::new(&args, None))
}

/// What the program has for CPython to import: names, files, and what runs the modules.
static OFFERED: Global<Vec<[Value; 3]>> = Global::new(Vec::new());

/// The row `namespace_offer`. The program begins with that: CPython has not started.
pub fn namespace_offer(name: &Str, path: &Str, run: &Value) {
    // SAFETY: a short access.
    unsafe { (*OFFERED.get()).push([name.to_value(), path.to_value(), run.clone()]) };
}

/// What [`namespace_offer`] was given.
pub fn offered() -> Vec<[Value; 3]> {
    // SAFETY: a short access.
    unsafe { (*OFFERED.get()).clone() }
}

/// `eval(source, globals, locals)`.
pub fn namespace_eval(source: &Value, globals: &Value, locals: &Value) -> PyResult<Value> {
    evaluate(name!("eval"), source, globals, locals)
}

/// `exec(source, globals, locals)`.
pub fn namespace_exec(source: &Value, globals: &Value, locals: &Value) -> PyResult<Value> {
    evaluate(name!("exec"), source, globals, locals)
}
