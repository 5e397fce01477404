//! Objects, floats, static data, and what `emit` returns.

use core::mem::size_of;

use crate::common::{Make, program, run};
use pyaot_abi::functions::{exception, list, object, operation, str, tuple};
use pyaot_abi::layout::InstanceObject;
use pyaot_abi::value::{FALSE, NONE, TRUE, UNBOUND};
use pyaot_codegen::{Options, emit};
use pyaot_ir::{
    ClassDescData, CodeId, Compare, DataItem, FieldDescData, FloatBinary, FloatUnary, FuncId,
    FunctionDescData, IntBinary, MachineBinary, Op, Program, Repr, ValueId,
};

fn add(m: &mut Make, a: ValueId, b: ValueId) -> ValueId {
    m.op(Op::Int(IntBinary::Add), &[a, b])
}

/// A big int, which is a counted object.
fn big(m: &mut Make) -> ValueId {
    let max = m.int(pyaot_abi::value::SMALL_INT_MAX);
    add(m, max, max)
}

fn print_bool(m: &mut Make, b: ValueId) {
    let word = m.op(Op::BoolToValue, &[b]);
    m.print(&[word]);
}

fn print_i64(m: &mut Make, n: ValueId) {
    let n = m.op(Op::IntFromI64, &[n]);
    m.print(&[n]);
    m.release(n);
}

fn print_f64(m: &mut Make, x: ValueId) {
    let x = m.op(Op::FloatBox, &[x]);
    m.print(&[x]);
    m.release(x);
}

#[test]
fn lists() {
    let mut program = program();
    let mut m = Make::new(&mut program, "main", &[], None);
    let (one, two) = (m.int(1), m.int(2));
    let xs = m.row(&list::list_from_items, &[one, two]).unwrap();
    let length = m.op(Op::ListLen, &[xs]);
    print_i64(&mut m, length);
    // Two fit the capacity, more do not.
    for _ in 0..4 {
        let item = big(&mut m);
        let item = m.op(Op::Cast(Repr::Value), &[item]);
        m.effect(Op::ListAppend, &[xs, item]);
    }
    for n in [0, 1, 5, -1, -6] {
        let index = m.i64(n);
        let item = m.op(Op::ListGet, &[xs, index]);
        m.print(&[item]);
        m.release(item);
    }
    // Indices that are not constants.
    let length = m.op(Op::ListLen, &[xs]);
    for n in [-1, -6] {
        let n = m.i64(n);
        let zero = m.op(Op::Machine(MachineBinary::Sub), &[length, length]);
        let index = m.op(Op::Machine(MachineBinary::Add), &[zero, n]);
        let three = m.int(3);
        let three = m.op(Op::Cast(Repr::Value), &[three]);
        m.effect(Op::ListSet, &[xs, index, three]);
        let item = m.op(Op::ListGet, &[xs, index]);
        m.print(&[item]);
        m.release(item);
    }
    // Out of range: consumes the item all the same.
    let handler = m.b.new_block();
    m.error = handler;
    let six = m.i64(6);
    let item = big(&mut m);
    let item = m.op(Op::Cast(Repr::Value), &[item]);
    m.effect(Op::ListSet, &[xs, six, item]);
    m.print(&[one]);
    m.ret(None);
    m.b.switch_to(handler);
    let caught = m.str("IndexError");
    m.error = pyaot_ir::BlockId(1);
    m.print(&[caught]);
    let borrowed = m.i64(2);
    let item = m.op(Op::ListGet, &[xs, borrowed]);
    m.release(xs);
    m.print(&[item]);
    m.release(item);
    m.finish_main();
    let big = "9223372036854775806";
    assert_eq!(
        run(&program),
        format!("2\n1\n2\n{big}\n{big}\n1\n3\n3\nIndexError\n{big}\nlive 0\n")
    );
}

#[test]
fn empty_list_and_tuple() {
    let mut program = program();
    let mut m = Make::new(&mut program, "main", &[], None);
    let xs = m.row(&list::list_from_items, &[]).unwrap();
    let length = m.op(Op::ListLen, &[xs]);
    print_i64(&mut m, length);
    m.release(xs);
    let x = big(&mut m);
    let none = m.none();
    let t = m.row(&tuple::tuple_from_items, &[x, none]).unwrap();
    m.release(x);
    let length = m.op(Op::TupleLen, &[t]);
    print_i64(&mut m, length);
    let first = m.op(Op::TupleGet(0), &[t]);
    let minus = m.i64(-1);
    let last = m.op(Op::TupleIndex, &[t, minus]);
    m.print(&[first, last]);
    m.release(first);
    m.release(last);
    m.release(t);
    m.finish_main();
    assert_eq!(run(&program), "0\n2\n9223372036854775806 None\nlive 0\n");
}

#[test]
fn variables_outside_the_frame() {
    let mut program = program();
    let word = program.add_global("word", Repr::Value);
    let float = program.add_global("float", Repr::F64);
    let mut m = Make::new(&mut program, "main", &[], None);
    let value = m.op(Op::GlobalGet(word), &[]);
    let unbound = m.op(Op::IsWord(UNBOUND), &[value]);
    print_bool(&mut m, unbound);
    m.release(value);
    for _ in 0..2 {
        let x = big(&mut m);
        let x = m.op(Op::Cast(Repr::Value), &[x]);
        m.effect(Op::GlobalSet(word), &[x]);
    }
    let value = m.op(Op::GlobalGet(word), &[]);
    let cell = m.row(&object::cell_new, &[value]).unwrap();
    let cell = m.op(Op::Cast(Repr::Ref), &[cell]);
    m.effect(Op::GlobalSet(word), &[value]);
    let none = m.none();
    m.effect(Op::GlobalSet(word), &[none]);
    let value = m.op(Op::CellGet, &[cell]);
    m.print(&[value]);
    m.effect(Op::CellSet, &[cell, value]);
    m.effect(Op::CellSet, &[cell, none]);
    m.release(cell);

    let x = m.op(Op::GlobalGet(float), &[]);
    let bound = m.op(Op::IsBoundF64, &[x]);
    print_bool(&mut m, bound);
    let x = m.op(Op::ConstF64(2.5), &[]);
    m.effect(Op::GlobalSet(float), &[x]);
    let x = m.op(Op::GlobalGet(float), &[]);
    let bound = m.op(Op::IsBoundF64, &[x]);
    print_bool(&mut m, bound);
    print_f64(&mut m, x);
    m.finish_main();
    assert_eq!(
        run(&program),
        "True\n9223372036854775806\nFalse\nTrue\n2.5\nlive 0\n"
    );
}

#[test]
fn fields_and_classes() {
    let mut program = program();
    let class = program.add_global("class", Repr::Value);
    let name = program.intern("C");
    let (x, y) = (program.intern("x"), program.intern("y"));
    let desc = program.add_data(DataItem::Class(ClassDescData {
        name,
        qualname: name,
        module: name,
        doc: None,
        fields: vec![
            FieldDescData {
                name: x,
                is_f64: false,
            },
            FieldDescData {
                name: y,
                is_f64: true,
            },
        ],
        pairs: Vec::new(),
        fixed: Vec::new(),
    }));
    let mut m = Make::new(&mut program, "main", &[], None);
    let made = desc;
    let desc = m.op(Op::ConstData(desc), &[]);
    let none = m.none();
    m.row(&object::class_new, &[desc, none, none, none]);
    let name = m.str("object");
    let value = m.row(&object::builtin_class, &[name]).unwrap();
    m.effect(Op::Retain, &[value]);
    m.effect(Op::GlobalSet(class), &[value]);
    let instance = m.row(&object::instance_new, &[value]).unwrap();
    let is = m.op(Op::IsExactClass(class), &[instance]);
    print_bool(&mut m, is);
    let (then, otherwise) = (m.b.new_block(), m.b.new_block());
    let one = m.int(1);
    let is = m.op(Op::IsExactClass(class), &[one]);
    m.b.branch(is, then, otherwise);
    m.b.switch_to(then);
    m.print(&[one]);
    m.b.jump(otherwise, &[]);
    m.b.switch_to(otherwise);
    let object = m.op(Op::Cast(Repr::Ref), &[instance]);
    let offset = size_of::<InstanceObject>() as u32;
    for repr in [Repr::Value, Repr::Int] {
        let value = big(&mut m);
        let value = m.op(Op::Cast(repr), &[value]);
        m.effect(Op::FieldSet { offset, repr }, &[object, value]);
        let value = m.op(Op::FieldGet { offset, repr }, &[object]);
        m.print(&[value]);
        m.release(value);
    }
    let unbound = m.op(Op::ConstWord(UNBOUND), &[]);
    m.effect(
        Op::FieldSet {
            offset,
            repr: Repr::Value,
        },
        &[object, unbound],
    );
    let (repr, offset) = (Repr::F64, offset + size_of::<f64>() as u32);
    let x = m.op(Op::ConstF64(0.5), &[]);
    m.effect(Op::FieldSet { offset, repr }, &[object, x]);
    let x = m.op(Op::FieldGet { offset, repr }, &[object]);
    print_f64(&mut m, x);
    m.release(instance);
    // In the block of the one that just died.
    let again = m.op(Op::InstanceNew(made), &[value]);
    let is = m.op(Op::IsExactClass(class), &[again]);
    print_bool(&mut m, is);
    let x = m.op(Op::FieldGet { offset, repr }, &[again]);
    let is = m.op(Op::IsBoundF64, &[x]);
    print_bool(&mut m, is);
    let y = m.op(Op::InstanceNew(made), &[value]);
    let y = m.op(Op::Cast(Repr::Value), &[y]);
    let (offset, repr) = (size_of::<InstanceObject>() as u32, Repr::Value);
    let unset = m.op(Op::FieldGet { offset, repr }, &[again]);
    m.print(&[unset]);
    m.effect(Op::FieldSet { offset, repr }, &[again, y]);
    m.release(again);
    m.release(y);
    m.finish_main();
    let big = "9223372036854775806";
    assert_eq!(
        run(&program),
        format!("C x:0 y:1\nTrue\n{big}\n{big}\n0.5\nTrue\nFalse\n<unbound>\nlive 0\n")
    );
}

#[test]
fn entries_and_descriptors() {
    let mut program = program();
    let mut f = Make::new(
        &mut program,
        "entry",
        &[Repr::Ref, Repr::Ptr],
        Some(Repr::Value),
    );
    f.b.function.is_entry = true;
    let args = f.b.param(1);
    let (a, b) = (f.op(Op::ArgWord(0), &[args]), f.op(Op::ArgWord(1), &[args]));
    let (a, b) = (
        f.op(Op::Cast(Repr::Int), &[a]),
        f.op(Op::Cast(Repr::Int), &[b]),
    );
    let sum = add(&mut f, a, b);
    let sum = f.op(Op::Cast(Repr::Value), &[sum]);
    f.ret(Some(sum));
    let entry = f.finish();
    let text = |program: &mut Program, text: &str| program.intern(text);
    let desc = FunctionDescData {
        entry,
        name: text(&mut program, "add"),
        qualname: text(&mut program, "C.add"),
        module: text(&mut program, "__main__"),
        doc: Some(text(&mut program, "adds")),
        param_names: vec![text(&mut program, "a"), text(&mut program, "b")],
        n_positional_only: 1,
        n_positional: 2,
        n_keyword_only: 0,
        flags: 0,
        line: 7,
    };
    let desc = program.add_data(DataItem::Function(desc));
    let mut m = Make::new(&mut program, "main", &[], None);
    let desc = m.op(Op::ConstData(desc), &[]);
    let none = m.none();
    let value = m
        .row(&object::function_new, &[desc, none, none, none, none, none])
        .unwrap();
    m.print(&[value]);
    let code = m.op(Op::ConstCode(CodeId(0)), &[]);
    let line = m.i64(12);
    let anchors = m.i64(0);
    m.row(&exception::traceback_add, &[code, line, anchors]);
    let length = m.str("h\u{e9}llo");
    let length = m.op(Op::StrLen, &[length]);
    print_i64(&mut m, length);
    m.finish_main();
    assert_eq!(
        run(&program),
        "add C.add __main__ adds a b 1 2 0 7 3\n42\ntest.py:12 in <module>\n5\nlive 0\n"
    );
}

#[test]
fn floats_and_conversions() {
    let mut program = program();
    let mut m = Make::new(&mut program, "main", &[], None);
    let (x, y) = (m.op(Op::ConstF64(-7.5), &[]), m.op(Op::ConstF64(2.0), &[]));
    for op in [
        FloatBinary::Add,
        FloatBinary::Sub,
        FloatBinary::Mul,
        FloatBinary::Div,
    ] {
        let value = m.op(Op::Float(op), &[x, y]);
        print_f64(&mut m, value);
    }
    for op in [
        FloatUnary::Neg,
        FloatUnary::Abs,
        FloatUnary::Floor,
        FloatUnary::Ceil,
        FloatUnary::Trunc,
    ] {
        let value = m.op(Op::FloatUnary(op), &[x]);
        print_f64(&mut m, value);
    }
    let root = m.op(Op::FloatUnary(FloatUnary::Sqrt), &[y]);
    print_f64(&mut m, root);
    let nan = m.op(Op::ConstF64(f64::NAN), &[]);
    for op in [Compare::Eq, Compare::Ne, Compare::Lt, Compare::Ge] {
        let value = m.op(Op::FloatCompare(op), &[nan, x]);
        print_bool(&mut m, value);
    }
    let (seven, two) = (m.int(7), m.int(2));
    let quotient = m.op(Op::IntTrueDiv, &[seven, two]);
    print_f64(&mut m, quotient);
    let large = big(&mut m);
    let quotient = m.op(Op::IntTrueDiv, &[large, two]);
    print_f64(&mut m, quotient);
    let float = m.op(Op::IntToF64, &[large]);
    print_f64(&mut m, float);
    let clamped = m.op(Op::IntToI64, &[large]);
    print_i64(&mut m, clamped);
    let negative = m.op(Op::IntNeg, &[large]);
    let inverted = m.op(Op::IntInvert, &[negative]);
    m.print(&[negative, inverted]);
    for value in [large, negative, inverted] {
        m.release(value);
    }
    let object = m.op(Op::FloatBox, &[x]);
    let same = m.op(Op::FloatUnbox, &[object]);
    m.release(object);
    print_f64(&mut m, same);
    let zero = m.op(Op::ConstF64(0.0), &[]);
    m.op(Op::FloatTrueDiv, &[x, zero]);
    m.finish_main();
    let expected = "-5.5\n-9.5\n-15\n-3.75\n7.5\n7.5\n-8\n-7\n-7\n1.4142135623730951\n\
        False\nTrue\nFalse\nFalse\n3.5\n4.6116860184273879e+18\n9.2233720368547758e+18\n\
        9223372036854775806\n-9223372036854775806 9223372036854775805\n-7.5\n\
        error 1 ZeroDivisionError\nlive 0\n";
    assert_eq!(run(&program), expected);
}

#[test]
fn words_and_bools() {
    let mut program = program();
    let mut m = Make::new(&mut program, "main", &[], None);
    let words = [NONE, TRUE, FALSE].map(|word| m.op(Op::ConstWord(word), &[]));
    let truth = m.op(Op::BoolFromValue, &[words[1]]);
    let lie = m.op(Op::BoolFromValue, &[words[2]]);
    let values = [
        m.op(Op::BoolAnd, &[truth, lie]),
        m.op(Op::BoolOr, &[truth, lie]),
        m.op(Op::BoolNot, &[truth]),
        m.op(Op::Is, &[words[0], words[0]]),
        m.op(Op::IsWord(NONE), &[words[1]]),
        m.op(Op::IsSmallInt, &[words[1]]),
    ];
    for value in values {
        print_bool(&mut m, value);
    }
    let one = m.op(Op::BoolToInt, &[truth]);
    let also_one = m.op(Op::BoolToI64, &[truth]);
    let same = m.op(Op::IntFromI64, &[also_one]);
    let chosen = m.op(Op::Select, &[lie, words[0], words[1]]);
    let small = m.op(Op::IsSmallInt, &[one]);
    print_bool(&mut m, small);
    m.print(&[one, same, chosen]);
    let (start, stop, step) = (m.int(10), m.int(-10), m.int(-3));
    let k = m.i64(6);
    let item = m.op(Op::RangeItem, &[start, stop, step, k]);
    let large = big(&mut m);
    let k = m.i64(2);
    let far = m.op(Op::RangeItem, &[large, stop, step, k]);
    m.print(&[item, far]);
    m.release(far);
    m.release(large);
    for (a, b) in [(i64::MIN, 3), (i64::MAX, -1)] {
        let (a, b) = (m.i64(a), m.i64(b));
        let less = m.op(Op::MachineCompare(Compare::Lt), &[a, b]);
        print_bool(&mut m, less);
        print_i64(&mut m, a);
    }
    m.finish_main();
    assert_eq!(
        run(&program),
        "False\nTrue\nFalse\nTrue\nFalse\nFalse\nTrue\n1 1 True\n-8 9223372036854775800\n\
         True\n-9223372036854775808\nFalse\n9223372036854775807\nlive 0\n"
    );
}

#[test]
fn rows_with_a_common_case_in_line() {
    let mut program = program();
    let mut m = Make::new(&mut program, "main", &[], None);
    let list = m.row(&list::list_from_items, &[]).unwrap();
    let large = big(&mut m);
    let (zero, two) = (m.int(0), m.int(2));
    let words = [NONE, FALSE, TRUE].map(|word| m.op(Op::ConstWord(word), &[]));
    for value in words.into_iter().chain([zero, two, large, list]) {
        let truth = m.row(&operation::value_truth, &[value]).unwrap();
        print_bool(&mut m, truth);
    }
    m.release(list);
    let x = m.op(Op::ConstF64(1.5), &[]);
    let x = m.op(Op::FloatBox, &[x]);
    for value in [x, two, large] {
        let float = m.row(&operation::value_to_float, &[value]).unwrap();
        m.release(value);
        print_f64(&mut m, float);
    }
    let texts = ["one", "two", "three", "one\0"].map(|text| m.str(text));
    for (a, b) in [(0, 0), (0, 1), (0, 2), (0, 3)] {
        let equal = m.row(&str::str_eq, &[texts[a], texts[b]]).unwrap();
        print_bool(&mut m, equal);
    }
    m.row(&operation::value_to_float, &[words[0]]);
    m.finish_main();
    assert_eq!(
        run(&program),
        "False\nFalse\nTrue\nFalse\nTrue\nTrue\nFalse\n1.5\n2\n9.2233720368547758e+18\n\
         True\nFalse\nFalse\nFalse\nerror 1 TypeError\nlive 0\n"
    );
}

#[test]
fn output_does_not_depend_on_threads() {
    let mut program = program();
    for n in 0..40 {
        let mut f = Make::new(
            &mut program,
            &format!("f{n}"),
            &[Repr::Int],
            Some(Repr::Int),
        );
        let text = f.str(&format!("text {n}"));
        f.print(&[text]);
        let (a, b) = (f.b.param(0), f.int(n));
        let value = add(&mut f, a, b);
        f.ret(Some(value));
        f.finish();
    }
    let mut m = Make::new(&mut program, "main", &[], None);
    let zero = m.int(0);
    m.op(Op::Call(FuncId(3)), &[zero]);
    m.finish_main();
    let with = |threads: usize| {
        emit(
            &program,
            &Options {
                threads,
                ..Options::default()
            },
        )
        .expect("emits")
        .bytes
    };
    assert_eq!(with(1), with(4));
}

#[test]
fn texts_on_request() {
    let mut program = program();
    let mut f = Make::new(&mut program, "wanted", &[Repr::Int], Some(Repr::Int));
    let a = f.b.param(0);
    let value = f.op(Op::IntNeg, &[a]);
    f.ret(Some(value));
    f.finish();
    Make::new(&mut program, "main", &[], None).finish_main();
    let filter = Some("want".to_string());
    let options = Options {
        want_clif: true,
        want_asm: true,
        filter,
        ..Options::default()
    };
    let texts = emit(&program, &options).expect("emits").texts;
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].name, "wanted");
    let clif = texts[0].clif.as_deref().unwrap_or_default();
    assert!(
        clif.contains("; v1:int = int_neg v0") && clif.contains("ssub_overflow"),
        "{clif}"
    );
    let asm = texts[0].asm.as_deref().unwrap_or_default();
    assert!(
        asm.contains("ret") && asm.contains("pyaot_int_neg.thunk"),
        "{asm}"
    );
}

#[test]
fn a_broken_function_is_named() {
    let mut program = program();
    let mut m = Make::new(&mut program, "broken", &[], None);
    m.b.function.new_local("x", Repr::Int);
    m.b.emit(m.program, Op::LocalGet(pyaot_ir::LocalId(0)), &[]);
    m.finish_main();
    let error = emit(&program, &Options::default()).expect_err("cannot be compiled");
    let text = error.to_string();
    assert!(
        text.contains("failed in broken") && text.contains("local_get"),
        "{text}"
    );
}
