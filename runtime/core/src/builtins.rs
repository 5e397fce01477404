//! The functions of the `builtins` module.

use crate::error::PyResult;
use crate::types::UnaryOp;
use crate::value::Value;

/// `abs(x)`.
pub fn builtins_abs(x: &Value) -> PyResult<Value> {
    crate::operation::unary(UnaryOp::Abs, x)
}
