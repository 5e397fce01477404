//! Slots of classes of the program: each calls the special method the
//! class defines.

use crate::args::Args;
use crate::attribute::{call_found_special, generic_getattr, no_attribute, type_lookup};
use crate::error::{
    PyResult, Raised, catch, pending_is, raise_attribute_error, raise_type_error, set_pending,
    take_pending,
};
use crate::exception::{ATTRIBUTE_ERROR, STOP_ITERATION};
use crate::memory::Global;
use crate::name;
use crate::often;
use crate::reference::Str;
use crate::types::{BinaryOp, CompareOp, Slots, Type, UnaryOp, type_flags};
use crate::value::Value;

/// Works out the slots of a class of the program again, and those of its subclasses.
pub fn update(ty: &'static Type) {
    if ty.is_heap_type() {
        update_one(ty);
    }
    // SAFETY: the list does not change meanwhile.
    for subclass in unsafe { &*ty.subclasses.get() } {
        update(subclass);
    }
}

fn update_one(ty: &'static Type) {
    let mut slots = Slots::OBJECT;
    for class in ty.mro().iter().rev() {
        if class.is_heap_type() {
            add_methods(class, &mut slots);
        } else {
            slots = crate::class::overlay(&slots, class);
        }
    }
    // What such a `__repr__` gives is judged as what `__str__` gives.
    let is_own = |slot: fn(&Value) -> PyResult<Str>| slot as usize == repr as *const () as usize;
    if slots.str.is_none() && slots.repr.is_some_and(is_own) {
        slots.str = Some(str_by_repr);
    }
    // Layout decides how objects are taken apart, not the order of bases.
    let solid = ty
        .mro()
        .iter()
        .find(|class| !class.is_heap_type() && class.layout() == ty.layout());
    if let Some(solid) = solid {
        slots.dealloc = solid.slots().dealloc();
        slots.traverse = Some(crate::class::instance_traverse);
        if slots.new.map(|new| new as usize)
            == crate::types::OBJECT.all_slots().new.map(|new| new as usize)
        {
            slots.new = solid.all_slots().new;
        }
    }
    if ty.lookup_name("__del__").is_some() {
        ty.set_flag(type_flags::HAS_DEL);
        slots.finalize = Some(crate::class::call_del);
    }
    ty.set_slots(slots);
    ty.set_drop_words(crate::class::drop_words(ty));
}

/// Puts the special methods in the dict of `class` over `slots`.
fn add_methods(class: &'static Type, slots: &mut Slots) {
    for (key, value) in class.dict().entries() {
        let Some(key) = key.as_str() else { continue };
        let text = key.as_str();
        if !text.starts_with("__") {
            continue;
        }
        let none = value.is_none();
        match text {
            "__repr__" => slots.repr = Some(repr),
            "__str__" => slots.str = Some(str),
            "__format__" => slots.format = Some(format),
            "__hash__" => slots.hash = if none { None } else { Some(hash) },
            "__eq__" | "__ne__" | "__lt__" | "__le__" | "__gt__" | "__ge__" => {
                slots.compare = Some(compare)
            }
            "__bool__" => slots.truth = Some(truth),
            "__len__" => slots.len = Some(len),
            "__getitem__" => slots.getitem = Some(getitem),
            "__setitem__" | "__delitem__" => slots.setitem = Some(setitem),
            "__contains__" => {
                slots.contains = if none {
                    Some(not_container)
                } else {
                    Some(contains)
                }
            }
            // Without the slot items would be asked for by their places.
            "__iter__" => slots.iter = Some(if none { not_iterable } else { iter }),
            "__next__" => slots.next = Some(next),
            "__call__" => slots.call = Some(call),
            "__neg__" | "__pos__" | "__invert__" | "__abs__" => slots.unary = Some(unary),
            "__getattr__" | "__getattribute__" => slots.getattr = getattr,
            "__setattr__" | "__delattr__" => slots.setattr = setattr,
            "__get__" => slots.descr_get = Some(descr_get),
            "__set__" | "__delete__" => slots.descr_set = Some(descr_set),
            "__index__" => slots.index = Some(index),
            "__float__" => slots.to_float = Some(to_float),
            "__new__" => slots.new = Some(new),
            "__init__" => slots.init = Some(init),
            _ => {
                for op in BinaryOp::ALL {
                    if text == op.method() || text == op.reflected_method() {
                        slots.binary = Some(binary);
                        slots.binary_ops |= op.bit();
                    } else if text == op.inplace_method() {
                        slots.inplace = Some(inplace);
                        slots.inplace_ops |= op.bit();
                    }
                }
            }
        }
    }
}

/// The interned str of a method name. The names are literals, so their
/// addresses stand for them.
fn interned(text: &'static str) -> &'static Str {
    static KNOWN: Global<[(*const u8, Option<Str>); 128]> =
        Global::new([const { (core::ptr::null(), None) }; 128]);
    // SAFETY: entries are set once and never moved; nothing else runs meanwhile.
    let known = unsafe { &mut *KNOWN.get() };
    let start = text.as_ptr() as usize / 8;
    for i in 0..known.len() {
        let entry = &mut known[(start + i) % 128];
        if entry.0.is_null() {
            *entry = (text.as_ptr(), Some(crate::str::intern(text)));
        }
        if entry.0 == text.as_ptr()
            && let Some(name) = &entry.1
            && name.as_str().len() == text.len()
        {
            // SAFETY: as above.
            return unsafe { &*(name as *const Str) };
        }
    }
    crate::start::fatal("more special methods than there are")
}

/// Calls `type(this).name(this, *args)`, which the class is known to have.
fn call_method(this: &Value, name: &Str, args: &[Value]) -> PyResult<Value> {
    match type_lookup(this.ty(), name) {
        Some(found) => call_found_special(this, &found, args),
        None => Err(crate::attribute::no_attribute(this, name.as_str())),
    }
}

fn expect_str(result: Value, method: &str) -> PyResult<Str> {
    match result.as_str() {
        Some(text) => Ok(text.clone()),
        None => Err(raise_type_error(format_args!(
            "{method} returned non-string (type {})",
            result.type_name()
        ))),
    }
}

/// `str(this)` of an object whose class has no text but `__repr__`.
fn str_by_repr(this: &Value) -> PyResult<Str> {
    let _frame = crate::recursion::enter(" while getting the str of an object")?;
    expect_str(call_method(this, name!("__repr__"), &[])?, "__str__")
}

fn repr(this: &Value) -> PyResult<Str> {
    expect_str(call_method(this, name!("__repr__"), &[])?, "__repr__")
}

fn str(this: &Value) -> PyResult<Str> {
    expect_str(call_method(this, name!("__str__"), &[])?, "__str__")
}

fn format(this: &Value, spec: &Str) -> PyResult<Str> {
    let result = call_method(this, name!("__format__"), &[spec.to_value()])?;
    match result.as_str() {
        Some(text) => Ok(text.clone()),
        None => Err(raise_type_error(format_args!(
            "__format__ must return a str, not {}",
            result.type_name()
        ))),
    }
}

fn hash(this: &Value) -> PyResult<i64> {
    let result = match often::method(this.ty(), often::HASH) {
        Some(method) => crate::function::call_plain(&method, &[this])?,
        None => call_method(this, name!("__hash__"), &[])?,
    };
    hash_result(&result)
}

/// The hash that `__hash__` gave.
#[inline]
pub(crate) fn hash_result(result: &Value) -> PyResult<i64> {
    if crate::int::is_int(result) {
        // Where it fits, what it gave is the hash, not the hash of that.
        return Ok(match crate::int::to_i64(result) {
            Some(-1) => -2,
            Some(n) => n,
            None => crate::int::hash(result),
        });
    }
    Err(raise_type_error(format_args!(
        "__hash__ method should return an integer"
    )))
}

/// The name of the method behind a comparison.
#[inline]
fn comparison_name(op: CompareOp) -> &'static Str {
    match op {
        CompareOp::Lt => name!("__lt__"),
        CompareOp::Le => name!("__le__"),
        CompareOp::Eq => name!("__eq__"),
        CompareOp::Ne => name!("__ne__"),
        CompareOp::Gt => name!("__gt__"),
        CompareOp::Ge => name!("__ge__"),
    }
}

fn compare(this: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    if let Some(result) = often::compare(this, other, op) {
        return Ok(Some(result?).filter(|result| !result.is_not_implemented()));
    }
    let name = comparison_name(op);
    if let Some(found) = type_lookup(this.ty(), name) {
        let result = call_found_special(this, &found, core::slice::from_ref(other))?;
        return Ok(Some(result).filter(|result| !result.is_not_implemented()));
    }
    if op == CompareOp::Ne {
        return Ok(match compare(this, other, CompareOp::Eq)? {
            Some(equal) => Some(Value::bool(!crate::operation::value_truth(&equal)?)),
            None => None,
        });
    }
    // What a built-in base does with operators the class leaves alone.
    match this.ty().mro().iter().find(|class| !class.is_heap_type()) {
        Some(base) => match base.slots().compare() {
            Some(compare) => compare(this, other, op),
            None => Ok(None),
        },
        None => Ok(None),
    }
}

fn truth(this: &Value) -> PyResult<bool> {
    let result = call_method(this, name!("__bool__"), &[])?;
    result.as_bool().ok_or_else(|| {
        raise_type_error(format_args!(
            "__bool__ should return bool, returned {}",
            result.type_name()
        ))
    })
}

fn len(this: &Value) -> PyResult<i64> {
    let result = call_method(this, name!("__len__"), &[])?;
    crate::operation::checked_length(&crate::operation::index(&result)?)
}

fn getitem(this: &Value, key: &Value) -> PyResult<Value> {
    call_method(this, name!("__getitem__"), core::slice::from_ref(key))
}

fn setitem(this: &Value, key: &Value, value: Option<&Value>) -> PyResult<()> {
    let name = match value {
        Some(_) => name!("__setitem__"),
        None => name!("__delitem__"),
    };
    // A class that has one of the two has the slot: the other is missed by name.
    let Some(found) = type_lookup(this.ty(), name) else {
        return Err(raise_attribute_error(format_args!("{}", name.as_str())));
    };
    match value {
        Some(value) => call_found_special(this, &found, &[key.clone(), value.clone()])?,
        None => call_found_special(this, &found, core::slice::from_ref(key))?,
    };
    Ok(())
}

fn contains(this: &Value, item: &Value) -> PyResult<bool> {
    let result = call_method(this, name!("__contains__"), core::slice::from_ref(item))?;
    crate::operation::value_truth(&result)
}

fn not_container(this: &Value, _: &Value) -> PyResult<bool> {
    Err(raise_type_error(format_args!(
        "'{}' object is not a container",
        this.type_name()
    )))
}

fn not_iterable(this: &Value) -> PyResult<Value> {
    Err(raise_type_error(format_args!(
        "'{}' object is not iterable",
        this.type_name()
    )))
}

fn iter(this: &Value) -> PyResult<Value> {
    let iterator = call_method(this, name!("__iter__"), &[])?;
    if iterator.ty().slots().next().is_none() {
        return Err(raise_type_error(format_args!(
            "iter() returned non-iterator of type '{}'",
            iterator.type_name()
        )));
    }
    Ok(iterator)
}

fn next(this: &Value) -> PyResult<Option<Value>> {
    catch(call_method(this, name!("__next__"), &[]), &STOP_ITERATION)
}

fn call(this: &Value, args: Args<'_>) -> PyResult<Value> {
    crate::start::check_stack(" while calling a Python object")?;
    match type_lookup(this.ty(), name!("__call__")) {
        Some(found) if found.ty().layout() == crate::types::Layout::Function => {
            crate::function::call_with_receiver(&found, this, args)
        }
        Some(found) => match found.ty().slots().descr_get() {
            Some(get) => crate::call::call_args(&get(&found, Some(this), this.ty())?, args),
            None => crate::call::call_args(&found, args),
        },
        None => Err(raise_type_error(format_args!(
            "'{}' object is not callable",
            this.type_name()
        ))),
    }
}

fn binary(op: BinaryOp, this: &Value, other: &Value, reflected: bool) -> PyResult<Option<Value>> {
    let method = if reflected {
        op.reflected_method()
    } else {
        op.method()
    };
    let result =
        crate::attribute::call_special(this, interned(method), core::slice::from_ref(other))?;
    Ok(result.filter(|result| !result.is_not_implemented()))
}

fn inplace(op: BinaryOp, this: &Value, other: &Value) -> PyResult<Option<Value>> {
    let name = interned(op.inplace_method());
    let result = crate::attribute::call_special(this, name, core::slice::from_ref(other))?;
    Ok(result.filter(|result| !result.is_not_implemented()))
}

fn unary(op: UnaryOp, this: &Value) -> PyResult<Option<Value>> {
    crate::attribute::call_special(this, interned(op.method()), &[])
}

/// Getattr slot of classes with `__getattribute__` or `__getattr__`. Compared
/// by address, so there must be one copy.
#[inline(never)]
pub fn getattr(this: &Value, name: &Str) -> PyResult<Value> {
    let ty = this.ty();
    let result = match own_getattribute(ty) {
        Some(found) => call_found_special(this, &found, &[name.to_value()]).map(Some),
        None => base_getattr(this, name),
    };
    let raised = match result {
        Ok(Some(value)) => return Ok(value),
        Ok(None) => None,
        Err(raised) if pending_is(&raised, &ATTRIBUTE_ERROR) => Some(raised),
        Err(raised) => return Err(raised),
    };
    match type_lookup(ty, name!("__getattr__")) {
        Some(found) => {
            drop(raised.map(take_pending));
            let result = call_found_special(this, &found, &[name.to_value()]);
            result.map_err(|raised| say_what_lacked(raised, this, name))
        }
        None => Err(raised.unwrap_or_else(|| no_attribute(this, name.as_str()))),
    }
}

/// An AttributeError that says neither of what nor which attribute is given both.
#[cold]
fn say_what_lacked(raised: Raised, object: &Value, name: &Str) -> Raised {
    let error = take_pending(raised);
    let says_nothing = !error.is_foreign()
        && error.ty().is_subclass_of(&ATTRIBUTE_ERROR)
        && crate::exception::members(&error).is_none_or(|members| members.is_empty());
    if says_nothing {
        crate::exception::set_extra(&error, "name", name.to_value());
        crate::exception::set_extra(&error, "obj", object.clone());
    }
    set_pending(error)
}

/// Whether instances of the class are filled by an `__init__` of the program.
pub fn has_own_init(ty: &'static Type) -> bool {
    let slot = ty.slots().init();
    slot.is_some_and(|slot| slot as usize == init as *const () as usize)
}

/// Whether instances of the class are made by a `__new__` of the program.
pub fn has_own_new(ty: &'static Type) -> bool {
    let slot = ty.slots().new();
    slot.is_some_and(|slot| slot as usize == new as *const () as usize)
}

/// The `__getattribute__` that a class or one of its bases defines.
fn own_getattribute(ty: &'static Type) -> Option<Value> {
    type_lookup(ty, name!("__getattribute__"))
        .filter(|found| found.ty().layout() != crate::types::Layout::MethodDescriptor)
}

/// Whether every attribute of the instances, methods too, is asked of a
/// `__getattribute__` of the program.
pub fn has_getattribute(ty: &'static Type) -> bool {
    own_getattribute(ty).is_some()
}

/// What the built-in base of the class does for attributes; `None`, and no
/// error yet, where there is none.
fn base_getattr(this: &Value, name: &Str) -> PyResult<Option<Value>> {
    let base = this.ty().mro().iter().find(|class| !class.is_heap_type());
    let generic = generic_getattr as *const () as usize;
    match base.map(|base| base.slots().getattr()) {
        Some(getattr) if getattr as usize != generic => getattr(this, name).map(Some),
        _ => crate::attribute::generic_getattr_opt(this, name),
    }
}

fn setattr(this: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let method = match value {
        Some(_) => name!("__setattr__"),
        None => name!("__delattr__"),
    };
    let base = this.ty().mro().iter().find(|class| !class.is_heap_type());
    let inherited = base.and_then(|base| type_lookup(base, method));
    if let Some(found) = type_lookup(this.ty(), method)
        && !inherited.is_some_and(|inherited| inherited.is(&found))
    {
        match value {
            Some(value) => call_found_special(this, &found, &[name.to_value(), value.clone()])?,
            None => call_found_special(this, &found, &[name.to_value()])?,
        };
        return Ok(());
    }
    match base {
        Some(base) => (base.slots().setattr())(this, name, value),
        None => crate::attribute::generic_setattr(this, name, value),
    }
}

fn descr_get(this: &Value, object: Option<&Value>, owner: &'static Type) -> PyResult<Value> {
    let object = object.cloned().unwrap_or(Value::NONE);
    call_method(this, name!("__get__"), &[object, owner.to_value()])
}

fn descr_set(this: &Value, object: &Value, value: Option<&Value>) -> PyResult<()> {
    let (name, args) = match value {
        Some(value) => (name!("__set__"), &[object.clone(), value.clone()][..]),
        None => (name!("__delete__"), core::slice::from_ref(object)),
    };
    if type_lookup(this.ty(), name).is_none() {
        return Err(raise_attribute_error(format_args!("{}", name.as_str())));
    }
    call_method(this, name, args)?;
    Ok(())
}

fn index(this: &Value) -> PyResult<Value> {
    let result = call_method(this, name!("__index__"), &[])?;
    if crate::int::is_int(&result) {
        crate::int::warn_of_subclass("__index__", &crate::int::INT, &result)?;
        return Ok(result);
    }
    Err(raise_type_error(format_args!(
        "__index__ returned non-int (type {})",
        result.type_name()
    )))
}

fn to_float(this: &Value) -> PyResult<f64> {
    let result = call_method(this, name!("__float__"), &[])?;
    let Some(number) = result.as_float() else {
        return Err(raise_type_error(format_args!(
            "{}.__float__ returned non-float (type {})",
            this.type_name(),
            result.type_name()
        )));
    };
    let method = [this.type_name(), ".__float__"].concat();
    crate::int::warn_of_subclass(&method, &crate::float::FLOAT, &result)?;
    Ok(number)
}

fn new(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    match type_lookup(ty, name!("__new__")) {
        Some(found) => {
            let function = match found.ty().slots().descr_get() {
                Some(get) => get(&found, None, ty)?,
                None => found,
            };
            crate::function::call_with_receiver(&function, &ty.to_value(), args)
        }
        None => crate::class::object_new(ty, args),
    }
}

fn init(this: &Value, args: Args<'_>) -> PyResult<()> {
    let Some(found) = type_lookup(this.ty(), name!("__init__")) else {
        return Ok(());
    };
    let result = crate::function::call_with_receiver(&found, this, args)?;
    check_init(&result)
}

/// Refuses what an `__init__` returned, unless it is None.
pub fn check_init(result: &Value) -> PyResult<()> {
    if result.is_none() {
        return Ok(());
    }
    Err(raise_type_error(format_args!(
        "__init__() should return None, not '{}'",
        result.type_name()
    )))
}
