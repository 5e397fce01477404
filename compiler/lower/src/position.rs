//! Where an operation stands in the source, as CPython's instructions have it.

use pyaot_ir::{Anchors, Position};
use pyaot_syntax::Span;
use pyaot_syntax::tree::{Expr, ExprKind, UnaryOp};

/// The position that covers all of `span`.
pub fn position_at(span: Span) -> Position {
    Position {
        line: span.line,
        end_line: span.end_line,
        column: span.column.saturating_sub(1),
        end_column: span.end_column.saturating_sub(1),
        anchors: Anchors::None,
    }
}

/// The position of the operation that an expression ends with.
pub fn position_of(expr: &Expr) -> Position {
    let position = position_at(expr.span);
    let from_start = |column: u32| (column - 1).saturating_sub(position.column);
    let anchors = match &expr.kind {
        ExprKind::Binary { left, right, .. } => Anchors::Operator(
            from_start(left.span.end_column),
            from_start(right.span.column),
        ),
        ExprKind::Subscript { object, index } => Anchors::Subscript(
            from_start(object.span.end_column),
            from_start(index.span.end_column),
        ),
        ExprKind::Attribute { name, .. } => return at_name(position, expr.span, name),
        ExprKind::Call { callee, .. } => {
            if let ExprKind::Attribute { name, .. } = &callee.kind {
                if position.line != callee.span.end_line {
                    return at_name(position, callee.span, name);
                }
                Anchors::Method(from_start(callee.span.end_column))
            } else {
                Anchors::None
            }
        }
        _ => Anchors::None,
    };
    if position.line != position.end_line {
        return position;
    }
    Position {
        anchors,
        ..position
    }
}

/// An attribute on a later line than its object is where its name is.
fn at_name(position: Position, attribute: Span, name: &str) -> Position {
    if position.line == attribute.end_line {
        return position;
    }
    let column = (attribute.end_column - 1).saturating_sub(name.chars().count() as u32);
    Position {
        line: attribute.end_line,
        column,
        ..position
    }
}

/// Where CPython says that an `assert` of `test` fails, if not at the
/// statement: at the last comparison its jumps were made for.
pub fn last_comparison(test: &Expr) -> Option<Position> {
    match &test.kind {
        ExprKind::Compare { .. } => Some(position_of(test)),
        ExprKind::Unary {
            op: UnaryOp::Not,
            operand,
        } => last_comparison(operand),
        ExprKind::And(values) | ExprKind::Or(values) => {
            values.iter().rev().find_map(last_comparison)
        }
        _ => None,
    }
}
