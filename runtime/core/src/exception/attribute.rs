//! Attributes and methods of exceptions.

use super::{
    ATTRIBUTE_ERROR, BASE_EXCEPTION, IMPORT_ERROR, NAME_ERROR, OS_ERROR, STOP_ITERATION,
    SYNTAX_ERROR, SYNTAX_ERROR_DETAILS, SYSTEM_EXIT, UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR,
    add_frame, args_of, cause_of, clear_traceback, context_of, extra, object, original_of,
    replace_word, set_cause, set_context, set_extra, suppresses_context,
};
use crate::args::Args;
use crate::error::{PyResult, raise_attribute_error, raise_type_error};
use crate::prelude::*;
use crate::reference::{Exception, Str};
use crate::types::Type;
use crate::value::Value;

pub(super) fn exception_getattr(this: &Value, name: &Str) -> PyResult<Value> {
    let exception = object(this);
    let ty = this.ty();
    Ok(match name.as_str() {
        "args" => args_of(exception).to_value(),
        "__cause__" => cause_of(exception).unwrap_or(Value::NONE),
        "__context__" => context_of(exception).unwrap_or(Value::NONE),
        "__suppress_context__" => Value::bool(suppresses_context(exception)),
        "__traceback__" => crate::traceback::traceback_object(exception),
        "value" if ty.is_subclass_of(&STOP_ITERATION) => args_of(exception)
            .items()
            .first()
            .cloned()
            .unwrap_or(Value::NONE),
        "code" if ty.is_subclass_of(&SYSTEM_EXIT) => own_exit_code(exception),
        "with_traceback" | "add_note" => crate::function::bound_method(
            &crate::method::rust_method(
                &BASE_EXCEPTION,
                if name.as_str() == "add_note" {
                    "add_note"
                } else {
                    "with_traceback"
                },
                if name.as_str() == "add_note" {
                    add_note
                } else {
                    with_traceback
                },
            ),
            this,
        ),
        text => {
            if let Some(value) = crate::attribute::generic_getattr_opt(this, name)? {
                return Ok(value);
            }
            if default_extra(ty, text) {
                if text == "msg"
                    && let Some(message) = args_of(exception).items().first()
                {
                    return Ok(message.clone());
                }
                if let Some(i) = ["encoding", "object", "start", "end", "reason"]
                    .iter()
                    .position(|known| *known == text)
                    && let Some(value) = args_of(exception).items().get(i)
                {
                    return Ok(value.clone());
                }
                return match original_of(exception) {
                    Some(original) => crate::attribute::value_getattr(&original, name),
                    None => Ok(Value::NONE),
                };
            }
            return Err(crate::attribute::no_attribute(this, text));
        }
    })
}

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
    Ok(own_exit_code(object(exception)))
}

/// Whether exceptions of class `ty` have the attribute `name`, None unless set.
fn default_extra(ty: &'static Type, name: &str) -> bool {
    let has = |class: &Type, names: &[&str]| ty.is_subclass_of(class) && names.contains(&name);
    has(&OS_ERROR, &["errno", "strerror", "filename", "filename2"])
        || has(&IMPORT_ERROR, &["name", "path", "msg"])
        || has(&ATTRIBUTE_ERROR, &["name", "obj"])
        || has(&NAME_ERROR, &["name"])
        || has(&SYNTAX_ERROR, &["msg"])
        || has(&SYNTAX_ERROR, &SYNTAX_ERROR_DETAILS)
        || has(
            &UNICODE_DECODE_ERROR,
            &["encoding", "object", "start", "end", "reason"],
        )
        || has(
            &UNICODE_ENCODE_ERROR,
            &["encoding", "object", "start", "end", "reason"],
        )
}

fn with_traceback(this: &Value, args: Args<'_>) -> PyResult<Value> {
    set_traceback(object(this), &args.unpack("with_traceback", 1, 1)?[0])?;
    Ok(this.clone())
}

/// Sets `__traceback__`. A traceback of CPython's stays with its exception.
fn set_traceback(exception: &Exception, traceback: &Value) -> PyResult<()> {
    let entries = if traceback.is_none() {
        Vec::new()
    } else if let Some(entries) = crate::traceback::entries_of(traceback) {
        entries.to_vec()
    } else if traceback.is_foreign() {
        return Ok(());
    } else {
        return Err(raise_type_error(format_args!(
            "__traceback__ must be a traceback or None"
        )));
    };
    clear_traceback(exception);
    for entry in entries {
        add_frame(exception, entry);
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
    if let Some(notes) = notes.as_list() {
        notes.push(note.clone());
    }
    Ok(Value::NONE)
}

pub(super) fn exception_setattr(this: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let exception = object(this);
    let given = || value.filter(|value| !value.is_none()).cloned();
    match (name.as_str(), value) {
        ("__cause__", Some(_)) => set_cause(exception, given()),
        ("__context__", Some(_)) => set_context(exception, given()),
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
        (name, _) if crate::exception_group::is_readonly(this, name) => {
            return Err(raise_attribute_error(format_args!("readonly attribute")));
        }
        _ => return crate::attribute::generic_setattr(this, name, value),
    }
    Ok(())
}
