//! Attributes of instances, found as CPython's specialised instructions find
//! them: what the type says about a name is remembered for as long as the type
//! has the same version, and the instance's own values are looked at in place.
//!
//! The layouts here are CPython 3.11's.

use core::ffi::{c_int, c_ulong, c_void};

use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::Str;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_borrowed, from_python, name};
use crate::reference::{Borrowed, Owned, Raw};
use crate::sharing::outward;

unsafe extern "C" {
    // Not declared by pyo3-ffi. The attribute of a type or its bases, borrowed.
    pub(crate) fn _PyType_Lookup(ty: *mut ffi::PyTypeObject, name: Raw) -> Raw;
    fn _PyObject_GetDictPtr(object: Raw) -> *mut Raw;
    fn _PyDict_GetItem_KnownHash(dict: Raw, key: Raw, hash: isize) -> Raw;
    fn _PyDict_SetItem_KnownHash(dict: Raw, key: Raw, item: Raw, hash: isize) -> c_int;
}

/// Flag of types whose instances keep their dict before the object.
const MANAGED_DICT: c_ulong = 1 << 4;

/// The keys of a dict, or those that the instances of a type share.
#[repr(C)]
struct Keys {
    refcount: isize,
    log2_size: u8,
    log2_index_bytes: u8,
    kind: u8,
    version: u32,
    usable: isize,
    n_entries: isize,
    indices: [u8; 0],
}

/// Kind of keys that may be of any type; all others are strs.
const GENERAL_KEYS: u8 = 0;

/// The end of a class made at run time, from its dict's shared keys on.
fn shared_keys(ty: *mut ffi::PyTypeObject) -> *const Keys {
    // SAFETY: the caller passes a heap type, which has the field.
    unsafe { (*ty.cast::<ffi::PyHeapTypeObject>()).ht_cached_keys.cast() }
}

/// How many names the instances of a type share.
#[inline]
fn n_shared(ty: *mut ffi::PyTypeObject) -> isize {
    // SAFETY: the caller passes a live type; only heap types have the flag.
    unsafe {
        if (*ty).tp_flags & MANAGED_DICT == 0 {
            return 0;
        }
        shared_keys(ty).as_ref().map_or(0, |keys| keys.n_entries)
    }
}

/// The place of a name among the shared keys of a type.
unsafe fn shared_place(ty: *mut ffi::PyTypeObject, name: Raw) -> Option<u32> {
    // SAFETY: the caller passes a live heap type with managed dicts. Entries
    // lie behind the indices, a key and an unused word each; they are only
    // ever added.
    unsafe {
        let keys = shared_keys(ty).as_ref()?;
        let entries = (&raw const keys.indices)
            .cast::<u8>()
            .add(1 << keys.log2_index_bytes)
            .cast::<[Raw; 2]>();
        (0..keys.n_entries as usize)
            .find(|i| (*entries.add(*i))[0] == name)
            .map(|i| i as u32)
    }
}

/// The values an instance has without a dict of its own; null when it has one.
#[inline]
unsafe fn values_of(object: Raw) -> *mut Raw {
    // SAFETY: the caller passes an instance with a managed dict.
    unsafe { *object.cast::<*mut Raw>().sub(4) }
}

/// The dict of an instance, or null.
#[inline]
unsafe fn dict_of(object: Raw, ty: *mut ffi::PyTypeObject) -> Raw {
    // SAFETY: the caller passes an object and its type.
    unsafe {
        let offset = (*ty).tp_dictoffset;
        if (*ty).tp_flags & MANAGED_DICT != 0 {
            *object.cast::<Raw>().sub(3)
        } else if offset > 0 {
            *object.cast::<u8>().offset(offset).cast::<Raw>()
        } else {
            // Behind items of any number, as in ints.
            let place = _PyObject_GetDictPtr(object);
            place.as_ref().map_or(core::ptr::null_mut(), |dict| *dict)
        }
    }
}

/// A name that instances of a type may have beside what the type says.
#[derive(Clone, Copy)]
pub(crate) struct OwnName {
    /// CPython's str, which lives for ever, and its hash.
    key: Raw,
    hash: isize,
    /// Its place among the values, if it has one.
    place: Option<u32>,
    /// How many names the instances of the type shared then.
    n_shared: isize,
}

impl OwnName {
    pub(crate) const NONE: OwnName = OwnName {
        key: core::ptr::null_mut(),
        hash: 0,
        place: None,
        n_shared: 0,
    };

    /// # Safety
    /// A live type, and an interned str that lives for ever.
    pub(crate) unsafe fn new(ty: *mut ffi::PyTypeObject, key: Raw) -> OwnName {
        // SAFETY: as promised by the caller.
        unsafe {
            OwnName {
                key,
                hash: ffi::PyObject_Hash(key),
                place: match (*ty).tp_flags & MANAGED_DICT {
                    0 => None,
                    _ => shared_place(ty, key),
                },
                n_shared: n_shared(ty),
            }
        }
    }

    /// Whether the name is where it was, or as unknown.
    #[inline]
    pub(crate) fn is_settled(&self, ty: *mut ffi::PyTypeObject) -> bool {
        self.place.is_some() || self.n_shared == n_shared(ty)
    }

    /// Whether an object certainly has no attribute of that name of its own.
    ///
    /// # Safety
    /// A live object of that type.
    #[inline]
    pub(crate) unsafe fn is_missing(&self, object: Raw, ty: *mut ffi::PyTypeObject) -> bool {
        // SAFETY: as promised by the caller; values have a place for each of the shared keys.
        unsafe {
            if (*ty).tp_flags & MANAGED_DICT != 0 {
                let values = values_of(object);
                if !values.is_null() {
                    return match self.place {
                        Some(place) => (*values.add(place as usize)).is_null(),
                        None => self.is_settled(ty),
                    };
                }
            } else if (*ty).tp_dictoffset == 0 {
                return true;
            }
            let dict = dict_of(object, ty);
            dict.is_null()
                || has_only_names(dict)
                    && _PyDict_GetItem_KnownHash(dict, self.key, self.hash).is_null()
        }
    }
}

/// What a type says about a name.
#[derive(Clone, Copy)]
enum Kind {
    /// Ask CPython.
    Unknown,
    /// The instance's own attribute.
    Own,
    /// A getter in C, and what it is passed.
    Getter(ffi::getter, *mut c_void),
    /// A field of the object.
    Field(*mut ffi::PyMemberDef),
    /// The instance's own attribute of another name.
    Other(&'static Str),
    /// A method of the type, unless the instance has an attribute of that name.
    Method(Raw),
}

#[derive(Clone, Copy)]
struct Known {
    ty: *mut ffi::PyTypeObject,
    name: *const u8,
    version: u32,
    kind: Kind,
    own: OwnName,
}

const KNOWN: usize = 512;
const NOTHING: Known = Known {
    ty: core::ptr::null_mut(),
    name: core::ptr::null(),
    version: 0,
    kind: Kind::Unknown,
    own: OwnName::NONE,
};
/// One table for reading, one for writing.
static READ: Global<[Known; KNOWN]> = Global::new([NOTHING; KNOWN]);
static WRITTEN: Global<[Known; KNOWN]> = Global::new([NOTHING; KNOWN]);

#[inline]
fn look_up(
    table: &'static Global<[Known; KNOWN]>,
    ty: *mut ffi::PyTypeObject,
    attribute: &Str,
    find: fn(*mut ffi::PyTypeObject, Raw) -> Kind,
) -> Option<Known> {
    let address: *const u8 = attribute.as_ptr().cast();
    let slot = (address as usize >> 4 ^ ty as usize >> 4) % KNOWN;
    // SAFETY: a short access; a live type. Versions are never used again.
    let known = unsafe { (*table.get())[slot] };
    if known.ty == ty
        && known.name == address
        // SAFETY: a live type.
        && known.version == unsafe { (*ty).tp_version_tag }
        // A name without a place may have been given one.
        && (!matches!(known.kind, Kind::Own | Kind::Method(_)) || known.own.is_settled(ty))
    {
        return Some(known);
    }
    if !attribute.is_immortal() {
        return None;
    }
    learn(ty, attribute, find).inspect(|known| {
        // SAFETY: a short access.
        unsafe { (*table.get())[slot] = *known };
    })
}

#[cold]
fn learn(
    ty: *mut ffi::PyTypeObject,
    attribute: &Str,
    find: fn(*mut ffi::PyTypeObject, Raw) -> Kind,
) -> Option<Known> {
    // The cache of names keeps it for ever.
    let key = name(attribute).ok()?.as_raw();
    let kind = find(ty, key);
    // SAFETY: live objects; looking up has given the type a version if it can have one.
    unsafe {
        (ffi::PyType_HasFeature(ty, ffi::Py_TPFLAGS_VALID_VERSION_TAG) != 0).then(|| Known {
            ty,
            name: attribute.as_ptr().cast(),
            version: (*ty).tp_version_tag,
            kind,
            own: OwnName::new(ty, key),
        })
    }
}

/// What the descriptors for fields and getters begin with.
#[repr(C)]
struct Descriptor {
    base: ffi::PyObject,
    ty: *mut ffi::PyTypeObject,
    name: Raw,
    qualname: Raw,
    definition: *mut c_void,
}

/// Whether instances may have attributes of their own where [`own`] looks.
unsafe fn own_place(ty: *mut ffi::PyTypeObject) -> Kind {
    // SAFETY: the caller passes live objects.
    unsafe {
        match (*ty).tp_flags & MANAGED_DICT != 0 || (*ty).tp_dictoffset != 0 {
            true => Kind::Own,
            false => Kind::Unknown,
        }
    }
}

fn how_to_read(ty: *mut ffi::PyTypeObject, key: Raw) -> Kind {
    // SAFETY: live objects; what is found is looked at only here.
    unsafe {
        let generic = (*ty).tp_getattro.map(|slot| slot as usize)
            == Some(ffi::PyObject_GenericGetAttr as *const () as usize);
        let found = _PyType_Lookup(ty, key);
        if !generic {
            return Kind::Unknown;
        }
        let Some(found) = Borrowed::from_raw(found) else {
            return own_place(ty);
        };
        let descriptor = found.as_raw().cast::<Descriptor>();
        let fits = || ffi::PyType_IsSubtype(ty, (*descriptor).ty) != 0;
        if found.is_exactly(&raw mut ffi::PyGetSetDescr_Type) && fits() {
            let definition = (*descriptor).definition.cast::<ffi::PyGetSetDef>();
            if let Some(get) = (*definition).get {
                return Kind::Getter(get, (*definition).closure);
            }
        }
        if found.is_exactly(&raw mut ffi::PyMemberDescr_Type) && fits() {
            let definition = (*descriptor).definition.cast::<ffi::PyMemberDef>();
            if (*definition).type_code == ffi::Py_T_OBJECT_EX {
                return Kind::Field(definition);
            }
        }
        if (*found.type_pointer()).tp_descr_get.is_none() {
            return own_place(ty);
        }
        if found.is_exactly(&raw mut ffi::PyFunction_Type)
            || found.is_exactly(&raw mut ffi::PyMethodDescr_Type) && fits()
        {
            return Kind::Method(found.as_raw());
        }
        crate::enumeration::read_by(found).map_or(Kind::Unknown, Kind::Other)
    }
}

fn how_to_write(ty: *mut ffi::PyTypeObject, key: Raw) -> Kind {
    // SAFETY: live objects; what is found is looked at only here.
    unsafe {
        let generic = (*ty).tp_setattro.map(|slot| slot as usize)
            == Some(ffi::PyObject_GenericSetAttr as *const () as usize);
        let found = Borrowed::from_raw(_PyType_Lookup(ty, key));
        let plain = found.is_none_or(|found| (*found.type_pointer()).tp_descr_set.is_none());
        if generic && plain {
            own_place(ty)
        } else {
            Kind::Unknown
        }
    }
}

/// An instance's own attribute, borrowed, when it has it and no code is needed
/// to find it.
#[inline]
unsafe fn own(object: Raw, known: &Known) -> Option<Borrowed<'static>> {
    // SAFETY: the caller passes an object of the type that is known; values
    // have a place for each of the shared keys.
    unsafe {
        if let Some(place) = known.own.place {
            let values = values_of(object);
            if !values.is_null() {
                return Borrowed::from_raw(*values.add(place as usize));
            }
        }
        let dict = dict_of(object, known.ty);
        if !has_only_names(dict) {
            return None;
        }
        Borrowed::from_raw(_PyDict_GetItem_KnownHash(
            dict,
            known.own.key,
            known.own.hash,
        ))
    }
}

/// Whether a dict is there and all its keys are strs, which compare without
/// running code.
#[inline]
unsafe fn has_only_names(dict: Raw) -> bool {
    // SAFETY: the caller passes a live dict or null.
    unsafe {
        if dict.is_null() {
            return false;
        }
        let keys = (*dict.cast::<ffi::PyDictObject>()).ma_keys.cast::<Keys>();
        (*keys).kind != GENERAL_KEYS
    }
}

/// `object.name`, when the caches know how to read it.
#[inline]
pub(crate) fn read(object: Borrowed<'_>, attribute: &Str) -> Option<PyResult<Value>> {
    let known = look_up(&READ, object.type_pointer(), attribute, how_to_read)?;
    let raw = object.as_raw();
    // SAFETY: the type of a live object is as it was when this was found out.
    unsafe {
        match known.kind {
            Kind::Own => own(raw, &known).map(|found| Ok(from_borrowed(found))),
            Kind::Field(definition) => {
                let place = raw.cast::<u8>().offset((*definition).offset).cast::<Raw>();
                Borrowed::from_raw(*place).map(|found| Ok(from_borrowed(found)))
            }
            Kind::Getter(get, closure) => {
                let is_quiet = crate::quiet::has_quiet_fields(raw);
                let work = || Owned::checked(get(raw, closure));
                Some(crate::quiet::outward_unless(is_quiet, work).map(from_python))
            }
            Kind::Other(name) => own_attribute(object, name).map(|found| Ok(from_borrowed(found))),
            Kind::Method(method) => {
                let bind = (*ffi::Py_TYPE(method)).tp_descr_get?;
                let missing = known.own.is_missing(raw, known.ty);
                missing.then(|| Owned::checked(bind(method, raw, known.ty.cast())).map(from_python))
            }
            Kind::Unknown => None,
        }
    }
}

/// The instance's own attribute, borrowed, when the caches know how to read it.
pub(crate) fn own_attribute(object: Borrowed<'_>, name: &'static Str) -> Option<Borrowed<'static>> {
    let known = look_up(&READ, object.type_pointer(), name, how_to_read)?;
    match known.kind {
        // SAFETY: the type of a live object is as it was when this was found out.
        Kind::Own => unsafe { own(object.as_raw(), &known) },
        _ => None,
    }
}

/// `object.name = value`, when the caches know how to replace what is there.
#[inline]
pub(crate) fn write(object: Borrowed<'_>, attribute: &Str, value: Borrowed<'_>) -> bool {
    let Some(known) = look_up(&WRITTEN, object.type_pointer(), attribute, how_to_write) else {
        return false;
    };
    let Kind::Own = known.kind else {
        return false;
    };
    let raw = object.as_raw();
    // SAFETY: the type of a live object is as it was when this was found out;
    // the old value is dropped when the new one is in place.
    unsafe {
        if let Some(place) = known.own.place {
            let values = values_of(raw);
            if !values.is_null() {
                let slot = values.add(place as usize);
                if (*slot).is_null() {
                    return false;
                }
                let old = core::mem::replace(&mut *slot, value.to_owned().into_raw());
                drop_outside(Owned::from_raw(old));
                return true;
            }
        }
        let dict = dict_of(raw, known.ty);
        if !has_only_names(dict) {
            return false;
        }
        let done = outward(|| {
            _PyDict_SetItem_KnownHash(dict, known.own.key, value.as_raw(), known.own.hash) == 0
        });
        if !done {
            // The way that is always right raises it again.
            ffi::PyErr_Clear();
        }
        done
    }
}

/// Gives up a reference; the last one may run code.
#[inline]
fn drop_outside(object: Option<Owned>) {
    let Some(object) = object else { return };
    // SAFETY: a live object.
    if unsafe { ffi::Py_REFCNT(object.as_raw()) } > 1 {
        drop(object);
    } else if object.borrow().is_exactly(&raw mut ffi::PyLong_Type)
        || object.borrow().is_exactly(&raw mut ffi::PyFloat_Type)
    {
        crate::spare::release(object);
    } else {
        outward(|| drop(object));
    }
}
