//! Contexts: a function with the types of its arguments, in which its body is typed.

use std::collections::{BTreeSet, HashMap};

use super::Infer;
use crate::classes::Member;
use crate::program::{Context, CtxId};
use crate::ty::{Atom, ClassKey, FuncKey, Ty};

/// Contexts of one function before they are merged into one.
const MAX_CONTEXTS: usize = 8;

/// The same, of a short function where it is given functions: those that time
/// others, try them or hand them on would mix all that they are given.
const MAX_CONTEXTS_OF_CALLER: usize = 32;
/// The most bytes of text of a short function.
const SHORT: u32 = 1500;

impl<'a> Infer<'a> {
    /// The context of a function for these argument types.
    pub fn context(&mut self, key: FuncKey, params: Vec<Ty>) -> CtxId {
        let params: Vec<Ty> = params.iter().map(|ty| self.normal(ty)).collect();
        if let Some(id) = self.merged.get(&key) {
            let id = *id;
            self.widen_params(id, &params);
            return id;
        }
        let known = (key, params.clone());
        if let Some(id) = self.index.get(&known).or(self.versions.get(&known)) {
            return *id;
        }
        let count = self.by_func.get(&key).map_or(0, Vec::len);
        let span = self.function(key).span;
        let is_called = |atom: &Atom| matches!(atom, Atom::Function(_) | Atom::Method(..));
        let gets_function = params.iter().any(|ty| ty.atoms().iter().any(is_called));
        let limit = match gets_function && span.end - span.start <= SHORT {
            true => MAX_CONTEXTS_OF_CALLER,
            false => MAX_CONTEXTS,
        };
        if count >= limit {
            let mut all = params.clone();
            for id in self.by_func[&key].clone() {
                let other = self.contexts[id.index()].params.clone();
                for (mine, theirs) in all.iter_mut().zip(&other) {
                    *mine = self.join(mine, theirs);
                }
            }
            let id = self.new_context(key, all);
            self.merged.insert(key, id);
            return id;
        }
        let id = self.new_context(key, params.clone());
        self.index.insert((key, params), id);
        self.by_func.entry(key).or_default().push(id);
        id
    }

    /// The version of a function for what is guessed of its arguments.
    pub(super) fn version(&mut self, key: FuncKey, params: Vec<Ty>) -> CtxId {
        let params: Vec<Ty> = params.iter().map(|ty| self.normal(ty)).collect();
        let known = (key, params.clone());
        if let Some(id) = self.versions.get(&known).or(self.index.get(&known)) {
            return *id;
        }
        let id = self.new_context(key, params.clone());
        self.versions.insert((key, params), id);
        id
    }

    pub(super) fn new_context(&mut self, func: FuncKey, params: Vec<Ty>) -> CtxId {
        let id = CtxId(self.contexts.len() as u32);
        self.contexts.push(Context {
            func,
            params,
            result: Ty::BOTTOM,
            yields: Ty::BOTTOM,
            types: HashMap::new(),
            calls: HashMap::new(),
            operators: HashMap::new(),
            item_updates: HashMap::new(),
            comparisons: HashMap::new(),
            setters: HashMap::new(),
            storage: Vec::new(),
            maybe_unbound: BTreeSet::new(),
            versions: Vec::new(),
            live: false,
        });
        self.changed = true;
        id
    }

    pub(super) fn widen_params(&mut self, id: CtxId, params: &[Ty]) {
        for (n, ty) in params.iter().enumerate() {
            let old = self.contexts[id.index()].params[n].clone();
            let new = self.join(&old, ty);
            if new != self.normal(&old) {
                self.changed = true;
            }
            self.contexts[id.index()].params[n] = new;
        }
    }

    /// The function may be called by code we do not see, with arguments of
    /// at least these types (one a parameter).
    pub fn entry(&mut self, key: FuncKey, params: &[Ty]) -> CtxId {
        self.needs_object.insert(key);
        match self.entries.get(&key) {
            Some(id) => {
                let id = *id;
                self.widen_params(id, params);
                id
            }
            None => {
                let params = params.iter().map(|ty| self.normal(ty)).collect();
                let id = self.new_context(key, params);
                self.entries.insert(key, id);
                id
            }
        }
    }

    /// As [`Infer::entry`] for a method looked up on instances of `class`,
    /// called with anything.
    pub fn method_entry(&mut self, class: ClassKey, key: FuncKey) -> CtxId {
        let mut params = self.dynamic_params(key);
        if let Some(first) = params.first_mut() {
            *first = if self.classes[&class].is_typed {
                Atom::Instance(class).into()
            } else {
                Atom::Object.into()
            };
        }
        self.pair(class, key);
        self.method_entry_with(class, key, &params)
    }

    /// Makes sure of the context in which a method that containers call by the
    /// million meets only instances of the class.
    pub(super) fn pair(&mut self, class: ClassKey, key: FuncKey) {
        let func = self.function(key);
        let positional = func.params.positional.len();
        let n = match func.name.as_str() {
            "__hash__" => 1,
            "__eq__" | "__lt__" => 2,
            _ => return,
        };
        let plain = positional == n && func.params.all().count() == n && !func.suspends();
        let contexts = self.by_func.get(&key).map_or(0, Vec::len);
        if plain
            && self.classes[&class].is_typed
            && contexts < MAX_CONTEXTS / 2
            && !self.pairs.contains_key(&(class, key))
        {
            let instance = Ty::from(Atom::Instance(class));
            let context = self.context(key, vec![instance; n]);
            self.pairs.insert((class, key), context);
        }
    }

    /// As [`Infer::method_entry`], with arguments of at least these types.
    pub(super) fn method_entry_with(
        &mut self,
        class: ClassKey,
        key: FuncKey,
        params: &[Ty],
    ) -> CtxId {
        if let Some(id) = self.method_entries.get(&(class, key)) {
            let id = *id;
            self.widen_params(id, params);
            return id;
        }
        let params = params.iter().map(|ty| self.normal(ty)).collect();
        let id = self.new_context(key, params);
        self.method_entries.insert((class, key), id);
        id
    }

    /// Parameter types for a call from anywhere.
    pub fn dynamic_params(&mut self, key: FuncKey) -> Vec<Ty> {
        let params = &self.function(key).params;
        for n in 0..params.all().count() {
            if let Some(default) = self.defaults.get(&(key, n)).cloned() {
                self.escape(&default);
            }
        }
        let mut out = vec![Ty::Dynamic; params.positional.len()];
        if self.takes_self(key)
            && let Some(first) = out.first_mut()
        {
            *first = Atom::Object.into();
        }
        if params.var_positional.is_some() {
            out.push(Atom::TupleOf(Box::new(Ty::Dynamic)).into());
        }
        out.extend(params.keyword_only.iter().map(|_| Ty::Dynamic));
        if params.var_keyword.is_some() {
            out.push(Ty::Dynamic);
        }
        out
    }

    /// Whether the first argument of the function is an object (or class)
    /// whose attribute it is.
    pub(super) fn takes_self(&self, key: FuncKey) -> bool {
        let class = self.function(key).class.map(|class| ClassKey {
            module: key.module,
            class,
        });
        let info = class.and_then(|class| self.classes.get(&class));
        let is_static = Member::Static(key);
        info.is_some_and(|info| info.members.values().all(|member| *member != is_static))
    }
}
