#[macro_export]
macro_rules! abstract_class_functions {
    ($then:path) => { $then! {
        /// The metaclass of abstract classes, which say themselves what their subclasses are.
        fn abc_meta() -> Value as "_abc.ABCMeta -> type";
        fn abc_register(class: Value, subclass: Value) -> Value [raises] as "ABCMeta.register(subclass: object) -> object";
        /// How often something has been registered: what was found out about classes may be old then.
        fn abc_token() -> I64 as "_abc._token() -> int";
        fn abc_bases(class: Value) -> Tuple as "_abc._bases(class: object, /) -> tuple";
        fn abc_order(class: Value) -> Tuple as "_abc._order(class: object, /) -> tuple";
        fn abc_derived(class: Value) -> Tuple as "_abc._derived(class: object, /) -> tuple";
        fn abc_alias(class: Value, item: Value) -> Value [raises] as "_abc._alias(class: object, item: object, /) -> object";
        /// An attribute of a class that an alias stands for: the program has read it by its name.
        fn abc_attribute(class: Value, name: Value) -> Value [raises] as "_abc._attribute(class: object, name: object, /) -> object";
        /// The class of an object, to be compared and named: inference need not expect that its members are read.
        fn abc_class_of(object: Value) -> Value as "_abc._class_of(object: object, /) -> object";
        fn abc_alias_of_callable(class: Value, item: Value) -> Value [raises] as "_abc._alias_of_callable(class: object, item: object, /) -> object";
    } };
}
abstract_class_functions!(crate::declare_functions);
