//! Numbers and dates of CPython's classes in C (`decimal.Decimal`, `datetime.date` and its like), and its
//! containers. What these do to each other and to plain values runs no Python code and lets no other thread
//! run: no frame, container or recursion limit needs to be handed over for it. Nor for what some other
//! classes in C say of their instances, and some functions in C of plain values.

use pyaot_core::memory::Global;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::Operand;
use crate::reference::{Borrowed, Raw, text_of};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Anything may happen.
    Loud,
    Decimal,
    /// A date or a difference.
    Date,
    /// One that may know a time zone, which may be written in Python.
    Zoned,
    /// Something else of which fields and these methods run nothing.
    Record(&'static [&'static str]),
}

#[derive(Clone, Copy)]
struct Known {
    ty: *mut ffi::PyTypeObject,
    kind: Kind,
}

const PLACES: usize = 64;
/// Types in C, which live for ever, by their addresses.
static KNOWN: Global<[Known; PLACES]> = Global::new(
    [Known {
        ty: core::ptr::null_mut(),
        kind: Kind::Loud,
    }; PLACES],
);

/// What those with a time zone begin with; not declared by pyo3-ffi.
#[repr(C)]
struct ZonedHead {
    base: ffi::PyObject,
    hash: ffi::Py_hash_t,
    has_zone: u8,
}

/// Methods of dates that run nothing else. Others ask `time`, `_strptime` or `__format__`.
const OF_DATES: [&str; 9] = [
    "date",
    "isoformat",
    "isoweekday",
    "time",
    "timestamp",
    "toordinal",
    "total_seconds",
    "weekday",
    "isocalendar",
];

/// Classes in C of which fields and these methods run nothing else.
const RECORDS: [(&[u8], &[&str]); 7] = [
    // Not `update`, which lets other threads run once there has been a long text.
    (b"_hashlib.HASH", &["digest", "hexdigest"]),
    (b"_struct.Struct", &["pack", "unpack", "unpack_from"]),
    (
        b"re.Match",
        &["end", "group", "groupdict", "groups", "span", "start"],
    ),
    // Not `acquire`, which waits.
    (b"_thread.lock", &["__exit__", "locked", "release"]),
    (b"_thread.RLock", &["__exit__", "release"]),
    // Nor `get`.
    (
        b"_queue.SimpleQueue",
        &["empty", "get_nowait", "put", "put_nowait", "qsize"],
    ),
    // Its methods look into its dict, of which there may be a twin.
    (b"xml.etree.ElementTree.Element", &[]),
];

/// Functions in C, by their modules, that do the same with plain values: those that let other threads run
/// do so for long texts only.
const FUNCTIONS: [(&str, &[&str]); 7] = [
    (
        "_hashlib",
        &[
            "openssl_md5",
            "openssl_sha1",
            "openssl_sha224",
            "openssl_sha256",
            "openssl_sha384",
            "openssl_sha512",
        ],
    ),
    ("_struct", &["calcsize", "pack", "unpack", "unpack_from"]),
    (
        "binascii",
        &["a2b_base64", "b2a_base64", "crc32", "hexlify", "unhexlify"],
    ),
    ("zlib", &["adler32", "crc32"]),
    ("_thread", &["get_ident", "get_native_id"]),
    ("time", &["gmtime", "localtime", "mktime"]),
    (
        "unicodedata",
        &[
            "bidirectional",
            "category",
            "combining",
            "decimal",
            "decomposition",
            "digit",
            "east_asian_width",
            "is_normalized",
            "lookup",
            "mirrored",
            "name",
            "normalize",
            "numeric",
        ],
    ),
];

/// Functions in C, and methods by their classes, that only read the lists, dicts and tuples they are given.
const READERS: [(&str, &str); 3] = [
    ("_pickle", "dumps"),
    ("_csv.writer", "writerow"),
    ("_csv.writer", "writerows"),
];

/// Longer texts may be worked on while other threads run.
const SHORT: ffi::Py_ssize_t = 2048;

/// Flag of types that nobody changes.
const IMMUTABLE: core::ffi::c_ulong = 1 << 8;

/// Whether nobody can change a type: one in C.
///
/// # Safety
/// A live type.
#[inline]
pub unsafe fn is_fixed(ty: *mut ffi::PyTypeObject) -> bool {
    // SAFETY: as promised by the caller.
    let flags = unsafe { (*ty).tp_flags };
    flags & (ffi::Py_TPFLAGS_HEAPTYPE | IMMUTABLE) != ffi::Py_TPFLAGS_HEAPTYPE
}

#[inline]
fn kind(ty: *mut ffi::PyTypeObject) -> Kind {
    // SAFETY: a short access.
    let known = unsafe { &mut (*KNOWN.get())[(ty as usize >> 5) % PLACES] };
    if known.ty != ty {
        // Others come and go.
        // SAFETY: the caller passes a live type.
        if unsafe { !is_fixed(ty) } {
            return Kind::Loud;
        }
        *known = Known {
            ty,
            kind: classify(ty),
        };
    }
    known.kind
}

#[cold]
fn classify(ty: *mut ffi::PyTypeObject) -> Kind {
    // SAFETY: the caller passes a type in C, whose name is a C string.
    let name = unsafe { core::ffi::CStr::from_ptr((*ty).tp_name) };
    let kind = match name.to_bytes() {
        b"decimal.Decimal" => Kind::Decimal,
        b"datetime.date" | b"datetime.timedelta" => Kind::Date,
        b"datetime.datetime" | b"datetime.time" => Kind::Zoned,
        name => {
            let record = RECORDS.iter().find(|(known, _)| *known == name);
            record.map_or(Kind::Loud, |(_, methods)| Kind::Record(methods))
        }
    };
    // They hold nothing, and nothing refers to them weakly.
    if matches!(kind, Kind::Decimal | Kind::Date) || name.to_bytes() == RECORDS[0].0 {
        pyaot_core::foreign::fades(ty.cast());
    }
    kind
}

/// A number or date, and another, a small int or a plain value of CPython's, at a time when what the one does
/// to the other needs nothing handed over.
#[inline]
pub fn pair<'a>(a: &'a Value, b: &'a Value) -> Option<(Borrowed<'a>, Operand<'a>)> {
    let a = Borrowed::of(a)?;
    // SAFETY: live objects.
    let is_quiet = unsafe {
        is_number_or_date(a.as_raw())
            && (b.is_small_int() || is_quiet(Borrowed::of(b)?.as_raw()))
            && pyaot_core::exception::handled_len() == 0
    };
    is_quiet.then(|| Operand::new(b).ok().map(|b| (a, b)))?
}

/// Whether an object is one of them, or a plain value.
///
/// # Safety
/// A live object.
#[inline]
pub unsafe fn is_quiet(object: Raw) -> bool {
    // SAFETY: as promised by the caller.
    unsafe { is_plain(object) || is_number_or_date(object) }
}

/// As [`is_quiet`] for what a function in C is given.
///
/// # Safety
/// A live object.
#[inline]
pub unsafe fn is_quiet_argument(object: Raw) -> bool {
    // SAFETY: as promised by the caller.
    unsafe {
        is_quiet(object)
            && (ffi::Py_TYPE(object) != &raw mut ffi::PyBytes_Type || ffi::Py_SIZE(object) < SHORT)
    }
}

/// Whether an object is one of them.
///
/// # Safety
/// A live object.
#[inline]
pub unsafe fn is_number_or_date(object: Raw) -> bool {
    // SAFETY: as promised by the caller; the type says what the object begins with.
    unsafe {
        match kind(ffi::Py_TYPE(object)) {
            Kind::Loud | Kind::Record(_) => false,
            Kind::Decimal | Kind::Date => true,
            Kind::Zoned => (*object.cast::<ZonedHead>()).has_zone == 0,
        }
    }
}

/// What is known of the calls of a function in C.
#[derive(Clone, Copy)]
pub struct Manner {
    /// Whether they run nothing else, if the arguments allow that.
    pub is_quiet: bool,
    /// Whether they only read the containers they are given.
    pub reads: bool,
}

impl Manner {
    /// Anything may happen.
    pub const LOUD: Manner = Manner {
        is_quiet: false,
        reads: false,
    };
}

/// Whether calls of a function of a module, or method of a class, only read the containers they are given.
pub fn is_reader(of: &str, name: &str) -> bool {
    READERS.contains(&(of, name))
}

/// When the calls of a method, with arguments that allow it, run nothing else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Quiet {
    Never,
    Always,
    /// While the object knows no time zone.
    WithoutZone,
}

impl Quiet {
    /// Of the method `name` of a type.
    ///
    /// # Safety
    /// A live type.
    pub unsafe fn of_method(ty: *mut ffi::PyTypeObject, name: &str) -> Quiet {
        let always = |is_one| if is_one { Quiet::Always } else { Quiet::Never };
        match kind(ty) {
            Kind::Loud => Quiet::Never,
            Kind::Record(methods) => always(methods.contains(&name)),
            Kind::Decimal => always(!name.starts_with("__")),
            Kind::Date => always(OF_DATES.contains(&name)),
            Kind::Zoned if OF_DATES.contains(&name) => Quiet::WithoutZone,
            Kind::Zoned => Quiet::Never,
        }
    }

    /// Whether that is so for an object of the type.
    ///
    /// # Safety
    /// A live object.
    #[inline]
    pub unsafe fn holds_for(self, object: Raw) -> bool {
        match self {
            Quiet::Never => false,
            Quiet::Always => true,
            // SAFETY: as promised by the caller.
            Quiet::WithoutZone => unsafe { (*object.cast::<ZonedHead>()).has_zone == 0 },
        }
    }
}

/// Whether the fields of an object are read by C code that runs nothing else.
///
/// # Safety
/// A live object.
#[inline]
pub unsafe fn has_quiet_fields(object: Raw) -> bool {
    // SAFETY: as promised by the caller.
    kind(unsafe { ffi::Py_TYPE(object) }) != Kind::Loud
}

/// A function in C by its definition, and whether it runs nothing else.
#[derive(Clone, Copy)]
struct KnownFunction {
    definition: *const ffi::PyMethodDef,
    module: Raw,
    manner: Manner,
}

static KNOWN_FUNCTIONS: Global<[KnownFunction; PLACES]> = Global::new(
    [KnownFunction {
        definition: core::ptr::null(),
        module: core::ptr::null_mut(),
        manner: Manner::LOUD,
    }; PLACES],
);

/// What is known of a function in C.
///
/// # Safety
/// A live function in C.
#[inline]
pub unsafe fn manner_of(function: *const ffi::PyCFunctionObject) -> Manner {
    // SAFETY: as promised by the caller; a short access.
    unsafe {
        let (definition, module) = ((*function).m_ml.cast_const(), (*function).m_module);
        let known = &mut (*KNOWN_FUNCTIONS.get())[(definition as usize >> 5) % PLACES];
        if known.definition != definition || known.module != module {
            *known = KnownFunction {
                definition,
                module,
                manner: listed(definition, module),
            };
        }
        known.manner
    }
}

/// # Safety
/// A live definition, and a live object or null.
#[cold]
unsafe fn listed(definition: *const ffi::PyMethodDef, module: Raw) -> Manner {
    // SAFETY: as promised by the caller; a definition has a name.
    unsafe {
        let name = core::ffi::CStr::from_ptr((*definition).ml_name).to_str();
        let module = Borrowed::from_raw(module).and_then(|module| text_of(module));
        let (Ok(name), Some(module)) = (name, module) else {
            return Manner::LOUD;
        };
        let row = FUNCTIONS.iter().find(|(known, _)| *known == module);
        let reads = is_reader(module, name);
        Manner {
            is_quiet: reads || row.is_some_and(|(_, names)| names.contains(&name)),
            reads,
        }
    }
}

/// Whether an object is one of the classes, whose instances are made in C alone.
///
/// # Safety
/// A live object.
#[inline]
pub unsafe fn is_class(object: Raw) -> bool {
    // SAFETY: as promised by the caller.
    unsafe { ffi::PyType_CheckExact(object) != 0 && kind(object.cast()) != Kind::Loud }
}

/// Whether an object is a list, dict or tuple of no class of its own, of which no twin is here that may have
/// been changed: looking up what needs no code to be compared runs nothing.
///
/// # Safety
/// A live object.
#[inline]
pub unsafe fn is_container(object: Raw) -> bool {
    let classes = [
        &raw mut ffi::PyList_Type,
        &raw mut ffi::PyDict_Type,
        &raw mut ffi::PyTuple_Type,
    ];
    // SAFETY: as promised by the caller.
    !crate::sharing::any() && unsafe { is_exactly_one_of(object, &classes) }
}

/// Whether an object walks through one of those.
///
/// # Safety
/// A live object.
#[inline]
pub unsafe fn is_iterator(object: Raw) -> bool {
    let classes = [
        &raw mut ffi::PyListIter_Type,
        &raw mut ffi::PyTupleIter_Type,
        &raw mut ffi::PyDictIterKey_Type,
        &raw mut ffi::PyDictIterValue_Type,
        &raw mut ffi::PyDictIterItem_Type,
    ];
    // SAFETY: as promised by the caller.
    !crate::sharing::any() && unsafe { is_exactly_one_of(object, &classes) }
}

/// Whether an object is a text or number without attributes of its own, or None.
///
/// # Safety
/// A live object.
#[inline]
pub unsafe fn is_plain(object: Raw) -> bool {
    let classes = [
        &raw mut ffi::PyLong_Type,
        &raw mut ffi::PyUnicode_Type,
        &raw mut ffi::PyFloat_Type,
        &raw mut ffi::PyBytes_Type,
        &raw mut ffi::PyBool_Type,
    ];
    // SAFETY: as promised by the caller; the immortal None.
    unsafe { is_exactly_one_of(object, &classes) || object == ffi::Py_None() }
}

/// # Safety
/// A live object.
#[inline]
unsafe fn is_exactly_one_of(object: Raw, classes: &[*mut ffi::PyTypeObject]) -> bool {
    // SAFETY: as promised by the caller.
    classes.contains(&unsafe { ffi::Py_TYPE(object) })
}

/// Runs `work` in CPython: as it is if it `is_quiet`, else with all that is handed over. What goes
/// wrong while an exception is handled has to remember that one.
#[inline]
pub fn outward_unless<R>(is_quiet: bool, work: impl FnOnce() -> R) -> R {
    match is_quiet && pyaot_core::exception::handled_len() == 0 {
        true => work(),
        false => crate::sharing::outward(work),
    }
}
