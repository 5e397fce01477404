//! Where fields lie inside heap objects and static descriptors.
//!
//! Structs are `#[repr(C)]`; the compiler takes offsets with
//! `core::mem::offset_of!`. `Word` fields hold a value word
//! ([`crate::value`]); pointer fields are never null unless said.

use core::mem::offset_of;

/// A value word inside an object.
pub type Word = u64;

/// First two words of every heap object.
#[repr(C)]
pub struct Header {
    pub refcount: i64,
    pub ty: *const Type,
}

/// Small objects are blocks of a multiple of this many bytes.
pub const BLOCK_GRAIN: usize = 16;
/// Largest object that is such a block.
pub const BLOCK_MAX: usize = 512;
/// Size classes of blocks; class `c` has `BLOCK_GRAIN * c` bytes.
pub const BLOCK_CLASSES: usize = BLOCK_MAX / BLOCK_GRAIN + 1;

/// The size class of an object of `size` bytes, at most [`BLOCK_MAX`].
pub const fn block_class(size: usize) -> usize {
    size.div_ceil(BLOCK_GRAIN)
}

/// A block that is not in use. `pyaot_free_lists`, exported by the runtime,
/// is an array with the first free block of each size class; null means
/// that the runtime has to make more.
#[repr(C)]
pub struct FreeBlock {
    /// 0: not an object.
    pub refcount: i64,
    pub next: *mut FreeBlock,
}

/// The head of a class object. Compiled code only compares its address
/// and reads these fields; the runtime's part (`core::types::Type`)
/// follows behind.
#[repr(C)]
pub struct Type {
    pub header: Header,
    /// Bytes of an instance, fixed fields included.
    pub instance_size: u32,
    /// Byte offset of the first fixed field of instances.
    pub fields_offset: u32,
    /// Which built-in layout instances have; a `core::types::Layout`.
    pub layout: u32,
    pub flags: u32,
    /// Not 0: nothing runs when an instance dies, which is a small block. The bits, from the lowest,
    /// say which words of an instance are values to release: see [`drop_word`].
    pub drop_words: u64,
}

/// Classes that every program has, and is asked for: `isinstance` of some of them gets their places
/// as bits.
pub const INSTANCE_KINDS: [&str; 8] = [
    "int", "bool", "float", "str", "list", "dict", "tuple", "bytes",
];

/// Of [`Type::flags`]: instances have a `__del__`.
pub const HAS_DEL: u32 = 8;
/// Of [`Type::flags`]: instances are tuples with an empty attribute word behind the items.
pub const PLAIN_TUPLE: u32 = 512;

/// The bit of [`Type::drop_words`] that is no word.
pub const DROPS_QUIETLY: u64 = 1 << 62;
/// The word that the lowest bit of [`Type::drop_words`] stands for: the first fixed field. What was added
/// to the instance dies last, in CPython too.
pub const FIRST_DROP_WORD: usize = offset_of!(InstanceObject, fields) / size_of::<Word>();

/// Which word of an instance a bit of [`Type::drop_words`] stands for.
pub const fn drop_word(bit: u32) -> usize {
    (bit as usize + FIRST_DROP_WORD) % u64::BITS as usize
}

#[repr(C)]
pub struct FloatObject {
    pub header: Header,
    pub value: f64,
}

#[repr(C)]
pub struct ComplexObject {
    pub header: Header,
    pub real: f64,
    pub imag: f64,
}

/// UTF-8 text, bytes inline behind the struct.
#[repr(C)]
pub struct StrObject {
    pub header: Header,
    /// 0 until computed.
    pub hash: i64,
    /// Length in bytes.
    pub byte_len: i64,
    /// Length in code points; equal to `byte_len` exactly for ASCII.
    pub char_len: i64,
    /// Byte offsets of every 64th code point, null until needed; odd, the
    /// runtime's note of the size of a large block.
    pub index: *mut u32,
    pub data: [u8; 0],
}

/// CPython's objects whose last reference is gone and whose end nobody can notice, as that of a
/// number: compiled code leaves them here, where that costs a few stores, and they end together
/// before CPython is asked next.
#[repr(C)]
pub struct Fading {
    /// The classes of such objects, each at [`Fading::place`] of its address; 0 for none.
    pub classes: [u64; Fading::CLASSES],
    pub len: u64,
    pub objects: [u64; Fading::ROOM],
}

impl Fading {
    pub const CLASSES: usize = 8;
    pub const ROOM: usize = 32;
    /// Bits of a class's address that say nothing.
    pub const CLASS_SHIFT: u32 = 5;

    /// Where a class is found.
    pub const fn place(class: u64) -> usize {
        (class >> Fading::CLASS_SHIFT) as usize % Fading::CLASSES
    }
}

#[repr(C)]
pub struct BytesObject {
    pub header: Header,
    pub hash: i64,
    pub len: i64,
    pub data: [u8; 0],
}

/// A list has one of three storages, and the lengths of the others are 0, so
/// that code for any finds out by the bounds check that is there anyway.
///
/// * Words: `items[..len]` are value words.
/// * Floats: `items[..float_len]` are raw `f64`, and `float_capacity` is
///   positive.
/// * Bools: `items[..bool_len]` are bytes, each 0 or 1, and `capacity` is negative.
///
/// A list of raw items that meets anything else changes to words.
#[repr(C)]
pub struct ListObject {
    pub header: Header,
    /// 0 when the items are raw.
    pub len: i64,
    pub items: *mut Word,
    /// 0 when the items are floats; minus their capacity when they are bools.
    pub capacity: i64,
    /// 0 unless the items are floats.
    pub float_len: i64,
    /// Positive when the items are floats; [`ListObject::KEEPS_WORDS`] when they shall
    /// stay words; else 0.
    pub float_capacity: i64,
    /// 0 unless the items are bools.
    pub bool_len: i64,
}

impl ListObject {
    /// As `float_capacity`: this list has been changed back to words.
    pub const KEEPS_WORDS: i64 = -1;
}

#[repr(C)]
pub struct TupleObject {
    pub header: Header,
    pub len: i64,
    pub items: [Word; 0],
}

/// One place of a dict; key and value are unbound where an entry was deleted.
#[repr(C)]
pub struct DictEntry {
    pub hash: i64,
    pub key: Word,
    pub value: Word,
}

/// The head of a dict; the runtime's part follows behind.
#[repr(C)]
pub struct DictObject {
    pub header: Header,
    /// `places` of them, in insertion order.
    pub entries: *mut DictEntry,
    pub places: i64,
    capacity: i64,
    /// Entries that are not deleted: the dict's length.
    pub live: i64,
}

/// One place of a set.
#[repr(C)]
pub struct SetPlace {
    pub item: Word,
    pub hash: i64,
}

/// The head of a set; the runtime's part follows behind.
#[repr(C)]
pub struct SetObject {
    pub header: Header,
    pub places: *mut SetPlace,
    marks: *mut u8,
    mask: i64,
    /// The set's length.
    pub used: i64,
}

/// A captured or otherwise shared variable.
#[repr(C)]
pub struct CellObject {
    pub header: Header,
    pub value: Word,
}

/// An instance of a class made by a `class` statement. `attrs` holds
/// attributes without a fixed field (a dict word, or unbound); `fields`
/// start at `Type::fields_offset`, 8 bytes each, a [`FieldKind`] apiece.
#[repr(C)]
pub struct InstanceObject {
    pub header: Header,
    pub attrs: Word,
    pub fields: [Word; 0],
}

/// Built-in exceptions and classes derived from them.
#[repr(C)]
pub struct ExceptionObject {
    pub header: Header,
    pub attrs: Word,
    /// Tuple.
    pub args: Word,
    pub cause: Word,
    pub context: Word,
    /// Traceback entries, the runtime's own; null when never raised.
    pub traceback: *mut u8,
    /// `__suppress_context__`, 0 or 1.
    pub suppress_context: u64,
    /// CPython's exception that this one was made of, or unbound.
    pub original: Word,
    /// Dict of what the built-in class keeps beside `args` (`errno`, `name`), or unbound.
    pub members: Word,
    pub fields: [Word; 0],
}

/// A compiled function as a value; captured cells inline behind it.
#[repr(C)]
pub struct FunctionObject {
    pub header: Header,
    pub desc: *const FunctionDesc,
    /// Tuple of default values of the last positional parameters, or unbound.
    pub defaults: Word,
    /// Dict of keyword-only defaults, or unbound.
    pub kw_defaults: Word,
    /// Dict of attributes, or unbound.
    pub attrs: Word,
    /// Dict of what the program has put in place of the function's own
    /// `__name__`, `__doc__` and the like, or unbound.
    pub replaced: Word,
    pub n_cells: i64,
    pub cells: [Word; 0],
}

/// Element types of array views that compiled code reads and writes itself.
#[repr(u64)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum DType {
    F64 = 0,
    F32 = 1,
    I64 = 2,
    I32 = 3,
    U8 = 4,
    Bool = 5,
}

impl DType {
    pub const ALL: [DType; 6] = [
        DType::F64,
        DType::F32,
        DType::I64,
        DType::I32,
        DType::U8,
        DType::Bool,
    ];

    /// Bytes of one element.
    pub const fn size(self) -> u32 {
        match self {
            DType::F64 | DType::I64 => 8,
            DType::F32 | DType::I32 => 4,
            DType::U8 | DType::Bool => 1,
        }
    }

    /// NumPy's name.
    pub const fn name(self) -> &'static str {
        match self {
            DType::F64 => "float64",
            DType::F32 => "float32",
            DType::I64 => "int64",
            DType::I32 => "int32",
            DType::U8 => "uint8",
            DType::Bool => "bool",
        }
    }

    pub const fn is_float(self) -> bool {
        matches!(self, DType::F64 | DType::F32)
    }

    /// An integer type; `bool` is not one.
    pub const fn is_int(self) -> bool {
        matches!(self, DType::I64 | DType::I32 | DType::U8)
    }

    /// Smallest and largest value of an integer type.
    pub const fn int_range(self) -> (i64, i64) {
        match self {
            DType::I32 => (i32::MIN as i64, i32::MAX as i64),
            DType::U8 => (0, u8::MAX as i64),
            DType::Bool => (0, 1),
            DType::F64 | DType::F32 | DType::I64 => (i64::MIN, i64::MAX),
        }
    }
}

/// How the numbers of an `array.array` lie in memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Number {
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F32,
    F64,
}

impl Number {
    /// Those of a typecode; characters are no numbers.
    pub const fn of_code(code: u8) -> Option<Number> {
        Some(match code {
            b'b' => Number::I8,
            b'B' => Number::U8,
            b'h' => Number::I16,
            b'H' => Number::U16,
            b'i' => Number::I32,
            b'I' => Number::U32,
            b'l' | b'q' => Number::I64,
            b'L' | b'Q' => Number::U64,
            b'f' => Number::F32,
            b'd' => Number::F64,
            _ => return None,
        })
    }

    /// Bytes of an item.
    pub const fn size(self) -> u32 {
        match self {
            Number::I8 | Number::U8 => 1,
            Number::I16 | Number::U16 => 2,
            Number::I32 | Number::U32 | Number::F32 => 4,
            Number::I64 | Number::U64 | Number::F64 => 8,
        }
    }

    pub const fn is_float(self) -> bool {
        matches!(self, Number::F32 | Number::F64)
    }

    /// Smallest and largest value of ints.
    pub const fn range(self) -> (i128, i128) {
        match self {
            Number::I8 => (i8::MIN as i128, i8::MAX as i128),
            Number::U8 => (0, u8::MAX as i128),
            Number::I16 => (i16::MIN as i128, i16::MAX as i128),
            Number::U16 => (0, u16::MAX as i128),
            Number::I32 => (i32::MIN as i128, i32::MAX as i128),
            Number::U32 => (0, u32::MAX as i128),
            Number::I64 | Number::F32 | Number::F64 => (i64::MIN as i128, i64::MAX as i128),
            Number::U64 => (0, u64::MAX as i128),
        }
    }
}

/// `array.array`: numbers that lie side by side. Length and items lie where a list has its own.
#[repr(C)]
pub struct ArrayObject {
    pub header: Header,
    pub len: i64,
    pub items: *mut u8,
    /// How many items there is room for; 0 where the memory belongs to `twin`, which
    /// is then asked for more.
    pub capacity: i64,
    /// How many items CPython says it has room for, unless there are more.
    pub allocated: i64,
    /// The typecode, a character.
    pub code: u64,
    /// The array of CPython's that owns the memory, once there is one; else unbound.
    pub twin: Word,
}

const _: () = assert!(
    offset_of!(ArrayObject, items) == offset_of!(ListObject, items)
        && offset_of!(ArrayObject, len) == offset_of!(ListObject, len)
);

/// Functions of `numpy` from a float64 to a float64.
pub const NUMPY_FUNCTIONS: [&str; 21] = [
    "sqrt", "exp", "log", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh",
    "tanh", "log2", "log10", "log1p", "expm1", "cbrt", "fabs", "floor", "ceil", "square",
];

/// Dimensions a view can have.
pub const MAX_VIEW_DIMS: usize = 4;

/// A view of an array's memory; nothing in it changes while it lives, so
/// loads from it may be moved and shared. Elements are native-endian and
/// aligned.
#[repr(C)]
pub struct ViewObject {
    pub header: Header,
    /// Address of element `[0, 0, ...]`.
    pub data: *mut u8,
    /// Elements along each axis; 1 beyond `ndim`.
    pub shape: [i64; MAX_VIEW_DIMS],
    /// Bytes from one element to the next along each axis.
    pub strides: [i64; MAX_VIEW_DIMS],
    pub ndim: u64,
    /// 0 or 1.
    pub readonly: u64,
    pub dtype: DType,
    /// What keeps the memory alive; the bridge's own.
    pub buffer: *mut u8,
}

/// How a fixed field is stored.
#[repr(u64)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// A value word; unbound when unset.
    Value = 0,
    /// A raw `f64`; [`crate::value::UNBOUND_F64`] when unset.
    F64 = 1,
}

/// Static, emitted by the compiler: one per function that is ever a value.
///
/// `entry` has the C signature
/// `fn(func: *FunctionObject, args: *const Word) -> (Word, u64 status)`;
/// `args` holds exactly one bound word per parameter, in the order
/// positional, `*args`, keyword-only, `**kwargs`. They are borrowed. The
/// status is 0, or 1 with the exception pending.
#[repr(C)]
pub struct FunctionDesc {
    pub entry: *const u8,
    /// `*const StrObject`.
    pub name: *const StrObject,
    pub qualname: *const StrObject,
    pub module: *const StrObject,
    /// Docstring, or null.
    pub doc: *const StrObject,
    /// Names of all parameters in the order of `args`, then those of the
    /// variables in the function's cells.
    pub param_names: *const *const StrObject,
    pub n_positional_only: u32,
    /// Positional parameters, positional-only ones included.
    pub n_positional: u32,
    pub n_keyword_only: u32,
    pub flags: u32,
    /// 1-based line of the `def`.
    pub line: u32,
    pub reserved: u32,
}

/// Kinds of values that an option of a command line may be, as bits.
pub mod option {
    pub const NONE: i64 = 1;
    pub const BOOL: i64 = 2;
    pub const INT: i64 = 4;
    pub const FLOAT: i64 = 8;
    pub const STR: i64 = 16;
}

/// [`FunctionDesc::flags`].
pub mod function_flags {
    /// Has `*args`.
    pub const VAR_POSITIONAL: u32 = 1;
    /// Has `**kwargs`.
    pub const VAR_KEYWORD: u32 = 2;
    /// Calling it makes a generator.
    pub const GENERATOR: u32 = 4;
    /// `async def`: calling it makes a coroutine, or an asynchronous generator.
    pub const COROUTINE: u32 = 8;
    /// Its generators have frames: the entry makes one, if the body yields at
    /// all, instead of running the body.
    pub const FRAMED: u32 = 16;
    /// Any of those with which a call is more than running the entry on the words.
    pub const NOT_PLAIN: u32 = VAR_POSITIONAL | VAR_KEYWORD | GENERATOR | COROUTINE;
}

/// Slots of a generator's frame, which are words.
pub mod frame {
    /// Always 0, as where a free block of memory has it.
    pub const FREE: u32 = 0;
    /// Where the body goes on: 0 at its start, else behind the `yield` with that
    /// number, or [`ENDED`].
    pub const STATE: u32 = 1;
    /// What `yield` gives, owned; unbound when it raises what is pending.
    pub const SENT: u32 = 2;
    /// The first of the rest: arguments, then what is live at a `yield`.
    pub const FIRST: u32 = 3;

    /// The state of a body that runs or has ended.
    pub const ENDED: i64 = -1;

    /// Of the word that says which slots, from [`FIRST`] on, hold references of the frame's own:
    /// closing the generator would release these and do nothing else.
    pub const QUIET: u64 = 1 << 63;
}

/// `pyaot_limits`, which the runtime exports: what prologues compare with.
#[repr(C)]
pub struct Limits {
    /// How many Python frames there may be.
    pub frames: i64,
    /// The lowest address the stack pointer may have; the largest `i64` to
    /// bring the program to its next slow path.
    pub stack: u64,
}

/// Static, emitted by the compiler: one per `class` statement.
#[repr(C)]
pub struct ClassDesc {
    pub name: *const StrObject,
    pub qualname: *const StrObject,
    pub module: *const StrObject,
    pub doc: *const StrObject,
    /// Fixed fields, inherited ones first.
    pub fields: *const FieldDesc,
    pub n_fields: u64,
    /// Code for comparisons of two instances of exactly this class, and for hashes.
    pub pairs: *const PairDesc,
    pub n_pairs: u64,
    /// Names of members that code uses without looking them up, where CPython may give the class others.
    pub fixed: *const *const StrObject,
    pub n_fixed: u64,
}

/// Code of `__eq__` or `__lt__` for a receiver and an operand of one class: called
/// with the two words, it gives what the function would. That of `__hash__` looks at
/// the first word only.
#[repr(C)]
pub struct PairDesc {
    /// The function it is code of.
    pub function: *const FunctionDesc,
    pub code: *const u8,
    /// Not 0: it does nothing but look at the two, so that nothing else changes
    /// while it runs, and the frame it stands for may go uncounted.
    pub is_quiet: u64,
}

/// What an entry of a table of constants says. A container takes as many of the values made
/// last as its word says, twice as many for a dict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u64)]
pub enum TableKind {
    /// A value word.
    Word,
    /// The bits of a float.
    Float,
    /// A str with the digits of a large int.
    Digits,
    Tuple,
    List,
    /// A list that has floats, or bools, in line.
    Floats,
    Bools,
    Dict,
    /// A set of two items at most, or of more.
    Set,
    Constants,
}

/// One value of a display of constants: parts stand before the whole. Also a word of another
/// table that code hands to the runtime (`generator_frame`).
#[repr(C)]
pub struct TableEntry {
    pub kind: TableKind,
    pub word: u64,
}

#[repr(C)]
pub struct FieldDesc {
    pub name: *const StrObject,
    pub kind: FieldKind,
}

/// Static: where a function's code came from, for tracebacks and frames.
#[repr(C)]
pub struct CodeInfo {
    /// Qualified name as tracebacks show it (`f`, `<module>`, `<lambda>`).
    pub name: *const StrObject,
    /// Path of the source file as CPython would show it.
    pub file: *const StrObject,
    /// Name of the module; null for code of CPython's.
    pub module: *const StrObject,
    /// The code that calls this one where the two are one function; null if
    /// it has a function of its own.
    pub outer: *const CodeInfo,
    /// The line of that call.
    pub outer_line: u32,
    /// The line the code begins at.
    pub line: u32,
    /// The bridge's code object for frames, and a frame object for the next
    /// use; null until there is one.
    pub object: *mut u8,
    pub spare: *mut u8,
}

/// Where compiled code stands, told before it calls what may look. One is on
/// the stack of each function in programs that look at their callers; else
/// there is one, `pyaot_site`, which all functions write.
#[repr(C)]
pub struct FrameRecord {
    /// The record of the caller; null where CPython or nobody called.
    pub previous: *mut FrameRecord,
    /// Null as long as nothing was told.
    pub code: *const CodeInfo,
    /// The line; [`FrameRecord::NO_LINE`] where another record stands for the same frame.
    pub line: u64,
    /// What the bridge has made of it; null until CPython has looked.
    pub shown: *mut u8,
}

impl FrameRecord {
    pub const NO_LINE: u64 = u32::MAX as u64;

    pub const fn new() -> FrameRecord {
        FrameRecord {
            previous: core::ptr::null_mut(),
            code: core::ptr::null(),
            line: 0,
            shown: core::ptr::null_mut(),
        }
    }
}

impl Default for FrameRecord {
    fn default() -> FrameRecord {
        FrameRecord::new()
    }
}

/// Static: what the runtime needs to know before the program starts.
#[repr(C)]
pub struct ProgramInfo {
    /// Absolute path of the main source file when it was built.
    pub main_file: *const StrObject,
    /// Python home to embed when `--python`, `VIRTUAL_ENV` and conda are silent; may be null.
    pub python: *const StrObject,
    /// What CPython hashes `None` and its classes to, by name: `None=190 int=206`; may be null.
    pub hashes: *const StrObject,
    /// The built-in methods and functions the program can look up by name:
    /// addresses of the runtime's `MethodRow`s. What is not here is not linked.
    pub methods: *const *const u8,
    pub n_methods: u64,
    /// Where the words of the globals are, of a program that may have finalisers
    /// to run at its end; else null.
    pub globals: *const *const Word,
    pub n_globals: u64,
}
