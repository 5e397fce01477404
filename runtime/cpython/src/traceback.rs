//! Tracebacks across the border.
//!
//! On our side a traceback is a list of entries, each a [`CodeInfo`] and a
//! line. A frame of Python's gets a `CodeInfo` made from its code object and
//! position; a frame of ours gets an empty code object. Both are made once
//! and remembered, so that a traceback can travel back and forth and stay
//! what it was.

use std::collections::HashMap;

use pyaot_abi::layout::CodeInfo;
use pyaot_core::error::PyResult;
use pyaot_core::exception::TracebackEntry;
use pyaot_core::memory::Global;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, Raw};

/// Where a frame's code lives on Python's side.
struct Place {
    code: Owned,
    /// Instruction offset, -1 for compiled code.
    instruction: i32,
    frame: Owned,
}

#[derive(Default)]
struct Frames {
    places: HashMap<*const CodeInfo, Place>,
    /// Compiled code by its stand-in.
    compiled: HashMap<Raw, *const CodeInfo>,
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
                entries.push(TracebackEntry {
                    code: code_info(&code, (*link).tb_lasti, (*link).tb_frame.cast()),
                    line: line as i64,
                });
            }
            next = (*link).tb_next.cast();
        }
    }
    entries.reverse();
    entries
}

/// Our description of a position in Python code.
unsafe fn code_info(code: &Owned, instruction: i32, frame: Raw) -> *const CodeInfo {
    if let Some(known) = frames().compiled.get(&code.as_raw()) {
        return *known;
    }
    let key = (code.as_raw(), instruction);
    if let Some(known) = frames().python.get(&key) {
        return *known;
    }
    let text = |name: &core::ffi::CStr| {
        let text = code.borrow().attribute_opt(name);
        let text = text.as_ref().and_then(|text| crate::reference::text_of(text.borrow())).unwrap_or("?");
        pyaot_core::str::intern(text).as_ptr().cast_const()
    };
    let info: *const CodeInfo =
        Box::leak(Box::new(CodeInfo { name: text(c"co_name"), file: text(c"co_filename") }));
    // The frame itself would keep its variables alive; one that only has the
    // same code does for printing.
    // SAFETY: the caller passes a live frame.
    let globals = unsafe { Borrowed::new(frame) }.attribute_opt(c"f_globals");
    if let Some(frame) = new_frame(code, globals) {
        frames().places.insert(info, Place { code: code.clone(), instruction, frame });
        frames().python.insert(key, info);
    }
    info
}

fn new_frame(code: &Owned, globals: Option<Owned>) -> Option<Owned> {
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
        if frame.is_none() {
            ffi::PyErr_Clear();
        }
        frame
    }
}

/// The stand-in for a compiled frame, made on first use.
fn ensure_place(info: *const CodeInfo) {
    if frames().places.contains_key(&info) {
        return;
    }
    // SAFETY: code descriptions are static data of the program.
    let info_data: &'static CodeInfo = unsafe { &*info };
    let c_text = |text: &'static *const pyaot_abi::layout::StrObject| {
        std::ffi::CString::new(pyaot_core::str::from_static(text).as_str()).unwrap_or_default()
    };
    let (name, file) = (c_text(&info_data.name), c_text(&info_data.file));
    // SAFETY: C strings; a new reference.
    let code = unsafe { Owned::from_raw(ffi::PyCode_NewEmpty(file.as_ptr(), name.as_ptr(), 1).cast()) };
    let Some(code) = code else {
        // SAFETY: clears what the failed call left.
        unsafe { ffi::PyErr_Clear() };
        return;
    };
    let globals = crate::interpreter::main_dict();
    if let Some(frame) = new_frame(&code, globals) {
        frames().compiled.insert(code.as_raw(), info);
        frames().places.insert(info, Place { code, instruction: -1, frame });
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

/// `traceback` inside one more frame.
pub fn extend(traceback: Option<Owned>, entry: &TracebackEntry) -> PyResult<Option<Owned>> {
    ensure_place(entry.code);
    let Some(place) = frames().places.get(&entry.code) else { return Ok(traceback) };
    debug_assert!(!place.code.as_raw().is_null());
    let (frame, instruction) = (place.frame.clone(), place.instruction);
    let next = traceback.unwrap_or_else(Owned::none);
    let instruction = crate::convert::to_python(&pyaot_core::value::Value::int(instruction as i64))?;
    let line = crate::convert::to_python(&pyaot_core::value::Value::int(entry.line))?;
    // SAFETY: the type lives for ever.
    let class = unsafe { Borrowed::new((&raw mut ffi::PyTraceBack_Type).cast()) };
    class.call(&[next.borrow(), frame.borrow(), instruction.borrow(), line.borrow()]).map(Some)
}
