//! Generic operations on any values: fast paths for ints and floats, then
//! the slots of the operands' classes.

use core::cmp::Ordering;

use pyaot_abi::layout::{ListObject, StrObject, TupleObject};

use crate::error::{PyResult, Raised, raise_index_error, raise_overflow_error, raise_type_error};
use crate::key::plain_str;
use crate::reference::Str;
use crate::sequence;
use crate::slicing::RawSlice;
use crate::tuple::TUPLE;
use crate::types::{BinaryOp, BinarySlot, CompareOp, Type, UnaryOp, type_flags};
use crate::value::Value;

#[cold]
fn unsupported(symbol: &str, a: &Value, b: &Value) -> Raised {
    raise_type_error(format_args!(
        "unsupported operand type(s) for {symbol}: '{}' and '{}'",
        a.type_name(),
        b.type_name()
    ))
}

/// `a op b` through slots; `None` when neither class knows.
fn try_binary(op: BinaryOp, a: &Value, b: &Value) -> PyResult<Option<Value>> {
    if a.is_foreign() {
        return crate::foreign::operate(op, a, b, false).map(Some);
    }
    if let Some(result) = crate::int::small_binary(op, a, b) {
        return Ok(Some(result));
    }
    if sequence::concerns(op, a, b) {
        return sequence::operate(op, a, b, false);
    }
    in_order(op, a, b, |ty| ty.slots().binary())
}

/// Asks the methods that `slot` finds in the operands' classes, in the language's order:
/// the right operand goes first when its class derives from the left one's and has a
/// reflected method of its own. `None` when neither knows.
pub(crate) fn in_order(
    op: BinaryOp,
    a: &Value,
    b: &Value,
    slot: impl Fn(&'static Type) -> Option<BinarySlot>,
) -> PyResult<Option<Value>> {
    let (ta, tb) = (a.ty(), b.ty());
    let left = slot(ta);
    if core::ptr::eq(ta, tb) {
        let Some(left) = left else { return Ok(None) };
        return left(op, a, b, false);
    }
    let right = slot(tb);
    let right_first = right.is_some() && tb.is_subclass_of(ta) && overrides_reflected(op, a, b);
    if right_first
        && let Some(right) = right
        && let Some(result) = right(op, b, a, true)?
    {
        return Ok(Some(result));
    }
    if let Some(left) = left
        && let Some(result) = left(op, a, b, false)?
    {
        return Ok(Some(result));
    }
    if !right_first && let Some(right) = right {
        return right(op, b, a, true);
    }
    Ok(None)
}

/// Whether the class of `b` gives `op` a reflected method of its own.
pub(crate) fn overrides_reflected(op: BinaryOp, a: &Value, b: &Value) -> bool {
    if !b.ty().is_heap_type() {
        return false;
    }
    let name = crate::str::intern(op.reflected_method());
    match (
        crate::attribute::type_lookup(b.ty(), &name),
        crate::attribute::type_lookup(a.ty(), &name),
    ) {
        (Some(own), Some(inherited)) => !own.is(&inherited),
        (Some(_), None) => true,
        _ => false,
    }
}

/// `a op b`.
pub fn binary(op: BinaryOp, a: &Value, b: &Value) -> PyResult<Value> {
    if a.is_foreign() {
        return crate::foreign::operate(op, a, b, false);
    }
    if let Some(result) = try_binary(op, a, b)? {
        return Ok(result);
    }
    Err(binary_error(op, op.symbol(), a, b))
}

/// Whether instances have, in CPython, any of the slots that sequences have.
pub(crate) fn has_sequence_slots(ty: &Type) -> bool {
    ty.is_heap_type() || ty.slots().getitem().is_some() || ty.slots().len().is_some()
}

/// Whether CPython multiplies the value as a sequence.
pub(crate) fn is_sequence(value: &Value) -> bool {
    value.as_str().is_some()
        || value.as_list().is_some()
        || value.as_tuple().is_some()
        || value.as_bytes().is_some()
        || value.downcast::<crate::bytes::ByteArrayObject>().is_some()
        || crate::array::as_array(value).is_some()
        // Not by its type, which would make deques part of every program.
        || value.ty().layout() == crate::types::Layout::Deque
}

/// Whether a class of the program has given the value another method of that name than its
/// built-in base has.
fn has_own_method(value: &Value, name: &str) -> bool {
    let name = crate::str::intern(name);
    value.ty().is_heap_type()
        && crate::attribute::type_lookup(value.ty(), &name).is_some_and(|method| {
            !matches!(method.ty().layout(), crate::types::Layout::MethodDescriptor)
        })
}

/// The TypeError of a sequence that something else is added to.
pub(crate) fn concat_error(symbol: &str, a: &Value, b: &Value) -> Option<Raised> {
    for (kind, is) in [
        ("str", a.as_str().is_some()),
        ("list", a.as_list().is_some()),
        ("tuple", a.as_tuple().is_some()),
    ] {
        if is {
            return Some(raise_type_error(format_args!(
                "can only concatenate {kind} (not \"{}\") to {kind}",
                b.type_name()
            )));
        }
    }
    if crate::array::as_array(a).is_some() {
        let verb = match symbol.ends_with('=') {
            true => "extend array with",
            false => "append",
        };
        let to = if symbol.ends_with('=') {
            ""
        } else {
            " to array"
        };
        return Some(raise_type_error(format_args!(
            "can only {verb} array (not \"{}\"){to}",
            b.type_name()
        )));
    }
    if a.as_bytes().is_some() {
        return Some(raise_type_error(format_args!(
            "can't concat {} to bytes",
            b.type_name()
        )));
    }
    None
}

/// The TypeError of an operator no operand knows.
#[cold]
pub(crate) fn binary_error(op: BinaryOp, symbol: &str, a: &Value, b: &Value) -> Raised {
    // Sequences have messages of their own.
    match op {
        BinaryOp::Add if !has_own_method(a, op.method()) => {
            if let Some(raised) = concat_error(symbol, a, b) {
                return raised;
            }
        }
        BinaryOp::Mul => {
            // What counts as a sequence is asked to repeat itself in place, and nobody after it.
            let alone = symbol.ends_with('=') && has_sequence_slots(a.ty());
            for (sequence, count) in [(a, b), (b, a)].into_iter().take(2 - usize::from(alone)) {
                let repeats = is_sequence(sequence)
                    && !has_own_method(sequence, op.method())
                    && !has_own_method(sequence, op.reflected_method());
                if repeats {
                    return raise_type_error(format_args!(
                        "can't multiply sequence by non-int of type '{}'",
                        count.type_name()
                    ));
                }
            }
        }
        _ => {}
    }
    unsupported(symbol, a, b)
}

/// `a op= b`.
pub fn inplace(op: BinaryOp, a: &Value, b: &Value) -> PyResult<Value> {
    if a.is_foreign() {
        return crate::foreign::operate(op, a, b, true);
    }
    let result = if sequence::concerns(op, a, b) {
        sequence::operate(op, a, b, true)?
    } else {
        let done = match a.ty().slots().inplace() {
            Some(inplace) => inplace(op, a, b)?,
            None => None,
        };
        match done {
            None => try_binary(op, a, b)?,
            done => done,
        }
    };
    if let Some(result) = result {
        return Ok(result);
    }
    Err(binary_error(op, op.inplace_symbol(), a, b))
}

macro_rules! binary_rows {
    ($($name:ident $iname:ident $op:ident;)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`.")]
        pub fn $name(a: &Value, b: &Value) -> PyResult<Value> {
            binary(BinaryOp::$op, a, b)
        }
        #[doc = concat!("The row `", stringify!($iname), "`.")]
        pub fn $iname(a: &Value, b: &Value) -> PyResult<Value> {
            inplace(BinaryOp::$op, a, b)
        }
    )* };
}

binary_rows! {
    value_pow value_ipow Pow;
    value_matmul value_imatmul MatMul;
    value_lshift value_ilshift LShift;
    value_rshift value_irshift RShift;
}

/// Returns the result when both operands are small ints, or floats of which
/// one may be a small int, and the expression gives one.
macro_rules! fast {
    ($a:ident, $b:ident, |$x:ident, $y:ident| $int:expr, |$p:ident, $q:ident| $float:expr) => {
        if let (Some($x), Some($y)) = ($a.as_small_int(), $b.as_small_int()) {
            if let Some(result) = $int {
                return Ok(result);
            }
        } else if let (Some($p), Some($q)) = (float_operand($a), float_operand($b)) {
            let result: Option<f64> = $float;
            if let Some(result) = result {
                return Ok(Value::float(result));
            }
        }
    };
}

macro_rules! arithmetic_rows {
    ($($name:ident $iname:ident $op:ident |$x:ident, $y:ident| $int:expr, |$p:ident, $q:ident| $float:expr;)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`.")]
        pub fn $name(a: &Value, b: &Value) -> PyResult<Value> {
            if a.is_foreign() {
                return crate::foreign::operate(BinaryOp::$op, a, b, false);
            }
            fast!(a, b, |$x, $y| $int, |$p, $q| $float);
            binary(BinaryOp::$op, a, b)
        }
        #[doc = concat!("The row `", stringify!($iname), "`.")]
        pub fn $iname(a: &Value, b: &Value) -> PyResult<Value> {
            if a.is_foreign() {
                return crate::foreign::operate(BinaryOp::$op, a, b, true);
            }
            fast!(a, b, |$x, $y| $int, |$p, $q| $float);
            inplace(BinaryOp::$op, a, b)
        }
    )* };
}

/// The operand of float arithmetic when it is exactly a float. (Small ints
/// lose nothing below 2^53, but two of them never get here.)
#[inline]
fn float_operand(value: &Value) -> Option<f64> {
    if let Some(x) = value.as_exact_float() {
        return Some(x);
    }
    let n = value.as_small_int()?;
    (n.unsigned_abs() <= 1 << 53).then_some(n as f64)
}

arithmetic_rows! {
    value_add value_iadd Add |x, y| x.checked_add(y).map(Value::int), |p, q| Some(p + q);
    value_sub value_isub Sub |x, y| x.checked_sub(y).map(Value::int), |p, q| Some(p - q);
    value_mul value_imul Mul |x, y| x.checked_mul(y).map(Value::int), |p, q| Some(p * q);
    value_truediv value_itruediv TrueDiv
        |x, y| (y != 0 && x.unsigned_abs() <= 1 << 53 && y.unsigned_abs() <= 1 << 53)
            .then(|| Value::float(x as f64 / y as f64)),
        |p, q| (q != 0.0).then(|| p / q);
    value_floordiv value_ifloordiv FloorDiv
        |x, y| (y != 0).then(|| Value::int(crate::int::floor_div_i64(x, y))), |p, q| { let _ = (p, q); None };
    value_mod value_imod Mod
        |x, y| (y != 0).then(|| Value::int(crate::int::floor_mod_i64(x, y))), |p, q| { let _ = (p, q); None };
    value_and value_iand And |x, y| Some(Value::int(x & y)), |p, q| { let _ = (p, q); None };
    value_or value_ior Or |x, y| Some(Value::int(x | y)), |p, q| { let _ = (p, q); None };
    value_xor value_ixor Xor |x, y| Some(Value::int(x ^ y)), |p, q| { let _ = (p, q); None };
}

/// `op a`.
pub fn unary(op: UnaryOp, a: &Value) -> PyResult<Value> {
    if let Some(unary) = a.ty().slots().unary()
        && let Some(result) = unary(op, a)?
    {
        return Ok(result);
    }
    Err(raise_type_error(format_args!(
        "bad operand type for {}: '{}'",
        op.symbol(),
        a.type_name()
    )))
}

/// `-a`.
pub fn value_neg(a: &Value) -> PyResult<Value> {
    if let Some(n) = a.as_small_int() {
        return Ok(Value::int(-n));
    }
    unary(UnaryOp::Neg, a)
}

/// `+a`.
pub fn value_pos(a: &Value) -> PyResult<Value> {
    unary(UnaryOp::Pos, a)
}

/// `~a`.
pub fn value_invert(a: &Value) -> PyResult<Value> {
    unary(UnaryOp::Invert, a)
}

/// `a op b` for a comparison; the result is any object.
pub fn compare(op: CompareOp, a: &Value, b: &Value) -> PyResult<Value> {
    if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
        return Ok(Value::bool(op.accepts(x.cmp(&y))));
    }
    if let (Some(x), Some(y)) = (float_operand(a), float_operand(b)) {
        return Ok(Value::bool(match x.partial_cmp(&y) {
            Some(order) => op.accepts(order),
            // Nothing but different from a NaN.
            None => op == CompareOp::Ne,
        }));
    }
    if let (Some(x), Some(y)) = (plain_str(a), plain_str(b)) {
        return Ok(Value::bool(match op {
            CompareOp::Eq => x.same_text(y),
            CompareOp::Ne => !x.same_text(y),
            _ => op.accepts(crate::str::str_cmp(x, y).cmp(&0)),
        }));
    }
    compare_slow(op, a, b)
}

fn compare_slow(op: CompareOp, a: &Value, b: &Value) -> PyResult<Value> {
    // CPython asks both, and counts its own frames.
    if a.is_foreign()
        && b.is_foreign()
        && let Some(result) = crate::foreign::compare(a, b, op)?
    {
        return Ok(result);
    }
    let _frame = crate::recursion::enter(" in comparison")?;
    let (ta, tb) = (a.ty(), b.ty());
    let reflected_first =
        !core::ptr::eq(ta, tb) && tb.is_subclass_of(ta) && tb.slots().compare().is_some();
    if reflected_first
        && let Some(compare) = tb.slots().compare()
        && let Some(result) = compare(b, a, op.swapped())?
    {
        return Ok(result);
    }
    if let Some(compare) = ta.slots().compare()
        && let Some(result) = compare(a, b, op)?
    {
        return Ok(result);
    }
    let reflected = if b.is_foreign() && !a.is_foreign() {
        crate::foreign::compare_reflected(b, a, op)?
    } else if !reflected_first && let Some(compare) = tb.slots().compare() {
        compare(b, a, op.swapped())?
    } else {
        None
    };
    if let Some(result) = reflected {
        return Ok(result);
    }
    match op {
        CompareOp::Eq => Ok(Value::bool(a.is(b))),
        CompareOp::Ne => Ok(Value::bool(!a.is(b))),
        _ => Err(raise_type_error(format_args!(
            "'{}' not supported between instances of '{}' and '{}'",
            op.symbol(),
            a.type_name(),
            b.type_name()
        ))),
    }
}

/// Whether `a op b` holds.
pub fn compare_bool(op: CompareOp, a: &Value, b: &Value) -> PyResult<bool> {
    if matches!(op, CompareOp::Eq | CompareOp::Ne)
        && let (Some(a), Some(b)) = (plain_str(a), plain_str(b))
    {
        return Ok(a.same_text(b) == (op == CompareOp::Eq));
    }
    if !a.is_foreign()
        && let Some(order) = settled_order(a, b)
    {
        return Ok(op.accepts(order));
    }
    value_truth(&compare_slow(op, a, b)?)
}

/// Whether `a < b` holds, ints at once.
#[inline]
pub fn less(a: &Value, b: &Value) -> PyResult<bool> {
    match (a.as_small_int(), b.as_small_int()) {
        (Some(a), Some(b)) => Ok(a < b),
        _ => compare_bool(CompareOp::Lt, a, b),
    }
}

/// The order of two values where no code of the program decides it.
#[inline]
pub fn settled_order(a: &Value, b: &Value) -> Option<Ordering> {
    let inner = |a: &Value, b: &Value| tuple_order(a, b, |_, _| None);
    // Tuples are what is sorted and kept in heaps most; they are no numbers and no strs.
    let exact = Value::downcast_exact::<TupleObject>;
    if let (Some(a), Some(b)) = (exact(a), exact(b)) {
        return items_order(a.items(), b.items(), inner);
    }
    plain_order(a, b).or_else(|| tuple_order(a, b, inner))
}

/// The order of two numbers or two strs; `None` where there is none, or
/// where their classes have to be asked.
#[inline]
fn plain_order(a: &Value, b: &Value) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (a.as_small_int(), b.as_small_int()) {
        return Some(a.cmp(&b));
    }
    if let (Some(a), Some(b)) = (number_in_word(a), number_in_word(b)) {
        return a.partial_cmp(&b);
    }
    if let (Some(a), Some(b)) = (plain_str(a), plain_str(b)) {
        return Some(crate::surrogate::compare(a, b));
    }
    let number = |value: &Value| number_in_word(value).or_else(|| value.as_exact_float());
    number(a)?.partial_cmp(&number(b)?)
}

/// A float, or an int that is exact as one, where it is in the word itself.
#[inline]
fn number_in_word(value: &Value) -> Option<f64> {
    const EXACT: u64 = 1 << 53;
    match value.as_small_int() {
        Some(n) => (n.unsigned_abs() <= EXACT).then_some(n as f64),
        None => pyaot_abi::value::word_float(value.as_raw()),
    }
}

/// The items of a tuple, or a named tuple, that compares as tuples do.
#[inline]
fn compared_items(value: &Value) -> Option<&[Value]> {
    if let Some(tuple) = value.downcast_exact::<TupleObject>() {
        return Some(tuple.items());
    }
    let tuple = value.as_tuple()?;
    let ty = value.ty();
    let compare = |ty: &Type| ty.slots().compare().map(|compare| compare as usize);
    let is_plain = ty.has_flag(type_flags::PLAIN_TUPLE) && compare(ty) == compare(&TUPLE);
    is_plain.then(|| tuple.items())
}

/// The order of two tuples, if items that have a [`plain_order`], or an order by `inner`, decide it.
#[inline]
fn tuple_order(
    a: &Value,
    b: &Value,
    inner: impl Fn(&Value, &Value) -> Option<Ordering>,
) -> Option<Ordering> {
    items_order(compared_items(a)?, compared_items(b)?, inner)
}

#[inline]
fn items_order(
    a: &[Value],
    b: &[Value],
    inner: impl Fn(&Value, &Value) -> Option<Ordering>,
) -> Option<Ordering> {
    for (a, b) in a.iter().zip(b) {
        if a.is(b) {
            continue;
        }
        match plain_order(a, b).or_else(|| inner(a, b))? {
            Ordering::Equal => {}
            decided => return Some(decided),
        }
    }
    Some(a.len().cmp(&b.len()))
}

/// `a is b or a == b`, as containers compare items.
#[inline]
pub fn equal(a: &Value, b: &Value) -> PyResult<bool> {
    if a.is(b) {
        return Ok(true);
    }
    if let (Some(a), Some(b)) = (plain_str(a), plain_str(b)) {
        return Ok(a.same_text(b));
    }
    if a.is_small_int() && b.is_small_int() {
        return Ok(false);
    }
    Ok(compare_bool(CompareOp::Eq, a, b)? || same_float(a, b))
}

/// [`equal`] of keys of which it is known that they are not one object.
#[inline(never)]
pub fn equal_keys(a: &Value, b: &Value) -> PyResult<bool> {
    match crate::often::equal_of_class(a, b) {
        Some(equal) => equal,
        None => equal(a, b),
    }
}

/// `a is b`. A float has no place of its own while it is in a register, so
/// its bits are its identity; each nan that is made has bits of its own.
pub fn value_is(a: &Value, b: &Value) -> bool {
    a.is(b) || same_float(a, b)
}

/// Whether two objects are one float.
fn same_float(a: &Value, b: &Value) -> bool {
    let bits = |value: &Value| value.as_exact_float().map(f64::to_bits);
    bits(a).is_some_and(|x| bits(b) == Some(x))
}

macro_rules! compare_rows {
    ($($name:ident $op:ident;)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`.")]
        pub fn $name(a: &Value, b: &Value) -> PyResult<Value> {
            compare(CompareOp::$op, a, b)
        }
    )* };
}

compare_rows! {
    value_eq Eq;
    value_ne Ne;
    value_lt Lt;
    value_le Le;
    value_gt Gt;
    value_ge Ge;
}

macro_rules! test_rows {
    ($($name:ident $op:ident;)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`.")]
        pub fn $name(a: &Value, b: &Value) -> PyResult<bool> {
            compare_bool(CompareOp::$op, a, b)
        }
    )* };
}

test_rows! {
    test_eq Eq;
    test_ne Ne;
    test_lt Lt;
    test_le Le;
    test_gt Gt;
    test_ge Ge;
    number_eq Eq;
    number_ne Ne;
    number_lt Lt;
    number_le Le;
    number_gt Gt;
    number_ge Ge;
}

/// The row `test_eq_str`.
pub fn test_eq_str(a: &Value, text: &Str) -> PyResult<bool> {
    match plain_str(a) {
        Some(a) => Ok(a.same_text(text)),
        None => compare_bool(CompareOp::Eq, a, text.as_value()),
    }
}

/// The row `test_ne_str`.
pub fn test_ne_str(a: &Value, text: &Str) -> PyResult<bool> {
    match plain_str(a) {
        Some(a) => Ok(!a.same_text(text)),
        None => compare_bool(CompareOp::Ne, a, text.as_value()),
    }
}

macro_rules! number_rows {
    ($($name:ident $same:ident;)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`.")]
        pub fn $name(a: &Value, b: &Value) -> PyResult<Value> {
            $same(a, b)
        }
    )* };
}

number_rows! {
    number_add value_add;
    number_sub value_sub;
    number_mul value_mul;
    number_truediv value_truediv;
}

pub use crate::builtins::{
    builtins_abs as number_abs, value_max as number_max, value_min as number_min,
};

/// `-a` of a number.
pub fn number_neg(a: &Value) -> PyResult<Value> {
    value_neg(a)
}

/// `a ** 2` of a number.
pub fn number_square(a: &Value) -> PyResult<Value> {
    value_pow(a, &Value::int(2))
}

/// `item in container`.
pub fn value_contains(container: &Value, item: &Value) -> PyResult<bool> {
    let slots = container.ty().slots();
    if let Some(contains) = slots.contains() {
        return contains(container, item);
    }
    // As `_PySequence_IterSearch` has it: why there is no iterator is not said.
    let Some(iterator) = crate::error::catch(
        crate::iter::value_iter(container),
        &crate::exception::TYPE_ERROR,
    )?
    else {
        return Err(raise_type_error(format_args!(
            "argument of type '{}' is not iterable",
            container.type_name()
        )));
    };
    while let Some(found) = crate::iter::iter_next(&iterator)? {
        if equal(&found, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Truth value: `__bool__`, then `__len__`, then true.
#[inline]
pub fn value_truth(a: &Value) -> PyResult<bool> {
    if let Some(b) = a.as_bool() {
        return Ok(b);
    }
    if let Some(n) = a.as_small_int() {
        return Ok(n != 0);
    }
    truth_of_object(a)
}

#[inline(never)]
fn truth_of_object(a: &Value) -> PyResult<bool> {
    let slots = a.ty().slots();
    if let Some(truth) = slots.truth() {
        return truth(a);
    }
    if let Some(len) = slots.len() {
        return Ok(len(a)? != 0);
    }
    Ok(true)
}

/// `container[key]`.
pub fn value_getitem(container: &Value, key: &Value) -> PyResult<Value> {
    // Only this lookup may tell the row behind it what it found.
    crate::dict::forget_note();
    if let Some(getitem) = container.ty().slots().getitem() {
        return getitem(container, key);
    }
    if let Some(class) = container.as_type() {
        return crate::class::class_getitem(class, key);
    }
    Err(raise_type_error(format_args!(
        "'{}' object is not subscriptable",
        container.type_name()
    )))
}

/// `container[key] = item`.
pub fn value_setitem(container: &Value, key: &Value, item: &Value) -> PyResult<()> {
    if let Some(setitem) = container.ty().slots().setitem() {
        return setitem(container, key, Some(item));
    }
    index_of_sequence(container, key)?;
    Err(raise_type_error(format_args!(
        "'{}' object does not support item assignment",
        container.type_name()
    )))
}

pub use crate::dict::value_setitem_again;

/// `del container[key]`.
pub fn value_delitem(container: &Value, key: &Value) -> PyResult<()> {
    if let Some(setitem) = container.ty().slots().setitem() {
        return setitem(container, key, None);
    }
    let does_not = match index_of_sequence(container, key)? {
        true => "doesn't",
        false => "does not",
    };
    Err(raise_type_error(format_args!(
        "'{}' object {does_not} support item deletion",
        container.type_name()
    )))
}

/// Whether CPython takes the container for a sequence and the key, which is asked, for an index.
#[cold]
fn index_of_sequence(container: &Value, key: &Value) -> PyResult<bool> {
    if !(has_sequence_slots(container.ty()) && is_index(key)) {
        return Ok(false);
    }
    to_index(key).map(|_| true)
}

/// `container[start:stop:step]`; absent bounds are None.
pub fn value_getslice(
    container: &Value,
    start: &Value,
    stop: &Value,
    step: &Value,
) -> PyResult<Value> {
    if let Some(s) = container.downcast_exact::<StrObject>() {
        return Ok(crate::str::str_getslice(s, start, stop, step)?.into());
    }
    if let Some(list) = container.downcast_exact::<ListObject>() {
        let slice = RawSlice::new(start, stop, step)?;
        return Ok(crate::list::list_raw_slice(list, slice).into());
    }
    value_getitem(container, &crate::iter::slice_new(start, stop, step))
}

/// `container[start:stop:step] = value`; absent bounds are None.
pub fn value_setslice(
    container: &Value,
    start: &Value,
    stop: &Value,
    step: &Value,
    value: &Value,
) -> PyResult<()> {
    if let Some(list) = container.downcast_exact::<ListObject>() {
        let slice = RawSlice::new(start, stop, step)?;
        return crate::list::assign_raw_slice(list, slice, Some(value));
    }
    value_setitem(container, &crate::iter::slice_new(start, stop, step), value)
}

/// `repr(a)`.
pub fn value_repr(a: &Value) -> PyResult<Str> {
    let _frame = crate::recursion::enter(" while getting the repr of an object")?;
    match a.ty().slots().repr() {
        Some(repr) => repr(a),
        None => crate::attribute::object_repr(a),
    }
}

/// `str(a)`.
pub fn value_str(a: &Value) -> PyResult<Str> {
    if let Some(n) = a.as_small_int() {
        return Ok(crate::int::small_text(n));
    }
    match a.ty().slots().str() {
        Some(str) => str(a),
        None => value_repr(a),
    }
}

/// `format(a, spec)`.
pub fn value_format(a: &Value, spec: &Str) -> PyResult<Str> {
    if let Some(format) = a.ty().slots().format() {
        return format(a, spec);
    }
    if spec.as_str().is_empty() {
        return value_str(a);
    }
    Err(raise_type_error(format_args!(
        "unsupported format string passed to {}.__format__",
        a.type_name()
    )))
}

/// `hash(a)`.
pub fn value_hash(a: &Value) -> PyResult<i64> {
    match a.ty().slots().hash() {
        Some(hash) => hash(a),
        None => Err(raise_type_error(format_args!(
            "unhashable type: '{}'",
            a.type_name()
        ))),
    }
}

/// `len(a)`.
pub fn value_len(a: &Value) -> PyResult<i64> {
    match a.ty().slots().len() {
        Some(len) => len(a),
        None => Err(raise_type_error(format_args!(
            "object of type '{}' has no len()",
            a.type_name()
        ))),
    }
}

/// The length that a `__len__` gave, which is an int.
pub fn checked_length(length: &Value) -> PyResult<i64> {
    match crate::int::to_i64(length) {
        Some(n) if n >= 0 => Ok(n),
        _ if crate::int::is_negative(length) => Err(crate::error::raise_value_error(format_args!(
            "__len__() should return >= 0"
        ))),
        _ => Err(crate::error::raise_overflow_error(format_args!(
            "cannot fit 'int' into an index-sized integer"
        ))),
    }
}

/// An int from an int or anything with `__index__`.
pub fn index(a: &Value) -> PyResult<Value> {
    if a.is_small_int() {
        return Ok(a.clone());
    }
    // `__index__` of a class derived from int is not asked.
    if a.ty().layout() == crate::types::Layout::Int {
        return Ok(crate::int::plain(a));
    }
    match a.ty().slots().index() {
        Some(index) => index(a),
        None => Err(raise_type_error(format_args!(
            "'{}' object cannot be interpreted as an integer",
            a.type_name()
        ))),
    }
}

/// Whether `a` can stand where an index is wanted.
pub fn is_index(a: &Value) -> bool {
    a.ty().slots().index().is_some()
}

/// Whether a new sequence is made by repeating one `count` times. A CPython object is asked for
/// the product itself: it may be an array, or no number at all.
pub fn repeats_by(count: &Value) -> bool {
    is_index(count) && !count.is_foreign()
}

/// The IndexError for `index`, which is outside of a sequence. An int that does not fit into an
/// index at all comes as the largest or smallest one that does.
#[cold]
pub fn index_error(index: i64, message: &str) -> Raised {
    let message = match index {
        i64::MIN | i64::MAX => "cannot fit 'int' into an index-sized integer",
        _ => message,
    };
    crate::error::raise_index_error(format_args!("{message}"))
}

/// An index as i64, saturating at its ends.
#[inline]
pub fn to_i64_saturating(a: &Value) -> PyResult<i64> {
    match a.as_small_int() {
        Some(n) => Ok(n),
        None => Ok(crate::int::int_to_i64_saturating(&index(a)?)),
    }
}

/// An index as i64; IndexError when it does not fit.
pub fn to_index(a: &Value) -> PyResult<i64> {
    if let Some(n) = a.as_small_int() {
        return Ok(n);
    }
    let n = index(a)?;
    crate::int::to_i64(&n).ok_or_else(|| {
        raise_index_error(format_args!(
            "cannot fit '{}' into an index-sized integer",
            a.type_name()
        ))
    })
}

/// An int argument as i64; OverflowError when it does not fit.
pub fn to_i64(a: &Value) -> PyResult<i64> {
    if let Some(n) = a.as_small_int() {
        return Ok(n);
    }
    let n = index(a)?;
    crate::int::to_i64(&n).ok_or_else(|| {
        raise_overflow_error(format_args!("Python int too large to convert to C ssize_t"))
    })
}

/// An argument that CPython takes as an `int` of C; OverflowError when it does not fit.
pub fn to_c_int(n: i64) -> PyResult<i32> {
    i32::try_from(n)
        .map_err(|_| raise_overflow_error(format_args!("Python int too large to convert to C int")))
}

/// An argument that is true or false but has to be an int.
pub fn to_flag(value: &Value) -> PyResult<bool> {
    Ok(to_c_int(to_i64_saturating(value)?)? != 0)
}

/// A float argument: floats, ints, `__float__`, `__index__`.
pub fn value_to_float(a: &Value) -> PyResult<f64> {
    if let Some(x) = a.as_float() {
        return Ok(x);
    }
    let slots = a.ty().slots();
    if let Some(to_float) = slots.to_float() {
        return to_float(a);
    }
    if let Some(index) = slots.index() {
        return crate::int::int_to_float(&index(a)?);
    }
    Err(raise_type_error(format_args!(
        "must be real number, not {}",
        a.type_name()
    )))
}

/// The factor of `sequence * n`; OverflowError when it does not fit an index.
pub fn repeat_factor(a: &Value) -> PyResult<i64> {
    let n = index(a)?;
    crate::int::to_i64(&n).ok_or_else(|| {
        raise_overflow_error(format_args!(
            "cannot fit '{}' into an index-sized integer",
            a.type_name()
        ))
    })
}

/// The repeat count of `sequence * n`, checked against memory; `size` is that of `sequence` in bytes.
pub fn repeat_count(n: i64, size: i64) -> PyResult<usize> {
    let n = n.max(0);
    let is_there = |total: i64| crate::memory::is_available(total as usize);
    match n.checked_mul(size) {
        Some(total) if total < 1 << 48 && is_there(total) => Ok(n as usize),
        _ => Err(crate::error::raise_memory_error()),
    }
}

/// Releases the object at `word`, whose count has just reached 0.
pub fn object_dealloc(word: &Value) {
    // SAFETY: compiled code calls this for counted words it has just counted down to 0.
    unsafe { crate::memory::dealloc(word.as_raw()) }
}
