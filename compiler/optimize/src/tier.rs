//! Two tiers for ints: a fast copy of a function in which ints are machine
//! integers, and the function as it was, for when one does not fit.
//!
//! In the fast copy an int that meets arithmetic is an `I64`. Where one comes
//! from elsewhere (a parameter, a load, a call) it must be a small int
//! ([`Op::NeedSmall`]), and what it is computed to must fit ([`Op::Checked`]);
//! the pass `ranges` drops the tests that cannot fail. A test that does fail
//! leaves through an *exit*: a cold block that makes words of the integers and
//! goes on in the general copy, at the start of the block the test is in. What
//! that block had done until then it does again, so blocks are first split
//! behind whatever may not be repeated.
//!
//! Both copies are one function, so an exit is a jump, and what it takes along
//! are values like any other: those that the general copy reads behind an
//! exit become variables, which the pass `ssa` turns into values again.

mod exits;
mod hoist;
mod mixed;
mod plan;

use std::collections::HashMap;

use pyaot_ir::{Block, BlockId, Compare, Edge, Function, Inst, IntBinary, ItemType};
use pyaot_ir::{MachineBinary, Op, Program, Raw, Repr, Terminator, ValueId};

use crate::{dce, emit, graph, raw, ssa};
use exits::Exits;
use hoist::Hoists;
pub use plan::Plan;

pub fn run(function: &mut Function, program: &Program) {
    graph::compact(function);
    if !plan::is_candidate(function) {
        return;
    }
    let hoists = Hoists::prepare(function, program);
    let Some(plan) = Plan::find(function, program, true) else {
        return;
    };
    mixed::split_edges(function, &plan.numbers);
    raise_constants(function);
    let guards = split(function, program, &plan);
    let exits = Exits::new(function, &plan, &guards, &hoists);
    let params: Vec<Vec<ValueId>> = function.blocks.iter().map(|b| b.params.clone()).collect();
    let n = function.blocks.len();
    let targets = exits.build(function, &plan, &guards);
    let results = raw_results(function, program, &plan);
    for (block, exit) in targets.iter().enumerate().take(n) {
        let fast = Fast {
            program,
            plan: &plan,
            params: &params,
            targets: &targets,
            results: &results,
            hoists: &hoists,
            exit: *exit,
            words: Vec::new(),
            numbers: Vec::new(),
            out: Vec::new(),
            at: BlockId(block as u32),
        };
        fast.rewrite(function, &guards[block]);
    }
    ssa::run(function, program);
}

/// Moves constants to the start of the entry: both copies read the same.
fn raise_constants(function: &mut Function) {
    let mut constants = Vec::new();
    for block in &mut function.blocks {
        let (raised, kept) = std::mem::take(&mut block.insts)
            .into_iter()
            .partition(|inst: &Inst| inst.op.is_constant());
        constants.extend::<Vec<Inst>>(raised);
        block.insts = kept;
    }
    function.blocks[0].insts.splice(0..0, constants);
}

/// Splits blocks behind what must not be done twice if a test follows.
/// Returns, for each block, what is tested at its start.
fn split(function: &mut Function, program: &Program, plan: &Plan) -> Vec<Vec<ValueId>> {
    let mut guards: Vec<Vec<ValueId>> = vec![Vec::new(); function.blocks.len()];
    let entry = function.blocks[0].params.iter().copied();
    guards[0].extend(entry.filter(|param| plan.is_native(*param)));
    let mut n = 0;
    while n < function.blocks.len() {
        let block = &function.blocks[n];
        let native = |inst: &Inst| inst.result.filter(|result| plan.is_native(*result));
        let last = block.insts.len().wrapping_sub(1);
        let raises = matches!(block.term, Terminator::OnError { .. });
        let cold = block.cold;
        let passes_native = |ok: &Edge, result: ValueId| {
            let params = &function.block(ok.block).params;
            let mut pairs = ok.args.iter().zip(params);
            pairs.any(|(arg, param)| *arg == result && plan.is_native(*param))
        };
        if let Terminator::OnError { ok, .. } = &block.term
            && let Some(result) = block.insts.last().and_then(|inst| inst.result)
            && (plan.is_native(result) || passes_native(ok, result))
        {
            // Tested and made a machine integer where it exists, unless it is
            // made as one.
            let id = function.new_block(None);
            let block = &mut function.blocks[n];
            if let Terminator::OnError { ok, .. } = &mut block.term {
                let onward = std::mem::replace(ok, Edge::to(id));
                let added = function.block_mut(id);
                added.term = Terminator::Jump(onward);
                added.cold = cold;
            }
            let is_word = !plan.leaves(&function.blocks[n]);
            let tested = (is_word && plan.is_native(result)).then_some(result);
            guards.push(tested.into_iter().collect());
        }
        let block = &function.blocks[n];
        let leaves = plan.leaves(block) || plan.numbers.tests(function, block);
        let place = block.insts.iter().enumerate().position(|(k, inst)| {
            let droppable = dce::is_droppable(&inst.op, function, program);
            let repeats = droppable || reads_only(&inst.op);
            let later = &block.insts[k..];
            let tests = leaves || later.iter().any(|inst| native(inst).is_some());
            !(repeats || raises && k == last) && tests
        });
        if let Some(k) = place {
            let tested = native(&block.insts[k]);
            let id = function.new_block(None);
            let block = &mut function.blocks[n];
            let rest = block.insts.split_off(k + 1);
            let term = std::mem::replace(&mut block.term, Terminator::Jump(Edge::to(id)));
            let added = function.block_mut(id);
            (added.insts, added.term, added.cold) = (rest, term, cold);
            guards.push(tested.into_iter().collect());
        }
        n += 1;
    }
    guards
}

/// What the raw versions of functions give in place of the ints that calls give.
fn raw_results(
    function: &mut Function,
    program: &Program,
    plan: &Plan,
) -> HashMap<ValueId, ValueId> {
    let mut results = HashMap::new();
    for n in 0..function.blocks.len() {
        let block = &function.blocks[n];
        let Some(inst) = block.insts.last().filter(|_| !block.cold) else {
            continue;
        };
        if let (Op::Call(callee), Some(result)) = (&inst.op, inst.result)
            && let Some((_, raw)) = plan::raw_version(*callee, program)
            && raw.result == Some(Repr::I64)
            && plan.is_native(result)
        {
            results.insert(result, function.new_value(Repr::I64));
        }
    }
    results
}

/// Operations without effect that [`dce`] leaves alone.
fn reads_only(op: &Op) -> bool {
    matches!(
        op,
        Op::ViewLoad(_) | Op::ElementLoad { .. } | Op::FieldGet { .. }
    )
}

/// Puts one block of the fast copy in its form.
struct Fast<'a> {
    program: &'a Program,
    plan: &'a Plan,
    /// The parameters blocks had.
    params: &'a [Vec<ValueId>],
    /// Where the tests of each block lead that fail.
    targets: &'a [Option<BlockId>],
    /// What raw versions have given in place of the ints that calls gave.
    results: &'a HashMap<ValueId, ValueId>,
    hoists: &'a Hoists,
    /// Where its tests lead that fail.
    exit: Option<BlockId>,
    /// Words made of native values in this block so far.
    words: Vec<(ValueId, ValueId)>,
    /// Parts of numbers that have none of their own, asked for in this block so far.
    numbers: Vec<(ValueId, (ValueId, ValueId))>,
    out: Vec<Inst>,
    /// The block that `out` is for.
    at: BlockId,
}

impl Fast<'_> {
    fn rewrite(mut self, function: &mut Function, guards: &[ValueId]) {
        let own = self.at;
        let block = &mut function.blocks[own.index()];
        if self.at != Function::ENTRY {
            let flags = mixed::flags_of(&self.plan.numbers, &block.params);
            for param in &mut block.params {
                *param = self.plan.twin(*param).unwrap_or(*param);
            }
            block.params.extend(flags);
        }
        let number_op = self.plan.number_op(block);
        let insts = std::mem::take(&mut block.insts);
        let mut term = std::mem::replace(&mut block.term, Terminator::None);
        let cold = block.cold;
        let mut insts = insts.into_iter().peekable();
        // Both copies read the constants, so they come before any test.
        while let Some(inst) = insts.next_if(|inst| inst.op.is_constant()) {
            self.out.push(inst);
        }
        for value in guards {
            match (self.results.get(value).copied(), self.plan.twin(*value)) {
                (Some(given), Some(twin)) => {
                    self.out
                        .push(emit::inst(function, Op::KnownSmall, &[given], twin));
                }
                _ => self.need_small(function, *value, cold),
            }
        }
        let mut raises = matches!(term, Terminator::OnError { .. });
        while let Some(inst) = insts.next() {
            if inst
                .result
                .is_some_and(|result| self.hoists.is_moved(result))
            {
                if let (Terminator::OnError { ok, .. }, None) = (&term, insts.peek()) {
                    term = Terminator::Jump(ok.clone());
                    raises = false;
                }
            } else if let Some(row) = inst.result.filter(|row| self.hoists.is_probed(*row)) {
                let test = emit::inst(function, Op::NeedItem, &[row], None);
                self.leaving(function, test, &mut term);
            } else if let (Some(op), true) = (number_op, insts.peek().is_none()) {
                self.number_op(function, inst, op, &mut term);
                raises = false;
            } else if raises && insts.peek().is_none() {
                let raw = match inst.op {
                    Op::Call(callee) if !cold => plan::raw_version(callee, self.program),
                    _ => None,
                };
                match (plan::leaving(&inst.op).filter(|_| !cold), raw) {
                    (Some(op), _) => self.leaving(function, Inst { op, ..inst }, &mut term),
                    (None, Some((raw, callee))) => {
                        self.call_raw(function, inst, raw, callee, &mut term);
                    }
                    (None, None) => {
                        self.terminator(function, &mut term, cold);
                        self.instruction(function, inst, true, cold);
                    }
                }
            } else {
                self.instruction(function, inst, false, cold);
            }
        }
        for inst in self.hoists.at(own).unwrap_or_default() {
            self.in_front(function, inst.clone());
        }
        if !raises {
            self.terminator(function, &mut term, cold);
        }
        let block = function.block_mut(self.at);
        block.insts = self.out;
        block.term = term;
    }

    fn push(&mut self, function: &mut Function, op: Op, args: &[ValueId], repr: Repr) -> ValueId {
        let result = function.new_value(repr);
        self.out.push(emit::inst(function, op, args, result));
        result
    }

    /// The word of a value, which may be native.
    fn word(&mut self, function: &mut Function, value: ValueId) -> ValueId {
        let Some(twin) = self.plan.twin(value) else {
            return value;
        };
        if let Some((_, word)) = self.words.iter().find(|(known, _)| *known == value) {
            return *word;
        }
        let word = match self.plan.numbers.flag(value) {
            Some(flag) => self.push(function, Op::NumberWord, &[twin, flag], Repr::Value),
            None => self.push(function, Op::IntFromI64, &[twin], Repr::Int),
        };
        self.words.push((value, word));
        word
    }

    /// The machine integer of a value that is native or known to fit.
    fn raw(&mut self, function: &mut Function, value: ValueId) -> ValueId {
        match self.plan.twin(value) {
            Some(twin) => twin,
            None => self.push(function, Op::IntToI64, &[value], Repr::I64),
        }
    }

    fn terminator(&mut self, function: &mut Function, term: &mut Terminator, cold: bool) {
        if let Some(value) = term.use_mut() {
            *value = self.word(function, *value);
        }
        for edge in term.edges_mut() {
            self.pass(function, edge, cold);
        }
    }

    fn instruction(&mut self, function: &mut Function, inst: Inst, is_last: bool, cold: bool) {
        let twin = inst.result.and_then(|result| self.plan.twin(result));
        let operator = match &inst.op {
            Op::Int(IntBinary::Add) => Some(MachineBinary::Add),
            Op::Int(IntBinary::Sub) | Op::IntNeg => Some(MachineBinary::Sub),
            Op::Int(IntBinary::Mul) => Some(MachineBinary::Mul),
            _ => None,
        };
        if let (Some(twin), Some(operator)) = (twin, operator) {
            let mut args = Vec::new();
            if inst.op == Op::IntNeg {
                args.push(self.push(function, Op::ConstI64(0), &[], Repr::I64));
            }
            for arg in &inst.args {
                args.push(self.raw(function, *arg));
            }
            let checked = Inst {
                op: Op::Checked(operator),
                args,
                result: Some(twin),
                ..inst
            };
            return self.test(function, checked, cold);
        }
        if let (Some(_), Op::Int(IntBinary::FloorDiv | IntBinary::Mod)) = (twin, &inst.op) {
            self.need_positive(function, inst.args[1], cold);
        }
        let args = inst.args.iter();
        let args = args.map(|arg| self.word(function, *arg)).collect();
        let result = inst.result;
        self.out.push(Inst { args, ..inst });
        if let (Some(value), Some(_), false) = (result, twin, is_last) {
            self.need_small(function, value, cold);
        }
    }

    /// Does in front of a loop what the loop does in the general copy.
    fn in_front(&mut self, function: &mut Function, inst: Inst) {
        match plan::leaving(&inst.op) {
            Some(op) => self.test(function, Inst { op, ..inst }, false),
            None => self.instruction(function, inst, false, false),
        }
    }

    /// A call of the raw version of a function.
    fn call_raw(
        &mut self,
        function: &mut Function,
        inst: Inst,
        raw: Raw,
        callee: &Function,
        term: &mut Terminator,
    ) {
        let mut args = Vec::new();
        for (arg, repr) in inst.args.iter().zip(&callee.params) {
            args.push(match repr {
                Repr::I64 if function.repr(*arg) == Repr::Int => self.raw(function, *arg),
                _ => self.word(function, *arg),
            });
        }
        self.terminator(function, term, false);
        let mut result = inst.result;
        if let Some(word) = inst.result
            && let Some(given) = self.results.get(&word)
            && let Terminator::OnError { ok, error } = term
            && let Some(general) = self.targets[ok.block.index()]
        {
            result = Some(*given);
            let onward = error.clone();
            *error = Edge::to(raw::look_for_big(function, raw.big, word, onward, general));
        }
        self.out.push(Inst {
            op: Op::Call(raw.function),
            args,
            result,
            ..inst
        });
    }

    /// An access of a list that ends the block, and leaves where it fails.
    fn leaving(&mut self, function: &mut Function, inst: Inst, term: &mut Terminator) {
        let Some(exit) = self.exit else {
            panic!("an access that leaves in a block without an exit")
        };
        if let Terminator::OnError { error, .. } = term {
            error.args.clear();
        }
        self.terminator(function, term, false);
        if let Terminator::OnError { error, .. } = term {
            *error = Edge::to(exit);
        }
        let mut args = inst.args.clone();
        if inst.op == Op::TrySet(ItemType::Int) {
            args[2] = self.raw(function, args[2]);
        } else if inst.op == Op::TrySet(ItemType::Number) {
            args[2] = self.word(function, args[2]);
        }
        let twin = inst.result.and_then(|result| self.plan.twin(result));
        let result = twin.or(inst.result);
        self.out.push(Inst {
            args,
            result,
            ..inst
        });
    }

    fn need_small(&mut self, function: &mut Function, value: ValueId, cold: bool) {
        if let Some(twin) = self.plan.twin(value) {
            let Some(flag) = self.plan.numbers.flag(value) else {
                let test = emit::inst(function, Op::NeedSmall, &[value], twin);
                return self.test(function, test, cold);
            };
            let test = emit::inst(function, Op::NeedNumber, &[value], twin);
            self.test(function, test, cold);
            self.out
                .push(emit::inst(function, Op::IsSmallInt, &[value], flag));
        }
    }

    /// Leaves unless a divisor is positive, as machine division wants it.
    fn need_positive(&mut self, function: &mut Function, value: ValueId, cold: bool) {
        let Some(divisor) = self.plan.twin(value) else {
            return;
        };
        let zero = self.push(function, Op::ConstI64(0), &[], Repr::I64);
        let op = Op::MachineCompare(Compare::Gt);
        let cond = self.push(function, op, &[divisor, zero], Repr::Bool);
        self.end(function, cold, |next, exit| Terminator::Branch {
            cond,
            then: next,
            otherwise: exit,
        });
    }

    fn test(&mut self, function: &mut Function, test: Inst, cold: bool) {
        self.out.push(test);
        self.end(function, cold, |ok, error| Terminator::OnError {
            ok,
            error,
        });
    }

    /// Ends a block with a test; what follows goes to a new one.
    fn end(
        &mut self,
        function: &mut Function,
        cold: bool,
        term: impl FnOnce(Edge, Edge) -> Terminator,
    ) {
        let Some(exit) = self.exit else {
            panic!("a test in a block without an exit")
        };
        let next = function.new_block(None);
        function.block_mut(next).cold = cold;
        let block: &mut Block = function.block_mut(self.at);
        block.insts = std::mem::take(&mut self.out);
        block.term = term(Edge::to(next), Edge::to(exit));
        self.at = next;
    }
}

#[cfg(test)]
mod tests {
    use pyaot_ir::{Function, IntBinary, MachineBinary, Op, Repr};

    use crate::testing::Source;

    /// `s = 1; i = 0; while i < n: s = s * m; i += 1`
    fn powers() -> Function {
        let mut source = Source::with(&[Repr::Int, Repr::Int], Repr::Int);
        let (n, m) = (source.builder.param(0), source.builder.param(1));
        let (i, s) = (source.variable("i", 0), source.variable("s", 1));
        source.count_up(i, n, |source| {
            let now = source.get(s);
            let product = source.emit(Op::Int(IntBinary::Mul), &[now, m]);
            source.set(s, product);
        });
        let value = source.get(s);
        source.finish_with(value, &["version"])
    }

    #[test]
    fn a_product_is_checked_and_goes_on_in_words() {
        let function = powers();
        let count = |cold: bool, wanted: &dyn Fn(&Op) -> bool| {
            let blocks = function.blocks.iter().filter(|block| block.cold == cold);
            let insts = blocks.flat_map(|block| &block.insts);
            insts.filter(|inst| wanted(&inst.op)).count()
        };
        let word = |op: &Op| *op == Op::Int(IntBinary::Mul);
        assert_eq!(
            count(false, &|op| *op == Op::Checked(MachineBinary::Mul)),
            1
        );
        assert_eq!((count(false, &word), count(true, &word)), (0, 1));
        // Words are made where the exit needs them, and for the result.
        let makes = |op: &Op| matches!(op, Op::SmallFromI64 | Op::IntFromI64);
        assert_eq!(count(false, &makes), 1);
    }
}
