#[macro_export]
macro_rules! enumeration_functions {
    ($then:path) => { $then! {
        /// Makes a new class an enumeration: its metaclass is `EnumType`.
        fn class_enumerate(class: Value) -> Unit;
        fn enumeration_reversed(class: Value) -> Value [raises] as "EnumType.__reversed__() -> object";
    } };
}
enumeration_functions!(crate::declare_functions);
