//! Functions and classes being defined.

use pyaot_syntax::tree::{Class, ClassId, Expr, ExprKind, Function, FunctionId, Params, Place};

use super::{Frame, Infer};
use crate::classes::Member;
use crate::reach::Powers;
use crate::ty::{Atom, ClassKey, FuncKey, Ty};

impl<'a> Infer<'a> {
    fn visit_defaults(&mut self, frame: &mut Frame<'a>, key: FuncKey, params: &'a Params) {
        for (n, param) in params.all().enumerate() {
            if let Some(default) = &param.default {
                let ty = self.expr(frame, default);
                // Whatever is not a constant is kept by the function object.
                let is_object = self.entries.contains_key(&key) || self.has_method_entry(key);
                if !crate::bind::is_constant(default) && (is_object || !self.once.contains(&key)) {
                    self.escape(&ty);
                }
                let old = self.defaults.get(&(key, n)).cloned().unwrap_or(Ty::BOTTOM);
                let new = self.join(&old, &ty);
                self.changed |= new != self.normal(&old);
                self.defaults.insert((key, n), new);
            }
        }
    }

    /// Whether code we do not see may call the method.
    fn has_method_entry(&self, key: FuncKey) -> bool {
        self.method_entries.keys().any(|(_, method)| *method == key)
    }

    pub(super) fn function_value(&mut self, frame: &mut Frame<'a>, id: FunctionId) -> Ty {
        let key = FuncKey {
            module: frame.key.module,
            function: id,
        };
        let func: &'a Function = self.function(key);
        self.visit_defaults(frame, key, &func.params);
        let keeps = self.annotations_watched || self.annotated.contains(&key);
        if keeps && !self.module(key.module).future_annotations {
            for (_, annotation) in crate::annotations::of(func) {
                let ty = self.expr(frame, annotation);
                self.escape(&ty);
            }
        }
        Atom::Function(key).into()
    }

    pub(super) fn function_def(
        &mut self,
        frame: &mut Frame<'a>,
        id: FunctionId,
        decorators: &'a [Expr],
        target: &'a Expr,
    ) {
        let mut ty = self.function_value(frame, id);
        let key = FuncKey {
            module: frame.key.module,
            function: id,
        };
        if self.is_recoded(key) {
            self.escape(&ty);
            ty = Ty::Dynamic;
        }
        self.note_decorators(key, decorators.iter());
        // The runtime finds such a member by its class.
        let is_member = self.is_member(key);
        for decorator in decorators.iter().rev() {
            let callee = self.expr(frame, decorator);
            self.escape(&callee);
            if is_member {
                ty = Ty::Dynamic;
                continue;
            }
            if crate::classes::is_transparent(self.module(frame.key.module), decorator) {
                continue;
            }
            if ty.is(&Atom::Function(key))
                && let Some(cached) = self.cached(frame, decorator, &callee, key)
            {
                ty = cached;
                continue;
            }
            self.escape(&ty);
            ty = Ty::Dynamic;
        }
        if !decorators.is_empty() {
            self.needs_object.insert(key);
        }
        self.assign(frame, target, &ty);
    }

    /// Annotations are evaluated of a function that is handed to a module we do not see.
    pub(super) fn note_decorators(
        &mut self,
        key: FuncKey,
        mut decorators: impl Iterator<Item = &'a Expr>,
    ) {
        let module = self.module(key.module);
        let is_unknown = |decorator: &Expr| {
            !crate::annotations::is_quiet(module, decorator)
                && crate::classes::root_origin(module, decorator)
                    .is_some_and(|from| !self.module_names.contains_key(from))
        };
        if decorators.any(is_unknown) {
            self.changed |= self.annotated.insert(key);
        }
    }

    /// Whether the function makes a member of a class with a static layout.
    fn is_member(&self, key: FuncKey) -> bool {
        let Some(class) = self.function(key).class else {
            return false;
        };
        let class = ClassKey {
            module: key.module,
            class,
        };
        self.classes.get(&class).is_some_and(|info| {
            info.is_typed
                && info
                    .members
                    .values()
                    .any(|member| member.functions().contains(&key))
        })
    }

    pub(super) fn class_def(
        &mut self,
        frame: &mut Frame<'a>,
        id: ClassId,
        decorators: &'a [Expr],
        target: &'a Expr,
    ) {
        let key = ClassKey {
            module: frame.key.module,
            class: id,
        };
        let class = self.module(key.module).class(id);
        // Metaclasses are CPython's, and so are classes over `bytes`.
        let has_metaclass = class
            .keywords
            .iter()
            .any(|(name, _)| name.as_deref() == Some("metaclass"));
        let is_made_there = has_metaclass && !self.classes[&key].is_abc
            || class.bases.iter().any(|base| {
                matches!(&base.kind, ExprKind::Name { name, place: Place::Builtin } if name == "type" || name == "bytes")
            });
        self.reaches_cpython(is_made_there, format_args!("the class {}", class.name));
        let bases = self.classes[&key].plain_bases(&class.bases).into_iter();
        for expr in bases.chain(class.keywords.iter().map(|(_, value)| value)) {
            let ty = self.expr(frame, expr);
            if !self.classes[&key].is_typed && self.classes[&key].items.is_none() {
                self.derived_from(&ty);
            }
        }
        let before = frame.env.clone();
        let info = self.classes[&key].clone();
        let outer = std::mem::replace(&mut frame.is_prepared, info.is_prepared);
        let in_class = std::mem::replace(&mut frame.in_class, true);
        let in_tuple = std::mem::replace(&mut frame.in_tuple, info.items.is_some());
        self.block(frame, &class.body);
        frame.is_prepared = outer;
        frame.in_class = in_class;
        frame.in_tuple = in_tuple;
        if frame.env.is_none() {
            frame.env = before;
        }
        for (name, var) in &class.vars {
            match info.members.get(name) {
                Some(Member::Variable) | None => {
                    let ty = frame.storage[var.index()].clone();
                    // Attributes of a class live in its dict, where code that gets hold
                    // of the class finds them. A function is bound by those who read it from
                    // an instance, a class is not.
                    let is_special = name.starts_with("__");
                    let plain = |atom: &Atom| match atom {
                        Atom::Function(_) => !is_special,
                        _ => atom.is_data() || matches!(atom, Atom::Instance(_) | Atom::Class(_)),
                    };
                    if !info.is_typed || ty.may_be(|atom| !plain(atom)) {
                        self.escape(&ty);
                    }
                    self.put_class_var(key, name, &ty);
                }
                Some(member) => {
                    for func in member.functions() {
                        self.needs_object.insert(func);
                    }
                    let is_known = info.is_typed || info.items.is_some();
                    if !is_known || self.is_operator_of_runtime(name) {
                        self.escape_member(key, member);
                    }
                }
            }
        }
        for (name, function) in &info.cached {
            // The runtime calls it, and sets the field to what it gives.
            let params = self.dynamic_params(*function);
            let entry = self.entry(*function, &params);
            let result = self.contexts[entry.index()].result.clone();
            if let Some((_, owner)) = info.field(name) {
                self.put_field(owner, name, &result);
            }
        }
        if info.is_typed || info.items.is_some() {
            self.inherit_runtime_members(key);
            if self.is_given_away(key, class) {
                self.escape(&Atom::Class(key).into());
            }
        }
        for decorator in decorators {
            let ty = self.expr(frame, decorator);
            self.escape(&ty);
        }
        let ty = if info.is_typed || info.items.is_some() {
            Atom::Class(key).into()
        } else if decorators.is_empty() {
            Atom::ObjectClass(key).into()
        } else {
            Ty::Dynamic
        };
        self.assign(frame, target, &ty);
    }

    /// Whether code may get hold of the class without its name.
    fn is_given_away(&self, key: ClassKey, class: &Class) -> bool {
        let mut members = self.classes[&key].members.values();
        // `__set_name__` and `__get__` of objects in the class are told of it.
        self.reach.mentions(Powers::TOLD) && members.any(|member| *member == Member::Variable)
            || self.reach.mentions(Powers::DOWN) && !class.bases.is_empty()
            || self.reach.finds_all_classes()
    }

    /// Members the runtime calls by itself on any instance it meets
    /// (printing, hashing, comparing, truth, `len`, iteration).
    fn is_operator_of_runtime(&self, name: &str) -> bool {
        matches!(
            name,
            "__str__"
                | "__repr__"
                | "__hash__"
                | "__len__"
                | "__length_hint__"
                | "__bool__"
                | "__iter__"
                | "__next__"
                | "__eq__"
                | "__ne__"
                | "__lt__"
                | "__le__"
                | "__gt__"
                | "__ge__"
                | "__float__"
                | "__int__"
                | "__index__"
                | "__enter__"
                | "__exit__"
                | "__format__"
                | "__contains__"
                | "__reversed__"
                | "__setattr__"
                | "__delattr__"
        )
    }

    /// The runtime's members found on a base are needed for this class too.
    fn inherit_runtime_members(&mut self, class: ClassKey) {
        for key in self.classes[&class].bases.clone() {
            for (name, member) in self.classes[&key].members.clone() {
                if self.is_operator_of_runtime(&name) {
                    self.escape_member(class, &member);
                }
            }
        }
    }
}
