//! Calls of functions and methods that are rows of the runtime's table.

use pyaot_abi::AbiType;
use pyaot_abi::functions::FnDecl;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, Keyword};

use crate::function::FunctionLower;

/// A parameter as a signature spells it.
pub(crate) struct RowParam {
    name: String,
    pub(crate) default: Option<String>,
    pub(crate) by_position: bool,
    by_name: bool,
}

impl<'a> FunctionLower<'_, 'a> {
    /// Calls the row that implements `type.name`, if its parameters take
    /// these arguments as they are.
    pub(crate) fn call_row(
        &mut self,
        ty: &str,
        name: &str,
        receiver: Option<&'a Expr>,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<ValueId> {
        if args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_))) {
            return None;
        }
        let row = pyaot_analysis::rows::row(ty, name)?;
        let (first, params) = row.params.split_at(usize::from(receiver.is_some()));
        let spelled = parameters(row.python?, params.len())?;
        // Arguments in the order they are evaluated, with the parameters they are for.
        let mut given: Vec<(usize, &'a Expr)> = args.iter().enumerate().collect();
        if args.len() > spelled.iter().filter(|param| param.by_position).count() {
            return None;
        }
        for keyword in keywords {
            let name = keyword.name.as_deref()?;
            let is_it = |param: &RowParam| param.by_name && param.name == name;
            given.push((spelled.iter().position(is_it)?, &keyword.value));
        }
        let mut values: Vec<Option<ValueId>> = vec![None; params.len()];
        for (n, (at, arg)) in given.iter().enumerate() {
            let ty = self.ty(arg);
            if !takes(params[*at].ty, &ty) || given[..n].iter().any(|(other, _)| other == at) {
                return None;
            }
        }
        // Before the arguments: a default that has no literal leaves the call to others.
        for (at, param) in params.iter().enumerate() {
            if given.iter().all(|(other, _)| *other != at) {
                let default = spelled[at].default.as_deref()?;
                values[at] = Some(self.default_literal(param.ty, default)?);
            }
        }
        let position = self.b.position;
        let mut held = Vec::new();
        if let (Some(receiver), [param]) = (receiver, first) {
            let value = match param.ty {
                AbiType::Value => self.value(receiver),
                _ => self.expr(receiver),
            };
            held.push((None, self.hold("receiver", value)));
        }
        for (at, arg) in given {
            let value = match params[at].ty {
                AbiType::I64 => self.index(arg),
                AbiType::Size => self.size(arg),
                AbiType::Value | AbiType::OptValue => self.value(arg),
                _ => self.expr(arg),
            };
            held.push((Some(at), self.hold("argument", value)));
        }
        let mut operands = Vec::new();
        for (at, local) in held {
            let value = self.get(local);
            match at {
                Some(at) => values[at] = Some(value),
                None => operands.push(value),
            }
        }
        operands.extend(values.into_iter().flatten());
        self.b.position = position;
        Some(self.finish_row(row, &operands))
    }

    pub(crate) fn finish_row(&mut self, row: &'static FnDecl, values: &[ValueId]) -> ValueId {
        if row.result == AbiType::Unit {
            self.runtime_unit(row, values);
            return self.none();
        }
        self.runtime(row, values)
    }

    /// A default of a signature as an operand of that ABI type.
    pub(crate) fn default_literal(&mut self, ty: AbiType, text: &str) -> Option<ValueId> {
        Some(match (ty, text) {
            (AbiType::OptValue | AbiType::Value, "None") => self.none(),
            (AbiType::OptValue, "...") => self.unbound(),
            (AbiType::Str, _) => {
                let text = quoted(text)?;
                self.str(text)
            }
            (AbiType::Bool, "True" | "False") => self.emit(Op::ConstBool(text == "True"), &[]),
            (AbiType::Value | AbiType::OptValue, "True" | "False") => {
                let value = self.emit(Op::ConstBool(text == "True"), &[]);
                self.coerce(value, Repr::Bool, Repr::Value)
            }
            (AbiType::Value | AbiType::OptValue, _) => match quoted(text) {
                Some(text) => {
                    let text = self.str(text);
                    self.coerce(text, Repr::Ref, Repr::Value)
                }
                None => {
                    let n: i64 = text.parse().ok()?;
                    let n = self.emit(Op::ConstInt(n), &[]);
                    self.coerce(n, Repr::Int, Repr::Value)
                }
            },
            (AbiType::I64 | AbiType::Size, _) => {
                let n: i64 = text.parse().ok()?;
                self.i64(n)
            }
            _ => return None,
        })
    }
}

/// Whether a parameter takes a value of that type as it is.
pub(crate) fn takes(param: AbiType, ty: &Ty) -> bool {
    match param {
        AbiType::Value | AbiType::OptValue => true,
        AbiType::Int | AbiType::I64 | AbiType::Size => ty.is_int(),
        AbiType::F64 => ty.is_float(),
        AbiType::Bool => ty.is_bool(),
        AbiType::Str => ty.is_str(),
        AbiType::Bytes => ty.is(&Atom::Bytes),
        AbiType::List => matches!(ty.single(), Some(Atom::List(_))),
        AbiType::Dict => matches!(ty.single(), Some(Atom::Dict(_))),
        AbiType::Set => matches!(ty.single(), Some(Atom::Set(_))),
        AbiType::Tuple => matches!(ty.single(), Some(Atom::Tuple(_) | Atom::TupleOf(_))),
        AbiType::Ptr | AbiType::Words | AbiType::Unit => false,
    }
}

/// What stands between quotes, if nothing in it is escaped.
fn quoted(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    (!inner.contains('\\')).then_some(inner)
}

/// The `n` parameters of a signature; `None` when some are variadic.
pub(crate) fn parameters(signature: &str, n: usize) -> Option<Vec<RowParam>> {
    let open = signature.find('(')?;
    let close = signature.rfind(") ->").or_else(|| signature.rfind(')'))?;
    let mut out: Vec<RowParam> = Vec::new();
    let (mut depth, mut in_quotes, mut by_position) = (0, false, true);
    let is_comma = |c: char| {
        match c {
            '\'' => in_quotes = !in_quotes,
            '[' | '(' if !in_quotes => depth += 1,
            ']' | ')' if !in_quotes => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0 && !in_quotes
    };
    for part in signature[open + 1..close].split(is_comma).map(str::trim) {
        match part {
            "" => {}
            "/" => out.iter_mut().for_each(|param| param.by_name = false),
            "*" => by_position = false,
            _ if part.starts_with('*') => return None,
            _ => {
                let (head, default) = match part.split_once('=') {
                    Some((head, default)) => (head, Some(default.trim().to_string())),
                    None => (part, None),
                };
                let name = head.split(':').next().unwrap_or(head).trim();
                out.push(RowParam {
                    name: name.to_string(),
                    default,
                    by_position,
                    by_name: true,
                });
            }
        }
    }
    (out.len() == n).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::parameters;

    #[test]
    fn positions_names_and_defaults() {
        let text =
            "m.f(a: int, sep: object = ', ', /, b: int = 1, *, key: object = None) -> list[int]";
        let params = parameters(text, 4).expect("four parameters");
        let seen: Vec<_> = params
            .iter()
            .map(|p| {
                (
                    p.name.as_str(),
                    p.default.as_deref(),
                    p.by_position,
                    p.by_name,
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("a", None, true, false),
                ("sep", Some("', '"), true, false),
                ("b", Some("1"), true, true),
                ("key", Some("None"), false, true),
            ]
        );
        assert!(parameters("m.f(*args: object) -> int", 1).is_none());
    }
}
