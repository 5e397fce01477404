//! Expressions: values, conditions, displays, f-strings.

use pyaot_abi::field::{Field, Shown};
use pyaot_abi::functions as rt;
use pyaot_abi::layout::DType;
use pyaot_abi::value;
use pyaot_analysis::{Atom, FuncKey, Ty, facts};
use pyaot_ir::{BlockId, Compare, ItemType, LocalId, Op, Repr, StrId, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, FStringPart, UnaryOp};

use crate::function::FunctionLower;
use crate::position::position_of;
use crate::repr::repr_of;

/// Whether CPython's compiler makes a constant of `expr`.
fn is_folded(expr: &Expr) -> bool {
    match &expr.kind {
        literal if literal.is_literal() => true,
        ExprKind::Unary { operand, .. } => is_folded(operand),
        ExprKind::Binary { left, right, .. } => is_folded(left) && is_folded(right),
        ExprKind::Tuple(items) => items.iter().all(is_folded),
        _ => false,
    }
}

/// What CPython keeps on its stack at most for a display.
const SHORT_DISPLAY: usize = 30;
/// More items than fit into registers and a little memory.
const LONG_DISPLAY: usize = 64;
const DICT_PAIRS: usize = SHORT_DISPLAY / 2;

impl<'a> FunctionLower<'_, 'a> {
    /// The value of an expression, in the representation of its type.
    pub fn expr(&mut self, expr: &'a Expr) -> ValueId {
        let position = self.b.position;
        // The call that consumes a generator on the spot is what runs it.
        if !matches!(expr.kind, ExprKind::InlineGenerator { .. }) {
            self.b.position = position_of(expr);
        }
        let value = self.expr_value(expr);
        let given = self.b.function.repr(value);
        let ty = self.ty(expr);
        let value = self.adapt(value, given, &ty);
        if self.is_uncertain_array(expr) {
            self.check_array(expr, value);
        }
        self.b.position = position;
        value
    }

    /// A number the text of the program, or a constant of it, says.
    pub(crate) fn int_literal(&mut self, n: i128) -> ValueId {
        let small = i64::try_from(n).ok();
        match small.filter(|n| (value::SMALL_INT_MIN..=value::SMALL_INT_MAX).contains(n)) {
            Some(n) => self.emit(Op::ConstInt(n), &[]),
            None => {
                let digits = self.str(&n.to_string());
                self.runtime(&rt::int::int_from_digits, &[digits])
            }
        }
    }

    /// One character a byte: the text of a literal in latin-1.
    pub(crate) fn bytes_text(&mut self, bytes: &[u8]) -> StrId {
        let text: String = bytes.iter().map(|b| *b as char).collect();
        self.p.ir.intern(&text)
    }

    /// As [`FunctionLower::expr`], in whatever representation is at hand.
    fn expr_value(&mut self, expr: &'a Expr) -> ValueId {
        if let Some(made) = self.table_display(expr) {
            return made;
        }
        if let Some(text) = self.text_by_class(expr) {
            return text;
        }
        match &expr.kind {
            ExprKind::None => self.none(),
            ExprKind::True => self.emit(Op::ConstBool(true), &[]),
            ExprKind::False => self.emit(Op::ConstBool(false), &[]),
            ExprKind::Ellipsis => self.word(value::ELLIPSIS),
            ExprKind::Int(n) => self.int_literal((*n).into()),
            ExprKind::BigInt(digits) => {
                let digits = self.str(digits);
                self.runtime(&rt::int::int_from_digits, &[digits])
            }
            ExprKind::Float(x) => self.emit(Op::ConstF64(*x), &[]),
            ExprKind::Complex(imag) => {
                let real = self.emit(Op::ConstF64(0.0), &[]);
                let imag = self.emit(Op::ConstF64(*imag), &[]);
                self.runtime(&rt::float::complex_new, &[real, imag])
            }
            ExprKind::Str(text) => self.str(text),
            ExprKind::Bytes(bytes) => {
                let text = self.bytes_text(bytes);
                self.emit(Op::ConstBytes(text), &[])
            }
            ExprKind::Name { .. } => self.name(expr),
            ExprKind::List(items) => self.list_display(items, &self.ty(expr)),
            ExprKind::Tuple(items) => self.tuple_display(items),
            ExprKind::Set(items) => self.set_display(items),
            ExprKind::Dict(entries) => self.dict_display(entries),
            ExprKind::Starred(inner) => self.expr(inner),
            ExprKind::Unary { op, operand } => self.unary(expr, *op, operand),
            ExprKind::Binary { op, left, right } => self.binary_expr(expr, *op, left, right),
            ExprKind::Compare { first, rest } => self.compare_expr(expr, first, rest, false),
            ExprKind::And(operands) => self.and_or(expr, operands, true),
            ExprKind::Or(operands) => self.and_or(expr, operands, false),
            ExprKind::Conditional { test, body, orelse } => {
                let repr = self.repr(expr);
                let result = self.new_local_of("conditional", &self.ty(expr));
                let (then, otherwise, end) =
                    (self.b.new_block(), self.b.new_block(), self.b.new_block());
                self.condition(test, then, otherwise);
                for (block, branch) in [(then, body), (otherwise, orelse)] {
                    self.b.switch_to(block);
                    let value = self.expr(branch);
                    let value = self.coerce(value, self.repr(branch), repr);
                    self.set(result, value);
                    self.b.jump(end, &[]);
                }
                self.b.switch_to(end);
                self.get(result)
            }
            ExprKind::Attribute { object, name } => {
                let receiver = self.expr(object);
                self.b.position = position_of(expr);
                self.load_attribute(expr, object, receiver, name)
            }
            ExprKind::Subscript { object, index } => {
                if let Some(size) = self.shape_item(object, index) {
                    return size;
                }
                if let Some(call) = self.ctx.operators.get(&expr.id) {
                    let (container, key) = self.special_subscript(object, index);
                    let (container, key) = (self.get(container), self.get(key));
                    let (ty, key_ty) = (self.ty(object), self.ty(index));
                    self.b.position = position_of(expr);
                    let key = (key, &key_ty);
                    return self.call_operator(call, (container, &ty), &[key], |this, words| {
                        this.runtime(&rt::operation::value_getitem, words)
                    });
                }
                let (held, key) = self.subscript(object, index);
                let container = self.get(held);
                self.b.position = position_of(expr);
                let ty = self.ty(expr);
                self.load_item(object, container, &key, &ty)
            }
            ExprKind::Slice { start, stop, step } => {
                let mut held = Vec::new();
                for part in [start, stop, step] {
                    let value = match part {
                        Some(part) => self.value(part),
                        None => self.none(),
                    };
                    held.push(self.hold("bound", value));
                }
                let parts: Vec<ValueId> = held.into_iter().map(|local| self.get(local)).collect();
                self.runtime(&rt::iter::slice_new, &parts)
            }
            ExprKind::Call {
                callee,
                args,
                keywords,
            } => self.call_expr(expr, callee, args, keywords),
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::ListComp { element, clauses } => {
                self.list_comprehension("<listcomp>", element, clauses, &self.ty(expr))
            }
            ExprKind::InlineGenerator { element, clauses } => {
                self.list_comprehension("<genexpr>", element, clauses, &self.ty(expr))
            }
            ExprKind::SetComp { element, clauses } => self.set_comprehension(element, clauses),
            ExprKind::DictComp {
                key,
                value,
                clauses,
            } => self.dict_comprehension(key, value, clauses),
            ExprKind::GeneratorExp { function, iterable } => {
                let key = FuncKey {
                    module: self.key.module,
                    function: *function,
                };
                let is_async = facts::first_clause_is_async(self.p.program.function(key));
                let iterable = self.value(iterable);
                let iter = if is_async {
                    &rt::awaiting::async_iter
                } else {
                    &rt::iter::value_iter
                };
                let iterator = self.runtime(iter, &[iterable]);
                let held = self.hold("iterator", iterator);
                let object = self.function_object(*function);
                let iterator = self.get(held);
                match self.ctx.calls.get(&expr.id).and_then(|calls| calls.first()) {
                    Some((_, ctx)) => self.new_generator(*ctx, object, &[iterator]),
                    // Code that no type leads to.
                    None => object,
                }
            }
            ExprKind::Lambda(function) => self.function_object(*function),
            ExprKind::Walrus { target, value } => {
                let result = self.expr(value);
                let held = self.hold("walrus", result);
                let ty = self.ty(value);
                let result = self.get(held);
                self.assign(target, result, &ty);
                self.get(held)
            }
            ExprKind::Yield(value) if self.in_place.is_some() => {
                self.yield_in_place(value.as_deref())
            }
            ExprKind::YieldFrom(value) if self.in_place.is_some() => self.yield_all_in_place(value),
            ExprKind::Yield(value) => {
                let value = match value {
                    Some(value) => self.value(value),
                    None => self.none(),
                };
                let row = if self.func.is_async {
                    &rt::async_generator::async_generator_yield
                } else {
                    &rt::generator::generator_yield
                };
                self.runtime(row, &[value])
            }
            ExprKind::YieldFrom(value) => {
                let value = self.value(value);
                self.runtime(&rt::generator::generator_yield_from, &[value])
            }
            ExprKind::Match { test, operands } => self.match_test(expr, test, operands),
            ExprKind::Globals => self.namespace(),
            ExprKind::Locals(items) => match self.class_body {
                Some((_, state)) => {
                    let state = self.get(state);
                    self.runtime(&rt::class_body::class_locals, &[state])
                }
                None => self.locals_dict(items),
            },
            ExprKind::Await(value) => {
                let value = self.value(value);
                self.runtime(&rt::awaiting::coroutine_await, &[value])
            }
        }
    }

    /// Several expressions as words, all evaluated before any is used.
    pub fn values(&mut self, exprs: impl Iterator<Item = &'a Expr>) -> Vec<ValueId> {
        let held: Vec<_> = exprs
            .map(|expr| {
                let value = self.value(expr);
                self.hold("item", value)
            })
            .collect();
        held.into_iter().map(|local| self.get(local)).collect()
    }

    pub fn has_star(items: &[Expr]) -> bool {
        items
            .iter()
            .any(|item| matches!(item.kind, ExprKind::Starred(_)))
    }

    /// Whether the items of a list or tuple are put into a list one by one, as CPython does with
    /// displays that are not short: thousands of values alive at once take long to compile.
    fn is_gathered(items: &[Expr]) -> bool {
        Self::has_star(items)
            || items.len() > LONG_DISPLAY && !items.iter().all(|item| item.kind.is_literal())
    }

    fn list_display(&mut self, items: &'a [Expr], ty: &Ty) -> ValueId {
        let empty = match self.items_of(ty) {
            Some(ItemType::Float) => Some(&rt::list::list_of_floats),
            Some(ItemType::Bool) => Some(&rt::list::list_of_bools),
            _ => None,
        };
        if let Some(empty) = empty
            && !Self::has_star(items)
        {
            return self.raw_display(items, ty, empty);
        }
        if !Self::is_gathered(items) {
            let words = self.values(items.iter());
            return self.runtime(&rt::list::list_from_items, &words);
        }
        let list = self.runtime(&rt::list::list_from_items, &[]);
        let held = self.hold("list", list);
        for item in items {
            let value = self.value(item);
            let list = self.get(held);
            if matches!(item.kind, ExprKind::Starred(_)) {
                self.runtime_unit(&rt::list::list_unpack, &[list, value]);
            } else if items.len() > LONG_DISPLAY {
                self.runtime_unit(&rt::list::list_append, &[list, value]);
            } else {
                self.emit_unit(Op::ListAppend, &[list, value]);
            }
        }
        self.get(held)
    }

    /// A display of items that are not made value words.
    fn raw_display(&mut self, items: &'a [Expr], ty: &Ty, empty: &'static rt::FnDecl) -> ValueId {
        let mut held = Vec::new();
        for item in items {
            let value = self.expr(item);
            held.push(self.hold("item", value));
        }
        let capacity = self.i64(items.len() as i64);
        let list = self.runtime(empty, &[capacity]);
        for (item, local) in items.iter().zip(held) {
            let value = self.get(local);
            self.list_append(list, ty, value, &self.ty(item));
        }
        list
    }

    pub fn tuple_display(&mut self, items: &'a [Expr]) -> ValueId {
        if Self::is_gathered(items) {
            let list = self.list_display(items, &Ty::Dynamic);
            return self.runtime(&rt::tuple::tuple_from_iterable, &[list]);
        }
        self.tuple_of(items.iter())
    }

    /// A tuple of items without a star.
    pub fn tuple_of(&mut self, items: impl Iterator<Item = &'a Expr>) -> ValueId {
        let words = self.values(items);
        self.runtime(&rt::tuple::tuple_from_items, &words)
    }

    fn set_display(&mut self, items: &'a [Expr]) -> ValueId {
        if items.len() > 2 && items.iter().all(is_folded) {
            let words = self.values(items.iter());
            return self.runtime(&rt::set::set_from_constants, &words);
        }
        // CPython evaluates all items of a short display before it hashes the first.
        if items.len() <= SHORT_DISPLAY && !Self::has_star(items) {
            let words = self.values(items.iter());
            return self.runtime(&rt::set::set_from_items, &words);
        }
        let set = self.runtime(&rt::set::set_new, &[]);
        let held = self.hold("set", set);
        for item in items {
            let value = self.value(item);
            let set = self.get(held);
            if matches!(item.kind, ExprKind::Starred(_)) {
                let (name, none) = (self.str("update"), self.none());
                self.runtime(&rt::object::value_call_method, &[set, name, none, value]);
            } else {
                self.runtime_unit(&rt::set::set_add, &[set, value]);
            }
        }
        self.get(held)
    }

    fn dict_display(&mut self, entries: &'a [(Option<Expr>, Expr)]) -> ValueId {
        let dict = self.runtime(&rt::dict::dict_new, &[]);
        let held = self.hold("dict", dict);
        // Pairs are evaluated, a few at a time, before the first is stored.
        let mut rest = entries;
        while let Some(((key, value), after)) = rest.split_first() {
            if key.is_none() {
                let mapping = self.value(value);
                let dict = self.get(held);
                self.runtime_unit(&rt::dict::dict_update_from, &[dict, mapping]);
                rest = after;
                continue;
            }
            let run = rest.iter().take_while(|(key, _)| key.is_some()).count();
            let (pairs, after) = rest.split_at(run.min(DICT_PAIRS));
            let items = pairs
                .iter()
                .flat_map(|(key, value)| key.iter().chain([value]));
            let words = self.values(items);
            for pair in words.chunks(2) {
                let dict = self.get(held);
                self.runtime_unit(&rt::dict::dict_setitem, &[dict, pair[0], pair[1]]);
            }
            rest = after;
        }
        self.get(held)
    }

    // Text.

    fn fstring(&mut self, parts: &'a [FStringPart]) -> ValueId {
        if parts.is_empty() {
            return self.str("");
        }
        let mut held = Vec::new();
        for part in parts {
            let (word, text) = match part {
                FStringPart::Text(text) => (Field::PLAIN, self.str(text)),
                FStringPart::Value {
                    value,
                    conversion: None,
                    spec,
                } if let Some(word) = self.field(&self.ty(value), spec.as_deref()) => {
                    (word, self.value(value))
                }
                FStringPart::Value {
                    value,
                    conversion,
                    spec,
                } => {
                    let text = self.fstring_value(value, *conversion, spec.as_deref());
                    (Field::PLAIN, text)
                }
            };
            held.push((word, self.hold("part", text)));
        }
        self.join_fields(&held)
    }

    /// The word of a field that is laid out where all is joined: of an int, a
    /// float or a str, whose specification is known.
    fn field(&self, ty: &Ty, spec: Option<&'a [FStringPart]>) -> Option<i64> {
        match spec {
            None | Some([]) => self.field_word(ty, ""),
            Some([FStringPart::Text(spec)]) => self.field_word(ty, spec),
            Some(_) => None,
        }
    }

    /// As [`Self::field`].
    pub(crate) fn field_word(&self, ty: &Ty, spec: &str) -> Option<i64> {
        let shown = match ty {
            ty if ty.is_int() => Shown::Int,
            ty if ty.is_float() => Shown::Float,
            ty if ty.is_str() && !spec.is_empty() => Shown::Str,
            _ => return None,
        };
        match spec {
            "" => Some(Field::PLAIN),
            spec => Field::parse(spec.as_bytes(), shown).map(Field::pack),
        }
    }

    /// The texts of parts in a row, with the words of their specifications:
    /// strs, and numbers of all representations.
    pub(crate) fn join_fields(&mut self, parts: &[(i64, LocalId)]) -> ValueId {
        let values: Vec<ValueId> = parts.iter().map(|(_, local)| self.get(*local)).collect();
        let is_text = |this: &Self, value: ValueId| this.b.function.repr(value) == Repr::Ref;
        if parts.iter().any(|(word, _)| *word != Field::PLAIN) {
            let mut words = Vec::new();
            for ((word, _), value) in parts.iter().zip(values) {
                words.extend([self.word(pyaot_abi::value::small_int(*word)), value]);
            }
            return self.runtime(&rt::str::str_fields, &words);
        }
        match values.as_slice() {
            [only] if is_text(self, *only) => *only,
            values if values.iter().all(|value| is_text(self, *value)) => {
                self.runtime(&rt::str::str_join_parts, values)
            }
            values => self.runtime(&rt::str::str_build, values),
        }
    }

    fn fstring_value(
        &mut self,
        expr: &'a Expr,
        conversion: Option<char>,
        spec: Option<&'a [FStringPart]>,
    ) -> ValueId {
        let is_str = self.ty(expr).is_str();
        let mut value = self.expr(expr);
        let mut repr = self.repr(expr);
        if let Some(conversion) = conversion {
            let word = self.coerce(value, repr, Repr::Value);
            value = self.converted(word, conversion);
            repr = Repr::Ref;
        }
        match spec {
            None if is_str || conversion.is_some() => value,
            None => {
                let word = self.coerce(value, repr, Repr::Value);
                let spec = self.str("");
                self.runtime(&rt::operation::value_format, &[word, spec])
            }
            Some(spec) => {
                let held = self.hold("formatted", value);
                let spec = self.fstring(spec);
                let value = self.get(held);
                let word = self.coerce(value, repr, Repr::Value);
                self.runtime(&rt::operation::value_format, &[word, spec])
            }
        }
    }

    /// A word as `!r`, `!s` or `!a` shows it: a str.
    pub fn converted(&mut self, word: ValueId, conversion: char) -> ValueId {
        let text = match conversion {
            'r' => self.runtime(&rt::operation::value_repr, &[word]),
            'a' => {
                let (name, none) = (self.str("ascii"), self.none());
                let function = self.runtime(&rt::object::builtin_get, &[name]);
                self.runtime(&rt::object::value_call, &[function, none, word])
            }
            _ => self.runtime(&rt::operation::value_str, &[word]),
        };
        let given = self.b.function.repr(text);
        self.coerce(text, given, Repr::Ref)
    }

    // Truth.

    /// Branches on the truth of an expression.
    pub fn condition(&mut self, expr: &'a Expr, then: BlockId, otherwise: BlockId) {
        match &expr.kind {
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.condition(operand, otherwise, then),
            ExprKind::And(operands) => {
                for operand in &operands[..operands.len() - 1] {
                    let next = self.b.new_block();
                    self.condition(operand, next, otherwise);
                    self.b.switch_to(next);
                }
                self.condition(&operands[operands.len() - 1], then, otherwise);
            }
            ExprKind::Or(operands) => {
                for operand in &operands[..operands.len() - 1] {
                    let next = self.b.new_block();
                    self.condition(operand, then, next);
                    self.b.switch_to(next);
                }
                self.condition(&operands[operands.len() - 1], then, otherwise);
            }
            ExprKind::Compare { first, rest } => {
                let position = self.b.position;
                self.b.position = position_of(expr);
                let value = self.compare_expr(expr, first, rest, true);
                let truth = match self.b.function.repr(value) {
                    Repr::Bool => value,
                    _ => self.truth(value, &self.ty(expr)),
                };
                self.b.position = position;
                self.b.branch(truth, then, otherwise);
            }
            _ => {
                let value = self.expr(expr);
                let ty = self.ty(expr);
                let truth = self.truth(value, &ty);
                self.b.branch(truth, then, otherwise);
            }
        }
    }

    /// The truth of a value, as `Bool`.
    pub fn truth(&mut self, value: ValueId, ty: &Ty) -> ValueId {
        if let Some(dtype) = crate::scalar::scalar_dtype(ty) {
            let plain: Ty = match dtype {
                DType::F64 | DType::F32 => Ty::float(),
                DType::I64 | DType::I32 | DType::U8 => Ty::int(),
                DType::Bool => Ty::bool(),
            };
            let value = self.plain(value);
            return self.truth(value, &plain);
        }
        let zero_compare = |this: &mut Self, length: ValueId| {
            let zero = this.i64(0);
            this.emit(Op::MachineCompare(Compare::Ne), &[length, zero])
        };
        match ty.single() {
            Some(Atom::Bool) => return value,
            Some(Atom::Int) => {
                let zero = self.emit(Op::ConstInt(0), &[]);
                return self.emit(Op::IntCompare(Compare::Ne), &[value, zero]);
            }
            Some(Atom::Float | Atom::NonNegFloat) => {
                let zero = self.emit(Op::ConstF64(0.0), &[]);
                return self.emit(Op::FloatCompare(Compare::Ne), &[value, zero]);
            }
            Some(Atom::None) => return self.emit(Op::ConstBool(false), &[]),
            Some(Atom::Str) => {
                let length = self.emit(Op::StrLen, &[value]);
                return zero_compare(self, length);
            }
            Some(Atom::List(_)) => {
                let length = self.emit(Op::ListLen, &[value]);
                return zero_compare(self, length);
            }
            Some(atom) if let Some(number) = atom.numbers() => {
                let item = ItemType::of_array(number);
                let length = self.emit(Op::StorageLen(item), &[value]);
                return zero_compare(self, length);
            }
            Some(Atom::Tuple(_) | Atom::TupleOf(_)) => {
                let length = self.emit(Op::TupleLen, &[value]);
                return zero_compare(self, length);
            }
            Some(Atom::Dict(_) | Atom::DefaultDict(_)) => {
                let length = self.emit(Op::DictLen, &[value]);
                return zero_compare(self, length);
            }
            Some(Atom::Set(_)) => {
                let length = self.emit(Op::SetLen, &[value]);
                return zero_compare(self, length);
            }
            _ => {}
        }
        let plain = |atom: &Atom| match atom {
            Atom::Instance(class) => ["__bool__", "__len__"].iter().all(|name| {
                pyaot_analysis::classes::find_member(&self.p.program.classes, *class, name)
                    .is_none()
            }),
            Atom::Function(_) | Atom::Class(_) => true,
            _ => false,
        };
        let objects = ty.filter(|atom| *atom != Atom::None);
        let all_plain = !ty.is_bottom() && *ty != Ty::Dynamic && objects.atoms().iter().all(plain);
        let word = self.coerce(value, repr_of(ty), Repr::Value);
        if all_plain {
            let none = self.is_none(word);
            return self.emit(Op::BoolNot, &[none]);
        }
        if let Some(truth) = self.instance_truth(value, ty) {
            return truth;
        }
        self.runtime(&rt::operation::value_truth, &[word])
    }

    fn and_or(&mut self, expr: &'a Expr, operands: &'a [Expr], is_and: bool) -> ValueId {
        let repr = self.repr(expr);
        let result = self.new_local_of("either", &self.ty(expr));
        let end = self.b.new_block();
        for (n, operand) in operands.iter().enumerate() {
            let value = self.expr(operand);
            let ty = self.ty(operand);
            if n + 1 == operands.len() {
                let value = self.coerce(value, repr_of(&ty), repr);
                self.set(result, value);
                self.b.jump(end, &[]);
                break;
            }
            let held = self.hold("operand", value);
            let truth = self.truth(value, &ty);
            let (next, leave) = (self.b.new_block(), self.b.new_block());
            if is_and {
                self.b.branch(truth, next, leave);
            } else {
                self.b.branch(truth, leave, next);
            }
            self.b.switch_to(leave);
            let value = self.get(held);
            let value = self.coerce(value, repr_of(&ty), repr);
            self.set(result, value);
            self.b.jump(end, &[]);
            self.b.switch_to(next);
        }
        self.b.switch_to(end);
        self.get(result)
    }
}
