#[macro_export]
macro_rules! tuple_functions {
    ($then:path) => { $then! {
        /// `(a, b, c)`.
        fn tuple_from_items(items: Words) -> Tuple;
        /// `Point(x, y)` of a named tuple.
        fn tuple_of_class(class: Value, items: Words) -> Tuple;
        fn tuple_from_iterable(iterable: Value) -> Tuple [raises];
        /// `*iterable`, the only argument by position in a call of `callee`.
        fn tuple_of_arguments(callee: Value, iterable: Value) -> Tuple [raises];
        fn tuple_getitem(tuple: Tuple, index: I64) -> Value [raises];
        fn tuple_len(tuple: Tuple) -> I64;
        fn tuple_contains(tuple: Tuple, item: Value) -> Bool [raises];
        fn tuple_eq(a: Tuple, b: Tuple) -> Bool [raises];
        fn tuple_hash(tuple: Tuple) -> I64 [raises];
        /// `hash((a, b, c))`.
        fn tuple_hash_items(items: Words) -> I64 [raises];
        fn tuple_concat(a: Tuple, b: Tuple) -> Tuple;
        /// As [`tuple_concat`] where nothing reads `a` afterwards: `a` grows in place
        /// if nobody else has it.
        fn tuple_append(a: Tuple, b: Tuple) -> Tuple [consumes];
        fn tuple_repeat(tuple: Tuple, n: I64) -> Tuple [raises];
        /// `tuple[start:stop]`; bounds beyond the ends are as good as absent.
        fn tuple_slice(tuple: Tuple, start: I64, stop: I64) -> Tuple;
        fn tuple_count(tuple: Tuple, item: Value) -> I64 [raises] as "tuple.count(value: object, /) -> int";
        fn tuple_index(tuple: Tuple, item: Value, start: I64, stop: I64) -> I64 [raises] as "tuple.index(value: object, start: int = 0, stop: int = 9223372036854775807, /) -> int";
    } };
}
tuple_functions!(crate::declare_functions);
