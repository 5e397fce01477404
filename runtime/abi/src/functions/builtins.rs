#[macro_export]
macro_rules! builtins_functions {
    ($then:path) => { $then! {
        fn builtins_abs(x: Value) -> Value [raises] as "builtins.abs(x: object, /) -> object";
    } };
}
builtins_functions!(crate::declare_functions);
