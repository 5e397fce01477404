//! Attributes and methods of exceptions.

use super::{
    BASE_EXCEPTION, UNICODE_DETAILS, UNICODE_TRANSLATE_ERROR, add_frame, args_of, cause_of,
    clear_traceback, context_of, extra, is_member, may_be_member, members, object, original_of,
    replace_word, set_cause, set_context, set_extra, set_traceback_seen, suppresses_context,
};
use crate::args::Args;
use crate::error::{PyResult, raise_attribute_error, raise_type_error};
use crate::prelude::*;
use crate::reference::{Exception, Str};
use crate::value::Value;

pub(super) fn exception_getattr(this: &Value, name: &Str) -> PyResult<Value> {
    let exception = object(this);
    if is_ordinary(this, name) {
        return crate::attribute::generic_getattr(this, name);
    }
    Ok(match name.as_str() {
        "args" => args_of(exception).to_value(),
        "__cause__" => cause_of(exception).unwrap_or(Value::NONE),
        "__context__" => context_of(exception).unwrap_or(Value::NONE),
        "__suppress_context__" => Value::bool(suppresses_context(exception)),
        "__traceback__" => crate::traceback::traceback_object(exception),
        "with_traceback" => method("with_traceback", with_traceback, this),
        "add_note" => method("add_note", add_note, this),
        "__setstate__" => method("__setstate__", set_state, this),
        _ if is_own_member(this, name) => return member(this, name),
        _ => return crate::attribute::generic_getattr(this, name),
    })
}

fn method(name: &'static str, run: fn(&Value, Args<'_>) -> PyResult<Value>, this: &Value) -> Value {
    let method = crate::method::rust_method(&BASE_EXCEPTION, name, run);
    crate::function::bound_method(&method, this)
}

/// `exception.__setstate__(state)`: each entry is set as an attribute.
fn set_state(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let state = &args.unpack("__setstate__", 1, 1)?[0];
    if state.is_none() {
        return Ok(Value::NONE);
    }
    let Some(state) = state.as_dict() else {
        return Err(raise_type_error(format_args!("state is not a dictionary")));
    };
    for (key, value) in state.entries() {
        let Some(key) = key.as_str() else {
            return Err(raise_type_error(format_args!(
                "attribute name must be string, not '{}'",
                key.type_name()
            )));
        };
        crate::attribute::value_setattr(this, key, &value)?;
    }
    Ok(Value::NONE)
}

/// Whether exceptions keep `name` where other objects do, as they do with
/// most names: found out without a look at any class.
fn is_ordinary(this: &Value, name: &Str) -> bool {
    let text = name.as_str();
    let own = match text.as_bytes() {
        [b'_', b'_', ..] => true,
        b"args" | b"with_traceback" | b"add_note" => true,
        _ => may_be_member(text),
    };
    !own && members(this).is_none()
}

/// Whether `name` is a member that no class of the program defines anew.
fn is_own_member(this: &Value, name: &Str) -> bool {
    let set = || members(this).is_some_and(|dict| dict.get_key(name).is_some());
    (is_member(this.ty(), name.as_str()) || set()) && !crate::attribute::is_defined(this.ty(), name)
}

/// What a member is.
fn member(this: &Value, name: &Str) -> PyResult<Value> {
    match (own_member(this, name), original_of(object(this))) {
        (Some(value), _) => Ok(value),
        (None, Some(original)) => crate::attribute::value_getattr(&original, name),
        (None, None) => Ok(Value::NONE),
    }
}

/// A member that was stored, or that follows from `args`.
pub(super) fn own_member(this: &Value, name: &Str) -> Option<Value> {
    if let Some(value) = members(this).and_then(|dict| dict.get_key(name)) {
        return Some(value);
    }
    let args = args_of(object(this)).items();
    match name.as_str() {
        "msg" if this.ty().is_subclass_of(&crate::exception::SYNTAX_ERROR) => None,
        "value" | "msg" => args.first().cloned(),
        "characters_written" => args.get(2).cloned(),
        "code" => Some(own_exit_code(object(this))),
        text => {
            let translate = this.ty().is_subclass_of(&UNICODE_TRANSLATE_ERROR);
            let mut details = UNICODE_DETAILS.iter().skip(usize::from(translate));
            let place = details.position(|known| *known == text);
            place.and_then(|place| args.get(place)).cloned()
        }
    }
}

/// `code` of a SystemExit that nobody has set.
fn own_exit_code(exception: &Exception) -> Value {
    match args_of(exception).items() {
        [] => Value::NONE,
        [one] => one.clone(),
        _ => args_of(exception).to_value(),
    }
}

/// `exception.code` of a SystemExit that ends the program.
pub fn exit_code(exception: &Value) -> PyResult<Value> {
    let name = Str::new("code");
    if exception.is_foreign() {
        return crate::foreign::attribute(exception, &name);
    }
    if exception.ty().is_heap_type() {
        // Who makes a class has brought along how attributes of its objects are got.
        return (exception.ty().all_slots().getattr)(exception, &name);
    }
    Ok(extra(exception, "code").unwrap_or_else(|| own_exit_code(object(exception))))
}

fn with_traceback(this: &Value, args: Args<'_>) -> PyResult<Value> {
    set_traceback(object(this), &args.unpack("with_traceback", 1, 1)?[0])?;
    Ok(this.clone())
}

/// Sets `__traceback__`.
fn set_traceback(exception: &Exception, traceback: &Value) -> PyResult<()> {
    let entries = if traceback.is_none() {
        Vec::new()
    } else if let Some(entries) = crate::traceback::entries(traceback) {
        entries
    } else {
        return Err(raise_type_error(format_args!(
            "__traceback__ must be a traceback or None"
        )));
    };
    clear_traceback(exception);
    if !entries.is_empty() {
        for entry in entries {
            add_frame(exception, entry);
        }
        set_traceback_seen(exception, traceback.clone());
    }
    Ok(())
}

fn add_note(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let note = &args.unpack("add_note", 1, 1)?[0];
    if note.as_str().is_none() {
        return Err(raise_type_error(format_args!(
            "note must be a str, not '{}'",
            note.type_name()
        )));
    }
    let notes = match extra(this, "__notes__") {
        Some(notes) => notes,
        None => {
            let notes: Value = crate::reference::List::new().into();
            set_extra(this, "__notes__", notes.clone());
            notes
        }
    };
    match notes.as_list() {
        Some(notes) => notes.push(note.clone()),
        None => {
            return Err(raise_type_error(format_args!(
                "Cannot add note: __notes__ is not a list"
            )));
        }
    }
    Ok(Value::NONE)
}

pub(super) fn exception_setattr(this: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let exception = object(this);
    if is_ordinary(this, name) {
        return crate::attribute::generic_setattr(this, name, value);
    }
    let given = |what: &str| match value.filter(|value| !value.is_none()) {
        Some(value) if crate::error::as_exception(value).is_none() => Err(raise_type_error(
            format_args!("exception {what} must be None or derive from BaseException"),
        )),
        given => Ok(given.cloned()),
    };
    match (name.as_str(), value) {
        ("__cause__", Some(_)) => set_cause(exception, given("cause")?),
        ("__context__", Some(_)) => set_context(exception, given("context")?),
        (text @ ("__cause__" | "__context__" | "__traceback__" | "args"), None) => {
            return Err(raise_type_error(format_args!("{text} may not be deleted")));
        }
        ("__suppress_context__", None) => {
            return Err(raise_type_error(format_args!(
                "can't delete numeric/char attribute"
            )));
        }
        ("__suppress_context__", Some(value)) => {
            let suppress = crate::operation::value_truth(value)?;
            // SAFETY: a live exception.
            unsafe { (*exception.as_ptr()).suppress_context = suppress as u64 };
        }
        ("__traceback__", Some(value)) => set_traceback(exception, value)?,
        ("args", Some(value)) => {
            let args = crate::tuple::tuple_from_iterable(value)?;
            // SAFETY: a live exception.
            unsafe { replace_word(&raw mut (*exception.as_ptr()).args, Some(args.into())) };
        }
        (text, _) if crate::exception_group::is_readonly(this, text) => {
            return Err(raise_attribute_error(format_args!("readonly attribute")));
        }
        (text, value) if is_own_member(this, name) => {
            // A codec of CPython's looks at what its error handler says.
            if let (Some(value), Some(original)) = (value, original_of(exception)) {
                crate::foreign::set_attribute(&original, name, value)?;
            }
            // Without a value it is as if nobody had ever said what it is.
            set_extra(this, text, value.cloned().unwrap_or(Value::NONE));
        }
        _ => return crate::attribute::generic_setattr(this, name, value),
    }
    Ok(())
}
