//! Classes of the program with a base or metaclass of Python's: they are
//! classes of CPython, whose methods are compiled functions.

use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::Str;
use pyaot_core::types::Layout;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_python, name as python_name, to_python};
use crate::reference::{Borrowed, Owned, import, new_str};
use crate::sharing::outward;

/// What a `class` statement does, in the order CPython does it.
const SOURCE: &core::ffi::CStr = cr#"
import types

def make_class(name, bases, items, keywords):
    resolved = types.resolve_bases(bases)
    metaclass, namespace, keywords = types.prepare_class(name, resolved, keywords)
    for key, value in items:
        namespace[key] = value
    if resolved is not bases:
        namespace['__orig_bases__'] = bases
    return metaclass(name, resolved, namespace, **keywords)
"#;

static MAKE: Global<Option<Owned>> = Global::new(None);

/// The function of [`SOURCE`], compiled on first use.
fn maker() -> PyResult<Owned> {
    // SAFETY: short accesses; live objects and C strings.
    unsafe {
        if let Some(known) = (*MAKE.get()).clone() {
            return Ok(known);
        }
        let names = Owned::checked(ffi::PyDict_New())?;
        ffi::PyDict_SetItemString(
            names.as_raw(),
            c"__builtins__".as_ptr(),
            ffi::PyEval_GetBuiltins(),
        );
        drop(Owned::checked(ffi::PyRun_StringFlags(
            SOURCE.as_ptr(),
            ffi::Py_file_input,
            names.as_raw(),
            names.as_raw(),
            core::ptr::null_mut(),
        ))?);
        let Some(made) = Borrowed::from_raw(ffi::PyDict_GetItemString(
            names.as_raw(),
            c"make_class".as_ptr(),
        )) else {
            return Err(pyaot_core::error::raise_system_error(format_args!(
                "the class maker is missing"
            )));
        };
        let made = made.to_owned();
        *MAKE.get() = Some(made.clone());
        Ok(made)
    }
}

/// Makes the class.
pub fn class_new(
    name: &Str,
    bases: &Value,
    namespace: &Value,
    keywords: Option<&Value>,
) -> PyResult<Value> {
    crate::interpreter::ensure()?;
    let maker = maker()?;
    let mut converted = Vec::new();
    for base in bases
        .as_tuple()
        .map_or(&[] as &[Value], |bases| bases.items())
    {
        converted.push(base_to_python(base)?.into_value());
    }
    let bases = crate::convert::tuple_to_python(&converted, to_python)?;
    // Pairs in order: what the metaclass prepares may look at each as it comes.
    let items = pairs(namespace)?;
    // SAFETY: a new reference.
    let keyword_dict = unsafe { Owned::checked(ffi::PyDict_New())? };
    if let Some(keywords) = keywords.and_then(Value::as_dict) {
        for (key, value) in keywords.entries() {
            let (key, value) = (to_python(&key)?, to_python(&value)?);
            // SAFETY: live objects; str keys hash without running code.
            unsafe { ffi::PyDict_SetItem(keyword_dict.as_raw(), key.as_raw(), value.as_raw()) };
        }
    }
    let name = new_str(name.as_str())?;
    outward(|| {
        maker.borrow().call(&[
            name.borrow(),
            bases.borrow(),
            items.borrow(),
            keyword_dict.borrow(),
        ])
    })
    .map(from_python)
}

/// A class of ours among the bases: as what it is made of, since CPython lays
/// out instances of the new class.
fn base_to_python(base: &Value) -> PyResult<Owned> {
    let Some(ty) = base
        .as_type()
        .filter(|ty| ty.is_heap_type() && ty.layout() == Layout::Instance)
    else {
        return to_python(base);
    };
    let mut bases = Vec::new();
    for parent in ty.bases() {
        bases.push(base_to_python(&parent.to_value())?.into_value());
    }
    let bases = crate::convert::tuple_to_python(&bases, to_python)?;
    let items = pairs(ty.dict().as_value())?;
    let name = new_str(ty.name())?;
    // SAFETY: a new reference.
    let keywords = unsafe { Owned::checked(ffi::PyDict_New())? };
    maker()?.borrow().call(&[
        name.borrow(),
        bases.borrow(),
        items.borrow(),
        keywords.borrow(),
    ])
}

/// A list of the items of a dict of ours as pairs.
fn pairs(dict: &Value) -> PyResult<Owned> {
    let mut items = Vec::new();
    if let Some(dict) = dict.as_dict() {
        for (key, value) in dict.entries() {
            if key
                .as_str()
                .is_some_and(|key| matches!(key.as_str(), "__dict__" | "__weakref__"))
            {
                continue;
            }
            items.push(pyaot_core::reference::Tuple::from_vec(vec![key, value]).into());
        }
    }
    crate::convert::tuple_to_python(&items, to_python)
}

/// `super(class, object).name`.
pub fn super_getattr(class: &Value, object: &Value, name: &Str) -> PyResult<Value> {
    let (class, object) = (to_python(class)?, to_python(object)?);
    let name = python_name(name)?;
    let super_class = import(c"builtins")?
        .borrow()
        .attribute(new_str("super")?.borrow())?;
    outward(|| {
        let bound = super_class
            .borrow()
            .call(&[class.borrow(), object.borrow()])?;
        bound.borrow().attribute(name.borrow())
    })
    .map(from_python)
}
