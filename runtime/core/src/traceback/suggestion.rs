//! "Did you mean: 'x'?" behind the text of an AttributeError nobody caught.
//!
//! The name is compared with the attributes of the object, with CPython's
//! costs, limits and order. Objects of built-in classes get no suggestion:
//! which methods these have is not known where only those in use are linked.

use crate::exception::{ATTRIBUTE_ERROR, extra};
use crate::prelude::*;
use crate::value::Value;

/// An object with this many attributes gets no suggestion.
const MAX_CANDIDATES: usize = 750;
/// Longer texts are not compared, affixes they share aside.
const MAX_LENGTH: usize = 40;
const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;

/// The attribute that was meant by the name an AttributeError complains of.
pub fn of(exception: &Value) -> Option<String> {
    if !exception.ty().is_subclass_of(&ATTRIBUTE_ERROR) {
        return None;
    }
    let name = extra(exception, "name")?;
    let name = name.as_str()?;
    let object = extra(exception, "obj").filter(|object| !object.is_none())?;
    let candidates = crate::attribute::own_names(&object);
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    closest(name.as_str(), candidates.iter().map(String::as_str))
}

fn closest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.filter(|candidate| *candidate != name) {
        // No more than a third of the letters may differ.
        let most = (name.len() + candidate.len() + 3) * MOVE_COST / 6;
        let most = match best {
            Some((0, _)) => break,
            Some((distance, _)) => most.min(distance - 1),
            None => most,
        };
        let distance = distance(name.as_bytes(), candidate.as_bytes(), most);
        if distance <= most {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_string())
}

/// What it costs to make `a` of `b`, or more than `most`.
fn distance(a: &[u8], b: &[u8], most: usize) -> usize {
    let shared = |a: &u8, b: &u8| a == b;
    let start = a.iter().zip(b).take_while(|(a, b)| shared(a, b)).count();
    let (a, b) = (&a[start..], &b[start..]);
    let both_ends = a.iter().rev().zip(b.iter().rev());
    let end = both_ends.take_while(|(a, b)| shared(a, b)).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE_COST;
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if b.len() > MAX_LENGTH || (b.len() - a.len()) * MOVE_COST > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|n| n * MOVE_COST).collect();
    let mut result = 0;
    for (n, &letter) in b.iter().enumerate() {
        let mut diagonal = n * MOVE_COST;
        result = diagonal;
        let mut least = usize::MAX;
        for (cell, &other) in row.iter_mut().zip(a) {
            let replaced = diagonal + replacement_cost(letter, other);
            diagonal = *cell;
            result = replaced.min(result.min(diagonal) + MOVE_COST);
            *cell = result;
            least = least.min(result);
        }
        if least > most {
            return most + 1;
        }
    }
    result
}

fn replacement_cost(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE_COST
    } else {
        MOVE_COST
    }
}
