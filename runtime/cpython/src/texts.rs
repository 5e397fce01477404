//! Long texts and bytes that crossed to CPython lately, with what they became:
//! a tokeniser that asks `pattern.match(text, at)` for each of its tokens, or
//! reads records by `struct.unpack_from(form, data, at)`, hands over the same object each time,
//! and one that reads `self.text[at]` of an object of CPython's gets the same.

use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::value::Value;

use crate::reference::{Borrowed, Owned};

/// From here on copying costs more than looking.
pub const LONG: usize = 512;
/// How many are remembered.
const ROOM: usize = 4;

/// The last one used comes first.
static KNOWN: Global<Vec<(Value, Owned)>> = Global::new(Vec::new());

/// What `value`, which is long and cannot change, was when it crossed before, or what `make` makes of it.
pub fn to_python(value: &Value, make: impl FnOnce() -> PyResult<Owned>) -> PyResult<Owned> {
    {
        // SAFETY: a short access: nothing else runs in this block.
        let known = unsafe { &mut *KNOWN.get() };
        if let Some(at) = known.iter().position(|(ours, _)| ours.is(value)) {
            known[..=at].rotate_right(1);
            return Ok(known[0].1.clone());
        }
    }
    let made = make()?;
    remember(value.clone(), made.clone());
    Ok(made)
}

/// The same for an object of CPython's.
pub fn from_python(object: Borrowed<'_>, make: impl FnOnce() -> Option<Value>) -> Option<Value> {
    {
        // SAFETY: as above.
        let known = unsafe { &*KNOWN.get() };
        let found = known
            .iter()
            .find(|(_, theirs)| theirs.as_raw() == object.as_raw());
        if let Some((ours, _)) = found {
            return Some(ours.clone());
        }
    }
    let made = make()?;
    remember(made.clone(), object.to_owned());
    Some(made)
}

fn remember(ours: Value, theirs: Owned) {
    // SAFETY: a short access. What is forgotten is plain text or bytes, whose end runs no code.
    let known = unsafe { &mut *KNOWN.get() };
    let is_used = |ours: &Value| {
        // SAFETY: a live object.
        ours.as_header()
            .is_some_and(|it| unsafe { (*it).refcount > 1 })
    };
    // The program has dropped some meanwhile.
    known.retain(|(ours, _)| is_used(ours));
    known.truncate(ROOM - 1);
    known.insert(0, (ours, theirs));
}
