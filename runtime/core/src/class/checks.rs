//! `isinstance` and `issubclass`.

use pyaot_abi::layout::INSTANCE_KINDS;

use crate::attribute::getattr_opt;
use crate::error::{PyResult, raise_type_error};
use crate::memory::Global;
use crate::reference::{Dict, Tuple};
use crate::types::{Type, type_flags};
use crate::value::Value;

/// What `abc.ABCMeta` does with its classes; only programs that have some are linked with it.
pub(crate) struct Abstract {
    pub meta: &'static Type,
    pub set_up: fn(class: &'static Type, dict: &Dict),
    pub has_instance: fn(class: &Value, instance: &Value) -> PyResult<bool>,
    pub has_subclass: fn(class: &Value, subclass: &Value) -> PyResult<bool>,
}

static ABSTRACT: Global<Option<&'static Abstract>> = Global::new(None);

/// Called before the first abstract class is made.
pub(crate) fn allow_abstract(means: &'static Abstract) {
    // SAFETY: a short write.
    unsafe { *ABSTRACT.get() = Some(means) }
}

/// What `ABCMeta` does, if that is the metaclass.
pub(crate) fn abstract_meta(metaclass: &Type) -> Option<&'static Abstract> {
    // SAFETY: a short read.
    let means = unsafe { *ABSTRACT.get() };
    means.filter(|means| core::ptr::eq(means.meta, metaclass))
}

/// What `ABCMeta` says of an object or class of CPython's, if that is the metaclass of `class`.
pub fn abstract_check(class: &Value, other: &Value, by_instance: bool) -> Option<PyResult<bool>> {
    let means = abstract_meta(class.ty())?;
    Some(match by_instance {
        true => (means.has_instance)(class, other),
        false => (means.has_subclass)(class, other),
    })
}

/// `isinstance(object, class)`.
pub fn value_isinstance(object: &Value, class: &Value) -> PyResult<bool> {
    if let Some(ty) = class.as_type() {
        let own = object.ty();
        if core::ptr::eq(own, ty) {
            return Ok(true);
        }
        // Nobody else is asked.
        let is_plain = core::ptr::eq(class.ty(), &crate::types::TYPE)
            && !object.is_foreign()
            && !own.has_flag(type_flags::OWN_CLASS);
        if is_plain {
            return Ok(own.is_subclass_of(ty));
        }
    }
    if let Some(classes) = class.as_tuple() {
        for class in classes.items() {
            if value_isinstance(object, class)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    if let Some(members) = crate::union::members(class) {
        return crate::union::any_member(members, |member| value_isinstance(object, member));
    }
    if crate::generic_alias::parts(class).is_some() {
        return Err(raise_type_error(format_args!(
            "isinstance() argument 2 cannot be a parameterized generic"
        )));
    }
    if class.is_foreign() || object.is_foreign() {
        return crate::foreign::isinstance(object, class);
    }
    if let Some(means) = abstract_meta(class.ty())
        && !object.ty_value().is(class)
    {
        return (means.has_instance)(class, object);
    }
    match class.as_type() {
        Some(ty) if object.ty().is_subclass_of(ty) => Ok(true),
        Some(ty) if object.ty().has_flag(type_flags::OWN_CLASS) => {
            let claimed = getattr_opt(object, "__class__")?;
            let claimed = claimed.as_ref().and_then(Value::as_type);
            Ok(claimed.is_some_and(|claimed| claimed.is_subclass_of(ty)))
        }
        Some(_) => Ok(false),
        None => {
            if let Some(answer) = own_check(class, "__instancecheck__", object)? {
                return Ok(answer);
            }
            let what = "isinstance() arg 2 must be a type, a tuple of types, or a union";
            bases_of(class, Some(what))?;
            match getattr_opt(object, "__class__")? {
                Some(of) => derives(&of, class),
                None => Ok(false),
            }
        }
    }
}

/// The classes of [`INSTANCE_KINDS`].
static KINDS: [&Type; INSTANCE_KINDS.len()] = [
    &crate::int::INT,
    &crate::int::BOOL,
    &crate::float::FLOAT,
    &crate::str::STR,
    &crate::list::LIST,
    &crate::dict::DICT,
    &crate::tuple::TUPLE,
    &crate::bytes::BYTES,
];

/// The row `value_isinstance_of`.
pub fn value_isinstance_of(object: &Value, kinds: i64) -> PyResult<bool> {
    let own = object.ty();
    let mut wanted = (0..KINDS.len())
        .filter(|place| kinds >> place & 1 == 1)
        .map(|place| KINDS[place]);
    // Nobody else is asked.
    if !object.is_foreign() && !own.has_flag(type_flags::OWN_CLASS) {
        return Ok(wanted.any(|ty| own.is_subclass_of(ty)));
    }
    for ty in wanted {
        if value_isinstance(object, &ty.to_value())? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What an object that is no class says with a check of its own.
fn own_check(class: &Value, check: &str, asked: &Value) -> PyResult<Option<bool>> {
    let check = crate::str::intern(check);
    match crate::attribute::call_special(class, &check, core::slice::from_ref(asked))? {
        Some(answer) => crate::operation::value_truth(&answer).map(Some),
        None => Ok(None),
    }
}

/// `__bases__` of what may stand for a class, if that is a tuple; `what` is the
/// TypeError where it has to be one.
fn bases_of(class: &Value, what: Option<&str>) -> PyResult<Option<Tuple>> {
    let bases = getattr_opt(class, "__bases__")?;
    match (bases.as_ref().and_then(Value::as_tuple), what) {
        (Some(bases), _) => Ok(Some(bases.clone())),
        (None, None) => Ok(None),
        (None, Some(what)) => Err(raise_type_error(format_args!("{what}"))),
    }
}

/// Whether `class` is `of` or derives from it as far as `__bases__` says.
fn derives(class: &Value, of: &Value) -> PyResult<bool> {
    crate::start::check_stack(" in __issubclass__")?;
    let mut class = class.clone();
    loop {
        if class.is(of) {
            return Ok(true);
        }
        let Some(bases) = bases_of(&class, None)? else {
            return Ok(false);
        };
        match bases.items() {
            [] => return Ok(false),
            [only] => class = only.clone(),
            all => {
                for base in all {
                    if derives(base, of)? {
                        return Ok(true);
                    }
                }
                return Ok(false);
            }
        }
    }
}

/// `issubclass(class, of)`.
pub fn value_issubclass(class: &Value, of: &Value) -> PyResult<bool> {
    if let Some(classes) = of.as_tuple() {
        for of in classes.items() {
            if value_issubclass(class, of)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    if let Some(members) = crate::union::members(of) {
        return crate::union::any_member(members, |member| value_issubclass(class, member));
    }
    if crate::generic_alias::parts(of).is_some() {
        return Err(raise_type_error(format_args!(
            "issubclass() argument 2 cannot be a parameterized generic"
        )));
    }
    if class.is_foreign() || of.is_foreign() {
        return crate::foreign::issubclass(class, of);
    }
    if let Some(means) = abstract_meta(of.ty()) {
        return (means.has_subclass)(of, class);
    }
    if let (Some(class), Some(of)) = (class.as_type(), of.as_type()) {
        return Ok(class.is_subclass_of(of));
    }
    if of.as_type().is_none()
        && let Some(answer) = own_check(of, "__subclasscheck__", class)?
    {
        return Ok(answer);
    }
    bases_of(class, Some("issubclass() arg 1 must be a class"))?;
    let what = "issubclass() arg 2 must be a class, a tuple of classes, or a union";
    bases_of(of, Some(what))?;
    derives(class, of)
}
