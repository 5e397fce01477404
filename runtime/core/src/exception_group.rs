//! BaseExceptionGroup, ExceptionGroup, and what `except*` does with them.

use pyaot_abi::layout::ExceptionObject;

use crate::args::Args;
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::exception::{
    self, BASE_EXCEPTION, EXCEPTION, SLOTS, cause_of, context_of, exception_matches, set_extra,
    set_member, traceback_of,
};
use crate::exports::exception::methods as rows;
use crate::method::offer;
use crate::prelude::*;
use crate::reference::{Exception, List, Str, Tuple};
use crate::start::check_stack;
use crate::types::{Layout, Slots, Type};
use crate::value::Value;

/// The slots of the two classes of groups.
pub(crate) const GROUP_SLOTS: Slots = Slots {
    str: Some(group_str),
    new: Some(group_new),
    ..SLOTS
};

/// `BaseExceptionGroup`.
pub static BASE_EXCEPTION_GROUP: Type = Type::core(
    "BaseExceptionGroup",
    Layout::Exception,
    size_of::<ExceptionObject>(),
    &[&BASE_EXCEPTION],
    GROUP_SLOTS,
);

/// `ExceptionGroup`.
pub static EXCEPTION_GROUP: Type = Type::builtin(
    "ExceptionGroup",
    Layout::Exception,
    size_of::<ExceptionObject>(),
    &[&BASE_EXCEPTION_GROUP, &EXCEPTION],
    GROUP_SLOTS,
);

/// The attributes that hold what a group is made of.
const MESSAGE: &str = "message";
const EXCEPTIONS: &str = "exceptions";

fn is_group(value: &Value) -> bool {
    value.ty().is_subclass_of(&BASE_EXCEPTION_GROUP)
}

/// The exceptions in a group; `None` for any other value.
pub fn exceptions_of(value: &Value) -> Option<Tuple> {
    if !is_group(value) {
        return None;
    }
    let found = exception::members(value)?.get_str(EXCEPTIONS)?;
    found.try_into_ref().ok()
}

/// The message and the exceptions of a group; `None` for any other value.
pub fn parts(value: &Value) -> Option<(Value, Tuple)> {
    Some((message_of(value), exceptions_of(value)?))
}

/// Whether `name` is an attribute of `value` that only the constructor sets.
pub fn is_readonly(value: &Value, name: &str) -> bool {
    [MESSAGE, EXCEPTIONS].contains(&name) && is_group(value)
}

fn message_of(group: &Value) -> Value {
    exception::members(group)
        .and_then(|dict| dict.get_str(MESSAGE))
        .unwrap_or(Value::NONE)
}

fn group_str(this: &Value) -> PyResult<Str> {
    let message = crate::operation::value_str(&message_of(this))?;
    let n = exceptions_of(this).map_or(0, |exceptions| exceptions.items().len());
    let s = if n == 1 { "" } else { "s" };
    Ok(Str::new(&format!(
        "{} ({n} sub-exception{s})",
        message.as_str()
    )))
}

/// Whether `value` is an exception, and if so whether an `Exception`.
fn kind_of(value: &Value) -> PyResult<Option<bool>> {
    if value.is_foreign() {
        let base = crate::class::value_isinstance(value, &BASE_EXCEPTION.to_value())?;
        let plain = crate::class::value_isinstance(value, &EXCEPTION.to_value())?;
        return Ok(base.then_some(plain));
    }
    Ok(value
        .downcast::<ExceptionObject>()
        .map(|_| value.ty().is_subclass_of(&EXCEPTION)))
}

/// `BaseExceptionGroup.__new__(message, exceptions)`.
fn group_new(ty: &'static Type, args: Args<'_>) -> PyResult<Value> {
    let [message, exceptions] = args.positional() else {
        let n = args.positional().len();
        return Err(raise_type_error(format_args!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({n} given)"
        )));
    };
    if message.as_str().is_none() {
        return Err(raise_type_error(format_args!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            message.argument_name()
        )));
    }
    if exceptions.ty().slots().getitem().is_none() || exceptions.as_dict().is_some() {
        return Err(raise_type_error(format_args!(
            "second argument (exceptions) must be a sequence"
        )));
    }
    let exceptions = Tuple::from_vec(crate::iter::collect(exceptions)?);
    if exceptions.items().is_empty() {
        return Err(raise_value_error(format_args!(
            "second argument (exceptions) must be a non-empty sequence"
        )));
    }
    let mut has_base = false;
    for (n, value) in exceptions.items().iter().enumerate() {
        match kind_of(value)? {
            Some(plain) => has_base |= !plain,
            None => {
                return Err(raise_value_error(format_args!(
                    "Item {n} of second argument (exceptions) is not an exception"
                )));
            }
        }
    }
    let ty = if core::ptr::eq(ty, &BASE_EXCEPTION_GROUP) && !has_base {
        &EXCEPTION_GROUP
    } else {
        ty
    };
    if has_base && ty.is_subclass_of(&EXCEPTION) {
        let name = if core::ptr::eq(ty, &EXCEPTION_GROUP) {
            "an ExceptionGroup".to_string()
        } else {
            format!("'{}'", ty.name())
        };
        return Err(raise_type_error(format_args!(
            "Cannot nest BaseExceptions in {name}"
        )));
    }
    let group = exception::exception_new(ty, Args::positional_only(args.positional()))?;
    set_member(&group, MESSAGE, message.clone());
    set_member(&group, EXCEPTIONS, exceptions.into());
    Ok(group)
}

/// A group without a message.
fn wrap(exceptions: Value) -> PyResult<Value> {
    let words = [Value::str(""), exceptions];
    group_new(&BASE_EXCEPTION_GROUP, Args::positional_only(&words))
}

/// `group.derive(excs)`.
pub fn exception_group_derive(group: &Value, excs: &Value) -> PyResult<Value> {
    let words = [message_of(group), excs.clone()];
    crate::call::call(&BASE_EXCEPTION_GROUP.to_value(), &words)
}

/// A group like `original` with only some of its exceptions: None if there are none.
fn subset(original: &Value, exceptions: Vec<Value>) -> PyResult<Value> {
    if exceptions.is_empty() {
        return Ok(Value::NONE);
    }
    let words = [List::from_vec(exceptions).into()];
    offer(&BASE_EXCEPTION_GROUP, &rows::exception_group_derive);
    let part = crate::call::call_method(original, crate::name!("derive"), &words)?;
    let (Some(from), Some(to)) = (
        original.downcast::<ExceptionObject>(),
        part.downcast::<ExceptionObject>(),
    ) else {
        return Ok(part);
    };
    if !is_group(&part) {
        return Err(raise_type_error(format_args!(
            "derive must return an instance of BaseExceptionGroup"
        )));
    }
    exception::copy_traceback(from, to);
    exception::set_context(to, context_of(from));
    exception::set_cause(to, cause_of(from));
    let notes = crate::attribute::attrs_dict(original).and_then(|dict| dict.get_str("__notes__"));
    if let Some(notes) = notes.filter(|notes| notes.ty().slots().getitem().is_some()) {
        let copy = List::from_vec(crate::iter::collect(&notes)?);
        set_extra(&part, "__notes__", copy.into());
    }
    Ok(part)
}

fn is_exception_class(value: &Value) -> PyResult<bool> {
    if value.is_foreign() {
        let answer = crate::class::value_issubclass(value, &BASE_EXCEPTION.to_value());
        return Ok(crate::error::catch(answer, &exception::TYPE_ERROR)?.unwrap_or(false));
    }
    let class = value.as_type();
    Ok(class.is_some_and(|class| class.is_subclass_of(&BASE_EXCEPTION)))
}

/// What picks exceptions out of a group.
enum Matcher<'a> {
    Class(&'a Value),
    Predicate(&'a Value),
    /// Exactly these objects.
    Members(&'a [Value]),
}

impl<'a> Matcher<'a> {
    fn new(value: &'a Value) -> PyResult<Matcher<'a>> {
        if !value.is_foreign() && value.ty().layout() == Layout::Function {
            return Ok(Matcher::Predicate(value));
        }
        let classes = value
            .as_tuple()
            .map_or(core::slice::from_ref(value), Tuple::items);
        let mut all = true;
        for class in classes {
            all &= is_exception_class(class)?;
        }
        if all {
            return Ok(Matcher::Class(value));
        }
        Err(raise_type_error(format_args!(
            "expected a function, exception type or tuple of exception types"
        )))
    }

    fn matches(&self, exception: &Value) -> PyResult<bool> {
        match self {
            Matcher::Class(class) => exception_matches(exception, class),
            Matcher::Predicate(function) => {
                let answer = crate::call::call(function, core::slice::from_ref(exception))?;
                crate::operation::value_truth(&answer)
            }
            Matcher::Members(members) => {
                Ok(!is_group(exception) && members.iter().any(|member| member.is(exception)))
            }
        }
    }

    /// The part of `exception` that matches and, if asked for, the rest; each
    /// None where there is nothing.
    fn split(&self, exception: &Value, want_rest: bool) -> PyResult<(Value, Value)> {
        if self.matches(exception)? {
            return Ok((exception.clone(), Value::NONE));
        }
        let rest_of = |value: &Value| {
            if want_rest {
                value.clone()
            } else {
                Value::NONE
            }
        };
        let Some(exceptions) = exceptions_of(exception) else {
            return Ok((Value::NONE, rest_of(exception)));
        };
        check_stack(" in exceptiongroup_split_recursive")?;
        let (mut matching, mut others) = (Vec::new(), Vec::new());
        for inner in exceptions.items() {
            let (part, rest) = self.split(inner, want_rest)?;
            matching.extend((!part.is_none()).then_some(part));
            others.extend((!rest.is_none()).then_some(rest));
        }
        Ok((subset(exception, matching)?, subset(exception, others)?))
    }
}

/// `group.split(condition)`.
pub fn exception_group_split(group: &Value, condition: &Value) -> PyResult<Tuple> {
    let (matching, rest) = Matcher::new(condition)?.split(group, true)?;
    Ok(Tuple::from_vec(vec![matching, rest]))
}

/// `group.subgroup(condition)`.
pub fn exception_group_subgroup(group: &Value, condition: &Value) -> PyResult<Value> {
    Ok(Matcher::new(condition)?.split(group, false)?.0)
}

/// The state of a `try` with `except*`: the exception, what of it is not
/// handled yet (or None), then what the clauses have raised.
pub fn except_star_begin(exception: &Value) -> List {
    List::from_vec(vec![exception.clone(), exception.clone(), Value::NONE])
}

fn check_clause(class: &Value) -> PyResult<()> {
    match class.as_tuple() {
        Some(classes) => classes.items().iter().try_for_each(check_clause_class),
        None => check_clause_class(class),
    }
}

fn check_clause_class(class: &Value) -> PyResult<()> {
    if !is_exception_class(class)? {
        return Err(raise_type_error(format_args!(
            "catching classes that do not inherit from BaseException is not allowed"
        )));
    }
    if crate::class::value_issubclass(class, &BASE_EXCEPTION_GROUP.to_value())? {
        return Err(raise_type_error(format_args!(
            "catching ExceptionGroup with except* is not allowed. Use except instead."
        )));
    }
    Ok(())
}

/// The part of what is left that `except* class` handles, as a group; None
/// if there is nothing. What is left is without it afterwards.
pub fn except_star_match(state: &List, class: &Value) -> PyResult<Value> {
    // What the last clause has got counts as handled until the next gets something.
    let last = state.items()[2].clone();
    if !last.is_none() {
        crate::exception::exception_handle(&last);
    }
    let checked = check_clause(class);
    if !last.is_none() {
        crate::exception::exception_leave(&last);
    }
    checked?;
    let rest = state.items()[1].clone();
    if rest.is_none() {
        return Ok(Value::NONE);
    }
    let (matching, left) = if exception_matches(&rest, class)? {
        let group = if is_group(&rest) {
            rest
        } else {
            wrap(Tuple::from_vec(vec![rest]).into())?
        };
        (group, Value::NONE)
    } else if is_group(&rest) {
        let words = core::slice::from_ref(class);
        offer(&BASE_EXCEPTION_GROUP, &rows::exception_group_split);
        let pair = crate::call::call_method(&rest, crate::name!("split"), words)?;
        match pair.as_tuple().map(Tuple::items) {
            Some([matching, left, ..]) => (matching.clone(), left.clone()),
            Some(items) => {
                return Err(raise_type_error(format_args!(
                    "{}.split must return a 2-tuple, got tuple of size {}",
                    rest.type_name(),
                    items.len()
                )));
            }
            None => {
                return Err(raise_type_error(format_args!(
                    "{}.split must return a tuple, not {}",
                    rest.type_name(),
                    pair.type_name()
                )));
            }
        }
    } else {
        (Value::NONE, rest)
    };
    state.with_vec(|words| {
        words[1] = left;
        if !matching.is_none() {
            words[2] = matching.clone();
        }
    });
    Ok(matching)
}

/// Takes the exception a clause has raised.
pub fn except_star_raised(state: &List) {
    if let Some(exception) = crate::error::take_pending_opt() {
        state.push(exception);
    }
}

/// What is raised after the last clause: None if all has been handled.
pub fn except_star_end(state: &List) -> PyResult<Value> {
    let words = state.items().to_vec();
    let [original, rest, _, raised @ ..] = words.as_slice() else {
        return Ok(Value::NONE);
    };
    if !is_group(original) {
        // Only one clause can have handled an exception that is no group.
        return Ok(raised.first().unwrap_or(rest).clone());
    }
    // A clause that ends with `raise` leaves what it got to the group it came from.
    let (mut again, mut new) = (Vec::new(), Vec::new());
    for exception in raised {
        let same = is_group(exception) && same_origin(exception, original);
        if same {
            again.push(exception.clone());
        } else {
            new.push(exception.clone());
        }
    }
    again.extend((!rest.is_none()).then(|| rest.clone()));
    let mut members = Vec::new();
    again.iter().for_each(|group| leaves(group, &mut members));
    if !members.is_empty() {
        let (kept, _) = Matcher::Members(&members).split(original, false)?;
        new.extend((!kept.is_none()).then_some(kept));
    }
    match new.len() {
        0 => Ok(Value::NONE),
        1 => Ok(new.remove(0)),
        _ => wrap(List::from_vec(new).into()),
    }
}

/// Whether two exceptions agree in traceback, cause and context.
fn same_origin(a: &Value, b: &Value) -> bool {
    let (Some(a), Some(b)) = (
        a.downcast::<ExceptionObject>(),
        b.downcast::<ExceptionObject>(),
    ) else {
        return false;
    };
    let same = |a: Option<Value>, b: Option<Value>| match (a, b) {
        (Some(a), Some(b)) => a.is(&b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let frames = |exception: &Exception| {
        let entries = traceback_of(exception).iter();
        entries
            .map(|entry| (entry.code, entry.line))
            .collect::<Vec<_>>()
    };
    frames(a) == frames(b) && same(cause_of(a), cause_of(b)) && same(context_of(a), context_of(b))
}

/// The exceptions in a group that are no groups.
fn leaves(value: &Value, out: &mut Vec<Value>) {
    match exceptions_of(value) {
        Some(exceptions) => exceptions.items().iter().for_each(|one| leaves(one, out)),
        None => out.push(value.clone()),
    }
}
