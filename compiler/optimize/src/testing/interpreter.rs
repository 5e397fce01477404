//! Runs a function at any stage.
//!
//! Calls of the runtime are events: they are logged, and a seeded oracle
//! decides what they return, whether they raise and what they change behind
//! the function's back. In the stage `Counted` counts are kept and checked.

mod arithmetic;
mod step;

use pyaot_abi::functions::{AbiType, FnDecl};
use pyaot_abi::value::{NONE, UNBOUND};
use pyaot_ir::{Edge, FuncId, Function, Inst, Op, Program, Repr, Stage, Terminator, ValueId};

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
        Repr::F64 | Repr::F64x2 => Val::F64(0.0),
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
                Repr::F64 | Repr::F64x2 => Val::F64(random_int(&mut self.oracle) as f64 / 8.0),
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
            AbiType::I64 | AbiType::Size => Val::I64(random_int(&mut self.oracle) as i64),
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
