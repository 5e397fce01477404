//! Puts retains and releases where ownership and liveness ask for them.
//!
//! Each block is walked backwards. At its end live what its successors
//! need; an edge on which less lives, or whose arguments need a count of
//! their own, gets the difference: at the start of the target when the
//! block is its only predecessor, else in a block on the edge. The result
//! and the operands of an instruction that raises count as live up to the
//! edges behind it.

use std::collections::HashMap;

use pyaot_abi::functions::{FnDecl, bytes, str, tuple};
use pyaot_ir::{BlockId, CodeId, Edge, Function, Inst, Op, Position, Program, Terminator, ValueId};

use super::liveness::Liveness;
use super::ownership::{Class, Ownership};

pub struct Inserter<'a> {
    function: &'a mut Function,
    program: &'a Program,
    ownership: &'a Ownership,
    liveness: &'a Liveness,
    pred_counts: Vec<u32>,
    /// Owned roots live at the point the walk has reached; `live_list` has
    /// at least those.
    live: Vec<bool>,
    live_list: Vec<ValueId>,
    /// Stamps for sets over values.
    stamp: Vec<u32>,
    next_stamp: u32,
    /// Instructions for the start of blocks, put in when all are walked.
    prefixes: Vec<Vec<Inst>>,
    /// Cold blocks that release one value and go on to a block; shared by
    /// error edges.
    cleanups: HashMap<(BlockId, ValueId), BlockId>,
}

/// Rows that have a twin which consumes its first operand. They do not raise.
static IN_PLACE: [(&FnDecl, &FnDecl); 3] = [
    (&str::str_concat, &str::str_append),
    (&bytes::bytes_concat, &bytes::bytes_append),
    (&tuple::tuple_concat, &tuple::tuple_append),
];

/// What an edge must do before its target starts.
#[derive(Default)]
struct EdgeWork {
    retains: Vec<ValueId>,
    releases: Vec<ValueId>,
}

impl EdgeWork {
    fn is_empty(&self) -> bool {
        self.retains.is_empty() && self.releases.is_empty()
    }
}

/// A `Retain` or `Release`.
pub fn count(op: Op, value: ValueId, position: Position, code: CodeId) -> Inst {
    Inst {
        position,
        ..Inst::new(code, op, [value], None)
    }
}

impl<'a> Inserter<'a> {
    pub fn new(
        function: &'a mut Function,
        program: &'a Program,
        ownership: &'a Ownership,
        liveness: &'a Liveness,
    ) -> Inserter<'a> {
        let mut pred_counts = vec![0; function.blocks.len()];
        for block in &function.blocks {
            for edge in block.term.edges() {
                pred_counts[edge.block.index()] += 1;
            }
        }
        let values = function.values.len();
        let blocks = function.blocks.len();
        Inserter {
            function,
            program,
            ownership,
            liveness,
            pred_counts,
            live: vec![false; values],
            live_list: Vec::new(),
            stamp: vec![0; values],
            next_stamp: 0,
            prefixes: vec![Vec::new(); blocks],
            cleanups: HashMap::new(),
        }
    }

    pub fn run(mut self) {
        for n in 0..self.prefixes.len() {
            self.walk(BlockId(n as u32));
        }
        for n in 0..self.prefixes.len() {
            self.release_after_raise(BlockId(n as u32));
        }
        for (n, mut prefix) in self.prefixes.into_iter().enumerate() {
            if !prefix.is_empty() {
                let insts = &mut self.function.blocks[n].insts;
                prefix.append(insts);
                *insts = prefix;
            }
        }
    }

    /// What a block that only raises would release first, it releases behind the raise,
    /// where other errors go too.
    fn release_after_raise(&mut self, id: BlockId) {
        let prefix = &self.prefixes[id.index()];
        let block = self.function.block(id);
        let raises = |ok: &Edge| {
            let ok = self.function.block(ok.block);
            ok.insts.is_empty() && matches!(ok.term, Terminator::Unreachable)
        };
        let releases = prefix.iter().all(|inst| inst.op == Op::Release);
        match &block.term {
            Terminator::OnError { ok, .. } if block.insts.len() == 1 && raises(ok) && releases => {}
            _ => return,
        }
        let prefix = std::mem::take(&mut self.prefixes[id.index()]);
        let work = EdgeWork {
            releases: prefix.iter().map(|inst| inst.args[0]).collect(),
            ..EdgeWork::default()
        };
        let mut term = std::mem::replace(&mut self.function.block_mut(id).term, Terminator::None);
        if let Terminator::OnError { error, .. } = &mut term {
            self.apply_cold(id, error, work);
        }
        self.function.block_mut(id).term = term;
    }

    fn new_stamp(&mut self) -> u32 {
        self.next_stamp += 1;
        self.next_stamp
    }

    fn set_live(&mut self, root: ValueId) {
        if !std::mem::replace(&mut self.live[root.index()], true) {
            self.live_list.push(root);
        }
    }

    fn walk(&mut self, id: BlockId) {
        let mut insts = std::mem::take(&mut self.function.block_mut(id).insts);
        let mut term = std::mem::replace(&mut self.function.block_mut(id).term, Terminator::None);
        // Reversed; turned round at the end.
        let mut out: Vec<Inst> = Vec::with_capacity(insts.len() + insts.len() / 2);
        for edge in term.edges() {
            for n in 0..self.liveness.at_start(edge.block).len() {
                let root = self.liveness.at_start(edge.block)[n];
                self.set_live(root);
            }
        }
        match &mut term {
            Terminator::Jump(edge) => self.jump(edge, &mut out),
            Terminator::Branch {
                then, otherwise, ..
            } => {
                self.branch(id, [then, otherwise]);
            }
            Terminator::OnError { ok, error } => {
                let last = insts.pop();
                self.on_error(id, ok, error, last, &mut out);
            }
            Terminator::Return(Some(value)) => match self.ownership.class(*value) {
                Class::Uncounted => {}
                Class::Borrowed => {
                    out.push(count(
                        Op::Retain,
                        *value,
                        Position::NONE,
                        self.function.code,
                    ));
                }
                Class::Owned => self.set_live(self.ownership.root(*value)),
            },
            Terminator::Return(None)
            | Terminator::None
            | Terminator::ReturnError
            | Terminator::Unreachable => {}
        }
        for inst in insts.into_iter().rev() {
            self.instruction(inst, &mut out);
        }
        for n in 0..self.function.block(id).params.len() {
            let param = self.function.block(id).params[n];
            let dead = !std::mem::replace(&mut self.live[param.index()], false);
            if dead && id != Function::ENTRY && self.ownership.is_owned(param) {
                out.push(count(
                    Op::Release,
                    param,
                    Position::NONE,
                    self.function.code,
                ));
            }
        }
        for root in self.live_list.drain(..) {
            self.live[root.index()] = false;
        }
        out.reverse();
        let block = self.function.block_mut(id);
        block.insts = out;
        block.term = term;
    }

    /// The retains the arguments of `edge` need, `live` telling what lives on
    /// behind it; marks with `stamp` the roots whose count moves.
    fn argument_retains(&mut self, edge: &Edge, stamp: u32) -> Vec<ValueId> {
        let lives = self.new_stamp();
        // `stamp` marks moved roots, `lives` those that live on: one array
        // serves both, as a root is in at most one of the sets.
        for root in self.liveness.at_start(edge.block) {
            self.stamp[root.index()] = lives;
        }
        let mut retains = Vec::new();
        for (n, arg) in edge.args.iter().enumerate() {
            let param = self.function.block(edge.block).params[n];
            if !self.ownership.is_owned(param) {
                continue;
            }
            let root = self.ownership.root(*arg);
            match self.ownership.class(*arg) {
                Class::Uncounted => {}
                Class::Borrowed => retains.push(root),
                Class::Owned => {
                    let mark = self.stamp[root.index()];
                    if mark == lives || mark == stamp {
                        retains.push(root);
                    } else {
                        self.stamp[root.index()] = stamp;
                    }
                }
            }
        }
        retains
    }

    fn jump(&mut self, edge: &Edge, out: &mut Vec<Inst>) {
        let stamp = self.new_stamp();
        for root in self.argument_retains(edge, stamp) {
            out.push(count(Op::Retain, root, Position::NONE, self.function.code));
        }
        for arg in &edge.args {
            if self.ownership.is_owned(*arg) {
                self.set_live(self.ownership.root(*arg));
            }
        }
    }

    /// What `edge` must do, given the roots live before it.
    fn edge_work(&mut self, edge: &Edge, before: &[ValueId]) -> EdgeWork {
        let target = self.function.block(edge.block);
        if target.insts.is_empty() && matches!(target.term, Terminator::Unreachable) {
            return EdgeWork::default();
        }
        let stamp = self.new_stamp();
        let retains = self.argument_retains(edge, stamp);
        let lives = stamp + 1;
        let dies = |root: &&ValueId| {
            let mark = self.stamp[root.index()];
            mark != stamp && mark != lives
        };
        let releases = before.iter().filter(dies).copied().collect();
        EdgeWork { retains, releases }
    }

    fn add_arguments(&mut self, edge: &Edge) {
        for arg in &edge.args {
            if self.ownership.is_owned(*arg) {
                self.set_live(self.ownership.root(*arg));
            }
        }
    }

    /// The roots live now, oldest first.
    fn live_now(&self) -> Vec<ValueId> {
        let mut now: Vec<ValueId> = self
            .live_list
            .iter()
            .filter(|root| self.live[root.index()])
            .copied()
            .collect();
        now.sort_unstable();
        now
    }

    fn branch(&mut self, id: BlockId, edges: [&mut Edge; 2]) {
        for edge in &edges {
            self.add_arguments(edge);
        }
        let before = self.live_now();
        for edge in edges {
            let work = self.edge_work(edge, &before);
            self.apply(id, edge, work);
        }
    }

    fn on_error(
        &mut self,
        id: BlockId,
        ok: &mut Edge,
        error: &mut Edge,
        last: Option<Inst>,
        out: &mut Vec<Inst>,
    ) {
        self.add_arguments(ok);
        self.add_arguments(error);
        let Some(inst) = last else { return };
        let result = inst
            .result
            .filter(|result| self.ownership.is_owned(*result));
        // The result exists on the good side only.
        if let Some(result) = result {
            self.live[result.index()] = false;
        }
        let consumed = self.consumed(&inst);
        // What is consumed and lives on keeps its count by a retain before;
        // so does what is read beside.
        let retain = consumed.filter(|root| self.must_retain(&inst, *root));
        for arg in &inst.args {
            let root = self.ownership.root(*arg);
            let moved = consumed == Some(root) && retain.is_none();
            if self.ownership.is_owned(*arg) && !moved {
                self.set_live(root);
            }
        }
        let mut before = self.live_now();
        let work = self.edge_work(error, &before);
        self.apply_cold(id, error, work);
        before.extend(result);
        let work = self.edge_work(ok, &before);
        self.apply(id, ok, work);
        let (position, code) = (inst.position, inst.code);
        out.push(inst);
        if let Some(root) = consumed {
            if retain.is_some() {
                out.push(count(Op::Retain, root, position, code));
            }
            if self.ownership.is_owned(root) {
                self.set_live(root);
            }
        }
    }

    /// The counted root `inst` takes over.
    fn consumed(&self, inst: &Inst) -> Option<ValueId> {
        let locals = |local: pyaot_ir::LocalId| self.function.locals[local.index()].repr;
        let index = inst.op.info(self.program, &locals).consumes?;
        let arg = inst.args[index];
        (self.ownership.class(arg) != Class::Uncounted).then(|| self.ownership.root(arg))
    }

    /// Whether the count `inst` takes of `root` must be one more: it is not
    /// ours to give, is needed later, or the instruction reads it too.
    fn must_retain(&self, inst: &Inst, root: ValueId) -> bool {
        let times = inst
            .args
            .iter()
            .filter(|arg| self.ownership.root(**arg) == root)
            .count();
        !self.ownership.is_owned(root) || self.live[root.index()] || times > 1
    }

    fn instruction(&mut self, mut inst: Inst, out: &mut Vec<Inst>) {
        let (position, code) = (inst.position, inst.code);
        if let Some(result) = inst.result {
            let is_root = self.ownership.root(result) == result;
            match self.ownership.class(result) {
                Class::Owned
                    if is_root && !std::mem::replace(&mut self.live[result.index()], false) =>
                {
                    out.push(count(Op::Release, result, position, code));
                }
                Class::Borrowed => {
                    inst.borrow =
                        matches!(inst.op, Op::ArgWord(_) | Op::FuncCell(_) | Op::TupleGet(_));
                }
                _ => {}
            }
        }
        self.use_up(&mut inst);
        let consumed = self.consumed(&inst);
        let retain = consumed.is_some_and(|root| self.must_retain(&inst, root));
        let first = out.len();
        for arg in &inst.args {
            let root = self.ownership.root(*arg);
            let moved = consumed == Some(root) && !retain;
            if self.ownership.is_owned(*arg) && !moved && !self.live[root.index()] {
                self.set_live(root);
                // The result of a cast dies where its operand does.
                out.push(count(Op::Release, root, position, code));
            }
        }
        out[first..].reverse();
        if inst.op == Op::Select
            && let Some(result) = inst
                .result
                .filter(|result| self.ownership.is_owned(*result))
        {
            out.push(count(Op::Retain, result, position, code));
        }
        out.push(inst);
        if let Some(root) = consumed {
            if retain {
                out.push(count(Op::Retain, root, position, code));
            }
            if self.ownership.is_owned(root) {
                self.set_live(root);
            }
        }
    }

    /// Where a row reads its first operand for the last time, and another does
    /// the same and takes it over, that one: it may work in place.
    fn use_up(&self, inst: &mut Inst) {
        let Op::CallRuntime(row) = inst.op else {
            return;
        };
        let Some((_, consuming)) = IN_PLACE.iter().find(|(plain, _)| *plain == row) else {
            return;
        };
        let root = self.ownership.root(inst.args[0]);
        let others = inst.args[1..]
            .iter()
            .any(|arg| self.ownership.root(*arg) == root);
        if self.ownership.is_owned(root) && !self.live[root.index()] && !others {
            inst.op = Op::CallRuntime(consuming);
        }
    }

    /// Does the work of an edge out of `id`.
    fn apply(&mut self, id: BlockId, edge: &mut Edge, work: EdgeWork) {
        if work.is_empty() {
            return;
        }
        let code = self.function.code;
        let retains = work
            .retains
            .iter()
            .map(|root| count(Op::Retain, *root, Position::NONE, code));
        let releases = work
            .releases
            .iter()
            .map(|root| count(Op::Release, *root, Position::NONE, code));
        let insts: Vec<Inst> = retains.chain(releases).collect();
        if self.pred_counts[edge.block.index()] == 1 {
            self.prefixes[edge.block.index()].extend(insts);
            return;
        }
        let cold = self.function.block(id).cold || self.function.block(edge.block).cold;
        let between = self.function.new_block(None);
        let block = self.function.block_mut(between);
        block.insts = insts;
        block.cold = cold;
        block.term = Terminator::Jump(std::mem::replace(edge, Edge::to(between)));
    }

    /// As [`Inserter::apply`] for an error edge. Neighbouring instructions
    /// leave much the same behind, so the releases form chains of blocks
    /// that share their ends, newest value first. The arguments travel along
    /// as parameters.
    fn apply_cold(&mut self, id: BlockId, edge: &mut Edge, work: EdgeWork) {
        const SHARED_PARAMS: usize = 4;
        if !work.retains.is_empty() || edge.args.len() > SHARED_PARAMS {
            self.apply(id, edge, work);
            return;
        }
        for root in work.releases {
            let next = edge.block;
            edge.block = match self.cleanups.get(&(next, root)) {
                Some(block) => *block,
                None => {
                    let block = self.cleanup(next, root);
                    self.cleanups.insert((next, root), block);
                    block
                }
            };
        }
    }

    fn cleanup(&mut self, next: BlockId, root: ValueId) -> BlockId {
        let id = self.function.new_block(None);
        let reprs: Vec<_> = self
            .function
            .block(next)
            .params
            .iter()
            .map(|p| self.function.repr(*p))
            .collect();
        let params: Vec<_> = reprs
            .into_iter()
            .map(|repr| self.function.new_value(repr))
            .collect();
        let code = self.function.code;
        let block = self.function.block_mut(id);
        block.cold = true;
        block
            .insts
            .push(count(Op::Release, root, Position::NONE, code));
        block.params = params.clone();
        block.term = Terminator::Jump(Edge {
            block: next,
            args: params,
        });
        id
    }
}
