//! `enum.EnumType`: the metaclass of enumerations whose members the compiler
//! has written out. Such a class has its members under their names, all of them by
//! name in `_by_name_`, and by value, without aliases, in `_by_value_`.

use crate::args::Args;
use crate::attribute::type_lookup;
use crate::class::{qualname, type_getattr, type_setattr};
use crate::error::{PyResult, raise_attribute_error, raise_type_error, raise_value_error};
use crate::exception::TYPE_ERROR;
use crate::exports::enumeration as exports;
use crate::method::offer;
use crate::operation;
use crate::prelude::*;
use crate::reference::{Dict, List, Str};
use crate::types::{Layout, Slots, TYPE, TYPE_SLOTS, Type};
use crate::value::Value;

/// `enum.EnumType`.
pub static ENUM_TYPE: Type = Type::builtin_in(
    "enum",
    "EnumType",
    Layout::Type,
    size_of::<Type>(),
    &[&TYPE],
    Slots {
        repr: Some(|this| Ok(Str::new(&shown(class(this))))),
        truth: Some(|_| Ok(true)),
        len: Some(|this| Ok(by_value(class(this)).map_or(0, |members| members.len() as i64))),
        iter: Some(|this| crate::iter::value_iter(List::from_vec(members(this)).as_value())),
        contains: Some(contains),
        getitem: Some(|this, name| match by_name(class(this)) {
            Some(members) => operation::value_getitem(members.as_value(), name),
            None => Err(crate::error::raise_key_error(name)),
        }),
        call: Some(call),
        getattr,
        setattr,
        ..TYPE_SLOTS
    },
)
.shown_as("EnumType");

/// The row `class_enumerate`.
pub fn class_enumerate(class: &Value) {
    if let Some(ty) = class.as_type() {
        offer(&ENUM_TYPE, &exports::methods::enumeration_reversed);
        ty.set_metaclass(&ENUM_TYPE);
    }
}

/// `reversed(class)`.
pub fn enumeration_reversed(class: &Value) -> PyResult<Value> {
    crate::iter::reversed(List::from_vec(members(class)).as_value())
}

fn class(this: &Value) -> &'static Type {
    this.as_type().expect("enumeration")
}

/// As `repr` shows it.
fn shown(ty: &'static Type) -> String {
    format!("<enum '{}'>", ty.name())
}

fn table(ty: &'static Type, name: &str) -> Option<Dict> {
    ty.dict().get_str(name)?.as_dict().cloned()
}

fn by_name(ty: &'static Type) -> Option<Dict> {
    table(ty, "_by_name_")
}

fn by_value(ty: &'static Type) -> Option<Dict> {
    table(ty, "_by_value_")
}

/// The members, aliases left out.
fn members(this: &Value) -> Vec<Value> {
    let members = by_value(class(this));
    members.map_or(Vec::new(), |members| {
        members.entries().map(|(_, member)| member).collect()
    })
}

fn contains(this: &Value, member: &Value) -> PyResult<bool> {
    if !core::ptr::eq(member.ty_value().ty(), &ENUM_TYPE) {
        return Err(raise_type_error(format_args!(
            "unsupported operand type(s) for 'in': '{}' and 'EnumType'",
            qualname(member.ty())
        )));
    }
    Ok(member.ty().is_subclass_of(class(this)))
}

/// `class(value)`; with the keyword `_name_`, as compiled code makes members.
fn call(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let ty = class(this);
    if let Some((_, value)) = args.keywords().find(|(name, _)| name.as_str() == "_value_") {
        return make_member(this, ty, value, args);
    }
    let (mut value, mut names) = (args.positional().first(), args.positional().get(1));
    for (name, given) in args.keywords() {
        match name.as_str() {
            "value" if value.is_none() => value = Some(given),
            "names" if names.is_none() => names = Some(given),
            // What a class of those names would have besides.
            "module" | "qualname" | "type" | "start" | "boundary" => {}
            name => {
                return Err(raise_type_error(format_args!(
                    "EnumType.__call__() got an unexpected keyword argument '{name}'"
                )));
            }
        }
    }
    if args.positional().len() > 2 {
        return Err(raise_type_error(format_args!(
            "EnumType.__call__() takes from 2 to 3 positional arguments but {} were given",
            args.positional().len() + 1
        )));
    }
    match (value, names) {
        (Some(value), None) => find(this, ty, value),
        (Some(value), Some(names)) if names.is_none() => find(this, ty, value),
        (Some(value), Some(_)) => {
            let text = operation::value_repr(value)?;
            Err(raise_type_error(format_args!(
                "<enum {}> cannot extend {}",
                text.as_str(),
                shown(ty)
            )))
        }
        (None, _) => Err(raise_type_error(format_args!(
            "EnumType.__call__() missing 1 required positional argument: 'value'"
        ))),
    }
}

/// A member that derives from a built-in class too; others are made in line.
fn make_member(this: &Value, ty: &'static Type, value: &Value, args: Args<'_>) -> PyResult<Value> {
    let new = ty
        .slots()
        .new()
        .expect("classes of the program have instances");
    let words = match ty.layout() {
        Layout::Instance => &[],
        _ => core::slice::from_ref(value),
    };
    let member = new(ty, Args::positional_only(words))?;
    let make = crate::attribute::value_getattr(this, &Str::new("_make_member_"))?;
    crate::call::call_args(&make, Args::new(&args.with_first(&member), args.names()))?;
    Ok(member)
}

/// The member of that value.
fn find(this: &Value, ty: &'static Type, value: &Value) -> PyResult<Value> {
    if core::ptr::eq(value.ty(), ty) {
        return Ok(value.clone());
    }
    let members = by_value(ty).unwrap_or_default();
    match crate::error::catch(members.get(value), &TYPE_ERROR)? {
        Some(Some(member)) => return Ok(member),
        Some(None) => {}
        // It has no hash: some member's value may be equal nevertheless.
        None => {
            for (own, member) in members.entries() {
                if operation::equal(&own, value)? {
                    return Ok(member);
                }
            }
        }
    }
    if members.is_empty() {
        return Err(raise_type_error(format_args!(
            "{} has no members defined",
            shown(ty)
        )));
    }
    let found = match crate::attribute::getattr_opt(this, "_missing_")? {
        Some(missing) => crate::call::call(&missing, core::slice::from_ref(value))?,
        None => Value::NONE,
    };
    if found.ty().is_subclass_of(ty) {
        return Ok(found);
    }
    if found.is_none() {
        let text = operation::value_repr(value)?;
        return Err(raise_value_error(format_args!(
            "{} is not a valid {}",
            text.as_str(),
            qualname(ty)
        )));
    }
    let text = operation::value_repr(&found)?;
    Err(raise_type_error(format_args!(
        "error in {}._missing_: returned {} instead of None or a valid member",
        ty.name(),
        text.as_str()
    )))
}

fn getattr(this: &Value, name: &Str) -> PyResult<Value> {
    let ty = class(this);
    let text = name.as_str();
    if text == "__members__" {
        let members = by_name(ty).unwrap_or_default();
        return Ok(crate::dict::plain_copy(&members).into());
    }
    let is_special = text.starts_with("__") && text.ends_with("__");
    if !is_special && type_lookup(ty, name).is_none() && type_lookup(&ENUM_TYPE, name).is_none() {
        return Err(raise_attribute_error(format_args!("{text}")));
    }
    type_getattr(this, name)
}

fn setattr(this: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let ty = class(this);
    let is_member = by_name(ty).is_some_and(|members| members.get_key(name).is_some());
    match value {
        Some(_) if is_member => Err(raise_attribute_error(format_args!(
            "cannot reassign member '{}'",
            name.as_str()
        ))),
        None if is_member => Err(raise_attribute_error(format_args!(
            "'{}' cannot delete member '{}'.",
            ty.name(),
            name.as_str()
        ))),
        _ => type_setattr(this, name, value),
    }
}
