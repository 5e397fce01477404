//! The commands, apart from `doctor`. Each returns the exit code.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use pyaot_diagnostics::{Diagnostic, codes};

use crate::cli::{Build, Check, Common, Emit, Run};
use crate::dump::Dump;
use crate::known::Known;
use crate::link::{self, Job};
use crate::pipeline::{self, Compiled};
use crate::python::project_environment;
use crate::session::{Outcome, Session};
use crate::{cache, explanations, json};

/// `pyaot build`.
pub fn build(args: &Build, session: &mut Session) -> Outcome<u8> {
    let mut dump = Dump::new(args.emit.clone(), args.dump_dir.clone(), args.only.clone())?;
    let output = match &args.output {
        Some(output) => output.clone(),
        None => default_output(&args.program, args.emit.as_ref()),
    };
    refuse_to_overwrite(&args.program, &output)?;
    let compiled = pipeline::compile(&args.program, &args.common, &mut dump, session)?;
    session.report(&session.warnings);
    if let Some(text) = &dump.shown {
        return print(text);
    }
    let Some(compiled) = compiled else {
        return Ok(0);
    };
    if args.emit == Some(Emit::Obj) {
        let written = std::fs::write(&output, &compiled.object);
        written.map_err(|error| {
            let title = format!("cannot write {}: {error}", output.display());
            vec![Diagnostic::error(codes::UNWRITABLE_OUTPUT, title)]
        })?;
    } else {
        link_program(&compiled, &output, &args.common, session)?;
    }
    if args.common.time_passes {
        session.report_times();
    }
    let needs = compiled.cpython_for.as_deref();
    session.note(&match needs {
        Some(what) => format!("CPython: for {what}"),
        None => "CPython: not needed".into(),
    });
    let (native, boxed, in_cpython) = compiled.functions;
    session.note(&format!(
        "functions: {native} native, {boxed} boxed, {in_cpython} in CPython"
    ));
    Ok(0)
}

/// `pyaot run`: does not return when all goes well, because the program
/// takes the place of this process. Warnings are kept back: stderr is the
/// program's.
pub fn run(args: &Run, session: &mut Session) -> Outcome<u8> {
    let executable = executable_for(args, session)?;
    if args.common.time_passes {
        session.report_times();
    }
    let error = Command::new(&executable.path)
        .arg0(args.program())
        .args(args.args())
        .exec();
    let title = format!("cannot run {}: {error}", executable.path.display());
    Err(vec![
        Diagnostic::error(codes::UNWRITABLE_OUTPUT, title)
            .hint("set XDG_CACHE_HOME to a directory on a file system that allows programs"),
    ])
}

struct Executable {
    path: PathBuf,
}

/// The program's executable, from the cache or made now.
fn executable_for(args: &Run, session: &mut Session) -> Outcome<Executable> {
    let usable = cache::directory().filter(|cache| cache::is_writable(&cache.join("programs")));
    let (directory, known) = match usable {
        Some(directory) => {
            let known = Known::new(&directory.join("sources"), options_key(args));
            (directory.join("programs"), Some(known))
        }
        None => {
            let name = format!("pyaot-{}", std::process::id());
            (std::env::temp_dir().join(name), None)
        }
    };
    if let Some(name) = known
        .as_ref()
        .and_then(|known| known.executable(args.program()))
    {
        let path = directory.join(name);
        if path.is_file() {
            session.note(&format!("from the cache: {}", path.display()));
            return Ok(Executable { path });
        }
    }
    let parsed = session.time("parse", |session| {
        pipeline::parse(args.program(), args.common.python.as_deref(), session)
    })?;
    let name = run_key(&parsed, args).to_hex();
    let path = directory.join(name.as_str());
    let asked = parsed.asked;
    let remember = || {
        if let Some(known) = &known {
            known.remember(name.as_str(), &asked);
        }
    };
    if path.is_file() {
        session.note(&format!("from the cache: {}", path.display()));
        remember();
        return Ok(Executable { path });
    }
    if let Err(error) = std::fs::create_dir_all(&directory) {
        let title = format!("cannot write to {}: {error}", directory.display());
        return Err(vec![
            Diagnostic::error(codes::UNWRITABLE_OUTPUT, title)
                .hint("set XDG_CACHE_HOME or TMPDIR to another directory"),
        ]);
    }
    drop(parsed.modules);
    // The sources are read again, under the numbers of a fresh map.
    session.sources = Default::default();
    let mut dump = Dump::default();
    let Some(compiled) = pipeline::compile(args.program(), &args.common, &mut dump, session)?
    else {
        return Err(vec![crate::internal_error("the compiler stopped early")]);
    };
    link_program(&compiled, &path, &args.common, session)?;
    remember();
    cache::prune(&directory);
    cache::prune(&directory.with_file_name("sources"));
    Ok(Executable { path })
}

/// Whatever the executable depends on, apart from the files of the program.
fn options_key(args: &Run) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    // Not how much is told about the compilation.
    let options = Common {
        verbose: false,
        time_passes: false,
        ..args.common.clone()
    };
    part(format!("{options:?}").as_bytes());
    let stamp = |path: Option<PathBuf>| {
        path.and_then(|path| cache::stamp(&path))
            .unwrap_or_default()
    };
    part(stamp(std::env::current_exe().ok()).as_bytes());
    for with_python in [false, true] {
        part(stamp(link::find_runtime(with_python).ok()).as_bytes());
    }
    for variable in ["CC", "VIRTUAL_ENV", "CONDA_PREFIX", "PATH"] {
        part(
            std::env::var_os(variable)
                .unwrap_or_default()
                .as_encoded_bytes(),
        );
    }
    part(
        project_environment()
            .unwrap_or_default()
            .as_os_str()
            .as_encoded_bytes(),
    );
    let program = std::path::absolute(args.program());
    let program = program.unwrap_or_else(|_| args.program().to_path_buf());
    part(args.program().as_os_str().as_encoded_bytes());
    part(program.as_os_str().as_encoded_bytes());
    hasher.finalize()
}

/// Whatever the executable depends on.
fn run_key(parsed: &pipeline::Parsed, args: &Run) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(options_key(args).as_bytes());
    for module in &parsed.modules {
        part(module.name.as_bytes());
        let path =
            std::fs::canonicalize(&module.path).unwrap_or_else(|_| PathBuf::from(&module.path));
        part(path.as_os_str().as_encoded_bytes());
        part(module.path.as_bytes());
        part(module.source.as_bytes());
    }
    hasher.finalize()
}

fn link_program(
    compiled: &Compiled,
    output: &Path,
    options: &Common,
    session: &mut Session,
) -> Outcome<()> {
    let job = Job {
        object: &compiled.object,
        output,
        python: compiled.python.as_ref(),
        debug: options.debug,
    };
    session.time("link", |session| link::link(&job, session))
}

/// `pyaot check`.
pub fn check(args: &Check, session: &mut Session) -> Outcome<u8> {
    let result = pipeline::parse(&args.program, None, session)
        .and_then(|parsed| pipeline::check(parsed, &args.program, None, args.strict, session));
    let (diagnostics, counts) = match result {
        Ok((program, mut warnings)) => {
            warnings.extend(pipeline::fallbacks(&program, false));
            let rows = pyaot_analysis::report::report(&program);
            (warnings, Some(pyaot_analysis::report::counts(&rows)))
        }
        Err(errors) => (errors, None),
    };
    let failed = diagnostics.iter().any(Diagnostic::is_error);
    if args.json {
        print(&json::report(&diagnostics, counts, &session.sources))?;
    } else {
        session.report(&diagnostics);
        if let Some((native, boxed, in_cpython)) = counts {
            print(&format!(
                "{native} functions native, {boxed} with values of any type, {in_cpython} in CPython\n"
            ))?;
        }
    }
    Ok(u8::from(failed))
}

/// `pyaot explain`.
pub fn explain(code: Option<&str>) -> Outcome<u8> {
    let Some(name) = code else {
        let list: String = codes::ALL
            .iter()
            .map(|code| format!("{:24}{}\n", code.name, code.summary))
            .collect();
        return print(&list);
    };
    match explanations::of(name) {
        Some(text) => print(text),
        None => {
            let near = codes::ALL.iter().find(|code| code.name.contains(name));
            let hint = match near {
                Some(code) => format!("did you mean {}?", code.name),
                None => "`pyaot explain` lists all codes".to_string(),
            };
            Err(vec![
                Diagnostic::error(
                    codes::UNKNOWN_CODE,
                    format!("there is no error code {name}"),
                )
                .hint(hint),
            ])
        }
    }
}

/// Writes to stdout; a reader that went away is no error.
fn print(text: &str) -> Outcome<u8> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(vec![Diagnostic::error(
                codes::UNWRITABLE_OUTPUT,
                format!("cannot write to stdout: {error}"),
            )])
        }
        _ => Ok(0),
    }
}

/// The program's name without `.py`, in the current directory.
fn default_output(program: &Path, emit: Option<&Emit>) -> PathBuf {
    let extension = program.extension().and_then(|extension| extension.to_str());
    let stem = PathBuf::from(program.file_stem().unwrap_or_default());
    match emit {
        Some(Emit::Obj) => stem.with_extension("o"),
        _ if extension == Some("py") => stem,
        _ => stem.with_extension("out"),
    }
}

fn refuse_to_overwrite(program: &Path, output: &Path) -> Outcome<()> {
    let same = match (
        std::fs::canonicalize(program),
        std::fs::canonicalize(output),
    ) {
        (Ok(program), Ok(output)) => program == output,
        _ => false,
    };
    if same {
        let title = format!(
            "the executable would overwrite the program {}",
            program.display()
        );
        return Err(vec![
            Diagnostic::error(codes::UNWRITABLE_OUTPUT, title)
                .hint("give the executable another name with -o"),
        ]);
    }
    Ok(())
}
