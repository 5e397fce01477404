//! Tracebacks as text, in CPython's words.

use pyaot_abi::layout::{CodeInfo, ExceptionObject, Header};

use crate::error::take_pending;
use crate::exception::{TracebackEntry, cause_of, context_of, suppresses_context, traceback_of};
use crate::prelude::*;
use crate::reference::{Exception, Object, Ref, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// `exception.__traceback__`: the frames from `start` (outermost is the last).
#[repr(C)]
pub struct TracebackObject {
    header: Header,
    entries: Vec<TracebackEntry>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for TracebackObject {
    const TYPE: &'static Type = &TRACEBACK;
    const LAYOUT: Layout = Layout::Traceback;
}

/// `traceback`.
pub static TRACEBACK: Type = Type::builtin(
    "traceback",
    Layout::Traceback,
    size_of::<TracebackObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<TracebackObject>,
        getattr: |this, name| {
            let object = this.downcast::<TracebackObject>().expect("traceback");
            match name.as_str() {
                "tb_lineno" => Ok(Value::int(
                    object.entries.last().map_or(0, |entry| entry.line),
                )),
                "tb_next" => Ok(match object.entries.split_last() {
                    Some((_, rest)) if !rest.is_empty() => make(rest),
                    _ => Value::NONE,
                }),
                _ => crate::attribute::generic_getattr(this, name),
            }
        },
        ..Slots::OBJECT
    },
);

fn make(entries: &[TracebackEntry]) -> Value {
    Ref::alloc(TracebackObject {
        header: new_header(),
        entries: entries.to_vec(),
    })
    .into()
}

/// `exception.__traceback__`.
pub fn traceback_object(exception: &Exception) -> Value {
    match traceback_of(exception) {
        [] => Value::NONE,
        entries => make(entries),
    }
}

/// What the interpreter prints for an uncaught exception.
pub fn format_exception(exception: &Value) -> String {
    let mut out = String::new();
    let mut seen = Vec::new();
    write_chain(exception, &mut out, &mut seen);
    out
}

fn write_chain(value: &Value, out: &mut String, seen: &mut Vec<u64>) {
    let Some(exception) = value.downcast::<ExceptionObject>() else {
        out.push_str(&crate::foreign::format_exception(value));
        return;
    };
    seen.push(value.as_raw());
    if let Some(cause) = cause_of(exception) {
        if !seen.contains(&cause.as_raw()) {
            write_chain(&cause, out, seen);
            out.push_str(
                "\nThe above exception was the direct cause of the following exception:\n\n",
            );
        }
    } else if let Some(context) = context_of(exception)
        && !suppresses_context(exception)
        && !seen.contains(&context.as_raw())
    {
        write_chain(&context, out, seen);
        out.push_str("\nDuring handling of the above exception, another exception occurred:\n\n");
    }
    write_one(value, exception, out);
}

fn write_one(value: &Value, exception: &Exception, out: &mut String) {
    let entries = traceback_of(exception);
    if !entries.is_empty() {
        out.push_str("Traceback (most recent call last):\n");
        write_entries(entries, out);
    }
    let name = class_name(value.ty());
    let text = match crate::operation::value_str(value) {
        Ok(text) => text.as_str().to_string(),
        Err(raised) => {
            drop(take_pending(raised));
            "<exception str() failed>".to_string()
        }
    };
    out.push_str(&name);
    if !text.is_empty() {
        out.push_str(": ");
        out.push_str(&text);
    }
    out.push('\n');
    let notes = crate::attribute::attrs_dict(value).and_then(|dict| dict.get_str("__notes__"));
    if let Some(notes) = notes.as_ref().and_then(Value::as_list) {
        for note in notes.items() {
            if let Some(note) = note.as_str() {
                out.push_str(note.as_str());
                out.push('\n');
            }
        }
    }
}

/// The class as the last line of a traceback shows it.
fn class_name(ty: &'static Type) -> String {
    let qualname = crate::class::qualname(ty);
    let module = crate::class::module_of(ty);
    match module.as_str().map(|module| module.as_str().to_string()) {
        Some(module) if module != "builtins" && module != "__main__" => {
            format!("{module}.{qualname}")
        }
        _ => qualname,
    }
}

/// Identical frames shown before CPython counts the rest.
const MAX_REPEATS: usize = 3;

fn write_entries(entries: &[TracebackEntry], out: &mut String) {
    let mut sources: Vec<(String, Option<Vec<String>>)> = Vec::new();
    let mut repeats = 0;
    let mut last: Option<(*const CodeInfo, i64)> = None;
    for entry in entries.iter().rev() {
        let key = (entry.code, entry.line);
        if last == Some(key) {
            repeats += 1;
        } else {
            write_repeats(repeats, out);
            repeats = 1;
            last = Some(key);
        }
        if repeats > MAX_REPEATS {
            continue;
        }
        // SAFETY: code descriptions are static data of the program.
        let code: &'static CodeInfo = unsafe { &*entry.code };
        let file = crate::str::from_static(&code.file).as_str();
        let name = crate::str::from_static(&code.name).as_str();
        out.push_str(&format!(
            "  File \"{file}\", line {}, in {name}\n",
            entry.line
        ));
        if let Some(line) = source_line(&mut sources, file, entry.line) {
            out.push_str(&format!("    {line}\n"));
        }
    }
    write_repeats(repeats, out);
}

fn write_repeats(repeats: usize, out: &mut String) {
    if repeats > MAX_REPEATS {
        let more = repeats - MAX_REPEATS;
        let s = if more == 1 { "" } else { "s" };
        out.push_str(&format!("  [Previous line repeated {more} more time{s}]\n"));
    }
}

/// Line `line` of `file`, without its indentation.
fn source_line(
    sources: &mut Vec<(String, Option<Vec<String>>)>,
    file: &str,
    line: i64,
) -> Option<String> {
    let at = match sources.iter().position(|(known, _)| known == file) {
        Some(at) => at,
        None => {
            let lines = crate::system::read_file(file).map(|bytes| {
                String::from_utf8_lossy(&bytes)
                    .lines()
                    .map(str::to_string)
                    .collect()
            });
            sources.push((file.to_string(), lines));
            sources.len() - 1
        }
    };
    let text = sources[at]
        .1
        .as_ref()?
        .get(usize::try_from(line).ok()?.checked_sub(1)?)?
        .trim();
    (!text.is_empty()).then(|| text.to_string())
}
