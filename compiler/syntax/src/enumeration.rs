//! Enumerations: the members of a class derived from `enum.Enum` are written
//! out as attributes that are set behind the class statement, before names are
//! resolved. Everything after sees an ordinary class, with fixed fields and direct calls.
//!
//! Only classes whose members are certain from the text are rewritten. An
//! enumeration of CPython's and one of these do not know each other, so one
//! that is left as it is leaves all of the program to CPython's `enum`.

mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use rustpython_parser::ast::fold::{self, Fold};
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Expr, Ranged, Stmt};

use self::value::Value;
use crate::fold::keep_ranges;
use crate::generated::{insert_import, statements};
use crate::imports::Imports;
use crate::tree::Module;

/// The module that is written out here.
const MODULE: &str = "enum";

/// The name under which a rewritten module has it.
const LIBRARY: &str = "__enum__";

/// What the library's `enum` has. Whatever else is asked of the module needs CPython's.
const KNOWN: &[&str] = &["Enum", "IntEnum", "StrEnum", "auto", "unique"];

/// Classes that enumerations are derived from, and the built-in class of their members' values.
const ROOTS: &[(&str, Option<&str>)] = &[
    ("Enum", None),
    ("IntEnum", Some("int")),
    ("StrEnum", Some("str")),
];

/// Names that members cannot have here.
const TAKEN: &[&str] = &["name", "value", "mro"];

/// Enumerations of the library are none less.
pub(crate) fn mark_library(module: &mut Module) {
    for class in &mut module.classes {
        class.is_enumeration = module.name == MODULE && class.name != "auto";
    }
}

/// What is known of the enumerations of a module.
#[derive(Default)]
pub(crate) struct Enumerations {
    /// The members of the classes that were written out.
    pub written: BTreeMap<String, Vec<String>>,
    /// Something here is left to CPython's `enum`.
    pub kept: bool,
}

/// Rewrites the enumerations of a module of that text.
pub(crate) fn rewrite(body: &mut Vec<Stmt>, text: &str) -> Enumerations {
    if !text.contains(MODULE) {
        return Enumerations::default();
    }
    let imports = Imports::of(body);
    let mut rewriter = Rewriter {
        imports: &imports,
        known: BTreeMap::new(),
        needs_library: false,
    };
    let mut rewritten = Vec::with_capacity(body.len());
    for stmt in body.drain(..) {
        match stmt {
            Stmt::ClassDef(class) => rewriter.class(class, &mut rewritten),
            stmt => rewritten.push((stmt, Vec::new())),
        }
    }
    let (known, needs_library) = (rewriter.known, rewriter.needs_library);
    let mut leftover = Leftover {
        imports: &imports,
        known: &known,
        at_top: true,
        found: false,
    };
    for (stmt, behind) in rewritten {
        leftover.at_top = true;
        let Ok(stmt) = leftover.fold_stmt(stmt);
        body.push(stmt);
        body.extend(behind);
    }
    if needs_library {
        insert_import(body, MODULE, LIBRARY);
    }
    Enumerations {
        kept: leftover.found,
        written: known
            .into_iter()
            .map(|(name, known)| (name, known.members))
            .collect(),
    }
}

/// An enumeration that was written out.
#[derive(Clone)]
struct Known {
    members: Vec<String>,
    /// It, or one that it derives from, initialises members.
    has_init: bool,
    /// The built-in class that members derive from too.
    mixin: Option<&'static str>,
    /// `auto()` gives the name in small letters.
    names_are_values: bool,
}

struct Member {
    name: String,
    value: Value,
    range: TextRange,
    /// The first member of the same value.
    alias_of: Option<String>,
}

struct Rewriter<'a> {
    imports: &'a Imports,
    known: BTreeMap<String, Known>,
    /// A class has one of the library's as its base that the text does not name.
    needs_library: bool,
}

impl Rewriter<'_> {
    /// Puts a class of the top level into `out`, and behind it what follows where it is an enumeration.
    fn class(&mut self, mut class: ast::StmtClassDef, out: &mut Vec<(Stmt, Vec<Stmt>)>) {
        let Some((members, known)) = self.members(&class) else {
            out.push((Stmt::ClassDef(class), Vec::new()));
            return;
        };
        let mut behind = Vec::new();
        let name = class.name.to_string();
        let at = TextRange::empty(class.range.start());
        class.decorator_list.clear();
        class.body.retain(|stmt| member_of(stmt).is_none());
        if let ([_, base], Some(mixin)) = (class.bases.as_slice(), known.mixin) {
            class.bases = vec![mixed(mixin, base.range())];
            self.needs_library = true;
        }
        if !known.members.is_empty()
            && let Some(make) = statements(MAKE_MEMBER, at)
        {
            class.body.extend(make);
        }
        if class.body.is_empty()
            && let Some(pass) = statements("pass", at)
        {
            class.body.extend(pass);
        }
        for member in &members {
            let (own, text) = (&member.name, member.value.text());
            let mut set = match &member.alias_of {
                Some(first) => format!("{name}.{own} = {name}.{first}\n"),
                None => format!("{name}.{own} = {name}(_name_={own:?}, _value_={text})\n"),
            };
            if known.has_init && member.alias_of.is_none() {
                let args = member.value.arguments();
                set += &format!("{name}.{own}.__init__({args})\n");
            }
            behind.extend(statements(&set, member.range).into_iter().flatten());
        }
        behind.extend(tables(&name, &members, at));
        out.push((Stmt::ClassDef(class), behind));
        self.known.insert(name, known);
    }

    /// The members of a class, if it is an enumeration and the text alone tells.
    fn members(&self, class: &ast::StmtClassDef) -> Option<(Vec<Member>, Known)> {
        let mut known = self.bases(&class.bases)?;
        let is_unique = match class.decorator_list.as_slice() {
            [] => false,
            [one] if self.imports.resolve(one) == Some((MODULE, "unique")) => true,
            _ => return None,
        };
        if !class.keywords.is_empty() || !class.type_params.is_empty() {
            return None;
        }
        let mut members: Vec<Member> = Vec::new();
        let mut defined: BTreeSet<&str> = TAKEN.iter().copied().collect();
        for stmt in &class.body {
            if let Some((name, value)) = member_of(stmt) {
                let is_new = !name.starts_with('_') && defined.insert(name);
                let member = self.member(name, value, stmt.range(), &members, &known);
                members.push(member.filter(|_| is_new)?);
                continue;
            }
            match stmt {
                Stmt::Expr(expr) if matches!(&*expr.value, Expr::Constant(_)) => {}
                Stmt::Pass(_) => {}
                Stmt::AnnAssign(field) if field.value.is_none() => {}
                Stmt::FunctionDef(def) => {
                    let name = def.name.as_str();
                    let is_special = name.starts_with("__") && name.ends_with("__");
                    if !defined.insert(name) && !self.completes_property(def) {
                        return None;
                    }
                    if name == "__init__" {
                        known.has_init = true;
                        if asks_for_class(class, def) {
                            return None;
                        }
                    }
                    let is_known = !name.starts_with('_') || is_special || name == "_missing_";
                    let is_private = name.starts_with('_') && !name.ends_with('_');
                    if !(is_known || is_private) || !def.decorator_list.iter().all(is_plain_name) {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        let named: BTreeSet<&str> = members.iter().map(|member| member.name.as_str()).collect();
        if class.body.iter().any(|stmt| evaluates(stmt, &named)) {
            return None;
        }
        if is_unique && members.iter().any(|member| member.alias_of.is_some()) {
            return None;
        }
        // What members of a built-in class are made of is given to that class.
        if known.mixin.is_some() && known.has_init {
            return None;
        }
        known.members = members.iter().map(|member| member.name.clone()).collect();
        Some((members, known))
    }

    /// What an enumeration has from those it derives from.
    fn bases(&self, bases: &[Expr]) -> Option<Known> {
        let (base, mixin) = match bases {
            [base] => (base, None),
            [mixin, base] => match self.imports.resolve(mixin) {
                Some(("builtins", "int")) => (base, Some("int")),
                Some(("builtins", "str")) => (base, Some("str")),
                _ => return None,
            },
            _ => return None,
        };
        if let Expr::Name(name) = base
            && let Some(known) = self.known.get(name.id.as_str())
        {
            let fits = known.members.is_empty() && mixin.is_none();
            return fits.then(|| known.clone());
        }
        let Some((MODULE, root)) = self.imports.resolve(base) else {
            return None;
        };
        let (_, own) = ROOTS.iter().find(|(name, _)| *name == root)?;
        (own.is_none() || mixin.is_none()).then_some(Known {
            members: Vec::new(),
            has_init: false,
            mixin: own.or(mixin),
            names_are_values: root == "StrEnum",
        })
    }

    fn member(
        &self,
        name: &str,
        value: &Expr,
        range: TextRange,
        before: &[Member],
        known: &Known,
    ) -> Option<Member> {
        let value = match value {
            Expr::Call(call) if self.imports.resolve(&call.func) == Some((MODULE, "auto")) => {
                if !call.args.is_empty() || !call.keywords.is_empty() {
                    return None;
                }
                match known.names_are_values {
                    true => Value::Str(name.to_lowercase()),
                    false => Value::next(before.iter().map(|member| &member.value))?,
                }
            }
            _ => Value::of(value)?,
        };
        let fits = match known.mixin {
            None => true,
            Some("int") => value.is_int(),
            Some(_) => value.is_str(),
        };
        let first = before.iter().find(|member| member.value.equals(&value));
        let alias_of = first.map(|member| match &member.alias_of {
            Some(first) => first.clone(),
            None => member.name.clone(),
        });
        fits.then_some(Member {
            name: name.to_string(),
            value,
            range,
            alias_of,
        })
    }

    /// Whether a method is the setter or the like of a property of its name.
    fn completes_property(&self, def: &ast::StmtFunctionDef) -> bool {
        def.decorator_list.iter().any(|decorator| {
            matches!(decorator, Expr::Attribute(attribute)
                if matches!(&*attribute.value, Expr::Name(name) if name.id == def.name))
        })
    }
}

/// Makes one member of the class: called with these names, which no program gives, it does not
/// look one up.
const MAKE_MEMBER: &str = "\
def _make_member_(self, *, _name_, _value_):
    self._value_ = _value_
    self._name_ = _name_
";

/// The library's class of enumerations whose members derive from `int` or `str`.
fn mixed(mixin: &str, range: TextRange) -> Expr {
    let class = match mixin {
        "int" => "_IntMixed",
        _ => "_StrMixed",
    };
    Expr::Attribute(ast::ExprAttribute {
        range,
        value: Box::new(Expr::Name(ast::ExprName {
            range,
            id: ast::Identifier::new(LIBRARY),
            ctx: ast::ExprContext::Load,
        })),
        attr: ast::Identifier::new(class),
        ctx: ast::ExprContext::Load,
    })
}

/// What look-ups by name and by value go by.
fn tables(class: &str, members: &[Member], at: TextRange) -> Vec<Stmt> {
    let (mut map, mut values) = (String::new(), String::new());
    for Member { name, alias_of, .. } in members {
        map += &format!("{name:?}: {class}.{name}, ");
        if alias_of.is_none() {
            values += &format!("{class}.{name}._value_: {class}.{name}, ");
        }
    }
    let text = format!("{class}._by_value_ = {{{values}}}\n{class}._by_name_ = {{{map}}}\n");
    statements(&text, at).unwrap_or_default()
}

/// The name and the value of the member that a statement of a class body makes.
fn member_of(stmt: &Stmt) -> Option<(&str, &Expr)> {
    let (target, value) = match stmt {
        Stmt::Assign(assign) => match assign.targets.as_slice() {
            [target] => (target, &assign.value),
            _ => return None,
        },
        Stmt::AnnAssign(assign) => (&*assign.target, assign.value.as_ref()?),
        _ => return None,
    };
    match target {
        Expr::Name(name) => Some((name.id.as_str(), value)),
        _ => None,
    }
}

/// `name` or `name.name`.
fn is_plain_name(decorator: &Expr) -> bool {
    match decorator {
        Expr::Name(_) => true,
        Expr::Attribute(attribute) => matches!(&*attribute.value, Expr::Name(_)),
        _ => false,
    }
}

/// Whether a statement of a class body reads one of the names while the body runs.
fn evaluates(stmt: &Stmt, names: &BTreeSet<&str>) -> bool {
    let Stmt::FunctionDef(def) = stmt else {
        return false;
    };
    let args = &def.args;
    let all = args.posonlyargs.iter().chain(&args.args);
    let defaults = all
        .chain(&args.kwonlyargs)
        .filter_map(|arg| arg.default.as_deref());
    let parts = defaults.chain(&def.decorator_list);
    let mut reads = Reads {
        names,
        found: false,
    };
    for part in parts {
        let Ok(_) = reads.fold_expr(part.clone());
    }
    reads.found
}

struct Reads<'a> {
    names: &'a BTreeSet<&'a str>,
    found: bool,
}

impl Fold<TextRange> for Reads<'_> {
    keep_ranges!();

    fn fold_expr_name(&mut self, name: ast::ExprName) -> Result<ast::ExprName, Infallible> {
        self.found |= self.names.contains(name.id.as_str());
        Ok(name)
    }
}

/// Whether an initialiser of members asks for their class, which is there already but has no
/// members yet, or for what makes up a member.
fn asks_for_class(class: &ast::StmtClassDef, init: &ast::StmtFunctionDef) -> bool {
    let mut meets = MeetsClass {
        class: class.name.as_str(),
        found: false,
    };
    for stmt in &init.body {
        let Ok(_) = meets.fold_stmt(stmt.clone());
    }
    meets.found
}

struct MeetsClass<'a> {
    class: &'a str,
    found: bool,
}

impl Fold<TextRange> for MeetsClass<'_> {
    keep_ranges!();

    fn fold_expr_name(&mut self, name: ast::ExprName) -> Result<ast::ExprName, Infallible> {
        self.found |=
            matches!(name.id.as_str(), "type" | "super") || name.id.as_str() == self.class;
        Ok(name)
    }

    fn fold_expr_attribute(
        &mut self,
        attribute: ast::ExprAttribute,
    ) -> Result<ast::ExprAttribute, Infallible> {
        self.found |= matches!(attribute.attr.as_str(), "__class__" | "_value_" | "_name_");
        fold::fold_expr_attribute(self, attribute)
    }
}

/// Looks for uses of `enum` that were not written out.
struct Leftover<'a> {
    imports: &'a Imports,
    known: &'a BTreeMap<String, Known>,
    at_top: bool,
    found: bool,
}

impl Leftover<'_> {
    fn is_enumeration(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Name(name) if self.known.contains_key(name.id.as_str()) => true,
            _ => self
                .imports
                .resolve(expr)
                .is_some_and(|(from, _)| from == MODULE),
        }
    }
}

impl Fold<TextRange> for Leftover<'_> {
    keep_ranges!();

    fn fold_stmt(&mut self, stmt: Stmt) -> Result<Stmt, Infallible> {
        let at_top = std::mem::replace(&mut self.at_top, false);
        match &stmt {
            Stmt::ImportFrom(import) if import.module.as_deref() == Some(MODULE) => {
                let is_known = |alias: &ast::Alias| {
                    let local = alias.asname.as_ref().unwrap_or(&alias.name);
                    KNOWN.contains(&alias.name.as_str())
                        && self.imports.found.contains_key(local.as_str())
                };
                self.found |= !at_top || !import.names.iter().all(is_known);
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let local = alias.asname.as_ref().unwrap_or(&alias.name);
                    let is_bound_here = at_top && self.imports.found.contains_key(local.as_str());
                    self.found |= alias.name.as_str() == MODULE && !is_bound_here;
                }
            }
            Stmt::ClassDef(class) => {
                let is_written = at_top && self.known.contains_key(class.name.as_str());
                self.found |=
                    !is_written && class.bases.iter().any(|base| self.is_enumeration(base));
            }
            _ => {}
        }
        fold::fold_stmt(self, stmt)
    }

    fn fold_expr_call(&mut self, call: ast::ExprCall) -> Result<ast::ExprCall, Infallible> {
        // `Enum("Color", "RED GREEN")`, and `auto()` elsewhere.
        self.found |= self
            .imports
            .resolve(&call.func)
            .is_some_and(|(from, _)| from == MODULE);
        // The same by a class of the module.
        let is_own =
            matches!(&*call.func, Expr::Name(name) if self.known.contains_key(name.id.as_str()));
        self.found |= is_own && (call.args.len() > 1 || !call.keywords.is_empty());
        fold::fold_expr_call(self, call)
    }

    fn fold_expr_attribute(
        &mut self,
        attribute: ast::ExprAttribute,
    ) -> Result<ast::ExprAttribute, Infallible> {
        if let Expr::Name(name) = &*attribute.value
            && self.imports.found.get(name.id.as_str()) == Some(&(MODULE.to_string(), None))
        {
            self.found |= !KNOWN.contains(&attribute.attr.as_str());
            return Ok(attribute);
        }
        fold::fold_expr_attribute(self, attribute)
    }

    fn fold_expr_name(&mut self, name: ast::ExprName) -> Result<ast::ExprName, Infallible> {
        // The module itself is handed about.
        let origin = self.imports.found.get(name.id.as_str());
        self.found |= origin == Some(&(MODULE.to_string(), None));
        Ok(name)
    }
}
