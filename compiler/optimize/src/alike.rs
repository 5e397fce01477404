//! Tests of an object's class that lead to the same.
//!
//! `lower` calls a method by the class of the object, with a branch for each class; those that
//! inherit the method often have the same code. The pass makes equal functions one, and asks
//! for the classes whose branches do the same together, or not at all where they are all that is left.

use std::collections::HashMap;

use pyaot_ir::{
    Block, BlockId, Edge, Function, GlobalId, Inst, Op, Program, Repr, Terminator, ValueId,
};

use crate::emit::push;
use crate::{graph, merge};

/// Blocks that a branch may consist of.
const MAX_BLOCKS: usize = 12;

pub fn run(program: &mut Program) {
    merge::run(program);
    for function in &mut program.functions {
        join_tests(function);
    }
}

fn join_tests(function: &mut Function) {
    let is_test = |block: &Block| matches!(block.insts.last(), Some(inst) if matches!(inst.op, Op::IsExactClass(_)));
    if !function.blocks.iter().any(is_test) {
        return;
    }
    let mut shape = Shape::of(function);
    let mut changed = false;
    for id in function.reverse_post_order() {
        let Some(chain) = Chain::starting(function, &shape, id) else {
            continue;
        };
        if chain.rewrite(function, &shape) {
            shape = Shape::of(function);
            changed = true;
        }
    }
    if changed {
        graph::compact(function);
    }
}

/// What is asked of a function as a whole.
struct Shape {
    predecessors: Vec<Vec<BlockId>>,
    /// How often each value is read.
    uses: HashMap<ValueId, usize>,
}

impl Shape {
    fn of(function: &Function) -> Shape {
        let mut uses = HashMap::new();
        for block in &function.blocks {
            let insts = block.insts.iter().flat_map(|inst| &inst.args);
            let passed = block.term.edges().flat_map(|edge| &edge.args);
            for value in insts.chain(passed).copied().chain(block.term.uses()) {
                *uses.entry(value).or_default() += 1;
            }
        }
        Shape {
            predecessors: function.predecessors(),
            uses,
        }
    }

    fn is_alone(&self, block: BlockId) -> bool {
        self.predecessors[block.index()].len() == 1
    }
}

/// Tests of the class of one value, one after the other.
struct Chain {
    head: BlockId,
    value: ValueId,
    /// The classes, each with where it leads to.
    tests: Vec<(GlobalId, Edge)>,
    otherwise: Edge,
    /// Constants of the blocks behind the first.
    constants: Vec<Inst>,
}

impl Chain {
    /// The one whose first test ends the block.
    fn starting(function: &Function, shape: &Shape, head: BlockId) -> Option<Chain> {
        let first = test(function, shape, head)?;
        let mut chain = Chain {
            head,
            value: first.value,
            tests: vec![(first.class, first.then)],
            otherwise: first.otherwise,
            constants: Vec::new(),
        };
        loop {
            let id = chain.otherwise.block;
            let block = function.block(id);
            let alone = shape.is_alone(id) && block.params.is_empty();
            let Some(next) = test(function, shape, id).filter(|_| alone) else {
                break;
            };
            let rest = &block.insts[..block.insts.len() - 1];
            let is_constant = |inst: &Inst| inst.args.is_empty() && is_plain(&inst.op);
            if next.value != chain.value || !rest.iter().all(is_constant) {
                break;
            }
            chain.constants.extend(rest.iter().cloned());
            chain.tests.push((next.class, next.then));
            chain.otherwise = next.otherwise;
        }
        Some(chain)
    }

    /// Whether anything has changed.
    fn rewrite(self, function: &mut Function, shape: &Shape) -> bool {
        let same = |function: &Function, a: &Edge, b: &Edge| {
            let mut equal = Alike {
                function,
                shape,
                values: HashMap::new(),
                left: MAX_BLOCKS,
            };
            equal.edges(a, b)
        };
        let mut groups: Vec<(Edge, Vec<GlobalId>)> = Vec::new();
        for (class, then) in &self.tests {
            if same(function, then, &self.otherwise) {
                continue;
            }
            match groups
                .iter_mut()
                .find(|(edge, _)| same(function, edge, then))
            {
                Some((_, classes)) => classes.push(*class),
                None => groups.push((then.clone(), vec![*class])),
            }
        }
        if groups.len() == self.tests.len() {
            return false;
        }
        // The tests anew, those of a group in one block.
        function.block_mut(self.head).insts.pop();
        function.block_mut(self.head).insts.extend(self.constants);
        let mut at = self.head;
        for (n, (then, classes)) in groups.iter().enumerate() {
            let mut insts = Vec::new();
            let mut any: Option<ValueId> = None;
            for class in classes {
                let op = Op::IsExactClass(*class);
                let is = push(function, &mut insts, op, &[self.value], Repr::Bool);
                any = Some(match any {
                    None => is,
                    Some(any) => push(function, &mut insts, Op::BoolOr, &[any, is], Repr::Bool),
                });
            }
            let last = n + 1 == groups.len();
            let next = match last {
                true => self.otherwise.clone(),
                false => Edge::to(function.new_block(None)),
            };
            let block = function.block_mut(at);
            block.insts.extend(insts);
            block.term = Terminator::Branch {
                cond: any.expect("a group has a class"),
                then: then.clone(),
                otherwise: next.clone(),
            };
            at = next.block;
        }
        if groups.is_empty() {
            function.block_mut(self.head).term = Terminator::Jump(self.otherwise);
        }
        true
    }
}

/// The test of a value's class that a block ends with.
struct Test {
    value: ValueId,
    class: GlobalId,
    then: Edge,
    otherwise: Edge,
}

/// The test that a block ends with, where nothing else reads its result.
fn test(function: &Function, shape: &Shape, id: BlockId) -> Option<Test> {
    let block = function.block(id);
    let last = block.insts.last()?;
    let (Op::IsExactClass(class), Some(result)) = (&last.op, last.result) else {
        return None;
    };
    let Terminator::Branch {
        cond,
        then,
        otherwise,
    } = &block.term
    else {
        return None;
    };
    (*cond == result && shape.uses.get(&result) == Some(&1)).then(|| Test {
        value: last.args[0],
        class: *class,
        then: then.clone(),
        otherwise: otherwise.clone(),
    })
}

/// Whether the operation makes a value of nothing, or is another form of one.
fn is_plain(op: &Op) -> bool {
    op.is_constant() || matches!(op, Op::Cast(_))
}

/// Whether two ways do the same until they meet.
struct Alike<'f> {
    function: &'f Function,
    shape: &'f Shape,
    /// What the one computes, by what the other one does.
    values: HashMap<ValueId, ValueId>,
    left: usize,
}

impl Alike<'_> {
    fn args(&self, a: &[ValueId], b: &[ValueId]) -> bool {
        let mapped = |value: &ValueId| self.values.get(value).copied().unwrap_or(*value);
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| *a == mapped(b))
    }

    fn edges(&mut self, a: &Edge, b: &Edge) -> bool {
        if a.block == b.block {
            return self.args(&a.args, &b.args);
        }
        let alone = |edge: &Edge| self.shape.is_alone(edge.block);
        if self.left == 0 || !alone(a) || !alone(b) || !self.args(&a.args, &b.args) {
            return false;
        }
        self.left -= 1;
        let (x, y) = (self.function.block(a.block), self.function.block(b.block));
        if x.params.len() != y.params.len() || x.insts.len() != y.insts.len() {
            return false;
        }
        for (p, q) in x.params.iter().zip(&y.params) {
            if self.function.repr(*p) != self.function.repr(*q) {
                return false;
            }
            self.values.insert(*q, *p);
        }
        for (i, j) in x.insts.iter().zip(&y.insts) {
            if !merge::is_equal_op(&i.op, &j.op) || !self.args(&i.args, &j.args) {
                return false;
            }
            let line = |inst: &Inst| (inst.position, inst.code, inst.frames);
            // Nobody sees where an operation that cannot fail stands.
            if line(i) != line(j) && !is_plain(&i.op) {
                return false;
            }
            match (i.result, j.result) {
                (Some(p), Some(q)) if self.function.repr(p) == self.function.repr(q) => {
                    self.values.insert(q, p);
                }
                (None, None) => {}
                _ => return false,
            }
        }
        match (&x.term, &y.term) {
            (Terminator::Jump(a), Terminator::Jump(b)) => self.edges(a, b),
            (Terminator::OnError { ok: a, error: e }, Terminator::OnError { ok: b, error: f }) => {
                self.edges(a, b) && self.edges(e, f)
            }
            (
                Terminator::Branch {
                    cond: c,
                    then: a,
                    otherwise: e,
                },
                Terminator::Branch {
                    cond: d,
                    then: b,
                    otherwise: f,
                },
            ) => self.args(&[*c], &[*d]) && self.edges(a, b) && self.edges(e, f),
            (Terminator::Return(a), Terminator::Return(b)) => self.args(a.as_slice(), b.as_slice()),
            (Terminator::ReturnError, Terminator::ReturnError) => true,
            (Terminator::Unreachable, Terminator::Unreachable) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::assert_pass;

    #[test]
    fn classes_that_lead_to_the_same_are_asked_for_together() {
        let tests = |rest: &str, end: &str| {
            format!(
                "global g0:value A
                global g1:value B
                global g2:value C
                function f(value) -> i64 stage ssa {{
                b0(v0:value):
                    v1:bool = is_exact_class g0 v0
                    branch v1, b1, b2
                b1:
                    v2:i64 = const_i64 1
                    jump {end}(v2)
                b2:
                    v3:bool = is_exact_class g1 v0
                    branch v3, b3, b4
                b3:
                    v4:i64 = const_i64 2
                    jump {end}(v4)
                b4:
                    {rest}
                {end}(v5:i64):
                    return v5
                }}"
            )
        };
        // The second class and what is left.
        let before = tests("v6:i64 = const_i64 2\n jump b5(v6)", "b5");
        assert_pass(
            "alike",
            &before,
            "global g0:value A
            global g1:value B
            global g2:value C
            function f(value) -> i64 stage ssa {
            b0(v0:value):
                v7:bool = is_exact_class g0 v0
                branch v7, b1, b2
            b1:
                v2:i64 = const_i64 1
                jump b3(v2)
            b2:
                v6:i64 = const_i64 2
                jump b3(v6)
            b3(v5:i64):
                return v5
            }",
        );
        // The first and the third, which is asked for.
        let third = "v6:bool = is_exact_class g2 v0
                    branch v6, b5, b6
                b5:
                    v7:i64 = const_i64 1
                    jump b7(v7)
                b6:
                    v8:i64 = const_i64 3
                    jump b7(v8)";
        assert_pass(
            "alike",
            &tests(third, "b7"),
            "global g0:value A
            global g1:value B
            global g2:value C
            function f(value) -> i64 stage ssa {
            b0(v0:value):
                v9:bool = is_exact_class g0 v0
                v10:bool = is_exact_class g2 v0
                v11:bool = bool_or v9, v10
                branch v11, b1, b2
            b1:
                v2:i64 = const_i64 1
                jump b5(v2)
            b2:
                v12:bool = is_exact_class g1 v0
                branch v12, b3, b4
            b3:
                v4:i64 = const_i64 2
                jump b5(v4)
            b4:
                v8:i64 = const_i64 3
                jump b5(v8)
            b5(v5:i64):
                return v5
            }",
        );
    }
}
