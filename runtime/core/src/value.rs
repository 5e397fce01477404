//! An owned Python value in one machine word.
//!
//! [`Value`] is the word of [`pyaot_abi::value`] with ownership: cloning
//! retains, dropping releases. `Option<Value>` is still one word, with
//! `None` as the unbound word.

use core::mem::ManuallyDrop;
use core::num::NonZeroU64;

use pyaot_abi::layout::Header;
use pyaot_abi::value as tag;

use crate::reference::{Object, Ref};
use crate::types::Type;

/// An owned reference to a Python value.
#[repr(transparent)]
pub struct Value(NonZeroU64);

const fn immediate(word: u64) -> Value {
    match NonZeroU64::new(word) {
        Some(word) => Value(word),
        None => panic!("the unbound word is not a value"),
    }
}

static NONE: Value = Value::NONE;

impl Value {
    pub const NONE: Value = immediate(tag::NONE);
    pub const TRUE: Value = immediate(tag::TRUE);
    pub const FALSE: Value = immediate(tag::FALSE);
    pub const NOT_IMPLEMENTED: Value = immediate(tag::NOT_IMPLEMENTED);
    pub const ELLIPSIS: Value = immediate(tag::ELLIPSIS);

    /// A borrowed `None` that lives for ever.
    pub fn none() -> &'static Value {
        &NONE
    }

    /// Takes over one reference held by `word`.
    ///
    /// # Safety
    /// `word` is a live value word other than unbound whose reference the caller owns.
    #[inline]
    pub const unsafe fn from_raw(word: u64) -> Value {
        // SAFETY: the caller promises a word other than zero.
        Value(unsafe { NonZeroU64::new_unchecked(word) })
    }

    /// As [`Value::from_raw`], where the unbound word gives `None`.
    ///
    /// # Safety
    /// `word` is unbound or a live value word whose reference the caller owns.
    #[inline]
    pub const unsafe fn from_raw_opt(word: u64) -> Option<Value> {
        match NonZeroU64::new(word) {
            Some(word) => Some(Value(word)),
            None => None,
        }
    }

    /// The word, its reference passed on to the caller.
    #[inline]
    pub fn into_raw(self) -> u64 {
        ManuallyDrop::new(self).0.get()
    }

    /// The word, still owned by `self`.
    #[inline]
    pub const fn as_raw(&self) -> u64 {
        self.0.get()
    }

    /// Looks at a word somebody else owns.
    ///
    /// # Safety
    /// `word` holds a live value word, not unbound, for as long as the result is used.
    #[inline]
    pub unsafe fn borrow(word: &u64) -> &Value {
        // SAFETY: same layout; the caller promises a live word.
        unsafe { &*(word as *const u64).cast::<Value>() }
    }

    /// As [`Value::borrow`], where the word may be unbound.
    ///
    /// # Safety
    /// `word` holds unbound or a live value word for as long as the result is used.
    #[inline]
    pub unsafe fn borrow_opt(word: &u64) -> Option<&Value> {
        // SAFETY: `Option<Value>` has the layout of the word.
        unsafe { (*(word as *const u64).cast::<Option<Value>>()).as_ref() }
    }

    /// Looks at `n` words somebody else owns, none of them unbound.
    ///
    /// # Safety
    /// `words` points at `n` live value words for as long as the result is used.
    #[inline]
    pub unsafe fn borrow_slice<'a>(words: *const u8, n: usize) -> &'a [Value] {
        if n == 0 {
            return &[];
        }
        // SAFETY: as promised by the caller; same layout.
        unsafe { core::slice::from_raw_parts(words.cast::<Value>(), n) }
    }

    /// The int `n`, big when it has to be.
    #[inline]
    pub fn int(n: i64) -> Value {
        if (tag::SMALL_INT_MIN..=tag::SMALL_INT_MAX).contains(&n) {
            Value(NonZeroU64::new(tag::small_int(n)).expect("tagged"))
        } else {
            crate::int::big_from_i64(n)
        }
    }

    #[inline]
    pub fn bool(b: bool) -> Value {
        if b { Value::TRUE } else { Value::FALSE }
    }

    #[inline]
    pub fn float(x: f64) -> Value {
        crate::float::float_new(x)
    }

    pub fn str(text: &str) -> Value {
        crate::reference::Str::new(text).into()
    }

    #[inline]
    pub fn is_small_int(&self) -> bool {
        self.as_raw() & tag::INT_BIT != 0
    }

    /// The value of a small int. True and False are not small ints.
    #[inline]
    pub fn as_small_int(&self) -> Option<i64> {
        if self.is_small_int() {
            Some((self.as_raw() as i64) >> 1)
        } else {
            None
        }
    }

    #[inline]
    pub fn is_none(&self) -> bool {
        self.as_raw() == tag::NONE
    }

    #[inline]
    pub fn is_not_implemented(&self) -> bool {
        self.as_raw() == tag::NOT_IMPLEMENTED
    }

    /// `Some` for exactly True and False.
    #[inline]
    pub fn as_bool(&self) -> Option<bool> {
        match self.as_raw() {
            tag::TRUE => Some(true),
            tag::FALSE => Some(false),
            _ => None,
        }
    }

    /// Whether this is an object of CPython's.
    #[inline]
    pub fn is_foreign(&self) -> bool {
        self.as_raw() & tag::LOW_MASK == tag::FOREIGN
    }

    /// The `PyObject*` of a foreign value.
    #[inline]
    pub fn as_foreign(&self) -> Option<*mut u8> {
        if self.is_foreign() {
            Some((self.as_raw() - tag::FOREIGN) as *mut u8)
        } else {
            None
        }
    }

    /// Whether this points at one of our heap objects.
    #[inline]
    pub fn is_heap(&self) -> bool {
        self.as_raw() & tag::LOW_MASK == 0
    }

    /// The header of one of our heap objects.
    #[inline]
    pub fn as_header(&self) -> Option<*mut Header> {
        if self.is_heap() {
            Some(self.as_raw() as *mut Header)
        } else {
            None
        }
    }

    /// The value of a float, instances of subclasses included.
    #[inline]
    pub fn as_float(&self) -> Option<f64> {
        tag::word_float(self.as_raw()).or_else(|| {
            self.downcast::<pyaot_abi::layout::FloatObject>()
                .map(|float| float.value)
        })
    }

    /// The value of what is exactly a float.
    #[inline]
    pub fn as_exact_float(&self) -> Option<f64> {
        tag::word_float(self.as_raw()).or_else(|| {
            self.downcast_exact::<pyaot_abi::layout::FloatObject>()
                .map(|float| float.value)
        })
    }

    /// `a is b`.
    #[inline]
    pub fn is(&self, other: &Value) -> bool {
        self.as_raw() == other.as_raw()
    }

    /// The value's class.
    #[inline]
    pub fn ty(&self) -> &'static Type {
        crate::types::type_of(self)
    }

    /// The name of the value's class, as error messages show it.
    pub fn type_name(&self) -> &'static str {
        if self.is_foreign() {
            return crate::foreign::type_name(self);
        }
        self.ty().shown_name()
    }

    /// The same as CPython's parsers of arguments in C say it (`_PyArg_BadArgument`).
    pub fn argument_name(&self) -> &'static str {
        match self.is_none() {
            true => "None",
            false => self.type_name(),
        }
    }

    /// `self` as an object of layout `T`, instances of subclasses included.
    #[inline]
    pub fn downcast<T: Object>(&self) -> Option<&Ref<T>> {
        let header = self.as_header()?;
        // SAFETY: a heap word points at a live header, whose type is never freed.
        let ty = unsafe { &*(*header).ty.cast::<Type>() };
        if core::ptr::eq(ty, T::TYPE) || ty.layout() == T::LAYOUT {
            // SAFETY: the layout says what the object is; `Ref<T>` has the bits of `Value`.
            Some(unsafe { &*(self as *const Value).cast::<Ref<T>>() })
        } else {
            None
        }
    }

    /// `self` as an object whose class is exactly the one of `T`.
    #[inline]
    pub fn downcast_exact<T: Object>(&self) -> Option<&Ref<T>> {
        let header = self.as_header()?;
        // SAFETY: a heap word points at a live header.
        if core::ptr::eq(unsafe { (*header).ty }.cast::<Type>(), T::TYPE) {
            // SAFETY: as in `downcast`.
            Some(unsafe { &*(self as *const Value).cast::<Ref<T>>() })
        } else {
            None
        }
    }

    #[inline]
    pub fn as_str(&self) -> Option<&crate::reference::Str> {
        self.downcast()
    }
    /// The text of a str, or of an object of CPython whose class derives from `str`.
    #[inline]
    pub fn to_str(&self) -> Option<crate::reference::Str> {
        match self.as_str() {
            Some(text) => Some(text.clone()),
            None if self.is_foreign() => crate::foreign::text_of(self),
            None => None,
        }
    }
    #[inline]
    pub fn as_bytes(&self) -> Option<&crate::reference::Bytes> {
        self.downcast()
    }
    #[inline]
    pub fn as_list(&self) -> Option<&crate::reference::List> {
        self.downcast()
    }
    #[inline]
    pub fn as_tuple(&self) -> Option<&crate::reference::Tuple> {
        self.downcast()
    }
    #[inline]
    pub fn as_dict(&self) -> Option<&crate::reference::Dict> {
        self.downcast()
    }
    #[inline]
    pub fn as_set(&self) -> Option<&crate::reference::Set> {
        self.downcast()
    }
    /// `self` as a class of ours.
    #[inline]
    pub fn as_type(&self) -> Option<&'static Type> {
        let header = self.as_header()?;
        // SAFETY: a heap word points at a live header; classes are never freed.
        unsafe {
            let meta = &*(*header).ty.cast::<Type>();
            (meta.layout() == crate::types::Layout::Type).then(|| &*header.cast::<Type>())
        }
    }
}

/// Adds a reference to what `word` points at, if it is counted.
///
/// # Safety
/// `word` is unbound or a live value word.
#[inline]
pub unsafe fn retain(word: u64) {
    if word & tag::COUNTED_MASK == 0 && word != 0 {
        let count = (word & !tag::LOW_MASK) as *mut i64;
        // SAFETY: counted words point at a reference count.
        unsafe { *count += 1 };
    }
}

/// Gives up a reference to what `word` points at, if it is counted.
///
/// # Safety
/// `word` is unbound or a live value word whose reference the caller owns.
#[inline]
pub unsafe fn release(word: u64) {
    if word & tag::COUNTED_MASK == 0 && word != 0 {
        let count = (word & !tag::LOW_MASK) as *mut i64;
        // SAFETY: counted words point at a reference count.
        unsafe {
            *count -= 1;
            if *count == 0 {
                crate::memory::dealloc(word);
            }
        }
    }
}

impl Clone for Value {
    #[inline]
    fn clone(&self) -> Value {
        // SAFETY: a live value; the new reference belongs to the clone.
        unsafe { retain(self.as_raw()) };
        Value(self.0)
    }
}

impl Drop for Value {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the reference is ours and not used again.
        unsafe { release(self.0.get()) }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}
impl From<i64> for Value {
    fn from(n: i64) -> Value {
        Value::int(n)
    }
}
impl From<f64> for Value {
    fn from(x: f64) -> Value {
        Value::float(x)
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::str(text)
    }
}
