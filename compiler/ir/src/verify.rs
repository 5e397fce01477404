//! What must hold for a function at its [`Stage`].
//!
//! * every block ends in a terminator; edges pass as many arguments, of
//!   the same representation, as the target has parameters;
//! * operands and results fit the operation's declaration;
//! * each value is defined once, and its definition dominates its uses;
//! * from `Exceptions` on, an instruction that raises is the last of its
//!   block and the terminator is `OnError` (and only then);
//! * from `Ssa` on there are no locals; before `Counted` no counts.

use crate::function::{BlockId, Edge, Function, Repr, Stage, Terminator, ValueId};
use crate::op::{Op, Operand};
use crate::program::Program;

/// All violations found, each naming the place.
pub fn verify(function: &Function, program: &Program) -> Vec<String> {
    let mut verifier = Verifier {
        function,
        program,
        errors: Vec::new(),
    };
    verifier.check_blocks();
    if verifier.errors.is_empty() {
        verifier.check_dominance();
    }
    verifier.errors
}

/// Whether the program's text says all there is: the first line that is not
/// the same once it was read and written again.
pub fn verify_text(program: &Program) -> Result<(), String> {
    let text = program.print(&|_| None);
    let read = crate::parse(&text).map_err(|error| error.to_string())?;
    let again = read.print(&|_| None);
    let differs = text.lines().zip(again.lines()).find(|(a, b)| a != b);
    match differs {
        Some((a, b)) => Err(format!("`{a}` is read as `{b}`")),
        None if text.len() != again.len() => Err("lines are lost".into()),
        None => Ok(()),
    }
}

struct Verifier<'a> {
    function: &'a Function,
    program: &'a Program,
    errors: Vec<String>,
}

impl Verifier<'_> {
    fn error(&mut self, block: BlockId, text: impl Into<String>) {
        self.errors
            .push(format!("{} {block}: {}", self.function.name, text.into()));
    }

    fn check_edge(&mut self, from: BlockId, edge: &Edge) {
        let Some(target) = self.function.blocks.get(edge.block.index()) else {
            return self.error(from, format!("edge to missing block {}", edge.block));
        };
        if target.params.len() != edge.args.len() {
            return self.error(
                from,
                format!("{} arguments for {}", edge.args.len(), edge.block),
            );
        }
        for (arg, param) in edge.args.iter().zip(&target.params) {
            let (given, wanted) = (self.function.repr(*arg), self.function.repr(*param));
            if given != wanted {
                self.error(
                    from,
                    format!("{arg}:{given} for {param}:{wanted} of {}", edge.block),
                );
            }
        }
    }

    fn check_blocks(&mut self) {
        let function = self.function;
        for id in function.block_ids() {
            let block = function.block(id);
            for (n, inst) in block.insts.iter().enumerate() {
                let locals = |local: crate::LocalId| function.locals[local.index()].repr;
                let info = inst.op.info(self.program, &locals);
                let name = inst.op.mnemonic();
                if inst.args.len() < info.operands.len()
                    || (info.variadic.is_none() && inst.args.len() > info.operands.len())
                {
                    self.error(id, format!("{name} has {} operands", inst.args.len()));
                    continue;
                }
                for (k, arg) in inst.args.iter().enumerate() {
                    let wanted = info.operands.get(k).copied().or(info.variadic);
                    let given = function.repr(*arg);
                    let fits = match wanted {
                        Some(Operand::Is(repr)) => given == repr,
                        Some(Operand::Word) => given.is_word(),
                        Some(Operand::Any) | None => true,
                    };
                    if !fits {
                        self.error(
                            id,
                            format!("{name}: operand {k} {arg} is {given}, wanted {wanted:?}"),
                        );
                    }
                }
                let result = inst.result.map(|value| function.repr(value));
                if result != info.result && inst.op != Op::Select {
                    self.error(
                        id,
                        format!("{name}: result is {result:?}, declared {:?}", info.result),
                    );
                }
                let last = n + 1 == block.insts.len();
                let checked = last && matches!(block.term, Terminator::OnError { .. });
                if function.stage >= Stage::Exceptions && info.raises != checked {
                    self.error(
                        id,
                        format!("{name}: raises {} but checked {checked}", info.raises),
                    );
                }
                match inst.op {
                    Op::LocalGet(_) | Op::LocalSet(_) if function.stage >= Stage::Ssa => {
                        self.error(id, format!("{name} after ssa"));
                    }
                    Op::Retain | Op::Release if function.stage < Stage::Counted => {
                        self.error(id, format!("{name} before refcounts"));
                    }
                    _ => {}
                }
            }
            if matches!(block.term, Terminator::None) {
                self.error(id, "no terminator");
            }
            if let Terminator::OnError { .. } = block.term
                && (function.stage < Stage::Exceptions || block.insts.is_empty())
            {
                self.error(id, "on_error out of place");
            }
            if let Terminator::Branch { cond, .. } = block.term
                && function.repr(cond) != Repr::Bool
            {
                self.error(id, format!("branch on {cond}:{}", function.repr(cond)));
            }
            if let Terminator::Return(value) = block.term {
                let given = value.map(|value| function.repr(value));
                if given != function.result {
                    self.error(
                        id,
                        format!("returns {given:?}, declared {:?}", function.result),
                    );
                }
            }
            let edges: Vec<Edge> = block.term.edges().cloned().collect();
            for edge in &edges {
                self.check_edge(id, edge);
            }
        }
    }

    /// Definitions dominate uses: a forward pass over the values available
    /// at each block, by intersection, to a fixpoint.
    fn check_dominance(&mut self) {
        let function = self.function;
        let order = function.reverse_post_order();
        let n = function.values.len();
        let mut available: Vec<Option<Vec<bool>>> = vec![None; function.blocks.len()];
        available[0] = Some(vec![false; n]);
        let mut changed = true;
        while changed {
            changed = false;
            for &id in &order {
                let Some(mut set) = available[id.index()].clone() else {
                    continue;
                };
                let block = function.block(id);
                for param in &block.params {
                    set[param.index()] = true;
                }
                let checked = matches!(block.term, Terminator::OnError { .. });
                let last = block.insts.len().wrapping_sub(1);
                for (k, inst) in block.insts.iter().enumerate() {
                    if let Some(result) = inst.result
                        && !(checked && k == last)
                    {
                        set[result.index()] = true;
                    }
                }
                for (k, edge) in block.term.edges().enumerate() {
                    let mut set = set.clone();
                    if checked
                        && k == 0
                        && let Some(result) = block.insts[last].result
                    {
                        set[result.index()] = true;
                    }
                    let slot = &mut available[edge.block.index()];
                    let next = match slot {
                        None => set,
                        Some(old) => old.iter().zip(&set).map(|(a, b)| *a && *b).collect(),
                    };
                    if slot.as_ref() != Some(&next) {
                        *slot = Some(next);
                        changed = true;
                    }
                }
            }
        }
        for &id in &order {
            let Some(mut set) = available[id.index()].clone() else {
                continue;
            };
            let block = function.block(id);
            let use_all = |verifier: &mut Self, set: &[bool], values: &[ValueId], what: &str| {
                for value in values {
                    if !set[value.index()] {
                        verifier.error(id, format!("{what} uses {value} before its definition"));
                    }
                }
            };
            for param in &block.params {
                set[param.index()] = true;
            }
            for inst in &block.insts {
                use_all(self, &set, &inst.args, &inst.op.mnemonic());
                if let Some(result) = inst.result {
                    set[result.index()] = true;
                }
            }
            if let Some(value) = block.term.uses() {
                use_all(self, &set, &[value], "terminator");
            }
            let edges: Vec<Edge> = block.term.edges().cloned().collect();
            for edge in &edges {
                use_all(self, &set, &edge.args, "edge");
            }
        }
    }
}
