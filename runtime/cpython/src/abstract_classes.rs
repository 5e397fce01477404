//! The abstract classes of `collections.abc` and `abc`, which are the library's own, and those of `collections`
//! that derive from them (`UserDict`).
//!
//! CPython has its own one for each, which is the same class from here on: as a value, as a base of what
//! CPython makes, and for what libraries ask. Classes of the program derive from ours, so that their
//! objects have fields; CPython takes its types for those for registered subclasses.

use pyaot_core::abstract_class::{self, of_library};
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::types::Type;
use pyaot_core::value::Value;

use crate::convert::to_python;
use crate::reference::{Borrowed, Owned, new_str};

/// Whether it is such a class.
pub fn is_one(ty: &'static Type) -> bool {
    ty.is_heap_type() && of_library().iter().any(|one| core::ptr::eq(*one, ty))
}

/// How many have been paired up.
static PAIRED: Global<usize> = Global::new(0);

/// The class of ours for what may be an abstract class of CPython's that has not crossed over yet.
pub fn find(class: Borrowed<'_>) -> Option<&'static Type> {
    let all = of_library();
    // SAFETY: short accesses.
    let paired = unsafe { *PAIRED.get() };
    if paired == all.len() {
        return None;
    }
    // SAFETY: as above.
    unsafe { *PAIRED.get() = all.len() };
    for ty in &all[paired..] {
        drop(crate::class::to_python(ty).map_err(pyaot_core::error::take_pending));
    }
    crate::class::from_python(class)
}

/// Registers a fresh type of CPython's for a class of ours with CPython's abstract classes of which that is a
/// subclass, by derivation or because the program said so.
pub fn register_type(ty: &'static Type, class: &Owned) -> PyResult<()> {
    for of in of_library() {
        if abstract_class::is_declared(of, ty) {
            register(of, class)?;
        }
    }
    Ok(())
}

/// What [`pyaot_core::foreign::ForeignHooks::registered`] is.
pub fn registered(of: &'static Type, class: &Value) -> PyResult<()> {
    match is_one(of) {
        true => register(of, &to_python(class)?),
        false => Ok(()),
    }
}

fn register(of: &'static Type, class: &Owned) -> PyResult<()> {
    let of = crate::class::to_python(of)?;
    let register = of.borrow().attribute(new_str("register")?.borrow())?;
    register.borrow().call(&[class.borrow()]).map(drop)
}
