#[macro_export]
macro_rules! tuple_functions {
    ($then:path) => { $then! {
        /// `(a, b, c)`.
        fn tuple_from_items(items: Words) -> Tuple;
        fn tuple_from_iterable(iterable: Value) -> Tuple [raises];
        fn tuple_getitem(tuple: Tuple, index: I64) -> Value [raises];
    } };
}
tuple_functions!(crate::declare_functions);
