//! From the rows of the function table: exported symbols and thunks.
//!
//! For each row `fn list_pop(list: List, index: I64) -> Value [raises]` of
//! subject `list` this expands to the symbol `pyaot_list_pop` around
//! `crate::list::list_pop(&List, i64) -> PyResult<Value>`, and to a thunk
//! that dynamic calls use. A body that does not fit its row does not compile.

use pyaot_abi::for_each_subject;
use pyaot_abi::functions::has_flag;

use crate::error::{PyResult, raise_type_error};
use crate::reference::{self, Ref};
use crate::value::Value;

/// A result with the status of a call that may raise: 0, or 1 with the
/// exception pending.
#[repr(C)]
pub struct Outcome<T> {
    pub value: T,
    pub status: u64,
}

/// Markers, one for each `pyaot_abi::AbiType`.
pub mod marker {
    pub struct Value;
    pub struct OptValue;
    pub struct Int;
    pub struct Str;
    pub struct Bytes;
    pub struct List;
    pub struct Tuple;
    pub struct Dict;
    pub struct Set;
    pub struct I64;
    pub struct Size;
    pub struct F64;
    pub struct Bool;
    pub struct Ptr;
    pub struct Words;
    pub struct Unit;
}

/// Who is being called, for the messages of failed conversions.
pub struct Callee<'a> {
    pub function: &'a str,
    pub parameter: &'a str,
}

/// An argument of a dynamic call: one that the caller has, one that was made
/// for the call, or none.
pub enum Argument<'v> {
    Borrowed(&'v Value),
    Owned(Value),
    Absent,
}

impl<'v> Argument<'v> {
    pub fn borrowed(value: Option<&'v Value>) -> Argument<'v> {
        value.map_or(Argument::Absent, Argument::Borrowed)
    }

    pub fn is_absent(&self) -> bool {
        matches!(self, Argument::Absent)
    }

    #[inline]
    pub fn get(&self) -> Option<&Value> {
        match self {
            Argument::Borrowed(value) => Some(value),
            Argument::Owned(value) => Some(value),
            Argument::Absent => None,
        }
    }

    /// Puts what the argument was converted to in its place.
    fn insert(&mut self, value: Value) -> &Value {
        *self = Argument::Owned(value);
        self.get().expect("present")
    }
}

/// How a parameter travels from a register to a body.
pub trait AbiParam {
    type Raw: Copy;
    type Arg<'a>;
    /// # Safety
    /// `raw` is what the row declares: compiled code is trusted.
    unsafe fn from_raw(raw: &Self::Raw) -> Self::Arg<'_>;
    /// Converts an argument of a dynamic call.
    fn from_bound<'a>(bound: &'a mut Argument<'_>, callee: &Callee<'_>) -> PyResult<Self::Arg<'a>>;
}

/// How a result travels from a body to a register.
pub trait AbiResult {
    type Raw;
    type Owned;
    fn to_raw(owned: Self::Owned) -> Self::Raw;
    /// The register of a call that raised.
    fn empty() -> Self::Raw;
    fn into_value(owned: Self::Owned) -> Value;
}

fn absent(callee: &Callee<'_>) -> crate::error::Raised {
    raise_type_error(format_args!(
        "{}() missing required argument '{}'",
        callee.function, callee.parameter
    ))
}

impl AbiParam for marker::Value {
    type Raw = u64;
    type Arg<'a> = &'a Value;
    #[inline]
    unsafe fn from_raw(raw: &u64) -> &Value {
        // SAFETY: a live word, borrowed for the call.
        unsafe { Value::borrow(raw) }
    }
    #[inline]
    fn from_bound<'a>(bound: &'a mut Argument<'_>, callee: &Callee<'_>) -> PyResult<&'a Value> {
        bound.get().ok_or_else(|| absent(callee))
    }
}

impl AbiResult for marker::Value {
    type Raw = u64;
    type Owned = Value;
    #[inline]
    fn to_raw(owned: Value) -> u64 {
        owned.into_raw()
    }
    #[inline]
    fn empty() -> u64 {
        0
    }
    fn into_value(owned: Value) -> Value {
        owned
    }
}

impl AbiParam for marker::OptValue {
    type Raw = u64;
    type Arg<'a> = Option<&'a Value>;
    #[inline]
    unsafe fn from_raw(raw: &u64) -> Option<&Value> {
        // SAFETY: unbound or a live word, borrowed for the call.
        unsafe { Value::borrow_opt(raw) }
    }
    fn from_bound<'a>(bound: &'a mut Argument<'_>, _: &Callee<'_>) -> PyResult<Option<&'a Value>> {
        Ok(bound.get())
    }
}

impl AbiResult for marker::OptValue {
    type Raw = u64;
    type Owned = Option<Value>;
    #[inline]
    fn to_raw(owned: Option<Value>) -> u64 {
        owned.map_or(0, Value::into_raw)
    }
    #[inline]
    fn empty() -> u64 {
        0
    }
    fn into_value(owned: Option<Value>) -> Value {
        owned.unwrap_or(Value::NONE)
    }
}

impl AbiParam for marker::Int {
    type Raw = u64;
    type Arg<'a> = &'a Value;
    #[inline]
    unsafe fn from_raw(raw: &u64) -> &Value {
        // SAFETY: a live word, borrowed for the call.
        unsafe { Value::borrow(raw) }
    }
    fn from_bound<'a>(bound: &'a mut Argument<'_>, callee: &Callee<'_>) -> PyResult<&'a Value> {
        let value = bound.get().ok_or_else(|| absent(callee))?;
        let int = crate::operation::index(value)?;
        Ok(bound.insert(int))
    }
}

impl AbiResult for marker::Int {
    type Raw = u64;
    type Owned = Value;
    #[inline]
    fn to_raw(owned: Value) -> u64 {
        owned.into_raw()
    }
    #[inline]
    fn empty() -> u64 {
        0
    }
    fn into_value(owned: Value) -> Value {
        owned
    }
}

macro_rules! object_marker {
    ($($marker:ident, $name:literal;)*) => { $(
        impl AbiParam for marker::$marker {
            type Raw = u64;
            type Arg<'a> = &'a reference::$marker;
            #[inline]
            unsafe fn from_raw(raw: &u64) -> &reference::$marker {
                // SAFETY: a live word that points at this kind of object.
                unsafe { &*(raw as *const u64).cast::<reference::$marker>() }
            }
            #[inline]
            fn from_bound<'a>(
                bound: &'a mut Argument<'_>,
                callee: &Callee<'_>,
            ) -> PyResult<&'a reference::$marker> {
                let value = bound.get().ok_or_else(|| absent(callee))?;
                if value.is_foreign() {
                    let native = crate::foreign::to_native(value)?;
                    return downcast_argument(bound.insert(native), callee, $name);
                }
                downcast_argument(bound.get().expect("present"), callee, $name)
            }
        }
        impl AbiResult for marker::$marker {
            type Raw = u64;
            type Owned = reference::$marker;
            #[inline]
            fn to_raw(owned: reference::$marker) -> u64 {
                owned.into_raw()
            }
            #[inline]
            fn empty() -> u64 {
                0
            }
            fn into_value(owned: reference::$marker) -> Value {
                owned.into()
            }
        }
    )* };
}

object_marker! {
    Str, "str";
    Bytes, "bytes";
    List, "list";
    Tuple, "tuple";
    Dict, "dict";
    Set, "set";
}

#[inline]
fn downcast_argument<'a, T: reference::Object>(
    value: &'a Value,
    callee: &Callee<'_>,
    expected: &str,
) -> PyResult<&'a Ref<T>> {
    (value.downcast()).ok_or_else(|| wrong_class(value, callee, expected))
}

#[cold]
#[inline(never)]
fn wrong_class(value: &Value, callee: &Callee<'_>, expected: &str) -> crate::error::Raised {
    raise_type_error(format_args!(
        "{}() argument '{}' must be {expected}, not {}",
        callee.function,
        callee.parameter,
        value.argument_name()
    ))
}

macro_rules! raw_marker {
    ($($marker:ident, $raw:ty, $arg:ty, |$r:ident| $from:expr, |$o:ident| $to:expr, $empty:expr,
       |$v:ident| $convert:expr, |$w:ident| $value:expr;)*) => { $(
        impl AbiParam for marker::$marker {
            type Raw = $raw;
            type Arg<'a> = $arg;
            #[inline]
            unsafe fn from_raw($r: &$raw) -> $arg {
                $from
            }
            fn from_bound(bound: &mut Argument<'_>, callee: &Callee<'_>) -> PyResult<$arg> {
                let $v = bound.get().ok_or_else(|| absent(callee))?;
                $convert
            }
        }
        impl AbiResult for marker::$marker {
            type Raw = $raw;
            type Owned = $arg;
            #[inline]
            fn to_raw($o: $arg) -> $raw {
                $to
            }
            #[inline]
            fn empty() -> $raw {
                $empty
            }
            fn into_value($w: $arg) -> Value {
                $value
            }
        }
    )* };
}

raw_marker! {
    I64, i64, i64, |r| *r, |o| o, 0, |v| crate::operation::to_i64_saturating(v), |w| Value::int(w);
    Size, i64, i64, |r| *r, |o| o, 0, |v| crate::operation::to_i64(v), |w| Value::int(w);
    F64, f64, f64, |r| *r, |o| o, 0.0, |v| crate::operation::value_to_float(v), |w| Value::float(w);
    Bool, u64, bool, |r| *r as u8 != 0, |o| o as u64, 0, |v| crate::operation::value_truth(v), |w| Value::bool(w);
}

impl AbiParam for marker::Ptr {
    type Raw = *const u8;
    type Arg<'a> = *const u8;
    #[inline]
    unsafe fn from_raw(raw: &*const u8) -> *const u8 {
        *raw
    }
    fn from_bound(_: &mut Argument<'_>, callee: &Callee<'_>) -> PyResult<*const u8> {
        Err(absent(callee))
    }
}

impl AbiResult for marker::Ptr {
    type Raw = *const u8;
    type Owned = *const u8;
    fn to_raw(owned: *const u8) -> *const u8 {
        owned
    }
    fn empty() -> *const u8 {
        core::ptr::null()
    }
    /// No address is seen by dynamic code.
    fn into_value(_: *const u8) -> Value {
        Value::NONE
    }
}

/// Borrowed words in caller memory, passed in two registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct RawWords {
    words: *const u8,
    count: u64,
}

impl AbiParam for marker::Words {
    type Raw = RawWords;
    type Arg<'a> = &'a [Value];
    #[inline]
    unsafe fn from_raw(raw: &RawWords) -> &[Value] {
        // SAFETY: compiled code passes `count` live words, borrowed for the call.
        unsafe { Value::borrow_slice(raw.words, raw.count as usize) }
    }
    fn from_bound<'a>(_: &'a mut Argument<'_>, callee: &Callee<'_>) -> PyResult<&'a [Value]> {
        Err(absent(callee))
    }
}

impl AbiResult for marker::Unit {
    type Raw = u64;
    type Owned = ();
    #[inline]
    fn to_raw((): ()) -> u64 {
        0
    }
    #[inline]
    fn empty() -> u64 {
        0
    }
    fn into_value((): ()) -> Value {
        Value::NONE
    }
}

/// The rows with (`true`) and without (`false`) `[raises]`.
pub struct Raises<const RAISES: bool>;

/// What a body returns and what its symbol does.
pub trait Returns<R: AbiResult> {
    type Body;
    type Abi;
    fn to_abi(body: Self::Body) -> Self::Abi;
    fn to_value(body: Self::Body) -> PyResult<Value>;
}

impl<R: AbiResult> Returns<R> for Raises<false> {
    type Body = R::Owned;
    type Abi = R::Raw;
    #[inline]
    fn to_abi(body: R::Owned) -> R::Raw {
        R::to_raw(body)
    }
    fn to_value(body: R::Owned) -> PyResult<Value> {
        Ok(R::into_value(body))
    }
}

impl<R: AbiResult> Returns<R> for Raises<true> {
    type Body = PyResult<R::Owned>;
    type Abi = Outcome<R::Raw>;
    #[inline]
    fn to_abi(body: PyResult<R::Owned>) -> Outcome<R::Raw> {
        match body {
            Ok(owned) => Outcome {
                value: R::to_raw(owned),
                status: 0,
            },
            Err(_) => Outcome {
                value: R::empty(),
                status: 1,
            },
        }
    }
    fn to_value(body: PyResult<R::Owned>) -> PyResult<Value> {
        body.map(R::into_value)
    }
}

/// Calls a body with arguments already bound to its parameters.
pub type Thunk = for<'v> fn(&mut [Argument<'v>], &str) -> PyResult<Value>;

/// A row with a Python name.
pub struct MethodRow {
    /// The text behind `as`.
    pub signature: &'static str,
    /// Number of ABI parameters.
    pub n_params: usize,
    pub thunk: Thunk,
    /// The parsed form, once needed.
    pub native: crate::memory::Global<Option<&'static crate::method::Native>>,
    /// Whether the dict of its class has it because somebody asked for that.
    pub is_offered: crate::memory::Global<bool>,
}

const fn count(names: &[&str]) -> usize {
    names.len()
}

/// A row that has a Python name; the expansion needs something that says so.
const fn with_name(row: &'static MethodRow, _: &str) -> &'static MethodRow {
    row
}

macro_rules! export_rows {
    ($( $(#[doc = $doc:literal])* fn $name:ident($($p:ident : $t:ident),* $(,)?) -> $r:ident
        $([$($flag:ident),*])? $(as $py:literal)? ;)*) => {
        $(
            $(#[doc = $doc])*
            #[unsafe(export_name = concat!("pyaot_", stringify!($name)))]
            pub extern "C" fn $name($($p: <m::$t as AbiParam>::Raw),*)
                -> <Raises<{ has_flag(&[$($(stringify!($flag)),*)?], "raises") }> as Returns<m::$r>>::Abi
            {
                <Raises<{ has_flag(&[$($(stringify!($flag)),*)?], "raises") }> as Returns<m::$r>>::to_abi(
                    // SAFETY: compiled code passes what the row declares.
                    body::$name($(unsafe { <m::$t as AbiParam>::from_raw(&$p) }),*)
                )
            }
        )*
        #[allow(dead_code, unused_variables, unused_mut)]
        mod thunks {
            use super::{AbiParam, Argument, Callee, PyResult, Raises, Returns, Value, body, has_flag, m};
            $(
                pub(super) fn $name(args: &mut [Argument<'_>], function: &str) -> PyResult<Value> {
                    let mut args = args.iter_mut();
                    let result = body::$name($(<m::$t as AbiParam>::from_bound(
                        args.next().expect("bound argument"),
                        &Callee { function, parameter: stringify!($p) },
                    )?),*);
                    <Raises<{ has_flag(&[$($(stringify!($flag)),*)?], "raises") }> as Returns<m::$r>>::to_value(result)
                }
            )*
        }
        #[allow(dead_code)]
        mod arity {
            $( #[allow(non_upper_case_globals)] pub(super) const $name: usize = super::count(&[$(stringify!($p)),*]); )*
        }
        /// The rows of this subject that have a Python name, each with a
        /// symbol of its own: the program names those it can look up.
        #[allow(non_upper_case_globals, unused_imports)]
        pub(crate) mod methods {
            use super::{MethodRow, arity, thunks};
            $( $(
                #[unsafe(export_name = concat!("pyaot_method_", stringify!($name)))]
                pub(crate) static $name: MethodRow = MethodRow {
                    signature: $py,
                    n_params: arity::$name,
                    thunk: thunks::$name,
                    native: crate::memory::Global::new(None),
                    is_offered: crate::memory::Global::new(false),
                };
            )? )*
        }
        pub static METHODS: &[&MethodRow] = &[$( $( with_name(&methods::$name, $py), )? )*];
    };
}
pub(crate) use export_rows;

macro_rules! export_subjects {
    ($($module:ident, $macro:ident;)*) => {
        $(
            pub mod $module {
                #[allow(unused_imports)]
                use super::{
                    AbiParam, Argument, Callee, MethodRow, PyResult, Raises, Returns, Value, count, has_flag,
                    marker as m, with_name,
                };
                use crate::$module as body;
                pyaot_abi::$macro!(crate::exports::export_rows);
            }
        )*
        /// All rows with a Python name, subject by subject. Nothing here may
        /// refer to it: it would be in every program.
        pub static METHODS: &[&[&MethodRow]] = &[$(&$module::METHODS),*];
    };
}
for_each_subject!(export_subjects);
