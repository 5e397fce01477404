//! `cls.__dict__`.

use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Dict, Str};
use crate::types::{Layout, Type, type_flags};
use crate::value::Value;

/// What the class itself has, as a new dict in CPython's order: its module
/// and text first, the slots and the places of its instances' dict and weak
/// references after what its body defines.
pub fn copy(ty: &'static Type) -> Dict {
    let copy = Dict::new();
    let own = ty.dict();
    let doc = own.get_str("__doc__").filter(|doc| !doc.is_none());
    let first = [
        ("__module__", own.get_str("__module__")),
        ("__doc__", doc),
        ("__annotations__", own.get_str("__annotations__")),
    ];
    for (name, value) in first {
        if let Some(value) = value {
            copy.set_str(name, value);
        }
    }
    for (key, value) in own.entries() {
        // The name is an attribute of `type` in CPython.
        if let Some(key) = key.as_str()
            && key.as_str() != "__qualname__"
            && key.as_str() != "__doc__"
        {
            copy.set_key(key, value);
        }
    }
    if ty.is_heap_type() {
        for name in super::own_slots(ty) {
            if let Some(member) = crate::member::find(ty, &crate::reference::Str::new(&name)) {
                copy.set_str(&name, member);
            } else if name == "__weakref__" {
                copy.set_str(&name, place(ty, "__weakref__"));
            }
        }
        let inherits = |has: fn(&Type) -> bool| ty.bases().iter().any(|base| has(base));
        let is_open = !ty.has_flag(type_flags::SLOTTED);
        let from_heap = |base: &Type| base.is_heap_type() && !base.has_flag(type_flags::SLOTTED);
        let is_exception = |base: &Type| base.layout() == Layout::Exception;
        if is_open && !inherits(from_heap) {
            // Not over what the body defines.
            let lacks = |name: &str| own.get_str(name).is_none();
            if !inherits(is_exception) && lacks("__dict__") {
                copy.set_str("__dict__", place(ty, "__dict__"));
            }
            if lacks("__weakref__") {
                copy.set_str("__weakref__", place(ty, "__weakref__"));
            }
        }
        if let Some(doc) = own.get_str("__doc__").filter(Value::is_none) {
            copy.set_str("__doc__", doc);
        }
    }
    copy
}

/// What [`copy`] has under `name`.
pub fn find(ty: &'static Type, name: &Str) -> Option<Value> {
    let own = ty.dict().get_key(name);
    let own = own.filter(|_| name.as_str() != "__qualname__");
    own.or_else(|| copy(ty).get_key(name))
}

/// The places that somebody has asked for, each with its class and name.
static PLACES: Global<Vec<(&'static Type, &'static str, Value)>> = Global::new(Vec::new());

/// The same object each time.
fn place(ty: &'static Type, name: &'static str) -> Value {
    // SAFETY: a short access.
    let known = unsafe { &*PLACES.get() };
    let is_it =
        |place: &&(&'static Type, &str, Value)| core::ptr::eq(place.0, ty) && place.1 == name;
    if let Some((_, _, known)) = known.iter().find(is_it) {
        return known.clone();
    }
    let made = new_place(ty, name);
    // SAFETY: a short access.
    unsafe { (*PLACES.get()).push((ty, name, made.clone())) };
    made
}

fn new_place(ty: &'static Type, name: &'static str) -> Value {
    let get = match name {
        "__dict__" => {
            |object: &Value| crate::attribute::value_getattr(object, crate::name!("__dict__"))
        }
        _ => |_: &Value| Ok(Value::NONE),
    };
    crate::method::getset(ty, name, get, None)
}
