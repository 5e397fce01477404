//! Intervals of integers.

use pyaot_abi::value::{SMALL_INT_MAX, SMALL_INT_MIN};
use pyaot_ir::{Compare, IntBinary};

/// Bounds at or beyond this stand for "any": well over what fits a word, well
/// under what overflows an `i128`.
const INFINITE: i128 = 1 << 100;

/// `lo..=hi`; an unbounded side is ±[`INFINITE`]. Empty when `lo > hi`. No number is known to be
/// beyond all others: see [`Interval::bounded`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    pub lo: i128,
    pub hi: i128,
}

fn clamp(n: i128) -> i128 {
    n.clamp(-INFINITE, INFINITE)
}

fn sum(a: i128, b: i128) -> i128 {
    // What is unbounded stays so.
    if a.abs() == INFINITE {
        a
    } else if b.abs() == INFINITE {
        b
    } else {
        clamp(a + b)
    }
}

fn product(a: i128, b: i128) -> i128 {
    if a == 0 || b == 0 {
        return 0;
    }
    let sign = a.signum() * b.signum();
    if a.abs() == INFINITE || b.abs() == INFINITE {
        return sign * INFINITE;
    }
    a.checked_mul(b).map_or(sign * INFINITE, clamp)
}

fn floor_div(a: i128, b: i128) -> i128 {
    if a.abs() == INFINITE {
        return a * b.signum();
    }
    let quotient = a / b;
    if a % b != 0 && (a < 0) != (b < 0) {
        quotient - 1
    } else {
        quotient
    }
}

impl Interval {
    pub const ANY: Interval = Interval {
        lo: -INFINITE,
        hi: INFINITE,
    };
    pub const I64: Interval = Interval {
        lo: i64::MIN as i128,
        hi: i64::MAX as i128,
    };
    pub const U64: Interval = Interval {
        lo: 0,
        hi: u64::MAX as i128,
    };
    pub const SMALL: Interval = Interval {
        lo: SMALL_INT_MIN as i128,
        hi: SMALL_INT_MAX as i128,
    };
    pub const EMPTY: Interval = Interval {
        lo: INFINITE,
        hi: -INFINITE,
    };

    pub fn new(lo: i128, hi: i128) -> Interval {
        Interval { lo, hi }
    }

    pub fn one(n: i64) -> Interval {
        Interval {
            lo: i128::from(n),
            hi: i128::from(n),
        }
    }

    pub fn is_empty(self) -> bool {
        self.lo > self.hi
    }

    pub fn within(self, other: Interval) -> bool {
        self.is_empty() || (self.lo >= other.lo && self.hi <= other.hi)
    }

    pub fn is_small(self) -> bool {
        self.within(Interval::SMALL)
    }

    pub fn fits_i64(self) -> bool {
        self.within(Interval::I64)
    }

    pub fn fits_u64(self) -> bool {
        self.within(Interval::U64)
    }

    pub fn hull(self, other: Interval) -> Interval {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        Interval {
            lo: self.lo.min(other.lo),
            hi: self.hi.max(other.hi),
        }
    }

    /// What is in both; `self` when nothing is, as code that contradicts
    /// itself does not run.
    pub fn meet(self, other: Interval) -> Interval {
        let both = Interval {
            lo: self.lo.max(other.lo),
            hi: self.hi.min(other.hi),
        };
        if both.is_empty() {
            self
        } else {
            both.bounded()
        }
    }

    /// The same, with a `lo` and a `hi` that are of use where they are huge: a number from
    /// 2**100 up is above `INFINITE - 1`, but not known to be as large as every other.
    pub fn bounded(self) -> Interval {
        if self.is_empty() {
            return self;
        }
        Interval {
            lo: self.lo.min(INFINITE - 1),
            hi: self.hi.max(1 - INFINITE),
        }
    }

    fn corners(self, other: Interval, op: fn(i128, i128) -> i128) -> Interval {
        let all = [
            op(self.lo, other.lo),
            op(self.lo, other.hi),
            op(self.hi, other.lo),
            op(self.hi, other.hi),
        ];
        Interval {
            lo: all.into_iter().fold(INFINITE, i128::min),
            hi: all.into_iter().fold(-INFINITE, i128::max),
        }
    }

    pub fn negated(self) -> Interval {
        Interval {
            lo: -self.hi,
            hi: -self.lo,
        }
    }

    pub fn inverted(self) -> Interval {
        self.negated().add(Interval::one(-1))
    }

    pub fn add(self, other: Interval) -> Interval {
        Interval {
            lo: sum(self.lo, other.lo),
            hi: sum(self.hi, other.hi),
        }
    }

    pub fn mul(self, other: Interval) -> Interval {
        self.corners(other, product)
    }

    /// The bits below the highest one set in any value, for intervals of
    /// values not below zero.
    fn mask(self) -> i128 {
        if self.hi >= INFINITE {
            INFINITE
        } else {
            (1i128 << (128 - self.hi.leading_zeros())) - 1
        }
    }

    /// Python's `op` on ints. Operands are not empty.
    pub fn binary(op: IntBinary, a: Interval, b: Interval) -> Interval {
        match op {
            IntBinary::Add => a.add(b),
            IntBinary::Sub => a.add(b.negated()),
            IntBinary::Mul => a.mul(b),
            IntBinary::And => match (a.lo >= 0, b.lo >= 0) {
                (true, true) => Interval::new(0, a.hi.min(b.hi)),
                (true, false) => Interval::new(0, a.hi),
                (false, true) => Interval::new(0, b.hi),
                (false, false) => Interval::signed_bits(a, b),
            },
            IntBinary::Or | IntBinary::Xor => {
                if a.lo >= 0 && b.lo >= 0 {
                    Interval::new(0, a.mask().max(b.mask()))
                } else {
                    Interval::signed_bits(a, b)
                }
            }
            IntBinary::FloorDiv if b.lo > 0 => a.corners(b, floor_div),
            IntBinary::Mod if b.lo > 0 => {
                // A dividend that is nearer to zero is the rest.
                if a.lo >= 0 {
                    Interval::new(0, a.hi.min(sum(b.hi, -1)))
                } else {
                    Interval::new(0, sum(b.hi, -1))
                }
            }
            IntBinary::Mod if b.hi < 0 => Interval::new(sum(b.lo, 1), 0),
            IntBinary::Shl if b.lo >= 0 && b.hi <= 98 => a.mul(Interval::new(1 << b.lo, 1 << b.hi)),
            IntBinary::Shr if b.lo >= 0 => {
                let least = 1i128 << b.lo.min(98);
                let most = 1i128 << b.hi.min(98);
                let shifted = a.corners(Interval::new(least, most), floor_div);
                // By any more, only the sign is left.
                if b.hi > 98 {
                    shifted.hull(Interval::new(if a.lo < 0 { -1 } else { 0 }, 0))
                } else {
                    shifted
                }
            }
            IntBinary::FloorDiv | IntBinary::Mod | IntBinary::Shl | IntBinary::Shr => Interval::ANY,
        }
    }

    /// Bitwise operations stay within the signed width of their operands.
    fn signed_bits(a: Interval, b: Interval) -> Interval {
        let width = |n: i128| if n < 0 { !n } else { n };
        let all = width(a.lo)
            .max(width(a.hi))
            .max(width(b.lo))
            .max(width(b.hi));
        if all >= INFINITE - 1 {
            return Interval::ANY;
        }
        let mask = Interval::new(0, all).mask();
        Interval::new(-mask - 1, mask)
    }

    /// `a` and `b` where `a op b` holds.
    pub fn refine(op: Compare, a: Interval, b: Interval) -> (Interval, Interval) {
        match op {
            Compare::Eq => (a.meet(b), b.meet(a)),
            Compare::Ne => (a.without(b), b.without(a)),
            Compare::Lt => (a.below(sum(b.hi, -1)), b.above(sum(a.lo, 1))),
            Compare::Le => (a.below(b.hi), b.above(a.lo)),
            Compare::Gt => (a.above(sum(b.lo, 1)), b.below(sum(a.hi, -1))),
            Compare::Ge => (a.above(b.lo), b.below(a.hi)),
        }
    }

    fn below(self, hi: i128) -> Interval {
        self.meet(Interval::new(-INFINITE, hi))
    }

    fn above(self, lo: i128) -> Interval {
        self.meet(Interval::new(lo, INFINITE))
    }

    fn without(self, other: Interval) -> Interval {
        if other.lo != other.hi || self.lo == self.hi {
            self
        } else if self.lo == other.lo {
            Interval::new(self.lo + 1, self.hi)
        } else if self.hi == other.lo {
            Interval::new(self.lo, self.hi - 1)
        } else {
            self
        }
    }

    /// `new`, with each bound that moved since `self` moved on to the next of
    /// a few fixed ones, so that iteration ends soon.
    pub fn widen(self, new: Interval) -> Interval {
        const STEPS: [i128; 8] = [
            0,
            1,
            1 << 15,
            1 << 31,
            1 << 61,
            SMALL_INT_MAX as i128,
            1 << 63,
            u64::MAX as i128,
        ];
        let lo = if new.lo < self.lo {
            STEPS
                .iter()
                .map(|n| -n)
                .find(|n| *n <= new.lo)
                .unwrap_or(-INFINITE)
        } else {
            self.lo
        };
        let hi = if new.hi > self.hi {
            STEPS
                .iter()
                .copied()
                .find(|n| *n >= new.hi)
                .unwrap_or(INFINITE)
        } else {
            self.hi
        };
        Interval { lo, hi }
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;
    use pyaot_ir::{Compare, IntBinary};

    const OPS: [IntBinary; 10] = [
        IntBinary::Add,
        IntBinary::Sub,
        IntBinary::Mul,
        IntBinary::And,
        IntBinary::Or,
        IntBinary::Xor,
        IntBinary::FloorDiv,
        IntBinary::Mod,
        IntBinary::Shl,
        IntBinary::Shr,
    ];

    fn apply(op: IntBinary, a: i128, b: i128) -> Option<i128> {
        Some(match op {
            IntBinary::Add => a + b,
            IntBinary::Sub => a - b,
            IntBinary::Mul => a * b,
            IntBinary::And => a & b,
            IntBinary::Or => a | b,
            IntBinary::Xor => a ^ b,
            IntBinary::FloorDiv if b != 0 => super::floor_div(a, b),
            IntBinary::Mod if b != 0 => a - super::floor_div(a, b) * b,
            IntBinary::Shl if b >= 0 => a << b,
            IntBinary::Shr if b >= 0 => a >> b,
            _ => return None,
        })
    }

    #[test]
    fn results_lie_within() {
        for op in OPS {
            for (alo, ahi) in pairs() {
                for (blo, bhi) in pairs() {
                    let result =
                        Interval::binary(op, Interval::new(alo, ahi), Interval::new(blo, bhi));
                    for a in alo..=ahi {
                        for b in blo..=bhi {
                            if let Some(n) = apply(op, a, b) {
                                assert!(
                                    Interval::new(n, n).within(result),
                                    "{a} {op:?} {b} = {n} not in {result:?} for {alo}..{ahi}, {blo}..{bhi}"
                                );
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_compares_stays() {
        let ops = [
            Compare::Eq,
            Compare::Ne,
            Compare::Lt,
            Compare::Le,
            Compare::Gt,
            Compare::Ge,
        ];
        for op in ops {
            for (alo, ahi) in pairs() {
                for (blo, bhi) in pairs() {
                    let (x, y) =
                        Interval::refine(op, Interval::new(alo, ahi), Interval::new(blo, bhi));
                    for a in alo..=ahi {
                        for b in blo..=bhi {
                            let holds = op.holds(a, b);
                            if holds {
                                assert!(
                                    Interval::new(a, a).within(x) && Interval::new(b, b).within(y)
                                );
                            }
                        }
                    }
                }
            }
        }
    }

    fn pairs() -> Vec<(i128, i128)> {
        let mut all = Vec::new();
        for lo in -6..=6 {
            for len in [0, 1, 3, 6] {
                all.push((lo, lo + len));
            }
        }
        all
    }
}
