//! Imports, and modules as values.

use pyaot_syntax::tree::Module;

use super::Infer;
use crate::ty::{Atom, FuncKey, ModuleId, Ty};

impl Infer<'_> {
    /// The module a dotted name stands for.
    pub(super) fn import(&mut self, name: &str, has_alias: bool) -> Ty {
        self.imports_module(name);
        if let Some(ids) = self.compiled_path(name) {
            ids.iter().for_each(|id| self.run_body(*id));
            let id = if has_alias { ids.last() } else { ids.first() };
            return id.map_or(Ty::Dynamic, |id| self.module_type(*id));
        }
        let is_there = !pyaot_abi::NATIVE_MODULES.contains(&name);
        self.reaches_cpython(is_there, format_args!("the module {name}"));
        self.imports_reflection(name);
        self.open_prefix(name);
        let top = name.split('.').next().unwrap_or(name);
        // `import collections.abc`: of the two only the second is CPython's.
        if let Some(id) = self.module_names.get(top).copied()
            && !has_alias
            && self.module(id).is_library
        {
            self.run_body(id);
            return self.module_type(id);
        }
        let wanted = if has_alias { name } else { top };
        Atom::ForeignModule(wanted.to_string()).into()
    }

    /// What a module of the runtime lacks is CPython's.
    pub(super) fn member_of(&mut self, module: &str, name: &str) {
        let is_there = !pyaot_abi::is_native(module, name);
        self.reaches_cpython(is_there, format_args!("{module}.{name}"));
    }

    /// Notes that the program needs CPython, where `is_so`, and what for.
    pub(super) fn reaches_cpython(&mut self, is_so: bool, what: std::fmt::Arguments<'_>) {
        if is_so && self.cpython_for.is_none() {
            self.cpython_for = Some(what.to_string());
        }
    }

    /// CPython looks for a module in packages of the program: they are made
    /// known to it.
    fn open_prefix(&mut self, name: &str) {
        let prefix =
            crate::graph::compiled_prefix(name, |part| self.module_names.get(part).copied());
        for id in prefix {
            if !self.in_cpython.contains_key(&id) && !self.module(id).is_library {
                self.run_body(id);
                self.open_module(id);
            }
        }
    }

    /// The modules a dotted name passes through, if all are compiled.
    fn compiled_path(&self, name: &str) -> Option<Vec<ModuleId>> {
        crate::graph::compiled_path(name, |part| self.module_names.get(part).copied())
            .filter(|ids| !ids.iter().any(|id| self.in_cpython.contains_key(id)))
    }

    pub(super) fn import_from(
        &mut self,
        from: ModuleId,
        module: &str,
        level: u32,
        name: &str,
    ) -> Ty {
        if crate::graph::relative_error(self.module(from), level).is_some() {
            return Ty::Dynamic;
        }
        let full = crate::graph::absolute_name(self.module(from), module, level);
        self.imports_module(&full);
        self.imports_module(&format!("{full}.{name}"));
        if let Some(ids) = self.compiled_path(&full)
            && let Some(id) = ids.last().copied()
        {
            ids.iter().for_each(|id| self.run_body(*id));
            let whole = format!("{full}.{name}");
            let sub = self.compiled_path(&whole);
            let Some(sub) = sub.and_then(|sub| sub.last().copied()) else {
                let there = self.module_names.get(whole.as_str());
                let has_own = id != from && self.module(id).globals.iter().any(|own| own == name);
                if there.is_some_and(|there| self.in_cpython.contains_key(there)) && !has_own {
                    return self.import(&whole, true);
                }
                return self.module_attribute(id, name);
            };
            // The package's own name if it is set, else the module in it.
            self.run_body(sub);
            let ty = self.module_type(sub);
            if !self.module(id).globals.iter().any(|global| global == name) {
                return ty;
            }
            let own = self.module_attribute(id, name);
            return self.join(&own, &ty);
        }
        self.member_of(&full, name);
        self.imports_reflection(&full);
        self.open_prefix(&full);
        self.foreign_attribute(&full, name)
    }

    /// The type of a compiled module as a value.
    fn module_type(&self, id: ModuleId) -> Ty {
        if self.open.contains(&id) {
            return Ty::Dynamic;
        }
        Atom::Module(id).into()
    }

    fn run_body(&mut self, id: ModuleId) {
        if !self.bodies.contains_key(&id) && id != ModuleId::MAIN {
            let key = FuncKey {
                module: id,
                function: Module::BODY,
            };
            let ctx = self.context(key, Vec::new());
            self.bodies.insert(id, ctx);
            let Some((parent, own)) = self.module(id).name.rsplit_once('.') else {
                return;
            };
            let Some(parent) = self.module_names.get(parent).copied() else {
                return;
            };
            if self.open.contains(&parent) {
                self.open_module(id);
            } else if let Some(index) = self.module(parent).bound_by_import(own) {
                let ty = self.module_type(id);
                self.put_global(parent, index, &ty);
            }
        }
    }

    /// `module.name`. A name the module does not assign (`__doc__`, say) is
    /// looked up in it at run time.
    pub(super) fn module_attribute(&mut self, id: ModuleId, name: &str) -> Ty {
        let module = self.module(id);
        if let Some(index) = module.globals.iter().position(|n| n == name) {
            return self.global(id, index as u32);
        }
        match self.module_names.get(&format!("{}.{name}", module.name)) {
            Some(sub) if self.bodies.contains_key(sub) && !self.open.contains(&id) => {
                self.module_type(*sub)
            }
            // What the library of the program does not have is CPython's.
            _ if module.is_library => {
                let library = &module.name;
                self.reaches_cpython(true, format_args!("{library}.{name}"));
                Ty::Dynamic
            }
            _ => {
                self.open_module(id);
                Ty::Dynamic
            }
        }
    }
}
