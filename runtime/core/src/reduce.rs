//! What copies and pickles of objects are made from: `__reduce_ex__`,
//! `__reduce__` and `__getstate__` of `object`, and the way back.

use crate::prelude::*;

use crate::attribute::{getattr_opt, type_lookup, value_getattr, value_setattr};
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::iter::{range_start, range_step, range_stop};
use crate::name;
use crate::reference::{Dict, Str, Tuple};
use crate::types::{Layout, Type};
use crate::value::Value;

/// The protocol that copies ask for.
const PROTOCOL: i64 = 4;

/// The attribute `name` that a class of the program, not a built-in one, gives the instances of `ty`.
pub fn of_program(ty: &'static Type, name: &Str) -> Option<Value> {
    let classes = ty.mro().iter().filter(|class| class.is_heap_type());
    classes
        .filter_map(|class| class.dict().get_name(name))
        // That of a named tuple gives its items.
        .find(|method| method.ty().layout() != Layout::MethodDescriptor)
}

/// `x.__reduce_ex__(4)`, or what `x.__reduce__()` of the program gives.
pub fn reduce(x: &Value) -> PyResult<Value> {
    if of_program(x.ty(), name!("__reduce_ex__")).is_some() {
        let protocol = [Value::int(PROTOCOL)];
        let method = name!("__reduce_ex__");
        return crate::call::call_method(x, method, &protocol);
    }
    object_reduce(x)
}

/// `object.__reduce_ex__(x, protocol)`.
pub fn object_reduce(x: &Value) -> PyResult<Value> {
    // Iterators have their own, also for classes derived from theirs.
    let of_builtin = || {
        let found = type_lookup(x.ty(), name!("__reduce__"));
        found.is_some_and(|method| method.ty().layout() == Layout::MethodDescriptor)
    };
    if of_program(x.ty(), name!("__reduce__")).is_some() || of_builtin() {
        return crate::call::call_method(x, name!("__reduce__"), &[]);
    }
    reduce_as_object(x)
}

/// What makes `x` again: `(callee, args, state, items, pairs)`.
pub fn reduce_as_object(x: &Value) -> PyResult<Value> {
    let class = x.ty_value();
    let tuple = |words: Vec<Value>| -> Value { Tuple::from_vec(words).into() };
    let items =
        || Ok::<Value, _>(crate::reference::List::from_vec(crate::iter::collect(x)?).into());
    let pairs = || crate::iter::value_iter(&crate::call::call_method(x, name!("items"), &[])?);
    let (mut listed, mut paired) = (Value::NONE, Value::NONE);
    let args = match x.ty().layout() {
        // Made by a call of the class.
        Layout::Exception => Some(exception_arguments(x)?),
        Layout::Set | Layout::FrozenSet => Some(tuple(vec![items()?])),
        Layout::ByteArray => Some(tuple(bytes_of(x).into_iter().collect())),
        Layout::Deque => {
            listed = crate::iter::value_iter(x)?;
            let limit = crate::deque::deque_maxlen(x);
            Some(match limit.is_none() {
                true => tuple(Vec::new()),
                false => tuple(vec![tuple(Vec::new()), limit]),
            })
        }
        Layout::Dict if crate::dict::is_default_dict(x) => {
            paired = pairs()?;
            Some(tuple(crate::dict::default_factory(x).into_iter().collect()))
        }
        Layout::Range => Some(tuple(vec![range_start(x), range_stop(x), range_step(x)])),
        // Made by `__new__` alone.
        Layout::List => {
            listed = crate::iter::value_iter(x)?;
            None
        }
        Layout::Dict => {
            paired = pairs()?;
            None
        }
        _ if !x.ty().is_heap_type()
            && !core::ptr::eq(x.ty(), &crate::types::OBJECT)
            && value_of(x)?.is_none() =>
        {
            return Err(raise_type_error(format_args!(
                "cannot pickle '{}' object",
                x.type_name()
            )));
        }
        _ => None,
    };
    let mut words = vec![class.clone()];
    let mut keywords = None;
    if args.is_none() {
        let (given, named) = new_arguments(x)?;
        words.extend(given);
        keywords = named;
    }
    // Exceptions do not ask it.
    let asked = x.ty().layout() != Layout::Exception;
    let state = match of_program(x.ty(), name!("__getstate__")).filter(|_| asked) {
        Some(_) => crate::call::call_method(x, name!("__getstate__"), &[])?,
        None => object_getstate(x)?,
    };
    if let Some(args) = args {
        // A defaultdict says nothing of its attributes.
        let state = if paired.is_none() { state } else { Value::NONE };
        let mut parts = vec![class, args, state, listed, paired];
        while parts.last().is_some_and(Value::is_none) {
            parts.pop();
        }
        return Ok(tuple(parts));
    }
    let (maker, words) = match keywords {
        Some(keywords) => maker_with_keywords(words, keywords)?,
        None => (maker(&class)?, words),
    };
    Ok(tuple(vec![maker, tuple(words), state, listed, paired]))
}

/// As [`maker`], with its arguments, for a class whose `__new__` takes `keywords` too.
fn maker_with_keywords(words: Vec<Value>, keywords: Dict) -> PyResult<(Value, Vec<Value>)> {
    if crate::foreign::active_hooks().is_none() {
        let new = value_getattr(&words[0], name!("__new__"))?;
        let args: Vec<Value> = [new].into_iter().chain(words).collect();
        let made = crate::call::value_call_ex(
            &crate::functools::functools_partial(),
            Tuple::from_vec(args).as_value(),
            keywords.as_value(),
        )?;
        return Ok((made, Vec::new()));
    }
    let copyreg = crate::foreign::foreign_import(&crate::str::intern("copyreg"))?;
    let maker = value_getattr(&copyreg, name!("__newobj_ex__"))?;
    let args = Tuple::from_slice(&words[1..]).into();
    Ok((maker, vec![words[0].clone(), args, keywords.into()]))
}

/// `copyreg.__newobj__` where CPython is at hand, which knows it; else `class.__new__`.
fn maker(class: &Value) -> PyResult<Value> {
    if crate::foreign::active_hooks().is_none() {
        return value_getattr(class, name!("__new__"));
    }
    let copyreg = crate::foreign::foreign_import(&crate::str::intern("copyreg"))?;
    value_getattr(&copyreg, name!("__newobj__"))
}

/// What `__new__` of the class is given, and by name.
fn new_arguments(x: &Value) -> PyResult<(Vec<Value>, Option<Dict>)> {
    if of_program(x.ty(), name!("__getnewargs_ex__")).is_some() {
        return new_arguments_by_name(x);
    }
    if type_lookup(x.ty(), name!("__getnewargs__")).is_some() {
        let args = crate::call::call_method(x, name!("__getnewargs__"), &[])?;
        return match args.as_tuple() {
            Some(args) => Ok((args.items().to_vec(), None)),
            None => Err(raise_type_error(format_args!(
                "__getnewargs__ should return a tuple, not '{}'",
                args.type_name()
            ))),
        };
    }
    Ok((value_of(x)?.into_iter().collect(), None))
}

/// What `x.__getnewargs_ex__()` gives.
fn new_arguments_by_name(x: &Value) -> PyResult<(Vec<Value>, Option<Dict>)> {
    let both = crate::call::call_method(x, name!("__getnewargs_ex__"), &[])?;
    let Some(pair) = both.as_tuple() else {
        return Err(raise_type_error(format_args!(
            "__getnewargs_ex__ should return a tuple, not '{}'",
            both.type_name()
        )));
    };
    let [args, keywords] = pair.items() else {
        return Err(raise_value_error(format_args!(
            "__getnewargs_ex__ should return a tuple of length 2, not {}",
            pair.items().len()
        )));
    };
    let Some(args) = args.as_tuple() else {
        return Err(raise_type_error(format_args!(
            "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
            args.type_name()
        )));
    };
    let Some(keywords) = keywords.as_dict() else {
        return Err(raise_type_error(format_args!(
            "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
            keywords.type_name()
        )));
    };
    let keywords = Some(keywords.clone()).filter(|keywords| !keywords.is_empty());
    Ok((args.items().to_vec(), keywords))
}

/// The plain value inside an instance of a class derived from an immutable one.
fn value_of(x: &Value) -> PyResult<Option<Value>> {
    Ok(match x.ty().layout() {
        Layout::Int => Some(crate::int::plain(x)),
        Layout::Float => x.as_float().map(Value::float),
        Layout::Str => x.to_str().map(|text| Str::new(text.as_str()).into()),
        Layout::Bytes => bytes_of(x),
        Layout::Tuple => x
            .as_tuple()
            .map(|tuple| Tuple::from_slice(tuple.items()).into()),
        _ => None,
    })
}

/// The arguments of an exception; an OSError keeps the name of its file beside them.
fn exception_arguments(x: &Value) -> PyResult<Value> {
    let args = value_getattr(x, name!("args"))?;
    if x.ty().is_subclass_of(&crate::exception::OS_ERROR)
        && let Some([code, text]) = args.as_tuple().map(|args| args.items())
        && let Some(file) = getattr_opt(x, "filename")?.filter(|file| !file.is_none())
    {
        let mut words = vec![code.clone(), text.clone(), file];
        if let Some(second) = getattr_opt(x, "filename2")?.filter(|file| !file.is_none()) {
            words.extend([Value::NONE, second]);
        }
        return Ok(Tuple::from_vec(words).into());
    }
    Ok(args)
}

fn bytes_of(x: &Value) -> Option<Value> {
    crate::bytes::contents(x).map(|data| crate::reference::Bytes::new(&data).into())
}

/// `object.__getstate__()`: None, the attributes, or those and the values of slots.
pub fn object_getstate(x: &Value) -> PyResult<Value> {
    let attributes = getattr_opt(x, "__dict__")?;
    let attributes = attributes
        .as_ref()
        .and_then(Value::as_dict)
        .map(|dict| dict.entries());
    // A fresh dict: fixed fields are not kept in one.
    let state = Dict::new();
    for (key, item) in attributes.into_iter().flatten() {
        state.set(&key, &item)?;
    }
    if x.ty().is_subclass_of(&crate::exception::IMPORT_ERROR) {
        // Given by keywords, which no argument is.
        for name in ["name", "path"] {
            if let Some(value) = crate::exception::members(x).and_then(|dict| dict.get_str(name)) {
                state.set_str(name, value);
            }
        }
    }
    let state = match state.is_empty() {
        true => Value::NONE,
        false => state.into(),
    };
    let slots = slot_values(x)?;
    if slots.is_empty() {
        return Ok(state);
    }
    Ok(Tuple::from_vec(vec![state, slots.into()]).into())
}

/// The attributes that `__slots__` of the class and its bases name, if set.
fn slot_values(x: &Value) -> PyResult<Dict> {
    let found = Dict::new();
    for class in x.ty().mro().iter().filter(|class| class.is_heap_type()) {
        let Some(names) = class.dict().get_name(name!("__slots__")) else {
            continue;
        };
        let names = match names.as_str() {
            Some(_) => vec![names],
            None => crate::iter::collect(&names)?,
        };
        for name in names.iter().filter_map(Value::as_str) {
            if !matches!(name.as_str(), "__dict__" | "__weakref__")
                && let Some(item) = getattr_opt(x, name.as_str())?
            {
                found.set_key(name, item);
            }
        }
    }
    Ok(found)
}

/// An object made of what `reduce` gave; `each` goes over arguments, state and items, `made` sees
/// the object before it has a state.
pub fn reconstruct(
    x: &Value,
    reduced: &Value,
    each: &mut dyn FnMut(&Value) -> PyResult<Value>,
    made: &mut dyn FnMut(&Value) -> PyResult<()>,
) -> PyResult<Value> {
    if reduced.as_str().is_some() {
        return Ok(x.clone());
    }
    let parts = match reduced.as_tuple().map(|parts| parts.items()) {
        Some(parts) if (2..=5).contains(&parts.len()) => parts,
        _ => {
            return Err(raise_type_error(format_args!(
                "__reduce__ must return a string or tuple"
            )));
        }
    };
    let part = |at: usize| parts.get(at).filter(|part| !part.is_none());
    let args = crate::iter::collect(&parts[1])?;
    let args = args.iter().map(&mut *each).collect::<PyResult<Vec<_>>>()?;
    let y = crate::call::call(&parts[0], &args)?;
    made(&y)?;
    if let Some(state) = part(2) {
        set_state(&y, &each(state)?)?;
    }
    if let Some(items) = part(3) {
        for item in crate::iter::collect(items)? {
            crate::call::call_method(&y, name!("append"), &[each(&item)?])?;
        }
    }
    if let Some(pairs) = part(4) {
        for pair in crate::iter::collect(pairs)? {
            let pair = crate::iter::collect(&pair)?;
            let [key, item] = pair.as_slice() else {
                return Err(raise_type_error(format_args!(
                    "not a pair of key and value"
                )));
            };
            crate::operation::value_setitem(&y, &each(key)?, &each(item)?)?;
        }
    }
    Ok(y)
}

/// Gives a fresh object its state.
fn set_state(y: &Value, state: &Value) -> PyResult<()> {
    if type_lookup(y.ty(), name!("__setstate__")).is_some() {
        crate::call::call_method(y, name!("__setstate__"), core::slice::from_ref(state))?;
        return Ok(());
    }
    let (attributes, slots) = match state.as_tuple().map(|parts| parts.items()) {
        Some([attributes, slots]) => (attributes, Some(slots)),
        _ => (state, None),
    };
    if let Some(dict) = attributes.as_dict() {
        for (key, item) in dict.entries() {
            match key.as_str() {
                // What an exception keeps beside its dict is set as any attribute.
                Some(key) if y.ty().layout() == Layout::Exception => {
                    value_setattr(y, key, &item)?;
                }
                Some(key) => crate::attribute::store_in_dict(y, key, &item)?,
                None => {}
            }
        }
    } else if !attributes.is_none() {
        let dict = value_getattr(y, name!("__dict__"))?;
        crate::call::call_method(&dict, name!("update"), core::slice::from_ref(attributes))?;
    }
    for (key, item) in slots
        .and_then(Value::as_dict)
        .into_iter()
        .flat_map(|dict| dict.entries())
    {
        if let Some(key) = key.as_str() {
            crate::attribute::value_setattr(y, key, &item)?;
        }
    }
    Ok(())
}
