//! Values of members that are certain from the text.

use std::fmt::Write;

use rustpython_parser::ast::{Constant, Expr, Operator, UnaryOp};

/// A constant.
#[derive(Clone, Debug)]
pub(super) enum Value {
    None,
    Bool(bool),
    Int(i128),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    Tuple(Vec<Value>),
}

impl Value {
    /// What an expression certainly gives.
    pub fn of(expr: &Expr) -> Option<Value> {
        match expr {
            Expr::Constant(constant) => Value::constant(&constant.value),
            Expr::Tuple(tuple) => {
                let items: Option<Vec<Value>> = tuple.elts.iter().map(Value::of).collect();
                Some(Value::Tuple(items?))
            }
            Expr::UnaryOp(unary) => match (unary.op, Value::of(&unary.operand)?) {
                (UnaryOp::USub, Value::Int(value)) => Some(Value::Int(-value)),
                (UnaryOp::USub, Value::Float(value)) => Some(Value::Float(-value)),
                _ => None,
            },
            Expr::BinOp(binary) => {
                let (Value::Int(left), Value::Int(right)) =
                    (Value::of(&binary.left)?, Value::of(&binary.right)?)
                else {
                    return None;
                };
                let value = match binary.op {
                    Operator::Add => left.checked_add(right)?,
                    Operator::Sub => left.checked_sub(right)?,
                    Operator::Mult => left.checked_mul(right)?,
                    Operator::BitOr => left | right,
                    Operator::BitAnd => left & right,
                    Operator::LShift if (0..=62).contains(&right) => {
                        left.checked_mul(1 << right)?
                    }
                    _ => return None,
                };
                Some(Value::Int(value))
            }
            _ => None,
        }
    }

    fn constant(constant: &Constant) -> Option<Value> {
        Some(match constant {
            Constant::None => Value::None,
            Constant::Bool(value) => Value::Bool(*value),
            Constant::Int(value) => Value::Int(value.to_string().parse().ok()?),
            Constant::Float(value) if value.is_finite() => Value::Float(*value),
            Constant::Str(value) => Value::Str(value.clone()),
            Constant::Bytes(value) => Value::Bytes(value.clone()),
            _ => return None,
        })
    }

    /// What `auto()` gives behind these: one more than the last, where that is the largest.
    pub fn next<'a>(before: impl Iterator<Item = &'a Value>) -> Option<Value> {
        let (mut last, mut largest) = (0, None);
        for value in before {
            let Value::Int(value) = value else {
                return None;
            };
            last = *value;
            largest = largest.max(Some(*value));
        }
        let fits = largest.is_none_or(|largest| largest == last);
        fits.then_some(Value::Int(last.checked_add(1)?))
    }

    pub fn is_int(&self) -> bool {
        matches!(self, Value::Int(_))
    }

    pub fn is_str(&self) -> bool {
        matches!(self, Value::Str(_))
    }

    /// Whether `==` says so.
    pub fn equals(&self, other: &Value) -> bool {
        if let (Some(own), Some(other)) = (self.number(), other.number()) {
            return own == other;
        }
        match (self, other) {
            (Value::None, Value::None) => true,
            (Value::Int(own), Value::Int(other)) => own == other,
            (Value::Str(own), Value::Str(other)) => own == other,
            (Value::Bytes(own), Value::Bytes(other)) => own == other,
            (Value::Tuple(own), Value::Tuple(others)) => {
                own.len() == others.len()
                    && own.iter().zip(others).all(|(own, other)| own.equals(other))
            }
            _ => false,
        }
    }

    /// As a float that has the same value, if there is one.
    fn number(&self) -> Option<f64> {
        match self {
            Value::Bool(value) => Some(f64::from(u8::from(*value))),
            Value::Int(value) => {
                let float = *value as f64;
                (float as i128 == *value).then_some(float)
            }
            Value::Float(value) => Some(*value),
            _ => None,
        }
    }

    /// As source text.
    pub fn text(&self) -> String {
        match self {
            Value::None => "None".to_string(),
            Value::Bool(true) => "True".to_string(),
            Value::Bool(false) => "False".to_string(),
            Value::Int(value) => value.to_string(),
            Value::Float(value) => format!("{value:?}"),
            Value::Str(value) => {
                let mut text = "\"".to_string();
                for c in value.chars() {
                    // Writing to a String does not fail.
                    let _ = match c {
                        ' ' | '!' | '#'..='[' | ']'..='~' => write!(text, "{c}"),
                        _ => write!(text, "\\U{:08x}", u32::from(c)),
                    };
                }
                text + "\""
            }
            Value::Bytes(value) => {
                let bytes: String = value.iter().map(|byte| format!("\\x{byte:02x}")).collect();
                format!("b\"{bytes}\"")
            }
            Value::Tuple(items) => format!("({})", listed(items)),
        }
    }

    /// What `__init__` of the member is given.
    pub fn arguments(&self) -> String {
        match self {
            Value::Tuple(items) => listed(items),
            value => value.text(),
        }
    }
}

fn listed(items: &[Value]) -> String {
    items.iter().map(|item| item.text() + ", ").collect()
}
