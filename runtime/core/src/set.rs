//! set.

use pyaot_abi::layout::Header;

use crate::error::PyResult;
use crate::reference::{Dict, Object, Ref, Set, Str, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// A set: the keys of a dict whose values are None.
#[repr(C)]
pub struct SetObject {
    header: Header,
    pub items: Dict,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for SetObject {
    const TYPE: &'static Type = &SET;
    const LAYOUT: Layout = Layout::Set;
}

fn set(this: &Value) -> &Set {
    this.as_set().expect("set")
}

/// `set`.
pub static SET: Type = Type::builtin(
    "set",
    Layout::Set,
    size_of::<SetObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<SetObject>,
        // SAFETY: called on live sets.
        traverse: Some(|header, visit| unsafe { visit((*header.cast::<SetObject>()).items.as_value()) }),
        hash: None,
        repr: Some(|this| {
            if set(this).items.is_empty() {
                return Ok(Str::new("set()"));
            }
            let mut parts = Vec::new();
            for (item, _) in set(this).items.entries() {
                parts.push(crate::operation::value_repr(&item)?.as_str().to_string());
            }
            Ok(Str::new(&format!("{{{}}}", parts.join(", "))))
        }),
        len: Some(|this| Ok(set_len(set(this)))),
        contains: Some(|this, item| set_contains(set(this), item)),
        ..Slots::OBJECT
    },
)
.subclassable();

/// The row `set_new`.
pub fn set_new() -> Set {
    Ref::alloc(SetObject { header: new_header(), items: Dict::new() })
}

/// `set.add(item)`.
pub fn set_add(set: &Set, item: &Value) -> PyResult<()> {
    set.items.set(item, Value::none())
}

/// `item in set`.
pub fn set_contains(set: &Set, item: &Value) -> PyResult<bool> {
    Ok(set.items.get(item)?.is_some())
}

/// `len(set)`.
pub fn set_len(set: &Set) -> i64 {
    set.items.len() as i64
}

/// `set(iterable)`.
pub fn set_from_iterable(iterable: &Value) -> PyResult<Set> {
    let set = set_new();
    let iterator = crate::iter::value_iter(iterable)?;
    while let Some(item) = crate::iter::iter_next(&iterator)? {
        set_add(&set, &item)?;
    }
    Ok(set)
}
