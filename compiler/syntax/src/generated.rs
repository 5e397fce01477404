//! Source text that the compiler writes into a module, before names are resolved.

use std::convert::Infallible;

use rustpython_parser::ast::fold::Fold;
use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Constant, Expr, Stmt};
use rustpython_parser::{Mode, parse};

/// Parses generated text; every node gets `range`.
pub(crate) fn statements(text: &str, range: TextRange) -> Option<Vec<Stmt>> {
    struct Place(TextRange);
    impl Fold<TextRange> for Place {
        type TargetU = TextRange;
        type Error = Infallible;
        type UserContext = ();
        fn will_map_user(&mut self, _: &TextRange) {}
        fn map_user(&mut self, _: TextRange, (): ()) -> Result<TextRange, Infallible> {
            Ok(self.0)
        }
    }
    let parsed = parse(text, Mode::Module, "<generated>").ok()?;
    let ast::Mod::Module(module) = parsed else {
        return None;
    };
    let Ok(body) = Place(range).fold(module.body);
    Some(body)
}

/// Puts `import module as local` where the imports of a module begin.
pub(crate) fn insert_import(body: &mut Vec<Stmt>, module: &str, local: &str) {
    let docstring = usize::from(starts_with_docstring(body));
    let future = body
        .iter()
        .skip(docstring)
        .take_while(|stmt| is_future_import(stmt));
    let at = docstring + future.count();
    let import = format!("import {module} as {local}");
    let import = statements(&import, TextRange::empty(0.into()));
    body.splice(at..at, import.into_iter().flatten());
}

fn starts_with_docstring(body: &[Stmt]) -> bool {
    matches!(body.first(), Some(Stmt::Expr(first))
        if matches!(&*first.value, Expr::Constant(c) if matches!(c.value, Constant::Str(_))))
}

fn is_future_import(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::ImportFrom(import)
        if import.module.as_deref() == Some("__future__"))
}
