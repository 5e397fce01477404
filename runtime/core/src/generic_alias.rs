//! `list[int]`: types.GenericAlias.

use pyaot_abi::layout::Header;

use crate::args::Args;
use crate::attribute::getattr_opt;
use crate::error::{PyResult, catch, raise_type_error};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, Tuple, dealloc_struct, new_header};
use crate::types::{BinaryOp, CompareOp, Layout, OBJECT, Slots, TYPE, Type, operators};
use crate::value::Value;

#[repr(C)]
pub struct GenericAlias {
    header: Header,
    origin: Value,
    args: Tuple,
    /// `*tuple[int, ...]`.
    starred: bool,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for GenericAlias {
    const TYPE: &'static Type = &GENERIC_ALIAS;
    const LAYOUT: Layout = Layout::GenericAlias;
}

/// `types.GenericAlias`.
pub static GENERIC_ALIAS: Type = Type::builtin_in(
    "types",
    "GenericAlias",
    Layout::GenericAlias,
    size_of::<GenericAlias>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<GenericAlias>,
        // SAFETY: called on live objects, which nothing changes.
        traverse: Some(|header, visit| unsafe {
            let this = &*header.cast::<GenericAlias>();
            visit(&this.origin);
            visit(this.args.as_value());
        }),
        new: Some(|_, args| {
            let ([origin, args], true) = (args.positional(), args.names().is_none()) else {
                return Err(raise_type_error(format_args!(
                    "GenericAlias expected 2 arguments, got {}",
                    args.positional().len()
                )));
            };
            Ok(make(origin, args))
        }),
        repr: Some(repr),
        hash: Some(|this| {
            let alias = alias(this);
            let args = operation::value_hash(alias.args.as_value())?;
            Ok(operation::value_hash(&alias.origin)? ^ args)
        }),
        compare: Some(compare),
        call: Some(call),
        getattr,
        getitem: Some(substitute),
        iter: Some(|this| {
            let alias = alias(this);
            let unpacked = new(alias.origin.clone(), alias.args.clone(), true);
            crate::iter::value_iter(Tuple::from_vec(vec![unpacked]).as_value())
        }),
        binary: Some(crate::union::binary),
        binary_ops: operators(&[BinaryOp::Or]),
        ..Slots::OBJECT
    },
)
.subclassable();

fn new(origin: Value, args: Tuple, starred: bool) -> Value {
    let object = GenericAlias {
        header: new_header(),
        origin,
        args,
        starred,
    };
    Ref::alloc(object).into()
}

/// `origin[item]`.
fn make(origin: &Value, item: &Value) -> Value {
    let args = match item.as_tuple() {
        Some(items) => items.clone(),
        None => Tuple::from_slice(core::slice::from_ref(item)),
    };
    new(origin.clone(), args, false)
}

fn alias(value: &Value) -> &Ref<GenericAlias> {
    value.downcast().expect("generic alias")
}

/// What the alias is of, and its arguments; `None` for any other value.
pub fn parts(value: &Value) -> Option<(&Value, &Tuple)> {
    if value.ty().layout() != Layout::GenericAlias {
        return None;
    }
    // Not by `downcast`, which refers to the class: programs without an alias
    // are linked without it.
    // SAFETY: only aliases have the layout; `Ref<T>` has the bits of `Value`.
    let alias = unsafe { &*(value as *const Value).cast::<Ref<GenericAlias>>() };
    Some((&alias.origin, &alias.args))
}

/// Whether the value is an alias with a star.
pub fn is_starred(value: &Value) -> bool {
    value
        .downcast::<GenericAlias>()
        .is_some_and(|alias| alias.starred)
}

/// The body of the rows `*_class_getitem`.
pub fn class_getitem(class: &Value, item: &Value) -> PyResult<Value> {
    Ok(make(class, item))
}

pub use class_getitem as list_class_getitem;
pub use class_getitem as dict_class_getitem;
pub use class_getitem as tuple_class_getitem;
pub use class_getitem as set_class_getitem;
pub use class_getitem as frozenset_class_getitem;
pub use class_getitem as enumerate_class_getitem;
pub use class_getitem as deque_class_getitem;
pub use class_getitem as partial_class_getitem;
pub use class_getitem as cached_property_class_getitem;
pub use class_getitem as chain_class_getitem;
pub use class_getitem as exception_group_class_getitem;

/// `class[item]` of a class without `__class_getitem__`.
pub fn of_plain_class(class: &'static Type, item: &Value) -> PyResult<Value> {
    // `type` is generic, but classes, its instances, do not have the method.
    if core::ptr::eq(class, &TYPE)
        && let Some(found) = crate::list::LIST.lookup_name("__class_getitem__")
        && let Some(get) = found.ty().slots().descr_get()
    {
        let method = get(&found, None, class)?;
        return crate::call::call(&method, core::slice::from_ref(item));
    }
    let rarely = [
        &crate::mapping_proxy::MAPPING_PROXY,
        &crate::async_generator::ASYNC_GENERATOR,
    ];
    if rarely.into_iter().any(|one| core::ptr::eq(class, one)) {
        return class_getitem(&class.to_value(), item);
    }
    Err(raise_type_error(format_args!(
        "type '{}' is not subscriptable",
        class.shown_name()
    )))
}

/// The row `generic_alias_mro_entries`.
pub fn generic_alias_mro_entries(this: &Value, _bases: &Value) -> Tuple {
    Tuple::from_slice(core::slice::from_ref(&alias(this).origin))
}

/// The row `generic_alias_reduce`.
pub fn generic_alias_reduce(this: &Value) -> PyResult<Tuple> {
    let alias = alias(this);
    let args = [alias.origin.clone(), alias.args.to_value()];
    if alias.starred {
        let plain = new(alias.origin.clone(), alias.args.clone(), false);
        let items = Tuple::from_vec(vec![crate::iter::value_iter(&plain)?]);
        let next =
            crate::method::offered_function(&crate::exports::builtins::methods::builtins_next);
        return Ok(Tuple::from_vec(vec![next, items.into()]));
    }
    Ok(Tuple::from_vec(vec![
        GENERIC_ALIAS.to_value(),
        Tuple::from_slice(&args).into(),
    ]))
}

/// The bases a class gets, each alias replaced by what it is of; `None` where
/// there is none.
pub fn resolve_bases(bases: &[Value]) -> Option<Tuple> {
    if !bases.iter().any(|base| parts(base).is_some()) {
        return None;
    }
    let origin = |base: &Value| parts(base).map_or(base, |(origin, _)| origin).clone();
    Some(Tuple::from_vec(bases.iter().map(origin).collect()))
}

/// Names that are attributes of the alias itself; it has all others of what it is of.
const OWN: [&str; 6] = [
    "__class__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
];

fn getattr(this: &Value, name: &Str) -> PyResult<Value> {
    let alias = alias(this);
    match name.as_str() {
        "__origin__" => Ok(alias.origin.clone()),
        "__args__" => Ok(alias.args.to_value()),
        "__parameters__" => Ok(parameters(&alias.args)?.into()),
        "__unpacked__" => Ok(Value::bool(alias.starred)),
        "__typing_unpacked_tuple_args__" => {
            let is_tuple = alias.origin.is(&crate::tuple::TUPLE.to_value());
            Ok(if alias.starred && is_tuple {
                alias.args.to_value()
            } else {
                Value::NONE
            })
        }
        text if OWN.contains(&text) => crate::attribute::generic_getattr(this, name),
        _ => crate::attribute::value_getattr(&alias.origin, name),
    }
}

/// How an argument of an alias or a member of a union is shown.
pub fn item_text(item: &Value) -> PyResult<String> {
    if item.is(&Value::ELLIPSIS) {
        return Ok("...".to_string());
    }
    let is_alias =
        getattr_opt(item, "__origin__")?.is_some() && getattr_opt(item, "__args__")?.is_some();
    if !is_alias
        && let Some(name) = getattr_opt(item, "__qualname__")?
        && let Some(module) = getattr_opt(item, "__module__")?.filter(|module| !module.is_none())
    {
        let name = operation::value_str(&name)?;
        let module = operation::value_str(&module)?;
        return Ok(match module.as_str() {
            "builtins" => name.as_str().to_string(),
            module => format!("{module}.{}", name.as_str()),
        });
    }
    Ok(operation::value_repr(item)?.as_str().to_string())
}

/// Whether it is `collections.abc.Callable`.
fn is_callable_class(class: &'static Type) -> bool {
    let module = crate::class::module_of(class);
    class.name() == "Callable"
        && module
            .as_str()
            .is_some_and(|module| module.as_str() == "collections.abc")
}

/// Whether it stands for all arguments of a callable: `...`, a list, a `ParamSpec` or
/// `Concatenate`.
fn is_parameters(value: &Value) -> PyResult<bool> {
    if value.is(&Value::ELLIPSIS) || value.as_list().is_some() {
        return Ok(true);
    }
    let class = value.ty_value();
    let attribute = |name| crate::attribute::value_getattr(&class, &crate::str::intern(name));
    let is = |value: Value, texts: &[&str]| {
        (value.as_str()).is_some_and(|text| texts.contains(&text.as_str()))
    };
    Ok(is(
        attribute("__name__")?,
        &["ParamSpec", "_ConcatenateGenericAlias"],
    ) && is(attribute("__module__")?, &["typing"]))
}

/// `Callable[[A, B], R]`: of an alias the arguments are `(A, B, R)`.
pub fn of_callable(class: &Value, item: &Value) -> PyResult<Value> {
    let Some([args, result]) = item.as_tuple().map(|tuple| tuple.items()) else {
        return Err(raise_type_error(format_args!(
            "Callable must be used as Callable[[arg, ...], result]."
        )));
    };
    let mut all = match (args.as_list(), args.as_tuple()) {
        (Some(list), _) => list.items().to_vec(),
        (_, Some(tuple)) => tuple.items().to_vec(),
        _ if is_parameters(args)? => vec![args.clone()],
        _ => {
            let text = operation::value_str(args)?;
            return Err(raise_type_error(format_args!(
                "Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {}",
                text.as_str()
            )));
        }
    };
    all.push(result.clone());
    Ok(make(class, &Tuple::from_vec(all).into()))
}

/// Of an alias of `Callable`, what stands in its brackets; `None` of others.
pub fn item_of_callable(value: &Value) -> PyResult<Option<Value>> {
    let Some((origin, args)) = parts(value) else {
        return Ok(None);
    };
    let (true, [args @ .., result]) = (
        origin.as_type().is_some_and(is_callable_class),
        args.items(),
    ) else {
        return Ok(None);
    };
    let args = match args {
        [only] if is_parameters(only)? => only.clone(),
        _ => crate::reference::List::from_vec(args.to_vec()).into(),
    };
    Ok(Some(Tuple::from_vec(vec![args, result.clone()]).into()))
}

fn repr(this: &Value) -> PyResult<Str> {
    let alias = alias(this);
    let mut text = String::new();
    if alias.starred {
        text.push('*');
    }
    text.push_str(&item_text(&alias.origin)?);
    text.push('[');
    // `Callable[[A, B], R]`
    let origin = alias.origin.as_type();
    let is_callable = origin.is_some_and(is_callable_class)
        && !matches!(alias.args.items(), [first, _] if is_parameters(first)?);
    if is_callable && let [args @ .., result] = alias.args.items() {
        let args: PyResult<Vec<_>> = args.iter().map(item_text).collect();
        text.push_str(&format!("[{}], {}]", args?.join(", "), item_text(result)?));
        return Ok(Str::new(&text));
    }
    for (n, item) in alias.args.items().iter().enumerate() {
        if n > 0 {
            text.push_str(", ");
        }
        text.push_str(&item_text(item)?);
    }
    if alias.args.items().is_empty() {
        text.push_str("()");
    }
    text.push(']');
    Ok(Str::new(&text))
}

fn compare(this: &Value, other: &Value, op: CompareOp) -> PyResult<Option<Value>> {
    let wanted = match op {
        CompareOp::Eq => true,
        CompareOp::Ne => false,
        _ => return Ok(None),
    };
    let Some(b) = other.downcast::<GenericAlias>() else {
        return Ok(None);
    };
    let a = alias(this);
    let equal = a.starred == b.starred
        && operation::equal(&a.origin, &b.origin)?
        && operation::equal(a.args.as_value(), b.args.as_value())?;
    Ok(Some(Value::bool(equal == wanted)))
}

/// Makes an instance, which keeps the alias as `__orig_class__` where it can.
fn call(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let made = crate::call::call_args(&alias(this).origin, args)?;
    let name = crate::str::intern("__orig_class__");
    let set = crate::attribute::value_setattr(&made, &name, this);
    if let Err(raised) = catch(set, &crate::exception::ATTRIBUTE_ERROR) {
        catch::<()>(Err(raised), &crate::exception::TYPE_ERROR)?;
    }
    Ok(made)
}

/// The type variables among the arguments, each once.
fn parameters(args: &Tuple) -> PyResult<Tuple> {
    let mut found: Vec<Value> = Vec::new();
    let mut add = |one: &Value| -> PyResult<()> {
        for known in &found {
            if operation::equal(known, one)? {
                return Ok(());
            }
        }
        found.push(one.clone());
        Ok(())
    };
    for arg in args
        .items()
        .iter()
        .filter(|arg| !crate::pattern::is_class(arg))
    {
        if getattr_opt(arg, "__typing_subst__")?.is_some() {
            add(arg)?;
        } else if let Some(inner) = getattr_opt(arg, "__parameters__")?
            && let Some(inner) = inner.as_tuple()
        {
            for one in inner.items() {
                add(one)?;
            }
        }
    }
    Ok(Tuple::from_vec(found))
}

/// `alias[item]`: the alias with arguments for its type variables.
fn substitute(this: &Value, item: &Value) -> PyResult<Value> {
    let alias = alias(this);
    for parameter in parameters(&alias.args)?.items() {
        if getattr_opt(parameter, "__typing_prepare_subst__")?.is_some() {
            // Not one argument each: CPython's own alias knows how they are shared out.
            if let Some(hooks) = crate::foreign::active_hooks() {
                return (hooks.getitem)(this, item);
            }
        }
    }
    if alias.origin.as_type().is_some_and(is_callable_class) {
        return substitute_in_callable(this, item);
    }
    let args = substituted(this, &alias.args, item)?;
    Ok(new(
        alias.origin.clone(),
        Tuple::from_vec(args),
        alias.starred,
    ))
}

/// The same of `Callable[args, result]`, which has its arguments side by side: a list in place
/// of a `ParamSpec` that is the only variable may be given without brackets.
fn substitute_in_callable(this: &Value, item: &Value) -> PyResult<Value> {
    let alias = alias(this);
    let mut given = match item.as_tuple() {
        Some(items) => items.clone(),
        None => Tuple::from_slice(core::slice::from_ref(item)),
    };
    if let [only] = parameters(&alias.args)?.items()
        && is_parameters(only)?
        && let [first, ..] = given.items()
        && !is_parameters(first)?
    {
        given = Tuple::from_vec(vec![given.into()]);
    }
    let mut args = substituted(this, &alias.args, given.as_value())?;
    if let [first, _] = args.as_slice()
        && (first.as_tuple().is_some() || first.as_list().is_some())
    {
        return of_callable(&alias.origin, Tuple::from_vec(args).as_value());
    }
    let result = args.pop();
    let args = match args.as_slice() {
        [only] if is_parameters(only)? => only.clone(),
        _ => Tuple::from_vec(args).into(),
    };
    let both = [args].into_iter().chain(result).collect();
    of_callable(&alias.origin, Tuple::from_vec(both).as_value())
}

/// The arguments `args` of `this` with `item`, one value or a tuple of them, in
/// place of the type variables.
fn substituted(this: &Value, args: &Tuple, item: &Value) -> PyResult<Vec<Value>> {
    let parameters = parameters(args)?;
    let parameters = parameters.items();
    if parameters.is_empty() {
        return Err(raise_type_error(format_args!(
            "{} is not a generic class",
            operation::value_repr(this)?.as_str()
        )));
    }
    let given = match item.as_tuple() {
        Some(items) => items.items(),
        None => core::slice::from_ref(item),
    };
    if given.len() != parameters.len() {
        return Err(raise_type_error(format_args!(
            "Too {} arguments for {}; actual {}, expected {}",
            if given.len() > parameters.len() {
                "many"
            } else {
                "few"
            },
            operation::value_repr(this)?.as_str(),
            given.len(),
            parameters.len()
        )));
    }
    let argument = |parameter: &Value| -> PyResult<Value> {
        for (known, value) in parameters.iter().zip(given) {
            if operation::equal(known, parameter)? {
                return Ok(value.clone());
            }
        }
        Ok(parameter.clone())
    };
    let mut made = Vec::with_capacity(args.items().len());
    for arg in args.items() {
        if crate::pattern::is_class(arg) {
            made.push(arg.clone());
        } else if let Some(subst) = getattr_opt(arg, "__typing_subst__")? {
            made.push(crate::call::call(&subst, &[argument(arg)?])?);
        } else {
            let inner = getattr_opt(arg, "__parameters__")?;
            let inner = inner.as_ref().and_then(Value::as_tuple);
            match inner
                .map(|inner| inner.items())
                .filter(|inner| !inner.is_empty())
            {
                Some(inner) => {
                    let inner = inner.iter().map(argument).collect::<PyResult<Vec<_>>>()?;
                    let inner = Tuple::from_vec(inner);
                    made.push(operation::value_getitem(arg, inner.as_value())?);
                }
                None => made.push(arg.clone()),
            }
        }
    }
    Ok(made)
}
