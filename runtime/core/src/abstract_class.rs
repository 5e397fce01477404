//! `abc.ABCMeta`: the metaclass of classes that say themselves what their
//! subclasses are, by what has been registered with them and by the methods that
//! a class has. CPython has classes of its own for those of the library (`pyaot_cpython::abstract_classes`),
//! and is asked about its own classes there.

use alloc::collections::{BTreeMap, BTreeSet};

use crate::attribute::{getattr_opt, type_lookup};
use crate::class::{Abstract, value_issubclass};
use crate::error::{PyResult, raise_assertion_error, raise_runtime_error, raise_type_error};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Dict, Str, Tuple};
use crate::types::{Layout, OBJECT, TYPE, TYPE_SLOTS, Type, type_flags};
use crate::value::Value;

/// `abc.ABCMeta`.
static ABC_META: Type = Type::builtin_in(
    "abc",
    "ABCMeta",
    Layout::Type,
    size_of::<Type>(),
    &[&TYPE],
    TYPE_SLOTS,
)
.shown_as("ABCMeta");

/// What a class body of the library says of its class: methods of which a class that has them
/// all is a subclass, names of built-in classes that are, and the kind of pattern that matches instances (`Py_TPFLAGS_SEQUENCE`, `Py_TPFLAGS_MAPPING`).
const METHODS: &str = "__abc_methods__";
const REGISTERED: &str = "__abc_registered__";
const KIND: &str = "__abc_tpflags__";

/// The modules of the library's abstract classes, and of `UserList` and its like, which derive from some.
const LIBRARY: [&str; 4] = ["abc", "collections", "collections.abc", "contextlib"];

/// What an abstract class knows of others; classes are known by address, as they stay where they are.
#[derive(Default)]
struct Knowledge {
    methods: Vec<Str>,
    built_in: Vec<Str>,
    registered: Vec<Value>,
    subclasses: BTreeSet<usize>,
    strangers: BTreeSet<usize>,
    /// Classes of CPython's that were asked for last, which it keeps, and the answers.
    foreign: Vec<(Value, bool)>,
    /// How often anything had been registered when the strangers were found to be such.
    as_of: usize,
}

/// The most classes of CPython's that an abstract class remembers.
const MOST_FOREIGN: usize = 16;

impl Knowledge {
    /// Forgets the answers from before the last registration; gives what it kept for them.
    fn forget_before(&mut self, registrations: usize) -> Vec<(Value, bool)> {
        if core::mem::replace(&mut self.as_of, registrations) == registrations {
            return Vec::new();
        }
        self.strangers.clear();
        core::mem::take(&mut self.foreign)
    }
}

struct Known {
    classes: BTreeMap<usize, Knowledge>,
    /// Those of `collections.abc` and `abc`, and what derives from them in `collections`.
    library: Vec<&'static Type>,
    registrations: usize,
}

static KNOWN: Global<Known> = Global::new(Known {
    classes: BTreeMap::new(),
    library: Vec::new(),
    registrations: 0,
});

fn address(ty: &'static Type) -> usize {
    &raw const *ty as usize
}

/// Does something to what is known of a class.
fn with<T>(ty: &'static Type, change: impl FnOnce(&mut Knowledge, &mut usize) -> T) -> T {
    // SAFETY: `change` only looks things up and puts them in: nothing else runs meanwhile.
    let known = unsafe { &mut *KNOWN.get() };
    let class = known.classes.entry(address(ty)).or_default();
    change(class, &mut known.registrations)
}

/// The row `abc_meta`.
pub fn abc_meta() -> Value {
    static MEANS: Abstract = Abstract {
        meta: &ABC_META,
        set_up,
        has_instance,
        has_subclass,
    };
    crate::class::allow_abstract(&MEANS);
    ABC_META.to_value()
}

/// The abstract classes of the library that there are, in the order in which they were made.
pub fn of_library() -> &'static [&'static Type] {
    // SAFETY: a short read; classes of the library are made before anything asks for them.
    unsafe { &(*KNOWN.get()).library }
}

/// Takes what the body of a new class says about it out of its dict.
fn set_up(ty: &'static Type, dict: &Dict) {
    let take = |name| {
        let found = dict.remove_key(&crate::str::intern(name));
        let names = found.and_then(|found| found.as_tuple().cloned());
        let texts = names.iter().flat_map(|names| names.items());
        texts.filter_map(|name| name.as_str().cloned()).collect()
    };
    let (methods, built_in): (Vec<Str>, Vec<Str>) = (take(METHODS), take(REGISTERED));
    if !methods.is_empty() || !built_in.is_empty() {
        with(ty, |known, _| {
            known.methods = methods;
            known.built_in = built_in;
        });
    }
    let kind = dict.remove_key(&crate::str::intern(KIND));
    match kind.and_then(|kind| kind.as_small_int()) {
        Some(32) => ty.set_flag(type_flags::SEQUENCE),
        Some(64) => ty.set_flag(type_flags::MAPPING),
        _ => {}
    }
    let module = dict.get_str("__module__");
    if module.is_some_and(|module| {
        module
            .as_str()
            .is_some_and(|it| LIBRARY.contains(&it.as_str()))
    }) {
        // SAFETY: a short access.
        unsafe { (*KNOWN.get()).library.push(ty) };
    }
}

/// `class.register(subclass)`.
pub fn abc_register(class: &Value, subclass: &Value) -> PyResult<Value> {
    let ty = subclass.as_type();
    let Some(of) = class
        .as_type()
        .filter(|_| ty.is_some() || is_foreign_class(subclass))
    else {
        return Err(raise_type_error(format_args!("Can only register classes")));
    };
    if value_issubclass(subclass, class)? {
        return Ok(subclass.clone());
    }
    if value_issubclass(class, subclass)? {
        return Err(raise_runtime_error(format_args!(
            "Refusing to create an inheritance cycle"
        )));
    }
    with(of, |known, registrations| {
        known.registered.push(subclass.clone());
        *registrations += 1;
    });
    if let Some(hooks) = crate::foreign::active_hooks() {
        (hooks.registered)(of, subclass)?;
    }
    let kind = of.flags() & (type_flags::SEQUENCE | type_flags::MAPPING);
    if let Some(ty) = ty.filter(|ty| kind != 0 && ty.is_heap_type()) {
        set_kind(ty, kind);
    }
    Ok(subclass.clone())
}

/// The kind of pattern that matches instances of a class, and of those derived from it.
fn set_kind(ty: &'static Type, kind: u32) {
    ty.set_flag(kind);
    for derived in ty.subclasses() {
        set_kind(derived, kind);
    }
}

/// Whether it is a class of CPython's.
fn is_foreign_class(class: &Value) -> bool {
    class.is_foreign() && crate::foreign::has_type_flag(class, u64::MAX)
}

/// `isinstance(instance, class)`.
fn has_instance(class: &Value, instance: &Value) -> PyResult<bool> {
    if instance.is_foreign() {
        let of = getattr_opt(instance, "__class__")?;
        return of.map_or(Ok(false), |of| has_subclass(class, &of));
    }
    let ty = instance.ty();
    if ty.has_flag(type_flags::OWN_CLASS)
        && let Some(claimed) = getattr_opt(instance, "__class__")?
        && !claimed.is(&ty.to_value())
        && has_subclass(class, &claimed)?
    {
        return Ok(true);
    }
    has_subclass(class, &ty.to_value())
}

/// `issubclass(subclass, class)`.
fn has_subclass(class: &Value, subclass: &Value) -> PyResult<bool> {
    let of = class.as_type().expect("class");
    if is_foreign_class(subclass) {
        let (gone, known) = with(of, |known, registrations| {
            let gone = known.forget_before(*registrations);
            let mut foreign = known.foreign.iter();
            let found = foreign.find(|(other, _)| other.is(subclass));
            (gone, found.map(|(_, is_subclass)| *is_subclass))
        });
        drop(gone);
        if let Some(known) = known {
            return Ok(known);
        }
        let is_subclass = find_out_foreign(class, of, subclass)?;
        let other = (subclass.clone(), is_subclass);
        let gone = with(of, |known, _| {
            let is_full = known.foreign.len() == MOST_FOREIGN;
            let gone = is_full.then(|| known.foreign.remove(0));
            known.foreign.push(other);
            gone
        });
        // That may run code of CPython's.
        drop(gone);
        return Ok(is_subclass);
    }
    let Some(ty) = subclass.as_type() else {
        let what = "issubclass() arg 1 must be a class";
        return Err(raise_type_error(format_args!("{what}")));
    };
    if let Some(answer) = answered(of, ty) {
        return Ok(answer);
    }
    let (gone, known) = with(of, |known, registrations| {
        if known.subclasses.contains(&address(ty)) {
            return (Vec::new(), Some(true));
        }
        let gone = known.forget_before(*registrations);
        (
            gone,
            known.strangers.contains(&address(ty)).then_some(false),
        )
    });
    drop(gone);
    if let Some(known) = known {
        remember(of, ty, known);
        return Ok(known);
    }
    let is_subclass = find_out(class, of, subclass, ty)?;
    with(of, |known, _| match is_subclass {
        true => known.subclasses.insert(address(ty)),
        false => known.strangers.insert(address(ty)),
    });
    Ok(is_subclass)
}

/// A question that was answered, as long as nothing else has been registered.
#[derive(Clone, Copy)]
struct Answer {
    of: usize,
    ty: usize,
    as_of: usize,
    is_subclass: bool,
}

static ANSWERS: Global<[Answer; 64]> = Global::new(
    [Answer {
        of: 0,
        ty: 0,
        as_of: 0,
        is_subclass: false,
    }; 64],
);

fn place(of: usize, ty: usize) -> usize {
    ((of / 16 * 5) ^ (ty / 16)) % 64
}

fn answered(of: &'static Type, ty: &'static Type) -> Option<bool> {
    let (of, ty) = (address(of), address(ty));
    // SAFETY: short accesses.
    let (answer, now) = unsafe {
        (
            (*ANSWERS.get())[place(of, ty)],
            (*KNOWN.get()).registrations,
        )
    };
    let is_it = answer.of == of && answer.ty == ty && answer.as_of == now;
    is_it.then_some(answer.is_subclass)
}

fn remember(of: &'static Type, ty: &'static Type, is_subclass: bool) {
    let (of, ty) = (address(of), address(ty));
    // SAFETY: short accesses.
    unsafe {
        let as_of = (*KNOWN.get()).registrations;
        (*ANSWERS.get())[place(of, ty)] = Answer {
            of,
            ty,
            as_of,
            is_subclass,
        };
    }
}

/// Whether `ty` derives from an abstract class, or has been registered with it: its methods do not count.
pub fn is_declared(of: &'static Type, ty: &'static Type) -> bool {
    let registered = with(of, |known, _| known.registered.clone());
    let mut registered = registered.iter().filter_map(Value::as_type);
    ty.is_subclass_of(of) || registered.any(|other| ty.is_subclass_of(other))
}

fn find_out(
    class: &Value,
    of: &'static Type,
    subclass: &Value,
    ty: &'static Type,
) -> PyResult<bool> {
    if let Some(said) = ask_hook(class, of, subclass)? {
        return Ok(said);
    }
    let (methods, built_in) = with(of, |known, _| {
        (known.methods.clone(), known.built_in.clone())
    });
    let has_all = !methods.is_empty() && methods.iter().all(|name| has_method(ty, name));
    let is_named = |class: &&'static Type| {
        !class.is_heap_type() && built_in.iter().any(|name| name.as_str() == class.name())
    };
    if has_all || ty.is_subclass_of(of) || ty.mro().iter().any(is_named) {
        return Ok(true);
    }
    is_of_other(of, subclass)
}

/// Whether a class of CPython's, which does not derive from `class`, is a subclass of it.
fn find_out_foreign(class: &Value, of: &'static Type, subclass: &Value) -> PyResult<bool> {
    match ask_hook(class, of, subclass)? {
        Some(said) => Ok(said),
        None => is_of_other(of, subclass),
    }
}

/// Whether it is a subclass of what has been registered with the class, or of what derives from that.
fn is_of_other(of: &'static Type, subclass: &Value) -> PyResult<bool> {
    let registered = with(of, |known, _| known.registered.clone());
    for other in &registered {
        if value_issubclass(subclass, other)? {
            return Ok(true);
        }
    }
    for derived in of.subclasses().to_vec() {
        if value_issubclass(subclass, &derived.to_value())? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a class has a method that it has not refused by `None`.
fn has_method(ty: &'static Type, name: &Str) -> bool {
    type_lookup(ty, name).is_some_and(|found| !found.is_none())
}

/// What `__subclasshook__` of the class says, where the program has written one.
fn ask_hook(class: &Value, of: &'static Type, subclass: &Value) -> PyResult<Option<bool>> {
    let name = crate::str::intern("__subclasshook__");
    let mut bases = of.mro().iter().filter(|base| base.is_heap_type());
    if core::ptr::eq(of, &OBJECT) || !bases.any(|base| base.dict().get_key(&name).is_some()) {
        return Ok(None);
    }
    let Some(hook) = getattr_opt(class, "__subclasshook__")? else {
        return Ok(None);
    };
    let said = crate::call::call(&hook, core::slice::from_ref(subclass))?;
    if said.is(&Value::NOT_IMPLEMENTED) {
        return Ok(None);
    }
    match said.is(&Value::TRUE) || said.is(&Value::FALSE) {
        true => Ok(Some(said.is(&Value::TRUE))),
        false => Err(raise_assertion_error(format_args!(
            "__subclasshook__ must return either False, True, or NotImplemented"
        ))),
    }
}

/// The row `abc_token`.
pub fn abc_token() -> i64 {
    // SAFETY: a short read.
    unsafe { (*KNOWN.get()).registrations as i64 }
}

fn classes(of: &[&'static Type]) -> Tuple {
    Tuple::from_vec(of.iter().map(|ty| ty.to_value()).collect())
}

/// The row `abc_bases`: `class.__bases__`, which inference has no need to know of.
pub fn abc_bases(class: &Value) -> Tuple {
    classes(class.as_type().map_or(&[], |ty| ty.bases()))
}

/// The row `abc_order`: `class.__mro__`.
pub fn abc_order(class: &Value) -> Tuple {
    classes(class.as_type().map_or(&[], Type::mro))
}

/// The row `abc_derived`: the classes that derive from it directly.
pub fn abc_derived(class: &Value) -> Tuple {
    classes(class.as_type().map_or(&[], Type::subclasses))
}

/// The row `abc_alias`.
pub use crate::generic_alias::class_getitem as abc_alias;

/// The row `abc_alias_of_callable`.
pub use crate::generic_alias::of_callable as abc_alias_of_callable;

/// The row `abc_class_of`.
pub fn abc_class_of(object: &Value) -> Value {
    object.ty_value()
}

/// The row `abc_attribute`.
pub fn abc_attribute(class: &Value, name: &Value) -> PyResult<Value> {
    match name.as_str() {
        Some(name) => crate::attribute::value_getattr(class, name),
        None => Err(raise_type_error(format_args!(
            "attribute name must be string"
        ))),
    }
}
