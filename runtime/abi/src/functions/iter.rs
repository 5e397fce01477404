#[macro_export]
macro_rules! iter_functions {
    ($then:path) => { $then! {
        /// `iter(iterable)`.
        fn value_iter(iterable: Value) -> Value [raises];
        /// The next item, or unbound at the end.
        fn iter_next(iterator: Value) -> OptValue [raises];
        fn range_new(start: Value, stop: Value, step: Value) -> Value [raises];
        fn slice_new(start: Value, stop: Value, step: Value) -> Value;
        /// How many turns `range(start, stop, step)` makes, at most 2^62.
        fn range_len(start: Int, stop: Int, step: Int) -> I64 [raises];
        /// The items of `iterable`, which must be exactly `n`, as a tuple.
        fn unpack(iterable: Value, n: I64) -> Tuple [raises];
        /// A tuple of `before` items, a list of the rest, and `after` items.
        fn unpack_star(iterable: Value, before: I64, after: I64) -> Tuple [raises];
        fn range_start(range: Value) -> Value as "range.start -> int";
        fn range_stop(range: Value) -> Value as "range.stop -> int";
        fn range_step(range: Value) -> Value as "range.step -> int";
        fn range_index(range: Value, item: Value) -> Value [raises] as "range.index(value: object, /) -> int";
        fn range_count(range: Value, item: Value) -> I64 [raises] as "range.count(value: object, /) -> int";
        fn range_reversed(range: Value) -> Value as "range.__reversed__() -> Iterator[int]";
        fn slice_start(slice: Value) -> Value as "slice.start -> object";
        fn slice_stop(slice: Value) -> Value as "slice.stop -> object";
        fn slice_step(slice: Value) -> Value as "slice.step -> object";
        fn slice_indices(slice: Value, len: Int) -> Tuple [raises] as "slice.indices(length: int, /) -> tuple[int, int, int]";
    } };
}
iter_functions!(crate::declare_functions);
