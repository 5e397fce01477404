//! Built-in functions, methods and attributes as objects, made from the
//! rows of the function table.

use pyaot_abi::layout::Header;

use crate::args::Args;
use crate::error::{PyResult, raise_attribute_error, raise_type_error};
use crate::exports::{Argument, MethodRow};
use crate::memory::Global;
use crate::prelude::*;
use crate::reference::{Object, Ref, Str, dealloc_struct, new_header};
use crate::signature::{Binding, Signature, head};
use crate::types::{Layout, Slots, Type};
use crate::value::Value;

/// What a built-in function object runs.
#[derive(Clone, Copy)]
pub enum Callable {
    /// A row of the function table.
    Row(&'static Native),
    /// A Rust function that takes its arguments itself.
    Rust(fn(Args<'_>) -> PyResult<Value>),
}

/// A row with its signature parsed.
pub struct Native {
    pub signature: Signature,
    /// With the class, as in `list.append`; functions have no prefix.
    pub full_name: String,
    row: &'static MethodRow,
}

impl Native {
    /// The module, or the class, that the function is of.
    pub fn owner(&self) -> &'static str {
        head(self.row.signature).1
    }

    /// What `__module__` says of the function: where CPython has it.
    fn module(&self) -> &'static str {
        match self.owner() {
            "bisect" => "_bisect",
            "functools" => "_functools",
            "heapq" => "_heapq",
            "operator" => "_operator",
            owner => owner,
        }
    }

    /// Calls the row; `receiver` is its first parameter, if it has one.
    pub fn call(&'static self, receiver: Option<&Value>, args: Args<'_>) -> PyResult<Value> {
        let first = receiver.is_some() as usize;
        let words = args.words();
        let required = self.signature.at_least.unwrap_or(usize::MAX);
        if args.names().is_some()
            || !(required..=self.signature.n_positional).contains(&words.len())
        {
            return self.call_bound(receiver, args);
        }
        let argument = |i: usize| match (receiver, i.checked_sub(first)) {
            (Some(receiver), None) => Argument::Borrowed(receiver),
            (_, at) => {
                let at = at.unwrap_or(0);
                match words.get(at) {
                    Some(word) => Argument::Borrowed(word),
                    None => self.signature.params[at].default(),
                }
            }
        };
        let (run, name) = (self.row.thunk, self.signature.name);
        match self.row.n_params {
            1 => run(&mut [argument(0)], name),
            2 => run(&mut [argument(0), argument(1)], name),
            3 => run(&mut [argument(0), argument(1), argument(2)], name),
            _ => self.call_bound(receiver, args),
        }
    }

    /// Any call.
    fn call_bound(&'static self, receiver: Option<&Value>, args: Args<'_>) -> PyResult<Value> {
        let n = self.row.n_params;
        let mut few = [const { Argument::Absent }; FEW];
        let mut many = Vec::new();
        let bound = if n <= FEW {
            &mut few[..n]
        } else {
            many.resize_with(n, || Argument::Absent);
            &mut many[..]
        };
        let first = receiver.is_some() as usize;
        if let Some(receiver) = receiver {
            bound[0] = Argument::Borrowed(receiver);
        }
        (self.signature).bind(args, &self.full_name, &mut bound[first..])?;
        (self.row.thunk)(bound, self.signature.name)
    }
}

/// Parameters of rows whose calls are bound on the stack.
const FEW: usize = 5;

/// The parsed form of `row`, made once.
fn native(row: &'static MethodRow) -> &'static Native {
    // SAFETY: set once; no reference into the row is kept.
    if let Some(known) = unsafe { *row.native.get() } {
        return known;
    }
    let signature = Signature::parse(row.signature);
    let (_, owner, name) = head(row.signature);
    let full_name = if owner == "builtins" {
        name.to_string()
    } else {
        format!("{owner}.{name}")
    };
    let made: &'static Native = Box::leak(Box::new(Native {
        signature,
        full_name,
        row,
    }));
    // SAFETY: as above.
    unsafe { *row.native.get() = Some(made) };
    made
}

/// The function object of a row.
pub fn row_function(row: &'static MethodRow) -> Value {
    let native = native(row);
    Ref::alloc(BuiltinFunctionObject {
        header: new_header(),
        callable: Callable::Row(native),
        name: native.signature.name,
        receiver: None,
    })
    .into()
}

/// What a row without a receiver gives: a class of a native module.
pub fn row_value(row: &'static MethodRow) -> PyResult<Value> {
    native(row).call(None, Args::positional_only(&[]))
}

/// A function of the `builtins` module, or a built-in method bound to its receiver.
#[repr(C)]
pub struct BuiltinFunctionObject {
    header: Header,
    pub callable: Callable,
    pub name: &'static str,
    /// The object a method is bound to.
    pub receiver: Option<Value>,
}

impl BuiltinFunctionObject {
    /// The same function bound to `receiver`.
    pub fn bound(function: &BuiltinFunctionObject, receiver: Value) -> BuiltinFunctionObject {
        BuiltinFunctionObject {
            header: new_header(),
            callable: function.callable,
            name: function.name,
            receiver: Some(receiver),
        }
    }
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for BuiltinFunctionObject {
    const TYPE: &'static Type = &BUILTIN_FUNCTION;
    const LAYOUT: Layout = Layout::BuiltinFunction;
}

/// `builtin_function_or_method`.
pub static BUILTIN_FUNCTION: Type = Type::builtin(
    "builtin_function_or_method",
    Layout::BuiltinFunction,
    size_of::<BuiltinFunctionObject>(),
    &[&crate::types::OBJECT],
    Slots {
        dealloc: dealloc_struct::<BuiltinFunctionObject>,
        repr: Some(|this| {
            let function = this
                .downcast::<BuiltinFunctionObject>()
                .expect("builtin function");
            Ok(Str::new(&match &function.receiver {
                None => format!("<built-in function {}>", function.name),
                Some(receiver) => format!(
                    "<built-in method {} of {} object at {:#x}>",
                    function.name,
                    receiver.type_name(),
                    receiver.as_raw()
                ),
            }))
        }),
        compare: Some(|this, other, op| {
            let same = match (
                this.downcast::<BuiltinFunctionObject>(),
                other.downcast::<BuiltinFunctionObject>(),
            ) {
                (Some(a), Some(b)) => {
                    a.name == b.name
                        && match (&a.receiver, &b.receiver) {
                            (Some(x), Some(y)) => x.is(y),
                            (None, None) => a.is(b),
                            _ => false,
                        }
                }
                _ => return Ok(None),
            };
            Ok(match op {
                crate::types::CompareOp::Eq => Some(Value::bool(same)),
                crate::types::CompareOp::Ne => Some(Value::bool(!same)),
                _ => None,
            })
        }),
        hash: Some(|this| {
            let function = this
                .downcast::<BuiltinFunctionObject>()
                .expect("builtin function");
            Ok(match &function.receiver {
                Some(receiver) => (receiver.as_raw() >> 4) as i64 ^ function.name.as_ptr() as i64,
                None => (this.as_raw() >> 4) as i64,
            })
        }),
        call: Some(|this, args| {
            let function = this
                .downcast::<BuiltinFunctionObject>()
                .expect("builtin function");
            match function.callable {
                // The function may die while it runs, its receiver may not.
                Callable::Row(native) => native.call(function.receiver.clone().as_ref(), args),
                Callable::Rust(run) => match &function.receiver {
                    None => run(args),
                    Some(receiver) => {
                        let words = args.with_first(receiver);
                        run(Args::new(&words, args.names()))
                    }
                },
            }
        }),
        getattr: |this, name| {
            let function = this
                .downcast::<BuiltinFunctionObject>()
                .expect("builtin function");
            match name.as_str() {
                "__name__" => Ok(Value::str(function.name)),
                "__qualname__" => Ok(match (&function.receiver, function.callable) {
                    (Some(_), Callable::Row(native)) => Value::str(&native.full_name),
                    _ => Value::str(function.name),
                }),
                "__self__" => Ok(function.receiver.clone().unwrap_or(Value::NONE)),
                "__module__" => Ok(match (&function.receiver, function.callable) {
                    (Some(_), _) => Value::NONE,
                    (None, Callable::Row(native)) => Value::str(native.module()),
                    (None, Callable::Rust(_)) => Value::str("builtins"),
                }),
                _ => crate::attribute::generic_getattr(this, name),
            }
        },
        ..Slots::OBJECT
    },
);

/// `function(item)` for each of many items; `function` lives as long.
#[inline]
pub(crate) fn call_with(function: &Value, item: &Value) -> PyResult<Value> {
    let args = Args::positional_only(core::slice::from_ref(item));
    if let Some(builtin) = function.downcast_exact::<BuiltinFunctionObject>()
        && let Callable::Row(native) = builtin.callable
    {
        return native.call(builtin.receiver.as_ref(), args);
    }
    crate::call::call_args(function, args)
}

/// A built-in function object around a Rust function.
pub fn rust_function(name: &'static str, run: fn(Args<'_>) -> PyResult<Value>) -> Value {
    Ref::alloc(BuiltinFunctionObject {
        header: new_header(),
        callable: Callable::Rust(run),
        name,
        receiver: None,
    })
    .into()
}

/// The same, bound to `receiver`: that comes first among the arguments.
pub fn bound_function(
    name: &'static str,
    run: fn(Args<'_>) -> PyResult<Value>,
    receiver: Value,
) -> Value {
    Ref::alloc(BuiltinFunctionObject {
        header: new_header(),
        callable: Callable::Rust(run),
        name,
        receiver: Some(receiver),
    })
    .into()
}

/// What a [`MethodDescriptorObject`] runs.
#[derive(Clone, Copy)]
pub enum MethodKind {
    Row(&'static Native),
    /// The receiver is the first argument.
    Rust(fn(&Value, Args<'_>) -> PyResult<Value>),
    /// A special method made from a slot of its class.
    Slot(SlotMethod),
}

/// A special method: its class, the receiver, the other arguments.
pub type SlotMethod = fn(&'static Type, &Value, Args<'_>) -> PyResult<Value>;

/// A built-in method in the dict of its class.
#[repr(C)]
pub struct MethodDescriptorObject {
    header: Header,
    pub kind: MethodKind,
    pub name: &'static str,
    pub owner: &'static Type,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for MethodDescriptorObject {
    const TYPE: &'static Type = &METHOD_DESCRIPTOR;
    const LAYOUT: Layout = Layout::MethodDescriptor;
}

impl MethodDescriptorObject {
    /// Calls the method on `receiver`.
    pub fn call(&self, receiver: &Value, args: Args<'_>) -> PyResult<Value> {
        match self.kind {
            MethodKind::Row(native) => native.call(Some(receiver), args),
            MethodKind::Rust(run) => run(receiver, args),
            MethodKind::Slot(run) => run(self.owner, receiver, args),
        }
    }
}

impl MethodDescriptorObject {
    /// Whether CPython has a slot wrapper in its place, not a method.
    pub(crate) fn is_wrapper(&self) -> bool {
        // These are methods there too.
        let is_method = match self.name {
            "__getitem__" => matches!(self.owner.name(), "list" | "dict"),
            "__contains__" => matches!(self.owner.name(), "dict" | "set" | "frozenset"),
            // Special methods that are no slots.
            "__bytes__" | "__ceil__" | "__class_getitem__" | "__complex__" | "__copy__"
            | "__deepcopy__" | "__dir__" | "__enter__" | "__exit__" | "__floor__"
            | "__format__" | "__getformat__" | "__getnewargs__" | "__getstate__"
            | "__length_hint__" | "__reduce__" | "__reduce_ex__" | "__reversed__" | "__round__"
            | "__setstate__" | "__sizeof__" | "__trunc__" => true,
            _ => false,
        };
        self.name.starts_with("__") && !is_method
    }
}

fn check_receiver(method: &MethodDescriptorObject, receiver: &Value) -> PyResult<()> {
    if receiver.ty().is_subclass_of(method.owner) {
        return Ok(());
    }
    Err(raise_type_error(format_args!(
        "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
        method.name,
        method.owner.name(),
        receiver.type_name()
    )))
}

/// Calls a built-in method from the dict of a class on an object.
pub(crate) fn call_descriptor(method: &Value, object: &Value, args: &[Value]) -> PyResult<Value> {
    let method = method
        .downcast::<MethodDescriptorObject>()
        .expect("method descriptor");
    check_receiver(method, object)?;
    method.call(object, Args::positional_only(args))
}

/// Whether a method is the one that the built-in class `owner` has.
pub(crate) fn is_of(method: &Value, owner: &'static Type) -> bool {
    let method = method.downcast::<MethodDescriptorObject>();
    method.is_some_and(|method| core::ptr::eq(method.owner, owner))
}

/// What calls the method `name` of CPython's own class that corresponds to `owner`.
pub fn in_cpython(owner: &'static Type, name: &str) -> PyResult<Value> {
    let Some(hooks) = crate::foreign::active_hooks() else {
        return Err(raise_type_error(format_args!("CPython is not running")));
    };
    let class = crate::foreign::class_of_cpython(&owner.to_value())?;
    // By a path: the method, and the class, by themselves come back as ours, as `operator` may.
    let operator = (hooks.import)(crate::name!("_operator"))?;
    let maker = crate::attribute::value_getattr(&operator, crate::name!("attrgetter"))?;
    let path = Value::str(&format!("{name}.__call__"));
    let getter = crate::call::call(&maker, &[path])?;
    let method = crate::call::call(&getter, class.as_slice())?;
    // What is ours would ask here again.
    if !method.is_foreign() {
        return Err(raise_type_error(format_args!(
            "CPython's {}.{name} cannot be had",
            owner.name()
        )));
    }
    Ok(method)
}

/// `method_descriptor`.
pub static METHOD_DESCRIPTOR: Type = Type::builtin(
    "method_descriptor",
    Layout::MethodDescriptor,
    size_of::<MethodDescriptorObject>(),
    &[&crate::types::OBJECT],
    Slots {
        dealloc: dealloc_struct::<MethodDescriptorObject>,
        repr: Some(|this| {
            let method = this
                .downcast::<MethodDescriptorObject>()
                .expect("method descriptor");
            let kind = match method.is_wrapper() {
                true => "slot wrapper",
                false => "method",
            };
            Ok(Str::new(&format!(
                "<{kind} '{}' of '{}' objects>",
                method.name,
                method.owner.shown_name()
            )))
        }),
        call: Some(|this, args| {
            let method = this
                .downcast::<MethodDescriptorObject>()
                .expect("method descriptor");
            let Some((receiver, rest)) = args
                .words()
                .split_first()
                .filter(|_| !args.positional().is_empty())
            else {
                let (owner, name) = (method.owner.name(), method.name);
                return Err(match method.is_wrapper() {
                    true => raise_type_error(format_args!(
                        "descriptor '{name}' of '{owner}' object needs an argument"
                    )),
                    false => raise_type_error(format_args!(
                        "unbound method {owner}.{name}() needs an argument"
                    )),
                });
            };
            if receiver.is_foreign() && !receiver.ty().is_subclass_of(method.owner) {
                // CPython's method says whether the object is of its class.
                let function = in_cpython(method.owner, method.name)?;
                return crate::call::call_args(&function, args);
            }
            if method.is_wrapper() && !receiver.ty().is_subclass_of(method.owner) {
                return Err(raise_type_error(format_args!(
                    "descriptor '{}' requires a '{}' object but received a '{}'",
                    method.name,
                    method.owner.name(),
                    receiver.type_name()
                )));
            }
            check_receiver(method, receiver)?;
            method.call(receiver, Args::new(rest, args.names()))
        }),
        descr_get: Some(|this, object, _| {
            let method = this
                .downcast::<MethodDescriptorObject>()
                .expect("method descriptor");
            let Some(object) = object else {
                return Ok(this.clone());
            };
            check_receiver(method, object)?;
            Ok(match method.kind {
                MethodKind::Row(native) => Ref::alloc(BuiltinFunctionObject {
                    header: new_header(),
                    callable: Callable::Row(native),
                    name: method.name,
                    receiver: Some(object.clone()),
                })
                .into(),
                MethodKind::Rust(_) | MethodKind::Slot(_) => {
                    crate::function::bound_method(this, object)
                }
            })
        }),
        getattr: |this, name| {
            let method = this
                .downcast::<MethodDescriptorObject>()
                .expect("method descriptor");
            match name.as_str() {
                "__name__" => Ok(Value::str(method.name)),
                "__qualname__" => Ok(Value::str(&format!(
                    "{}.{}",
                    method.owner.name(),
                    method.name
                ))),
                "__objclass__" => Ok(method.owner.to_value()),
                _ => crate::attribute::generic_getattr(this, name),
            }
        },
        ..Slots::OBJECT
    },
);

/// Getter of a [`GetSetObject`].
pub type Getter = fn(&Value) -> PyResult<Value>;
/// Setter of a [`GetSetObject`]; without a value it deletes.
pub type Setter = fn(&Value, Option<&Value>) -> PyResult<()>;

/// A computed attribute in the dict of its class.
#[repr(C)]
pub struct GetSetObject {
    header: Header,
    get: GetKind,
    set: Option<Setter>,
    name: &'static str,
    owner: &'static Type,
}

#[derive(Clone, Copy)]
enum GetKind {
    Row(&'static Native),
    Rust(Getter),
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for GetSetObject {
    const TYPE: &'static Type = &GETSET_DESCRIPTOR;
    const LAYOUT: Layout = Layout::GetSetDescriptor;
}

/// `getset_descriptor`.
pub static GETSET_DESCRIPTOR: Type = Type::builtin(
    "getset_descriptor",
    Layout::GetSetDescriptor,
    size_of::<GetSetObject>(),
    &[&crate::types::OBJECT],
    Slots {
        dealloc: dealloc_struct::<GetSetObject>,
        repr: Some(|this| {
            let this = this.downcast::<GetSetObject>().expect("getset");
            Ok(Str::new(&format!(
                "<attribute '{}' of '{}' objects>",
                this.name,
                this.owner.shown_name()
            )))
        }),
        descr_get: Some(|this, object, _| {
            let Some(object) = object else {
                return Ok(this.clone());
            };
            match this.downcast::<GetSetObject>().expect("getset").get {
                GetKind::Row(native) => native.call(Some(object), Args::positional_only(&[])),
                GetKind::Rust(get) => get(object),
            }
        }),
        descr_set: Some(|this, object, value| {
            let this = this.downcast::<GetSetObject>().expect("getset");
            match this.set {
                Some(set) => set(object, value),
                None if is_member(this.owner) => {
                    Err(raise_attribute_error(format_args!("readonly attribute")))
                }
                None => Err(raise_attribute_error(format_args!(
                    "attribute '{}' of '{}' objects is not writable",
                    this.name,
                    this.owner.shown_name()
                ))),
            }
        }),
        ..Slots::OBJECT
    },
);

/// Whether the attributes of `owner` are plain fields in CPython, which says
/// so in its own words.
fn is_member(owner: &Type) -> bool {
    ["complex", "range", "slice"].contains(&owner.name())
}

/// A computed attribute of `owner`.
pub fn getset(owner: &'static Type, name: &'static str, get: Getter, set: Option<Setter>) -> Value {
    Ref::alloc(GetSetObject {
        header: new_header(),
        get: GetKind::Rust(get),
        set,
        name,
        owner,
    })
    .into()
}

/// A method of `owner` written in Rust that takes its arguments itself.
pub fn rust_method(
    owner: &'static Type,
    name: &'static str,
    run: fn(&Value, Args<'_>) -> PyResult<Value>,
) -> Value {
    Ref::alloc(MethodDescriptorObject {
        header: new_header(),
        kind: MethodKind::Rust(run),
        name,
        owner,
    })
    .into()
}

/// A special method of `owner`, made from one of its slots.
pub fn slot_method(owner: &'static Type, name: &'static str, run: SlotMethod) -> Value {
    Ref::alloc(MethodDescriptorObject {
        header: new_header(),
        kind: MethodKind::Slot(run),
        name,
        owner,
    })
    .into()
}

static ROWS: Global<&'static [&'static MethodRow]> = Global::new(&[]);

/// The rows the program can look up by name.
pub fn rows() -> &'static [&'static MethodRow] {
    // SAFETY: set once, before anything is looked up.
    unsafe { *ROWS.get() }
}

/// Says which rows can be looked up.
pub(crate) fn set_rows(rows: &'static [&'static MethodRow]) {
    // SAFETY: a short access.
    unsafe { *ROWS.get() = rows }
}

/// Lets every row be looked up: for tests, which have no program. What
/// programs are linked with must not call it, for it refers to everything.
pub fn offer_all_rows() {
    let all = crate::exports::METHODS.iter().copied().flatten().copied();
    set_rows(Box::leak(all.collect::<Vec<_>>().into_boxed_slice()));
}

/// Fills the dict of a built-in class from the rows that name it.
pub fn fill_builtin_dict(ty: &'static Type) {
    let dict = ty.dict();
    for &row in rows() {
        let (binding, owner, name) = head(row.signature);
        if owner == ty.name() && binding != Binding::Function {
            dict.set_str(name, descriptor(ty, row));
        }
    }
    crate::slot_wrapper::fill(ty, dict);
}

/// What the dict of the class `ty` has for a row.
fn descriptor(ty: &'static Type, row: &'static MethodRow) -> Value {
    let (binding, _, name) = head(row.signature);
    let native = native(row);
    match binding {
        Binding::Static => crate::descriptor::static_method(&row_function(row)),
        Binding::Class => crate::descriptor::class_method(&row_function(row)),
        Binding::Attribute => Ref::alloc(GetSetObject {
            header: new_header(),
            get: GetKind::Row(native),
            set: None,
            name,
            owner: ty,
        })
        .into(),
        Binding::Method | Binding::Function => Ref::alloc(MethodDescriptorObject {
            header: new_header(),
            kind: MethodKind::Row(native),
            name,
            owner: ty,
        })
        .into(),
    }
}

/// Makes sure that a method of a built-in class can be found by name:
/// whatever looks a method up although no program wrote its name has to say
/// so, and thereby links it.
pub fn offer(ty: &'static Type, row: &'static MethodRow) {
    // SAFETY: a short access; a row is always offered to the same class.
    if unsafe { core::mem::replace(&mut *row.is_offered.get(), true) } {
        return;
    }
    let (_, _, name) = head(row.signature);
    let dict = ty.dict();
    if dict.get_str(name).is_none() {
        dict.set_str(name, descriptor(ty, row));
        crate::attribute::type_changed(ty);
    }
}

/// The function `name` of `builtins`, made once.
pub fn builtin_function_object(name: &str) -> Option<Value> {
    let is_it = |row: &&&MethodRow| matches!(head(row.signature), (Binding::Function, "builtins", found) if found == name);
    rows().iter().find(is_it).map(|row| offered_function(row))
}

/// The function of a row of `builtins`, made once.
pub fn offered_function(row: &'static MethodRow) -> Value {
    static MADE: Global<Vec<(&'static MethodRow, Value)>> = Global::new(Vec::new());
    // SAFETY: no reference into the table is kept across a call.
    let known = unsafe {
        (*MADE.get())
            .iter()
            .find(|(known, _)| core::ptr::eq(*known, row))
    };
    if let Some((_, known)) = known {
        return known.clone();
    }
    let made = row_function(row);
    // SAFETY: as above.
    unsafe { (*MADE.get()).push((row, made.clone())) };
    made
}
