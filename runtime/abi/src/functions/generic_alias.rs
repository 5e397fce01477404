#[macro_export]
macro_rules! generic_alias_functions {
    ($then:path) => { $then! {
        // `class[item]`; subclasses inherit it.
        fn list_class_getitem(class: Value, item: Value) -> Value [raises] as "class list.__class_getitem__(item: object, /) -> object";
        fn dict_class_getitem(class: Value, item: Value) -> Value [raises] as "class dict.__class_getitem__(item: object, /) -> object";
        fn tuple_class_getitem(class: Value, item: Value) -> Value [raises] as "class tuple.__class_getitem__(item: object, /) -> object";
        fn set_class_getitem(class: Value, item: Value) -> Value [raises] as "class set.__class_getitem__(item: object, /) -> object";
        fn frozenset_class_getitem(class: Value, item: Value) -> Value [raises] as "class frozenset.__class_getitem__(item: object, /) -> object";
        fn enumerate_class_getitem(class: Value, item: Value) -> Value [raises] as "class enumerate.__class_getitem__(item: object, /) -> object";
        fn deque_class_getitem(class: Value, item: Value) -> Value [raises] as "class deque.__class_getitem__(item: object, /) -> object";
        fn partial_class_getitem(class: Value, item: Value) -> Value [raises] as "class partial.__class_getitem__(item: object, /) -> object";
        fn cached_property_class_getitem(class: Value, item: Value) -> Value [raises] as "class cached_property.__class_getitem__(item: object, /) -> object";
        fn chain_class_getitem(class: Value, item: Value) -> Value [raises] as "class chain.__class_getitem__(item: object, /) -> object";
        fn exception_group_class_getitem(class: Value, item: Value) -> Value [raises] as "class BaseExceptionGroup.__class_getitem__(item: object, /) -> object";
        fn generic_alias_mro_entries(alias: Value, bases: Value) -> Tuple as "GenericAlias.__mro_entries__(bases: object, /) -> object";
        fn generic_alias_reduce(alias: Value) -> Tuple [raises] as "GenericAlias.__reduce__() -> object";
    } };
}
generic_alias_functions!(crate::declare_functions);
