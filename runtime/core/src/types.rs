//! Classes: [`Type`], its slots, and finding the class of a value.
//!
//! A built-in class is a `static` beside the code of its objects, made with
//! [`Type::builtin`]; classes of the program are allocated by `class.rs`
//! and never freed. Every generic operation goes through one function
//! pointer of [`Slots`].

mod slots;

use core::cell::{Cell, UnsafeCell};

use pyaot_abi::layout::{self, ClassDesc, Header, PairDesc};
use pyaot_abi::value as tag;

use crate::often::Often;
use crate::prelude::*;
use crate::reference::{Dict, Object, Str};
use crate::value::Value;

pub use self::slots::{BinarySlot, DescrSet, Dispatch, SharedSlots, Slots};

/// What instances of a class look like in memory. Subclasses have the
/// layout of their base.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Layout {
    /// Not a heap object (None, bool, foreign).
    Immediate,
    /// `InstanceObject`: plain `object` and classes of the program.
    Instance,
    Type,
    Int,
    Float,
    View,
    Complex,
    Str,
    Bytes,
    ByteArray,
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Range,
    Slice,
    Exception,
    Function,
    BuiltinFunction,
    BoundMethod,
    MethodDescriptor,
    GetSetDescriptor,
    Property,
    Member,
    StaticMethod,
    ClassMethod,
    Super,
    Module,
    Cell,
    Traceback,
    TracebackFrame,
    Code,
    Frame,
    ListIterator,
    TupleIterator,
    StrIterator,
    BytesIterator,
    DictIterator,
    SetIterator,
    RangeIterator,
    LongRangeIterator,
    SequenceIterator,
    CallableIterator,
    DictView,
    Enumerate,
    Zip,
    Map,
    Filter,
    Reversed,
    Generator,
    CoroutineWrapper,
    AsyncStep,
    Deque,
    DequeIterator,
    Array,
    ArrayIterator,
    File,
    MappingProxy,
    MemoryView,
    NativeIterator,
    Union,
    GenericAlias,
    RandomState,
    /// A compiled regular expression, and a match of one.
    Regex,
    RegexMatch,
    /// An iterator of `itertools`.
    Tool,
    Partial,
    /// `functools.cmp_to_key`.
    Key,
    CachedProperty,
    Cache,
    CacheDecorator,
    NamedTupleNew,
    TupleGetter,
    /// `operator.itemgetter` and its like.
    Getter,
    Other,
}

/// Which comparison a compare slot is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompareOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl CompareOp {
    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }
    pub fn method(self) -> &'static str {
        ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"][self as usize]
    }
    /// The operator with its operands exchanged.
    pub fn swapped(self) -> CompareOp {
        use CompareOp::*;
        [Gt, Ge, Eq, Ne, Lt, Le][self as usize]
    }
    /// Whether an ordering of the operands satisfies the operator.
    pub fn accepts(self, order: core::cmp::Ordering) -> bool {
        match self {
            CompareOp::Lt => order.is_lt(),
            CompareOp::Le => order.is_le(),
            CompareOp::Eq => order.is_eq(),
            CompareOp::Ne => order.is_ne(),
            CompareOp::Gt => order.is_gt(),
            CompareOp::Ge => order.is_ge(),
        }
    }
}

/// A binary arithmetic operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    LShift,
    RShift,
    And,
    Or,
    Xor,
    DivMod,
}

impl BinaryOp {
    pub const ALL: [BinaryOp; 14] = {
        use BinaryOp::*;
        [
            Add, Sub, Mul, TrueDiv, FloorDiv, Mod, Pow, MatMul, LShift, RShift, And, Or, Xor,
            DivMod,
        ]
    };
    /// As error messages show it.
    pub fn symbol(self) -> &'static str {
        const NAMES: [&str; 14] = [
            "+",
            "-",
            "*",
            "/",
            "//",
            "%",
            "** or pow()",
            "@",
            "<<",
            ">>",
            "&",
            "|",
            "^",
            "divmod()",
        ];
        NAMES[self as usize]
    }
    pub fn inplace_symbol(self) -> &'static str {
        const NAMES: [&str; 14] = [
            "+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^=",
            "divmod()",
        ];
        NAMES[self as usize]
    }
    pub fn method(self) -> &'static str {
        const NAMES: [&str; 14] = [
            "__add__",
            "__sub__",
            "__mul__",
            "__truediv__",
            "__floordiv__",
            "__mod__",
            "__pow__",
            "__matmul__",
            "__lshift__",
            "__rshift__",
            "__and__",
            "__or__",
            "__xor__",
            "__divmod__",
        ];
        NAMES[self as usize]
    }
    pub fn reflected_method(self) -> &'static str {
        const NAMES: [&str; 14] = [
            "__radd__",
            "__rsub__",
            "__rmul__",
            "__rtruediv__",
            "__rfloordiv__",
            "__rmod__",
            "__rpow__",
            "__rmatmul__",
            "__rlshift__",
            "__rrshift__",
            "__rand__",
            "__ror__",
            "__rxor__",
            "__rdivmod__",
        ];
        NAMES[self as usize]
    }
    pub fn inplace_method(self) -> &'static str {
        const NAMES: [&str; 14] = [
            "__iadd__",
            "__isub__",
            "__imul__",
            "__itruediv__",
            "__ifloordiv__",
            "__imod__",
            "__ipow__",
            "__imatmul__",
            "__ilshift__",
            "__irshift__",
            "__iand__",
            "__ior__",
            "__ixor__",
            "__idivmod__",
        ];
        NAMES[self as usize]
    }
    /// The operator's bit in [`Slots::binary_ops`].
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of binary operators for [`Slots::binary_ops`].
pub const fn operators(ops: &[BinaryOp]) -> u32 {
    let mut bits = 0;
    let mut i = 0;
    while i < ops.len() {
        bits |= ops[i].bit();
        i += 1;
    }
    bits
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
    Abs,
}

impl UnaryOp {
    /// As error messages show it.
    pub fn symbol(self) -> &'static str {
        ["unary -", "unary +", "unary ~", "abs()"][self as usize]
    }
    pub fn method(self) -> &'static str {
        ["__neg__", "__pos__", "__invert__", "__abs__"][self as usize]
    }
}

/// [`layout::Type::flags`].
pub mod type_flags {
    /// May be a base class.
    pub const BASE: u32 = 1;
    /// Made by a `class` statement.
    pub const HEAP: u32 = 2;
    /// Instances carry an `attrs` word just before `fields_offset`.
    pub const HAS_ATTRS: u32 = 4;
    /// The class or a base of it has `__del__`.
    pub const HAS_DEL: u32 = pyaot_abi::layout::HAS_DEL;
    /// The attribute dict has been filled from the method tables.
    pub const READY: u32 = 16;
    /// Looks for `__getattr__` when an attribute is missing.
    pub const HAS_GETATTR: u32 = 32;
    /// The class and its bases have `__slots__`: instances take no other attributes.
    pub const SLOTTED: u32 = 64;
    /// Has abstract methods: no instances.
    pub const ABSTRACT: u32 = 128;
    /// The class or a base of it says itself what `__class__` of its instances is.
    pub const OWN_CLASS: u32 = 256;
    /// Instances are tuples with an empty attribute word behind the items.
    pub const PLAIN_TUPLE: u32 = pyaot_abi::layout::PLAIN_TUPLE;
    /// Sequence patterns match instances, though the class is no built-in one.
    pub const SEQUENCE: u32 = 1024;
    /// So do mapping patterns.
    pub const MAPPING: u32 = 2048;
}

/// A fixed field of a class of the program.
#[derive(Clone)]
pub struct Field {
    pub name: Str,
    pub kind: layout::FieldKind,
    /// Bytes from the start of the instance.
    pub offset: u32,
}

/// A class object.
#[repr(C)]
pub struct Type {
    head: UnsafeCell<layout::Type>,
    slots: UnsafeCell<Slots>,
    name: Cell<&'static str>,
    /// `__name__`, once somebody asked for it.
    name_text: UnsafeCell<Option<Str>>,
    /// What messages call the class, once one did.
    shown: Cell<Option<&'static str>>,
    module: &'static str,
    bases: UnsafeCell<&'static [&'static Type]>,
    mro: UnsafeCell<Vec<&'static Type>>,
    dict: UnsafeCell<Option<Dict>>,
    pub(crate) subclasses: UnsafeCell<Vec<&'static Type>>,
    /// Changes whenever an attribute of the class or a base changes; 0: not yet given.
    pub(crate) version: Cell<u64>,
}

/// What only classes of the program have.
#[repr(C)]
struct HeapType {
    /// Its flags say [`type_flags::HEAP`].
    ty: Type,
    fields: Vec<Field>,
    /// What the compiler says of it.
    desc: Option<&'static ClassDesc>,
    often: UnsafeCell<Often>,
}

// SAFETY: only touched by the thread that holds the GIL.
unsafe impl Sync for Type {}

impl Type {
    /// A built-in class called `name`, instances `size` bytes.
    pub const fn builtin(
        name: &'static str,
        layout: Layout,
        size: usize,
        bases: &'static [&'static Type],
        slots: Slots,
    ) -> Type {
        Type::builtin_in("builtins", name, layout, size, bases, slots)
    }

    /// As [`Type::builtin`], for a class whose `__module__` is `module`.
    pub const fn builtin_in(
        module: &'static str,
        name: &'static str,
        layout: Layout,
        size: usize,
        bases: &'static [&'static Type],
        slots: Slots,
    ) -> Type {
        let flags = match layout {
            Layout::Exception => type_flags::BASE | type_flags::HAS_ATTRS,
            _ => 0,
        };
        Type {
            head: UnsafeCell::new(layout::Type {
                header: Header {
                    refcount: tag::IMMORTAL,
                    ty: &raw const TYPE as *const layout::Type,
                },
                instance_size: size as u32,
                fields_offset: size as u32,
                layout: layout as u32,
                flags,
                drop_words: 0,
            }),
            slots: UnsafeCell::new(slots),
            name: Cell::new(name),
            name_text: UnsafeCell::new(None),
            shown: Cell::new(None),
            module,
            bases: UnsafeCell::new(bases),
            mro: UnsafeCell::new(Vec::new()),
            dict: UnsafeCell::new(None),
            subclasses: UnsafeCell::new(Vec::new()),
            version: Cell::new(0),
        }
    }

    /// A class that is part of every program: its slots are linked one by one, where they are asked for.
    pub const fn core(
        name: &'static str,
        layout: Layout,
        size: usize,
        bases: &'static [&'static Type],
        slots: Slots,
    ) -> Type {
        Type::builtin(name, layout, size, bases, slots.kept())
    }

    /// The same, allowed as a base class.
    pub const fn subclassable(mut self) -> Type {
        self.head.get_mut().flags |= type_flags::BASE;
        self
    }

    /// The same, called `name` in messages: CPython's is no class of a C module.
    pub const fn shown_as(mut self, name: &'static str) -> Type {
        self.shown = Cell::new(Some(name));
        self
    }

    /// The same with more flags.
    pub const fn with_flags(mut self, flags: u32) -> Type {
        self.head.get_mut().flags |= flags;
        self
    }

    /// A new class of the program; `class.rs` fills in the rest.
    pub(crate) fn heap(
        name: &'static str,
        head: layout::Type,
        bases: &'static [&'static Type],
        slots: Slots,
        fields: Vec<Field>,
        desc: Option<&'static ClassDesc>,
    ) -> &'static Type {
        let ty = Type {
            head: UnsafeCell::new(head),
            slots: UnsafeCell::new(slots),
            name: Cell::new(name),
            name_text: UnsafeCell::new(None),
            shown: Cell::new(None),
            module: "",
            bases: UnsafeCell::new(bases),
            mro: UnsafeCell::new(Vec::new()),
            dict: UnsafeCell::new(Some(Dict::new())),
            subclasses: UnsafeCell::new(Vec::new()),
            version: Cell::new(0),
        };
        let made: &'static HeapType = Box::leak(Box::new(HeapType {
            ty,
            fields,
            desc,
            often: UnsafeCell::new(Often::NOTHING),
        }));
        // The address of the whole, which [`Type::of_program`] goes back to.
        // SAFETY: `ty` is its first part, and it is never freed.
        unsafe { &*(made as *const HeapType).cast() }
    }

    /// The rest of a class of the program.
    #[inline]
    fn of_program(&self) -> Option<&HeapType> {
        // SAFETY: only `heap` makes classes with the flag.
        self.is_heap_type()
            .then(|| unsafe { &*(self as *const Type).cast() })
    }

    /// Fixed fields of instances.
    #[inline]
    pub fn fields(&self) -> &[Field] {
        self.of_program().map_or(&[], |class| &class.fields)
    }

    /// Code of methods for instances of exactly this class.
    pub(crate) fn pairs(&self) -> &'static [PairDesc] {
        let desc = self.of_program().and_then(|class| class.desc);
        // SAFETY: the description has so many.
        desc.filter(|desc| desc.n_pairs > 0)
            .map_or(&[], |desc| unsafe {
                core::slice::from_raw_parts(desc.pairs, desc.n_pairs as usize)
            })
    }

    /// Whether compiled code uses that member of the class without looking it up.
    pub(crate) fn fixes(&self, name: &str) -> bool {
        let Some(desc) = self.of_program().and_then(|class| class.desc) else {
            return false;
        };
        (0..desc.n_fixed as usize).any(|at| {
            // SAFETY: the description has so many, each a static str.
            let word = unsafe { desc.fixed.add(at).cast::<Value>().as_ref() };
            word.and_then(Value::as_str)
                .is_some_and(|known| known.as_str() == name)
        })
    }

    /// What [`crate::often`] keeps of a class of the program.
    #[inline]
    pub(crate) fn often(&self) -> Option<*mut Often> {
        self.of_program().map(|class| class.often.get())
    }

    fn head(&self) -> &layout::Type {
        // SAFETY: nobody holds a mutable reference across a call.
        unsafe { &*self.head.get() }
    }

    /// What the class does for an operation that the caller performs.
    #[inline]
    pub fn slots(&self) -> Dispatch<'_> {
        Dispatch(self.all_slots())
    }

    /// All slots, for a class that is made of this one. Of a core class those are missing that nobody in the
    /// program asks for.
    pub(crate) fn all_slots(&self) -> &Slots {
        // SAFETY: slots are replaced as a whole, never while a reference lasts.
        unsafe { &*self.slots.get() }
    }

    /// Fills in slots of a core class, before the program starts.
    fn fill(&self, change: impl FnOnce(&mut Slots)) {
        // SAFETY: nothing else runs yet.
        change(unsafe { &mut *self.slots.get() })
    }

    pub(crate) fn set_slots(&self, slots: Slots) {
        // SAFETY: references from `slots()` are used at once.
        unsafe { *self.slots.get() = slots }
    }

    pub fn name(&self) -> &'static str {
        self.name.get()
    }
    /// What messages call the class: those of C modules are named with their module.
    pub fn shown_name(&self) -> &'static str {
        if self.module == "builtins" || self.is_heap_type() || self.name().contains('.') {
            return self.name();
        }
        self.shown.get().unwrap_or_else(|| {
            let shown = crate::class::leak(&format!("{}.{}", self.module, self.name()));
            self.shown.set(Some(shown));
            shown
        })
    }
    pub(crate) fn set_name(&self, name: &'static str) {
        self.name.set(name);
        // SAFETY: a short access; dropping a str runs no other code.
        unsafe { *self.name_text.get() = None }
    }
    /// `__name__`: the same str each time.
    pub(crate) fn name_text(&self) -> Str {
        // SAFETY: a short access.
        let known = unsafe { &mut *self.name_text.get() };
        let text = known.get_or_insert_with(|| {
            let name = self.name();
            // What the program calls a class may have dots in it.
            let last = name.rsplit('.').next().filter(|_| !self.is_heap_type());
            Str::new(last.unwrap_or(name))
        });
        text.clone()
    }
    /// `__module__` of a built-in class.
    pub fn module(&self) -> &'static str {
        self.module
    }
    #[inline]
    pub fn layout(&self) -> Layout {
        // SAFETY: only `Layout as u32` is ever stored.
        unsafe { core::mem::transmute::<u32, Layout>(self.head().layout) }
    }
    #[inline]
    pub fn instance_size(&self) -> u32 {
        self.head().instance_size
    }
    #[inline]
    pub fn fields_offset(&self) -> u32 {
        self.head().fields_offset
    }
    #[inline]
    pub fn has_flag(&self, flag: u32) -> bool {
        self.head().flags & flag != 0
    }
    pub(crate) fn set_flag(&self, flag: u32) {
        // SAFETY: a short write to our own field.
        unsafe { (*self.head.get()).flags |= flag }
    }
    /// [`layout::Type::drop_words`].
    #[inline]
    pub fn drop_words(&self) -> u64 {
        self.head().drop_words
    }
    pub(crate) fn set_drop_words(&self, words: u64) {
        // SAFETY: a short write to our own field.
        unsafe { (*self.head.get()).drop_words = words }
    }
    pub fn flags(&self) -> u32 {
        self.head().flags
    }
    pub fn is_heap_type(&self) -> bool {
        self.has_flag(type_flags::HEAP)
    }

    pub fn bases(&self) -> &'static [&'static Type] {
        // SAFETY: a copy of a shared reference.
        unsafe { *self.bases.get() }
    }

    /// The method resolution order, the class itself first.
    #[inline]
    pub fn mro(&'static self) -> &'static [&'static Type] {
        // SAFETY: computed once and then left alone.
        unsafe {
            if (*self.mro.get()).is_empty() {
                self.find_mro();
            }
            (*self.mro.get()).as_slice()
        }
    }

    #[cold]
    #[inline(never)]
    fn find_mro(&'static self) {
        // SAFETY: a short access; the bases have lists of their own.
        let mro = unsafe { &mut *self.mro.get() };
        mro.push(self);
        // Classes of the program get their order from `class.rs`; built-in ones
        // inherit singly or so simply that the order of the bases serves.
        for base in self.bases() {
            for &ancestor in base.mro() {
                mro.retain(|known| !core::ptr::eq(*known, ancestor));
                mro.push(ancestor);
            }
        }
    }

    pub(crate) fn set_metaclass(&self, metaclass: &'static Type) {
        // SAFETY: a short write to our own field; classes are never freed.
        unsafe { (*self.head.get()).header.ty = (&raw const *metaclass).cast() }
    }

    /// The classes that derive from it directly.
    pub fn subclasses(&'static self) -> &'static [&'static Type] {
        // SAFETY: it only grows, while a class is made, when nobody walks it.
        unsafe { (*self.subclasses.get()).as_slice() }
    }

    pub(crate) fn set_mro(&self, mro: Vec<&'static Type>) {
        // SAFETY: called once, before anybody asks for the order.
        unsafe { *self.mro.get() = mro }
    }

    pub fn is_subclass_of(&'static self, of: &Type) -> bool {
        core::ptr::eq(self, of) || self.mro().iter().any(|class| core::ptr::eq(*class, of))
    }

    /// The class's own attributes, filled from the method tables on first use.
    pub fn dict(&'static self) -> &'static Dict {
        // SAFETY: set once.
        unsafe {
            if (*self.dict.get()).is_none() {
                *self.dict.get() = Some(Dict::new());
            }
        }
        if !self.has_flag(type_flags::READY) {
            self.set_flag(type_flags::READY);
            if !self.is_heap_type() {
                crate::method::fill_builtin_dict(self);
            }
        }
        // SAFETY: just set, and never replaced.
        unsafe { (*self.dict.get()).as_ref().expect("class dict") }
    }

    /// The attributes of a class of the program; `None` for a built-in class.
    pub(crate) fn program_dict(&'static self) -> Option<&'static Dict> {
        if !self.is_heap_type() {
            return None;
        }
        // SAFETY: classes of the program are made with a dict, which is never replaced.
        unsafe { (*self.dict.get()).as_ref() }
    }

    /// The attribute `name` of the class or its bases, not bound to anything.
    pub fn lookup(&'static self, name: &Str) -> Option<Value> {
        crate::attribute::type_lookup(self, name)
    }

    /// As [`Type::lookup`], by a name known to the runtime.
    pub fn lookup_name(&'static self, name: &'static str) -> Option<Value> {
        crate::attribute::type_lookup(self, &crate::str::intern(name))
    }

    /// The class as a value.
    pub fn to_value(&'static self) -> Value {
        let word = self as *const Type as u64;
        // SAFETY: a class is a heap object; the reference is taken first.
        unsafe {
            crate::value::retain(word);
            Value::from_raw(word)
        }
    }
}

// SAFETY: `Type` is repr(C) and begins with the header inside `layout::Type`.
unsafe impl Object for Type {
    const TYPE: &'static Type = &TYPE;
    const LAYOUT: Layout = Layout::Type;
}

/// The slots of `type`.
pub(crate) const TYPE_SLOTS: Slots = Slots {
    repr: Some(crate::class::type_repr),
    call: Some(crate::class::type_call),
    getattr: crate::class::type_getattr,
    setattr: crate::class::type_setattr,
    hash: Some(crate::identity::class_hash),
    new: Some(crate::class::type_new),
    binary: Some(crate::union::binary),
    binary_ops: operators(&[BinaryOp::Or]),
    ..Slots::OBJECT
};

/// `type`.
pub static TYPE: Type = Type::core(
    "type",
    Layout::Type,
    size_of::<Type>(),
    &[&OBJECT],
    TYPE_SLOTS,
);

/// The slots of `object`.
pub(crate) const OBJECT_SLOTS: Slots = Slots {
    dealloc: crate::class::instance_dealloc,
    traverse: Some(crate::class::instance_traverse),
    new: Some(crate::class::object_new),
    init: Some(crate::class::object_init),
    ..Slots::OBJECT
};

/// `object`.
pub static OBJECT: Type = Type::core(
    "object",
    Layout::Instance,
    size_of::<layout::InstanceObject>(),
    &[],
    OBJECT_SLOTS,
)
.subclassable();

/// What a call of the class of `one`, its only instance, gives.
fn the_only(one: Value, args: crate::args::Args<'_>) -> crate::error::PyResult<Value> {
    if args.is_empty() {
        return Ok(one);
    }
    let name = match one.is_none() || one.is(&Value::NOT_IMPLEMENTED) {
        true => one.type_name(),
        false => "EllipsisType",
    };
    Err(crate::error::raise_type_error(format_args!(
        "{name} takes no arguments"
    )))
}

/// The slots of `NoneType`.
pub(crate) const NONE_SLOTS: Slots = Slots {
    repr: Some(|_| Ok(crate::str::intern("None"))),
    truth: Some(|_| Ok(false)),
    hash: Some(|none| Ok(crate::identity::hash_of(none, "None"))),
    new: Some(|_, args| the_only(Value::NONE, args)),
    ..Slots::OBJECT
};

/// `NoneType`.
pub static NONE_TYPE: Type = Type::core("NoneType", Layout::Immediate, 0, &[&OBJECT], NONE_SLOTS);

/// The slots of `NotImplementedType`.
pub(crate) const NOT_IMPLEMENTED_SLOTS: Slots = Slots {
    repr: Some(|_| Ok(crate::str::intern("NotImplemented"))),
    hash: Some(|this| Ok(crate::identity::hash_of(this, "NotImplemented"))),
    new: Some(|_, args| the_only(Value::NOT_IMPLEMENTED, args)),
    ..Slots::OBJECT
};

/// `NotImplementedType`.
static NOT_IMPLEMENTED_TYPE: Type = Type::core(
    "NotImplementedType",
    Layout::Immediate,
    0,
    &[&OBJECT],
    NOT_IMPLEMENTED_SLOTS,
);

/// The slots of `ellipsis`.
pub(crate) const ELLIPSIS_SLOTS: Slots = Slots {
    repr: Some(|_| Ok(crate::str::intern("Ellipsis"))),
    hash: Some(|this| Ok(crate::identity::hash_of(this, "Ellipsis"))),
    new: Some(|_, args| the_only(Value::ELLIPSIS, args)),
    ..Slots::OBJECT
};

/// `ellipsis`.
static ELLIPSIS_TYPE: Type =
    Type::core("ellipsis", Layout::Immediate, 0, &[&OBJECT], ELLIPSIS_SLOTS);

/// The class of `value`.
#[inline]
pub fn type_of(value: &Value) -> &'static Type {
    let word = value.as_raw();
    if word & tag::INT_BIT != 0 {
        return &crate::int::INT;
    }
    match word & tag::LOW_MASK {
        // SAFETY: a heap word points at a live header; classes are never freed.
        0 => unsafe { &*(*(word as *const Header)).ty.cast::<Type>() },
        tag::FOREIGN => &crate::foreign::FOREIGN,
        tag::FLOAT => &crate::float::FLOAT,
        _ => match word {
            tag::NONE => &NONE_TYPE,
            tag::TRUE | tag::FALSE => &crate::int::BOOL,
            tag::NOT_IMPLEMENTED => &NOT_IMPLEMENTED_TYPE,
            _ => &ELLIPSIS_TYPE,
        },
    }
}
