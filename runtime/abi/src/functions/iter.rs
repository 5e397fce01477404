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
    } };
}
iter_functions!(crate::declare_functions);
