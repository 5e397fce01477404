//! Sorting by keys whose comparison has no effects: small ints, floats without
//! NaN, strs, and tuples whose items are of these kinds column by column.
//! The order of comparisons does not show there, so Rust's stable sort serves.

use core::cmp::Ordering;

use pyaot_abi::layout::TupleObject;

use super::sort::{Element, value};
use crate::key::plain_str;
use crate::prelude::*;
use crate::value::Value;

/// Tuples of more items are sorted as other objects are.
const MAX_COLUMNS: usize = 6;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Float,
    Str,
}

impl Kind {
    #[inline]
    fn of(key: &Value) -> Option<Kind> {
        if key.is_small_int() {
            return Some(Kind::Int);
        }
        if let Some(text) = plain_str(key) {
            // Lone surrogates are not in the order of their bytes.
            let in_order = text.is_ascii() || !crate::surrogate::is_in(text.as_str());
            return in_order.then_some(Kind::Str);
        }
        (!key.as_exact_float()?.is_nan()).then_some(Kind::Float)
    }

    /// A number that orders keys of this kind as far as it goes: all the way
    /// for numbers, by the first bytes for strs.
    #[inline]
    fn rank(self, key: &Value) -> u64 {
        const SIGN: u64 = 1 << 63;
        match self {
            // Tagging keeps the order.
            Kind::Int => key.as_raw() ^ SIGN,
            Kind::Float => {
                // Makes 0.0 of -0.0, its equal.
                let bits = (float(key) + 0.0).to_bits();
                if bits & SIGN == 0 { bits | SIGN } else { !bits }
            }
            Kind::Str => {
                let text = text(key).as_bytes();
                let mut first = [0; 8];
                let n = text.len().min(8);
                first[..n].copy_from_slice(&text[..n]);
                u64::from_be_bytes(first)
            }
        }
    }

    /// Whether keys of equal rank are equal.
    fn is_ranked(self) -> bool {
        self != Kind::Str
    }

    #[inline]
    fn compare(self, a: &Value, b: &Value) -> Ordering {
        match self {
            Kind::Int => (a.as_raw() as i64).cmp(&(b.as_raw() as i64)),
            Kind::Float => float(a).partial_cmp(&float(b)).unwrap_or(Ordering::Equal),
            Kind::Str if a.is(b) => Ordering::Equal,
            // UTF-8 keeps the order of code points.
            Kind::Str => text(a).as_bytes().cmp(text(b).as_bytes()),
        }
    }
}

#[inline]
fn float(key: &Value) -> f64 {
    key.as_exact_float().unwrap_or(0.0)
}

#[inline]
fn text(key: &Value) -> &str {
    plain_str(key).map_or("", |text| text.as_str())
}

/// The items of a tuple, or the key itself.
#[inline]
fn columns(key: &Value) -> &[Value] {
    match key.downcast_exact::<TupleObject>() {
        Some(tuple) => tuple.items(),
        None => core::slice::from_ref(key),
    }
}

/// Sorts `elements` by their keys, stably, if comparing these has no effects;
/// says whether it did.
pub(super) fn sort_plain<E: Element>(elements: &mut [E]) -> bool {
    let first = value(&elements[0]);
    let is_tuple = first.downcast_exact::<TupleObject>().is_some();
    let width = columns(&first).len();
    if width == 0 || width > MAX_COLUMNS {
        return false;
    }
    let mut kinds = [Kind::Int; MAX_COLUMNS];
    for (kind, item) in kinds.iter_mut().zip(columns(&first)) {
        match Kind::of(item) {
            Some(of_item) => *kind = of_item,
            None => return false,
        }
    }
    let kinds = &kinds[..width];
    let uniform = |element: &E| {
        let key = value(element);
        let items = columns(&key);
        key.downcast_exact::<TupleObject>().is_some() == is_tuple
            && items.len() == width
            && (items.iter().zip(kinds)).all(|(item, kind)| Kind::of(item) == Some(*kind))
    };
    if !elements.iter().all(uniform) {
        return false;
    }
    if kinds == [Kind::Int] && !is_tuple {
        elements.sort_by_key(|element| element.key() as i64);
    } else {
        sort_ranked(elements, kinds);
    }
    true
}

/// By all columns.
#[inline]
fn compare(kinds: &[Kind], a: &Value, b: &Value) -> Ordering {
    let pairs = columns(a).iter().zip(columns(b));
    for (kind, (a, b)) in kinds.iter().zip(pairs) {
        let order = kind.compare(a, b);
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// Sorts with the rank of the first column beside each element, which decides
/// most comparisons without a look at the keys.
fn sort_ranked<E: Element>(elements: &mut [E], kinds: &[Kind]) {
    let rank = |element: &E| kinds[0].rank(&columns(&value(element))[0]);
    let mut ranked: Vec<(u64, E)> = elements.iter().map(|e| (rank(e), *e)).collect();
    let decides = kinds[0].is_ranked() && kinds.len() == 1;
    ranked.sort_by(|(x, a), (y, b)| match x.cmp(y) {
        Ordering::Equal if !decides => compare(kinds, &value(a), &value(b)),
        order => order,
    });
    for (element, (_, sorted)) in elements.iter_mut().zip(ranked) {
        *element = sorted;
    }
}
