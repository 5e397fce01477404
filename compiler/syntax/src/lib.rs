//! Text to tree: parsing (rustpython-parser), scopes, names.
//!
//! [`parse`] never fails on any text: it returns a [`tree::Module`] or the
//! diagnostics that say why there is none. Nothing here knows types.
#![forbid(unsafe_code)]

mod binding;
mod bound_methods;
mod builder;
mod constants;
mod copies;
mod dataclass;
mod enumeration;
mod escapes;
mod expressions;
mod f_string;
mod fold;
mod generated;
mod implicit;
mod imports;
mod named_tuple;
mod namespace;
mod once;
mod parse;
mod patterns;
pub mod predefined;
mod print;
mod prune;
mod scope;
mod stars;
mod statements;
#[cfg(test)]
mod tests;
mod texts;
mod tokens;
mod total_ordering;
pub mod tree;
mod type_checking;
pub mod typing_bases;
mod warnings;

pub use dataclass::{Held, HeldClass};
pub use once::lifted_from;
pub use parse::{Around, exports, held, parse, parse_library};
pub use print::print;
pub use pyaot_diagnostics::Span;
pub use scope::mangle;
pub use stars::{Export, Exports, Others};
