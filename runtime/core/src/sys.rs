//! The `sys` module, as far as it needs no CPython.

use crate::error::{PyResult, raise_value_error, raise_with_args};
use crate::exception::SYSTEM_EXIT;
use crate::memory::Global;
use crate::reference::{Dict, List, Str, Tuple};
use crate::value::Value;

/// What `sys.getrecursionlimit()` gives until it is set.
static RECURSION_LIMIT: Global<i64> = Global::new(1000);

/// `sys.exit(status)`.
pub fn sys_exit(status: &Value) -> PyResult<Value> {
    Err(raise_with_args(&SYSTEM_EXIT, if status.is_none() { Vec::new() } else { vec![status.clone()] }))
}

/// `sys.setrecursionlimit(limit)`.
pub fn sys_setrecursionlimit(limit: i64) -> PyResult<()> {
    if limit < 1 {
        return Err(raise_value_error(format_args!("recursion limit must be greater or equal than 1")));
    }
    // SAFETY: a short access.
    unsafe { *RECURSION_LIMIT.get() = limit };
    crate::start::set_recursion_limit(limit as u64);
    Ok(())
}

/// `sys.getrecursionlimit()`.
pub fn sys_getrecursionlimit() -> i64 {
    // SAFETY: a short access.
    unsafe { *RECURSION_LIMIT.get() }
}

/// `sys.set_int_max_str_digits(maxdigits)`.
pub fn sys_set_int_max_str_digits(maxdigits: i64) -> PyResult<()> {
    if maxdigits != 0 && maxdigits < 640 {
        return Err(raise_value_error(format_args!("maxdigits must be 0 or larger than 640")));
    }
    crate::int::set_max_str_digits(maxdigits as usize);
    Ok(())
}

/// `sys.get_int_max_str_digits()`.
pub fn sys_get_int_max_str_digits() -> i64 {
    crate::int::max_str_digits() as i64
}

/// `sys.intern(string)`.
pub fn sys_intern(string: &Str) -> Str {
    crate::str::intern(string.as_str())
}

/// `sys.exception()`.
pub fn sys_exception() -> Value {
    crate::exception::handled().unwrap_or(Value::NONE)
}

/// `sys.exc_info()`.
pub fn sys_exc_info() -> Tuple {
    match crate::exception::handled() {
        Some(exception) => {
            let traceback = match crate::error::as_exception(&exception) {
                Some(object) => crate::traceback::traceback_object(object),
                None => Value::NONE,
            };
            Tuple::from_vec(vec![exception.ty_value(), exception, traceback])
        }
        None => Tuple::from_vec(vec![Value::NONE, Value::NONE, Value::NONE]),
    }
}

/// `sys.getdefaultencoding()`.
pub fn sys_getdefaultencoding() -> Str {
    Str::new("utf-8")
}

/// The module's dict, once a program has imported it.
fn dict() -> Option<Dict> {
    let module = crate::native_module::loaded("sys")?;
    crate::attribute::attrs_dict(&module).cloned()
}

/// `sys.name` as the program may have set it.
pub fn current(name: &str) -> Option<Value> {
    dict()?.get_str(name)
}

/// What the program has put in the place of `sys.stdout`.
pub fn replaced_stdout() -> Option<Value> {
    current("stdout").filter(|stdout| !stdout.is(&crate::file::standard(1)))
}

/// Puts the attributes that are no functions into the module's dict.
pub fn fill(dict: &Dict) {
    let argv = crate::start::argv().iter().map(|arg| Value::str(arg)).collect();
    dict.set_str("argv", List::from_vec(argv).into());
    dict.set_str("maxsize", Value::int(i64::MAX));
    dict.set_str("maxunicode", Value::int(0x10ffff));
    dict.set_str("byteorder", Value::str("little"));
    dict.set_str("platform", Value::str("linux"));
    dict.set_str("stdin", crate::file::standard(0));
    dict.set_str("stdout", crate::file::standard(1));
    dict.set_str("stderr", crate::file::standard(2));
    dict.set_str("__stdin__", crate::file::standard(0));
    dict.set_str("__stdout__", crate::file::standard(1));
    dict.set_str("__stderr__", crate::file::standard(2));
}
