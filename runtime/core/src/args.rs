//! Arguments of a call.

use crate::error::{PyResult, raise_type_error};
use crate::prelude::*;
use crate::reference::{Dict, Str, Tuple};
use crate::value::Value;

/// Borrowed arguments: positional ones first, then those of `names`.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    words: &'a [Value],
    names: Option<&'a Tuple>,
}

impl<'a> Args<'a> {
    /// Positional arguments only.
    #[inline]
    pub fn positional_only(words: &'a [Value]) -> Args<'a> {
        Args { words, names: None }
    }

    /// The last words belong to the names in `names`.
    #[inline]
    pub fn new(words: &'a [Value], names: Option<&'a Tuple>) -> Args<'a> {
        Args {
            words,
            names: names.filter(|names| !names.items().is_empty()),
        }
    }

    #[inline]
    pub fn positional(&self) -> &'a [Value] {
        &self.words[..self.words.len() - self.n_keywords()]
    }

    /// All words, those of keyword arguments last.
    #[inline]
    pub fn words(&self) -> &'a [Value] {
        self.words
    }

    /// The names of the last words.
    #[inline]
    pub fn names(&self) -> Option<&'a Tuple> {
        self.names
    }

    #[inline]
    pub fn n_keywords(&self) -> usize {
        self.names.map_or(0, |names| names.items().len())
    }

    pub fn keywords(&self) -> impl Iterator<Item = (&'a Str, &'a Value)> + use<'a> {
        let n = self.n_keywords();
        let values = &self.words[self.words.len() - n..];
        let names: &'a [Value] = match self.names {
            Some(names) => names.items(),
            None => &[],
        };
        names
            .iter()
            .zip(values)
            .map(|(name, value)| (name.as_str().expect("keyword name"), value))
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The arguments with `first` put before them, in a new vector.
    pub fn with_first(&self, first: &Value) -> Vec<Value> {
        let mut words = Vec::with_capacity(self.words.len() + 1);
        words.push(first.clone());
        words.extend_from_slice(self.words);
        words
    }

    /// Raises unless there are no arguments.
    pub fn none_allowed(&self, function: &str) -> PyResult<()> {
        if self.is_empty() {
            return Ok(());
        }
        Err(raise_type_error(format_args!(
            "{function}() takes no arguments"
        )))
    }

    /// Raises if there are keyword arguments.
    pub fn no_keywords(&self, function: &str) -> PyResult<&'a [Value]> {
        if self.n_keywords() > 0 {
            return Err(raise_type_error(format_args!(
                "{function}() takes no keyword arguments"
            )));
        }
        Ok(self.words)
    }

    /// Between `min` and `max` positional arguments, as CPython's
    /// `PyArg_UnpackTuple` checks them.
    pub fn unpack(&self, function: &str, min: usize, max: usize) -> PyResult<&'a [Value]> {
        let words = self.no_keywords(function)?;
        check_positional(function, words.len(), min, max)?;
        Ok(words)
    }

    /// The positional arguments of `__new__` or `__init__` of a built-in class; a class of the
    /// program that defines the other of the two (`shares`) may take keyword arguments there.
    pub fn unpack_half(&self, function: &str, shares: bool, max: usize) -> PyResult<&'a [Value]> {
        if !shares {
            return self.unpack(function, 0, max);
        }
        let words = self.positional();
        check_positional(function, words.len(), 0, max)?;
        Ok(words)
    }

    /// The keyword arguments as a new dict.
    pub fn keyword_dict(&self) -> PyResult<Dict> {
        let dict = Dict::new();
        for (name, value) in self.keywords() {
            dict.set(name.as_value(), value)?;
        }
        Ok(dict)
    }
}

/// Raises when there are more than `max` arguments, in the words of
/// CPython's argument parser.
pub fn check_at_most(function: &str, args: &Args<'_>, max: usize) -> PyResult<()> {
    let given = args.words().len();
    if given > max {
        return Err(raise_type_error(format_args!(
            "{function}() takes at most {max} arguments ({given} given)"
        )));
    }
    Ok(())
}

/// Raises unless `min <= n <= max`, in the words of `_PyArg_CheckPositional`.
pub fn check_positional(function: &str, n: usize, min: usize, max: usize) -> PyResult<()> {
    if n < min {
        let at_least = if min < max { "at least " } else { "" };
        let s = if min == 1 { "" } else { "s" };
        return Err(raise_type_error(format_args!(
            "{function} expected {at_least}{min} argument{s}, got {n}"
        )));
    }
    if n > max {
        let at_most = if min < max { "at most " } else { "" };
        let s = if max == 1 { "" } else { "s" };
        return Err(raise_type_error(format_args!(
            "{function} expected {at_most}{max} argument{s}, got {n}"
        )));
    }
    Ok(())
}
