#[macro_export]
macro_rules! operation_functions {
    ($then:path) => { $then! {
        /// `a + b`, any types.
        fn value_add(a: Value, b: Value) -> Value [raises];
        fn value_sub(a: Value, b: Value) -> Value [raises];
        fn value_mul(a: Value, b: Value) -> Value [raises];
        fn value_truediv(a: Value, b: Value) -> Value [raises];
        fn value_floordiv(a: Value, b: Value) -> Value [raises];
        fn value_mod(a: Value, b: Value) -> Value [raises];
        fn value_pow(a: Value, b: Value) -> Value [raises];
        fn value_matmul(a: Value, b: Value) -> Value [raises];
        fn value_lshift(a: Value, b: Value) -> Value [raises];
        fn value_rshift(a: Value, b: Value) -> Value [raises];
        fn value_and(a: Value, b: Value) -> Value [raises];
        fn value_or(a: Value, b: Value) -> Value [raises];
        fn value_xor(a: Value, b: Value) -> Value [raises];
        /// `a += b`: the in-place method first, then the plain operator.
        fn value_iadd(a: Value, b: Value) -> Value [raises];
        fn value_isub(a: Value, b: Value) -> Value [raises];
        fn value_imul(a: Value, b: Value) -> Value [raises];
        fn value_itruediv(a: Value, b: Value) -> Value [raises];
        fn value_ifloordiv(a: Value, b: Value) -> Value [raises];
        fn value_imod(a: Value, b: Value) -> Value [raises];
        fn value_ipow(a: Value, b: Value) -> Value [raises];
        fn value_imatmul(a: Value, b: Value) -> Value [raises];
        fn value_ilshift(a: Value, b: Value) -> Value [raises];
        fn value_irshift(a: Value, b: Value) -> Value [raises];
        fn value_iand(a: Value, b: Value) -> Value [raises];
        fn value_ior(a: Value, b: Value) -> Value [raises];
        fn value_ixor(a: Value, b: Value) -> Value [raises];
        fn value_neg(a: Value) -> Value [raises];
        fn value_pos(a: Value) -> Value [raises];
        fn value_invert(a: Value) -> Value [raises];
        /// Rich comparison; the result is any object.
        /// `a is b` where both may be floats.
        fn value_is(a: Value, b: Value) -> Bool [pure];
        fn value_eq(a: Value, b: Value) -> Value [raises];
        fn value_ne(a: Value, b: Value) -> Value [raises];
        fn value_lt(a: Value, b: Value) -> Value [raises];
        fn value_le(a: Value, b: Value) -> Value [raises];
        fn value_gt(a: Value, b: Value) -> Value [raises];
        fn value_ge(a: Value, b: Value) -> Value [raises];
        /// The truth of a comparison, where nothing else of it is asked for.
        fn test_eq(a: Value, b: Value) -> Bool [raises];
        fn test_ne(a: Value, b: Value) -> Bool [raises];
        fn test_lt(a: Value, b: Value) -> Bool [raises];
        fn test_le(a: Value, b: Value) -> Bool [raises];
        fn test_gt(a: Value, b: Value) -> Bool [raises];
        fn test_ge(a: Value, b: Value) -> Bool [raises];
        /// The same of any value and a text: as `a == text` and `text == a` have it.
        fn test_eq_str(a: Value, text: Str) -> Bool [raises];
        fn test_ne_str(a: Value, text: Str) -> Bool [raises];
        /// `a + b` and `a < b` of what are ints, floats or bools: they say nothing new, but
        /// compiled code has the floats in line.
        fn number_add(a: Value, b: Value) -> Value [raises];
        fn number_sub(a: Value, b: Value) -> Value [raises];
        fn number_mul(a: Value, b: Value) -> Value [raises];
        fn number_truediv(a: Value, b: Value) -> Value [raises];
        fn number_square(a: Value) -> Value [raises];
        fn number_neg(a: Value) -> Value [raises];
        fn number_abs(a: Value) -> Value [raises];
        fn number_min(a: Value, b: Value) -> Value [raises];
        fn number_max(a: Value, b: Value) -> Value [raises];
        fn number_eq(a: Value, b: Value) -> Bool [raises];
        fn number_ne(a: Value, b: Value) -> Bool [raises];
        fn number_lt(a: Value, b: Value) -> Bool [raises];
        fn number_le(a: Value, b: Value) -> Bool [raises];
        fn number_gt(a: Value, b: Value) -> Bool [raises];
        fn number_ge(a: Value, b: Value) -> Bool [raises];
        /// `item in container`.
        fn value_contains(container: Value, item: Value) -> Bool [raises];
        /// Truth value: `__bool__`, then `__len__`, then true.
        fn value_truth(a: Value) -> Bool [raises];
        /// `container[key]`.
        fn value_getitem(container: Value, key: Value) -> Value [raises];
        fn value_setitem(container: Value, key: Value, item: Value) -> Unit [raises];
        /// As `value_setitem`, where `value_getitem` has looked the very same key up.
        fn value_setitem_again(container: Value, key: Value, item: Value) -> Unit [raises];
        fn value_delitem(container: Value, key: Value) -> Unit [raises];
        /// `container[start:stop:step]`; absent bounds are None.
        fn value_getslice(container: Value, start: Value, stop: Value, step: Value) -> Value [raises];
        /// `container[start:stop:step] = value`; absent bounds are None.
        fn value_setslice(container: Value, start: Value, stop: Value, step: Value, value: Value) -> Unit [raises];
        /// `repr(a)`, always a str.
        fn value_repr(a: Value) -> Str [raises];
        /// `str(a)`, always a str.
        fn value_str(a: Value) -> Str [raises];
        /// `format(a, spec)`.
        fn value_format(a: Value, spec: Str) -> Str [raises];
        fn value_hash(a: Value) -> I64 [raises];
        fn value_len(a: Value) -> I64 [raises];
        /// The length that a `__len__` gave: ValueError or OverflowError when it cannot be one.
        fn checked_length(length: Int) -> I64 [raises];
        /// The word of a `float` argument: floats, ints, `__float__`, `__index__`.
        fn value_to_float(a: Value) -> F64 [raises];
        /// Releases the object at `word`, whose count has just reached 0.
        fn object_dealloc(word: Value) -> Unit;
    } };
}
operation_functions!(crate::declare_functions);
