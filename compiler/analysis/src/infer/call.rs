//! Calls: which function runs, with what, and what comes back.

use pyaot_syntax::predefined::makes_objects;
use pyaot_syntax::tree::{Expr, ExprKind, Keyword, MEMBER_NAME, Params, Place};

use super::attribute::leads_to_function;
use super::{Frame, Infer, Part};
use crate::bind::{Passed, Source, bind, is_constant};
use crate::classes::{Member, behind, find_member, first_member, initializer};
use crate::program::CtxId;
use crate::reach::Powers;
use crate::ty::{Atom, ClassKey, FuncKey, Ty};

/// The most methods that a call on a value of any type is looked for among.
const MAX_PROBABLE: usize = 4;
/// How many functions of the program a call is split up among.
const MAX_ALTERNATIVES: usize = 16;

/// The arguments of a call with their types.
#[derive(Clone)]
pub(super) struct Args<'a> {
    pub exprs: &'a [Expr],
    pub keywords: &'a [Keyword],
    pub types: Vec<Ty>,
    pub keyword_types: Vec<Ty>,
}

/// The types of arguments, `*` and `**` spread.
pub(super) struct PassedTypes<'e> {
    pub args: Vec<Ty>,
    pub names: Vec<&'e str>,
    pub named: Vec<Ty>,
}

impl PassedTypes<'_> {
    pub fn bind(&self, params: &Params, receiver: bool) -> Option<Vec<Source>> {
        bind(params, receiver, self.args.len(), &self.names)
    }
}

impl Args<'_> {
    /// Arguments that built-in code passes.
    pub fn of(types: &[Ty]) -> Self {
        Args {
            exprs: &[],
            keywords: &[],
            types: types.to_vec(),
            keyword_types: Vec::new(),
        }
    }

    pub fn spreads(&self) -> bool {
        self.exprs
            .iter()
            .any(|a| matches!(a.kind, ExprKind::Starred(_)))
            || self.keywords.iter().any(|k| k.name.is_none())
    }

    /// Whether a call of an enumeration makes a member.
    fn names_member(&self) -> bool {
        let mut names = self.keywords.iter().filter_map(|k| k.name.as_deref());
        names.any(|name| name == MEMBER_NAME)
    }

    /// What its function gets, where that is certain: types by position, then by name.
    pub fn passed(&self, infer: &Infer<'_>) -> Option<PassedTypes<'_>> {
        let length = |n: usize| match self.types[n].single() {
            Some(Atom::Tuple(items)) => Some(items.len()),
            _ => None,
        };
        let is_empty = |n: usize| match self.keyword_types[n].single() {
            Some(Atom::Dict(site)) => infer.part(*site, Part::Key).is_bottom(),
            _ => false,
        };
        let passed = Passed::of(self.exprs, self.keywords, length, is_empty)?;
        let args = passed
            .args
            .into_iter()
            .map(|(n, item)| match (item, self.types[n].single()) {
                (Some(item), Some(Atom::Tuple(items))) => items[item].clone(),
                _ => self.types[n].clone(),
            });
        let named = passed.keywords.into_iter().map(|n| {
            let name = self.keywords[n].name.as_deref();
            (name.unwrap_or_default(), self.keyword_types[n].clone())
        });
        let (names, named) = named.unzip();
        Some(PassedTypes {
            args: args.collect(),
            names,
            named,
        })
    }

    /// Whether an argument has no type (yet): the call is not reached, or its
    /// arguments are known in a later round. What is concluded from unknown
    /// arguments would stay.
    pub fn are_unknown(&self) -> bool {
        self.types
            .iter()
            .chain(&self.keyword_types)
            .any(Ty::is_bottom)
    }
}

impl<'a> Infer<'a> {
    pub(super) fn call(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        callee: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Ty {
        if let Some(ty) = self.super_call(frame, expr, callee, args, keywords) {
            return ty;
        }
        if is_super_name(callee) && args.is_empty() && keywords.is_empty() {
            // The object reaches the bases' members through the runtime.
            if let Some(first) = frame.func.params.positional.first() {
                let receiver = self.storage_of(frame, first.var);
                self.escape(&receiver);
            }
            return Ty::Dynamic;
        }
        // A method call does not make the bound method.
        let receiver = match &callee.kind {
            ExprKind::Attribute { object, .. } => Some(self.expr(frame, object)),
            _ => None,
        };
        let callee_ty = match receiver {
            Some(_) => Ty::BOTTOM,
            None => self.expr(frame, callee),
        };
        let is_asked = crate::codec::asks_cpython(callee, receiver.as_ref(), args, keywords);
        self.reaches_cpython(is_asked, format_args!("an encoding"));
        let args = self.arguments(frame, args, keywords);
        let mut calls = Vec::new();
        let ty = match (&callee.kind, receiver) {
            (ExprKind::Attribute { name, .. }, Some(receiver)) => {
                let ty =
                    self.call_attribute(frame, expr, callee, &receiver, name, &args, &mut calls);
                let options = self.called_options(name, args.exprs, args.keywords);
                options.filter(|_| ty == Ty::Dynamic).unwrap_or(ty)
            }
            _ => self.call_type(frame, expr, &callee_ty, &args, &mut calls),
        };
        record_calls(frame, expr, calls);
        match &callee.kind {
            ExprKind::Name {
                name,
                place: Place::Builtin,
            } if ty == Ty::Dynamic && makes_objects(name) => Atom::Object.into(),
            _ => ty,
        }
    }

    fn arguments(
        &mut self,
        frame: &mut Frame<'a>,
        exprs: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Args<'a> {
        let types = exprs.iter().map(|a| self.expr(frame, a)).collect();
        let values = keywords.iter().map(|k| &k.value);
        let keyword_types = values.map(|value| self.expr(frame, value)).collect();
        Args {
            exprs,
            keywords,
            types,
            keyword_types,
        }
    }

    /// Everything handed over escapes, and the result is anything.
    pub(super) fn call_unknown(&mut self, args: &Args<'a>) -> Ty {
        if args.are_unknown() {
            return Ty::BOTTOM;
        }
        self.escape_arguments(args, 0);
        Ty::Dynamic
    }

    /// What is passed reaches code we do not see, but for the first `known`
    /// positional arguments.
    pub(super) fn escape_arguments(&mut self, args: &Args<'a>, known: usize) {
        for (expr, ty) in args.exprs.iter().zip(&args.types).skip(known) {
            match expr.kind {
                ExprKind::Starred(_) => self.escape_contents(ty),
                _ => self.escape(ty),
            }
        }
        for (keyword, ty) in args.keywords.iter().zip(&args.keyword_types) {
            match keyword.name {
                None => self.escape_contents(ty),
                Some(_) => self.escape(ty),
            }
        }
    }

    fn call_type(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        callee: &Ty,
        args: &Args<'a>,
        calls: &mut Vec<(Atom, CtxId)>,
    ) -> Ty {
        let Ty::Of(atoms) = callee else {
            return self.call_unknown(args);
        };
        if atoms.len() > 1 {
            return self.call_any_of(frame, callee, args, Some(calls));
        }
        let mut all = Ty::BOTTOM;
        for atom in atoms.clone() {
            let one = match &atom {
                Atom::Function(key) => self.call_function(frame, &atom, *key, None, args, calls),
                Atom::Cached(key) => self.call_cached(*key, args, calls),
                Atom::Class(class) if self.classes[class].items.is_some() => {
                    self.call_named(*class, args)
                }
                Atom::Class(class) => self.call_class(frame, *class, args, calls),
                Atom::Method(class, key) => {
                    let receiver = Atom::Instance(*class).into();
                    self.call_function(frame, &atom, *key, Some(&receiver), args, calls)
                }
                Atom::Builtin(name) => self.call_builtin(frame, expr, name, args),
                Atom::ForeignFunction(module, name)
                    if module == "_collections" && name == "deque" =>
                {
                    self.call_deque(frame, expr, args)
                }
                Atom::ForeignFunction(module, name) if module == "_array" && name == "array" => {
                    self.call_array(args)
                }
                Atom::ForeignFunction(module, name)
                    if module == "_collections" && name == "defaultdict" =>
                {
                    self.call_default_dict(frame, expr, args)
                }
                Atom::ForeignFunction(module, name) => {
                    match self.call_foreign(&module.clone(), &name.clone(), args) {
                        Ty::Dynamic if crate::rows::is_class(module, name) => Atom::Object.into(),
                        ty => ty,
                    }
                }
                Atom::Instance(class) => match find_member(&self.classes, *class, "__call__") {
                    Some((_, Member::Method(key))) => {
                        let (key, receiver) = (*key, atom.clone().into());
                        self.call_function(frame, &atom, key, Some(&receiver), args, calls)
                    }
                    _ => self.call_unknown(args),
                },
                Atom::Named(_) => {
                    self.escape(&Ty::from(atom.clone()));
                    self.call_unknown(args)
                }
                Atom::ObjectClass(class) => match self.call_object_class(*class, args) {
                    Ty::Dynamic if self.makes_objects(*class) => Atom::Object.into(),
                    ty => ty,
                },
                _ => self.call_unknown(args),
            };
            all = self.join(&all, &one);
        }
        all
    }

    /// A call of one of several values, told apart at run time: functions of the program and
    /// methods, when they are few, by compiled code where there are `calls`.
    fn call_any_of(
        &mut self,
        frame: &mut Frame<'a>,
        callee: &Ty,
        args: &Args<'a>,
        mut calls: Option<&mut Vec<(Atom, CtxId)>>,
    ) -> Ty {
        let Ty::Of(atoms) = callee else {
            return self.call_unknown(args);
        };
        // Methods of a visitor take objects of classes that have not what they read.
        let by_name =
            |atom: &Atom| matches!(atom, Atom::Method(_, key) if self.by_prefix.contains(key));
        let is_visitor = atoms.iter().any(by_name);
        let function = |atom: &Atom| match atom {
            Atom::Function(key) => Some((*key, None)),
            Atom::Method(..) if is_visitor => None,
            Atom::Method(class, key) => Some((*key, Some(Ty::from(Atom::Instance(*class))))),
            _ => None,
        };
        let are_few = atoms.iter().filter_map(function).count() <= MAX_ALTERNATIVES;
        let mut all = Ty::BOTTOM;
        for atom in atoms.clone() {
            if let (Some((key, receiver)), Some(calls)) = (function(&atom), &mut calls)
                && are_few
                && self.takes(key, receiver.is_some(), args)
            {
                let receiver = receiver.as_ref();
                let one = self.call_function(frame, &atom, key, receiver, args, calls);
                all = self.join(&all, &one);
                continue;
            }
            let one = match self.call_through_runtime(&atom, args) {
                Some(ty) => ty,
                // Nothing comes of it but TypeError.
                None if atom.is_data() => Ty::BOTTOM,
                None => {
                    self.escape(&Ty::from(atom));
                    self.call_unknown(args)
                }
            };
            all = self.join(&all, &one);
        }
        all
    }

    /// Whether a function can be called directly with these arguments.
    fn takes(&self, key: FuncKey, is_method: bool, args: &Args<'a>) -> bool {
        let func = self.function(key);
        let sources = args
            .passed(self)
            .and_then(|passed| passed.bind(&func.params, is_method));
        !func.suspends() && sources.is_some_and(|sources| self.defaults_known(key, &sources))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one call site, all of them facts of the call"
    )]
    fn call_attribute(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        callee: &'a Expr,
        receiver: &Ty,
        name: &str,
        args: &Args<'a>,
        calls: &mut Vec<(Atom, CtxId)>,
    ) -> Ty {
        if receiver.is_open() {
            if matches!(name, "__setattr__" | "__delattr__") {
                self.call_setattr(None, args);
                self.call_setattr(Some(&Ty::Dynamic), args);
            }
            if let ExprKind::Attribute { object, .. } = &callee.kind {
                self.read_of_imported(frame, object, name);
            }
            // Methods of classes without a static type are called with anything already.
            if !self.is_own_method(frame, callee) {
                self.unknown_call(name, args);
            }
        }
        let Ty::Of(atoms) = receiver else {
            // What `super()` gives is no instance.
            if super_method(callee).is_none() {
                calls.extend(self.probable_methods(name, args));
            }
            return self.call_unknown(args);
        };
        if matches!(name, "__setattr__" | "__delattr__") {
            // `object.__setattr__(x, name, value)` or `x.__setattr__(name, value)`.
            let on_instance = atoms.iter().all(|atom| matches!(atom, Atom::Instance(_)));
            self.call_setattr(on_instance.then_some(receiver), args);
        }
        let is_one = atoms.len() == 1;
        let mut all = Ty::BOTTOM;
        for atom in atoms.clone() {
            let one = match &atom {
                // Nothing comes of it but AttributeError.
                Atom::Instance(class) if !is_one && self.lacks(*class, name) => Ty::BOTTOM,
                Atom::Instance(class) | Atom::Class(class)
                    if let Some(ty) = self.class_in_class(&atom, *class, name) =>
                {
                    self.record(frame, callee.id, &ty);
                    match is_one {
                        true => self.call_type(frame, expr, &ty, args, calls),
                        false => self.call_any_of(frame, &ty, args, None),
                    }
                }
                Atom::Instance(class) => {
                    let has_field = self.classes[class].field(name).is_some();
                    let member = find_member(&self.classes, *class, name).map(|(_, m)| m.clone());
                    if has_field && member.is_none() {
                        // What a field holds is not bound to the instance.
                        let one = Ty::from(atom.clone());
                        let callee_ty = self.attribute(frame, callee, &one, name);
                        self.record(frame, callee.id, &callee_ty);
                        let direct = is_one.then_some(&mut *calls);
                        let one = self.call_any_of(frame, &callee_ty, args, direct);
                        all = self.join(&all, &one);
                        continue;
                    }
                    if let (false, Some((owner, Member::Variable))) =
                        (has_field, find_member(&self.classes, *class, name))
                    {
                        let held = self.class_var(owner, name);
                        if held.is_bottom() {
                            // Known in a later round.
                            continue;
                        }
                        // What a decorator made of a method: the function that the class has.
                        if let (true, Some(Atom::Function(key))) = (is_one, held.single())
                            && self.binds_method(*key, args)
                        {
                            let (held, receiver) = (Atom::Function(*key), atom.clone().into());
                            return self.call_function(
                                frame,
                                &held,
                                *key,
                                Some(&receiver),
                                args,
                                calls,
                            );
                        }
                    }
                    let bound = match member.filter(|_| !has_field) {
                        Some(Member::Method(key)) => Some((key, Some(atom.clone()))),
                        Some(Member::Static(key)) => Some((key, None)),
                        Some(Member::ClassMethod(key)) => Some((key, Some(Atom::Class(*class)))),
                        _ => None,
                    };
                    match bound {
                        Some((key, receiver)) => {
                            let receiver = receiver.map(Ty::from);
                            self.call_function(frame, &atom, key, receiver.as_ref(), args, calls)
                        }
                        None => {
                            let one = Ty::from(atom.clone());
                            let callee_ty = self.attribute(frame, callee, &one, name);
                            self.record(frame, callee.id, &callee_ty);
                            self.escape(&callee_ty);
                            self.escape(&one);
                            self.unknown_read(name);
                            self.call_unknown(args)
                        }
                    }
                }
                Atom::Named(class) => self.call_of_named(frame, *class, name, args, calls),
                Atom::Class(class) => {
                    let member = find_member(&self.classes, *class, name).map(|(_, m)| m.clone());
                    let bound = match member {
                        Some(Member::Static(key) | Member::Method(key)) => Some((key, None)),
                        Some(Member::ClassMethod(key)) => Some((key, Some(atom.clone()))),
                        _ => None,
                    };
                    match bound {
                        Some((key, receiver)) => {
                            let receiver = receiver.map(Ty::from);
                            self.call_function(frame, &atom, key, receiver.as_ref(), args, calls)
                        }
                        None => {
                            self.escape(&Ty::from(atom.clone()));
                            self.call_unknown(args)
                        }
                    }
                }
                Atom::Module(id) => {
                    let ty = self.module_attribute(*id, name);
                    self.record(frame, callee.id, &ty);
                    if is_one {
                        self.call_type(frame, expr, &ty, args, calls)
                    } else {
                        // The runtime looks it up.
                        self.open_module(*id);
                        self.call_any_of(frame, &ty, args, None)
                    }
                }
                // Nothing comes of it but AttributeError.
                Atom::None if !name.starts_with("__") => Ty::BOTTOM,
                Atom::ForeignModule(module) if self.replaces_member(module, name) => {
                    self.call_unknown(args)
                }
                Atom::ForeignModule(module) => {
                    self.member_of(module, name);
                    self.call_foreign(&module.clone(), name, args)
                }
                Atom::ForeignFunction(module, class) => {
                    self.call_foreign(&module.clone(), &format!("{class}.{name}"), args)
                }
                // What the program has stored there.
                Atom::Function(_) if !leads_to_function(name) => {
                    self.unknown_read(name);
                    self.call_unknown(args)
                }
                _ => self.call_method(frame, expr, &atom, name, args),
            };
            all = self.join(&all, &one);
        }
        all
    }

    /// Whether it is `Class.method`, of a class of the same module that defines the method itself.
    fn is_own_method(&self, frame: &Frame<'a>, callee: &Expr) -> bool {
        let ExprKind::Attribute { object, name } = &callee.kind else {
            return false;
        };
        let ExprKind::Name {
            name: class,
            place: Place::Global(_),
        } = &object.kind
        else {
            return false;
        };
        let module = self.module(frame.key.module);
        let mut named = module.classes.iter().filter(|of| of.qualname == *class);
        let (Some(of), None) = (named.next(), named.next()) else {
            return false;
        };
        let key = ClassKey {
            module: frame.key.module,
            class: of.id,
        };
        let member = self.classes[&key].members.get(name);
        !crate::classes::reassigned(module, class) && matches!(member, Some(Member::Method(_)))
    }

    /// What a class, or an instance, has under a name, where that is nothing but one typed class,
    /// or not known yet.
    fn class_in_class(&self, of: &Atom, class: ClassKey, name: &str) -> Option<Ty> {
        if name == "__class__" {
            let own = matches!(of, Atom::Instance(_)) && self.classes[&class].field(name).is_none();
            let own = own && find_member(&self.classes, class, name).is_none();
            return own.then(|| Atom::Class(class).into());
        }
        let may_be_gone = self.reach.deleted.contains(name) || self.reach.mentions(Powers::DELETES);
        if may_be_gone || self.classes[&class].field(name).is_some() {
            return None;
        }
        let (owner, member) = find_member(&self.classes, class, name)?;
        let ty = self.class_var(owner, name);
        let is_class = ty.is_bottom() || matches!(ty.single(), Some(Atom::Class(_)));
        (*member == Member::Variable && is_class).then_some(ty)
    }

    /// The methods of the program that a call on a value of any type probably is, where they are few:
    /// those of classes whose instances may be behind such values.
    fn probable_methods(&self, name: &str, args: &Args<'a>) -> Vec<(Atom, CtxId)> {
        let is_special = name.starts_with("__");
        let classes = self.loose.iter().filter(|_| !is_special);
        let methods = classes.filter_map(|class| {
            let info = &self.classes[class];
            let (_, member) = find_member(&self.classes, *class, name)?;
            match member {
                Member::Method(key) if info.is_typed && info.field(name).is_none() => {
                    let ctx = self.method_entries.get(&(*class, *key))?;
                    let binds = self.binds_method(*key, args);
                    binds.then_some((Atom::Instance(*class), *ctx))
                }
                _ => None,
            }
        });
        let found: Vec<_> = methods.take(MAX_PROBABLE + 1).collect();
        match found.len() <= MAX_PROBABLE {
            true => found,
            false => Vec::new(),
        }
    }

    /// Whether the arguments of a call fit the function, which an instance binds.
    fn binds_method(&self, key: FuncKey, args: &Args<'a>) -> bool {
        let func = self.function(key);
        let sources = args
            .passed(self)
            .and_then(|passed| passed.bind(&func.params, true));
        !func.suspends() && sources.is_some_and(|sources| self.defaults_known(key, &sources))
    }

    fn call_class(
        &mut self,
        frame: &mut Frame<'a>,
        class: ClassKey,
        args: &Args<'a>,
        calls: &mut Vec<(Atom, CtxId)>,
    ) -> Ty {
        let instance: Ty = Atom::Instance(class).into();
        if !self.classes[&class].abstract_members.is_empty() {
            // The runtime refuses.
            self.escape(&Atom::Class(class).into());
            return self.call_unknown(args);
        }
        if self.classes[&class].is_enumeration && !args.names_member() {
            // The runtime compares the argument with values of members, and `_missing_` gets it.
            if let Some((_, missing)) = find_member(&self.classes, class, "_missing_") {
                let missing = missing.clone();
                self.escape_member(class, &missing);
            }
            self.call_unknown(args);
            return instance;
        }
        let init = initializer(&self.classes, class).map(|(_, m)| m.clone());
        match init {
            Some(Member::Method(key)) => {
                let atom = Atom::Class(class);
                let before = calls.len();
                let result = self.call_function(frame, &atom, key, Some(&instance), args, calls);
                if calls.len() == before && result.is_bottom() {
                    // An argument is not known yet.
                    return Ty::BOTTOM;
                }
                if calls.len() == before {
                    // The runtime binds the arguments and calls `__init__`.
                    if args.spreads() {
                        return instance;
                    }
                    self.escape(&atom.into());
                    return Ty::Dynamic;
                }
                instance
            }
            None if args.types.is_empty() && args.keyword_types.is_empty() => instance,
            _ => {
                self.escape(&Atom::Class(class).into());
                self.call_unknown(args)
            }
        }
    }

    /// A call of a compiled function; records the target, or leaves the
    /// call to the runtime when arguments cannot be matched here.
    pub(super) fn call_function(
        &mut self,
        frame: &mut Frame<'a>,
        atom: &Atom,
        key: FuncKey,
        receiver: Option<&Ty>,
        args: &Args<'a>,
        calls: &mut Vec<(Atom, CtxId)>,
    ) -> Ty {
        let func = self.function(key);
        let bound = args.passed(self).and_then(|passed| {
            let sources = passed.bind(&func.params, receiver.is_some())?;
            self.defaults_known(key, &sources)
                .then_some((passed, sources))
        });
        let Some((passed, sources)) = bound else {
            if args.spreads() && !func.is_async {
                let callee = match receiver.and_then(Ty::single) {
                    Some(Atom::Instance(class)) => Some(Atom::Method(*class, key)),
                    Some(_) => None,
                    None if receiver.is_none() => Some(Atom::Function(key)),
                    None => None,
                };
                if let Some(ty) = callee.and_then(|callee| self.call_through_runtime(&callee, args))
                {
                    return ty;
                }
            }
            self.escape(&Ty::from(atom.clone()));
            self.escape(&Atom::Function(key).into());
            if let Some(receiver) = receiver {
                self.escape(receiver);
                if let Some(Atom::Instance(class)) = receiver.single() {
                    self.method_entry(*class, key);
                }
            }
            return self.call_unknown(args);
        };
        let mut params = Vec::new();
        for (n, source) in sources.iter().enumerate() {
            params.push(match source {
                Source::Receiver => receiver.cloned().unwrap_or(Ty::Dynamic),
                Source::Arg(n) => passed.args[*n].clone(),
                Source::Keyword(n) => passed.named[*n].clone(),
                Source::Default(at) => self
                    .defaults
                    .get(&(key, *at))
                    .cloned()
                    .unwrap_or(Ty::BOTTOM),
                Source::Rest(from) => Atom::Tuple(passed.args[*from..].to_vec()).into(),
                Source::RestKeywords(which) if which.is_empty() => {
                    // Of its own: that nothing is ever put in may be known.
                    Atom::Dict(self.site_without_keywords(key)).into()
                }
                Source::RestKeywords(which) => {
                    let id = pyaot_syntax::tree::ExprId(u32::MAX - n as u32);
                    let site = self.site(frame.ctx, id);
                    self.put(site, Part::Key, &Ty::str());
                    for k in which {
                        self.put(site, Part::Value, &passed.named[*k].clone());
                    }
                    Atom::Dict(site).into()
                }
            });
        }
        if params.iter().any(Ty::is_bottom) {
            // An argument that never comes to be: nothing is called yet.
            return Ty::BOTTOM;
        }
        let params = params
            .into_iter()
            .map(|ty| {
                if ty.depth() > crate::ty::MAX_DEPTH {
                    self.give_up(ty)
                } else {
                    ty
                }
            })
            .collect();
        let ctx = self.context(key, params);
        calls.push((atom.clone(), ctx));
        if func.suspends() {
            self.needs_object.insert(key);
        }
        self.contexts[ctx.index()].result.clone()
    }

    fn give_up(&mut self, ty: Ty) -> Ty {
        self.escape(&ty);
        Ty::Dynamic
    }

    /// Whether every default the call relies on can be repeated at the call.
    pub(super) fn defaults_known(&self, key: FuncKey, sources: &[Source]) -> bool {
        let params: Vec<_> = self.function(key).params.all().collect();
        sources.iter().all(|source| match source {
            Source::Default(at) => {
                let constant = params[*at].default.as_ref().is_some_and(is_constant);
                !self.defaults_change && (constant || self.once.contains(&key))
            }
            _ => true,
        })
    }

    /// `super().method(...)` in a method of a typed class.
    fn super_call(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        callee: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<Ty> {
        let (name, spelled) = super_method(callee)?;
        let class = ClassKey {
            module: frame.key.module,
            class: frame.func.class?,
        };
        self.classes.get(&class).filter(|info| info.is_typed)?;
        let first = frame.func.params.positional.first()?.var;
        let receiver = self.storage_of(frame, first);
        let Some(Atom::Instance(of)) = receiver.single().cloned() else {
            return None;
        };
        // `super(C, self)` in a method of `C` says what `super()` means.
        if let [named, object] = spelled {
            let same_class = self.expr(frame, named).is(&Atom::Class(class));
            let is_first = matches!(&object.kind, ExprKind::Name { place: Place::Local(var), .. } if *var == first);
            if !same_class || !is_first {
                return None;
            }
            self.expr(frame, object);
        }
        let args = self.arguments(frame, args, keywords);
        let Some(base) = behind(&self.classes, of, class).next() else {
            if name == "__init__" && args.types.is_empty() && args.keyword_types.is_empty() {
                return Some(nothing_to_call(frame, expr));
            }
            if matches!(name, "__setattr__" | "__delattr__") {
                if self.is_refusal(frame.func, class) {
                    // What is written for a frozen dataclass hands `self` to nobody else.
                    self.set_by_refusal(class);
                    return Some(self.call_unknown(&args));
                }
                self.call_setattr(Some(&receiver), &args);
            }
            self.escape(&receiver);
            return Some(self.call_unknown(&args));
        };
        let found = first_member(&self.classes, behind(&self.classes, of, class), name);
        let found = found.map(|(owner, member)| (owner, member.clone()));
        let mut calls = Vec::new();
        let ty = match found {
            Some((_, Member::Method(key))) => {
                let atom = Atom::Class(base);
                self.call_function(frame, &atom, key, Some(&receiver), &args, &mut calls)
            }
            None if name == "__init__"
                && args.types.is_empty()
                && args.keyword_types.is_empty() =>
            {
                nothing_to_call(frame, expr)
            }
            found => {
                if matches!(name, "__setattr__" | "__delattr__") {
                    if self.is_refusal(frame.func, class) {
                        self.set_by_refusal(class);
                    } else {
                        self.call_setattr(Some(&receiver), &args);
                    }
                }
                if let Some((owner, Member::Variable)) = found {
                    let ty = self.class_var(owner, name);
                    self.escape(&ty);
                }
                self.escape(&receiver);
                self.call_unknown(&args)
            }
        };
        record_calls(frame, expr, calls);
        Some(ty)
    }

    fn storage_of(&self, frame: &Frame<'a>, var: pyaot_syntax::tree::VarId) -> Ty {
        self.normal(&frame.storage[var.index()])
    }
}

/// Records the targets of a call, if there are any.
pub(super) fn record_calls(frame: &mut Frame<'_>, expr: &Expr, calls: Vec<(Atom, CtxId)>) {
    if !calls.is_empty() {
        frame.calls.insert(expr.id, calls);
    }
}

/// Records a call of `object.__init__`: no target, and no need to look for one.
fn nothing_to_call(frame: &mut Frame<'_>, expr: &Expr) -> Ty {
    frame.calls.insert(expr.id, Vec::new());
    Ty::none()
}

/// Whether a callee is the builtin `super`.
fn is_super_name(callee: &Expr) -> bool {
    matches!(&callee.kind, ExprKind::Name { name, place: Place::Builtin } if name == "super")
}

/// The method name of `super().name` and the arguments of `super`: none or two.
pub fn super_method(callee: &Expr) -> Option<(&str, &[Expr])> {
    let ExprKind::Attribute { object, name } = &callee.kind else {
        return None;
    };
    let ExprKind::Call {
        callee,
        args,
        keywords,
    } = &object.kind
    else {
        return None;
    };
    let ExprKind::Name {
        name: function,
        place: Place::Builtin,
    } = &callee.kind
    else {
        return None;
    };
    let plain = matches!(args.len(), 0 | 2) && keywords.is_empty();
    (function == "super" && plain).then_some((name, args))
}
