//! Class bodies that run over a namespace which a metaclass may have prepared.
//!
//! While the body runs, a tuple keeps what the end of the statement needs: the
//! namespace; the metaclass, or None for a class of ours; the bases; the bases
//! as written where `__mro_entries__` gave others, or None; the keywords.

use pyaot_abi::layout::ClassDesc;

use crate::class;
use crate::error::{PyResult, catch};
use crate::exception::KEY_ERROR;
use crate::foreign;
use crate::operation::{value_delitem, value_getitem, value_setitem};
use crate::prelude::*;
use crate::reference::{Dict, Str, Tuple};
use crate::str::from_static as text;
use crate::value::Value;

fn part(state: &Value, n: usize) -> &Value {
    &state.as_tuple().expect("state of a class body").items()[n]
}

/// The row `class_prepare`.
pub fn class_prepare(desc: *const u8, bases: &Value, keywords: &Value) -> PyResult<Value> {
    // SAFETY: compiled code passes its static description.
    let desc: &'static ClassDesc = unsafe { &*desc.cast::<ClassDesc>() };
    let name = text(&desc.name);
    let list = bases.as_tuple().expect("bases");
    let resolved = crate::generic_alias::resolve_bases(list.items());
    let given = keywords.as_dict();
    let state = if class::is_foreign_class(resolved.as_ref().unwrap_or(list), given) {
        foreign::class_prepare(name, bases, given.map(Dict::as_value))?
    } else {
        let parts = [
            Dict::new().into(),
            Value::NONE,
            bases.clone(),
            Value::NONE,
            keywords.clone(),
        ];
        Tuple::from_slice(&parts).into()
    };
    let mut items = vec![
        ("__module__", text(&desc.module)),
        ("__qualname__", text(&desc.qualname)),
    ];
    if !desc.doc.is_null() {
        items.push(("__doc__", text(&desc.doc)));
    }
    for (key, value) in items {
        value_setitem(part(&state, 0), &Value::str(key), value.as_value())?;
    }
    Ok(state)
}

/// The row `class_name_find`.
pub fn class_name_find(state: &Value, name: &Str) -> PyResult<Option<Value>> {
    let namespace = part(state, 0);
    match namespace
        .as_dict()
        .filter(|_| !namespace.ty().is_heap_type())
    {
        Some(dict) => Ok(dict.get_key(name)),
        None => catch(value_getitem(namespace, name.as_value()), &KEY_ERROR),
    }
}

/// The row `class_name_set`.
pub fn class_name_set(state: &Value, name: &Str, value: &Value) -> PyResult<()> {
    value_setitem(part(state, 0), name.as_value(), value)
}

/// The row `class_name_delete`.
pub fn class_name_delete(state: &Value, name: &Str) -> PyResult<()> {
    match catch(value_delitem(part(state, 0), name.as_value()), &KEY_ERROR)? {
        Some(()) => Ok(()),
        None => crate::exception::raise_unbound_name(name),
    }
}

/// The row `class_locals`.
pub fn class_locals(state: &Value) -> Value {
    part(state, 0).clone()
}

/// The row `class_finish`.
pub fn class_finish(desc: *const u8, state: &Value, cell: Option<&Value>) -> PyResult<Value> {
    if part(state, 1).is_none() {
        return class::class_new(desc, part(state, 2), part(state, 0), part(state, 4));
    }
    // SAFETY: compiled code passes its static description.
    let desc: &'static ClassDesc = unsafe { &*desc.cast::<ClassDesc>() };
    foreign::class_finish(text(&desc.name), state, cell)
}
