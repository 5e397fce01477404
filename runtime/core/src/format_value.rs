//! `format(value, spec)` of the built-in types, and `str.format`.

use crate::error::{PyResult, Raised, raise_overflow_error, raise_value_error};
use crate::number_format::{
    FormatError, IntText, format_complex, format_float_value, format_int, format_text,
};
use crate::prelude::*;
use crate::reference::{Dict, Str, Tuple};
use crate::value::Value;
use pyaot_abi::field::{Field, Shown};

/// An int as `number_format` sees it.
pub(crate) struct Int<'a>(pub(crate) &'a Value);

impl IntText for Int<'_> {
    fn digits(&self, radix: u32) -> Result<String, FormatError> {
        if radix != 10 {
            return Ok(crate::int::to_radix(self.0, radix as u8).1);
        }
        crate::int::decimal_text(self.0)
            .map(|text| text.trim_start_matches('-').to_string())
            .map_err(FormatError::Value)
    }
    fn is_negative(&self) -> bool {
        crate::int::is_negative(self.0)
    }
    fn to_i64(&self) -> Option<i64> {
        crate::int::to_i64(self.0)
    }
    fn to_float(&self) -> Result<f64, FormatError> {
        match crate::int::int_to_float(self.0) {
            Ok(x) => Ok(x),
            Err(raised) => {
                drop(crate::error::take_pending(raised));
                Err(FormatError::Overflow(
                    "int too large to convert to float".into(),
                ))
            }
        }
    }
}

pub(crate) fn raise_format_error(error: FormatError) -> Raised {
    match error {
        FormatError::Value(message) => raise_value_error(format_args!("{message}")),
        FormatError::Overflow(message) => raise_overflow_error(format_args!("{message}")),
        FormatError::Memory => crate::error::raise_memory_error(),
    }
}

fn finish(result: Result<String, FormatError>) -> PyResult<Str> {
    match result {
        Ok(text) => Ok(Str::new(&text)),
        Err(error) => Err(raise_format_error(error)),
    }
}

/// Format slot of int and bool.
pub fn int_slot(this: &Value, spec: &Str) -> PyResult<Str> {
    if spec.byte_len == 0 {
        return crate::operation::value_str(this);
    }
    if this.is_small_int()
        && let Some(field) = Field::parse(spec.as_str().as_bytes(), Shown::Int)
    {
        return crate::field::show(this, field);
    }
    finish(format_int(&Int(this), spec.as_str(), this.type_name()))
}

/// Format slot of float.
pub fn float_slot(this: &Value, spec: &Str) -> PyResult<Str> {
    if spec.byte_len == 0 {
        return crate::operation::value_str(this);
    }
    float_format(this.as_float().unwrap_or(f64::NAN), spec)
}

/// `format(x, spec)`.
pub fn float_format(x: f64, spec: &Str) -> PyResult<Str> {
    if let Some(field) = Field::parse(spec.as_str().as_bytes(), Shown::Float) {
        return crate::field::show(&Value::float(x), field);
    }
    finish(format_float_value(x, spec.as_str(), "float"))
}

/// `format(complex(real, imag), spec)`; `spec` is not empty.
pub fn complex_format(real: f64, imag: f64, spec: &Str) -> PyResult<Str> {
    finish(format_complex(real, imag, spec.as_str()))
}

/// Format slot of str.
pub fn str_slot(this: &Value, spec: &Str) -> PyResult<Str> {
    if spec.byte_len == 0 {
        return crate::operation::value_str(this);
    }
    if let Some(field) = Field::parse(spec.as_str().as_bytes(), Shown::Str) {
        return crate::field::show(this, field);
    }
    let text = this.as_str().map_or("", |text| text.as_str());
    finish(format_text(text, spec.as_str()))
}

/// `s.format(*args, **kwargs)`.
pub fn str_format(s: &Str, args: &Tuple, kwargs: &Dict) -> PyResult<Str> {
    crate::template::format(s, Some(args), kwargs.as_value())
}

/// `s.format_map(mapping)`.
pub fn str_format_map(s: &Str, mapping: &Value) -> PyResult<Str> {
    crate::template::format(s, None, mapping)
}

fn prefixed(n: &Value, radix: u8, prefix: &str) -> Str {
    if let Some(n) = n.as_small_int() {
        return crate::int::with_prefix(n, radix.into(), prefix);
    }
    let (negative, digits) = crate::int::to_radix(n, radix);
    Str::new(&[if negative { "-" } else { "" }, prefix, &digits].concat())
}

/// `bin(n)`.
pub fn int_bin(n: &Value) -> Str {
    prefixed(n, 2, "0b")
}

/// `oct(n)`.
pub fn int_oct(n: &Value) -> Str {
    prefixed(n, 8, "0o")
}

/// `hex(n)`.
pub fn int_hex(n: &Value) -> Str {
    prefixed(n, 16, "0x")
}
