//! What reaches code that is not seen, or is absorbed by `Dynamic`.

use std::collections::BTreeSet;

use super::{Infer, Part, library};
use crate::classes::{Member, lineage};
use crate::reach::{self, Powers};
use crate::ty::{Atom, ClassKey, ModuleId, SiteId, Ty};

impl<'a> Infer<'a> {
    /// `ty` reaches code we do not see.
    pub fn escape(&mut self, ty: &Ty) {
        for atom in ty.atoms() {
            match atom {
                Atom::List(site) | Atom::Set(site) | Atom::Deque(site) => {
                    self.escape_part(*site, Part::Item)
                }
                Atom::Dict(site) | Atom::DefaultDict(site) => {
                    self.escape_part(*site, Part::Key);
                    self.escape_part(*site, Part::Value);
                }
                Atom::Tuple(items) => items.iter().for_each(|item| self.escape(item)),
                Atom::TupleOf(item) | Atom::Iterator(item) => self.escape(item),
                Atom::Function(key) | Atom::Cached(key) => {
                    let params = self.dynamic_params(*key);
                    self.entry(*key, &params);
                }
                Atom::Instance(class) => self.loosen(*class),
                Atom::Named(class) => self.escape_named(*class),
                Atom::Class(class) => self.escape_class(*class),
                Atom::Method(class, key) => {
                    self.loosen(*class);
                    self.method_entry(*class, *key);
                }
                Atom::None
                | Atom::Bool
                | Atom::Int
                | Atom::Float
                | Atom::NonNegFloat
                | Atom::Complex
                | Atom::Str
                | Atom::TextFile
                | Atom::Object
                | Atom::Options
                | Atom::ObjectClass(_)
                | Atom::Bytes
                | Atom::Range
                | Atom::NumberArray(_)
                | Atom::ByteArray
                | Atom::Array(..)
                | Atom::Scalar(_)
                | Atom::DTypeObject(_)
                | Atom::ForeignModule(_) => {}
                Atom::ForeignFunction(module, name) => {
                    if library::takes_names(module, name) {
                        self.unknown_name();
                    }
                }
                Atom::Builtin(name) => match *name {
                    "setattr" | "delattr" => self.setattr_escapes(),
                    name if reach::takes_names(name) => self.unknown_name(),
                    "type" => {
                        self.unknown_name();
                        self.derived_from(&Ty::Dynamic);
                    }
                    _ => {}
                },
                Atom::Module(id) => self.open_module(*id),
            }
        }
    }

    /// What `ty` holds is copied out of it, to code we do not see.
    pub(super) fn escape_contents(&mut self, ty: &Ty) {
        for atom in ty.atoms().to_vec() {
            match &atom {
                Atom::List(site) | Atom::Set(site) | Atom::Deque(site) => {
                    let item = self.part(*site, Part::Item);
                    self.escape(&item);
                }
                Atom::Dict(site) | Atom::DefaultDict(site) => {
                    let (key, value) = (self.part(*site, Part::Key), self.part(*site, Part::Value));
                    self.escape(&key);
                    self.escape(&value);
                }
                _ => self.escape(&atom.into()),
            }
        }
    }

    /// Code we do not see may read and write the module's globals.
    pub fn open_module(&mut self, id: ModuleId) {
        if !self.open.insert(id) {
            return;
        }
        self.changed = true;
        // The modules in a package are attributes of it.
        let prefix = format!("{}.", self.module(id).name);
        let inside: Vec<ModuleId> = self
            .bodies
            .keys()
            .copied()
            .filter(|inner| self.module(*inner).name.starts_with(&prefix))
            .collect();
        inside.into_iter().for_each(|inner| self.open_module(inner));
        for index in 0..self.module(id).globals.len() as u32 {
            if let Some(ty) = self.globals.remove(&(id, index)) {
                self.escape(&ty);
            }
        }
    }

    fn escape_part(&mut self, site: SiteId, part: Part) {
        let old = self.part(site, part);
        if old != Ty::Dynamic {
            let root = self.root(site).0 as usize;
            match part {
                Part::Item | Part::Key => self.sites[root].0 = Ty::Dynamic,
                Part::Value => self.sites[root].1 = Ty::Dynamic,
            }
            self.changed = true;
            self.escape(&old);
        }
    }

    /// The class may be used by code we do not see: its instances are loose,
    /// all its methods may be called with anything, and when that code is not
    /// ours its fields may be set to anything.
    fn escape_class(&mut self, class: ClassKey) {
        if self.given_classes.insert(class) {
            self.changed = true;
        }
        self.loosen(class);
        self.open_escaped(class);
    }

    pub(super) fn open_escaped(&mut self, class: ClassKey) {
        if !self.escaped_classes.insert(class) {
            return;
        }
        self.changed = true;
        for (name, _) in self.classes[&class].fields.clone() {
            self.read_loose(class, &name);
        }
        // Overridden members too: `super()` and `Base.method(x)` find them.
        for (key, name, member) in self.all_members(class) {
            if member == Member::Variable {
                let ty = self.class_var(key, &name);
                self.escape(&ty);
            }
            self.escape_member(class, &member);
        }
        if self.any_class_is_base {
            self.open_class(class);
        }
        self.give_bases(class);
    }

    /// Who has a class has those it derives from, where the program goes that way.
    pub(super) fn give_bases(&mut self, class: ClassKey) {
        let goes_up = self.reach.mentions(Powers::UP) || self.untracked.any_name;
        if goes_up {
            for base in self.classes[&class].bases.clone() {
                self.escape_class(base);
            }
        }
    }

    /// A class whose instances are not typed derives from a class of type
    /// `base`: its methods run on instances of unknown layout.
    pub fn derived_from(&mut self, base: &Ty) {
        self.escape(base);
        if base.is_open() && !self.any_class_is_base {
            self.any_class_is_base = true;
            for class in self.escaped_classes.clone() {
                self.open_class(class);
            }
        }
        for atom in base.atoms() {
            if let Atom::Class(class) = atom {
                self.open_class(*class);
            }
        }
    }

    /// All members of the class may be called on anything.
    pub(super) fn open_class(&mut self, class: ClassKey) {
        for (_, _, member) in self.all_members(class) {
            self.call_on_anything(&member);
        }
    }

    /// What the member does may be called on anything.
    pub(super) fn call_on_anything(&mut self, member: &Member) {
        for function in member.functions() {
            let params = self.dynamic_params(function);
            self.entry(function, &params);
        }
    }

    /// The members that instances of a class have, overridden ones too, each with the class that
    /// defines it.
    fn all_members(&self, class: ClassKey) -> Vec<(ClassKey, String, Member)> {
        let of = |key: ClassKey| {
            let members = self.classes[&key].members.iter();
            members.map(move |(name, member)| (key, name.clone(), member.clone()))
        };
        lineage(&self.classes, class).flat_map(of).collect()
    }

    /// Operations of the runtime may call special methods of the class with
    /// anything. They do not initialise objects that exist.
    pub(super) fn touch_class(&mut self, class: ClassKey) {
        if self.escaped_classes.contains(&class) || !self.touched_classes.insert(class) {
            return;
        }
        self.changed = true;
        let mut seen = BTreeSet::new();
        for (_, name, member) in self.all_members(class) {
            let special = name.starts_with("__") && name.ends_with("__") && name != "__init__";
            if special && seen.insert(name) {
                self.escape_member(class, &member);
            }
        }
    }

    /// Whether only the runtime meets what a special method gives, as long as
    /// the program does nothing with instances of the class but iterate.
    pub(super) fn stays_in_runtime(&self, class: ClassKey, name: &str) -> bool {
        matches!(name, "__iter__" | "__next__" | "__enter__")
            && !self.loose.contains(&class)
            && !self.touched_classes.contains(&class)
            && !self.escaped_classes.contains(&class)
    }

    pub fn escape_member(&mut self, class: ClassKey, member: &Member) {
        match member {
            Member::Method(key) => {
                self.method_entry(class, *key);
            }
            Member::Property { getter, setter } => {
                self.method_entry(class, *getter);
                if let Some(setter) = setter {
                    self.method_entry(class, *setter);
                }
            }
            Member::Static(key) | Member::ClassMethod(key) => {
                let params = self.dynamic_params(*key);
                self.entry(*key, &params);
            }
            Member::Variable => {}
        }
    }
}
