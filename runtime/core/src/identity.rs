//! Hashes of what is only equal to itself and is part of the interpreter: `None`, the classes.
//!
//! CPython hashes them to where they lie. That is by chance, but for the place in a page of
//! memory, which its build has settled: so a set of classes, or one with `None`, has the same
//! order whenever a program runs. The compiler has asked the CPython that the program goes with,
//! and says so in [`ProgramInfo::hashes`](pyaot_abi::layout::ProgramInfo).

use crate::attribute::object_hash;
use crate::error::PyResult;
use crate::memory::Global;
use crate::types::Type;
use crate::value::Value;

/// What the compiler knows of the hash of the object of that name.
fn known(name: &str) -> Option<i64> {
    let info = crate::start::program_info()?;
    let all = crate::str::from_static(&info.hashes).as_str();
    let of_name = |one: &&str| {
        one.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('='))
    };
    let one = all.split(' ').find(of_name)?;
    one[name.len() + 1..].parse().ok()
}

/// The hash of an object of the interpreter, where the compiler knows it; else by where it lies here.
pub fn hash_of(object: &Value, name: &str) -> i64 {
    known(name).unwrap_or(object.as_raw().rotate_right(4) as i64)
}

/// Hash slot of classes.
pub fn class_hash(class: &Value) -> PyResult<i64> {
    /// By some bits of the address, the last class whose hash has been looked for.
    const RECENT: usize = 32;
    static HASHES: Global<[(u64, i64); RECENT]> = Global::new([(0, 0); RECENT]);
    let Some(ty) = class.as_type().filter(|ty| !Type::is_heap_type(ty)) else {
        return object_hash(class);
    };
    let word = class.as_raw();
    // SAFETY: one thread, and nothing here comes back.
    let recent = unsafe { &mut (&mut *HASHES.get())[(word / 64) as usize % RECENT] };
    if recent.0 != word {
        *recent = (word, hash_of(class, ty.name()));
    }
    Ok(recent.1)
}
