//! Python signatures of the function table: parsing and argument binding.

use crate::args::{Args, check_positional};
use crate::error::{PyResult, raise_type_error};
use crate::prelude::*;
use crate::reference::{Dict, Str, Tuple};
use crate::value::Value;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamKind {
    PositionalOnly,
    Normal,
    VarPositional,
    KeywordOnly,
    VarKeyword,
}

pub struct SignatureParam {
    pub name: Str,
    pub kind: ParamKind,
    /// `None`: required. `Some(None)`: absent.
    pub default: Option<Option<Value>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    Method,
    Static,
    Class,
    Attribute,
    Function,
}

/// A parsed signature.
pub struct Signature {
    pub binding: Binding,
    pub name: &'static str,
    pub params: Vec<SignatureParam>,
    /// How many parameters are required, when all are positional-only.
    pub all_positional: Option<usize>,
}

/// The class part, name and kind of a signature text, without its parameters.
pub fn head(text: &'static str) -> (Binding, &'static str, &'static str) {
    let (mut binding, rest) = match text.split_once(' ') {
        Some(("static", rest)) => (Binding::Static, rest),
        Some(("class", rest)) => (Binding::Class, rest),
        _ => (Binding::Method, text),
    };
    let end = rest.find(['(', ' ']).unwrap_or(rest.len());
    if !rest[end..].starts_with('(') {
        binding = Binding::Attribute;
    }
    let (owner, name) = rest[..end]
        .rsplit_once('.')
        .unwrap_or(("builtins", &rest[..end]));
    if (owner == "builtins" || pyaot_abi::NATIVE_MODULES.contains(&owner))
        && binding == Binding::Method
    {
        binding = Binding::Function;
    }
    (binding, owner, name)
}

impl Signature {
    pub fn parse(text: &'static str) -> Signature {
        let (binding, _, name) = head(text);
        let mut params: Vec<SignatureParam> = Vec::new();
        let mut keyword_only = false;
        if let Some(open) = text.find('(') {
            for part in split_parameters(&text[open + 1..]) {
                match part {
                    "" => {}
                    "/" => {
                        for param in &mut params {
                            param.kind = ParamKind::PositionalOnly;
                        }
                    }
                    "*" => keyword_only = true,
                    _ => {
                        let (declared, default) = split_top_level(part, '=');
                        let (name, _) = split_top_level(declared, ':');
                        let (name, kind) = if let Some(name) = name.strip_prefix("**") {
                            (name, ParamKind::VarKeyword)
                        } else if let Some(name) = name.strip_prefix('*') {
                            keyword_only = true;
                            (name, ParamKind::VarPositional)
                        } else if keyword_only {
                            (name, ParamKind::KeywordOnly)
                        } else {
                            (name, ParamKind::Normal)
                        };
                        params.push(SignatureParam {
                            name: crate::str::intern(name),
                            kind,
                            default: default.map(literal),
                        });
                    }
                }
            }
        }
        let simple = params
            .iter()
            .all(|param| param.kind == ParamKind::PositionalOnly);
        let required = params
            .iter()
            .filter(|param| param.default.is_none())
            .count();
        Signature {
            binding,
            name,
            params,
            all_positional: simple.then_some(required),
        }
    }

    /// Binds `args` to the parameters. `full_name` is the name with its
    /// class, as in `list.append`.
    pub fn bind(
        &self,
        args: Args<'_>,
        full_name: &str,
        bound: &mut Vec<Option<Value>>,
    ) -> PyResult<()> {
        if self.all_positional.is_some() {
            self.bind_positional(args, full_name, bound)
        } else {
            self.bind_any(args, bound)
        }
    }

    /// Parameters that are all positional-only, with the messages of
    /// CPython's `METH_NOARGS`, `METH_O` and `_PyArg_CheckPositional`.
    fn bind_positional(
        &self,
        args: Args<'_>,
        full_name: &str,
        bound: &mut Vec<Option<Value>>,
    ) -> PyResult<()> {
        let words = args.no_keywords(full_name)?;
        let max = self.params.len();
        let min = self
            .params
            .iter()
            .filter(|param| param.default.is_none())
            .count();
        match (min, max) {
            (0, 0) if !words.is_empty() => {
                return Err(raise_type_error(format_args!(
                    "{full_name}() takes no arguments ({} given)",
                    words.len()
                )));
            }
            (1, 1) if words.len() != 1 => {
                return Err(raise_type_error(format_args!(
                    "{full_name}() takes exactly one argument ({} given)",
                    words.len()
                )));
            }
            // These come from an older parser of CPython's, with words of its own.
            _ if matches!(
                self.name,
                "find" | "rfind" | "index" | "rindex" | "count" | "startswith" | "endswith"
            ) && ["str.", "bytes.", "bytearray."]
                .iter()
                .any(|class| full_name.starts_with(class))
                && !(min..=max).contains(&words.len()) =>
            {
                let (how, n) = if words.len() < min {
                    ("at least", min)
                } else {
                    ("at most", max)
                };
                let s = if n == 1 { "" } else { "s" };
                return Err(raise_type_error(format_args!(
                    "{}() takes {how} {n} argument{s} ({} given)",
                    self.name,
                    words.len()
                )));
            }
            _ => check_positional(self.name, words.len(), min, max)?,
        }
        bound.extend(words.iter().cloned().map(Some));
        for param in &self.params[words.len()..] {
            bound.push(param.default.clone().flatten());
        }
        Ok(())
    }

    /// Any parameters, with the messages of CPython's argument parser.
    fn bind_any(&self, args: Args<'_>, bound: &mut Vec<Option<Value>>) -> PyResult<()> {
        use ParamKind::*;
        let name = self.name;
        let base = bound.len();
        let positional = args.positional();
        let is_positional = |param: &&SignatureParam| matches!(param.kind, PositionalOnly | Normal);
        let n_positional = self.params.iter().filter(is_positional).count();
        let has_var = self.params.iter().any(|param| param.kind == VarPositional);
        let has_keywords = self.params.iter().any(|param| param.kind == VarKeyword);
        if positional.len() > n_positional && !has_var {
            let given = positional.len() + args.n_keywords();
            let required = self
                .params
                .iter()
                .filter(is_positional)
                .filter(|p| p.default.is_none())
                .count();
            let how = if required == n_positional {
                "exactly"
            } else {
                "at most"
            };
            let s = if n_positional == 1 { "" } else { "s" };
            if n_positional == 0 {
                return Err(raise_type_error(format_args!(
                    "{name}() takes no positional arguments"
                )));
            }
            if n_positional < self.params.len() {
                return Err(raise_type_error(format_args!(
                    "{name}() takes {how} {n_positional} positional argument{s} ({} given)",
                    positional.len()
                )));
            }
            return Err(raise_type_error(format_args!(
                "{name}() takes {how} {n_positional} argument{s} ({given} given)"
            )));
        }
        let mut extra: Option<Dict> = has_keywords.then(Dict::new);
        let mut next = 0;
        for param in &self.params {
            bound.push(match param.kind {
                PositionalOnly | Normal => {
                    let value = positional.get(next).cloned();
                    next += 1;
                    value
                }
                VarPositional => {
                    let rest = positional.get(n_positional..).unwrap_or(&[]);
                    Some(Tuple::from_slice(rest).into())
                }
                KeywordOnly => None,
                VarKeyword => extra.as_ref().map(|dict| dict.to_value()),
            });
        }
        let mut unknown: Option<&Str> = None;
        for (keyword, value) in args.keywords() {
            let found = self.params.iter().position(|p| {
                matches!(p.kind, Normal | KeywordOnly) && p.name.as_str() == keyword.as_str()
            });
            match (found, &mut extra) {
                (Some(i), _) if bound[base + i].is_some() => {
                    return Err(raise_type_error(format_args!(
                        "argument for {name}() given by name ('{}') and position ({})",
                        keyword.as_str(),
                        i + 1
                    )));
                }
                (Some(i), _) => bound[base + i] = Some(value.clone()),
                (None, Some(extra)) => extra.set(keyword.as_value(), value)?,
                // Missing arguments are complained of first.
                (None, None) => unknown = unknown.or(Some(keyword)),
            }
        }
        for (i, param) in self.params.iter().enumerate() {
            if bound[base + i].is_some() {
                continue;
            }
            match &param.default {
                Some(default) => bound[base + i] = default.clone(),
                None if matches!(param.kind, PositionalOnly) => {
                    let min = self
                        .params
                        .iter()
                        .filter(is_positional)
                        .filter(|p| p.default.is_none())
                        .count();
                    let how = if min < n_positional {
                        "at least"
                    } else {
                        "exactly"
                    };
                    let s = if min == 1 { "" } else { "s" };
                    return Err(raise_type_error(format_args!(
                        "{name}() takes {how} {min} positional argument{s} ({} given)",
                        positional.len()
                    )));
                }
                None => {
                    return Err(raise_type_error(format_args!(
                        "{name}() missing required argument '{}' (pos {})",
                        param.name.as_str(),
                        i + 1
                    )));
                }
            }
        }
        match unknown {
            Some(keyword) => Err(raise_type_error(format_args!(
                "'{}' is an invalid keyword argument for {name}()",
                keyword.as_str()
            ))),
            None => Ok(()),
        }
    }
}

/// The parameters of `text`, which begins behind the opening parenthesis.
fn split_parameters(text: &'static str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (i, top, c) in scan(text) {
        if top && (c == ',' || c == ')') {
            parts.push(text[start..i].trim());
            start = i + 1;
            if c == ')' {
                break;
            }
        }
    }
    parts
}

/// `text` cut at the first `mark` outside brackets and quotes.
fn split_top_level(text: &'static str, mark: char) -> (&'static str, Option<&'static str>) {
    match scan(text).find(|&(_, top, c)| top && c == mark) {
        Some((i, _, _)) => (text[..i].trim(), Some(text[i + 1..].trim())),
        None => (text.trim(), None),
    }
}

/// Characters with whether they stand outside brackets and quotes.
fn scan(text: &str) -> impl Iterator<Item = (usize, bool, char)> + '_ {
    let mut depth = 0i32;
    let mut quote: Option<char> = None;
    text.char_indices().map(move |(i, c)| {
        let top = depth == 0 && quote.is_none();
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[' | '(' | '{') => depth += 1,
            (None, ']' | ')' | '}') => depth -= 1,
            _ => {}
        }
        (i, top, c)
    })
}

/// The value of a default written in a signature; `None` for `...`, absent.
fn literal(text: &'static str) -> Option<Value> {
    Some(match text {
        "..." => return None,
        "None" => Value::NONE,
        "True" => Value::TRUE,
        "False" => Value::FALSE,
        "()" => Tuple::from_slice(&[]).into(),
        _ => {
            if let Some(inner) = text.strip_prefix(['\'', '"']) {
                Value::str(&unescape(&inner[..inner.len().saturating_sub(1)]))
            } else if let Some(inner) = text.strip_prefix("b'") {
                crate::reference::Bytes::new(inner.trim_end_matches('\'').as_bytes()).into()
            } else if let Ok(n) = text.parse::<i64>() {
                Value::int(n)
            } else if let Ok(x) = text.parse::<f64>() {
                Value::float(x)
            } else {
                // A name of another kind in the table is caught by the test of all rows.
                panic!("unknown default in a signature: {text}")
            }
        }
    })
}

fn unescape(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\t", "\t")
}
