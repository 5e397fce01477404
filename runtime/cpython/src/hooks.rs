//! What the bridge does for core, registered before the program starts.

use pyaot_core::foreign::ForeignHooks;
use pyaot_core::reference::Str;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Owned, Raw};
use crate::{
    attribute, buffer, call, convert, exception, foreign_class, interpreter, operation, output,
};

static HOOKS: ForeignHooks = ForeignHooks {
    import: interpreter::import,
    import_from: interpreter::import_from,
    share_module: |module| {
        if let Err(raised) = crate::offered::offer(module) {
            drop(pyaot_core::error::take_pending(raised));
        }
    },
    registered: crate::abstract_classes::registered,
    class_changed: crate::foreign_class::class_changed,
    run_main: interpreter::run_main,
    is_active: interpreter::is_active,
    write_stdout: output::write_stdout,
    flush_stdout: output::flush_stdout,
    replaced_stdout: output::replaced_stdout,
    finish: interpreter::finish,
    getattr: attribute::getattr,
    setattr: attribute::setattr,
    descr_get: attribute::descr_get,
    is_data_descriptor: attribute::is_data_descriptor,
    descr_set: attribute::descr_set,
    code_of: crate::code::of,
    set_code: crate::recode::assign,
    call: call::call,
    traceback_entries: crate::traceback::entries_of_foreign,
    let_others_run: crate::interrupt::let_others_run,
    while_others_run: crate::interrupt::while_others_run,
    call_builtin: |name, args| match interpreter::builtin(name) {
        Some(function) => call::call(&function.into_value(), &args),
        None => Err(pyaot_core::error::raise_name_error(format_args!(
            "name '{name}' is not defined"
        ))),
    },
    evaluate: crate::evaluate::evaluate,
    replaced_members: interpreter::replaced_members,
    put_there: interpreter::put_there,
    doc_of: attribute::doc_of,
    call_method: call::call_method,
    has_own_exit: call::has_own_exit,
    operate: operation::operate,
    reflected: operation::reflected,
    unary: operation::unary,
    compare: operation::compare,
    repr: operation::repr,
    str: operation::str,
    format: operation::format,
    hash: operation::hash,
    truth: operation::truth,
    len: operation::len,
    getitem: operation::getitem,
    setitem: operation::setitem,
    contains: operation::contains,
    iter: operation::iter,
    next: operation::next,
    next_step: operation::next_step,
    awaitable: crate::awaiting::awaitable,
    is_coroutine: crate::awaiting::is_coroutine,
    is_iterator: crate::awaiting::is_iterator,
    send: crate::awaiting::send,
    index: operation::index,
    to_int: operation::to_int,
    to_float: operation::to_float,
    is_exported: |array| {
        crate::byte_sharing::is_exported(array) || crate::array_sharing::is_exported(array)
    },
    array_share: |array| crate::array_sharing::share(array).map(drop),
    array_resize: crate::array_sharing::resize,
    array_dies: crate::array_sharing::dies,
    type_name: attribute::type_name,
    class_of: attribute::class_of,
    class_new: foreign_class::class_new,
    class_call: foreign_class::class_call,
    class_prepare: foreign_class::class_prepare,
    class_finish: foreign_class::class_finish,
    super_getattr: foreign_class::super_getattr,
    recode: convert::recode,
    isinstance: attribute::isinstance,
    issubclass: attribute::issubclass,
    isinstance_of_native: attribute::isinstance_of_native,
    has_type_flag: attribute::has_type_flag,
    to_native: convert::to_native,
    to_foreign: |value| Ok(convert::to_python(value)?.into_raw().cast()),
    exception_matches: exception::matches,
    instantiate_exception: exception::instantiate,
    format_exception: exception::format,
    print_exception: exception::print,
    frame_left: crate::frame::left,
    add_frame: exception::add_frame,
    dealloc: |object| {
        let object: Raw = object.cast();
        // SAFETY: core has counted the object down to 0. What comes before CPython's own work may
        // have CPython allocate, and its collector must not meet an object without a reference.
        unsafe { ffi::Py_INCREF(object) };
        // SAFETY: a live object.
        let is_quiet = unsafe { crate::quiet::is_number_or_date(object) };
        // What `__del__` and weak references run here may raise and catch while an exception is
        // on its way.
        pyaot_core::error::around_pending(|| {
            // SAFETY: the reference from above.
            crate::quiet::outward_unless(is_quiet, || unsafe { ffi::Py_DECREF(object) });
        });
    },
    release: |object| {
        // SAFETY: core gives up a reference of its own.
        let object = unsafe { Owned::from_raw(object.cast()) };
        pyaot_core::error::around_pending(|| drop(object));
    },
    revive: crate::proxy::revive,
    clear_weak: crate::proxy::clear_weak,
    collect_across: crate::cycles::collect,
    collect_there: || {
        // SAFETY: the interpreter runs.
        crate::sharing::outward(|| unsafe { ffi::PyGC_Collect() });
    },
    set_recursion_limit: crate::recursion::set_python_limit,
    max_str_digits: convert::max_str_digits,
    set_max_str_digits: convert::set_max_str_digits,
    run_signal_handlers: crate::interrupt::run_handlers,
    view_acquire: buffer::view_acquire,
    array_kind: buffer::array_kind,
    view_release: buffer::view_release,
    scalar_from_float: crate::scalar::scalar_from_float,
    scalar_from_int: crate::scalar::scalar_from_int,
    numpy_function: crate::ufunc::numpy_function,
};

/// Registers the bridge with core. The linker is told to keep this symbol
/// (`-u pyaot_cpython_register`), and with it the entry below that runs it.
#[unsafe(no_mangle)]
pub extern "C" fn pyaot_cpython_register() {
    pyaot_core::foreign::set_hooks(&HOOKS);
    std::panic::set_hook(Box::new(|info| {
        pyaot_core::system::internal_error(format_args!("{info}"))
    }));
}

/// Runs [`pyaot_cpython_register`] before `main`.
#[used]
#[unsafe(link_section = ".init_array")]
static REGISTER: extern "C" fn() = pyaot_cpython_register;

/// For tests: a module, imported.
pub fn import(name: &str) -> pyaot_core::error::PyResult<Value> {
    interpreter::import(&Str::new(name))
}
