//! `functools.cached_property`.

use core::cell::RefCell;

use pyaot_abi::layout::Header;

use super::Attributes;
use crate::args::Args;
use crate::attribute::{attrs_dict_make, getattr_opt, load_field, store_field};
use crate::error::{PyResult, raise_type_error};
use crate::reference::{Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type, type_flags};
use crate::value::Value;

/// A method whose result becomes an attribute of the instance.
#[repr(C)]
struct CachedPropertyObject {
    header: Header,
    function: Value,
    name: RefCell<Option<Str>>,
    attributes: Attributes,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for CachedPropertyObject {
    const TYPE: &'static Type = &CACHED_PROPERTY;
    const LAYOUT: Layout = Layout::CachedProperty;
}

/// `functools.cached_property`.
static CACHED_PROPERTY: Type = Type::builtin_in(
    "functools",
    "cached_property",
    Layout::CachedProperty,
    size_of::<CachedPropertyObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<CachedPropertyObject>,
        // SAFETY: called on live objects, which nothing changes meanwhile.
        traverse: Some(|header, visit| unsafe {
            let this = &*header.cast::<CachedPropertyObject>();
            visit(&this.function);
            this.attributes.visit(visit);
        }),
        descr_get: Some(|this, object, _| match object {
            None => Ok(this.clone()),
            Some(object) => value_of(property(this), object),
        }),
        getattr: |this, name| {
            let property_ = property(this);
            match name.as_str() {
                "func" => Ok(property_.function.clone()),
                "attrname" => Ok(match &*property_.name.borrow() {
                    Some(name) => name.to_value(),
                    None => Value::NONE,
                }),
                "__doc__" => {
                    let own = property_.attributes.dict().get_key(name);
                    match own {
                        Some(doc) => Ok(doc),
                        None => {
                            Ok(getattr_opt(&property_.function, "__doc__")?.unwrap_or(Value::NONE))
                        }
                    }
                }
                _ => property_.attributes.get(this, name),
            }
        },
        setattr: |this, name, value| property(this).attributes.set(this, name, value),
        new: Some(|ty, args| {
            let function = super::only(args, "cached_property", "func")?;
            Ok(Ref::alloc_as(
                ty,
                CachedPropertyObject {
                    header: new_header(),
                    function,
                    name: RefCell::new(None),
                    attributes: Attributes::default(),
                },
            )
            .into())
        }),
        ..Slots::OBJECT
    },
)
.shown_as("cached_property")
.subclassable();

/// The row `functools_cached_property`.
pub fn functools_cached_property() -> Value {
    let dict = CACHED_PROPERTY.dict();
    if dict.get_str("__set_name__").is_none() {
        let method = crate::method::rust_method(&CACHED_PROPERTY, "__set_name__", set_name);
        dict.set_str("__set_name__", method);
    }
    CACHED_PROPERTY.to_value()
}

fn property(this: &Value) -> &Ref<CachedPropertyObject> {
    this.downcast().expect("cached property")
}

fn set_name(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let words = args.unpack("__set_name__", 2, 2)?;
    let property = property(this);
    let known = property.name.borrow().clone();
    match (known, words[1].as_str()) {
        (None, Some(name)) => *property.name.borrow_mut() = Some(name.clone()),
        (Some(known), Some(name)) if !known.same_text(name) => {
            let (known, name) = (
                crate::operation::value_repr(known.as_value())?,
                crate::operation::value_repr(name.as_value())?,
            );
            return Err(raise_type_error(format_args!(
                "Cannot assign the same cached_property to two different names ({} and {}).",
                known.as_str(),
                name.as_str()
            )));
        }
        _ => {}
    }
    Ok(Value::NONE)
}

/// The value for an instance: computed once.
fn value_of(property: &Ref<CachedPropertyObject>, object: &Value) -> PyResult<Value> {
    let Some(name) = property.name.borrow().clone() else {
        return Err(raise_type_error(format_args!(
            "Cannot use cached_property instance without calling __set_name__ on it."
        )));
    };
    if object.is_foreign() {
        let value = crate::call::call(&property.function, core::slice::from_ref(object))?;
        let dict = crate::attribute::value_getattr(object, crate::name!("__dict__"))?;
        crate::operation::value_setitem(&dict, name.as_value(), &value)?;
        return Ok(value);
    }
    if let Some(header) = object.as_header()
        && let Some(field) = crate::attribute::fixed_field(object, &name)
    {
        if let Some(known) = load_field(header, field) {
            return Ok(known);
        }
        let value = crate::call::call(&property.function, core::slice::from_ref(object))?;
        store_field(object, header, field, Some(&value))?;
        return Ok(value);
    }
    let dict = match object.ty().has_flag(type_flags::SLOTTED) {
        true => None,
        false => attrs_dict_make(object).cloned(),
    };
    let Some(dict) = dict else {
        return Err(raise_type_error(format_args!(
            "No '__dict__' attribute on '{}' instance to cache '{}' property.",
            object.type_name(),
            name.as_str()
        )));
    };
    if let Some(known) = dict.get_key(&name) {
        return Ok(known);
    }
    let value = crate::call::call(&property.function, core::slice::from_ref(object))?;
    dict.set_key(&name, value.clone());
    Ok(value)
}
