//! Modules of the library that are beside nothing of CPython's: a program that reaches CPython has
//! its own ones, as their objects must be those that its code knows (`docs/decisions/0025` to `0030`).

use pyaot_syntax::tree::{ExprKind, Module};

use crate::{enumerations, walk};

pub const JSON: &str = "json";

/// The module of JSON's mistake, which CPython takes for its own.
pub(crate) const JSON_MISTAKE: &str = "json.decoder";

pub const RE: &str = "re";

/// The module of the mistake in a pattern, which CPython takes for its own.
pub(crate) const RE_MISTAKE: &str = "re._constants";

/// The module that takes numbers of all of CPython's classes there.
pub const STATISTICS: &str = "statistics";

/// Modules whose mistakes libraries of CPython's may raise, and the program catch.
pub const CSV: &str = "csv";
pub const STRUCT: &str = "struct";

/// Modules of the library that are beside nothing of CPython's.
pub fn stands_alone(library: &str) -> bool {
    matches!(
        library,
        enumerations::MODULE | JSON_MISTAKE | RE_MISTAKE | STATISTICS | CSV | STRUCT
    )
}

/// Modules of the library of which there are both or none, unless the second is CPython's because the program
/// reaches it.
pub(crate) const PAIRS: &[(&str, &str)] = &[(JSON, JSON_MISTAKE), (RE, RE_MISTAKE)];

/// Those of which the program asks for parts that only CPython's have.
pub(crate) fn taken_apart(modules: &[Module]) -> impl Iterator<Item = &'static str> {
    let json = modules.iter().any(takes_json_apart).then_some(JSON);
    let re = modules.iter().any(takes_re_apart).then_some(RE);
    json.into_iter().chain(re)
}

/// Whether a module asks for parts of CPython's `json` that this one lacks.
fn takes_json_apart(module: &Module) -> bool {
    const PARTS: &[&str] = &[
        "iterencode",
        "memo",
        "parse_array",
        "parse_object",
        "scan_once",
    ];
    let mut takes = module
        .functions
        .iter()
        .any(|f| PARTS.contains(&f.name.as_str()));
    // `json.JSONEncoder.default = ...`: for all that is written from then on.
    for body in walk::bodies(module) {
        walk::targets(body, &mut |target| {
            if let ExprKind::Attribute { object, .. } = &target.kind
                && let ExprKind::Name { name, .. } | ExprKind::Attribute { name, .. } = &object.kind
            {
                takes |= matches!(name.as_str(), "JSONEncoder" | "JSONDecoder");
            }
        });
    }
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            takes |= matches!(&expr.kind, ExprKind::Attribute { name, .. } if PARTS.contains(&name.as_str()));
        });
    }
    takes
}

/// Whether a module asks for parts of CPython's `re` that this one lacks, or names characters
/// in a pattern, which are CPython's to know.
fn takes_re_apart(module: &Module) -> bool {
    let mut takes = false;
    for function in &module.functions {
        walk::expressions(function, module, &mut |expr| {
            takes |= match &expr.kind {
                // `pattern.scanner(text)`; an attribute of that name is the program's own.
                ExprKind::Call { callee, args, .. } => {
                    let is_it = matches!(&callee.kind, ExprKind::Attribute { name, .. } if name == "scanner");
                    is_it && !args.is_empty()
                }
                ExprKind::Str(text) => text.contains("\\N{"),
                _ => false,
            };
        });
    }
    takes
}
