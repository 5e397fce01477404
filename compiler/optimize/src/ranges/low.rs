//! Ints of which only the lowest 64 bits matter.
//!
//! `(x << 13) & 0xFFFFFFFFFFFFFFFF` needs no more of the shifted number than the
//! mask leaves: sums, products, shifts to the left and bitwise operations give the
//! same lowest bits whatever their operands have above. So what is too large for a
//! machine integer, and only goes into such operations until one has a result that
//! fits 64 bits, is computed modulo 2^64.

use pyaot_ir::{Function, Inst, IntBinary, Op, Repr, ValueId};

use super::analysis::Analysis;
use super::interval::Interval;

/// The operands whose lowest bits decide those of the result; `None` for other
/// operations.
pub fn ring_operands<'a>(inst: &'a Inst, analysis: &Analysis) -> Option<&'a [ValueId]> {
    match &inst.op {
        Op::Int(IntBinary::Add | IntBinary::Sub | IntBinary::Mul) => Some(&inst.args),
        Op::Int(IntBinary::And | IntBinary::Or | IntBinary::Xor) => Some(&inst.args),
        Op::Int(IntBinary::Shl) if analysis.at(inst.args[1]).within(Interval::new(0, 63)) => {
            Some(&inst.args[..1])
        }
        Op::Int(IntBinary::Mod) if bits_of_modulus(inst, analysis).is_some() => {
            Some(&inst.args[..1])
        }
        Op::IntNeg | Op::IntInvert => Some(&inst.args),
        _ => None,
    }
}

/// The lowest bits that a remainder of a division by a power of two, of up to
/// 2^64, keeps, all set.
pub fn bits_of_modulus(inst: &Inst, analysis: &Analysis) -> Option<u64> {
    let modulus = analysis.at(*inst.args.get(1)?);
    let divisor = u128::try_from(modulus.lo).ok()?;
    let is_power = modulus.lo == modulus.hi && divisor.is_power_of_two() && divisor <= 1 << 64;
    is_power.then(|| (divisor - 1) as u64)
}

/// By value: whether it is such an int.
pub fn low_only(function: &Function, analysis: &Analysis) -> Vec<bool> {
    let fits = |value: ValueId| analysis.at(value).fits_i64() || analysis.at(value).fits_u64();
    let mut low = vec![false; function.values.len()];
    let insts = || function.blocks.iter().flat_map(|block| &block.insts);
    let mut any = false;
    for inst in insts() {
        if let Some(result) = inst.result
            && function.repr(result) == Repr::Int
            && !fits(result)
            && ring_operands(inst, analysis).is_some()
        {
            low[result.index()] = true;
            any = true;
        }
    }
    if !any {
        return low;
    }
    for block in &function.blocks {
        let passed = block
            .term
            .edges()
            .flat_map(|edge| edge.args.iter().copied());
        for value in passed.chain(block.term.uses()) {
            low[value.index()] = false;
        }
    }
    let mut changed = true;
    while changed {
        changed = false;
        for inst in insts() {
            let operands = ring_operands(inst, analysis).unwrap_or_default();
            let taken = inst.result.is_some_and(|result| {
                function.repr(result) == Repr::Int && (fits(result) || low[result.index()])
            });
            for (k, arg) in inst.args.iter().enumerate() {
                if low[arg.index()] && !(taken && k < operands.len()) {
                    low[arg.index()] = false;
                    changed = true;
                }
            }
        }
    }
    low
}
