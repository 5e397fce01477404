#[macro_export]
macro_rules! str_functions {
    ($then:path) => { $then! {
        fn str_concat(a: Str, b: Str) -> Str;
        /// As [`str_concat`] where nothing reads `a` afterwards: `a` grows in place
        /// if nobody else has it.
        fn str_append(a: Str, b: Str) -> Str [consumes];
        /// `s * n`.
        fn str_repeat(s: Str, n: I64) -> Str [raises];
        /// `s[index]` with Python's negative indices.
        fn str_getitem(s: Str, index: I64) -> Str [raises];
        /// The code point of `s[index]`.
        fn str_code(s: Str, index: I64) -> I64 [pure, raises];
        /// The str of one character.
        fn str_from_code(code: I64) -> Str [pure];
        /// `s[start:stop:step]`; absent bounds are None.
        fn str_getslice(s: Str, start: Value, stop: Value, step: Value) -> Str [raises];
        fn str_eq(a: Str, b: Str) -> Bool [pure];
        /// -1, 0 or 1 by code points.
        fn str_cmp(a: Str, b: Str) -> I64 [pure];
        fn str_contains(s: Str, needle: Str) -> Bool [pure];
        /// Joins str words; f-strings and chains of `+`.
        fn str_join_parts(parts: Words) -> Str;
        /// As [`str_join_parts`], of strs, ints and floats: f-strings.
        fn str_build(parts: Words) -> Str [raises];
        /// As [`str_build`], each part behind the word of its specification
        /// (`field::Field`).
        fn str_fields(parts: Words) -> Str [raises];
        /// `format % values`.
        fn str_percent(format: Str, values: Value) -> Str [raises];
        /// `ascii(a)`; also `!a` in f-strings.
        fn str_ascii(a: Value) -> Str [raises] as "builtins.ascii(obj: object, /) -> str";
        fn str_chr(code: I64) -> Str [raises] as "builtins.chr(i: int, /) -> str";
        fn str_ord(c: Value) -> I64 [raises] as "builtins.ord(c: object, /) -> int";

        fn str_capitalize(s: Str) -> Str as "str.capitalize() -> str";
        fn str_casefold(s: Str) -> Str as "str.casefold() -> str";
        fn str_lower(s: Str) -> Str as "str.lower() -> str";
        fn str_swapcase(s: Str) -> Str as "str.swapcase() -> str";
        fn str_title(s: Str) -> Str as "str.title() -> str";
        fn str_upper(s: Str) -> Str as "str.upper() -> str";
        fn str_center(s: Str, width: Size, fill: Value) -> Str [raises] as "str.center(width: int, fillchar: object = ' ', /) -> str";
        fn str_ljust(s: Str, width: Size, fill: Value) -> Str [raises] as "str.ljust(width: int, fillchar: object = ' ', /) -> str";
        fn str_rjust(s: Str, width: Size, fill: Value) -> Str [raises] as "str.rjust(width: int, fillchar: object = ' ', /) -> str";
        fn str_zfill(s: Str, width: Size) -> Str [raises] as "str.zfill(width: int, /) -> str";
        fn str_expandtabs(s: Str, tabsize: I64) -> Str [raises] as "str.expandtabs(tabsize: int = 8) -> str";
        fn str_replace(s: Str, old: Value, new: Value, count: Value) -> Str [raises] as "str.replace(old: object, new: object, count: object = -1, /) -> str";
        fn str_getnewargs(s: Str) -> Tuple as "str.__getnewargs__() -> tuple[str]";
        fn str_encode(s: Str, encoding: Str, errors: Str) -> Bytes [raises] as "str.encode(encoding: str = 'utf-8', errors: str = 'strict') -> bytes";
        fn str_maketrans(x: Value, y: OptValue, z: OptValue) -> Dict [raises] as "static str.maketrans(x: object, y: object = ..., z: object = ..., /) -> dict";
        fn str_translate(s: Str, table: Value) -> Str [raises] as "str.translate(table: object, /) -> str";

        fn str_count(s: Str, sub: Value, start: Value, end: Value) -> I64 [raises] as "str.count(sub: object, start: object = None, end: object = None, /) -> int";
        fn str_find(s: Str, sub: Value, start: Value, end: Value) -> I64 [raises] as "str.find(sub: object, start: object = None, end: object = None, /) -> int";
        fn str_rfind(s: Str, sub: Value, start: Value, end: Value) -> I64 [raises] as "str.rfind(sub: object, start: object = None, end: object = None, /) -> int";
        fn str_index(s: Str, sub: Value, start: Value, end: Value) -> I64 [raises] as "str.index(sub: object, start: object = None, end: object = None, /) -> int";
        fn str_rindex(s: Str, sub: Value, start: Value, end: Value) -> I64 [raises] as "str.rindex(sub: object, start: object = None, end: object = None, /) -> int";
        fn str_startswith(s: Str, prefix: Value, start: Value, end: Value) -> Bool [raises] as "str.startswith(prefix: object, start: object = None, end: object = None, /) -> bool";
        fn str_endswith(s: Str, suffix: Value, start: Value, end: Value) -> Bool [raises] as "str.endswith(suffix: object, start: object = None, end: object = None, /) -> bool";

        fn str_isalnum(s: Str) -> Bool [pure] as "str.isalnum() -> bool";
        fn str_isalpha(s: Str) -> Bool [pure] as "str.isalpha() -> bool";
        fn str_isascii(s: Str) -> Bool [pure] as "str.isascii() -> bool";
        fn str_isdecimal(s: Str) -> Bool [pure] as "str.isdecimal() -> bool";
        fn str_isdigit(s: Str) -> Bool [pure] as "str.isdigit() -> bool";
        fn str_isidentifier(s: Str) -> Bool [pure] as "str.isidentifier() -> bool";
        fn str_islower(s: Str) -> Bool [pure] as "str.islower() -> bool";
        fn str_isnumeric(s: Str) -> Bool [pure] as "str.isnumeric() -> bool";
        fn str_isprintable(s: Str) -> Bool [pure] as "str.isprintable() -> bool";
        fn str_isspace(s: Str) -> Bool [pure] as "str.isspace() -> bool";
        fn str_istitle(s: Str) -> Bool [pure] as "str.istitle() -> bool";
        fn str_isupper(s: Str) -> Bool [pure] as "str.isupper() -> bool";

        /// The same of a character, by its code point.
        fn char_isalnum(code: I64) -> Bool [pure];
        fn char_isalpha(code: I64) -> Bool [pure];
        fn char_isdecimal(code: I64) -> Bool [pure];
        fn char_isdigit(code: I64) -> Bool [pure];
        fn char_islower(code: I64) -> Bool [pure];
        fn char_isnumeric(code: I64) -> Bool [pure];
        fn char_isspace(code: I64) -> Bool [pure];
        fn char_isupper(code: I64) -> Bool [pure];

        fn str_join(s: Str, iterable: Value) -> Str [raises] as "str.join(iterable: object, /) -> str";
        fn str_split(s: Str, sep: Value, maxsplit: Size) -> List [raises] as "str.split(sep: object = None, maxsplit: int = -1) -> list[str]";
        fn str_rsplit(s: Str, sep: Value, maxsplit: Size) -> List [raises] as "str.rsplit(sep: object = None, maxsplit: int = -1) -> list[str]";
        fn str_splitlines(s: Str, keepends: Value) -> List [raises] as "str.splitlines(keepends: bool = False) -> list[str]";
        fn str_partition(s: Str, sep: Value) -> Tuple [raises] as "str.partition(sep: object, /) -> tuple[str, str, str]";
        fn str_rpartition(s: Str, sep: Value) -> Tuple [raises] as "str.rpartition(sep: object, /) -> tuple[str, str, str]";
        fn str_strip(s: Str, chars: Value) -> Str [raises] as "str.strip(chars: object = None, /) -> str";
        fn str_lstrip(s: Str, chars: Value) -> Str [raises] as "str.lstrip(chars: object = None, /) -> str";
        fn str_rstrip(s: Str, chars: Value) -> Str [raises] as "str.rstrip(chars: object = None, /) -> str";
        fn str_removeprefix(s: Str, prefix: Value) -> Str [raises] as "str.removeprefix(prefix: object, /) -> str";
        fn str_removesuffix(s: Str, suffix: Value) -> Str [raises] as "str.removesuffix(suffix: object, /) -> str";

        fn str_format(s: Str, args: Tuple, kwargs: Dict) -> Str [raises, names] as "str.format(*args: object, **kwargs: object) -> str";
        fn str_format_map(s: Str, mapping: Value) -> Str [raises, names] as "str.format_map(mapping: object, /) -> str";
    } };
}
str_functions!(crate::declare_functions);
