//! Operators and protocols on foreign objects.

use pyaot_core::error::{PyResult, raise_type_error};
use pyaot_core::generator::Step;
use pyaot_core::reference::Str;
use pyaot_core::types::{BinaryOp, CompareOp, UnaryOp};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::attribute::truth as check_truth;
use crate::convert::{Operand, expect_str, from_python};
use crate::quiet;
use crate::reference::{Borrowed, Owned, Raw, new_str};
use crate::scalar;
use crate::sharing::outward;

type BinaryFunction = unsafe extern "C" fn(Raw, Raw) -> Raw;

unsafe extern "C" fn power(a: Raw, b: Raw) -> Raw {
    // SAFETY: the caller passes live objects.
    unsafe { ffi::PyNumber_Power(a, b, ffi::Py_None()) }
}

unsafe extern "C" fn inplace_power(a: Raw, b: Raw) -> Raw {
    // SAFETY: the caller passes live objects.
    unsafe { ffi::PyNumber_InPlacePower(a, b, ffi::Py_None()) }
}

fn binary_function(op: BinaryOp) -> BinaryFunction {
    match op {
        BinaryOp::Add => ffi::PyNumber_Add,
        BinaryOp::Sub => ffi::PyNumber_Subtract,
        BinaryOp::Mul => ffi::PyNumber_Multiply,
        BinaryOp::TrueDiv => ffi::PyNumber_TrueDivide,
        BinaryOp::FloorDiv => ffi::PyNumber_FloorDivide,
        BinaryOp::Mod => ffi::PyNumber_Remainder,
        BinaryOp::Pow => power,
        BinaryOp::MatMul => ffi::PyNumber_MatrixMultiply,
        BinaryOp::LShift => ffi::PyNumber_Lshift,
        BinaryOp::RShift => ffi::PyNumber_Rshift,
        BinaryOp::And => ffi::PyNumber_And,
        BinaryOp::Or => ffi::PyNumber_Or,
        BinaryOp::Xor => ffi::PyNumber_Xor,
        BinaryOp::DivMod => ffi::PyNumber_Divmod,
    }
}

fn inplace_function(op: BinaryOp) -> BinaryFunction {
    match op {
        BinaryOp::Add => ffi::PyNumber_InPlaceAdd,
        BinaryOp::Sub => ffi::PyNumber_InPlaceSubtract,
        BinaryOp::Mul => ffi::PyNumber_InPlaceMultiply,
        BinaryOp::TrueDiv => ffi::PyNumber_InPlaceTrueDivide,
        BinaryOp::FloorDiv => ffi::PyNumber_InPlaceFloorDivide,
        BinaryOp::Mod => ffi::PyNumber_InPlaceRemainder,
        BinaryOp::Pow => inplace_power,
        BinaryOp::MatMul => ffi::PyNumber_InPlaceMatrixMultiply,
        BinaryOp::LShift => ffi::PyNumber_InPlaceLshift,
        BinaryOp::RShift => ffi::PyNumber_InPlaceRshift,
        BinaryOp::And => ffi::PyNumber_InPlaceAnd,
        BinaryOp::Or => ffi::PyNumber_InPlaceOr,
        BinaryOp::Xor => ffi::PyNumber_InPlaceXor,
        BinaryOp::DivMod => ffi::PyNumber_Divmod,
    }
}

/// `a op b`, or `a op= b`; `a` is foreign.
pub fn operate(op: BinaryOp, a: &Value, b: &Value, inplace: bool) -> PyResult<Value> {
    if let Some(result) = quiet_operation(op, a, b) {
        return result;
    }
    let function = if inplace {
        inplace_function(op)
    } else {
        binary_function(op)
    };
    if let Some((a, b)) = quiet::pair(a, b) {
        // SAFETY: live objects; a new reference or an error.
        let result = unsafe { Owned::checked(function(a.as_raw(), b.as_raw()))? };
        return Ok(match result.borrow().type_pointer() == a.type_pointer() {
            true => result.into_value(),
            false => from_python(result),
        });
    }
    if let Some(result) = scalar::binary(op, a, b) {
        return result;
    }
    let (object, operand) = (Operand::new(a)?, Operand::new(b)?);
    apply(function, &object, &operand)
}

/// `a op b` of two numbers or two dates of one class in C, which has no other functions for `a op= b`.
#[inline]
fn quiet_operation(op: BinaryOp, a: &Value, b: &Value) -> Option<PyResult<Value>> {
    let (a, b) = (Borrowed::of(a)?, Borrowed::of(b)?);
    let ty = a.type_pointer();
    // SAFETY: live objects of one type, with its functions; a new reference or an error.
    unsafe {
        if b.type_pointer() != ty || !quiet::is_number_or_date(a.as_raw()) {
            return None;
        }
        let numbers = (*ty).tp_as_number.as_ref()?;
        let function = match op {
            BinaryOp::Add => numbers.nb_add,
            BinaryOp::Sub => numbers.nb_subtract,
            BinaryOp::Mul => numbers.nb_multiply,
            BinaryOp::TrueDiv => numbers.nb_true_divide,
            _ => None,
        }?;
        if !quiet::is_number_or_date(b.as_raw()) || pyaot_core::exception::handled_len() != 0 {
            return None;
        }
        let result = match Owned::checked(function(a.as_raw(), b.as_raw())) {
            Ok(result) => result,
            Err(raised) => return Some(Err(raised)),
        };
        if result.borrow().type_pointer() == ty {
            return Some(Ok(result.into_value()));
        }
        // It may not know how.
        (result.as_raw() != ffi::Py_NotImplemented()).then(|| Ok(from_python(result)))
    }
}

#[inline]
fn apply(function: BinaryFunction, a: &Operand<'_>, b: &Operand<'_>) -> PyResult<Value> {
    // SAFETY: live objects.
    produce(a, b, || unsafe { function(a.as_raw(), b.as_raw()) })
}

/// `other op this`; only `this` is foreign. `None` when it does not know how.
pub fn reflected(op: BinaryOp, this: &Value, other: &Value) -> PyResult<Option<Value>> {
    if let Some(result) = scalar::binary(op, other, this) {
        return result.map(Some);
    }
    let (object, operand) = (Operand::new(this)?, Operand::new(other)?);
    if crate::proxy::unwrap(operand.borrow()).is_none() {
        return apply(binary_function(op), &operand, &object).map(Some);
    }
    // Our object has been asked already; only the reflected method is left.
    let method = new_str(op.reflected_method())?;
    // SAFETY: live objects; a missing method is no error here.
    let method = unsafe {
        let found = Owned::from_raw(ffi::PyObject_GetAttr(
            object.borrow().class().as_raw(),
            method.as_raw(),
        ));
        if found.is_none() {
            ffi::PyErr_Clear();
        }
        found
    };
    let Some(method) = method else {
        return Ok(None);
    };
    let result = outward(|| method.borrow().call(&[object.borrow(), operand.borrow()]))?;
    // SAFETY: a singleton.
    if result.as_raw() == unsafe { ffi::Py_NotImplemented() } {
        return Ok(None);
    }
    Ok(Some(from_python(result)))
}

/// `op object`.
pub fn unary(op: UnaryOp, object: &Value) -> PyResult<Value> {
    let object = Operand::new(object)?;
    let function = match op {
        UnaryOp::Neg => ffi::PyNumber_Negative,
        UnaryOp::Pos => ffi::PyNumber_Positive,
        UnaryOp::Invert => ffi::PyNumber_Invert,
        UnaryOp::Abs => ffi::PyNumber_Absolute,
    };
    // SAFETY: a live object.
    produce(&object, &object, || unsafe { function(object.as_raw()) })
}

/// The result of a function of the C API, which works on these operands, as a value.
#[inline]
fn produce(a: &Operand<'_>, b: &Operand<'_>, work: impl FnOnce() -> Raw) -> PyResult<Value> {
    // SAFETY: callers pass functions that give a new reference or an error.
    quiet::outward_unless(are_quiet(a, b), || unsafe { Owned::checked(work()) }).map(from_python)
}

/// Whether what one object does to the other needs nothing handed over ([`crate::quiet`]).
#[inline]
fn are_quiet(a: &Operand<'_>, b: &Operand<'_>) -> bool {
    // SAFETY: live objects.
    unsafe {
        quiet::is_number_or_date(a.as_raw()) && quiet::is_quiet(b.as_raw())
            || quiet::is_plain(a.as_raw()) && quiet::is_number_or_date(b.as_raw())
    }
}

/// Whether two objects of CPython's are equal, or differ, where they compare
/// by identity as plain objects do.
fn compare_identity(object: &Value, other: &Value, op: CompareOp) -> Option<bool> {
    let (object, other) = (Borrowed::of(object)?, Borrowed::of(other)?);
    // SAFETY: live objects have live types.
    let by_identity = |object: Borrowed<'_>| unsafe {
        let slot = (*object.type_pointer()).tp_richcompare;
        let plain = ffi::PyBaseObject_Type.tp_richcompare;
        slot.map(|slot| slot as usize) == plain.map(|plain| plain as usize) || slot.is_none()
    };
    let same = match op {
        CompareOp::Eq => object.as_raw() == other.as_raw(),
        CompareOp::Ne => object.as_raw() != other.as_raw(),
        _ => return None,
    };
    (by_identity(object) && by_identity(other)).then_some(same)
}

/// `object op other`, or `other op object` if `reflected`; the result is any object. `None`
/// when the object does not know how to compare itself with an object of ours.
pub fn compare(
    object: &Value,
    other: &Value,
    op: CompareOp,
    reflected: bool,
) -> PyResult<Option<Value>> {
    if !reflected && let Some((a, b)) = quiet::pair(object, other) {
        // SAFETY: live objects; a new reference or an error.
        let answer =
            unsafe { Owned::checked(ffi::PyObject_RichCompare(a.as_raw(), b.as_raw(), code(op)))? };
        return Ok(Some(from_python(answer)));
    }
    let written = op;
    let op = if reflected { op.swapped() } else { op };
    if let Some(result) = scalar::compare(op, object, other) {
        return result.map(Some);
    }
    if let Some(same) = compare_identity(object, other, op)
        .or_else(|| crate::enumeration::compare(op, object, other))
    {
        return Ok(Some(Value::bool(same)));
    }
    let ours = other;
    let (object, other) = (Operand::new(object)?, Operand::new(other)?);
    // A class of the program's, whatever it derives from, has been asked already.
    let was_asked = reflected && ours.ty().is_heap_type();
    if crate::proxy::unwrap(other.borrow()).is_none() && !was_asked {
        // As it was written: errors name the operands in that order.
        let (left, right) = match reflected {
            true => (other.as_raw(), object.as_raw()),
            false => (object.as_raw(), other.as_raw()),
        };
        // SAFETY: live objects.
        let compare = || unsafe { ffi::PyObject_RichCompare(left, right, code(written)) };
        return produce(&object, &other, compare).map(Some);
    }
    // Our object is asked by whoever compares; only the other's side is left.
    // SAFETY: a live object, and the slot of its class.
    let slot = unsafe { (*ffi::Py_TYPE(object.as_raw())).tp_richcompare };
    let Some(slot) = slot else { return Ok(None) };
    // SAFETY: live objects, for a slot that takes them.
    let answer =
        outward(|| unsafe { Owned::checked(slot(object.as_raw(), other.as_raw(), code(op))) })?;
    // SAFETY: a singleton.
    if answer.as_raw() == unsafe { ffi::Py_NotImplemented() } {
        return Ok(None);
    }
    Ok(Some(from_python(answer)))
}

/// CPython's number for a comparison.
fn code(op: CompareOp) -> core::ffi::c_int {
    match op {
        CompareOp::Lt => ffi::Py_LT,
        CompareOp::Le => ffi::Py_LE,
        CompareOp::Eq => ffi::Py_EQ,
        CompareOp::Ne => ffi::Py_NE,
        CompareOp::Gt => ffi::Py_GT,
        CompareOp::Ge => ffi::Py_GE,
    }
}

fn produce_str(object: &Operand<'_>, work: impl FnOnce() -> Raw) -> PyResult<Str> {
    let is_quiet = are_quiet(object, object);
    // SAFETY: callers pass functions that give a new str or an error.
    let text = quiet::outward_unless(is_quiet, || unsafe { Owned::checked(work()) })?;
    expect_str(&text)
}

/// `repr(object)`.
pub fn repr(object: &Value) -> PyResult<Str> {
    let object = Operand::new(object)?;
    // SAFETY: a live object.
    produce_str(&object, || unsafe { ffi::PyObject_Repr(object.as_raw()) })
}

/// `str(object)`.
pub fn str(object: &Value) -> PyResult<Str> {
    let object = Operand::new(object)?;
    // SAFETY: a live object.
    produce_str(&object, || unsafe { ffi::PyObject_Str(object.as_raw()) })
}

/// `format(object, spec)`.
pub fn format(object: &Value, spec: &Str) -> PyResult<Str> {
    let object = Operand::new(object)?;
    let spec = new_str(spec.as_str())?;
    // SAFETY: live objects.
    let text = outward(|| unsafe {
        Owned::checked(ffi::PyObject_Format(object.as_raw(), spec.as_raw()))
    })?;
    expect_str(&text)
}

/// `hash(object)`. An object of a subclass of str, bytes or tuple equals a
/// native value and so hashes like it.
pub fn hash(object: &Value) -> PyResult<i64> {
    let owned = Operand::new(object)?;
    let raw = owned.as_raw();
    // SAFETY: live objects with live types.
    unsafe {
        let like_native = ffi::PyUnicode_Check(raw) != 0
            && same_hash(raw, &raw mut ffi::PyUnicode_Type)
            || ffi::PyBytes_Check(raw) != 0 && same_hash(raw, &raw mut ffi::PyBytes_Type)
            || ffi::PyTuple_Check(raw) != 0 && same_hash(raw, &raw mut ffi::PyTuple_Type);
        if like_native {
            let native = crate::convert::to_native(object)?;
            if !native.is_foreign() {
                return pyaot_core::operation::value_hash(&native);
            }
        }
    }
    if let Some(content) = crate::regex::content(owned.borrow())? {
        return pyaot_core::operation::value_hash(&content);
    }
    if let Some(hash) = crate::enumeration::hash(owned.borrow()) {
        return Ok(hash as i64);
    }
    // SAFETY: a live object.
    let work = || unsafe { ffi::PyObject_Hash(raw) };
    match quiet::outward_unless(are_quiet(&owned, &owned), work) {
        -1 => Err(crate::exception::fetch()),
        hash => Ok(hash as i64),
    }
}

unsafe fn same_hash(object: Raw, ty: *mut ffi::PyTypeObject) -> bool {
    // SAFETY: the caller passes a live object and type.
    unsafe {
        (*ffi::Py_TYPE(object)).tp_hash.map(|slot| slot as usize)
            == (*ty).tp_hash.map(|slot| slot as usize)
    }
}

/// The truth of an object.
pub fn truth(object: &Value) -> PyResult<bool> {
    if let Some(truth) = scalar::truth(object) {
        return Ok(truth);
    }
    let object = Operand::new(object)?;
    if has_no_truth(object.borrow()) {
        return Ok(true);
    }
    // SAFETY: a live object.
    check_truth(outward(|| unsafe { ffi::PyObject_IsTrue(object.as_raw()) }))
}

/// Whether all instances of the object's type are true, for want of a method
/// that says otherwise.
fn has_no_truth(object: Borrowed<'_>) -> bool {
    // SAFETY: a live type, whose tables are null or live.
    unsafe {
        let ty = &*object.type_pointer();
        let (number, mapping, sequence) = (
            ty.tp_as_number.as_ref(),
            ty.tp_as_mapping.as_ref(),
            ty.tp_as_sequence.as_ref(),
        );
        number.is_none_or(|number| number.nb_bool.is_none())
            && mapping.is_none_or(|mapping| mapping.mp_length.is_none())
            && sequence.is_none_or(|sequence| sequence.sq_length.is_none())
    }
}

/// `len(object)`.
pub fn len(object: &Value) -> PyResult<i64> {
    let object = Operand::new(object)?;
    // SAFETY: a live object.
    let is_quiet = unsafe { quiet::is_container(object.as_raw()) };
    // SAFETY: as above.
    match quiet::outward_unless(is_quiet, || unsafe { ffi::PyObject_Size(object.as_raw()) }) {
        -1 => Err(crate::exception::fetch()),
        len => Ok(len as i64),
    }
}

/// `object[key]`.
pub fn getitem(object: &Value, key: &Value) -> PyResult<Value> {
    if let Some(element) = scalar::element(object, key) {
        return element;
    }
    let (object, key) = (Operand::new(object)?, Operand::new(key)?);
    // SAFETY: live objects.
    let is_quiet = unsafe { quiet::is_container(object.as_raw()) && quiet::is_plain(key.as_raw()) };
    // SAFETY: as above.
    let get = || unsafe { Owned::checked(ffi::PyObject_GetItem(object.as_raw(), key.as_raw())) };
    quiet::outward_unless(is_quiet, get).map(from_python)
}

/// `object[key] = value`, or deletion without a value.
pub fn setitem(object: &Value, key: &Value, value: Option<&Value>) -> PyResult<()> {
    if let Some(value) = value
        && scalar::store(object, key, value).is_some()
    {
        return Ok(());
    }
    let (object, key) = (Operand::new(object)?, Operand::new(key)?);
    let value = value.map(Operand::new).transpose()?;
    // SAFETY: live objects.
    let status = outward(|| unsafe {
        match &value {
            Some(value) => ffi::PyObject_SetItem(object.as_raw(), key.as_raw(), value.as_raw()),
            None => ffi::PyObject_DelItem(object.as_raw(), key.as_raw()),
        }
    });
    check_truth(status).map(drop)
}

/// `item in object`.
pub fn contains(object: &Value, item: &Value) -> PyResult<bool> {
    let (object, item) = (Operand::new(object)?, Operand::new(item)?);
    // SAFETY: live objects.
    check_truth(outward(|| unsafe {
        ffi::PySequence_Contains(object.as_raw(), item.as_raw())
    }))
}

/// `iter(object)`.
pub fn iter(object: &Value) -> PyResult<Value> {
    let object = Operand::new(object)?;
    // SAFETY: a live object.
    outward(|| unsafe { Owned::checked(ffi::PyObject_GetIter(object.as_raw())) }).map(from_python)
}

unsafe extern "C" {
    /// Stands in the slot of types that only look like iterators.
    fn _PyObject_NextNotImplemented(object: Raw) -> Raw;
}

/// The next item of an iterator, `None` at the end.
pub fn next(object: &Value) -> PyResult<Option<Value>> {
    Ok(match next_step(object)? {
        Step::Item(item) => Some(item),
        Step::End(_) => None,
    })
}

/// The next item of an iterator, or the value it ends with.
pub fn next_step(object: &Value) -> PyResult<Step> {
    let Some(iterator) = Borrowed::of(object) else {
        return pyaot_core::generator::next_step(object);
    };
    // SAFETY: a live object has a live type.
    let next = unsafe { (*iterator.type_pointer()).tp_iternext };
    let Some(next) =
        next.filter(|next| *next as usize != _PyObject_NextNotImplemented as *const () as usize)
    else {
        return Err(raise_type_error(format_args!(
            "'{}' object is not an iterator",
            object.type_name()
        )));
    };
    // SAFETY: an iterator; null without an error, or with StopIteration, is the end.
    let work = || unsafe {
        match Owned::from_raw(next(iterator.as_raw())) {
            Some(item) => Ok(Ok(item)),
            None => end_of_iteration().map(Err),
        }
    };
    // SAFETY: a live object.
    let is_quiet = unsafe { quiet::is_iterator(iterator.as_raw()) };
    let item = quiet::outward_unless(is_quiet, work)?;
    Ok(match item {
        Ok(item) => Step::Item(crate::moved::from_result(item)),
        Err(result) => Step::End(result.map(from_python)),
    })
}

/// Tells the end of an iteration from an error: the value of its
/// StopIteration, if there is one.
#[cold]
fn end_of_iteration() -> PyResult<Option<Owned>> {
    // SAFETY: the thread holds the GIL; what is fetched is owned.
    unsafe {
        if ffi::PyErr_Occurred().is_null() {
            return Ok(None);
        }
        if ffi::PyErr_ExceptionMatches(ffi::PyExc_StopIteration) == 0 {
            return Err(crate::exception::fetch());
        }
        let (mut kind, mut value, mut traceback) = (
            core::ptr::null_mut(),
            core::ptr::null_mut(),
            core::ptr::null_mut(),
        );
        ffi::PyErr_Fetch(&mut kind, &mut value, &mut traceback);
        ffi::PyErr_NormalizeException(&mut kind, &mut value, &mut traceback);
        let parts = [kind, value, traceback].map(|part| Owned::from_raw(part));
        let stop = parts[1].as_ref();
        Ok(stop.and_then(|stop| stop.borrow().attribute_opt(c"value")))
    }
}

/// `__index__`: a native int.
pub fn index(object: &Value) -> PyResult<Value> {
    let object = Operand::new(object)?;
    // SAFETY: a live object.
    let int = outward(|| unsafe { Owned::checked(ffi::PyNumber_Index(object.as_raw())) })?;
    crate::convert::to_native(&int.into_value())
}

/// `int(object)`: a native int.
pub fn to_int(object: &Value) -> PyResult<Value> {
    let object = Operand::new(object)?;
    // SAFETY: a live object.
    let int = outward(|| unsafe { Owned::checked(ffi::PyNumber_Long(object.as_raw())) })?;
    crate::convert::to_native(&int.into_value())
}

/// `float(object)`.
pub fn to_float(object: &Value) -> PyResult<f64> {
    let object = Operand::new(object)?;
    // SAFETY: a live object; -1 may be an error.
    outward(|| unsafe {
        let x = ffi::PyFloat_AsDouble(object.as_raw());
        if x == -1.0 && !ffi::PyErr_Occurred().is_null() {
            return Err(crate::exception::fetch());
        }
        Ok(x)
    })
}
