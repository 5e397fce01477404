//! `import` and `from ... import`.

use pyaot_abi::functions as rt;
use pyaot_abi::value::{TRUE, UNBOUND};
use pyaot_analysis::{Atom, ModuleId, graph};
use pyaot_ir::{Op, Repr, ValueId};
use pyaot_syntax::tree::Expr;

use crate::function::FunctionLower;

impl<'a> FunctionLower<'_, 'a> {
    pub fn import(&mut self, name: &str, has_alias: bool, target: &'a Expr) {
        let ty = self.ty(target);
        let value = match ty.single() {
            Some(Atom::Module(id)) => {
                self.run_module(*id);
                let name = self.str(name);
                self.runtime(&rt::object::module_new, &[name])
            }
            _ if pyaot_abi::NATIVE_MODULES.contains(&name) => {
                let name = self.str(name);
                self.runtime(&rt::object::native_module, &[name])
            }
            _ => {
                let full = self.str(name);
                let module = self.runtime(&rt::foreign::foreign_import, &[full]);
                match name.split_once('.') {
                    Some((top, _)) if !has_alias => {
                        let top = self.str(top);
                        self.runtime(&rt::foreign::foreign_import, &[top])
                    }
                    _ => module,
                }
            }
        };
        let value = self.adapt(value, Repr::Value, &ty);
        self.assign(target, value, &ty);
    }

    pub fn import_from(&mut self, module: &str, level: u32, names: &'a [(String, Expr)]) {
        let full = graph::absolute_name(self.module, module, level);
        let compiled = self.compiled_module(&full);
        if let Some(id) = compiled {
            self.run_module(id);
        }
        let mut foreign: Option<pyaot_ir::LocalId> = None;
        for (name, target) in names {
            let ty = self.ty(target);
            if let Some(id) = compiled {
                let source = self.p.program.module(id);
                let index = source.globals.iter().position(|n| n == name);
                if let Some(slot) = index.and_then(|n| self.p.globals.get(&(id, n as u32)).copied())
                {
                    let message = format!(
                        "cannot import name '{name}' from '{full}' ({})",
                        source.path
                    );
                    let value = self.module_global(slot, "ImportError", &message, &ty);
                    self.assign(target, value, &ty);
                    continue;
                }
            }
            if let Some(Atom::Module(id)) = ty.single() {
                self.run_module(*id);
                let text = self.str(&format!("{full}.{name}"));
                let value = self.runtime(&rt::object::module_new, &[text]);
                self.assign(target, value, &ty);
                continue;
            }
            let module = match foreign {
                Some(local) => local,
                None => {
                    let value = self.outside_module(&full);
                    let local = self.hold("module", value);
                    foreign = Some(local);
                    local
                }
            };
            let module = self.get(module);
            let name = self.str(name);
            let value = self.runtime(&rt::foreign::foreign_import_from, &[module, name]);
            let value = self.adapt(value, Repr::Value, &ty);
            self.assign(target, value, &ty);
        }
    }

    fn outside_module(&mut self, name: &str) -> ValueId {
        let text = self.str(name);
        if pyaot_abi::NATIVE_MODULES.contains(&name) {
            self.runtime(&rt::object::native_module, &[text])
        } else {
            self.runtime(&rt::foreign::foreign_import, &[text])
        }
    }

    fn compiled_module(&self, name: &str) -> Option<ModuleId> {
        let program = self.p.program;
        (1..program.modules.len() as u32)
            .map(ModuleId)
            .find(|id| program.module(*id).name == name && !program.in_cpython.contains_key(id))
    }

    /// Runs a module's body if this is its first import.
    fn run_module(&mut self, id: ModuleId) {
        let flag = self.p.module_flags[&id];
        let Some(ctx) = self.p.program.bodies.get(&id) else {
            return;
        };
        let function = self.p.functions[ctx];
        let state = self.emit(Op::GlobalGet(flag), &[]);
        let fresh = self.emit(Op::IsWord(UNBOUND), &[state]);
        let (run, next) = (self.b.new_block(), self.b.new_block());
        self.b.branch(fresh, run, next);
        self.b.switch_to(run);
        let started = self.word(TRUE);
        self.emit_unit(Op::GlobalSet(flag), &[started]);
        self.emit_unit(Op::Call(function), &[]);
        self.b.jump(next, &[]);
        self.b.switch_to(next);
    }
}
