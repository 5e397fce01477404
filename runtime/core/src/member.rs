//! What `__slots__` names, as attributes of the class: `Point.x`.
//!
//! Instances find their own attributes without these, so an object is made
//! only when somebody asks the class, which keeps it.

use pyaot_abi::layout::Header;

use crate::error::{PyResult, raise_type_error};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

#[repr(C)]
struct MemberObject {
    header: Header,
    owner: &'static Type,
    name: Str,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for MemberObject {
    const TYPE: &'static Type = &MEMBER;
    const LAYOUT: Layout = Layout::Member;
}

fn member(this: &Value) -> &Ref<MemberObject> {
    this.downcast::<MemberObject>().expect("member")
}

/// `member_descriptor`.
static MEMBER: Type = Type::builtin(
    "member_descriptor",
    Layout::Member,
    size_of::<MemberObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<MemberObject>,
        descr_get: Some(|this, object, _| match object {
            None => Ok(this.clone()),
            Some(object) => {
                check(this, object)?;
                crate::attribute::own(object, &member(this).name)
            }
        }),
        descr_set: Some(|this, object, value| {
            check(this, object)?;
            crate::attribute::store_own(object, &member(this).name, value)
        }),
        repr: Some(|this| {
            let this = member(this);
            Ok(Str::new(&format!(
                "<member '{}' of '{}' objects>",
                this.name.as_str(),
                this.owner.name()
            )))
        }),
        getattr: |this, name| {
            let object = member(this);
            match name.as_str() {
                "__name__" => Ok(object.name.to_value()),
                "__qualname__" => Ok(Value::str(&format!(
                    "{}.{}",
                    crate::class::qualname(object.owner),
                    object.name.as_str()
                ))),
                "__objclass__" => Ok(object.owner.to_value()),
                "__doc__" => Ok(Value::NONE),
                _ => crate::attribute::generic_getattr(this, name),
            }
        },
        ..Slots::OBJECT
    },
);

/// Refuses objects of other classes.
fn check(this: &Value, object: &Value) -> PyResult<()> {
    let this = member(this);
    if object
        .ty()
        .mro()
        .iter()
        .any(|class| core::ptr::eq(*class, this.owner))
    {
        return Ok(());
    }
    Err(raise_type_error(format_args!(
        "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
        this.name.as_str(),
        this.owner.name(),
        object.type_name()
    )))
}

/// Whether `__slots__` of the class itself certainly names `name`.
fn names(class: &'static Type, name: &Str) -> bool {
    if !class.is_heap_type() {
        return false;
    }
    let slots = class.dict().get_str("__slots__");
    slots.is_some_and(|slots| crate::class::listed_slots(&slots).is_some())
        && crate::class::is_own_slot(class, name.as_str())
}

/// `ty.name` where `__slots__` of `ty`, or of a class it derives from, names it.
pub(crate) fn find(ty: &'static Type, name: &Str) -> Option<Value> {
    ty.mro().iter().find_map(|class| own(class, name))
}

/// The same of `owner` alone.
pub(crate) fn own(owner: &'static Type, name: &Str) -> Option<Value> {
    let is_hidden = matches!(name.as_str(), "__dict__" | "__weakref__");
    if is_hidden || !names(owner, name) {
        return None;
    }
    let is_it = |known: &&Value| {
        let known = member(known);
        core::ptr::eq(known.owner, owner) && known.name.same_text(name)
    };
    // SAFETY: a short access.
    if let Some(known) = unsafe { (*MADE.get()).iter().find(is_it) } {
        return Some(known.clone());
    }
    let made: Value = Ref::alloc(MemberObject {
        header: new_header(),
        owner,
        name: name.clone(),
    })
    .into();
    // SAFETY: a short access.
    unsafe { (*MADE.get()).push(made.clone()) };
    Some(made)
}

/// Those that somebody has asked for; classes live as long as the program.
static MADE: Global<Vec<Value>> = Global::new(Vec::new());
