//! `collections.deque`.

use alloc::collections::VecDeque;
use core::cell::Cell;

use pyaot_abi::layout::Header;

use crate::args::Args;
use crate::error::{
    PyResult, pending_is, raise_index_error, raise_runtime_error, raise_type_error,
    raise_value_error,
};
use crate::exception::RUNTIME_ERROR;
use crate::operation;
use crate::prelude::*;
use crate::recursion::ReprGuard;
use crate::reference::{Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{BinaryOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

/// A double-ended queue.
#[repr(C)]
pub struct DequeObject {
    header: Header,
    items: VecDeque<Value>,
    maxlen: Option<usize>,
    /// Changes whenever an item is added or removed.
    state: u64,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for DequeObject {
    const TYPE: &'static Type = &DEQUE;
    const LAYOUT: Layout = Layout::Deque;
}

type Deque = Ref<DequeObject>;

/// `collections.deque`.
pub static DEQUE: Type = Type::builtin_in(
    "collections",
    "deque",
    Layout::Deque,
    size_of::<DequeObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<DequeObject>,
        // SAFETY: called on live deques.
        traverse: Some(|header, visit| unsafe {
            (*header.cast::<DequeObject>()).items.iter().for_each(visit)
        }),
        hash: None,
        repr: Some(|this| deque_repr(deque(this))),
        compare: Some(|this, other, op| {
            let theirs = of_python(other)?;
            let a = deque(this);
            let Some(b) = theirs.as_ref().or_else(|| other.downcast::<DequeObject>()) else {
                return Ok(None);
            };
            let get = |at| Some((a.items.get(at)?.clone(), b.items.get(at)?.clone()));
            let len = || (a.items.len(), b.items.len());
            let answer = crate::list::compare_items(op, len, get)?;
            // Unlike lists, deques give the truth of what the items say.
            Ok(Some(Value::bool(crate::operation::value_truth(&answer)?)))
        }),
        len: Some(|this| Ok(deque(this).items.len() as i64)),
        getitem: Some(|this, key| {
            let this = deque(this);
            match position(this, key)? {
                Some(at) => Ok(this.items[at].clone()),
                None => Err(raise_index_error(format_args!("deque index out of range"))),
            }
        }),
        setitem: Some(|this, key, value| {
            let this = deque(this);
            let Some(at) = position(this, key)? else {
                return Err(raise_index_error(format_args!("deque index out of range")));
            };
            let old = match value {
                Some(value) => Some(core::mem::replace(&mut edit(this).items[at], value.clone())),
                None => changed(this).items.remove(at),
            };
            drop(old);
            Ok(())
        }),
        contains: Some(|this, item| {
            let this = deque(this);
            Ok(find(this, item, 0, this.items.len())?.is_some())
        }),
        iter: Some(|this| Ok(iterate(deque(this), false))),
        binary: Some(|op, this, other, reflected| {
            let this = deque(this);
            match op {
                BinaryOp::Add if !reflected => {
                    let Some(other) = other.downcast::<DequeObject>() else {
                        return Err(raise_type_error(format_args!(
                            "can only concatenate deque (not \"{}\") to deque",
                            other.type_name()
                        )));
                    };
                    let result = deque_copy(this.as_value())?;
                    if let Some(made) = result.downcast::<DequeObject>() {
                        extend(made, other.as_value())?;
                    }
                    Ok(Some(result))
                }
                BinaryOp::Mul if operation::repeats_by(other) => {
                    let result = deque_copy(this.as_value())?;
                    if let Some(made) = result.downcast::<DequeObject>() {
                        repeat(made, operation::repeat_factor(other)?)?;
                    }
                    Ok(Some(result))
                }
                _ => Ok(None),
            }
        }),
        binary_ops: operators(&[BinaryOp::Add, BinaryOp::Mul]),
        inplace: Some(|op, this, other| {
            match op {
                BinaryOp::Add => extend(deque(this), other)?,
                BinaryOp::Mul if operation::is_index(other) => {
                    repeat(deque(this), operation::repeat_factor(other)?)?;
                }
                _ => return Ok(None),
            }
            Ok(Some(this.clone()))
        }),
        inplace_ops: operators(&[BinaryOp::Add, BinaryOp::Mul]),
        new: Some(|ty, _| Ok(Ref::alloc_as(ty, empty(None)).into())),
        init: Some(|this, args| deque_init(deque(this), args)),
        ..Slots::OBJECT
    },
)
.subclassable();

/// The class, for the module.
pub fn deque_class() -> Value {
    DEQUE.to_value()
}

fn deque(this: &Value) -> &Deque {
    this.downcast().expect("deque")
}

fn empty(maxlen: Option<usize>) -> DequeObject {
    DequeObject {
        header: new_header(),
        items: VecDeque::new(),
        maxlen,
        state: 0,
    }
}

/// The deque, to change. Nothing may run Python code meanwhile.
#[allow(clippy::mut_from_ref)]
fn edit(this: &Deque) -> &mut DequeObject {
    // SAFETY: one thread, and the callers hold no other reference into it.
    unsafe { &mut *this.as_ptr() }
}

/// As [`edit`], where items come or go.
#[allow(clippy::mut_from_ref)]
fn changed(this: &Deque) -> &mut DequeObject {
    let deque = edit(this);
    deque.state += 1;
    deque
}

/// `deque(iterable=(), maxlen=None)`.
fn deque_init(this: &Deque, args: Args<'_>) -> PyResult<()> {
    let n = args.words().len();
    if n > 2 {
        return Err(raise_type_error(format_args!(
            "deque() takes at most 2 arguments ({n} given)"
        )));
    }
    let mut bound = [args.positional().first(), args.positional().get(1)];
    for (name, value) in args.keywords() {
        match name.as_str() {
            "iterable" => bound[0] = Some(value),
            "maxlen" => bound[1] = Some(value),
            other => {
                return Err(raise_type_error(format_args!(
                    "'{other}' is an invalid keyword argument for deque()"
                )));
            }
        }
    }
    let maxlen = match bound[1].filter(|maxlen| !maxlen.is_none()) {
        None => None,
        Some(maxlen) if !crate::int::is_int(maxlen) => {
            return Err(raise_type_error(format_args!("an integer is required")));
        }
        Some(maxlen) => match usize::try_from(operation::to_i64(maxlen)?) {
            Ok(maxlen) => Some(maxlen),
            Err(_) => {
                return Err(raise_value_error(format_args!(
                    "maxlen must be non-negative"
                )));
            }
        },
    };
    edit(this).maxlen = maxlen;
    deque_clear(this.as_value());
    match bound[0] {
        Some(iterable) => extend(this, iterable),
        None => Ok(()),
    }
}

fn deque_repr(this: &Deque) -> PyResult<Str> {
    let Some(_guard) = ReprGuard::enter(this.as_value()) else {
        return Ok(Str::new("[...]"));
    };
    crate::start::check_stack(" while getting the repr of an object")?;
    let items: Value =
        crate::reference::List::from_vec(this.items.iter().cloned().collect()).into();
    let items = operation::value_repr(&items)?;
    let name = this.ty().name();
    Ok(Str::new(&match this.maxlen {
        None => format!("{name}({})", items.as_str()),
        Some(maxlen) => format!("{name}({}, maxlen={maxlen})", items.as_str()),
    }))
}

/// The position an index stands for, if there is one.
fn position(this: &Deque, key: &Value) -> PyResult<Option<usize>> {
    if !operation::is_index(key) {
        return Err(raise_type_error(format_args!(
            "sequence index must be integer, not '{}'",
            key.type_name()
        )));
    }
    let (index, len) = (operation::to_index(key)?, this.items.len() as i64);
    let at = if index < 0 { index + len } else { index };
    Ok((0..len).contains(&at).then_some(at as usize))
}

fn mutated() -> crate::error::Raised {
    raise_runtime_error(format_args!("deque mutated during iteration"))
}

/// The first position in `from..to` of an item equal to `item`.
fn find(this: &Deque, item: &Value, from: usize, to: usize) -> PyResult<Option<usize>> {
    let state = this.state;
    for at in from..to {
        let Some(known) = this.items.get(at).cloned() else {
            break;
        };
        if operation::equal(&known, item)? {
            return Ok(Some(at));
        }
        if state != this.state {
            return Err(mutated());
        }
    }
    Ok(None)
}

fn not_in_deque(item: &Value) -> crate::error::Raised {
    match operation::value_repr(item) {
        Ok(shown) => raise_value_error(format_args!("{} is not in deque", shown.as_str())),
        Err(raised) => raised,
    }
}

/// A deque of its own with the same items.
/// The items of a deque of CPython's own, such as `pickle` makes, in one of ours.
fn of_python(value: &Value) -> PyResult<Option<Deque>> {
    if !value.is_foreign() || value.type_name() != "collections.deque" {
        return Ok(None);
    }
    let made = Ref::alloc(empty(None));
    extend(&made, value)?;
    Ok(Some(made))
}

fn copy(this: &Deque) -> Deque {
    let mut made = empty(this.maxlen);
    made.items = this.items.clone();
    Ref::alloc(made)
}

fn push(this: &Deque, item: Value) {
    let deque = changed(this);
    deque.items.push_back(item);
    let lost = if deque
        .maxlen
        .is_some_and(|maxlen| deque.items.len() > maxlen)
    {
        deque.items.pop_front()
    } else {
        None
    };
    drop(lost);
}

fn push_left(this: &Deque, item: Value) {
    let deque = changed(this);
    deque.items.push_front(item);
    let lost = if deque
        .maxlen
        .is_some_and(|maxlen| deque.items.len() > maxlen)
    {
        deque.items.pop_back()
    } else {
        None
    };
    drop(lost);
}

/// Adds the items of `iterable`, which may be the deque itself.
fn add_all(this: &Deque, iterable: &Value, add: fn(&Deque, Value)) -> PyResult<()> {
    if this.as_value().is(iterable) {
        this.items
            .clone()
            .into_iter()
            .for_each(|item| add(this, item));
        return Ok(());
    }
    crate::iter::for_each(iterable, |item| {
        add(this, item.clone());
        Ok(true)
    })
}

fn extend(this: &Deque, iterable: &Value) -> PyResult<()> {
    add_all(this, iterable, push)
}

fn repeat(this: &Deque, n: i64) -> PyResult<()> {
    let items: Vec<Value> = this.items.iter().cloned().collect();
    // Only the last ones stay of a bounded deque.
    let n = match this.maxlen {
        Some(limit) if !items.is_empty() => n.min((limit / items.len() + 1) as i64),
        _ => n,
    };
    let count = operation::repeat_count(n, size_of_val(&*items) as i64)?;
    deque_clear(this.as_value());
    for _ in 0..count {
        items.iter().for_each(|item| push(this, item.clone()));
    }
    Ok(())
}

/// `deque.append(item)`.
pub fn deque_append(this: &Value, item: &Value) {
    push(deque(this), item.clone());
}

/// `deque.appendleft(item)`.
pub fn deque_appendleft(this: &Value, item: &Value) {
    push_left(deque(this), item.clone());
}

/// `deque.pop()`.
pub fn deque_pop(this: &Value) -> PyResult<Value> {
    changed(deque(this))
        .items
        .pop_back()
        .ok_or_else(|| raise_index_error(format_args!("pop from an empty deque")))
}

/// `deque.popleft()`.
pub fn deque_popleft(this: &Value) -> PyResult<Value> {
    changed(deque(this))
        .items
        .pop_front()
        .ok_or_else(|| raise_index_error(format_args!("pop from an empty deque")))
}

/// `deque.extend(iterable)`.
pub fn deque_extend(this: &Value, iterable: &Value) -> PyResult<()> {
    extend(deque(this), iterable)
}

/// `deque.extendleft(iterable)`.
pub fn deque_extendleft(this: &Value, iterable: &Value) -> PyResult<()> {
    add_all(deque(this), iterable, push_left)
}

/// `deque.clear()`.
pub fn deque_clear(this: &Value) {
    let old = core::mem::take(&mut changed(deque(this)).items);
    drop(old);
}

/// `deque.copy()`.
pub fn deque_copy(this: &Value) -> PyResult<Value> {
    let deque = deque(this);
    if core::ptr::eq(deque.ty(), &DEQUE) {
        return Ok(copy(deque).into());
    }
    let class = this.ty_value();
    match deque.maxlen {
        None => crate::call::call(&class, core::slice::from_ref(this)),
        Some(maxlen) => crate::call::call(&class, &[this.clone(), Value::int(maxlen as i64)]),
    }
}

/// `deque.count(item)`.
pub fn deque_count(this: &Value, item: &Value) -> PyResult<i64> {
    let this = deque(this);
    let (state, to) = (this.state, this.items.len());
    let (mut count, mut from) = (0, 0);
    while let Some(at) = find(this, item, from, to)? {
        if state != this.state {
            return Err(mutated());
        }
        count += 1;
        from = at + 1;
    }
    Ok(count)
}

/// `deque.index(item, start, stop)`.
pub fn deque_index(this: &Value, item: &Value, start: i64, stop: i64) -> PyResult<i64> {
    let this = deque(this);
    let len = this.items.len() as i64;
    let clamp = |bound: i64| {
        (if bound < 0 {
            bound.saturating_add(len).max(0)
        } else {
            bound.min(len)
        }) as usize
    };
    match find(this, item, clamp(start), clamp(stop))? {
        Some(at) => Ok(at as i64),
        None => Err(not_in_deque(item)),
    }
}

/// `deque.insert(index, item)`.
pub fn deque_insert(this: &Value, index: i64, item: &Value) -> PyResult<()> {
    let this = deque(this);
    let len = this.items.len();
    if this.maxlen == Some(len) {
        return Err(raise_index_error(format_args!(
            "deque already at its maximum size"
        )));
    }
    let at = if index < 0 {
        index.saturating_add(len as i64).max(0)
    } else {
        index.min(len as i64)
    };
    changed(this).items.insert(at as usize, item.clone());
    Ok(())
}

/// `deque.remove(item)`.
pub fn deque_remove(this: &Value, item: &Value) -> PyResult<()> {
    let this = deque(this);
    let state = this.state;
    let found = find(this, item, 0, this.items.len());
    if state != this.state {
        // The comparison has failed, or else it is what has gone wrong.
        let raised = match found {
            Err(raised) if !pending_is(&raised, &RUNTIME_ERROR) => raised,
            _ => raise_index_error(format_args!("deque mutated during iteration")),
        };
        return Err(raised);
    }
    match found? {
        Some(at) => {
            let removed = changed(this).items.remove(at);
            drop(removed);
            Ok(())
        }
        None => Err(not_in_deque(item)),
    }
}

/// `deque.reverse()`.
pub fn deque_reverse(this: &Value) {
    // Iterators go on where they are.
    edit(deque(this)).items.make_contiguous().reverse();
}

/// `deque.rotate(n)`.
pub fn deque_rotate(this: &Value, n: i64) {
    let deque = changed(deque(this));
    let len = deque.items.len() as i64;
    if len > 0 {
        deque.items.rotate_right(n.rem_euclid(len) as usize);
    }
}

/// `deque.maxlen`.
pub fn deque_maxlen(this: &Value) -> Value {
    deque(this)
        .maxlen
        .map_or(Value::NONE, |maxlen| Value::int(maxlen as i64))
}

/// `reversed(deque)`.
pub fn deque_reversed(this: &Value) -> Value {
    iterate(deque(this), true)
}

/// An iterator over a deque.
#[repr(C)]
struct DequeIteratorObject {
    header: Header,
    deque: Deque,
    reversed: bool,
    at: Cell<usize>,
    state: Cell<u64>,
}

// SAFETY: repr(C) with a header first; only these types have the layout.
unsafe impl Object for DequeIteratorObject {
    const TYPE: &'static Type = &DEQUE_ITERATOR;
    const LAYOUT: Layout = Layout::DequeIterator;
}

const ITERATOR_SLOTS: Slots = Slots {
    dealloc: dealloc_struct::<DequeIteratorObject>,
    // SAFETY: called on live iterators.
    traverse: Some(|header, visit| unsafe {
        visit((*header.cast::<DequeIteratorObject>()).deque.as_value())
    }),
    iter: Some(|this| Ok(this.clone())),
    next: Some(|this| {
        let this = this
            .downcast::<DequeIteratorObject>()
            .expect("deque iterator");
        if this.state.get() != this.deque.state {
            return Err(mutated());
        }
        let (at, len) = (this.at.get(), this.deque.items.len());
        if at >= len {
            return Ok(None);
        }
        this.at.set(at + 1);
        Ok(this
            .deque
            .items
            .get(if this.reversed { len - 1 - at } else { at })
            .cloned())
    }),
    ..Slots::OBJECT
};

/// `_collections._deque_iterator`.
static DEQUE_ITERATOR: Type = Type::builtin_in(
    "_collections",
    "_deque_iterator",
    Layout::DequeIterator,
    size_of::<DequeIteratorObject>(),
    &[&OBJECT],
    ITERATOR_SLOTS,
);

/// `_collections._deque_reverse_iterator`.
static DEQUE_REVERSE_ITERATOR: Type = Type::builtin_in(
    "_collections",
    "_deque_reverse_iterator",
    Layout::DequeIterator,
    size_of::<DequeIteratorObject>(),
    &[&OBJECT],
    ITERATOR_SLOTS,
);

fn iterate(this: &Deque, reversed: bool) -> Value {
    let ty = if reversed {
        &DEQUE_REVERSE_ITERATOR
    } else {
        &DEQUE_ITERATOR
    };
    Ref::alloc_as(
        ty,
        DequeIteratorObject {
            header: new_header(),
            deque: this.clone(),
            reversed,
            at: Cell::new(0),
            state: Cell::new(this.state),
        },
    )
    .into()
}
