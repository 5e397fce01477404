//! int and bool: small ints in the word, big ones as heap objects.

mod decimal;
mod divide;
mod power;
mod text;
mod wide;

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign};
use pyaot_abi::layout::Header;
use pyaot_abi::value as tag;

pub use self::decimal::{Decimal, small_text, with_prefix};
pub use self::divide::*;
use self::divide::{div_mod_big, divide_rounded, magnitude};
pub use self::power::*;
pub use self::text::*;
use self::wide::{from_wide, multiply, wide, wide_pair};
use crate::args::Args;
use crate::error::{
    PyResult, raise_memory_error, raise_overflow_error, raise_type_error, raise_value_error,
};
pub use crate::format_value::{int_bin, int_hex, int_oct};
pub use crate::int_method::*;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, UnaryOp, operators};
use crate::value::Value;

/// An int outside the small range, or an instance of a subclass of int.
#[repr(C)]
pub struct IntObject {
    header: Header,
    pub value: IBig,
}

// SAFETY: repr(C) with a header first; only int and its subclasses have the layout.
unsafe impl Object for IntObject {
    const TYPE: &'static Type = &INT;
    const LAYOUT: Layout = Layout::Int;
}

const ARITHMETIC: u32 = operators(&[
    BinaryOp::Add,
    BinaryOp::Sub,
    BinaryOp::Mul,
    BinaryOp::TrueDiv,
    BinaryOp::FloorDiv,
    BinaryOp::Mod,
    BinaryOp::Pow,
    BinaryOp::LShift,
    BinaryOp::RShift,
    BinaryOp::And,
    BinaryOp::Or,
    BinaryOp::Xor,
    BinaryOp::DivMod,
]);

pub(crate) const SLOTS: Slots = Slots {
    dealloc: dealloc_struct::<IntObject>,
    repr: Some(|this| match this.as_small_int() {
        Some(n) => Ok(small_text(n)),
        None => Ok(Str::new(&to_decimal(this)?)),
    }),
    format: Some(crate::format_value::int_slot),
    hash: Some(|this| Ok(hash(this))),
    compare: Some(int_compare),
    truth: Some(|this| Ok(to_i64(this) != Some(0))),
    binary: Some(int_binary),
    binary_ops: ARITHMETIC,
    unary: Some(|op, this| {
        Ok(Some(match op {
            UnaryOp::Neg => int_neg(&plain(this)),
            UnaryOp::Pos => plain(this),
            UnaryOp::Invert => int_invert(&plain(this)),
            UnaryOp::Abs if is_negative(this) => int_neg(&plain(this)),
            UnaryOp::Abs => plain(this),
        }))
    }),
    index: Some(|this| Ok(plain(this))),
    to_float: Some(int_to_float),
    new: Some(int_new),
    ..Slots::OBJECT
};

/// `int`.
pub static INT: Type = Type::core(
    "int",
    Layout::Int,
    size_of::<IntObject>(),
    &[&OBJECT],
    SLOTS,
)
.subclassable();

/// The operators of which bool has its own.
pub(crate) const BOOL_OPERATORS: u32 = operators(&[BinaryOp::And, BinaryOp::Or, BinaryOp::Xor]);

/// The slots of `bool`.
pub(crate) const BOOL_SLOTS: Slots = Slots {
    repr: Some(|this| {
        Ok(crate::str::intern(if this.as_bool() == Some(true) {
            "True"
        } else {
            "False"
        }))
    }),
    truth: Some(|this| Ok(this.as_bool() == Some(true))),
    binary: Some(|op, this, other, reflected| {
        if let (Some(a), Some(b)) = (this.as_bool(), other.as_bool()) {
            match op {
                BinaryOp::And => return Ok(Some(Value::bool(a & b))),
                BinaryOp::Or => return Ok(Some(Value::bool(a | b))),
                BinaryOp::Xor => return Ok(Some(Value::bool(a ^ b))),
                _ => {}
            }
        }
        int_binary(op, this, other, reflected)
    }),
    new: Some(|_, args| match args.unpack("bool", 0, 1)? {
        [value] => Ok(Value::bool(crate::operation::value_truth(value)?)),
        _ => Ok(Value::FALSE),
    }),
    ..SLOTS
};

/// `bool`.
pub static BOOL: Type = Type::core("bool", Layout::Immediate, 0, &[&INT], BOOL_SLOTS);

/// Whether `value` is an int, bool and subclasses included.
pub fn is_int(value: &Value) -> bool {
    value.is_small_int() || value.as_bool().is_some() || value.downcast::<IntObject>().is_some()
}

/// The int inside any kind of int.
pub fn plain(value: &Value) -> Value {
    if value.is_small_int() {
        return value.clone();
    }
    if let Some(b) = value.as_bool() {
        return Value::int(b as i64);
    }
    match value.downcast::<IntObject>() {
        Some(object) if !core::ptr::eq(value.ty(), &INT) => from_big(object.value.clone()),
        _ => value.clone(),
    }
}

/// The int as a big integer; other values give `None`.
pub fn as_big(value: &Value) -> Option<IBig> {
    if let Some(n) = value.as_small_int() {
        return Some(IBig::from(n));
    }
    if let Some(b) = value.as_bool() {
        return Some(IBig::from(b as i64));
    }
    value
        .downcast::<IntObject>()
        .map(|object| object.value.clone())
}

/// Works on an int as a big integer without copying a big one.
fn with_big<R>(value: &Value, work: impl FnOnce(&IBig) -> R) -> R {
    match value.downcast::<IntObject>() {
        Some(object) => work(&object.value),
        None => work(&IBig::from(small_or_bool(value))),
    }
}

fn small_or_bool(value: &Value) -> i64 {
    value
        .as_small_int()
        .or(value.as_bool().map(|b| b as i64))
        .expect("int")
}

/// The int with this value, small if it fits.
pub fn from_big(n: IBig) -> Value {
    match i64::try_from(&n) {
        Ok(small) if (tag::SMALL_INT_MIN..=tag::SMALL_INT_MAX).contains(&small) => {
            Value::int(small)
        }
        _ => Ref::alloc(IntObject {
            header: new_header(),
            value: n,
        })
        .into(),
    }
}

/// An i64 outside the small range.
#[cold]
pub fn big_from_i64(n: i64) -> Value {
    Ref::alloc(IntObject {
        header: new_header(),
        value: IBig::from(n),
    })
    .into()
}

/// The int as i64, if it fits.
pub fn to_i64(value: &Value) -> Option<i64> {
    if let Some(n) = value.as_small_int() {
        return Some(n);
    }
    with_big(value, |n| i64::try_from(n).ok())
}

/// Whether an int is below zero.
pub fn is_negative(value: &Value) -> bool {
    match value.as_small_int() {
        Some(n) => n < 0,
        None => with_big(value, |n| *n < IBig::ZERO),
    }
}

macro_rules! small_first {
    ($($(#[$doc:meta])* $name:ident |$x:ident, $y:ident| $small:expr, |$v:ident, $w:ident| $wide:expr, |$p:ident, $q:ident| $big:expr;)*) => { $(
        $(#[$doc])*
        pub fn $name(a: &Value, b: &Value) -> Value {
            if let (Some($x), Some($y)) = (a.as_small_int(), b.as_small_int()) {
                return $small;
            }
            if let Some(($v, $w)) = wide_pair(a, b)
                && let Some(result) = $wide
            {
                return from_wide(result);
            }
            with_big(a, |$p| with_big(b, |$q| from_big($big)))
        }
    )* };
}

small_first! {
    /// `a + b`.
    int_add |x, y| Value::int(x + y), |v, w| v.checked_add(w), |p, q| p + q;
    /// `a - b`.
    int_sub |x, y| Value::int(x - y), |v, w| v.checked_sub(w), |p, q| p - q;
    /// `a * b`.
    int_mul |x, y| from_wide(x as i128 * y as i128), |v, w| multiply(v, w), |p, q| p * q;
    /// `a & b`.
    int_and |x, y| Value::int(x & y), |v, w| Some(v & w), |p, q| p & q;
    /// `a | b`.
    int_or |x, y| Value::int(x | y), |v, w| Some(v | w), |p, q| p | q;
    /// `a ^ b`.
    int_xor |x, y| Value::int(x ^ y), |v, w| Some(v ^ w), |p, q| p ^ q;
}

/// `-a`.
pub fn int_neg(a: &Value) -> Value {
    match a.as_small_int() {
        Some(n) => Value::int(-n),
        None => with_big(a, |n| from_big(-n)),
    }
}

/// `~a`.
pub fn int_invert(a: &Value) -> Value {
    match a.as_small_int() {
        Some(n) => Value::int(!n),
        None => with_big(a, |n| from_big(!n)),
    }
}

fn is_zero(value: &Value) -> bool {
    to_i64(value) == Some(0)
}

/// Largest result of `**` and `<<` in bits: about a gigabyte.
const MAX_BITS: u128 = 1 << 33;

/// `a << b`.
pub fn int_lshift(a: &Value, b: &Value) -> PyResult<Value> {
    if is_negative(b) {
        return Err(raise_value_error(format_args!("negative shift count")));
    }
    if is_zero(a) {
        return Ok(Value::int(0));
    }
    match to_i64(b).filter(|&n| (n as u128) < MAX_BITS) {
        Some(n) => {
            if let Some(x) = a.as_small_int()
                && n < 63
                && (x << n) >> n == x
            {
                return Ok(Value::int(x << n));
            }
            if n < 127
                && let Some(x) = wide(a)
                && (x << n) >> n == x
            {
                return Ok(from_wide(x << n));
            }
            Ok(with_big(a, |a| from_big(a << n as usize)))
        }
        // More digits than a size can count, of 30 bits each.
        None if with_big(b, |b| b.bit_len() > 66) => Err(raise_overflow_error(format_args!(
            "too many digits in integer"
        ))),
        None => Err(raise_memory_error()),
    }
}

/// `a >> b`.
pub fn int_rshift(a: &Value, b: &Value) -> PyResult<Value> {
    if is_negative(b) {
        return Err(raise_value_error(format_args!("negative shift count")));
    }
    let n = int_to_i64_saturating(b);
    if let Some(x) = a.as_small_int() {
        return Ok(Value::int(x >> n.min(63)));
    }
    if let Some(x) = wide(a) {
        return Ok(from_wide(x >> n.min(127)));
    }
    Ok(with_big(a, |a| {
        if n as u64 >= a.bit_len() as u64 {
            return Value::int(if *a < IBig::ZERO { -1 } else { 0 });
        }
        // Division rounds towards zero; Python shifts towards minus infinity.
        from_big(div_mod_big(a, &(IBig::ONE << n as usize)).0)
    }))
}

/// -1, 0 or 1.
pub fn int_cmp(a: &Value, b: &Value) -> i64 {
    order(a, b) as i64
}

fn order(a: &Value, b: &Value) -> core::cmp::Ordering {
    if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
        return x.cmp(&y);
    }
    if let Some((x, y)) = wide_pair(a, b) {
        return x.cmp(&y);
    }
    with_big(a, |a| with_big(b, |b| a.cmp(b)))
}

/// How an int compares with a float, exactly; `None` for nan.
pub fn order_float(a: &Value, b: f64) -> Option<core::cmp::Ordering> {
    use core::cmp::Ordering;
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    if let Some(n) = to_i64(a)
        && n.unsigned_abs() <= 1 << 53
    {
        return (n as f64).partial_cmp(&b);
    }
    let whole = float_to_big(b.floor());
    Some(with_big(a, |a| a.cmp(&whole)).then(if b > b.floor() {
        Ordering::Less
    } else {
        Ordering::Equal
    }))
}

/// -1, 0 or 1; 2 when `b` is nan.
pub fn int_cmp_float(a: &Value, b: f64) -> i64 {
    order_float(a, b).map_or(2, |order| order as i64)
}

/// An i64 of any size as an int.
pub fn int_from_i64(a: i64) -> Value {
    Value::int(a)
}

/// An unsigned number of 64 bits as an int.
pub fn int_from_u64(a: i64) -> Value {
    from_wide(i128::from(a as u64))
}

/// The lowest 64 bits of an int, which has the sign in all bits above its own.
pub fn int_low_bits(a: &Value) -> i64 {
    if let Some(n) = wide(a) {
        return n as i64;
    }
    let low = with_big(a, |a| u64::try_from(a & IBig::from(u64::MAX)));
    // What the mask leaves fits.
    low.unwrap_or_default() as i64
}

/// An int as an index: saturates at the ends of i64.
pub fn int_to_i64_saturating(a: &Value) -> i64 {
    match to_i64(a) {
        Some(n) => n,
        None if is_negative(a) => i64::MIN,
        None => i64::MAX,
    }
}

/// The row `int_to_size`.
pub fn int_to_size(a: &Value) -> PyResult<i64> {
    crate::operation::to_i64(a)
}

/// `float(a)`; OverflowError when too large.
pub fn int_to_float(a: &Value) -> PyResult<f64> {
    if let Some(n) = to_i64(a) {
        return Ok(n as f64);
    }
    match with_big(a, |a| divide_rounded(a, &IBig::ONE)) {
        Some(x) => Ok(x),
        None => Err(raise_overflow_error(format_args!(
            "int too large to convert to float"
        ))),
    }
}

/// A finite float without a fraction as a big integer.
fn float_to_big(x: f64) -> IBig {
    let bits = x.abs().to_bits();
    let exponent = (bits >> 52) as i64;
    if exponent == 0 {
        return IBig::ZERO;
    }
    let mantissa = IBig::from(bits & ((1 << 52) - 1) | 1 << 52);
    let shift = exponent - 1075;
    let n = if shift >= 0 {
        mantissa << shift as usize
    } else {
        mantissa >> (-shift) as usize
    };
    if x < 0.0 { -n } else { n }
}

/// `int(a)` of a float.
pub fn int_from_float(a: f64) -> PyResult<Value> {
    if a.is_nan() {
        return Err(raise_value_error(format_args!(
            "cannot convert float NaN to integer"
        )));
    }
    if a.is_infinite() {
        return Err(raise_overflow_error(format_args!(
            "cannot convert float infinity to integer"
        )));
    }
    let whole = a.trunc();
    if whole.abs() < 4e18 {
        return Ok(Value::int(whole as i64));
    }
    Ok(from_big(float_to_big(whole)))
}

/// A big int literal from its decimal digits. The literals met last are
/// remembered by the addresses of their digits, which are static.
pub fn int_from_digits(digits: &Str) -> Value {
    const PLACES: usize = 64;
    static MADE: Global<[(u64, Value); PLACES]> = Global::new([const { (0, Value::NONE) }; PLACES]);
    let address = digits.as_raw();
    // SAFETY: a short access.
    let place = unsafe { &mut (*MADE.get())[address as usize / 16 % PLACES] };
    if place.0 == address {
        return place.1.clone();
    }
    let made = match digits.as_str().parse::<IBig>() {
        Ok(n) => from_big(n),
        Err(_) => crate::start::fatal("a big int literal is not a number"),
    };
    if digits.is_immortal() {
        *place = (address, made.clone());
    }
    made
}

/// Destroys an int whose class is exactly `int`.
///
/// # Safety
/// It is dead and not used again.
pub(crate) unsafe fn free_exact(header: *mut Header) {
    // SAFETY: as promised by the caller.
    unsafe {
        core::ptr::drop_in_place(header.cast::<IntObject>());
        crate::memory::free(header.cast(), size_of::<IntObject>());
    }
}

/// Number of turns of a range, at most 2^62.
pub fn range_len(start: &Value, stop: &Value, step: &Value) -> i64 {
    if let (Some(a), Some(b), Some(s)) = (
        start.as_small_int(),
        stop.as_small_int(),
        step.as_small_int(),
    ) {
        // The distance of two small ints fits.
        let distance = if s > 0 { b - a } else { a - b };
        if distance <= 0 {
            return 0;
        }
        return match s.unsigned_abs() {
            1 => distance.min(1 << 62),
            step => ((distance as u64 - 1) / step) as i64 + 1,
        };
    }
    int_to_i64_saturating(&range_len_exact(start, stop, step)).clamp(0, 1 << 62)
}

/// Number of turns of a range, exactly.
pub fn range_len_exact(start: &Value, stop: &Value, step: &Value) -> Value {
    let (start, stop, step) = (
        as_big(start).expect("int"),
        as_big(stop).expect("int"),
        as_big(step).expect("int"),
    );
    let n = if step > IBig::ZERO {
        div_mod_big(&(stop - start + &step - IBig::ONE), &step).0
    } else {
        let step = -step;
        div_mod_big(&(start - stop + &step - IBig::ONE), &step).0
    };
    from_big(if n < IBig::ZERO { IBig::ZERO } else { n })
}

/// The modulus of CPython's numeric hashes, 2^61 - 1.
const HASH_MODULUS: u64 = (1 << HASH_BITS) - 1;
const HASH_BITS: u32 = 61;

/// A number below 2**125 modulo 2**61 - 1.
pub(crate) fn hash_remainder(n: u128) -> u64 {
    // 2**61 is 1 there, so the bits above count like those below.
    let fold = |n: u128| (n & u128::from(HASH_MODULUS)) + (n >> HASH_BITS);
    let rest = fold(fold(n)) as u64;
    if rest >= HASH_MODULUS {
        rest - HASH_MODULUS
    } else {
        rest
    }
}

/// `hash(value)` of an int.
pub fn hash(value: &Value) -> i64 {
    if let Some(n) = value.as_small_int() {
        return crate::key::hash_small_int(n);
    }
    let hash = match value.as_bool() {
        Some(value) => i64::from(value),
        None => with_big(value, |n| {
            let (sign, words) = n.as_sign_words();
            let rest = words.iter().rev().fold(0, |rest, word| {
                hash_remainder(u128::from(rest) << 64 | u128::from(*word))
            });
            match sign {
                Sign::Negative => -(rest as i64),
                Sign::Positive => rest as i64,
            }
        }),
    };
    if hash == -1 { -2 } else { hash }
}

fn int_compare(a: &Value, b: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    if !is_int(b) {
        return Ok(None);
    }
    Ok(Some(Value::bool(op.accepts(order(a, b)))))
}

/// `a op b` of small ints, where that takes no more than an instruction.
#[inline]
pub(crate) fn small_binary(op: BinaryOp, a: &Value, b: &Value) -> Option<Value> {
    let (a, b) = (a.as_small_int()?, b.as_small_int()?);
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a.checked_mul(b)?,
        BinaryOp::And => a & b,
        BinaryOp::Or => a | b,
        BinaryOp::Xor => a ^ b,
        _ => return None,
    };
    Some(Value::int(result))
}

fn int_binary(
    op: BinaryOp,
    this: &Value,
    other: &Value,
    reflected: bool,
) -> PyResult<Option<Value>> {
    if !is_int(other) {
        return Ok(None);
    }
    let (a, b) = if reflected {
        (other, this)
    } else {
        (this, other)
    };
    let (a, b) = (&plain(a), &plain(b));
    Ok(Some(match op {
        BinaryOp::Add => int_add(a, b),
        BinaryOp::Sub => int_sub(a, b),
        BinaryOp::Mul => int_mul(a, b),
        BinaryOp::And => int_and(a, b),
        BinaryOp::Or => int_or(a, b),
        BinaryOp::Xor => int_xor(a, b),
        BinaryOp::FloorDiv => int_floordiv(a, b)?,
        BinaryOp::Mod => int_mod(a, b)?,
        BinaryOp::TrueDiv => Value::float(int_truediv(a, b)?),
        BinaryOp::Pow => int_pow(a, b)?,
        BinaryOp::LShift => int_lshift(a, b)?,
        BinaryOp::RShift => int_rshift(a, b)?,
        BinaryOp::DivMod => {
            let pair = vec![int_floordiv(a, b)?, int_mod(a, b)?];
            crate::reference::Tuple::from_vec(pair).into()
        }
        BinaryOp::MatMul => return Ok(None),
    }))
}

/// `int(x=0, base=10)`.
fn int_new(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let made = int_from_args(args)?;
    if core::ptr::eq(ty, &INT) {
        return Ok(made);
    }
    let value = as_big(&made).expect("int");
    Ok(Ref::alloc_as(
        ty,
        IntObject {
            header: new_header(),
            value,
        },
    )
    .into())
}

fn int_from_args(args: Args<'_>) -> PyResult<Value> {
    let mut base = None;
    for (name, value) in args.keywords() {
        if name.as_str() != "base" {
            return Err(raise_type_error(format_args!(
                "'{}' is an invalid keyword argument for int()",
                name.as_str()
            )));
        }
        base = Some(value);
    }
    let words = args.positional();
    crate::args::check_at_most("int", &args, 2)?;
    let base = words.get(1).or(base);
    let Some(value) = words.first() else {
        if base.is_some() {
            return Err(raise_type_error(format_args!(
                "int() missing string argument"
            )));
        }
        return Ok(Value::int(0));
    };
    match base {
        Some(base) => {
            let number = crate::operation::to_i64_saturating(base)?;
            if number != 0 && !(2..=36).contains(&number) {
                return Err(raise_value_error(format_args!(
                    "int() base must be >= 2 and <= 36, or 0"
                )));
            }
            let value = match value.is_foreign() {
                true => &crate::foreign::to_native(value)?,
                false => value,
            };
            int_from_text(value, number as u32)?.map_or_else(
                || {
                    Err(raise_type_error(format_args!(
                        "int() can't convert non-string with explicit base"
                    )))
                },
                Ok,
            )
        }
        None => int_from_value(value),
    }
}

/// `int(value)`.
pub fn int_from_value(value: &Value) -> PyResult<Value> {
    if value.is_foreign() {
        return crate::foreign::to_int(value);
    }
    if is_int(value) && !value.ty().is_heap_type() {
        return Ok(plain(value));
    }
    if let Some(x) = value.as_float()
        && !value.ty().is_heap_type()
    {
        return int_from_float(x);
    }
    if let Some(text) = value.as_str()
        && let Some(n) = text::parse_short(text.as_str().as_bytes())
    {
        return Ok(Value::int(n));
    }
    if let Some(found) = int_from_text(value, 10)? {
        return Ok(found);
    }
    for name in ["__int__", "__index__", "__trunc__"] {
        let found = crate::attribute::call_special(value, &crate::str::intern(name), &[])?;
        let Some(result) = found else { continue };
        if name == "__trunc__" {
            let text = "The delegation of int() to __trunc__ is deprecated.";
            crate::foreign::warn_if_there(text, &crate::exception::DEPRECATION_WARNING)?;
            return integral(&result);
        }
        if !is_int(&result) {
            return Err(raise_type_error(format_args!(
                "{name} returned non-int (type {})",
                result.type_name()
            )));
        }
        warn_of_subclass(name, &INT, &result)?;
        return Ok(plain(&result));
    }
    if let Some(data) = crate::bytes::native_contents(value)
        && let Some(found) = int_from_text(&crate::reference::Bytes::new(&data).into(), 10)?
    {
        return Ok(found);
    }
    Err(raise_type_error(format_args!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        value.type_name()
    )))
}

/// What `__trunc__` has given, as an int.
fn integral(result: &Value) -> PyResult<Value> {
    if is_int(result) {
        return Ok(plain(result));
    }
    match crate::attribute::call_special(result, crate::name!("__index__"), &[])? {
        Some(found) if is_int(&found) => {
            warn_of_subclass("__index__", &INT, &found)?;
            Ok(plain(&found))
        }
        _ => Err(raise_type_error(format_args!(
            "__trunc__ returned non-Integral (type {})",
            result.type_name()
        ))),
    }
}

/// The warning that a special method has given an instance of a class derived from `exact`.
pub(crate) fn warn_of_subclass(method: &str, exact: &'static Type, result: &Value) -> PyResult<()> {
    if core::ptr::eq(result.ty(), exact) {
        return Ok(());
    }
    let (kind, given) = (exact.name(), result.type_name());
    let text = format!(
        "{method} returned non-{kind} (type {given}).  The ability to return an instance of a strict \
         subclass of {kind} is deprecated, and may be removed in a future version of Python."
    );
    crate::foreign::warn_if_there(&text, &crate::exception::DEPRECATION_WARNING)
}
