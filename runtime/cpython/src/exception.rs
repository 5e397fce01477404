//! Exceptions across the border.
//!
//! An exception whose class is built in, or of the program, is an object of
//! ours on our side; one of any other class stays foreign. The object it came
//! from is kept, so that raising it back gives the same one: ours in the
//! attributes of a Python exception, Python's in a field of ours.

use pyaot_abi::layout::ExceptionObject;
use pyaot_core::error::{PyResult, Raised, raise_type_error, set_pending, take_pending};
use pyaot_core::exception::{self as core_exception, TracebackEntry};
use pyaot_core::memory::Global;
use pyaot_core::reference::{Exception, Tuple};
use pyaot_core::types::Type;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert;
use crate::reference::{Borrowed, Owned, Raw, import, new_str, text_of};
use crate::sharing::ByAddress;

/// Takes CPython's error and makes it our pending exception.
#[cold]
pub fn fetch() -> Raised {
    // SAFETY: the three references are ours after fetching; normalising keeps that.
    let object = unsafe {
        let (mut class, mut value, mut traceback) = (
            core::ptr::null_mut(),
            core::ptr::null_mut(),
            core::ptr::null_mut(),
        );
        ffi::PyErr_Fetch(&mut class, &mut value, &mut traceback);
        ffi::PyErr_NormalizeException(&mut class, &mut value, &mut traceback);
        if !value.is_null() {
            // No traceback is one too: the frames of the import system have been cut off.
            let traceback = if traceback.is_null() {
                ffi::Py_None()
            } else {
                traceback
            };
            ffi::PyException_SetTraceback(value, traceback);
        }
        drop(Owned::from_raw(class));
        drop(Owned::from_raw(traceback));
        Owned::from_raw(value)
    };
    let Some(object) = object else {
        return pyaot_core::error::raise_system_error(format_args!(
            "error return without exception set"
        ));
    };
    let value = from_python(object.borrow()).unwrap_or_else(|| object.clone().into_value());
    // One of ours has its context from where it was raised.
    if kept(object.borrow()).is_none() {
        link_handled(&value);
    }
    if !value.is_foreign()
        && value
            .ty()
            .is_subclass_of(&core_exception::KEYBOARD_INTERRUPT)
    {
        // Python has raised it for the signal compiled code may have been told of.
        pyaot_core::interrupt::take();
    }
    set_pending(value)
}

/// Makes the exception we are handling the context of the innermost one in
/// the chain of `exception`, as Python does for its own.
fn link_handled(exception: &Value) {
    let Some(handled) = core_exception::handled() else {
        return;
    };
    let mut last = exception.clone();
    // A chain this long is a loop.
    for _ in 0..1000 {
        if last.is(&handled) {
            return;
        }
        match context(&last) {
            Some(next) => last = next,
            None => break,
        }
    }
    match last.downcast::<ExceptionObject>() {
        Some(last) => core_exception::set_context(last, Some(handled)),
        None => {
            if let (Some(last), Ok(handled)) = (Borrowed::of(&last), convert::to_python(&handled)) {
                // SAFETY: live exceptions; the reference is passed on.
                unsafe { ffi::PyException_SetContext(last.as_raw(), handled.into_raw()) };
            }
        }
    }
}

fn context(exception: &Value) -> Option<Value> {
    if let Some(ours) = exception.downcast::<ExceptionObject>() {
        return core_exception::context_of(ours);
    }
    let object = Borrowed::of(exception)?;
    // SAFETY: foreign exceptions are exceptions; a new reference.
    unsafe { Owned::from_raw(ffi::PyException_GetContext(object.as_raw())) }
        .map(convert::from_python)
}

/// Our object for a Python exception; `None` when it stays foreign.
pub fn from_python(object: Borrowed<'_>) -> Option<Value> {
    let raw = object.as_raw().cast::<ffi::PyBaseExceptionObject>();
    // SAFETY: the caller passes a live exception.
    let traceback = unsafe { Borrowed::from_raw((*raw).traceback) };
    if let Some(ours) = kept(object).or_else(|| handled_as(object)) {
        if let Some(exception) = ours.downcast::<ExceptionObject>() {
            set_entries(exception, &crate::traceback::entries_of(traceback));
            // SAFETY: links of a live exception, each an exception or null.
            unsafe { set_links(exception, raw) };
        }
        return Some(ours);
    }
    let class = crate::class::from_python(object.class())?;
    // SAFETY: the arguments of an exception are a tuple, or null.
    let args = unsafe { Borrowed::from_raw((*raw).args) }.map(convert::from_borrowed);
    let args = args
        .as_ref()
        .and_then(Value::as_tuple)
        .map_or(Vec::new(), |args| args.items().to_vec());
    let exception = core_exception::new_exception(class, args);
    let value = exception.to_value();
    if class.is_heap_type() {
        // Python made an instance of a class of the program: from now on the two are one.
        keep(object, &value);
    } else {
        copy_attributes(object, &value, class);
        core_exception::set_original(&exception, object.to_owned().into_value());
    }
    set_entries(&exception, &crate::traceback::entries_of(traceback));
    // SAFETY: as above.
    unsafe { set_links(&exception, raw) };
    Some(value)
}

/// How far a chain of exceptions is followed.
const CHAIN: usize = 64;

/// Gives an exception the cause and context that Python's has, where it has some, and so those of
/// ours that these links lead to: `contextlib` changes the end of a chain.
unsafe fn set_links(exception: &Exception, raw: *mut ffi::PyBaseExceptionObject) {
    let mut seen = vec![raw];
    let mut todo = vec![(exception.to_value(), raw)];
    // SAFETY: the caller passes a live exception, whose links are exceptions or null.
    unsafe {
        while let Some((value, raw)) = todo.pop() {
            let exception = value.downcast::<ExceptionObject>().expect("an exception");
            let mut linked = |link: Borrowed<'_>| {
                let raw = link.as_raw().cast();
                let known = kept(link);
                if let Some(known) = &known
                    && !seen.contains(&raw)
                    && seen.len() < CHAIN
                {
                    seen.push(raw);
                    todo.push((known.clone(), raw));
                }
                known.unwrap_or_else(|| convert::from_borrowed(link))
            };
            let (context, cause) = ((*raw).context, (*raw).cause);
            if let Some(context) = Borrowed::from_raw(context) {
                core_exception::set_context(exception, Some(linked(context)));
            } else if let Some(known) = standing().get_mut(&value.as_raw())
                && core::mem::take(&mut known.has_context)
            {
                // CPython has taken it away.
                core_exception::set_context(exception, None);
            }
            if let Some(cause) = Borrowed::from_raw(cause) {
                core_exception::set_cause(exception, Some(linked(cause)));
            }
            (*exception.as_ptr()).suppress_context = ((*raw).suppress_context != '\0') as u64;
        }
    }
}

/// What stands for an exception of ours while it lives: Python's exception,
/// and how many entries its traceback had when it crossed last.
#[derive(Clone, Copy)]
struct Standing {
    object: Raw,
    n_entries: usize,
    /// Whether it had a context then.
    has_context: bool,
}

/// By the words of ours.
static STANDING: Global<Option<ByAddress<u64, Standing>>> = Global::new(None);

fn standing() -> &'static mut ByAddress<u64, Standing> {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*STANDING.get()).get_or_insert_default() }
}

/// Where a Python exception holds ours: CPython 3.11 leaves this field of its
/// exceptions empty, and nothing copies it.
fn holder_field(object: Borrowed<'_>) -> *mut Raw {
    // SAFETY: the caller passes a live exception.
    unsafe { &raw mut (*object.as_raw().cast::<ffi::PyBaseExceptionObject>()).notes }
}

/// The exception of ours a Python exception was made for.
fn kept(object: Borrowed<'_>) -> Option<Value> {
    // SAFETY: the field holds an object or null.
    let holder = unsafe { Borrowed::from_raw(*holder_field(object))? };
    crate::proxy::unwrap(holder)
}

/// The exception of ours that was made for one of CPython's, while it is handled.
fn handled_as(object: Borrowed<'_>) -> Option<Value> {
    core_exception::find_handled(|exception| {
        let original = core_exception::original_of(exception);
        let original = original.as_ref().and_then(Borrowed::of);
        original.is_some_and(|original| original.as_raw() == object.as_raw())
    })
}

/// Ties a Python exception to the one of ours it stands for.
fn keep(object: Borrowed<'_>, ours: &Value) {
    let field = holder_field(object);
    let Ok(holder) = crate::proxy::holder(ours) else {
        return;
    };
    // SAFETY: the field owns what it holds; an exception drops it when it dies.
    unsafe {
        if (*field).is_null() {
            *field = holder.into_raw();
            let object = object.as_raw();
            let n_entries = usize::MAX;
            let standing_now = Standing {
                object,
                n_entries,
                has_context: false,
            };
            standing().insert(ours.as_raw(), standing_now);
        }
    }
}

/// A holder is gone, and with it the exception that had it.
pub fn forget(word: u64) {
    // SAFETY: a short access.
    if let Some(standing) = unsafe { (*STANDING.get()).as_mut() } {
        standing.remove(&word);
    }
}

/// Attributes of built-in exceptions that are not in `args` and that our side
/// needs; others are asked for when they are read.
const ATTRIBUTES: &[(&Type, &[&core::ffi::CStr])] = &[
    (
        &core_exception::OS_ERROR,
        &[c"errno", c"strerror", c"filename", c"filename2"],
    ),
    (
        &pyaot_core::exception_group::BASE_EXCEPTION_GROUP,
        &[c"message", c"exceptions"],
    ),
    (&core_exception::IMPORT_ERROR, &[c"name", c"path", c"msg"]),
    // An error handler is given one object for all that cannot be decoded.
    (
        &core_exception::UNICODE_ERROR,
        &[c"encoding", c"object", c"start", c"end", c"reason"],
    ),
    (
        &core_exception::SYNTAX_ERROR,
        &[
            c"msg",
            c"filename",
            c"lineno",
            c"offset",
            c"text",
            c"end_lineno",
            c"end_offset",
        ],
    ),
];

/// Which of them a class has, remembered.
fn attributes_of(class: &'static Type) -> &'static [&'static core::ffi::CStr] {
    static KNOWN: Global<Option<ByAddress<*const Type, &[&core::ffi::CStr]>>> = Global::new(None);
    // SAFETY: a short access.
    let known = unsafe { (*KNOWN.get()).get_or_insert_default() };
    known.entry(class).or_insert_with(|| {
        let mut all = ATTRIBUTES.iter();
        all.find(|(base, _)| class.is_subclass_of(base))
            .map_or(&[], |(_, names)| names)
    })
}

fn copy_attributes(object: Borrowed<'_>, ours: &Value, class: &'static Type) {
    for name in attributes_of(class) {
        if let Some(value) = object.attribute_opt(name) {
            let value = convert::from_python(value);
            if !value.is_none() {
                core_exception::set_member(ours, name.to_str().unwrap_or_default(), value);
            }
        }
    }
    // SAFETY: a live exception; its dict does not change while it is walked.
    unsafe {
        let dict = (*object.as_raw().cast::<ffi::PyBaseExceptionObject>()).dict;
        let (mut at, mut key, mut value) = (0, core::ptr::null_mut(), core::ptr::null_mut());
        while !dict.is_null() && ffi::PyDict_Next(dict, &mut at, &mut key, &mut value) != 0 {
            if let Some(key) = text_of(Borrowed::new(key)) {
                core_exception::set_extra(ours, key, convert::from_borrowed(Borrowed::new(value)));
            }
        }
    }
}

/// Gives `exception` the frames that its traceback has in CPython. It keeps the
/// object of those it had.
fn set_entries(exception: &Exception, entries: &[TracebackEntry]) {
    let had = core_exception::traceback_of(exception);
    let mut known = had.len();
    if !entries.starts_with(had) {
        core_exception::clear_traceback(exception);
        known = 0;
    }
    for entry in &entries[known..] {
        core_exception::add_frame(exception, *entry);
    }
}

/// Exceptions being converted, so that one reached twice is converted once.
static CONVERTING: Global<Vec<(u64, Owned)>> = Global::new(Vec::new());

/// The Python exception for an exception of ours.
pub fn to_python(value: &Value) -> PyResult<Owned> {
    // SAFETY: a short access.
    let (outermost, known) = unsafe {
        let converting = &*CONVERTING.get();
        let known = converting.iter().find(|(word, _)| *word == value.as_raw());
        (
            converting.is_empty(),
            known.map(|(_, object)| object.clone()),
        )
    };
    if let Some(known) = known {
        return Ok(known);
    }
    if !outermost {
        return convert_exception(value);
    }
    let result = crate::recursion::with_headroom(|| convert_exception(value));
    // SAFETY: the list is taken out before its objects are dropped.
    drop(unsafe { core::mem::take(&mut *CONVERTING.get()) });
    result
}

fn convert_exception(value: &Value) -> PyResult<Owned> {
    let Some(exception) = value.downcast::<ExceptionObject>() else {
        return Err(raise_type_error(format_args!(
            "exceptions must derive from BaseException"
        )));
    };
    let original = core_exception::original_of(exception);
    let known = standing().get(&value.as_raw()).copied();
    let object = match (original.as_ref().and_then(Borrowed::of), known) {
        (Some(original), _) => original.to_owned(),
        (None, Some(known)) => {
            // SAFETY: an exception leaves the map when it dies.
            let known = unsafe { Owned::new_reference(known.object) };
            bring_up_to_date(&known, value, exception)?;
            known
        }
        (None, None) => {
            let made = new_python_exception(value, exception)?;
            keep(made.borrow(), value);
            made
        }
    };
    // SAFETY: a short access.
    unsafe { (*CONVERTING.get()).push((value.as_raw(), object.clone())) };
    let entries = core_exception::traceback_of(exception);
    let is_new = standing().get_mut(&value.as_raw()).is_none_or(|known| {
        core::mem::replace(&mut known.n_entries, entries.len()) != entries.len()
    });
    let traceback = match is_new {
        true => match core_exception::traceback_seen(exception) {
            Some((object, n)) if n == entries.len() && n > 0 => Some(convert::to_python(&object)?),
            _ => crate::traceback::build(entries)?,
        },
        false => None,
    };
    let cause = core_exception::cause_of(exception)
        .map(|cause| convert::to_python(&cause))
        .transpose()?;
    let context = core_exception::context_of(exception)
        .map(|context| convert::to_python(&context))
        .transpose()?;
    if let Some(known) = standing().get_mut(&value.as_raw()) {
        known.has_context = context.is_some();
    }
    // SAFETY: live exceptions; causes and contexts are passed on.
    unsafe {
        let raw = object.as_raw();
        if let Some(traceback) = traceback {
            ffi::PyException_SetTraceback(raw, traceback.as_raw());
        }
        if let Some(context) = context.filter(|context| context.as_raw() != raw) {
            ffi::PyException_SetContext(raw, context.into_raw());
        }
        if let Some(cause) = cause.filter(|cause| cause.as_raw() != raw) {
            ffi::PyException_SetCause(raw, cause.into_raw());
        }
        (*raw.cast::<ffi::PyBaseExceptionObject>()).suppress_context =
            char::from(core_exception::suppresses_context(exception) as u8);
    }
    Ok(object)
}

/// A fresh Python exception with the class, arguments and attributes of ours.
fn new_python_exception(value: &Value, exception: &Exception) -> PyResult<Owned> {
    let ty = value.ty();
    let class = crate::class::to_python(ty)?;
    let args = constructor_arguments(value, core_exception::args_of(exception), ty);
    let args = convert::tuple_to_python(&args, convert::to_python)?;
    let mut made = None;
    if !ty.is_heap_type() {
        // SAFETY: live objects; a failure is cleared.
        unsafe {
            made = Owned::from_raw(ffi::PyObject_CallObject(class.as_raw(), args.as_raw()));
            if made.is_none() {
                ffi::PyErr_Clear();
            }
        }
    }
    let made = match made {
        Some(made) => made,
        // Made without running `__init__`, which has run on our side.
        // SAFETY: an exception class with the allocator of its built-in base.
        None => unsafe {
            let is_group = ty.is_subclass_of(&pyaot_core::exception_group::BASE_EXCEPTION_GROUP);
            let base: *mut ffi::PyTypeObject = if is_group {
                ffi::PyExc_BaseExceptionGroup.cast()
            } else {
                ffi::PyExc_BaseException.cast()
            };
            match (*base).tp_new {
                Some(new) => Owned::checked(new(
                    class.as_raw().cast(),
                    args.as_raw(),
                    core::ptr::null_mut(),
                ))?,
                None => {
                    return Err(raise_type_error(format_args!(
                        "cannot create '{}' instances",
                        ty.name()
                    )));
                }
            }
        },
    };
    copy_own_attributes(&made, value);
    Ok(made)
}

/// What instances of built-in classes have in a dict of their own; other
/// classes ask our side for it.
fn copy_own_attributes(object: &Owned, value: &Value) {
    let own = match value.ty().is_heap_type() {
        true => None,
        false => pyaot_core::attribute::attrs_dict(value),
    };
    for attributes in own.into_iter().chain(core_exception::members(value)) {
        for (key, value) in attributes.entries() {
            let ours = key
                .as_str()
                .is_some_and(|key| key.as_str() == core_exception::MEANT);
            if !ours {
                set_attribute(object, &key, &value);
            }
        }
    }
}

/// Gives Python's exception what has changed in ours.
fn bring_up_to_date(object: &Owned, value: &Value, exception: &Exception) -> PyResult<()> {
    let args = core_exception::args_of(exception);
    let args = convert::tuple_to_python(args.items(), convert::to_python)?;
    // SAFETY: live objects; the field owns the tuple it holds.
    unsafe {
        let field = &raw mut (*object.as_raw().cast::<ffi::PyBaseExceptionObject>()).args;
        drop(Owned::from_raw(core::mem::replace(
            &mut *field,
            args.into_raw(),
        )));
    }
    copy_own_attributes(object, value);
    Ok(())
}

/// Whether exceptions of a class of the program have this attribute in a field of CPython's object.
pub fn has_field(class: &'static Type, name: &str) -> bool {
    matches!(
        name,
        "args" | "__traceback__" | "__context__" | "__cause__" | "__suppress_context__"
    ) || (attributes_of(class).iter()).any(|known| known.to_str() == Ok(name))
}

/// Sets an attribute in CPython's exception itself, not in ours.
pub fn set_attribute(object: &Owned, key: &Value, value: &Value) {
    let (Ok(key), Ok(value)) = (convert::to_python(key), convert::to_python(value)) else {
        return;
    };
    // SAFETY: live objects; attributes that cannot be set are left out.
    unsafe {
        if ffi::PyObject_GenericSetAttr(object.as_raw(), key.as_raw(), value.as_raw()) != 0 {
            ffi::PyErr_Clear();
        }
    }
}

/// What to call the class with: OSError takes its file names as arguments.
fn constructor_arguments(value: &Value, args: &Tuple, ty: &'static Type) -> Vec<Value> {
    if let Some((message, exceptions)) = pyaot_core::exception_group::parts(value) {
        return vec![message, exceptions.into()];
    }
    let mut words = args.items().to_vec();
    if ty.is_subclass_of(&core_exception::OS_ERROR)
        && words.len() == 2
        && let Some(members) = core_exception::members(value)
        && let Some(filename) = members.get_str("filename")
    {
        words.push(filename);
        if let Some(second) = members.get_str("filename2") {
            words.push(Value::NONE);
            words.push(second);
        }
    }
    words
}

/// CPython's error, set aside until this is dropped.
pub struct Suspended([Raw; 3]);

impl Suspended {
    pub fn take() -> Suspended {
        let mut parts = [core::ptr::null_mut(); 3];
        let [class, object, traceback] = &mut parts;
        // SAFETY: three places; what is fetched is given back once.
        unsafe { ffi::PyErr_Fetch(class, object, traceback) };
        Suspended(parts)
    }
}

impl Drop for Suspended {
    fn drop(&mut self) {
        let [class, object, traceback] = self.0;
        // SAFETY: the references that were fetched.
        unsafe { ffi::PyErr_Restore(class, object, traceback) };
    }
}

/// Does `work`, which may run Python code, while an exception may be on its way on either side.
pub fn around_pending<R>(work: impl FnOnce() -> R) -> R {
    pyaot_core::error::around_pending(|| {
        let _error = Suspended::take();
        work()
    })
}

/// Hands our pending exception to CPython as its error.
#[cold]
pub fn restore(raised: Raised) {
    restore_value(&take_pending(raised));
}

/// Makes an exception that nobody has raised here CPython's error.
pub fn restore_value(value: &Value) {
    let object = match convert::to_python(value) {
        Ok(object) => object,
        // The conversion failed: that is the exception now, if it can cross.
        Err(raised) => match convert::to_python(&take_pending(raised)) {
            Ok(object) => object,
            Err(raised) => {
                drop(take_pending(raised));
                // SAFETY: a C string.
                unsafe {
                    ffi::PyErr_SetString(
                        ffi::PyExc_SystemError,
                        c"an exception could not be converted".as_ptr(),
                    )
                };
                return;
            }
        },
    };
    // SAFETY: live objects; three references are passed on.
    unsafe {
        let class = object.borrow().class().to_owned();
        let traceback = ffi::PyException_GetTraceback(object.as_raw());
        ffi::PyErr_Restore(class.into_raw(), object.into_raw(), traceback);
    }
}

/// Whether `except class` catches `exception`.
pub fn matches(exception: &Value, class: &Value) -> PyResult<bool> {
    let class = convert::to_python(class)?;
    let raw = class.as_raw();
    // SAFETY: live objects.
    unsafe {
        let is_class = ffi::PyType_Check(raw) != 0
            && ffi::PyType_FastSubclass(raw.cast(), ffi::Py_TPFLAGS_BASE_EXC_SUBCLASS) != 0;
        if !is_class && ffi::PyTuple_Check(raw) == 0 {
            return Err(raise_type_error(format_args!(
                "catching classes that do not inherit from BaseException is not allowed"
            )));
        }
        let given: Owned = match Borrowed::of(exception) {
            Some(object) => object.to_owned(),
            None => crate::class::to_python(exception.ty())?,
        };
        Ok(ffi::PyErr_GivenExceptionMatches(given.as_raw(), raw) != 0)
    }
}

/// What stands behind `raise`: an exception as it is, or a class to call.
pub fn instantiate(value: &Value) -> PyResult<Value> {
    let object = convert::to_python(value)?;
    let raw = object.as_raw();
    // SAFETY: live objects.
    unsafe {
        if ffi::PyExceptionInstance_Check(raw) != 0 {
            return Ok(convert::from_python(object));
        }
        if ffi::PyExceptionClass_Check(raw) != 0 {
            let made = object.borrow().call(&[])?;
            if ffi::PyExceptionInstance_Check(made.as_raw()) != 0 {
                return Ok(convert::from_python(made));
            }
        }
    }
    Err(raise_type_error(format_args!(
        "exceptions must derive from BaseException"
    )))
}

/// Whether a foreign object is an instance of what a built-in class of ours is in CPython.
pub fn is_instance_of(value: &Value, class: &'static Type) -> bool {
    let (Some(object), Some(class)) = (Borrowed::of(value), crate::class::known(class)) else {
        return false;
    };
    object.is_kind_of(class.as_raw().cast())
}

/// Adds a compiled frame to the traceback of a foreign exception.
pub fn add_frame(value: &Value, entry: &TracebackEntry) {
    let Some(object) = Borrowed::of(value) else {
        return;
    };
    // SAFETY: a foreign exception is an exception; a new reference.
    let old = unsafe { Owned::from_raw(ffi::PyException_GetTraceback(object.as_raw())) };
    match crate::traceback::extend(old, entry) {
        Ok(Some(traceback)) => {
            // SAFETY: live objects.
            unsafe { ffi::PyException_SetTraceback(object.as_raw(), traceback.as_raw()) };
        }
        Ok(None) => {}
        // A frame more in a traceback is not worth another exception.
        Err(raised) => {
            let unwanted = take_pending(raised);
            set_pending_again(value, unwanted);
        }
    }
}

/// Puts `value` back as the pending exception after `unwanted` took its place.
fn set_pending_again(value: &Value, unwanted: Value) {
    drop(unwanted);
    drop(set_pending(value.clone()));
}

/// The text Python prints for an uncaught exception.
pub fn format(value: &Value) -> String {
    match try_format(value) {
        Ok(text) => text,
        Err(raised) => {
            drop(take_pending(raised));
            format!("{}\n", value.type_name())
        }
    }
}

fn try_format(value: &Value) -> PyResult<String> {
    let object = convert::to_python(value)?;
    let lines = import(c"traceback")?
        .borrow()
        .call_method(c"format_exception", &[object.borrow()])?;
    let empty = new_str("")?;
    // SAFETY: live objects.
    let text = unsafe { Owned::checked(ffi::PyUnicode_Join(empty.as_raw(), lines.as_raw()))? };
    Ok(convert::expect_str(&text)?.as_str().to_string())
}

/// Whether `sys.excepthook` is the one CPython begins with.
fn has_own_hook() -> bool {
    // SAFETY: borrowed references, or null.
    unsafe {
        let hook = ffi::PySys_GetObject(c"excepthook".as_ptr());
        hook == ffi::PySys_GetObject(c"__excepthook__".as_ptr())
    }
}

/// Prints an uncaught exception as `sys.excepthook` does.
pub fn print(value: &Value) {
    if core_exception::knows_meant(value) && has_own_hook() {
        let text = pyaot_core::traceback::format_exception(value);
        if let Ok(text) = new_str(&text) {
            // SAFETY: live objects; `sys.stderr` is borrowed, or null.
            unsafe {
                let stderr = ffi::PySys_GetObject(c"stderr".as_ptr());
                if stderr.is_null()
                    || ffi::PyFile_WriteObject(text.as_raw(), stderr, ffi::Py_PRINT_RAW) != 0
                {
                    ffi::PyErr_Clear();
                }
            }
        }
        return;
    }
    if let Ok(object) = convert::to_python(value) {
        // SAFETY: live objects; references are passed on, and the error is printed at once.
        unsafe {
            let class = object.borrow().class().to_owned();
            let traceback: Raw = ffi::PyException_GetTraceback(object.as_raw());
            ffi::PyErr_Restore(class.into_raw(), object.into_raw(), traceback);
            ffi::PyErr_PrintEx(1);
        }
    }
}
