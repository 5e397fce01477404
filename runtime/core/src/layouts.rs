//! `_layouts`: what the library's `struct` reads formats with, and packs and unpacks values by them.

use alloc::borrow::Cow;

use crate::bytes::{any_contents, as_bytearray};
use crate::error::{
    PyResult, Raised, pending_is, raise_overflow_error, raise_type_error, take_pending,
};
use crate::memory::Global;
use crate::operation::{index, to_index, value_to_float, value_truth};
use crate::prelude::*;
use crate::reference::{Bytes, Str, Tuple};
use crate::value::Value;

/// One code of a format, with its count.
#[derive(Clone, Copy)]
struct Item {
    code: u8,
    /// Bytes of one value, or of all of an `s`, `p` or `x`.
    size: usize,
    count: usize,
    /// Where the first begins.
    offset: usize,
}

const WORD: usize = size_of::<u64>();
/// A layout is kept as bytes: these numbers, then four for each item.
const HEAD: usize = 4 * WORD;

struct Layout<'a> {
    bytes: &'a [u8],
}

impl<'a> Layout<'a> {
    fn of(value: &'a Value) -> Layout<'a> {
        let bytes = value.as_bytes().map_or(&[][..], |bytes| bytes.as_slice());
        Layout { bytes }
    }

    fn number(&self, n: usize) -> usize {
        let word = self.bytes.get(n * WORD..(n + 1) * WORD);
        word.map_or(0, |word| {
            u64::from_le_bytes(word.try_into().expect("a word")) as usize
        })
    }

    fn size(&self) -> usize {
        self.number(0)
    }

    fn values(&self) -> usize {
        self.number(1)
    }

    fn is_big(&self) -> bool {
        self.number(2) != 0
    }

    fn is_native(&self) -> bool {
        self.number(3) != 0
    }

    fn items(&self) -> impl Iterator<Item = Item> + '_ {
        let items = self.bytes.get(HEAD..).unwrap_or_default();
        items.chunks_exact(4 * WORD).map(|words| {
            let number = |n: usize| {
                let word = words[n * WORD..(n + 1) * WORD].try_into();
                u64::from_le_bytes(word.expect("a word")) as usize
            };
            Item {
                code: number(0) as u8,
                size: number(1),
                count: number(2),
                offset: number(3),
            }
        })
    }
}

/// Bytes of one value of a code; `None` where there is no such code.
fn size_of_code(code: u8, is_native: bool) -> Option<usize> {
    Some(match code {
        b'x' | b'b' | b'B' | b'c' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' => {
            if is_native {
                8
            } else {
                4
            }
        }
        b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if is_native => 8,
        _ => return None,
    })
}

fn compile(format: &[u8]) -> Result<Vec<u8>, &'static str> {
    const TOO_LONG: &str = "total struct size too long";
    const MOST: usize = isize::MAX as usize;
    if format.contains(&0) {
        return Err("embedded null character");
    }
    let (is_native, is_big, codes) = match format {
        [b'@', rest @ ..] => (true, false, rest),
        [b'<' | b'=', rest @ ..] => (false, false, rest),
        [b'>' | b'!', rest @ ..] => (false, true, rest),
        rest => (true, false, rest),
    };
    let (mut size, mut values) = (0_usize, 0_usize);
    let mut items: Vec<usize> = Vec::new();
    let mut codes = codes.iter().copied().peekable();
    while let Some(mut code) = codes.next() {
        if matches!(code, b' ' | b'\t'..=b'\r') {
            continue;
        }
        let mut count = 1_usize;
        if code.is_ascii_digit() {
            count = 0;
            while code.is_ascii_digit() {
                let more = count
                    .checked_mul(10)
                    .and_then(|n| n.checked_add((code - b'0').into()));
                count = more.filter(|n| *n <= MOST).ok_or(TOO_LONG)?;
                code = codes
                    .next()
                    .ok_or("repeat count given without format specifier")?;
            }
        }
        let one = size_of_code(code, is_native).ok_or("bad char in struct format")?;
        let offset = match is_native {
            true => size.checked_next_multiple_of(one).ok_or(TOO_LONG)?,
            false => size,
        };
        let all = count
            .checked_mul(one)
            .and_then(|all| all.checked_add(offset));
        size = all.filter(|all| *all <= MOST).ok_or(TOO_LONG)?;
        match code {
            b'x' => continue,
            b's' | b'p' => {
                values += 1;
                items.extend([code.into(), count, 1, offset]);
            }
            _ if count == 0 => {}
            _ => {
                values += count;
                items.extend([code.into(), one, count, offset]);
            }
        }
    }
    let head = [size, values, usize::from(is_big), usize::from(is_native)];
    let words = head.into_iter().chain(items);
    Ok(words.flat_map(|word| (word as u64).to_le_bytes()).collect())
}

/// `_layouts.compile(format)`.
pub fn layouts_compile(format: &Bytes) -> Value {
    match compile(format.as_slice()) {
        Ok(layout) => Bytes::new(&layout).into(),
        Err(message) => mistake(message.into()),
    }
}

/// `_layouts.size(layout)`.
pub fn layouts_size(layout: &Value) -> i64 {
    Layout::of(layout).size() as i64
}

/// What was wrong last, for the page to raise.
static MISTAKE: Global<String> = Global::new(String::new());

/// What the page takes for a mistake.
fn mistake(message: String) -> Value {
    // SAFETY: a short access.
    unsafe { *MISTAKE.get() = message };
    Value::NONE
}

/// `_layouts.mistake()`.
pub fn layouts_mistake() -> Str {
    // SAFETY: a short access.
    Str::new(&unsafe { core::mem::take(&mut *MISTAKE.get()) })
}

/// Why there are no bytes.
enum Failure {
    /// `struct.error`, which the page raises.
    Wrong(String),
    Raised(Raised),
}

impl From<Raised> for Failure {
    fn from(raised: Raised) -> Failure {
        Failure::Raised(raised)
    }
}

fn wrong<T>(message: impl Into<String>) -> Result<T, Failure> {
    Err(Failure::Wrong(message.into()))
}

/// The two's complement of a value of an integer code, which has to fit.
/// Numbers in the other order of bytes have other words, as in CPython.
fn packed_int(code: u8, size: usize, is_big: bool, value: &Value) -> Result<u64, Failure> {
    // Most fit.
    if let Some(n) = value.as_small_int() {
        let unused = 64 - 8 * size as u32;
        let fits = match code.is_ascii_lowercase() {
            true => n << unused >> unused == n,
            false => n >= 0 && (n as u64) << unused >> unused == n as u64,
        };
        if fits && code != b'P' {
            return Ok(n as u64);
        }
    }
    let is_int = value.is_small_int() || value.ty().slots().index().is_some();
    if !is_int && !crate::int::is_int(value) {
        return wrong("required argument is not an integer");
    }
    let n = index(value)?;
    let signed = crate::int::to_i64(&n);
    let unsigned = || match signed {
        Some(n) => u64::try_from(n).ok(),
        // What is above the greatest signed number, if it fits.
        None => {
            let rest = crate::operation::value_sub(&n, &crate::int::int_from_u64(i64::MIN)).ok()?;
            let rest = crate::int::to_i64(&rest).filter(|rest| *rest >= 0)?;
            Some(rest as u64 + (1 << 63))
        }
    };
    let out = match is_big && size == 8 {
        true => "int too large to convert",
        false => "argument out of range",
    };
    let (name, low, high): (_, i64, i64) = match (code, size) {
        (b'P', _) => {
            let word = signed.map(|n| n as u64).or_else(unsigned);
            return word.ok_or(Failure::Wrong("int too large to convert".into()));
        }
        (b'Q' | b'N' | b'I' | b'L' | b'H', size) if code != b'H' || is_big => {
            let n = unsigned().ok_or(Failure::Wrong(out.into()))?;
            let most = u64::MAX >> (64 - 8 * size as u32);
            if n > most {
                return wrong(format!(
                    "'{}' format requires 0 <= number <= {most}",
                    code as char
                ));
            }
            return Ok(n);
        }
        (b'b', _) => ("byte", i8::MIN.into(), i8::MAX.into()),
        (b'B', _) => ("ubyte", 0, u8::MAX.into()),
        (b'h', _) if is_big => ("", i16::MIN.into(), i16::MAX.into()),
        (b'h', _) => ("short", i16::MIN.into(), i16::MAX.into()),
        (b'H', _) => ("ushort", 0, u16::MAX.into()),
        (_, 4) => ("", i32::MIN.into(), i32::MAX.into()),
        _ => ("", i64::MIN, i64::MAX),
    };
    let n = signed.ok_or(Failure::Wrong(out.into()))?;
    if n < low || n > high {
        let name = match name {
            "" => format!("'{}'", code as char),
            name => name.into(),
        };
        return wrong(format!("{name} format requires {low} <= number <= {high}"));
    }
    Ok(n as u64)
}

/// A float of 16 bits, half to even; `None` where it is too large.
fn half(x: f64) -> Option<u16> {
    let bits = x.to_bits();
    let sign = ((bits >> 48) & 0x8000) as u16;
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    if x.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let power = ((bits >> 52) & 0x7ff) as i32 - 1023;
    if power >= 16 {
        return None;
    }
    if power < -25 {
        return Some(sign);
    }
    let two_to = |power: i32| f64::from_bits(((power + 1023) as u64) << 52);
    let (mut exponent, scaled) = match power < -14 {
        true => (0, x.abs() * two_to(14)),
        false => ((power + 15) as u16, x.abs() * two_to(-power) - 1.0),
    };
    let fraction = scaled * 1024.0;
    let mut whole = fraction as u16;
    let rest = fraction - f64::from(whole);
    if rest > 0.5 || rest == 0.5 && whole % 2 == 1 {
        whole += 1;
        if whole == 1024 {
            whole = 0;
            exponent += 1;
        }
    }
    (exponent < 31).then_some(sign | exponent << 10 | whole)
}

fn of_half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    let two_to = |power: i32| f64::from_bits(((power + 1023) as u64) << 52);
    sign * match exponent {
        31 if fraction != 0.0 => f64::NAN,
        31 => f64::INFINITY,
        0 => fraction * two_to(-24),
        _ => (1.0 + fraction / 1024.0) * two_to(exponent - 15),
    }
}

/// The bits of a value of a floating code.
fn packed_float(code: u8, is_native: bool, value: &Value) -> Result<u64, Failure> {
    let x = match value_to_float(value) {
        Ok(x) => x,
        Err(raised) if pending_is(&raised, &crate::exception::EXCEPTION) => {
            drop(take_pending(raised));
            return wrong("required argument is not a float");
        }
        Err(raised) => return Err(raised.into()),
    };
    let bits = match code {
        // The lowest bits of a NaN tell it from others here (`docs/decisions/0009-float-identity.md`).
        b'd' if x.is_nan() => Some(x.to_bits() & !u64::from(u32::MAX)),
        b'd' => Some(x.to_bits()),
        b'e' => half(x).map(u64::from),
        _ => {
            let narrow = x as f32;
            let fits = is_native || !narrow.is_infinite() || x.is_infinite();
            fits.then(|| narrow.to_bits().into())
        }
    };
    bits.ok_or_else(|| match crate::int::is_int(value) {
        true => Failure::Wrong("int too large to convert".into()),
        false => Failure::Raised(raise_overflow_error(format_args!(
            "float too large to pack with {} format",
            code as char
        ))),
    })
}

/// What is wrong where there are not as many values as the format has.
fn wrong_count(layout: &Layout<'_>, count: usize, name: &str) -> Option<String> {
    let wanted = layout.values();
    (count != wanted).then(|| format!("{name} expected {wanted} items for packing (got {count})"))
}

/// The lowest bytes of `bits`, as many as there is room for.
#[inline]
fn write(place: &mut [u8], bits: u64, is_big: bool) {
    macro_rules! store {
        ($int:ty) => {
            place.copy_from_slice(&match is_big {
                true => (bits as $int).to_be_bytes(),
                false => (bits as $int).to_le_bytes(),
            })
        };
    }
    match place.len() {
        1 => store!(u8),
        2 => store!(u16),
        4 => store!(u32),
        _ => store!(u64),
    }
}

/// What [`write`] has written.
#[inline]
fn read(bytes: &[u8], is_big: bool) -> u64 {
    macro_rules! load {
        ($int:ty) => {{
            let bytes = bytes.try_into().expect("as many as the code has");
            u64::from(match is_big {
                true => <$int>::from_be_bytes(bytes),
                false => <$int>::from_le_bytes(bytes),
            })
        }};
    }
    match bytes.len() {
        1 => load!(u8),
        2 => load!(u16),
        4 => load!(u32),
        _ => load!(u64),
    }
}

/// The values as bytes, of which there are as many as the layout's.
fn pack(layout: &Layout<'_>, values: &[Value], data: &mut [u8]) -> Result<(), Failure> {
    let mut values = values.iter();
    for item in layout.items() {
        for n in 0..item.count {
            let value = values.next().expect("as many as are counted");
            let at = item.offset + n * item.size;
            let place = &mut data[at..at + item.size];
            let bits = match item.code {
                b's' | b'p' => {
                    let is_text = value.as_bytes().is_some() || as_bytearray(value).is_some();
                    let text = crate::bytes::contents(value).filter(|_| is_text);
                    let Some(text) = text else {
                        let code = item.code as char;
                        return wrong(format!("argument for '{code}' must be a bytes object"));
                    };
                    let head = usize::from(item.code == b'p' && !place.is_empty());
                    let length = text.len().min(place.len() - head);
                    if head == 1 {
                        place[0] = length.min(255) as u8;
                    }
                    place[head..head + length].copy_from_slice(&text[..length]);
                    continue;
                }
                b'c' => match value.as_bytes().map(|text| text.as_slice()) {
                    Some([byte]) => u64::from(*byte),
                    _ => return wrong("char format requires a bytes object of length 1"),
                },
                b'?' => u64::from(value_truth(value)?),
                b'e' | b'f' | b'd' => packed_float(item.code, layout.is_native(), value)?,
                code => packed_int(code, item.size, layout.is_big(), value)?,
            };
            write(place, bits, layout.is_big());
        }
    }
    Ok(())
}

/// Sizes of most formats.
const SHORT: usize = 64;

fn packed(layout: &Layout<'_>, values: &[Value], name: &str) -> Result<Bytes, Failure> {
    if let Some(message) = wrong_count(layout, values.len(), name) {
        return wrong(message);
    }
    let size = layout.size();
    if size <= SHORT {
        let mut data = [0; SHORT];
        pack(layout, values, &mut data[..size])?;
        return Ok(Bytes::new(&data[..size]));
    }
    let mut data = Vec::new();
    if data.try_reserve_exact(size).is_err() {
        return Err(crate::error::raise_memory_error().into());
    }
    data.resize(size, 0);
    pack(layout, values, &mut data)?;
    Ok(Bytes::new(&data))
}

/// `_layouts.pack(layout, values, name)`.
pub fn layouts_pack(layout: &Value, values: &Tuple, name: &Str) -> PyResult<Value> {
    match packed(&Layout::of(layout), values.items(), name.as_str()) {
        Ok(data) => Ok(data.into()),
        Err(Failure::Wrong(message)) => Ok(mistake(message)),
        Err(Failure::Raised(raised)) => Err(raised),
    }
}

/// Where an offset into a buffer of that length is, of which `size` bytes are wanted to `pack` or unpack.
fn place(length: usize, offset: i64, size: usize, packs: bool) -> Result<usize, String> {
    let (short, function, work) = match packs {
        true => ("no space to pack", "pack_into", "packing"),
        false => ("not enough data to unpack", "unpack_from", "unpacking"),
    };
    let mut at = offset;
    if offset < 0 {
        if offset + size as i64 > 0 {
            return Err(format!("{short} {size} bytes at offset {offset}"));
        }
        at = offset + length as i64;
        if at < 0 {
            return Err(format!(
                "offset {offset} out of range for {length}-byte buffer"
            ));
        }
    }
    let at = at as usize;
    match length.checked_sub(at).is_some_and(|rest| rest >= size) {
        true => Ok(at),
        false => Err(format!(
            "{function} requires a buffer of at least {} bytes for {work} {size} bytes at offset {at} (actual buffer size is {length})",
            at + size
        )),
    }
}

fn no_buffer(value: &Value) -> Raised {
    raise_type_error(format_args!(
        "a bytes-like object is required, not '{}'",
        value.type_name()
    ))
}

fn length(buffer: &Value) -> PyResult<usize> {
    match as_bytearray(buffer) {
        Some(array) => Ok(array.with(|data| data.len())),
        None => Ok(any_contents(buffer)?
            .ok_or_else(|| no_buffer(buffer))?
            .len()),
    }
}

/// The bytes of a part that lies within a buffer. Of a bytearray, which may change, no more is copied.
fn part(buffer: &Value, start: usize, size: usize) -> PyResult<Cow<'_, [u8]>> {
    let range = start..start + size;
    if let Some(bytes) = buffer.as_bytes() {
        return Ok(Cow::Borrowed(&bytes.as_slice()[range]));
    }
    if let Some(array) = as_bytearray(buffer) {
        return Ok(Cow::Owned(array.with(|data| data[range].to_vec())));
    }
    let data = any_contents(buffer)?.ok_or_else(|| no_buffer(buffer))?;
    Ok(Cow::Owned(data[range].to_vec()))
}

/// `_layouts.length(buffer)`.
pub fn layouts_length(buffer: &Value) -> PyResult<i64> {
    Ok(length(buffer)? as i64)
}

/// `_layouts.place(layout, buffer, offset, count)`.
pub fn layouts_place(
    layout: &Value,
    buffer: &Value,
    offset: &Value,
    count: i64,
) -> PyResult<Value> {
    let layout = Layout::of(layout);
    if let Some(message) = wrong_count(&layout, count as usize, "pack_into") {
        return Ok(mistake(message));
    }
    // There are no other buffers without CPython.
    if as_bytearray(buffer).is_none() && crate::array::as_array(buffer).is_none() {
        let name = if buffer.is_none() {
            "None"
        } else {
            buffer.type_name()
        };
        return Err(raise_type_error(format_args!(
            "argument must be read-write bytes-like object, not {name}"
        )));
    }
    let offset = to_index(offset)?;
    Ok(match place(length(buffer)?, offset, layout.size(), true) {
        Ok(at) => Value::int(at as i64),
        Err(message) => mistake(message),
    })
}

fn unpacked(item: &Item, bytes: &[u8], is_big: bool) -> Value {
    let signed = |bits: u64| {
        let unused = 64 - 8 * item.size as u32;
        ((bits << unused) as i64) >> unused
    };
    match item.code {
        b's' => return Bytes::new(bytes).into(),
        b'p' => {
            let length = bytes
                .first()
                .map_or(0, |n| usize::from(*n).min(bytes.len() - 1));
            return Bytes::new(bytes.get(1..1 + length).unwrap_or_default()).into();
        }
        b'c' => return Bytes::new(bytes).into(),
        _ => {}
    }
    let bits = read(bytes, is_big);
    match item.code {
        b'?' => Value::bool(bits != 0),
        b'd' => Value::float(f64::from_bits(bits)),
        b'f' => Value::float(f32::from_bits(bits as u32).into()),
        b'e' => Value::float(of_half(bits as u16)),
        b'B' | b'H' | b'I' | b'L' | b'Q' | b'N' | b'P' => crate::int::int_from_u64(bits as i64),
        _ => Value::int(signed(bits)),
    }
}

/// `_layouts.unpack(layout, buffer, offset, is_whole)`.
pub fn layouts_unpack(
    layout: &Value,
    buffer: &Value,
    offset: &Value,
    is_whole: bool,
) -> PyResult<Value> {
    let layout = Layout::of(layout);
    let offset = to_index(offset)?;
    let (length, size) = (length(buffer)?, layout.size());
    if is_whole && length != size {
        return Ok(mistake(format!("unpack requires a buffer of {size} bytes")));
    }
    let start = match place(length, offset, size, false) {
        Ok(start) => start,
        Err(message) => return Ok(mistake(message)),
    };
    let data = part(buffer, start, size)?;
    let is_big = layout.is_big();
    let values = layout.items().flat_map(|item| {
        let data = &data;
        (0..item.count).map(move |n| {
            let at = item.offset + n * item.size;
            unpacked(&item, &data[at..at + item.size], is_big)
        })
    });
    let tuple = &crate::tuple::TUPLE;
    Ok(Tuple::from_iter_exact(tuple, layout.values(), values).into())
}
