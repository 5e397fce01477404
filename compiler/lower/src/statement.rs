//! Statements.

use pyaot_abi::functions as rt;
use pyaot_analysis::{Atom, FuncKey, Ty, walk};
use pyaot_ir::{Compare, LocalId, Op, Position, Repr, Terminator, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, Function, FunctionId, Module, Stmt, StmtKind};

use crate::function::{Cleanup, FunctionLower, Loop};
use crate::iteration::Item;
use crate::position::{last_comparison, position_at, position_of};
use crate::repr::repr_of;

impl<'a> FunctionLower<'_, 'a> {
    pub fn block(&mut self, body: &'a [Stmt]) {
        let is_module = std::ptr::eq(body, self.module.function(Module::BODY).body.as_slice());
        for (n, stmt) in body.iter().enumerate() {
            if self.b.is_terminated() {
                return;
            }
            if is_module {
                self.top_statement = n;
            }
            self.statement(stmt);
        }
    }

    fn statement(&mut self, stmt: &'a Stmt) {
        self.statement_kind(stmt);
        if !self.b.is_terminated() {
            self.refresh_touched_views(stmt);
        }
    }

    fn statement_kind(&mut self, stmt: &'a Stmt) {
        self.b.position = position_at(stmt.span);
        match &stmt.kind {
            StmtKind::Expr(value) => {
                self.expr(value);
            }
            StmtKind::Assign { targets, value } => {
                if let [target] = targets.as_slice()
                    && let Some((targets, values)) = parallel(target, value)
                {
                    return self.assign_parallel(targets, values, position_at(stmt.span));
                }
                if let [target] = targets.as_slice()
                    && let Some(parts) = self.row_assigned(target, value)
                {
                    self.b.position = position_at(stmt.span);
                    return self.assign_item(target, Item::Many(parts));
                }
                let result = self.expr(value);
                let ty = self.ty(value);
                self.b.position = position_at(stmt.span);
                if let [target] = targets.as_slice() {
                    self.assign(target, result, &ty);
                } else {
                    let held = self.hold("assigned", result);
                    for target in targets {
                        let value = self.get(held);
                        self.assign(target, value, &ty);
                    }
                }
            }
            StmtKind::AugAssign { target, op, value } => self.aug_assign(target, *op, value),
            StmtKind::AnnAssign {
                target,
                value,
                annotation,
                simple,
            } => {
                if let Some(value) = value {
                    let result = self.expr(value);
                    let ty = self.ty(value);
                    self.assign(target, result, &ty);
                }
                if *simple {
                    self.annotate(target, annotation);
                }
            }
            StmtKind::Delete(targets) => targets.iter().for_each(|target| self.delete(target)),
            StmtKind::Return(value) => self.return_statement(value.as_ref()),
            StmtKind::If { test, body, orelse } => {
                let (then, otherwise, end) =
                    (self.b.new_block(), self.b.new_block(), self.b.new_block());
                self.condition(test, then, otherwise);
                self.b.switch_to(then);
                self.block(body);
                self.b.jump(end, &[]);
                self.b.switch_to(otherwise);
                self.block(orelse);
                self.b.jump(end, &[]);
                self.b.switch_to(end);
            }
            StmtKind::While { test, body, orelse } => {
                let head = self.start_block();
                let (then, otherwise, end) =
                    (self.b.new_block(), self.b.new_block(), self.b.new_block());
                self.b.position = position_at(test.span);
                self.condition(test, then, otherwise);
                self.b.switch_to(then);
                self.push_loop(end, head);
                self.let_others_run(test.span);
                self.block(body);
                self.loops.pop();
                self.b.jump(head, &[]);
                self.b.switch_to(otherwise);
                self.block(orelse);
                self.b.jump(end, &[]);
                self.b.switch_to(end);
            }
            StmtKind::For {
                target,
                iterable,
                body,
                orelse,
                is_async,
            } => {
                let copied = walk::size(body, self.module);
                let source = self.source(iterable, Some(target), *is_async, copied);
                let end = self.b.new_block();
                let short = self.is_short(&source, body);
                let held =
                    self.for_loop(source, position_at(stmt.span), &mut |this, item, next| {
                        this.assign_item(target, item);
                        if !short {
                            this.let_others_run(stmt.span);
                        }
                        this.push_loop(end, next);
                        this.block(body);
                        this.loops.pop();
                    });
                self.let_go(&held);
                self.block(orelse);
                self.b.jump(end, &[]);
                self.b.switch_to(end);
                self.let_go(&held);
            }
            StmtKind::Break => {
                if let Some(top) = self.loops.last() {
                    let (target, depth) = (top.on_break, top.cleanups);
                    self.unwind(depth);
                    self.b.jump(target, &[]);
                }
            }
            StmtKind::Continue => {
                if let Some(top) = self.loops.last() {
                    let (target, depth) = (top.on_continue, top.cleanups);
                    self.unwind(depth);
                    self.b.jump(target, &[]);
                }
            }
            StmtKind::Pass => {}
            StmtKind::Release(vars) => self.release(vars),
            StmtKind::With {
                items,
                body,
                is_async,
            } => self.with_statement(items, body, *is_async),
            StmtKind::Raise { exception, cause } => {
                self.raise_statement(exception.as_ref(), cause.as_ref())
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                is_star,
            } => {
                self.try_statement(body, handlers, orelse, finally, *is_star);
            }
            StmtKind::Assert { test, message } => {
                let (good, bad) = (self.b.new_block(), self.b.new_block());
                self.b.function.block_mut(bad).cold = true;
                self.condition(test, good, bad);
                self.b.switch_to(bad);
                let message = match message {
                    Some(message) => self.value(message),
                    None => self.unbound(),
                };
                self.b.position = last_comparison(test).unwrap_or(position_at(stmt.span));
                self.raise(&rt::exception::raise_assertion, &[message]);
                self.b.switch_to(good);
            }
            StmtKind::FunctionDef {
                function,
                decorators,
                target,
            } => {
                self.function_def(*function, decorators, target);
            }
            StmtKind::ClassDef {
                class,
                decorators,
                target,
            } => {
                self.class_def(*class, decorators, target);
            }
            StmtKind::Import {
                module,
                has_alias,
                target,
            } => self.import(module, *has_alias, target),
            StmtKind::ImportFrom {
                module,
                level,
                names,
                is_star,
            } => self.import_from(module, *level, names, *is_star),
        }
    }

    fn push_loop(&mut self, on_break: pyaot_ir::BlockId, on_continue: pyaot_ir::BlockId) {
        self.loops.push(Loop {
            on_break,
            on_continue,
            cleanups: self.cleanups.len(),
        });
    }

    fn return_statement(&mut self, value: Option<&'a Expr>) {
        let (value, ty) = match value {
            Some(value) => (self.expr(value), self.ty(value)),
            None => (self.none(), Ty::none()),
        };
        if let Some(finished) = self.in_place.as_ref().map(|body| body.finished) {
            self.unwind(0);
            self.b.jump(finished, &[]);
            return;
        }
        let result = self.b.function.result;
        let Some(repr) = result else {
            self.unwind(0);
            self.b.terminate(Terminator::Return(None));
            return;
        };
        let mut value = self.coerce(value, repr_of(&ty), repr);
        if !self.cleanups.is_empty() {
            let held = self.hold("returned", value);
            self.unwind(0);
            if self.b.is_terminated() {
                return;
            }
            value = self.get(held);
        }
        self.b.terminate(Terminator::Return(Some(value)));
    }

    /// Runs the clean-ups above `depth`, innermost first, each as if
    /// outside its own region.
    fn unwind(&mut self, depth: usize) {
        let all = self.cleanups.clone();
        let handler = self.b.handler;
        for at in (depth..all.len()).rev() {
            if self.b.is_terminated() {
                break;
            }
            let entry = all[at];
            self.cleanups.truncate(at);
            self.b.handler = entry.outer;
            self.start_block();
            match entry.cleanup {
                Cleanup::Finally(body) => {
                    // A `break` in it belongs to loops outside the region.
                    let loops: Vec<Loop> = self.loops.drain(..).collect();
                    let (outer, inner): (Vec<Loop>, Vec<Loop>) =
                        loops.into_iter().partition(|l| l.cleanups <= at);
                    self.loops = outer;
                    self.block(body);
                    self.loops.extend(inner);
                }
                Cleanup::Leave(local) => {
                    let exception = self.get(local);
                    self.runtime_unit(&rt::exception::exception_leave, &[exception]);
                }
                Cleanup::Unbind(target) => self.unbind(target),
                Cleanup::With(exit) => self.leave_manager(exit),
            }
        }
        self.cleanups = all;
        self.b.handler = handler;
    }

    /// Binds a target to a value in the representation of `ty`.
    pub fn assign(&mut self, target: &'a Expr, value: ValueId, ty: &Ty) {
        let position = std::mem::replace(&mut self.b.position, position_of(target));
        self.assign_to(target, value, ty);
        self.b.position = position;
    }

    fn assign_to(&mut self, target: &'a Expr, value: ValueId, ty: &Ty) {
        match &target.kind {
            ExprKind::Name { place, .. } => self.write_place(place, value, ty),
            ExprKind::Attribute { object, name } => {
                let held = self.hold("stored", value);
                let receiver = self.expr(object);
                let value = self.get(held);
                self.store_attribute(target, object, receiver, name, value, ty);
            }
            ExprKind::Subscript { object, index } => {
                let held = self.hold("stored", value);
                if let Some(call) = self.ctx.operators.get(&target.id) {
                    let (container, key) = self.special_subscript(object, index);
                    let (container, key) = (self.get(container), self.get(key));
                    let (container_ty, key_ty) = (self.ty(object), self.ty(index));
                    let args = [(key, &key_ty), (self.get(held), ty)];
                    self.b.position = position_of(target);
                    self.call_operator(call, (container, &container_ty), &args, |this, words| {
                        this.runtime_unit(&rt::operation::value_setitem, words);
                        this.none()
                    });
                    return;
                }
                let (container, key) = self.subscript(object, index);
                let (container, value) = (self.get(container), self.get(held));
                self.store_item(object, container, &key, value, ty);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.unpack(items, value, ty),
            ExprKind::Starred(inner) => self.assign(inner, value, ty),
            _ => {}
        }
    }

    /// `a, b = x, y`: all values first, then all targets; no tuple is made.
    fn assign_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr], position: Position) {
        let mut held = Vec::new();
        for value in values {
            let result = self.expr(value);
            held.push((self.hold("assigned", result), self.ty(value)));
        }
        self.b.position = position;
        for (target, (local, ty)) in targets.iter().zip(held) {
            let value = self.get(local);
            self.assign(target, value, &ty);
        }
    }

    pub fn assign_item(&mut self, target: &'a Expr, item: Item) {
        match (&target.kind, item) {
            (_, Item::One(value, ty)) => self.assign(target, value, &ty),
            (ExprKind::Tuple(targets) | ExprKind::List(targets), Item::Many(items))
                if targets.len() == items.len()
                    && !targets
                        .iter()
                        .any(|t| matches!(t.kind, ExprKind::Starred(_))) =>
            {
                for (target, item) in targets.iter().zip(items) {
                    self.assign_item(target, item);
                }
            }
            (_, item @ Item::Many(_)) => {
                let (value, ty) = self.join_item(item);
                self.assign(target, value, &ty);
            }
        }
    }

    fn unpack(&mut self, targets: &'a [Expr], value: ValueId, ty: &Ty) {
        let star = targets
            .iter()
            .position(|t| matches!(t.kind, ExprKind::Starred(_)));
        let types: Vec<Ty> = targets.iter().map(|t| self.target_type(t)).collect();
        if star.is_none()
            && let Some(parts) = self.parts_of_sequence(value, ty, &types)
        {
            for ((target, part), ty) in targets.iter().zip(parts).zip(&types) {
                let part = self.get(part);
                self.assign(target, part, ty);
            }
            return;
        }
        let exact = match (star, ty.single()) {
            (None, Some(Atom::Tuple(items))) if items.len() == targets.len() => Some(items.clone()),
            (None, Some(Atom::Named(class))) => {
                let items = self.named_types(*class);
                (items.len() == targets.len()).then_some(items)
            }
            _ => None,
        };
        let tuple = match (&exact, star) {
            (Some(_), _) => value,
            (None, None) => {
                let word = self.coerce(value, repr_of(ty), Repr::Value);
                let n = self.i64(targets.len() as i64);
                self.runtime(&rt::iter::unpack, &[word, n])
            }
            (None, Some(at)) => {
                let word = self.coerce(value, repr_of(ty), Repr::Value);
                let before = self.i64(at as i64);
                let after = self.i64((targets.len() - at - 1) as i64);
                self.runtime(&rt::iter::unpack_star, &[word, before, after])
            }
        };
        let held = self.hold("unpacked", tuple);
        for (n, target) in targets.iter().enumerate() {
            let ty = exact.as_ref().map_or(&types[n], |items| &items[n]);
            let tuple = self.get(held);
            let word = self.emit(Op::TupleGet(n as u32), &[tuple]);
            let part = self.adapt(word, Repr::Value, ty);
            self.assign(target, part, ty);
        }
    }

    /// The items of a list, or of a tuple of unknown length, with as many as
    /// there are `types`; ValueError when there are more or fewer.
    fn parts_of_sequence(
        &mut self,
        sequence: ValueId,
        ty: &Ty,
        types: &[Ty],
    ) -> Option<Vec<LocalId>> {
        let (length, item) = match ty.single() {
            Some(Atom::List(site)) => (Op::ListLen, Some(self.p.program.site(*site).0.clone())),
            Some(Atom::TupleOf(_)) => (Op::TupleLen, None),
            _ => return None,
        };
        let held = self.hold("unpacked", sequence);
        let length = self.emit(length, &[sequence]);
        let wanted = self.i64(types.len() as i64);
        let differs = self.emit(Op::MachineCompare(Compare::Ne), &[length, wanted]);
        self.guard(differs, |this| {
            let sequence = this.get(held);
            let word = this.coerce(sequence, Repr::Ref, Repr::Value);
            this.runtime(&rt::iter::unpack, &[word, wanted]);
        });
        let parts = types.iter().enumerate().map(|(n, ty)| {
            let sequence = self.get(held);
            let part = match &item {
                Some(item) => {
                    let index = self.i64(n as i64);
                    self.list_get([sequence, index], item)
                }
                None => self.emit(Op::TupleGet(n as u32), &[sequence]),
            };
            let given = self.b.function.repr(part);
            let part = self.adapt(part, given, ty);
            self.hold("part", part)
        });
        Some(parts.collect())
    }

    /// The type analysis recorded for what is assigned to a target.
    fn target_type(&self, target: &Expr) -> Ty {
        match &target.kind {
            ExprKind::Starred(inner) => self.ty(inner),
            _ => self.ty(target),
        }
    }

    fn delete(&mut self, target: &'a Expr) {
        let position = std::mem::replace(&mut self.b.position, position_of(target));
        self.delete_target(target);
        self.b.position = position;
    }

    fn delete_target(&mut self, target: &'a Expr) {
        match &target.kind {
            ExprKind::Name { .. } => self.delete_name(target),
            ExprKind::Attribute { object, name } => {
                let receiver = self.value(object);
                let name = self.str(name);
                self.runtime_unit(&rt::object::value_delattr, &[receiver, name]);
            }
            ExprKind::Subscript { object, index } => {
                let container = self.value(object);
                let key = self.key_value(index);
                if let Some(Atom::Dict(_) | Atom::DefaultDict(_)) = self.ty(object).single() {
                    let dict = self.coerce(container, Repr::Value, Repr::Ref);
                    self.runtime_unit(&rt::dict::dict_delitem, &[dict, key]);
                    return;
                }
                self.runtime_unit(&rt::operation::value_delitem, &[container, key]);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.delete(item));
            }
            _ => {}
        }
    }

    fn aug_assign(&mut self, target: &'a Expr, op: pyaot_syntax::tree::BinaryOp, value: &'a Expr) {
        let old_ty = self.ty(target);
        let position = self.b.position;
        match &target.kind {
            ExprKind::Name { place, .. } => {
                let old = self.name(target);
                let (result, ty) = self.in_place(target, op, old, &old_ty, value, position);
                self.write_place(place, result, &ty);
            }
            ExprKind::Attribute { object, name } => {
                let receiver = self.expr(object);
                let held = self.hold("receiver", receiver);
                let receiver = self.get(held);
                self.b.position = position_of(target);
                let old = self.load_attribute(target, object, receiver, name);
                let (result, ty) = self.in_place(target, op, old, &old_ty, value, position);
                let receiver = self.get(held);
                self.b.position = position_of(target);
                self.store_attribute(target, object, receiver, name, result, &ty);
            }
            ExprKind::Subscript { object, index } => {
                if let Some([read, store]) = self.ctx.item_updates.get(&target.id) {
                    let (container, key) = self.special_subscript(object, index);
                    let (container_ty, key_ty) = (self.ty(object), self.ty(index));
                    self.b.position = position_of(target);
                    let receiver = (self.get(container), &container_ty);
                    let args = [(self.get(key), &key_ty)];
                    let old = self.call_operator(read, receiver, &args, |this, words| {
                        this.runtime(&rt::operation::value_getitem, words)
                    });
                    let (result, ty) =
                        self.in_place(target, op, old, &read.result, value, position);
                    self.b.position = position_of(target);
                    let receiver = (self.get(container), &container_ty);
                    let args = [(self.get(key), &key_ty), (result, &ty)];
                    self.call_operator(store, receiver, &args, |this, words| {
                        this.runtime_unit(&rt::operation::value_setitem, words);
                        this.none()
                    });
                    return;
                }
                let (held, key) = self.subscript(object, index);
                let container = self.get(held);
                self.b.position = position_of(target);
                let old = self.load_item(object, container, &key, &old_ty);
                let (result, ty) = self.in_place(target, op, old, &old_ty, value, position);
                let container = self.get(held);
                self.b.position = position_of(target);
                self.store_item(object, container, &key, result, &ty);
            }
            _ => {}
        }
    }

    fn in_place(
        &mut self,
        target: &Expr,
        op: pyaot_syntax::tree::BinaryOp,
        old: ValueId,
        old_ty: &Ty,
        value: &'a Expr,
        position: Position,
    ) -> (ValueId, Ty) {
        let held = self.hold("old", old);
        let right = self.expr(value);
        let right_ty = self.ty(value);
        let old = self.get(held);
        self.b.position = position;
        self.binary_in_place(target, op, (old, old_ty), (right, &right_ty))
    }

    // Functions.

    /// A function object: descriptor, defaults, captured cells.
    pub fn function_object(&mut self, id: FunctionId) -> ValueId {
        let key = FuncKey {
            module: self.key.module,
            function: id,
        };
        let func = self.p.program.function(key);
        let mut positional = Vec::new();
        for (n, param) in func.params.positional.iter().enumerate() {
            if let Some(default) = &param.default {
                let value = self.default_value(key, n, default);
                positional.push(self.hold("default", value));
            }
        }
        let mut keyword = Vec::new();
        let first =
            func.params.positional.len() + usize::from(func.params.var_positional.is_some());
        for (n, param) in func.params.keyword_only.iter().enumerate() {
            if let Some(default) = &param.default {
                let value = self.default_value(key, first + n, default);
                keyword.push((param.name.clone(), self.hold("default", value)));
            }
        }
        let defaults = if positional.is_empty() {
            self.unbound()
        } else {
            let items: Vec<ValueId> = positional
                .into_iter()
                .map(|local| self.get(local))
                .collect();
            let tuple = self.runtime(&rt::tuple::tuple_from_items, &items);
            self.coerce(tuple, Repr::Ref, Repr::Value)
        };
        let kw_defaults = if keyword.is_empty() {
            self.unbound()
        } else {
            let dict = self.runtime(&rt::dict::dict_new, &[]);
            for (name, local) in keyword {
                let name = self.str(&name);
                let value = self.get(local);
                self.runtime_unit(&rt::dict::dict_setitem, &[dict, name, value]);
            }
            self.coerce(dict, Repr::Ref, Repr::Value)
        };
        if !self.p.program.keeps_annotations(key) {
            return self.make_function(key, defaults, kw_defaults);
        }
        let held = (
            self.hold("defaults", defaults),
            self.hold("defaults", kw_defaults),
        );
        let annotations = self.annotations_of(func);
        let annotations = self.hold("annotations", annotations);
        let (defaults, kw_defaults) = (self.get(held.0), self.get(held.1));
        let function = self.make_function(key, defaults, kw_defaults);
        let function = self.hold("function", function);
        let (object, annotations) = (self.get(function), self.get(annotations));
        let name = self.str("__annotations__");
        self.runtime_unit(&rt::object::value_setattr, &[object, name, annotations]);
        self.get(function)
    }

    fn make_function(&mut self, key: FuncKey, defaults: ValueId, kw_defaults: ValueId) -> ValueId {
        let func = self.p.program.function(key);
        let desc = self.p.function_desc(key);
        let desc = self.emit(Op::ConstData(desc), &[]);
        let mut args = vec![desc, defaults, kw_defaults];
        for n in self.p.real_captures(key) {
            args.push(self.captured_cell(func.captures[n as usize]));
        }
        self.runtime(&rt::object::function_new, &args)
    }

    /// The annotations of a function, as a dict.
    fn annotations_of(&mut self, func: &'a Function) -> ValueId {
        let dict = self.runtime(&rt::dict::dict_new, &[]);
        let held = self.hold("annotations", dict);
        for (name, annotation) in pyaot_analysis::annotations::of(func) {
            let value = if self.module.future_annotations {
                self.annotation_text(annotation)
            } else {
                self.value(annotation)
            };
            let (dict, name) = (self.get(held), self.str(name));
            self.runtime_unit(&rt::dict::dict_setitem, &[dict, name, value]);
        }
        let dict = self.get(held);
        self.coerce(dict, Repr::Ref, Repr::Value)
    }

    /// A default, also put where direct calls find it.
    fn default_value(&mut self, key: FuncKey, param: usize, default: &'a Expr) -> ValueId {
        let Some(slot) = self.p.defaults.get(&(key, param)).copied() else {
            return self.value(default);
        };
        let value = self.expr(default);
        let given = self.b.function.repr(value);
        let held = self.hold("default", value);
        let repr = self.p.ir.globals[slot.index()].repr;
        let value = self.get(held);
        let kept = self.coerce(value, given, repr);
        self.emit_unit(Op::GlobalSet(slot), &[kept]);
        let value = self.get(held);
        self.coerce(value, given, Repr::Value)
    }

    fn captured_cell(&mut self, capture: pyaot_syntax::tree::Capture) -> ValueId {
        use pyaot_syntax::tree::Capture;
        match capture {
            Capture::ParentVar(var) => match self.vars[&var] {
                crate::function::Storage::Cell(local) => self.get(local),
                _ => unreachable!("captured variables live in cells"),
            },
            Capture::ParentCapture(n) => {
                let real = self.p.real_captures(self.key);
                let at = real
                    .iter()
                    .position(|m| *m == n)
                    .expect("a capture of the function");
                let function = self
                    .closure
                    .expect("a function with captures has its object");
                self.emit(Op::FuncCell(at as u32), &[function])
            }
            Capture::Class(class) => {
                let local = self.class_cells[&class];
                self.get(local)
            }
        }
    }

    fn function_def(&mut self, id: FunctionId, decorators: &'a [Expr], target: &'a Expr) {
        let mut callees = Vec::new();
        for decorator in decorators {
            let callee = self.value(decorator);
            callees.push(self.hold("decorator", callee));
        }
        let position = self.b.position;
        let mut value = self.function_object(id);
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
}

/// Targets and values of an assignment of one tuple display to as many targets.
fn parallel<'a>(target: &'a Expr, value: &'a Expr) -> Option<(&'a [Expr], &'a [Expr])> {
    let starred = |items: &[Expr]| items.iter().any(|e| matches!(e.kind, ExprKind::Starred(_)));
    match (&target.kind, &value.kind) {
        (ExprKind::Tuple(targets) | ExprKind::List(targets), ExprKind::Tuple(values))
            if targets.len() == values.len() && !starred(targets) && !starred(values) =>
        {
            Some((targets, values))
        }
        _ => None,
    }
}
