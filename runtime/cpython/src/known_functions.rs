//! Functions of CPython's library in Python that are done here for plain arguments: a call of one takes
//! several times as long as what it does. They are found by the function object that the program calls, so
//! whoever puts another in its place, or gives it other code, has that one called.
//!
//! What may raise or run anything else is left to the function itself.

use pyaot_core::args::Args;
use pyaot_core::memory::Global;
use pyaot_core::name;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::call::{module_global, type_function};
use crate::instance::own_attribute;
use crate::reference::{Borrowed, Owned, Raw, text_of};

/// A call of a known function, without keywords; the receiver is that of a method.
struct Call<'a> {
    function: *const ffi::PyFunctionObject,
    receiver: Option<Borrowed<'a>>,
    args: &'a [Value],
}

/// What the function gives; `None`: ask it.
type Run = fn(&Call<'_>) -> Option<Value>;

/// Known functions by their modules and qualified names.
const ROWS: [(&str, &str, Run); 18] = [
    ("posixpath", "join", join),
    ("posixpath", "split", split),
    ("posixpath", "splitext", split_extension),
    ("posixpath", "basename", |call| base_name(call.text()?)),
    ("posixpath", "dirname", |call| directory(call.text()?)),
    ("posixpath", "isabs", |call| {
        Some(Value::bool(call.text()?.as_str().starts_with('/')))
    }),
    ("os", "getenv", |call| {
        let environment = module_global(call.function, name!("environ"))?;
        environment_get(environment.borrow(), call.args)
    }),
    ("collections.abc", "Mapping.get", |call| {
        environment_get(call.receiver?, call.args)
    }),
    // Not called: known to those above.
    ("os", "_Environ.__getitem__", nothing),
    ("os", "_createenviron.<locals>.encode", nothing),
    ("os", "_createenviron.<locals>.decode", nothing),
    ("logging", "Logger.isEnabledFor", nothing),
    ("logging", "Logger.debug", |call| log(call, 10)),
    ("logging", "Logger.info", |call| log(call, 20)),
    ("logging", "Logger.warning", |call| log(call, 30)),
    ("logging", "Logger.error", |call| log(call, 40)),
    ("logging", "Logger.critical", |call| log(call, 50)),
    ("html", "escape", escape),
];

fn nothing(_call: &Call<'_>) -> Option<Value> {
    None
}

#[derive(Clone, Copy)]
struct Known {
    function: Raw,
    code: Raw,
    /// Its place in [`ROWS`]; such a function is kept.
    row: Option<u8>,
}

const PLACES: usize = 256;
static KNOWN: Global<[Known; PLACES]> = Global::new(
    [Known {
        function: core::ptr::null_mut(),
        code: core::ptr::null_mut(),
        row: None,
    }; PLACES],
);

/// The row of a function in Python.
///
/// # Safety
/// A live function.
#[inline]
unsafe fn row_of(function: Raw) -> Option<&'static (&'static str, &'static str, Run)> {
    // SAFETY: as promised by the caller; a short access.
    unsafe {
        let known = &mut (*KNOWN.get())[(function as usize >> 4) % PLACES];
        let code = (*function.cast::<ffi::PyFunctionObject>()).func_code;
        if known.function != function || known.code != code {
            let row = find(function.cast());
            // Nothing else can have its address then, nor that of its code.
            if row.is_some() {
                ffi::Py_INCREF(function);
                ffi::Py_INCREF(code);
            }
            *known = Known {
                function,
                code,
                row,
            };
        }
        known.row.map(|row| &ROWS[row as usize])
    }
}

/// # Safety
/// A live function.
#[cold]
unsafe fn find(function: *const ffi::PyFunctionObject) -> Option<u8> {
    // SAFETY: as promised by the caller.
    unsafe {
        let text = |object: Raw| text_of(Borrowed::from_raw(object)?);
        let code = Borrowed::from_raw((*function).func_code)?;
        let (module, name) = (
            text((*function).func_module)?,
            text((*function).func_qualname)?,
        );
        let is_row = |row: &(&str, &str, Run)| row.0 == module && row.1 == name;
        let row = ROWS.iter().position(is_row)?;
        let file = code.attribute_opt(c"co_filename")?;
        let own_name = code.attribute_opt(c"co_qualname")?;
        let is_own =
            text(own_name.as_raw())? == name && is_of_library(text(file.as_raw())?, module);
        is_own.then_some(row as u8)
    }
}

/// Whether a file is that of a module of CPython's library.
fn is_of_library(file: &str, module: &str) -> bool {
    if file.starts_with("<frozen ") {
        return true;
    }
    // SAFETY: a C string; what `sys` has is borrowed.
    let directory = unsafe { Borrowed::from_raw(ffi::PySys_GetObject(c"_stdlib_dir".as_ptr())) };
    let rest = directory
        .and_then(|directory| text_of(directory))
        .and_then(|directory| file.strip_prefix(directory));
    let name = rest.and_then(|rest| rest.strip_prefix('/'));
    let name = name.and_then(|name| name.strip_suffix(".py"));
    name.is_some_and(|name| name.strip_suffix("/__init__").unwrap_or(name) == module)
}

/// What a call of a function in Python gives, if that is known here; `receiver` is that of a method.
///
/// # Safety
/// A live function.
#[inline]
pub unsafe fn call(
    function: Raw,
    receiver: Option<Borrowed<'_>>,
    args: &Args<'_>,
) -> Option<Value> {
    // SAFETY: as promised by the caller.
    let row = unsafe { row_of(function)? };
    // Who profiles sees the calls.
    if args.names().is_some() || crate::frame::is_traced() {
        return None;
    }
    (row.2)(&Call {
        function: function.cast(),
        receiver,
        args: args.words(),
    })
}

impl Call<'_> {
    /// The one argument, a plain str.
    fn text(&self) -> Option<&Str> {
        match self.args {
            [text] => plain(text),
            _ => None,
        }
    }
}

/// A str of no class of its own.
fn plain(value: &Value) -> Option<&Str> {
    value.downcast_exact()
}

fn is_function(object: Borrowed<'_>) -> bool {
    object.is_exactly(&raw mut ffi::PyFunction_Type)
}

/// Whether an object is the known function of that name.
fn is_known(object: Borrowed<'_>, module: &str, name: &str) -> bool {
    // SAFETY: a live function.
    let row = is_function(object).then(|| unsafe { row_of(object.as_raw()) });
    row.flatten()
        .is_some_and(|row| row.0 == module && row.1 == name)
}

fn join(call: &Call<'_>) -> Option<Value> {
    let mut parts = call.args.iter().map(plain);
    let mut path = parts.next()??.as_str().to_string();
    // The last part that begins anew, or the first, is what is given where nothing is joined to it.
    let mut whole = Some(call.args.first()?);
    for (part, value) in parts.zip(&call.args[1..]) {
        let part = part?.as_str();
        if part.starts_with('/') {
            path.clear();
            whole = Some(value);
        } else {
            if !path.is_empty() && !path.ends_with('/') {
                path.push('/');
            }
            whole = None;
        }
        path.push_str(part);
    }
    Some(match whole {
        Some(whole) => whole.clone(),
        None => Value::str(&path),
    })
}

/// Where the last component of a path begins.
fn last_component(path: &str) -> usize {
    path.rfind('/').map_or(0, |at| at + 1)
}

fn base_name(path: &Str) -> Option<Value> {
    Some(match last_component(path.as_str()) {
        0 => path.to_value(),
        at => Value::str(&path.as_str()[at..]),
    })
}

fn directory(path: &Str) -> Option<Value> {
    let head = &path.as_str()[..last_component(path.as_str())];
    let stripped = head.trim_end_matches('/');
    Some(Value::str(if stripped.is_empty() {
        head
    } else {
        stripped
    }))
}

fn split(call: &Call<'_>) -> Option<Value> {
    let path = call.text()?;
    let parts = vec![directory(path)?, base_name(path)?];
    Some(Tuple::from_vec(parts).into())
}

fn split_extension(call: &Call<'_>) -> Option<Value> {
    let whole = call.text()?;
    let path = whole.as_str();
    let name = &path[last_component(path)..];
    // Leading dots begin no extension.
    let dots = name.len() - name.trim_start_matches('.').len();
    let parts = match name[dots..].rfind('.') {
        Some(at) => {
            let at = path.len() - name.len() + dots + at;
            vec![Value::str(&path[..at]), Value::str(&path[at..])]
        }
        None => vec![whole.to_value(), Value::str("")],
    };
    Some(Tuple::from_vec(parts).into())
}

fn escape(call: &Call<'_>) -> Option<Value> {
    let (text, quotes) = match call.args {
        [text] => (plain(text)?, true),
        [text, quotes] => (plain(text)?, quotes.as_bool()?),
        _ => return None,
    };
    let is_special = |c: char| matches!(c, '&' | '<' | '>') || quotes && matches!(c, '"' | '\'');
    if !text.as_str().contains(is_special) {
        return Some(text.to_value());
    }
    let mut escaped = String::with_capacity(text.as_str().len() + 16);
    for c in text.as_str().chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' if quotes => escaped.push_str("&quot;"),
            '\'' if quotes => escaped.push_str("&#x27;"),
            c => escaped.push(c),
        }
    }
    Some(Value::str(&escaped))
}

/// A dict that is an instance's own attribute and that compiled code has no twin of.
fn own_dict(object: Borrowed<'_>, name: &'static Str) -> Option<Borrowed<'static>> {
    let dict = own_attribute(object, name)?;
    let is_ours = || crate::sharing::known_object(dict).is_some();
    (dict.is_exactly(&raw mut ffi::PyDict_Type) && !is_ours()).then_some(dict)
}

/// `os.environ.get(key, default)`, of ASCII alone.
fn environment_get(environment: Borrowed<'_>, args: &[Value]) -> Option<Value> {
    let (key, default) = match args {
        [key] => (plain(key)?, &Value::NONE),
        [key, default] => (plain(key)?, default),
        _ => return None,
    };
    let is_own = |name, known| {
        let function = own_attribute(environment, name);
        function.is_some_and(|function| is_known(function, "os", known))
    };
    let item = type_function(environment, name!("__getitem__"))?;
    if !is_known(item, "os", "_Environ.__getitem__")
        || !is_own(name!("encodekey"), "_createenviron.<locals>.encode")
        || !is_own(name!("decodevalue"), "_createenviron.<locals>.decode")
    {
        return None;
    }
    let data = own_dict(environment, name!("_data"))?;
    let key = key.as_str();
    if !key.is_ascii() {
        return None;
    }
    // SAFETY: live objects; the keys are bytes, which are compared without other code.
    unsafe {
        let key = ffi::PyBytes_FromStringAndSize(key.as_ptr().cast(), key.len() as isize);
        let key = Owned::from_raw(key)?;
        let found = ffi::PyDict_GetItemWithError(data.as_raw(), key.as_raw());
        let Some(found) = Borrowed::from_raw(found) else {
            return ffi::PyErr_Occurred().is_null().then(|| default.clone());
        };
        if !found.is_exactly(&raw mut ffi::PyBytes_Type) {
            return None;
        }
        let bytes = core::slice::from_raw_parts(
            ffi::PyBytes_AS_STRING(found.as_raw()).cast::<u8>(),
            ffi::PyBytes_Size(found.as_raw()) as usize,
        );
        let text = core::str::from_utf8(bytes).ok()?;
        text.is_ascii().then(|| Value::str(text))
    }
}

/// `logger.debug(...)` and its like where the level is known to be switched off.
fn log(call: &Call<'_>, level: core::ffi::c_long) -> Option<Value> {
    let logger = call.receiver?;
    let asks = type_function(logger, name!("isEnabledFor"))?;
    if call.args.is_empty() || !is_known(asks, "logging", "Logger.isEnabledFor") {
        return None;
    }
    let disabled = own_attribute(logger, name!("disabled"))?;
    // SAFETY: the immortal truth values; live objects.
    unsafe {
        if disabled.as_raw() == ffi::Py_True() {
            return Some(Value::NONE);
        }
        if disabled.as_raw() != ffi::Py_False() {
            return None;
        }
        let cache = own_dict(logger, name!("_cache"))?;
        let level = Owned::from_raw(ffi::PyLong_FromLong(level))?;
        let known = ffi::PyDict_GetItemWithError(cache.as_raw(), level.as_raw());
        (known == ffi::Py_False()).then_some(Value::NONE)
    }
}
