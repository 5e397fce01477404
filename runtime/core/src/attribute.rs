//! Attribute access: class lookup with its cache, descriptors, fixed
//! fields, instance dicts, and what every object has.

use core::cell::Cell;

use pyaot_abi::layout::{ExceptionObject, FieldKind, Header, InstanceObject, Word, option};
use pyaot_abi::value as tag;

use crate::error::{
    PyResult, Raised, catch, pending_is, raise_attribute_error, raise_type_error, take_pending,
};
use crate::exception::ATTRIBUTE_ERROR;
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Dict, Str};
use crate::types::{CompareOp, Field, Layout, Type, type_flags};
use crate::value::{Value, release};

#[derive(Clone, Copy)]
struct CacheEntry {
    /// The class's version when the entry was made; 0: empty.
    version: u64,
    name: *const u8,
    /// Borrowed from the class that has it; 0: no such attribute.
    value: Word,
    /// Position of the fixed field of that name, counted from 1; 0: none. Or [`REFUSED`].
    field: u32,
    /// Where instances mostly have it in their dict.
    hint: u32,
}

/// Where instances may have no attribute of the name, by what `__slots__` say.
const REFUSED: u32 = 1 << 31;

const CACHE_SIZE: usize = 4096;
static CACHE: Global<[CacheEntry; CACHE_SIZE]> = Global::new(
    [CacheEntry {
        version: 0,
        name: core::ptr::null(),
        value: 0,
        field: 0,
        hint: 0,
    }; CACHE_SIZE],
);
static NEXT_VERSION: Global<u64> = Global::new(1);

fn cache_slot(version: u64, name: &Str) -> usize {
    ((version as usize).wrapping_mul(31) ^ (name.as_raw() as usize >> 4)) % CACHE_SIZE
}

/// The attribute `name` of `ty` or its bases, not bound to anything.
#[inline]
pub fn type_lookup(ty: &'static Type, name: &Str) -> Option<Value> {
    lookup(ty, name).0
}

/// The attribute of the class, and the fixed field of instances.
#[inline]
fn lookup(ty: &'static Type, name: &Str) -> (Option<Value>, Option<&'static Field>) {
    // SAFETY: entries are copied; a value is retained before anything else
    // runs, and the class it was borrowed from keeps it as long as the
    // version stands.
    unsafe {
        let version = ty.version.get();
        let entry = (*CACHE.get())[cache_slot(version, name)];
        if version != 0 && entry.version == version && entry.name == name.as_ptr().cast() {
            return (
                Value::borrow_opt(&entry.value).cloned(),
                field_at(ty, entry.field),
            );
        }
    }
    lookup_slow(ty, name)
}

#[inline]
fn field_at(ty: &'static Type, position: u32) -> Option<&'static Field> {
    let at = (position & !REFUSED).checked_sub(1)?;
    ty.fields().get(at as usize)
}

#[cold]
#[inline(never)]
fn lookup_slow(ty: &'static Type, name: &Str) -> (Option<Value>, Option<&'static Field>) {
    let found = ty.mro().iter().find_map(|class| class.dict().get_key(name));
    let fields = ty.fields();
    let position = fields
        .iter()
        .position(|field| field.name.same_text(name))
        .map_or(0, |at| at as u32 + 1);
    let may_refuse = ty.has_flag(type_flags::SLOTTED) && name.is_immortal();
    let refused = match may_refuse && !crate::class::is_slot(ty, name.as_str()) {
        true => REFUSED,
        false => 0,
    };
    // Only names that live for ever may stand in the cache by address.
    if name.is_immortal() {
        // SAFETY: short accesses.
        unsafe {
            if ty.version.get() == 0 {
                ty.version.set(*NEXT_VERSION.get());
                *NEXT_VERSION.get() += 1;
            }
            let version = ty.version.get();
            (*CACHE.get())[cache_slot(version, name)] = CacheEntry {
                version,
                name: name.as_ptr().cast(),
                value: found.as_ref().map_or(0, Value::as_raw),
                field: position | refused,
                hint: 0,
            };
        }
    }
    (found, field_at(ty, position))
}

/// Whether instances of `ty` may have the attribute `name`, which has just been looked up, of
/// their own.
fn allows_attribute(ty: &'static Type, name: &Str) -> bool {
    if !ty.has_flag(type_flags::SLOTTED) {
        return true;
    }
    // SAFETY: a short access.
    unsafe {
        let version = ty.version.get();
        let entry = (*CACHE.get())[cache_slot(version, name)];
        if version != 0 && entry.version == version && entry.name == name.as_ptr().cast() {
            return entry.field & REFUSED == 0;
        }
    }
    crate::class::is_slot(ty, name.as_str())
}

/// Forgets cached lookups in `ty` and its subclasses.
pub fn type_changed(ty: &'static Type) {
    ty.version.set(0);
    // SAFETY: the list does not change meanwhile.
    for subclass in unsafe { &*ty.subclasses.get() } {
        type_changed(subclass);
    }
}

/// Address of the word that holds an object's attribute dict, if its class has one.
fn attrs_place(object: &Value) -> Option<*mut Word> {
    let header = object.as_header()?;
    let ty = object.ty();
    if !ty.has_flag(type_flags::HAS_ATTRS) {
        return None;
    }
    // SAFETY: the class says where its instances keep the word.
    unsafe { crate::class::attrs_word(header, ty) }
}

/// The object's attribute dict, if it has any attributes there.
pub fn attrs_dict(object: &Value) -> Option<&Dict> {
    let place = attrs_place(object)?;
    // SAFETY: the word belongs to the live object.
    unsafe { Value::borrow_opt(&*place) }.and_then(Value::as_dict)
}

/// The object's attribute dict, made if need be.
pub fn attrs_dict_make(object: &Value) -> Option<&Dict> {
    let place = attrs_place(object)?;
    // SAFETY: the word belongs to the live object.
    unsafe {
        if *place == 0 {
            *place = Dict::new().into_raw();
        }
        Value::borrow_opt(&*place).and_then(Value::as_dict)
    }
}

/// The value of a fixed field, if set.
pub fn load_field(header: *mut Header, field: &Field) -> Option<Value> {
    // SAFETY: the class says where the field lies and what it holds.
    unsafe {
        let place = header
            .cast::<u8>()
            .add(field.offset as usize)
            .cast::<Word>();
        match field.kind {
            FieldKind::Value => Value::borrow_opt(&*place).cloned(),
            FieldKind::F64 if *place == tag::UNBOUND_F64 => None,
            FieldKind::F64 => Some(Value::float(f64::from_bits(*place))),
        }
    }
}

/// Sets a fixed field, or unsets it. An `F64` field only takes exact floats.
pub fn store_field(
    object: &Value,
    header: *mut Header,
    field: &Field,
    value: Option<&Value>,
) -> PyResult<bool> {
    // SAFETY: as in `load_field`; the old word is released after the new one stands.
    unsafe {
        let place = header
            .cast::<u8>()
            .add(field.offset as usize)
            .cast::<Word>();
        match field.kind {
            FieldKind::Value => {
                let old =
                    core::mem::replace(&mut *place, value.cloned().map_or(0, Value::into_raw));
                release(old);
                Ok(old != 0)
            }
            FieldKind::F64 => {
                let had = *place != tag::UNBOUND_F64;
                match value {
                    None => *place = tag::UNBOUND_F64,
                    Some(value) => match value.as_float() {
                        Some(x) => *place = x.to_bits(),
                        None => {
                            return Err(raise_type_error(format_args!(
                                "attribute '{}' of '{}' is compiled as float, not {}",
                                field.name.as_str(),
                                object.type_name(),
                                value.type_name()
                            )));
                        }
                    },
                }
                Ok(had)
            }
        }
    }
}

/// The fixed field of that name that instances of the object's class have.
pub fn fixed_field(object: &Value, name: &Str) -> Option<&'static Field> {
    lookup(object.ty(), name).1
}

/// The object's own attribute `name`: a fixed field or an entry of its dict.
#[inline]
fn own_attribute(object: &Value, name: &Str, field: Option<&Field>) -> Option<Value> {
    let header = object.as_header()?;
    if let Some(field) = field {
        return load_field(header, field);
    }
    attrs_dict(object)?.get_key(name)
}

/// Where instances mostly have an attribute in their dict, if it is known without
/// a search that the class has none, and its instances no fixed field of that name.
#[inline]
fn own_only(ty: &'static Type, name: &Str) -> Option<&'static Cell<u32>> {
    // SAFETY: a short access, of the caller's as well.
    let entry = unsafe { &mut (*CACHE.get())[cache_slot(ty.version.get(), name)] };
    let is_known = entry.version != 0
        && entry.version == ty.version.get()
        && entry.name == name.as_ptr().cast()
        && entry.value == 0
        && entry.field == 0;
    is_known.then_some(Cell::from_mut(&mut entry.hint))
}

/// The attribute dict of an instance that has it at a fixed place, if it has any attributes there.
#[inline]
fn plain_attrs<'a>(object: &'a Value, ty: &Type) -> Option<&'a Dict> {
    if !ty.has_flag(type_flags::HAS_ATTRS) {
        return None;
    }
    let header = object.as_header()?;
    // SAFETY: the layout says where the word is; it belongs to the live object.
    let attrs = unsafe {
        match ty.layout() {
            Layout::Instance => Value::borrow_opt(&(*header.cast::<InstanceObject>()).attrs),
            Layout::Exception => Value::borrow_opt(&(*header.cast::<ExceptionObject>()).attrs),
            Layout::List | Layout::Dict | Layout::Set => {
                let behind = ty.fields_offset() as usize - size_of::<Word>();
                Value::borrow_opt(&*header.cast::<u8>().add(behind).cast::<Word>())
            }
            _ => None,
        }
    };
    attrs.and_then(Value::as_dict)
}

/// Whether a class has an attribute, or its instances a fixed field, of that name.
pub(crate) fn is_defined(ty: &'static Type, name: &Str) -> bool {
    let (found, field) = lookup(ty, name);
    found.is_some() || field.is_some()
}

/// Getattr slot of most classes: data descriptors, own attributes, then the
/// class. Compared by address, so there must be one copy.
#[inline(never)]
pub fn generic_getattr(object: &Value, name: &Str) -> PyResult<Value> {
    let ty = object.ty();
    if let Some(hint) = own_only(ty, name)
        && let Some(dict) = plain_attrs(object, ty)
        && let Some(at) = dict.place_of_same(name, hint)
        && let Some(own) = dict.value_at(at)
    {
        return Ok(own);
    }
    match generic_getattr_opt(object, name)? {
        Some(value) => Ok(value),
        None => Err(no_attribute(object, name.as_str())),
    }
}

/// What stores to attributes of instances are calls of, where a class has that under the name: data
/// descriptors, those of CPython's classes included.
fn setter(member: &Value) -> Option<crate::types::DescrSet> {
    match member.is_foreign() {
        true => crate::foreign::descr_setter(member),
        false => member.ty().slots().descr_set(),
    }
}

/// As [`generic_getattr`], `None` when there is no such attribute.
pub fn generic_getattr_opt(object: &Value, name: &Str) -> PyResult<Option<Value>> {
    let ty = object.ty();
    let (mut found, field) = lookup(ty, name);
    if name.as_str() == "__qualname__" && ty.is_heap_type() {
        // Our classes keep theirs where CPython's have an attribute of `type`.
        found = None;
    }
    if let Some(attribute) = &found {
        if let Some(item) = crate::namedtuple::item_by(attribute, object) {
            return Ok(Some(item));
        }
        if setter(attribute).is_some()
            && let Some(get) = attribute.ty().slots().descr_get()
        {
            return get(attribute, Some(object), ty).map(Some);
        }
    }
    if let Some(own) = own_attribute(object, name, field) {
        return Ok(Some(own));
    }
    if let Some(attribute) = found {
        return match attribute.ty().slots().descr_get() {
            Some(get) => get(&attribute, Some(object), ty).map(Some),
            None => Ok(Some(attribute)),
        };
    }
    universal_attribute(object, name)
}

/// Attributes every object has, whatever its class says.
fn universal_attribute(object: &Value, name: &Str) -> PyResult<Option<Value>> {
    Ok(match name.as_str() {
        "__class__" => Some(object.ty().to_value()),
        "__dict__" if object.ty().has_flag(type_flags::SLOTTED) => None,
        "__dict__" => attrs_place(object).map(|_| instance_dict(object)),
        // Those there are belong to CPython's side.
        "__weakref__"
            if object.ty().is_heap_type() && crate::class::takes_weak_references(object.ty()) =>
        {
            Some(Value::NONE)
        }
        "__doc__" => Some(crate::foreign::doc_of(object)),
        // Plain values have none, unlike their classes.
        "__module__" if !object.ty().is_heap_type() && object.ty().slots().call().is_none() => {
            Some(crate::class::module_of(object.ty())).filter(|module| {
                module
                    .as_str()
                    .is_none_or(|name| name.as_str() != "builtins")
            })
        }
        "__module__" => Some(crate::class::module_of(object.ty())),
        _ => None,
    })
}

/// `object.__dict__`: fixed fields copied together with the own attributes.
fn instance_dict(object: &Value) -> Value {
    let fields = object.ty().fields();
    // What `__slots__` of a base names is not in the dict.
    let ty = object.ty();
    let slots = crate::class::has_slots(ty);
    let hidden = |name: &Str| slots && crate::class::is_slot(ty, name.as_str());
    if fields.is_empty() && !slots {
        let own = attrs_dict_make(object).expect("class with attributes");
        return own.to_value();
    }
    let all = Dict::new();
    let header = object.as_header().expect("instance");
    for field in fields {
        if let Some(value) = load_field(header, field).filter(|_| !hidden(&field.name)) {
            all.set_key(&field.name, value);
        }
    }
    let own = attrs_dict(object).map(|own| own.entries());
    for (key, value) in own.into_iter().flatten() {
        if let Some(key) = key.as_str().filter(|key| !hidden(key)) {
            all.set_key(key, value);
        }
    }
    all.into()
}

/// `object.__dict__[name] = value`: data descriptors of the class are not asked.
pub fn store_in_dict(object: &Value, name: &Str, value: &Value) -> PyResult<()> {
    let (_, field) = lookup(object.ty(), name);
    if let (Some(header), Some(field)) = (object.as_header(), field) {
        store_field(object, header, field, Some(value))?;
    } else if let Some(dict) = attrs_dict_make(object) {
        dict.set_key(name, value.clone());
    } else {
        generic_setattr(object, name, Some(value))?;
    }
    Ok(())
}

/// `object.__dict__ = new`, or `del object.__dict__`: a new one then. The
/// compiler gives no fixed fields to classes of such objects.
fn set_instance_dict(object: &Value, place: *mut Word, new: Option<&Value>) -> PyResult<()> {
    let dict = match new {
        None => Value::from(Dict::new()),
        Some(new) if new.as_dict().is_some() => new.clone(),
        Some(new)
            if new.is_foreign()
                && crate::foreign::isinstance_of_native(new, &crate::dict::DICT) =>
        {
            crate::foreign::to_native(new)?
        }
        Some(new) => {
            return Err(raise_type_error(format_args!(
                "__dict__ must be set to a dictionary, not a '{}'",
                new.type_name()
            )));
        }
    };
    // What is replaced dies after the object has the new one.
    attrs_dict_make(object);
    // SAFETY: the word belongs to the live object and holds a dict, which is taken over.
    let old = unsafe { core::mem::replace(&mut *place.cast::<Value>(), dict) };
    drop(old);
    Ok(())
}

/// Setattr slot of most classes.
pub fn generic_setattr(object: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let ty = object.ty();
    if let Some(new) = value
        && let Some(hint) = own_only(ty, name)
        && let Some(dict) = plain_attrs(object, ty)
        && let Some(at) = dict.place_of_same(name, hint)
    {
        dict.replace(at, new.clone());
        return Ok(());
    }
    let (found, field) = lookup(ty, name);
    if let Some(attribute) = &found
        && let Some(set) = setter(attribute)
    {
        return set(attribute, object, value);
    }
    set_own(object, name, value, (found.is_some(), field))
}

/// What the object itself has under `name`, whatever its class has.
pub(crate) fn own(object: &Value, name: &Str) -> PyResult<Value> {
    let (_, field) = lookup(object.ty(), name);
    own_attribute(object, name, field).ok_or_else(|| no_attribute(object, name.as_str()))
}

/// Stores or deletes what the object itself has under `name`, whatever its class has.
pub(crate) fn store_own(object: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let (_, field) = lookup(object.ty(), name);
    set_own(object, name, value, (false, field))
}

/// The same; `known` is whether the class has something else of that name, and its field.
fn set_own(
    object: &Value,
    name: &Str,
    value: Option<&Value>,
    known: (bool, Option<&'static Field>),
) -> PyResult<()> {
    let (ty, (is_shadowed, field)) = (object.ty(), known);
    if let (Some(header), Some(field)) = (object.as_header(), field) {
        let had = store_field(object, header, field, value)?;
        if value.is_none() && !had {
            return Err(nothing_to_delete(object, name.as_str()));
        }
        return Ok(());
    }
    if name.as_str() == "__dict__"
        && !is_shadowed
        && !ty.has_flag(type_flags::SLOTTED)
        && let Some(place) = attrs_place(object)
    {
        return set_instance_dict(object, place, value);
    }
    match value {
        Some(new) => {
            if name.as_str() == "__class__" {
                return Err(raise_type_error(format_args!(
                    "__class__ assignment only supported for mutable types or ModuleType subclasses"
                )));
            }
            let allowed = allows_attribute(ty, name);
            let Some(dict) = attrs_dict_make(object).filter(|_| allowed) else {
                return Err(if is_shadowed {
                    read_only(object, name)
                } else {
                    no_attribute(object, name.as_str())
                });
            };
            dict.set_key(name, new.clone());
            Ok(())
        }
        None => {
            let removed = attrs_dict(object).and_then(|dict| dict.remove_key(name));
            match removed {
                Some(_) => Ok(()),
                None if is_shadowed && attrs_place(object).is_none() => {
                    Err(read_only(object, name))
                }
                None => Err(nothing_to_delete(object, name.as_str())),
            }
        }
    }
}

/// Raises that objects of this class keep nothing under the name of a member of it.
#[cold]
fn read_only(object: &Value, name: &Str) -> Raised {
    raise_attribute_error(format_args!(
        "'{}' object attribute '{}' is read-only",
        object.type_name(),
        name.as_str()
    ))
}

/// Raises that `del object.name` finds nothing: the text of [`no_attribute`], without
/// what a traceback makes suggestions from; an unset slot says its bare name.
#[cold]
fn nothing_to_delete(object: &Value, name: &str) -> Raised {
    if crate::class::is_slot(object.ty(), name) {
        return raise_attribute_error(format_args!("{name}"));
    }
    raise_attribute_error(format_args!(
        "'{}' object has no attribute '{name}'",
        object.type_name()
    ))
}

/// Raises "'X' object has no attribute 'y'".
#[cold]
pub fn no_attribute(object: &Value, name: &str) -> Raised {
    let raised = raise_attribute_error(format_args!(
        "'{}' object has no attribute '{name}'",
        object.type_name()
    ));
    crate::exception::annotate_pending(
        raised,
        &[("name", Value::str(name)), ("obj", object.clone())],
    )
}

/// `object.name`.
#[inline]
pub fn value_getattr(object: &Value, name: &Str) -> PyResult<Value> {
    let found = (object.ty().slots().getattr())(object, name);
    found.map_err(|raised| in_context(raised, object, name))
}

/// The row `value_option`.
pub fn value_option(object: &Value, name: &Str, kinds: i64) -> PyResult<Value> {
    let value = value_getattr(object, name)?;
    let kind = if value.is_none() {
        option::NONE
    } else if value.as_bool().is_some() {
        option::BOOL
    } else if core::ptr::eq(value.ty(), &crate::int::INT) {
        option::INT
    } else if value.as_exact_float().is_some() {
        option::FLOAT
    } else if crate::key::plain_str(&value).is_some() {
        option::STR
    } else {
        0
    };
    if kinds & kind != 0 {
        return Ok(value);
    }
    Err(raise_type_error(format_args!(
        "argument '{}' is a {}, which its add_argument does not say (compiled by pyaot)",
        name.as_str(),
        value.type_name()
    )))
}

/// An AttributeError says what was asked for, whoever raised it.
#[cold]
fn in_context(raised: Raised, object: &Value, name: &Str) -> Raised {
    let says_nothing = |pending: &Value| {
        !pending.is_foreign()
            && ["name", "obj"].iter().all(|part| {
                crate::exception::extra(pending, part).is_none_or(|said| said.is_none())
            })
    };
    if object.is_foreign()
        || !pending_is(&raised, &ATTRIBUTE_ERROR)
        || !crate::error::peek_pending().is_some_and(|pending| says_nothing(&pending))
    {
        return raised;
    }
    let parts = [("name", name.to_value()), ("obj", object.clone())];
    crate::exception::annotate_pending(raised, &parts)
}

/// `object.name = value`.
pub fn value_setattr(object: &Value, name: &Str, value: &Value) -> PyResult<()> {
    (object.ty().slots().setattr())(object, name, Some(value))
}

/// `del object.name`.
pub fn value_delattr(object: &Value, name: &Str) -> PyResult<()> {
    (object.ty().slots().setattr())(object, name, None)
}

/// `object.name`, `None` when that is an AttributeError; none is made where
/// only the object and its class are asked.
pub fn attribute_opt(object: &Value, name: &Str) -> PyResult<Option<Value>> {
    let getattr = object.ty().slots().getattr() as usize;
    let found = if getattr == generic_getattr as *const () as usize {
        generic_getattr_opt(object, name)
    } else if getattr == crate::class::type_getattr as *const () as usize {
        crate::class::type_getattr_opt(object, name)
    } else {
        value_getattr(object, name).map(Some)
    };
    catch(found, &ATTRIBUTE_ERROR).map(Option::flatten)
}

/// As [`attribute_opt`].
pub fn getattr_opt(object: &Value, name: &str) -> PyResult<Option<Value>> {
    attribute_opt(object, &crate::str::intern(name))
}

/// What `object.name(...)` has to call.
pub enum MethodLookup {
    /// Call with the object put before the arguments.
    Function(Value),
    /// A built-in method to call on the object.
    Native(Value),
    /// Call as it is.
    Value(Value),
}

/// Finds `object.name` for a call.
pub fn lookup_method(object: &Value, name: &Str) -> PyResult<MethodLookup> {
    let ty = object.ty();
    let getattr = ty.slots().getattr() as usize;
    let generic = getattr == generic_getattr as *const () as usize
        // What generators answer themselves are no methods.
        || ty.layout() == Layout::Generator
        || getattr == crate::user_slots::getattr as *const () as usize
            && !crate::user_slots::has_getattribute(ty);
    if generic && let (Some(found), field) = lookup(ty, name) {
        match found.ty().layout() {
            Layout::Function
                if field.is_none()
                    && plain_attrs(object, ty).is_some_and(|dict| dict.surely_lacks(name)) =>
            {
                return Ok(MethodLookup::Function(found));
            }
            Layout::Function if own_attribute(object, name, field).is_none() => {
                return Ok(MethodLookup::Function(found));
            }
            Layout::MethodDescriptor
                if field.is_none()
                    && plain_attrs(object, ty).is_some_and(|dict| dict.surely_lacks(name)) =>
            {
                return Ok(MethodLookup::Native(found));
            }
            Layout::MethodDescriptor if own_attribute(object, name, field).is_none() => {
                return Ok(MethodLookup::Native(found));
            }
            _ => {}
        }
    }
    value_getattr(object, name).map(MethodLookup::Value)
}

/// What `object` itself keeps under `name`, unless a data descriptor of its class hides that.
pub fn kept(object: &Value, name: &Str) -> Option<Value> {
    if !object.ty().is_heap_type() {
        // Each built-in class keeps it in its own way (`lru_cache`).
        return match value_getattr(object, name) {
            Ok(value) => Some(value).filter(|value| !value.is_none()),
            Err(raised) => {
                drop(take_pending(raised));
                None
            }
        };
    }
    let (found, field) = lookup(object.ty(), name);
    let hides = |member: &Value| setter(member).is_some();
    match found.as_ref().is_some_and(hides) {
        true => None,
        false => own_attribute(object, name, field),
    }
}

/// The row `method_check`: of objects without attribute hooks of their own.
pub fn method_check(object: &Value, name: &Str) -> PyResult<()> {
    let ty = object.ty();
    let is_plain = ty.slots().getattr() as usize == generic_getattr as *const () as usize;
    let class = object
        .as_type()
        .filter(|_| core::ptr::eq(ty, &crate::types::TYPE));
    if object.is_foreign() || !is_plain && class.is_none() {
        return Ok(());
    }
    let (found, field) = lookup(ty, name);
    if found.is_some()
        || class.is_some_and(|class| type_lookup(class, name).is_some())
        || own_attribute(object, name, field).is_some()
    {
        return Ok(());
    }
    value_getattr(object, name).map(drop)
}

/// The row `method_check_late`.
pub fn method_check_late(object: &Value, name: &Str) -> PyResult<()> {
    let failed = crate::error::take_pending_opt();
    drop(value_getattr(object, name)?);
    if let Some(failed) = failed {
        let _ = crate::error::set_pending(failed);
    }
    Ok(())
}

/// The special method `name` of the object's class, bound to nothing.
pub fn special_method(object: &Value, name: &Str) -> Option<Value> {
    type_lookup(object.ty(), name)
}

/// `type(object).name(object, *args)`: how operators call special methods.
/// `None` when the class has no such method.
pub fn call_special(object: &Value, name: &Str, args: &[Value]) -> PyResult<Option<Value>> {
    if object.is_foreign() {
        let class = crate::foreign::class_of(object);
        return match catch(value_getattr(&class, name), &ATTRIBUTE_ERROR)? {
            Some(_) => crate::call::call_method(object, name, args).map(Some),
            None => Ok(None),
        };
    }
    let Some(found) = special_method(object, name) else {
        return Ok(None);
    };
    call_found_special(object, &found, args).map(Some)
}

/// Calls a special method already looked up in the class of `object`.
pub fn call_found_special(object: &Value, found: &Value, args: &[Value]) -> PyResult<Value> {
    match found.ty().slots().descr_get() {
        Some(_) if found.ty().layout() == Layout::Function => crate::function::call_with_receiver(
            found,
            object,
            crate::args::Args::positional_only(args),
        ),
        Some(_) if found.ty().layout() == Layout::MethodDescriptor => {
            crate::method::call_descriptor(found, object, args)
        }
        Some(get) => {
            let bound = get(found, Some(object), object.ty())?;
            crate::call::call(&bound, args)
        }
        None => crate::call::call(found, args),
    }
}

/// Repr slot of plain objects.
#[inline(never)]
pub fn object_repr(object: &Value) -> PyResult<Str> {
    let ty = object.ty();
    let name = crate::class::full_name(ty);
    Ok(Str::new(&format!(
        "<{name} object at {:#x}>",
        object.as_raw()
    )))
}

/// Hash slot of objects that are only equal to themselves.
#[inline(never)]
pub fn object_hash(object: &Value) -> PyResult<i64> {
    Ok(object.as_raw().rotate_right(4) as i64)
}

/// Compare slot of objects that are only equal to themselves.
#[inline(never)]
pub fn object_compare(a: &Value, b: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    match op {
        CompareOp::Eq if a.is(b) => Ok(Some(Value::TRUE)),
        CompareOp::Ne => {
            // This is a comparison already: it is linked.
            let Some(compare) = a.ty().all_slots().compare else {
                return Ok(None);
            };
            match compare(a, b, CompareOp::Eq)? {
                Some(equal) => Ok(Some(Value::bool(!crate::operation::value_truth(&equal)?))),
                None => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

/// Raises AttributeError: a fixed field is unset.
pub fn raise_unset_field(object: &Value, name: &Str) -> PyResult<()> {
    // The class may still have an attribute of that name, or `__getattr__`.
    Err(no_attribute(object, name.as_str()))
}

/// The keys of a dict that are texts.
fn keys(dict: &Dict) -> Vec<String> {
    let texts = dict.entries().filter_map(|(key, _)| {
        let key = key.as_str()?;
        Some(key.as_str().to_string())
    });
    texts.collect()
}

/// Names in order, each once. Put in one by one: sorting takes 7 KB of every program.
fn in_order(names: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        if let Err(at) = out.binary_search(&name) {
            out.insert(at, name);
        }
    }
    out
}

/// The names of the attributes an object has of its own and from classes of
/// the program, sorted.
pub fn own_names(object: &Value) -> Vec<String> {
    let mut names = attrs_dict(object).map_or(Vec::new(), keys);
    let class = object.as_type().unwrap_or_else(|| object.ty());
    for class in class.mro() {
        if let Some(dict) = class.program_dict() {
            names.extend(keys(dict));
            names.extend(crate::class::own_slots(class));
        }
    }
    if let Some(header) = object.as_header() {
        for field in object.ty().fields() {
            let is_slot = object.ty().has_flag(type_flags::SLOTTED);
            if is_slot || load_field(header, field).is_some() {
                names.push(field.name.as_str().to_string());
            }
        }
    }
    if class.is_heap_type() && !class.has_flag(type_flags::SLOTTED) {
        names.extend(["__dict__", "__doc__", "__module__", "__weakref__"].map(str::to_string));
    }
    // Our classes keep it where CPython's have an attribute of `type`.
    names.retain(|name| name != "__qualname__");
    in_order(names)
}

/// The names of an object's attributes, sorted: what `dir(object)` starts from.
pub fn dir(object: &Value) -> PyResult<crate::reference::List> {
    if object.ty().layout() == Layout::Module
        && let Some(own) = attrs_dict(object).and_then(|dict| dict.get_str("__dir__"))
    {
        return crate::list::list_from_iterable(&crate::call::call(&own, &[])?);
    }
    let mut names = own_names(object);
    let classes = object.as_type().unwrap_or_else(|| object.ty()).mro();
    let with_python = crate::foreign::hooks().is_some();
    let builtin = || classes.iter().filter(|class| !class.is_heap_type());
    for class in builtin().filter(|c| !with_python || c.layout() == Layout::Generator) {
        names.extend(keys(class.dict()));
    }
    if object.ty().layout() == Layout::Exception {
        names.extend(crate::exception::member_names(object.ty()).map(str::to_string));
    }
    // Some methods of built-in classes exist only in CPython.
    if let Some(class) = builtin().next().filter(|_| with_python)
        && class.layout() != Layout::Module
    {
        let class = class.to_value();
        let args = crate::args::Args::positional_only(core::slice::from_ref(&class));
        let found = crate::foreign::call_builtin(crate::name!("dir"), args)?;
        for name in crate::iter::collect(&found)? {
            names.extend(name.as_str().map(|name| name.as_str().to_string()));
        }
    }
    let names = in_order(names);
    Ok(crate::reference::List::from_vec(
        names.iter().map(|name| Value::str(name)).collect(),
    ))
}
