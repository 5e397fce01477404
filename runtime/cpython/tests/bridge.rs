//! The bridge in an embedded interpreter. Everything runs in one test, since
//! there is one interpreter and one thread that holds it.

use pyaot_core::args::Args;
use pyaot_core::call::{call, call_args, call_method};
use pyaot_core::error::{PyResult, Raised, raise_value_error, take_pending};
use pyaot_core::operation::{self, value_repr, value_str};
use pyaot_core::reference::{Dict, List, Tuple};
use pyaot_core::str::intern;
use pyaot_core::types::BinaryOp;
use pyaot_core::value::Value;

fn module(name: &str) -> Value {
    ok(pyaot_cpython::hooks::import(name))
}

fn fail(raised: Raised) -> ! {
    let exception = take_pending(raised);
    panic!("{}", pyaot_core::traceback::format_exception(&exception))
}

fn ok<T>(result: PyResult<T>) -> T {
    result.unwrap_or_else(|raised| fail(raised))
}

fn text(value: &Value) -> String {
    ok(value_str(value)).as_str().to_string()
}

fn repr(value: &Value) -> String {
    ok(value_repr(value)).as_str().to_string()
}

fn method(object: &Value, name: &str, args: &[Value]) -> Value {
    ok(call_method(object, &intern(name), args))
}

fn attribute(object: &Value, name: &str) -> Value {
    ok(pyaot_core::attribute::value_getattr(object, &intern(name)))
}

fn floats(items: &[f64]) -> Value {
    List::from_vec(items.iter().map(|x| Value::float(*x)).collect()).into()
}

fn ints(items: &[i64]) -> Value {
    List::from_vec(items.iter().map(|n| Value::int(*n)).collect()).into()
}

/// Runs Python source and gives the dict of its names.
fn python(source: &str) -> Value {
    let namespace = method(&module("types"), "SimpleNamespace", &[]);
    let names = attribute(&namespace, "__dict__");
    method(
        &module("builtins"),
        "exec",
        &[Value::str(source), names.clone()],
    );
    names
}

fn get(names: &Value, name: &str) -> Value {
    ok(operation::value_getitem(names, &Value::str(name)))
}

#[test]
fn bridge() {
    pyaot_core::method::offer_all_rows();
    pyaot_cpython::hooks::pyaot_cpython_register();
    calls();
    conversions();
    sharing();
    exceptions();
    callbacks();
    numpy();
}

fn calls() {
    let math = module("math");
    assert_eq!(
        method(&math, "sqrt", &[Value::float(4.0)]).as_float(),
        Some(2.0)
    );
    assert_eq!(
        text(&method(&math, "factorial", &[Value::int(25)])),
        "15511210043330985984000000"
    );
    let names = Tuple::from_vec(vec![Value::str("base")]);
    let words = [Value::str("ff"), Value::int(16)];
    let int = attribute(&module("builtins"), "int");
    assert_eq!(
        ok(call_args(&int, Args::new(&words, Some(&names)))).as_small_int(),
        Some(255)
    );
    let path = module("os.path");
    assert_eq!(
        text(&method(&path, "join", &[Value::str("a"), Value::str("b")])),
        "a/b"
    );
    let join = ok(pyaot_cpython::interpreter::import_from(
        &path,
        &intern("basename"),
    ));
    assert_eq!(text(&ok(call(&join, &[Value::str("x/y")]))), "y");
    let missing = pyaot_cpython::interpreter::import_from(&math, &intern("nothing"));
    let error = take_pending(missing.err().expect("ImportError"));
    assert!(
        text(&error).starts_with("cannot import name 'nothing' from 'math' ("),
        "{}",
        text(&error)
    );
}

fn conversions() {
    let builtins = module("builtins");
    let echo = get(&python("def echo(*a): return a"), "echo");
    let big = ok(operation::value_pow(&Value::int(-7), &Value::int(101)));
    let values = [
        Value::NONE,
        Value::TRUE,
        Value::int(-5),
        Value::int(1 << 61),
        big,
        Value::float(1.5),
        Value::str("añ\u{1F600}"),
        pyaot_core::reference::Bytes::new(b"\0x").into(),
        Tuple::from_vec(vec![Value::int(1), Value::str("x")]).into(),
        pyaot_core::complex::complex_new(1.0, -2.0),
        Value::ELLIPSIS,
    ];
    let back = ok(call(&echo, &values));
    let back = back.as_tuple().expect("a native tuple");
    for (value, back) in values.iter().zip(back.items()) {
        assert_eq!(repr(value), repr(back));
        assert!(!back.is_foreign());
    }
    assert!(attribute(&builtins, "int").is(&pyaot_core::int::INT.to_value()));
    assert!(attribute(&builtins, "KeyError").is(&pyaot_core::exception::KEY_ERROR.to_value()));
    let fraction = method(
        &module("fractions"),
        "Fraction",
        &[Value::int(1), Value::int(3)],
    );
    assert!(fraction.is_foreign());
    assert_eq!(fraction.type_name(), "Fraction");
    assert_eq!(
        text(&ok(operation::value_add(&Value::int(1), &fraction))),
        "4/3"
    );
    assert_eq!(
        text(&ok(operation::value_mul(&fraction, &Value::int(6)))),
        "2"
    );
    assert!(ok(pyaot_core::class::value_isinstance(
        &Value::int(3),
        &attribute(&module("numbers"), "Number")
    )));
    let sequence = attribute(&module("collections.abc"), "Sequence");
    assert!(ok(pyaot_core::class::value_isinstance(
        &ints(&[1]),
        &sequence
    )));
    assert!(!ok(pyaot_core::class::value_isinstance(
        &Value::int(1),
        &sequence
    )));
}

fn sharing() {
    let names = python(
        "kept = []\n\
         def keep(x): kept.append(x); return x\n\
         def add(x): kept[0].append(x)\n\
         def total(): return sum(kept[0])\n\
         def reverse(x): x.reverse()\n\
         def put(d): d['new'] = [1]",
    );
    let list = ints(&[1, 2, 3]);
    ok(call(&get(&names, "reverse"), core::slice::from_ref(&list)));
    assert_eq!(repr(&list), "[3, 2, 1]");
    let same = ok(call(&get(&names, "keep"), core::slice::from_ref(&list)));
    assert!(same.is(&list));
    ok(call(&get(&names, "add"), &[Value::int(10)]));
    assert_eq!(repr(&list), "[3, 2, 1, 10]");
    ok(pyaot_core::list::list_append(
        list.as_list().expect("list"),
        &Value::int(100),
    ));
    assert_eq!(
        ok(call(&get(&names, "total"), &[])).as_small_int(),
        Some(116)
    );
    let dict = Dict::new();
    ok(call(&get(&names, "put"), &[dict.to_value()]));
    assert_eq!(repr(dict.as_value()), "{'new': [1]}");
    let nested: Value = List::from_vec(vec![ints(&[1]), ints(&[2])]).into();
    let copy = method(&module("copy"), "deepcopy", core::slice::from_ref(&nested));
    assert_eq!(repr(&copy), "[[1], [2]]");
    let shuffled = ints(&[1, 2, 3, 4, 5]);
    method(&module("random"), "seed", &[Value::int(1)]);
    method(
        &module("random"),
        "shuffle",
        core::slice::from_ref(&shuffled),
    );
    assert_eq!(repr(&shuffled), "[3, 4, 5, 1, 2]");
}

fn exceptions() {
    let json = module("json");
    let raised = call_method(&json, &intern("loads"), &[Value::str("{")])
        .err()
        .expect("an error");
    let error = take_pending(raised);
    assert!(error.is_foreign());
    let class = attribute(&json, "JSONDecodeError");
    assert!(ok(pyaot_core::exception::exception_matches(&error, &class)));
    assert!(ok(pyaot_core::exception::exception_matches(
        &error,
        &pyaot_core::exception::VALUE_ERROR.to_value()
    )));
    assert!(!ok(pyaot_core::exception::exception_matches(
        &error,
        &pyaot_core::exception::KEY_ERROR.to_value()
    )));

    let names = python("def f(d):\n    return d['k']\n");
    let dict = Dict::new();
    let raised = call(&get(&names, "f"), &[dict.to_value()])
        .err()
        .expect("KeyError");
    let error = take_pending(raised);
    assert!(error.ty().is_subclass_of(&pyaot_core::exception::KEY_ERROR));
    let shown = pyaot_core::traceback::format_exception(&error);
    assert_eq!(
        shown,
        "Traceback (most recent call last):\n  File \"<string>\", line 2, in f\nKeyError: 'k'\n"
    );
    let open = attribute(&module("builtins"), "open");
    let raised = call(&open, &[Value::str("/nothing/here")])
        .err()
        .expect("an error");
    let error = take_pending(raised);
    assert!(
        error
            .ty()
            .is_subclass_of(&pyaot_core::exception::FILE_NOT_FOUND_ERROR)
    );
    assert_eq!(
        text(&error),
        "[Errno 2] No such file or directory: '/nothing/here'"
    );
    assert_eq!(attribute(&error, "errno").as_small_int(), Some(2));
}

fn callbacks() {
    fn negate(args: Args<'_>) -> PyResult<Value> {
        operation::value_neg(&args.words()[0])
    }
    fn refuse(_: Args<'_>) -> PyResult<Value> {
        Err(raise_value_error(format_args!("refused")))
    }
    let negate = pyaot_core::method::rust_function("negate", negate);
    let names = Tuple::from_vec(vec![Value::str("key")]);
    let sorted = get(
        &python("import builtins\ns = lambda x, key: builtins.sorted(x, key=key)"),
        "s",
    );
    let words = [ints(&[1, 3, 2]), negate.clone()];
    let result = ok(call_args(&sorted, Args::new(&words, Some(&names))));
    assert_eq!(repr(&result), "[3, 2, 1]");
    let names = python(
        "def catch(f):\n    try:\n        f(1)\n    except ValueError as e:\n        return str(e), type(e)\n\
         def same(f, g): return f is g, callable(f), f.__name__\n\
         def through(f):\n    f(1)\n",
    );
    let refuse = pyaot_core::method::rust_function("refuse", refuse);
    assert_eq!(
        repr(&ok(call(
            &get(&names, "catch"),
            std::slice::from_ref(&refuse)
        ))),
        "('refused', <class 'ValueError'>)"
    );
    assert_eq!(
        repr(&ok(call(&get(&names, "same"), &[negate.clone(), negate]))),
        "(True, True, 'negate')"
    );
    let error = take_pending(
        call(&get(&names, "through"), &[refuse])
            .err()
            .expect("ValueError"),
    );
    assert_eq!(
        pyaot_core::traceback::format_exception(&error),
        "Traceback (most recent call last):\n  File \"<string>\", line 8, in through\nValueError: refused\n"
    );
}

fn numpy() {
    if pyaot_cpython::hooks::import("numpy").is_err() {
        drop(pyaot_core::error::take_pending_opt());
        return;
    }
    let np = module("numpy");
    let array = method(&np, "array", &[floats(&[1.5, 2.5, 4.0])]);
    assert!(array.is_foreign());
    assert_eq!(
        text(&ok(operation::value_mul(&array, &Value::int(2)))),
        "[3. 5. 8.]"
    );
    assert_eq!(
        text(&ok(operation::value_mul(&Value::int(2), &array))),
        "[3. 5. 8.]"
    );
    assert_eq!(
        text(&ok(operation::value_getitem(&array, &Value::int(2)))),
        "4.0"
    );
    assert_eq!(text(&method(&array, "sum", &[])), "8.0");
    assert_eq!(
        text(&ok(operation::compare(
            pyaot_core::types::CompareOp::Gt,
            &array,
            &Value::int(2)
        ))),
        "[False  True  True]"
    );
    assert_eq!(ok(operation::value_len(&array)), 3);
    assert_eq!(repr(&attribute(&array, "shape")), "(3,)");
    ok(operation::value_setitem(
        &array,
        &Value::int(0),
        &Value::float(9.0),
    ));
    assert_eq!(text(&array), "[9.  2.5 4. ]");
    let _ = BinaryOp::Add;
    let view = ok(pyaot_core::buffer::view_acquire(&array, 0, 1));
    let object = view
        .downcast::<pyaot_abi::layout::ViewObject>()
        .expect("view");
    assert_eq!(
        (object.shape[0], object.strides[0], object.readonly),
        (3, 8, 0)
    );
    // SAFETY: the view holds three f64.
    assert_eq!(unsafe { *object.data.cast::<f64>().add(1) }, 2.5);
    let wrong = pyaot_core::buffer::view_acquire(&array, 1, 2)
        .err()
        .expect("TypeError");
    assert_eq!(
        text(&take_pending(wrong)),
        "an array of float32 with 2 dimensions was expected, not one of float64 with 1 dimension"
    );
}
