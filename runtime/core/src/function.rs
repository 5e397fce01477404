//! Compiled functions as values, bound methods and cells.

use pyaot_abi::layout::{CellObject, FunctionDesc, FunctionObject, Header, Word, function_flags};

use crate::args::Args;
use crate::error::{PyResult, raise_type_error, raised_by_status};
use crate::exports::Outcome;
use crate::prelude::*;
use crate::reference::{Dict, Function, Object, Ref, Str, Tuple, new_header};
use crate::types::{CompareOp, Layout, OBJECT, Slots, Type};
use crate::value::{Value, release};

/// The code of a function: [`FunctionDesc::entry`].
pub type Entry = extern "C" fn(*const FunctionObject, *const Word) -> Outcome<u64>;

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for FunctionObject {
    const TYPE: &'static Type = &FUNCTION;
    const LAYOUT: Layout = Layout::Function;
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for CellObject {
    const TYPE: &'static Type = &CELL;
    const LAYOUT: Layout = Layout::Cell;
}

/// `cell`.
pub static CELL: Type = Type::builtin(
    "cell",
    Layout::Cell,
    size_of::<CellObject>(),
    &[&OBJECT],
    Slots {
        // SAFETY: called on dead cells only, which own the word.
        dealloc: |header| unsafe {
            release((*header.cast::<CellObject>()).value);
            crate::memory::free(header.cast(), size_of::<CellObject>());
        },
        // SAFETY: called on live cells only, which own the word.
        traverse: Some(|header, visit| unsafe {
            if let Some(value) = Value::borrow_opt(&(*header.cast::<CellObject>()).value) {
                visit(value);
            }
        }),
        getattr: |this, name| {
            let cell = this.downcast::<CellObject>().expect("cell");
            if name.as_str() != "cell_contents" {
                return crate::attribute::generic_getattr(this, name);
            }
            // SAFETY: the word belongs to the live cell.
            match unsafe { Value::borrow_opt(&cell.value) } {
                Some(value) => Ok(value.clone()),
                None => Err(crate::error::raise_value_error(format_args!(
                    "Cell is empty"
                ))),
            }
        },
        repr: Some(|this| {
            let cell = this.downcast::<CellObject>().expect("cell");
            // SAFETY: the word belongs to the live cell.
            let held = unsafe { Value::borrow_opt(&cell.value) };
            let text = match held {
                Some(held) => format!(
                    "<cell at {:#x}: {} object at {:#x}>",
                    this.as_raw(),
                    held.type_name(),
                    held.as_raw()
                ),
                None => format!("<cell at {:#x}: empty>", this.as_raw()),
            };
            Ok(Str::new(&text))
        }),
        setattr: |this, name, value| {
            if name.as_str() != "cell_contents" {
                return crate::attribute::generic_setattr(this, name, value);
            }
            cell_set(this, value);
            Ok(())
        },
        ..Slots::OBJECT
    },
);

/// A new cell; `value` may be unbound.
pub fn cell_new(value: Option<&Value>) -> Value {
    Ref::alloc(CellObject {
        header: new_header(),
        value: value.cloned().map_or(0, Value::into_raw),
    })
    .into()
}

/// Sets what a cell holds.
pub fn cell_set(cell: &Value, value: Option<&Value>) {
    let cell = cell.downcast::<CellObject>().expect("cell");
    let word = value.cloned().map_or(0, Value::into_raw);
    // SAFETY: the cell owns the word.
    unsafe {
        let place = &raw mut (*cell.as_ptr()).value;
        release(core::mem::replace(&mut *place, word));
    }
}

fn function(this: &Value) -> &Function {
    this.downcast::<FunctionObject>().expect("function")
}

/// The static description behind a function.
pub fn desc(function: &FunctionObject) -> &'static FunctionDesc {
    // SAFETY: descriptions are static data of the program.
    unsafe { &*function.desc }
}

/// From now on the function is what `desc` says; its cells become those of the variables of
/// `desc` in the order of their names.
pub fn set_description(function: &Function, desc: &'static FunctionDesc) {
    if core::ptr::eq(function.desc, desc) {
        return;
    }
    // It keeps its names, which go by the description.
    let this = function.as_value();
    for name in [
        crate::name!("__name__"),
        crate::name!("__qualname__"),
        crate::name!("__module__"),
        crate::name!("__doc__"),
    ] {
        if let Ok(value) = function_getattr(this, name) {
            replaced_make(function).set_key(name, value);
        }
    }
    let in_order: Vec<Value> = free_variables(function)
        .into_iter()
        .map(|(_, cell)| cell)
        .collect();
    let object = function.as_ptr();
    // SAFETY: the function is live, and has as many cells as `desc` names.
    unsafe {
        (*object).desc = desc;
        let names = free_variables(function);
        let places: &mut [Value] = core::slice::from_raw_parts_mut(
            (*object).cells.as_mut_ptr().cast(),
            function.n_cells as usize,
        );
        let first = n_words(desc);
        for (at, place) in places.iter_mut().enumerate() {
            let name = static_str(&*desc.param_names.add(first + at)).as_str();
            let rank = names.iter().position(|(known, _)| known.as_str() == name);
            *place = in_order[rank.unwrap_or(at)].clone();
        }
    }
}

use crate::str::from_static as static_str;

/// The qualified name of a function.
pub fn qualname(function: &Function) -> Str {
    if let Some(replaced) = replaced_of(function)
        && let Some(name) = replaced.get_str("__qualname__")
        && let Some(name) = name.as_str()
    {
        return name.clone();
    }
    static_str(&desc(function).qualname).clone()
}

/// What the program has put in place of the function's own attributes.
fn replaced_of(function: &Function) -> Option<&Dict> {
    // SAFETY: the word belongs to the live function.
    unsafe { Value::borrow_opt(&function.replaced) }.and_then(Value::as_dict)
}

fn attrs_of(function: &Function) -> Option<&Dict> {
    // SAFETY: the word belongs to the live function.
    unsafe { Value::borrow_opt(&function.attrs) }.and_then(Value::as_dict)
}

/// What a function was given, if an attribute of that name is looked for there.
pub fn attributes_for<'a>(this: &'a Value, name: &str) -> Option<&'a Dict> {
    attrs_of(function(this)).filter(|_| !is_descriptor(name))
}

/// `function`.
pub static FUNCTION: Type = Type::builtin(
    "function",
    Layout::Function,
    size_of::<FunctionObject>(),
    &[&OBJECT],
    Slots {
        dealloc: function_dealloc,
        traverse: Some(function_traverse),
        repr: Some(|this| {
            Ok(Str::new(&format!(
                "<function {} at {:#x}>",
                qualname(function(this)).as_str(),
                this.as_raw()
            )))
        }),
        call: Some(function_call),
        descr_get: Some(|this, object, _| {
            Ok(match object {
                Some(object) => bound_method(this, object),
                None => this.clone(),
            })
        }),
        getattr: function_getattr,
        setattr: function_setattr,
        ..Slots::OBJECT
    },
);

unsafe fn function_dealloc(header: *mut Header) {
    let object = header.cast::<FunctionObject>();
    // SAFETY: the function is dead; its words are released once.
    unsafe {
        release((*object).defaults);
        release((*object).kw_defaults);
        release((*object).attrs);
        release((*object).replaced);
        let n = (*object).n_cells as usize;
        let cells = (&raw mut (*object).cells).cast::<Word>();
        for i in 0..n {
            release(*cells.add(i));
        }
        crate::memory::free(
            header.cast(),
            size_of::<FunctionObject>() + n * size_of::<Word>(),
        );
    }
}

unsafe fn function_traverse(header: *mut Header, visit: &mut dyn FnMut(&Value)) {
    let object = header.cast::<FunctionObject>();
    // SAFETY: a live function; its words are live or unbound.
    unsafe {
        for word in [
            &(*object).defaults,
            &(*object).kw_defaults,
            &(*object).attrs,
            &(*object).replaced,
        ] {
            if let Some(value) = Value::borrow_opt(word) {
                visit(value);
            }
        }
        let cells = (&raw const (*object).cells).cast::<Word>();
        for i in 0..(*object).n_cells as usize {
            if let Some(value) = Value::borrow_opt(&*cells.add(i)) {
                visit(value);
            }
        }
    }
}

/// A function value that shares the cells.
pub fn function_new(
    desc: *const u8,
    defaults: Option<&Value>,
    kw_defaults: Option<&Value>,
    cells: &[Value],
) -> Value {
    let n = cells.len();
    let size = size_of::<FunctionObject>() + n * size_of::<Word>();
    // SAFETY: the block has room for the cells, which are retained as they are copied.
    unsafe {
        let object = crate::memory::alloc(size).cast::<FunctionObject>();
        object.write(FunctionObject {
            header: Header {
                refcount: 1,
                ty: (&raw const FUNCTION).cast(),
            },
            desc: desc.cast(),
            defaults: defaults.cloned().map_or(0, Value::into_raw),
            kw_defaults: kw_defaults.cloned().map_or(0, Value::into_raw),
            attrs: 0,
            replaced: 0,
            n_cells: n as i64,
            cells: [],
        });
        let place = (&raw mut (*object).cells).cast::<Word>();
        for (i, cell) in cells.iter().enumerate() {
            *place.add(i) = cell.clone().into_raw();
        }
        Value::from_raw(object as u64)
    }
}

/// What functions have as data descriptors of their class: their own dict does not hide it.
fn is_descriptor(name: &str) -> bool {
    matches!(
        name,
        "__annotations__"
            | "__builtins__"
            | "__closure__"
            | "__code__"
            | "__defaults__"
            | "__dict__"
            | "__doc__"
            | "__globals__"
            | "__kwdefaults__"
            | "__module__"
            | "__name__"
            | "__qualname__"
    )
}

fn function_getattr(this: &Value, name: &Str) -> PyResult<Value> {
    let object = function(this);
    let desc = desc(object);
    let own = attributes_for(this, name.as_str());
    for dict in own.into_iter().chain(replaced_of(object)) {
        if let Some(value) = dict.get_key(name) {
            return Ok(value);
        }
    }
    Ok(match name.as_str() {
        "__name__" => static_str(&desc.name).to_value(),
        "__qualname__" => static_str(&desc.qualname).to_value(),
        "__module__" => static_str(&desc.module).to_value(),
        "__doc__" if desc.doc.is_null() => Value::NONE,
        "__doc__" => static_str(&desc.doc).to_value(),
        // SAFETY: the words belong to the live function.
        "__defaults__" => unsafe { Value::borrow_opt(&object.defaults) }
            .cloned()
            .unwrap_or(Value::NONE),
        // SAFETY: as above.
        "__kwdefaults__" => unsafe { Value::borrow_opt(&object.kw_defaults) }
            .cloned()
            .unwrap_or(Value::NONE),
        "__annotations__" => {
            let made: Value = Dict::new().into();
            replaced_make(object).set(name.as_value(), &made)?;
            made
        }
        "__closure__" if object.n_cells == 0 => Value::NONE,
        "__closure__" => {
            let cells = free_variables(object).into_iter().map(|(_, cell)| cell);
            Tuple::from_vec(cells.collect()).into()
        }
        "__dict__" => function_dict(object).to_value(),
        "__code__" if crate::foreign::hooks().is_some() => {
            return crate::foreign::code_of(this).unwrap_or(Ok(Value::NONE));
        }
        "__globals__" => {
            let name = static_str(&desc.module).as_str();
            let module =
                crate::namespace::find_module(name).filter(|_| !crate::namespace::is_library(name));
            match module.as_ref().and_then(crate::attribute::attrs_dict) {
                Some(globals) => globals.to_value(),
                // Of a module of the library, whose names are nobody else's.
                None => Dict::new().into(),
            }
        }
        "__builtins__" => crate::module::named(crate::name!("builtins")),
        _ => return crate::attribute::generic_getattr(this, name),
    })
}

/// The variables of enclosing functions and their cells, in the order of the names.
pub fn free_variables(function: &FunctionObject) -> Vec<(Str, Value)> {
    let desc = desc(function);
    // SAFETY: a live function has that many cells, each a live word; `Value`
    // has the layout of a word.
    let cells: &[Value] = unsafe {
        core::slice::from_raw_parts(function.cells.as_ptr().cast(), function.n_cells as usize)
    };
    let first = n_words(desc);
    let named = cells.iter().enumerate().map(|(n, cell)| {
        // SAFETY: the description lists a name for each cell behind the parameters.
        let name = unsafe { &*desc.param_names.add(first + n) };
        (static_str(name).clone(), cell.clone())
    });
    let mut variables: Vec<(Str, Value)> = named.collect();
    variables.sort_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
    variables
}

fn function_dict(object: &Function) -> &Dict {
    if object.attrs == 0 {
        // SAFETY: the function is live and owns the word.
        unsafe { (*object.as_ptr()).attrs = Dict::new().into_raw() };
    }
    attrs_of(object).expect("just made")
}

fn replaced_make(object: &Function) -> &Dict {
    if object.replaced == 0 {
        // SAFETY: the function is live and owns the word.
        unsafe { (*object.as_ptr()).replaced = Dict::new().into_raw() };
    }
    replaced_of(object).expect("just made")
}

/// Attributes that are tuples or dicts.
const CONTAINERS: &[&str] = &[
    "__annotations__",
    "__defaults__",
    "__dict__",
    "__kwdefaults__",
];

/// Attributes that have to be of one class: what the message calls it.
fn expected(name: &str, value: Option<&Value>) -> Option<&'static str> {
    let given = value.filter(|value| !value.is_none());
    Some(match name {
        "__name__" | "__qualname__" if value.is_none_or(|value| value.as_str().is_none()) => {
            "a string object"
        }
        "__defaults__" if given.is_some_and(|value| value.as_tuple().is_none()) => "a tuple object",
        "__kwdefaults__" | "__annotations__"
            if given.is_some_and(|value| value.as_dict().is_none()) =>
        {
            "a dict object"
        }
        "__code__" if value.is_none_or(|value| value.type_name() != "code") => "a code object",
        _ => return None,
    })
}

/// `inspect.CO_ITERABLE_COROUTINE`.
const ITERABLE_COROUTINE: i64 = 0x100;

/// Whether `types.coroutine` has marked the function by a code object with that
/// flag: its generators can be awaited.
pub fn is_iterable_coroutine(value: &Value) -> PyResult<bool> {
    let code = value
        .downcast::<FunctionObject>()
        .and_then(replaced_of)
        .and_then(|replaced| replaced.get_key(crate::name!("__code__")));
    let Some(code) = code else {
        return Ok(false);
    };
    marks_iterable_coroutine(&code)
}

/// Whether what functions of this code object give can be awaited.
pub fn marks_iterable_coroutine(code: &Value) -> PyResult<bool> {
    let flags = crate::attribute::getattr_opt(code, "co_flags")?;
    let flags = flags.as_ref().and_then(Value::as_small_int).unwrap_or(0);
    Ok(flags & ITERABLE_COROUTINE != 0)
}

fn function_setattr(this: &Value, name: &Str, value: Option<&Value>) -> PyResult<()> {
    let object = function(this);
    // What a function of CPython's has in its place.
    let native = value
        .filter(|value| value.is_foreign() && CONTAINERS.contains(&name.as_str()))
        .map(crate::foreign::to_native)
        .transpose()?;
    let value = native.as_ref().or(value);
    if let Some(kind) = expected(name.as_str(), value) {
        return Err(raise_type_error(format_args!(
            "{} must be set to {kind}",
            name.as_str()
        )));
    }
    match (name.as_str(), value) {
        (text @ ("__defaults__" | "__kwdefaults__"), value) => {
            let word = value
                .filter(|value| !value.is_none())
                .cloned()
                .map_or(0, Value::into_raw);
            // SAFETY: the function owns the words.
            unsafe {
                let place = match text {
                    "__defaults__" => &mut (*object.as_ptr()).defaults,
                    _ => &mut (*object.as_ptr()).kw_defaults,
                };
                release(core::mem::replace(place, word));
            }
            Ok(())
        }
        ("__annotations__", value) if value.is_none_or(Value::is_none) => {
            replaced_make(object).set(name.as_value(), &Dict::new().into())
        }
        ("__code__", Some(code)) => {
            crate::foreign::set_code(this, code)?;
            replaced_make(object).set(name.as_value(), code)
        }
        ("__name__" | "__qualname__" | "__module__" | "__doc__" | "__annotations__", value) => {
            replaced_make(object).set(name.as_value(), value.unwrap_or(&Value::NONE))
        }
        ("__dict__", Some(dict)) if dict.as_dict().is_some() => {
            // SAFETY: the function owns the word.
            unsafe {
                let place = &mut (*object.as_ptr()).attrs;
                release(core::mem::replace(place, dict.clone().into_raw()));
            }
            Ok(())
        }
        ("__dict__", Some(other)) => Err(raise_type_error(format_args!(
            "__dict__ must be set to a dictionary, not a '{}'",
            other.type_name()
        ))),
        ("__dict__", None) => Err(raise_type_error(format_args!("cannot delete __dict__"))),
        ("__globals__" | "__closure__" | "__builtins__", _) => Err(
            crate::error::raise_attribute_error(format_args!("readonly attribute")),
        ),
        (_, Some(value)) => function_dict(object).set(name.as_value(), value),
        (text, None) => {
            let dict = attrs_of(object);
            match dict.and_then(|dict| dict.remove_key(name)) {
                Some(_) => Ok(()),
                None => Err(crate::attribute::no_attribute(this, text)),
            }
        }
    }
}

/// Number of words a function takes once its arguments are bound.
pub fn n_words(desc: &FunctionDesc) -> usize {
    desc.n_positional as usize
        + desc.n_keyword_only as usize
        + (desc.flags & function_flags::VAR_POSITIONAL != 0) as usize
        + (desc.flags & function_flags::VAR_KEYWORD != 0) as usize
}

/// Number of bound words that need no allocation.
const INLINE_WORDS: usize = 16;

/// As many as most functions have.
const FEW_WORDS: usize = 4;

/// Calls a compiled function with `args`.
fn function_call(this: &Value, args: Args<'_>) -> PyResult<Value> {
    let object = function(this);
    let desc = desc(object);
    let plain = desc.flags & (function_flags::VAR_POSITIONAL | function_flags::VAR_KEYWORD) == 0;
    if plain
        && desc.n_keyword_only == 0
        && args.names().is_none()
        && args.words().len() == desc.n_positional as usize
    {
        // The arguments are the bound words already.
        return enter(object, args.words().as_ptr().cast());
    }
    let total = n_words(desc);
    if total <= FEW_WORDS {
        call_bound(object, args, &mut [const { None }; FEW_WORDS][..total])
    } else if total <= INLINE_WORDS {
        call_bound(object, args, &mut [const { None }; INLINE_WORDS][..total])
    } else {
        let mut words: Vec<Option<Value>> = (0..total).map(|_| None).collect();
        call_bound(object, args, &mut words)
    }
}

/// Binds `args` to the `words`, all unset, and runs the function on them.
#[inline]
fn call_bound(function: &Function, args: Args<'_>, words: &mut [Option<Value>]) -> PyResult<Value> {
    bind(function, desc(function), args, words)?;
    enter(function, words.as_ptr().cast())
}

/// Runs the code of a function on words already bound; a generator function
/// only makes its generator.
#[inline]
fn enter(function: &Function, words: *const Word) -> PyResult<Value> {
    let desc = desc(function);
    if desc.flags & (function_flags::GENERATOR | function_flags::COROUTINE) != 0 {
        return Ok(crate::generator::from_words(
            desc,
            Some(function.as_value()),
            words,
        ));
    }
    run_entry(function, words)
}

/// Whether `callee` is a function of that description.
pub fn is_made_of(callee: &Value, of: *const FunctionDesc) -> bool {
    let function = callee.downcast_exact::<FunctionObject>();
    function.is_some_and(|function| core::ptr::eq(function.desc, of))
}

/// Whether a call with `n` positional arguments is no more than running the function's code on them.
pub fn is_plain(callee: &Value, n: usize) -> bool {
    callee
        .downcast_exact::<FunctionObject>()
        .is_some_and(|function| takes(function, n))
}

#[inline]
fn takes(function: &Function, n: usize) -> bool {
    let desc = desc(function);
    desc.flags & function_flags::NOT_PLAIN == 0
        && desc.n_keyword_only == 0
        && desc.n_positional as usize == n
}

#[cold]
fn not_plain(callee: &Value) -> crate::error::Raised {
    raise_type_error(format_args!(
        "'{}' object is not a plain function",
        callee.type_name()
    ))
}

/// Calls a function of which [`is_plain`] is true with that many arguments.
#[inline(always)]
pub fn call_plain<const N: usize>(callee: &Value, args: &[&Value; N]) -> PyResult<Value> {
    // The words are borrowed for the call.
    let words = args.map(Value::as_raw);
    match callee.downcast_exact::<FunctionObject>() {
        Some(function) => run_entry(function, words.as_ptr()),
        None => Err(not_plain(callee)),
    }
}

/// Runs the code of a function that is neither a generator's nor a coroutine's.
#[inline]
fn run_entry(function: &Function, words: *const Word) -> PyResult<Value> {
    // SAFETY: `entry` has the signature FunctionDesc promises.
    let entry: Entry = unsafe { core::mem::transmute(desc(function).entry) };
    let outcome = entry(function.as_ptr(), words);
    if outcome.status == 0 {
        // SAFETY: the result is an owned word.
        Ok(unsafe { Value::from_raw(outcome.value) })
    } else {
        Err(raised_by_status())
    }
}

fn bind(
    function: &Function,
    desc: &'static FunctionDesc,
    args: Args<'_>,
    words: &mut [Option<Value>],
) -> PyResult<()> {
    let n_positional = desc.n_positional as usize;
    let n_keyword_only = desc.n_keyword_only as usize;
    let has_var = desc.flags & function_flags::VAR_POSITIONAL != 0;
    let has_var_keyword = desc.flags & function_flags::VAR_KEYWORD != 0;
    let keyword_start = n_positional + has_var as usize;
    let positional = args.positional();
    let n_given = positional.len().min(n_positional);
    for (word, value) in words.iter_mut().zip(&positional[..n_given]) {
        *word = Some(value.clone());
    }
    if has_var {
        words[n_positional] = Some(Tuple::from_slice(&positional[n_given..]).into());
    }
    let extra = has_var_keyword.then(Dict::new);
    let total = keyword_start + n_keyword_only;
    // SAFETY: the description lists a name for each word.
    let name_of = |i: usize| static_str(unsafe { &*desc.param_names.add(i) });
    for (keyword, value) in args.keywords() {
        let found = (desc.n_positional_only as usize..n_positional)
            .chain(keyword_start..total)
            .find(|&i| name_of(i).same_text(keyword));
        match (found, &extra) {
            (Some(i), _) if words[i].is_some() => {
                return Err(raise_type_error(format_args!(
                    "{}() got multiple values for argument '{}'",
                    qualname(function).as_str(),
                    keyword.as_str()
                )));
            }
            (Some(i), _) => words[i] = Some(value.clone()),
            (None, Some(extra)) => extra.set(keyword.as_value(), value)?,
            (None, None) => return Err(unexpected_keyword(function, desc, &args, keyword)),
        }
    }
    if let Some(extra) = extra {
        words[total] = Some(extra.into());
    }
    if positional.len() > n_positional && !has_var {
        return Err(too_many_positional(
            function,
            desc,
            positional.len(),
            &words[keyword_start..total],
        ));
    }
    // SAFETY: the words belong to the live function.
    let defaults = unsafe { Value::borrow_opt(&function.defaults) }.and_then(Value::as_tuple);
    let defaults = defaults.map_or(&[] as &[Value], |tuple| tuple.items());
    let first_default = n_positional.saturating_sub(defaults.len());
    let skipped = defaults.len().saturating_sub(n_positional);
    let mut missing = Vec::new();
    for (i, word) in words[..n_positional].iter_mut().enumerate().skip(n_given) {
        if word.is_none() {
            match i.checked_sub(first_default) {
                Some(k) => *word = Some(defaults[k + skipped].clone()),
                None => missing.push(i),
            }
        }
    }
    if !missing.is_empty() {
        return Err(missing_arguments(
            function,
            "positional",
            missing.into_iter().map(name_of),
        ));
    }
    // SAFETY: as above.
    let kw_defaults = unsafe { Value::borrow_opt(&function.kw_defaults) }.and_then(Value::as_dict);
    let mut missing = Vec::new();
    for (i, word) in words[..total].iter_mut().enumerate().skip(keyword_start) {
        if word.is_none() {
            match kw_defaults.and_then(|dict| dict.get_key(name_of(i))) {
                Some(value) => *word = Some(value),
                None => missing.push(i),
            }
        }
    }
    if !missing.is_empty() {
        return Err(missing_arguments(
            function,
            "keyword-only",
            missing.into_iter().map(name_of),
        ));
    }
    Ok(())
}

#[cold]
fn unexpected_keyword(
    function: &Function,
    desc: &'static FunctionDesc,
    args: &Args<'_>,
    keyword: &Str,
) -> crate::error::Raised {
    let mut wrong = Vec::new();
    for i in 0..desc.n_positional_only as usize {
        // SAFETY: the description lists a name for each parameter.
        let name = static_str(unsafe { &*desc.param_names.add(i) });
        if args.keywords().any(|(keyword, _)| keyword.same_text(name)) {
            wrong.push(name.as_str());
        }
    }
    let name = qualname(function);
    if wrong.is_empty() {
        raise_type_error(format_args!(
            "{}() got an unexpected keyword argument '{}'",
            name.as_str(),
            keyword.as_str()
        ))
    } else {
        raise_type_error(format_args!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            name.as_str(),
            wrong.join(", ")
        ))
    }
}

#[cold]
fn too_many_positional(
    function: &Function,
    desc: &'static FunctionDesc,
    given: usize,
    keyword_only: &[Option<Value>],
) -> crate::error::Raised {
    // SAFETY: the word belongs to the live function.
    let defaults = unsafe { Value::borrow_opt(&function.defaults) }.and_then(Value::as_tuple);
    let n_defaults = defaults.map_or(0, |tuple| tuple.items().len());
    let max = desc.n_positional as usize;
    let (takes, plural) = if n_defaults > 0 {
        (format!("from {} to {max}", max - n_defaults.min(max)), true)
    } else {
        (max.to_string(), max != 1)
    };
    let n_keyword = keyword_only.iter().filter(|word| word.is_some()).count();
    let given_text = if n_keyword > 0 {
        format!(
            "{given} positional argument{} (and {n_keyword} keyword-only argument{})",
            if given == 1 { "" } else { "s" },
            if n_keyword == 1 { "" } else { "s" }
        )
    } else {
        given.to_string()
    };
    raise_type_error(format_args!(
        "{}() takes {takes} positional argument{} but {given_text} {} given",
        qualname(function).as_str(),
        if plural { "s" } else { "" },
        if given == 1 && n_keyword == 0 {
            "was"
        } else {
            "were"
        }
    ))
}

#[cold]
fn missing_arguments(
    function: &Function,
    kind: &str,
    names: impl Iterator<Item = &'static Str>,
) -> crate::error::Raised {
    let names: Vec<String> = names.map(|name| format!("'{}'", name.as_str())).collect();
    raise_type_error(format_args!(
        "{}() missing {} required {kind} argument{}: {}",
        qualname(function).as_str(),
        names.len(),
        if names.len() == 1 { "" } else { "s" },
        listed(&names)
    ))
}

/// `'x', 'y', and 'z'`.
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [start @ .., last] => format!("{}, and {last}", start.join(", ")),
        [] => String::new(),
    }
}

/// A function (or any callable) with its first argument.
#[repr(C)]
pub struct BoundMethodObject {
    header: Header,
    pub function: Value,
    pub receiver: Value,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for BoundMethodObject {
    const TYPE: &'static Type = &BOUND_METHOD;
    const LAYOUT: Layout = Layout::BoundMethod;
}

fn method(this: &Value) -> &Ref<BoundMethodObject> {
    this.downcast::<BoundMethodObject>().expect("method")
}

/// What methods with their first argument have in common.
const BOUND_SLOTS: Slots = Slots {
    dealloc: bound_dealloc,
    // SAFETY: called on live methods.
    traverse: Some(|header, visit| unsafe {
        let this = &*header.cast::<BoundMethodObject>();
        visit(&this.function);
        visit(&this.receiver);
    }),
    repr: Some(|this| {
        let this = method(this);
        let kind = match this.ty() {
            ty if core::ptr::eq(ty, &METHOD_WRAPPER) => Some("method-wrapper"),
            ty if core::ptr::eq(ty, &BOUND_BUILTIN) => Some("built-in method"),
            _ => None,
        };
        if let Some(kind) = kind {
            let name = crate::attribute::value_getattr(&this.function, crate::name!("__name__"))?;
            let name = crate::operation::value_str(&name)?;
            let name = match kind {
                "method-wrapper" => format!("'{}'", name.as_str()),
                _ => name.as_str().to_string(),
            };
            return Ok(Str::new(&format!(
                "<{kind} {name} of {} object at {:#x}>",
                this.receiver.type_name(),
                this.receiver.as_raw()
            )));
        }
        let name = crate::attribute::getattr_opt(&this.function, "__qualname__")?;
        let name = name
            .as_ref()
            .and_then(Value::as_str)
            .map_or("?".to_string(), |s| s.as_str().to_string());
        let receiver = crate::operation::value_repr(&this.receiver)?;
        Ok(Str::new(&format!(
            "<bound method {name} of {}>",
            receiver.as_str()
        )))
    }),
    hash: Some(|this| {
        let this = method(this);
        Ok((this.receiver.as_raw() >> 4) as i64 ^ (this.function.as_raw() >> 4) as i64)
    }),
    compare: Some(|this, other, op| {
        let (this, Some(other)) = (method(this), other.downcast::<BoundMethodObject>()) else {
            return Ok(None);
        };
        let same = this.receiver.is(&other.receiver) && this.function.is(&other.function);
        Ok(match op {
            CompareOp::Eq => Some(Value::bool(same)),
            CompareOp::Ne => Some(Value::bool(!same)),
            _ => None,
        })
    }),
    call: Some(|this, args| {
        let this = method(this);
        call_with_receiver(&this.function, &this.receiver, args)
    }),
    getattr: |this, name| {
        let object = method(this);
        match name.as_str() {
            "__func__" if core::ptr::eq(this.ty(), &BOUND_METHOD) => Ok(object.function.clone()),
            "__self__" => Ok(object.receiver.clone()),
            "__class__" => Ok(this.ty().to_value()),
            _ => crate::attribute::value_getattr(&object.function, name),
        }
    },
    ..Slots::OBJECT
};

const fn bound_type(name: &'static str, bases: &'static [&'static Type]) -> Type {
    let size = size_of::<BoundMethodObject>();
    Type::builtin(name, Layout::BoundMethod, size, bases, BOUND_SLOTS)
}

/// `method`.
pub static BOUND_METHOD: Type = bound_type("method", &[&OBJECT]);

/// `method-wrapper`: a special method of a built-in class, of an object.
pub static METHOD_WRAPPER: Type = bound_type("method-wrapper", &[&OBJECT]);

/// Another method of a built-in class that is not a row, of an object.
pub static BOUND_BUILTIN: Type = bound_type(
    "builtin_function_or_method",
    &[&crate::method::BUILTIN_FUNCTION],
);

/// Nothing derives from the class.
unsafe fn bound_dealloc(header: *mut Header) {
    // SAFETY: the method is dead.
    unsafe {
        core::ptr::drop_in_place(header.cast::<BoundMethodObject>());
        crate::memory::free(header.cast(), size_of::<BoundMethodObject>());
    }
}

/// `function` bound to `receiver`.
pub fn bound_method(function: &Value, receiver: &Value) -> Value {
    let built_in = function.downcast::<crate::method::MethodDescriptorObject>();
    let ty = match built_in.map(|method| method.is_wrapper()) {
        None => &BOUND_METHOD,
        Some(true) => &METHOD_WRAPPER,
        Some(false) => &BOUND_BUILTIN,
    };
    let method = BoundMethodObject {
        header: new_header(),
        function: function.clone(),
        receiver: receiver.clone(),
    };
    Ref::alloc_as(ty, method).into()
}

/// The row `method_receiver`.
pub fn method_receiver(method: &Value) -> Value {
    self::method(method).receiver.clone()
}

/// `callee(receiver, *args)`.
#[inline]
pub fn call_with_receiver(callee: &Value, receiver: &Value, args: Args<'_>) -> PyResult<Value> {
    if args.names().is_none()
        && args.words().len() <= 2
        && let Some(function) = callee.downcast_exact::<FunctionObject>()
        && takes(function, args.words().len() + 1)
    {
        // The words are borrowed for the call: `receiver` and `args` keep them alive.
        let words = match args.words() {
            [] => [receiver.as_raw(), 0, 0],
            [a] => [receiver.as_raw(), a.as_raw(), 0],
            [a, b, ..] => [receiver.as_raw(), a.as_raw(), b.as_raw()],
        };
        return run_entry(function, words.as_ptr());
    }
    call_words_with_receiver(callee, receiver, args)
}

/// As [`call_with_receiver`], for any callee and arguments.
#[inline(never)]
fn call_words_with_receiver(callee: &Value, receiver: &Value, args: Args<'_>) -> PyResult<Value> {
    const INLINE: usize = 8;
    let n = args.words().len();
    if n < INLINE {
        // A copy of the words without their references: they are borrowed for the call.
        let mut words = [0u64; INLINE];
        words[0] = receiver.as_raw();
        for (place, value) in words[1..].iter_mut().zip(args.words()) {
            *place = value.as_raw();
        }
        // SAFETY: the words are kept alive by `receiver` and `args`.
        let words = unsafe { Value::borrow_slice(words.as_ptr().cast(), n + 1) };
        return crate::call::call_args(callee, Args::new(words, args.names()));
    }
    let words = args.with_first(receiver);
    crate::call::call_args(callee, Args::new(&words, args.names()))
}
