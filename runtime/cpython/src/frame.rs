//! The frames of compiled code as CPython sees them.
//!
//! CPython's frames are a list that begins in the thread's state. When
//! compiled code calls CPython, frame objects for the functions that run
//! are put there, made from their [`FrameRecord`]s. A frame object is made by
//! `PyFrame_New`, so it brings the memory of its frame along; it is one for each
//! call, kept with the record, or used again by the next call of the same code
//! if nobody has taken a reference meanwhile.

use pyaot_abi::layout::{CodeInfo, FrameRecord};
use pyaot_core::frame::{current, is_shared, set_current};
use pyo3_ffi as ffi;

use crate::recursion::ThreadState;
use crate::reference::{Borrowed, Owned, Raw};

/// What CPython 3.11 calls `_PyCFrame`.
#[repr(C)]
pub(crate) struct Evaluation {
    use_tracing: u8,
    innermost: *mut Frame,
}

/// What CPython 3.11 calls `_PyInterpreterFrame`.
#[repr(C)]
struct Frame {
    function: Raw,
    globals: Raw,
    builtins: Raw,
    locals: Raw,
    code: Raw,
    /// A reference to the frame's object.
    object: Raw,
    previous: *mut Frame,
    instruction: *mut u8,
    stack_top: i32,
    flags: [u8; 4],
    /// As many as the code has.
    variables: [Raw; 0],
}

/// What CPython 3.11 calls `PyFrameObject`.
#[repr(C)]
struct FrameObject {
    head: ffi::PyObject,
    /// Of a frame that is over: the object of the one that called it.
    back: Raw,
    frame: *mut Frame,
    trace: Raw,
    /// 0: to be found by the instruction.
    line: i32,
}

/// Says of a frame that was made to be shown, and runs nothing, that it has no variables: those of an
/// enclosing function would be looked for in cells that it does not have.
pub(crate) fn leave_variables_out(object: &Owned) {
    // SAFETY: a live frame object, whose variables are all unset.
    unsafe { (*(*object.as_raw().cast::<FrameObject>()).frame).stack_top = 0 };
}

/// References to a frame object that only this module knows: its own
/// frame's and ours.
const OUR_REFERENCES: isize = 2;

/// A table for code without any lines: the frame object has the line.
const NO_LINES: &[u8] = &[0x80 | 15 << 3 | 2];
/// `CO_OPTIMIZED | CO_NEWLOCALS`.
const FUNCTION_FLAGS: i64 = 3;

/// Runs `work` in CPython, where it finds the frames that compiled code has now.
///
/// # Safety
/// `state` is that of this thread.
#[inline]
pub(crate) unsafe fn outward<R>(state: *mut ThreadState, work: impl FnOnce() -> R) -> R {
    let record = current();
    if record.is_null() {
        return work();
    }
    // SAFETY: as promised by the caller; records in use are alive.
    unsafe {
        let evaluation = (*state).evaluation;
        let below = (*evaluation).innermost;
        if is_shared(record) {
            let (code, line) = ((*record).code.cast_mut(), (*record).line);
            // Nearly all.
            if !code.is_null()
                && (*code).outer.is_null()
                && let Some(object) = take(code)
            {
                (*object).line = line as i32;
                (*(*object).frame).previous = below;
                (*evaluation).innermost = (*object).frame;
                let result = work();
                (*evaluation).innermost = below;
                put(&Entry { code, object });
                set_current(record);
                return result;
            }
            let shown = show_once((*record).code, (*record).line, below);
            (*evaluation).innermost = shown.frame(below);
            let result = work();
            (*evaluation).innermost = below;
            hide(shown);
            set_current(record);
            return result;
        }
        (*evaluation).innermost = show(record, below);
        let result = work();
        (*evaluation).innermost = below;
        set_current(record);
        result
    }
}

/// Runs `work`, code of ours that CPython calls: its frames have those of CPython below.
#[inline]
pub(crate) fn inward<R>(work: impl FnOnce() -> R) -> R {
    let record = current();
    if record.is_null() {
        return work();
    }
    if is_shared(record) {
        // SAFETY: a short access.
        unsafe { (*record).code = core::ptr::null() };
        return work();
    }
    set_current(core::ptr::null_mut());
    let result = work();
    set_current(record);
    result
}

/// Whether somebody is told of each call of CPython's (`sys.setprofile`, `cProfile`).
pub(crate) fn is_traced() -> bool {
    // SAFETY: the state of this thread.
    unsafe { (*(*crate::recursion::state()).evaluation).use_tracing != 0 }
}

/// The variable `eval_str` of `inspect.get_annotations`.
const EVALUATES_TEXTS: usize = 3;

/// Whether the code of CPython's that runs now is `inspect.get_annotations`, which reads the globals
/// of each function and needs them only to evaluate texts, and is not to do so.
pub(crate) fn reads_annotations_only() -> bool {
    // SAFETY: the state of this thread; frames in use are alive, and a function's code has its
    // parameters first among its variables. What is looked up is borrowed from what stays.
    unsafe {
        let Some(frame) = (*(*crate::recursion::state()).evaluation)
            .innermost
            .as_ref()
        else {
            return false;
        };
        let inspect = ffi::PyDict_GetItemString(ffi::PyImport_GetModuleDict(), c"inspect".as_ptr());
        let known = Borrowed::from_raw(inspect)
            .and_then(|inspect| inspect.attribute_opt(c"get_annotations"))
            .filter(|known| known.borrow().is_exactly(&raw mut ffi::PyFunction_Type));
        known.is_some_and(|known| ffi::PyFunction_GetCode(known.as_raw()) == frame.code)
            && *(&raw const frame.variables)
                .cast::<Raw>()
                .add(EVALUATES_TEXTS)
                == ffi::Py_False()
    }
}

/// A frame object in use, and its code.
struct Entry {
    code: *mut CodeInfo,
    object: *mut FrameObject,
}

/// The frame objects of a record: more than one where the function's code
/// calls code that has no function of its own.
#[derive(Default)]
struct Objects {
    innermost: Option<Entry>,
    /// Those below, the outermost first.
    outer: Vec<Entry>,
}

impl Objects {
    /// The innermost frame, or `below` if there is none.
    unsafe fn frame(&self, below: *mut Frame) -> *mut Frame {
        match &self.innermost {
            // SAFETY: the object is in use.
            Some(entry) => unsafe { (*entry.object).frame },
            None => below,
        }
    }
}

/// What [`FrameRecord::shown`] refers to.
struct Shown {
    code: *const CodeInfo,
    objects: Objects,
}

/// The innermost frame of `record` with those below it, as far as they were
/// not shown before; those of its callers are on top of `below`.
unsafe fn show(record: *mut FrameRecord, below: *mut Frame) -> *mut Frame {
    // SAFETY: records in use are alive, and what they show is theirs.
    unsafe {
        let mut fresh = Vec::new();
        let mut next = record;
        let mut innermost = loop {
            if next.is_null() {
                break below;
            }
            let shown = (*next).shown.cast::<Shown>();
            if !shown.is_null() && (*shown).code == (*next).code {
                // It may have gone on since; its callers have not.
                if let Some(entry) = &(*shown).objects.innermost {
                    (*entry.object).line = (*next).line as i32;
                    break (*entry.object).frame;
                }
            }
            fresh.push(next);
            next = (*next).previous;
        };
        while let Some(record) = fresh.pop() {
            left(record);
            let (code, line) = ((*record).code, (*record).line);
            if code.is_null() || line == FrameRecord::NO_LINE {
                continue;
            }
            let objects = show_once(code, line, innermost);
            innermost = objects.frame(innermost);
            (*record).shown = Box::into_raw(Box::new(Shown { code, objects })).cast();
        }
        innermost
    }
}

/// The frames of `code` on top of `below`.
#[inline]
unsafe fn show_once(code: *const CodeInfo, line: u64, below: *mut Frame) -> Objects {
    let code = code.cast_mut();
    // SAFETY: descriptions of code live as long as the program.
    unsafe {
        if code.is_null() {
            return Objects::default();
        }
        let (mut objects, mut below) = (Objects::default(), below);
        if !(*code).outer.is_null() {
            let mut inner = show_once((*code).outer, u64::from((*code).outer_line), below);
            below = inner.frame(below);
            inner.outer.extend(inner.innermost.take());
            objects = inner;
        }
        if let Some(object) = take(code) {
            (*object).line = line as i32;
            (*(*object).frame).previous = below;
            objects.innermost = Some(Entry { code, object });
        }
        objects
    }
}

/// The frames are over.
#[inline]
unsafe fn hide(objects: Objects) {
    // The innermost first: an object that stays asks the one below for its own.
    for entry in objects.innermost.iter().chain(objects.outer.iter().rev()) {
        // SAFETY: an object of ours, in use until now.
        unsafe { put(entry) };
    }
}

/// The hook `frame_left`.
pub(crate) fn left(record: *mut FrameRecord) {
    // SAFETY: core passes a record in use.
    unsafe {
        let shown = core::mem::replace(&mut (*record).shown, core::ptr::null_mut());
        if !shown.is_null() {
            hide(Box::from_raw(shown.cast::<Shown>()).objects);
        }
    }
}

/// A frame object for `code` that is not in use.
#[inline]
unsafe fn take(code: *mut CodeInfo) -> Option<*mut FrameObject> {
    // SAFETY: the caller passes a description; nobody else holds a reference to its parts.
    unsafe {
        let spare = core::mem::replace(&mut (*code).spare, core::ptr::null_mut());
        if spare.is_null() {
            make(code)
        } else {
            Some(spare.cast())
        }
    }
}

#[cold]
unsafe fn make(code: *mut CodeInfo) -> Option<*mut FrameObject> {
    // SAFETY: descriptions of code are static data, and the texts of
    // compiled code are all there.
    let info: &'static CodeInfo = unsafe { &*code };
    let is_module = pyaot_core::str::from_static(&info.name).as_str() == "<module>";
    if info.object.is_null() {
        let object = crate::traceback::empty_code(info, info.line as i32)?;
        let flags = if is_module { 0 } else { FUNCTION_FLAGS };
        let object = crate::traceback::with_line_table(&object, NO_LINES, flags)?;
        // SAFETY: as in `take`.
        unsafe { (*code).object = object.into_raw().cast() };
    }
    // SAFETY: the description keeps its code object alive.
    let object = unsafe { Owned::new_reference((*code).object.cast()) };
    let module = pyaot_core::str::from_static(&info.module).as_str();
    let globals = crate::interpreter::globals_of(module)?;
    let frame = crate::traceback::new_frame(&object, Some(globals.clone()))?;
    let object = frame.into_raw().cast::<FrameObject>();
    // SAFETY: a fresh frame object with its frame; the frame's reference to
    // it is one the collector knows of.
    unsafe {
        let frame = (*object).frame;
        if is_module && (*frame).locals.is_null() {
            (*frame).locals = globals.into_raw();
        }
        ffi::Py_INCREF(object.cast());
        (*frame).object = object.cast();
    }
    Some(object)
}

/// Keeps a frame object for the next use, or gives it up to others that
/// refer to it: then it says itself who called.
#[inline]
unsafe fn put(entry: &Entry) {
    // SAFETY: an object of ours, which goes out of use.
    unsafe {
        let is_ours = (*entry.object).head.ob_refcnt == OUR_REFERENCES;
        if is_ours && (*entry.code).spare.is_null() {
            (*(*entry.object).frame).previous = core::ptr::null_mut();
            (*entry.code).spare = entry.object.cast();
        } else {
            give_up(entry.object, is_ours);
        }
    }
}

#[cold]
unsafe fn give_up(object: *mut FrameObject, is_ours: bool) {
    // SAFETY: as in `put`. `PyFrame_GetBack` gives a reference.
    unsafe {
        let frame = (*object).frame;
        if !is_ours && (*object).back.is_null() {
            (*object).back = ffi::PyFrame_GetBack(object.cast()).cast();
        }
        (*frame).previous = core::ptr::null_mut();
        (*frame).object = core::ptr::null_mut();
        ffi::Py_DECREF(object.cast());
        ffi::Py_DECREF(object.cast());
    }
}
