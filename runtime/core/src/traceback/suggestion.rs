//! "Did you mean: 'x'?" behind the text of an error nobody caught.
//!
//! What a NameError meant the compiler has found out. The name of an
//! AttributeError is compared with the attributes of the object; those of built-in
//! classes, of which only what is in use is linked, are in a table.

use pyaot_abi::similar::closest;

use crate::exception::{ATTRIBUTE_ERROR, MEANT, NAME_ERROR, extra};
use crate::prelude::*;
use crate::traceback::known_names;
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
    let object = extra(exception, "obj")?;
    let mut candidates = crate::attribute::own_names(&object);
    let classes = object.as_type().unwrap_or_else(|| object.ty()).mro();
    let built_in = || {
        classes
            .iter()
            .copied()
            .filter(|class| !class.is_heap_type())
    };
    for class in built_in() {
        candidates.extend(known_names::of(class).map(str::to_string));
    }
    candidates.extend(known_names::special(built_in()).into_iter().flatten());
    candidates.sort_unstable();
    candidates.dedup();
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    closest(name.as_str(), candidates.iter().map(String::as_str)).map(str::to_string)
}
