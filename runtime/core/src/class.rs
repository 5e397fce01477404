//! Class objects: `type` itself, its attributes, instances.

mod checks;
mod create;
pub mod namespace;
mod slots;

pub(crate) use checks::{Abstract, abstract_meta, allow_abstract};
pub use checks::{abstract_check, value_isinstance, value_isinstance_of, value_issubclass};
use create::make_class;
pub use create::{class_announce, class_check_base, class_new, is_foreign_class};
pub(crate) use slots::{has_slots, listed_slots};
pub use slots::{is_own_slot, is_slot, own_slots, same_shape};

use core::mem::offset_of;

use pyaot_abi::layout::{
    self, BLOCK_MAX, DROPS_QUIETLY, FIRST_DROP_WORD, FieldKind, Header, InstanceObject, StrObject,
    Word,
};
use pyaot_abi::value as tag;

use crate::args::Args;
use crate::attribute::{type_changed, type_lookup};
use crate::error::{PyResult, raise_attribute_error, raise_type_error};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Dict, Object, Str, Tuple};
use crate::types::{Layout, OBJECT, Slots, TYPE, Type, type_flags};
use crate::value::{Value, release};

// SAFETY: repr(C) with a header first; plain objects and instances of
// classes of the program have the layout.
unsafe impl Object for InstanceObject {
    const TYPE: &'static Type = &OBJECT;
    const LAYOUT: Layout = Layout::Instance;
}

/// Whether objects of this layout vary in size, so that a subclass keeps
/// its attributes behind the items.
fn is_var_sized(layout: Layout) -> bool {
    matches!(layout, Layout::Str | Layout::Bytes | Layout::Tuple)
}

/// Address of the attribute word of an object whose class has one.
///
/// # Safety
/// `header` is an object of class `ty`.
pub unsafe fn attrs_word(header: *mut Header, ty: &Type) -> Option<*mut Word> {
    // SAFETY: the layouts say where the word is.
    unsafe {
        match ty.layout() {
            Layout::Instance => Some(&raw mut (*header.cast::<InstanceObject>()).attrs),
            Layout::Exception => Some(&raw mut (*header.cast::<layout::ExceptionObject>()).attrs),
            Layout::Module => Some(&raw mut (*header.cast::<crate::module::ModuleObject>()).attrs),
            Layout::Tuple => {
                let tuple = header.cast::<layout::TupleObject>();
                Some(
                    (&raw mut (*tuple).items)
                        .cast::<Word>()
                        .add((*tuple).len as usize),
                )
            }
            Layout::Str => {
                let text = header.cast::<StrObject>();
                let behind = ((*text).byte_len as usize).next_multiple_of(8);
                Some((&raw mut (*text).data).cast::<u8>().add(behind).cast())
            }
            Layout::Bytes => {
                let bytes = header.cast::<layout::BytesObject>();
                let behind = ((*bytes).len as usize).next_multiple_of(8);
                Some((&raw mut (*bytes).data).cast::<u8>().add(behind).cast())
            }
            _ => Some(
                header
                    .cast::<u8>()
                    .add(ty.fields_offset() as usize - 8)
                    .cast(),
            ),
        }
    }
}

/// Releases what a subclass of the program added to a dying object.
///
/// # Safety
/// `header` is a dead object of class `ty`.
#[inline]
pub unsafe fn drop_subclass_fields(header: *mut Header, ty: &Type) {
    if ty.is_heap_type() {
        // SAFETY: as promised by the caller.
        unsafe { drop_heap_fields(header, ty) }
    }
}

unsafe fn drop_heap_fields(header: *mut Header, ty: &Type) {
    // SAFETY: the class says where its fields are; each is released once.
    unsafe {
        for field in ty.fields() {
            if field.kind == FieldKind::Value {
                let place = header
                    .cast::<u8>()
                    .add(field.offset as usize)
                    .cast::<Word>();
                release(core::mem::replace(&mut *place, 0));
            }
        }
        if ty.has_flag(type_flags::HAS_ATTRS)
            && !matches!(ty.layout(), Layout::Exception | Layout::Module)
            && let Some(place) = attrs_word(header, ty)
        {
            release(core::mem::replace(&mut *place, 0));
        }
    }
}

/// Runs `__del__` of a dying object, unless it has run before; false when the
/// object came back to life.
///
/// # Safety
/// `header` is an object whose count has just reached 0.
#[inline]
pub unsafe fn run_del(header: *mut Header) -> bool {
    // SAFETY: as promised by the caller.
    unsafe {
        let ty = &*(*header).ty.cast::<Type>();
        !ty.has_flag(type_flags::HAS_DEL) || finalize(header)
    }
}

/// As [`run_del`], of an object whose class has `__del__`.
#[cold]
#[inline(never)]
unsafe fn finalize(header: *mut Header) -> bool {
    // SAFETY: the object is kept alive by the count of 1 during the call.
    unsafe {
        if crate::gc::take_finalized(header) {
            clear_weak(header);
            return true;
        }
        (*header).refcount = 1;
        let object = core::mem::ManuallyDrop::new(Value::from_raw(header as u64));
        if let Some(finalize) = object.ty().slots().finalize() {
            finalize(&object);
        }
        (*header).refcount -= 1;
        if (*header).refcount == 0 {
            clear_weak(header);
            return true;
        }
        crate::gc::mark_finalized(header);
        false
    }
}

/// Ends CPython's weak references to an object: its `__del__` has run, or it is garbage.
pub fn clear_weak(header: *mut Header) {
    if crate::memory::is_weakly_held()
        && let Some(hooks) = crate::foreign::active_hooks()
    {
        (hooks.clear_weak)(header as u64);
    }
}

/// Calls `__del__`; nobody can catch what it raises.
pub fn call_del(object: &Value) {
    crate::error::around_pending(|| {
        if let Some(del) = type_lookup(object.ty(), &crate::str::intern("__del__"))
            && let Err(raised) = crate::attribute::call_found_special(object, &del, &[])
        {
            crate::exception::write_unraisable(raised, &del);
        }
    });
}

/// Dealloc slot of plain objects and instances.
///
/// # Safety
/// `header` is a dead instance.
pub unsafe fn instance_dealloc(header: *mut Header) {
    // SAFETY: the object is dead and taken apart once.
    unsafe {
        if !run_del(header) {
            return;
        }
        let ty = &*(*header).ty.cast::<Type>();
        drop_subclass_fields(header, ty);
        crate::memory::free(header.cast(), ty.instance_size() as usize);
    }
}

/// What [`layout::Type::drop_words`] is for a class of the program.
pub fn drop_words(ty: &Type) -> u64 {
    let plain = ty.layout() == Layout::Instance
        && ty.is_heap_type()
        && !ty.has_flag(type_flags::HAS_DEL)
        && ty.instance_size() as usize <= BLOCK_MAX;
    if !plain {
        return 0;
    }
    let bit = |offset: usize| {
        let word = (offset / size_of::<Word>()) as u32;
        1u64.rotate_left(word).rotate_right(FIRST_DROP_WORD as u32)
    };
    let mut words = DROPS_QUIETLY;
    if ty.has_flag(type_flags::HAS_ATTRS) {
        words |= bit(offset_of!(InstanceObject, attrs));
    }
    for field in ty.fields() {
        if field.kind == FieldKind::Value {
            words |= bit(field.offset as usize);
        }
    }
    words
}

/// Traverse slot of instances, whatever their base layout.
///
/// # Safety
/// `header` is a live object.
pub unsafe fn instance_traverse(header: *mut Header, visit: &mut dyn FnMut(&Value)) {
    // SAFETY: the class says where its fields are.
    unsafe {
        let ty = &*(*header).ty.cast::<Type>();
        if ty.has_flag(type_flags::HAS_ATTRS)
            && let Some(place) = attrs_word(header, ty)
            && let Some(attrs) = Value::borrow_opt(&*place)
        {
            visit(attrs);
        }
        for field in ty.fields() {
            if field.kind == FieldKind::Value {
                let place = header
                    .cast::<u8>()
                    .add(field.offset as usize)
                    .cast::<Word>();
                if let Some(value) = Value::borrow_opt(&*place) {
                    visit(value);
                }
            }
        }
    }
}

/// A bare instance of a class with the layout of plain objects, all fields unset.
pub fn new_instance(ty: &'static Type) -> Value {
    let size = ty.instance_size() as usize;
    // SAFETY: the block has the size of an instance; F64 fields get their unset mark.
    unsafe {
        let block = crate::memory::alloc(size);
        block.write_bytes(0, size);
        let header = block.cast::<Header>();
        (*header).refcount = 1;
        (*header).ty = (ty as *const Type).cast();
        unset_float_fields(header, ty);
        Value::from_raw(block as u64)
    }
}

/// Marks the `F64` fields of a fresh object as unset.
///
/// # Safety
/// `header` is an object of class `ty`.
pub unsafe fn unset_float_fields(header: *mut Header, ty: &Type) {
    // SAFETY: the class says where its fields are.
    unsafe {
        for field in ty.fields() {
            if field.kind == FieldKind::F64 {
                *header
                    .cast::<u8>()
                    .add(field.offset as usize)
                    .cast::<Word>() = tag::UNBOUND_F64;
            }
        }
    }
}

/// The row `instance_new`.
pub fn instance_new(class: &Value) -> Value {
    let ty = class.as_type().expect("class");
    if ty.layout() == Layout::Exception {
        return crate::exception::bare_exception(ty).into();
    }
    new_instance(ty)
}

/// `object.__new__`. Compared by address, so there must be one copy.
#[inline(never)]
pub fn object_new(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let slots = ty.slots();
    let is_own_init = |init: fn(&Value, Args<'_>) -> PyResult<()>| {
        init as usize == object_init as *const () as usize
    };
    if !args.is_empty() && slots.init().is_some_and(is_own_init) {
        return Err(raise_type_error(format_args!(
            "{}() takes no arguments",
            ty.name()
        )));
    }
    refuse_abstract(ty)?;
    Ok(new_instance(ty))
}

/// `object.__new__(cls, *args)`, as code of the program calls it.
pub fn object_new_called(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let overridden =
        (ty.slots().new()).is_some_and(|new| new as usize != object_new as *const () as usize);
    if overridden && !args.is_empty() {
        return Err(raise_type_error(format_args!(
            "object.__new__() takes exactly one argument (the type to instantiate)"
        )));
    }
    object_new(ty, args)
}

/// `object.__init__`. Compared by address, so there must be one copy.
#[inline(never)]
pub fn object_init(object: &Value, args: Args<'_>) -> PyResult<()> {
    let slots = object.ty().slots();
    let overridden = slots
        .new()
        .is_some_and(|new| new as usize != object_new as *const () as usize);
    if args.is_empty()
        || overridden
            && slots
                .init()
                .is_none_or(|init| init as usize == object_init as *const () as usize)
    {
        return Ok(());
    }
    if slots
        .init()
        .is_some_and(|init| init as usize != object_init as *const () as usize)
    {
        return Err(raise_type_error(format_args!(
            "object.__init__() takes exactly one argument (the instance to initialize)"
        )));
    }
    Err(raise_type_error(format_args!(
        "{}.__init__() takes exactly one argument (the instance to initialize)",
        object.type_name()
    )))
}

/// `class(*args)`.
pub fn type_call(class: &Value, args: Args<'_>) -> PyResult<Value> {
    let ty = class.as_type().expect("class");
    if core::ptr::eq(ty, &TYPE) && args.words().len() == 1 && args.names().is_none() {
        return Ok(args.words()[0].ty_value());
    }
    let Some(new) = ty.slots().new() else {
        if let Some(class) = crate::foreign::class_of_cpython(class)? {
            return crate::call::call_args(&class, args);
        }
        return Err(raise_type_error(format_args!(
            "cannot create '{}' instances",
            ty.name()
        )));
    };
    let object = new(ty, args)?;
    if let Some(init) = object.ty().slots().init()
        && object.ty().is_subclass_of(ty)
    {
        init(&object, args)?;
    }
    Ok(object)
}

/// `type(name, bases, namespace)`.
pub fn type_new(_: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let words = args.positional();
    if words.len() != 3 {
        return Err(raise_type_error(format_args!(
            "type() takes 1 or 3 arguments"
        )));
    }
    let wrong = |n: usize, what| {
        raise_type_error(format_args!(
            "type.__new__() argument {} must be {what}, not {}",
            n + 1,
            words[n].type_name()
        ))
    };
    let name = &words[0].to_str().ok_or_else(|| wrong(0, "str"))?;
    let bases = words[1].as_tuple().ok_or_else(|| wrong(1, "tuple"))?;
    for base in bases.items() {
        let is_class = base.is_foreign() || base.as_type().is_some();
        let gives_bases = || {
            base.ty().layout() == Layout::GenericAlias
                || type_lookup(base.ty(), &crate::str::intern("__mro_entries__")).is_some()
        };
        // `type` itself derives from the class of a plain object.
        if !is_class && !TYPE.is_subclass_of(base.ty()) && !gives_bases() {
            return Err(raise_type_error(format_args!(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) \
                 subclass of the metaclasses of all its bases"
            )));
        }
    }
    // The namespace of a class statement whose metaclass is a function is CPython's.
    let namespace = match words[2].is_foreign() {
        true => &crate::foreign::to_native(&words[2])?,
        false => &words[2],
    };
    let namespace = namespace.as_dict().ok_or_else(|| wrong(2, "dict"))?;
    let copy = Dict::new();
    for (key, value) in namespace.entries() {
        copy.set(&key, &value)?;
    }
    let cell = copy.remove_key(crate::name!("__classcell__"));
    if let Some(cell) = cell.as_ref().filter(|cell| cell.type_name() != "cell") {
        return Err(raise_type_error(format_args!(
            "type.__new__(): __classcell__ must be a nonlocal cell, not {}",
            crate::operation::value_repr(&cell.ty_value())?.as_str()
        )));
    }
    let keywords = args.keyword_dict()?;
    let class = make_class(name, name, None, bases, &copy, &[], Some(&keywords))?;
    if let Some(cell) = cell {
        crate::attribute::value_setattr(&cell, crate::name!("cell_contents"), &class)?;
    }
    class_announce(&class, keywords.as_value())?;
    Ok(class)
}

impl Value {
    /// The class of the value, as a value.
    pub fn ty_value(&self) -> Value {
        if self.is_foreign() {
            return crate::foreign::class_of(self);
        }
        self.ty().to_value()
    }
}

/// `cls.__qualname__` with its module, as `repr` of objects shows it.
pub fn full_name(ty: &'static Type) -> String {
    let qualname = qualname(ty);
    let module = module_of(ty);
    match module.as_str() {
        Some(module) if module.as_str() != "builtins" => format!("{}.{qualname}", module.as_str()),
        _ => qualname,
    }
}

/// `cls.__qualname__`.
pub fn qualname(ty: &'static Type) -> String {
    if let Some(dict) = ty.program_dict()
        && let Some(name) = dict.get_str("__qualname__")
        && let Some(name) = name.as_str()
    {
        return name.as_str().to_string();
    }
    ty.name()
        .rsplit('.')
        .next()
        .unwrap_or(ty.name())
        .to_string()
}

/// `cls.__module__`.
pub fn module_of(ty: &'static Type) -> Value {
    match ty.program_dict() {
        Some(dict) => dict
            .get_str("__module__")
            .unwrap_or_else(|| Value::str("__main__")),
        None => Value::str(ty.module()),
    }
}

/// Repr slot of classes.
pub fn type_repr(class: &Value) -> PyResult<Str> {
    Ok(Str::new(&format!(
        "<class '{}'>",
        full_name(class.as_type().expect("class"))
    )))
}

/// Getattr slot of classes: attributes of the class and its bases.
pub fn type_getattr(class: &Value, name: &Str) -> PyResult<Value> {
    if let Some(found) = type_getattr_opt(class, name)? {
        return Ok(found);
    }
    Err(raise_attribute_error(format_args!(
        "type object '{}' has no attribute '{}'",
        class.as_type().expect("class").name(),
        name.as_str()
    )))
}

/// The same, `None` where there is none.
pub fn type_getattr_opt(class: &Value, name: &Str) -> PyResult<Option<Value>> {
    let ty = class.as_type().expect("class");
    if name.as_str().starts_with("__")
        && let Some(value) = type_attribute(ty, name.as_str())
    {
        return Ok(Some(value));
    }
    // A data descriptor that metaclasses have from `object`: it comes before
    // what the class has under the name.
    if name.as_str() == "__class__" {
        return Ok(Some(class.ty().to_value()));
    }
    if let Some(found) = type_lookup(ty, name) {
        return match found.ty().slots().descr_get() {
            Some(get) => get(&found, None, ty).map(Some),
            None => Ok(Some(found)),
        };
    }
    if let Some(found) = type_lookup(class.ty(), name) {
        return match found.ty().slots().descr_get() {
            Some(get) => get(&found, Some(class), class.ty()).map(Some),
            None => Ok(Some(found)),
        };
    }
    if let Some(member) = crate::member::find(ty, name) {
        return Ok(Some(member));
    }
    if name.as_str() == "__weakref__" {
        return Ok(ty
            .mro()
            .iter()
            .find_map(|class| namespace::find(class, name)));
    }
    if !ty.is_heap_type()
        && !is_absent(ty, name)
        && let Some(class) = crate::foreign::class_of_cpython(class)?
    {
        let found = crate::attribute::getattr_opt(&class, name.as_str())?;
        if found.is_none() {
            // SAFETY: a short access; what was there is released after it.
            let old =
                unsafe { (*ABSENT.get())[absent_place(ty, name)].replace((ty, name.clone())) };
            drop(old);
        }
        return Ok(found);
    }
    Ok((name.as_str() == "__doc__").then(|| crate::foreign::doc_of(class)))
}

/// Attributes that built-in classes were asked for last and do not have, in CPython either: they
/// get no new ones.
static ABSENT: Global<[Option<(&'static Type, Str)>; 32]> = Global::new([const { None }; 32]);

fn absent_place(ty: &'static Type, name: &Str) -> usize {
    ((&raw const *ty as usize / 16) ^ (name.as_ptr() as usize / 16)) % 32
}

fn is_absent(ty: &'static Type, name: &Str) -> bool {
    // SAFETY: a short access.
    let known = unsafe { &(*ABSENT.get())[absent_place(ty, name)] };
    known.as_ref().is_some_and(|(class, text)| {
        core::ptr::eq(*class, ty) && core::ptr::eq(text.as_ptr(), name.as_ptr())
    })
}

/// Attributes computed by `type` itself.
fn type_attribute(ty: &'static Type, name: &str) -> Option<Value> {
    let tuple = |types: &[&'static Type]| {
        Tuple::from_vec(types.iter().map(|ty| ty.to_value()).collect()).into()
    };
    Some(match name {
        "__name__" => ty.name_text().into(),
        "__qualname__" => Value::str(&qualname(ty)),
        "__module__" => module_of(ty),
        "__bases__" => tuple(ty.bases()),
        "__base__" => ty
            .bases()
            .first()
            .map_or(Value::NONE, |base| base.to_value()),
        "__mro__" => tuple(ty.mro()),
        "__dict__" => crate::mapping_proxy::of_class(ty),
        // Those of the class alone, which has them once somebody has asked.
        "__annotations__" if ty.program_dict().is_some() => match ty.dict().get_str(name) {
            Some(own) if own.ty().slots().descr_get().is_none() => own,
            Some(_) => return None,
            None => {
                let made: Value = crate::reference::Dict::new().into();
                ty.dict().set_str(name, made.clone());
                type_changed(ty);
                made
            }
        },
        _ => return None,
    })
}

/// Setattr slot of classes.
pub fn type_setattr(class: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let ty = class.as_type().expect("class");
    if !ty.is_heap_type() {
        return Err(raise_type_error(format_args!(
            "cannot set '{}' attribute of immutable type '{}'",
            name.as_str(),
            ty.name()
        )));
    }
    match value {
        Some(value) => {
            if name.as_str() == "__name__"
                && let Some(text) = value.as_str()
            {
                ty.set_name(leak(text.as_str()));
                return Ok(());
            }
            ty.dict().set_key(name, value.clone());
        }
        None => {
            if ty.dict().remove_key(name).is_none() {
                return Err(raise_attribute_error(format_args!(
                    "type object '{}' has no attribute '{}'",
                    ty.name(),
                    name.as_str()
                )));
            }
        }
    }
    type_changed(ty);
    if name.as_str().starts_with("__") {
        crate::user_slots::update(ty);
    }
    // Classes of CPython may derive from a copy.
    match crate::foreign::active_hooks() {
        Some(hooks) => (hooks.class_changed)(class, name, value),
        None => Ok(()),
    }
}

/// Refuses to have CPython give a class, or an instance of it, another in the place of a member that
/// compiled code uses without looking it up: that would go on with what it knows.
pub fn check_fixed(ty: &'static Type, name: &Str) -> PyResult<()> {
    match ty.fixes(name.as_str()) {
        false => Ok(()),
        true => Err(raise_type_error(format_args!(
            "'{}' of the compiled class '{}' is exchanged where the compiler does not see it",
            name.as_str(),
            ty.name()
        ))),
    }
}

pub(crate) fn leak(text: &str) -> &'static str {
    Box::leak(text.to_string().into_boxed_str())
}

/// Refuses an instance of a class with abstract methods.
fn refuse_abstract(ty: &'static Type) -> PyResult<()> {
    if !ty.has_flag(type_flags::ABSTRACT) {
        return Ok(());
    }
    let names = ty.lookup_name("__abstractmethods__").unwrap_or(Value::NONE);
    let mut names: Vec<String> = crate::iter::collect(&names)?
        .iter()
        .filter_map(|name| Some(name.as_str()?.as_str().to_string()))
        .collect();
    names.sort();
    Err(raise_type_error(format_args!(
        "Can't instantiate abstract class {} with abstract method{} {}",
        ty.name(),
        if names.len() > 1 { "s" } else { "" },
        names.join(", ")
    )))
}

/// Whether instances can be referred to weakly.
pub fn takes_weak_references(ty: &'static Type) -> bool {
    !ty.has_flag(type_flags::SLOTTED) || is_slot(ty, "__weakref__")
}

/// Whether the fields of `a` begin those of `b`.
fn prefix_of(a: &Type, b: &Type) -> bool {
    let (a, b) = (a.fields(), b.fields());
    a.len() <= b.len()
        && a.iter()
            .zip(b)
            .all(|(x, y)| x.name.same_text(&y.name) && x.offset == y.offset)
}

/// The class object of a built-in type or exception, by name.
pub fn builtin_class(name: &Str) -> Value {
    match find_builtin_class(name.as_str()) {
        Some(ty) => ty.to_value(),
        None => crate::start::fatal(&format!("no built-in class '{}'", name.as_str())),
    }
}

/// The built-in class called `name`.
pub fn find_builtin_class(name: &str) -> Option<&'static Type> {
    let plain: &[&'static Type] = &[
        &OBJECT,
        &TYPE,
        &crate::int::INT,
        &crate::int::BOOL,
        &crate::float::FLOAT,
        &crate::complex::COMPLEX,
        &crate::str::STR,
        &crate::bytes::BYTES,
        &crate::bytes::BYTEARRAY,
        &crate::list::LIST,
        &crate::tuple::TUPLE,
        &crate::dict::DICT,
        &crate::set::SET,
        &crate::set::FROZENSET,
        &crate::iter::RANGE,
        &crate::iter::SLICE,
        &crate::iter::ENUMERATE,
        &crate::iter::ZIP,
        &crate::iter::MAP,
        &crate::iter::FILTER,
        &crate::iter::REVERSED,
        &crate::descriptor::PROPERTY,
        &crate::descriptor::STATIC_METHOD,
        &crate::descriptor::CLASS_METHOD,
        &crate::descriptor::SUPER,
    ];
    let exceptions = crate::exception::ALL.iter().copied();
    plain
        .iter()
        .copied()
        .chain(exceptions)
        .find(|ty| ty.name() == name)
        .or(match name {
            "IOError" | "EnvironmentError" => Some(&crate::exception::OS_ERROR),
            _ => None,
        })
}

/// The row `builtin_function`.
pub fn builtin_function(name: &Str) -> Value {
    match crate::method::builtin_function_object(name.as_str()) {
        Some(function) => function,
        None => crate::start::fatal(&format!("no built-in function '{}'", name.as_str())),
    }
}

/// The row `value_type`.
pub fn value_type(object: &Value) -> Value {
    object.ty_value()
}

/// `under` with the slots of a built-in class put over them. Those it has from its base are not
/// its own: what stands between the two comes first (`class V(ValueError, Named)`).
pub fn overlay(under: &Slots, class: &'static Type) -> Slots {
    let over = class.all_slots();
    let base = class.bases().first().map(|base| base.all_slots());
    macro_rules! is_own {
        ($slot:ident) => {
            base.is_none_or(|base| over.$slot as usize != base.$slot as usize)
        };
    }
    macro_rules! is_own_choice {
        ($slot:ident) => {
            base.is_none_or(|base| {
                over.$slot.map(|slot| slot as usize) != base.$slot.map(|slot| slot as usize)
            })
        };
    }
    macro_rules! pick {
        ($($slot:ident),*) => { Slots {
            dealloc: if is_own!(dealloc) { over.dealloc } else { under.dealloc },
            getattr: if is_own!(getattr) { over.getattr } else { under.getattr },
            setattr: if is_own!(setattr) { over.setattr } else { under.setattr },
            // None says that instances cannot be hashed.
            hash: if is_own_choice!(hash) { over.hash } else { under.hash },
            binary_ops: over.binary_ops | under.binary_ops,
            inplace_ops: over.inplace_ops | under.inplace_ops,
            $($slot: match is_own_choice!($slot) {
                true => over.$slot.or(under.$slot),
                false => under.$slot.or(over.$slot),
            },)*
        } };
    }
    pick!(
        traverse, finalize, repr, str, format, compare, truth, len, getitem, setitem, contains,
        iter, next, call, binary, inplace, unary, descr_get, descr_set, index, to_float, new, init
    )
}

/// `class[key]`: `__class_getitem__`.
pub fn class_getitem(class: &'static Type, key: &Value) -> PyResult<Value> {
    let name = crate::str::intern("__class_getitem__");
    if let Some(found) = type_lookup(class, &name)
        && let Some(get) = found.ty().slots().descr_get()
    {
        return crate::call::call(&get(&found, None, class)?, core::slice::from_ref(key));
    }
    crate::generic_alias::of_plain_class(class, key)
}
