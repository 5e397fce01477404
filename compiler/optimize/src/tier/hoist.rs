//! Items that a loop takes out of lists again and again: `a[i]` of `a[i][j]`
//! where only `j` changes.
//!
//! The fast copy takes such an item once, in front of the loop, and leaves from
//! there if there is none. That gives the same as long as nothing in the loop
//! puts other objects into lists or runs code of the program: of what a loop may
//! do here, only [`Op::TypedSet`] changes items, and in the fast copy that never
//! replaces an object. What is computed for list and index moves along, fields of objects included.
//!
//! Loops are rotated first, so that what stands in front of one runs only if the
//! loop does.
//!
//! A row that only some turns take is looked for in front all the same
//! ([`Op::ListProbe`]), without leaving; who takes it asks whether there was one.

use std::collections::HashMap;

use pyaot_ir::{BlockId, Function, Inst, MachineBinary, Op, Program, Terminator, ValueId};

use super::mixed::{self, Numbers};
use super::plan;
use crate::graph::{self, Dominators, Loop};
use crate::{rotate, steady};

/// What the fast copy does in front of loops.
#[derive(Default)]
pub struct Hoists {
    fronts: HashMap<BlockId, Vec<Inst>>,
    /// The results, which the loop does not make.
    moved: Vec<bool>,
    /// Those among them that the loop must ask about.
    probed: Vec<bool>,
}

impl Hoists {
    /// Puts a block in front of each loop from which something may move, and says what does.
    /// Blocks are numbered anew.
    pub fn prepare(function: &mut Function, program: &Program) -> Hoists {
        if !function.blocks.iter().any(takes_item) {
            return Hoists::default();
        }
        // The pass `views` wants loops as they were written.
        let is_view = |inst: &Inst| {
            matches!(
                inst.op,
                Op::ViewIndex { .. } | Op::ViewLoad(_) | Op::ViewStore(_)
            )
        };
        if function
            .blocks
            .iter()
            .any(|block| block.insts.iter().any(is_view))
        {
            return Hoists::default();
        }
        if Search::new(function, program, false)
            .run()
            .fronts
            .is_empty()
        {
            return Hoists::default();
        }
        rotate::run(function, program);
        graph::compact(function);
        let preds = function.predecessors();
        let found = graph::loops(&preds, &Dominators::new(&preds));
        for found in found {
            let gets = |block: &BlockId| takes_item(function.block(*block));
            if found.blocks.iter().any(gets) {
                let is_inside = |block: BlockId| found.blocks.contains(&block);
                graph::put_in_front(function, found.header, is_inside);
            }
        }
        graph::compact(function);
        Search::new(function, program, true).run()
    }

    /// What the fast copy does at the end of a block.
    pub fn at(&self, block: BlockId) -> Option<&[Inst]> {
        self.fronts.get(&block).map(Vec::as_slice)
    }

    /// Whether the fast copy makes the value in front of a loop, not where it stands.
    pub fn is_moved(&self, value: ValueId) -> bool {
        self.moved.get(value.index()) == Some(&true) && !self.is_probed(value)
    }

    /// Whether the fast copy looks for the row in front of a loop, and asks where it
    /// stands whether there is one.
    pub fn is_probed(&self, value: ValueId) -> bool {
        self.probed.get(value.index()) == Some(&true)
    }
}

fn takes_item(block: &pyaot_ir::Block) -> bool {
    let takes = |inst: &Inst| inst.op == Op::ListGet;
    plan::raises(&block.term) && !block.cold && block.insts.last().is_some_and(takes)
}

struct Search<'a> {
    function: &'a Function,
    program: &'a Program,
    preds: Vec<Vec<BlockId>>,
    dominators: Dominators,
    /// The block each value is made in, or in front of.
    home: Vec<BlockId>,
    definitions: Vec<Option<&'a Inst>>,
    /// Stamped with the header of the loop last looked at.
    member: Vec<u32>,
    /// What is no word in the fast copy: numbers, in two parts.
    numbers: Vec<ValueId>,
    /// Whether loops are rotated and have blocks in front of them. If not, this
    /// only asks whether that would be of use.
    in_shape: bool,
    hoists: Hoists,
}

impl<'a> Search<'a> {
    fn new(function: &'a Function, program: &'a Program, in_shape: bool) -> Search<'a> {
        let preds = function.predecessors();
        let mut definitions = vec![None; function.values.len()];
        for inst in function.blocks.iter().flat_map(|block| &block.insts) {
            if let Some(result) = inst.result {
                definitions[result.index()] = Some(inst);
            }
        }
        Search {
            function,
            program,
            dominators: Dominators::new(&preds),
            preds,
            home: graph::homes(function),
            definitions,
            member: vec![u32::MAX; function.blocks.len()],
            numbers: Numbers::find(function, &vec![true; function.blocks.len()]).1,
            in_shape,
            hoists: Hoists {
                fronts: HashMap::new(),
                moved: vec![false; function.values.len()],
                probed: vec![false; function.values.len()],
            },
        }
    }

    fn run(mut self) -> Hoists {
        for found in graph::loops(&self.preds, &self.dominators).iter().rev() {
            self.hoist(found);
        }
        self.hoists
    }

    fn hoist(&mut self, found: &Loop) {
        let header = found.header;
        for block in &found.blocks {
            self.member[block.index()] = header.0;
        }
        let is_inside = |block: &BlockId| self.member[block.index()] == header.0;
        let (latches, outside): (Vec<BlockId>, Vec<BlockId>) = self.preds[header.index()]
            .iter()
            .partition(|pred| is_inside(pred));
        let front = match outside[..] {
            [front] => front,
            _ if self.in_shape => return,
            _ => header,
        };
        let leaves_at_once = match &self.function.block(header).term {
            Terminator::Branch {
                then, otherwise, ..
            } => !is_inside(&then.block) || !is_inside(&otherwise.block),
            _ => false,
        };
        let fits = !leaves_at_once || !self.in_shape;
        if !fits || !found.blocks.iter().all(|block| self.is_quiet(*block)) {
            return;
        }
        let tested = self.tested(found);
        let rows = self.rows(found, &tested);
        let mut blocks = found.blocks.clone();
        blocks.sort_unstable();
        for block in &blocks {
            let runs = |latch: &BlockId| self.dominators.dominates(*block, *latch);
            if !takes_item(self.function.block(*block)) {
                continue;
            }
            let Some(get) = self.function.block(*block).insts.last() else {
                continue;
            };
            let always = latches.iter().all(runs);
            if !always && !get.result.is_some_and(|row| rows.contains(&row)) {
                continue;
            }
            let mut moved = Vec::new();
            let movable = get
                .args
                .iter()
                .all(|arg| self.moves(*arg, header, &tested, &mut moved));
            let Some(result) = get.result.filter(|_| movable) else {
                continue;
            };
            moved.push(result);
            if !always && !self.hoists.moved[result.index()] {
                self.hoists.probed[result.index()] = true;
            }
            self.move_to(front, &moved);
        }
        // What else the items are called, for reading their headers in front too.
        for block in &blocks {
            for inst in &self.function.block(*block).insts {
                if let (Op::Cast(_), Some(result)) = (&inst.op, inst.result)
                    && self.hoists.moved[inst.args[0].index()]
                    && self.home[inst.args[0].index()] == front
                    && !tested.contains(&self.root(result))
                {
                    self.move_to(front, &[result]);
                }
            }
        }
    }

    fn move_to(&mut self, front: BlockId, values: &[ValueId]) {
        for value in values {
            if let Some(inst) = self.definitions[value.index()]
                && !std::mem::replace(&mut self.hoists.moved[value.index()], true)
            {
                self.home[value.index()] = front;
                let mut inst = inst.clone();
                if self.hoists.probed[value.index()] {
                    inst.op = Op::ListProbe;
                }
                self.hoists.fronts.entry(front).or_default().push(inst);
            }
        }
    }

    /// Whether nothing in the block puts objects into lists, releases any or
    /// runs code of the program.
    fn is_quiet(&self, block: BlockId) -> bool {
        let also = |inst: &Inst| {
            matches!(
                inst.op,
                Op::ListGet | Op::TypedGet(_) | Op::TypedSet(_) | Op::TypedAppend(_)
            ) || mixed::of_row(&inst.op).is_some()
        };
        let block = self.function.block(block);
        let numbers = |param: ValueId| self.numbers.binary_search(&param).is_ok();
        steady::is_steady_block_but(block, self.function, self.program, numbers, also)
    }

    /// Values that the loop uses as lists whatever they are.
    fn rows(&self, found: &Loop, tested: &[ValueId]) -> Vec<ValueId> {
        let blocks = found.blocks.iter().map(|block| self.function.block(*block));
        let likely = blocks.filter(|block| !block.cold);
        let accesses = likely.flat_map(|block| &block.insts).filter(|inst| {
            matches!(
                inst.op,
                Op::ListGet | Op::TypedGet(_) | Op::TypedSet(_) | Op::ListLen
            )
        });
        accesses
            .map(|inst| self.root(inst.args[0]))
            .filter(|row| !tested.contains(row))
            .collect()
    }

    /// Values that the loop asks what they are, or hands to the runtime.
    fn tested(&self, found: &Loop) -> Vec<ValueId> {
        let blocks = found.blocks.iter().map(|block| self.function.block(*block));
        let asking = blocks.flat_map(|block| &block.insts).filter(|inst| {
            let is_call = matches!(inst.op, Op::CallRuntime(_));
            mixed::asks_what(&inst.op) || is_call && mixed::of_row(&inst.op).is_none()
        });
        asking
            .flat_map(|inst| &inst.args)
            .map(|arg| self.root(*arg))
            .collect()
    }

    /// The value that `value` is another name of.
    fn root(&self, mut value: ValueId) -> ValueId {
        while let Some(Inst {
            op: Op::Cast(_),
            args,
            ..
        }) = self.definitions[value.index()]
        {
            value = args[0];
        }
        value
    }

    /// Whether `value` is, or can be made, at hand in front of the loop; appends
    /// to `moved` what must be made there for it.
    fn moves(
        &self,
        value: ValueId,
        header: BlockId,
        tested: &[ValueId],
        moved: &mut Vec<ValueId>,
    ) -> bool {
        let home = self.home[value.index()];
        if self.member[home.index()] != header.0 || moved.contains(&value) {
            return true;
        }
        let inst = match self.definitions[value.index()] {
            // Constants will be at hand everywhere.
            Some(inst) if inst.op.is_constant() => return true,
            Some(inst) if !self.hoists.is_moved(value) => inst,
            _ => return false,
        };
        let movable = match inst.op {
            Op::Cast(_) | Op::IntToI64 | Op::SmallToI64 => {
                !tested.contains(&self.root(inst.args[0]))
            }
            // Nothing in the loop changes a field that holds an object. Not where the loop asks
            // what the object is, or whether the field is set.
            Op::FieldGet { repr, .. } => {
                let asked = [inst.args[0], value].map(|value| self.root(value));
                repr.is_counted() && !asked.iter().any(|root| tested.contains(root))
            }
            Op::Int(_) | Op::IntNeg => {
                let locals = |local: pyaot_ir::LocalId| self.function.locals[local.index()].repr;
                !inst.op.info(self.program, &locals).raises
                    && !inst
                        .args
                        .iter()
                        .any(|arg| tested.contains(&self.root(*arg)))
            }
            Op::IntFromI64 | Op::SmallFromI64 | Op::Nonnegative | Op::KnownSmall => true,
            Op::Machine(MachineBinary::Div | MachineBinary::Rem) => false,
            Op::Machine(_) => true,
            _ => false,
        };
        let movable = movable
            && inst
                .args
                .iter()
                .all(|arg| self.moves(*arg, header, tested, moved));
        if movable {
            moved.push(value);
        }
        movable
    }
}
