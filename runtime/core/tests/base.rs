//! The runtime from Rust: values, arithmetic, classes, calls, exceptions.

use std::sync::{Mutex, MutexGuard};

use pyaot_abi::layout::{
    ClassDesc, FieldDesc, FieldKind, FunctionDesc, FunctionObject, StrObject, Word,
};
use pyaot_core::args::Args;
use pyaot_core::error::{PyResult, take_pending};
use pyaot_core::exports::Outcome;
use pyaot_core::reference::{Dict, List, Str, Tuple};
use pyaot_core::value::Value;
use pyaot_core::{
    attribute, call, class, exception, function, int, operation as op, str, traceback,
};

/// The runtime belongs to one thread at a time.
fn runtime() -> MutexGuard<'static, ()> {
    static LOCK: Mutex<()> = Mutex::new(());
    static ROWS: std::sync::Once = std::sync::Once::new();
    ROWS.call_once(pyaot_core::method::offer_all_rows);
    LOCK.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn ok<T>(result: PyResult<T>) -> T {
    match result {
        Ok(value) => value,
        Err(raised) => panic!("{}", traceback::format_exception(&take_pending(raised))),
    }
}

fn error<T>(result: PyResult<T>) -> String {
    match result {
        Ok(_) => panic!("nothing was raised"),
        Err(raised) => traceback::format_exception(&take_pending(raised))
            .trim_end()
            .to_string(),
    }
}

fn repr(value: &Value) -> String {
    ok(op::value_repr(value)).as_str().to_string()
}

fn big(text: &str) -> Value {
    int::parse(text, 10).expect("digits")
}

#[test]
fn int_arithmetic() {
    let _guard = runtime();
    let check = |f: fn(&Value, &Value) -> PyResult<Value>, a: &str, b: &str, expected: &str| {
        assert_eq!(repr(&ok(f(&big(a), &big(b)))), expected, "{a} {b}");
    };
    check(
        op::value_add,
        "4611686018427387903",
        "1",
        "4611686018427387904",
    );
    check(
        op::value_sub,
        "4611686018427387904",
        "1",
        "4611686018427387903",
    );
    check(
        op::value_mul,
        "4611686018427387903",
        "4611686018427387903",
        "21267647932558653957237540927630737409",
    );
    check(op::value_floordiv, "-7", "2", "-4");
    check(op::value_mod, "-7", "2", "1");
    check(op::value_mod, "7", "-2", "-1");
    check(
        op::value_floordiv,
        "-100000000000000000000000",
        "7",
        "-14285714285714285714286",
    );
    check(op::value_mod, "-100000000000000000000000", "7", "2");
    check(op::value_pow, "2", "100", "1267650600228229401496703205376");
    check(op::value_pow, "2", "-1", "0.5");
    check(op::value_lshift, "1", "70", "1180591620717411303424");
    check(op::value_rshift, "-1180591620717411303425", "70", "-2");
    check(op::value_truediv, "1", "3", "0.3333333333333333");
    check(
        op::value_truediv,
        "123456789012345678901234567890",
        "7",
        "1.763668414462081e+28",
    );
    check(
        op::value_and,
        "-1",
        "1180591620717411303424",
        "1180591620717411303424",
    );
    check(
        op::value_floordiv,
        "-4611686018427387904",
        "-1",
        "4611686018427387904",
    );
    assert_eq!(
        error(op::value_floordiv(&Value::int(1), &Value::int(0))),
        "ZeroDivisionError: integer division or modulo by zero"
    );
    assert_eq!(
        error(op::value_mod(&Value::int(1), &Value::int(0))),
        "ZeroDivisionError: integer modulo by zero"
    );
    assert_eq!(
        error(op::value_lshift(&Value::int(1), &Value::int(-1))),
        "ValueError: negative shift count"
    );
    assert_eq!(int::hash(&big("2305843009213693951")), 0);
    assert_eq!(int::hash(&big("-1")), -2);
    assert_eq!(int::hash(&big("100000000000000000000")), 848750603811160107);
    assert_eq!(repr(&int::parse("0x_ff", 0).unwrap()), "255");
    assert!(int::parse("1__0", 10).is_none());
    assert!(int::parse("010", 0).is_none());
    assert_eq!(
        repr(&ok(int::pow_mod(
            &Value::int(3),
            &Value::int(-1),
            &Value::int(7)
        ))),
        "5"
    );
    assert_eq!(
        repr(&ok(int::pow_mod(
            &Value::int(2),
            &Value::int(10),
            &Value::int(-7)
        ))),
        "-5"
    );
}

#[test]
fn float_text() {
    let _guard = runtime();
    for (x, text) in [
        (1.0, "1.0"),
        (0.1, "0.1"),
        (1e16, "1e+16"),
        (1e15, "1000000000000000.0"),
        (123456789.123, "123456789.123"),
        (1e-5, "1e-05"),
        (0.0001, "0.0001"),
        (1.5e300, "1.5e+300"),
        (-0.0, "-0.0"),
        (5e-324, "5e-324"),
        (f64::INFINITY, "inf"),
    ] {
        assert_eq!(repr(&Value::float(x)), text);
    }
    assert_eq!(
        repr(&ok(op::value_mod(&Value::float(-7.5), &Value::float(2.0)))),
        "0.5"
    );
    assert_eq!(
        repr(&ok(op::value_floordiv(
            &Value::float(-7.5),
            &Value::float(2.0)
        ))),
        "-4.0"
    );
    assert_eq!(pyaot_core::float::hash(0.5), 1152921504606846976);
    assert_eq!(
        pyaot_core::float::hash(1e300),
        int::hash(&ok(int::int_from_float(1e300)))
    );
    let big_float = big("9007199254740993");
    assert_eq!(
        repr(&ok(op::value_eq(
            &big_float,
            &Value::float(9007199254740992.0)
        ))),
        "False"
    );
    assert_eq!(
        repr(&ok(op::value_gt(
            &big_float,
            &Value::float(9007199254740992.0)
        ))),
        "True"
    );
}

#[test]
fn errors_of_operators() {
    let _guard = runtime();
    let (one, text) = (Value::int(1), Value::str("a"));
    assert_eq!(
        error(op::value_add(&one, &text)),
        "TypeError: unsupported operand type(s) for +: 'int' and 'str'"
    );
    assert_eq!(
        error(op::value_iadd(&one, &text)),
        "TypeError: unsupported operand type(s) for +=: 'int' and 'str'"
    );
    assert_eq!(
        error(op::value_add(&text, &one)),
        "TypeError: can only concatenate str (not \"int\") to str"
    );
    assert_eq!(
        error(op::value_lt(&one, &text)),
        "TypeError: '<' not supported between instances of 'int' and 'str'"
    );
    assert_eq!(
        error(op::value_neg(&text)),
        "TypeError: bad operand type for unary -: 'str'"
    );
    assert_eq!(
        error(op::value_len(&one)),
        "TypeError: object of type 'int' has no len()"
    );
    assert_eq!(
        error(op::value_getitem(&one, &one)),
        "TypeError: 'int' object is not subscriptable"
    );
    assert_eq!(
        error(call::call(&one, &[])),
        "TypeError: 'int' object is not callable"
    );
    assert_eq!(
        error(op::value_hash(&List::new().into())),
        "TypeError: unhashable type: 'list'"
    );
    assert_eq!(
        error(attribute::value_getattr(&one, &Str::new("nope"))),
        "AttributeError: 'int' object has no attribute 'nope'"
    );
}

#[test]
fn methods_bind_their_arguments() {
    let _guard = runtime();
    let list = List::from_vec(vec![Value::int(1), Value::int(2), Value::int(3)]);
    let value = list.to_value();
    assert_eq!(
        repr(&ok(call::call_method(&value, &Str::new("pop"), &[]))),
        "3"
    );
    assert_eq!(
        repr(&ok(call::call_method(
            &value,
            &Str::new("pop"),
            &[Value::int(0)]
        ))),
        "1"
    );
    assert_eq!(
        error(call::call_method(&value, &Str::new("append"), &[])),
        "TypeError: list.append() takes exactly one argument (0 given)"
    );
    assert_eq!(
        error(call::call_method(
            &value,
            &Str::new("pop"),
            &[Value::int(0), Value::int(0)]
        )),
        "TypeError: pop expected at most 1 argument, got 2"
    );
    let names = Tuple::from_slice(&[Value::str("x")]);
    let words = [Value::int(1)];
    assert_eq!(
        error(call::call_method_args(
            &value,
            &Str::new("append"),
            Args::new(&words, Some(&names))
        )),
        "TypeError: list.append() takes no keyword arguments"
    );
    let pop = ok(attribute::value_getattr(&value, &Str::new("pop")));
    assert_eq!(repr(&ok(call::call(&pop, &[]))), "2");
    let dict = Dict::new();
    dict.set_str("a", Value::int(1));
    assert_eq!(
        repr(&ok(call::call_method(
            &dict.to_value(),
            &Str::new("get"),
            &[Value::str("b")]
        ))),
        "None"
    );
}

#[test]
fn dicts_keep_order_and_forget() {
    let _guard = runtime();
    let dict = Dict::new();
    for i in 0..1000 {
        ok(dict.set(&Value::int(i), &Value::int(i * i)));
    }
    for i in 0..990 {
        assert!(ok(dict.remove(&Value::int(i))).is_some());
    }
    for i in 0..5 {
        ok(dict.set(&Value::int(i), &Value::NONE));
    }
    let keys: Vec<String> = dict.entries().map(|(key, _)| repr(&key)).collect();
    assert_eq!(
        keys.join(" "),
        "990 991 992 993 994 995 996 997 998 999 0 1 2 3 4"
    );
    assert_eq!(repr(&ok(dict.get(&Value::float(995.0))).unwrap()), "990025");
}

/// A leaked str object, as compiled code keeps them.
fn text(text: &'static str) -> *const StrObject {
    str::intern(text).as_ptr()
}

extern "C" fn give_args(func: *const FunctionObject, args: *const Word) -> Outcome<u64> {
    // SAFETY: the runtime passes the function and its bound words.
    unsafe {
        let desc = &*(*func).desc;
        let n =
            (desc.n_positional + desc.n_keyword_only) as usize + desc.flags.count_ones() as usize;
        let words = Value::borrow_slice(args.cast(), n);
        Outcome {
            value: Tuple::from_slice(words).into_raw(),
            status: 0,
        }
    }
}

fn make_function(
    name: &'static str,
    params: &[&'static str],
    counts: [u32; 3],
    flags: u32,
    defaults: &[Value],
) -> Value {
    let names: Vec<*const StrObject> = params.iter().map(|name| text(name)).collect();
    let desc = Box::leak(Box::new(FunctionDesc {
        entry: give_args as *const u8,
        name: text(name),
        qualname: text(name),
        module: text("__main__"),
        doc: core::ptr::null(),
        param_names: names.leak().as_ptr(),
        n_positional_only: counts[0],
        n_positional: counts[1],
        n_keyword_only: counts[2],
        flags,
        line: 1,
        reserved: 0,
    }));
    let defaults: Value = Tuple::from_slice(defaults).into();
    function::function_new(
        (desc as *const FunctionDesc).cast(),
        Some(&defaults),
        None,
        &[],
    )
}

#[test]
fn functions_bind_their_arguments() {
    let _guard = runtime();
    let f = make_function(
        "f",
        &["a", "b", "args", "k", "kw"],
        [0, 2, 1],
        3,
        &[Value::int(9)],
    );
    let run = |words: &[Value], names: &[&str]| {
        let names = Tuple::from_vec(names.iter().map(|name| Value::str(name)).collect());
        call::call_args(&f, Args::new(words, Some(&names)))
    };
    let n = Value::int;
    assert_eq!(repr(&ok(run(&[n(1), n(5)], &["k"]))), "(1, 9, (), 5, {})");
    assert_eq!(
        repr(&ok(run(&[n(1), n(2), n(3), n(4), n(5), n(6)], &["z", "k"]))),
        "(1, 2, (3, 4), 6, {'z': 5})"
    );
    assert_eq!(
        error(run(&[n(1)], &["k"])),
        "TypeError: f() missing 1 required positional argument: 'a'"
    );
    assert_eq!(
        error(run(&[n(1)], &[])),
        "TypeError: f() missing 1 required keyword-only argument: 'k'"
    );
    assert_eq!(
        error(run(&[n(1), n(2)], &["a"])),
        "TypeError: f() got multiple values for argument 'a'"
    );
    let g = make_function("g", &["a", "b", "c"], [1, 3, 0], 0, &[Value::int(9)]);
    assert_eq!(
        error(call::call(&g, &[])),
        "TypeError: g() missing 2 required positional arguments: 'a' and 'b'"
    );
    assert_eq!(
        error(call::call(&g, &[n(1), n(2), n(3), n(4)])),
        "TypeError: g() takes from 2 to 3 positional arguments but 4 were given"
    );
    let names = Tuple::from_slice(&[Value::str("a")]);
    assert_eq!(
        error(call::call_args(
            &g,
            Args::new(&[n(1), n(2), n(3)], Some(&names))
        )),
        "TypeError: g() got some positional-only arguments passed as keyword arguments: 'a'"
    );
    let names = Tuple::from_slice(&[Value::str("q")]);
    assert_eq!(
        error(call::call_args(
            &g,
            Args::new(&[n(1), n(2), n(3)], Some(&names))
        )),
        "TypeError: g() got an unexpected keyword argument 'q'"
    );
}

fn make_class(
    name: &'static str,
    bases: &[Value],
    fields: &[(&'static str, FieldKind)],
    methods: &[(&str, Value)],
) -> PyResult<Value> {
    let fields: Vec<FieldDesc> = fields
        .iter()
        .map(|(name, kind)| FieldDesc {
            name: text(name),
            kind: *kind,
        })
        .collect();
    let fields = fields.leak();
    let desc = Box::leak(Box::new(ClassDesc {
        name: text(name),
        qualname: text(name),
        module: text("__main__"),
        doc: core::ptr::null(),
        fields: fields.as_ptr(),
        n_fields: fields.len() as u64,
        pairs: core::ptr::null(),
        n_pairs: 0,
        fixed: core::ptr::null(),
        n_fixed: 0,
    }));
    let namespace = Dict::new();
    for (name, value) in methods {
        namespace.set_str(name, value.clone());
    }
    let bases: Value = Tuple::from_slice(bases).into();
    class::class_new(
        (desc as *const ClassDesc).cast(),
        &bases,
        namespace.as_value(),
        Value::none(),
    )
}

#[test]
fn classes_have_methods_fields_and_operators() {
    let _guard = runtime();
    let plus = make_function("__add__", &["self", "other"], [0, 2, 0], 0, &[]);
    let fields = [("x", FieldKind::Value), ("w", FieldKind::F64)];
    let a = ok(make_class(
        "A",
        &[],
        &fields,
        &[("__add__", plus.clone()), ("m", plus.clone())],
    ));
    let object = ok(call::call(&a, &[]));
    let get = |name: &'static str| attribute::value_getattr(&object, &Str::new(name));
    assert_eq!(
        error(get("x")),
        "AttributeError: 'A' object has no attribute 'x'"
    );
    ok(attribute::value_setattr(
        &object,
        &Str::new("x"),
        &Value::int(4),
    ));
    ok(attribute::value_setattr(
        &object,
        &Str::new("w"),
        &Value::float(0.5),
    ));
    ok(attribute::value_setattr(
        &object,
        &Str::new("free"),
        &Value::str("v"),
    ));
    assert_eq!(repr(&ok(get("x"))), "4");
    assert_eq!(repr(&ok(get("w"))), "0.5");
    assert_eq!(
        repr(&ok(get("__dict__"))),
        "{'x': 4, 'w': 0.5, 'free': 'v'}"
    );
    let sum = ok(op::value_add(&object, &Value::int(3)));
    assert_eq!(repr(&sum.as_tuple().unwrap().items()[1]), "3");
    let result = ok(call::call_method(&object, &Str::new("m"), &[Value::int(7)]));
    assert!(result.as_tuple().unwrap().items()[0].is(&object));
    assert_eq!(
        error(call::call_method(&object, &Str::new("m"), &[])),
        "TypeError: __add__() missing 1 required positional argument: 'other'"
    );
    let b = ok(make_class("B", std::slice::from_ref(&a), &fields, &[]));
    let sub = ok(call::call(&b, &[]));
    assert!(ok(class::value_isinstance(&sub, &a)));
    assert!(ok(op::value_add(&sub, &Value::int(1))).as_tuple().is_some());
    assert_eq!(repr(&b), "<class '__main__.B'>");
    assert_eq!(
        error(call::call(&a, &[Value::int(1)])),
        "TypeError: A() takes no arguments"
    );
    let x = ok(make_class("X", &[], &[], &[]));
    let y = ok(make_class("Y", std::slice::from_ref(&x), &[], &[]));
    assert_eq!(
        error(make_class("Z", &[x, y], &[], &[])),
        "TypeError: Cannot create a consistent method resolution\norder (MRO) for bases X, Y"
    );
}

#[test]
fn exceptions_chain_and_print() {
    let _guard = runtime();
    let class = class::find_builtin_class("KeyError").unwrap().to_value();
    let first = ok(call::call(&class, &[Value::str("k")]));
    assert!(exception::raise(&first, None).is_err());
    let handled = exception::exception_enter();
    assert!(ok(exception::exception_matches(
        &handled,
        &class::find_builtin_class("LookupError").unwrap().to_value()
    )));
    let second = ok(call::call(
        &class::find_builtin_class("ValueError").unwrap().to_value(),
        &[Value::str("v")],
    ));
    let text = error(exception::raise(&second, None));
    assert_eq!(
        text,
        "KeyError: 'k'\n\nDuring handling of the above exception, another exception occurred:\n\nValueError: v"
    );
    exception::exception_leave(&handled);
    let text = error(exception::raise(&second, Some(&first)));
    assert_eq!(
        text,
        "KeyError: 'k'\n\nThe above exception was the direct cause of the following exception:\n\nValueError: v"
    );
    assert_eq!(
        error(exception::reraise()),
        "RuntimeError: No active exception to reraise"
    );
    let mine = ok(make_class(
        "Mine",
        &[class::find_builtin_class("Exception").unwrap().to_value()],
        &[],
        &[],
    ));
    let made = ok(call::call(&mine, &[Value::int(1), Value::int(2)]));
    assert_eq!(repr(&made), "Mine(1, 2)");
    assert_eq!(error(exception::raise(&made, None)), "Mine: (1, 2)");
}

#[test]
fn long_chains_die_without_recursion() {
    let _guard = runtime();
    let mut chain = Value::NONE;
    for _ in 0..1_000_000 {
        chain = Tuple::from_vec(vec![chain]).into();
    }
    drop(chain);
}

#[test]
fn every_signature_parses() {
    let _guard = runtime();
    for row in pyaot_core::exports::METHODS
        .iter()
        .flat_map(|rows| rows.iter())
    {
        let signature = pyaot_core::signature::Signature::parse(row.signature);
        let receiver = matches!(
            signature.binding,
            pyaot_core::signature::Binding::Method
                | pyaot_core::signature::Binding::Class
                | pyaot_core::signature::Binding::Attribute
        );
        // A class of a module is a value: nothing is passed.
        let receiver = receiver && !row.signature.ends_with("-> type");
        assert_eq!(
            signature.params.len() + receiver as usize,
            row.n_params,
            "{}",
            row.signature
        );
    }
}

/// `object.name(*args)` as text.
fn method(object: &Value, name: &str, args: &[Value]) -> String {
    match call::call_method(object, &Str::new(name), args) {
        Ok(value) => repr(&value),
        Err(raised) => traceback::format_exception(&take_pending(raised))
            .trim_end()
            .to_string(),
    }
}

#[test]
fn methods_of_numbers() {
    let _guard = runtime();
    let n = Value::int;
    let x = Value::float;
    assert_eq!(
        method(&big("1000000000000000000000000000000"), "bit_length", &[]),
        "100"
    );
    assert_eq!(method(&n(-5), "bit_count", &[]), "2");
    assert_eq!(
        method(&n(256), "to_bytes", &[n(1)]),
        "OverflowError: int too big to convert"
    );
    assert_eq!(
        method(&n(-1), "to_bytes", &[n(1)]),
        "OverflowError: can't convert negative int to unsigned"
    );
    assert_eq!(
        method(&n(5), "to_bytes", &[n(1), n(2)]),
        "TypeError: to_bytes() argument 'byteorder' must be str, not int"
    );
    assert_eq!(method(&n(25), "__round__", &[n(-1)]), "20");
    assert_eq!(method(&n(-15), "__round__", &[n(-1)]), "-20");
    assert_eq!(method(&n(3), "conjugate", &[]), "3");
    for (value, digits, expected) in [
        (2.675, 2, "2.67"),
        (1e300, 2, "1e+300"),
        (1234.5, -2, "1200.0"),
        (1250.0, -2, "1200.0"),
        (1350.0, -2, "1400.0"),
        (-0.5, 0, "-0.0"),
        (9.99, -1, "10.0"),
        (4.0, -1, "0.0"),
        (1e308, -308, "1e+308"),
    ] {
        assert_eq!(
            method(&x(value), "__round__", &[n(digits)]),
            expected,
            "{value} {digits}"
        );
    }
    assert_eq!(method(&x(2.5), "__round__", &[]), "2");
    assert_eq!(method(&x(5e-324), "hex", &[]), "'0x0.0000000000001p-1022'");
    assert_eq!(method(&x(1.5), "hex", &[]), "'0x1.8000000000000p+0'");
    let float = class::find_builtin_class("float").unwrap().to_value();
    assert_eq!(method(&float, "fromhex", &[Value::str(" 0x.8p1 ")]), "1.0");
    assert_eq!(
        method(&float, "fromhex", &[Value::str("0x1.fffffffffffff8p0")]),
        "2.0"
    );
    assert_eq!(
        method(&float, "fromhex", &[Value::str("0x1.ffffffffffffffp1023")]),
        "OverflowError: hexadecimal value too large to represent as a float"
    );
    let int = class::find_builtin_class("int").unwrap().to_value();
    let data: Value = pyaot_core::reference::Bytes::new(&[0xff, 0xfe]).into();
    assert_eq!(
        method(&int, "from_bytes", &[data, Value::str("big")]),
        "65534"
    );
    assert_eq!(method(&int, "__add__", &[n(1), n(2)]), "3");
    assert_eq!(method(&n(2), "__add__", &[x(2.0)]), "NotImplemented");
    assert_eq!(
        repr(&ok(op::value_pow(&x(-8.0), &x(0.5)))),
        "(1.7319121124709868e-16+2.8284271247461903j)"
    );
    let i = pyaot_core::complex::complex_new(0.0, 1.0);
    assert_eq!(repr(&ok(op::value_mul(&i, &i))), "(-1+0j)");
    assert_eq!(repr(&ok(op::value_add(&n(1), &i))), "(1+1j)");
    assert_eq!(repr(&ok(op::value_pow(&i, &n(2)))), "(-1+0j)");
    assert_eq!(repr(&i), "1j");
}

#[test]
fn groups_of_exceptions_are_shown_as_trees() {
    let _guard = runtime();
    let make = |name: &str, args: &[Value]| {
        let class = pyaot_core::class::find_builtin_class(name).expect("a class");
        ok(call::call(&class.to_value(), args))
    };
    let leaf = make("ValueError", &[Value::str("one\ntwo")]);
    let inner = make(
        "ExceptionGroup",
        &[
            Value::str("inner"),
            List::from_vec(vec![leaf.clone()]).into(),
        ],
    );
    let group = make(
        "ExceptionGroup",
        &[
            Value::str("outer"),
            List::from_vec(vec![leaf, inner]).into(),
        ],
    );
    assert_eq!(
        traceback::format_exception(&group),
        "  | ExceptionGroup: outer (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: one\ntwo
    +---------------- 2 ----------------
    | ExceptionGroup: inner (1 sub-exception)
    +-+---------------- 1 ----------------
      | ValueError: one\ntwo
      +------------------------------------
"
    );
}

/// Names of rows that the runtime's own sources look up must be offered
/// where they are looked up: a program need not have written them.
#[test]
fn looked_up_names_are_offered() {
    let names: std::collections::HashSet<&str> = pyaot_abi::functions::ALL
        .iter()
        .flat_map(|rows| rows.iter().filter_map(|row| row.python_name()))
        .map(|(_, name)| name)
        .collect();
    let mut files = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))];
    let mut missing = Vec::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).unwrap();
            files.extend(entries.map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let offers = text.contains("offer(");
        for call in [
            "call_method(",
            "call_special(",
            "getattr_opt(",
            "special_method(",
        ] {
            for (at, _) in text.match_indices(call) {
                let words = &text[at..text[at..].find(';').map_or(text.len(), |end| at + end)];
                let Some(name) = words.split('"').nth(1) else {
                    continue;
                };
                // Other special methods are in every program.
                let by_row = pyaot_abi::LOOKED_UP_BY
                    .iter()
                    .any(|(_, known)| *known == name);
                let linked =
                    by_row || name.starts_with("__") && !pyaot_abi::OFFERED_NAMES.contains(&name);
                if names.contains(name) && !linked && !offers {
                    missing.push(format!("{}: {name}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "not offered: {missing:#?}");
}
