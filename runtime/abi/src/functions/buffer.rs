#[macro_export]
macro_rules! buffer_functions {
    ($then:path) => { $then! {
        /// Acquires a view of `object` into the `ViewData` at `out` when its
        /// dtype and number of dimensions are as predicted; false otherwise.
        fn view_acquire(object: Value, dtype: I64, ndim: I64, out: Ptr) -> Bool;
        fn view_release(view: Ptr) -> Unit;
    } };
}
buffer_functions!(crate::declare_functions);
