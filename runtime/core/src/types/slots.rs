//! What classes do for the generic operations, and which of it is linked.
//!
//! A class names all that its objects can do, so whatever refers to the class would bring the code for all
//! of it into the program. Classes that nobody else names are rarely there without being used; but `str`,
//! `int`, `dict` and the few others the runtime itself cannot do without are in every program. Their slots
//! are linked operation by operation: the class as it lies in memory has the slots below `kept` only,
//! and whoever reads another slot, of any class, brings that slot of all these classes along. What is
//! linked is filled in before the program starts. (`docs/decisions/0019-slots-by-operation.md`)

use core::arch::asm;
use core::cell::UnsafeCell;

use pyaot_abi::layout::Header;

use super::{BinaryOp, CompareOp, Type, UnaryOp};
use crate::args::Args;
use crate::error::PyResult;
use crate::reference::Str;
use crate::value::Value;

/// `descriptor.__set__(instance, value)`, or `__delete__` without a value.
pub type DescrSet = fn(&Value, &Value, Option<&Value>) -> PyResult<()>;

/// `this op other`, or `other op this` when the last argument says reflected. `None`: NotImplemented.
pub type BinarySlot = fn(BinaryOp, &Value, &Value, bool) -> PyResult<Option<Value>>;

/// The slots as a class declares them, read by operations through [`Dispatch`].
macro_rules! slots {
    (
        kept { $($(#[$kept_doc:meta])* $kept:ident: $kept_type:ty;)* }
        linked { $($(#[$doc:meta])* $slot:ident: $type:ty;)* }
    ) => {
        /// What a class does for each generic operation; `None`: it cannot.
        #[derive(Clone, Copy)]
        // The signatures are the documentation; names for them would hide it.
        #[allow(clippy::type_complexity)]
        pub struct Slots {
            $($(#[$kept_doc])* pub $kept: $kept_type,)*
            $($(#[$doc])* pub $slot: $type,)*
        }

        impl Slots {
            /// The slots a core class has to begin with.
            pub(super) const fn kept(self) -> Slots {
                Slots { $($kept: self.$kept,)* ..Slots::UNLINKED }
            }
        }

        /// The slots of a class, for an operation to choose from.
        #[derive(Clone, Copy)]
        pub struct Dispatch<'a>(pub(super) &'a Slots);

        // They are called as the slots are.
        #[allow(clippy::type_complexity, clippy::new_ret_no_self)]
        impl Dispatch<'_> {
            $(
                #[inline]
                pub fn $kept(self) -> $kept_type {
                    self.0.$kept
                }
            )*
            $(
                #[inline]
                pub fn $slot(self) -> $type {
                    // SAFETY: no instruction: a reference from this code to what fills the slot, for the linker.
                    unsafe {
                        asm!(
                            ".reloc ., R_X86_64_NONE, {}",
                            sym fill::$slot,
                            options(nomem, nostack, preserves_flags)
                        )
                    };
                    self.0.$slot
                }
            )*
        }

        /// For each slot what fills it in, in a section of its own that is linked when it is referred to.
        #[allow(non_upper_case_globals)]
        mod fill {
            $(
                #[unsafe(link_section = concat!("pyaot_slot_", stringify!($slot)))]
                pub static $slot: fn() = || for_each_core_class!($slot);
            )*
        }

        /// Fills in the slots that are linked.
        extern "C" fn fill_linked() {
            $({
                let fill: *const fn();
                // SAFETY: the address of a section, or 0; the linker defines it if there is one.
                unsafe {
                    asm!(
                        concat!(".weak __start_pyaot_slot_", stringify!($slot)),
                        concat!("mov {}, qword ptr [rip + __start_pyaot_slot_", stringify!($slot), "@GOTPCREL]"),
                        out(reg) fill,
                        options(nomem, nostack, preserves_flags)
                    );
                    if let Some(fill) = fill.as_ref() {
                        fill();
                    }
                }
            })*
        }
    };
}

/// Fills in one slot of every core class, from the slots the class declares.
macro_rules! for_each_core_class {
    ($slot:ident) => {
        for_each_core_class! { $slot
            crate::types::TYPE: crate::types::TYPE_SLOTS;
            crate::types::OBJECT: crate::types::OBJECT_SLOTS;
            crate::types::NONE_TYPE: crate::types::NONE_SLOTS;
            crate::types::NOT_IMPLEMENTED_TYPE: crate::types::NOT_IMPLEMENTED_SLOTS;
            crate::types::ELLIPSIS_TYPE: crate::types::ELLIPSIS_SLOTS;
            crate::int::INT: crate::int::SLOTS;
            crate::int::BOOL: crate::int::BOOL_SLOTS;
            crate::float::FLOAT: crate::float::SLOTS;
            crate::str::STR: crate::str::SLOTS;
            crate::bytes::BYTES: crate::bytes::SLOTS;
            crate::bytes::BYTEARRAY: crate::bytes::BYTEARRAY_SLOTS;
            crate::list::LIST: crate::list::SLOTS;
            crate::tuple::TUPLE: crate::tuple::SLOTS;
            crate::dict::DICT: crate::dict::DICT_SLOTS;
            crate::exception::ATTRIBUTES: crate::exception::ATTRIBUTE_SLOTS;
            crate::exception_group::BASE_EXCEPTION_GROUP: crate::exception_group::GROUP_SLOTS;
            crate::foreign::FOREIGN: crate::foreign::SLOTS;
        }
    };
    ($slot:ident $($class:path: $slots:path;)*) => {{
        $( $class.fill(|slots| slots.$slot = $slots.$slot); )*
    }};
}

slots! {
    kept {
        /// Takes a dead object apart and frees it.
        dealloc: unsafe fn(*mut Header);
        /// Visits the values the object owns; `None` when it owns none that could form a cycle.
        traverse: Option<unsafe fn(*mut Header, &mut dyn FnMut(&Value))>;
        /// What a dying object, or one of a dead cycle, has to do before it goes: `__del__`, the `finally` of generators.
        finalize: Option<fn(&Value)>;
        repr: Option<fn(&Value) -> PyResult<Str>>;
        /// `str()`; falls back on `repr`.
        str: Option<fn(&Value) -> PyResult<Str>>;
        /// Which operators `binary` may accept; fills `__add__` and so on.
        binary_ops: u32;
        /// Which operators `inplace` may accept; fills `__iadd__` and so on.
        inplace_ops: u32;
    }
    linked {
        format: Option<fn(&Value, &Str) -> PyResult<Str>>;
        /// `None`: unhashable.
        hash: Option<fn(&Value) -> PyResult<i64>>;
        /// `None` in the result: NotImplemented.
        compare: Option<fn(&Value, &Value, CompareOp) -> PyResult<Option<Value>>>;
        truth: Option<fn(&Value) -> PyResult<bool>>;
        len: Option<fn(&Value) -> PyResult<i64>>;
        getitem: Option<fn(&Value, &Value) -> PyResult<Value>>;
        /// Sets the item, or deletes it when the last argument is `None`.
        setitem: Option<fn(&Value, &Value, Option<&Value>) -> PyResult<()>>;
        contains: Option<fn(&Value, &Value) -> PyResult<bool>>;
        iter: Option<fn(&Value) -> PyResult<Value>>;
        /// The next item, or `None` at the end.
        next: Option<fn(&Value) -> PyResult<Option<Value>>>;
        call: Option<fn(&Value, Args<'_>) -> PyResult<Value>>;
        /// `this op other`, or `other op this` when `reflected`. `None`: NotImplemented.
        binary: Option<BinarySlot>;
        /// `this op= other`. `None`: NotImplemented.
        inplace: Option<fn(BinaryOp, &Value, &Value) -> PyResult<Option<Value>>>;
        unary: Option<fn(UnaryOp, &Value) -> PyResult<Option<Value>>>;
        getattr: fn(&Value, &Str) -> PyResult<Value>;
        /// Sets the attribute, or deletes it when the last argument is `None`.
        setattr: fn(&Value, &Str, Option<&Value>) -> PyResult<()>;
        /// `descriptor.__get__(object, class)`; `object` is `None` for access through the class.
        descr_get: Option<fn(&Value, Option<&Value>, &'static Type) -> PyResult<Value>>;
        /// `descriptor.__set__(object, value)`, or `__delete__` without a value.
        descr_set: Option<DescrSet>;
        /// `__index__`: an int.
        index: Option<fn(&Value) -> PyResult<Value>>;
        /// `__float__`.
        to_float: Option<fn(&Value) -> PyResult<f64>>;
        /// `class(*args)`: makes the instance. `None`: the class cannot be instantiated.
        new: Option<fn(&'static Type, Args<'_>) -> PyResult<Value>>;
        /// `__init__`, called after `new` when the result is an instance of the class.
        init: Option<fn(&Value, Args<'_>) -> PyResult<()>>;
    }
}

/// Slots that are linked operation by operation, of objects of several classes.
pub struct SharedSlots(UnsafeCell<Slots>);

// SAFETY: only touched by the thread that holds the GIL.
unsafe impl Sync for SharedSlots {}

impl SharedSlots {
    pub const fn new(slots: Slots) -> SharedSlots {
        SharedSlots(UnsafeCell::new(slots.kept()))
    }

    /// The slots, without a reference to what fills them in: of one that has itself been asked for.
    pub fn get(&self) -> Slots {
        // SAFETY: a short access.
        unsafe { *self.0.get() }
    }

    pub(super) fn fill(&self, change: impl FnOnce(&mut Slots)) {
        // SAFETY: runs before the program.
        change(unsafe { &mut *self.0.get() })
    }
}

/// Runs before the program, and before the tests of this crate.
#[used]
#[unsafe(link_section = ".init_array")]
static FILL_LINKED: extern "C" fn() = fill_linked;

/// Dealloc slot of values that are never freed.
///
/// # Safety
/// Never called: the count of an immortal object does not reach 0.
unsafe fn dealloc_never(_: *mut Header) {}

impl Slots {
    /// What every class has from `object`; begin with
    /// `Slots { ..., ..Slots::OBJECT }`.
    pub const OBJECT: Slots = Slots {
        dealloc: dealloc_never,
        traverse: None,
        finalize: None,
        repr: Some(crate::attribute::object_repr),
        str: None,
        format: None,
        hash: Some(crate::attribute::object_hash),
        compare: Some(crate::attribute::object_compare),
        truth: None,
        len: None,
        getitem: None,
        setitem: None,
        contains: None,
        iter: None,
        next: None,
        call: None,
        binary: None,
        binary_ops: 0,
        inplace: None,
        inplace_ops: 0,
        unary: None,
        getattr: crate::attribute::generic_getattr,
        setattr: crate::attribute::generic_setattr,
        descr_get: None,
        descr_set: None,
        index: None,
        to_float: None,
        new: None,
        init: None,
    };

    /// What stands for slots that nothing asks for.
    const UNLINKED: Slots = Slots {
        getattr: |_, _| crate::start::fatal("a slot that is not linked"),
        setattr: |_, _, _| crate::start::fatal("a slot that is not linked"),
        hash: None,
        compare: None,
        repr: None,
        ..Slots::OBJECT
    };
}
