//! What the patterns of `match` ask.

use pyaot_abi::functions as rt;
use pyaot_ir::{Repr, ValueId};
use pyaot_syntax::tree::{Expr, MatchTest};

use crate::function::FunctionLower;
use crate::repr::repr_of;

impl<'a> FunctionLower<'_, 'a> {
    pub fn match_test(
        &mut self,
        expr: &'a Expr,
        test: &MatchTest,
        operands: &'a [Expr],
    ) -> ValueId {
        let mut words = self.values(operands.iter());
        match test {
            MatchTest::Sequence => self.runtime(&rt::object::match_sequence, &words),
            MatchTest::Mapping => self.runtime(&rt::object::match_mapping, &words),
            MatchTest::Instance => self.runtime(&rt::object::match_instance, &words),
            MatchTest::Keys => self.runtime(&rt::object::match_keys, &words),
            MatchTest::Attributes { positional, names } => {
                words.push(self.i64(*positional as i64));
                words.extend(names.iter().map(|name| self.str(name)));
                let found = self.runtime(&rt::object::match_attributes, &words);
                self.coerce(found, Repr::Value, repr_of(&self.ty(expr)))
            }
            MatchTest::Rest => {
                let rest = self.runtime(&rt::object::match_rest, &words);
                self.coerce(rest, Repr::Ref, repr_of(&self.ty(expr)))
            }
        }
    }
}
