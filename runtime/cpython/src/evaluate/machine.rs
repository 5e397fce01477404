//! Runs code of CPython 3.11 on values of ours.

use std::cell::RefCell;
use std::rc::Rc;

use pyaot_core::args::Args;
use pyaot_core::attribute::{
    MethodLookup, lookup_method, value_delattr, value_getattr, value_setattr,
};
use pyaot_core::call::{call_args, value_call_ex};
use pyaot_core::error::{PyResult, Raised};
use pyaot_core::method::MethodDescriptorObject;
use pyaot_core::operation as op;
use pyaot_core::reference::{Dict, List, Str, Tuple};
use pyaot_core::types::{BinaryOp, CompareOp};
use pyaot_core::value::Value;
use pyaot_core::{dict, exception, iter, list, set, tuple};

use super::Builtins;
use super::code::{Code, Constant, Instruction};

macro_rules! operations {
    ($($name:ident $number:literal)*) => {
        $(const $name: u8 = $number;)*

        /// Whether [`run`] knows the operation.
        pub(super) fn is_known(instruction: &Instruction) -> bool {
            match instruction.operation {
                // `!a` has a function of its own.
                FORMAT_VALUE => instruction.argument & 3 != 3,
                // Defaults, annotations.
                MAKE_FUNCTION => instruction.argument & !CLOSURE == 0,
                RAISE_VARARGS => instruction.argument > 0,
                operation => [$($name),*].contains(&operation),
            }
        }
    };
}

operations! {
    CACHE 0 POP_TOP 1 PUSH_NULL 2 NOP 9 UNARY_POSITIVE 10 UNARY_NEGATIVE 11 UNARY_NOT 12 UNARY_INVERT 15
    BINARY_SUBSCR 25 STORE_SUBSCR 60 DELETE_SUBSCR 61 GET_ITER 68 LOAD_ASSERTION_ERROR 74
    LIST_TO_TUPLE 82 RETURN_VALUE 83 STORE_NAME 90 DELETE_NAME 91 UNPACK_SEQUENCE 92 FOR_ITER 93
    UNPACK_EX 94 STORE_ATTR 95 DELETE_ATTR 96 STORE_GLOBAL 97 DELETE_GLOBAL 98 SWAP 99 LOAD_CONST 100
    LOAD_NAME 101 BUILD_TUPLE 102 BUILD_LIST 103 BUILD_SET 104 BUILD_MAP 105 LOAD_ATTR 106
    COMPARE_OP 107 JUMP_FORWARD 110 JUMP_IF_FALSE_OR_POP 111 JUMP_IF_TRUE_OR_POP 112
    POP_JUMP_FORWARD_IF_FALSE 114 POP_JUMP_FORWARD_IF_TRUE 115 LOAD_GLOBAL 116 IS_OP 117
    CONTAINS_OP 118 COPY 120 BINARY_OP 122 LOAD_FAST 124 STORE_FAST 125
    POP_JUMP_FORWARD_IF_NOT_NONE 128 POP_JUMP_FORWARD_IF_NONE 129 RAISE_VARARGS 130
    MAKE_FUNCTION 132 BUILD_SLICE 133 MAKE_CELL 135 LOAD_CLOSURE 136 LOAD_DEREF 137 STORE_DEREF 138
    JUMP_BACKWARD 140 CALL_FUNCTION_EX 142 LIST_APPEND 145 SET_ADD 146 MAP_ADD 147
    COPY_FREE_VARS 149 RESUME 151 FORMAT_VALUE 155 BUILD_CONST_KEY_MAP 156 BUILD_STRING 157
    LOAD_METHOD 160 LIST_EXTEND 162 SET_UPDATE 163 DICT_MERGE 164 DICT_UPDATE 165 PRECALL 166
    CALL 171 KW_NAMES 172 POP_JUMP_BACKWARD_IF_NOT_NONE 173 POP_JUMP_BACKWARD_IF_NONE 174
    POP_JUMP_BACKWARD_IF_FALSE 175 POP_JUMP_BACKWARD_IF_TRUE 176
}

/// `MAKE_FUNCTION` is given cells.
const CLOSURE: u32 = 8;

pub(super) fn makes_function(operation: u8) -> bool {
    operation == MAKE_FUNCTION
}

type Cell = Rc<RefCell<Option<Value>>>;

/// What stands on the stack, or in the place of a variable.
#[derive(Clone)]
enum Slot<'a> {
    Nothing,
    Value(Value),
    Cell(Cell),
    Cells(Vec<Cell>),
    /// The code of a comprehension, and with its cells the function.
    Code(&'a Code),
    Comprehension(&'a Code, Vec<Cell>),
    /// A method whose receiver is the next slot: a function, or one of a built-in class.
    Function(Value),
    Native(Value),
}

/// The namespaces code runs in.
struct Names<'a> {
    globals: &'a Dict,
    locals: &'a Dict,
    builtins: &'a Builtins,
}

impl Names<'_> {
    fn global(&self, name: &Str) -> PyResult<Value> {
        if let Some(found) = self.globals.get_key(name) {
            return Ok(found);
        }
        match self.builtins {
            Builtins::Given(dict) => match dict.get_key(name) {
                Some(found) => Ok(found),
                None => Err(unbound(name)),
            },
            Builtins::Own => crate::interpreter::current_builtin(name),
        }
        .map_err(|raised| self.meant(name, raised))
    }

    /// Adds to a NameError what the name may have been meant to be.
    #[cold]
    fn meant(&self, name: &Str, raised: Raised) -> Raised {
        if !pyaot_core::error::pending_is(&raised, &exception::NAME_ERROR) {
            return raised;
        }
        let names = |dict: &Dict| -> Vec<String> {
            let keys = dict.entries().map(|(key, _)| key);
            keys.filter_map(|key| Some(key.as_str()?.as_str().to_string()))
                .collect()
        };
        let builtins = match self.builtins {
            Builtins::Given(dict) => names(dict),
            Builtins::Own => crate::interpreter::builtin_names(),
        };
        for names in [names(self.globals), builtins] {
            let names = names.iter().map(String::as_str);
            if let Some(meant) = pyaot_abi::similar::closest(name.as_str(), names) {
                let meant = Value::str(meant);
                return exception::annotate_pending(raised, &[(exception::MEANT, meant)]);
            }
        }
        raised
    }
}

#[cold]
fn unbound(name: &Str) -> Raised {
    match exception::raise_unbound_name(name) {
        Err(raised) => raised,
        Ok(()) => pyaot_core::error::raise_system_error(format_args!("no NameError")),
    }
}

/// Runs the code of a module or an expression.
pub(super) fn run(
    code: &Code,
    globals: &Dict,
    locals: &Dict,
    builtins: &Builtins,
) -> PyResult<Value> {
    let names = Names {
        globals,
        locals,
        builtins,
    };
    let variables = vec![Slot::Nothing; code.n_variables];
    Machine::new(code, variables).run(&names)
}

struct Machine<'a> {
    code: &'a Code,
    stack: Vec<Slot<'a>>,
    variables: Vec<Slot<'a>>,
    at: usize,
    keywords: Option<&'a Tuple>,
}

impl<'a> Machine<'a> {
    fn new(code: &'a Code, variables: Vec<Slot<'a>>) -> Machine<'a> {
        Machine {
            code,
            stack: Vec::with_capacity(code.stack_size),
            variables,
            at: 0,
            keywords: None,
        }
    }

    fn run(mut self, names: &Names<'_>) -> PyResult<Value> {
        loop {
            let here = self.at;
            let instruction = self.code.instructions[here];
            self.at += 1;
            match self.step(instruction, names) {
                Ok(None) => {}
                Ok(Some(result)) => return Ok(result),
                Err(raised) => {
                    // What it was about lives until the error is on its way.
                    crate::traceback::add_python_frame(&self.code.object, here as i32 * 2);
                    return Err(raised);
                }
            }
        }
    }

    #[inline]
    fn push(&mut self, value: Value) {
        self.stack.push(Slot::Value(value));
    }

    #[inline]
    fn pop_slot(&mut self) -> Slot<'a> {
        self.stack.pop().expect("an operand")
    }

    #[inline]
    fn pop(&mut self) -> Value {
        match self.pop_slot() {
            Slot::Value(value) => value,
            _ => unreachable!("an operand that is no value"),
        }
    }

    /// The value so far from the top, 1 for the top.
    #[inline]
    fn peek(&self, depth: usize) -> &Value {
        match &self.stack[self.stack.len() - depth] {
            Slot::Value(value) => value,
            _ => unreachable!("an operand that is no value"),
        }
    }

    fn pop_many(&mut self, n: usize) -> Vec<Value> {
        let slots = self.stack.split_off(self.stack.len() - n);
        let value = |slot| match slot {
            Slot::Value(value) => value,
            _ => unreachable!("an operand that is no value"),
        };
        slots.into_iter().map(value).collect()
    }

    fn constant(&self, n: usize) -> &'a Value {
        match &self.code.constants[n] {
            Constant::Value(value) => value,
            Constant::Code(_) => unreachable!("code as a value"),
        }
    }

    fn jump_if(&mut self, condition: bool, distance: isize) {
        if condition {
            self.at = self.at.wrapping_add_signed(distance);
        }
    }

    /// Does one thing; the result when that ends the code.
    fn step(&mut self, instruction: Instruction, names: &Names<'_>) -> PyResult<Option<Value>> {
        let argument = instruction.argument as usize;
        let forward = argument as isize;
        let code = self.code;
        match instruction.operation {
            CACHE | NOP | RESUME | PRECALL => {}
            POP_TOP => drop(self.pop_slot()),
            PUSH_NULL => self.stack.push(Slot::Nothing),
            COPY => {
                let slot = self.stack[self.stack.len() - argument].clone();
                self.stack.push(slot);
            }
            SWAP => {
                let top = self.stack.len() - 1;
                self.stack.swap(top, top + 1 - argument);
            }
            RETURN_VALUE => return Ok(Some(self.pop())),

            LOAD_CONST => match &code.constants[argument] {
                Constant::Value(value) => self.push(value.clone()),
                Constant::Code(code) => self.stack.push(Slot::Code(code)),
            },
            LOAD_NAME => {
                let name = &code.names[argument];
                let value = match names.locals.get_key(name) {
                    Some(value) => value,
                    None => names.global(name)?,
                };
                self.push(value);
            }
            LOAD_GLOBAL => {
                if argument & 1 != 0 {
                    self.stack.push(Slot::Nothing);
                }
                let value = names.global(&code.names[argument >> 1])?;
                self.push(value);
            }
            STORE_NAME => {
                let value = self.pop();
                names.locals.set_key(&code.names[argument], value);
            }
            STORE_GLOBAL => {
                let value = self.pop();
                names.globals.set_key(&code.names[argument], value);
            }
            DELETE_NAME | DELETE_GLOBAL => {
                let name = &code.names[argument];
                let dict = match instruction.operation {
                    DELETE_NAME => names.locals,
                    _ => names.globals,
                };
                if dict.remove_key(name).is_none() {
                    return Err(names.meant(name, unbound(name)));
                }
            }
            LOAD_FAST | LOAD_CLOSURE => {
                let slot = self.variables[argument].clone();
                self.stack.push(slot);
            }
            STORE_FAST => {
                let slot = self.pop_slot();
                drop(core::mem::replace(&mut self.variables[argument], slot));
            }
            MAKE_CELL => {
                let first = match core::mem::replace(&mut self.variables[argument], Slot::Nothing) {
                    Slot::Value(value) => Some(value),
                    _ => None,
                };
                self.variables[argument] = Slot::Cell(Rc::new(RefCell::new(first)));
            }
            LOAD_DEREF => {
                let value = match &self.variables[argument] {
                    Slot::Cell(cell) => cell.borrow().clone(),
                    _ => None,
                };
                match value {
                    Some(value) => self.push(value),
                    None => exception::raise_unbound_free(&code.variables[argument])?,
                }
            }
            STORE_DEREF => {
                let value = self.pop();
                if let Slot::Cell(cell) = &self.variables[argument] {
                    let old = cell.borrow_mut().replace(value);
                    drop(old);
                }
            }
            COPY_FREE_VARS => {}
            LOAD_ASSERTION_ERROR => self.push(exception::ASSERTION_ERROR.to_value()),
            RAISE_VARARGS => {
                let cause = (argument == 2).then(|| self.pop());
                let raised = self.pop();
                exception::raise(&raised, cause.as_ref())?;
            }

            UNARY_POSITIVE | UNARY_NEGATIVE | UNARY_INVERT => {
                let a = self.pop();
                let result = match instruction.operation {
                    UNARY_POSITIVE => op::value_pos(&a)?,
                    UNARY_NEGATIVE => op::value_neg(&a)?,
                    _ => op::value_invert(&a)?,
                };
                self.push(result);
            }
            UNARY_NOT => {
                let a = self.pop();
                let result = !op::value_truth(&a)?;
                self.push(Value::bool(result));
            }
            BINARY_OP => {
                let (b, a) = (self.pop(), self.pop());
                let result = binary(argument, &a, &b)?;
                self.push(result);
            }
            COMPARE_OP => {
                let (b, a) = (self.pop(), self.pop());
                let result = op::compare(comparison(argument), &a, &b)?;
                self.push(result);
            }
            IS_OP => {
                let (b, a) = (self.pop(), self.pop());
                self.push(Value::bool(op::value_is(&a, &b) != (argument == 1)));
            }
            CONTAINS_OP => {
                let (container, item) = (self.pop(), self.pop());
                let found = op::value_contains(&container, &item)?;
                self.push(Value::bool(found != (argument == 1)));
            }
            BINARY_SUBSCR => {
                let (key, container) = (self.pop(), self.pop());
                let item = op::value_getitem(&container, &key)?;
                self.push(item);
            }
            STORE_SUBSCR => {
                let (key, container, item) = (self.pop(), self.pop(), self.pop());
                op::value_setitem(&container, &key, &item)?;
            }
            DELETE_SUBSCR => {
                let (key, container) = (self.pop(), self.pop());
                op::value_delitem(&container, &key)?;
            }
            LOAD_ATTR => {
                let object = self.pop();
                let value = value_getattr(&object, &code.names[argument])?;
                self.push(value);
            }
            STORE_ATTR => {
                let (object, value) = (self.pop(), self.pop());
                value_setattr(&object, &code.names[argument], &value)?;
            }
            DELETE_ATTR => {
                let object = self.pop();
                value_delattr(&object, &code.names[argument])?;
            }

            JUMP_FORWARD => self.jump_if(true, forward),
            JUMP_BACKWARD => {
                pyaot_core::interrupt::check()?;
                self.jump_if(true, -forward);
            }
            JUMP_IF_FALSE_OR_POP | JUMP_IF_TRUE_OR_POP => {
                let truth = op::value_truth(&self.peek(1).clone())?;
                if truth == (instruction.operation == JUMP_IF_TRUE_OR_POP) {
                    self.jump_if(true, forward);
                } else {
                    drop(self.pop());
                }
            }
            POP_JUMP_FORWARD_IF_FALSE | POP_JUMP_FORWARD_IF_TRUE => {
                let truth = op::value_truth(&self.pop())?;
                self.jump_if(
                    truth == (instruction.operation == POP_JUMP_FORWARD_IF_TRUE),
                    forward,
                );
            }
            POP_JUMP_BACKWARD_IF_FALSE | POP_JUMP_BACKWARD_IF_TRUE => {
                let truth = op::value_truth(&self.pop())?;
                pyaot_core::interrupt::check()?;
                self.jump_if(
                    truth == (instruction.operation == POP_JUMP_BACKWARD_IF_TRUE),
                    -forward,
                );
            }
            POP_JUMP_FORWARD_IF_NONE | POP_JUMP_FORWARD_IF_NOT_NONE => {
                let is_none = self.pop().is_none();
                self.jump_if(
                    is_none == (instruction.operation == POP_JUMP_FORWARD_IF_NONE),
                    forward,
                );
            }
            POP_JUMP_BACKWARD_IF_NONE | POP_JUMP_BACKWARD_IF_NOT_NONE => {
                let is_none = self.pop().is_none();
                pyaot_core::interrupt::check()?;
                self.jump_if(
                    is_none == (instruction.operation == POP_JUMP_BACKWARD_IF_NONE),
                    -forward,
                );
            }
            GET_ITER => {
                let iterable = self.pop();
                let iterator = iter::value_iter(&iterable)?;
                self.push(iterator);
            }
            FOR_ITER => match iter::iter_next(&self.peek(1).clone())? {
                Some(item) => self.push(item),
                None => {
                    drop(self.pop());
                    self.jump_if(true, forward);
                }
            },
            UNPACK_SEQUENCE => {
                let items = iter::unpack(&self.pop(), argument as i64)?;
                self.push_reversed(&items);
            }
            UNPACK_EX => {
                let (before, after) = ((argument & 0xff) as i64, (argument >> 8) as i64);
                let items = iter::unpack_star(&self.pop(), before, after)?;
                self.push_reversed(&items);
            }

            BUILD_TUPLE => self.build_tuple(argument),
            BUILD_LIST => {
                let items = self.pop_many(argument);
                self.push(List::from_vec(items).into());
            }
            BUILD_SET => {
                let items = self.pop_many(argument);
                let made = set::set_from_items(&items)?;
                self.push(made.into());
            }
            BUILD_MAP => {
                let items = self.pop_many(2 * argument);
                let made = Dict::new();
                for pair in items.chunks_exact(2) {
                    made.set(&pair[0], &pair[1])?;
                }
                self.push(made.into());
            }
            BUILD_CONST_KEY_MAP => {
                let keys = self.pop();
                let values = self.pop_many(argument);
                let made = Dict::new();
                let keys = keys.as_tuple().map_or(&[][..], |keys| keys.items());
                for (key, value) in keys.iter().zip(&values) {
                    made.set(key, value)?;
                }
                self.push(made.into());
            }
            BUILD_SLICE => {
                let step = match argument {
                    3 => self.pop(),
                    _ => Value::NONE,
                };
                let (stop, start) = (self.pop(), self.pop());
                self.push(iter::slice_new(&start, &stop, &step));
            }
            BUILD_STRING => {
                let parts = self.pop_many(argument);
                let text: String = parts
                    .iter()
                    .filter_map(|part| Some(part.as_str()?.as_str()))
                    .collect();
                self.push(Value::str(&text));
            }
            FORMAT_VALUE => {
                let spec = (argument & 4 != 0).then(|| self.pop());
                let value = self.pop();
                let text = format(argument & 3, &value, spec.as_ref())?;
                self.push(text.into());
            }
            LIST_APPEND => {
                let item = self.pop();
                if let Some(made) = self.peek(argument).as_list() {
                    list::list_append(made, &item)?;
                }
            }
            SET_ADD => {
                let item = self.pop();
                if let Some(made) = self.peek(argument).clone().as_set() {
                    set::set_add(made, &item)?;
                }
            }
            MAP_ADD => {
                let (value, key) = (self.pop(), self.pop());
                if let Some(made) = self.peek(argument).clone().as_dict() {
                    made.set(&key, &value)?;
                }
            }
            LIST_EXTEND => {
                let items = self.pop();
                if let Some(made) = self.peek(argument).clone().as_list() {
                    list::list_unpack(made, &items)?;
                }
            }
            SET_UPDATE => {
                let items = self.pop();
                if let Some(made) = self.peek(argument).clone().as_set() {
                    made.update_from(&items)?;
                }
            }
            DICT_UPDATE => {
                let items = self.pop();
                if let Some(made) = self.peek(argument).clone().as_dict() {
                    dict::dict_update_from(made, &items)?;
                }
            }
            DICT_MERGE => {
                let items = self.pop();
                let callee = self.peek(argument + 2).clone();
                if let Some(made) = self.peek(argument).clone().as_dict() {
                    dict::dict_merge_keywords(&callee, made, &items)?;
                }
            }
            LIST_TO_TUPLE => {
                let items = self.pop();
                let items = items.as_list().map_or(Vec::new(), |items| items.to_vec());
                self.push(Tuple::from_vec(items).into());
            }

            MAKE_FUNCTION => {
                let code = match self.pop_slot() {
                    Slot::Code(code) => code,
                    _ => unreachable!("a function without code"),
                };
                let cells = match instruction.argument & CLOSURE {
                    0 => Vec::new(),
                    _ => match self.pop_slot() {
                        Slot::Cells(cells) => cells,
                        _ => unreachable!("a closure without cells"),
                    },
                };
                self.stack.push(Slot::Comprehension(code, cells));
            }
            LOAD_METHOD => self.load_method(&code.names[argument])?,
            KW_NAMES => self.keywords = self.constant(argument).as_tuple(),
            CALL => self.call(argument, names)?,
            CALL_FUNCTION_EX => {
                let keywords = match argument & 1 {
                    0 => Value::NONE,
                    _ => self.pop(),
                };
                let (items, callee) = (self.pop(), self.pop());
                drop(self.pop_slot());
                let items = match items.downcast_exact::<pyaot_abi::layout::TupleObject>() {
                    Some(items) => items.clone(),
                    None => tuple::tuple_of_arguments(&callee, &items)?,
                };
                let result = value_call_ex(&callee, items.as_value(), &keywords)?;
                self.push(result);
            }
            other => unreachable!("operation {other}"),
        }
        Ok(None)
    }

    fn push_reversed(&mut self, items: &Tuple) {
        for item in items.items().iter().rev() {
            self.push(item.clone());
        }
    }

    /// A tuple, or the cells of a comprehension.
    fn build_tuple(&mut self, n: usize) {
        let from = self.stack.len() - n;
        if n > 0
            && self.stack[from..]
                .iter()
                .all(|slot| matches!(slot, Slot::Cell(_)))
        {
            let slots = self.stack.split_off(from);
            let cell = |slot| match slot {
                Slot::Cell(cell) => Some(cell),
                _ => None,
            };
            let cells = slots.into_iter().filter_map(cell).collect();
            self.stack.push(Slot::Cells(cells));
            return;
        }
        let items = self.pop_many(n);
        self.push(Tuple::from_vec(items).into());
    }

    /// What `object.name(...)` calls, looked up before the arguments.
    fn load_method(&mut self, name: &Str) -> PyResult<()> {
        let object = self.pop();
        if object.is_foreign() {
            let method = value_getattr(&object, name)?;
            self.stack.push(Slot::Nothing);
            self.push(method);
            return Ok(());
        }
        let (callee, receiver) = match lookup_method(&object, name)? {
            MethodLookup::Function(function) => (Slot::Function(function), object),
            MethodLookup::Native(method) => (Slot::Native(method), object),
            MethodLookup::Value(callee) => (Slot::Nothing, callee),
        };
        self.stack.push(callee);
        self.push(receiver);
        Ok(())
    }

    fn call(&mut self, n: usize, names: &Names<'_>) -> PyResult<()> {
        let words = self.pop_many(n);
        let args = Args::new(&words, self.keywords.take());
        let (own, below) = (self.pop_slot(), self.pop_slot());
        let result = match (below, own) {
            (Slot::Nothing, Slot::Value(callee)) => call_args(&callee, args)?,
            (Slot::Function(function), Slot::Value(receiver)) => {
                pyaot_core::function::call_with_receiver(&function, &receiver, args)?
            }
            (Slot::Native(method), Slot::Value(receiver)) => {
                let method = method.downcast::<MethodDescriptorObject>();
                method.expect("a method").call(&receiver, args)?
            }
            // `assert` with a message.
            (Slot::Value(callee), Slot::Value(first)) => {
                let words = args.with_first(&first);
                call_args(&callee, Args::new(&words, args.names()))?
            }
            // The iterator stands where a receiver would.
            (Slot::Comprehension(code, cells), Slot::Value(iterator)) => {
                let mut variables = vec![Slot::Nothing; code.n_variables];
                variables[0] = Slot::Value(iterator);
                let free = code.n_variables - code.n_free;
                for (place, cell) in variables[free..].iter_mut().zip(cells) {
                    *place = Slot::Cell(cell);
                }
                Machine::new(code, variables).run(names)?
            }
            _ => unreachable!("a call of nothing"),
        };
        self.push(result);
        Ok(())
    }
}

fn binary(which: usize, a: &Value, b: &Value) -> PyResult<Value> {
    match which {
        0 => return op::value_add(a, b),
        5 => return op::value_mul(a, b),
        10 => return op::value_sub(a, b),
        11 => return op::value_truediv(a, b),
        2 => return op::value_floordiv(a, b),
        6 => return op::value_mod(a, b),
        13 => return op::value_iadd(a, b),
        _ => {}
    }
    const OPERATORS: [BinaryOp; 13] = {
        use BinaryOp::*;
        [
            Add, And, FloorDiv, LShift, MatMul, Mul, Mod, Or, Pow, RShift, Sub, TrueDiv, Xor,
        ]
    };
    match which.checked_sub(OPERATORS.len()) {
        None => op::binary(OPERATORS[which], a, b),
        Some(which) => op::inplace(OPERATORS[which], a, b),
    }
}

fn comparison(which: usize) -> CompareOp {
    use CompareOp::*;
    [Lt, Le, Eq, Ne, Gt, Ge][which]
}

/// A part of an f-string.
fn format(conversion: usize, value: &Value, spec: Option<&Value>) -> PyResult<Str> {
    let converted = match conversion {
        1 => Some(op::value_str(value)?.to_value()),
        2 => Some(op::value_repr(value)?.to_value()),
        _ => None,
    };
    let value = converted.as_ref().unwrap_or(value);
    match spec.and_then(Value::as_str) {
        Some(spec) => op::value_format(value, spec),
        None => op::value_format(value, pyaot_core::name!("")),
    }
}
