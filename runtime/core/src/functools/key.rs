//! `functools.cmp_to_key`.

use core::cell::RefCell;

use pyaot_abi::layout::Header;

use crate::error::raise_type_error;
use crate::operation;
use crate::reference::{Object, Ref, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// What makes keys (no object yet), or a key.
#[repr(C)]
struct KeyObject {
    header: Header,
    compare: Value,
    object: RefCell<Option<Value>>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for KeyObject {
    const TYPE: &'static Type = &KEY;
    const LAYOUT: Layout = Layout::Key;
}

/// `functools.KeyWrapper`.
static KEY: Type = Type::builtin_in(
    "functools",
    "KeyWrapper",
    Layout::Key,
    size_of::<KeyObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<KeyObject>,
        // SAFETY: called on live objects, which nothing changes meanwhile.
        traverse: Some(|header, visit| unsafe {
            let this = &*header.cast::<KeyObject>();
            visit(&this.compare);
            if let Some(object) = &*this.object.as_ptr() {
                visit(object);
            }
        }),
        hash: Some(|_| {
            Err(raise_type_error(format_args!(
                "unhashable type: 'functools.KeyWrapper'"
            )))
        }),
        compare: Some(|this, other, op| {
            let (a, Some(b)) = (key(this), other.downcast::<KeyObject>()) else {
                return Err(raise_type_error(format_args!(
                    "other argument must be K instance"
                )));
            };
            let (x, y) = (a.object.borrow().clone(), b.object.borrow().clone());
            let (Some(x), Some(y)) = (x, y) else {
                return Err(crate::error::raise_attribute_error(format_args!("object")));
            };
            let order = crate::call::call(&a.compare, &[x, y])?;
            operation::compare(op, &order, &Value::int(0)).map(Some)
        }),
        call: Some(|this, args| {
            let object = super::only(args, "K", "obj")?;
            Ok(make(key(this).compare.clone(), Some(object)))
        }),
        getattr: |this, name| match name.as_str() {
            "obj" => Ok(key(this).object.borrow().clone().unwrap_or(Value::NONE)),
            _ => crate::attribute::generic_getattr(this, name),
        },
        setattr: |this, name, value| match name.as_str() {
            "obj" => {
                let old = key(this).object.replace(value.cloned());
                drop(old);
                Ok(())
            }
            _ => crate::attribute::generic_setattr(this, name, value),
        },
        ..Slots::OBJECT
    },
);

fn key(this: &Value) -> &Ref<KeyObject> {
    this.downcast().expect("key")
}

fn make(compare: Value, object: Option<Value>) -> Value {
    Ref::alloc(KeyObject {
        header: new_header(),
        compare,
        object: RefCell::new(object),
    })
    .into()
}

/// `cmp_to_key(mycmp)`.
pub fn functools_cmp_to_key(mycmp: &Value) -> Value {
    make(mycmp.clone(), None)
}
