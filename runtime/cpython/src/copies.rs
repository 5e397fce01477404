//! Copies of classes of ours: what classes of CPython's with a metaclass of
//! their own, or with another base of CPython's, derive from in their place,
//! since CPython lays out the instances. The program sees its own class.

use std::collections::HashMap;

use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::types::{Layout, Type};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::to_python;
use crate::foreign_class::{begin, fill_with};
use crate::reference::{Borrowed, Owned, Raw, import, new_str};
use crate::sharing::outward;

/// Copies of classes of ours that are bases of classes of CPython's.
static COPIES: Global<Option<HashMap<*const Type, Owned>>> = Global::new(None);

/// The copy of a class of ours that classes of CPython's derive from, if there is one.
pub fn copy_of(class: &Value) -> Option<Owned> {
    let ty = class.as_type()?;
    // SAFETY: a short access.
    let copies = unsafe { (*COPIES.get()).as_ref()? };
    copies.get(&(ty as *const Type)).cloned()
}

/// A class, or a tuple of classes, with classes of ours in the place of their copies.
pub(crate) fn with_originals(found: Value) -> Value {
    let one = |class: &Value| {
        let ours = Borrowed::of(class).and_then(original);
        ours.map_or_else(|| class.clone(), Type::to_value)
    };
    match found.as_tuple() {
        Some(classes) => Tuple::from_vec(classes.items().iter().map(one).collect()).into(),
        None => one(&found),
    }
}

/// The class of ours that a class of CPython's is a copy of.
pub(crate) fn original(class: Borrowed<'_>) -> Option<&'static Type> {
    // SAFETY: a short access.
    let copies = unsafe { (*COPIES.get()).as_ref()? };
    let mut known = copies.iter();
    let (ty, _) = known.find(|(_, copy)| copy.as_raw() == class.as_raw())?;
    // SAFETY: classes that have a copy are kept by it.
    Some(unsafe { &**ty })
}

/// A class of ours among the bases: as what it is made of, since CPython lays
/// out instances of the new class.
pub(crate) fn base_to_python(base: &Value) -> PyResult<Owned> {
    let Some(ty) = base
        .as_type()
        .filter(|ty| ty.is_heap_type() && ty.layout() == Layout::Instance)
    else {
        return to_python(base);
    };
    if let Some(known) = copy_of(base) {
        return Ok(known);
    }
    if crate::abstract_classes::is_one(ty) {
        return to_python(base);
    }
    // Its metaclass is what counts of it.
    if ty.name() == "ABC"
        && pyaot_core::class::module_of(ty)
            .as_str()
            .is_some_and(is_abc)
    {
        let class = import(c"abc")?;
        return outward(|| class.borrow().attribute(new_str("ABC")?.borrow()));
    }
    let mut bases = Vec::new();
    for parent in ty.bases() {
        bases.push(base_to_python(&parent.to_value())?.into_value());
    }
    let bases: Value = Tuple::from_vec(bases).into();
    let name = new_str(ty.name())?;
    let begun = begin(&name, &bases, None)?;
    // CPython makes the members of slots itself.
    let is_wanted = |name: &str| !pyaot_core::class::is_own_slot(ty, name);
    fill_with(begun.namespace(), ty.dict().as_value(), is_wanted)?;
    let copy = begun.finish(&name)?;
    // SAFETY: a short access.
    unsafe { (*COPIES.get()).get_or_insert_default() }.insert(ty, copy.clone());
    Ok(copy)
}

fn is_abc(module: &Str) -> bool {
    module.as_str() == "abc"
}

/// CPython's own `type.__new__`.
static TYPE_NEW: Global<Option<ffi::newfunc>> = Global::new(None);

/// Puts [`type_new`] in the place of `type.__new__`; called once, when the interpreter starts.
pub fn install() {
    // SAFETY: a slot of a type that is ready, before any class of the program is made.
    unsafe {
        *TYPE_NEW.get() = ffi::PyType_Type.tp_new;
        ffi::PyType_Type.tp_new = Some(type_new);
    }
}

/// `type.__new__` for a metaclass of the program: classes of ours among the bases become their copies.
unsafe extern "C" fn type_new(meta: *mut ffi::PyTypeObject, args: Raw, keywords: Raw) -> Raw {
    // SAFETY: as CPython calls the slot: a type, a tuple, and a dict or null.
    unsafe {
        let Some(make) = *TYPE_NEW.get() else {
            return core::ptr::null_mut();
        };
        match with_copies(meta, args) {
            Ok(None) => make(meta, args, keywords),
            Ok(Some(args)) => make(meta, args.as_raw(), keywords),
            Err(raised) => {
                crate::exception::restore(raised);
                core::ptr::null_mut()
            }
        }
    }
}

/// The arguments of `type.__new__` with copies as bases, where that changes them.
unsafe fn with_copies(meta: *mut ffi::PyTypeObject, args: Raw) -> PyResult<Option<Owned>> {
    // SAFETY: as in `type_new`; items are looked at while their tuple lives.
    unsafe {
        let is_plain = meta == &raw mut ffi::PyType_Type || crate::proxy_class::is_meta(meta);
        if is_plain || ffi::PyTuple_GET_SIZE(args) != 3 {
            return Ok(None);
        }
        let bases = ffi::PyTuple_GET_ITEM(args, 1);
        if ffi::PyTuple_Check(bases) == 0 {
            return Ok(None);
        }
        let base = |i| ffi::PyTuple_GET_ITEM(bases, i);
        let n = ffi::PyTuple_GET_SIZE(bases);
        if !(0..n).any(|i| crate::proxy_class::is_meta(ffi::Py_TYPE(base(i)))) {
            return Ok(None);
        }
        let changed = Owned::checked(ffi::PyTuple_New(n))?;
        for i in 0..n {
            let copy = match crate::class::from_python(Borrowed::new(base(i))) {
                Some(ty) => base_to_python(&ty.to_value())?,
                None => Owned::new_reference(base(i)),
            };
            ffi::PyTuple_SET_ITEM(changed.as_raw(), i, copy.into_raw());
        }
        let all = Owned::checked(ffi::PyTuple_New(3))?;
        for i in [0, 2] {
            let part = Owned::new_reference(ffi::PyTuple_GET_ITEM(args, i));
            ffi::PyTuple_SET_ITEM(all.as_raw(), i, part.into_raw());
        }
        ffi::PyTuple_SET_ITEM(all.as_raw(), 1, changed.into_raw());
        Ok(Some(all))
    }
}

/// What an abstract class of ours says of an object or class of CPython's, if it is one and says more than no.
unsafe fn check_abstract(ty: &'static Type, other: Raw, by_instance: bool) -> Option<Raw> {
    let said = crate::proxy::inward(|| {
        // SAFETY: the caller passes a live object.
        let other = crate::convert::from_borrowed(unsafe { Borrowed::new(other) });
        pyaot_core::class::abstract_check(&ty.to_value(), &other, by_instance)
    })?;
    match said {
        Ok(false) => None,
        // SAFETY: CPython runs.
        Ok(true) => Some(unsafe { ffi::PyBool_FromLong(1) }),
        Err(raised) => {
            crate::exception::restore(raised);
            Some(core::ptr::null_mut())
        }
    }
}

/// `issubclass(class, C)` and `isinstance(object, C)` in CPython for a class `C` of ours: what
/// derives from the copy counts.
macro_rules! checks {
    ($($function:ident $name:literal $test:ident $by_instance:literal;)*) => {
        $(
            unsafe extern "C" fn $function(class: Raw, other: Raw) -> Raw {
                // SAFETY: live objects; a descriptor of `type`.
                unsafe {
                    let plain = ffi::PyDict_GetItemString(ffi::PyType_Type.tp_dict, $name.as_ptr());
                    let found = ffi::PyObject_CallFunctionObjArgs(
                        plain,
                        class,
                        other,
                        core::ptr::null_mut::<ffi::PyObject>(),
                    );
                    if found != ffi::Py_False() {
                        return found;
                    }
                    let ours = crate::class::from_python(Borrowed::new(class));
                    if let Some(ty) = ours
                        && let Some(said) = check_abstract(ty, other, $by_instance)
                    {
                        return said;
                    }
                    let Some(copy) = ours.and_then(|ty| copy_of(&ty.to_value())) else {
                        return found;
                    };
                    ffi::Py_DECREF(found);
                    match ffi::$test(other, copy.as_raw()) {
                        -1 => core::ptr::null_mut(),
                        is => ffi::PyBool_FromLong(is.into()),
                    }
                }
            }
        )*

        /// The methods of the metaclass of classes of ours.
        pub fn class_methods() -> *const ffi::PyMethodDef {
            static METHODS: crate::proxy_slots::Methods<3> = crate::proxy_slots::Methods([
                $(ffi::PyMethodDef {
                    ml_name: $name.as_ptr(),
                    ml_meth: ffi::PyMethodDefPointer { PyCFunction: $function },
                    ml_flags: ffi::METH_O,
                    ml_doc: core::ptr::null(),
                },)*
                // SAFETY: a definition of zeros ends the list.
                unsafe { core::mem::zeroed() },
            ]);
            METHODS.0.as_ptr()
        }
    };
}

checks! {
    subclass_check c"__subclasscheck__" PyObject_IsSubclass false;
    instance_check c"__instancecheck__" PyObject_IsInstance true;
}
