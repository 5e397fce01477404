//! Keys of dicts and items of sets: their hashes, and how those that have one hash are compared
//! as far as that goes without running Python code.

use pyaot_abi::layout::{StrObject, TupleObject};

use crate::error::PyResult;
use crate::reference::{Ref, Str};
use crate::value::Value;

/// What comparing two keys of equal hash without running Python code says.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Same {
    Yes,
    No,
    Ask,
}

/// A key of a known kind that is being looked for.
pub(crate) trait Probe {
    /// Whether `known`, which has the hash of this key, is the same.
    fn same(&self, known: &Value) -> Same;
}

/// A small int.
pub(crate) struct IntProbe<'a>(pub &'a Value);

impl Probe for IntProbe<'_> {
    #[inline(always)]
    fn same(&self, known: &Value) -> Same {
        if known.is(self.0) {
            Same::Yes
        } else if known.is_small_int() {
            Same::No
        } else {
            Same::Ask
        }
    }
}

/// A str whose class is exactly `str`.
pub(crate) struct TextProbe<'a>(pub &'a Str);

impl Probe for TextProbe<'_> {
    #[inline(always)]
    fn same(&self, known: &Value) -> Same {
        match plain_str(known) {
            Some(known) if known.same_text(self.0) => Same::Yes,
            Some(_) => Same::No,
            None => Same::Ask,
        }
    }
}

/// The items of a tuple whose class is exactly `tuple`: the first ones that differ decide.
pub(crate) struct TupleProbe<'a>(pub &'a [Value]);

impl Probe for TupleProbe<'_> {
    #[inline(always)]
    fn same(&self, known: &Value) -> Same {
        self.same_within(known, MAX_NESTING)
    }
}

/// Tuples nested deeper are compared by what counts frames.
const MAX_NESTING: u32 = 8;

impl TupleProbe<'_> {
    #[inline(always)]
    fn same_within(&self, known: &Value, nesting: u32) -> Same {
        let Some(known) = plain_tuple(known) else {
            return Same::Ask;
        };
        let known = known.items();
        for (a, b) in known.iter().zip(self.0) {
            if a.is(b) {
                continue;
            }
            match (Simple::of(a), Simple::of(b)) {
                (Some(Simple::Str(a)), Some(Simple::Str(b))) if a.same_text(b) => {}
                // An int and a str are different without being asked.
                (Some(_), Some(_)) => return Same::No,
                (None, None) => match same_items(a, b, nesting) {
                    Same::Yes => {}
                    other => return other,
                },
                _ => return Same::Ask,
            }
        }
        if known.len() == self.0.len() {
            Same::Yes
        } else {
            Same::No
        }
    }
}

/// Whether two items of tuples that are neither small ints nor strs are equal.
#[inline(never)]
fn same_items(known: &Value, item: &Value, nesting: u32) -> Same {
    if let (Some(tuple), 1..) = (plain_tuple(item), nesting) {
        return TupleProbe(tuple.items()).same_within(known, nesting - 1);
    }
    match (known.as_exact_float(), item.as_exact_float()) {
        (Some(x), Some(y)) if x == y => Same::Yes,
        (Some(x), Some(y)) if !x.is_nan() && !y.is_nan() => Same::No,
        _ => Same::Ask,
    }
}

/// The two items, small ints, of a tuple whose class is exactly `tuple`.
pub(crate) struct PairProbe<'a>(pub &'a Value, pub &'a Value);

impl Probe for PairProbe<'_> {
    #[inline(always)]
    fn same(&self, known: &Value) -> Same {
        match plain_tuple(known).map(|known| known.items()) {
            Some([a, b]) if a.is(self.0) && b.is(self.1) => Same::Yes,
            Some([a, b]) if a.is_small_int() && b.is_small_int() => Same::No,
            _ => Same::Ask,
        }
    }
}

/// A key of any kind.
impl Probe for &Value {
    #[inline]
    fn same(&self, known: &Value) -> Same {
        if known.is(self) {
            Same::Yes
        } else if self.is_small_int() {
            IntProbe(self).same(known)
        } else if let Some(text) = plain_str(self) {
            TextProbe(text).same(known)
        } else if let Some(tuple) = plain_tuple(self) {
            TupleProbe(tuple.items()).same(known)
        } else {
            Same::Ask
        }
    }
}

/// What hashes and compares without running Python code.
enum Simple<'a> {
    Int(i64),
    Str(&'a Str),
}

impl Simple<'_> {
    #[inline(always)]
    fn of(value: &Value) -> Option<Simple<'_>> {
        match value.as_small_int() {
            Some(n) => Some(Simple::Int(n)),
            None => plain_str(value).map(Simple::Str),
        }
    }

    #[inline(always)]
    fn hash(self) -> i64 {
        match self {
            Simple::Int(n) => hash_small_int(n),
            Simple::Str(text) => crate::str::hash(text),
        }
    }
}

/// `hash(n)` of a small int.
#[inline]
pub fn hash_small_int(n: i64) -> i64 {
    const MODULUS: i64 = (1 << 61) - 1;
    let hash = if n.unsigned_abs() < MODULUS as u64 {
        n
    } else {
        n % MODULUS
    };
    if hash == -1 { -2 } else { hash }
}

/// `hash(key)`, ints and strs inline.
#[inline]
pub fn hash_key(key: &Value) -> PyResult<i64> {
    match Simple::of(key) {
        Some(simple) => Ok(simple.hash()),
        None => hash_other(key),
    }
}

#[inline(never)]
fn hash_other(key: &Value) -> PyResult<i64> {
    match plain_tuple(key) {
        Some(tuple) => hash_items(tuple.items()),
        None => match (key.as_exact_float(), key.as_bool()) {
            (Some(x), _) => Ok(crate::float::hash(x)),
            (None, Some(is)) => Ok(is.into()),
            (None, None) => match crate::often::hash(key) {
                Some(hash) => hash,
                None => crate::operation::value_hash(key),
            },
        },
    }
}

/// The hash of a tuple of these items.
pub fn hash_items(items: &[Value]) -> PyResult<i64> {
    let mut hash = TupleHash::new();
    for item in items {
        hash.add(hash_key(item)?);
    }
    Ok(hash.finish(items.len()))
}

/// The hash of a tuple of small ints and strs; -1, which is no hash, where one is something else.
#[inline]
pub(crate) fn hash_simple_items(items: &[Value]) -> i64 {
    let mut hash = TupleHash::new();
    for item in items {
        match Simple::of(item) {
            Some(simple) => hash.add(simple.hash()),
            None => return -1,
        }
    }
    hash.finish(items.len())
}

/// CPython's hash of tuples, after xxHash.
struct TupleHash(u64);

impl TupleHash {
    const PRIME_1: u64 = 11400714785074694791;
    const PRIME_2: u64 = 14029467366897019727;
    const PRIME_5: u64 = 2870177450012600261;

    #[inline(always)]
    fn new() -> TupleHash {
        TupleHash(TupleHash::PRIME_5)
    }

    #[inline(always)]
    fn add(&mut self, lane: i64) {
        self.0 = (self.0)
            .wrapping_add((lane as u64).wrapping_mul(TupleHash::PRIME_2))
            .rotate_left(31)
            .wrapping_mul(TupleHash::PRIME_1);
    }

    #[inline(always)]
    fn finish(self, n: usize) -> i64 {
        match self
            .0
            .wrapping_add(n as u64 ^ (TupleHash::PRIME_5 ^ 3527539))
        {
            u64::MAX => 1546275796,
            hash => hash as i64,
        }
    }
}

/// `value` as a str whose class is exactly `str`.
#[inline]
pub fn plain_str(value: &Value) -> Option<&Str> {
    value.downcast_exact::<StrObject>()
}

/// `value` as a tuple whose class is exactly `tuple`.
#[inline]
pub(crate) fn plain_tuple(value: &Value) -> Option<&Ref<TupleObject>> {
    value.downcast_exact::<TupleObject>()
}
