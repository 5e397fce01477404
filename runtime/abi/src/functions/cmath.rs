#[macro_export]
macro_rules! cmath_functions {
    ($then:path) => { $then! {
        fn cmath_acos(z: Value) -> Value [raises] as "cmath.acos(z: complex, /) -> complex";
        fn cmath_acosh(z: Value) -> Value [raises] as "cmath.acosh(z: complex, /) -> complex";
        fn cmath_asin(z: Value) -> Value [raises] as "cmath.asin(z: complex, /) -> complex";
        fn cmath_asinh(z: Value) -> Value [raises] as "cmath.asinh(z: complex, /) -> complex";
        fn cmath_atan(z: Value) -> Value [raises] as "cmath.atan(z: complex, /) -> complex";
        fn cmath_atanh(z: Value) -> Value [raises] as "cmath.atanh(z: complex, /) -> complex";
        fn cmath_cos(z: Value) -> Value [raises] as "cmath.cos(z: complex, /) -> complex";
        fn cmath_cosh(z: Value) -> Value [raises] as "cmath.cosh(z: complex, /) -> complex";
        fn cmath_exp(z: Value) -> Value [raises] as "cmath.exp(z: complex, /) -> complex";
        fn cmath_log10(z: Value) -> Value [raises] as "cmath.log10(z: complex, /) -> complex";
        fn cmath_sin(z: Value) -> Value [raises] as "cmath.sin(z: complex, /) -> complex";
        fn cmath_sinh(z: Value) -> Value [raises] as "cmath.sinh(z: complex, /) -> complex";
        fn cmath_sqrt(z: Value) -> Value [raises] as "cmath.sqrt(z: complex, /) -> complex";
        fn cmath_tan(z: Value) -> Value [raises] as "cmath.tan(z: complex, /) -> complex";
        fn cmath_tanh(z: Value) -> Value [raises] as "cmath.tanh(z: complex, /) -> complex";
        fn cmath_log(z: Value, base: OptValue) -> Value [raises] as "cmath.log(z: complex, base: complex = ..., /) -> complex";
        fn cmath_phase(z: Value) -> F64 [raises] as "cmath.phase(z: complex, /) -> float";
        fn cmath_polar(z: Value) -> Tuple [raises] as "cmath.polar(z: complex, /) -> tuple[float, float]";
        fn cmath_rect(r: F64, phi: F64) -> Value [raises] as "cmath.rect(r: float, phi: float, /) -> complex";
        fn cmath_isfinite(z: Value) -> Bool [raises] as "cmath.isfinite(z: complex, /) -> bool";
        fn cmath_isinf(z: Value) -> Bool [raises] as "cmath.isinf(z: complex, /) -> bool";
        fn cmath_isnan(z: Value) -> Bool [raises] as "cmath.isnan(z: complex, /) -> bool";
        fn cmath_isclose(a: Value, b: Value, rel_tol: F64, abs_tol: F64) -> Bool [raises] as "cmath.isclose(a: complex, b: complex, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool";
    } };
}
cmath_functions!(crate::declare_functions);
