//! Members of CPython's enums: their names, values and hashes without the
//! functions written in Python that give them, and those that are ints compared
//! as such.

use pyaot_core::memory::Global;
use pyaot_core::reference::Str;
use pyaot_core::types::CompareOp;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::instance::{_PyType_Lookup, own_attribute};
use crate::reference::{Borrowed, Owned, Raw, new_str};

/// What `enum` has for its members. They are kept, so an address is one of them
/// or something else.
struct Parts {
    meta: Owned,
    hash: Owned,
    hash_name: Owned,
    name: Owned,
    value: Owned,
}

/// `Err` where `enum` is not as it comes.
static PARTS: Global<Option<Result<Parts, ()>>> = Global::new(None);

fn parts() -> Option<&'static Parts> {
    // SAFETY: set once, from here.
    unsafe {
        let parts = &mut *PARTS.get();
        if parts.is_none() {
            // Not imported yet: it is asked again.
            let module = Borrowed::from_raw(ffi::PyDict_GetItemString(
                ffi::PyImport_GetModuleDict(),
                c"enum".as_ptr(),
            ))?;
            // Its own import binds the name to None at first.
            let class = module.attribute_opt(c"Enum")?;
            if ffi::PyType_Check(class.as_raw()) == 0 {
                return None;
            }
            *parts = Some(find(module, &class).ok_or(()));
        }
        (*PARTS.get()).as_ref()?.as_ref().ok()
    }
}

#[cold]
fn find(module: Borrowed<'_>, class: &Owned) -> Option<Parts> {
    let own = |name: &str| {
        let key = new_str(name).ok()?;
        // SAFETY: a class, and what it has.
        unsafe {
            Borrowed::from_raw(_PyType_Lookup(class.as_raw().cast(), key.as_raw()))
                .map(Borrowed::to_owned)
        }
    };
    let is_of_library = |function: &Owned, name: &str| {
        let text = |attribute| {
            let text = function.borrow().attribute_opt(attribute)?;
            crate::convert::to_text(&text)
        };
        text(c"__qualname__").as_deref() == Some(name)
            && text(c"__module__").as_deref() == Some("enum")
    };
    let parts = Parts {
        meta: module.attribute_opt(c"EnumType")?,
        hash: own("__hash__")?,
        hash_name: new_str("__hash__").ok()?,
        name: own("name")?,
        value: own("value")?,
    };
    let getter = |property: &Owned| property.borrow().attribute_opt(c"fget");
    let as_it_comes = is_of_library(&parts.hash, "Enum.__hash__")
        && is_of_library(&getter(&parts.name)?, "Enum.name")
        && is_of_library(&getter(&parts.value)?, "Enum.value");
    as_it_comes.then_some(parts)
}

/// The attribute of an instance that the descriptor found in its class reads.
pub(crate) fn read_by(descriptor: Borrowed<'_>) -> Option<&'static Str> {
    let parts = parts()?;
    let is = |part: &Owned| part.as_raw() == descriptor.as_raw();
    if is(&parts.value) {
        return Some(pyaot_core::name!("_value_"));
    }
    is(&parts.name).then(|| pyaot_core::name!("_name_"))
}

/// `hash(member)`, where it is that of the name.
pub(crate) fn hash(object: Borrowed<'_>) -> Option<isize> {
    let ty = object.type_pointer();
    // SAFETY: a live object has a live type, and that another one.
    unsafe {
        let meta = ffi::Py_TYPE(ty.cast());
        if meta == &raw mut ffi::PyType_Type {
            return None;
        }
        let parts = parts()?;
        let is_hash = |found: Raw| found == parts.hash.as_raw();
        if meta.cast() != parts.meta.as_raw()
            || !is_hash(_PyType_Lookup(ty, parts.hash_name.as_raw()))
        {
            return None;
        }
        let name = own_attribute(object, pyaot_core::name!("_name_"))?;
        // The hash of a str is no code of anybody's.
        name.is_exactly(&raw mut ffi::PyUnicode_Type)
            .then(|| ffi::PyObject_Hash(name.as_raw()))
    }
}

/// An int of one digit as CPython lays it out.
#[repr(C)]
struct Long {
    head: ffi::PyVarObject,
    digit: u32,
}

/// The number that a value is for comparisons: a small int, or an object of a class
/// over int that compares as ints do.
fn number(value: &Value) -> Option<i64> {
    if let Some(n) = value.as_small_int() {
        return Some(n);
    }
    let object = Borrowed::of(value)?;
    // SAFETY: a live object; ints of up to one digit have it in their size's sign and the digit.
    unsafe {
        let plain = ffi::PyLong_Type.tp_richcompare.map(|slot| slot as usize);
        let slot = (*object.type_pointer()).tp_richcompare;
        if ffi::PyLong_Check(object.as_raw()) == 0 || slot.map(|slot| slot as usize) != plain {
            return None;
        }
        let long = object.as_raw().cast::<Long>();
        match (*long).head.ob_size {
            0 => Some(0),
            1 => Some(i64::from((*long).digit)),
            -1 => Some(-i64::from((*long).digit)),
            _ => None,
        }
    }
}

/// Compares two numbers, at least one of them an object of CPython's.
pub(crate) fn compare(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    let (a, b) = (number(a)?, number(b)?);
    Some(match op {
        CompareOp::Lt => a < b,
        CompareOp::Le => a <= b,
        CompareOp::Eq => a == b,
        CompareOp::Ne => a != b,
        CompareOp::Gt => a > b,
        CompareOp::Ge => a >= b,
    })
}
