//! The passes over IR: those that give it its final form (error edges, SSA,
//! reference counts), and those that make it faster.
//!
//! [`passes::PASSES`] is the list, in order. Without [`Options::optimize`]
//! only the required ones run, and the program behaves the same.
#![forbid(unsafe_code)]

mod again;
mod alike;
mod apart;
mod bump;
mod carry;
mod chars;
mod choose;
mod cool;
mod cse;
mod dce;
mod emit;
mod exceptions;
mod fold;
mod frames;
mod graph;
mod head;
mod headers;
mod init;
mod inline;
mod keys;
mod licm;
mod locals;
mod made;
mod merge;
mod numbers;
mod params;
mod parts;
pub mod passes;
mod quiet;
mod ranges;
mod raw;
mod reduce;
mod refcounts;
mod reserve;
mod rotate;
mod simplify_cfg;
mod sink;
mod ssa;
mod steady;
#[cfg(test)]
mod testing;
mod tier;
mod unfold;
mod unroll;
mod vectors;
mod version;
mod views;

use pyaot_ir::{Function, Program, parallel, verify};

use passes::{PASSES, Pass, Run};

/// What to run, and how carefully.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Run the optional passes too.
    pub optimize: bool,
    /// Verify every function after every pass.
    pub verify: bool,
    /// Names of optional passes to leave out.
    pub disable: Vec<String>,
    /// Leave out optional passes with a higher number, to find by bisection
    /// the one that breaks a program.
    pub pass_limit: Option<usize>,
    /// Threads to work with; 0: as many as the machine has.
    pub threads: usize,
}

impl Options {
    fn wants(&self, pass: &Pass, number: usize) -> bool {
        pass.required
            || (self.optimize
                && self.pass_limit.is_none_or(|limit| number <= limit)
                && !self.disable.iter().any(|name| name == pass.name))
    }
}

/// Sees the program after a pass, with the pass's name and number.
pub type Observer<'a> = dyn FnMut(&str, usize, &Program) + 'a;

/// Takes a program from `Stage::Lowered` to `Stage::Counted`. `observer` sees
/// it after each pass that ran; without one, each function takes the passes
/// on functions one after the other, apart from the other functions.
///
/// # Panics
///
/// When a pass leaves IR that the verifier rejects: a compiler bug, told
/// with the pass, the function and its IR.
pub fn run(program: &mut Program, options: &Options, mut observer: Option<&mut Observer<'_>>) {
    if options.verify {
        check_all(program, "lower");
        check_text(program);
    }
    let wanted: Vec<_> = (1..)
        .zip(PASSES)
        .filter(|(number, pass)| options.wants(pass, *number))
        .collect();
    let together = |pass: &Pass| observer.is_none() && matches!(pass.run, Run::Function(_));
    let groups: Vec<_> = wanted
        .chunk_by(|a, b| together(a.1) && together(b.1))
        .collect();
    for group in groups {
        run_group(group, program, options);
        if let (Some(observer), [(number, pass)]) = (&mut observer, group) {
            observer(pass.name, *number, program);
        }
    }
    if options.verify {
        check_text(program);
    }
}

/// Runs one pass on the program, or several on each of its functions.
fn run_group(passes: &[(usize, &Pass)], program: &mut Program, options: &Options) {
    if let [(_, pass)] = passes
        && let Run::Program(run) = pass.run
    {
        run(program);
        if options.verify {
            check_all(program, pass.name);
        }
        return;
    }
    // While the functions are out, stand-ins answer for their signatures.
    let stand_ins = program.functions.iter().map(signature).collect();
    let functions = std::mem::replace(&mut program.functions, stand_ins);
    let asked = &*program;
    let done = parallel::map(
        functions,
        options.threads,
        || (),
        |(), mut function| {
            for (_, pass) in passes {
                if let Run::Function(run) = pass.run {
                    run(&mut function, asked);
                }
                if options.verify {
                    check(&function, asked, pass.name);
                }
            }
            function
        },
    );
    program.functions = done;
}

fn signature(function: &Function) -> Function {
    Function {
        name: function.name.clone(),
        params: function.params.clone(),
        result: function.result,
        code: function.code,
        locals: Vec::new(),
        values: Vec::new(),
        blocks: Vec::new(),
        stage: function.stage,
        is_entry: function.is_entry,
        raw: function.raw,
        quiet: function.quiet,
    }
}

fn check_all(program: &Program, pass: &str) {
    for function in &program.functions {
        check(function, program, pass);
    }
}

fn check(function: &Function, program: &Program, pass: &str) {
    let errors = verify::verify(function, program);
    if !errors.is_empty() {
        panic!(
            "internal compiler error: invalid IR after {pass} in {}:\n  {}\n{}",
            function.name,
            errors.join("\n  "),
            function.print(program, &|_| None),
        );
    }
}

fn check_text(program: &Program) {
    if let Err(error) = verify::verify_text(program) {
        panic!("internal compiler error: the text of IR does not come back: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::Options;
    use crate::testing::check_random;

    /// How many random functions: `PYAOT_SEEDS=100000` for a long run.
    fn seeds() -> std::ops::Range<u64> {
        let wanted = std::env::var("PYAOT_SEEDS")
            .ok()
            .and_then(|text| text.parse().ok());
        0..wanted.unwrap_or(600)
    }

    #[test]
    fn passes_keep_meaning_and_counts_and_save_work() {
        let required = Options {
            verify: true,
            ..Options::default()
        };
        let all = Options {
            optimize: true,
            ..required.clone()
        };
        let (plain, optimized) = (
            check_random(seeds(), &required),
            check_random(seeds(), &all),
        );
        assert!(optimized.steps < plain.steps);
        assert!(optimized.counting < plain.counting);
    }
}
