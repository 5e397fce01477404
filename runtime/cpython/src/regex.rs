//! Patterns, matches and flags of the library's `re`: CPython is given its own in their place, which are what
//! its code asks for (`isinstance(x, re.Pattern)`) and can be pickled.

use pyaot_core::attribute::getattr_opt;
use pyaot_core::error::PyResult;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::to_python;
use crate::reference::{Borrowed, Owned, import, new_str};

/// The module of these classes, here and there.
pub const MODULE: &str = "re";

/// CPython's own object for one of the library's `re`; `None` for any other.
pub fn twin(value: &Value) -> PyResult<Option<Owned>> {
    let ty = value.ty();
    let make = match ty.name() {
        "Pattern" => pattern,
        "Match" => found,
        "RegexFlag" => flag,
        _ => return Ok(None),
    };
    let module = pyaot_core::class::module_of(ty);
    match module.as_str() {
        Some(module) if module.as_str() == MODULE => make(value),
        _ => Ok(None),
    }
}

/// An attribute, as CPython gets it.
fn field(value: &Value, name: &str) -> PyResult<Option<Owned>> {
    let field = getattr_opt(value, name)?;
    field.as_ref().map(to_python).transpose()
}

fn pattern(value: &Value) -> PyResult<Option<Owned>> {
    let (Some(text), Some(flags)) = (field(value, "pattern")?, field(value, "flags")?) else {
        return Ok(None);
    };
    let args = [text.borrow(), flags.borrow()];
    let re = import(c"re")?;
    re.borrow().call_method(c"compile", &args).map(Some)
}

fn flag(value: &Value) -> PyResult<Option<Owned>> {
    let Some(number) = field(value, "value")? else {
        return Ok(None);
    };
    let re = import(c"re")?;
    let class = re.borrow().attribute(new_str("RegexFlag")?.borrow())?;
    class.borrow().call(&[number.borrow()]).map(Some)
}

/// The match that CPython finds in the same text at the same place.
fn found(value: &Value) -> PyResult<Option<Owned>> {
    let [Some(pattern), Some(string), Some(pos), Some(endpos)] =
        ["re", "string", "pos", "endpos"].map(|name| field(value, name).transpose())
    else {
        return Ok(None);
    };
    let (pattern, string, pos, endpos) = (pattern?, string?, pos?, endpos?);
    let span = to_python(&pyaot_core::call::call_method(
        value,
        pyaot_core::name!("span"),
        &[],
    )?)?;
    // SAFETY: `span` gives a pair.
    let start = unsafe { Borrowed::new(ffi::PyTuple_GetItem(span.as_raw(), 0)) };
    for (how, from) in [
        (c"search", pos.borrow()),
        (c"match", pos.borrow()),
        (c"fullmatch", pos.borrow()),
        (c"search", start),
        (c"match", start),
        (c"fullmatch", start),
    ] {
        let args = [string.borrow(), from, endpos.borrow()];
        let found = pattern.borrow().call_method(how, &args)?;
        if found.as_raw() == Owned::none().as_raw() {
            continue;
        }
        let there = found.borrow().call_method(c"span", &[])?;
        // SAFETY: live tuples of ints.
        if unsafe { ffi::PyObject_RichCompareBool(there.as_raw(), span.as_raw(), ffi::Py_EQ) } == 1
        {
            return Ok(Some(found));
        }
    }
    // One behind an empty match: its proxy has the same methods.
    Ok(None)
}
