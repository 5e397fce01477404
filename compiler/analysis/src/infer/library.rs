//! Functions of the runtime's own modules, where it is known what they do with
//! their arguments.

use pyaot_abi::layout::Number;
use pyaot_syntax::tree::{Expr, ExprKind, Module};

use super::call::Args;
use super::{Frame, Infer, Part};
use crate::ty::{Atom, ClassKey, Ty};
use crate::walk;

impl<'a> Infer<'a> {
    /// A function of the runtime's own modules, where it is known what it does
    /// with its arguments: they do not escape.
    pub(super) fn call_library(&mut self, module: &str, name: &str, args: &Args<'a>) -> Option<Ty> {
        if module == "itertools" {
            return self.call_itertools(name, args);
        }
        // The system keeps nothing of what it is given.
        if module == "_os" && !args.spreads() {
            let all = args.types.iter().chain(&args.keyword_types);
            all.for_each(|ty| self.touch(ty));
            return crate::rows::row(module, name).and_then(crate::rows::result);
        }
        if args.spreads() || !args.keywords.is_empty() {
            return None;
        }
        let first = args.types.first()?.clone();
        let list = match first.single() {
            Some(Atom::List(site)) => Some(*site),
            _ => None,
        };
        match (module, name, args.types.len()) {
            ("heapq", "heappush" | "heapreplace" | "heappushpop", 2) => {
                let site = list?;
                let item = args.types[1].clone();
                self.put(site, Part::Item, &item);
                self.show(&item);
                self.meet_each_other(&item);
                Some(match name {
                    "heappush" => Ty::none(),
                    _ => self.part(site, Part::Item),
                })
            }
            ("heapq", "heappop" | "heapify", 1) => {
                let item = self.part(list?, Part::Item);
                self.show(&item);
                self.meet_each_other(&item);
                Some(if name == "heappop" { item } else { Ty::none() })
            }
            ("bisect", "insort" | "insort_left" | "insort_right", 2) => {
                let site = list?;
                let item = args.types[1].clone();
                self.put(site, Part::Item, &item);
                self.show(&item);
                self.meet_each_other(&item);
                Some(Ty::none())
            }
            ("bisect", "bisect" | "bisect_left" | "bisect_right", 2..=4) if list.is_some() => {
                let item = self.iter_item(&first);
                self.show(&item);
                self.meet_each_other(&item);
                args.types[1..].iter().for_each(|ty| {
                    self.show(ty);
                    self.meet(&item, ty);
                });
                Some(Ty::int())
            }
            ("copy", "copy" | "deepcopy", 1) if self.copies_keep_types(&first) => {
                self.touch(&first);
                Some(first)
            }
            // Nothing is made of an alias, whose class says so.
            ("_re", "alias", 2) => {
                self.touch(&args.types[1].clone());
                Some(Ty::Dynamic)
            }
            // The generator keeps nothing, nor does who looks for patterns.
            ("_random" | "_re", _, _) => {
                args.types.iter().for_each(|ty| self.touch(ty));
                crate::rows::row(module, name).and_then(crate::rows::result)
            }
            ("_functools", "wraps", 1) => {
                self.wrapped(&first);
                Some(Atom::ForeignFunction(module.to_string(), "wraps()".to_string()).into())
            }
            ("_functools", "wraps()", 1) | ("_functools", "update_wrapper", 2) => {
                if let Some(wrapped) = args.types.get(1).cloned() {
                    self.wrapped(&wrapped);
                }
                // A function is what it was, but for its name.
                let plain = |atom: &Atom| matches!(atom, Atom::Function(_));
                (first.atoms().iter().all(plain) && first != Ty::Dynamic).then_some(first)
            }
            ("operator", _, _) => self.call_operator(name, args),
            _ => None,
        }
    }

    /// `deque(iterable, maxlen)`.
    pub(super) fn call_deque(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        args: &Args<'a>,
    ) -> Ty {
        let named = |name: &str| {
            let mut keywords = args.keywords.iter().zip(&args.keyword_types);
            keywords.find_map(|(keyword, ty)| {
                (keyword.name.as_deref() == Some(name)).then(|| ty.clone())
            })
        };
        let (iterable, limit) = (named("iterable"), named("maxlen"));
        let known = iterable.iter().chain(&limit).count();
        if args.spreads() || args.types.len() > 2 || known < args.keywords.len() {
            return self.call_unknown(args);
        }
        if args.are_unknown() {
            return Ty::BOTTOM;
        }
        let limit = limit.or_else(|| args.types.get(1).cloned());
        limit.iter().for_each(|ty| self.touch(ty));
        let site = self.site(frame.ctx, expr.id);
        if let Some(iterable) = args.types.first().cloned().or(iterable) {
            let item = self.iter_item(&iterable);
            self.put(site, Part::Item, &item);
        }
        Atom::Deque(site).into()
    }

    /// A call of a class without a static layout.
    pub(super) fn call_object_class(&mut self, class: ClassKey, args: &Args<'a>) -> Ty {
        let module = self.module(class.module);
        let counts = module.is_library
            && module.name == "collections"
            && module.class(class.class).name == "Counter";
        if !counts || !self.counts_plainly || args.are_unknown() {
            return self.call_unknown(args);
        }
        // It takes the items, and leaves alone what has them.
        args.types.iter().for_each(|ty| self.escape_contents(ty));
        args.keyword_types.iter().for_each(|ty| self.escape(ty));
        Ty::Dynamic
    }

    /// `array(typecode, initializer)`.
    pub(super) fn call_array(&mut self, args: &Args<'a>) -> Ty {
        if args.spreads() || !args.keywords.is_empty() || args.types.len() > 2 {
            return self.call_unknown(args);
        }
        if args.are_unknown() {
            return Ty::BOTTOM;
        }
        if let Some(initial) = args.types.get(1).cloned() {
            let item = self.iter_item(&initial);
            self.given_to_array(&item);
        }
        let code = match args.exprs.first().map(|code| &code.kind) {
            Some(ExprKind::Str(text)) if text.len() == 1 => text.bytes().next(),
            _ => None,
        };
        match code.and_then(Number::of_code) {
            Some(number) => Atom::NumberArray(number).into(),
            None => Atom::Object.into(),
        }
    }

    /// An array asks a value of that type for a number.
    pub(super) fn given_to_array(&mut self, ty: &Ty) {
        if !ty.is_real() {
            self.escape(ty);
        }
    }

    /// A method of an `array.array`.
    pub(super) fn number_array_method(
        &mut self,
        expr: &'a Expr,
        frame: &mut Frame<'a>,
        number: Number,
        name: &str,
        args: &Args<'a>,
    ) -> Option<Ty> {
        let item = Atom::of_number(number);
        Some(match name {
            "extend" => {
                let iterable = args.types.first()?.clone();
                let given = self.iter_item(&iterable);
                self.given_to_array(&given);
                Ty::none()
            }
            "append" | "insert" | "remove" | "fromlist" | "frombytes" | "fromfile" | "tofile"
            | "fromunicode" | "reverse" | "byteswap" => {
                let args = args.types.clone();
                args.iter().for_each(|ty| self.given_to_array(ty));
                Ty::none()
            }
            "pop" => item,
            "index" | "count" => {
                let args = args.types.clone();
                args.iter().for_each(|ty| self.given_to_array(ty));
                Ty::int()
            }
            "tolist" => {
                let site = self.site(frame.ctx, expr.id);
                self.put(site, Part::Item, &item);
                Atom::List(site).into()
            }
            "tobytes" => Atom::Bytes.into(),
            "__copy__" | "__deepcopy__" => Atom::NumberArray(number).into(),
            "buffer_info" => Atom::Tuple(vec![Ty::int(), Ty::int()]).into(),
            _ => return None,
        })
    }

    /// `defaultdict(factory, items)`.
    pub(super) fn call_default_dict(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        args: &Args<'a>,
    ) -> Ty {
        if args.spreads() || !args.keywords.is_empty() || args.types.len() > 2 {
            return self.call_unknown(args);
        }
        if args.are_unknown() {
            return Ty::BOTTOM;
        }
        let site = self.site(frame.ctx, expr.id);
        if let (Some(factory), Some(at)) = (args.types.first().cloned(), args.exprs.first()) {
            // What a class makes has its own site, that of the name of the class.
            let made = match factory.single() {
                Some(Atom::None) => Ty::BOTTOM,
                Some(Atom::Builtin("list")) => Atom::List(self.site(frame.ctx, at.id)).into(),
                Some(Atom::Builtin("set")) => Atom::Set(self.site(frame.ctx, at.id)).into(),
                Some(Atom::Builtin("dict")) => Atom::Dict(self.site(frame.ctx, at.id)).into(),
                _ => self.callback(&factory, &[]),
            };
            self.put(site, Part::Value, &made);
        }
        if let Some(items) = args.types.get(1).cloned() {
            self.fill_dict(site, &items);
        }
        let key = self.part(site, Part::Key);
        self.meet_each_other(&key);
        Atom::DefaultDict(site).into()
    }

    /// A function becomes the `__wrapped__` of another.
    fn wrapped(&mut self, ty: &Ty) {
        let plain = |atom: &Atom| matches!(atom, Atom::Function(_));
        if !ty.atoms().iter().all(plain) || self.may_be_read("__wrapped__") {
            self.escape(ty);
        }
    }

    /// A function of `operator`, or one that `itemgetter` has made.
    fn call_operator(&mut self, name: &str, args: &Args<'a>) -> Option<Ty> {
        use pyaot_syntax::tree::BinaryOp;
        if takes_names("operator", name) {
            let mut names = args.exprs.iter().map(|expr| &expr.kind);
            match (name, names.next(), names.next()) {
                ("attrgetter", Some(ExprKind::Str(path)), None) => {
                    for part in path.split('.') {
                        self.unknown_read(part);
                    }
                }
                _ => self.unknown_name(),
            }
            return None;
        }
        if let Some(key) = name
            .strip_prefix("itemgetter(")
            .and_then(|rest| rest.strip_suffix(')'))
        {
            let [container] = args.types.as_slice() else {
                return None;
            };
            let container = container.clone();
            return match container.single()? {
                Atom::Tuple(items) => {
                    let at: i64 = key.parse().ok()?;
                    let at = if at < 0 { at + items.len() as i64 } else { at };
                    items.get(usize::try_from(at).ok()?).cloned()
                }
                Atom::TupleOf(item) => Some((**item).clone()),
                Atom::List(site) if !key.is_empty() => Some(self.part(*site, Part::Item)),
                Atom::Dict(site) => Some(self.part(*site, Part::Value)),
                Atom::DefaultDict(site) => {
                    self.put(*site, Part::Key, &Ty::Dynamic);
                    Some(self.part(*site, Part::Value))
                }
                _ => None,
            };
        }
        let types = args.types.clone();
        let op = match name
            .strip_prefix('i')
            .filter(|_| name != "index")
            .unwrap_or(name)
        {
            "add" | "concat" => BinaryOp::Add,
            "sub" => BinaryOp::Sub,
            "mul" => BinaryOp::Mul,
            "truediv" => BinaryOp::TrueDiv,
            "floordiv" => BinaryOp::FloorDiv,
            "mod" => BinaryOp::Mod,
            "pow" => BinaryOp::Pow,
            "lshift" => BinaryOp::LShift,
            "rshift" => BinaryOp::RShift,
            "and_" | "and" => BinaryOp::And,
            "or_" | "or" => BinaryOp::Or,
            "xor" => BinaryOp::Xor,
            _ => {
                return match (name, types.as_slice()) {
                    ("itemgetter", [_]) => {
                        let key = match args.exprs.first().map(|key| &key.kind) {
                            Some(ExprKind::Int(n)) => n.to_string(),
                            Some(ExprKind::Str(_)) => String::new(),
                            _ => return None,
                        };
                        let made = format!("itemgetter({key})");
                        Some(Atom::ForeignFunction("operator".to_string(), made).into())
                    }
                    ("lt" | "le" | "eq" | "ne" | "gt" | "ge", [a, b])
                        if is_scalar(a) && is_scalar(b) =>
                    {
                        Some(Ty::bool())
                    }
                    ("not_" | "truth" | "is_" | "is_not", _) => {
                        types.iter().for_each(|ty| self.touch(ty));
                        Some(Ty::bool())
                    }
                    ("neg" | "pos" | "abs", [a]) if a.is_int() || a.is(&Atom::Float) => {
                        Some(a.clone())
                    }
                    _ => None,
                };
            }
        };
        match types.as_slice() {
            [a, b] if is_scalar(a) && is_scalar(b) => Some(self.binary(op, a, b, None, false)),
            _ => None,
        }
    }

    /// Whether a copy of a value of that type certainly has the type too.
    fn copies_keep_types(&self, ty: &Ty) -> bool {
        let plain = |atom: &Atom| atom.is_data() || matches!(atom, Atom::Instance(_));
        let mut members = self.classes.values().map(|info| &info.members);
        !ty.atoms().is_empty()
            && ty.atoms().iter().all(plain)
            && !members.any(|members| members.keys().any(|name| crate::reach::says_copies(name)))
    }
}

/// Whether no module of the program gives anything a method that a `Counter`
/// calls when it is made.
pub(super) fn counts_plainly(modules: &[Module]) -> bool {
    const CALLED: &[&str] = &["__init__", "update"];
    let mut plain = true;
    for module in modules.iter().filter(|module| !module.is_library) {
        plain &= !module.shows_globals && !module.globals_are_read;
        for body in walk::bodies(module) {
            walk::targets(body, &mut |target| {
                if let ExprKind::Attribute { name, .. } = &target.kind {
                    plain &= !CALLED.contains(&name.as_str());
                }
            });
        }
        for function in &module.functions {
            walk::expressions(function, module, &mut |expr| match &expr.kind {
                ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. } => {
                    plain &= !name.ends_with("setattr") && !name.starts_with("patch");
                }
                _ => {}
            });
        }
    }
    plain
}

/// A number or a text.
fn is_scalar(ty: &Ty) -> bool {
    ty.is_number() || ty.is_str()
}

/// Functions that read attributes whose names they are given.
pub(super) fn takes_names(module: &str, name: &str) -> bool {
    module == "operator" && crate::reach::takes_names(name)
}
