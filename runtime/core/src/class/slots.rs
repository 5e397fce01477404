//! `__slots__`: what a class declares, and which classes lie in memory alike.

use alloc::borrow::Cow;

use super::prefix_of;
use crate::prelude::*;
use crate::types::{Type, type_flags};
use crate::value::Value;

/// What the value of `__slots__` lists; `None` for an iterable of another kind.
pub(crate) fn listed_slots(slots: &Value) -> Option<Cow<'_, [Value]>> {
    if let Some(tuple) = slots.as_tuple() {
        return Some(Cow::Borrowed(tuple.items()));
    }
    if let Some(list) = slots.as_list() {
        return Some(Cow::Borrowed(list.items()));
    }
    if let Some(dict) = slots.as_dict() {
        return Some(Cow::Owned(dict.keys().collect()));
    }
    slots.as_str()?;
    Some(Cow::Borrowed(core::slice::from_ref(slots)))
}

/// Whether the value of `__slots__` names `name`; iterables of other kinds are
/// taken to name everything.
pub(super) fn names_slot(slots: &Value, name: &str) -> bool {
    let is = |slot: &Value| slot.as_str().is_some_and(|slot| slot.as_str() == name);
    listed_slots(slots).is_none_or(|names| names.iter().any(is))
}

/// Whether `__slots__` of the class or a base names `name`.
pub fn is_slot(ty: &'static Type, name: &str) -> bool {
    ty.mro().iter().any(|class| is_own_slot(class, name))
}

/// Whether `__slots__` of the class itself names `name`.
pub fn is_own_slot(class: &'static Type, name: &str) -> bool {
    if !class.is_heap_type() {
        return false;
    }
    let Some(slots) = class.dict().get_str("__slots__") else {
        return false;
    };
    // Private names are stored mangled, but listed as written.
    let class_name = class.name().trim_start_matches('_');
    let written = name
        .strip_prefix('_')
        .and_then(|rest| rest.strip_prefix(class_name));
    let is_private = |name: &str| name.starts_with("__") && !name.ends_with("__");
    match written {
        Some(written) if is_private(written) && names_slot(&slots, written) => true,
        _ => (class_name.is_empty() || !is_private(name)) && names_slot(&slots, name),
    }
}

/// The names in `__slots__` of the class itself that are attributes of it.
pub fn own_slots(class: &'static Type) -> Vec<String> {
    let Some(slots) = class
        .program_dict()
        .and_then(|dict| dict.get_str("__slots__"))
    else {
        return Vec::new();
    };
    let names = listed_slots(&slots).unwrap_or_default();
    let names = names
        .iter()
        .filter_map(Value::as_str)
        .map(|name| name.as_str());
    // Private names are stored mangled; the class lists them so.
    let names = names.map(|name| {
        let is_private = name.starts_with("__") && !name.ends_with("__");
        match class.name().trim_start_matches('_') {
            class if is_private && !class.is_empty() => format!("_{class}{name}"),
            _ => name.to_string(),
        }
    });
    names.collect()
}

/// Whether instances of the two classes lie in memory alike.
pub fn same_shape(a: &'static Type, b: &'static Type) -> bool {
    let built_in = |class: &'static Type| class.mro().iter().find(|base| !base.is_heap_type());
    a.layout() == b.layout()
        && a.instance_size() == b.instance_size()
        && prefix_of(a, b)
        && prefix_of(b, a)
        && a.has_flag(type_flags::SLOTTED) == b.has_flag(type_flags::SLOTTED)
        && all_slots(a) == all_slots(b)
        && built_in(a).map(|base| base.name()) == built_in(b).map(|base| base.name())
}

/// Whether `__slots__` of the class or a base name anything that is kept for instances.
pub(crate) fn has_slots(class: &'static Type) -> bool {
    let classes = class.mro().iter().filter(|base| base.is_heap_type());
    classes
        .flat_map(|base| own_slots(base))
        .any(|name| name != "__dict__" && name != "__weakref__")
}

/// The names in `__slots__` of the class and its bases, in order.
fn all_slots(class: &'static Type) -> Vec<String> {
    let classes = class.mro().iter().filter(|base| base.is_heap_type());
    let mut names: Vec<String> = classes.flat_map(|base| own_slots(base)).collect();
    names.sort_unstable();
    names
}
