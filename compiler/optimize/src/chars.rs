//! Characters of texts as code points: `s[i] == t[j]`, `c in 'aeiou'`, `ord(c)` and
//! `c.isdigit()` need no strs of one character.
//!
//! What is known to be a character (an item of a str, a constant, a block parameter that only
//! such reach) gets its code beside the object, where something can use it. The object stays for
//! whoever wants it; if nobody does, the pass `dce` removes what makes it.

use std::collections::HashMap;

use pyaot_abi::functions::{FnDecl, str as text};
use pyaot_abi::surrogate::code_of;
use pyaot_ir::{
    Block, BlockId, Compare, Edge, Function, Inst, MachineBinary, Op, Program, Repr, StrId,
    Terminator, ValueId,
};

use crate::dce;
use crate::emit::{self, push};
use crate::params::Replacements;

/// Up to here a search in a constant is a comparison with each character.
const FEW: usize = 3;

pub fn run(function: &mut Function, program: &Program) {
    let takes = |inst: &Inst| is_row(&inst.op, &text::str_getitem);
    let ends = |block: &Block| block.insts.last().is_some_and(takes);
    if !function.blocks.iter().any(ends) {
        return;
    }
    let sources = Sources::find(function, program);
    let codes = codes(function, &sources);
    if codes.is_empty() {
        return;
    }
    let mut rewriter = Rewriter {
        replacements: Replacements::new(function),
        sources,
        codes,
        program,
    };
    rewriter.pass_codes(function);
    for n in 0..function.blocks.len() {
        rewriter.block(function, BlockId(n as u32));
    }
    let last = ValueId(function.values.len() as u32 - 1);
    rewriter.replacements.grow(last);
    rewriter.replacements.apply(function);
    // An object that goes round a loop unread would be in the way of `tier`.
    dce::run(function, program);
}

fn is_row(op: &Op, row: &'static FnDecl) -> bool {
    matches!(op, Op::CallRuntime(decl) if std::ptr::eq(*decl, row))
}

/// What a value is made by.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    Item,
    /// A constant of one character.
    Char(StrId),
    /// Another constant.
    Text(StrId),
    Param,
    /// A cast of another value.
    Name(ValueId),
    /// The order of two characters, by [`text::str_cmp`].
    Order(ValueId, ValueId),
    Zero,
    Other,
}

struct Sources(Vec<Source>);

impl Sources {
    fn find(function: &Function, program: &Program) -> Sources {
        let mut sources = vec![Source::Other; function.values.len()];
        for block in &function.blocks[1..] {
            for param in &block.params {
                if matches!(function.repr(*param), Repr::Ref | Repr::Value) {
                    sources[param.index()] = Source::Param;
                }
            }
        }
        for block in &function.blocks {
            for inst in &block.insts {
                let Some(result) = inst.result else { continue };
                sources[result.index()] = match inst.op {
                    Op::ConstStr(id) => {
                        let mut chars = program.text(id).chars();
                        match (chars.next(), chars.next()) {
                            (Some(_), None) => Source::Char(id),
                            _ => Source::Text(id),
                        }
                    }
                    Op::ConstI64(0) => Source::Zero,
                    Op::Cast(_) => Source::Name(inst.args[0]),
                    Op::CallRuntime(row) if std::ptr::eq(row, &text::str_getitem) => Source::Item,
                    Op::CallRuntime(row) if std::ptr::eq(row, &text::str_cmp) => {
                        Source::Order(inst.args[0], inst.args[1])
                    }
                    _ => Source::Other,
                };
            }
        }
        let mut sources = Sources(sources);
        // A parameter is a character if all that reaches it is.
        let mut changed = true;
        while changed {
            changed = false;
            for (param, arg) in passed(function) {
                if sources.0[param.index()] == Source::Param && !sources.is_char(arg) {
                    sources.0[param.index()] = Source::Other;
                    changed = true;
                }
            }
        }
        sources
    }

    /// The value that `value` is another name of.
    fn root(&self, mut value: ValueId) -> ValueId {
        while let Some(Source::Name(known)) = self.0.get(value.index()) {
            value = *known;
        }
        value
    }

    fn of(&self, value: ValueId) -> Source {
        let root = self.root(value);
        self.0.get(root.index()).copied().unwrap_or(Source::Other)
    }

    fn is_char(&self, value: ValueId) -> bool {
        matches!(
            self.of(value),
            Source::Item | Source::Char(_) | Source::Param
        )
    }

    /// Whether the value is a text that no character equals.
    fn is_no_char(&self, value: ValueId) -> bool {
        matches!(self.of(value), Source::Text(_))
    }
}

/// The edges of the function with the parameters they lead to, each with what
/// is passed for it.
fn passed(function: &Function) -> impl Iterator<Item = (ValueId, ValueId)> {
    let edges = function.blocks.iter().flat_map(|block| block.term.edges());
    edges.flat_map(|edge| {
        let params = function.block(edge.block).params.iter();
        params.copied().zip(edge.args.iter().copied())
    })
}

/// The question about a character by its code that asks what `row` asks of a str.
fn class(row: &'static FnDecl) -> Option<&'static FnDecl> {
    let classes = [
        (&text::str_isalnum, &text::char_isalnum),
        (&text::str_isalpha, &text::char_isalpha),
        (&text::str_isdecimal, &text::char_isdecimal),
        (&text::str_isdigit, &text::char_isdigit),
        (&text::str_islower, &text::char_islower),
        (&text::str_isnumeric, &text::char_isnumeric),
        (&text::str_isspace, &text::char_isspace),
        (&text::str_isupper, &text::char_isupper),
    ];
    let found = classes.iter().find(|(known, _)| std::ptr::eq(*known, row));
    found.map(|(_, of_code)| *of_code)
}

/// The operands of an operation whose codes would do.
fn read_by_code<'a>(inst: &'a Inst, sources: &Sources) -> &'a [ValueId] {
    let Op::CallRuntime(row) = inst.op else {
        return &[];
    };
    let is = |known: &'static FnDecl| std::ptr::eq(row, known);
    let operands = if is(&text::str_contains) {
        &inst.args[1..]
    } else if is(&text::str_eq) || is(&text::str_cmp) || is(&text::str_ord) || class(row).is_some()
    {
        &inst.args[..]
    } else {
        &[]
    };
    if operands.iter().all(|value| sources.is_char(*value)) {
        operands
    } else {
        &[]
    }
}

/// A new value for the code of each character that something can use by code.
fn codes(function: &mut Function, sources: &Sources) -> HashMap<ValueId, ValueId> {
    let mut given: HashMap<ValueId, Vec<ValueId>> = HashMap::new();
    for (param, arg) in passed(function) {
        if sources.is_char(param) {
            given.entry(param).or_default().push(sources.root(arg));
        }
    }
    let insts = function.blocks.iter().flat_map(|block| &block.insts);
    let read = insts.flat_map(|inst| read_by_code(inst, sources));
    let mut work: Vec<ValueId> = read.map(|value| sources.root(*value)).collect();
    let mut codes = HashMap::new();
    while let Some(value) = work.pop() {
        codes.entry(value).or_insert_with(|| {
            work.extend(given.get(&value).into_iter().flatten());
            function.new_value(Repr::I64)
        });
    }
    codes
}

struct Rewriter<'a> {
    sources: Sources,
    /// By the first name of each value.
    codes: HashMap<ValueId, ValueId>,
    replacements: Replacements,
    program: &'a Program,
}

impl Rewriter<'_> {
    fn code(&self, value: ValueId) -> Option<ValueId> {
        self.codes.get(&self.sources.root(value)).copied()
    }

    /// Adds codes to parameters and to what is passed for them, and makes those of
    /// constants.
    fn pass_codes(&mut self, function: &mut Function) {
        let params: Vec<Vec<ValueId>> = function.blocks.iter().map(|b| b.params.clone()).collect();
        for block in &mut function.blocks {
            for edge in block.term.edges_mut() {
                let known = params[edge.block.index()].iter().zip(edge.args.clone());
                let codes = known
                    .filter(|(param, _)| self.codes.contains_key(param))
                    .filter_map(|(_, arg)| self.code(arg));
                edge.args.extend(codes.collect::<Vec<_>>());
            }
            for param in block.params.clone() {
                block.params.extend(self.codes.get(&param));
            }
        }
        let mut constants = Vec::new();
        for (value, code) in &self.codes {
            if let Source::Char(id) = self.sources.of(*value) {
                let chars = self.program.text(id).chars();
                let op = Op::ConstI64(chars.map(|c| i64::from(code_of(c))).sum());
                constants.push(emit::inst(function, op, &[], *code));
            }
        }
        // Maps have no order, programs do.
        constants.sort_by_key(|inst: &Inst| inst.result.map(|result| result.0));
        let entry = function.block_mut(Function::ENTRY);
        entry.insts.splice(0..0, constants);
    }

    fn block(&mut self, function: &mut Function, id: BlockId) {
        let mut insts = Vec::new();
        // Whether the operation that the block ends with still may fail.
        let mut raises = true;
        for inst in std::mem::take(&mut function.block_mut(id).insts) {
            raises = true;
            if let (Some(result), Some(code)) =
                (inst.result, inst.result.and_then(|v| self.code(v)))
                && is_row(&inst.op, &text::str_getitem)
            {
                self.split_item(function, id, result, code);
                let narrow = function.new_value(Repr::I64);
                let asks = emit::inst(function, Op::StrNarrow, &inst.args[..1], narrow);
                let args = vec![inst.args[0], inst.args[1], narrow];
                insts.push(asks);
                insts.push(Inst {
                    op: Op::StrCode,
                    args,
                    result: Some(code),
                    ..inst
                });
                continue;
            }
            if let Some(rewritten) = self.rewrite(function, &mut insts, &inst) {
                raises = false;
                insts.extend(rewritten);
                continue;
            }
            insts.push(inst);
        }
        let block = function.block_mut(id);
        block.insts = insts;
        if !raises && let Terminator::OnError { ok, .. } = &block.term {
            block.term = Terminator::Jump(ok.clone());
        }
    }

    /// Has the block behind an item make the object of its code.
    fn split_item(&self, function: &mut Function, id: BlockId, object: ValueId, code: ValueId) {
        let behind = function.new_block(None);
        let make = emit::inst(
            function,
            Op::CallRuntime(&text::str_from_code),
            &[code],
            object,
        );
        let cold = function.block(id).cold;
        if let Terminator::OnError { ok, .. } = &mut function.block_mut(id).term {
            let onward = std::mem::replace(ok, Edge::to(behind));
            let added = function.block_mut(behind);
            added.insts.push(make);
            added.term = Terminator::Jump(onward);
            added.cold = cold;
        }
    }

    /// The operation on codes in place of one on characters: `Some(None)` where the result
    /// is at hand.
    fn rewrite(
        &mut self,
        function: &mut Function,
        insts: &mut Vec<Inst>,
        inst: &Inst,
    ) -> Option<Option<Inst>> {
        let result = inst.result?;
        let with = |op: Op, args: Vec<ValueId>| {
            Some(Some(Inst {
                op,
                args,
                ..inst.clone()
            }))
        };
        let args = &inst.args;
        if let Op::MachineCompare(compare) = inst.op {
            if self.sources.of(args[1]) == Source::Zero
                && let Source::Order(a, b) = self.sources.of(args[0])
                && let (Some(a), Some(b)) = (self.code(a), self.code(b))
            {
                return with(Op::MachineCompare(compare), vec![a, b]);
            }
            return None;
        }
        let Op::CallRuntime(row) = inst.op else {
            return None;
        };
        let is = |known: &'static FnDecl| std::ptr::eq(row, known);
        if is(&text::str_eq) {
            let (a, b) = (args[0], args[1]);
            let differ = |a, b| self.sources.is_char(a) && self.sources.is_no_char(b);
            if differ(a, b) || differ(b, a) {
                return with(Op::ConstBool(false), Vec::new());
            }
            let codes = vec![self.code(a)?, self.code(b)?];
            return with(Op::MachineCompare(Compare::Eq), codes);
        }
        if is(&text::str_cmp) {
            // Whoever asks, asks for its sign.
            let codes = vec![self.code(args[0])?, self.code(args[1])?];
            return with(Op::Machine(MachineBinary::Sub), codes);
        }
        if is(&text::str_ord) {
            let code = self.code(args[0])?;
            self.replacements.set(result, code);
            return Some(None);
        }
        if let Some(of_code) = class(row) {
            return with(Op::CallRuntime(of_code), vec![self.code(args[0])?]);
        }
        if is(&text::str_contains) {
            let code = self.code(args[1])?;
            let (Source::Char(id) | Source::Text(id)) = self.sources.of(args[0]) else {
                return None;
            };
            let text = self.program.text(id);
            if !text.is_ascii() {
                return None;
            }
            return Some(Some(is_among(function, insts, text.as_bytes(), code, inst)));
        }
        None
    }
}

/// Whether a code is among those of an ASCII text.
fn is_among(
    function: &mut Function,
    insts: &mut Vec<Inst>,
    text: &[u8],
    code: ValueId,
    inst: &Inst,
) -> Inst {
    let mut compute = |op: Op, args: &[ValueId], repr: Repr| push(function, insts, op, args, repr);
    let last = |op: Op, args: Vec<ValueId>| Inst {
        op,
        args,
        ..inst.clone()
    };
    let mut bytes = text.to_vec();
    bytes.sort_unstable();
    bytes.dedup();
    if bytes.len() <= FEW {
        let mut any = compute(Op::ConstBool(false), &[], Repr::Bool);
        for byte in bytes {
            let byte = compute(Op::ConstI64(byte.into()), &[], Repr::I64);
            let same = Op::MachineCompare(Compare::Eq);
            let same = compute(same, &[code, byte], Repr::Bool);
            any = compute(Op::BoolOr, &[any, same], Repr::Bool);
        }
        let never = compute(Op::ConstBool(false), &[], Repr::Bool);
        return last(Op::BoolOr, vec![any, never]);
    }
    // A bit each in two words.
    let mask = bytes.iter().fold(0u128, |mask, byte| mask | 1 << byte);
    let mut constant = |n: i64| compute(Op::ConstI64(n), &[], Repr::I64);
    let (low, high) = (constant(mask as i64), constant((mask >> 64) as i64));
    let (zero, one) = (constant(0), constant(1));
    let (half, all, most) = (constant(64), constant(128), constant(63));
    let less = Op::MachineCompare(Compare::Lt);
    let is_low = compute(less.clone(), &[code, half], Repr::Bool);
    let word = compute(Op::Select, &[is_low, low, high], Repr::I64);
    let machine = Op::Machine;
    let count = compute(machine(MachineBinary::And), &[code, most], Repr::I64);
    let bit = compute(
        machine(MachineBinary::UnsignedShr),
        &[word, count],
        Repr::I64,
    );
    let bit = compute(machine(MachineBinary::And), &[bit, one], Repr::I64);
    let set = compute(Op::MachineCompare(Compare::Ne), &[bit, zero], Repr::Bool);
    let is_ascii = compute(less, &[code, all], Repr::Bool);
    last(Op::BoolAnd, vec![is_ascii, set])
}
