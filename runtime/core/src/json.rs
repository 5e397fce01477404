//! `_json`: what the library's `json` reads and writes JSON (RFC 8259) with, as CPython's does:
//! what it takes beyond the standard (`NaN`), what it raises and where.

mod decode;
mod encode;

pub use decode::json_decode;
pub use encode::{json_encode, json_quote};
