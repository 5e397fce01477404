//! set and frozenset.

mod iterator;
mod methods;
mod places;
mod table;

pub use iterator::SET_ITERATOR;
pub(crate) use iterator::{again as iterator_again, for_each, left as iterator_left};
pub use methods::*;
pub use table::SetObject;

use crate::args::Args;
use crate::dict::DictObject;
use crate::error::{PyResult, Raised, pending_is, raise_key_error, take_pending};
use crate::exception::TYPE_ERROR;
use crate::key::hash_key;
use crate::prelude::*;
use crate::recursion::ReprGuard;
use crate::reference::{Object, Ref, Set, Str, Tuple, dealloc_struct};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only set has the layout.
unsafe impl Object for SetObject {
    const TYPE: &'static Type = &SET;
    const LAYOUT: Layout = Layout::Set;
}

/// A set or frozenset, or an instance of a subclass.
#[inline]
pub fn as_any_set(value: &Value) -> Option<&Set> {
    value.as_header()?;
    if matches!(value.ty().layout(), Layout::Set | Layout::FrozenSet) {
        // SAFETY: both layouts are `SetObject`; a `Ref` has the bits of a `Value`.
        return Some(unsafe { &*(value as *const Value).cast::<Set>() });
    }
    None
}

/// As [`as_any_set`], for receivers.
pub(crate) fn any_set(this: &Value) -> &Set {
    as_any_set(this).expect("set")
}

/// A set, not a frozenset.
fn is_mutable(value: &Value) -> bool {
    value.as_set().is_some()
}

const OPERATORS: u32 = operators(&[BinaryOp::And, BinaryOp::Or, BinaryOp::Sub, BinaryOp::Xor]);

const COMMON: Slots = Slots {
    dealloc: dealloc_struct::<SetObject>,
    // SAFETY: called on live sets; the borrowed reference is not dropped.
    traverse: Some(|header, visit| unsafe {
        let set = core::mem::ManuallyDrop::new(Ref::from_ptr(header.cast::<SetObject>()));
        set.visit_items(visit);
    }),
    repr: Some(set_repr),
    len: Some(|this| Ok(any_set(this).len() as i64)),
    contains: Some(contains_value),
    iter: Some(|this| Ok(iterator::iterate(any_set(this)))),
    compare: Some(set_compare),
    binary: Some(set_binary),
    binary_ops: OPERATORS,
    ..Slots::OBJECT
};

/// `set`.
#[unsafe(export_name = "pyaot_set_type")]
pub static SET: Type = Type::builtin(
    "set",
    Layout::Set,
    size_of::<SetObject>(),
    &[&OBJECT],
    Slots {
        hash: None,
        inplace: Some(set_inplace),
        inplace_ops: OPERATORS,
        new: Some(|ty, _| Ok(Set::new_as(ty).into())),
        init: Some(|this, args| {
            let words = match args.n_keywords() {
                0 => args.unpack(this.ty().name(), 0, 1)?,
                _ => args.unpack_half("set", crate::user_slots::has_own_new(this.ty()), 1)?,
            };
            let set = any_set(this);
            set.clear();
            match words.first() {
                Some(iterable) => set.update_from(iterable),
                None => Ok(()),
            }
        }),
        ..COMMON
    },
)
.subclassable();

/// `frozenset`.
pub static FROZENSET: Type = Type::builtin(
    "frozenset",
    Layout::FrozenSet,
    size_of::<SetObject>(),
    &[&OBJECT],
    Slots {
        hash: Some(|this| Ok(any_set(this).frozen_hash())),
        new: Some(frozenset_new),
        ..COMMON
    },
)
.subclassable();

fn frozenset_new(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let words = match args.n_keywords() {
        0 => args.unpack(ty.name(), 0, 1)?,
        _ => args.unpack_half("frozenset", crate::user_slots::has_own_init(ty), 1)?,
    };
    let Some(iterable) = words.first() else {
        return Ok(Set::new_as(ty).into());
    };
    if core::ptr::eq(ty, &FROZENSET) && core::ptr::eq(iterable.ty(), &FROZENSET) {
        return Ok(iterable.clone());
    }
    let made = Set::new_as(ty);
    made.update_from(iterable)?;
    Ok(made.into())
}

/// The class a result of an operation on `set` has: set or frozenset.
fn base_type(set: &Set) -> &'static Type {
    if set.ty().layout() == Layout::FrozenSet {
        &FROZENSET
    } else {
        &SET
    }
}

fn set_repr(this: &Value) -> PyResult<Str> {
    let name = this.ty().name();
    let Some(_guard) = ReprGuard::enter(this) else {
        return Ok(Str::new(&format!("{name}(...)")));
    };
    crate::start::check_stack(" while getting the repr of an object")?;
    if any_set(this).is_empty() {
        return Ok(Str::new(&format!("{name}()")));
    }
    // A derived class may have its own `__iter__`.
    let items = match this.ty().is_heap_type() {
        true => crate::iter::collect(this)?,
        false => any_set(this).items(),
    };
    let plain = core::ptr::eq(this.ty(), &SET);
    let mut out = if plain {
        String::from("{")
    } else {
        format!("{name}({{")
    };
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(crate::operation::value_repr(item)?.as_str());
    }
    out.push_str(if plain { "}" } else { "})" });
    Ok(Str::new(&out))
}

fn set_compare(this: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    let (a, Some(b)) = (any_set(this), as_any_set(other)) else {
        return Ok(None);
    };
    let holds = match op {
        CompareOp::Eq => a.len() == b.len() && is_subset(a, b)?,
        CompareOp::Ne => !(a.len() == b.len() && is_subset(a, b)?),
        CompareOp::Lt => a.len() < b.len() && is_subset(a, b)?,
        CompareOp::Le => a.len() <= b.len() && is_subset(a, b)?,
        CompareOp::Gt => a.len() > b.len() && is_subset(b, a)?,
        CompareOp::Ge => a.len() >= b.len() && is_subset(b, a)?,
    };
    Ok(Some(Value::bool(holds)))
}

fn set_binary(
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
    let (Some(a), Some(_)) = (as_any_set(left), as_any_set(right)) else {
        return Ok(None);
    };
    let result = match op {
        BinaryOp::And => intersection(a, right)?,
        BinaryOp::Or => {
            let result = copy(a)?;
            if !left.is(right) {
                result.update_from(right)?;
            }
            result
        }
        BinaryOp::Sub => difference(a, right)?,
        BinaryOp::Xor => symmetric_difference(a, right)?,
        _ => return Ok(None),
    };
    Ok(Some(result.into()))
}

fn set_inplace(op: BinaryOp, this: &Value, other: &Value) -> PyResult<Option<Value>> {
    if as_any_set(other).is_none() {
        return Ok(None);
    }
    let set = any_set(this);
    match op {
        BinaryOp::And => intersection_update(set, other)?,
        BinaryOp::Or => set.update_from(other)?,
        BinaryOp::Sub => set.difference_update_from(other)?,
        BinaryOp::Xor => set.symmetric_difference_update_from(other)?,
        _ => return Ok(None),
    }
    Ok(Some(this.clone()))
}

/// The frozenset that stands for an unhashable set given as an item, else the error back.
fn frozen_stand_in(item: &Value, raised: Raised) -> PyResult<Set> {
    if is_mutable(item) && pending_is(&raised, &TYPE_ERROR) {
        drop(take_pending(raised));
        let frozen = Set::new_as(&FROZENSET);
        frozen.merge(any_set(item))?;
        return Ok(frozen);
    }
    Err(raised)
}

fn contains_value(this: &Value, item: &Value) -> PyResult<bool> {
    set_contains(any_set(this), item)
}

/// `item in set`.
#[inline]
pub fn set_contains(set: &Set, item: &Value) -> PyResult<bool> {
    match hash_key(item) {
        Ok(hash) => set.contains_hashed(item, hash),
        Err(raised) => {
            let frozen = frozen_stand_in(item, raised)?;
            set.contains_hashed(frozen.as_value(), frozen.frozen_hash())
        }
    }
}

/// `items in set`, for the tuple of those.
pub fn set_contains_items(set: &Set, items: &[Value]) -> PyResult<bool> {
    match set.has_items(items) {
        Some(found) => Ok(found),
        None => set_contains(set, Tuple::from_slice(items).as_value()),
    }
}

/// `set.add(items)`, for the tuple of those.
pub fn set_add_items(set: &Set, items: &[Value]) -> PyResult<()> {
    if set.add_items(items) {
        return Ok(());
    }
    set.add(Tuple::from_slice(items).as_value())
}

/// Removes an item; whether it was there.
fn discard(set: &Set, item: &Value) -> PyResult<bool> {
    match hash_key(item) {
        Ok(hash) => set.discard_hashed(item, hash),
        Err(raised) => {
            let frozen = frozen_stand_in(item, raised)?;
            set.discard_hashed(frozen.as_value(), frozen.frozen_hash())
        }
    }
}

/// `set.remove(item)`.
pub fn set_remove(set: &Set, item: &Value) -> PyResult<()> {
    if discard(set, item)? {
        Ok(())
    } else {
        Err(raise_key_error(item))
    }
}

/// `set.discard(item)`.
pub fn set_discard(set: &Set, item: &Value) -> PyResult<()> {
    discard(set, item).map(drop)
}

/// `value` as a dict whose class is exactly `dict`.
fn plain_dict(value: &Value) -> Option<&crate::reference::Dict> {
    value.downcast_exact::<DictObject>()
}
