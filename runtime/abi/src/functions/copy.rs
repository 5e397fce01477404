#[macro_export]
macro_rules! copy_functions {
    ($then:path) => { $then! {
        fn copy_copy(x: Value) -> Value [raises] as "copy.copy(x: object) -> object";
        /// An object of the same class and with the same attributes.
        fn copy_shallow(value: Value) -> Value [raises] as "_collections._shallow(value: object, /) -> object";
        fn copy_deepcopy(x: Value, memo: Value) -> Value [raises] as "copy.deepcopy(x: object, memo: object = None) -> object";
    } };
}
copy_functions!(crate::declare_functions);
