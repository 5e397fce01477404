#[macro_export]
macro_rules! float_functions {
    ($then:path) => { $then! {
        /// A float object.
        fn float_new(value: F64) -> Value [pure];
        /// A float, or else the int that the number is.
        fn float_or_int(number: F64, is_float: Bool) -> Value [pure];
        /// `float(value)`.
        fn float_from_value(value: Value) -> F64 [raises];
        /// ZeroDivisionError as in Python.
        fn float_truediv(a: F64, b: F64) -> F64 [raises];
        fn float_floordiv(a: F64, b: F64) -> F64 [pure, raises];
        fn float_mod(a: F64, b: F64) -> F64 [pure, raises];
        /// float or complex result, as in Python.
        fn float_pow(a: F64, b: F64) -> Value [raises];
        /// `a` to the power of `b` as in C: never an error.
        fn float_power(a: F64, b: F64) -> F64 [pure];
        /// As `float_pow` where the result is known to be real.
        fn float_pow_real(a: F64, b: F64) -> F64 [pure, raises];
        fn float_repr(a: F64) -> Str;
        /// `format(a, spec)`.
        fn float_format(a: F64, spec: Str) -> Str [raises];
        fn float_is_integer(a: F64) -> Bool [pure] as "float.is_integer() -> bool";
        fn float_as_integer_ratio(a: F64) -> Tuple [raises] as "float.as_integer_ratio() -> tuple[int, int]";
        fn float_hex(a: F64) -> Str as "float.hex() -> str";
        fn float_fromhex(class: Value, text: Str) -> Value [raises] as "class float.fromhex(string: str, /) -> float";
        fn float_getformat(class: Value, typestr: Value) -> Str [raises] as "class float.__getformat__(typestr: object, /) -> str";
        fn float_conjugate(a: F64) -> F64 [pure] as "float.conjugate() -> float";
        fn float_real(a: F64) -> F64 [pure] as "float.real -> float";
        fn float_imag(a: F64) -> F64 [pure] as "float.imag -> float";
        fn float_trunc(a: F64) -> Int [raises] as "float.__trunc__() -> int";
        fn float_int(a: F64) -> Int [raises] as "float.__int__() -> int";
        fn float_floor(a: F64) -> Int [raises] as "float.__floor__() -> int";
        fn float_ceil(a: F64) -> Int [raises] as "float.__ceil__() -> int";
        /// `round(a)`: an int, half to even.
        fn float_round(a: F64) -> Int [raises];
        /// `round(a, digits)`: correctly rounded, half to even.
        fn float_round_digits(a: F64, digits: I64) -> F64 [raises];
        fn float_round_method(a: F64, digits: Value) -> Value [raises] as "float.__round__(ndigits: object = None, /) -> object";
        /// A complex object.
        fn complex_new(real: F64, imag: F64) -> Value [pure];
        fn complex_abs(real: F64, imag: F64) -> F64 [raises];
        fn complex_conjugate(a: Value) -> Value as "complex.conjugate() -> complex";
        fn complex_complex(a: Value) -> Value as "complex.__complex__() -> complex";
        fn complex_getnewargs(a: Value) -> Tuple as "complex.__getnewargs__() -> tuple[float, float]";
        fn complex_real(a: Value) -> F64 [pure] as "complex.real -> float";
        fn complex_imag(a: Value) -> F64 [pure] as "complex.imag -> float";
        /// The parts of a number that may be an int, a float or complex.
        fn number_real(a: Value) -> F64 [pure, raises];
        fn number_imag(a: Value) -> F64 [pure];
    } };
}
float_functions!(crate::declare_functions);
