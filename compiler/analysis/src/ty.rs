//! Types: which Python values are possible at a place.
//!
//! A [`Ty`] is a small set of [`Atom`]s or [`Ty::Dynamic`]; the empty set
//! is unreachable code. Every chain of widenings is finite: sets hold at
//! most [`MAX_ATOMS`], tuples nest at most [`MAX_DEPTH`] deep, and lists,
//! dicts and sets are named by allocation site.

use pyaot_abi::layout::{DType, Number};
use pyaot_syntax::tree::{ClassId, FunctionId};

/// Atoms in a union before it becomes `Dynamic`.
pub const MAX_ATOMS: usize = 24;
/// Nesting of tuple types before their items become `Dynamic`.
pub const MAX_DEPTH: usize = 4;

/// A module of the program, by its place in `Program::modules`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct ModuleId(pub u32);

impl ModuleId {
    pub const MAIN: ModuleId = ModuleId(0);
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct FuncKey {
    pub module: ModuleId,
    pub function: FunctionId,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct ClassKey {
    pub module: ModuleId,
    pub class: ClassId,
}

/// An allocation site of lists, dicts, sets or deques: a class of a union-find,
/// all members of which share element types.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct SiteId(pub u32);

#[derive(Clone, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Atom {
    None,
    Bool,
    Int,
    Float,
    /// A float that is not negative (or is NaN): powers of it stay real.
    NonNegFloat,
    Complex,
    Str,
    Bytes,
    Range,
    List(SiteId),
    Dict(SiteId),
    /// An instance of exactly `collections.defaultdict`. What its factory makes
    /// is among its values.
    DefaultDict(SiteId),
    Set(SiteId),
    /// An instance of exactly `collections.deque`.
    Deque(SiteId),
    /// An instance of exactly `array.array`, of such numbers.
    NumberArray(Number),
    /// An instance of exactly `bytearray`.
    ByteArray,
    /// Items by position.
    Tuple(Vec<Ty>),
    /// Any length.
    TupleOf(Box<Ty>),
    /// An instance of exactly this class.
    Instance(ClassKey),
    /// A named tuple of exactly this class, made by a call of the class that is seen: its items
    /// are of the types that such calls have given them.
    Named(ClassKey),
    /// The class object.
    Class(ClassKey),
    /// A function, with whatever it has captured.
    Function(FuncKey),
    /// What `functools.lru_cache` or `cache` makes of a function.
    Cached(FuncKey),
    /// `instance.method`, the instance of exactly this class.
    Method(ClassKey, FuncKey),
    /// An iterator (generators included) over items of that type.
    Iterator(Box<Ty>),
    /// What `open` gives for text.
    TextFile,
    /// An object that the runtime looks after: an exception, an instance of a
    /// class without a static layout. Nothing relies on that: it is treated
    /// as a value of any type, and what it holds has escaped. But unlike
    /// `Dynamic` it does not absorb the types that it meets in a union.
    Object,
    /// What `parse_args()` gives, as [`Atom::Object`] otherwise: its attributes are of the types that
    /// the program's calls of `add_argument` say.
    Options,
    /// A class without a static layout, as [`Atom::Object`] otherwise:
    /// calling it gives an object.
    ObjectClass(ClassKey),
    /// A function or class of the `builtins` module.
    Builtin(&'static str),
    /// A NumPy array predicted to have that element type and number of
    /// dimensions; checked where a variable takes a view of it.
    Array(DType, u8),
    /// A NumPy scalar: the number is known to fit the element type.
    Scalar(DType),
    /// `np.float64` and the like.
    DTypeObject(DType),
    /// A module of the program.
    Module(ModuleId),
    /// A module of CPython.
    ForeignModule(String),
    /// A function of a module that the runtime provides: module and name.
    ForeignFunction(String, String),
}

impl Atom {
    /// A value of a built-in class of data: compared, copied and printed by
    /// built-in code (which may ask the items).
    pub fn is_data(&self) -> bool {
        matches!(
            self,
            Atom::None
                | Atom::Bool
                | Atom::Int
                | Atom::Float
                | Atom::NonNegFloat
                | Atom::Complex
                | Atom::Str
                | Atom::Bytes
                | Atom::Range
                | Atom::List(_)
                | Atom::Dict(_)
                | Atom::DefaultDict(_)
                | Atom::Set(_)
                | Atom::Deque(_)
                | Atom::NumberArray(_)
                | Atom::ByteArray
                | Atom::Tuple(_)
                | Atom::TupleOf(_)
        )
    }

    /// The site of a dict, whatever it does about missing keys.
    pub fn dict_site(&self) -> Option<SiteId> {
        match self {
            Atom::Dict(site) | Atom::DefaultDict(site) => Some(*site),
            _ => None,
        }
    }

    /// The numbers that an `array.array` or a bytearray has side by side.
    pub fn numbers(&self) -> Option<Number> {
        match self {
            Atom::NumberArray(number) => Some(*number),
            Atom::ByteArray => Some(Number::U8),
            _ => None,
        }
    }

    /// The type of the items of an `array.array` of such numbers.
    pub fn of_number(number: Number) -> Ty {
        if number.is_float() {
            Ty::float()
        } else {
            Ty::int()
        }
    }

    /// Treated as a value of any type.
    pub fn is_open(&self) -> bool {
        matches!(self, Atom::Object | Atom::Options | Atom::ObjectClass(_))
    }

    /// An int, a bool or a float.
    pub fn is_real_number(&self) -> bool {
        matches!(
            self,
            Atom::Int | Atom::Bool | Atom::Float | Atom::NonNegFloat
        )
    }

    /// `None` and numbers: not iterated over, not subscripted.
    pub fn is_scalar(&self) -> bool {
        matches!(
            self,
            Atom::None | Atom::Bool | Atom::Int | Atom::Float | Atom::NonNegFloat | Atom::Complex
        )
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Ty {
    /// A sorted set.
    Of(Vec<Atom>),
    Dynamic,
}

impl From<Atom> for Ty {
    fn from(atom: Atom) -> Ty {
        Ty::Of(vec![atom])
    }
}

impl Ty {
    pub const BOTTOM: Ty = Ty::Of(Vec::new());

    pub fn int() -> Ty {
        Atom::Int.into()
    }
    pub fn float() -> Ty {
        Atom::Float.into()
    }
    pub fn complex() -> Ty {
        Atom::Complex.into()
    }
    pub fn bool() -> Ty {
        Atom::Bool.into()
    }
    pub fn str() -> Ty {
        Atom::Str.into()
    }
    pub fn none() -> Ty {
        Atom::None.into()
    }

    pub fn is_bottom(&self) -> bool {
        matches!(self, Ty::Of(atoms) if atoms.is_empty())
    }

    /// The only atom.
    pub fn single(&self) -> Option<&Atom> {
        match self {
            Ty::Of(atoms) if atoms.len() == 1 => Some(&atoms[0]),
            _ => None,
        }
    }

    pub fn atoms(&self) -> &[Atom] {
        match self {
            Ty::Of(atoms) => atoms,
            Ty::Dynamic => &[],
        }
    }

    pub fn is(&self, atom: &Atom) -> bool {
        self.single() == Some(atom)
    }

    pub fn is_int(&self) -> bool {
        self.is(&Atom::Int)
    }

    pub fn is_bool(&self) -> bool {
        self.is(&Atom::Bool)
    }

    pub fn is_str(&self) -> bool {
        self.is(&Atom::Str)
    }

    /// `float`, whatever is known of the sign.
    pub fn is_float(&self) -> bool {
        matches!(self.single(), Some(Atom::Float | Atom::NonNegFloat))
    }

    pub fn is_complex(&self) -> bool {
        self.is(&Atom::Complex)
    }

    /// Only ints and bools.
    pub fn is_intlike(&self) -> bool {
        matches!(self, Ty::Of(atoms) if !atoms.is_empty()
            && atoms.iter().all(|a| matches!(a, Atom::Int | Atom::Bool)))
    }

    /// Exactly one of int, bool, float.
    pub fn is_number(&self) -> bool {
        self.is_float() || matches!(self.single(), Some(Atom::Int | Atom::Bool))
    }

    /// An int, a bool or a float, whichever.
    pub fn is_mixed_number(&self) -> bool {
        matches!(self, Ty::Of(atoms) if !atoms.is_empty()
            && atoms.iter().all(Atom::is_real_number))
    }

    /// As [`Ty::is_mixed_number`], or a complex number.
    pub fn is_any_number(&self) -> bool {
        matches!(self, Ty::Of(atoms) if !atoms.is_empty()
            && atoms.iter().all(|atom| atom.is_real_number() || *atom == Atom::Complex))
    }

    /// The element type, when the only atom is a NumPy scalar.
    pub fn scalar(&self) -> Option<DType> {
        match self.single() {
            Some(Atom::Scalar(dtype)) => Some(*dtype),
            _ => None,
        }
    }

    /// A NumPy scalar, or a Python number of the same representation: the
    /// value travels unboxed with its kind beside it.
    pub fn mixed_scalar(&self) -> Option<DType> {
        match self.atoms() {
            [Atom::Float | Atom::NonNegFloat, Atom::Scalar(DType::F64)] => Some(DType::F64),
            [Atom::Int, Atom::Scalar(dtype)] if dtype.is_int() => Some(*dtype),
            [Atom::Bool, Atom::Scalar(DType::Bool)] => Some(DType::Bool),
            _ => None,
        }
    }

    /// An int, or a NumPy integer.
    pub fn is_index(&self) -> bool {
        self.is_int()
            || self.scalar().is_some_and(DType::is_int)
            || self.mixed_scalar().is_some_and(DType::is_int)
    }

    /// A number of Python or NumPy that sits in a register.
    pub fn is_real(&self) -> bool {
        self.is_number() || self.scalar().is_some() || self.mixed_scalar().is_some()
    }

    pub fn may_be(&self, test: impl Fn(&Atom) -> bool) -> bool {
        match self {
            Ty::Dynamic => true,
            Ty::Of(atoms) => atoms.iter().any(|atom| atom.is_open() || test(atom)),
        }
    }

    /// Whether all operations have to expect a value of any type.
    pub fn is_open(&self) -> bool {
        self.may_be(|_| false)
    }

    /// The atoms that pass `test`; `Dynamic` stays.
    pub fn filter(&self, test: impl Fn(&Atom) -> bool) -> Ty {
        match self {
            Ty::Dynamic => Ty::Dynamic,
            Ty::Of(atoms) => Ty::Of(atoms.iter().filter(|a| test(a)).cloned().collect()),
        }
    }

    pub fn depth(&self) -> usize {
        self.atoms()
            .iter()
            .map(|atom| match atom {
                Atom::Tuple(items) => 1 + items.iter().map(Ty::depth).max().unwrap_or(0),
                Atom::TupleOf(item) | Atom::Iterator(item) => 1 + item.depth(),
                _ => 0,
            })
            .max()
            .unwrap_or(0)
    }
}
