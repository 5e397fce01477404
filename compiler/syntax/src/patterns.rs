//! The patterns of `match`.

use std::collections::HashSet;

use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Constant, Expr as Ast, Pattern as AstPattern, Ranged};

use crate::builder::Builder;
use crate::tree::{Expr, ExprKind, MatchCase, Pattern, PatternKind};

impl Builder<'_> {
    /// The cases of one `match` statement.
    pub fn cases(&mut self, cases: &[ast::MatchCase]) -> Vec<MatchCase> {
        let last = cases.len().saturating_sub(1);
        let mut built = Vec::new();
        for (index, case) in cases.iter().enumerate() {
            if index < last && case.guard.is_none() {
                self.check_refutable(&case.pattern);
            }
            let mut bound = HashSet::new();
            let pattern = self.pattern(&case.pattern, &mut bound);
            let guard = self.maybe(case.guard.as_deref());
            built.push(MatchCase {
                pattern,
                guard,
                body: self.stmts(&case.body),
            });
        }
        built
    }

    /// Reports a pattern that leaves nothing for what comes after it.
    fn check_refutable(&mut self, pattern: &AstPattern) {
        match irrefutable(pattern) {
            Some(Some(name)) => {
                let message = format!("name capture '{name}' makes remaining patterns unreachable");
                self.error(pattern.range(), message);
            }
            Some(None) => self.error(
                pattern.range(),
                "wildcard makes remaining patterns unreachable",
            ),
            None => {}
        }
    }

    fn bind_capture(&mut self, name: &str, range: TextRange, bound: &mut HashSet<String>) -> Expr {
        if !bound.insert(name.to_string()) {
            self.error(
                range,
                format!("multiple assignments to name '{name}' in pattern"),
            );
        }
        self.name(name, range)
    }

    fn pattern(&mut self, pattern: &AstPattern, bound: &mut HashSet<String>) -> Pattern {
        let range = pattern.range();
        let kind = match pattern {
            AstPattern::MatchValue(p) => PatternKind::Value(self.expr(&p.value)),
            AstPattern::MatchSingleton(p) => {
                let kind = match p.value {
                    Constant::Bool(true) => ExprKind::True,
                    Constant::Bool(false) => ExprKind::False,
                    _ => ExprKind::None,
                };
                PatternKind::Singleton(self.new_expr(self.span(range), kind))
            }
            AstPattern::MatchSequence(p) => self.sequence(p, bound),
            AstPattern::MatchMapping(p) => self.mapping(p, bound),
            AstPattern::MatchClass(p) => self.class_pattern(p, bound),
            // A star outside of a sequence: the parser lets none through.
            AstPattern::MatchStar(p) => return self.star(p, bound),
            AstPattern::MatchAs(p) => match (&p.pattern, &p.name) {
                (None, None) => PatternKind::Wildcard,
                (None, Some(name)) => PatternKind::Capture(self.bind_capture(name, range, bound)),
                (Some(inner), None) => return self.pattern(inner, bound),
                (Some(inner), Some(name)) => {
                    let pattern = Box::new(self.pattern(inner, bound));
                    PatternKind::As {
                        pattern,
                        target: self.bind_capture(name, range, bound),
                    }
                }
            },
            AstPattern::MatchOr(p) => self.alternatives(p, bound),
        };
        Pattern {
            span: self.span(range),
            kind,
        }
    }

    fn patterns(&mut self, patterns: &[AstPattern], bound: &mut HashSet<String>) -> Vec<Pattern> {
        patterns.iter().map(|p| self.pattern(p, bound)).collect()
    }

    fn star(&mut self, star: &ast::PatternMatchStar, bound: &mut HashSet<String>) -> Pattern {
        let kind = match &star.name {
            Some(name) if name.as_str() != "_" => {
                PatternKind::Capture(self.bind_capture(name, star.range, bound))
            }
            _ => PatternKind::Wildcard,
        };
        Pattern {
            span: self.span(star.range),
            kind,
        }
    }

    fn sequence(
        &mut self,
        sequence: &ast::PatternMatchSequence,
        bound: &mut HashSet<String>,
    ) -> PatternKind {
        let mut star = None;
        let mut patterns = Vec::new();
        for (index, pattern) in sequence.patterns.iter().enumerate() {
            match pattern {
                AstPattern::MatchStar(p) => {
                    if star.replace(index).is_some() {
                        self.error(
                            sequence.range,
                            "multiple starred expressions in sequence pattern",
                        );
                    }
                    patterns.push(self.star(p, bound));
                }
                other => patterns.push(self.pattern(other, bound)),
            }
        }
        PatternKind::Sequence { patterns, star }
    }

    fn mapping(
        &mut self,
        mapping: &ast::PatternMatchMapping,
        bound: &mut HashSet<String>,
    ) -> PatternKind {
        let mut seen: Vec<&Constant> = Vec::new();
        for key in &mapping.keys {
            let Ast::Constant(constant) = key else {
                continue;
            };
            if seen.contains(&&constant.value) {
                let text = &self.places.text[usize::from(key.start())..usize::from(key.end())];
                let message = format!("mapping pattern checks duplicate key ({text})");
                self.error(mapping.range, message);
            }
            seen.push(&constant.value);
        }
        let mut entries = Vec::new();
        for (key, pattern) in mapping.keys.iter().zip(&mapping.patterns) {
            entries.push((self.expr(key), self.pattern(pattern, bound)));
        }
        let rest = mapping
            .rest
            .as_ref()
            .map(|name| self.bind_capture(name, mapping.range, bound));
        PatternKind::Mapping { entries, rest }
    }

    fn class_pattern(
        &mut self,
        class: &ast::PatternMatchClass,
        bound: &mut HashSet<String>,
    ) -> PatternKind {
        let mut seen = HashSet::new();
        for name in &class.kwd_attrs {
            if !seen.insert(name.as_str()) {
                self.error(
                    class.range,
                    format!("attribute name repeated in class pattern: {name}"),
                );
            }
        }
        let callee = self.expr(&class.cls);
        let positional = self.patterns(&class.patterns, bound);
        let patterns = self.patterns(&class.kwd_patterns, bound);
        let keywords = class
            .kwd_attrs
            .iter()
            .map(|name| name.to_string())
            .zip(patterns)
            .collect();
        PatternKind::Class {
            class: callee,
            positional,
            keywords,
        }
    }

    fn alternatives(
        &mut self,
        alternatives: &ast::PatternMatchOr,
        bound: &mut HashSet<String>,
    ) -> PatternKind {
        let before = bound.clone();
        let mut names: Option<HashSet<String>> = None;
        let mut patterns = Vec::new();
        let last = alternatives.patterns.len().saturating_sub(1);
        for (index, pattern) in alternatives.patterns.iter().enumerate() {
            if index < last {
                self.check_refutable(pattern);
            }
            let mut here = before.clone();
            patterns.push(self.pattern(pattern, &mut here));
            match &names {
                Some(names) if *names != here => {
                    self.error(
                        alternatives.range,
                        "alternative patterns bind different names",
                    );
                }
                _ => names = Some(here),
            }
        }
        if let Some(names) = names {
            *bound = names;
        }
        PatternKind::Or(patterns)
    }
}

/// For a pattern that matches anything: the name it binds, if it does.
fn irrefutable(pattern: &AstPattern) -> Option<Option<&str>> {
    match pattern {
        AstPattern::MatchAs(p) => match &p.pattern {
            None => Some(p.name.as_deref()),
            Some(inner) => irrefutable(inner),
        },
        AstPattern::MatchOr(p) => p.patterns.iter().find_map(irrefutable),
        _ => None,
    }
}
