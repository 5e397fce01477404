//! Reading, writing and deleting names.

use pyaot_abi::functions::{self as rt, FnDecl};
use pyaot_abi::value::UNBOUND;
use pyaot_analysis::early::{Constant, Known};
use pyaot_analysis::{ModuleId, Ty};
use pyaot_ir::{Op, Repr, ValueId};
use pyaot_syntax::tree::{Comprehension, Expr, ExprKind, Module, Place, VarId};

use crate::function::{FunctionLower, Storage};
use crate::repr::{repr_of, slot_repr};

/// A name resolved to where its value is.
enum Spot {
    Var(VarId),
    Cell(ValueId),
    Global(u32),
    Class(pyaot_analysis::ClassKey),
    Builtin,
}

impl<'a> FunctionLower<'_, 'a> {
    fn spot(&mut self, place: &Place) -> Spot {
        match place {
            Place::Local(var) | Place::ClassVar(var, _) => Spot::Var(*var),
            Place::Free(n) => {
                if let Some(class) = self.p.class_capture(self.key, *n) {
                    return Spot::Class(class);
                }
                let real = self.p.real_captures(self.key);
                let at = real
                    .iter()
                    .position(|m| m == n)
                    .expect("a capture of the function");
                let function = self
                    .closure
                    .expect("a function with captures has its object");
                let cell = self.emit(Op::FuncCell(at as u32), &[function]);
                Spot::Cell(cell)
            }
            Place::Global(index) => {
                let is_main_body = self.ctx.storage.len() > self.func.vars.len();
                if is_main_body && self.p.program.local_globals.contains(index) {
                    Spot::Var(VarId(self.func.vars.len() as u32 + index))
                } else {
                    Spot::Global(*index)
                }
            }
            Place::Builtin => Spot::Builtin,
        }
    }

    /// The value of a name in the representation of its type here.
    pub fn name(&mut self, expr: &Expr) -> ValueId {
        let ExprKind::Name { name, place } = &expr.kind else {
            unreachable!("only names")
        };
        let wanted = self.repr(expr);
        if self.class_body.is_some() {
            return self.class_name(name, place);
        }
        if *place == Place::Builtin {
            let value = self.builtin_name(name);
            let given = self.b.function.repr(value);
            return self.coerce(value, given, wanted);
        }
        let (value, repr) = match self.spot(place) {
            Spot::Var(var) => self.read_var(var, name, place),
            Spot::Cell(cell) => {
                let value = self.emit(Op::CellGet, &[cell]);
                self.check_bound(value, name, &rt::exception::raise_unbound_free);
                (value, Repr::Value)
            }
            Spot::Global(_) if self.is_open() => (self.namespace_get(name), Repr::Value),
            Spot::Global(index) => self.read_global(index, name),
            Spot::Class(class) => {
                let slot = self.p.class_slots[&class];
                let value = self.emit(Op::GlobalGet(slot), &[]);
                self.check_bound(value, name, &rt::exception::raise_unbound_free);
                (value, Repr::Value)
            }
            Spot::Builtin => unreachable!("handled above"),
        };
        let ty = self.ty(expr);
        self.adapt(value, repr, &ty)
    }

    /// `locals()`: the variables that are set, as a dict.
    pub fn locals_dict(&mut self, items: &'a [(String, Expr)]) -> ValueId {
        let dict = self.runtime(&rt::dict::dict_new, &[]);
        let held = self.hold("locals", dict);
        for (name, value) in items {
            let ExprKind::Name { place, .. } = &value.kind else {
                continue;
            };
            let word = self.raw_variable(place);
            let word = self.hold("variable", word);
            let value = self.get(word);
            let missing = self.emit(Op::IsWord(UNBOUND), &[value]);
            let (set, next) = (self.b.new_block(), self.b.new_block());
            self.b.branch(missing, next, set);
            self.b.switch_to(set);
            let (dict, key, value) = (self.get(held), self.str(name), self.get(word));
            self.runtime_unit(&rt::dict::dict_setitem, &[dict, key, value]);
            self.b.jump(next, &[]);
            self.b.switch_to(next);
        }
        self.get(held)
    }

    /// The word of a variable, which may be unset.
    fn raw_variable(&mut self, place: &Place) -> ValueId {
        match self.spot(place) {
            Spot::Var(var) => match self.vars[&var] {
                Storage::Param(value) => {
                    let repr = self.b.function.repr(value);
                    self.coerce(value, repr, Repr::Value)
                }
                Storage::Local(local) => {
                    let value = self.get(local);
                    let repr = self.b.function.locals[local.index()].repr;
                    self.coerce(value, repr, Repr::Value)
                }
                Storage::Cell(local) => {
                    let cell = self.get(local);
                    self.emit(Op::CellGet, &[cell])
                }
            },
            Spot::Cell(cell) => self.emit(Op::CellGet, &[cell]),
            Spot::Class(class) => {
                let slot = self.p.class_slots[&class];
                self.emit(Op::GlobalGet(slot), &[])
            }
            Spot::Global(_) | Spot::Builtin => self.unbound(),
        }
    }

    fn read_var(&mut self, var: VarId, name: &str, place: &Place) -> (ValueId, Repr) {
        match self.vars[&var] {
            Storage::Param(value) => (value, self.b.function.repr(value)),
            Storage::Local(local) => {
                let value = self.get(local);
                let outer = match place {
                    Place::ClassVar(_, Some(index)) => Some(Place::Global(*index)),
                    Place::ClassVar(_, None) => Some(Place::Builtin),
                    Place::Global(_) => {
                        (self.ctx.maybe_unbound.contains(&var)).then_some(Place::Builtin)
                    }
                    Place::Local(_) | Place::Free(_) | Place::Builtin => None,
                };
                if let Some(outer) = outer {
                    (self.or_outer(value, name, &outer), Repr::Value)
                } else {
                    if self.ctx.maybe_unbound.contains(&var) {
                        let raise = self.unbound_variable(var);
                        self.check_bound(value, name, raise);
                    }
                    (value, self.b.function.locals[local.index()].repr)
                }
            }
            Storage::Cell(local) => {
                let cell = self.get(local);
                let value = self.emit(Op::CellGet, &[cell]);
                let raise = self.unbound_variable(var);
                self.check_bound(value, name, raise);
                (value, Repr::Value)
            }
        }
    }

    /// Raises that a variable of the function is not set: it is a free one of code with a frame of
    /// its own.
    fn unbound_variable(&self, var: VarId) -> &'static FnDecl {
        let is_own = |clauses: &&[_]| {
            clauses
                .iter()
                .any(|c: &Comprehension| c.vars.contains(&var))
        };
        match self.within.last().is_none_or(is_own) {
            true => &rt::exception::raise_unbound_local,
            false => &rt::exception::raise_unbound_free,
        }
    }

    /// A name in a class body with a prepared namespace, which is asked first.
    fn class_name(&mut self, name: &str, place: &Place) -> ValueId {
        let Some(body) = self.class_body else {
            unreachable!("only in such a body")
        };
        let (state, text) = (self.get(body.1), self.str(name));
        let value = self.runtime(&rt::class_body::class_name_find, &[state, text]);
        let outer = match place {
            Place::ClassVar(_, Some(index)) => &Place::Global(*index),
            Place::ClassVar(_, None) => &Place::Builtin,
            other => other,
        };
        self.or_outer(value, name, outer)
    }

    /// The statement's state and the name, when `place` is a variable of a
    /// class body with a prepared namespace.
    fn class_variable(&mut self, place: &Place) -> Option<(ValueId, ValueId)> {
        let (class, state) = self.class_body?;
        let Place::ClassVar(var, _) = place else {
            return None;
        };
        let vars = &self.module.class(class).vars;
        let name = vars.iter().find(|(_, known)| known == var)?.0.clone();
        Some((self.get(state), self.str(&name)))
    }

    /// The value, or what the name means at `outer` when it is unbound.
    fn or_outer(&mut self, value: ValueId, name: &str, outer: &Place) -> ValueId {
        let out = self.hold("outer", value);
        let missing = self.emit(Op::IsWord(UNBOUND), &[value]);
        let (cold, next) = (self.b.new_block(), self.b.new_block());
        self.b.function.block_mut(cold).cold = true;
        self.b.branch(missing, cold, next);
        self.b.switch_to(cold);
        let found = match self.spot(outer) {
            Spot::Var(var) => self.read_var(var, name, outer).0,
            Spot::Global(_) if self.is_open() => self.namespace_get(name),
            Spot::Global(index) => self.read_global(index, name).0,
            Spot::Cell(cell) => {
                let value = self.emit(Op::CellGet, &[cell]);
                self.check_bound(value, name, &rt::exception::raise_unbound_free);
                value
            }
            Spot::Class(_) | Spot::Builtin => self.builtin_name(name),
        };
        let given = self.b.function.repr(found);
        let found = self.adapt(found, given, &Ty::Dynamic);
        self.set(out, found);
        self.b.jump(next, &[]);
        self.b.switch_to(next);
        self.get(out)
    }

    fn read_global(&mut self, index: u32, name: &str) -> (ValueId, Repr) {
        let slot = self.p.globals[&(self.key.module, index)];
        let repr = self.p.ir.globals[slot.index()].repr;
        let early = self.early(self.key.module);
        if let Some(early) = early.filter(|early| early.is_bound(index)) {
            let constant = early.constant(index);
            let ty = self.p.global_type(self.key.module, index);
            return match constant {
                Some(Constant::Int(n)) if ty == Ty::int() => (self.int_literal(n), Repr::Int),
                Some(Constant::Float(x)) if ty == Ty::float() => {
                    (self.emit(Op::ConstF64(x), &[]), Repr::F64)
                }
                _ => (self.emit(Op::GlobalGet(slot), &[]), repr),
            };
        }
        let value = self.emit(Op::GlobalGet(slot), &[]);
        if repr == Repr::F64 {
            let bound = self.emit(Op::IsBoundF64, &[value]);
            let missing = self.emit(Op::BoolNot, &[bound]);
            self.guard(missing, |this| {
                let (decl, name) = this.unbound_global(name);
                let name = this.str(name);
                this.raise(decl, &[name]);
            });
            return (value, repr);
        }
        if pyaot_syntax::predefined::followed(name).is_some() {
            let out = self.hold("global", value);
            let missing = self.emit(Op::IsWord(UNBOUND), &[value]);
            let (cold, next) = (self.b.new_block(), self.b.new_block());
            self.b.branch(missing, cold, next);
            self.b.switch_to(cold);
            let found = self.builtin_name(name);
            let given = self.b.function.repr(found);
            let found = self.coerce(found, given, Repr::Value);
            self.set(out, found);
            self.b.jump(next, &[]);
            self.b.switch_to(next);
            return (self.get(out), Repr::Value);
        }
        let (decl, name) = self.unbound_global(name);
        self.check_bound(value, name, decl);
        (value, repr)
    }

    /// What raises the error for an unbound variable of the module, and with what name.
    pub fn unbound_global<'n>(&self, name: &'n str) -> (&'static rt::FnDecl, &'n str) {
        match pyaot_syntax::lifted_from(name) {
            None => (&rt::exception::raise_unbound_name, name),
            Some((function, name)) if function == self.func.qualname => {
                (&rt::exception::raise_unbound_local, name)
            }
            Some((_, name)) => (&rt::exception::raise_unbound_free, name),
        }
    }

    /// What a module has bound where this function runs.
    pub fn early(&self, module: ModuleId) -> Option<Known<'_>> {
        let early = (module == self.key.module).then(|| &self.p.early[module.index()])?;
        Some(match self.key.function {
            Module::BODY => early.at_statement(self.top_statement),
            function => early.in_function(function),
        })
    }

    /// Raises through `decl` when the word is unbound.
    pub fn check_bound(&mut self, value: ValueId, name: &str, decl: &'static rt::FnDecl) {
        let missing = self.emit(Op::IsWord(UNBOUND), &[value]);
        self.guard(missing, |this| {
            let name = this.str(name);
            this.raise(decl, &[name]);
        });
    }

    /// Runs `fail`, which does not come back, in a cold block when `bad`.
    pub fn guard(&mut self, bad: ValueId, fail: impl FnOnce(&mut Self)) {
        let (cold, next) = (self.b.new_block(), self.b.new_block());
        self.b.function.block_mut(cold).cold = true;
        self.b.branch(bad, cold, next);
        self.b.switch_to(cold);
        fail(self);
        self.b.terminate(pyaot_ir::Terminator::Unreachable);
        self.b.switch_to(next);
    }

    pub fn builtin_name(&mut self, name: &str) -> ValueId {
        if self.p.program.rebound_builtins.contains(name) {
            let name = self.str(name);
            return self.runtime(&rt::object::builtin_now, &[name]);
        }
        match name {
            "__name__" => {
                let text = self.module.name.clone();
                self.str(&text)
            }
            "__file__" => {
                let text = self.module.path.clone();
                self.str(&text)
            }
            "__doc__" => match &self.module.function(Module::BODY).doc {
                Some(doc) => self.str(doc),
                None => self.none(),
            },
            "__package__" => {
                let name = self.module.name.clone();
                let is_package = self.module.is_package();
                match name.rsplit_once('.') {
                    _ if name == "__main__" => self.none(),
                    _ if is_package => self.str(&name),
                    Some((package, _)) => self.str(package),
                    None => self.str(""),
                }
            }
            "__path__" if self.module.is_package() => {
                let directory = self
                    .module
                    .path
                    .rsplit_once('/')
                    .map_or("", |(path, _)| path);
                let directory = self.str(directory);
                let directory = self.coerce(directory, Repr::Ref, Repr::Value);
                let list = self.runtime(&rt::list::list_from_items, &[directory]);
                self.coerce(list, Repr::Ref, Repr::Value)
            }
            "__spec__" | "__loader__" if !self.in_main() && self.is_open() => {
                // CPython says them to those who ask it for the module.
                let sys = self.str("sys");
                let sys = self.runtime(&rt::foreign::foreign_import, &[sys]);
                let modules = self.str("modules");
                let modules = self.runtime(&rt::object::value_getattr, &[sys, modules]);
                let own = self.str(&self.module.name.clone());
                let own = self.coerce(own, Repr::Ref, Repr::Value);
                let module = self.runtime(&rt::operation::value_getitem, &[modules, own]);
                let name = self.str(name);
                self.runtime(&rt::object::value_getattr, &[module, name])
            }
            "__spec__" | "__loader__" | "__cached__" => self.none(),
            "__builtins__" if !self.in_main() || !self.is_open() => {
                let name = self.str("builtins");
                let module = self.runtime(&rt::foreign::foreign_import, &[name]);
                if self.in_main() {
                    return module;
                }
                let name = self.str("__dict__");
                self.runtime(&rt::object::value_getattr, &[module, name])
            }
            "NotImplemented" => self.word(pyaot_abi::value::NOT_IMPLEMENTED),
            _ if pyaot_syntax::predefined::is_builtin(name) || self.is_open() => {
                let name = self.str(name);
                self.runtime(&rt::object::builtin_get, &[name])
            }
            _ => self.unknown_name(name),
        }
    }

    /// Binds a place to a value of type `ty` (in that type's representation).
    pub fn write_place(&mut self, place: &Place, value: ValueId, ty: &Ty) {
        let given = repr_of(ty);
        if let Some((state, name)) = self.class_variable(place) {
            let value = self.adapt(value, given, &Ty::Dynamic);
            self.runtime_unit(&rt::class_body::class_name_set, &[state, name, value]);
            return;
        }
        match self.spot(place) {
            Spot::Var(var) => match self.vars[&var] {
                Storage::Local(local) => {
                    let repr = self.b.function.locals[local.index()].repr;
                    // Out of its word, a number no longer says whether it is NumPy's.
                    let value = match self.ctx.storage.get(var.index()) {
                        Some(stored) if given.is_word() && !repr.is_word() => {
                            self.adapt(value, given, stored)
                        }
                        _ => value,
                    };
                    let given = self.b.function.repr(value);
                    let value = self.coerce(value, given, repr);
                    self.set(local, value);
                    self.refresh_view(var, value);
                }
                Storage::Cell(local) => {
                    let cell = self.get(local);
                    let value = self.coerce(value, given, Repr::Value);
                    self.emit_unit(Op::CellSet, &[cell, value]);
                }
                Storage::Param(_) => unreachable!("assigned parameters are locals"),
            },
            Spot::Cell(cell) => {
                let value = self.coerce(value, given, Repr::Value);
                self.emit_unit(Op::CellSet, &[cell, value]);
            }
            Spot::Global(index) if self.is_open() => {
                let name = self.module.globals[index as usize].clone();
                let value = self.coerce(value, given, Repr::Value);
                self.namespace_set(&name, value);
            }
            Spot::Global(index) => {
                let slot = self.p.globals[&(self.key.module, index)];
                let repr = slot_repr(&self.p.global_type(self.key.module, index));
                let value = self.coerce(value, given, repr);
                self.emit_unit(Op::GlobalSet(slot), &[value]);
            }
            Spot::Class(_) | Spot::Builtin => {}
        }
    }

    pub fn delete_name(&mut self, expr: &Expr) {
        let ExprKind::Name { name, place } = &expr.kind else {
            return;
        };
        if let Some((state, name)) = self.class_variable(place) {
            self.runtime_unit(&rt::class_body::class_name_delete, &[state, name]);
            return;
        }
        match self.spot(place) {
            Spot::Var(var) => match self.vars[&var] {
                Storage::Local(local) => {
                    let repr = self.b.function.locals[local.index()].repr;
                    if repr == Repr::Value {
                        let old = self.get(local);
                        let decl = match place {
                            Place::Global(_) => &rt::exception::raise_unbound_name,
                            _ => &rt::exception::raise_unbound_local,
                        };
                        self.check_bound(old, name, decl);
                        let unbound = self.unbound();
                        self.set(local, unbound);
                    } else if repr.is_counted() {
                        // Never read again, but what it held may die here.
                        let unbound = self.unbound();
                        let unbound = self.emit(Op::Cast(repr), &[unbound]);
                        self.set(local, unbound);
                    }
                }
                Storage::Cell(local) => {
                    let cell = self.get(local);
                    self.delete_cell(cell, name, &rt::exception::raise_unbound_local);
                }
                Storage::Param(_) => {}
            },
            Spot::Cell(cell) => {
                self.delete_cell(cell, name, &rt::exception::raise_unbound_free);
            }
            Spot::Global(_) if self.is_open() => self.namespace_delete(name),
            Spot::Global(index) => {
                let slot = self.p.globals[&(self.key.module, index)];
                self.read_global(index, name);
                let repr = self.p.ir.globals[slot.index()].repr;
                let unbound = if repr == Repr::F64 {
                    self.emit(
                        Op::ConstF64(f64::from_bits(pyaot_abi::value::UNBOUND_F64)),
                        &[],
                    )
                } else {
                    self.unbound()
                };
                self.emit_unit(Op::GlobalSet(slot), &[unbound]);
            }
            Spot::Class(_) | Spot::Builtin => {
                let name = self.str(name);
                self.runtime_unit(&rt::exception::raise_unbound_name, &[name]);
            }
        }
    }

    fn delete_cell(&mut self, cell: ValueId, name: &str, unbound: &'static rt::FnDecl) {
        let old = self.emit(Op::CellGet, &[cell]);
        self.check_bound(old, name, unbound);
        let unbound = self.unbound();
        self.emit_unit(Op::CellSet, &[cell, unbound]);
    }
}
