//! New classes: their bases, layout, order and namespace.

use pyaot_abi::layout::{self, ClassDesc, FieldKind, Header, InstanceObject};
use pyaot_abi::value as tag;

use super::slots::names_slot;
use super::{abstract_meta, is_var_sized, leak, listed_slots};
use crate::attribute::type_lookup;
use crate::error::{PyResult, raise_runtime_error, raise_type_error, raise_value_error};
use crate::prelude::*;
use crate::reference::{Dict, Str, Tuple};
use crate::types::{Field, Layout, OBJECT, TYPE, Type, type_flags};
use crate::value::Value;

/// The row `class_new`.
pub fn class_new(
    desc: *const u8,
    bases: &Value,
    namespace: &Value,
    keywords: &Value,
) -> PyResult<Value> {
    // SAFETY: compiled code passes its static description.
    let desc: &'static ClassDesc = unsafe { &*desc.cast::<ClassDesc>() };
    let text = crate::str::from_static;
    let fields: Vec<(Str, FieldKind)> = (0..desc.n_fields as usize)
        .map(|i| {
            // SAFETY: the description has `n_fields` fields.
            let field: &'static layout::FieldDesc = unsafe { &*desc.fields.add(i) };
            (text(&field.name).clone(), field.kind)
        })
        .collect();
    let namespace = namespace.as_dict().expect("namespace");
    let bases = bases.as_tuple().expect("bases");
    let keywords = keywords.as_dict();
    let resolved = crate::generic_alias::resolve_bases(bases.items());
    if resolved.is_some() {
        namespace.set_str("__orig_bases__", bases.to_value());
    }
    let bases = resolved.as_ref().unwrap_or(bases);
    if namespace.get_str("__module__").is_none() {
        namespace.set_str("__module__", text(&desc.module).to_value());
    }
    if namespace.get_str("__doc__").is_none() {
        let doc = if desc.doc.is_null() {
            Value::NONE
        } else {
            text(&desc.doc).to_value()
        };
        namespace.set_str("__doc__", doc);
    }
    make_class(
        text(&desc.name),
        text(&desc.qualname),
        Some(desc),
        bases,
        namespace,
        &fields,
        keywords,
    )
}

/// Whether a class is CPython's: a base or its metaclass is, or what it
/// derives from is only made there.
pub fn is_foreign_class(bases: &Tuple, keywords: Option<&Dict>) -> bool {
    let metaclass = keywords.and_then(|keywords| keywords.get_str("metaclass"));
    let bases = bases.items();
    let is_other = |metaclass: &Value| {
        let ty = metaclass.as_type();
        ty.is_none_or(|ty| !core::ptr::eq(ty, &TYPE) && abstract_meta(ty).is_none())
    };
    bases.iter().chain(&metaclass).any(Value::is_foreign)
        || crate::foreign::hooks().is_some()
            && (bases.iter().any(is_made_in_cpython) || metaclass.as_ref().is_some_and(is_other))
}

/// Flags that a class has from its bases.
const INHERITED: u32 = type_flags::HAS_DEL
    | type_flags::HAS_GETATTR
    | type_flags::OWN_CLASS
    | type_flags::SEQUENCE
    | type_flags::MAPPING;

/// Makes a class; `fields` of a `compiled` one are laid out by the compiler.
pub(super) fn make_class(
    name: &Str,
    qualname: &Str,
    compiled: Option<&'static ClassDesc>,
    bases: &Tuple,
    namespace: &Dict,
    fields: &[(Str, FieldKind)],
    keywords: Option<&Dict>,
) -> PyResult<Value> {
    if is_foreign_class(bases, keywords) {
        let (bases, keywords) = (bases.as_value(), keywords.map(Dict::as_value));
        if compiled.is_none() {
            return crate::foreign::class_call(name, bases, namespace.as_value(), keywords);
        }
        namespace.set_str("__qualname__", qualname.to_value());
        return crate::foreign::class_new(name, bases, namespace.as_value(), keywords);
    }
    let mut base_types: Vec<&'static Type> = Vec::new();
    for base in bases.items() {
        let Some(ty) = base.as_type() else {
            return Err(raise_type_error(format_args!(
                "bases must be types, not {}",
                base.type_name()
            )));
        };
        if !ty.has_flag(type_flags::BASE) {
            return Err(raise_type_error(format_args!(
                "type '{}' is not an acceptable base type",
                ty.name()
            )));
        }
        base_types.push(ty);
    }
    if base_types.is_empty() {
        base_types.push(&OBJECT);
    }
    refuse_conflict(namespace)?;
    let solid = solid_base(&base_types)?;
    let base_types: &'static [&'static Type] = Box::leak(base_types.into_boxed_slice());
    let base_flags = base_types
        .iter()
        .fold(0, |flags, base| flags | base.flags());

    // The layout of the base, an attribute word, then the fields.
    let start = match solid.layout() {
        Layout::Instance => size_of::<InstanceObject>() as u32,
        Layout::Exception => size_of::<layout::ExceptionObject>() as u32,
        _ if solid.has_flag(type_flags::HAS_ATTRS) => solid.fields_offset(),
        _ => solid.instance_size() + 8,
    };
    // Fields of an uncompiled class are those of its base.
    let inherited = solid.fields();
    let fields: Vec<Field> = if compiled.is_some() && fields.len() >= inherited.len() {
        fields
            .iter()
            .enumerate()
            .map(|(i, (name, kind))| Field {
                name: name.clone(),
                kind: *kind,
                offset: start + 8 * i as u32,
            })
            .collect()
    } else {
        inherited.to_vec()
    };
    let fields = if is_var_sized(solid.layout()) {
        Vec::new()
    } else {
        fields
    };
    let size = start + 8 * fields.len() as u32;
    let head = layout::Type {
        header: Header {
            refcount: tag::IMMORTAL,
            ty: (&raw const TYPE).cast(),
        },
        instance_size: size,
        fields_offset: start,
        layout: solid.layout() as u32,
        flags: type_flags::BASE
            | type_flags::HEAP
            | type_flags::HAS_ATTRS
            | base_flags & INHERITED
            | if namespace.get_str("__class__").is_some() {
                type_flags::OWN_CLASS
            } else {
                0
            }
            | if is_slotted(namespace, base_types) {
                type_flags::SLOTTED
            } else {
                0
            },
        drop_words: 0,
    };
    let ty = Type::heap(
        leak(name.as_str()),
        head,
        base_types,
        *solid.all_slots(),
        fields,
        compiled,
    );
    ty.set_mro(linearize(ty)?);
    for base in base_types {
        // SAFETY: nobody walks the list meanwhile.
        unsafe { (*base.subclasses.get()).push(ty) };
    }
    let dict = ty.dict();
    for (key, value) in namespace.entries() {
        dict.set(&key, &value)?;
    }
    if dict.get_str("__qualname__").is_none() {
        dict.set_str("__qualname__", qualname.to_value());
    }
    if dict.get_str("__module__").is_none() {
        let module = crate::frame::module().map_or("__main__", Str::as_str);
        dict.set_str("__module__", Value::str(module));
    }
    // Special methods are looked for in the dict of the class.
    for name in super::own_slots(ty) {
        let is_own = matches!(name.as_str(), "__dict__" | "__weakref__");
        if !is_own
            && name.starts_with("__")
            && name.ends_with("__")
            && let Some(member) = crate::member::find(ty, &Str::new(&name))
        {
            dict.set_str(&name, member);
        }
    }
    if dict.get_str("__eq__").is_some() && dict.get_str("__hash__").is_none() {
        dict.set_str("__hash__", Value::NONE);
    }
    for (name, wrap) in [
        (
            "__new__",
            crate::descriptor::static_method as fn(&Value) -> Value,
        ),
        ("__init_subclass__", crate::descriptor::class_method),
        ("__class_getitem__", crate::descriptor::class_method),
    ] {
        if let Some(function) = dict.get_str(name)
            && function.ty().layout() == Layout::Function
        {
            dict.set_str(name, wrap(&function));
        }
    }
    let metaclass = keywords.and_then(|keywords| keywords.get_str("metaclass"));
    let given = metaclass.as_ref().and_then(Value::as_type);
    let mut metaclasses = base_types
        .iter()
        .map(|base| base.to_value().ty())
        .chain(given);
    if let Some(means) = metaclasses.find_map(abstract_meta) {
        ty.set_metaclass(means.meta);
        (means.set_up)(ty, dict);
    }
    find_abstract(ty, dict)?;
    crate::user_slots::update(ty);
    Ok(ty.to_value())
}

/// The row `class_check_base`: another class may stand under the name of a base by now, in ways that the
/// compiler does not see (`exec`).
pub fn class_check_base(class: &Value, base: &Value) -> PyResult<()> {
    let is_base = |ty: &&'static Type| ty.to_value().is(base);
    match class.as_type() {
        Some(ty) if ty.bases().iter().any(is_base) => Ok(()),
        _ => Err(raise_type_error(format_args!(
            "{} was compiled over a base class that has been exchanged for another since",
            crate::operation::value_repr(class)?.as_str()
        ))),
    }
}

/// The row `class_announce`. CPython has done so for its classes.
pub fn class_announce(class: &Value, keywords: &Value) -> PyResult<()> {
    let Some(ty) = class.as_type() else {
        return Ok(());
    };
    set_names(class, ty.dict())?;
    init_subclass(class, ty, keywords.as_dict())
}

/// Sets `__abstractmethods__` of a new abstract class.
fn find_abstract(ty: &'static Type, dict: &Dict) -> PyResult<()> {
    let mut inherited = Vec::new();
    let mut is_abc = abstract_meta(ty.to_value().ty()).is_some();
    for base in ty.bases() {
        if let Some(names) = base.lookup_name("__abstractmethods__") {
            is_abc = true;
            inherited.extend(crate::iter::collect(&names)?);
        }
    }
    if !is_abc {
        return Ok(());
    }
    let is_abstract = |value: &Value| -> PyResult<bool> {
        match crate::attribute::getattr_opt(value, "__isabstractmethod__")? {
            Some(mark) => crate::operation::value_truth(&mark),
            None => Ok(false),
        }
    };
    let mut names = Vec::new();
    for (key, value) in dict.entries() {
        if is_abstract(&value)? {
            names.push(key);
        }
    }
    for name in inherited {
        let found = name.as_str().and_then(|name| type_lookup(ty, name));
        if dict.get(&name)?.is_none() && found.map_or(Ok(false), |found| is_abstract(&found))? {
            names.push(name);
        }
    }
    if !names.is_empty() {
        ty.set_flag(type_flags::ABSTRACT);
    }
    let names = crate::reference::List::from_vec(names);
    let names = crate::call::call(&crate::set::FROZENSET.to_value(), &[names.into()])?;
    dict.set_str("__abstractmethods__", names);
    Ok(())
}

/// `__set_name__` of the descriptors in a new class.
fn set_names(class: &Value, dict: &Dict) -> PyResult<()> {
    // Those that are there now: what the descriptors add is not told.
    let entries: Vec<_> = dict.entries().collect();
    for (key, value) in entries {
        if let Err(raised) = set_name(class, &key, &value) {
            let (key, ty) = (crate::operation::value_repr(&key)?, value.type_name());
            let class = class.as_type().map_or("", Type::name);
            return Err(crate::exception::raise_from(raised, || {
                raise_runtime_error(format_args!(
                    "Error calling __set_name__ on '{ty}' instance {} in '{class}'",
                    key.as_str()
                ))
            }));
        }
    }
    Ok(())
}

fn set_name(class: &Value, key: &Value, value: &Value) -> PyResult<()> {
    let name = crate::str::intern("__set_name__");
    let is_cached = value.ty().layout() == Layout::CachedProperty;
    if value.is_heap() && (is_cached || value.ty().is_heap_type()) {
        crate::attribute::call_special(value, &name, &[class.clone(), key.clone()])?;
    } else if value.is_foreign()
        && let Some(method) = crate::attribute::getattr_opt(value, "__set_name__")?
    {
        crate::call::call(&method, &[class.clone(), key.clone()])?;
    }
    Ok(())
}

/// Whether subclasses of a base are CPython's: those of `bytes` and `type`,
/// and of what is no class but may say which classes it stands for.
fn is_made_in_cpython(base: &Value) -> bool {
    base.as_type()
        .is_none_or(|ty| core::ptr::eq(ty, &crate::bytes::BYTES) || core::ptr::eq(ty, &TYPE))
}

/// `super(cls, cls).__init_subclass__(**keywords)`.
fn init_subclass(class: &Value, ty: &'static Type, keywords: Option<&Dict>) -> PyResult<()> {
    let name = crate::str::intern("__init_subclass__");
    let found = ty.mro()[1..]
        .iter()
        .find_map(|base| base.dict().get_key(&name));
    if let Some(keywords) = keywords {
        // `metaclass=type` has been obeyed.
        keywords.remove_key(crate::name!("metaclass"));
    }
    let keywords = keywords.filter(|keywords| !keywords.is_empty());
    match found {
        // `object`'s own does nothing but refuse keywords.
        Some(method)
            if method.ty().slots().descr_get().is_some() && !is_from_object(&method, &name) =>
        {
            let get = method.ty().slots().descr_get().expect("just checked");
            let bound = get(&method, Some(class), ty)?;
            let none = Tuple::from_slice(&[]);
            let kwargs = keywords.map_or(Value::NONE, |keywords| keywords.to_value());
            crate::call::value_call_ex(&bound, none.as_value(), &kwargs)?;
            Ok(())
        }
        _ if keywords.is_some() => Err(raise_type_error(format_args!(
            "{}.__init_subclass__() takes no keyword arguments",
            ty.name()
        ))),
        _ => Ok(()),
    }
}

/// Refuses a class variable that `__slots__` names too.
fn refuse_conflict(namespace: &Dict) -> PyResult<()> {
    let Some(slots) = namespace.get_str("__slots__") else {
        return Ok(());
    };
    let names = listed_slots(&slots).unwrap_or_default();
    let is_iterable = slots.ty().slots().iter().is_some() || slots.is_foreign();
    if slots.as_str().is_none() && !is_iterable {
        return Err(raise_type_error(format_args!(
            "'{}' object is not iterable",
            slots.type_name()
        )));
    }
    for name in names.iter() {
        let is_text = core::ptr::eq(name, &slots) || name.to_str().is_some();
        if !is_text {
            return Err(raise_type_error(format_args!(
                "__slots__ items must be strings, not '{}'",
                name.type_name()
            )));
        }
        if name
            .as_str()
            .is_some_and(|name| !crate::str::str_isidentifier(name))
        {
            return Err(raise_type_error(format_args!(
                "__slots__ must be identifiers"
            )));
        }
    }
    for name in names.iter().filter_map(Value::as_str) {
        // These two the class itself provides.
        let is_own = matches!(name.as_str(), "__qualname__" | "__classcell__");
        if !is_own && namespace.get_str(name.as_str()).is_some() {
            return Err(raise_value_error(format_args!(
                "{} in __slots__ conflicts with class variable",
                crate::operation::value_repr(name.as_value())?.as_str()
            )));
        }
    }
    Ok(())
}

/// Whether instances of a class with this body only have the attributes its
/// `__slots__` and those of its bases name.
fn is_slotted(namespace: &Dict, bases: &[&'static Type]) -> bool {
    let Some(slots) = namespace.get_str("__slots__") else {
        return false;
    };
    let bases_too = bases.iter().all(|base| {
        core::ptr::eq(*base, &OBJECT)
            || core::ptr::eq(*base, &crate::tuple::TUPLE)
            || base.has_flag(type_flags::SLOTTED)
    });
    bases_too && !names_slot(&slots, "__dict__")
}

fn is_from_object(method: &Value, name: &Str) -> bool {
    OBJECT
        .dict()
        .get_key(name)
        .is_some_and(|own| own.is(method))
}

/// The base whose memory layout instances have.
fn solid_base(bases: &[&'static Type]) -> PyResult<&'static Type> {
    let n_fields = |ty: &Type| ty.fields().len();
    let rank = |ty: &'static Type| (ty.layout() != Layout::Instance, n_fields(ty));
    let mut best = bases[0];
    for &base in &bases[1..] {
        if rank(base) > rank(best) {
            best = base;
        }
    }
    let kinds = crate::exception::WITH_FIELDS.iter();
    let mut kinds = kinds.filter(|kind| bases.iter().any(|base| base.is_subclass_of(kind)));
    let one_kind = kinds.next().is_none() || kinds.next().is_none();
    // Fields are found by name in the class of the instance itself: those that
    // the best base does not have are ordinary attributes.
    let mut slotted = None;
    for &base in bases {
        let compatible = base.layout() == Layout::Instance
            || base.layout() == best.layout()
            || best.is_subclass_of(base);
        let fits = match (slotted, slotted_base(base)) {
            (Some(known), Some(own)) if !own.is_subclass_of(known) => known.is_subclass_of(own),
            (_, own) => {
                slotted = own.or(slotted);
                true
            }
        };
        if !compatible || !fits || !one_kind {
            return Err(raise_type_error(format_args!(
                "multiple bases have instance lay-out conflict"
            )));
        }
    }
    Ok(best)
}

/// The nearest class whose `__slots__` make instances of `ty` larger.
fn slotted_base(ty: &'static Type) -> Option<&'static Type> {
    let grows = |name: &String| name != "__dict__" && name != "__weakref__";
    let mut classes = ty.mro().iter().copied();
    classes.find(|class| class.is_heap_type() && super::own_slots(class).iter().any(grows))
}

/// The C3 order of a new class.
fn linearize(ty: &'static Type) -> PyResult<Vec<&'static Type>> {
    let bases = ty.bases();
    for (i, base) in bases.iter().enumerate() {
        if bases[..i]
            .iter()
            .any(|earlier| core::ptr::eq(*earlier, *base))
        {
            return Err(raise_type_error(format_args!(
                "duplicate base class {}",
                base.name()
            )));
        }
    }
    let mut lists: Vec<&[&'static Type]> = bases.iter().map(|base| base.mro()).collect();
    lists.push(bases);
    let mut order = vec![ty];
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return Ok(order);
        }
        let in_tail = |class: &'static Type| {
            lists
                .iter()
                .any(|list| list[1..].iter().any(|other| core::ptr::eq(*other, class)))
        };
        let Some(next) = lists
            .iter()
            .map(|list| list[0])
            .find(|class| !in_tail(class))
        else {
            let mut names: Vec<&str> = Vec::new();
            for list in &lists {
                if !names.contains(&list[0].name()) {
                    names.push(list[0].name());
                }
            }
            return Err(raise_type_error(format_args!(
                "Cannot create a consistent method resolution\norder (MRO) for bases {}",
                names.join(", ")
            )));
        };
        order.push(next);
        for list in &mut lists {
            if core::ptr::eq(list[0], next) {
                *list = &list[1..];
            }
        }
    }
}
