//! tuple.

use pyaot_abi::layout::{Header, ListObject, TupleObject, Word};
use pyaot_abi::value::IMMORTAL;

use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::memory::Global;
use crate::prelude::*;
use crate::recursion::ReprGuard;
use crate::reference::{Object, Ref, Str, Tuple};
use crate::slicing::RawSlice;
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for TupleObject {
    const TYPE: &'static Type = &TUPLE;
    const LAYOUT: Layout = Layout::Tuple;
}

fn tuple(this: &Value) -> &Tuple {
    this.as_tuple().expect("tuple")
}

pub(crate) const SLOTS: Slots = Slots {
    dealloc: tuple_dealloc,
    // SAFETY: called on live tuples.
    traverse: Some(|header, visit| unsafe {
        let this = header.cast::<TupleObject>();
        let items = (&raw const (*this).items).cast::<u8>();
        for item in Value::borrow_slice(items, (*this).len as usize) {
            visit(item);
        }
    }),
    repr: Some(|this| tuple_repr(tuple(this))),
    hash: Some(|this| tuple_hash(tuple(this))),
    compare: Some(|this, other, op| match other.as_tuple() {
        Some(other) => compare_tuples(tuple(this), other, op).map(Some),
        None => Ok(None),
    }),
    len: Some(|this| Ok(tuple(this).len)),
    getitem: Some(subscript),
    contains: Some(|this, item| tuple_contains(tuple(this), item)),
    iter: Some(|this| Ok(crate::iter::iterate_tuple(tuple(this)))),
    binary: Some(|op, this, other, reflected| {
        let this = tuple(this);
        Ok(match (op, other.as_tuple()) {
            (BinaryOp::Add, Some(other)) if !reflected => Some(tuple_concat(this, other).into()),
            (BinaryOp::Mul, _) if crate::operation::repeats_by(other) => {
                Some(tuple_repeat(this, crate::operation::repeat_factor(other)?)?.into())
            }
            _ => None,
        })
    }),
    binary_ops: operators(&[BinaryOp::Add, BinaryOp::Mul]),
    new: Some(|ty, args| {
        let words = args.unpack_half("tuple", crate::user_slots::has_own_init(ty), 1)?;
        let Some(iterable) = words.first() else {
            return Ok(Tuple::of_class(ty, Vec::new()).into());
        };
        if core::ptr::eq(ty, &TUPLE) {
            return tuple_from_iterable(iterable).map(Value::from);
        }
        Ok(Tuple::of_class(ty, crate::iter::collect(iterable)?).into())
    }),
    ..Slots::OBJECT
};

/// `tuple`.
#[unsafe(export_name = "pyaot_tuple_type")]
pub static TUPLE: Type = Type::core(
    "tuple",
    Layout::Tuple,
    size_of::<TupleObject>(),
    &[&OBJECT],
    SLOTS,
)
.subclassable();

unsafe fn tuple_dealloc(header: *mut Header) {
    let this = header.cast::<TupleObject>();
    // SAFETY: the tuple is dead; each item is released once.
    unsafe {
        if !crate::class::run_del(header) {
            return;
        }
        let ty = &*(*header).ty.cast::<Type>();
        crate::class::drop_subclass_fields(header, ty);
        let n = (*this).len as usize;
        let items = (&raw mut (*this).items).cast::<Word>();
        for i in (0..n).rev() {
            crate::value::release(*items.add(i));
        }
        crate::memory::free(header.cast(), block_size(ty, n));
    }
}

/// Destroys a tuple whose class is exactly `tuple`, if its items need no further
/// work: they are no objects, or die alone, or others hold them too.
///
/// # Safety
/// The tuple is dead; when this says that it was destroyed it is not used again.
#[inline]
pub(crate) unsafe fn free_plain(header: *mut Header) -> bool {
    let this = header.cast::<TupleObject>();
    // SAFETY: as promised by the caller; items are live words the tuple owns.
    unsafe {
        let n = (*this).len as usize;
        if n > 4 {
            return false;
        }
        let items = (&raw const (*this).items).cast::<u8>();
        let items = Value::borrow_slice(items, n);
        let is_easy = |item: &Value| match item.as_header() {
            // Counted once for each place at most.
            Some(item) => {
                (*item).refcount > n as i64
                    || [&raw const crate::str::STR, &raw const crate::float::FLOAT]
                        .contains(&(*item).ty.cast())
            }
            None => !item.is_foreign(),
        };
        if !items.iter().all(is_easy) {
            return false;
        }
        for item in items.iter().rev() {
            crate::value::release(item.as_raw());
        }
        crate::memory::free(header.cast(), block_size(&TUPLE, n));
        true
    }
}

/// Bytes of a tuple of class `ty`; one of a class of the program has its
/// attribute word behind the items.
fn block_size(ty: &Type, n: usize) -> usize {
    size_of::<TupleObject>() + (n + ty.is_heap_type() as usize) * size_of::<Word>()
}

/// The one tuple without items.
#[cold]
fn empty() -> Tuple {
    static EMPTY: Global<Option<Tuple>> = Global::new(None);
    // SAFETY: a short access; a fresh object nobody else knows lives for ever.
    unsafe {
        (*EMPTY.get())
            .get_or_insert_with(|| {
                let made = Tuple::make(&TUPLE, 0, core::iter::empty());
                (*made.as_ptr()).header.refcount = IMMORTAL;
                made
            })
            .clone()
    }
}

impl Ref<TupleObject> {
    pub fn from_vec(items: Vec<Value>) -> Tuple {
        Tuple::from_iter_exact(&TUPLE, items.len(), items.into_iter())
    }

    #[inline]
    pub fn from_slice(items: &[Value]) -> Tuple {
        if items.is_empty() {
            return empty();
        }
        // SAFETY: the block has room for the items, which are all written.
        unsafe {
            let this = crate::memory::alloc(block_size(&TUPLE, items.len())).cast::<TupleObject>();
            (*this).header = Header {
                refcount: 1,
                ty: (&raw const TUPLE).cast(),
            };
            (*this).len = items.len() as i64;
            let place = (&raw mut (*this).items).cast::<Word>();
            for (at, item) in items.iter().enumerate() {
                *place.add(at) = item.clone().into_raw();
            }
            Ref::from_ptr(this)
        }
    }

    /// A tuple of class `ty` of the `n` values `items` gives.
    #[inline]
    pub fn from_iter_exact(
        ty: &'static Type,
        n: usize,
        items: impl Iterator<Item = Value>,
    ) -> Tuple {
        if n == 0 && core::ptr::eq(ty, &TUPLE) {
            return empty();
        }
        Tuple::make(ty, n, items)
    }

    fn make(ty: &'static Type, n: usize, items: impl Iterator<Item = Value>) -> Tuple {
        let size = block_size(ty, n);
        // SAFETY: the block has room for `n` items, which are all written, and
        // for the attribute word of a subclass.
        unsafe {
            let this = crate::memory::alloc(size).cast::<TupleObject>();
            // No object yet, should making an item start a collection.
            (*this).header = Header {
                refcount: 0,
                ty: (ty as *const Type).cast(),
            };
            (*this).len = n as i64;
            let place = (&raw mut (*this).items).cast::<Word>();
            let mut written = 0;
            for item in items.take(n) {
                *place.add(written) = item.into_raw();
                written += 1;
            }
            assert_eq!(written, n, "a tuple was promised more items");
            if ty.is_heap_type() {
                *place.add(n) = 0;
            }
            (*this).header.refcount = 1;
            Ref::from_ptr(this)
        }
    }

    /// A tuple of class `ty`.
    pub fn of_class(ty: &'static Type, items: Vec<Value>) -> Tuple {
        Tuple::from_iter_exact(ty, items.len(), items.into_iter())
    }

    /// A tuple of a known number of items.
    #[inline]
    pub fn from_array<const N: usize>(items: [Value; N]) -> Tuple {
        Tuple::from_iter_exact(&TUPLE, N, items.into_iter())
    }

    /// `(first, second)`.
    #[inline]
    pub fn pair(first: Value, second: Value) -> Tuple {
        // SAFETY: the block has room for two items, which are both written.
        unsafe {
            let this = crate::memory::alloc(block_size(&TUPLE, 2)).cast::<TupleObject>();
            (*this).header = Header {
                refcount: 1,
                ty: (&raw const TUPLE).cast(),
            };
            (*this).len = 2;
            let place = (&raw mut (*this).items).cast::<Word>();
            *place = first.into_raw();
            *place.add(1) = second.into_raw();
            Ref::from_ptr(this)
        }
    }

    #[inline]
    pub fn items(&self) -> &[Value] {
        // SAFETY: `len` live words follow, owned by the tuple.
        unsafe {
            Value::borrow_slice(
                (&raw const (*self.as_ptr()).items).cast(),
                self.len as usize,
            )
        }
    }
}

impl Ref<TupleObject> {
    /// Puts `item` at a place of a tuple nobody else can see; what was there.
    pub(crate) fn replace_item(&self, at: usize, item: Value) -> Value {
        assert!(at < self.items().len());
        // SAFETY: the place holds a word the tuple owns, which goes to the caller.
        unsafe {
            let place = (&raw mut (*self.as_ptr()).items).cast::<Word>().add(at);
            Value::from_raw(core::mem::replace(&mut *place, item.into_raw()))
        }
    }
}

/// `(a, b, c)`.
pub fn tuple_from_items(items: &[Value]) -> Tuple {
    Tuple::from_slice(items)
}

/// The row `tuple_of_class`.
pub fn tuple_of_class(class: &Value, items: &[Value]) -> Tuple {
    let ty = class.as_type().expect("the class of a named tuple");
    Tuple::from_iter_exact(ty, items.len(), items.iter().cloned())
}

/// `tuple(iterable)`.
pub fn tuple_from_iterable(iterable: &Value) -> PyResult<Tuple> {
    if let Some(same) = iterable.downcast_exact::<TupleObject>() {
        return Ok(same.clone());
    }
    if let Some(list) = iterable.downcast_exact::<ListObject>()
        && !list.is_raw()
    {
        return Ok(Tuple::from_slice(list.items()));
    }
    Ok(Tuple::from_vec(crate::iter::collect(iterable)?))
}

/// The row `tuple_of_arguments`.
pub fn tuple_of_arguments(callee: &Value, iterable: &Value) -> PyResult<Tuple> {
    if !crate::list::may_iterate(iterable) {
        return Err(raise_type_error(format_args!(
            "{} argument after * must be an iterable, not {}",
            crate::call::function_text(callee),
            iterable.type_name()
        )));
    }
    tuple_from_iterable(iterable)
}

/// `tuple[index]`.
pub fn tuple_getitem(tuple: &Tuple, index: i64) -> PyResult<Value> {
    let at = if index < 0 { index + tuple.len } else { index };
    match usize::try_from(at)
        .ok()
        .and_then(|at| tuple.items().get(at))
    {
        Some(item) => Ok(item.clone()),
        None => Err(crate::operation::index_error(
            index,
            "tuple index out of range",
        )),
    }
}

/// `a op b`. Unlike lists, tuples of unequal length compare their items first.
fn compare_tuples(a: &Tuple, b: &Tuple, op: CompareOp) -> PyResult<Value> {
    crate::start::check_stack(" in comparison")?;
    for (x, y) in a.items().iter().zip(b.items()) {
        if !crate::operation::equal(x, y)? {
            return match op {
                CompareOp::Eq => Ok(Value::FALSE),
                CompareOp::Ne => Ok(Value::TRUE),
                _ => crate::operation::compare(op, x, y),
            };
        }
    }
    Ok(Value::bool(op.accepts(a.len.cmp(&b.len))))
}

fn tuple_repr(tuple: &Tuple) -> PyResult<Str> {
    if tuple.items().is_empty() {
        return Ok(Str::new("()"));
    }
    let Some(_guard) = ReprGuard::enter(tuple.as_value()) else {
        return Ok(Str::new("(...)"));
    };
    crate::start::check_stack(" while getting the repr of an object")?;
    let mut out = String::from("(");
    for (i, item) in tuple.items().iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        out.push_str(crate::operation::value_repr(item)?.as_str());
    }
    out.push_str(if tuple.items().len() == 1 { ",)" } else { ")" });
    Ok(Str::new(&out))
}

pub use crate::key::hash_items as tuple_hash_items;

/// `hash(tuple)`.
pub fn tuple_hash(tuple: &Tuple) -> PyResult<i64> {
    crate::key::hash_items(tuple.items())
}

/// `tuple[key]`.
fn subscript(this: &Value, key: &Value) -> PyResult<Value> {
    let tuple = tuple(this);
    if let Some(index) = key.as_small_int() {
        return tuple_getitem(tuple, index);
    }
    if let Some(slice) = crate::iter::as_slice(key) {
        let bounds = slice.unpack()?.adjust(tuple.items().len());
        if bounds.count == tuple.items().len()
            && bounds.step == 1
            && core::ptr::eq(tuple.ty(), &TUPLE)
        {
            return Ok(this.clone());
        }
        return Ok(Tuple::from_vec(bounds.select(tuple.items())).into());
    }
    if !crate::operation::is_index(key) {
        return Err(raise_type_error(format_args!(
            "tuple indices must be integers or slices, not {}",
            key.type_name()
        )));
    }
    tuple_getitem(tuple, crate::operation::to_index(key)?)
}

/// `tuple[start:stop]`; bounds beyond the ends are as good as absent.
pub fn tuple_slice(tuple: &Tuple, start: i64, stop: i64) -> Tuple {
    let bounds = RawSlice::range(start, stop).adjust(tuple.items().len());
    Tuple::from_vec(bounds.select(tuple.items()))
}

/// `a + b`.
pub fn tuple_concat(a: &Tuple, b: &Tuple) -> Tuple {
    let plain = |tuple: &Tuple| core::ptr::eq(tuple.ty(), &TUPLE);
    match (a.items(), b.items()) {
        ([], _) if plain(b) => b.clone(),
        (_, []) if plain(a) => a.clone(),
        (x, y) => Tuple::from_iter_exact(&TUPLE, x.len() + y.len(), x.iter().chain(y).cloned()),
    }
}

/// `a + b`, in the place of `a` if the count taken over is its only one.
pub fn tuple_append(a: &Tuple, b: &Tuple) -> Tuple {
    // SAFETY: the row consumes `a`: its count is ours from here on.
    let taken = unsafe { Tuple::from_ptr(a.as_ptr()) };
    let fits = taken.header.refcount == 1 && core::ptr::eq(taken.ty(), &TUPLE);
    if !fits || taken.len == 0 || b.len == 0 {
        return tuple_concat(&taken, b);
    }
    let (old_len, added) = (taken.len as usize, b.items());
    let new_len = old_len + added.len();
    let this = core::mem::ManuallyDrop::new(taken).as_ptr();
    // SAFETY: nobody else has the object, so it may move, and `b` is another one.
    unsafe {
        let (old, new) = (block_size(&TUPLE, old_len), block_size(&TUPLE, new_len));
        let this = crate::memory::grow(this.cast(), old, new).cast::<TupleObject>();
        let items = (&raw mut (*this).items).cast::<Word>();
        for (at, item) in added.iter().enumerate() {
            *items.add(old_len + at) = item.clone().into_raw();
        }
        (*this).len = new_len as i64;
        Tuple::from_ptr(this)
    }
}

/// `tuple * n`.
pub fn tuple_repeat(tuple: &Tuple, n: i64) -> PyResult<Tuple> {
    if n == 1 && core::ptr::eq(tuple.ty(), &TUPLE) {
        return Ok(tuple.clone());
    }
    Ok(Tuple::from_vec(crate::list::repeat_items(
        tuple.items(),
        n,
    )?))
}

/// `item in tuple`.
pub fn tuple_contains(tuple: &Tuple, item: &Value) -> PyResult<bool> {
    for known in tuple.items() {
        if crate::operation::equal(known, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `a == b`.
pub fn tuple_eq(a: &Tuple, b: &Tuple) -> PyResult<bool> {
    crate::operation::equal(a.as_value(), b.as_value())
}

/// `len(tuple)`.
pub fn tuple_len(tuple: &Tuple) -> i64 {
    tuple.len
}

/// `tuple.count(item)`.
pub fn tuple_count(tuple: &Tuple, item: &Value) -> PyResult<i64> {
    let mut count = 0;
    for known in tuple.items() {
        count += crate::operation::equal(known, item)? as i64;
    }
    Ok(count)
}

/// `tuple.index(item, start, stop)`.
pub fn tuple_index(tuple: &Tuple, item: &Value, start: i64, stop: i64) -> PyResult<i64> {
    let len = tuple.items().len() as i64;
    let clamp = |bound: i64| {
        if bound < 0 {
            bound.saturating_add(len).max(0)
        } else {
            bound.min(len)
        }
    };
    for at in clamp(start)..clamp(stop) {
        if crate::operation::equal(&tuple.items()[at as usize], item)? {
            return Ok(at);
        }
    }
    Err(raise_value_error(format_args!(
        "tuple.index(x): x not in tuple"
    )))
}
