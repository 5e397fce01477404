//! `raise`, `try`, `with`: regions, handlers, clean-ups.

use pyaot_abi::functions as rt;
use pyaot_analysis::Ty;
use pyaot_ir::{BlockId, LocalId, Op, Terminator};
use pyaot_syntax::tree::{Expr, Handler, Stmt, WithItem};

use crate::function::{Cleanup, CleanupEntry, FunctionLower};
use crate::position::position_at;
use crate::repr::repr_of;

impl<'a> FunctionLower<'_, 'a> {
    pub fn raise_statement(&mut self, exception: Option<&'a Expr>, cause: Option<&'a Expr>) {
        let position = self.b.position;
        match exception {
            None => self.raise(&rt::exception::reraise, &[]),
            Some(exception) => {
                let value = self.value(exception);
                let held = self.hold("exception", value);
                let cause = match cause {
                    Some(cause) => self.value(cause),
                    None => self.unbound(),
                };
                let value = self.get(held);
                self.b.position = position;
                self.raise(&rt::exception::raise, &[value, cause]);
            }
        }
    }

    /// A block that handles exceptions of a region: they are passed on to
    /// what is outside it unless the code says otherwise.
    pub fn new_handler(&mut self, outer: Option<BlockId>) -> BlockId {
        let inner = std::mem::replace(&mut self.b.handler, outer);
        let block = self.b.new_block();
        self.b.function.block_mut(block).cold = true;
        self.b.handler = inner;
        block
    }

    /// Goes on with the pending exception outside.
    pub fn propagate(&mut self, outer: Option<BlockId>) {
        match outer {
            Some(handler) => self.b.jump(handler, &[]),
            None => self.b.terminate(Terminator::ReturnError),
        }
    }

    /// Everything emitted by `body` is a region guarded by `handler`.
    pub fn region(&mut self, handler: Option<BlockId>, body: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.b.handler, handler);
        self.start_block();
        body(self);
        self.b.handler = outer;
        if !self.b.is_terminated() {
            self.start_block();
        }
    }

    pub fn try_statement(
        &mut self,
        body: &'a [Stmt],
        handlers: &'a [Handler],
        orelse: &'a [Stmt],
        finally: &'a [Stmt],
        is_star: bool,
    ) {
        if finally.is_empty() {
            self.try_except(body, handlers, orelse, is_star);
            return;
        }
        let outer = self.b.handler;
        let failed = self.new_handler(outer);
        let end = self.b.new_block();
        self.cleanups.push(CleanupEntry {
            cleanup: Cleanup::Finally(finally),
            outer,
        });
        self.region(Some(failed), |this| {
            if handlers.is_empty() {
                this.block(body);
            } else {
                this.try_except(body, handlers, orelse, is_star);
            }
        });
        self.cleanups.pop();
        if !self.b.is_terminated() {
            self.block(finally);
            self.b.jump(end, &[]);
        }
        self.b.switch_to(failed);
        self.handling(outer, |this, exception| {
            this.block(finally);
            if !this.b.is_terminated() {
                this.leave_and_raise(exception, outer);
            }
        });
        self.b.switch_to(end);
    }

    /// In a handler block: takes the pending exception, runs `body` with
    /// it as the handled one, and stops handling it on every way out.
    fn handling(&mut self, outer: Option<BlockId>, body: impl FnOnce(&mut Self, LocalId)) {
        let exception = self.runtime(&rt::exception::exception_enter, &[]);
        let local = self.hold("exception", exception);
        let leave = self.new_handler(outer);
        self.cleanups.push(CleanupEntry {
            cleanup: Cleanup::Leave(local),
            outer,
        });
        self.region(Some(leave), |this| body(this, local));
        self.cleanups.pop();
        let after = self.b.current_block();
        self.b.switch_to(leave);
        let exception = self.get(local);
        self.runtime_unit(&rt::exception::exception_leave, &[exception]);
        self.propagate(outer);
        self.b.switch_to(after);
    }

    fn leave(&mut self, exception: LocalId) {
        let value = self.get(exception);
        self.runtime_unit(&rt::exception::exception_leave, &[value]);
    }

    /// Ends handling and raises the same exception again, outside.
    fn leave_and_raise(&mut self, exception: LocalId, outer: Option<BlockId>) {
        self.leave(exception);
        let inner = std::mem::replace(&mut self.b.handler, outer);
        self.start_block();
        let value = self.get(exception);
        self.raise(&rt::exception::raise_again, &[value]);
        self.b.handler = inner;
    }

    fn try_except(
        &mut self,
        body: &'a [Stmt],
        handlers: &'a [Handler],
        orelse: &'a [Stmt],
        is_star: bool,
    ) {
        let outer = self.b.handler;
        let caught = self.new_handler(outer);
        let end = self.b.new_block();
        self.region(Some(caught), |this| this.block(body));
        if !self.b.is_terminated() {
            self.block(orelse);
            self.b.jump(end, &[]);
        }
        self.b.switch_to(caught);
        self.handling(outer, |this, exception| {
            if is_star {
                this.star_handlers(handlers, exception, outer, end);
                return;
            }
            for handler in handlers {
                this.b.position = position_at(handler.span);
                let next = this.b.new_block();
                if let Some(class) = &handler.class {
                    let class = this.value(class);
                    let value = this.get(exception);
                    this.b.position = position_at(handler.span);
                    let matches = this.runtime(&rt::exception::exception_matches, &[value, class]);
                    let then = this.b.new_block();
                    this.b.branch(matches, then, next);
                    this.b.switch_to(then);
                }
                this.handler_body(handler, exception, outer, end);
                this.b.switch_to(next);
                if handler.class.is_none() {
                    // Nothing gets past a bare `except`.
                    this.b.terminate(Terminator::Unreachable);
                    return;
                }
            }
            this.leave_and_raise(exception, outer);
        });
        self.b.switch_to(end);
    }

    /// The clauses `except*`: each handles its part of the exception, and what
    /// is left or raised in them is raised together.
    fn star_handlers(
        &mut self,
        handlers: &'a [Handler],
        exception: LocalId,
        outer: Option<BlockId>,
        end: BlockId,
    ) {
        let value = self.get(exception);
        let state = self.runtime(&rt::exception::except_star_begin, &[value]);
        let state = self.hold("star", state);
        for handler in handlers {
            self.b.position = position_at(handler.span);
            let class = match &handler.class {
                Some(class) => self.value(class),
                None => self.none(),
            };
            let words = self.get(state);
            self.b.position = position_at(handler.span);
            let part = self.runtime(&rt::exception::except_star_match, &[words, class]);
            let part = self.hold("part", part);
            let value = self.get(part);
            let nothing = self.is_none(value);
            let (next, then) = (self.b.new_block(), self.b.new_block());
            self.b.branch(nothing, next, then);
            self.b.switch_to(then);
            let value = self.get(part);
            self.runtime_unit(&rt::exception::exception_handle, &[value]);
            let region = self.b.handler;
            let raised = self.new_handler(region);
            self.region(Some(raised), |this| {
                this.handler_statements(handler, part);
                if !this.b.is_terminated() {
                    this.leave(part);
                }
            });
            if !self.b.is_terminated() {
                self.b.jump(next, &[]);
            }
            self.b.switch_to(raised);
            self.leave(part);
            let words = self.get(state);
            self.runtime_unit(&rt::exception::except_star_raised, &[words]);
            self.b.jump(next, &[]);
            self.b.switch_to(next);
        }
        let words = self.get(state);
        let result = self.runtime(&rt::exception::except_star_end, &[words]);
        let result = self.hold("raised", result);
        let value = self.get(result);
        let nothing = self.is_none(value);
        let (done, again) = (self.b.new_block(), self.b.new_block());
        self.b.branch(nothing, done, again);
        self.b.switch_to(done);
        self.leave(exception);
        self.b.jump(end, &[]);
        self.b.switch_to(again);
        self.leave(exception);
        let inner = std::mem::replace(&mut self.b.handler, outer);
        self.start_block();
        let value = self.get(result);
        self.raise(&rt::exception::raise_again, &[value]);
        self.b.handler = inner;
    }

    fn handler_body(
        &mut self,
        handler: &'a Handler,
        exception: LocalId,
        outer: Option<BlockId>,
        end: BlockId,
    ) {
        self.handler_statements(handler, exception);
        if !self.b.is_terminated() {
            self.leave(exception);
            let inner = std::mem::replace(&mut self.b.handler, outer);
            self.b.jump(end, &[]);
            self.b.handler = inner;
        }
    }

    /// The statements of a clause, with its name bound meanwhile.
    fn handler_statements(&mut self, handler: &'a Handler, exception: LocalId) {
        if let Some(target) = &handler.target {
            let value = self.get(exception);
            self.assign(target, value, &Ty::Dynamic);
            // The name is unbound however the body ends.
            let region = self.b.handler;
            let unbind = self.new_handler(region);
            self.cleanups.push(CleanupEntry {
                cleanup: Cleanup::Unbind(target),
                outer: region,
            });
            self.region(Some(unbind), |this| this.block(&handler.body));
            self.cleanups.pop();
            if !self.b.is_terminated() {
                self.unbind(target);
            }
            let after = self.b.current_block();
            self.b.switch_to(unbind);
            self.unbind(target);
            self.propagate(region);
            self.b.switch_to(after);
        } else {
            self.block(&handler.body);
        }
    }

    /// `name = None; del name`, which never fails.
    pub fn unbind(&mut self, target: &'a Expr) {
        let none = self.none();
        self.assign(target, none, &Ty::Dynamic);
        self.delete_name(target);
    }

    pub fn with_statement(&mut self, items: &'a [WithItem], body: &'a [Stmt], is_async: bool) {
        let Some((item, rest)) = items.split_first() else {
            return self.block(body);
        };
        let position = self.b.position;
        let (exit, entered) = self.enter_manager(&item.context, is_async);
        let outer = self.b.handler;
        let failed = self.new_handler(outer);
        let end = self.b.new_block();
        self.cleanups.push(CleanupEntry {
            cleanup: Cleanup::With(exit),
            outer,
        });
        let held = self.hold("entered", entered);
        self.region(Some(failed), |this| {
            if let Some(target) = &item.target {
                let value = this.get(held);
                let ty = this.ty(target);
                let given = this.b.function.repr(value);
                let value = this.coerce(value, given, repr_of(&ty));
                this.assign(target, value, &ty);
            }
            this.with_statement(rest, body, is_async);
        });
        self.cleanups.pop();
        if !self.b.is_terminated() {
            self.b.position = position;
            self.leave_manager(exit);
            self.b.jump(end, &[]);
        }
        self.b.switch_to(failed);
        self.handling(outer, |this, exception| {
            this.b.position = position;
            let swallowed = this.leave_manager_raising(exit, exception);
            let (swallow, again) = (this.b.new_block(), this.b.new_block());
            this.b.branch(swallowed, swallow, again);
            this.b.switch_to(swallow);
            this.leave(exception);
            this.b.jump(end, &[]);
            this.b.switch_to(again);
            this.leave_and_raise(exception, outer);
        });
        self.b.switch_to(end);
    }

    /// Whether a word is `None`.
    pub fn is_none(&mut self, value: pyaot_ir::ValueId) -> pyaot_ir::ValueId {
        self.emit(Op::IsWord(pyaot_abi::value::NONE), &[value])
    }
}
