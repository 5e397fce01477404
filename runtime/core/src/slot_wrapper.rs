//! Special methods of built-in classes as attributes (`int.__add__`,
//! `object.__setattr__`, `list.__init__`), made from their slots.

use crate::args::Args;
use crate::error::{PyResult, raise_type_error};
use crate::generator::Step;
use crate::method::{SlotMethod, getset, rust_function, slot_method};
use crate::reference::Dict;
use crate::types::{BinaryOp, CompareOp, OBJECT, Type, UnaryOp};
use crate::value::Value;

/// The class whose method it is, the receiver, the other arguments.
type Run = SlotMethod;

fn one(args: Args<'_>) -> PyResult<&Value> {
    match args.no_keywords("expected")? {
        [one] => Ok(one),
        words => Err(raise_type_error(format_args!(
            "expected 1 argument, got {}",
            words.len()
        ))),
    }
}

/// Refuses arguments, of which a method takes none.
fn none(args: Args<'_>) -> PyResult<()> {
    match args.no_keywords("expected")? {
        [] => Ok(()),
        words => Err(raise_type_error(format_args!(
            "expected 0 arguments, got {}",
            words.len()
        ))),
    }
}

macro_rules! slot_method {
    ($slot:ident, |$this:ident, $run:ident| $body:expr) => {
        slot_method!($slot, |$this, args, $run| {
            none(args)?;
            $body
        })
    };
    ($slot:ident, |$this:ident, $args:ident, $run:ident| $body:expr) => {{
        fn method(owner: &'static Type, $this: &Value, $args: Args<'_>) -> PyResult<Value> {
            match owner.slots().$slot() {
                Some($run) => $body,
                None => Err(raise_type_error(format_args!(
                    "'{}' object has no such method",
                    $this.type_name()
                ))),
            }
        }
        method as Run
    }};
}

macro_rules! for_each_operator {
    ($macro:ident) => {
        $macro! { Add Sub Mul TrueDiv FloorDiv Mod Pow MatMul LShift RShift And Or Xor DivMod }
    };
}

macro_rules! operator_methods {
    ($($op:ident)*) => {
        /// For each operator its plain, reflected and in-place method.
        const OPERATORS: &[(BinaryOp, Run, Run, Run)] = &[$((
            BinaryOp::$op,
            |owner, this, args| run_binary(owner, BinaryOp::$op, this, args, false),
            |owner, this, args| run_binary(owner, BinaryOp::$op, this, args, true),
            |owner, this, args| {
                let other = one(args)?;
                match owner.slots().inplace() {
                    Some(inplace) => match inplace(BinaryOp::$op, this, other)? {
                        Some(result) => Ok(result),
                        None if matches!(BinaryOp::$op, BinaryOp::Mul) && crate::sequence::is_one(this.ty()) => {
                            crate::operation::to_index(other).map(|_| Value::NOT_IMPLEMENTED)
                        }
                        None => Ok(Value::NOT_IMPLEMENTED),
                    },
                    None => Ok(Value::NOT_IMPLEMENTED),
                }
            },
        )),*];
    };
}
for_each_operator!(operator_methods);

fn run_binary(
    owner: &'static Type,
    op: BinaryOp,
    this: &Value,
    args: Args<'_>,
    reflected: bool,
) -> PyResult<Value> {
    let other = match (op, args.words()) {
        // `__pow__` takes a modulus too; that of ints has a row.
        (BinaryOp::Pow, [other, modulus]) if modulus.is_none() => other,
        _ => one(args)?,
    };
    let result = match owner.slots().binary() {
        Some(binary) => binary(op, this, other, reflected)?,
        None => None,
    };
    match result {
        Some(result) => Ok(result),
        // Sequences refuse what they cannot take: theirs is no operator for numbers.
        None if crate::sequence::is_one(this.ty()) => match op {
            BinaryOp::Add => Err(crate::operation::concat_error("+", this, other)
                .unwrap_or_else(|| crate::operation::binary_error(op, "+", this, other))),
            BinaryOp::Mul => crate::operation::to_index(other).map(|_| Value::NOT_IMPLEMENTED),
            _ => Ok(Value::NOT_IMPLEMENTED),
        },
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn run_compare(
    owner: &'static Type,
    op: CompareOp,
    this: &Value,
    args: Args<'_>,
) -> PyResult<Value> {
    let other = one(args)?;
    match owner.slots().compare() {
        Some(compare) => Ok(compare(this, other, op)?.unwrap_or(Value::NOT_IMPLEMENTED)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn run_unary(owner: &'static Type, op: UnaryOp, this: &Value) -> PyResult<Value> {
    match owner.slots().unary() {
        Some(unary) => Ok(unary(op, this)?.unwrap_or(Value::NOT_IMPLEMENTED)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn attribute_name(value: &Value) -> PyResult<crate::reference::Str> {
    value.to_str().ok_or_else(|| {
        raise_type_error(format_args!(
            "attribute name must be string, not '{}'",
            value.type_name()
        ))
    })
}

/// Classes with an `__init__` of their own, whose work `__new__` has done here. Of the others, what
/// a class derived from one and a class of the program finds is that of the latter
/// (`class Text(str, Item)`).
const INITIALISED: &[&str] = &[
    "bytearray",
    "cached_property",
    "classmethod",
    "staticmethod",
    "super",
    "type",
];

/// Fills the dict of a built-in class from its slots. What a class merely
/// inherits from `object` is left to `object`.
pub fn fill(ty: &'static Type, dict: &Dict) {
    let slots = ty.slots();
    let is_object = core::ptr::eq(ty, &OBJECT);
    let base = ty.bases().first().map(|base| base.slots());
    // Whether the slot is the class's own rather than its base's.
    macro_rules! own {
        ($slot:ident) => {
            slots.$slot().is_some()
                && base.is_none_or(|base| {
                    base.$slot().map(|f| f as usize) != slots.$slot().map(|f| f as usize)
                })
        };
    }
    let add = |name: &'static str, run: Run| {
        if dict.get_str(name).is_none() {
            dict.set_str(name, slot_method(ty, name, run));
        }
    };
    if is_object {
        add("__repr__", |_, this, args| match this.is_foreign() {
            true => of_foreign_object("__repr__", this, args),
            false => {
                none(args)?;
                Ok(crate::attribute::object_repr(this)?.into())
            }
        });
    } else if own!(repr) {
        add(
            "__repr__",
            slot_method!(repr, |this, run| Ok(run(this)?.into())),
        );
    }
    if core::ptr::eq(ty, &crate::exception::BASE_EXCEPTION) {
        add("__str__", |_, this, args| {
            none(args)?;
            Ok(crate::exception::arguments_str(this)?.into())
        });
    } else if is_object || own!(str) {
        add("__str__", |owner, this, args| {
            none(args)?;
            match owner.slots().str() {
                Some(run) => Ok(run(this)?.into()),
                None => Ok(crate::operation::value_repr(this)?.into()),
            }
        });
    }
    if is_object || own!(format) {
        add("__format__", |owner, this, args| {
            let spec = one(args)?;
            let Some(spec) = spec.as_str() else {
                return Err(raise_type_error(format_args!(
                    "__format__() argument must be str, not {}",
                    spec.argument_name()
                )));
            };
            match owner.slots().format() {
                Some(run) => Ok(run(this, spec)?.into()),
                None if spec.as_str().is_empty() => Ok(crate::operation::value_str(this)?.into()),
                None => Err(raise_type_error(format_args!(
                    "unsupported format string passed to {}.__format__",
                    this.type_name()
                ))),
            }
        });
    }
    if is_object || own!(hash) {
        add(
            "__hash__",
            slot_method!(hash, |this, run| Ok(Value::int(run(this)?))),
        );
    } else if slots.hash().is_none() {
        dict.set_str("__hash__", Value::NONE);
    }
    if is_object || own!(compare) {
        add("__eq__", |owner, this, args| {
            run_compare(owner, CompareOp::Eq, this, args)
        });
        add("__ne__", |owner, this, args| {
            run_compare(owner, CompareOp::Ne, this, args)
        });
        add("__lt__", |owner, this, args| {
            run_compare(owner, CompareOp::Lt, this, args)
        });
        add("__le__", |owner, this, args| {
            run_compare(owner, CompareOp::Le, this, args)
        });
        add("__gt__", |owner, this, args| {
            run_compare(owner, CompareOp::Gt, this, args)
        });
        add("__ge__", |owner, this, args| {
            run_compare(owner, CompareOp::Ge, this, args)
        });
    }
    if own!(truth) {
        add(
            "__bool__",
            slot_method!(truth, |this, run| Ok(Value::bool(run(this)?))),
        );
    }
    if own!(len) {
        add(
            "__len__",
            slot_method!(len, |this, run| Ok(Value::int(run(this)?))),
        );
    }
    if own!(getitem) {
        add(
            "__getitem__",
            slot_method!(getitem, |this, args, run| run(this, one(args)?)),
        );
    }
    if own!(setitem) {
        add(
            "__setitem__",
            slot_method!(setitem, |this, args, run| {
                let words = args.unpack("", 2, 2)?;
                run(this, &words[0], Some(&words[1])).map(|()| Value::NONE)
            }),
        );
        add(
            "__delitem__",
            slot_method!(setitem, |this, args, run| run(this, one(args)?, None)
                .map(|()| Value::NONE)),
        );
    }
    if own!(contains) {
        add(
            "__contains__",
            slot_method!(contains, |this, args, run| Ok(Value::bool(run(
                this,
                one(args)?
            )?))),
        );
    }
    if own!(iter) {
        add("__iter__", slot_method!(iter, |this, run| run(this)));
    }
    if own!(next) {
        add(
            "__next__",
            slot_method!(next, |this, run| {
                let step = match this.ty().is_heap_type() {
                    // Some end with a value.
                    false => crate::generator::next_step(this)?,
                    true => match run(this)? {
                        Some(item) => Step::Item(item),
                        None => Step::End(None),
                    },
                };
                match step {
                    Step::Item(item) => Ok(item),
                    Step::End(value) => Err(crate::error::raise_stop_iteration(value)),
                }
            }),
        );
    }
    if own!(call) {
        add(
            "__call__",
            slot_method!(call, |this, args, run| run(this, args)),
        );
    }
    if own!(index) {
        add("__index__", slot_method!(index, |this, run| run(this)));
        add("__int__", slot_method!(index, |this, run| run(this)));
    }
    if own!(to_float) {
        add(
            "__float__",
            slot_method!(to_float, |this, run| Ok(Value::float(run(this)?))),
        );
    }
    if own!(unary) {
        add("__neg__", |owner, this, args| {
            none(args)?;
            run_unary(owner, UnaryOp::Neg, this)
        });
        add("__pos__", |owner, this, args| {
            none(args)?;
            run_unary(owner, UnaryOp::Pos, this)
        });
        add("__abs__", |owner, this, args| {
            none(args)?;
            run_unary(owner, UnaryOp::Abs, this)
        });
        if ty.slots().index().is_some() {
            add("__invert__", |owner, this, args| {
                none(args)?;
                run_unary(owner, UnaryOp::Invert, this)
            });
        }
    }
    let own_again = match core::ptr::eq(ty, &crate::int::BOOL) {
        true => crate::int::BOOL_OPERATORS,
        false => 0,
    };
    let inherited = base.map_or(0, |base| base.binary_ops() & !own_again);
    for (op, plain, reflected, inplace) in OPERATORS {
        if (slots.binary_ops() & !inherited) & op.bit() != 0 {
            add(op.method(), *plain);
            // Sequences are not added to what is no sequence.
            if *op != BinaryOp::Add || !crate::sequence::is_one(ty) {
                add(op.reflected_method(), *reflected);
            }
        }
        if slots.inplace_ops() & op.bit() != 0 {
            add(op.inplace_method(), *inplace);
        }
    }
    if is_object || own!(init) {
        add(
            "__init__",
            slot_method!(init, |this, args, run| run(this, args)
                .map(|()| Value::NONE)),
        );
    } else if own!(new) && INITIALISED.contains(&ty.name()) {
        add("__init__", |_, _, _| Ok(Value::NONE));
    }
    if own!(new) {
        let function = crate::method::bound_function("__new__", new, ty.to_value());
        dict.set_str("__new__", crate::descriptor::static_method(&function));
    }
    if own!(descr_get) {
        add("__get__", |owner, this, args| {
            let words = args.unpack("", 1, 2)?;
            let object = Some(&words[0]).filter(|object| !object.is_none());
            let class = words
                .get(1)
                .and_then(Value::as_type)
                .unwrap_or_else(|| words[0].ty());
            match owner.slots().descr_get() {
                Some(get) => get(this, object, class),
                None => Ok(this.clone()),
            }
        });
    }
    if own!(descr_set) {
        add("__set__", |owner, this, args| {
            let words = args.unpack("", 2, 2)?;
            if let Some(set) = owner.slots().descr_set() {
                set(this, &words[0], Some(&words[1]))?;
            }
            Ok(Value::NONE)
        });
        add("__delete__", |owner, this, args| {
            if let Some(set) = owner.slots().descr_set() {
                set(this, one(args)?, None)?;
            }
            Ok(Value::NONE)
        });
    }
    if core::ptr::eq(ty, &crate::types::TYPE) {
        add("__getattribute__", |_, this, args| {
            if this.is_foreign() {
                return of_foreign_object("__getattribute__", this, args);
            }
            class_of(this)?;
            crate::class::type_getattr(this, &attribute_name(one(args)?)?)
        });
        add("__setattr__", |_, this, args| {
            if this.is_foreign() {
                return of_foreign_object("__setattr__", this, args);
            }
            class_of(this)?;
            let words = args.unpack("", 2, 2)?;
            crate::class::type_setattr(this, &attribute_name(&words[0])?, Some(&words[1]))
                .map(|()| Value::NONE)
        });
        add("__delattr__", |_, this, args| {
            if this.is_foreign() {
                return of_foreign_object("__delattr__", this, args);
            }
            class_of(this)?;
            crate::class::type_setattr(this, &attribute_name(one(args)?)?, None)
                .map(|()| Value::NONE)
        });
        add("mro", |_, this, _| {
            let mro = class_of(this)?.mro();
            Ok(
                crate::reference::List::from_vec(
                    mro.iter().map(|class| class.to_value()).collect(),
                )
                .into(),
            )
        });
        add("__subclasses__", |_, this, _| {
            // SAFETY: the list is copied before anything else runs.
            let subclasses = unsafe { (*class_of(this)?.subclasses.get()).clone() };
            Ok(crate::reference::List::from_vec(
                subclasses.iter().map(|class| class.to_value()).collect(),
            )
            .into())
        });
        add("__instancecheck__", |_, this, args| {
            Ok(Value::bool(crate::class::value_isinstance(
                one(args)?,
                this,
            )?))
        });
        add("__subclasscheck__", |_, this, args| {
            Ok(Value::bool(crate::class::value_issubclass(
                one(args)?,
                this,
            )?))
        });
        let prepare = rust_function("__prepare__", |_| Ok(Dict::new().into()));
        dict.set_str("__prepare__", crate::descriptor::class_method(&prepare));
    }
    if is_object {
        add("__getattribute__", |owner, this, args| {
            if this.is_foreign() {
                return of_foreign_object("__getattribute__", this, args);
            }
            (owner.slots().getattr())(this, &attribute_name(one(args)?)?)
        });
        add("__setattr__", |owner, this, args| {
            if this.is_foreign() {
                return of_foreign_object("__setattr__", this, args);
            }
            let words = args.unpack("", 2, 2)?;
            (owner.slots().setattr())(this, &attribute_name(&words[0])?, Some(&words[1]))
                .map(|()| Value::NONE)
        });
        add("__delattr__", |owner, this, args| {
            if this.is_foreign() {
                return of_foreign_object("__delattr__", this, args);
            }
            (owner.slots().setattr())(this, &attribute_name(one(args)?)?, None)
                .map(|()| Value::NONE)
        });
        add("__dir__", |_, this, args| match this.is_foreign() {
            true => of_foreign_object("__dir__", this, args),
            false => Ok(crate::attribute::dir(this)?.into()),
        });
        add("__sizeof__", |_, this, _| {
            Ok(Value::int(this.ty().instance_size() as i64))
        });
        add("__getstate__", |_, this, _| {
            crate::reduce::object_getstate(this)
        });
        add("__reduce_ex__", |_, this, _| {
            crate::reduce::object_reduce(this)
        });
        add("__reduce__", |_, this, _| {
            crate::reduce::reduce_as_object(this)
        });
        for (name, run) in [
            (
                "__init_subclass__",
                no_init_subclass as fn(Args<'_>) -> PyResult<Value>,
            ),
            ("__subclasshook__", |_| Ok(Value::NOT_IMPLEMENTED)),
        ] {
            dict.set_str(
                name,
                crate::descriptor::class_method(&rust_function(name, run)),
            );
        }
        dict.set_str(
            "__class__",
            getset(ty, "__class__", |this| Ok(this.ty_value()), Some(set_class)),
        );
    }
}

/// `object.name(this, ...)` for an object of CPython: its `object` knows how.
fn of_foreign_object(name: &'static str, this: &Value, args: Args<'_>) -> PyResult<Value> {
    // Asked of its type: `isinstance` would look up `__class__`, which may be what asks.
    let of_class = crate::foreign::isinstance_of_native(this, &crate::types::TYPE);
    let owner = if of_class {
        &crate::types::TYPE
    } else {
        &OBJECT
    };
    let method = crate::method::in_cpython(owner, name)?;
    let words = args.with_first(this);
    crate::call::call_args(&method, Args::new(&words, args.names()))
}

fn class_of(this: &Value) -> PyResult<&'static Type> {
    this.as_type().ok_or_else(|| {
        raise_type_error(format_args!(
            "descriptor requires a 'type' object but received '{}'",
            this.type_name()
        ))
    })
}

/// `object.__init_subclass__`; the class is the first argument.
fn no_init_subclass(args: Args<'_>) -> PyResult<Value> {
    if args.words().len() > 1 {
        let class = crate::class::qualname(args.words()[0].as_type().unwrap_or(&OBJECT));
        return Err(raise_type_error(format_args!(
            "{class}.__init_subclass__() takes no {}arguments",
            if args.n_keywords() > 0 {
                "keyword "
            } else {
                ""
            }
        )));
    }
    Ok(Value::NONE)
}

/// `object.__class__ = class`, between classes of the program with the same fields.
fn set_class(this: &Value, class: Option<&Value>) -> PyResult<()> {
    let Some(class) = class else {
        return Err(raise_type_error(format_args!(
            "can't delete __class__ attribute"
        )));
    };
    let new = class.as_type();
    if new.is_none() && !(class.is_foreign() && class.type_name() == "type") {
        return Err(raise_type_error(format_args!(
            "__class__ must be set to a class, not '{}' object",
            class.type_name()
        )));
    }
    let old = this.ty();
    let (Some(new), Some(header), true) = (
        new.filter(|new| new.is_heap_type()),
        this.as_header(),
        old.is_heap_type(),
    ) else {
        return Err(raise_type_error(format_args!(
            "__class__ assignment only supported for mutable types or ModuleType subclasses"
        )));
    };
    if !crate::class::same_shape(old, new) {
        return Err(raise_type_error(format_args!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            new.name(),
            old.name()
        )));
    }
    // SAFETY: both classes lay instances out alike.
    unsafe { (*header).ty = (new as *const Type).cast() };
    Ok(())
}

/// `owner.__new__(class, *args)` of built-in classes; `args` begin with the owner.
fn new(args: Args<'_>) -> PyResult<Value> {
    let owner = &args.words()[0];
    let name = owner.as_type().map_or("object", |owner| owner.name());
    let Some(class) = args.positional().get(1) else {
        return Err(raise_type_error(format_args!(
            "{name}.__new__(): not enough arguments"
        )));
    };
    if class.is_foreign() {
        let given = Args::new(&args.words()[1..], args.names());
        return crate::foreign::call_method(owner, crate::name!("__new__"), &given);
    }
    let Some(ty) = class.as_type() else {
        return Err(raise_type_error(format_args!(
            "{name}.__new__(X): X is not a type object ({})",
            class.type_name()
        )));
    };
    if let Some(owner) = owner.as_type() {
        let class = ty.name();
        if !ty.is_subclass_of(owner) {
            return Err(raise_type_error(format_args!(
                "{name}.__new__({class}): {class} is not a subtype of {name}"
            )));
        }
        // What the nearest built-in class makes, only that one makes whole.
        let built_in = ty.mro().iter().find(|class| !class.is_heap_type());
        if let Some(built_in) = built_in
            && built_in.layout() != owner.layout()
        {
            // The class itself, unless code of the program is its `__new__`.
            let own = ty.lookup_name("__new__");
            let inherits = own.zip(built_in.lookup_name("__new__"));
            let maker = match inherits.is_some_and(|(own, its)| own.is(&its)) {
                true => class,
                false => built_in.name(),
            };
            return Err(raise_type_error(format_args!(
                "{name}.__new__({class}) is not safe, use {maker}.__new__()"
            )));
        }
    }
    let base = ty.mro().iter().find(|class| !class.is_heap_type());
    let rest = Args::new(&args.words()[2..], args.names());
    match base.and_then(|base| base.slots().new()) {
        Some(make) if ty.layout() != crate::types::Layout::Instance => make(ty, rest),
        _ => crate::class::object_new_called(ty, rest),
    }
}
