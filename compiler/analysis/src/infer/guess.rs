//! What a parameter that may be anything probably is, by how its function uses it.
//!
//! Arguments that come out of a library, of JSON or of a table of mixed things have no type, and
//! nothing computed with them would have one. But `range(n)` says that `n` is an int, as do its
//! annotation and its default. What is guessed is asked at run time, so a wrong guess costs a test.

use std::rc::Rc;

use pyaot_syntax::tree::{BinaryOp, Expr, ExprKind, Function, Module, Place, StmtKind, VarId};

use super::{Frame, Infer};
use crate::program::{Guess, Guessed};
use crate::ty::{Atom, FuncKey, Ty};
use crate::walk;

/// Functions with more expressions have no versions: the code would double.
const MAX_SIZE: usize = 1500;

/// Methods that, of all built-in classes, texts have and numbers and containers have not.
const TEXT_METHODS: &[&str] = &[
    "capitalize",
    "casefold",
    "encode",
    "endswith",
    "isalnum",
    "isalpha",
    "isdigit",
    "islower",
    "isspace",
    "isupper",
    "ljust",
    "lower",
    "lstrip",
    "partition",
    "replace",
    "rfind",
    "rjust",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "swapcase",
    "title",
    "upper",
    "zfill",
];

/// What uses of a parameter say, the strongest last.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Use {
    #[default]
    Unknown,
    /// Compared or computed with ints: a number.
    Number,
    /// Computed with floats.
    Real,
    Text,
    /// Where only ints can stand.
    Count,
    /// Subscripted, called, iterated, asked for attributes.
    Other,
    /// Asked for methods of texts.
    TextMethod,
    /// Annotated, or with a default.
    Said(Guessed),
}

impl Use {
    /// The guesses, the likeliest first.
    fn guesses(self) -> &'static [Guessed] {
        match self {
            Use::Unknown | Use::Other => &[],
            Use::Number => &[Guessed::Int, Guessed::Float],
            Use::Real | Use::Said(Guessed::Float) => &[Guessed::Float, Guessed::Int],
            Use::Count | Use::Said(Guessed::Int) => &[Guessed::Int],
            Use::Text | Use::TextMethod | Use::Said(Guessed::Str) => &[Guessed::Str],
            Use::Said(Guessed::Array { .. }) => &[],
        }
    }
}

/// What a function does with its parameters.
pub(super) struct Uses {
    /// By place of the parameter.
    params: Vec<Use>,
    /// Parameters that are passed on: the call, the place there, the parameter.
    passed: Vec<(pyaot_syntax::tree::ExprId, usize, usize)>,
    /// It has a loop, which a version may run faster.
    loops: bool,
    size: usize,
}

struct Reader<'a> {
    function: &'a Function,
    uses: Uses,
}

impl Reader<'_> {
    fn param(&self, expr: &Expr) -> Option<usize> {
        let ExprKind::Name {
            place: Place::Local(var),
            ..
        } = &expr.kind
        else {
            return None;
        };
        self.place(*var)
    }

    fn place(&self, var: VarId) -> Option<usize> {
        let mut params = self.function.params.all();
        params.position(|param| param.var == var)
    }

    fn note(&mut self, expr: &Expr, is: Use) {
        if let Some(n) = self.param(expr) {
            self.uses.params[n] = self.uses.params[n].max(is);
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) {
        for (one, other) in [(left, right), (right, left)] {
            let is = match (op, &other.kind) {
                (BinaryOp::LShift | BinaryOp::RShift, _) => Use::Count,
                (BinaryOp::Pow, ExprKind::Float(_)) => Use::Number,
                (_, ExprKind::Float(_)) => Use::Real,
                (BinaryOp::And | BinaryOp::Or | BinaryOp::Xor, ExprKind::Int(_)) => Use::Count,
                (BinaryOp::FloorDiv | BinaryOp::Mod, ExprKind::Int(_)) => Use::Count,
                (BinaryOp::Mul, ExprKind::List(_) | ExprKind::Str(_)) => Use::Count,
                (BinaryOp::Add, ExprKind::Str(_)) => Use::Text,
                (_, ExprKind::Int(_)) => Use::Number,
                _ => continue,
            };
            self.note(one, is);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Binary { op, left, right } => self.binary(*op, left, right),
            ExprKind::Compare { first, rest } => {
                let mut left = &**first;
                for (_, right) in rest {
                    for (one, other) in [(left, right), (right, left)] {
                        match other.kind {
                            ExprKind::Int(_) => self.note(one, Use::Number),
                            ExprKind::Float(_) => self.note(one, Use::Real),
                            ExprKind::Str(_) => self.note(one, Use::Text),
                            _ => {}
                        }
                    }
                    left = right;
                }
            }
            ExprKind::Attribute { object, name } => {
                let is_text = TEXT_METHODS.contains(&name.as_str());
                self.note(object, if is_text { Use::TextMethod } else { Use::Other });
            }
            ExprKind::Subscript { object, .. } | ExprKind::Starred(object) => {
                self.note(object, Use::Other);
            }
            ExprKind::Slice { start, stop, step } => {
                let parts = [start, stop, step].into_iter().flatten();
                parts.for_each(|part| self.note(part, Use::Count));
            }
            ExprKind::Call { callee, args, .. } => {
                self.note(callee, Use::Other);
                let name = match &callee.kind {
                    ExprKind::Name {
                        name,
                        place: Place::Builtin,
                    } => name,
                    _ => "",
                };
                for (n, arg) in args.iter().enumerate() {
                    match name {
                        "range" | "chr" | "bin" => self.note(arg, Use::Count),
                        "abs" | "round" | "divmod" => self.note(arg, Use::Number),
                        "ord" => self.note(arg, Use::Text),
                        "len" | "sum" | "sorted" | "enumerate" | "zip" | "list" | "set" => {
                            self.note(arg, Use::Other);
                        }
                        _ => {}
                    }
                    if let Some(param) = self.param(arg) {
                        self.uses.passed.push((expr.id, n, param));
                    }
                }
            }
            ExprKind::ListComp { clauses, .. }
            | ExprKind::SetComp { clauses, .. }
            | ExprKind::DictComp { clauses, .. }
            | ExprKind::InlineGenerator { clauses, .. } => {
                self.uses.loops = true;
                let iterables = clauses.iter().map(|clause| &clause.iterable);
                iterables.for_each(|iterable| self.note(iterable, Use::Other));
            }
            _ => {}
        }
    }
}

/// The scalar that an annotation names.
fn annotated(expr: &Expr) -> Option<Guessed> {
    match &expr.kind {
        ExprKind::Name { name, .. } | ExprKind::Str(name) => match name.as_str() {
            "int" => Some(Guessed::Int),
            "float" => Some(Guessed::Float),
            "str" => Some(Guessed::Str),
            _ => None,
        },
        // `int | None`, `Optional[int]`
        ExprKind::Binary {
            op: BinaryOp::Or,
            left,
            right,
        } => match (&left.kind, &right.kind) {
            (_, ExprKind::None) => annotated(left),
            (ExprKind::None, _) => annotated(right),
            _ => None,
        },
        ExprKind::Subscript { object, index } => match &object.kind {
            ExprKind::Name { name, .. } if name == "Optional" => annotated(index),
            _ => None,
        },
        _ => None,
    }
}

fn uses(function: &Function, module: &Module) -> Uses {
    let of_param = |param: &pyaot_syntax::tree::Param| {
        let said = param.annotation.as_ref().map(annotated);
        let by_default = || match param.default.as_ref()?.kind {
            ExprKind::Int(_) => Some(Use::Number),
            ExprKind::Float(_) => Some(Use::Real),
            ExprKind::Str(_) => Some(Use::Text),
            _ => None,
        };
        match said {
            Some(Some(said)) => Use::Said(said),
            Some(None) => Use::Other,
            None => by_default().unwrap_or_default(),
        }
    };
    let mut params: Vec<Use> = function.params.positional.iter().map(of_param).collect();
    // `*args` and `**kwargs` are what they are.
    params.resize(function.params.all().count(), Use::Other);
    let mut reader = Reader {
        function,
        uses: Uses {
            params,
            passed: Vec::new(),
            loops: false,
            size: 0,
        },
    };
    walk::expressions(function, module, &mut |expr| {
        reader.uses.size += 1;
        reader.expr(expr);
    });
    walk::statements(&function.body, &mut |stmt| match &stmt.kind {
        StmtKind::For { iterable, .. } => {
            reader.uses.loops = true;
            reader.note(iterable, Use::Other);
        }
        StmtKind::While { .. } => reader.uses.loops = true,
        StmtKind::AugAssign { target, op, value } => reader.binary(*op, target, value),
        _ => {}
    });
    reader.uses
}

impl<'a> Infer<'a> {
    fn uses(&mut self, key: FuncKey) -> Rc<Uses> {
        if let Some(known) = self.uses.get(&key) {
            return known.clone();
        }
        let found = Rc::new(uses(self.function(key), self.module(key.module)));
        self.uses.insert(key, found.clone());
        found
    }

    /// What the arguments of the context, of types `params`, probably are: one or two ways.
    pub(super) fn scalar_guesses(&mut self, frame: &Frame<'a>, params: &[Ty]) -> Vec<Vec<Guess>> {
        let uses = self.uses(frame.key);
        if uses.size > MAX_SIZE || !uses.loops && frame.calls.values().all(Vec::is_empty) {
            return Vec::new();
        }
        let mut found: Vec<Vec<Guessed>> =
            uses.params.iter().map(|is| is.guesses().to_vec()).collect();
        for (call, at, param) in &uses.passed {
            if uses.params[*param] == Use::Unknown && found[*param].is_empty() {
                found[*param] = self.guesses_there(frame, *call, *at);
            }
        }
        let open = |n: usize| params[n] == Ty::Dynamic;
        let ways = (0..found.len())
            .filter(|n| open(*n))
            .map(|n| found[n].len());
        let ways = ways.max().unwrap_or(0);
        let way = |way: usize| {
            let params = found.iter().enumerate();
            let guessed = params.filter(|(n, guesses)| open(*n) && !guesses.is_empty());
            let guess = guessed.map(|(param, guesses)| Guess {
                param,
                is: guesses[way.min(guesses.len() - 1)],
            });
            guess.collect()
        };
        (0..ways).map(way).collect()
    }

    /// What the function that a call enters takes its argument for.
    fn guesses_there(
        &mut self,
        frame: &Frame<'a>,
        call: pyaot_syntax::tree::ExprId,
        at: usize,
    ) -> Vec<Guessed> {
        let Some([(atom, ctx)]) = frame.calls.get(&call).map(Vec::as_slice) else {
            return Vec::new();
        };
        let key = self.contexts[ctx.index()].func;
        let is_bound = match atom {
            Atom::Function(_) | Atom::Cached(_) => false,
            Atom::Method(..) | Atom::Instance(_) => true,
            Atom::Class(_) => self.function(key).name == "__init__",
            _ => return Vec::new(),
        };
        let param = at + usize::from(is_bound);
        let there = self.uses(key).params.get(param).copied();
        let there = there.unwrap_or_default().guesses();
        if !there.is_empty() {
            return there.to_vec();
        }
        let versions = self.contexts[ctx.index()].versions.iter();
        let guesses = versions.flat_map(|(_, guesses)| guesses);
        let of_param = guesses.filter(|guess| guess.param == param);
        let is = of_param.map(|guess| guess.is);
        is.filter(|is| !matches!(is, Guessed::Array { .. }))
            .collect()
    }
}
