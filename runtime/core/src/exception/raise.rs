//! The exceptions that compiled code raises itself, and those of the system.

use super::{
    ALL, ASSERTION_ERROR, BLOCKING_IO_ERROR, BROKEN_PIPE_ERROR, CHILD_PROCESS_ERROR,
    CONNECTION_ABORTED_ERROR, CONNECTION_REFUSED_ERROR, CONNECTION_RESET_ERROR, FILE_EXISTS_ERROR,
    FILE_NOT_FOUND_ERROR, INTERRUPTED_ERROR, IS_A_DIRECTORY_ERROR, NOT_A_DIRECTORY_ERROR, OS_ERROR,
    PERMISSION_ERROR, PROCESS_LOOKUP_ERROR, TIMEOUT_ERROR, annotate_pending, bare_exception,
    exception_init,
};
use crate::args::Args;
use crate::error::{
    PyResult, Raised, raise_assertion_error, raise_attribute_error, raise_import_error,
    raise_name_error, raise_unbound_local_error, raise_value, raise_value_error, raise_with_args,
};
use crate::prelude::*;
use crate::reference::Str;
use crate::types::Type;
use crate::value::Value;

/// Raises UnboundLocalError for a variable.
pub fn raise_unbound_local(name: &Str) -> PyResult<()> {
    Err(raise_unbound_local_error(format_args!(
        "cannot access local variable '{}' where it is not associated with a value",
        name.as_str()
    )))
}

/// Raises NameError for a global.
pub fn raise_unbound_name(name: &Str) -> PyResult<()> {
    let raised = raise_name_error(format_args!("name '{}' is not defined", name.as_str()));
    Err(annotate_pending(raised, &[("name", name.to_value())]))
}

/// Raises NameError for a variable of an enclosing function.
pub fn raise_unbound_free(name: &Str) -> PyResult<()> {
    Err(raise_name_error(format_args!(
        "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
        name.as_str()
    )))
}

/// Raises AssertionError, with the message if there is one.
pub fn raise_assertion(message: Option<&Value>) -> PyResult<()> {
    Err(match message {
        Some(message) => raise_with_args(&ASSERTION_ERROR, vec![message.clone()]),
        None => raise_with_args(&ASSERTION_ERROR, Vec::new()),
    })
}

/// Raises the named built-in exception with a message.
pub fn raise_builtin(class: &Str, message: &Str) -> PyResult<()> {
    match ALL.iter().find(|ty| ty.name() == class.as_str()) {
        Some(class) => Err(raise_with_args(class, vec![message.to_value()])),
        None => Err(raise_assertion_error(format_args!(
            "unknown exception class"
        ))),
    }
}

/// Raises ImportError for a name that a compiled module lacks.
pub fn raise_import_missing(module: &Str, path: &Str, name: &Str, running: bool) -> PyResult<()> {
    let (module_text, path_text) = (module.as_str(), path.as_str());
    let raised = if running {
        raise_import_error(format_args!(
            "cannot import name '{}' from partially initialized module '{module_text}' \
             (most likely due to a circular import) ({path_text})",
            name.as_str()
        ))
    } else {
        raise_import_error(format_args!(
            "cannot import name '{}' from '{module_text}' ({path_text})",
            name.as_str()
        ))
    };
    let extras = [("name", module.to_value()), ("path", path.to_value())];
    Err(annotate_pending(raised, &extras))
}

/// Raises AttributeError for a global that a compiled module lacks.
pub fn raise_module_attribute(module: &Str, name: &Str, running: bool) -> PyResult<()> {
    let (start, end) = match running {
        true => (
            "partially initialized ",
            " (most likely due to a circular import)",
        ),
        false => ("", ""),
    };
    Err(raise_attribute_error(format_args!(
        "{start}module '{}' has no attribute '{}'{end}",
        module.as_str(),
        name.as_str()
    )))
}

/// Raises ValueError for an unpacking that does not fit.
pub fn raise_unpack(expected: i64, got: i64) -> PyResult<()> {
    Err(if got > expected {
        raise_value_error(format_args!(
            "too many values to unpack (expected {expected})"
        ))
    } else {
        raise_value_error(format_args!(
            "not enough values to unpack (expected {expected}, got {got})"
        ))
    })
}

/// The subclass of OSError for `errno`.
pub(super) fn os_error_class(errno: i32) -> &'static Type {
    match errno {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &BLOCKING_IO_ERROR,
        libc::EPIPE | libc::ESHUTDOWN => &BROKEN_PIPE_ERROR,
        libc::ECHILD => &CHILD_PROCESS_ERROR,
        libc::ECONNABORTED => &CONNECTION_ABORTED_ERROR,
        libc::ECONNREFUSED => &CONNECTION_REFUSED_ERROR,
        libc::ECONNRESET => &CONNECTION_RESET_ERROR,
        libc::EEXIST => &FILE_EXISTS_ERROR,
        libc::ENOENT => &FILE_NOT_FOUND_ERROR,
        libc::EISDIR => &IS_A_DIRECTORY_ERROR,
        libc::ENOTDIR => &NOT_A_DIRECTORY_ERROR,
        libc::EINTR => &INTERRUPTED_ERROR,
        libc::EACCES | libc::EPERM => &PERMISSION_ERROR,
        libc::ESRCH => &PROCESS_LOOKUP_ERROR,
        libc::ETIMEDOUT => &TIMEOUT_ERROR,
        _ => &OS_ERROR,
    }
}

/// Raises the subclass of OSError for `errno`, as CPython picks it.
pub fn raise_os_error_code(errno: i32, filename: Option<&Value>) -> Raised {
    raise_os_error(errno, filename.cloned().into_iter().collect())
}

/// The same about two files.
pub fn raise_os_error_between(errno: i32, filename: &Value, other: &Value) -> Raised {
    raise_os_error(errno, vec![filename.clone(), Value::NONE, other.clone()])
}

fn raise_os_error(errno: i32, filenames: Vec<Value>) -> Raised {
    let class = os_error_class(errno);
    // SAFETY: strerror gives a NUL-terminated text.
    let message = unsafe { core::ffi::CStr::from_ptr(libc::strerror(errno)) }
        .to_string_lossy()
        .into_owned();
    let mut words = vec![Value::int(errno as i64), Value::str(&message)];
    words.extend(filenames);
    let made: Value = bare_exception(class).into();
    match exception_init(&made, Args::positional_only(&words)) {
        Ok(()) => raise_value(made),
        Err(raised) => raised,
    }
}
