//! Tracebacks as text, in CPython's words.

pub mod frame_object;
pub mod frames;
mod known_names;
mod suggestion;
mod syntax;

use pyaot_abi::layout::{ExceptionObject, Header};

use crate::error::take_pending;
use crate::exception::{
    self, TracebackEntry, cause_of, context_of, suppresses_context, traceback_of,
};
use crate::prelude::*;
use crate::reference::{Exception, Object, Ref, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// `exception.__traceback__`: a frame, and those inside it.
#[repr(C)]
pub struct TracebackObject {
    header: Header,
    entry: TracebackEntry,
    /// The traceback without the outermost frame; None for the innermost.
    next: Value,
    /// CPython's object for it, once it has crossed.
    foreign: Option<Value>,
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
                "tb_lineno" => Ok(Value::int(object.entry.line)),
                // Instructions have no numbers.
                "tb_lasti" => Ok(Value::int(0)),
                "tb_frame" => Ok(frame_object::frame_of(&object.entry)),
                "tb_next" => Ok(object.next.clone()),
                _ => crate::attribute::generic_getattr(this, name),
            }
        },
        ..Slots::OBJECT
    },
);

/// The frames of a traceback object, the innermost first; `None` for anything else.
pub fn entries(value: &Value) -> Option<Vec<TracebackEntry>> {
    let (mut next, mut outer) = (value, Vec::new());
    while let Some((entry, inner)) = split(next) {
        outer.push(*entry);
        next = inner;
    }
    // The innermost may be CPython's.
    let inner = crate::foreign::traceback_entries(next);
    if outer.is_empty() && inner.is_none() {
        return None;
    }
    let mut entries = inner.unwrap_or_default();
    entries.extend(outer.into_iter().rev());
    Some(entries)
}

/// The outermost frame of a traceback object of ours, and the traceback without it.
pub fn split(value: &Value) -> Option<(&TracebackEntry, &Value)> {
    let object = value.downcast::<TracebackObject>()?;
    Some((&object.entry, &object.next))
}

/// CPython's object for a traceback of ours.
pub fn foreign_of(value: &Value) -> Option<Value> {
    value.downcast::<TracebackObject>()?.foreign.clone()
}

/// Remembers CPython's object for a traceback of ours.
pub fn set_foreign(value: &Value, foreign: Value) {
    if let Some(object) = value.downcast::<TracebackObject>() {
        // SAFETY: a live object; what was there dies last.
        let old = unsafe { (*object.as_ptr()).foreign.replace(foreign) };
        drop(old);
    }
}

/// `exception.__traceback__`: the same object as long as no frame is added.
pub fn traceback_object(exception: &Exception) -> Value {
    let entries = traceback_of(exception);
    let (mut made, n) = exception::traceback_seen(exception).unwrap_or((Value::NONE, 0));
    if n == entries.len() {
        return made;
    }
    for entry in &entries[n..] {
        made = Ref::alloc(TracebackObject {
            header: new_header(),
            entry: *entry,
            next: made,
            foreign: None,
        })
        .into();
    }
    exception::set_traceback_seen(exception, made.clone());
    made
}

/// What the interpreter prints for an uncaught exception.
pub fn format_exception(exception: &Value) -> String {
    let mut printer = Printer::default();
    printer.chain(exception);
    printer.out
}

/// What it prints for one that nobody can catch: without what it came from, notes and suggestions.
pub fn format_unraisable(value: &Value) -> String {
    let Some(exception) = value.downcast::<ExceptionObject>() else {
        return crate::foreign::format_exception(value);
    };
    let mut out = String::new();
    write_frames("", exception, &mut out);
    let (name, text) = (class_name(value.ty()), text_of(value));
    out.push_str(&format!("{name}: {text}\n"));
    out
}

/// Groups inside groups that are shown.
const MAX_GROUP_DEPTH: usize = 10;
/// Exceptions of a group that are shown.
const MAX_GROUP_WIDTH: usize = 15;

/// A traceback in the making.
#[derive(Default)]
struct Printer {
    out: String,
    /// Exceptions already shown, so that a chain ends.
    seen: Vec<u64>,
    /// How many groups enclose what is written; each indents it.
    depth: usize,
    /// The line below the last exception of a group is still to come.
    need_close: bool,
}

impl Printer {
    fn indent(&mut self) {
        self.out.extend(core::iter::repeat_n("  ", self.depth));
    }

    fn margin(&mut self, margin: char) {
        if self.depth > 0 {
            self.indent();
            self.out.extend([margin, ' ']);
        }
    }

    /// Whole lines, behind the margin of the enclosing groups.
    fn emit(&mut self, text: &str) {
        self.emit_with('|', text);
    }

    fn emit_with(&mut self, margin: char, text: &str) {
        for line in text.split_inclusive('\n') {
            self.margin(margin);
            self.out.push_str(line);
        }
    }

    /// An exception after those it came from.
    fn chain(&mut self, value: &Value) {
        let Some(exception) = value.downcast::<ExceptionObject>() else {
            self.emit(&crate::foreign::format_exception(value));
            return;
        };
        self.seen.push(value.as_raw());
        let (from, words) = match cause_of(exception) {
            Some(cause) => (
                Some(cause),
                "The above exception was the direct cause of the following exception",
            ),
            None => (
                context_of(exception).filter(|_| !suppresses_context(exception)),
                "During handling of the above exception, another exception occurred",
            ),
        };
        if let Some(from) = from.filter(|from| !self.seen.contains(&from.as_raw())) {
            self.chain(&from);
            self.emit(&format!("\n{words}:\n\n"));
        }
        match crate::exception_group::exceptions_of(value) {
            Some(exceptions) => self.group(value, exception, exceptions.items()),
            None => {
                let mut text = String::new();
                write_frames("", exception, &mut text);
                self.emit(&text);
                self.last(value);
            }
        }
    }

    /// The class and the text of an exception, and its notes. Of a text of
    /// several lines only the first is put behind the margin.
    fn last(&mut self, value: &Value) {
        let place = syntax::place_of(value);
        if let Some(place) = &place {
            self.emit(&place.text);
        }
        self.margin('|');
        write_class_and_text(value, place.map(|place| place.message), &mut self.out);
        let notes = crate::attribute::attrs_dict(value).and_then(|dict| dict.get_str("__notes__"));
        if let Some(notes) = notes.as_ref().and_then(Value::as_list) {
            for note in notes.items() {
                if let Some(note) = note.as_str() {
                    self.emit(note.as_str());
                    self.out.push('\n');
                }
            }
        }
    }

    fn group(&mut self, value: &Value, exception: &Exception, exceptions: &[Value]) {
        if self.depth > MAX_GROUP_DEPTH {
            self.emit(&format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n"));
            return;
        }
        let outermost = self.depth == 0;
        self.depth += usize::from(outermost);
        let mut text = String::new();
        write_frames("Exception Group ", exception, &mut text);
        if let Some(end) = text.find('\n') {
            let (title, frames) = text.split_at(end + 1);
            self.emit_with(if outermost { '+' } else { '|' }, title);
            self.emit(frames);
        }
        self.last(value);
        let shown = exceptions.len().min(MAX_GROUP_WIDTH + 1);
        self.need_close = false;
        for (n, inner) in exceptions.iter().take(shown).enumerate() {
            // What is inside may write the closing line itself.
            self.need_close |= n + 1 == shown;
            self.indent();
            let number = (n < MAX_GROUP_WIDTH).then(|| (n + 1).to_string());
            let title = number.as_deref().unwrap_or("...");
            let corner = if n == 0 { "+-" } else { "  " };
            self.out.push_str(&format!(
                "{corner}+---------------- {title} ----------------\n"
            ));
            self.depth += 1;
            if number.is_some() {
                self.chain(inner);
            } else {
                let more = exceptions.len() - MAX_GROUP_WIDTH;
                let s = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{s}\n"));
            }
            if n + 1 == shown && self.need_close {
                self.indent();
                self.out.push_str("+------------------------------------\n");
                self.need_close = false;
            }
            self.depth -= 1;
        }
        self.depth -= usize::from(outermost);
    }
}

/// The frames of an exception, below a title; nothing if it has none.
fn write_frames(kind: &str, exception: &Exception, out: &mut String) {
    let entries = traceback_of(exception);
    if !entries.is_empty() {
        out.push_str(&format!("{kind}Traceback (most recent call last):\n"));
        out.push_str(&frames::frames_text(entries));
    }
}

/// The last line of a traceback, about `message` if it is not `str` of the exception.
fn write_class_and_text(value: &Value, message: Option<Value>, out: &mut String) {
    let name = class_name(value.ty());
    let text = text_of(message.as_ref().unwrap_or(value));
    out.push_str(&name);
    if !text.is_empty() {
        out.push_str(": ");
        out.push_str(&text);
    }
    if let Some(meant) = suggestion::of(value) {
        out.push_str(&format!(". Did you mean: '{meant}'?"));
    }
    out.push('\n');
}

/// `str(value)`, which may fail.
fn text_of(value: &Value) -> String {
    match crate::operation::value_str(value) {
        Ok(text) => text.as_str().to_string(),
        Err(raised) => {
            drop(take_pending(raised));
            "<exception str() failed>".to_string()
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
