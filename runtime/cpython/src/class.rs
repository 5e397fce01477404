//! Which class of ours is which type of CPython.

use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::types::{Layout, Type};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, new_str};
use crate::sharing::ByAddress;

#[derive(Default)]
struct Classes {
    to_python: ByAddress<*const Type, Owned>,
    from_python: ByAddress<*mut ffi::PyTypeObject, &'static Type>,
}

static CLASSES: Global<Option<Classes>> = Global::new(None);

fn classes() -> &'static mut Classes {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*CLASSES.get()).get_or_insert_default() }
}

/// Built-in classes other than exceptions that both sides have.
const SHARED: &[&str] = &[
    "object",
    "type",
    "int",
    "bool",
    "float",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "range",
    "slice",
    "property",
    "staticmethod",
    "classmethod",
    "super",
    "enumerate",
    "zip",
    "map",
    "filter",
    "reversed",
    "memoryview",
];

/// Pairs up the built-in classes; called once, when the interpreter starts.
pub fn register_builtins() {
    crate::interpreter::remember_builtins();
    for name in SHARED {
        if let Some(ty) = pyaot_core::class::find_builtin_class(name) {
            register_by_name(ty, name);
        }
    }
    for ty in pyaot_core::exception::ALL {
        register_by_name(ty, ty.name());
    }
    // CPython raises it too, whoever has asked for it.
    let unsupported = &pyaot_core::file::UNSUPPORTED_OPERATION;
    if let Some(class) = own_class(unsupported) {
        register(unsupported, class);
    }
    register_nameless();
    for value in [Value::NONE, Value::NOT_IMPLEMENTED, Value::ELLIPSIS] {
        if let Ok(object) = crate::convert::to_python(&value) {
            register(value.ty(), object.borrow().class().to_owned());
        }
    }
}

/// Built-in classes without a name among the builtins that both sides have.
/// Instances cross as proxies; the classes themselves are the same.
fn register_nameless() {
    use pyaot_core::traceback::{TRACEBACK, frame_object};
    use pyaot_core::{async_generator, awaiting, function, generator, method};
    let pairs: [(&'static Type, *mut ffi::PyTypeObject); 14] = [
        (
            &pyaot_core::mapping_proxy::MAPPING_PROXY,
            &raw mut ffi::PyDictProxy_Type,
        ),
        (&function::FUNCTION, &raw mut ffi::PyFunction_Type),
        (&function::CELL, &raw mut ffi::PyCell_Type),
        (
            &function::BOUND_METHOD,
            &raw mut crate::proxy::PyMethod_Type,
        ),
        (&function::METHOD_WRAPPER, &raw mut _PyMethodWrapper_Type),
        (&method::BUILTIN_FUNCTION, &raw mut ffi::PyCFunction_Type),
        (&method::METHOD_DESCRIPTOR, &raw mut ffi::PyMethodDescr_Type),
        (&method::GETSET_DESCRIPTOR, &raw mut ffi::PyGetSetDescr_Type),
        (&generator::GENERATOR, &raw mut ffi::PyGen_Type),
        (&awaiting::COROUTINE, &raw mut ffi::PyCoro_Type),
        (
            &async_generator::ASYNC_GENERATOR,
            &raw mut ffi::PyAsyncGen_Type,
        ),
        (&TRACEBACK, &raw mut ffi::PyTraceBack_Type),
        (&frame_object::FRAME, &raw mut ffi::PyFrame_Type),
        (&frame_object::CODE, &raw mut ffi::PyCode_Type),
    ];
    for (ty, class) in pairs {
        // SAFETY: static types live for ever.
        register(ty, unsafe { Owned::new_reference(class.cast()) });
    }
    let functions = known(&method::BUILTIN_FUNCTION).expect("just registered");
    classes()
        .to_python
        .insert(&function::BOUND_BUILTIN, functions);
    for ty in [
        &pyaot_core::union::UNION,
        &pyaot_core::generic_alias::GENERIC_ALIAS,
    ] {
        if let Some(class) = of_interpreter(ty) {
            register(ty, class);
        }
    }
}

unsafe extern "C" {
    // Not declared by pyo3-ffi.
    static mut _PyMethodWrapper_Type: ffi::PyTypeObject;
}

fn register_by_name(ty: &'static Type, name: &str) {
    if let Some(class) = crate::interpreter::builtin(name) {
        register(ty, class);
    }
}

/// Makes `ty` and `class` the same class from now on.
pub fn register(ty: &'static Type, class: Owned) {
    let classes = classes();
    // Who calls `io.TextIOWrapper` makes a file of CPython's.
    if ty.layout() != Layout::File {
        classes.from_python.insert(class.as_raw().cast(), ty);
    }
    classes.to_python.insert(ty, class);
}

/// The CPython type of a class of ours, if it has one already.
pub fn known(ty: &'static Type) -> Option<Owned> {
    classes().to_python.get(&(ty as *const Type)).cloned()
}

/// The CPython type of a class of ours, made on first use.
pub fn to_python(ty: &'static Type) -> PyResult<Owned> {
    if let Some(class) = known(ty) {
        return Ok(class);
    }
    if let Some(class) = own_class(ty) {
        register(ty, class.clone());
        if crate::derived::is_value(ty) {
            crate::derived::prepare();
        }
        return Ok(class);
    }
    let class = if ty.layout() == Layout::Exception {
        crate::exception_class::make(ty)?
    } else if crate::derived::is_value(ty) {
        crate::derived::make(ty)?
    } else {
        crate::proxy_class::make(ty)?
    };
    Ok(class)
}

/// Built-in classes without a name, by what CPython makes of an expression.
const NAMELESS: &[(&str, &core::ffi::CStr)] = &[
    ("dict_keys", c"type({}.keys())"),
    ("dict_values", c"type({}.values())"),
    ("dict_items", c"type({}.items())"),
    ("dict_keyiterator", c"type(iter({}))"),
    ("dict_valueiterator", c"type(iter({}.values()))"),
    ("dict_itemiterator", c"type(iter({}.items()))"),
    ("list_iterator", c"type(iter([]))"),
    ("list_reverseiterator", c"type(reversed([]))"),
    ("tuple_iterator", c"type(iter(()))"),
    ("set_iterator", c"type(iter(set()))"),
    ("str_ascii_iterator", c"type(iter(''))"),
    ("str_iterator", c"type(iter(chr(8364)))"),
    ("bytes_iterator", c"type(iter(b''))"),
    ("bytearray_iterator", c"type(iter(bytearray()))"),
    (
        "iterator",
        c"type(iter(type('S', (), {'__getitem__': None})()))",
    ),
    ("callable_iterator", c"type(iter(int, 1))"),
    ("range_iterator", c"type(iter(range(0)))"),
    (
        "arrayiterator",
        c"type(iter(__import__('array').array('b')))",
    ),
    ("UnionType", c"type(int | str)"),
    ("GenericAlias", c"type(list[int])"),
    ("longrange_iterator", c"type(iter(range(1 << 64)))"),
];

/// CPython's own class for a built-in class that is found nowhere by name.
fn of_interpreter(ty: &'static Type) -> Option<Owned> {
    let is_it = |row: &&(&str, &core::ffi::CStr)| row.0 == ty.name();
    let (_, text) = NAMELESS.iter().find(is_it).filter(|_| !ty.is_heap_type())?;
    // SAFETY: a C string; the interpreter adds its builtins to the fresh dict.
    unsafe {
        let globals = Owned::from_raw(ffi::PyDict_New())?;
        let names = globals.as_raw();
        let class = ffi::PyRun_String(text.as_ptr(), ffi::Py_eval_input, names, names);
        Owned::from_raw(class).or_else(|| {
            ffi::PyErr_Clear();
            None
        })
    }
}

/// The class CPython has for what is a proxy there.
pub fn own_class(ty: &'static Type) -> Option<Owned> {
    of_library(ty).or_else(|| of_interpreter(ty))
}

/// CPython's own class for a class of the library that is ours.
fn of_library(ty: &'static Type) -> Option<Owned> {
    let own = pyaot_core::class::module_of(ty);
    let module = if crate::abstract_classes::is_one(ty) {
        own.as_str()?.as_str()
    } else if ty.is_heap_type() {
        let (module, _) = PRELUDE.iter().find(|(_, name)| *name == ty.name())?;
        own.as_str().filter(|own| own.as_str() == *module)?;
        module
    } else {
        Some(ty.module()).filter(|name| LIBRARY.contains(name))?
    };
    // Classes of files are shown with their module.
    let name = ty.name().rsplit('.').next().unwrap_or_default();
    let (module, name) = (new_str(module).ok()?, new_str(name).ok()?);
    // SAFETY: live objects; a class that is not there is no error here.
    unsafe {
        let module = Owned::from_raw(ffi::PyImport_Import(module.as_raw()));
        let class = module.and_then(|module| {
            Owned::from_raw(ffi::PyObject_GetAttr(module.as_raw(), name.as_raw()))
        });
        if class.is_none() {
            ffi::PyErr_Clear();
        }
        // What marks keyword-only fields is no class there.
        let is_mark = ty.is_heap_type() && ty.name() == "KW_ONLY";
        class.filter(|class| is_mark || ffi::PyType_Check(class.as_raw()) != 0)
    }
}

/// Classes of the library that comes with the compiler that are CPython's too:
/// their modules and names.
const PRELUDE: &[(&str, &str)] = &[
    ("collections", "Counter"),
    ("dataclasses", "InitVar"),
    ("dataclasses", "KW_ONLY"),
    (crate::regex::MODULE, "Match"),
    (crate::regex::MODULE, "Pattern"),
    (crate::regex::MODULE, "RegexFlag"),
];

/// Modules whose classes are CPython's too.
const LIBRARY: &[&str] = &[
    "_io",
    "abc",
    "array",
    "collections",
    "functools",
    "io",
    "itertools",
    "operator",
];

/// The class of ours behind a CPython type.
pub fn from_python(class: Borrowed<'_>) -> Option<&'static Type> {
    classes().from_python.get(&class.as_raw().cast()).copied()
}

/// The class of ours behind a type or the nearest base of it that is one.
pub fn nearest(class: Borrowed<'_>) -> Option<&'static Type> {
    let mut ty: *mut ffi::PyTypeObject = class.as_raw().cast();
    while !ty.is_null() {
        if let Some(known) = classes().from_python.get(&ty) {
            return Some(known);
        }
        // SAFETY: a live type keeps its base alive.
        ty = unsafe { (*ty).tp_base };
    }
    None
}
