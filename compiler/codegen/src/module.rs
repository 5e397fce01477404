//! The object: symbols for what is used, code, relocations.

use std::collections::HashMap;

use cranelift_codegen::ir::{Signature, UserExternalName};
use cranelift_codegen::isa::{CallConv, OwnedTargetIsa};
use cranelift_module::{
    DataDescription, DataId, FuncId, Linkage, Module, ModuleError, ModuleReloc, ModuleRelocTarget,
    default_libcall_names,
};
use cranelift_object::{ObjectBuilder, ObjectModule};
use pyaot_abi::FnDecl;
use pyaot_ir::Program;

use crate::Error;
use crate::data::{Static, describe, program_info};
use crate::function::{CodeTarget, Compiled, signature};
use crate::methods;
use crate::symbol::Symbol;
use crate::thunk;

/// The body of the main module.
const MAIN: &str = "pyaot_main_module";
/// The static `ProgramInfo`.
const PROGRAM: &str = "pyaot_program";

struct Writer<'a> {
    program: &'a Program,
    module: ObjectModule,
    functions: Vec<FuncId>,
    /// Runtime rows and their thunks by [`Symbol::encode`].
    runtime: HashMap<(u32, u32), FuncId>,
    /// Data by [`Symbol::encode`].
    data: HashMap<(u32, u32), DataId>,
    /// Declared, not yet defined.
    pending: Vec<(Symbol, DataId)>,
    pending_thunks: Vec<(Symbol, FuncId)>,
}

/// Writes the object file: all functions, and the data they reach.
pub(crate) fn write(
    program: &Program,
    isa: OwnedTargetIsa,
    compiled: &[Compiled],
) -> Result<Vec<u8>, Error> {
    let builder = ObjectBuilder::new(isa, "pyaot", default_libcall_names())?;
    let mut writer = Writer {
        program,
        module: ObjectModule::new(builder),
        functions: Vec::new(),
        runtime: HashMap::new(),
        data: HashMap::new(),
        pending: Vec::new(),
        pending_thunks: Vec::new(),
    };
    writer.declare_functions()?;
    for (n, code) in compiled.iter().enumerate() {
        writer.define_function(writer.functions[n], code)?;
    }
    while let Some((symbol, id)) = writer.pending_thunks.pop() {
        let foreign = program.has_foreign();
        let code = thunk::compile(symbol, writer.module.isa(), foreign).map_err(Error::Object)?;
        writer.define_function(id, &code)?;
    }
    let info = writer
        .module
        .declare_data(PROGRAM, Linkage::Export, false, false)?;
    let name = Symbol::ProgramInfo.encode();
    writer.data.insert((name.namespace, name.index), info);
    let called = writer.rows_called();
    writer.define_data(
        info,
        program_info(program, &methods::found(program, &called)),
    )?;
    while let Some((symbol, id)) = writer.pending.pop() {
        writer.define_data(id, describe(program, symbol))?;
    }
    let product = writer.module.finish();
    product
        .emit()
        .map_err(|error| Error::Object(error.to_string()))
}

impl From<ModuleError> for Error {
    fn from(error: ModuleError) -> Error {
        Error::Object(error.to_string())
    }
}

impl Writer<'_> {
    fn declare_functions(&mut self) -> Result<(), Error> {
        for (n, function) in self.program.functions.iter().enumerate() {
            let is_main = self.program.main.is_some_and(|id| id.index() == n);
            let (name, linkage) = if is_main {
                (MAIN.to_string(), Linkage::Export)
            } else {
                // Python names repeat and may contain what symbols may not.
                (
                    format!("{}#{n}", function.name.replace('\0', "")),
                    Linkage::Local,
                )
            };
            let id = self
                .module
                .declare_function(&name, linkage, &signature(function))?;
            self.functions.push(id);
        }
        Ok(())
    }

    fn define_function(&mut self, id: FuncId, code: &Compiled) -> Result<(), Error> {
        let mut relocs = Vec::with_capacity(code.relocs.len());
        for reloc in &code.relocs {
            let name = match reloc.target {
                CodeTarget::Symbol(symbol) => self.resolve(symbol)?,
                CodeTarget::LibCall(libcall) => ModuleRelocTarget::LibCall(libcall),
                CodeTarget::Within(offset) => ModuleRelocTarget::FunctionOffset(id, offset),
            };
            relocs.push(ModuleReloc {
                offset: reloc.offset,
                kind: reloc.kind,
                name,
                addend: reloc.addend,
            });
        }
        Ok(self
            .module
            .define_function_bytes(id, code.alignment, &code.bytes, &relocs)?)
    }

    /// The rows that code written so far calls.
    fn rows_called(&self) -> Vec<&'static FnDecl> {
        let symbols = self
            .runtime
            .keys()
            .map(|&(namespace, index)| Symbol::decode(&UserExternalName { namespace, index }));
        symbols
            .filter_map(|symbol| match symbol {
                Symbol::Runtime(decl) | Symbol::Thunk(decl) => Some(decl),
                _ => None,
            })
            .collect()
    }

    /// The object's name for a symbol; declares it when first met.
    fn resolve(&mut self, symbol: Symbol) -> Result<ModuleRelocTarget, Error> {
        let name = symbol.encode();
        let key = (name.namespace, name.index);
        match symbol {
            Symbol::Function(id) => Ok(self.functions[id.index()].into()),
            Symbol::Runtime(_)
            | Symbol::DeepCall
            | Symbol::Thunk(_)
            | Symbol::LastRelease
            | Symbol::Release => {
                if let Some(id) = self.runtime.get(&key) {
                    return Ok((*id).into());
                }
                // Signatures were settled where the calls were compiled.
                let signature = Signature::new(CallConv::SystemV);
                let id = match symbol.imported_function() {
                    Some(name) => {
                        self.module
                            .declare_function(name, Linkage::Import, &signature)?
                    }
                    None => {
                        let name = symbol.thunk_name().unwrap_or_default();
                        let id = self
                            .module
                            .declare_function(&name, Linkage::Local, &signature)?;
                        self.pending_thunks.push((symbol, id));
                        id
                    }
                };
                self.runtime.insert(key, id);
                Ok(id.into())
            }
            _ => {
                if let Some(id) = self.data.get(&key) {
                    return Ok((*id).into());
                }
                let id = self.declare_data(symbol)?;
                self.data.insert(key, id);
                Ok(id.into())
            }
        }
    }

    fn declare_data(&mut self, symbol: Symbol) -> Result<DataId, Error> {
        if let Some(name) = symbol.imported_data() {
            return Ok(self
                .module
                .declare_data(&name, Linkage::Import, true, false)?);
        }
        let id = match symbol {
            Symbol::Global(global) => {
                let name = &self.program.globals[global.index()].name;
                let name = format!("{}@{}", name.replace('\0', ""), global.0);
                self.module
                    .declare_data(&name, Linkage::Local, true, false)?
            }
            // Counts are written even where they never matter; code keeps a frame.
            Symbol::Str(_) | Symbol::Bytes(_) | Symbol::Code(_) | Symbol::ThunkWords => {
                self.module.declare_anonymous_data(true, false)?
            }
            _ => self.module.declare_anonymous_data(false, false)?,
        };
        self.pending.push((symbol, id));
        Ok(id)
    }

    fn define_data(&mut self, id: DataId, content: Static) -> Result<(), Error> {
        let mut description = DataDescription::new();
        description.set_align(content.align);
        if content.bytes.iter().all(|byte| *byte == 0) && content.addresses.is_empty() {
            description.define_zeroinit(content.bytes.len());
        } else {
            description.define(content.bytes.into_boxed_slice());
        }
        for (offset, symbol, addend) in content.addresses {
            match self.resolve(symbol)? {
                ModuleRelocTarget::User {
                    namespace: 0,
                    index,
                } => {
                    let function = self
                        .module
                        .declare_func_in_data(FuncId::from_u32(index), &mut description);
                    description.write_function_addr(offset, function);
                }
                target => {
                    let data = description.import_global_value(target);
                    description.write_data_addr(offset, data, addend);
                }
            }
        }
        Ok(self.module.define_data(id, &description)?)
    }
}
