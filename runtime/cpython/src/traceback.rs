//! Tracebacks across the border.
//!
//! On our side a traceback is a list of entries, each a [`CodeInfo`] and a
//! line. A frame of Python's gets a `CodeInfo` made from its code object and
//! position; a line of ours gets an empty code object that begins there. Both
//! are made once and remembered, so that a traceback can travel back and
//! forth and stay what it was.

use std::collections::HashMap;

use pyaot_abi::layout::CodeInfo;
use pyaot_abi::position::Position;
use pyaot_core::error::PyResult;
use pyaot_core::exception::TracebackEntry;
use pyaot_core::memory::Global;
use pyaot_core::traceback::{foreign_of, set_foreign, split};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, Raw};

/// Where a frame's code lives on Python's side.
struct Place {
    /// Keeps the address in the other tables from being used again.
    _code: Owned,
    instruction: i32,
    frame: Owned,
}

/// Python frames by their `CodeInfo` alone, ours by position too.
type Key = (*const CodeInfo, Position);

#[derive(Default)]
struct Frames {
    places: HashMap<Key, Place>,
    /// Compiled code by its stand-in.
    compiled: HashMap<Raw, Key>,
    /// Python code by object and instruction.
    python: HashMap<(Raw, i32), *const CodeInfo>,
}

static FRAMES: Global<Option<Frames>> = Global::new(None);

fn frames() -> &'static mut Frames {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*FRAMES.get()).get_or_insert_default() }
}

/// The entries of a Python traceback, innermost first.
pub fn entries_of(traceback: Option<Borrowed<'_>>) -> Vec<TracebackEntry> {
    let mut entries = Vec::new();
    let mut next = traceback.map_or(core::ptr::null_mut(), |traceback| traceback.as_raw());
    while !next.is_null() {
        // SAFETY: the chain of a live traceback is alive; each link has a frame with code.
        unsafe {
            if ffi::PyTraceBack_Check(next) == 0 {
                break;
            }
            let link = next.cast::<ffi::PyTracebackObject>();
            let code: Raw = ffi::PyFrame_GetCode((*link).tb_frame).cast();
            if let Some(code) = Owned::from_raw(code) {
                // The line is worked out only when asked for.
                let line = match (*link).tb_lineno {
                    -1 => ffi::PyCode_Addr2Line(code.as_raw().cast(), (*link).tb_lasti),
                    line => line,
                };
                let (code, position) = code_info(&code, (*link).tb_lasti, (*link).tb_frame.cast());
                entries.push(TracebackEntry {
                    code,
                    line: line as i64,
                    position,
                });
            }
            next = (*link).tb_next.cast();
        }
    }
    entries.reverse();
    entries
}

/// The hook `traceback_entries`.
pub fn entries_of_foreign(object: &Value) -> Option<Vec<TracebackEntry>> {
    let traceback = Borrowed::of(object)?;
    // SAFETY: a live object.
    let is_traceback = unsafe { ffi::PyTraceBack_Check(traceback.as_raw()) != 0 };
    is_traceback.then(|| entries_of(Some(traceback)))
}

/// Our description of a position in Python code.
unsafe fn code_info(code: &Owned, instruction: i32, frame: Raw) -> Key {
    if let Some(known) = frames().compiled.get(&code.as_raw()) {
        return *known;
    }
    let key = (code.as_raw(), instruction);
    if let Some(known) = frames().python.get(&key) {
        return (*known, Position::NONE);
    }
    let text = |name: &core::ffi::CStr| {
        let text = code.borrow().attribute_opt(name);
        let text = text
            .as_ref()
            .and_then(|text| crate::reference::text_of(text.borrow()))
            .unwrap_or("?");
        pyaot_core::str::intern(text).as_ptr().cast_const()
    };
    let info: *const CodeInfo = Box::leak(Box::new(CodeInfo {
        name: text(c"co_name"),
        file: text(c"co_filename"),
        module: core::ptr::null(),
        outer: core::ptr::null(),
        outer_line: 0,
        line: 0,
        object: core::ptr::null_mut(),
        spare: core::ptr::null_mut(),
    }));
    // The frame itself would keep its variables alive; one that only has the
    // same code does for printing.
    // SAFETY: the caller passes a live frame.
    let globals = unsafe { Borrowed::new(frame) }.attribute_opt(c"f_globals");
    if let Some(frame) = new_frame(code, globals) {
        frames().places.insert(
            (info, Position::NONE),
            Place {
                _code: code.clone(),
                instruction,
                frame,
            },
        );
        frames().python.insert(key, info);
    }
    (info, Position::NONE)
}

/// Adds the frame of Python code that is run here to the traceback of the pending exception.
pub(crate) fn add_python_frame(code: &Owned, instruction: i32) {
    let Some(frame) = new_frame(code, crate::interpreter::main_dict()) else {
        return;
    };
    // SAFETY: live objects.
    let (line, (info, position)) = unsafe {
        (
            ffi::PyCode_Addr2Line(code.as_raw().cast(), instruction),
            code_info(code, instruction, frame.as_raw()),
        )
    };
    let entry = TracebackEntry {
        code: info,
        line: i64::from(line),
        position,
    };
    let Some(pending) = pyaot_core::error::peek_pending() else {
        return;
    };
    match pyaot_core::error::as_exception(&pending) {
        Some(exception) => pyaot_core::exception::add_frame(exception, entry),
        None => pyaot_core::foreign::add_frame(&pending, &entry),
    }
}

pub(crate) fn new_frame(code: &Owned, globals: Option<Owned>) -> Option<Owned> {
    // SAFETY: live objects; the thread holds the GIL.
    unsafe {
        let globals = match globals {
            Some(globals) => globals,
            None => Owned::from_raw(ffi::PyDict_New())?,
        };
        let frame = ffi::PyFrame_New(
            ffi::PyThreadState_Get(),
            code.as_raw().cast(),
            globals.as_raw(),
            core::ptr::null_mut(),
        );
        let frame = Owned::from_raw(frame.cast());
        match &frame {
            Some(frame) => crate::frame::leave_variables_out(frame),
            None => ffi::PyErr_Clear(),
        }
        frame
    }
}

/// The frame and instruction that stand for an entry, made on first use.
fn place_of(entry: &TracebackEntry) -> Option<(Owned, i32)> {
    let frames = frames();
    let place = frames
        .places
        .get(&(entry.code, Position::NONE))
        .or_else(|| frames.places.get(&(entry.code, entry.position)));
    if let Some(place) = place {
        return Some((place.frame.clone(), place.instruction));
    }
    // SAFETY: code descriptions are static data of the program.
    let info: &'static CodeInfo = unsafe { &*entry.code };
    let file_text = pyaot_core::str::from_static(&info.file).as_str();
    let code = empty_code(info, entry.line as i32)?;
    let code = with_columns(&code, file_text, &entry.position).unwrap_or(code);
    let frame = new_frame(&code, crate::interpreter::main_dict())?;
    let frames = self::frames();
    frames
        .compiled
        .insert(code.as_raw(), (entry.code, entry.position));
    let place = Place {
        _code: code,
        instruction: 0,
        frame: frame.clone(),
    };
    frames.places.insert((entry.code, entry.position), place);
    Some((frame, 0))
}

/// A code object of that name and file, without a body.
pub(crate) fn empty_code(info: &'static CodeInfo, line: i32) -> Option<Owned> {
    let c_text = |text: &'static *const pyaot_abi::layout::StrObject| {
        std::ffi::CString::new(pyaot_core::str::from_static(text).as_str()).unwrap_or_default()
    };
    let (name, file) = (c_text(&info.name), c_text(&info.file));
    // SAFETY: C strings; a new reference, or an error that is cleared.
    unsafe {
        let code = Owned::from_raw(ffi::PyCode_NewEmpty(file.as_ptr(), name.as_ptr(), line).cast());
        if code.is_none() {
            ffi::PyErr_Clear();
        }
        code
    }
}

/// An empty code object that says in which columns of its line it is.
fn with_columns(code: &Owned, file: &str, position: &Position) -> Option<Owned> {
    if !position.has_columns() {
        return None;
    }
    let mut sources = pyaot_core::traceback::frames::Sources::default();
    let (column, end_column) = sources.byte_columns(file, position)?;
    // One entry of the long form for the three instructions there are.
    let mut table = vec![0x80 | 14 << 3 | 2, 0];
    for number in [
        position.end_line - position.line,
        column + 1,
        end_column + 1,
    ] {
        let mut rest = number;
        while rest >= 64 {
            table.push(0x40 | (rest & 63) as u8);
            rest >>= 6;
        }
        table.push(rest as u8);
    }
    with_line_table(code, &table, 0)
}

/// The code with another table of lines and other flags.
pub(crate) fn with_line_table(code: &Owned, table: &[u8], flags: i64) -> Option<Owned> {
    // SAFETY: live objects; an error is cleared.
    unsafe {
        let replaced = (|| {
            let replace = code.borrow().attribute_opt(c"replace")?;
            let bytes = ffi::PyBytes_FromStringAndSize(table.as_ptr().cast(), table.len() as isize);
            let bytes = Owned::from_raw(bytes)?;
            let flags = Owned::from_raw(ffi::PyLong_FromLongLong(flags))?;
            let names = Owned::from_raw(ffi::PyDict_New())?;
            for (name, value) in [(c"co_linetable", bytes), (c"co_flags", flags)] {
                ffi::PyDict_SetItemString(names.as_raw(), name.as_ptr(), value.as_raw());
            }
            let none = Owned::from_raw(ffi::PyTuple_New(0))?;
            Owned::from_raw(ffi::PyObject_Call(
                replace.as_raw(),
                none.as_raw(),
                names.as_raw(),
            ))
        })();
        if replaced.is_none() {
            ffi::PyErr_Clear();
        }
        replaced
    }
}

/// A Python traceback with these entries, innermost first; `None` for none.
pub fn build(entries: &[TracebackEntry]) -> PyResult<Option<Owned>> {
    let mut traceback = None;
    for entry in entries {
        traceback = extend(traceback, entry)?;
    }
    Ok(traceback)
}

/// The Python traceback for an object of ours, the same each time.
pub fn of_object(value: &Value) -> PyResult<Option<Owned>> {
    // Those that have none yet, the innermost last.
    let mut fresh = Vec::new();
    let (mut next, mut traceback) = (value, None);
    while let Some((entry, inner)) = split(next) {
        if let Some(known) = foreign_of(next) {
            traceback = Borrowed::of(&known).map(|known| known.to_owned());
            break;
        }
        fresh.push((next, entry));
        next = inner;
    }
    if traceback.is_none() {
        traceback = Borrowed::of(next).map(|inner| inner.to_owned());
    }
    while let Some((object, entry)) = fresh.pop() {
        traceback = extend(traceback, entry)?;
        if let Some(traceback) = &traceback {
            set_foreign(object, traceback.clone().into_value());
        }
    }
    Ok(traceback)
}

/// `traceback` inside one more frame.
pub fn extend(traceback: Option<Owned>, entry: &TracebackEntry) -> PyResult<Option<Owned>> {
    let Some((frame, instruction)) = place_of(entry) else {
        return Ok(traceback);
    };
    let next = traceback.unwrap_or_else(Owned::none);
    let instruction = crate::convert::to_python(&Value::int(instruction as i64))?;
    let line = crate::convert::to_python(&Value::int(entry.line))?;
    // SAFETY: the type lives for ever.
    let class = unsafe { Borrowed::new((&raw mut ffi::PyTraceBack_Type).cast()) };
    class
        .call(&[
            next.borrow(),
            frame.borrow(),
            instruction.borrow(),
            line.borrow(),
        ])
        .map(Some)
}
