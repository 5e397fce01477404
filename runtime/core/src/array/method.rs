//! Methods of arrays.

use pyaot_abi::layout::ListObject;

use super::{
    Array, Items, array, as_array, bits, edit, find, from_bytes, item, number, put_bits, resize,
    slice, with_length,
};
use crate::error::{
    PyResult, raise_eof_error, raise_index_error, raise_memory_error, raise_runtime_error,
    raise_type_error, raise_value_error,
};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Bytes, List, Str, Tuple};
use crate::value::Value;

/// `array(code, initial)`; `None` where there is no such typecode, which is found out last.
pub(super) fn from_initial(code: Option<u8>, initial: Option<&Value>) -> PyResult<Option<Value>> {
    let Some(initial) = initial else {
        return code
            .map(|code| Ok(with_length(code, 0)?.into()))
            .transpose();
    };
    if let Some(code) = code {
        if let Some(made) = from_known(code, initial)? {
            return Ok(Some(made));
        }
    } else if initial.as_bytes().is_some() || initial.as_list().is_some() {
        return Ok(None);
    }
    let iterator = crate::iter::value_iter(initial)?;
    let Some(code) = code else {
        return Ok(None);
    };
    let made = with_length(code, 0)?;
    extend_by_items(&made, &iterator)?;
    Ok(Some(made.into()))
}

/// An array of what needs no iterator.
fn from_known(code: u8, initial: &Value) -> PyResult<Option<Value>> {
    if let Some(other) = as_array(initial)
        && other.code() == code
    {
        return from_bytes(code, other.bytes()).map(|made| Some(made.into()));
    }
    if let Some(list) = initial.downcast::<ListObject>() {
        let made = with_length(code, list.length())?;
        match list.raw::<f64>() {
            Some(floats) if code == b'd' => {
                for (at, float) in floats.iter().enumerate() {
                    put_bits(&made, at, float.to_bits());
                }
            }
            _ => fill_from(&made, 0, list.length(), &|at| list.get(at))?,
        }
        return Ok(Some(made.into()));
    }
    if let Some(tuple) = initial.as_tuple() {
        let items = tuple.items();
        let made = with_length(code, items.len())?;
        fill_from(&made, 0, items.len(), &|at| items.get(at).cloned())?;
        return Ok(Some(made.into()));
    }
    if let Some(data) = crate::bytes::contents(initial) {
        let made = with_length(code, 0)?;
        add_bytes(&made, &data)?;
        return Ok(Some(made.into()));
    }
    if let (b'u', Some(text)) = (code, initial.as_str()) {
        let made = with_length(code, text.char_len as usize)?;
        put_text(&made, 0, text);
        return Ok(Some(made.into()));
    }
    Ok(None)
}

/// Writes `count` items behind the first `from`, which are there to be written.
fn fill_from(
    this: &Array,
    from: usize,
    count: usize,
    get: &dyn Fn(usize) -> Option<Value>,
) -> PyResult<()> {
    for at in 0..count {
        let Some(value) = get(at) else {
            return Err(raise_index_error(format_args!("list index out of range")));
        };
        let bits = number::to_bits(this.code(), &value)?;
        if from + at < this.length() {
            put_bits(this, from + at, bits);
        }
    }
    Ok(())
}

/// `array.append(item)`.
pub fn array_append(this: &Value, value: &Value) -> PyResult<()> {
    let this = array(this);
    let bits = number::to_bits(this.code(), value)?;
    let at = this.length();
    resize(this, at + 1)?;
    put_bits(this, at, bits);
    Ok(())
}

/// `array.buffer_info()`.
pub fn array_buffer_info(this: &Value) -> PyResult<Value> {
    // What CPython gets of the array has to lie where the program was told that it lies.
    if let Some(hooks) = crate::foreign::active_hooks() {
        (hooks.array_share)(this)?;
    }
    let this = array(this);
    let address = crate::int::int_from_i64(this.items as i64);
    Ok(Tuple::pair(address, Value::int(this.len)).into())
}

/// `array.byteswap()`.
pub fn array_byteswap(this: &Value) {
    let this = array(this);
    edit(this)
        .chunks_exact_mut(this.item_size())
        .for_each(<[u8]>::reverse);
}

/// `array.__copy__()`.
pub fn array_copy(this: &Value) -> Value {
    let this = array(this);
    match from_bytes(this.code(), this.bytes()) {
        Ok(made) => made.into(),
        Err(_) => crate::start::fatal("out of memory"),
    }
}

/// `array.__deepcopy__(memo)`.
pub fn array_deepcopy(this: &Value, _memo: &Value) -> Value {
    array_copy(this)
}

/// `array.count(item)`.
pub fn array_count(this: &Value, wanted: &Value) -> PyResult<i64> {
    let (mut count, mut from) = (0, 0);
    while let Some(at) = find(array(this), wanted, from, usize::MAX)? {
        count += 1;
        from = at + 1;
    }
    Ok(count)
}

/// `array.extend(iterable)`.
pub fn array_extend(this: &Value, iterable: &Value) -> PyResult<()> {
    match as_array(iterable) {
        Some(other) => extend_by_array(array(this), other),
        None => extend_by_items(array(this), iterable),
    }
}

fn extend_by_items(this: &Array, iterable: &Value) -> PyResult<()> {
    crate::iter::for_each(iterable, |item| {
        array_append(this.as_value(), item)?;
        Ok(true)
    })
}

pub(super) fn extend_by_array(this: &Array, other: &Array) -> PyResult<()> {
    if this.code != other.code {
        return Err(raise_type_error(format_args!(
            "can only extend with array of same kind"
        )));
    }
    let (had, more) = (this.bytes().len(), other.bytes().len());
    resize(this, this.length() + other.length())?;
    if this.is(other) {
        edit(this).copy_within(..more, had);
    } else {
        edit(this)[had..].copy_from_slice(other.bytes());
    }
    Ok(())
}

/// `array.fromfile(file, n)`.
pub fn array_fromfile(this: &Value, file: &Value, n: i64) -> PyResult<()> {
    if n < 0 {
        return Err(raise_value_error(format_args!("negative count")));
    }
    let Some(wanted) = n.checked_mul(array(this).item_size() as i64) else {
        return Err(raise_memory_error());
    };
    let read = crate::call::call_method(file, crate::name!("read"), &[Value::int(wanted)])?;
    let Some(data) = read.as_bytes() else {
        return Err(raise_type_error(format_args!("read() didn't return bytes")));
    };
    add_bytes(array(this), data.as_slice())?;
    if data.as_slice().len() as i64 != wanted {
        return Err(raise_eof_error(format_args!(
            "read() didn't return enough bytes"
        )));
    }
    Ok(())
}

/// `array.fromlist(list)`.
pub fn array_fromlist(this: &Value, list: &Value) -> PyResult<()> {
    let this = array(this);
    let Some(list) = list.as_list() else {
        return Err(raise_type_error(format_args!("arg must be list")));
    };
    let (had, more) = (this.length(), list.length());
    if more == 0 {
        return Ok(());
    }
    resize(this, had + more)?;
    for at in 0..more {
        let bits = match list.get(at) {
            Some(value) => number::to_bits(this.code(), &value),
            None => Err(raise_index_error(format_args!("list index out of range"))),
        };
        let result = bits.and_then(|bits| {
            if had + at < this.length() {
                put_bits(this, had + at, bits);
            }
            if list.length() == more {
                return Ok(());
            }
            Err(raise_runtime_error(format_args!(
                "list changed size during iteration"
            )))
        });
        if let Err(raised) = result {
            resize(this, had)?;
            return Err(raised);
        }
    }
    Ok(())
}

fn add_bytes(this: &Array, data: &[u8]) -> PyResult<()> {
    let size = this.item_size();
    if !data.len().is_multiple_of(size) {
        return Err(raise_value_error(format_args!(
            "bytes length not a multiple of item size"
        )));
    }
    let had = this.bytes().len();
    if !data.is_empty() {
        resize(this, this.length() + data.len() / size)?;
        edit(this)[had..].copy_from_slice(data);
    }
    Ok(())
}

/// `array.frombytes(buffer)`.
pub fn array_frombytes(this: &Value, buffer: &Value) -> PyResult<()> {
    if let Some(other) = as_array(buffer)
        && other.item_size() != 1
    {
        return Err(raise_type_error(format_args!(
            "a bytes-like object is required"
        )));
    }
    let data = crate::bytes::wants_bytes(buffer)?.into_owned();
    add_bytes(array(this), &data)
}

fn add_text(this: &Array, text: &Str) -> PyResult<()> {
    let had = this.length();
    resize(this, had + text.char_len as usize)?;
    put_text(this, had, text);
    Ok(())
}

/// Writes the characters of a text, for which there are items.
fn put_text(this: &Array, from: usize, text: &Str) {
    for (at, c) in text.as_str().chars().enumerate() {
        put_bits(this, from + at, u64::from(crate::surrogate::code_of(c)));
    }
}

/// `array.fromunicode(text)`.
pub fn array_fromunicode(this: &Value, text: &Value) -> PyResult<()> {
    let Some(text) = text.as_str() else {
        return Err(raise_type_error(format_args!(
            "fromunicode() argument must be str, not {}",
            text.argument_name()
        )));
    };
    if array(this).code() != b'u' {
        return Err(raise_value_error(format_args!(
            "fromunicode() may only be called on unicode type arrays"
        )));
    }
    add_text(array(this), text)
}

/// `array.index(item, start, stop)`.
pub fn array_index(this: &Value, wanted: &Value, start: i64, stop: i64) -> PyResult<i64> {
    let len = array(this).len;
    let clamp = |bound: i64| {
        let bound = if bound < 0 {
            bound.saturating_add(len)
        } else {
            bound
        };
        bound.max(0) as usize
    };
    match find(array(this), wanted, clamp(start), clamp(stop))? {
        Some(at) => Ok(at as i64),
        None => Err(raise_value_error(format_args!(
            "array.index(x): x not in array"
        ))),
    }
}

/// `array.insert(index, item)`.
pub fn array_insert(this: &Value, index: i64, value: &Value) -> PyResult<()> {
    let this = array(this);
    let bits = number::to_bits(this.code(), value)?;
    let at = if index < 0 {
        index.saturating_add(this.len).max(0)
    } else {
        index.min(this.len)
    };
    slice::open(this, at as usize, 1)?;
    put_bits(this, at as usize, bits);
    Ok(())
}

/// `array.pop(index)`.
pub fn array_pop(this: &Value, index: i64) -> PyResult<Value> {
    let this = array(this);
    if this.len == 0 {
        return Err(raise_index_error(format_args!("pop from empty array")));
    }
    let Some(at) = super::position(this, index) else {
        return Err(raise_index_error(format_args!("pop index out of range")));
    };
    let value = item(this, at)?;
    slice::remove(this, at, 1)?;
    Ok(value)
}

/// `array.__reduce_ex__(protocol)`.
pub fn array_reduce_ex(this: &Value, protocol: &Value) -> PyResult<Value> {
    if !crate::int::is_int(protocol) {
        return Err(raise_type_error(format_args!(
            "__reduce_ex__ argument should be an integer"
        )));
    }
    let wanted = operation::to_i64(protocol)?;
    if let (3.., Some(hooks)) = (wanted, crate::foreign::active_hooks()) {
        // With a function of CPython's.
        (hooks.array_share)(this)?;
        let twin = super::twin(array(this)).cloned().unwrap_or(Value::NONE);
        let protocol = core::slice::from_ref(protocol);
        // CPython's, not one of ours.
        let method = crate::name!("__reduce_ex__");
        return crate::call::call_method(&twin, method, protocol);
    }
    let items = if array(this).code() == b'u' {
        array_tounicode(this)?
    } else {
        array_tolist(this).into()
    };
    let arguments = Tuple::pair(array_typecode(this).into(), items).into();
    let class = super::array_class();
    Ok(Tuple::from_vec(vec![class, arguments, Value::NONE]).into())
}

/// `array.remove(item)`.
pub fn array_remove(this: &Value, wanted: &Value) -> PyResult<()> {
    match find(array(this), wanted, 0, usize::MAX)? {
        Some(at) => slice::remove(array(this), at, 1),
        None => Err(raise_value_error(format_args!(
            "array.remove(x): x not in array"
        ))),
    }
}

/// `array.reverse()`.
pub fn array_reverse(this: &Value) {
    let this = array(this);
    let len = this.length();
    for at in 0..len / 2 {
        let (a, b) = (bits(this, at), bits(this, len - 1 - at));
        put_bits(this, at, b);
        put_bits(this, len - 1 - at, a);
    }
}

/// `array.__sizeof__()`.
pub fn array_sizeof(this: &Value) -> i64 {
    const OBJECT: i64 = 64;
    let this = array(this);
    OBJECT + (super::allocated(this) * this.item_size()) as i64
}

/// `array.tobytes()`.
pub fn array_tobytes(this: &Value) -> Bytes {
    Bytes::new(array(this).bytes())
}

/// `array.tofile(file)`.
pub fn array_tofile(this: &Value, file: &Value) -> PyResult<()> {
    const BLOCK: usize = 64 * 1024;
    let this = array(this);
    let mut from = 0;
    while from < this.bytes().len() {
        let to = (from + BLOCK).min(this.bytes().len());
        let block = Bytes::new(&this.bytes()[from..to]);
        crate::call::call_method(file, crate::name!("write"), &[block.into()])?;
        from = to;
    }
    Ok(())
}

/// `array.tolist()`.
pub fn array_tolist(this: &Value) -> List {
    let this = array(this);
    if matches!(this.code(), b'd' | b'f') {
        let float = |at| match this.code() {
            b'd' => f64::from_bits(bits(this, at)),
            _ => f64::from(f32::from_bits(bits(this, at) as u32)),
        };
        return List::from_raw_items((0..this.length()).map(float).collect());
    }
    // Only a character that is none fails.
    let item = |at| item(this, at).unwrap_or(Value::NONE);
    List::from_vec((0..this.length()).map(item).collect())
}

/// `array.tounicode()`.
pub fn array_tounicode(this: &Value) -> PyResult<Value> {
    let this = array(this);
    if this.code() != b'u' {
        return Err(raise_value_error(format_args!(
            "tounicode() may only be called on unicode type arrays"
        )));
    }
    let text: PyResult<String> = (0..this.length())
        .map(|at| number::to_char(bits(this, at) as u32))
        .collect();
    Ok(Value::str(&text?))
}

/// `array.typecode`.
pub fn array_typecode(this: &Value) -> Str {
    Str::from_char(char::from(array(this).code()))
}

/// `array.itemsize`.
pub fn array_itemsize(this: &Value) -> i64 {
    array(this).item_size() as i64
}

/// How many bytes the items take.
pub fn size_in_bytes(this: &Value) -> usize {
    array(this).bytes().len()
}

/// Puts `data` over the first items.
pub fn overwrite(this: &Value, data: &[u8]) {
    let place = edit(array(this));
    let len = data.len().min(place.len());
    place[..len].copy_from_slice(&data[..len]);
}
