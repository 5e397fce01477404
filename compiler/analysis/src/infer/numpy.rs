//! Calls of NumPy whose results are known: functions of the module, methods
//! of arrays, `numpy.random`.

use pyaot_abi::layout::{DType, NUMPY_FUNCTIONS};
use pyaot_syntax::tree::{BinaryOp, Expr, ExprKind};

use super::array::{dimensions, dtype_by_name, promote};
use super::call::Args;
use super::{Infer, Part};
use crate::ty::{Atom, Ty};

impl<'a> Infer<'a> {
    /// Methods of arrays that give arrays or scalars of known type.
    pub(super) fn array_method(
        &mut self,
        dtype: DType,
        ndim: u8,
        name: &str,
        args: &Args<'a>,
    ) -> Option<Ty> {
        match (name, args.exprs) {
            ("copy", []) => Some(Atom::Array(dtype, ndim).into()),
            ("ravel" | "flatten", []) => Some(Atom::Array(dtype, 1).into()),
            ("astype", [one]) => {
                let dtype = dtype_of(one, &args.types[0])?;
                Some(Atom::Array(dtype, ndim).into())
            }
            ("reshape", _) if args.keywords.is_empty() => {
                let ndim = match args.types.as_slice() {
                    [one] => shape_length(one)?,
                    many if many.iter().all(Ty::is_index) => many.len(),
                    _ => return None,
                };
                Some(Atom::Array(dtype, dimensions(ndim)?).into())
            }
            ("transpose" | "conj", []) => Some(Atom::Array(dtype, ndim).into()),
            ("dot", [_]) => product(&Atom::Array(dtype, ndim).into(), &args.types[0]),
            ("cumsum" | "cumprod", []) if args.keywords.is_empty() => {
                Some(Atom::Array(summed(dtype)?, 1).into())
            }
            ("fill" | "sort" | "setflags", _) => Some(Ty::none()),
            (_, []) if args.keywords.is_empty() => reduced(dtype, name),
            _ => None,
        }
    }

    /// A call of `numpy.name` that makes an array of known type.
    pub(super) fn numpy_call(&mut self, name: &str, args: &Args<'a>) -> Option<Ty> {
        if args.spreads() {
            return None;
        }
        let keyword = |wanted: &str| {
            args.keywords
                .iter()
                .position(|k| k.name.as_deref() == Some(wanted))
        };
        let known = ["dtype", "order", "copy", "size", "endpoint", "num"];
        if args
            .keywords
            .iter()
            .any(|k| !known.contains(&k.name.as_deref().unwrap_or_default()))
        {
            return None;
        }
        // The dtype: a keyword, or the positional argument in that place.
        let dtype = |place: usize| -> Option<Option<DType>> {
            if let Some(at) = keyword("dtype") {
                return dtype_of(&args.keywords[at].value, &args.keyword_types[at]).map(Some);
            }
            match args.exprs.get(place) {
                Some(expr) => dtype_of(expr, &args.types[place]).map(Some),
                None => Some(None),
            }
        };
        let first = args.types.first()?;
        let (dtype, ndim) = match name {
            "zeros" | "ones" | "empty" => (dtype(1)?.unwrap_or(DType::F64), shape_length(first)?),
            "full" => {
                let given = dtype(2)?;
                let of_value = || match args.types.get(1) {
                    Some(ty) if ty.is_float() => Some(DType::F64),
                    Some(ty) if ty.is_int() => Some(DType::I64),
                    Some(ty) if ty.is_bool() => Some(DType::Bool),
                    _ => None,
                };
                if given.is_none() && args.exprs.get(1).is_some_and(may_be_large) {
                    return None;
                }
                (given.or_else(of_value)?, shape_length(first)?)
            }
            "eye" | "identity" if args.exprs.len() == 1 => {
                (dtype(usize::MAX)?.unwrap_or(DType::F64), 2)
            }
            "arange" => {
                let given = match keyword("dtype") {
                    Some(_) => dtype(usize::MAX)?,
                    None => None,
                };
                let numbers = args.types.iter().all(Ty::is_number) && args.types.len() <= 3;
                let whole = args.types.iter().all(Ty::is_int);
                if !numbers {
                    return None;
                }
                (
                    given.unwrap_or(if whole { DType::I64 } else { DType::F64 }),
                    1,
                )
            }
            "linspace" if keyword("dtype").is_none() && args.types.iter().all(Ty::is_real) => {
                (DType::F64, 1)
            }
            "array" | "asarray" | "ascontiguousarray" => {
                let given = dtype(1)?;
                let (element, ndim) = self.nested(first)?;
                let large = args.exprs.first().is_some_and(may_be_large);
                if given.is_none() && element == DType::I64 && large {
                    return None;
                }
                (given.unwrap_or(element), ndim)
            }
            "zeros_like" | "ones_like" | "empty_like" => match first.single()? {
                Atom::Array(of, ndim) => (dtype(1)?.unwrap_or(*of), usize::from(*ndim)),
                _ => return None,
            },
            _ if args.keywords.is_empty() => return self.numpy_function(name, args),
            _ => return None,
        };
        Some(Atom::Array(dtype, dimensions(ndim)?).into())
    }

    /// A function of `numpy` with positional arguments only.
    fn numpy_function(&mut self, name: &str, args: &Args<'a>) -> Option<Ty> {
        let array = |ty: &Ty| match ty.single() {
            Some(Atom::Array(dtype, ndim)) => Some((*dtype, *ndim)),
            _ => None,
        };
        match args.types.as_slice() {
            [one] => {
                if NUMPY_FUNCTIONS.contains(&name) {
                    return match array(one) {
                        Some((of, _)) if of.is_float() => Some(one.clone()),
                        Some(_) => None,
                        None => float_function(name, one),
                    };
                }
                let Some((of, ndim)) = array(one) else {
                    return match (name, one.single()?) {
                        ("concatenate" | "hstack", Atom::List(site)) => {
                            let item = self.part(*site, Part::Item);
                            array(&item).map(|_| item)
                        }
                        ("array" | "vstack" | "stack", Atom::List(site)) => {
                            let (of, ndim) = array(&self.part(*site, Part::Item))?;
                            let ndim = if name == "vstack" {
                                ndim.max(2)
                            } else {
                                ndim + 1
                            };
                            Some(Atom::Array(of, dimensions(usize::from(ndim))?).into())
                        }
                        _ => None,
                    };
                };
                match name {
                    "abs" | "absolute" if of != DType::Bool => Some(one.clone()),
                    "copy" | "sort" | "transpose" | "flipud" | "fliplr" | "flip" | "square" => {
                        Some(one.clone())
                    }
                    "ravel" => Some(Atom::Array(of, 1).into()),
                    "cumsum" | "cumprod" => Some(Atom::Array(summed(of)?, 1).into()),
                    "argsort" => Some(Atom::Array(DType::I64, ndim).into()),
                    "isnan" | "isinf" | "isfinite" if of.is_float() => {
                        Some(Atom::Array(DType::Bool, ndim).into())
                    }
                    "diff" if of != DType::Bool => Some(one.clone()),
                    _ => reduced(of, name),
                }
            }
            [a, b] => match name {
                "maximum" | "minimum" | "add" | "subtract" | "multiply" => {
                    let ((x, n), (y, m)) = (array(a)?, array(b)?);
                    (x == y && x != DType::Bool).then(|| Atom::Array(x, n.max(m)).into())
                }
                "dot" | "matmul" => product(a, b),
                "roll" if b.is_index() => array(a).map(|_| a.clone()),
                "outer" => {
                    let ((x, _), (y, _)) = (array(a)?, array(b)?);
                    (x != DType::Bool).then(|| Atom::Array(promote(x, y), 2).into())
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// What `np.array` makes of nested lists, or of an array.
    fn nested(&self, ty: &Ty) -> Option<(DType, usize)> {
        match ty.single()? {
            Atom::List(site) => {
                let item = self.part(*site, Part::Item);
                if item.is_float() || item.is_bottom() {
                    Some((DType::F64, 1))
                } else if item.is_int() {
                    Some((DType::I64, 1))
                } else if item.is_bool() {
                    Some((DType::Bool, 1))
                } else if let Some(dtype) = item.scalar() {
                    Some((dtype, 1))
                } else {
                    let (dtype, ndim) = self.nested(&item)?;
                    Some((dtype, ndim + 1))
                }
            }
            Atom::Tuple(items) => {
                let first = items.first()?;
                let same = items
                    .iter()
                    .all(|item| self.normal(item) == self.normal(first));
                if first.is_float() && same {
                    Some((DType::F64, 1))
                } else if first.is_int() && same {
                    Some((DType::I64, 1))
                } else {
                    None
                }
            }
            Atom::Array(dtype, ndim) => Some((*dtype, usize::from(*ndim))),
            _ => None,
        }
    }
}

/// Whether a display has ints written in it that may not fit an int64: NumPy takes another dtype.
fn may_be_large(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::BigInt(_) => true,
        ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().any(may_be_large),
        ExprKind::Unary { operand, .. } => may_be_large(operand),
        ExprKind::Binary { op, left, right } => {
            matches!(op, BinaryOp::Pow | BinaryOp::LShift)
                || may_be_large(left)
                || may_be_large(right)
        }
        _ => false,
    }
}

/// What a function of [`NUMPY_FUNCTIONS`] makes of one number.
fn float_function(name: &str, arg: &Ty) -> Option<Ty> {
    let float = arg.is_float() || arg.scalar() == Some(DType::F64);
    let float = float || arg.mixed_scalar() == Some(DType::F64);
    // Of ints, these make floats like the others, but not always.
    let kept = matches!(name, "floor" | "ceil" | "square");
    let int = arg.scalar() == Some(DType::I64) && !kept;
    (float || int).then(|| Atom::Scalar(DType::F64).into())
}

/// The element type of sums: small integers are added up in a larger type.
fn summed(dtype: DType) -> Option<DType> {
    match dtype {
        DType::F64 | DType::F32 | DType::I64 => Some(dtype),
        DType::I32 | DType::Bool => Some(DType::I64),
        DType::U8 => None,
    }
}

/// The result of a method or function `name` that reduces a whole array.
fn reduced(dtype: DType, name: &str) -> Option<Ty> {
    let dtype = match name {
        "sum" | "prod" => summed(dtype)?,
        "min" | "max" | "amin" | "amax" => dtype,
        "mean" | "std" | "var" if dtype == DType::F32 => DType::F32,
        "mean" | "std" | "var" => DType::F64,
        "argmin" | "argmax" => DType::I64,
        _ => return None,
    };
    Some(Atom::Scalar(dtype).into())
}

/// The matrix product of two arrays.
pub(super) fn product(a: &Ty, b: &Ty) -> Option<Ty> {
    let (Some(Atom::Array(x, n)), Some(Atom::Array(y, m))) = (a.single(), b.single()) else {
        return None;
    };
    let dtype = promote(*x, *y);
    match (n, m) {
        (1, 1) => Some(Atom::Scalar(dtype).into()),
        (2, 1) | (1, 2) => Some(Atom::Array(dtype, 1).into()),
        (2, 2) => Some(Atom::Array(dtype, 2).into()),
        _ => None,
    }
}

/// The module path under which the methods of `default_rng()` are known.
const GENERATOR: &str = "numpy.random.Generator";

/// A call of `numpy.random.name`, or of a method of a generator.
pub(super) fn random_call(module: &str, name: &str, args: &Args<'_>) -> Option<Ty> {
    let keyword = |wanted: &str| {
        args.keywords
            .iter()
            .position(|k| k.name.as_deref() == Some(wanted))
    };
    let known = ["size", "dtype", "low", "high", "endpoint", "loc", "scale"];
    let surprising =
        |k: &&pyaot_syntax::tree::Keyword| !known.contains(&k.name.as_deref().unwrap_or_default());
    if args.spreads() || args.keywords.iter().find(surprising).is_some() {
        return None;
    }
    let given = match keyword("dtype") {
        Some(at) => Some(dtype_of(&args.keywords[at].value, &args.keyword_types[at])?),
        None => None,
    };
    let size = || keyword("size").map(|at| &args.keyword_types[at]);
    let shape = |place: usize| args.types.get(place).or(size()).and_then(shape_length);
    let is_generator = module == GENERATOR;
    let (dtype, ndim) = match name {
        "default_rng" if !is_generator => {
            return Some(Atom::ForeignModule(GENERATOR.to_string()).into());
        }
        "RandomState" if !is_generator => {
            return Some(Atom::ForeignModule("numpy.random".to_string()).into());
        }
        "rand" | "randn" if !is_generator && args.types.iter().all(Ty::is_index) => {
            (DType::F64, args.types.len())
        }
        "random_sample" | "random" if !is_generator => (DType::F64, shape(0)?),
        "random" | "standard_normal" if is_generator => (given.unwrap_or(DType::F64), shape(0)?),
        "normal" | "uniform" => (DType::F64, shape(2)?),
        "exponential" => (DType::F64, shape(1)?),
        "randint" if !is_generator => (given.unwrap_or(DType::I64), shape(2)?),
        "integers" if is_generator => (given.unwrap_or(DType::I64), shape(2)?),
        "permutation" => match args.types.as_slice() {
            [n] if n.is_index() => (DType::I64, 1),
            [array] => match array.single()? {
                Atom::Array(dtype, ndim) => (*dtype, usize::from(*ndim)),
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    };
    Some(Atom::Array(dtype, dimensions(ndim)?).into())
}

/// How many dimensions a shape argument asks for.
fn shape_length(ty: &Ty) -> Option<usize> {
    match ty.single()? {
        Atom::Tuple(items) if items.iter().all(Ty::is_index) => Some(items.len()),
        _ if ty.is_index() => Some(1),
        _ => None,
    }
}

/// The element type a dtype argument names.
fn dtype_of(expr: &Expr, ty: &Ty) -> Option<DType> {
    if let ExprKind::Str(text) = &expr.kind {
        return dtype_by_name(text).or(match text.as_str() {
            "float" | "f8" | "d" => Some(DType::F64),
            "f4" | "f" => Some(DType::F32),
            "int" | "i8" => Some(DType::I64),
            "i4" => Some(DType::I32),
            "u1" => Some(DType::U8),
            "?" => Some(DType::Bool),
            _ => None,
        });
    }
    match ty.single()? {
        Atom::DTypeObject(dtype) => Some(*dtype),
        Atom::Builtin("float") => Some(DType::F64),
        Atom::Builtin("int") => Some(DType::I64),
        Atom::Builtin("bool") => Some(DType::Bool),
        _ => None,
    }
}
