//! Values across the border.
//!
//! Immutable built-in values are copied both ways. Lists, dicts and sets of
//! ours become shared ([`crate::sharing`]); everything else crosses as a
//! proxy ([`crate::proxy`]) or stays foreign.

use std::borrow::Cow;

use dashu_int::IBig;
use pyaot_abi::layout::ComplexObject;
use pyaot_abi::value as tag;
use pyaot_core::error::{PyResult, take_pending};
use pyaot_core::iter::{RangeObject, SliceObject};
use pyaot_core::memory::Global;
use pyaot_core::method::{BuiltinFunctionObject, MethodDescriptorObject};
use pyaot_core::reference::{Bytes, Str, Tuple};
use pyaot_core::types::Layout;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, Raw, ascii_of, kept_text, new_str, str_to_python};

/// CPython's limit for conversions between int and text.
pub fn max_str_digits() -> usize {
    // SAFETY: the interpreter runs; a name.
    let get =
        unsafe { Borrowed::from_raw(ffi::PySys_GetObject(c"get_int_max_str_digits".as_ptr())) };
    let limit = get.and_then(|get| get.call(&[]).ok());
    // SAFETY: a live int.
    limit.map_or(0, |limit| unsafe { ffi::PyLong_AsSize_t(limit.as_raw()) })
}

/// Gives CPython that limit.
pub fn set_max_str_digits(limit: usize) {
    // SAFETY: the interpreter runs; a name, and a new int.
    let (set, limit) = unsafe {
        let set = Borrowed::from_raw(ffi::PySys_GetObject(c"set_int_max_str_digits".as_ptr()));
        (set, Owned::from_raw(ffi::PyLong_FromSize_t(limit)))
    };
    if let (Some(set), Some(limit)) = (set, limit) {
        // A number that is allowed: there is nothing to go wrong.
        let _ = set.call(&[limit.borrow()]);
    }
}

/// A CPython object for an operand: a foreign value's own, on loan from the
/// caller, or one made for the occasion.
pub struct Operand<'a> {
    object: Borrowed<'a>,
    made: Option<Owned>,
}

impl<'a> Operand<'a> {
    #[inline]
    pub fn new(value: &'a Value) -> PyResult<Operand<'a>> {
        if let Some(object) = Borrowed::of(value) {
            return Ok(Operand { object, made: None });
        }
        let made = to_python(value)?;
        // SAFETY: the object is kept as long as the operand.
        let object = unsafe { Borrowed::new(made.as_raw()) };
        Ok(Operand {
            object,
            made: Some(made),
        })
    }

    #[inline]
    pub fn as_raw(&self) -> Raw {
        self.object.as_raw()
    }

    #[inline]
    pub fn borrow(&self) -> Borrowed<'_> {
        self.object
    }
}

impl Drop for Operand<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(made) = self.made.take() {
            crate::spare::release(made);
        }
    }
}

/// A CPython object for any value. Lists, dicts and sets become shared, so
/// that what either side does to them is seen by the other.
#[inline]
pub fn to_python(value: &Value) -> PyResult<Owned> {
    if let Some(n) = value.as_small_int() {
        return crate::spare::int(n).ok_or_else(crate::exception::fetch);
    }
    if let Some(object) = Borrowed::of(value) {
        return Ok(object.to_owned());
    }
    if value.is_heap() || value.as_float().is_some() {
        return object_to_python(value);
    }
    Ok(immediate_to_python(value))
}

fn immediate_to_python(value: &Value) -> Owned {
    // SAFETY: singletons that live for ever.
    unsafe {
        Owned::new_reference(match value.as_raw() {
            tag::TRUE => ffi::Py_True(),
            tag::FALSE => ffi::Py_False(),
            tag::NOT_IMPLEMENTED => ffi::Py_NotImplemented(),
            tag::ELLIPSIS => ffi::Py_Ellipsis(),
            _ => ffi::Py_None(),
        })
    }
}

fn object_to_python(value: &Value) -> PyResult<Owned> {
    let ty = value.ty();
    if core::ptr::eq(ty, &pyaot_core::str::STR) {
        let text = value.as_str().expect("str");
        // A constant is made once.
        return if text.is_immortal() {
            name(text)
        } else if text.as_str().len() >= crate::texts::LONG {
            crate::texts::to_python(value, || str_to_python(text))
        } else {
            str_to_python(text)
        };
    }
    if ty.layout() == Layout::Exception {
        return crate::exception::to_python(value);
    }
    if ty.is_heap_type()
        && let Some(twin) = crate::regex::twin(value)?
    {
        return Ok(twin);
    }
    if crate::derived::is_value(ty) {
        return crate::derived::instance(value);
    }
    if ty.is_heap_type() {
        return crate::proxy::object(value);
    }
    match ty.layout() {
        Layout::Float => {
            let x = value.as_float().expect("float");
            // The bits that tell our nans apart are nobody else's business.
            let x = if x.is_nan() { f64::NAN.copysign(x) } else { x };
            crate::spare::float(x).ok_or_else(crate::exception::fetch)
        }
        Layout::Complex => {
            let complex = value.downcast::<ComplexObject>().expect("complex");
            // SAFETY: plain conversion.
            unsafe { Owned::checked(ffi::PyComplex_FromDoubles(complex.real, complex.imag)) }
        }
        Layout::Str => new_str(value.as_str().expect("str").as_str()),
        Layout::Int => big_to_python(value),
        Layout::Bytes => {
            let bytes = value.as_bytes().expect("bytes");
            let data = bytes.as_slice();
            // SAFETY: the data is valid for its length.
            let make = || unsafe {
                Owned::checked(ffi::PyBytes_FromStringAndSize(
                    data.as_ptr().cast(),
                    data.len() as isize,
                ))
            };
            match data.len() >= crate::texts::LONG {
                true => crate::texts::to_python(value, make),
                false => {
                    let address = bytes.as_ptr().cast();
                    crate::interpreter::with_constant_cache(address, bytes.is_immortal(), make)
                }
            }
        }
        Layout::Tuple => tuple_to_python(value.as_tuple().expect("tuple").items(), to_python),
        Layout::List => crate::sharing::share_list(value.as_list().expect("list")),
        Layout::Dict => crate::sharing::share_dict(value.as_dict().expect("dict")),
        Layout::Set => crate::sharing::share_set(value.as_set().expect("set")),
        Layout::FrozenSet => crate::sharing::copy_frozen_set(value),
        Layout::ByteArray => crate::byte_sharing::share(value),
        Layout::Array => crate::array_sharing::share(value),
        Layout::MappingProxy => {
            let contents = to_python(pyaot_core::mapping_proxy::contents(value).as_value())?;
            // SAFETY: a live dict.
            unsafe { Owned::checked(ffi::PyDictProxy_New(contents.as_raw())) }
        }
        Layout::Type => crate::class::to_python(value.as_type().expect("class")),
        Layout::Range => {
            let range = value.downcast::<RangeObject>().expect("range");
            let parts = [
                to_python(&range.start)?,
                to_python(&range.stop)?,
                to_python(&range.step)?,
            ];
            let class = crate::class::to_python(&pyaot_core::iter::RANGE)?;
            class
                .borrow()
                .call(&[parts[0].borrow(), parts[1].borrow(), parts[2].borrow()])
        }
        Layout::Slice => {
            let slice = value.downcast::<SliceObject>().expect("slice");
            let parts = [
                to_python(&slice.start)?,
                to_python(&slice.stop)?,
                to_python(&slice.step)?,
            ];
            // SAFETY: live objects.
            unsafe {
                Owned::checked(ffi::PySlice_New(
                    parts[0].as_raw(),
                    parts[1].as_raw(),
                    parts[2].as_raw(),
                ))
            }
        }
        Layout::BuiltinFunction => {
            let function = value
                .downcast::<BuiltinFunctionObject>()
                .expect("builtin function");
            match crate::interpreter::original_function(function) {
                Some(known) => Ok(known),
                None => crate::proxy::callable(value),
            }
        }
        Layout::MethodDescriptor => {
            let method = value
                .downcast::<MethodDescriptorObject>()
                .expect("method descriptor");
            if let Some(class) = crate::class::known(method.owner) {
                let name = new_str(method.name)?;
                match class.borrow().attribute(name.borrow()) {
                    Ok(found) => return Ok(found),
                    // One that the bridge has added.
                    Err(raised) => drop(take_pending(raised)),
                }
            }
            crate::proxy::callable(value)
        }
        Layout::Function => crate::proxy::callable(value),
        Layout::BoundMethod => crate::proxy::bound_method(value),
        Layout::Module => module_to_python(value),
        Layout::Traceback => traceback_to_python(value),
        Layout::Union => union_to_python(value),
        Layout::GenericAlias => alias_to_python(value),
        Layout::Property => descriptor(value, "property", &["fget", "fset", "fdel", "__doc__"]),
        Layout::StaticMethod => descriptor(value, "staticmethod", &["__func__"]),
        Layout::ClassMethod => descriptor(value, "classmethod", &["__func__"]),
        _ => crate::proxy::object(value),
    }
}

/// An alias of the same class with the same arguments.
fn alias_to_python(value: &Value) -> PyResult<Owned> {
    let Some((origin, args)) = pyaot_core::generic_alias::parts(value) else {
        return crate::proxy::object(value);
    };
    let origin = to_python(origin)?;
    if let Some(item) = pyaot_core::generic_alias::item_of_callable(value)? {
        let item = to_python(&item)?;
        // SAFETY: live objects.
        return unsafe { Owned::checked(ffi::PyObject_GetItem(origin.as_raw(), item.as_raw())) };
    }
    let args = tuple_to_python(args.items(), to_python)?;
    // SAFETY: live objects; an alias has an iterator of one item.
    unsafe {
        let alias = Owned::checked(ffi::Py_GenericAlias(origin.as_raw(), args.as_raw()))?;
        if !pyaot_core::generic_alias::is_starred(value) {
            return Ok(alias);
        }
        let iterator = Owned::checked(ffi::PyObject_GetIter(alias.as_raw()))?;
        Owned::checked(ffi::PyIter_Next(iterator.as_raw()))
    }
}

/// The union of the same classes.
fn union_to_python(value: &Value) -> PyResult<Owned> {
    let mut all: Option<Owned> = None;
    for member in pyaot_core::union::members(value).unwrap_or_default() {
        let member = to_python(member)?;
        all = Some(match all {
            None => member,
            // SAFETY: live objects.
            Some(all) => unsafe {
                Owned::checked(ffi::PyNumber_Or(all.as_raw(), member.as_raw()))?
            },
        });
    }
    match all {
        Some(all) => Ok(all),
        None => crate::proxy::object(value),
    }
}

/// A traceback with the same frames.
fn traceback_to_python(value: &Value) -> PyResult<Owned> {
    match crate::traceback::of_object(value)? {
        Some(traceback) => Ok(traceback),
        None => crate::proxy::object(value),
    }
}

/// The module CPython knows by the same name: of the interpreter's own for
/// one the runtime provides, one that shares its globals for one of the program.
fn module_to_python(value: &Value) -> PyResult<Owned> {
    let name = pyaot_core::attribute::getattr_opt(value, "__name__")?;
    let name = name.as_ref().and_then(Value::as_str);
    match name.map(Str::as_str) {
        Some(name) if name == "builtins" || pyaot_core::native_module::is_loaded(value) => {
            // Not by way of `interpreter::import`: containers may be half shared here.
            let name = new_str(name)?;
            // SAFETY: a live str.
            unsafe { Owned::checked(ffi::PyImport_Import(name.as_raw())) }
        }
        name => match name.and_then(|name| crate::offered::offered(value, name)) {
            Some(known) => Ok(known),
            None => crate::sharing::share_module(value),
        },
    }
}

/// A tuple of the converted `items`.
pub fn tuple_to_python<T>(items: &[T], convert: impl Fn(&T) -> PyResult<Owned>) -> PyResult<Owned> {
    // SAFETY: the tuple is fresh and every place is filled once; a half-filled
    // one may be dropped.
    unsafe {
        let tuple = Owned::checked(ffi::PyTuple_New(items.len() as isize))?;
        for (i, item) in items.iter().enumerate() {
            ffi::PyTuple_SET_ITEM(tuple.as_raw(), i as isize, convert(item)?.into_raw());
        }
        Ok(tuple)
    }
}

/// A property, staticmethod or classmethod made again from its parts, with what was stored in it.
fn descriptor(value: &Value, class: &str, parts: &[&str]) -> PyResult<Owned> {
    let Some(class) = crate::interpreter::builtin(class) else {
        return crate::proxy::object(value);
    };
    let mut objects = Vec::new();
    for part in parts {
        let part = pyaot_core::attribute::getattr_opt(value, part)?.unwrap_or(Value::NONE);
        objects.push(to_python(&part)?);
    }
    let objects: Vec<Borrowed<'_>> = objects.iter().map(Owned::borrow).collect();
    let made = class.borrow().call(&objects)?;
    let own = pyaot_core::attribute::attrs_dict(value).map(|own| own.entries());
    for (name, value) in own.into_iter().flatten() {
        let (name, value) = (to_python(&name)?, to_python(&value)?);
        // SAFETY: live objects.
        if unsafe { ffi::PyObject_SetAttr(made.as_raw(), name.as_raw(), value.as_raw()) } != 0 {
            return Err(crate::exception::fetch());
        }
    }
    Ok(made)
}

fn big_to_python(value: &Value) -> PyResult<Owned> {
    let big = pyaot_core::int::as_big(value).unwrap_or(IBig::ZERO);
    let bytes = big.to_le_bytes();
    // SAFETY: the bytes are valid for their length.
    unsafe {
        Owned::checked(ffi::_PyLong_FromByteArray(
            bytes.as_ptr(),
            bytes.len(),
            1,
            1,
        ))
    }
}

/// A value for a new reference: the native one for immutable built-in values,
/// our own object for a proxy of it, else the foreign value.
#[inline]
pub fn from_python(object: Owned) -> Value {
    match native(object.borrow()) {
        Some(value) => {
            crate::spare::release(object);
            value
        }
        None => object.into_value(),
    }
}

/// As [`from_python`] for a reference that stays with its owner.
#[inline]
pub fn from_borrowed(object: Borrowed<'_>) -> Value {
    match native(object) {
        Some(value) => value,
        None => object.to_owned().into_value(),
    }
}

/// What [`from_python`] gives, unless the object stays foreign.
#[inline]
fn native(object: Borrowed<'_>) -> Option<Value> {
    let raw = object.as_raw();
    // SAFETY: live objects, whose exact type says what they are.
    unsafe {
        if object.is_exactly(&raw mut ffi::PyFloat_Type) {
            return Some(Value::float(ffi::PyFloat_AS_DOUBLE(raw)));
        }
        if object.is_exactly(&raw mut ffi::PyLong_Type) {
            return Some(int_from_python(raw));
        }
        if object.is_exactly(&raw mut ffi::PyUnicode_Type) {
            let make = || match ascii_of(object) {
                Some(text) => Some(Str::of_ascii(text).into()),
                None => kept_text(object).map(|text| Value::str(&text)),
            };
            return match ffi::PyUnicode_GET_LENGTH(raw) as usize {
                0..2 => make(),
                2..crate::texts::LONG => crate::constant::interned(object).or_else(make),
                _ => crate::texts::from_python(object, make),
            };
        }
        if raw == ffi::Py_None() {
            return Some(Value::NONE);
        }
        if object.is_exactly(&raw mut ffi::PyBool_Type) {
            return Some(Value::bool(raw == ffi::Py_True()));
        }
    }
    if stays_foreign(object) {
        return None;
    }
    native_rare(object)
}

/// A type whose instances stay foreign, while it has that version.
#[derive(Clone, Copy)]
struct ForeignType {
    ty: *mut ffi::PyTypeObject,
    version: u32,
}

const FOREIGN_TYPES: usize = 64;
static FOREIGN: Global<[ForeignType; FOREIGN_TYPES]> = Global::new(
    [ForeignType {
        ty: core::ptr::null_mut(),
        version: 0,
    }; FOREIGN_TYPES],
);

#[inline]
fn foreign_slot(ty: *mut ffi::PyTypeObject) -> usize {
    (ty as usize >> 4 ^ ty as usize >> 10) % FOREIGN_TYPES
}

/// Whether the object is of a type known to have no other form on our side.
#[inline]
fn stays_foreign(object: Borrowed<'_>) -> bool {
    let ty = object.type_pointer();
    // SAFETY: a short access; a live object has a live type.
    unsafe {
        let known = (*FOREIGN.get())[foreign_slot(ty)];
        known.ty == ty && known.version == (*ty).tp_version_tag
    }
}

/// Remembers the type of an object that is no built-in value, proxy or the like.
/// Types that come and go are told apart by their versions.
fn remember_foreign(ty: *mut ffi::PyTypeObject) {
    // SAFETY: a live type; a short access. Looking anything up gives a type a version.
    unsafe {
        if let Ok(name) = name(pyaot_core::name!("__class__")) {
            crate::instance::_PyType_Lookup(ty, name.as_raw());
        }
        if ffi::PyType_HasFeature(ty, ffi::Py_TPFLAGS_HEAPTYPE) == 0
            || ffi::PyType_HasFeature(ty, ffi::Py_TPFLAGS_VALID_VERSION_TAG) != 0
        {
            (*FOREIGN.get())[foreign_slot(ty)] = ForeignType {
                ty,
                version: (*ty).tp_version_tag,
            };
        }
    }
}

/// Objects of a type may be ours from now on.
pub fn forget_foreign(ty: *mut ffi::PyTypeObject) {
    // SAFETY: a short access.
    let known = unsafe { &mut (*FOREIGN.get())[foreign_slot(ty)] };
    if known.ty == ty {
        known.ty = core::ptr::null_mut();
    }
}

fn native_rare(object: Borrowed<'_>) -> Option<Value> {
    if let Some(known) = crate::offered::native(object) {
        return Some(known);
    }
    let raw = object.as_raw();
    // SAFETY: as in `native`.
    unsafe {
        if object.is_exactly(&raw mut ffi::PyTuple_Type) {
            return Some(tuple_from_python(raw).into());
        }
        if object.is_exactly(&raw mut ffi::PyBytes_Type) {
            let make = || Some(bytes_from_python(raw).into());
            return match ffi::PyBytes_Size(raw) as usize >= crate::texts::LONG {
                true => crate::texts::from_python(object, make),
                false => make(),
            };
        }
        if object.is_exactly(&raw mut ffi::PyList_Type)
            || object.is_exactly(&raw mut ffi::PyDict_Type)
            || object.is_exactly(&raw mut ffi::PySet_Type)
        {
            return crate::sharing::known_object(object);
        }
        if ffi::PyDict_Check(raw) != 0
            && let Some(known) = crate::sharing::known_object(object)
        {
            return Some(known);
        }
        if object.is_exactly(&raw mut ffi::PyByteArray_Type) {
            return crate::byte_sharing::known(object);
        }
        if crate::array_sharing::is_array(object) {
            return crate::array_sharing::adopt(object);
        }
        if object.is_exactly(&raw mut ffi::PyComplex_Type) {
            let (real, imag) = (
                ffi::PyComplex_RealAsDouble(raw),
                ffi::PyComplex_ImagAsDouble(raw),
            );
            return Some(pyaot_core::complex::complex_new(real, imag));
        }
        if object.is_exactly(&raw mut ffi::PySlice_Type) {
            let slice = raw.cast::<ffi::PySliceObject>();
            let part = |part: Raw| from_borrowed(Borrowed::new(part));
            return Some(pyaot_core::iter::slice_new(
                &part((*slice).start),
                &part((*slice).stop),
                &part((*slice).step),
            ));
        }
        if raw == ffi::Py_Ellipsis() {
            return Some(Value::ELLIPSIS);
        }
        if raw == ffi::Py_NotImplemented() {
            return Some(Value::NOT_IMPLEMENTED);
        }
        if ffi::PyType_Check(raw) != 0 {
            let ours = crate::class::from_python(object);
            return ours
                .or_else(|| crate::abstract_classes::find(object))
                .or_else(|| crate::copies::original(object))
                .map(|ty| ty.to_value());
        }
        if ffi::PyExceptionInstance_Check(raw) != 0 {
            return crate::exception::from_python(object);
        }
        if object.is_exactly(&raw mut ffi::PyModule_Type) {
            return crate::sharing::known_module(object);
        }
        if object.is_exactly(&raw mut crate::proxy::PyMethod_Type) {
            return crate::proxy::known_method(object);
        }
        if object.is_exactly(&raw mut ffi::PyCFunction_Type) {
            return crate::interpreter::native_builtin(object);
        }
    }
    if crate::proxy::is_proxy(object) {
        return crate::proxy::unwrap(object);
    }
    if crate::regex::may_be_known(object) {
        return crate::regex::known(object);
    }
    let derived = crate::derived::unwrap(object);
    // A defaultdict or OrderedDict may be shared.
    // SAFETY: a live object.
    let is_dict = unsafe { ffi::PyDict_Check(object.as_raw()) } != 0;
    if derived.is_none() && !is_dict && !crate::derived::has_instances(object) {
        remember_foreign(object.type_pointer());
    }
    derived
}

/// The int behind an instance of int, subclasses included.
#[inline]
unsafe fn int_from_python(object: Raw) -> Value {
    // SAFETY: the caller passes an int object, which has as many digits as it says.
    unsafe {
        // Up to two digits of 30 bits fit a small int.
        let size = (*object.cast::<ffi::PyVarObject>()).ob_size;
        let digits = object
            .cast::<u8>()
            .add(size_of::<ffi::PyVarObject>())
            .cast::<u32>();
        let magnitude = match size.unsigned_abs() {
            0 => 0,
            1 => i64::from(*digits),
            2 => i64::from(*digits) | i64::from(*digits.add(1)) << 30,
            _ => return big_from_python(object),
        };
        Value::int(if size < 0 { -magnitude } else { magnitude })
    }
}

#[cold]
unsafe fn big_from_python(object: Raw) -> Value {
    // SAFETY: the caller passes an int object; the buffer has room for its digits.
    unsafe {
        let mut overflow = 0;
        let n = ffi::PyLong_AsLongLongAndOverflow(object, &mut overflow);
        if overflow == 0 {
            return Value::int(n);
        }
        // Digits of 30 bits each, one of them for the sign.
        let digits = (*object.cast::<ffi::PyVarObject>()).ob_size.unsigned_abs();
        let mut bytes = vec![0u8; digits * 30 / 8 + 2];
        ffi::_PyLong_AsByteArray(object.cast(), bytes.as_mut_ptr(), bytes.len(), 1, 1);
        pyaot_core::int::from_big(IBig::from_le_bytes(&bytes))
    }
}

unsafe fn bytes_from_python(object: Raw) -> Bytes {
    // SAFETY: the caller passes a bytes object, valid for its length.
    unsafe {
        let data = ffi::PyBytes_AsString(object);
        let len = ffi::PyBytes_Size(object) as usize;
        Bytes::new(core::slice::from_raw_parts(data.cast(), len))
    }
}

unsafe fn tuple_from_python(object: Raw) -> Tuple {
    // SAFETY: the caller passes a tuple, whose items are never null.
    unsafe {
        let n = ffi::PyTuple_GET_SIZE(object);
        let items = (0..n).map(|i| from_borrowed(Borrowed::new(ffi::PyTuple_GET_ITEM(object, i))));
        Tuple::from_iter_exact(&pyaot_core::tuple::TUPLE, n as usize, items)
    }
}

/// A foreign value as a native one of the built-in type it derives from
/// (`np.float64` to float, `np.str_` to str); lists, dicts and sets become
/// native objects that share. Other values come back as they are.
pub fn to_native(value: &Value) -> PyResult<Value> {
    let Some(object) = Borrowed::of(value) else {
        return Ok(value.clone());
    };
    let raw = object.as_raw();
    // SAFETY: live objects, whose type says what they are.
    unsafe {
        if ffi::PyFloat_Check(raw) != 0 {
            return Ok(Value::float(ffi::PyFloat_AS_DOUBLE(raw)));
        }
        if ffi::PyLong_Check(raw) != 0 {
            return Ok(int_from_python(raw));
        }
        if ffi::PyUnicode_Check(raw) != 0 {
            let text = kept_text(object);
            return Ok(text.map_or_else(|| value.clone(), |text| Value::str(&text)));
        }
        if ffi::PyBytes_Check(raw) != 0 {
            return Ok(bytes_from_python(raw).into());
        }
        if ffi::PyTuple_Check(raw) != 0 {
            return Ok(tuple_from_python(raw).into());
        }
    }
    Ok(crate::sharing::adopt(object).unwrap_or_else(|| value.clone()))
}

/// A str of ours for the text of a str object.
pub fn expect_str(object: &Owned) -> PyResult<Str> {
    match kept_text(object.borrow()) {
        Some(text) => Ok(Str::new(&text)),
        None => {
            // What cannot be kept is shown as escapes.
            // SAFETY: live objects and C strings.
            let bytes = unsafe {
                Owned::checked(ffi::PyUnicode_AsEncodedString(
                    object.as_raw(),
                    c"ascii".as_ptr(),
                    c"backslashreplace".as_ptr(),
                ))?
            };
            // SAFETY: encoding gives bytes.
            let bytes = unsafe { bytes_from_python(bytes.as_raw()) };
            Ok(Str::new(&String::from_utf8_lossy(bytes.as_slice())))
        }
    }
}

/// `str(object)` as text, `None` when that fails.
pub fn to_text(object: &Owned) -> Option<String> {
    // SAFETY: a live object; a failure is cleared.
    unsafe {
        let text = Owned::from_raw(ffi::PyObject_Str(object.as_raw()));
        if text.is_none() {
            ffi::PyErr_Clear();
        }
        text.and_then(|text| kept_text(text.borrow()).map(Cow::into_owned))
    }
}

/// The interned CPython str for a name of ours.
#[inline]
pub fn name(name: &Str) -> PyResult<Owned> {
    crate::interpreter::with_name_cache(name, |text| {
        // SAFETY: the text is valid for its length; interning replaces the reference.
        unsafe {
            let mut object = new_str(text)?.into_raw();
            ffi::PyUnicode_InternInPlace(&mut object);
            let object = Owned::checked(object)?;
            crate::constant::keep(name, object.borrow());
            Ok(object)
        }
    })
}

/// `source.encode(encoding, errors)`, or `decode`, of CPython's own object.
pub fn recode(method: &str, source: &Value, encoding: &str, errors: &str) -> PyResult<Value> {
    crate::interpreter::ensure()?;
    let object = to_python(source)?;
    let names = [new_str(method)?, new_str(encoding)?, new_str(errors)?];
    crate::sharing::outward(|| {
        let bound = object.borrow().attribute(names[0].borrow())?;
        bound.borrow().call(&[names[1].borrow(), names[2].borrow()])
    })
    .map(from_python)
}
