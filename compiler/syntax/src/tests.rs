//! Names land where Python says. `make test` compares whole programs;
//! here are the rules one by one.

use crate::{Around, Exports, HeldClass, Others, parse, print};

/// What `import *` gives: of one module these names, of others nobody knows.
struct Known;

impl Others for Known {
    fn exports(&self, module: &str) -> Option<Exports> {
        (module == "known").then(|| Exports::own(["len", "unused"]))
    }

    fn class(&self, _: &str, _: &[&str]) -> Option<HeldClass> {
        None
    }
}

/// The printed tree of a program that parses.
fn tree(text: &str) -> String {
    match parse(text, "__main__", "t.py", 0, Around::default(), &Known) {
        Ok(module) => print(&module),
        Err(errors) => panic!("{}", errors[0].title),
    }
}

/// The first message about a program that does not.
fn error(text: &str) -> String {
    match parse(text, "__main__", "t.py", 0, Around::default(), &Known) {
        Ok(_) => "no error".into(),
        Err(errors) => errors[0].title.clone(),
    }
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    let tree = tree(text);
    for part in parts {
        assert!(tree.contains(part), "no {part:?} in\n{tree}");
    }
}

#[test]
fn closures_share_cells() {
    let text = "def f(a):\n    b = 1\n    def g():\n        nonlocal b\n        b += a\n        return lambda: b\n    return g\n";
    has(
        text,
        &[
            "variables: a.0 in a cell, b.1 in a cell, g.2",
            "b.free0 += a.free1",
            "b.free0 from free0",
            "return b.free0",
        ],
    );
}

#[test]
fn methods_do_not_see_class_variables() {
    let text = "x = 0\nclass A:\n    x = 1\n    y = x\n    def m(self):\n        return x\n";
    has(text, &["y.class1 = x.class0", "return x.global0"]);
}

#[test]
fn a_class_in_a_function_reads_its_own_name_from_globals() {
    has(
        "def f():\n    x = 1\n    class A:\n        x = x\n        z = y\n",
        &["x.class2 = x.class2", "z.class3 = y"],
    );
}

#[test]
fn comprehension_variables_are_fresh() {
    let text = "def f(x):\n    return [x for x in x if x], x\n";
    has(text, &["return ([x.1 for x.1 in x.0 if x.1], x.0)"]);
}

#[test]
fn a_comprehension_in_a_class_skips_the_class() {
    has(
        "class A:\n    n = 3\n    a = [n for i in range(n)]\n",
        &["[n for i.2 in range(n.class0)]"],
    );
}

#[test]
fn a_walrus_binds_outside_of_the_comprehension() {
    has(
        "def f():\n    return [y := x for x in z], y\n",
        &["([(y.0 := x.1) for x.1 in z], y.0)"],
    );
    assert_eq!(
        error("[x := 1 for x in y]"),
        "assignment expression cannot rebind comprehension iteration variable 'x'"
    );
}

#[test]
fn generator_expressions_are_functions() {
    let text = "def f(n):\n    return (x + n for x in range(n) if x)\n";
    has(
        text,
        &[
            "f.<locals>.<genexpr>(.0) generator",
            "for x.1 in .0.0",
            "(yield (x.1 + n.free0))",
            "generator 2(iter(range(n.0)))",
        ],
    );
}

#[test]
fn consumed_generator_expressions_run_in_line() {
    has("sum(x for x in y)", &["sum(inline (x.0 for x.0 in y))"]);
    has("sum(next(x) for x in y)", &["sum(generator 1(iter(y)))"]);
    has("sum = 1\nsum(x for x in y)", &["generator"]);
}

#[test]
fn super_captures_its_class() {
    let text = "class A:\n    def m(self):\n        return super().m()\n";
    has(text, &["captures: __class__.free0 from class 0"]);
}

#[test]
fn private_names_are_mangled() {
    let text =
        "class _A:\n    def __m(self, __x):\n        self.__y = __x\n        return f(__k=__z__)\n";
    has(
        text,
        &[
            "_A__m.class0 = function 1",
            "self.0._A__y = _A__x.1",
            "f(__k=__z__)",
            "_A.__m(",
        ],
    );
}

#[test]
fn global_declarations_reach_the_module() {
    has(
        "def f():\n    global n\n    n = 1\n",
        &["globals: f, n", "n.global1 = 1"],
    );
}

#[test]
fn deep_nesting_is_refused() {
    // Spawned for its stack, as the driver does.
    let run = || {
        assert_eq!(error(&"(".repeat(300)), "too many nested parentheses");
        let sum = format!("x = {}1", "1 + ".repeat(20_000));
        assert_eq!(error(&sum), "the program is nested too deeply");
        let nested: String = (0..110)
            .map(|n| format!("{}if x:\n", " ".repeat(n)))
            .collect();
        assert_eq!(error(&nested), "too many levels of indentation");
    };
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(run);
    assert!(thread.is_ok_and(|thread| thread.join().is_ok()));
}

#[test]
fn line_endings_and_marks_are_normalized() {
    has(
        "\u{feff}x = '''a\r\nb'''\ry = 1",
        &["x.global0 = \"a\\nb\"", "y.global1 = 1"],
    );
}

#[test]
fn lone_surrogates_are_kept() {
    has(
        "x = 'a\\ud800' 'b'; y = f'\\udfff{x}'; z = r'\\ud800'",
        &["= \"a\\u{dd800}b\"", "f\"\\u{{ddfff}}{x", "= \"\\\\ud800\""],
    );
    has(
        "x = '\\U000DD800'",
        &["unsupported: a character that stands"],
    );
}

#[test]
fn mixed_white_space_in_empty_lines_is_nothing() {
    let text = "def f():\n    x = 1\n  \t\n \t # note\n    return '''a\n \t\n'''\n";
    has(text, &["return \"a\\n \\t\\n\""]);
    assert_eq!(
        error("if 1:\n  \t x\n"),
        "inconsistent use of tabs and spaces in indentation"
    );
}

#[test]
fn truncated_escapes_say_how_many_digits_they_want() {
    for (text, bytes, kind, digits) in [
        ("f'\\x1'", "0-2", 'x', 2),
        ("'a\\u12'", "1-4", 'u', 4),
        ("'\\U0001234'", "0-8", 'U', 8),
    ] {
        let wanted = "X".repeat(digits);
        let message = format!(
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {bytes}: \
             truncated \\{kind}{wanted} escape"
        );
        assert_eq!(error(text), message, "{text}");
    }
}

#[test]
fn f_strings_are_refused_in_cpythons_words() {
    for (text, message) in [
        ("f'{}'", "f-string: empty expression not allowed"),
        ("f'{!r}'", "f-string: expression required before '!'"),
        (
            "f'{a!x}'",
            "f-string: invalid conversion character: expected 's', 'r', or 'a'",
        ),
        ("f'{a'", "f-string: expecting '}'"),
        ("f'}'", "f-string: single '}' is not allowed"),
        ("f'{a:{b:{c}}}'", "f-string: expressions nested too deeply"),
        (
            "f'{a[}'",
            "f-string: closing parenthesis '}' does not match opening parenthesis '['",
        ),
        ("f'{a)}'", "f-string: unmatched ')'"),
        (
            "f'{a\\n}'",
            "f-string expression part cannot include a backslash",
        ),
        ("f'{#}'", "f-string expression part cannot include '#'"),
        ("f\"{'}\"", "f-string: unterminated string"),
        ("f'{lambda x:1}'", "f-string: invalid syntax"),
        ("f'{f\"{}\"}'", "f-string: empty expression not allowed"),
        (
            "'\u{e9}\\N{zzz}'",
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 10-16: unknown Unicode character name",
        ),
    ] {
        assert_eq!(error(text), message, "{text}");
    }
}
