//! `cls.__dict__`: what a class has, seen through a mapping that cannot be
//! written.

use pyaot_abi::layout::Header;

use crate::class::namespace;
use crate::error::{PyResult, raise_key_error};
use crate::prelude::*;
use crate::reference::{Dict, Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

#[repr(C)]
pub struct MappingProxyObject {
    header: Header,
    owner: &'static Type,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for MappingProxyObject {
    const TYPE: &'static Type = &MAPPING_PROXY;
    const LAYOUT: Layout = Layout::MappingProxy;
}

/// `types.MappingProxyType`.
pub static MAPPING_PROXY: Type = Type::builtin(
    "mappingproxy",
    Layout::MappingProxy,
    size_of::<MappingProxyObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<MappingProxyObject>,
        repr: Some(|this| {
            let shown = crate::operation::value_repr(contents(this).as_value())?;
            Ok(Str::new(&format!("mappingproxy({})", shown.as_str())))
        }),
        str: Some(|this| crate::operation::value_repr(contents(this).as_value())),
        hash: None,
        compare: Some(|this, other, op| match op {
            CompareOp::Eq | CompareOp::Ne => {
                let other = plain(other);
                let this = contents(this).into();
                let same = crate::operation::equal(&this, &other)?;
                Ok(Some(Value::bool(same == (op == CompareOp::Eq))))
            }
            _ => Ok(None),
        }),
        len: Some(|this| Ok(contents(this).len() as i64)),
        getitem: Some(|this, key| match find(this, key)? {
            Some(value) => Ok(value),
            None => Err(raise_key_error(key)),
        }),
        contains: Some(|this, key| Ok(find(this, key)?.is_some())),
        iter: Some(|this| crate::iter::value_iter(contents(this).as_value())),
        binary: Some(|op, this, other, reflected| {
            let (this, other) = (contents(this).into(), plain(other));
            let result = match reflected {
                false => crate::operation::binary(op, &this, &other)?,
                true => crate::operation::binary(op, &other, &this)?,
            };
            Ok(Some(result))
        }),
        binary_ops: operators(&[BinaryOp::Or]),
        ..Slots::OBJECT
    },
);

/// The proxy of what `owner` itself has.
pub fn of_class(owner: &'static Type) -> Value {
    Ref::alloc(MappingProxyObject {
        header: new_header(),
        owner,
    })
    .into()
}

fn owner(proxy: &Value) -> &'static Type {
    proxy
        .downcast::<MappingProxyObject>()
        .expect("mappingproxy")
        .owner
}

/// What is seen now, as a dict of its own.
pub fn contents(proxy: &Value) -> Dict {
    namespace::copy(owner(proxy))
}

/// A proxy as a dict, any other value as it is.
fn plain(value: &Value) -> Value {
    match value.downcast::<MappingProxyObject>() {
        Some(_) => contents(value).into(),
        None => value.clone(),
    }
}

fn find(proxy: &Value, key: &Value) -> PyResult<Option<Value>> {
    match key.as_str() {
        Some(name) => Ok(namespace::find(owner(proxy), name)),
        None => contents(proxy).get(key),
    }
}

/// `proxy.get(key, default)`.
pub fn mapping_proxy_get(proxy: &Value, key: &Value, default: &Value) -> PyResult<Value> {
    Ok(find(proxy, key)?.unwrap_or_else(|| default.clone()))
}

/// `proxy.keys()`.
pub fn mapping_proxy_keys(proxy: &Value) -> Value {
    crate::dict::dict_keys(&contents(proxy))
}

/// `proxy.values()`.
pub fn mapping_proxy_values(proxy: &Value) -> Value {
    crate::dict::dict_values(&contents(proxy))
}

/// `proxy.items()`.
pub fn mapping_proxy_items(proxy: &Value) -> Value {
    crate::dict::dict_items(&contents(proxy))
}

/// `proxy.copy()`.
pub fn mapping_proxy_copy(proxy: &Value) -> Value {
    contents(proxy).into()
}

/// `reversed(proxy)`.
pub fn mapping_proxy_reversed(proxy: &Value) -> PyResult<Value> {
    crate::iter::reversed(contents(proxy).as_value())
}
