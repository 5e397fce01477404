//! The text of IR: one line an instruction. [`crate::parse`] reads it back.
//!
//! Behind `//` are names and source lines, for people. Where an instruction
//! comes from (`@line:column-column in code frames n`) is written where it
//! is not the same as for the instruction before.

use std::fmt::Write;

use pyaot_abi::position::Position;

use crate::function::{Block, Edge, Function, Inst, Terminator, ValueId};
use crate::op::Op;
use crate::program::{
    ClassDescData, CodeId, DataItem, Frames, FunctionDescData, GlobalId, Program, StrId, TableItem,
};
use crate::text::{Detail, name_text};

fn list(values: &[ValueId]) -> String {
    let texts: Vec<String> = values.iter().map(ValueId::to_string).collect();
    texts.join(", ")
}

fn edge(edge: &Edge) -> String {
    if edge.args.is_empty() {
        edge.block.to_string()
    } else {
        format!("{}({})", edge.block, list(&edge.args))
    }
}

/// What tracebacks and the recursion limit say about an instruction.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Origin {
    pub position: Position,
    pub code: CodeId,
    pub frames: u32,
}

impl Origin {
    /// Of the first instruction of a function, unless it says otherwise.
    pub fn of_function(code: CodeId) -> Origin {
        Origin {
            position: Position::NONE,
            code,
            frames: 0,
        }
    }

    fn of(inst: &Inst) -> Origin {
        Origin {
            position: inst.position,
            code: inst.code,
            frames: inst.frames,
        }
    }
}

impl Function {
    fn name_of_operand(&self, op: &Op, program: &Program) -> Option<String> {
        let global = |id: &GlobalId| program.globals.get(id.index());
        let name = match op {
            Op::LocalGet(local) | Op::LocalSet(local) => &self.locals[local.index()].name,
            Op::GlobalGet(id) | Op::GlobalSet(id) | Op::IsExactClass(id) => &global(id)?.name,
            Op::Call(callee) => &program.functions.get(callee.index())?.name,
            Op::ConstData(id) | Op::InstanceNew(id) => match program.data.get(id.index())? {
                DataItem::Function(desc) => program.text(desc.qualname),
                DataItem::Class(desc) => program.text(desc.qualname),
                DataItem::Table(_) => "constants",
            },
            _ => return None,
        };
        Some(name.escape_debug().to_string())
    }

    fn write_inst(&self, out: &mut String, inst: &Inst, program: &Program) {
        if let Some(result) = inst.result {
            _ = write!(out, "{result}:{} = ", self.repr(result));
        }
        out.push_str(&inst.op.mnemonic());
        inst.op.write_details(out, program);
        if inst.borrow {
            out.push_str(" borrowed");
        }
        if !inst.args.is_empty() {
            _ = write!(out, " {}", list(&inst.args));
        }
    }

    /// One instruction as text, without where it comes from.
    pub fn inst_text(&self, inst: &Inst, program: &Program) -> String {
        let mut out = String::new();
        self.write_inst(&mut out, inst, program);
        self.write_name(&mut out, inst, program);
        out
    }

    fn write_name(&self, out: &mut String, inst: &Inst, program: &Program) {
        if let Some(name) = self.name_of_operand(&inst.op, program) {
            _ = write!(out, " // {name}");
        }
    }

    fn write_block(
        &self,
        out: &mut String,
        block: &Block,
        origin: &mut Origin,
        program: &Program,
        source: &dyn Fn(u32) -> Option<String>,
    ) {
        for inst in &block.insts {
            let own = Origin::of(inst);
            if own.position.line != origin.position.line
                && own.position.line != 0
                && let Some(text) = source(own.position.line)
            {
                _ = writeln!(out, "    // {}: {}", own.position.line, text.trim());
            }
            out.push_str("    ");
            self.write_inst(out, inst, program);
            if own.position != origin.position {
                out.push(' ');
                own.position.write(out, program);
            }
            if own.code != origin.code {
                _ = write!(out, " in {}", own.code);
            }
            if own.frames != origin.frames {
                _ = write!(out, " frames {}", own.frames);
            }
            *origin = own;
            self.write_name(out, inst, program);
            out.push('\n');
        }
        let text = match &block.term {
            Terminator::None => "open".into(),
            Terminator::Jump(to) => format!("jump {}", edge(to)),
            Terminator::Branch {
                cond,
                then,
                otherwise,
            } => format!("branch {cond}, {}, {}", edge(then), edge(otherwise)),
            Terminator::OnError { ok, error } => {
                format!("on_error {}, else {}", edge(error), edge(ok))
            }
            Terminator::Return(Some(value)) => format!("return {value}"),
            Terminator::Return(None) => "return".into(),
            Terminator::ReturnError => "return_error".into(),
            Terminator::Unreachable => "unreachable".into(),
        };
        _ = writeln!(out, "    {text}");
    }

    /// The text of the function; `source` gives the text of a line for comments.
    pub fn print(&self, program: &Program, source: &dyn Fn(u32) -> Option<String>) -> String {
        let mut out = String::new();
        let params: Vec<String> = self.params.iter().map(|repr| repr.to_string()).collect();
        let name = name_text(&self.name);
        _ = write!(out, "function {name}({})", params.join(", "));
        if let Some(result) = self.result {
            _ = write!(out, " -> {result}");
        }
        _ = write!(out, " code {} stage {}", self.code, self.stage);
        out.push_str(if self.is_entry { " entry" } else { "" });
        if let Some(raw) = self.raw {
            _ = write!(out, " raw {} {}", raw.function, raw.big);
        }
        out.push_str(if self.quiet { " quiet" } else { "" });
        out.push_str(" {\n");
        for (n, local) in self.locals.iter().enumerate() {
            let keeps = if local.keeps { " keeps" } else { "" };
            let name = name_text(&local.name);
            _ = writeln!(out, "    local l{n}:{} {name}{keeps}", local.repr);
        }
        let mut origin = Origin::of_function(self.code);
        for id in self.block_ids() {
            let block = self.block(id);
            _ = write!(out, "{id}");
            if !block.params.is_empty() {
                let param = |v: &ValueId| format!("{v}:{}", self.repr(*v));
                let params: Vec<String> = block.params.iter().map(param).collect();
                _ = write!(out, "({})", params.join(", "));
            }
            if let Some(handler) = block.handler {
                _ = write!(out, " handler {handler}");
            }
            out.push_str(if block.cold { " cold:\n" } else { ":\n" });
            self.write_block(&mut out, block, &mut origin, program, source);
        }
        out.push_str("}\n");
        out
    }
}

fn in_brackets(items: impl Iterator<Item = String>) -> String {
    format!("({})", items.collect::<Vec<_>>().join(", "))
}

impl Program {
    fn names(&self, ids: impl IntoIterator<Item = StrId>) -> String {
        in_brackets(ids.into_iter().map(|id| name_text(self.text(id))))
    }

    fn doc_text(&self, doc: Option<StrId>) -> String {
        doc.map_or(String::new(), |doc| format!(" doc {:?}", self.text(doc)))
    }

    fn function_desc(&self, desc: &FunctionDescData) -> String {
        format!(
            "function {} entry {} qualname {} module {}{} params {} positional_only {} \
             positional {} keyword_only {} flags {} line {}",
            name_text(self.text(desc.name)),
            desc.entry,
            name_text(self.text(desc.qualname)),
            name_text(self.text(desc.module)),
            self.doc_text(desc.doc),
            self.names(desc.param_names.iter().copied()),
            desc.n_positional_only,
            desc.n_positional,
            desc.n_keyword_only,
            desc.flags,
            desc.line,
        )
    }

    fn table(&self, items: &[TableItem]) -> String {
        let mut out = String::from("table (");
        for (n, item) in items.iter().enumerate() {
            if n > 0 {
                out.push_str(", ");
            }
            item.write(&mut out, self);
        }
        out.push(')');
        out
    }

    fn class_desc(&self, desc: &ClassDescData) -> String {
        let raw = desc.fields.iter().filter(|field| field.is_f64);
        format!(
            "class {} qualname {} module {}{} fields {} f64 {} pairs {} code {} fixed {}",
            name_text(self.text(desc.name)),
            name_text(self.text(desc.qualname)),
            name_text(self.text(desc.module)),
            self.doc_text(desc.doc),
            self.names(desc.fields.iter().map(|field| field.name)),
            self.names(raw.map(|field| field.name)),
            in_brackets(desc.pairs.iter().map(|pair| pair.function.to_string())),
            in_brackets(desc.pairs.iter().map(|pair| pair.code.to_string())),
            self.names(desc.fixed.iter().copied()),
        )
    }

    /// The text of the program; `source` gives the text of a line for comments.
    pub fn print(&self, source: &dyn Fn(u32) -> Option<String>) -> String {
        let mut out = String::new();
        if let Some(main) = self.main {
            _ = writeln!(out, "main {main}");
        }
        if self.frames != Frames::Untold {
            _ = writeln!(out, "frames {}", self.frames);
        }
        if self.observes_death {
            out.push_str("observes_death\n");
        }
        if self.runs_finalizers {
            out.push_str("runs_finalizers\n");
        }
        for (what, id) in [
            ("file", self.main_file),
            ("python", self.python),
            ("hashes", self.hashes),
        ] {
            if let Some(id) = id {
                _ = writeln!(out, "{what} {}", name_text(self.text(id)));
            }
        }
        for (n, code) in self.codes.iter().enumerate() {
            let (name, file) = (self.text(code.name), self.text(code.file));
            let (name, file) = (name_text(name), name_text(file));
            let module = name_text(self.text(code.module));
            _ = write!(
                out,
                "code c{n}: {name} {file} module {module} line {}",
                code.line
            );
            if let Some((outer, position)) = &code.outer {
                _ = write!(out, " in {outer} ");
                position.write(&mut out, self);
            }
            out.push('\n');
        }
        for (n, global) in self.globals.iter().enumerate() {
            _ = writeln!(
                out,
                "global g{n}:{} {}{}",
                global.repr,
                name_text(&global.name),
                if global.is_immortal { " immortal" } else { "" }
            );
        }
        for (n, item) in self.data.iter().enumerate() {
            let text = match item {
                DataItem::Function(desc) => self.function_desc(desc),
                DataItem::Class(desc) => self.class_desc(desc),
                DataItem::Table(items) => self.table(items),
            };
            _ = writeln!(out, "data d{n}: {text}");
        }
        for function in &self.functions {
            out.push('\n');
            out.push_str(&function.print(self, source));
        }
        out
    }
}
