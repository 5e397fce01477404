//! What every module here starts from: the runtime stands on `core` and
//! `alloc` alone, which keeps the standard library (its panic machinery
//! above all) out of the executables.

pub use alloc::borrow::ToOwned;
pub use alloc::boxed::Box;
pub use alloc::format;
pub use alloc::string::{String, ToString};
pub use alloc::vec;
pub use alloc::vec::Vec;

pub use crate::float_math::FloatMath;
