//! Calls of foreign objects: by vectorcall, or straight to a C function.

use core::mem::MaybeUninit;

use pyaot_core::args::Args;
use pyaot_core::error::PyResult;
use pyaot_core::memory::Global;
use pyaot_core::reference::{Str, Tuple};
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::convert::{Operand, name, to_python};
use crate::instance::{_PyType_Lookup, OwnName};
use crate::moved::from_result;
use crate::quiet::{Manner, Quiet, is_class, is_quiet_argument, manner_of, outward_unless};
use crate::reference::{Borrowed, Owned, Raw};

/// Arguments that need no allocation.
const INLINE: usize = 6;

/// A few arguments as CPython takes them. Foreign ones are borrowed;
/// converted ones are released in the end.
struct Objects {
    /// A place CPython may use, the receiver if it is an argument, the others.
    raw: [MaybeUninit<Raw>; INLINE + 2],
    len: usize,
    /// A bit for each object that is ours to release.
    owned: u32,
    /// Whether nothing that was pushed keeps a call from being quiet, and what it does to containers.
    manner: Manner,
}

impl Objects {
    #[inline]
    fn push_borrowed(&mut self, object: Raw) {
        self.len += 1;
        self.raw[self.len].write(object);
    }

    #[inline]
    fn push(&mut self, value: &Value) -> PyResult<()> {
        if let Some(object) = Borrowed::of(value) {
            // SAFETY: a live object.
            self.manner.is_quiet &= unsafe { is_quiet_argument(object.as_raw()) };
            self.push_borrowed(object.as_raw());
            return Ok(());
        }
        let object = converted(value, &mut self.manner)?;
        self.push_borrowed(object.into_raw());
        self.owned |= 1 << self.len;
        Ok(())
    }
}

impl Drop for Objects {
    #[inline]
    fn drop(&mut self) {
        let mut owned = self.owned;
        while owned != 0 {
            let i = owned.trailing_zeros() as usize;
            owned &= owned - 1;
            // SAFETY: the object was written and its count is ours.
            if let Some(object) = unsafe { Owned::from_raw(self.raw[i].assume_init()) } {
                crate::spare::release(object);
            }
        }
    }
}

/// What a call comes down to. Pointers are live for as long as the call.
#[derive(Clone, Copy)]
enum Target {
    /// Any object.
    Object(Raw),
    /// A class in C that is called without keywords, as its metaclass `type` calls it.
    Class(Raw),
    /// An object that takes the receiver as its first argument.
    Unbound(Raw),
    /// The receiver's attribute of that name.
    Attribute(Raw),
    /// C functions, by what they take behind the receiver.
    NoArguments(ffi::PyMethodDefPointer),
    OneArgument(ffi::PyMethodDefPointer),
    Fast(ffi::PyMethodDefPointer),
    FastKeywords(ffi::PyMethodDefPointer),
    /// One that takes a tuple.
    Packed(ffi::PyMethodDefPointer),
    /// One that takes a tuple, and a dict or null.
    PackedKeywords(ffi::PyMethodDefPointer),
    /// As [`Target::FastKeywords`], for a method of that class.
    FastMethod(ffi::PyMethodDefPointer, *mut ffi::PyTypeObject),
}

impl Target {
    /// The C function of a definition, when it can be called with so many
    /// arguments straight away.
    #[inline]
    unsafe fn of(
        definition: *mut ffi::PyMethodDef,
        class: *mut ffi::PyTypeObject,
        args: &Args<'_>,
    ) -> Option<Target> {
        // SAFETY: the caller passes a live definition, or null.
        let definition = unsafe { definition.as_ref()? };
        let function = definition.ml_meth;
        let keywords = args.names().is_some();
        Some(match definition.ml_flags & KINDS {
            ffi::METH_NOARGS if args.is_empty() => Target::NoArguments(function),
            ffi::METH_O if args.words().len() == 1 && !keywords => Target::OneArgument(function),
            ffi::METH_FASTCALL if !keywords => Target::Fast(function),
            FAST_KEYWORDS => Target::FastKeywords(function),
            ffi::METH_VARARGS if !keywords => Target::Packed(function),
            PACKED_KEYWORDS if !keywords => Target::PackedKeywords(function),
            FAST_METHOD if !class.is_null() => Target::FastMethod(function, class),
            _ => return None,
        })
    }
}

impl Target {
    /// Whether the receiver is the first of the arguments.
    #[inline]
    fn takes_receiver(&self) -> bool {
        matches!(self, Target::Unbound(_) | Target::Attribute(_))
    }

    /// Calls it with `n` positional arguments from `first` on, and those of `names`.
    ///
    /// # Safety
    /// All pointers are live for as long as the call, and the place before
    /// the arguments is free.
    #[inline]
    unsafe fn invoke(
        self,
        receiver: Raw,
        first: *const Raw,
        n: usize,
        names: Raw,
        is_quiet: bool,
    ) -> PyResult<Value> {
        let offset = n | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET;
        outward_unless(is_quiet, || {
            // SAFETY: as promised by the caller; a C function is called as its
            // flags say. A new reference, or null with the error set.
            unsafe {
                Owned::checked(match self {
                    Target::Object(callee) | Target::Unbound(callee) => {
                        ffi::PyObject_Vectorcall(callee, first, offset, names)
                    }
                    Target::Attribute(name) => {
                        ffi::PyObject_VectorcallMethod(name, first, offset, names)
                    }
                    Target::NoArguments(function) => {
                        (function.PyCFunction)(receiver, core::ptr::null_mut())
                    }
                    Target::OneArgument(function) => (function.PyCFunction)(receiver, *first),
                    Target::Fast(function) => {
                        (function.PyCFunctionFast)(receiver, first.cast_mut(), n as isize)
                    }
                    Target::FastKeywords(function) => {
                        (function.PyCFunctionFastWithKeywords)(receiver, first, n as isize, names)
                    }
                    Target::Class(class) => {
                        let call = (ffi::PyType_Type).tp_call;
                        match (call, packed(first, n)) {
                            (Some(call), Some(args)) => {
                                call(class, args.as_raw(), core::ptr::null_mut())
                            }
                            _ => core::ptr::null_mut(),
                        }
                    }
                    Target::Packed(function) => match packed(first, n) {
                        Some(args) => (function.PyCFunction)(receiver, args.as_raw()),
                        None => core::ptr::null_mut(),
                    },
                    Target::PackedKeywords(function) => match packed(first, n) {
                        Some(args) => (function.PyCFunctionWithKeywords)(
                            receiver,
                            args.as_raw(),
                            core::ptr::null_mut(),
                        ),
                        None => core::ptr::null_mut(),
                    },
                    Target::FastMethod(function, class) => {
                        (function.PyCMethod)(receiver, class, first, n as isize, names)
                    }
                })
            }
        })
        .map(from_result)
    }
}

/// A tuple of `n` objects from `first` on; `None` with CPython's error set.
#[inline]
unsafe fn packed(first: *const Raw, n: usize) -> Option<Owned> {
    // SAFETY: the caller passes live objects; every place of the fresh tuple is filled once.
    unsafe {
        let tuple = Owned::from_raw(ffi::PyTuple_New(n as isize))?;
        for i in 0..n {
            let item = Owned::new_reference(*first.add(i)).into_raw();
            ffi::PyTuple_SET_ITEM(tuple.as_raw(), i as isize, item);
        }
        Some(tuple)
    }
}

/// The object for an argument of ours, which may keep the call from being quiet.
#[inline]
fn converted(value: &Value, manner: &mut Manner) -> PyResult<Owned> {
    if manner.reads
        && crate::copied::is_container(value)
        && let Some(copy) = crate::copied::copy(value)
    {
        return Ok(copy);
    }
    let object = to_python(value)?;
    // SAFETY: a live object.
    manner.is_quiet &= !value.is_heap() || unsafe { is_quiet_argument(object.as_raw()) };
    Ok(object)
}

/// Calls what `target` says, for `receiver` (which may be null).
#[inline]
fn perform(target: Target, receiver: Raw, args: &Args<'_>, manner: Manner) -> PyResult<Value> {
    match args.words() {
        words if target.takes_receiver() || args.names().is_some() || words.len() > 1 => {
            perform_all(target, receiver, args, manner)
        }
        [word] => perform_one(target, receiver, word, manner),
        _ => {
            let place: Raw = core::ptr::null_mut();
            // SAFETY: no arguments; what is before them is not looked at.
            unsafe {
                let first = (&raw const place).add(1);
                target.invoke(receiver, first, 0, core::ptr::null_mut(), manner.is_quiet)
            }
        }
    }
}

/// With one argument.
#[inline]
fn perform_one(target: Target, receiver: Raw, word: &Value, mut manner: Manner) -> PyResult<Value> {
    let call = |object: Raw, is_quiet| {
        let places = [core::ptr::null_mut(), object];
        // SAFETY: a live object behind a free place.
        unsafe { target.invoke(receiver, &places[1], 1, core::ptr::null_mut(), is_quiet) }
    };
    if let Some(object) = Borrowed::of(word) {
        let object = object.as_raw();
        // SAFETY: a live object.
        return call(
            object,
            manner.is_quiet && unsafe { is_quiet_argument(object) },
        );
    }
    let object = converted(word, &mut manner)?;
    let result = call(object.as_raw(), manner.is_quiet);
    crate::spare::release(object);
    result
}

/// With any number of arguments.
fn perform_all(target: Target, receiver: Raw, args: &Args<'_>, manner: Manner) -> PyResult<Value> {
    let names = match args.names() {
        Some(names) => Some(keyword_names(names)?),
        None => None,
    };
    let names = names.as_ref().map_or(core::ptr::null_mut(), Owned::as_raw);
    let words = args.words();
    if words.len() > INLINE {
        return perform_long(target, receiver, args, names);
    }
    let mut objects = Objects {
        raw: [MaybeUninit::uninit(); INLINE + 2],
        len: 0,
        owned: 0,
        manner,
    };
    if target.takes_receiver() {
        objects.push_borrowed(receiver);
    }
    let first = objects.len + 1;
    for (n, word) in words.iter().enumerate() {
        // What is handed over twice arrives as one object.
        let before = words[..n].iter().position(|before| before.is(word));
        match before {
            // SAFETY: the object was written, and lives as long as the others.
            Some(at) => objects.push_borrowed(unsafe { objects.raw[first + at].assume_init() }),
            None => objects.push(word)?,
        }
    }
    let n = objects.len - args.n_keywords();
    let objects_at = objects.raw[1..].as_ptr().cast();
    // SAFETY: live objects, as many as stated, behind a free place.
    unsafe { target.invoke(receiver, objects_at, n, names, objects.manner.is_quiet) }
}

/// The same for more arguments.
#[cold]
fn perform_long(target: Target, receiver: Raw, args: &Args<'_>, names: Raw) -> PyResult<Value> {
    let mut raw = vec![core::ptr::null_mut()];
    if target.takes_receiver() {
        raw.push(receiver);
    }
    let mut objects = Vec::with_capacity(args.words().len());
    for word in args.words() {
        let object = to_python(word)?;
        raw.push(object.as_raw());
        objects.push(object);
    }
    let n = raw.len() - 1 - args.n_keywords();
    // SAFETY: live objects, as many as stated, behind a free place.
    unsafe { target.invoke(receiver, raw[1..].as_ptr(), n, names, false) }
}

/// Keyword names met before: the words of ours, and CPython's tuple.
struct CachedNames {
    words: Vec<u64>,
    object: Owned,
}

const NAME_TUPLES: usize = 64;
static NAMES: Global<[Option<CachedNames>; NAME_TUPLES]> =
    Global::new([const { None }; NAME_TUPLES]);

/// Keyword names as CPython takes them, a tuple of interned strs. Names that
/// are static data of the program are remembered by their addresses.
fn keyword_names(names: &Tuple) -> PyResult<Owned> {
    let items = names.items();
    let slot = items
        .first()
        .map_or(0, |first| (first.as_raw() as usize >> 4) + items.len())
        % NAME_TUPLES;
    // SAFETY: a short access.
    if let Some(known) = unsafe { &(&(*NAMES.get()))[slot] }
        && known.words.len() == items.len()
        && known
            .words
            .iter()
            .zip(items)
            .all(|(word, item)| *word == item.as_raw())
    {
        return Ok(known.object.clone());
    }
    let made = crate::convert::tuple_to_python(items, |item| match item.as_str() {
        Some(text) => name(text),
        None => to_python(item),
    })?;
    if items
        .iter()
        .all(|item| item.as_str().is_some_and(|name| name.is_immortal()))
    {
        let words = items.iter().map(Value::as_raw).collect();
        let new = CachedNames {
            words,
            object: made.clone(),
        };
        // SAFETY: the old entry is moved out before it is dropped.
        drop(unsafe { (&mut (*NAMES.get()))[slot].replace(new) });
    }
    Ok(made)
}

/// What kind of argument list a C function takes.
const KINDS: core::ffi::c_int = ffi::METH_VARARGS
    | ffi::METH_FASTCALL
    | ffi::METH_NOARGS
    | ffi::METH_O
    | ffi::METH_KEYWORDS
    | METH_METHOD;

/// Flag of C methods that also take their class.
const METH_METHOD: core::ffi::c_int = 0x200;
const PACKED_KEYWORDS: core::ffi::c_int = ffi::METH_VARARGS | ffi::METH_KEYWORDS;
const FAST_KEYWORDS: core::ffi::c_int = ffi::METH_FASTCALL | ffi::METH_KEYWORDS;
const FAST_METHOD: core::ffi::c_int = FAST_KEYWORDS | METH_METHOD;

/// `callee(*args)`.
#[inline]
fn call_object(callee: Borrowed<'_>, args: &Args<'_>) -> PyResult<Value> {
    let raw = callee.as_raw();
    // SAFETY: the type says that this is a C function.
    unsafe {
        if callee.is_exactly(&raw mut ffi::PyCFunction_Type) {
            let function = raw.cast::<ffi::PyCFunctionObject>();
            if let Some(target) = Target::of((*function).m_ml, core::ptr::null_mut(), args) {
                let manner = manner_of(function);
                return perform(target, (*function).m_self, args, manner);
            }
        }
    }
    if callee.is_exactly(&raw mut ffi::PyFunction_Type) {
        // SAFETY: a live function.
        if let Some(known) = unsafe { crate::known_functions::call(raw, None, args) } {
            return Ok(known);
        }
        return perform(
            Target::Object(raw),
            core::ptr::null_mut(),
            args,
            Manner::LOUD,
        );
    }
    if let Some((words, names)) = crate::deferred::for_thread(callee, args)? {
        let args = &Args::new(&words, names.as_ref());
        return perform(
            Target::Object(raw),
            core::ptr::null_mut(),
            args,
            Manner::LOUD,
        );
    }
    // SAFETY: a live object.
    let is_quiet = unsafe { is_class(raw) };
    let manner = Manner {
        is_quiet,
        ..Manner::LOUD
    };
    let target = match is_quiet && args.names().is_none() {
        true => Target::Class(raw),
        false => Target::Object(raw),
    };
    perform(target, core::ptr::null_mut(), args, manner)
}

/// `object(*args)`.
pub fn call(object: &Value, args: &Args<'_>) -> PyResult<Value> {
    let callee = Operand::new(object)?;
    call_object(callee.borrow(), args)
}

/// `object.name(*args)`, without a bound method.
pub fn call_method(object: &Value, method: &Str, args: &Args<'_>) -> PyResult<Value> {
    let receiver = Operand::new(object)?;
    if let Some(function) = module_attribute(receiver.borrow(), method) {
        return call_object(function.borrow(), args);
    }
    let raw = receiver.as_raw();
    if let Some(found) = type_method(receiver.borrow(), method) {
        if found.is_ours {
            // SAFETY: a live type keeps the proxy of the function.
            let function = unsafe { crate::proxy::unwrap(Borrowed::new(found.found)) };
            if let Some(function) = function {
                return pyaot_core::call::call_args(
                    &function,
                    Args::new(&args.with_first(object), args.names()),
                );
            }
        }
        // SAFETY: a live object; the definition of a method that its type keeps alive. The C
        // function itself lives for ever.
        let (manner, target) = unsafe {
            let manner = Manner {
                is_quiet: found.quiet.holds_for(raw),
                reads: found.reads,
            };
            (manner, Target::of(found.definition, found.class, args))
        };
        if let Some(target) = target {
            return perform(target, raw, args, manner);
        }
        let found = *found;
        let receiver_of = || Some(receiver.borrow());
        // SAFETY: what a live type has, a function where its own type says so.
        let known = unsafe {
            match ffi::Py_TYPE(found.found) == &raw mut ffi::PyFunction_Type {
                true => crate::known_functions::call(found.found, receiver_of(), args),
                false => None,
            }
        };
        if let Some(known) = known {
            return Ok(known);
        }
        let later = crate::deferred::for_executor(receiver.borrow(), method.as_str(), args)?;
        let args = match &later {
            Some((words, names)) => &Args::new(words, names.as_ref()),
            None => args,
        };
        // SAFETY: a live object; the type may lose it during the call.
        let method = unsafe { Owned::new_reference(found.found) };
        return perform(Target::Unbound(method.as_raw()), raw, args, manner);
    }
    let method = name(method)?;
    perform(Target::Attribute(method.as_raw()), raw, args, Manner::LOUD)
}

/// A function found in a module, valid while the module's dict has that version.
#[derive(Clone, Copy)]
struct CachedFunction {
    module: Raw,
    name: *const u8,
    version: u64,
    function: Raw,
}

const FUNCTIONS: usize = 256;
static FUNCTION_CACHE: Global<[CachedFunction; FUNCTIONS]> = Global::new(
    [CachedFunction {
        module: core::ptr::null_mut(),
        name: core::ptr::null(),
        version: 0,
        function: core::ptr::null_mut(),
    }; FUNCTIONS],
);

/// The object `name` in the dict of a plain module, remembered by address.
#[inline]
pub(crate) fn module_attribute(module: Borrowed<'_>, method: &Str) -> Option<Owned> {
    // SAFETY: the address of a static type.
    if !module.is_exactly(&raw mut ffi::PyModule_Type) {
        return None;
    }
    known_attribute(module, method)
}

fn known_attribute(module: Borrowed<'_>, method: &Str) -> Option<Owned> {
    // SAFETY: a live module has a dict; the version changes with every change
    // of the dict, and versions are never used again, so a cached function is
    // still kept alive by the dict.
    unsafe {
        let dict = ffi::PyModule_GetDict(module.as_raw());
        let version = (*dict.cast::<ffi::PyDictObject>()).ma_version_tag;
        let address: *const u8 = method.as_ptr().cast();
        let slot = (address as usize >> 4 ^ module.as_raw() as usize >> 4) % FUNCTIONS;
        let cached = (*FUNCTION_CACHE.get())[slot];
        if cached.module == module.as_raw() && cached.name == address && cached.version == version {
            return Some(Owned::new_reference(cached.function));
        }
        if !method.is_immortal() {
            return None;
        }
        let key = name(method).ok()?;
        let found = ffi::PyDict_GetItemWithError(dict, key.as_raw());
        if found.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        let version = (*dict.cast::<ffi::PyDictObject>()).ma_version_tag;
        (*FUNCTION_CACHE.get())[slot] = CachedFunction {
            module: module.as_raw(),
            name: address,
            version,
            function: found,
        };
        Some(Owned::new_reference(found))
    }
}

/// A method found in a type, valid while the type has that version.
#[derive(Clone, Copy)]
struct CachedMethod {
    ty: *mut ffi::PyTypeObject,
    name: *const u8,
    version: u32,
    /// What the type has; null when it is nothing that takes the object as its
    /// first argument.
    found: Raw,
    /// Its definition, when it is a plain C method.
    definition: *mut ffi::PyMethodDef,
    /// The class of such a method.
    class: *mut ffi::PyTypeObject,
    /// Whether its calls run nothing else.
    quiet: Quiet,
    /// Whether they only read the containers they are given.
    reads: bool,
    /// Whether it is a function of ours: of a class of the program that is CPython's.
    is_ours: bool,
    /// Where an instance may have something else.
    own: OwnName,
}

static METHOD_CACHE: Global<[CachedMethod; FUNCTIONS]> = Global::new(
    [CachedMethod {
        ty: core::ptr::null_mut(),
        name: core::ptr::null(),
        version: 0,
        found: core::ptr::null_mut(),
        definition: core::ptr::null_mut(),
        class: core::ptr::null_mut(),
        quiet: Quiet::Never,
        reads: false,
        is_ours: false,
        own: OwnName::NONE,
    }; FUNCTIONS],
);

/// The method `name` in the type of an object that has no attribute of that name of its own.
#[inline]
fn type_method(receiver: Borrowed<'_>, method: &Str) -> Option<&'static CachedMethod> {
    let ty = receiver.type_pointer();
    let address: *const u8 = method.as_ptr().cast();
    let slot = (address as usize >> 4 ^ ty as usize >> 4) % FUNCTIONS;
    // SAFETY: a live object has a live type; a version is never used again.
    unsafe {
        let found = &(*METHOD_CACHE.get())[slot];
        let is_known = found.ty == ty
            && found.name == address
            && found.version == (*ty).tp_version_tag
            && found.own.is_settled(ty);
        if !is_known {
            find_type_method(ty, method, slot)?;
        }
        let is_method = !found.found.is_null() && found.own.is_missing(receiver.as_raw(), ty);
        is_method.then_some(found)
    }
}

/// What the type of an object has under the name of a method that it has not of its own.
pub(crate) fn type_function<'a>(object: Borrowed<'a>, method: &Str) -> Option<Borrowed<'a>> {
    let known = type_method(object, method).filter(|known| !known.is_ours)?;
    // SAFETY: the type keeps what it has.
    unsafe { Borrowed::from_raw(known.found) }
}

/// Whether what `with` calls in the end is known by the object itself: a method in C of a class that nobody
/// changes, whose instances cannot be called themselves.
pub fn has_own_exit(object: &Value) -> bool {
    let Some(object) = Borrowed::of(object) else {
        return false;
    };
    let ty = object.type_pointer();
    // SAFETY: a live object has a live type.
    let is_fixed = unsafe { crate::quiet::is_fixed(ty) && (*ty).tp_call.is_none() };
    is_fixed
        && type_method(object, pyaot_core::name!("__exit__"))
            .is_some_and(|known| !known.definition.is_null())
}

/// A global of the module of a function.
pub(crate) fn module_global(function: *const ffi::PyFunctionObject, name: &Str) -> Option<Owned> {
    let name = crate::convert::name(name).ok()?;
    // SAFETY: a live function has a live dict of globals, which is a plain one.
    unsafe {
        let found = ffi::PyDict_GetItemWithError((*function).func_globals, name.as_raw());
        Borrowed::from_raw(found).map(Borrowed::to_owned)
    }
}

/// What a method descriptor begins with.
#[repr(C)]
struct MethodDescriptor {
    base: ffi::PyObject,
    ty: *mut ffi::PyTypeObject,
    name: Raw,
    qualname: Raw,
    definition: *mut ffi::PyMethodDef,
}

/// Flag of types whose instances, found in a type, are called with the object first.
pub(crate) const METHOD_DESCRIPTOR: core::ffi::c_ulong = 1 << 17;

#[cold]
fn find_type_method(ty: *mut ffi::PyTypeObject, method: &Str, slot: usize) -> Option<()> {
    // SAFETY: a live type; looking up gives it a version if it can have one.
    unsafe {
        let generic = (*ty).tp_getattro.map(|slot| slot as usize)
            == Some(ffi::PyObject_GenericGetAttr as *const () as usize);
        if !method.is_immortal() || !generic {
            return None;
        }
        // The cache of names keeps it for ever.
        let key = name(method).ok()?.as_raw();
        let mut found = _PyType_Lookup(ty, key);
        if ffi::PyType_HasFeature(ty, ffi::Py_TPFLAGS_VALID_VERSION_TAG) == 0 {
            return None;
        }
        let (mut definition, mut class) = (core::ptr::null_mut(), core::ptr::null_mut());
        let is_ours = Borrowed::from_raw(found).is_some_and(crate::proxy_class::is_function);
        if !is_ours && !found.is_null() && (*ffi::Py_TYPE(found)).tp_flags & METHOD_DESCRIPTOR == 0
        {
            found = core::ptr::null_mut();
        }
        if !found.is_null() && ffi::Py_TYPE(found) == &raw mut ffi::PyMethodDescr_Type {
            let descriptor = found.cast::<MethodDescriptor>();
            // A method of another class checks what it is called on.
            if ffi::PyType_IsSubtype(ty, (*descriptor).ty) != 0 {
                definition = (*descriptor).definition;
                class = (*descriptor).ty;
            }
        }
        (*METHOD_CACHE.get())[slot] = CachedMethod {
            ty,
            name: method.as_ptr().cast(),
            version: (*ty).tp_version_tag,
            found,
            definition,
            class,
            quiet: Quiet::of_method(ty, method.as_str()),
            reads: core::ffi::CStr::from_ptr((*ty).tp_name)
                .to_str()
                .is_ok_and(|class| crate::quiet::is_reader(class, method.as_str())),
            is_ours,
            own: OwnName::new(ty, key),
        };
        Some(())
    }
}
