//! The doors to CPython, as seen from core.
//!
//! Core knows nothing about CPython. The bridge registers one
//! [`ForeignHooks`] before the program starts; everything core has to do
//! with a foreign value goes through it. A program that is linked without
//! the bridge never has a foreign value.

use pyaot_abi::layout::{DType, Fading, FrameRecord, Header, ViewObject};

use crate::args::Args;
use crate::error::{PyResult, raise_module_not_found_error};
use crate::exception::TracebackEntry;
use crate::generator::Step;
use crate::memory::Global;
use crate::module::Replaced;
use crate::name;
use crate::prelude::*;
use crate::reference::{Dict, Str};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, Type, UnaryOp};
use crate::value::Value;

/// What the bridge does for core. Arguments may be native or foreign
/// values; those called `object` are foreign.
pub struct ForeignHooks {
    /// `import name`: the last part of a dotted name.
    pub import: fn(name: &Str) -> PyResult<Value>,
    /// `from module import name`.
    pub import_from: fn(module: &Value, name: &Str) -> PyResult<Value>,
    /// Makes a module of ours, whose globals are in its dict, the module of
    /// its name in `sys.modules`.
    pub share_module: fn(module: &Value),
    /// A class has been registered with an abstract class of ours.
    pub registered: fn(of: &'static crate::types::Type, class: &Value) -> PyResult<()>,
    /// An attribute of a class of ours was set, or deleted.
    pub class_changed: fn(class: &Value, name: &Str, value: Option<&Value>) -> PyResult<()>,
    /// Runs a source text as `__main__`.
    pub run_main: fn(source: &Str, file: &Str) -> PyResult<()>,
    /// Whether the interpreter runs already, so that output has to go
    /// through its `sys.stdout`.
    pub is_active: fn() -> bool,
    /// Writes to Python's `sys.stdout`.
    pub write_stdout: fn(text: &str) -> PyResult<()>,
    pub flush_stdout: fn() -> PyResult<()>,
    /// Python's `sys.stdout` once the program has put another stream there.
    pub replaced_stdout: fn() -> Option<Value>,
    /// The end of the program: runs `atexit` and flushes; the exit code, 0 if all went well.
    pub finish: fn() -> i32,

    pub getattr: fn(object: &Value, name: &Str) -> PyResult<Value>,
    /// Sets, or deletes without a value.
    pub setattr: fn(object: &Value, name: &Str, value: Option<&Value>) -> PyResult<()>,
    /// `object.__get__(instance, owner)` for an object that has it; others
    /// come back as they are.
    pub descr_get:
        fn(object: &Value, instance: Option<&Value>, owner: &'static Type) -> PyResult<Value>,
    /// Whether the object's class has `__set__` or `__delete__`.
    pub is_data_descriptor: fn(object: &Value) -> bool,
    /// `object.__set__(instance, value)`, or `__delete__` without a value.
    pub descr_set: fn(object: &Value, instance: &Value, value: Option<&Value>) -> PyResult<()>,
    /// `function.__code__` of a compiled function.
    pub code_of: fn(function: &Value) -> PyResult<Value>,
    /// `function.__code__ = code` of a compiled function.
    pub set_code: fn(function: &Value, code: &Value) -> PyResult<()>,
    pub call: fn(object: &Value, args: &Args<'_>) -> PyResult<Value>,
    /// The frames of a traceback, the innermost first; `None` for any other object.
    pub traceback_entries: fn(object: &Value) -> Option<Vec<TracebackEntry>>,
    /// Lets other threads run and signals be handled.
    pub let_others_run: fn() -> PyResult<()>,
    /// Waits while other threads run.
    pub while_others_run: fn(wait: &mut dyn FnMut()),
    /// `eval(source, globals, locals)` or `exec`, as far as that is possible without handing the
    /// globals to CPython.
    pub evaluate: fn(
        is_eval: bool,
        source: &Value,
        globals: &Value,
        locals: &Value,
    ) -> Option<PyResult<Value>>,
    /// `__doc__` of what CPython has for a built-in class or function, or for a member of it.
    pub doc_of: fn(object: &Value, member: Option<&str>) -> Value,
    /// What stands in CPython's module in the place of the `members` of ours.
    pub replaced_members: fn(module: &str, members: &Dict) -> Replaced,
    /// What stands there in the place of one of them.
    pub put_there: fn(module: &str, name: &str) -> Option<Value>,
    /// Calls CPython's own builtin of that name.
    pub call_builtin: fn(name: &str, args: Args<'_>) -> PyResult<Value>,
    /// `object.name(*args)`.
    pub call_method: fn(object: &Value, name: &Str, args: &Args<'_>) -> PyResult<Value>,
    /// Whether `with` asks the object itself for its `__exit__`, when it ends.
    pub has_own_exit: fn(object: &Value) -> bool,
    /// `object op other`, or `object op= other`.
    pub operate: fn(op: BinaryOp, object: &Value, other: &Value, inplace: bool) -> PyResult<Value>,
    /// `other op object` for an `other` of ours that does not know how; `None` when
    /// neither does the object.
    pub reflected: fn(op: BinaryOp, object: &Value, other: &Value) -> PyResult<Option<Value>>,
    pub unary: fn(op: UnaryOp, object: &Value) -> PyResult<Value>,
    /// `object op other`; `other op object` when the last argument says reflected. `None`
    /// when the object does not know how to compare itself with an object of ours.
    pub compare: fn(&Value, &Value, CompareOp, bool) -> PyResult<Option<Value>>,
    pub repr: fn(object: &Value) -> PyResult<Str>,
    pub str: fn(object: &Value) -> PyResult<Str>,
    pub format: fn(object: &Value, spec: &Str) -> PyResult<Str>,
    pub hash: fn(object: &Value) -> PyResult<i64>,
    pub truth: fn(object: &Value) -> PyResult<bool>,
    pub len: fn(object: &Value) -> PyResult<i64>,
    pub getitem: fn(object: &Value, key: &Value) -> PyResult<Value>,
    /// Sets, or deletes without a value.
    pub setitem: fn(object: &Value, key: &Value, value: Option<&Value>) -> PyResult<()>,
    pub contains: fn(object: &Value, item: &Value) -> PyResult<bool>,
    pub iter: fn(object: &Value) -> PyResult<Value>,
    pub next: fn(object: &Value) -> PyResult<Option<Value>>,
    /// As `next`, with the value an iterator ends with.
    pub next_step: fn(object: &Value) -> PyResult<Step>,
    /// The iterator that `await` uses, for an object that has `__await__`.
    pub awaitable: fn(object: &Value) -> PyResult<Option<Value>>,
    /// Whether it is a coroutine of CPython's.
    pub is_coroutine: fn(object: &Value) -> bool,
    pub is_iterator: fn(object: &Value) -> bool,
    /// Sends something to an iterator, as `yield from` does.
    pub send: fn(iterator: &Value, sent: &Value) -> PyResult<Step>,
    /// `__index__`: a native int.
    pub index: fn(object: &Value) -> PyResult<Value>,
    /// `int(object)`: a native int.
    pub to_int: fn(object: &Value) -> PyResult<Value>,
    pub to_float: fn(object: &Value) -> PyResult<f64>,

    /// Whether something looks at the memory of a bytearray or array of ours.
    pub is_exported: fn(array: &Value) -> bool,
    /// Gives an array of ours a twin, if it has none.
    pub array_share: fn(array: &Value) -> PyResult<()>,
    /// Makes an array of ours that has a twin as long as that.
    pub array_resize: fn(array: &Value, len: usize) -> PyResult<()>,
    /// The array of ours with that twin is dying.
    pub array_dies: fn(twin: &Value),

    /// The name of the object's class.
    pub type_name: fn(object: &Value) -> &'static str,
    pub class_of: fn(object: &Value) -> Value,
    /// A class statement whose body has run, with a foreign base or metaclass; it makes a class
    /// of CPython's.
    pub class_new: fn(
        name: &Str,
        bases: &Value,
        namespace: &Value,
        keywords: Option<&Value>,
    ) -> PyResult<Value>,
    /// `type(name, bases, namespace, **keywords)` for such a class: nothing is prepared.
    pub class_call: fn(
        name: &Str,
        bases: &Value,
        namespace: &Value,
        keywords: Option<&Value>,
    ) -> PyResult<Value>,
    /// Begins such a class: the tuple that [`crate::class_body`] describes.
    pub class_prepare: fn(name: &Str, bases: &Value, keywords: Option<&Value>) -> PyResult<Value>,
    /// Makes the class of such a tuple.
    pub class_finish: fn(name: &Str, state: &Value, cell: Option<&Value>) -> PyResult<Value>,
    /// `super(class, object).name` for such a class.
    pub super_getattr: fn(class: &Value, object: &Value, name: &Str) -> PyResult<Value>,
    /// `isinstance`, where at least one of the two is foreign.
    pub isinstance: fn(value: &Value, class: &Value) -> PyResult<bool>,
    pub issubclass: fn(class: &Value, of: &Value) -> PyResult<bool>,
    /// Whether a foreign object is an instance of what the built-in `class` is in CPython.
    pub isinstance_of_native: fn(object: &Value, class: &'static Type) -> bool,
    /// Whether the class that CPython sees has one of these flags (`tp_flags`).
    pub has_type_flag: fn(class: &Value, flags: u64) -> bool,
    /// A foreign value as a native one of the same immutable built-in type;
    /// other values come back as they are.
    pub to_native: fn(object: &Value) -> PyResult<Value>,
    /// A new reference to a CPython object for any value.
    pub to_foreign: fn(value: &Value) -> PyResult<*mut u8>,

    /// Whether `except class` catches `exception`; at least one is foreign.
    pub exception_matches: fn(exception: &Value, class: &Value) -> PyResult<bool>,
    /// What stands behind `raise`: an exception instance, or a class to instantiate.
    pub instantiate_exception: fn(object: &Value) -> PyResult<Value>,
    /// The text Python prints for an uncaught foreign exception.
    pub format_exception: fn(object: &Value) -> String,
    /// Prints an uncaught exception, native or foreign, through `sys.excepthook`.
    pub print_exception: fn(exception: &Value),
    /// Puts CPython's own recursion limit at `limit`.
    pub set_recursion_limit: fn(limit: i32),
    /// `sys.get_int_max_str_digits()`.
    pub max_str_digits: fn() -> usize,
    pub set_max_str_digits: fn(limit: usize),
    /// Runs the Python handlers of signals that have arrived.
    pub run_signal_handlers: fn() -> PyResult<()>,
    /// A function of which CPython has seen the frame returns or waits.
    pub frame_left: fn(record: *mut FrameRecord),
    /// Adds a compiled frame to the traceback of a foreign exception.
    pub add_frame: fn(object: &Value, entry: &TracebackEntry),
    /// Frees an object whose reference count has just reached 0.
    pub dealloc: fn(object: *mut u8),
    /// Gives up a reference.
    pub release: fn(object: *mut u8),
    /// Whether CPython still uses an object of ours whose own count has reached 0,
    /// and so brings it back; called for objects it has weak references to.
    pub revive: fn(word: u64) -> bool,
    /// An object of ours that CPython has weak references to is gone.
    pub clear_weak: fn(word: u64),
    /// Breaks the cycles that run through both sides; how many objects of ours were part of them.
    pub collect_across: fn() -> usize,
    /// Collects CPython's own cycles.
    pub collect_there: fn(),
    /// Fills in a view of an array's memory (all but the header), or
    /// raises TypeError naming the array's dtype and dimensions and the predicted ones.
    pub view_acquire:
        fn(array: &Value, dtype: DType, ndim: usize, view: &mut ViewObject) -> PyResult<()>,
    /// Element type and dimensions of a NumPy array that can be viewed.
    pub array_kind: fn(value: &Value) -> Option<(DType, usize)>,
    /// Gives the memory back: `ViewObject::buffer`.
    pub view_release: fn(buffer: *mut u8),
    /// `source.encode(encoding, errors)`, or `decode`, of CPython's own object.
    pub recode: fn(method: &str, source: &Value, encoding: &str, errors: &str) -> PyResult<Value>,
    /// A NumPy scalar.
    pub scalar_from_float: fn(value: f64, dtype: DType) -> PyResult<Value>,
    pub scalar_from_int: fn(value: i64, dtype: DType) -> PyResult<Value>,
    /// A function of `layout::NUMPY_FUNCTIONS`, by its place there.
    pub numpy_function: fn(which: usize, x: f64) -> PyResult<f64>,
}

static HOOKS: Global<Option<&'static ForeignHooks>> = Global::new(None);

/// Registers the bridge; called once, before the program starts.
pub fn set_hooks(hooks: &'static ForeignHooks) {
    // SAFETY: nothing else runs yet.
    unsafe { *HOOKS.get() = Some(hooks) };
    crate::io::may_be_replaced();
    crate::start::may_have_hook();
}

/// The bridge, if it is linked.
#[inline]
pub fn hooks() -> Option<&'static ForeignHooks> {
    // SAFETY: written once, before the program starts.
    unsafe { *HOOKS.get() }
}

/// The bridge, if the interpreter runs.
#[inline]
pub fn active_hooks() -> Option<&'static ForeignHooks> {
    hooks().filter(|hooks| (hooks.is_active)())
}

/// How a data descriptor of CPython's stores.
pub fn descr_setter(member: &Value) -> Option<crate::types::DescrSet> {
    let hooks = active_hooks()?;
    let set: crate::types::DescrSet =
        |this, instance, value| ask(|bridge| (bridge.descr_set)(this, instance, value));
    (hooks.is_data_descriptor)(member).then_some(set)
}

/// `Py_TPFLAGS_HEAPTYPE`: the class was made at run time, as those of proxies are.
const HEAP_TYPE: u64 = 1 << 9;

/// CPython's own class for a built-in one, as a foreign value, while CPython runs;
/// `None` for a class that only stands for ours there.
pub fn class_of_cpython(class: &Value) -> PyResult<Option<Value>> {
    let Some(hooks) = active_hooks() else {
        return Ok(None);
    };
    if crate::coroutine::on_program_stack(|| (hooks.has_type_flag)(class, HEAP_TYPE)) {
        return Ok(None);
    }
    let object = crate::coroutine::on_program_stack(|| (hooks.to_foreign)(class))?;
    // SAFETY: a new reference, tagged as the contract says.
    Ok(Some(unsafe {
        Value::from_raw(object as u64 + pyaot_abi::value::FOREIGN)
    }))
}

/// Asks the bridge something about a foreign value. CPython needs more stack
/// than a generator has, so it runs on the program's.
#[inline]
fn ask<R>(work: impl FnOnce(&'static ForeignHooks) -> R) -> R {
    crate::coroutine::on_program_stack(|| {
        let bridge = bridge();
        // SAFETY: a short access.
        if unsafe { (*FADING.get()).len } != 0 {
            end_faded(bridge);
        }
        work(bridge)
    })
}

/// What compiled code has left to end later.
#[unsafe(export_name = "pyaot_fading")]
static FADING: Global<Fading> = Global::new(Fading {
    classes: [0; Fading::CLASSES],
    len: 0,
    objects: [0; Fading::ROOM],
});

/// Nobody can notice when instances of this class of CPython's end.
pub fn fades(class: *const u8) {
    // SAFETY: a short access.
    unsafe { (*FADING.get()).classes[Fading::place(class as u64)] = class as u64 };
}

#[inline(never)]
fn end_faded(bridge: &'static ForeignHooks) {
    let fading = FADING.get();
    // SAFETY: objects without a reference, each of which gets the one that is given up; that
    // runs nothing else.
    unsafe {
        while (*fading).len != 0 {
            (*fading).len -= 1;
            let object = (&(*fading).objects)[(*fading).len as usize] as *mut u8;
            (*object.cast::<Header>()).refcount = 1;
            (bridge.release)(object);
        }
    }
}

/// The bridge behind a foreign value.
#[inline]
fn bridge() -> &'static ForeignHooks {
    match hooks() {
        Some(hooks) => hooks,
        None => crate::start::fatal("a CPython object in a program without CPython"),
    }
}

/// `object.name = value` of a foreign object.
pub fn set_attribute(object: &Value, name: &Str, value: &Value) -> PyResult<()> {
    ask(|bridge| (bridge.setattr)(object, name, Some(value)))
}

/// `object.name` of a foreign value.
pub fn attribute(object: &Value, name: &Str) -> PyResult<Value> {
    ask(|bridge| (bridge.getattr)(object, name))
}

/// The slots of foreign values: they pass everything on.
pub(crate) const SLOTS: Slots = Slots {
    repr: Some(|this| ask(|bridge| (bridge.repr)(this))),
    str: Some(|this| ask(|bridge| (bridge.str)(this))),
    format: Some(|this, spec| ask(|bridge| (bridge.format)(this, spec))),
    hash: Some(|this| ask(|bridge| (bridge.hash)(this))),
    compare: Some(|this, other, op| ask(|bridge| (bridge.compare)(this, other, op, false))),
    truth: Some(|this| ask(|bridge| (bridge.truth)(this))),
    len: Some(|this| ask(|bridge| (bridge.len)(this))),
    getitem: Some(|this, key| ask(|bridge| (bridge.getitem)(this, key))),
    setitem: Some(|this, key, value| ask(|bridge| (bridge.setitem)(this, key, value))),
    contains: Some(|this, item| ask(|bridge| (bridge.contains)(this, item))),
    iter: Some(|this| ask(|bridge| (bridge.iter)(this))),
    next: Some(|this| ask(|bridge| (bridge.next)(this))),
    call: Some(|this, args| ask(|bridge| (bridge.call)(this, &args))),
    binary: Some(|op, this, other, reflected| {
        if reflected {
            ask(|bridge| (bridge.reflected)(op, this, other))
        } else {
            operate(op, this, other, false).map(Some)
        }
    }),
    inplace: Some(|op, this, other| operate(op, this, other, true).map(Some)),
    unary: Some(|op, this| ask(|bridge| (bridge.unary)(op, this)).map(Some)),
    getattr: attribute,
    setattr: |this, name, value| ask(|bridge| (bridge.setattr)(this, name, value)),
    descr_get: Some(|this, instance, owner| {
        ask(|bridge| (bridge.descr_get)(this, instance, owner))
    }),
    index: Some(|this| ask(|bridge| (bridge.index)(this))),
    to_float: Some(|this| ask(|bridge| (bridge.to_float)(this))),
    ..Slots::OBJECT
};

/// The class of every foreign value.
pub static FOREIGN: Type = Type::core("object", Layout::Immediate, 0, &[&OBJECT], SLOTS);

/// The row `foreign_import`.
pub fn foreign_import(name: &Str) -> PyResult<Value> {
    match hooks() {
        Some(hooks) => crate::coroutine::on_program_stack(|| (hooks.import)(name)),
        None => Err(no_module(name)),
    }
}

fn no_module(name: &Str) -> crate::error::Raised {
    let raised = raise_module_not_found_error(format_args!("No module named '{}'", name.as_str()));
    crate::exception::annotate_pending(raised, &[("name", name.to_value())])
}

/// The row `own_import_from`.
pub fn own_import_from(
    module: &Value,
    name: &Str,
    full: &Str,
    path: &Str,
    running: bool,
) -> PyResult<Value> {
    if module.is_foreign() {
        return foreign_import_from(module, name);
    }
    if let Some(value) = crate::native_module::find_in(module, name)? {
        return Ok(value);
    }
    crate::exception::raise_import_missing(full, path, name, running)?;
    Ok(Value::NONE)
}

/// The row `foreign_import_from`.
pub fn foreign_import_from(module: &Value, name: &Str) -> PyResult<Value> {
    if !module.is_foreign() {
        return crate::native_module::import_from(module, name);
    }
    match hooks() {
        Some(hooks) => crate::coroutine::on_program_stack(|| (hooks.import_from)(module, name)),
        None => Err(no_module(name)),
    }
}

/// The row `foreign_run_main`.
pub fn foreign_run_main(source: &Str, file: &Str) -> PyResult<()> {
    match hooks() {
        Some(hooks) => crate::coroutine::on_program_stack(|| (hooks.run_main)(source, file)),
        None => crate::start::fatal("this program needs CPython and was linked without it"),
    }
}

/// Calls CPython's own builtin of that name, starting the interpreter if need be.
pub fn call_builtin(name: &Str, args: Args<'_>) -> PyResult<Value> {
    foreign_import(name!("builtins"))?;
    ask(|bridge| (bridge.call_builtin)(name.as_str(), args))
}

/// Warns through CPython, whose filters decide what is shown. The line of the program is not known.
pub fn warn(text: &str, class: &'static Type) -> PyResult<()> {
    let warnings = foreign_import(name!("warnings"))?;
    let args = [
        Value::str(text),
        class.to_value(),
        Value::str("sys"),
        Value::int(1),
    ];
    crate::call::call_method(&warnings, name!("warn_explicit"), &args).map(drop)
}

/// [`warn`] where the program has a CPython: one without shows no warning of a kind that is
/// ignored unless somebody asks for it.
pub fn warn_if_there(text: &str, class: &'static Type) -> PyResult<()> {
    match hooks() {
        Some(_) => warn(text, class),
        None => Ok(()),
    }
}

/// `__doc__` of something built in, or an instance of a built-in class: CPython has the
/// texts. None in a program without it.
pub fn doc_of(object: &Value) -> Value {
    let class = object.as_type().unwrap_or(object.ty());
    let Some(hooks) = hooks().filter(|_| !class.is_heap_type()) else {
        return Value::NONE;
    };
    let method = object.downcast::<crate::function::BoundMethodObject>();
    let object = method.map_or(object, |method| &method.function);
    let described = match object.ty().layout() {
        Layout::BuiltinFunction | Layout::MethodDescriptor => object.clone(),
        _ => class.to_value(),
    };
    let bound = object.downcast::<crate::method::BuiltinFunctionObject>();
    let bound = bound.and_then(|bound| Some((bound.receiver.as_ref()?.ty_value(), bound.name)));
    crate::coroutine::on_program_stack(|| match &bound {
        Some((class, name)) => (hooks.doc_of)(class, Some(name)),
        None => (hooks.doc_of)(&described, None),
    })
}

/// `function.__code__` of a compiled function, in a program with CPython.
pub fn code_of(function: &Value) -> Option<PyResult<Value>> {
    let hooks = hooks()?;
    Some(crate::coroutine::on_program_stack(|| {
        (hooks.code_of)(function)
    }))
}

/// `function.__code__ = code` of a compiled function.
pub fn set_code(function: &Value, code: &Value) -> PyResult<()> {
    match hooks() {
        Some(hooks) => crate::coroutine::on_program_stack(|| (hooks.set_code)(function, code)),
        None => Ok(()),
    }
}

/// The frames of a traceback of CPython's, the innermost first; `None` for anything else.
pub fn traceback_entries(object: &Value) -> Option<Vec<TracebackEntry>> {
    let hooks = active_hooks().filter(|_| object.is_foreign())?;
    crate::coroutine::on_program_stack(|| (hooks.traceback_entries)(object))
}

/// The next item of a foreign iterator, or the value it ends with.
pub fn next_step(object: &Value) -> PyResult<Step> {
    ask(|bridge| (bridge.next_step)(object))
}

/// The iterator that `await` uses, for a foreign object that has `__await__`.
pub fn awaitable(object: &Value) -> PyResult<Option<Value>> {
    ask(|bridge| (bridge.awaitable)(object))
}

/// Whether a value is a coroutine of CPython's.
pub fn is_coroutine(value: &Value) -> bool {
    value.is_foreign() && (bridge().is_coroutine)(value)
}

/// Whether a foreign object is an iterator.
pub fn is_iterator(object: &Value) -> bool {
    (bridge().is_iterator)(object)
}

/// Sends something to a foreign iterator, as `yield from` does.
pub fn send(iterator: &Value, sent: &Value) -> PyResult<Step> {
    ask(|bridge| (bridge.send)(iterator, sent))
}

/// Whether a foreign object is asked itself for its `__exit__`, when a `with` statement ends.
#[inline]
pub fn has_own_exit(object: &Value) -> bool {
    (bridge().has_own_exit)(object)
}

/// `object.name(*args)` of a foreign object.
pub fn call_method(object: &Value, name: &Str, args: &Args<'_>) -> PyResult<Value> {
    ask(|bridge| (bridge.call_method)(object, name, args))
}

/// The name of a foreign value's class.
pub fn type_name(object: &Value) -> &'static str {
    ask(|bridge| (bridge.type_name)(object))
}

/// The class of a foreign value.
pub fn class_of(object: &Value) -> Value {
    ask(|bridge| (bridge.class_of)(object))
}

/// A class with a foreign base or metaclass.
pub fn class_new(
    name: &Str,
    bases: &Value,
    namespace: &Value,
    keywords: Option<&Value>,
) -> PyResult<Value> {
    ask(|bridge| (bridge.class_new)(name, bases, namespace, keywords))
}

/// `type(name, bases, namespace, **keywords)` with a foreign base.
pub fn class_call(
    name: &Str,
    bases: &Value,
    namespace: &Value,
    keywords: Option<&Value>,
) -> PyResult<Value> {
    ask(|bridge| (bridge.class_call)(name, bases, namespace, keywords))
}

/// Begins a class whose body runs over a namespace that its metaclass prepares.
pub fn class_prepare(name: &Str, bases: &Value, keywords: Option<&Value>) -> PyResult<Value> {
    ask(|bridge| (bridge.class_prepare)(name, bases, keywords))
}

/// Makes the class that [`class_prepare`] has begun.
pub fn class_finish(name: &Str, state: &Value, cell: Option<&Value>) -> PyResult<Value> {
    ask(|bridge| (bridge.class_finish)(name, state, cell))
}

/// `super(class, object).name` for a class of CPython's.
pub fn super_getattr(class: &Value, object: &Value, name: &Str) -> PyResult<Value> {
    ask(|bridge| (bridge.super_getattr)(class, object, name))
}

/// `isinstance`, where at least one of the two is foreign.
pub fn isinstance(value: &Value, class: &Value) -> PyResult<bool> {
    ask(|bridge| (bridge.isinstance)(value, class))
}

/// `issubclass`, where at least one of the two is foreign.
pub fn issubclass(class: &Value, of: &Value) -> PyResult<bool> {
    ask(|bridge| (bridge.issubclass)(class, of))
}

/// Whether a foreign object is an instance of a built-in class.
pub fn isinstance_of_native(object: &Value, class: &'static Type) -> bool {
    ask(|bridge| (bridge.isinstance_of_native)(object, class))
}

/// Whether the class that CPython sees has one of these flags.
pub fn has_type_flag(class: &Value, flags: u64) -> bool {
    ask(|bridge| (bridge.has_type_flag)(class, flags))
}

/// A foreign value as a native one, if there is one.
pub fn to_native(object: &Value) -> PyResult<Value> {
    ask(|bridge| (bridge.to_native)(object))
}

/// The text of an object whose class derives from `str`.
#[cold]
pub fn text_of(object: &Value) -> Option<Str> {
    if !isinstance_of_native(object, &crate::str::STR) {
        return None;
    }
    to_native(object).ok()?.as_str().cloned()
}

/// `int(object)`.
pub fn to_int(object: &Value) -> PyResult<Value> {
    ask(|bridge| (bridge.to_int)(object))
}

/// Whether `except class` catches `exception`.
pub fn exception_matches(exception: &Value, class: &Value) -> PyResult<bool> {
    ask(|bridge| (bridge.exception_matches)(exception, class))
}

/// An exception instance from a foreign value behind `raise`.
pub fn instantiate_exception(object: &Value) -> PyResult<Value> {
    ask(|bridge| (bridge.instantiate_exception)(object))
}

/// The traceback text of a foreign exception.
pub fn format_exception(object: &Value) -> String {
    ask(|bridge| (bridge.format_exception)(object))
}

/// `object op other`, or `object op= other`, for a foreign object; its bridge
/// asks both operands.
pub fn operate(op: BinaryOp, object: &Value, other: &Value, inplace: bool) -> PyResult<Value> {
    ask(|bridge| (bridge.operate)(op, object, other, inplace))
}

/// `object op other` for two objects of CPython's.
pub fn compare(object: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    ask(|bridge| (bridge.compare)(object, other, op, false))
}

/// `other op object` for an `other` of ours that does not know how; `None` when neither
/// does the object.
pub fn compare_reflected(object: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    ask(|bridge| (bridge.compare)(object, other, op, true))
}

/// Adds a compiled frame to a foreign exception.
pub fn add_frame(object: &Value, entry: &TracebackEntry) {
    ask(|bridge| (bridge.add_frame)(object, entry));
}

/// Frees a foreign object whose count has reached 0.
pub fn dealloc(object: *mut u8) {
    ask(|bridge| (bridge.dealloc)(object));
}

/// Gives up a reference to a foreign object.
pub fn release(object: *mut u8) {
    ask(|bridge| (bridge.release)(object));
}
