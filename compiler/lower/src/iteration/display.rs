//! `for d in (-1, 0, 1)`, `for dx, dy in ((0, 1), (1, 0))`: displays of small numbers.
//!
//! No tuple is made. The numbers stand side by side in a machine word, from which each
//! turn takes its own by two shifts, so their range is plain to see too.

use pyaot_analysis::Ty;
use pyaot_ir::{BlockId, LocalId, MachineBinary, Op};
use pyaot_syntax::tree::{Expr, ExprKind};

use super::{Item, Iteration, constant, plain_targets};
use crate::function::FunctionLower;

/// Numbers, all of the same width in bits, the first of them lowest.
struct Packed(i64);

pub struct Display {
    k: LocalId,
    length: i64,
    width: i64,
    /// More than one where each turn has several.
    columns: Vec<Packed>,
    is_flat: bool,
}

/// The items of a tuple or list display.
fn items(expr: &Expr) -> Option<&[Expr]> {
    match &expr.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => Some(items),
        _ => None,
    }
}

fn pack(numbers: &[i64], width: u32) -> Option<Packed> {
    let unused = i64::BITS - width;
    let mut packed = 0;
    for number in numbers.iter().rev() {
        if number << unused >> unused != *number {
            return None;
        }
        packed = packed << (width - 1) << 1 | (number & (-1i64 as u64 >> unused) as i64);
    }
    Some(Packed(packed))
}

impl FunctionLower<'_, '_> {
    /// `None` for what is no display of numbers, and for numbers that do not fit a word.
    pub(super) fn iterate_display(&mut self, iterable: &Expr, target: &Expr) -> Option<Iteration> {
        let rows = items(iterable).filter(|rows| !rows.is_empty())?;
        let width = i64::BITS / u32::try_from(rows.len()).ok()?;
        if width == 0 {
            return None;
        }
        let flat: Option<Vec<i64>> = rows.iter().map(constant).collect();
        let (numbers, is_flat) = match flat {
            Some(numbers) => (vec![numbers], true),
            None => {
                let parts = plain_targets(target)?;
                let mut columns = vec![Vec::new(); parts];
                for row in rows {
                    let row = items(row).filter(|row| row.len() == parts)?;
                    for (column, number) in columns.iter_mut().zip(row) {
                        column.push(constant(number)?);
                    }
                }
                (columns, false)
            }
        };
        let columns: Option<Vec<Packed>> =
            numbers.iter().map(|column| pack(column, width)).collect();
        Some(Iteration::Display(Display {
            columns: columns?,
            length: rows.len() as i64,
            width: i64::from(width),
            is_flat,
            k: self.counter(),
        }))
    }

    pub(super) fn next_displayed(&mut self, state: &Display, exhausted: BlockId) -> Item {
        let (index, length) = (self.get(state.k), self.i64(state.length));
        self.leave_unless_below(index, length, exhausted);
        let mut parts = Vec::new();
        for Packed(numbers) in &state.columns {
            let (numbers, width) = (self.i64(*numbers), self.i64(state.width));
            let unused = self.i64(i64::from(i64::BITS) - state.width);
            let k = self.get(state.k);
            let mut machine = |op, args: [_; 2]| self.emit(Op::Machine(op), &args);
            let place = machine(MachineBinary::Mul, [k, width]);
            let lowest = machine(MachineBinary::Shr, [numbers, place]);
            let highest = machine(MachineBinary::Shl, [lowest, unused]);
            let number = machine(MachineBinary::Shr, [highest, unused]);
            let number = self.emit(Op::IntFromI64, &[number]);
            parts.push(Item::One(number, Ty::int()));
        }
        self.advance(state.k);
        match parts.pop() {
            Some(only) if state.is_flat => only,
            Some(last) => {
                parts.push(last);
                Item::Many(parts)
            }
            None => Item::Many(parts),
        }
    }
}
