//! The stages of the compiler, in order: parse, check, lower, optimize,
//! emit; linking is in [`crate::link`]. Everything a stage makes is offered
//! to [`Dump`], and every stage is timed.

use std::path::Path;

use pyaot_analysis::{Program, alone, enumerations, graph, importable, report};
use pyaot_diagnostics::{Diagnostic, SourceMap, codes};
use pyaot_syntax::tree::Module;

use crate::cli::{Common, Emit};
use crate::dump::Dump;
use crate::known::Asked;
use crate::python::Python;
use crate::session::{Outcome, Session};
use crate::sources;
use crate::stars::{Shown, Stars};

/// What is to be linked.
pub struct Compiled {
    pub object: Vec<u8>,
    /// The one the program embeds, if it may reach CPython.
    pub python: Option<Python>,
    /// What it needs that for.
    pub cpython_for: Option<String>,
    /// How many functions are native, boxed, in CPython.
    pub functions: (usize, usize, usize),
}

/// The modules of a program, parsed, with the numbers of their names.
pub struct Parsed {
    pub modules: Vec<Module>,
    pub names: std::collections::HashMap<String, pyaot_analysis::ModuleId>,
    /// The modules that were looked for beside the program.
    pub asked: Vec<Asked>,
    /// What is wrong with modules that only raise errors when they are imported.
    pub warnings: Vec<Diagnostic>,
}

/// Parses a program and the modules beside it. `python` is the one chosen
/// on the command line.
pub fn parse(program: &Path, python: Option<&Path>, session: &mut Session) -> Outcome<Parsed> {
    parse_with(program, python, true, session)
}

/// As [`parse`]; unless it `is_alone`, the modules of [`alone`] are CPython's.
fn parse_with(
    program: &Path,
    python: Option<&Path>,
    is_alone: bool,
    session: &mut Session,
) -> Outcome<Parsed> {
    let mut sources = std::mem::take(&mut session.sources);
    let mut stars = Stars::new(program, python, session);
    stars.is_alone = is_alone;
    let mut loaded = load(program, &stars, &mut sources);
    if let Ok((modules, ..)) = &loaded {
        let all = graph::others_are_shown(modules);
        let others = all || graph::others_are_pickled(modules);
        let named = importable::from_cpython(modules);
        let is_hidden = |module: &Module| !module.shows_globals && named.contains(&module.name);
        let some = modules.iter().any(is_hidden);
        if others || some {
            stars.shown = match (all, others) {
                (true, _) => Shown::All,
                (false, true) => Shown::Others,
                (false, false) => Shown::Named(named),
            };
        }
        if enumerations::are_mixed(modules) {
            stars.is_alone = false;
        }
        stars.owns_abstract = !alone::are_torn(modules);
        if others || some || stars.is_alone != is_alone || !stars.owns_abstract {
            loaded = load(program, &stars, &mut sources);
        }
    }
    let warnings = stars.warnings.take();
    let asked = stars.into_asked();
    session.sources = sources;
    let (modules, names, diagnostics) = loaded?;
    if diagnostics.is_empty() {
        Ok(Parsed {
            modules,
            names,
            asked,
            warnings,
        })
    } else {
        Err(diagnostics)
    }
}

fn load(program: &Path, stars: &Stars<'_>, sources: &mut SourceMap) -> Outcome<graph::Loaded> {
    let main = stars.parse(program, sources::MAIN, sources)?;
    Ok(graph::load(main, &mut sources::Loader { stars, sources }))
}

/// Types a program that was parsed. Warnings are left in the second part. `python` as in [`parse`].
pub fn check(
    parsed: Parsed,
    program: &Path,
    python: Option<&Path>,
    strict: bool,
    session: &mut Session,
) -> Outcome<(Program, Vec<Diagnostic>)> {
    let mut modules = parsed.modules.iter();
    let is_alone = modules.any(|module| {
        alone::is_other(module) || module.classes.iter().any(|class| class.is_enumeration)
    });
    let typed = check_as_parsed(parsed, strict);
    let reaches = |typed: &(Program, Vec<Diagnostic>)| typed.0.uses_cpython();
    if is_alone && typed.as_ref().map_or(true, reaches) {
        // CPython's own code takes its enumerations, its JSON and the like for what they are.
        let parsed = parse_with(program, python, false, session)?;
        let mut again = check_as_parsed(parsed, strict)?;
        if let Ok((first, _)) = typed {
            again.0.cpython_for = first.cpython_for;
        }
        return Ok(again);
    }
    typed
}

fn check_as_parsed(parsed: Parsed, strict: bool) -> Outcome<(Program, Vec<Diagnostic>)> {
    let (program, found) = pyaot_analysis::check(parsed.modules, &parsed.names);
    let mut diagnostics = parsed.warnings;
    diagnostics.extend(found);
    if strict {
        diagnostics.extend(fallbacks(&program, true));
    }
    if diagnostics.iter().any(Diagnostic::is_error) {
        Err(diagnostics)
    } else {
        Ok((program, diagnostics))
    }
}

/// One message for everything that makes a module run in CPython; and,
/// unless only errors are wanted, for every function that is compiled for
/// values of any type.
pub fn fallbacks(program: &Program, strict: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let severity = if strict {
        Diagnostic::error
    } else {
        Diagnostic::note
    };
    for (&module, reasons) in &program.in_cpython {
        let name = &program.module(module).name;
        for reason in reasons {
            let title = format!("{}: the module {name} runs in CPython", reason.text);
            found.push(severity(codes::FALLBACK, title).at(reason.span));
        }
    }
    let rows = report::report(program)
        .into_iter()
        .filter(|row| !strict && row.mode == report::Mode::Boxed);
    for row in rows {
        let title = format!("{} is compiled for values of any type", row.name);
        let first_line = pyaot_diagnostics::Span {
            end_line: row.span.line + 1,
            ..row.span
        };
        let diagnostic = severity(codes::FALLBACK, title).at(first_line);
        found.push(match row.reason {
            Some(reason) => diagnostic.explain(reason),
            None => diagnostic,
        });
    }
    found
}

/// From a file to an object; `None` when [`Dump`] wanted no more.
pub fn compile(
    program: &Path,
    options: &Common,
    dump: &mut Dump,
    session: &mut Session,
) -> Outcome<Option<Compiled>> {
    let parsed = session.time("parse", |session| {
        parse(program, options.python.as_deref(), session)
    })?;
    dump.text(&Emit::Ast, "ast.txt", || {
        parsed
            .modules
            .iter()
            .map(pyaot_syntax::print)
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    if dump.is_done() {
        return Ok(None);
    }
    let (mut typed, warnings) = session.time("check", |session| {
        check(
            parsed,
            program,
            options.python.as_deref(),
            options.strict,
            session,
        )
    })?;
    session.warnings = warnings;
    dump.text(&Emit::Types, "types.txt", || typed.print())?;
    if dump.is_done() {
        return Ok(None);
    }
    let python = typed
        .uses_cpython()
        .then(|| Python::find(options.python.as_deref(), session))
        .transpose()?;
    let prefix = python
        .as_ref()
        .map(|python| python.prefix.to_string_lossy());
    if options.no_optimize {
        typed.always_set.clear();
    }
    let mut ir = session.time("lower", |_| pyaot_lower::lower(&typed, prefix.as_deref()));
    dump.ir(
        &Emit::IrAfter("lower".into()),
        "lower.ir",
        &ir,
        &session.sources,
    )?;
    session.time("optimize", |session| {
        optimize(&mut ir, options, dump, session)
    })?;
    // Not every machine has a Python, and most sets need none of its hashes.
    if ir.calls_row(|row| row.name.starts_with("set_") || row.name.starts_with("frozenset_"))
        && let Ok(python) = Python::find(options.python.as_deref(), session)
    {
        ir.hashes = Some(ir.intern(&python.hashes));
    }
    dump.ir(&Emit::Ir, "final.ir", &ir, &session.sources)?;
    if dump.is_done() {
        return Ok(None);
    }
    let object = session.time("emit", |_| emit(&ir, options, dump))?;
    dump.code(&object.texts)?;
    Ok((!dump.is_done()).then_some(Compiled {
        object: object.bytes,
        python,
        cpython_for: typed.cpython_for.take(),
        functions: report::counts(&report::report(&typed)),
    }))
}

fn optimize(
    ir: &mut pyaot_ir::Program,
    options: &Common,
    dump: &mut Dump,
    session: &mut Session,
) -> Outcome<()> {
    let settings = pyaot_optimize::Options {
        optimize: !options.no_optimize,
        verify: options.verify,
        disable: options.disable.clone(),
        pass_limit: options.pass_limit,
        threads: 0,
    };
    if !options.time_passes && !dump.wants_passes() {
        pyaot_optimize::run(ir, &settings, None);
        return Ok(());
    }
    let mut start = std::time::Instant::now();
    let mut outcome = Ok(());
    let mut observer = |pass: &str, number: usize, ir: &pyaot_ir::Program| {
        session
            .times
            .push((format!("  {number:2} {pass}"), start.elapsed()));
        let emit = Emit::IrAfter(pass.to_string());
        if outcome.is_ok() {
            outcome = dump.ir(&emit, &format!("{pass}.ir"), ir, &session.sources);
        }
        start = std::time::Instant::now();
    };
    pyaot_optimize::run(ir, &settings, Some(&mut observer));
    outcome
}

fn emit(ir: &pyaot_ir::Program, options: &Common, dump: &Dump) -> Outcome<pyaot_codegen::Object> {
    let settings = pyaot_codegen::Options {
        optimize: !options.no_optimize,
        verify: options.verify,
        want_clif: dump.wants(&Emit::Clif),
        want_asm: dump.wants(&Emit::Asm),
        filter: dump.only.clone(),
        threads: 0,
        cpu: if options.native {
            pyaot_codegen::Cpu::Native
        } else {
            pyaot_codegen::Cpu::Baseline
        },
    };
    pyaot_codegen::emit(ir, &settings)
        .map_err(|error| vec![crate::internal_error(&error.to_string())])
}
