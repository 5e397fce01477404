//! `'literal {} ...'.format(...)` and `'literal %d ...' % (...)`: a template that
//! is read when compiling becomes what an f-string becomes.
//!
//! Only templates whose meaning is certain here; any other, with all its errors,
//! is left to the runtime.

use pyaot_abi::field::Field;
use pyaot_abi::functions as rt;
use pyaot_analysis::Ty;
use pyaot_ir::{LocalId, Repr, ValueId};
use pyaot_syntax::tree::{Expr, ExprKind, Keyword};

use crate::function::FunctionLower;
use crate::position::position_of;

/// A part of a template.
#[derive(Debug, PartialEq)]
enum Piece {
    Text(String),
    /// An argument as `{arg!conversion:spec}` shows it.
    Field {
        arg: usize,
        conversion: Option<char>,
        spec: String,
    },
}

/// Adds text behind `pieces`.
fn add_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(known)) => known.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece::Text(text.to_string())),
    }
}

/// The pieces of a template of `str.format` with so many arguments by
/// position and these behind them by name.
fn parse_format(template: &str, n: usize, names: &[&str]) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let (mut automatic, mut manual) = (0, false);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        add_text(&mut pieces, &rest[..at]);
        let brace = &rest[at..at + 1];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            add_text(&mut pieces, brace);
            rest = after;
            continue;
        }
        let end = rest.find('}').filter(|_| brace == "{")?;
        let field = &rest[..end];
        rest = &rest[end + 1..];
        let (head, spec) = field.split_once(':').unwrap_or((field, ""));
        let (name, conversion) = match head.split_once('!') {
            Some((name, conversion)) => (name, Some(conversion)),
            None => (head, None),
        };
        let conversion = match conversion {
            None => None,
            Some(letter @ ("r" | "s" | "a")) => letter.chars().next(),
            Some(_) => return None,
        };
        if spec.contains('{') || name.contains('{') {
            return None;
        }
        let arg = if name.is_empty() {
            automatic += 1;
            automatic - 1
        } else if name.bytes().all(|c| c.is_ascii_digit()) {
            manual = true;
            name.parse().ok()?
        } else {
            n + names.iter().position(|known| *known == name)?
        };
        if automatic > 0 && manual || arg >= n + names.len() {
            return None;
        }
        // A number never means an argument by name.
        if arg >= n && (name.is_empty() || name.as_bytes()[0].is_ascii_digit()) {
            return None;
        }
        pieces.push(Piece::Field {
            arg,
            conversion,
            spec: spec.to_string(),
        });
    }
    add_text(&mut pieces, rest);
    Some(pieces)
}

/// The pieces of a template of `%` with arguments of these types.
fn parse_percent(template: &str, types: &[Ty]) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut arg = 0;
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        add_text(&mut pieces, &rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            add_text(&mut pieces, "%");
            rest = after;
            continue;
        }
        let cut =
            |text: &'_ str, test: fn(char) -> bool| text.find(|c| !test(c)).unwrap_or(text.len());
        let (flags, after) = rest.split_at(cut(rest, |c| "-+ 0#".contains(c)));
        let (width, after) = after.split_at(cut(after, |c| c.is_ascii_digit()));
        let (precision, after) = match after.strip_prefix('.') {
            Some(after) => {
                let (digits, after) = after.split_at(cut(after, |c| c.is_ascii_digit()));
                (Some(if digits.is_empty() { "0" } else { digits }), after)
            }
            None => (None, after),
        };
        let letter = after.chars().next()?;
        rest = &after[letter.len_utf8()..];
        // More are refused, or have other errors.
        if width.len() > 4 || precision.is_some_and(|digits| digits.len() > 2) {
            return None;
        }
        let layout = Layout {
            flags,
            width,
            precision,
        };
        let (conversion, spec) = layout.spec(letter, types.get(arg)?)?;
        pieces.push(Piece::Field {
            arg,
            conversion,
            spec,
        });
        arg += 1;
    }
    add_text(&mut pieces, rest);
    (arg == types.len() && arg > 0).then_some(pieces)
}

/// What stands between `%` and the letter.
struct Layout<'t> {
    flags: &'t str,
    width: &'t str,
    precision: Option<&'t str>,
}

impl Layout<'_> {
    /// The conversion and the specification of `format` that do what the letter
    /// does to a value of that type.
    fn spec(&self, letter: char, ty: &Ty) -> Option<(Option<char>, String)> {
        let has = |flag: char| self.flags.contains(flag);
        let only = |allowed: &str| self.flags.chars().all(|flag| allowed.contains(flag));
        let precision = self.precision.map_or(String::new(), |p| format!(".{p}"));
        match letter {
            's' | 'r' | 'a' => {
                let as_it_is = letter == 's' && (ty.is_str() || ty.is_int() || ty.is_float());
                let is_plain = self.width.is_empty() && self.precision.is_none();
                // Numbers have other ideas of alignment and precision.
                let as_it_is = as_it_is && (is_plain || ty.is_str());
                let conversion = (!as_it_is).then_some(letter);
                if is_plain {
                    return only("-").then(|| (conversion, String::new()));
                }
                let align = match (self.width, has('-')) {
                    ("", _) => "",
                    (_, true) => "<",
                    (_, false) => ">",
                };
                let spec = format!("{align}{}{precision}", self.width);
                only("-").then_some((conversion, spec))
            }
            'd' | 'i' | 'u' | 'x' | 'X' | 'o' => {
                let letter = match letter {
                    'i' | 'u' => 'd',
                    other => other,
                };
                if !ty.is_int() || self.precision.is_some() || letter == 'd' && has('#') {
                    return None;
                }
                Some((None, self.number(letter, "")))
            }
            'f' | 'F' | 'e' | 'E' | 'g' | 'G' => {
                // Zeros in front of infinities differ.
                let fits = ty.is_int() || ty.is_float();
                (fits && only("-+ ")).then(|| (None, self.number(letter, &precision)))
            }
            _ => None,
        }
    }

    fn number(&self, letter: char, precision: &str) -> String {
        let has = |flag: char| self.flags.contains(flag);
        if letter == 'd' && self.flags.is_empty() && self.width.is_empty() {
            return String::new();
        }
        let left = has('-') && !self.width.is_empty();
        let mut spec = String::new();
        spec.push_str(if left { "<" } else { "" });
        spec.push_str(match (has('+'), has(' ')) {
            (true, _) => "+",
            (_, true) => " ",
            _ => "",
        });
        spec.push_str(if has('#') { "#" } else { "" });
        spec.push_str(if has('0') && !has('-') && !self.width.is_empty() {
            "0"
        } else {
            ""
        });
        spec.push_str(self.width);
        spec.push_str(precision);
        spec.push(letter);
        spec
    }
}

impl<'a> FunctionLower<'_, 'a> {
    /// `template.format(*args, **keywords)`.
    pub(crate) fn format_literal(
        &mut self,
        expr: &'a Expr,
        template: &str,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Option<ValueId> {
        if args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_))) {
            return None;
        }
        let names: Option<Vec<&str>> = keywords.iter().map(|k| k.name.as_deref()).collect();
        let pieces = parse_format(template, args.len(), &names?)?;
        let args = args.iter().chain(keywords.iter().map(|k| &k.value));
        Some(self.fill_in(expr, &pieces, args))
    }

    /// `template % right`.
    pub(crate) fn percent_literal(
        &mut self,
        expr: &'a Expr,
        template: &str,
        right: &'a Expr,
    ) -> Option<ValueId> {
        let args = match &right.kind {
            ExprKind::Tuple(items) => items.as_slice(),
            _ => {
                let ty = self.ty(right);
                let is_one = ty.is_str() || ty.is_int() || ty.is_float();
                is_one.then(|| std::slice::from_ref(right))?
            }
        };
        if args.iter().any(|a| matches!(a.kind, ExprKind::Starred(_))) {
            return None;
        }
        let types: Vec<Ty> = args.iter().map(|arg| self.ty(arg)).collect();
        let pieces = parse_percent(template, &types)?;
        Some(self.fill_in(expr, &pieces, args.iter()))
    }

    /// Evaluates the arguments, then puts them in their places.
    fn fill_in(
        &mut self,
        expr: &'a Expr,
        pieces: &[Piece],
        args: impl Iterator<Item = &'a Expr>,
    ) -> ValueId {
        let mut held: Vec<(LocalId, Ty)> = Vec::new();
        for arg in args {
            let ty = self.ty(arg);
            let value = match ty.is_str() {
                true => self.expr(arg),
                false => self.value(arg),
            };
            held.push((self.hold("argument", value), ty));
        }
        self.b.position = position_of(expr);
        let mut parts = Vec::new();
        for piece in pieces {
            let (word, text) = match piece {
                Piece::Text(text) => (Field::PLAIN, self.str(text)),
                Piece::Field {
                    arg,
                    conversion,
                    spec,
                } => {
                    let (local, ty) = &held[*arg];
                    let value = self.get(*local);
                    let word = self.field_word(ty, spec).filter(|_| conversion.is_none());
                    match word {
                        Some(word) => (word, value),
                        None => (Field::PLAIN, self.formatted(value, ty, *conversion, spec)),
                    }
                }
            };
            parts.push((word, self.hold("part", text)));
        }
        match parts.as_slice() {
            [] => self.str(""),
            parts => self.join_fields(parts),
        }
    }

    fn formatted(
        &mut self,
        value: ValueId,
        ty: &Ty,
        conversion: Option<char>,
        spec: &str,
    ) -> ValueId {
        let is_str = ty.is_str() && matches!(conversion, None | Some('s'));
        if is_str && spec.is_empty() {
            return value;
        }
        let given = self.b.function.repr(value);
        let mut value = self.coerce(value, given, Repr::Value);
        if let Some(conversion) = conversion {
            let text = self.converted(value, conversion);
            if spec.is_empty() {
                return text;
            }
            value = self.coerce(text, Repr::Ref, Repr::Value);
        }
        let spec = self.str(spec);
        self.runtime(&rt::operation::value_format, &[value, spec])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(arg: usize, conversion: Option<char>, spec: &str) -> Piece {
        Piece::Field {
            arg,
            conversion,
            spec: spec.to_string(),
        }
    }

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_string())
    }

    #[test]
    fn fields_of_format() {
        assert_eq!(
            parse_format("a{{{}}} {x!r:>5}", 1, &["x"]),
            Some(vec![
                text("a{"),
                field(0, None, ""),
                text("} "),
                field(1, Some('r'), ">5")
            ])
        );
        let refused = [
            "{0.a}", "{0[1]}", "{", "}", "{:{}}", "{}{0}", "{1}", "{y}", "{!x}",
        ];
        for template in refused {
            assert_eq!(parse_format(template, 1, &["x"]), None, "{template}");
        }
    }

    #[test]
    fn letters_of_percent() {
        let types = [Ty::int(), Ty::str(), Ty::float()];
        assert_eq!(
            parse_percent("%d%% %-5s|%+8.2f", &types),
            Some(vec![
                field(0, None, ""),
                text("% "),
                field(1, None, "<5"),
                text("|"),
                field(2, None, "+8.2f")
            ])
        );
        for template in [
            "%d",
            "%d %d %f",
            "%d %s %05f",
            "%(a)s %s %s",
            "%*d %s %f",
            "%d %s %",
        ] {
            assert_eq!(parse_percent(template, &types), None, "{template}");
        }
    }
}
