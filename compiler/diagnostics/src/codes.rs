//! The table of message codes. Each has a page `docs/errors/<code>.md`,
//! shown by `pyaot explain <code>`.

/// A stable name for a kind of message, such as `syntax-error`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Code {
    pub name: &'static str,
    /// One line for lists of codes.
    pub summary: &'static str,
}

macro_rules! codes {
    ($($constant:ident $name:literal $summary:literal;)*) => {
        $(
            #[doc = $summary]
            pub const $constant: Code = Code { name: $name, summary: $summary };
        )*
        /// Every code there is, in the order of the table.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    SYNTAX_ERROR "syntax-error" "The text is not Python 3.11.";
    TOO_DEEP "too-deep" "The program is nested more deeply than can be compiled.";
    UNKNOWN_NAME "unknown-name" "A name is used that is defined nowhere.";
    UNKNOWN_CODE "unknown-code" "There is no error code of that name.";
    FALLBACK "fallback" "Part of the program runs in the embedded CPython.";
    MISSING_FILE "missing-file" "A file could not be read.";
    BAD_ENCODING "bad-encoding" "A source file is not text in its declared encoding.";
    UNWRITABLE_OUTPUT "unwritable-output" "The executable could not be written.";
    NO_LINKER "no-linker" "No C compiler or linker was found.";
    LINK_FAILED "link-failed" "The linker reported an error.";
    NO_RUNTIME "no-runtime" "The run-time archives of pyaot were not found.";
    NO_PYTHON "no-python" "No usable CPython was found.";
    NO_PYTHON_LIBRARY "no-python-library" "The chosen CPython has no shared library to link with.";
    INTERNAL_ERROR "internal-error" "A mistake in pyaot itself.";
}

/// The code of that name.
pub fn find(name: &str) -> Option<Code> {
    ALL.iter().copied().find(|code| code.name == name)
}
