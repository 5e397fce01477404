//! What CPython calls on proxies: each function passes one operation on.

use core::ffi::c_int;

use pyaot_core::args::Args;
use pyaot_core::attribute;
use pyaot_core::error::{
    PyResult, pending_is, raise_stop_iteration, raise_type_error, take_pending,
};
use pyaot_core::exception::ATTRIBUTE_ERROR;
use pyaot_core::function::BoundMethodObject;
use pyaot_core::generator::Step;
use pyaot_core::operation;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::types::{BinaryOp, CompareOp, Layout, UnaryOp};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_borrowed, to_python};
use crate::proxy::{finish, finish_status, inward, unwrap};
use crate::reference::{Borrowed, Owned, Raw, new_str, text_of};

/// A value for an object CPython passes.
unsafe fn value(object: Raw) -> Value {
    // SAFETY: the caller passes a live object.
    from_borrowed(unsafe { Borrowed::new(object) })
}

pub(crate) unsafe fn name_of(object: Raw) -> Str {
    // SAFETY: the caller passes a live str.
    let text = text_of(unsafe { Borrowed::new(object) }).unwrap_or("?");
    // Attribute names are few, and looking one up is faster when it lives for ever.
    if text.len() < 40 {
        pyaot_core::str::intern(text)
    } else {
        Str::new(text)
    }
}

fn is_dunder(name: &Str) -> bool {
    name.as_str().starts_with("__") && name.as_str().ends_with("__")
}

/// Whether the exact type of an object is that of a class of ours, not a
/// Python subclass.
unsafe fn is_plain(object: Raw) -> bool {
    // SAFETY: the caller passes a live object.
    crate::class::from_python(unsafe { Borrowed::new(object).class() }).is_some()
}

pub(crate) unsafe extern "C" fn getattr(object: Raw, name: Raw) -> Raw {
    // SAFETY (here and below): CPython passes live objects, `object` a proxy.
    unsafe {
        let key = name_of(name);
        // What Python itself gives every object, and what a Python subclass
        // defines, comes first.
        if key.as_str() == "__class__"
            && let Some(class) = unwrap(Borrowed::new(object)).as_ref().and_then(class_seen)
        {
            return class.into_raw();
        }
        if is_dunder(&key) || !is_plain(object) {
            let found = ffi::PyObject_GenericGetAttr(object, name);
            if !found.is_null() || ffi::PyErr_ExceptionMatches(ffi::PyExc_AttributeError) == 0 {
                return found;
            }
            ffi::PyErr_Clear();
        }
        let result = inward(|| {
            attribute::value_getattr(&value(object), &key).and_then(|found| to_python(&found))
        });
        match result {
            Ok(found) => found.into_raw(),
            Err(raised) if pending_is(&raised, &ATTRIBUTE_ERROR) => {
                let exception = take_pending(raised);
                let found = ffi::PyObject_GenericGetAttr(object, name);
                if found.is_null() {
                    ffi::PyErr_Clear();
                    crate::exception::restore(pyaot_core::error::set_pending(exception));
                }
                found
            }
            Err(raised) => {
                crate::exception::restore(raised);
                core::ptr::null_mut()
            }
        }
    }
}

pub(crate) unsafe extern "C" fn setattr(object: Raw, name: Raw, new: Raw) -> c_int {
    // SAFETY: as above; `new` is null to delete.
    unsafe {
        let key = name_of(name);
        inward(|| {
            finish_status(match Borrowed::from_raw(new) {
                Some(new) => attribute::value_setattr(&value(object), &key, &from_borrowed(new)),
                None => attribute::value_delattr(&value(object), &key),
            })
        })
    }
}

/// As [`getattr`] for functions, which also have a signature to inspect.
pub(crate) unsafe extern "C" fn callable_getattr(object: Raw, name: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let key = name_of(name);
        if key.as_str() == "__signature__" {
            return match crate::signature::of(&value(object)) {
                Ok(Some(signature)) => signature.into_raw(),
                Ok(None) => ffi::PyObject_GenericGetAttr(object, name),
                Err(raised) => {
                    crate::exception::restore(raised);
                    core::ptr::null_mut()
                }
            };
        }
        // What Python code tests for; C code looks at the type.
        if key.as_str() == "__class__" && (*ffi::Py_TYPE(object)).tp_descr_get.is_some() {
            return Owned::new_reference((&raw mut ffi::PyFunction_Type).cast()).into_raw();
        }
        if matches!(
            key.as_str(),
            "__class__" | "__get__" | "__call__" | "__reduce_ex__" | "__reduce__" | "__init__"
        ) {
            return ffi::PyObject_GenericGetAttr(object, name);
        }
        let result = inward(|| {
            attribute::value_getattr(&value(object), &key).and_then(|found| to_python(&found))
        });
        match result {
            Ok(found) => found.into_raw(),
            Err(raised) if pending_is(&raised, &ATTRIBUTE_ERROR) => {
                drop(take_pending(raised));
                ffi::PyObject_GenericGetAttr(object, name)
            }
            Err(raised) => {
                crate::exception::restore(raised);
                core::ptr::null_mut()
            }
        }
    }
}

/// `function.__get__(object, class)`.
pub(crate) unsafe extern "C" fn bind(function: Raw, object: Raw, _class: Raw) -> Raw {
    // SAFETY: as above; `object` may be null or None.
    unsafe {
        if object.is_null() || object == ffi::Py_None() {
            return Owned::new_reference(function).into_raw();
        }
        crate::proxy::PyMethod_New(function, object)
    }
}

/// `descriptor.__get__(object, class)` of a class with that method.
pub(crate) unsafe extern "C" fn descr_get(this: Raw, object: Raw, class: Raw) -> Raw {
    // SAFETY: as above; `object` and `class` may be null.
    unsafe {
        let this = value(this);
        let object = Borrowed::from_raw(object)
            .map(from_borrowed)
            .filter(|object| !object.is_none());
        let class = Borrowed::from_raw(class);
        if this.ty().is_heap_type() {
            let none = || Value::NONE;
            let words = [
                object.unwrap_or_else(none),
                class.map_or_else(none, from_borrowed),
            ];
            let name = pyaot_core::str::intern("__get__");
            return inward(|| {
                let result = attribute::call_special(&this, &name, &words);
                finish(result.map(|result| result.unwrap_or(this)))
            });
        }
        let owner = class
            .and_then(crate::class::nearest)
            .or_else(|| object.as_ref().map(Value::ty))
            .unwrap_or(&pyaot_core::types::OBJECT);
        inward(|| {
            finish(match this.ty().slots().descr_get {
                Some(get) => get(&this, object.as_ref(), owner),
                None => Ok(this.clone()),
            })
        })
    }
}

fn finish_str(result: PyResult<Str>) -> Raw {
    finish(result.map(Value::from))
}

pub(crate) unsafe extern "C" fn repr(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish_str(operation::value_repr(&value(object)))) }
}

pub(crate) unsafe extern "C" fn str(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish_str(operation::value_str(&value(object)))) }
}

pub(crate) unsafe extern "C" fn hash(object: Raw) -> ffi::Py_hash_t {
    // SAFETY: as above.
    match unsafe { inward(|| operation::value_hash(&value(object))) } {
        Ok(-1) => -2,
        Ok(hash) => hash as ffi::Py_hash_t,
        Err(raised) => {
            crate::exception::restore(raised);
            -1
        }
    }
}

/// The comparison CPython means by a number.
pub fn compare_op(op: c_int) -> CompareOp {
    match op {
        ffi::Py_LT => CompareOp::Lt,
        ffi::Py_LE => CompareOp::Le,
        ffi::Py_EQ => CompareOp::Eq,
        ffi::Py_NE => CompareOp::Ne,
        ffi::Py_GT => CompareOp::Gt,
        _ => CompareOp::Ge,
    }
}

pub(crate) unsafe extern "C" fn compare(a: Raw, b: Raw, op: c_int) -> Raw {
    // SAFETY: as above.
    unsafe {
        let (a, b) = (value(a), value(b));
        inward(|| {
            finish(match a.ty().slots().compare {
                Some(compare) => compare(&a, &b, compare_op(op))
                    .map(|result| result.unwrap_or(Value::NOT_IMPLEMENTED)),
                None => Ok(Value::NOT_IMPLEMENTED),
            })
        })
    }
}

pub(crate) unsafe extern "C" fn iter(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish(pyaot_core::iter::value_iter(&value(object)))) }
}

pub(crate) unsafe extern "C" fn next(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward(|| match pyaot_core::generator::next_step(&value(object)) {
            Ok(Step::Item(item)) => finish(Ok(item)),
            // Null without an error set is the end.
            Ok(Step::End(None)) => core::ptr::null_mut(),
            Ok(Step::End(result)) => finish(Err(raise_stop_iteration(result))),
            Err(raised) => finish(Err(raised)),
        })
    }
}

/// `object.__await__()` and the like.
unsafe fn call_special(object: Raw, name: &Str) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            let object = value(object);
            finish(
                attribute::call_special(&object, name, &[])
                    .map(|found| found.unwrap_or(Value::NONE)),
            )
        })
    }
}

pub(crate) unsafe extern "C" fn await_(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { call_special(object, pyaot_core::name!("__await__")) }
}

pub(crate) unsafe extern "C" fn aiter(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { call_special(object, pyaot_core::name!("__aiter__")) }
}

pub(crate) unsafe extern "C" fn anext(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { call_special(object, pyaot_core::name!("__anext__")) }
}

/// The class Python code sees of an object of a built-in class, where CPython
/// has one of its own for that: a proxy's type is another.
fn class_seen(object: &Value) -> Option<Owned> {
    let ty = object.ty();
    if ty.layout() != Layout::Generator {
        return crate::class::known(ty).filter(|_| !ty.is_heap_type());
    }
    let types = crate::reference::import(c"types").ok()?;
    types.borrow().attribute_opt(match ty.name() {
        "coroutine" => c"CoroutineType",
        "async_generator" => c"AsyncGeneratorType",
        _ => c"GeneratorType",
    })
}

/// Positional and keyword arguments of a `tp_call` as values.
unsafe fn call_arguments(args: Raw, keywords: Raw) -> (Vec<Value>, Option<Tuple>) {
    // SAFETY: a tuple, and a dict with str keys or null.
    unsafe {
        let n = ffi::PyTuple_GET_SIZE(args);
        let mut words: Vec<Value> = (0..n)
            .map(|i| value(ffi::PyTuple_GET_ITEM(args, i)))
            .collect();
        let mut names = Vec::new();
        if !keywords.is_null() {
            let (mut at, mut key, mut item) = (0, core::ptr::null_mut(), core::ptr::null_mut());
            while ffi::PyDict_Next(keywords, &mut at, &mut key, &mut item) != 0 {
                names.push(Value::from(Str::new(
                    text_of(Borrowed::new(key)).unwrap_or("?"),
                )));
                words.push(value(item));
            }
        }
        let names = (!names.is_empty()).then(|| Tuple::from_vec(names));
        (words, names)
    }
}

pub(crate) unsafe extern "C" fn call(callable: Raw, args: Raw, keywords: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            let (words, names) = call_arguments(args, keywords);
            finish(pyaot_core::call::call_args(
                &value(callable),
                Args::new(&words, names.as_ref()),
            ))
        })
    }
}

pub(crate) unsafe extern "C" fn truth(object: Raw) -> c_int {
    // SAFETY: as above.
    status(unsafe { inward(|| operation::value_truth(&value(object))) }.map(|truth| truth as i64))
        as c_int
}

pub(crate) unsafe extern "C" fn len(object: Raw) -> ffi::Py_ssize_t {
    // SAFETY: as above.
    status(unsafe { inward(|| operation::value_len(&value(object))) }) as ffi::Py_ssize_t
}

pub(crate) unsafe extern "C" fn contains(object: Raw, item: Raw) -> c_int {
    // SAFETY: as above.
    status(
        unsafe { inward(|| operation::value_contains(&value(object), &value(item))) }
            .map(|found| found as i64),
    ) as c_int
}

/// A number, or -1 with the error set.
fn status(result: PyResult<i64>) -> i64 {
    result.unwrap_or_else(|raised| {
        crate::exception::restore(raised);
        -1
    })
}

pub(crate) unsafe extern "C" fn getitem(object: Raw, key: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish(operation::value_getitem(&value(object), &value(key)))) }
}

/// As [`getitem`] by position: what `iter` uses for classes without `__iter__`.
pub(crate) unsafe extern "C" fn getitem_index(object: Raw, index: ffi::Py_ssize_t) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            finish(operation::value_getitem(
                &value(object),
                &Value::int(index as i64),
            ))
        })
    }
}

pub(crate) unsafe extern "C" fn setitem(object: Raw, key: Raw, item: Raw) -> c_int {
    // SAFETY: as above; `item` is null to delete.
    unsafe {
        inward(|| {
            let (object, key) = (value(object), value(key));
            finish_status(match Borrowed::from_raw(item) {
                Some(item) => operation::value_setitem(&object, &key, &from_borrowed(item)),
                None => operation::value_delitem(&object, &key),
            })
        })
    }
}

pub(crate) unsafe extern "C" fn index(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish(operation::index(&value(object)))) }
}

pub(crate) unsafe extern "C" fn int(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            let object = value(object);
            finish(
                match attribute::call_special(&object, pyaot_core::name!("__int__"), &[]) {
                    Ok(Some(int)) => Ok(int),
                    Ok(None) => operation::index(&object),
                    Err(raised) => Err(raised),
                },
            )
        })
    }
}

pub(crate) unsafe extern "C" fn float(object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish(operation::value_to_float(&value(object)).map(Value::float))) }
}

fn unary(op: UnaryOp, object: Raw) -> Raw {
    // SAFETY: as above.
    unsafe { inward(|| finish(operation::unary(op, &value(object)))) }
}

/// `a op b`, where at least one of the two is a proxy. NotImplemented lets
/// Python try the other operand.
fn binary(op: BinaryOp, a: Raw, b: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let a_is_ours = unwrap(Borrowed::new(a)).is_some();
        let b_is_ours = unwrap(Borrowed::new(b)).is_some();
        let (a, b) = (value(a), value(b));
        inward(|| finish(try_binary(op, &a, &b, a_is_ours, b_is_ours)))
    }
}

fn try_binary(
    op: BinaryOp,
    a: &Value,
    b: &Value,
    a_is_ours: bool,
    b_is_ours: bool,
) -> PyResult<Value> {
    if a_is_ours
        && let Some(binary) = a.ty().slots().binary
        && let Some(result) = binary(op, a, b, false)?
    {
        return Ok(result);
    }
    // With proxies on both sides Python calls the slot only once.
    if b_is_ours
        && !(a_is_ours && core::ptr::eq(a.ty(), b.ty()))
        && let Some(binary) = b.ty().slots().binary
        && let Some(result) = binary(op, b, a, true)?
    {
        return Ok(result);
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn inplace(op: BinaryOp, a: Raw, b: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let (a, b) = (value(a), value(b));
        inward(|| {
            finish(match a.ty().slots().inplace {
                Some(inplace) => {
                    inplace(op, &a, &b).map(|result| result.unwrap_or(Value::NOT_IMPLEMENTED))
                }
                None => Ok(Value::NOT_IMPLEMENTED),
            })
        })
    }
}

type Unary = unsafe extern "C" fn(Raw) -> Raw;
type Binary = unsafe extern "C" fn(Raw, Raw) -> Raw;

macro_rules! unary_slots {
    ($($function:ident $op:ident $slot:ident;)*) => {
        $( unsafe extern "C" fn $function(object: Raw) -> Raw { unary(UnaryOp::$op, object) } )*
        /// Unary operators with their slots.
        pub static UNARY: &[(UnaryOp, i32, Unary)] = &[$((UnaryOp::$op, ffi::$slot, $function)),*];
    };
}

macro_rules! binary_slots {
    ($($function:ident $inplace:ident $op:ident $slot:ident $inplace_slot:ident;)*) => {
        $(
            unsafe extern "C" fn $function(a: Raw, b: Raw) -> Raw { binary(BinaryOp::$op, a, b) }
            unsafe extern "C" fn $inplace(a: Raw, b: Raw) -> Raw { inplace(BinaryOp::$op, a, b) }
        )*
        /// Binary operators with their slots and those of their in-place forms.
        pub static BINARY: &[(BinaryOp, i32, Binary, i32, Binary)] =
            &[$((BinaryOp::$op, ffi::$slot, $function, ffi::$inplace_slot, $inplace)),*];
    };
}

unary_slots! {
    neg Neg Py_nb_negative;
    pos Pos Py_nb_positive;
    invert Invert Py_nb_invert;
    abs Abs Py_nb_absolute;
}

binary_slots! {
    add iadd Add Py_nb_add Py_nb_inplace_add;
    sub isub Sub Py_nb_subtract Py_nb_inplace_subtract;
    mul imul Mul Py_nb_multiply Py_nb_inplace_multiply;
    truediv itruediv TrueDiv Py_nb_true_divide Py_nb_inplace_true_divide;
    floordiv ifloordiv FloorDiv Py_nb_floor_divide Py_nb_inplace_floor_divide;
    modulo imodulo Mod Py_nb_remainder Py_nb_inplace_remainder;
    matmul imatmul MatMul Py_nb_matrix_multiply Py_nb_inplace_matrix_multiply;
    lshift ilshift LShift Py_nb_lshift Py_nb_inplace_lshift;
    rshift irshift RShift Py_nb_rshift Py_nb_inplace_rshift;
    and iand And Py_nb_and Py_nb_inplace_and;
    or ior Or Py_nb_or Py_nb_inplace_or;
    xor ixor Xor Py_nb_xor Py_nb_inplace_xor;
}

pub(crate) unsafe extern "C" fn divmod(a: Raw, b: Raw) -> Raw {
    binary(BinaryOp::DivMod, a, b)
}

pub(crate) unsafe extern "C" fn power(a: Raw, b: Raw, _modulus: Raw) -> Raw {
    binary(BinaryOp::Pow, a, b)
}

pub(crate) unsafe extern "C" fn inplace_power(a: Raw, b: Raw, _modulus: Raw) -> Raw {
    inplace(BinaryOp::Pow, a, b)
}

/// `class.__new__` for Python subclasses of our classes.
pub(crate) unsafe extern "C" fn new(
    class: *mut ffi::PyTypeObject,
    args: Raw,
    keywords: Raw,
) -> Raw {
    // SAFETY: CPython passes a type that derives from ours.
    unsafe {
        inward(|| {
            let (words, _) = call_arguments(args, keywords);
            let made = crate::proxy_class::new_for_subclass(Borrowed::new(class.cast()), &words);
            let proxy = made.and_then(|made| {
                if crate::class::from_python(Borrowed::new(class.cast())).is_some() {
                    to_python(&made)
                } else {
                    crate::proxy::instance_of_subclass(class, &made)
                }
            });
            match proxy {
                Ok(proxy) => proxy.into_raw(),
                Err(raised) => finish(Err(raised)),
            }
        })
    }
}

/// `object.__init__` for Python subclasses of our classes.
pub(crate) unsafe extern "C" fn init(object: Raw, args: Raw, keywords: Raw) -> c_int {
    // SAFETY: as above.
    unsafe {
        inward(|| {
            let object = value(object);
            let (words, names) = call_arguments(args, keywords);
            finish_status(match object.ty().slots().init {
                Some(init) if object.ty().is_heap_type() => {
                    init(&object, Args::new(&words, names.as_ref()))
                }
                _ => Ok(()),
            })
        })
    }
}

/// `Class.name`: attributes of our classes are looked up on our side.
pub(crate) unsafe extern "C" fn class_getattr(class: Raw, name: Raw) -> Raw {
    // SAFETY: CPython passes a type made by `proxy_class`, or a subclass of one.
    unsafe {
        let key = name_of(name);
        let ours = crate::class::from_python(Borrowed::new(class));
        // The base of all proxies is not to be seen; its types have no texts.
        let is_ours = matches!(
            key.as_str(),
            "__bases__" | "__base__" | "__mro__" | "__doc__"
        );
        if let Some(ty) = ours.filter(|_| !is_dunder(&key) || is_ours) {
            let found = inward(|| {
                attribute::getattr_opt(&ty.to_value(), key.as_str()).and_then(|found| match found {
                    Some(found) => to_python(&found).map(Some),
                    None => Ok(None),
                })
            });
            match found {
                Ok(Some(found)) => return found.into_raw(),
                Ok(None) => {}
                Err(raised) => {
                    crate::exception::restore(raised);
                    return core::ptr::null_mut();
                }
            }
        }
        let Some(generic) = ffi::PyType_Type.tp_getattro else {
            return core::ptr::null_mut();
        };
        let found = generic(class, name);
        if !found.is_null()
            || ours.is_some()
            || ffi::PyErr_ExceptionMatches(ffi::PyExc_AttributeError) == 0
        {
            return found;
        }
        // A subclass made by Python inherits the data attributes of ours.
        let Some(ty) = crate::class::nearest(Borrowed::new(class)) else {
            return found;
        };
        let (mut kind, mut error, mut traceback) = (
            core::ptr::null_mut(),
            core::ptr::null_mut(),
            core::ptr::null_mut(),
        );
        ffi::PyErr_Fetch(&mut kind, &mut error, &mut traceback);
        match inward(|| attribute::getattr_opt(&ty.to_value(), key.as_str())) {
            Ok(Some(found)) => {
                for part in [kind, error, traceback] {
                    drop(Owned::from_raw(part));
                }
                finish(Ok(found))
            }
            Ok(None) => {
                ffi::PyErr_Restore(kind, error, traceback);
                core::ptr::null_mut()
            }
            Err(raised) => {
                for part in [kind, error, traceback] {
                    drop(Owned::from_raw(part));
                }
                finish(Err(raised))
            }
        }
    }
}

/// `Class.name = new`, or deletion.
pub(crate) unsafe extern "C" fn class_setattr(class: Raw, name: Raw, new: Raw) -> c_int {
    // SAFETY: as above; `new` is null to delete.
    unsafe {
        let generic = ffi::PyType_Type.tp_setattro;
        let Some(ty) = crate::class::from_python(Borrowed::new(class)) else {
            return generic.map_or(-1, |set| set(class, name, new));
        };
        let key = name_of(name);
        // The type's own dict is where `vars`, `super` and Python's slots look.
        if generic.is_some_and(|set| set(class, name, new) != 0) {
            if !new.is_null() {
                return -1;
            }
            ffi::PyErr_Clear();
        }
        inward(|| {
            let class = ty.to_value();
            finish_status(match Borrowed::from_raw(new) {
                Some(new) => attribute::value_setattr(&class, &key, &from_borrowed(new)),
                None => attribute::value_delattr(&class, &key),
            })
        })
    }
}

/// `Class(*args)`: instances of our classes are made on our side.
pub(crate) unsafe extern "C" fn class_call(class: Raw, args: Raw, keywords: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let Some(ty) = crate::class::from_python(Borrowed::new(class)) else {
            return match ffi::PyType_Type.tp_call {
                Some(call) => call(class, args, keywords),
                None => core::ptr::null_mut(),
            };
        };
        inward(|| {
            let (words, names) = call_arguments(args, keywords);
            finish(pyaot_core::call::call_args(
                &ty.to_value(),
                Args::new(&words, names.as_ref()),
            ))
        })
    }
}

/// `object.__reduce_ex__(protocol)`: the class, and the attributes as a dict.
unsafe extern "C" fn reduce(object: Raw, _protocol: Raw) -> Raw {
    // SAFETY: as above.
    let result = unsafe { inward(|| try_reduce(Borrowed::new(object))) };
    match result {
        Ok(reduced) => reduced.into_raw(),
        Err(raised) => finish(Err(raised)),
    }
}

fn try_reduce(object: Borrowed<'_>) -> PyResult<Owned> {
    let value = from_borrowed(object);
    if core::ptr::eq(value.ty(), &pyaot_core::function::FUNCTION) {
        return function_name(object, &value);
    }
    if let Some(method) = value.downcast_exact::<BoundMethodObject>() {
        return reduced_method(method);
    }
    for name in ["__reduce__", "__getstate__"] {
        if value.ty().lookup_name(name).is_some()
            && let Some(method) = attribute::getattr_opt(&value, name)?
        {
            let state = pyaot_core::call::call(&method, &[])?;
            if name == "__reduce__" {
                return to_python(&state);
            }
            return reduced(object, to_python(&state)?);
        }
    }
    if !value.ty().is_heap_type() {
        return Err(raise_type_error(format_args!(
            "cannot pickle '{}' object",
            value.type_name()
        )));
    }
    // A fresh dict: fixed fields are not kept in one.
    let state = pyaot_core::reference::Dict::new();
    if let Some(attributes) = attribute::getattr_opt(&value, "__dict__")?
        && let Some(attributes) = attributes.as_dict()
    {
        for (key, item) in attributes.entries() {
            state.set(&key, &item)?;
        }
    }
    let state = to_python(state.as_value())?;
    let slots = slot_values(&value)?;
    if slots.is_empty() {
        return reduced(object, state);
    }
    // As `object.__reduce_ex__` gives what `__slots__` keeps.
    let attributes = match attribute::getattr_opt(&value, "__dict__")? {
        Some(_) => state,
        None => Owned::none(),
    };
    let slots = to_python(slots.as_value())?;
    let both = [attributes.into_value(), slots.into_value()];
    reduced(object, crate::convert::tuple_to_python(&both, to_python)?)
}

/// Functions are pickled by the name they are found by.
fn function_name(object: Borrowed<'_>, function: &Value) -> PyResult<Owned> {
    let name = attribute::value_getattr(function, pyaot_core::name!("__qualname__"))?;
    let module = attribute::value_getattr(function, pyaot_core::name!("__module__"))?;
    if let (Some(name), Some(module)) = (name.as_str(), module.as_str()) {
        crate::proxy_class::publish_as(module.as_str(), name.as_str(), object);
    }
    to_python(&name)
}

/// `(getattr, (receiver, name))`.
fn reduced_method(method: &BoundMethodObject) -> PyResult<Owned> {
    let name = attribute::value_getattr(&method.function, pyaot_core::name!("__name__"))?;
    let getter = crate::reference::import(c"builtins")?;
    let getter = getter.borrow().attribute(new_str("getattr")?.borrow())?;
    let arguments = [method.receiver.clone(), name];
    let arguments = crate::convert::tuple_to_python(&arguments, to_python)?;
    let both = [getter.into_value(), arguments.into_value()];
    crate::convert::tuple_to_python(&both, to_python)
}

/// The attributes that `__slots__` of the class and its bases name, if set.
fn slot_values(value: &Value) -> PyResult<pyaot_core::reference::Dict> {
    let found = pyaot_core::reference::Dict::new();
    for class in value.ty().mro().iter().filter(|class| class.is_heap_type()) {
        let Some(names) = class.dict().get_str("__slots__") else {
            continue;
        };
        let names = match names.as_str() {
            Some(_) => vec![names],
            None => pyaot_core::iter::collect(&names)?,
        };
        for name in names.iter().filter_map(Value::as_str) {
            if let Some(item) = attribute::getattr_opt(value, name.as_str())?
                && !matches!(name.as_str(), "__dict__" | "__weakref__")
            {
                found.set_key(name, item);
            }
        }
    }
    Ok(found)
}

/// `(copyreg.__newobj__, (class,), state)`.
fn reduced(object: Borrowed<'_>, state: Owned) -> PyResult<Owned> {
    let copyreg = crate::reference::import(c"copyreg")?;
    let maker = copyreg
        .borrow()
        .attribute(new_str("__newobj__")?.borrow())?;
    // SAFETY: fresh tuples, each place filled once.
    unsafe {
        let args = Owned::checked(ffi::PyTuple_New(1))?;
        ffi::PyTuple_SET_ITEM(args.as_raw(), 0, object.class().to_owned().into_raw());
        let result = Owned::checked(ffi::PyTuple_New(3))?;
        ffi::PyTuple_SET_ITEM(result.as_raw(), 0, maker.into_raw());
        ffi::PyTuple_SET_ITEM(result.as_raw(), 1, args.into_raw());
        ffi::PyTuple_SET_ITEM(result.as_raw(), 2, state.into_raw());
        Ok(result)
    }
}

/// `object.__setstate__(state)`: a dict of attributes.
unsafe extern "C" fn set_state(object: Raw, state: Raw) -> Raw {
    // SAFETY: as above.
    unsafe {
        let (object, state) = (value(object), value(state));
        inward(|| {
            let result = match object.ty().lookup_name("__setstate__") {
                Some(_) => attribute::value_getattr(&object, pyaot_core::name!("__setstate__"))
                    .and_then(|method| {
                        pyaot_core::call::call(&method, core::slice::from_ref(&state))
                    })
                    .map(drop),
                None => restore_attributes(&object, &state),
            };
            finish(result.map(|()| Value::NONE))
        })
    }
}

fn restore_attributes(object: &Value, state: &Value) -> PyResult<()> {
    let state = crate::convert::to_native(state)?;
    if let Some(parts) = state.as_tuple() {
        // What its dict held, and what its slots held.
        return parts
            .items()
            .iter()
            .try_for_each(|part| restore_attributes(object, part));
    }
    let Some(attributes) = state.as_dict() else {
        return Ok(());
    };
    for (key, item) in attributes.entries() {
        if let Some(key) = key.as_str() {
            // Pending items are set by name, as the class would set them.
            attribute::generic_setattr(object, key, Some(&item))?;
        }
    }
    Ok(())
}

const REDUCE: ffi::PyMethodDef = ffi::PyMethodDef {
    ml_name: c"__reduce_ex__".as_ptr(),
    ml_meth: ffi::PyMethodDefPointer {
        PyCFunction: reduce,
    },
    ml_flags: ffi::METH_O,
    ml_doc: core::ptr::null(),
};

/// Methods of a type, ended by zeros.
struct Methods<const N: usize>([ffi::PyMethodDef; N]);
// SAFETY: never written.
unsafe impl<const N: usize> Sync for Methods<N> {}

/// Methods every proxy of an instance has.
pub fn methods() -> *const ffi::PyMethodDef {
    static METHODS: Methods<3> = Methods([
        REDUCE,
        ffi::PyMethodDef {
            ml_name: c"__setstate__".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer {
                PyCFunction: set_state,
            },
            ml_flags: ffi::METH_O,
            ml_doc: core::ptr::null(),
        },
        // SAFETY: a definition of zeros ends the list.
        unsafe { core::mem::zeroed() },
    ]);
    METHODS.0.as_ptr()
}

/// Methods every proxy of a function has.
pub fn callable_methods() -> *const ffi::PyMethodDef {
    static METHODS: Methods<2> = Methods([
        REDUCE,
        // SAFETY: as above.
        unsafe { core::mem::zeroed() },
    ]);
    METHODS.0.as_ptr()
}
