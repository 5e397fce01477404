//! `functools`: `partial`, `wraps`, `lru_cache`, `cmp_to_key` and
//! `cached_property`. What is best said in Python is in
//! `runtime/prelude/functools.py`.

mod cache;
mod key;
mod packed;
mod partial;
mod property;

use core::cell::RefCell;

pub use cache::{
    functools_cache, functools_lru_cache, lru_cache_clear, lru_cache_find, lru_cache_function,
    lru_cache_info, lru_cache_keep, lru_cache_parameters,
};
pub use key::functools_cmp_to_key;
pub use partial::functools_partial;
pub use property::functools_cached_property;

use crate::args::Args;
use crate::attribute::{generic_getattr, getattr_opt, value_getattr, value_setattr};
use crate::error::{PyResult, raise_type_error};
use crate::prelude::*;
use crate::reference::{Dict, Str, Tuple};
use crate::value::Value;

/// Attributes of an object that may be given any.
#[derive(Default)]
struct Attributes(RefCell<Option<Dict>>);

impl Attributes {
    fn dict(&self) -> Dict {
        self.0.borrow_mut().get_or_insert_with(Dict::new).clone()
    }

    fn is_empty(&self) -> bool {
        self.0.borrow().as_ref().is_none_or(|dict| dict.is_empty())
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        // SAFETY: nothing changes an object while it is visited.
        if let Some(dict) = unsafe { &*self.0.as_ptr() } {
            visit(dict.as_value());
        }
    }

    fn get(&self, this: &Value, name: &Str) -> PyResult<Value> {
        if name.as_str() == "__dict__" {
            return Ok(self.dict().into());
        }
        let own = self.0.borrow().clone();
        match own.and_then(|dict| dict.get_key(name)) {
            Some(value) => Ok(value),
            None => generic_getattr(this, name),
        }
    }

    fn set(&self, this: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
        let dict = self.dict();
        match value {
            Some(value) if name.as_str() == "__dict__" => {
                if let Some(new) = value.as_dict() {
                    let old = self.0.replace(Some(new.clone()));
                    drop(old);
                }
            }
            Some(value) => dict.set_key(name, value.clone()),
            None => {
                if dict.remove_key(name).is_none() {
                    return Err(crate::attribute::no_attribute(this, name.as_str()));
                }
            }
        }
        Ok(())
    }
}

/// The only argument of a call, by position or name.
fn only(args: Args<'_>, function: &str, parameter: &str) -> PyResult<Value> {
    let n = args.words().len();
    if n > 1 {
        return Err(raise_type_error(format_args!(
            "{function}() takes at most 1 argument ({n} given)"
        )));
    }
    let named = args.keywords().find(|(name, _)| name.as_str() == parameter);
    match args.positional().first().or(named.map(|(_, value)| value)) {
        Some(value) => Ok(value.clone()),
        None => Err(raise_type_error(format_args!(
            "{function}() missing required argument '{parameter}' (pos 1)"
        ))),
    }
}

/// What `update_wrapper` copies if it is not told.
const ASSIGNED: [&str; 5] = [
    "__module__",
    "__name__",
    "__qualname__",
    "__doc__",
    "__annotations__",
];

/// `update_wrapper(wrapper, wrapped, assigned, updated)`.
pub fn functools_update_wrapper(
    wrapper: &Value,
    wrapped: &Value,
    assigned: Option<&Value>,
    updated: Option<&Value>,
) -> PyResult<Value> {
    let copy = |name: &Str| -> PyResult<()> {
        match getattr_opt(wrapped, name.as_str())? {
            Some(value) => value_setattr(wrapper, name, &value),
            None => Ok(()),
        }
    };
    match assigned {
        None => ASSIGNED
            .iter()
            .try_for_each(|name| copy(&crate::str::intern(name)))?,
        Some(names) => {
            for name in crate::iter::collect(names)? {
                copy(&crate::str::intern(
                    crate::operation::value_str(&name)?.as_str(),
                ))?;
            }
        }
    }
    let dicts = match updated {
        None => vec![Value::str("__dict__")],
        Some(names) => crate::iter::collect(names)?,
    };
    for name in dicts {
        let name = crate::operation::value_str(&name)?;
        let Some(source) = getattr_opt(wrapped, name.as_str())? else {
            continue;
        };
        let target = value_getattr(wrapper, &crate::str::intern(name.as_str()))?;
        match (target.as_dict(), source.as_dict()) {
            (Some(_), Some(source)) if source.is_empty() => {}
            (Some(target), _) => crate::dict::update_from_any(target, &source)?,
            _ => {
                let update = value_getattr(&target, crate::name!("update"))?;
                crate::call::call(&update, core::slice::from_ref(&source))?;
            }
        }
    }
    value_setattr(wrapper, crate::name!("__wrapped__"), wrapped)?;
    Ok(wrapper.clone())
}

/// `wraps(wrapped, assigned, updated)`: `update_wrapper` with its arguments but the first.
pub fn functools_wraps(
    wrapped: &Value,
    assigned: Option<&Value>,
    updated: Option<&Value>,
) -> PyResult<Value> {
    let row = &crate::exports::functools::methods::functools_update_wrapper;
    let keywords = Dict::new();
    keywords.set_str("wrapped", wrapped.clone());
    for (name, value) in [("assigned", assigned), ("updated", updated)] {
        if let Some(value) = value {
            keywords.set_str(name, value.clone());
        }
    }
    Ok(partial::new(
        crate::method::row_function(row),
        Tuple::from_vec(Vec::new()),
        keywords,
    ))
}
