//! The `sys` module, as far as it needs no CPython.

use pyaot_abi::layout::{Header, TupleObject};

use crate::error::{PyResult, raise_recursion_error, raise_value_error, raise_with_args};
use crate::exception::SYSTEM_EXIT;
use crate::prelude::*;
use crate::reference::{Dict, List, Str, Tuple};
use crate::types::{Layout, Slots, Type};
use crate::value::Value;

/// `sys.exit(status)`.
pub fn sys_exit(status: &Value) -> PyResult<Value> {
    Err(raise_with_args(
        &SYSTEM_EXIT,
        if status.is_none() {
            Vec::new()
        } else {
            vec![status.clone()]
        },
    ))
}

/// `sys.setrecursionlimit(limit)`.
pub fn sys_setrecursionlimit(limit: i64) -> PyResult<()> {
    let limit = crate::operation::to_c_int(limit)?;
    if limit < 1 {
        return Err(raise_value_error(format_args!(
            "recursion limit must be greater or equal than 1"
        )));
    }
    // CPython counts the call of this function too.
    let depth = crate::recursion::depth() + 1;
    if depth >= i64::from(limit) {
        return Err(raise_recursion_error(format_args!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        )));
    }
    crate::recursion::set_limit(i64::from(limit));
    if let Some(hooks) = crate::foreign::active_hooks() {
        (hooks.set_recursion_limit)(limit);
    }
    Ok(())
}

/// `sys.getrecursionlimit()`.
pub fn sys_getrecursionlimit() -> i64 {
    crate::recursion::limit()
}

/// `sys.set_int_max_str_digits(maxdigits)`.
pub fn sys_set_int_max_str_digits(maxdigits: i64) -> PyResult<()> {
    if maxdigits != 0 && maxdigits < 640 {
        return Err(raise_value_error(format_args!(
            "maxdigits must be 0 or larger than 640"
        )));
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

/// What the program has put in the place of `sys.stdout`, or standard output itself where text
/// does not go there as it is.
pub fn replaced_stdout() -> Option<Value> {
    let own = crate::file::standard(1);
    let given = current("stdout").filter(|stdout| !stdout.is(&own));
    given.or_else(|| (!crate::file::takes_text_as_it_is(&own)).then_some(own))
}

/// A tuple class whose items have names too, as `sys` has several.
macro_rules! record_class {
    ($ident:ident $name:literal [$($field:literal),*]) => {
        static $ident: Type = Type::builtin_in(
            "sys",
            concat!("sys.", $name),
            Layout::Tuple,
            size_of::<TupleObject>(),
            &[&crate::tuple::TUPLE],
            Slots {
                repr: Some(|this| record_repr(this, concat!("sys.", $name), &[$($field),*])),
                getattr: |this, name| {
                    let at = [$($field),*].iter().position(|known| *known == name.as_str());
                    match at.and_then(|at| this.as_tuple()?.items().get(at).cloned()) {
                        Some(value) => Ok(value),
                        None => crate::attribute::generic_getattr(this, name),
                    }
                },
                new: None,
                ..crate::tuple::SLOTS
            },
        );
    };
}

record_class!(VERSION_INFO "version_info" ["major", "minor", "micro", "releaselevel", "serial"]);
record_class!(FLOAT_INFO "float_info" [
    "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"
]);

fn record_repr(this: &Value, class: &str, fields: &[&str]) -> PyResult<Str> {
    let items = this.as_tuple().map_or(&[][..], |tuple| tuple.items());
    let mut parts = Vec::with_capacity(fields.len());
    for (name, item) in fields.iter().zip(items) {
        parts.push(format!(
            "{name}={}",
            crate::operation::value_repr(item)?.as_str()
        ));
    }
    Ok(Str::new(&format!("{class}({})", parts.join(", "))))
}

/// A tuple of class `ty`, which has the layout of tuple.
fn record(ty: &'static Type, items: Vec<Value>) -> Value {
    let tuple: Value = Tuple::from_vec(items).into();
    // SAFETY: a fresh tuple nobody else knows; classes are never freed.
    unsafe { (*(tuple.as_raw() as *mut Header)).ty = (ty as *const Type).cast() };
    tuple
}

fn float_info() -> Vec<Value> {
    vec![
        Value::float(f64::MAX),
        Value::int(i64::from(f64::MAX_EXP)),
        Value::int(i64::from(f64::MAX_10_EXP)),
        Value::float(f64::MIN_POSITIVE),
        Value::int(i64::from(f64::MIN_EXP)),
        Value::int(i64::from(f64::MIN_10_EXP)),
        Value::int(i64::from(f64::DIGITS)),
        Value::int(i64::from(f64::MANTISSA_DIGITS)),
        Value::float(f64::EPSILON),
        Value::int(i64::from(f64::RADIX)),
        Value::int(1),
    ]
}

/// Puts the attributes that are no functions into the module's dict.
pub fn fill(dict: &Dict) {
    crate::io::may_be_replaced();
    crate::start::may_have_hook();
    let argv = crate::start::argv()
        .iter()
        .map(|arg| Value::str(&crate::codec::from_system(arg)))
        .collect();
    dict.set_str("argv", List::from_vec(argv).into());
    dict.set_str("maxsize", Value::int(i64::MAX));
    dict.set_str("hexversion", Value::int(0x030b_07f0));
    let release = [3, 11, 7]
        .map(Value::int)
        .into_iter()
        .chain([Value::str("final"), Value::int(0)]);
    dict.set_str("version_info", record(&VERSION_INFO, release.collect()));
    dict.set_str("float_info", record(&FLOAT_INFO, float_info()));
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
