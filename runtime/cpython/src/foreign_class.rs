//! Classes of the program with a base or metaclass of Python's: they are
//! classes of CPython, whose methods are compiled functions.

use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::{Dict, Str, Tuple};
use pyaot_core::types::Layout;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_python, name as python_name, to_python};
use crate::copies::{base_to_python, copy_of};
use crate::reference::{Borrowed, Owned, import, new_str};
use crate::sharing::outward;

/// The beginning of a `class` statement, up to its body.
const SOURCE: &core::ffi::CStr = cr#"
import types

def prepare(name, bases, keywords):
    resolved = types.resolve_bases(bases)
    metaclass, namespace, keywords = types.prepare_class(name, resolved, keywords)
    if not hasattr(type(namespace), '__getitem__'):
        maker = metaclass.__name__ if isinstance(metaclass, type) else '<metaclass>'
        raise TypeError(f"{maker}.__prepare__() must return a mapping, "
                        f"not {type(namespace).__name__}")
    original = None if resolved is bases else bases
    return namespace, metaclass, resolved, original, keywords
"#;

static PREPARE: Global<Option<Owned>> = Global::new(None);

/// The function of [`SOURCE`], compiled on first use.
fn preparer() -> PyResult<Owned> {
    // SAFETY: short accesses; live objects and C strings.
    unsafe {
        if let Some(known) = (*PREPARE.get()).clone() {
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
            c"prepare".as_ptr(),
        )) else {
            return Err(pyaot_core::error::raise_system_error(format_args!(
                "the class maker is missing"
            )));
        };
        let made = made.to_owned();
        *PREPARE.get() = Some(made.clone());
        Ok(made)
    }
}

/// What a class statement has until its end, in the order [`SOURCE`] gives it.
pub(crate) struct Begun([Owned; 5]);

impl Begun {
    pub(crate) fn namespace(&self) -> Borrowed<'_> {
        self.0[0].borrow()
    }

    /// `metaclass(name, bases, namespace, **keywords)`.
    pub(crate) fn finish(&self, name: &Owned) -> PyResult<Owned> {
        let [namespace, metaclass, bases, original, keywords] = &self.0;
        self.wrap_methods()?;
        let module = self.text("__module__");
        let place = self.text("__qualname__");
        // SAFETY: live objects; the tuple is filled once.
        unsafe {
            if original.as_raw() != ffi::Py_None() {
                set_item(namespace.borrow(), "__orig_bases__", original)?;
            }
            let args = Owned::checked(ffi::PyTuple_New(3))?;
            for (n, part) in [name, bases, namespace].into_iter().enumerate() {
                ffi::PyTuple_SET_ITEM(args.as_raw(), n as isize, part.clone().into_raw());
            }
            let class = Owned::checked(ffi::PyObject_Call(
                metaclass.as_raw(),
                args.as_raw(),
                keywords.as_raw(),
            ))?;
            if let (Some(module), Some(place)) = (module, place) {
                crate::proxy_class::publish_as(&module, &place, class.borrow());
            }
            Ok(class)
        }
    }

    /// What the body bound `name` to, if it is a text.
    fn text(&self, name: &str) -> Option<String> {
        let key = new_str(name).ok()?;
        // SAFETY: live objects; a missing key is no error.
        let found = unsafe {
            let found = ffi::PyObject_GetItem(self.namespace().as_raw(), key.as_raw());
            ffi::PyErr_Clear();
            Owned::from_raw(found)
        };
        let found = from_python(found?);
        found.as_str().map(|text| text.as_str().to_string())
    }
}

/// Methods that `type` makes static or class methods when they are functions
/// of CPython's.
const WRAPPED: [(&str, &str); 3] = [
    ("__new__", "staticmethod"),
    ("__init_subclass__", "classmethod"),
    ("__class_getitem__", "classmethod"),
];

impl Begun {
    /// Does to compiled functions what `type` does to CPython's.
    fn wrap_methods(&self) -> PyResult<()> {
        for (name, wrapper) in WRAPPED {
            let key = new_str(name)?;
            // SAFETY: live objects; a missing key is no error.
            let found = unsafe {
                Owned::from_raw(ffi::PyObject_GetItem(
                    self.namespace().as_raw(),
                    key.as_raw(),
                ))
            };
            let Some(found) = found else {
                // SAFETY: no other exception is pending here.
                unsafe { ffi::PyErr_Clear() };
                continue;
            };
            let is_function = crate::proxy::unwrap(found.borrow())
                .is_some_and(|ours| ours.ty().layout() == Layout::Function);
            if let Some(wrapper) = crate::interpreter::builtin(wrapper).filter(|_| is_function) {
                let wrapped = wrapper.borrow().call(&[found.borrow()])?;
                // Behind the back of what the metaclass prepared.
                // SAFETY: live objects; a str hashes without running code.
                unsafe {
                    let namespace = self.namespace().as_raw();
                    match ffi::PyDict_Check(namespace) != 0 {
                        true => ffi::PyDict_SetItem(namespace, key.as_raw(), wrapped.as_raw()),
                        false => ffi::PyObject_SetItem(namespace, key.as_raw(), wrapped.as_raw()),
                    };
                    ffi::PyErr_Clear();
                }
            }
        }
        Ok(())
    }
}

fn set_item(mapping: Borrowed<'_>, key: &str, value: &Owned) -> PyResult<()> {
    let key = new_str(key)?;
    // SAFETY: live objects.
    let status = unsafe {
        match ffi::PyDict_CheckExact(mapping.as_raw()) != 0 {
            true => ffi::PyDict_SetItem(mapping.as_raw(), key.as_raw(), value.as_raw()),
            false => ffi::PyObject_SetItem(mapping.as_raw(), key.as_raw(), value.as_raw()),
        }
    };
    match status {
        0 => Ok(()),
        _ => Err(crate::exception::fetch()),
    }
}

/// Bases and keywords, over there.
fn given(bases: &Value, keywords: Option<&Value>) -> PyResult<(Owned, Owned)> {
    let mut converted = Vec::new();
    for base in bases
        .as_tuple()
        .map_or(&[] as &[Value], |bases| bases.items())
    {
        converted.push(base_to_python(base)?.into_value());
    }
    let bases = crate::convert::tuple_to_python(&converted, to_python)?;
    // SAFETY: a new reference.
    let keyword_dict = unsafe { Owned::checked(ffi::PyDict_New())? };
    if let Some(keywords) = keywords.and_then(Value::as_dict) {
        for (key, value) in keywords.entries() {
            let (key, value) = (to_python(&key)?, to_python(&value)?);
            // SAFETY: live objects; str keys hash without running code.
            unsafe { ffi::PyDict_SetItem(keyword_dict.as_raw(), key.as_raw(), value.as_raw()) };
        }
    }
    Ok((bases, keyword_dict))
}

/// Finds the metaclass and has it prepare the namespace.
pub(crate) fn begin(name: &Owned, bases: &Value, keywords: Option<&Value>) -> PyResult<Begun> {
    let (bases, keyword_dict) = given(bases, keywords)?;
    let preparer = preparer()?;
    let begun = preparer
        .borrow()
        .call(&[name.borrow(), bases.borrow(), keyword_dict.borrow()])?;
    // SAFETY: the function returns a tuple of five.
    let part = |n| unsafe { Owned::new_reference(ffi::PyTuple_GET_ITEM(begun.as_raw(), n)) };
    Ok(Begun([part(0), part(1), part(2), part(3), part(4)]))
}

/// Makes a class whose body has run already.
pub fn class_new(
    name: &Str,
    bases: &Value,
    namespace: &Value,
    keywords: Option<&Value>,
) -> PyResult<Value> {
    crate::interpreter::ensure()?;
    let name = new_str(name.as_str())?;
    outward(|| {
        let begun = begin(&name, bases, keywords)?;
        // In order: what the metaclass prepares may look at each as it comes.
        fill(begun.namespace(), namespace)?;
        begun.finish(&name)
    })
    .map(from_python)
}

/// `type(name, bases, namespace, **keywords)`.
pub fn class_call(
    name: &Str,
    bases: &Value,
    namespace: &Value,
    keywords: Option<&Value>,
) -> PyResult<Value> {
    crate::interpreter::ensure()?;
    let name = new_str(name.as_str())?;
    outward(|| {
        let (bases, keywords) = given(bases, keywords)?;
        // SAFETY: new references, and objects that live for ever.
        let [own, metaclass, none] = unsafe {
            [
                Owned::checked(ffi::PyDict_New())?,
                Owned::new_reference((&raw mut ffi::PyType_Type).cast()),
                Owned::new_reference(ffi::Py_None()),
            ]
        };
        fill(own.borrow(), namespace)?;
        let begun = Begun([own, metaclass, bases, none, keywords]);
        let class = begun.finish(&name)?;
        if lacks_module(class.borrow()) {
            // `type` asks the frame that called it, which CPython does not see.
            set_module(class.borrow())?;
        }
        Ok(class)
    })
    .map(from_python)
}

/// Whether it is a class that does not say which module it is of.
fn lacks_module(class: Borrowed<'_>) -> bool {
    // SAFETY: a live object, which is asked for its dict if it is a class.
    unsafe {
        ffi::PyType_Check(class.as_raw()) != 0
            && ffi::PyDict_GetItemString(
                (*class.as_raw().cast::<ffi::PyTypeObject>()).tp_dict,
                c"__module__".as_ptr(),
            )
            .is_null()
    }
}

/// Says that a class is of the main module.
fn set_module(class: Borrowed<'_>) -> PyResult<()> {
    let (name, module) = (new_str("__module__")?, new_str("__main__")?);
    // SAFETY: live objects, the first a class; what `type` does, whatever the metaclass is.
    let status = unsafe {
        ffi::PyType_Type
            .tp_setattro
            .map_or(0, |set| set(class.as_raw(), name.as_raw(), module.as_raw()))
    };
    match status {
        0 => Ok(()),
        _ => Err(crate::exception::fetch()),
    }
}

/// Begins a class statement: the state that [`class_finish`] takes.
pub fn class_prepare(name: &Str, bases: &Value, keywords: Option<&Value>) -> PyResult<Value> {
    crate::interpreter::ensure()?;
    let name = new_str(name.as_str())?;
    let Begun([namespace, metaclass, bases, original, keywords]) =
        outward(|| begin(&name, bases, keywords))?;
    // SAFETY: a live object.
    let is_plain = unsafe {
        ffi::PyDict_CheckExact(namespace.as_raw()) != 0 && ffi::PyDict_Size(namespace.as_raw()) == 0
    };
    let namespace = match is_plain {
        true => Dict::new().into(),
        false => from_python(namespace),
    };
    let parts = [
        namespace,
        metaclass.into_value(),
        bases.into_value(),
        original.into_value(),
        keywords.into_value(),
    ];
    Ok(Tuple::from_slice(&parts).into())
}

/// Makes the class of a class statement whose body has run.
pub fn class_finish(name: &Str, state: &Value, cell: Option<&Value>) -> PyResult<Value> {
    let parts = state
        .as_tuple()
        .map_or(&[] as &[Value], |state| state.items());
    let [namespace, metaclass, bases, original, keywords] = parts else {
        return Err(pyaot_core::error::raise_system_error(format_args!(
            "not a class statement"
        )));
    };
    let python_name = new_str(name.as_str())?;
    let is_plain = namespace.as_dict().is_some() && !namespace.ty().is_heap_type();
    let python_namespace = match is_plain {
        // SAFETY: a new reference.
        true => unsafe { Owned::checked(ffi::PyDict_New())? },
        false => to_python(namespace)?,
    };
    if is_plain {
        fill(python_namespace.borrow(), namespace)?;
    }
    let begun = Begun([
        python_namespace,
        to_python(metaclass)?,
        to_python(bases)?,
        to_python(original)?,
        to_python(keywords)?,
    ]);
    let cell = cell.map(crate::class_cell::begin).transpose()?;
    outward(|| {
        if let Some(cell) = &cell {
            set_item(begun.namespace(), "__classcell__", cell)?;
        }
        let class = begun.finish(&python_name)?;
        if let Some(cell) = &cell {
            crate::class_cell::check(cell, name, &class)?;
        }
        Ok(class)
    })
    .map(from_python)
}

/// What a class of ours is given, or loses, its copy is given or loses too.
pub fn class_changed(class: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let is_special = name.as_str().starts_with("__") && name.as_str().ends_with("__");
    let shown = class.as_type().filter(|_| is_special);
    let shown = shown.and_then(|ty| crate::proxy_class::of_program(ty).map(|class| (ty, class)));
    let copy = copy_of(class);
    if copy.is_none() && shown.is_none() {
        return Ok(());
    }
    let name = python_name(name)?;
    let value = value.map(to_python).transpose()?;
    if let Some((ty, class)) = shown {
        crate::proxy_class::change_special(ty, &class, &name, value.as_ref())?;
    }
    let Some(copy) = copy else { return Ok(()) };
    let raw = value.as_ref().map_or(core::ptr::null_mut(), Owned::as_raw);
    outward(|| {
        // SAFETY: live objects, or no value: the attribute is deleted.
        match unsafe { ffi::PyObject_SetAttr(copy.as_raw(), name.as_raw(), raw) } {
            0 => Ok(()),
            _ => Err(crate::exception::fetch()),
        }
    })
}

/// Puts the items of a dict of ours into a mapping of Python's, in order.
pub(crate) fn fill(mapping: Borrowed<'_>, dict: &Value) -> PyResult<()> {
    fill_with(mapping, dict, |_| true)
}

/// As [`fill`], with those items alone whose names are wanted.
pub(crate) fn fill_with(
    mapping: Borrowed<'_>,
    dict: &Value,
    is_wanted: impl Fn(&str) -> bool,
) -> PyResult<()> {
    let Some(dict) = dict.as_dict() else {
        return Ok(());
    };
    for (key, value) in dict.entries() {
        match key.as_str() {
            Some(key)
                if !matches!(key.as_str(), "__dict__" | "__weakref__")
                    && is_wanted(key.as_str()) =>
            {
                set_item(mapping, key.as_str(), &to_python(&value)?)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// `super(class, object).name`.
pub fn super_getattr(class: &Value, object: &Value, name: &Str) -> PyResult<Value> {
    let class = match copy_of(class) {
        Some(copy) => copy,
        None => to_python(class)?,
    };
    let object = to_python(object)?;
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
