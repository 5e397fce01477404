//! Ints, control flow, errors.

use std::fmt::Display;

use pyaot_abi::functions::operation;

use crate::common::{Make, program, run};
use pyaot_ir::{Compare, Edge, IntBinary, Op, Program, Repr, Terminator, ValueId};

/// Prints `op` over all pairs, operands both constant and unknown.
fn print_pairs(op: Op, pairs: &[(i64, i64)]) -> String {
    let mut program = program();
    let result = match op {
        Op::CallRuntime(_) => Repr::Value,
        _ => Repr::Int,
    };
    let mut f = Make::new(&mut program, "op", &[Repr::Int, Repr::Int], Some(result));
    let args = [f.b.param(0), f.b.param(1)];
    let value = f.op(op.clone(), &args);
    f.ret(Some(value));
    let general = f.finish();
    let mut known = Vec::new();
    for (_, b) in pairs {
        let mut f = Make::new(&mut program, "op_known", &[Repr::Int], Some(result));
        let constant = f.int(*b);
        let args = [f.b.param(0), constant];
        let value = f.op(op.clone(), &args);
        f.ret(Some(value));
        known.push(f.finish());
    }
    let mut m = Make::new(&mut program, "main", &[], None);
    for ((a, b), known) in pairs.iter().zip(known) {
        let (a, b) = (m.int(*a), m.int(*b));
        let value = m.op(Op::Call(general), &[a, b]);
        let same = m.op(Op::Call(known), &[a]);
        m.print(&[value, same]);
        m.release(value);
        m.release(same);
    }
    m.finish_main();
    run(&program)
}

fn expect_pairs(op: IntBinary, pairs: &[(i64, i64)], python: impl Fn(i128, i128) -> i128) {
    expect(Op::Int(op), pairs, python);
}

fn expect<T: Display>(op: Op, pairs: &[(i64, i64)], python: impl Fn(i128, i128) -> T) {
    let mut expected = String::new();
    for (a, b) in pairs {
        let value = python(i128::from(*a), i128::from(*b));
        expected.push_str(&format!("{value} {value}\n"));
    }
    expected.push_str("live 0\n");
    assert_eq!(print_pairs(op.clone(), pairs), expected, "{op:?}");
}

const MAX: i64 = pyaot_abi::value::SMALL_INT_MAX;
const MIN: i64 = pyaot_abi::value::SMALL_INT_MIN;
const SAMPLES: [i64; 12] = [
    0,
    1,
    -1,
    2,
    -2,
    7,
    -7,
    1 << 31,
    -(1 << 31) - 1,
    MAX,
    MIN,
    MIN + 1,
];

fn samples() -> Vec<(i64, i64)> {
    SAMPLES
        .iter()
        .flat_map(|a| SAMPLES.iter().map(|b| (*a, *b)))
        .collect()
}

#[test]
fn int_arithmetic_continues_past_small_ints() {
    expect_pairs(IntBinary::Add, &samples(), |a, b| a + b);
    expect_pairs(IntBinary::Sub, &samples(), |a, b| a - b);
    expect_pairs(IntBinary::Mul, &samples(), |a, b| a * b);
}

#[test]
fn int_bits() {
    expect_pairs(IntBinary::And, &samples(), |a, b| a & b);
    expect_pairs(IntBinary::Or, &samples(), |a, b| a | b);
    expect_pairs(IntBinary::Xor, &samples(), |a, b| a ^ b);
}

#[test]
fn int_division_rounds_down() {
    let pairs: Vec<(i64, i64)> = samples().into_iter().filter(|(_, b)| *b != 0).collect();
    let more = [
        (7, 3),
        (-7, 3),
        (7, -3),
        (-7, -3),
        (6, 3),
        (-6, 3),
        (100, 10),
        (-100, 8),
    ];
    let pairs: Vec<(i64, i64)> = pairs.into_iter().chain(more).collect();
    expect_pairs(IntBinary::FloorDiv, &pairs, |a, b| {
        a.div_euclid(b) - i128::from(b < 0 && a.rem_euclid(b) != 0)
    });
    expect_pairs(IntBinary::Mod, &pairs, |a, b| {
        let rest = a.rem_euclid(b);
        if b < 0 && rest != 0 { rest + b } else { rest }
    });
}

#[test]
fn int_shifts() {
    let counts = [0, 1, 2, 31, 61, 62, 63, 64];
    let pairs: Vec<(i64, i64)> = SAMPLES
        .iter()
        .flat_map(|a| counts.iter().map(|b| (*a, *b)))
        .collect();
    let left: Vec<(i64, i64)> = pairs
        .iter()
        .copied()
        .filter(|(a, b)| (i128::from(*a)).checked_mul(1 << b).is_some())
        .collect();
    expect_pairs(IntBinary::Shl, &left, |a, b| a << b);
    expect_pairs(IntBinary::Shr, &pairs, |a, b| a >> b);
}

#[test]
fn rows_on_any_values_know_small_ints() {
    let python = |b: bool| if b { "True" } else { "False" };
    expect(
        Op::CallRuntime(&operation::value_add),
        &samples(),
        |a, b| a + b,
    );
    expect(
        Op::CallRuntime(&operation::value_isub),
        &samples(),
        |a, b| a - b,
    );
    expect(Op::CallRuntime(&operation::value_lt), &samples(), |a, b| {
        python(a < b)
    });
    expect(Op::CallRuntime(&operation::value_eq), &samples(), |a, b| {
        python(a == b)
    });
    let pairs: Vec<(i64, i64)> = samples().into_iter().filter(|(_, b)| *b > 0).collect();
    expect(Op::CallRuntime(&operation::value_mod), &pairs, |a, b| {
        a.rem_euclid(b)
    });
}

/// `f(n)` is recursive fib on ints.
fn add_fib(program: &mut Program) -> pyaot_ir::FuncId {
    let id = pyaot_ir::FuncId(program.functions.len() as u32);
    let mut f = Make::new(program, "fib", &[Repr::Int], Some(Repr::Int));
    let n = f.b.param(0);
    let two = f.int(2);
    let small = f.op(Op::IntCompare(Compare::Lt), &[n, two]);
    let (then, otherwise) = (f.b.new_block(), f.b.new_block());
    f.b.branch(small, then, otherwise);
    f.b.switch_to(then);
    f.effect(Op::Retain, &[n]);
    f.ret(Some(n));
    f.b.switch_to(otherwise);
    let one = f.int(1);
    let n1 = f.op(Op::Int(IntBinary::Sub), &[n, one]);
    let a = f.call_unfinished(id, Repr::Int, &[n1]);
    f.release(n1);
    let n2 = f.op(Op::Int(IntBinary::Sub), &[n, two]);
    let b = f.call_unfinished(id, Repr::Int, &[n2]);
    f.release(n2);
    let sum = f.op(Op::Int(IntBinary::Add), &[a, b]);
    f.release(a);
    f.release(b);
    f.ret(Some(sum));
    f.finish()
}

#[test]
fn fib() {
    let mut program = program();
    let fib = add_fib(&mut program);
    let mut m = Make::new(&mut program, "main", &[], None);
    let n = m.int(25);
    let value = m.op(Op::Call(fib), &[n]);
    m.print(&[value]);
    m.release(value);
    m.finish_main();
    assert_eq!(run(&program), "75025\nlive 0\n");
}

#[test]
fn loop_overflows_into_big_ints() {
    // x = 1; for _ in range(100): x = x + x
    let mut program = program();
    let mut m = Make::new(&mut program, "main", &[], None);
    let (zero, one, end) = (m.int(0), m.int(1), m.int(100));
    let head = m.b.new_block();
    let x = m.b.block_param(head, Repr::Int);
    let i = m.b.block_param(head, Repr::Int);
    let after = m.b.new_block();
    let body = m.b.new_block();
    m.b.jump(head, &[one, zero]);
    m.b.switch_to(head);
    let more = m.op(Op::IntCompare(Compare::Lt), &[i, end]);
    m.b.branch(more, body, after);
    m.b.switch_to(body);
    let next = m.op(Op::Int(IntBinary::Add), &[x, x]);
    m.release(x);
    let j = m.op(Op::Int(IntBinary::Add), &[i, one]);
    m.b.jump(head, &[next, j]);
    m.b.switch_to(after);
    m.print(&[x]);
    m.release(x);
    m.finish_main();
    assert_eq!(run(&program), "1267650600228229401496703205376\nlive 0\n");
}

#[test]
fn error_edge_carries_values() {
    // try: print(1 // 0) except: print("caught", 5)
    let mut program = program();
    let mut f = Make::new(
        &mut program,
        "divide",
        &[Repr::Int, Repr::Int],
        Some(Repr::Int),
    );
    let args = [f.b.param(0), f.b.param(1)];
    let value = f.op(Op::Int(IntBinary::FloorDiv), &args);
    f.ret(Some(value));
    let divide = f.finish();
    let mut m = Make::new(&mut program, "main", &[], None);
    let handler = m.b.new_block();
    let why = m.b.block_param(handler, Repr::Int);
    let (one, zero, five) = (m.int(1), m.int(0), m.int(5));
    let ok = m.b.new_block();
    let value: ValueId =
        m.b.emit(m.program, Op::Call(divide), &[one, zero])
            .expect("a result");
    m.b.terminate(Terminator::OnError {
        ok: Edge::to(ok),
        error: Edge {
            block: handler,
            args: vec![five],
        },
    });
    m.b.switch_to(ok);
    m.print(&[value]);
    m.ret(None);
    m.b.switch_to(handler);
    let text = m.str("caught");
    m.print(&[text, why]);
    m.effect(Op::Call(divide), &[one, zero]);
    m.finish_main();
    assert_eq!(
        run(&program),
        "caught 5\nerror 1 ZeroDivisionError\nlive 0\n"
    );
}

#[test]
fn deep_recursion_is_an_error() {
    let mut program = program();
    let id = pyaot_ir::FuncId(0);
    let mut f = Make::new(&mut program, "down", &[Repr::Int], Some(Repr::Int));
    let n = f.b.param(0);
    let value = f.call_unfinished(id, Repr::Int, &[n]);
    f.ret(Some(value));
    f.finish();
    let mut m = Make::new(&mut program, "main", &[], None);
    let n = m.int(0);
    m.op(Op::Call(id), &[n]);
    m.finish_main();
    assert_eq!(run(&program), "error 1 RecursionError\nlive 0\n");
}
