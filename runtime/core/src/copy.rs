//! The module `copy`.

use crate::prelude::*;

use crate::attribute::{attrs_dict, attrs_dict_make, getattr_opt, type_lookup};
use crate::error::{PyResult, raise_type_error};
use crate::exports::{bytes, dict, list, set};
use crate::iter::SliceObject;
use crate::method::offer;
use crate::reference::{Dict, List, Tuple};
use crate::types::{Layout, Type};
use crate::value::Value;

/// Whether copies of a value are the value itself.
fn is_atomic(value: &Value) -> bool {
    let layout = value.ty().layout();
    let known = matches!(
        layout,
        Layout::Immediate
            | Layout::Int
            | Layout::Float
            | Layout::Complex
            | Layout::Str
            | Layout::Bytes
            | Layout::Range
            | Layout::Slice
            | Layout::Type
            | Layout::Function
            | Layout::BuiltinFunction
            | Layout::Property
            | Layout::Cache
    );
    known && (layout == Layout::Type || !value.ty().is_heap_type())
}

/// The method `name` of the value's class, bound to it, if the program wrote one.
fn own_method(value: &Value, name: &'static str) -> PyResult<Option<Value>> {
    match type_lookup(value.ty(), &crate::str::intern(name)) {
        Some(_) => getattr_opt(value, name),
        None => Ok(None),
    }
}

/// Whether copies of instances are made from what `reduce` gives: the class says itself what
/// that is, how to make them or how to fill them, or holds a value that only `__new__` can give.
fn is_reduced(ty: &'static Type) -> bool {
    let says = |name: &str| crate::reduce::of_program(ty, &crate::str::intern(name)).is_some();
    let asked: &[&str] = match ty.layout() {
        Layout::Instance => &["__new__", "__getnewargs_ex__"],
        Layout::Tuple => &["__getnewargs__"],
        Layout::List => &["__new__", "__iter__", "append"],
        Layout::Dict => &["__new__", "__setitem__", "items"],
        _ => &[],
    };
    let whole = matches!(
        ty.layout(),
        Layout::Int
            | Layout::Float
            | Layout::Complex
            | Layout::Str
            | Layout::Set
            | Layout::FrozenSet
            | Layout::ByteArray
    );
    // Other classes of dicts are made from more than their items.
    let base = ty.mro().iter().find(|class| !class.is_heap_type());
    let plain = base.is_none_or(|base| !base.is_subclass_of(&crate::dict::DICT))
        || base.is_some_and(|base| core::ptr::eq(*base, &crate::dict::DICT));
    let state = [
        "__reduce_ex__",
        "__reduce__",
        "__getstate__",
        "__setstate__",
    ];
    ty.layout() == Layout::Exception
        || ty.is_heap_type()
            && (state.iter().any(|name| says(name))
                || plain && (whole || asked.iter().any(|name| says(name))))
}

/// What CPython's module makes of a value we do not copy ourselves.
fn foreign(function: &'static str, args: &[Value]) -> PyResult<Value> {
    let module = crate::foreign::foreign_import(&crate::str::intern("copy"))?;
    let function = crate::attribute::value_getattr(&module, &crate::str::intern(function))?;
    crate::call::call(&function, args)
}

/// What CPython makes of a value that we do not copy, if it is there.
fn unknown(function: &'static str, x: &Value, args: &[Value]) -> PyResult<Value> {
    if crate::foreign::hooks().is_some() {
        return foreign(function, args);
    }
    Err(raise_type_error(format_args!(
        "cannot pickle '{}' object",
        x.type_name()
    )))
}

/// An empty object of the value's class, if it is an instance of a class of
/// the program whose other contents `fill` and `refill` can put in.
fn bare_like(value: &Value) -> PyResult<Option<Value>> {
    let ty = value.ty();
    if core::ptr::eq(ty, &crate::types::OBJECT) {
        return crate::class::object_new(ty, crate::args::Args::new(&[], None)).map(Some);
    }
    if !ty.is_heap_type() {
        return Ok(None);
    }
    match ty.layout() {
        Layout::Instance => Ok(Some(crate::class::new_instance(ty))),
        Layout::List | Layout::Dict | Layout::Set => {
            let base = ty.mro().iter().find(|class| !class.is_heap_type());
            let new = base.and_then(|base| base.slots().new());
            new.map(|new| new(ty, crate::args::Args::new(&[], None)))
                .transpose()
        }
        _ => Ok(None),
    }
}

/// `x.copy()` of a built-in container.
fn copy_by_method(x: &Value) -> PyResult<Value> {
    offer(&crate::list::LIST, &list::methods::list_copy);
    offer(&crate::dict::DICT, &dict::methods::dict_copy);
    offer(&crate::dict::DEFAULT_DICT, &dict::methods::defaultdict_copy);
    offer(&crate::set::SET, &set::methods::set_copy);
    offer(&crate::bytes::BYTEARRAY, &bytes::methods::bytearray_copy);
    crate::call::call_method(x, crate::name!("copy"), &[])
}

/// A `partial` of the same function and arguments, each passed through `each`.
fn partial_again(x: &Value, each: &mut dyn FnMut(&Value) -> PyResult<Value>) -> PyResult<Value> {
    let part = |name| Ok(getattr_opt(x, name)?.unwrap_or(Value::NONE));
    let (function, args, keywords) = (part("func")?, part("args")?, part("keywords")?);
    let mut words = vec![each(&function)?];
    for item in args.as_tuple().map_or(&[][..], |args| args.items()) {
        words.push(each(item)?);
    }
    let mut names = Vec::new();
    for (name, value) in keywords
        .as_dict()
        .into_iter()
        .flat_map(|dict| dict.entries())
    {
        names.push(name);
        words.push(each(&value)?);
    }
    let names = Tuple::from_vec(names);
    let args = crate::args::Args::new(&words, Some(&names));
    let made = crate::call::call_args(&x.ty_value(), args)?;
    let attributes = part("__dict__")?;
    for (name, value) in attributes
        .as_dict()
        .into_iter()
        .flat_map(|dict| dict.entries())
    {
        if let Some(name) = name.as_str() {
            crate::attribute::value_setattr(&made, name, &each(&value)?)?;
        }
    }
    Ok(made)
}

/// Puts the items of a container into an empty one of the same class.
fn refill(
    from: &Value,
    to: &Value,
    each: &mut dyn FnMut(&Value) -> PyResult<Value>,
) -> PyResult<()> {
    if let (Some(from), Some(to)) = (from.as_list(), to.as_list()) {
        let mut at = 0;
        while let Some(item) = from.get(at) {
            crate::list::list_append(to, &each(&item)?)?;
            at += 1;
        }
    } else if let (Some(from), Some(to)) = (from.as_dict(), to.as_dict()) {
        for (key, value) in from.entries() {
            let key = each(&key)?;
            to.set(&key, &each(&value)?)?;
        }
    } else if to.ty().layout() == Layout::Set {
        for item in crate::iter::collect(from)? {
            offer(&crate::set::SET, &set::methods::set_add);
            crate::call::call_method(to, crate::name!("add"), &[each(&item)?])?;
        }
    }
    fill(from, to, each)
}

/// Fields and attributes of `from` put into `to`, each passed through `each`.
fn fill(from: &Value, to: &Value, each: &mut dyn FnMut(&Value) -> PyResult<Value>) -> PyResult<()> {
    let fields = from.ty().fields();
    if let (Some(source), Some(target)) = (from.as_header(), to.as_header()) {
        for field in fields {
            if let Some(value) = crate::attribute::load_field(source, field) {
                let value = each(&value)?;
                crate::attribute::store_field(to, target, field, Some(&value))?;
            }
        }
    }
    if let Some(attrs) = attrs_dict(from) {
        for (key, value) in attrs.entries() {
            let value = each(&value)?;
            if let Some(dict) = attrs_dict_make(to) {
                dict.set(&key, &value)?;
            }
        }
    }
    Ok(())
}

/// `copy(x)` of an instance, whatever its `__copy__`.
pub fn copy_shallow(x: &Value) -> PyResult<Value> {
    match bare_like(x)? {
        Some(made) => {
            fill(x, &made, &mut |value| Ok(value.clone()))?;
            Ok(made)
        }
        None => Ok(x.clone()),
    }
}

/// `copy(x)`.
pub fn copy_copy(x: &Value) -> PyResult<Value> {
    if x.is_foreign() {
        return foreign("copy", core::slice::from_ref(x));
    }
    if is_atomic(x) {
        return Ok(x.clone());
    }
    if let Some(method) = own_method(x, "__copy__")? {
        return crate::call::call(&method, &[]);
    }
    if crate::dict::is_default_dict(x) && x.ty().is_heap_type() {
        let factory = crate::dict::default_factory(x).unwrap_or(Value::NONE);
        return crate::call::call(&x.ty_value(), &[factory, x.clone()]);
    }
    if let Some(copied) = crate::array::copied(x) {
        return Ok(copied);
    }
    if is_reduced(x.ty()) {
        let reduced = crate::reduce::reduce(x)?;
        let same = &mut |value: &Value| Ok(value.clone());
        return crate::reduce::reconstruct(x, &reduced, same, &mut |_| Ok(()));
    }
    let builtin = !x.ty().is_heap_type();
    match x.ty().layout() {
        Layout::Tuple if !builtin => {
            let items = x.as_tuple().expect("tuple").items().to_vec();
            let made: Value = Tuple::of_class(x.ty(), items).into();
            fill(x, &made, &mut |value| Ok(value.clone()))?;
            Ok(made)
        }
        Layout::Tuple | Layout::FrozenSet if builtin => Ok(x.clone()),
        Layout::List | Layout::Dict | Layout::Set | Layout::ByteArray if builtin => {
            copy_by_method(x)
        }
        // Also of a derived class: it has `__copy__`, which is its `copy`.
        Layout::Deque => crate::deque::deque_copy(x),
        Layout::Partial if builtin => partial_again(x, &mut |value| Ok(value.clone())),
        Layout::BoundMethod => Ok(x.clone()),
        _ => match bare_like(x)? {
            Some(made) => {
                refill(x, &made, &mut |value| Ok(value.clone()))?;
                Ok(made)
            }
            None => match crate::again::copied(x, &mut |value| Ok(value.clone()))? {
                Some(made) => Ok(made),
                None => unknown("copy", x, core::slice::from_ref(x)),
            },
        },
    }
}

/// `deepcopy(x, memo)`.
pub fn copy_deepcopy(x: &Value, memo: &Value) -> PyResult<Value> {
    let memo = match memo.as_dict() {
        Some(dict) => dict.clone(),
        None => Dict::new(),
    };
    deep(x, &memo)
}

fn key_of(x: &Value) -> Value {
    crate::builtins::builtins_id(x)
}

fn deep(x: &Value, memo: &Dict) -> PyResult<Value> {
    if x.is_foreign() {
        return foreign("deepcopy", &[x.clone(), memo.to_value()]);
    }
    if let Some(slice) = x.downcast::<SliceObject>() {
        let parts = [&slice.start, &slice.stop, &slice.step];
        let [start, stop, step] = parts.map(|part| deep(part, memo));
        return Ok(crate::iter::slice_new(&start?, &stop?, &step?));
    }
    if is_atomic(x) {
        return Ok(x.clone());
    }
    crate::start::check_stack("while copying")?;
    let key = key_of(x);
    if let Some(known) = memo.get(&key)? {
        return Ok(known);
    }
    if let Some(copied) = crate::array::copied(x) {
        return remember(x, &key, copied, memo);
    }
    if let Some(method) = own_method(x, "__deepcopy__")? {
        let made = crate::call::call(&method, &[memo.to_value()])?;
        return remember(x, &key, made, memo);
    }
    let derived = x.ty().is_heap_type()
        && (x.ty().layout() == Layout::Deque || crate::dict::is_default_dict(x));
    if derived || is_reduced(x.ty()) {
        let reduced = crate::reduce::reduce(x)?;
        let each = &mut |value: &Value| deep(value, memo);
        let made = crate::reduce::reconstruct(x, &reduced, each, &mut |made| memo.set(&key, made))?;
        return remember(x, &key, made, memo);
    }
    let builtin = !x.ty().is_heap_type();
    match x.ty().layout() {
        Layout::List if builtin => {
            let list = x.as_list().expect("list");
            let made = List::from_vec(Vec::new());
            memo.set(&key, made.as_value())?;
            let mut at = 0;
            while let Some(item) = list.get(at) {
                let item = deep(&item, memo)?;
                crate::list::list_append(&made, &item)?;
                at += 1;
            }
            remember(x, &key, made.into(), memo)
        }
        Layout::Tuple if builtin => {
            let tuple = x.as_tuple().expect("tuple");
            let mut items = Vec::with_capacity(tuple.items().len());
            let mut changed = false;
            for item in tuple.items() {
                let copied = deep(item, memo)?;
                changed |= !copied.is(item);
                items.push(copied);
            }
            // A tuple that holds itself was copied on the way.
            if let Some(known) = memo.get(&key)? {
                return Ok(known);
            }
            let made = if changed {
                Tuple::from_vec(items).into()
            } else {
                x.clone()
            };
            remember(x, &key, made, memo)
        }
        Layout::Tuple => {
            let tuple = x.as_tuple().expect("tuple");
            let items = tuple.items().iter();
            let items = items
                .map(|item| deep(item, memo))
                .collect::<PyResult<_>>()?;
            if let Some(known) = memo.get(&key)? {
                return Ok(known);
            }
            let made: Value = Tuple::of_class(x.ty(), items).into();
            memo.set(&key, &made)?;
            fill(x, &made, &mut |value| deep(value, memo))?;
            remember(x, &key, made, memo)
        }
        Layout::Dict if core::ptr::eq(x.ty(), &crate::dict::DICT) => {
            let made = Dict::new();
            memo.set(&key, made.as_value())?;
            for (name, value) in x.as_dict().expect("dict").entries() {
                let name = deep(&name, memo)?;
                let value = deep(&value, memo)?;
                made.set(&name, &value)?;
            }
            remember(x, &key, made.into(), memo)
        }
        Layout::Dict if builtin => {
            let made = copy_by_method(x)?;
            offer(&crate::dict::DICT, &dict::methods::dict_clear);
            crate::call::call_method(&made, crate::name!("clear"), &[])?;
            memo.set(&key, &made)?;
            let dict = made.as_dict().expect("dict").clone();
            for (name, value) in x.as_dict().expect("dict").entries() {
                let name = deep(&name, memo)?;
                let value = deep(&value, memo)?;
                dict.set(&name, &value)?;
            }
            remember(x, &key, made, memo)
        }
        Layout::Set | Layout::FrozenSet | Layout::Deque | Layout::ByteArray if builtin => {
            let items = crate::iter::collect(x)?;
            let mut copies = Vec::with_capacity(items.len());
            for item in &items {
                copies.push(deep(item, memo)?);
            }
            let mut args = vec![List::from_vec(copies).into()];
            if x.ty().layout() == Layout::Deque {
                args.push(getattr_opt(x, "maxlen")?.unwrap_or(Value::NONE));
            }
            let made = crate::call::call(&x.ty_value(), &args)?;
            remember(x, &key, made, memo)
        }
        Layout::Partial if builtin => {
            let made = partial_again(x, &mut |value| deep(value, memo))?;
            remember(x, &key, made, memo)
        }
        Layout::BoundMethod => {
            let object = getattr_opt(x, "__self__")?.unwrap_or(Value::NONE);
            let method = x.downcast::<crate::function::BoundMethodObject>();
            let function = method.map_or(Value::NONE, |method| method.function.clone());
            let object = deep(&object, memo)?;
            Ok(crate::function::bound_method(&function, &object))
        }
        _ => match bare_like(x)? {
            Some(made) => {
                memo.set(&key, &made)?;
                refill(x, &made, &mut |value| deep(value, memo))?;
                remember(x, &key, made, memo)
            }
            None => match crate::again::copied(x, &mut |value| deep(value, memo))? {
                Some(made) => remember(x, &key, made, memo),
                None => unknown("deepcopy", x, &[x.clone(), memo.to_value()]),
            },
        },
    }
}

/// Notes a copy, and keeps the original alive as long as the memo: its
/// address is the key.
fn remember(x: &Value, key: &Value, made: Value, memo: &Dict) -> PyResult<Value> {
    if made.is(x) {
        return Ok(made);
    }
    memo.set(key, &made)?;
    let alive = crate::builtins::builtins_id(memo.as_value());
    match memo.get(&alive)?.as_ref().and_then(Value::as_list) {
        Some(list) => crate::list::list_append(list, x)?,
        None => memo.set(&alive, List::from_vec(vec![x.clone()]).as_value())?,
    }
    Ok(made)
}
