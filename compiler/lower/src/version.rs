//! Versions of functions for what their arguments probably are.

use pyaot_abi::functions as rt;
use pyaot_analysis::{CtxId, Guess, Guessed};
use pyaot_ir::{BlockId, BuiltinClass, Compare, Op, Position, Repr, Terminator, ValueId};

use crate::function::FunctionLower;
use crate::repr::boundary_repr;

impl FunctionLower<'_, '_> {
    /// At the start of a function: goes to the first version that the arguments fit.
    pub fn versions(&mut self, first_param: usize) {
        let versions = &self.ctx.versions;
        let Some((_, first)) = versions.first() else {
            return;
        };
        let general = self.b.new_block();
        let arrays = match first[0].is {
            Guessed::Array { .. } => self.array_kinds(first_param, first, general),
            _ => Vec::new(),
        };
        for (ctx, guesses) in versions {
            if !self.p.functions.contains_key(ctx) {
                continue;
            }
            let next = self.b.new_block();
            for (n, guess) in guesses.iter().enumerate() {
                let value = self.b.param(first_param + guess.param);
                let is = match guess.is {
                    Guessed::Array { dtype, ndim } => {
                        let wanted = self.i64(dtype as i64 + 16 * i64::from(ndim));
                        self.emit(Op::MachineCompare(Compare::Eq), &[arrays[n], wanted])
                    }
                    Guessed::Int => self.emit(Op::IsSmallInt, &[value]),
                    Guessed::Float => self.emit(Op::IsFloat, &[value]),
                    Guessed::Str => self.emit(Op::IsExactBuiltin(BuiltinClass::Str), &[value]),
                };
                let fits = self.b.new_block();
                self.b.branch(is, fits, next);
                self.b.switch_to(fits);
            }
            self.go_to_version(*ctx, first_param);
            self.b.switch_to(next);
        }
        self.b.jump(general, &[]);
        self.b.switch_to(general);
    }

    /// What arrays the guessed parameters are; goes to `none` if the first cannot be one.
    fn array_kinds(
        &mut self,
        first_param: usize,
        guesses: &[Guess],
        none: BlockId,
    ) -> Vec<ValueId> {
        let test = self.b.new_block();
        let first = self.b.param(first_param + guesses[0].param);
        let foreign = self.emit(Op::IsForeign, &[first]);
        self.b.branch(foreign, test, none);
        self.b.switch_to(test);
        let kinds = guesses.iter().map(|guess| {
            let value = self.b.param(first_param + guess.param);
            self.runtime(&rt::buffer::array_kind, &[value])
        });
        kinds.collect()
    }

    /// Returns what the version gives for the same arguments.
    fn go_to_version(&mut self, ctx: CtxId, first_param: usize) {
        let function = self.p.functions[&ctx];
        let context = self.p.program.context(ctx);
        let mut args: Vec<ValueId> = (0..self.b.function.params.len())
            .map(|n| self.b.param(n))
            .collect();
        for (arg, ty) in args[first_param..].iter_mut().zip(&context.params) {
            let (given, wanted) = (self.b.function.repr(*arg), boundary_repr(ty));
            if given == Repr::Value && wanted != Repr::Value {
                *arg = self.coerce(*arg, given, wanted);
            }
        }
        let no_frame = Position::of_line(pyaot_ir::Inst::NO_FRAME);
        let position = std::mem::replace(&mut self.b.position, no_frame);
        let value = self.emit(Op::Call(function), &args);
        self.b.position = position;
        let given = self.b.function.repr(value);
        let value = if given.is_word() {
            value
        } else {
            self.adapt(value, given, &context.result)
        };
        let wanted = self.b.function.result.expect("functions return values");
        let value = self.coerce(value, given, wanted);
        self.b.terminate(Terminator::Return(Some(value)));
    }
}
