//! `functools.lru_cache`.

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

use super::Attributes;
use crate::args::Args;
use crate::error::{PyResult, raise_type_error};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Dict, Object, Ref, Tuple, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// A function that remembers its results.
#[repr(C)]
struct CacheObject {
    header: Header,
    function: Value,
    /// `None`: without bound.
    maxsize: Option<usize>,
    typed: bool,
    hits: Cell<i64>,
    misses: Cell<i64>,
    /// Without bound, the results by key; else the places of `recent`.
    known: RefCell<Dict>,
    recent: RefCell<Recent>,
    attributes: Attributes,
}

/// Results from the least to the most recently used one: a ring of places,
/// whose place 0 holds nothing and lies between the two.
#[derive(Default)]
struct Recent(Vec<Entry>);

struct Entry {
    before: usize,
    after: usize,
    key: Value,
    result: Value,
}

impl Recent {
    fn unlink(&mut self, at: usize) {
        let (before, after) = (self.0[at].before, self.0[at].after);
        self.0[before].after = after;
        self.0[after].before = before;
    }

    /// Puts an unlinked entry at the recent end.
    fn link(&mut self, at: usize) {
        let last = self.0[0].before;
        self.0[at].before = last;
        self.0[at].after = 0;
        self.0[last].after = at;
        self.0[0].before = at;
    }

    fn push(&mut self, key: Value, result: Value) -> usize {
        let entry = |key, result| Entry {
            before: 0,
            after: 0,
            key,
            result,
        };
        if self.0.is_empty() {
            self.0.push(entry(Value::NONE, Value::NONE));
        }
        let at = self.0.len();
        self.0.push(entry(key, result));
        self.link(at);
        at
    }
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for CacheObject {
    const TYPE: &'static Type = &CACHE;
    const LAYOUT: Layout = Layout::Cache;
}

/// `functools._lru_cache_wrapper`.
static CACHE: Type = Type::builtin_in(
    "functools",
    "_lru_cache_wrapper",
    Layout::Cache,
    size_of::<CacheObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<CacheObject>,
        // SAFETY: called on live objects, which nothing changes meanwhile.
        traverse: Some(|header, visit| unsafe {
            let this = &*header.cast::<CacheObject>();
            visit(&this.function);
            visit((*this.known.as_ptr()).as_value());
            for entry in &(*this.recent.as_ptr()).0 {
                visit(&entry.key);
                visit(&entry.result);
            }
            this.attributes.visit(visit);
        }),
        call: Some(cache_call),
        descr_get: Some(|this, object, _| {
            Ok(match object {
                None => this.clone(),
                Some(object) => crate::function::bound_method(this, object),
            })
        }),
        getattr: |this, name| cache(this).attributes.get(this, name),
        setattr: |this, name, value| cache(this).attributes.set(this, name, value),
        ..Slots::OBJECT
    },
);

/// `lru_cache(...)` before it is given a function.
#[repr(C)]
struct DecoratorObject {
    header: Header,
    maxsize: Option<usize>,
    typed: bool,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for DecoratorObject {
    const TYPE: &'static Type = &DECORATOR;
    const LAYOUT: Layout = Layout::CacheDecorator;
}

static DECORATOR: Type = Type::builtin_in(
    "functools",
    "function",
    Layout::CacheDecorator,
    size_of::<DecoratorObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<DecoratorObject>,
        call: Some(|this, args| {
            let this = this.downcast::<DecoratorObject>().expect("decorator");
            let words = args.unpack("decorating_function", 1, 1)?;
            make(&words[0], this.maxsize, this.typed)
        }),
        ..Slots::OBJECT
    },
)
.shown_as("function");

fn cache(this: &Value) -> &Ref<CacheObject> {
    this.downcast().expect("cache")
}

fn make(function: &Value, maxsize: Option<usize>, typed: bool) -> PyResult<Value> {
    if !crate::builtins::builtins_callable(function)? {
        return Err(raise_type_error(format_args!(
            "the first argument must be callable"
        )));
    }
    let made: Value = Ref::alloc(CacheObject {
        header: new_header(),
        function: function.clone(),
        maxsize,
        typed,
        hits: Cell::new(0),
        misses: Cell::new(0),
        known: RefCell::new(Dict::new()),
        recent: RefCell::default(),
        attributes: Attributes::default(),
    })
    .into();
    super::functools_update_wrapper(&made, function, None, None)
}

/// `lru_cache(maxsize, typed)`.
pub fn functools_lru_cache(maxsize: &Value, typed: &Value) -> PyResult<Value> {
    let bound = if crate::int::is_int(maxsize) {
        Some(operation::to_i64_saturating(maxsize)?.max(0) as usize)
    } else if maxsize.is_none() {
        None
    } else if typed.as_bool().is_some() && crate::builtins::builtins_callable(maxsize)? {
        return make(maxsize, Some(128), typed.as_bool() == Some(true));
    } else {
        return Err(raise_type_error(format_args!(
            "Expected first argument to be an integer, a callable, or None"
        )));
    };
    let typed = operation::value_truth(typed)?;
    Ok(Ref::alloc(DecoratorObject {
        header: new_header(),
        maxsize: bound,
        typed,
    })
    .into())
}

/// `cache(user_function)`.
pub fn functools_cache(user_function: &Value) -> PyResult<Value> {
    make(user_function, None, false)
}

/// What a call is remembered by: its only argument where that cannot be
/// mistaken for another key, else a tuple.
fn key_of(this: &CacheObject, args: Args<'_>) -> Value {
    let words = args.words();
    if let ([only], None, false) = (words, args.names(), this.typed)
        && (only.is_small_int()
            || only
                .as_str()
                .is_some_and(|_| core::ptr::eq(only.ty(), &crate::str::STR)))
    {
        return only.clone();
    }
    let mut parts = args.positional().to_vec();
    if args.names().is_some() {
        // Nothing a program has separates positional from named arguments.
        parts.push(DECORATOR.to_value());
        for (name, value) in args.keywords() {
            parts.push(name.to_value());
            parts.push(value.clone());
        }
    }
    if this.typed {
        parts.extend(words.iter().map(Value::ty_value));
    }
    Tuple::from_vec(parts).into()
}

fn count(counter: &Cell<i64>) {
    counter.set(counter.get() + 1);
}

fn cache_call(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let cache = cache(this);
    let run = || crate::call::call_args(&cache.function, args);
    match cache.maxsize {
        Some(0) => {
            count(&cache.misses);
            run()
        }
        None => {
            let known = cache.known.borrow().clone();
            let (key, hash, result) = look_up(cache, &known, args)?;
            if let Some(result) = result {
                count(&cache.hits);
                return Ok(result);
            }
            let key = key.unwrap_or_else(|| key_of(cache, args));
            count(&cache.misses);
            let result = run()?;
            known.set_hashed(&key, hash, &result)?;
            Ok(result)
        }
        Some(maxsize) => {
            let known = cache.known.borrow().clone();
            let (key, hash, at) = look_up(cache, &known, args)?;
            if let Some(at) = place(cache, at) {
                let mut recent = cache.recent.borrow_mut();
                recent.unlink(at);
                recent.link(at);
                count(&cache.hits);
                return Ok(recent.0[at].result.clone());
            }
            let key = key.unwrap_or_else(|| key_of(cache, args));
            count(&cache.misses);
            let result = run()?;
            remember(cache, maxsize, key, hash, &result)?;
            Ok(result)
        }
    }
}

/// What `known` has for these arguments, with the hash of their key, and the key if it had to
/// be made.
fn look_up(
    cache: &CacheObject,
    known: &Dict,
    args: Args<'_>,
) -> PyResult<(Option<Value>, i64, Option<Value>)> {
    // Where the key is a tuple of what hashes and compares unseen, it is made only to be kept.
    if let (words @ [_, _, ..], None, false) = (args.words(), args.names(), cache.typed)
        && let Some((hash, found)) = known.value_of_items(words)
    {
        return Ok((None, hash, found));
    }
    let key = key_of(cache, args);
    let hash = crate::key::hash_key(&key)?;
    let found = known.get_hashed(&key, hash)?;
    Ok((Some(key), hash, found))
}

/// The place among the recent ones that the dict names.
fn place(cache: &CacheObject, at: Option<Value>) -> Option<usize> {
    // Comparing keys may have emptied the cache.
    let at = at?.as_small_int()? as usize;
    (at < cache.recent.borrow().0.len()).then_some(at)
}

fn remember(
    cache: &CacheObject,
    maxsize: usize,
    key: Value,
    hash: i64,
    result: &Value,
) -> PyResult<()> {
    // The call may have remembered it itself.
    let known = cache.known.borrow().clone();
    if place(cache, known.get_hashed(&key, hash)?).is_some() {
        return Ok(());
    }
    if cache.recent.borrow().0.len() <= maxsize {
        let at = cache.recent.borrow_mut().push(key.clone(), result.clone());
        return known.set_hashed(&key, hash, &Value::int(at as i64));
    }
    // The place of the result that was not used for longest is used again.
    let oldest = cache.recent.borrow().0[0].after;
    let old_key = cache.recent.borrow().0[oldest].key.clone();
    known.remove(&old_key)?;
    let old = {
        let mut recent = cache.recent.borrow_mut();
        if oldest >= recent.0.len() {
            return Ok(());
        }
        recent.unlink(oldest);
        recent.link(oldest);
        let entry = &mut recent.0[oldest];
        (
            core::mem::replace(&mut entry.key, key.clone()),
            core::mem::replace(&mut entry.result, result.clone()),
        )
    };
    drop(old);
    known.set_hashed(&key, hash, &Value::int(oldest as i64))
}

/// `f.cache_info()`.
pub fn lru_cache_info(wrapper: &Value) -> PyResult<Value> {
    let cache = cache(wrapper);
    let known = cache.known.borrow().len() as i64;
    crate::namedtuple::cache_info([
        Value::int(cache.hits.get()),
        Value::int(cache.misses.get()),
        cache
            .maxsize
            .map_or(Value::NONE, |maxsize| Value::int(maxsize as i64)),
        Value::int(known),
    ])
}

/// `f.cache_clear()`.
pub fn lru_cache_clear(wrapper: &Value) {
    let cache = cache(wrapper);
    cache.hits.set(0);
    cache.misses.set(0);
    let recent = cache.recent.take();
    let known = cache.known.replace(Dict::new());
    drop((recent, known));
}

/// `f.cache_parameters()`.
pub fn lru_cache_parameters(wrapper: &Value) -> Dict {
    let cache = cache(wrapper);
    let dict = Dict::new();
    let maxsize = cache
        .maxsize
        .map_or(Value::NONE, |maxsize| Value::int(maxsize as i64));
    dict.set_str("maxsize", maxsize);
    dict.set_str("typed", Value::bool(cache.typed));
    dict
}
