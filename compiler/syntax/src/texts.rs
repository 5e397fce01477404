//! What the text literals of a module would do, if `exec` or the like ran them.

/// Names that such texts mention.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// What they may import as modules.
    pub imports: Vec<String>,
    /// Attributes that they assign to.
    pub stores: Vec<String>,
    /// They may assign to any.
    pub stores_any: bool,
}

impl Texts {
    /// Adds what one of them does. Most are no code, and say nothing.
    pub(crate) fn note(&mut self, text: &str) {
        if text.contains("import ") {
            text.lines().for_each(|line| self.import(line.trim_start()));
        }
        if text.contains('=') {
            self.stores.extend(stores(text));
        }
        self.stores_any |= text.contains("setattr(");
    }

    fn import(&mut self, line: &str) {
        let is_end = |c: char| !c.is_alphanumeric() && !"_.".contains(c);
        if let Some(rest) = line.strip_prefix("import ") {
            let names = rest.split(',').map(str::trim_start);
            let names = names.filter_map(|name| name.split(is_end).next());
            self.imports.extend(names.map(str::to_string));
        } else if let Some(rest) = line.strip_prefix("from ")
            && let Some((module, names)) = rest.split_once(" import ")
        {
            let module = module.trim();
            let names = names.split(is_end).filter(|name| !name.is_empty());
            let names = names.map(|name| format!("{module}.{name}"));
            self.imports.extend(names.chain([module.to_string()]));
        }
    }
}

/// The names in `.name = ` and `.name += `.
fn stores(text: &str) -> impl Iterator<Item = String> {
    text.split('.').skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
        let (name, rest) = rest.split_at(end);
        let rest = rest
            .trim_start()
            .trim_start_matches(|c| "+-*/%&|^<>@".contains(c));
        let is_store = rest.starts_with('=') && !rest.starts_with("==");
        (is_store && !name.is_empty()).then(|| name.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_texts_do() {
        let mut texts = Texts::default();
        texts.note("A.f = g; a.b.n += 1\nif x.y == 1.5: pass\n  import m.n as k, o");
        texts.note("from p.q import r, s");
        assert_eq!(texts.stores, ["f", "n"]);
        assert_eq!(texts.imports, ["m.n", "o", "p.q.r", "p.q.s", "p.q"]);
        assert!(!texts.stores_any);
        texts.note("setattr(A, name, 1)");
        assert!(texts.stores_any);
    }
}
