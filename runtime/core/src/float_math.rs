//! The functions of floats that `core` does not have: those of the C library.

mod c {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    use core::ffi::c_void;

    #[link(name = "m")]
    unsafe extern "C" {
        pub safe fn floor(x: f64) -> f64;
        pub safe fn ceil(x: f64) -> f64;
        pub safe fn trunc(x: f64) -> f64;
        pub safe fn round(x: f64) -> f64;
        pub safe fn rint(x: f64) -> f64;
        #[link_name = "fma"]
        pub safe fn mul_add(x: f64, y: f64, z: f64) -> f64;
        #[cfg(not(target_arch = "x86_64"))]
        pub safe fn sqrt(x: f64) -> f64;
    }

    /// Functions that the operators refer to, and so every program. It takes a tenth of the time of a short
    /// one to start with the library of C for numbers, so that is loaded by the first call.
    macro_rules! loaded {
        ($($name:ident = $symbol:literal ($($x:ident),*);)*) => {
            #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
            #[link(name = "m")]
            unsafe extern "C" {
                $(
                    #[link_name = $symbol]
                    pub safe fn $name($($x: f64),*) -> f64;
                )*
            }
            $(
                #[cfg(all(target_os = "linux", target_env = "gnu"))]
                #[inline]
                pub fn $name($($x: f64),*) -> f64 {
                    static FOUND: super::library::Function = super::library::Function::new();
                    type Function = extern "C" fn($($x: loaded!(@number $x)),*) -> f64;
                    let found = FOUND.get(concat!($symbol, "\0"));
                    // SAFETY: the function of this name has these parameters.
                    let function = unsafe { core::mem::transmute::<*mut c_void, Function>(found) };
                    function($($x),*)
                }
            )*
        };
        (@number $x:ident) => { f64 };
    }

    loaded! {
        sin = "sin"(x);
        cos = "cos"(x);
        tan = "tan"(x);
        asin = "asin"(x);
        acos = "acos"(x);
        atan = "atan"(x);
        atan2 = "atan2"(y, x);
        exp = "exp"(x);
        ln = "log"(x);
        log2 = "log2"(x);
        log10 = "log10"(x);
        hypot = "hypot"(x, y);
        powf = "pow"(x, y);
    }
}

/// The library with these functions, from the first call of one of them on.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod library {
    use core::ffi::{CStr, c_void};
    use core::sync::atomic::{AtomicPtr, Ordering};

    pub struct Function(AtomicPtr<c_void>);

    impl Function {
        pub const fn new() -> Function {
            Function(AtomicPtr::new(core::ptr::null_mut()))
        }

        /// Where the function is.
        #[inline]
        pub fn get(&self, symbol: &'static str) -> *mut c_void {
            let known = self.0.load(Ordering::Relaxed);
            if known.is_null() {
                self.find(symbol)
            } else {
                known
            }
        }

        #[cold]
        #[inline(never)]
        fn find(&self, symbol: &'static str) -> *mut c_void {
            let symbol = CStr::from_bytes_with_nul(symbol.as_bytes()).unwrap_or_default();
            // SAFETY: both names end with a zero; the library stays loaded.
            let found = unsafe {
                let library = libc::dlopen(c"libm.so.6".as_ptr(), libc::RTLD_NOW);
                libc::dlsym(library, symbol.as_ptr())
            };
            if found.is_null() {
                crate::start::fatal("the library of C for numbers is not there");
            }
            self.0.store(found, Ordering::Relaxed);
            found
        }
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
    powf(x, y) => power(x, y);
    mul_add(x, y, z) => c::mul_add(x, y, z);
}

/// The C library's `pow`, which CPython calls. Squares and square roots are much of what programs write
/// with `**`: one operation gives the correctly rounded result `r`, and the exact error of `r` says
/// whether the library can have rounded to a neighbour.
#[inline]
fn power(x: f64, y: f64) -> f64 {
    if y == 2.0 {
        let square = x * x;
        if is_certain(square, square_error(x, square)) {
            return square;
        }
    } else if y == 0.5 {
        let root = square_root(x);
        // x = (root + d)^2, so that d is the error of root^2 over 2 root.
        if is_certain(root, square_error(root, x) / (2.0 * root)) {
            return root;
        }
    }
    c::powf(x, y)
}

/// `x * x - product`, exactly where nothing overflows or underflows: Dekker's product (T. J. Dekker, "A
/// floating-point technique for extending the available precision", 1971).
#[inline]
fn square_error(x: f64, product: f64) -> f64 {
    let scaled = x * 134_217_729.0;
    let high = scaled - (scaled - x);
    let low = x - high;
    ((high * high - product) + 2.0 * (high * low)) + low * low
}

/// Whether every `pow` with an error below 0.53 units in the last place gives `rounded`, whose own
/// error is `error`. glibc (since 2.28) and musl have at most 0.52; see their `pow.c`.
#[inline]
fn is_certain(rounded: f64, error: f64) -> bool {
    const EXPONENT: u64 = 0x7ff0 << 48;
    let unit = f64::from_bits(rounded.to_bits() & EXPONENT) * f64::EPSILON;
    // Within this range the products above are exact; NaN is in no range.
    (1e-140..1e140).contains(&rounded) && error.abs() < 0.46 * unit
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

#[cfg(test)]
mod tests {
    use super::{c, power};

    /// Squares and square roots are the C library's to the last bit, where they are short cuts and where not.
    #[test]
    fn short_powers_are_those_of_the_library() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for turn in 0..2_000_000 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let x = match turn % 3 {
                0 => f64::from_bits(state),
                1 => (state >> 11) as f64 / 1e9,
                _ => (state >> 40) as f64 / 64.0 - 1000.0,
            };
            for y in [2.0, 0.5] {
                assert_eq!(
                    power(x, y).to_bits(),
                    c::powf(x, y).to_bits(),
                    "{x:e} ** {y}"
                );
            }
        }
    }
}
