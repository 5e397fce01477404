#[macro_export]
macro_rules! int_functions {
    ($then:path) => { $then! {
        /// Slow paths of int arithmetic: either operand big, or overflow.
        fn int_add(a: Int, b: Int) -> Int [pure];
        fn int_sub(a: Int, b: Int) -> Int [pure];
        fn int_mul(a: Int, b: Int) -> Int [pure];
        fn int_neg(a: Int) -> Int [pure];
        fn int_floordiv(a: Int, b: Int) -> Int [raises];
        fn int_mod(a: Int, b: Int) -> Int [raises];
        fn int_truediv(a: Int, b: Int) -> F64 [raises];
        /// `a ** b` with `b >= 0` known not; int or float, as in Python.
        fn int_pow(a: Int, b: Int) -> Value [raises];
        fn int_lshift(a: Int, b: Int) -> Int [raises];
        fn int_rshift(a: Int, b: Int) -> Int [raises];
        fn int_and(a: Int, b: Int) -> Int [pure];
        fn int_or(a: Int, b: Int) -> Int [pure];
        fn int_xor(a: Int, b: Int) -> Int [pure];
        fn int_invert(a: Int) -> Int [pure];
        /// -1, 0 or 1.
        fn int_cmp(a: Int, b: Int) -> I64 [pure];
        fn int_cmp_float(a: Int, b: F64) -> I64 [pure];
        /// An i64 of any size as an int.
        fn int_from_i64(a: I64) -> Int [pure];
        /// An unsigned number of 64 bits as an int.
        fn int_from_u64(a: I64) -> Int [pure];
        /// The lowest 64 bits of an int, which has the sign in all bits above its own.
        fn int_low_bits(a: Int) -> I64 [pure];
        /// An int as an index: saturates at the ends of i64.
        fn int_to_i64_saturating(a: Int) -> I64 [pure];
        /// An int as a size: OverflowError when too large for one.
        fn int_to_size(a: Int) -> I64 [raises];
        /// OverflowError when too large for a float.
        fn int_to_float(a: Int) -> F64 [raises];
        /// `int(value)`.
        fn int_from_value(value: Value) -> Int [raises];
        fn int_from_float(a: F64) -> Int [raises];
        /// A big int literal from its decimal digits.
        fn int_from_digits(digits: Str) -> Int [pure];
        fn int_pow_method(a: Int, exp: Value, modulus: Value) -> Value [raises] as "int.__pow__(value: object, mod: object = None, /) -> object";
        fn int_bit_length(a: Int) -> I64 [pure] as "int.bit_length() -> int";
        fn int_bit_count(a: Int) -> I64 [pure] as "int.bit_count() -> int";
        fn int_to_bytes(a: Int, length: Size, byteorder: Str, signed: Bool) -> Bytes [raises] as "int.to_bytes(length: int = 1, byteorder: str = 'big', *, signed: bool = False) -> bytes";
        fn int_from_bytes(class: Value, bytes: Value, byteorder: Str, signed: Bool) -> Value [raises] as "class int.from_bytes(bytes: object, byteorder: str = 'big', *, signed: bool = False) -> int";
        fn int_conjugate(a: Int) -> Int as "int.conjugate() -> int";
        fn int_as_integer_ratio(a: Int) -> Tuple as "int.as_integer_ratio() -> tuple[int, int]";
        fn int_real(a: Int) -> Int as "int.real -> int";
        fn int_imag(a: Int) -> Int as "int.imag -> int";
        fn int_numerator(a: Int) -> Int as "int.numerator -> int";
        fn int_denominator(a: Int) -> Int as "int.denominator -> int";
        fn int_trunc(a: Int) -> Int as "int.__trunc__() -> int";
        fn int_floor(a: Int) -> Int as "int.__floor__() -> int";
        fn int_ceil(a: Int) -> Int as "int.__ceil__() -> int";
        /// Rounds to a multiple of a power of ten, half to even.
        fn int_round(a: Int, digits: Value) -> Int [raises] as "int.__round__(ndigits: object = None, /) -> int";
        fn int_bin(n: Int) -> Str as "builtins.bin(number: object, /) -> str";
        fn int_hex(n: Int) -> Str as "builtins.hex(number: object, /) -> str";
        fn int_oct(n: Int) -> Str as "builtins.oct(number: object, /) -> str";
    } };
}
int_functions!(crate::declare_functions);
