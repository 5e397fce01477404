//! The hash of str and bytes: SipHash-1-3 keyed as in CPython.
//!
//! CPython hashes a str over its internal array: one, two or four bytes a
//! character, by the largest one. Doing the same makes `PYTHONHASHSEED=0`
//! mean the same order of sets here and there.

use crate::memory::Global;
use crate::prelude::*;
use crate::str::units::{self, Width};
use crate::surrogate;

#[derive(Clone, Copy)]
struct Key(u64, u64);

/// Fills the key as CPython's `lcg_urandom` does.
fn key_from_seed(seed: u32) -> Key {
    let mut x = seed;
    let mut bytes = [0u8; 16];
    for byte in &mut bytes {
        x = x.wrapping_mul(214_013).wrapping_add(2_531_011);
        *byte = (x >> 16) as u8;
    }
    let word = |at: usize| u64::from_le_bytes(core::array::from_fn(|i| bytes[at + i]));
    Key(word(0), word(8))
}

fn random_seed() -> u32 {
    let mut seed = 0u32;
    // SAFETY: the word is valid for writing. Four bytes come at once or
    // not at all; without them the seed is where the stack happens to be.
    unsafe {
        if libc::getrandom((&raw mut seed).cast(), size_of_val(&seed), 0) < 0 {
            seed = (&raw const seed as u64 >> 4) as u32 ^ libc::getpid() as u32;
        }
    }
    // 0 means no randomness.
    seed.max(1)
}

/// What the hashes of the program are keyed with. CPython, where it is started, is given the
/// same seed: containers of one side may hold hashes that the other one has computed.
pub fn seed() -> u32 {
    static SEED: Global<Option<u32>> = Global::new(None);
    // SAFETY: a short access.
    match unsafe { *SEED.get() } {
        Some(seed) => seed,
        None => {
            let seed = find_seed();
            // SAFETY: as above.
            unsafe { *SEED.get() = Some(seed) };
            seed
        }
    }
}

#[inline]
fn key() -> Key {
    static KEY: Global<Option<Key>> = Global::new(None);
    // SAFETY: a short access.
    match unsafe { *KEY.get() } {
        Some(key) => key,
        None => {
            let key = match seed() {
                0 => Key(0, 0),
                seed => key_from_seed(seed),
            };
            // SAFETY: as above.
            unsafe { *KEY.get() = Some(key) };
            key
        }
    }
}

#[cold]
#[inline(never)]
fn find_seed() -> u32 {
    match crate::system::variable(c"PYTHONHASHSEED") {
        Some(text) if text == "random" || text.is_empty() => random_seed(),
        Some(text) => match text.parse::<u32>() {
            Ok(seed) => seed,
            Err(_) => {
                crate::io::write_stderr(
                    "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" \
                     or an integer in range [0; 4294967295]\n",
                );
                // SAFETY: ends the process.
                unsafe { libc::_exit(1) }
            }
        },
        None => random_seed(),
    }
}

/// The state of SipHash with one round a word and three at the end.
struct Sip {
    v: [u64; 4],
    /// Bytes not yet mixed in, the first one lowest.
    tail: u64,
    length: u64,
}

impl Sip {
    fn new(Key(k0, k1): Key) -> Sip {
        Sip {
            v: [
                k0 ^ 0x736f_6d65_7073_6575,
                k1 ^ 0x646f_7261_6e64_6f6d,
                k0 ^ 0x6c79_6765_6e65_7261,
                k1 ^ 0x7465_6462_7974_6573,
            ],
            tail: 0,
            length: 0,
        }
    }

    #[inline]
    fn round(&mut self) {
        let [mut a, mut b, mut c, mut d] = self.v;
        a = a.wrapping_add(b);
        c = c.wrapping_add(d);
        b = b.rotate_left(13) ^ a;
        d = d.rotate_left(16) ^ c;
        a = a.rotate_left(32);
        c = c.wrapping_add(b);
        a = a.wrapping_add(d);
        b = b.rotate_left(17) ^ c;
        d = d.rotate_left(21) ^ a;
        c = c.rotate_left(32);
        self.v = [a, b, c, d];
    }

    #[inline]
    fn word(&mut self, word: u64) {
        self.v[3] ^= word;
        self.round();
        self.v[0] ^= word;
    }

    /// Mixes in what stands behind a multiple of eight bytes.
    #[inline]
    fn bytes(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.word(u64::from_le_bytes(*word));
        }
        self.tail = match bytes.last_chunk::<8>() {
            _ if rest.is_empty() => 0,
            Some(last) => u64::from_le_bytes(*last) >> (8 * (8 - rest.len())),
            None => short_word(rest),
        };
        self.length += bytes.len() as u64;
    }

    /// Mixes in the characters of a text, as units of so many bits.
    #[inline(always)]
    fn text(&mut self, text: &str, bits: u32) {
        let mut shift = 0;
        for c in text.chars() {
            self.tail |= u64::from(c) << shift;
            self.length += u64::from(bits / 8);
            shift += bits;
            if shift == 64 {
                let word = core::mem::take(&mut self.tail);
                self.word(word);
                shift = 0;
            }
        }
    }

    fn finish(mut self) -> i64 {
        self.word(self.tail | self.length << 56);
        self.v[2] ^= 0xff;
        for _ in 0..3 {
            self.round();
        }
        match (self.v[0] ^ self.v[1] ^ self.v[2] ^ self.v[3]) as i64 {
            -1 => -2,
            hash => hash,
        }
    }
}

fn hash_bytes_with(key: Key, data: &[u8]) -> i64 {
    if data.is_empty() {
        return 0;
    }
    let mut sip = Sip::new(key);
    sip.bytes(data);
    sip.finish()
}

/// Up to seven bytes, the first one lowest: pieces that may overlap.
#[inline]
fn short_word(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let last = u64::from(u32::from_le_bytes(*last));
        return u64::from(u32::from_le_bytes(*first)) | last << (8 * (n - 4));
    }
    let at = |i: usize| u64::from(bytes[i]) << (8 * i);
    at(0) | at(n / 2) | at(n - 1)
}

fn hash_text_with(key: Key, text: &str) -> i64 {
    if text.is_ascii() {
        return hash_bytes_with(key, text.as_bytes());
    }
    let mut sip = Sip::new(key);
    match units::width(text) {
        Width::One => sip.text(text, 8),
        Width::Two => sip.text(text, 16),
        Width::More => {
            // What stands for a surrogate may be narrower than it looks.
            let codes = || text.chars().map(surrogate::code_of);
            if codes().all(|code| code <= 0xffff) {
                let units: Vec<[u8; 2]> = codes().map(|c| (c as u16).to_le_bytes()).collect();
                sip.bytes(units.as_flattened());
            } else {
                let units: Vec<[u8; 4]> = codes().map(u32::to_le_bytes).collect();
                sip.bytes(units.as_flattened());
            }
        }
    }
    sip.finish()
}

/// `hash(data)` of bytes.
pub fn hash_bytes(data: &[u8]) -> i64 {
    hash_bytes_with(key(), data)
}

/// `hash(text)`.
pub fn hash_text(text: &str) -> i64 {
    hash_text_with(key(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `PYTHONHASHSEED=0 python3.11 -c 'print(hash(...))'`, and seed 42.
    #[test]
    fn as_cpython() {
        for (text, zero, forty_two) in TABLE {
            assert_eq!(hash_text_with(Key(0, 0), text), *zero, "{text:?}");
            assert_eq!(
                hash_text_with(key_from_seed(42), text),
                *forty_two,
                "{text:?}"
            );
        }
    }

    const TABLE: &[(&str, i64, i64)] = &[
        ("", 0, 0),
        ("a", 4644417185603328019, -123207753977932514),
        ("abc", -4594863902769663758, 3869580338025362921),
        ("abcdefg", 7904145750247929094, 1375323160596907757),
        ("abcdefgh", 4574395652268504554, -5457871895989710762),
        ("abcdefghi", -532774252720507163, -5970266004662334337),
        (
            "hello world, this is long",
            7650859633215404784,
            -1199649544206272706,
        ),
        ("é", 6047309291227476195, 5653850369683463245),
        ("añb", -6441594138862054539, -828659122846676002),
        ("日本語テキスト", 5570022306295089571, 7974636831371122120),
        ("a😀b", -7541021549821082252, -442408024865449883),
    ];
}
