//! Text to tree: parsing (rustpython-parser), scopes, names.
//!
//! [`parse`] never fails on any text: it returns a [`tree::Module`] or the
//! diagnostics that say why there is none. Nothing here knows types.
#![forbid(unsafe_code)]

pub mod tree;

pub use pyaot_diagnostics::Span;
