//! Displays of many constants: tables of data, as programs have them by the thousand rows. The
//! runtime makes them from static data; code for each item would take long to compile.

use pyaot_abi::functions as rt;
use pyaot_abi::layout::TableKind;
use pyaot_abi::value::{self, FALSE, NONE, TRUE};
use pyaot_ir::{DataItem, ItemType, Op, TableItem, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, UnaryOp};

use crate::function::FunctionLower;

/// Displays of fewer constants are made one by one, which takes less when they run.
const MANY: usize = 64;

/// How many constants an expression is made of; `None` where it has anything else.
fn count(expr: &Expr) -> Option<usize> {
    match &expr.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
            items.iter().map(count).sum()
        }
        ExprKind::Dict(entries) => (entries.iter())
            .map(|(key, value)| Some(count(key.as_ref()?)? + count(value)?))
            .sum(),
        _ => is_leaf(expr).then_some(1),
    }
}

/// Whether it is a constant, or the negative of one, that a table can hold.
fn is_leaf(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Unary {
            op: UnaryOp::Neg,
            operand,
        } => matches!(operand.kind, ExprKind::Int(_) | ExprKind::Float(_)),
        ExprKind::Complex(_) | ExprKind::Ellipsis => false,
        literal => literal.is_literal(),
    }
}

/// Whether a set or dict may have it: no list, set or dict.
fn may_be_key(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Tuple(items) => items.iter().all(may_be_key),
        _ => is_leaf(expr),
    }
}

/// Whether all items are plain constants of which code is made as fast.
fn is_flat(items: &[Expr]) -> bool {
    let is_float = |item: &Expr| match &item.kind {
        ExprKind::Unary { operand, .. } => matches!(operand.kind, ExprKind::Float(_)),
        kind => matches!(kind, ExprKind::Float(_)),
    };
    items.iter().all(|item| is_leaf(item) && !is_float(item))
}

impl<'a> FunctionLower<'_, 'a> {
    /// The value of a display of many constants.
    pub(crate) fn table_display(&mut self, expr: &'a Expr) -> Option<ValueId> {
        if let ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) = &expr.kind
            && is_flat(items)
        {
            return None;
        }
        count(expr).filter(|n| *n >= MANY)?;
        let mut table = Vec::new();
        self.tabulate(expr, &mut table)?;
        let n = self.i64(table.len() as i64);
        let data = self.p.ir.add_data(DataItem::Table(table));
        let entries = self.emit(Op::ConstData(data), &[]);
        Some(self.runtime(&rt::object::display_from_table, &[entries, n]))
    }

    /// Appends the entries of a constant.
    fn tabulate(&mut self, expr: &'a Expr, table: &mut Vec<TableItem>) -> Option<()> {
        let (kind, items) = match &expr.kind {
            ExprKind::List(items) => (self.list_kind(expr, items)?, items),
            ExprKind::Tuple(items) => (TableKind::Tuple, items),
            ExprKind::Set(items) if !items.iter().all(may_be_key) => return None,
            ExprKind::Set(items) if items.len() > 2 => (TableKind::Constants, items),
            ExprKind::Set(items) => (TableKind::Set, items),
            ExprKind::Dict(entries) => {
                for (key, value) in entries {
                    let key = key.as_ref().filter(|key| may_be_key(key))?;
                    self.tabulate(key, table)?;
                    self.tabulate(value, table)?;
                }
                let n = u32::try_from(entries.len()).ok()?;
                table.push(TableItem::Container(TableKind::Dict, n));
                return Some(());
            }
            _ => {
                table.push(self.leaf(expr)?);
                return Some(());
            }
        };
        for item in items {
            self.tabulate(item, table)?;
        }
        let n = u32::try_from(items.len()).ok()?;
        table.push(TableItem::Container(kind, n));
        Some(())
    }

    /// How the items of a list lie, if they are all of that kind.
    fn list_kind(&self, list: &Expr, items: &[Expr]) -> Option<TableKind> {
        let ty = self.ty(list);
        let all = |is: fn(&ExprKind) -> bool| {
            items.iter().all(|item| match &item.kind {
                ExprKind::Unary { operand, .. } => is(&operand.kind),
                kind => is(kind),
            })
        };
        match self.items_of(&ty) {
            Some(ItemType::Float) => {
                all(|kind| matches!(kind, ExprKind::Float(_))).then_some(TableKind::Floats)
            }
            Some(ItemType::Bool) => all(|kind| matches!(kind, ExprKind::True | ExprKind::False))
                .then_some(TableKind::Bools),
            _ => Some(TableKind::List),
        }
    }

    fn leaf(&mut self, expr: &'a Expr) -> Option<TableItem> {
        let (negative, literal) = match &expr.kind {
            ExprKind::Unary { operand, .. } => (true, &operand.kind),
            kind => (false, kind),
        };
        Some(match literal {
            ExprKind::None => TableItem::Word(NONE),
            ExprKind::True => TableItem::Word(TRUE),
            ExprKind::False => TableItem::Word(FALSE),
            ExprKind::Int(n) => {
                let n = if negative {
                    -i128::from(*n)
                } else {
                    (*n).into()
                };
                let small = i64::try_from(n).ok();
                match small.filter(|n| (value::SMALL_INT_MIN..=value::SMALL_INT_MAX).contains(n)) {
                    Some(n) => TableItem::Word(value::small_int(n)),
                    None => TableItem::Digits(self.p.ir.intern(&n.to_string())),
                }
            }
            ExprKind::BigInt(digits) => TableItem::Digits(self.p.ir.intern(digits)),
            ExprKind::Float(x) => TableItem::Float(if negative { -x } else { *x }),
            ExprKind::Str(text) => TableItem::Str(self.p.ir.intern(text)),
            ExprKind::Bytes(bytes) => TableItem::Bytes(self.bytes_text(bytes)),
            _ => return None,
        })
    }
}
