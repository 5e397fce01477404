//! The functions of floats that `core` does not have: those of the C library.

mod c {
    #[link(name = "m")]
    unsafe extern "C" {
        pub safe fn floor(x: f64) -> f64;
        pub safe fn ceil(x: f64) -> f64;
        pub safe fn trunc(x: f64) -> f64;
        pub safe fn round(x: f64) -> f64;
        pub safe fn rint(x: f64) -> f64;
        pub safe fn sin(x: f64) -> f64;
        pub safe fn cos(x: f64) -> f64;
        pub safe fn tan(x: f64) -> f64;
        pub safe fn asin(x: f64) -> f64;
        pub safe fn acos(x: f64) -> f64;
        pub safe fn atan(x: f64) -> f64;
        pub safe fn atan2(y: f64, x: f64) -> f64;
        pub safe fn exp(x: f64) -> f64;
        #[link_name = "log"]
        pub safe fn ln(x: f64) -> f64;
        pub safe fn log2(x: f64) -> f64;
        pub safe fn log10(x: f64) -> f64;
        pub safe fn hypot(x: f64, y: f64) -> f64;
        #[link_name = "pow"]
        pub safe fn powf(x: f64, y: f64) -> f64;
        #[link_name = "fma"]
        pub safe fn mul_add(x: f64, y: f64, z: f64) -> f64;
        #[cfg(not(target_arch = "x86_64"))]
        pub safe fn sqrt(x: f64) -> f64;
    }
}

macro_rules! float_math {
    ($($name:ident($x:ident $(, $rest:ident)*) => $body:expr;)*) => {
        /// The methods of `f64` that the standard library has, under the same names.
        pub trait FloatMath: Copy {
            $( fn $name(self $(, $rest: f64)*) -> f64; )*
            fn powi(self, exponent: i32) -> f64;
        }
        impl FloatMath for f64 {
            $(
                #[inline]
                fn $name(self $(, $rest: f64)*) -> f64 {
                    let $x = self;
                    $body
                }
            )*
            fn powi(self, exponent: i32) -> f64 {
                integer_power(self, exponent)
            }
        }
    };
}

float_math! {
    floor(x) => c::floor(x);
    ceil(x) => c::ceil(x);
    trunc(x) => c::trunc(x);
    round(x) => c::round(x);
    round_ties_even(x) => c::rint(x);
    fract(x) => x - c::trunc(x);
    sqrt(x) => square_root(x);
    sin(x) => c::sin(x);
    cos(x) => c::cos(x);
    tan(x) => c::tan(x);
    asin(x) => c::asin(x);
    acos(x) => c::acos(x);
    atan(x) => c::atan(x);
    atan2(y, x) => c::atan2(y, x);
    exp(x) => c::exp(x);
    ln(x) => c::ln(x);
    log2(x) => c::log2(x);
    log10(x) => c::log10(x);
    hypot(x, y) => c::hypot(x, y);
    powf(x, y) => c::powf(x, y);
    mul_add(x, y, z) => c::mul_add(x, y, z);
}

/// By squaring; a negative power is the inverse of the positive one.
fn integer_power(mut base: f64, exponent: i32) -> f64 {
    let mut left = exponent.unsigned_abs();
    let mut result = 1.0;
    while left > 0 {
        if left & 1 == 1 {
            result *= base;
        }
        base *= base;
        left >>= 1;
    }
    if exponent < 0 { 1.0 / result } else { result }
}

/// One instruction where the machine has it.
#[inline]
fn square_root(x: f64) -> f64 {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every x86-64 has SSE2; the vectors are values.
    unsafe {
        use core::arch::x86_64::{_mm_cvtsd_f64, _mm_set_sd, _mm_sqrt_sd};
        let x = _mm_set_sd(x);
        _mm_cvtsd_f64(_mm_sqrt_sd(x, x))
    }
    #[cfg(not(target_arch = "x86_64"))]
    c::sqrt(x)
}
