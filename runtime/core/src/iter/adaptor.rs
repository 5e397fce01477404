//! enumerate, zip, map, filter and reversed.

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

use super::again::Again;
use super::{iter_next, value_iter};
use crate::args::{Args, check_positional};
use crate::dict::{DICT_ITEMS, DICT_KEYS, DICT_VALUES};
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::exports::{deque, dict, iter, list};
use crate::method::offer;
use crate::prelude::*;
use crate::reference::{Object, Ref, Tuple, dealloc_struct, new_header};
use crate::tuple::TUPLE;
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// An enumerate object.
#[repr(C)]
struct EnumerateObject {
    header: Header,
    iterator: Value,
    count: RefCell<Value>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for EnumerateObject {
    const TYPE: &'static Type = &ENUMERATE;
    const LAYOUT: Layout = Layout::Enumerate;
}

/// `enumerate`.
pub static ENUMERATE: Type = Type::builtin(
    "enumerate",
    Layout::Enumerate,
    size_of::<EnumerateObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<EnumerateObject>,
        // SAFETY: called on live objects.
        traverse: Some(|header, visit| unsafe {
            visit(&(*header.cast::<EnumerateObject>()).iterator)
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this.downcast::<EnumerateObject>().expect("enumerate");
            let Some(item) = iter_next(&this.iterator)? else {
                return Ok(None);
            };
            let next = match this.count.borrow().as_small_int() {
                Some(n) => Value::int(n + 1),
                None => crate::int::int_add(&this.count.borrow(), &Value::int(1)),
            };
            let count = this.count.replace(next);
            Ok(Some(Tuple::pair(count, item).into()))
        }),
        new: Some(|ty, args| {
            let [iterable, start] = bind_enumerate(args)?;
            let Some(iterable) = iterable else {
                return Err(raise_type_error(format_args!(
                    "enumerate() missing required argument 'iterable'"
                )));
            };
            let start = match start {
                Some(start) => super::range::exact_int(&start)?,
                None => Value::int(0),
            };
            let iterator = value_iter(&iterable)?;
            Ok(Ref::alloc_as(
                ty,
                EnumerateObject {
                    header: new_header(),
                    iterator,
                    count: RefCell::new(start),
                },
            )
            .into())
        }),
        ..Slots::OBJECT
    },
)
.subclassable();

/// `enumerate(iterable, start=0)`, both by name too.
fn bind_enumerate(args: Args<'_>) -> PyResult<[Option<Value>; 2]> {
    let n = args.words().len();
    if n > 2 {
        return Err(raise_type_error(format_args!(
            "enumerate() takes at most 2 arguments ({n} given)"
        )));
    }
    let mut bound = [
        args.positional().first().cloned(),
        args.positional().get(1).cloned(),
    ];
    for (name, value) in args.keywords() {
        let at = match name.as_str() {
            "iterable" => 0,
            "start" => 1,
            other => {
                return Err(raise_type_error(format_args!(
                    "'{other}' is an invalid keyword argument for enumerate()"
                )));
            }
        };
        bound[at] = Some(value.clone());
    }
    Ok(bound)
}

/// A zip object.
#[repr(C)]
struct ZipObject {
    header: Header,
    iterators: Vec<Value>,
    strict: Cell<bool>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ZipObject {
    const TYPE: &'static Type = &ZIP;
    const LAYOUT: Layout = Layout::Zip;
}

/// `zip`.
pub static ZIP: Type = Type::builtin(
    "zip",
    Layout::Zip,
    size_of::<ZipObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<ZipObject>,
        // SAFETY: called on live objects.
        traverse: Some(|header, visit| unsafe {
            (*header.cast::<ZipObject>())
                .iterators
                .iter()
                .for_each(visit);
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| zip_next(this.downcast::<ZipObject>().expect("zip"))),
        new: Some(|ty, args| {
            let mut strict = false;
            for (name, value) in args.keywords() {
                if name.as_str() != "strict" {
                    return Err(raise_type_error(format_args!(
                        "'{}' is an invalid keyword argument for zip()",
                        name.as_str()
                    )));
                }
                strict = crate::operation::value_truth(value)?;
            }
            let mut iterators = Vec::with_capacity(args.positional().len());
            for iterable in args.positional() {
                iterators.push(value_iter(iterable)?);
            }
            let zip = ZipObject {
                header: new_header(),
                iterators,
                strict: Cell::new(strict),
            };
            Ok(Ref::alloc_as(ty, zip).into())
        }),
        ..Slots::OBJECT
    },
)
.subclassable();

fn zip_next(this: &Ref<ZipObject>) -> PyResult<Option<Value>> {
    if this.iterators.is_empty() {
        return Ok(None);
    }
    if let [a, b] = this.iterators.as_slice()
        && !this.strict.get()
    {
        let Some(first) = iter_next(a)? else {
            return Ok(None);
        };
        let Some(second) = iter_next(b)? else {
            return Ok(None);
        };
        return Ok(Some(Tuple::pair(first, second).into()));
    }
    let n = this.iterators.len();
    let items = Tuple::from_iter_exact(&TUPLE, n, core::iter::repeat_n(Value::NONE, n));
    for (i, iterator) in this.iterators.iter().enumerate() {
        // Mostly rows of a table, of which the next item is right here.
        let next = match crate::list::iterator::next_of_list(iterator) {
            Some(said) => said,
            None => iter_next(iterator)?,
        };
        match next {
            Some(item) => drop(items.replace_item(i, item)),
            None if this.strict.get() => {
                drop(items);
                return Err(match i {
                    0 => match first_longer(this)? {
                        Some(longer) => uneven(longer, "longer"),
                        None => return Ok(None),
                    },
                    _ => uneven(i, "shorter"),
                });
            }
            None => return Ok(None),
        }
    }
    Ok(Some(items.into()))
}

/// The first iterator behind the exhausted first one that has more items.
fn first_longer(this: &Ref<ZipObject>) -> PyResult<Option<usize>> {
    for (i, iterator) in this.iterators.iter().enumerate().skip(1) {
        if iter_next(iterator)?.is_some() {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn uneven(at: usize, how: &str) -> crate::error::Raised {
    let others = if at == 1 {
        "argument ".to_string()
    } else {
        "arguments 1-".to_string()
    };
    raise_value_error(format_args!(
        "zip() argument {} is {how} than {others}{at}",
        at + 1
    ))
}

/// A map object.
#[repr(C)]
struct MapObject {
    header: Header,
    function: Value,
    iterators: Vec<Value>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for MapObject {
    const TYPE: &'static Type = &MAP;
    const LAYOUT: Layout = Layout::Map;
}

/// `map`.
pub static MAP: Type = Type::builtin(
    "map",
    Layout::Map,
    size_of::<MapObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<MapObject>,
        // SAFETY: called on live objects.
        traverse: Some(|header, visit| unsafe {
            let this = &*header.cast::<MapObject>();
            visit(&this.function);
            this.iterators.iter().for_each(visit);
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this.downcast::<MapObject>().expect("map");
            if let [only] = this.iterators.as_slice() {
                let Some(item) = iter_next(only)? else {
                    return Ok(None);
                };
                return crate::call::call(&this.function, core::slice::from_ref(&item)).map(Some);
            }
            if let [first, second] = this.iterators.as_slice() {
                let Some(first) = iter_next(first)? else {
                    return Ok(None);
                };
                let Some(second) = iter_next(second)? else {
                    return Ok(None);
                };
                return crate::call::call(&this.function, &[first, second]).map(Some);
            }
            let mut items = Vec::with_capacity(this.iterators.len());
            for iterator in &this.iterators {
                match iter_next(iterator)? {
                    Some(item) => items.push(item),
                    None => return Ok(None),
                }
            }
            crate::call::call(&this.function, &items).map(Some)
        }),
        new: Some(|ty, args| {
            let words = args.no_keywords("map")?;
            if words.len() < 2 {
                return Err(raise_type_error(format_args!(
                    "map() must have at least two arguments."
                )));
            }
            let iterators = words[1..]
                .iter()
                .map(value_iter)
                .collect::<PyResult<Vec<Value>>>()?;
            Ok(Ref::alloc_as(
                ty,
                MapObject {
                    header: new_header(),
                    function: words[0].clone(),
                    iterators,
                },
            )
            .into())
        }),
        ..Slots::OBJECT
    },
)
.subclassable();

/// A filter object.
#[repr(C)]
struct FilterObject {
    header: Header,
    function: Value,
    iterator: Value,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for FilterObject {
    const TYPE: &'static Type = &FILTER;
    const LAYOUT: Layout = Layout::Filter;
}

/// `filter`.
pub static FILTER: Type = Type::builtin(
    "filter",
    Layout::Filter,
    size_of::<FilterObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<FilterObject>,
        // SAFETY: called on live objects.
        traverse: Some(|header, visit| unsafe {
            let this = &*header.cast::<FilterObject>();
            visit(&this.function);
            visit(&this.iterator);
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this.downcast::<FilterObject>().expect("filter");
            let by_truth = this.function.is_none()
                || this
                    .function
                    .as_type()
                    .is_some_and(|class| core::ptr::eq(class, &crate::int::BOOL));
            while let Some(item) = iter_next(&this.iterator)? {
                let keep = if by_truth {
                    crate::operation::value_truth(&item)?
                } else {
                    let verdict = crate::call::call(&this.function, core::slice::from_ref(&item))?;
                    crate::operation::value_truth(&verdict)?
                };
                if keep {
                    return Ok(Some(item));
                }
            }
            Ok(None)
        }),
        new: Some(|ty, args| {
            let words = args.unpack("filter", 2, 2)?;
            let iterator = value_iter(&words[1])?;
            Ok(Ref::alloc_as(
                ty,
                FilterObject {
                    header: new_header(),
                    function: words[0].clone(),
                    iterator,
                },
            )
            .into())
        }),
        ..Slots::OBJECT
    },
)
.subclassable();

/// Iterates backwards by `sequence[n - 1]`, `sequence[n - 2]`, ...
#[repr(C)]
struct ReversedObject {
    header: Header,
    sequence: RefCell<Option<Value>>,
    at: Cell<i64>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ReversedObject {
    const TYPE: &'static Type = &REVERSED;
    const LAYOUT: Layout = Layout::Reversed;
}

/// `reversed`.
pub static REVERSED: Type = Type::builtin(
    "reversed",
    Layout::Reversed,
    size_of::<ReversedObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<ReversedObject>,
        // SAFETY: called on live objects.
        traverse: Some(|header, visit| unsafe {
            if let Some(sequence) = &*(*header.cast::<ReversedObject>()).sequence.as_ptr() {
                visit(sequence);
            }
        }),
        iter: Some(|this| Ok(this.clone())),
        next: Some(|this| {
            let this = this.downcast::<ReversedObject>().expect("reversed");
            let Some(sequence) = this.sequence.borrow().clone() else {
                return Ok(None);
            };
            let at = this.at.get();
            if at >= 0 {
                use crate::exception::{INDEX_ERROR, STOP_ITERATION};
                this.at.set(at - 1);
                match crate::operation::value_getitem(&sequence, &Value::int(at)) {
                    Ok(item) => return Ok(Some(item)),
                    Err(raised)
                        if crate::error::pending_is(&raised, &INDEX_ERROR)
                            || crate::error::pending_is(&raised, &STOP_ITERATION) =>
                    {
                        drop(crate::error::take_pending(raised));
                    }
                    Err(raised) => return Err(raised),
                }
            }
            drop(this.sequence.take());
            Ok(None)
        }),
        new: Some(|_, args| {
            check_positional("reversed", args.no_keywords("reversed")?.len(), 1, 1)?;
            reversed(&args.words()[0])
        }),
        ..Slots::OBJECT
    },
)
.subclassable();

/// `reversed(sequence)`.
pub fn reversed(sequence: &Value) -> PyResult<Value> {
    if let (true, Some(hooks)) = (sequence.is_foreign(), crate::foreign::active_hooks()) {
        let builtins = (hooks.import)(crate::name!("builtins"))?;
        return crate::call::call_method(
            &builtins,
            crate::name!("reversed"),
            core::slice::from_ref(sequence),
        );
    }
    offer(&crate::list::LIST, &list::methods::list_reversed);
    offer(&super::RANGE, &iter::methods::range_reversed);
    offer(&crate::dict::DICT, &dict::methods::dict_reversed);
    offer(&DICT_KEYS, &dict::methods::dict_keys_reversed);
    offer(&DICT_VALUES, &dict::methods::dict_values_reversed);
    offer(&DICT_ITEMS, &dict::methods::dict_items_reversed);
    offer(&crate::deque::DEQUE, &deque::methods::deque_reversed);
    if let Some(method) = crate::attribute::special_method(sequence, crate::name!("__reversed__")) {
        if method.is_none() {
            return Err(raise_type_error(format_args!(
                "'{}' object is not reversible",
                sequence.type_name()
            )));
        }
        return crate::attribute::call_found_special(sequence, &method, &[]);
    }
    let slots = sequence.ty().slots();
    if slots.getitem().is_none() || sequence.as_dict().is_some() {
        return Err(raise_type_error(format_args!(
            "'{}' object is not reversible",
            sequence.type_name()
        )));
    }
    let len = crate::operation::value_len(sequence)?;
    Ok(Ref::alloc(ReversedObject {
        header: new_header(),
        sequence: RefCell::new(Some(sequence.clone())),
        at: Cell::new(len - 1),
    })
    .into())
}

/// What the iterators of this file are made again from.
pub(super) fn again(this: &Value) -> Again {
    let callee = this.ty_value();
    if let Some(this) = this.downcast::<EnumerateObject>() {
        let count = this.count.borrow().clone();
        return Again::call(callee, vec![this.iterator.clone(), count]);
    }
    if let Some(this) = this.downcast::<ZipObject>() {
        let state = this.strict.get().then_some(Value::TRUE);
        let args = this.iterators.clone();
        return Again {
            state,
            ..Again::call(callee, args)
        };
    }
    if let Some(this) = this.downcast::<MapObject>() {
        let mut args = vec![this.function.clone()];
        args.extend(this.iterators.iter().cloned());
        return Again::call(callee, args);
    }
    if let Some(this) = this.downcast::<FilterObject>() {
        return Again::call(callee, vec![this.function.clone(), this.iterator.clone()]);
    }
    let this = of_reversed(this);
    let empty = Tuple::from_slice(&[]);
    Again {
        callee,
        ..Again::at(this.sequence.borrow().clone(), this.at.get(), empty.into())
    }
}

fn of_reversed(this: &Value) -> &Ref<ReversedObject> {
    this.downcast().expect("reversed")
}

pub(super) fn set_strict(this: &Value, strict: bool) {
    this.downcast::<ZipObject>()
        .expect("zip")
        .strict
        .set(strict);
}

pub(super) fn set_reversed_state(this: &Value, at: i64) -> PyResult<()> {
    let this = of_reversed(this);
    let sequence = this.sequence.borrow().clone();
    if let Some(sequence) = sequence {
        let last = crate::operation::value_len(&sequence)? - 1;
        this.at.set(at.clamp(-1, last));
    }
    Ok(())
}

/// How many items are still to come.
pub(super) fn reversed_left(this: &Value) -> PyResult<i64> {
    let this = of_reversed(this);
    let sequence = this.sequence.borrow().clone();
    let Some(sequence) = sequence else {
        return Ok(0);
    };
    let (len, left) = (crate::operation::value_len(&sequence)?, this.at.get() + 1);
    Ok(if len < left { 0 } else { left })
}
