//! Programs built by hand, linked with `runtime.c` and run.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use pyaot_abi::FnDecl;
use pyaot_abi::functions::io;
use pyaot_abi::value::NONE;
use pyaot_codegen::{Options, emit};
use pyaot_ir::{
    BlockId, Builder, CodeId, CodeInfoData, Edge, FuncId, Function, Op, Program, Repr, Stage,
    Terminator, ValueId,
};

/// A program with one code object.
pub fn program() -> Program {
    let mut program = Program::default();
    let name = program.intern("<module>");
    let file = program.intern("test.py");
    program.add_code(CodeInfoData {
        name,
        file,
        module: name,
        line: 1,
        outer: None,
    });
    program
}

/// Builds a function at stage `Counted`: raising operations get their edges.
pub struct Make<'p> {
    pub program: &'p mut Program,
    pub b: Builder,
    /// Where raising operations go; by default straight out.
    pub error: BlockId,
}

impl<'p> Make<'p> {
    pub fn new(
        program: &'p mut Program,
        name: &str,
        params: &[Repr],
        result: Option<Repr>,
    ) -> Self {
        let mut b = Builder::new(name, params, result, CodeId(0));
        let error = b.new_block();
        b.switch_to(error);
        b.terminate(Terminator::ReturnError);
        b.switch_to(Function::ENTRY);
        Make { program, b, error }
    }

    pub fn op(&mut self, op: Op, args: &[ValueId]) -> ValueId {
        self.effect(op, args).expect("has a result")
    }

    pub fn effect(&mut self, op: Op, args: &[ValueId]) -> Option<ValueId> {
        let raises = op.info(self.program, &|_| Repr::Value).raises;
        let result = self.b.emit(self.program, op, args);
        if raises {
            let ok = self.b.new_block();
            let error = Edge::to(self.error);
            self.b.terminate(Terminator::OnError {
                ok: Edge::to(ok),
                error,
            });
            self.b.switch_to(ok);
        }
        result
    }

    /// A call of a function that is still being built.
    pub fn call_unfinished(&mut self, id: FuncId, result: Repr, args: &[ValueId]) -> ValueId {
        let value = self
            .b
            .emit_call(id, Some(result), args)
            .expect("has a result");
        let ok = self.b.new_block();
        let error = Edge::to(self.error);
        self.b.terminate(Terminator::OnError {
            ok: Edge::to(ok),
            error,
        });
        self.b.switch_to(ok);
        value
    }

    pub fn int(&mut self, n: i64) -> ValueId {
        self.op(Op::ConstInt(n), &[])
    }

    pub fn i64(&mut self, n: i64) -> ValueId {
        self.op(Op::ConstI64(n), &[])
    }

    pub fn none(&mut self) -> ValueId {
        self.op(Op::ConstWord(NONE), &[])
    }

    pub fn str(&mut self, text: &str) -> ValueId {
        let id = self.program.intern(text);
        self.op(Op::ConstStr(id), &[])
    }

    pub fn row(&mut self, decl: &'static FnDecl, args: &[ValueId]) -> Option<ValueId> {
        self.effect(Op::CallRuntime(decl), args)
    }

    pub fn print(&mut self, values: &[ValueId]) {
        let none = self.none();
        let mut args = vec![none; 4];
        args.extend(values);
        self.row(&io::print, &args);
    }

    pub fn release(&mut self, value: ValueId) {
        self.effect(Op::Release, &[value]);
    }

    pub fn ret(&mut self, value: Option<ValueId>) {
        self.b.terminate(Terminator::Return(value));
    }

    pub fn finish(mut self) -> FuncId {
        self.b.function.stage = Stage::Counted;
        self.program.add_function(self.b.function)
    }

    /// Ends the main function.
    pub fn finish_main(mut self) {
        self.ret(None);
        self.b.function.stage = Stage::Counted;
        let id = self.program.add_function(self.b.function);
        self.program.main = Some(id);
    }
}

/// Emits, links and runs; what the program printed. Checks that emitting
/// with other options does not change it.
pub fn run(program: &Program) -> String {
    let optimized = run_with(
        program,
        &Options {
            verify: true,
            ..Options::default()
        },
    );
    let plain = run_with(
        program,
        &Options {
            verify: true,
            optimize: false,
            ..Options::default()
        },
    );
    assert_eq!(optimized, plain, "with and without optimisation");
    optimized
}

pub fn run_with(program: &Program, options: &Options) -> String {
    for function in &program.functions {
        let errors = pyaot_ir::verify::verify(function, program);
        assert!(
            errors.is_empty(),
            "{errors:?}\n{}",
            program.print(&|_| None)
        );
    }
    let object = emit(program, options).unwrap_or_else(|error| panic!("{error}"));
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let name = format!(
        "codegen-{}-{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    let directory = std::env::temp_dir().join(name);
    std::fs::create_dir(&directory).expect("a scratch directory");
    let object_path = directory.join("program.o");
    std::fs::write(&object_path, &object.bytes).expect("write the object");
    let executable = directory.join("program");
    let status = Command::new("cc")
        .args(["-O1", "-pie", "-Wl,--fatal-warnings", "-o"])
        .arg(&executable)
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/codegen/runtime.c"
        ))
        .arg(&object_path)
        .status()
        .expect("run cc");
    assert!(status.success(), "linking failed");
    let output = Command::new(&executable).output().expect("run the program");
    std::fs::remove_dir_all(&directory).expect("remove the scratch directory");
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(
        output.status.success(),
        "exit {:?} after:\n{text}",
        output.status
    );
    text
}
