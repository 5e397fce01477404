//! What CPython's compiler warns of when it reads a text.

use rustpython_parser::ast::{CmpOp, Constant, Expr, StmtAssert, UnaryOp};

/// The warning for an expression, if it deserves one.
pub(crate) fn of_expression(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Compare(e) => {
            let mut left = is_literal(&e.left);
            for (op, right) in e.ops.iter().zip(&e.comparators) {
                let right = is_literal(right);
                let (word, sign) = match op {
                    CmpOp::Is => ("is", "=="),
                    CmpOp::IsNot => ("is not", "!="),
                    _ => ("", ""),
                };
                if (left || right) && !word.is_empty() {
                    return Some(format!(
                        "\"{word}\" with a literal. Did you mean \"{sign}\"?"
                    ));
                }
                left = right;
            }
            None
        }
        Expr::Call(e) => {
            let callee = type_of(&e.func).filter(|_| !matches!(*e.func, Expr::Lambda(_)))?;
            Some(format!(
                "'{callee}' object is not callable; perhaps you missed a comma?"
            ))
        }
        Expr::Subscript(e) if matches!(e.ctx, rustpython_parser::ast::ExprContext::Load) => {
            of_subscript(&e.value, &e.slice)
        }
        _ => None,
    }
}

fn of_subscript(value: &Expr, index: &Expr) -> Option<String> {
    let name = type_of(value)?;
    match value {
        Expr::Set(_) | Expr::SetComp(_) | Expr::GeneratorExp(_) | Expr::Lambda(_) => {}
        _ if matches!(
            name,
            "NoneType" | "ellipsis" | "bool" | "int" | "float" | "complex"
        ) => {}
        _ if matches!(name, "str" | "bytes" | "tuple" | "list") => {
            let index = type_of(index).filter(|index| !matches!(*index, "int" | "bool"))?;
            return Some(format!(
                "{name} indices must be integers or slices, not {index}; perhaps you missed a comma?"
            ));
        }
        _ => return None,
    }
    Some(format!(
        "'{name}' object is not subscriptable; perhaps you missed a comma?"
    ))
}

/// The warning for an `assert`.
pub(crate) fn of_assert(stmt: &StmtAssert) -> Option<String> {
    let is_full = matches!(&*stmt.test, Expr::Tuple(tuple) if !tuple.elts.is_empty());
    is_full.then(|| "assertion is always true, perhaps remove parentheses?".to_string())
}

/// Whether the expression is a constant that has a value of its own each time
/// the text is read.
fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Constant(e) => !matches!(
            e.value,
            Constant::None | Constant::Bool(_) | Constant::Ellipsis
        ),
        Expr::UnaryOp(e) => !matches!(e.op, UnaryOp::Not) && is_number(&e.operand),
        Expr::Tuple(e) => e.elts.iter().all(is_constant),
        _ => false,
    }
}

fn is_constant(expr: &Expr) -> bool {
    matches!(expr, Expr::Constant(_)) || is_literal(expr)
}

fn is_number(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Constant(e) if matches!(
            e.value,
            Constant::Int(_) | Constant::Float(_) | Constant::Complex { .. }
        )
    )
}

/// The type of what a display, a literal or a comprehension makes.
fn type_of(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::GeneratorExp(_) => "generator",
        Expr::Lambda(_) => "function",
        Expr::JoinedStr(_) | Expr::FormattedValue(_) => "str",
        Expr::Constant(e) => match &e.value {
            Constant::None => "NoneType",
            Constant::Bool(_) => "bool",
            Constant::Str(_) => "str",
            Constant::Bytes(_) => "bytes",
            Constant::Int(_) => "int",
            Constant::Tuple(_) => "tuple",
            Constant::Float(_) => "float",
            Constant::Complex { .. } => "complex",
            Constant::Ellipsis => "ellipsis",
        },
        _ => return None,
    })
}
