//! dict.

mod again;
mod default;
mod entries;
mod find;
mod items;
mod iterator;
mod ordered;
mod table;
mod view;

use pyaot_abi::layout::TupleObject;

pub(crate) use again::forget_note;
pub use again::{
    dict_bump, dict_bump_again, dict_get_again, dict_get_still, dict_getitem_again,
    dict_getitem_still, dict_setitem_again, dict_setitem_still, value_setitem_again,
};
pub use default::{
    DEFAULT_DICT, defaultdict_class, defaultdict_copy, defaultdict_getitem, defaultdict_missing,
};
pub use default::{factory as default_factory, is_default_dict};
pub use items::{
    defaultdict_getitem_items, dict_contains_items, dict_find_items, dict_get_items,
    dict_getitem_items, dict_setitem_items,
};
pub use iterator::{DICT_ITEM_ITERATOR, DICT_KEY_ITERATOR, DICT_VALUE_ITERATOR, dict_changed};
pub(crate) use iterator::{again as iterator_again, for_each, left as iterator_left};
pub use ordered::{
    class_of, count_elements, is_mapping, ordered_dict_class, ordered_dict_copy,
    ordered_dict_move_to_end, ordered_dict_popitem, ordered_dict_setdefault, ordered_dict_update,
};
pub use table::DictObject;
pub use view::{DICT_ITEMS, DICT_KEYS, DICT_VALUES, DictViewObject, ViewKind};

use crate::args::{Args, check_positional};
use crate::error::{
    PyResult, pending_is, raise_key_error, raise_runtime_error, raise_type_error,
    raise_value_error, raise_with_args,
};
use crate::exception::{KEY_ERROR, TYPE_ERROR};
use crate::key::hash_key;
use crate::prelude::*;
use crate::recursion::ReprGuard;
use crate::reference::{Dict, Object, Ref, Str, Tuple, dealloc_struct};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;
use find::Found;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for DictObject {
    const TYPE: &'static Type = &DICT;
    const LAYOUT: Layout = Layout::Dict;
}

/// What dict does; defaultdict changes some of it.
pub(crate) const DICT_SLOTS: Slots = Slots {
    dealloc: dealloc_struct::<DictObject>,
    // SAFETY: called on live dicts.
    traverse: Some(|header, visit| unsafe {
        for entry in (*header.cast::<DictObject>()).entries.iter() {
            if let (Some(key), Some(value)) = (&entry.key, &entry.value) {
                visit(key);
                visit(value);
            }
        }
    }),
    hash: None,
    repr: Some(|this| dict_repr(dict(this))),
    len: Some(|this| Ok(dict_len(dict(this)))),
    getitem: Some(|this, key| dict_getitem(dict(this), key)),
    setitem: Some(|this, key, value| match value {
        Some(value) => dict_setitem(dict(this), key, value),
        None => dict_delitem(dict(this), key),
    }),
    contains: Some(|this, key| dict_contains(dict(this), key)),
    iter: Some(dict_iter),
    compare: Some(|this, other, op| {
        let Some(other) = other.as_dict() else {
            return Ok(None);
        };
        match op {
            CompareOp::Eq => dict_equal(dict(this), other).map(|equal| Some(Value::bool(equal))),
            CompareOp::Ne => dict_equal(dict(this), other).map(|equal| Some(Value::bool(!equal))),
            _ => Ok(None),
        }
    }),
    binary: Some(|op, this, other, reflected| {
        // A defaultdict or an OrderedDict on the right makes the result.
        if !reflected && is_other_dict(other) {
            return Ok(None);
        }
        let (BinaryOp::Or, Some(right)) = (op, other.as_dict()) else {
            return Ok(None);
        };
        let (left, right) = if reflected {
            (right, dict(this))
        } else {
            (dict(this), right)
        };
        let merged = dict_copy(left)?;
        dict_update_from(&merged, right.as_value())?;
        Ok(Some(merged.into()))
    }),
    binary_ops: operators(&[BinaryOp::Or]),
    inplace: Some(|op, this, other| {
        if op != BinaryOp::Or {
            return Ok(None);
        }
        update_from_any(dict(this), other)?;
        Ok(Some(this.clone()))
    }),
    inplace_ops: operators(&[BinaryOp::Or]),
    new: Some(|ty, _| Ok(Ref::alloc_as(ty, table::empty()).into())),
    init: Some(|this, args| update_from_args(dict(this), "dict", args)),
    ..Slots::OBJECT
};

/// `dict`.
#[unsafe(export_name = "pyaot_dict_type")]
pub static DICT: Type = Type::core(
    "dict",
    Layout::Dict,
    size_of::<DictObject>(),
    &[&OBJECT],
    DICT_SLOTS,
)
.subclassable();

/// Whether `value` is an instance of a built-in class that derives from dict.
fn is_other_dict(value: &Value) -> bool {
    let mut classes = value.ty().mro().iter();
    let built_in = classes.find(|class| !class.is_heap_type());
    value.as_dict().is_some() && built_in.is_some_and(|class| !core::ptr::eq(*class, &DICT))
}

/// `iter(dict)`. Compared by address, so there must be one copy.
#[inline(never)]
fn dict_iter(this: &Value) -> PyResult<Value> {
    Ok(iterator::iterate(dict(this), ViewKind::Keys, false))
}

fn dict(this: &Value) -> &Dict {
    this.as_dict().expect("dict")
}

fn dict_repr(dict: &Dict) -> PyResult<Str> {
    let Some(_guard) = ReprGuard::enter(dict.as_value()) else {
        return Ok(Str::new("{...}"));
    };
    crate::start::check_stack(" while getting the repr of an object")?;
    let mut out = String::from("{");
    for (i, (key, value)) in dict.entries().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(crate::operation::value_repr(&key)?.as_str());
        out.push_str(": ");
        out.push_str(crate::operation::value_repr(&value)?.as_str());
    }
    out.push('}');
    Ok(Str::new(&out))
}

/// `a == b`.
pub fn dict_equal(a: &Dict, b: &Dict) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    crate::start::check_stack(" in comparison")?;
    let mut at = 0;
    while let Some((found, hash, key, value)) = a.hashed_entry_from(at) {
        at = found + 1;
        match b.get_hashed(&key, hash)? {
            Some(other) if crate::operation::equal(&value, &other)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// `{}`.
pub fn dict_new() -> Dict {
    Dict::new()
}

/// `dict[key]`.
#[inline(always)]
pub fn dict_getitem(dict: &Dict, key: &Value) -> PyResult<Value> {
    match again::value_at_first(dict, key) {
        Some(value) => Ok(value.clone()),
        None => getitem_searching(dict, key),
    }
}

#[inline(never)]
fn getitem_searching(dict: &Dict, key: &Value) -> PyResult<Value> {
    let value = match again::find_noting(dict, key)?.found() {
        Found::At { at, .. } => dict.value_at(at),
        Found::Missing { .. } => None,
    };
    match value {
        Some(value) => Ok(value),
        None => missing(dict, key),
    }
}

/// What `dict[key]` gives for a key that is not there.
#[cold]
fn missing(dict: &Dict, key: &Value) -> PyResult<Value> {
    again::forget_note();
    if dict.ty().is_heap_type()
        && let Some(value) = crate::attribute::call_special(
            dict.as_value(),
            crate::name!("__missing__"),
            core::slice::from_ref(key),
        )?
    {
        return Ok(value);
    }
    Err(raise_key_error(key))
}

/// `dict[key] = value`.
#[inline]
pub fn dict_setitem(dict: &Dict, key: &Value, value: &Value) -> PyResult<()> {
    dict.set(key, value)
}

/// `del dict[key]`.
pub fn dict_delitem(dict: &Dict, key: &Value) -> PyResult<()> {
    match dict.remove(key)? {
        Some(_) => Ok(()),
        None => Err(raise_key_error(key)),
    }
}

/// `key in dict`.
#[inline(always)]
pub fn dict_contains(dict: &Dict, key: &Value) -> PyResult<bool> {
    match again::value_at_first(dict, key) {
        Some(_) => Ok(true),
        None => contains_searching(dict, key),
    }
}

#[inline(never)]
fn contains_searching(dict: &Dict, key: &Value) -> PyResult<bool> {
    Ok(matches!(
        again::find_int_noting(dict, key)?.found(),
        Found::At { .. }
    ))
}

/// `len(dict)`.
pub fn dict_len(dict: &Dict) -> i64 {
    dict.len() as i64
}

/// `dict.get(key, default)`.
#[inline(always)]
pub fn dict_get(dict: &Dict, key: &Value, default: &Value) -> PyResult<Value> {
    match again::value_at_first(dict, key) {
        Some(value) => Ok(value.clone()),
        None => get_searching(dict, key, default),
    }
}

#[inline(never)]
fn get_searching(dict: &Dict, key: &Value, default: &Value) -> PyResult<Value> {
    let value = match again::find_int_noting(dict, key)?.found() {
        Found::At { at, .. } => dict.value_at(at),
        Found::Missing { .. } => None,
    };
    Ok(value.unwrap_or_else(|| default.clone()))
}

/// What `dict` has for `key`, without asking a defaultdict's factory.
pub fn dict_find(dict: &Dict, key: &Value) -> PyResult<Option<Value>> {
    if let Some(value) = again::value_at_first(dict, key) {
        return Ok(Some(value.clone()));
    }
    Ok(match again::find_noting(dict, key)?.found() {
        Found::At { at, .. } => dict.value_at(at),
        Found::Missing { .. } => None,
    })
}

/// `dict.setdefault(key, default)`.
pub fn dict_setdefault(dict: &Dict, key: &Value, default: &Value) -> PyResult<Value> {
    let hash = hash_key(key)?;
    match dict.find(key, hash)?.found() {
        Found::At { at, .. } => {
            let (_, _, value) = dict.entry_at(at).expect("a live entry");
            Ok(value.clone())
        }
        Found::Missing { slot } => {
            dict.insert_new(slot, hash, key.clone(), default.clone());
            Ok(default.clone())
        }
    }
}

/// `dict.pop(key[, default])`.
pub fn dict_pop(dict: &Dict, key: &Value, default: Option<&Value>) -> PyResult<Value> {
    if dict.is_empty() {
        // An unhashable key goes unnoticed in an empty dict.
        return default.cloned().ok_or_else(|| raise_key_error(key));
    }
    match dict.remove(key)? {
        Some(value) => Ok(value),
        None => default.cloned().ok_or_else(|| raise_key_error(key)),
    }
}

/// `dict.popitem()`.
pub fn dict_popitem(dict: &Dict) -> PyResult<Tuple> {
    match dict.pop_last() {
        Some((key, value)) => Ok(Tuple::from_vec(vec![key, value])),
        None => Err(raise_with_args(
            &KEY_ERROR,
            vec![Value::str("popitem(): dictionary is empty")],
        )),
    }
}

/// `dict.clear()`.
pub fn dict_clear(dict: &Dict) {
    dict.clear();
}

/// `dict.copy()`.
pub fn dict_copy(dict: &Dict) -> PyResult<Dict> {
    if !dict.as_value().ty().is_heap_type() || dict.is_empty() {
        return Ok(plain_copy(dict));
    }
    // A class of the program may say what its instances hold.
    let copy = Dict::new();
    dict_update_from(&copy, dict.as_value())?;
    Ok(copy)
}

/// A dict with the same entries, whatever the class says of them.
pub fn plain_copy(dict: &Dict) -> Dict {
    let copy = Dict::new();
    copy.add_unique(dict);
    copy
}

/// `dict.update(...)`.
pub fn dict_update(dict: &Dict, others: &Tuple, keywords: &Dict) -> PyResult<()> {
    check_positional("update", others.items().len(), 0, 1)?;
    if let [other] = others.items() {
        update_from_any(dict, other)?;
    }
    merge_dict(dict, keywords)
}

fn update_from_args(dict: &Dict, function: &str, args: Args<'_>) -> PyResult<()> {
    check_positional(function, args.positional().len(), 0, 1)?;
    if let [other] = args.positional() {
        update_from_any(dict, other)?;
    }
    for (name, value) in args.keywords() {
        dict.set(name.as_value(), value)?;
    }
    Ok(())
}

/// `dict(other)`, `dict.update(other)`: a mapping, or an iterable of pairs.
pub fn update_from_any(dict: &Dict, other: &Value) -> PyResult<()> {
    if other.is_foreign() {
        // One crossing, not one for each key.
        let args = Args::positional_only(core::slice::from_ref(other));
        let copy = crate::foreign::call_builtin(crate::name!("dict"), args)?;
        return dict_update_from(dict, &copy);
    }
    if is_plain_mapping(other) || keys_method(other)?.is_some() {
        return dict_update_from(dict, other);
    }
    let is_ordered = ordered::is_ordered(dict.as_value());
    each_pair(other, is_ordered, |key, value| dict.set(key, value))
}

/// Calls `each` with the items of what a dict can be made from.
fn each_given(other: &Value, mut each: impl FnMut(&Value, &Value) -> PyResult<()>) -> PyResult<()> {
    if other.downcast_exact::<DictObject>().is_some() {
        let items = dict_items(dict(other));
        return each_pair(
            crate::list::list_from_iterable(&items)?.as_value(),
            true,
            each,
        );
    }
    match keys_method(other)? {
        Some(keys) => each_by_keys(other, &keys, &mut each),
        None => each_pair(other, true, each),
    }
}

/// `mapping.keys`, if it has that.
fn keys_method(mapping: &Value) -> PyResult<Option<Value>> {
    crate::method::offer(&DICT, &crate::exports::dict::methods::dict_keys);
    crate::attribute::getattr_opt(mapping, "keys")
}

/// Whether `value` is a dict whose class leaves iteration alone.
fn is_plain_mapping(value: &Value) -> bool {
    value.as_dict().is_some()
        && value
            .ty()
            .slots()
            .iter()
            .is_some_and(|iter| iter as usize == dict_iter as *const () as usize)
}

/// Calls `each` with the pairs in an iterable; an OrderedDict refuses what is no pair as unpacking does, nearly.
fn each_pair(
    pairs: &Value,
    is_ordered: bool,
    mut each: impl FnMut(&Value, &Value) -> PyResult<()>,
) -> PyResult<()> {
    let iterator = crate::iter::value_iter(pairs)?;
    let mut n = 0;
    while let Some(pair) = crate::iter::iter_next(&iterator)? {
        if let Some(pair) = pair.downcast_exact::<TupleObject>()
            && let [key, value] = pair.items()
        {
            each(key, value)?;
            n += 1;
            continue;
        }
        let items = match crate::iter::collect(&pair) {
            Ok(items) => items,
            Err(raised) if !is_ordered && pending_is(&raised, &TYPE_ERROR) => {
                drop(crate::error::take_pending(raised));
                return Err(raise_type_error(format_args!(
                    "cannot convert dictionary update sequence element #{n} to a sequence"
                )));
            }
            Err(raised) => return Err(raised),
        };
        let [key, value] = items.as_slice() else {
            if is_ordered {
                return Err(ordered::wrong_pair(items.len()));
            }
            return Err(raise_value_error(format_args!(
                "dictionary update sequence element #{n} has length {}; 2 is required",
                items.len()
            )));
        };
        each(key, value)?;
        n += 1;
    }
    Ok(())
}

/// Adds the entries of another dict.
fn merge_dict(dict: &Dict, other: &Dict) -> PyResult<()> {
    if dict.is(other) || other.is_empty() {
        return Ok(());
    }
    if dict.is_empty() {
        if dict.copy_table(other) {
            return Ok(());
        }
        dict.reserve(other.len());
    }
    let before = other.len();
    let mut at = 0;
    while let Some((found, hash, key, value)) = other.hashed_entry_from(at) {
        at = found + 1;
        dict.set_hashed(&key, hash, &value)?;
        if other.len() != before {
            return Err(raise_runtime_error(format_args!(
                "dict mutated during update"
            )));
        }
    }
    Ok(())
}

/// `{**mapping}`.
pub fn dict_update_from(dict: &Dict, mapping: &Value) -> PyResult<()> {
    for_each_item(dict, mapping, |key, value| dict.set(key, value))
}

/// Keyword spreading in a call: a repeated key is a TypeError.
pub fn dict_merge_keywords(callee: &Value, dict: &Dict, mapping: &Value) -> PyResult<()> {
    let is_mapping = mapping.as_dict().is_some() || keys_method(mapping)?.is_some();
    if !is_mapping {
        return Err(raise_type_error(format_args!(
            "{} argument after ** must be a mapping, not {}",
            crate::call::function_text(callee),
            mapping.type_name()
        )));
    }
    let add = |key: &Value, value: &Value| {
        let Some(name) = key.to_str() else {
            return Err(raise_type_error(format_args!("keywords must be strings")));
        };
        if dict.get_key(&name).is_some() {
            return Err(raise_type_error(format_args!(
                "{} got multiple values for keyword argument '{}'",
                crate::call::function_text(callee),
                name.as_str()
            )));
        }
        dict.set(key, value)
    };
    match mapping.as_dict().filter(|_| is_plain_mapping(mapping)) {
        Some(other) if dict.is_empty() && other.keys().all(|key| key.to_str().is_some()) => {
            merge_dict(dict, other)
        }
        Some(other) => other
            .entries()
            .try_for_each(|(key, value)| add(&key, &value)),
        None => for_each_item(dict, mapping, add),
    }
}

/// Calls `each` with the items of a mapping: a dict, which is merged at
/// once, or anything with `keys()`.
fn for_each_item(
    dict: &Dict,
    mapping: &Value,
    mut each: impl FnMut(&Value, &Value) -> PyResult<()>,
) -> PyResult<()> {
    if is_plain_mapping(mapping)
        && let Some(other) = mapping.as_dict()
    {
        return merge_dict(dict, other);
    }
    let Some(keys) = keys_method(mapping)? else {
        return Err(raise_type_error(format_args!(
            "'{}' object is not a mapping",
            mapping.type_name()
        )));
    };
    each_by_keys(mapping, &keys, &mut each)
}

fn each_by_keys(
    mapping: &Value,
    keys: &Value,
    each: &mut impl FnMut(&Value, &Value) -> PyResult<()>,
) -> PyResult<()> {
    let keys = crate::call::call(keys, &[])?;
    let iterator = crate::iter::value_iter(&keys)?;
    while let Some(key) = crate::iter::iter_next(&iterator)? {
        let value = crate::operation::value_getitem(mapping, &key)?;
        each(&key, &value)?;
    }
    Ok(())
}

/// `dict.fromkeys(iterable, value)`, called on `class`.
pub fn dict_fromkeys(class: &Value, iterable: &Value, value: &Value) -> PyResult<Value> {
    let made = crate::call::call(class, &[])?;
    let iterator = crate::iter::value_iter(iterable)?;
    let plain = made.downcast_exact::<DictObject>();
    while let Some(key) = crate::iter::iter_next(&iterator)? {
        match plain {
            Some(dict) => dict.set(&key, value)?,
            None => crate::operation::value_setitem(&made, &key, value)?,
        }
    }
    Ok(made)
}

/// `dict.keys()`.
pub fn dict_keys(dict: &Dict) -> Value {
    view::view(dict, ViewKind::Keys)
}

/// `dict.values()`.
pub fn dict_values(dict: &Dict) -> Value {
    view::view(dict, ViewKind::Values)
}

/// `dict.items()`.
pub fn dict_items(dict: &Dict) -> Value {
    view::view(dict, ViewKind::Items)
}

/// `reversed(dict)`.
pub fn dict_reversed(dict: &Dict) -> Value {
    iterator::iterate(dict, ViewKind::Keys, true)
}

/// `dict_keys.isdisjoint(other)`.
pub fn dict_keys_isdisjoint(this: &Value, other: &Value) -> PyResult<bool> {
    view::view_isdisjoint(this, other)
}

/// `dict_items.isdisjoint(other)`.
pub fn dict_items_isdisjoint(this: &Value, other: &Value) -> PyResult<bool> {
    view::view_isdisjoint(this, other)
}

/// `reversed(dict.keys())`.
pub fn dict_keys_reversed(this: &Value) -> Value {
    view::view_reversed(this)
}

/// `reversed(dict.values())`.
pub fn dict_values_reversed(this: &Value) -> Value {
    view::view_reversed(this)
}

/// `reversed(dict.items())`.
pub fn dict_items_reversed(this: &Value) -> Value {
    view::view_reversed(this)
}
