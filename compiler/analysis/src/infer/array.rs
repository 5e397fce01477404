//! What is known of NumPy: arrays made by well-known calls, their slices
//! and arithmetic, and the scalars that are their elements.
//!
//! An array's type is a prediction, checked where a variable takes a view
//! of the array; elements are NumPy scalars with NumPy's promotion rules
//! (NEP 50: a Python number adapts to the scalar it meets).

use pyaot_abi::layout::{DType, MAX_VIEW_DIMS};
use pyaot_syntax::tree::{BinaryOp, Expr, ExprKind};

use super::{Frame, Infer};
use crate::ty::{Atom, Ty};

pub(super) fn dtype_by_name(name: &str) -> Option<DType> {
    Some(match name {
        "float64" | "double" | "float_" => DType::F64,
        "float32" | "single" => DType::F32,
        "int64" | "int_" | "intp" => DType::I64,
        "int32" | "intc" => DType::I32,
        "uint8" | "ubyte" => DType::U8,
        "bool_" | "bool" => DType::Bool,
        _ => return None,
    })
}

/// An attribute of the module `numpy`.
pub(super) fn numpy_attribute(name: &str) -> Ty {
    match (name, dtype_by_name(name)) {
        ("pi" | "e" | "inf" | "nan", _) => Ty::float(),
        ("random", _) => Atom::ForeignModule("numpy.random".to_string()).into(),
        (_, Some(dtype)) => Atom::DTypeObject(dtype).into(),
        _ => Ty::Dynamic,
    }
}

/// The element type of `a op b`, both element types of arrays or scalars.
pub(super) fn promote(a: DType, b: DType) -> DType {
    use DType::{Bool, F32, F64, I32, I64, U8};
    match (a, b) {
        _ if a == b => a,
        (Bool, other) | (other, Bool) => other,
        (F32, U8) | (U8, F32) => F32,
        (F64, _) | (_, F64) | (F32, _) | (_, F32) => F64,
        (I64, _) | (_, I64) => I64,
        (I32 | U8, I32 | U8) => I32,
    }
}

/// As [`promote`] with a Python number: it adapts, unless it is of a
/// higher kind.
fn promote_number(dtype: DType, number: &Ty) -> Option<DType> {
    if number.is_float() {
        Some(if dtype.is_float() { dtype } else { DType::F64 })
    } else if number.is_int() {
        Some(if dtype == DType::Bool {
            DType::I64
        } else {
            dtype
        })
    } else if number.is_bool() {
        Some(dtype)
    } else {
        None
    }
}

/// The element type of `a op b` where at least one is a NumPy scalar and
/// the operation is one that compiled code performs itself.
pub fn scalar_result(op: BinaryOp, a: &Ty, b: &Ty) -> Option<DType> {
    let dtype = match (a.scalar(), b.scalar()) {
        (Some(x), Some(y)) => promote(x, y),
        (Some(x), None) => promote_number(x, b)?,
        (None, Some(y)) => promote_number(y, a)?,
        (None, None) => return None,
    };
    result_type(op, dtype)
}

fn result_type(op: BinaryOp, dtype: DType) -> Option<DType> {
    match op {
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor if !dtype.is_float() => Some(dtype),
        _ if dtype == DType::Bool => None,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul => Some(dtype),
        BinaryOp::TrueDiv if dtype.is_int() => Some(DType::F64),
        BinaryOp::TrueDiv => Some(dtype),
        BinaryOp::FloorDiv | BinaryOp::Mod => Some(dtype),
        BinaryOp::LShift | BinaryOp::RShift if dtype.is_int() => Some(dtype),
        BinaryOp::Pow if dtype == DType::F64 => Some(dtype),
        _ => None,
    }
}

impl<'a> Infer<'a> {
    /// `a op b` with an array or a NumPy scalar on either side; `None`
    /// when there is none.
    pub(super) fn array_binary(&mut self, op: BinaryOp, a: &Ty, b: &Ty) -> Option<Ty> {
        let involved = |ty: &Ty| {
            matches!(ty, Ty::Of(atoms)
                if atoms.iter().any(|x| matches!(x, Atom::Array(..) | Atom::Scalar(_))))
        };
        if !involved(a) && !involved(b) {
            return None;
        }
        let mut all = Ty::BOTTOM;
        if a.is_open() || b.is_open() {
            return Some(Ty::Dynamic);
        }
        for x in a.atoms() {
            for y in b.atoms() {
                let (x, y) = (Ty::from(x.clone()), Ty::from(y.clone()));
                let one = self.atom_binary(op, &x, &y);
                all = self.join(&all, &one);
            }
        }
        Some(all)
    }

    fn atom_binary(&mut self, op: BinaryOp, x: &Ty, y: &Ty) -> Ty {
        let array = |ty: &Ty| match ty.single() {
            Some(Atom::Array(dtype, ndim)) => Some((*dtype, *ndim)),
            _ => None,
        };
        let element = |ty: &Ty| array(ty).map(|(dtype, _)| dtype).or(ty.scalar());
        if array(x).is_none() && array(y).is_none() {
            return match scalar_result(op, x, y) {
                Some(dtype) => Atom::Scalar(dtype).into(),
                None if x.scalar().is_none() && y.scalar().is_none() => {
                    self.binary(op, x, y, None, false)
                }
                None => Ty::Dynamic,
            };
        }
        if op == BinaryOp::MatMul
            && let Some(ty) = super::numpy::product(x, y)
        {
            return ty;
        }
        let dtype = match (element(x), element(y)) {
            (Some(a), Some(b)) => Some(promote(a, b)),
            (Some(a), None) => promote_number(a, y),
            (None, Some(b)) => promote_number(b, x),
            (None, None) => None,
        };
        let ndim = array(x)
            .map_or(0, |(_, n)| n)
            .max(array(y).map_or(0, |(_, n)| n));
        match dtype.and_then(|dtype| result_type(op, dtype)) {
            Some(dtype) => Atom::Array(dtype, ndim).into(),
            None => {
                self.escape(x);
                self.escape(y);
                Ty::Dynamic
            }
        }
    }

    /// `a < b` and the like with a NumPy operand.
    pub(super) fn array_compare(&self, a: &Ty, b: &Ty) -> Option<Ty> {
        let dimensions = |ty: &Ty| match ty.single() {
            Some(Atom::Array(_, ndim)) => Some(*ndim),
            _ => ty.is_real().then_some(0),
        };
        if let (Some(n), Some(m)) = (dimensions(a), dimensions(b))
            && n.max(m) > 0
        {
            return Some(Atom::Array(DType::Bool, n.max(m)).into());
        }
        if (a.scalar().is_some() && b.is_real()) || (b.scalar().is_some() && a.is_real()) {
            return Some(Atom::Scalar(DType::Bool).into());
        }
        // One of them may be a scalar, so the result may.
        if (a.mixed_scalar().is_some() && b.is_real())
            || (b.mixed_scalar().is_some() && a.is_real())
        {
            return Some(Ty::Of(vec![Atom::Bool, Atom::Scalar(DType::Bool)]));
        }
        None
    }

    /// `array[key]`.
    pub(super) fn array_item(
        &mut self,
        frame: &Frame<'a>,
        dtype: DType,
        ndim: u8,
        key: &Ty,
        index: &Expr,
    ) -> Ty {
        let parts: Vec<&Expr> = match &index.kind {
            ExprKind::Tuple(items) => items.iter().collect(),
            _ => vec![index],
        };
        // A mask selects elements; an array of indices has its shape replaced.
        if let Some(Atom::Array(of, of_ndim)) = key.single() {
            let ndim = match of {
                DType::Bool if *of_ndim <= ndim => ndim - of_ndim + 1,
                of if of.is_int() => ndim - 1 + of_ndim,
                _ => return Ty::Dynamic,
            };
            return match dimensions(usize::from(ndim)) {
                Some(ndim) => Atom::Array(dtype, ndim).into(),
                None => Ty::Dynamic,
            };
        }
        let is_slice = |e: &Expr| matches!(e.kind, ExprKind::Slice { .. });
        let is_index = |e: &Expr| match &index.kind {
            ExprKind::Tuple(_) => frame.types.get(&e.id).is_some_and(Ty::is_index),
            _ => key.is_index(),
        };
        if parts.len() > usize::from(ndim) || !parts.iter().all(|e| is_slice(e) || is_index(e)) {
            self.escape(key);
            return Ty::Dynamic;
        }
        let taken = parts.iter().filter(|e| !is_slice(e)).count() as u8;
        if taken < ndim {
            return Atom::Array(dtype, ndim - taken).into();
        }
        Atom::Scalar(dtype).into()
    }
}

/// What iterating over an array gives.
pub fn row(dtype: DType, ndim: u8) -> Ty {
    match ndim {
        1 => Atom::Scalar(dtype).into(),
        _ => Atom::Array(dtype, ndim - 1).into(),
    }
}

/// `array.name`.
pub(super) fn array_attribute(dtype: DType, ndim: u8, name: &str) -> Ty {
    match name {
        "T" => Atom::Array(dtype, ndim).into(),
        "shape" => Atom::Tuple(vec![Ty::int(); usize::from(ndim)]).into(),
        "size" => Ty::int(),
        _ => Ty::Dynamic,
    }
}

pub(super) fn dimensions(n: usize) -> Option<u8> {
    (1..=MAX_VIEW_DIMS).contains(&n).then_some(n as u8)
}
