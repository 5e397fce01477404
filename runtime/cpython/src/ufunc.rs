//! NumPy's functions of one float64, called as NumPy calls them: the same
//! inner loop, without the way there.
//!
//! A result that is not finite is computed again by the function itself,
//! which warns as the program has asked for.

use core::ffi::{c_char, c_int, c_void};

use pyaot_abi::layout::NUMPY_FUNCTIONS;
use pyaot_core::error::PyResult;
use pyaot_core::float;
use pyaot_core::memory::Global;
use pyo3_ffi as ffi;

use crate::reference::{Owned, import, new_str};

type Loop = unsafe extern "C" fn(
    args: *mut *mut u8,
    dimensions: *const ffi::Py_ssize_t,
    strides: *const ffi::Py_ssize_t,
    data: *mut c_void,
);

/// The start of `PyUFuncObject`, unchanged since NumPy 1.7.
#[repr(C)]
struct Ufunc {
    head: ffi::PyObject,
    nin: c_int,
    nout: c_int,
    nargs: c_int,
    identity: c_int,
    functions: *const Option<Loop>,
    data: *const *mut c_void,
    ntypes: c_int,
    reserved: c_int,
    name: *const c_char,
    types: *const c_char,
}

/// NumPy's number of float64.
const DOUBLE: c_char = 12;

struct Function {
    object: Owned,
    /// The loop over float64 with its data; absent when there is no such.
    inner: Option<(Loop, *mut c_void)>,
}

static FUNCTIONS: Global<[Option<Function>; NUMPY_FUNCTIONS.len()]> =
    Global::new([const { None }; NUMPY_FUNCTIONS.len()]);

fn look_up(which: usize) -> PyResult<Function> {
    let numpy = import(c"numpy")?;
    let object = numpy
        .borrow()
        .attribute(new_str(NUMPY_FUNCTIONS[which])?.borrow())?;
    let class = numpy.borrow().attribute(new_str("ufunc")?.borrow())?;
    let is_ufunc = object.borrow().is_exactly(class.borrow().as_raw().cast());
    let inner = is_ufunc
        // SAFETY: the class was checked, and its instances start like this.
        .then(|| inner_loop(unsafe { &*object.borrow().as_raw().cast::<Ufunc>() }))
        .flatten();
    Ok(Function { object, inner })
}

fn inner_loop(ufunc: &Ufunc) -> Option<(Loop, *mut c_void)> {
    if (ufunc.nin, ufunc.nout, ufunc.nargs) != (1, 1, 2) {
        return None;
    }
    (0..ufunc.ntypes as usize).find_map(|n| {
        // SAFETY: there are `ntypes` loops, with data and `nargs` types each.
        unsafe {
            let types = [*ufunc.types.add(2 * n), *ufunc.types.add(2 * n + 1)];
            let inner = (*ufunc.functions.add(n)).filter(|_| types == [DOUBLE, DOUBLE])?;
            Some((inner, *ufunc.data.add(n)))
        }
    })
}

/// `numpy.NAME(x)` of the name at that place in [`NUMPY_FUNCTIONS`].
pub fn numpy_function(which: usize, x: f64) -> PyResult<f64> {
    // SAFETY: the GIL is held, and looking a function up does not get here again.
    let slot = unsafe { &mut (&mut (*FUNCTIONS.get()))[which] };
    if slot.is_none() {
        *slot = Some(look_up(which)?);
    }
    let Some(Function { object, inner }) = slot else {
        return Ok(x);
    };
    if let Some((inner, data)) = inner {
        let (mut input, mut output) = (x, 0.0f64);
        let mut args = [
            (&raw mut input).cast::<u8>(),
            (&raw mut output).cast::<u8>(),
        ];
        // As for an array of no dimensions: the input has no stride.
        let strides = [0, size_of::<f64>() as ffi::Py_ssize_t];
        // SAFETY: one element in, one out.
        unsafe { inner(args.as_mut_ptr(), &1, strides.as_ptr(), *data) };
        if output.is_finite() {
            return Ok(output);
        }
    }
    // SAFETY: plain conversion.
    let number = unsafe { Owned::checked(ffi::PyFloat_FromDouble(x))? };
    let object = object.clone();
    let result = crate::sharing::outward(|| object.borrow().call(&[number.borrow()]))?;
    float::float_from_value(&result.into_value())
}
