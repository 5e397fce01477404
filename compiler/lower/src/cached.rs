//! Calls of functions under `functools.lru_cache` and `cache`: the runtime is asked for the result, and the function
//! itself is called where it is not known yet.

use pyaot_abi::functions::functools as rows;
use pyaot_abi::value::UNBOUND;
use pyaot_analysis::CtxId;
use pyaot_ir::{Op, Repr, ValueId};
use pyaot_syntax::tree::Expr;

use crate::function::FunctionLower;
use crate::position::position_of;
use crate::repr::repr_of;

impl<'a> FunctionLower<'_, 'a> {
    /// A call with positional arguments that the context takes.
    pub fn call_cached(
        &mut self,
        expr: &'a Expr,
        callee: &'a Expr,
        ctx: CtxId,
        args: &'a [Expr],
    ) -> ValueId {
        let cache = self.value(callee);
        let cache = self.hold("cache", cache);
        let evaluated = self.evaluate(args, &[]);
        self.b.position = position_of(expr);
        let mut asked = vec![self.get(cache)];
        asked.extend(evaluated.args.iter().map(|arg| self.evaluated_word(arg)));
        let found = self.runtime(&rows::lru_cache_find, &asked);
        let wanted = repr_of(&self.ty(expr));
        let result = self.new_local("result", wanted);
        let found = self.hold("found", found);
        let word = self.get(found);
        let missing = self.emit(Op::IsWord(UNBOUND), &[word]);
        let (run, known, done) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        self.b.branch(missing, run, known);

        self.b.switch_to(run);
        let key = self.p.program.context(ctx).func;
        let function = self.p.has_captures(key).then(|| {
            let cache = self.get(cache);
            self.runtime(&rows::lru_cache_function, &[cache])
        });
        // CPython counts a frame for the wrapper.
        self.b.frames += 1;
        let value = self.call_context(ctx, function, None, &evaluated, args);
        self.b.frames -= 1;
        let given = self.b.function.repr(value);
        let value = self.hold("made", value);
        let made = self.get(value);
        let made = self.coerce(made, given, Repr::Value);
        let mut kept = vec![self.get(cache), made];
        kept.extend(evaluated.args.iter().map(|arg| self.evaluated_word(arg)));
        self.runtime_unit(&rows::lru_cache_keep, &kept);
        let made = self.get(value);
        let made = self.coerce(made, given, wanted);
        self.set(result, made);
        self.b.jump(done, &[]);

        self.b.switch_to(known);
        let word = self.get(found);
        let word = self.coerce(word, Repr::Value, wanted);
        self.set(result, word);
        self.b.jump(done, &[]);

        self.b.switch_to(done);
        self.get(result)
    }
}
