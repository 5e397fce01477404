//! What `@dataclass` adds to a class, as source text.

use std::collections::BTreeSet;

use rustpython_parser::ast::{self, Expr, Ranged};

use super::{Field, Initial, Kind, LIBRARY, Options, Rewriter, assigns, defines, quote};

impl Rewriter<'_> {
    /// The text of everything the decorator adds.
    pub(super) fn methods(
        &self,
        class: &ast::StmtClassDef,
        fields: &[Field],
        own: &[Field],
        new_slots: &[String],
        options: Options,
        has_post_init: bool,
    ) -> Option<String> {
        let body = &class.body;
        let given = own.iter().filter(|field| {
            let is_value = matches!(field.initial, Initial::Value(_));
            is_value && !field.slotted && field.kind != Kind::ClassVar
        });
        let mut out: String = given.map(|field| check(&field.name)).collect();
        let stored: Vec<&Field> = fields.iter().filter(|f| f.kind == Kind::Field).collect();
        let own_names: BTreeSet<&str> = own.iter().map(|f| f.name.as_str()).collect();
        if options.init && !defines(body, "__init__") {
            out += &self.init(fields, &own_names, has_post_init, options)?;
        }
        if options.repr && !defines(body, "__repr__") {
            out += &repr(&stored);
            if self.imports.mentions("pprint") {
                // What tells it that it may write the fields one below the other.
                out += &format!("__repr__.__wrapped__ = {LIBRARY}._CREATED\n");
            }
        }
        let compared: Vec<&Field> = stored.iter().filter(|f| f.compare).copied().collect();
        if options.eq && !defines(body, "__eq__") {
            out += &comparison("__eq__", "==", &compared);
        }
        if options.order {
            for (name, op) in [
                ("__lt__", "<"),
                ("__le__", "<="),
                ("__gt__", ">"),
                ("__ge__", ">="),
            ] {
                if defines(body, name) {
                    return None;
                }
                out += &comparison(name, op, &compared);
            }
        }
        let explicit_hash = defines(body, "__hash__") || assigns(body, "__hash__");
        if options.unsafe_hash && explicit_hash {
            return None;
        }
        if options.unsafe_hash || options.eq && options.frozen && !explicit_hash {
            let is_hashed = |f: &&&Field| f.hash.unwrap_or(f.compare);
            let hashed: Vec<&Field> = stored.iter().filter(is_hashed).copied().collect();
            out += &format!(
                "def __hash__(self):\n    return hash({})\n",
                tuple("self", &hashed)
            );
        }
        if options.frozen {
            if defines(body, "__setattr__") || defines(body, "__delattr__") {
                return None;
            }
            out += &frozen(&stored, options.slots);
        }
        if options.slots {
            let names: String = new_slots.iter().map(|name| quote(name) + ",").collect();
            out += &format!("__slots__ = ({names})\n");
            if options.frozen {
                out += &state(body, &stored);
            }
        }
        if options.match_args && !assigns(body, "__match_args__") {
            let is_positional = |f: &&Field| f.init && !f.kw_only && f.kind != Kind::ClassVar;
            let positional = fields.iter().filter(is_positional);
            let names: String = positional.map(|f| quote(&f.name) + ",").collect();
            out += &format!("__match_args__ = ({names})\n");
        }
        let rows: Vec<String> = fields.iter().map(|f| row(f, &own_names)).collect();
        // `Base[int]` stands for the class.
        let bases = class.bases.iter().map(|base| match base {
            Expr::Subscript(subscript) => &*subscript.value,
            other => other,
        });
        let bases =
            bases.filter(|base| self.base(base).is_some_and(|known| known.frozen.is_some()));
        // The first of them comes last, as its fields do.
        let bases: Vec<&str> = bases.map(|base| &self.text[base.range()]).rev().collect();
        let table = match self.imports.mentions("pprint") {
            true => "_shown_table",
            false => "_table",
        };
        out += &format!(
            "__dataclass_fields__ = {LIBRARY}.{table}(({}), [{}])\n",
            rows.iter().map(|row| format!("{row},")).collect::<String>(),
            bases.join(", ")
        );
        let flags = [
            options.init,
            options.repr,
            options.eq,
            options.order,
            options.unsafe_hash,
            options.frozen,
        ];
        let flags: Vec<&str> = flags.into_iter().map(flag).collect();
        let flags = flags.join(", ");
        out += &format!("__dataclass_params__ = {LIBRARY}._DataclassParams({flags})\n");
        Some(out)
    }

    /// `__init__`, or `None` when CPython would refuse the order of the fields.
    fn init(
        &self,
        fields: &[Field],
        own: &BTreeSet<&str>,
        has_post_init: bool,
        options: Options,
    ) -> Option<String> {
        let (mut positional, mut keyword_only) = (Vec::new(), Vec::new());
        let mut body = String::new();
        let mut seen_default = false;
        let names: BTreeSet<&str> = fields.iter().map(|f| f.name.as_str()).collect();
        for field in fields.iter().filter(|f| f.kind != Kind::ClassVar) {
            let name = &field.name;
            let default = match &field.initial {
                Initial::None => None,
                Initial::Constant(text) => Some(text.clone()),
                Initial::Value(text) if own.contains(name.as_str()) && field.slotted => {
                    Some(text.clone())
                }
                // The class keeps the value under the name of the field.
                Initial::Value(_) if own.contains(name.as_str()) => Some(name.clone()),
                Initial::Value(_) => {
                    let owner = self.owner(field);
                    let attribute = format!("{owner}.{name}");
                    Some(match field.slotted || self.text.contains(&attribute) {
                        // The program may have given the class another value since.
                        true => format!("{owner}.__dataclass_fields__['{name}'].default"),
                        false => attribute,
                    })
                }
                Initial::Factory(text) => {
                    if mentions_any(text, &names) {
                        return None;
                    }
                    Some(format!("{LIBRARY}._FACTORY"))
                }
            };
            if field.init {
                if field.kw_only {
                    &mut keyword_only
                } else {
                    if seen_default && default.is_none() {
                        return None;
                    }
                    seen_default |= default.is_some();
                    &mut positional
                }
                .push(match &default {
                    Some(text) => format!("{name}={text}"),
                    None => name.clone(),
                });
            }
            if field.kind == Kind::InitVar {
                if !field.init || matches!(field.initial, Initial::Factory(_)) {
                    return None;
                }
                continue;
            }
            let value = match (&field.initial, field.init) {
                (Initial::Factory(text), true) => {
                    let text = self.factory_call(field, text);
                    format!("{text} if isinstance({name}, {LIBRARY}._Factory) else {name}")
                }
                (Initial::Factory(text), false) => self.factory_call(field, text),
                (_, true) => name.clone(),
                (Initial::Constant(_) | Initial::Value(_), false) if options.slots => default?,
                // Read through the class.
                (_, false) => continue,
            };
            body += &format!("    self.{name} = {value}\n");
        }
        if has_post_init {
            let given: Vec<&str> = fields
                .iter()
                .filter(|f| f.kind == Kind::InitVar)
                .map(|f| f.name.as_str())
                .collect();
            body += &format!("    self.__post_init__({})\n", given.join(", "));
        }
        if body.is_empty() {
            body += "    pass\n";
        }
        let mut params = vec!["self".to_string()];
        params.extend(positional);
        if !keyword_only.is_empty() {
            params.push("*".to_string());
            params.extend(keyword_only);
        }
        Some(format!("def __init__({}):\n{body}", params.join(", ")))
    }
}

/// Python text of a truth value.
fn flag(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

fn repr(fields: &[&Field]) -> String {
    let shown: Vec<&&Field> = fields.iter().filter(|f| f.repr).collect();
    let parts: Vec<String> = shown
        .iter()
        .map(|f| format!("{0}={{self.{0}!r}}", f.name))
        .collect();
    let text = format!("f\"{{self.__class__.__qualname__}}({})\"", parts.join(", "));
    if shown.iter().all(|f| f.is_plain) {
        return format!("def __repr__(self):\n    return {text}\n");
    }
    // An object that holds itself shows as `...`.
    format!(
        "def __repr__(self):
    if not {LIBRARY}._enter(self):
        return '...'
    try:
        return {text}
    finally:
        {LIBRARY}._leave(self)
"
    )
}

fn tuple(object: &str, fields: &[&Field]) -> String {
    let items: String = fields
        .iter()
        .map(|f| format!("{object}.{},", f.name))
        .collect();
    format!("({items})")
}

fn comparison(name: &str, op: &str, fields: &[&Field]) -> String {
    format!(
        "def {name}(self, other):
    if other.__class__ is self.__class__:
        return {} {op} {}
    return NotImplemented
",
        tuple("self", fields),
        tuple("other", fields)
    )
}

/// The two methods that refuse changes.
fn frozen(fields: &[&Field], slots: bool) -> String {
    let names: String = fields.iter().map(|f| quote(&f.name) + ",").collect();
    if slots {
        // CPython's know the class that was made without slots as theirs.
        let refusal = "super(type, obj): obj must be an instance or subtype of type";
        return format!(
            "def __setattr__(self, name, value):
    if name in ({names}):
        raise {LIBRARY}.FrozenInstanceError(f'cannot assign to field {{name!r}}')
    raise TypeError('{refusal}')
def __delattr__(self, name):
    if name in ({names}):
        raise {LIBRARY}.FrozenInstanceError(f'cannot delete field {{name!r}}')
    raise TypeError('{refusal}')
"
        );
    }
    format!(
        "def __setattr__(self, name, value):
    if type(self) is __class__ or name in ({names}):
        raise {LIBRARY}.FrozenInstanceError(f'cannot assign to field {{name!r}}')
    super().__setattr__(name, value)
def __delattr__(self, name):
    if type(self) is __class__ or name in ({names}):
        raise {LIBRARY}.FrozenInstanceError(f'cannot delete field {{name!r}}')
    super().__delattr__(name)
"
    )
}

/// What pickles of frozen instances with slots are made from.
fn state(body: &[ast::Stmt], fields: &[&Field]) -> String {
    let mut out = String::new();
    if !defines(body, "__getstate__") {
        let items: Vec<String> = fields.iter().map(|f| format!("self.{}", f.name)).collect();
        out += &format!(
            "def __getstate__(self):\n    return [{}]\n",
            items.join(", ")
        );
    }
    if !defines(body, "__setstate__") {
        // One by one: a computed name could be that of any attribute of any class.
        out += "def __setstate__(self, state):\n    state = list(state)\n";
        for (n, field) in fields.iter().enumerate() {
            let name = quote(&field.name);
            out += &format!("    object.__setattr__(self, {name}, state[{n}])\n");
        }
    }
    out
}

/// Refuses a default that may be shared though it can change.
fn check(name: &str) -> String {
    format!("{LIBRARY}._check_default({}, {name})\n", quote(name))
}

/// One row of `__dataclass_fields__`.
fn row(field: &Field, own: &BTreeSet<&str>) -> String {
    if !own.contains(field.name.as_str()) {
        return quote(&field.name);
    }
    let (default, factory) = match &field.initial {
        Initial::None => ("MISSING".to_string(), "MISSING".to_string()),
        Initial::Constant(text) | Initial::Value(text) if field.slotted => {
            (text.clone(), "MISSING".to_string())
        }
        Initial::Constant(_) | Initial::Value(_) => (field.name.clone(), "MISSING".to_string()),
        Initial::Factory(text) => ("MISSING".to_string(), format!("lambda: {text}")),
    };
    let library = |text: String| match text.as_str() {
        "MISSING" => format!("{LIBRARY}.MISSING"),
        _ => text,
    };
    let kind = match field.kind {
        Kind::Field => "FIELD",
        Kind::InitVar => "FIELD_INITVAR",
        Kind::ClassVar => "FIELD_CLASSVAR",
    };
    let hash = field.hash.map_or("None", flag);
    let kw_only = match field.kind {
        Kind::ClassVar => library("MISSING".to_string()),
        _ => flag(field.kw_only).to_string(),
    };
    format!(
        "({}, {}, {}, {}, {}, {}, {hash}, {}, {}, {kw_only}, {LIBRARY}._{kind})",
        quote(&field.name),
        field.annotation,
        library(default),
        library(factory),
        flag(field.init),
        flag(field.repr),
        flag(field.compare),
        field.metadata.as_deref().unwrap_or("None"),
    )
}

/// Whether a word of `text` is `name`.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    words(text).any(|word| word == name)
}

pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// Whether a word of `text` is one of `names`.
fn mentions_any(text: &str, names: &BTreeSet<&str>) -> bool {
    words(text).any(|word| names.contains(word) || word == "self")
}
