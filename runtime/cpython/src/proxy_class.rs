//! CPython types for classes of ours.
//!
//! Each class gets a type with just the slots its objects support, so that
//! `callable`, `hasattr(x, "__len__")` and the abstract classes of
//! `collections.abc` see what they would see of a Python class.

use core::ffi::c_void;
use std::ffi::{CStr, CString};

use pyaot_core::error::{PyResult, take_pending};
use pyaot_core::memory::Global;
use pyaot_core::types::{BinaryOp, Layout, Type, UnaryOp, type_flags};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::to_python;
use crate::proxy::{self, ProxyObject, VECTORCALL_OFFSET, WEAK_LIST_OFFSET};
use crate::proxy_slots as slots;
use crate::reference::{Borrowed, Owned, new_str};

static BASE: Global<Option<Owned>> = Global::new(None);
static META: Global<Option<Owned>> = Global::new(None);
static CALLABLES: Global<[Option<Owned>; 2]> = Global::new([None, None]);

/// A table of slots under construction.
struct Table(Vec<ffi::PyType_Slot>);

impl Table {
    fn add(&mut self, slot: i32, function: *const ()) {
        self.0.push(ffi::PyType_Slot {
            slot,
            pfunc: function.cast_mut().cast::<c_void>(),
        });
    }
}

/// Makes a type; `bases` may be empty.
fn new_type(name: &str, size: usize, flags: u64, table: Table, bases: &[Owned]) -> PyResult<Owned> {
    let name = CString::new(name).unwrap_or_default();
    let mut table = table.0;
    table.push(ffi::PyType_Slot {
        slot: 0,
        pfunc: core::ptr::null_mut(),
    });
    let mut spec = ffi::PyType_Spec {
        // The name is copied only in part by some versions; types live for ever anyway.
        name: name.into_raw(),
        basicsize: size as i32,
        itemsize: 0,
        flags: flags as u32,
        slots: table.as_mut_ptr(),
    };
    // SAFETY: the spec and its slots are valid for the call; a tuple of types.
    unsafe {
        let tuple = Owned::checked(ffi::PyTuple_New(bases.len() as isize))?;
        for (i, base) in bases.iter().enumerate() {
            ffi::PyTuple_SET_ITEM(tuple.as_raw(), i as isize, base.clone().into_raw());
        }
        let bases = if bases.is_empty() {
            core::ptr::null_mut()
        } else {
            tuple.as_raw()
        };
        let made = Owned::checked(ffi::PyType_FromSpecWithBases(&mut spec, bases))?;
        // As messages name it: classes of Python have no module there.
        let plain = CStr::from_ptr(spec.name).to_bytes();
        if let Some(dot) = plain.iter().rposition(|&byte| byte == b'.') {
            (*made.as_raw().cast::<ffi::PyTypeObject>()).tp_name = spec.name.add(dot + 1);
        }
        Ok(made)
    }
}

const DEFAULT: u64 = ffi::Py_TPFLAGS_DEFAULT;
const BASETYPE: u64 = ffi::Py_TPFLAGS_BASETYPE;
/// `Py_TPFLAGS_IS_ABSTRACT`: what `inspect.isabstract` looks at.
const IS_ABSTRACT: u64 = 1 << 20;

static mut MEMBERS: [ffi::PyMemberDef; 2] = {
    // SAFETY: a definition of zeros ends the list.
    let mut members: [ffi::PyMemberDef; 2] = unsafe { core::mem::zeroed() };
    members[0].name = c"__weaklistoffset__".as_ptr();
    members[0].type_code = ffi::Py_T_PYSSIZET;
    members[0].offset = WEAK_LIST_OFFSET as isize;
    members[0].flags = ffi::Py_READONLY;
    members
};

static mut CALLABLE_MEMBERS: [ffi::PyMemberDef; 3] = {
    // SAFETY: as above.
    let mut members: [ffi::PyMemberDef; 3] = unsafe { core::mem::zeroed() };
    members[0].name = c"__weaklistoffset__".as_ptr();
    members[0].type_code = ffi::Py_T_PYSSIZET;
    members[0].offset = WEAK_LIST_OFFSET as isize;
    members[0].flags = ffi::Py_READONLY;
    members[1].name = c"__vectorcalloffset__".as_ptr();
    members[1].type_code = ffi::Py_T_PYSSIZET;
    members[1].offset = VECTORCALL_OFFSET as isize;
    members[1].flags = ffi::Py_READONLY;
    members
};

/// The base of all proxies of instances, once there is one.
pub fn base_type() -> Option<*mut ffi::PyTypeObject> {
    // SAFETY: a short access.
    unsafe { (*BASE.get()).as_ref().map(|base| base.as_raw().cast()) }
}

fn ensure_base() -> PyResult<Owned> {
    // SAFETY: short accesses.
    if let Some(known) = unsafe { (*BASE.get()).clone() } {
        return Ok(known);
    }
    let mut table = Table(Vec::new());
    table.add(ffi::Py_tp_dealloc, proxy::dealloc as *const ());
    table.add(ffi::Py_tp_members, (&raw const MEMBERS).cast());
    table.add(ffi::Py_tp_getattro, slots::getattr as *const ());
    table.add(ffi::Py_tp_setattro, slots::setattr as *const ());
    table.add(ffi::Py_tp_repr, slots::repr as *const ());
    table.add(ffi::Py_tp_str, slots::str as *const ());
    table.add(ffi::Py_tp_hash, slots::hash as *const ());
    table.add(ffi::Py_tp_richcompare, slots::compare as *const ());
    table.add(ffi::Py_tp_new, slots::new as *const ());
    table.add(ffi::Py_tp_init, slots::init as *const ());
    table.add(ffi::Py_tp_methods, slots::methods().cast());
    let made = new_type(
        "builtins.object",
        size_of::<ProxyObject>(),
        DEFAULT | BASETYPE,
        table,
        &[],
    )?;
    hide_comparisons(&made);
    // SAFETY: a short access.
    unsafe { *BASE.get() = Some(made.clone()) };
    Ok(made)
}

/// The metaclass of the types of our classes: class attributes are ours.
fn ensure_meta() -> PyResult<Owned> {
    // SAFETY: short accesses.
    if let Some(known) = unsafe { (*META.get()).clone() } {
        return Ok(known);
    }
    let mut table = Table(Vec::new());
    table.add(ffi::Py_tp_getattro, slots::class_getattr as *const ());
    table.add(ffi::Py_tp_setattro, slots::class_setattr as *const ());
    table.add(ffi::Py_tp_call, slots::class_call as *const ());
    table.add(ffi::Py_tp_new, slots::class_new as *const ());
    table.add(ffi::Py_tp_methods, crate::copies::class_methods().cast());
    // SAFETY: the type lives for ever.
    let base = unsafe { Owned::new_reference((&raw mut ffi::PyType_Type).cast()) };
    let made = new_type("builtins.type", 0, DEFAULT | BASETYPE, table, &[base])?;
    // SAFETY: a short access.
    unsafe { *META.get() = Some(made.clone()) };
    Ok(made)
}

/// Whether `meta` is the metaclass of the types of our classes, and `bases` are all ours.
pub fn makes_ours(meta: *mut ffi::PyTypeObject, bases: &[Value]) -> bool {
    // SAFETY: a short access.
    let own = unsafe { (*META.get()).as_ref() };
    let of_ours = |base: &Value| base.as_type().is_some();
    own.is_some_and(|own| core::ptr::eq(own.as_raw().cast(), meta)) && bases.iter().all(of_ours)
}

/// Whether `ty` is the metaclass of the types of our classes, or derives from it.
pub fn is_meta(ty: *mut ffi::PyTypeObject) -> bool {
    // SAFETY: a short access; live types.
    unsafe {
        let meta = (*META.get()).as_ref();
        meta.is_some_and(|meta| ffi::PyType_IsSubtype(ty, meta.as_raw().cast()) != 0)
    }
}

/// The type of functions (`binds`: they become methods of instances) and of
/// other callables.
pub fn callable_type(binds: bool) -> PyResult<Owned> {
    // SAFETY: short accesses.
    if let Some(known) = unsafe { (&(*CALLABLES.get()))[binds as usize].clone() } {
        return Ok(known);
    }
    let mut table = Table(Vec::new());
    table.add(ffi::Py_tp_dealloc, proxy::dealloc as *const ());
    table.add(ffi::Py_tp_members, (&raw const CALLABLE_MEMBERS).cast());
    table.add(ffi::Py_tp_call, ffi::PyVectorcall_Call as *const ());
    table.add(ffi::Py_tp_getattro, slots::callable_getattr as *const ());
    table.add(ffi::Py_tp_setattro, slots::setattr as *const ());
    table.add(ffi::Py_tp_repr, slots::repr as *const ());
    table.add(ffi::Py_tp_hash, slots::hash as *const ());
    table.add(ffi::Py_tp_richcompare, slots::compare as *const ());
    table.add(ffi::Py_tp_methods, slots::callable_methods().cast());
    let mut flags = DEFAULT | ffi::Py_TPFLAGS_HAVE_VECTORCALL;
    if binds {
        flags |= ffi::Py_TPFLAGS_METHOD_DESCRIPTOR;
        table.add(ffi::Py_tp_descr_get, slots::bind as *const ());
    }
    let name = if binds {
        "builtins.function"
    } else {
        "builtins.builtin_function_or_method"
    };
    let made = new_type(name, size_of::<ProxyObject>(), flags, table, &[])?;
    // SAFETY: a short access.
    unsafe { (&mut (*CALLABLES.get()))[binds as usize] = Some(made.clone()) };
    Ok(made)
}

/// Whether the object is a function of ours, which becomes a method of instances.
pub fn is_function(object: Borrowed<'_>) -> bool {
    // SAFETY: a short access.
    let class = unsafe { (&(*CALLABLES.get()))[1].as_ref() };
    class.is_some_and(|class| object.is_exactly(class.as_raw().cast()))
}

/// Types of proxies for objects of our built-in classes.
static BUILTIN: Global<Vec<(*const Type, Owned)>> = Global::new(Vec::new());

/// The type of proxies for instances of a class of ours.
pub fn of_instances(ty: &'static Type) -> PyResult<Owned> {
    if ty.is_heap_type() && !crate::abstract_classes::is_one(ty) {
        return crate::class::to_python(ty);
    }
    // SAFETY: a short access.
    let known = unsafe {
        (*BUILTIN.get())
            .iter()
            .find(|(known, _)| core::ptr::eq(*known, ty))
    };
    if let Some((_, known)) = known {
        return Ok(known.clone());
    }
    let made = make(ty)?;
    // SAFETY: a short access.
    unsafe { (*BUILTIN.get()).push((ty, made.clone())) };
    Ok(made)
}

/// Makes the CPython type for a class of ours.
pub fn make(ty: &'static Type) -> PyResult<Owned> {
    let base = ensure_base()?;
    let meta = ensure_meta()?;
    let mut bases = Vec::new();
    for parent in ty.bases() {
        let is_its = |parent: &'static Type| {
            parent.is_heap_type()
                && parent.layout() != Layout::Exception
                && !crate::abstract_classes::is_one(parent)
        };
        if is_its(parent) {
            bases.push(crate::class::to_python(parent)?);
        }
    }
    if bases.is_empty() {
        bases.push(base);
    }
    let module = pyaot_core::class::module_of(ty);
    let module = module
        .as_str()
        .map_or("builtins".to_string(), |module| module.as_str().to_string());
    let flags = if ty.has_flag(type_flags::BASE) {
        DEFAULT | BASETYPE
    } else {
        DEFAULT
    };
    // Names of built-in classes may begin with their module.
    let name = match ty.name().rsplit_once('.') {
        Some((_, name)) if !ty.is_heap_type() => name,
        _ => ty.name(),
    };
    let class = new_type(&format!("{module}.{name}"), 0, flags, slots_of(ty), &bases)?;
    let qualname = new_str(&pyaot_core::class::qualname(ty))?;
    // Making the type may have run code that needed it too.
    let is_class = ty.is_heap_type() && !crate::abstract_classes::is_one(ty);
    if let Some(known) = crate::class::known(ty).filter(|_| is_class) {
        return Ok(known);
    }
    // SAFETY: a fresh type, whose metaclass lays types out as `type` does.
    unsafe {
        ffi::PyObject_SetAttrString(class.as_raw(), c"__qualname__".as_ptr(), qualname.as_raw());
        // A built-in class may have a type of its own in CPython, which stays the class.
        if crate::class::known(ty).is_none() {
            let own = crate::class::own_class(ty);
            crate::class::register(ty, own.unwrap_or_else(|| class.clone()));
        }
        if !ty.is_heap_type() {
            fill_methods(ty, &class);
        } else {
            fill_dict(ty, &class);
            let raw = class.as_raw();
            if ty.layout() == Layout::Instance {
                // A class may take weak references though its base takes none.
                let takes = pyaot_core::class::takes_weak_references(ty);
                (*raw.cast::<ffi::PyTypeObject>()).tp_weaklistoffset =
                    if takes { WEAK_LIST_OFFSET as isize } else { 0 };
            }
            if ty.has_flag(type_flags::ABSTRACT) {
                (*raw.cast::<ffi::PyTypeObject>()).tp_flags |= IS_ABSTRACT;
            }
            (*raw).ob_type = meta.into_raw().cast();
            ffi::PyType_Modified(raw.cast());
        }
    }
    // SAFETY: a fresh type.
    unsafe { show_repr(ty, &class) };
    publish(ty, &class);
    crate::abstract_classes::register_type(ty, &class)?;
    if module == "io" {
        register_stream(ty, &class)?;
    }
    Ok(class)
}

/// What `pprint` goes by is `type(object).__repr__`: that of CPython's own class, to look at, where
/// the program has no other. The slot of the type stays ours.
unsafe fn show_repr(ty: &'static Type, class: &Owned) {
    let name = c"__repr__".as_ptr();
    let shown = ty.mro().iter().find(|base| !base.is_heap_type());
    let is_theirs = pyaot_core::reduce::of_program(ty, pyaot_core::name!("__repr__")).is_none();
    let Some(own) = shown
        .filter(|_| is_theirs)
        .and_then(|shown| crate::class::own_class(shown))
    else {
        return;
    };
    // SAFETY: live types, whose dicts hold what they say; the caller passes a fresh one.
    unsafe {
        let found =
            ffi::PyDict_GetItemString((*own.as_raw().cast::<ffi::PyTypeObject>()).tp_dict, name);
        let class = class.as_raw().cast::<ffi::PyTypeObject>();
        if !found.is_null() && ffi::PyDict_SetItemString((*class).tp_dict, name, found) == 0 {
            ffi::PyType_Modified(class);
        }
    }
}

/// Files in memory are of the abstract classes of files: libraries ask.
fn register_stream(ty: &'static Type, class: &Owned) -> PyResult<()> {
    let abstract_class = match ty.name() {
        "StringIO" => "TextIOBase",
        "BytesIO" => "BufferedIOBase",
        _ => return Ok(()),
    };
    let streams = crate::reference::import(c"io")?;
    let of = streams
        .borrow()
        .attribute(new_str(abstract_class)?.borrow())?;
    let register = of.borrow().attribute(new_str("register")?.borrow())?;
    register.borrow().call(&[class.borrow()]).map(drop)
}

/// Takes the wrappers of slots out of a fresh type's dict: only the methods a
/// class defines itself are to be seen there.
fn hide_wrappers(class: &Owned) {
    // SAFETY: a fresh heap type has a dict; its keys are copied before it changes.
    unsafe {
        let dict = (*class.as_raw().cast::<ffi::PyTypeObject>()).tp_dict;
        let mut wrappers = Vec::new();
        let (mut at, mut key, mut item) = (0, core::ptr::null_mut(), core::ptr::null_mut());
        while ffi::PyDict_Next(dict, &mut at, &mut key, &mut item) != 0 {
            if ffi::Py_TYPE(item) == &raw mut ffi::PyWrapperDescr_Type {
                wrappers.push(Owned::new_reference(key));
            }
        }
        for key in wrappers {
            ffi::PyDict_DelItem(dict, key.as_raw());
        }
    }
}

/// Takes the comparison methods out of the dict of the base of all proxies,
/// which has one slot for all of them.
fn hide_comparisons(class: &Owned) {
    // SAFETY: a fresh heap type has a dict.
    let dict = unsafe { (*class.as_raw().cast::<ffi::PyTypeObject>()).tp_dict };
    for name in [
        c"__lt__", c"__le__", c"__eq__", c"__ne__", c"__gt__", c"__ge__",
    ] {
        // SAFETY: a live dict and a C string; a name that is not there is no error here.
        unsafe {
            if ffi::PyDict_DelItemString(dict, name.as_ptr()) != 0 {
                ffi::PyErr_Clear();
            }
        }
    }
}

/// Puts what the class defines into the type's dict, where `super()` and
/// special method lookups of Python find it.
fn fill_dict(ty: &'static Type, class: &Owned) {
    hide_wrappers(class);
    // SAFETY: a fresh heap type has a dict.
    let dict = unsafe { (*class.as_raw().cast::<ffi::PyTypeObject>()).tp_dict };
    for (key, value) in ty.dict().entries() {
        let Some(key) = key.as_str() else { continue };
        if matches!(
            key.as_str(),
            "__dict__" | "__weakref__" | "__module__" | "__qualname__" | "__new__"
        ) {
            continue;
        }
        let converted = new_str(key.as_str()).and_then(|key| Ok((key, to_python(&value)?)));
        match converted {
            // SAFETY: live objects; str keys hash without running code.
            // A fresh type has None for its text.
            Ok((name, value)) => unsafe {
                if key.as_str() == "__doc__" || ffi::PyDict_Contains(dict, name.as_raw()) == 0 {
                    ffi::PyDict_SetItem(dict, name.as_raw(), value.as_raw());
                }
            },
            Err(raised) => drop(take_pending(raised)),
        }
    }
}

/// Puts the methods of a built-in class into the type's dict, where the abstract classes
/// of `collections.abc`, `contextlib.ExitStack` and making a class look for them.
fn fill_methods(ty: &'static Type, class: &Owned) {
    // SAFETY: a fresh heap type has a dict.
    let dict = unsafe { (*class.as_raw().cast::<ffi::PyTypeObject>()).tp_dict };
    let bases = ty.mro().split_last().map_or(&[][..], |(_, bases)| bases);
    for (key, value) in bases.iter().flat_map(|base| base.dict().entries()) {
        let Some(key) = key.as_str() else { continue };
        if value.ty().layout() != Layout::MethodDescriptor {
            continue;
        }
        match new_str(key.as_str()).and_then(|key| Ok((key, proxy::callable(&value)?))) {
            // SAFETY: live objects; str keys hash without running code.
            Ok((key, value)) => unsafe {
                if ffi::PyDict_Contains(dict, key.as_raw()) == 0 {
                    ffi::PyDict_SetItem(dict, key.as_raw(), value.as_raw());
                }
            },
            Err(raised) => drop(take_pending(raised)),
        }
    }
    // SAFETY: a live type.
    unsafe { ffi::PyType_Modified(class.as_raw().cast()) };
}

/// Makes a class findable where Python looks for it by name, as `pickle` does.
pub fn publish(ty: &'static Type, class: &Owned) {
    if ty.is_heap_type()
        && let Some(module) = pyaot_core::class::module_of(ty).as_str()
    {
        if let Some(base) = ty.bases().iter().find(|base| base.name() == ty.name()) {
            unpublish(base);
        }
        publish_as(module.as_str(), ty.name(), class.borrow());
    }
}

/// `class X(namedtuple('X', ...))`: who looks for the name finds the class that has it now.
fn unpublish(base: &'static Type) {
    let (Some(dict), Ok(name), Some(class)) = (
        crate::interpreter::main_dict(),
        new_str(base.name()),
        crate::class::known(base),
    ) else {
        return;
    };
    // SAFETY: live objects; str keys hash without running code.
    unsafe {
        if ffi::PyDict_GetItem(dict.as_raw(), name.as_raw()) == class.as_raw() {
            ffi::PyDict_DelItem(dict.as_raw(), name.as_raw());
        }
    }
}

/// Makes what the program's main module defines under `name` findable there.
pub fn publish_as(module: &str, name: &str, object: Borrowed<'_>) {
    // A dot or a bracket: it was defined inside something else.
    if module != "__main__" || name.contains(['.', '<']) {
        return;
    }
    let (Some(dict), Ok(name)) = (crate::interpreter::main_dict(), new_str(name)) else {
        return;
    };
    // SAFETY: live objects; str keys hash without running code.
    unsafe {
        if ffi::PyDict_Contains(dict.as_raw(), name.as_raw()) == 0 {
            ffi::PyDict_SetItem(dict.as_raw(), name.as_raw(), object.as_raw());
        }
    }
}

/// The slots objects of `ty` support.
fn slots_of(ty: &'static Type) -> Table {
    let ours = ty.slots();
    let mut table = Table(Vec::new());
    let mut add = |wanted: bool, slot: i32, function: *const ()| {
        if wanted {
            table.add(slot, function);
        }
    };
    add(true, ffi::Py_tp_dealloc, proxy::dealloc as *const ());
    add(
        ours.hash().is_none(),
        ffi::Py_tp_hash,
        ffi::PyObject_HashNotImplemented as *const (),
    );
    // Comparison and hash are inherited together or not at all.
    add(
        ours.hash().is_some(),
        ffi::Py_tp_hash,
        slots::hash as *const (),
    );
    add(true, ffi::Py_tp_richcompare, slots::compare as *const ());
    add(
        ours.iter().is_some(),
        ffi::Py_tp_iter,
        slots::iter as *const (),
    );
    add(
        ours.next().is_some(),
        ffi::Py_tp_iternext,
        slots::next as *const (),
    );
    add(
        ty.layout() == Layout::Generator,
        ffi::Py_am_send,
        crate::awaiting::am_send as *const (),
    );
    add(
        ours.call().is_some(),
        ffi::Py_tp_call,
        slots::call as *const (),
    );
    add(
        ours.truth().is_some(),
        ffi::Py_nb_bool,
        slots::truth as *const (),
    );
    add(
        ours.len().is_some(),
        ffi::Py_mp_length,
        slots::len as *const (),
    );
    add(
        ours.len().is_some(),
        ffi::Py_sq_length,
        slots::len as *const (),
    );
    add(
        ours.getitem().is_some(),
        ffi::Py_mp_subscript,
        slots::getitem as *const (),
    );
    add(
        // Of classes of the program any, as in CPython.
        ours.getitem().is_some() && (ours.iter().is_none() || ty.is_heap_type()),
        ffi::Py_sq_item,
        slots::getitem_index as *const (),
    );
    add(
        ours.setitem().is_some(),
        ffi::Py_mp_ass_subscript,
        slots::setitem as *const (),
    );
    add(
        ours.contains().is_some(),
        ffi::Py_sq_contains,
        slots::contains as *const (),
    );
    add(
        ours.index().is_some(),
        ffi::Py_nb_index,
        slots::index as *const (),
    );
    add(
        ours.index().is_some() || ty.lookup_name("__int__").is_some(),
        ffi::Py_nb_int,
        slots::int as *const (),
    );
    add(
        ours.to_float().is_some(),
        ffi::Py_nb_float,
        slots::float as *const (),
    );
    add(
        ours.descr_get().is_some(),
        ffi::Py_tp_descr_get,
        slots::descr_get as *const (),
    );
    add(
        ours.descr_set().is_some(),
        ffi::Py_tp_descr_set,
        slots::descr_set as *const (),
    );
    for (name, slot, function) in [
        ("__await__", ffi::Py_am_await, slots::await_ as *const ()),
        ("__aiter__", ffi::Py_am_aiter, slots::aiter as *const ()),
        ("__anext__", ffi::Py_am_anext, slots::anext as *const ()),
    ] {
        add(ty.lookup_name(name).is_some(), slot, function);
    }
    if ours.unary().is_some() {
        for (op, slot, function) in slots::UNARY {
            let op: UnaryOp = *op;
            add(
                !ty.is_heap_type() || ty.lookup_name(op.method()).is_some(),
                *slot,
                *function as *const (),
            );
        }
    }
    let has = |op: BinaryOp| ours.binary().is_some() && ours.binary_ops() & op.bit() != 0;
    let has_inplace = |op: BinaryOp| ours.inplace().is_some() && ours.inplace_ops() & op.bit() != 0;
    for (op, slot, function, inplace_slot, inplace) in slots::BINARY {
        add(has(*op), *slot, *function as *const ());
        add(has_inplace(*op), *inplace_slot, *inplace as *const ());
    }
    add(
        has(BinaryOp::DivMod),
        ffi::Py_nb_divmod,
        slots::divmod as *const (),
    );
    add(
        has(BinaryOp::Pow),
        ffi::Py_nb_power,
        slots::power as *const (),
    );
    add(
        has_inplace(BinaryOp::Pow),
        ffi::Py_nb_inplace_power,
        slots::inplace_power as *const (),
    );
    table
}

/// The type that [`make`] made for a class of the program, if it has.
pub fn of_program(ty: &'static Type) -> Option<Owned> {
    let class = crate::class::known(ty)?;
    let is_plain = ty.is_heap_type() && ty.layout() == Layout::Instance;
    // SAFETY: live types.
    let is_own = is_plain
        && base_type()
            .is_some_and(|base| unsafe { ffi::PyType_IsSubtype(class.as_raw().cast(), base) != 0 });
    is_own.then_some(class)
}

/// A special method of a class of the program was set, or deleted: CPython looks for it in the dict of the
/// type, or has a slot for it.
pub fn change_special(
    ty: &'static Type,
    class: &Owned,
    name: &Owned,
    value: Option<&Owned>,
) -> PyResult<()> {
    // SAFETY: a live heap type, which has a dict; str keys hash without running code.
    unsafe {
        let dict = (*class.as_raw().cast::<ffi::PyTypeObject>()).tp_dict;
        match value {
            Some(value) => {
                ffi::PyDict_SetItem(dict, name.as_raw(), value.as_raw());
            }
            None if ffi::PyDict_Contains(dict, name.as_raw()) == 1 => {
                ffi::PyDict_DelItem(dict, name.as_raw());
            }
            None => {}
        }
    }
    renew_slots(ty, class)
}

/// Gives a type, and those of derived classes, the slots that its class supports now: those of a type that
/// is made for them.
fn renew_slots(ty: &'static Type, class: &Owned) -> PyResult<()> {
    // SAFETY: live heap types; tuples of types.
    unsafe {
        let old = class.as_raw().cast::<ffi::PyHeapTypeObject>();
        let bases = (*old).ht_type.tp_bases;
        let base = |i| Owned::new_reference(ffi::PyTuple_GET_ITEM(bases, i));
        let bases: Vec<Owned> = (0..ffi::PyTuple_GET_SIZE(bases)).map(base).collect();
        let name = format!("builtins.{}", ty.name());
        let made = new_type(&name, 0, DEFAULT, slots_of(ty), &bases)?;
        let new = made.as_raw().cast::<ffi::PyHeapTypeObject>();
        (*old).as_async = (*new).as_async.clone();
        (*old).as_number = (*new).as_number;
        (*old).as_mapping = (*new).as_mapping.clone();
        (*old).as_sequence = (*new).as_sequence.clone();
        let (old, new) = (&mut (*old).ht_type, &(*new).ht_type);
        old.tp_iter = new.tp_iter;
        old.tp_iternext = new.tp_iternext;
        old.tp_call = new.tp_call;
        old.tp_hash = new.tp_hash;
        old.tp_descr_get = new.tp_descr_get;
        old.tp_descr_set = new.tp_descr_set;
        ffi::PyType_Modified(old);
    }
    for subclass in ty.subclasses() {
        if let Some(class) = of_program(subclass) {
            renew_slots(subclass, &class)?;
        }
    }
    Ok(())
}

/// An instance of the class of ours nearest to a Python subclass, not initialised.
pub fn new_for_subclass(class: Borrowed<'_>, args: pyaot_core::args::Args<'_>) -> PyResult<Value> {
    let Some(ty) = crate::class::nearest(class) else {
        return Err(pyaot_core::error::raise_type_error(format_args!(
            "not a class of the program"
        )));
    };
    match ty.slots().new() {
        // Of a class of the program itself: what it defines runs.
        Some(new)
            if ty.layout() != Layout::Instance || crate::class::from_python(class).is_some() =>
        {
            new(ty, args)
        }
        _ => Ok(pyaot_core::class::new_instance(ty)),
    }
}
