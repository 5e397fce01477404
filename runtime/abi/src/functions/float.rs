#[macro_export]
macro_rules! float_functions {
    ($then:path) => { $then! {
        /// A float object.
        fn float_new(value: F64) -> Value [pure];
        /// ZeroDivisionError as in Python.
        fn float_truediv(a: F64, b: F64) -> F64 [raises];
        fn float_floordiv(a: F64, b: F64) -> F64 [raises];
        fn float_mod(a: F64, b: F64) -> F64 [raises];
        /// float or complex result, as in Python.
        fn float_pow(a: F64, b: F64) -> Value [raises];
        fn float_repr(a: F64) -> Str;
    } };
}
float_functions!(crate::declare_functions);
