//! Text to objects.

use crate::call::call;
use crate::error::{PyResult, Raised, raise_type_error, raise_value_error};
use crate::operation::value_truth;
use crate::prelude::*;
use crate::recursion::enter;
use crate::reference::{Dict, List, Str, Tuple};
use crate::value::Value;

/// `_json.decode(text, at, options)`: the value at an index and the index behind it, or what
/// is wrong and, as a number below 0, `-1 - index` of where. The options: what is called for
/// objects, floats, ints, constants and lists of pairs, or None; and `strict`.
pub fn json_decode(text: &Str, at: i64, options: &Tuple) -> PyResult<Tuple> {
    let [object_hook, float, int, constant, pairs_hook, strict] = options.items() else {
        return Err(raise_type_error(format_args!("six options are expected")));
    };
    if at < 0 {
        return Err(raise_value_error(format_args!("idx cannot be negative")));
    }
    let whole = text.as_str();
    let length = text.char_position(whole.len());
    // Beyond the end there is no value either.
    let start = text.byte_offset((at as usize).min(length));
    let decoder = Decoder {
        text: whole,
        object_hook,
        float,
        int,
        constant,
        pairs_hook,
        is_strict: value_truth(strict)?,
        keys: Dict::new(),
    };
    let index = |byte: usize| (text.char_position(byte.min(whole.len())) as i64).max(at);
    match decoder.value(start) {
        Ok((value, end)) => Ok(Tuple::pair(value, Value::int(index(end)))),
        Err(Stop::Bad(what, byte)) => {
            Ok(Tuple::pair(Value::str(what), Value::int(-1 - index(byte))))
        }
        Err(Stop::Raised(raised)) => Err(raised),
    }
}

/// CPython's own words for digits that are missing behind `\u`.
const BAD_UNIT: &str = "Invalid \\uXXXX escape";

/// Why there is no value.
enum Stop {
    Raised(Raised),
    /// What is wrong, and the byte where it is.
    Bad(&'static str, usize),
}

impl From<Raised> for Stop {
    fn from(raised: Raised) -> Stop {
        Stop::Raised(raised)
    }
}

/// Something, and the byte behind its text.
type Found<T> = Result<(T, usize), Stop>;

struct Decoder<'a> {
    text: &'a str,
    object_hook: &'a Value,
    float: &'a Value,
    int: &'a Value,
    constant: &'a Value,
    pairs_hook: &'a Value,
    is_strict: bool,
    /// Equal keys are one object.
    keys: Dict,
}

const CONSTANTS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

impl Decoder<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn has(&self, at: usize, word: &str) -> bool {
        let rest = self.text.as_bytes().get(at..);
        rest.is_some_and(|rest| rest.starts_with(word.as_bytes()))
    }

    fn skip_space(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte(at) {
            at += 1;
        }
        at
    }

    fn value(&self, at: usize) -> Found<Value> {
        match self.byte(at) {
            Some(b'"') => {
                let (text, end) = self.string(at)?;
                return Ok((text.into(), end));
            }
            Some(b'{') => {
                let _frame = enter(" while decoding a JSON object from a unicode string")?;
                return self.object(at + 1);
            }
            Some(b'[') => {
                let _frame = enter(" while decoding a JSON array from a unicode string")?;
                return self.array(at + 1);
            }
            _ => {}
        }
        let words = [
            ("null", Value::NONE),
            ("true", Value::bool(true)),
            ("false", Value::bool(false)),
        ];
        for (word, value) in words {
            if self.has(at, word) {
                return Ok((value, at + word.len()));
            }
        }
        for (word, x) in CONSTANTS
            .iter()
            .zip([f64::NAN, f64::INFINITY, f64::NEG_INFINITY])
        {
            if self.has(at, word) {
                let value = match self.constant.is_none() {
                    true => Value::float(x),
                    false => call(self.constant, &[Value::str(word)])?,
                };
                return Ok((value, at + word.len()));
            }
        }
        self.number(at)
    }

    fn number(&self, start: usize) -> Found<Value> {
        let digits = |mut at: usize| {
            while self.byte(at).is_some_and(|byte| byte.is_ascii_digit()) {
                at += 1;
            }
            at
        };
        let first = start + usize::from(self.byte(start) == Some(b'-'));
        let mut end = match self.byte(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => digits(first),
            _ => return Err(Stop::Bad("Expecting value", start)),
        };
        let whole = end;
        if self.byte(end) == Some(b'.') && digits(end + 1) > end + 1 {
            end = digits(end + 1);
        }
        if let Some(b'e' | b'E') = self.byte(end) {
            let sign = usize::from(matches!(self.byte(end + 1), Some(b'+' | b'-')));
            let last = digits(end + 1 + sign);
            if last > end + 1 + sign {
                end = last;
            }
        }
        let text = &self.text[start..end];
        let hook = if end == whole { self.int } else { self.float };
        let value = if !hook.is_none() {
            call(hook, &[Value::str(text)])?
        } else if end != whole {
            Value::float(crate::float_text::parse(text).unwrap_or(f64::NAN))
        } else if text.len() < 18 {
            Value::int(text.parse().expect("less than eighteen digits"))
        } else {
            crate::int::int_from_value(&Value::str(text))?
        };
        Ok((value, end))
    }

    fn array(&self, start: usize) -> Found<Value> {
        let items = List::new();
        let mut at = self.skip_space(start);
        if self.byte(at) == Some(b']') {
            return Ok((items.into(), at + 1));
        }
        loop {
            let (item, end) = self.value(at)?;
            items.push(item);
            at = self.skip_space(end);
            match self.byte(at) {
                Some(b']') => return Ok((items.into(), at + 1)),
                Some(b',') => at = self.skip_space(at + 1),
                _ => return Err(Stop::Bad("Expecting ',' delimiter", at)),
            }
        }
    }

    fn object(&self, start: usize) -> Found<Value> {
        let (dict, pairs) = (Dict::new(), List::new());
        let mut at = self.skip_space(start);
        if self.byte(at) != Some(b'}') {
            loop {
                if self.byte(at) != Some(b'"') {
                    let what = "Expecting property name enclosed in double quotes";
                    return Err(Stop::Bad(what, at));
                }
                let (key, end) = self.string(at)?;
                let key = self.shared(key.into())?;
                at = self.skip_space(end);
                if self.byte(at) != Some(b':') {
                    return Err(Stop::Bad("Expecting ':' delimiter", at));
                }
                let (value, end) = self.value(self.skip_space(at + 1))?;
                match self.pairs_hook.is_none() {
                    true => dict.set(&key, &value)?,
                    false => pairs.push(Tuple::pair(key, value).into()),
                }
                at = self.skip_space(end);
                match self.byte(at) {
                    Some(b'}') => break,
                    Some(b',') => at = self.skip_space(at + 1),
                    _ => return Err(Stop::Bad("Expecting ',' delimiter", at)),
                }
            }
        }
        let value = if !self.pairs_hook.is_none() {
            call(self.pairs_hook, &[pairs.into()])?
        } else if !self.object_hook.is_none() {
            call(self.object_hook, &[dict.into()])?
        } else {
            dict.into()
        };
        Ok((value, at + 1))
    }

    fn shared(&self, key: Value) -> PyResult<Value> {
        if let Some(known) = self.keys.get(&key)? {
            return Ok(known);
        }
        self.keys.set(&key, &key)?;
        Ok(key)
    }

    /// The text in the quotes that begin at `quote`.
    fn string(&self, quote: usize) -> Found<Str> {
        let bytes = self.text.as_bytes();
        let mut whole = String::new();
        let mut at = quote + 1;
        loop {
            let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..=0x1f);
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(plain) = rest.iter().position(is_special) else {
                return Err(Stop::Bad("Unterminated string starting at", quote));
            };
            let (piece, special) = (&self.text[at..at + plain], at + plain);
            match bytes[special] {
                b'"' if whole.is_empty() => return Ok((Str::new(piece), special + 1)),
                b'"' => {
                    whole.push_str(piece);
                    return Ok((Str::new(&whole), special + 1));
                }
                b'\\' => {
                    whole.push_str(piece);
                    let (c, end) = self.escaped(quote, special)?;
                    whole.push(c);
                    at = end;
                }
                control => {
                    if self.is_strict {
                        return Err(Stop::Bad("Invalid control character at", special));
                    }
                    whole.push_str(piece);
                    whole.push(control.into());
                    at = special + 1;
                }
            }
        }
    }

    /// The character that the backslash at `at` begins.
    fn escaped(&self, quote: usize, at: usize) -> Found<char> {
        let c = match self.byte(at + 1) {
            None => return Err(Stop::Bad("Unterminated string starting at", quote)),
            Some(c @ (b'"' | b'\\' | b'/')) => c.into(),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unit(at + 2),
            Some(_) => return Err(Stop::Bad("Invalid \\escape", at)),
        };
        Ok((c, at + 2))
    }

    /// The character of the four digits at `at`, and of a second half behind them.
    fn unit(&self, at: usize) -> Found<char> {
        let unit = |at: usize| {
            let digits = self.text.as_bytes().get(at..at + 4)?;
            let digit = |code, byte: &u8| Some(code << 4 | char::from(*byte).to_digit(16)?);
            digits.iter().try_fold(0, digit)
        };
        // CPython looks for four digits and one more character, which the closing quote is at the least.
        let Some(first) = unit(at).filter(|_| self.byte(at + 4).is_some()) else {
            return Err(Stop::Bad(BAD_UNIT, at - 1));
        };
        if (0xd800..0xdc00).contains(&first) && self.has(at + 4, "\\u") {
            let Some(second) = unit(at + 6).filter(|_| self.byte(at + 10).is_some()) else {
                return Err(Stop::Bad(BAD_UNIT, at + 5));
            };
            let code = 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff);
            if (0xdc00..0xe000).contains(&second)
                && let Some(c) = pyaot_abi::surrogate::char_of(code)
            {
                return Ok((c, at + 10));
            }
        }
        match pyaot_abi::surrogate::char_of(first) {
            Some(c) => Ok((c, at + 4)),
            None => Err(Stop::Raised(crate::surrogate::refuse(first))),
        }
    }
}
