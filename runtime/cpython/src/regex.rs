//! Patterns, matches and flags of the library's `re`: CPython is given its own in their place, which are what
//! its code asks for (`isinstance(x, re.Pattern)`) and can be pickled.

use pyaot_core::attribute::getattr_opt;
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::Tuple;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{from_python, to_python};
use crate::reference::{Borrowed, Owned, Raw, import, new_str};
use crate::sharing::ByAddress;

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

/// Patterns that have crossed, by ours and by CPython's: each comes back as what it was.
#[derive(Default)]
struct Twins {
    by_word: ByAddress<u64, Owned>,
    by_object: ByAddress<Raw, Value>,
    /// CPython's class of patterns.
    class: Raw,
}

/// As many as CPython's `re` keeps.
const MOST_KEPT: usize = 512;

static TWINS: Global<Option<Twins>> = Global::new(None);

fn twins() -> Option<&'static mut Twins> {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*TWINS.get()).as_mut() }
}

fn pattern(value: &Value) -> PyResult<Option<Owned>> {
    if let Some(known) = twins().and_then(|twins| twins.by_word.get(&value.as_raw())) {
        return Ok(Some(known.clone()));
    }
    let (Some(text), Some(flags)) = (field(value, "pattern")?, field(value, "flags")?) else {
        return Ok(None);
    };
    // Not `re.compile`, which keeps what it makes for others too.
    let args = [text.borrow(), flags.borrow()];
    let made = import(c"re._compiler")?
        .borrow()
        .call_method(c"compile", &args)?;
    let class = made.borrow().type_pointer();
    crate::convert::forget_foreign(class);
    // SAFETY: a short access.
    let twins = unsafe { (*TWINS.get()).get_or_insert_default() };
    twins.class = class.cast();
    let dropped = match twins.by_word.len() >= MOST_KEPT {
        true => (
            core::mem::take(&mut twins.by_word),
            core::mem::take(&mut twins.by_object),
        ),
        false => Default::default(),
    };
    twins.by_word.insert(value.as_raw(), made.clone());
    twins.by_object.insert(made.as_raw(), value.clone());
    drop(dropped);
    Ok(Some(made))
}

/// Whether an object is of CPython's class of patterns, and some pattern of ours has crossed.
pub fn may_be_known(object: Borrowed<'_>) -> bool {
    twins().is_some_and(|twins| twins.class == object.class().as_raw())
}

/// The pattern of ours for which one of CPython's was made.
pub fn known(object: Borrowed<'_>) -> Option<Value> {
    twins()?.by_object.get(&object.as_raw()).cloned()
}

/// What a pattern of CPython's is hashed by: it equals patterns of ours.
pub fn content(object: Borrowed<'_>) -> PyResult<Option<Value>> {
    // SAFETY: a live object has a live type, whose name is a C string.
    let name = unsafe { core::ffi::CStr::from_ptr((*object.type_pointer()).tp_name) };
    if name != c"re.Pattern" {
        return Ok(None);
    }
    let part = |name| object.attribute(new_str(name)?.borrow()).map(from_python);
    let parts = Tuple::pair(part("flags")?, part("pattern")?);
    Ok(Some(parts.into()))
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
