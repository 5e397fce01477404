//! property, staticmethod, classmethod and super.

use pyaot_abi::layout::Header;

use crate::args::Args;
use crate::error::{PyResult, raise_attribute_error, raise_runtime_error, raise_type_error};
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, TYPE, Type, type_flags};
use crate::value::Value;

#[repr(C)]
pub struct PropertyObject {
    header: Header,
    get: Option<Value>,
    set: Option<Value>,
    delete: Option<Value>,
    doc: Value,
    /// The documentation is the getter's, and goes with it.
    doc_of_getter: bool,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for PropertyObject {
    const TYPE: &'static Type = &PROPERTY;
    const LAYOUT: Layout = Layout::Property;
}

fn property(this: &Value) -> &Ref<PropertyObject> {
    this.downcast::<PropertyObject>().expect("property")
}

/// `property`.
pub static PROPERTY: Type = Type::builtin(
    "property",
    Layout::Property,
    size_of::<PropertyObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<PropertyObject>,
        descr_get: Some(|this, object, _| {
            let Some(object) = object else {
                return Ok(this.clone());
            };
            match &property(this).get {
                Some(get) => crate::call::call(get, core::slice::from_ref(object)),
                None => Err(no_accessor(this, object, "getter")),
            }
        }),
        descr_set: Some(|this, object, value| {
            let property = property(this);
            match (value, &property.set, &property.delete) {
                (Some(value), Some(set), _) => {
                    crate::call::call(set, &[object.clone(), value.clone()])?;
                }
                (None, _, Some(delete)) => {
                    crate::call::call(delete, core::slice::from_ref(object))?;
                }
                (Some(_), None, _) => return Err(no_accessor(this, object, "setter")),
                (None, _, None) => return Err(no_accessor(this, object, "deleter")),
            }
            Ok(())
        }),
        getattr: |this, name| {
            let object = property(this);
            let part = |part: &Option<Value>| Ok(part.clone().unwrap_or(Value::NONE));
            match name.as_str() {
                "fget" => part(&object.get),
                "fset" => part(&object.set),
                "fdel" => part(&object.delete),
                "__doc__" => Ok(object.doc.clone()),
                "__isabstractmethod__" => {
                    for part in [&object.get, &object.set, &object.delete]
                        .into_iter()
                        .flatten()
                    {
                        if let Some(mark) = crate::attribute::getattr_opt(part, name.as_str())?
                            && crate::operation::value_truth(&mark)?
                        {
                            return Ok(Value::TRUE);
                        }
                    }
                    Ok(Value::FALSE)
                }
                "getter" => Ok(replacer(this, "getter", getter)),
                "setter" => Ok(replacer(this, "setter", setter)),
                "deleter" => Ok(replacer(this, "deleter", deleter)),
                _ => crate::attribute::generic_getattr(this, name),
            }
        },
        setattr: |this, name, value| match name.as_str() {
            "__doc__" => {
                // SAFETY: the object is live; what is replaced is released afterwards.
                let place = unsafe { &mut (*property(this).as_ptr()).doc };
                drop(core::mem::replace(
                    place,
                    value.cloned().unwrap_or(Value::NONE),
                ));
                Ok(())
            }
            "fget" | "fset" | "fdel" => {
                Err(raise_attribute_error(format_args!("readonly attribute")))
            }
            _ => crate::attribute::generic_setattr(this, name, value),
        },
        new: Some(|ty, _| Ok(make_property(ty, None, None, None, None))),
        init: Some(property_init),
        ..Slots::OBJECT
    },
)
.subclassable();

/// `property.__init__`.
fn property_init(this: &Value, args: Args<'_>) -> PyResult<()> {
    let mut parts: [Option<Value>; 4] = [const { None }; 4];
    let names = ["fget", "fset", "fdel", "doc"];
    if args.positional().len() > 4 {
        return Err(raise_type_error(format_args!(
            "property() takes at most 4 arguments ({} given)",
            args.positional().len()
        )));
    }
    for (part, value) in parts.iter_mut().zip(args.positional()) {
        *part = Some(value.clone());
    }
    for (name, value) in args.keywords() {
        match names.iter().position(|known| *known == name.as_str()) {
            Some(i) => parts[i] = Some(value.clone()),
            None => {
                return Err(raise_type_error(format_args!(
                    "'{}' is an invalid keyword argument for property()",
                    name.as_str()
                )));
            }
        }
    }
    let [get, set, delete, doc] = parts.map(|part| part.filter(|value| !value.is_none()));
    let doc_of_getter = doc.is_none() && get.is_some();
    let doc = doc.unwrap_or_else(|| doc_of(get.as_ref()));
    // SAFETY: the object is live; what is replaced is released afterwards.
    let old = unsafe {
        let place = &mut *property(this).as_ptr();
        place.doc_of_getter = doc_of_getter;
        (
            core::mem::replace(&mut place.get, get),
            core::mem::replace(&mut place.set, set),
            core::mem::replace(&mut place.delete, delete),
            core::mem::replace(&mut place.doc, doc),
        )
    };
    drop(old);
    Ok(())
}

/// The documentation of a getter.
fn doc_of(get: Option<&Value>) -> Value {
    let doc = get.map(|get| crate::attribute::getattr_opt(get, "__doc__").ok().flatten());
    doc.flatten().unwrap_or(Value::NONE)
}

fn make_property(
    ty: &'static Type,
    get: Option<Value>,
    set: Option<Value>,
    delete: Option<Value>,
    doc: Option<Value>,
) -> Value {
    let object = PropertyObject {
        header: new_header(),
        doc_of_getter: doc.is_none() && get.is_some(),
        doc: doc.unwrap_or_else(|| doc_of(get.as_ref())),
        get,
        set,
        delete,
    };
    Ref::alloc_as(ty, object).into()
}

/// A copy of a property with some parts others: of a subclass as its
/// constructor makes it.
fn changed(
    this: &Value,
    get: Option<Value>,
    set: Option<Value>,
    delete: Option<Value>,
) -> PyResult<Value> {
    let old = property(this);
    let doc = Some(old.doc.clone()).filter(|doc| !old.doc_of_getter && !doc.is_none());
    let ty = this.ty();
    if !ty.is_heap_type() {
        return Ok(make_property(ty, get, set, delete, doc));
    }
    let words = [get, set, delete, doc].map(|part| part.unwrap_or(Value::NONE));
    crate::call::call(&ty.to_value(), &words)
}

/// `@property.setter` and its like: a method that makes a changed copy.
fn replacer(
    this: &Value,
    name: &'static str,
    run: fn(&Value, Args<'_>) -> PyResult<Value>,
) -> Value {
    crate::function::bound_method(&crate::method::rust_method(&PROPERTY, name, run), this)
}

/// The part given, or for None the old one.
fn given(part: &Value, old: &Option<Value>) -> Option<Value> {
    match part.is_none() {
        true => old.clone(),
        false => Some(part.clone()),
    }
}

fn getter(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let old = property(this);
    let get = &args.unpack("getter", 1, 1)?[0];
    changed(
        this,
        given(get, &old.get),
        old.set.clone(),
        old.delete.clone(),
    )
}

fn setter(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let old = property(this);
    let set = &args.unpack("setter", 1, 1)?[0];
    changed(
        this,
        old.get.clone(),
        given(set, &old.set),
        old.delete.clone(),
    )
}

fn deleter(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let old = property(this);
    let delete = &args.unpack("deleter", 1, 1)?[0];
    changed(
        this,
        old.get.clone(),
        old.set.clone(),
        given(delete, &old.delete),
    )
}

fn no_accessor(this: &Value, object: &Value, kind: &str) -> crate::error::Raised {
    let name = object
        .ty()
        .mro()
        .iter()
        .find_map(|class| class.dict().entries().find(|(_, value)| value.is(this)))
        .and_then(|(key, _)| key.as_str().map(|key| key.as_str().to_string()));
    match name {
        Some(name) => raise_attribute_error(format_args!(
            "property '{name}' of '{}' object has no {kind}",
            crate::class::qualname(object.ty())
        )),
        None => raise_attribute_error(format_args!(
            "property of '{}' object has no {kind}",
            crate::class::qualname(object.ty())
        )),
    }
}

/// staticmethod and classmethod objects.
#[repr(C)]
pub struct WrapperObject {
    header: Header,
    function: Value,
    /// What others store in it.
    attrs: Option<Value>,
}

/// classmethod objects.
#[repr(C)]
pub struct ClassMethodObject {
    header: Header,
    function: Value,
    attrs: Option<Value>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for WrapperObject {
    const TYPE: &'static Type = &STATIC_METHOD;
    const LAYOUT: Layout = Layout::StaticMethod;
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ClassMethodObject {
    const TYPE: &'static Type = &CLASS_METHOD;
    const LAYOUT: Layout = Layout::ClassMethod;
}

/// `staticmethod(function)`.
pub fn static_method(function: &Value) -> Value {
    static_method_of(&STATIC_METHOD, function)
}

fn static_method_of(ty: &'static Type, function: &Value) -> Value {
    let object = WrapperObject {
        header: new_header(),
        function: function.clone(),
        attrs: None,
    };
    Ref::alloc_as(ty, object).into()
}

/// `classmethod(function)`.
pub fn class_method(function: &Value) -> Value {
    class_method_of(&CLASS_METHOD, function)
}

fn class_method_of(ty: &'static Type, function: &Value) -> Value {
    let object = ClassMethodObject {
        header: new_header(),
        function: function.clone(),
        attrs: None,
    };
    Ref::alloc_as(ty, object).into()
}

/// `staticmethod`.
pub static STATIC_METHOD: Type = Type::builtin(
    "staticmethod",
    Layout::StaticMethod,
    size_of::<WrapperObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<WrapperObject>,
        repr: Some(|this| {
            let wrapper = this.downcast::<WrapperObject>().expect("staticmethod");
            let function = crate::operation::value_repr(&wrapper.function)?;
            Ok(Str::new(&format!("<staticmethod({})>", function.as_str())))
        }),
        descr_get: Some(|this, _, _| {
            Ok(this
                .downcast::<WrapperObject>()
                .expect("staticmethod")
                .function
                .clone())
        }),
        call: Some(|this, args| {
            crate::call::call_args(
                &this
                    .downcast::<WrapperObject>()
                    .expect("staticmethod")
                    .function,
                args,
            )
        }),
        getattr: |this, name| {
            let function = &this
                .downcast::<WrapperObject>()
                .expect("staticmethod")
                .function;
            wrapper_getattr(this, function, name)
        },
        new: Some(|ty, _| Ok(static_method_of(ty, &Value::NONE))),
        init: Some(|this, args| {
            let wrapper = this.downcast::<WrapperObject>().expect("staticmethod");
            // SAFETY: the object is live.
            let place = unsafe { &mut (*wrapper.as_ptr()).function };
            wrapper_init(place, "staticmethod", args)
        }),
        ..Slots::OBJECT
    },
)
.with_flags(type_flags::HAS_ATTRS)
.subclassable();

/// `classmethod`.
pub static CLASS_METHOD: Type = Type::builtin(
    "classmethod",
    Layout::ClassMethod,
    size_of::<ClassMethodObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<ClassMethodObject>,
        repr: Some(|this| {
            let wrapper = this.downcast::<ClassMethodObject>().expect("classmethod");
            let function = crate::operation::value_repr(&wrapper.function)?;
            Ok(Str::new(&format!("<classmethod({})>", function.as_str())))
        }),
        descr_get: Some(|this, object, owner| {
            let function = &this
                .downcast::<ClassMethodObject>()
                .expect("classmethod")
                .function;
            // Looked up on a class, `object` is the class when the lookup went through `super`.
            let class = match object {
                Some(object) => match object.as_type() {
                    Some(class) => class,
                    None => owner,
                },
                None => owner,
            };
            // A property of the class, and the like.
            let layout = function.ty().layout();
            if !matches!(layout, Layout::Function | Layout::BuiltinFunction)
                && let Some(get) = function.ty().slots().descr_get()
            {
                let found = get(function, Some(&class.to_value()), class)?;
                // Any object of CPython's may be asked; one that binds nothing gives itself.
                if !function.is_foreign() || !found.is(function) {
                    return Ok(found);
                }
            }
            if let Some(builtin) = function.downcast::<crate::method::BuiltinFunctionObject>() {
                return Ok(Ref::alloc(crate::method::BuiltinFunctionObject::bound(
                    builtin,
                    class.to_value(),
                ))
                .into());
            }
            Ok(crate::function::bound_method(function, &class.to_value()))
        }),
        getattr: |this, name| {
            let function = &this
                .downcast::<ClassMethodObject>()
                .expect("classmethod")
                .function;
            wrapper_getattr(this, function, name)
        },
        new: Some(|ty, _| Ok(class_method_of(ty, &Value::NONE))),
        init: Some(|this, args| {
            let wrapper = this.downcast::<ClassMethodObject>().expect("classmethod");
            // SAFETY: the object is live.
            let place = unsafe { &mut (*wrapper.as_ptr()).function };
            wrapper_init(place, "classmethod", args)
        }),
        ..Slots::OBJECT
    },
)
.with_flags(type_flags::HAS_ATTRS)
.subclassable();

/// `__init__` of both: what they wrap goes to `place`.
fn wrapper_init(place: &mut Value, name: &str, args: Args<'_>) -> PyResult<()> {
    let function = args.unpack(name, 1, 1)?[0].clone();
    drop(core::mem::replace(place, function));
    Ok(())
}

fn wrapper_getattr(this: &Value, function: &Value, name: &Str) -> PyResult<Value> {
    let own = crate::attribute::attrs_dict(this).and_then(|own| own.get_key(name));
    if let Some(own) = own {
        return Ok(own);
    }
    let is_overridden = || {
        let ty = this.ty();
        ty.is_heap_type() && crate::attribute::type_lookup(ty, name).is_some()
    };
    match name.as_str() {
        "__func__" | "__wrapped__" | "__isabstractmethod__" if is_overridden() => {
            crate::attribute::generic_getattr(this, name)
        }
        "__func__" | "__wrapped__" => Ok(function.clone()),
        "__name__" | "__qualname__" | "__doc__" | "__module__" | "__annotations__" => {
            crate::attribute::value_getattr(function, name)
        }
        "__isabstractmethod__" => {
            Ok(crate::attribute::getattr_opt(function, name.as_str())?.unwrap_or(Value::FALSE))
        }
        _ => crate::attribute::generic_getattr(this, name),
    }
}

/// A `super()` object.
#[repr(C)]
pub struct SuperObject {
    header: Header,
    class: &'static Type,
    object: Value,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for SuperObject {
    const TYPE: &'static Type = &SUPER;
    const LAYOUT: Layout = Layout::Super;
}

/// `super`.
pub static SUPER: Type = Type::builtin(
    "super",
    Layout::Super,
    size_of::<SuperObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<SuperObject>,
        repr: Some(|this| {
            let this = this.downcast::<SuperObject>().expect("super");
            if this.object.is_none() {
                let class = this.class.name();
                return Ok(Str::new(&format!("<super: <class '{class}'>, NULL>")));
            }
            let start = start_class(&this.object, this.class).unwrap_or(this.object.ty());
            Ok(Str::new(&format!(
                "<super: <class '{}'>, <{} object>>",
                this.class.name(),
                start.name()
            )))
        }),
        // Of one that has no object yet: it gets that where it is an attribute.
        descr_get: Some(|this, object, _| {
            let unbound = this.downcast::<SuperObject>().expect("super");
            let object = object.filter(|object| unbound.object.is_none() && !object.is_none());
            let Some(object) = object else {
                return Ok(this.clone());
            };
            if !object.is_foreign() && start_class(object, unbound.class).is_none() {
                return Err(wrong_super());
            }
            Ok(Ref::alloc(SuperObject {
                header: new_header(),
                class: unbound.class,
                object: object.clone(),
            })
            .into())
        }),
        getattr: |object, name| {
            let this = object.downcast::<SuperObject>().expect("super");
            if this.object.is_none() {
                return match name.as_str() {
                    "__thisclass__" => Ok(this.class.to_value()),
                    "__self__" | "__self_class__" => Ok(Value::NONE),
                    _ => crate::attribute::generic_getattr(object, name),
                };
            }
            super_getattr(Some(&this.class.to_value()), &this.object, name)
        },
        new: Some(|_, args| {
            if args.is_empty() {
                return Err(raise_runtime_error(format_args!("super(): no arguments")));
            }
            let words = args.unpack("super", 1, 2)?;
            // A class of the program may have a copy there that is a base of the object's.
            let is_ours = words[0].as_type().is_some_and(Type::is_heap_type);
            if words.iter().any(Value::is_foreign) && !(is_ours && words.len() == 2) {
                return crate::foreign::call_builtin(crate::name!("super"), args);
            }
            let Some(class) = words[0].as_type() else {
                return Err(raise_type_error(format_args!(
                    "super() argument 1 must be a type, not {}",
                    words[0].type_name()
                )));
            };
            let object = words.get(1).cloned().unwrap_or(Value::NONE);
            let is_bound = !object.is_none() && !object.is_foreign();
            if is_bound && start_class(&object, class).is_none() {
                return Err(wrong_super());
            }
            Ok(Ref::alloc(SuperObject {
                header: new_header(),
                class,
                object,
            })
            .into())
        }),
        ..Slots::OBJECT
    },
);

fn wrong_super() -> crate::error::Raised {
    raise_type_error(format_args!(
        "super(type, obj): obj must be an instance or subtype of type"
    ))
}

/// The class whose method resolution order `super(class, object)` walks.
fn start_class(object: &Value, class: &'static Type) -> Option<&'static Type> {
    if let Some(ty) = object.as_type()
        && ty.is_subclass_of(class)
    {
        return Some(ty);
    }
    Some(object.ty()).filter(|ty| ty.is_subclass_of(class))
}

fn super_lookup(class: &'static Type, object: &Value, name: &Str) -> PyResult<Value> {
    let Some(start) = start_class(object, class) else {
        return Err(wrong_super());
    };
    // That is asked of the object of `super` itself.
    if name.as_str() == "__class__" {
        return Ok(SUPER.to_value());
    }
    let through_class = object.as_type().is_some_and(|ty| core::ptr::eq(ty, start));
    let behind = start
        .mro()
        .iter()
        .skip_while(|ty| !core::ptr::eq(**ty, class))
        .skip(1);
    for ty in behind {
        let kept = ty.dict().get_key(name);
        if let Some(found) = kept.or_else(|| crate::member::own(ty, name)) {
            let Some(get) = found.ty().slots().descr_get() else {
                return Ok(found);
            };
            if through_class && found.ty().layout() != Layout::ClassMethod {
                return get(&found, None, start);
            }
            return get(&found, Some(object), start);
        }
    }
    match name.as_str() {
        "__thisclass__" => return Ok(class.to_value()),
        "__self__" => return Ok(object.clone()),
        "__self_class__" => return Ok(start.to_value()),
        _ => {}
    }
    let looked_in = Ref::alloc(SuperObject {
        header: new_header(),
        class,
        object: object.clone(),
    });
    Err(crate::attribute::no_attribute(
        &looked_in.into(),
        name.as_str(),
    ))
}

/// `super(class, object).name`.
pub fn super_getattr(class: Option<&Value>, object: &Value, name: &Str) -> PyResult<Value> {
    let Some(class) = class else {
        // A metaclass calls a method of the class it is making. That has neither
        // subclasses nor instances of them yet: the object is the class, or its own.
        let is_class = crate::class::value_isinstance(object, &TYPE.to_value())?;
        let class = if is_class {
            object.clone()
        } else {
            object.ty_value()
        };
        return super_getattr(Some(&class), object, name);
    };
    if class.is_foreign() {
        return crate::foreign::super_getattr(class, object, name);
    }
    match class.as_type() {
        // The class has a copy that is a base of the object's.
        Some(_) if object.is_foreign() => crate::foreign::super_getattr(class, object, name),
        Some(class) => super_lookup(class, object, name),
        None => Err(raise_type_error(format_args!(
            "super() argument 1 must be a type, not {}",
            class.type_name()
        ))),
    }
}
