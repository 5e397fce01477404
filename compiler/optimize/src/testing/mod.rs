//! What the tests of passes share: a reference interpreter that tracks every
//! count, and random functions to run it on.
//!
//! The property: whatever passes run, the function makes the same calls, in
//! the same order, on the same values, and ends the same way; and in the
//! final form every count is exact and no dead object is touched.

mod expressions;
mod generate;
mod heap;
mod interpreter;
mod source;
mod text;

use pyaot_ir::{FuncId, Program};

use crate::{Options, run};
pub use generate::generate;
pub use interpreter::{Outcome, execute};
pub use source::{Source, count, in_loop};
pub use text::assert_pass;

/// A small random generator; the same seed gives the same sequence.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Rng {
        Rng(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }
}

/// Instructions, and retains and releases among them, executed in all.
#[derive(Default)]
pub struct Work {
    pub steps: usize,
    pub counting: usize,
}

/// Checks that `options` leaves the meaning of random functions alone;
/// returns what running them took.
pub fn check_random(seeds: std::ops::Range<u64>, options: &Options) -> Work {
    let mut compared = 0u64;
    let mut work = Work::default();
    for seed in seeds.clone() {
        let program = generate(seed);
        let mut optimized = program.clone();
        run(&mut optimized, options, None);
        for round in 0..6 {
            compared += u64::from(compare(&program, &optimized, seed, round, &mut work));
        }
    }
    let cases = 6 * (seeds.end - seeds.start);
    assert!(
        compared * 2 > cases,
        "only {compared} of {cases} runs could be compared"
    );
    work
}

/// Runs both with the same decisions. False when neither came to an end.
fn compare(program: &Program, optimized: &Program, seed: u64, round: u64, work: &mut Work) -> bool {
    let main = FuncId(program.functions.len() as u32 - 1);
    let expected = execute(program, main, seed * 31 + round);
    let found = execute(optimized, main, seed * 31 + round);
    let explain = |what: &str| {
        format!(
            "seed {seed} round {round}: {what}\nexpected {:?}\n{:#?}\nfound {:?}\n{:#?}\n{}\n{}",
            expected.outcome,
            expected.events,
            found.outcome,
            found.events,
            program.function(main).print(program, &|_| None),
            optimized.function(main).print(optimized, &|_| None),
        )
    };
    if let Some(fault) = &found.fault {
        panic!("{}", explain(fault));
    }
    if let Some(fault) = &expected.fault {
        panic!("{}", explain(fault));
    }
    if matches!(expected.outcome, Outcome::GaveUp) || matches!(found.outcome, Outcome::GaveUp) {
        let shared = expected.events.len().min(found.events.len());
        assert!(
            expected.events[..shared] == found.events[..shared],
            "{}",
            explain("other events")
        );
        return false;
    }
    assert!(
        expected.events == found.events,
        "{}",
        explain("other events")
    );
    assert!(
        expected.outcome == found.outcome,
        "{}",
        explain("another outcome")
    );
    work.steps += found.steps;
    work.counting += found.counting;
    true
}
