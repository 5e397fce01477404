//! Python signatures of the function table: parsing and argument binding.

use crate::args::{Args, check_positional};
use crate::error::{PyResult, Raised, raise_type_error};
use crate::exports::Argument;
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

impl SignatureParam {
    /// What stands for an argument that is not given.
    #[inline]
    pub fn default(&self) -> Argument<'_> {
        Argument::borrowed(self.default.as_ref().and_then(Option::as_ref))
    }

    fn is_positional(&self) -> bool {
        matches!(self.kind, ParamKind::PositionalOnly | ParamKind::Normal)
    }
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
    /// How many positional arguments there must be, when nothing else has to be
    /// looked at: all other parameters have defaults.
    pub at_least: Option<usize>,
    /// How many parameters take positional arguments, but for `*args`.
    pub n_positional: usize,
    has_var_positional: bool,
    has_var_keyword: bool,
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
        let is_simple = |param: &SignatureParam| {
            param.is_positional() || param.kind == ParamKind::KeywordOnly && param.default.is_some()
        };
        let has = |kind| params.iter().any(|param| param.kind == kind);
        Signature {
            binding,
            name,
            all_positional: simple.then_some(required),
            at_least: params.iter().all(is_simple).then_some(required),
            n_positional: params.iter().filter(|p| p.is_positional()).count(),
            has_var_positional: has(ParamKind::VarPositional),
            has_var_keyword: has(ParamKind::VarKeyword),
            params,
        }
    }

    /// Binds `args` to the parameters, whose places in `bound` are empty. `full_name`
    /// is the name with its class, as in `list.append`.
    #[inline]
    pub fn bind<'v>(
        &'static self,
        args: Args<'v>,
        full_name: &str,
        bound: &mut [Argument<'v>],
    ) -> PyResult<()> {
        match self.all_positional {
            Some(required) => self.bind_positional(args, required, full_name, bound),
            None => self.bind_any(args, bound),
        }
    }

    /// Parameters that are all positional-only, with the messages of
    /// CPython's `METH_NOARGS`, `METH_O` and `_PyArg_CheckPositional`.
    #[inline]
    fn bind_positional<'v>(
        &'static self,
        args: Args<'v>,
        min: usize,
        full_name: &str,
        bound: &mut [Argument<'v>],
    ) -> PyResult<()> {
        let n = args.words().len();
        if args.names().is_some() || !(min..=self.params.len()).contains(&n) {
            self.check_all_positional(args, min, full_name)?;
        }
        for (place, word) in bound.iter_mut().zip(args.words()) {
            *place = Argument::Borrowed(word);
        }
        for (place, param) in bound.iter_mut().zip(&self.params).skip(n) {
            *place = param.default();
        }
        Ok(())
    }

    #[cold]
    fn check_all_positional(&self, args: Args<'_>, min: usize, full_name: &str) -> PyResult<()> {
        let words = args.no_keywords(full_name)?;
        let max = self.params.len();
        match (min, max) {
            (0, 0) if !words.is_empty() => Err(raise_type_error(format_args!(
                "{full_name}() takes no arguments ({} given)",
                words.len()
            ))),
            (1, 1) if words.len() != 1 => Err(raise_type_error(format_args!(
                "{full_name}() takes exactly one argument ({} given)",
                words.len()
            ))),
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
                Err(raise_type_error(format_args!(
                    "{}() takes {how} {n} argument{s} ({} given)",
                    self.name,
                    words.len()
                )))
            }
            _ => check_positional(self.name, words.len(), min, max),
        }
    }

    /// Any parameters, with the messages of CPython's argument parser.
    fn bind_any<'v>(&'static self, args: Args<'v>, bound: &mut [Argument<'v>]) -> PyResult<()> {
        use ParamKind::*;
        let positional = args.positional();
        if positional.len() > self.n_positional && !self.has_var_positional {
            return Err(self.too_many(args));
        }
        let mut extra: Option<Dict> = self.has_var_keyword.then(Dict::new);
        let mut given = positional.iter();
        for (place, param) in bound.iter_mut().zip(&self.params) {
            *place = match param.kind {
                PositionalOnly | Normal => Argument::borrowed(given.next()),
                VarPositional => {
                    let rest = positional.get(self.n_positional..).unwrap_or(&[]);
                    Argument::Owned(Tuple::from_slice(rest).into())
                }
                KeywordOnly => Argument::Absent,
                VarKeyword => match &extra {
                    Some(dict) => Argument::Owned(dict.to_value()),
                    None => Argument::Absent,
                },
            };
        }
        let mut unknown: Option<&Str> = None;
        for (keyword, value) in args.keywords() {
            let found = self.params.iter().position(|p| {
                matches!(p.kind, Normal | KeywordOnly) && p.name.as_str() == keyword.as_str()
            });
            match (found, &mut extra) {
                (Some(i), _) if !bound[i].is_absent() => {
                    return Err(raise_type_error(format_args!(
                        "argument for {}() given by name ('{}') and position ({})",
                        self.name,
                        keyword.as_str(),
                        i + 1
                    )));
                }
                (Some(i), _) => bound[i] = Argument::Borrowed(value),
                (None, Some(extra)) => extra.set(keyword.as_value(), value)?,
                // Missing arguments are complained of first.
                (None, None) => unknown = unknown.or(Some(keyword)),
            }
        }
        for (i, param) in self.params.iter().enumerate() {
            if bound[i].is_absent() {
                if param.default.is_none() {
                    return Err(self.missing(i, positional.len()));
                }
                bound[i] = param.default();
            }
        }
        match unknown {
            Some(keyword) => Err(raise_type_error(format_args!(
                "'{}' is an invalid keyword argument for {}()",
                keyword.as_str(),
                // Which hands on to the method what it is given.
                if self.name == "sorted" {
                    "sort"
                } else {
                    self.name
                }
            ))),
            None => Ok(()),
        }
    }

    /// How many of the parameters that take positional arguments have no default.
    fn n_required(&self) -> usize {
        let required = |p: &&SignatureParam| p.is_positional() && p.default.is_none();
        self.params.iter().filter(required).count()
    }

    /// `sorted` counts its arguments itself in CPython, in other words.
    fn check_as_sorted(&self, n: usize) -> PyResult<()> {
        match self.name == "sorted" {
            true => crate::args::check_positional("sorted", n, 1, 1),
            false => Ok(()),
        }
    }

    #[cold]
    fn too_many(&self, args: Args<'_>) -> Raised {
        let (name, max, n) = (self.name, self.n_positional, args.positional().len());
        if let Err(raised) = self.check_as_sorted(n) {
            return raised;
        }
        let (total, given) = (self.params.len(), n + args.n_keywords());
        let (max, kind, given) = match given > total {
            true => (total, "", given),
            false => (max, "positional ", n),
        };
        if max == 0 {
            return raise_type_error(format_args!("{name}() takes no positional arguments"));
        }
        let how = if self.n_required() == max {
            "exactly"
        } else {
            "at most"
        };
        let s = if max == 1 { "" } else { "s" };
        raise_type_error(format_args!(
            "{name}() takes {how} {max} {kind}argument{s} ({given} given)"
        ))
    }

    /// The error of a call that gives nothing for parameter `i`.
    #[cold]
    fn missing(&self, i: usize, n: usize) -> Raised {
        let (name, param) = (self.name, &self.params[i]);
        if let Err(raised) = self.check_as_sorted(n) {
            return raised;
        }
        if param.kind != ParamKind::PositionalOnly {
            return raise_type_error(format_args!(
                "{name}() missing required argument '{}' (pos {})",
                param.name.as_str(),
                i + 1
            ));
        }
        let min = self.n_required();
        let how = if min < self.n_positional {
            "at least"
        } else {
            "exactly"
        };
        let s = if min == 1 { "" } else { "s" };
        raise_type_error(format_args!(
            "{name}() takes {how} {min} positional argument{s} ({n} given)"
        ))
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
