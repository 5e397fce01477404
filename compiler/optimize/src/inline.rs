//! Puts the bodies of small functions in place of calls to them.
//!
//! Instructions keep their code object and line, so tracebacks name the
//! function that was inlined as if it had been called. What the function
//! returns goes on where the call's result did; an exception that leaves it
//! goes where one from the call went.

use pyaot_ir::{
    Block, BlockId, Edge, Frames, FuncId, Function, Inst, Op, Program, Repr, Terminator, ValueId,
};

use crate::{frames, graph};

/// Functions with more than this many instructions are called.
const LARGEST: usize = 32;
/// So are those with more blocks than this: what costs next to nothing may be taken in by the
/// thousand, and take up room all the same (`pass` in a function that is called in a function ...).
const MOST_BLOCKS: usize = 20 * LARGEST;
/// A function stops taking others in when it has grown by this many instructions, or blocks.
const GROWTH: usize = 600;
const BLOCK_GROWTH: usize = 20 * GROWTH;

pub fn run(program: &mut Program) {
    // What has gone into another function has no record of where it stands.
    if program.frames == Frames::All {
        return;
    }
    let order = callees_first(program);
    let mut rank = vec![0; program.functions.len()];
    for (n, func) in order.iter().enumerate() {
        rank[func.index()] = n;
    }
    let component = components(program, &order);
    let mut small: Vec<bool> = program.functions.iter().map(is_small).collect();
    for func in order {
        let stand_in = crate::signature(program.function(func));
        let mut function = std::mem::replace(&mut program.functions[func.index()], stand_in);
        let may_inline = |callee: FuncId| {
            small[callee.index()]
                && rank[callee.index()] < rank[func.index()]
                && component[callee.index()] != component[func.index()]
        };
        inline_into(&mut function, program, &may_inline);
        small[func.index()] = is_small(&function);
        program.functions[func.index()] = function;
    }
}

/// Every function, those it calls before it where they do not call it back.
pub(crate) fn callees_first(program: &Program) -> Vec<FuncId> {
    let mut seen = vec![false; program.functions.len()];
    let mut order = Vec::new();
    for root in 0..program.functions.len() as u32 {
        if std::mem::replace(&mut seen[root as usize], true) {
            continue;
        }
        let mut stack = vec![(FuncId(root), callees(program.function(FuncId(root))))];
        while let Some((func, rest)) = stack.last_mut() {
            match rest.pop() {
                Some(callee) => {
                    if !std::mem::replace(&mut seen[callee.index()], true) {
                        let next = callees(program.function(callee));
                        stack.push((callee, next));
                    }
                }
                None => {
                    order.push(*func);
                    stack.pop();
                }
            }
        }
    }
    order
}

/// A number for each function, the same for those that call one another: what
/// is recursive stays calls, each of which counts against the recursion limit.
/// `order` is that of [`callees_first`].
pub(crate) fn components(program: &Program, order: &[FuncId]) -> Vec<usize> {
    let mut callers = vec![Vec::new(); order.len()];
    for func in order {
        for callee in callees(program.function(*func)) {
            callers[callee.index()].push(*func);
        }
    }
    let mut component = vec![usize::MAX; order.len()];
    for (n, root) in order.iter().rev().enumerate() {
        let mut stack = vec![*root];
        while let Some(func) = stack.pop() {
            if component[func.index()] == usize::MAX {
                component[func.index()] = n;
                stack.extend(&callers[func.index()]);
            }
        }
    }
    component
}

fn callees(function: &Function) -> Vec<FuncId> {
    let insts = function.blocks.iter().flat_map(|block| &block.insts);
    let mut callees: Vec<FuncId> = insts
        .filter_map(|inst| {
            if let Op::Call(func) = inst.op {
                Some(func)
            } else {
                None
            }
        })
        .collect();
    callees.sort_unstable();
    callees.dedup();
    callees
}

/// Whether a call costs about as much as the function: short, without loops.
pub fn is_small(function: &Function) -> bool {
    if function.is_entry || function.blocks.is_empty() || function.blocks.len() > MOST_BLOCKS {
        return false;
    }
    // The pass `frames` wants bodies of generators whole.
    let mut insts = function.blocks.iter().flat_map(|block| &block.insts);
    if insts.any(|inst| frames::suspends(&inst.op)) {
        return false;
    }
    // Blocks are in reverse post-order: what leads back is a loop.
    let loops = function
        .blocks
        .iter()
        .enumerate()
        .any(|(n, block)| block.term.edges().any(|edge| edge.block.index() <= n));
    !loops && size(function) <= LARGEST
}

/// Instructions that are likely to run, constants aside.
pub fn size(function: &Function) -> usize {
    let counts = |inst: &&Inst| !inst.op.is_constant() && !matches!(inst.op, Op::Cast(_));
    let blocks = function.blocks.iter().filter(|block| !block.cold);
    blocks
        .map(|block| block.insts.iter().filter(counts).count())
        .sum()
}

fn inline_into(function: &mut Function, program: &Program, may_inline: &dyn Fn(FuncId) -> bool) {
    let mut growth = 0;
    let mut any = false;
    let most_blocks = function.blocks.len() + BLOCK_GROWTH;
    for n in 0..function.blocks.len() {
        let block = &function.blocks[n];
        let Some(Inst {
            op: Op::Call(callee),
            ..
        }) = block.insts.last()
        else {
            continue;
        };
        let is_full = growth > GROWTH || function.blocks.len() > most_blocks;
        if block.cold || is_full || !may_inline(*callee) {
            continue;
        }
        let callee = program.function(*callee);
        growth += size(callee);
        inline_call(function, BlockId(n as u32), callee, program.observes_death);
        any = true;
    }
    if any {
        graph::compact(function);
    }
}

/// Replaces the call that ends `block`.
pub fn inline_call(
    function: &mut Function,
    block: BlockId,
    callee: &Function,
    observes_death: bool,
) {
    let caller = function.block_mut(block);
    let Terminator::OnError { ok, error } = std::mem::replace(&mut caller.term, Terminator::None)
    else {
        return;
    };
    let Some(call) = caller.insts.pop() else {
        return;
    };
    let cold = caller.cold;
    let after = make_after(function, &call, ok, observes_death);
    function.block_mut(after).cold = cold;
    let mut values: Vec<ValueId> = Vec::with_capacity(callee.values.len());
    for value in &callee.values {
        values.push(function.new_value(value.repr));
    }
    for (param, arg) in callee.blocks[0].params.iter().zip(&call.args) {
        values[param.index()] = *arg;
    }
    let first = function.blocks.len() as u32;
    let start = Edge::to(BlockId(first));
    let has_frame = call.position.line != Inst::NO_FRAME;
    let frames = call.frames + u32::from(has_frame);
    function.block_mut(block).term = Terminator::Jump(start);
    let body = Body {
        values,
        first,
        after,
        error,
        frames,
    };
    for (n, block) in callee.blocks.iter().enumerate() {
        function.blocks.push(body.copy(block, n == 0, cold));
    }
}

/// The block that goes on with the result. What was passed lives that long if anybody can
/// tell, as a callee's parameters do.
fn make_after(function: &mut Function, call: &Inst, ok: Edge, observes_death: bool) -> BlockId {
    let id = function.new_block(None);
    let mut insts = Vec::new();
    for arg in &call.args {
        if observes_death && matches!(function.repr(*arg), Repr::Value | Repr::Ref) {
            insts.push(Inst {
                op: Op::KeepAlive,
                args: vec![*arg],
                result: None,
                ..call.clone()
            });
        }
    }
    let block = function.block_mut(id);
    block.params.extend(call.result);
    block.insts = insts;
    block.term = Terminator::Jump(ok);
    id
}

/// How a callee's blocks translate.
struct Body {
    /// The caller's value for each of the callee's.
    values: Vec<ValueId>,
    /// Where the copies start.
    first: u32,
    after: BlockId,
    error: Edge,
    /// Python frames around the callee's code from now on.
    frames: u32,
}

impl Body {
    fn value(&self, value: ValueId) -> ValueId {
        self.values[value.index()]
    }

    fn edge(&self, edge: &Edge) -> Edge {
        Edge {
            block: BlockId(self.first + edge.block.0),
            args: edge.args.iter().map(|arg| self.value(*arg)).collect(),
        }
    }

    fn copy(&self, block: &Block, is_entry: bool, cold: bool) -> Block {
        let insts = block.insts.iter().map(|inst| Inst {
            args: inst.args.iter().map(|arg| self.value(*arg)).collect(),
            result: inst.result.map(|result| self.value(result)),
            frames: self.frames + inst.frames,
            ..inst.clone()
        });
        let term = match &block.term {
            Terminator::None | Terminator::Unreachable => Terminator::Unreachable,
            Terminator::Jump(edge) => Terminator::Jump(self.edge(edge)),
            Terminator::Branch {
                cond,
                then,
                otherwise,
            } => Terminator::Branch {
                cond: self.value(*cond),
                then: self.edge(then),
                otherwise: self.edge(otherwise),
            },
            Terminator::OnError { ok, error } => Terminator::OnError {
                ok: self.edge(ok),
                error: self.edge(error),
            },
            Terminator::Return(value) => Terminator::Jump(Edge {
                block: self.after,
                args: value.iter().map(|value| self.value(*value)).collect(),
            }),
            Terminator::ReturnError => Terminator::Jump(self.error.clone()),
        };
        let params = if is_entry { &[] } else { &block.params[..] };
        Block {
            params: params.iter().map(|param| self.value(*param)).collect(),
            insts: insts.collect(),
            term,
            handler: None,
            cold: block.cold || cold,
        }
    }
}

#[cfg(test)]
mod tests {
    use pyaot_abi::functions::exception;
    use pyaot_ir::{Builder, CodeId, IntBinary, Op, Repr, Terminator};

    use crate::testing::{Source, count};

    #[test]
    fn a_small_function_replaces_its_call_and_keeps_its_lines() {
        let mut source = Source::new();
        let n = source.builder.param(0);
        // def square(x): return x * x // x
        let mut callee = Builder::new("square", &[Repr::Int], Some(Repr::Int), CodeId(1));
        callee.position.line = 7;
        let x = callee.param(0);
        let square = callee
            .emit(&source.program, Op::Int(IntBinary::Mul), &[x, x])
            .unwrap();
        let divided = callee.emit(&source.program, Op::Int(IntBinary::FloorDiv), &[square, x]);
        callee.terminate(Terminator::Return(divided));
        let func = source.program.add_function(callee.function);
        let value = source.emit(Op::Call(func), &[n]);
        let function = source.finish_with(value, &[]);
        assert_eq!(count(&function, |op| matches!(op, Op::Call(_))), 0);
        assert_eq!(count(&function, |op| *op == Op::Int(IntBinary::Mul)), 1);
        // One traceback entry for each of the two functions.
        let entries = count(&function, |op| {
            *op == Op::CallRuntime(&exception::traceback_add)
        });
        assert_eq!(entries, 2);
        assert_eq!(count(&function, |op| *op == Op::ConstCode(CodeId(1))), 1);
    }
}
