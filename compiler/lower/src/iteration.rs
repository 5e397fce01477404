//! `for` in all its forms: what is iterated, and the next item.

mod dict;
mod display;
mod map;
mod reversed;
mod set;

use pyaot_abi::functions as rt;
use pyaot_abi::layout::DType;
use pyaot_abi::value::UNBOUND;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{BlockId, Compare, ItemType, LocalId, MachineBinary, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, UnaryOp};

pub use self::dict::DictIteration;
pub use self::display::Display;
pub use self::map::Mapping;
pub use self::reversed::Backwards;
pub use self::set::SetIteration;
use crate::function::FunctionLower;
use crate::repr::repr_of;

/// An item, in parts where nobody asked for the tuple.
pub enum Item {
    /// In the representation of its type.
    One(ValueId, Ty),
    Many(Vec<Item>),
}

/// Something being iterated; the locals survive the loop's blocks.
pub enum Iteration {
    /// `k` of `n` turns.
    Range {
        start: LocalId,
        stop: LocalId,
        step: LocalId,
        k: LocalId,
        n: LocalId,
        reversed: bool,
        /// Whether the turns are known to be few.
        few: bool,
    },
    List {
        list: LocalId,
        k: LocalId,
        item: Ty,
    },
    Tuple {
        tuple: LocalId,
        k: LocalId,
        item: Ty,
    },
    Str {
        text: LocalId,
        k: LocalId,
    },
    Display(Display),
    Backwards(Backwards),
    Dict(DictIteration),
    Set(SetIteration),
    Array {
        array: LocalId,
        view: LocalId,
        k: LocalId,
        dtype: DType,
        ndim: u8,
        /// Rows come in that many parts.
        parts: Option<usize>,
    },
    /// Over an `array.array`.
    Numbers {
        array: LocalId,
        k: LocalId,
        kind: ItemType,
    },
    Enumerate {
        count: LocalId,
        inner: Box<Iteration>,
    },
    Zip(Vec<Iteration>),
    Mapping(Box<Mapping>),
    Iterator {
        iterator: LocalId,
        item: Ty,
        /// Gives the next item, or an unbound word at the end.
        next: &'static rt::FnDecl,
    },
}

/// Whether that is what a generator expression is given: an iterator, which is not asked for
/// another one.
fn is_first_iterator(iterable: &Expr) -> bool {
    matches!(&iterable.kind, ExprKind::Name { name, .. } if name == ".0")
}

impl<'a> FunctionLower<'_, 'a> {
    /// Evaluates an iterable and prepares to iterate over it.
    pub fn iterate(&mut self, iterable: &'a Expr) -> Iteration {
        if let Some(args) = self.range_arguments(iterable) {
            return self.iterate_range(args, false);
        }
        if let ExprKind::Call {
            callee,
            args,
            keywords,
        } = &iterable.kind
        {
            let plain =
                keywords.is_empty() && !args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_)));
            if let (true, Some(Atom::Builtin(name))) = (plain, self.ty(callee).single().cloned()) {
                match (name, args.as_slice()) {
                    ("enumerate", [inner]) => {
                        let inner = self.iterate(inner);
                        let zero = self.emit(Op::ConstInt(0), &[]);
                        let count = self.hold("count", zero);
                        return Iteration::Enumerate {
                            count,
                            inner: Box::new(inner),
                        };
                    }
                    ("enumerate", [inner, start]) if self.ty(start).is_int() => {
                        let inner = self.iterate(inner);
                        let start = self.int(start);
                        let count = self.hold("count", start);
                        return Iteration::Enumerate {
                            count,
                            inner: Box::new(inner),
                        };
                    }
                    ("map" | "filter", args) => {
                        if let Some(state) = self.iterate_map(name == "filter", args) {
                            return state;
                        }
                    }
                    ("reversed", [inner]) => {
                        if let Some(state) = self.iterate_reversed(inner) {
                            return state;
                        }
                    }
                    ("zip", [_, _, ..]) => {
                        return Iteration::Zip(self.iterate_together(args));
                    }
                    _ => {}
                }
            }
        }
        if let Some(state) = self.iterate_view(iterable) {
            return state;
        }
        let value = self.expr(iterable);
        if let Some((dtype, ndim)) = self.array_type(iterable) {
            let array = self.hold("array", value);
            let value = self.get(array);
            if let Some(view) = self.view_of(iterable, value) {
                let view = self.hold("view", view);
                let k = self.counter();
                return Iteration::Array {
                    array,
                    view,
                    k,
                    dtype,
                    ndim,
                    parts: None,
                };
            }
        }
        let ty = self.ty(iterable);
        if is_first_iterator(iterable) {
            let iterator = self.coerce(value, repr_of(&ty), Repr::Value);
            return Iteration::Iterator {
                iterator: self.hold("iterator", iterator),
                item: self.item_type(&ty),
                next: &rt::iter::iter_next,
            };
        }
        self.iterate_value(value, &ty)
    }

    /// The arguments of `zip`: what may run code of the program, or fail, when it is asked for
    /// an iterator is asked when all arguments are there.
    fn iterate_together(&mut self, args: &'a [Expr]) -> Vec<Iteration> {
        let is_quiet = |arg: &Expr| matches!(arg.kind, ExprKind::Name { .. });
        let mut parts: Vec<Result<Iteration, (LocalId, Ty)>> = Vec::new();
        for (at, arg) in args.iter().enumerate() {
            let in_order = args[at + 1..].iter().all(is_quiet) && parts.iter().all(Result::is_ok);
            parts.push(if self.may_refuse(arg) && !in_order {
                let value = self.expr(arg);
                Err((self.hold("zipped", value), self.ty(arg)))
            } else {
                Ok(self.iterate(arg))
            });
        }
        let ask = |part| match part {
            Ok(state) => state,
            Err((held, ty)) => {
                let value = self.get(held);
                self.iterate_value(value, &ty)
            }
        };
        parts.into_iter().map(ask).collect()
    }

    /// Whether asking the value of an expression for an iterator may run code or fail.
    fn may_refuse(&self, arg: &Expr) -> bool {
        let ty = self.ty(arg);
        let is_known = ty.single().is_some_and(|atom| {
            matches!(
                atom,
                Atom::List(_)
                    | Atom::Dict(_)
                    | Atom::DefaultDict(_)
                    | Atom::Set(_)
                    | Atom::Deque(_)
                    | Atom::Tuple(_)
                    | Atom::TupleOf(_)
                    | Atom::Iterator(_)
                    | Atom::Str
                    | Atom::Bytes
                    | Atom::ByteArray
                    | Atom::NumberArray(_)
                    | Atom::Array(..)
                    | Atom::Range
                    | Atom::TextFile
            )
        });
        let makes_view = match &arg.kind {
            ExprKind::Call { callee, .. } => match &callee.kind {
                ExprKind::Attribute { name, .. } => {
                    matches!(name.as_str(), "items" | "keys" | "values")
                }
                // What asks for iterators itself.
                _ => matches!(self.ty(callee).single(), Some(Atom::Builtin(name))
                    if matches!(*name, "enumerate" | "filter" | "map" | "range" | "reversed" | "zip")),
            },
            _ => false,
        };
        !is_known && !makes_view
    }

    /// As [`FunctionLower::iterate`], for items that go to `target`: the rows
    /// of an array or a display need not be made to be taken apart.
    pub fn iterate_for(&mut self, iterable: &'a Expr, target: &Expr) -> Iteration {
        if let Some(state) = self.iterate_display(iterable, target) {
            return state;
        }
        let mut state = self.iterate(iterable);
        if let (Iteration::Array { ndim: 2, parts, .. }, Some(n)) =
            (&mut state, plain_targets(target))
        {
            *parts = Some(n);
        }
        state
    }

    /// As [`FunctionLower::iterate`], for `async for`.
    pub fn iterate_async(&mut self, iterable: &'a Expr) -> Iteration {
        let value = self.value(iterable);
        let iterator = match is_first_iterator(iterable) {
            true => value,
            false => self.runtime(&rt::awaiting::async_iter, &[value]),
        };
        let iterator = self.hold("iterator", iterator);
        Iteration::Iterator {
            iterator,
            item: Ty::Dynamic,
            next: &rt::awaiting::async_next,
        }
    }

    pub fn iterate_value(&mut self, value: ValueId, ty: &Ty) -> Iteration {
        match ty.single() {
            Some(Atom::List(site)) => {
                let item = self.p.program.site(*site).0.clone();
                let list = self.hold("list", value);
                let k = self.counter();
                Iteration::List { list, k, item }
            }
            Some(atom) if let Some(number) = atom.numbers() => {
                let kind = ItemType::of_array(number);
                let array = self.hold("array", value);
                let k = self.counter();
                Iteration::Numbers { array, k, kind }
            }
            Some(Atom::Tuple(_) | Atom::TupleOf(_) | Atom::Named(_)) => {
                let item = self.item_type(ty);
                let tuple = self.hold("tuple", value);
                let k = self.counter();
                Iteration::Tuple { tuple, k, item }
            }
            Some(Atom::Str) => {
                let text = self.hold("text", value);
                let k = self.counter();
                Iteration::Str { text, k }
            }
            Some(Atom::Dict(site) | Atom::DefaultDict(site)) => {
                let key = self.p.program.site(*site).0.clone();
                Iteration::Dict(self.iterate_dict(value, Some(key), None))
            }
            Some(Atom::Set(site)) => {
                let item = self.p.program.site(*site).0.clone();
                Iteration::Set(self.iterate_set(value, item))
            }
            Some(Atom::Range) => self.iterate_range_object(value),
            _ => {
                let word = self.coerce(value, repr_of(ty), Repr::Value);
                let iterator = self.runtime(&rt::iter::value_iter, &[word]);
                let iterator = self.hold("iterator", iterator);
                Iteration::Iterator {
                    iterator,
                    item: self.item_type(ty),
                    next: &rt::iter::iter_next,
                }
            }
        }
    }

    /// What iterating gives, from the types that analysis settled.
    pub fn item_type(&self, ty: &Ty) -> Ty {
        let mut all = Vec::new();
        for atom in ty.atoms() {
            let one = match atom {
                Atom::Range | Atom::Bytes | Atom::ByteArray => Ty::int(),
                Atom::NumberArray(number) => Atom::of_number(*number),
                Atom::Str | Atom::TextFile => Ty::str(),
                Atom::List(site)
                | Atom::Set(site)
                | Atom::Deque(site)
                | Atom::Dict(site)
                | Atom::DefaultDict(site) => self.p.program.site(*site).0.clone(),
                Atom::Tuple(items) => match items.as_slice() {
                    [] => Ty::BOTTOM,
                    [first, rest @ ..] if rest.iter().all(|ty| ty == first) => first.clone(),
                    _ => Ty::Dynamic,
                },
                Atom::Named(class) => match self.named_types(*class).as_slice() {
                    [] => Ty::BOTTOM,
                    [first, rest @ ..] if rest.iter().all(|ty| ty == first) => first.clone(),
                    _ => Ty::Dynamic,
                },
                Atom::TupleOf(item) | Atom::Iterator(item) => (**item).clone(),
                Atom::Array(dtype, ndim) => pyaot_analysis::facts::row(*dtype, *ndim),
                Atom::Instance(class) => match self.p.program.iterations.get(class) {
                    Some((_, item)) => item.clone(),
                    None => Ty::Dynamic,
                },
                _ => Ty::Dynamic,
            };
            all.push(one);
        }
        match all.as_slice() {
            [one] => one.clone(),
            [first, rest @ ..] if rest.iter().all(|ty| ty == first) => first.clone(),
            _ => Ty::Dynamic,
        }
    }

    pub fn counter(&mut self) -> LocalId {
        let zero = self.i64(0);
        self.hold("k", zero)
    }

    /// The arguments of a call of `range` that succeeds.
    fn range_arguments(&self, expr: &'a Expr) -> Option<&'a [Expr]> {
        let ExprKind::Call {
            callee,
            args,
            keywords,
        } = &expr.kind
        else {
            return None;
        };
        let number = |arg: &Expr| self.ty(arg).is_int() || self.ty(arg).is_bool();
        let fits = (1..=3).contains(&args.len()) && keywords.is_empty() && args.iter().all(number);
        let is_range = self.ty(callee).is(&Atom::Builtin("range"));
        let stars = args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_)));
        (fits && is_range && !stars).then_some(args)
    }

    /// The object that `range` makes of int arguments.
    pub fn range_object(&mut self, args: &'a [Expr]) -> ValueId {
        let mut values = Vec::new();
        for arg in args {
            let value = self.int(arg);
            values.push(self.hold("bound", value));
        }
        let word = |this: &mut Self, local: Option<LocalId>, otherwise: i64| {
            let value = match local {
                Some(local) => this.get(local),
                None => this.emit(Op::ConstInt(otherwise), &[]),
            };
            this.coerce(value, Repr::Int, Repr::Value)
        };
        let (start, stop, step) = match values[..] {
            [start, stop, step] => (Some(start), Some(stop), Some(step)),
            [start, stop] => (Some(start), Some(stop), None),
            _ => (None, values.first().copied(), None),
        };
        let start = word(self, start, 0);
        let stop = word(self, stop, 0);
        let step = word(self, step, 1);
        self.runtime(&rt::iter::range_new, &[start, stop, step])
    }

    fn iterate_range(&mut self, args: &'a [Expr], reversed: bool) -> Iteration {
        let mut values = Vec::new();
        for arg in args {
            let value = self.int(arg);
            values.push(self.hold("bound", value));
        }
        let step_constant = match args.get(2) {
            None => Some(1),
            Some(step) => constant(step),
        };
        let (start, stop) = match values.as_slice() {
            [stop] => {
                let zero = self.emit(Op::ConstInt(0), &[]);
                (self.hold("start", zero), *stop)
            }
            [start, stop, ..] => (*start, *stop),
            [] => unreachable!("range has arguments"),
        };
        let step = match values.get(2) {
            Some(step) => *step,
            None => {
                let one = self.emit(Op::ConstInt(1), &[]);
                self.hold("step", one)
            }
        };
        let n = self.new_local("n", Repr::I64);
        match step_constant {
            Some(by @ (1 | -1)) => self.unit_range_length(start, stop, step, n, by),
            _ => self.range_length(start, stop, step, n),
        }
        let k = self.counter();
        Iteration::Range {
            start,
            stop,
            step,
            k,
            n,
            reversed,
            few: self.is_few(args),
        }
    }

    /// A range that was made before.
    fn iterate_range_object(&mut self, range: ValueId) -> Iteration {
        let parts = [
            &rt::iter::range_start,
            &rt::iter::range_stop,
            &rt::iter::range_step,
        ];
        let [start, stop, step] = parts.map(|part| {
            let word = self.runtime(part, &[range]);
            let int = self.coerce(word, Repr::Value, Repr::Int);
            self.hold("bound", int)
        });
        let n = self.new_local("n", Repr::I64);
        self.range_length(start, stop, step, n);
        let k = self.counter();
        Iteration::Range {
            start,
            stop,
            step,
            k,
            n,
            reversed: false,
            few: false,
        }
    }

    fn range_length(&mut self, start: LocalId, stop: LocalId, step: LocalId, n: LocalId) {
        let args = [self.get(start), self.get(stop), self.get(step)];
        let length = self.runtime(&rt::iter::range_len, &args);
        self.set(n, length);
    }

    /// `stop - start` turns, inline where both are small.
    fn unit_range_length(
        &mut self,
        start: LocalId,
        stop: LocalId,
        step: LocalId,
        n: LocalId,
        by: i64,
    ) {
        let (a, b) = (self.get(start), self.get(stop));
        let small_a = self.emit(Op::IsSmallInt, &[a]);
        let small_b = self.emit(Op::IsSmallInt, &[b]);
        let small = self.emit(Op::BoolAnd, &[small_a, small_b]);
        let (fast, slow, end) = (self.b.new_block(), self.b.new_block(), self.b.new_block());
        self.b.function.block_mut(slow).cold = true;
        self.b.branch(small, fast, slow);
        self.b.switch_to(fast);
        let (a, b) = (self.get(start), self.get(stop));
        let a = self.emit(Op::SmallToI64, &[a]);
        let b = self.emit(Op::SmallToI64, &[b]);
        let (high, low) = if by > 0 { (b, a) } else { (a, b) };
        let difference = self.emit(Op::Machine(MachineBinary::Sub), &[high, low]);
        let zero = self.i64(0);
        let some = self.emit(Op::MachineCompare(Compare::Gt), &[high, low]);
        let length = self.emit(Op::Select, &[some, difference, zero]);
        self.set(n, length);
        self.b.jump(end, &[]);
        self.b.switch_to(slow);
        self.range_length(start, stop, step, n);
        self.b.jump(end, &[]);
        self.b.switch_to(end);
    }

    /// In the loop's head: leaves for `exhausted` when there is no item.
    pub fn next_item(&mut self, state: &mut Iteration, exhausted: BlockId) -> Item {
        match state {
            Iteration::Range {
                start,
                stop,
                step,
                k,
                n,
                reversed,
                ..
            } => {
                let (index, length) = (self.get(*k), self.get(*n));
                self.leave_unless_below(index, length, exhausted);
                let mut turn = self.get(*k);
                if *reversed {
                    let (n, one) = (self.get(*n), self.i64(1));
                    let last = self.emit(Op::Machine(MachineBinary::Sub), &[n, one]);
                    turn = self.emit(Op::Machine(MachineBinary::Sub), &[last, turn]);
                }
                let args = [self.get(*start), self.get(*stop), self.get(*step), turn];
                let item = self.emit(Op::RangeItem, &args);
                self.advance(*k);
                Item::One(item, Ty::int())
            }
            Iteration::List { list, k, item } => {
                let object = self.get(*list);
                let (index, length) = (self.get(*k), self.emit(Op::ListLen, &[object]));
                self.leave_unless_below(index, length, exhausted);
                let args = [self.get(*list), self.get(*k)];
                let value = self.list_get(args, item);
                self.advance(*k);
                let given = self.b.function.repr(value);
                Item::One(self.adapt(value, given, item), item.clone())
            }
            Iteration::Numbers { array, k, kind } => {
                let object = self.get(*array);
                let (index, length) = (self.get(*k), self.emit(Op::StorageLen(*kind), &[object]));
                self.leave_unless_below(index, length, exhausted);
                let args = [self.get(*array), self.get(*k)];
                let value = self.array_get(args, *kind);
                self.advance(*k);
                let item = match self.b.function.repr(value) {
                    Repr::F64 => Ty::float(),
                    _ => Ty::int(),
                };
                Item::One(value, item)
            }
            Iteration::Tuple { tuple, k, item } => {
                let object = self.get(*tuple);
                let (index, length) = (self.get(*k), self.emit(Op::TupleLen, &[object]));
                self.leave_unless_below(index, length, exhausted);
                let args = [self.get(*tuple), self.get(*k)];
                let word = self.emit(Op::TupleIndex, &args);
                self.advance(*k);
                Item::One(self.adapt(word, Repr::Value, item), item.clone())
            }
            Iteration::Str { text, k } => {
                let object = self.get(*text);
                let (index, length) = (self.get(*k), self.emit(Op::StrLen, &[object]));
                self.leave_unless_below(index, length, exhausted);
                let args = [self.get(*text), self.get(*k)];
                let item = self.runtime(&rt::str::str_getitem, &args);
                self.advance(*k);
                Item::One(item, Ty::str())
            }
            Iteration::Display(state) => self.next_displayed(state, exhausted),
            Iteration::Backwards(state) => self.next_backwards(state, exhausted),
            Iteration::Dict(state) => self.next_entry(state, exhausted),
            Iteration::Set(state) => self.next_of_set(state, exhausted),
            Iteration::Array {
                array,
                view,
                k,
                dtype,
                ndim,
                parts,
            } => {
                let object = self.get(*view);
                let (index, length) = (self.get(*k), self.emit(Op::ViewShape(0), &[object]));
                self.leave_unless_below(index, length, exhausted);
                let row = pyaot_analysis::facts::row(*dtype, *ndim);
                let args = [self.get(*view), self.get(*k)];
                let item = match parts {
                    Some(n) => {
                        let (array, view, k) = (*array, *view, *k);
                        Item::Many(self.row_parts(array, view, &[k], *dtype, *n))
                    }
                    None if *ndim == 1 => {
                        let element = self.emit(Op::ViewLoad(*dtype), &args);
                        Item::One(self.element_value(element, *dtype, &row), row)
                    }
                    None => {
                        let index = self.coerce(args[1], Repr::I64, Repr::Value);
                        let array = self.get(*array);
                        let word = self.runtime(&rt::operation::value_getitem, &[array, index]);
                        Item::One(word, row)
                    }
                };
                self.advance(*k);
                item
            }
            Iteration::Enumerate { count, inner } => {
                let item = self.next_item(inner, exhausted);
                let number = self.get(*count);
                let one = self.emit(Op::ConstInt(1), &[]);
                let next = self.emit(Op::Int(pyaot_ir::IntBinary::Add), &[number, one]);
                self.set(*count, next);
                Item::Many(vec![Item::One(number, Ty::int()), item])
            }
            Iteration::Zip(parts) => Item::Many(
                parts
                    .iter_mut()
                    .map(|part| self.next_item(part, exhausted))
                    .collect(),
            ),
            Iteration::Mapping(state) => self.next_mapped(state, exhausted),
            Iteration::Iterator {
                iterator,
                item,
                next,
            } => {
                let iterator = self.get(*iterator);
                let word = self.runtime(next, &[iterator]);
                let done = self.emit(Op::IsWord(UNBOUND), &[word]);
                let next = self.b.new_block();
                self.b.branch(done, exhausted, next);
                self.b.switch_to(next);
                Item::One(self.adapt(word, Repr::Value, item), item.clone())
            }
        }
    }

    /// The locals that hold what is iterated over, where its death matters.
    pub fn held_by(&self, state: &Iteration) -> Vec<LocalId> {
        if !self.p.observes_death {
            return Vec::new();
        }
        match state {
            Iteration::Range { .. }
            | Iteration::Str { .. }
            | Iteration::Array { .. }
            | Iteration::Numbers { .. }
            | Iteration::Display(_) => Vec::new(),
            Iteration::List { list: held, .. }
            | Iteration::Tuple { tuple: held, .. }
            | Iteration::Backwards(Backwards { sequence: held, .. })
            | Iteration::Dict(DictIteration { dict: held, .. })
            | Iteration::Set(SetIteration { set: held, .. })
            | Iteration::Iterator { iterator: held, .. } => vec![*held],
            Iteration::Enumerate { inner, .. } => self.held_by(inner),
            Iteration::Zip(parts) => parts.iter().flat_map(|part| self.held_by(part)).collect(),
            Iteration::Mapping(state) => {
                let parts = state.parts().iter();
                parts.flat_map(|part| self.held_by(part)).collect()
            }
        }
    }

    /// Lets go of what is iterated over, which lives until the loop is left.
    pub fn let_go(&mut self, held: &[LocalId]) {
        for local in held {
            let local_data = &mut self.b.function.locals[local.index()];
            local_data.keeps = true;
            let repr = local_data.repr;
            let unbound = self.unbound();
            let unbound = self.coerce(unbound, Repr::Value, repr);
            self.set(*local, unbound);
        }
    }

    pub fn leave_unless_below(&mut self, index: ValueId, length: ValueId, exhausted: BlockId) {
        self.leave_unless(Compare::Lt, index, length, exhausted);
    }

    fn leave_unless(&mut self, compare: Compare, a: ValueId, b: ValueId, exhausted: BlockId) {
        let more = self.emit(Op::MachineCompare(compare), &[a, b]);
        let next = self.b.new_block();
        self.b.branch(more, next, exhausted);
        self.b.switch_to(next);
    }

    pub fn advance(&mut self, k: LocalId) {
        self.step(k, MachineBinary::Add);
    }

    pub fn step(&mut self, k: LocalId, op: MachineBinary) {
        let index = self.get(k);
        let one = self.i64(1);
        let next = self.emit(Op::Machine(op), &[index, one]);
        self.set(k, next);
    }

    /// The item as one value; parts become a tuple.
    pub fn join_item(&mut self, item: Item) -> (ValueId, Ty) {
        match item {
            Item::One(value, ty) => (value, ty),
            Item::Many(parts) => {
                let mut words = Vec::new();
                let mut types = Vec::new();
                for part in parts {
                    let (value, ty) = self.join_item(part);
                    words.push(self.coerce(value, repr_of(&ty), Repr::Value));
                    types.push(ty);
                }
                let tuple = self.runtime(&rt::tuple::tuple_from_items, &words);
                (tuple, Atom::Tuple(types).into())
            }
        }
    }
}

/// How many targets there are in a display without a star.
pub fn plain_targets(target: &Expr) -> Option<usize> {
    match &target.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => items
            .iter()
            .all(|item| !matches!(item.kind, ExprKind::Starred(_)))
            .then_some(items.len()),
        _ => None,
    }
}

pub fn constant(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Int(n) => Some(*n),
        ExprKind::Unary {
            op: UnaryOp::Neg,
            operand,
        } => match operand.kind {
            ExprKind::Int(n) => n.checked_neg(),
            _ => None,
        },
        _ => None,
    }
}
