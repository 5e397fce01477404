//! `eval` and `exec` of what is simple, without a crossing.
//!
//! CPython compiles the text; most of what programs evaluate (expressions, assignments, loops) is
//! then run here, on values of ours ([`machine`]). So nothing that the globals hold is shared
//! with CPython for it, and a text that is evaluated again is not compiled again. What
//! makes functions or classes, handles exceptions, imports, or may look at its own frame
//! runs in CPython.

mod code;
mod machine;

use std::collections::HashMap;
use std::rc::Rc;

use pyaot_abi::layout::StrObject;
use pyaot_core::dict::DictObject;
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::{Dict, Str};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use self::code::Code;
use crate::reference::{Borrowed, Owned, Raw};

/// A text of a kind, and its code if it runs here.
type Known = HashMap<(bool, Box<str>), Option<Rc<Code>>>;

/// Texts compiled before.
static KNOWN: Global<Option<Known>> = Global::new(None);
/// More are forgotten all at once.
const MAX_KNOWN: usize = 500;

/// Code objects decoded before, kept alive by what is known of them.
static DECODED: Global<Option<HashMap<Raw, Rc<Code>>>> = Global::new(None);

/// The hook `evaluate`: `eval(source, globals, locals)`, or `exec`; `None` when CPython is to do it.
pub fn evaluate(
    is_eval: bool,
    source: &Value,
    globals: &Value,
    locals: &Value,
) -> Option<PyResult<Value>> {
    let globals = globals.downcast_exact::<DictObject>()?;
    let locals = match locals.is_none() {
        true => globals,
        false => locals.downcast_exact::<DictObject>()?,
    };
    let record = pyaot_core::frame::current();
    if !record.is_null() && !pyaot_core::frame::is_shared(record) {
        // The program looks at its callers, and this would have no frame.
        return None;
    }
    if let Err(raised) = crate::interpreter::ensure() {
        return Some(Err(raised));
    }
    let code = match source.downcast_exact::<StrObject>() {
        Some(text) => of_text(is_eval, text)?,
        None => of_object(Borrowed::of(source)?)?,
    };
    let builtins = builtins_of(globals)?;
    Some(machine::run(&code, globals, locals, &builtins))
}

/// Where names are looked up that no namespace has.
pub(crate) enum Builtins {
    /// Those there are.
    Own,
    /// What the globals say.
    Given(Dict),
}

fn builtins_of(globals: &Dict) -> Option<Builtins> {
    let Some(given) = globals.get_str("__builtins__") else {
        // SAFETY: a borrowed reference to a dict that lives as long as the interpreter.
        let builtins = unsafe { Owned::new_reference(ffi::PyEval_GetBuiltins()) };
        globals.set_str("__builtins__", builtins.into_value());
        return Some(Builtins::Own);
    };
    if let Some(dict) = given.downcast_exact::<DictObject>() {
        return Some(Builtins::Given(dict.clone()));
    }
    match Borrowed::of(&given) {
        // SAFETY: live objects.
        Some(given) => unsafe {
            let dict = ffi::PyEval_GetBuiltins();
            let is_own = given.as_raw() == dict
                || ffi::PyModule_Check(given.as_raw()) != 0
                    && ffi::PyModule_GetDict(given.as_raw()) == dict;
            is_own.then_some(Builtins::Own)
        },
        None => pyaot_core::module::is_named(&given, "builtins").then_some(Builtins::Own),
    }
}

fn of_text(is_eval: bool, text: &Str) -> Option<Rc<Code>> {
    // SAFETY: a short access.
    let known = unsafe { (*KNOWN.get()).get_or_insert_default() };
    let key = (is_eval, text.as_str().into());
    if let Some(found) = known.get(&key) {
        return found.clone();
    }
    let code = compile(is_eval, text.as_str())?;
    // SAFETY: the caller of this has the new reference.
    let decoded = Code::decode(code.borrow()).map(Rc::new);
    // SAFETY: a short access. Compiling may have evaluated something else.
    let known = unsafe { (*KNOWN.get()).get_or_insert_default() };
    if known.len() >= MAX_KNOWN {
        known.clear();
    }
    known.insert(key, decoded.clone());
    decoded
}

/// The code of a text; `None` where CPython is to say what is wrong with it.
fn compile(is_eval: bool, text: &str) -> Option<Owned> {
    /// `PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE`.
    const FLAGS: core::ffi::c_int = 0x100 | 0x800;
    let (text, start) = match is_eval {
        true => (text.trim_start_matches([' ', '\t']), ffi::Py_eval_input),
        false => (text, ffi::Py_file_input),
    };
    let text = std::ffi::CString::new(text).ok()?;
    let mut flags = ffi::PyCompilerFlags {
        cf_flags: FLAGS,
        cf_feature_version: 11,
    };
    // SAFETY: C strings; a new reference, or an error that is cleared.
    unsafe {
        let code = Owned::from_raw(ffi::Py_CompileStringExFlags(
            text.as_ptr(),
            c"<string>".as_ptr(),
            start,
            &mut flags,
            -1,
        ));
        if code.is_none() {
            ffi::PyErr_Clear();
        }
        code
    }
}

/// What [`compile`] of the program's has made.
fn of_object(object: Borrowed<'_>) -> Option<Rc<Code>> {
    if !object.is_exactly(&raw mut ffi::PyCode_Type) {
        return None;
    }
    // SAFETY: a short access.
    let decoded = unsafe { (*DECODED.get()).get_or_insert_default() };
    if let Some(known) = decoded.get(&object.as_raw()) {
        return Some(known.clone());
    }
    let code = Rc::new(Code::decode(object)?);
    // SAFETY: a short access.
    let decoded = unsafe { (*DECODED.get()).get_or_insert_default() };
    if decoded.len() >= MAX_KNOWN {
        decoded.clear();
    }
    decoded.insert(object.as_raw(), code.clone());
    Some(code)
}
