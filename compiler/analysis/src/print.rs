//! The typed program as text, for `--emit=types`.

use std::fmt::Write;

use pyaot_syntax::tree::ExprKind;

use crate::program::{Context, Program};
use crate::ty::{Atom, ModuleId, SiteId, Ty};
use crate::walk;

impl Program {
    /// A type as users would write it; list and dict sites by their
    /// element types, as deep as three levels.
    pub fn show(&self, ty: &Ty) -> String {
        self.show_to(ty, 3)
    }

    fn show_to(&self, ty: &Ty, depth: u32) -> String {
        match ty {
            Ty::Dynamic => "any".into(),
            Ty::Of(atoms) if atoms.is_empty() => "never".into(),
            Ty::Of(atoms) => {
                let parts: Vec<String> = atoms
                    .iter()
                    .map(|atom| self.show_atom(atom, depth))
                    .collect();
                parts.join(" | ")
            }
        }
    }

    fn show_atom(&self, atom: &Atom, depth: u32) -> String {
        let class =
            |key: &crate::ty::ClassKey| self.module(key.module).class(key.class).qualname.clone();
        let site = |name: &str, site: SiteId, pair: bool| {
            if depth == 0 {
                return format!("{name}[...]");
            }
            let (first, second) = self.site(site);
            let first = self.show_to(first, depth - 1);
            if pair {
                format!("{name}[{first}, {}]", self.show_to(second, depth - 1))
            } else {
                format!("{name}[{first}]")
            }
        };
        match atom {
            Atom::None => "None".into(),
            Atom::Bool => "bool".into(),
            Atom::Int => "int".into(),
            Atom::Float => "float".into(),
            Atom::NonNegFloat => "float>=0".into(),
            Atom::Complex => "complex".into(),
            Atom::Str => "str".into(),
            Atom::Bytes => "bytes".into(),
            Atom::Range => "range".into(),
            Atom::List(id) => site("list", *id, false),
            Atom::Dict(id) => site("dict", *id, true),
            Atom::DefaultDict(id) => site("defaultdict", *id, true),
            Atom::Set(id) => site("set", *id, false),
            Atom::Deque(id) => site("deque", *id, false),
            Atom::ByteArray => "bytearray".into(),
            Atom::NumberArray(number) => format!("array[{number:?}]"),
            Atom::Tuple(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| self.show_to(item, depth.saturating_sub(1)))
                    .collect();
                format!("tuple[{}]", items.join(", "))
            }
            Atom::TupleOf(item) => format!(
                "tuple[{}, ...]",
                self.show_to(item, depth.saturating_sub(1))
            ),
            Atom::Instance(key) | Atom::Named(key) => class(key),
            Atom::Class(key) => format!("type[{}]", class(key)),
            Atom::Function(key) => format!("def {}", self.function(*key).qualname),
            Atom::Cached(key) => format!("cached def {}", self.function(*key).qualname),
            Atom::Method(_, key) => format!("method {}", self.function(*key).qualname),
            Atom::Iterator(item) => {
                format!("iterator[{}]", self.show_to(item, depth.saturating_sub(1)))
            }
            Atom::TextFile => "text file".into(),
            Atom::Object => "object".into(),
            Atom::Options => "options".into(),
            Atom::ObjectClass(key) => format!("class {}", class(key)),
            Atom::Builtin(name) => format!("builtin {name}"),
            Atom::Array(dtype, ndim) => format!("array[{}, {ndim}d]", dtype.name()),
            Atom::Scalar(dtype) => format!("numpy.{}", dtype.name()),
            Atom::DTypeObject(dtype) => format!("type[numpy.{}]", dtype.name()),
            Atom::Module(id) => format!("module {}", self.module(*id).name),
            Atom::ForeignModule(name) => format!("CPython module {name}"),
            Atom::ForeignFunction(module, name) => format!("function {module}.{name}"),
        }
    }

    /// Everything that was found out: globals, fields, why classes have none, and for each live
    /// context its variables and expressions.
    pub fn print(&self) -> String {
        let mut out = String::new();
        let mut globals: Vec<String> = Vec::new();
        for ((module, index), ty) in &self.globals {
            let module = self.module(*module);
            globals.push(format!(
                "global {}.{}: {}",
                module.name,
                module.globals[*index as usize],
                self.show(ty)
            ));
        }
        let fields = self.fields.iter();
        globals.extend(fields.map(|((key, name), ty)| {
            let class = self.module(key.module).class(key.class);
            format!("field {}.{name}: {}", class.qualname, self.show(ty))
        }));
        let classes = self.classes.iter();
        globals.extend(classes.filter_map(|(key, info)| {
            let reason = info.reason.as_ref()?;
            let module = self.module(key.module);
            let class = &module.class(key.class).qualname;
            Some(format!(
                "class {}.{class} has no fields: {reason}",
                module.name
            ))
        }));
        globals.sort();
        for line in globals {
            let _ = writeln!(out, "{line}");
        }
        for (module, reasons) in &self.in_cpython {
            for reason in reasons {
                let name = &self.module(*module).name;
                let _ = writeln!(
                    out,
                    "module {name} runs in CPython: line {}: {}",
                    reason.span.line, reason.text
                );
            }
        }
        for (number, context) in self
            .contexts
            .iter()
            .enumerate()
            .filter(|(_, context)| context.live)
        {
            self.print_context(number, context, &mut out);
        }
        out
    }

    fn print_context(&self, number: usize, context: &Context, out: &mut String) {
        let function = self.function(context.func);
        let module = self.module(context.func.module);
        let params = function.params.all().zip(&context.params);
        let params: Vec<String> = params
            .map(|(param, ty)| format!("{}: {}", param.name, self.show(ty)))
            .collect();
        let name = if context.func.module == ModuleId::MAIN {
            function.qualname.clone()
        } else {
            format!("{}.{}", module.name, function.qualname)
        };
        let _ = write!(
            out,
            "\ncontext {number}: {name}({}) -> {}",
            params.join(", "),
            self.show(&context.result)
        );
        if function.suspends() {
            let _ = write!(out, " yielding {}", self.show(&context.yields));
        }
        out.push('\n');
        for (var, ty) in function
            .vars
            .iter()
            .zip(&context.storage)
            .filter(|(var, _)| !var.is_param)
        {
            let _ = writeln!(out, "    {}: {}", var.name, self.show(ty));
        }
        walk::expressions(function, module, &mut |expr| {
            let Some(ty) = context.types.get(&expr.id) else {
                return;
            };
            let plain = matches!(
                expr.kind,
                ExprKind::None
                    | ExprKind::True
                    | ExprKind::False
                    | ExprKind::Int(_)
                    | ExprKind::Float(_)
                    | ExprKind::Str(_)
            );
            if plain {
                return;
            }
            let text = module
                .source
                .get(expr.span.start as usize..expr.span.end as usize)
                .unwrap_or_default();
            let text = text.lines().next().unwrap_or_default();
            let _ = writeln!(
                out,
                "    {:>4}:{:<3} {text}: {}",
                expr.span.line,
                expr.span.column,
                self.show(ty)
            );
        });
    }
}
