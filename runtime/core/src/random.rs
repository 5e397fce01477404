//! The generator behind `random`: the Mersenne Twister MT19937, seeded as
//! CPython seeds it. The distributions are in `runtime/prelude/random.py`.

use core::cell::UnsafeCell;

use dashu_int::{IBig, UBig};
use pyaot_abi::layout::Header;

use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::prelude::*;
use crate::reference::{Bytes, Object, Ref, Tuple, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// Words of the state.
const N: usize = 624;
/// Distance of the words that are mixed.
const M: usize = 397;

struct Twister {
    words: [u32; N],
    /// The next word to give out; `N` when all are used.
    next: usize,
}

impl Twister {
    fn refill(&mut self) {
        let words = &mut self.words;
        for i in 0..N {
            let y = words[i] & 0x8000_0000 | words[(i + 1) % N] & 0x7fff_ffff;
            let odd = if y & 1 == 0 { 0 } else { 0x9908_b0df };
            words[i] = words[(i + M) % N] ^ y >> 1 ^ odd;
        }
        self.next = 0;
    }

    fn word(&mut self) -> u32 {
        if self.next >= N {
            self.refill();
        }
        let mut y = self.words[self.next];
        self.next += 1;
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c_5680;
        y ^= y << 15 & 0xefc6_0000;
        y ^ y >> 18
    }

    fn float(&mut self) -> f64 {
        let high = u64::from(self.word() >> 5);
        let low = u64::from(self.word() >> 6);
        (high * 67_108_864 + low) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    fn seed_word(&mut self, seed: u32) {
        self.words[0] = seed;
        for i in 1..N {
            let last = self.words[i - 1];
            self.words[i] = (last ^ last >> 30)
                .wrapping_mul(1_812_433_253)
                .wrapping_add(i as u32);
        }
        self.next = N;
    }

    fn seed(&mut self, key: &[u32]) {
        self.seed_word(19_650_218);
        let words = &mut self.words;
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let last = words[i - 1];
            words[i] = (words[i] ^ (last ^ last >> 30).wrapping_mul(1_664_525))
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            i += 1;
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
            j = (j + 1) % key.len();
        }
        for _ in 0..N - 1 {
            let last = words[i - 1];
            words[i] =
                (words[i] ^ (last ^ last >> 30).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
        }
        words[0] = 0x8000_0000;
    }

    /// `k` random bits, at most 64.
    fn bits(&mut self, k: u32) -> u64 {
        match k {
            0 => 0,
            1..=32 => u64::from(self.word() >> (32 - k)),
            _ => {
                let low = u64::from(self.word());
                low | u64::from(self.word() >> (64 - k)) << 32
            }
        }
    }

    fn big_bits(&mut self, k: usize) -> UBig {
        let mut bytes = Vec::with_capacity(k / 8 + 4);
        let mut left = k;
        while left > 0 {
            let taken = left.min(32);
            bytes.extend((self.word() >> (32 - taken)).to_le_bytes());
            left -= taken;
        }
        UBig::from_le_bytes(&bytes)
    }
}

/// The state of one generator.
#[repr(C)]
struct StateObject {
    header: Header,
    twister: UnsafeCell<Twister>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for StateObject {
    const TYPE: &'static Type = &STATE;
    const LAYOUT: Layout = Layout::RandomState;
}

static STATE: Type = Type::builtin_in(
    "_random",
    "State",
    Layout::RandomState,
    size_of::<StateObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<StateObject>,
        ..Slots::OBJECT
    },
);

fn with<R>(state: &Value, work: impl FnOnce(&mut Twister) -> R) -> PyResult<R> {
    let Some(state) = state.downcast::<StateObject>() else {
        return Err(raise_type_error(format_args!(
            "expected the state of a generator, not {}",
            state.type_name()
        )));
    };
    // SAFETY: nothing in `work` runs code of the program or reaches the state again.
    Ok(unsafe { work(&mut *state.twister.get()) })
}

/// `_random.new()`.
pub fn random_new() -> Value {
    let twister = Twister {
        words: [0; N],
        next: N,
    };
    Ref::alloc(StateObject {
        header: new_header(),
        twister: UnsafeCell::new(twister),
    })
    .into()
}

/// `_random.seed(state, n)`.
pub fn random_seed(state: &Value, n: &Value) -> PyResult<()> {
    let magnitude: UBig = crate::int::as_big(n)
        .map(|n| if n < IBig::ZERO { -n } else { n })
        .and_then(|n| UBig::try_from(n).ok())
        .unwrap_or(UBig::ZERO);
    let bytes = magnitude.to_le_bytes();
    let mut key: Vec<u32> = bytes
        .chunks(4)
        .map(|chunk| {
            chunk
                .iter()
                .rev()
                .fold(0, |word, byte| word << 8 | u32::from(*byte))
        })
        .collect();
    if key.is_empty() {
        key.push(0);
    }
    with(state, |twister| twister.seed(&key))
}

/// `_random.seed_any(state)`: from the system.
pub fn random_seed_any(state: &Value) -> PyResult<()> {
    let mut key = [0u32; 16];
    // SAFETY: the bytes go to a local; should there be none, the clock stands in.
    unsafe {
        let size = size_of_val(&key);
        if libc::getrandom(key.as_mut_ptr().cast(), size, 0) != size as isize {
            let mut time: libc::timespec = core::mem::zeroed();
            libc::clock_gettime(libc::CLOCK_REALTIME, &mut time);
            key[0] = time.tv_nsec as u32;
            key[1] = time.tv_sec as u32;
        }
    }
    with(state, |twister| twister.seed(&key))
}

/// `_random.random(state)`.
pub fn random_random(state: &Value) -> PyResult<f64> {
    with(state, Twister::float)
}

/// `_random.getrandbits(state, k)`.
pub fn random_getrandbits(state: &Value, k: i64) -> PyResult<Value> {
    match k {
        ..0 => Err(raise_value_error(format_args!(
            "number of bits must be non-negative"
        ))),
        0..=60 => with(state, |twister| Value::int(twister.bits(k as u32) as i64)),
        _ => with(state, |twister| {
            crate::int::from_big(IBig::from(twister.big_bits(k as usize)))
        }),
    }
}

/// `_random.below(state, n)`: an int in `range(n)`, each as likely.
pub fn random_below(state: &Value, n: &Value) -> PyResult<Value> {
    if let Some(n) = n.as_small_int().filter(|n| *n > 0) {
        let k = 64 - n.leading_zeros();
        return with(state, |twister| {
            let mut r = twister.bits(k);
            while r >= n as u64 {
                r = twister.bits(k);
            }
            Value::int(r as i64)
        });
    }
    let n = crate::int::as_big(n).and_then(|n| UBig::try_from(n).ok());
    let Some(n) = n.filter(|n| *n != UBig::ZERO) else {
        return Ok(Value::int(0));
    };
    let bits = dashu_int::ops::BitTest::bit_len(&n);
    with(state, |twister| {
        let mut r = twister.big_bits(bits);
        while r >= n {
            r = twister.big_bits(bits);
        }
        crate::int::from_big(IBig::from(r))
    })
}

/// `_random.digest(data)`: what turns texts into seeds.
pub fn random_digest(data: &Bytes) -> Bytes {
    Bytes::new(&crate::sha512::digest(data.as_slice()))
}

/// `_random.getstate(state)`.
pub fn random_getstate(state: &Value) -> PyResult<Tuple> {
    with(state, |twister| {
        let words = twister.words.iter().map(|word| i64::from(*word));
        let all = words.chain([twister.next as i64]);
        Tuple::from_vec(all.map(Value::int).collect())
    })
}

/// `_random.setstate(state, words)`.
pub fn random_setstate(state: &Value, words: &Value) -> PyResult<()> {
    let mut numbers = Vec::with_capacity(N + 1);
    for word in crate::iter::collect(words)? {
        numbers.push(crate::operation::to_i64(&word)?);
    }
    let valid = |n: &i64| (0..=i64::from(u32::MAX)).contains(n);
    if numbers.len() != N + 1 || !numbers.iter().all(valid) || numbers[N] > N as i64 {
        return Err(raise_value_error(format_args!("invalid state")));
    }
    with(state, |twister| {
        for (word, n) in twister.words.iter_mut().zip(&numbers) {
            *word = *n as u32;
        }
        twister.next = numbers[N] as usize;
    })
}
