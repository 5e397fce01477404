//! Comparing sequences item by item.

use crate::error::PyResult;
use crate::reference::List;
use crate::types::CompareOp;
use crate::value::Value;

/// `a op b` for two sequences given by their lengths and items. Lengths are
/// asked for again each turn: comparing may run code that changes them.
pub fn compare_items(
    op: CompareOp,
    len: impl Fn() -> (usize, usize),
    mut get: impl FnMut(usize) -> Option<(Value, Value)>,
) -> PyResult<Value> {
    let (n, m) = len();
    if n != m && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    crate::start::check_stack(" in comparison")?;
    let mut at = 0;
    while let Some((a, b)) = get(at) {
        if !crate::operation::equal(&a, &b)? {
            return match op {
                CompareOp::Eq => Ok(Value::FALSE),
                CompareOp::Ne => Ok(Value::TRUE),
                _ => crate::operation::compare(op, &a, &b),
            };
        }
        at += 1;
    }
    let (n, m) = len();
    Ok(Value::bool(op.accepts(n.cmp(&m))))
}

/// `a op b` for lists. Items that are one object are passed over at once.
pub(super) fn compare_lists(a: &List, b: &List, op: CompareOp) -> PyResult<Value> {
    let mut passed = 0;
    compare_items(
        op,
        || (a.length(), b.length()),
        |at| {
            let from = at + passed;
            let x = a.words().get(from..).unwrap_or(&[]);
            let y = b.words().get(from..).unwrap_or(&[]);
            passed += x.iter().zip(y).take_while(|(x, y)| x.is(y)).count();
            Some((a.get(at + passed)?, b.get(at + passed)?))
        },
    )
}
