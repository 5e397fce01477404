//! Typed handles on heap objects.
//!
//! [`Ref<T>`] is a [`Value`] known to point at a `T`. The two have the same
//! bits, so viewing one as the other costs nothing.

use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ops::Deref;
use core::ptr::NonNull;

use pyaot_abi::layout::{
    BytesObject, ExceptionObject, FunctionObject, Header, InstanceObject, ListObject, StrObject,
    TupleObject,
};

use crate::types::{Layout, Type};
use crate::value::{Value, release, retain};

/// A struct that lives behind a value word.
///
/// # Safety
/// The struct is `#[repr(C)]`, begins with a [`Header`], and every object
/// whose type has `LAYOUT` is one.
pub unsafe trait Object: 'static {
    const TYPE: &'static Type;
    const LAYOUT: Layout;
}

/// An owned reference to a heap object of layout `T`.
#[repr(transparent)]
pub struct Ref<T>(NonNull<T>, PhantomData<T>);

pub type Str = Ref<StrObject>;
pub type Bytes = Ref<BytesObject>;
pub type List = Ref<ListObject>;
pub type Tuple = Ref<TupleObject>;
pub type Dict = Ref<crate::dict::DictObject>;
pub type Set = Ref<crate::set::SetObject>;
pub type Exception = Ref<ExceptionObject>;
pub type Function = Ref<FunctionObject>;
pub type Instance = Ref<InstanceObject>;

impl<T> Ref<T> {
    /// Takes over one reference.
    ///
    /// # Safety
    /// `object` points at a live `T` with a reference the caller owns.
    #[inline]
    pub unsafe fn from_ptr(object: *mut T) -> Ref<T> {
        // SAFETY: as promised by the caller.
        Ref(unsafe { NonNull::new_unchecked(object) }, PhantomData)
    }

    #[inline]
    pub fn as_ptr(&self) -> *mut T {
        self.0.as_ptr()
    }

    #[inline]
    pub fn as_raw(&self) -> u64 {
        self.0.as_ptr() as u64
    }

    #[inline]
    pub fn into_raw(self) -> u64 {
        ManuallyDrop::new(self).as_raw()
    }

    /// The same reference seen as any value.
    #[inline]
    pub fn as_value(&self) -> &Value {
        // SAFETY: a heap pointer is a value word.
        unsafe { &*(self as *const Ref<T>).cast::<Value>() }
    }

    /// A new reference as a value.
    #[inline]
    pub fn to_value(&self) -> Value {
        self.as_value().clone()
    }

    /// Whether no one else refers to the object.
    pub fn is_unique(&self) -> bool {
        // SAFETY: every object begins with a header.
        unsafe { (*self.0.as_ptr().cast::<Header>()).refcount == 1 }
    }

    /// `a is b`.
    pub fn is(&self, other: &Ref<T>) -> bool {
        self.0 == other.0
    }

    /// The object's class.
    pub fn ty(&self) -> &'static Type {
        // SAFETY: every object begins with a header; classes are never freed.
        unsafe { &*(*self.0.as_ptr().cast::<Header>()).ty.cast::<Type>() }
    }
}

impl<T: Object> Ref<T> {
    /// A new object of the built-in class of `T`, its header set here.
    /// `object.header` may hold anything.
    pub fn alloc(object: T) -> Ref<T> {
        Ref::alloc_as(T::TYPE, object)
    }

    /// A new object of class `ty`, which has the layout of `T`; what lies
    /// behind `T` (fields of a subclass) is zeroed.
    pub fn alloc_as(ty: &'static Type, object: T) -> Ref<T> {
        let size = (ty.instance_size() as usize).max(size_of::<T>());
        // SAFETY: the block has room for a `T` followed by zeroed fields.
        unsafe {
            let place = crate::memory::alloc(size).cast::<T>();
            place.write(object);
            if size > size_of::<T>() {
                let rest = place.cast::<u8>().add(size_of::<T>());
                rest.write_bytes(0, size - size_of::<T>());
            }
            let header = place.cast::<Header>();
            (*header).refcount = 1;
            (*header).ty = (ty as *const Type).cast();
            Ref::from_ptr(place)
        }
    }
}

/// A header to be completed by [`Ref::alloc`].
pub const fn new_header() -> Header {
    Header {
        refcount: 1,
        ty: core::ptr::null(),
    }
}

/// Dealloc slot of a class whose objects are a Rust struct `T`, possibly with
/// fields of a subclass behind it.
///
/// # Safety
/// `header` is a dead object of layout `T`, not used again.
pub unsafe fn dealloc_struct<T: Object>(header: *mut Header) {
    // SAFETY: the object is dead; its type says how large its block is.
    unsafe {
        if !crate::class::run_del(header) {
            return;
        }
        let ty = &*(*header).ty.cast::<Type>();
        crate::class::drop_subclass_fields(header, ty);
        core::ptr::drop_in_place(header.cast::<T>());
        crate::memory::free(
            header.cast(),
            (ty.instance_size() as usize).max(size_of::<T>()),
        );
    }
}

impl<T> Deref for Ref<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the reference keeps the object alive.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Clone for Ref<T> {
    #[inline]
    fn clone(&self) -> Ref<T> {
        // SAFETY: a live heap object.
        unsafe { retain(self.as_raw()) };
        Ref(self.0, PhantomData)
    }
}

impl<T> Drop for Ref<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the reference is ours and not used again.
        unsafe { release(self.as_raw()) }
    }
}

impl<T> From<Ref<T>> for Value {
    #[inline]
    fn from(object: Ref<T>) -> Value {
        // SAFETY: the reference passes to the value.
        unsafe { Value::from_raw(object.into_raw()) }
    }
}

impl Value {
    /// `self` as a `Ref<T>` when it has that layout, else itself back.
    pub fn try_into_ref<T: Object>(self) -> Result<Ref<T>, Value> {
        if self.downcast::<T>().is_some() {
            // SAFETY: the layout was checked; the reference passes on.
            Ok(unsafe { Ref::from_ptr(self.into_raw() as *mut T) })
        } else {
            Err(self)
        }
    }
}
