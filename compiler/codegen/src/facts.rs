//! What is known of values from the operations that make them: enough to
//! leave out tag and null tests, no more. Ranges are the optimizer's.

use pyaot_abi::AbiType;
use pyaot_abi::value::{INT_BIT, SMALL_INT_MAX, SMALL_INT_MIN, UNBOUND};
use pyaot_ir::{Function, Inst, IntBinary, ItemType, Op, Program, Terminator, ValueId};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Fact {
    /// The word is a small int; of an `I64`: would fit one.
    pub small: bool,
    /// The word is not [`UNBOUND`].
    pub bound: bool,
    /// The value of a constant `Int` or `I64`.
    pub constant: Option<i64>,
    /// The `I64` is not negative.
    pub nonnegative: bool,
    /// Of an index: there is such an item wherever it is used.
    pub within: bool,
}

pub(crate) struct Facts {
    facts: Vec<Fact>,
    uses: Vec<u32>,
}

impl Facts {
    pub(crate) fn get(&self, value: ValueId) -> Fact {
        self.facts[value.index()]
    }

    /// How often the value is an operand, an edge argument or a terminator's.
    pub(crate) fn uses(&self, value: ValueId) -> u32 {
        self.uses[value.index()]
    }

    /// Facts of all values: block parameters start out with everything
    /// known, and lose what some edge does not bring, to a fixpoint.
    pub(crate) fn new(function: &Function) -> Facts {
        let mut facts = Facts {
            facts: vec![Fact::default(); function.values.len()],
            uses: vec![0; function.values.len()],
        };
        let order = function.reverse_post_order();
        for id in &order {
            let block = function.block(*id);
            if *id != Function::ENTRY {
                for param in &block.params {
                    facts.facts[param.index()] = Fact {
                        small: true,
                        bound: true,
                        constant: None,
                        nonnegative: false,
                        within: false,
                    };
                }
            }
            let args = block.insts.iter().flat_map(|inst| inst.args.iter());
            let passed = block.term.edges().flat_map(|edge| edge.args.iter());
            let used = block.term.uses();
            for value in args.chain(passed).chain(used.iter()) {
                facts.uses[value.index()] += 1;
            }
        }
        loop {
            let mut changed = false;
            for id in &order {
                let block = function.block(*id);
                for inst in &block.insts {
                    if let Some(result) = inst.result {
                        facts.facts[result.index()] = facts.of(inst);
                    }
                }
                for edge in block.term.edges() {
                    let target = function.block(edge.block);
                    for (arg, param) in edge.args.iter().zip(&target.params) {
                        let given = facts.get(*arg);
                        let old = facts.get(*param);
                        let new = Fact {
                            small: old.small && given.small,
                            bound: old.bound && given.bound,
                            constant: None,
                            nonnegative: false,
                            within: false,
                        };
                        if new != old {
                            facts.facts[param.index()] = new;
                            changed = true;
                        }
                    }
                }
            }
            if !changed {
                return facts;
            }
        }
    }

    /// The fact of an instruction's result, from those of its operands.
    fn of(&self, inst: &Inst) -> Fact {
        let arg = |n: usize| self.get(inst.args[n]);
        let bound = Fact {
            bound: true,
            ..Fact::default()
        };
        let small = |small: bool| Fact { small, ..bound };
        match &inst.op {
            Op::ConstWord(word) => Fact {
                small: word & INT_BIT != 0,
                bound: *word != UNBOUND,
                constant: None,
                nonnegative: false,
                within: false,
            },
            Op::ConstInt(n) => Fact {
                small: true,
                bound: true,
                constant: Some(*n),
                nonnegative: false,
                within: false,
            },
            Op::ConstI64(n) => Fact {
                small: (SMALL_INT_MIN..=SMALL_INT_MAX).contains(n),
                bound: true,
                constant: Some(*n),
                nonnegative: false,
                within: false,
            },
            // Lengths are bounded by the address space.
            Op::KnownSmall => Fact {
                small: true,
                ..arg(0)
            },
            Op::Within => Fact {
                within: true,
                constant: None,
                ..arg(0)
            },
            Op::Nonnegative => Fact {
                nonnegative: true,
                ..arg(0)
            },
            Op::BoolToInt | Op::BoolToI64 | Op::ListLen | Op::TupleLen | Op::StrLen => small(true),
            Op::DictLen | Op::DictPlaces | Op::SetLen => small(true),
            Op::StrNarrow | Op::StrCode | Op::StrByte => small(true),
            Op::SmallToI64 | Op::SmallFromI64 | Op::NeedSmall => small(true),
            Op::TryGet(ItemType::Int) => small(true),
            Op::TypedGet(item) | Op::TryGet(item) | Op::NumberBits(item) if item.is_small() => {
                small(true)
            }
            Op::StorageLen(_) => small(true),
            Op::Int(op) => {
                let (a, b) = (arg(0), arg(1));
                let non_negative = |fact: Fact| fact.constant.is_some_and(|n| n >= 0);
                small(match op {
                    IntBinary::And => (a.small && b.small) || non_negative(a) || non_negative(b),
                    IntBinary::Or | IntBinary::Xor => a.small && b.small,
                    // The result is nearer to zero than the divisor.
                    IntBinary::Mod => b.small,
                    IntBinary::FloorDiv => a.small && b.constant.is_some_and(|n| n != -1),
                    IntBinary::Shr => a.small,
                    IntBinary::Add | IntBinary::Sub | IntBinary::Mul | IntBinary::Shl => false,
                })
            }
            Op::IntInvert => small(arg(0).small),
            Op::IntFromI64 | Op::IntToI64 => small(arg(0).small),
            // Between its first two operands.
            Op::RangeItem => small(arg(0).small && arg(1).small),
            Op::Cast(_) | Op::Apart(_) => arg(0),
            Op::Select => {
                let (a, b) = (arg(1), arg(2));
                Fact {
                    small: a.small && b.small,
                    bound: a.bound && b.bound,
                    constant: None,
                    nonnegative: false,
                    within: false,
                }
            }
            Op::CallRuntime(decl) => Fact {
                bound: decl.result != AbiType::OptValue,
                ..bound
            },
            Op::IntNeg
            | Op::IntFromU64
            | Op::BoolToValue
            | Op::ConstStr(_)
            | Op::ConstBytes(_)
            | Op::FloatBox
            | Op::NumberWord
            | Op::InstanceNew(_)
            | Op::FuncCell(_)
            | Op::ArgWord(_)
            | Op::ListGet
            | Op::TypedGet(ItemType::Int | ItemType::Number)
            | Op::TryGet(ItemType::Number)
            | Op::TryListGet
            | Op::ListProbe
            | Op::TupleGet(_)
            | Op::TupleIndex
            | Op::DictValue
            | Op::SetItem => bound,
            _ => Fact::default(),
        }
    }
}

/// What the code of a module's body is called.
const MODULE_BODY: &str = "<module>";

/// Blocks that run only when something failed, and blocks marked cold.
pub(crate) fn cold_blocks(function: &Function) -> Vec<bool> {
    let order = function.reverse_post_order();
    let mut cold = vec![true; function.blocks.len()];
    cold[Function::ENTRY.index()] = false;
    loop {
        let mut changed = false;
        for id in &order {
            if cold[id.index()] {
                continue;
            }
            let block = function.block(*id);
            for (n, edge) in block.term.edges().enumerate() {
                let failure = n == 1 && matches!(block.term, Terminator::OnError { .. });
                let target = edge.block.index();
                if !failure && cold[target] && !function.block(edge.block).cold {
                    cold[target] = false;
                    changed = true;
                }
            }
        }
        if !changed {
            return cold;
        }
    }
}

/// Blocks that run at most once in a program: those of module bodies, outside loops.
pub(crate) fn once_blocks(function: &Function, program: &Program) -> Vec<bool> {
    let mut once = vec![false; function.blocks.len()];
    let code = &program.codes[function.code.index()];
    if program.strings()[code.name.index()] != MODULE_BODY {
        return once;
    }
    let order = function.reverse_post_order();
    let mut place = vec![0; function.blocks.len()];
    for (n, id) in order.iter().enumerate() {
        place[id.index()] = n;
    }
    // A block in a cycle stands between the two ends of an edge that goes back.
    let mut cycle_ends = vec![0; order.len()];
    for (n, id) in order.iter().enumerate() {
        for edge in function.block(*id).term.edges() {
            let target = place[edge.block.index()];
            if target <= n {
                cycle_ends[target] = n + 1;
            }
        }
    }
    let mut looping_until = 0;
    for (n, id) in order.iter().enumerate() {
        looping_until = looping_until.max(cycle_ends[n]);
        once[id.index()] = n >= looping_until;
    }
    once
}
