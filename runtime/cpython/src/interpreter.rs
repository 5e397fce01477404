//! The embedded interpreter: started on first use, never ended.

use std::collections::HashMap;
use std::ffi::CString;
use std::path::{Path, PathBuf};

use pyaot_core::error::{PyResult, raise_runtime_error, take_pending};
use pyaot_core::memory::Global;
use pyaot_core::method::{BuiltinFunctionObject, Callable};
use pyaot_core::module::{DictVersion, Replaced};
use pyaot_core::reference::{Dict, Str};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, Raw, new_str};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Off,
    Starting,
    On,
}

static STATE: Global<State> = Global::new(State::Off);

/// Whether the interpreter runs.
#[inline]
pub fn is_active() -> bool {
    // SAFETY: a short access.
    unsafe { *STATE.get() == State::On }
}

/// Starts the interpreter unless it runs already.
#[inline]
pub fn ensure() -> PyResult<()> {
    if is_active() { Ok(()) } else { start() }
}

#[cold]
fn start() -> PyResult<()> {
    // SAFETY: short accesses; nothing of CPython runs before this.
    unsafe {
        if *STATE.get() == State::Starting {
            return Ok(());
        }
        *STATE.get() = State::Starting;
        crate::interrupt::before_start();
        if let Err(message) = initialize() {
            *STATE.get() = State::Off;
            return Err(raise_runtime_error(format_args!(
                "cannot start Python: {message}"
            )));
        }
    }
    crate::class::register_builtins();
    crate::object_wrappers::install();
    crate::copies::install();
    set_main_file();
    crate::output::install()?;
    crate::thread::set_main();
    crate::interrupt::after_start();
    crate::interrupt::tell_where_others_wait();
    crate::recursion::take_limit();
    crate::convert::set_max_str_digits(pyaot_core::int::max_str_digits());
    // SAFETY: a short access.
    unsafe { *STATE.get() = State::On };
    for module in pyaot_core::namespace::modules() {
        crate::offered::offer(&module)?;
    }
    crate::importer::install()
}

/// Runs `Py_InitializeFromConfig`; the message when that fails.
unsafe fn initialize() -> Result<(), String> {
    // SAFETY: the configuration is initialised before use and cleared after.
    unsafe {
        let mut config: ffi::PyConfig = core::mem::zeroed();
        ffi::PyConfig_InitPythonConfig(&mut config);
        config.parse_argv = 0;
        config.pathconfig_warnings = 0;
        config.use_hash_seed = 1;
        config.hash_seed = pyaot_core::siphash::seed().into();
        let result =
            configure(&mut config).and_then(|()| check(ffi::Py_InitializeFromConfig(&config)));
        ffi::PyConfig_Clear(&mut config);
        result
    }
}

unsafe fn check(status: ffi::PyStatus) -> Result<(), String> {
    // SAFETY: a status by value; its message is a C string or null.
    unsafe {
        if ffi::PyStatus_Exception(status) == 0 {
            return Ok(());
        }
        if status.err_msg.is_null() {
            return Err(format!("exit code {}", status.exitcode));
        }
        Err(core::ffi::CStr::from_ptr(status.err_msg)
            .to_string_lossy()
            .into_owned())
    }
}

unsafe fn configure(config: &mut ffi::PyConfig) -> Result<(), String> {
    let c_text = |text: &str| CString::new(text).map_err(|_| format!("a NUL in {text:?}"));
    // SAFETY: the configuration copies the strings.
    unsafe {
        if let Some(executable) = find_executable() {
            let executable = c_text(&executable.to_string_lossy())?;
            check(ffi::PyConfig_SetBytesString(
                config,
                &raw mut config.program_name,
                executable.as_ptr(),
            ))?;
        }
        let argv = pyaot_core::start::argv();
        let argv = argv
            .iter()
            .map(|arg| CString::new(arg.as_slice()).map_err(|error| error.to_string()))
            .collect::<Result<Vec<_>, _>>()?;
        let mut pointers: Vec<*const core::ffi::c_char> =
            argv.iter().map(|arg| arg.as_ptr()).collect();
        if !pointers.is_empty() {
            check(ffi::PyConfig_SetBytesArgv(
                config,
                pointers.len() as isize,
                pointers.as_mut_ptr(),
            ))?;
        }
    }
    Ok(())
}

/// The Python whose environment the program sees: `PYAOT_PYTHON`, else the
/// active virtual environment, else conda's, else the one of the build.
/// Environments of another Python version than the linked one are passed over.
fn find_executable() -> Option<PathBuf> {
    let variable = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let built_with = pyaot_core::start::program_info()
        .filter(|info| !info.python.is_null())
        .map(|info| PathBuf::from(pyaot_core::str::from_static(&info.python).as_str()));
    let candidates = [
        variable("PYAOT_PYTHON"),
        variable("VIRTUAL_ENV"),
        variable("CONDA_PREFIX"),
        built_with,
    ];
    candidates
        .into_iter()
        .flatten()
        .find_map(|candidate| executable_in(&candidate))
}

/// `major.minor` of the linked CPython.
fn version() -> (u32, u32) {
    // SAFETY: a constant of the linked library.
    let word = unsafe { ffi::Py_Version } as u32;
    (word >> 24, word >> 16 & 0xff)
}

/// The interpreter in an environment (or the one a path names), if it is of our version.
fn executable_in(candidate: &Path) -> Option<PathBuf> {
    let (executable, prefix) = if candidate.is_dir() {
        let bin = candidate.join("bin");
        let executable = ["python", "python3"]
            .iter()
            .map(|name| bin.join(name))
            .find(|path| path.exists())?;
        (executable, candidate.to_path_buf())
    } else if candidate.exists() {
        let prefix = candidate.parent()?.parent()?.to_path_buf();
        (candidate.to_path_buf(), prefix)
    } else {
        return None;
    };
    let (major, minor) = version();
    prefix
        .join("lib")
        .join(format!("python{major}.{minor}"))
        .is_dir()
        .then_some(executable)
}

/// What `python3 main.py` sets up before it runs the file: `sys.path[0]` and
/// `__main__.__file__`.
fn set_main_file() {
    let Some(info) = pyaot_core::start::program_info().filter(|info| !info.main_file.is_null())
    else {
        return;
    };
    let file = Path::new(pyaot_core::str::from_static(&info.main_file).as_str());
    if let Some(directory) = file.parent() {
        insert_path(&directory.to_string_lossy());
    }
    set_main("__file__", &file.to_string_lossy());
}

/// Puts a directory first on `sys.path`, unless the environment forbids it.
fn insert_path(directory: &str) {
    if std::env::var_os("PYTHONSAFEPATH").is_some_and(|value| !value.is_empty()) {
        return;
    }
    let Ok(directory) = new_str(directory) else {
        return;
    };
    // SAFETY: live objects; `sys.path` is a list unless a `.pth` file broke it.
    unsafe {
        let path: Raw = ffi::PySys_GetObject(c"path".as_ptr());
        if !path.is_null() && ffi::PyList_Check(path) != 0 {
            ffi::PyList_Insert(path, 0, directory.as_raw());
        }
    }
}

fn set_main(name: &str, text: &str) {
    let (Some(dict), Ok(name), Ok(text)) = (main_dict(), new_str(name), new_str(text)) else {
        return;
    };
    // SAFETY: live objects.
    unsafe { ffi::PyDict_SetItem(dict.as_raw(), name.as_raw(), text.as_raw()) };
}

/// The dict of the `__main__` module.
pub fn main_dict() -> Option<Owned> {
    // SAFETY: borrowed references that live as long as the interpreter.
    unsafe {
        let module = ffi::PyImport_AddModule(c"__main__".as_ptr());
        if module.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        Some(Owned::new_reference(ffi::PyModule_GetDict(module)))
    }
}

/// The dicts of modules of ours that CPython does not know.
static GLOBALS: Global<Option<HashMap<String, Owned>>> = Global::new(None);

/// The globals of a compiled module, as code of CPython sees them: what the
/// module shares of them, or a dict that only says what module it is.
pub fn globals_of(module: &str) -> Option<Owned> {
    if module == "__main__" {
        return main_dict();
    }
    // SAFETY: a short access.
    let known = unsafe { (*GLOBALS.get()).get_or_insert_default() };
    if let Some(dict) = known.get(module) {
        return Some(dict.clone());
    }
    let name = new_str(module).ok()?;
    // SAFETY: live objects; borrowed references that live as long as the interpreter.
    unsafe {
        if pyaot_core::namespace::find_module(module).is_some() {
            let modules = ffi::PyImport_GetModuleDict();
            let found = ffi::PyDict_GetItem(modules, name.as_raw());
            if !found.is_null() && ffi::PyModule_Check(found) != 0 {
                return Some(Owned::new_reference(ffi::PyModule_GetDict(found)));
            }
        }
        let dict = Owned::from_raw(ffi::PyDict_New())?;
        ffi::PyDict_SetItemString(dict.as_raw(), c"__name__".as_ptr(), name.as_raw());
        let builtins = ffi::PyEval_GetBuiltins();
        ffi::PyDict_SetItemString(dict.as_raw(), c"__builtins__".as_ptr(), builtins);
        known.insert(module.to_string(), dict.clone());
        Some(dict)
    }
}

/// CPython's module `builtins`.
pub fn builtins_module() -> PyResult<Owned> {
    // SAFETY: a C string; a new reference.
    unsafe { Owned::checked(ffi::PyImport_ImportModule(c"builtins".as_ptr())) }
}

/// The object `name` of Python's `builtins`.
pub fn builtin(name: &str) -> Option<Owned> {
    // SAFETY: a borrowed reference that lives as long as the interpreter.
    item(unsafe { ffi::PyEval_GetBuiltins() }, name)
}

/// What `builtins` had when the interpreter started.
static ORIGINALS: Global<Option<Owned>> = Global::new(None);

/// The version of the dict of `builtins` then.
static VERSION: Global<u64> = Global::new(0);

/// Remembers what `builtins` has; called once, when the interpreter starts.
pub fn remember_builtins() {
    // SAFETY: a live dict; a short access.
    unsafe {
        let builtins = ffi::PyEval_GetBuiltins();
        *ORIGINALS.get() = Owned::from_raw(ffi::PyDict_Copy(builtins));
        *VERSION.get() = (*builtins.cast::<ffi::PyDictObject>()).ma_version_tag;
    }
}

/// The object `name` of Python's `builtins`, whatever the program has put there since.
pub fn original_builtin(name: &str) -> Option<Owned> {
    // SAFETY: a short access.
    let originals = unsafe { (*ORIGINALS.get()).as_ref().map(Owned::as_raw) }?;
    item(originals, name)
}

/// The object `name` of `builtins` as it is now, ours where it is what it was at first.
pub fn current_builtin(name: &Str) -> PyResult<Value> {
    // SAFETY: live dicts; short accesses.
    let (now, original) = unsafe {
        let builtins = ffi::PyEval_GetBuiltins();
        let version = (*builtins.cast::<ffi::PyDictObject>()).ma_version_tag;
        if version == *VERSION.get() {
            return pyaot_core::context::builtin_get(name);
        }
        let original = (*ORIGINALS.get()).as_ref().map(Owned::as_raw);
        let original = original.and_then(|dict| item(dict, name.as_str()));
        (item(builtins, name.as_str()), original)
    };
    match (now, original) {
        (Some(now), Some(original)) if !now.borrow().is(original.borrow()) => {
            Ok(crate::convert::from_borrowed(now.borrow()))
        }
        _ => pyaot_core::context::builtin_get(name),
    }
}

/// The names in `builtins`.
pub fn builtin_names() -> Vec<String> {
    let (mut at, mut key, mut value) = (0, core::ptr::null_mut(), core::ptr::null_mut());
    let mut names = Vec::new();
    // SAFETY: a live dict, which nothing changes meanwhile.
    unsafe {
        let builtins = ffi::PyEval_GetBuiltins();
        while ffi::PyDict_Next(builtins, &mut at, &mut key, &mut value) != 0 {
            names.extend(crate::reference::text_of(Borrowed::new(key)).map(str::to_string));
        }
    }
    names
}

fn item(dict: Raw, name: &str) -> Option<Owned> {
    let name = CString::new(name).ok()?;
    // SAFETY: a live dict; what it gives is borrowed.
    let found = unsafe { Borrowed::from_raw(ffi::PyDict_GetItemString(dict, name.as_ptr()))? };
    Some(found.to_owned())
}

/// The hook `replaced_members`: in whose place the program, by way of CPython, has put other
/// functions and classes of a module.
pub fn replaced_members(module_name: &str, members: &Dict) -> Replaced {
    let dict = dict_of_module(module_name);
    let mut replaced = Replaced::default();
    if let Some(dict) = dict {
        for (name, _) in members.entries() {
            if let Some(name) = name.as_str()
                // SAFETY: the dict of a loaded module.
                && unsafe { other_member(dict, module_name, name.as_str()) }.is_some()
            {
                replaced.members.push(name.clone());
            }
        }
    }
    // SAFETY: a dict that lives as long as the interpreter, and one that is kept for good, for
    // its version is read without asking.
    unsafe {
        let modules = ffi::PyImport_GetModuleDict();
        let dict = dict.unwrap_or(modules);
        ffi::Py_INCREF(dict);
        replaced.seen = Some([modules, dict].map(|dict| {
            let word = &raw const (*dict.cast::<ffi::PyDictObject>()).ma_version_tag;
            DictVersion { word, seen: *word }
        }));
    }
    replaced
}

/// The hook `put_there`.
pub fn put_there(module_name: &str, name: &str) -> Option<Value> {
    // SAFETY: the dict of a loaded module.
    unsafe { other_member(dict_of_module(module_name)?, module_name, name) }
}

/// The names of a module that CPython has loaded.
fn dict_of_module(name: &str) -> Option<Raw> {
    // SAFETY: a dict that lives as long as the interpreter; live objects.
    unsafe {
        let module = item(ffi::PyImport_GetModuleDict(), name)?;
        (ffi::PyModule_Check(module.as_raw()) != 0).then(|| ffi::PyModule_GetDict(module.as_raw()))
    }
}

/// What stands in the `dict` of a module where `name` of ours should.
///
/// # Safety
///
/// A live dict.
unsafe fn other_member(dict: Raw, module_name: &str, name: &str) -> Option<Value> {
    // SAFETY: a live dict, live objects.
    unsafe {
        let found = item(dict, name)?;
        let own = found.borrow();
        let is_number = own.is_exactly(&raw mut ffi::PyFloat_Type)
            || own.is_exactly(&raw mut ffi::PyLong_Type)
            || own.is_exactly(&raw mut ffi::PyComplex_Type);
        if is_number || own.is_exactly(&raw mut ffi::PyUnicode_Type) {
            // Ours are the same unless the program has changed them, here.
            return None;
        }
        if own.is_exactly(&raw mut ffi::PyFunction_Type)
            && ffi::PyFunction_GetGlobals(own.as_raw()) == dict
        {
            return None;
        }
        if own.is_exactly(&raw mut ffi::PyCFunction_Type) || ffi::PyType_Check(own.as_raw()) != 0 {
            // `operator.add` says that it is of `_operator`.
            let plain = |name: &'_ str| name.trim_start_matches('_').to_string();
            let owner = own.attribute_opt(c"__module__")?;
            if crate::reference::text_of(owner.borrow()).map(plain) == Some(plain(module_name)) {
                return None;
            }
        }
        Some(crate::convert::from_borrowed(own))
    }
}

/// Python's own function for a function of ours, if it is written in C there.
pub fn original_function(function: &BuiltinFunctionObject) -> Option<Owned> {
    if function.receiver.is_some() {
        return None;
    }
    let module = match function.callable {
        Callable::Row(row) if row.owner() != "builtins" => row.owner(),
        _ => return original_builtin(function.name),
    };
    if !pyaot_abi::NATIVE_MODULES.contains(&module) {
        return None;
    }
    let (module, name) = (
        CString::new(module).ok()?,
        CString::new(function.name).ok()?,
    );
    // SAFETY: a C string; a failure is cleared at once.
    let module = unsafe {
        Owned::from_raw(ffi::PyImport_ImportModule(module.as_ptr())).or_else(|| {
            ffi::PyErr_Clear();
            None
        })?
    };
    let found = module.borrow().attribute_opt(&name)?;
    // `bisect.insort` is another name of `insort_right`, by which it would come back.
    let own_name = found.borrow().attribute_opt(c"__name__")?;
    let is_same = crate::reference::text_of(own_name.borrow()) == Some(function.name)
        && found.borrow().is_exactly(&raw mut ffi::PyCFunction_Type);
    is_same.then_some(found)
}

/// Our function for one of Python's `builtins` or of a module that the program
/// imports from us, so that `f is len` holds.
pub fn native_builtin(object: Borrowed<'_>) -> Option<Value> {
    // SAFETY: the caller passes a function in C; what it is bound to is borrowed.
    unsafe {
        let owner = ffi::PyCFunction_GetSelf(object.as_raw());
        let of_instance =
            !owner.is_null() && ffi::PyModule_Check(owner) == 0 && ffi::PyType_Check(owner) == 0;
        if of_instance {
            return None;
        }
    }
    let name = object.attribute_opt(c"__name__")?;
    let name = crate::reference::text_of(name.borrow())?;
    if name == "__new__" {
        let class = object.attribute_opt(c"__self__")?;
        let class = crate::class::from_python(class.borrow()).filter(|ty| !ty.is_heap_type())?;
        return pyaot_core::attribute::getattr_opt(&class.to_value(), name).ok()?;
    }
    let module = object.attribute_opt(c"__module__")?;
    let module = crate::reference::text_of(module.borrow()).unwrap_or("builtins");
    if module != "builtins" {
        // `operator.add` says that it is of `_operator`.
        let module = [module, module.trim_start_matches('_')];
        let module = module
            .into_iter()
            .find_map(pyaot_core::native_module::loaded)?;
        let found = pyaot_core::attribute::attrs_dict(&module)?.get_str(name)?;
        let function = found.downcast::<BuiltinFunctionObject>()?;
        let original = original_function(function)?;
        return original.borrow().is(object).then_some(found);
    }
    let known = original_builtin(name)?;
    if !known.borrow().is(object) {
        return None;
    }
    pyaot_core::method::builtin_function_object(name)
}

/// `import name`: the last part of a dotted name.
pub fn import(name: &Str) -> PyResult<Value> {
    ensure()?;
    let name = crate::convert::name(name)?;
    let module = match loaded(name.borrow()) {
        Some(loaded) => loaded,
        None => crate::sharing::outward(|| {
            // SAFETY: a live str.
            unsafe { Owned::checked(ffi::PyImport_Import(name.as_raw())) }
        })?,
    };
    crate::constant::mark_all(module.borrow());
    Ok(crate::convert::from_python(module))
}

/// A module that is there already, unless it is still being loaded or somebody has put
/// another function in the place of `__import__`: finding it runs no code.
fn loaded(name: Borrowed<'_>) -> Option<Owned> {
    // SAFETY: live objects and C strings; what is looked up is borrowed from modules that stay.
    unsafe {
        let importer = ffi::PyDict_GetItemString(ffi::PyEval_GetBuiltins(), c"__import__".as_ptr());
        if !Borrowed::from_raw(importer)?.is_exactly(&raw mut ffi::PyCFunction_Type) {
            return None;
        }
        let modules = ffi::PyImport_GetModuleDict();
        let module = Borrowed::from_raw(ffi::PyDict_GetItemWithError(modules, name.as_raw()))?;
        if !module.is_exactly(&raw mut ffi::PyModule_Type) {
            return None;
        }
        let spec = module.attribute_opt(c"__spec__")?;
        let loading = spec.borrow().attribute_opt(c"_initializing");
        let is_loaded = loading.is_none_or(|loading| loading.as_raw() == ffi::Py_False());
        is_loaded.then(|| module.to_owned())
    }
}

/// `from module import name`: an attribute, else a submodule.
pub fn import_from(module: &Value, name: &Str) -> PyResult<Value> {
    let module = crate::convert::to_python(module)?;
    let key = crate::convert::name(name)?;
    crate::sharing::outward(|| find_import(module.borrow(), key.borrow(), name.as_str()))
        .map(crate::constant::value)
}

fn find_import(module: Borrowed<'_>, key: Borrowed<'_>, name: &str) -> PyResult<Owned> {
    // SAFETY: live objects; the AttributeError is cleared before going on.
    unsafe {
        if let Some(found) = Owned::from_raw(ffi::PyObject_GetAttr(module.as_raw(), key.as_raw())) {
            return Ok(found);
        }
        if ffi::PyErr_ExceptionMatches(ffi::PyExc_AttributeError) == 0 {
            return Err(crate::exception::fetch());
        }
        ffi::PyErr_Clear();
        let package = module.attribute_opt(c"__name__");
        let package_name = package
            .as_ref()
            .and_then(|name| crate::reference::text_of(name.borrow()));
        if let Some(package) = package_name {
            let full = new_str(&format!("{package}.{name}"))?;
            let modules = ffi::PyImport_GetModuleDict();
            if let Some(found) =
                Borrowed::from_raw(ffi::PyDict_GetItemWithError(modules, full.as_raw()))
            {
                return Ok(found.to_owned());
            }
            if module.attribute_opt(c"__path__").is_some() {
                match Owned::from_raw(ffi::PyImport_Import(full.as_raw())) {
                    Some(found) => return Ok(found),
                    // Only a submodule that does not exist is "cannot import name".
                    None if ffi::PyErr_ExceptionMatches(ffi::PyExc_ModuleNotFoundError) == 0 => {
                        return Err(crate::exception::fetch());
                    }
                    None => ffi::PyErr_Clear(),
                }
            }
        }
        let package_name = package_name.unwrap_or("<unknown module name>");
        let path = module.attribute_opt(c"__file__");
        let path_text = path
            .as_ref()
            .and_then(|path| crate::reference::text_of(path.borrow()));
        let text = match path_text {
            Some(path) => {
                let half_made = module
                    .attribute_opt(c"__spec__")
                    .and_then(|spec| spec.borrow().attribute_opt(c"_initializing"))
                    .is_some_and(|flag| ffi::PyObject_IsTrue(flag.as_raw()) == 1);
                if half_made {
                    format!(
                        "cannot import name '{name}' from partially initialized module '{package_name}' \
                         (most likely due to a circular import) ({path})"
                    )
                } else {
                    format!("cannot import name '{name}' from '{package_name}' ({path})")
                }
            }
            None => format!("cannot import name '{name}' from '{package_name}' (unknown location)"),
        };
        let (text, package_name) = (new_str(&text)?, new_str(package_name)?);
        ffi::PyErr_SetImportError(
            text.as_raw(),
            package_name.as_raw(),
            path.as_ref().map_or(ffi::Py_None(), Owned::as_raw),
        );
        Err(crate::exception::fetch())
    }
}

/// Runs a whole source as `__main__`, as `python3 file` does.
pub fn run_main(source: &Str, file: &Str) -> PyResult<()> {
    ensure()?;
    let path = Path::new(file.as_str());
    let known = pyaot_core::start::program_info().is_some_and(|info| !info.main_file.is_null());
    if !known && let Some(directory) = path.parent() {
        insert_path(&directory.to_string_lossy());
    }
    set_main("__file__", file.as_str());
    let Some(dict) = main_dict() else {
        return Err(raise_runtime_error(format_args!(
            "there is no __main__ module"
        )));
    };
    set_loader(&dict, file.as_str());
    let c_text = |text: &str| {
        CString::new(text).map_err(|_| {
            pyaot_core::error::raise_value_error(format_args!(
                "source code string cannot contain null bytes"
            ))
        })
    };
    let (text, name) = (c_text(source.as_str())?, c_text(file.as_str())?);
    crate::sharing::outward(|| run_text(&text, &name, &dict))
}

/// Runs statements over these globals; `name` is the file that tracebacks show.
pub fn run_text(text: &core::ffi::CStr, name: &core::ffi::CStr, globals: &Owned) -> PyResult<()> {
    // SAFETY: C strings and live objects.
    unsafe {
        let code = Owned::checked(ffi::Py_CompileStringExFlags(
            text.as_ptr(),
            name.as_ptr(),
            ffi::Py_file_input,
            core::ptr::null_mut(),
            -1,
        ))?;
        let globals = globals.as_raw();
        Owned::checked(ffi::PyEval_EvalCode(code.as_raw(), globals, globals)).map(drop)
    }
}

/// `__main__.__loader__` and the like, as the interpreter sets them for a file.
fn set_loader(dict: &Owned, file: &str) {
    let made = (|| {
        let machinery = crate::reference::import(c"importlib.machinery")?;
        let class = machinery
            .borrow()
            .attribute(new_str("SourceFileLoader")?.borrow())?;
        class
            .borrow()
            .call(&[new_str("__main__")?.borrow(), new_str(file)?.borrow()])
    })();
    match made {
        // SAFETY: live objects and C strings.
        Ok(loader) => unsafe {
            ffi::PyDict_SetItemString(dict.as_raw(), c"__loader__".as_ptr(), loader.as_raw());
            ffi::PyDict_SetItemString(dict.as_raw(), c"__cached__".as_ptr(), ffi::Py_None());
        },
        Err(raised) => drop(take_pending(raised)),
    }
}

/// `__spec__` and `__loader__` of a module of the program, by which `importlib.resources` and
/// `pkgutil` find what lies beside its file.
pub fn set_spec(dict: &Owned, name: &str, file: &str) {
    let made = (|| {
        let machinery = crate::reference::import(c"_frozen_importlib_external")?;
        let find = machinery
            .borrow()
            .attribute(new_str("spec_from_file_location")?.borrow())?;
        let spec = find
            .borrow()
            .call(&[new_str(name)?.borrow(), new_str(file)?.borrow()])?;
        let loader = spec.borrow().attribute(new_str("loader")?.borrow())?;
        Ok((spec, loader))
    })();
    match made {
        // SAFETY: live objects and C strings.
        Ok((spec, loader)) => unsafe {
            ffi::PyDict_SetItemString(dict.as_raw(), c"__spec__".as_ptr(), spec.as_raw());
            ffi::PyDict_SetItemString(dict.as_raw(), c"__loader__".as_ptr(), loader.as_raw());
        },
        Err(raised) => drop(take_pending(raised)),
    }
}

/// The end of the program, as CPython ends: wait for threads, run `atexit`,
/// flush. The exit code, 0 if all went well.
pub fn finish() -> i32 {
    crate::sharing::leave();
    // SAFETY: live objects and C strings.
    unsafe {
        let modules = ffi::PyImport_GetModuleDict();
        for (module, function) in [(c"threading", c"_shutdown"), (c"atexit", c"_run_exitfuncs")] {
            let Some(module) =
                Borrowed::from_raw(ffi::PyDict_GetItemString(modules, module.as_ptr()))
            else {
                continue;
            };
            let done = Owned::from_raw(ffi::PyObject_CallMethod(
                module.as_raw(),
                function.as_ptr(),
                core::ptr::null(),
            ));
            if done.is_none() {
                ffi::PyErr_WriteUnraisable(module.as_raw());
            }
        }
        let mut code = 0;
        for (name, failure) in [(c"stdout", 120), (c"stderr", 0)] {
            let stream: Raw = ffi::PySys_GetObject(name.as_ptr());
            if stream.is_null() || stream == ffi::Py_None() {
                continue;
            }
            let closed = Borrowed::new(stream).attribute_opt(c"closed");
            if closed.is_some_and(|closed| ffi::PyObject_IsTrue(closed.as_raw()) == 1) {
                continue;
            }
            let done = Owned::from_raw(ffi::PyObject_CallMethod(
                stream,
                c"flush".as_ptr(),
                core::ptr::null(),
            ));
            if done.is_none() {
                if failure != 0 {
                    ffi::PyErr_WriteUnraisable(stream);
                    code = failure;
                } else {
                    ffi::PyErr_Clear();
                }
            }
        }
        code
    }
}

#[derive(Clone, Copy)]
struct CachedName {
    name: *const u8,
    object: Raw,
}

const NAMES: usize = 1024;
static NAME_CACHE: Global<[CachedName; NAMES]> = Global::new(
    [CachedName {
        name: core::ptr::null(),
        object: core::ptr::null_mut(),
    }; NAMES],
);

/// The Python str for a name, remembered by address when the name lives for ever.
#[inline]
pub fn with_name_cache(name: &Str, make: impl FnOnce(&str) -> PyResult<Owned>) -> PyResult<Owned> {
    let address = name.as_ptr().cast();
    with_constant_cache(address, name.is_immortal(), || make(name.as_str()))
}

/// CPython's object for what is at an address, remembered when that lives for ever.
#[inline]
pub fn with_constant_cache(
    address: *const u8,
    is_immortal: bool,
    make: impl FnOnce() -> PyResult<Owned>,
) -> PyResult<Owned> {
    let slot = (address as usize >> 4) % NAMES;
    // SAFETY: a short access; cached objects are never released.
    let cached = unsafe { (*NAME_CACHE.get())[slot] };
    if cached.name == address {
        // SAFETY: a live object.
        return Ok(unsafe { Owned::new_reference(cached.object) });
    }
    let made = make()?;
    if is_immortal {
        // SAFETY: a short access. The cache keeps a reference for ever.
        unsafe {
            (*NAME_CACHE.get())[slot] = CachedName {
                name: address,
                object: made.clone().into_raw(),
            }
        };
    }
    Ok(made)
}
