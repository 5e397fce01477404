#[macro_export]
macro_rules! namedtuple_functions {
    ($then:path) => { $then! {
        fn namedtuple_make(typename: Value, field_names: Value, rename: Value, defaults: Value, module: Value) -> Value [raises] as "_collections.namedtuple(typename: object, field_names: object, *, rename: object = False, defaults: object = None, module: object = None) -> type";
        /// Completes a class derived from `tuple` whose body names its `_fields`.
        fn namedtuple_complete(class: Value) -> Value [raises] as "_collections._named_tuple(class: object, /) -> type";
    } };
}
namedtuple_functions!(crate::declare_functions);
