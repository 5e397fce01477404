//! The functions and classes of the `builtins` module, and functions of
//! CPython's modules whose results are known.

use pyaot_syntax::tree::{Expr, ExprKind, Function};

use super::call::Args;
use super::{Frame, Infer, Part};
use crate::classes::{Member, find_member, is_subclass};
use crate::program::OperatorCall;
use crate::ty::{Atom, ClassKey, SiteId, Ty};

/// Whether these arguments make `open` give a text file: they name the mode
/// in the program's text, or none, and an encoding of the runtime's.
fn is_text(args: &Args<'_>) -> bool {
    if crate::codec::opens_in_cpython(args.exprs, args.keywords) {
        return false;
    }
    let named = args
        .keywords
        .iter()
        .find(|k| k.name.as_deref() == Some("mode"))
        .map(|k| &k.value);
    match args.exprs.get(1).or(named).map(|mode| &mode.kind) {
        None => true,
        Some(ExprKind::Str(mode)) => !mode.contains('b'),
        Some(_) => false,
    }
}

/// What `round` is given besides the number.
fn digits_of_round<'b>(args: &'b Args<'_>) -> Option<&'b Ty> {
    args.types.get(1).or(args.keyword_types.first())
}

/// An int or a float.
fn any_number() -> Ty {
    Ty::Of(vec![Atom::Int, Atom::Float])
}

impl<'a> Infer<'a> {
    pub(super) fn call_builtin(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        name: &str,
        args: &Args<'a>,
    ) -> Ty {
        if args.spreads() {
            // Columns of a table.
            if let ("zip", [table], []) = (name, args.types.as_slice(), args.keywords) {
                let rows = self.iter_item(&table.clone());
                let item = self.iter_item(&rows);
                let column = self.limited(Atom::TupleOf(Box::new(item)).into());
                return Atom::Iterator(Box::new(column)).into();
            }
            return self.call_unknown_builtin(name, args);
        }
        let first = args.types.first().cloned();
        if args.types.iter().any(Ty::is_bottom) {
            return Ty::BOTTOM;
        }
        if let ([ty], []) = (args.types.as_slice(), args.keyword_types.as_slice())
            && let Some(result) = self.asked_by_builtin(frame, expr, name, ty)
        {
            return result;
        }
        match (name, first) {
            ("print", _) => {
                args.types.iter().for_each(|ty| self.show(ty));
                // `file=` has its methods called.
                args.keyword_types.iter().for_each(|ty| self.escape(ty));
                Ty::none()
            }
            ("len" | "ord" | "hash" | "id", Some(ty)) => {
                self.show(&ty);
                Ty::int()
            }
            ("isinstance" | "issubclass" | "callable", Some(object)) => {
                self.show(&object);
                // An instance of `__instancecheck__`, or a tuple of such.
                args.types[1..].iter().for_each(|ty| self.touch(ty));
                Ty::bool()
            }
            ("hasattr", Some(ty)) if self.read_by_prefix(frame, &ty, args).is_some() => Ty::bool(),
            ("hasattr", Some(ty)) => {
                // Properties run.
                self.read_by_name(&ty, args);
                Ty::bool()
            }
            ("getattr", Some(ty)) => match self.read_by_prefix(frame, &ty, args) {
                Some(found) => found,
                None => {
                    self.read_by_name(&ty, args);
                    self.escape_arguments(args, 1);
                    Ty::Dynamic
                }
            },
            ("type", Some(ty)) if args.types.len() == 1 => match self.class_of(&ty) {
                Some(class) => class,
                None => {
                    self.unknown_name();
                    // The class of data tells nothing of what it holds.
                    if !ty.is_open() && ty.atoms().iter().all(Atom::is_data) {
                        return Ty::Dynamic;
                    }
                    self.call_unknown(args)
                }
            },
            // A class statement in other words.
            ("type", _) if args.types.len() == 3 => {
                let bases = match args.types[1].single() {
                    Some(Atom::Tuple(bases)) => bases.clone(),
                    _ => vec![Ty::Dynamic],
                };
                bases.iter().for_each(|base| self.derived_from(base));
                self.unknown_name();
                self.call_unknown(args)
            }
            ("any" | "all", Some(ty)) => {
                self.iter_item(&ty);
                Ty::bool()
            }
            ("chr" | "repr" | "ascii" | "bin" | "hex" | "oct" | "input" | "format", _) => {
                args.types.iter().for_each(|ty| self.show(ty));
                Ty::str()
            }
            ("str", None) => Ty::str(),
            ("str", Some(ty)) => {
                self.show(&ty);
                Ty::str()
            }
            ("bool", ty) => {
                ty.iter().for_each(|ty| self.show(ty));
                Ty::bool()
            }
            ("int", ty) => {
                ty.iter().for_each(|ty| self.touch(ty));
                Ty::int()
            }
            ("float", ty) => {
                ty.iter().for_each(|ty| self.touch(ty));
                Ty::float()
            }
            ("open", Some(_)) if is_text(args) => {
                args.types.iter().for_each(|ty| self.touch(ty));
                // `opener=` is called.
                args.keyword_types.iter().for_each(|ty| self.escape(ty));
                Atom::TextFile.into()
            }
            ("range", _) => {
                args.types.iter().for_each(|ty| self.touch(ty));
                Atom::Range.into()
            }
            ("bytes" | "bytearray", _) => {
                let data = |ty: &Ty| !ty.may_be(|atom| !atom.is_data());
                let mut is_plain = true;
                for ty in args.types.iter().chain(&args.keyword_types) {
                    let items = ty.filter(|atom| !atom.is_scalar());
                    if !data(ty) {
                        self.escape(ty);
                        is_plain = false;
                    } else if !items.is_bottom() {
                        let item = self.iter_item(&items);
                        self.given_to_array(&item);
                    }
                }
                // A class's `__bytes__` may give what it likes.
                match name {
                    "bytearray" => Atom::ByteArray.into(),
                    _ if is_plain => Atom::Bytes.into(),
                    _ => Ty::Dynamic,
                }
            }
            ("complex", _) => {
                let given = args.types.iter().chain(&args.keyword_types);
                given.for_each(|ty| self.touch(ty));
                Ty::complex()
            }
            ("abs", Some(ty)) => {
                if ty.is_float() || ty.is_complex() {
                    Atom::NonNegFloat.into()
                } else if ty.is_intlike() {
                    Ty::int()
                } else if ty
                    .scalar()
                    .is_some_and(|d| d != pyaot_abi::layout::DType::Bool)
                {
                    ty
                } else if ty.is_any_number() {
                    any_number()
                } else {
                    self.escape(&ty);
                    Ty::Dynamic
                }
            }
            ("round", Some(ty)) if ty.is_mixed_number() && !ty.is_number() => {
                match digits_of_round(args) {
                    None => Ty::int(),
                    Some(digits) if digits.is_int() => any_number(),
                    Some(_) => Ty::Dynamic,
                }
            }
            ("round", Some(ty)) if ty.is_number() => match (digits_of_round(args), ty.is_float()) {
                (None, _) => Ty::int(),
                (Some(digits), _) if !digits.is_int() => Ty::Dynamic,
                (Some(_), true) => Ty::float(),
                (Some(_), false) => Ty::int(),
            },
            ("divmod", Some(ty)) if args.types.len() == 2 => {
                let other = args.types[1].clone();
                let item = self.binary(
                    pyaot_syntax::tree::BinaryOp::FloorDiv,
                    &ty,
                    &other,
                    None,
                    false,
                );
                if item.is_int() || item.is_float() {
                    Atom::Tuple(vec![item.clone(), item]).into()
                } else {
                    self.call_unknown(args)
                }
            }
            ("pow", Some(ty)) if args.types.len() == 3 && args.types.iter().all(Ty::is_int) => ty,
            ("min" | "max", Some(ty)) => self.call_min_max(&ty, args),
            ("sum", Some(ty)) => self.call_sum(&ty, args),
            ("sorted" | "list" | "set" | "tuple" | "frozenset", ty) => {
                let item = match &ty {
                    Some(ty) => self.iter_item(ty),
                    None => Ty::BOTTOM,
                };
                self.key_function(args, &item);
                if matches!(name, "sorted" | "set" | "frozenset") {
                    self.meet_each_other(&item);
                }
                match name {
                    "tuple" => match ty.as_ref().and_then(Ty::single) {
                        Some(atom @ Atom::Tuple(_)) => atom.clone().into(),
                        _ => Atom::TupleOf(Box::new(item)).into(),
                    },
                    "frozenset" => {
                        self.escape(&item);
                        Ty::Dynamic
                    }
                    _ => {
                        let site = self.site(frame.ctx, expr.id);
                        self.put(site, Part::Item, &item);
                        if name == "set" {
                            Atom::Set(site).into()
                        } else {
                            Atom::List(site).into()
                        }
                    }
                }
            }
            ("dict", ty) => self.call_dict(frame, expr, ty, args),
            ("enumerate", Some(ty)) => {
                let item = self.iter_item(&ty);
                let pair = Atom::Tuple(vec![Ty::int(), item]).into();
                Atom::Iterator(Box::new(pair)).into()
            }
            ("zip", _) => {
                let items = args.types.iter().map(|ty| self.iter_item(ty)).collect();
                let row = Atom::Tuple(items).into();
                Atom::Iterator(Box::new(row)).into()
            }
            ("reversed" | "iter", Some(ty)) if args.types.len() == 1 => {
                // What `__iter__` gives is in the program's hands.
                self.touch(&ty);
                let item = self.iter_item(&ty);
                Atom::Iterator(Box::new(item)).into()
            }
            ("next", Some(ty)) => {
                let mut item = match ty.single() {
                    Some(Atom::Iterator(item)) => (**item).clone(),
                    _ => {
                        self.escape(&ty);
                        Ty::Dynamic
                    }
                };
                if let Some(default) = args.types.get(1) {
                    item = self.join(&item, &default.clone());
                }
                item
            }
            ("map", Some(callee)) => {
                let items: Vec<Ty> = args.types[1..]
                    .to_vec()
                    .iter()
                    .map(|ty| self.iter_item(ty))
                    .collect();
                let result = match (callee.single(), items.as_slice()) {
                    // A list for each item: they share their element type.
                    (Some(Atom::Builtin(name @ ("list" | "sorted"))), [item]) => {
                        let inner = self.iter_item(item);
                        if *name == "sorted" {
                            self.meet_each_other(&inner);
                        }
                        let site = self.site(frame.ctx, expr.id);
                        self.put(site, Part::Item, &inner);
                        Atom::List(site).into()
                    }
                    _ => self.callback(&callee, &items),
                };
                Atom::Iterator(Box::new(result)).into()
            }
            ("filter", Some(callee)) if args.types.len() == 2 => {
                let item = self.iter_item(&args.types[1].clone());
                if !callee.is(&Atom::None) {
                    self.callback(&callee, std::slice::from_ref(&item));
                }
                Atom::Iterator(Box::new(item)).into()
            }
            _ => self.call_unknown_builtin(name, args),
        }
    }

    /// A builtin that asks its argument, an instance of a known class, by a
    /// special method and gives what that does: a direct call.
    fn asked_by_builtin(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &Expr,
        name: &str,
        ty: &Ty,
    ) -> Option<Ty> {
        let Some(Atom::Instance(class)) = ty.single() else {
            return None;
        };
        let (methods, wanted): (&[&str], _) = match name {
            "abs" => (&["__abs__"], None),
            "bool" => (&["__bool__"], Some(Ty::bool())),
            "float" => (&["__float__"], Some(Ty::float())),
            "int" => (&["__int__"], Some(Ty::int())),
            "len" => (&["__len__"], Some(Ty::int())),
            "repr" => (&["__repr__"], Some(Ty::str())),
            "str" => (&["__str__", "__repr__"], Some(Ty::str())),
            _ => return None,
        };
        let method = methods
            .iter()
            .find(|method| self.special(*class, method).is_some())?;
        let ctx = self.own_method(*class, method)?;
        let result = self.contexts[ctx.index()].result.clone();
        if wanted.is_some_and(|wanted| result != wanted && !result.is_bottom()) {
            return None;
        }
        let call = OperatorCall {
            methods: vec![(*class, ctx)],
            result: result.clone(),
        };
        frame.operators.insert(expr.id, call);
        Some(result)
    }

    /// A builtin without a rule. `type(x)` and attribute access by name
    /// reach into classes.
    fn call_unknown_builtin(&mut self, name: &str, args: &Args<'a>) -> Ty {
        if matches!(name, "setattr" | "delattr") {
            self.call_setattr(None, args);
        }
        if matches!(name, "getattr" | "hasattr") {
            self.unknown_name();
        }
        self.call_unknown(args)
    }

    /// `getattr(object, name)` and `hasattr`.
    fn read_by_name(&mut self, object: &Ty, args: &Args<'a>) {
        let name = match args.exprs.get(1).map(|name| &name.kind) {
            Some(ExprKind::Str(name)) => name,
            _ => {
                self.escape(object);
                return self.unknown_name();
            }
        };
        match self.read_without_methods(object, name) {
            Some(classes) => {
                for class in classes {
                    self.read_loose(class, name);
                }
            }
            None => {
                self.escape(object);
                self.unknown_read(name);
            }
        }
    }

    /// The classes `object` may be of, if no method of theirs runs or is had
    /// when its attribute `name` is read: nobody gets hold of the object itself.
    fn read_without_methods(&mut self, object: &Ty, name: &str) -> Option<Vec<ClassKey>> {
        if name.starts_with("__") || object.is_open() {
            return None;
        }
        let class = |atom: &Atom| match atom {
            Atom::Instance(class) => Some(*class),
            _ => None,
        };
        let classes: Vec<ClassKey> = object.atoms().iter().map(class).collect::<Option<_>>()?;
        for class in &classes {
            let member = |name| find_member(&self.classes, *class, name);
            if member("__getattr__").is_some() || member("__getattribute__").is_some() {
                return None;
            }
            match member(name) {
                None => {}
                // Not a descriptor.
                Some((owner, Member::Variable)) => {
                    let held = self.class_var(owner, name);
                    if held.is_open() || !held.atoms().iter().all(Atom::is_data) {
                        return None;
                    }
                }
                Some(_) => return None,
            }
        }
        Some(classes)
    }

    /// `type(x)` where that is certain.
    pub(super) fn class_of(&mut self, ty: &Ty) -> Option<Ty> {
        let atoms = ty.atoms();
        let classes = atoms.iter().map(|atom| match atom {
            Atom::Instance(class) | Atom::Named(class) => Some(Atom::Class(*class)),
            _ => None,
        });
        let classes: Option<Vec<Atom>> = classes.collect();
        let classes = classes.filter(|classes| !classes.is_empty())?;
        Some(self.normal(&Ty::Of(classes)))
    }

    /// Whether `func` is one of the two methods written for the frozen
    /// dataclass `class`, which cannot have others of these names.
    pub(super) fn is_refusal(&self, func: &Function, class: ClassKey) -> bool {
        matches!(func.name.as_str(), "__setattr__" | "__delattr__")
            && self.module(class.module).class(class.class).is_frozen
    }

    /// `super().__setattr__(name, value)` in a method written for the frozen
    /// dataclass `class`: it only comes there for what is no field of it.
    pub(super) fn set_by_refusal(&mut self, class: ClassKey) {
        let own = self.classes[&class].fields.clone();
        let fields: Vec<_> = self
            .classes
            .iter()
            .filter(|(key, _)| is_subclass(&self.classes, **key, class))
            .flat_map(|(_, info)| info.fields.clone())
            .filter(|field| !own.contains(field))
            .collect();
        for (field, owner) in fields {
            self.put_field(owner, &field, &Ty::Dynamic);
        }
    }

    /// What calling a value from built-in code gives.
    pub(super) fn callback(&mut self, callee: &Ty, args: &[Ty]) -> Ty {
        match callee.single() {
            Some(Atom::Function(key) | Atom::Cached(key)) => {
                let key = *key;
                if callee.is(&Atom::Cached(key)) && !args.iter().all(super::cached::is_plain_key) {
                    args.iter().for_each(|ty| self.escape(ty));
                }
                let params = &self.function(key).params;
                let plain =
                    params.positional.len() == args.len() && params.all().count() == args.len();
                if plain && !self.function(key).suspends() {
                    let ctx = self.entry(key, args);
                    return self.contexts[ctx.index()].result.clone();
                }
            }
            Some(Atom::Builtin(name)) => {
                args.iter().for_each(|ty| self.touch(ty));
                return match (*name, args) {
                    ("int" | "len" | "ord" | "hash", _) => Ty::int(),
                    ("float", _) => Ty::float(),
                    ("str" | "repr" | "chr", _) => Ty::str(),
                    ("bool", _) => Ty::bool(),
                    ("any" | "all", [ty]) => {
                        self.iter_item(ty);
                        Ty::bool()
                    }
                    ("abs", [ty]) if ty.is_float() || ty.is_complex() => Atom::NonNegFloat.into(),
                    ("abs", [ty]) if ty.is_intlike() => Ty::int(),
                    ("abs", [ty]) if ty.is_any_number() => any_number(),
                    ("sum", [ty]) => self.call_sum(&ty.clone(), &Args::of(args)),
                    ("min" | "max", [ty, ..]) => self.call_min_max(&ty.clone(), &Args::of(args)),
                    ("tuple", [ty]) => {
                        let item = self.iter_item(ty);
                        self.limited(Atom::TupleOf(Box::new(item)).into())
                    }
                    // These keep the items, not what holds them.
                    ("list" | "set" | "frozenset" | "sorted", [ty]) => {
                        let item = self.iter_item(ty);
                        self.meet_each_other(&item);
                        self.escape(&item);
                        Ty::Dynamic
                    }
                    _ => {
                        args.iter().for_each(|ty| self.escape(ty));
                        Ty::Dynamic
                    }
                };
            }
            Some(Atom::ForeignFunction(module, name))
                if pyaot_abi::NATIVE_MODULES.contains(&module.as_str()) =>
            {
                return self.call_foreign(&module.clone(), &name.clone(), &Args::of(args));
            }
            _ => {}
        }
        self.escape(callee);
        args.iter().for_each(|ty| self.escape(ty));
        Ty::Dynamic
    }

    /// The `key=` of sorting functions.
    pub(super) fn key_function(&mut self, args: &Args<'a>, item: &Ty) {
        for (keyword, ty) in args.keywords.iter().zip(args.keyword_types.clone()) {
            if keyword.name.as_deref() == Some("key") && !ty.is(&Atom::None) {
                let result = self.callback(&ty, std::slice::from_ref(item));
                self.show(&result);
                self.meet_each_other(&result);
            } else {
                self.show(&ty);
            }
        }
        self.show(item);
    }

    fn call_min_max(&mut self, first: &Ty, args: &Args<'a>) -> Ty {
        let mut all = if args.types.len() == 1 {
            self.iter_item(first)
        } else {
            let mut all = Ty::BOTTOM;
            for ty in args.types.clone() {
                all = self.join(&all, &ty);
            }
            all
        };
        self.key_function(args, &all.clone());
        self.meet_each_other(&all);
        for (keyword, ty) in args.keywords.iter().zip(args.keyword_types.clone()) {
            if keyword.name.as_deref() == Some("default") {
                all = self.join(&all, &ty);
            }
        }
        all
    }

    fn call_sum(&mut self, ty: &Ty, args: &Args<'a>) -> Ty {
        let item = self.iter_item(ty);
        let start = args.types.get(1).or(args.keyword_types.first());
        let start = start.cloned().unwrap_or(Ty::int());
        if item.is_intlike() && start.is_intlike() {
            return Ty::int();
        }
        if item.is_bottom() {
            return start;
        }
        if item.is_float() {
            // An empty sum is the start.
            return if start.is_float() {
                Ty::float()
            } else if start.is_intlike() {
                any_number()
            } else {
                Ty::Dynamic
            };
        }
        if item.is_mixed_number() && start.is_mixed_number() {
            return any_number();
        }
        if let (Some(Atom::List(x)), Some(Atom::List(y))) = (item.single(), start.single()) {
            return Atom::List(self.unify(*x, *y)).into();
        }
        self.escape(&item);
        self.escape(&start);
        Ty::Dynamic
    }

    fn call_dict(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        ty: Option<Ty>,
        args: &Args<'a>,
    ) -> Ty {
        let site = self.site(frame.ctx, expr.id);
        if let Some(ty) = ty {
            self.fill_dict(site, &ty);
        }
        for ty in args.keyword_types.clone() {
            self.put(site, Part::Key, &Ty::str());
            self.put(site, Part::Value, &ty);
        }
        let key = self.part(site, Part::Key);
        self.meet_each_other(&key);
        Atom::Dict(site).into()
    }

    /// `dict.update(items)` of a new dict: a mapping, or pairs.
    pub(super) fn fill_dict(&mut self, site: SiteId, items: &Ty) {
        if items.single().and_then(Atom::dict_site).is_some() {
            return self.merge_mapping(site, items);
        }
        if items.may_be(|atom| self.has_keys(atom)) {
            self.iter_item(items);
            return self.merge_mapping(site, items);
        }
        match self.iter_item(items).single().cloned() {
            Some(Atom::Tuple(items)) if items.len() == 2 => {
                self.put(site, Part::Key, &items[0]);
                self.put(site, Part::Value, &items[1]);
            }
            _ => self.merge_mapping(site, &Ty::Dynamic),
        }
    }

    /// A function of a CPython module.
    pub(super) fn call_foreign(&mut self, module: &str, name: &str, args: &Args<'a>) -> Ty {
        if args.are_unknown() {
            return Ty::BOTTOM;
        }
        let numbers = args.keywords.is_empty() && args.types.iter().all(Ty::is_real);
        if module.starts_with("numpy") {
            let known = match module {
                "numpy" => self.numpy_call(name, args),
                _ => super::numpy::random_call(module, name, args),
            };
            if let Some(ty) = known {
                args.types.iter().for_each(|ty| self.touch(ty));
                return ty;
            }
        }
        let known = match module {
            "math" => math_result(name, &args.types),
            "cmath" if name == "polar" => Some(Atom::Tuple(vec![Ty::float(), Ty::float()]).into()),
            "cmath" => crate::rows::method_result(module, name),
            _ => None,
        };
        if let Some(ty) = known {
            // Their special methods say what number they are.
            let others = args.types.iter().chain(&args.keyword_types);
            others
                .filter(|ty| !ty.is_real())
                .for_each(|ty| self.touch(ty));
            return ty;
        }
        if let Some(ty) = self.call_library(module, name, args) {
            return ty;
        }
        match (module, name) {
            ("time", "time" | "perf_counter" | "monotonic" | "process_time") => return Ty::float(),
            ("random", "random" | "uniform" | "gauss") if numbers => return Ty::float(),
            ("random", "randint" | "randrange") if numbers => return Ty::int(),
            _ => {}
        }
        // A keyword, or one of those behind `**`, may be a function to call with the arguments
        // (`default=`).
        let calls_back = args.spreads() || args.keyword_types.iter().any(may_be_called);
        if reads_only(module, name) && !calls_back {
            for ty in args.types.iter().chain(&args.keyword_types) {
                self.touch(ty);
            }
            return Ty::Dynamic;
        }
        self.call_unknown(args)
    }
}

/// What a function of `math` gives, for numbers or for whatever it takes.
fn math_result(name: &str, args: &[Ty]) -> Option<Ty> {
    let ty = match name {
        "sqrt" | "fabs" | "exp" | "exp2" | "hypot" | "dist" => Atom::NonNegFloat.into(),
        "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "atan2" | "log" | "log2" | "log10"
        | "pow" | "fmod" | "sinh" | "cosh" | "tanh" | "degrees" | "radians" | "copysign"
        | "ldexp" | "log1p" | "expm1" | "asinh" | "acosh" | "atanh" | "cbrt" | "erf" | "erfc"
        | "fsum" | "gamma" | "lgamma" | "nextafter" | "remainder" | "ulp" => Ty::float(),
        "gcd" | "factorial" | "isqrt" | "comb" | "lcm" | "perm" => Ty::int(),
        // Others have a method for it, which may give anything.
        "floor" | "ceil" | "trunc"
            if args.iter().all(|ty| ty.is_real() || ty.is_mixed_number()) =>
        {
            Ty::int()
        }
        "isnan" | "isinf" | "isfinite" | "isclose" => Ty::bool(),
        _ => return None,
    };
    Some(ty)
}

fn may_be_called(ty: &Ty) -> bool {
    ty.may_be(|atom| {
        matches!(
            atom,
            Atom::Function(_)
                | Atom::Cached(_)
                | Atom::Method(..)
                | Atom::Class(_)
                | Atom::Instance(_)
        )
    })
}

/// Functions of CPython's modules that neither keep nor change their
/// arguments: they get copies, and nothing escapes.
pub fn reads_only(module: &str, name: &str) -> bool {
    matches!(
        (module, name),
        ("math" | "cmath" | "statistics", _)
            | ("json", "dumps")
            | (
                "numpy",
                "array"
                    | "asarray"
                    | "zeros"
                    | "ones"
                    | "full"
                    | "arange"
                    | "linspace"
                    | "sum"
                    | "mean"
                    | "dot"
                    | "sqrt"
            )
            | ("os.path", _)
            | ("time", _)
    )
}
