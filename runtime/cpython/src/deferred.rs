//! What threads are to run: `threading.Thread(target=f, args=(xs,))` and `executor.submit(f, xs)` only hand
//! `xs` on to `f`. So they are given `partial(f, xs)`, which keeps it on our side: a list that CPython held while the
//! threads run would be brought in step, with all that is in it, whenever one of them crosses.

use pyaot_core::args::Args;
use pyaot_core::attribute::{getattr_opt, value_setattr};
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::{Dict, Tuple};
use pyaot_core::types::Layout;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Raw, text_of};

/// A class of the library, once it has been met.
struct Class {
    module: &'static str,
    name: &'static core::ffi::CStr,
    known: Global<Raw>,
}

static THREAD: Class = Class {
    module: "threading",
    name: c"Thread",
    known: Global::new(core::ptr::null_mut()),
};
static EXECUTOR: Class = Class {
    module: "concurrent.futures.thread",
    name: c"ThreadPoolExecutor",
    known: Global::new(core::ptr::null_mut()),
};

impl Class {
    /// Whether `class` is it, not one derived from it.
    fn is(&self, class: Borrowed<'_>) -> bool {
        let raw = class.as_raw();
        // SAFETY: a short access; the caller passes a class, whose name is a C string.
        unsafe {
            if *self.known.get() == raw {
                return true;
            }
            if core::ffi::CStr::from_ptr((*raw.cast::<ffi::PyTypeObject>()).tp_name) != self.name {
                return false;
            }
        }
        let module = class.attribute_opt(c"__module__");
        let is_it = module.is_some_and(|module| text_of(module.borrow()) == Some(self.module));
        if is_it {
            // The module keeps it alive.
            // SAFETY: a short access.
            unsafe { *self.known.get() = raw };
        }
        is_it
    }
}

/// Arguments of a call: positional ones with those given by keywords behind them, and their names.
pub type Arguments = (Vec<Value>, Option<Tuple>);

/// What to call `threading.Thread` with in the place of `args`, if `callee` is it.
#[inline]
pub fn for_thread(callee: Borrowed<'_>, args: &Args<'_>) -> PyResult<Option<Arguments>> {
    // SAFETY: a live object.
    let is_class = unsafe { ffi::PyType_Check(callee.as_raw()) } != 0;
    match is_class && args.names().is_some() && THREAD.is(callee) {
        true => thread_arguments(args),
        false => Ok(None),
    }
}

#[cold]
fn thread_arguments(args: &Args<'_>) -> PyResult<Option<Arguments>> {
    let (mut target, mut given, mut named) = (None, None, None);
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (name, value) in args.keywords() {
        match name.as_str() {
            "target" => target = Some(value),
            "args" => given = Some(value),
            "kwargs" => named = Some(value),
            _ => {
                names.push(name.to_value());
                values.push(value.clone());
            }
        }
    }
    let (Some(target), true) = (target, args.positional().is_empty()) else {
        return Ok(None);
    };
    let given = match given {
        None => Vec::new(),
        Some(given) => match given.as_tuple() {
            Some(tuple) => tuple.items().to_vec(),
            None => return Ok(None),
        },
    };
    let keywords = match named {
        None => Dict::new(),
        Some(named) => match named.as_dict() {
            Some(dict) => dict.clone(),
            None => return Ok(None),
        },
    };
    let Some(later) = later(target, given, keywords)? else {
        return Ok(None);
    };
    names.push(pyaot_core::name!("target").to_value());
    values.push(later);
    Ok(Some((values, Some(Tuple::from_vec(names)))))
}

/// What to call `executor.submit` with in the place of `args`, if `receiver.name` is that.
#[inline]
pub fn for_executor(
    receiver: Borrowed<'_>,
    name: &str,
    args: &Args<'_>,
) -> PyResult<Option<Arguments>> {
    if name != "submit" || !EXECUTOR.is(receiver.class()) {
        return Ok(None);
    }
    let Some((target, given)) = args.positional().split_first() else {
        return Ok(None);
    };
    let later = later(target, given.to_vec(), args.keyword_dict()?)?;
    Ok(later.map(|later| (vec![later], None)))
}

/// `partial(target, *given, **keywords)` under the target's name; `None` where CPython would share nothing.
fn later(target: &Value, given: Vec<Value>, keywords: Dict) -> PyResult<Option<Value>> {
    let named = keywords.entries().map(|(_, value)| value);
    if target.is_foreign()
        || !given
            .iter()
            .cloned()
            .chain(named)
            .any(|value| holds(&value))
    {
        return Ok(None);
    }
    let Some(name) = getattr_opt(target, "__name__")? else {
        return Ok(None);
    };
    let partial = pyaot_core::functools::functools_partial();
    let words: Vec<Value> = [target.clone()].into_iter().chain(given).collect();
    let later = pyaot_core::call::value_call_ex(
        &partial,
        Tuple::from_vec(words).as_value(),
        keywords.as_value(),
    )?;
    // Threads are named by it.
    value_setattr(&later, pyaot_core::name!("__name__"), &name)?;
    Ok(Some(later))
}

/// Whether a value is, or may have in it, a container that would be shared.
fn holds(value: &Value) -> bool {
    use Layout::{Dict, List, Set, Tuple};
    value.is_heap() && matches!(value.ty().layout(), List | Dict | Set | Tuple)
}
