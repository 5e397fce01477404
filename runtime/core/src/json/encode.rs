//! Objects to text.

use core::fmt::Write;

use crate::dict::{DICT, DictObject};
use crate::error::{PyResult, raise_type_error, raise_value_error, set_pending, take_pending};
use crate::float::FLOAT;
use crate::foreign::{isinstance_of_native, to_native};
use crate::int::{Decimal, INT, to_decimal};
use crate::list::LIST;
use crate::method::offer;
use crate::name;
use crate::operation::{value_repr, value_truth};
use crate::prelude::*;
use crate::recursion::enter;
use crate::reference::{List, Str, Tuple};
use crate::str::STR;
use crate::tuple::TUPLE;
use crate::value::Value;

/// `_json.encode(object, options, write)`. The options: `skipkeys`, `ensure_ascii`,
/// `check_circular`, `allow_nan`, the text of one step of indentation or None, both
/// separators, what is called for any other object or None, and `sort_keys`. Where it fails,
/// `write` gets the text until there, if it is not None.
pub fn json_encode(object: &Value, options: &Tuple, write: &Value) -> PyResult<Str> {
    let [
        skips,
        ascii,
        circular,
        nan,
        indent,
        comma,
        colon,
        default,
        sorts,
    ] = options.items()
    else {
        return Err(raise_type_error(format_args!("nine options are expected")));
    };
    let mut encoder = Encoder {
        text: String::new(),
        skips: value_truth(skips)?,
        is_ascii: value_truth(ascii)?,
        allows_nan: value_truth(nan)?,
        sorts: value_truth(sorts)?,
        indent: indent.to_str(),
        comma: separator(comma)?,
        colon: separator(colon)?,
        default,
        above: value_truth(circular)?.then(Vec::new),
        level: 0,
    };
    if let Err(raised) = encoder.value(object) {
        if !write.is_none() && !encoder.text.is_empty() {
            let exception = take_pending(raised);
            crate::call::call(write, &[Value::str(&encoder.text)])?;
            return Err(set_pending(exception));
        }
        return Err(raised);
    }
    Ok(Str::new(&encoder.text))
}

/// `_json.quote(text, ensure_ascii)`.
pub fn json_quote(text: &Str, is_ascii: bool) -> Str {
    let mut quoted = String::with_capacity(text.as_str().len() + 2);
    quote(&mut quoted, text.as_str(), is_ascii);
    Str::new(&quoted)
}

fn separator(value: &Value) -> PyResult<Str> {
    value.to_str().ok_or_else(|| {
        raise_type_error(format_args!(
            "make_encoder() argument 5 must be str, not {}",
            value.argument_name()
        ))
    })
}

struct Encoder<'a> {
    text: String,
    skips: bool,
    is_ascii: bool,
    allows_nan: bool,
    sorts: bool,
    indent: Option<Str>,
    comma: Str,
    colon: Str,
    default: &'a Value,
    /// What the object is in, where that is to be watched.
    above: Option<Vec<u64>>,
    level: usize,
}

impl Encoder<'_> {
    fn value(&mut self, object: &Value) -> PyResult<()> {
        if let Some(text) = self.scalar(object)? {
            self.text.push_str(text);
        } else if let Some(text) = object.as_str() {
            quote(&mut self.text, text.as_str(), self.is_ascii);
        } else if object.as_list().is_some() || object.as_tuple().is_some() {
            self.inside(object, Self::list)?;
        } else if object.as_dict().is_some() {
            self.inside(object, Self::dict)?;
        } else if object.is_foreign() {
            self.foreign(object)?;
        } else {
            self.inside(object, Self::other)?;
        }
        Ok(())
    }

    /// Writes an object of CPython: as what its class derives from.
    fn foreign(&mut self, object: &Value) -> PyResult<()> {
        if let Some(plain) = plain(object)? {
            return self.value(&plain);
        }
        let is = |class| isinstance_of_native(object, class);
        let work = if is(&LIST) || is(&TUPLE) {
            Self::list
        } else if is(&DICT) {
            Self::dict
        } else {
            Self::other
        };
        self.inside(object, work)
    }

    /// Writes a number; gives the word for what has one.
    fn scalar(&mut self, object: &Value) -> PyResult<Option<&'static str>> {
        if object.is_none() {
            return Ok(Some("null"));
        }
        if let Some(is) = object.as_bool() {
            return Ok(Some(if is { "true" } else { "false" }));
        }
        if let Some(n) = object.as_small_int() {
            self.text.push_str(Decimal::new(n).as_str());
            return Ok(Some(""));
        }
        if crate::int::is_int(object) {
            self.text.push_str(&to_decimal(object)?);
            return Ok(Some(""));
        }
        match object.as_float() {
            Some(x) => self.float(object, x).map(Some),
            None => Ok(None),
        }
    }

    fn float(&mut self, object: &Value, x: f64) -> PyResult<&'static str> {
        if x.is_finite() {
            crate::float_text::with_repr(x, |text| self.text.push_str(text));
            return Ok("");
        }
        if !self.allows_nan {
            let what = "Out of range float values are not JSON compliant";
            // What indents is the part of CPython's that is in Python.
            return Err(match self.indent {
                None => raise_value_error(format_args!("{what}")),
                Some(_) => {
                    let shown = value_repr(object)?;
                    raise_value_error(format_args!("{what}: {}", shown.as_str()))
                }
            });
        }
        Ok(match x {
            _ if x.is_nan() => "NaN",
            _ if x > 0.0 => "Infinity",
            _ => "-Infinity",
        })
    }

    /// Does what is in `object`, which must not be in itself.
    fn inside(
        &mut self,
        object: &Value,
        work: fn(&mut Self, &Value) -> PyResult<()>,
    ) -> PyResult<()> {
        let _frame = enter(" while encoding a JSON object")?;
        if let Some(above) = &mut self.above {
            if above.contains(&object.as_raw()) {
                return Err(raise_value_error(format_args!(
                    "Circular reference detected"
                )));
            }
            above.push(object.as_raw());
        }
        work(self, object)?;
        if let Some(above) = &mut self.above {
            above.pop();
        }
        Ok(())
    }

    /// A new line, where there are lines.
    fn line(&mut self) {
        if let Some(step) = &self.indent {
            self.text.push('\n');
            for _ in 0..self.level {
                self.text.push_str(step.as_str());
            }
        }
    }

    /// What stands before an item.
    fn part(&mut self, is_first: bool) {
        if !is_first {
            self.text.push_str(self.comma.as_str());
            self.line();
        }
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.level += 1;
        self.line();
    }

    fn close(&mut self, bracket: char) {
        self.level -= 1;
        self.line();
        self.text.push(bracket);
    }

    fn list(&mut self, object: &Value) -> PyResult<()> {
        let is_exact = !object.is_foreign()
            && [&LIST, &TUPLE]
                .iter()
                .any(|ty| core::ptr::eq(object.ty(), *ty));
        // Classes derived from these may say what their items are.
        let own: Value = match is_exact {
            true => object.clone(),
            // CPython's, where it indents, asks first whether there is something.
            false if self.indent.is_some() && !value_truth(object)? => Value::NONE,
            false => crate::list::list_from_iterable(object)?.into(),
        };
        // Code that is called for an item may change a list.
        let item = |n: usize| match own.as_list() {
            Some(list) => list.get(n),
            None => own
                .as_tuple()
                .and_then(|tuple| tuple.items().get(n).cloned()),
        };
        let Some(mut next) = item(0) else {
            self.text.push_str("[]");
            return Ok(());
        };
        self.open('[');
        for n in 1.. {
            self.value(&next)?;
            match item(n) {
                Some(item) => next = item,
                None => break,
            }
            self.part(false);
        }
        self.close(']');
        Ok(())
    }

    fn dict(&mut self, object: &Value) -> PyResult<()> {
        let is_empty = match object.as_dict() {
            Some(dict) => dict.is_empty(),
            None => crate::operation::value_len(object)? == 0,
        };
        if is_empty {
            self.text.push_str("{}");
            return Ok(());
        }
        let items = self.items(object)?;
        self.open('{');
        let mut is_first = true;
        for (key, value) in items {
            let start = self.text.len();
            self.part(is_first);
            match self.key(&key) {
                Ok(true) => {}
                left_out => {
                    self.text.truncate(start);
                    left_out?;
                    continue;
                }
            }
            self.text.push_str(self.colon.as_str());
            self.value(&value)?;
            is_first = false;
        }
        self.close('}');
        Ok(())
    }

    /// The items of a dict, in the order in which they are written.
    fn items(&self, object: &Value) -> PyResult<Vec<(Value, Value)>> {
        let plain = object.downcast_exact::<DictObject>();
        let items = match plain {
            Some(dict) if !self.sorts => return Ok(dict.entries().collect()),
            Some(dict) => {
                let pair = |(key, value)| Tuple::pair(key, value).into();
                List::from_vec(dict.entries().map(pair).collect())
            }
            None => {
                offer(&DICT, &crate::exports::dict::methods::dict_items);
                let items = crate::call::call_method(object, name!("items"), &[])?;
                crate::list::list_from_iterable(&items)?
            }
        };
        if self.sorts {
            crate::list::list_sort(&items, &Value::NONE, &Value::bool(false))?;
        }
        let pair = |item: &Value| match item.as_tuple().map(|pair| pair.items()) {
            Some([key, value]) => Ok((key.clone(), value.clone())),
            _ => Err(raise_value_error(format_args!(
                "items must return 2-tuples"
            ))),
        };
        items.items().iter().map(pair).collect()
    }

    /// Writes a key; false where it is left out.
    fn key(&mut self, key: &Value) -> PyResult<bool> {
        if key.is_foreign()
            && let Some(key) = plain(key)?
        {
            return self.key(&key);
        }
        if let Some(text) = key.as_str() {
            quote(&mut self.text, text.as_str(), self.is_ascii);
            return Ok(true);
        }
        let start = self.text.len();
        self.text.push('"');
        if let Some(word) = self.scalar(key)? {
            self.text.push_str(word);
            self.text.push('"');
            return Ok(true);
        }
        self.text.truncate(start);
        match self.skips {
            true => Ok(false),
            false => Err(raise_type_error(format_args!(
                "keys must be str, int, float, bool or None, not {}",
                // CPython's part in C has the name in C.
                match self.indent {
                    None if key.is_foreign() => key.type_name().to_string(),
                    _ => class_name(key),
                }
            ))),
        }
    }

    fn other(&mut self, object: &Value) -> PyResult<()> {
        if self.default.is_none() {
            return Err(raise_type_error(format_args!(
                "Object of type {} is not JSON serializable",
                class_name(object)
            )));
        }
        let made = crate::call::call(self.default, core::slice::from_ref(object))?;
        self.value(&made)
    }
}

/// A text or number of ours for one of CPython whose class derives from those.
fn plain(object: &Value) -> PyResult<Option<Value>> {
    let mut classes = [&STR, &INT, &FLOAT].into_iter();
    match classes.any(|class| isinstance_of_native(object, class)) {
        true => to_native(object).map(Some),
        false => Ok(None),
    }
}

/// `object.__class__.__name__`
fn class_name(object: &Value) -> String {
    match object.is_foreign() {
        true => {
            let name = object.type_name();
            name.rsplit('.').next().unwrap_or(name).to_string()
        }
        false => crate::class::qualname(object.ty()),
    }
}

/// Writes a text in quotes.
fn quote(out: &mut String, text: &str, is_ascii: bool) {
    let is_plain =
        |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\' && (!is_ascii || byte < 0x7f);
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !is_plain(byte)) {
        out.push_str(&rest[..at]);
        let c = rest[at..].chars().next().expect("a byte is there");
        escape(out, c);
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
    out.push('"');
}

fn escape(out: &mut String, c: char) {
    let short = match c {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        _ => "",
    };
    out.push_str(short);
    if !short.is_empty() {
        return;
    }
    let code = pyaot_abi::surrogate::code_of(c);
    let mut unit = |unit: u32| {
        write!(out, "\\u{unit:04x}").expect("a String takes all");
    };
    match code.checked_sub(0x10000) {
        None => unit(code),
        Some(above) => {
            unit(0xd800 | above >> 10);
            unit(0xdc00 | above & 0x3ff);
        }
    }
}
