//! The operations, and what each declares about itself.
//!
//! [`Op::info`] is the table: operand representations, result, whether
//! it raises, what it consumes, whether it may be shared or dropped.
//! Passes and the verifier ask it; nothing else knows these facts.

use pyaot_abi::functions::{AbiType, FnDecl};

use pyaot_abi::layout::{DType, Number};

use crate::function::{LocalId, Repr};
use crate::program::{CodeId, DataId, FuncId, GlobalId, Program, StrId};
use crate::text::{named, operations};

named! {
    /// The six comparisons.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum Compare {
        Eq,
        Ne,
        Lt,
        Le,
        Gt,
        Ge,
    }
}

impl Compare {
    /// Whether the comparison of `a` with `b` is true.
    pub fn holds<T: PartialOrd>(self, a: T, b: T) -> bool {
        match self {
            Compare::Eq => a == b,
            Compare::Ne => a != b,
            Compare::Lt => a < b,
            Compare::Le => a <= b,
            Compare::Gt => a > b,
            Compare::Ge => a >= b,
        }
    }

    /// The comparison that is true exactly when this one is false.
    /// Not for floats: NaN makes both false.
    pub fn negate(self) -> Compare {
        match self {
            Compare::Eq => Compare::Ne,
            Compare::Ne => Compare::Eq,
            Compare::Lt => Compare::Ge,
            Compare::Le => Compare::Gt,
            Compare::Gt => Compare::Le,
            Compare::Ge => Compare::Lt,
        }
    }

    /// The comparison with its operands exchanged.
    pub fn swap(self) -> Compare {
        match self {
            Compare::Eq => Compare::Eq,
            Compare::Ne => Compare::Ne,
            Compare::Lt => Compare::Gt,
            Compare::Le => Compare::Ge,
            Compare::Gt => Compare::Lt,
            Compare::Ge => Compare::Le,
        }
    }
}

named! {
    /// Built-in classes that are told by the address of their object.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum BuiltinClass {
        Str,
        List,
        Dict,
        Set,
        Generator,
        OrderedDict,
    }
}

named! {
    /// Python int operators, on `Int` words: small-int path inline, else a call.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum IntBinary {
        Add,
        Sub,
        Mul,
        And,
        Or,
        Xor,
        /// The rest raise (zero divisor, negative shift).
        FloorDiv,
        Mod,
        Shl,
        Shr,
    }
}

named! {
    /// Raw machine operators on `I64`, wrapping.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum MachineBinary {
        Add,
        Sub,
        Mul,
        And,
        Or,
        Xor,
        /// Shift counts must be 0..=63.
        Shl,
        Shr,
        /// Rounded towards zero; the divisor must be positive.
        Div,
        /// The rest `Div` leaves, with the sign of the dividend; the divisor must
        /// be positive.
        Rem,
        /// The rest take their first operand as an unsigned number, and the second
        /// as it is for `Shr`, `Div` and `Rem`.
        UnsignedShr,
        UnsignedDiv,
        UnsignedRem,
    }
}

named! {
    /// IEEE operators on `F64`; `Div` never raises.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum FloatBinary {
        Add,
        Sub,
        Mul,
        Div,
    }
}

named! {
    /// IEEE operators on one `F64`.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum FloatUnary {
        Neg,
        Abs,
        Sqrt,
        Floor,
        Ceil,
        Trunc,
        /// Rounded to single precision.
        ToSingle,
    }
}

named! {
    /// Exponents whose powers are computed without libm.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum FloatPower {
        Square,
        Cube,
        Root,
    }
}

named! {
    /// What a list or array holds, where inference says that it holds nothing else.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
    pub enum ItemType {
        /// Kept as words.
        Int,
        /// Ints and floats, kept as words.
        Number,
        /// Kept as `f64`.
        Float,
        /// Kept as a byte, 0 or 1.
        Bool,
        /// Those of arrays.
        ArrayI8,
        ArrayU8,
        ArrayI16,
        ArrayU16,
        ArrayI32,
        ArrayU32,
        ArrayI64,
        ArrayU64,
        ArrayF32,
        ArrayF64,
    }
}

impl ItemType {
    /// How many there are.
    pub const COUNT: usize = ItemType::ArrayF64 as usize + 1;

    /// What an array of such numbers holds.
    pub fn of_array(number: Number) -> ItemType {
        match number {
            Number::I8 => ItemType::ArrayI8,
            Number::U8 => ItemType::ArrayU8,
            Number::I16 => ItemType::ArrayI16,
            Number::U16 => ItemType::ArrayU16,
            Number::I32 => ItemType::ArrayI32,
            Number::U32 => ItemType::ArrayU32,
            Number::I64 => ItemType::ArrayI64,
            Number::U64 => ItemType::ArrayU64,
            Number::F32 => ItemType::ArrayF32,
            Number::F64 => ItemType::ArrayF64,
        }
    }

    /// The numbers of the array, where it is one of an array.
    pub fn number(self) -> Option<Number> {
        Some(match self {
            ItemType::Int | ItemType::Number | ItemType::Float | ItemType::Bool => return None,
            ItemType::ArrayI8 => Number::I8,
            ItemType::ArrayU8 => Number::U8,
            ItemType::ArrayI16 => Number::I16,
            ItemType::ArrayU16 => Number::U16,
            ItemType::ArrayI32 => Number::I32,
            ItemType::ArrayU32 => Number::U32,
            ItemType::ArrayI64 => Number::I64,
            ItemType::ArrayU64 => Number::U64,
            ItemType::ArrayF32 => Number::F32,
            ItemType::ArrayF64 => Number::F64,
        })
    }

    /// Whether every item is a small int.
    pub fn is_small(self) -> bool {
        self.number()
            .is_some_and(|number| !number.is_float() && number.size() < 8)
    }

    /// The representation of such an item in a register.
    pub fn repr(self) -> Repr {
        match self {
            ItemType::Int => Repr::Int,
            ItemType::Number => Repr::Value,
            ItemType::Float => Repr::F64,
            ItemType::Bool => Repr::Bool,
            ItemType::ArrayF32 | ItemType::ArrayF64 => Repr::F64,
            // All there is of them: 64 bits, with sign or without.
            ItemType::ArrayI8
            | ItemType::ArrayU8
            | ItemType::ArrayI16
            | ItemType::ArrayU16
            | ItemType::ArrayI32
            | ItemType::ArrayU32
            | ItemType::ArrayI64
            | ItemType::ArrayU64 => Repr::I64,
        }
    }

    /// The representation in the fast copy that the pass `tier` makes.
    fn fast_repr(self) -> Repr {
        match self {
            ItemType::Int => Repr::I64,
            other => other.repr(),
        }
    }
}

operations! {
    /// What an instruction does. [`Op::info`] says what each needs and gives.
    #[derive(Clone, PartialEq, Debug)]
    pub enum Op {
        // Constants.
        /// An immediate or unbound word (`pyaot_abi::value`).
        ConstWord(u64),
        /// A small int as an `Int` word.
        ConstInt(i64),
        ConstI64(i64),
        ConstF64(f64),
        ConstBool(bool),
        ConstStr(StrId),
        /// The bytes that are the characters of a text.
        ConstBytes(StrId),
        /// Address of a static descriptor.
        ConstData(DataId),
        /// Address of a code object's static description, for tracebacks.
        ConstCode(CodeId),

        // Locals, until the pass `ssa`.
        LocalGet(LocalId),
        /// Consumes the operand; what was there before is released.
        LocalSet(LocalId),

        // int.
        Int(IntBinary),
        IntNeg,
        IntInvert,
        IntCompare(Compare),
        /// `a / b`: float, ZeroDivisionError.
        IntTrueDiv,
        /// `Int` to `I64`; ends of the range stand for what does not fit.
        IntToI64,
        IntFromI64,
        /// An `I64` taken as an unsigned number to `Int`.
        IntFromU64,
        /// `Int` to the `I64` of its lowest 64 bits, in two's complement.
        IntLow,
        /// `Int` to `I64` where it is known to be a small int.
        SmallToI64,
        /// `I64` to `Int` where it is known to fit a small int.
        SmallFromI64,
        /// OverflowError when too large.
        IntToF64,
        /// `(start, stop, step, k)`: `start + k * step`, the item of turn `k` of
        /// `range(start, stop, step)`. Only where that range has more than `k`
        /// items, so the result lies between `start` and `stop`.
        RangeItem,

        /// `Int` to `I64`; fails where it is not a small int. To fail is to leave
        /// by the error edge, with no exception pending.
        NeedSmall,

        // Raw integers.
        /// As [`Op::Machine`] for `Add`, `Sub` and `Mul`; fails, as
        /// [`Op::NeedSmall`] does, where the result would wrap.
        Checked(MachineBinary),
        Machine(MachineBinary),
        MachineCompare(Compare),
        /// The same `I64`, known not to be negative: it costs nothing.
        Nonnegative,
        /// The same `I64`, known to fit a small int: it costs nothing.
        KnownSmall,
        /// The same `I64`, known to be an index of an item there is wherever it is one: it
        /// costs nothing.
        Within,
        I64ToF64,

        // float.
        Float(FloatBinary),
        FloatUnary(FloatUnary),
        FloatCompare(Compare),
        /// `a / b` with ZeroDivisionError.
        FloatTrueDiv,
        /// `a ** b` where `b` is 2.0, 3.0 or 0.5, as the runtime's `float_pow_real` has it.
        FloatPower(FloatPower),
        /// `F64` to the word of a float.
        FloatBox,
        /// The word of an exact float to `F64`.
        FloatUnbox,
        /// The word of an exact float, an int or a bool to `F64`;
        /// OverflowError when too large.
        NumberToF64,

        // Numbers that are ints or floats: an `F64`, and a `Bool` that says whether it is an
        // int. Ints among them are exact as floats. From the pass `tier` on.
        /// The word of a number to its `F64`; fails, as [`Op::NeedSmall`] does, where it is
        /// neither a float nor such an int.
        NeedNumber,
        /// The same of an `I64`.
        NeedExact,
        /// `(a, a is int, b, b is int)`: `Add`, `Sub` or `Mul`; fails, as [`Op::NeedSmall`] does,
        /// where two ints give one that is not exact.
        Number(FloatBinary),
        /// `(number, is int)`: its word.
        NumberWord,

        // bool.
        BoolNot,
        BoolAnd,
        BoolOr,
        /// `Bool` to True/False.
        BoolToValue,
        /// A word known to be True or False.
        BoolFromValue,
        /// 0 or 1.
        BoolToInt,
        BoolToI64,

        // Words.
        /// Any word as `repr` (`Int`, `Ref`, `Value`), known to hold. The result is
        /// the operand under another name: it costs nothing and counts nothing.
        Cast(Repr),
        /// The same word or number in a register of its own. Counts nothing; from the
        /// pass `apart` on.
        Apart(Repr),
        /// `v is const` for immediates and unbound.
        IsWord(u64),
        /// `a is b` on words.
        Is,
        IsSmallInt,
        /// Whether the word is exactly a float, not of a derived class.
        IsFloat,
        /// Whether the word is a CPython object.
        IsForeign,
        /// Whether the word points at an object whose exact class is the class
        /// object in that global.
        IsExactClass(GlobalId),
        /// The same of a built-in class.
        IsExactBuiltin(BuiltinClass),
        /// `cond ? a : b`, both of one repr. Counts nothing: the pass `refcounts`
        /// puts a `Retain` of the result behind it where one is due.
        Select,

        // Variables outside the frame.
        /// The global's value, possibly unbound (never for `F64`: the pattern stands).
        GlobalGet(GlobalId),
        /// Consumes the operand; what was there before is released.
        GlobalSet(GlobalId),
        /// `F64` operand is not the unbound pattern.
        IsBoundF64,
        /// The cell's value, possibly unbound.
        CellGet,
        /// `(cell, value)`, consumes the value.
        CellSet,
        /// Cell number `n` of a function object.
        FuncCell(u32),
        /// Word number `n` of an entry function's arguments.
        ArgWord(u32),
        /// `(frame)`: what a slot of a generator's frame holds. Counts nothing.
        /// From the pass `frames` on.
        FrameLoad {
            slot: u32,
            repr: Repr,
        },
        /// `(frame, value)`, as [`Op::FrameLoad`].
        FrameStore(u32),
        /// The address of a function's code. From the pass `frames` on.
        FuncAddress(FuncId),

        // Objects.
        /// `(class)`: a new instance of the class made from that descriptor, all
        /// fields unset. Only for classes with the layout of plain objects: no
        /// built-in base but `object`.
        InstanceNew(DataId),
        /// Fixed field at a byte offset; the result may be unbound.
        FieldGet {
            offset: u32,
            repr: Repr,
        },
        /// `(object, value)`, consumes the value.
        FieldSet {
            offset: u32,
            repr: Repr,
        },
        /// As [`Op::FieldSet`] of a field that holds nothing yet.
        FieldInit {
            offset: u32,
            repr: Repr,
        },
        /// `I64`.
        ListLen,
        /// `(list, index)`; IndexError; negative indices; slow path for shared lists.
        ListGet,
        /// `(list, index, item)`, consumes the item.
        ListSet,
        /// `(list, item)`, consumes the item.
        ListAppend,
        /// As [`Op::ListGet`], [`Op::ListSet`] and [`Op::ListAppend`] of a list known to
        /// hold only such items, which are in their own representation.
        TypedGet(ItemType),
        TypedSet(ItemType),
        TypedAppend(ItemType),
        /// `(array, index, value)`, or `(array, value)` for one to append: the bits that such an item has
        /// of an int, which comes as a word or machine integer; the error that storing it has where it
        /// does not fit.
        NumberBits(ItemType),
        /// As [`Op::ListGet`]; fails, as [`Op::NeedSmall`] does, where there is no such
        /// item or the list has no words. Like the next two it may be given what the
        /// header says, [`Op::ListItems`] and [`Op::StorageLen`], as last operands.
        TryListGet,
        /// As [`Op::TypedGet`]; fails, as [`Op::NeedSmall`] does, where there is no such
        /// item, the list keeps its items otherwise, or it is not a small int.
        TryGet(ItemType),
        /// As [`Op::TypedSet`], and fails as [`Op::TryGet`] does, where old or new item
        /// is no small int too. Then the list is as it was.
        TrySet(ItemType),
        /// `(list, index)`: the item, which is a list; where there is no such item or the
        /// list has no words, an empty list that is none of the program's.
        ListProbe,
        /// Fails, as [`Op::NeedSmall`] does, where [`Op::ListProbe`] found no item.
        NeedItem,
        /// As [`Op::TrySet`] of an int where there is one that is small: fails only where
        /// the new one is not.
        TryReplace,
        /// `(list)`: where its items are.
        ListItems,
        /// `(list)`: how many items it has if it keeps them like such items, else 0.
        StorageLen(ItemType),
        /// Elements of an array view along an axis: `I64`.
        ViewShape(u32),
        /// `(view, index)`: the index within `0..size` of `axis`, counted from the
        /// end when negative; IndexError, which calls the axis `named`.
        ViewIndex {
            axis: u32,
            named: u32,
        },
        /// ValueError when the array is read-only.
        ViewWritable,
        /// `(view, index, ...)`, an index an axis, each made by `ViewIndex` or known
        /// to lie within. `F64` for floats, `Bool` for bool, `I64` for ints.
        ViewLoad(DType),
        /// `(view, value, index, ...)`, as [`Op::ViewLoad`]. The value fits and the
        /// array is writable.
        ViewStore(DType),
        /// `(view)`: the address of the first element.
        ViewData,
        /// `(view)`: bytes from one element to the next along an axis.
        ViewStride(u32),
        ViewIsWritable,
        /// `(view, row, index)`: the element at `row + offset + index * size`, which
        /// lies in the view's memory.
        ElementLoad {
            dtype: DType,
            offset: i32,
        },
        /// `(view, value, row, index)`, as [`Op::ElementLoad`]; writable.
        ElementStore {
            dtype: DType,
            offset: i32,
        },
        /// As [`Op::Float`] on each of two. This and the next seven are from the pass
        /// `vectors` on.
        PairFloat(FloatBinary),
        /// As [`Op::FloatUnary`] on each of two: `Neg`, `Abs` or `Sqrt`.
        PairUnary(FloatUnary),
        /// The same number twice.
        PairSplat,
        PairOf,
        /// Number 0 or 1 of a pair.
        PairItem(u32),
        /// Whether one of the two is zero.
        PairHasZero,
        /// `(row, index)`: the doubles at `row + offset + index * 8` and behind that.
        /// The row is a `Ptr` to items of a list, or an `I64` into an array.
        PairLoad(i32),
        /// `(row, index, pair)`, as [`Op::PairLoad`].
        PairStore(i32),
        /// The number of a float or of a NumPy scalar of that dtype.
        ScalarUnbox(DType),
        TupleLen,
        /// Item number `n` of a tuple known to be longer.
        TupleGet(u32),
        /// `(tuple, index)`; IndexError; negative indices.
        TupleIndex,
        /// Length in code points.
        StrLen,
        /// The length of ASCII text, 0 of other.
        StrNarrow,
        /// `(text, index, narrow)`: the code of a character; IndexError. The last is
        /// what [`Op::StrNarrow`] says of the text.
        StrCode,
        /// `(text, index)`: the code of a character of ASCII text known to be longer.
        StrByte,
        /// Entries of a dict.
        DictLen,
        /// Places of a dict, one an entry and one for each that was deleted since
        /// the dict was last rebuilt.
        DictPlaces,
        /// `(dict, place)`: the key of the entry at one of its places, unbound where
        /// the entry was deleted.
        DictKey,
        /// As [`Op::DictKey`], where there is an entry: its value.
        DictValue,
        /// Items of a set.
        SetLen,
        /// `(set, place)`: the item at one of its places that has one.
        SetItem,

        // Calls.
        /// A compiled function. Operands are borrowed.
        Call(FuncId),
        /// Whether other threads of Python, or handlers of signals, wait for this code to let them run.
        OthersWait,
        /// Whether as many Python frames more than the function's own may be as the
        /// instruction's `frames` says, and there is stack for the function. One that
        /// asks does not look at its start; it calls nothing where there is no room but
        /// what looks for itself.
        HasRoom,
        /// As [`Op::HasRoom`], of frames alone.
        FramesFit,
        /// A runtime function. Operands in the order of its parameters, the
        /// words of a `Words` parameter last.
        CallRuntime(&'static FnDecl),

        // Reference counts.
        /// Uses the operand, so that it lives at least until here; no code. Stands
        /// where a variable that may hold an object with an observable death is
        /// rebound, deleted or goes out of scope. Gone after the pass `refcounts`.
        KeepAlive,
        /// From the pass `refcounts` on. Any word, unbound included.
        Retain,
        /// From the pass `refcounts` on. Any word, unbound included.
        Release,
    }
}

/// What an operand must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    Is(Repr),
    /// `Value`, `Int` or `Ref`.
    Word,
    /// Anything.
    Any,
}

/// What an operation declares about itself.
#[derive(Clone, Debug)]
pub struct OpInfo {
    pub operands: Operands,
    /// Further operands of this kind may follow.
    pub variadic: Option<Operand>,
    pub result: Option<Repr>,
    /// Whether a counted result belongs to the function (else it is immortal).
    pub owned: bool,
    pub raises: bool,
    /// No effect, and equal operands give equal results: may be shared and dropped.
    pub pure: bool,
    /// Index of the operand it takes over, if counted; also when it raises.
    pub consumes: Option<usize>,
}

/// The fixed operands of an operation; a slice that rarely needs the heap,
/// since every pass asks for it at every instruction.
#[derive(Clone, Debug)]
pub enum Operands {
    Few([Operand; Operands::FEW], usize),
    Many(Vec<Operand>),
}

impl Operands {
    const FEW: usize = 4;

    fn new(operands: &[Operand]) -> Operands {
        if operands.len() > Operands::FEW {
            return Operands::Many(operands.to_vec());
        }
        let mut few = [Operand::Any; Operands::FEW];
        few[..operands.len()].copy_from_slice(operands);
        Operands::Few(few, operands.len())
    }

    fn push(&mut self, operand: Operand) {
        match self {
            Operands::Few(few, len) if *len < Operands::FEW => {
                few[*len] = operand;
                *len += 1;
            }
            Operands::Few(few, _) => {
                let mut many = few.to_vec();
                many.push(operand);
                *self = Operands::Many(many);
            }
            Operands::Many(many) => many.push(operand),
        }
    }
}

impl std::ops::Deref for Operands {
    type Target = [Operand];

    fn deref(&self) -> &[Operand] {
        match self {
            Operands::Few(few, len) => &few[..*len],
            Operands::Many(many) => many,
        }
    }
}

impl OpInfo {
    fn new(operands: &[Operand], result: Option<Repr>) -> OpInfo {
        OpInfo {
            operands: Operands::new(operands),
            variadic: None,
            result,
            owned: true,
            raises: false,
            pure: false,
            consumes: None,
        }
    }
    fn pure(mut self) -> OpInfo {
        self.pure = true;
        self
    }
    fn raises(mut self) -> OpInfo {
        self.raises = true;
        self
    }
    fn immortal(mut self) -> OpInfo {
        self.owned = false;
        self
    }
    fn with_header(mut self) -> OpInfo {
        self.variadic = Some(Operand::Any);
        self
    }
    fn consumes(mut self, operand: usize) -> OpInfo {
        self.consumes = Some(operand);
        self
    }
}

/// The representation of an array element that has been loaded.
fn element_repr(dtype: DType) -> Repr {
    match dtype {
        DType::F64 | DType::F32 => Repr::F64,
        DType::I64 | DType::I32 | DType::U8 => Repr::I64,
        DType::Bool => Repr::Bool,
    }
}

/// The representation of an ABI type, and what its operand may be.
fn abi_repr(ty: AbiType) -> Option<Repr> {
    match ty {
        AbiType::Value | AbiType::OptValue | AbiType::Words => Some(Repr::Value),
        AbiType::Int => Some(Repr::Int),
        AbiType::Str
        | AbiType::Bytes
        | AbiType::List
        | AbiType::Tuple
        | AbiType::Dict
        | AbiType::Set => Some(Repr::Ref),
        AbiType::I64 | AbiType::Size => Some(Repr::I64),
        AbiType::F64 => Some(Repr::F64),
        AbiType::Bool => Some(Repr::Bool),
        AbiType::Ptr => Some(Repr::Ptr),
        AbiType::Unit => None,
    }
}

impl Op {
    /// Whether it gives the same value wherever it stands.
    pub fn is_constant(&self) -> bool {
        matches!(
            self,
            Op::ConstWord(_)
                | Op::ConstInt(_)
                | Op::ConstI64(_)
                | Op::ConstF64(_)
                | Op::ConstBool(_)
                | Op::ConstStr(_)
                | Op::ConstBytes(_)
                | Op::ConstData(_)
                | Op::ConstCode(_)
        )
    }

    /// The declaration of this operation. `program` resolves calls and
    /// globals, `locals` gives the representation of locals.
    pub fn info(&self, program: &Program, locals: &dyn Fn(LocalId) -> Repr) -> OpInfo {
        use Operand::{Any, Is, Word};
        use Repr::{Bool, F64, F64x2, I64, Int, Ptr, Ref, Value};
        let new = OpInfo::new;
        match self {
            Op::ConstWord(_) => new(&[], Some(Value)).pure().immortal(),
            Op::ConstInt(_) => new(&[], Some(Int)).pure().immortal(),
            Op::ConstI64(_) => new(&[], Some(I64)).pure(),
            Op::ConstF64(_) => new(&[], Some(F64)).pure(),
            Op::ConstBool(_) => new(&[], Some(Bool)).pure(),
            Op::ConstStr(_) | Op::ConstBytes(_) => new(&[], Some(Ref)).pure().immortal(),
            Op::ConstData(_) | Op::ConstCode(_) => new(&[], Some(Ptr)).pure(),
            Op::LocalGet(local) => new(&[], Some(locals(*local))),
            Op::LocalSet(local) => new(&[Is(locals(*local))], None).consumes(0),
            Op::Int(op) => {
                let info = new(&[Is(Int), Is(Int)], Some(Int)).pure();
                match op {
                    IntBinary::FloorDiv | IntBinary::Mod | IntBinary::Shl | IntBinary::Shr => {
                        info.raises()
                    }
                    IntBinary::Add
                    | IntBinary::Sub
                    | IntBinary::Mul
                    | IntBinary::And
                    | IntBinary::Or
                    | IntBinary::Xor => info,
                }
            }
            Op::IntNeg | Op::IntInvert => new(&[Is(Int)], Some(Int)).pure(),
            Op::IntCompare(_) => new(&[Is(Int), Is(Int)], Some(Bool)).pure(),
            Op::IntTrueDiv => new(&[Is(Int), Is(Int)], Some(F64)).pure().raises(),
            Op::IntToI64 => new(&[Is(Int)], Some(I64)).pure(),
            Op::IntFromI64 | Op::IntFromU64 => new(&[Is(I64)], Some(Int)).pure(),
            Op::IntLow => new(&[Is(Int)], Some(I64)).pure(),
            Op::SmallToI64 => new(&[Is(Int)], Some(I64)).pure(),
            Op::SmallFromI64 => new(&[Is(I64)], Some(Int)).pure().immortal(),
            Op::RangeItem => new(&[Is(Int), Is(Int), Is(Int), Is(I64)], Some(Int)).pure(),
            Op::IntToF64 => new(&[Is(Int)], Some(F64)).pure().raises(),
            Op::NeedSmall => new(&[Is(Int)], Some(I64)).pure().raises(),
            Op::Checked(_) => new(&[Is(I64), Is(I64)], Some(I64)).pure().raises(),
            Op::Machine(_) => new(&[Is(I64), Is(I64)], Some(I64)).pure(),
            Op::MachineCompare(_) => new(&[Is(I64), Is(I64)], Some(Bool)).pure(),
            Op::Nonnegative | Op::KnownSmall | Op::Within => new(&[Is(I64)], Some(I64)).pure(),
            Op::I64ToF64 => new(&[Is(I64)], Some(F64)).pure(),
            Op::Float(_) => new(&[Is(F64), Is(F64)], Some(F64)).pure(),
            Op::FloatUnary(_) => new(&[Is(F64)], Some(F64)).pure(),
            Op::FloatCompare(_) => new(&[Is(F64), Is(F64)], Some(Bool)).pure(),
            Op::FloatTrueDiv | Op::FloatPower(_) => {
                new(&[Is(F64), Is(F64)], Some(F64)).pure().raises()
            }
            Op::FloatBox => new(&[Is(F64)], Some(Value)).pure(),
            Op::FloatUnbox => new(&[Word], Some(F64)).pure(),
            Op::NumberToF64 => new(&[Is(Value)], Some(F64)).pure().raises(),
            Op::NeedNumber => new(&[Word], Some(F64)).pure().raises(),
            Op::NeedExact => new(&[Is(I64)], Some(F64)).pure().raises(),
            Op::Number(_) => new(&[Is(F64), Is(Bool), Is(F64), Is(Bool)], Some(F64))
                .pure()
                .raises(),
            Op::NumberWord => new(&[Is(F64), Is(Bool)], Some(Value)).pure(),
            Op::BoolNot => new(&[Is(Bool)], Some(Bool)).pure(),
            Op::BoolAnd | Op::BoolOr => new(&[Is(Bool), Is(Bool)], Some(Bool)).pure(),
            Op::BoolToValue => new(&[Is(Bool)], Some(Value)).pure().immortal(),
            Op::BoolFromValue => new(&[Word], Some(Bool)).pure(),
            Op::BoolToInt => new(&[Is(Bool)], Some(Int)).pure().immortal(),
            Op::BoolToI64 => new(&[Is(Bool)], Some(I64)).pure(),
            Op::Cast(repr) => new(&[Word], Some(*repr)).pure(),
            Op::Apart(repr) => new(&[Is(*repr)], Some(*repr)),
            Op::IsWord(_)
            | Op::IsSmallInt
            | Op::IsFloat
            | Op::IsForeign
            | Op::IsExactClass(_)
            | Op::IsExactBuiltin(_) => new(&[Word], Some(Bool)).pure(),
            Op::Is => new(&[Word, Word], Some(Bool)).pure(),
            Op::Select => new(&[Is(Bool), Any, Any], None).pure(),
            Op::GlobalGet(global) => new(&[], Some(program.globals[global.index()].repr)),
            Op::GlobalSet(global) => {
                new(&[Is(program.globals[global.index()].repr)], None).consumes(0)
            }
            Op::IsBoundF64 => new(&[Is(F64)], Some(Bool)).pure(),
            Op::CellGet => new(&[Is(Ref)], Some(Value)),
            Op::CellSet => new(&[Is(Ref), Is(Value)], None).consumes(1),
            Op::FuncCell(_) => new(&[Is(Ref)], Some(Ref)),
            Op::ArgWord(_) => new(&[Is(Ptr)], Some(Value)),
            Op::FrameLoad { repr, .. } => new(&[Is(Ptr)], Some(*repr)),
            Op::FrameStore(_) => new(&[Is(Ptr), Any], None),
            Op::FuncAddress(_) => new(&[], Some(Ptr)),
            Op::InstanceNew(_) => new(&[Word], Some(Ref)),
            Op::FieldGet { repr, .. } => new(&[Is(Ref)], Some(*repr)),
            Op::FieldSet { repr, .. } | Op::FieldInit { repr, .. } => {
                new(&[Is(Ref), Is(*repr)], None).consumes(1)
            }
            Op::ListLen | Op::DictLen | Op::DictPlaces | Op::SetLen => new(&[Is(Ref)], Some(I64)),
            Op::DictKey | Op::DictValue | Op::SetItem => new(&[Is(Ref), Is(I64)], Some(Value)),
            Op::ViewShape(_) => new(&[Is(Ref)], Some(I64)).pure(),
            Op::ViewIndex { .. } => new(&[Is(Ref), Is(I64)], Some(I64)).pure().raises(),
            Op::ViewWritable => new(&[Is(Ref)], None).pure().raises(),
            Op::ViewLoad(dtype) => {
                let mut info = new(&[Is(Ref), Is(I64)], Some(element_repr(*dtype)));
                info.variadic = Some(Is(I64));
                info
            }
            Op::ViewStore(dtype) => {
                let mut info = new(&[Is(Ref), Is(element_repr(*dtype)), Is(I64)], None);
                info.variadic = Some(Is(I64));
                info
            }
            Op::ViewData | Op::ViewStride(_) => new(&[Is(Ref)], Some(I64)).pure(),
            Op::ViewIsWritable => new(&[Is(Ref)], Some(Bool)).pure(),
            Op::ElementLoad { dtype, .. } => {
                new(&[Is(Ref), Is(I64), Is(I64)], Some(element_repr(*dtype)))
            }
            Op::ElementStore { dtype, .. } => {
                let value = Is(element_repr(*dtype));
                new(&[Is(Ref), value, Is(I64), Is(I64)], None)
            }
            Op::PairFloat(_) => new(&[Is(F64x2), Is(F64x2)], Some(F64x2)).pure(),
            Op::PairUnary(_) => new(&[Is(F64x2)], Some(F64x2)).pure(),
            Op::PairSplat => new(&[Is(F64)], Some(F64x2)).pure(),
            Op::PairOf => new(&[Is(F64), Is(F64)], Some(F64x2)).pure(),
            Op::PairItem(_) => new(&[Is(F64x2)], Some(F64)).pure(),
            Op::PairHasZero => new(&[Is(F64x2)], Some(Bool)).pure(),
            Op::PairLoad(_) => new(&[Any, Is(I64)], Some(F64x2)),
            Op::PairStore(_) => new(&[Any, Is(I64), Is(F64x2)], None),
            Op::ScalarUnbox(dtype) => new(&[Word], Some(element_repr(*dtype))).pure(),
            Op::TupleLen | Op::StrLen | Op::StrNarrow => new(&[Is(Ref)], Some(I64)).pure(),
            Op::StrCode => new(&[Is(Ref), Is(I64), Is(I64)], Some(I64)).pure().raises(),
            Op::StrByte => new(&[Is(Ref), Is(I64)], Some(I64)).pure(),
            Op::ListGet => new(&[Is(Ref), Is(I64)], Some(Value)).raises(),
            Op::ListSet => new(&[Is(Ref), Is(I64), Is(Value)], None)
                .raises()
                .consumes(2),
            Op::ListAppend => new(&[Is(Ref), Is(Value)], None).raises().consumes(1),
            Op::TypedGet(item) => new(&[Is(Ref), Is(I64)], Some(item.repr())).raises(),
            Op::NumberBits(_) => {
                let mut info = new(&[Is(Ref), Any], Some(I64)).pure().raises();
                info.variadic = Some(Any);
                info
            }
            Op::TypedSet(item) => {
                let info = new(&[Is(Ref), Is(I64), Is(item.repr())], None).raises();
                if item.repr().is_counted() {
                    info.consumes(2)
                } else {
                    info
                }
            }
            Op::TryListGet => new(&[Is(Ref), Is(I64)], Some(Value)).raises().with_header(),
            Op::TryGet(item) => {
                let info = new(&[Is(Ref), Is(I64)], Some(item.fast_repr()));
                info.raises().with_header()
            }
            Op::TrySet(item) => {
                let info = new(&[Is(Ref), Is(I64), Is(item.fast_repr())], None);
                let info = info.raises().with_header();
                if item.fast_repr().is_counted() {
                    info.consumes(2)
                } else {
                    info
                }
            }
            Op::TryReplace => new(&[Is(Ref), Is(I64), Is(I64)], None)
                .raises()
                .with_header(),
            Op::ListProbe => new(&[Is(Ref), Is(I64)], Some(Value)),
            Op::NeedItem => new(&[Word], None).raises(),
            Op::ListItems => new(&[Is(Ref)], Some(Ptr)),
            Op::StorageLen(_) => new(&[Is(Ref)], Some(I64)),
            Op::TypedAppend(item) => {
                let info = new(&[Is(Ref), Is(item.repr())], None).raises();
                if item.repr().is_counted() {
                    info.consumes(1)
                } else {
                    info
                }
            }
            Op::TupleGet(_) => new(&[Is(Ref)], Some(Value)),
            Op::TupleIndex => new(&[Is(Ref), Is(I64)], Some(Value)).raises(),
            Op::Call(func) => {
                let callee = program.function(*func);
                let mut info = new(&[], callee.result).raises();
                for repr in &callee.params {
                    info.operands.push(Is(*repr));
                }
                info
            }
            Op::OthersWait | Op::HasRoom | Op::FramesFit => new(&[], Some(Bool)),
            Op::CallRuntime(decl) => {
                let mut operands = Operands::new(&[]);
                let mut variadic = None;
                for param in decl.params {
                    match abi_repr(param.ty) {
                        Some(_) if param.ty == AbiType::Words => variadic = Some(Word),
                        Some(Repr::Value) => operands.push(Word),
                        Some(repr) => operands.push(Is(repr)),
                        None => {}
                    }
                }
                let mut info = new(&[], abi_repr(decl.result));
                info.operands = operands;
                info.variadic = variadic;
                info.raises = decl.raises;
                info.pure = decl.pure;
                if decl.consumes {
                    info.consumes = Some(0);
                }
                info
            }
            Op::KeepAlive | Op::Retain | Op::Release => new(&[Word], None),
        }
    }
}
