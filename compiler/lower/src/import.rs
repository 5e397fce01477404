//! `import` and `from ... import`.

use pyaot_abi::functions as rt;
use pyaot_abi::value::{FALSE, TRUE, UNBOUND};
use pyaot_analysis::{ModuleId, Ty, graph};
use pyaot_ir::{Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, Module};

use crate::function::FunctionLower;
use crate::repr::repr_of;

impl<'a> FunctionLower<'_, 'a> {
    pub fn import(&mut self, name: &str, has_alias: bool, target: &'a Expr) {
        let ty = self.ty(target);
        let value = match self.compiled_path(name) {
            Some(ids) => {
                ids.iter().for_each(|id| self.run_module(*id));
                let id = if has_alias { ids.last() } else { ids.first() };
                self.module_object(*id.expect("a dotted name has parts"))
            }
            None if pyaot_abi::NATIVE_MODULES.contains(&name) => {
                let name = self.str(name);
                self.runtime(&rt::object::native_module, &[name])
            }
            None => {
                self.run_prefix(name);
                let full = self.str(name);
                let module = self.runtime(&rt::foreign::foreign_import, &[full]);
                match name.split_once('.') {
                    Some((top, _)) if !has_alias => match self.compiled_path(top).as_deref() {
                        Some([id]) if self.p.program.module(*id).is_library => {
                            self.module_object(*id)
                        }
                        _ => {
                            let top = self.str(top);
                            self.runtime(&rt::foreign::foreign_import, &[top])
                        }
                    },
                    _ => module,
                }
            }
        };
        let value = self.adapt(value, Repr::Value, &ty);
        self.assign(target, value, &ty);
    }

    /// The object of a module that has been run.
    pub fn module_object(&mut self, id: ModuleId) -> ValueId {
        let module = self.p.program.module(id);
        let name = self.str(&module.name);
        if self.p.program.open.contains(&id) {
            return self.runtime(&rt::namespace::namespace_module, &[name]);
        }
        let file = self.str(if module.is_library { "" } else { &module.path });
        self.runtime(&rt::object::module_new, &[name, file])
    }

    pub fn import_from(
        &mut self,
        module: &str,
        level: u32,
        names: &'a [(String, Expr)],
        is_star: bool,
    ) {
        if let Some(message) = graph::relative_error(self.module, level) {
            let failed = self.emit(Op::ConstBool(true), &[]);
            self.guard(failed, |this| {
                let (class, message) = (this.str("ImportError"), this.str(message));
                this.raise(&rt::exception::raise_builtin, &[class, message]);
            });
            return;
        }
        let full = graph::absolute_name(self.module, module, level);
        let compiled = self.compiled_path(&full);
        for id in compiled.iter().flatten() {
            self.run_module(*id);
        }
        let compiled = compiled.and_then(|ids| ids.last().copied());
        if names.is_empty() && compiled.is_none() {
            self.outside_module(&full);
        }
        if let Some(id) = compiled.filter(|id| is_star && self.gives_more(*id)) {
            let (module, own) = (self.module_object(id), self.namespace());
            self.runtime_unit(&rt::namespace::namespace_star, &[own, module]);
        }
        let mut outside: Option<pyaot_ir::LocalId> = None;
        for (name, target) in names {
            let ty = self.ty(target);
            if let Some(id) = compiled {
                let source = self.p.program.module(id);
                let index = source.globals.iter().position(|n| n == name);
                let whole = format!("{full}.{name}");
                let sub = self.compiled_module(&whole);
                let is_itself = std::ptr::eq(source, self.module);
                if sub.is_none() && (index.is_none() || is_itself) && self.runs_in_cpython(&whole) {
                    self.import(&whole, true, target);
                    continue;
                }
                if let Some(sub) = sub {
                    let slot = index.and_then(|n| self.p.globals.get(&(id, n as u32)).copied());
                    let value = self.import_submodule(id, sub, name, slot);
                    let value = self.adapt(value, Repr::Value, &ty);
                    self.assign(target, value, &ty);
                    continue;
                }
                if let Some(slot) = index.and_then(|n| self.p.globals.get(&(id, n as u32)).copied())
                {
                    if is_star {
                        self.assign_if_set(slot, target, &ty);
                        continue;
                    }
                    let value = self.module_global(slot, &ty, |this| {
                        let running = this.module_is_running(id);
                        let (full, path) = (this.str(&full), this.str(&source.path));
                        let all = [full, path, this.str(name), running];
                        this.raise(&rt::exception::raise_import_missing, &all);
                    });
                    self.assign(target, value, &ty);
                    continue;
                }
            }
            // What the library lacks is CPython's.
            let has = |id: ModuleId| {
                let source = self.p.program.module(id);
                !source.is_library || source.globals.contains(name)
            };
            let module = match (outside, compiled.filter(|id| has(*id))) {
                (_, Some(id)) => {
                    let value = self.module_object(id);
                    self.hold("module", value)
                }
                (Some(local), None) => local,
                (None, None) => {
                    let value = self.outside_module(&full);
                    let local = self.hold("module", value);
                    outside = Some(local);
                    local
                }
            };
            let module = self.get(module);
            let name = self.str(name);
            if is_star && compiled.is_some_and(has) {
                // The globals of that module are in a dict.
                let value = self.runtime(&rt::namespace::namespace_export, &[module, name]);
                self.assign_bound(value, Repr::Value, target, &ty);
                continue;
            }
            let value = match compiled.filter(|id| has(*id)) {
                Some(id) => {
                    let path = self.p.program.module(id).path.clone();
                    let (full, path) = (self.str(&full), self.str(&path));
                    let running = self.module_is_running(id);
                    let all = [module, name, full, path, running];
                    self.runtime(&rt::foreign::own_import_from, &all)
                }
                None => self.runtime(&rt::foreign::foreign_import_from, &[module, name]),
            };
            let value = self.adapt(value, Repr::Value, &ty);
            self.assign(target, value, &ty);
        }
    }

    /// Whether `import *` of that module may bind names that its text does not say: it and this
    /// one, which knows of it, keep their globals in dicts.
    fn gives_more(&self, id: ModuleId) -> bool {
        let says_all = |name: &String| name == "__all__";
        let source = self.p.program.module(id);
        let is_own = !source.is_library && !std::ptr::eq(source, self.module);
        let is_open = self.is_open() && self.p.program.open.contains(&id);
        is_own && is_open && !source.globals.iter().any(says_all)
    }

    /// Binds `target` to a global of another module, if that is set.
    fn assign_if_set(&mut self, slot: pyaot_ir::GlobalId, target: &'a Expr, ty: &Ty) {
        let repr = self.p.ir.globals[slot.index()].repr;
        let value = self.emit(Op::GlobalGet(slot), &[]);
        self.assign_bound(value, repr, target, ty);
    }

    /// Binds `target` to a value, unless that is unbound.
    fn assign_bound(&mut self, value: ValueId, repr: Repr, target: &'a Expr, ty: &Ty) {
        let held = self.hold("star", value);
        let missing = if repr == Repr::F64 {
            let bound = self.emit(Op::IsBoundF64, &[value]);
            self.emit(Op::BoolNot, &[bound])
        } else {
            self.emit(Op::IsWord(UNBOUND), &[value])
        };
        let (set, next) = (self.b.new_block(), self.b.new_block());
        self.b.branch(missing, next, set);
        self.b.switch_to(set);
        let value = self.get(held);
        let value = self.coerce(value, repr, repr_of(ty));
        self.assign(target, value, ty);
        self.b.jump(next, &[]);
        self.b.switch_to(next);
    }

    /// `from package import name`, where the package has a module of that
    /// name: what the package itself calls so, if that is set.
    fn import_submodule(
        &mut self,
        package: ModuleId,
        sub: ModuleId,
        name: &str,
        slot: Option<pyaot_ir::GlobalId>,
    ) -> ValueId {
        let own = if let Some(dict) = self.p.namespaces.get(&package).copied() {
            let dict = self.emit(Op::GlobalGet(dict), &[]);
            let name = self.str(name);
            self.runtime(&rt::namespace::namespace_find, &[dict, name])
        } else if let Some(slot) = slot {
            let repr = self.p.ir.globals[slot.index()].repr;
            let own = self.emit(Op::GlobalGet(slot), &[]);
            self.coerce(own, repr, Repr::Value)
        } else {
            self.run_module(sub);
            return self.module_object(sub);
        };
        let found = self.hold("imported", own);
        let missing = self.emit(Op::IsWord(UNBOUND), &[own]);
        let (run, next) = (self.b.new_block(), self.b.new_block());
        self.b.branch(missing, run, next);
        self.b.switch_to(run);
        self.run_module(sub);
        let module = self.module_object(sub);
        self.set(found, module);
        self.b.jump(next, &[]);
        self.b.switch_to(next);
        self.get(found)
    }

    /// `package.name`, of a module in a package whose globals are not in a dict: it is an attribute
    /// once its body has run.
    pub fn imported_submodule(
        &mut self,
        package: ModuleId,
        sub: ModuleId,
        name: &str,
        ty: &Ty,
    ) -> ValueId {
        let flag = self.p.module_flags[&sub];
        let state = self.emit(Op::GlobalGet(flag), &[]);
        let has_run = self.emit(Op::IsWord(FALSE), &[state]);
        let missing = self.emit(Op::BoolNot, &[has_run]);
        self.guard(missing, |this| {
            let package_name = this.p.program.module(package).name.clone();
            let running = this.module_is_running(package);
            let all = [this.str(&package_name), this.str(name), running];
            this.raise(&rt::exception::raise_module_attribute, &all);
        });
        let module = self.module_object(sub);
        self.adapt(module, Repr::Value, ty)
    }

    /// Runs the packages of the program that a dotted name begins with.
    fn run_prefix(&mut self, name: &str) {
        let prefix = graph::compiled_prefix(name, |part| self.compiled_module(part));
        prefix.into_iter().for_each(|id| self.run_module(id));
    }

    fn outside_module(&mut self, name: &str) -> ValueId {
        self.run_prefix(name);
        let text = self.str(name);
        if pyaot_abi::NATIVE_MODULES.contains(&name) {
            self.runtime(&rt::object::native_module, &[text])
        } else {
            self.runtime(&rt::foreign::foreign_import, &[text])
        }
    }

    /// The compiled modules a dotted name passes through.
    fn compiled_path(&self, name: &str) -> Option<Vec<ModuleId>> {
        let program = self.p.program;
        graph::compiled_path(name, |part| {
            (1..program.modules.len() as u32)
                .map(ModuleId)
                .find(|id| program.module(*id).name == part && !program.in_cpython.contains_key(id))
        })
    }

    /// The compiled module of that dotted name.
    pub fn compiled_module(&self, name: &str) -> Option<ModuleId> {
        self.compiled_path(name)?.last().copied()
    }

    /// Whether CPython runs that module of the program.
    fn runs_in_cpython(&self, name: &str) -> bool {
        let program = self.p.program;
        let mut there = program.in_cpython.keys();
        there.any(|id| program.module(*id).name == name)
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
        let outer = self.b.handler;
        let failed = self.new_handler(outer);
        self.region(Some(failed), |this| {
            this.emit_unit(Op::Call(function), &[]);
        });
        let ended = self.word(FALSE);
        self.emit_unit(Op::GlobalSet(flag), &[ended]);
        self.bind_in_parent(id);
        self.b.jump(next, &[]);
        // A module whose body fails runs again when it is imported again.
        self.b.switch_to(failed);
        let unbound = self.unbound();
        self.emit_unit(Op::GlobalSet(flag), &[unbound]);
        self.propagate(outer);
        self.b.switch_to(next);
    }

    /// Whether the body of that module has begun and not ended.
    pub fn module_is_running(&mut self, id: ModuleId) -> ValueId {
        match self.p.module_flags.get(&id).copied() {
            Some(flag) => {
                let state = self.emit(Op::GlobalGet(flag), &[]);
                self.emit(Op::IsWord(TRUE), &[state])
            }
            None => self.emit(Op::ConstBool(false), &[]),
        }
    }

    /// A module that has been run becomes an attribute of its package.
    fn bind_in_parent(&mut self, id: ModuleId) {
        let name = self.p.program.module(id).name.clone();
        let Some((parent, own)) = name.rsplit_once('.') else {
            return;
        };
        let Some(parent) = self.compiled_module(parent) else {
            return;
        };
        if let Some(slot) = self.p.namespaces.get(&parent).copied() {
            let module = self.module_object(id);
            let dict = self.emit(Op::GlobalGet(slot), &[]);
            let own = self.str(own);
            self.runtime_unit(&rt::namespace::namespace_set, &[dict, own, module]);
            return;
        }
        let global = self.p.program.module(parent).bound_by_import(own);
        if let Some(slot) = global.and_then(|n| self.p.globals.get(&(parent, n)).copied()) {
            let module = self.module_object(id);
            let repr = self.p.ir.globals[slot.index()].repr;
            let module = self.coerce(module, Repr::Value, repr);
            self.emit_unit(Op::GlobalSet(slot), &[module]);
        }
    }

    // Globals kept in a dict.

    /// Whether this module's globals are kept in a dict.
    pub fn is_open(&self) -> bool {
        self.p.program.open.contains(&self.key.module)
    }

    /// `globals()`.
    pub fn namespace(&mut self) -> ValueId {
        let slot = self.p.namespaces[&self.key.module];
        self.emit(Op::GlobalGet(slot), &[])
    }

    /// At the start of a module's body: the dict of its globals.
    pub fn create_namespace(&mut self) {
        if !self.is_open() || self.key.function != Module::BODY {
            return;
        }
        let name = self.module.name.clone();
        let path = self.module.path.clone();
        let doc = match &self.func.doc {
            Some(doc) => {
                let doc = self.str(doc);
                self.coerce(doc, Repr::Ref, Repr::Value)
            }
            None => self.none(),
        };
        let (name, path) = (self.str(&name), self.str(&path));
        let dict = self.runtime(&rt::namespace::namespace_new, &[name, path, doc]);
        let slot = self.p.namespaces[&self.key.module];
        self.emit_unit(Op::GlobalSet(slot), &[dict]);
    }

    pub fn namespace_get(&mut self, name: &str) -> ValueId {
        let row = match self.p.program.rebound_builtins.contains(name) {
            true => &rt::namespace::namespace_get_now,
            false => &rt::namespace::namespace_get,
        };
        let (dict, name) = (self.namespace(), self.str(name));
        self.runtime(row, &[dict, name])
    }

    pub fn namespace_set(&mut self, name: &str, value: ValueId) {
        let (dict, name) = (self.namespace(), self.str(name));
        self.runtime_unit(&rt::namespace::namespace_set, &[dict, name, value]);
    }

    pub fn namespace_delete(&mut self, name: &str) {
        let (dict, name) = (self.namespace(), self.str(name));
        self.runtime_unit(&rt::namespace::namespace_delete, &[dict, name]);
    }
}
