//! tuple.

use pyaot_abi::layout::{Header, TupleObject, Word};

use crate::error::{PyResult, raise_index_error, raise_type_error};
use crate::reference::{Object, Ref, Str, Tuple};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for TupleObject {
    const TYPE: &'static Type = &TUPLE;
    const LAYOUT: Layout = Layout::Tuple;
}

fn tuple(this: &Value) -> &Tuple {
    this.as_tuple().expect("tuple")
}

/// `tuple`.
pub static TUPLE: Type = Type::builtin(
    "tuple",
    Layout::Tuple,
    size_of::<TupleObject>(),
    &[&OBJECT],
    Slots {
        dealloc: tuple_dealloc,
        // SAFETY: called on live tuples.
        traverse: Some(|header, visit| unsafe {
            let this = header.cast::<TupleObject>();
            let items = (&raw const (*this).items).cast::<u8>();
            for item in Value::borrow_slice(items, (*this).len as usize) {
                visit(item);
            }
        }),
        repr: Some(|this| {
            let mut parts = Vec::new();
            for item in tuple(this).items() {
                parts.push(crate::operation::value_repr(item)?.as_str().to_string());
            }
            Ok(Str::new(&match parts.as_slice() {
                [one] => format!("({one},)"),
                _ => format!("({})", parts.join(", ")),
            }))
        }),
        len: Some(|this| Ok(tuple(this).len)),
        getitem: Some(|this, key| {
            if !crate::operation::is_index(key) {
                return Err(raise_type_error(format_args!(
                    "tuple indices must be integers or slices, not {}",
                    key.type_name()
                )));
            }
            tuple_getitem(tuple(this), crate::operation::to_index(key)?)
        }),
        ..Slots::OBJECT
    },
)
.subclassable();

unsafe fn tuple_dealloc(header: *mut Header) {
    let this = header.cast::<TupleObject>();
    // SAFETY: the tuple is dead; each item is released once.
    unsafe {
        let ty = &*(*header).ty.cast::<Type>();
        crate::class::drop_subclass_fields(header, ty);
        let n = (*this).len as usize;
        let items = (&raw mut (*this).items).cast::<Word>();
        for i in 0..n {
            crate::value::release(*items.add(i));
        }
        crate::memory::free(header.cast(), block_size(ty, n));
    }
}

/// Bytes of a tuple of class `ty`; one of a class of the program has its
/// attribute word behind the items.
fn block_size(ty: &Type, n: usize) -> usize {
    size_of::<TupleObject>() + (n + ty.is_heap_type() as usize) * size_of::<Word>()
}

impl Ref<TupleObject> {
    pub fn from_vec(items: Vec<Value>) -> Tuple {
        Tuple::from_iter_exact(&TUPLE, items.len(), items.into_iter())
    }

    pub fn from_slice(items: &[Value]) -> Tuple {
        Tuple::from_iter_exact(&TUPLE, items.len(), items.iter().cloned())
    }

    /// A tuple of class `ty` of the `n` values `items` gives.
    pub fn from_iter_exact(ty: &'static Type, n: usize, items: impl Iterator<Item = Value>) -> Tuple {
        let size = block_size(ty, n);
        // SAFETY: the block has room for `n` items, which are all written, and
        // for the attribute word of a subclass.
        unsafe {
            let this = crate::memory::alloc(size).cast::<TupleObject>();
            (*this).header = Header { refcount: 1, ty: (ty as *const Type).cast() };
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
            Ref::from_ptr(this)
        }
    }

    #[inline]
    pub fn items(&self) -> &[Value] {
        // SAFETY: `len` live words follow, owned by the tuple.
        unsafe { Value::borrow_slice((&raw const (*self.as_ptr()).items).cast(), self.len as usize) }
    }
}

/// `(a, b, c)`.
pub fn tuple_from_items(items: &[Value]) -> Tuple {
    Tuple::from_slice(items)
}

/// `tuple(iterable)`.
pub fn tuple_from_iterable(iterable: &Value) -> PyResult<Tuple> {
    if let Some(same) = iterable.downcast_exact::<TupleObject>() {
        return Ok(same.clone());
    }
    Ok(Tuple::from_vec(crate::iter::collect(iterable)?))
}

/// `tuple[index]`.
pub fn tuple_getitem(tuple: &Tuple, index: i64) -> PyResult<Value> {
    let at = if index < 0 { index + tuple.len } else { index };
    match usize::try_from(at).ok().and_then(|at| tuple.items().get(at)) {
        Some(item) => Ok(item.clone()),
        None => Err(raise_index_error(format_args!("tuple index out of range"))),
    }
}
