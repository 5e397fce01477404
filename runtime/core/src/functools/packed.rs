//! Arguments that are all small ints, as keys: their words side by side, so that neither a tuple is made nor an
//! object looked at. What is equal to such arguments without being of ints is taken for them.

use crate::prelude::*;
use crate::value::Value;

/// As many arguments as there may be.
pub const MOST: usize = 4;

/// The ints that arguments are, of which the first so many count.
#[derive(Clone, Copy)]
pub struct Words {
    words: [u64; MOST],
    count: usize,
}

impl Words {
    fn words(&self) -> &[u64] {
        &self.words[..self.count]
    }
}

/// What arguments are as a key.
pub enum Packing {
    Words(Words),
    /// Never equal to arguments that are words.
    Apart,
    /// Only comparing could tell.
    Unsure,
}

enum Item {
    Int(i64),
    Apart,
    Unsure,
}

fn item(value: &Value) -> Item {
    if let Some(truth) = value.as_bool() {
        return Item::Int(i64::from(truth));
    }
    if let Some(x) = value.as_exact_float() {
        // Beyond that, ints that are equal are no small ones, or floats that are no ints.
        return match x == (x as i64) as f64 && x.abs() < (1_i64 << 60) as f64 {
            true => Item::Int(x as i64),
            false if x.abs() < (1_i64 << 60) as f64 || x.is_nan() => Item::Apart,
            false => Item::Unsure,
        };
    }
    if value.is_none()
        || value
            .as_str()
            .is_some_and(|_| is_exact(value, &crate::str::STR))
    {
        return Item::Apart;
    }
    Item::Unsure
}

fn is_exact(value: &Value, ty: &'static crate::types::Type) -> bool {
    core::ptr::eq(value.ty(), ty)
}

/// What positional arguments are. A single argument that is an int is a key of its own, and equal to no other.
#[inline(always)]
pub fn pack(args: &[Value]) -> Packing {
    let mut words = [0; MOST];
    if args.is_empty() || args.len() > MOST {
        return Packing::Apart;
    }
    for (word, arg) in words.iter_mut().zip(args) {
        match arg.as_small_int() {
            Some(n) => *word = n as u64,
            None => return pack_others(args),
        }
    }
    let count = args.len();
    Packing::Words(Words { words, count })
}

#[inline(never)]
fn pack_others(args: &[Value]) -> Packing {
    let mut words = [0; MOST];
    let mut is_sure = true;
    let count = args.len();
    if count == 1 {
        return Packing::Apart;
    }
    for (word, arg) in words.iter_mut().zip(args) {
        match arg.as_small_int().map_or_else(|| item(arg), Item::Int) {
            Item::Int(n) => *word = n as u64,
            Item::Apart => return Packing::Apart,
            Item::Unsure => is_sure = false,
        }
    }
    match is_sure {
        true => Packing::Words(Words { words, count }),
        false => Packing::Unsure,
    }
}

/// A table from keys of one length to places, which count up from 0.
#[derive(Default)]
pub struct Packed {
    count: usize,
    /// The words of the keys, by place.
    keys: Vec<u64>,
    /// Half of the hash and one more than the place; 0 where nothing is.
    index: Vec<u64>,
    len: usize,
}

/// Half of it.
#[inline(always)]
fn hash(words: &[u64]) -> u64 {
    let mut hash = 0_u64;
    for word in words {
        hash = (hash.rotate_left(29) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
}

impl Packed {
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether keys of that length are kept here.
    #[inline]
    pub fn takes(&self, key: &Words) -> bool {
        self.count == key.count || self.count == 0
    }

    /// The slots from where a key belongs on.
    #[inline(always)]
    fn slots(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.index.len() - 1;
        let start = hash as usize;
        (start..).map(move |slot| slot & mask)
    }

    fn at(&self, place: usize) -> &[u64] {
        &self.keys[place * self.count..][..self.count]
    }

    /// The place of a key.
    #[inline(always)]
    pub fn find(&self, key: &Words) -> Option<usize> {
        if self.len == 0 || self.count != key.count {
            return None;
        }
        self.find_hashed(key, hash(key.words()))
    }

    #[inline(always)]
    fn find_hashed(&self, key: &Words, hash: u64) -> Option<usize> {
        for slot in self.slots(hash) {
            let entry = self.index[slot];
            if entry == 0 {
                break;
            }
            let place = entry as u32 as usize - 1;
            let is_same = || {
                let mut pairs = self.at(place).iter().zip(&key.words);
                pairs.all(|(word, other)| word == other)
            };
            if entry >> 32 == hash && is_same() {
                return Some(place);
            }
        }
        None
    }

    /// Puts a key at a place; where it is already, if it is there.
    pub fn insert(&mut self, place: usize, key: &Words) -> Option<usize> {
        self.count = key.count;
        let hash = hash(key.words());
        if self.len > 0
            && let Some(known) = self.find_hashed(key, hash)
        {
            return Some(known);
        }
        if (self.len + 1) * 3 > self.index.len() * 2 {
            let larger = vec![0; (self.index.len() * 4).max(16)];
            for entry in core::mem::replace(&mut self.index, larger) {
                if entry != 0 {
                    self.add(entry);
                }
            }
        }
        let start = place * self.count;
        match start == self.keys.len() {
            true => self.keys.extend_from_slice(key.words()),
            false => {
                let end = start + self.count;
                if self.keys.len() < end {
                    self.keys.resize(end, 0);
                }
                self.keys[start..end].copy_from_slice(key.words());
            }
        }
        self.add(hash << 32 | (place as u64 + 1));
        self.len += 1;
        None
    }

    fn add(&mut self, entry: u64) {
        let free = self.slots(entry >> 32).find(|slot| self.index[*slot] == 0);
        self.index[free.expect("a table with free places")] = entry;
    }

    /// Takes the key at a place out.
    pub fn remove(&mut self, place: usize) {
        if self.count == 0 || self.keys.len() < (place + 1) * self.count {
            return;
        }
        let entry = hash(self.at(place)) << 32 | (place as u64 + 1);
        let mask = self.index.len() - 1;
        let mut slots = self.slots(entry >> 32);
        let found = slots.find(|slot| self.index[*slot] == entry || self.index[*slot] == 0);
        let Some(mut hole) = found.filter(|slot| self.index[*slot] != 0) else {
            return;
        };
        self.len -= 1;
        self.index[hole] = 0;
        // Those behind it that are further from where they belong move up.
        let mut slot = (hole + 1) & mask;
        while self.index[slot] != 0 {
            let home = (self.index[slot] >> 32) as usize & mask;
            if (slot.wrapping_sub(home) & mask) >= (slot.wrapping_sub(hole) & mask) {
                self.index[hole] = core::mem::take(&mut self.index[slot]);
                hole = slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The places that have keys, from the first on, and these as arguments.
    pub fn entries(&self) -> Vec<(usize, Vec<Value>)> {
        let mut places: Vec<usize> = self
            .index
            .iter()
            .filter(|entry| **entry != 0)
            .map(|entry| *entry as u32 as usize - 1)
            .collect();
        places.sort_unstable();
        let value = |word: &u64| Value::int(*word as i64);
        let args = |place: usize| self.at(place).iter().map(value).collect();
        places
            .into_iter()
            .map(|place| (place, args(place)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: i64, m: i64) -> Words {
        match pack(&[Value::int(n), Value::int(m)]) {
            Packing::Words(words) => words,
            _ => panic!("two small ints"),
        }
    }

    #[test]
    fn keys_are_found_until_they_are_taken_out() {
        let mut packed = Packed::default();
        for n in 0..1000 {
            assert_eq!(packed.insert(n as usize, &key(n, n % 7)), None);
        }
        assert_eq!(packed.insert(0, &key(8, 1)), Some(8));
        for n in (0..1000).step_by(3) {
            packed.remove(n as usize);
        }
        for n in 0..1000 {
            let found = packed.find(&key(n, n % 7));
            assert_eq!(found, (n % 3 != 0).then_some(n as usize));
        }
        assert_eq!(packed.len(), packed.entries().len());
    }

    #[test]
    fn what_equals_ints_is_taken_for_them() {
        let words = |args: &[Value]| match pack(args) {
            Packing::Words(words) => words.words().to_vec(),
            _ => Vec::new(),
        };
        let ints = words(&[Value::int(1), Value::int(2)]);
        assert_eq!(ints, words(&[Value::bool(true), Value::float(2.0)]));
        assert!(matches!(pack(&[Value::float(1.0)]), Packing::Apart));
        assert!(matches!(
            pack(&[Value::int(1), Value::float(0.5)]),
            Packing::Apart
        ));
    }
}
