//! Names: the types of what they stand for.

use pyaot_syntax::predefined::{followed, is_cpython_only};
use pyaot_syntax::tree::{Capture, Expr, ExprKind, Place, VarId};

use super::{Frame, Infer, Slot};
use crate::ModuleId;
use crate::ty::{Atom, ClassKey, FuncKey, Ty};

impl<'a> Infer<'a> {
    pub(super) fn name(&mut self, frame: &mut Frame<'a>, expr: &'a Expr) -> Ty {
        let ExprKind::Name { name, place } = &expr.kind else {
            return Ty::Dynamic;
        };
        let ty = match place {
            Place::Local(var) => self.read_var(frame, *var),
            Place::ClassVar(var, outer) => {
                let unbound = frame
                    .env
                    .as_ref()
                    .is_some_and(|env| env[var.index()].unbound);
                if unbound {
                    if let Some(index) = *outer {
                        let ty = match self.global_var(frame, index) {
                            Some(var) => self.read_var(frame, var),
                            None => self.global(frame.key.module, index),
                        };
                        self.escape(&ty);
                    }
                    Ty::Dynamic
                } else {
                    self.read_var(frame, *var)
                }
            }
            Place::Free(n) => match self.free_owner(frame.key, *n) {
                Some((owner, var)) => self.cell(owner, var),
                None => {
                    // `__class__`: whoever has it needs no name.
                    if let Some(class) = self.free_class(frame.key, *n) {
                        self.escape(&Atom::Class(class).into());
                    }
                    Ty::Dynamic
                }
            },
            Place::Global(index) => match self.global_var(frame, *index) {
                Some(var) => {
                    let ty = self.read_var(frame, var);
                    self.with_builtin(frame, var, &ty, name)
                }
                None => {
                    let is_there = self.open.contains(&frame.key.module) && is_cpython_only(name);
                    self.reaches_cpython(is_there, format_args!("the builtin {name}"));
                    let ty = self.global(frame.key.module, *index);
                    match self.builtin(name) {
                        Some(builtin) => self.join(&ty, &builtin),
                        None => ty,
                    }
                }
            },
            Place::Builtin => match name.as_str() {
                "__name__" | "__file__" => Ty::str(),
                // CPython's import system says these of a module that it could have loaded.
                "__spec__" | "__loader__" if frame.key.module != ModuleId::MAIN => {
                    self.reaches_cpython(true, format_args!("{name} of a module"));
                    self.open_module(frame.key.module);
                    Ty::Dynamic
                }
                _ => match self.builtin(name) {
                    Some(builtin) => builtin,
                    None => {
                        let is_there = is_cpython_only(name) || name == "__builtins__";
                        self.reaches_cpython(is_there, format_args!("the builtin {name}"));
                        Ty::Dynamic
                    }
                },
            },
        };
        let ty = if frame.is_prepared {
            self.escape(&ty);
            Ty::Dynamic
        } else {
            ty
        };
        self.record(frame, expr.id, &ty);
        ty
    }

    /// A private global that may be unset may be the builtin of its name.
    fn with_builtin(&mut self, frame: &mut Frame<'a>, var: VarId, ty: &Ty, name: &str) -> Ty {
        let unbound = frame
            .env
            .as_ref()
            .is_some_and(|env| env[var.index()].unbound);
        match self.builtin(name) {
            Some(builtin) if unbound => self.join(ty, &builtin),
            _ => ty.clone(),
        }
    }

    /// What a name means that only `builtins` has, if inference follows that.
    fn builtin(&mut self, name: &str) -> Option<Ty> {
        if self.rebound.contains(name) {
            self.reaches_cpython(true, format_args!("another builtin {name}"));
            return Some(Ty::Dynamic);
        }
        followed(name).map(|name| Atom::Builtin(name).into())
    }

    fn read_var(&mut self, frame: &mut Frame<'a>, var: VarId) -> Ty {
        let Some(env) = &frame.env else {
            return Ty::BOTTOM;
        };
        let Slot { ty, unbound } = env[var.index()].clone();
        if unbound {
            frame.maybe_unbound.insert(var);
        }
        if frame.func.vars.get(var.index()).is_some_and(|v| v.captured) {
            return self.cell(frame.key, var);
        }
        ty
    }

    /// The variable that stands for a private global, in the main body.
    pub(super) fn global_var(&self, frame: &Frame<'a>, index: u32) -> Option<VarId> {
        let is_main = self.extra_vars(frame.key) > 0;
        (is_main && self.local_globals.contains(&index))
            .then(|| VarId(frame.func.vars.len() as u32 + index))
    }

    /// The class behind an entry of `captures`, which is a `__class__`.
    fn free_class(&self, key: FuncKey, n: u32) -> Option<ClassKey> {
        let func = self.function(key);
        match func.captures.get(n as usize)? {
            Capture::ParentVar(_) => None,
            Capture::ParentCapture(m) => {
                let parent = FuncKey {
                    module: key.module,
                    function: func.parent?,
                };
                self.free_class(parent, *m)
            }
            Capture::Class(class) => Some(ClassKey {
                module: key.module,
                class: *class,
            }),
        }
    }

    /// The function and variable behind an entry of `captures`.
    pub(super) fn free_owner(&self, key: FuncKey, n: u32) -> Option<(FuncKey, VarId)> {
        let func = self.function(key);
        let parent = FuncKey {
            module: key.module,
            function: func.parent?,
        };
        match func.captures.get(n as usize)? {
            Capture::ParentVar(var) => Some((parent, *var)),
            Capture::ParentCapture(m) => self.free_owner(parent, *m),
            Capture::Class(_) => None,
        }
    }
}
