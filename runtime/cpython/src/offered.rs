//! Modules of ours that CPython can have, and has not asked for yet.
//!
//! What a module shares is looked at whenever control crosses, and keeping what it holds twice
//! takes time as well. Most of CPython's library never looks at the modules of a program. So
//! `sys.modules` has an object for such a module that shares
//! nothing until somebody wants all its attributes or writes one; single ones are looked up. The dict of
//! the module, which the frames of its functions have as well, only says which module it is, and is of a class of
//! its own: one of its methods, or a key that is not there, and it is the plain dict of a module that is shared.
//! Code that reads the globals of functions and puts them aside (`inspect.signature`) is given that dict as well.

use pyaot_core::error::{PyResult, take_pending};
use pyaot_core::memory::Global;
use pyaot_core::reference::Str;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, Raw, new_str, text_of};

#[derive(Default)]
struct Offers {
    /// CPython's modules, each with its name. They are kept: one whose import fails leaves `sys.modules`.
    open: Vec<(Owned, String)>,
    /// The class of their objects.
    class: Option<Owned>,
    /// The class of the dicts of those.
    dict_class: Option<Owned>,
}

static OFFERS: Global<Option<Offers>> = Global::new(None);

fn offers() -> &'static mut Offers {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*OFFERS.get()).get_or_insert_default() }
}

/// Has CPython find a module whose globals are in a dict.
pub fn offer(module: &Value) -> PyResult<()> {
    let name = pyaot_core::attribute::getattr_opt(module, "__name__")?;
    let Some(name) = name.as_ref().and_then(Value::as_str) else {
        return crate::sharing::share_module(module).map(drop);
    };
    let text = std::ffi::CString::new(name.as_str()).unwrap_or_default();
    let (class, dict_class) = (class()?, dict_class()?);
    // SAFETY: a C string; the module is a borrowed reference, and has a dict.
    unsafe {
        let python = ffi::PyImport_AddModule(text.as_ptr());
        if python.is_null() {
            return Err(crate::exception::fetch());
        }
        if ffi::Py_TYPE(python) != &raw mut ffi::PyModule_Type {
            return crate::sharing::share_module(module).map(drop);
        }
        let dict = ffi::PyModule_GetDict(python);
        describe(module, dict)?;
        (*python).ob_type = class.into_raw().cast();
        if ffi::Py_TYPE(dict) == &raw mut ffi::PyDict_Type {
            (*dict).ob_type = dict_class.into_raw().cast();
        }
        // What had the name before is not found by it any more.
        let before = offers()
            .open
            .iter()
            .find(|(_, known)| known == name.as_str());
        if let Some(before) = before.map(|(module, _)| module.as_raw()) {
            withdraw(before);
        }
        let python = Owned::new_reference(python);
        offers().open.push((python, name.as_str().to_string()));
    }
    Ok(())
}

/// What frames say of their module.
fn describe(module: &Value, dict: Raw) -> PyResult<()> {
    let mut parts = vec![("__builtins__", crate::interpreter::builtins_module()?)];
    if let Some(file) = pyaot_core::attribute::getattr_opt(module, "__file__")? {
        parts.push(("__file__", crate::convert::to_python(&file)?));
    }
    for (name, value) in parts {
        let name = new_str(name)?;
        // SAFETY: live objects.
        unsafe {
            if ffi::PyDict_Contains(dict, name.as_raw()) == 0
                && ffi::PyDict_SetItem(dict, name.as_raw(), value.as_raw()) != 0
            {
                return Err(crate::exception::fetch());
            }
        }
    }
    Ok(())
}

/// Whether an object is that of a module that shares nothing yet, or the dict of one.
#[inline]
fn is_open(object: Borrowed<'_>) -> bool {
    // SAFETY: a short access.
    let Some(offers) = (unsafe { (*OFFERS.get()).as_ref() }) else {
        return false;
    };
    [&offers.class, &offers.dict_class]
        .into_iter()
        .any(|class| {
            let class = class.as_ref();
            class.is_some_and(|class| object.is_exactly(class.as_raw().cast()))
        })
}

/// Our module, or the dict of it, that is offered as the object: going by us, it need not be shared.
#[inline]
pub fn native(object: Borrowed<'_>) -> Option<Value> {
    if !is_open(object) {
        return None;
    }
    // SAFETY: live modules.
    let dict_of = |module: &Owned| unsafe { ffi::PyModule_GetDict(module.as_raw()) };
    let raw = object.as_raw();
    let mut open = offers().open.iter();
    let (module, name) =
        open.find(|(module, _)| [module.as_raw(), dict_of(module)].contains(&raw))?;
    let ours = pyaot_core::namespace::find_module(name)?;
    let globals = pyaot_core::attribute::attrs_dict(&ours)?.to_value();
    // SAFETY: a live dict.
    let dict = unsafe { Owned::new_reference(dict_of(module)) };
    match dict.as_raw() == raw {
        true => Some(globals),
        false => {
            specify(&ours, &dict);
            Some(ours)
        }
    }
}

/// CPython's module for one of ours of that name that shares nothing yet.
pub fn offered(module: &Value, name: &str) -> Option<Owned> {
    let mut open = offers().open.iter();
    let (python, _) = open.find(|(_, known)| known == name)?;
    let found = pyaot_core::namespace::find_module(name)?;
    found.is(module).then(|| python.clone())
}

/// The module is a plain one from now on.
pub fn withdraw(python: Raw) {
    let open = &mut offers().open;
    let Some(at) = open.iter().position(|(known, _)| known.as_raw() == python) else {
        return;
    };
    let _kept = open.swap_remove(at);
    // SAFETY: a live module with its dict, whose classes are ours and give up the reference.
    unsafe {
        let dict = ffi::PyModule_GetDict(python);
        for (object, plain) in [
            (dict, &raw mut ffi::PyDict_Type),
            (python, &raw mut ffi::PyModule_Type),
        ] {
            let class = (*object).ob_type;
            if class != plain {
                (*object).ob_type = plain;
                ffi::Py_DECREF(class.cast());
            }
        }
    }
}

/// As [`accept`] by the dict of the module.
fn accept_dict(dict: Raw) {
    // SAFETY: live modules.
    let is_its = |module: &Owned| unsafe { ffi::PyModule_GetDict(module.as_raw()) == dict };
    let found = offers().open.iter().find(|(module, _)| is_its(module));
    if let Some(module) = found.map(|(module, _)| module.clone()) {
        accept(module.as_raw());
    }
}

/// Somebody looks at the module: its globals are shared.
pub fn accept(python: Raw) {
    let mut open = offers().open.iter();
    let name = open.find(|(known, _)| known.as_raw() == python);
    let name = name.map(|(_, name)| name.clone());
    withdraw(python);
    let module = name.and_then(|name| pyaot_core::namespace::find_module(&name));
    let Some(module) = module else {
        return;
    };
    if let Err(raised) = crate::sharing::share_module(&module) {
        drop(take_pending(raised));
    }
}

/// A module's attribute of a name.
fn attribute_of(module: Raw, name: Raw) -> Option<Owned> {
    // SAFETY: CPython passes a live str.
    let text = text_of(unsafe { Borrowed::new(name) })?;
    let mut open = offers().open.iter();
    let found = open.find(|(known, _)| known.as_raw() == module);
    let ours = pyaot_core::namespace::find_module(&found?.1)?;
    match text {
        "__spec__" | "__loader__" => return specified(&ours, module, name),
        // Of ours, another one than that of CPython's module.
        "__builtins__" => return None,
        _ => {}
    }
    let value = match text.starts_with("__") {
        // What is no global, as `__dict__`, belongs to the module as CPython has it.
        true => pyaot_core::attribute::attrs_dict(&ours)?.get_str(text)?,
        false => match pyaot_core::attribute::getattr_opt(&ours, text) {
            Ok(value) => value?,
            Err(raised) => {
                drop(take_pending(raised));
                return None;
            }
        },
    };
    crate::convert::to_python(&value).ok()
}

/// What CPython's import knows of a module: it asks of each module that it finds loaded.
fn specified(ours: &Value, module: Raw, name: Raw) -> Option<Owned> {
    // SAFETY: a live module has a dict.
    let dict = unsafe { Owned::new_reference(ffi::PyModule_GetDict(module)) };
    specify(ours, &dict);
    // SAFETY: live objects; what is missing is no error here.
    unsafe {
        let found = Borrowed::from_raw(ffi::PyDict_GetItemWithError(dict.as_raw(), name));
        found.map(Borrowed::to_owned)
    }
}

/// Gives a module, and the dict of CPython's module for it, what CPython's import knows better.
pub fn specify(module: &Value, dict: &Owned) {
    let Some(globals) = pyaot_core::attribute::attrs_dict(module) else {
        return;
    };
    let get = |key: &core::ffi::CStr| {
        // SAFETY: a live dict and a C string.
        unsafe { Borrowed::from_raw(ffi::PyDict_GetItemString(dict.as_raw(), key.as_ptr())) }
    };
    if globals
        .get_str("__spec__")
        .is_some_and(|spec| !spec.is_none())
    {
        return;
    }
    // SAFETY: the immortal None.
    let known = get(c"__spec__").is_some_and(|spec| spec.as_raw() != unsafe { ffi::Py_None() });
    if let (Some(name), Some(file)) = (globals.get_str("__name__"), globals.get_str("__file__"))
        && let (Some(name), Some(file)) = (name.as_str(), file.as_str())
        && name.as_str() != "__main__"
        && !known
    {
        crate::interpreter::set_spec(dict, name.as_str(), file.as_str());
    }
    for (key, name) in [(c"__loader__", "__loader__"), (c"__spec__", "__spec__")] {
        if let Some(found) = get(key) {
            globals.set_str(name, crate::convert::from_borrowed(found));
        }
    }
}

/// For an attribute that is the globals of a function of a module that shares nothing yet: the dict of that
/// module, where the code that asks does nothing with them.
pub fn put_aside(attribute: &Str, found: &Value) -> Option<Owned> {
    if attribute.as_str() != "__globals__" || offers().open.is_empty() {
        return None;
    }
    let name = pyaot_core::namespace::name_of(found)?;
    let mut open = offers().open.iter();
    let module = &open.find(|(_, known)| known == name)?.0;
    // SAFETY: a live module has a dict.
    crate::frame::reads_annotations_only()
        .then(|| unsafe { Owned::new_reference(ffi::PyModule_GetDict(module.as_raw())) })
}

unsafe extern "C" fn get(module: Raw, name: Raw) -> Raw {
    if let Some(found) = crate::proxy::inward(|| attribute_of(module, name)) {
        return found.into_raw();
    }
    accept(module);
    // SAFETY: CPython passes live objects; the module is a plain one now.
    unsafe { ffi::PyObject_GetAttr(module, name) }
}

unsafe extern "C" fn set(module: Raw, name: Raw, value: Raw) -> core::ffi::c_int {
    accept(module);
    // SAFETY: CPython passes live objects, or no value; the module is a plain one now.
    unsafe { ffi::PyObject_SetAttr(module, name, value) }
}

/// What the dict says while it is not shared; null, without an error, where that is nothing.
fn described(dict: Raw, key: Raw) -> Raw {
    // SAFETY: CPython passes live objects; an error is that of the key's `__eq__` or `__hash__`,
    // which comes again.
    unsafe {
        let found = ffi::PyDict_GetItemWithError(dict, key);
        match found.is_null() {
            true => ffi::PyErr_Clear(),
            false => ffi::Py_INCREF(found),
        }
        found
    }
}

unsafe extern "C" fn dict_item(dict: Raw, key: Raw) -> Raw {
    let found = described(dict, key);
    if !found.is_null() {
        return found;
    }
    accept_dict(dict);
    // SAFETY: as above; the dict is a plain one now, here and below.
    unsafe { ffi::PyObject_GetItem(dict, key) }
}

unsafe extern "C" fn dict_get(dict: Raw, args: *mut Raw, n: ffi::Py_ssize_t) -> Raw {
    // SAFETY: CPython passes `n` live arguments.
    unsafe {
        if (1..=2).contains(&n) {
            let found = described(dict, *args);
            if !found.is_null() {
                return found;
            }
        }
        accept_dict(dict);
        let method = ffi::PyObject_GetAttrString(dict, c"get".as_ptr());
        let Some(method) = Owned::from_raw(method) else {
            return core::ptr::null_mut();
        };
        let args = args.cast_const();
        ffi::PyObject_Vectorcall(method.as_raw(), args, n as usize, core::ptr::null_mut())
    }
}

unsafe extern "C" fn dict_contains(dict: Raw, key: Raw) -> core::ffi::c_int {
    let found = described(dict, key);
    // SAFETY: as above.
    unsafe {
        if !found.is_null() {
            ffi::Py_DECREF(found);
            return 1;
        }
        accept_dict(dict);
        ffi::PySequence_Contains(dict, key)
    }
}

unsafe extern "C" fn dict_store(dict: Raw, key: Raw, value: Raw) -> core::ffi::c_int {
    accept_dict(dict);
    // SAFETY: as above; no value is to delete.
    unsafe {
        match value.is_null() {
            true => ffi::PyObject_DelItem(dict, key),
            false => ffi::PyObject_SetItem(dict, key, value),
        }
    }
}

unsafe extern "C" fn dict_length(dict: Raw) -> ffi::Py_ssize_t {
    accept_dict(dict);
    // SAFETY: as above.
    unsafe { ffi::PyObject_Size(dict) }
}

unsafe extern "C" fn dict_iter(dict: Raw) -> Raw {
    accept_dict(dict);
    // SAFETY: as above.
    unsafe { ffi::PyObject_GetIter(dict) }
}

unsafe extern "C" fn dict_repr(dict: Raw) -> Raw {
    accept_dict(dict);
    // SAFETY: as above.
    unsafe { ffi::PyObject_Repr(dict) }
}

unsafe extern "C" fn dict_compare(dict: Raw, other: Raw, op: core::ffi::c_int) -> Raw {
    accept_dict(dict);
    // SAFETY: as above.
    unsafe { ffi::PyObject_RichCompare(dict, other, op) }
}

unsafe extern "C" fn dict_or(dict: Raw, other: Raw) -> Raw {
    // SAFETY: as above; one of them is the dict of a module.
    unsafe {
        for side in [dict, other] {
            if is_open(Borrowed::new(side)) {
                accept_dict(side);
            }
        }
        ffi::PyNumber_Or(dict, other)
    }
}

unsafe extern "C" fn dict_attribute(dict: Raw, name: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        if text_of(Borrowed::new(name)).is_some_and(|name| name == "get") {
            return ffi::PyObject_GenericGetAttr(dict, name);
        }
        accept_dict(dict);
        ffi::PyObject_GetAttr(dict, name)
    }
}

fn slot(slot: core::ffi::c_int, pfunc: *const ()) -> ffi::PyType_Slot {
    ffi::PyType_Slot {
        slot,
        pfunc: pfunc.cast_mut().cast(),
    }
}

/// A class that derives from a built-in one and looks like it.
fn derived(
    name: &'static core::ffi::CStr,
    base: *mut ffi::PyTypeObject,
    slots: &mut [ffi::PyType_Slot],
) -> PyResult<Owned> {
    let mut spec = ffi::PyType_Spec {
        name: name.as_ptr(),
        basicsize: 0,
        itemsize: 0,
        flags: ffi::Py_TPFLAGS_DEFAULT as u32,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the spec and its slots, which end with an empty one, are valid for the call; the
    // base is a static type.
    unsafe { Owned::checked(ffi::PyType_FromSpecWithBases(&mut spec, base.cast())) }
}

fn class() -> PyResult<Owned> {
    if let Some(class) = &offers().class {
        return Ok(class.clone());
    }
    let mut slots = [
        slot(ffi::Py_tp_getattro, get as *const ()),
        slot(ffi::Py_tp_setattro, set as *const ()),
        slot(0, core::ptr::null()),
    ];
    let class = derived(c"builtins.module", &raw mut ffi::PyModule_Type, &mut slots)?;
    offers().class = Some(class.clone());
    Ok(class)
}

/// The one method that answers by itself.
static DICT_METHODS: Global<[ffi::PyMethodDef; 2]> = Global::new([
    ffi::PyMethodDef {
        ml_name: c"get".as_ptr(),
        ml_meth: ffi::PyMethodDefPointer {
            PyCFunctionFast: dict_get,
        },
        ml_flags: ffi::METH_FASTCALL,
        ml_doc: core::ptr::null(),
    },
    ffi::PyMethodDef::zeroed(),
]);

fn dict_class() -> PyResult<Owned> {
    if let Some(class) = &offers().dict_class {
        return Ok(class.clone());
    }
    let mut slots = [
        slot(ffi::Py_mp_subscript, dict_item as *const ()),
        slot(ffi::Py_mp_ass_subscript, dict_store as *const ()),
        slot(ffi::Py_mp_length, dict_length as *const ()),
        slot(ffi::Py_sq_contains, dict_contains as *const ()),
        slot(ffi::Py_tp_iter, dict_iter as *const ()),
        slot(ffi::Py_tp_repr, dict_repr as *const ()),
        slot(ffi::Py_tp_richcompare, dict_compare as *const ()),
        slot(
            ffi::Py_tp_hash,
            ffi::PyObject_HashNotImplemented as *const (),
        ),
        slot(ffi::Py_nb_or, dict_or as *const ()),
        slot(ffi::Py_tp_getattro, dict_attribute as *const ()),
        slot(ffi::Py_tp_methods, DICT_METHODS.get() as *const ()),
        slot(0, core::ptr::null()),
    ];
    let class = derived(c"builtins.dict", &raw mut ffi::PyDict_Type, &mut slots)?;
    offers().dict_class = Some(class.clone());
    Ok(class)
}
