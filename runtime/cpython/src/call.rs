//! Calls of foreign objects: by vectorcall, or straight to a C function.

use core::mem::MaybeUninit;

use pyaot_core::args::Args;
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{Operand, from_python, name, to_python};
use crate::reference::{Borrowed, Owned, Raw};
use crate::sharing::outward;

/// Arguments that need no allocation.
const INLINE: usize = 6;

/// The arguments of a call as CPython takes them. Foreign ones are borrowed;
/// converted ones are released in the end.
struct Objects<'a> {
    /// A place CPython may use, then the objects.
    raw: &'a mut [MaybeUninit<Raw>],
    len: usize,
    /// A bit for each of the first 64 objects that is ours to release.
    owned: u64,
    /// Converted objects beyond those.
    more: Vec<Owned>,
}

impl Objects<'_> {
    #[inline]
    fn push_borrowed(&mut self, object: Raw) {
        self.len += 1;
        self.raw[self.len].write(object);
    }

    #[inline]
    fn push(&mut self, value: &Value) -> PyResult<()> {
        if let Some(object) = Borrowed::of(value) {
            self.push_borrowed(object.as_raw());
            return Ok(());
        }
        let object = to_python(value)?;
        if self.len < 64 {
            self.owned |= 1 << self.len;
            self.push_borrowed(object.into_raw());
        } else {
            self.push_borrowed(object.as_raw());
            self.more.push(object);
        }
        Ok(())
    }

    fn pointer(&self) -> *const Raw {
        self.raw[1..].as_ptr().cast()
    }
}

impl Drop for Objects<'_> {
    #[inline]
    fn drop(&mut self) {
        let mut owned = self.owned;
        while owned != 0 {
            let i = owned.trailing_zeros() as usize;
            owned &= owned - 1;
            // SAFETY: the object was written and its count is ours.
            drop(unsafe { Owned::from_raw(self.raw[i + 1].assume_init()) });
        }
    }
}

/// Runs `call` with the arguments as CPython objects behind `first`.
#[inline]
fn with_objects(
    first: Option<Borrowed<'_>>,
    args: Args<'_>,
    call: impl FnOnce(*const Raw, usize, Raw) -> PyResult<Owned>,
) -> PyResult<Value> {
    let names = match args.names() {
        Some(names) => Some(keyword_names(names)?),
        None => None,
    };
    let names = names.as_ref().map_or(core::ptr::null_mut(), Owned::as_raw);
    let words = args.words();
    let n_positional = words.len() - args.n_keywords() + first.is_some() as usize;
    let mut inline = [MaybeUninit::uninit(); INLINE + 2];
    let mut long: Vec<MaybeUninit<Raw>>;
    let raw = if words.len() <= INLINE {
        &mut inline[..]
    } else {
        long = vec![MaybeUninit::uninit(); words.len() + 2];
        &mut long[..]
    };
    let mut objects = Objects {
        raw,
        len: 0,
        owned: 0,
        more: Vec::new(),
    };
    if let Some(first) = first {
        objects.push_borrowed(first.as_raw());
    }
    for word in words {
        objects.push(word)?;
    }
    let result = outward(|| call(objects.pointer(), n_positional, names))?;
    Ok(from_python(result))
}

/// Keyword names met before: the words of ours, and CPython's tuple.
struct CachedNames {
    words: Vec<u64>,
    object: Owned,
}

const NAME_TUPLES: usize = 64;
static NAMES: Global<[Option<CachedNames>; NAME_TUPLES]> =
    Global::new([const { None }; NAME_TUPLES]);

/// Keyword names as CPython takes them, a tuple of interned strs. Names that
/// are static data of the program are remembered by their addresses.
fn keyword_names(names: &Tuple) -> PyResult<Owned> {
    let items = names.items();
    let slot = items
        .first()
        .map_or(0, |first| (first.as_raw() as usize >> 4) + items.len())
        % NAME_TUPLES;
    // SAFETY: a short access.
    if let Some(known) = unsafe { &(&(*NAMES.get()))[slot] }
        && known.words.len() == items.len()
        && known
            .words
            .iter()
            .zip(items)
            .all(|(word, item)| *word == item.as_raw())
    {
        return Ok(known.object.clone());
    }
    let made = crate::convert::tuple_to_python(items, |item| match item.as_str() {
        Some(text) => name(text),
        None => to_python(item),
    })?;
    if items
        .iter()
        .all(|item| item.as_str().is_some_and(|name| name.is_immortal()))
    {
        let words = items.iter().map(Value::as_raw).collect();
        let new = CachedNames {
            words,
            object: made.clone(),
        };
        // SAFETY: the old entry is moved out before it is dropped.
        drop(unsafe { (&mut (*NAMES.get()))[slot].replace(new) });
    }
    Ok(made)
}

/// What kind of argument list a C function takes.
const KINDS: core::ffi::c_int = ffi::METH_VARARGS
    | ffi::METH_FASTCALL
    | ffi::METH_NOARGS
    | ffi::METH_O
    | ffi::METH_KEYWORDS
    | METH_METHOD;

/// Flag of C methods that also take their class.
const METH_METHOD: core::ffi::c_int = 0x200;

/// `callee(*args)`. The place before the arguments is free for use.
///
/// # Safety
/// `args` points at `n` live objects and those of `names`, behind a free place.
#[inline]
unsafe fn call_object(callee: Raw, args: *const Raw, n: usize, names: Raw) -> PyResult<Owned> {
    // SAFETY: as promised by the caller; a C function is called as its flags say.
    unsafe {
        if names.is_null() && ffi::PyCFunction_CheckExact(callee) != 0 {
            let function = callee.cast::<ffi::PyCFunctionObject>();
            let definition = (*function).m_ml;
            let method = (*definition).ml_meth;
            match (*definition).ml_flags & KINDS {
                ffi::METH_O if n == 1 => {
                    return Owned::checked((method.PyCFunction)((*function).m_self, *args));
                }
                ffi::METH_FASTCALL => {
                    return Owned::checked((method.PyCFunctionFast)(
                        (*function).m_self,
                        args.cast_mut(),
                        n as isize,
                    ));
                }
                ffi::METH_NOARGS if n == 0 => {
                    return Owned::checked((method.PyCFunction)(
                        (*function).m_self,
                        core::ptr::null_mut(),
                    ));
                }
                _ => {}
            }
        }
        Owned::checked(ffi::PyObject_Vectorcall(
            callee,
            args,
            n | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET,
            names,
        ))
    }
}

/// `object(*args)`.
pub fn call(object: &Value, args: Args<'_>) -> PyResult<Value> {
    let callee = Operand::new(object)?;
    with_objects(None, args, |objects, n, names| {
        // SAFETY: live objects, as many as stated, behind a free place.
        unsafe { call_object(callee.as_raw(), objects, n, names) }
    })
}

/// `object.name(*args)`, without a bound method.
pub fn call_method(object: &Value, method: &Str, args: Args<'_>) -> PyResult<Value> {
    let receiver = Operand::new(object)?;
    if let Some(function) = module_function(receiver.borrow(), method) {
        return with_objects(None, args, |objects, n, names| {
            // SAFETY: live objects, as many as stated, behind a free place.
            unsafe { call_object(function.as_raw(), objects, n, names) }
        });
    }
    if let Some(found) = type_method(receiver.borrow(), method) {
        return call_found(&found, receiver.borrow(), args);
    }
    let method = name(method)?;
    with_objects(Some(receiver.borrow()), args, |objects, n, names| {
        // SAFETY: live objects, the receiver first; the place before them is free.
        unsafe {
            Owned::checked(ffi::PyObject_VectorcallMethod(
                method.as_raw(),
                objects,
                n | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET,
                names,
            ))
        }
    })
}

/// A function found in a module, valid while the module's dict has that version.
#[derive(Clone, Copy)]
struct CachedFunction {
    module: Raw,
    name: *const u8,
    version: u64,
    function: Raw,
}

const FUNCTIONS: usize = 256;
static FUNCTION_CACHE: Global<[CachedFunction; FUNCTIONS]> = Global::new(
    [CachedFunction {
        module: core::ptr::null_mut(),
        name: core::ptr::null(),
        version: 0,
        function: core::ptr::null_mut(),
    }; FUNCTIONS],
);

/// The object `name` in the dict of a plain module, remembered by address.
#[inline]
fn module_function(module: Borrowed<'_>, method: &Str) -> Option<Owned> {
    // SAFETY: a live module has a dict; the version changes with every change
    // of the dict, and versions are never used again, so a cached function is
    // still kept alive by the dict.
    unsafe {
        if !module.is_exactly(&raw mut ffi::PyModule_Type) {
            return None;
        }
        let dict = ffi::PyModule_GetDict(module.as_raw());
        let version = (*dict.cast::<ffi::PyDictObject>()).ma_version_tag;
        let address: *const u8 = method.as_ptr().cast();
        let slot = (address as usize >> 4 ^ module.as_raw() as usize >> 4) % FUNCTIONS;
        let cached = (*FUNCTION_CACHE.get())[slot];
        if cached.module == module.as_raw() && cached.name == address && cached.version == version {
            return Some(Owned::new_reference(cached.function));
        }
        if !method.is_immortal() {
            return None;
        }
        let key = name(method).ok()?;
        let found = ffi::PyDict_GetItemWithError(dict, key.as_raw());
        if found.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        let version = (*dict.cast::<ffi::PyDictObject>()).ma_version_tag;
        (*FUNCTION_CACHE.get())[slot] = CachedFunction {
            module: module.as_raw(),
            name: address,
            version,
            function: found,
        };
        Some(Owned::new_reference(found))
    }
}

/// A method found in a type, valid while the type has that version.
#[derive(Clone, Copy)]
struct CachedMethod {
    ty: *mut ffi::PyTypeObject,
    name: *const u8,
    version: u32,
    /// What the type has; null when it is nothing that takes the object as its
    /// first argument.
    found: Raw,
    /// Its definition, when it is a plain C method.
    definition: *mut ffi::PyMethodDef,
}

static METHOD_CACHE: Global<[CachedMethod; FUNCTIONS]> = Global::new(
    [CachedMethod {
        ty: core::ptr::null_mut(),
        name: core::ptr::null(),
        version: 0,
        found: core::ptr::null_mut(),
        definition: core::ptr::null_mut(),
    }; FUNCTIONS],
);

/// Calls a method of `receiver`.
#[inline]
fn call_found(found: &CachedMethod, receiver: Borrowed<'_>, args: Args<'_>) -> PyResult<Value> {
    // SAFETY (throughout): the function is called as its flags say, with live objects.
    unsafe {
        let flags = match found.definition.as_ref() {
            Some(definition) => definition.ml_flags & KINDS,
            None => ffi::METH_VARARGS,
        };
        let function = || (*found.definition).ml_meth;
        let n_given = args.words().len();
        match flags {
            ffi::METH_O if n_given == 1 && args.names().is_none() => {
                with_objects(None, args, |objects, _, _| {
                    Owned::checked((function().PyCFunction)(receiver.as_raw(), *objects))
                })
            }
            ffi::METH_FASTCALL if args.names().is_none() => {
                with_objects(None, args, |objects, n, _| {
                    let (raw, n) = (receiver.as_raw(), n as isize);
                    Owned::checked((function().PyCFunctionFast)(raw, objects.cast_mut(), n))
                })
            }
            ffi::METH_NOARGS if n_given == 0 => with_objects(None, args, |_, _, _| {
                let none = core::ptr::null_mut();
                Owned::checked((function().PyCFunction)(receiver.as_raw(), none))
            }),
            FAST_KEYWORDS => with_objects(None, args, |objects, n, names| {
                let (raw, n) = (receiver.as_raw(), n as isize);
                let call = function().PyCFunctionFastWithKeywords;
                Owned::checked(call(raw, objects, n, names))
            }),
            _ => {
                // The type may lose it during the call.
                let method = Owned::new_reference(found.found);
                with_objects(Some(receiver), args, |objects, n, names| {
                    call_object(method.as_raw(), objects, n, names)
                })
            }
        }
    }
}

const FAST_KEYWORDS: core::ffi::c_int = ffi::METH_FASTCALL | ffi::METH_KEYWORDS;

/// The method `name` in the type of an object that has no attributes of its own.
#[inline]
fn type_method(receiver: Borrowed<'_>, method: &Str) -> Option<CachedMethod> {
    let ty = receiver.type_pointer();
    let address: *const u8 = method.as_ptr().cast();
    let slot = (address as usize >> 4 ^ ty as usize >> 4) % FUNCTIONS;
    // SAFETY: a live object has a live type; a version is never used again.
    unsafe {
        if !has_no_attributes(receiver.as_raw(), ty) {
            return None;
        }
        let cached = (*METHOD_CACHE.get())[slot];
        if cached.ty == ty && cached.name == address && cached.version == (*ty).tp_version_tag {
            return (!cached.found.is_null()).then_some(cached);
        }
    }
    find_type_method(ty, method, slot)
}

/// Flag of types whose instances keep their dict before the object.
const MANAGED_DICT: core::ffi::c_ulong = 1 << 4;

/// Whether an object has no attributes besides those of its type. False when
/// it may have some.
#[inline]
unsafe fn has_no_attributes(object: Raw, ty: *mut ffi::PyTypeObject) -> bool {
    // SAFETY: the caller passes a live object and its type; CPython 3.11 keeps
    // the values and the dict of such an object in the words before it.
    unsafe {
        let offset = (*ty).tp_dictoffset;
        if offset == 0 {
            return true;
        }
        if (*ty).tp_flags & MANAGED_DICT != 0 {
            let words = object.cast::<*mut u8>();
            return (*words.sub(3)).is_null() && (*words.sub(4)).is_null();
        }
        offset > 0 && (*object.cast::<u8>().offset(offset).cast::<Raw>()).is_null()
    }
}

unsafe extern "C" {
    /// The attribute of a type or its bases, borrowed; not declared by pyo3-ffi.
    fn _PyType_Lookup(ty: *mut ffi::PyTypeObject, name: Raw) -> Raw;
}

/// What a method descriptor begins with.
#[repr(C)]
struct MethodDescriptor {
    base: ffi::PyObject,
    ty: *mut ffi::PyTypeObject,
    name: Raw,
    qualname: Raw,
    definition: *mut ffi::PyMethodDef,
}

/// Flag of types whose instances, found in a type, are called with the object first.
const METHOD_DESCRIPTOR: core::ffi::c_ulong = 1 << 17;

#[cold]
fn find_type_method(ty: *mut ffi::PyTypeObject, method: &Str, slot: usize) -> Option<CachedMethod> {
    // SAFETY: a live type; looking up gives it a version if it can have one.
    unsafe {
        let generic = (*ty).tp_getattro.map(|slot| slot as usize)
            == Some(ffi::PyObject_GenericGetAttr as *const () as usize);
        if !method.is_immortal() || !generic {
            return None;
        }
        let mut found = _PyType_Lookup(ty, name(method).ok()?.as_raw());
        if ffi::PyType_HasFeature(ty, ffi::Py_TPFLAGS_VALID_VERSION_TAG) == 0 {
            return None;
        }
        let mut definition = core::ptr::null_mut();
        if !found.is_null() && (*ffi::Py_TYPE(found)).tp_flags & METHOD_DESCRIPTOR == 0 {
            found = core::ptr::null_mut();
        }
        if !found.is_null() && ffi::Py_TYPE(found) == &raw mut ffi::PyMethodDescr_Type {
            definition = (*found.cast::<MethodDescriptor>()).definition;
        }
        let new = CachedMethod {
            ty,
            name: method.as_ptr().cast(),
            version: (*ty).tp_version_tag,
            found,
            definition,
        };
        (*METHOD_CACHE.get())[slot] = new;
        (!found.is_null()).then_some(new)
    }
}
