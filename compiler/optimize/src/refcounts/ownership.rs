//! Who holds the count of each value.

use pyaot_ir::{Function, Inst, Op, Program, ValueId};

/// Ordered: what meets in a block parameter takes the highest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    /// Raw, or an immediate: counts mean nothing.
    Uncounted,
    /// Held by somebody else for as long as the function runs.
    Borrowed,
    /// The function holds one count.
    Owned,
}

pub struct Ownership {
    classes: Vec<Class>,
    /// The value each one is another name of; itself for most.
    roots: Vec<ValueId>,
}

impl Ownership {
    /// Optimistic: block parameters start as [`Class::Uncounted`] and rise to
    /// the highest class they receive, until nothing changes.
    pub fn new(function: &Function, program: &Program) -> Ownership {
        let n = function.values.len();
        let mut ownership = Ownership {
            classes: vec![Class::Uncounted; n],
            roots: (0..n as u32).map(ValueId).collect(),
        };
        for param in &function.blocks[0].params {
            if function.repr(*param).is_counted() {
                ownership.classes[param.index()] = Class::Borrowed;
            }
        }
        // Blocks are in reverse post-order: operands come first.
        loop {
            let mut changed = false;
            for block in &function.blocks {
                for inst in &block.insts {
                    if let Some(result) = inst.result {
                        if matches!(inst.op, Op::Cast(_)) {
                            ownership.roots[result.index()] = ownership.root(inst.args[0]);
                        }
                        let class = ownership.result(function, program, inst);
                        ownership.classes[result.index()] = class;
                    }
                }
                for edge in block.term.edges() {
                    let params = &function.block(edge.block).params;
                    for (arg, param) in edge.args.iter().zip(params) {
                        if !function.repr(*param).is_counted() {
                            continue;
                        }
                        let class = ownership.class(*arg);
                        let slot = &mut ownership.classes[param.index()];
                        if class > *slot {
                            *slot = class;
                            changed = true;
                        }
                    }
                }
            }
            if !changed {
                return ownership;
            }
        }
    }

    /// The value whose count `value`'s word shares.
    pub fn root(&self, value: ValueId) -> ValueId {
        self.roots[value.index()]
    }

    /// The class of a value's root.
    pub fn class(&self, value: ValueId) -> Class {
        self.classes[self.root(value).index()]
    }

    pub fn is_owned(&self, value: ValueId) -> bool {
        self.class(value) == Class::Owned
    }

    fn result(&self, function: &Function, program: &Program, inst: &Inst) -> Class {
        let Some(result) = inst.result else {
            return Class::Uncounted;
        };
        if !function.repr(result).is_counted() {
            return Class::Uncounted;
        }
        match inst.op {
            Op::ConstStr(_) | Op::ConstBytes(_) => Class::Borrowed,
            Op::Cast(_) => self.class(inst.args[0]),
            Op::Select => self.class(inst.args[1]).max(self.class(inst.args[2])),
            // The caller holds the words; a function's cells and a tuple's
            // items stay as long as the function or tuple does.
            Op::ArgWord(_) => Class::Borrowed,
            Op::GlobalGet(global) if program.globals[global.index()].is_immortal => Class::Borrowed,
            Op::FuncCell(_) | Op::TupleGet(_) if self.class(inst.args[0]) == Class::Borrowed => {
                Class::Borrowed
            }
            _ => {
                let info = inst
                    .op
                    .info(program, &|local| function.locals[local.index()].repr);
                if info.owned {
                    Class::Owned
                } else {
                    Class::Uncounted
                }
            }
        }
    }
}
