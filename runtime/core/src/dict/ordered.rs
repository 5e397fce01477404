//! `collections.OrderedDict`, and counting for `collections.Counter`.

use super::find::Found;
use super::table::{self, DictObject};
use super::{DICT, DICT_SLOTS, dict, dict_equal};
use crate::args::check_positional;
use crate::error::{PyResult, raise_key_error, raise_with_args};
use crate::exception::KEY_ERROR;
use crate::key::hash_key;
use crate::operation::value_setitem;
use crate::prelude::*;
use crate::recursion::ReprGuard;
use crate::reference::{Dict, List, Ref, Str, Tuple};
use crate::types::{BinaryOp, CompareOp, Layout, Slots, Type};
use crate::value::Value;

/// `collections.OrderedDict`: a dict, every one of which is ordered, with
/// methods that look at the order.
#[unsafe(export_name = "pyaot_ordered_dict_type")]
static ORDERED_DICT: Type = Type::builtin_in(
    "collections",
    "OrderedDict",
    Layout::Dict,
    size_of::<DictObject>(),
    &[&DICT],
    Slots {
        repr: Some(|this| {
            let name = this.ty().name();
            if dict(this).is_empty() {
                return Ok(Str::new(&format!("{name}()")));
            }
            let Some(_guard) = ReprGuard::enter(this) else {
                return Ok(Str::new("..."));
            };
            crate::start::check_stack(" while getting the repr of an object")?;
            let pairs = dict(this).entries();
            let pairs: Vec<Value> = pairs
                .map(|(key, value)| Tuple::pair(key, value).into())
                .collect();
            let pairs: Value = List::from_vec(pairs).into();
            let shown = crate::operation::value_repr(&pairs)?;
            Ok(Str::new(&format!("{name}({})", shown.as_str())))
        }),
        compare: Some(|this, other, op| {
            let Some(right) = other.as_dict() else {
                return Ok(None);
            };
            let equal = match op {
                CompareOp::Eq | CompareOp::Ne if other.ty().is_subclass_of(&ORDERED_DICT) => {
                    dict_equal(dict(this), right)? && same_order(dict(this), right)?
                }
                CompareOp::Eq | CompareOp::Ne => dict_equal(dict(this), right)?,
                _ => return Ok(None),
            };
            Ok(Some(Value::bool(equal == (op == CompareOp::Eq))))
        }),
        binary: Some(|op, this, other, reflected| {
            let (BinaryOp::Or, Some(right)) = (op, other.as_dict()) else {
                return Ok(None);
            };
            let (left, right) = if reflected {
                (right, dict(this))
            } else {
                (dict(this), right)
            };
            let merged = crate::call::call(&this.ty_value(), &[left.to_value()])?;
            update_with(&merged, right.as_value())?;
            Ok(Some(merged))
        }),
        inplace: Some(|op, this, other| match op {
            BinaryOp::Or => update_with(this, other).map(|()| Some(this.clone())),
            _ => Ok(None),
        }),
        new: Some(|ty, _| Ok(Ref::alloc_as(ty, table::empty()).into())),
        init: Some(|this, args| {
            if !has_own_items(this) {
                return super::update_from_args(dict(this), this.ty().name(), args);
            }
            check_positional("update", args.positional().len(), 0, 1)?;
            if let [other] = args.positional() {
                update_with(this, other)?;
            }
            for (name, value) in args.keywords() {
                value_setitem(this, name.as_value(), value)?;
            }
            Ok(())
        }),
        ..DICT_SLOTS
    },
)
.subclassable();

/// The class, for the module.
pub fn ordered_dict_class() -> Value {
    ORDERED_DICT.to_value()
}

/// Whether the keys of two dicts are equal one by one.
fn same_order(a: &Dict, b: &Dict) -> PyResult<bool> {
    let (mut x, mut y) = (0, 0);
    while let (Some((i, left, _)), Some((j, right, _))) = (a.entry_from(x), b.entry_from(y)) {
        (x, y) = (i + 1, j + 1);
        if !crate::operation::equal(&left, &right)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `OrderedDict.move_to_end(key, last)`.
pub fn ordered_dict_move_to_end(this: &Dict, key: &Value, last: &Value) -> PyResult<()> {
    let last = crate::operation::value_truth(last)?;
    let hash = hash_key(key)?;
    let Found::At { slot, at } = this.find(key, hash)?.found() else {
        return Err(raise_key_error(key));
    };
    // A search through which an `__eq__` moves a key begins again only if that is moved.
    let is_there = match last {
        true => this.entry_from(at + 1).is_none(),
        false => this.entry_from(0).is_some_and(|(first, ..)| first == at),
    };
    if is_there {
        return Ok(());
    }
    let (key, value) = this.remove_at(slot, at);
    if last {
        this.insert_unique(hash, key, value);
        return Ok(());
    }
    let mut others = Vec::with_capacity(this.len());
    let mut from = 0;
    while let Some((found, hash, key, value)) = this.hashed_entry_from(from) {
        from = found + 1;
        others.push((hash, key, value));
    }
    this.clear();
    this.insert_unique(hash, key, value);
    for (hash, key, value) in others {
        this.insert_unique(hash, key, value);
    }
    Ok(())
}

/// `OrderedDict.popitem(last)`.
pub fn ordered_dict_popitem(this: &Dict, last: &Value) -> PyResult<Tuple> {
    let taken = if crate::operation::value_truth(last)? {
        this.pop_last()
    } else {
        this.pop_first()
    };
    match taken {
        Some((key, value)) => Ok(Tuple::pair(key, value)),
        None => Err(raise_with_args(
            &KEY_ERROR,
            vec![Value::str("dictionary is empty")],
        )),
    }
}

/// Whether a class of the program has methods for items, which those of an OrderedDict then
/// go through.
fn has_own_items(this: &Value) -> bool {
    this.ty().is_heap_type()
}

/// Whether a dict is an OrderedDict.
pub(super) fn is_ordered(this: &Value) -> bool {
    this.ty().is_subclass_of(&ORDERED_DICT)
}

/// What is raised for an item of so many parts that should be a pair.
pub(super) fn wrong_pair(len: usize) -> crate::error::Raised {
    match len {
        0 | 1 => crate::error::raise_value_error(format_args!(
            "need more than {len} value{} to unpack",
            if len == 1 { "" } else { "s" }
        )),
        _ => {
            crate::error::raise_value_error(format_args!("too many values to unpack (expected 2)"))
        }
    }
}

/// `this.update(other)`.
fn update_with(this: &Value, other: &Value) -> PyResult<()> {
    match this.as_dict() {
        Some(dict) if !has_own_items(this) => super::update_from_any(dict, other),
        _ => super::each_given(other, |key, value| value_setitem(this, key, value)),
    }
}

/// `OrderedDict.update(*others, **keywords)`.
pub fn ordered_dict_update(this: &Dict, others: &Tuple, keywords: &Dict) -> PyResult<()> {
    let given = others.items().len();
    if given > 1 {
        return Err(crate::error::raise_type_error(format_args!(
            "update() takes at most 1 positional argument ({given} given)"
        )));
    }
    for other in others.items().iter().chain([keywords.as_value()]) {
        update_with(this.as_value(), other)?;
    }
    Ok(())
}

/// `OrderedDict.setdefault(key, default)`.
pub fn ordered_dict_setdefault(this: &Dict, key: &Value, default: &Value) -> PyResult<Value> {
    let object = this.as_value();
    if !has_own_items(object) {
        return super::dict_setdefault(this, key, default);
    }
    if crate::operation::value_contains(object, key)? {
        return crate::operation::value_getitem(object, key);
    }
    value_setitem(object, key, default)?;
    Ok(default.clone())
}

/// `OrderedDict.copy()`.
pub fn ordered_dict_copy(this: &Dict) -> PyResult<Value> {
    let object = this.as_value();
    let copy = crate::call::call(&object.ty_value(), &[])?;
    let keys: Vec<Value> = this.entries().map(|(key, _)| key).collect();
    for key in keys {
        let value = crate::operation::value_getitem(object, &key)?;
        value_setitem(&copy, &key, &value)?;
    }
    Ok(copy)
}

/// `_count_elements(mapping, iterable)`: one more for each item.
pub fn count_elements(mapping: &Value, iterable: &Value) -> PyResult<()> {
    let own = |name: &str| {
        let classes = mapping.ty().mro().iter();
        classes
            .take_while(|class| class.is_heap_type())
            .any(|class| class.dict().get_str(name).is_some())
    };
    if let Some(dict) = mapping.as_dict()
        && !own("get")
        && !own("__setitem__")
    {
        return crate::iter::for_each(iterable, |item| {
            let hash = hash_key(item)?;
            let known = match dict.find(item, hash)?.found() {
                Found::Missing { slot } => {
                    dict.insert_new(slot, hash, item.clone(), Value::int(1));
                    return Ok(true);
                }
                Found::At { at, .. } => dict.value_at(at).map(|n| (at, n)),
            };
            match known {
                Some((at, n)) if n.is_small_int() => {
                    let n = n.as_small_int().unwrap_or(0);
                    dict.replace(at, Value::int(n + 1));
                }
                Some((_, n)) => {
                    let more = crate::operation::value_add(&n, &Value::int(1))?;
                    dict.set_hashed(item, hash, &more)?;
                }
                None => {}
            }
            Ok(true)
        });
    }
    let get = crate::attribute::value_getattr(mapping, crate::name!("get"))?;
    crate::iter::for_each(iterable, |item| {
        let n = crate::call::call(&get, &[item.clone(), Value::int(0)])?;
        let more = crate::operation::value_add(&n, &Value::int(1))?;
        crate::operation::value_setitem(mapping, item, &more)?;
        Ok(true)
    })
}

/// `value.__class__` where the library makes another of its kind.
pub fn class_of(value: &Value) -> Value {
    value.ty_value()
}

/// Whether `Counter` takes a value for a mapping of counts.
pub fn is_mapping(value: &Value) -> PyResult<bool> {
    if value.as_dict().is_some() {
        return Ok(true);
    }
    if value.is_heap() && !value.ty().is_heap_type() {
        return Ok(false);
    }
    // Classes of the program and of CPython: of ours only dicts have these.
    for name in ["keys", "items"] {
        if crate::attribute::getattr_opt(value, name)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}
