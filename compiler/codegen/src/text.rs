//! Generated code as text for people: CLIF with the IR it came from, and
//! disassembly with names.

use std::collections::HashMap;
use std::fmt;

use cranelift_codegen::entity::SecondaryMap;
use cranelift_codegen::ir::entities::AnyEntity;
use cranelift_codegen::ir::{self as clif, ExternalName, GlobalValueData, UserExternalNameRef};
use cranelift_codegen::write::{FuncWriter, PlainWriter, decorate_function};
use pyaot_ir::Program;

use crate::symbol::Symbol;

/// How a symbol reads in text.
fn name(program: &Program, symbol: Symbol) -> String {
    match symbol {
        Symbol::Function(id) => program.function(id).name.clone(),
        Symbol::Bytes(id) => format!("b{:?}", program.text(id)),
        Symbol::Str(id) => format!("{:?}", program.text(id)),
        Symbol::Data(id) => format!("data {id}"),
        Symbol::Code(id) => format!("code {id}"),
        Symbol::Global(id) => format!("global {}", program.globals[id.index()].name),
        _ => {
            let imported = || match symbol.imported_function() {
                Some(name) => Some(name.to_string()),
                None => symbol.imported_data(),
            };
            symbol.thunk_name().or_else(imported).unwrap_or_default()
        }
    }
}

/// IR text for the CLIF instructions made from it.
#[derive(Default)]
pub(crate) struct Comments {
    insts: HashMap<clif::Inst, Vec<String>>,
    blocks: HashMap<clif::Block, String>,
}

impl Comments {
    /// Puts `text` before the next instruction of `func`.
    pub(crate) fn note(&mut self, func: &clif::Function, text: String) {
        let next = clif::Inst::from_u32(func.dfg.num_insts() as u32);
        self.insts.entry(next).or_default().push(text);
    }

    pub(crate) fn name_block(&mut self, block: clif::Block, text: String) {
        self.blocks.insert(block, text);
    }

    /// The text of `func`.
    pub(crate) fn write(self, program: &Program, func: &clif::Function) -> String {
        let mut text = String::new();
        // Writing to a String does not fail.
        let _ = decorate_function(
            &mut Writer {
                program,
                comments: self,
            },
            &mut text,
            func,
        );
        text
    }
}

struct Writer<'a> {
    program: &'a Program,
    comments: Comments,
}

impl Writer<'_> {
    fn external(&self, func: &clif::Function, external: &ExternalName) -> Option<String> {
        match external {
            ExternalName::User(id) => {
                let symbol = Symbol::decode(&func.params.user_named_funcs()[*id]);
                Some(name(self.program, symbol))
            }
            _ => None,
        }
    }
}

impl FuncWriter for Writer<'_> {
    fn write_block_header(
        &mut self,
        w: &mut dyn fmt::Write,
        func: &clif::Function,
        block: clif::Block,
        indent: usize,
    ) -> fmt::Result {
        if let Some(text) = self.comments.blocks.get(&block) {
            writeln!(w, "; {text}")?;
        }
        PlainWriter.write_block_header(w, func, block, indent)
    }

    fn write_instruction(
        &mut self,
        w: &mut dyn fmt::Write,
        func: &clif::Function,
        aliases: &SecondaryMap<clif::Value, Vec<clif::Value>>,
        inst: clif::Inst,
        indent: usize,
    ) -> fmt::Result {
        for text in self.comments.insts.get(&inst).into_iter().flatten() {
            writeln!(w, "{:indent$}; {text}", "")?;
        }
        PlainWriter.write_instruction(w, func, aliases, inst, indent)
    }

    fn write_entity_definition(
        &mut self,
        w: &mut dyn fmt::Write,
        func: &clif::Function,
        entity: AnyEntity,
        value: &dyn fmt::Display,
    ) -> fmt::Result {
        let external = match entity {
            AnyEntity::FuncRef(id) => self.external(func, &func.dfg.ext_funcs[id].name),
            AnyEntity::GlobalValue(id) => match &func.global_values[id] {
                GlobalValueData::Symbol { name, .. } => self.external(func, name),
                _ => None,
            },
            _ => None,
        };
        match external {
            Some(external) => writeln!(w, "    {entity} = {value} ; {external}"),
            None => writeln!(w, "    {entity} = {value}"),
        }
    }
}

/// Puts names where Cranelift's disassembly has numbers.
pub(crate) fn name_symbols(program: &Program, func: &clif::Function, asm: &str) -> String {
    let mut text = asm.to_string();
    // The highest first: `userextname1` is a part of `userextname10`.
    let mut ids: Vec<UserExternalNameRef> = func.params.user_named_funcs().keys().collect();
    ids.reverse();
    for id in ids {
        let name = name(program, Symbol::decode(&func.params.user_named_funcs()[id]));
        text = text
            .replace(&format!("User({id})"), &name)
            .replace(&id.to_string(), &name);
    }
    text
}
