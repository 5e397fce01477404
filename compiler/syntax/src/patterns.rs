//! `match`: patterns become tests and assignments.
//!
//! The subject and its parts are kept in hidden variables. A case is an `if` whose test is a
//! chain of `and`; names are bound when the whole pattern has matched, before the guard.

use std::collections::HashSet;

use rustpython_parser::ast::text_size::TextRange;
use rustpython_parser::ast::{self, Constant, Expr as Ast, Pattern, Ranged};

use crate::Span;
use crate::builder::Builder;
use crate::tree::{
    CompareOp, Expr, ExprKind, Keyword, MatchTest, Place, Stmt, StmtKind, UnaryOp, VarId,
};

/// Built-in classes whose one positional sub-pattern is for the subject itself.
const MATCHES_ITSELF: &[&str] = &[
    "bool",
    "bytearray",
    "bytes",
    "dict",
    "float",
    "frozenset",
    "int",
    "list",
    "set",
    "str",
    "tuple",
];

/// A case being built.
#[derive(Default)]
struct Case {
    /// What has to hold, in order.
    tests: Vec<Expr>,
    /// The names the pattern binds, with the variables that hold their values.
    captures: Vec<(String, TextRange, VarId)>,
    /// Names met so far.
    bound: HashSet<String>,
}

impl Builder<'_> {
    pub fn match_(&mut self, s: &ast::StmtMatch, out: &mut Vec<Stmt>) {
        let value = match &*s.subject {
            Ast::Starred(e) => {
                self.error(e.range, "can't use starred expression here");
                self.expr(&e.value)
            }
            subject => self.expr(subject),
        };
        let mut hidden = Vec::new();
        let subject = self.hide(&mut hidden);
        let target = self.hidden(subject, value.span);
        let assign = StmtKind::Assign {
            targets: vec![target],
            value,
        };
        out.push(self.new_stmt(s.subject.range(), assign));
        let last = s.cases.len().saturating_sub(1);
        let mut built = Vec::new();
        for (index, case) in s.cases.iter().enumerate() {
            if index < last && case.guard.is_none() {
                self.check_refutable(&case.pattern);
            }
            built.push(self.case(case, subject, &mut hidden));
        }
        let released = |range| Stmt {
            span: range,
            kind: StmtKind::Release(hidden.clone()),
        };
        let end = self.span(s.range);
        let mut rest = vec![released(end)];
        for (case, (test, binds, body)) in s.cases.iter().zip(built).rev() {
            let span = self.span(case.pattern.range());
            let mut then = binds;
            then.push(released(span));
            then.extend(body);
            rest = match test {
                None => then,
                Some(test) => {
                    let kind = StmtKind::If {
                        test,
                        body: then,
                        orelse: rest,
                    };
                    vec![Stmt { span, kind }]
                }
            };
        }
        out.extend(rest);
    }

    /// The test of a case (none if it always matches), what binds its names
    /// and its body.
    fn case(
        &mut self,
        case: &ast::MatchCase,
        subject: VarId,
        hidden: &mut Vec<VarId>,
    ) -> (Option<Expr>, Vec<Stmt>, Vec<Stmt>) {
        let mut state = Case::default();
        let range = case.pattern.range();
        let span = self.span(range);
        let value = self.hidden(subject, span);
        self.pattern(&case.pattern, value, &mut state, hidden);
        let Case {
            mut tests,
            captures,
            ..
        } = state;
        let mut binds = Vec::new();
        for (name, range, var) in captures {
            let target = self.name(&name, range);
            let value = self.hidden(var, span);
            if case.guard.is_some() {
                tests.push(self.always(target, value));
            } else {
                let targets = vec![target];
                let kind = StmtKind::Assign { targets, value };
                binds.push(self.new_stmt(range, kind));
            }
        }
        if let Some(guard) = &case.guard {
            tests.push(self.expr(guard));
        }
        let body = self.stmts(&case.body);
        let test = match tests.len() {
            0 | 1 => tests.pop(),
            _ => Some(self.new_expr(span, ExprKind::And(tests))),
        };
        (test, binds, body)
    }

    /// A variable that no text names.
    fn hide(&mut self, hidden: &mut Vec<VarId>) -> VarId {
        let var = self.new_var("match", false);
        hidden.push(var);
        var
    }

    fn hidden(&mut self, var: VarId, span: Span) -> Expr {
        let kind = ExprKind::Name {
            name: "match".to_string(),
            place: Place::Local(var),
        };
        self.new_expr(span, kind)
    }

    /// A test that holds and assigns.
    fn always(&mut self, target: Expr, value: Expr) -> Expr {
        let span = value.span;
        let (target, value) = (Box::new(target), Box::new(value));
        let assigned = self.new_expr(span, ExprKind::Walrus { target, value });
        let none = self.new_expr(span, ExprKind::None);
        let compared = self.compare(assigned, CompareOp::Is, none);
        let truth = self.new_expr(span, ExprKind::True);
        self.new_expr(span, ExprKind::Or(vec![compared, truth]))
    }

    fn compare(&mut self, left: Expr, op: CompareOp, right: Expr) -> Expr {
        let kind = ExprKind::Compare {
            first: Box::new(left),
            rest: vec![(op, right)],
        };
        let span = match &kind {
            ExprKind::Compare { first, .. } => first.span,
            _ => unreachable!("made above"),
        };
        self.new_expr(span, kind)
    }

    fn test(&mut self, test: MatchTest, operands: Vec<Expr>) -> Expr {
        let span = operands[0].span;
        self.new_expr(span, ExprKind::Match { test, operands })
    }

    fn int(&mut self, value: i64, span: Span) -> Expr {
        let size = self.new_expr(span, ExprKind::Int(value.abs()));
        if value >= 0 {
            return size;
        }
        let kind = ExprKind::Unary {
            op: UnaryOp::Neg,
            operand: Box::new(size),
        };
        self.new_expr(span, kind)
    }

    fn part(&mut self, object: Expr, index: Expr) -> Expr {
        let span = object.span;
        let (object, index) = (Box::new(object), Box::new(index));
        self.new_expr(span, ExprKind::Subscript { object, index })
    }

    /// The hidden variable that holds a value that is asked more than once.
    fn held(&mut self, value: Expr, state: &mut Case, hidden: &mut Vec<VarId>) -> VarId {
        if let ExprKind::Name {
            place: Place::Local(var),
            ..
        } = &value.kind
            && hidden.contains(var)
        {
            return *var;
        }
        let var = self.hide(hidden);
        let target = self.hidden(var, value.span);
        let test = self.always(target, value);
        state.tests.push(test);
        var
    }

    /// Reports a pattern that leaves nothing for what comes after it.
    fn check_refutable(&mut self, pattern: &Pattern) {
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

    /// The value is for a name.
    fn bind_name(
        &mut self,
        name: &str,
        range: TextRange,
        value: Expr,
        state: &mut Case,
        hidden: &mut Vec<VarId>,
    ) {
        if !state.bound.insert(name.to_string()) {
            let message = format!("multiple assignments to name '{name}' in pattern");
            self.error(range, message);
        }
        let var = self.held(value, state, hidden);
        state.captures.push((name.to_string(), range, var));
    }

    /// Refuses what the parser takes for a literal in a pattern and CPython does not.
    fn check_literal(&mut self, literal: &Ast) {
        let is_imaginary = |part: &Ast| match part {
            Ast::Constant(constant) => matches!(constant.value, Constant::Complex { .. }),
            _ => false,
        };
        match literal {
            Ast::JoinedStr(text) => self.error(
                text.range,
                "patterns may only match literals and attribute lookups",
            ),
            Ast::BinOp(sum) if !is_imaginary(&sum.right) => self.error(
                sum.right.range(),
                "imaginary number required in complex literal",
            ),
            Ast::BinOp(sum) => {
                let left = match &*sum.left {
                    Ast::UnaryOp(unary) => &unary.operand,
                    _ => &sum.left,
                };
                if is_imaginary(left) {
                    let message = "real number required in complex literal";
                    self.error(sum.left.range(), message);
                }
            }
            _ => {}
        }
    }

    /// Adds what `pattern` asks of `value`, an expression evaluated once.
    fn pattern(
        &mut self,
        pattern: &Pattern,
        value: Expr,
        state: &mut Case,
        hidden: &mut Vec<VarId>,
    ) {
        let range = pattern.range();
        match pattern {
            Pattern::MatchValue(p) => {
                self.check_literal(&p.value);
                let wanted = self.expr(&p.value);
                let test = self.compare(value, CompareOp::Eq, wanted);
                state.tests.push(test);
            }
            Pattern::MatchSingleton(p) => {
                let kind = match p.value {
                    Constant::Bool(true) => ExprKind::True,
                    Constant::Bool(false) => ExprKind::False,
                    _ => ExprKind::None,
                };
                let wanted = self.new_expr(value.span, kind);
                let test = self.compare(value, CompareOp::Is, wanted);
                state.tests.push(test);
            }
            Pattern::MatchSequence(p) => self.sequence(p, value, state, hidden),
            Pattern::MatchMapping(p) => self.mapping(p, value, state, hidden),
            Pattern::MatchClass(p) => self.class_pattern(p, value, state, hidden),
            // Outside of a sequence: the parser lets none through.
            Pattern::MatchStar(_) => {}
            Pattern::MatchAs(p) => match (&p.pattern, &p.name) {
                (None, None) => {}
                (None, Some(name)) => self.bind_name(name, range, value, state, hidden),
                (Some(inner), None) => self.pattern(inner, value, state, hidden),
                (Some(inner), Some(name)) => {
                    let var = self.held(value, state, hidden);
                    let span = self.span(range);
                    let value = self.hidden(var, span);
                    self.pattern(inner, value, state, hidden);
                    let value = self.hidden(var, span);
                    self.bind_name(name, range, value, state, hidden);
                }
            },
            Pattern::MatchOr(p) => self.alternatives(p, value, state, hidden),
        }
    }

    fn sequence(
        &mut self,
        sequence: &ast::PatternMatchSequence,
        value: Expr,
        state: &mut Case,
        hidden: &mut Vec<VarId>,
    ) {
        let span = self.span(sequence.range);
        let stars = |p: &Pattern| matches!(p, Pattern::MatchStar(_));
        let star = sequence.patterns.iter().position(stars);
        if sequence.patterns.iter().filter(|p| stars(p)).count() > 1 {
            self.error(
                sequence.range,
                "multiple starred expressions in sequence pattern",
            );
        }
        let var = self.held(value, state, hidden);
        let subject = self.hidden(var, span);
        let test = self.test(MatchTest::Sequence, vec![subject]);
        state.tests.push(test);
        let count = sequence.patterns.len() as i64;
        let length = self.length(var, span);
        let (op, least) = match star {
            Some(_) => (CompareOp::Ge, count - 1),
            None => (CompareOp::Eq, count),
        };
        if op == CompareOp::Eq || least > 0 {
            let least = self.int(least, span);
            let test = self.compare(length, op, least);
            state.tests.push(test);
        }
        for (at, pattern) in sequence.patterns.iter().enumerate() {
            let at = at as i64;
            if let Pattern::MatchStar(p) = pattern {
                if let Some(name) = p.name.as_ref().filter(|name| name.as_str() != "_") {
                    let rest = self.middle(var, at, count - 1 - at, span);
                    self.bind_name(name, p.range, rest, state, hidden);
                }
                continue;
            }
            let behind_star = star.is_some_and(|star| at > star as i64);
            let index = self.int(if behind_star { at - count } else { at }, span);
            let subject = self.hidden(var, span);
            let item = self.part(subject, index);
            self.pattern(pattern, item, state, hidden);
        }
    }

    /// `len(var)`.
    fn length(&mut self, var: VarId, span: Span) -> Expr {
        let callee = ExprKind::Name {
            name: "len".to_string(),
            place: Place::Builtin,
        };
        let callee = Box::new(self.new_expr(span, callee));
        let args = vec![self.hidden(var, span)];
        let keywords: Vec<Keyword> = Vec::new();
        let kind = ExprKind::Call {
            callee,
            args,
            keywords,
        };
        self.new_expr(span, kind)
    }

    /// `[*var][before:-behind]`.
    fn middle(&mut self, var: VarId, before: i64, behind: i64, span: Span) -> Expr {
        let subject = Box::new(self.hidden(var, span));
        let starred = self.new_expr(span, ExprKind::Starred(subject));
        let list = self.new_expr(span, ExprKind::List(vec![starred]));
        if before == 0 && behind == 0 {
            return list;
        }
        let start = (before > 0).then(|| Box::new(self.int(before, span)));
        let stop = (behind > 0).then(|| Box::new(self.int(-behind, span)));
        let slice = ExprKind::Slice {
            start,
            stop,
            step: None,
        };
        let slice = self.new_expr(span, slice);
        self.part(list, slice)
    }

    fn mapping(
        &mut self,
        mapping: &ast::PatternMatchMapping,
        value: Expr,
        state: &mut Case,
        hidden: &mut Vec<VarId>,
    ) {
        let mut seen: Vec<&Constant> = Vec::new();
        for key in &mapping.keys {
            self.check_literal(key);
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
        let span = self.span(mapping.range);
        let var = self.held(value, state, hidden);
        let subject = self.hidden(var, span);
        let test = self.test(MatchTest::Mapping, vec![subject]);
        state.tests.push(test);
        if !mapping.keys.is_empty() {
            let length = self.length(var, span);
            let least = self.int(mapping.keys.len() as i64, span);
            let test = self.compare(length, CompareOp::Ge, least);
            state.tests.push(test);
        }
        for key in &mapping.keys {
            let key = self.expr(key);
            let subject = self.hidden(var, span);
            let test = self.compare(key, CompareOp::In, subject);
            state.tests.push(test);
        }
        if mapping.keys.len() > 1
            && !mapping
                .keys
                .iter()
                .all(|key| matches!(key, Ast::Constant(_)))
        {
            let keys = self.exprs(&mapping.keys);
            let test = self.test(MatchTest::Keys, keys);
            state.tests.push(test);
        }
        for (key, pattern) in mapping.keys.iter().zip(&mapping.patterns) {
            let subject = self.hidden(var, span);
            let key = self.expr(key);
            let item = self.part(subject, key);
            self.pattern(pattern, item, state, hidden);
        }
        if let Some(name) = &mapping.rest {
            let mut operands = vec![self.hidden(var, span)];
            operands.extend(self.exprs(&mapping.keys));
            let rest = self.test(MatchTest::Rest, operands);
            self.bind_name(name, mapping.range, rest, state, hidden);
        }
    }

    fn class_pattern(
        &mut self,
        class: &ast::PatternMatchClass,
        value: Expr,
        state: &mut Case,
        hidden: &mut Vec<VarId>,
    ) {
        let mut seen = HashSet::new();
        for name in &class.kwd_attrs {
            if !seen.insert(name.as_str()) {
                let message = format!("attribute name repeated in class pattern: {name}");
                self.error(class.range, message);
            }
        }
        let span = self.span(class.range);
        let var = self.held(value, state, hidden);
        let callee = self.expr(&class.cls);
        let is_own = matches!(&callee.kind,
            ExprKind::Name { name, place: Place::Builtin } if MATCHES_ITSELF.contains(&name.as_str()));
        let subject = self.hidden(var, span);
        let test = self.test(MatchTest::Instance, vec![subject, callee]);
        state.tests.push(test);
        if let ([pattern], [], true) = (&*class.patterns, &*class.kwd_patterns, is_own) {
            let subject = self.hidden(var, span);
            return self.pattern(pattern, subject, state, hidden);
        }
        if class.patterns.is_empty() && class.kwd_patterns.is_empty() {
            return;
        }
        let subject = self.hidden(var, span);
        let callee = self.expr(&class.cls);
        let names = class.kwd_attrs.iter().map(|name| name.to_string());
        let attributes = MatchTest::Attributes {
            positional: class.patterns.len(),
            names: names.collect(),
        };
        let found = self.test(attributes, vec![subject, callee]);
        let found = self.held(found, state, hidden);
        let values = self.hidden(found, span);
        let none = self.new_expr(span, ExprKind::None);
        let test = self.compare(values, CompareOp::IsNot, none);
        state.tests.push(test);
        for (at, pattern) in class.patterns.iter().chain(&class.kwd_patterns).enumerate() {
            let values = self.hidden(found, span);
            let index = self.int(at as i64, span);
            let item = self.part(values, index);
            self.pattern(pattern, item, state, hidden);
        }
    }

    fn alternatives(
        &mut self,
        alternatives: &ast::PatternMatchOr,
        value: Expr,
        state: &mut Case,
        hidden: &mut Vec<VarId>,
    ) {
        let span = self.span(alternatives.range);
        let subject = self.held(value, state, hidden);
        let before = state.bound.clone();
        let mut names: Option<HashSet<String>> = None;
        // What holds a name's value, whichever alternative matched.
        let mut common: Vec<(String, TextRange, VarId)> = Vec::new();
        let mut tests = Vec::new();
        let last = alternatives.patterns.len().saturating_sub(1);
        for (index, pattern) in alternatives.patterns.iter().enumerate() {
            if index < last {
                self.check_refutable(pattern);
            }
            let mut here = Case {
                bound: before.clone(),
                ..Case::default()
            };
            let value = self.hidden(subject, span);
            self.pattern(pattern, value, &mut here, hidden);
            for (name, range, var) in here.captures {
                let known = common.iter().find(|(known, ..)| *known == name);
                let into = match known {
                    Some((_, _, var)) => *var,
                    None => {
                        let into = self.hide(hidden);
                        common.push((name, range, into));
                        into
                    }
                };
                let target = self.hidden(into, span);
                let value = self.hidden(var, span);
                let test = self.always(target, value);
                here.tests.push(test);
            }
            match &names {
                Some(names) if *names != here.bound => {
                    self.error(
                        alternatives.range,
                        "alternative patterns bind different names",
                    );
                }
                _ => names = Some(here.bound),
            }
            let test = match here.tests.len() {
                0 => self.new_expr(span, ExprKind::True),
                1 => here.tests.remove(0),
                _ => self.new_expr(span, ExprKind::And(here.tests)),
            };
            tests.push(test);
        }
        if let Some(names) = names {
            state.bound = names;
        }
        state.captures.extend(common);
        let test = self.new_expr(span, ExprKind::Or(tests));
        state.tests.push(test);
    }
}

/// For a pattern that matches anything: the name it binds, if it does.
fn irrefutable(pattern: &Pattern) -> Option<Option<&str>> {
    match pattern {
        Pattern::MatchAs(p) => match &p.pattern {
            None => Some(p.name.as_deref()),
            Some(inner) => irrefutable(inner),
        },
        Pattern::MatchOr(p) => p.patterns.iter().find_map(irrefutable),
        _ => None,
    }
}
