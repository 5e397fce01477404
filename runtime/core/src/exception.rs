//! Exceptions: the built-in classes, their attributes and texts, tracebacks.

mod attribute;
mod handling;
mod raise;
mod text;

use pyaot_abi::layout::{CodeInfo, ExceptionObject, Header, Word};
use pyaot_abi::position::{Anchors, Position};

use self::attribute::{exception_getattr, exception_setattr};
pub use self::text::arguments_str;
use self::text::{exception_repr, exception_str};
use crate::args::Args;
use crate::error::{PyResult, Raised, raise_type_error, set_pending, take_pending};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Dict, Exception, Object, Ref, Str, Tuple, new_header};
use crate::types::{Layout, OBJECT, SharedSlots, Slots, Type};
use crate::value::{Value, release};

pub use self::attribute::exit_code;
pub use self::handling::*;
use self::raise::os_error_class;
pub use self::raise::*;
pub use crate::exception_group::{
    except_star_begin, except_star_end, except_star_match, except_star_raised,
    exception_group_derive, exception_group_split, exception_group_subgroup,
};

// SAFETY: repr(C) with a header first; every exception class has the layout.
unsafe impl Object for ExceptionObject {
    const TYPE: &'static Type = &BASE_EXCEPTION;
    const LAYOUT: Layout = Layout::Exception;
}

/// What the second argument of a `SyntaxError` holds, in order.
const SYNTAX_ERROR_DETAILS: [&str; 6] = [
    "filename",
    "lineno",
    "offset",
    "text",
    "end_lineno",
    "end_offset",
];

/// What UnicodeDecodeError and UnicodeEncodeError are made of, in order.
const UNICODE_DETAILS: [&str; 5] = ["encoding", "object", "start", "end", "reason"];

/// What UnicodeTranslateError is made of.
const TRANSLATE_DETAILS: &[&str] = UNICODE_DETAILS.split_at(1).1;

/// A frame the exception passed through, innermost first.
#[derive(Clone, Copy, PartialEq)]
pub struct TracebackEntry {
    pub code: *const CodeInfo,
    pub line: i64,
    /// With columns if it is compiled code.
    pub position: Position,
}

/// A frame as compiled code tells of it: code, place and anchors.
type RawFrame = (*const CodeInfo, i64, i64);

/// The frames of an exception.
#[derive(Default)]
struct Traceback {
    /// Those somebody has looked at.
    entries: Vec<TracebackEntry>,
    /// Those further out, which few exceptions are asked for.
    raw: Vec<RawFrame>,
    /// The object for so many of them, once somebody has seen it.
    object: Option<(Value, usize)>,
}

impl Traceback {
    fn entries(&mut self) -> &mut Vec<TracebackEntry> {
        let raw = self.raw.drain(..);
        self.entries.extend(raw.map(|(code, place, anchors)| {
            let position = Position::unpack(place, anchors);
            TracebackEntry {
                code,
                line: i64::from(position.line),
                position,
            }
        }));
        &mut self.entries
    }
}

/// How exceptions of any class get and set attributes: linked where somebody does that.
pub(crate) static ATTRIBUTES: SharedSlots = SharedSlots::new(ATTRIBUTE_SLOTS);

/// What [`ATTRIBUTES`] is filled with.
pub(crate) const ATTRIBUTE_SLOTS: Slots = Slots {
    getattr: exception_getattr,
    setattr: exception_setattr,
    ..Slots::OBJECT
};

/// The slots of every exception class.
pub const SLOTS: Slots = Slots {
    dealloc: exception_dealloc,
    traverse: Some(exception_traverse),
    repr: Some(exception_repr),
    str: Some(exception_str),
    getattr: |this, name| (ATTRIBUTES.get().getattr)(this, name),
    setattr: |this, name, value| (ATTRIBUTES.get().setattr)(this, name, value),
    new: Some(exception_new),
    init: Some(exception_init),
    ..Slots::OBJECT
};

/// Those of classes that have a text of their own in CPython: it comes before that of a class
/// of the program further back (`class NoRow(KeyError, AppError)`).
const WITH_TEXT: Slots = Slots {
    str: Some(own_str),
    ..SLOTS
};

fn own_str(this: &Value) -> PyResult<Str> {
    exception_str(this)
}

macro_rules! exceptions {
    ($($ident:ident $name:literal : $base:ident $(with $slots:ident)?;)*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub static $ident: Type = Type::builtin(
                $name,
                Layout::Exception,
                size_of::<ExceptionObject>(),
                &[&$base],
                exceptions!(slots $($slots)?),
            );
        )*
        /// Every built-in exception class.
        pub static ALL: &[&Type] = &[
            $(&$ident,)*
            &crate::exception_group::BASE_EXCEPTION_GROUP,
            &crate::exception_group::EXCEPTION_GROUP,
        ];
    };
    (slots) => { SLOTS };
    (slots $slots:ident) => { $slots };
}

exceptions! {
    BASE_EXCEPTION "BaseException": OBJECT;
    EXCEPTION "Exception": BASE_EXCEPTION;
    ARITHMETIC_ERROR "ArithmeticError": EXCEPTION;
    FLOATING_POINT_ERROR "FloatingPointError": ARITHMETIC_ERROR;
    OVERFLOW_ERROR "OverflowError": ARITHMETIC_ERROR;
    ZERO_DIVISION_ERROR "ZeroDivisionError": ARITHMETIC_ERROR;
    ASSERTION_ERROR "AssertionError": EXCEPTION;
    ATTRIBUTE_ERROR "AttributeError": EXCEPTION;
    BUFFER_ERROR "BufferError": EXCEPTION;
    EOF_ERROR "EOFError": EXCEPTION;
    IMPORT_ERROR "ImportError": EXCEPTION with WITH_TEXT;
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError": IMPORT_ERROR;
    LOOKUP_ERROR "LookupError": EXCEPTION;
    INDEX_ERROR "IndexError": LOOKUP_ERROR;
    KEY_ERROR "KeyError": LOOKUP_ERROR with WITH_TEXT;
    MEMORY_ERROR "MemoryError": EXCEPTION;
    NAME_ERROR "NameError": EXCEPTION;
    UNBOUND_LOCAL_ERROR "UnboundLocalError": NAME_ERROR;
    OS_ERROR "OSError": EXCEPTION with WITH_TEXT;
    BLOCKING_IO_ERROR "BlockingIOError": OS_ERROR;
    CHILD_PROCESS_ERROR "ChildProcessError": OS_ERROR;
    CONNECTION_ERROR "ConnectionError": OS_ERROR;
    BROKEN_PIPE_ERROR "BrokenPipeError": CONNECTION_ERROR;
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError": CONNECTION_ERROR;
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError": CONNECTION_ERROR;
    CONNECTION_RESET_ERROR "ConnectionResetError": CONNECTION_ERROR;
    FILE_EXISTS_ERROR "FileExistsError": OS_ERROR;
    FILE_NOT_FOUND_ERROR "FileNotFoundError": OS_ERROR;
    INTERRUPTED_ERROR "InterruptedError": OS_ERROR;
    IS_A_DIRECTORY_ERROR "IsADirectoryError": OS_ERROR;
    NOT_A_DIRECTORY_ERROR "NotADirectoryError": OS_ERROR;
    PERMISSION_ERROR "PermissionError": OS_ERROR;
    PROCESS_LOOKUP_ERROR "ProcessLookupError": OS_ERROR;
    TIMEOUT_ERROR "TimeoutError": OS_ERROR;
    REFERENCE_ERROR "ReferenceError": EXCEPTION;
    RUNTIME_ERROR "RuntimeError": EXCEPTION;
    NOT_IMPLEMENTED_ERROR "NotImplementedError": RUNTIME_ERROR;
    RECURSION_ERROR "RecursionError": RUNTIME_ERROR;
    STOP_ITERATION "StopIteration": EXCEPTION;
    STOP_ASYNC_ITERATION "StopAsyncIteration": EXCEPTION;
    SYNTAX_ERROR "SyntaxError": EXCEPTION with WITH_TEXT;
    INDENTATION_ERROR "IndentationError": SYNTAX_ERROR;
    TAB_ERROR "TabError": INDENTATION_ERROR;
    SYSTEM_ERROR "SystemError": EXCEPTION;
    TYPE_ERROR "TypeError": EXCEPTION;
    VALUE_ERROR "ValueError": EXCEPTION;
    UNICODE_ERROR "UnicodeError": VALUE_ERROR;
    UNICODE_DECODE_ERROR "UnicodeDecodeError": UNICODE_ERROR with WITH_TEXT;
    UNICODE_ENCODE_ERROR "UnicodeEncodeError": UNICODE_ERROR with WITH_TEXT;
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError": UNICODE_ERROR with WITH_TEXT;
    WARNING "Warning": EXCEPTION;
    BYTES_WARNING "BytesWarning": WARNING;
    DEPRECATION_WARNING "DeprecationWarning": WARNING;
    ENCODING_WARNING "EncodingWarning": WARNING;
    FUTURE_WARNING "FutureWarning": WARNING;
    IMPORT_WARNING "ImportWarning": WARNING;
    PENDING_DEPRECATION_WARNING "PendingDeprecationWarning": WARNING;
    RESOURCE_WARNING "ResourceWarning": WARNING;
    RUNTIME_WARNING "RuntimeWarning": WARNING;
    SYNTAX_WARNING "SyntaxWarning": WARNING;
    UNICODE_WARNING "UnicodeWarning": WARNING;
    USER_WARNING "UserWarning": WARNING;
    GENERATOR_EXIT "GeneratorExit": BASE_EXCEPTION;
    KEYBOARD_INTERRUPT "KeyboardInterrupt": BASE_EXCEPTION;
    SYSTEM_EXIT "SystemExit": BASE_EXCEPTION;
}

/// The classes whose instances have fields of their own in CPython: none goes
/// with another.
pub(crate) static WITH_FIELDS: [&Type; 11] = [
    &ATTRIBUTE_ERROR,
    &IMPORT_ERROR,
    &NAME_ERROR,
    &OS_ERROR,
    &STOP_ITERATION,
    &SYNTAX_ERROR,
    &SYSTEM_EXIT,
    &UNICODE_DECODE_ERROR,
    &UNICODE_ENCODE_ERROR,
    &UNICODE_TRANSLATE_ERROR,
    &crate::exception_group::BASE_EXCEPTION_GROUP,
];

fn object(value: &Value) -> &Exception {
    value.downcast::<ExceptionObject>().expect("exception")
}

/// An exception of class `ty` without arguments.
pub fn bare_exception(ty: &'static Type) -> Exception {
    new_exception(ty, Vec::new())
}

/// An exception of class `ty`, which is not initialised further.
pub fn new_exception(ty: &'static Type, args: Vec<Value>) -> Exception {
    with_args(ty, Tuple::from_vec(args))
}

fn with_args(ty: &'static Type, args: Tuple) -> Exception {
    let made = Ref::alloc_as(
        ty,
        ExceptionObject {
            header: new_header(),
            attrs: 0,
            args: args.into_raw(),
            cause: 0,
            context: 0,
            traceback: core::ptr::null_mut(),
            suppress_context: 0,
            original: 0,
            members: 0,
            fields: [],
        },
    );
    // SAFETY: a fresh object of that class.
    unsafe { crate::class::unset_float_fields(made.as_ptr().cast(), ty) };
    made
}

unsafe fn exception_dealloc(header: *mut Header) {
    // SAFETY: the exception is dead and taken apart once.
    unsafe {
        if !crate::class::run_del(header) {
            return;
        }
        let ty = &*(*header).ty.cast::<Type>();
        crate::class::drop_subclass_fields(header, ty);
        let this = header.cast::<ExceptionObject>();
        for word in [
            (*this).attrs,
            (*this).args,
            (*this).cause,
            (*this).context,
            (*this).original,
            (*this).members,
        ] {
            release(word);
        }
        if !(*this).traceback.is_null() {
            free_traceback((*this).traceback.cast());
        }
        crate::memory::free(header.cast(), ty.instance_size() as usize);
    }
}

unsafe fn exception_traverse(header: *mut Header, visit: &mut dyn FnMut(&Value)) {
    // SAFETY: a live exception; its words are live or unbound.
    unsafe {
        let this = &*header.cast::<ExceptionObject>();
        for word in [&this.args, &this.cause, &this.context, &this.members] {
            if let Some(value) = Value::borrow_opt(word) {
                visit(value);
            }
        }
        crate::class::instance_traverse(header, visit);
    }
}

fn replace_word(place: *mut Word, value: Option<Value>) {
    // SAFETY: `place` is a word of a live object; the old word is released last.
    unsafe {
        let old = core::mem::replace(&mut *place, value.map_or(0, Value::into_raw));
        release(old);
    }
}

/// `exception.args`.
pub fn args_of(exception: &Exception) -> &Tuple {
    // SAFETY: the word belongs to the live exception and is always a tuple.
    unsafe { Value::borrow(&exception.args) }
        .as_tuple()
        .expect("args tuple")
}

/// `exception.__cause__`.
pub fn cause_of(exception: &Exception) -> Option<Value> {
    // SAFETY: the word belongs to the live exception.
    unsafe { Value::borrow_opt(&exception.cause) }.cloned()
}

/// `exception.__context__`.
pub fn context_of(exception: &Exception) -> Option<Value> {
    // SAFETY: the word belongs to the live exception.
    unsafe { Value::borrow_opt(&exception.context) }.cloned()
}

/// `exception.__suppress_context__`.
pub fn suppresses_context(exception: &Exception) -> bool {
    exception.suppress_context != 0
}

/// Sets `__cause__` and with it `__suppress_context__`.
pub fn set_cause(exception: &Exception, cause: Option<Value>) {
    let this = exception.as_ptr();
    // SAFETY: a live exception.
    unsafe {
        (*this).suppress_context = 1;
        replace_word(&raw mut (*this).cause, cause);
    }
}

/// Sets `__context__`.
pub fn set_context(exception: &Exception, context: Option<Value>) {
    // SAFETY: a live exception.
    unsafe { replace_word(&raw mut (*exception.as_ptr()).context, context) }
}

/// CPython's exception that `exception` was made of.
pub fn original_of(exception: &Exception) -> Option<Value> {
    // SAFETY: the word of a live exception is live or unbound.
    unsafe { Value::borrow_opt(&(*exception.as_ptr()).original).cloned() }
}

/// Remembers CPython's exception that `exception` was made of.
pub fn set_original(exception: &Exception, original: Value) {
    // SAFETY: a live exception.
    unsafe { replace_word(&raw mut (*exception.as_ptr()).original, Some(original)) }
}

/// The frames `exception` passed through, innermost first.
pub fn traceback_of(exception: &Exception) -> &[TracebackEntry] {
    let traceback = exception.traceback.cast::<Traceback>();
    if traceback.is_null() {
        return &[];
    }
    // SAFETY: the list belongs to the live exception.
    unsafe { (*traceback).entries() }
}

/// The object of `exception`'s traceback, or of its innermost frames, and of how many.
pub fn traceback_seen(exception: &Exception) -> Option<(Value, usize)> {
    let traceback = exception.traceback.cast::<Traceback>();
    if traceback.is_null() {
        return None;
    }
    // SAFETY: the list belongs to the live exception.
    unsafe { (*traceback).object.clone() }
}

/// Remembers the object of the traceback as it is.
pub fn set_traceback_seen(exception: &Exception, object: Value) {
    let traceback = exception.traceback.cast::<Traceback>();
    if !traceback.is_null() {
        // SAFETY: the list belongs to the live exception; what was there dies last.
        let old = unsafe {
            let n = (*traceback).entries().len();
            (*traceback).object.replace((object, n))
        };
        drop(old);
    }
}

/// Takes all frames from `exception`'s traceback.
pub fn clear_traceback(exception: &Exception) {
    // SAFETY: the list belongs to the live exception.
    unsafe {
        let this = exception.as_ptr();
        if !(*this).traceback.is_null() {
            free_traceback((*this).traceback.cast());
            (*this).traceback = core::ptr::null_mut();
        }
    }
}

/// A list that is not in use: where exceptions are raised in a loop, each gets the
/// list of the one before.
static SPARE: Global<*mut Traceback> = Global::new(core::ptr::null_mut());
/// A list with room for more frames is given back.
const SPARE_FRAMES: usize = 64;

fn new_traceback() -> *mut Traceback {
    // SAFETY: a short access.
    let spare = unsafe { core::mem::replace(&mut *SPARE.get(), core::ptr::null_mut()) };
    if spare.is_null() {
        return Box::into_raw(Box::default());
    }
    spare
}

/// # Safety
/// The list came from [`new_traceback`] and is not used again.
unsafe fn free_traceback(traceback: *mut Traceback) {
    // SAFETY: as promised by the caller; short accesses.
    unsafe {
        let room = (*traceback).entries.capacity() + (*traceback).raw.capacity();
        if (*SPARE.get()).is_null() && room <= SPARE_FRAMES {
            (*traceback).entries.clear();
            (*traceback).raw.clear();
            drop((*traceback).object.take());
            *SPARE.get() = traceback;
        } else {
            drop(Box::from_raw(traceback));
        }
    }
}

/// The list for `exception`'s traceback.
fn traceback_make(exception: &Exception) -> *mut Traceback {
    let this = exception.as_ptr();
    // SAFETY: the list belongs to the live exception.
    unsafe {
        if (*this).traceback.is_null() {
            (*this).traceback = new_traceback().cast();
        }
        (*this).traceback.cast::<Traceback>()
    }
}

/// Adds a frame to `exception`'s traceback, outside the ones it has.
pub fn add_frame(exception: &Exception, entry: TracebackEntry) {
    // SAFETY: the list belongs to the live exception.
    unsafe { (*traceback_make(exception)).entries().push(entry) };
}

/// Gives `to` the traceback of `from`: they have one object for it.
pub fn copy_traceback(from: &Exception, to: &Exception) {
    let object = crate::traceback::traceback_object(from);
    clear_traceback(to);
    for entry in traceback_of(from) {
        add_frame(to, *entry);
    }
    set_traceback_seen(to, object);
}

/// `BaseException.__new__`.
pub fn exception_new(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    // `OSError(errno, text)` is of the class that belongs to the number.
    let ty = match args.positional() {
        [errno, _, ..] if core::ptr::eq(ty, &OS_ERROR) => match errno.as_small_int() {
            Some(errno) => os_error_class(errno as i32),
            None => ty,
        },
        _ => ty,
    };
    let exception = with_args(ty, Tuple::from_slice(args.positional()));
    let value = exception.to_value();
    if is_complete(ty) {
        store_args(&exception, &value, ty, args);
    }
    Ok(value)
}

/// Whether an OSError has all it needs from `__new__`, which its class defines: what its
/// `__init__` is given is no business of OSError's.
fn is_complete(ty: &'static Type) -> bool {
    ty.is_heap_type()
        && ty.is_subclass_of(&OS_ERROR)
        && ty.all_slots().new.is_none_or(|new| {
            !core::ptr::fn_addr_eq(new, exception_new as fn(&'static Type, Args<'_>) -> _)
        })
}

/// `BaseException.__init__` of all built-in classes.
pub fn exception_init(this: &Value, args: Args<'_>) -> PyResult<()> {
    let exception = object(this);
    let ty = this.ty();
    if is_complete(ty) {
        return Ok(());
    }
    if let Some(members) = members(this)
        && ty.is_subclass_of(&IMPORT_ERROR)
    {
        members.clear();
    }
    if args.n_keywords() > 0 {
        init_keywords(this, ty, args)?;
    }
    store_args(exception, this, ty, args);
    Ok(())
}

/// Stores the keyword arguments of an exception that takes some.
fn init_keywords(this: &Value, ty: &'static Type, args: Args<'_>) -> PyResult<()> {
    let allowed: &[&str] = if ty.is_subclass_of(&IMPORT_ERROR) {
        &["name", "path"]
    } else if ty.is_subclass_of(&ATTRIBUTE_ERROR) {
        &["name", "obj"]
    } else if ty.is_subclass_of(&NAME_ERROR) {
        &["name"]
    } else {
        &[]
    };
    for (name, value) in args.keywords() {
        if !allowed.contains(&name.as_str()) {
            return Err(if allowed.is_empty() {
                raise_type_error(format_args!("{}() takes no keyword arguments", ty.name()))
            } else {
                raise_type_error(format_args!(
                    "'{}' is an invalid keyword argument for {}()",
                    name.as_str(),
                    ty.name()
                ))
            });
        }
        set_extra(this, name.as_str(), value.clone());
    }
    Ok(())
}

/// Stores the positional arguments, and what some classes make of them.
fn store_args(exception: &Exception, this: &Value, ty: &'static Type, args: Args<'_>) {
    let words = args.positional();
    let given = args_of(exception).items();
    let kept = given.len() == words.len() && given.iter().zip(words).all(|(a, b)| a.is(b));
    if ty.is_subclass_of(&SYNTAX_ERROR)
        && let Some(message) = words.first()
    {
        set_extra(this, "msg", message.clone());
    }
    if kept && words.len() < 2 {
        // `__new__` has stored them already.
        return;
    }
    if (2..=5).contains(&words.len()) && ty.is_subclass_of(&OS_ERROR) {
        set_extra(this, "errno", words[0].clone());
        set_extra(this, "strerror", words[1].clone());
        if let Some(filename) = words.get(2) {
            set_extra(this, "filename", filename.clone());
        }
        if let Some(filename) = words.get(4) {
            set_extra(this, "filename2", filename.clone());
        }
        // SAFETY: a live exception; the args of an OSError are its first two.
        unsafe {
            replace_word(
                &raw mut (*exception.as_ptr()).args,
                Some(Tuple::from_slice(&words[..2]).into()),
            );
        }
        return;
    }
    if words.len() == 2
        && ty.is_subclass_of(&SYNTAX_ERROR)
        && let Some(details) = words[1].as_tuple()
    {
        for (name, value) in SYNTAX_ERROR_DETAILS.iter().zip(details.items()) {
            set_extra(this, name, value.clone());
        }
    }
    // SAFETY: a live exception.
    unsafe {
        replace_word(
            &raw mut (*exception.as_ptr()).args,
            Some(Tuple::from_slice(words).into()),
        );
    }
}

/// Under which an exception keeps the name that was meant instead of `name`.
pub const MEANT: &str = "name meant";

/// Whether the compiler has found out what a NameError meant, which CPython
/// cannot: it does not know the variables of compiled functions.
pub fn knows_meant(exception: &Value) -> bool {
    exception.ty().is_subclass_of(&NAME_ERROR) && extra(exception, MEANT).is_some()
}

/// The attributes that classes of exceptions keep beside `args`.
const MEMBERS: &[(&Type, &[&str])] = &[
    (&NAME_ERROR, &["name", MEANT]),
    (&ATTRIBUTE_ERROR, &["name", "obj"]),
    (&IMPORT_ERROR, &["name", "path", "msg"]),
    (&OS_ERROR, &["errno", "strerror", "filename", "filename2"]),
    (&BLOCKING_IO_ERROR, &["characters_written"]),
    (&SYNTAX_ERROR, &["msg", "print_file_and_line"]),
    (&SYNTAX_ERROR, &SYNTAX_ERROR_DETAILS),
    (&STOP_ITERATION, &["value"]),
    (&SYSTEM_EXIT, &["code"]),
    (&UNICODE_DECODE_ERROR, &UNICODE_DETAILS),
    (&UNICODE_ENCODE_ERROR, &UNICODE_DETAILS),
    (&UNICODE_TRANSLATE_ERROR, TRANSLATE_DETAILS),
];

/// For each name in [`MEMBERS`], by [`member_hash`], a bit for each of the classes; few
/// other names have any.
const MEMBER_CLASSES: [u16; 256] = {
    assert!(MEMBERS.len() <= 16);
    let mut classes = [0; 256];
    let mut class = 0;
    while class < MEMBERS.len() {
        let names = MEMBERS[class].1;
        let mut name = 0;
        while name < names.len() {
            classes[member_hash(names[name].as_bytes())] |= 1 << class;
            name += 1;
        }
        class += 1;
    }
    classes
};

const fn member_hash(name: &[u8]) -> usize {
    match name {
        [first, .., last] => (name.len() * 5 + *first as usize + *last as usize * 3) % 256,
        _ => 0,
    }
}

/// Whether exceptions of some class may have a member of that name: hardly
/// any name has to be compared with all of theirs.
fn may_be_member(name: &str) -> bool {
    MEMBER_CLASSES[member_hash(name.as_bytes())] != 0
}

/// Whether exceptions of class `ty` have a member of that name: it is not in their `__dict__`.
pub(crate) fn is_member(ty: &'static Type, name: &str) -> bool {
    let mut classes = MEMBER_CLASSES[member_hash(name.as_bytes())];
    while classes != 0 {
        let (class, names) = MEMBERS[classes.trailing_zeros() as usize];
        classes &= classes - 1;
        if names.contains(&name) && ty.is_subclass_of(class) {
            return true;
        }
    }
    false
}

/// The members of an exception that have been set.
pub fn members(exception: &Value) -> Option<&Dict> {
    let exception = exception.downcast::<ExceptionObject>()?;
    // SAFETY: the word belongs to the live exception.
    unsafe { Value::borrow_opt(&exception.members) }.and_then(Value::as_dict)
}

/// The names of the members of exceptions of class `ty`.
pub(crate) fn member_names(ty: &'static Type) -> impl Iterator<Item = &'static str> {
    let classes = MEMBERS.iter();
    let own = classes.filter(|(class, _)| ty.is_subclass_of(class));
    own.flat_map(|(_, names)| names.iter().copied())
        .filter(|name| *name != MEANT)
}

/// Stores a member.
pub fn set_member(exception: &Value, name: &str, value: Value) {
    let Some(object) = exception.downcast::<ExceptionObject>() else {
        return;
    };
    if members(exception).is_none() {
        // SAFETY: a live exception.
        unsafe {
            replace_word(
                &raw mut (*object.as_ptr()).members,
                Some(Dict::new().into()),
            )
        };
    }
    if let Some(dict) = members(exception) {
        dict.set_str(name, value);
    }
}

/// Stores a member, or an attribute in the exception's dict.
pub fn set_extra(exception: &Value, name: &str, value: Value) {
    if is_member(exception.ty(), name) {
        set_member(exception, name, value);
    } else if let Some(dict) = crate::attribute::attrs_dict_make(exception) {
        dict.set_str(name, value);
    }
}

/// What [`set_extra`] stored.
pub(crate) fn extra(exception: &Value, name: &str) -> Option<Value> {
    let dict = match is_member(exception.ty(), name) {
        true => members(exception),
        false => crate::attribute::attrs_dict(exception),
    };
    dict.and_then(|dict| dict.get_str(name))
}

/// Adds attributes to the pending exception.
pub fn annotate_pending(raised: Raised, extras: &[(&str, Value)]) -> Raised {
    let exception = take_pending(raised);
    for (name, value) in extras {
        set_extra(&exception, name, value.clone());
    }
    set_pending(exception)
}

/// Adds a frame to the pending exception's traceback.
pub fn traceback_add(code: *const u8, place: i64, anchors: i64) {
    let Some(pending) = crate::error::peek_pending() else {
        return;
    };
    // `raise` alone: the line is there already, unless there was nothing to raise.
    let again = place < 0;
    let (place, code) = (place.abs(), code.cast());
    // A function the compiler made up has no line, and Python would have no frame for it.
    if Position::line_of(place) == 0 {
        return;
    }
    let Some(exception) = pending.downcast::<ExceptionObject>() else {
        if !again {
            let position = Position::unpack(place, anchors);
            let entry = TracebackEntry {
                code,
                line: i64::from(position.line),
                position,
            };
            crate::foreign::add_frame(&pending, &entry);
        }
        return;
    };
    let is_first = exception.traceback.is_null();
    if again && !is_first {
        return;
    }
    let traceback = traceback_make(exception);
    // SAFETY: the list belongs to the live exception.
    unsafe { (*traceback).raw.push((code, place, anchors)) };
    if is_first
        && let Anchors::Method(end) = Anchors::unpack(anchors)
        && pending.ty().is_subclass_of(&ATTRIBUTE_ERROR)
    {
        // SAFETY: as above; the frame was added just now.
        for entry in unsafe { (*traceback).entries() } {
            entry.position.end_line = entry.position.line;
            entry.position.end_column = entry.position.column + end;
        }
    }
}

pub use crate::deep::{recursion_check, recursion_leave};
pub use crate::frame::frame_left;
pub use crate::interrupt::let_others_run;

/// Reports an exception nobody can catch, as from `__del__`.
pub fn write_unraisable(raised: Raised, context: &Value) {
    let exception = take_pending(raised);
    let place = match crate::operation::value_repr(context) {
        Ok(text) => text.as_str().to_string(),
        Err(raised) => {
            drop(take_pending(raised));
            "<object repr() failed>".to_string()
        }
    };
    let mut text = format!("Exception ignored in: {place}\n");
    text += &crate::traceback::format_unraisable(&exception);
    crate::io::write_stderr(&text);
}
