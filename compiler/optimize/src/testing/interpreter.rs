//! Runs a function at any stage.
//!
//! Calls of the runtime are events: they are logged, and a seeded oracle
//! decides what they return, whether they raise and what they change behind
//! the function's back. In the stage `Counted` counts are kept and checked.

use pyaot_abi::functions::{AbiType, FnDecl};
use pyaot_abi::value::{FALSE, NONE, SMALL_INT_MAX, SMALL_INT_MIN, TRUE, UNBOUND};
use pyaot_ir::{
    Compare, Edge, FloatBinary, FloatUnary, FuncId, Function, Inst, IntBinary, MachineBinary, Op,
    Program, Repr, Stage, Terminator, ValueId,
};

use super::Rng;
use super::heap::{Heap, Kind, Word};

const MAX_EVENTS: usize = 120;
const MAX_STEPS: usize = 6_000;

#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    Returned(String),
    Raised,
    /// Too long, or numbers beyond what the interpreter holds.
    GaveUp,
}

pub struct Execution {
    pub outcome: Outcome,
    pub events: Vec<String>,
    pub fault: Option<String>,
    /// Retains and releases executed.
    pub counting: usize,
    /// Instructions executed.
    pub steps: usize,
}

#[derive(Clone, Copy, Debug)]
enum Val {
    Word(Word),
    I64(i64),
    F64(f64),
    Bool(bool),
    Ptr(u32),
    None,
}

/// Why an instruction did not complete.
enum Stop {
    Raise,
    GiveUp,
}

struct Machine<'a> {
    program: &'a Program,
    function: &'a Function,
    counted: bool,
    values: Vec<Val>,
    locals: Vec<Val>,
    globals: Vec<Val>,
    strings: Vec<Word>,
    arguments: Vec<Word>,
    heap: Heap,
    oracle: Rng,
    /// What the last function to return returned.
    returned: Val,
    events: Vec<String>,
    made: u64,
    counting: usize,
    steps: usize,
}

pub fn execute(program: &Program, func: FuncId, seed: u64) -> Execution {
    let function = program.function(func);
    let mut machine = Machine {
        program,
        function,
        counted: function.stage == Stage::Counted,
        values: vec![Val::None; function.values.len()],
        locals: function
            .locals
            .iter()
            .map(|local| initial(local.repr))
            .collect(),
        globals: program
            .globals
            .iter()
            .map(|global| initial(global.repr))
            .collect(),
        strings: Vec::new(),
        arguments: Vec::new(),
        heap: Heap::default(),
        oracle: Rng::new(seed),
        returned: Val::None,
        events: Vec::new(),
        made: 0,
        counting: 0,
        steps: 0,
    };
    for text in program.strings() {
        let word = machine.heap.allocate(Kind::Str(text.clone()));
        if let Word::Object(id) = word {
            machine.heap.objects[id].is_static = true;
        }
        machine.strings.push(word);
    }
    machine.make_arguments();
    let (outcome, result) = machine.run();
    if machine.counted && outcome != Outcome::GaveUp {
        let mut roots = machine.arguments.clone();
        roots.extend(result);
        roots.extend(machine.globals.iter().filter_map(|global| match global {
            Val::Word(word) => Some(*word),
            _ => None,
        }));
        machine.heap.check_counts(&roots);
    }
    Execution {
        outcome,
        events: machine.events,
        fault: machine.heap.fault,
        counting: machine.counting,
        steps: machine.steps,
    }
}

fn initial(repr: Repr) -> Val {
    match repr {
        Repr::Value | Repr::Int | Repr::Ref => Val::Word(Word::Immediate(UNBOUND)),
        Repr::I64 => Val::I64(0),
        Repr::F64 => Val::F64(0.0),
        Repr::Bool => Val::Bool(false),
        Repr::Ptr => Val::Ptr(0),
    }
}

impl Machine<'_> {
    /// Parameters: a `Ref` is a container of four objects, a `Value` an
    /// object, an `Int` a number of any size.
    fn make_arguments(&mut self) {
        let function = self.function;
        for param in &function.blocks[0].params {
            let value = match function.repr(*param) {
                Repr::Ref => {
                    let items = (0..4).map(|_| self.opaque()).collect();
                    Val::Word(self.container(items))
                }
                Repr::Value => Val::Word(self.opaque()),
                Repr::Int => {
                    let n = random_int(&mut self.oracle);
                    Val::Word(self.heap.int(n))
                }
                Repr::I64 => Val::I64(random_int(&mut self.oracle) as i64),
                Repr::F64 => Val::F64(random_int(&mut self.oracle) as f64 / 8.0),
                Repr::Bool => Val::Bool(self.oracle.chance(50)),
                Repr::Ptr => Val::Ptr(7),
            };
            if let Val::Word(word) = value {
                self.arguments.push(word);
            }
            self.values[param.index()] = value;
        }
    }

    fn opaque(&mut self) -> Word {
        self.made += 1;
        self.heap.allocate(Kind::Opaque(self.made))
    }

    fn container(&mut self, items: Vec<Word>) -> Word {
        self.made += 1;
        self.heap.allocate(Kind::Container(self.made, items))
    }

    fn run(&mut self) -> (Outcome, Option<Word>) {
        let mut at = Function::ENTRY;
        loop {
            let block = self.function.block(at);
            let mut raised = false;
            for inst in &block.insts {
                self.steps += 1;
                if self.steps > MAX_STEPS || self.events.len() > MAX_EVENTS {
                    return (Outcome::GaveUp, None);
                }
                match self.step(inst) {
                    Ok(result) => {
                        if let Some(value) = inst.result {
                            self.values[value.index()] = result;
                        }
                    }
                    Err(Stop::Raise) => {
                        if self.function.stage == Stage::Lowered {
                            self.note_raise(inst);
                        }
                        raised = true;
                        break;
                    }
                    Err(Stop::GiveUp) => return (Outcome::GaveUp, None),
                }
            }
            self.steps += 1;
            let edge = match &block.term {
                _ if raised && self.function.stage == Stage::Lowered => match block.handler {
                    Some(handler) => {
                        at = handler;
                        continue;
                    }
                    None => return (Outcome::Raised, None),
                },
                Terminator::OnError { ok, error } => {
                    if raised {
                        error
                    } else {
                        ok
                    }
                }
                Terminator::Jump(edge) => edge,
                Terminator::Branch {
                    cond,
                    then,
                    otherwise,
                } => {
                    if self.bool(*cond) {
                        then
                    } else {
                        otherwise
                    }
                }
                Terminator::Return(Some(value)) => {
                    let value = self.values[value.index()];
                    self.returned = value;
                    let word = if let Val::Word(word) = value {
                        Some(word)
                    } else {
                        None
                    };
                    return (Outcome::Returned(self.describe(value)), word);
                }
                Terminator::Return(None) => return (Outcome::Returned(String::new()), None),
                Terminator::ReturnError => return (Outcome::Raised, None),
                Terminator::None | Terminator::Unreachable => {
                    self.heap.fail(format!("{at} is reached"));
                    return (Outcome::GaveUp, None);
                }
            };
            if self.heap.fault.is_some() {
                return (Outcome::GaveUp, None);
            }
            self.follow(edge);
            at = edge.block;
            if self.steps > MAX_STEPS {
                return (Outcome::GaveUp, None);
            }
        }
    }

    fn follow(&mut self, edge: &Edge) {
        let args: Vec<Val> = edge
            .args
            .iter()
            .map(|arg| self.values[arg.index()])
            .collect();
        let params: &[ValueId] = &self.function.block(edge.block).params;
        for (param, arg) in params.iter().zip(args) {
            self.values[param.index()] = arg;
        }
    }

    /// What the landing block of a later stage does.
    fn note_raise(&mut self, inst: &Inst) {
        if let Op::CallRuntime(row) = inst.op
            && (row.name == "raise_again")
        {
            return;
        }
        self.events
            .push(format!("traceback {} {}", inst.code, inst.position.line));
    }

    fn describe(&self, value: Val) -> String {
        match value {
            Val::Word(word) => self.heap.describe(word),
            other => format!("{other:?}"),
        }
    }

    fn word(&mut self, value: ValueId) -> Word {
        match self.values[value.index()] {
            Val::Word(word) => {
                self.heap.check_alive(word, self.counted);
                word
            }
            other => panic!("{value} is {other:?}"),
        }
    }

    fn i64(&self, value: ValueId) -> i64 {
        match self.values[value.index()] {
            Val::I64(n) => n,
            other => panic!("{value} is {other:?}"),
        }
    }

    fn f64(&self, value: ValueId) -> f64 {
        match self.values[value.index()] {
            Val::F64(x) => x,
            other => panic!("{value} is {other:?}"),
        }
    }

    fn bool(&self, value: ValueId) -> bool {
        match self.values[value.index()] {
            Val::Bool(b) => b,
            other => panic!("{value} is {other:?}"),
        }
    }

    fn int(&mut self, value: ValueId) -> i128 {
        match self.word(value) {
            Word::Small(n) => i128::from(n),
            Word::Object(id) => match self.heap.objects[id].kind {
                Kind::BigInt(n) => n,
                ref other => panic!("{value} is {other:?}"),
            },
            other => panic!("{value} is {other:?}"),
        }
    }

    /// Whether a test that may lead to the general copy does so for no reason:
    /// that must be right anywhere.
    fn fails_anyway(&self) -> bool {
        self.steps % 23 == 7
    }

    fn make_int(&mut self, n: i128) -> Result<Val, Stop> {
        if n.unsigned_abs() > 1 << 100 {
            return Err(Stop::GiveUp);
        }
        Ok(Val::Word(self.heap.int(n)))
    }

    /// A word that something else holds, now held by the function too.
    fn load(&mut self, inst: &Inst, word: Word) -> Val {
        self.heap.check_alive(word, self.counted);
        if self.counted && !inst.borrow {
            self.heap.retain(word);
        }
        Val::Word(word)
    }

    fn step(&mut self, inst: &Inst) -> Result<Val, Stop> {
        for arg in &inst.args {
            if let Val::Word(word) = self.values[arg.index()] {
                self.heap.check_alive(word, self.counted);
            }
        }
        let args = &inst.args;
        // What is computed from poison is poison.
        let total = matches!(
            inst.op,
            Op::Machine(_)
                | Op::MachineCompare(_)
                | Op::I64ToF64
                | Op::IntFromI64
                | Op::SmallFromI64
                | Op::Float(_)
                | Op::FloatUnary(_)
                | Op::FloatCompare(_)
                | Op::BoolNot
                | Op::BoolAnd
                | Op::BoolOr
                | Op::BoolToInt
                | Op::BoolToI64
        );
        if total
            && args
                .iter()
                .any(|arg| matches!(self.values[arg.index()], Val::None))
        {
            return Ok(Val::None);
        }
        Ok(match &inst.op {
            Op::ConstWord(bits) => Val::Word(Word::Immediate(*bits)),
            Op::ConstInt(n) => Val::Word(Word::Small(*n)),
            Op::ConstI64(n) => Val::I64(*n),
            Op::ConstF64(x) => Val::F64(*x),
            Op::ConstBool(b) => Val::Bool(*b),
            Op::ConstStr(id) => Val::Word(self.strings[id.index()]),
            Op::ConstData(id) => Val::Ptr(id.0),
            Op::ConstCode(id) => Val::Ptr(id.0),
            Op::LocalGet(local) => self.locals[local.index()],
            Op::LocalSet(local) => {
                self.locals[local.index()] = self.values[args[0].index()];
                Val::None
            }
            Op::Int(op) => {
                let (a, b) = (self.int(args[0]), self.int(args[1]));
                let n = int_binary(*op, a, b)?;
                self.make_int(n)?
            }
            Op::IntNeg => {
                let n = -self.int(args[0]);
                self.make_int(n)?
            }
            Op::IntInvert => {
                let n = !self.int(args[0]);
                self.make_int(n)?
            }
            Op::IntCompare(op) => Val::Bool(compare(*op, self.int(args[0]), self.int(args[1]))),
            Op::IntTrueDiv => {
                let (a, b) = (self.int(args[0]), self.int(args[1]));
                if b == 0 {
                    return Err(Stop::Raise);
                }
                Val::F64(a as f64 / b as f64)
            }
            Op::IntToI64 => Val::I64(saturate(self.int(args[0]))),
            Op::Nonnegative => {
                let n = self.i64(args[0]);
                assert!(n >= 0, "{n} was said not to be negative");
                Val::I64(n)
            }
            Op::KnownSmall => {
                let n = self.i64(args[0]);
                assert!(
                    (SMALL_INT_MIN..=SMALL_INT_MAX).contains(&n),
                    "{n} was said to be small"
                );
                Val::I64(n)
            }
            Op::NeedSmall => match self.word(args[0]) {
                Word::Small(n) if !self.fails_anyway() => Val::I64(n),
                _ => return Err(Stop::Raise),
            },
            Op::Checked(op) => {
                let (a, b) = (self.i64(args[0]), self.i64(args[1]));
                let n = match op {
                    MachineBinary::Add => a.checked_add(b),
                    MachineBinary::Sub => a.checked_sub(b),
                    MachineBinary::Mul => a.checked_mul(b),
                    other => panic!("{other:?} is not checked"),
                };
                match n {
                    Some(n) if !self.fails_anyway() => Val::I64(n),
                    _ => return Err(Stop::Raise),
                }
            }
            Op::IntFromI64 => {
                let n = i128::from(self.i64(args[0]));
                self.make_int(n)?
            }
            Op::SmallToI64 => {
                // Out of range it is poison: it may be computed, not used.
                let n = self.int(args[0]);
                if is_small(n) {
                    Val::I64(n as i64)
                } else {
                    Val::None
                }
            }
            Op::SmallFromI64 => {
                let n = i128::from(self.i64(args[0]));
                if is_small(n) {
                    self.make_int(n)?
                } else {
                    Val::None
                }
            }
            Op::RangeItem => {
                let (start, stop, step) = (self.int(args[0]), self.int(args[1]), self.int(args[2]));
                let n = start + i128::from(self.i64(args[3])) * step;
                if n >= start.min(stop) && n <= start.max(stop) {
                    self.make_int(n)?
                } else {
                    Val::None
                }
            }
            Op::IntToF64 => Val::F64(self.int(args[0]) as f64),
            Op::Machine(op) => Val::I64(machine_binary(*op, self.i64(args[0]), self.i64(args[1]))),
            Op::MachineCompare(op) => Val::Bool(compare(*op, self.i64(args[0]), self.i64(args[1]))),
            Op::I64ToF64 => Val::F64(self.i64(args[0]) as f64),
            Op::Float(op) => Val::F64(float_binary(*op, self.f64(args[0]), self.f64(args[1]))),
            Op::FloatUnary(op) => Val::F64(float_unary(*op, self.f64(args[0]))),
            Op::FloatCompare(op) => Val::Bool(compare(*op, self.f64(args[0]), self.f64(args[1]))),
            Op::FloatTrueDiv => {
                if self.f64(args[1]) == 0.0 {
                    return Err(Stop::Raise);
                }
                Val::F64(self.f64(args[0]) / self.f64(args[1]))
            }
            Op::FloatBox => {
                let bits = self.f64(args[0]).to_bits();
                Val::Word(self.heap.allocate(Kind::Float(bits)))
            }
            Op::FloatUnbox => match self.word(args[0]) {
                Word::Object(id) => match self.heap.objects[id].kind {
                    Kind::Float(bits) => Val::F64(f64::from_bits(bits)),
                    ref other => panic!("unbox of {other:?}"),
                },
                other => panic!("unbox of {other:?}"),
            },
            Op::BoolNot => Val::Bool(!self.bool(args[0])),
            Op::BoolAnd => Val::Bool(self.bool(args[0]) && self.bool(args[1])),
            Op::BoolOr => Val::Bool(self.bool(args[0]) || self.bool(args[1])),
            Op::BoolToValue => Val::Word(Word::Immediate(if self.bool(args[0]) {
                TRUE
            } else {
                FALSE
            })),
            Op::BoolFromValue => Val::Bool(self.word(args[0]) == Word::Immediate(TRUE)),
            Op::BoolToInt => Val::Word(Word::Small(i64::from(self.bool(args[0])))),
            Op::BoolToI64 => Val::I64(i64::from(self.bool(args[0]))),
            Op::Cast(_) => Val::Word(self.word(args[0])),
            Op::IsWord(bits) => Val::Bool(self.word(args[0]) == Word::Immediate(*bits)),
            Op::Is => Val::Bool(self.word(args[0]) == self.word(args[1])),
            Op::IsSmallInt => Val::Bool(matches!(self.word(args[0]), Word::Small(_))),
            Op::Select => self.values[args[if self.bool(args[0]) { 1 } else { 2 }].index()],
            Op::GlobalGet(global) => match self.globals[global.index()] {
                Val::Word(word) => self.load(inst, word),
                other => other,
            },
            Op::GlobalSet(global) => {
                let new = self.values[args[0].index()];
                let old = std::mem::replace(&mut self.globals[global.index()], new);
                if let (Val::Word(old), true) = (old, self.counted) {
                    self.heap.release(old);
                }
                Val::None
            }
            Op::CellGet => self.load_item(inst, 0),
            Op::FuncCell(n) | Op::TupleGet(n) => self.load_item(inst, *n as usize),
            Op::FieldGet { offset, .. } => self.load_item(inst, *offset as usize / 8),
            Op::CellSet => self.store(args[0], 0, args[1]),
            Op::FieldSet { offset, .. } => self.store(args[0], *offset as usize / 8, args[1]),
            Op::ListLen | Op::TupleLen => {
                let list = self.word(args[0]);
                Val::I64(self.heap.items(list).len() as i64)
            }
            Op::ListGet | Op::TupleIndex => {
                let index = self.index(args[0], args[1])?;
                self.load_item(inst, index)
            }
            Op::TryListGet if self.fails_anyway() => return Err(Stop::Raise),
            Op::TryListGet => {
                let index = self.index(args[0], args[1])?;
                self.load_item(inst, index)
            }
            Op::ListSet => match self.index(args[0], args[1]) {
                Ok(index) => self.store(args[0], index, args[2]),
                Err(stop) => {
                    let item = self.word(args[2]);
                    if self.counted {
                        self.heap.release(item);
                    }
                    return Err(stop);
                }
            },
            Op::ListAppend => {
                let (list, item) = (self.word(args[0]), self.word(args[1]));
                self.heap.items(list).push(item);
                Val::None
            }
            Op::CallRuntime(row) => return self.call(row, args),
            Op::Call(func) => return self.call_function(*func, args),
            Op::KeepAlive => Val::None,
            Op::Retain => {
                let word = self.word(args[0]);
                self.heap.retain(word);
                self.counting += 1;
                Val::None
            }
            Op::Release => {
                let word = self.word(args[0]);
                self.heap.release(word);
                self.counting += 1;
                Val::None
            }
            _ => {
                panic!("the generator makes no {:?}", inst.op)
            }
        })
    }

    fn call_function(&mut self, func: FuncId, args: &[ValueId]) -> Result<Val, Stop> {
        let callee = self.program.function(func);
        let mut values = vec![Val::None; callee.values.len()];
        for (param, arg) in callee.blocks[0].params.iter().zip(args) {
            values[param.index()] = self.values[arg.index()];
        }
        let locals = callee
            .locals
            .iter()
            .map(|local| initial(local.repr))
            .collect();
        let function = std::mem::replace(&mut self.function, callee);
        let values = std::mem::replace(&mut self.values, values);
        let locals = std::mem::replace(&mut self.locals, locals);
        let (outcome, _) = self.run();
        self.function = function;
        self.values = values;
        self.locals = locals;
        match outcome {
            Outcome::Returned(_) => Ok(self.returned),
            Outcome::Raised => Err(Stop::Raise),
            Outcome::GaveUp => Err(Stop::GiveUp),
        }
    }

    fn load_item(&mut self, inst: &Inst, index: usize) -> Val {
        let container = self.word(inst.args[0]);
        let item = self.heap.items(container)[index];
        self.load(inst, item)
    }

    fn store(&mut self, container: ValueId, index: usize, item: ValueId) -> Val {
        let (container, item) = (self.word(container), self.word(item));
        if self.counted {
            self.heap.store(container, index, item);
        } else {
            self.heap.items(container)[index] = item;
        }
        Val::None
    }

    fn index(&mut self, list: ValueId, index: ValueId) -> Result<usize, Stop> {
        let list = self.word(list);
        let (len, index) = (self.heap.items(list).len() as i64, self.i64(index));
        let index = if index < 0 {
            index.wrapping_add(len)
        } else {
            index
        };
        if (0..len).contains(&index) {
            Ok(index as usize)
        } else {
            Err(Stop::Raise)
        }
    }

    /// A call of a runtime function, as an event.
    fn call(&mut self, row: &'static FnDecl, args: &[ValueId]) -> Result<Val, Stop> {
        if row.name == "traceback_add" {
            let (code, line) = (self.values[args[0].index()], self.i64(args[1]));
            let Val::Ptr(code) = code else {
                panic!("traceback_add of {code:?}")
            };
            self.events.push(format!("traceback c{code} {line}"));
            return Ok(Val::None);
        }
        if row.name == "range_len" {
            let (start, stop, step) = (self.int(args[0]), self.int(args[1]), self.int(args[2]));
            if step == 0 {
                return Err(Stop::Raise);
            }
            let (distance, step) = if step > 0 {
                (stop - start, step)
            } else {
                (start - stop, -step)
            };
            let turns = (distance + step - 1).div_euclid(step);
            return Ok(Val::I64(turns.clamp(0, 1 << 62) as i64));
        }
        let described: Vec<String> = args
            .iter()
            .map(|arg| self.describe(self.values[arg.index()]))
            .collect();
        self.events
            .push(format!("{}({})", row.name, described.join(", ")));
        if row.raises {
            self.interfere();
        }
        if row.raises && (row.name.contains("raise") || self.oracle.chance(12)) {
            return Err(Stop::Raise);
        }
        Ok(match row.result {
            AbiType::Unit => Val::None,
            AbiType::Bool => Val::Bool(self.oracle.chance(50)),
            AbiType::I64 => Val::I64(random_int(&mut self.oracle) as i64),
            AbiType::F64 => Val::F64(random_int(&mut self.oracle) as f64 / 4.0),
            AbiType::List | AbiType::Tuple => {
                let words: Vec<Word> = args.iter().map(|arg| self.word(*arg)).collect();
                for word in &words {
                    self.heap.retain(*word);
                }
                Val::Word(self.container(words))
            }
            AbiType::Int => {
                let n = random_int(&mut self.oracle);
                Val::Word(self.heap.int(n))
            }
            _ if self.oracle.chance(25) && !args.is_empty() => match self.values[args[0].index()] {
                Val::Word(word) => {
                    self.heap.retain(word);
                    Val::Word(word)
                }
                _ => Val::Word(Word::Immediate(NONE)),
            },
            _ if self.oracle.chance(20) => Val::Word(Word::Immediate(NONE)),
            _ => Val::Word(self.opaque()),
        })
    }

    /// What called code may do to what the function sees: overwrite globals
    /// and the items of its arguments.
    fn interfere(&mut self) {
        if !self.oracle.chance(30) {
            return;
        }
        // Nobody else sees what the pass `raw` keeps in a global.
        let functions = self.program.functions.iter();
        let hidden = functions.filter_map(|function| Some(function.raw?.big.index()));
        let seen = hidden.min().unwrap_or(self.globals.len());
        for n in 0..seen {
            if let (Val::Word(old), true) = (self.globals[n], self.oracle.chance(50)) {
                self.globals[n] = Val::Word(self.opaque());
                if self.counted {
                    self.heap.release(old);
                }
            }
        }
        for n in 0..self.arguments.len() {
            let argument = self.arguments[n];
            let is_container = matches!(argument, Word::Object(id)
                if matches!(self.heap.objects[id].kind, Kind::Container(..)));
            // Parameter 2 is a tuple: nobody changes it.
            if is_container && n != 2 && self.oracle.chance(50) {
                let new = self.opaque();
                if self.heap.items(argument).is_empty() {
                    self.heap.items(argument).push(new);
                } else if self.counted {
                    self.heap.store(argument, 0, new);
                } else {
                    self.heap.items(argument)[0] = new;
                }
            }
        }
    }
}

/// Mostly small numbers, and those where small ints and machine words end.
pub fn random_int(rng: &mut Rng) -> i128 {
    let edges: [i128; 8] = [
        1 << 31,
        1 << 32,
        1 << 61,
        1 << 62,
        (1 << 62) - 1,
        1 << 63,
        1 << 20,
        0,
    ];
    let base = if rng.chance(25) { *rng.pick(&edges) } else { 0 };
    let n = base + i128::from(rng.below(9)) - 3;
    if rng.chance(30) { -n } else { n }
}

fn is_small(n: i128) -> bool {
    (i128::from(SMALL_INT_MIN)..=i128::from(SMALL_INT_MAX)).contains(&n)
}

fn saturate(n: i128) -> i64 {
    n.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

fn compare<T: PartialOrd>(op: Compare, a: T, b: T) -> bool {
    match op {
        Compare::Eq => a == b,
        Compare::Ne => a != b,
        Compare::Lt => a < b,
        Compare::Le => a <= b,
        Compare::Gt => a > b,
        Compare::Ge => a >= b,
    }
}

fn int_binary(op: IntBinary, a: i128, b: i128) -> Result<i128, Stop> {
    let floor_div = |a: i128, b: i128| {
        let q = a / b;
        if a % b != 0 && (a < 0) != (b < 0) {
            q - 1
        } else {
            q
        }
    };
    Ok(match op {
        IntBinary::Add => a + b,
        IntBinary::Sub => a - b,
        IntBinary::Mul => a.checked_mul(b).ok_or(Stop::GiveUp)?,
        IntBinary::And => a & b,
        IntBinary::Or => a | b,
        IntBinary::Xor => a ^ b,
        IntBinary::FloorDiv | IntBinary::Mod if b == 0 => return Err(Stop::Raise),
        IntBinary::FloorDiv => floor_div(a, b),
        IntBinary::Mod => a - floor_div(a, b) * b,
        IntBinary::Shl | IntBinary::Shr if b < 0 => return Err(Stop::Raise),
        IntBinary::Shl if a == 0 => 0,
        IntBinary::Shl if b > 40 => return Err(Stop::GiveUp),
        IntBinary::Shl => a.checked_mul(1 << b).ok_or(Stop::GiveUp)?,
        IntBinary::Shr => a >> b.min(127),
    })
}

fn machine_binary(op: MachineBinary, a: i64, b: i64) -> i64 {
    match op {
        MachineBinary::Add => a.wrapping_add(b),
        MachineBinary::Sub => a.wrapping_sub(b),
        MachineBinary::Mul => a.wrapping_mul(b),
        MachineBinary::And => a & b,
        MachineBinary::Or => a | b,
        MachineBinary::Xor => a ^ b,
        MachineBinary::Shl => {
            assert!((0..64).contains(&b), "shift count {b}");
            a << b
        }
        MachineBinary::Shr => {
            assert!((0..64).contains(&b), "shift count {b}");
            a >> b
        }
        MachineBinary::Div | MachineBinary::Rem => {
            assert!(b > 0, "division by {b}");
            if op == MachineBinary::Div {
                a / b
            } else {
                a % b
            }
        }
    }
}

fn float_binary(op: FloatBinary, a: f64, b: f64) -> f64 {
    match op {
        FloatBinary::Add => a + b,
        FloatBinary::Sub => a - b,
        FloatBinary::Mul => a * b,
        FloatBinary::Div => a / b,
    }
}

fn float_unary(op: FloatUnary, a: f64) -> f64 {
    match op {
        FloatUnary::Neg => -a,
        FloatUnary::Abs => a.abs(),
        FloatUnary::Sqrt => a.sqrt(),
        FloatUnary::Floor => a.floor(),
        FloatUnary::Ceil => a.ceil(),
        FloatUnary::Trunc => a.trunc(),
        FloatUnary::ToSingle => f64::from(a as f32),
    }
}
