//! `functools.lru_cache`.

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

use super::Attributes;
use super::packed::{Packed, Packing, Words, pack};
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
    /// Places of `recent`, or without bound of `results`, by keys that are small ints.
    packed: RefCell<Packed>,
    results: RefCell<Vec<Value>>,
    /// Whether all arguments so far were such that their equality with small ints is known.
    packs: Cell<bool>,
    attributes: Attributes,
}

/// Results from the least to the most recently used one: a ring of places,
/// whose place 0 holds nothing and lies between the two.
#[derive(Default)]
struct Recent(Vec<Entry>);

struct Entry {
    before: usize,
    after: usize,
    /// `None`: among the packed ones.
    key: Option<Value>,
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

    fn push(&mut self, key: Option<Value>, result: Value) -> usize {
        let entry = |key, result| Entry {
            before: 0,
            after: 0,
            key,
            result,
        };
        if self.0.is_empty() {
            self.0.push(entry(None, Value::NONE));
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
                entry.key.iter().for_each(&mut *visit);
                visit(&entry.result);
            }
            (*this.results.as_ptr()).iter().for_each(&mut *visit);
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
        packed: RefCell::default(),
        results: RefCell::default(),
        packs: Cell::new(!typed),
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
    let asked = ask(cache, args)?;
    if let Asked::Known(result) = asked {
        return Ok(result);
    }
    let result = {
        let _frame = crate::recursion::enter(" while calling a Python object")?;
        crate::call::call_args(&cache.function, args)?
    };
    match asked {
        Asked::Unknown(key, hash) => {
            let key = key.unwrap_or_else(|| key_of(cache, args));
            keep(cache, key, hash, &result)?;
        }
        _ => keep_args(cache, args, &result)?,
    }
    Ok(result)
}

/// What comes of looking for the result of a call.
enum Asked {
    Known(Value),
    /// The key, if it had to be made, and its hash.
    Unknown(Option<Value>, i64),
    /// Not among the packed ones; or nothing is kept.
    UnknownWords,
}

/// The arguments of a call as a key that is packed, if it is kept like that.
#[inline]
fn packed(cache: &CacheObject, args: Args<'_>) -> PyResult<Option<Words>> {
    if !cache.packs.get() || args.names().is_some() {
        return Ok(None);
    }
    Ok(match pack(args.words()) {
        Packing::Words(words) if cache.packed.borrow().takes(&words) => Some(words),
        Packing::Words(_) | Packing::Apart => None,
        Packing::Unsure => {
            unpack(cache)?;
            None
        }
    })
}

/// Moves what is packed to the others.
fn unpack(cache: &CacheObject) -> PyResult<()> {
    cache.packs.set(false);
    let packed = cache.packed.take();
    let results = cache.results.take();
    let known = cache.known.borrow().clone();
    for (place, args) in packed.entries() {
        let key = key_of(cache, Args::positional_only(&args));
        let hash = crate::key::hash_key(&key)?;
        match cache.maxsize {
            None => known.set_hashed(&key, hash, &results[place])?,
            Some(_) => {
                cache.recent.borrow_mut().0[place].key = Some(key.clone());
                known.set_hashed(&key, hash, &Value::int(place as i64))?;
            }
        }
    }
    Ok(())
}

/// Looks for the result of a call, and counts.
fn ask(cache: &CacheObject, args: Args<'_>) -> PyResult<Asked> {
    let (found, asked) = match packed(cache, args)? {
        _ if cache.maxsize == Some(0) => (None, Asked::UnknownWords),
        Some(words) => {
            let at = cache.packed.borrow().find(&words);
            let result = at.map(|at| match cache.maxsize {
                None => cache.results.borrow()[at].clone(),
                Some(_) => used(cache, at),
            });
            (result, Asked::UnknownWords)
        }
        None => {
            let known = cache.known.borrow().clone();
            let (key, hash, found) = look_up(cache, &known, args)?;
            let result = match cache.maxsize {
                None => found,
                Some(_) => place(cache, found).map(|at| used(cache, at)),
            };
            (result, Asked::Unknown(key, hash))
        }
    };
    Ok(match found {
        Some(result) => {
            count(&cache.hits);
            Asked::Known(result)
        }
        None => {
            count(&cache.misses);
            asked
        }
    })
}

/// The result at a place, which is the most recently used one from now on.
fn used(cache: &CacheObject, at: usize) -> Value {
    let mut recent = cache.recent.borrow_mut();
    recent.unlink(at);
    recent.link(at);
    recent.0[at].result.clone()
}

/// Keeps the result of a call.
fn keep(cache: &CacheObject, key: Value, hash: i64, result: &Value) -> PyResult<()> {
    match cache.maxsize {
        Some(0) => Ok(()),
        None => {
            let known = cache.known.borrow().clone();
            known.set_hashed(&key, hash, result)
        }
        Some(maxsize) => remember(cache, maxsize, key, hash, result),
    }
}

/// Keeps the result of a call whose arguments only built-in code hashes and compares.
fn keep_args(cache: &CacheObject, args: Args<'_>, result: &Value) -> PyResult<()> {
    let words = match cache.maxsize {
        Some(0) => return Ok(()),
        _ => packed(cache, args)?,
    };
    let Some(words) = words else {
        let key = key_of(cache, args);
        let hash = crate::key::hash_key(&key)?;
        return keep(cache, key, hash, result);
    };
    let Some(maxsize) = cache.maxsize else {
        let mut results = cache.results.borrow_mut();
        let known = cache.packed.borrow_mut().insert(results.len(), &words);
        let old = match known {
            // The call has kept it itself.
            Some(at) => Some(core::mem::replace(&mut results[at], result.clone())),
            None => {
                results.push(result.clone());
                None
            }
        };
        drop(results);
        drop(old);
        return Ok(());
    };
    if cache.packed.borrow().find(&words).is_none()
        && let Some(at) = new_place(cache, maxsize, None, result)?
    {
        cache.packed.borrow_mut().insert(at, &words);
    }
    Ok(())
}

/// The result of a call that compiled code makes; it calls the function itself if there is none.
pub fn lru_cache_find(wrapper: &Value, args: &[Value]) -> PyResult<Option<Value>> {
    let cache = cache(wrapper);
    if cache.maxsize.is_none()
        && cache.packs.get()
        && let Packing::Words(words) = pack(args)
        && cache.packed.borrow().takes(&words)
    {
        let at = cache.packed.borrow().find(&words);
        count(if at.is_some() {
            &cache.hits
        } else {
            &cache.misses
        });
        return Ok(at.map(|at| cache.results.borrow()[at].clone()));
    }
    find_other(cache, args)
}

#[inline(never)]
fn find_other(cache: &CacheObject, args: &[Value]) -> PyResult<Option<Value>> {
    Ok(match ask(cache, Args::positional_only(args))? {
        Asked::Known(result) => Some(result),
        Asked::Unknown(..) | Asked::UnknownWords => None,
    })
}

/// Keeps the result of such a call, whose arguments only built-in code hashes and compares.
pub fn lru_cache_keep(wrapper: &Value, result: &Value, args: &[Value]) -> PyResult<()> {
    keep_args(cache(wrapper), Args::positional_only(args), result)
}

/// The function that is called where a result is not known.
pub fn lru_cache_function(wrapper: &Value) -> Value {
    cache(wrapper).function.clone()
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
    match new_place(cache, maxsize, Some(&key), result)? {
        Some(at) => known.set_hashed(&key, hash, &Value::int(at as i64)),
        None => Ok(()),
    }
}

/// A place for a result: one more, or that of the result that was not used for longest.
fn new_place(
    cache: &CacheObject,
    maxsize: usize,
    key: Option<&Value>,
    result: &Value,
) -> PyResult<Option<usize>> {
    if cache.recent.borrow().0.len() <= maxsize {
        let at = cache.recent.borrow_mut().push(key.cloned(), result.clone());
        return Ok(Some(at));
    }
    let oldest = cache.recent.borrow().0[0].after;
    let old_key = cache.recent.borrow().0[oldest].key.clone();
    match old_key {
        Some(old_key) => {
            let known = cache.known.borrow().clone();
            known.remove(&old_key)?;
        }
        None => cache.packed.borrow_mut().remove(oldest),
    }
    let old = {
        let mut recent = cache.recent.borrow_mut();
        if oldest >= recent.0.len() {
            return Ok(None);
        }
        recent.unlink(oldest);
        recent.link(oldest);
        let entry = &mut recent.0[oldest];
        (
            core::mem::replace(&mut entry.key, key.cloned()),
            core::mem::replace(&mut entry.result, result.clone()),
        )
    };
    drop(old);
    Ok(Some(oldest))
}

/// `f.cache_info()`.
pub fn lru_cache_info(wrapper: &Value) -> PyResult<Value> {
    let cache = cache(wrapper);
    let known = (cache.known.borrow().len() + cache.packed.borrow().len()) as i64;
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
    let packed = (cache.packed.take(), cache.results.take());
    cache.packs.set(!cache.typed);
    drop((recent, known, packed));
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
