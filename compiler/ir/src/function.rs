//! Functions, blocks, values.

use pyaot_abi::position::Position;

use crate::op::Op;
use crate::program::{CodeId, FuncId, GlobalId};
use crate::text::named;

named! {
    /// How a value sits in a register or a slot.
    ///
    /// `Value`, `Int` and `Ref` are all value words (`pyaot_abi::value`) and
    /// differ only in what is known about them, so widening `Int` or `Ref` to
    /// `Value` costs nothing.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
    pub enum Repr {
        /// Any value word.
        Value,
        /// A value word that is an int, small or big.
        Int,
        /// A value word that points at a heap object.
        Ref,
        /// A raw machine integer.
        I64,
        F64,
        /// Two doubles in one register, within a block.
        F64x2,
        Bool,
        /// An address that is not counted.
        Ptr,
    }
}

impl Repr {
    /// Whether values carry a reference count.
    pub fn is_counted(self) -> bool {
        matches!(self, Repr::Value | Repr::Int | Repr::Ref)
    }

    /// Whether the bits are a value word.
    pub fn is_word(self) -> bool {
        self.is_counted()
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);
        impl $name {
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }
        impl $crate::text::Detail for $name {
            fn write(&self, out: &mut String, _: &$crate::program::Program) {
                out.push_str(&self.to_string());
            }
            fn read(reader: &mut $crate::text::Reader<'_>) -> Result<$name, String> {
                let word = reader.word()?;
                let number = word.strip_prefix($prefix).and_then(|n| n.parse().ok());
                let id = number.map($name);
                id.ok_or_else(|| format!("`{word}` is no {}", stringify!($name)))
            }
        }
    };
}
pub(crate) use id;

id!(
    /// A value: a block parameter or the result of an instruction.
    ValueId, "v"
);
id!(BlockId, "b");
id!(
    /// A Python variable or temporary slot, until the pass `ssa`.
    LocalId, "l"
);

/// What is known of a value.
#[derive(Clone, Debug)]
pub struct ValueData {
    pub repr: Repr,
}

/// A Python variable or temporary slot.
#[derive(Clone, Debug)]
pub struct LocalData {
    pub name: String,
    pub repr: Repr,
    /// What the variable holds may have an observable death (`__del__`, an open
    /// file), so it lives until the variable is assigned again or the function
    /// is left, not just until it was last used.
    pub keeps: bool,
}

/// One operation. The value it makes, if any, is `result`.
#[derive(Clone, Debug)]
pub struct Inst {
    pub op: Op,
    pub args: Vec<ValueId>,
    pub result: Option<ValueId>,
    pub position: Position,
    /// The code object tracebacks name for this line (differs from the
    /// function's own after inlining).
    pub code: CodeId,
    /// On an operation that loads a word (`GlobalGet`, `CellGet`, `FuncCell`,
    /// `ArgWord`, `FieldGet`, `ListGet`, `TupleGet`, `TupleIndex`, `DictKey`,
    /// `DictValue`): the result is not retained, whoever holds it outlives its uses. Set by the pass
    /// `refcounts`.
    pub borrow: bool,
    /// Python frames between the function's own and the call, for the
    /// recursion limit: a frame for each function that was inlined around it.
    pub frames: u32,
}

impl Inst {
    /// As the line of its position: a call that tracebacks do not show.
    pub const NO_FRAME: u32 = u32::MAX;

    /// An operation that belongs to no line.
    pub fn new(
        code: CodeId,
        op: Op,
        args: impl Into<Vec<ValueId>>,
        result: impl Into<Option<ValueId>>,
    ) -> Inst {
        Inst {
            op,
            args: args.into(),
            result: result.into(),
            position: Position::NONE,
            code,
            borrow: false,
            frames: 0,
        }
    }
}

/// A jump with the arguments for the target's parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    pub block: BlockId,
    pub args: Vec<ValueId>,
}

impl Edge {
    /// A jump to a block without parameters.
    pub fn to(block: BlockId) -> Edge {
        Edge {
            block,
            args: Vec::new(),
        }
    }
}

/// What ends a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Terminator {
    /// Only while a block is being built.
    None,
    Jump(Edge),
    /// `cond` is a `Bool`.
    Branch {
        cond: ValueId,
        then: Edge,
        otherwise: Edge,
    },
    /// Follows the status of the block's last instruction, which raises.
    /// Put there by the pass `exceptions`. The result of that instruction
    /// exists only on the `ok` side.
    OnError {
        ok: Edge,
        error: Edge,
    },
    /// Consumes the value; absent when the function's result is `None` as `Unit`.
    Return(Option<ValueId>),
    /// Leaves with the exception that is pending.
    ReturnError,
    /// Never reached: the instruction before always raises.
    Unreachable,
}

impl Terminator {
    /// The edges out, in order.
    pub fn edges(&self) -> impl Iterator<Item = &Edge> {
        let (a, b) = match self {
            Terminator::Jump(edge) => (Some(edge), None),
            Terminator::Branch {
                then, otherwise, ..
            } => (Some(then), Some(otherwise)),
            Terminator::OnError { ok, error } => (Some(ok), Some(error)),
            Terminator::None
            | Terminator::Return(_)
            | Terminator::ReturnError
            | Terminator::Unreachable => (None, None),
        };
        a.into_iter().chain(b)
    }

    /// As [`Terminator::edges`], to be changed.
    pub fn edges_mut(&mut self) -> impl Iterator<Item = &mut Edge> {
        let (a, b) = match self {
            Terminator::Jump(edge) => (Some(edge), None),
            Terminator::Branch {
                then, otherwise, ..
            } => (Some(then), Some(otherwise)),
            Terminator::OnError { ok, error } => (Some(ok), Some(error)),
            Terminator::None
            | Terminator::Return(_)
            | Terminator::ReturnError
            | Terminator::Unreachable => (None, None),
        };
        a.into_iter().chain(b)
    }

    /// Values used directly (not as edge arguments).
    pub fn uses(&self) -> Option<ValueId> {
        match self {
            Terminator::Branch { cond, .. } => Some(*cond),
            Terminator::Return(value) => *value,
            Terminator::None
            | Terminator::Jump(_)
            | Terminator::OnError { .. }
            | Terminator::ReturnError
            | Terminator::Unreachable => None,
        }
    }
}

impl Terminator {
    /// As [`Terminator::uses`], to be changed.
    pub fn use_mut(&mut self) -> Option<&mut ValueId> {
        match self {
            Terminator::Branch { cond, .. } => Some(cond),
            Terminator::Return(value) => value.as_mut(),
            Terminator::None
            | Terminator::Jump(_)
            | Terminator::OnError { .. }
            | Terminator::ReturnError
            | Terminator::Unreachable => None,
        }
    }
}

/// Instructions that run one after the other, and where to go then.
#[derive(Clone, Debug)]
pub struct Block {
    pub params: Vec<ValueId>,
    pub insts: Vec<Inst>,
    pub term: Terminator,
    /// Where an exception raised in this block goes; `None` leaves the function.
    /// Meaningful until the pass `exceptions`.
    pub handler: Option<BlockId>,
    /// Unlikely to run; laid out away from the rest.
    pub cold: bool,
}

impl Block {
    /// The values that the block makes: its parameters and what its operations give.
    pub fn made(&self) -> impl Iterator<Item = ValueId> + '_ {
        let results = self.insts.iter().filter_map(|inst| inst.result);
        self.params.iter().copied().chain(results)
    }

    /// The values that the block reads, each as often as it does.
    pub fn reads(&self) -> impl Iterator<Item = ValueId> + '_ {
        let args = self.insts.iter().flat_map(|inst| inst.args.iter());
        let passed = self.term.edges().flat_map(|edge| edge.args.iter());
        args.chain(passed).copied().chain(self.term.uses())
    }

    /// Shows every place where the block reads a value, to be changed.
    pub fn each_read(&mut self, mut change: impl FnMut(&mut ValueId)) {
        let args = self.insts.iter_mut().flat_map(|inst| inst.args.iter_mut());
        args.for_each(&mut change);
        if let Some(value) = self.term.use_mut() {
            change(value);
        }
        let passed = self.term.edges_mut().flat_map(|edge| edge.args.iter_mut());
        passed.for_each(change);
    }
}

named! {
    /// Which of the passes that change the form of a function have run.
    #[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
    pub enum Stage {
        /// From `lower`: locals, implicit errors, no counts.
        Lowered,
        /// Every raising instruction ends its block with `OnError`.
        Exceptions,
        /// No locals left.
        Ssa,
        /// Retains and releases are explicit.
        Counted,
    }
}

/// One body in the form its [`Stage`] says.
#[derive(Clone, Debug)]
pub struct Function {
    /// Python's qualified name with a suffix that tells contexts apart.
    pub name: String,
    /// Parameters are the parameters of the entry block (block 0); counted
    /// ones are borrowed from the caller.
    pub params: Vec<Repr>,
    /// `None`: returns nothing but the status.
    pub result: Option<Repr>,
    pub code: CodeId,
    pub locals: Vec<LocalData>,
    pub values: Vec<ValueData>,
    pub blocks: Vec<Block>,
    pub stage: Stage,
    /// Called by the runtime through a [`crate::FunctionDescData`]: the
    /// parameters are the function object and the address of the words.
    pub is_entry: bool,
    /// Set by the pass `raw`.
    pub raw: Option<Raw>,
    /// Set by the pass `quiet`: a call changes no variable, field or item that holds an
    /// object, and no object ends that others hold.
    pub quiet: bool,
}

/// The version of a function whose int parameters and result are `I64`. Where its
/// result is no small int it fails without an exception, and leaves that in a global.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Raw {
    pub function: FuncId,
    pub big: GlobalId,
}

impl Function {
    /// How a value sits in its register.
    pub fn repr(&self, value: ValueId) -> Repr {
        self.values[value.index()].repr
    }

    /// Whether it goes on with a generator's body, as the pass `frames` makes
    /// it. Its Python frame has been counted by who calls it.
    pub fn is_resumed(&self) -> bool {
        let loads = |inst: &Inst| matches!(inst.op, Op::FrameLoad { .. });
        let entry = self.blocks.first();
        self.is_entry && entry.is_some_and(|entry| entry.insts.iter().any(loads))
    }

    /// The block with that number.
    pub fn block(&self, block: BlockId) -> &Block {
        &self.blocks[block.index()]
    }

    /// As [`Function::block`], to be changed.
    pub fn block_mut(&mut self, block: BlockId) -> &mut Block {
        &mut self.blocks[block.index()]
    }

    /// The numbers of all blocks, reachable or not.
    pub fn block_ids(&self) -> impl Iterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).map(BlockId)
    }

    /// A value that nothing defines yet.
    pub fn new_value(&mut self, repr: Repr) -> ValueId {
        self.values.push(ValueData { repr });
        ValueId(self.values.len() as u32 - 1)
    }

    /// A slot that does not keep what it holds.
    pub fn new_local(&mut self, name: impl Into<String>, repr: Repr) -> LocalId {
        self.locals.push(LocalData {
            name: name.into(),
            repr,
            keeps: false,
        });
        LocalId(self.locals.len() as u32 - 1)
    }

    /// An empty block without a terminator.
    pub fn new_block(&mut self, handler: Option<BlockId>) -> BlockId {
        self.blocks.push(Block {
            params: Vec::new(),
            insts: Vec::new(),
            term: Terminator::None,
            handler,
            cold: false,
        });
        BlockId(self.blocks.len() as u32 - 1)
    }

    /// Where the function begins.
    pub const ENTRY: BlockId = BlockId(0);

    /// Predecessors of every block, one entry an edge.
    pub fn predecessors(&self) -> Vec<Vec<BlockId>> {
        let mut preds = vec![Vec::new(); self.blocks.len()];
        for id in self.block_ids() {
            for edge in self.block(id).term.edges() {
                preds[edge.block.index()].push(id);
            }
        }
        preds
    }

    /// Blocks reachable from the entry, in reverse post-order.
    pub fn reverse_post_order(&self) -> Vec<BlockId> {
        let edges = |block| self.block(block).term.edges();
        let mut seen = vec![false; self.blocks.len()];
        let mut order = Vec::with_capacity(self.blocks.len());
        // Blocks being visited, and how many of their edges are left.
        let mut stack = vec![(Function::ENTRY, edges(Function::ENTRY).count())];
        seen[0] = true;
        while let Some((block, left)) = stack.last_mut() {
            if *left == 0 {
                order.push(*block);
                stack.pop();
                continue;
            }
            *left -= 1;
            // The last edge first, so that fall-through order is kept.
            let target = edges(*block).nth(*left).map(|edge| edge.block);
            if let Some(target) = target
                && !std::mem::replace(&mut seen[target.index()], true)
            {
                stack.push((target, edges(target).count()));
            }
        }
        order.reverse();
        order
    }
}
