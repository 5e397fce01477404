//! References to CPython objects: the only place that knows raw pointers.
//!
//! [`Owned`] holds a reference count, [`Borrowed`] does not. Both are one
//! word, and `Option` of either is CPython's "pointer or null", so functions
//! that CPython calls can be written with them directly.

use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;
use std::borrow::Cow;

use pyaot_abi::value::FOREIGN;
use pyaot_core::error::PyResult;
use pyaot_core::reference::Str;
use pyaot_core::surrogate;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

unsafe extern "C" {
    /// As `PyObject_GetAttr`, without an error when there is no such attribute;
    /// not declared by pyo3-ffi.
    fn _PyObject_LookupAttr(object: Raw, name: Raw, found: *mut Raw) -> core::ffi::c_int;
}

/// What the C API calls `PyObject*`.
pub type Raw = *mut ffi::PyObject;

/// A reference somebody holds a count of.
#[repr(transparent)]
pub struct Owned(NonNull<ffi::PyObject>);

/// A reference to an object that somebody else keeps alive.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct Borrowed<'a>(NonNull<ffi::PyObject>, PhantomData<&'a ()>);

impl Owned {
    /// Takes over the reference behind a pointer, `None` for null.
    ///
    /// # Safety
    /// `object` is null or a live object with a count the caller owns.
    #[inline]
    pub unsafe fn from_raw(object: Raw) -> Option<Owned> {
        NonNull::new(object).map(Owned)
    }

    /// As [`Owned::from_raw`]; null means that CPython has an error set,
    /// which becomes our pending exception.
    ///
    /// # Safety
    /// `object` is the result of a function of the C API that gives a new reference.
    #[inline]
    pub unsafe fn checked(object: Raw) -> PyResult<Owned> {
        match NonNull::new(object) {
            Some(object) => Ok(Owned(object)),
            None => Err(crate::exception::fetch()),
        }
    }

    /// A new reference to what a pointer shows, which is not null.
    ///
    /// # Safety
    /// `object` is a live object.
    #[inline]
    pub unsafe fn new_reference(object: Raw) -> Owned {
        // SAFETY: as promised by the caller.
        unsafe {
            ffi::Py_INCREF(object);
            Owned(NonNull::new_unchecked(object))
        }
    }

    #[inline]
    pub fn none() -> Owned {
        // SAFETY: `None` lives for ever.
        unsafe { Owned::new_reference(ffi::Py_None()) }
    }

    #[inline]
    pub fn as_raw(&self) -> Raw {
        self.0.as_ptr()
    }

    /// The pointer, its count passed on to the caller.
    #[inline]
    pub fn into_raw(self) -> Raw {
        ManuallyDrop::new(self).0.as_ptr()
    }

    #[inline]
    pub fn borrow(&self) -> Borrowed<'_> {
        Borrowed(self.0, PhantomData)
    }

    /// The reference as a foreign value word.
    #[inline]
    pub fn into_value(self) -> Value {
        // SAFETY: an owned reference, tagged as the contract says.
        unsafe { Value::from_raw(self.into_raw() as u64 + FOREIGN) }
    }
}

impl Clone for Owned {
    #[inline]
    fn clone(&self) -> Owned {
        // SAFETY: a live object.
        unsafe { Owned::new_reference(self.as_raw()) }
    }
}

impl Drop for Owned {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the count is ours and not used again.
        unsafe { ffi::Py_DECREF(self.as_raw()) }
    }
}

impl<'a> Borrowed<'a> {
    /// A look at what a pointer shows, `None` for null.
    ///
    /// # Safety
    /// `object` is null or stays alive for as long as the result is used.
    #[inline]
    pub unsafe fn from_raw(object: Raw) -> Option<Borrowed<'a>> {
        NonNull::new(object).map(|object| Borrowed(object, PhantomData))
    }

    /// A look at an object that lives for ever, as the types and exceptions of CPython.
    ///
    /// # Safety
    /// `object` is not null and immortal, or as long-lived as the result.
    #[inline]
    pub unsafe fn new(object: Raw) -> Borrowed<'a> {
        // SAFETY: as promised by the caller.
        Borrowed(unsafe { NonNull::new_unchecked(object) }, PhantomData)
    }

    /// The object behind a foreign value.
    #[inline]
    pub fn of(value: &'a Value) -> Option<Borrowed<'a>> {
        let object = value.as_foreign()?;
        NonNull::new(object.cast()).map(|object| Borrowed(object, PhantomData))
    }

    #[inline]
    pub fn as_raw(self) -> Raw {
        self.0.as_ptr()
    }

    #[inline]
    pub fn to_owned(self) -> Owned {
        // SAFETY: a live object.
        unsafe { Owned::new_reference(self.as_raw()) }
    }

    /// The object's exact type.
    #[inline]
    pub fn type_pointer(self) -> *mut ffi::PyTypeObject {
        // SAFETY: a live object.
        unsafe { ffi::Py_TYPE(self.as_raw()) }
    }

    /// The object's type as an object.
    #[inline]
    pub fn class(self) -> Borrowed<'a> {
        // SAFETY: a live object keeps its type alive.
        unsafe { Borrowed::new(self.type_pointer().cast()) }
    }

    /// Whether the exact type is the static type at `ty`.
    #[inline]
    pub fn is_exactly(self, ty: *mut ffi::PyTypeObject) -> bool {
        self.type_pointer() == ty
    }

    /// Whether the object is an instance of the type at `ty`, by inheritance alone.
    #[inline]
    pub(crate) fn is_kind_of(self, ty: *mut ffi::PyTypeObject) -> bool {
        // SAFETY: both are live types.
        self.type_pointer() == ty || unsafe { ffi::PyType_IsSubtype(self.type_pointer(), ty) != 0 }
    }

    /// Whether both are the same object.
    #[inline]
    pub fn is(self, other: Borrowed<'_>) -> bool {
        self.0 == other.0
    }

    /// `object.name`.
    #[inline]
    pub fn attribute(self, name: Borrowed<'_>) -> PyResult<Owned> {
        // SAFETY: live objects.
        unsafe { Owned::checked(ffi::PyObject_GetAttr(self.as_raw(), name.as_raw())) }
    }

    /// `object.name`, `None` when it has no such attribute or asking fails.
    pub fn attribute_opt(self, name: &core::ffi::CStr) -> Option<Owned> {
        // SAFETY: live objects and a C string; a failure is cleared at once.
        unsafe {
            let name = Owned::from_raw(ffi::PyUnicode_InternFromString(name.as_ptr()));
            let mut found = core::ptr::null_mut();
            if name.is_none_or(|name| {
                _PyObject_LookupAttr(self.as_raw(), name.as_raw(), &mut found) < 0
            }) {
                ffi::PyErr_Clear();
            }
            Owned::from_raw(found)
        }
    }

    /// `object(*args)`.
    pub fn call(self, args: &[Borrowed<'_>]) -> PyResult<Owned> {
        // SAFETY: `Borrowed` has the layout of the pointers CPython expects.
        unsafe {
            Owned::checked(ffi::PyObject_Vectorcall(
                self.as_raw(),
                args.as_ptr().cast(),
                args.len(),
                core::ptr::null_mut(),
            ))
        }
    }

    /// `object.name(*args)`.
    pub fn call_method(self, name: &core::ffi::CStr, args: &[Borrowed<'_>]) -> PyResult<Owned> {
        // SAFETY: live objects; a C string.
        let method =
            unsafe { Owned::checked(ffi::PyObject_GetAttrString(self.as_raw(), name.as_ptr()))? };
        method.borrow().call(args)
    }
}

/// The new str object with this text.
pub fn new_str(text: &str) -> PyResult<Owned> {
    // SAFETY: the text is valid for its length.
    unsafe {
        let made = Owned::checked(ffi::PyUnicode_FromStringAndSize(
            text.as_ptr().cast(),
            text.len() as isize,
        ))?;
        if ffi::PyUnicode_KIND(made.as_raw()) == ffi::PyUnicode_4BYTE_KIND && surrogate::is_in(text)
        {
            let codes: Vec<u32> = text.chars().map(surrogate::code_of).collect();
            return Owned::checked(ffi::PyUnicode_FromKindAndData(
                ffi::PyUnicode_4BYTE_KIND as i32,
                codes.as_ptr().cast(),
                codes.len() as isize,
            ));
        }
        Ok(made)
    }
}

/// The new str object for a str of ours.
#[inline]
pub fn str_to_python(text: &Str) -> PyResult<Owned> {
    let bytes = text.as_str();
    // The interpreter has one object for each short text.
    if bytes.len() < 2 || !text.is_ascii() {
        return new_str(bytes);
    }
    // SAFETY: a fresh object with room for the text, which nobody else has seen.
    unsafe {
        let made = Owned::checked(ffi::PyUnicode_New(bytes.len() as isize, 127))?;
        let place = ffi::PyUnicode_1BYTE_DATA(made.as_raw());
        core::ptr::copy_nonoverlapping(bytes.as_ptr(), place, bytes.len());
        Ok(made)
    }
}

/// The text of a str object that is ASCII, as most are.
#[inline]
pub fn ascii_of<'a>(object: Borrowed<'a>) -> Option<&'a str> {
    let raw = object.as_raw();
    // SAFETY: a live str of exactly that type, which keeps its text.
    unsafe {
        if !object.is_exactly(&raw mut ffi::PyUnicode_Type)
            || ffi::PyUnicode_IS_COMPACT_ASCII(raw) == 0
        {
            return None;
        }
        let length = ffi::PyUnicode_GET_LENGTH(raw) as usize;
        let bytes = core::slice::from_raw_parts(ffi::PyUnicode_1BYTE_DATA(raw), length);
        Some(core::str::from_utf8_unchecked(bytes))
    }
}

/// The text of a str object as a str of ours keeps it; `None` for other objects, and for texts
/// with characters that stand for lone surrogates.
#[inline]
pub fn kept_text(object: Borrowed<'_>) -> Option<Cow<'_, str>> {
    match text_of(object) {
        Some(text) => {
            // SAFETY: a live str.
            let kind = unsafe { ffi::PyUnicode_KIND(object.as_raw()) };
            let is_plain = kind != ffi::PyUnicode_4BYTE_KIND || !surrogate::is_in(text);
            is_plain.then_some(Cow::Borrowed(text))
        }
        None => with_surrogates(object).map(Cow::Owned),
    }
}

#[cold]
fn with_surrogates(object: Borrowed<'_>) -> Option<String> {
    // SAFETY: a live str; the copy is of its length and freed.
    unsafe {
        if ffi::PyUnicode_Check(object.as_raw()) == 0 {
            return None;
        }
        let length = ffi::PyUnicode_GetLength(object.as_raw()) as usize;
        let copy = ffi::PyUnicode_AsUCS4Copy(object.as_raw());
        if copy.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        let codes = core::slice::from_raw_parts(copy, length);
        let text = codes.iter().map(|code| surrogate::char_of(*code)).collect();
        ffi::PyMem_Free(copy.cast());
        text
    }
}

/// The text of a str object; `None` for other objects and for texts that are
/// not UTF-8 (lone surrogates, see [`kept_text`]).
#[inline]
pub fn text_of<'a>(object: Borrowed<'a>) -> Option<&'a str> {
    if let Some(text) = ascii_of(object) {
        return Some(text);
    }
    // SAFETY: a live str keeps its UTF-8 form alive.
    unsafe {
        if ffi::PyUnicode_Check(object.as_raw()) == 0 {
            return None;
        }
        let mut len = 0;
        let data = ffi::PyUnicode_AsUTF8AndSize(object.as_raw(), &mut len);
        if data.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        Some(core::str::from_utf8_unchecked(core::slice::from_raw_parts(
            data.cast(),
            len as usize,
        )))
    }
}

/// The module called `name`, imported if need be.
pub fn import(name: &core::ffi::CStr) -> PyResult<Owned> {
    // SAFETY: a C string.
    unsafe { Owned::checked(ffi::PyImport_ImportModule(name.as_ptr())) }
}
