//! What the program does to values it has lost track of.
//!
//! An instance that is absorbed by `Dynamic` is *loose*: any expression of
//! type `Dynamic` may be it. As long as all code is ours, that code reaches
//! members of loose instances by the names it mentions, so what happens to
//! them is the sum of what is done under each name: a field that is read
//! flows into `Dynamic`, one that is stored takes the type of what is stored,
//! a method that is called takes the arguments of the calls. Operations of
//! the runtime use special methods, with anything.
//!
//! Where names are computed, or CPython is in the program, that sum cannot be
//! known: every loose class is opened to calls with anything
//! ([`Infer::escape_class`]).

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{Expr, ExprKind};

use super::call::Args;
use super::{Infer, Part};
use crate::bind::Source;
use crate::classes::{Member, find_member, lineage};
use crate::ty::{Atom, ClassKey, FuncKey, Ty};

/// Attributes that the runtime itself looks up on objects it is given.
const RUNTIME_READS: &[&str] = &[
    "clear", "close", "derive", "flush", "insert", "keys", "read", "readline", "send", "split",
    "throw", "write",
];

/// Native modules that reach no attribute of what they are given, but by
/// special methods.
const PLAIN_MODULES: &[&str] = &[
    "_abc",
    "_base64",
    "_collections",
    "_functools",
    "_io",
    "_json",
    "_layouts",
    "_os",
    "_random",
    "_re",
    "_records",
    "bisect",
    "cmath",
    "collections",
    "gc",
    "heapq",
    "itertools",
    "math",
    "operator",
    "random",
    "string",
    "sys",
    "time",
];

/// The doings, by name.
pub(super) struct Untracked<'a> {
    reads: BTreeSet<String>,
    pub stores: BTreeMap<String, Ty>,
    /// By name and place in the text.
    calls: BTreeMap<(String, usize), Args<'a>>,
    /// Names are computed (`getattr(x, name)`).
    pub any_name: bool,
}

impl Untracked<'_> {
    pub fn new() -> Self {
        Untracked {
            reads: RUNTIME_READS.iter().map(|name| name.to_string()).collect(),
            stores: BTreeMap::new(),
            calls: BTreeMap::new(),
            any_name: false,
        }
    }
}

impl<'a> Infer<'a> {
    /// Whether loose instances are out of sight altogether.
    fn anything_goes(&self) -> bool {
        self.cpython_for.is_some() || self.untracked.any_name
    }

    /// Whether code that is not seen may read `value.name`.
    pub(super) fn may_be_read(&self, name: &str) -> bool {
        self.anything_goes() || self.untracked.reads.contains(name)
    }

    /// `value.name` is read where the value may be any loose instance.
    pub(super) fn unknown_read(&mut self, name: &str) {
        if crate::reach::reflects(name) {
            return self.unknown_name();
        }
        if self.untracked.reads.insert(name.to_string()) {
            self.changed = true;
            for class in self.loose.clone() {
                self.read_loose(class, name);
            }
        }
    }

    /// A module written for any object is imported.
    pub(super) fn imports_reflection(&mut self, module: &str) {
        if module == "_json" {
            // Of what derives from dict.
            self.unknown_read("items");
        }
        if module == "_abc" {
            // Of abstract classes.
            self.unknown_read("__subclasshook__");
        }
        if !PLAIN_MODULES.contains(&module) {
            self.unknown_name();
        }
    }

    /// An attribute whose name is computed is read or called.
    pub(super) fn unknown_name(&mut self) {
        if !self.untracked.any_name {
            self.untracked.any_name = true;
            self.changed = true;
        }
    }

    /// `value.name = ...`.
    pub(super) fn unknown_store(&mut self, name: &str, ty: &Ty) {
        let old = self.untracked.stores.get(name).cloned();
        let new = match &old {
            Some(old) => self.join(old, ty),
            None => self.normal(ty),
        };
        if old.as_ref() != Some(&new) {
            self.changed = true;
            self.untracked.stores.insert(name.to_string(), new.clone());
            for class in self.loose.clone() {
                self.store_loose(class, name, &new);
            }
        }
    }

    /// `value.name(...)`.
    pub(super) fn unknown_call(&mut self, name: &str, args: &Args<'a>) {
        if args.spreads() {
            return self.unknown_read(name);
        }
        if args
            .types
            .iter()
            .chain(&args.keyword_types)
            .any(Ty::is_bottom)
        {
            return;
        }
        let place = (args.exprs.as_ptr() as usize) ^ (args.keywords.as_ptr() as usize);
        let key = (name.to_string(), place);
        let mut new = args.clone();
        if let Some(old) = self.untracked.calls.get(&key).cloned() {
            let pairs = new.types.iter_mut().zip(&old.types);
            for (ty, old) in pairs.chain(new.keyword_types.iter_mut().zip(&old.keyword_types)) {
                *ty = self.join(old, ty);
            }
        }
        self.untracked.calls.insert(key, new.clone());
        for class in self.loose.clone() {
            self.call_loose(class, name, &new);
        }
    }

    /// Instances of the class are loose from here on.
    pub(super) fn loosen(&mut self, class: ClassKey) {
        if self.loose.insert(class) {
            self.changed = true;
            self.touch_class(class);
            self.reach(class);
        }
    }

    /// Does to all loose instances what the program does to any of them.
    pub(super) fn reach_loose(&mut self) {
        for class in self.loose.clone() {
            if self.anything_goes() {
                self.open_escaped(class);
            }
            if self.escaped_classes.contains(&class) {
                self.give_bases(class);
            }
            self.reach(class);
        }
    }

    fn reach(&mut self, class: ClassKey) {
        for name in self.untracked.reads.clone() {
            self.read_loose(class, &name);
        }
        for (name, ty) in self.untracked.stores.clone() {
            self.store_loose(class, &name, &ty);
        }
        for ((name, _), args) in self.untracked.calls.clone() {
            self.call_loose(class, &name, &args);
        }
    }

    /// The members of that name, overridden ones too: `super()` finds them.
    fn members_named(&self, class: ClassKey, name: &str) -> Vec<(ClassKey, Member)> {
        let named = |key| Some((key, self.classes[&key].members.get(name)?.clone()));
        lineage(&self.classes, class).filter_map(named).collect()
    }

    pub(super) fn read_loose(&mut self, class: ClassKey, name: &str) {
        if let Some((_, owner)) = self.classes[&class].field(name) {
            let ty = self.field(owner, name);
            self.escape(&ty);
        }
        for (owner, member) in self.members_named(class, name) {
            if member == Member::Variable {
                let ty = self.class_var(owner, name);
                self.escape(&ty);
            }
            self.escape_member(class, &member);
            // `Class.method` is called with anything.
            if let (Member::Method(key), true) = (&member, self.is_given(class)) {
                let params = self.dynamic_params(*key);
                self.entry(*key, &params);
            }
        }
    }

    fn store_loose(&mut self, class: ClassKey, name: &str, ty: &Ty) {
        if let Some((_, owner)) = self.classes[&class].field(name) {
            self.put_field(owner, name, ty);
        }
        for (owner, member) in self.members_named(class, name) {
            match member {
                Member::Variable => self.put_class_var(owner, name, ty),
                Member::Property {
                    setter: Some(setter),
                    ..
                } => {
                    let receiver = match self.classes[&class].is_typed {
                        true => Atom::Instance(class).into(),
                        false => Atom::Object.into(),
                    };
                    self.method_entry_with(class, setter, &[receiver, ty.clone()]);
                }
                _ => {}
            }
        }
    }

    fn call_loose(&mut self, class: ClassKey, name: &str, args: &Args<'a>) {
        if self.classes[&class].field(name).is_some() {
            self.read_loose(class, name);
        }
        for (owner, member) in self.members_named(class, name) {
            match member {
                Member::Method(key) => {
                    let receiver: Ty = if self.classes[&class].is_typed {
                        Atom::Instance(class).into()
                    } else {
                        Atom::Object.into()
                    };
                    if let Some(params) = self.params_of_call(key, Some(&receiver), args) {
                        self.method_entry_with(class, key, &params);
                    }
                    self.call_by_class(class, key, args);
                }
                Member::Static(key) => {
                    if let Some(params) = self.params_of_call(key, None, args) {
                        self.entry(key, &params);
                    }
                }
                Member::Variable => {
                    let ty = self.class_var(owner, name);
                    self.escape(&ty);
                }
                Member::ClassMethod(_) | Member::Property { .. } => {
                    self.escape_member(class, &member);
                }
            }
        }
    }

    /// `Class.method(object, ...)`, where the class is a value of any type.
    fn call_by_class(&mut self, class: ClassKey, key: FuncKey, args: &Args<'a>) {
        let Some(mut params) = self.params_of_call(key, None, args) else {
            return;
        };
        let Some(object) = params
            .first_mut()
            .map(|first| std::mem::replace(first, Ty::Dynamic))
        else {
            return;
        };
        let is_own = |atom: &Atom| *atom == Atom::Instance(class);
        if self.classes[&class].is_typed && (object.is_open() || object.may_be(is_own)) {
            let mut own = params.clone();
            own[0] = Atom::Instance(class).into();
            self.method_entry_with(class, key, &own);
        }
        if self.is_given(class) && (object.is_open() || object.may_be(|a| !is_own(a))) {
            params[0] = Atom::Object.into();
            self.entry(key, &params);
        }
    }

    /// Whether the class itself may be behind a value of any type. A named tuple that is shows its class.
    fn is_given(&self, class: ClassKey) -> bool {
        self.given_classes.contains(&class) || self.classes[&class].items.is_some()
    }

    /// The types of the parameters when the runtime makes this call; `None`
    /// when the arguments do not fit, and nothing is run.
    fn params_of_call(
        &mut self,
        key: FuncKey,
        receiver: Option<&Ty>,
        args: &Args<'a>,
    ) -> Option<Vec<Ty>> {
        let passed = args.passed(self)?;
        let func = self.function(key);
        let sources = passed.bind(&func.params, receiver.is_some())?;
        if !self.defaults_known(key, &sources) {
            passed
                .args
                .iter()
                .chain(&passed.named)
                .for_each(|ty| self.escape(ty));
            return Some(self.dynamic_params(key));
        }
        for source in &sources {
            match source {
                Source::Rest(from) => passed.args[*from..].iter().for_each(|ty| self.escape(ty)),
                Source::RestKeywords(which) => {
                    which.iter().for_each(|n| self.escape(&passed.named[*n]));
                }
                _ => {}
            }
        }
        let dynamic = self.dynamic_params(key);
        let types = sources
            .iter()
            .zip(dynamic)
            .map(|(source, any)| match source {
                Source::Receiver => receiver.cloned().unwrap_or(Ty::Dynamic),
                Source::Arg(n) => passed.args[*n].clone(),
                Source::Keyword(n) => passed.named[*n].clone(),
                Source::Default(at) => self
                    .defaults
                    .get(&(key, *at))
                    .cloned()
                    .unwrap_or(Ty::BOTTOM),
                Source::Rest(_) | Source::RestKeywords(_) => any,
            });
        Some(types.collect())
    }

    /// As [`Infer::params_of_call`] for a call with `*` or `**`: an argument
    /// behind a star may reach any parameter from there on.
    fn params_of_spread(
        &mut self,
        key: FuncKey,
        receiver: Option<&Ty>,
        args: &Args<'a>,
    ) -> Vec<Ty> {
        let func = self.function(key);
        // Those at certain positions, and those behind what may be of any length.
        let mut fixed = Vec::new();
        let mut rest = Ty::BOTTOM;
        let mut is_certain = true;
        for (expr, ty) in args.exprs.iter().zip(args.types.clone()) {
            let is_star = matches!(expr.kind, ExprKind::Starred(_));
            match ty.single() {
                Some(Atom::Tuple(items)) if is_star && is_certain => fixed.extend(items.clone()),
                _ if !is_star && is_certain => fixed.push(ty),
                _ => {
                    is_certain = false;
                    let ty = if is_star { self.iter_item(&ty) } else { ty };
                    rest = self.join(&rest, &ty);
                }
            }
        }
        let mut named = Ty::BOTTOM;
        for (keyword, ty) in args.keywords.iter().zip(args.keyword_types.clone()) {
            if keyword.name.is_none() {
                let ty = match ty.single().and_then(Atom::dict_site) {
                    Some(site) => self.part(site, Part::Value),
                    None => {
                        self.escape(&ty);
                        Ty::Dynamic
                    }
                };
                named = self.join(&named, &ty);
            }
        }
        let mut params = self.dynamic_params(key);
        let offset = usize::from(receiver.is_some());
        let n_positional = func.params.positional.len();
        for (n, param) in func.params.all().enumerate() {
            let is_positional = n < n_positional;
            let is_rest = func.params.var_positional.is_some() && n == n_positional;
            let is_keyword_only = !is_positional
                && !is_rest
                && func.params.keyword_only.iter().any(|k| k.var == param.var);
            if is_rest {
                let more = fixed.get(n_positional - offset..).unwrap_or_default();
                params[n] = match rest.is_bottom() {
                    true => Atom::Tuple(more.to_vec()).into(),
                    false => {
                        let item = more
                            .iter()
                            .fold(rest.clone(), |all, ty| self.join(&all, ty));
                        Atom::TupleOf(Box::new(item)).into()
                    }
                };
                params[n] = self.limited(params[n].clone());
            }
            if !is_positional && !is_keyword_only {
                continue;
            }
            if n == 0 && offset == 1 {
                params[0] = receiver.cloned().unwrap_or(Ty::Dynamic);
                continue;
            }
            if is_positional && n - offset < fixed.len() {
                params[n] = fixed[n - offset].clone();
                continue;
            }
            let mut ty = self.defaults.get(&(key, n)).cloned().unwrap_or(Ty::BOTTOM);
            if is_positional {
                ty = self.join(&ty, &rest);
            }
            ty = self.join(&ty, &named);
            for (keyword, given) in args.keywords.iter().zip(args.keyword_types.clone()) {
                if keyword.name.as_deref() == Some(param.name.as_str()) {
                    ty = self.join(&ty, &given);
                }
            }
            params[n] = ty;
        }
        // What else is handed over ends up in `**kwargs`.
        let n_free = n_positional.saturating_sub(offset);
        let all_fit = is_certain && fixed.len() <= n_free && args.keywords.is_empty();
        if !all_fit && func.params.var_keyword.is_some() {
            let is_star = |arg: &Expr| matches!(arg.kind, ExprKind::Starred(_));
            let leading = args.exprs.iter().take_while(|arg| !is_star(arg)).count();
            self.escape_arguments(args, leading.min(n_free));
        }
        params
    }

    /// A call of a known function that the runtime makes: `*`, `**`, or one
    /// of several callees. `None` when what comes back is anybody's guess.
    pub(super) fn call_through_runtime(&mut self, callee: &Atom, args: &Args<'a>) -> Option<Ty> {
        if args
            .types
            .iter()
            .chain(&args.keyword_types)
            .any(Ty::is_bottom)
        {
            return Some(Ty::BOTTOM);
        }
        let (key, class) = match callee {
            Atom::Function(key) | Atom::Cached(key) => (*key, None),
            Atom::Method(class, key) => (*key, Some(*class)),
            Atom::Instance(class) if self.classes[class].is_typed => {
                match find_member(&self.classes, *class, "__call__") {
                    Some((_, Member::Method(key))) => (*key, Some(*class)),
                    _ => return None,
                }
            }
            // One is looked up.
            Atom::Class(class) if self.classes[class].is_enumeration => {
                return Some(Atom::Instance(*class).into());
            }
            Atom::Class(class) if self.classes[class].is_typed => {
                let init = find_member(&self.classes, *class, "__init__").map(|(_, m)| m.clone());
                match init {
                    Some(Member::Method(key)) => (key, Some(*class)),
                    None if args.exprs.is_empty() && args.keywords.is_empty() => {
                        return Some(Atom::Instance(*class).into());
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        if self.function(key).is_async {
            return None;
        }
        let receiver: Option<Ty> = class.map(|class| Atom::Instance(class).into());
        let params = if args.passed(self).is_none() {
            self.params_of_spread(key, receiver.as_ref(), args)
        } else {
            match self.params_of_call(key, receiver.as_ref(), args) {
                Some(params) => params,
                // The runtime raises TypeError.
                None => return Some(Ty::BOTTOM),
            }
        };
        if params.iter().any(Ty::is_bottom) {
            return Some(Ty::BOTTOM);
        }
        let ctx = match class {
            Some(class) => self.method_entry_with(class, key, &params),
            None => self.entry(key, &params),
        };
        Some(match callee {
            Atom::Class(class) => Atom::Instance(*class).into(),
            _ => self.contexts[ctx.index()].result.clone(),
        })
    }
}
