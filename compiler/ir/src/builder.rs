//! Appends instructions to a function under construction.

use pyaot_abi::functions::FnDecl;
use pyaot_abi::position::Position;

use crate::function::{
    Block, BlockId, Edge, Function, Inst, LocalId, Repr, Stage, Terminator, ValueId,
};
use crate::op::Op;
use crate::program::{CodeId, FuncId, Program};

/// A cursor at the end of one block of one function. Result
/// representations come from the operation's declaration.
pub struct Builder {
    pub function: Function,
    block: BlockId,
    /// Position given to the instructions that follow.
    pub position: Position,
    /// Code object given to the instructions that follow.
    pub code: CodeId,
    /// [`Inst::frames`] of the instructions that follow.
    pub frames: u32,
    /// Handler given to new blocks.
    pub handler: Option<BlockId>,
}

impl Builder {
    /// A function whose entry block has the parameters; the cursor is there.
    pub fn new(
        name: impl Into<String>,
        params: &[Repr],
        result: Option<Repr>,
        code: CodeId,
    ) -> Builder {
        let mut function = Function {
            name: name.into(),
            params: params.to_vec(),
            result,
            code,
            locals: Vec::new(),
            values: Vec::new(),
            blocks: vec![Block {
                params: Vec::new(),
                insts: Vec::new(),
                term: Terminator::None,
                handler: None,
                cold: false,
            }],
            stage: Stage::Lowered,
            is_entry: false,
            raw: None,
            quiet: false,
        };
        for repr in params {
            let value = function.new_value(*repr);
            function.blocks[0].params.push(value);
        }
        Builder {
            function,
            block: Function::ENTRY,
            position: Position::NONE,
            frames: 0,
            code,
            handler: None,
        }
    }

    /// Parameter `n` of the function.
    pub fn param(&self, n: usize) -> ValueId {
        self.function.blocks[0].params[n]
    }

    /// An empty block, with the handler of the moment. The cursor stays.
    pub fn new_block(&mut self) -> BlockId {
        self.function.new_block(self.handler)
    }

    /// Adds a parameter to a block.
    pub fn block_param(&mut self, block: BlockId, repr: Repr) -> ValueId {
        let value = self.function.new_value(repr);
        self.function.block_mut(block).params.push(value);
        value
    }

    /// Where the cursor is.
    pub fn current_block(&self) -> BlockId {
        self.block
    }

    /// Moves the cursor to the end of a block.
    pub fn switch_to(&mut self, block: BlockId) {
        self.block = block;
    }

    /// Whether the current block already has its terminator.
    pub fn is_terminated(&self) -> bool {
        !matches!(self.function.block(self.block).term, Terminator::None)
    }

    /// Appends `op`; the result value, if it has one. `program` resolves
    /// callees and globals. Code after a terminator goes to a fresh,
    /// unreachable block.
    pub fn emit(&mut self, program: &Program, op: Op, args: &[ValueId]) -> Option<ValueId> {
        let info = op.info(program, &|local: LocalId| {
            self.function.locals[local.index()].repr
        });
        let repr = match op {
            Op::Select => Some(self.function.repr(args[1])),
            _ => info.result,
        };
        self.append(op, args, repr)
    }

    /// As [`Builder::emit`] for a call whose callee is still being built.
    pub fn emit_call(
        &mut self,
        callee: FuncId,
        result: Option<Repr>,
        args: &[ValueId],
    ) -> Option<ValueId> {
        self.append(Op::Call(callee), args, result)
    }

    fn append(&mut self, op: Op, args: &[ValueId], repr: Option<Repr>) -> Option<ValueId> {
        if self.is_terminated() {
            let block = self.new_block();
            self.switch_to(block);
        }
        let result = repr.map(|repr| self.function.new_value(repr));
        let (position, code) = (self.position, self.code);
        self.function.block_mut(self.block).insts.push(Inst {
            op,
            args: args.to_vec(),
            result,
            position,
            code,
            borrow: false,
            frames: self.frames,
        });
        result
    }

    /// Calls a runtime function.
    pub fn runtime(
        &mut self,
        program: &Program,
        decl: &'static FnDecl,
        args: &[ValueId],
    ) -> Option<ValueId> {
        self.emit(program, Op::CallRuntime(decl), args)
    }

    /// Ends the block; ignored when it has ended already.
    pub fn terminate(&mut self, term: Terminator) {
        if !self.is_terminated() {
            self.function.block_mut(self.block).term = term;
        }
    }

    /// Ends the block with a jump.
    pub fn jump(&mut self, block: BlockId, args: &[ValueId]) {
        self.terminate(Terminator::Jump(Edge {
            block,
            args: args.to_vec(),
        }));
    }

    /// Ends the block with a branch on a `Bool`.
    pub fn branch(&mut self, cond: ValueId, then: BlockId, otherwise: BlockId) {
        self.terminate(Terminator::Branch {
            cond,
            then: Edge::to(then),
            otherwise: Edge::to(otherwise),
        });
    }
}
