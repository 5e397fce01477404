//! list.

use pyaot_abi::layout::{Header, ListObject};

use crate::error::{PyResult, raise_index_error, raise_type_error};
use crate::reference::{List, Object, Ref, Str, new_header};
use crate::types::{BinaryOp, Layout, OBJECT, Slots, Type, operators};
use crate::value::Value;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ListObject {
    const TYPE: &'static Type = &LIST;
    const LAYOUT: Layout = Layout::List;
}

fn list(this: &Value) -> &List {
    this.as_list().expect("list")
}

/// `list`.
pub static LIST: Type = Type::builtin(
    "list",
    Layout::List,
    size_of::<ListObject>(),
    &[&OBJECT],
    Slots {
        dealloc: list_dealloc,
        // SAFETY: called on live lists.
        traverse: Some(|header, visit| unsafe {
            let list = &*header.cast::<ListObject>();
            for item in Value::borrow_slice(list.items.cast(), list.len as usize) {
                visit(item);
            }
        }),
        hash: None,
        repr: Some(|this| {
            let mut out = String::from("[");
            let mut i = 0;
            while let Some(item) = list(this).items().get(i).cloned() {
                if i > 0 {
                    out.push_str(", ");
                }
                out.push_str(crate::operation::value_repr(&item)?.as_str());
                i += 1;
            }
            out.push(']');
            Ok(Str::new(&out))
        }),
        len: Some(|this| Ok(list_len(list(this)))),
        getitem: Some(|this, key| {
            if !crate::operation::is_index(key) {
                return Err(raise_type_error(format_args!(
                    "list indices must be integers or slices, not {}",
                    key.type_name()
                )));
            }
            list_getitem(list(this), crate::operation::to_index(key)?)
        }),
        setitem: Some(|this, key, value| match value {
            Some(value) => list_setitem(list(this), crate::operation::to_index(key)?, value),
            None => list_pop(list(this), crate::operation::to_index(key)?).map(drop),
        }),
        binary: Some(|op, this, other, reflected| {
            let this = list(this);
            match (op, other.as_list()) {
                (BinaryOp::Add, Some(other)) if !reflected => {
                    let mut items = this.items().to_vec();
                    items.extend_from_slice(other.items());
                    Ok(Some(List::from_vec(items).into()))
                }
                _ => Ok(None),
            }
        }),
        binary_ops: operators(&[BinaryOp::Add]),
        new: Some(|ty, _| Ok(Ref::alloc_as(ty, empty()).into())),
        init: Some(|this, args| {
            if let [iterable] = args.unpack("list", 0, 1)? {
                list_extend(list(this), iterable)?;
            }
            Ok(())
        }),
        ..Slots::OBJECT
    },
)
.subclassable();

fn empty() -> ListObject {
    ListObject {
        header: new_header(),
        len: 0,
        items: core::ptr::NonNull::dangling().as_ptr(),
        capacity: 0,
        foreign: core::ptr::null_mut(),
    }
}

unsafe fn list_dealloc(header: *mut Header) {
    let list = header.cast::<ListObject>();
    // SAFETY: the list is dead; its items form a vector that is dropped once.
    unsafe {
        let ty = &*(*header).ty.cast::<Type>();
        crate::class::drop_subclass_fields(header, ty);
        drop(Vec::from_raw_parts((*list).items.cast::<Value>(), (*list).len as usize, (*list).capacity as usize));
        if !(*list).foreign.is_null() {
            crate::foreign::release((*list).foreign);
        }
        crate::memory::free(header.cast(), ty.instance_size() as usize);
    }
}

impl Default for Ref<ListObject> {
    fn default() -> List {
        List::new()
    }
}

impl Ref<ListObject> {
    pub fn new() -> List {
        Ref::alloc(empty())
    }

    pub fn from_vec(items: Vec<Value>) -> List {
        let list = List::new();
        list.with_vec(|vec| *vec = items);
        list
    }

    /// The items as they are now. Not to be held while other code runs that
    /// might change the list.
    #[inline]
    pub fn items(&self) -> &[Value] {
        // SAFETY: `items[..len]` are live words owned by the list.
        unsafe { Value::borrow_slice(self.items.cast(), self.len as usize) }
    }

    /// Works on the items as a vector. `work` must not run Python code.
    pub fn with_vec<R>(&self, work: impl FnOnce(&mut Vec<Value>) -> R) -> R {
        let this = self.as_ptr();
        // SAFETY: the parts are those of a vector, taken out for the time being.
        unsafe {
            let mut vec = Vec::from_raw_parts(
                (*this).items.cast::<Value>(),
                (*this).len as usize,
                (*this).capacity as usize,
            );
            (*this).len = 0;
            (*this).capacity = 0;
            (*this).items = core::ptr::NonNull::dangling().as_ptr();
            let result = work(&mut vec);
            let mut vec = core::mem::ManuallyDrop::new(vec);
            (*this).len = vec.len() as i64;
            (*this).capacity = vec.capacity() as i64;
            (*this).items = vec.as_mut_ptr().cast();
            result
        }
    }

    pub fn push(&self, item: Value) {
        self.with_vec(|vec| vec.push(item));
    }
}

/// `[a, b, c]`.
pub fn list_from_items(items: &[Value]) -> List {
    List::from_vec(items.to_vec())
}

/// An empty list with room for `capacity` items.
pub fn list_with_capacity(capacity: i64) -> List {
    List::from_vec(Vec::with_capacity(capacity.clamp(0, 1 << 40) as usize))
}

/// `[*iterable]`.
pub fn list_from_iterable(iterable: &Value) -> PyResult<List> {
    Ok(List::from_vec(crate::iter::collect(iterable)?))
}

fn position(list: &List, index: i64) -> Option<usize> {
    let at = if index < 0 { index + list.len } else { index };
    (0..list.len).contains(&at).then_some(at as usize)
}

/// `list[index]`.
pub fn list_getitem(list: &List, index: i64) -> PyResult<Value> {
    match position(list, index) {
        Some(at) => Ok(list.items()[at].clone()),
        None => Err(raise_index_error(format_args!("list index out of range"))),
    }
}

/// `list[index] = item`.
pub fn list_setitem(list: &List, index: i64, item: &Value) -> PyResult<()> {
    let Some(at) = position(list, index) else {
        return Err(raise_index_error(format_args!("list assignment index out of range")));
    };
    let old = list.with_vec(|vec| core::mem::replace(&mut vec[at], item.clone()));
    drop(old);
    Ok(())
}

/// `len(list)`.
pub fn list_len(list: &List) -> i64 {
    list.len
}

/// `list.append(item)`.
pub fn list_append(list: &List, item: &Value) -> PyResult<()> {
    list.push(item.clone());
    Ok(())
}

/// `list.extend(iterable)`.
pub fn list_extend(list: &List, iterable: &Value) -> PyResult<()> {
    let items = crate::iter::collect(iterable)?;
    list.with_vec(|vec| vec.extend(items));
    Ok(())
}

/// `list.pop(index)`.
pub fn list_pop(list: &List, index: i64) -> PyResult<Value> {
    if list.len == 0 {
        return Err(raise_index_error(format_args!("pop from empty list")));
    }
    match position(list, index) {
        Some(at) => Ok(list.with_vec(|vec| vec.remove(at))),
        None => Err(raise_index_error(format_args!("pop index out of range"))),
    }
}
