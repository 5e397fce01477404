//! Methods of built-in types: results, and what they put where.

use pyaot_syntax::tree::{Expr, ExprKind};

use super::call::Args;
use super::{Frame, Infer, Part};
use crate::rows::method_result;
use crate::ty::{Atom, SiteId, Ty};

/// Methods of containers that keep an argument, or compare and hash it.
const COMPARING: &[&str] = &[
    "add",
    "append",
    "appendleft",
    "count",
    "discard",
    "get",
    "index",
    "insert",
    "pop",
    "remove",
    "setdefault",
];

/// Whether methods compare arguments with what the container holds.
fn is_container(atom: &Atom) -> bool {
    matches!(
        atom,
        Atom::List(_)
            | Atom::Dict(_)
            | Atom::DefaultDict(_)
            | Atom::Set(_)
            | Atom::Tuple(_)
            | Atom::TupleOf(_)
    )
}

/// Whether a template of `str.format` may read attributes, as in `{0.name}`.
fn reads_attributes(template: &str) -> bool {
    template.split('{').skip(1).any(|field| {
        let name = field.split([':', '!', '}']).next();
        name.is_some_and(|name| name.contains('.'))
    })
}

impl<'a> Infer<'a> {
    pub(super) fn call_method(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        receiver: &Atom,
        name: &str,
        args: &Args<'a>,
    ) -> Ty {
        let known = !args.spreads();
        let ty = match receiver {
            Atom::List(site) if known => {
                self.sequence_method(frame, expr, (*site, Atom::List), name, args)
            }
            Atom::Dict(site) if known => self.dict_method(frame, expr, *site, name, args),
            Atom::DefaultDict(site) if known && name != "copy" => {
                self.dict_method(frame, expr, *site, name, args)
            }
            Atom::Set(site) if known => self.set_method(frame, expr, *site, name, args),
            Atom::Deque(site) if known => {
                self.sequence_method(frame, expr, (*site, Atom::Deque), name, args)
            }
            Atom::NumberArray(number) if known && args.keywords.is_empty() => {
                self.number_array_method(expr, frame, *number, name, args)
            }
            Atom::Array(dtype, ndim) if known => self.array_method(*dtype, *ndim, name, args),
            Atom::Str if known => self.str_method(frame, expr, name, args),
            Atom::TextFile if known => match name {
                "read" | "readline" => Some(Ty::str()),
                "readlines" => {
                    let site = self.site(frame.ctx, expr.id);
                    self.put(site, Part::Item, &Ty::str());
                    Some(Atom::List(site).into())
                }
                "write" => Some(Ty::int()),
                "close" | "flush" => Some(Ty::none()),
                _ => None,
            },
            Atom::Cached(_) if known && name == "cache_info" => Some(Atom::Object.into()),
            Atom::Cached(_) if known && name == "cache_clear" => Some(Ty::none()),
            // Their methods keep nothing, so the rows say all.
            Atom::Tuple(_) | Atom::TupleOf(_) if known => method_result("tuple", name),
            Atom::Range if known => method_result("range", name),
            Atom::Bytes if known => method_result("bytes", name),
            Atom::ByteArray if known => {
                let result = method_result("bytearray", name);
                if result.is_some() {
                    args.types
                        .clone()
                        .iter()
                        .for_each(|ty| self.given_to_array(ty));
                }
                result
            }
            Atom::Int | Atom::Bool if known => method_result("int", name),
            Atom::Float | Atom::NonNegFloat if known => method_result("float", name),
            Atom::Complex if known => method_result("complex", name),
            _ => None,
        };
        match ty {
            Some(ty) => {
                if known && is_container(receiver) {
                    let receiver = Ty::from(receiver.clone());
                    // Arguments are compared with items, or keys; `a.__eq__(b)` may hand `a` to a method of `b`.
                    let compared = match name.starts_with("__") {
                        true => receiver,
                        false => self.iter_item(&receiver),
                    };
                    args.types.iter().for_each(|ty| self.meet(&compared, ty));
                }
                for ty in args.types.iter().chain(&args.keyword_types) {
                    if COMPARING.contains(&name) {
                        self.show(ty);
                    } else {
                        self.touch(ty);
                    }
                }
                ty
            }
            None if args.are_unknown() => Ty::BOTTOM,
            None => {
                self.escape(&Ty::from(receiver.clone()));
                self.call_unknown(args)
            }
        }
    }

    /// A method of a list or a deque; `same` makes the type of another of
    /// its kind.
    fn sequence_method(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        (site, same): (SiteId, fn(SiteId) -> Atom),
        name: &str,
        args: &Args<'a>,
    ) -> Option<Ty> {
        let arg = |n: usize| args.types.get(n).cloned().unwrap_or(Ty::BOTTOM);
        let is_list = matches!(same(site), Atom::List(_));
        let of_ends = matches!(name, "appendleft" | "extendleft" | "popleft" | "rotate");
        if is_list && of_ends || !is_list && name == "sort" {
            return None;
        }
        Some(match name {
            "append" | "appendleft" => {
                self.put(site, Part::Item, &arg(0));
                Ty::none()
            }
            "insert" => {
                self.put(site, Part::Item, &arg(1));
                Ty::none()
            }
            "extend" | "extendleft" => {
                let item = self.iter_item(&arg(0));
                self.put(site, Part::Item, &item);
                Ty::none()
            }
            "pop" | "popleft" => self.part(site, Part::Item),
            "index" | "count" => Ty::int(),
            "remove" | "reverse" | "rotate" | "clear" => Ty::none(),
            "sort" => {
                let item = self.part(site, Part::Item);
                self.key_function(args, &item);
                self.meet_each_other(&item);
                Ty::none()
            }
            "copy" => {
                let copy = self.site(frame.ctx, expr.id);
                let item = self.part(site, Part::Item);
                self.put(copy, Part::Item, &item);
                same(copy).into()
            }
            _ => return None,
        })
    }

    fn dict_method(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        site: SiteId,
        name: &str,
        args: &Args<'a>,
    ) -> Option<Ty> {
        let arg = |n: usize| args.types.get(n).cloned();
        let (key, value) = (self.part(site, Part::Key), self.part(site, Part::Value));
        Some(match name {
            "get" => {
                let default = arg(1).unwrap_or(Ty::none());
                self.join(&value, &default)
            }
            "pop" => match arg(1) {
                Some(default) => self.join(&value, &default),
                None => value,
            },
            "setdefault" => {
                let default = arg(1).unwrap_or(Ty::none());
                self.put(site, Part::Key, &arg(0).unwrap_or(Ty::BOTTOM));
                self.put(site, Part::Value, &default);
                self.part(site, Part::Value)
            }
            "keys" => Atom::Iterator(Box::new(key)).into(),
            "values" => Atom::Iterator(Box::new(value)).into(),
            "items" => {
                let pair = Atom::Tuple(vec![key, value]).into();
                Atom::Iterator(Box::new(pair)).into()
            }
            "popitem" => Atom::Tuple(vec![key, value]).into(),
            "clear" => Ty::none(),
            "copy" => {
                let copy = self.site(frame.ctx, expr.id);
                self.put(copy, Part::Key, &key);
                self.put(copy, Part::Value, &value);
                Atom::Dict(copy).into()
            }
            "update" => {
                if let Some(other) = arg(0) {
                    self.merge_mapping(site, &other);
                }
                for ty in args.keyword_types.clone() {
                    self.put(site, Part::Key, &Ty::str());
                    self.put(site, Part::Value, &ty);
                }
                Ty::none()
            }
            _ => return None,
        })
    }

    fn set_method(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        site: SiteId,
        name: &str,
        args: &Args<'a>,
    ) -> Option<Ty> {
        let item = self.part(site, Part::Item);
        Some(match name {
            "add" => {
                self.put(
                    site,
                    Part::Item,
                    &args.types.first().cloned().unwrap_or(Ty::BOTTOM),
                );
                Ty::none()
            }
            "remove" | "discard" | "clear" => Ty::none(),
            "pop" => item,
            "isdisjoint" | "issubset" | "issuperset" => {
                args.types.clone().iter().for_each(|ty| {
                    self.iter_item(ty);
                });
                Ty::bool()
            }
            "update" | "symmetric_difference_update" => {
                for ty in args.types.clone() {
                    let item = self.iter_item(&ty);
                    self.put(site, Part::Item, &item);
                }
                Ty::none()
            }
            "intersection_update" | "difference_update" => {
                args.types.clone().iter().for_each(|ty| {
                    self.iter_item(ty);
                });
                Ty::none()
            }
            "copy" | "union" | "intersection" | "difference" | "symmetric_difference" => {
                let result = self.site(frame.ctx, expr.id);
                self.put(result, Part::Item, &item);
                for ty in args.types.clone() {
                    let item = self.iter_item(&ty);
                    if matches!(name, "union" | "symmetric_difference") {
                        self.put(result, Part::Item, &item);
                    }
                }
                Atom::Set(result).into()
            }
            _ => return None,
        })
    }

    fn str_method(
        &mut self,
        frame: &mut Frame<'a>,
        expr: &'a Expr,
        name: &str,
        args: &Args<'a>,
    ) -> Option<Ty> {
        Some(match name {
            "join" => {
                args.types.clone().iter().for_each(|ty| {
                    self.iter_item(ty);
                });
                Ty::str()
            }
            "format" => {
                let plain = matches!(&expr.kind, ExprKind::Call { callee, .. }
                    if matches!(&callee.kind, ExprKind::Attribute { object, .. }
                        if matches!(&object.kind, ExprKind::Str(text) if !reads_attributes(text))));
                for ty in args.types.iter().chain(&args.keyword_types) {
                    let text = ty.is_number() || ty.is_str();
                    if plain || text {
                        self.touch(ty);
                    } else {
                        self.escape(ty);
                        self.unknown_name();
                    }
                }
                Ty::str()
            }
            "split" | "rsplit" | "splitlines" => {
                let site = self.site(frame.ctx, expr.id);
                self.put(site, Part::Item, &Ty::str());
                Atom::List(site).into()
            }
            "partition" | "rpartition" => Atom::Tuple(vec![Ty::str(); 3]).into(),
            _ => return method_result("str", name),
        })
    }
}
