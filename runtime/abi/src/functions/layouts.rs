#[macro_export]
macro_rules! layouts_functions {
    ($then:path) => { $then! {
        /// A format, read; or None where something is wrong with it.
        fn layouts_compile(format: Bytes) -> Value as "_layouts.compile(format: bytes, /) -> object";
        /// What was wrong.
        fn layouts_mistake() -> Str as "_layouts.mistake() -> str";
        fn layouts_size(layout: Value) -> I64 as "_layouts.size(layout: object, /) -> int";
        /// The values as bytes, or None, for the function of that name.
        fn layouts_pack(layout: Value, values: Tuple, name: Str) -> Value [raises] as "_layouts.pack(layout: object, values: tuple, name: str, /) -> object";
        /// The values in a buffer, which has those alone if it `is_whole`; or None.
        fn layouts_unpack(layout: Value, buffer: Value, offset: Value, is_whole: Bool) -> Value [raises] as "_layouts.unpack(layout: object, buffer: object, offset: object, is_whole: bool, /) -> object";
        /// How many bytes a buffer has.
        fn layouts_length(buffer: Value) -> I64 [raises] as "_layouts.length(buffer: object, /) -> int";
        /// Where in a buffer so many values are to be written, or None.
        fn layouts_place(layout: Value, buffer: Value, offset: Value, count: I64) -> Value [raises] as "_layouts.place(layout: object, buffer: object, offset: object, count: int, /) -> object";
    } };
}
layouts_functions!(crate::declare_functions);
