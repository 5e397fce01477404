//! Source text that the compiler writes into a module, before names are resolved.

use std::convert::Infallible;

use pyaot_diagnostics::Span;

use rustpython_parser::ast::fold::Fold;
use rustpython_parser::ast::text_size::{TextRange, TextSize};
use rustpython_parser::ast::{self, Constant, Expr, Stmt};
use rustpython_parser::{Mode, parse};

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

/// Parses generated text; every node gets `range`.
pub(crate) fn statements(text: &str, range: TextRange) -> Option<Vec<Stmt>> {
    let parsed = parse(text, Mode::Module, "<generated>").ok()?;
    let ast::Mod::Module(module) = parsed else {
        return None;
    };
    let Ok(body) = Place(range).fold(module.body);
    Some(body)
}

/// Where nodes of generated methods stand: behind the end of the text of the module, at the
/// number of the place here.
#[derive(Default)]
pub(crate) struct GeneratedPlaces(Vec<GeneratedPlace>);

#[derive(Clone, Copy, PartialEq)]
struct GeneratedPlace {
    /// In the text of the module, for messages.
    class: u32,
    /// In the text from which CPython makes the function, which has a line in front.
    line: u32,
}

impl GeneratedPlaces {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The place in the text of the module, and the line that tracebacks show, if `at` is one
    /// behind a text of that length.
    pub(crate) fn find(&self, at: TextSize, text: &str) -> Option<(u32, u32)> {
        let number = usize::from(at).checked_sub(text.len() + 1)?;
        let place = self.0.get(number)?;
        Some((place.class, place.line))
    }

    fn note(&mut self, place: GeneratedPlace, text: &str) -> TextRange {
        let known = self.0.iter().rposition(|known| *known == place);
        let number = known.unwrap_or_else(|| {
            self.0.push(place);
            self.0.len() - 1
        });
        TextRange::empty(TextSize::try_from(text.len() + 1 + number).unwrap_or_default())
    }
}

/// The span of a node that stands at that line of a generated method.
pub(crate) fn at_line(span: Span, line: u32) -> Span {
    Span {
        line,
        end_line: line,
        ..span
    }
}

/// Parses the text of statements of a class body. Nodes of methods stand at lines of their own,
/// others where the class does.
pub(crate) fn methods(
    generated: &str,
    class: TextSize,
    text: &str,
    places: &mut GeneratedPlaces,
) -> Option<Vec<Stmt>> {
    struct Lines<'a> {
        generated: &'a str,
        text: &'a str,
        places: &'a mut GeneratedPlaces,
        class: u32,
        /// Line of the `def`.
        first: usize,
        last: u32,
    }
    impl Fold<TextRange> for Lines<'_> {
        type TargetU = TextRange;
        type Error = Infallible;
        type UserContext = ();
        fn will_map_user(&mut self, _: &TextRange) {}
        fn map_user(&mut self, range: TextRange, (): ()) -> Result<TextRange, Infallible> {
            let line = line_of(self.generated, range.start()) - self.first + 2;
            let place = GeneratedPlace {
                class: self.class,
                line: u32::try_from(line).unwrap_or(self.last).min(self.last),
            };
            Ok(self.places.note(place, self.text))
        }
    }
    let range = TextRange::empty(class);
    let parsed = parse(generated, Mode::Module, "<generated>").ok()?;
    let ast::Mod::Module(module) = parsed else {
        return None;
    };
    let fold = |stmt: Stmt| {
        let Stmt::FunctionDef(def) = &stmt else {
            let Ok(stmt) = Place(range).fold(stmt);
            return stmt;
        };
        // What guards `__repr__` against objects that hold themselves is none of its lines.
        let is_repr = def.name.as_str() == "__repr__";
        let mut lines = Lines {
            generated,
            text,
            places: &mut *places,
            class: class.into(),
            first: line_of(generated, def.range.start()),
            last: if is_repr { 3 } else { u32::MAX },
        };
        let Ok(stmt) = lines.fold(stmt);
        stmt
    };
    Some(module.body.into_iter().map(fold).collect())
}

/// Lines in front of a place.
fn line_of(text: &str, at: TextSize) -> usize {
    text.get(..usize::from(at))
        .unwrap_or_default()
        .matches('\n')
        .count()
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
