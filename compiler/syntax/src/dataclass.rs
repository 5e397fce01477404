//! `@dataclass`: the methods the decorator would make are written into the
//! class body as source text, before names are resolved. Everything after
//! sees an ordinary class, with fixed fields and direct calls.
//!
//! Only classes whose fields are certain from the text are rewritten; any
//! other keeps its decorator, which CPython then runs.

mod methods;
mod others;

pub(crate) use others::held;
pub use others::{Held, HeldClass};

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use rustpython_parser::ast::fold::Fold;
use rustpython_parser::ast::text_size::{TextRange, TextSize};
use rustpython_parser::ast::{self, Constant, Expr, Ranged, Stmt};

use crate::fold::keep_ranges;
use crate::generated::{self, GeneratedPlaces, insert_import};
use crate::imports::Imports;
use crate::stars::Others;

/// The name under which a rewritten module has `dataclasses`.
const LIBRARY: &str = "__dataclasses__";

/// The options of the decorator.
#[derive(Clone, Copy)]
struct Options {
    init: bool,
    repr: bool,
    eq: bool,
    order: bool,
    unsafe_hash: bool,
    frozen: bool,
    match_args: bool,
    kw_only: bool,
    slots: bool,
}

const DEFAULTS: Options = Options {
    init: true,
    repr: true,
    eq: true,
    order: false,
    unsafe_hash: false,
    frozen: false,
    match_args: true,
    kw_only: false,
    slots: false,
};

#[derive(Clone)]
enum Initial {
    None,
    /// Text of a default; a constant can be repeated, others are read from the
    /// class, or from its `__dataclass_fields__` where it has a slot of that name.
    Constant(String),
    Value(String),
    /// Text of the call of the factory; of one from another module, empty if only the class knows it.
    Factory(String),
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Field,
    InitVar,
    ClassVar,
}

#[derive(Clone)]
struct Field {
    name: String,
    /// Text that gives the annotation as a value.
    annotation: String,
    kind: Kind,
    initial: Initial,
    init: bool,
    repr: bool,
    compare: bool,
    /// `None`: as `compare`.
    hash: Option<bool>,
    kw_only: bool,
    /// Text of `metadata=`.
    metadata: Option<String>,
    /// The class has a slot of that name.
    slotted: bool,
    /// The class that declares it.
    owner: String,
    /// The dotted name of the module that has that class, where it is another one.
    module: Option<String>,
    /// Instances of the annotated class have no reference back.
    is_plain: bool,
}

/// Whether a class takes the hash from its instances, or gives them one; `None` if it says nothing.
fn hashing(body: &[Stmt]) -> Option<bool> {
    if defines(body, "__hash__") {
        return Some(false);
    }
    let is_none =
        |value: &Expr| matches!(value, Expr::Constant(constant) if constant.value.is_none());
    for stmt in body {
        if let Stmt::Assign(assign) = stmt
            && matches!(assign.targets.as_slice(), [Expr::Name(name)] if name.id.as_str() == "__hash__")
        {
            return Some(is_none(&assign.value));
        }
    }
    defines(body, "__eq__").then_some(true)
}

/// A class of the module that was a dataclass, or certainly is none.
#[derive(Clone, Default)]
struct Known {
    fields: Vec<Field>,
    /// `None` for a class that is no dataclass.
    frozen: Option<bool>,
    /// Its instances cannot be hashed.
    unhashable: bool,
    has_post_init: bool,
    /// It has a `__get__`: an instance as default of a field gives the default when the class is
    /// asked, and takes what instances store.
    is_descriptor: bool,
    /// A class over it must not be made twice, as `slots=True` does, or has
    /// slots that are not those of fields.
    no_slots: bool,
}

/// Rewrites the dataclasses of a module; the names of those that are frozen, and where what is
/// written stands.
pub(crate) fn rewrite(
    body: &mut Vec<Stmt>,
    text: &str,
    others: &dyn Others,
) -> (BTreeSet<String>, GeneratedPlaces) {
    let mut rewriter = Rewriter::new(body, text, others);
    let imports = &rewriter.imports;
    if !imports.mentions("dataclasses") || imports.is_bound("isinstance") {
        return Default::default();
    }
    rewriter.run(body);
    if rewriter.count > 0 {
        drop_unused_imports(body);
        insert_import(body, "dataclasses", LIBRARY);
    }
    (rewriter.frozen, rewriter.places)
}

/// Leaves `dataclass` and `field` out of imports when nothing uses them any more.
fn drop_unused_imports(body: &mut [Stmt]) {
    #[derive(Default)]
    struct Names(BTreeSet<String>);
    impl Fold<TextRange> for Names {
        keep_ranges!();

        fn fold_expr_name(&mut self, name: ast::ExprName) -> Result<ast::ExprName, Infallible> {
            self.0.insert(name.id.to_string());
            Ok(name)
        }
    }
    let mut used = Names::default();
    let Ok(_) = used.fold(body.to_vec());
    for stmt in body {
        let Stmt::ImportFrom(import) = stmt else {
            continue;
        };
        if import.module.as_deref() != Some("dataclasses") {
            continue;
        }
        import.names.retain(|alias| {
            let local = alias.asname.as_ref().unwrap_or(&alias.name);
            !matches!(alias.name.as_str(), "dataclass" | "field") || used.0.contains(local.as_str())
        });
        if import.names.is_empty() {
            *stmt = Stmt::Pass(ast::StmtPass {
                range: stmt.range(),
            });
        }
    }
}

struct Rewriter<'a> {
    text: &'a str,
    others: &'a dyn Others,
    imports: Imports,
    future: bool,
    /// Classes of the module so far.
    known: BTreeMap<String, Known>,
    /// Those that other modules may know.
    outside: BTreeMap<String, Known>,
    /// Where the dataclasses stand that a class derives from, itself included.
    ancestry: BTreeMap<String, BTreeSet<TextSize>>,
    /// Where the dataclasses stand that are left to CPython.
    refused: BTreeSet<TextSize>,
    /// Classes of the module with a `__get__`.
    descriptors: BTreeSet<String>,
    /// In the body of a class, whose names the methods of another do not see.
    in_class: bool,
    in_function: bool,
    frozen: BTreeSet<String>,
    places: GeneratedPlaces,
    count: usize,
}

impl<'a> Rewriter<'a> {
    fn new(body: &[Stmt], text: &'a str, others: &'a dyn Others) -> Self {
        let imports = Imports::of(body);
        Self {
            text,
            others,
            known: BTreeMap::new(),
            outside: BTreeMap::new(),
            ancestry: BTreeMap::new(),
            refused: BTreeSet::new(),
            descriptors: BTreeSet::new(),
            in_class: false,
            in_function: false,
            frozen: BTreeSet::new(),
            places: GeneratedPlaces::default(),
            count: 0,
            future: imports.future_annotations,
            imports,
        }
    }

    /// Rewrites all classes that can be. One that is left to CPython takes those it derives from along.
    fn run(&mut self, body: &mut Vec<Stmt>) {
        let original = body.clone();
        loop {
            let refused = self.refused.len();
            self.block(body);
            if self.refused.len() == refused {
                break;
            }
            body.clone_from(&original);
            self.known.clear();
            self.outside.clear();
            self.ancestry.clear();
            self.frozen.clear();
            self.places.clear();
            self.count = 0;
        }
    }

    fn block(&mut self, body: &mut Vec<Stmt>) {
        let mut at = 0;
        while at < body.len() {
            let mut before = Vec::new();
            match &mut body[at] {
                Stmt::ClassDef(class) => {
                    let mut ancestry: BTreeSet<TextSize> = BTreeSet::new();
                    for base in &class.bases {
                        if let Some(of_base) = self.ancestry.get(base_name(base)) {
                            ancestry.extend(of_base);
                        }
                    }
                    let (at, is_dataclass) = (class.range.start(), self.is_dataclass(class));
                    let known = self.class(class, !ancestry.is_empty(), &mut before);
                    if !self.in_class && !self.in_function {
                        match &known {
                            Some(known) => {
                                self.outside.insert(class.name.to_string(), known.clone())
                            }
                            None => self.outside.remove(class.name.as_str()),
                        };
                    }
                    if is_dataclass {
                        ancestry.insert(at);
                        if known.is_none() {
                            self.refused.extend(&ancestry);
                        }
                    }
                    self.ancestry.insert(class.name.to_string(), ancestry);
                    let derives = |base| self.descriptors.contains(base_name(base));
                    if defines(&class.body, "__get__") || class.bases.iter().any(derives) {
                        self.descriptors.insert(class.name.to_string());
                    }
                    match known {
                        Some(known) => {
                            self.known.insert(class.name.to_string(), known);
                        }
                        None => {
                            self.known.remove(class.name.as_str());
                        }
                    }
                    let outer = std::mem::replace(&mut self.in_class, true);
                    self.block(&mut class.body);
                    self.in_class = outer;
                }
                Stmt::FunctionDef(def) => {
                    let in_class = std::mem::replace(&mut self.in_class, false);
                    let in_function = std::mem::replace(&mut self.in_function, true);
                    self.block(&mut def.body);
                    (self.in_class, self.in_function) = (in_class, in_function);
                }
                Stmt::If(inner) => {
                    self.block(&mut inner.body);
                    self.block(&mut inner.orelse);
                }
                Stmt::Try(inner) => self.block(&mut inner.body),
                Stmt::With(inner) => self.block(&mut inner.body),
                _ => {}
            }
            let written = before.len();
            body.splice(at..at, before);
            at += written + 1;
        }
    }

    fn is_dataclass(&self, class: &ast::StmtClassDef) -> bool {
        let mut decorators = class.decorator_list.iter();
        decorators.any(|decorator| self.options(decorator).is_some())
    }

    /// Rewrites a class if it is a dataclass whose fields are certain. What has to stand before
    /// it is left in `before`.
    fn class(
        &mut self,
        class: &mut ast::StmtClassDef,
        is_derived: bool,
        before: &mut Vec<Stmt>,
    ) -> Option<Known> {
        if self.refused.contains(&class.range.start()) || self.in_class && is_derived {
            return None;
        }
        let mut base = Known::default();
        for expr in class.bases.iter().rev() {
            let known = self.base(expr)?;
            base.has_post_init |= known.has_post_init;
            base.no_slots |= known.no_slots;
            base.is_descriptor |= known.is_descriptor;
            let Some(frozen) = known.frozen else { continue };
            // Dataclasses over a class that is none, and derives from two, have the fields of both.
            let is_certain = base.frozen.is_none_or(|other| other == frozen);
            if !is_certain || base.frozen.is_some() && !self.is_dataclass(class) {
                return None;
            }
            base.frozen = Some(frozen);
            merge(&mut base.fields, &known.fields);
        }
        base.has_post_init |= defines(&class.body, "__post_init__");
        base.is_descriptor |= defines(&class.body, "__get__");
        let has_slots = assigns(&class.body, "__slots__");
        let Some(position) = class
            .decorator_list
            .iter()
            .position(|decorator| self.options(decorator).is_some())
        else {
            // What another decorator makes of it is unknown.
            let plain = class.decorator_list.is_empty() && class.keywords.is_empty();
            base.no_slots |= has_slots || defines(&class.body, "__init_subclass__");
            if let Some(unhashable) = hashing(&class.body) {
                base.unhashable = unhashable;
            }
            return plain.then_some(base);
        };
        let options = self.options(&class.decorator_list[position])??;
        if position + 1 != class.decorator_list.len() || !class.keywords.is_empty() {
            return None;
        }
        if base.frozen.is_some_and(|frozen| frozen != options.frozen) {
            return None;
        }
        if options.slots {
            // CPython makes the class twice: its methods know the first of the two as `__class__`.
            let text = self.slice(class.range);
            let takes_class =
                methods::mentions(text, "super") || methods::mentions(text, "__class__");
            if base.no_slots || has_slots || takes_class {
                return None;
            }
        }
        let own = self.fields(&class.name, &class.body, options)?;
        let mut fields = base.fields;
        let slotted = fields.iter().filter(|field| field.slotted);
        let above: BTreeSet<String> = slotted.map(|field| field.name.clone()).collect();
        merge(&mut fields, &own);
        let mut new_slots = Vec::new();
        if options.slots {
            for field in fields.iter_mut().filter(|f| f.kind == Kind::Field) {
                field.slotted = true;
                new_slots.extend((!above.contains(&field.name)).then(|| field.name.clone()));
            }
        }
        let text = self.methods(
            class,
            &fields,
            &own,
            &new_slots,
            options,
            base.has_post_init,
        )?;
        let at = class.range.start();
        let imports = self.imports_for(class, &text, &fields);
        if !imports.is_empty() && (self.in_function || self.in_class) {
            return None;
        }
        let generated = generated::methods(&text, at, self.text, &mut self.places)?;
        *before = imports;
        self.strip_field_calls(&mut class.body, options.slots);
        class.body.extend(generated);
        class.decorator_list.pop();
        self.count += 1;
        if options.frozen {
            self.frozen.insert(class.name.to_string());
        }
        let compared = options.eq && !options.frozen && !options.unsafe_hash;
        let unhashable = match hashing(&class.body) {
            // The decorator compares, whatever the class says about hashes.
            Some(unhashable) => unhashable,
            None => compared || base.unhashable && !options.unsafe_hash && !options.eq,
        };
        Some(Known {
            fields,
            frozen: Some(options.frozen),
            unhashable,
            has_post_init: base.has_post_init,
            is_descriptor: base.is_descriptor,
            no_slots: has_slots || base.no_slots || defines(&class.body, "__init_subclass__"),
        })
    }

    /// What is known of a base class.
    fn base(&self, expr: &Expr) -> Option<Known> {
        let expr = match expr {
            Expr::Subscript(subscript) => &*subscript.value,
            other => other,
        };
        if let Expr::Name(name) = expr
            && let Some(known) = self.known.get(name.id.as_str())
        {
            return Some(known.clone());
        }
        if let Some(known) = self.of_others(expr) {
            return Some(known);
        }
        let (module, name) = self.imports.resolve(expr)?;
        let no_fields = match module {
            "typing" => matches!(name, "Generic" | "Protocol"),
            "abc" => name == "ABC",
            "builtins" => name == "object" || name.ends_with("Error") || name == "Exception",
            _ => false,
        };
        no_fields.then(|| Known {
            no_slots: module == "builtins" && name != "object",
            ..Known::default()
        })
    }

    /// The options of a `dataclass` decorator: `None` for another decorator,
    /// `Some(None)` when they are not certain.
    fn options(&self, decorator: &Expr) -> Option<Option<Options>> {
        let (callee, keywords) = match decorator {
            Expr::Call(call) if call.args.is_empty() => (&*call.func, call.keywords.as_slice()),
            Expr::Call(_) => return None,
            other => (other, [].as_slice()),
        };
        if self.imports.resolve(callee) != Some(("dataclasses", "dataclass")) {
            return None;
        }
        let mut options = DEFAULTS;
        for keyword in keywords {
            let (Some(name), Some(value)) = (&keyword.arg, truth(&keyword.value)) else {
                return Some(None);
            };
            match name.as_str() {
                "init" => options.init = value,
                "repr" => options.repr = value,
                "eq" => options.eq = value,
                "order" => options.order = value,
                "unsafe_hash" => options.unsafe_hash = value,
                "frozen" => options.frozen = value,
                "match_args" => options.match_args = value,
                "kw_only" => options.kw_only = value,
                "slots" => options.slots = value,
                "weakref_slot" if !value => {}
                _ => return Some(None),
            }
        }
        Some((options.eq || !options.order).then_some(options))
    }

    /// The fields a class body declares, or `None` when they are not certain.
    fn fields(&self, owner: &str, body: &[Stmt], options: Options) -> Option<Vec<Field>> {
        let mut fields: Vec<Field> = Vec::new();
        let mut kw_only = options.kw_only;
        for stmt in body {
            let Stmt::AnnAssign(annotated) = stmt else {
                // A field without an annotation is a mistake.
                let is_bare = matches!(stmt, Stmt::Assign(stmt) if self.is_field_call(&stmt.value));
                if is_bare || may_annotate(stmt) {
                    return None;
                }
                continue;
            };
            let Expr::Name(target) = &*annotated.target else {
                continue;
            };
            let name = target.id.to_string();
            let (special, inner) = self.annotation(&annotated.annotation)?;
            let kind = match special.as_deref() {
                Some("KW_ONLY") => {
                    kw_only = true;
                    continue;
                }
                Some("ClassVar") => Kind::ClassVar,
                Some("InitVar") => Kind::InitVar,
                _ => Kind::Field,
            };
            if name == "self" || name.starts_with("__") || fields.iter().any(|f| f.name == name) {
                return None;
            }
            let mut field = Field {
                annotation: self.annotation_value(&annotated.annotation),
                is_plain: matches!(
                    inner.as_str(),
                    "int" | "float" | "str" | "bool" | "bytes" | "complex"
                ),
                kind,
                slotted: options.slots && kind == Kind::Field,
                name,
                owner: owner.to_string(),
                module: None,
                initial: Initial::None,
                init: true,
                repr: true,
                compare: true,
                hash: None,
                kw_only: kw_only && kind != Kind::ClassVar,
                metadata: None,
            };
            if let Some(value) = &annotated.value {
                match kind {
                    Kind::ClassVar if self.is_field_call(value) => return None,
                    // The class has it, whatever it is.
                    Kind::ClassVar => field.initial = Initial::Value(String::new()),
                    _ => self.initial(value, &mut field)?,
                }
            }
            fields.push(field);
        }
        Some(fields)
    }

    /// `ClassVar`, `InitVar` or `KW_ONLY` if the annotation is one, and its text.
    fn annotation(&self, annotation: &Expr) -> Option<(Option<String>, String)> {
        let text = match annotation {
            Expr::Constant(constant) => match &constant.value {
                Constant::Str(text) => text.clone(),
                _ => self.slice(annotation.range()).to_string(),
            },
            _ => self.slice(annotation.range()).to_string(),
        };
        let head = text.split('[').next().unwrap_or_default().trim();
        let last = head.rsplit('.').next().unwrap_or_default();
        let special = ["ClassVar", "InitVar", "KW_ONLY"]
            .iter()
            .find(|name| **name == last || self.imports.original(head) == Some(**name));
        Some((special.map(ToString::to_string), text))
    }

    /// Text whose value stands for the annotation in `Field.type`.
    fn annotation_value(&self, annotation: &Expr) -> String {
        if let (Expr::Name(name), false) = (annotation, self.future)
            && !self.imports.is_bound(name.id.as_str())
            && matches!(
                name.id.as_str(),
                "int" | "float" | "str" | "bool" | "bytes" | "list" | "dict" | "set" | "tuple"
            )
        {
            return name.id.to_string();
        }
        quote(self.slice(annotation.range()))
    }

    /// What the right side of a field says.
    fn initial(&self, value: &Expr, field: &mut Field) -> Option<()> {
        if let Expr::Call(call) = value
            && self.is_field_call(value)
        {
            if !call.args.is_empty() {
                return None;
            }
            for keyword in &call.keywords {
                match keyword.arg.as_ref()?.as_str() {
                    "default" => self.default(&keyword.value, field)?,
                    "default_factory" => {
                        field.initial = Initial::Factory(self.factory(&keyword.value)?);
                    }
                    "init" => field.init = truth(&keyword.value)?,
                    "repr" => field.repr = truth(&keyword.value)?,
                    "compare" => field.compare = truth(&keyword.value)?,
                    "hash" if is_none(&keyword.value) => field.hash = None,
                    "hash" => field.hash = Some(truth(&keyword.value)?),
                    "kw_only" => field.kw_only = truth(&keyword.value)?,
                    "metadata" if is_none(&keyword.value) => field.metadata = None,
                    "metadata" => {
                        let text = self.slice(keyword.value.range());
                        field.metadata = Some(format!("({text})"));
                    }
                    _ => return None,
                }
            }
            return Some(());
        }
        self.default(value, field)
    }

    fn default(&self, value: &Expr, field: &mut Field) -> Option<()> {
        let text = self.slice(value.range()).to_string();
        field.initial = match value {
            // CPython refuses a mutable default.
            value if may_be_display(value) => return None,
            Expr::Call(call)
                if self.makes_unhashable(&call.func)
                    || self.descriptors.contains(base_name(&call.func))
                    || self
                        .of_others(&call.func)
                        .is_some_and(|known| known.is_descriptor) =>
            {
                return None;
            }
            Expr::Constant(_) => Initial::Constant(text),
            Expr::UnaryOp(unary) if matches!(*unary.operand, Expr::Constant(_)) => {
                Initial::Constant(text)
            }
            // A slot leaves no room in the class for the value.
            _ if field.slotted && !is_path(value) => return None,
            _ => Initial::Value(text),
        };
        Some(())
    }

    /// Whether a call certainly gives an object that cannot be hashed.
    fn makes_unhashable(&self, callee: &Expr) -> bool {
        let of_others = || self.of_others(callee).is_some_and(|known| known.unhashable);
        let Expr::Name(name) = callee else {
            return of_others();
        };
        match self.known.get(name.id.as_str()) {
            Some(known) => known.unhashable,
            None if of_others() => true,
            None => {
                let builtins = ["bytearray", "dict", "list", "set", "slice"];
                builtins.contains(&name.id.as_str()) && !self.imports.is_bound(&name.id)
            }
        }
    }

    /// Whether a field says more than its default.
    fn is_field_call(&self, value: &Expr) -> bool {
        let Expr::Call(call) = value else {
            return false;
        };
        self.imports.resolve(&call.func) == Some(("dataclasses", "field"))
    }

    /// Text of the call of a default factory, as it may stand in `__init__`.
    fn factory(&self, factory: &Expr) -> Option<String> {
        match factory {
            Expr::Name(name) => Some(match name.id.as_str() {
                "list" if !self.imports.is_bound("list") => "[]".to_string(),
                "dict" if !self.imports.is_bound("dict") => "{}".to_string(),
                other => format!("{other}()"),
            }),
            Expr::Attribute(_) if is_path(factory) => {
                Some(format!("{}()", self.slice(factory.range())))
            }
            Expr::Lambda(lambda) if lambda.args.args.is_empty() => {
                let no_others = lambda.args.vararg.is_none()
                    && lambda.args.kwarg.is_none()
                    && lambda.args.kwonlyargs.is_empty();
                no_others.then(|| format!("({})", self.slice(lambda.body.range())))
            }
            _ => None,
        }
    }

    fn slice(&self, range: TextRange) -> &str {
        self.text
            .get(usize::from(range.start())..usize::from(range.end()))
            .unwrap_or_default()
    }

    /// `x: int = field(...)` becomes what the class keeps: the default, or nothing.
    fn strip_field_calls(&self, body: &mut [Stmt], slots: bool) {
        for stmt in body {
            let Stmt::AnnAssign(annotated) = stmt else {
                continue;
            };
            let Some(value) = annotated.value.take() else {
                continue;
            };
            let special = self.annotation(&annotated.annotation);
            if slots && special.is_some_and(|(special, _)| special.is_none()) {
                continue;
            }
            let is_field_call = self.is_field_call(&value);
            annotated.value = match *value {
                Expr::Call(call) if is_field_call => {
                    let default = call
                        .keywords
                        .into_iter()
                        .find(|keyword| keyword.arg.as_deref() == Some("default"));
                    default.map(|keyword| Box::new(keyword.value))
                }
                other => Some(Box::new(other)),
            };
        }
    }
}

/// Fields under names that there are take the place of those, as keys of a dict do.
fn merge(fields: &mut Vec<Field>, more: &[Field]) {
    for field in more {
        match fields.iter_mut().find(|known| known.name == field.name) {
            Some(known) => *known = field.clone(),
            None => fields.push(field.clone()),
        }
    }
}

/// The name of a base class; empty if it is another expression.
fn base_name(base: &Expr) -> &str {
    match base {
        Expr::Subscript(subscript) => base_name(&subscript.value),
        Expr::Name(name) => name.id.as_str(),
        _ => "",
    }
}

/// Python text of a string.
fn quote(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('\'', "\\'")
        .replace('\n', "\\n");
    format!("'{escaped}'")
}

fn truth(expr: &Expr) -> Option<bool> {
    match expr {
        Expr::Constant(constant) => match constant.value {
            Constant::Bool(value) => Some(value),
            _ => None,
        },
        _ => None,
    }
}

fn is_none(expr: &Expr) -> bool {
    matches!(expr, Expr::Constant(constant) if constant.value == Constant::None)
}

fn defines(body: &[Stmt], name: &str) -> bool {
    body.iter()
        .any(|stmt| matches!(stmt, Stmt::FunctionDef(def) if def.name.as_str() == name))
}

fn assigns(body: &[Stmt], name: &str) -> bool {
    body.iter().any(|stmt| {
        matches!(stmt, Stmt::Assign(assign) if assign.targets.iter().any(
            |target| matches!(target, Expr::Name(n) if n.id.as_str() == name)))
    })
}

/// Statements of a class body under which fields could hide.
fn may_annotate(stmt: &Stmt) -> bool {
    matches!(
        stmt,
        Stmt::If(_) | Stmt::For(_) | Stmt::While(_) | Stmt::Try(_) | Stmt::With(_) | Stmt::Match(_)
    )
}

/// Whether an expression may give a list, dict or set that it makes.
fn may_be_display(value: &Expr) -> bool {
    match value {
        Expr::List(_)
        | Expr::Dict(_)
        | Expr::Set(_)
        | Expr::ListComp(_)
        | Expr::DictComp(_)
        | Expr::SetComp(_) => true,
        Expr::BinOp(binary) => may_be_display(&binary.left) || may_be_display(&binary.right),
        Expr::BoolOp(operation) => operation.values.iter().any(may_be_display),
        Expr::IfExp(choice) => may_be_display(&choice.body) || may_be_display(&choice.orelse),
        Expr::NamedExpr(named) => may_be_display(&named.value),
        _ => false,
    }
}

/// Whether the expression is a name, or an attribute of such: found again, not
/// made anew, each time it is evaluated.
fn is_path(expr: &Expr) -> bool {
    match expr {
        Expr::Name(_) => true,
        Expr::Attribute(attribute) => is_path(&attribute.value),
        _ => false,
    }
}
