#[macro_export]
macro_rules! re_functions {
    ($then:path) => { $then! {
        /// A program, flags, names and numbers of groups, and warnings; or None, the kind
        /// of a mistake, its words and where it is.
        fn re_compile(pattern: Value, flags: I64) -> Tuple [raises] as "_re.compile(pattern: object, flags: int, /) -> tuple";
        fn re_groups(program: Value) -> I64 [raises] as "_re.groups(program: object, /) -> int";
        /// The number of the group of that name, or -1.
        fn re_number(program: Value, name: Str) -> I64 [raises] as "_re.number(program: object, name: str, /) -> int";
        /// The first match between two places, or None. `how`: 0 where it begins, 1 all of it, 2 anywhere.
        fn re_find(program: Value, string: Value, pos: I64, endpos: I64, how: I64) -> Value [raises] as "_re.find(program: object, string: object, pos: int, endpos: int, how: int, /) -> object";
        /// The next match behind another.
        fn re_find_next(program: Value, string: Value, found: Value, endpos: I64) -> Value [raises] as "_re.find_next(program: object, string: object, found: object, endpos: int, /) -> object";
        /// Where a group begins and ends, -1 where it takes no part.
        fn re_start(found: Value, string: Value, group: I64) -> I64 [raises] as "_re.start(found: object, string: object, group: int, /) -> int";
        fn re_end(found: Value, string: Value, group: I64) -> I64 [raises] as "_re.end(found: object, string: object, group: int, /) -> int";
        /// What a group has taken, or the default.
        fn re_taken(found: Value, string: Value, group: I64, default: Value) -> Value [raises] as "_re.taken(found: object, string: object, group: int, default: object, /) -> object";
        /// What all groups have taken, or the default.
        fn re_all_groups(found: Value, string: Value, default: Value) -> Tuple [raises] as "_re.all_groups(found: object, string: object, default: object, /) -> tuple";
        /// The name of the group that was closed last, or None.
        fn re_last_name(program: Value, found: Value) -> Value [raises] as "_re.last_name(program: object, found: object, /) -> object";
        /// The group that was closed last, or -1.
        fn re_last(found: Value) -> I64 [raises] as "_re.last(found: object, /) -> int";
        fn re_findall(program: Value, string: Value, pos: I64, endpos: I64) -> List [raises] as "_re.findall(program: object, string: object, pos: int, endpos: int, /) -> list[object]";
        fn re_split(program: Value, string: Value, maxsplit: I64) -> List [raises] as "_re.split(program: object, string: object, maxsplit: int, /) -> list[object]";
        /// The pieces of a template: strs and numbers of groups; or None and a mistake.
        fn re_template(program: Value, template: Value) -> Tuple [raises] as "_re.template(program: object, template: object, /) -> tuple";
        fn re_expand(found: Value, string: Value, pieces: Value) -> Value [raises] as "_re.expand(found: object, string: object, pieces: object, /) -> object";
        /// What is left of a str when matches are replaced.
        fn re_replace(program: Value, string: Str, pieces: Value, count: I64) -> Str [raises] as "_re.replace(program: object, string: str, pieces: object, count: int, /) -> str";
        /// As [`re_replace`], of any text, and how many there were.
        fn re_replace_all(program: Value, string: Value, pieces: Value, count: I64) -> Tuple [raises] as "_re.replace_all(program: object, string: object, pieces: object, count: int, /) -> tuple";
        fn re_escape(text: Str) -> Str as "_re.escape(text: str, /) -> str";
        fn re_escape_bytes(text: Bytes) -> Bytes as "_re.escape_bytes(text: bytes, /) -> bytes";
        /// `class[item]`.
        fn re_alias(class: Value, item: Value) -> Value [raises] as "_re.alias(class: object, item: object, /) -> object";
        /// Says what CPython warns of.
        fn re_warn(kind: Value, message: Value) -> Unit [raises] as "_re.warn(kind: object, message: object, /) -> None";
    } };
}
re_functions!(crate::declare_functions);
