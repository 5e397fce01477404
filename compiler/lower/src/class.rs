//! `class` statements.

use std::collections::BTreeSet;

use pyaot_abi::functions as rt;
use pyaot_abi::value::UNBOUND;
use pyaot_analysis::classes::{Member, lineage};
use pyaot_analysis::{ClassKey, Ty};
use pyaot_ir as ir;
use pyaot_ir::{Op, Repr};
use pyaot_syntax::tree::{ClassId, Expr, ExprKind, Module, Place, StmtKind};

use crate::function::{FunctionLower, Storage};
use crate::position::position_of;
use crate::repr::slot_repr;

/// Annotations that are made the class they name.
const BUILTIN_ANNOTATIONS: &[&str] = &[
    "int", "float", "bool", "str", "bytes", "complex", "list", "tuple", "dict", "set", "object",
    "type",
];

impl<'a> FunctionLower<'_, 'a> {
    pub fn class_def(&mut self, id: ClassId, decorators: &'a [Expr], target: &'a Expr) {
        let key = ClassKey {
            module: self.key.module,
            class: id,
        };
        let class = self.module.class(id);
        let mut callees = Vec::new();
        for decorator in decorators {
            let callee = self.value(decorator);
            callees.push(self.hold("decorator", callee));
        }
        let bases = self.p.program.classes[&key].plain_bases(&class.bases);
        let bases = match Self::has_star(&class.bases) {
            true => self.tuple_display(&class.bases),
            false => self.tuple_of(bases.into_iter()),
        };
        let bases = self.hold("bases", bases);
        let keywords = self.class_keywords(id);
        let cell = if class.needs_class_cell && !self.p.is_top_level(key) {
            let unbound = self.unbound();
            let cell = self.runtime(&rt::object::cell_new, &[unbound]);
            let cell = self.coerce(cell, Repr::Value, Repr::Ref);
            let local = self.hold("__class__", cell);
            self.class_cells.insert(id, local);
            Some(local)
        } else {
            None
        };
        let object = if self.p.program.classes[&key].is_prepared {
            self.prepared_class(key, bases, keywords, cell)
        } else {
            self.plain_class(key, bases, keywords)
        };
        if class.is_enumeration {
            self.runtime_unit(&rt::enumeration::class_enumerate, &[object]);
        }
        let held = self.hold("class", object);
        self.check_bases(key, held);
        if let Some(cell) = cell {
            let (cell, object) = (self.get(cell), self.get(held));
            self.emit_unit(Op::CellSet, &[cell, object]);
        }
        let object = self.get(held);
        let slot = self.p.class_slots[&key];
        self.emit_unit(Op::GlobalSet(slot), &[object]);
        // What is told of the new class may call its methods, which know it by now.
        let (object, keywords) = (self.get(held), self.get(keywords));
        self.runtime_unit(&rt::object::class_announce, &[object, keywords]);
        let position = self.b.position;
        let mut value = self.get(held);
        for (callee, decorator) in callees.into_iter().zip(decorators).rev() {
            self.b.position = position_of(decorator);
            let callee = self.get(callee);
            let none = self.none();
            value = self.runtime(&rt::object::value_call, &[callee, none, value]);
        }
        self.b.position = position;
        let ty = self.ty(target);
        let value = self.adapt(value, Repr::Value, &ty);
        self.assign(target, value, &ty);
    }

    /// Raises where a base is another class than the one whose fields the code of the class takes for its own.
    fn check_bases(&mut self, key: ClassKey, class: ir::LocalId) {
        let info = &self.p.program.classes[&key];
        if !info.is_typed {
            return;
        }
        for base in info.direct_bases.clone() {
            let slot = self.p.class_slots[&base];
            let base = self.emit(Op::GlobalGet(slot), &[]);
            let class = self.get(class);
            self.runtime_unit(&rt::object::class_check_base, &[class, base]);
        }
    }

    /// Runs the body, with a variable for each name, and makes the class.
    fn plain_class(
        &mut self,
        key: ClassKey,
        bases: ir::LocalId,
        keywords: ir::LocalId,
    ) -> ir::ValueId {
        let class = self.module.class(key.class);
        for (_, var) in &class.vars {
            if let Storage::Local(local) = self.vars[var] {
                let unbound = self.unbound();
                self.set(local, unbound);
            }
        }
        let annotations = self.new_annotations(key.class);
        self.class_body(key.class, None, annotations);
        let namespace = self.class_namespace(key.class, annotations);
        let desc = self.class_desc(key);
        let desc = self.emit(Op::ConstData(desc), &[]);
        let bases = self.get(bases);
        let bases = self.coerce(bases, Repr::Ref, Repr::Value);
        let keywords = self.get(keywords);
        self.runtime(&rt::object::class_new, &[desc, bases, namespace, keywords])
    }

    /// The same over a namespace that a metaclass may have prepared.
    fn prepared_class(
        &mut self,
        key: ClassKey,
        bases: ir::LocalId,
        keywords: ir::LocalId,
        cell: Option<ir::LocalId>,
    ) -> ir::ValueId {
        let desc = self.class_desc(key);
        let data = self.emit(Op::ConstData(desc), &[]);
        let bases = self.get(bases);
        let bases = self.coerce(bases, Repr::Ref, Repr::Value);
        let keywords = self.get(keywords);
        let state = self.runtime(&rt::class_body::class_prepare, &[data, bases, keywords]);
        let state = self.hold("class body", state);
        let annotations = self.new_annotations(key.class);
        if let Some(annotations) = annotations {
            let annotations = self.get(annotations);
            let annotations = self.coerce(annotations, Repr::Ref, Repr::Value);
            let (tuple, name) = (self.get(state), self.str("__annotations__"));
            self.runtime_unit(&rt::class_body::class_name_set, &[tuple, name, annotations]);
        }
        self.class_body(key.class, Some((key.class, state)), annotations);
        let data = self.emit(Op::ConstData(desc), &[]);
        let state = self.get(state);
        let cell = match cell {
            Some(cell) => {
                let cell = self.get(cell);
                self.coerce(cell, Repr::Ref, Repr::Value)
            }
            None => self.unbound(),
        };
        self.runtime(&rt::class_body::class_finish, &[data, state, cell])
    }

    /// The statements of the body, in a frame of their own.
    fn class_body(
        &mut self,
        id: ClassId,
        prepared: Option<(ClassId, ir::LocalId)>,
        annotations: Option<ir::LocalId>,
    ) {
        let position = self.b.position;
        let class = self.module.class(id);
        let frame = self.enter_frame(&class.name, &[]);
        let outer = core::mem::replace(&mut self.class_body, prepared);
        let outer_annotations = core::mem::replace(&mut self.annotations, annotations);
        self.block(&class.body);
        self.class_body = outer;
        self.annotations = outer_annotations;
        self.leave_frame(frame);
        self.b.position = position;
    }

    fn class_keywords(&mut self, id: ClassId) -> ir::LocalId {
        let class = self.module.class(id);
        if class.keywords.is_empty() {
            let none = self.none();
            return self.hold("keywords", none);
        }
        let dict = self.runtime(&rt::dict::dict_new, &[]);
        let held = self.hold("dict", dict);
        for (name, value) in &class.keywords {
            let value = self.value(value);
            let dict = self.get(held);
            match name {
                Some(name) => {
                    let name = self.str(name);
                    self.runtime_unit(&rt::dict::dict_setitem, &[dict, name, value]);
                }
                None => {
                    let callee = self.none();
                    self.runtime_unit(&rt::dict::dict_merge_keywords, &[callee, dict, value]);
                }
            }
        }
        let dict = self.get(held);
        let dict = self.coerce(dict, Repr::Ref, Repr::Value);
        self.hold("keywords", dict)
    }

    /// What the body has bound, as a dict.
    fn class_namespace(&mut self, id: ClassId, annotations: Option<ir::LocalId>) -> ir::ValueId {
        let class = self.module.class(id);
        let dict = self.runtime(&rt::dict::dict_new, &[]);
        let held = self.hold("namespace", dict);
        for (name, var) in &class.vars {
            let value = match self.vars[var] {
                Storage::Local(local) => self.get(local),
                Storage::Cell(local) => {
                    let cell = self.get(local);
                    self.emit(Op::CellGet, &[cell])
                }
                Storage::Param(value) => value,
            };
            let unbound = self.emit(Op::IsWord(UNBOUND), &[value]);
            let (set, next) = (self.b.new_block(), self.b.new_block());
            self.b.branch(unbound, next, set);
            self.b.switch_to(set);
            let dict = self.get(held);
            let name = self.str(name);
            self.runtime_unit(&rt::dict::dict_setitem, &[dict, name, value]);
            self.b.jump(next, &[]);
            self.b.switch_to(next);
        }
        if let Some(annotations) = annotations {
            let annotations = self.get(annotations);
            let annotations = self.coerce(annotations, Repr::Ref, Repr::Value);
            let (dict, name) = (self.get(held), self.str("__annotations__"));
            self.runtime_unit(&rt::dict::dict_setitem, &[dict, name, annotations]);
        }
        let dict = self.get(held);
        self.coerce(dict, Repr::Ref, Repr::Value)
    }

    /// A dict for the annotations of the body, if it has any.
    fn new_annotations(&mut self, id: ClassId) -> Option<ir::LocalId> {
        let mut has_any = false;
        pyaot_analysis::walk::statements(&self.module.class(id).body, &mut |stmt| {
            has_any |= matches!(&stmt.kind, StmtKind::AnnAssign { simple: true, .. });
        });
        if !has_any {
            return None;
        }
        let dict = self.runtime(&rt::dict::dict_new, &[]);
        Some(self.hold("annotations", dict))
    }

    /// Notes the annotation of a variable of a class or module body, which
    /// `dataclasses` and `typing.NamedTuple` look for.
    pub fn annotate(&mut self, target: &'a Expr, annotation: &'a Expr) {
        let ExprKind::Name { name, .. } = &target.kind else {
            return;
        };
        let dict = match self.annotations {
            Some(dict) => dict,
            None if self.is_open() && self.key.function == Module::BODY && self.in_main() => {
                let found = self.namespace_get("__annotations__");
                let name = self.str(name);
                let value = self.annotation(annotation);
                self.runtime_unit(&rt::operation::value_setitem, &[found, name, value]);
                return;
            }
            None => return,
        };
        let value = self.annotation(annotation);
        let (dict, name) = (self.get(dict), self.str(name));
        self.runtime_unit(&rt::dict::dict_setitem, &[dict, name, value]);
    }

    pub fn in_main(&self) -> bool {
        self.module.name == "__main__"
    }

    /// The value of the annotation of a variable: evaluated where somebody may
    /// look at it; else built-in classes as themselves and others as text, as under
    /// `from __future__ import annotations`.
    fn annotation(&mut self, annotation: &'a Expr) -> ir::ValueId {
        let watched = self.p.program.annotations_watched || self.class_body.is_some();
        if self.module.future_annotations {
            return self.annotation_text(annotation);
        }
        match &annotation.kind {
            _ if watched => self.value(annotation),
            ExprKind::Name {
                name,
                place: Place::Builtin,
            } if BUILTIN_ANNOTATIONS.contains(&name.as_str()) => {
                let class = self.str(name);
                self.runtime(&rt::object::builtin_class, &[class])
            }
            _ => self.annotation_text(annotation),
        }
    }

    /// The text of an annotation, as a value.
    pub fn annotation_text(&mut self, annotation: &Expr) -> ir::ValueId {
        let (start, end) = (annotation.span.start as usize, annotation.span.end as usize);
        let text = self.module.source.get(start..end).unwrap_or_default();
        let text = self.str(text);
        self.coerce(text, Repr::Ref, Repr::Value)
    }

    /// A new instance of a compiled class, given its class object.
    pub fn new_instance(&mut self, key: ClassKey, class: ir::ValueId) -> ir::ValueId {
        if self.p.program.classes[&key].is_typed {
            let desc = self.class_desc(key);
            return self.emit(Op::InstanceNew(desc), &[class]);
        }
        let object = self.runtime(&rt::object::instance_new, &[class]);
        self.coerce(object, Repr::Value, Repr::Ref)
    }

    fn class_desc(&mut self, key: ClassKey) -> ir::DataId {
        if let Some(desc) = self.p.class_descs.get(&key) {
            return *desc;
        }
        let module = self.p.program.module(key.module);
        let class = module.class(key.class);
        let module_name = &module.name;
        let fields = self.p.program.classes[&key].fields.clone();
        let fields = fields
            .iter()
            .map(|(name, owner)| {
                let ty = self.p.program.fields.get(&(*owner, name.clone()));
                let ty = ty.cloned().unwrap_or(Ty::BOTTOM);
                ir::FieldDescData {
                    name: self.p.ir.intern(name),
                    is_f64: slot_repr(&ty) == Repr::F64,
                }
            })
            .collect();
        let pairs = self.p.pairs(key);
        // Of a class that is not typed, whatever it derives from, all is looked up.
        let classes = &self.p.program.classes;
        let is_fixed = classes[&key].is_typed && self.p.program.uses_cpython();
        let lineage = lineage(classes, key).filter(|_| is_fixed);
        let members = lineage.flat_map(|key| &classes[&key].members);
        let fixed: BTreeSet<&String> = members
            .filter(|(_, member)| **member != Member::Variable)
            .map(|(name, _)| name)
            .collect();
        let fixed = fixed
            .into_iter()
            .map(|name| self.p.ir.intern(name))
            .collect();
        let desc = ir::ClassDescData {
            name: self.p.ir.intern(&class.name),
            qualname: self.p.ir.intern(&class.qualname),
            module: self.p.ir.intern(module_name),
            doc: class.doc.as_ref().map(|doc| self.p.ir.intern(doc)),
            fields,
            pairs,
            fixed,
        };
        let desc = self.p.ir.add_data(ir::DataItem::Class(desc));
        self.p.class_descs.insert(key, desc);
        desc
    }

    /// The class object of a top-level class, NameError before its statement.
    pub fn class_object(&mut self, class: ClassKey) -> ir::ValueId {
        let slot = self.p.class_slots[&class];
        let value = self.emit(Op::GlobalGet(slot), &[]);
        let early = self.early(class.module);
        if early.is_some_and(|early| early.has_class(class.class)) {
            return value;
        }
        let name = self
            .p
            .program
            .module(class.module)
            .class(class.class)
            .qualname
            .clone();
        let (decl, name) = self.unbound_global(&name);
        self.check_bound(value, name, decl);
        value
    }
}

/// Whether an expression is `super()` without arguments.
pub fn is_super(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call { callee, args, keywords }
        if args.is_empty() && keywords.is_empty()
            && matches!(&callee.kind, ExprKind::Name { name, place: Place::Builtin } if name == "super"))
}
