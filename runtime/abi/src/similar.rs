//! How near two names are, for "Did you mean: 'x'?": CPython's costs, limits
//! and order.

/// Longer texts are not compared, affixes they share aside.
const MAX_LENGTH: usize = 40;
const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;

/// What may lie between a name and a candidate: no more than a third of the letters may differ.
fn limit(name: &str, candidate: &str) -> usize {
    (name.len() + candidate.len() + 3) * MOVE_COST / 6
}

/// How far another name is from `name`, if it is near enough to be meant.
pub fn nearness(name: &str, candidate: &str) -> Option<usize> {
    let most = limit(name, candidate);
    let found = distance(name.as_bytes(), candidate.as_bytes(), most);
    (name != candidate && found <= most).then_some(found)
}

/// The first of the nearest candidates.
pub fn closest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.filter(|candidate| *candidate != name) {
        let most = limit(name, candidate);
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
    best.map(|(_, candidate)| candidate)
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
    let mut row: [usize; MAX_LENGTH] = core::array::from_fn(|n| (n + 1) * MOVE_COST);
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
