//! Text to tree: parsing (rustpython-parser), scopes, names.
//!
//! [`parse`] never fails on any text: it returns a [`tree::Module`] or the
//! diagnostics that say why there is none. Nothing here knows types.
#![forbid(unsafe_code)]

mod binding;
mod builder;
mod expressions;
mod parse;
mod patterns;
mod scope;
mod statements;
mod tokens;
pub mod tree;

pub use parse::parse;
pub use pyaot_diagnostics::Span;
