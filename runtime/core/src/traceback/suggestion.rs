//! "Did you mean: 'x'?" behind the text of an error nobody caught.
//!
//! What a NameError meant the compiler has found out. The name of an
//! AttributeError is compared with the attributes of the object. Objects of built-in classes get no suggestion:
//! which methods these have is not known where only those in use are linked.

use pyaot_abi::similar::closest;

use crate::exception::{ATTRIBUTE_ERROR, MEANT, NAME_ERROR, extra};
use crate::prelude::*;
use crate::value::Value;

/// An object with this many attributes gets no suggestion.
const MAX_CANDIDATES: usize = 750;

/// What was meant by the name that a NameError or AttributeError complains of.
pub fn of(exception: &Value) -> Option<String> {
    if exception.ty().is_subclass_of(&NAME_ERROR) {
        let meant = extra(exception, MEANT)?;
        return Some(meant.as_str()?.as_str().to_string());
    }
    if !exception.ty().is_subclass_of(&ATTRIBUTE_ERROR) {
        return None;
    }
    let name = extra(exception, "name")?;
    let name = name.as_str()?;
    let object = extra(exception, "obj").filter(|object| !object.is_none())?;
    let candidates = crate::attribute::own_names(&object);
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    closest(name.as_str(), candidates.iter().map(String::as_str)).map(str::to_string)
}
