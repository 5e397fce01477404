//! The text of IR: one line an instruction, source lines as comments.

use std::fmt::{self, Display, Formatter};

use crate::function::{Edge, Function, Inst, Repr, Terminator, ValueId};
use crate::op::Op;
use crate::program::{DataItem, Program};

impl Display for Repr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Repr::Value => "value",
            Repr::Int => "int",
            Repr::Ref => "ref",
            Repr::I64 => "i64",
            Repr::F64 => "f64",
            Repr::Bool => "bool",
            Repr::Ptr => "ptr",
        })
    }
}

/// The details of an operation that are not operands.
fn payload(op: &Op, program: &Program, function: &Function) -> String {
    match op {
        Op::ConstWord(word) => match *word {
            pyaot_abi::value::UNBOUND => " unbound".into(),
            pyaot_abi::value::NONE => " None".into(),
            pyaot_abi::value::TRUE => " True".into(),
            pyaot_abi::value::FALSE => " False".into(),
            other => format!(" {other:#x}"),
        },
        Op::IsWord(word) => payload(&Op::ConstWord(*word), program, function),
        Op::ConstInt(n) | Op::ConstI64(n) => format!(" {n}"),
        Op::ConstF64(x) => format!(" {x:?}"),
        Op::ConstBool(b) => format!(" {b}"),
        Op::ConstStr(id) => format!(" {:?}", program.text(*id)),
        Op::ConstCode(id) => format!(" {id}"),
        Op::ConstData(id) | Op::InstanceNew(id) => format!(" {id}"),
        Op::LocalGet(local) | Op::LocalSet(local) => {
            format!(" {local}:{}", function.locals[local.index()].name)
        }
        Op::GlobalGet(global) | Op::GlobalSet(global) | Op::IsExactClass(global) => {
            format!(" {global}:{}", program.globals[global.index()].name)
        }
        Op::FuncCell(n) | Op::ArgWord(n) | Op::TupleGet(n) => format!(" {n}"),
        Op::FieldGet { offset, repr } | Op::FieldSet { offset, repr } => {
            format!(" +{offset}:{repr}")
        }
        Op::Call(func) => match program.functions.get(func.index()) {
            Some(callee) => format!(" {func}:{}", callee.name),
            None => format!(" {func}"),
        },
        Op::CallRuntime(decl) => format!(" {}", decl.name),
        Op::ViewShape(axis) | Op::ViewStride(axis) => format!(" {axis}"),
        Op::ElementLoad { dtype, offset } | Op::ElementStore { dtype, offset } => {
            format!(" {} +{offset}", dtype.name())
        }
        Op::ViewIndex { axis, named } if axis == named => format!(" {axis}"),
        Op::ViewIndex { axis, named } => format!(" {axis} as {named}"),
        Op::ViewLoad(dtype) | Op::ViewStore(dtype) | Op::ScalarUnbox(dtype) => {
            format!(" {}", dtype.name())
        }
        Op::Cast(repr) => format!(" {repr}"),
        _ => String::new(),
    }
}

fn list(values: &[ValueId]) -> String {
    values
        .iter()
        .map(|v| v.to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

fn edge(edge: &Edge) -> String {
    if edge.args.is_empty() {
        edge.block.to_string()
    } else {
        format!("{}({})", edge.block, list(&edge.args))
    }
}

impl Function {
    fn write_inst(&self, f: &mut Formatter<'_>, inst: &Inst, program: &Program) -> fmt::Result {
        write!(f, "    ")?;
        if let Some(result) = inst.result {
            write!(f, "{result}:{} = ", self.repr(result))?;
        }
        let borrow = if inst.borrow { " borrowed" } else { "" };
        write!(
            f,
            "{}{}{borrow}",
            inst.op.mnemonic(),
            payload(&inst.op, program, self)
        )?;
        if !inst.args.is_empty() {
            write!(f, " {}", list(&inst.args))?;
        }
        writeln!(f)
    }

    /// One instruction as text, without a line end.
    pub fn inst_text(&self, inst: &Inst, program: &Program) -> String {
        struct Text<'a>(&'a Function, &'a Inst, &'a Program);
        impl Display for Text<'_> {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                self.0.write_inst(f, self.1, self.2)
            }
        }
        Text(self, inst, program).to_string().trim().to_string()
    }

    /// Prints the function; `source` gives the text of a line for comments.
    pub fn print(&self, program: &Program, source: &dyn Fn(u32) -> Option<String>) -> String {
        Printed {
            function: self,
            program,
            source,
        }
        .to_string()
    }
}

struct Printed<'a> {
    function: &'a Function,
    program: &'a Program,
    source: &'a dyn Fn(u32) -> Option<String>,
}

impl Display for Printed<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let function = self.function;
        let params: Vec<String> = function.params.iter().map(Repr::to_string).collect();
        write!(f, "function {}({})", function.name, params.join(", "))?;
        if let Some(result) = function.result {
            write!(f, " -> {result}")?;
        }
        writeln!(f, " {{")?;
        for (n, local) in function.locals.iter().enumerate() {
            writeln!(f, "    local l{n}: {} // {}", local.repr, local.name)?;
        }
        let mut line = 0;
        for id in function.block_ids() {
            let block = function.block(id);
            let params: Vec<String> = block
                .params
                .iter()
                .map(|v| format!("{v}:{}", function.repr(*v)))
                .collect();
            write!(f, "{id}")?;
            if !params.is_empty() {
                write!(f, "({})", params.join(", "))?;
            }
            write!(f, ":")?;
            if let Some(handler) = block.handler {
                write!(f, " // handler {handler}")?;
            }
            writeln!(f, "{}", if block.cold { " // cold" } else { "" })?;
            for inst in &block.insts {
                if inst.position.line != line && inst.position.line != 0 {
                    line = inst.position.line;
                    let text = (self.source)(line).unwrap_or_default();
                    writeln!(f, "    // {line}: {}", text.trim())?;
                }
                function.write_inst(f, inst, self.program)?;
            }
            match &block.term {
                Terminator::None => writeln!(f, "    (open)")?,
                Terminator::Jump(to) => writeln!(f, "    jump {}", edge(to))?,
                Terminator::Branch {
                    cond,
                    then,
                    otherwise,
                } => {
                    writeln!(f, "    branch {cond}, {}, {}", edge(then), edge(otherwise))?;
                }
                Terminator::OnError { ok, error } => {
                    writeln!(f, "    on_error {}, else {}", edge(error), edge(ok))?;
                }
                Terminator::Return(Some(value)) => writeln!(f, "    return {value}")?,
                Terminator::Return(None) => writeln!(f, "    return")?,
                Terminator::ReturnError => writeln!(f, "    return_error")?,
                Terminator::Unreachable => writeln!(f, "    unreachable")?,
            }
        }
        writeln!(f, "}}")
    }
}

impl Program {
    /// Prints data, globals and all functions.
    pub fn print(&self, source: &dyn Fn(u32) -> Option<String>) -> String {
        let mut out = String::new();
        for (n, global) in self.globals.iter().enumerate() {
            out.push_str(&format!(
                "global g{n}: {} // {}\n",
                global.repr, global.name
            ));
        }
        for (n, item) in self.data.iter().enumerate() {
            let text = match item {
                DataItem::Function(desc) => {
                    format!("function {} entry {}", self.text(desc.qualname), desc.entry)
                }
                DataItem::Class(desc) => {
                    let fields: Vec<&str> = desc
                        .fields
                        .iter()
                        .map(|field| self.text(field.name))
                        .collect();
                    format!("class {} ({})", self.text(desc.qualname), fields.join(", "))
                }
            };
            out.push_str(&format!("data d{n}: {text}\n"));
        }
        for function in &self.functions {
            out.push('\n');
            out.push_str(&function.print(self, source));
        }
        out
    }
}
