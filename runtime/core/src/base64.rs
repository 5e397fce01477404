//! `_base64`: what the library's `base64` and `binascii` encode and decode with.

use crate::bytes::{any_contents, wants_bytes};
use crate::error::PyResult;
use crate::prelude::*;
use crate::reference::Bytes;
use crate::value::Value;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD: u8 = b'=';

/// What each byte is worth as a digit; 64 of those that are none.
const WORTH: [u8; 256] = {
    let mut worth = [64; 256];
    let mut digit = 0;
    while digit < 64 {
        worth[DIGITS[digit] as usize] = digit as u8;
        digit += 1;
    }
    worth
};

/// `_base64.encode(data)`.
pub fn base64_encode(data: &Value) -> PyResult<Bytes> {
    let data = wants_bytes(data)?;
    let mut text = Vec::with_capacity(data.len().div_ceil(3) * 4);
    for group in data.chunks(3) {
        let byte = |n: usize| u32::from(group.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let digit = |n: u32| DIGITS[(bits >> (18 - 6 * n)) as usize & 63];
        let padded = |n: usize| {
            if n < group.len() {
                digit(n as u32 + 1)
            } else {
                PAD
            }
        };
        text.extend([digit(0), digit(1), padded(1), padded(2)]);
    }
    Ok(Bytes::new(&text))
}

/// `_base64.decode(data, strict)`.
pub fn base64_decode(data: &Value, strict: bool) -> PyResult<Value> {
    let text = wants_bytes(data)?;
    Ok(decoded(&text, strict).map_or(Value::NONE, |data| Bytes::new(&data).into()))
}

/// `_base64.contents(data)`.
pub fn base64_contents(data: &Value) -> PyResult<Value> {
    let data = any_contents(data)?;
    Ok(data.map_or(Value::NONE, |data| Bytes::new(&data).into()))
}

/// Digits in groups of four; other bytes are passed over unless it is `strict`, and padding ends it.
fn decoded(text: &[u8], strict: bool) -> Option<Vec<u8>> {
    if strict && text.first() == Some(&PAD) {
        return None;
    }
    let mut data = Vec::with_capacity(text.len().div_ceil(4) * 3);
    // Digits of the group that has begun, the pads behind them, and the bits of the digits.
    let (mut digits, mut pads, mut bits) = (0, 0, 0u32);
    let mut is_padded = false;
    for (at, byte) in text.iter().enumerate() {
        if *byte == PAD {
            is_padded = true;
            if digits >= 2 {
                pads += 1;
                if digits + pads >= 4 {
                    return (!strict || at + 1 == text.len()).then_some(data);
                }
            }
            continue;
        }
        let worth = WORTH[*byte as usize];
        if worth == 64 {
            if strict {
                return None;
            }
            continue;
        }
        if strict && is_padded {
            return None;
        }
        pads = 0;
        bits = bits << 6 | u32::from(worth);
        digits += 1;
        match digits {
            1 => {}
            2 => data.push((bits >> 4) as u8),
            3 => data.push((bits >> 2) as u8),
            _ => {
                data.push(bits as u8);
                digits = 0;
            }
        }
    }
    (digits == 0).then_some(data)
}
