#[macro_export]
macro_rules! buffer_functions {
    ($then:path) => { $then! {
        /// A `ViewObject` of an array predicted to have that `DType` and number
        /// of dimensions; TypeError naming both otherwise.
        fn view_acquire(array: Value, dtype: I64, ndim: I64) -> Value [raises];
        /// What views of `value` would have: `DType + 16 * dimensions` when it is
        /// a NumPy array of an element type that views have, else -1.
        fn array_kind(value: Value) -> I64;
        /// Raises NumPy's IndexError for `index` along an axis of that size.
        fn raise_view_index(index: I64, axis: I64, size: I64) -> Unit [raises];
        /// Raises NumPy's ValueError for a store into a read-only array.
        fn raise_view_readonly() -> Unit [raises];
        /// Raises TypeError unless an array made by `numpy.array` has that `DType`
        /// and number of dimensions, or no elements.
        fn array_check(array: Value, dtype: I64, ndim: I64) -> Unit [raises];
        /// A function of `NUMPY_FUNCTIONS` by its place there.
        fn numpy_function(which: I64, x: F64) -> F64 [raises];
        /// A NumPy scalar of a floating `DType`.
        fn scalar_from_float(value: F64, dtype: I64) -> Value;
        /// A NumPy scalar of an integer or bool `DType`; the value fits.
        fn scalar_from_int(value: Int, dtype: I64) -> Value;
    } };
}
buffer_functions!(crate::declare_functions);
