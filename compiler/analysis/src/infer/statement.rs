//! Statements: how they change the types of variables.

use pyaot_syntax::tree::{Expr, ExprKind, Place, Stmt, StmtKind};

use super::{Env, Frame, Infer, LoopFrame, Part};
use crate::classes::Member;
use crate::classes::find_member;
use crate::ty::{Atom, FuncKey, Ty};

impl<'a> Infer<'a> {
    pub(super) fn block(&mut self, frame: &mut Frame<'a>, body: &'a [Stmt]) {
        for stmt in body {
            if frame.env.is_none() {
                return;
            }
            self.statement(frame, stmt);
        }
    }

    fn statement(&mut self, frame: &mut Frame<'a>, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Expr(value) => {
                self.expr(frame, value);
            }
            StmtKind::Assign { targets, value } => {
                let module = self.module(frame.key.module);
                if let Some((function, decorators)) = module.decorated(stmt) {
                    let key = FuncKey {
                        module: frame.key.module,
                        function,
                    };
                    self.note_decorators(key, decorators.into_iter());
                }
                let ty = self.expr(frame, value);
                for target in targets {
                    self.assign(frame, target, &ty);
                }
            }
            StmtKind::AugAssign { target, op, value } => self.aug_assign(frame, target, *op, value),
            StmtKind::AnnAssign {
                target,
                value,
                annotation,
                simple,
            } => {
                if *simple && self.evaluates_annotations(frame) {
                    let ty = self.expr(frame, annotation);
                    self.escape(&ty);
                }
                if let Some(value) = value {
                    let ty = self.expr(frame, value);
                    self.assign(frame, target, &ty);
                }
            }
            StmtKind::Delete(targets) => targets.iter().for_each(|t| self.delete(frame, t)),
            StmtKind::Return(value) => {
                let ty = match value {
                    Some(value) => self.expr(frame, value),
                    None => Ty::none(),
                };
                frame.result = self.join(&frame.result.clone(), &ty);
                frame.env = None;
            }
            StmtKind::If { test, body, orelse } => {
                self.expr(frame, test);
                let before = frame.env.clone();
                self.branch(frame, test, true);
                self.block(frame, body);
                let after = std::mem::replace(&mut frame.env, before);
                self.branch(frame, test, false);
                self.block(frame, orelse);
                frame.env = self.join_env(after, frame.env.take());
            }
            StmtKind::While { test, body, orelse } => self.while_loop(frame, test, body, orelse),
            StmtKind::For {
                target,
                iterable,
                body,
                orelse,
                is_async,
            } => {
                let ty = self.expr(frame, iterable);
                let item = self.clause_item(&ty, *is_async);
                self.for_loop(frame, target, &item, body, orelse);
            }
            StmtKind::Break => {
                if let (Some(top), Some(env)) = (frame.loops.last_mut(), frame.env.take()) {
                    top.breaks.push(env);
                }
            }
            StmtKind::Continue => {
                if let (Some(top), Some(env)) = (frame.loops.last_mut(), frame.env.take()) {
                    top.continues.push(env);
                }
            }
            StmtKind::Pass => {}
            StmtKind::With {
                items,
                body,
                is_async,
            } => {
                for item in items {
                    let ty = self.expr(frame, &item.context);
                    let entered = self.entered(&ty, *is_async);
                    if let Some(target) = &item.target {
                        self.assign(frame, target, &entered);
                    }
                }
                // `__exit__` may swallow an exception: any state inside may
                // be the state after.
                if let Some(env) = frame.env.clone() {
                    frame.handlers.push(env);
                    self.block(frame, body);
                    let raised = frame.handlers.pop();
                    frame.env = self.join_env(frame.env.take(), raised);
                }
            }
            StmtKind::Raise { exception, cause } => {
                for value in exception.iter().chain(cause) {
                    let ty = self.expr(frame, value);
                    self.escape(&ty);
                }
                frame.env = None;
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
                is_star,
            } => {
                self.try_statement(frame, body, handlers, orelse, finally, *is_star);
            }
            StmtKind::Assert { test, message } => {
                self.expr(frame, test);
                let before = frame.env.clone();
                if let Some(message) = message {
                    self.narrow(frame, test, false);
                    let ty = self.expr(frame, message);
                    self.escape(&ty);
                }
                frame.env = before;
                self.narrow(frame, test, true);
            }
            StmtKind::FunctionDef {
                function,
                decorators,
                target,
            } => {
                self.function_def(frame, *function, decorators, target);
            }
            StmtKind::ClassDef {
                class,
                decorators,
                target,
            } => {
                self.class_def(frame, *class, decorators, target);
            }
            StmtKind::Import {
                module,
                has_alias,
                target,
            } => {
                let ty = self.import(module, *has_alias);
                self.assign(frame, target, &ty);
            }
            StmtKind::ImportFrom {
                module,
                level,
                names,
                is_star,
            } => {
                let before = frame.env.clone();
                if *is_star {
                    let from = self.module(frame.key.module);
                    let full = crate::graph::absolute_name(from, module, *level);
                    self.import(&full, true);
                }
                for (name, target) in names {
                    let ty = self.import_from(frame.key.module, module, *level, name);
                    self.assign(frame, target, &ty);
                }
                if *is_star {
                    // A name the module has not set stays what it was.
                    frame.env = self.join_env(before, frame.env.take());
                }
            }
            StmtKind::Release(vars) => {
                if let Some(env) = &mut frame.env {
                    vars.iter().for_each(|var| env[var.index()].unbound = true);
                }
            }
        }
    }

    fn while_loop(
        &mut self,
        frame: &mut Frame<'a>,
        test: &'a Expr,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
    ) {
        let mut head = frame.env.clone();
        loop {
            frame.env = head.clone();
            self.expr(frame, test);
            let tested = frame.env.clone();
            self.narrow(frame, test, true);
            if matches!(test.kind, ExprKind::False) {
                frame.env = None;
            }
            frame.loops.push(LoopFrame::default());
            self.block(frame, body);
            let ended = frame.loops.pop().unwrap_or_default();
            let back = self.join_all(frame.env.take(), ended.continues);
            let next = self.join_env(head.clone(), back);
            if next != head {
                head = next;
                continue;
            }
            frame.env = tested;
            self.narrow(frame, test, false);
            if matches!(test.kind, ExprKind::True)
                || matches!(test.kind, ExprKind::Int(n) if n != 0)
            {
                frame.env = None;
            }
            self.block(frame, orelse);
            frame.env = self.join_all(frame.env.take(), ended.breaks);
            return;
        }
    }

    pub(super) fn for_loop(
        &mut self,
        frame: &mut Frame<'a>,
        target: &'a Expr,
        item: &Ty,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
    ) {
        let mut head = frame.env.clone();
        loop {
            frame.env = head.clone();
            self.assign(frame, target, item);
            frame.loops.push(LoopFrame::default());
            self.block(frame, body);
            let ended = frame.loops.pop().unwrap_or_default();
            let back = self.join_all(frame.env.take(), ended.continues);
            let next = self.join_env(head.clone(), back);
            if next != head {
                head = next;
                continue;
            }
            frame.env = head;
            self.block(frame, orelse);
            frame.env = self.join_all(frame.env.take(), ended.breaks);
            return;
        }
    }

    fn join_all(&mut self, mut env: Option<Env>, others: Vec<Env>) -> Option<Env> {
        for other in others {
            env = self.join_env(env, Some(other));
        }
        env
    }

    fn try_statement(
        &mut self,
        frame: &mut Frame<'a>,
        body: &'a [Stmt],
        handlers: &'a [pyaot_syntax::tree::Handler],
        orelse: &'a [Stmt],
        finally: &'a [Stmt],
        is_star: bool,
    ) {
        let Some(start) = frame.env.clone() else {
            return;
        };
        // What may hold when `finally` runs because of an exception.
        frame.handlers.push(start.clone());
        frame.handlers.push(start);
        self.block(frame, body);
        let mut raised = frame.handlers.pop();
        self.block(frame, orelse);
        let mut after = frame.env.take();
        for handler in handlers {
            frame.env = raised.clone();
            if is_star {
                frame.handlers.extend(raised.clone());
            }
            if let Some(class) = &handler.class {
                let ty = self.expr(frame, class);
                self.escape(&ty);
            }
            if let Some(target) = &handler.target {
                self.assign(frame, target, &Atom::Object.into());
            }
            self.block(frame, &handler.body);
            if let Some(target) = &handler.target {
                self.delete(frame, target);
            }
            let end = frame.env.take();
            if is_star && raised.is_some() {
                // The next clause may run after this one, however it ends.
                raised = frame.handlers.pop();
                raised = self.join_env(raised, end.clone());
            }
            after = self.join_env(after, end);
        }
        let failed = frame.handlers.pop();
        frame.env = after.clone();
        if finally.is_empty() {
            return;
        }
        // One walk of `finally` for every way into it.
        let normal = after.is_some();
        frame.env = self.join_env(after, failed);
        self.block(frame, finally);
        let end = frame.env.clone();
        if let Some(top) = frame.loops.last() {
            // A break or continue inside passes through `finally`.
            let (breaks, continues) = (!top.breaks.is_empty(), !top.continues.is_empty());
            if let (Some(end), Some(top)) = (end, frame.loops.last_mut()) {
                if breaks {
                    top.breaks.push(end.clone());
                }
                if continues {
                    top.continues.push(end);
                }
            }
        }
        if !normal {
            frame.env = None;
        }
    }

    /// Binds `target` to a value of type `ty`.
    pub(super) fn assign(&mut self, frame: &mut Frame<'a>, target: &'a Expr, ty: &Ty) {
        frame.forget(target.id);
        self.record(frame, target.id, ty);
        match &target.kind {
            ExprKind::Name { place, .. } => self.write_place(frame, place, ty),
            ExprKind::Attribute { object, name } => {
                let receiver = self.expr(frame, object);
                self.store_attribute(frame, target, &receiver, name, ty);
                // From here on the array is another.
                let is_array = receiver == Ty::Dynamic
                    || receiver
                        .atoms()
                        .iter()
                        .any(|atom| matches!(atom, Atom::Array(..)));
                if let (ExprKind::Name { place, .. }, true) = (&object.kind, is_array)
                    && matches!(name.as_str(), "shape" | "dtype" | "strides")
                {
                    self.write_place(frame, place, &Ty::Dynamic);
                }
            }
            ExprKind::Subscript { object, index } => {
                let container = self.expr(frame, object);
                let key = self.expr(frame, index);
                let is_slice = matches!(index.kind, ExprKind::Slice { .. });
                let others = [key.clone(), ty.clone()];
                let id = target.id;
                if is_slice
                    || self
                        .call_specials(frame, id, &container, &others, &["__setitem__"])
                        .is_none()
                {
                    self.store_item(&container, &key, index, ty);
                }
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.unpack(frame, items, ty),
            ExprKind::Starred(inner) => self.assign(frame, inner, ty),
            _ => {}
        }
    }

    fn unpack(&mut self, frame: &mut Frame<'a>, items: &'a [Expr], ty: &Ty) {
        let star = items
            .iter()
            .position(|item| matches!(item.kind, ExprKind::Starred(_)));
        if let (None, Some(Atom::Tuple(types))) = (star, ty.single().cloned())
            && types.len() == items.len()
        {
            for (item, ty) in items.iter().zip(&types) {
                self.assign(frame, item, ty);
            }
            return;
        }
        if let (None, Some(Atom::Named(class))) = (star, ty.single()) {
            let types = self.named_items(*class);
            if types.len() == items.len() {
                for (item, ty) in items.iter().zip(&types) {
                    self.assign(frame, item, ty);
                }
                return;
            }
        }
        let part = self.iter_item(ty);
        for item in items {
            if let ExprKind::Starred(inner) = &item.kind {
                let site = self.site(frame.ctx, item.id);
                self.put(site, Part::Item, &part);
                let list = Atom::List(site).into();
                self.assign(frame, inner, &list);
            } else {
                self.assign(frame, item, &part);
            }
        }
    }

    pub(super) fn write_place(&mut self, frame: &mut Frame<'a>, place: &Place, ty: &Ty) {
        match place {
            Place::ClassVar(..) if frame.is_prepared && !frame.in_tuple => self.escape(ty),
            Place::Local(var) | Place::ClassVar(var, _) => self.set_var(frame, *var, ty),
            Place::Free(n) => {
                if let Some((owner, var)) = self.free_owner(frame.key, *n) {
                    self.put_cell(owner, var, ty);
                }
            }
            Place::Global(index) => match self.global_var(frame, *index) {
                Some(var) => self.set_var(frame, var, ty),
                None => self.put_global(frame.key.module, *index, ty),
            },
            Place::Builtin => {}
        }
    }

    /// What `with` gives for a context manager.
    fn entered(&mut self, manager: &Ty, is_async: bool) -> Ty {
        match manager.single() {
            Some(Atom::TextFile) if !is_async => return manager.clone(),
            Some(Atom::Instance(class)) if !is_async => {
                let class = *class;
                let exits = matches!(self.special(class, "__exit__"), Some(Member::Method(_)));
                if exits && let Some(enter) = self.own_method(class, "__enter__") {
                    return self.contexts[enter.index()].result.clone();
                }
            }
            _ => {}
        }
        self.escape(manager);
        Ty::Dynamic
    }

    fn delete(&mut self, frame: &mut Frame<'a>, target: &'a Expr) {
        match &target.kind {
            ExprKind::Name { place, .. } => {
                let var = match place {
                    Place::ClassVar(..) if frame.is_prepared => None,
                    Place::Local(var) | Place::ClassVar(var, _) => Some(*var),
                    Place::Global(index) => self.global_var(frame, *index),
                    Place::Free(_) | Place::Builtin => None,
                };
                if let (Some(var), Some(env)) = (var, &mut frame.env) {
                    // Deleting reads too: what may be unset has to be looked at.
                    if env[var.index()].unbound {
                        frame.maybe_unbound.insert(var);
                    }
                    env[var.index()].unbound = true;
                    for handler in &mut frame.handlers {
                        handler[var.index()].unbound = true;
                    }
                    if env[var.index()].ty.is_bottom() {}
                }
            }
            ExprKind::Attribute { object, name } => {
                let ty = self.expr(frame, object);
                self.replaces_attribute(&ty, name);
                self.escape(&ty);
                for atom in ty.atoms() {
                    if let Atom::Class(class) = atom
                        && let Some((owner, _)) = find_member(&self.classes, *class, name)
                    {
                        self.put_class_var(owner, name, &Ty::Dynamic);
                    }
                }
            }
            ExprKind::Subscript { object, index } => {
                let container = self.expr(frame, object);
                let key = self.expr(frame, index);
                self.touch(&container);
                self.escape(&key);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.delete(frame, item));
            }
            _ => {}
        }
    }

    fn aug_assign(
        &mut self,
        frame: &mut Frame<'a>,
        target: &'a Expr,
        op: pyaot_syntax::tree::BinaryOp,
        value: &'a Expr,
    ) {
        frame.forget(target.id);
        let mut special = None;
        let old = match &target.kind {
            ExprKind::Name { .. } => self.name(frame, target),
            ExprKind::Attribute { object, name } => {
                let receiver = self.expr(frame, object);
                self.attribute(frame, target, &receiver, name)
            }
            ExprKind::Subscript { object, index } => {
                let container = self.expr(frame, object);
                let key = self.expr(frame, index);
                if !matches!(index.kind, ExprKind::Slice { .. }) {
                    let key = std::slice::from_ref(&key);
                    special = self.specials(&container, key, &["__getitem__"]);
                }
                match &special {
                    Some(read) => read.result.clone(),
                    None => self.item_of(frame, None, &container, &key, index),
                }
            }
            _ => Ty::Dynamic,
        };
        let right = self.expr(frame, value);
        let result = match self.operator_method(frame, target.id, op, (&old, &right), true) {
            Some(result) => result,
            None => self.binary(op, &old, &right, None, true),
        };
        match &target.kind {
            ExprKind::Name { place, .. } => self.write_place(frame, place, &result),
            ExprKind::Attribute { object, name } => {
                let receiver = self.expr(frame, object);
                self.store_attribute(frame, target, &receiver, name, &result);
            }
            ExprKind::Subscript { object, index } => {
                let container = self.expr(frame, object);
                let key = self.expr(frame, index);
                let others = [key.clone(), result.clone()];
                let is_read = special.is_some();
                let store = special.and_then(|read| {
                    let store = self.specials(&container, &others, &["__setitem__"])?;
                    Some([read, store])
                });
                if let Some(update) = store {
                    frame.item_updates.insert(target.id, update);
                } else {
                    if is_read && !result.is_bottom() {
                        self.item(&container, &key, index);
                    }
                    self.store_item(&container, &key, index, &result);
                }
            }
            _ => {}
        }
        self.record(frame, target.id, &old);
    }

    /// Whether annotations of variables are evaluated here: in bodies of
    /// modules and classes, where they are kept.
    fn evaluates_annotations(&self, frame: &Frame<'a>) -> bool {
        let module = self.module(frame.key.module);
        let is_kept = frame.in_class || frame.key.function == pyaot_syntax::tree::Module::BODY;
        is_kept && !module.future_annotations && (self.annotations_watched || frame.is_prepared)
    }
}
