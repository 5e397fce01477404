//! The pages of `docs/errors`, for `pyaot explain`.

macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../docs/errors/", $name, ".md")))),*]
    };
}

const PAGES: &[(&str, &str)] = pages![
    "syntax-error",
    "too-deep",
    "unknown-name",
    "unknown-code",
    "fallback",
    "missing-file",
    "bad-encoding",
    "unwritable-output",
    "no-linker",
    "link-failed",
    "no-runtime",
    "no-python",
    "no-python-library",
    "internal-error",
];

/// The page of a code.
pub fn of(code: &str) -> Option<&'static str> {
    PAGES
        .iter()
        .find(|(name, _)| *name == code)
        .map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_and_every_page_a_code() {
        for code in pyaot_diagnostics::codes::ALL {
            let page = of(code.name).unwrap_or_else(|| panic!("no page for {}", code.name));
            assert!(
                page.starts_with(&format!("# {}\n", code.name)),
                "the page of {} begins otherwise",
                code.name
            );
        }
        for (name, _) in PAGES {
            assert!(
                pyaot_diagnostics::codes::find(name).is_some(),
                "no code {name}"
            );
        }
    }
}
