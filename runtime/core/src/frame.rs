//! Where compiled code stands, for CPython to see.
//!
//! Compiled code keeps a list of [`FrameRecord`]s in programs that may reach
//! CPython; the bridge makes frame objects of them when control crosses. In
//! programs that look at their callers each function has a record, linked to
//! its caller's while it runs. In others there is one record for all, which
//! says where the innermost function stands.

use pyaot_abi::layout::FrameRecord;

use crate::memory::Global;
use crate::reference::Str;

/// The record of the function that runs; null where none are kept.
#[unsafe(export_name = "pyaot_frame")]
static CURRENT: Global<*mut FrameRecord> = Global::new(core::ptr::null_mut());

/// The record all functions share where each has none of its own.
#[unsafe(export_name = "pyaot_site")]
static SITE: Global<FrameRecord> = Global::new(FrameRecord::new());

/// The record of the function that runs; null where none are kept, or where
/// CPython runs.
#[inline]
pub fn current() -> *mut FrameRecord {
    // SAFETY: a short access.
    unsafe { *CURRENT.get() }
}

/// Puts back what [`current`] gave.
#[inline]
pub fn set_current(record: *mut FrameRecord) {
    // SAFETY: a short access.
    unsafe { *CURRENT.get() = record };
}

/// The module of the function that runs, if that was told.
pub fn module() -> Option<&'static Str> {
    // SAFETY: records are live as long as their functions run, and code is static.
    let module = unsafe {
        let code = current().as_ref()?.code;
        &code.as_ref()?.module
    };
    (!module.is_null()).then(|| crate::str::from_static(module))
}

/// Whether all functions share this record.
#[inline]
pub fn is_shared(record: *mut FrameRecord) -> bool {
    record == SITE.get()
}

/// Goes on with a function that was left standing: its caller is who runs now.
///
/// # Safety
/// `record` is null or of a function that waits.
#[inline]
pub unsafe fn enter_again(record: *mut FrameRecord) {
    if !record.is_null() {
        // SAFETY: as promised by the caller.
        unsafe { (*record).previous = current() };
        set_current(record);
    }
}

/// A function stops running, to wait, and `outer` goes on: its record, or null if it has none.
///
/// # Safety
/// The current record is `outer` or that of a function `outer` has resumed.
#[inline]
pub unsafe fn leave_waiting(outer: *mut FrameRecord) -> *mut FrameRecord {
    let record = current();
    if record == outer {
        return core::ptr::null_mut();
    }
    // SAFETY: as promised by the caller.
    unsafe {
        if !(*record).shown.is_null() {
            frame_left(record.cast());
        }
    }
    set_current(outer);
    record
}

/// The row `frame_left`.
pub fn frame_left(record: *const u8) {
    if let Some(hooks) = crate::foreign::active_hooks() {
        (hooks.frame_left)(record.cast_mut().cast());
    }
}
