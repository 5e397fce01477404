//! `int | str`: types.UnionType.

use pyaot_abi::layout::Header;

use crate::error::{PyResult, raise_type_error};
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, Tuple, dealloc_struct, new_header};
use crate::types::{BinaryOp, CompareOp, Layout, NONE_TYPE, OBJECT, Slots, Type, operators};
use crate::value::Value;

#[repr(C)]
pub struct UnionObject {
    header: Header,
    /// The classes and aliases, each once, in the order they were named.
    members: Tuple,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for UnionObject {
    const TYPE: &'static Type = &UNION;
    const LAYOUT: Layout = Layout::Union;
}

/// `types.UnionType`.
pub static UNION: Type = Type::builtin_in(
    "types",
    "UnionType",
    Layout::Union,
    size_of::<UnionObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<UnionObject>,
        repr: Some(repr),
        hash: Some(|this| {
            let members = members(this).unwrap_or_default().iter();
            let mut all = 0i64;
            for member in members {
                all ^= crate::operation::value_hash(member)?;
            }
            Ok(all)
        }),
        compare: Some(compare),
        binary: Some(binary),
        binary_ops: operators(&[BinaryOp::Or]),
        getattr: |this, name| match name.as_str() {
            "__args__" => {
                let object = this.downcast::<UnionObject>().expect("union");
                Ok(object.members.to_value())
            }
            _ => crate::attribute::generic_getattr(this, name),
        },
        ..Slots::OBJECT
    },
);

/// The classes of a union; `None` for any other value.
pub fn members(value: &Value) -> Option<&[Value]> {
    let object = value.downcast::<UnionObject>()?;
    Some(object.members.items())
}

fn repr(this: &Value) -> PyResult<Str> {
    let mut text = String::new();
    for member in members(this).unwrap_or_default() {
        if !text.is_empty() {
            text.push_str(" | ");
        }
        match member.as_type() {
            Some(ty) if core::ptr::eq(ty, &NONE_TYPE) => text.push_str("None"),
            _ => text.push_str(&crate::generic_alias::item_text(member)?),
        }
    }
    Ok(Str::new(&text))
}

fn compare(this: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    let (Some(a), Some(b)) = (members(this), members(other)) else {
        return Ok(None);
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(None);
    }
    let mut equal = a.len() == b.len();
    for member in a {
        equal = equal && contains(b, member)?;
    }
    Ok(Some(Value::bool(equal == (op == CompareOp::Eq))))
}

/// Whether the member is there already: classes are the same or not, aliases may be equal.
fn contains(all: &[Value], member: &Value) -> PyResult<bool> {
    for known in all {
        if known.is(member) || known.as_type().is_none() && crate::operation::equal(known, member)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `this | other` of classes, None and unions.
pub fn binary(
    op: BinaryOp,
    this: &Value,
    other: &Value,
    reflected: bool,
) -> PyResult<Option<Value>> {
    if op != BinaryOp::Or {
        return Ok(None);
    }
    let (left, right) = if reflected {
        (other, this)
    } else {
        (this, other)
    };
    let mut all: Vec<Value> = Vec::new();
    for operand in [left, right] {
        let parts = match members(operand) {
            Some(members) => members.to_vec(),
            None if operand.is_none() => vec![NONE_TYPE.to_value()],
            None if operand.as_type().is_some()
                || crate::generic_alias::parts(operand).is_some() =>
            {
                vec![operand.clone()]
            }
            None => return Ok(None),
        };
        for part in parts {
            if !contains(&all, &part)? {
                all.push(part);
            }
        }
    }
    if all.len() == 1 {
        return Ok(all.pop());
    }
    let object = UnionObject {
        header: new_header(),
        members: Tuple::from_vec(all),
    };
    Ok(Some(Ref::alloc(object).into()))
}

/// Whether `test` holds for one of the classes of a union.
pub fn any_member(
    union: &[Value],
    mut test: impl FnMut(&Value) -> PyResult<bool>,
) -> PyResult<bool> {
    for member in union {
        if member.as_type().is_none() && !member.is_foreign() {
            return Err(raise_type_error(format_args!(
                "isinstance() argument 2 cannot be a parameterized generic"
            )));
        }
        if test(member)? {
            return Ok(true);
        }
    }
    Ok(false)
}
