//! Displays of many constants, made from the tables that programs have of them.

use pyaot_abi::layout::{TableEntry, TableKind};

use crate::dict::dict_new;
use crate::error::PyResult;
use crate::prelude::*;
use crate::reference::{List, Tuple};
use crate::value::Value;

/// The row `display_from_table`.
pub fn display_from_table(entries: *const u8, count: i64) -> PyResult<Value> {
    // SAFETY: compiled code passes a table of that many entries, which is static.
    let entries: &[TableEntry] =
        unsafe { core::slice::from_raw_parts(entries.cast(), count as usize) };
    let mut made: Vec<Value> = Vec::new();
    for entry in entries {
        let value = match entry.kind {
            // SAFETY: words of constants are immortal.
            TableKind::Word => unsafe { Value::borrow(&entry.word) }.clone(),
            TableKind::Float => Value::float(f64::from_bits(entry.word)),
            TableKind::Digits => {
                // SAFETY: as above.
                let digits = unsafe { Value::borrow(&entry.word) };
                crate::int::int_from_digits(digits.as_str().expect("digits"))
            }
            kind => {
                let taken = match kind {
                    TableKind::Dict => 2 * entry.word,
                    _ => entry.word,
                };
                let parts = made.split_off(made.len() - taken as usize);
                container(kind, parts)?
            }
        };
        made.push(value);
    }
    Ok(made.pop().unwrap_or(Value::NONE))
}

fn container(kind: TableKind, parts: Vec<Value>) -> PyResult<Value> {
    Ok(match kind {
        TableKind::Tuple => Tuple::from_vec(parts).into(),
        TableKind::Floats => {
            let floats = parts.iter().map(|part| part.as_float().unwrap_or(0.0));
            List::from_raw_items::<f64>(floats.collect()).into()
        }
        TableKind::Bools => {
            let bools = parts.iter().map(|part| part.as_bool().unwrap_or(false));
            List::from_raw_items::<bool>(bools.collect()).into()
        }
        TableKind::Dict => {
            let dict = dict_new();
            for pair in parts.chunks_exact(2) {
                dict.set(&pair[0], &pair[1])?;
            }
            dict.into()
        }
        TableKind::Set => crate::set::set_from_items(&parts)?.into(),
        TableKind::Constants => crate::set::set_from_constants(&parts)?.into(),
        _ => List::from_vec(parts).into(),
    })
}
