//! Builtin functions and methods of built-in types: rows called directly
//! where the argument types fit, else by name through the runtime.

use pyaot_abi::functions::{self as rt, AbiType, FnDecl};
use pyaot_abi::layout::NUMPY_FUNCTIONS;
use pyaot_analysis::{Atom, Ty};
use pyaot_ir::{Compare, FloatUnary, IntBinary, ItemType, Op, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, Keyword};

use crate::displays;
use crate::function::FunctionLower;
use crate::position::position_of;
use crate::repr::{array_items, repr_of};
use crate::scalar::Kind;

impl<'a> FunctionLower<'_, 'a> {
    pub fn call_builtin(
        &mut self,
        expr: &'a Expr,
        name: &'static str,
        callee: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> ValueId {
        let star = args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_)));
        if !star && let Some(value) = self.builtin_inline(expr, name, args, keywords) {
            return value;
        }
        let function = self.value(callee);
        let held = self.hold("callee", function);
        self.call_value(expr, held, args, keywords)
    }

    fn builtin_inline(
        &mut self,
        expr: &'a Expr,
        name: &str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<ValueId> {
        if name == "print" {
            return self.print(expr, args, keywords);
        }
        if !keywords.is_empty() {
            return None;
        }
        if let (Some((element, clauses)), "any" | "all") = (Self::inline_generator(args), name) {
            return Some(self.any_all(element, clauses, name == "any"));
        }
        if let [arg] = args
            && let Some(value) = self.drain(expr, name, arg)
        {
            return Some(value);
        }
        if let ([arg], Some(call)) = (args, self.ctx.operators.get(&expr.id))
            && let [(_, ctx)] = call.methods[..]
        {
            let value = self.expr(arg);
            self.b.position = position_of(expr);
            let answer = self.call_special(ctx, value, &[]);
            return Some(match name {
                "len" => {
                    // A method that never returns gives a word.
                    let given = self.b.function.repr(answer);
                    let answer = self.coerce(answer, given, Repr::Int);
                    self.runtime(&rt::operation::checked_length, &[answer])
                }
                _ => answer,
            });
        }
        let types: Vec<Ty> = args.iter().map(|a| self.ty(a)).collect();
        match (name, args, types.as_slice()) {
            ("type", [arg], [ty]) if self.class_slot(ty, &self.ty(expr)).is_some() => {
                self.expr(arg);
                let slot = self.class_slot(ty, &self.ty(expr))?;
                Some(self.emit(Op::GlobalGet(slot), &[]))
            }
            ("hash", [arg], _) if displays::items(arg).is_some() => {
                Some(self.hash_display(expr, displays::items(arg)?))
            }
            ("len", [arg], [ty]) => {
                if let Some(size) = self.view_size(arg, 0) {
                    return Some(size);
                }
                let value = self.expr(arg);
                let length = match ty.single() {
                    Some(Atom::List(_)) => self.emit(Op::ListLen, &[value]),
                    Some(atom) if let Some(number) = atom.numbers() => {
                        let item = ItemType::of_array(number);
                        self.emit(Op::StorageLen(item), &[value])
                    }
                    Some(Atom::Tuple(_) | Atom::TupleOf(_)) => self.emit(Op::TupleLen, &[value]),
                    Some(Atom::Str) => self.emit(Op::StrLen, &[value]),
                    Some(Atom::Dict(_) | Atom::DefaultDict(_)) => self.emit(Op::DictLen, &[value]),
                    Some(Atom::Set(_)) => self.emit(Op::SetLen, &[value]),
                    _ => {
                        let word = self.coerce(value, repr_of(ty), Repr::Value);
                        self.runtime(&rt::operation::value_len, &[word])
                    }
                };
                Some(length)
            }
            ("reversed", [arg], [ty]) if matches!(ty.single(), Some(Atom::List(_))) => {
                let list = self.expr(arg);
                self.b.position = position_of(expr);
                Some(self.runtime(&rt::list::list_reversed, &[list]))
            }
            ("abs", [arg], [ty]) if ty.is_float() => {
                let value = self.expr(arg);
                Some(self.emit(Op::FloatUnary(FloatUnary::Abs), &[value]))
            }
            ("abs", [arg], [ty]) if ty.scalar().is_some_and(|d| d.is_float()) => {
                let dtype = ty.scalar().expect("tested");
                let value = self.expr(arg);
                let value = self.emit(Op::FloatUnary(FloatUnary::Abs), &[value]);
                Some(self.tag(value, Kind { dtype, is: None }))
            }
            ("abs", [arg], [ty]) if ty.scalar().is_some_and(|d| d.is_int()) => {
                let value = self.expr(arg);
                Some(self.scalar_absolute(value, ty))
            }
            ("abs", [arg], [ty]) if ty.is_complex() => {
                let value = self.expr(arg);
                let parts = self.complex_parts(value, ty);
                self.b.position = position_of(expr);
                Some(self.runtime(&rt::float::complex_abs, &parts))
            }
            ("abs", [arg], [ty]) if ty.is_any_number() && !ty.is_number() => {
                let word = self.value(arg);
                self.b.position = position_of(expr);
                Some(self.runtime(&rt::operation::number_abs, &[word]))
            }
            ("complex", [real, imag], [tr, ti]) if tr.is_number() && ti.is_number() => {
                let real = self.expr(real);
                let real = self.hold("real", real);
                let imag = self.expr(imag);
                self.b.position = position_of(expr);
                let real = self.get(real);
                let parts = [self.f64_of(real, tr), self.f64_of(imag, ti)];
                Some(self.runtime(&rt::float::complex_new, &parts))
            }
            ("float", [arg], [ty]) if ty.is_real() => {
                let value = self.expr(arg);
                Some(self.f64_of(value, ty))
            }
            ("int", [arg], [ty]) if ty.is_index() || ty.is_bool() => Some(self.int(arg)),
            ("int", [arg], [ty]) if ty.is_float() || ty.scalar().is_some_and(|d| d.is_float()) => {
                let value = self.expr(arg);
                let value = self.plain(value);
                Some(self.runtime(&rt::int::int_from_float, &[value]))
            }
            ("float", [arg], _) if let Some(infinity) = infinity(arg) => {
                Some(self.emit(Op::ConstF64(infinity), &[]))
            }
            ("float", [arg], _) => {
                let word = self.value(arg);
                Some(self.runtime(&rt::float::float_from_value, &[word]))
            }
            ("int", [arg], _) => {
                let word = self.value(arg);
                Some(self.runtime(&rt::int::int_from_value, &[word]))
            }
            ("bool", [arg], [ty]) => {
                let value = self.expr(arg);
                Some(self.truth(value, ty))
            }
            ("str", [arg], [ty]) => {
                let value = self.expr(arg);
                if ty.is_str() {
                    return Some(value);
                }
                let word = self.coerce(value, repr_of(ty), Repr::Value);
                Some(self.runtime(&rt::operation::value_str, &[word]))
            }
            ("repr", [arg], _) => {
                let word = self.value(arg);
                Some(self.runtime(&rt::operation::value_repr, &[word]))
            }
            ("min" | "max", [_, _, ..], _) if self.is_plain_extreme(expr, &types) => {
                let held = args
                    .iter()
                    .map(|arg| {
                        let value = self.expr(arg);
                        (self.hold("operand", value), self.ty(arg))
                    })
                    .collect();
                let compare = if name == "min" {
                    Compare::Lt
                } else {
                    Compare::Gt
                };
                Some(self.least(compare, held, &self.ty(expr)))
            }
            ("abs", [arg], [ty]) if ty.is_int() => {
                let value = self.expr(arg);
                let zero = self.emit(Op::ConstInt(0), &[]);
                let negative = self.emit(Op::IntCompare(Compare::Lt), &[value, zero]);
                let opposite = self.emit(Op::IntNeg, &[value]);
                Some(self.emit(Op::Select, &[negative, opposite, value]))
            }
            ("divmod", [a, b], [ta, tb]) if ta.is_int() && tb.is_int() => {
                let a = self.expr(a);
                let a = self.hold("dividend", a);
                let b = self.expr(b);
                let a = self.get(a);
                self.b.position = position_of(expr);
                let parts = [IntBinary::FloorDiv, IntBinary::Mod].map(|op| {
                    let part = self.emit(Op::Int(op), &[a, b]);
                    self.coerce(part, Repr::Int, Repr::Value)
                });
                Some(self.runtime(&rt::tuple::tuple_from_items, &parts))
            }
            ("min" | "max", [_, _, ..], _) => {
                let numbers = types.iter().all(Ty::is_mixed_number);
                let row = match (name == "min", numbers) {
                    (true, false) => &rt::builtins::value_min,
                    (true, true) => &rt::operation::number_min,
                    (false, false) => &rt::builtins::value_max,
                    (false, true) => &rt::operation::number_max,
                };
                let words = self.values(args.iter());
                self.b.position = position_of(expr);
                let (first, rest) = words.split_first()?;
                let best = rest
                    .iter()
                    .fold(*first, |best, word| self.runtime(row, &[best, *word]));
                Some(best)
            }
            ("min" | "max", [arg], _) => {
                let word = self.value(arg);
                let row = if name == "min" {
                    &rt::builtins::iterable_min
                } else {
                    &rt::builtins::iterable_max
                };
                Some(self.runtime(row, &[word]))
            }
            ("range", [_] | [_, _] | [_, _, _], types)
                if types.iter().all(|ty| ty.is_int() || ty.is_bool()) =>
            {
                Some(self.range_object(args))
            }
            ("list", [], _) => Some(self.runtime(&rt::list::list_from_items, &[])),
            ("dict", [], _) => Some(self.runtime(&rt::dict::dict_new, &[])),
            ("set", [], _) => Some(self.runtime(&rt::set::set_new, &[])),
            // A generator run on the spot has already made the list.
            ("list", [_], _) if Self::inline_generator(args).is_some() => Some(self.expr(&args[0])),
            ("list", [arg], _) => {
                let word = self.value(arg);
                Some(self.runtime(&rt::list::list_from_iterable, &[word]))
            }
            ("tuple", [arg], _) => {
                let word = self.value(arg);
                Some(self.runtime(&rt::tuple::tuple_from_iterable, &[word]))
            }
            ("set", [arg], _) => {
                let word = self.value(arg);
                Some(self.runtime(&rt::set::set_from_iterable, &[word]))
            }
            ("isinstance", [object, class], _) => {
                Some(self.instance_test(object, class, &rt::object::value_isinstance))
            }
            _ => self.call_row("builtins", name, None, args, keywords),
        }
    }

    /// Whether `min` or `max` of these is a matter of comparing registers.
    fn is_plain_extreme(&self, expr: &Expr, types: &[Ty]) -> bool {
        let ty = self.ty(expr);
        let repr = repr_of(&ty);
        matches!(repr, Repr::F64 | Repr::Int)
            && types
                .iter()
                .all(|other| other.is_real() && repr_of(other) == repr)
    }

    fn print(
        &mut self,
        expr: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<ValueId> {
        let names = ["sep", "end", "file", "flush"];
        let known = keywords
            .iter()
            .all(|k| k.name.as_deref().is_some_and(|name| names.contains(&name)));
        if !known {
            return None;
        }
        if let ([only], []) = (args, keywords)
            && self.ty(only).is_str()
        {
            let text = self.expr(only);
            self.b.position = position_of(expr);
            self.runtime_unit(&rt::io::print_str, &[text]);
            return Some(self.none());
        }
        let values = self.values(args.iter().chain(keywords.iter().map(|k| &k.value)));
        self.b.position = position_of(expr);
        let (words, options) = values.split_at(args.len());
        let mut all = Vec::new();
        for name in names {
            let at = keywords
                .iter()
                .position(|k| k.name.as_deref() == Some(name));
            all.push(match at {
                Some(at) => options[at],
                None => self.none(),
            });
        }
        all.extend(words);
        self.runtime_unit(&rt::io::print, &all);
        Some(self.none())
    }

    /// A method whose row fits the receiver and the arguments.
    pub fn call_known_method(
        &mut self,
        expr: &'a Expr,
        object: &'a Expr,
        name: &'a str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<ValueId> {
        let object_ty = self.ty(object);
        let ty = match object_ty.single()? {
            Atom::List(_) => "list",
            Atom::Dict(_) => "dict",
            // What the class has of its own gives a value of any type.
            Atom::DefaultDict(_) if name != "copy" => "dict",
            Atom::Set(_) => "set",
            Atom::Deque(_) => "deque",
            Atom::NumberArray(_) => "array",
            Atom::ByteArray => "bytearray",
            Atom::Str => "str",
            Atom::TextFile => "_io._IOBase",
            Atom::Bytes => "bytes",
            Atom::Int => "int",
            Atom::Float => "float",
            Atom::Complex => "complex",
            Atom::Tuple(_) | Atom::TupleOf(_) => "tuple",
            Atom::ForeignModule(module) if self.p.program.replaces_member(module, name) => {
                return None;
            }
            Atom::ForeignModule(module) if module != "numpy" => {
                return self.call_library(expr, object, &module.clone(), name, args, keywords);
            }
            Atom::ForeignModule(module) if module == "numpy" && keywords.is_empty() => {
                return self.call_numpy(expr, object, name, args);
            }
            _ => return None,
        };
        if matches!(ty, "list" | "array")
            && name == "append"
            && keywords.is_empty()
            && let [arg] = args
            && !matches!(arg.kind, ExprKind::Starred(_))
        {
            let list = self.expr(object);
            let held = self.hold("list", list);
            let item = self.expr(arg);
            let list = self.get(held);
            self.b.position = position_of(expr);
            match array_items(&object_ty) {
                Some(kind) => self.array_append(list, kind, item, &self.ty(arg)),
                None => self.list_append(list, &object_ty, item, &self.ty(arg)),
            }
            return Some(self.none());
        }
        if ty == "dict"
            && keywords.is_empty()
            && self.is_made_if_missing(name, args)
            && let [key, default] = args
        {
            return Some(self.set_fresh_default(expr, object, key, default));
        }
        if name == "format"
            && let ExprKind::Str(template) = &object.kind
            && let Some(text) = self.format_literal(expr, template, args, keywords)
        {
            return Some(text);
        }
        if (ty, name) == ("str", "join")
            && let ([arg], []) = (args, keywords)
            && self.is_drained(arg)
        {
            let text = self.expr(object);
            let held = self.hold("text", text);
            let parts = self.drained_list(arg);
            let text = self.get(held);
            self.b.position = position_of(expr);
            return Some(self.runtime(&rt::str::str_join, &[text, parts]));
        }
        self.call_row(ty, name, Some(object), args, keywords)
    }

    /// A function of a module that the runtime provides, if its row fits.
    /// `object` is the module or the function.
    pub fn call_library(
        &mut self,
        expr: &'a Expr,
        object: &'a Expr,
        module: &str,
        name: &str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<ValueId> {
        if module == "math" {
            return self.call_math(expr, object, name, args, keywords);
        }
        // `sys` is CPython's own where there is one.
        if module == "sys" || !pyaot_abi::native_function(module, name) {
            return None;
        }
        // The module must have been imported; its value is not needed.
        self.expr(object);
        let value = self.call_row(module, name, None, args, keywords)?;
        let given = self.b.function.repr(value);
        let ty = self.ty(expr);
        Some(self.adapt(value, given, &ty))
    }

    /// Functions of `math` on numbers, where a row of that name takes floats.
    fn call_math(
        &mut self,
        expr: &'a Expr,
        object: &'a Expr,
        name: &str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<ValueId> {
        // Some functions do better than floats for ints, so they have a row of
        // their own for floats; `hypot` has one because it takes any number of them.
        let wants_floats = name == "hypot" || args.iter().all(|a| self.ty(a).is_float());
        let for_floats = rt::by_name(&format!("math_{name}_float")).filter(|_| wants_floats);
        let row = for_floats.or_else(|| rt::by_name(&format!("math_{name}")))?;
        let floats = row.params.iter().all(|p| p.ty == AbiType::F64)
            && row.params.len() == args.len()
            && keywords.is_empty()
            && !args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_)));
        if !floats {
            let value = self.call_math_any(object, name, args, keywords)?;
            let given = self.b.function.repr(value);
            return Some(self.adapt(value, given, &self.ty(expr)));
        }
        // The module must have been imported; its value is not needed.
        self.expr(object);
        let mut held = Vec::new();
        for arg in args {
            let value = self.expr(arg);
            held.push(self.hold("argument", value));
        }
        self.b.position = position_of(expr);
        let mut floats = Vec::new();
        for (arg, local) in args.iter().zip(held) {
            let value = self.get(local);
            let float = self.real_number(value, &self.ty(arg));
            floats.push(self.hold("float", float));
        }
        let values: Vec<ValueId> = floats.into_iter().map(|local| self.get(local)).collect();
        if name == "sqrt" {
            return Some(self.sqrt(row, values[0]));
        }
        Some(self.finish_row(row, &values))
    }

    /// Functions of `numpy` from a number to a float64.
    fn call_numpy(
        &mut self,
        expr: &'a Expr,
        object: &'a Expr,
        name: &str,
        args: &'a [Expr],
    ) -> Option<ValueId> {
        let which = NUMPY_FUNCTIONS.iter().position(|known| *known == name)?;
        let dtype = self.ty(expr).scalar()?;
        let [arg] = args else { return None };
        let ty = self.ty(arg);
        if !ty.is_real() {
            return None;
        }
        // The module must have been imported; its value is not needed.
        self.expr(object);
        let x = self.expr(arg);
        let x = self.f64_of(x, &ty);
        self.b.position = position_of(expr);
        let call = |this: &mut Self| {
            let which = this.i64(which as i64);
            this.runtime(&rt::buffer::numpy_function, &[which, x])
        };
        let unary = |this: &mut Self, op| this.emit(Op::FloatUnary(op), &[x]);
        let result = match name {
            "sqrt" => {
                let zero = self.emit(Op::ConstF64(0.0), &[]);
                let real = self.emit(Op::FloatCompare(Compare::Ge), &[x, zero]);
                let result = self.new_local("root", Repr::F64);
                let (then, otherwise, end) =
                    (self.b.new_block(), self.b.new_block(), self.b.new_block());
                self.b.function.block_mut(otherwise).cold = true;
                self.b.branch(real, then, otherwise);
                self.b.switch_to(then);
                let root = unary(self, FloatUnary::Sqrt);
                self.set(result, root);
                self.b.jump(end, &[]);
                self.b.switch_to(otherwise);
                let root = call(self);
                self.set(result, root);
                self.b.jump(end, &[]);
                self.b.switch_to(end);
                self.get(result)
            }
            "fabs" => unary(self, FloatUnary::Abs),
            "floor" => unary(self, FloatUnary::Floor),
            "ceil" => unary(self, FloatUnary::Ceil),
            _ => call(self),
        };
        Some(self.tag(result, Kind { dtype, is: None }))
    }

    /// Functions of `math` of more than floats, some of any number of arguments.
    fn call_math_any(
        &mut self,
        object: &'a Expr,
        name: &str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<ValueId> {
        let position = self.b.position;
        let of_two = rt::by_name(&format!("math_{name}_ints"))
            .filter(|_| args.len() == 2 && args.iter().all(|a| self.ty(a).is_int()));
        let row = of_two.or_else(|| rt::by_name(&format!("math_{name}")))?;
        let any_number = row.params.len() == 1 && row.params[0].ty == AbiType::Tuple;
        let is_starred = args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_)));
        if (of_two.is_none() && !any_number) || is_starred || !keywords.is_empty() {
            self.expr(object);
            return self.call_row("math", name, None, args, keywords);
        }
        self.expr(object);
        let operands = if any_number {
            let words = self.values(args.iter());
            self.b.position = position;
            vec![self.runtime(&rt::tuple::tuple_from_items, &words)]
        } else {
            let mut held = Vec::new();
            for arg in args {
                let value = self.int(arg);
                held.push(self.hold("argument", value));
            }
            self.b.position = position;
            held.into_iter().map(|local| self.get(local)).collect()
        };
        Some(self.finish_row(row, &operands))
    }

    fn sqrt(&mut self, row: &'static FnDecl, x: ValueId) -> ValueId {
        let zero = self.emit(Op::ConstF64(0.0), &[]);
        let negative = self.emit(Op::FloatCompare(Compare::Lt), &[x, zero]);
        self.guard(negative, |this| {
            this.runtime(row, &[x]);
        });
        self.emit(Op::FloatUnary(FloatUnary::Sqrt), &[x])
    }
}

/// What a text says that `float` is given, if it is one of infinity.
fn infinity(text: &Expr) -> Option<f64> {
    let ExprKind::Str(text) = &text.kind else {
        return None;
    };
    match text.to_ascii_lowercase().as_str() {
        "inf" | "+inf" | "infinity" | "+infinity" => Some(f64::INFINITY),
        "-inf" | "-infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}
