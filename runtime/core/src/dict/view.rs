//! `dict_keys`, `dict_values` and `dict_items`.

use pyaot_abi::layout::Header;

use super::iterator;
use super::table::DictObject;
use crate::error::PyResult;
use crate::prelude::*;
use crate::recursion::ReprGuard;
use crate::reference::{Dict, Object, Ref, Set, Str, dealloc_struct, new_header};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

/// Which part of the entries a view or iterator shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ViewKind {
    Keys,
    Values,
    Items,
}

/// A live view of a dict.
#[repr(C)]
pub struct DictViewObject {
    header: Header,
    pub dict: Dict,
    pub kind: ViewKind,
}

// SAFETY: repr(C) with a header first; only the view types have the layout.
unsafe impl Object for DictViewObject {
    const TYPE: &'static Type = &DICT_KEYS;
    const LAYOUT: Layout = Layout::DictView;
}

const VALUES_SLOTS: Slots = Slots {
    dealloc: dealloc_struct::<DictViewObject>,
    // SAFETY: called on live views.
    traverse: Some(|header, visit| unsafe {
        visit((*header.cast::<DictViewObject>()).dict.as_value())
    }),
    repr: Some(view_repr),
    len: Some(|this| Ok(view_of(this).dict.len() as i64)),
    iter: Some(|this| {
        Ok(iterator::iterate(
            &view_of(this).dict,
            view_of(this).kind,
            false,
        ))
    }),
    ..Slots::OBJECT
};

const OPERATORS: u32 = operators(&[BinaryOp::And, BinaryOp::Or, BinaryOp::Sub, BinaryOp::Xor]);

const SET_SLOTS: Slots = Slots {
    hash: None,
    contains: Some(|this, item| view_contains(view_of(this), item)),
    compare: Some(view_compare),
    binary: Some(view_binary),
    binary_ops: OPERATORS,
    ..VALUES_SLOTS
};

const SIZE: usize = size_of::<DictViewObject>();

/// `dict_keys`.
pub static DICT_KEYS: Type =
    Type::builtin("dict_keys", Layout::DictView, SIZE, &[&OBJECT], SET_SLOTS);
/// `dict_values`.
pub static DICT_VALUES: Type = Type::builtin(
    "dict_values",
    Layout::DictView,
    SIZE,
    &[&OBJECT],
    VALUES_SLOTS,
);
/// `dict_items`.
pub static DICT_ITEMS: Type =
    Type::builtin("dict_items", Layout::DictView, SIZE, &[&OBJECT], SET_SLOTS);

fn view_of(this: &Value) -> &Ref<DictViewObject> {
    this.downcast().expect("dict view")
}

/// A new view of `dict`.
pub(super) fn view(dict: &Dict, kind: ViewKind) -> Value {
    let ty = match kind {
        ViewKind::Keys => &DICT_KEYS,
        ViewKind::Values => &DICT_VALUES,
        ViewKind::Items => &DICT_ITEMS,
    };
    Ref::alloc_as(
        ty,
        DictViewObject {
            header: new_header(),
            dict: dict.clone(),
            kind,
        },
    )
    .into()
}

/// `reversed(view)`.
pub fn view_reversed(this: &Value) -> Value {
    let view = view_of(this);
    iterator::iterate(&view.dict, view.kind, true)
}

fn view_repr(this: &Value) -> PyResult<Str> {
    let Some(_guard) = ReprGuard::enter(this) else {
        return Ok(Str::new("..."));
    };
    let view = view_of(this);
    // By name: few programs have the class.
    let mut classes = view.dict.ty().mro().iter();
    let is_ordered = classes.any(|class| !class.is_heap_type() && class.name() == "OrderedDict");
    let name = match this.ty().name().strip_prefix("dict") {
        Some(rest) if is_ordered => format!("odict{rest}"),
        _ => this.ty().name().to_string(),
    };
    let mut out = format!("{name}([");
    for (i, (key, value)) in view.dict.entries().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(
            crate::operation::value_repr(&iterator::item(view.kind, &key, &value))?.as_str(),
        );
    }
    out.push_str("])");
    Ok(Str::new(&out))
}

fn view_contains(view: &Ref<DictViewObject>, item: &Value) -> PyResult<bool> {
    if view.kind == ViewKind::Keys {
        return super::dict_contains(&view.dict, item);
    }
    let Some([key, value]) = item.as_tuple().map(|pair| pair.items()) else {
        return Ok(false);
    };
    match view.dict.get(key)? {
        Some(found) => crate::operation::equal(&found, value),
        None => Ok(false),
    }
}

/// A keys or items view.
fn as_set_view(value: &Value) -> Option<&Ref<DictViewObject>> {
    value
        .downcast::<DictViewObject>()
        .filter(|view| view.kind != ViewKind::Values)
}

fn len_of_set_like(value: &Value) -> PyResult<Option<i64>> {
    if let Some(set) = crate::set::as_any_set(value) {
        return Ok(Some(set.len() as i64));
    }
    // So are the views of a dict that is CPython's.
    if value.is_foreign() && matches!(value.type_name(), "dict_items" | "dict_keys") {
        return crate::operation::value_len(value).map(Some);
    }
    Ok(as_set_view(value).map(|view| view.dict.len() as i64))
}

fn all_contained(items: &Value, container: &Value) -> PyResult<bool> {
    let iterator = crate::iter::value_iter(items)?;
    while let Some(item) = crate::iter::iter_next(&iterator)? {
        if !crate::operation::value_contains(container, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn view_compare(this: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    let Some(theirs) = len_of_set_like(other)? else {
        return Ok(None);
    };
    let ours = view_of(this).dict.len() as i64;
    let holds = match op {
        CompareOp::Eq => ours == theirs && all_contained(this, other)?,
        CompareOp::Ne => !(ours == theirs && all_contained(this, other)?),
        CompareOp::Lt => ours < theirs && all_contained(this, other)?,
        CompareOp::Le => ours <= theirs && all_contained(this, other)?,
        CompareOp::Gt => ours > theirs && all_contained(other, this)?,
        CompareOp::Ge => ours >= theirs && all_contained(other, this)?,
    };
    Ok(Some(Value::bool(holds)))
}

/// `set(view)`, in the order CPython makes it.
fn to_set(value: &Value) -> PyResult<Set> {
    match value.downcast::<DictViewObject>() {
        Some(view)
            if view.kind == ViewKind::Keys
                && view
                    .dict
                    .as_value()
                    .downcast_exact::<DictObject>()
                    .is_some() =>
        {
            crate::set::set_from_iterable(view.dict.as_value())
        }
        _ => crate::set::set_from_iterable(value),
    }
}

fn view_binary(
    op: BinaryOp,
    this: &Value,
    other: &Value,
    reflected: bool,
) -> PyResult<Option<Value>> {
    let (left, right) = if reflected {
        (other, this)
    } else {
        (this, other)
    };
    let result = match op {
        BinaryOp::And => intersection(left, right)?,
        BinaryOp::Or => {
            let result = to_set(left)?;
            result.update_from(right)?;
            result
        }
        BinaryOp::Sub => {
            let result = to_set(left)?;
            result.difference_update_from(right)?;
            result
        }
        BinaryOp::Xor => {
            let result = to_set(left)?;
            result.symmetric_difference_update_from(right)?;
            result
        }
        _ => return Ok(None),
    };
    Ok(Some(result.into()))
}

fn intersection(left: &Value, right: &Value) -> PyResult<Set> {
    let (mut view, mut other) = match as_set_view(left) {
        Some(view) => (view, right),
        None => (view_of(right), left),
    };
    if let Some(set) = other.downcast_exact::<crate::set::SetObject>()
        && view.dict.len() <= set.len()
    {
        return crate::set::intersection(set, view.as_value());
    }
    if let Some(other_view) = as_set_view(other)
        && other_view.dict.len() > view.dict.len()
    {
        (view, other) = (other_view, view.as_value());
    }
    let result = crate::set::set_new();
    let iterator = crate::iter::value_iter(other)?;
    while let Some(item) = crate::iter::iter_next(&iterator)? {
        if view_contains(view, &item)? {
            crate::set::set_add(&result, &item)?;
        }
    }
    Ok(result)
}

/// `view.isdisjoint(other)`.
pub fn view_isdisjoint(this: &Value, other: &Value) -> PyResult<bool> {
    let (mut container, mut items) = (this, other);
    if this.is(other) {
        return Ok(view_of(this).dict.is_empty());
    }
    if let Some(theirs) = len_of_set_like(other)?
        && theirs > view_of(this).dict.len() as i64
    {
        (container, items) = (other, this);
    }
    let iterator = crate::iter::value_iter(items)?;
    while let Some(item) = crate::iter::iter_next(&iterator)? {
        if crate::operation::value_contains(container, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}
