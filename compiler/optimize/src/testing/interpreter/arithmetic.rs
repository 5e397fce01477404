//! Numbers.

use pyaot_abi::value::{SMALL_INT_MAX, SMALL_INT_MIN};
use pyaot_ir::{FloatBinary, FloatUnary, IntBinary, MachineBinary};

use super::Stop;

pub(super) fn is_small(n: i128) -> bool {
    (i128::from(SMALL_INT_MIN)..=i128::from(SMALL_INT_MAX)).contains(&n)
}

pub(super) fn saturate(n: i128) -> i64 {
    n.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

pub(super) fn int_binary(op: IntBinary, a: i128, b: i128) -> Result<i128, Stop> {
    let floor_div = |a: i128, b: i128| {
        let q = a / b;
        if a % b != 0 && (a < 0) != (b < 0) {
            q - 1
        } else {
            q
        }
    };
    Ok(match op {
        IntBinary::Add => a + b,
        IntBinary::Sub => a - b,
        IntBinary::Mul => a.checked_mul(b).ok_or(Stop::GiveUp)?,
        IntBinary::And => a & b,
        IntBinary::Or => a | b,
        IntBinary::Xor => a ^ b,
        IntBinary::FloorDiv | IntBinary::Mod if b == 0 => return Err(Stop::Raise),
        IntBinary::FloorDiv => floor_div(a, b),
        IntBinary::Mod => a - floor_div(a, b) * b,
        IntBinary::Shl | IntBinary::Shr if b < 0 => return Err(Stop::Raise),
        IntBinary::Shl if a == 0 => 0,
        IntBinary::Shl if b > 40 => return Err(Stop::GiveUp),
        IntBinary::Shl => a.checked_mul(1 << b).ok_or(Stop::GiveUp)?,
        IntBinary::Shr => a >> b.min(127),
    })
}

pub(super) fn machine_binary(op: MachineBinary, a: i64, b: i64) -> i64 {
    match op {
        MachineBinary::Add => a.wrapping_add(b),
        MachineBinary::Sub => a.wrapping_sub(b),
        MachineBinary::Mul => a.wrapping_mul(b),
        MachineBinary::And => a & b,
        MachineBinary::Or => a | b,
        MachineBinary::Xor => a ^ b,
        MachineBinary::Shl => {
            assert!((0..64).contains(&b), "shift count {b}");
            a << b
        }
        MachineBinary::Shr => {
            assert!((0..64).contains(&b), "shift count {b}");
            a >> b
        }
        MachineBinary::UnsignedShr => {
            assert!((0..64).contains(&b), "a shift by {b}");
            ((a as u64) >> b) as i64
        }
        MachineBinary::UnsignedDiv => (a as u64 / b as u64) as i64,
        MachineBinary::UnsignedRem => (a as u64 % b as u64) as i64,
        MachineBinary::Div | MachineBinary::Rem => {
            assert!(b > 0, "division by {b}");
            if op == MachineBinary::Div {
                a / b
            } else {
                a % b
            }
        }
    }
}

pub(super) fn float_binary(op: FloatBinary, a: f64, b: f64) -> f64 {
    match op {
        FloatBinary::Add => a + b,
        FloatBinary::Sub => a - b,
        FloatBinary::Mul => a * b,
        FloatBinary::Div => a / b,
    }
}

pub(super) fn float_unary(op: FloatUnary, a: f64) -> f64 {
    match op {
        FloatUnary::Neg => -a,
        FloatUnary::Abs => a.abs(),
        FloatUnary::Sqrt => a.sqrt(),
        FloatUnary::Floor => a.floor(),
        FloatUnary::Ceil => a.ceil(),
        FloatUnary::Trunc => a.trunc(),
        FloatUnary::ToSingle => f64::from(a as f32),
    }
}
