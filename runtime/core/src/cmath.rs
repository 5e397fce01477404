//! The `cmath` module: functions of complex numbers, computed in the steps
//! CPython takes, so that the last digit is the same.

use core::f64::consts::{E, LN_2, LN_10, PI};

use crate::complex::{Parts, complex_new, divide, to_complex};
use crate::error::{PyResult, raise_value_error};
use crate::math::{domain_error, range_error};
use crate::prelude::*;
use crate::reference::{Dict, Tuple};
use crate::value::Value;

mod special;

use special::{Table, special};

#[link(name = "m")]
unsafe extern "C" {
    safe fn asinh(x: f64) -> f64;
    safe fn cosh(x: f64) -> f64;
    safe fn hypot(x: f64, y: f64) -> f64;
    safe fn log1p(x: f64) -> f64;
    safe fn sinh(x: f64) -> f64;
    safe fn tanh(x: f64) -> f64;
}

/// Parts beyond this are halved before they are added or squared.
const LARGE: f64 = f64::MAX / 4.0;
/// `LARGE.sqrt()`.
const SQRT_LARGE: f64 = 6.703_903_964_971_298e153;
/// `LARGE.ln()`.
const LOG_LARGE: f64 = 708.396_418_532_264_1;
/// `f64::MIN_POSITIVE.sqrt()`.
const SQRT_SMALL: f64 = 1.491_668_146_240_041_3e-154;

/// Adds the constants of the module.
pub fn fill(module: &Dict) {
    for (name, value) in crate::math::CONSTANTS {
        module.set_str(name, Value::float(*value));
    }
    module.set_str("infj", complex_new(0.0, f64::INFINITY));
    module.set_str("nanj", complex_new(0.0, f64::NAN));
}

fn is_finite(z: Parts) -> bool {
    z.0.is_finite() && z.1.is_finite()
}

fn is_large(z: Parts) -> bool {
    z.0.abs() > LARGE || z.1.abs() > LARGE
}

fn scaled(factor: f64, z: Parts) -> Parts {
    (factor * z.0, factor * z.1)
}

/// The logarithm of the length of a number with large parts.
fn log_of_large(z: Parts) -> f64 {
    hypot(z.0 / 2.0, z.1 / 2.0).ln() + LN_2 * 2.0
}

/// The entry of `table`, or what `direction` gives for an infinite real
/// part, as a function of the sine and cosine of the imaginary part.
fn at_infinity(table: &Table, z: Parts, direction: impl Fn(f64, f64) -> Parts) -> Parts {
    if z.0.is_infinite() && z.1.is_finite() && z.1 != 0.0 {
        return direction(z.1.cos(), z.1.sin());
    }
    special(table, z)
}

fn overflow_checked(z: Parts) -> PyResult<Parts> {
    if z.0.is_infinite() || z.1.is_infinite() {
        return Err(range_error());
    }
    Ok(z)
}

fn sqrt(z: Parts) -> Parts {
    if !is_finite(z) {
        return special(&special::SQRT_TABLE, z);
    }
    if z == (0.0, 0.0) {
        return (0.0, z.1);
    }
    let (ax, ay) = (z.0.abs(), z.1.abs());
    let s = if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        let up = 2f64.powi(53);
        let ax = ax * up;
        (ax + hypot(ax, ay * up)).sqrt() * 2f64.powi(-27)
    } else {
        let ax = ax / 8.0;
        2.0 * (ax + hypot(ax, ay / 8.0)).sqrt()
    };
    let d = ay / (2.0 * s);
    if z.0 >= 0.0 {
        (s, d.copysign(z.1))
    } else {
        (d, s.copysign(z.1))
    }
}

fn acos(z: Parts) -> Parts {
    if !is_finite(z) {
        return special(&special::ACOS_TABLE, z);
    }
    if is_large(z) {
        let length = log_of_large(z);
        let imag = if z.0 < 0.0 {
            -length.copysign(z.1)
        } else {
            length.copysign(-z.1)
        };
        return (z.1.abs().atan2(z.0), imag);
    }
    let a = sqrt((1.0 - z.0, -z.1));
    let b = sqrt((1.0 + z.0, z.1));
    (2.0 * a.0.atan2(b.0), asinh(b.0 * a.1 - b.1 * a.0))
}

fn acosh(z: Parts) -> Parts {
    if !is_finite(z) {
        return special(&special::ACOSH_TABLE, z);
    }
    if is_large(z) {
        return (log_of_large(z), z.1.atan2(z.0));
    }
    let a = sqrt((z.0 - 1.0, z.1));
    let b = sqrt((z.0 + 1.0, z.1));
    (asinh(a.0 * b.0 + a.1 * b.1), 2.0 * a.1.atan2(b.0))
}

fn arsinh(z: Parts) -> Parts {
    if !is_finite(z) {
        return special(&special::ASINH_TABLE, z);
    }
    if is_large(z) {
        let length = log_of_large(z);
        let real = if z.1 >= 0.0 {
            length.copysign(z.0)
        } else {
            -length.copysign(-z.0)
        };
        return (real, z.1.atan2(z.0.abs()));
    }
    let a = sqrt((1.0 + z.1, -z.0));
    let b = sqrt((1.0 - z.1, z.0));
    (
        asinh(a.0 * b.1 - b.0 * a.1),
        z.1.atan2(a.0 * b.0 - a.1 * b.1),
    )
}

fn artanh(z: Parts) -> PyResult<Parts> {
    if !is_finite(z) {
        return Ok(special(&special::ATANH_TABLE, z));
    }
    if z.0.is_sign_negative() {
        let (real, imag) = artanh((-z.0, -z.1))?;
        return Ok((-real, -imag));
    }
    let ay = z.1.abs();
    if z.0 > SQRT_LARGE || ay > SQRT_LARGE {
        let h = hypot(z.0 / 2.0, z.1 / 2.0);
        return Ok((z.0 / 4.0 / h / h, -(PI / 2.0).copysign(-z.1)));
    }
    if z.0 == 1.0 && ay < SQRT_SMALL {
        if ay == 0.0 {
            return Err(domain_error());
        }
        let real = -(ay.sqrt() / hypot(ay, 2.0).sqrt()).ln();
        return Ok((real, (2f64.atan2(-ay) / 2.0).copysign(z.1)));
    }
    let rest = 1.0 - z.0;
    Ok((
        log1p(4.0 * z.0 / (rest * rest + ay * ay)) / 4.0,
        -(-2.0 * z.1).atan2(rest * (1.0 + z.0) - ay * ay) / 2.0,
    ))
}

fn cosh_of(z: Parts) -> PyResult<Parts> {
    let inf = f64::INFINITY;
    if !is_finite(z) {
        if z.1.is_infinite() && !z.0.is_nan() {
            return Err(domain_error());
        }
        return Ok(at_infinity(&special::COSH_TABLE, z, |cos, sin| {
            (inf.copysign(cos), inf.copysign(sin) * z.0.signum())
        }));
    }
    let (cos, sin) = (z.1.cos(), z.1.sin());
    overflow_checked(if z.0.abs() > LOG_LARGE {
        let less = z.0 - 1f64.copysign(z.0);
        (cos * cosh(less) * E, sin * sinh(less) * E)
    } else {
        (cos * cosh(z.0), sin * sinh(z.0))
    })
}

fn sinh_of(z: Parts) -> PyResult<Parts> {
    let inf = f64::INFINITY;
    if !is_finite(z) {
        if z.1.is_infinite() && !z.0.is_nan() {
            return Err(domain_error());
        }
        return Ok(at_infinity(&special::SINH_TABLE, z, |cos, sin| {
            (inf.copysign(cos) * z.0.signum(), inf.copysign(sin))
        }));
    }
    let (cos, sin) = (z.1.cos(), z.1.sin());
    overflow_checked(if z.0.abs() > LOG_LARGE {
        let less = z.0 - 1f64.copysign(z.0);
        (cos * sinh(less) * E, sin * cosh(less) * E)
    } else {
        (cos * sinh(z.0), sin * cosh(z.0))
    })
}

fn tanh_of(z: Parts) -> PyResult<Parts> {
    if !is_finite(z) {
        if z.1.is_infinite() && z.0.is_finite() {
            return Err(domain_error());
        }
        return Ok(at_infinity(&special::TANH_TABLE, z, |cos, sin| {
            (z.0.signum(), 0f64.copysign(2.0 * sin * cos))
        }));
    }
    if z.0.abs() > LOG_LARGE {
        let imag = 4.0 * z.1.sin() * z.1.cos() * (-2.0 * z.0.abs()).exp();
        return Ok((1f64.copysign(z.0), imag));
    }
    let (tx, ty, cx) = (tanh(z.0), z.1.tan(), 1.0 / cosh(z.0));
    let product = tx * ty;
    let divisor = 1.0 + product * product;
    Ok((tx * (1.0 + ty * ty) / divisor, ((ty / divisor) * cx) * cx))
}

fn exp(z: Parts) -> PyResult<Parts> {
    if !is_finite(z) {
        if z.1.is_infinite() && (z.0.is_finite() || z.0 > 0.0) {
            return Err(domain_error());
        }
        let size = if z.0 > 0.0 { f64::INFINITY } else { 0.0 };
        return Ok(at_infinity(&special::EXP_TABLE, z, |cos, sin| {
            (size.copysign(cos), size.copysign(sin))
        }));
    }
    let (cos, sin) = (z.1.cos(), z.1.sin());
    overflow_checked(if z.0 > LOG_LARGE {
        let length = (z.0 - 1.0).exp();
        (length * cos * E, length * sin * E)
    } else {
        let length = z.0.exp();
        (length * cos, length * sin)
    })
}

/// Minus infinity for zero; a caller has to refuse that.
fn log(z: Parts) -> Parts {
    if !is_finite(z) {
        return special(&special::LOG_TABLE, z);
    }
    let (ax, ay) = (z.0.abs(), z.1.abs());
    let real = if is_large(z) {
        hypot(ax / 2.0, ay / 2.0).ln() + LN_2
    } else if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        let up = 2f64.powi(53);
        hypot(ax * up, ay * up).ln() - 53.0 * LN_2
    } else {
        let h = hypot(ax, ay);
        if (0.71..=1.73).contains(&h) {
            let (more, less) = if ax > ay { (ax, ay) } else { (ay, ax) };
            log1p((more - 1.0) * (more + 1.0) + less * less) / 2.0
        } else {
            h.ln()
        }
    };
    (real, z.1.atan2(z.0))
}

fn log_checked(z: Parts) -> PyResult<Parts> {
    if z == (0.0, 0.0) {
        return Err(domain_error());
    }
    Ok(log(z))
}

/// `f(z)` from `g(iz) = i f(z)` or, turned back once more, `g(iz) = f(z)`.
fn turned(z: Parts, function: impl Fn(Parts) -> PyResult<Parts>) -> PyResult<Parts> {
    let (real, imag) = function((-z.1, z.0))?;
    Ok((imag, -real))
}

macro_rules! functions {
    ($($name:ident |$z:ident| $result:expr;)*) => { $(
        #[doc = concat!("The row `", stringify!($name), "`.")]
        pub fn $name(z: &Value) -> PyResult<Value> {
            let $z = to_complex(z)?;
            let (real, imag) = $result?;
            Ok(complex_new(real, imag))
        }
    )* };
}

functions! {
    cmath_acos |z| Ok(acos(z));
    cmath_acosh |z| Ok(acosh(z));
    cmath_asin |z| turned(z, |z| Ok(arsinh(z)));
    cmath_asinh |z| Ok(arsinh(z));
    cmath_atan |z| turned(z, artanh);
    cmath_atanh |z| artanh(z);
    cmath_cos |z| cosh_of((-z.1, z.0));
    cmath_cosh |z| cosh_of(z);
    cmath_exp |z| exp(z);
    cmath_log10 |z| log_checked(z).map(|(real, imag)| (real / LN_10, imag / LN_10));
    cmath_sin |z| turned(z, sinh_of);
    cmath_sinh |z| sinh_of(z);
    cmath_sqrt |z| Ok(sqrt(z));
    cmath_tan |z| turned(z, tanh_of);
    cmath_tanh |z| tanh_of(z);
}

/// `cmath.log(z[, base])`.
pub fn cmath_log(z: &Value, base: Option<&Value>) -> PyResult<Value> {
    let z = to_complex(z)?;
    let base = base.map(to_complex).transpose()?;
    let (real, imag) = match base {
        None => log_checked(z)?,
        // CPython forgives a logarithm of zero where it is divided.
        Some(base) => {
            let divisor = log_checked(base)?;
            if divisor == (0.0, 0.0) {
                return Err(domain_error());
            }
            divide(log(z), divisor)?
        }
    };
    Ok(complex_new(real, imag))
}

/// `cmath.phase(z)`.
pub fn cmath_phase(z: &Value) -> PyResult<f64> {
    let z = to_complex(z)?;
    let phase = z.1.atan2(z.0);
    if phase == 0.0 && z.1 != 0.0 && z.0.is_finite() {
        // The C library reports the underflow, and CPython passes it on.
        return Err(range_error());
    }
    Ok(phase)
}

/// `cmath.polar(z)`.
pub fn cmath_polar(z: &Value) -> PyResult<Tuple> {
    let z = to_complex(z)?;
    let length = hypot(z.0, z.1);
    if length.is_infinite() && is_finite(z) {
        return Err(range_error());
    }
    Ok(Tuple::from_vec(vec![
        Value::float(length),
        Value::float(z.1.atan2(z.0)),
    ]))
}

/// `cmath.rect(r, phi)`.
pub fn cmath_rect(r: f64, phi: f64) -> PyResult<Value> {
    let (real, imag) = if !is_finite((r, phi)) {
        if r != 0.0 && !r.is_nan() && phi.is_infinite() {
            return Err(domain_error());
        }
        at_infinity(&special::RECT_TABLE, (r, phi), |cos, sin| {
            scaled(
                r.signum(),
                (f64::INFINITY.copysign(cos), f64::INFINITY.copysign(sin)),
            )
        })
    } else if phi == 0.0 {
        (r, r * phi)
    } else {
        (r * phi.cos(), r * phi.sin())
    };
    Ok(complex_new(real, imag))
}

/// `cmath.isfinite(z)`.
pub fn cmath_isfinite(z: &Value) -> PyResult<bool> {
    Ok(is_finite(to_complex(z)?))
}

/// `cmath.isinf(z)`.
pub fn cmath_isinf(z: &Value) -> PyResult<bool> {
    let z = to_complex(z)?;
    Ok(z.0.is_infinite() || z.1.is_infinite())
}

/// `cmath.isnan(z)`.
pub fn cmath_isnan(z: &Value) -> PyResult<bool> {
    let z = to_complex(z)?;
    Ok(z.0.is_nan() || z.1.is_nan())
}

/// `cmath.isclose(a, b, *, rel_tol, abs_tol)`.
pub fn cmath_isclose(a: &Value, b: &Value, rel_tol: f64, abs_tol: f64) -> PyResult<bool> {
    let (a, b) = (to_complex(a)?, to_complex(b)?);
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return Err(raise_value_error(format_args!(
            "tolerances must be non-negative"
        )));
    }
    if a == b {
        return Ok(true);
    }
    if [a.0, a.1, b.0, b.1].iter().any(|part| part.is_infinite()) {
        return Ok(false);
    }
    let difference = hypot(a.0 - b.0, a.1 - b.1);
    Ok(difference <= rel_tol * hypot(b.0, b.1)
        || difference <= rel_tol * hypot(a.0, a.1)
        || difference <= abs_tol)
}
