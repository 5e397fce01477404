//! Passes tested by text: a function before and after.

use pyaot_ir::{Program, parse};

use super::super::{Options, check_all, passes::PASSES, run_group};

fn read(text: &str) -> Program {
    let program = parse(text).unwrap_or_else(|error| panic!("{error} of\n{text}"));
    check_all(&program, "parse");
    program
}

/// Checks that a pass turns the program `before` into `after`. Names, line
/// ends and comments are free; the numbers of blocks and values count.
#[track_caller]
pub fn assert_pass(name: &str, before: &str, after: &str) {
    let mut program = read(before);
    let pass = PASSES.iter().find(|pass| pass.name == name);
    let options = Options {
        verify: true,
        ..Options::default()
    };
    run_group(
        &[(0, pass.expect("a pass of the table"))],
        &mut program,
        &options,
    );
    let (found, wanted) = (program.print(&|_| None), read(after).print(&|_| None));
    assert!(found == wanted, "{name} makes\n{found}\nnot\n{wanted}");
}
