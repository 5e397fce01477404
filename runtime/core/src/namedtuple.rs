//! `collections.namedtuple`: classes that derive from `tuple`, with a name
//! for each item.

use pyaot_abi::layout::Header;

use crate::args::Args;
use crate::error::{PyResult, raise_attribute_error, raise_type_error, raise_value_error};
use crate::memory::Global;
use crate::method::{rust_function, rust_method};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Dict, List, Object, Ref, Str, Tuple, dealloc_struct, new_header};
use crate::tuple::TUPLE;
use crate::types::{Layout, OBJECT, Slots, Type, type_flags};
use crate::value::Value;

/// Words that cannot be names.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// `__new__` of one class: binds arguments to the names of the fields.
#[repr(C)]
struct NewObject {
    header: Header,
    class_name: Str,
    fields: Tuple,
    /// Of the last fields.
    defaults: Tuple,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for NewObject {
    const TYPE: &'static Type = &NEW;
    const LAYOUT: Layout = Layout::NamedTupleNew;
}

static NEW: Type = Type::builtin(
    "function",
    Layout::NamedTupleNew,
    size_of::<NewObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<NewObject>,
        // SAFETY: called on live objects.
        traverse: Some(|header, visit| unsafe {
            visit((*header.cast::<NewObject>()).defaults.as_value());
        }),
        repr: Some(|this| {
            let name = of(this).class_name.as_str();
            Ok(Str::new(&format!(
                "<function {name}.__new__ at {:#x}>",
                this.as_raw()
            )))
        }),
        call: Some(|this, args| new_instance(of(this), args)),
        getattr: |this, name| {
            let new = of(this);
            match name.as_str() {
                "__name__" => Ok(Value::str("__new__")),
                "__qualname__" => Ok(Value::str(&format!("{}.__new__", new.class_name.as_str()))),
                "__defaults__" if new.defaults.items().is_empty() => Ok(Value::NONE),
                "__defaults__" => Ok(new.defaults.to_value()),
                "__doc__" => Ok(Value::str(&format!(
                    "Create new instance of {}",
                    signature(&new.class_name, &new.fields)
                ))),
                _ => crate::attribute::generic_getattr(this, name),
            }
        },
        ..Slots::OBJECT
    },
);

fn of(this: &Value) -> &Ref<NewObject> {
    this.downcast().expect("__new__ of a named tuple")
}

/// `Point(x, y)`.
fn signature(class_name: &Str, fields: &Tuple) -> String {
    let names: Vec<&str> = fields.items().iter().map(text).collect();
    let comma = if names.len() == 1 { "," } else { "" };
    format!("{}({}{comma})", class_name.as_str(), names.join(", "))
}

/// The text of a name.
fn text(name: &Value) -> &str {
    name.as_str().map_or("", |name| name.as_str())
}

/// `__new__(class, *args, **keywords)`.
fn new_instance(new: &Ref<NewObject>, args: Args<'_>) -> PyResult<Value> {
    let Some((class, given)) = args.positional().split_first() else {
        return Err(raise_type_error(format_args!(
            "{}.__new__() missing 1 required positional argument: '_cls'",
            new.class_name.as_str()
        )));
    };
    let ty = match class.is_foreign() {
        // A class of CPython's that derives from this one: see the end.
        true => &TUPLE,
        false => class
            .as_type()
            .filter(|ty| ty.is_subclass_of(&TUPLE))
            .ok_or_else(|| not_a_type(class))?,
    };
    let fields = new.fields.items();
    if given.len() == fields.len() && args.names().is_none() && !class.is_foreign() {
        return Ok(Tuple::from_iter_exact(ty, given.len(), given.iter().cloned()).into());
    }
    let name = new.class_name.as_str();
    let defaults = new.defaults.items();
    if given.len() > fields.len() {
        let (max, n) = (fields.len() + 1, given.len() + 1);
        let takes = match defaults.len() {
            0 => max.to_string(),
            with => format!("from {} to {max}", max - with),
        };
        let s = if max == 1 && defaults.is_empty() {
            ""
        } else {
            "s"
        };
        return Err(raise_type_error(format_args!(
            "{name}.__new__() takes {takes} positional argument{s} but {n} were given"
        )));
    }
    let mut words: Vec<Option<Value>> = given.iter().cloned().map(Some).collect();
    words.resize(fields.len(), None);
    for (keyword, value) in args.keywords() {
        let at = fields
            .iter()
            .position(|field| text(field) == keyword.as_str());
        match at.map(|at| &mut words[at]) {
            Some(place @ None) => *place = Some(value.clone()),
            Some(_) => {
                return Err(raise_type_error(format_args!(
                    "{name}.__new__() got multiple values for argument '{}'",
                    keyword.as_str()
                )));
            }
            None => {
                return Err(raise_type_error(format_args!(
                    "{name}.__new__() got an unexpected keyword argument '{}'",
                    keyword.as_str()
                )));
            }
        }
    }
    let first_default = fields.len() - defaults.len();
    let mut missing = Vec::new();
    for (at, word) in words.iter_mut().enumerate() {
        if word.is_none() {
            match at.checked_sub(first_default) {
                Some(default) => *word = Some(defaults[default].clone()),
                None => missing.push(format!("'{}'", text(&fields[at]))),
            }
        }
    }
    if !missing.is_empty() {
        return Err(raise_type_error(format_args!(
            "{name}.__new__() missing {} required positional argument{}: {}",
            missing.len(),
            if missing.len() == 1 { "" } else { "s" },
            crate::function::listed(&missing)
        )));
    }
    let items = words.into_iter().flatten();
    let made = Tuple::from_iter_exact(ty, fields.len(), items).into();
    match class.is_foreign() {
        true => new_foreign(class, made),
        false => Ok(made),
    }
}

/// An instance of a class of CPython's with the items of a tuple.
fn new_foreign(class: &Value, items: Value) -> PyResult<Value> {
    let words = [class.clone(), items];
    let given = Args::new(&words, None);
    crate::foreign::call_method(&TUPLE.to_value(), crate::name!("__new__"), &given)
}

fn not_a_type(class: &Value) -> crate::error::Raised {
    raise_type_error(format_args!(
        "tuple.__new__(X): X is not a type object ({})",
        class.type_name()
    ))
}

/// The item of `object` that `attribute`, found in its class, stands for.
#[inline]
pub(crate) fn item_by(attribute: &Value, object: &Value) -> Option<Value> {
    if attribute.ty().layout() != Layout::TupleGetter {
        return None;
    }
    object
        .as_tuple()?
        .items()
        .get(getter(attribute).at)
        .cloned()
}

/// The attribute for one item.
#[repr(C)]
struct GetterObject {
    header: Header,
    at: usize,
    doc: core::cell::RefCell<Value>,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for GetterObject {
    const TYPE: &'static Type = &GETTER;
    const LAYOUT: Layout = Layout::TupleGetter;
}

/// `collections._tuplegetter`.
static GETTER: Type = Type::builtin_in(
    "collections",
    "_tuplegetter",
    Layout::TupleGetter,
    size_of::<GetterObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<GetterObject>,
        repr: Some(|this| {
            let doc = getter(this).doc.borrow().clone();
            let doc = operation::value_repr(&doc)?;
            Ok(Str::new(&format!(
                "_tuplegetter({}, {})",
                getter(this).at,
                doc.as_str()
            )))
        }),
        descr_get: Some(|this, object, _| {
            let Some(object) = object else {
                return Ok(this.clone());
            };
            let at = getter(this).at;
            let Some(tuple) = object.as_tuple() else {
                if object.is_foreign() && crate::foreign::isinstance_of_native(object, &TUPLE) {
                    return operation::value_getitem(object, &Value::int(at as i64));
                }
                return Err(raise_type_error(format_args!(
                    "descriptor for index '{at}' for tuple subclasses doesn't apply to '{}' object",
                    object.type_name()
                )));
            };
            match tuple.items().get(at) {
                Some(item) => Ok(item.clone()),
                None => Err(crate::error::raise_index_error(format_args!(
                    "tuple index out of range"
                ))),
            }
        }),
        descr_set: Some(|_, _, value| {
            Err(raise_attribute_error(format_args!(
                "can't {} attribute",
                if value.is_some() { "set" } else { "delete" }
            )))
        }),
        getattr: |this, name| match name.as_str() {
            "__doc__" => Ok(getter(this).doc.borrow().clone()),
            _ => crate::attribute::generic_getattr(this, name),
        },
        setattr: |this, name, value| match (name.as_str(), value) {
            ("__doc__", Some(doc)) => {
                let old = getter(this).doc.replace(doc.clone());
                drop(old);
                Ok(())
            }
            _ => crate::attribute::generic_setattr(this, name, value),
        },
        ..Slots::OBJECT
    },
);

fn getter(this: &Value) -> &Ref<GetterObject> {
    this.downcast().expect("getter of a named tuple")
}

/// `namedtuple(typename, field_names, *, rename, defaults, module)`.
pub fn namedtuple_make(
    typename: &Value,
    field_names: &Value,
    rename: &Value,
    defaults: &Value,
    module: &Value,
) -> PyResult<Value> {
    let mut names: Vec<Str> = match field_names.as_str() {
        Some(text) => {
            let spaced = text.as_str().replace(',', " ");
            spaced.split_whitespace().map(Str::new).collect()
        }
        None => crate::iter::collect(field_names)?
            .iter()
            .map(operation::value_str)
            .collect::<PyResult<_>>()?,
    };
    let typename = operation::value_str(typename)?;
    let rename = operation::value_truth(rename)?;
    let is_identifier = |name: &Str| crate::str::str_isidentifier(name);
    let is_keyword = |name: &Str| KEYWORDS.contains(&name.as_str());
    if rename {
        for at in 0..names.len() {
            let name = &names[at];
            let again = names[..at].iter().any(|known| known.same_text(name));
            let bad =
                !is_identifier(name) || is_keyword(name) || name.as_str().starts_with('_') || again;
            if bad {
                names[at] = Str::new(&format!("_{at}"));
            }
        }
    }
    let shown = |name: &Str| operation::value_repr(name.as_value());
    for name in core::iter::once(&typename).chain(&names) {
        let rule = if !is_identifier(name) {
            "must be valid identifiers"
        } else if is_keyword(name) {
            "cannot be a keyword"
        } else {
            continue;
        };
        return Err(raise_value_error(format_args!(
            "Type names and field names {rule}: {}",
            shown(name)?.as_str()
        )));
    }
    for (at, name) in names.iter().enumerate() {
        let what = if name.as_str().starts_with('_') && !rename {
            "Field names cannot start with an underscore"
        } else if names[..at].iter().any(|known| known.same_text(name)) {
            "Encountered duplicate field name"
        } else {
            continue;
        };
        return Err(raise_value_error(format_args!(
            "{what}: {}",
            shown(name)?.as_str()
        )));
    }
    let defaults = match defaults.is_none() {
        true => Vec::new(),
        false => crate::iter::collect(defaults)?,
    };
    if defaults.len() > names.len() {
        return Err(raise_type_error(format_args!(
            "Got more default values than field names"
        )));
    }
    let names = names.iter().map(|name| crate::str::intern(name.as_str()));
    let names = Tuple::from_vec(names.map(Value::from).collect());
    make_class(&typename, names, Tuple::from_vec(defaults), module)
}

type Method = fn(&Value, Args<'_>) -> PyResult<Value>;

/// The class itself, of names that have been checked.
fn make_class(typename: &Str, fields: Tuple, defaults: Tuple, module: &Value) -> PyResult<Value> {
    let namespace = members(typename, fields, defaults)?;
    namespace.set_str("__slots__", Tuple::from_vec(Vec::new()).into());
    if !module.is_none() {
        namespace.set_str("__module__", module.clone());
    }
    let bases = Tuple::from_array([TUPLE.to_value()]);
    let words = [typename.to_value(), bases.into(), namespace.into()];
    let class = crate::class::type_new(&crate::types::TYPE, Args::positional_only(&words))?;
    class.as_type().into_iter().for_each(mark_plain);
    Ok(class)
}

/// Instances are tuples and nothing more, where that is so.
fn mark_plain(ty: &Type) {
    if ty.layout() == Layout::Tuple && ty.has_flag(type_flags::SLOTTED) && ty.fields().is_empty() {
        ty.set_flag(type_flags::PLAIN_TUPLE);
    }
}

/// Gives a class that derives from `tuple` what a named tuple has. Its body
/// has set `_fields`, and the defaults of the last of them by their names.
pub fn namedtuple_complete(class: &Value) -> PyResult<Value> {
    let (Some(ty), fields) = (class.as_type(), fields_of(class)?) else {
        return Err(raise_type_error(format_args!("expected a class")));
    };
    let defaults = fields
        .iter()
        .filter_map(|field| ty.dict().get_str(text(field)));
    let defaults = Tuple::from_vec(defaults.collect());
    let names = fields.iter().map(|field| crate::str::intern(text(field)));
    let names = Tuple::from_vec(names.map(Value::from).collect());
    for (name, value) in members(&Str::new(ty.name()), names, defaults)?.entries() {
        let Some(name) = name.as_str() else { continue };
        let own = ty.dict().get_str(name.as_str());
        let is_field = value.downcast_exact::<GetterObject>().is_some();
        if is_field || own.is_none_or(|own| own.is_none()) {
            crate::attribute::value_setattr(class, name, &value)?;
        }
    }
    mark_plain(ty);
    Ok(class.clone())
}

/// What the body of a named tuple's class would define.
fn members(typename: &Str, fields: Tuple, defaults: Tuple) -> PyResult<Dict> {
    let namespace = Dict::new();
    namespace.set_str("__doc__", Value::str(&signature(typename, &fields)));
    namespace.set_str("_fields", fields.to_value());
    let field_defaults = Dict::new();
    let with_default = &fields.items()[fields.items().len() - defaults.items().len()..];
    for (name, default) in with_default.iter().zip(defaults.items()) {
        field_defaults.set(name, default)?;
    }
    namespace.set_str("_field_defaults", field_defaults.into());
    let new = Ref::alloc(NewObject {
        header: new_header(),
        class_name: typename.clone(),
        fields: fields.clone(),
        defaults,
    });
    namespace.set_str("__new__", new.into());
    namespace.set_str(
        "_make",
        crate::descriptor::class_method(&rust_function("_make", make)),
    );
    let methods: [(&'static str, Method); 4] = [
        ("_replace", replace),
        ("__repr__", repr),
        ("_asdict", as_dict),
        ("__getnewargs__", new_args),
    ];
    for (name, method) in methods {
        namespace.set_str(name, rust_method(&TUPLE, name, method));
    }
    namespace.set_str("__match_args__", fields.to_value());
    for (at, name) in fields.items().iter().enumerate() {
        let doc = format!("Alias for field number {at}");
        let getter = Ref::alloc(GetterObject {
            header: new_header(),
            at,
            doc: core::cell::RefCell::new(Value::str(&doc)),
        });
        namespace.set(name, getter.as_value())?;
    }
    Ok(namespace)
}

/// The names of the fields of an instance's class.
fn fields_of(this: &Value) -> PyResult<Vec<Value>> {
    let fields = crate::attribute::value_getattr(this, crate::name!("_fields"))?;
    crate::iter::collect(&fields)
}

/// The items of an instance, which may be of a class of CPython's that derives from a named tuple.
fn items(this: &Value) -> PyResult<Vec<Value>> {
    match this.as_tuple() {
        Some(tuple) => Ok(tuple.items().to_vec()),
        None => crate::iter::collect(this),
    }
}

/// `class._make(iterable)`.
fn make(args: Args<'_>) -> PyResult<Value> {
    let words = args.unpack("_make", 2, 2)?;
    let items = crate::iter::collect(&words[1])?;
    let n = fields_of(&words[0])?.len();
    if items.len() != n {
        return Err(raise_type_error(format_args!(
            "Expected {n} arguments, got {}",
            items.len()
        )));
    }
    match words[0].as_type() {
        Some(ty) => Ok(Tuple::of_class(ty, items).into()),
        None if words[0].is_foreign() => new_foreign(&words[0], Tuple::from_vec(items).into()),
        None => Err(not_a_type(&words[0])),
    }
}

/// `instance._replace(**keywords)`.
fn replace(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let n = args.positional().len();
    if n > 0 {
        return Err(raise_type_error(format_args!(
            "{}._replace() takes 1 positional argument but {} were given",
            this.type_name(),
            n + 1
        )));
    }
    let fields = fields_of(this)?;
    let mut made = items(this)?;
    let mut unknown = Vec::new();
    for (name, value) in args.keywords() {
        match fields.iter().position(|field| text(field) == name.as_str()) {
            Some(at) if at < made.len() => made[at] = value.clone(),
            _ => unknown.push(name.to_value()),
        }
    }
    if !unknown.is_empty() {
        let names: Value = List::from_vec(unknown).into();
        return Err(raise_value_error(format_args!(
            "Got unexpected field names: {}",
            operation::value_repr(&names)?.as_str()
        )));
    }
    let list: Value = List::from_vec(made).into();
    crate::call::call_method(this, crate::name!("_make"), &[list])
}

fn repr(this: &Value, _: Args<'_>) -> PyResult<Value> {
    crate::start::check_stack(" while getting the repr of an object")?;
    let mut shown = Vec::new();
    for (name, item) in fields_of(this)?.iter().zip(&items(this)?) {
        shown.push(format!(
            "{}={}",
            text(name),
            operation::value_repr(item)?.as_str()
        ));
    }
    Ok(Value::str(&format!(
        "{}({})",
        this.type_name(),
        shown.join(", ")
    )))
}

/// `instance._asdict()`.
fn as_dict(this: &Value, args: Args<'_>) -> PyResult<Value> {
    args.unpack("_asdict", 0, 0)?;
    let dict = Dict::new();
    for (name, item) in fields_of(this)?.iter().zip(&items(this)?) {
        dict.set(name, item)?;
    }
    Ok(dict.into())
}

/// What `__new__` makes an equal instance of.
fn new_args(this: &Value, _: Args<'_>) -> PyResult<Value> {
    Ok(Tuple::from_vec(items(this)?).into())
}

/// What `cache_info()` of `functools` gives.
pub(crate) fn cache_info(items: [Value; 4]) -> PyResult<Value> {
    static CLASS: Global<Option<Value>> = Global::new(None);
    // SAFETY: a short access.
    let known = unsafe { (*CLASS.get()).clone() };
    let class = match known {
        Some(class) => class,
        None => {
            let fields = ["hits", "misses", "maxsize", "currsize"];
            let fields = fields.map(|name| crate::str::intern(name).into());
            let class = make_class(
                &Str::new("CacheInfo"),
                Tuple::from_array(fields),
                Tuple::from_vec(Vec::new()),
                &Value::str("functools"),
            )?;
            // SAFETY: a short access.
            unsafe { *CLASS.get() = Some(class.clone()) };
            class
        }
    };
    crate::call::call(&class, &items)
}
