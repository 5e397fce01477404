//! Exceptions: the built-in classes, their attributes and texts, tracebacks.

mod handling;

pub use handling::*;

use pyaot_abi::layout::{CodeInfo, ExceptionObject, Header, Word};
use pyaot_abi::position::{Anchors, Position};

use crate::args::Args;
use crate::error::{
    PyResult, Raised, raise_assertion_error, raise_attribute_error, raise_name_error,
    raise_type_error, raise_unbound_local_error, raise_value, raise_value_error, raise_with_args,
    set_pending, take_pending,
};
pub use crate::exception_group::{
    except_star_begin, except_star_end, except_star_match, except_star_raised,
    exception_group_derive, exception_group_split, exception_group_subgroup,
};
use crate::prelude::*;
use crate::reference::{Exception, Object, Ref, Str, Tuple, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::{Value, release};

// SAFETY: repr(C) with a header first; every exception class has the layout.
unsafe impl Object for ExceptionObject {
    const TYPE: &'static Type = &BASE_EXCEPTION;
    const LAYOUT: Layout = Layout::Exception;
}

/// A frame the exception passed through, innermost first.
#[derive(Clone, Copy)]
pub struct TracebackEntry {
    pub code: *const CodeInfo,
    pub line: i64,
    /// With columns if it is compiled code.
    pub position: Position,
}

type Traceback = Vec<TracebackEntry>;

/// The slots of every exception class.
pub const SLOTS: Slots = Slots {
    dealloc: exception_dealloc,
    traverse: Some(exception_traverse),
    repr: Some(exception_repr),
    str: Some(exception_str),
    getattr: exception_getattr,
    setattr: exception_setattr,
    new: Some(exception_new),
    init: Some(exception_init),
    ..Slots::OBJECT
};

macro_rules! exceptions {
    ($($ident:ident $name:literal : $base:expr;)*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub static $ident: Type = Type::builtin(
                $name,
                Layout::Exception,
                size_of::<ExceptionObject>(),
                &[&$base],
                SLOTS,
            );
        )*
        /// Every built-in exception class.
        pub static ALL: &[&Type] = &[
            $(&$ident,)*
            &crate::exception_group::BASE_EXCEPTION_GROUP,
            &crate::exception_group::EXCEPTION_GROUP,
        ];
    };
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
    IMPORT_ERROR "ImportError": EXCEPTION;
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError": IMPORT_ERROR;
    LOOKUP_ERROR "LookupError": EXCEPTION;
    INDEX_ERROR "IndexError": LOOKUP_ERROR;
    KEY_ERROR "KeyError": LOOKUP_ERROR;
    MEMORY_ERROR "MemoryError": EXCEPTION;
    NAME_ERROR "NameError": EXCEPTION;
    UNBOUND_LOCAL_ERROR "UnboundLocalError": NAME_ERROR;
    OS_ERROR "OSError": EXCEPTION;
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
    SYNTAX_ERROR "SyntaxError": EXCEPTION;
    INDENTATION_ERROR "IndentationError": SYNTAX_ERROR;
    TAB_ERROR "TabError": INDENTATION_ERROR;
    SYSTEM_ERROR "SystemError": EXCEPTION;
    TYPE_ERROR "TypeError": EXCEPTION;
    VALUE_ERROR "ValueError": EXCEPTION;
    UNICODE_ERROR "UnicodeError": VALUE_ERROR;
    UNICODE_DECODE_ERROR "UnicodeDecodeError": UNICODE_ERROR;
    UNICODE_ENCODE_ERROR "UnicodeEncodeError": UNICODE_ERROR;
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError": UNICODE_ERROR;
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
        ] {
            release(word);
        }
        if !(*this).traceback.is_null() {
            drop(Box::from_raw((*this).traceback.cast::<Traceback>()));
        }
        crate::memory::free(header.cast(), ty.instance_size() as usize);
    }
}

unsafe fn exception_traverse(header: *mut Header, visit: &mut dyn FnMut(&Value)) {
    // SAFETY: a live exception; its words are live or unbound.
    unsafe {
        let this = &*header.cast::<ExceptionObject>();
        for word in [&this.args, &this.cause, &this.context] {
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
    unsafe { &*traceback }
}

/// Takes all frames from `exception`'s traceback.
pub fn clear_traceback(exception: &Exception) {
    // SAFETY: the list belongs to the live exception.
    unsafe {
        let this = exception.as_ptr();
        if !(*this).traceback.is_null() {
            drop(Box::from_raw((*this).traceback.cast::<Traceback>()));
            (*this).traceback = core::ptr::null_mut();
        }
    }
}

/// Adds a frame to `exception`'s traceback, outside the ones it has.
pub fn add_frame(exception: &Exception, entry: TracebackEntry) {
    let this = exception.as_ptr();
    // SAFETY: the list belongs to the live exception.
    unsafe {
        if (*this).traceback.is_null() {
            (*this).traceback = Box::into_raw(Box::<Traceback>::default()).cast();
        }
        (*(*this).traceback.cast::<Traceback>()).push(entry);
    }
}

/// Gives `to` the traceback of `from`.
pub fn copy_traceback(from: &Exception, to: &Exception) {
    for entry in traceback_of(from) {
        add_frame(to, *entry);
    }
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
    Ok(with_args(ty, Tuple::from_slice(args.positional())).into())
}

/// `BaseException.__init__` of all built-in classes.
pub fn exception_init(this: &Value, args: Args<'_>) -> PyResult<()> {
    let exception = object(this);
    let ty = this.ty();
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
    if kept && words.len() < 2 {
        // `__new__` has stored them already.
        return;
    }
    if ty.is_subclass_of(&OS_ERROR) && (2..=5).contains(&words.len()) {
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
    if ty.is_subclass_of(&SYNTAX_ERROR)
        && words.len() == 2
        && let Some(details) = words[1].as_tuple()
    {
        set_extra(this, "msg", words[0].clone());
        for (name, value) in [
            "filename",
            "lineno",
            "offset",
            "text",
            "end_lineno",
            "end_offset",
        ]
        .iter()
        .zip(details.items())
        {
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

/// Stores an attribute in the exception's dict.
pub fn set_extra(exception: &Value, name: &str, value: Value) {
    if let Some(dict) = crate::attribute::attrs_dict_make(exception) {
        dict.set_str(name, value);
    }
}

fn extra(exception: &Value, name: &str) -> Option<Value> {
    crate::attribute::attrs_dict(exception).and_then(|dict| dict.get_str(name))
}

/// Adds attributes to the pending exception.
pub fn annotate_pending(raised: Raised, extras: &[(&str, Value)]) -> Raised {
    let exception = take_pending(raised);
    for (name, value) in extras {
        set_extra(&exception, name, value.clone());
    }
    set_pending(exception)
}

fn exception_repr(this: &Value) -> PyResult<Str> {
    let args = args_of(object(this));
    let name = this.ty().name();
    if let [one] = args.items() {
        return Ok(Str::new(&format!(
            "{name}({})",
            crate::operation::value_repr(one)?.as_str()
        )));
    }
    Ok(Str::new(&format!(
        "{name}{}",
        crate::operation::value_repr(args.as_value())?.as_str()
    )))
}

/// `str(exception)`.
fn exception_str(this: &Value) -> PyResult<Str> {
    let ty = this.ty();
    let args = args_of(object(this));
    if ty.is_subclass_of(&KEY_ERROR)
        && let [key] = args.items()
    {
        return crate::operation::value_repr(key);
    }
    if ty.is_subclass_of(&OS_ERROR)
        && let (Some(errno), Some(strerror)) = (extra(this, "errno"), extra(this, "strerror"))
    {
        let errno = crate::operation::value_str(&errno)?;
        let strerror = crate::operation::value_str(&strerror)?;
        let mut text = format!("[Errno {}] {}", errno.as_str(), strerror.as_str());
        if let Some(filename) = extra(this, "filename").filter(|name| !name.is_none()) {
            text += &format!(": {}", crate::operation::value_repr(&filename)?.as_str());
            if let Some(second) = extra(this, "filename2").filter(|name| !name.is_none()) {
                text += &format!(" -> {}", crate::operation::value_repr(&second)?.as_str());
            }
        }
        return Ok(Str::new(&text));
    }
    if let Some(text) = unicode_error_str(this, args.items())? {
        return Ok(Str::new(&text));
    }
    if ty.is_subclass_of(&SYNTAX_ERROR) {
        return syntax_error_str(this);
    }
    match args.items() {
        [] => Ok(Str::new("")),
        [one] => crate::operation::value_str(one),
        _ => crate::operation::value_repr(args.as_value()),
    }
}

/// `str(SyntaxError)`: the message, with the place when it is known.
fn syntax_error_str(this: &Value) -> PyResult<Str> {
    let part = |name: &str| crate::attribute::getattr_opt(this, name);
    let message = crate::operation::value_str(&part("msg")?.unwrap_or(Value::NONE))?;
    let file = part("filename")?.and_then(|file| file.as_str().cloned());
    let file = file
        .as_ref()
        .and_then(|file| file.as_str().rsplit('/').next());
    let line = part("lineno")?.and_then(|line| line.as_small_int());
    let message = message.as_str();
    Ok(Str::new(&match (file, line) {
        (Some(file), Some(line)) => format!("{message} ({file}, line {line})"),
        (Some(file), None) => format!("{message} ({file})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message.to_string(),
    }))
}

/// The message of UnicodeDecodeError and UnicodeEncodeError.
fn unicode_error_str(this: &Value, args: &[Value]) -> PyResult<Option<String>> {
    let [encoding, subject, start, end, reason] = args else {
        return Ok(None);
    };
    let decode = this.ty().is_subclass_of(&UNICODE_DECODE_ERROR);
    if !decode && !this.ty().is_subclass_of(&UNICODE_ENCODE_ERROR) {
        return Ok(None);
    }
    let (Some(start), Some(end)) = (start.as_small_int(), end.as_small_int()) else {
        return Ok(None);
    };
    let encoding = crate::operation::value_str(encoding)?;
    let reason = crate::operation::value_str(reason)?;
    let verb = if decode { "decode" } else { "encode" };
    let what = match (subject.as_bytes(), subject.as_str()) {
        (Some(bytes), _) if end - start == 1 => bytes
            .as_slice()
            .get(start as usize)
            .map(|byte| format!("byte 0x{byte:02x}")),
        (_, Some(text)) if end - start == 1 => text.as_str().chars().nth(start as usize).map(|c| {
            let c = c as u32;
            let shown = match c {
                0..0x100 => format!("\\x{c:02x}"),
                0x100..0x10000 => format!("\\u{c:04x}"),
                _ => format!("\\U{c:08x}"),
            };
            format!("character '{shown}'")
        }),
        _ => None,
    };
    Ok(Some(match what {
        Some(what) => {
            format!(
                "'{}' codec can't {verb} {what} in position {start}: {}",
                encoding.as_str(),
                reason.as_str()
            )
        }
        None => format!(
            "'{}' codec can't {verb} {} in position {start}-{}: {}",
            encoding.as_str(),
            if decode { "bytes" } else { "characters" },
            end - 1,
            reason.as_str()
        ),
    }))
}

fn exception_getattr(this: &Value, name: &Str) -> PyResult<Value> {
    let exception = object(this);
    let ty = this.ty();
    Ok(match name.as_str() {
        "args" => args_of(exception).to_value(),
        "__cause__" => cause_of(exception).unwrap_or(Value::NONE),
        "__context__" => context_of(exception).unwrap_or(Value::NONE),
        "__suppress_context__" => Value::bool(suppresses_context(exception)),
        "__traceback__" => crate::traceback::traceback_object(exception),
        "value" if ty.is_subclass_of(&STOP_ITERATION) => args_of(exception)
            .items()
            .first()
            .cloned()
            .unwrap_or(Value::NONE),
        "code" if ty.is_subclass_of(&SYSTEM_EXIT) => match args_of(exception).items() {
            [] => Value::NONE,
            [one] => one.clone(),
            _ => args_of(exception).to_value(),
        },
        "with_traceback" | "add_note" => crate::function::bound_method(
            &crate::method::rust_method(
                &BASE_EXCEPTION,
                if name.as_str() == "add_note" {
                    "add_note"
                } else {
                    "with_traceback"
                },
                if name.as_str() == "add_note" {
                    add_note
                } else {
                    with_traceback
                },
            ),
            this,
        ),
        text => {
            if let Some(value) = crate::attribute::generic_getattr_opt(this, name)? {
                return Ok(value);
            }
            if default_extra(ty, text) {
                if text == "msg"
                    && let Some(message) = args_of(exception).items().first()
                {
                    return Ok(message.clone());
                }
                if let Some(i) = ["encoding", "object", "start", "end", "reason"]
                    .iter()
                    .position(|known| *known == text)
                    && let Some(value) = args_of(exception).items().get(i)
                {
                    return Ok(value.clone());
                }
                return match original_of(exception) {
                    Some(original) => crate::attribute::value_getattr(&original, name),
                    None => Ok(Value::NONE),
                };
            }
            return Err(crate::attribute::no_attribute(this, text));
        }
    })
}

/// Whether exceptions of class `ty` have the attribute `name`, None unless set.
fn default_extra(ty: &'static Type, name: &str) -> bool {
    let has = |class: &Type, names: &[&str]| ty.is_subclass_of(class) && names.contains(&name);
    has(&OS_ERROR, &["errno", "strerror", "filename", "filename2"])
        || has(&IMPORT_ERROR, &["name", "path", "msg"])
        || has(&ATTRIBUTE_ERROR, &["name", "obj"])
        || has(&NAME_ERROR, &["name"])
        || has(
            &SYNTAX_ERROR,
            &[
                "msg",
                "filename",
                "lineno",
                "offset",
                "text",
                "end_lineno",
                "end_offset",
            ],
        )
        || has(
            &UNICODE_DECODE_ERROR,
            &["encoding", "object", "start", "end", "reason"],
        )
        || has(
            &UNICODE_ENCODE_ERROR,
            &["encoding", "object", "start", "end", "reason"],
        )
}

fn with_traceback(this: &Value, args: Args<'_>) -> PyResult<Value> {
    set_traceback(object(this), &args.unpack("with_traceback", 1, 1)?[0])?;
    Ok(this.clone())
}

/// Sets `__traceback__`. A traceback of CPython's stays with its exception.
fn set_traceback(exception: &Exception, traceback: &Value) -> PyResult<()> {
    let entries = if traceback.is_none() {
        Vec::new()
    } else if let Some(entries) = crate::traceback::entries_of(traceback) {
        entries.to_vec()
    } else if traceback.is_foreign() {
        return Ok(());
    } else {
        return Err(raise_type_error(format_args!(
            "__traceback__ must be a traceback or None"
        )));
    };
    clear_traceback(exception);
    for entry in entries {
        add_frame(exception, entry);
    }
    Ok(())
}

fn add_note(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let note = &args.unpack("add_note", 1, 1)?[0];
    if note.as_str().is_none() {
        return Err(raise_type_error(format_args!(
            "note must be a str, not '{}'",
            note.type_name()
        )));
    }
    let notes = match extra(this, "__notes__") {
        Some(notes) => notes,
        None => {
            let notes: Value = crate::reference::List::new().into();
            set_extra(this, "__notes__", notes.clone());
            notes
        }
    };
    if let Some(notes) = notes.as_list() {
        notes.push(note.clone());
    }
    Ok(Value::NONE)
}

fn exception_setattr(this: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let exception = object(this);
    let given = || value.filter(|value| !value.is_none()).cloned();
    match (name.as_str(), value) {
        ("__cause__", Some(_)) => set_cause(exception, given()),
        ("__context__", Some(_)) => set_context(exception, given()),
        ("__suppress_context__", Some(value)) => {
            let suppress = crate::operation::value_truth(value)?;
            // SAFETY: a live exception.
            unsafe { (*exception.as_ptr()).suppress_context = suppress as u64 };
        }
        ("__traceback__", Some(value)) => set_traceback(exception, value)?,
        ("args", Some(value)) => {
            let args = crate::tuple::tuple_from_iterable(value)?;
            // SAFETY: a live exception.
            unsafe { replace_word(&raw mut (*exception.as_ptr()).args, Some(args.into())) };
        }
        (name, _) if crate::exception_group::is_readonly(this, name) => {
            return Err(raise_attribute_error(format_args!("readonly attribute")));
        }
        _ => return crate::attribute::generic_setattr(this, name, value),
    }
    Ok(())
}

/// Adds a frame to the pending exception's traceback.
pub fn traceback_add(code: *const u8, place: i64, anchors: i64) {
    // `raise` alone: the line is there already, unless there was nothing to raise.
    let again = place < 0;
    let position = Position::unpack(place.abs(), anchors);
    // A function the compiler made up has no line, and Python would have no frame for it.
    if position.line == 0 {
        return;
    }
    let mut entry = TracebackEntry {
        code: code.cast(),
        line: i64::from(position.line),
        position,
    };
    if let Some(pending) = crate::error::peek_pending() {
        match pending.downcast::<ExceptionObject>() {
            Some(exception) if again && !exception.traceback.is_null() => {}
            None if again => {}
            Some(exception) => {
                let failed_lookup =
                    exception.traceback.is_null() && pending.ty().is_subclass_of(&ATTRIBUTE_ERROR);
                if let (Anchors::Method(end), true) = (position.anchors, failed_lookup) {
                    entry.position.end_line = position.line;
                    entry.position.end_column = position.column + end;
                }
                add_frame(exception, entry);
            }
            None => crate::foreign::add_frame(&pending, &entry),
        }
    }
}

/// Raises UnboundLocalError for a variable.
pub fn raise_unbound_local(name: &Str) -> PyResult<()> {
    Err(raise_unbound_local_error(format_args!(
        "cannot access local variable '{}' where it is not associated with a value",
        name.as_str()
    )))
}

/// Raises NameError for a global.
pub fn raise_unbound_name(name: &Str) -> PyResult<()> {
    let raised = raise_name_error(format_args!("name '{}' is not defined", name.as_str()));
    Err(annotate_pending(raised, &[("name", name.to_value())]))
}

/// Raises NameError for a variable of an enclosing function.
pub fn raise_unbound_free(name: &Str) -> PyResult<()> {
    Err(raise_name_error(format_args!(
        "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
        name.as_str()
    )))
}

/// Raises AssertionError, with the message if there is one.
pub fn raise_assertion(message: Option<&Value>) -> PyResult<()> {
    Err(match message {
        Some(message) => raise_with_args(&ASSERTION_ERROR, vec![message.clone()]),
        None => raise_with_args(&ASSERTION_ERROR, Vec::new()),
    })
}

pub use crate::deep::{frame_check, recursion_check, recursion_leave};
pub use crate::frame::frame_left;

/// Raises the named built-in exception with a message.
pub fn raise_builtin(class: &Str, message: &Str) -> PyResult<()> {
    match ALL.iter().find(|ty| ty.name() == class.as_str()) {
        Some(class) => Err(raise_with_args(class, vec![message.to_value()])),
        None => Err(raise_assertion_error(format_args!(
            "unknown exception class"
        ))),
    }
}

/// Raises ValueError for an unpacking that does not fit.
pub fn raise_unpack(expected: i64, got: i64) -> PyResult<()> {
    Err(if got > expected {
        raise_value_error(format_args!(
            "too many values to unpack (expected {expected})"
        ))
    } else {
        raise_value_error(format_args!(
            "not enough values to unpack (expected {expected}, got {got})"
        ))
    })
}

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
    text += &crate::traceback::format_exception(&exception);
    crate::io::write_stderr(&text);
}

/// The subclass of OSError for `errno`.
fn os_error_class(errno: i32) -> &'static Type {
    match errno {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &BLOCKING_IO_ERROR,
        libc::EPIPE | libc::ESHUTDOWN => &BROKEN_PIPE_ERROR,
        libc::ECHILD => &CHILD_PROCESS_ERROR,
        libc::ECONNABORTED => &CONNECTION_ABORTED_ERROR,
        libc::ECONNREFUSED => &CONNECTION_REFUSED_ERROR,
        libc::ECONNRESET => &CONNECTION_RESET_ERROR,
        libc::EEXIST => &FILE_EXISTS_ERROR,
        libc::ENOENT => &FILE_NOT_FOUND_ERROR,
        libc::EISDIR => &IS_A_DIRECTORY_ERROR,
        libc::ENOTDIR => &NOT_A_DIRECTORY_ERROR,
        libc::EINTR => &INTERRUPTED_ERROR,
        libc::EACCES | libc::EPERM => &PERMISSION_ERROR,
        libc::ESRCH => &PROCESS_LOOKUP_ERROR,
        libc::ETIMEDOUT => &TIMEOUT_ERROR,
        _ => &OS_ERROR,
    }
}

/// Raises the subclass of OSError for `errno`, as CPython picks it.
pub fn raise_os_error_code(errno: i32, filename: Option<&Value>) -> Raised {
    let class = os_error_class(errno);
    // SAFETY: strerror gives a NUL-terminated text.
    let message = unsafe { core::ffi::CStr::from_ptr(libc::strerror(errno)) }
        .to_string_lossy()
        .into_owned();
    let mut words = vec![Value::int(errno as i64), Value::str(&message)];
    words.extend(filename.cloned());
    let made: Value = bare_exception(class).into();
    match exception_init(&made, Args::positional_only(&words)) {
        Ok(()) => raise_value(made),
        Err(raised) => raised,
    }
}
