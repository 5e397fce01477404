#[macro_export]
macro_rules! str_functions {
    ($then:path) => { $then! {
        fn str_concat(a: Str, b: Str) -> Str;
        /// `s[index]` with Python's negative indices.
        fn str_getitem(s: Str, index: I64) -> Str [raises];
        fn str_eq(a: Str, b: Str) -> Bool [pure];
        /// -1, 0 or 1 by code points.
        fn str_cmp(a: Str, b: Str) -> I64 [pure];
        fn str_contains(s: Str, needle: Str) -> Bool [pure];
        /// Joins str words; f-strings and chains of `+`.
        fn str_join_parts(parts: Words) -> Str;
    } };
}
str_functions!(crate::declare_functions);
