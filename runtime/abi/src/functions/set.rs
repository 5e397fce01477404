#[macro_export]
macro_rules! set_functions {
    ($then:path) => { $then! {
        fn set_new() -> Set;
        fn set_add(set: Set, item: Value) -> Unit [raises] as "set.add(item: T, /) -> None";
        fn set_contains(set: Set, item: Value) -> Bool [raises];
        fn set_len(set: Set) -> I64;
        fn set_from_iterable(iterable: Value) -> Set [raises];
    } };
}
set_functions!(crate::declare_functions);
