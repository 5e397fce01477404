//! Attributes of CPython's classes that need no code to be found: members of
//! an `Enum`, constants. They are remembered for as long as the class and its
//! metaclass have the same versions.

use pyaot_core::memory::Global;
use pyaot_core::reference::Str;
use pyo3_ffi as ffi;

use crate::convert::name;
use crate::instance::_PyType_Lookup;
use crate::reference::{Borrowed, Raw};

#[derive(Clone, Copy)]
struct Known {
    class: *mut ffi::PyTypeObject,
    name: *const u8,
    version: u32,
    meta_version: u32,
    /// Borrowed: the class keeps it while it has that version.
    value: Raw,
    /// Of the value's class, which is none of descriptors.
    value_version: u32,
}

const KNOWN: usize = 256;
static TABLE: Global<[Known; KNOWN]> = Global::new(
    [Known {
        class: core::ptr::null_mut(),
        name: core::ptr::null(),
        version: 0,
        meta_version: 0,
        value: core::ptr::null_mut(),
        value_version: 0,
    }; KNOWN],
);

/// `class.name`, where that is a plain value.
#[inline]
pub(crate) fn read<'a>(object: Borrowed<'a>, attribute: &Str) -> Option<Borrowed<'a>> {
    let meta = object.type_pointer();
    // SAFETY: a live object has a live type.
    if unsafe { ffi::PyType_HasFeature(meta, ffi::Py_TPFLAGS_TYPE_SUBCLASS) } == 0 {
        return None;
    }
    let class: *mut ffi::PyTypeObject = object.as_raw().cast();
    let address: *const u8 = attribute.as_ptr().cast();
    let slot = (address as usize >> 4 ^ class as usize >> 4) % KNOWN;
    // SAFETY: a short access; a class and its metaclass, whose versions are never used again.
    unsafe {
        let known = (*TABLE.get())[slot];
        if known.class == class
            && known.name == address
            && known.version == (*class).tp_version_tag
            && known.meta_version == (*meta).tp_version_tag
            && known.value_version == (*ffi::Py_TYPE(known.value)).tp_version_tag
        {
            return Borrowed::from_raw(known.value);
        }
        if !attribute.is_immortal() {
            return None;
        }
        let known = learn(class, meta, attribute)?;
        (*TABLE.get())[slot] = known;
        Borrowed::from_raw(known.value)
    }
}

/// Looks as `type.__getattribute__` does, and says nothing where code would run.
///
/// # Safety
/// `meta` is the class of the live class `class`.
#[cold]
unsafe fn learn(
    class: *mut ffi::PyTypeObject,
    meta: *mut ffi::PyTypeObject,
    attribute: &Str,
) -> Option<Known> {
    // The cache of names keeps it for ever.
    let key = name(attribute).ok()?.as_raw();
    let getattribute = name(pyaot_core::name!("__getattribute__")).ok()?.as_raw();
    // SAFETY: live classes; what is found is only looked at.
    unsafe {
        let of_type = _PyType_Lookup(&raw mut ffi::PyType_Type, getattribute);
        if _PyType_Lookup(meta, getattribute) != of_type {
            return None;
        }
        if !_PyType_Lookup(meta, key).is_null() {
            return None;
        }
        let value = Borrowed::from_raw(_PyType_Lookup(class, key))?;
        let has_version = |ty| ffi::PyType_HasFeature(ty, ffi::Py_TPFLAGS_VALID_VERSION_TAG) != 0;
        let kind = value.type_pointer();
        // Looking anything up gives a class a version.
        _PyType_Lookup(kind, getattribute);
        let is_plain = (*kind).tp_descr_get.is_none() && has_version(kind);
        (is_plain && has_version(class) && has_version(meta)).then(|| Known {
            class,
            name: attribute.as_ptr().cast(),
            version: (*class).tp_version_tag,
            meta_version: (*meta).tp_version_tag,
            value: value.as_raw(),
            value_version: (*kind).tp_version_tag,
        })
    }
}
